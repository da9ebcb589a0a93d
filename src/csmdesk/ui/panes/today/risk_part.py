"""Value at risk: what is decided soon by health, as a bar whose parts open, and the contracts behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csmdesk.domain.text import Language
from csmdesk.services.today_view import RiskBand, RiskLine
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.label import underline
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.shapes import SIZE, draw_shape, role_of

if TYPE_CHECKING:
    from csmdesk.services.calendar_desk import ContractRow

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_BAR, _HIGH, _BETWEEN = 8, 16, 2
_LEAST = 3
_COUNT, _AMOUNT, _DAY = 88, 76, 52
OUT = 4
"""The ground of a row that opens reaches so far beyond its words, on both sides."""


class RiskBar(QWidget):
    """The bands as parts of one bar; ``picked(mark)`` is a click on one."""

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bands: tuple[RiskBand, ...] = ()
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    def set_bands(self, bands: Sequence[RiskBand], words: str) -> None:
        """Show other bands; ``words`` say all of it."""
        self._bands = tuple(band for band in bands if band.share > 0)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _HIGH)

    def parts(self) -> list[tuple[RiskBand, QRectF]]:
        """The bands with the places of their parts; a small one is still seen."""
        room = self.width() - _BETWEEN * max(0, len(self._bands) - 1) - _LEAST * len(self._bands)
        found, left = [], 0.0
        for band in self._bands:
            width = _LEAST + max(0.0, room * band.share)
            found.append((band, QRectF(left, (_HIGH - _BAR) / 2, width, _BAR)))
            left += width + _BETWEEN
        return found

    def _at(self, place: QPoint) -> RiskBand | None:
        found = (band for band, box in self.parts() if box.left() <= place.x() <= box.right() + _BETWEEN)
        return next(found, None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for band, box in self.parts():
            painter.setBrush(self._theme.colour(role_of(band.mark or "unscored")))
            painter.drawRoundedRect(box, 2, 2)
        if not self._bands:
            painter.setBrush(self._theme.colour("track"))
            painter.drawRoundedRect(QRectF(0, (_HIGH - _BAR) / 2, self.width(), _BAR), 2, 2)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            band = self._at(event.pos())
            words = "" if band is None else f"{band.words}  {band.count_words}  {band.amount}"
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        band = self._at(event.position().toPoint())
        if band is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(band.mark)


class RiskBands(RowList):
    """A line for each band: shape and word, how many contracts, their value, which lists them below."""

    row_height = 26
    rows_open = True
    spoken = ("words", "range_words", "count_words", "amount")

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._chosen = ""
        self.setAccessibleName(self.tr("风险金额"))

    def choose(self, mark: str) -> None:
        """Mark the band whose contracts are listed; '' marks none."""
        self._chosen = mark
        self.update()

    def row_key(self, item: RiskBand) -> str | None:
        return item.mark if item.count else None

    def draw(self, painter: QPainter, item: RiskBand, box: QRect) -> None:
        theme = self.theme
        lit = item.mark == self._chosen and item.count
        if lit or item is self.hot:
            theme.fill(painter, "sel" if lit else "hover", 0, box.top() + 1, box.width(), box.height() - 2)
        box = box.adjusted(OUT, 0, -OUT, 0)
        draw_shape(painter, theme, item.mark or "unscored", OUT, box.center().y() - SIZE / 2 + 1)
        painter.setPen(theme.colour("t1"))
        painter.drawText(box.adjusted(18, 0, 0, 0), _LEFT, item.words)
        left = 18 + theme.metrics().horizontalAdvance(item.words) + 8
        painter.setPen(theme.colour("t3"))
        painter.drawText(box.adjusted(0, 0, -_COUNT, 0), _RIGHT, item.count_words)
        painter.setFont(theme.font("small"))
        painter.drawText(box.adjusted(left, 0, -_COUNT - 60, 0), _LEFT, item.range_words)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1" if item.count else "t3"))
        painter.drawText(box, _RIGHT, item.amount)
        if item.count:
            metrics = theme.metrics()
            width = metrics.horizontalAdvance(item.amount)
            base = box.top() + (box.height() - metrics.height()) // 2 + metrics.ascent()
            underline(painter, theme, box.right() + 1 - width, base + 3, width, solid=item is self.hot)


class RiskRows(RowList):
    """Contracts that are decided soon: health, account, number, decision day, value; a row opens its own."""

    row_height = 28
    separators = True
    rows_open = True
    spoken = ("account", "code", "decision_words", "amount")

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName(self.tr("风险合同"))

    def row_key(self, item: RiskLine) -> int:
        return item.contract_id

    def draw(self, painter: QPainter, item: RiskLine, box: QRect) -> None:
        theme = self.theme
        if item is self.hot:
            theme.fill(painter, "hover", 0, box.top(), box.width(), box.height() - 1)
        box = box.adjusted(OUT, 0, -OUT, 0)
        draw_shape(painter, theme, item.mark or "unscored", OUT, box.center().y() - SIZE / 2)
        painter.setPen(theme.colour("t1"))
        painter.drawText(box, _RIGHT, item.amount)
        metrics = theme.metrics()
        day = max(_DAY, metrics.horizontalAdvance(item.decision_words) + 1)
        right = box.right() + 1 - max(_AMOUNT, metrics.horizontalAdvance(item.amount) + 12)
        painter.setPen(theme.colour("redt" if item.late else "t2"))
        painter.drawText(QRect(right - day, box.top(), day, box.height()), _RIGHT, item.decision_words)
        left = OUT + 18
        room = right - day - 12 - left
        bold, small = theme.metrics(bold=True), theme.metrics("small")
        name = bold.elidedText(item.account, Qt.TextElideMode.ElideRight, room)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        painter.drawText(QRect(left, box.top(), room, box.height()), _LEFT, name)
        beside = left + bold.horizontalAdvance(name) + 8
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        rest = max(0, left + room - beside)
        if small.horizontalAdvance(item.code) <= rest:
            painter.drawText(QRect(beside, box.top(), rest, box.height()), _LEFT, item.code)
        painter.setFont(theme.font())


def risk_lines(
    rows: Iterable[ContractRow], ids: Sequence[int], closing: date, language: Language
) -> tuple[RiskLine, ...]:
    """The contracts ``ids`` as lines, in their order; it runs beside the window."""
    from csmdesk.metrics import display
    from csmdesk.services.account_words import days_until, short_day

    held = {row.id: row for row in rows}
    return tuple(
        RiskLine(
            row.id,
            row.code,
            row.account_id,
            row.account,
            row.band.value,
            row.decision,
            f"{short_day(row.decision, closing)} · {days_until(row.decision, closing).to(language)}",
            row.decision < closing,
            display.money_cell(row.annual, language),
            f"contract:{row.id}",
        )
        for row in (held[each] for each in ids if each in held)
    )
