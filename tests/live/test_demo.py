"""The demo counts honestly, its people read pages as browsers do, and a small one really runs."""

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from facilitator.config import ROOT
from facilitator.demo.figures import figures, missing
from facilitator.demo.invented import Deck, Invented, choose_people
from facilitator.demo.pages import Button, buttons, field, tabs
from facilitator.demo.tally import Posted, Tally, percentile

RUN_PY = [sys.executable, str(ROOT / "run.py"), "demo"]
RUN_SECONDS = 180
ASSIGNMENTS = """\ufeffround,room,name,city,country,world region,role,arrived
1,Room 1,Ana,Porto,Portugal,Europe,Note-taker,
1,Room 1,Ben,Porto,Portugal,Europe,Participant,
1,Room 2,Cleo,Cali,Colombia,Latin America,Participant,
1,Room 2,Dan,Ipoh,Malaysia,Asia,Participant,
2,Room 1,Ana,Porto,Portugal,Europe,Note-taker,
2,Room 1,Ben,Porto,Portugal,Europe,Participant,
2,Room 1,Cleo,Cali,Colombia,Latin America,Participant,
2,Room 2,Dan,Ipoh,Malaysia,Asia,Participant,
"""
ATTENDANCE = """\ufeffname,joined at
Ana,2022-03-09T14:00:00Z
Ben,2022-03-09T14:00:00Z
Cleo,2022-03-09T14:00:00Z
Dan,2022-03-09T14:00:00Z
"""
INSIGHTS = "\ufefftext\r\n'+1 for trees\r\nA park\r\n"


def test_figures_count_meetings_and_places_from_the_tables(tmp_path: Path) -> None:
    found = figures(_exports(tmp_path), _four(), _tally(), 12.345)
    assert found == {
        "people": 4,
        "places": 3,
        "world_regions": 3,
        "rounds": 2,
        "rooms": 2,
        "insights": {"posted": 2, "acknowledged": 2, "seen_by_host": 2},
        "repeat_meetings": 1,
        "same_city_pairs": 2,
        "avoidable_same_city_pairs": 2,
        "post_to_host_ms": {"p50": 100.0, "p99": 100.0},
        "seconds": 12.3,
    }


def test_nothing_is_missing_from_a_whole_call(tmp_path: Path) -> None:
    assert missing(_exports(tmp_path), _four(), _tally()) == []


def test_missing_names_whoever_did_not_come_or_had_no_seat(tmp_path: Path) -> None:
    people = [*_four(), _invented("Eve", "Leeds", "United Kingdom", "Europe")]
    assert missing(_exports(tmp_path), people, _tally()) == [
        "Eve is missing in attendance.csv.",
        "Eve had no seat in round 1.",
        "Eve had no seat in round 2.",
    ]


def test_missing_names_insights_that_were_lost_or_written_twice(tmp_path: Path) -> None:
    tally = _tally()
    tally.posted[1].text = "A garden"
    assert missing(_exports(tmp_path), _four(), tally) == [
        "An insight is not in insights.csv: “A garden”",
        "An insight is in insights.csv too often: “A park”",
    ]


def test_missing_names_insights_without_answer_and_those_the_host_did_not_see(
    tmp_path: Path,
) -> None:
    tally = _tally()
    tally.posted[0].insight = None
    del tally.seen_at[2]
    assert missing(_exports(tmp_path), _four(), tally) == [
        "An insight was not acknowledged: “+1 for trees”",
        "An insight was not seen by the host: “A park”",
    ]


def test_tally_keeps_when_an_insight_was_first_seen() -> None:
    tally = Tally([Posted("A park", 1.0, steady=True, insight=7)])
    tally.watch({"latest_insights": '<li data-insight="7">'}, 1.25)
    tally.watch({"latest_insights": '<li data-insight="8"><li data-insight="7">'}, 3.0)
    assert (tally.delays(), tally.seen_at) == ([250.0], {7: 1.25, 8: 3.0})


def test_tally_does_not_time_writers_who_lost_their_line() -> None:
    tally = Tally([Posted("A park", 1.0, steady=False, insight=7)], {7: 9.0})
    assert (tally.delays(), tally.settled) == ([], True)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([], 0.5, None), ([1, 2, 3, 4], 0.5, 2), ([1, 2, 3, 4], 0.99, 4), ([5], 0.99, 5)],
)
def test_percentile_takes_the_nearest_rank(
    values: list[float], share: float, expected: float | None
) -> None:
    assert percentile(values, share) == expected


