"""A report as one tree of blocks, which every writer (Word, typst, HTML, Markdown) walks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

ChartKind = Literal["bars", "stacked_bars", "line", "bars_and_line"]
Status = Literal["good", "warn", "bad", "none"]


@dataclass(frozen=True)
class Span:
    """A run of text. ``figure`` is the key of the metric whose value the text shows, so that it opens.

    ``part`` names the part of the figure that is shown (``""`` is its value; ``target``, ``node`` and
    ``attainment`` are those of its first key result). ``status`` puts the status's shape before the text.
    """

    text: str
    bold: bool = False
    figure: str = ""
    part: str = ""
    status: Status = "none"


Inline = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A chapter (level 1) or section (2, 3); ``anchor`` is its stable name.

    Chapters and sections are numbered by the writers; an ``appendix`` stands after the numbered ones.
    """

    level: int
    text: str
    anchor: str
    appendix: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of stated fact; ``lead`` is a short bold word that says what it is about (方法, 结果)."""

    spans: Inline
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list; numbered when the order matters."""

    items: tuple[Inline, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Column:
    """A table's column; ``share`` is its relative width."""

    head: str
    align: Literal["left", "right", "center"] = "left"
    share: float = 1.0


@dataclass(frozen=True)
class Table:
    """A numbered table with its caption above; ``note`` stands below in small type."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inline, ...], ...]
    note: str = ""
    small: bool = False


@dataclass(frozen=True)
class Series:
    """One row of values of a chart; None leaves a gap. ``labels`` are printed at the points when given.

    ``mark`` says how a series of ``bars_and_line`` is drawn; ``pale`` is the lighter tint of the role.
    """

    name: str
    values: tuple[float | None, ...]
    role: str = "ink"
    labels: tuple[str, ...] = ()
    mark: Literal["bar", "line"] = "bar"
    dashed: bool = False
    pale: bool = False


@dataclass(frozen=True)
class Chart:
    """A numbered picture drawn from data; ``role`` of a series is a colour role of the report style.

    ``reference`` is a dashed line across with its label; ``floor`` is where the axis starts (bars need 0).
    ``label_places`` are the decimals of the values printed where a series brings no labels.
    """

    caption: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    reference: float | None = None
    reference_label: str = ""
    alt: str = ""
    figure: str = ""
    floor: float = 0.0
    label_places: int = 0


@dataclass(frozen=True)
class Highlight:
    """One key figure of the first page: its name, its value, and what it is held against."""

    label: str
    value: Inline
    note: Inline = ()


@dataclass(frozen=True)
class Highlights:
    """The key figures at the head of the report."""

    items: tuple[Highlight, ...]


@dataclass(frozen=True)
class ToWrite:
    """A place for the CSM's own words: marked as still to be written, outside what is stated as fact.

    ``place`` is its stable name; ``body`` is what she has written so far ('' when nothing yet).
    """

    place: str
    prompt: str
    body: str = ""


@dataclass(frozen=True)
class Check:
    """One mark of the report's own check: a target without a result, a small sample, …"""

    status: Status
    title: str
    detail: str
    figure: str = ""


@dataclass(frozen=True)
class Checks:
    """The list of marks."""

    items: tuple[Check, ...]


@dataclass(frozen=True)
class Proof:
    """What stands behind one figure: its definition, its counts, and its rows (``rows`` of ``total``)."""

    figure: str
    name: str
    value: Inline
    definition: str
    counts: tuple[str, ...]
    rows: str = ""


@dataclass(frozen=True)
class Proofs:
    """Entries of the evidence appendix."""

    items: tuple[Proof, ...]


@dataclass(frozen=True)
class PageBreak:
    """The next block starts a page."""


Block = Heading | Paragraph | Bullets | Table | Chart | Highlights | ToWrite | Checks | Proofs | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole report. ``facts`` are the title block's lines (label, value); ``subject`` heads every page."""

    title: str
    subtitle: str
    language: Literal["zh", "en"]
    facts: Sequence[tuple[str, str]] = ()
    blocks: Sequence[Block] = field(default_factory=tuple)
    subject: str = ""
