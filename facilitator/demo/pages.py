"""What a page offers: buttons that give orders, chosen values, hidden fields, the page's own marks.

People look for a button by what it does. The attributes read here are those that the page's own
script reads, so a button that works for these people works in a browser.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

_TAG = re.compile(r"<(?:button|form|select|input|option|body|meta|a)\b[^>]*>")
_DISABLED = re.compile(r"\bdisabled\b")
_ATTRIBUTE = re.compile(r'([a-z][a-z_-]*)="([^"]*)"')


@dataclass(frozen=True)
class Button:
    """A button and the order that it gives."""

    command: str
    args: dict[str, Any]


def buttons(html: str, command: str = "") -> Iterator[Button]:
    """The buttons of a page or region that can be pressed: all, or those that give one command.

    Large regions come many times a second, so only the tags that name the command are read.
    """
    sought = f'data-order="{command}"' if command else 'data-order="'
    at = html.find(sought)
    while at >= 0:
        text = html[html.rfind("<", 0, at) : html.find(">", at) + 1]
        own = attributes(text)
        if text.startswith("<button") and not _DISABLED.search(_ATTRIBUTE.sub("", text)):
            yield Button(own["data-order"], json.loads(own.get("data-args") or "{}"))
        at = html.find(sought, at + 1)


def tabs(html: str) -> list[dict[str, Any]]:
    """What the tabs of a region stand for, in their order."""
    found = (one for one in tags(html, "button") if one.get("role") == "tab")
    return [json.loads(one.get("data-args", "{}")) for one in found]


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag that have a value."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def tags(html: str, name: str) -> Iterator[dict[str, str]]:
    """The attributes of each tag of that name, from the top of the page."""
    for tag in _TAG.finditer(html):
        if tag.group().startswith(f"<{name}"):
            yield attributes(tag.group())


def field(html: str, name: str) -> str:
    """The value of the first field or button with that name; empty if there is none."""
    found = (attributes(tag.group()) for tag in _TAG.finditer(html))
    return next((one.get("value", "") for one in found if one.get("name") == name), "")
