"""The early payment offer (domain.md, section 4): 1 % for one sum at least 30 days ahead of the due day."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.rules import Rules

DISCOUNT = Fraction(1, 100)


class Refusal(StrEnum):
    """Why a payment earns no discount."""

    NOT_ONE_SUM = "not_one_sum"
    TOO_LATE = "too_late"


class EarlyPayment(NamedTuple):
    """What paying ``days`` early in one sum gives and saves; money in fen, exact.

    ``pay_by`` is the last day on which it earns the discount.
    """

    days: int
    pay_by: date
    refusal: Refusal | None
    discount_fen: Fraction
    to_pay_fen: Fraction
    financing_saved_fen: Fraction
    net_fen: Fraction


def early_payment(
    amount_fen: int,
    due: date,
    paid: date,
    *,
    one_sum: bool,
    rules: Rules,
    discount: Fraction = DISCOUNT,
) -> EarlyPayment:
    """What an amount due on ``due`` and paid on ``paid`` earns.

    Financing saved is the amount × the financing rate, as in the metric ``early_collection``; ``net_fen`` is
    that less the discount: what the offer is worth to us. A payment that earns no discount saves nothing.
    """
    days = (due - paid).days
    pay_by = due - timedelta(days=rules.early_days)
    refusal = None if one_sum else Refusal.NOT_ONE_SUM
    if days < rules.early_days:
        refusal = Refusal.TOO_LATE
    given = Fraction(0) if refusal else amount_fen * discount
    saved = Fraction(0) if refusal else amount_fen * rules.financing_rate
    return EarlyPayment(days, pay_by, refusal, given, amount_fen - given, saved, saved - given)
