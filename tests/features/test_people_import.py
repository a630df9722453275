"""Importing sheets as people really have them: what is read, what is rejected and why."""

from pathlib import Path

import pytest

from facilitator.features.people_sheet import Rejected
from facilitator.models import Link
from tests.cast import Cast
from tests.features.listing import counts, import_, look, only

HEADER = "name,email,city,country,world region,organisation,kind,languages,roles\n"
ROOT = Path(__file__).parent.parent.parent
DEMO = ROOT / "facilitator" / "demo" / "people.csv"


def test_demo_list_is_imported_whole_and_once(cast: Cast) -> None:
    assert import_(cast, DEMO.read_bytes())["new"] == 70
    assert counts(look(cast, DEMO.read_bytes())) == (0, 0, 70, 0)


def test_every_column_is_read(cast: Cast) -> None:
    import_(
        cast, HEADER + "Ana,ana@example.org,Porto,Portugal,Europe,Câmara,network,pt;en,note_taker\n"
    )
    one = only(cast)
    assert one.person.model_dump(exclude={"id", "series_id", "named"}) == {
        "name": "Ana",
        "email": "ana@example.org",
        "city": "Porto",
        "country": "PT",
        "world_region": "europe",
        "organisation": "Câmara",
        "kind": "network",
        "languages": ["pt", "en"],
    }
    assert (one.note_taker, one.willing, one.invited) == (True, ["note_taker"], True)
    assert [link.participant_id for link in cast.rows(Link)][-1] == one.id


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_in_any_order_and_delimiter(cast: Cast, delimiter: str) -> None:
    import_(cast, f"Country{delimiter}NAME\nPortugal{delimiter}Ana\n")
    assert (only(cast).person.name, only(cast).person.country) == ("Ana", "PT")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_survive_each_encoding(cast: Cast, encoding: str) -> None:
    import_(cast, "name;country;city\nJosé Núñez;España;Cádiz\n".encode(encoding))
    assert (only(cast).person.name, only(cast).person.city) == ("José Núñez", "Cádiz")


@pytest.mark.parametrize("cell", ["pt;en", "pt en", "Portuguese, English", "pt-BR / English"])
def test_languages_are_parted_as_people_part_them(cast: Cast, cell: str) -> None:
    import_(cast, f'name,country,languages\nAna,PT,"{cell}"\n')
    assert only(cast).person.languages == ["pt", "en"]


@pytest.mark.parametrize("cell", ["note_taker host", "Note-taker;Host", "note taker, host"])
def test_roles_are_parted_as_people_part_them(cast: Cast, cell: str) -> None:
    import_(cast, f'name,country,roles\nAna,PT,"{cell}"\n')
    assert (only(cast).willing, only(cast).note_taker) == (["note_taker", "host"], True)


def test_excels_own_first_line_is_passed_over(cast: Cast) -> None:
    found = look(cast, "sep=;\nname;country\nAna;Frnace\n")
    assert [one.number for one in found.rejected] == [3]


def test_rows_are_rejected_with_their_number_and_reason(cast: Cast) -> None:
    rows = "Ana,,Porto,PT\n\nBea,,Lyon,Frnace\n,,Lyon,France\nChi,,Hue,\nDia,not-mail,Hue,VN\n"
    assert look(cast, "name,email,city,country\n" + rows).rejected == [
        Rejected(
            4,
            "“Frnace” is not a country we know. Write its name or its two-letter code.",
        ),
        Rejected(5, "The name is missing."),
        Rejected(6, "The country is missing. Write its name or its two-letter code."),
        Rejected(7, "“not-mail” is not an e-mail address. Correct it or leave it empty."),
    ]


def test_unknown_words_are_rejected_in_a_sentence(cast: Cast) -> None:
    rows = "Ana,PT,Atlantis,,\nBea,PT,,Martian,\nChi,PT,,,boss\n"
    found = look(cast, "name,country,world region,languages,roles\n" + rows)
    assert [one.reason.split(" is not ")[0] for one in found.rejected] == [
        "“Atlantis”",
        "“Martian”",
        "“boss”",
    ]


def test_name_of_5000_letters_is_rejected_alone(cast: Cast) -> None:
    found = look(cast, f"name,country\n{'x' * 5000},PT\nAna,PT\n")
    assert counts(found) == (1, 0, 0, 1)
    assert found.rejected[0].reason.startswith("name: This is too long: at most 120 characters.")
