"""The panes at the left: icon, name and the digit that opens each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from csmdesk.ui.theme import NAVIGATION, NAVIGATION_ENTRY, NAVIGATION_NARROW, RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon
from csmdesk.ui.widgets.focus import Ringed, draw_ring, is_enter

_EDGE = 8
_DIGIT = 20
"""The digit stands in so much room at the right edge, what is due before it."""


class _Entry(Ringed, QAbstractButton):
    """One pane, and how much is due in it."""

    def __init__(self, theme: Theme, icon: str, name: str, digit: int) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._digit = digit
        self._due = 0
        self.setText(name)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(NAVIGATION_ENTRY)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_due(0)

    def set_due(self, count: int) -> None:
        """Show how much is due; nothing when nothing is."""
        self._due = count
        told = self.tr("{name}，待办 {n} 项").format(name=self.text(), n=count) if count else self.text()
        self.setAccessibleName(told)
        self.setToolTip(f"{told}  Ctrl+{self._digit}")
        self.update()

    @property
    def due(self) -> int:
        """How much is due."""
        return self._due

    def sizeHint(self) -> QSize:
        return QSize(NAVIGATION - 2 * _EDGE, NAVIGATION_ENTRY)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on or self.underMouse():
            draw_box(painter, theme, QRectF(self.rect()), RADIUS_CONTROL, ground="sel" if on else "hover")
        wide = self.width() > NAVIGATION_NARROW
        left = _EDGE if wide else (self.width() - 16) / 2
        draw_icon(painter, theme, self._icon, "accent" if on else "t2", left, (self.height() - 16) / 2)
        if wide:
            self._draw_words(painter, on)
        elif self._due:
            # No room for a number: a dot says that there is one, the tooltip which.
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(QRectF(left + 14, self.height() / 2 - 11, 5, 5))
        if self.ring:
            draw_ring(painter, self, theme)
        painter.end()

    def _draw_words(self, painter: QPainter, on: bool) -> None:
        theme, middle = self._theme, Qt.AlignmentFlag.AlignVCenter
        right = middle | Qt.AlignmentFlag.AlignRight
        edge = self.width() - _EDGE
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        painter.drawText(QRect(edge - _DIGIT, 0, _DIGIT, self.height()), right, str(self._digit))
        edge -= _DIGIT
        if self._due:
            due = str(self._due)
            width = theme.metrics().horizontalAdvance(due) + 1
            painter.setFont(theme.font())
            painter.setPen(theme.colour("t2"))
            painter.drawText(QRect(edge - width, 0, width, self.height()), right, due)
            edge -= width + _EDGE
        painter.setFont(theme.font(bold=on))
        painter.setPen(theme.colour("t1" if on else "t2"))
        words = theme.metrics(bold=on).elidedText(self.text(), Qt.TextElideMode.ElideRight, edge - 34)
        painter.drawText(self.rect().adjusted(34, 0, 0, 0), middle, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        self.update()
        super().changeEvent(event)


class Navigation(QWidget):
    """Emits ``chosen(index)``; ↑ and ↓ move between the panes."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, entries: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        """``entries`` are icon and name of each pane."""
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_EDGE, 10, _EDGE, _EDGE)
        self._column.setSpacing(2)
        for index, (icon, name) in enumerate(entries):
            entry = _Entry(theme, icon, name, index + 1)
            self._group.addButton(entry, index)
            self._column.addWidget(entry)
        self._column.addStretch(1)
        self.setFixedWidth(NAVIGATION)

    def set_current(self, index: int) -> None:
        """Mark a pane as the one that is shown."""
        button = self._group.button(index)
        if button is not None:
            button.setChecked(True)

    def set_due(self, index: int, count: int) -> None:
        """Show how much is due in a pane."""
        entry = self._group.button(index)
        if isinstance(entry, _Entry):
            entry.set_due(count)

    def due(self, index: int) -> int:
        """How much is due in a pane, as it is shown."""
        entry = self._group.button(index)
        return entry.due if isinstance(entry, _Entry) else 0

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only."""
        self.setFixedWidth(NAVIGATION_NARROW if narrow else NAVIGATION)

    @property
    def stop(self) -> QWidget:
        """Where F6 puts the focus."""
        return self._group.checkedButton() or self._group.button(0)
