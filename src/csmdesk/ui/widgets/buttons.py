"""Buttons: plain, primary, flat, link; with an icon, a key hint or a menu's arrow."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from csmdesk.ui.theme import CONTROL, RADIUS_CONTROL, RADIUS_SMALL, Scale, Theme
from csmdesk.ui.widgets.focus import RING, by_keyboard, draw_ring

Kind = Literal["plain", "primary", "flat", "link"]

_ICON = 16
_ARROW = 12
_PADDING = 10
_GAP = 7


class Button(QAbstractButton):
    """A button drawn from the theme.

    ``hint`` is its key, shown in a small frame; ``caption`` stands in grey before the text; ``small`` is 12
    text; ``arrow`` says that something opens below. ``set_menu`` opens a menu there. A disabled button says
    why in its tooltip.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        kind: Kind = "plain",
        icon: str = "",
        hint: str = "",
        caption: str = "",
        small: bool = False,
        arrow: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind: Kind = kind
        self._scale: Scale = "small" if small else "body"
        self._height = theme.line_height("small") + 4 if small else CONTROL
        self._icon = icon
        self._hint = hint
        self._caption = caption
        self._menu: QMenu | None = None
        self._arrow = arrow
        self._ring = False
        self.setText(text)
        self.setFont(theme.font(self._scale))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_menu(self, menu: QMenu) -> None:
        """Open ``menu`` below the button when it is pressed; the button takes the menu over."""
        menu.setParent(self, menu.windowFlags())
        if self._menu is None:
            self.clicked.connect(self._open_menu)
            self._theme.changed.connect(self._restyle_menu)
        self._menu = menu
        self._arrow = bool(self.text())
        self._restyle_menu()
        self.updateGeometry()

    def set_caption(self, caption: str) -> None:
        """The grey words before the text."""
        self._caption = caption
        self.updateGeometry()
        self.update()

    def set_icon_name(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def _restyle_menu(self) -> None:
        if self._menu is not None:
            self._menu.setStyleSheet(self._theme.menu_style)

    def _open_menu(self) -> None:
        if self._menu is not None:
            corner = self.mapToGlobal(QPoint(RING, self.height()))
            width = self._menu.sizeHint().width()
            edge = self.window().mapToGlobal(QPoint(self.window().width() - RING, 0)).x()
            if corner.x() + width > edge:  # at the right edge of the window it opens to the left
                corner.setX(self.mapToGlobal(QPoint(self.width() - RING, 0)).x() - width)
            self._menu.popup(corner)

    # --- size -----------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        metrics = self._theme.metrics(self._scale)
        parts: list[int] = []
        if self._icon:
            parts.append(_ICON)
        if self._caption:
            parts.append(metrics.horizontalAdvance(self._caption))
        if self.text():
            parts.append(metrics.horizontalAdvance(self.text()))
        if self._hint:
            parts.append(self._hint_width())
        if self._arrow:
            parts.append(_ARROW)
        inside = (
            0
            if self._kind == "link"
            else (CONTROL - _ICON) // 2
            if len(parts) == 1 and self._icon
            else _PADDING
        )
        return QSize(sum(parts) + _GAP * (len(parts) - 1) + 2 * (inside + RING), self._height + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _hint_width(self) -> int:
        return max(16, self._theme.metrics("small").horizontalAdvance(self._hint) + 8)

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isEnabled()
        hover = on and self.underMouse()
        box = QRectF(self.rect()).adjusted(RING + 0.5, RING + 0.5, -RING - 0.5, -RING - 0.5)
        text_role = self._draw_ground(painter, box, hover)
        icon_role = text_role if self._kind in {"primary", "link"} or not on else "t2"
        x = RING + (0 if self._kind == "link" else _PADDING)
        middle = self.height() / 2
        if self._icon and not self.text():
            x = round((self.width() - _ICON) / 2)
        if self._icon:
            pixmap = theme.pixmap(self._icon, icon_role, _ICON, self.devicePixelRatioF())
            painter.drawPixmap(QPoint(x, round(middle - _ICON / 2)), pixmap)
            x += _ICON + _GAP
        for text, role in ((self._caption, "t3" if on else "t4"), (self.text(), text_role)):
            if text:
                painter.setFont(theme.font(self._scale))
                painter.setPen(theme.colour(role))
                width = theme.metrics(self._scale).horizontalAdvance(text)
                painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
                if self._kind == "link" and hover:
                    base = middle + theme.metrics(self._scale).ascent() / 2 + 1.5
                    painter.drawLine(
                        QRectF(x, base, width, 0).topLeft(), QRectF(x, base, width, 0).topRight()
                    )
                x += width + _GAP
        if self._hint:
            self._draw_hint(painter, x, middle)
            x += self._hint_width() + _GAP
        if self._arrow:
            pixmap = theme.pixmap("down", "t2" if on else "t4", _ARROW, self.devicePixelRatioF())
            painter.drawPixmap(QPoint(x, round(middle - _ARROW / 2)), pixmap)
        if self._ring and self.hasFocus():
            draw_ring(painter, self, theme)
        painter.end()

    def _draw_ground(self, painter: QPainter, box: QRectF, hover: bool) -> str:
        """Draw the ground and the border; the role of the text on it."""
        theme = self._theme
        on = self.isEnabled()
        pressed = on and (self.isDown() or self.isChecked())
        if self._kind == "link":
            return "accent" if on else "t4"
        if self._kind == "primary" and on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accfill"))
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), RADIUS_CONTROL, RADIUS_CONTROL)
            if hover or pressed:
                painter.setPen(theme.pen("accent"))
                painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
            return "onacc"
        if self._kind == "flat":
            if pressed or hover:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("sel" if pressed else "hover"))
                painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
            return "t1" if on else "t4"
        border = "line" if not on else "accline" if pressed else "control" if hover else "line2"
        painter.setPen(theme.pen(border))
        painter.setBrush(theme.colour("sel" if pressed else "surface"))
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        return "t1" if on else "t4"

    def _draw_hint(self, painter: QPainter, x: float, middle: float) -> None:
        theme = self._theme
        box = QRectF(x + 0.5, middle - 8.5, self._hint_width() - 1, 17)
        filled = self._kind == "primary" and self.isEnabled()
        painter.setPen(theme.pen("onacc" if filled else "line2"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("onacc" if filled else "t3"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._hint)

    # --- focus ----------------------------------------------------------------------------------------------

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
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
        super().changeEvent(event)
