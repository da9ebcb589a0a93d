"""How chapters, pages and evidence share the width."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from csmdesk.ui.panes.review import side
from csmdesk.ui.panes.review.side import SidePanel
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.split import Split

_NARROW = 1080
"""Below this width the right side takes the place of the chapters while it is needed."""

_SIDE_NARROW = 348


class Room(Split):
    """Three parts side by side; in a narrow window two of them."""

    def __init__(
        self, theme: Theme, left: QWidget, middle: QWidget, right: SidePanel, left_width: int
    ) -> None:
        super().__init__(theme)
        self._left_width = left_width
        self._left = left
        self._right = right
        self._open = False
        self._narrow = False
        self._wide_sizes: list[int] = []
        for place, part in enumerate((left, middle, right)):
            self.addWidget(part)
            self.setStretchFactor(place, 1 if part is middle else 0)
        self.setSizes([left_width, 674, side.WIDTH])
        right.set_closable(False)

    @property
    def narrow(self) -> bool:
        """True while only two of the three parts have room."""
        return self._narrow

    @property
    def covered(self) -> bool:
        """True while the right side stands where the chapters were, so that it can be closed."""
        return self._narrow and self._open

    def open_side(self) -> None:
        """Show the right side, if need be in place of the chapters."""
        self._open = True
        self._share()

    def close_side(self) -> None:
        """The right side is not needed any more."""
        self._open = False
        self._share()

    def _share(self) -> None:
        narrow = self._narrow
        self._right.setVisible(not narrow or self._open)
        self._left.setVisible(not narrow or not self._open)
        self._right.set_closable(narrow)
        if narrow:
            taken = _SIDE_NARROW if self._open else self._left_width
            rest = self.width() - taken
            self.setSizes([0, rest, taken] if self._open else [taken, rest, 0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < _NARROW
        if narrow != self._narrow:
            if narrow:
                self._wide_sizes = self.sizes()
            self._narrow = narrow
            self._share()
            if not narrow and any(self._wide_sizes):
                self.setSizes(self._wide_sizes)
        super().resizeEvent(event)

    @property
    def sizes_text(self) -> str:
        """The sizes of a wide window as words."""
        return ",".join(str(size) for size in (self._wide_sizes if self._narrow else self.sizes()))

    def set_sizes_text(self, text: str) -> bool:
        fits = super().set_sizes_text(text)
        if fits:
            self._wide_sizes = [int(part) for part in text.split(",")]
        return fits
