"""`run.py call`: what scripts and people at a terminal are told."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from facilitator.cli import main

WHEN = ("--start", "2026-03-09 14:00", "--zone", "Europe/Amsterdam")


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database of the test's own, that the first command makes."""
    monkeypatch.setenv("FACILITATOR_DATABASE", str(tmp_path / "sessions.db"))
    monkeypatch.setenv("FACILITATOR_PUBLIC_URL", "https://calls.example.org/")


def run(*words: str, **more: Any) -> Result:
    return CliRunner().invoke(main, ["call", *words], **more)


def new(*words: str, title: str = "Cities call") -> dict[str, Any]:
    made: dict[str, Any] = json.loads(run("new", "--title", title, *words, "--json").stdout)
    return made


def test_new_prints_code_title_and_links(tmp_path: Path) -> None:
    made = new(*WHEN, "--template", "world-cafe", "--language", "en", "--language", "es")
    assert list(made) == ["code", "title", "links"]
    assert list(made["links"]) == ["host", "note_taker", "participant", "wall"]
    assert made["title"] == "Cities call"
    assert made["links"].pop("participant") == f"https://calls.example.org/join/{made['code']}"
    secret = re.compile(r"https://calls\.example\.org/enter/[\w-]{24}")
    assert [bool(secret.fullmatch(one)) for one in made["links"].values()] == [True] * 3
    assert sorted(one.name for one in tmp_path.glob("sessions.*")) == [
        "sessions.db",
        "sessions.key",
    ]


@pytest.mark.parametrize("form", ["{}", " {} "])
def test_links_are_found_by_the_code_however_it_is_written(form: str) -> None:
    made = new(*WHEN)
    for written in (made["code"], made["code"].lower(), made["code"].replace("-", " ")):
        assert json.loads(run("links", form.format(written), "--json").stdout) == made


def test_links_are_read_by_people_as_a_table() -> None:
    made = new(*WHEN)
    lines = run("links", made["code"]).stdout.splitlines()
    assert lines[0] == f"Cities call · {made['code']} · 2026-03-09 14:00 Europe/Amsterdam"
    assert [line.split() for line in lines[1:]] == [
        [role.replace("_", "-"), address] for role, address in made["links"].items()
    ]


def test_unknown_code_is_one_sentence_and_status_two() -> None:
    for command in (["links", "cafe-22"], ["erase", "cafe-22", "--yes"]):
        ended = run(*command)
        assert (ended.exit_code, ended.stdout) == (2, "")
        assert ended.stderr.startswith("There is no call with the code “cafe-22”.")
        assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--template", "mine"], "template: There is no template “mine”."),
        (["--zone", "Mars"], "time_zone: “Mars” is no time zone."),
        (["--language", "English"], "languages.0: Write languages as codes"),
    ],
)
def test_refused_call_says_why(words: list[str], sentence: str) -> None:
    ended = run("new", "--title", "Cities call", *words)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr.startswith(sentence)
    assert json.loads(run("list", "--json").stdout) == []


def test_title_is_asked_for() -> None:
    ended = run("new")
    assert (ended.exit_code, "--title" in ended.stderr) == (2, True)


def test_list_is_by_start() -> None:
    later = new("--start", "2026-04-01 10:00", title="Later")
    sooner = new(*WHEN, title="Sooner")
    assert json.loads(run("list", "--json").stdout) == [
        {
            "code": sooner["code"],
            "title": "Sooner",
            "starts_at": "2026-03-09T13:00:00+00:00",
            "time_zone": "Europe/Amsterdam",
            "state": "waiting",
        },
        {
            "code": later["code"],
            "title": "Later",
            "starts_at": "2026-04-01T10:00:00+00:00",
            "time_zone": "UTC",
            "state": "waiting",
        },
    ]
    assert [line.split()[0] for line in run("list").stdout.splitlines()] == [
        sooner["code"],
        later["code"],
    ]


def test_empty_list_says_how_to_make_a_call() -> None:
    assert "run.py call new" in run("list").stdout


def test_erase_asks_and_takes_no_for_an_answer() -> None:
    made = new(*WHEN)
    assert run("erase", made["code"], input="n\n").exit_code == 2
    assert run("links", made["code"]).exit_code == 0


def test_erase_with_yes_erases() -> None:
    made = new(*WHEN)
    ended = run("erase", made["code"], "--yes")
    assert (ended.exit_code, ended.stdout) == (0, "“Cities call” was erased.\n")
    assert run("links", made["code"]).exit_code == 2


def test_all_commands_are_there() -> None:
    assert sorted(main.commands) == ["call", "demo", "export", "people", "story"]
