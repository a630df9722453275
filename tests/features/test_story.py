"""The story tells what happened: agenda, rooms, languages, and its Markdown to the letter."""

from datetime import timedelta

from facilitator.core.story import Line, Stage
from tests.cast import Cast
from tests.telling import hold_round, html, markdown, questions, run_through, story


def test_agenda_tells_what_was_planned_and_what_was(cast: Cast) -> None:
    cast.clock.forward(minutes=2)
    last = cast.items()[-1]
    run_through(cast, 10, 15, 20, 30, 15, 5)
    lines = story(cast).agenda
    assert lines[4].late_by == timedelta(minutes=2)
    assert lines[5] == Line(
        title="Closing",
        kind="Closing",
        state="done",
        planned_at=cast.call().starts_at + timedelta(minutes=85),
        planned=last.duration,
        started_at=cast.call().starts_at + timedelta(minutes=92),
        lasted=timedelta(minutes=5),
    )
    assert "The call began 2 min late and ended 7 min late." in markdown(cast)


def test_agenda_says_what_was_left_out(cast: Cast) -> None:
    cast.host("agenda.next")
    cast.host("agenda.skip", item_id=cast.items()[1].id)
    assert "| What we have seen in cities | 14:10, 15 min |  | left out |" in markdown(cast)


def test_item_held_twice_lasted_both_times(cast: Cast) -> None:
    first, second = cast.items()[:2]
    cast.host("agenda.next")
    cast.clock.forward(minutes=4)
    cast.host("agenda.next", seen=first.id)
    cast.clock.forward(minutes=2)
    cast.host("agenda.back", seen=second.id)
    cast.clock.forward(minutes=3)
    cast.host("agenda.next", seen=first.id)
    assert story(cast).agenda[0].lasted == timedelta(minutes=7)


def test_times_are_in_the_zone_of_the_call(cast: Cast) -> None:
    cast.new_call(time_zone="Asia/Kuala_Lumpur")
    assert story(cast).starts_at.strftime("%H:%M %z") == "22:00 +0800"
    assert r"22:00 to 23:30 (Asia/Kuala\_Lumpur, UTC+08:00)" in markdown(cast)


def test_stage_follows_the_call(cast: Cast) -> None:
    stages = [story(cast).stage]
    cast.host("agenda.next")
    stages.append(story(cast).stage)
    assert "The story so far" in html(cast)
    cast.new_call()
    run_through(cast, 1, 1, 1, 1, 1, 1)
    assert [*stages, story(cast).stage] == [Stage.BEFORE, Stage.DURING, Stage.AFTER]


def test_preview_says_what_will_be_there(cast: Cast) -> None:
    cast.add("Ana Secreta", here=False)
    text = markdown(cast)
    assert "Its story writes itself while it runs. 1 person is invited." in text
    assert "Insights will be listed here" in text
    assert "Ana Secreta" not in text + html(cast)


def test_rooms_tell_places_and_whether_people_met_again(cast: Cast) -> None:
    ana, bea, cyd, dan = (
        cast.add(name, place)
        for name, place in (
            ("Ana", "Porto, PT, europe"),
            ("Bea", "Lagos, NG, africa"),
            ("Cyd", "Cali, CO, latin-america"),
            ("Dan", "Ipoh, MY, eastern-asia"),
        )
    )
    hold_round(cast, 1, [ana, bea], [cyd, dan])
    assert "2 rooms in 1 round.\n" in markdown(cast)
    hold_round(cast, 2, [ana, cyd], [bea, dan])
    assert "4 rooms in 2 rounds. No pair met twice." in markdown(cast)
    hold_round(cast, 3, [ana, bea], [cyd, dan])
    assert "6 rooms in 3 rounds. 2 pairs met more than once." in markdown(cast)
    assert [room.places for room in story(cast).rounds[1].rooms] == [
        ("Cali", "Porto"),
        ("Ipoh", "Lagos"),
    ]


def test_story_is_in_the_readers_language(cast: Cast) -> None:
    told = story(cast, "es")
    assert told.answered[0].question == "¿Qué potencial ven para su lugar?"
    assert told.agenda[0].title == "Bienvenida"
    assert '<html lang="es"' in html(cast, "es")


def test_markdown_of_a_small_call(cast: Cast) -> None:
    cast.host(
        "call.edit",
        title="Two *cities*",
        starts_at=cast.clock(),
        time_zone="Europe/Amsterdam",
        languages=["en"],
    )
    ana = cast.add("Ana", "Porto, PT, europe", note_taker=True)
    bea = cast.add("Bea | B", "Lagos, NG, africa")
    cast.perform(bea, "person.consent", named=True)
    (room,) = hold_round(cast, 1, [ana, bea])
    first = questions(cast)[0]
    cast.perform(ana, "insight.post", question_id=first, room_id=room, text="One.\n- Two.")
    cast.perform(bea, "insight.post", question_id=first, text="Three.")
    run_through(cast, 10, 15, 20, 30, 10, 5)
    assert markdown(cast) == GOLDEN


GOLDEN = r"""# Two \*cities\*

Wednesday, 9 March 2022, 15:00 to 16:30 (Europe/Amsterdam, UTC+01:00)

2 people from 2 places in 2 countries met for 90 min to learn from each other.

## Who came

| World region | People | Places |
| --- | ---: | --- |
| Africa | 1 | Lagos, Nigeria |
| Europe | 1 | Porto, Portugal |

### People who agreed to be named

- Bea \| B (Lagos, Nigeria)

## Presentations

- The past year in cities, and how we will support cities next (15 min)
- Bad Nauheim: The path of Bad Nauheim (10 min)
- El Monte: The path of El Monte (10 min)

## Who met in rooms

1 room in 1 round.

### Round 1: Peers meet

| Room | Places | Mix |
| --- | --- | --- |
| Room 1 | Lagos; Porto | 2 people, 2 world regions, 1 insight |

## What was learned

### What potential do you see for your place?

Room 1, round 1 (Lagos; Porto):

- One.\
  \- Two.

Main room:

- Three.

## The agenda, planned and real

The call began on time and ended on time.

| Item | Planned | As it was | Began |
| --- | --- | --- | --- |
| Welcome | 15:00, 10 min | 15:00, 10 min | on time |
| What we have seen in cities | 15:10, 15 min | 15:10, 15 min | on time |
| Two cities tell their path | 15:25, 20 min | 15:25, 20 min | on time |
| Peers meet | 15:45, 30 min | 15:45, 30 min | on time |
| Harvest | 16:15, 10 min | 16:15, 10 min | on time |
| Closing | 16:25, 5 min | 16:25, 5 min | on time |
"""
