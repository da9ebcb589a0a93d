"""The panes at the left: icon, name and the digit that opens each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from csmdesk.ui.theme import NAVIGATION, NAVIGATION_ENTRY, NAVIGATION_NARROW, RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.focus import by_keyboard


class _Entry(QAbstractButton):
    """One pane."""

    def __init__(self, theme: Theme, icon: str, name: str, digit: int) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._digit = digit
        self._ring = False
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  Ctrl+{digit}")
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(NAVIGATION_ENTRY)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(NAVIGATION - 16, NAVIGATION_ENTRY)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sel" if on else "hover"))
            painter.drawRoundedRect(self.rect(), RADIUS_CONTROL, RADIUS_CONTROL)
        pixmap = theme.pixmap(self._icon, "accent" if on else "t2", 16, self.devicePixelRatioF())
        painter.drawPixmap(8, (self.height() - 16) // 2, pixmap)
        if self.width() > NAVIGATION_NARROW:
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setFont(theme.font(bold=on))
            painter.setPen(theme.colour("t1" if on else "t2"))
            words = theme.metrics(bold=on).elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self.width() - 60
            )
            painter.drawText(self.rect().adjusted(34, 0, 0, 0), middle, words)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t3"))
            right = middle | Qt.AlignmentFlag.AlignRight
            painter.drawText(self.rect().adjusted(0, 0, -8, 0), right, str(self._digit))
        if self._ring and self.hasFocus():
            painter.setPen(theme.pen("accent", 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL
            )
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
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
        self._column.setContentsMargins(8, 10, 8, 8)
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

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only."""
        self.setFixedWidth(NAVIGATION_NARROW + 16 if narrow else NAVIGATION)

    @property
    def stop(self) -> QWidget:
        """Where F6 puts the focus."""
        return self._group.checkedButton() or self._group.button(0)
