"""Which accounts a figure is over."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Scope:
    """Accounts by segment, industry, least annual value (yuan) and code; empty fields do not narrow."""

    segments: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()
    arr_min: Fraction | None = None
    accounts: frozenset[str] = frozenset()

    @property
    def everything(self) -> bool:
        """True when the whole book is meant."""
        return self == Scope()


def parse_scope(text: str) -> Scope:
    """The scope kept as JSON with a target: segment, industry, arr_min, accounts."""
    raw = json.loads(text or "{}", parse_float=Decimal)

    def words(key: str) -> frozenset[str]:
        value = raw.get(key) or ()
        return frozenset([value] if isinstance(value, str) else value)

    least = raw.get("arr_min")
    return Scope(
        words("segment"), words("industry"), None if least is None else Fraction(least), words("accounts")
    )
