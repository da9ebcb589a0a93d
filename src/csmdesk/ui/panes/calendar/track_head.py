"""The head of a contract's track: shape, account, number, value, end; a button that opens the account."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csmdesk.services.contract_track import Track
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.focus import Ringed, is_press
from csmdesk.ui.widgets.label import Label, underline
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_GAP = 10


class TrackTitle(Ringed, QWidget):
    """Shape and account in bold, then number, value (a figure that opens its evidence) and end.

    Where they do not fit beside the name they stand below it; the end, which the facts of the contract say
    too, is left out where even that is too narrow.
    """

    figure_opened = Signal(QRect)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._mark = self._name = self._code = self._value = self._rest = ""
        self._hover = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_track(self, track: Track, spoken: str) -> None:
        """Show another contract; ``spoken`` is its mark in words."""
        value, _, rest = track.head.partition("  ")
        self._mark, self._name, self._code = track.mark, track.account, track.code
        self._value, self._rest = value, rest
        self.setAccessibleName(" ".join((self._name, spoken, self._code, value, rest)))
        self.setToolTip(f"{self._name} {self._code}")
        self.updateGeometry()
        self.update()

    # --- where everything stands ----------------------------------------------------------------------------

    def _small(self) -> QFontMetrics:
        return self._theme.metrics("small")

    def _lead(self) -> int:
        return SIZE + _GAP

    def _facts_width(self) -> int:
        small = self._small()
        parts = (self._code, self._value, self._rest)
        return sum(small.horizontalAdvance(part) for part in parts) + _GAP * (len(parts) - 1)

    def _fits(self, width: int) -> bool:
        name = self._theme.metrics("head").horizontalAdvance(self._name)
        return self._lead() + name + _GAP + self._facts_width() <= width

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._theme.line_height("head") + (0 if self._fits(width) else 20)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._theme.line_height("head"))

    def _places(self) -> tuple[float, list[tuple[str, float, int]]]:
        """The base line of the facts, and each with its left edge and width."""
        head, small = self._theme.metrics("head"), self._small()
        base = (self._theme.line_height("head") - head.height()) / 2 + head.ascent()
        left: float = self._lead()
        if self._fits(self.width()):
            left += head.horizontalAdvance(self._name) + _GAP
        else:
            base += 20
        found = []
        for part in (self._code, self._value, self._rest):
            width = small.horizontalAdvance(part)
            if part is not self._rest or left + width <= self.width():
                found.append((part, left, width))
            left += width + _GAP
        return base, found

    def _figure_box(self) -> QRect:
        base, places = self._places()
        _, left, width = places[1]
        ascent = self._small().ascent()
        return QRect(round(left), round(base) - ascent, width, self._small().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.line_height("head")
        if self._mark:
            draw_shape(painter, theme, self._mark, 0, (line - SIZE) / 2)
        head = theme.metrics("head")
        painter.setFont(theme.font("head"))
        painter.setPen(theme.colour("t1"))
        room = QRectF(self._lead(), 0, self.width() - self._lead(), line)
        name = head.elidedText(self._name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(theme.font("small"))
        base, places = self._places()
        for index, (part, left, width) in enumerate(places):
            painter.setPen(theme.colour("t2" if index == 1 else "t3"))
            painter.drawText(QPointF(left, base), part)
            if index == 1:
                underline(painter, theme, left, base + 3, width, solid=self._hover)
        painter.end()

    def ring_box(self) -> tuple[Theme, QRect] | None:
        return self._theme, self._figure_box()

    # --- pointer and keys -----------------------------------------------------------------------------------

    def _open(self) -> None:
        box = self._figure_box()
        self.figure_opened.emit(QRect(self.mapToGlobal(box.topLeft()), box.size()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hover = self._figure_box().adjusted(-4, -3, 4, 5).contains(event.position().toPoint())
        if hover != self._hover:
            self._hover = hover
            self.setCursor(Qt.CursorShape.PointingHandCursor if hover else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: object) -> None:
        self._hover = False
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._hover and event.button() == Qt.MouseButton.LeftButton:
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_press(event):
            self._open()
        else:
            super().keyPressEvent(event)


class TrackHead(QWidget):
    """``open_asked()`` is the button, ``figure_opened(place)`` the value."""

    open_asked = Signal()
    figure_opened = Signal(QRect)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._marks = {
            "red": self.tr("红"),
            "yellow": self.tr("黄"),
            "green": self.tr("绿"),
            "unscored": self.tr("未评"),
            "renewed": self.tr("已续"),
            "lost": self.tr("未续"),
        }
        self.title = TrackTitle(theme)
        self.facts = Label(theme, scale="small", role="t3", wrap=True)
        self.open_button = Button(theme, self.tr("打开"), hint="O")
        self.open_button.clicked.connect(self.open_asked)
        self.title.figure_opened.connect(self.figure_opened)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.title, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 12, INSET, 8)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.facts)

    def show_track(self, track: Track) -> None:
        """Show another contract."""
        self.title.show_track(track, self._marks.get(track.mark, ""))
        self.facts.setText(track.facts)
        self.open_button.setToolTip(self.tr("打开客户：{name}").format(name=track.account))
        self.open_button.setAccessibleName(self.tr("打开客户：{name}").format(name=track.account))
