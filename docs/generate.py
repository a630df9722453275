"""Write docs/protocol.md and docs/permissions.md from the code; a test holds them against it.

Run it as `python docs/generate.py` after a change of commands or page regions.
"""

import inspect
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from facilitator import features  # noqa: E402, F401 - declares all commands and regions
from facilitator.core.roles import Role  # noqa: E402
from facilitator.engine.commands import COMMANDS, Command  # noqa: E402
from facilitator.engine.regions import REGIONS, Region  # noqa: E402

OPENING = """# Protocol

Made from the code by `python docs/generate.py`; do not edit it by hand.

A live page opens one Socket.IO connection with `auth {call, page, locale}` and the cookie that its
link has set. The server decides from the cookie who this is and which channels it hears.

| to the server | with | answer |
| --- | --- | --- |
| `follow` | `{seen}`: the version that the page shows; -1 for all | `{ok, version, regions, now}` |
| `order` | `{command, args, key}`: `key` is made by the client, once for each order | \
`{ok: true, version, result}` or `{ok: false, errors: {field: sentence}}`, with `again` if it \
may do later |

| to the client | with | when |
| --- | --- | --- |
| `regions` | `{version, each, regions: {name: html}}` | regions of this audience have changed |
| `beat` | `{each, version, now}` | every 15 seconds: the version last sent; behind it, follow |
| `moved` | `{}` | this person's copies are other ones now: follow from -1 |
| `closed` | `{}` | the link that opened this page was revoked |
| `gone` | `{}` | the call was erased |
| `closing` | `{}` | the server is about to restart; the client comes back by itself |

An answer with `ok: true` means that the order is on disk. The same order with the same key again
gets the same answer and changes nothing. Every command can also be posted as a form to
`/calls/<id>/<role>/orders/<command>`.

## Commands
"""


def protocol() -> str:
    """All commands with their fields, and all page regions with what redraws them."""
    commands = "\n".join(_command(COMMANDS[name]) for name in sorted(COMMANDS))
    regions = "\n".join(_region(REGIONS[name]) for name in sorted(REGIONS))
    head = "| region | seen by | a copy for each | redrawn on |\n| --- | --- | --- | --- |\n"
    return f"{OPENING}\n{commands}\n## Page regions\n\n{head}{regions}\n"


def permissions() -> str:
    """Which role may give which order."""
    roles = list(Role)
    lines = [
        "# Permissions",
        "",
        "Made from the code by `python docs/generate.py`; do not edit it by hand.",
        "",
        "Whether a role may give an order at all. On top of that, everything is looked up within",
        "the person's own call, and what is a person's own (an insight, a seat) is checked by the",
        "command: what one may not touch is not found.",
        "",
        "| command | " + " | ".join(role.replace("_", "-") for role in roles) + " |",
        "| --- |" + " :-: |" * len(roles),
    ]
    for name in sorted(COMMANDS):
        marks = ("yes" if role in COMMANDS[name].allow else "" for role in roles)
        lines.append(f"| `{name}` | " + " | ".join(marks) + " |")
    return "\n".join(lines) + "\n"


def _command(one: Command) -> str:
    said = " ".join(inspect.cleandoc(one.run.__doc__ or "").split())
    lines = [f"### `{one.name}`", "", said, ""]
    schema: dict[str, Any] = one.schema.model_json_schema()
    for name, field in schema.get("properties", {}).items():
        needed = "" if name in schema.get("required", []) else ", may be left out"
        lines.append(f"- `{name}`: {_kind(field, schema)}{needed}")
    return "\n".join([*lines, ""] if schema.get("properties") else lines)


def _kind(field: dict[str, Any], schema: dict[str, Any]) -> str:
    if "$ref" in field:
        field = schema["$defs"][field["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in field:
        return " or ".join(_kind(one, schema) for one in field["anyOf"])
    if "enum" in field:
        return "one of " + ", ".join(f"`{value}`" for value in field["enum"])
    if field.get("type") == "array":
        return f"list of {_kind(field.get('items', {}), schema)}"
    kind = str(field.get("format") or field.get("type", "object"))
    limits = [f"at most {field['maxLength']} characters"] if "maxLength" in field else []
    if "minimum" in field or "maximum" in field:
        limits.append(f"{field.get('minimum', '…')} to {field.get('maximum', '…')}")
    return " ".join([kind, *(f"({limit})" for limit in limits)])


def _region(one: Region) -> str:
    roles = ", ".join(role.replace("_", "-") for role in sorted(one.to))
    events = ", ".join(sorted(event.__name__ for event in one.on))
    return f"| `{one.name}` | {roles} | {one.each} | {events} |"


if __name__ == "__main__":
    (HERE / "protocol.md").write_text(protocol(), encoding="utf-8")
    (HERE / "permissions.md").write_text(permissions(), encoding="utf-8")
