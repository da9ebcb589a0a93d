"""The figures in the CSM's text: what each says now, what else it may say, and how.

Every part of a figure that the report tells can stand in the text, and beside them the change against the
period before (``last.…``) and the same period a year before (``year.…``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.period import Period
from csmdesk.domain.review_text import Chip
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.figure import Attainment, Figure, Unit
from csmdesk.reports.chip_forms import Form, forms, written
from csmdesk.services.figures import FigureSet

Others = Callable[[str], FigureSet]
"""The figures of another period; raises UserError for one that cannot be read."""

_OF_TARGET = ("target", "node", "node_share", "attainment", "difference")
_OF_SUMS = ("numerator", "denominator")
_BEFORE: Mapping[str, Text] = {
    "last": Text("比上一期", "on the period before"),
    "year": Text("比上年同期", "on the year before"),
}
_THEN: Mapping[str, Text] = {
    "last": Text("上一期", "the period before"),
    "year": Text("上年同期", "the year before"),
}
_CHANGES: Mapping[str, Text] = {
    "value": Text("", ""),
    "change": Text("增减", "change"),
    "growth": Text("增长率", "growth"),
}


class Amount(NamedTuple):
    """What a part of a figure comes to, exactly, and in which unit it is counted."""

    value: Fraction
    unit: Unit


class PartName(NamedTuple):
    """A part of a figure: its name in a chip, how it is called, and its words now."""

    part: str
    name: str
    words: str


class ChipWriter:
    """Says what the figures of a text are; made anew whenever the data or the period change.

    ``told`` are the words in which the report tells parts of figures (``review_content.told``): a part that
    is no number is told just so.
    """

    def __init__(
        self,
        figures: FigureSet,
        language: Language,
        told: Mapping[tuple[str, str], str],
        others: Others | None = None,
    ) -> None:
        self._set = figures
        self.language: Language = language
        self._told = told
        self._others = others
        self._sets: dict[str, FigureSet | None] = {"": figures}

    @property
    def figures(self) -> FigureSet:
        """The figures of the review's own period."""
        return self._set

    # --- what a figure says ---------------------------------------------------------------------------------

    def words(self, chip: Chip) -> str:
        """The words of a figure as they are now; a dash where it is not available."""
        amount = self.amount(chip)
        if amount is None:
            told = "" if chip.period else self._told.get((chip.figure, chip.part), "")
            return told or display.MISSING
        currency = self._set.currency
        if chip.form:
            try:
                return written(amount.value, chip.form, self.language, currency)
            except ValueError:
                pass
        return self._automatic(chip, amount)

    def _automatic(self, chip: Chip, amount: Amount) -> str:
        """The words without a form of one's own."""
        figure = self.figure(chip)
        assert figure is not None
        language, currency = self.language, self._set.currency
        part = chip.part.partition(".")[2] or chip.part
        if part == "":
            return display.figure_value(figure, language, currency, measured=True)
        if part == "attainment":
            return display.share(amount.value)
        if part == "growth":
            return display.growth(amount.value)
        if part == "node_share":
            return display.percent(amount.value, places=2)
        if part in {"target", "node"}:
            text = display.target_value(figure, amount.value, language, currency)
            measure = display.measure(figure.key, language) if amount.unit is Unit.COUNT else ""
            return f"{text} {measure}".rstrip()
        if part in {"change", "difference"} and amount.unit is Unit.RATIO:
            return display.percentage_points(amount.value, language)
        if chip.part in figure.parts:
            return display.part(figure, chip.part, language, currency)
        return display.value(amount.value, amount.unit, language, key=figure.key, currency=currency)

    def value(self, chip: Chip) -> Fraction | None:
        """What a figure comes to, exactly; None where it is not available or no number."""
        found = self.amount(chip)
        return None if found is None else found.value

    def amount(self, chip: Chip) -> Amount | None:
        """The same with its unit."""
        figure = self.figure(chip)
        if figure is None:
            return None
        before, _, change = chip.part.partition(".")
        if change and before in _BEFORE:
            return self._against(chip, figure, before, change)
        return _amount(figure, chip.part)

    def figure(self, chip: Chip) -> Figure | None:
        """The figure of a chip, in its own period; None where there is none."""
        held = self.figures_of(chip.period)
        return None if held is None else held.figures.get(chip.figure)

    def figures_of(self, period: str) -> FigureSet | None:
        """The figures of a period ('' is the review's own); None where they cannot be read."""
        if period not in self._sets:
            found = None
            if period == self._set.period.name:
                found = self._set
            elif self._others is not None:
                try:
                    found = self._others(period)
                except UserError:
                    found = None
            self._sets[period] = found
        return self._sets[period]

    def _against(self, chip: Chip, figure: Figure, before: str, change: str) -> Amount | None:
        held = self.figures_of(chip.period)
        assert held is not None
        other = earlier(held.period, before)
        if other is None:
            return None
        old = self.figure(Chip(chip.figure, period=other))
        if old is None or old.value is None or figure.value is None:
            return None
        unit = figure.definition.unit
        if change == "value":
            return Amount(old.value, unit)
        if change == "change":
            return Amount(figure.value - old.value, unit)
        if change == "growth" and old.value:
            return Amount((figure.value - old.value) / abs(old.value), Unit.RATIO)
        return None

    # --- what there is to choose from -----------------------------------------------------------------------

    def about(self, chip: Chip) -> str:
        """What a chip is, for its tooltip: name, part, period, as-of day."""
        figure = self.figure(chip)
        if figure is None:
            return NO_MORE.format(key=chip.figure).to(self.language)
        parts = [self.name(chip)]
        held = self.figures_of(chip.period)
        assert held is not None
        parts.append(held.period.title.to(self.language))
        parts.append(Text("截至 {day}", "as of {day}").format(day=held.as_of).to(self.language))
        if figure.value is None and figure.reason is not None:
            parts.append(figure.reason.to(self.language))
        return "，".join(parts) if self.language == "zh" else ", ".join(parts)

    def name(self, chip: Chip) -> str:
        """What a chip is called: its metric, and its part where it has one."""
        figure = self.figure(chip)
        name = chip.figure if figure is None else figure.definition.name.to(self.language)
        part = part_name(chip.part).to(self.language)
        return f"{name} {part}" if part else name

    def forms(self, chip: Chip) -> tuple[Form, ...]:
        """How else it can be written; the automatic form ('') first."""
        amount = self.amount(chip)
        automatic = Form("", self.words(chip._replace(form="")))
        if amount is None:
            return (automatic,)
        others = forms(amount.value, amount.unit, self.language, self._set.currency)
        return (automatic, *(form for form in others if form.words != automatic.words))

    def form(self, chip: Chip) -> str:
        """The form in which a figure says what ``chip.shown`` says; '' where none does."""
        return next((form.key for form in self.forms(chip) if form.words == chip.shown), "")

    def parts(self, figure: str, period: str = "") -> tuple[PartName, ...]:
        """The parts of a figure that can stand in the text, its value first."""
        found = []
        for part in self._parts(Chip(figure, period=period)):
            chip = Chip(figure, part, period)
            words = self.words(chip)
            if words != display.MISSING:
                found.append(PartName(part, part_name(part).to(self.language), words))
        return tuple(found)

    def _parts(self, chip: Chip) -> Iterator[str]:
        figure = self.figure(chip)
        if figure is None:
            return
        yield ""
        if figure.target is not None:
            yield from _OF_TARGET
        if figure.denominator is not None:
            yield from _OF_SUMS
        yield from (part for part in figure.parts if part not in _ALIASES)
        for before in _BEFORE:
            for change in _CHANGES:
                yield f"{before}.{change}"

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """All figures, in the order of the registry."""
        return tuple(self._set.figures)


