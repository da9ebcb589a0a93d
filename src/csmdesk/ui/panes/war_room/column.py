"""A column of the board: its head over its cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.ui.panes.war_room.column_title import ColumnTitle
from csmdesk.ui.panes.war_room.column_view import ColumnView

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.board_model import BoardModel
    from csmdesk.ui.panes.war_room.card_painter import CardPainter
    from csmdesk.ui.theme import Theme

translate = QCoreApplication.translate

BAR = 14
"""At the right of the cards: the scroll bar stands in the room between two columns."""


class Column(QWidget):
    """The column at ``place``; it is ``BAR`` wider than its cards."""

    def __init__(self, theme: Theme, model: BoardModel, painter: CardPainter, place: int) -> None:
        super().__init__()
        self._model = model
        self.title = ColumnTitle(theme, place)
        self.view = ColumnView(theme, model, painter, place)
        self._head = QWidget()
        self._head_column = QVBoxLayout(self._head)
        self._head_column.setContentsMargins(0, 0, BAR, 0)
        self._head_column.addWidget(self.title)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head)
        rows.addWidget(self.view, 1)

    @property
    def key(self) -> str:
        """The status that its cards have."""
        return self._model.columns[self.view.column].key

    def set_card_width(self, width: int) -> None:
        """How wide its cards are."""
        self.view.set_card_width(width)

    def renew(self, *, filtered: bool) -> None:
        """Show name, counts and cards as the model has them now."""
        column = self._model.columns[self.view.column]
        self.title.show_column(column, self._model.count(self.view.column))
        self.view.setRootIndex(self._model.column_index(self.view.column))
        self.view.setAccessibleName(self.title.words)
        sentence, keys = self._empty(column.key, filtered=filtered)
        self.view.set_empty(sentence, keys)
        self.view.show_cards()

    def _empty(self, key: str, *, filtered: bool) -> tuple[str, tuple[str, ...]]:
        """What an empty column says, and the keys that would bring a card here."""
        if filtered and self._model.count(self.view.column).all:
            return translate("Column", "没有符合筛选的任务"), ()
        if key == "todo":
            return translate("Column", "点 + 新建任务"), ("N",)
        if not self._model.shown:
            return "", ()
        keys = ("Shift", "→" if self.view.column else "←")
        if key == "done":
            return translate("Column", "验收后拖到这里"), keys
        return translate("Column", "拖到这里"), keys
