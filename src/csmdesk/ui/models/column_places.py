"""Where the columns of a list stand, which of them scroll sideways, and what the user does to them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from csmdesk.ui.models.columns import LEAST_WIDTH, Column, ColumnLayout
from csmdesk.ui.models.head import EDGE
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.theme import GRID, INSET, Theme

if TYPE_CHECKING:
    from csmdesk.ui.models.column_head import ColumnHead

_GAP = 16
"""Between words that end at the right of one column and words that begin at the left of the next."""

_MEASURED = 2_000
"""The width that fits is found from so many rows."""

_MOST_WIDTH = 480
_HEAD_ROOM = 14  # for the arrow of a sorted column
_AROUND = 12


class Cell(NamedTuple):
    """Where a column stands: its place in the model, its left edge and its width."""

    column: int
    x: int
    width: int


class ColumnPlaces:
    """Lays the columns out and keeps Qt's header in step with them.

    Until the user has chosen a layout, the least important columns are hidden while the rest does not fit.
    With a layout of his own everything he chose is shown, and scrolls sideways when it has to.
    """

    def __init__(self, rows: RowModel[Any], header: QHeaderView) -> None:
        self._rows = rows
        self._header = header
        self._chosen: ColumnLayout | None = None
        self._cells: list[Cell] = []
        self._cells_at: tuple[int, int] | None = None
        self.shown: tuple[int, ...] = ()
        """The columns that are shown, from left to right, by their places in the model."""
        self.pinned: frozenset[int] = frozenset()
        """Those of them that stay in place."""
        self.pinned_width = 0
        """The width that they take, in pixels."""
        self.width = 0
        """The width of all, in pixels."""
        self._lefts: dict[int, int] = {}
        self._widths: dict[int, int] = {}
        self._leads: dict[int, int] = {}
        """How far in the content of a column begins."""

    # --- layout ---------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> ColumnLayout | None:
        """What the user has chosen; None while the width of the list decides."""
        return self._chosen

    @property
    def layout(self) -> ColumnLayout:
        """The layout that is seen now."""
        columns = self._rows.columns
        if self._chosen is not None:
            return self._chosen.made_fit(columns)
        hidden = frozenset(column.key for i, column in enumerate(columns) if i not in self.shown)
        return ColumnLayout(tuple(column.key for column in columns), hidden, {}, min(1, len(columns)))

    def choose(self, layout: ColumnLayout | None) -> None:
        """Take what the user chose; None gives the choice back to the width of the list."""
        self._chosen = None if layout is None else layout.made_fit(self._rows.columns)

    def fit(self, width: int) -> None:
        """Lay out for a list that is ``width`` wide; the stretched column, else the first, takes the rest."""
        columns = self._rows.columns
        if not columns:
            return
        number = {column.key: i for i, column in enumerate(columns)}
        layout = self._chosen and self._chosen.made_fit(columns)
        if layout is None:
            order = list(range(len(columns)))
            shown, pinned, chosen = self._automatic(width), {0}, {}
        else:
            order = [number[key] for key in layout.order]
            shown = [number[key] for key in layout.order if key not in layout.hidden]
            pinned = {number[key] for key in layout.order[: layout.pinned]}
            chosen = {number[key]: value for key, value in layout.widths.items()}
        widths = {column: chosen.get(column, columns[column].width) for column in shown}
        self._leads = {shown[0]: INSET}
        for left, right in pairwise(shown):
            if columns[left].right and not columns[right].right and not columns[right].indent:
                self._leads[right] = _GAP
        spare = width - EDGE - sum(self._leads.values()) - sum(widths.values())
        taker = next((column for column in shown if columns[column].stretch), shown[0])
        if taker not in chosen:
            widths[taker] += max(0, spare)
        for column, lead in self._leads.items():
            widths[column] += lead
        widths[shown[-1]] += EDGE
        self._take(order, shown, pinned, widths)

    def _automatic(self, width: int) -> list[int]:
        columns = self._rows.columns
        shown = [i for i, column in enumerate(columns) if not column.extra]
        while sum(columns[i].width for i in shown) > width - INSET - EDGE:
            spare = max(shown, key=lambda i: columns[i].rank)
            if columns[spare].rank == 0:
                break
            shown.remove(spare)
        return shown

    def _take(self, order: list[int], shown: list[int], pinned: set[int], widths: dict[int, int]) -> None:
        self.shown = tuple(shown)
        self.pinned = frozenset(pinned & set(shown))
        self._widths = widths
        self._lefts = {}
        self._cells_at = None
        at = 0
        for column in shown:
            self._lefts[column] = at
            at += widths[column]
        self.width = at
        self.pinned_width = sum(widths[column] for column in self.pinned)
        head = self._header
        for place, column in enumerate(order):
            if head.visualIndex(column) != place:
                head.moveSection(head.visualIndex(column), place)
            hidden = column not in widths
            if head.isSectionHidden(column) != hidden:
                head.setSectionHidden(column, hidden)
            if not hidden and head.sectionSize(column) != widths[column]:
                head.resizeSection(column, widths[column])

    # --- places ---------------------------------------------------------------------------------------------

    def section(self, column: int, offset: int) -> tuple[int, int]:
        """The left edge and the width of a shown column with its insets, scrolled by ``offset``."""
        return self._lefts[column] - (0 if column in self.pinned else offset), self._widths[column]

    def width_of(self, column: int) -> int:
        """The width of a shown column's content."""
        return self._content(column, 0).width

    def cells(self, offset: int, width: int) -> list[Cell]:
        """Where the contents of the columns stand that are seen, from left to right."""
        if self._cells_at != (offset, width):
            self._cells_at = (offset, width)
            self._cells = []
            for column in self.shown:
                x, size = self.section(column, offset)
                if column not in self.pinned and (x >= width or x + size <= self.pinned_width):
                    continue
                self._cells.append(self._content(column, x))
        return self._cells

    def cell(self, column: int, offset: int) -> Cell | None:
        """Where the content of a column stands, also where it is scrolled out of sight; None when hidden."""
        if column not in self._lefts:
            return None
        return self._content(column, self.section(column, offset)[0])

    def _content(self, column: int, x: int) -> Cell:
        lead = self._leads.get(column, 0)
        edge = EDGE if column == self.shown[-1] else 0
        return Cell(column, x + lead, self._widths[column] - lead - edge)

    def at(self, x: int, offset: int) -> int:
        """The shown column at ``x``; -1 where there is none."""
        for column in self.shown:
            left, size = self.section(column, offset)
            if left <= x < left + size and (column in self.pinned or x >= self.pinned_width):
                return column
        return -1


