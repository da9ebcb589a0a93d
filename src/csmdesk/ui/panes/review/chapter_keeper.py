"""Keeps the CSM's text in the book: what is being typed at once, a chapter that is left as one operation."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.domain.review_text import Block
from csmdesk.ui.panes.review.source import ReviewSource
from csmdesk.ui.tasks import Job, Problem, Tasks

if TYPE_CHECKING:
    from csmdesk.services.review_book import ReviewKey, TemplateChapter

_PATIENCE = 5.0  # seconds


class ChapterKeeper(QObject):
    """``kept(chapter)`` when a chapter is in the book, or ``refused(chapter, problem)``.

    What is being typed goes to the book beside the window, in the order in which it was typed, and beside
    whatever else is being written there.
    """

    kept = Signal(str)
    refused = Signal(str, object)

    def __init__(self, tasks: Tasks, source: ReviewSource, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._source = source
        self._writing = threading.Lock()
        self._typed: tuple[ReviewKey, str, Sequence[Block]] | None = None
        self._saved = threading.Event()
        self._saved.set()
        self._under_way = 0

    @property
    def settled(self) -> bool:
        """True when everything that was to be saved has been saved or refused."""
        return not self._under_way

    def typed(self, review: ReviewKey, chapter: str, blocks: Sequence[Block]) -> None:
        """Keep what is being typed, so that it survives the end of the program."""
        self._typed = (review, chapter, blocks)
        self._tasks.query(self, self._write_typed, failed=self._not_typed)

    def _write_typed(self, _: Job) -> None:
        with self._writing:
            # Whichever job comes first writes the newest words; the others find nothing to do.
            typed, self._typed = self._typed, None
            if typed is not None:
                self._source.reviews.keep_draft(*typed)

    def _not_typed(self, problem: Problem) -> None:
        self._tasks.failed.emit(problem)

    def save(
        self,
        review: ReviewKey,
        chapter: str,
        blocks: Sequence[Block],
        template: Sequence[TemplateChapter],
        said: str,
    ) -> None:
        """Make what was typed the chapter's text; ``said`` is what undo calls the place."""
        self._typed = None
        saved = self._saved = threading.Event()
        self._under_way += 1
        reviews, writing = self._source.reviews, self._writing

        def work(_: Job) -> Changes:
            try:
                with writing:
                    return reviews.save(review, chapter, blocks, template, said)
            finally:
                saved.set()

        self._tasks.command(self, work, self._done(chapter), failed=self._failed(chapter))

    def forget(self, review: ReviewKey, chapter: str) -> None:
        """What was typed is what the book has already: keep no draft of it."""
        self._typed = None
        reviews, writing = self._source.reviews, self._writing

        def work(_: Job) -> None:
            with writing:
                reviews.drop_draft(review, chapter)

        self._tasks.query(self, work)

    def _done(self, chapter: str) -> Callable[[Changes], None]:
        def done(_: Changes) -> None:
            self._under_way -= 1
            self.kept.emit(chapter)

        return done

    def _failed(self, chapter: str) -> Callable[[Problem], None]:
        def failed(problem: Problem) -> None:
            self._under_way -= 1
            self.refused.emit(chapter, problem)

        return failed

    def wait(self) -> None:
        """Wait until the last words are in the book: what has not begun when the window closes is dropped."""
        self._saved.wait(_PATIENCE)
