"""A list of plain things for the tests of the fast list: its rows, its columns, a painter, a view."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.grouping import Grouping
from csmdesk.ui.models.table import RowModel

KINDS = ("高价值", "潜力", "稳定", "流失风险", "")
_SYLLABLES = (
    *("lan", "tu", "jia", "ju", "heng", "mu", "yi", "yao", "qi", "hang"),
    *("zheng", "quan", "jin", "sui", "nong", "ye", "wang", "hai", "bai", "lu"),
)
_CHARACTERS = "岚图家居恒沐医药启衡证券金穗农业望海白露"


class Thing(NamedTuple):
    """A row: a name with what it is found by, a kind that groups, an amount, a day."""

    id: int
    name: str
    kind: str = ""
    value: Fraction | None = None
    day: date | None = None
    found_by: str = ""

    @property
    def search(self) -> str:
        """What a filter looks into."""
        return f"{self.name}\n{self.found_by}\nkh{self.id:05}".casefold()


def columns() -> list[Column[Thing]]:
    """Name, kind, value (a figure), day; a note that is shown only when it is chosen."""
    return [
        Column("name", "名称", 112, lambda r: r.name, lambda r: r.name, edit="name"),
        Column(
            "kind", "分层", 60, lambda r: r.kind, lambda r: r.kind or None, rank=3, edit="kind", group=True
        ),
        Column(
            "value",
            "金额",
            80,
            lambda r: "—" if r.value is None else f"{float(r.value):.1f}",
            lambda r: r.value,
            right=True,
            figure=True,
            tip=lambda r: "" if r.value is None else f"{float(r.value):.1f} 万",
            copy=lambda r: r.value,
        ),
        Column(
            "day",
            "日期",
            90,
            lambda r: r.day.isoformat() if r.day else "",
            lambda r: r.day,
            right=True,
            rank=2,
            edit="day",
            copy=lambda r: r.day,
        ),
        Column("found", "拼音", 140, lambda r: r.found_by, lambda r: r.found_by, rank=5, extra=True),
    ]


def things(count: int, seed: int = 1) -> list[Thing]:
    """So many rows; names, kinds, values and days repeat, some are unknown."""
    dice = random.Random(seed)
    made = []
    for key in range(1, count + 1):
        signs = [dice.randrange(20) for _ in range(4)]
        made.append(
            Thing(
                key,
                "".join(_CHARACTERS[sign] for sign in signs),
                dice.choice(KINDS),
                None if key % 7 == 3 else Fraction(dice.randint(1, 4000), dice.choice((1, 10))),
                None if key % 5 == 2 else date(2024, dice.randint(1, 12), dice.randint(1, 28)),
                "".join(_SYLLABLES[sign] for sign in signs),
            )
        )
    return made


def make(rows: Sequence[Thing]) -> RowModel[Thing]:
    """A model of these rows."""
    model = RowModel(columns(), lambda r: f"{r.name}，{r.value}")
    model.set_rows(rows)
    return model


def by_kind() -> Grouping[Thing]:
    """Groups by kind in the order of ``KINDS``, with the sum of the values."""
    return Grouping(
        "kind",
        lambda r: r.kind,
        lambda kind: kind or "未分层",
        KINDS.index,
        lambda rows: f"合计 {float(sum(r.value or 0 for r in rows)):.0f}",
    )


class PlainPainter:
    """Writes the words of each cell; the figure of a cell is its right half."""

    def __init__(self, model: RowModel[Thing]) -> None:
        self._model = model
        self.painted: list[int] = []

    def begin(self, painter: QPainter) -> None:
        """Nothing needs preparing."""

    def paint(self, painter: QPainter, row: Thing, y: int, cells: list[Cell], lit: bool, hot: int) -> None:
        """Write a row."""
        self.painted.append(row.id)
        painter.setPen(QColor("black"))
        for column, x, width in cells:
            spec = self._model.columns[column]
            words = spec.words(row)
            left = x + width - painter.fontMetrics().horizontalAdvance(words) if spec.right else x
            painter.drawText(left, y + 21, words)

    def figure(self, row: Thing, cell: Cell) -> QRect | None:
        """The right half of a cell with a value."""
        return None if row.value is None else QRect(cell.x + cell.width // 2, 6, cell.width // 2, 20)
