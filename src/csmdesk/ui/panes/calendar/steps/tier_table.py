"""A volume priced both ways side by side: by band and on the whole, tier by tier, with the sums."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.domain.quote import Quote
from csmdesk.metrics import display
from csmdesk.ui.panes.calendar.steps.amount_words import amount_words
from csmdesk.ui.theme import RADIUS_CARD, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon, draw_rule
from csmdesk.ui.widgets.focus import Ringed, draw_ring_around, stepped

_PAD, _LINE, _SMALL = 10, 22, 18
_GAP = 8
_MARK = 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Side(NamedTuple):
    """One way of pricing: its key, its name, the lines (volume × factor, amount) and the sum."""

    key: str
    name: str
    lines: tuple[tuple[str, str], ...]
    total: str
    mean: str


class TierTable(Ringed, QWidget):
    """Two cards; the chosen one is the quote. ← and → choose, a click too. ``chosen(key)``: band, whole."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.sides: tuple[Side, ...] = ()
        self.key = "band"
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    # --- content --------------------------------------------------------------------------------------------

    def show_quotes(self, by_band: Quote | None, whole: Quote | None) -> None:
        """Show a volume priced both ways; None while it cannot be priced."""
        self.sides = (
            self._side("band", self.tr("分段计价"), by_band),
            self._side("whole", self.tr("全量同价"), whole),
        )
        self._name_it()
        self.updateGeometry()
        self.update()

    def _side(self, key: str, name: str, priced: Quote | None) -> Side:
        if priced is None or not priced.lines:
            return Side(key, name, (), display.MISSING, "")
        lines = tuple(
            (
                f"{display.decimals(line.units, 2)} × {display.percent(line.factor)}",
                amount_words(line.amount_fen),
            )
            for line in priced.lines
        )
        mean = priced.mean_fen
        said = "" if mean is None else self.tr("均价 {price}").format(price=amount_words(mean))
        return Side(key, name, lines, amount_words(priced.total_fen), said)

    def set_key(self, key: str) -> None:
        """Choose one of the two without a signal."""
        self.key = key
        self._name_it()
        self.update()

    def total(self, key: str) -> str:
        """The sum of one of the two as it is shown."""
        return next((side.total for side in self.sides if side.key == key), "")

    def _name_it(self) -> None:
        said = []
        for side in self.sides:
            lines = "  ".join(f"{left} = {right}" for left, right in side.lines)
            mark = self.tr("已选") if side.key == self.key else ""
            said.append("  ".join(part for part in (side.name, side.total, mark, lines) if part))
        self.setAccessibleName("\n".join(said))

    # --- size and painting ----------------------------------------------------------------------------------

    def _height(self) -> int:
        lines = max((len(side.lines) for side in self.sides), default=0)
        return 2 * _PAD + 2 * _LINE + max(1, lines) * _SMALL + _SMALL + 6

    def sizeHint(self) -> QSize:
        return QSize(280, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._height())

    def _boxes(self) -> list[QRectF]:
        width = (self.width() - _GAP) / 2
        return [QRectF(n * (width + _GAP), 0, width, self.height()) for n in range(len(self.sides))]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for side, box in zip(self.sides, self._boxes(), strict=True):
            self._draw(painter, side, box)
        painter.end()

    def _draw(self, painter: QPainter, side: Side, box: QRectF) -> None:
        theme = self._theme
        mine = side.key == self.key
        ground, border = ("sel", "accline") if mine else ("surface", "line2")
        draw_box(painter, theme, box, RADIUS_CARD, ground=ground, border=border)
        if mine and self.ring:
            draw_ring_around(painter, box, theme, RADIUS_CARD)
        inner = box.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        head = QRectF(inner.left(), inner.top(), inner.width(), _LINE)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        painter.drawText(head, _LEFT, side.name)
        if mine:
            draw_icon(
                painter, theme, "check", "accent", inner.right() - _MARK, head.center().y() - _MARK / 2, _MARK
            )
        top = head.bottom() + 2
        for left, right in side.lines:
            line = QRectF(inner.left(), top, inner.width(), _SMALL)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t3"))
            painter.drawText(line, _LEFT, left)
            painter.setPen(theme.colour("t2"))
            painter.drawText(line, _RIGHT, right)
            top += _SMALL
        foot = QRectF(inner.left(), inner.bottom() - _LINE - _SMALL, inner.width(), _LINE)
        draw_rule(painter, theme, "line2", inner.left(), foot.top() - 2, inner.width())
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        painter.drawText(foot, _RIGHT, side.total)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        painter.drawText(foot.translated(0, _LINE - 2).adjusted(0, 0, 0, _SMALL - _LINE), _RIGHT, side.mean)

    # --- pointer and keys -----------------------------------------------------------------------------------

    def _pick(self, index: int) -> None:
        if 0 <= index < len(self.sides) and self.sides[index].key != self.key:
            self.set_key(self.sides[index].key)
            self.chosen.emit(self.key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        self._pick(next((i for i, box in enumerate(self._boxes()) if box.contains(place)), -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [side.key for side in self.sides]
        to = stepped(event, keys.index(self.key) if self.key in keys else 0, len(keys))
        if to is None:
            super().keyPressEvent(event)
        else:
            self.show_ring()
            self._pick(to)
