"""What the review pane reads and writes: all of it in the background, where what it needs is loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language, Text
from csmdesk.ui.models.review_outline import Outline, outline
from csmdesk.ui.panes.review.sheets import Box, Head, Mark, Sheets

if TYPE_CHECKING:
    from csmdesk.reports.document import Document
    from csmdesk.services.evidence import FigureView
    from csmdesk.services.figures import FigureSet
    from csmdesk.services.witness import Side
    from csmdesk.ui.models.evidence_rows import EvidenceLineRow


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Draft:
    """A report in the making: its figures, its tree, and the tree as lists."""

    period: str
    figures: FigureSet
    document: Document
    outline: Outline

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
class RowsOfSide:
    """One side of a figure's evidence; ``table`` is what a row is called, ``counts`` are of all sides."""

    key: str
    side: Side
    name: str
    table: str
    money: bool
    rows: Sequence[EvidenceLineRow]
    counts: dict[Side, int]


@dataclass(frozen=True)
class ReviewSource:
    """The book as the review pane sees it: three services with the book already in them, and its name."""

    figures: Callable[[str, date | None], FigureSet]
    texts: Callable[[str], dict[str, str]]
    write_text: Callable[[str, str, str], Changes]
    book_name: str

    def draft(self, period: str, as_of: date | None, language: Language) -> Draft:
        """The report of a period with what has been written so far. Raises UserError."""
        from csmdesk.reports.build import build

        figure_set = self.figures(period, as_of)
        document = build(figure_set, self.texts(period), language, self.book_name)
        return Draft(period, figure_set, document, outline(document))

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

    def export(self, document: Document, path: Path, progress: Callable[[int, int], None]) -> Path:
        """Write the report to ``path``; the kind follows from its suffix. Raises UserError.

        ``progress`` is told how much is done of how much, and may raise to stop.
        """
        from csmdesk.reports.export import export

        export(document, path, progress)
        return path


def evidence(draft: Draft, key: str, language: Language) -> Shown | None:
    """A figure of the report with its evidence in words; None when the set does not have it."""
    from csmdesk.metrics import display
    from csmdesk.services.figure_view import view

    figures = draft.figures.figures
    if key not in figures:
        return None
    rivals = tuple(
        (rival, f"{figures[rival].definition.name.to(language)}  {value}")
        for rival in figures[key].definition.rivals
        if rival in figures
        for value in (display.figure_value(figures[rival], language, draft.figures.currency),)
    )
    # The names of all of them are too long for the panel's foot.
    count = Text("其他口径 {n}", "{n} other definitions").format(n=len(rivals)).to(language)
    made = view(draft.figures, key, language)
    year = str(draft.figures.as_of.year)
    rows = tuple(tuple(_short_day(cell, year) for cell in row) for row in made.rows)
    return Shown(replace(made, rows=rows, rivals=count if rivals else ""), rivals)


def _short_day(cell: str, year: str) -> str:
    """A day as lists show it, 06-28, or 23-06-28 in another year; anything else as it is."""
    if not _DAY.fullmatch(cell):
        return cell
    return cell[5:] if cell.startswith(year) else cell[2:]


def rows_of_side(draft: Draft, key: str, side: Side, language: Language) -> RowsOfSide:
    """All rows of one side of a figure's evidence."""
    from csmdesk.metrics.figure import Unit
    from csmdesk.services.witness import TABLES
    from csmdesk.ui.models.evidence_rows import line_rows

    figure = draft.figures.figures[key]
    held = figure.evidence
    rows = draft.figures.witness.rows(figure, side)
    table = TABLES[rows[0].table].to(language) if rows and len({r.table for r in rows}) == 1 else ""
    return RowsOfSide(
        key,
        side,
        figure.definition.name.to(language),
        table,
        figure.definition.unit is Unit.MONEY,
        line_rows(figure, rows, language),
        {
            "numerator": len(held.numerator),
            "denominator": len(held.denominator),
            "excluded": len(held.excluded),
        },
    )
