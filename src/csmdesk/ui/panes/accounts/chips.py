"""The chips over a list: what each offers, and how many rows that would be; those over the account list, and
which rows pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QObject, Signal

from csmdesk.ui.panes.accounts.list_columns import segment_place
from csmdesk.ui.panes.accounts.rows import CHIPS, UNSET, AccountRow
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.ui.panes.accounts.counted_chip import CountedChip
    from csmdesk.ui.widgets.chip import FilterBar


class CountedChips(QObject):
    """Holds what is chosen, whether the chips are there to be seen yet or not.

    ``changed`` is a change by the user. A subclass says which chips there are, what they offer, and what a
    choice would leave.
    """

    KEYS: ClassVar[tuple[str, ...]]
    """The chips in their order."""
    SINGLE: ClassVar[frozenset[str]] = frozenset()
    """Chips of which one choice holds at a time."""
    UNSET: ClassVar[str]
    """The choice of rows that have nothing of a chip's kind."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen: dict[str, frozenset[str]] = {}
        self._chips: dict[str, CountedChip] = {}
        self._bar: FilterBar | None = None

    # --- what a subclass says -------------------------------------------------------------------------------

    def _titles(self) -> dict[str, str]:
        """What the chips are called, in the order in which they stand."""
        raise NotImplementedError

    def _fixed(self, key: str) -> Mapping[str, str] | None:
        """The choices of a chip that has always the same, with their words; None: what the rows have."""
        raise NotImplementedError

    def counts(self, key: str) -> dict[str, int]:
        """How many rows each choice of a chip would leave; filter and other chips stay as they are."""
        raise NotImplementedError

    def _place(self, key: str, value: str, count: int) -> Any:
        """Where a choice stands among those that the rows have: the most frequent comes first."""
        return -count, value

    # --- what is chosen -------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Mapping[str, frozenset[str]]:
        """What is chosen by chip; a chip with nothing chosen is left out."""
        return self._chosen

    def set_chosen(self, chosen: Mapping[str, Iterable[str]]) -> None:
        """Choose without a signal; chips that do not exist are passed over."""
        wanted = {key: frozenset(chosen.get(key, ())) for key in self.KEYS}
        self._chosen = {key: values for key, values in wanted.items() if values}
        for key, chip in self._chips.items():
            self._offer(key)
            chip.set_chosen(self._chosen.get(key, ()))
        if self._bar is not None:
            self._bar.refresh()

    def _on_change(self) -> None:
        self._chosen = {key: chip.chosen for key, chip in self._chips.items() if chip.chosen}
        self.changed.emit()

    # --- the chips ------------------------------------------------------------------------------------------

    @property
    def bar(self) -> FilterBar:
        """The chips in a row, made when they are first needed, which is after the first paint."""
        if self._bar is None:
            from csmdesk.ui.panes.accounts.counted_chip import CountedChip
            from csmdesk.ui.widgets.chip import FilterBar

            for key, title in self._titles().items():
                chip = self._chips[key] = CountedChip(self._theme, title, multi=key not in self.SINGLE)
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

    # --- choices and counts ---------------------------------------------------------------------------------

    def _offer(self, key: str, counts: Mapping[str, int] | None = None) -> None:
        """Offer a chip's choices with their counts; without counts what is chosen keeps its words."""
        from csmdesk.ui.widgets.chip import Choice

        found = counts or {}
        fixed = self._fixed(key)
        if fixed is None:
            values = {*found, *self._chosen.get(key, ())}
            # What is not filled in comes last.
            ordered = sorted(values, key=lambda v: (v == self.UNSET, self._place(key, v, found.get(v, 0))))
            fixed = {value: self.tr("未填") if value == self.UNSET else value for value in ordered}
        self._chips[key].set_choices(
            [
                Choice(value, words, None if counts is None else found.get(value, 0))
                for value, words in fixed.items()
            ]
        )

    def _count_opening(self) -> None:
        """Count the choices of the chip that is about to open, under all other filters."""
        key = self.sender().objectName()
        self._offer(key, self.counts(key))


class AccountChips(CountedChips):
    """``rows`` gives all rows, ``terms`` the words of the filter, ``archived`` the number of archived
    accounts.
    """

    KEYS = CHIPS
    SINGLE = frozenset({"touch", "archived"})
    """Each of their choices holds those after it."""
    UNSET = UNSET

    def __init__(
        self,
        theme: Theme,
        rows: Callable[[], Sequence[AccountRow]],
        terms: Callable[[], Sequence[str]],
        archived: Callable[[], int],
        parent: QObject,
    ) -> None:
        super().__init__(theme, parent)
        self._rows = rows
        self._terms = terms
        self._archived = archived

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

    def _fixed(self, key: str) -> dict[str, str] | None:
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

    def _place(self, key: str, value: str, count: int) -> Any:
        # Segments have their own order.
        return segment_place(value) if key == "segment" else super()._place(key, value, count)

    def counts(self, key: str) -> dict[str, int]:
        if key == "archived":
            # While they are left out nobody has read them; the book has said how many there are.
            shown, archived = len(self._rows()), self._archived()
            return {"only": archived, "with": shown + (0 if "archived" in self._chosen else archived)}
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
