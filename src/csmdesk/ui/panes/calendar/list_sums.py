"""What the listed contracts come to: over the list, and below the year how far that goes to its target."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from csmdesk.ui.panes.calendar.batches import Batches
from csmdesk.ui.panes.calendar.left_side import LeftSide
from csmdesk.ui.panes.calendar.path_bar import TargetShown
from csmdesk.ui.panes.calendar.place_names import PlaceNames
from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.reading import Reading
from csmdesk.ui.panes.calendar.rows import FORECASTS
from csmdesk.ui.panes.calendar.year_shown import contracts


class ListSums(QObject):
    """Adds up what the list shows, and says it in the head of the list and in the bar of the target."""

    def __init__(self, reading: Reading, left: LeftSide, names: PlaceNames) -> None:
        super().__init__(left)
        self._reading = reading
        self._left = left
        self._names = names

    def show(self, place: Place, held: Batches, year: int) -> None:
        """Say it of the contracts that ``place`` holds; the target is that of a fiscal year."""
        words, head, hoped = self._reading.words, self._left.list_head, held.hoped
        closes = place.kind in {"cell", "monthly"}
        head.show_place(self._names.title(place), self._note(held), closes=closes)
        told = {
            category: words.money(units) if units else "0"
            for category, units in zip(FORECASTS, hoped, strict=True)
        }
        head.sums.set_sums(told, self._left.chips.chosen.get("forecast", frozenset()))
        self._show_target(place, year, hoped)

    def _note(self, held: Batches) -> str:
        """How many contracts and how much; of several that are selected, of those."""
        words, model = self._reading.words, self._reading.model
        selected = self._left.view.selected_keys
        note = words.joined([contracts(held.size), words.money(held.units)])
        if len(selected) > 1:
            chosen = [row for row in map(model.row_of, selected) if row is not None]
            amount = words.money(sum(row.units for row in chosen))
            note = self.tr("已选 {count}，{amount}").format(count=contracts(len(chosen)), amount=amount)
        if held.unknown:
            note = words.joined([note, self.tr("{count}没有汇率").format(count=contracts(held.unknown))])
        return note

    def _show_target(self, place: Place, year: int, hoped: Sequence[int]) -> None:
        figures, words = self._reading.figures(year), self._reading.words
        if figures is None:
            return
        month = place.kind == "month"
        shown = TargetShown(
            year,
            figures.target.target,
            figures.target.received,
            {category: words.total(units) for category, units in zip(FORECASTS, hoped, strict=True)},
            self._names.month(*place.numbers) if month else self.tr("所列合同"),
        )
        self._left.target.set_target(shown)
