"""The money of one contract: sums, how much has come, and its invoices and receipts one below the other."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.services.renewal_money import Money, MoneyLine
from csmdesk.ui.panes.calendar.source import TrackTools
from csmdesk.ui.panes.calendar.steps.amount_words import amount_words
from csmdesk.ui.theme import RADIUS_SMALL, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.progress import ProgressLine
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_MARKS = {"done": "green", "waiting": "yellow", "overdue": "red"}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MoneyTable(RowList):
    """How each entry stands, day and number below, amount at the right. Delete removes the current one."""

    row_height = 42
    separators = True
    rows_open = True

    removed = Signal(object)

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._language: Language = language

    def row_key(self, item: MoneyLine) -> str:
        return f"{item.table}:{item.id}"

    def read_out(self, item: MoneyLine) -> str:
        parts = (
            item.words.to(self._language),
            amount_words(item.amount_fen, item.currency),
            self._day(item),
            item.code,
        )
        return "  ".join(part for part in parts if part)

    @staticmethod
    def _day(item: MoneyLine) -> str:
        day = item.day or item.due_day
        return "" if day is None else day.isoformat()

    def draw(self, painter: QPainter, item: MoneyLine, box: QRect) -> None:
        theme = self.theme
        if item is self.hot:
            ground = QRectF(box).adjusted(0, 0, 0, -1)
            draw_box(painter, theme, ground, RADIUS_SMALL, ground="hover")
        mark = _MARKS[item.state]
        first = QRect(box.left() + SIZE + 10, box.top() + 4, box.width() - SIZE - 10, 20)
        draw_shape(painter, theme, mark, box.left() + 2, first.center().y() - SIZE / 2 + 1)
        amount = amount_words(item.amount_fen, item.currency)
        metrics = theme.metrics()
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1"))
        painter.drawText(first, _RIGHT, amount)
        room = first.width() - metrics.horizontalAdvance(amount) - 12
        words = metrics.elidedText(item.words.to(self._language), Qt.TextElideMode.ElideRight, room)
        painter.setPen(theme.colour("redt" if item.state == "overdue" else "t1"))
        painter.drawText(first, _LEFT, words)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        below = first.translated(0, 18)
        painter.drawText(below, _LEFT, "  ".join(part for part in (self._day(item), item.code) if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.items:
            self.removed.emit(self.items[self.current])
        else:
            super().keyPressEvent(event)


class MoneyPart(QWidget):
    """One contract's money. ``opened(money, key)`` and ``removed(money, line)`` are about an entry.

    ``add_asked(money, kind)`` wants a new one: invoice, receipt, refund, plan.
    """

    opened = Signal(object, str)
    removed = Signal(object, object)
    add_asked = Signal(object, str)

    def __init__(self, tools: TrackTools) -> None:
        super().__init__()
        self._tools = tools
        self.money: Money | None = None
        theme = tools.theme
        self.title = Label(theme, bold=True, elide=True)
        self.bar = ProgressLine(theme, self.tr("已收"))
        self.sums = QGridLayout()
        self.sums.setHorizontalSpacing(12)
        self.sums.setVerticalSpacing(2)
        self.sums.setColumnStretch(1, 1)
        self._cells: list[tuple[Label, Label]] = []
        self.tax = Label(theme, scale="small", role="t3", wrap=True)
        self.table = MoneyTable(theme, tools.language)
        self.table.setAccessibleName(self.tr("开票与回款"))
        self.none = Label(theme, self.tr("还没有开票和回款。"), scale="small", role="t3")
        self.table.opened.connect(self._open)
        self.table.removed.connect(self._remove)
        self.buttons: dict[str, Button] = {}
        acts = FlowRow(6)
        for kind, words in (
            ("invoice", self.tr("开票")),
            ("receipt", self.tr("回款")),
            ("refund", self.tr("退款")),
            ("plan", self.tr("分期")),
        ):
            button = self.buttons[kind] = Button(theme, words, icon="plus", small=True)
            button.setAccessibleName(self.tr("加{what}").format(what=words))
            acts.add(button)
        self.buttons["invoice"].clicked.connect(self._add_invoice)
        self.buttons["receipt"].clicked.connect(self._add_receipt)
        self.buttons["refund"].clicked.connect(self._add_refund)
        self.buttons["plan"].clicked.connect(self._add_plan)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.bar)
        column.addLayout(self.sums)
        column.addWidget(self.tax)
        column.addWidget(self.table)
        column.addWidget(self.none)
        column.addWidget(acts)

    def show_money(self, money: Money) -> None:
        """Show the money of a contract as of a day."""
        self.money = money
        self.title.setText(self.tr("{code} 的开票与回款").format(code=money.code))
        self.bar.set_progress(int((money.share or Fraction(0)) * 1000), 1000)
        self.bar.setVisible(money.share is not None)
        self._show_sums(money)
        tax = money.tax
        said = tax.words.to(self._tools.language)
        if tax.included is not None:
            other = tax.net_of(money.amount_fen) if tax.included else tax.gross_of(money.amount_fen)
            words = (
                self.tr("金额{tax}，不含税 {other}") if tax.included else self.tr("金额{tax}，含税 {other}")
            )
            said = words.format(tax=said, other=amount_words(other, money.currency))
        self.tax.setText(said)
        self.tax.setVisible(tax.included is not None)
        if self.table.items != money.lines:
            current = self.table.current
            self.table.set_items(money.lines)
            self.table._current = min(current, max(0, len(money.lines) - 1))
        self.table.setVisible(bool(money.lines))
        self.none.setVisible(not money.lines)

    def _show_sums(self, money: Money) -> None:
        rows = [
            (self.tr("合同额"), money.amount_fen, "t1"),
            (self.tr("已开票"), money.invoiced_fen, "t1"),
            (self.tr("已收"), money.received_fen, "t1"),
            (self.tr("待收"), money.rest_due_fen, "t1"),
        ]
        if money.refunded_fen:
            rows.append((self.tr("已退"), money.refunded_fen, "t1"))
        if money.discount_fen:
            rows.append((self.tr("优惠"), money.discount_fen, "t1"))
        if money.overdue_fen:
            rows.append((self.tr("逾期未收"), money.overdue_fen, "redt"))
        theme = self._tools.theme
        while len(self._cells) < len(rows):
            at = len(self._cells)
            name = Label(theme, scale="small", role="t3")
            value = Label(theme, align="right")
            self.sums.addWidget(name, at, 0)
            self.sums.addWidget(value, at, 1)
            self._cells.append((name, value))
        for index, (name, value) in enumerate(self._cells):
            shown = index < len(rows)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                words, fen, role = rows[index]
                name.setText(words)
                value.setText(amount_words(fen, money.currency))
                value.set_role(role)

    def _open(self, key: str) -> None:
        self.opened.emit(self.money, key)

    def _remove(self, line: MoneyLine) -> None:
        self.removed.emit(self.money, line)

    def _add_invoice(self) -> None:
        self.add_asked.emit(self.money, "invoice")

    def _add_receipt(self) -> None:
        self.add_asked.emit(self.money, "receipt")

    def _add_refund(self) -> None:
        self.add_asked.emit(self.money, "refund")

    def _add_plan(self) -> None:
        self.add_asked.emit(self.money, "plan")
