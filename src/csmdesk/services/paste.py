"""A block of cells from a spreadsheet onto a list: planned cell by cell, applied as one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from csmdesk.domain.clipboard import cells_of
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import word_key
from csmdesk.domain.text import Text


class PasteCell(NamedTuple):
    """One cell: its place in the block (from 0), whose it is, and what is to become of it.

    ``id`` is the row of the list, None for a new one. ``new`` is what the book will keep, or what was pasted
    where ``problem`` says why it cannot be kept.
    """

    row: int
    column: int
    id: int | None
    name: str
    field: str
    field_name: Text
    old: str
    new: str
    problem: Text | None


class PastePlan(NamedTuple):
    """What a paste would do: ``rows`` × ``columns`` of the block as it lands on the list.

    ``changed`` cells differ from the book and have no problem; ``notes`` say what of the block is left out.
    With ``adds`` the rows are new records, and those of ``refused`` stay out whole because of a problem.
    """

    cells: tuple[PasteCell, ...]
    rows: int
    columns: int
    problems: int
    changed: int
    notes: tuple[Text, ...]
    adds: bool = False
    refused: int = 0


class Held(NamedTuple):
    """A row of the list as it is: what it is called, and its fields' values as they are typed."""

    name: str
    values: Mapping[str, str]


class Checked(NamedTuple):
    """What the book will keep of a cell as it is typed, or what was pasted and why it cannot be kept."""

    new: str
    problem: Text | None = None


class Onto(Protocol):
    """A list that cells are pasted onto, seen from one state of the book."""

    more_rows: Text
    """{count} more rows than the list has are left out."""

    def field_name(self, field: str) -> Text:
        """What people call a field."""

    def heads(self, field: str) -> Sequence[str]:
        """Other words that stand over the field's column in spreadsheets."""

    def held(self, ids: Sequence[int], fields: Sequence[str]) -> Mapping[int, Held]:
        """The rows that are in the book."""

    def checked(self, row_id: int | None, held: Held, typed: Mapping[str, str]) -> Mapping[str, Checked]:
        """What becomes of the typed cells of one row; ``row_id`` None for a new one."""


NOBODY = Held("", {})
NOTHING_ASSUMED: Mapping[str, str] = {}


def block_of(text: str) -> list[list[str]]:
    """The cells of the clipboard; raises UserError when it holds none."""
    block = cells_of(text)
    if not any(block):
        raise UserError(NOTHING)
    return block


