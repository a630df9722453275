"""Tables for hosts: complete, equal to the database, and harmless in a spreadsheet."""

import csv
import io
from pathlib import Path

import pytest

from facilitator.engine.context import Actor
from facilitator.features.exports import TABLES, insights_csv, write_all
from facilitator.features.story import as_html, as_markdown, story_of
from facilitator.models import Participant, Person, Seat
from tests.cast import Cast
from tests.telling import hold_round, questions, reading, run_through

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def test_insights_table(cast: Cast) -> None:
    ana, room = _ana_and_bea(cast)
    first, second = questions(cast)[:2]
    posted = cast.perform(ana, "insight.post", question_id=first, room_id=room, text="One, “two”")
    cast.clock.forward(minutes=1)
    cast.perform(ana, "insight.edit", insight_id=posted.result["insight"], text="One\ntwo")
    cast.perform(ana, "insight.post", question_id=second, text="Alone")
    assert _table(cast, "insights") == [
        _header("posted at (UTC),round,room,question,text,places,world regions,edited,by place"),
        [
            "2022-03-09T14:00:00Z",
            "1",
            "Room 1",
            "What potential do you see for your place?",
            "One\ntwo",
            "Lagos, Nigeria; Porto, Portugal",
            "Africa; Europe",
            "2022-03-09T14:01:00Z",
            "Porto, Portugal",
        ],
        [
            "2022-03-09T14:01:00Z",
            "",
            "Main room",
            "What challenges do you meet?",
            "Alone",
            "",
            "",
            "",
            "Porto, Portugal",
        ],
    ]


def test_withdrawn_insight_is_not_exported(cast: Cast) -> None:
    ana, _room = _ana_and_bea(cast)
    gone = cast.perform(ana, "insight.post", question_id=questions(cast)[0], text="taken back")
    cast.perform(ana, "insight.withdraw", insight_id=gone.result["insight"])
    assert "taken back" not in _text(cast, "insights")


def test_attendance_table(cast: Cast) -> None:
    ana, _room = _ana_and_bea(cast)
    cast.add("Cyd", "Cali, CO, latin-america", here=False, email="cyd@example.org")
    cast.clock.forward(minutes=10)
    cast.system("person.depart", participant_id=ana.participant)
    cast.clock.forward(minutes=5)
    cast.system("person.arrive", participant_id=ana.participant)
    cast.clock.forward(minutes=3)
    cast.system("person.depart", participant_id=ana.participant)
    table = _table(cast, "attendance")
    assert table[0] == _header(
        "name,email,city,country,world region,organisation,role,invited,joined at,left at,"
        "minutes present,visits"
    )
    ana_row = (
        "Ana,,Porto,Portugal,Europe,,Note-taker,yes,2022-03-09T14:00:00Z,2022-03-09T14:18:00Z,13,2"
    )
    bea_row = "Bea,,Lagos,Nigeria,Africa,,Participant,yes,2022-03-09T14:00:00Z,,18,1"
    cyd_row = (
        "Cyd,cyd@example.org,Cali,Colombia,Latin America and the Caribbean,,Participant,yes,,,0,0"
    )
    assert table[1:] == [row.split(",") for row in (ana_row, bea_row, cyd_row)]
    assert len(table) - 1 == len(cast.rows(Participant))


def test_minutes_end_with_the_call(cast: Cast) -> None:
    ana = cast.add("Ana")
    run_through(cast, 10, 10, 10, 10, 10, 10)
    cast.clock.forward(minutes=30)
    cast.system("person.depart", participant_id=ana.participant)
    assert _table(cast, "attendance")[1][-2:] == ["60", "1"]


def test_assignments_table(cast: Cast) -> None:
    _ana_and_bea(cast)
    with cast.parts.database.writing() as db:
        seat = cast.rows(Seat)[0]
        seat.note_taker, seat.arrived_at = True, cast.clock()
        db.add(seat)
        db.commit()
    assert _table(cast, "assignments") == [
        _header("round,room,name,city,country,world region,role,arrived"),
        ["1", "Room 1", "Ana", "Porto", "Portugal", "Europe", "Note-taker", "2022-03-09T14:00:00Z"],
        ["1", "Room 1", "Bea", "Lagos", "Nigeria", "Africa", "Participant", ""],
    ]


@pytest.mark.parametrize("formula", FORMULAS)
def test_formula_text_is_disarmed(cast: Cast, formula: str) -> None:
    ana, room = _ana_and_bea(cast)
    with cast.parts.database.writing() as db:
        person = db.get_one(Person, cast.rows(Participant)[0].person_id)
        person.name = person.organisation = person.city = formula
        db.commit()
    cast.perform(
        ana, "insight.post", question_id=questions(cast)[0], room_id=room, text=f"{formula}!"
    )
    for name in TABLES:
        cells = [cell for line in _table(cast, name)[1:] for cell in line]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert _table(cast, "assignments")[1][2] == f"'{formula}"


def test_table_has_the_mark_and_line_ends_that_excel_expects(cast: Cast) -> None:
    _ana_and_bea(cast)
    for name in TABLES:
        text = _text(cast, name)
        assert text.startswith("\ufeff")
        assert text.count("\r\n") == text.count("\n") == len(_table(cast, name))


def test_table_is_in_the_language_asked_for(cast: Cast) -> None:
    ana, room = _ana_and_bea(cast)
    cast.perform(ana, "insight.post", question_id=questions(cast)[0], room_id=room, text="x")
    with reading(cast) as call:
        assert "¿Qué potencial ven para su lugar?" in insights_csv(call, "es")


def test_write_all_writes_story_and_tables(cast: Cast, tmp_path: Path) -> None:
    _ana_and_bea(cast)
    folder = tmp_path / "a" / "b"
    with reading(cast) as call:
        paths = write_all(call, folder)
        story = story_of(call, "en")
        expected = {"story.html": as_html(story), "story.md": as_markdown(story)}
        expected |= {f"{name}.csv": table(call, "en") for name, table in TABLES.items()}
    assert {path.name: path.read_bytes().decode() for path in paths} == expected
    assert {path.name for path in folder.iterdir()} == {
        "story.html",
        "story.md",
        "insights.csv",
        "attendance.csv",
        "assignments.csv",
    }


def _ana_and_bea(cast: Cast) -> tuple[Actor, int]:
    """Two people in a room; returns the note-taker and the room."""
    ana = cast.add("Ana", "Porto, PT, europe", note_taker=True)
    bea = cast.add("Bea", "Lagos, NG, africa")
    (room,) = hold_round(cast, 1, [ana, bea])
    return ana, room


def _text(cast: Cast, name: str) -> str:
    with reading(cast) as call:
        return TABLES[name](call, "en")


def _table(cast: Cast, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(_text(cast, name).removeprefix("\ufeff"), newline="")))


def _header(text: str) -> list[str]:
    return text.split(",")
