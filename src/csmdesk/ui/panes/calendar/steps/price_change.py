"""What a renewal does to the price: annual value before and after, and the change in per cent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.domain.contract import annual_value
from csmdesk.domain.text import Language
from csmdesk.metrics import display
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape, text_role


class Term(NamedTuple):
    """A contract's term and amount in fen, both days included."""

    start: date
    end: date
    amount_fen: int


def annual_of(terms: Sequence[Term]) -> Fraction | None:
    """The annual value of terms taken together, in fen: their sum over the time from first to last day.

    Terms side by side add up, terms one after the other do not count twice. None for no terms, or an end
    before its start.
    """
    if not terms or any(term.end < term.start for term in terms):
        return None
    first, last = min(term.start for term in terms), max(term.end for term in terms)
    return annual_value(sum(term.amount_fen for term in terms), first, last)


class PriceChange(QWidget):
    """``show_change`` from the annual value before to that after, in fen."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language
        self.shape = StatusShape(theme)
        self.words = Label(theme, role="t2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.shape)
        row.addWidget(self.words, 1)

    def show_change(self, before: Fraction, after: Fraction | None, currency: str) -> None:
        """Show it; ``after`` None while the new terms are not complete."""
        if after is None:
            self.shape.set_shape("")
            self.words.setText(self.tr("填好起止日和金额后，这里显示价格变化"))
            self.words.set_role("t3")
            return
        language = self._language
        old = display.money(before / 100, language, currency)
        new = display.money(after / 100, language, currency)
        if not before:
            said = self.tr("年化 {new}").format(new=new)
            mark = ""
        else:
            change = after / before - 1
            percent = display.percent(change, signed=True, against=(Fraction(0),))
            said = self.tr("年化 {old} → {new}，{percent}").format(old=old, new=new, percent=percent)
            mark = "green" if change > 0 else "yellow" if change < 0 else ""
            if change > 0:
                said = self.tr("{change}，提价").format(change=said)
            elif change < 0:
                said = self.tr("{change}，部分续约或降价").format(change=said)
            else:
                said = self.tr("年化 {new}，价格不变").format(new=new)
        self.shape.set_shape(mark)
        self.words.set_role(text_role(mark, "t2"))
        self.words.setText(said)
        self.words.setAccessibleName(said)
