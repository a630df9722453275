"""The sentences of a story: dates, lateness, counts. Said in the language that is being spoken.

Counts are words with their number ("3 rooms"), so that a sentence can be put together from them
in any language.
"""

from datetime import datetime, timedelta

from babel.dates import format_date, get_timezone_gmt

from facilitator.core.story import Attendance, Learned, Line, RoomMix, Stage, Story, Talk
from facilitator.i18n import gettext as _
from facilitator.i18n import ngettext

MINUTE = timedelta(minutes=1)
_DATES = {"en": "en_GB"}


def day(story: Story) -> str:
    """The date, in full: `Wednesday 9 March 2022`."""
    return format_date(story.starts_at, "full", locale=_DATES.get(story.locale, story.locale))


def span(story: Story) -> str:
    """From when to when: `15:00 to 16:36 (Europe/Amsterdam, UTC+01:00)`."""
    return _(
        "%(start)s to %(end)s (%(zone)s)",
        start=time(story.starts_at),
        end=time(story.ends_at),
        zone=zone(story),
    )


def zone(story: Story) -> str:
    """The call's zone with its difference to UTC on that day: `Europe/Amsterdam, UTC+01:00`."""
    offset = get_timezone_gmt(story.starts_at, "long", locale="en").replace("GMT", "UTC")
    return offset if story.time_zone == offset else f"{story.time_zone}, {offset}"


def time(at: datetime) -> str:
    """A time of day on the clock of 24 hours, which every reader knows."""
    return f"{at:%H:%M}"


def minutes(duration: timedelta) -> str:
    """A duration: `12 min`."""
    return _("%(minutes)s min", minutes=round(duration / MINUTE))


def opening(story: Story) -> str:
    """The story's first sentence."""
    if story.stage is Stage.BEFORE:
        return _("This call has not begun. Its story writes itself while it runs.")
    who = came(story.attendance)
    if story.stage is Stage.DURING:
        return _("So far: %(who)s. The call is still on.", who=who)
    if not story.attendance.people:
        return _("Nobody came to this call.")
    length = minutes(story.ends_at - story.starts_at)
    return _("%(who)s met for %(length)s to learn from each other.", who=who, length=length)


def came(attendance: Attendance) -> str:
    """Who came, in numbers: `70 people from 40 places in 18 countries`."""
    if not attendance.places:
        return people(attendance.people)
    return _(
        "%(people)s from %(places)s in %(countries)s",
        people=people(attendance.people),
        places=places(attendance.places),
        countries=countries(attendance.countries),
    )


def invited(number: int) -> str:
    """How many are on the list before a call."""
    return ngettext("%(num)s person is invited.", "%(num)s people are invited.", number)


def punctuality(story: Story) -> str:
    """Whether the call began and ended as planned; before it begins, how long it is to be."""
    first, last = story.agenda[0], story.agenda[-1]
    planned_end_at = last.planned_at + last.planned
    if story.stage is Stage.BEFORE:
        return _("Planned for %(length)s.", length=minutes(planned_end_at - first.planned_at))
    start = late(story.starts_at - first.planned_at)
    if story.stage is Stage.DURING:
        return _("The call began %(start)s.", start=start)
    end = late(story.ends_at - planned_end_at)
    return _("The call began %(start)s and ended %(end)s.", start=start, end=end)


def state(line: Line, stage: Stage) -> str:
    """What became of an item: how late it began, left out, to come; empty before the call."""
    if line.state == "skipped":
        return _("left out")
    if line.late_by is None:
        return "" if stage is Stage.BEFORE else _("to come")
    began = late(line.late_by)
    return _("%(began)s, on now", began=began) if line.state == "now" else began


def late(by: timedelta) -> str:
    """How much later something was than planned; half a minute is nothing."""
    whole = round(by / MINUTE)
    if whole > 0:
        return _("%(minutes)s min late", minutes=whole)
    if whole < 0:
        return _("%(minutes)s min early", minutes=-whole)
    return _("on time")


def talk_time(talk: Talk) -> str:
    """How long a presentation was, if its clock was run: `12 min, planned 10 min`."""
    planned = minutes(talk.planned)
    lasted = planned if talk.lasted is None else minutes(talk.lasted)
    if lasted == planned:
        return planned
    return _("%(lasted)s, planned %(planned)s", lasted=lasted, planned=planned)


def met(story: Story) -> str:
    """How many rooms there were, and whether anybody met twice: `10 rooms. No pair met twice.`."""
    number = sum(len(one.rooms) for one in story.rounds)
    rooms = ngettext("%(num)s room", "%(num)s rooms", number)
    rounds = ngettext("%(num)s round", "%(num)s rounds", len(story.rounds))
    counted = _("%(rooms)s in %(rounds)s.", rooms=rooms, rounds=rounds)
    return f"{counted} {met_again(story)}".strip()


def met_again(story: Story) -> str:
    """Whether the rounds brought the same people together again; empty for fewer than two."""
    if len(story.rounds) < 2:  # noqa: PLR2004 - to meet again takes two rounds
        return ""
    if not story.met_again:
        return _("No pair met twice.")
    return ngettext(
        "%(num)s pair met more than once.", "%(num)s pairs met more than once.", story.met_again
    )


def mix(room: RoomMix) -> str:
    """A room in numbers: `7 people, 4 world regions, 3 insights`."""
    regions = ngettext("%(num)s world region", "%(num)s world regions", room.known_regions)
    insights = ngettext("%(num)s insight", "%(num)s insights", room.insights)
    return f"{people(room.people)}, {regions}, {insights}"


def room(learned: Learned) -> str:
    """Where something was learned: `Room 4, round 1`, or the main room."""
    if learned.round is None:
        return learned.room
    return _("%(room)s, round %(number)s", room=learned.room, number=learned.round)


def people(number: int) -> str:
    """`3 people`."""
    return ngettext("%(num)s person", "%(num)s people", number)


def places(number: int) -> str:
    """`3 places`."""
    return ngettext("%(num)s place", "%(num)s places", number)


def countries(number: int) -> str:
    """`3 countries`."""
    return ngettext("%(num)s country", "%(num)s countries", number)
