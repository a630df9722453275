"""The hosts' list of people in a browser: looking, adding, importing, handing out links."""

import csv
import io
import re
from typing import Any

import pytest

from facilitator.models import Participant
from tests.cast import Cast
from tests.web.browser_of import Browser, link, personal


@pytest.fixture
def host(cast: Cast) -> Browser:
    """A browser that holds the hosts' link."""
    browser = Browser(cast)
    browser.client.get(link(cast, "host"))
    browser.get(people(cast))
    return browser


def people(cast: Cast) -> str:
    return f"/calls/{cast.call_id}/people"


def invite(cast: Cast, name: str, **more: object) -> int:
    values: dict[str, Any] = {"city": "Porto", "country": "PT", **more}
    return int(cast.host("person.add", name=name, **values).result["participant"])


def rows(html: str) -> list[str]:
    return re.findall(r"/people/\d+\"><bdi>([^<]*)", html)


def upload(cast: Cast, host: Browser, content: bytes) -> str:
    host.get(f"{people(cast)}/import")
    file = (io.BytesIO(content), "people.csv")
    return host.post(f"{people(cast)}/import", file=file).text


def sealed(html: str) -> str:
    found = re.search(r'name="sheet" value="([^"]+)"', html)
    return found[1] if found else ""


@pytest.mark.parametrize("page", ["", "/new", "/import", "/links.csv", "/1"])
def test_list_is_for_hosts_only(cast: Cast, page: str) -> None:
    ana = invite(cast, "Ana Sousa")
    browser = Browser(cast)
    browser.client.get(personal(cast, ana))
    response = browser.get(people(cast) + page)
    assert (response.status_code, "Ana Sousa" in response.text) == (403, False)


def test_list_is_found_by_name_city_and_organisation(cast: Cast, host: Browser) -> None:
    invite(cast, "Ana")
    invite(cast, "Bea", city="Recife", country="BR", organisation="Town hall")
    found = [rows(host.get(f"{people(cast)}?q={q}").text) for q in ("", "recife", "hall", "zz")]
    assert found == [["Ana", "Bea"], ["Bea"], ["Bea"], []]


def test_list_escapes_names(cast: Cast, host: Browser) -> None:
    invite(cast, "<script>alert(1)</script>")
    assert "<script>alert" not in host.get(people(cast)).text


def test_adding_somebody_returns_to_the_list(cast: Cast, host: Browser) -> None:
    values: dict[str, Any] = {
        "name": "Ana",
        "country": "Portugal",
        "languages": "pt, en",
        "willing": "host",
    }
    response = host.post(f"{people(cast)}/new", **values)
    assert rows(response.text) == ["Ana"]
    (one,) = cast.participants()
    assert (one.person.languages, one.willing) == (["pt", "en"], ["host"])


def test_adding_somebody_wrongly_keeps_what_was_typed(cast: Cast, host: Browser) -> None:
    values: dict[str, Any] = {
        "name": "Ana",
        "country": "Frnace",
        "languages": "pt, zz9",
        "email": "no",
    }
    response = host.post(f"{people(cast)}/new", **values)
    assert response.status_code == 422
    errors = re.findall(r'class="error" id="(\w+)-error"', response.text)
    assert errors == ["email", "country", "languages"]
    assert 'value="pt, zz9"' in response.text


def test_correcting_somebody_starts_from_what_is_known(cast: Cast, host: Browser) -> None:
    ana = invite(cast, "Ana", languages=["pt", "en"])
    page = host.get(f"{people(cast)}/{ana}").text
    assert 'value="Portugal"' in page
    assert 'value="pt, en"' in page
    host.post(f"{people(cast)}/{ana}", name="Ana Sousa", country="Portugal", city="Braga")
    assert (cast.row(Participant, ana).person.name, cast.row(Participant, ana).person.city) == (
        "Ana Sousa",
        "Braga",
    )


