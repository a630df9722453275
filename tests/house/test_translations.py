"""Every word that the code says now is in every language, whole, and compiled as it is written."""

import ast
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "facilitator" / "translations"
LANGUAGES = sorted(path.parents[1].name for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
EXTRACT = "pybabel --quiet extract"
MARKS = {"_", "N_", "gettext", "ngettext", "lazy_gettext", "lazy_ngettext"}
FILLED_IN = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}|<[^>]+>")
"""What a translation has to keep: placeholders and tags."""

Key = tuple[str | None, str]


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The words of the code as it is now, gathered by the command of `make translations`."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    recipe = makefile.partition(EXTRACT)[2].partition("\n\t@")[0]
    assert recipe, f"The Makefile no longer says “{EXTRACT}”."
    said = recipe.replace("\\\n", " ").replace("$(TRANSLATIONS)", str(TRANSLATIONS))
    pot = tmp_path_factory.mktemp("words") / "messages.pot"
    babel = [sys.executable, "-m", "babel.messages.frontend", *shlex.split(EXTRACT)[1:]]
    command = [*babel, *shlex.split(said), "--output-file", str(pot)]
    subprocess.run(command, cwd=ROOT, check=True)
    return _read(pot)


@pytest.fixture(params=LANGUAGES)
def written(request: pytest.FixtureRequest) -> Catalog:
    """The words of one language as they are written."""
    return _written(request.param)


def test_spanish_is_translated() -> None:
    assert LANGUAGES == ["es"]


def test_catalogue_has_the_words_of_the_code_and_no_others(
    gathered: Catalog, written: Catalog
) -> None:
    wanted, there = _keys(gathered), _keys(written)
    assert (wanted - there, there - wanted, set(written.obsolete)) == (set(), set(), set()), (
        "Run `make translations` and translate what is new."
    )


def test_every_word_marked_in_python_is_gathered(gathered: Catalog) -> None:
    """Babel passes over what is marked inside an f-string."""
    known = {key for _context, key in _keys(gathered)}
    assert {text for text in _marked() if text not in known} == set()


def test_no_translation_is_empty_or_fuzzy(written: Catalog) -> None:
    """A plural form that is not written is read as an empty one."""
    assert [one for one in _messages(written) if one.pluralizable] != []
    assert [one.id for one in _messages(written) if one.fuzzy or not all(_forms(one))] == []


def test_translation_keeps_placeholders_and_tags(written: Catalog) -> None:
    changed = [
        (one.id, form)
        for one in _messages(written)
        for form in _forms(one)
        if _filled_in(form) not in [_filled_in(text) for text in _ids(one)]
    ]
    assert changed == []


def test_nobody_is_shouted_at(written: Catalog) -> None:
    loud = [one.id for one in _messages(written) if "!" in "".join((*_ids(one), *_forms(one)))]
    assert loud == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_the_written_one(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, _written(language))
    mo = TRANSLATIONS / language / "LC_MESSAGES" / "messages.mo"
    assert mo.read_bytes() == compiled.getvalue(), "Run `make translations`."


def _written(language: str) -> Catalog:
    return _read(TRANSLATIONS / language / "LC_MESSAGES" / "messages.po", language)


def _read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _messages(catalog: Catalog) -> list[Message]:
    return [one for one in catalog if one.id]


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _forms(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _keys(catalog: Catalog) -> set[Key]:
    return {(one.context, text) for one in _messages(catalog) for text in _ids(one)}


def _filled_in(text: str) -> list[str]:
    return sorted(FILLED_IN.findall(text))


def _marked() -> Iterator[str]:
    for path in (ROOT / "facilitator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(mark), args=[ast.Constant(str(text)), *_]) if (
                    mark in MARKS
                ):
                    yield text
