"""What the year view says: halves with their figures and months with their sums, in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from csmdesk.ui.panes.calendar.batches import Batch, Batches
from csmdesk.ui.panes.calendar.index import CalendarIndex
from csmdesk.ui.panes.calendar.row_words import CalendarWords, band_words
from csmdesk.ui.panes.calendar.rows import BANDS

if TYPE_CHECKING:
    from csmdesk.services.contract_calendar import HalfHead, YearTarget

translate = QCoreApplication.translate

HALVES = (1, 2)


class YearFigures(NamedTuple):
    """What the metrics say of a year: its halves, and its receipts against its target."""

    halves: tuple[HalfHead, HalfHead]
    target: YearTarget


class Piece(NamedTuple):
    """Some words in the head of a half; ``metric`` and ``span`` are the evidence that they open."""

    words: str
    metric: str = ""
    span: str = ""


class MonthShown(NamedTuple):
    """A month in words, with the shorter ones for a narrow cell.

    ``tally`` are the numbers of contracts by what became of them (open, renewed, lost) and band of health.
    ``due`` and ``goal`` are the annual value due and a twelfth of the year's target, as shares of the width
    of the cell; None without a target.
    """

    year: int
    month: int
    title: str
    size: str
    number: str
    value: str
    short_value: str
    batch: Batch
    tally: tuple[tuple[int, ...], ...]
    renewed: str
    open: str
    lost: str
    due: float | None
    goal: float | None
    tip: str


class HalfShown(NamedTuple):
    """Half a year in words."""

    year: int
    half: int
    title: str
    size: str
    number: str
    value: Piece
    short_value: Piece
    results: tuple[Piece, ...]
    months: tuple[MonthShown, ...]


def month_name(month: int, words: CalendarWords) -> str:
    """7 月; Jul."""
    from csmdesk.metrics import display

    return display.month(date(2000, month, 1), words.language)


def year_shown(
    year: int, index: CalendarIndex, words: CalendarWords, figures: YearFigures | None
) -> tuple[HalfShown, HalfShown]:
    """The two halves of a fiscal year; ``figures`` are None until they have been counted."""
    shares = _Shares(year, index, words, figures)
    first, second = (_half(year, half, index, words, figures, shares) for half in HALVES)
    return first, second


class _Shares:
    """The months' money against the year's target: a twelfth of it is what a month would have to bring."""

    def __init__(
        self, year: int, index: CalendarIndex, words: CalendarWords, figures: YearFigures | None
    ) -> None:
        self.target = figures.target.target if figures is not None else None
        self.goal = None if not self.target else self.target / 12
        months = index.months(year)
        dues = [words.total(index.month(*key).units) for key in months]
        received = figures.target.received_by_month if figures is not None else ()
        self.received = dict(zip(months, received, strict=False))
        self._most = max([*dues, self.goal or Fraction(0)])

    def of(self, value: Fraction) -> float | None:
        """An amount as a share of the largest one; None without a target."""
        return None if self.goal is None or not self._most else float(value / self._most)


def _half(
    year: int,
    half: int,
    index: CalendarIndex,
    words: CalendarWords,
    figures: YearFigures | None,
    shares: _Shares,
) -> HalfShown:
    held = index.half(year, half)
    span = f"{year}H{half}"
    title = translate("CalendarPane", "上半年") if half == 1 else translate("CalendarPane", "下半年")
    if year != index.year_of(index.closing):
        title = f"{year} {title}"
    opens = not index.is_narrowed and figures is not None and held.size > 0
    metric = "renewal_value_rate" if opens else ""
    return HalfShown(
        year,
        half,
        title,
        contracts(held.size),
        f"{held.size:,}",
        Piece(words.money(held.units), metric, span),
        Piece(words.short_money(words.total(held.units)), metric, span),
        tuple(_results(held, index, words, figures.halves[half - 1] if figures else None)),
        tuple(_month(*key, index, words, shares) for key in index.months(year, half)),
    )


def contracts(count: int) -> str:
    """A number of contracts."""
    if count == 1:
        return translate("CalendarPane", "1 份")
    return translate("CalendarPane", "{count} 份").format(count=f"{count:,}")


def _results(held: Batches, index: CalendarIndex, words: CalendarWords, head: HalfHead | None) -> list[Piece]:
    """What became of the half's contracts: early renewals before it begins, renewals from then on."""
    if head is None and not index.is_narrowed:
        return []
    begun = head is not None and head.period.start <= index.closing
    if head is not None and not index.is_narrowed and not begun:
        if not head.early:
            return []
        told = translate("CalendarPane", "已提前续约 {count}，到账").format(count=contracts(head.early))
        from csmdesk.metrics import display

        amount = display.money_cell(head.early_amount, words.language)
        return [Piece(told), Piece(amount, "early_collection", head.period.shifted(-1).name)]
    found = [
        Piece(translate("CalendarPane", "续约 {count}").format(count=f"{held.renewed:,}")),
        Piece(translate("CalendarPane", "未续 {count}").format(count=f"{held.lost:,}")),
    ]
    if held.open:
        found.append(Piece(translate("CalendarPane", "待办 {count}").format(count=f"{held.open:,}")))
    if head is not None and not index.is_narrowed and head.value_rate.value is not None:
        from csmdesk.metrics import display

        rate = display.figure_value(head.value_rate, words.language)
        found.append(Piece(translate("CalendarPane", "续费率")))
        found.append(Piece(rate, "renewal_value_rate", head.period.name))
    return found


def _month(year: int, month: int, index: CalendarIndex, words: CalendarWords, shares: _Shares) -> MonthShown:
    from csmdesk.metrics import display

    held = index.month(year, month)
    due = words.total(held.units)
    counted = held.tally
    value = words.money(held.units)
    renewed = translate("CalendarPane", "已续 {count}").format(count=f"{held.renewed:,}")
    open_ = translate("CalendarPane", "待办 {count}").format(count=f"{held.open:,}")
    lost = translate("CalendarPane", "未续 {count}").format(count=f"{held.lost:,}")
    said = [display.month(date(year, month, 1), words.language, year=True)]
    if held.size:
        names = band_words()
        by_band = [sum(counts) for counts in zip(*counted, strict=True)]
        bands = [
            f"{names[band.value]} {count:,}" for band, count in zip(BANDS, by_band, strict=True) if count
        ]
        said.append(translate("CalendarPane", "到期 {count}").format(count=contracts(held.size)))
        said += [value, " ".join(bands), renewed]
        said += [part for part, count in ((open_, held.open), (lost, held.lost)) if count]
    else:
        said.append(translate("CalendarPane", "无到期"))
    if shares.goal is not None and shares.target is not None:
        said.append(
            translate("CalendarPane", "月目标 {goal}（全年 {target} ÷ 12）").format(
                goal=words.amount(shares.goal), target=words.amount(shares.target)
            )
        )
        came = shares.received.get((year, month))
        if came:
            said.append(translate("CalendarPane", "到账 {amount}").format(amount=words.amount(came)))
    return MonthShown(
        year,
        month,
        month_name(month, words),
        contracts(held.size) if held.size else "",
        f"{held.size:,}" if held.size else "",
        value if held.size else translate("CalendarPane", "无到期"),
        words.short_money(due) if held.size else "—",
        held,
        counted,
        renewed if held.size else "",
        open_ if held.open else "",
        lost if held.lost else "",
        shares.of(due) if held.size else None,
        None if shares.goal is None else shares.of(shares.goal),
        words.joined(said),
    )
