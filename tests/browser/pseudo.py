"""A language for tests: every word that goes through gettext stands in ⟦…⟧ and is longer."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from facilitator.config import ROOT
from tests.browser.hall import Hall, Server, open_hall

TRANSLATIONS = "translations"
FILLER = "ǝƃuol"
LONGER = 0.4


class PseudoServer(Server):
    """run.py with other words."""

    program = (sys.executable, str(Path(__file__).parent / "run_pseudo.py"))


@contextmanager
def pseudo_hall() -> Iterator[Hall]:
    """A hall in which English is the language of this module."""
    server = PseudoServer()
    write_catalogue(server.folder / TRANSLATIONS)
    with open_hall(server=server) as hall:
        yield hall


def write_catalogue(folder: Path) -> None:
    """Gather the words of code and templates, and write them as a catalogue for English."""
    folder.mkdir()
    file = folder / "messages.pot"
    subprocess.run(
        [
            *(sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract"),
            *("--mapping-file", "facilitator/translations/babel.cfg"),
            *("--keyword", "lazy_gettext", "--keyword", "lazy_ngettext:1,2"),
            *("--keyword", "lazy_pgettext:1c,2"),
            *("--output-file", str(file), "facilitator", "templates"),
        ],
        cwd=ROOT,
        check=True,
    )
    catalogue = read_po(BytesIO(file.read_bytes()), locale="en")
    _wrap_all(catalogue)
    target = folder / "en" / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as out:
        write_mo(out, catalogue)


def wrap(text: str) -> str:
    """⟦the text and filler words of 40 % of its length⟧."""
    missing = round(len(text) * LONGER)
    filler = " ".join([FILLER] * (missing // len(FILLER)) + [FILLER[: missing % len(FILLER)]])
    return f"⟦{text} {filler.strip()}⟧"


def _wrap_all(catalogue: Catalog) -> None:
    for message in catalogue:
        if isinstance(message.id, tuple):
            message.string = tuple(wrap(one) for one in message.id)
        elif message.id:
            message.string = wrap(str(message.id))