def _amount(figure: Figure, part: str) -> Amount | None:
    unit = figure.definition.unit
    if part == "":
        return None if figure.value is None else Amount(figure.value, unit)
    if part in _OF_TARGET:
        return None if figure.target is None else _of_target(figure, figure.target, part)
    if part in _OF_SUMS:
        held = figure.numerator if part == "numerator" else figure.denominator
        money = display.counts_money(figure) if part == "numerator" else display.below_is_money(figure)
        return None if held is None else Amount(held, Unit.MONEY if money else Unit.COUNT)
    value = figure.parts.get(part)
    if isinstance(value, bool) or not isinstance(value, Fraction | int):
        return None
    return Amount(Fraction(value), display.part_unit(figure, part))


def _of_target(figure: Figure, target: Attainment, part: str) -> Amount | None:
    unit = figure.definition.unit
    if part == "target":
        return Amount(target.target, unit)
    if part == "node":
        return Amount(target.node, unit)
    if part == "node_share":
        return Amount(target.node_share, Unit.RATIO)
    if part == "attainment":
        return None if target.share is None else Amount(target.share, Unit.RATIO)
    return None if figure.value is None else Amount(figure.value - target.node, unit)


def earlier(period: Period, before: str) -> str | None:
    """The name of the period before (``last``) or of the same a year before (``year``)."""
    found = period.shifted(-1) if before == "last" else period.year_before
    return found.name


def part_name(part: str) -> Text:
    """What a part of a figure is called; '' for its value, and its own name where nobody named it."""
    before, _, change = part.partition(".")
    if change and before in _BEFORE and change in _CHANGES:
        if change == "value":
            return _THEN[before]
        return Text(_BEFORE[before].zh + _CHANGES[change].zh, f"{_CHANGES[change].en} {_BEFORE[before].en}")
    return PARTS.get(part, Text(part, part.replace("_", " ")))


