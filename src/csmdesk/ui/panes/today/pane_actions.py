"""What one can do in Today, in one place for keys, menus and the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from csmdesk.ui.actions import Action
from csmdesk.ui.panes.today.lines import ORDERS, TodoLine, todos_of

if TYPE_CHECKING:
    from csmdesk.ui.panes.today.pane import TodayPane

translate = QCoreApplication.translate

KEYS = {
    "E": "done",
    "Shift+E": "done_note",
    "S": "snooze",
    "T": "touch",
    "O": "account",
    "Alt+1": "order.urgency",
    "Alt+2": "order.account",
    "Alt+3": "order.value",
    "Ctrl+C": "copy",
}
"""What keys do that no list, button or field has taken, by the actions' keys."""


def actions_of(pane: TodayPane) -> list[Action]:
    """Everything, each with its key and why it cannot be done now."""
    return [*row_actions(pane), *_order_actions(pane)]


def row_actions(pane: TodayPane) -> list[Action]:
    """What can be done with the current line."""
    acts, line = pane.acts, pane.acts.line
    todos = todos_of(line)
    todo = line.todo if isinstance(line, TodoLine) else None
    names = {each.account for each in todos}
    about = todos[0].account if len(names) == 1 else ""
    of = translate("TodayActions", "：{account}").format(account=about) if about else ""
    none = "" if todo is not None else translate("TodayActions", "没有选中待办。")
    fixed = pane.read_only or none
    someone = any(each.account_id is not None for each in todos)
    nobody = "" if someone else translate("TodayActions", "这件事不涉及客户。")
    ticked = isinstance(line, TodoLine) and line.ticked
    snoozed = todo is not None and todo.group == "snoozed"

    def act(key: str, text: str, run: Callable[[], None], shortcut: str, icon: str, why: str = "") -> Action:
        return Action(f"today.{key}", text + of, run, shortcut, icon, why, about)

    words = {
        "done": translate("TodayActions", "完成"),
        "done_note": translate("TodayActions", "完成并写备注"),
        "snooze": translate("TodayActions", "推迟…"),
        "touch": translate("TodayActions", "记触达"),
        "open": translate("TodayActions", "打开"),
        "account": translate("TodayActions", "打开客户"),
        "copy": translate("TodayActions", "复制为表格"),
    }
    found = []
    if not ticked:
        found.append(act("done", words["done"], pane.done, "E", "check", fixed))
        found.append(act("done_note", words["done_note"], acts.done_with_note, "Shift+E", "check", fixed))
    if ticked or snoozed:
        again = translate("TodayActions", "取消完成") if ticked else translate("TodayActions", "取消推迟")
        found.append(act("snooze", again, pane.reopen, "S", "undo", fixed))
    else:
        found.append(act("snooze", words["snooze"], acts.ask_days, "S", "clock", fixed))
    return [
        *found,
        act("touch", words["touch"], acts.touch, "T", "touch", pane.read_only or nobody),
        act("open", words["open"], pane.open_current, "↵", "open", none),
        act("account", words["account"], acts.open_account, "O", "accounts", none or nobody),
        act("copy", words["copy"], pane.copy, "Ctrl+C", "copy"),
    ]


def _order_actions(pane: TodayPane) -> list[Action]:
    names = {
        "urgency": translate("TodayActions", "待办按紧急排列"),
        "account": translate("TodayActions", "待办按客户排列"),
        "value": translate("TodayActions", "待办按风险金额排列"),
    }
    found = []
    for number, order in enumerate(ORDERS, start=1):
        run = partial(pane.choose_order, order)
        found.append(Action(f"today.order.{order}", names[order], run, f"Alt+{number}", "today"))
    return found
