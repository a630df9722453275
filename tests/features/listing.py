"""What tests about the list of people share: adding, looking up, looking at a sheet."""

import pytest

from facilitator.engine.errors import InvalidError, RefusedError
from facilitator.features.import_preview import Preview, preview
from facilitator.features.people_sheet import read_sheet
from facilitator.features.roster import search
from facilitator.i18n import sentences
from facilitator.machinery import find_call
from facilitator.models import Participant, Person
from tests.cast import ORGANISER, Cast


def said(cast: Cast, error: InvalidError | RefusedError) -> dict[str, str]:
    with cast.app.test_request_context():
        return sentences(error)


def add(cast: Cast, name: str, **more: object) -> int:
    values = {"city": "Porto", "country": "PT", **more}
    return int(cast.host("person.add", name=name, **values).result["participant"])


def person(cast: Cast, participant: int) -> Person:
    return cast.row(Participant, participant).person


def found(cast: Cast, typed: str, *, places: bool = False) -> list[str]:
    with cast.parts.database.reading() as db:
        call = find_call(db, cast.call_id)
        assert call is not None
        return [one.person.name for one in search(call, typed, 20, places=places)]


def look(cast: Cast, content: str | bytes) -> Preview:
    """What importing a sheet would do."""
    data = content.encode() if isinstance(content, str) else content
    with cast.app.test_request_context(), cast.parts.database.reading() as db:
        call = find_call(db, cast.call_id)
        assert call is not None
        return preview(call, read_sheet(data))


def import_(cast: Cast, content: str | bytes) -> dict[str, int]:
    rows = [row.model_dump() for row in look(cast, content).wanted]
    return cast.perform(ORGANISER, "person.import", rows=rows).result


def counts(found: Preview) -> tuple[int, int, int, int]:
    return len(found.new), len(found.changed), len(found.unchanged), len(found.rejected)


def refusal(cast: Cast, content: str | bytes) -> str:
    with pytest.raises(RefusedError) as refused:
        look(cast, content)
    assert refused.value.field == "file"
    return str(refused.value.sentence)


def only(cast: Cast) -> Participant:
    (one,) = cast.participants()
    return one
