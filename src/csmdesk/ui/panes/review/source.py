"""What the review pane reads and writes: all of it in the background, where what it needs is loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from csmdesk.domain import review_text as text
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language, Text
from csmdesk.ui.models.review_outline import Outline, outline
from csmdesk.ui.panes.review.sheets import Box, Head, Mark, Sheets

if TYPE_CHECKING:
    from csmdesk.reports.document import Block, Document
    from csmdesk.reports.frozen import Snapshot
    from csmdesk.reports.output import Going, Wrote
    from csmdesk.reports.redaction import Redaction
    from csmdesk.reports.review_checks.finding import Finding
    from csmdesk.reports.review_draft import ReviewDraft
    from csmdesk.services.check_notes import CheckNotes
    from csmdesk.services.evidence import EvidenceLine, FigureView
    from csmdesk.services.figures import FigureSet
    from csmdesk.services.identities import Identities
    from csmdesk.services.review_book import ReviewBook, ReviewKey
    from csmdesk.services.review_versions import ReviewVersions
    from csmdesk.ui.panes.review.redaction_sheet import Hiding
    from csmdesk.ui.panes.review.versions.source import Versions


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Checked:
    """What the check of a text found, the answers by key, and how many figures agree with the data."""

    findings: tuple[Finding, ...]
    notes: Mapping[str, str]
    agreeing: int


@dataclass(frozen=True)
class Draft:
    """A review in the making: what it is made of, its report as lists, and what the check found.

    ``notes`` are the answers to findings by their key, ``agreeing`` is how many figures agree with the data.
    """

    review: ReviewDraft
    outline: Outline
    checked: Checked

    @property
    def open_checks(self) -> int:
        """How many findings wait for a look."""
        return sum(finding.key not in self.checked.notes for finding in self.checked.findings)

    @property
    def period(self) -> str:
        """The period's name."""
        return self.review.key.period

    @property
    def figures(self) -> FigureSet:
        """The figures of the period."""
        return self.review.figures

    @property
    def document(self) -> Document:
        """The report, as every format shows it."""
        return self.review.document

    @cached_property
    def _live(self) -> Mapping[str, Block]:
        from csmdesk.reports.review_content import live_blocks

        return live_blocks(self.review.generated)

    def live_block(self, key: str) -> Block | None:
        """What the data make of a chart or table, by its name; None when they make nothing of it."""
        return self._live.get(key)

    def caption(self, key: str) -> str:
        """What a chart or table is called; '' for one that the data do not make."""
        return str(getattr(self._live.get(key), "caption", ""))

    @property
    def empty(self) -> bool:
        """True when the book has nothing that a review could tell of."""
        facts = self.figures.facts
        return not (facts.accounts or facts.targets or facts.own_time)


