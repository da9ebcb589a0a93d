"""Saved views of the account list: filter, chips, columns, order and grouping under a name.

They are part of the book, in its settings under one key, and changed like everything else: one operation,
which can be undone. A view that names what is not there any more (a column, a value) is read without it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage import account_list

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

_KEY = "account_views"
_LONGEST_NAME = 40


@dataclass(frozen=True)
class ViewColumns:
    """Columns from left to right, the hidden ones, widths in pixels, and how many stay at the left."""

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    widths: Mapping[str, int] = field(default_factory=dict)
    pinned: int = 1


@dataclass(frozen=True)
class ListView:
    """How a list is looked at; ``columns`` None leaves the columns as they are.

    ``chips`` are the chosen values by chip; ``sort`` is columns with whether downwards, the first one leads.
    """

    filter: str = ""
    chips: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sort: tuple[tuple[str, bool], ...] = ()
    grouping: str = ""
    columns: ViewColumns | None = None

    def same(self, other: ListView) -> bool:
        """True when both show the same; columns count only where both say any."""
        here, there = self, other
        if here.columns is None or there.columns is None:
            here, there = replace(here, columns=None), replace(there, columns=None)
        return here == there


@dataclass(frozen=True)
class SavedView:
    """A view with its name; ``key`` is unique ("v3"). Built-in ones stay as they are."""

    key: str
    name: Text
    view: ListView
    built_in: bool = False


_BY_DECISION = (("decision", False),)

BUILT_IN = (
    SavedView("all", Text("全部", "All"), ListView(sort=_BY_DECISION), True),
    SavedView(
        "red",
        Text("红色客户", "Red accounts"),
        ListView(chips={"health": frozenset({"red"})}, sort=_BY_DECISION),
        True,
    ),
    SavedView(
        "soon",
        Text("90 天内决策", "Decided within 90 days"),
        ListView(chips={"decision": frozenset({"d30", "d90"})}, sort=_BY_DECISION),
        True,
    ),
    SavedView(
        "late",
        Text("超节奏未触达", "Past their cadence"),
        ListView(chips={"touch": frozenset({"late"})}, sort=(("touch", True),)),
        True,
    ),
)


class AccountViews:
    """The saved views of one book; may be used from any thread."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def saved(self) -> tuple[list[SavedView], int]:
        """The built-in views, then the book's, and the id of the setting that holds them (0: none yet)."""
        with self._book.reading() as connection:
            found = account_list.setting(connection, _KEY)
        if found is None:
            return list(BUILT_IN), 0
        return [*BUILT_IN, *_read(found[1])], found[0]

    def add(self, name: str, view: ListView) -> tuple[str, Changes]:
        """Save a view under a new name; its key and what changed. Raises UserError for a taken name."""
        made: list[str] = []

        def change(views: list[SavedView]) -> list[SavedView]:
            words = _free(name, views)
            number = max((int(v.key[1:]) for v in views), default=0) + 1
            made.append(f"v{number}")
            return [*views, SavedView(made[0], Text(words, words), view)]

        changes = self._change(
            change, Text("保存视图：{name}", "Save view: {name}").format(name=name.strip())
        )
        return made[0], changes

    def update(self, key: str, view: ListView) -> Changes:
        """Save another look under the name that a view has."""
        name = self._name(key)

        def change(views: list[SavedView]) -> list[SavedView]:
            return [replace(v, view=view) if v.key == key else v for v in views]

        return self._change(change, Text("更新视图：{name}", "Update view: {name}").format(name=name))

    def rename(self, key: str, name: str) -> Changes:
        """Give a view another name; raises UserError for one that is taken."""

        def change(views: list[SavedView]) -> list[SavedView]:
            words = _free(name, [v for v in views if v.key != key])
            return [replace(v, name=Text(words, words)) if v.key == key else v for v in views]

        return self._change(change, Text("视图改名：{name}", "Rename view: {name}").format(name=name.strip()))

    def delete(self, key: str) -> Changes:
        """Take a view out."""
        name = self._name(key)

        def change(views: list[SavedView]) -> list[SavedView]:
            return [v for v in views if v.key != key]

        return self._change(change, Text("删除视图：{name}", "Delete view: {name}").format(name=name))

    def _name(self, key: str) -> str:
        return next((v.name.zh for v in self.saved()[0] if v.key == key), "")

    def _change(self, change: Callable[[list[SavedView]], list[SavedView]], label: Text) -> Changes:
        def write(connection: sqlalchemy.Connection) -> None:
            found = connection.exec_driver_sql(_READ, (_KEY,)).fetchone()
            views = change(_read(found[0]) if found else [])
            connection.exec_driver_sql(_WRITE, (_KEY, _json(views)))

        return self._book.store.run(Op.EDIT_VIEW, write, label).changes


