"""A review at one moment: as the data are now, or as a frozen version keeps it.

Both look alike (``Snapshot``), so that whatever shows a review or compares two of them takes either. One
that came out of a version holds its whole report, its chapters and its figures with their rows, and never
looks at the data of today.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from csmdesk.domain import review_text as text
from csmdesk.domain.errors import UserError
from csmdesk.domain.period import Period
from csmdesk.domain.text import Language, Text
from csmdesk.metrics.figure import Figure
from csmdesk.reports import document as doc
from csmdesk.reports.document_json import UNREADABLE, document_in, document_out
from csmdesk.reports.review_chips import ChipWriter, Others, earlier
from csmdesk.reports.review_content import live_blocks, told
from csmdesk.reports.review_draft import ReviewDraft
from csmdesk.services.figures import FigureSet
from csmdesk.services.frozen_figures import (
    FrozenSet,
    figure_from_json,
    figure_to_json,
    frozen_set,
    rows_behind,
    rows_in,
    rows_out,
)
from csmdesk.services.review_versions import Contents

VERSION = 1
"""The version of the JSON that is written."""

_AT = "@"
"""Between a figure's key and its period, where that is another one than the review's."""


def kept_name(key: str, period: str = "") -> str:
    """By which name a version keeps a figure; ``period`` is another one than the review's."""
    return f"{key}{_AT}{period}" if period else key


@dataclass(frozen=True)
class Snapshot:
    """A review at one moment.

    ``document`` is the report as it is handed in. In ``chapters`` each figure has the words that it says in
    ``shown``; a chapter made from the data has its text here as well. ``live`` are the tables and charts in
    them by key, ``told`` the words of parts of figures that are no numbers. ``others`` gives the figures of
    other periods; of a version only those that it tells, and a UserError for the rest.
    """

    document: doc.Document
    chapters: tuple[text.Chapter, ...]
    figures: FigureSet
    live: Mapping[str, doc.Block]
    told: Mapping[tuple[str, str], str]
    others: Others
    periods: tuple[str, ...] = ()
    """The other periods whose figures a version keeps."""

    @property
    def language(self) -> Language:
        """The language that it is written in."""
        return self.document.language

    @property
    def as_of(self) -> date:
        """The day as of which its figures are."""
        return self.figures.as_of

    def writer(self, language: Language) -> ChipWriter:
        """Says what its figures are, in either language."""
        words = self.told if language == self.language else {}
        return ChipWriter(self.figures, language, words, self.others)

    def figure(self, key: str, period: str = "") -> Figure | None:
        """A figure of its own period or of another one; None where it has none."""
        if period in ("", self.figures.period.name):
            return self.figures.figures.get(key)
        try:
            return self.others(period).figures.get(key)
        except UserError:
            return None


# --- as the data are now ------------------------------------------------------------------------------------


def snapshot(draft: ReviewDraft) -> Snapshot:
    """A review as it is now, with what is being typed in it."""
    say = draft.writer.words
    found = []
    for head in draft.heads:
        said = tuple(with_words(block, say) for block in draft.blocks(head.key))
        found.append(text.Chapter(head.key, head.title, said, head.hidden, head.key in draft.own))
    live, words = live_blocks(draft.generated), told(draft.generated)
    return Snapshot(draft.document, tuple(found), draft.figures, live, words, _AsNow(draft.writer))


def with_words(block: text.Block, say: Callable[[text.Chip], str]) -> text.Block:
    """A block whose figures say in ``shown`` what ``say`` tells."""

    def line(runs: text.Runs) -> text.Runs:
        return tuple(run._replace(shown=say(run)) if isinstance(run, text.Chip) else run for run in runs)

    if isinstance(block, text.Heading | text.Paragraph):
        return replace(block, runs=line(block.runs))
    if isinstance(block, text.Items):
        return replace(block, items=tuple(line(runs) for runs in block.items))
    if isinstance(block, text.TableBlock):
        return replace(block, rows=tuple(tuple(line(cell) for cell in row) for row in block.rows))
    if isinstance(block, text.Case):
        told_of = (line(block.title), line(block.situation), line(block.action), line(block.result))
        return text.Case(block.account_id, *told_of, block.war_room_id)
    if isinstance(block, text.Problem):
        return replace(block, what=line(block.what), root=line(block.root), evidence=line(block.evidence))
    if isinstance(block, text.Plan):
        return replace(block, goal=line(block.goal), steps=tuple(line(runs) for runs in block.steps))
    return block


# --- as a version keeps it ----------------------------------------------------------------------------------


def contents(held: Snapshot) -> Contents:
    """What a version of the review holds: everything that it tells, and the rows behind it."""
    own = held.figures
    told_of = _of_other_periods(held)
    figures = {key: figure_to_json(figure) for key, figure in own.figures.items()}
    sets: dict[str, Any] = {}
    for period, keys in told_of.items():
        other = held.others(period)
        figures |= {kept_name(key, period): figure_to_json(other.figures[key]) for key in keys}
        sets[period] = _set_out(other, keys)
    kept = {
        "version": VERSION,
        "document": document_out(held.document),
        "chapters": [_chapter_out(chapter) for chapter in held.chapters],
        "live": _live_out(held),
        "told": [[*part, words] for part, words in held.told.items()],
        "figures": _set_out(own, own.figures),
        "others": sets,
        "book": own.book_name,
    }
    return Contents(own.as_of, json.dumps(kept, ensure_ascii=False, separators=(",", ":")), figures)


