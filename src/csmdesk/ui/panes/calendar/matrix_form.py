"""How much the cells of the risk matrix say: all of them alike, so that they can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from csmdesk.domain.calendar_cells import MatrixCell
from csmdesk.ui.panes.calendar.row_words import CalendarWords
from csmdesk.ui.panes.calendar.year_shown import contracts
from csmdesk.ui.panes.lettering import Lettering

PAD = 6
"""Between the edge of a cell and its words."""
MOST_DOT, LINE_DOT, LEAST_DOT = 12, 9, 6
"""The radius of the largest dot, of one that is not higher than the count beside it, of the least one."""

_DOT_GAP = 4
_STEPS = ((True, True), (False, True), (False, False))
"""The count with its word or as a number, the amount as in tables or as short as it can be said."""


class MatrixForm(NamedTuple):
    """``aside``: the dot stands beside the count, over the amount; else over the count, without an amount.

    ``radius`` is that of the largest dot.
    """

    aside: bool
    in_words: bool
    whole: bool
    radius: int

    def number(self, cell: MatrixCell) -> str:
        """How many contracts are open."""
        return contracts(len(cell.ids)) if self.in_words else f"{len(cell.ids):,}"

    def amount(self, cell: MatrixCell, words: CalendarWords) -> str:
        """What they come to."""
        return words.cell_money(cell.value) if self.whole else words.short_money(cell.value)


def form_of(
    lettering: Lettering, words: CalendarWords, cells: Sequence[MatrixCell], width: int
) -> MatrixForm:
    """The longest form for which each of ``cells`` has room, where a cell has that width."""
    room, some = width - 2 * PAD, [cell for cell in cells if cell.ids]
    for in_words, whole in _STEPS:
        form = MatrixForm(True, in_words, whole, MOST_DOT)
        count = max((lettering.width(form.number(cell), bold=True) for cell in some), default=0)
        amount = max((lettering.width(form.amount(cell, words), "small") for cell in some), default=0)
        beside, over = (room - count - _DOT_GAP) // 2, (room - amount - _DOT_GAP) // 2
        radius = min(MOST_DOT, beside, max(LINE_DOT, over))
        if amount <= room and radius >= LEAST_DOT:
            return form._replace(radius=radius)
    return MatrixForm(False, False, False, min(LINE_DOT, (width - _DOT_GAP) // 2))


def axis_of(lettering: Lettering, names: Sequence[str], pitch: float) -> tuple[list[str], int]:
    """The names of the columns as they stand below them, and every how many-th of them has one."""
    short = [_short(name) for name in names]
    for each in range(1, max(1, len(names)) + 1):
        for shown in (list(names), short):
            if all(lettering.width(name, "small") + 4 <= each * pitch for name in shown[::each]):
                return shown, each
    return short, max(1, len(names))


def _short(name: str) -> str:
    """A name without its unit: ≤ 30 天 is ≤ 30, 7 月 is 7."""
    head, _, unit = name.rpartition(" ")
    return head if head and not unit[:1].isdecimal() else name
