"""The bar over the list of metrics: what is looked for, of which accounts, and writing the list."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.chip import Choice, FilterBar, FilterChip
from csmdesk.ui.widgets.field import FilterField

ARR_STEPS = (100_000, 500_000, 1_000_000, 3_000_000)
"""The least annual values that are offered, in units of the home currency."""

_FIELD = 170


class MeasuresHead(QWidget):
    """``scoped`` follows every change of the chips by the user."""

    scoped = Signal()

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language
        self.field = FilterField(theme, self.tr("指标、拼音"), "/")
        self.field.setFixedWidth(_FIELD)
        self.segment = FilterChip(theme, self.tr("分层"))
        self.industry = FilterChip(theme, self.tr("行业"))
        self.arr = FilterChip(theme, self.tr("年化不低于"), multi=False)
        self.chips = FilterBar(theme, [self.segment, self.industry, self.arr])
        self.write = Button(theme, kind="flat", icon="export")
        self.write.setToolTip(self.tr("导出列表"))
        self.write.setAccessibleName(self.tr("导出列表"))
        self.chips.changed.connect(self.scoped)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET - 1, 8, INSET - 8, 6)
        row.setSpacing(6)
        row.addWidget(self.field)
        row.addWidget(self.chips, 1)
        row.addWidget(self.write)

    def set_choices(self, segments: tuple[str, ...], industries: tuple[str, ...], home: str) -> None:
        """Offer the segments and industries of the book."""
        from csmdesk.metrics.display import money

        self.segment.set_choices([Choice(word, word) for word in segments])
        self.industry.set_choices([Choice(word, word) for word in industries])
        steps = [Choice(str(step), money(step, self._language, home)) for step in ARR_STEPS]
        self.arr.set_choices(steps)
        self.chips.refresh()

    @property
    def scope(self) -> str:
        """The accounts that are chosen, as the service takes them."""
        from csmdesk.services.measures import scope_text

        least = next(iter(self.arr.chosen), "")
        return scope_text(
            sorted(self.segment.chosen), sorted(self.industry.chosen), int(least) if least else None
        )

    def clear(self) -> bool:
        """Show all metrics of all accounts; False when that was so already."""
        was = bool(self.field.text) or self.chips.set_any()
        self.field.set_text("")
        self.chips.clear()
        return was

    def save_state(self) -> dict[str, str]:
        """Which accounts are chosen."""
        return {
            "segment": "\n".join(sorted(self.segment.chosen)),
            "industry": "\n".join(sorted(self.industry.chosen)),
            "arr": "".join(self.arr.chosen),
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave."""
        self.segment.set_chosen(filter(None, state.get("segment", "").split("\n")))
        self.industry.set_chosen(filter(None, state.get("industry", "").split("\n")))
        least = state.get("arr", "")
        self.arr.set_chosen({least} if least.isdecimal() else ())
