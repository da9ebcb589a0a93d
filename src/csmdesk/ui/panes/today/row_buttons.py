"""What the current to-do offers: the buttons that are painted into its row, and what they are called."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from csmdesk.ui.panes.today.lines import TodoLine

translate = QCoreApplication.translate


class RowButton(NamedTuple):
    """A button of a row; ``key`` is the act that it stands for."""

    key: str
    words: str
    hint: str
    primary: bool = False


def buttons_of(line: TodoLine, *, fixed: bool) -> list[RowButton]:
    """The buttons of a to-do from left to right; when nothing can be changed, opening alone is left."""
    todo = line.todo
    found: list[RowButton] = []
    if line.ticked:
        found.append(RowButton("reopen", translate("RowButtons", "取消完成"), "S"))
    else:
        found.append(RowButton("done", translate("RowButtons", "完成"), "E"))
        if todo.group == "snoozed":
            found.append(RowButton("reopen", translate("RowButtons", "取消推迟"), "S"))
        else:
            found.append(RowButton("snooze", translate("RowButtons", "推迟"), "S"))
        if todo.account_id is not None:
            found.append(RowButton("touch", translate("RowButtons", "记触达"), "T"))
    opening = RowButton("open", translate("RowButtons", "打开"), "↵", primary=True)
    return [opening] if fixed else [*found, opening]
