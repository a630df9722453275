"""Orders as form posts: done with the page's token, refused with a sentence, no word is lost."""

import json

import pytest
from flask.testing import FlaskClient

from facilitator.core.roles import LINKED_ROLES
from facilitator.models import Announcement, Mark
from tests.cast import Cast, make_cast
from tests.web.browser_of import Browser, link, personal
from tests.web.visitor import organiser

JSON = {"Accept": "application/json"}
PAGES = (*LINKED_ROLES, "setup", "people", "story", "story.md", "exports/insights.csv")


@pytest.fixture
def host(cast: Cast) -> Browser:
    browser = Browser(cast)
    browser.get(link(cast, "host"))
    return browser


def orders(cast: Cast, command: str, role: str = "host") -> str:
    return f"/calls/{cast.call_id}/{role}/orders/{command}"


def test_order_is_done_and_leads_back_to_the_page(cast: Cast, host: Browser) -> None:
    response = host.post(orders(cast, "agenda.next"), follow=False)
    page = f"/calls/{cast.call_id}/host"
    assert (response.status_code, response.headers["Location"]) == (303, page)
    assert len(cast.rows(Mark)) == 1


def test_order_sent_twice_with_its_key_is_done_once(cast: Cast, host: Browser) -> None:
    for _ in range(2):
        host.post(orders(cast, "call.announce"), text="Welcome", key="once")
    assert [one.text for one in cast.rows(Announcement)] == ["Welcome"]


def test_refused_order_keeps_what_was_typed(cast: Cast, host: Browser) -> None:
    response = host.post(orders(cast, "call.announce"), text="<script>" + "x" * 5000)
    assert response.status_code == 422
    assert "This is too long: at most 300 characters." in response.text
    assert "&lt;script&gt;" + "x" * 5000 in response.text


def test_json_is_answered_with_json(cast: Cast, host: Browser) -> None:
    data = {"csrf_token": host.token, "text": "Welcome"}
    done, misfit, unknown, forbidden = (
        host.client.post(orders(cast, command, role), data=data, headers=JSON)
        for command, role in (
            ("call.announce", "host"),
            ("agenda.next", "host"),
            ("no.such", "host"),
            ("agenda.next", "wall"),
        )
    )
    result = {"ok": True, "version": 2, "result": {"announcement": 1}}
    assert (done.status_code, json.loads(done.text)) == (200, result)
    assert [one.status_code for one in (misfit, unknown, forbidden)] == [422, 404, 403]
    for one in (misfit, unknown, forbidden):
        answer = json.loads(one.text)
        assert answer["ok"] is False
        assert all(answer["errors"].values())


@pytest.mark.parametrize(
    ("role", "command"),
    [
        ("nobody", "agenda.next"),
        ("system", "round.end"),
        ("organiser", "link.renew"),
        ("wall", "agenda.next"),
        ("note_taker", "insight.post"),
    ],
)
def test_role_that_this_browser_does_not_have_is_refused(
    cast: Cast, host: Browser, role: str, command: str
) -> None:
    assert host.post(orders(cast, command, role)).status_code == 403
    assert cast.call().version == 1


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "1.5", "1 or 1=1", "\x00"])
def test_number_of_nothing_is_refused(cast: Cast, host: Browser, number: str) -> None:
    response = host.post(orders(cast, "agenda.go"), item_id=number)
    assert response.status_code in {404, 422}
    assert cast.call().version == 1


@pytest.mark.parametrize("number", ["0", "99", "9" * 30])
def test_call_that_is_not_there_is_refused(cast: Cast, host: Browser, number: str) -> None:
    assert host.post(f"/calls/{number}/host/orders/agenda.next").status_code in {403, 404}
    assert host.get(f"/calls/{number}/host").status_code == 404


def test_flood_of_forms_is_refused_and_others_go_on(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    cast = make_cast(tmp_path_factory.mktemp("flood"), post_limit=10)
    writer = cast.add("Ana")
    flooder, other = Browser(cast), Browser(cast)
    flooder.get(link(cast, "host"))
    other.get(personal(cast, writer.participant or 0))
    said = [flooder.post(orders(cast, "no.such")).text for _ in range(12)]
    assert ["too much at once" in one for one in said] == [False] * 10 + [True] * 2
    consent = orders(cast, "person.consent", "participant")
    assert other.post(consent, follow=False, named="true").status_code == 303
    cast.parts.database.close()


def test_post_of_ten_megabytes_is_told_to_be_too_big(cast: Cast, host: Browser) -> None:
    response = host.post(orders(cast, "call.announce"), text="x" * 10_000_000)
    assert response.status_code == 413
    assert "What was sent is too big." in response.text


@pytest.mark.parametrize("people", [0, 1, 3])
def test_every_page_stands_in_every_item_however_few_there_are(cast: Cast, people: int) -> None:
    browsers = [organiser(cast).client]
    for number in range(people):
        browser = Browser(cast)
        actor = cast.add(f"Person {number}", note_taker=number == 1)
        browser.get(personal(cast, actor.participant or 0))
        browsers.append(browser.client)
    for item in cast.items():
        cast.host("agenda.go", item_id=item.id)
        for client in browsers:
            _look_everywhere(cast, client)
    cast.host("agenda.next", seen=cast.items()[-1].id)
    for client in browsers:
        _look_everywhere(cast, client)


def test_rooms_for_fewer_people_than_rooms_harm_nothing(cast: Cast, host: Browser) -> None:
    cast.start("breakout")
    item = cast.item("breakout").id
    for people in range(3):
        response = host.post(orders(cast, "round.propose"), item_id=item, rooms=9, follow=False)
        assert response.status_code in {303, 422}
        _look_everywhere(cast, host.client)
        cast.add(f"Person {people}")


def _look_everywhere(cast: Cast, client: FlaskClient) -> None:
    for page in PAGES:
        response = client.get(f"/calls/{cast.call_id}/{page}")
        assert response.status_code < 500, page
