"""What the import desk shows: sheets, columns, previews, problems and the effect, as plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol

from csmdesk.domain.text import Text
from csmdesk.importers.content import Asked
from csmdesk.importers.hand_edits import Decisions, Winner
from csmdesk.importers.mapping import Why
from csmdesk.importers.plan import Plan
from csmdesk.importers.problems import Problem


class Job(Protocol):
    """The work that a step runs in: it is told how far the step is, and may stop it."""

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is; raises to stop it."""

    def check(self) -> None:
        """Raise when the work should stop."""


class NoJob:
    """A job that nobody watches and nobody stops."""

    def progress(self, done: int, total: int) -> None:
        """Take no notice."""

    def check(self) -> None:
        """Never stop."""


def for_window(text: Text) -> Text:
    """A sentence without the clauses that name options of the command line."""
    if "--" not in text.zh and "--" not in text.en:
        return text
    return Text(_without_options(text.zh, r"(?<=[，；？。：])"), _without_options(text.en, r"(?<=[,;?.:]) "))


def _without_options(sentence: str, between: str) -> str:
    end = sentence[-1:] if sentence[-1:] in "。." else ""
    clauses = re.split(between, sentence.removesuffix(end)) if end else re.split(between, sentence)
    glue = " " if between.endswith(" ") else ""
    kept = glue.join(clause for clause in clauses if " --" not in clause)
    return kept.rstrip("，；：,;: ") + end


@dataclass(frozen=True)
class Said:
    """What the user said about one sheet; None and empty: nothing. ``columns`` are column → field, ``-`` or
    ``custom:`` and a name; ``edits`` are (row of the file, column) → text; ``header`` its first and last
    row."""

    kind: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header: tuple[int, int] | None = None
    order: str = ""
    power: int | None = None
    currency: str = ""
    end_exclusive: bool | None = None
    keep_repeated: bool = False
    columns: Mapping[int, str] = field(default_factory=dict)
    edits: Mapping[tuple[int, int], str] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()

    @property
    def reading(self) -> tuple[object, ...]:
        """What a change of makes the file be read anew."""
        return self.encoding, self.delimiter


@dataclass(frozen=True)
class PutBy:
    """What lies on a desk and what was said of it, without the rows: enough to lay it out again.

    ``sheets`` are id, the file's name, the sheet's name, where the file is, its hash, what was said of it,
    and the text where it was pasted."""

    sheets: tuple[tuple[int, str, str, Path, str, Said, bytes | None], ...]
    accounts: Mapping[str, str]
    currency: str


@dataclass(frozen=True)
class SourceColumn:
    """One column of a sheet. ``text`` is its field as people say it; ``why`` is what it was recognised by and
    ``confidence`` how surely (0–100); ``first`` is its first value as read, with ``problem`` where it cannot
    be.
    """

    index: int
    heading: str
    samples: tuple[str, ...]
    field: str | None
    text: Text | None
    why: Why
    why_text: Text
    confidence: int
    to_confirm: bool
    unit: str
    first: str = ""
    problem: Text | None = None
    suggestion: str = ""
    custom: str = ""
    required: bool = False


@dataclass(frozen=True)
class SourceSheet:
    """One sheet of one file, as the user sees and corrects it.

    ``form`` is the real type, by the bytes; ``header`` the header's first and last row. ``refusal`` says why
    a
    file or sheet is not read (``ignored`` where it is simply no table); then there are no columns.
    ``kind_confidence`` is 0–100. ``date_order`` is '' where no cell needs one; with ``order_open`` the cells
    leave it open and the user has to say. ``money_power`` is the power of ten of amounts without a unit.
    """

    id: int
    file: str
    name: str
    form: str
    encoding: str
    delimiter: str
    header: tuple[int, int]
    rows: int
    kind: str | None
    kind_text: Text
    kind_confidence: int
    columns: tuple[SourceColumn, ...]
    notes: tuple[Text, ...]
    refusal: Text | None = None
    ignored: bool = False
    above: tuple[str, ...] = ()
    profile: Text | None = None
    remembered: bool = False
    date_order: str = ""
    order_open: bool = False
    money_power: int = 0
    end_exclusive: bool = False
    missing: tuple[Text, ...] = ()
    """Columns that the kind needs and that nothing is mapped to, each as people say it."""
    signature: str = ""
    currency: str = ""
    """The currency of amounts that name none."""
    has_money: bool = False
    has_end: bool = False
    """Whether a column is an amount, and whether one is the end of a term."""
    keeps_custom: bool = False
    """Whether columns that the book has no field for can be kept."""
    edits: int = 0
    left_out: int = 0
    """Cells that were typed anew, rows that are left out."""

    @property
    def label(self) -> str:
        """The file's name, with the sheet's where there is one."""
        return f"{self.file} · {self.name}" if self.name else self.file

    @property
    def unknown(self) -> tuple[SourceColumn, ...]:
        """Columns that nothing is known of and nothing was said of, with something in them."""
        return tuple(c for c in self.columns if c.why is Why.UNKNOWN and c.heading and c.samples)

    @property
    def to_confirm(self) -> tuple[SourceColumn, ...]:
        """Columns whose field was not sure."""
        return tuple(column for column in self.columns if column.to_confirm)

    @property
    def standing(self) -> str:
        """clear, confirm (something to confirm or to say) or refused."""
        if self.refusal is not None:
            return "refused"
        open_ = self.kind is None or self.missing or self.order_open or self.to_confirm
        return "confirm" if open_ else "clear"


