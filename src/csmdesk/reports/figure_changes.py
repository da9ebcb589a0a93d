"""Which figures differ between two moments of a review, and why: the rows that stand otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain import review_text as text
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.figure import Figure, Key, Unit
from csmdesk.reports.frozen import Snapshot, told_periods
from csmdesk.services.frozen_figures import SIDES
from csmdesk.services.witness import TABLES, EvidenceRow


class Standing(NamedTuple):
    """How a row stands in a figure: what it adds above and below, or why it is left out."""

    numerator: Fraction | None = None
    denominator: Fraction | None = None
    reason: Text | None = None


class RowChange(NamedTuple):
    """A row that a figure counts, or counted, and that stands otherwise; ``old`` or ``new`` is None where
    the row is not there.

    ``table`` and ``key`` name it in the book; ``kind`` is what such a row is called. ``old_words`` and
    ``new_words`` tell its standing.
    """

    table: str
    key: Key
    kind: str
    code: str
    account: str
    day: date | None
    detail: str
    old: Standing | None
    new: Standing | None
    old_words: str
    new_words: str


class Place(NamedTuple):
    """Where a figure stands in the old text: its chapter and the place of the block in it."""

    chapter: str
    title: str
    block: int


class ChipChange(NamedTuple):
    """A figure of the old text that says something else now, and where it stands."""

    chip: text.Chip
    name: str
    old: str
    new: str
    places: tuple[Place, ...]


class PartChange(NamedTuple):
    """A part of a figure that is another number now."""

    part: str
    name: str
    old: str
    new: str


@dataclass(frozen=True)
class FigureChange:
    """A figure that differs: its words then and now, why, and where the text tells it.

    ``old`` and ``new`` have more decimals where rounding hides the change. ``period`` is '' for the
    review's own.
    """

    key: str
    period: str
    name: str
    old: str
    new: str
    rows: tuple[RowChange, ...]
    parts: tuple[PartChange, ...]
    chips: tuple[ChipChange, ...]

    @property
    def added(self) -> int:
        """Rows that were not behind it."""
        return sum(row.old is None for row in self.rows)

    @property
    def removed(self) -> int:
        """Rows that are no longer behind it."""
        return sum(row.new is None for row in self.rows)

    @property
    def changed(self) -> int:
        """Rows that stand otherwise."""
        return len(self.rows) - self.added - self.removed


class FigureChanges:
    """Finds the figures that differ, and the places in the old text that tell them."""

    def __init__(self, old: Snapshot, new: Snapshot, language: Language) -> None:
        self._old = old
        self._new = new
        self._language = language
        self._then = old.writer(language)
        self._now = new.writer(language)

    def changes(self) -> Iterator[FigureChange]:
        """In the order of the registry; those of other periods behind them."""
        chips = self._chips()
        own = self._old.figures.figures
        keys = [("", key) for key in dict.fromkeys((*own, *self._new.figures.figures))]
        keys += [(period, key) for period in self._old.periods for key in self._old.others(period).figures]
        found = {key: self._change(*key) for key in keys}
        for place, change in found.items():
            told_here = tuple(chip for of, chip in chips if self._belongs(of, chip, found) == place)
            if change is not None or told_here:
                yield replace(change or self._unchanged(*place), chips=told_here)

    def _change(self, period: str, key: str) -> FigureChange | None:
        old, new = self._old.figure(key, period), self._new.figure(key, period)
        rows = tuple(self._rows(period, old, new))
        if old is not None and new is not None and not rows and _same(old, new):
            return None
        name, before, after = self._name(key, period), *self._values(key, period)
        return FigureChange(key, period, name, before, after, rows, tuple(self._parts(key, period)), ())

    def _unchanged(self, period: str, key: str) -> FigureChange:
        before, after = self._values(key, period)
        return FigureChange(key, period, self._name(key, period), before, after, (), (), ())

    def _name(self, key: str, period: str) -> str:
        figure = self._old.figure(key, period) or self._new.figure(key, period)
        assert figure is not None
        name = figure.definition.name.to(self._language)
        if not period:
            return name
        at = self._old.others(period).period.title.to(self._language)
        return f"{name}（{at}）" if self._language == "zh" else f"{name} ({at})"

    def _values(self, key: str, period: str, part: str = "") -> tuple[str, str]:
        """The words of a value then and now, with as many decimals as it takes to tell them apart."""
        chip = text.Chip(key, part, period)
        old, new = self._then.words(chip), self._now.words(chip)
        then, now = self._then.amount(chip), self._now.amount(chip)
        if old != new or then is None or now is None or then.value == now.value:
            return old, new
        for places in range(1, _MOST_PLACES + 1):
            fine = chip._replace(form=f"{_FINE.get(then.unit, 'count')}:{places}")
            before, after = self._then.words(fine), self._now.words(fine)
            if before != after:
                return before, after
        return old, new

    # --- where the text tells it ----------------------------------------------------------------------------

    def _chips(self) -> list[tuple[tuple[str, str], ChipChange]]:
        """Every figure of the old text that says something else now, with the figure that it is of."""
        places: dict[text.Chip, list[Place]] = {}
        said: dict[text.Chip, str] = {}
        for chapter in self._old.chapters:
            if chapter.hidden:
                continue
            for number, block in enumerate(chapter.blocks):
                for chip in text.chips_of((block,)):
                    same = chip._replace(shown="", bold=False)
                    said.setdefault(same, chip.shown)
                    place = Place(chapter.key, chapter.title, number)
                    if place not in places.setdefault(same, []):
                        places[same].append(place)
        found = []
        for chip, where in places.items():
            words = self._words(chip, said[chip])
            if words is not None:
                of = ("" if chip.period == self._old.figures.period.name else chip.period, chip.figure)
                found.append((of, ChipChange(chip, self._then.name(chip), *words, tuple(where))))
        return found

    def _words(self, chip: text.Chip, said: str) -> tuple[str, str] | None:
        """What a figure said and what it says; None when that is the same."""
        new = self._now.words(chip)
        one_language = self._old.language == self._new.language == self._language
        if not one_language and self._then.value(chip) is None and self._now.value(chip) is None:
            # Told in words of another language: they cannot be held against each other.
            return None
        old = said if self._old.language == self._language else self._then.words(chip)
        return None if new == old else (old, new)

    def _belongs(
        self, of: tuple[str, str], change: ChipChange, found: Mapping[tuple[str, str], FigureChange | None]
    ) -> tuple[str, str]:
        """The figure under which a place of the text is listed: the one of those it looks at that changed."""
        looked_at = [of, *((period, change.chip.figure) for period in told_periods(self._old, change.chip))]
        return next((each for each in looked_at if found.get(each) is not None), of)

    # --- why ------------------------------------------------------------------------------------------------

    def _parts(self, key: str, period: str) -> Iterator[PartChange]:
        old, new = self._old.figure(key, period), self._new.figure(key, period)
        names = dict.fromkeys(("target", "node", *(old.parts if old else ()), *(new.parts if new else ())))
        for part in names:
            chip = text.Chip(key, part, period)
            then, now = self._then.value(chip), self._now.value(chip)
            if then != now:
                name = self._then.name(chip) if old else self._now.name(chip)
                yield PartChange(part, name, *self._values(key, period, part))

    def _rows(self, period: str, old: Figure | None, new: Figure | None) -> Iterator[RowChange]:
        then, now = _standings(old), _standings(new)
        # What is counted neither then nor now explains nothing, whatever the reason it is left out for.
        differing = [
            row
            for row in dict.fromkeys((*then, *now))
            if then.get(row) != now.get(row) and (_counts(then.get(row)) or _counts(now.get(row)))
        ]
        if not differing:
            return
        before, after = _told(self._old, old, period), _told(self._new, new, period)
        for row in differing:
            table, key = row
            words = after.get(row) or before[row]
            yield RowChange(
                table,
                key,
                TABLES[table].to(self._language),
                words.code,
                words.account,
                words.day,
                words.detail,
                then.get(row),
                now.get(row),
                _standing_words(old, then.get(row), self._language),
                _standing_words(new, now.get(row), self._language),
            )


def _same(old: Figure, new: Figure) -> bool:
    """True when two figures say the same, whatever rows are behind them."""
    return (old.value, old.numerator, old.denominator, old.parts, old.targets, old.reason) == (
        new.value,
        new.numerator,
        new.denominator,
        new.parts,
        new.targets,
        new.reason,
    )


def _standings(figure: Figure | None) -> dict[tuple[str, Key], Standing]:
    found: dict[tuple[str, Key], Standing] = {}
    if figure is None:
        return found
    for row in figure.evidence.numerator:
        held = found.get((row.table, row.key), Standing())
        found[row.table, row.key] = held._replace(numerator=(held.numerator or 0) + row.amount)
    for row in figure.evidence.denominator:
        held = found.get((row.table, row.key), Standing())
        found[row.table, row.key] = held._replace(denominator=(held.denominator or 0) + row.amount)
    for out in figure.evidence.excluded:
        held = found.get((out.table, out.key), Standing())
        found[out.table, out.key] = held._replace(reason=out.reason)
    return found


def _counts(standing: Standing | None) -> bool:
    return standing is not None and (standing.numerator is not None or standing.denominator is not None)


def _told(held: Snapshot, figure: Figure | None, period: str) -> dict[tuple[str, Key], EvidenceRow]:
    """The rows behind a figure in words."""
    if figure is None:
        return {}
    witness = (held.others(period) if period else held.figures).witness
    return {(row.table, row.key): row for side in SIDES for row in witness.rows(figure, side)}


def _standing_words(figure: Figure | None, standing: Standing | None, language: Language) -> str:
    """How a row stands, in words: 30,000, 1 / 1, left out: paid after the period."""
    if figure is None or standing is None:
        return NOT_THERE.to(language)
    if standing.numerator is None and standing.denominator is None:
        return LEFT_OUT.format(reason=standing.reason or "").to(language)
    above = None if standing.numerator is None else _amount(figure, standing.numerator)
    if figure.denominator is None:
        return above or LEFT_OUT.format(reason=standing.reason or "").to(language)
    if standing.denominator is None:
        return ABOVE.format(above=above).to(language)
    below = _amount(figure, standing.denominator)
    if above is None:
        return BELOW.format(below=below).to(language)
    return BOTH.format(above=above, below=below).to(language)


def _amount(figure: Figure, amount: Fraction) -> str:
    return display.decimals(amount, 2 if figure.definition.unit is Unit.MONEY else 4)


_FINE: Mapping[Unit, str] = {Unit.RATIO: "percent", Unit.MONEY: "yuan", Unit.DAYS: "days"}
"""How a value is written with more decimals than as everywhere."""

_MOST_PLACES = 9

NOT_THERE = Text("无", "none")
LEFT_OUT = Text("未计入：{reason}", "left out: {reason}")
ABOVE = Text("分子 {above}", "numerator {above}")
BELOW = Text("分母 {below}", "denominator {below}")
BOTH = Text("{above} / {below}", "{above} / {below}")
