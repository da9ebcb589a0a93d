"""How the lines of the list of to-dos are painted; the current one is higher, with what is missing below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from csmdesk.ui.panes.accounts.tabs.entries import ITEM
from csmdesk.ui.panes.accounts.tabs.entry_list import EntryList, EntryPainter
from csmdesk.ui.panes.today.lines import FoldLine, HeadLine, Line, TodoLine, named
from csmdesk.ui.panes.today.row_buttons import RowButton, buttons_of
from csmdesk.ui.theme import CONTROL, INSET, RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon, draw_rule
from csmdesk.ui.widgets.key_hint import draw_hint, hint_width
from csmdesk.ui.widgets.ring import SIZE as RING
from csmdesk.ui.widgets.ring import draw_task_ring
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

HEIGHT, GROWN = 36, 80
_SHAPE, _ACCOUNT = 28, 46
"""Where the shape and the account begin, from the ring at the left."""
_LEAST_ACCOUNT, _MOST_ACCOUNT = 96, 200
_LEAST_ACTION, _MOST_ACTION = 120, 188
_AMOUNT, _DUE = 64, 88
_WHY = 72
"""Where there is less room than this for the reason, it goes, and the action gives way too."""
_ONLY = 40
"""Less of a reason says nothing."""
_NAMES = 8
"""So many accounts are named in a folded row at most."""
_GAP = 12
_PADDING, _BETWEEN, _HINT_GAP = 10, 8, 7

_Index = QModelIndex | QPersistentModelIndex


class Columns(NamedTuple):
    """Left and width of what stands in a row, from the left of the row without its insets."""

    account: tuple[int, int]
    action: tuple[int, int]
    why: tuple[int, int]
    amount: tuple[int, int]
    due: tuple[int, int]


class TodoPainter(EntryPainter):
    """Draws heads, to-dos and folded rows. ``hot`` is the part of a row that the pointer is on."""

    row_height = HEIGHT
    lines = False

    def __init__(self, theme: Theme, *, fixed: bool) -> None:
        """``fixed``: nothing can be changed, so that only opening is offered."""
        super().__init__(theme)
        self._fixed = fixed
        self._widest = (0, 0, 0, 0)
        self.hot: tuple[object, str] = (None, "")
        theme.changed.connect(self._measure_again)
        self._lines: Sequence[Line] = ()

    # --- measures -------------------------------------------------------------------------------------------

    def measure(self, lines: Sequence[Line]) -> None:
        """Make the columns as wide as these lines need."""
        self._lines = lines
        metrics, bold = self.theme.metrics(), self.theme.metrics(bold=True)
        account = action = amount = due = 0
        for line in lines:
            if isinstance(line, TodoLine):
                todo = line.todo
                account = max(account, bold.horizontalAdvance(todo.account) if line.named else 0)
                action = max(action, metrics.horizontalAdvance(todo.action))
                amount = max(amount, metrics.horizontalAdvance(todo.amount_words))
                due = max(due, metrics.horizontalAdvance(todo.due_words))
            elif isinstance(line, FoldLine):
                action = max(action, metrics.horizontalAdvance(line.words))
                amount = max(amount, metrics.horizontalAdvance(line.amount))
                due = max(due, metrics.horizontalAdvance(line.due_words))
        self._widest = (account, action, amount, due)

    def _measure_again(self) -> None:
        self.measure(self._lines)

    def columns(self, width: int) -> Columns:
        """Where things stand in a row that is ``width`` wide without its insets.

        The reason gives way first, then the action; account and figures stay whole.
        """
        account, action, amount, due = self._widest
        account = min(max(account, _LEAST_ACCOUNT), _MOST_ACCOUNT) + _GAP
        due, amount = max(due + 1, _DUE), max(amount + 1, _AMOUNT)
        left = _ACCOUNT + account
        room = width - left - amount - due - 2 * _GAP
        action = min(max(action + 1, _LEAST_ACTION), _MOST_ACTION)
        if room - action - _GAP < _WHY:
            # Shorter actions still leave room for the reason; below that it is left out.
            action = max(_LEAST_ACTION, room - _GAP - _WHY)
            if room - action - _GAP < _WHY:
                action = max(0, room)
        why = max(0, room - action - _GAP)
        return Columns(
            (_ACCOUNT, account - _GAP),
            (left, action),
            (left + action + _GAP, why),
            (width - due - _GAP - amount, amount),
            (width - due, due),
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        current = view.currentIndex().row() if isinstance(view, EntryList) else -1
        grown = isinstance(index.data(ITEM), TodoLine) and index.row() == current
        return QSize(100, GROWN if grown else HEIGHT)

    # --- what can be clicked --------------------------------------------------------------------------------

    def spots(self, item: Line, box: QRect) -> Mapping[str, QRect]:
        if not isinstance(item, TodoLine):
            return {"fold": box}
        found = {} if self._fixed else {"ring": QRect(box.left(), box.top() + 10, RING, RING)}
        if item.todo.amount is not None and item.todo.amount.evidence:
            found["amount"] = self._amount_box(item.todo.amount_words, box)
        if box.height() >= GROWN:
            found |= {button.key: place for button, place in self._button_boxes(item, box)}
        return found

    def _amount_box(self, words: str, box: QRect) -> QRect:
        left, width = self.columns(box.width()).amount
        return self.figure_box(words, box.left() + left + width, box.top() + 8, 20)

    def _button_boxes(self, item: TodoLine, box: QRect) -> list[tuple[RowButton, QRect]]:
        """The buttons of the current row with their places, from the right edge to the left."""
        metrics = self.theme.metrics()
        found: list[tuple[RowButton, QRect]] = []
        right = box.left() + box.width()
        for button in reversed(buttons_of(item, fixed=self._fixed)):
            width = metrics.horizontalAdvance(button.words) + hint_width(self.theme, button.hint)
            width += 2 * _PADDING + _HINT_GAP
            found.append((button, QRect(right - width, box.top() + HEIGHT + 4, width, CONTROL)))
            right -= width + _BETWEEN
        return found

    # --- painting -------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, item: Line, box: QRect) -> None:
        if isinstance(item, HeadLine):
            self._draw_head(painter, item, box)
            return
        if isinstance(item, FoldLine):
            self._draw_fold(painter, item, box)
        else:
            self._draw_todo(painter, item, box)
        if box.height() < GROWN:
            width = box.width() - _SHAPE
            draw_rule(painter, self.theme, "line", box.left() + _SHAPE, box.bottom(), width)

    def _draw_head(self, painter: QPainter, item: HeadLine, box: QRect) -> None:
        columns = self.columns(box.width())
        left = box.left()
        line = QRect(left, box.top() + 4, columns.amount[0] - 2 * _GAP, HEIGHT - 4)
        if item.mark:
            draw_shape(painter, self.theme, item.mark, left, line.center().y() - SIZE / 2 + 1)
            line.setLeft(left + SIZE + 8)
        line.setLeft(
            line.left() + self.text(painter, line, item.words, "redt" if item.late else "t1", bold=True) + 8
        )
        line.setLeft(line.left() + self.text(painter, line, str(item.size), "t3") + 6)
        if item.folded:
            draw_icon(painter, self.theme, "right", "t3", line.left(), line.center().y() - 5, 12)
        right = sum(columns.amount)
        sums = QRect(line.left() + 20, line.top(), left + right - line.left() - 20, line.height())
        self.text(painter, sums, item.sum_words, "t3", right=True)
        width = box.width() + 2 * INSET
        draw_rule(painter, self.theme, "line", left - INSET, box.bottom(), width)

    def _draw_fold(self, painter: QPainter, item: FoldLine, box: QRect) -> None:
        icon = "down" if item.opened else "right"
        draw_icon(painter, self.theme, icon, "t2", box.left() + 1, box.top() + 11, 14)
        columns = self.columns(box.width())
        begin = columns.action
        if not columns.why[1]:
            # Without room for names, the words have that of the account.
            begin = (_ACCOUNT, sum(columns.action) - _ACCOUNT)
        why = self._action(painter, box, begin, columns.why, item.words, "t2")
        self.text(painter, why, self._names(item.names, why.width()), "t3", scale="small")
        self.text(painter, self._cell(box, columns.amount), item.amount, "t2", right=True)
        self.text(
            painter, self._cell(box, columns.due), item.due_words, "redt" if item.late else "t2", right=True
        )

    def _names(self, names: Sequence[str], width: int) -> str:
        """As many accounts as have room, whole, and that there are more."""
        metrics = self.theme.metrics("small")
        for most in range(min(len(names), _NAMES), 1, -1):
            if metrics.horizontalAdvance(named(names, most)) <= width:
                return named(names, most)
        return named(names, 1)

    def _draw_todo(self, painter: QPainter, item: TodoLine, box: QRect) -> None:
        theme, todo = self.theme, item.todo
        quiet = item.ticked or todo.group == "snoozed"
        role = "t2" if quiet else "t1"
        draw_task_ring(painter, theme, self._ring(item), box.left(), box.top() + 10)
        columns = self.columns(box.width())
        if item.named:
            if todo.mark:
                draw_shape(painter, theme, todo.mark, box.left() + _SHAPE, box.top() + 13)
            self.text(painter, self._cell(box, columns.account), todo.account, role, bold=True)
        # Without a name the action begins where the name would.
        begin = columns.action if item.named else (_SHAPE, sum(columns.action) - _SHAPE)
        why = self._action(painter, box, begin, columns.why, todo.action, role)
        self.text(painter, why, todo.why, "t3", scale="small")
        if todo.amount is not None and todo.amount.evidence:
            self.figure(painter, self._amount_box(todo.amount_words, box), todo.amount_words)
        else:
            self.text(painter, self._cell(box, columns.amount), todo.amount_words, right=True)
        due = self._cell(box, columns.due)
        self.text(painter, due, todo.due_words, "redt" if todo.late and not quiet else "t2", right=True)
        if box.height() >= GROWN:
            self._draw_grown(painter, item, box)

    def _action(
        self,
        painter: QPainter,
        box: QRect,
        action: tuple[int, int],
        why: tuple[int, int],
        words: str,
        role: str,
    ) -> QRect:
        """Draw what is to be done; a longer one takes of the reason, whose place is given back."""
        end = sum(why)
        whole = min(self.theme.metrics().horizontalAdvance(words) + 1, end - action[0])
        width = max(whole, action[1]) if why[1] else action[1]
        self.text(painter, self._cell(box, (action[0], width)), words, role)
        left = max(why[0], action[0] + width + _GAP)
        return self._cell(box, (left, end - left if end - left >= _ONLY else 0))

    def _ring(self, item: TodoLine) -> str:
        if item.ticked:
            return "done"
        return "done" if self.hot == (item.key, "ring") else "todo"

    def _draw_grown(self, painter: QPainter, item: TodoLine, box: QRect) -> None:
        """Draw what is missing, and the buttons at the right."""
        edge = box.left() + box.width()
        for button, place in self._button_boxes(item, box):
            self._draw_button(painter, button, place, hot=self.hot == (item.key, button.key))
            edge = place.left()
        todo = item.todo
        words = " · ".join(part for part in (todo.missing, todo.note) if part)
        place = QRect(box.left() + _SHAPE, box.top() + HEIGHT + 4, edge - box.left() - _SHAPE - 16, CONTROL)
        self.text(painter, place, words, "t2")

    def _draw_button(self, painter: QPainter, button: RowButton, place: QRect, *, hot: bool) -> None:
        theme, box = self.theme, QRectF(place)
        if button.primary:
            draw_box(painter, theme, box, RADIUS_CONTROL, ground="accfill", border="accline" if hot else "")
        else:
            border = "control" if hot else "line2"
            draw_box(painter, theme, box, RADIUS_CONTROL, ground="surface", border=border)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("onacc" if button.primary else "t1"))
        words = place.adjusted(_PADDING, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, button.words)
        role, border = ("onacc", "onacc") if button.primary else ("t3", "line2")
        right = place.left() + place.width() - _PADDING
        draw_hint(painter, theme, button.hint, right, box.center().y(), role=role, border=border)

    @staticmethod
    def _cell(box: QRect, column: tuple[int, int]) -> QRect:
        return QRect(box.left() + column[0], box.top(), column[1], HEIGHT)
