"""The targets of a book in words: where each stands in a period, and how far each level is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.facts import Target
from csmdesk.domain.period import parse_period
from csmdesk.domain.spelling import spelt
from csmdesk.domain.target import LEVELS, Rolled, in_order, level_of, node_of, progress, rank, roll_up
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.services import key_results
from csmdesk.services.account_view import Mark
from csmdesk.services.account_words import joined
from csmdesk.services.goal_words import (
    SIGNS,
    adds_up,
    amount_words,
    definition_of,
    level_words,
    metric_words,
    period_words,
    scope_words,
    typed_values,
)
from csmdesk.services.goals_view import Goal, GoalsData, Level

if TYPE_CHECKING:
    from csmdesk.metrics.basis import Basis
    from csmdesk.services.today_view import KeyResult

_MONTH = 1
"""A target of one month is broken down no further."""


def goals_data(b: Basis, language: Language) -> GoalsData:
    """All targets of the book against the basis' period."""
    targets = sorted(in_order(b.facts.targets), key=lambda target: rank(level_of(target.level)))
    lines = _Lines(b, targets, language)
    goals = tuple(lines.goal(target) for target in targets)
    shown = [goal.result for goal in goals if goal.result is not None]
    return GoalsData(
        goals,
        tuple(lines.level(key) for key in lines.levels),
        b.period.title.to(language),
        key_results.note(b, language),
        key_results.counts(shown, language),
    )


class _Lines:
    """The lines of some targets."""

    def __init__(self, b: Basis, targets: Sequence[Target], language: Language) -> None:
        self._b = b
        self._language: Language = language
        self._targets = targets
        self._names = {target.id: target.name for target in targets}
        self._held = key_results.attained(b)
        self._under: dict[int, list[Target]] = defaultdict(list)
        for target in targets:
            if target.parent_id is not None:
                self._under[target.parent_id].append(target)

    @property
    def levels(self) -> list[str]:
        """The four levels and whatever else the targets say, from the top."""
        said = dict.fromkeys(level_of(target.level) for target in self._targets)
        return [*LEVELS, *(level for level in said if level not in LEVELS)]

    def concerns(self, target: Target) -> bool:
        """True when the period owes something of the target."""
        b = self._b
        return node_of(target, b.period, adds_up(target.metric), b.rules.fiscal_start_month) is not None

    def reached(self, target: Target) -> tuple[Fraction | None, Fraction | None, KeyResult | None]:
        """Value, progress and key result of a target in the period."""
        found = self._held.get(target.id)
        if found is None:
            return None, None, None
        figure, held = found
        value = key_results.value_of(target, figure, held)
        result = key_results.result_of(self._b, figure, held, self._language)
        return value, progress(value, held.node, target.direction), result

    def rolled(self, targets: Sequence[Target]) -> Rolled:
        """Those of the targets that the period concerns, together."""
        return roll_up(
            [(self.reached(target)[1], target.weight) for target in targets if self.concerns(target)]
        )

    def goal(self, target: Target) -> Goal:
        """One target in words."""
        b, language = self._b, self._language
        fiscal = b.rules.fiscal_start_month
        level = level_of(target.level)
        concerns = self.concerns(target)
        node = node_of(target, b.period, adds_up(target.metric), fiscal)
        value, reached, result = self.reached(target)
        rolled = self.rolled(self._under[target.id])
        mark: Mark = result.mark if result is not None else "unscored" if concerns else ""
        weight = target.weight
        whole = amount_words(target.value, target.metric, language, b.home)
        node_words = amount_words(node, target.metric, language, b.home)
        name = target.name or metric_words(target.metric, language)
        scope = scope_words(target, language, b.home)
        target_words = whole if adds_up(target.metric) else f"{SIGNS.get(target.direction, '')} {whole}"
        said = _verdict(target, concerns).to(language) if result is None else result.verdict_words
        weight_words = "" if weight is None else display.percent(weight)
        parent = self._names.get(target.parent_id, "") if target.parent_id is not None else ""
        progress_words = _percent(reached)
        period = period_words(target.period, language, fiscal)
        return Goal(
            id=target.id,
            level=level,
            level_words=level_words(level, language),
            name=name,
            metric=target.metric,
            metric_words=metric_words(target.metric, language),
            period=target.period,
            period_words=period,
            scope_words=scope,
            owner=target.owner,
            parent_id=target.parent_id,
            parent_words=parent,
            weight=weight,
            weight_words=weight_words,
            target=target.value,
            target_words=target_words,
            share_words=display.percent(node / target.value, places=2) if node and target.value else "",
            node=node,
            node_words=node_words,
            result=result,
            value=value,
            progress=reached,
            progress_words=progress_words,
            rolled=rolled.value,
            rolled_words=_percent(rolled.value),
            rolled_note=self._rolled_note(rolled),
            mark=mark,
            verdict_words=said,
            concerns=concerns,
            breaks=_breaks(target, fiscal),
            typed=typed_values(target, self._names, language),
            spoken=joined(
                [level_words(level, language), name, scope, period, target_words]
                + ([result.value, result.share_words] if result is not None else [])
                + [said, weight_words, target.owner],
                language,
            ),
            search=_search(target, name, parent, scope),
        )

    def _rolled_note(self, rolled: Rolled) -> str:
        """How many of the targets under one are counted, and whether their weights fit."""
        if not rolled.of:
            return ""
        parts = f"{rolled.of} sub-target" + ("s" if rolled.of > 1 else "")
        said = Text(f"下级 {rolled.of} 项", parts).to(self._language)
        return said if rolled.known == rolled.of else f"{said}，{self._known(rolled)}"

    def level(self, key: str) -> Level:
        """A level of the pyramid."""
        rolled = self.rolled([target for target in self._targets if level_of(target.level) == key])
        return Level(
            key,
            level_words(key, self._language),
            rolled.of,
            rolled.value,
            _percent(rolled.value),
            _weights(rolled).to(self._language),
            rolled.whole,
            self._known(rolled),
        )

    def _known(self, rolled: Rolled) -> str:
        if rolled.known == rolled.of:
            return ""
        return Text(
            f"{rolled.known}/{rolled.of} 项有结果", f"{rolled.known} of {rolled.of} with a result"
        ).to(self._language)


