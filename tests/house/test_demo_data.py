"""The demo's people and words, and the templates of calls, are what they say they are."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from facilitator.gazetteer.countries import WORLD_REGIONS, Country, find_country

PACKAGE = Path(__file__).parents[2] / "facilitator"
TEMPLATES = sorted((PACKAGE / "call_templates").glob("*.toml"))
HEADER = "name,email,city,country,world region,organisation,kind,languages,roles"
KINDS = {
    "local government",
    "regional government",
    "community organisation",
    "business",
    "university",
    "network",
}
PLACES_OF_MARCH_2022 = {
    ("Amsterdam", "NL"),
    ("Bad Nauheim", "DE"),
    ("Barcelona", "ES"),
    ("Brussels", "BE"),
    ("Nanaimo", "CA"),
    ("El Monte", "CL"),
    ("Ipoh", "MY"),
    ("Cali", "CO"),
    ("Mexico City", "MX"),
    ("Glasgow", "GB"),
    ("Cornwall", "GB"),
    ("Yerevan", "AM"),
    ("Tel-Aviv Yafo", "IL"),
}
WORLD_REGION_NAMES = {
    "Africa": "africa",
    "Northern America": "northern-america",
    "Latin America and the Caribbean": "latin-america",
    "Western Asia": "western-asia",
    "Central and Southern Asia": "central-southern-asia",
    "Eastern and South-eastern Asia": "eastern-asia",
    "Europe": "europe",
    "Oceania": "oceania",
}


def test_demo_people_are_seventy_each_with_their_own_name_and_address() -> None:
    people = _people()
    assert len(people) == 70
    assert len({person["name"] for person in people}) == 70
    assert len({person["email"] for person in people}) == 70


def test_demo_people_have_the_header_the_import_reads() -> None:
    first_line = _people_file().read_text(encoding="utf-8").splitlines()[0]
    assert first_line == HEADER


def test_demo_people_come_from_forty_places_with_the_thirteen_of_march_2022() -> None:
    places = {(person["city"], _country(person).code) for person in _people()}
    assert len(places) == 40
    assert PLACES_OF_MARCH_2022 - places == set()


def test_demo_people_spell_a_place_in_one_way() -> None:
    assert len({(person["city"], person["country"]) for person in _people()}) == 40


def test_demo_people_are_as_uneven_over_the_world_as_in_reality() -> None:
    by_region = Counter(_country(person).world_region for person in _people())
    assert by_region == {
        "europe": 44,
        "latin-america": 9,
        "northern-america": 6,
        "western-asia": 4,
        "eastern-asia": 3,
        "oceania": 2,
        "africa": 1,
        "central-southern-asia": 1,
    }


def test_demo_people_name_the_world_region_of_their_country() -> None:
    named = [WORLD_REGION_NAMES[person["world region"]] for person in _people()]
    assert named == [_country(person).world_region for person in _people()]
    assert set(WORLD_REGION_NAMES.values()) == set(WORLD_REGIONS)


def test_demo_addresses_reach_nobody() -> None:
    domains = {person["email"].rpartition("@")[2] for person in _people()}
    assert domains == {"example.org", "example.com"}


def test_demo_people_have_known_kinds_roles_and_languages() -> None:
    people = _people()
    assert {person["kind"] for person in people} == KINDS
    assert {person["roles"] for person in people} == {"", "host", "note_taker"}
    codes = {code for person in people for code in person["languages"].split(";")}
    assert {code for code in codes if not (len(code) == 2 and code.islower())} == set()


def test_demo_has_sixteen_note_takers_from_six_world_regions() -> None:
    willing = [person for person in _people() if person["roles"] == "note_taker"]
    assert len(willing) == 16
    assert len({_country(person).world_region for person in willing}) == 6


def test_demo_insights_are_many_different_and_short() -> None:
    texts = [text for _, _, text in _insights()]
    assert len(texts) >= 120
    assert len(set(texts)) == len(texts)
    assert [text for text in texts if not 60 <= len(text) <= 220] == []


def test_demo_insights_answer_the_questions_of_the_march_call() -> None:
    template = _template(PACKAGE / "call_templates" / "peer-learning-2022.toml")
    keys = [question["key"] for question in template["questions"]]
    assert list(dict.fromkeys(key for key, _, _ in _insights())) == keys


def test_demo_insights_are_a_fifth_in_spanish_for_each_question() -> None:
    by_question = Counter(key for key, _, _ in _insights())
    spanish = Counter(key for key, language, _ in _insights() if language == "es")
    assert {
        key: round(5 * spanish[key] / by_question[key]) for key in by_question
    } == dict.fromkeys(by_question, 1)


def test_templates_are_the_three_we_ship() -> None:
    assert [path.stem for path in TEMPLATES] == ["exchange-45", "peer-learning-2022", "world-cafe"]


@pytest.mark.parametrize(
    ("name", "minutes"), [("exchange-45", 45), ("peer-learning-2022", 90), ("world-cafe", 135)]
)
def test_template_lasts_as_long_as_it_says(name: str, minutes: int) -> None:
    template = _template(PACKAGE / "call_templates" / f"{name}.toml")
    assert sum(item["minutes"] for item in template["items"]) == minutes


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_template_has_every_title_and_question_in_spanish(path: Path) -> None:
    texts = list(_translatable(_template(path)))
    assert [text for text in texts if not text.get("translations", {}).get("es")] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_template_gives_presentations_all_of_their_items_time(path: Path) -> None:
    items = [item for item in _template(path)["items"] if item["kind"] == "presentation"]
    given = [sum(one["minutes"] for one in item["presentations"]) for item in items]
    assert given == [item["minutes"] for item in items]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_template_leaves_a_minute_or_two_around_each_round(path: Path) -> None:
    items = [item for item in _template(path)["items"] if item["kind"] == "breakout"]
    spare = [item["minutes"] / item["rounds"] - item["round_minutes"] for item in items]
    assert spare
    assert [minutes for minutes in spare if not 1 <= minutes <= 2] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_template_asks_all_of_its_questions_and_harvests_afterwards(path: Path) -> None:
    template = _template(path)
    kinds = [item["kind"] for item in template["items"]]
    asked = [key for item in template["items"] for key in item.get("questions", [])]
    assert asked == [question["key"] for question in template["questions"]]
    assert "plenary" in kinds[kinds.index("breakout") :]


def _people_file() -> Path:
    return PACKAGE / "demo" / "people.csv"


@cache
def _people() -> list[dict[str, str]]:
    with _people_file().open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _country(person: dict[str, str]) -> Country:
    country = find_country(person["country"])
    assert country is not None, person["country"]
    return country


def _insights() -> Iterator[tuple[str, str, str]]:
    for key, by_language in _template(PACKAGE / "demo" / "insights.toml").items():
        for language, texts in by_language.items():
            yield from ((key, language, text) for text in texts)


@cache
def _template(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _translatable(template: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield template
    yield from template["questions"]
    for item in template["items"]:
        yield item
        yield from item.get("presentations", [])
