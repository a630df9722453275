"""The list of the invited: who is put on it, corrected, taken off, and how one joins and leaves."""

import pytest
from sqlmodel import col

from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import InvalidError, NotAllowedError, NotFoundError, RefusedError
from facilitator.models import Link
from tests.cast import Cast
from tests.features.listing import add, person, said

NOBODY = Actor(Role.PARTICIPANT)
NOBODY_WITH_NOTES = Actor(Role.NOTE_TAKER)
ARABIC = "فاطمة الزهراء"


@pytest.mark.parametrize("written", ["PT", "pt", "PRT", "Portugal", "Portugal (mainland)"])
def test_country_is_understood_however_it_is_written(cast: Cast, written: str) -> None:
    one = person(cast, add(cast, "Ana", country=written))
    assert (one.country, one.world_region) == ("PT", "europe")


def test_unknown_country_is_refused_with_what_to_write(cast: Cast) -> None:
    with pytest.raises(InvalidError) as refused:
        add(cast, "Ana", country="Frnace")
    assert said(cast, refused.value) == {
        "country": "“Frnace” is not a country we know. Write its name or its two-letter code."
    }


@pytest.mark.parametrize("written", ["latin-america", "Latin America and the Caribbean"])
def test_world_region_given_wins_over_the_country(cast: Cast, written: str) -> None:
    assert person(cast, add(cast, "Ana", world_region=written)).world_region == "latin-america"


def test_unknown_world_region_is_refused_at_its_field(cast: Cast) -> None:
    with pytest.raises(InvalidError) as refused:
        add(cast, "Ana", world_region="Atlantis")
    assert list(refused.value.problems) == ["world_region"]


@pytest.mark.parametrize(
    "name", ["👩🏽‍🌾 Ana", ARABIC, "<script>alert(1)</script>", "=SUM(1)", "Núñez-O\u2019Brien"]
)
def test_name_is_kept_as_it_was_written(cast: Cast, name: str) -> None:
    assert person(cast, add(cast, name)).name == name


def test_name_loses_what_cannot_be_seen(cast: Cast) -> None:
    assert person(cast, add(cast, " A\u202en\x07a\n  Maria ")).name == "Ana Maria"


@pytest.mark.parametrize("name", ["", "  ", "\u202e", "\u200d"])
def test_name_of_nothing_is_refused(cast: Cast, name: str) -> None:
    with pytest.raises(InvalidError) as refused:
        add(cast, name)
    assert said(cast, refused.value) == {"name": "Please write something here."}


def test_name_of_5000_letters_is_refused(cast: Cast) -> None:
    with pytest.raises(InvalidError) as refused:
        add(cast, "x" * 5000)
    assert list(refused.value.problems) == ["name"]


def test_adding_makes_one_personal_link(cast: Cast) -> None:
    who = add(cast, "Ana")
    links = cast.rows(Link, Link.participant_id == who)
    assert [link.role for link in links] == ["participant"]


def test_adding_a_taken_email_is_refused(cast: Cast) -> None:
    add(cast, "Ana", email="ana@example.org")
    with pytest.raises(RefusedError) as refused:
        add(cast, "Bea", email="Ana@example.org")
    assert refused.value.field == "email"


def test_participants_may_not_keep_the_list(cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        cast.perform(NOBODY, "person.add", name="Ana", country="PT")


def test_editing_writes_all_anew(cast: Cast) -> None:
    who = add(cast, "Ana", organisation="Town hall")
    cast.host("person.edit", participant_id=who, name="Ana Sousa", country="Brazil", city="Recife")
    one = person(cast, who)
    assert (one.name, one.city, one.country, one.world_region, one.organisation) == (
        "Ana Sousa",
        "Recife",
        "BR",
        "latin-america",
        "",
    )


@pytest.mark.parametrize("command", ["person.remove", "person.renew_link"])
def test_people_of_another_call_are_not_found(cast: Cast, command: str) -> None:
    stranger = add(cast, "Ana")
    cast.new_call(title="Another call")
    with pytest.raises(NotFoundError):
        cast.host(command, participant_id=stranger)


def test_removing_takes_person_and_link_away(cast: Cast) -> None:
    cast.host("person.remove", participant_id=add(cast, "Ana"))
    assert (cast.participants(), cast.rows(Link, col(Link.participant_id).is_not(None))) == ([], [])


def test_removing_somebody_who_joined_is_refused(cast: Cast) -> None:
    ana = cast.add("Ana")
    with pytest.raises(RefusedError):
        cast.host("person.remove", participant_id=ana.participant)
    assert len(cast.participants()) == 1
