"""The story of a call as a page and as files, and the hosts' tables.

Hosts and organisers see the story at any time. Whoever took part sees it once the call is over,
and never the tables, which have names and e-mail addresses.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, abort, render_template, request, session

from facilitator.core.roles import Role
from facilitator.features.access import find_actor
from facilitator.features.exports import TABLES
from facilitator.features.story import as_html, as_markdown, in_words, story_of
from facilitator.i18n import speaking
from facilitator.machinery import find_call, machinery
from facilitator.models import Call
from facilitator.web.words import choose_locale

pages = Blueprint("story", __name__)
READERS = (Role.HOST, Role.NOTE_TAKER, Role.PARTICIPANT)


@pages.get("/calls/<int:call_id>/story")
def story_page(call_id: int) -> str | tuple[str, int]:
    """The story to read, copy and download."""
    locale = _locale()
    with _found(call_id) as call, speaking(locale):
        role = _reader(call)
        if role is not Role.HOST and not call.finished_at:
            return render_template("pages/story_later.html", call=call, role=role), 403
        story = story_of(call, locale)
        return render_template(
            "pages/story.html",
            call=call,
            role=role,
            markdown=as_markdown(story),
            tables=TABLES if role is Role.HOST else (),
            **in_words(story),
        )


@pages.get("/calls/<int:call_id>/story.<any(html, md):kind>")
def story_file(call_id: int, kind: str) -> Response:
    """The story as a file that stands alone, or as Markdown."""
    with _found(call_id) as call:
        if _reader(call) is not Role.HOST and not call.finished_at:
            abort(403)
        story = story_of(call, _locale())
        text = as_html(story) if kind == "html" else as_markdown(story)
        return _download(
            text, "text/html" if kind == "html" else "text/markdown", call, f"story.{kind}"
        )


@pages.get("/calls/<int:call_id>/exports/<any(insights, attendance, assignments):table>.csv")
def table_file(call_id: int, table: str) -> Response:
    """A table of the call; for hosts and organisers."""
    with _found(call_id) as call:
        if _reader(call) is not Role.HOST:
            abort(403)
        return _download(TABLES[table](call, _locale()), "text/csv", call, f"{table}.csv")


@contextmanager
def _found(call_id: int) -> Iterator[Call]:
    with machinery().database.reading() as db:
        call = find_call(db, call_id)
        if call is None:
            abort(404)
        yield call


def _reader(call: Call) -> Role:
    """The strongest role that this browser has in the call; 403 without one.

    An organiser counts as a host.
    """
    locale = choose_locale()
    held = (role for role in READERS if find_actor(call.db, call, role, session, locale))
    return next(held, None) or abort(403)


def _locale() -> str:
    """The language asked for in the address, so that each can be had; else the viewer's."""
    asked = request.args.get("language", "")
    return asked if asked in machinery().config.languages else choose_locale()


def _download(text: str, kind: str, call: Call, name: str) -> Response:
    response = Response(text, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{call.code}-{name}"'
    return response