class ColumnControl(QObject):
    """Lays out the columns of a list; ``changed``: the user did, ``moved``: they stand elsewhere now."""

    changed = Signal()
    moved = Signal()

    def __init__(self, theme: Theme, view: QTableView, rows: RowModel[Any], head: ColumnHead) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._rows = rows
        self._head = head
        self._fitted: object = None
        self.places = ColumnPlaces(rows, head)
        head.set_places(self.places)
        head.moved.connect(self.move)
        head.sized.connect(self._size)
        head.settled.connect(self.changed)
        head.fit_asked.connect(self.fit_column)

    def set_layout(self, layout: ColumnLayout | None) -> None:
        """Lay the columns out as the user chose; None leaves it to the width of the list again."""
        self.places.choose(layout)
        self.fit()

    def fit(self) -> None:
        """Lay out for the width that the list has now."""
        self._fitted = self._rows.columns
        self.places.fit(self._view.viewport().width())
        # Only what the user chose himself may need more room than there is.
        chosen = self.places.chosen is not None
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._view.setHorizontalScrollBarPolicy(needed if chosen else off)
        # Qt would do this later, and until then would not scroll to where a column stands now.
        self._view.updateGeometries()
        self._head.viewport().update()
        self._view.viewport().update()
        self.moved.emit()

    def fit_new(self) -> None:
        """Lay out again when the model has other columns than before."""
        if self._fitted is not self._rows.columns:
            self.fit()

    def _take(self, layout: ColumnLayout) -> None:
        self.set_layout(layout)
        self.changed.emit()

    # --- one column -----------------------------------------------------------------------------------------

    def move(self, key: str, before: str) -> None:
        """Put a column before another one; "" puts it last."""
        old = self.places.layout
        new = old.moved(key, before)
        if new != old:
            self._take(new)

    def step(self, column: int, way: int) -> None:
        """Move a shown column by one to the left (-1) or to the right (1)."""
        shown = self.places.shown
        if column not in shown:
            return
        target = shown.index(column) + (way if way < 0 else way + 1)
        if 0 < target <= len(shown):
            columns = self._rows.columns
            self.move(columns[column].key, columns[shown[target]].key if target < len(shown) else "")

    def _size(self, key: str, width: int) -> None:
        self.set_layout(self.places.layout.sized(key, width))

    def widen(self, column: int, way: int) -> None:
        """Make a shown column wider (1) or narrower (-1) by one step of the grid."""
        if column in self.places.shown:
            width = self.places.width_of(column) + way * GRID
            self._take(self.places.layout.sized(self._rows.columns[column].key, width))

    def fit_column(self, key: str) -> None:
        """Make a column as wide as its words and its head need."""
        column = next((column for column in self._rows.columns if column.key == key), None)
        if column is not None:
            self._take(self.places.layout.sized(key, self._needed(column)))

    def _needed(self, column: Column[Any]) -> int:
        first = column is self._rows.columns[0]
        measure = self._theme.metrics(bold=first).horizontalAdvance
        words = {column.words(row) for row in self._rows.shown[:_MEASURED]}
        widest = max(map(measure, words), default=0) + _AROUND
        head = self._theme.metrics("small").horizontalAdvance(column.head) + _HEAD_ROOM + column.indent
        # Figures stand beside shapes and curves, which only the painter knows: they keep their own width.
        least = column.width if column.right or not any(words) else LEAST_WIDTH
        return min(max(widest, head, least), _MOST_WIDTH)
