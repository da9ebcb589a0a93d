"""All rows behind a figure, below the pages: one side at a time, sorted by any column, copied as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from csmdesk.ui.models.evidence_rows import ACCOUNT, CODE, DETAIL, EvidenceLineRow, EvidenceRows, RowsOfSide
from csmdesk.ui.models.view import EDGE, Head
from csmdesk.ui.theme import DENSE_ROW, INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.focus import by_keyboard
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from csmdesk.services.witness import Side

_BAR = 2
_GAP = 16
_LEAST, _MOST = 56, 240
_MEASURED = 200  # rows that a column's width is found from


class _Delegate(QStyledItemDelegate):
    """A cell from the theme; the row's ground spans all cells."""

    def __init__(self, theme: Theme, table: EvidenceTable) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, DENSE_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        table = self._table
        box, state = option.rect, option.state
        column = index.column()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("sel" if table.hasFocus() else "hover"))
            if column == 0:
                bar = QRect(box.left(), box.top(), _BAR, box.height())
                painter.fillRect(bar, theme.colour("accent" if table.hasFocus() else "line2"))
        inside = table.inside(column, box)
        spec = table.rows.columns[column]
        row = table.rows.row_at(index.row())
        assert isinstance(row, EvidenceLineRow)  # evidence has no groups
        words = spec.words(row)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t2" if column in {CODE, DETAIL} else "t1"))
        side = Qt.AlignmentFlag.AlignRight if spec.right else Qt.AlignmentFlag.AlignLeft
        shown = theme.metrics().elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, shown)
        if state & QStyle.StateFlag.State_HasFocus and table.ring:
            painter.setPen(theme.pen("accent"))
            painter.drawRect(box.adjusted(1, 1, -2, -2))