def rename_choice(connection: sqlalchemy.Connection, chip: str, old: str, new: str) -> None:
    """Have the saved views that choose ``old`` with a chip choose ``new``; '' puts nothing in its place."""
    found = connection.exec_driver_sql(_READ, (_KEY,)).fetchone()
    views = _read(found[0]) if found else []
    renamed = [_with_choice(saved, chip, old, new) for saved in views]
    if renamed != views:
        connection.exec_driver_sql(_WRITE, (_KEY, _json(renamed)))


def _with_choice(saved: SavedView, chip: str, old: str, new: str) -> SavedView:
    chosen = saved.view.chips.get(chip, frozenset())
    if old not in chosen:
        return saved
    chips = {**saved.view.chips, chip: chosen - {old} | ({new} if new else frozenset())}
    view = replace(saved.view, chips={key: values for key, values in chips.items() if values})
    return replace(saved, view=view)


_READ = "SELECT value FROM settings WHERE key = ?"
_WRITE = (
    "INSERT INTO settings (key, value) VALUES (?, ?) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value"
)


def _free(name: str, views: Sequence[SavedView]) -> str:
    """The name without blanks around; raises UserError when it is empty, too long or taken."""
    words = " ".join(name.split())
    if not words:
        raise UserError(Text("请给视图起个名字。", "Give the view a name."))
    if len(words) > _LONGEST_NAME:
        raise UserError(
            Text(f"视图名最多 {_LONGEST_NAME} 个字。", f"A view's name has at most {_LONGEST_NAME} letters.")
        )
    taken = {text.casefold() for v in (*BUILT_IN, *views) for text in v.name}
    if words.casefold() in taken:
        raise UserError(
            Text("已有名为“{name}”的视图。", "There is a view called “{name}” already.").format(name=words)
        )
    return words


# --- as JSON ------------------------------------------------------------------------------------------------


def view_json(view: ListView) -> dict[str, Any]:
    """A view as plain values for JSON."""
    made: dict[str, Any] = {
        "filter": view.filter,
        "chips": {chip: sorted(chosen) for chip, chosen in view.chips.items() if chosen},
        "sort": [list(key) for key in view.sort],
        "grouping": view.grouping,
    }
    if view.columns is not None:
        made["columns"] = {
            "order": list(view.columns.order),
            "hidden": sorted(view.columns.hidden),
            "widths": dict(view.columns.widths),
            "pinned": view.columns.pinned,
        }
    return made


def view_from(plain: object) -> ListView:
    """The view that ``view_json`` gave; what makes no sense is passed over."""
    if not isinstance(plain, dict):
        return ListView()
    chips = plain.get("chips")
    sort = plain.get("sort")
    return ListView(
        filter=_word(plain.get("filter")),
        chips={
            str(chip): frozenset(_words(chosen))
            for chip, chosen in (chips.items() if isinstance(chips, dict) else ())
            if _words(chosen)
        },
        sort=tuple(
            (key[0], bool(key[1]))
            for key in (sort if isinstance(sort, list) else ())
            if isinstance(key, list) and len(key) == 2 and isinstance(key[0], str)
        ),
        grouping=_word(plain.get("grouping")),
        columns=_columns(plain.get("columns")),
    )


def words_in(plain: object, name: str) -> list[str]:
    """The texts listed under ``name``; what makes no sense is passed over."""
    return _words(plain.get(name)) if isinstance(plain, dict) else []


def _columns(plain: object) -> ViewColumns | None:
    if not isinstance(plain, dict):
        return None
    widths = plain.get("widths")
    pinned = plain.get("pinned")
    return ViewColumns(
        order=tuple(_words(plain.get("order"))),
        hidden=frozenset(_words(plain.get("hidden"))),
        widths={
            str(column): width
            for column, width in (widths.items() if isinstance(widths, dict) else ())
            if isinstance(width, int)
        },
        pinned=pinned if isinstance(pinned, int) and pinned >= 1 else 1,
    )


def _word(plain: object) -> str:
    return plain if isinstance(plain, str) else ""


def _words(plain: object) -> list[str]:
    return [word for word in plain if isinstance(word, str)] if isinstance(plain, list) else []


def _json(views: Sequence[SavedView]) -> str:
    return json.dumps(list(map(_plain, views)), ensure_ascii=False)


def _plain(saved: SavedView) -> dict[str, Any]:
    return {"key": saved.key, "name": saved.name.zh, **view_json(saved.view)}


def _read(text: str) -> list[SavedView]:
    """The views of a setting; an entry without a key and a name is passed over."""
    try:
        plain = json.loads(text)
    except ValueError:
        return []
    views = []
    for entry in plain if isinstance(plain, list) else ():
        key, name = (
            (_word(entry.get(part)) for part in ("key", "name")) if isinstance(entry, dict) else ("", "")
        )
        if name and key[:1] == "v" and key[1:].isdecimal():
            views.append(SavedView(key, Text(name, name), view_from(entry)))
    return views
