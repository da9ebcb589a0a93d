"""The list of figures, charts and tables that opens at the cursor: type, Enter puts one into the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.models.item_list import ItemList, RowDelegate
from csmdesk.ui.models.review_items import ItemModel
from csmdesk.ui.theme import RADIUS_PANE, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon
from csmdesk.ui.widgets.focus import is_enter
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.line_edit import LineEdit
from csmdesk.ui.widgets.section import Line

if TYPE_CHECKING:
    from csmdesk.reports.chip_picker import Offer

Find = Callable[[str, bool], "list[Offer]"]

_WIDTH = 440
_FIELD = 40
_FOOT = 28
_MOST_ROWS = 9
_MARGIN = 8
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_MOST_ROWS,
    Qt.Key.Key_PageDown: _MOST_ROWS,
}


def offer_words(offer: Offer) -> str:
    """An offer as it is read out."""
    return " · ".join(part for part in (offer.name, offer.words, offer.detail) if part)


class OfferDelegate(RowDelegate):
    """Name with the letters that were matched, what it is held against, and its words now."""

    height = 34

    def draw(self, painter: QPainter, box: QRect, item: Offer, row: int) -> None:
        inner = box.adjusted(14, 0, -14, 0)
        theme = self.theme
        bold = item.kind != "live"
        wide = theme.metrics(bold=bold).horizontalAdvance(item.words) + 8
        self.text(painter, inner, item.words, "t1" if bold else "t3", bold=bold, right=True)
        rest = inner.adjusted(0, 0, -wide - 8, 0)
        right = self._name(painter, rest, item)
        if item.detail:
            self.text(painter, rest.adjusted(right + 12, 0, 0, 0), item.detail, "t3", small=True)

    def _name(self, painter: QPainter, box: QRect, item: Offer) -> int:
        """Draw the name, what was matched in the accent; returns how wide it is."""
        theme = self.theme
        x = 0
        name, place = item.name, 0
        pieces = []
        for start, end in item.marks:
            pieces += [(name[place:start], False), (name[start:end], True)]
            place = end
        pieces.append((name[place:], False))
        for words, matched in pieces:
            if words:
                self.text(
                    painter, box.adjusted(x, 0, 0, 0), words, "accent" if matched else "t1", bold=matched
                )
                x += theme.metrics(bold=matched).horizontalAdvance(words)
        return x


class Picker(QFrame):
    """Opens over ``host``. ``chosen(offer)`` is the choice, ``given_up(typed)`` Esc with what was typed."""

    chosen = Signal(object)
    given_up = Signal(str)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self._find: Find | None = None
        self._live = False
        self._trigger = ""
        self.line = LineEdit(theme)
        self.model: ItemModel[Offer] = ItemModel(offer_key, offer_words)
        self.rows = ItemList(theme, self.model, follow_keys=False, marks_place=True)
        OfferDelegate(theme, self.rows)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = Label(theme, self.tr("没有这样的数字或图表"), role="t3")
        self._foot = Label(theme, self.tr("↵ 插入　Esc 退出"), scale="small", role="t3")
        self._lay_out()
        self.setAccessibleName(self.tr("插入数字或图表"))
        self.line.committed.connect(self._search)
        self.line.entered.connect(self._take_current)
        self.line.escaped.connect(self.give_up)
        self.rows.picked.connect(self._take)
        self.line.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(38, 0, 12, 0)
        head.addWidget(self.line)
        self.line.setFixedHeight(_FIELD - 2)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 14, 0)
        foot.addWidget(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line(self._theme))
        column.addWidget(self.rows)
        self._nothing.setContentsMargins(14, 0, 14, 0)
        self._nothing.setFixedHeight(OfferDelegate.height)
        column.addWidget(self._nothing)
        column.addWidget(Line(self._theme))
        column.addLayout(foot)
        self._foot.setFixedHeight(_FOOT)

    # --- opening and closing --------------------------------------------------------------------------------

    def open_at(self, caret: QRect, find: Find, *, trigger: str = "", live: bool = False) -> None:
        """Open below ``caret`` (global); ``trigger`` is the letter that asked, ``live``: no figures."""
        self._find, self._live, self._trigger = find, live, trigger
        words = self.tr("图表的名字") if live else self.tr("数字或图表的名字、拼音、首字母")
        self.line.setPlaceholderText(words)
        self.line.setAccessibleName(words)
        self.line.clear()
        self._search()
        self._place(caret)
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, caret: QRect) -> None:
        self._caret = caret
        rows = min(_MOST_ROWS, len(self.model.items))
        self.rows.setFixedHeight(rows * OfferDelegate.height)
        self.rows.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        height = _FIELD + max(1, rows) * OfferDelegate.height + _FOOT + 4
        # The height stays while the list is open, so that the field does not jump when it stands above.
        most = _FIELD + _MOST_ROWS * OfferDelegate.height + _FOOT + 4
        host = self._host
        left = host.mapFromGlobal(caret.bottomLeft())
        x = max(_MARGIN, min(left.x() - 16, host.width() - _WIDTH - _MARGIN))
        below = left.y() + _MARGIN
        above = host.mapFromGlobal(caret.topLeft()).y() - _MARGIN - height
        y = below if below + most <= host.height() or above < 0 else above
        self.setGeometry(x, y, _WIDTH, height)

    def give_up(self) -> None:
        """Close without a choice."""
        if self.isVisible():
            typed = self._trigger + self.line.text()
            # The focus goes back before the list does, or Qt would give it to a neighbour first.
            self.given_up.emit(typed if self._trigger else "")
            self.hide()

    # --- searching ------------------------------------------------------------------------------------------

    def _search(self) -> None:
        if self._find is None:
            return
        typed = self.line.text()
        if self._trigger == "/" and typed == " ":
            # A stroke and a blank were meant as such.
            self.give_up()
            return
        self.model.set_items(self._find(typed, self._live))
        self.rows.set_current(0 if self.model.items else -1)
        self.rows.scrollToTop()
        if self.isVisible():
            self._place(self._caret)

    def _take_current(self) -> None:
        row = self.rows.currentIndex().row()
        if row >= 0:
            self._take(row)

    def _take(self, row: int) -> None:
        offer = self.model.items[row]
        self.chosen.emit(offer)
        self.hide()

    # --- keys -----------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self.line.composing:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
            if event.key() == Qt.Key.Key_Backspace and not self.line.text():
                self._trigger = ""
                self.give_up()
                return True
            if event.key() == Qt.Key.Key_Tab:
                self._take_current()
                return True
            if is_enter(event) and not self.model.items:
                self.give_up()
                return True
        return False

    def _move(self, step: int) -> None:
        count = len(self.model.items)
        if count:
            row = self.rows.currentIndex().row() + step
            row = row % count if abs(step) == 1 else max(0, min(row, count - 1))
            self.rows.set_current(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, self._theme, QRectF(self.rect()), RADIUS_PANE, ground="surface", border="control")
        draw_icon(painter, self._theme, "search", "t3", 14, (_FIELD - 16) / 2)
        painter.end()


def offer_key(offer: Offer) -> str:
    """What tells an offer from the others."""
    return offer.live or f"{offer.chip}"
