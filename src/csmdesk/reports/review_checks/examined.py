"""A review's text as the checks see it: its lines, what they tell, and the data beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from csmdesk.domain.period import Period
from csmdesk.domain.review_text import Chapter, Chip, Runs
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.figure import Figure
from csmdesk.reports.review_checks.finding import TITLES, Action, Finding, Kind
from csmdesk.reports.review_checks.lines import Line, lines_of
from csmdesk.reports.review_checks.reading import Reader
from csmdesk.reports.review_checks.times import Times
from csmdesk.reports.review_checks.tokens import Told
from csmdesk.reports.review_chips import ChipWriter
from csmdesk.reports.words import Writer
from csmdesk.services.figures import FigureSet
from csmdesk.services.review_book import ReviewKey


@dataclass(frozen=True)
class Place:
    """A stretch of a line."""

    line: Line
    start: int
    length: int


@dataclass(frozen=True)
class Examined:
    """One review under examination; the costly parts are made once."""

    review: ReviewKey
    chapters: Sequence[Chapter]
    writer: ChipWriter

    @property
    def figures(self) -> FigureSet:
        """The figures of the review's period."""
        return self.writer.figures

    @property
    def language(self) -> Language:
        """The language of the text."""
        return self.writer.language

    @property
    def period(self) -> Period:
        """The review's period."""
        return self.figures.period

    @cached_property
    def words(self) -> Writer:
        """What the report's own chapters write with."""
        return Writer(self.figures, {}, self.language)

    @cached_property
    def times(self) -> Times:
        """Understands periods in words."""
        return Times(self.period, self.figures.rules.fiscal_start_month)

    @cached_property
    def lines(self) -> list[Line]:
        """All lines of the chapters that are in the report."""
        return lines_of(self.chapters)

    @cached_property
    def reader(self) -> Reader:
        """Reads what lines tell."""
        names: dict[str, list[str]] = defaultdict(list)
        for target in self.figures.facts.targets:
            names[target.metric].append(target.name)
        return Reader(self.writer, self.times, names, self._elsewhere())

    @cached_property
    def told(self) -> list[Told]:
        """What the text tells of results."""
        return self.reader.read(self.lines)

    def figure(self, key: str) -> Figure | None:
        """A figure of the review's period."""
        return self.figures.figures.get(key)

    def _elsewhere(self) -> set[str]:
        """Names of which a number may be instead of the whole book: customers, segments, modules, …"""
        facts = self.figures.facts
        names = {name for a in facts.accounts for name in (a.name, a.code, a.segment, a.industry, a.city)}
        names |= {module.name for module in facts.modules}
        return names

    # --- findings -------------------------------------------------------------------------------------------

    def say(self, text: Text, **words: object) -> str:
        """A sentence in the text's language."""
        return text.format(**words).to(self.language)

    def finding(
        self,
        kind: Kind,
        status: str,
        detail: str,
        place: Place | None,
        identity: Sequence[str],
        *,
        figure: str = "",
        action: Action = "note",
        replacement: Chip | None = None,
        insert: Runs = (),
        chapter: str = "",
    ) -> Finding:
        """A finding at a place, or of a whole chapter (or none) without one."""
        line = place.line if place else None
        found = Finding(
            kind,
            "bad" if status == "bad" else "warn",
            TITLES[kind].to(self.language),
            detail,
            line.chapter if line else chapter,
            line.block if line else -1,
            line.start + place.start if line and place else 0,
            place.length if place else 0,
            "|".join((kind, *identity)),
            figure,
            action,
            replacement,
            insert,
        )
        if found.action == "correct" and replacement is None and not insert:
            return found._replace(action="note")
        return found

    def shown(self, chip: Chip) -> Chip | None:
        """The chip with its words now; None for one that says nothing."""
        words = self.writer.words(chip)
        return None if words == display.MISSING else chip._replace(shown=words)


def in_line(told: Told) -> Place:
    """Where something is told."""
    return Place(told.line, told.start, told.end - told.start)


def stretch(told: Told, words: str) -> Place:
    """What of a typed number ``words`` replace: its measure word stays unless they bring one."""
    place = in_line(told)
    typed = told.typed
    if typed is not None and typed.measure and not words.endswith(typed.measure.strip()):
        return replace(place, length=place.length - len(typed.measure))
    return place


def by_block(told: Sequence[Told]) -> Mapping[tuple[str, int], list[Told]]:
    """What is told, by the block that it stands in."""
    found: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for each in told:
        found[each.line.paragraph].append(each)
    return found
