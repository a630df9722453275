"""Countries as people write them."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.gazetteer.countries import (
    WORLD_REGIONS,
    Country,
    all_countries,
    country_name,
    find_country,
    fold,
)

DEMO_PEOPLE = Path(__file__).parents[2] / "facilitator" / "demo" / "people.csv"
LANGUAGES = ("en", "es", "fr", "pt", "de")

AS_WRITTEN = {
    "AE": ["UAE", "U.A.E.", "Emiratos Árabes Unidos"],
    "AM": ["Armenia", "Հայաստան", "ARM"],
    "BA": ["Bosnia & Herzegovina", "Bosnia-Herzegovina", "Bosnia"],
    "BO": ["Bolivia", "Bolivia, Plurinational State of"],
    "BR": ["Brasil", "brazil", "Brésil", "BRASILIEN"],
    "CD": ["DR Congo", "D.R. Congo", "DRC", "Democratic Republic of the Congo", "Congo, DR"],
    "CG": ["Congo", "Republic of the Congo", "Congo-Brazzaville"],
    "CH": ["Suisse", "Schweiz", "Svizzera", "Suiza"],
    "CI": ["Ivory Coast", "Côte d'Ivoire", "Cote d\u2019Ivoire", "Costa de Marfil"],
    "CZ": ["Czechia", "Czech Republic", "Česko", "Tschechien"],
    "DE": ["Germany", "GERMANY ", "Deutschland", "Allemagne", "Alemania", "Germany (Hesse)"],
    "ES": ["España", "Espana", "Spain", "es", "Barcelona, Spain"],
    "GB": ["UK", "U.K.", "England", "Scotland", "Wales", "Northern Ireland", "Escocia", "Cymru"],
    "GE": ["Georgia", "Sakartvelo"],
    "GR": ["EL", "Ελλάδα", "Grèce"],
    "IL": ["Israel", "ישראל"],
    "IR": ["Iran", "Iran, Islamic Republic of", "Irán"],
    "KP": ["North Korea", "DPRK"],
    "KR": ["Korea", "South Korea", "Korea (South)", "Republic of Korea", "Corea del Sur", "한국"],
    "MK": ["North Macedonia", "Macedonia"],
    "MM": ["Myanmar", "Burma"],
    "NL": ["Holland", "The Netherlands", "Nederland", "Países Bajos", "Les Pays-Bas", "NLD"],
    "NZ": ["Aotearoa New Zealand", "Aotearoa / New Zealand", "N.Z."],
    "PS": ["Palestine", "State of Palestine", "Palestinian Territories"],
    "RU": ["Russia", "Russian Federation", "Россия"],
    "TR": ["Turkey", "Türkiye", "TÜRKİYE", "Turquía"],
    "TW": ["Taiwan", "Taiwan, Province of China", "Taiwán"],
    "TZ": ["Tanzania", "Tanzania, United Republic of", "Tansania"],
    "US": ["USA", "U.S.", "U. S. A.", "United States", "EE. UU.", "États-Unis", "Georgia (USA)"],
    "VE": ["Venezuela", "Venezuela, Bolivarian Republic of"],
    "VN": ["Vietnam", "Viet Nam", "Việt Nam"],
    "XK": ["Kosovo", "Kosova"],
}

M49_EXAMPLES = {
    "africa": ["ZA", "KE", "EG", "MA", "MU"],
    "northern-america": ["CA", "US", "GL", "BM"],
    "latin-america": ["MX", "CL", "CO", "BR", "CR", "CU", "CW", "PR"],
    "western-asia": ["AM", "IL", "TR", "CY", "GE", "PS", "YE"],
    "central-southern-asia": ["BT", "IN", "IR", "KZ", "AF"],
    "eastern-asia": ["MY", "JP", "CN", "SG", "TL", "TW", "MN"],
    "europe": ["GB", "DE", "RU", "UA", "IS", "XK", "MT"],
    "oceania": ["AU", "NZ", "FJ", "GU", "AQ"],
}


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in AS_WRITTEN.items() for text in texts]
)
def test_find_country_understands_what_people_write(code: str, text: str) -> None:
    assert _code(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "—",
        "Atlantis",
        "Germania Inferior",
        "Amsterdam",
        "Cambridge, MA",
        "Portland, OR",
        "Spain / France",
        "Frnace",
        "n/a",
        "<script>",
        "=1+1",
    ],
)
def test_find_country_gives_nothing_rather_than_a_guess(text: str) -> None:
    assert find_country(text) is None


@pytest.mark.parametrize("text", ["Scotland, UK", "England (United Kingdom)", "UK - Wales"])
def test_find_country_takes_two_names_of_one_country(text: str) -> None:
    assert _code(text) == "GB"


def test_find_country_gives_code_name_and_world_region() -> None:
    assert find_country("malasia") == Country("MY", "Malaysia", "eastern-asia")


def test_every_code_and_english_name_finds_its_own_country() -> None:
    for country in all_countries():
        assert find_country(country.code) == country
        assert find_country(country.code.lower()) == country
        assert find_country(country.name) == country


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_shown_finds_its_own_country(language: str) -> None:
    shown = [(c.code, country_name(c.code, language)) for c in all_countries()]
    assert [(_code(name), name) for _, name in shown] == shown


@given(st.sampled_from(all_countries()), st.sampled_from([str.upper, str.lower, str.title]))
def test_find_country_does_not_mind_case(country: Country, change: Callable[[str], str]) -> None:
    assert find_country(change(country.name)) == country


@given(st.text())
def test_find_country_takes_any_text(text: str) -> None:
    found = find_country(text)
    assert found is None or found in all_countries()


@given(st.text())
def test_fold_changes_nothing_the_second_time(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_all_countries_are_those_of_iso_3166_and_kosovo() -> None:
    codes = [country.code for country in all_countries()]
    assert (len(codes), len(set(codes)), codes) == (250, 250, sorted(codes))


def test_every_country_has_one_of_the_eight_world_regions() -> None:
    filed = {country.world_region for country in all_countries()}
    assert (filed, len(WORLD_REGIONS)) == (set(WORLD_REGIONS), 8)


@pytest.mark.parametrize(("world_region", "codes"), M49_EXAMPLES.items())
def test_world_regions_follow_un_m49(world_region: str, codes: list[str]) -> None:
    filed = {c.code: c.world_region for c in all_countries()}
    assert {code: filed[code] for code in codes} == dict.fromkeys(codes, world_region)


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("en", "Germany"),
        ("es", "Alemania"),
        ("pt_BR", "Alemanha"),
        ("pt-BR", "Alemanha"),
        ("ar", "ألمانيا"),
        ("xx", "Germany"),
        ("not a locale", "Germany"),
    ],
)
def test_country_name_is_in_the_viewers_language(locale: str, name: str) -> None:
    assert country_name("DE", locale) == name


def test_country_name_in_english_is_the_countrys_name() -> None:
    assert {c.code: country_name(c.code, "en") for c in all_countries()} == {
        c.code: c.name for c in all_countries()
    }


@pytest.mark.parametrize("code", ["QQ", "ZZ", "UK", "419", ""])
def test_country_name_refuses_what_is_no_code_of_a_country(code: str) -> None:
    with pytest.raises(KeyError):
        country_name(code, "en")


def test_every_country_of_the_demo_is_known() -> None:
    with DEMO_PEOPLE.open(encoding="utf-8", newline="") as file:
        written = {row["country"] for row in csv.DictReader(file)}
    assert {text for text in written if find_country(text) is None} == set()


def _code(text: str) -> str | None:
    country = find_country(text)
    return country.code if country else None
