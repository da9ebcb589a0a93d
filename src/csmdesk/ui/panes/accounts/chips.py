"""The chips over the account list: what each offers, how many rows that would be, and which rows pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from csmdesk.ui.panes.accounts.list_columns import segment_place
from csmdesk.ui.panes.accounts.rows import CHIPS, UNSET, AccountRow
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.ui.panes.accounts.counted_chip import CountedChip
    from csmdesk.ui.widgets.chip import FilterBar, FilterChip

_SINGLE = frozenset({"touch", "archived"})
"""Chips of which one choice holds at a time: each of theirs holds those after it."""


class AccountChips(QObject):
    """Holds what is chosen, whether the chips are there to be seen yet or not.

    ``changed`` is a change by the user. ``rows`` gives all rows, ``terms`` the words of the filter,
    ``archived`` the number of archived accounts.
    """

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        rows: Callable[[], Sequence[AccountRow]],
        terms: Callable[[], Sequence[str]],
        archived: Callable[[], int],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = rows
        self._terms = terms
        self._chosen: dict[str, frozenset[str]] = {}
        self._archived = archived
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

    def accept(self) -> Callable[[AccountRow], bool] | None:
        """What tells whether a row passes; None when nothing is chosen.

        A row whose figures have not been counted passes: a new account is seen at once.
        """
        wanted = [(CHIPS.index(key), values) for key, values in self._chosen.items()]
        if not wanted:
            return None

        def passes(row: AccountRow) -> bool:
            facets = row.facets
            if facets:
                for place, values in wanted:
                    if values.isdisjoint(facets[place]):
                        return False
            return True

        return passes

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

    def chip(self, key: str) -> FilterChip:
        """One of the chips."""
        assert self.bar is not None
        return self._chips[key]

    def _titles(self) -> dict[str, str]:
        return {
            "segment": self.tr("分层"),
            "health": self.tr("健康"),
            "decision": self.tr("决策日"),
            "touch": self.tr("未触达"),
            "owner": self.tr("负责人"),
            "stage": self.tr("阶段"),
            "archived": self.tr("归档"),
        }

    def _on_change(self) -> None:
        self._chosen = {key: chip.chosen for key, chip in self._chips.items() if chip.chosen}
        self.changed.emit()

    # --- choices and counts ---------------------------------------------------------------------------------

    def _fixed(self, key: str) -> dict[str, str] | None:
        """The choices of a chip that has always the same."""
        words: dict[str, dict[str, str]] = {
            "health": {
                "red": self.tr("红"),
                "yellow": self.tr("黄"),
                "green": self.tr("绿"),
                "unscored": self.tr("未评"),
            },
            "decision": {
                "past": self.tr("已过"),
                "d30": self.tr("30 天内"),
                "d90": self.tr("31–90 天"),
                "d180": self.tr("91–180 天"),
                "later": self.tr("180 天以后"),
                "none": self.tr("无决策日"),
            },
            "touch": {
                "late": self.tr("超节奏"),
                "14": self.tr("14 天以上"),
                "30": self.tr("30 天以上"),
                "60": self.tr("60 天以上"),
                "90": self.tr("90 天以上"),
                "never": self.tr("从未"),
            },
            "archived": {"with": self.tr("显示归档"), "only": self.tr("只看归档")},
        }
        return words.get(key)

    def _offer(self, key: str, counts: Mapping[str, int] | None = None) -> None:
        """Offer a chip's choices with their counts; without counts what is chosen keeps its words."""
        from csmdesk.ui.widgets.chip import Choice

        fixed = self._fixed(key)
        if fixed is None:
            values = set(counts or ()) | self._chosen.get(key, frozenset())
            fixed = {value: self._word(value) for value in sorted(values, key=_order_of(key, counts or {}))}
        self._chips[key].set_choices(
            [Choice(value, words, _of(counts, value)) for value, words in fixed.items()]
        )

    def _word(self, value: str) -> str:
        return self.tr("未填") if value == UNSET else value

    def _count(self) -> None:
        """Count the choices of the chip that is about to open, under all other filters."""
        chip = self.sender()
        key = chip.objectName()
        counts = self.counts(key)
        if key == "archived":
            # While they are left out nobody has read them; the book has said how many there are.
            shown, archived = len(self._rows()), self._archived()
            counts = {"only": archived, "with": shown + (0 if "archived" in self._chosen else archived)}
        self._offer(key, counts)

    def counts(self, key: str) -> dict[str, int]:
        """How many rows each choice of a chip would leave; filter and other chips stay as they are."""
        place = CHIPS.index(key)
        others = [(CHIPS.index(k), values) for k, values in self._chosen.items() if k != key]
        terms = self._terms()
        found: Counter[frozenset[str]] = Counter()
        for row in self._rows():
            facets = row.facets
            if not facets or any(values.isdisjoint(facets[at]) for at, values in others):
                continue
            if terms and not all(term in row.search for term in terms):
                continue
            found[facets[place]] += 1
        counts: Counter[str] = Counter()
        for values, number in found.items():
            for value in values:
                counts[value] += number
        return dict(counts)


def _order_of(key: str, counts: Mapping[str, int]) -> Callable[[str], Any]:
    """Segments in their own order, other words by how many there are; what is not filled in comes last."""
    if key == "segment":
        return lambda value: (value == UNSET, segment_place(value))
    return lambda value: (value == UNSET, -counts.get(value, 0), value)


def _of(counts: Mapping[str, int] | None, value: str) -> int | None:
    return None if counts is None else counts.get(value, 0)
