"""Amounts in full, as forms and tables of money show them."""

from __future__ import annotations

from fractions import Fraction

from csmdesk.metrics import display


def amount_words(fen: int | Fraction, currency: str = "CNY") -> str:
    """An amount in fen as 247,000 or 1,200.50; the currency stands before it where it is not the yuan."""
    shown = display.half_up(Fraction(fen) / 100, 2)
    said = display.decimals(shown, 2, fixed=shown.denominator != 1)
    return said if currency == "CNY" else f"{currency} {said}"