PARTS: Mapping[str, Text] = {
    "": Text("", ""),
    "target": Text("目标", "target"),
    "node": Text("节点目标", "node target"),
    "node_share": Text("节点占比", "node share"),
    "attainment": Text("完成率", "attainment"),
    "difference": Text("与目标之差", "difference from the target"),
    "numerator": Text("分子", "numerator"),
    "denominator": Text("分母", "denominator"),
    "receipts": Text("笔数", "receipts"),
    "opening": Text("期初", "opening"),
    "closing": Text("期末", "closing"),
    "change": Text("增减", "change"),
    "expansion": Text("扩张", "expansion"),
    "contraction": Text("收缩", "contraction"),
    "churn": Text("流失", "churn"),
    "customers": Text("客户数", "customers"),
    "arr": Text("年化金额", "annual value"),
    "csm_share": Text("人力占比", "full-time share"),
    "deals": Text("赢单数", "deals won"),
    "pending": Text("仍在谈", "pending"),
    "pending_amount": Text("仍在谈的金额", "amount pending"),
    "amount": Text("金额", "amount"),
    "share_of_renewal_receipts": Text("占续费到账", "share of renewal receipts"),
    "due_next_period": Text("下期到期份数", "due next period"),
    "due_next_period_amount": Text("下期到期金额", "amount due next period"),
    "financing_saved": Text("节约的资金成本", "financing saved"),
    "discount": Text("现金折扣", "cash discount"),
    "net": Text("净节约", "net saving"),
    "of_due_next_period": Text("属于下期到期", "of those due next period"),
    "pain_points": Text("痛点达标", "with enough pain points"),
    "measures": Text("指标达标", "with enough measures"),
    "both_signed": Text("双方签字", "signed by both"),
    "minutes_24h": Text("纪要按时", "minutes in time"),
    "ticket_72h": Text("追踪单按时", "ticket in time"),
    "days": Text("有数据的天数", "days with data"),
    "month": Text("所在月", "month"),
    "day": Text("所在日", "day"),
    "core_modules": Text("核心模块数", "core modules"),
    "accounts": Text("客户数", "accounts"),
    "scored": Text("已评分", "scored"),
    "unscored": Text("未评分", "unscored"),
    "newly_red": Text("新变红", "newly red"),
    "recovered": Text("恢复", "recovered"),
    "handed_over_red": Text("交接入的红色", "handed over red"),
    "handed_away_red": Text("移交出的红色", "handed away red"),
    "no_longer_scored_red": Text("不再评分的红色", "red, no longer scored"),
    "answers": Text("答卷数", "answers"),
    "promoters": Text("推荐者", "promoters"),
    "passives": Text("中立者", "passives"),
    "detractors": Text("贬损者", "detractors"),
    "interval_low": Text("95% 区间下限", "lower end of the 95 % interval"),
    "interval_high": Text("95% 区间上限", "upper end of the 95 % interval"),
    "mean": Text("平均分", "mean"),
    "generic": Text("普适需求", "generic suggestions"),
    "generic_shipped": Text("普适已上线", "generic shipped"),
    "custom": Text("个性需求", "custom suggestions"),
    "custom_shipped": Text("个性已上线", "custom shipped"),
    "salons": Text("沙龙", "salons"),
    "roundtables": Text("圆桌", "roundtables"),
    "rating_mean": Text("平均满意度", "mean rating"),
    "within_30_people": Text("人数合规", "within the limit of people"),
    "half_executives": Text("高管占比合规", "enough executives"),
    "topic_45_days": Text("议题按时", "topic in time"),
    "paper_48_hours": Text("白皮书按时", "white paper in time"),
    "year_before": Text("上年同期", "the year before"),
    "growth": Text("同比增长", "growth"),
    "converted": Text("转化", "converted"),
    "expected_arr": Text("预计年化金额", "expected annual value"),
    "per_account": Text("户均", "per account"),
    "accounts_touched": Text("覆盖客户", "accounts touched"),
    "never_touched": Text("从未触达", "never touched"),
    "team": Text("团队", "team"),
    "late": Text("逾期", "late"),
    "by_reason": Text("按原因", "by reason"),
    "by_day": Text("期间高低点", "high and low"),
    "of_year": Text("占全年目标", "of the year's target"),
    "gap": Text("与全年目标之差", "gap to the year's target"),
    "misses": Text("未达标", "misses"),
    "of_node_target": Text("完成率", "attainment"),
}
"""What the parts of figures are called."""

_ALIASES = frozenset({"of_node_target"})
"""Parts that another one says as well."""

NO_MORE = Text("没有这个数字了：{key}", "This figure is no more: {key}")
