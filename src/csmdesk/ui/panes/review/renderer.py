"""Makes the report and its pages in the background, again whenever something that they show has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from csmdesk.domain.text import Language
from csmdesk.ui.panes.review.pictures import decode
from csmdesk.ui.panes.review.sheets import Sheets
from csmdesk.ui.panes.review.source import Draft, ReviewSource
from csmdesk.ui.tasks import Job, Problem, Tasks

_SETTLE = 120  # milliseconds that changes and zooming may go on before pages are made for them
_NOTICEABLE = 0.004  # pictures this much too large or small are drawn anew


@dataclass(frozen=True)
class Rendered:
    """A report with its pages and the pictures of the first ones needed; no pages for an empty book."""

    draft: Draft
    sheets: Sheets | None
    pictures: dict[int, QImage]


class Renderer(QObject):
    """Emits ``ready(Rendered)`` for a new report, ``redrawn(Sheets, pictures)`` for the same one in another
    size, ``failed(Problem)``, and ``working`` when it begins.
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
        """The report that is shown."""
        return self._draft

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
        return abs(self._drawn_at - self._ppi) > _NOTICEABLE * self._ppi

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
        ppi, wanted, subject = self._ppi, self._pages, self.subject

        def work(job: Job) -> Rendered:
            draft = report.draft(period, as_of, language, subject)
            # Made here, beside the window: the first key in the picker finds it ready.
            assert draft.review.picker is not None
            job.check()
            if draft.empty:
                return Rendered(draft, None, {})
            sheets = report.sheets(draft.document, ppi)
            job.check()
            return Rendered(draft, sheets, _first(sheets, wanted))

        self._under_way = True
        self.working.emit()
        # Without a name: it is over in a moment, and nobody should stop it half way.
        self._tasks.query(self, work, self._take, failed=self._fail, slot="report")

    def _take(self, rendered: Rendered) -> None:
        self._under_way = False
        self._draft = rendered.draft
        if rendered.sheets is not None:
            self._drawn_at = rendered.sheets.ppi
        self.ready.emit(rendered)
        if rendered.sheets is not None and self._differs():
            self._resized.start()

    def _fail(self, problem: Problem) -> None:
        self._under_way = False
        self.failed.emit(problem)

    def _redraw(self) -> None:
        draft, report, ppi, wanted = self._draft, self._report, self._ppi, self._pages
        if draft is None or draft.empty or not self._differs() or self.waiting:
            # A report under way comes in the size of its beginning and is looked at again then.
            return

        def work(job: Job) -> tuple[Draft, Sheets, dict[int, QImage]]:
            sheets = report.sheets(draft.document, ppi)
            job.check()
            return draft, sheets, _first(sheets, wanted)

        self._tasks.query(self, work, self._take_redrawn, slot="size")

    def _take_redrawn(self, found: tuple[Draft, Sheets, dict[int, QImage]]) -> None:
        draft, sheets, pictures = found
        if draft is self._draft:
            self._drawn_at = sheets.ppi
            self.redrawn.emit(sheets, pictures)


def _first(sheets: Sheets, wanted: range) -> dict[int, QImage]:
    return decode(sheets, [page for page in wanted if page < len(sheets.pictures)])
