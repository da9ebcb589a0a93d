"""The pictures of the pages near the view, decoded in the background; all pages at once would be too many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from csmdesk.ui.panes.review.sheets import Sheets
from csmdesk.ui.tasks import Job, Tasks

_AHEAD = 1  # pages decoded before and after those in view
_KEPT = 3  # pages kept before and after those in view


def decode(sheets: Sheets, pages: Iterable[int], job: Job | None = None) -> dict[int, QImage]:
    """The pictures of some pages, ready to be drawn. Runs in any thread."""
    found = {}
    for page in pages:
        if job is not None:
            job.check()
        # Left to find out what the bytes are, Qt asks each of its readers, and that of SVG connects objects:
        # it, holding Python's lock, and a disconnection in the window's thread may wait for each other.
        picture = QImage.fromData(sheets.pictures[page], "PNG")  # type: ignore[arg-type] # stubs say bytes
        found[page] = picture.convertToFormat(QImage.Format.Format_RGB32)
    return found


class Pictures(QObject):
    """Holds the pictures near the pages that are wanted; ``arrived``: more of them can be drawn."""

    arrived = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._sheets: Sheets | None = None
        self._held: dict[int, QImage] = {}
        self._coming: set[int] = set()

    def get(self, page: int) -> QImage | None:
        """The picture of a page; None while it is being decoded."""
        return self._held.get(page)

    def replace(self, sheets: Sheets, pictures: Mapping[int, QImage]) -> None:
        """Other pages, with those pictures that are there already."""
        self._sheets = sheets
        self._held = dict(pictures)
        self._coming = set()

    def want(self, pages: range) -> None:
        """Decode what is missing of some pages and their neighbours, and let go what is far from them."""
        sheets = self._sheets
        if sheets is None or not pages:
            return
        last = len(sheets.pictures)
        near = set(range(max(0, pages.start - _AHEAD), min(last, pages.stop + _AHEAD)))
        for page in [p for p in self._held if not pages.start - _KEPT <= p < pages.stop + _KEPT]:
            del self._held[page]
        missing = near - self._held.keys()
        if missing and not missing <= self._coming:
            # A newer question takes the place of the one before, so it asks for all that is missing.
            self._coming = missing
            wanted = sorted(missing)
            self._tasks.query(
                self,
                lambda job: (sheets, decode(sheets, wanted, job)),
                self._take,
                slot="decode",
            )

    def _take(self, found: tuple[Sheets, dict[int, QImage]]) -> None:
        sheets, pictures = found
        if sheets is self._sheets:
            self._held |= pictures
            self._coming -= pictures.keys()
            self.arrived.emit()
