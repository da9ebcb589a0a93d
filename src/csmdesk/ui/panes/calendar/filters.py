"""The chips over the calendar: what each offers, and how many contracts that would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.ui.panes.calendar.narrowing import Narrowing
from csmdesk.ui.panes.calendar.row_words import band_words, forecast_words, outcome_words
from csmdesk.ui.panes.calendar.rows import CHIPS, UNSET
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.ui.panes.accounts.counted_chip import CountedChip
    from csmdesk.ui.widgets.chip import FilterBar

_SINGLE = frozenset({"auto", "monthly"})
"""Chips of which one choice holds at a time."""


class CalendarChips(QObject):
    """Holds what is chosen, whether the chips are there to be seen yet or not.

    ``changed`` is a change by the user. ``count`` tells how many contracts each choice of a chip would leave,
    ``terms`` gives the words of the filter.
    """

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        count: Callable[[str, Narrowing], dict[str, int]],
        terms: Callable[[], Sequence[str]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = count
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

    @property
    def narrowing(self) -> Narrowing | None:
        """What chips and filter leave; None when they leave everything."""
        found = Narrowing(self._chosen, tuple(self._terms()))
        return found if any(found) else None

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
                chip.opening.connect(self._count_opening)
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
            found = counts or {}
            values = {*found, *self._chosen.get(key, ())}
            ordered = sorted(values, key=lambda value: (value == UNSET, -found.get(value, 0), value))
            fixed = {value: self.tr("未填") if value == UNSET else value for value in ordered}
        self._chips[key].set_choices(
            [
                Choice(value, words, None if counts is None else counts.get(value, 0))
                for value, words in fixed.items()
            ]
        )

    def _count_opening(self) -> None:
        """Count the choices of the chip that is about to open, under all other filters."""
        key = self.sender().objectName()
        self._offer(key, self.counts(key))

    def counts(self, key: str) -> dict[str, int]:
        """How many contracts each choice of a chip would leave; filter and other chips stay as they are."""
        return self._count(key, Narrowing(self._chosen, tuple(self._terms())))
