"""A block of cells from a spreadsheet onto the list of accounts: planned cell by cell, applied as one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.clipboard import cells_of
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import EditField, FieldError, word_key
from csmdesk.domain.text import Text
from csmdesk.services.account_fields import CODE_TAKEN, FIELDS, GONE, Check, Named, put_each, whom
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book


class PasteCell(NamedTuple):
    """One cell: its place in the block (from 0), whose it is, and what is to become of it.

    ``new`` is what the book will keep, or what was pasted where ``problem`` says why it cannot be kept.
    """

    row: int
    column: int
    account_id: int
    account: str
    field: str
    field_name: Text
    old: str
    new: str
    problem: Text | None


class PastePlan(NamedTuple):
    """What a paste would do: ``rows`` × ``columns`` of the block as it lands on accounts and fields.

    ``changed`` cells differ from the book and have no problem; ``notes`` say what of the block is left out.
    """

    cells: tuple[PasteCell, ...]
    rows: int
    columns: int
    problems: int
    changed: int
    notes: tuple[Text, ...]


def plan(
    connection: Connection,
    today: date,
    text: str,
    ids: Sequence[int],
    fields: Sequence[str],
    selected: Sequence[int] = (),
) -> PastePlan:
    """What pasting ``text`` would do; raises UserError when there is nothing to paste or nowhere to put it.

    ``ids`` are the accounts from the current row downwards as the list shows them, ``fields`` the fields of
    the columns from the current one rightwards ('' for a column that cannot be edited). With several
    ``selected`` accounts the block goes onto these instead, as often as it fits: one value fills them all.
    """
    block = cells_of(text)
    width = max((len(row) for row in block), default=0)
    if not width:
        raise UserError(NOTHING)
    if not any(fields[:width]):
        raise UserError(NO_FIELD)
    notes: list[Text] = []
    if _is_head(block, fields):
        block = block[1:]
        notes.append(HEAD)
    targets = list(ids)
    if len(selected) > 1 and block and len(selected) % len(block) == 0:
        targets = list(selected)
        block = block * (len(selected) // len(block))
    if len(block) > len(targets):
        notes.append(MORE_ROWS.format(count=len(block) - len(targets)))
    block = block[: len(targets)]
    width = max((len(row) for row in block), default=0)
    if width > len(fields):
        notes.append(MORE_COLUMNS.format(count=width - len(fields)))
    skipped = sum(not field for field in fields[:width])
    if skipped:
        notes.append(NOT_EDITABLE.format(count=skipped))
    cells = _cells(connection, today, block, targets, fields)
    return PastePlan(
        tuple(cells),
        len(block),
        min(width, len(fields)) - skipped,
        sum(cell.problem is not None for cell in cells),
        sum(cell.problem is None and cell.new != cell.old for cell in cells),
        tuple(notes),
    )


def apply(book: Book, plan: PastePlan) -> Changes:
    """Write the cells without a problem as one operation.

    Raises UserError when the book has changed since the plan was made; nothing is then written.
    """
    store = book.store
    cells = [cell for cell in plan.cells if cell.problem is None and cell.new != cell.old]
    accounts = list({cell.account_id: Named(cell.account_id, cell.account) for cell in cells}.values())

    def write(connection: sqlalchemy.Connection) -> None:
        driver = raw(connection)
        values: dict[int, dict[str, str]] = defaultdict(dict)
        for cell in cells:
            values[cell.account_id][cell.field] = cell.new
        current = _current(driver, list(values), list(dict.fromkeys(cell.field for cell in cells)))
        if any(current.get(cell.account_id, {}).get(cell.field) != cell.old for cell in cells):
            raise UserError(BOOK_CHANGED)
        put_each(driver, values)

    label = LABEL.format(count=len(cells), whom=whom(accounts))
    return store.run(Op.PASTE_CELLS, write, label).changes


def _cells(
    connection: Connection,
    today: date,
    block: Sequence[Sequence[str]],
    ids: Sequence[int],
    fields: Sequence[str],
) -> list[PasteCell]:
    check = Check(connection, today)
    wanted = [field for field in dict.fromkeys(fields) if field]
    current = _current(connection, ids[: len(block)], wanted)
    codes = _Codes(connection) if "code" in wanted else None
    names = {key: FIELDS[key].name for key in wanted}
    found = []
    for at, (row, account) in enumerate(zip(block, ids, strict=False)):
        kept = current.get(account, _NOT_THERE)
        name = kept[_NAME]
        for place, (typed, key) in enumerate(zip(row, fields, strict=False)):
            if not key:
                continue
            new, problem = typed, None
            try:
                new = check.value(key, typed)
            except FieldError as error:
                problem = error.text
            else:
                if kept is _NOT_THERE:
                    problem = GONE
                elif codes is not None and key == "code":
                    problem = codes.problem(account, new)
            found.append(
                PasteCell(at, place, account, name, key, names[key], kept.get(key, ""), new, problem)
            )
    return found


_NAME = "\0name"
"""Under this key an account's name stands among its fields, whether the name is pasted or not."""

_NOT_THERE: Mapping[str, str] = {_NAME: ""}


def _current(
    connection: Connection, ids: Sequence[int], fields: Sequence[str]
) -> dict[int, Mapping[str, str]]:
    """The fields' values by account; '' for nothing."""
    listed = ", ".join(f"coalesce(\"{field}\", '')" for field in fields)
    rows = connection.execute(
        f"SELECT id, name{', ' if listed else ''}{listed} FROM accounts "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    ).fetchall()
    return {row[0]: dict(zip((_NAME, *fields), row[1:], strict=True)) for row in rows}


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


def _is_head(block: Sequence[Sequence[str]], fields: Sequence[str]) -> bool:
    """Whether the first of several rows names the very columns that the block lands on."""
    if len(block) < 2:
        return False
    pairs = [(cell, FIELDS[field]) for cell, field in zip(block[0], fields, strict=False) if field]
    return bool(pairs) and all(_names(cell, field) for cell, field in pairs)


def _names(cell: str, field: EditField) -> bool:
    heads = (field.key, field.name.zh, field.name.en, *_HEADS.get(field.key, ()))
    return word_key(cell) in map(word_key, heads)


NOTHING = Text("剪贴板里没有可粘贴的单元格。", "The clipboard holds no cells to paste.")
NO_FIELD = Text("这一列不能修改，请选别的列再粘贴。", "This column cannot be edited: choose another.")
HEAD = Text("第一行是表头，已略过。", "The first row holds the column heads and is left out.")
MORE_ROWS = Text(
    "多出 {count} 行，列表里没有对应的客户，已略过。",
    "{count} more rows than the list shows accounts are left out.",
)
MORE_COLUMNS = Text(
    "多出 {count} 列，右边没有对应的列，已略过。", "{count} more columns than the list shows are left out."
)
NOT_EDITABLE = Text("{count} 列不能修改，已略过。", "{count} columns cannot be edited and are left out.")
TWICE = Text("编号 {code} 在这次粘贴里给了两个客户。", "Id {code} is pasted onto two accounts.")
BOOK_CHANGED = Text(
    "预览之后客户书被改动过，请重新粘贴。", "The book was changed after the preview: paste again."
)
LABEL = Text("粘贴 {count} 格：{whom}", "Paste {count} cells: {whom}")
