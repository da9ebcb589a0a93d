"""Finding a figure, chart or table for the text: by name, pinyin, initials or key, in either language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from csmdesk.domain.review_text import Chip
from csmdesk.domain.spelling import spelt
from csmdesk.domain.text import Language
from csmdesk.reports import document as doc
from csmdesk.reports.review_chips import ChipWriter
from csmdesk.reports.review_content import live_keys
from csmdesk.services.search_marks import Spans, marked

_VALUE, _LIVE, _PART = range(3)
"""What comes first among equally good hits: values of figures, charts and tables, parts of figures."""


class Offer(NamedTuple):
    """Something that can be put into the text: a figure's ``chip``, or the name of a ``live`` block.

    ``words`` is what it would say now, ``detail`` what it is held against; ``marks`` are the characters of
    ``name`` that were matched.
    """

    kind: Literal["figure", "part", "live"]
    name: str
    words: str
    detail: str
    chip: Chip | None = None
    live: str = ""
    marks: Spans = ()


class _Entry(NamedTuple):
    offer: Offer
    rank: int
    searched: str
    pinyin: str
    initials: str


class ChipPicker:
    """All that can be put into a text; made beside the window, asked at every key."""

    def __init__(self, writer: ChipWriter, generated: doc.Document) -> None:
        self._recent: list[Chip | str] = []
        self._entries = [*_figures(writer), *_live(generated, writer.language), *_parts(writer)]

    def used(self, offer: Offer) -> None:
        """Offer it first from now on."""
        what = offer.chip or offer.live
        self._recent = [what, *(each for each in self._recent if each != what)][:_MOST_RECENT]

    def find(self, text: str, limit: int = 12, *, live: bool = False) -> list[Offer]:
        """What fits every word of ``text``, the best first; without any what was used last, then figures.

        ``live`` looks for charts and tables only, all of them without a word.
        """
        terms = text.casefold().split()
        if not terms and live:
            return [entry.offer for entry in self._entries if entry.rank == _LIVE]
        if not terms:
            return self._first(limit)
        found = []
        for place, entry in enumerate(self._entries):
            if live and entry.rank != _LIVE:
                continue
            scores = [_score(entry, term) for term in terms]
            if all(score is not None for score in scores):
                worst = max(score for score in scores if score is not None)
                found.append((worst, entry.rank, len(entry.offer.name), place, entry))
        found.sort(key=lambda each: each[:4])
        return [_with_marks(each[4], terms) for each in found[:limit]]

    def _first(self, limit: int) -> list[Offer]:
        by_what = {entry.offer.chip or entry.offer.live: entry.offer for entry in self._entries}
        recent = [by_what[what] for what in self._recent if what in by_what]
        rest = (entry.offer for entry in self._entries if entry.rank == _VALUE)
        return list(dict.fromkeys((*recent, *rest)))[:limit]


_MOST_RECENT = 8


def _figures(writer: ChipWriter) -> Iterator[_Entry]:
    for key in writer.keys:
        chip = Chip(key)
        figure = writer.figure(chip)
        assert figure is not None
        name = figure.definition.name.to(writer.language)
        other = figure.definition.name.to("en" if writer.language == "zh" else "zh")
        detail = ""
        if figure.target is not None and figure.value is not None:
            detail = writer.words(Chip(key, "node"))
            if figure.definition.adds_up:
                detail += f" · {writer.words(Chip(key, 'attainment'))}"
        offer = Offer("figure", name, writer.words(chip), detail, chip)
        yield _entry(offer, _VALUE, f"{name} {other} {key} {figure.definition.name.zh}")


def _parts(writer: ChipWriter) -> Iterator[_Entry]:
    for key in writer.keys:
        for part in writer.parts(key):
            if part.part:
                chip = Chip(key, part.part)
                name = writer.name(chip)
                yield _entry(Offer("part", name, part.words, "", chip), _PART, f"{name} {key} {part.part}")


def _live(generated: doc.Document, language: Language) -> Iterator[_Entry]:
    for name, block in live_keys(generated.blocks):
        if isinstance(block, doc.Chart | doc.Table):
            kind = {"zh": ("图", "表"), "en": ("chart", "table")}[language][isinstance(block, doc.Table)]
            yield _entry(Offer("live", block.caption, kind, "", live=name), _LIVE, f"{block.caption} {name}")


def _entry(offer: Offer, rank: int, searched: str) -> _Entry:
    pinyin, initials = spelt(offer.name)
    return _Entry(offer, rank, searched.casefold(), pinyin, initials)


def _score(entry: _Entry, term: str) -> int | None:
    """How well a word fits, 0 best; None when it does not."""
    name = entry.offer.name.casefold()
    if name.startswith(term):
        return 0
    if entry.initials.startswith(term):
        return 1
    if term in name:
        return 2
    if entry.pinyin.startswith(term):
        return 3
    if term in entry.searched or term in entry.initials:
        return 4
    return 5 if len(term) > 2 and term in entry.pinyin else None


def _with_marks(entry: _Entry, terms: Sequence[str]) -> Offer:
    offer = entry.offer
    return offer._replace(marks=marked(offer.name, terms, entry.pinyin, entry.initials))
