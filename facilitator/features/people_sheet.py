"""A sheet of people as spreadsheets write it: bytes in, typed rows and rejected ones out.

Row numbers are those that a spreadsheet shows: the header is row 1. Which of `, ; tab |` parts the
cells is found from the header, because that is the one line whose words are known.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from facilitator.engine.errors import InvalidError, RefusedError
from facilitator.features.people_import import MOST_ROWS, PersonRow
from facilitator.features.person_words import read_language, short
from facilitator.gazetteer.countries import fold
from facilitator.i18n import gettext as _
from facilitator.i18n import sentences

DELIMITERS = ",;\t|"
EXPECTED = "name, email, city, country, world region, organisation, kind, languages, roles"
HEADERS: Mapping[str, str] = {
    "name": "name",
    "fullname": "name",
    "email": "email",
    "mail": "email",
    "emailaddress": "email",
    "city": "city",
    "country": "country",
    "region": "world_region",
    "worldregion": "world_region",
    "organisation": "organisation",
    "organization": "organisation",
    "kind": "kind",
    "language": "languages",
    "languages": "languages",
    "role": "roles",
    "roles": "roles",
}
NO_TASKS = {"participant", "presenter"}
MOST_BYTES = 2 * 1024 * 1024
MOST_SAID = 5


@dataclass(frozen=True)
class Rejected:
    """A row that cannot be taken, and why, in the reader's language."""

    number: int
    reason: str


@dataclass
class Sheet:
    """What was read: rows by number, those rejected, and columns that mean nothing here."""

    rows: list[tuple[int, PersonRow]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def read_sheet(content: bytes) -> Sheet:
    """Read a sheet; raises RefusedError (field `file`) if nothing of it can be used."""
    text = _decode(content)
    header, records = _records(text)
    columns = [HEADERS.get(fold(cell), "") for cell in header]
    missing = [name for name in ("name", "country") if name not in columns]
    if missing:
        raise _wrong_header(header)
    sheet = Sheet(
        ignored=[
            short(cell) for cell, name in zip(header, columns, strict=True) if cell and not name
        ]
    )
    for number, record in records:
        _take(sheet, number, dict(zip(columns, record, strict=False)))
    return sheet


def _take(sheet: Sheet, number: int, cells: dict[str, str]) -> None:
    if not any(cell.strip() for cell in cells.values()):
        return
    if len(sheet.rows) + len(sheet.rejected) >= MOST_ROWS:
        raise RefusedError(
            _(
                "This file has more than %(most)s rows. Split it and import the parts.",
                most=MOST_ROWS,
            ),
            "file",
        )
    try:
        sheet.rows.append((number, _row(cells)))
    except ValidationError as error:
        sheet.rejected.append(Rejected(number, _reason(error)))


def _row(cells: Mapping[str, str]) -> PersonRow:
    values: dict[str, Any] = {
        name: cells[name] for name in cells if name and name not in {"languages", "roles"}
    }
    values.setdefault("country", "")
    values["languages"] = _languages(cells.get("languages", ""))
    values["tasks"] = _tasks(cells.get("roles", ""))
    return PersonRow.model_validate(values)


def _languages(cell: str) -> list[str]:
    """Codes or names parted by ; , / or |, or else by spaces: a language's name may have some."""
    found: list[str] = []
    for part in filter(None, map(str.strip, re.split(r"[;,/|]", cell))):
        found += [part] if _is_language(part) else part.split()
    return list(dict.fromkeys(found))


def _is_language(text: str) -> bool:
    try:
        read_language(text)
    except ValueError:
        return False
    return True


def _tasks(cell: str) -> list[str]:
    words = re.split(r"[;,/|\s]+", re.sub(r"(?i)note[ _-]?taker", "note_taker", cell))
    return list(dict.fromkeys(word for word in words if word and fold(word) not in NO_TASKS))


def _reason(error: ValidationError) -> str:
    problems = {str(one["loc"][0]): (one["type"], one.get("ctx", {})) for one in error.errors()}
    own = {name for name, (kind, _context) in problems.items() if kind == "value_error"}
    said = []
    for name, sentence in sentences(InvalidError(problems)).items():
        if name == "name" and problems[name][0] in {"string_too_short", "missing"}:
            said.append(_("The name is missing."))
        else:
            said.append(sentence if name in own else f"{name.replace('_', ' ')}: {sentence}")
    return " ".join(said[:MOST_SAID])


def _decode(content: bytes) -> str:
    if not content.strip():
        raise RefusedError(
            _("This file is empty. Choose one with a row of column names and people."), "file"
        )
    if len(content) > MOST_BYTES:
        raise RefusedError(
            _("This file is too big: at most 2 MB. Split it and import the parts."), "file"
        )
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise RefusedError(
            _("This is a workbook. Save its sheet as CSV and choose that file."), "file"
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _records(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header's cells, and each row after it with its number."""
    try:
        return _split(text)
    except csv.Error:
        raise RefusedError(
            _("This file is not a table that can be read. Save it as CSV (UTF-8)."), "file"
        ) from None


def _split(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    first = text.splitlines()[0] if text.splitlines() else ""
    told = re.fullmatch(r"(?i)sep=(.)\s*", first)
    delimiter = told[1] if told else max(DELIMITERS, key=lambda one: _known(first, one))
    numbered = enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1)
    lines = list(numbered)[1 if told else 0 :]
    header = next((index for index, (_number, record) in enumerate(lines) if any(record)), 0)
    return (lines[header][1] if lines else []), lines[header + 1 :]


def _known(line: str, delimiter: str) -> int:
    return sum(fold(cell) in HEADERS for cell in line.split(delimiter))


def _wrong_header(header: Sequence[str]) -> RefusedError:
    return RefusedError(
        _(
            "The first row has to name the columns. Expected: %(expected)s (name and country at "
            "least). Found: %(found)s.",
            expected=EXPECTED,
            found=", ".join(short(cell) for cell in header[:10]) or "…",
        ),
        "file",
    )
