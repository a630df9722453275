"""The set-up of a call: links, changing it, erasing it."""

import re

import pytest

from facilitator.core.roles import Role
from facilitator.features.call_links import link_addresses
from facilitator.machinery import find_call
from facilitator.models import Call
from tests.cast import HOST, Cast
from tests.web.browser_of import Browser, link
from tests.web.visitor import Visitor, organiser


@pytest.fixture
def owner(cast: Cast) -> Visitor:
    return organiser(cast)


@pytest.fixture
def host(cast: Cast) -> Visitor:
    visitor = Visitor(cast)
    visitor.open(link(cast, "host"))
    return visitor


def place(cast: Cast, page: str = "setup") -> str:
    return f"/calls/{cast.call_id}/{page}"


def addresses(cast: Cast) -> dict[Role, str]:
    with cast.parts.database.reading() as db, cast.app.app_context():
        call = find_call(db, cast.call_id)
        assert call is not None
        return link_addresses(call, cast.parts.config.address)


def is_there(cast: Cast) -> bool:
    with cast.parts.database.reading() as db:
        return db.get(Call, cast.call_id) is not None


@pytest.mark.parametrize("page", ["setup", "edit", "erase"])
def test_stranger_and_note_taker_find_a_closed_door(cast: Cast, page: str) -> None:
    for role in (None, "note_taker", "participant", "wall"):
        browser = Browser(cast)
        if role:
            browser.get(link(cast, role))
        response = browser.get(place(cast, page))
        hidden = [one for one in addresses(cast).values() if one in response.text]
        assert (response.status_code, hidden) == (403, [])


def test_host_of_another_call_finds_a_closed_door(cast: Cast, host: Visitor) -> None:
    cast.new_call()
    host.open(place(cast))
    assert host.status == 403


def test_call_that_is_not_there_is_not_found(cast: Cast, owner: Visitor) -> None:
    owner.open("/calls/999/setup")
    assert owner.status == 404


def test_set_up_shows_each_link_with_its_qr_code(cast: Cast, owner: Visitor) -> None:
    html = owner.open(place(cast))
    shown = re.findall(r'<code class="link-address">([^<]+)</code>', html)
    assert shown == list(addresses(cast).values())
    titles = re.findall(r'role="img" aria-label="(QR code[^"]+)"', html)
    assert titles == [
        f"QR code of the link: {role}" for role in ("Host", "Note-taker", "Participant", "Wall")
    ]


def test_set_up_shows_start_and_plan_in_the_call_s_zone(cast: Cast, owner: Visitor) -> None:
    cast.new_call(starts_at="2022-07-01T10:00", time_zone="America/Mexico_City")
    html = owner.open(place(cast))
    assert "Friday, 1 July 2022, 10:00" in html
    assert 'datetime="2022-07-01T15:00:00.000000Z"' in html
    assert re.findall(r'<td class="clock">([\d:]+)</td>', html) == [
        "10:00",
        "10:10",
        "10:25",
        "10:45",
        "11:15",
        "11:25",
    ]


def test_host_sees_the_links_too(cast: Cast, host: Visitor) -> None:
    assert addresses(cast)[Role.NOTE_TAKER] in host.open(place(cast))


def test_organiser_opens_dashboard_and_wall_without_a_link(cast: Cast, owner: Visitor) -> None:
    statuses = [owner.client.get(place(cast, page)).status_code for page in ("host", "wall")]
    assert statuses == [200, 200]


def test_link_is_renewed_after_a_dialog_and_the_old_one_opens_nothing(
    cast: Cast, owner: Visitor
) -> None:
    before = link(cast, "wall")
    html = owner.open(place(cast))
    assert 'command="show-modal" commandfor="renew-wall"' in html
    renew = [one for one in owner.forms() if one.action == place(cast, "host/orders/link.renew")]
    wall = next(one for one in renew if one.fields["role"] == ["wall"])
    owner.client.post(wall.action, data=wall.fields)
    assert addresses(cast)[Role.WALL] in owner.open(place(cast))
    statuses = [Browser(cast).get(one).status_code for one in (before, link(cast, "wall"))]
    assert statuses == [404, 200]


