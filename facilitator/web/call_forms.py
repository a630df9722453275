"""The form that describes a call, for a new one and for changing it: its values and choices."""

import uuid
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from facilitator.config import Config, template_names
from facilitator.core.agenda import Kind
from facilitator.features.call_templates import CallTemplate, read_template
from facilitator.i18n import localised
from facilitator.models import Call
from facilitator.web.times import zones

Values = MultiDict[str, str]


def templates() -> list[tuple[str, CallTemplate]]:
    """All templates of calls by name."""
    return [(name, read_template(name)) for name in template_names()]


def arcs(template: CallTemplate) -> list[dict[str, Any]]:
    """The template's items as the ring of a call draws them, with the breakouts standing out."""
    return [
        {"state": "now" if item.kind is Kind.BREAKOUT else "later", "minutes": item.minutes}
        for item in template.items
    ]


def blank_form(config: Config, locale: str) -> Values:
    """What the form for a new call begins with; the zone is left to the browser, if it can tell."""
    chosen = read_template(config.call_template)
    values = MultiDict([("template", config.call_template), ("key", str(uuid.uuid4()))])
    values.setlist("languages", [one for one in chosen.languages if one in config.languages])
    values["time_zone"] = config.time_zone
    for name, template in templates():
        asked = [localised(one.text, one.translations, locale) for one in template.questions]
        values[f"questions_{name}"] = "\n".join(asked)
    return values


def filled_form(call: Call) -> Values:
    """The form as an existing call fills it."""
    starts_at = call.starts_at.astimezone(ZoneInfo(call.time_zone))
    values = MultiDict(
        [
            ("title", call.title),
            ("date", f"{starts_at:%Y-%m-%d}"),
            ("time", f"{starts_at:%H:%M}"),
            ("time_zone", call.time_zone),
            ("video_link", call.video_link),
            ("room_video_link", call.room_video_link),
        ]
    )
    values.setlist("languages", call.languages)
    return values


def choices(config: Config, locale: str, values: Values) -> dict[str, Any]:
    """What can be chosen from: zones by part of the world, languages (also those chosen before)."""
    languages = dict.fromkeys([*config.languages, *values.getlist("languages")])
    return {"zones": zones(locale), "languages": list(languages)}


def call_args(form: Values) -> dict[str, Any]:
    """The form's fields as a command takes them."""
    date, time = form.get("date", ""), form.get("time", "")
    return {
        "title": form.get("title", ""),
        "starts_at": f"{date}T{time}" if date and time else "",
        "time_zone": form.get("time_zone", ""),
        "languages": form.getlist("languages"),
        "video_link": form.get("video_link", ""),
        "room_video_link": form.get("room_video_link", ""),
    }


def by_field(said: Mapping[str, str]) -> dict[str, str]:
    """Sentences by field of the form: what is wrong with one of several questions is with all."""
    return {name.split(".", 1)[0]: sentence for name, sentence in said.items()}