def test_buttons_are_read_with_their_orders_unless_disabled() -> None:
    html = """
        <button class="button" data-order="a.b" data-args="{&#34;x&#34;: &#34;&gt;&#34;}">1</button>
        <button data-order="a.c" data-args="{}" disabled>2</button>
        <button data-order="a.d">3</button><select data-order="a.e"></select>"""
    assert list(buttons(html)) == [Button("a.b", {"x": ">"}), Button("a.d", {})]


def test_tabs_are_read_in_their_order() -> None:
    html = """<button role="tab" data-args="{&#34;question_id&#34;: 2}">2</button>
        <button data-args="{}">no tab</button>
        <button role="tab" data-args="{&#34;question_id&#34;: 1}">1</button>"""
    assert tabs(html) == [{"question_id": 2}, {"question_id": 1}]


def test_field_is_the_first_of_its_name() -> None:
    html = '<input name="a" value="1"><button name="b" value="2"></button><input name="b">'
    assert [field(html, name) for name in ("a", "b", "c")] == ["1", "2", ""]


@pytest.mark.parametrize("count", [8, 20, 70])
def test_fewer_people_are_spread_over_the_list(count: int) -> None:
    chosen = choose_people(count)
    takers = sum("note_taker" in one.roles for one in chosen)
    assert len({one.name for one in chosen}) == count
    assert takers >= count // 7


def test_deck_says_nothing_twice() -> None:
    people = [one for one in choose_people(70) if one.locale == "en"]
    deck = Deck(random.Random(1))
    said = Counter(deck.draw(0, people[index % len(people)]) for index in range(60))
    assert max(said.values()) == 1


@pytest.mark.slow
def test_small_demo_runs_by_itself_and_loses_nothing(tmp_path: Path) -> None:
    arguments = ["--once", "--people", "16", "--speed", "240", "--out", str(tmp_path)]
    done = subprocess.run(
        [*RUN_PY, *arguments], capture_output=True, text=True, timeout=RUN_SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    posted = found["insights"]["posted"]
    assert posted > 10
    assert found["insights"] == {"posted": posted, "acknowledged": posted, "seen_by_host": posted}
    assert (found["people"], found["rounds"], found["rooms"]) == (16, 2, 2)
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "assignments.csv",
        "attendance.csv",
        "insights.csv",
        "story.html",
        "story.md",
    ]


@pytest.mark.slow
def test_demo_prints_links_and_ends_with_its_server_on_ctrl_c(tmp_path: Path) -> None:
    said = tmp_path / "said.txt"
    with said.open("wb") as file:
        demo = subprocess.Popen(
            [*RUN_PY, "--people", "8"], stdout=file, stderr=file, env={**os.environ}
        )
    try:
        links = _wait_for_links(said, demo)
        assert [role for role, _port in links] == ["host", "note-taker", "participant", "wall"]
        port = int(links[0][1])
        assert _listens(port)
        demo.send_signal(signal.SIGINT)
        assert demo.wait(30) == 0
        assert not _listens(port)
    finally:
        demo.kill()
        demo.wait()


def _wait_for_links(said: Path, demo: "subprocess.Popen[bytes]") -> list[tuple[str, str]]:
    until = time.monotonic() + RUN_SECONDS
    while "Stop with Ctrl+C" not in (text := said.read_text("utf-8", "replace")):
        assert demo.poll() is None, text
        assert time.monotonic() < until, text
        time.sleep(0.2)
    return re.findall(r"^  ([a-z-]+) +http://127\.0\.0\.1:(\d+)/", text, re.MULTILINE)


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def _exports(folder: Path) -> Path:
    for name, text in {
        "assignments": ASSIGNMENTS,
        "attendance": ATTENDANCE,
        "insights": INSIGHTS,
    }.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def _four() -> list[Invented]:
    return [
        _invented("Ana", "Porto", "Portugal", "Europe"),
        _invented("Ben", "Porto", "Portugal", "Europe"),
        _invented("Cleo", "Cali", "Colombia", "Latin America"),
        _invented("Dan", "Ipoh", "Malaysia", "Asia"),
    ]


def _invented(name: str, city: str, country: str, world_region: str) -> Invented:
    return Invented(name, city, country, world_region, ("en",), frozenset(), "")


def _tally() -> Tally:
    posted = [
        Posted("+1 for trees", 1.0, steady=True, insight=1),
        Posted("A park", 2.0, steady=True, insight=2),
    ]
    return Tally(posted, {1: 1.1, 2: 2.1})
