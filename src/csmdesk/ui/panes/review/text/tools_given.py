"""What the text is given to work with: who writes figures, who finds them, and what can be linked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csmdesk.domain import review_text as text
from csmdesk.domain.text import Language
from csmdesk.ui.panes.review.text.links import Links

if TYPE_CHECKING:
    from csmdesk.reports.chip_picker import ChipPicker, Offer
    from csmdesk.reports.review_chips import ChipWriter


@dataclass
class Given:
    """Shared by all fields of one editor; its parts are replaced when the data change."""

    language: Language
    writer: ChipWriter | None = None
    picker: ChipPicker | None = None
    links: Links = field(default_factory=Links)

    def words(self, chip: text.Chip) -> str:
        """What a figure says now; '' while nobody knows."""
        return "" if self.writer is None else self.writer.words(chip)

    def about(self, chip: text.Chip) -> str:
        """What a figure is."""
        return chip.figure if self.writer is None else self.writer.about(chip)

    @property
    def has_picker(self) -> bool:
        """True when there are figures to choose from."""
        return self.picker is not None

    def find(self, typed: str, *, live: bool = False) -> list[Offer]:
        """What fits; ``live``: charts and tables only."""
        return [] if self.picker is None else self.picker.find(typed, live=live)
