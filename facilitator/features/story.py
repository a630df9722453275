"""The story of a call, written as HTML or Markdown at any time: before, during and after.

The stand-alone file carries the same styles and the same markup as the page, so that what hosts
look at is what they publish.
"""

import base64
import re
from functools import cache
from typing import Any

from flask import render_template
from markupsafe import Markup

from facilitator.config import ROOT
from facilitator.core.markdown import all_plain
from facilitator.core.story import Story
from facilitator.features import story_rings, story_words
from facilitator.features.story_gathering import Gathering
from facilitator.i18n import speaking
from facilitator.models import Call

STATIC = ROOT / "static"
SHEETS = ("tokens", "base", "components", "story")
FONT = "atkinson-hyperlegible-next-latin.woff2"
_FONT_FACES = re.compile(r"@font-face\s*\{[^}]*\}")
_COMMENTS_AND_INDENTS = re.compile(r"/\*.*?\*/|^\s+", re.DOTALL | re.MULTILINE)


def story_of(call: Call, locale: str) -> Story:
    """Return the story as it can be told now, in a language; needs an application context."""
    with speaking(locale):
        return Gathering(call, locale).story()


def in_words(story: Story) -> dict[str, Any]:
    """What the templates of a story need to tell it: the story, its sentences, its rings."""
    return {"story": story, "said": story_words, "rings": story_rings}


def as_html(story: Story) -> str:
    """The story as one file that stands alone: styles and font are in it, no script, no link."""
    with speaking(story.locale):
        return render_template("exports/story.html", styles=_styles(), **in_words(story))


def as_markdown(story: Story) -> str:
    """The story as Markdown to paste anywhere; no text in it can become markup or a link."""
    with speaking(story.locale):
        written = render_template("exports/story.md", told=story, **in_words(all_plain(story)))
    return re.sub(r"\n{3,}", "\n\n", written).strip() + "\n"


@cache
def _styles() -> Markup:
    """The page's styles in one piece, with the font as data in place of its address."""
    sheets = "\n".join((STATIC / f"css/{one}.css").read_text("utf-8") for one in SHEETS)
    font = base64.b64encode((STATIC / "fonts" / FONT).read_bytes()).decode()
    face = (
        '@font-face{font-family:"Atkinson Hyperlegible Next";font-weight:200 800;'
        f'src:url("data:font/woff2;base64,{font}") format("woff2")}}'
    )
    plain = _COMMENTS_AND_INDENTS.sub("", _FONT_FACES.sub("", sheets))
    return Markup(face + "\n" + plain)  # noqa: S704 - our own files
