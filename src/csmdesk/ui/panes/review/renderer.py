"""Makes the report and its pages in the background, again whenever something that they show has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from csmdesk.domain.text import Language
from csmdesk.ui.panes.review.pictures import decode
from csmdesk.ui.panes.review.sheets import Sheets
from csmdesk.ui.panes.review.source import Draft, ReviewSource
from csmdesk.ui.tasks import Job, Problem, Tasks

if TYPE_CHECKING:
    from csmdesk.reports.document import Document
    from csmdesk.reports.frozen import Snapshot

_SETTLE = 120  # milliseconds that changes and zooming may go on before pages are made for them
_NOTICEABLE = 0.004  # pictures this much too large or small are drawn anew


@dataclass(frozen=True)
class Rendered:
    """A report with its pages and the pictures of the first ones needed; no pages for an empty book.

    The pages are those of ``drawn``: of the report itself, or of a frozen version that is shown for it.
    """

    draft: Draft
    drawn: Document
    sheets: Sheets | None
    pictures: dict[int, QImage]


class Renderer(QObject):
    """Emits ``ready(Rendered)`` for a new report, ``redrawn(Sheets, pictures)`` for other pages of the same
    one (in another size, or of a frozen version), ``failed(Problem)``, and ``working`` when it begins.
    """

    ready = Signal(object)
    redrawn = Signal(object, object)
    failed = Signal(object)
    working = Signal()

    def __init__(self, tasks: Tasks, report: ReviewSource, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._report = report
        self._language: Language = language
        self._period = ""
        self._as_of: date | None = None
        self.subject = ""
        """The code of the customer whose review is shown; '' is that of the whole book."""
        self._draft: Draft | None = None
        self._version: Snapshot | None = None
        self._drawn: Document | None = None
        self._drawn_at = 0.0
        self._ppi = 96.0
        self._pages = range(2)
        self._under_way = False
        self._changed = QTimer(self, singleShot=True)
        self._changed.timeout.connect(self._render)
        self._resized = QTimer(self, singleShot=True, interval=_SETTLE)
        self._resized.timeout.connect(self._redraw)

    @property
    def draft(self) -> Draft | None:
        """The report as it is now."""
        return self._draft

    @property
    def version(self) -> Snapshot | None:
        """The frozen version whose pages are shown; None: those of the report as it is now."""
        return self._version

    @property
    def period(self) -> str:
        """The period whose report is shown."""
        return self._period

    @property
    def as_of(self) -> date | None:
        """The as-of day that was asked for."""
        return self._as_of

    @property
    def waiting(self) -> bool:
        """True while a report is being made or about to be."""
        return self._changed.isActive() or self._under_way

    def look(self, ppi: float, pages: range) -> None:
        """The view shows these pages and wants pictures of ``ppi``; they are drawn anew when that differs."""
        self._ppi = ppi
        self._pages = pages or range(2)
        if self._draft is not None and self._differs():
            self._resized.start()

    def _differs(self) -> bool:
        """Whether the pages that were drawn last are not those that are wanted."""
        other = self._draft is not None and self._drawn is not self._of(self._draft)
        return other or abs(self._drawn_at - self._ppi) > _NOTICEABLE * self._ppi

    def _of(self, draft: Draft) -> Document:
        """What pages are drawn of."""
        return draft.document if self._version is None else self._version.document

    def show_version(self, version: Snapshot | None) -> None:
        """Draw the pages of a frozen version from now on, or again (None) those of the report."""
        self._version = version
        if self.waiting:
            # What is under way draws the wrong pages.
            self._changed.start(0)
        else:
            self._redraw()

    def show_period(self, period: str, as_of: date | None) -> None:
        """Make the report of another period, or as of another day."""
        self._period, self._as_of = period, as_of
        # Not at once: the window has yet to say how wide the pages are.
        self._changed.start(0)

    def show_subject(self, subject: str) -> None:
        """Make the review of one customer, or of the whole book ('')."""
        self.subject = subject
        self._changed.start(0)

    def again(self) -> None:
        """The book has changed."""
        if self._period:
            self._changed.start(_SETTLE)

    def _render(self) -> None:
        report, period, as_of, language = self._report, self._period, self._as_of, self._language
        ppi, wanted, subject, version = self._ppi, self._pages, self.subject, self._version

        def work(job: Job) -> Rendered:
            draft = report.draft(period, as_of, language, subject)
            # Made here, beside the window: the first key in the picker finds it ready.
            assert draft.review.picker is not None
            job.check()
            if draft.empty:
                return Rendered(draft, draft.document, None, {})
            drawn = draft.document if version is None else version.document
            sheets = report.sheets(drawn, ppi)
            job.check()
            return Rendered(draft, drawn, sheets, _first(sheets, wanted))

        self._under_way = True
        self.working.emit()
        # Without a name: it is over in a moment, and nobody should stop it half way.
        self._tasks.query(self, work, self._take, failed=self._fail, slot="report")

    def _take(self, rendered: Rendered) -> None:
        self._under_way = False
        self._draft = rendered.draft
        if rendered.sheets is not None:
            self._drawn, self._drawn_at = rendered.drawn, rendered.sheets.ppi
        self.ready.emit(rendered)
        if rendered.sheets is not None and self._differs():
            self._resized.start()

    def _fail(self, problem: Problem) -> None:
        self._under_way = False
        self.failed.emit(problem)
        # A version can be shown even where the data of now make no report.
        self._redraw()

    def _redraw(self) -> None:
        draft, report, ppi, wanted = self._draft, self._report, self._ppi, self._pages
        if draft is None or draft.empty or not self._differs() or self.waiting:
            # A report under way comes in the size of its beginning and is looked at again then.
            return
        document = self._of(draft)

        def work(job: Job) -> tuple[Document, Sheets, dict[int, QImage]]:
            sheets = report.sheets(document, ppi)
            job.check()
            return document, sheets, _first(sheets, wanted)

        self._tasks.query(self, work, self._take_redrawn, slot="size")

    def _take_redrawn(self, found: tuple[Document, Sheets, dict[int, QImage]]) -> None:
        document, sheets, pictures = found
        if self._draft is not None and document is self._of(self._draft):
            self._drawn, self._drawn_at = document, sheets.ppi
            self.redrawn.emit(sheets, pictures)


def _first(sheets: Sheets, wanted: range) -> dict[int, QImage]:
    return decode(sheets, [page for page in wanted if page < len(sheets.pictures)])