@dataclass(frozen=True)
class Shown:
    """A figure's evidence in words; ``rivals`` are the keys and words of its other definitions."""

    view: FigureView
    rivals: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ReviewSource:
    """The book as the review pane sees it; ``read_only`` says why nothing can be changed.

    ``of_period(period, code)`` is the review of a period, of one customer where a code is given; ``read``
    makes it, ``reviews`` keeps the CSM's own text, ``accounts`` are codes and names of the customers,
    ``identities`` are the names that no outsider may read, ``notes`` the answers to what the check found.
    """

    of_period: Callable[[str, str], ReviewKey]
    read: Callable[[ReviewKey, date | None, Language], ReviewDraft]
    reviews: ReviewBook
    accounts: Callable[[], Sequence[tuple[str, str]]]
    identities: Callable[[], Identities]
    notes: CheckNotes
    versions: ReviewVersions
    read_only: Text | None = None

    def draft(self, period: str, as_of: date | None, language: Language, subject: str = "") -> Draft:
        """The review of a period, or of one customer in it, as it is in the book now. Raises UserError."""
        review = self.read(self.of_period(period, subject), as_of, language)
        return Draft(review, outline(review.document), self.check(review, {}))

    def check(self, review: ReviewDraft, newest: Mapping[str, tuple[text.Block, ...]]) -> Checked:
        """What the check finds in a review; ``newest`` is the text of chapters that are being written."""
        from csmdesk.reports.review_checks import check_and_count

        chapters = [
            text.Chapter(
                head.key, head.title, newest.get(head.key) or review.blocks(head.key), head.hidden, head.own
            )
            for head in review.heads
        ]
        found, agreeing = check_and_count(review.key, chapters, review.writer)
        return Checked(tuple(found), self.notes.notes(review.key), agreeing)

    def standing(
        self, draft: Draft, key: str, period: str = "", at: Snapshot | None = None
    ) -> tuple[EvidenceLine, ...]:
        """What a figure is held against, as the data are now or in a version that is ``at`` hand.

        A line's key is ``period 2023H2``, ``version 3`` or ``now 2024H1``.
        """
        from csmdesk.reports.standing import standing
        from csmdesk.services.evidence import EvidenceLine

        review = draft.review
        return tuple(
            EvidenceLine(
                each.name, each.change, each.value, f"{each.other} {each.place}" if each.place else ""
            )
            for each in standing(review.writer, key, period, self.versions, review.key, at)
        )

    def versions_of(self, draft: Draft, as_of: date | None, language: Language) -> Versions:
        """The frozen versions of a review, and what it is now."""
        from csmdesk.reports.frozen import snapshot
        from csmdesk.ui.panes.review.versions.source import Versions

        review = draft.review
        return Versions(
            self.versions,
            review.key,
            lambda: snapshot(review),
            lambda: snapshot(self.read(review.key, as_of, language)),
            language,
        )

    def sheets(self, document: Document, ppi: float) -> Sheets:
        """The pages of a report as they will be printed."""
        from csmdesk.reports.preview import LEFT, pages

        made = pages(document, ppi)
        marks = (
            Mark(p.page, Box(p.x, p.y, p.width, p.height), p.figure, p.part, p.own, p.written)
            for p in made.places
            if p.width > 0
        )
        heads = (Head(h.anchor, h.page, h.y) for h in made.heads if h.anchor and h.level <= 2)
        return Sheets(made.pictures, made.sizes, made.ppi, tuple(marks), tuple(heads), LEFT)

    def export(
        self,
        going: Going,
        path: Path,
        template: Path | None,
        hiding: Hiding | None,
        progress: Callable[[int, int], None],
    ) -> Wrote:
        """Write the review to ``path``: into the company's template, else as the suffix says.

        ``hiding`` makes it one for outsiders. ``progress`` is told how much is done of how much, and may
        raise to stop. Raises UserError.
        """
        from csmdesk.reports.output import Output, key_path, write

        redaction = None if hiding is None else self._redaction(going, hiding.keep)
        key = key_path(path, going.document.language) if hiding is not None and hiding.key else None
        return write(going, Output(path, template, redaction, key), progress)

    def redaction(self, going: Going) -> Redaction:
        """What an export for outsiders would replace in a review."""
        made = self._redaction(going, frozenset())
        made.document(going.document)
        return made

    def _redaction(self, going: Going, keep: frozenset[str]) -> Redaction:
        from csmdesk.reports.redaction import Redaction

        document = going.document
        return Redaction(self.identities(), document.language, document.subject, keep)

    def template_example(self, going: Going, path: Path) -> Path:
        """Write a template to begin with; gives the list of its places. Raises UserError."""
        from csmdesk.reports.template_example import write_example
        from csmdesk.reports.template_values import template_values

        return write_example(path, template_values(going.document, going.generated, going.writer))


def figures_at(draft: Draft, period: str, at: Snapshot | None = None) -> FigureSet | None:
    """The figures of a period ('' is the review's own), now or as a version holds them; None without any."""
    if at is None:
        return draft.review.writer.figures_of(period)
    if period in ("", at.figures.period.name):
        return at.figures
    try:
        return at.others(period)
    except UserError:
        return None


def evidence(held: FigureSet | None, key: str, language: Language) -> Shown | None:
    """A figure with its evidence in words; None when there is none."""
    from csmdesk.metrics import display
    from csmdesk.services.figure_view import view

    if held is None or key not in held.figures:
        return None
    figures = held.figures
    rivals = tuple(
        (rival, f"{figures[rival].definition.name.to(language)}  {value}")
        for rival in figures[key].definition.rivals
        if rival in figures
        for value in (display.figure_value(figures[rival], language, held.currency),)
    )
    # The names of all of them are too long for the panel's foot.
    count = Text("其他口径 {n}", "{n} other definitions").format(n=len(rivals)).to(language)
    made = view(held, key, language)
    year = str(held.as_of.year)
    rows = tuple(tuple(_short_day(cell, year) for cell in row) for row in made.rows)
    return Shown(replace(made, rows=rows, rivals=count if rivals else ""), rivals)


def _short_day(cell: str, year: str) -> str:
    """A day as lists show it, 06-28, or 23-06-28 in another year; anything else as it is."""
    if not _DAY.fullmatch(cell):
        return cell
    return cell[5:] if cell.startswith(year) else cell[2:]
