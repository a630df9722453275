"""Joining as a browser does it: by code, by link, by name; and what strangers are told."""

import re
from typing import Any

import pytest

from facilitator.models import Participant
from tests.cast import Cast
from tests.web.browser_of import Browser, invite, link, names, who


@pytest.fixture
def browser(cast: Cast) -> Browser:
    return Browser(cast)


def come(cast: Cast, browser: Browser) -> None:
    browser.get(f"/join/{cast.call().code}")


@pytest.mark.parametrize("change", [str, str.lower, lambda code: code.lower().replace("-", " ")])
def test_code_is_understood_however_it_is_typed(
    cast: Cast, browser: Browser, change: object
) -> None:
    assert callable(change)
    browser.get("/join")
    response = browser.post("/join", code=change(cast.call().code))
    assert (response.status_code, response.request.path) == (200, who(cast))


def test_wrong_code_keeps_what_was_typed(cast: Cast, browser: Browser) -> None:
    browser.get("/join")
    response = browser.post("/join", code='zz"99')
    assert response.status_code == 404
    assert 'value="zz&#34;99"' in response.text
    assert "No call is open under this code." in response.text


def test_code_of_a_closed_link_opens_nothing(cast: Cast, browser: Browser) -> None:
    cast.host("link.revoke", role="participant")
    assert browser.get(f"/join/{cast.call().code}").status_code == 404


def test_names_are_shown_only_for_two_letters(cast: Cast, browser: Browser) -> None:
    invite(cast, "Ana Sousa")
    come(cast, browser)
    shown = [names(browser.get(f"{who(cast)}?q={q}").text) for q in ("", "a", "an", "zz")]
    assert shown == [[], [], ["Ana Sousa"], []]


def test_names_are_shown_twenty_at_a_time(cast: Cast, browser: Browser) -> None:
    for number in range(25):
        invite(cast, f"Ana {number:02}")
    come(cast, browser)
    assert len(names(browser.get(f"{who(cast)}?q=ana&part=1").text)) == 20


def test_names_are_shown_to_no_stranger(cast: Cast, browser: Browser) -> None:
    invite(cast, "Ana Sousa")
    response = browser.get(f"{who(cast)}?q=ana")
    assert (response.status_code, "Ana Sousa" in response.text) == (403, False)


def test_invited_person_joins_by_choosing_the_name(cast: Cast, browser: Browser) -> None:
    ana = invite(cast, "Ana Sousa")
    come(cast, browser)
    browser.get(f"{who(cast)}?q=ana")
    response = browser.post(who(cast), follow=False, participant_id=ana, named="1")
    assert (response.status_code, response.location) == (303, f"/calls/{cast.call_id}/participant")
    one = cast.row(Participant, ana)
    assert (one.joined_at, one.person.named) == (cast.clock(), True)


def test_reload_and_second_scan_keep_who_one_is(cast: Cast, browser: Browser) -> None:
    ana = invite(cast, "Ana Sousa")
    come(cast, browser)
    browser.post(who(cast), follow=False, participant_id=ana)
    for address in (f"/join/{cast.call().code}", link(cast, "participant")):
        browser.client.get(address)
        response = browser.client.get(who(cast))
        assert response.location == f"/calls/{cast.call_id}/participant"


def test_two_people_of_one_name_are_told_apart_by_place(cast: Cast, browser: Browser) -> None:
    invite(cast, "Ana", "Porto")
    invite(cast, "Ana", "Recife", "BR")
    come(cast, browser)
    found = re.findall(
        r'class="choice-detail"><bdi>([^<]*)', browser.get(f"{who(cast)}?q=ana").text
    )
    assert found == ["Porto, Portugal", "Recife, Brazil"]


def test_name_of_somebody_here_says_so(cast: Cast, browser: Browser) -> None:
    cast.add("Ana")
    come(cast, browser)
    assert "Choose it if this is your second device." in browser.get(f"{who(cast)}?q=ana").text


def test_names_are_escaped(cast: Cast, browser: Browser) -> None:
    invite(cast, "<script>alert(1)</script>")
    come(cast, browser)
    assert "<script>alert" not in browser.get(f"{who(cast)}?q=%3Cscript").text


@pytest.mark.parametrize("forged", ["stranger", "999999", "abc", "", "-1"])
def test_forged_participant_lets_nobody_in(cast: Cast, browser: Browser, forged: str) -> None:
    stranger = invite(cast, "Ana Sousa")
    cast.new_call(title="Another call")
    come(cast, browser)
    wanted = str(stranger) if forged == "stranger" else forged
    response = browser.post(who(cast), participant_id=wanted)
    assert response.status_code in {404, 422}
    assert browser.client.get(f"/calls/{cast.call_id}/participant").location == who(cast)


def test_adding_oneself_lets_in(cast: Cast, browser: Browser) -> None:
    come(cast, browser)
    browser.get(f"{who(cast)}/new")
    fields = {"languages": ["fr", "en"], "willing": "note_taker", "named": "1"}
    values: dict[str, Any] = {"name": "Bo", "city": "Lyon", "country": "France", **fields}
    response = browser.post(f"{who(cast)}/new", follow=False, **values)
    (one,) = cast.participants()
    assert response.location == f"/calls/{cast.call_id}/participant"
    assert (one.person.languages, one.willing, one.person.named, one.invited) == (
        ["fr", "en"],
        ["note_taker"],
        True,
        False,
    )


def test_adding_oneself_twice_by_a_double_click_is_one_person(cast: Cast, browser: Browser) -> None:
    come(cast, browser)
    key = re.search(r'name="key" value="([^"]+)"', browser.get(f"{who(cast)}/new").text)
    assert key is not None
    second = Browser(cast)
    come(cast, second)
    second.get(f"{who(cast)}/new")
    for one in (browser, second):
        values = {"name": "Bo", "city": "Lyon", "country": "FR", "key": key[1]}
        assert one.post(f"{who(cast)}/new", follow=False, **values).status_code == 303
    assert len(cast.participants()) == 1


def test_adding_oneself_wrongly_keeps_what_was_typed(cast: Cast, browser: Browser) -> None:
    come(cast, browser)
    browser.get(f"{who(cast)}/new")
    values: dict[str, Any] = {"name": "Bo <b>", "city": "", "country": "Frnace", "languages": "fr"}
    response = browser.post(f"{who(cast)}/new", **values)
    assert response.status_code == 422
    assert re.findall(r'class="error" id="(\w+)-error"', response.text) == ["city", "country"]
    assert 'value="Bo &lt;b&gt;"' in response.text


def test_adding_oneself_offers_the_entry_that_is_there(cast: Cast, browser: Browser) -> None:
    ana = invite(cast, "Ana Sousa")
    come(cast, browser)
    browser.get(f"{who(cast)}/new")
    values: dict[str, Any] = {"name": "ana sousa", "city": "PORTO", "country": "Portugal"}
    response = browser.post(f"{who(cast)}/new", **values)
    assert (response.status_code, names(response.text)) == (422, ["Ana Sousa"])
    assert f'name="participant_id" value="{ana}"' in response.text
    browser.post(f"{who(cast)}/new", follow=False, **values, another="1")
    assert len(cast.participants()) == 2
