"""Numbers that do not say what the data say, and numbers whose rounding says something else."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from csmdesk.domain.period import Period
from csmdesk.domain.review_text import Chip
from csmdesk.domain.text import Text
from csmdesk.metrics.figure import Attainment, Figure
from csmdesk.reports.review_checks.examined import Examined, stretch
from csmdesk.reports.review_checks.finding import Finding
from csmdesk.reports.review_checks.tokens import Told
from csmdesk.reports.review_checks.typed import typed_numbers

_HEALTH_BOUNDS = (Fraction(60), Fraction(80))
_LEAST_DIGITS = 3
"""A shorter number agrees with that of another period by chance too often."""


def disagreeing(e: Examined) -> Iterator[Finding]:
    """Typed numbers that disagree with the figure that they speak of; both are shown."""
    for told in e.told:
        if told.typed is None or not told.wrong:
            continue
        chip = told.wrong[0]
        other = _of_another_time(e, told, chip)
        shown = e.shown(chip)
        words = shown.shown if shown else ""
        place = stretch(told, words)
        identity = (told.line.chapter, chip.figure, chip.part, told.typed.words)
        name = e.writer.name(chip)
        if other is None:
            detail = e.say(
                DISAGREES, section=told.line.section, typed=told.typed.words, name=name, words=words
            )
            yield e.finding(
                "number_disagrees",
                "bad",
                detail,
                place,
                identity,
                figure=chip.figure,
                action="correct",
                replacement=shown,
            )
        else:
            detail = e.say(
                OF_ANOTHER_TIME,
                section=told.line.section,
                typed=told.typed.words,
                period=other.title,
                name=name,
                words=words,
            )
            yield e.finding(
                "period_mixed",
                "bad",
                detail,
                place,
                identity,
                figure=chip.figure,
                action="correct",
                replacement=shown,
            )


def _of_another_time(e: Examined, told: Told, chip: Chip) -> Period | None:
    """The earlier period whose figure the typed number is, if any."""
    typed = told.typed
    assert typed is not None
    if chip.part or len([c for c in typed.words if c.isdigit()]) < _LEAST_DIGITS:
        return None
    for period in (e.period.shifted(-1), e.period.year_before):
        amount = e.writer.amount(chip._replace(period=period.name))
        if amount is not None and typed.says(amount.value, amount.unit):
            return period
    return None


# --- rounding -----------------------------------------------------------------------------------------------


def rounded_over(e: Examined) -> Iterator[Finding]:
    """Figures that are written so that they stand on the other side of their target or band."""
    for told in e.told:
        shown = _as_shown(e, told)
        figure = e.writer.figure(told.chip)
        if shown is None or figure is None or not told.agrees:
            continue
        bound = _crossed(e, figure, told.chip.part, shown)
        if bound is None:
            continue
        plain = e.shown(_exact_enough(e, figure, told.chip))
        written = told.typed.words if told.typed else e.writer.words(told.chip)
        words = plain.shown if plain else ""
        limit = e.writer.words(Chip(figure.key, "node")) if bound is _NODE else str(bound)
        detail = e.say(
            ROUNDED,
            section=told.line.section,
            written=written,
            name=e.writer.name(told.chip),
            words=words,
            bound=limit,
        )
        place = stretch(told, words)
        identity = (told.line.chapter, figure.key, told.chip.part, written)
        yield e.finding(
            "rounding",
            "bad",
            detail,
            place,
            identity,
            figure=figure.key,
            action="correct",
            replacement=plain,
        )


_NODE = Fraction(-1)
"""Stands for the figure's target as a bound."""


def _as_shown(e: Examined, told: Told) -> Fraction | None:
    """The amount that the written words say, of a figure's value or attainment."""
    if told.chip.part not in {"", "attainment"}:
        return None
    if told.typed is not None:
        said = told.role in {"value", "attainment"} and not told.typed.rough
        return told.typed.value if said else None
    numbers = typed_numbers(e.writer.words(told.chip))
    return numbers[0].value if numbers else None


def _crossed(e: Examined, figure: Figure, part: str, shown: Fraction) -> Fraction | None:
    """The bound on whose other side the shown amount is."""
    target = figure.target
    if figure.value is None:
        return None
    if part == "attainment":
        if target is None or target.share is None or not figure.definition.adds_up:
            return None
        return _NODE if (shown >= 1) != (target.share >= 1) else None
    if target is not None and _met(e, target, shown) != _met(e, target, figure.value):
        return _NODE
    if figure.key == "health_mean":
        for bound in _HEALTH_BOUNDS:
            if (shown >= bound) != (figure.value >= bound):
                return bound
    return None


def _met(e: Examined, target: Attainment, value: Fraction) -> bool:
    row = next((t for t in e.figures.facts.targets if t.id == target.target_id), None)
    return value <= target.node if row is not None and row.direction == "<=" else value >= target.node


def _exact_enough(e: Examined, figure: Figure, chip: Chip) -> Chip:
    """The figure in the first form that keeps it on its side, the automatic one before others."""
    for form in e.writer.forms(chip._replace(form="")):
        numbers = typed_numbers(form.words)
        if numbers and _crossed(e, figure, chip.part, numbers[0].value) is None:
            return chip._replace(form=form.key)
    return chip._replace(form="")


DISAGREES = Text(
    "{section} 写 {typed}，{name}为 {words}", "{section}: {typed}, the data say {words} ({name})"
)
OF_ANOTHER_TIME = Text(
    "{section} 的 {typed} 属 {period}，本期{name}为 {words}",
    "{section}: {typed} is of {period}; now {name}: {words}",
)
ROUNDED = Text(
    "{section} 写 {written}，{name}实为 {words}，在 {bound} 的另一侧",
    "{section}: {written} is {words}, on the other side of {bound} ({name})",
)
"""``bound`` is a target or the edge of a band."""
