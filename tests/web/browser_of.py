"""A browser without JavaScript for tests of pages: it keeps cookies and sends forms as they are."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator.core.roles import Role
from facilitator.features.links import open_links, tokens
from facilitator.features.people import open_personal_links
from facilitator.machinery import find_call
from tests.cast import Cast


class Browser:
    """Gets and posts; the forgery token comes from the page that it looked at last."""

    def __init__(self, cast: Cast) -> None:
        self.client: FlaskClient = cast.app.test_client()
        self.token = ""

    def get(self, address: str, **more: Any) -> TestResponse:
        return self._looked(self.client.get(address, follow_redirects=True, **more))

    def post(self, address: str, *, follow: bool = True, **fields: Any) -> TestResponse:
        data = {"csrf_token": self.token, **fields}
        return self._looked(self.client.post(address, data=data, follow_redirects=follow))

    def _looked(self, response: TestResponse) -> TestResponse:
        found = re.search(r'name="csrf_token" value="([^"]+)"', response.text)
        self.token = found[1] if found else self.token
        return response


def link(cast: Cast, role: str) -> str:
    """The address of a role's link."""
    with cast.parts.database.reading() as db:
        call = find_call(db, cast.call_id)
        assert call is not None
        return f"/enter/{tokens().of(open_links(call)[Role(role)])}"


def personal(cast: Cast, participant: int) -> str:
    """The address of somebody's personal link."""
    with cast.parts.database.reading() as db:
        call = find_call(db, cast.call_id)
        assert call is not None
        return f"/enter/{tokens().of(open_personal_links(call)[participant])}"


def invite(cast: Cast, name: str, city: str = "Porto", country: str = "PT") -> int:
    answer = cast.host("person.add", name=name, city=city, country=country)
    return int(answer.result["participant"])


def who(cast: Cast, role: str = "participant") -> str:
    return f"/calls/{cast.call_id}/{role}/who"


def names(html: str) -> list[str]:
    return re.findall(r'class="choice-title" dir="auto">([^<]*)<', html)
