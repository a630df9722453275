"""A whole call in one test: a host, two note-takers, three participants and the wall."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.hall import Hall, now_on, open_rooms, press
from tests.browser.visitors import PHONE, WALL, Visitors, live

ROOM = "[data-region=my_room]"
NOTES = "[data-region=room_insights]"


def test_journey_of_a_call_from_joining_to_the_story(hall: Hall, visitors: Visitors) -> None:
    visitors.forgive(r"ERR_INTERNET_DISCONNECTED", r"WebSocket connection to .* failed")
    host = hall.host(visitors)
    wall = hall.wall(visitors, WALL)
    ana = hall.participant(visitors, "Ana Ferrazzo")
    bilal = hall.participant(visitors, "Bilal Omondiran")
    walk_in = _add_herself(hall, visitors)
    takers = [hall.note_taker(visitors, name) for name in ("Edda Norrgård", "Farid Hakobyants")]
    participants = [ana, bilal, walk_in]
    everybody = [*participants, *takers]
    expect(host.locator("[data-region=here] .pane-head b")).to_have_text("5/7")
    expect(wall.locator("[data-region=wall_stage]")).to_contain_text("Bad Nauheim")

    _run_to_the_breakout(host, everybody)
    _open_two_rooms(host)
    _everybody_sees_their_room(everybody)
    taker = takers[0]
    room = _room_name(taker)
    mate = next(page for page in participants if _room_name(page) == room)

    _note(taker, "Roofs first, then streets")
    for page in (host, mate, wall):
        expect(page.get_by_text("Roofs first, then streets").first).to_be_attached()
    _edit_withdraw_and_undo(taker, mate)
    _write_without_a_line(taker, host, hall)
    _ask_for_help(mate, host, room)
    _broadcast(host, [*everybody, wall])
    _keep_identity_and_room(mate, room)
    _change_language(mate)

    _close_rooms(host, everybody)
    _end_the_call(host, everybody)
    host.get_by_role("link", name="Open the story").click()
    for text in hall.insights():
        expect(host.locator("body")).to_contain_text(text)


def _add_herself(hall: Hall, visitors: Visitors) -> Page:
    """Come by the code, on a phone, without being on the list."""
    page = visitors.open(f"{hall.address}/join", PHONE, is_mobile=True, has_touch=True)
    page.get_by_label("Code of your call").fill(hall.code.lower())
    press(page, "Join")
    page.get_by_label("Your name").press_sequentially("Ines Valdecasa")
    page.get_by_role("link", name="I am not on the list").click()
    page.get_by_label("Your name").fill("Ines Valdecasa")
    page.get_by_label("City or town you speak for").fill("Cali")
    page.get_by_label("Country").fill("Colombia")
    press(page, "Join the call")
    return live(page)


def _run_to_the_breakout(host: Page, everybody: list[Page]) -> None:
    host.keyboard.press("n")
    for page in [host, *everybody]:
        now_on(page, "Welcome")
    host.keyboard.press("n")
    now_on(host, "What we have seen in cities")
    host.keyboard.press("n")
    now_on(host, "Two cities tell their path")
    press(host, "Start Bad Nauheim")
    expect(host.locator(".card.current h3").first).to_have_text("Bad Nauheim")
    press(host, "Hand over to El Monte")
    expect(host.locator(".card.current h3").first).to_have_text("El Monte")
    host.keyboard.press("n")
    for page in [host, *everybody]:
        now_on(page, "Peers meet")


def _open_two_rooms(host: Page) -> None:
    open_rooms(host, 2)
    expect(host.locator("[data-region=board] .room-card")).to_have_count(2)


def _everybody_sees_their_room(everybody: list[Page]) -> None:
    members: dict[str, set[str]] = {}
    for page in everybody:
        room = _room_name(page)  # waits for the page to have its room
        names = frozenset(page.locator(f"{ROOM} .people-list b").all_inner_texts())
        members.setdefault(room, set()).add(", ".join(sorted(names)))
    assert {room: len(told) for room, told in members.items()} == {"Room 1": 1, "Room 2": 1}
    seated = [name for told in members.values() for one in told for name in one.split(", ")]
    assert sorted(seated) == [
        "Ana Ferrazzo",
        "Bilal Omondiran",
        "Edda Norrgård",
        "Farid Hakobyants",
        "Ines Valdecasa",
    ]


def _edit_withdraw_and_undo(taker: Page, mate: Page) -> None:
    insight = _insight(taker, "Roofs first, then streets")
    insight.get_by_role("button", name="Edit").click()
    taker.get_by_role("dialog").get_by_label("Insight").fill("Roofs first, streets next")
    taker.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(_insight(mate, "Roofs first, streets next")).to_be_visible()
    _insight(taker, "Roofs first, streets next").get_by_role("button", name="Withdraw").click()
    expect(_insight(mate, "Roofs first, streets next")).to_have_count(0)
    taker.locator(".toast").get_by_role("button", name="Undo").click()
    expect(_insight(mate, "Roofs first, streets next")).to_be_visible()


def _write_without_a_line(taker: Page, host: Page, hall: Hall) -> None:
    taker.context.set_offline(offline=True)
    _note(taker, "Said in the tunnel")
    _note(taker, "Said at its end")
    expect(taker.locator("#unsent")).to_have_text("2 unsent", use_inner_text=True)
    assert "Said in the tunnel" not in hall.insights()
    taker.context.set_offline(offline=False)
    expect(taker.locator("#unsent")).to_have_text("All saved", use_inner_text=True)
    expect(host.locator("#latest-insights")).to_contain_text("Said at its end")
    assert hall.insights() == [
        "Roofs first, streets next",
        "Said in the tunnel",
        "Said at its end",
    ]


def _ask_for_help(mate: Page, host: Page, room: str) -> None:
    press(mate, "Ask a host for help")
    alarm = host.locator("[data-region=board] .alert-item", has_text=f"{room} asks for help")
    alarm.get_by_role("button", name="Help is there").click()
    expect(alarm).to_have_count(0)
    expect(mate.get_by_role("button", name="Ask a host for help")).to_be_visible()


def _broadcast(host: Page, pages: list[Page]) -> None:
    host.keyboard.press("m")
    host.get_by_label("Message").fill("Five minutes to go")
    host.keyboard.press("Enter")
    for page in pages:
        expect(page.locator(".banner", has_text="Five minutes to go").first).to_be_visible()


def _keep_identity_and_room(mate: Page, room: str) -> None:
    """A reload, and a second device with the same cookie, show the same person in the same room."""
    me = mate.locator("body").get_attribute("data-me")
    mate.reload()
    second = mate.context.new_page()
    second.goto(mate.url)
    for page in (mate, second):
        assert page.locator("body").get_attribute("data-me") == me
        assert _room_name(live(page)) == room
    second.close()


def _change_language(page: Page) -> None:
    page.locator("summary", has_text="English").click()
    press(page, "Español")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(live(page).locator("[data-region=now] h2")).to_have_text("Encuentro entre pares")
    page.locator("summary", has_text="Español").click()
    press(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    live(page)


def _close_rooms(host: Page, everybody: list[Page]) -> None:
    host.keyboard.press("c")
    for page in everybody:
        expect(page.locator(ROOM)).to_contain_text("The rooms close in a moment")
    press(host, "Close now")
    host.get_by_role("dialog").get_by_role("button", name="Yes, do it").click()
    for page in everybody:
        expect(page.locator(ROOM)).to_contain_text("Back in the main room")
    expect(host.get_by_role("heading", name="Rooms are open")).to_have_count(0)


def _end_the_call(host: Page, everybody: list[Page]) -> None:
    host.keyboard.press("n")
    now_on(host, "Harvest")
    host.keyboard.press("n")
    now_on(host, "Closing")
    host.keyboard.press("n")
    host.get_by_role("dialog").get_by_role("button", name="Yes, do it").click()
    for page in [host, *everybody]:
        now_on(page, "The call is over")


def _note(taker: Page, text: str) -> None:
    taker.get_by_label("What did the room learn?").fill(text)
    taker.keyboard.press("Enter")
    expect(taker.get_by_label("What did the room learn?")).to_have_value("")


def _insight(page: Page, text: str) -> Locator:
    return page.locator(f"{NOTES} .insight", has_text=text)


def _room_name(page: Page) -> str:
    return page.locator(f"{ROOM} .room-name").inner_text()
