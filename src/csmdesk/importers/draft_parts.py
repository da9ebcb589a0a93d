"""Columns of a sheet on their way to a table, as several kinds need them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from csmdesk.importers.content import iso
from csmdesk.importers.context import Context
from csmdesk.importers.dates import Stamp
from csmdesk.importers.drafts import Draft
from csmdesk.importers.fields import Type
from csmdesk.importers.typed import Typed
from csmdesk.importers.unsaid import UNSAID

END_OF_DAY = 23 * 60 + 59
"""The minute that a due time means that is only a day."""


def present(typed: Typed, *names: str) -> dict[str, list[Any]]:
    """The columns of a sheet that go into the table as they are; days and moments as text."""
    found: dict[str, list[Any]] = {}
    for name in names:
        if name not in typed.fields:
            continue
        match typed.kind.fields[name].type:
            case Type.DAY:
                found[name] = iso(typed.fields[name])
            case Type.MOMENT:
                found[name] = moments(typed.fields[name])
            case _:
                found[name] = typed.fields[name]
    return found


def moments(stamps: Sequence[Stamp | None], whole_day: int = 0) -> list[str | None]:
    """Moments as the book keeps them; a day alone is its ``whole_day``-th minute."""
    return [moment(stamp, whole_day) for stamp in stamps]


def moment(stamp: Stamp | None, whole_day: int = 0) -> str | None:
    """A moment as the book keeps it."""
    if stamp is None:
        return None
    minute = whole_day if stamp.minute is None else stamp.minute
    return f"{stamp.day.isoformat()} {minute // 60:02d}:{minute % 60:02d}"


def coded(typed: Typed) -> dict[str, list[Any]]:
    """The rows' own numbers, where the sheet has them."""
    return {"code": typed.fields["code"]} if "code" in typed.fields else {}


def account_if_named(typed: Typed, context: Context) -> dict[str, list[Any]]:
    """The accounts of rows that need not have one, where the sheet names any."""
    if not {"account", "account_name"} & typed.fields.keys():
        return {}
    return {"account_id": context.account_codes(typed, optional=True)}


def filled(typed: Typed, name: str, empty: Any) -> list[Any]:
    """A field's values with ``empty`` where a cell is."""
    return [empty if value is None or value == "" else value for value in typed.fields[name]]


def by_code_or_content(typed: Typed, table: str, columns: dict[str, list[Any]]) -> list[Draft]:
    """The rows found again by their number; those without one by what stands in them."""
    if "code" not in columns:
        return [Draft(typed, table, ("row_key",), _plain(columns))]
    numbered = [code is not None for code in columns["code"]]
    if all(numbered):
        return [Draft(typed, table, ("code",), columns)]
    draft = Draft(typed, table, ("code",), dict(columns))
    draft.keep(numbered)
    rest = Draft(typed, table, ("row_key",), _plain(columns))
    rest.keep([not each for each in numbered])
    return [each for each in (draft, rest) if each.count]


def _plain(columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The columns of rows that are told by what stands in them: what nobody understands is nothing."""
    return {
        name: [None if cell is UNSAID else cell for cell in cells] if UNSAID in cells else cells
        for name, cells in columns.items()
        if name != "code"
    }


def unsaid_at(codes: Sequence[str | None], places: Sequence[int]) -> list[Any]:
    """References with ``UNSAID`` where the file names what nobody knows."""
    found: list[Any] = list(codes)
    for place in places:
        found[place] = UNSAID
    return found