@dataclass(frozen=True)
class PreviewCell:
    """One cell as it will be kept, in words; with ``problem`` it cannot be read and shows what stands
    there."""

    text: str
    problem: Text | None = None


@dataclass(frozen=True)
class Preview:
    """The first rows as read: the fields' names, and each row's number in the file with its cells."""

    fields: tuple[tuple[str, Text], ...]
    rows: tuple[tuple[int, tuple[PreviewCell, ...]], ...]


class Found(NamedTuple):
    """One problem of a check. ``row`` is the row in the file and ``column`` the column's place in its sheet
    (None: of the sheet as a whole). ``suggestions`` are values to take instead; ``fixes`` what can be done:
    fix (type another value), leave_out (the row), take (a suggestion), account (say which one it is),
    keep_both (rows with a repeated number).

    There may be a hundred thousand: its sentences are made when they are read."""

    number: int
    sheet: int
    row: int | None
    column: int | None
    problem: Problem
    fixes: tuple[str, ...]
    suggestions: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The header of the column."""
        return self.problem.column

    @property
    def value(self) -> str:
        """What stands in the cell."""
        return self.problem.value or ""

    @property
    def error(self) -> bool:
        """Whether it stops the import."""
        return self.problem.error

    @property
    def why(self) -> Text:
        """What is wrong, a clause without the place."""
        return for_window(self.problem.why)

    @property
    def text(self) -> Text:
        """The whole sentence, with the place."""
        return for_window(self.problem.text)


@dataclass(frozen=True)
class Checked:
    """What a check found: ``plan`` is what would be written, ``sheets`` the sheets that were checked,
    ``asked`` the names of accounts to confirm."""

    plan: Plan
    version: int
    sheets: tuple[int, ...]
    problems: tuple[Found, ...]
    asked: tuple[Asked, ...]
    rows: int

    @cached_property
    def errors(self) -> tuple[Found, ...]:
        """Problems that stop the import."""
        return tuple(problem for problem in self.problems if problem.problem.error)

    @cached_property
    def warnings(self) -> tuple[Found, ...]:
        """Problems that do not."""
        return tuple(problem for problem in self.problems if not problem.problem.error)

    def of(self, sheet: int) -> tuple[Found, ...]:
        """The problems of one sheet, by row and column."""
        own = (problem for problem in self.problems if problem.sheet == sheet)
        return tuple(sorted(own, key=lambda p: (p.row or 0, p.column if p.column is not None else -1)))


@dataclass(frozen=True)
class CellChange:
    """One value that changes, old and new as people read them."""

    column: str
    text: Text
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """One row that is new (``row`` None) or changes; ``label`` names it."""

    table: str
    row: int | None
    label: str
    cells: tuple[CellChange, ...] = ()


@dataclass(frozen=True)
class EditConflict:
    """A cell changed by hand since the last import that the file would change.

    ``base`` is what the last import wrote ('' where the row was made by hand). ``stale``: the file has not
    changed, so the book's value stays unless said otherwise. ``winner`` None: still to be decided.
    """

    table: str
    row: int
    column: str
    label: str
    text: Text
    base: str
    book: str
    file: str
    stale: bool
    winner: str | None


@dataclass(frozen=True)
class TableEffect:
    """What an import would do to one table; ``rows`` show the first of its new and changed rows."""

    table: str
    text: Text
    new: int
    changed: int
    same: int
    rows: tuple[RowChange, ...] = ()


@dataclass(frozen=True)
class Effect:
    """What an import would do."""

    tables: tuple[TableEffect, ...]
    conflicts: tuple[EditConflict, ...]
    asked: tuple[Asked, ...]
    errors: int

    @property
    def undecided(self) -> tuple[EditConflict, ...]:
        """Conflicts that somebody has to decide before anything is written."""
        return tuple(conflict for conflict in self.conflicts if conflict.winner is None)

    @property
    def ready(self) -> bool:
        """Whether it can be written."""
        return not self.errors and not self.undecided

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not any(table.new or table.changed for table in self.tables)


@dataclass(frozen=True)
class Choices:
    """What the user chose on the effect."""

    decisions: Decisions = field(default_factory=Decisions)

    def all(self, winner: str) -> Choices:
        """The same winner for every conflict."""
        return replace(self, decisions=replace(self.decisions, all=_winner(winner)))

    def column(self, table: str, column: str, winner: str) -> Choices:
        """One winner for a column."""
        columns = {**self.decisions.columns, (table, column): _winner(winner)}
        return replace(self, decisions=replace(self.decisions, columns=columns))

    def row(self, table: str, row: int, winner: str) -> Choices:
        """One winner for a row."""
        rows = {**self.decisions.rows, (table, row): _winner(winner)}
        return replace(self, decisions=replace(self.decisions, rows=rows))

    def cell(self, table: str, row: int, column: str, winner: str) -> Choices:
        """One winner for a cell."""
        cells = {**self.decisions.cells, (table, row, column): _winner(winner)}
        return replace(self, decisions=replace(self.decisions, cells=cells))


def _winner(word: str) -> Winner:
    if word == "book":
        return "book"
    if word != "file":
        raise ValueError(word)
    return "file"
