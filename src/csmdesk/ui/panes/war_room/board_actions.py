"""What can be done on the board, for its menus, the command palette and the sheet of keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from csmdesk.ui.actions import Action
from csmdesk.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint

    from csmdesk.ui.panes.war_room.board import Board
    from csmdesk.ui.theme import Theme

translate = QCoreApplication.translate


def board_actions(board: Board) -> list[Action]:
    """What can be done with the current card, which is named, and with the board."""
    return [*_card_actions(board, named=True), *_column_actions(board, board.place[0])]


def _card_actions(board: Board, *, named: bool) -> list[Action]:
    card = board.current_card
    if card is None:
        return []
    (column, row), steps = board.place, board.steps
    of = translate("BoardActions", "：{card}").format(card=card.title) if named else ""

    def act(
        key: str, text: str, run: Callable[[], object], shortcut: str = "", icon: str = "", why_not: str = ""
    ) -> Action:
        return Action(f"card.{key}", text + of, _call(run), shortcut, icon, why_not, card.account)

    found = [act("open", translate("BoardActions", "打开任务"), board.open_current, "↵", "open")]
    keys = {column - 1: "Shift+←", column + 1: "Shift+→"}
    for place, one in enumerate(board.model.columns):
        if place != column:
            words = translate("BoardActions", "移到“{column}”").format(column=one.name)
            go = partial(steps.move_current_to, place)
            found.append(act(f"move.{one.key}", words, go, keys.get(place, ""), "arrow"))
    lane = board.model.lane(column, card.account_id)
    first = translate("BoardActions", "已经在最上面") if row == lane.start else ""
    last = translate("BoardActions", "已经在最下面") if row == lane.stop - 1 else ""
    up, down = partial(steps.order_current, -1), partial(steps.order_current, 1)
    found += [
        act("order.up", translate("BoardActions", "上移"), up, "Shift+↑", why_not=first),
        act("order.down", translate("BoardActions", "下移"), down, "Shift+↓", why_not=last),
    ]
    marked = card.id in board.marks.keys
    mark = translate("BoardActions", "取消标记") if marked else translate("BoardActions", "标记")
    space = translate("BoardActions", "空格")
    found += [
        act("more.mark", mark, board.mark_current, space, "check"),
        act("more.copy", translate("BoardActions", "复制为表格"), board.copy, "Ctrl+C", "copy"),
    ]
    count = len(board.selected)
    if count > 1:
        words = translate("BoardActions", "删除 {n} 个已标记的任务").format(n=count)
        found.append(Action("card.more.remove", words, board.ask_remove, "Del", "x"))
    else:
        found.append(act("more.remove", translate("BoardActions", "删除任务"), board.ask_remove, "Del", "x"))
    return found


def _column_actions(board: Board, column: int) -> list[Action]:
    """What can be done with a column, and with all of them."""
    if not board.model.columns:
        return []
    new = _call(partial(board.ask_new_in, column))
    edit = translate("BoardActions", "列名、顺序和上限…")
    return [
        Action("column.new", translate("BoardActions", "新建任务"), new, "N", "plus"),
        Action("columns.edit", edit, board.edit_columns, "", "cols"),
    ]


def _call(run: Callable[[], object]) -> Callable[[], None]:
    def act() -> None:
        run()

    return act


def open_card_menu(theme: Theme, board: Board, place: QPoint) -> None:
    """Open the menu of the current card at a place of the screen."""
    _open(theme, board, _card_actions(board, named=False), place)


def open_column_menu(theme: Theme, board: Board, column: int, place: QPoint) -> None:
    """Open the menu of a column at a place of the screen."""
    _open(theme, board, _column_actions(board, column), place)


def _open(theme: Theme, board: Board, actions: list[Action], place: QPoint) -> None:
    menu = Menu(theme, board)
    before = ""
    for action in actions:
        group = ".".join(action.key.split(".")[:2])
        if before and group != before:
            menu.addSeparator()
        before = group
        shown = menu.addAction(f"{action.text}\t{action.shortcut}" if action.shortcut else action.text)
        shown.setProperty("icon_name", action.icon)
        shown.setEnabled(not action.why_not)
        shown.setToolTip(action.why_not)
        shown.triggered.connect(action.run)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)
