"""A report for outsiders: accounts and people under other names, amounts as bands.

It works on the tree of the report, so that all formats say the same. The same account has the same name all
through one export. Nothing is trusted: ``leaks`` searches what was written for everything that must not be
in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, count, pairwise
from typing import Any, NamedTuple

from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.reports import amount_bands
from csmdesk.reports import document as doc
from csmdesk.reports.document_texts import rebuilt, texts
from csmdesk.reports.known_words import KnownWords, too_short
from csmdesk.reports.redaction_kinds import KINDS, PATTERNS, form_of_address, letters
from csmdesk.services.identities import SURNAMES, Identities, Identity


class Replaced(NamedTuple):
    """Something that was replaced: its kind, what stood there, what stands there now, how often."""

    kind: str
    old: str
    new: str
    times: int


class Redacted(NamedTuple):
    """A report for outsiders, and what was replaced in it, in the order of kinds and names."""

    document: doc.Document
    replaced: tuple[Replaced, ...]


class _Change(NamedTuple):
    """What is to be replaced at ``start`` … ``end``; ``rank`` is 0 for what goes before all others."""

    start: int
    rank: int
    end: int
    make: Callable[[], str]


@dataclass(frozen=True)
class _Mark:
    """A known word: whose it is."""

    identity: Identity
    word: str


class Redaction:
    """The names and bands of one export. ``keep`` are words that the user wants to stay as they are."""

    def __init__(
        self, held: Identities, language: Language, book_name: str = "", keep: frozenset[str] = frozenset()
    ) -> None:
        self._language: Language = language
        self._amounts = held.amounts
        # A book's name may be too short to be looked for, and is a field of its own.
        self._book, self._own = book_name or None, KINDS["book"].alias.to(language)
        own = Identity("book", book_name, (book_name,))
        known = [*held.all, own] if book_name else list(held.all)
        marks = [_Mark(who, word) for who in known for word in who.marks if word not in keep]
        self._words = KnownWords((mark.word, mark) for mark in marks)
        self.short = tuple(sorted({mark.word for mark in marks if too_short(mark.word)}))
        names = {who.name[0] for who in held.all if who.kind == "contact" and who.name.startswith(SURNAMES)}
        self._address = form_of_address(names)
        self._aliases: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._numbers: dict[str, Iterator[int]] = {}
        self._met: Counter[tuple[str, str, str]] = Counter()
        self._original = ""

    # --- the report -----------------------------------------------------------------------------------------

    def document(self, document: doc.Document) -> Redacted:
        """The report with other names and bands; aliases that were given before stay."""
        self._original += "".join(texts(document))
        made: doc.Document = rebuilt(document, self._known)
        blocks = [
            self._table(block)
            if isinstance(block, doc.Table)
            else self._chart(block)
            if isinstance(block, doc.Chart)
            else block
            for block in made.blocks
        ]
        facts = tuple((label, self._own if value == self._book else value) for label, value in made.facts)
        subject = self._own if made.subject == self._book else made.subject
        made = replace(made, blocks=tuple(blocks), facts=facts, subject=subject)
        return Redacted(made, self.replaced)

    @property
    def replaced(self) -> tuple[Replaced, ...]:
        """What has been replaced so far: accounts, people, numbers, then amounts."""
        rows = [Replaced(kind, old, new, n) for (kind, old, new), n in self._met.items()]
        order = {kind: place for place, kind in enumerate(KINDS)}
        return tuple(sorted(rows, key=lambda row: (order[row.kind], len(row.new), row.new, row.old)))

    @property
    def key_rows(self) -> tuple[tuple[str, str, str], ...]:
        """The key: alias, kind, and whom it stands for; amounts and addresses have none."""
        rows = []
        for (kind, name), alias in self._aliases.items():
            rows.append((alias, KINDS[kind].name.to(self._language), name))
        return tuple(sorted(rows, key=lambda row: (row[1], len(row[0]), row[0])))

    def _known(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.words(value)
        if isinstance(value, tuple) and value and all(isinstance(each, doc.Span) for each in value):
            return self._line(value)
        return None

    # --- texts ----------------------------------------------------------------------------------------------

    def words(self, text: str) -> str:
        """A text with other names and bands."""
        return "".join(piece for piece, _ in self._pieces(text))

    def band(self, value: Fraction) -> str:
        """The band of an amount; nought stays."""
        return amount_bands.band(value, self._language) if value else "0"

    def _line(self, spans: doc.Inline) -> doc.Inline:
        """A line; what is replaced may begin in one span and end in another."""
        text = "".join(span.text for span in spans)
        shown: list[list[str]] = [[] for _ in spans]
        owner = [place for place, span in enumerate(spans) for _ in span.text]
        cuts = [0, *accumulate(len(span.text) for span in spans)]
        for piece, (start, end) in self._pieces(text, cuts):
            if piece == text[start:end]:
                for place in range(start, end):
                    shown[owner[place]].append(text[place])
            elif end > start:
                shown[owner[start]].append(piece)
        return tuple(replace(span, text="".join(parts)) for span, parts in zip(spans, shown, strict=True))

    def _pieces(self, text: str, cuts: Sequence[int] = ()) -> Iterator[tuple[str, tuple[int, int]]]:
        """The pieces of a text from left to right as they are to be, with where they stood.

        ``cuts`` are where its spans begin and end: there a word may end although a letter follows.
        """
        end = 0
        for start, stop, new in self._changes(text, cuts):
            if start < end:
                continue
            if start > end:
                yield text[end:start], (end, start)
            yield new, (start, stop)
            end = stop
        if end < len(text):
            yield text[end:], (end, len(text))

    def _changes(self, text: str, cuts: Sequence[int]) -> list[tuple[int, int, str]]:
        """What is replaced from left to right; where two begin at one place a name goes before a number."""
        if not text.strip():
            return []
        found = list(self._found(text))
        if len(cuts) > 2:
            for first, last in pairwise(cuts):
                parts = self._found(text[first:last])
                found += [each._replace(start=each.start + first, end=each.end + first) for each in parts]
        changes, end = [], 0
        for start, _, stop, make in sorted(found, key=lambda each: (each.start, each.rank, -each.end)):
            if start >= end:
                changes.append((start, stop, make()))
                end = stop
        return changes

    def _found(self, text: str) -> Iterator[_Change]:
        for hit in self._words.find(text):
            yield _Change(hit.start, 0, hit.end, self._aliaser(hit.of, text[hit.start : hit.end]))
        for kind, pattern in PATTERNS.items():
            for match in pattern.finditer(text):
                yield _Change(match.start(), 1, match.end(), self._worder(kind, match[0]))
        for match in self._address.finditer(text) if self._address else ():
            yield _Change(match.start(), 2, match.end(), self._worder("address", match[0]))
        for amount in amount_bands.find(text, self._amounts):
            words = amount_bands.band(amount.value, self._language)
            yield _Change(amount.start, 3, amount.end, self._banded(text[amount.start : amount.end], words))

    def _aliaser(self, mark: _Mark, old: str) -> Callable[[], str]:
        def make() -> str:
            who = mark.identity
            if not KINDS[who.kind].numbered:
                return self._worder(who.kind, old)()
            new = self.alias(who)
            self._met[who.kind, mark.word, new] += 1
            return new

        return make

    def _worder(self, kind: str, old: str) -> Callable[[], str]:
        def make() -> str:
            new = KINDS[kind].alias.to(self._language)
            self._met[kind, old, new] += 1
            return new

        return make

    def _banded(self, old: str, new: str) -> Callable[[], str]:
        def make() -> str:
            self._met["amount", old, new] += 1
            return new

        return make

    def alias(self, who: Identity) -> str:
        """The name that stands for somebody in this export; given in the order in which they are met."""
        key = (who.kind, who.name)
        if key not in self._aliases:
            kind = KINDS[who.kind]
            numbers = self._numbers.setdefault(kind.alias.zh, count())
            while True:
                number = next(numbers)
                name = kind.alias.to(self._language) + (letters(number) if kind.letters else str(number + 1))
                # A name that the text already has would stand for two.
                if name not in self._taken and name not in self._original:
                    break
            self._taken.add(name)
            self._aliases[key] = name
        return self._aliases[key]

    # --- tables and charts ----------------------------------------------------------------------------------

    def _table(self, table: doc.Table) -> doc.Table:
        """Bare numbers under a head that says money; columns of bands are wider than those of amounts."""
        scales = [amount_bands.scale_of_head(column.head) for column in table.columns]
        rows = tuple(
            tuple(self._bare(cell, scale) for cell, scale in zip(row, scales, strict=True))
            for row in table.rows
        )
        columns = tuple(
            replace(column, share=column.share * _WIDER)
            if any(_has_band(row[place]) for row in rows)
            else column
            for place, column in enumerate(table.columns)
        )
        return replace(table, rows=rows, columns=columns)

    def _bare(self, cell: doc.Inline, scale: int) -> doc.Inline:
        text = "".join(span.text for span in cell)
        value = amount_bands.bare(text, scale)
        if value is None:
            return cell
        words = self._banded(text.strip(), amount_bands.band(value, self._language))()
        return (replace(cell[0], text=words),)

    def _chart(self, chart: doc.Chart) -> doc.Block:
        """A chart of money drawn from the middles of bands; a table of bands where there is no room."""
        scale = amount_bands.scale_of_unit(chart.unit)
        if not scale:
            return chart
        told = [each for each in chart.series if each.labels] or list(chart.series)
        if chart.kind == "stacked_bars" or len(chart.categories) > _MOST_LABELS:
            return self._as_table(chart, told, scale)
        reference = chart.reference
        return replace(
            chart,
            series=tuple(
                replace(
                    each,
                    values=tuple(self._middle(value, scale) for value in each.values),
                    labels=tuple(self._band_of(value, scale) for value in each.values),
                )
                for each in told
            ),
            unit=IN_BANDS.to(self._language),
            reference=self._middle(reference, scale),
            reference_label=_NUMBER.sub(self._band_of(reference, scale), chart.reference_label)
            if reference is not None
            else "",
            alt=chart.caption,
        )

    def _as_table(self, chart: doc.Chart, told: Sequence[doc.Series], scale: int) -> doc.Table:
        columns = (doc.Column(""), *(doc.Column(each.name, "right") for each in told))
        rows = tuple(
            (
                (doc.Span(name),),
                *((doc.Span(self._band_of(each.values[place], scale)),) for each in told),
            )
            for place, name in enumerate(chart.categories)
        )
        return doc.Table(chart.caption, columns, rows, note=IN_BANDS.to(self._language))

    @staticmethod
    def _middle(value: float | None, scale: int) -> float | None:
        return None if value is None else float(amount_bands.middle(_exact(value, scale)) / scale)

    def _band_of(self, value: float | None, scale: int) -> str:
        if not value:
            return display.MISSING if value is None else "0"
        return amount_bands.band(_exact(value, scale), self._language)

    # --- looking again --------------------------------------------------------------------------------------

    def leaks(self, written: Iterable[str], allowed: Iterable[str] = ()) -> tuple[str, ...]:
        """What stands in the texts although it must not, each once, but for the amounts in ``allowed``.

        Aliases and bands are blotted out first: they are what should be there.
        """
        known = {amount for text in allowed for amount in self._amounts_in(text)}
        names = sorted({*self._aliases.values(), *self._fixed()}, key=len, reverse=True)
        blot = re.compile("|".join(map(re.escape, names))) if names else None
        found: dict[str, None] = {}
        for text in written:
            held = blot.sub(_BLOT, text) if blot else text
            for hit in self._words.find(held):
                found[held[hit.start : hit.end]] = None
            for pattern in PATTERNS.values():
                found |= dict.fromkeys(match[0] for match in pattern.finditer(held))
            found |= dict.fromkeys(each for each in self._amounts_in(held) if each not in known)
        return tuple(found)

    def _amounts_in(self, text: str) -> Iterator[str]:
        held = amount_bands.without_bands(text, _BLOT)
        for amount in amount_bands.find(held, self._amounts):
            yield held[amount.start : amount.end]

    def _fixed(self) -> Iterator[str]:
        for kind in KINDS.values():
            if kind.alias.zh and not kind.numbered:
                yield kind.alias.to(self._language)


IN_BANDS = Text("按金额区间", "in bands")
_MOST_LABELS = 6
_WIDER = 1.5
_BLOT = "§"
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _has_band(cell: doc.Inline) -> bool:
    text = "".join(span.text for span in cell)
    return amount_bands.without_bands(text) != text


def _exact(value: float, scale: int) -> Fraction:
    """A chart's number in yuan; a float's tail would put 10万 below its band."""
    return Fraction(round(value * scale * 100), 100)