def plan(
    onto: Onto, text: str, ids: Sequence[int], fields: Sequence[str], selected: Sequence[int] = ()
) -> PastePlan:
    """What pasting ``text`` would do; raises UserError when there is nothing to paste or nowhere to put it.

    ``ids`` are the rows from the current one downwards as the list shows them, ``fields`` the fields of the
    columns from the current one rightwards ('' for a column that cannot be edited). With several ``selected``
    rows the block goes onto these instead, as often as it fits: one value fills them all.
    """
    block = block_of(text)
    width = max(len(row) for row in block)
    if not any(fields[:width]):
        raise UserError(NO_FIELD)
    notes: list[Text] = []
    if _is_head(onto, block, fields):
        block = block[1:]
        notes.append(HEAD)
    targets = list(ids)
    if len(selected) > 1 and block and len(selected) % len(block) == 0:
        targets = list(selected)
        block = block * (len(selected) // len(block))
    if len(block) > len(targets):
        notes.append(onto.more_rows.format(count=len(block) - len(targets)))
    block = block[: len(targets)]
    width = max((len(row) for row in block), default=0)
    notes += _left_out(fields, width)
    wanted = [field for field in dict.fromkeys(fields) if field]
    held = onto.held(targets[: len(block)], wanted)
    rows = [(target, held.get(target, NOBODY)) for target in targets[: len(block)]]
    return _planned(_cells(onto, block, rows, fields), len(block), width, fields, notes)


Assume = Callable[[Sequence[Sequence[str]], Sequence[str]], tuple[Mapping[str, str], list[Text]]]
"""What is filled into each new row beside its cells, seen from the block and its fields; how that is told."""


def plan_new(onto: Onto, text: str, fields: Sequence[str], known: Sequence[str], assume: Assume) -> PastePlan:
    """What pasting ``text`` as new records would do; raises UserError when there is nothing to paste.

    Where the first row names fields (of ``known``), it says what the columns are, in any order; else they are
    ``fields`` from the left.
    """
    block = block_of(text)
    notes: list[Text] = []
    head = heads_of(onto, block[0], known)
    if head is not None:
        block = block[1:]
        fields = head
        if "" in head:
            notes.append(UNKNOWN_COLUMNS.format(count=head.count("")))
    if not block:
        raise UserError(NOTHING)
    block = [row for row in block if any(cell.strip() for cell in row)]
    width = max((len(row) for row in block), default=0)
    notes += _left_out(fields, width) if head is None else []
    assumed, told = assume(block, fields)
    notes += told
    rows = [(None, Held(f"#{at}", {})) for at in range(1, len(block) + 1)]
    cells = _cells(onto, block, rows, fields, assumed)
    made = _planned(cells, len(block), width, fields, notes)
    refused = len({cell.row for cell in cells if cell.problem is not None})
    return made._replace(adds=True, refused=refused)


def zip_cells(row: Sequence[str], fields: Sequence[str]) -> list[tuple[str, str]]:
    """The cells of a row beside the fields that they land on."""
    return list(zip(row, fields, strict=False))


def heads_of(onto: Onto, row: Sequence[str], known: Sequence[str]) -> list[str] | None:
    """The fields that a row of column heads names ('' for a head of none); None when it is no such row."""
    by_word = {
        word_key(word): field
        for field in known
        for word in (field, *onto.field_name(field), *onto.heads(field))
    }
    found = [by_word.get(word_key(cell), "") for cell in row]
    named = [field for field in found if field]
    # A row of values may hold one word that is also a head; a head names most of its columns, each once.
    filled = sum(bool(cell.strip()) for cell in row)
    if not named or len(named) * 2 <= filled - 1 or len(set(named)) < len(named):
        return None
    return found


def _left_out(fields: Sequence[str], width: int) -> list[Text]:
    notes = []
    if width > len(fields):
        notes.append(MORE_COLUMNS.format(count=width - len(fields)))
    skipped = sum(not field for field in fields[:width])
    if skipped:
        notes.append(NOT_EDITABLE.format(count=skipped))
    return notes


def _cells(
    onto: Onto,
    block: Sequence[Sequence[str]],
    rows: Sequence[tuple[int | None, Held]],
    fields: Sequence[str],
    assumed: Mapping[str, str] = NOTHING_ASSUMED,
) -> list[PasteCell]:
    names = {field: onto.field_name(field) for field in dict.fromkeys(fields) if field}
    found = []
    for at, (cells, (row_id, held)) in enumerate(zip(block, rows, strict=True)):
        places = {field: place for place, (_, field) in enumerate(zip_cells(cells, fields)) if field}
        typed = {**assumed, **{field: cells[place] for field, place in places.items()}}
        for field, checked in onto.checked(row_id, held, typed).items():
            place = places.get(field, len(cells))
            name = names.get(field) or onto.field_name(field)
            old = held.values.get(field, "")
            found.append(PasteCell(at, place, row_id, held.name, field, name, old, *checked))
    return found


def _planned(
    cells: Sequence[PasteCell], rows: int, width: int, fields: Sequence[str], notes: Sequence[Text]
) -> PastePlan:
    return PastePlan(
        tuple(cells),
        rows,
        sum(bool(field) for field in fields[:width]),
        sum(cell.problem is not None for cell in cells),
        sum(cell.problem is None and cell.new != cell.old for cell in cells),
        tuple(notes),
    )


def _is_head(onto: Onto, block: Sequence[Sequence[str]], fields: Sequence[str]) -> bool:
    """Whether the first of several rows names the very columns that the block lands on."""
    if len(block) < 2:
        return False
    pairs = [(cell, field) for cell, field in zip_cells(block[0], fields) if field]
    return bool(pairs) and all(_names(onto, cell, field) for cell, field in pairs)


def _names(onto: Onto, cell: str, field: str) -> bool:
    return word_key(cell) in map(word_key, (field, *onto.field_name(field), *onto.heads(field)))


NOTHING = Text("剪贴板里没有可粘贴的单元格。", "The clipboard holds no cells to paste.")
NO_FIELD = Text("这一列不能修改，请选别的列再粘贴。", "This column cannot be edited: choose another.")
HEAD = Text("第一行是表头，已略过。", "The first row holds the column heads and is left out.")
MORE_COLUMNS = Text(
    "多出 {count} 列，右边没有对应的列，已略过。", "{count} more columns than the list shows are left out."
)
NOT_EDITABLE = Text("{count} 列不能修改，已略过。", "{count} columns cannot be edited and are left out.")
UNKNOWN_COLUMNS = Text("{count} 列的表头不认识，已略过。", "{count} columns with unknown heads are left out.")
BOOK_CHANGED = Text(
    "预览之后客户书被改动过，请重新粘贴。", "The book was changed after the preview: paste again."
)
