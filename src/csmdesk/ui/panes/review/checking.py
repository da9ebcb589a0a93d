"""Joins the check of the text with its panel and marks: found anew while one writes, mended, answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from csmdesk.domain.changes import Changes
from csmdesk.domain.review_text import Paragraph
from csmdesk.ui.panes.review.source import Checked
from csmdesk.ui.panes.review.text.marks import TextMark
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.reports.review_checks.finding import Finding
    from csmdesk.ui.panes.review.pane import ReviewPane

_PAUSE = 600
"""Milliseconds without a key after which the text is checked anew."""
_MARKED = frozenset({"number_disagrees", "period_mixed", "rounding", "redact"})
"""What is marked in the text; the other kinds have no words of their own there."""


class Checking(QObject):
    """The check of the review that ``pane`` shows."""

    def __init__(self, pane: ReviewPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._found: Mapping[str, int] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self._check)
        panel = pane.side.checks
        panel.picked.connect(self._go_to)
        panel.acted.connect(self._mend)
        panel.noted.connect(self._note)
        pane.text.typing.connect(self._later.start)
        pane.text.turned.connect(self._mark)

    def show(self, checked: Checked) -> None:
        """Show what was found."""
        panel = self._pane.side.checks
        panel.set_findings(checked.findings, checked.notes, checked.agreeing, read_only=self._pane.read_only)
        found: dict[str, int] = defaultdict(int)
        for finding in checked.findings:
            found[finding.chapter] += finding.key not in checked.notes
        self._found = found
        self.count()
        self._mark()

    def count(self) -> None:
        """Say in the list of chapters how much is open; what is found now says nothing of a version."""
        old = self._pane.old_pages.opened is not None
        self._pane.chapters.set_checks({} if old else self._found)

    def _mark(self) -> None:
        """Mark in the text what disagrees with the data."""
        text = self._pane.text
        text.editor.mark(
            [
                TextMark(f.block, f.start, f.length, f.status, f.title)
                for f in self._pane.side.checks.findings
                if f.chapter == text.chapter and f.kind in _MARKED and f.block >= 0
            ]
        )

    def _check(self) -> None:
        """Check the text with what is being written."""
        draft, text = self._pane.draft, self._pane.text
        if draft is None or not text.chapter:
            return
        source, newest = self._pane.source, {text.chapter: text.editor.blocks}

        def work(_: Job) -> Checked:
            return source.check(draft.review, newest)

        self._pane.tasks.query(self, work, self.show, slot="check")

    def _go_to(self, finding: Finding) -> None:
        """Show the place of a finding, and the evidence of its figure."""
        pane = self._pane
        if finding.figure:
            pane.proving.show(finding.figure)
        if not finding.chapter:
            return
        pane.middle.set_mode("text")
        pane.chapters.set_current(finding.chapter)
        pane.text.show_chapter(finding.chapter)
        if finding.block >= 0:
            pane.text.editor.reveal(finding.block, finding.start, finding.length)

    def _mend(self, finding: Finding) -> None:
        """Correct the text as a finding says, or insert what is missing."""
        self._go_to(finding)
        editor = self._pane.text.editor
        if finding.block < 0:
            # What has no place in the text comes where the cursor is.
            editor.insert_blocks((Paragraph(finding.insert),))
            return
        if finding.action == "insert":
            editor.put(finding.block, finding.start + finding.length, 0, finding.insert)
        elif finding.replacement is not None:
            editor.put(finding.block, finding.start, finding.length, (finding.replacement,))
        else:
            editor.put(finding.block, finding.start, finding.length, finding.insert)

    def _note(self, key: str, words: str, title: str) -> None:
        """Keep the answer to a finding."""
        pane = self._pane
        draft, notes = pane.draft, pane.source.notes
        if draft is None:
            return
        review = draft.review.key
        done = self.tr("已加注：{title}") if words else self.tr("已撤回加注：{title}")

        def work(_: Job) -> Changes:
            return notes.note(review, key, words, title)

        def finish(changes: Changes) -> None:
            if not changes.empty:
                pane.said.emit(done.format(title=title), True)

        pane.tasks.command(self, work, finish)
