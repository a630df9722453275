"""Importing again, unusable files, many rows, and the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.engine.errors import NotAllowedError
from facilitator.features.people_sheet import MOST_BYTES, Rejected
from tests.cast import HOST, Cast
from tests.features.listing import counts, import_, look, only, refusal

HEADER = "name,email,city,country,world region,organisation,kind,languages,roles\n"
ROOT = Path(__file__).parent.parent.parent
DEMO = ROOT / "facilitator" / "demo" / "people.csv"


def test_same_person_twice_in_a_file_is_taken_once(cast: Cast) -> None:
    rows = "Ana,a@example.org,Porto,PT\nAnna,A@example.org,Porto,PT\nBo,,Lyon,FR\nbo,,LYON,FR\n"
    found = look(cast, "name,email,city,country\n" + rows)
    assert found.rejected == [
        Rejected(3, "This is the same person as in row 2."),
        Rejected(5, "This is the same person as in row 4."),
    ]


def test_two_people_of_one_name_are_told_apart_by_email(cast: Cast) -> None:
    rows = "Ana,a1@example.org,Porto,PT\nAna,a2@example.org,Porto,PT\n"
    assert import_(cast, "name,email,city,country\n" + rows)["new"] == 2


def test_importing_again_writes_only_what_differs(cast: Cast) -> None:
    import_(cast, HEADER + "Ana,a@example.org,Porto,PT,,Câmara,,pt,\n")
    again = HEADER + "Ana Sousa,A@EXAMPLE.org,,Portugal,,,,,\n"
    assert counts(look(cast, again)) == (0, 1, 0, 0)
    import_(cast, again)
    one = only(cast).person
    assert (one.name, one.city, one.organisation, one.languages) == (
        "Ana Sousa",
        "Porto",
        "Câmara",
        ["pt"],
    )


def test_email_is_added_to_a_namesake_who_has_none(cast: Cast) -> None:
    import_(cast, "name,city,country\nAna,Porto,PT\n")
    import_(cast, "name,city,country,email\nAna,Porto,PT,ana@example.org\n")
    assert only(cast).person.email == "ana@example.org"


def test_formula_and_script_are_kept_as_text(cast: Cast) -> None:
    import_(cast, "name,country\n=SUM(1),PT\n<script>alert(1)</script>,PT\n")
    assert [one.person.name for one in cast.participants()] == [
        "=SUM(1)",
        "<script>alert(1)</script>",
    ]


def test_wrong_header_names_the_expected_columns(cast: Cast) -> None:
    assert refusal(cast, "Vorname,Ort\nAna,Porto\n") == (
        "The first row has to name the columns. Expected: name, email, city, country, world "
        "region, organisation, kind, languages, roles (name and country at least). Found: "
        "Vorname, Ort."
    )


@pytest.mark.parametrize(
    ("content", "start"),
    [
        (b"", "This file is empty."),
        (b" \n\n", "This file is empty."),
        (b"PK\x03\x04rest", "This is a workbook."),
        (b"\x00\x01\x02\xff", "The first row has to name the columns."),
        (b"name,country\n" + b"x" * MOST_BYTES, "This file is too big:"),
        (b'name,country\n"' + b"x" * 200_000, "This file is not a table"),
        (b"name,country\n" + b"A,PT\n" * 5001, "This file has more than 5000 rows."),
    ],
)
def test_unusable_file_is_refused_in_a_sentence(cast: Cast, content: bytes, start: str) -> None:
    assert refusal(cast, content).startswith(start)


def test_columns_that_mean_nothing_are_told(cast: Cast) -> None:
    assert look(cast, "name,country,Shoe size\nAna,PT,39\n").ignored == ["Shoe size"]


def test_2000_rows_are_imported(cast: Cast) -> None:
    rows = "".join(f"Person {n},p{n}@example.org,City {n % 40},PT\n" for n in range(2000))
    assert import_(cast, "name,email,city,country\n" + rows)["new"] == 2000
    assert len(cast.participants()) == 2000


def test_looking_writes_nothing(cast: Cast) -> None:
    version = cast.call().version
    look(cast, DEMO.read_bytes())
    assert (cast.participants(), cast.call().version) == ([], version)


def test_participants_may_not_import(cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        cast.perform(cast.add("Ana"), "person.import", rows=[])


def test_import_marks_the_hosts_list(cast: Cast) -> None:
    import_(cast, "name,country\nAna,PT\n")
    assert 'aria-label="Europe: 0 of 1 here"' in cast.html("here", HOST)


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {"FACILITATOR_DATABASE": str(folder / "cli.db"), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "run.py", *words]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_command_line_looks_then_imports(tmp_path: Path) -> None:
    made = json.loads(run(tmp_path, "call", "new", "--title", "Cities call", "--json").stdout)
    sheet = tmp_path / "people.csv"
    sheet.write_text("name,country,city\nAna,PT,Porto\nBea,Frnace,Lyon\n", encoding="utf-8")
    words = ("people", "import", made["code"], str(sheet), "--json")
    looked = json.loads(run(tmp_path, *words, "--dry-run").stdout)
    imported = json.loads(run(tmp_path, *words).stdout)
    again = json.loads(run(tmp_path, *words).stdout)
    assert looked == imported
    assert [imported["format"], len(imported["new"]), again["new"], len(again["unchanged"])] == [
        "sheet",
        1,
        [],
        1,
    ]
    assert imported["rejected"][0]["row"] == 3


@pytest.mark.slow
def test_command_line_says_in_one_sentence_what_is_wrong(tmp_path: Path) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text("Vorname\nAna\n", encoding="utf-8")
    unknown = run(tmp_path, "people", "import", "ZZZZ-99", str(sheet))
    assert (unknown.returncode, "no call with the code" in unknown.stderr) == (2, True)
