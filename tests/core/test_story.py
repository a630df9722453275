"""Telling a story: what is counted, what is sorted, and that text stays text in Markdown."""

from dataclasses import dataclass
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from facilitator.core.markdown import all_plain, plain
from facilitator.core.story import Attendee, Learned, Named, Place, RoomMix, WorldRegion
from facilitator.core.telling import attendance, by_room, city_names, lines, met_again, place_names

PORTO = Place("Porto, Portugal", "Porto", "PT", "europe")
LAGOS = Place("Lagos, Nigeria", "Lagos", "NG", "africa")
LAGOS_PT = Place("Lagos, Portugal", "Lagos", "PT", "europe")
NOWHERE = Place("", "", "", "")


def test_attendance_counts_a_place_once_however_it_is_written() -> None:
    again = Place("porto , Portugal", "porto ", "PT", "europe")
    counted = attendance([Attendee(1, PORTO), Attendee(2, again), Attendee(3, LAGOS)])
    assert (counted.people, counted.places, counted.countries, counted.known_regions) == (
        3,
        2,
        2,
        2,
    )


def test_attendance_tells_equal_names_in_two_countries_apart() -> None:
    assert attendance([Attendee(1, LAGOS), Attendee(2, LAGOS_PT)]).places == 2


def test_attendance_puts_most_people_first_and_the_unknown_last() -> None:
    people = [Attendee(1, NOWHERE), Attendee(2, NOWHERE), Attendee(3, LAGOS), Attendee(4, PORTO)]
    assert attendance(people).world_regions == (
        WorldRegion("africa", 1, ("Lagos, Nigeria",)),
        WorldRegion("europe", 1, ("Porto, Portugal",)),
        WorldRegion("", 2, ()),
    )


def test_attendance_names_only_those_who_have_a_name_to_give() -> None:
    named = attendance([Attendee(1, PORTO), Attendee(2, LAGOS, "Bea"), Attendee(3, PORTO, "ada")])
    assert named.named == (Named("ada", "Porto, Portugal"), Named("Bea", "Lagos, Nigeria"))


def test_attendance_of_nobody_is_all_zero() -> None:
    counted = attendance([])
    assert (counted.people, counted.places, counted.countries, counted.known_regions) == (0,) * 4


def test_places_are_listed_once_in_alphabetical_order() -> None:
    assert place_names([PORTO, LAGOS, PORTO, NOWHERE]) == ("Lagos, Nigeria", "Porto, Portugal")
    assert city_names([PORTO, LAGOS, PORTO, NOWHERE]) == ("Lagos", "Porto")


@pytest.mark.parametrize(
    ("rounds", "again"),
    [
        ([], 0),
        ([[{1, 2, 3}]], 0),
        ([[{1, 2}, {3, 4}], [{1, 3}, {2, 4}]], 0),
        ([[{1, 2}, {3, 4}], [{1, 2}, {3, 4}]], 2),
        ([[{1, 2}], [{1, 2}], [{1, 2}]], 1),
        ([[{1, 2, 3}], [{1, 2, 3}]], 3),
    ],
)
def test_met_again_counts_pairs(rounds: list[list[set[int]]], again: int) -> None:
    assert met_again([[frozenset(room) for room in rooms] for rooms in rounds]) == again


def test_insights_are_told_by_room_and_the_main_room_last() -> None:
    rooms = {7: (1, RoomMix(7, "Oak", ("Porto",), ("europe",), 2)), 8: (2, _empty(8))}
    told = by_room([(None, "a"), (7, "b\n\nc"), (7, "d"), (99, "e")], rooms, "Main room")
    assert told == (
        Learned("Oak", 1, ("Porto",), (("b", "c"), ("d",))),
        Learned("Main room", None, (), (("a",), ("e",))),
    )


def test_lines_drop_blanks_and_odd_spaces() -> None:
    assert lines(" a  b\t\n\n\u2028c\x0b ") == ("a b", "c")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain words, 3.5 and half-way (yes)", "plain words, 3.5 and half-way (yes)"),
        ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
        ("![x](http://a.org/x.png)", r"!\[x\](http\://a\.org/x\.png)"),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("=====", r"\====="),
        ("a | b", r"a \| b"),
        ("`code` ~~no~~ *a* _b_ $x$", r"\`code\` \~\~no\~\~ \*a\* \_b\_ \$x\$"),
        ("<script>&lt;", r"\<script\>\&lt;"),
        ("{{ x }} [^1]", r"\{\{ x \}\} \[\^1\]"),
        ("back\\slash", r"back\\slash"),
        ("www.a.org", r"www\.a\.org"),
        ("ana@example.org", "ana\\@\u2060example\\.org"),
        ("  two\n lines ", "two lines"),
    ],
)
def test_plain_escapes(text: str, escaped: str) -> None:
    assert plain(text) == escaped


@given(st.text(alphabet="ab1 .:/@#*_`~[](){}<>!|&$^-+=\\'\"\n\tw", max_size=40))
def test_plain_text_becomes_one_paragraph_that_reads_the_same(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(plain(text))
    read = " ".join(text.split()).replace("@", "@\u2060")
    kinds = ["paragraph_open", "inline", "paragraph_close"] if read else []
    assert [token.type for token in tokens] == kinds
    if read:
        children = tokens[1].children or []
        assert {child.type for child in children} == {"text"}
        assert "".join(child.content for child in children) == read


class _State(StrEnum):
    ON = "on_*"


@dataclass(frozen=True)
class _Leaf:
    text: str
    state: _State
    number: int | None


def test_all_plain_escapes_every_text_and_nothing_else() -> None:
    tree = (_Leaf("a*", _State.ON, 3), ("b|", None))
    assert all_plain(tree) == (_Leaf(r"a\*", _State.ON, 3), (r"b\|", None))


def _empty(room_id: int) -> RoomMix:
    return RoomMix(room_id, "Elm", (), (), 0)
