"""Settings: one truth in the code, told again in config.toml and in docs/configuration.md.

`python -m tests.house.test_config` writes the table of the page anew.
"""

import subprocess
import sys
import tomllib
from pathlib import Path
from shutil import copytree

import pytest
from pydantic.fields import FieldInfo

from facilitator.config import ROOT, Config, ConfigError, load_config, template_names

PAGE = ROOT / "docs" / "configuration.md"
BEGIN, END = "<!-- settings: made by tests/house/test_config.py -->\n", "<!-- end of settings -->\n"


def table() -> str:
    """The settings as the page lists them."""
    rows = [
        f"| `{name}` | `{_toml(field.default)}` | {_allowed(field)} | {field.description} |"
        for name, field in Config.model_fields.items()
    ]
    head = ["| setting | default | allowed | what it is |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, ""])


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_toml(one) for one in value)}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _allowed(field: FieldInfo) -> str:
    limits = {
        name: getattr(one, name)
        for one in field.metadata
        for name in ("ge", "le")
        if hasattr(one, name)
    }
    if limits:
        whole = "whole number, " if field.annotation is int else ""
        return f"{whole}{limits['ge']} to {limits['le']}"
    return "text" if field.annotation is str else _choices(field)


def _choices(field: FieldInfo) -> str:
    kind = str(field.annotation)
    words = kind[kind.index("Literal[") + 8 : kind.index("]")].replace("'", "`")
    return f"list of {words}" if kind.startswith("list") else words.replace(",", " or")


def _complaint(tmp_path: Path, text: str) -> str:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    return str(caught.value)


def test_config_file_has_every_setting_with_its_default() -> None:
    written = tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))
    assert written == {name: field.default for name, field in Config.model_fields.items()}


def test_config_file_says_something_of_each_setting() -> None:
    lines = (ROOT / "config.toml").read_text(encoding="utf-8").splitlines()
    bare = [line for line in lines if "=" in line and not line.startswith("#") and "#" not in line]
    assert bare == []


def test_page_of_settings_is_what_the_code_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page[page.index(BEGIN) + len(BEGIN) : page.index(END)] == table()


def test_settings_without_a_file_are_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path / "none.toml").port == 8000


@pytest.mark.parametrize(
    ("text", "names", "allowed"),
    [
        ("port = 99999", "port", "65535"),
        ('port = "many"', "port", "integer"),
        ("port = true", "port", "true or false"),
        ("host = 5", "host", "string"),
        ("room_size = 1", "room_size", "2"),
        ('languages = ["xx"]', "languages", "'en' or 'es'"),
        ("languages = []", "languages", "at least 1"),
        ('call_template = "mine"', "call_template", "exchange-45"),
        ('time_zone = "Mars/Olympus"', "time_zone", "Europe/Amsterdam"),
        ('join_limit = "often"', "join_limit", "60 per minute"),
        ('public_url = "https://example.org/calls"', "public_url", "https://calls.example.org"),
        ('async_mode = "gevent"', "async_mode", "'eventlet' or 'threading'"),
        ("prot = 8000", "prot", "host, port, public_url"),
    ],
)
def test_setting_that_cannot_be_used_is_named_with_what_is_allowed(
    tmp_path: Path, text: str, names: str, allowed: str
) -> None:
    complaint = _complaint(tmp_path, text)
    assert complaint.startswith("config.toml")
    assert names in complaint
    assert allowed in complaint


def test_two_wrong_settings_are_told_together(tmp_path: Path) -> None:
    assert len(_complaint(tmp_path, "port = 0\nroom_size = 1").splitlines()) == 2


def test_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    complaint = _complaint(tmp_path, 'host = "a"\nport 8000')
    assert complaint.startswith("config.toml is not valid TOML")
    assert "line 2" in complaint


def test_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not valid TOML"):
        load_config(file)


def test_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.toml"
    file.write_text('port = 8001\nlanguages = ["en"]', encoding="utf-8")
    monkeypatch.setenv("FACILITATOR_PORT", "8002")
    monkeypatch.setenv("FACILITATOR_LANGUAGES", "es, en")
    config = load_config(file)
    assert (config.port, config.languages) == (8002, ["es", "en"])


def test_wrong_variable_is_named_as_a_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACILITATOR_PORT", "many")
    assert _complaint(tmp_path, "").startswith("FACILITATOR_PORT = 'many'")


def test_address_of_a_host_in_version_six_is_in_brackets(tmp_path: Path) -> None:
    assert load_config(tmp_path / "none.toml", host="::1").address == "http://[::1]:8000"


def test_every_shipped_template_can_be_the_default(tmp_path: Path) -> None:
    chosen = [
        load_config(tmp_path / "none.toml", call_template=name).call_template
        for name in template_names()
    ]
    assert chosen == ["exchange-45", "peer-learning-2022", "world-cafe"]


def test_program_with_a_broken_config_file_ends_with_its_sentence(tmp_path: Path) -> None:
    ignore = {"__pycache__"}
    copytree(ROOT / "facilitator", tmp_path / "facilitator", ignore=lambda *_: ignore)
    (tmp_path / "run.py").write_bytes((ROOT / "run.py").read_bytes())
    (tmp_path / "config.toml").write_text("port = 0", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "run.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    said = "config.toml: port = 0 cannot be used. Input should be greater than or equal to 1."
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"{said} (Port to listen on.)\n"


if __name__ == "__main__":
    old = PAGE.read_text(encoding="utf-8")
    start, end = old.index(BEGIN) + len(BEGIN), old.index(END)
    PAGE.write_text(old[:start] + table() + old[end:], encoding="utf-8")
