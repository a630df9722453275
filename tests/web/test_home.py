"""The home page: who is let in, what it lists, and making a call in its form."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select
from werkzeug.test import TestResponse

from facilitator.models import Call, Question
from facilitator.web.times import zones
from tests.cast import Cast, make_cast
from tests.web.browser_of import Browser, link
from tests.web.visitor import Visitor, organiser

GIVEN = {
    "title": "Regions call",
    "date": "2026-03-09",
    "time": "14:00",
    "time_zone": "America/Mexico_City",
}

WORDS = "many little cafés"


@pytest.fixture
def owner(cast: Cast) -> Visitor:
    return organiser(cast)


@pytest.fixture
def guarded(tmp_path: Path) -> Cast:
    """An installation with a password for its home page."""
    folder = tmp_path / "guarded"
    folder.mkdir()
    return make_cast(folder, organiser_password=WORDS)


def calls(cast: Cast) -> list[Call]:
    with cast.parts.database.reading() as db:
        return list(db.exec(select(Call).order_by(col(Call.id))))


def part(html: str, title: str) -> str:
    """The section of the list under a title."""
    begin = html.index(f'id="{title}-title"')
    return html[begin : html.index("</section>", begin)]


def test_stranger_sees_a_place_for_a_code_and_no_call(cast: Cast) -> None:
    html = Visitor(cast).open("/")
    assert ("Cities call" in html, cast.call().code in html) == (False, False)
    assert "Code of your call" in html


def test_code_typed_on_the_home_page_leads_into_the_call(cast: Cast) -> None:
    visitor = Visitor(cast)
    visitor.open("/")
    visitor.send("/join", code=cast.call().code.lower().replace("-", " "))
    assert visitor.path == f"/calls/{cast.call_id}/participant/who"


def test_whoever_came_by_a_link_finds_the_way_back(cast: Cast) -> None:
    visitor = Visitor(cast)
    visitor.open(link(cast, "wall"))
    assert f'href="/calls/{cast.call_id}/wall"' in visitor.open("/")
    cast.host("link.revoke", role="wall")
    assert f'href="/calls/{cast.call_id}/wall"' not in visitor.open("/")


def test_organiser_s_link_opens_the_list(cast: Cast, owner: Visitor) -> None:
    assert (owner.path, owner.status) == ("/", 200)
    assert "Cities call" in owner.html


def test_any_other_token_opens_nothing(cast: Cast) -> None:
    visitor = Visitor(cast)
    for token in ("x", "é", cast.call().code):
        visitor.open(f"/organiser/{token}")
        assert visitor.status == 404
    assert "Cities call" not in visitor.open("/")


def test_token_of_a_call_s_link_does_not_make_an_organiser(cast: Cast) -> None:
    visitor = Visitor(cast)
    visitor.open(link(cast, "host").replace("/enter/", "/organiser/"))
    assert visitor.status == 404
    visitor.open(link(cast, "host"))
    assert "New call" not in visitor.open("/")


def test_organiser_can_sign_out(cast: Cast, owner: Visitor) -> None:
    owner.open("/")
    assert "Code of your call" in owner.send("/organiser/leave")


def test_password_opens_the_list(guarded: Cast) -> None:
    visitor = Visitor(guarded)
    visitor.open("/organiser")
    assert "not the password" in visitor.send("/organiser", password=WORDS[:-1])
    assert visitor.status == 422
    assert "Cities call" in visitor.send("/organiser", password=WORDS)


def test_guessing_passwords_is_slowed_down(guarded: Cast) -> None:
    visitor = Visitor(guarded)
    visitor.open("/organiser")
    statuses = []
    for number in range(12):
        visitor.open("/organiser")
        visitor.send("/organiser", password=f"guess {number}")
        statuses.append(visitor.status)
    assert statuses == [422] * 10 + [429] * 2


def test_without_a_password_setting_no_password_opens_the_list(cast: Cast) -> None:
    browser = Browser(cast)
    browser.get("/")
    assert browser.post("/organiser", password="").status_code == 422
    assert 'type="password"' not in browser.get("/organiser").text


def test_list_without_calls_says_how_to_make_one(cast: Cast, owner: Visitor) -> None:
    owner.open(f"/calls/{cast.call_id}/erase")
    html = owner.send(f"/calls/{cast.call_id}/erase", typed=cast.call().code)
    assert "No calls yet" in html
    assert 'href="/calls/new"' in html


def test_list_has_calls_that_are_on_to_come_and_over(cast: Cast, owner: Visitor) -> None:
    cast.host("agenda.next", seen=None)
    cast.new_call(title="Tomorrow", starts_at=cast.clock() + timedelta(days=1))
    cast.new_call(title="Soon", starts_at=cast.clock() + timedelta(hours=1))
    cast.new_call(title="Forgotten", starts_at=cast.clock() - timedelta(days=3))
    cast.new_call(title="Held", starts_at=cast.clock() - timedelta(days=2))
    seen = None
    for item in [*cast.items(), None]:
        cast.host("agenda.next", seen=seen)
        seen = item and item.id
    html = owner.open("/")
    titles = ["Cities call", "Soon", "Tomorrow", "Held", "Forgotten"]
    assert sorted(titles, key=html.index) == titles
    assert "Now: Welcome" in part(html, "live")
    assert "Soon" in part(html, "upcoming")
    assert part(html, "past").count("/story") == 1
    assert "Was never started" in part(html, "past")


def test_times_name_their_zone(cast: Cast, owner: Visitor) -> None:
    cast.new_call(starts_at="2022-07-01T10:00", time_zone="America/Mexico_City")
    html = owner.open("/")
    assert "Friday, 1 July 2022, 10:00" in html
    assert "Central Daylight Time" in html


def test_stranger_makes_no_call(cast: Cast) -> None:
    browser = Browser(cast)
    assert browser.get("/calls/new").request.path == "/organiser"
    sent = {**GIVEN, "template": "exchange-45", "csrf_token": browser.token}
    assert browser.client.post("/calls/new", data=sent).status_code == 403
    assert len(calls(cast)) == 1


def test_form_makes_a_call_and_shows_its_set_up(cast: Cast, owner: Visitor) -> None:
    owner.open("/calls/new")
    owner.send("/calls/new", **GIVEN, room_video_link="https://meet.example.org/r-{room}")
    made = calls(cast)[-1]
    assert owner.path == f"/calls/{made.id}/setup"
    assert (made.title, made.languages, made.time_zone, made.room_video_link) == (
        "Regions call",
        ["en", "es"],
        "America/Mexico_City",
        "https://meet.example.org/r-{room}",
    )
    assert made.starts_at == datetime(2026, 3, 9, 20, 0, tzinfo=UTC)


def test_form_takes_the_questions_of_the_chosen_template_only(cast: Cast, owner: Visitor) -> None:
    owner.open("/calls/new")
    owner.send(
        "/calls/new",
        **GIVEN,
        template="world-cafe",
        **{"questions_world-cafe": "  What matters?\r\n\r\nWho is missing?\r\n"},
        **{"questions_exchange-45": "Never asked?"},
    )
    cast.call_id = calls(cast)[-1].id or 0
    assert [one.text for one in cast.rows(Question)] == ["What matters?", "Who is missing?"]


def test_refused_form_keeps_all_that_was_written(cast: Cast, owner: Visitor) -> None:
    owner.open("/calls/new")
    written = {
        **GIVEN,
        "title": "",
        "template": "world-cafe",
        "questions_world-cafe": "<b>Who</b> is missing?\n",
        "video_link": "meet.example.org",
        "languages": [],
    }
    html = owner.send("/calls/new", **written)
    assert (owner.status, len(calls(cast))) == (422, 1)
    assert ['id="title-error"' in html, 'id="video_link-error"' in html] == [True, True]
    assert 'id="languages-error"' in html
    form = next(one for one in owner.forms() if one.action == "/calls/new")
    kept = {name: (form.fields.get(name) or [""])[0] for name in written if name != "languages"}
    assert kept == {name: written[name] for name in kept}
    assert "languages" not in form.fields


def test_missing_date_is_said_at_the_start(cast: Cast, owner: Visitor) -> None:
    owner.open("/calls/new")
    html = owner.send("/calls/new", **{**GIVEN, "date": ""})
    assert 'id="starts_at-error">Please fill this in.' in html


def test_form_sent_twice_makes_one_call(cast: Cast, owner: Visitor) -> None:
    owner.open("/calls/new")
    form = next(one for one in owner.forms() if one.action == "/calls/new")
    for _press in range(2):
        owner.client.post("/calls/new", data={**form.fields, **GIVEN})
    assert [one.title for one in calls(cast)] == ["Cities call", "Regions call"]


def test_form_speaks_the_browser_s_language_in_templates(cast: Cast, owner: Visitor) -> None:
    html = owner.client.get("/calls/new", headers={"Accept-Language": "es"}).text
    assert "Encuentro de aprendizaje entre pares" in html
    assert "¿Con qué dificultades se encuentran?" in html


def test_zones_are_all_parts_of_the_world_by_their_cities(cast: Cast) -> None:
    with cast.app.test_request_context():
        offered = [zone for _area, cities in zones("es") for zone in cities]
    assert offered[0] == ("UTC", "UTC")
    for one in (("Europe/Amsterdam", "Ámsterdam"), ("America/Mexico_City", "Ciudad de México")):
        assert one in offered
    assert len(offered) == len({zone for zone, _city in offered}) > 400


def test_form_can_be_sent_through_a_proxy_with_tls(tmp_path: Path) -> None:
    folder = tmp_path / "proxied"
    folder.mkdir()
    cast = make_cast(folder, public_url="https://calls.example.org", trusted_proxies=1)
    client = cast.app.test_client()
    by_proxy = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "calls.example.org"}
    page = client.get("/", headers=by_proxy)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token is not None
    client.set_cookie("facilitator", _cookie(page), domain="calls.example.org", secure=True)
    fields = {"csrf_token": token[1], "code": cast.call().code}
    answer = client.post(
        "/join", data=fields, headers=by_proxy, base_url="https://calls.example.org"
    )
    assert answer.location == f"/calls/{cast.call_id}/participant"
    assert "wss://calls.example.org" in page.headers["Content-Security-Policy"]
    assert [part in page.headers["Set-Cookie"] for part in ("Secure", "HttpOnly")] == [True, True]
    cast.parts.database.close()


def _cookie(response: TestResponse) -> str:
    found = re.search(r"facilitator=([^;]+);", response.headers["Set-Cookie"])
    assert found is not None
    return found[1]
