"""To-dos as a table for the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from csmdesk.services.today_view import Todo
from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.copying import copied_table

translate = QCoreApplication.translate


class _Copied(NamedTuple):
    """A to-do as a row of a table."""

    id: int
    search: str
    todo: Todo


def copied_todos(todos: Sequence[Todo]) -> tuple[str, str]:
    """Account, what to do, why, amount and due day, as text with tabs and as HTML."""
    columns: list[Column[_Copied]] = [
        _column("account", translate("TodoColumns", "客户"), _account),
        _column("action", translate("TodoColumns", "要做的事"), _action),
        _column("why", translate("TodoColumns", "原因"), _why),
        Column("amount", translate("TodoColumns", "涉及金额"), 0, _amount_words, _amount, copy=_amount),
        Column("due", translate("TodoColumns", "应办日"), 0, _due_words, _due, copy=_due),
    ]
    return copied_table(columns, [_Copied(place, "", todo) for place, todo in enumerate(todos)])


def _column(key: str, head: str, words: Callable[[_Copied], str]) -> Column[_Copied]:
    return Column(key, head, 0, words, words)


def _account(row: _Copied) -> str:
    return row.todo.account


def _action(row: _Copied) -> str:
    return row.todo.action


def _why(row: _Copied) -> str:
    return row.todo.why


def _amount_words(row: _Copied) -> str:
    return row.todo.amount_words


def _amount(row: _Copied) -> Fraction | None:
    return None if row.todo.amount is None else row.todo.amount.value


def _due_words(row: _Copied) -> str:
    return row.todo.due_words


def _due(row: _Copied) -> date:
    return row.todo.due
