"""The kinds of records at the left: icon, name, how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.models.item_list import ItemList, RowDelegate
from csmdesk.ui.models.review_items import ItemModel
from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.crisp import draw_icon, draw_rule
from csmdesk.ui.widgets.label import Label

WIDTH = {"zh": 160, "en": 188}
"""English names are longer."""

_ICONS = {
    "touch": "touch",
    "event": "calendar",
    "survey": "survey",
    "ticket": "ticket",
    "lead": "arrow",
    "opportunity": "receipt",
    "suggestion": "health",
    "request": "person",
    "case": "file",
    "handover": "check",
    "own_time": "clock",
}
_ICON, _TEXT, _EDGE = 14, 26, 16


class KindItem(NamedTuple):
    """A kind as the list shows it; ``records`` None while they have not been counted."""

    key: str
    name: str
    records: int | None
    shortcut: str


class _Delegate(RowDelegate):
    """Draws a kind."""

    def draw(self, painter: QPainter, box: QRect, item: KindItem, row: int) -> None:
        current = self.view.currentIndex().row() == row
        left = box.left() + INSET
        top = box.top() + (box.height() - _ICON) / 2
        role = "accent" if current else "t2"
        draw_icon(painter, self.theme, _ICONS.get(item.key, "log"), role, left, top, _ICON)
        count = "" if item.records is None else f"{item.records:,}"
        width = self.theme.metrics("small").horizontalAdvance(count)
        inside = box.adjusted(INSET + _TEXT, 0, -_EDGE, 0)
        self.text(painter, inside, count, "t3", small=True, right=True)
        words = "t1" if current else "t2"
        self.text(painter, inside.adjusted(0, 0, -width - 6, 0), item.name, words, bold=current)


class KindList(QWidget):
    """Emits ``picked(key)`` when the user goes to a kind."""

    picked = Signal(str)

    def __init__(self, theme: Theme, title: str, width: int) -> None:
        super().__init__()
        self._theme = theme
        self._counts: Mapping[str, int] = {}
        self._names: tuple[tuple[str, str], ...] = ()
        self.model: ItemModel[KindItem] = ItemModel(lambda item: item.key, self._words)
        self.list = ItemList(theme, self.model, marks_place=True)
        self.list.setAccessibleName(self.tr("记录的种类"))
        self._delegate = _Delegate(theme, self.list)
        self.list.picked.connect(self._pick)
        head = QWidget()
        head.setFixedHeight(PANE_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(INSET, 0, _EDGE, 0)
        row.addWidget(Label(theme, title, scale="title"))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.list, 1)
        self.setFixedWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_rule(painter, self._theme, "line", self.width() - 1, 0, self.height(), upright=True)
        painter.end()

    def _words(self, item: KindItem) -> str:
        count = "" if item.records is None else f" {item.records:,}"
        return f"{item.name}{count}  {item.shortcut}".rstrip()

    def set_kinds(self, names: Sequence[tuple[str, str]]) -> None:
        """Show these kinds (key, name)."""
        self._names = tuple(names)
        self._show()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Say how many records there are of each kind."""
        self._counts = counts
        self._show()

    def _show(self) -> None:
        current = self.current
        self.model.set_items(
            [
                KindItem(key, name, self._counts.get(key), shortcut_of(place))
                for place, (key, name) in enumerate(self._names)
            ]
        )
        if current:
            self.set_current(current)

    @property
    def current(self) -> str:
        """The kind that is marked; '' for none."""
        row = self.list.currentIndex().row()
        return self.model.items[row].key if 0 <= row < len(self.model.items) else ""

    def set_current(self, key: str) -> None:
        """Mark a kind, without a signal."""
        self.list.set_current(self.model.row_of(key))

    def _pick(self, row: int) -> None:
        self.picked.emit(self.model.items[row].key)


def shortcut_of(place: int) -> str:
    """The key of the kind at a place: Alt+1 … Alt+9, Alt+0 for the tenth, none for those after it."""
    return f"Alt+{(place + 1) % 10}" if place < 10 else ""