def read(version: Contents) -> Snapshot:
    """The review that a version holds; raises UserError for what this version of csmdesk cannot read."""
    try:
        kept = json.loads(version.document)
        if kept["version"] > VERSION:
            raise UserError(text.NEWER)
        book = kept["book"]
        own = _set_in(kept["figures"], version.figures, "", book)
        others = {
            period: _set_in(each, version.figures, period, book) for period, each in kept["others"].items()
        }
        document = document_in(kept["document"])
        parts = tuple(_chapter_in(chapter) for chapter in kept["chapters"])
        live = {key: _block_in(block, document) for key, block in kept["live"].items()}
        words = {(figure, part): said for figure, part, said in kept["told"]}
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise UserError(UNREADABLE) from error
    return Snapshot(document, parts, own, live, words, _Kept(others), tuple(others))


class _AsNow:
    """The figures of other periods as the data are now."""

    def __init__(self, writer: ChipWriter) -> None:
        self._writer = writer

    def __call__(self, period: str) -> FigureSet:
        found = self._writer.figures_of(period)
        if found is None:
            raise UserError(NO_PERIOD.format(period=period))
        return found


class _Kept:
    """The figures of other periods that a version keeps."""

    def __init__(self, sets: Mapping[str, FrozenSet]) -> None:
        self._sets = sets

    def __call__(self, period: str) -> FigureSet:
        if period not in self._sets:
            raise UserError(NOT_KEPT.format(period=period))
        return self._sets[period]


def _of_other_periods(held: Snapshot) -> dict[str, list[str]]:
    """The figures of other periods that the text tells, by period, each once."""
    found: dict[str, list[str]] = {}
    for chapter in held.chapters:
        for chip in text.chips_of(chapter.blocks):
            for period in told_periods(held, chip):
                keys = found.setdefault(period, [])
                if chip.figure not in keys and held.figure(chip.figure, period) is not None:
                    keys.append(chip.figure)
    return {period: keys for period, keys in found.items() if keys}


def told_periods(held: Snapshot, chip: text.Chip) -> Iterator[str]:
    """The other periods that a figure in the text looks at."""
    own = held.figures.period
    base = own
    if chip.period not in ("", own.name):
        yield chip.period
        try:
            base = held.others(chip.period).period
        except UserError:
            return
    before, _, change = chip.part.partition(".")
    if change and before in ("last", "year"):
        other = earlier(base, before)
        if other is not None and other != own.name:
            yield other


# --- JSON ---------------------------------------------------------------------------------------------------


def _set_out(held: FigureSet, keys: Any) -> dict[str, Any]:
    period = held.period
    return {
        "period": [period.name, period.start.isoformat(), period.end.isoformat()],
        "as_of": held.as_of.isoformat(),
        "currency": held.currency,
        "keys": list(keys),
        "rows": rows_out(rows_behind(held, keys)),
    }


def _set_in(kept: Mapping[str, Any], figures: Mapping[str, str], period: str, book: str) -> FrozenSet:
    name, start, end = kept["period"]
    end_of_name = f"{_AT}{period}" if period else ""
    return frozen_set(
        {key: figure_from_json(figures[f"{key}{end_of_name}"]) for key in kept["keys"]},
        rows_in(kept["rows"]),
        Period(name, date.fromisoformat(start), date.fromisoformat(end)),
        date.fromisoformat(kept["as_of"]),
        kept["currency"],
        book,
    )


def _chapter_out(chapter: text.Chapter) -> dict[str, Any]:
    return {
        "key": chapter.key,
        "title": chapter.title,
        "hidden": chapter.hidden,
        "own": chapter.own,
        "text": json.loads(text.to_json(chapter.blocks)),
    }


def _chapter_in(kept: Mapping[str, Any]) -> text.Chapter:
    blocks = text.from_json(json.dumps(kept["text"]))
    return text.Chapter(kept["key"], kept["title"], blocks, kept["hidden"], kept["own"])


def _live_out(held: Snapshot) -> dict[str, Any]:
    """The tables and charts of the text by key: where they stand in the report, else whole."""
    places = {id(block): place for place, block in enumerate(held.document.blocks)}
    found: dict[str, Any] = {}
    for chapter in held.chapters:
        for block in chapter.blocks:
            if isinstance(block, text.Live) and block.key in held.live:
                live = held.live[block.key]
                place = places.get(id(live))
                found[block.key] = document_out(_alone(live)) if place is None else place
    return found


def _alone(block: doc.Block) -> doc.Document:
    """A block that the report does not show as it is: hidden, or under a caption of its own."""
    return doc.Document("", "", "zh", blocks=(block,))


def _block_in(kept: Any, document: doc.Document) -> doc.Block:
    return document.blocks[kept] if isinstance(kept, int) else document_in(kept).blocks[0]


NO_PERIOD = Text("没有 {period} 的数字。", "There are no figures of {period}.")
NOT_KEPT = Text("这个版本没有 {period} 的数字。", "This version keeps no figures of {period}.")
