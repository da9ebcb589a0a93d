"""How a page and what can be opened on it are drawn."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from csmdesk.ui.panes.review.sheets import Mark
from csmdesk.ui.theme import RADIUS_SMALL, Theme

_LINE = 0.95
"""Where the line under a figure runs in its box: clear of the digits, above the words of the next line."""


def paper(theme: Theme) -> QColor:
    """The colour of the sheets: white by day, and a sheet in dim light while the window is dark."""
    if not theme.dark:
        return theme.colour("paper")
    light, dim = theme.colour("t1"), theme.colour("t2")
    return QColor(
        (light.red() + 2 * dim.red()) // 3,
        (light.green() + 2 * dim.green()) // 3,
        (light.blue() + 2 * dim.blue()) // 3,
    )


def paint_page(painter: QPainter, theme: Theme, sheet: QRectF, picture: QImage | None) -> None:
    """Draw a sheet with its picture; without one it is blank until the picture comes."""
    painter.fillRect(sheet, paper(theme))
    if picture is not None:
        ratio = painter.device().devicePixelRatio()
        # Multiplied with the paper, white takes its tint and print stays as dark as it is.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        wide, high = sheet.width() * ratio, sheet.height() * ratio
        if abs(picture.width() - wide) <= 1 and abs(picture.height() - high) <= 1:
            picture.setDevicePixelRatio(ratio)
            painter.drawImage(sheet.topLeft(), picture)
        else:
            picture.setDevicePixelRatio(1.0)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setPen(theme.pen("line2"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(sheet.adjusted(-0.5, -0.5, 0.5, 0.5))


def paint_marks(
    painter: QPainter,
    theme: Theme,
    marks: Iterable[tuple[int, Mark, QRectF]],
    *,
    hover: int,
    selected: int,
    current: int,
) -> None:
    """Draw the underlines of figures and the frames of what is hovered, selected or has the focus.

    Paper is light in both themes, so what stands on it is drawn in the colours that also carry white text.
    """
    lines: list[tuple[QPointF, QPointF]] = []
    accent = theme.colour("accfill")
    for position, mark, box in marks:
        if position in {selected, current}:
            _frame(painter, accent, box, filled=position == selected, wide=position == current)
            continue
        if mark.area:
            if position == hover:
                _frame(painter, accent, box, filled=True, wide=False)
            continue
        y = round(box.top() + _LINE * box.height()) + 0.5
        ends = QPointF(box.left(), y), QPointF(box.right(), y)
        if position == hover:
            painter.setPen(QPen(accent, 1))
            painter.drawLine(*ends)
        else:
            lines.append(ends)
    pen = QPen(theme.colour("control"), 1)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1, 1])
    painter.setPen(pen)
    for ends in lines:
        painter.drawLine(*ends)


def _frame(painter: QPainter, accent: QColor, box: QRectF, *, filled: bool, wide: bool) -> None:
    ground = QColor(accent)
    ground.setAlphaF(0.12)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(accent, 2 if wide else 1))
    painter.setBrush(ground if filled else QColor(Qt.GlobalColor.transparent))
    # A pixel of air around the words, the line itself on whole pixels.
    around = QRectF(box.adjusted(-3, -1, 3, 1).toAlignedRect())
    painter.drawRoundedRect(around.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_SMALL, RADIUS_SMALL)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
