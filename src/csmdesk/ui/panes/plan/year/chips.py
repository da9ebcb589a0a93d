"""The chips that narrow the list of items: kind, state, segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.year_plan import NAMES, PlanKind
from csmdesk.services.year_plan_view import STATES, ItemState, PlanItem
from csmdesk.ui.panes.plan.year.words import YearWords
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.chip import Choice, FilterBar, FilterChip

UNSET = "(unset)"
"""The value of the segment's chip for items without a segment."""


class ItemChips(QObject):
    """``changed`` follows each choice; the counts are those of the items at hand."""

    changed = Signal()

    def __init__(self, theme: Theme, words: YearWords, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        titles = {"kind": self.tr("类型"), "state": self.tr("状态"), "segment": self.tr("分层")}
        self._chips = {key: FilterChip(theme, title) for key, title in titles.items()}
        self.bar = FilterBar(theme, list(self._chips.values()))
        self.bar.changed.connect(self.changed)

    def chip(self, key: str) -> FilterChip:
        """One of the chips."""
        return self._chips[key]

    def offer(self, items: Sequence[PlanItem]) -> None:
        """Offer the choices of these items, with their numbers."""
        language = self._words.language
        found = {key: Counter(value_of(item, key) for item in items) for key in self._chips}
        names: Mapping[str, Mapping[str, str]] = {
            "kind": {kind.value: NAMES[kind].to(language) for kind in PlanKind},
            "state": {state.value: STATES[state].to(language) for state in ItemState},
            "segment": {
                value: self.tr("未分层") if value == UNSET else value
                for value in sorted({*found["segment"], *self._chips["segment"].chosen})
            },
        }
        for key, chip in self._chips.items():
            chip.set_choices(
                [
                    Choice(value, words, found[key].get(value, 0))
                    for value, words in names[key].items()
                    if found[key].get(value) or value in chip.chosen
                ]
            )

    @property
    def chosen(self) -> dict[str, frozenset[str]]:
        """What is chosen, by chip."""
        return {key: chip.chosen for key, chip in self._chips.items() if chip.chosen}

    def set_chosen(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """Choose without a signal."""
        for key, chip in self._chips.items():
            chip.set_chosen(chosen.get(key, ()))

    def passes(self, item: PlanItem) -> bool:
        """True for an item that every chip lets through; what is struck out has to be asked for."""
        chosen = self.chosen
        if item.state is ItemState.DROPPED and "state" not in chosen:
            return False
        return all(value_of(item, key) in values for key, values in chosen.items())


def value_of(item: PlanItem, key: str) -> str:
    """What a chip looks at."""
    if key == "kind":
        return item.kind.value
    return item.state.value if key == "state" else item.segment or UNSET
