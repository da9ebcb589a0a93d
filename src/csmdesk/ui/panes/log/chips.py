"""The chips over a kind's list: what each offers, how many rows that would be, and which rows pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from csmdesk.ui.panes.accounts.counted_chip import CountedChip
from csmdesk.ui.panes.log.rows import RecordRow
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.chip import Choice, FilterBar

UNSET = "(unset)"
"""The value of a chip for rows that say nothing in its field."""


class RecordChips(QObject):
    """One chip a facet; ``changed`` is a change by the user.

    ``facets`` are (field key, its place among the row's words, the chip's name); ``rows`` gives all rows,
    ``terms`` the words of the filter.
    """

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        facets: Sequence[tuple[str, int, str]],
        rows: Callable[[], Sequence[RecordRow]],
        terms: Callable[[], Sequence[str]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._places = {key: place for key, place, _ in facets}
        self._rows = rows
        self._terms = terms
        self._chips: dict[str, CountedChip] = {}
        for key, _, title in facets:
            chip = self._chips[key] = CountedChip(theme, title)
            chip.setObjectName(key)
            chip.opening.connect(self._count)
        self.bar = FilterBar(theme, list(self._chips.values()))
        self.bar.changed.connect(self.changed)

    def chip(self, key: str) -> CountedChip:
        """One of the chips."""
        return self._chips[key]

    @property
    def chosen(self) -> dict[str, frozenset[str]]:
        """What is chosen by chip; a chip with nothing chosen is left out."""
        return {key: chip.chosen for key, chip in self._chips.items() if chip.chosen}

    def set_chosen(self, chosen: Mapping[str, Iterable[str]]) -> None:
        """Choose without a signal; chips that do not exist are passed over."""
        for key, chip in self._chips.items():
            chip.set_chosen(chosen.get(key, ()))
            self._offer(key, {})
        self.bar.refresh()

    def accept(self) -> Callable[[RecordRow], bool] | None:
        """What tells whether a row passes; None when nothing is chosen."""
        wanted = [(self._places[key], values) for key, values in self.chosen.items()]
        if not wanted:
            return None

        def passes(row: RecordRow) -> bool:
            words = row.source.words
            return all((words[place] or UNSET) in values for place, values in wanted)

        return passes

    def _count(self) -> None:
        """Count the choices of the chip that is about to open, under all other filters."""
        key = self.sender().objectName()
        self._offer(key, self.counts(key))

    def counts(self, key: str) -> dict[str, int]:
        """How many rows each choice of a chip would leave; filter and other chips stay as they are."""
        place = self._places[key]
        others = [(self._places[k], values) for k, values in self.chosen.items() if k != key]
        terms = self._terms()
        found: Counter[str] = Counter()
        for row in self._rows():
            words = row.source.words
            if any((words[at] or UNSET) not in values for at, values in others):
                continue
            if terms and not all(term in row.search for term in terms):
                continue
            found[words[place] or UNSET] += 1
        return dict(found)

    def _offer(self, key: str, counts: Mapping[str, int]) -> None:
        chip = self._chips[key]
        values = {*counts, *chip.chosen}
        ordered = sorted(values, key=lambda value: (value == UNSET, -counts.get(value, 0), value))
        unset = self.tr("未填")
        chip.set_choices(
            [
                Choice(value, unset if value == UNSET else value, counts.get(value, 0) if counts else None)
                for value in ordered
            ]
        )
