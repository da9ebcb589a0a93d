"""The roles of colour and the icons, as the theme gives them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Text
from csmdesk.paths import resource
from csmdesk.ui.gallery.cells import Cell, Family, Look, Make, Row, shown
from csmdesk.ui.theme import RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon

_GROUNDS = ("window", "surface", "inset", "hover", "sel", "redbg", "amberbg", "greenbg", "track")
_TEXTS = ("t1", "t2", "t3", "t4", "accent", "redt", "ambert", "greent", "onacc")
_SHAPES = ("line", "line2", "control", "accline", "accfill", "red", "amber", "green", "ink")


_IN_A_LINE = 24


class _Swatch(QWidget):
    """A role: as a ground with text on it, or as a text on ``surface``."""

    def __init__(self, theme: Theme, role: str, *, text: bool) -> None:
        super().__init__()
        self._theme = theme
        self._role = role
        self._text = text
        self.setFixedSize(72, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        ground = ("accfill" if self._role == "onacc" else "surface") if self._text else self._role
        box = QRectF(self.rect())
        draw_box(painter, theme, box, RADIUS_CONTROL, ground=ground, border="line")
        if self._text:
            painter.setFont(theme.font())
            painter.setPen(theme.colour(self._role))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "客户 Aa")
        painter.end()


class _Icons(QWidget):
    """All icons in one size."""

    def __init__(self, theme: Theme, size: int, role: str) -> None:
        super().__init__()
        self._theme = theme
        self._size = size
        self._role = role
        self._names = sorted(file.stem for file in resource("icons").glob("*.svg"))

    def sizeHint(self) -> QSize:
        lines = -(-len(self._names) // _IN_A_LINE)
        return QSize(_IN_A_LINE * (self._size + 16), lines * (self._size + 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        step = self._size + 16
        for place, name in enumerate(self._names):
            line, column = divmod(place, _IN_A_LINE)
            draw_icon(painter, self._theme, name, self._role, column * step, line * step + 8, self._size)
        painter.end()


def _swatch(role: str, *, text: bool = False) -> Make:
    def make(look: Look) -> QWidget:
        return _Swatch(look.theme, role, text=text)

    return make


def _icons(size: int, role: str) -> Make:
    def make(look: Look) -> QWidget:
        icons = _Icons(look.theme, size, role)
        icons.setMinimumSize(icons.sizeHint())
        return icons

    return make


def family() -> Family:
    """The page of colours and icons."""
    return Family(
        "colours",
        Text("颜色与图标", "Colours and icons"),
        (
            Row(Text("底色", "Grounds"), tuple(shown(Text(r, r), _swatch(r)) for r in _GROUNDS)),
            Row(Text("文字", "Text"), tuple(shown(Text(r, r), _swatch(r, text=True)) for r in _TEXTS)),
            Row(Text("线与形状", "Lines, shapes"), tuple(shown(Text(r, r), _swatch(r)) for r in _SHAPES)),
            Row(
                Text("图标", "Icons"),
                tuple(
                    Cell(_icons(size, role), Text(f"{size}, {role}", f"{size}, {role}"))
                    for size, role in ((16, "t2"), (14, "t3"), (12, "t2"), (16, "accent"), (16, "t4"))
                ),
            ),
        ),
    )
