"""Text in a role of the theme, and the figure that opens its evidence."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from csmdesk.ui.theme import Scale, Theme
from csmdesk.ui.widgets.crisp import crisp, draw_rule, stroke
from csmdesk.ui.widgets.focus import Ringed, is_press

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
}


class Label(QLabel):
    """A line of text, elided when it does not fit; with ``wrap`` a paragraph."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        scale: Scale = "body",
        bold: bool | None = None,
        role: str = "t1",
        align: str = "left",
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._role = role
        self._scale: Scale = scale
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(scale, bold=bold))
        self.setAlignment(_ALIGN[align])
        self.setWordWrap(wrap)
        if not wrap:
            self.setFixedHeight(theme.line_height(scale))
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._recolour()
        theme.changed.connect(self._recolour)

    def set_role(self, role: str) -> None:
        """Show the text in another role."""
        if role != self._role:
            self._role = role
            self._recolour()

    def _recolour(self) -> None:
        self.setPalette(self._theme.palette(WindowText=self._role))

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics = self.fontMetrics()
        if not self._elide or metrics.horizontalAdvance(self.text()) <= self.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self._theme.colour(self._role))
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment(), text)
        painter.end()


class FigureLabel(Ringed, QWidget):
    """A figure with a dotted underline (the only underline there is): click or Enter opens its evidence."""

    opened = Signal()

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        scale: Scale = "body",
        bold: bool | None = None,
        role: str = "t1",
        align: str = "left",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = text
        self._scale: Scale = scale
        self._bold = bold
        self._role = role
        self._right = align == "right"
        self._openable = True
        self._hover = False
        self.setFixedHeight(theme.line_height(scale) + 2)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str, *, role: str = "t1", openable: bool = True) -> None:
        """Show another figure; one that is not ``openable`` is plain text."""
        self._text = text
        self._role = role
        self._openable = openable
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if openable else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if openable else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """The figure as shown."""
        return self._text

    def sizeHint(self) -> QSize:
        metrics = self._theme.metrics(self._scale, bold=self._bold)
        return QSize(metrics.horizontalAdvance(self._text), self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def ring_box(self) -> tuple[Theme, QRect] | None:
        if not self._openable:
            return None
        width = self.sizeHint().width()
        left = self.width() - width if self._right else 0
        return self._theme, QRect(left, 2, width, self.height() - 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = self._theme.metrics(self._scale, bold=self._bold)
        painter.setFont(self._theme.font(self._scale, bold=self._bold))
        painter.setPen(self._theme.colour(self._role))
        width = metrics.horizontalAdvance(self._text)
        left = self.width() - width if self._right else 0
        base = 1 + (self.height() - 2 - metrics.height()) // 2 + metrics.ascent()
        painter.drawText(QPointF(left, base), self._text)
        if self._openable:
            underline(painter, self._theme, left, base + 3, width, solid=self._hover)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self._openable and event.button() == Qt.MouseButton.LeftButton and inside:
            self.opened.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._openable and is_press(event):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


def underline(
    painter: QPainter, theme: Theme, x: float, y: float, width: float, *, solid: bool = False
) -> None:
    """Draw the dotted line under a figure; solid in the accent while the pointer is over it."""
    if solid:
        draw_rule(painter, theme, "accent", x, y, width)
        return
    dot = stroke(painter)
    pen = QPen(theme.colour("control"), dot)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1, 1])
    corner = crisp(painter, QRectF(x, y, width, 1)).topLeft()
    was = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    middle = corner.y() + dot / 2
    painter.drawLine(QPointF(corner.x(), middle), QPointF(corner.x() + width, middle))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, was)
