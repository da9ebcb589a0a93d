"""The backups that were found, to choose one from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from csmdesk.ui.models.review_items import ITEM, ItemModel
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.file_words import local, size_words
from csmdesk.ui.widgets.focus import is_enter
from csmdesk.ui.widgets.shapes import draw_shape, text_role

if TYPE_CHECKING:
    from csmdesk.services.restoring import FoundBackup

translate = QCoreApplication.translate

ROW = 52
_ROWS = 4


def state_words(found: FoundBackup) -> str:
    """Whether the backup was verified when it was made and looks so still, or is damaged."""
    if not found.whole:
        return translate("BackupList", "已损坏")
    return translate("BackupList", "已校验")


def row_words(found: FoundBackup) -> str:
    """What a screen reader says of a row."""
    size = size_words(found.bytes)
    return "，".join([found.book, local(found.at), size, state_words(found), str(found.path)])


class _RowDelegate(QStyledItemDelegate):
    """Two lines: the book and when; below, shape and word, size and place."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, found = self._theme, index.data(ITEM)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = self._view.hasFocus()
            theme.fill(painter, "sel" if focused else "hover", *_sizes(box))
            bar = QRectF(box.left(), box.top(), 2, box.height())
            theme.fill(painter, "accent" if focused else "line2", *_sizes(bar))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            theme.fill(painter, "hover", *_sizes(box))
        draw_rule(painter, theme, "line", box.left(), box.bottom() - 1, box.width())
        inner = box.adjusted(12, 6, -12, -6)
        top = QRectF(inner.left(), inner.top(), inner.width(), 20)
        middle = Qt.AlignmentFlag.AlignVCenter
        when = local(found.at)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t2"))
        painter.drawText(top, middle | Qt.AlignmentFlag.AlignRight, when)
        top.setRight(top.right() - theme.metrics().horizontalAdvance(when) - 16)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        right = Qt.TextElideMode.ElideRight
        name = theme.metrics(bold=True).elidedText(found.book, right, int(top.width()))
        painter.drawText(top, middle, name)
        below = QRectF(inner.left(), inner.top() + 21, inner.width(), 18)
        shape = "green" if found.whole else "red"
        draw_shape(painter, theme, shape, below.left(), below.top() + 4)
        below.setLeft(below.left() + 16)
        painter.setFont(theme.font("small"))
        small = theme.metrics("small")
        state = state_words(found)
        painter.setPen(theme.colour(text_role(shape)))
        painter.drawText(below, middle, state)
        below.setLeft(below.left() + small.horizontalAdvance(state) + 12)
        painter.setPen(theme.colour("t3"))
        size = size_words(found.bytes)
        painter.drawText(below, middle | Qt.AlignmentFlag.AlignRight, size)
        below.setRight(below.right() - small.horizontalAdvance(size) - 16)
        # The end of a path tells more than its beginning.
        place = small.elidedText(str(found.path), Qt.TextElideMode.ElideLeft, int(below.width()))
        painter.drawText(below, middle, place)
        painter.restore()


def _sizes(box: QRectF) -> tuple[float, float, float, float]:
    return box.left(), box.top(), box.width(), box.height()


class BackupList(QListView):
    """↑ ↓ choose, ``chosen`` tells of it; Enter, ``entered``, goes on."""

    chosen = Signal()
    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: ItemModel[FoundBackup] = ItemModel(_key, row_words, self)
        self.setModel(self.rows)
        self.setItemDelegate(_RowDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("找到的备份"))
        self._restyle()
        theme.changed.connect(self._restyle)
        self.selectionModel().currentChanged.connect(self.chosen)

    def _restyle(self) -> None:
        self.setPalette(self._theme.palette())
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    def show_backups(self, found: Sequence[FoundBackup]) -> None:
        """Show backups and choose the first that is whole."""
        self.rows.set_items(found)
        self.setFixedHeight(ROW * min(_ROWS, max(1, len(found))))
        if found:
            first = next((row for row, one in enumerate(found) if one.whole), 0)
            self.setCurrentIndex(self.rows.index(first))

    @property
    def current(self) -> FoundBackup | None:
        """The backup that is chosen."""
        found = self.currentIndex().data(ITEM)
        return found if found is not None else None

    def choose(self, key: str) -> None:
        """Choose the backup in the folder ``key``."""
        row = self.rows.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def _key(found: FoundBackup) -> str:
    return str(found.path)
