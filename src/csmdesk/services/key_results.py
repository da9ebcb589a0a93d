"""The key results of a period: where each stands against its node, how fast, where that leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.facts import Target
from csmdesk.domain.target import in_order
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.compute import compute, time_left
from csmdesk.metrics.figure import Attainment, Figure, Unit
from csmdesk.metrics.registry import definitions
from csmdesk.services.account_view import Mark
from csmdesk.services.account_words import joined
from csmdesk.services.today_view import KeyResult, Verdict

if TYPE_CHECKING:
    from csmdesk.metrics.basis import Basis

_VERDICTS: Mapping[Verdict, tuple[Mark, Text]] = {
    "met": ("green", Text("达成", "met")),
    "behind": ("yellow", Text("落后", "behind")),
    "missed": ("red", Text("未达", "missed")),
    "unknown": ("unscored", Text("无结果", "no result")),
}

_ROOM = Fraction(5, 4)
"""A bar that ends with no natural limit is so much longer than the larger of value and node."""

_POINTS_LIMIT = Fraction(100)

_MORE_IS_MORE = ">="


def key_results(b: Basis, language: Language) -> tuple[KeyResult, ...]:
    """Those of the book that owe something in the period, in the order in which they were signed up for."""
    found = attained(b)
    order = [target.id for target in in_order(b.facts.targets) if target.id in found]
    return tuple(result_of(b, *found[each], language) for each in order)


def attained(b: Basis) -> dict[int, tuple[Figure, Attainment]]:
    """By the targets that owe something in the period: their figure, and how it stands against them."""
    known = definitions()
    wanted = dict.fromkeys(target.metric for target in b.facts.targets if target.metric in known)
    figures = compute(b, wanted) if wanted else {}
    return {held.target_id: (figure, held) for figure in figures.values() for held in figure.targets}


def result_of(b: Basis, figure: Figure, held: Attainment, language: Language) -> KeyResult:
    """One key result of the period."""
    return _Line(b, figure, held, language).result()


def value_of(target: Target, figure: Figure, held: Attainment) -> Fraction | None:
    """The figure's value; of a target over a part of the book what its share of the node gives back."""
    if target.scope in ("", "{}"):
        return figure.value
    return None if held.share is None else held.share * held.node


def figures(b: Basis, keys: Iterable[str]) -> dict[str, Figure]:
    """The figures of some metrics with their rivals, as their evidence names them."""
    wanted = list(keys)
    rivals = [rival for key in wanted for rival in definitions()[key].rivals]
    return compute(b, dict.fromkeys([*wanted, *rivals]))


def note(b: Basis, language: Language) -> str:
    """What the results are held against: 半年节点."""
    return _NODES.get(b.period.months, _NODES[0]).to(language)


_NODES: Mapping[int, Text] = {
    0: Text("期末节点", "period nodes"),
    1: Text("月度节点", "month nodes"),
    3: Text("季度节点", "quarter nodes"),
    6: Text("半年节点", "half-year nodes"),
    12: Text("全年目标", "year targets"),
}


def counts(results: Iterable[KeyResult], language: Language) -> str:
    """How many are met and how many are not: 6 达成 2 落后."""
    found = [result.verdict for result in results]
    said = [
        f"{found.count(verdict)} {words.to(language)}"
        for verdict, (_, words) in _VERDICTS.items()
        if verdict in found
    ]
    return " ".join(said) if language == "zh" else ", ".join(said)


