"""A kind's list as cells are pasted onto it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from csmdesk.domain.text import Text
from csmdesk.services.log import line
from csmdesk.services.log.columns import Column
from csmdesk.services.log.forms import empty
from csmdesk.services.log.seen import Seen
from csmdesk.services.log.words import CODE_TAKEN, GONE, MORE_ROWS
from csmdesk.services.paste import Checked, Held
from csmdesk.storage.log_rows import Record

if TYPE_CHECKING:
    from csmdesk.services.log.table import TableKind


class Onto:
    """A kind's list as cells are pasted onto it."""

    def __init__(self, kind: TableKind, seen: Seen) -> None:
        self.more_rows = MORE_ROWS
        self._kind = kind
        self._seen = seen
        self._records: dict[int, Record] = {}
        self._codes: dict[str, int | None] = {}

    def field_name(self, field: str) -> Text:
        """What people call a field."""
        return self._kind._by_key[field].field.name

    def heads(self, field: str) -> Sequence[str]:
        """Other words that stand over the field's column in spreadsheets."""
        return line.HEADS.get(field, ())

    def held(self, ids: Sequence[int], fields: Sequence[str]) -> Mapping[int, Held]:
        """The records that are in the book."""
        kind, seen = self._kind, self._seen
        self._records = kind._found(seen.connection, ids)
        columns = [kind._by_key[field] for field in fields]
        return {
            key: Held(
                kind._called(record, seen).to(seen.language),
                {column.field.key: self._typed(column, record[column.name]) for column in columns},
            )
            for key, record in self._records.items()
        }

    def _typed(self, column: Column, kept: Any) -> str:
        assert column.form is not None
        return "" if empty(kept) else column.form.typed(kept, self._seen)

    def checked(self, row_id: int | None, held: Held, typed: Mapping[str, str]) -> Mapping[str, Checked]:
        """What becomes of the typed cells of one record."""
        kind, seen = self._kind, self._seen
        record = None if row_id is None else self._records.get(row_id)
        if row_id is not None and record is None:
            return {field: Checked(cell, GONE) for field, cell in typed.items()}
        kept, problems = kind._checked(typed, seen, record)
        code = kept.get("code")
        if code is not None and "code" in typed:
            # The same number twice in one block.
            if code in self._codes and (row_id is None or self._codes[code] != row_id):
                problems.setdefault("code", CODE_TAKEN.format(code=code))
            self._codes[code] = row_id
        found = {}
        for field, cell in typed.items():
            column = kind._by_key[field]
            problem = problems.pop(field, None)
            new = cell if problem is not None else self._typed(column, kept.get(column.name))
            found[field] = Checked(new, problem)
        # What is wrong with a field that was not pasted: something that is needed is not there.
        found |= {field: Checked("", text) for field, text in problems.items()}
        return found
