"""All rows behind a figure as a table: one side of its evidence at a time, sortable, copied as a table."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCollator, QCollatorSortKey, QLocale, QMimeData, QObject

from csmdesk.domain.text import Language
from csmdesk.ui.models.table import Column, RowModel

if TYPE_CHECKING:
    from csmdesk.metrics.figure import Figure
    from csmdesk.services.figures import FigureSet
    from csmdesk.services.place import Place
    from csmdesk.services.witness import EvidenceRow, Side

CODE, ACCOUNT, DETAIL, DAY, ADDS = range(5)
"""The columns."""


class EvidenceLineRow(NamedTuple):
    """One row behind a figure in words; ``id`` is its place in the order in which it was counted.

    ``number`` is what ``adds`` sorts by, None where the row was left out and ``adds`` is the reason.
    ``place`` is what the row leads to; None where nothing shows it.
    """

    id: int
    search: str
    code: str
    account: str
    detail: str
    day: date | None
    adds: str
    number: Fraction | None
    place: Place | None = None


def line_rows(figure: Figure, rows: Sequence[EvidenceRow], language: Language) -> list[EvidenceLineRow]:
    """The rows of one side, written as the evidence panel writes them."""
    from csmdesk.services.figure_view import row_cells

    lines = []
    for place, row in enumerate(rows):
        code, account, _, adds = row_cells(figure, row, language)
        detail = row.detail if row.code else ""
        search = f"{code} {account} {detail}".casefold()
        told = (search, code, account, detail, row.day, adds, row.amount)
        lines.append(EvidenceLineRow(place, *told, row.place))
    return lines


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


def rows_of_side(held: FigureSet, key: str, side: Side, language: Language) -> RowsOfSide:
    """All rows of one side of the evidence of the figure ``key``."""
    from csmdesk.metrics.figure import Unit
    from csmdesk.services.witness import TABLES

    figure = held.figures[key]
    behind = figure.evidence
    rows = held.witness.rows(figure, side)
    table = TABLES[rows[0].table].to(language) if rows and len({r.table for r in rows}) == 1 else ""
    return RowsOfSide(
        key,
        side,
        figure.definition.name.to(language),
        table,
        figure.definition.unit is Unit.MONEY,
        line_rows(figure, rows, language),
        {
            "numerator": len(behind.numerator),
            "denominator": len(behind.denominator),
            "excluded": len(behind.excluded),
        },
    )


class EvidenceRows(RowModel[EvidenceLineRow]):
    """The rows of one side: number, account, detail, day, and what the row adds or why it was left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        # Names are ordered as a Chinese reader expects them, by pinyin, whatever the desktop's language is.
        self._collator = QCollator(QLocale("zh_CN"))
        super().__init__((), _read_out, parent)
        self.columns = self._columns("", excluded=False, money=False)

    def show(self, rows: Sequence[EvidenceLineRow], table: str, side: Side, *, money: bool) -> None:
        """Take the rows of another figure or side, the newest first; ``table`` is what one row is called."""
        columns = self._columns(table, excluded=side == "excluded", money=money)
        self._reset(rows=rows, columns=columns, keys=((DAY, True),))

    def _columns(self, table: str, *, excluded: bool, money: bool) -> tuple[Column[EvidenceLineRow], ...]:
        last = self.tr("未计入的原因") if excluded else self.tr("金额") if money else self.tr("计入")
        return (
            Column("code", table or self.tr("编号"), 116, lambda r: r.code, lambda r: r.code),
            Column("account", self.tr("客户"), 96, lambda r: r.account, self._by_name),
            Column("detail", self.tr("内容"), 96, _detail, lambda r: r.detail or None, tip=_detail),
            Column("day", self.tr("日期"), 84, _day, _by_day, right=not excluded),
            Column(
                "adds",
                last,
                208 if excluded else 112,
                lambda r: r.adds,
                (lambda r: r.adds) if excluded else (lambda r: r.number),
                right=not excluded,
                tip=(lambda r: r.adds) if excluded else None,
            ),
        )

    def _by_name(self, row: EvidenceLineRow) -> QCollatorSortKey | None:
        return self._collator.sortKey(row.account) if row.account else None

    def head(self) -> list[str]:
        """The heads of the columns."""
        return [column.head for column in self.columns]

    def cells(self, positions: Sequence[int]) -> list[list[str]]:
        """The words of the rows shown at ``positions``."""
        return [[c.words(row) for c in self.columns] for row in self.rows_at(positions)]

    def copied(self, positions: Sequence[int]) -> QMimeData:
        """Those rows for the clipboard: as text with tabs, and as a table for Word and Excel."""
        table = [self.head(), *self.cells(positions)]
        # A tab or a line end inside a cell would tear the table apart where it is pasted.
        plain = "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in table)
        rows = "".join(
            "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row) + "</tr>"
            for tag, row in zip(["th"] + ["td"] * (len(table) - 1), table, strict=True)
        )
        held = QMimeData()
        held.setText(plain)
        held.setHtml(f'<meta charset="utf-8"><table>{rows}</table>')
        return held


def _detail(row: EvidenceLineRow) -> str:
    return row.detail


def _day(row: EvidenceLineRow) -> str:
    return row.day.isoformat() if row.day else ""


def _by_day(row: EvidenceLineRow) -> tuple[date, str] | None:
    # Rows of one day stand as the evidence panel lists them.
    return (row.day, row.code) if row.day else None


def _read_out(row: EvidenceLineRow) -> str:
    parts = (row.code, row.account, row.detail, _day(row), row.adds)
    return "，".join(part for part in parts if part)
