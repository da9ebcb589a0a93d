"""The accounts whose score would be another, and how many would be in each band."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QWidget

from csmdesk.domain.health import Band
from csmdesk.metrics import display
from csmdesk.services.health_model_preview import Preview
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.shapes import StatusShape, draw_shape

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter

BANDS = (Band.RED, Band.YELLOW, Band.GREEN, Band.UNSCORED)


class MoveLine(NamedTuple):
    """An account of the preview in words; ``key`` is its id as text."""

    key: str
    name: str
    before: str
    after: str
    mark_before: str
    mark_after: str
    words: str


def move_lines(found: Preview, names: dict[Band, str]) -> list[MoveLine]:
    """The accounts of a preview; ``names`` of the bands are read out."""
    return [
        MoveLine(
            str(move.account_id),
            move.name,
            display.health(move.before, found.bands_before),
            display.health(move.after, found.bands_after),
            move.band_before.value,
            move.band_after.value,
            f"{names[move.band_before]} → {names[move.band_after]}"
            if move.changes_band
            else names[move.band_after],
        )
        for move in found.moves
    ]


class MoveRows(RowList):
    """Account, band and score now, band and score then; the score then opens how it comes about."""

    row_height = 30
    separators = True
    spoken = ("name", "words", "before", "after")
    _SCORE, _MARK = 48, 18

    def draw(self, painter: QPainter, item: MoveLine, box: QRect) -> None:
        theme = self.theme
        right = box.right() + 1 - self._SCORE
        middle = box.center().y() - 4
        draw_shape(painter, theme, item.mark_after, right - self._MARK, middle)
        arrow = QRect(right - self._MARK - 24, box.top(), 24, box.height())
        painter.setPen(theme.colour("t3"))
        painter.drawText(arrow, _CENTRE, "→")
        left = arrow.left() - self._SCORE
        painter.setPen(theme.colour("t2"))
        painter.drawText(QRect(left, box.top(), self._SCORE, box.height()), _RIGHT, item.before)
        draw_shape(painter, theme, item.mark_before, left - self._MARK + 4, middle)
        room = left - self._MARK - 8
        painter.setPen(theme.colour("t1"))
        name = theme.metrics().elidedText(item.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(0, box.top(), room, box.height()), _LEFT, name)

    def figure_text(self, item: MoveLine) -> str:
        return item.after


class BandCounts(QWidget):
    """How many accounts are in each band, now and then."""

    def __init__(self, theme: Theme, names: dict[Band, str]) -> None:
        super().__init__()
        self._labels: dict[Band, tuple[Label, Label, Label]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 8)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(5, 1)
        marks = []
        for row, band in enumerate(BANDS):
            mark = StatusShape(theme)
            marks.append((mark, band.value))
            labels = (
                Label(theme, align="right"),
                Label(theme, "→", role="t3"),
                Label(theme, bold=True, align="right"),
            )
            grid.addWidget(mark, row, 0)
            grid.addWidget(Label(theme, names[band]), row, 1)
            for column, label in enumerate(labels, 2):
                label.setMinimumWidth(36 if column != 3 else 0)
                grid.addWidget(label, row, column)
            self._labels[band] = labels
        for mark, shape in marks:
            mark.set_shape(shape)

    def show_preview(self, found: Preview) -> None:
        """Show the numbers; what does not change has only one."""
        for band, (before, arrow, after) in self._labels.items():
            old, new = found.before.get(band, 0), found.after.get(band, 0)
            before.setText(f"{old:,}")
            after.setText(f"{new:,}")
            arrow.setVisible(old != new)
            after.setVisible(old != new)
