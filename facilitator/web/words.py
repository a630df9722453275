"""What every template can say: the viewer's language, names of regions and countries, times."""

import hashlib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from flask import Flask, has_request_context, request, session
from flask_babel import get_locale
from markupsafe import Markup

from facilitator.features import vocabulary
from facilitator.i18n import localised
from facilitator.machinery import Machinery, machinery

TRANSLATIONS = Path(__file__).parent.parent / "translations"
ICONS = Path(__file__).parent.parent.parent / "templates" / "parts" / "icons"


STATIC = Path(__file__).parent.parent.parent / "static"


@cache
def _version(path: str) -> str:
    """A mark of a static file's content, so that browsers fetch it again only when it differs."""
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]


def _language_name(code: str) -> str:
    """What speakers of a language call it: `Español`."""
    return (Locale.parse(code).get_display_name(code) or code).capitalize()


def choose_locale() -> str:
    """The language to speak: the one chosen, else the best that the browser asks for.

    Outside a request, where nobody asks, it is the first of the settings.
    """
    languages = list(machinery().config.languages)
    if not has_request_context():
        return languages[0]
    if session.get("locale") in languages:
        return str(session["locale"])
    return request.accept_languages.best_match(languages) or languages[0]


def register(app: Flask, parts: Machinery) -> None:
    """Give templates their words."""
    # The files are our own, so their markup is safe.
    icons = {path.stem: Markup(path.read_text(encoding="utf-8")) for path in ICONS.glob("*.svg")}  # noqa: S704

    def icon(name: str) -> Markup:
        return icons[name]

    def iso(at: datetime) -> str:
        return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def minutes(duration: timedelta) -> int:
        return round(duration.total_seconds() / 60)

    def own_words(thing: Any, locale: str, what: str = "title") -> str:
        return localised(getattr(thing, what), getattr(thing, f"{what}s"), locale)

    app.jinja_env.globals.update(
        icon=icon,
        iso=iso,
        minutes=minutes,
        own_words=own_words,
        words=vocabulary,
        asset=lambda path: f"/static/{path}?v={_version(path)}",
        config_languages=list(parts.config.languages),
        language_name=_language_name,
        locale_now=lambda: str(get_locale() or parts.config.languages[0]),
        server_now=lambda: iso(parts.now()),
        clock_speed=parts.config.clock_speed,
        address=parts.config.address,
    )
