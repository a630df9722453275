"""Somebody without JavaScript: opens pages, fills in their forms as they are, sends them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator.features.links import tokens
from tests.cast import Cast

Fields = dict[str, list[str]]


@dataclass
class Form:
    """A form of a page: where it goes, and what it would send untouched."""

    action: str
    fields: Fields = field(default_factory=dict)


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.client: FlaskClient = cast.app.test_client()
        self.html = ""
        self.status = 0
        self.path = ""

    def open(self, path: str) -> str:
        """Go to an address, and on to wherever it leads; returns the page."""
        return self._look(self.client.get(path, follow_redirects=True))

    def send(self, action: str, **values: Any) -> str:
        """Fill in and send the open page's form with that action; returns the page after it."""
        form = next(one for one in self.forms() if one.action == action)
        data = {**form.fields, **values}
        return self._look(self.client.post(action, data=data, follow_redirects=True))

    def forms(self) -> list[Form]:
        """The forms of the open page."""
        reader = _Forms()
        reader.feed(self.html)
        return reader.forms

    def _look(self, response: TestResponse) -> str:
        self.html, self.status = response.text, response.status_code
        self.path = response.request.path
        return self.html


def organiser(cast: Cast) -> Visitor:
    """Whoever opened the link that the server prints."""
    visitor = Visitor(cast)
    with cast.app.app_context():
        token = tokens().organiser()
    visitor.open(f"/organiser/{token}")
    return visitor


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._name = ""
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self.forms.append(Form(given.get("action") or ""))
        elif tag == "input" and self._sends(given):
            self._add(name, value)
        elif tag == "textarea":
            self._name, self._text = name, []
        elif tag == "select":
            self._name = name
        elif tag == "option" and "selected" in given:
            self._add(self._name, value)

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            self._add(self._name, "".join(self._text))
            self._text = None

    def _sends(self, given: dict[str, str | None]) -> bool:
        return given.get("type") not in {"checkbox", "radio"} or "checked" in given

    def _add(self, name: str, value: str) -> None:
        if self.forms and name:
            self.forms[-1].fields.setdefault(name, []).append(value)