def test_person_of_another_call_is_not_shown(cast: Cast, host: Browser) -> None:
    first = cast.call_id
    cast.new_call(title="Another call")
    stranger = invite(cast, "Stranger")
    response = host.get(f"/calls/{first}/people/{stranger}")
    assert (response.request.path, "Stranger" in response.text) == (f"/calls/{first}/people", False)


def test_note_taker_is_set_from_the_list(cast: Cast, host: Browser) -> None:
    ana = invite(cast, "Ana")
    order = f"/calls/{cast.call_id}/host/orders/person.set_note_taker"
    values: dict[str, Any] = {"participant_id": ana, "note_taker": "true", "back": people(cast)}
    response = host.post(order, **values)
    assert response.request.path == people(cast)
    assert cast.row(Participant, ana).note_taker


def test_removing_somebody_who_joined_is_explained(cast: Cast, host: Browser) -> None:
    ana = cast.add("Ana")
    order = f"/calls/{cast.call_id}/host/orders/person.remove"
    response = host.post(order, participant_id=ana.participant)
    assert (response.status_code, "Ana has joined this call" in response.text) == (422, True)


def test_personal_links_are_a_table_that_runs_nothing(cast: Cast, host: Browser) -> None:
    names = ["=SUM(1)", "@here", "Ana"]
    ids = {name: invite(cast, name) for name in names}
    text = host.get(f"{people(cast)}/links.csv").text.removeprefix("\ufeff")
    lines = {line["name"]: line["link"] for line in csv.DictReader(io.StringIO(text))}
    assert sorted(lines) == ["'=SUM(1)", "'@here", "Ana"]
    assert lines["Ana"] == cast.parts.config.address + personal(cast, ids["Ana"])


def test_preview_says_what_would_change_and_writes_nothing(cast: Cast, host: Browser) -> None:
    invite(cast, "Ana", email="a@example.org")
    rows = b"name,email,city,country\nAna S,a@example.org,,PT\nBo,,Lyon,FR\nChi,,Hue,Frnace\n"
    page = upload(cast, host, rows)
    assert "1 new · 1 changed · 0 unchanged · 1 rejected" in page
    assert "Row 4: “Frnace” is not a country we know." in page
    assert len(cast.participants()) == 1


def test_confirming_imports_what_was_looked_at_once(cast: Cast, host: Browser) -> None:
    sheet = sealed(upload(cast, host, b"name,country\nAna,PT\nBo,FR\n"))
    for _ in range(2):
        response = host.post(f"{people(cast)}/import/confirm", sheet=sheet)
        assert rows(response.text) == ["Ana", "Bo"]
    assert len(cast.participants()) == 2


@pytest.mark.parametrize("change", ["cut", "other call", "empty"])
def test_confirming_something_else_is_refused(cast: Cast, host: Browser, change: str) -> None:
    sheet = sealed(upload(cast, host, b"name,country\nAna,PT\n"))
    if change == "other call":
        cast.new_call(title="Another call")
        host.client.get(link(cast, "host"))
    given = {"cut": sheet[:-2], "other call": sheet, "empty": ""}[change]
    response = host.post(f"{people(cast)}/import/confirm", sheet=given)
    assert response.status_code == 422
    assert cast.participants() == []


def test_preview_of_a_wrong_file_names_the_columns(cast: Cast, host: Browser) -> None:
    page = upload(cast, host, b"Vorname;Ort\nAna;Porto\n")
    assert "Expected: name, email, city, country, world region" in page


def test_preview_of_no_file_asks_for_one(cast: Cast, host: Browser) -> None:
    response = host.post(f"{people(cast)}/import")
    assert (response.status_code, "Choose a file first." in response.text) == (422, True)


def test_preview_of_2000_rows_can_be_confirmed(cast: Cast, host: Browser) -> None:
    rows = "".join(f"Person {n},p{n}@example.org,City {n % 40},PT\n" for n in range(2000))
    sheet = sealed(upload(cast, host, f"name,email,city,country\n{rows}".encode()))
    host.post(f"{people(cast)}/import/confirm", sheet=sheet)
    assert len(cast.participants()) == 2000
