"""Every metric of the registry over a period as of a day, as the page of metrics shows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes
from csmdesk.domain.period import Period, today
from csmdesk.domain.spelling import spelt
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.figure import Definition
from csmdesk.metrics.registry import definitions
from csmdesk.services import figure_view, key_results
from csmdesk.services.measure_ground import Ground, Held
from csmdesk.services.measure_trend import TrendMaker, months_until
from csmdesk.services.measure_view import (
    Against,
    Asked,
    Before,
    Compared,
    Measure,
    Measured,
    MeasureLine,
    MeasureList,
    Rival,
    TeamFigure,
    Titles,
    Trend,
)
from csmdesk.services.measure_words import (
    FAMILIES,
    HIGHER,
    LOWER,
    UNITS,
    UNSCOPED,
    Beginnings,
    against,
    change_words,
    reason_of,
    sums_of,
    value_words,
)
from csmdesk.services.team_figures import TeamFigures
from csmdesk.services.typed_amount import typed

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView
    from csmdesk.services.figures import FigureSet
    from csmdesk.services.today_view import KeyResult
    from csmdesk.storage.book import Book

SPARK_MONTHS = 12
"""The small trend beside a metric goes over so many months."""


def _go_on() -> None:
    """Nobody wants anything else."""


class Measures:
    """May be used from any thread; what was counted is kept until the book changes.

    Where a method takes ``check``, it is called between two periods and may raise to end the work.
    """

    def __init__(self, book: Book) -> None:
        self._ground = Ground(book)
        self.team = TeamFigures(book)

    def forget(self, changes: Changes) -> None:
        """Count again what rests on what has changed."""
        self._ground.forget(changes)

    def held(self, asked: Asked) -> Held:
        """The figures that are asked for; raises UserError for an unknown period."""
        return self._ground.of(asked.period, asked.as_of, asked.scope)

    # --- the list -------------------------------------------------------------------------------------------

    def lines(self, asked: Asked, check: Callable[[], None] = _go_on) -> MeasureList:
        """All metrics with value, target and the team's number."""
        held = self.held(asked)
        results = self._results(held, asked)
        lines = []
        for place, key in enumerate(definitions(), start=1):
            check()
            lines.append(self._line(place, key, held, results.get(key), asked))
        accounts = held.basis.over_everything.facts.accounts
        segments = {held.basis.over_everything.segment(a) for a in accounts}
        return MeasureList(
            tuple(lines),
            self._titles(held, asked),
            held.basis.home,
            tuple(sorted(filter(None, segments))),
            tuple(sorted({a.industry for a in accounts if a.industry})),
            held.basis.rules.fiscal_start_month,
            not accounts,
        )

    def _titles(self, held: Held, asked: Asked) -> Titles:
        period = held.period
        last, year = period.shifted(-1), period.year_before
        own, before, then = (each.title.to(asked.language) for each in (period, last, year))
        return Titles(own, before, then, last.name, year.name, held.basis.as_of)

    def _results(self, held: Held, asked: Asked) -> dict[str, KeyResult]:
        """By metric: the first key result that names it, the one over the whole book before all."""
        if asked.scope:
            return {}
        found: dict[str, KeyResult] = {}
        results = {r.target_id: r for r in key_results.key_results(held.basis, asked.language)}
        for key in {r.metric for r in results.values()}:
            target = held.figure(key).target
            if target is not None and target.target_id in results:
                found[key] = results[target.target_id]
        return found

    def _line(self, place: int, key: str, held: Held, result: KeyResult | None, asked: Asked) -> MeasureLine:
        language = asked.language
        figure = held.figure(key)
        definition, home = figure.definition, held.basis.home
        team = held.team.get(key)
        return MeasureLine(
            id=place,
            key=key,
            name=definition.name.to(language),
            family=definition.family,
            unit=definition.unit,
            value=figure.value,
            words=display.figure_value(figure, language, home),
            reason=reason_of(figure, language),
            target_words=result.target_words if result else "",
            share_words=result.share_words if result else "",
            mark=result.mark if result else "",
            verdict=result.verdict_words if result else "",
            team=team,
            team_words="" if team is None else value_words(team, definition, language, home),
            unscoped=key in UNSCOPED,
            search=_search(definition),
        )

    def before(self, asked: Asked, check: Callable[[], None] = _go_on) -> dict[str, Before]:
        """By metric: its value against the period before and the same one a year before."""
        held = self.held(asked)
        period, day, home = held.period, asked.as_of or today(), held.basis.home
        beginnings = Beginnings(held.basis.facts)
        found = {}

        def then(key: str, other: Period) -> Against:
            check()
            figure = beginnings.known(
                lambda: self._ground.other(other, day, asked.scope).figure(key), key, other
            )
            return against(held.figure(key), figure, asked.language, home)

        for key in definitions():
            last = then(key, period.shifted(-1))
            year = last if period.year_before == period.shifted(-1) else then(key, period.year_before)
            found[key] = Before(last, year)
        return found

    def sparks(
        self, asked: Asked, check: Callable[[], None] = _go_on
    ) -> dict[str, tuple[Fraction | None, ...]]:
        """By metric: its values in the last twelve months up to the closing day's, None in a gap."""
        held = self.held(asked)
        maker = TrendMaker(self._ground, held, asked.scope, check)
        months = months_until(held.basis.closing, SPARK_MONTHS)
        found: dict[str, list[Fraction | None]] = {key: [] for key in definitions()}
        for month in months:
            for key, values in found.items():
                values.append(maker.value(key, month))
        return {key: tuple(values) for key, values in found.items()}

    # --- one metric -----------------------------------------------------------------------------------------

    def measure(self, key: str, asked: Asked) -> Measure:
        """One metric with its evidence and all its definitions; raises KeyError for an unknown one."""
        held = self.held(asked)
        language, home = asked.language, held.basis.home
        definition = definitions()[key]
        result = self._results(held, asked).get(key)
        evidence = held.figure(key).evidence
        place = list(definitions()).index(key) + 1
        return Measure(
            view=figure_view.view(held.with_rivals(key), key, language),
            line=self._line(place, key, held, result, asked),
            formulas=definition.formula,
            direction=(HIGHER if definition.higher_is_better else LOWER).to(language),
            unit_words=UNITS[definition.unit].to(language),
            rivals=self._rivals(key, held, language),
            team=self._team_figure(key, held, language, home),
            node_words=result.node_words if result else "",
            pace_words="，".join(filter(None, (result.pace_words, result.forecast_words))) if result else "",
            counts={
                "numerator": len(evidence.numerator),
                "denominator": len(evidence.denominator),
                "excluded": len(evidence.excluded),
            },
        )

    def _rivals(self, key: str, held: Held, language: Language) -> tuple[Rival, ...]:
        """The metric and its rivals; nothing where it has none."""
        definition = definitions()[key]
        if not definition.rivals:
            return ()
        found = []
        for each in (key, *definition.rivals):
            figure = held.figure(each)
            found.append(
                Rival(
                    key=each,
                    name=figure.definition.name.to(language),
                    value=display.figure_value(figure, language, held.basis.home, measured=True),
                    reason=reason_of(figure, language),
                    formula=figure.definition.formula.to(language),
                    own=each == key,
                )
            )
        return tuple(found)

    def _team_figure(self, key: str, held: Held, language: Language, home: str) -> TeamFigure:
        definition = definitions()[key]
        own, team = held.figure(key).value, held.team.get(key)
        return TeamFigure(
            period=held.period.name,
            title=held.period.title.to(language),
            own=display.MISSING if own is None else value_words(own, definition, language, home),
            team="" if team is None else value_words(team, definition, language, home),
            difference=change_words(own, team, definition, language, home),
            typed="" if team is None else typed(team, definition.unit),
        )

    def asked_of(self, asked: Asked, period: str) -> Asked:
        """The same question of another period: as of its last day, or of the window's day if that is earlier.

        Raises UserError for an unknown period.
        """
        other = self._ground.period(period)
        if other.name == asked.period:
            return asked
        return asked._replace(period=other.name, as_of=min(other.end, asked.as_of or today()))

    def evidence(self, key: str, asked: Asked) -> FigureView:
        """A metric with where it comes from."""
        return figure_view.view(self.held(asked).with_rivals(key), key, asked.language)

    def rows(self, key: str, asked: Asked) -> FigureSet:
        """The figure that the rows of its evidence are read from."""
        return self.held(asked).figures([key])

    def trend(self, key: str, asked: Asked, count: int, check: Callable[[], None] = _go_on) -> Trend:
        """The metric month by month, the last ``count`` months up to the closing day's."""
        held = self.held(asked)
        return TrendMaker(self._ground, held, asked.scope, check).trend(key, count, asked.language)

    # --- several periods ------------------------------------------------------------------------------------

    def period_title(self, name: str) -> Text:
        """What a period is called; raises UserError for an unknown one."""
        return self._ground.period(name).title

    def periods(self, asked: Asked) -> tuple[str, ...]:
        """The names of the periods that are compared when nothing else was chosen: this, the one before, a
        year before."""
        period = self._ground.period(asked.period)
        return tuple(dict.fromkeys((period.name, period.shifted(-1).name, period.year_before.name)))

    def compare(
        self, key: str, asked: Asked, names: Sequence[str], check: Callable[[], None] = _go_on
    ) -> tuple[Compared, ...]:
        """The metric in several periods, each as of its last day or the window's own day if that is earlier.

        Raises UserError for an unknown period.
        """
        first: Fraction | None = None
        found: list[Compared] = []
        for _, one in self.in_periods([key], asked, names, check):
            found.append(self._compared(key, one, first, asked))
            if len(found) == 1:
                first = one.value
        return tuple(found)

    def in_periods(
        self, keys: Sequence[str], asked: Asked, names: Sequence[str], check: Callable[[], None] = _go_on
    ) -> Iterator[tuple[str, Measured]]:
        """Each metric in each of the periods, metric by metric; raises UserError for an unknown period."""
        own = self.held(asked)
        beginnings = Beginnings(own.basis.facts)
        for key in keys:
            for name in names:
                check()
                held = self.held(self.asked_of(asked, name))
                # What the list shows of its own period is what the review says of it, be it nothing at all.
                gap = None if held.period.name == own.period.name else beginnings.gap(key, held.period)
                figure = held.figure(key)
                known = gap is None and figure.value is not None
                node = None if asked.scope or figure.target is None else figure.target.node
                yield (
                    key,
                    Measured(
                        period=held.period.name,
                        title=held.period.title,
                        as_of=held.basis.closing,
                        value=figure.value if known else None,
                        above=figure.numerator if known else None,
                        below=figure.denominator if known else None,
                        node=node,
                        team=held.team.get(key),
                        reason=gap or (None if known else figure.reason),
                    ),
                )

    def _compared(self, key: str, one: Measured, first: Fraction | None, asked: Asked) -> Compared:
        language, definition = asked.language, definitions()[key]
        held = self.held(self.asked_of(asked, one.period))
        home = held.basis.home

        def words(value: Fraction | None) -> str:
            return "" if value is None else value_words(value, definition, language, home)

        return Compared(
            period=one.period,
            title=one.title.to(language),
            as_of=one.as_of,
            value=one.value,
            words=words(one.value) or display.MISSING,
            sums=("", "") if one.value is None else sums_of(held.figure(key), language, home),
            change=change_words(one.value, first, definition, language, home),
            reason="" if one.reason is None else one.reason.to(language),
            team=one.team,
            team_words=words(one.team),
        )


def _search(definition: Definition) -> str:
    """What a metric is found by: names, pinyin, initials, key, family."""
    pinyin, initials = spelt(definition.name.zh)
    family = FAMILIES[definition.family]
    return "\n".join((*definition.name, pinyin, initials, definition.key, *family)).casefold()


def scope_text(segments: Sequence[str], industries: Sequence[str], arr_min: int | None) -> str:
    """A scope as ``Asked`` takes it (``arr_min`` in yuan); '' for the whole book."""
    scope: dict[str, object] = {}
    if segments:
        scope["segment"] = list(segments)
    if industries:
        scope["industry"] = list(industries)
    if arr_min is not None:
        scope["arr_min"] = arr_min
    return json.dumps(scope, ensure_ascii=False, sort_keys=True) if scope else ""
