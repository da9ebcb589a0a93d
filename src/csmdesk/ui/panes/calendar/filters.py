"""The chips over the calendar: what each offers, and how many contracts that would be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject

from csmdesk.ui.panes.accounts.chips import CountedChips
from csmdesk.ui.panes.calendar.narrowing import Narrowing
from csmdesk.ui.panes.calendar.row_words import band_words, forecast_words, outcome_words
from csmdesk.ui.panes.calendar.rows import CHIPS, UNSET
from csmdesk.ui.theme import Theme


class CalendarChips(CountedChips):
    """``count`` tells how many contracts each choice of a chip would leave, ``terms`` gives the words of the
    filter.
    """

    KEYS = CHIPS
    SINGLE = frozenset({"auto", "monthly"})
    UNSET = UNSET

    def __init__(
        self,
        theme: Theme,
        count: Callable[[str, Narrowing], dict[str, int]],
        terms: Callable[[], Sequence[str]],
        parent: QObject,
    ) -> None:
        super().__init__(theme, parent)
        self._count = count
        self._terms = terms

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

    def _titles(self) -> dict[str, str]:
        return {
            "health": self.tr("健康"),
            "state": self.tr("状态"),
            "forecast": self.tr("预测"),
            "segment": self.tr("分层"),
            "auto": self.tr("自动续约"),
            "monthly": self.tr("月付"),
        }

    def _fixed(self, key: str) -> Mapping[str, str] | None:
        if key == "health":
            return band_words()
        if key == "state":
            return outcome_words()
        if key == "forecast":
            return forecast_words()
        if key in self.SINGLE:
            return {"yes": self.tr("是"), "no": self.tr("否")}
        return None

    def counts(self, key: str) -> dict[str, int]:
        return self._count(key, Narrowing(self._chosen, tuple(self._terms())))