class _Line:
    """One key result against its figure."""

    def __init__(self, b: Basis, figure: Figure, attained: Attainment, language: Language) -> None:
        self._b = b
        self._figure = figure
        self._attained = attained
        self._language: Language = language
        self._target = next(target for target in b.facts.targets if target.id == attained.target_id)

    def result(self) -> KeyResult:
        """The line in words."""
        attained, figure = self._attained, self._figure
        value = self._value
        verdict = self._verdict
        mark, said = _VERDICTS[verdict]
        full = self._full
        shown = display.MISSING if value is None else self._say(value, against=(attained.node,))
        name = attained.name or figure.definition.name.to(self._language)
        target, share, verdict_words = self._target_words, self._share, said.to(self._language)
        return KeyResult(
            metric=figure.key,
            name=name,
            value=f"{shown} {display.measure(figure.key, self._language)}".rstrip(),
            target_words=target,
            share_words=share,
            mark=mark,
            verdict=verdict,
            verdict_words=verdict_words,
            node_words=self._node_words,
            pace_words=self._pace,
            forecast_words=self._forecast,
            bar=_within(value or Fraction(0), full),
            tick=_within(attained.node, full),
            goal=self._goal,
            target_id=attained.target_id,
            spoken=joined([name, shown, target, share, verdict_words], self._language),
        )

    @property
    def _value(self) -> Fraction | None:
        return value_of(self._target, self._figure, self._attained)

    @property
    def _verdict(self) -> Verdict:
        if self._attained.met is None:
            return "unknown"
        if self._attained.met:
            return "met"
        return "behind" if time_left(self._b, self._attained.target_id) else "missed"

    def _say(self, amount: Fraction, *, against: tuple[Fraction, ...] = ()) -> str:
        unit = self._figure.definition.unit
        return display.value(
            amount, unit, self._language, key=self._figure.key, currency=self._b.home, against=against
        )

    @property
    def _node(self) -> str:
        return display.target_value(self._figure, self._attained.node, self._language, self._b.home)

    @property
    def _target_words(self) -> str:
        """What is owed: / 1,632万 of a sum, ≥ 92% of a rate."""
        if self._cumulative:
            return f"/ {self._node}"
        sign = "≥" if self._target.direction == _MORE_IS_MORE else "≤"
        return f"{sign} {self._node}"

    @property
    def _cumulative(self) -> bool:
        """True where the figure grows over the year and the half owes a part of the target."""
        return self._figure.definition.adds_up and self._attained.node != self._attained.target

    @property
    def _share(self) -> str:
        """The share of what is owed, or the difference from it."""
        value, attained = self._value, self._attained
        if value is None:
            return ""
        if self._cumulative:
            return display.attainment(attained)
        gap = value - attained.node
        if self._figure.definition.unit is Unit.RATIO:
            return display.decimals(gap * 100, 1, signed=True)
        sign = "+" if gap > 0 else display.MINUS if gap < 0 else ""
        return sign + self._say(abs(gap))

    @property
    def _node_words(self) -> str:
        if not self._cumulative:
            return Text(f"目标 {self._node}", f"target {self._node}").to(self._language)
        whole = display.target_value(self._figure, self._attained.target, self._language, self._b.home)
        share = display.percent(self._attained.node / self._attained.target)
        return Text(f"节点 {self._node} = {whole} × {share}", f"node {self._node} = {whole} × {share}").to(
            self._language
        )

    @property
    def _gone(self) -> Fraction:
        """The share of the period's days that have passed, the closing day among them."""
        period = self._b.period
        days = (period.end - period.start).days + 1
        return Fraction(max(0, (self._b.closing - period.start).days + 1), days)

    @property
    def _pace(self) -> str:
        """Where a steady pace would have it on the closing day; '' for what does not add up."""
        if not self._figure.definition.adds_up or not 0 < self._gone < 1:
            return ""
        now = self._say(self._attained.node * self._gone)
        return Text(f"按进度应到 {now}", f"at a steady pace {now} by now").to(self._language)

    @property
    def _forecast(self) -> str:
        """Where the present pace leads by the period's end."""
        value = self._value
        if value is None or not self._figure.definition.adds_up or not 0 < self._gone < 1:
            return ""
        end = self._say(value / self._gone)
        return Text(f"照此到期末 {end}", f"{end} by the end at this pace").to(self._language)

    @property
    def _full(self) -> Fraction:
        """The value at the end of the bar: the year's target, 100 %, 100 points, or some room."""
        value, attained = self._value or Fraction(0), self._attained
        most = max(value, attained.node)
        if self._cumulative:
            return max(attained.target, most)
        if self._figure.definition.unit is Unit.RATIO and most <= 1:
            return Fraction(1)
        if self._figure.definition.unit is Unit.POINTS and most <= _POINTS_LIMIT:
            return _POINTS_LIMIT
        return most * _ROOM

    @property
    def _goal(self) -> str:
        """The path to target of it, as ``Paths`` calls it; '' where there is none."""
        kind = {"renewal_collected": "collected", "renewal_value_rate": "value_rate"}.get(self._figure.key)
        if kind is None or self._target.scope not in ("", "{}"):
            return ""
        return f"{kind}:{self._b.period.name}:{self._attained.target_id}"


def _within(value: Fraction, full: Fraction) -> float:
    return float(min(Fraction(1), max(Fraction(0), value / full))) if full > 0 else 0.0
