"""A frozen version as pages, in place of the review's own until it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.ui.models.review_outline import Outline, outline
from csmdesk.ui.panes.review.versions.source import Opened
from csmdesk.ui.panes.review.versions.words import frozen_words, version_name

if TYPE_CHECKING:
    from csmdesk.reports.frozen import Snapshot
    from csmdesk.reports.output import Going
    from csmdesk.ui.panes.review.pane import ReviewPane


class OldPages(QObject):
    """Text, another period and another customer are those of now, and leave the version.

    ``changed`` says that another version is shown, or that it is now again.
    """

    changed = Signal()

    def __init__(self, pane: ReviewPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.opened: Opened | None = None
        """The version that is shown; None while the pages are those of now."""
        self._outline = Outline()
        pane.versions.opened.connect(self.show)
        pane.versions.freezing.connect(self.leave)
        pane.versions.listed.connect(self._listed)
        pane.middle.version.left.connect(self._go_back)
        pane.middle.text_shown.connect(self.leave)

    @property
    def snapshot(self) -> Snapshot | None:
        """What the version holds that is shown."""
        return None if self.opened is None else self.opened.snapshot

    @property
    def name(self) -> str:
        """v3, or '' while the pages are those of now."""
        return "" if self.opened is None else version_name(self.opened.head)

    @property
    def outline(self) -> Outline | None:
        """The chapters of the version that is shown."""
        return None if self.opened is None else self._outline

    @property
    def why_not(self) -> str:
        """Why nothing can be done with the chapters of what is shown; '' when it can."""
        words = self.tr("{version} 已冻结：回到现在才能改章节。")
        return "" if self.opened is None else words.format(version=self.name)

    def show(self, opened: Opened) -> None:
        """Show a version as it was handed in."""
        self._outline = outline(opened.snapshot.document)
        self._take(opened)
        self._pane.middle.set_mode("pages")
        self._pane.view.setFocus()

    def leave(self) -> None:
        """Show the review as it is now."""
        if self.opened is not None:
            self._take(None)

    def _go_back(self) -> None:
        self.leave()
        self._pane.view.setFocus()

    def _listed(self) -> None:
        """Leave a version that has been taken out of the book."""
        there = {head.id for head in self._pane.side.versions.model.items}
        if self.opened is not None and self.opened.head.id not in there:
            self.leave()

    def _take(self, opened: Opened | None) -> None:
        self.opened = opened
        pane, line = self._pane, self._pane.middle.version
        line.setVisible(opened is not None)
        if opened is not None:
            line.say(f"{self.name}  {frozen_words(opened.head)}")
        # What is found in the text of now says nothing of a version, nor why one was not exported of now.
        pane.side.checks.setVisible(opened is None)
        if pane.middle.line.bad:
            pane.middle.line.hide()
        pane.renderer.show_version(self.snapshot)
        self.changed.emit()


def going(version: Snapshot) -> Going:
    """A version as exports take it: all that it can tell is in its pages."""
    from csmdesk.reports.output import Going

    return Going(version.document, version.document, version.writer(version.language))
