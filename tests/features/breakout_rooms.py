"""What tests of breakouts share: a crowd from many places, rooms as sets, and the timekeeper."""

from facilitator.engine.context import Actor
from facilitator.engine.due import Due, due_orders
from facilitator.engine.writer import Order
from facilitator.machinery import find_call
from facilitator.models import Room, Round, Seat
from tests.cast import SYSTEM, Cast

# Invented attendees come from these places in turn.
PLACES = (
    "Porto, PT, europe",
    "Leeds, GB, europe",
    "Cali, CO, latin-america",
    "Ipoh, MY, eastern-asia",
    "Accra, GH, africa",
    "Nanaimo, CA, northern-america",
    "Yerevan, AM, western-asia",
    "Pune, IN, central-southern-asia",
    "Berlin, DE, europe",
    "Lyon, FR, europe",
)


def gather(cast: Cast, many: int, note_takers: int = 0) -> list[Actor]:
    """So many people arrive, the first of them note-takers."""
    return [
        cast.add(f"Guest {n:02}", PLACES[n % len(PLACES)], note_taker=n < note_takers)
        for n in range(many)
    ]


def propose(cast: Cast, **wishes: object) -> list[int]:
    """Propose rooms for the breakout; returns the ids of the rounds."""
    answer = cast.host("round.propose", item_id=cast.item("breakout").id, **wishes)
    ids: list[int] = answer.result["rounds"]
    return ids


def open_first(cast: Cast, **wishes: object) -> int:
    """Propose rooms and open the first round; returns its id."""
    round_id = propose(cast, **wishes)[0]
    cast.host("round.open", round_id=round_id)
    return round_id


def rooms(cast: Cast, round_id: int) -> list[Room]:
    """The rooms of a round."""
    return cast.rows(Room, Room.round_id == round_id)


def seats(cast: Cast, round_id: int) -> list[Seat]:
    """The seats of a round."""
    return cast.rows(Seat, Seat.round_id == round_id)


def seat_of(cast: Cast, round_id: int, who: Actor) -> Seat:
    """The seat of one person in a round."""
    return next(one for one in seats(cast, round_id) if one.participant_id == who.participant)


def sitting(cast: Cast, round_id: int) -> list[set[int]]:
    """Who sits together: the participant ids of each room."""
    return [
        {one.participant_id for one in seats(cast, round_id) if one.room_id == room.id}
        for room in rooms(cast, round_id)
    ]


def places(cast: Cast, round_id: int) -> dict[int, int]:
    """Each participant's room."""
    return {one.participant_id: one.room_id for one in seats(cast, round_id)}


def round_now(cast: Cast, round_id: int) -> Round:
    """A round as it is on disk."""
    return cast.row(Round, round_id)


def upcoming(cast: Cast) -> list[Due]:
    """What time will bring about if nothing changes."""
    with cast.parts.database.reading() as db:
        return due_orders(find_call(db, cast.call_id), cast.clock())


def keep_time(cast: Cast) -> list[str]:
    """Do all that is due by now, as the timekeeper does; returns the commands."""
    done = []
    while due := [one for one in upcoming(cast) if one.at <= cast.clock()]:
        one = due[0]
        cast.parts.perform(Order(one.command, one.args, SYSTEM, cast.call_id, one.key))
        done.append(one.command)
        assert len(done) < 20, done
    return done
