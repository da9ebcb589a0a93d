"""Values that a hand and a file disagree about, and which of the two stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPainter

from csmdesk.domain.text import Language
from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import Column
from csmdesk.ui.panes.importing.plain_table import MARK, CellPainter, PlainRows, by_place
from csmdesk.ui.panes.importing.words import comma

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import EditConflict, Effect

translate = QCoreApplication.translate

NAME, COLUMN, BASE, BOOK, FILE, WINNER = range(6)


class ConflictRow(NamedTuple):
    """One such value."""

    id: int
    search: str
    conflict: EditConflict
    name: str
    column: str
    base: str
    book: str
    file: str
    winner: str


def conflict_rows(effect: Effect, language: Language) -> list[ConflictRow]:
    """The values that differ, those that wait for a choice first."""
    ordered = sorted(effect.conflicts, key=lambda each: each.winner is not None)
    return [
        ConflictRow(
            number, "", each, each.label, each.text.to(language), each.base or "—", each.book or "—",
            each.file or "—", winner_words(each.winner, stale=each.stale),
        )
        for number, each in enumerate(ordered, start=1)
    ]  # fmt: skip


def winner_words(winner: str | None, *, stale: bool) -> str:
    """Which one stays, in a word or two."""
    if winner is None:
        return translate("ConflictRows", "待选")
    if winner == "file":
        return translate("ConflictRows", "用文件的")
    return (
        translate("ConflictRows", "留手工的，文件没有变") if stale else translate("ConflictRows", "留手工的")
    )


class ConflictRows(PlainRows[ConflictRow]):
    """The values as a table."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("name", self.tr("手工改过的行"), 150, _name, by_place, tip=_name),
                Column("column", self.tr("列"), 112, _column, by_place, tip=_column),
                Column("base", self.tr("上次导入"), 128, _base, by_place, tip=_base, rank=1),
                Column("book", self.tr("客户书里"), 136, _book, by_place, tip=_book),
                Column("file", self.tr("文件里"), 136, _file, by_place, tip=_file),
                Column("winner", self.tr("保留"), 168, _winner, by_place),
            ),
            _spoken,
        )


class ConflictPainter(CellPainter):
    """Draws a row: the side that stays is dark, the other one grey."""

    def draw(self, painter: QPainter, row: ConflictRow, y: int, cell: Cell, lit: bool) -> None:
        column, x, width = cell
        winner = row.conflict.winner
        if column == NAME:
            self.text(painter, row.name, y, x, width - 8, bold=True)
        elif column == COLUMN:
            self.text(painter, row.column, y, x, width - 8, "t2")
        elif column == BASE:
            self.text(painter, row.base, y, x, width - 8, "t3")
        elif column in {BOOK, FILE}:
            side = "book" if column == BOOK else "file"
            words = row.book if column == BOOK else row.file
            stays = winner == side
            self.text(painter, words, y, x, width - 8, "t1" if winner in {None, side} else "t3", bold=stays)
        else:
            self.mark(painter, "yellow" if winner is None else "check", y, x)
            self.text(painter, row.winner, y, x + MARK, width - MARK, "ambert" if winner is None else "t2")


def _name(row: ConflictRow) -> str:
    return row.name


def _column(row: ConflictRow) -> str:
    return row.column


def _base(row: ConflictRow) -> str:
    return row.base


def _book(row: ConflictRow) -> str:
    return row.book


def _file(row: ConflictRow) -> str:
    return row.file


def _winner(row: ConflictRow) -> str:
    return row.winner


def _spoken(row: ConflictRow) -> str:
    words = translate("ConflictRows", "{column}：客户书里 {book}，文件里 {file}").format(
        column=row.column, book=row.book, file=row.file
    )
    return comma([row.name, words, row.winner])
