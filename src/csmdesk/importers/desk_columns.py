"""The desk's second step: which field each column is, how its rows read, what is remembered of it."""

from __future__ import annotations

import dataclasses
import json

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.importers import desk_sheets
from csmdesk.importers.dates import Order
from csmdesk.importers.desk_parts import Preview, SourceColumn, SourceSheet
from csmdesk.importers.desk_state import OnDesk
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.options import CUSTOM, NOT_IMPORTED
from csmdesk.importers.ways import kept_ways


class ColumnsStep(OnDesk):
    """Maps columns to fields."""

    def map(self, sheet: SourceSheet | int, column: SourceColumn | int, field: str | None) -> SourceSheet:
        """Say which field a column is: a field of the sheet's kind, None to leave it out, ``custom:`` and a
        name
        to keep it beside what the book knows.

        A column that had the field before gives it up. Raises KeyError for a field that the kind has not.
        """
        with self._lock:
            self._changed()
            held = self._of(sheet)
            index = column if isinstance(column, int) else column.index
            found = self._found.get(held.id)
            kind = None if found is None or found.fit is None else found.fit.kind.name
            word = desk_sheets.field_said(held.said.kind or kind, field)
            columns = {i: f for i, f in held.said.columns.items() if f != word or f == NOT_IMPORTED}
            if found is not None and found.fit is not None and word != NOT_IMPORTED:
                # Who had it by itself would take it again.
                before = next((c for c in found.fit.columns if c.field == word and c.index != index), None)
                if before is not None:
                    columns[before.index] = NOT_IMPORTED
            columns[index] = word
            held.said = dataclasses.replace(held.said, columns=columns)
            self._recognise()
            return self._shown(held)

    def confirm(self, sheet: SourceSheet | int) -> SourceSheet:
        """Take every column that waits for confirmation for what it is suggested to be."""
        with self._lock:
            shown = self.sheet(sheet)
            for column in shown.to_confirm:
                shown = self.map(shown, column, column.field)
            return shown

    def keep_unknown(self, sheet: SourceSheet | int) -> SourceSheet:
        """Keep every column that is not known under its own name, beside what the book knows."""
        with self._lock:
            shown = self.sheet(sheet)
            for column in shown.unknown if shown.keeps_custom else ():
                shown = self.map(shown, column, f"{CUSTOM}{column.heading}")
            return shown

    def fields(self, kind: str) -> list[tuple[str, Text]]:
        """The fields of a kind: key and words."""
        return desk_sheets.fields_of(kind)

    def kinds(self) -> list[tuple[str, Text]]:
        """All kinds of tables: key and words."""
        return [(kind.name, kind.text) for kind in KINDS.values()]

    def currencies(self) -> list[tuple[str, Text]]:
        """The currencies that amounts without one can be in: code and words."""
        return [(code, Text(f"{name} {code}", code)) for code, name in desk_sheets.currencies().items()]

    def preview(self, sheet: SourceSheet | int, rows: int = 4, start: int = 0) -> Preview:
        """``rows`` rows from the ``start``-th on as they would be kept; a cell that cannot be read says
        why."""
        with self._lock:
            held = self._of(sheet)
            found = self._found.get(held.id)
            if found is None or found.fit is None:
                return Preview((), ())
            names = self._account_names()
            return desk_sheets.preview(found.sheet, found.fit, found.ways.order, start, rows, names)

    def _account_names(self) -> dict[str, str]:
        """Number of an account → its name, of the book and of the sheets on the desk."""
        names = dict(self._known_now().accounts)
        for found in self._found.values():
            if found.fit is not None and found.fit.kind.name == "accounts":
                fields = found.fit.fields
                if {"code", "name"} <= fields.keys():
                    columns = found.sheet.columns
                    names |= zip(columns[fields["code"].index], columns[fields["name"].index], strict=True)
        return names

    def remember(self, sheet: SourceSheet | int) -> Changes:
        """Remember how the sheet's columns are mapped, for every sheet with the same headers."""
        shown = self.sheet(sheet)
        if shown.kind is None:
            raise UserError(NO_KIND)
        columns = json.dumps(said_columns(shown), ensure_ascii=False)
        ways = self._found[shown.id].ways
        order = Order(shown.date_order) if shown.date_order else None
        options = json.dumps(kept_ways(ways._replace(order=order)))
        changes = self._write(
            "INSERT INTO mappings (signature, kind, columns, options) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (signature) DO UPDATE "
            "SET kind = excluded.kind, columns = excluded.columns, options = excluded.options",
            (shown.signature, shown.kind, columns, options),
            REMEMBER.format(name=shown.label),
        )
        self._again()
        return changes

    def forget(self, sheet: SourceSheet | int) -> Changes:
        """Forget what was remembered of sheets with these headers."""
        shown = self.sheet(sheet)
        changes = self._write(
            "DELETE FROM mappings WHERE signature = ?", (shown.signature,), FORGET.format(name=shown.label)
        )
        self._again()
        return changes


def said_columns(shown: SourceSheet) -> dict[str, str]:
    """Heading → what its column is, as it is remembered and kept in profiles."""
    return {
        column.heading: column.field or (f"custom:{column.custom}" if column.custom else NOT_IMPORTED)
        for column in shown.columns
        if column.heading
    }


REMEMBER = Text("记住“{name}”的列对应", "Remember the columns of “{name}”")
FORGET = Text("忘记“{name}”的列对应", "Forget the columns of “{name}”")
NO_KIND = Text("先说明这是什么表。", "Say first what the table holds.")
