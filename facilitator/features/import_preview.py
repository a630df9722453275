"""What importing a sheet would do, as people read it: rows new, changed, unchanged, rejected."""

from collections.abc import Iterable
from dataclasses import dataclass

from facilitator.features.people_import import PersonRow, compare
from facilitator.features.people_sheet import Rejected, Sheet
from facilitator.i18n import gettext as _
from facilitator.models import Call

Numbered = tuple[int, PersonRow]


@dataclass(frozen=True)
class Preview:
    """A sheet's rows by what would become of them, with the numbers of a spreadsheet."""

    new: list[Numbered]
    changed: list[Numbered]
    unchanged: list[Numbered]
    rejected: list[Rejected]
    ignored: list[str]

    @property
    def wanted(self) -> list[PersonRow]:
        """The rows that the import needs to be given."""
        return [row for _number, row in sorted([*self.new, *self.changed], key=_number)]


def preview(call: Call, sheet: Sheet) -> Preview:
    """Compare a sheet with the call's list; changes nothing."""
    found = compare(call, [row for _number, row in sheet.rows])
    repeats = [
        Rejected(
            sheet.rows[index][0],
            _("This is the same person as in row %(row)s.", row=sheet.rows[earlier][0]),
        )
        for index, earlier in found.repeated.items()
    ]
    return Preview(
        _chosen(sheet, found.new),
        _chosen(sheet, found.changed),
        _chosen(sheet, found.unchanged),
        sorted([*sheet.rejected, *repeats], key=lambda one: one.number),
        sheet.ignored,
    )


def _chosen(sheet: Sheet, indices: Iterable[int]) -> list[Numbered]:
    return [sheet.rows[index] for index in indices]


def _number(numbered: Numbered) -> int:
    return numbered[0]
