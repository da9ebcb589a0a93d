"""Buttons: plain, primary, danger, flat, link; with an icon, a key hint or a menu's arrow."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from csmdesk.ui.theme import CONTROL, RADIUS_CONTROL, Scale, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon, draw_rule
from csmdesk.ui.widgets.focus import RING, Ringed, draw_ring, is_enter
from csmdesk.ui.widgets.key_hint import draw_hint, hint_width

Kind = Literal["plain", "primary", "danger", "flat", "link"]

_ICON = 16
_ARROW = 12
_PADDING = 10
_GAP = 7


class Button(Ringed, QAbstractButton):
    """A button drawn from the theme.

    ``hint`` is its key, shown in a small frame; ``caption`` stands in grey before the text; ``small`` is 12
    text; ``arrow`` says that something opens below. ``set_menu`` opens a menu there. A disabled button says
    why in its tooltip (``set_why_not``). ``danger`` is for what cannot be undone.
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
        self._tip: str | None = None
        self.setText(text)
        self.setFont(theme.font(self._scale))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_menu(self, menu: QMenu) -> None:
        """Open ``menu`` below the button when it is pressed; the button owns it."""
        menu.setParent(self, menu.windowFlags())
        if self._menu is None:
            self.clicked.connect(self._open_menu)
        self._menu = menu
        self._arrow = bool(self.text())
        self.updateGeometry()

    def set_caption(self, caption: str) -> None:
        """The grey words before the text."""
        self._caption = caption
        self.updateGeometry()
        self.update()

    def set_icon_name(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_hint(self, hint: str) -> None:
        """Show another key; '' shows none."""
        self._hint = hint
        self.updateGeometry()
        self.update()

    @property
    def kind(self) -> Kind:
        """What kind of button it is."""
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Make it another kind of button."""
        self._kind = kind
        self.update()

    def set_why_not(self, reason: str) -> None:
        """Disable the button and say why in its tooltip; with '' it can be pressed again."""
        if reason and self._tip is None:
            self._tip = self.toolTip()
        if not reason and self._tip is not None:
            self.setToolTip(self._tip)
            self._tip = None
        elif reason:
            self.setToolTip(reason)
        self.setAccessibleDescription(reason)
        self.setEnabled(not reason)

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
            parts.append(hint_width(self._theme, self._hint))
        if self._arrow:
            parts.append(_ARROW)
        inside = (
            -RING
            if self._kind == "link"
            else (CONTROL - _ICON) // 2
            if len(parts) == 1 and self._icon
            else _PADDING
        )
        return QSize(sum(parts) + _GAP * (len(parts) - 1) + 2 * (inside + RING), self._height + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isEnabled()
        hover = on and self.underMouse()
        text_role = self._draw_ground(painter, hover)
        icon_role = text_role if self._kind in {"primary", "danger", "link"} or not on else "t2"
        x = 0 if self._kind == "link" else RING + _PADDING
        middle = self.height() / 2
        if self._icon and not self.text():
            x = round((self.width() - _ICON) / 2)
        if self._icon:
            draw_icon(painter, theme, self._icon, icon_role, x, middle - _ICON / 2, _ICON)
            x += _ICON + _GAP
        metrics = theme.metrics(self._scale)
        for text, role in ((self._caption, "t3" if on else "t4"), (self.text(), text_role)):
            if text:
                painter.setFont(theme.font(self._scale))
                painter.setPen(theme.colour(role))
                width = metrics.horizontalAdvance(text)
                painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
                if self._kind == "link" and hover:
                    base = (self.height() - metrics.height()) / 2 + metrics.ascent() + 2
                    draw_rule(painter, theme, role, x, base, width)
                x += width + _GAP
        if self._hint:
            x = self._draw_hint(painter, x, middle)
        if self._arrow:
            draw_icon(painter, theme, "down", "t2" if on else "t4", x, middle - _ARROW / 2, _ARROW)
        if self.ring and self._kind != "link":
            if self._kind == "primary":
                # The ring has the colour of the button: a line of the text's colour tells them apart.
                inner = QRectF(self.rect()).adjusted(2, 2, -2, -2)
                draw_box(painter, theme, inner, RADIUS_CONTROL - 1, border="onacc")
            draw_ring(painter, self, theme)
        painter.end()

    def ring_box(self) -> tuple[Theme, QRect] | None:
        return (self._theme, self.rect().adjusted(0, 5, 0, -5)) if self._kind == "link" else None

    def _draw_hint(self, painter: QPainter, x: int, middle: float) -> int:
        filled = self._kind == "primary" and self.isEnabled()
        border, role = ("onacc", "onacc") if filled else ("line2", "t3" if self.isEnabled() else "t4")
        right = x + hint_width(self._theme, self._hint)
        draw_hint(painter, self._theme, self._hint, right, middle, role=role, border=border)
        return right + _GAP

    def _draw_ground(self, painter: QPainter, hover: bool) -> str:
        """Draw the ground and the border; the role of the text on it."""
        theme = self._theme
        on = self.isEnabled()
        pressed = on and (self.isDown() or self.isChecked())
        box = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        if self._kind == "link":
            return "accent" if on else "t4"
        if self._kind == "primary" and on:
            border = "t1" if pressed else "accline" if hover else ""
            draw_box(painter, theme, box, RADIUS_CONTROL, ground="accfill", border=border)
            return "onacc"
        if self._kind == "flat":
            if pressed or hover:
                draw_box(painter, theme, box, RADIUS_CONTROL, ground="sel" if pressed else "hover")
            return "t1" if on else "t4"
        if self._kind == "danger" and on:
            ground = "redbg" if hover or pressed else "surface"
            draw_box(painter, theme, box, RADIUS_CONTROL, ground=ground, border="redt" if pressed else "red")
            return "redt"
        border = "line" if not on else "accline" if pressed else "control" if hover else "line2"
        draw_box(painter, theme, box, RADIUS_CONTROL, ground="sel" if pressed else "surface", border=border)
        return "t1" if on else "t4"

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
        super().changeEvent(event)