class EvidenceTable(QTableView):
    """The rows; ``left`` is Esc. Ctrl+C copies the selected rows as a table, or all when at most one is.

    ``opened(kind, id)`` is Enter or a double click on a row that leads to something.
    """

    left = Signal()
    opened = Signal(str, int)

    def __init__(self, theme: Theme, rows: EvidenceRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows = rows
        self.ring = False
        self.setModel(rows)
        head = Head(theme, self)
        self.setHorizontalHeader(head)
        head.sectionClicked.connect(self._sort)
        self.setItemDelegate(_Delegate(theme, self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(DENSE_ROW)
        self.verticalHeader().setDefaultSectionSize(DENSE_ROW)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._restyle()
        theme.changed.connect(self._restyle)
        rows.modelReset.connect(self._after_reset)
        self.doubleClicked.connect(self._open)

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        row = self.rows.row_at(index.row()) if index.isValid() else None
        if isinstance(row, EvidenceLineRow) and row.place is not None:
            self.opened.emit(row.place.kind, row.place.id)

    def _restyle(self) -> None:
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)
        self.viewport().update()

    # --- columns --------------------------------------------------------------------------------------------

    def inside(self, column: int, box: QRect) -> QRect:
        """Where a cell's words stand: the first begins at the inset, the last ends at it like its head."""
        left = INSET if column == 0 else 0
        if column == len(self.rows.columns) - 1:
            return box.adjusted(left, 0, -EDGE, 0)
        return (
            box.adjusted(left + _GAP, 0, 0, 0)
            if self.rows.columns[column].right
            else box.adjusted(left, 0, -_GAP, 0)
        )

    def _after_reset(self) -> None:
        # Without a detail the column only takes room.
        self.setColumnHidden(DETAIL, not any(row.detail for row in self.rows.rows))
        self.setColumnHidden(ACCOUNT, not any(row.account for row in self.rows.rows))
        self._fit()
        self.verticalScrollBar().setValue(0)
        if self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, 0))

    def _fit(self) -> None:
        """Give what is left to the account and the detail; the widths of the rest are their own."""
        columns = self.rows.columns
        shown = [c for c in range(len(columns)) if not self.isColumnHidden(c)]
        if not shown:
            return
        widths = {c: self._natural(c) + _GAP for c in shown}
        widths[shown[0]] += INSET
        widths[shown[-1]] += EDGE
        spare = self.viewport().width() - sum(widths.values())
        # What is left goes to the last of these that is shown; what is missing is taken from all of them.
        takers = [c for c in (DETAIL, ACCOUNT) if c in widths] or [shown[0]]
        if spare >= 0:
            widths[takers[0]] += spare
        else:
            for taker in takers:
                widths[taker] = max(64, widths[taker] + spare // len(takers))
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def _natural(self, column: int) -> int:
        """As wide as the words of a column, within reason."""
        spec = self.rows.columns[column]
        metrics = self._theme.metrics()
        some = self.rows.rows[:_MEASURED]
        widest = max((metrics.horizontalAdvance(spec.words(row)) for row in some), default=0)
        head = self._theme.metrics("small").horizontalAdvance(spec.head) + 14
        return min(max(widest + 2, head, _LEAST), _MOST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _sort(self, column: int) -> None:
        by, descending = self.rows.sorted_by
        # A second click turns the order round; a day's or an amount's first order is the largest first.
        down = not descending if column == by else self.rows.columns[column].right
        self.rows.sort(column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().viewport().update()

    # --- keys -----------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table, or all when at most one is selected."""
        selected = sorted({index.row() for index in self.selectionModel().selectedRows()})
        positions = selected if len(selected) > 1 else range(self.rows.rowCount())
        QGuiApplication.clipboard().setMimeData(self.rows.copied(list(positions)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ring = True
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.rows.rowCount():
            last = self.rows.rowCount() - 1
            row = 0 if event.key() == Qt.Key.Key_Home else last
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.rows.index(row, 0), flags)
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in {
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        }:
            self._sort(max(0, self.currentIndex().column()))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = by_keyboard(event.reason())
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


class RowsPanel(QWidget):
    """The table with its head: the figure's name, the sides of its evidence, copying and closing.

    ``side_chosen(side)`` asks for another side, ``closed`` is Esc or the cross, ``opened(kind, id)`` wants
    what a row leads to shown.
    """

    side_chosen = Signal(str)
    closed = Signal()
    opened = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = ""
        self._sides: Segmented | None = None
        self.model = EvidenceRows(self)
        self.table = EvidenceTable(theme, self.model)
        self._name = Label(theme, bold=True, elide=True)
        copy = Button(theme, self.tr("复制"), kind="flat", hint="Ctrl C")
        copy.setToolTip(self.tr("复制为表格，可贴进 Excel 或 Word"))
        self.cross = Button(theme, kind="flat", icon="x")
        self.cross.setToolTip(self.tr("关闭 Esc"))
        self.cross.setAccessibleName(self.tr("关闭"))
        self._head = QHBoxLayout()
        self._head.setContentsMargins(INSET, 6, INSET - 6, 6)
        self._head.setSpacing(12)
        self._head.addWidget(self._name, 1)
        self._head.addWidget(copy)
        self._head.addWidget(self.cross)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Line(theme))
        column.addLayout(self._head)
        column.addWidget(self.table, 1)
        self.setMinimumHeight(150)
        copy.clicked.connect(self.table.copy)
        self.cross.clicked.connect(self.closed)
        self.table.left.connect(self.closed)
        self.table.opened.connect(self.opened)

    @property
    def key(self) -> str:
        """The figure whose rows are shown; '' before there is one."""
        return self._key

    @property
    def sides(self) -> Segmented | None:
        """The choice of sides, once there are rows."""
        return self._sides

    def show_rows(self, rows: RowsOfSide) -> None:
        """Show the rows of one side of a figure."""
        self._key = rows.key
        self._name.setText(rows.name)
        self._show_sides(rows.counts, rows.side)
        self.model.show(rows.rows, rows.table, rows.side, money=rows.money)
        self.table.setAccessibleName(f"{rows.name} {self._sides.accessibleName() if self._sides else ''}")

    def _show_sides(self, counts: dict[Side, int], side: Side) -> None:
        if self._sides is not None:
            self._head.removeWidget(self._sides)
            self._sides.hide()
            self._sides.setParent(None)
            self._sides.deleteLater()
        counted = self.tr("分子") if counts["denominator"] else self.tr("计入")
        names = {"numerator": counted, "denominator": self.tr("分母"), "excluded": self.tr("未计入")}
        choices = [(key, f"{names[key]} {n:,}") for key, n in counts.items() if n or key == side]
        self._sides = Segmented(self._theme, choices, self.tr("行"))
        self._sides.set_key(side)
        self._sides.chosen.connect(self.side_chosen)
        self._head.insertWidget(1, self._sides)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
