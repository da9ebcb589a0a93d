"""The newest rows behind a figure, painted: a few lines of text need no table view."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from csmdesk.services.evidence import EvidenceColumn
from csmdesk.services.place import Place
from csmdesk.ui.theme import DENSE_ROW, Theme
from csmdesk.ui.widgets.rows import RowList

_HEAD = 28
_GAP = 16
_LEAST = 40


class NewestRow(NamedTuple):
    """A row; ``key`` is its place among them where it leads somewhere, else None."""

    cells: tuple[str, ...]
    key: int | None

    @property
    def words(self) -> str:
        """As a screen reader says it."""
        return "，".join(cell for cell in self.cells if cell)


class _Lines(RowList):
    """The rows; the columns are as wide as ``edges`` says."""

    row_height = DENSE_ROW
    rows_open = True
    spoken = ("words",)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.columns: tuple[EvidenceColumn, ...] = ()

    def row_key(self, item: NewestRow) -> int | None:
        return item.key

    def edges(self) -> list[tuple[int, int]]:
        """Left and width of each column: as wide as its widest text; a left-aligned one takes the rest."""
        metrics = self.theme.metrics()
        widths = [
            max(
                [
                    metrics.horizontalAdvance(column.head) + 14,
                    # The advance is rounded down: a pixel more, or the text is elided.
                    *(metrics.horizontalAdvance(row.cells[i]) + 1 for row in self.items),
                ]
            )
            for i, column in enumerate(self.columns)
        ]
        spare = self.width() - sum(widths) - _GAP * (len(widths) - 1)
        stretch = next((i for i, c in enumerate(self.columns) if i and not c.right), 0)
        widths[stretch] = max(_LEAST, widths[stretch] + spare)
        found, x = [], 0
        for width in widths:
            found.append((x, width))
            x += width + _GAP
        return found

    def draw(self, painter: QPainter, item: NewestRow, box: QRect) -> None:
        theme, metrics = self.theme, self.theme.metrics()
        hot = item is self.hot
        for i, (cell, column, (x, width)) in enumerate(
            zip(item.cells, self.columns, self.edges(), strict=True)
        ):
            painter.setPen(theme.colour("accent" if hot and i == 0 else "t2" if i == 0 else "t1"))
            shown = metrics.elidedText(cell, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(x, box.top(), width, box.height()), _flag(column.right), shown)


class _Heads(QWidget):
    """The heads over the columns of ``lines``."""

    def __init__(self, lines: _Lines) -> None:
        super().__init__()
        self._lines = lines
        self.setFixedHeight(_HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, lines = self._lines.theme, self._lines
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        for column, (x, width) in zip(lines.columns, lines.edges(), strict=True):
            painter.setPen(theme.colour("t1" if column.sorted else "t3"))
            words = f"{column.head} {column.sorted}".rstrip()
            painter.drawText(QRect(x, 0, width, _HEAD), _flag(column.right), words)
        painter.end()


class NewestRows(QWidget):
    """Rows under their heads. ``opened(kind, id)`` is a click or Enter on one that leads somewhere."""

    opened = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: tuple[Place | None, ...] = ()
        self.lines = _Lines(theme)
        self.lines.opened.connect(self._open)
        self._heads = _Heads(self.lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heads)
        column.addWidget(self.lines)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rows(
        self,
        columns: tuple[EvidenceColumn, ...],
        rows: tuple[tuple[str, ...], ...],
        places: tuple[Place | None, ...] = (),
    ) -> None:
        """Show other rows; ``places`` are what they lead to, in their order."""
        self._places = places or (None,) * len(rows)
        self.lines.columns = columns
        self.lines.setAccessibleName(self.tr("最新的行"))
        self.lines.set_items(
            [
                NewestRow(cells, at if place is not None else None)
                for at, (cells, place) in enumerate(zip(rows, self._places, strict=True))
            ]
        )
        self._heads.update()
        self.setFixedHeight(_HEAD + self.lines.height() if rows else 0)
        self.setVisible(bool(rows))
        self.setAccessibleName("\n".join("，".join(row) for row in rows))

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def _open(self, at: int) -> None:
        place = self._places[at]
        if place is not None:
            self.opened.emit(place.kind, place.id)


def _flag(right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
