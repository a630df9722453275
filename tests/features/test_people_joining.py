"""Joining, being here, leaving: once each, and only as oneself."""

import pytest

from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import InvalidError, NotFoundError, RefusedError
from facilitator.models import Link, Participant, Visit
from tests.cast import HOST, Cast
from tests.features.listing import add, found, said

NOBODY = Actor(Role.PARTICIPANT)
NOBODY_WITH_NOTES = Actor(Role.NOTE_TAKER)
ARABIC = "فاطمة الزهراء"


def test_joining_marks_the_time_and_gives_the_personal_link(cast: Cast) -> None:
    who = add(cast, "Ana")
    result = cast.perform(NOBODY, "person.join", participant_id=who).result
    link = cast.row(Link, result["link"])
    assert (link.participant_id, link.role) == (who, "participant")
    assert cast.row(Participant, who).joined_at == cast.clock()


def test_joining_on_a_second_device_changes_nothing(cast: Cast) -> None:
    who = add(cast, "Ana")
    first = cast.perform(NOBODY, "person.join", participant_id=who).result
    joined_at = cast.clock()
    cast.clock.forward(minutes=20)
    assert cast.perform(NOBODY, "person.join", participant_id=who).result == first
    assert cast.row(Participant, who).joined_at == joined_at


def test_joining_as_somebody_of_another_call_is_not_found(cast: Cast) -> None:
    stranger = add(cast, "Ana")
    cast.new_call(title="Another call")
    with pytest.raises(NotFoundError):
        cast.perform(NOBODY, "person.join", participant_id=stranger)


def test_joining_as_somebody_else_is_refused(cast: Cast) -> None:
    ana, bea = cast.add("Ana"), add(cast, "Bea")
    with pytest.raises(RefusedError):
        cast.perform(ana, "person.join", participant_id=bea)


def test_joining_by_the_note_takers_link_makes_a_note_taker(cast: Cast) -> None:
    who = add(cast, "Ana")
    result = cast.perform(NOBODY_WITH_NOTES, "person.join", participant_id=who).result
    assert cast.row(Participant, who).note_taker
    assert cast.row(Link, result["link"]).role == "note_taker"


def test_note_taker_gets_the_note_takers_page_by_any_link(cast: Cast) -> None:
    who = add(cast, "Ana")
    cast.host("person.set_note_taker", participant_id=who, note_taker=True)
    result = cast.perform(NOBODY, "person.join", participant_id=who).result
    assert cast.row(Link, result["link"]).role == "note_taker"


def test_adding_oneself_joins_uninvited(cast: Cast) -> None:
    args = {"name": "Bo", "city": "Lyon", "country": "Francia", "languages": ["français", "pt-BR"]}
    result = cast.perform(NOBODY, "person.join_new", **args, named=True).result
    one = cast.row(Participant, result["participant"])
    assert (one.invited, one.joined_at) == (False, cast.clock())
    assert (one.person.country, one.person.languages, one.person.named) == (
        "FR",
        ["fr", "pt"],
        True,
    )


def test_adding_oneself_twice_is_refused_unless_it_is_another(cast: Cast) -> None:
    add(cast, "José Núñez", city="Cádiz", country="ES")
    again = {"name": "jose nunez", "city": "Cadiz", "country": "ES"}
    with pytest.raises(RefusedError) as refused:
        cast.perform(NOBODY, "person.join_new", **again)
    assert refused.value.field == "name"
    cast.perform(NOBODY, "person.join_new", **again, another=True)
    assert len(cast.participants()) == 2


def test_adding_oneself_without_a_city_is_refused(cast: Cast) -> None:
    with pytest.raises(InvalidError) as refused:
        cast.perform(NOBODY, "person.join_new", name="Bo", city=" ", country="FR")
    assert said(cast, refused.value) == {"city": "Please write something here."}


def test_arriving_twice_is_one_visit(cast: Cast) -> None:
    ana = cast.add("Ana")
    cast.system("person.arrive", participant_id=ana.participant)
    assert [visit.came_at for visit in cast.rows(Visit)] == [cast.clock()]


def test_departing_closes_the_visit_once(cast: Cast) -> None:
    ana = cast.add("Ana")
    cast.clock.forward(minutes=10)
    gone_at = cast.clock()
    cast.system("person.depart", participant_id=ana.participant)
    cast.clock.forward(minutes=10)
    cast.system("person.depart", participant_id=ana.participant)
    one = cast.participants()[0]
    assert (one.present, one.left_at, cast.rows(Visit)[0].left_at) == (False, gone_at, gone_at)


def test_leaving_and_coming_back_is_a_second_visit(cast: Cast) -> None:
    ana = cast.add("Ana")
    cast.perform(ana, "person.leave")
    assert not cast.participants()[0].present
    cast.system("person.arrive", participant_id=ana.participant)
    one = cast.participants()[0]
    assert (one.present, one.left_at, len(cast.rows(Visit))) == (True, None, 2)


def test_consent_and_language_are_ones_own(cast: Cast) -> None:
    ana = cast.add("Ana")
    cast.perform(ana, "person.consent", named=True)
    cast.perform(ana, "person.set_locale", locale="es")
    one = cast.participants()[0]
    assert (one.person.named, one.locale) == (True, "es")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("jo nu", ["José Núñez"]),
        ("NUÑ", ["José Núñez"]),
        ("soren", ["Søren Aaen"]),
        ("小明", ["王小明"]),
        ("فاط", [ARABIC]),
        ("osé", []),
        ("porto", []),
    ],
)
def test_search_finds_words_that_begin_so(cast: Cast, typed: str, names: list[str]) -> None:
    for name in ("José Núñez", "Søren Aaen", "王小明", ARABIC):
        add(cast, name)
    assert found(cast, typed) == names


def test_here_counts_by_world_region(cast: Cast) -> None:
    cast.add("Ana", "Porto, PT, europe")
    add(cast, "Bea")
    cast.add("Chi", "Hue, VN, eastern-asia")
    html = cast.html("here", HOST)
    assert 'aria-label="Europe: 1 of 2 here"' in html
    assert 'aria-label="Eastern and South-eastern Asia: 1 of 1 here"' in html


def test_here_tells_who_came_late_and_who_left(cast: Cast) -> None:
    ana = cast.add("Ana")
    cast.host("agenda.next")
    cast.clock.forward(minutes=6)
    cast.add("Bea")
    cast.system("person.depart", participant_id=ana.participant)
    html = cast.html("here", HOST)
    assert "1 came late" in html
    assert "1 left" in html


def test_here_escapes_names(cast: Cast) -> None:
    cast.add("<script>alert(1)</script>")
    assert "<script>" not in cast.html("here", HOST)
