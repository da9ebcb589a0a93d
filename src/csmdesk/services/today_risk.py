"""Value at risk: the open contracts that are decided soon, by the health of their accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.health import Band, Bands, plain_number
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.services.account_words import BANDS, days_until, short_day
from csmdesk.services.today_view import AtRisk, RiskBand, RiskLine

if TYPE_CHECKING:
    from csmdesk.services.todo_rules.ground import Ground, Held

DAYS = 90
"""Decisions within so many days are shown; those that have passed without one are among them."""

_TOP = 5
_ALWAYS = (Band.RED, Band.YELLOW, Band.GREEN)
_ORDER = (Band.RED, Band.YELLOW, Band.UNSCORED, Band.GREEN)
"""The riskiest first: of an account that is not scored nobody knows."""


def _range(band: Band, bands: Bands) -> Text:
    """The scores of a band; whole numbers are what people say of the yellow one."""
    red, green = bands.red_words, bands.green_words
    last = green if bands.green_from % 1 else plain_number(bands.green_from - 1)
    ranges: Mapping[Band, Text] = {
        Band.RED: Text(f"低于 {red}", f"below {red}"),
        Band.YELLOW: Text(f"{red}–{last}", f"{red}–{last}"),
        Band.GREEN: Text(f"{green} 及以上", f"{green} and above"),
        Band.UNSCORED: Text("没有评分", "no score"),
    }
    return ranges[band]


def at_risk(g: Ground, archived: frozenset[int], language: Language) -> AtRisk:
    """As of the closing day; contracts in a currency without a rate count without value."""
    last = g.closing + timedelta(days=DAYS)
    rows = [
        held
        for held in g.contracts
        if held.running
        and held.decision <= last
        and held.contract.account_id not in archived
        and g.basis.owned(held.contract.account_id, g.closing)
    ]
    by_band: dict[Band, list[Held]] = {band: [] for band in Band}
    for held in rows:
        by_band[g.desk.lines[held.contract.account_id].band].append(held)
    whole = _sum(g, rows)
    bands = tuple(
        _band(g, band, by_band[band], whole, language)
        for band in (*_ALWAYS, Band.UNSCORED)
        if band in _ALWAYS or by_band[band]
    )
    ranked = sorted(rows, key=lambda held: _rank(g, held))
    return AtRisk(
        DAYS,
        Text(f"{DAYS} 天内决策", f"decided within {DAYS} days").to(language),
        display.money_cell(whole, language),
        len(rows),
        _count(len(rows), language),
        bands,
        tuple(_line(g, held, language) for held in ranked[:_TOP]),
    )


def _band(g: Ground, band: Band, rows: Sequence[Held], whole: Fraction, language: Language) -> RiskBand:
    value = _sum(g, rows)
    return RiskBand(
        band.value,
        BANDS[band].to(language),
        _range(band, g.basis.bands).to(language),
        len(rows),
        _count(len(rows), language),
        display.money_cell(value, language),
        float(value / whole) if whole else 0.0,
        tuple(held.contract.id for held in sorted(rows, key=lambda held: _rank(g, held))),
    )


def _line(g: Ground, held: Held, language: Language) -> RiskLine:
    c = held.contract
    until = days_until(held.decision, g.closing).to(language)
    return RiskLine(
        c.id,
        c.code,
        c.account_id,
        g.basis.over_everything.accounts[c.account_id].name,
        g.desk.lines[c.account_id].band.value,
        held.decision,
        f"{short_day(held.decision, g.closing)} · {until}",
        held.decision < g.closing,
        display.money_cell(g.basis.annual.get(c.id), language),
        f"contract:{c.id}",
    )


def _rank(g: Ground, held: Held) -> tuple[object, ...]:
    band = g.desk.lines[held.contract.account_id].band
    value = g.basis.annual.get(held.contract.id) or Fraction(0)
    return _ORDER.index(band), -value, held.decision, held.contract.id


def _sum(g: Ground, rows: Sequence[Held]) -> Fraction:
    return sum((g.basis.annual.get(held.contract.id) or Fraction(0) for held in rows), Fraction(0))


def _count(number: int, language: Language) -> str:
    return Text(f"{number} 份", f"{number} contract" + ("" if number == 1 else "s")).to(language)