def _percent(value: Fraction | None) -> str:
    return display.MISSING if value is None else display.share(value)


def _weights(rolled: Rolled) -> Text:
    """What the weights of a level come to."""
    if not rolled.of:
        return Text("", "")
    if rolled.weights is None:
        return Text("同权重", "equal weights") if rolled.of > 1 else Text("", "")
    total = display.percent(rolled.weights, places=2)
    if rolled.unweighted:
        return Text(
            f"权重合计 {total}，{rolled.unweighted} 项没有权重",
            f"weights {total}, {rolled.unweighted} without",
        )
    if not rolled.whole:
        return Text(f"权重合计 {total}，应为 100%", f"weights {total}, not 100%")
    return Text("权重合计 100%", "weights 100%")


def _verdict(target: Target, concerns: bool) -> Text:
    """Why there is no key result."""
    if definition_of(target.metric) is None:
        return Text("没有这个指标", "unknown metric")
    return Text("无结果", "no result") if concerns else Text("不在本期", "not this period")


def _breaks(target: Target, fiscal: int) -> bool:
    return parse_period(target.period, fiscal).months > _MONTH and definition_of(target.metric) is not None


def _search(target: Target, name: str, parent: str, scope: str) -> str:
    pinyin, initials = spelt(name)
    definition = definition_of(target.metric)
    metric = () if definition is None else definition.name
    parts = [name, pinyin, initials, target.owner, parent, scope, target.period, target.metric]
    return " ".join([*parts, *metric, *LEVELS.get(level_of(target.level), ())]).casefold()
