"""The columns of the war room's board: what the user calls them, their order, and how much may be in work.

The four are fixed by what they mean; the book keeps only what the user changed, in one setting.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.fields import FieldError, one_line, word_key
from csmdesk.domain.text import Language, Text
from csmdesk.domain.war_room import STATUSES
from csmdesk.storage import read
from csmdesk.storage.driver import Connection

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

KEY = "board_columns"
_MOST_NAME = 20
_MOST_LIMIT = 999

NAMES: Mapping[str, Text] = {
    "todo": Text("待办", "To do"),
    "doing": Text("进行中", "In progress"),
    "review": Text("待验收", "To accept"),
    "done": Text("完成", "Done"),
}
"""What the columns are called until the user calls them otherwise."""


class BoardColumn(NamedTuple):
    """A column: ``name`` as it is shown, ``own_name`` the user's word for it ('': the usual one).

    ``limit`` is how many cards may be in work there; None: any number.
    """

    key: str
    name: str
    own_name: str = ""
    limit: int | None = None

    @property
    def text(self) -> Text:
        """Its name in both languages; the user's own word is the same in both."""
        return Text(self.own_name, self.own_name) if self.own_name else NAMES[self.key]


def columns_in(connection: Connection, language: Language) -> tuple[BoardColumn, ...]:
    """The columns of a book in the user's order."""
    kept = read.settings(connection).get(KEY)
    found: dict[str, BoardColumn] = {}
    for each in kept if isinstance(kept, list) else []:
        if isinstance(each, dict) and each.get("key") in NAMES:
            found.setdefault(each["key"], _column(each, language))
    for key in STATUSES:
        found.setdefault(key, BoardColumn(key, NAMES[key].to(language)))
    return tuple(found.values())


def _column(kept: Mapping[str, Any], language: Language) -> BoardColumn:
    key, own, limit = kept["key"], kept.get("name"), kept.get("limit")
    name = own if isinstance(own, str) else ""
    most = limit if isinstance(limit, int) and limit > 0 else None
    return BoardColumn(key, name or NAMES[key].to(language), name, most)


def write_columns(book: Book, columns: Sequence[BoardColumn]) -> Changes:
    """Keep order, own names and limits of the four columns; the usual ones take the setting out.

    Raises FieldError with the field ``name_…`` or ``limit_…`` of the column to blame.
    """
    if sorted(column.key for column in columns) != sorted(STATUSES):
        raise ValueError(f"not the board's columns: {[column.key for column in columns]}")
    kept = [{"key": each.key, "name": _own_name(each), "limit": _limit(each)} for each in columns]
    _refuse_twins(kept)
    usual = [{"key": key, "name": "", "limit": None} for key in STATUSES]

    def write(connection: sqlalchemy.Connection) -> None:
        if kept == usual:
            connection.exec_driver_sql("DELETE FROM settings WHERE key = ?", (KEY,))
        else:
            connection.exec_driver_sql(_WRITE, (KEY, json.dumps(kept, ensure_ascii=False)))

    return book.store.run(Op.EDIT_SETTING, write, EDIT).changes


def _own_name(column: BoardColumn) -> str:
    name = one_line(column.own_name)
    if len(name) > _MOST_NAME:
        raise FieldError(f"name_{column.key}", LONG.format(most=_MOST_NAME))
    # The usual word, typed, stays the usual word: it changes with the language.
    return "" if name in NAMES[column.key] else name


def _limit(column: BoardColumn) -> int | None:
    if column.limit is not None and not 1 <= column.limit <= _MOST_LIMIT:
        raise FieldError(f"limit_{column.key}", BAD_LIMIT.format(most=_MOST_LIMIT))
    return column.limit


def _refuse_twins(columns: Sequence[Mapping[str, Any]]) -> None:
    """Two columns of one name cannot be told apart, in neither language."""
    taken: dict[str, str] = {}
    for column in columns:
        key = column["key"]
        for name in {column["name"]} if column["name"] else set(NAMES[key]):
            if taken.setdefault(word_key(name), key) != key:
                to_blame = key if column["name"] else taken[word_key(name)]
                raise FieldError(f"name_{to_blame}", TWIN.format(name=name))


_WRITE = (
    "INSERT INTO settings (key, value) VALUES (?, ?) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value"
)
EDIT = Text("改看板列", "Change board columns")
LONG = Text("列名太长：最多 {most} 个字。", "The column's name is too long: {most} characters at most.")
BAD_LIMIT = Text("上限应为 1–{most}，不限就留空。", "The limit is 1–{most}; leave it empty for none.")
TWIN = Text("已有一列叫“{name}”。", "There is a column “{name}” already.")
