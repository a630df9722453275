"""Links as browsers open them: personal, general, renewed, revoked; leaving, language, limits."""

from pathlib import Path

import pytest

from facilitator.models import Participant
from tests.cast import Cast, make_cast
from tests.web.browser_of import Browser, invite, link, personal, who


@pytest.fixture
def browser(cast: Cast) -> Browser:
    return Browser(cast)


def test_personal_link_joins_and_hides_its_token(cast: Cast, browser: Browser) -> None:
    ana = invite(cast, "Ana Sousa")
    response = browser.client.get(personal(cast, ana))
    assert (response.status_code, response.location) == (303, f"/calls/{cast.call_id}/participant")
    assert cast.row(Participant, ana).joined_at == cast.clock()


def test_looking_whether_a_personal_link_is_there_does_not_join(
    cast: Cast, browser: Browser
) -> None:
    ana = invite(cast, "Ana Sousa")
    browser.client.head(personal(cast, ana))
    assert cast.row(Participant, ana).joined_at is None


def test_personal_link_of_a_note_taker_opens_the_notes(cast: Cast, browser: Browser) -> None:
    ana = invite(cast, "Ana Sousa")
    cast.host("person.set_note_taker", participant_id=ana, note_taker=True)
    response = browser.client.get(personal(cast, ana))
    assert response.location == f"/calls/{cast.call_id}/note_taker"


def test_renewed_personal_link_puts_out_who_came_by_it(cast: Cast, browser: Browser) -> None:
    ana = invite(cast, "Ana Sousa")
    old = personal(cast, ana)
    browser.client.get(old)
    cast.host("person.renew_link", participant_id=ana)
    assert browser.client.get(old).status_code == 404
    assert browser.client.get(f"/calls/{cast.call_id}/participant").status_code == 403
    assert browser.client.get(personal(cast, ana)).status_code == 303


@pytest.mark.parametrize("role", ["host", "note_taker", "participant", "wall"])
def test_revoked_link_is_told_in_a_page(cast: Cast, browser: Browser, role: str) -> None:
    address = link(cast, role)
    cast.host("link.revoke", role=role)
    response = browser.get(address)
    assert response.status_code == 404
    assert "Ask the hosts for a new link" in response.text


def test_note_takers_link_asks_who_one_is(cast: Cast, browser: Browser) -> None:
    response = browser.get(link(cast, "note_taker"))
    assert response.request.path == who(cast, "note_taker")


def test_participant_made_note_taker_gets_the_notes_as_the_same_person(
    cast: Cast, browser: Browser
) -> None:
    ana = invite(cast, "Ana Sousa")
    browser.client.get(personal(cast, ana))
    assert browser.client.get(who(cast, "note_taker")).location.endswith("/participant")
    cast.host("person.set_note_taker", participant_id=ana, note_taker=True)
    assert browser.client.get(who(cast, "note_taker")).location.endswith("/note_taker")


def test_leaving_forgets_who_one_was_and_shows_the_way_back(cast: Cast, browser: Browser) -> None:
    ana = invite(cast, "Ana Sousa")
    browser.client.get(personal(cast, ana))
    cast.system("person.arrive", participant_id=ana)
    browser.get("/join")
    response = browser.post(f"/calls/{cast.call_id}/participant/leave")
    assert personal(cast, ana) in response.text
    assert not cast.row(Participant, ana).present
    assert browser.client.get(f"/calls/{cast.call_id}/participant").status_code == 403


def test_language_is_kept_and_returns_to_the_page(cast: Cast, browser: Browser) -> None:
    ana = invite(cast, "Ana Sousa")
    browser.client.get(personal(cast, ana))
    browser.get("/join")
    response = browser.post("/language", follow=False, locale="es", back="/join")
    assert response.location == "/join"
    assert 'lang="es"' in browser.get("/join").text
    assert cast.row(Participant, ana).locale == "es"


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_language_returns_to_this_site_only(cast: Cast, browser: Browser, back: str) -> None:
    browser.get("/join")
    assert browser.post("/language", follow=False, locale="es", back=back).location == "/"


def test_wrong_codes_are_limited_and_right_ones_are_not(tmp_path: Path) -> None:
    cast = make_cast(tmp_path, join_limit="3 per minute")
    code = cast.call().code
    right = [Browser(cast).client.get(f"/join/{code}").status_code for _ in range(6)]
    wrong = [Browser(cast).client.get("/join/ZZZZ-99").status_code for _ in range(5)]
    assert (right, wrong) == ([303] * 6, [404, 404, 404, 429, 429])
    cast.parts.database.close()


def test_form_without_its_token_is_refused_in_a_page(cast: Cast, browser: Browser) -> None:
    response = browser.client.post("/join", data={"code": cast.call().code})
    assert (response.status_code, "Nothing was changed." in response.text) == (400, True)