def test_host_whose_link_was_closed_is_out(cast: Cast, host: Visitor, owner: Visitor) -> None:
    cast.host("link.revoke", role="host")
    host.open(place(cast))
    assert host.status == 403
    assert "This link is closed." in owner.open(place(cast))


def test_edit_begins_with_the_call_as_it_is(cast: Cast, owner: Visitor) -> None:
    cast.new_call(
        title="Día “uno” & dos",
        starts_at="2022-07-01T10:00",
        time_zone="America/Mexico_City",
        languages=["es", "fr"],
    )
    owner.open(place(cast, "edit"))
    form = next(one for one in owner.forms() if one.action == place(cast, "edit"))
    del form.fields["csrf_token"]
    assert form.fields == {
        "title": ["Día “uno” & dos"],
        "date": ["2022-07-01"],
        "time": ["10:00"],
        "time_zone": ["America/Mexico_City"],
        "languages": ["es", "fr"],
        "video_link": [""],
        "room_video_link": [""],
    }


def test_edit_saved_untouched_changes_nothing(cast: Cast, owner: Visitor) -> None:
    before = cast.call().model_dump(exclude={"version"})
    owner.open(place(cast, "edit"))
    owner.send(place(cast, "edit"))
    assert (owner.path, owner.status) == (place(cast), 200)
    assert cast.call().model_dump(exclude={"version"}) == before


def test_edit_says_at_its_field_what_does_not_fit(cast: Cast, owner: Visitor) -> None:
    owner.open(place(cast, "edit"))
    html = owner.send(place(cast, "edit"), title="x" * 121, time_zone="Mars")
    assert owner.status == 422
    assert 'id="title-error"' in html
    assert "x" * 121 in html
    assert cast.call().title == "Cities call"


def test_erasing_asks_for_the_title_or_code(cast: Cast, owner: Visitor) -> None:
    owner.open(place(cast, "erase"))
    html = owner.send(place(cast, "erase"), typed="Other call")
    assert (owner.status, is_there(cast)) == (422, True)
    assert "neither the title nor the code" in html


@pytest.mark.parametrize("typed", ["  cities CALL ", "{code}", "{plain}"])
def test_call_is_erased_by_title_or_code(cast: Cast, owner: Visitor, typed: str) -> None:
    code = cast.call().code
    owner.open(place(cast, "erase"))
    owner.send(
        place(cast, "erase"), typed=typed.format(code=code, plain=code.lower().replace("-", " "))
    )
    assert (owner.path, is_there(cast)) == ("/", False)


def test_nothing_typed_erases_nothing(cast: Cast, owner: Visitor) -> None:
    owner.open(place(cast, "erase"))
    owner.send(place(cast, "erase"), typed="")
    assert is_there(cast)


def test_live_pages_of_an_erased_call_are_told(cast: Cast, owner: Visitor) -> None:
    sent: list[tuple[str, str]] = []
    publisher = cast.parts.publisher
    wall = cast.audiences(HOST)[0]
    publisher.audiences = lambda _call_id: [wall]
    publisher.send = lambda channel, event, _payload: sent.append((channel, event))
    owner.open(place(cast, "erase"))
    owner.send(place(cast, "erase"), typed=cast.call().title)
    for call_id in publisher.waiting():
        publisher.flush(call_id)
    assert sent == [(wall.channel(cast.call_id), "gone")]


def test_erased_call_opens_for_nobody(cast: Cast, owner: Visitor, host: Visitor) -> None:
    old = link(cast, "participant")
    owner.open(place(cast, "erase"))
    owner.send(place(cast, "erase"), typed=cast.call().code)
    assert Browser(cast).get(old).status_code == 404
    host.open(place(cast, "host"))
    assert host.status == 404
