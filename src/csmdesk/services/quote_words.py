"""A quote as it is typed, and as lines of text for the clipboard and for the review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.quote import BundleItem, BundleMargin, Quote, bundle_margin, quote
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display


class Bundle(NamedTuple):
    """Parts sold together, and the price of all of them, in fen."""

    items: tuple[BundleItem, ...]
    price_fen: int


@dataclass(frozen=True)
class QuoteDraft:
    """A quote as it is typed; money in fen, the list price of one unit."""

    account_id: int
    baseline: Fraction
    units: Fraction
    list_price_fen: int
    by_band: bool
    day: date
    contract_id: int | None = None
    currency: str = "CNY"
    note: str = ""
    bundle: Bundle | None = None

    @property
    def priced(self) -> Quote:
        """What it comes to."""
        return quote(self.units, self.baseline, self.list_price_fen, by_band=self.by_band)

    @property
    def margin(self) -> BundleMargin | None:
        """What the bundle does to the gross margin; None without one."""
        return None if self.bundle is None else bundle_margin(self.bundle.items, self.bundle.price_fen)


def words(draft: QuoteDraft, language: Language, account: str = "") -> str:
    """The quote as lines of text: what is priced, tier by tier, the sum, and the bundle's margin."""
    priced = draft.priced

    def number(value: Fraction) -> str:
        return display.decimals(value, 2)

    def money(fen: Fraction) -> str:
        amount = display.decimals(fen / 100, 2, fixed=True)
        return (
            f"{amount} 元" if language == "zh" and draft.currency == "CNY" else f"{draft.currency} {amount}"
        )

    way = Text("按阶梯分段计价", "by band") if draft.by_band else Text("按全量同价", "on the whole volume")
    head = Text("分层报价 {account}", "Tiered quote {account}").format(account=account).to(language).rstrip()
    lines = [
        f"{head} {draft.day}",
        Text(
            "用量 {units}，基线 {baseline}，标准单价 {price}，{way}",
            "Volume {units}, baseline {baseline}, list price {price}, {way}",
        )
        .format(
            units=number(draft.units),
            baseline=number(draft.baseline),
            price=money(Fraction(draft.list_price_fen)),
            way=way,
        )
        .to(language),
    ]
    lines += [
        f"{number(line.units)} × {money(draft.list_price_fen * line.factor)} = {money(line.amount_fen)}"
        for line in priced.lines
    ]
    lines.append(Text("合计 {sum}", "Total {sum}").format(sum=money(priced.total_fen)).to(language))
    if draft.bundle is not None and draft.margin is not None:
        names = ("、" if language == "zh" else ", ").join(item.name for item in draft.bundle.items)
        bundled = Text(
            "组合（{names}）{price}，毛利率 {margin}（{points}）",
            "Bundle ({names}) {price}, margin {margin} ({points})",
        )
        lines.append(
            bundled.format(
                names=names,
                price=money(Fraction(draft.bundle.price_fen)),
                margin=display.percent(draft.margin.bundled),
                points=display.percentage_points(draft.margin.points / 100, language)
                if draft.margin.points <= 0
                else "+" + display.percentage_points(draft.margin.points / 100, language),
            ).to(language)
        )
    if draft.note.strip():
        lines.append(draft.note.strip())
    return "\n".join(lines)
