"""A block of cells from a spreadsheet onto the list of accounts: planned cell by cell, applied as one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError
from csmdesk.domain.text import Text
from csmdesk.services import paste
from csmdesk.services.account_fields import CODE_TAKEN, FIELDS, GONE, Check, Named, put_each, whom
from csmdesk.services.paste import BOOK_CHANGED, NOBODY, Checked, Held, PasteCell, PastePlan
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

__all__ = ["PasteCell", "PastePlan", "apply", "plan"]


def plan(
    connection: Connection,
    today: date,
    text: str,
    ids: Sequence[int],
    fields: Sequence[str],
    selected: Sequence[int] = (),
) -> PastePlan:
    """What pasting ``text`` onto accounts would do (see ``paste.plan``)."""
    return paste.plan(_Accounts(connection, today), text, ids, fields, selected)


def apply(book: Book, plan: PastePlan) -> Changes:
    """Write the cells without a problem as one operation.

    Raises UserError when the book has changed since the plan was made; nothing is then written.
    """
    store = book.store
    cells = [
        (cell.id, cell)
        for cell in plan.cells
        if cell.id is not None and cell.problem is None and cell.new != cell.old
    ]
    accounts = list({account: Named(account, cell.name) for account, cell in cells}.values())

    def write(connection: sqlalchemy.Connection) -> None:
        driver = raw(connection)
        values: dict[int, dict[str, str]] = defaultdict(dict)
        for account, cell in cells:
            values[account][cell.field] = cell.new
        held = _held(driver, list(values), list(dict.fromkeys(cell.field for _, cell in cells)))
        if any(held.get(account, NOBODY).values.get(cell.field) != cell.old for account, cell in cells):
            raise UserError(BOOK_CHANGED)
        put_each(driver, values)

    label = LABEL.format(count=len(cells), whom=whom(accounts))
    return store.run(Op.PASTE_CELLS, write, label).changes


class _Accounts:
    """The list of accounts as cells are pasted onto it."""

    def __init__(self, connection: Connection, today: date) -> None:
        self.more_rows = MORE_ROWS
        self._connection = connection
        self._check = Check(connection, today)
        self._codes: _Codes | None = None

    def field_name(self, field: str) -> Text:
        """What people call a field."""
        return FIELDS[field].name

    def heads(self, field: str) -> Sequence[str]:
        """Other words that stand over the field's column in spreadsheets."""
        return _HEADS.get(field, ())

    def held(self, ids: Sequence[int], fields: Sequence[str]) -> Mapping[int, Held]:
        """The accounts that are in the book."""
        return _held(self._connection, ids, fields)

    def checked(self, row_id: int | None, held: Held, typed: Mapping[str, str]) -> Mapping[str, Checked]:
        """What becomes of the typed cells of one account."""
        return {field: self._checked(row_id, held, field, cell) for field, cell in typed.items()}

    def _checked(self, account: int | None, held: Held, field: str, typed: str) -> Checked:
        try:
            new = self._check.value(field, typed)
        except FieldError as error:
            return Checked(typed, error.text)
        if held is NOBODY or account is None:
            return Checked(new, GONE)
        if field != "code":
            return Checked(new)
        if self._codes is None:
            self._codes = _Codes(self._connection)
        return Checked(new, self._codes.problem(account, new))


def _held(connection: Connection, ids: Sequence[int], fields: Sequence[str]) -> dict[int, Held]:
    """The fields' values by account; '' for nothing."""
    listed = ", ".join(f"coalesce(\"{field}\", '')" for field in fields)
    rows = connection.execute(
        f"SELECT id, name{', ' if listed else ''}{listed} FROM accounts "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    ).fetchall()
    return {row[0]: Held(row[1], dict(zip(fields, row[2:], strict=True))) for row in rows}


class _Codes:
    """Finds codes that two accounts would share."""

    def __init__(self, connection: Connection) -> None:
        self._holders = {
            code: Named(account, name)
            for account, code, name in connection.execute("SELECT id, code, name FROM accounts").fetchall()
        }
        self._given: dict[str, int] = {}

    def problem(self, account: int, code: str) -> Text | None:
        """Why ``account`` cannot have ``code``; None when it can."""
        holder = self._holders.get(code)
        if holder is not None and holder.id != account:
            return CODE_TAKEN.format(code=code, name=holder.name)
        if self._given.setdefault(code, account) != account:
            return TWICE.format(code=code)
        return None


_HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("客户", "客户名称", "account", "account name", "customer"),
    "code": ("客户编号", "id", "code"),
    "segment": ("客户分层",),
}

MORE_ROWS = Text(
    "多出 {count} 行，列表里没有对应的客户，已略过。",
    "{count} more rows than the list shows accounts are left out.",
)
TWICE = Text("编号 {code} 在这次粘贴里给了两个客户。", "Id {code} is pasted onto two accounts.")
LABEL = Text("粘贴 {count} 格：{whom}", "Paste {count} cells: {whom}")
