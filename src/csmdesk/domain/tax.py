"""Whether the book's amounts hold the tax (含税 / 不含税), said once a book, and what they are without it."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.text import Text


class Tax(NamedTuple):
    """What the book says of its amounts (``included`` None: nothing); ``rate`` is a fraction (0.06)."""

    included: bool | None = None
    rate: Fraction = Fraction(0)

    def net_of(self, fen: Fraction | int) -> Fraction:
        """An amount of the book without tax, in fen, unrounded."""
        return Fraction(fen) / (1 + self.rate) if self.included else Fraction(fen)

    def gross_of(self, fen: Fraction | int) -> Fraction:
        """An amount of the book with tax, in fen, unrounded."""
        return Fraction(fen) * (1 + self.rate) if self.included is False else Fraction(fen)

    @property
    def words(self) -> Text:
        """How amounts are to be read: 含税 6%."""
        if self.included is None:
            return Text("未说明是否含税", "tax not said")
        percent = self.rate * 100
        shown = str(percent.numerator) if percent.denominator == 1 else f"{float(percent):g}"
        if self.included:
            return Text(f"含税 {shown}%", f"tax of {shown}% included")
        return Text(f"不含税，税率 {shown}%", f"without tax of {shown}%")
