"""Text that stays text in Markdown, whichever flavour it is pasted into.

Backslashes stop marks, HTML, tables, footnotes, formulas, template languages and bare addresses;
what would open a list, heading, rule or quote is stopped where a line begins. GitHub makes links
of e-mail addresses even so: an invisible word joiner after the @ stops that.
"""

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

Tree = TypeVar("Tree")
_ANYWHERE = re.compile(r"[\\`*_\[\]{}<>&|~$#^@]")
_AT_START = re.compile(r"^([-+=:]|\d+(?=[.)]))")
_ADDRESS = re.compile(r"://|(?<=www)\.|(?<=\w)\.(?=[^\W\d])", re.IGNORECASE)
_WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    """Escape a text for Markdown; it becomes one line, as tables and headings need it."""
    escaped = _ANYWHERE.sub(r"\\\g<0>", " ".join(text.split()))
    escaped = _ADDRESS.sub(r"\\\g<0>", escaped).replace(r"\@", rf"\@{_WORD_JOINER}")
    return _AT_START.sub(_stopped, escaped)


def all_plain(tree: Tree) -> Tree:
    """Return a tree of dataclasses and tuples with every text in it escaped.

    So a template that writes Markdown cannot forget one. Texts that are keys (enumerations, and
    words of letters, digits and dashes) come out as they are.
    """
    changed: Any = tree
    if isinstance(tree, str) and not isinstance(tree, Enum):
        changed = plain(tree)
    elif isinstance(tree, tuple):
        changed = tuple(all_plain(one) for one in tree)
    elif is_dataclass(tree) and not isinstance(tree, type):
        values = {one.name: all_plain(getattr(tree, one.name)) for one in fields(tree)}
        changed = replace(tree, **values)
    return changed  # type: ignore[no-any-return]


def _stopped(found: re.Match[str]) -> str:
    start = found.group()
    return f"{start}\\" if start[-1].isdigit() else f"\\{start}"
