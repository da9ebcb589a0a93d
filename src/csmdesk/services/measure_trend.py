"""A metric month by month: what is shown as a curve, with target, team and the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

from csmdesk.domain.period import Period, month_of, month_start
from csmdesk.domain.text import Language, Text
from csmdesk.metrics.figure import Figure
from csmdesk.metrics.registry import definitions
from csmdesk.services.measure_ground import Ground, Held
from csmdesk.services.measure_view import Trend, TrendPoint
from csmdesk.services.measure_words import FROM_ZERO, Beginnings, reason_of, sums_of, value_words
from csmdesk.services.team_figures import TEAM

MOST_MONTHS = 36

_GAP = Text("{n} 个月空缺：{reason}", "{n} months missing: {reason}")
_STOP = Text("；", "; ")
_NOTE = Text("各月为 {day} 所知的数", "each month as known on {day}")


def months_until(last: date, count: int) -> list[Period]:
    """The ``count`` calendar months up to that of ``last``, in order."""
    return [month_of(month_start(last, back)) for back in range(1 - count, 1)]


class TrendMaker:
    """Makes the trend of metrics of one book as of one day over one scope.

    ``check`` is called between two months and may raise: somebody wants something else by now.
    """

    def __init__(self, ground: Ground, own: Held, scope: str, check: Callable[[], None]) -> None:
        self._ground = ground
        self._own = own
        self._scope = scope
        self._check = check
        self._beginnings = Beginnings(own.basis.facts)

    def _held(self, month: Period) -> Held:
        self._check()
        return self._ground.at(month, self._own.basis.as_of, self._scope)

    def value(self, key: str, month: Period) -> Fraction | None:
        """The value of one month; None in a gap."""
        if self._beginnings.gap(key, month) is not None:
            return None
        return self._held(month).figure(key).value

    def trend(self, key: str, count: int, language: Language) -> Trend:
        """The last ``count`` months up to the closing day's, at most ``MOST_MONTHS``."""
        basis = self._own.basis
        months = months_until(basis.closing, min(count, MOST_MONTHS))
        points = tuple(self._point(key, month, language) for month in months)
        limits = basis.facts.health_rules.bands
        bands = (Fraction(limits.red_below), Fraction(limits.green_from)) if key == "health_mean" else None
        definition = definitions()[key]
        return Trend(
            key=key,
            name=definition.name.to(language),
            unit=definition.unit,
            home=basis.home,
            points=points,
            bands=bands,
            from_zero=definition.unit in FROM_ZERO,
            gaps=_gaps(points, language),
            note=_NOTE.format(day=basis.as_of).to(language),
        )

    def _point(self, key: str, month: Period, language: Language) -> TrendPoint:
        home, definition = self._own.basis.home, definitions()[key]

        def words(value: Fraction | None) -> str:
            return "" if value is None else value_words(value, definition, language, home)

        held = self._held(month)
        figure = held.figure(key)
        gap = self._beginnings.gap(key, month)
        value = None if gap is not None else figure.value
        reason = gap.to(language) if gap is not None else reason_of(figure, language)
        node = _node(figure)
        team = self._team(key, month)
        before = self.value(key, month.year_before)
        return TrendPoint(
            name=month.name,
            title=month.title.to(language),
            value=value,
            words=words(value),
            above=None if value is None else figure.numerator,
            below=None if value is None else figure.denominator,
            sums=("", "") if value is None else sums_of(figure, language, home),
            reason=reason,
            node=node,
            node_words=words(node),
            team=team,
            team_words=words(team),
            before=before,
            before_words=words(before),
        )

    def _team(self, key: str, month: Period) -> Fraction | None:
        """The team's number of a month; of what does not add up also that of the time that it lies in."""
        rows = {
            r.period: r.value
            for r in self._own.basis.facts.peer_figures
            if r.metric == key and r.peer == TEAM
        }
        if month.name in rows or definitions()[key].adds_up or not rows:
            return rows.get(month.name)
        around = [self._ground.period(name) for name in rows]
        holding = [p for p in around if p.start <= month.start and month.end <= p.end]
        return rows[min(holding, key=lambda p: p.months).name] if holding else None


def _gaps(points: Sequence[TrendPoint], language: Language) -> str:
    """Which months have no value, and why: one sentence for each reason, the most frequent first."""
    by_reason = Counter(point.reason for point in points if point.value is None)
    found = [_GAP.format(n=n, reason=reason).to(language) for reason, n in by_reason.most_common() if reason]
    return (_STOP.to(language)).join(found)


def _node(figure: Figure) -> Fraction | None:
    """What the month owes of the target over the whole book."""
    return None if figure.target is None else figure.target.node
