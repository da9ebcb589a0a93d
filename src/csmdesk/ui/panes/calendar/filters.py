"""The chips over the calendar: what each offers, how many contracts that would be, and which rows pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.ui.panes.calendar.row_words import band_words, forecast_words, outcome_words
from csmdesk.ui.panes.calendar.rows import CHIPS, UNSET, CalendarRow
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.ui.panes.accounts.counted_chip import CountedChip
    from csmdesk.ui.widgets.chip import FilterBar

_SINGLE = frozenset({"auto", "monthly"})
"""Chips of which one choice holds at a time."""


class Narrowing:
    """Leaves out what chips (place in ``CHIPS``, values) and the words of the filter leave out."""

    def __init__(self, wanted: Sequence[tuple[int, frozenset[str]]], terms: Sequence[str]) -> None:
        self._wanted = tuple(wanted)
        self._terms = tuple(terms)

    def __call__(self, row: CalendarRow) -> bool:
        """True when the row passes."""
        facets, search = row.facets, row.search
        for place, values in self._wanted:
            if values.isdisjoint(facets[place]):
                return False
        return all(term in search for term in self._terms)

    def select(self, rows: Sequence[CalendarRow]) -> list[CalendarRow]:
        """The rows that pass, one question after the other: the fewest are asked the last."""
        found = list(rows)
        for place, values in self._wanted:
            found = [row for row in found if not values.isdisjoint(row.facets[place])]
        for term in self._terms:
            found = [row for row in found if term in row.search]
        return found


class CalendarChips(QObject):
    """Holds what is chosen, whether the chips are there to be seen yet or not.

    ``changed`` is a change by the user. ``rows`` gives all rows, ``terms`` the words of the filter.
    """

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        rows: Callable[[], Sequence[CalendarRow]],
        terms: Callable[[], Sequence[str]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = rows
        self._terms = terms
        self._chosen: dict[str, frozenset[str]] = {}
        self._chips: dict[str, CountedChip] = {}
        self._bar: FilterBar | None = None

    # --- what is chosen -------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Mapping[str, frozenset[str]]:
        """What is chosen by chip; a chip with nothing chosen is left out."""
        return self._chosen

    def set_chosen(self, chosen: Mapping[str, Iterable[str]]) -> None:
        """Choose without a signal; chips that do not exist are passed over."""
        wanted = {key: frozenset(chosen.get(key, ())) for key in CHIPS}
        self._chosen = {key: values for key, values in wanted.items() if values}
        for key, chip in self._chips.items():
            self._offer(key)
            chip.set_chosen(self._chosen.get(key, ()))
        if self._bar is not None:
            self._bar.refresh()

    def choose_only(self, key: str, value: str) -> None:
        """Choose one value of a chip, or none when it is the only one already, as the user does."""
        values = frozenset({value})
        others = {k: v for k, v in self._chosen.items() if k != key}
        self.set_chosen(others if self._chosen.get(key) == values else {**others, key: values})
        self.changed.emit()

    def passes(self) -> Narrowing | None:
        """What tells whether a row passes chips and filter; None when nothing is left out."""
        wanted = [(CHIPS.index(key), values) for key, values in self._chosen.items()]
        terms = tuple(self._terms())
        return Narrowing(wanted, terms) if wanted or terms else None

    # --- the chips ------------------------------------------------------------------------------------------

    @property
    def bar(self) -> FilterBar:
        """The chips in a row, made when they are first needed, which is after the first paint."""
        if self._bar is None:
            from csmdesk.ui.panes.accounts.counted_chip import CountedChip
            from csmdesk.ui.widgets.chip import FilterBar

            for key, title in self._titles().items():
                chip = self._chips[key] = CountedChip(self._theme, title, multi=key not in _SINGLE)
                chip.setObjectName(key)
                chip.set_chosen(self._chosen.get(key, ()))
                chip.opening.connect(self._count)
                self._offer(key)
            self._bar = FilterBar(self._theme, list(self._chips.values()))
            self._bar.changed.connect(self._on_change)
        return self._bar

    @property
    def is_made(self) -> bool:
        """True once the chips are there to be seen."""
        return self._bar is not None

    def chip(self, key: str) -> CountedChip:
        """One of the chips."""
        assert self.bar is not None
        return self._chips[key]

    def _titles(self) -> dict[str, str]:
        return {
            "health": self.tr("健康"),
            "state": self.tr("状态"),
            "forecast": self.tr("预测"),
            "segment": self.tr("分层"),
            "auto": self.tr("自动续约"),
            "monthly": self.tr("月付"),
        }

    def _on_change(self) -> None:
        self._chosen = {key: chip.chosen for key, chip in self._chips.items() if chip.chosen}
        self.changed.emit()

    # --- choices and counts ---------------------------------------------------------------------------------

    def _fixed(self, key: str) -> Mapping[str, str] | None:
        """The choices of a chip that has always the same."""
        if key == "health":
            return band_words()
        if key == "state":
            return outcome_words()
        if key == "forecast":
            return forecast_words()
        if key in _SINGLE:
            return {"yes": self.tr("是"), "no": self.tr("否")}
        return None

    def _offer(self, key: str, counts: Mapping[str, int] | None = None) -> None:
        """Offer a chip's choices with their counts; without counts what is chosen keeps its words."""
        from csmdesk.ui.widgets.chip import Choice

        fixed = self._fixed(key)
        if fixed is None:
            found = Counter(counts or {})
            values = {*found, *self._chosen.get(key, ())}
            ordered = sorted(values, key=lambda value: (value == UNSET, -found[value], value))
            fixed = {value: self.tr("未填") if value == UNSET else value for value in ordered}
        self._chips[key].set_choices(
            [
                Choice(value, words, None if counts is None else counts.get(value, 0))
                for value, words in fixed.items()
            ]
        )

    def _count(self) -> None:
        """Count the choices of the chip that is about to open, under all other filters."""
        key = self.sender().objectName()
        self._offer(key, self.counts(key))

    def counts(self, key: str) -> dict[str, int]:
        """How many contracts each choice of a chip would leave; filter and other chips stay as they are."""
        place = CHIPS.index(key)
        others = [(CHIPS.index(k), values) for k, values in self._chosen.items() if k != key]
        terms = self._terms()
        found: Counter[str] = Counter()
        for row in self._rows():
            facets = row.facets
            if any(values.isdisjoint(facets[at]) for at, values in others):
                continue
            if terms and not all(term in row.search for term in terms):
                continue
            found.update(facets[place])
        return dict(found)
