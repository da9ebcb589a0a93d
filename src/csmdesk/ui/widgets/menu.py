"""A menu drawn from the theme: rounded, its check marks from our own icons, shortcuts in grey."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from csmdesk.ui.actions import Action
from csmdesk.ui.theme import RADIUS_CARD, RADIUS_SMALL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon, draw_rule

_SIZES = """
QMenu { border: none; padding: 4px; background: transparent; }
QMenu::item { padding: 4px 16px 4px 30px; }
QMenu::separator { height: 9px; }
QMenu::indicator { width: 0px; }
QMenu::icon { width: 0px; }
"""
"""What Qt measures the rows by; nothing of it is drawn by Qt."""
_TEXT = 30
_ICON = 14


class Menu(QMenu):
    """A ``QMenu`` in our look; the property "icon_name" of an action is the name of one of our icons."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowFlags(
            self.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        )
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFont(theme.font())
        self.setStyleSheet(_SIZES)
        self.setToolTipsVisible(True)

    def add(self, action: Action) -> QAction:
        """Offer something to do, with its key; where it cannot be done now its tooltip says why."""
        entry = self.addAction(f"{action.text}\t{action.shortcut}" if action.shortcut else action.text)
        entry.setProperty("icon_name", action.icon)
        entry.setEnabled(not action.why_not)
        entry.setToolTip(action.why_not)
        entry.triggered.connect(action.run)
        return entry

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, self._theme, box, RADIUS_CARD, ground="surface", border="control")
        for action in self.actions():
            if action.isVisible():
                self._draw(painter, action, QRectF(self.actionGeometry(action)))
        painter.end()

    def _draw(self, painter: QPainter, action: QAction, box: QRectF) -> None:
        theme = self._theme
        if action.isSeparator():
            draw_rule(painter, theme, "line", box.left() + 8, box.center().y(), box.width() - 16)
            return
        on = action.isEnabled()
        if on and action is self.activeAction():
            draw_box(painter, theme, box, RADIUS_SMALL, ground="sel")
        middle = box.center().y()
        icon = (
            "check"
            if action.isCheckable() and action.isChecked()
            else str(action.property("icon_name") or "")
        )
        if icon:
            role = "accent" if action.isCheckable() else "t2"
            draw_icon(painter, theme, icon, role if on else "t4", box.left() + 9, middle - _ICON / 2, _ICON)
        words, _, shortcut = action.text().partition("\t")
        text = box.adjusted(_TEXT, 0, -12, 0)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1" if on else "t4"))
        plain = words.replace("&&", "\0").replace("&", "").replace("\0", "&")
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, plain)
        shortcut = shortcut or action.shortcut().toString()
        if shortcut:
            painter.setPen(theme.colour("t3" if on else "t4"))
            painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shortcut)
        if action.menu() is not None:
            draw_icon(painter, theme, "right", "t2" if on else "t4", box.right() - 18, middle - 6, 12)
