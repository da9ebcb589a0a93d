"""Joins the panel of versions and the view of differences with the book."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.ui.panes.review.versions.differences_view import DifferencesView
from csmdesk.ui.panes.review.versions.panel import VersionPanel
from csmdesk.ui.panes.review.versions.source import Comparison, Opened, Versions
from csmdesk.ui.panes.review.versions.words import version_name
from csmdesk.ui.tasks import Job, Problem, Tasks

if TYPE_CHECKING:
    from csmdesk.services.review_versions import VersionHead


class VersionDesk(QObject):
    """``opened`` brings a version with everything that it tells, ``compared`` that the view has something
    else to show, ``listed(count)`` how many versions there are, ``said(words, undo)`` what was done, and
    ``refused(problem)`` what could not be. ``freezing`` comes before a version is made: what is being written
    belongs into it.
    """

    freezing = Signal()
    opened = Signal(object)
    compared = Signal()
    listed = Signal(int)
    said = Signal(str, bool)
    refused = Signal(object)

    def __init__(self, tasks: Tasks, panel: VersionPanel, view: DifferencesView, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._panel = panel
        self._view = view
        self._versions: Versions | None = None
        self._figure: tuple[str, str] | None = None
        """The figure that is to be shown once the differences are there."""
        panel.freeze_wanted.connect(self.freeze)
        panel.open_wanted.connect(self.open)
        panel.compare_wanted.connect(self.compare)
        panel.remove_wanted.connect(self.remove)
        panel.figure_wanted.connect(self._compare_figure)
        panel.version_chosen.connect(self._read_since)

    # --- reading --------------------------------------------------------------------------------------------

    def show_review(self, versions: Versions) -> None:
        """Show the versions of a review, of another one or of the same with newer data."""
        before, self._versions = self._versions, versions
        if before is None or before.review != versions.review:
            self._panel.set_versions(())
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown, after a change of the book or of the text."""
        versions = self._versions
        if versions is None:
            return

        def work(job: Job) -> list[VersionHead]:
            job.check()
            return versions.heads()

        self._tasks.query(self, work, self._take_heads, slot="heads", failed=self._refuse)

    def _take_heads(self, heads: list[VersionHead]) -> None:
        self._panel.set_versions(heads)
        self.listed.emit(len(heads))
        current = self._panel.current
        if current is not None:
            self._read_since(current.id)
        shown = self._view.comparison
        if shown is not None and self._view.isVisible():
            there = {head.id for head in heads}
            if shown.old.id in there and (shown.new is None or shown.new.id in there):
                self.compare(shown.old.id, shown.new.id if shown.new else 0)

    def _read_since(self, version_id: int) -> None:
        """What has changed since a version, for the panel."""
        self._compare(version_id, 0, "since", self._panel.show_since)

    def open(self, version_id: int) -> None:
        """Read a version with everything that it tells."""
        versions, head = self._versions, self._head(version_id)
        if versions is None or head is None:
            return

        def work(job: Job) -> Opened:
            job.check()
            return versions.opened(head)

        self._tasks.query(self, work, self.opened.emit, slot="open", failed=self._refuse)

    def compare(self, old_id: int, new_id: int) -> None:
        """Hold a version against another one, or against now (0)."""
        self._compare(old_id, new_id, "compare", self._take_comparison)

    def _compare_figure(self, key: str, period: str) -> None:
        current = self._panel.current
        if current is not None:
            self._figure = (key, period)
            self.compare(current.id, 0)

    def _compare(self, old_id: int, new_id: int, slot: str, done: Callable[[Comparison], None]) -> None:
        versions, old, new = self._versions, self._head(old_id), self._head(new_id)
        if versions is None or old is None:
            return

        def work(job: Job) -> Comparison:
            job.check()
            return versions.comparison(old, new)

        self._tasks.query(self, work, done, slot=slot, failed=self._refuse)

    def _take_comparison(self, comparison: Comparison) -> None:
        self._view.show_comparison(comparison)
        if self._figure is not None:
            self._view.show_tab("figures")
            self._view.figures.choose(*self._figure)
            self._figure = None
        self.compared.emit()

    def _head(self, version_id: int) -> VersionHead | None:
        return next((head for head in self._panel.model.items if head.id == version_id), None)

    # --- changes --------------------------------------------------------------------------------------------

    def freeze(self) -> None:
        """Keep the review as it is now as its next version."""
        versions = self._versions
        if versions is None:
            return
        self.freezing.emit()
        self._panel.set_busy(True)
        made = 0

        def work(job: Job) -> Changes:
            nonlocal made
            made, changes = versions.freeze()
            return changes

        def done(changes: Changes) -> None:
            self._panel.set_busy(False)
            self._frozen(made)

        self._tasks.command(self, work, done, failed=self._not_frozen, name=self.tr("冻结自评"))

    def _frozen(self, version_id: int) -> None:
        versions = self._versions
        if versions is None:
            return

        def work(job: Job) -> list[VersionHead]:
            return versions.heads()

        def done(heads: list[VersionHead]) -> None:
            self._take_heads(heads)
            self._panel.choose(version_id)
            self._read_since(version_id)
            head = self._head(version_id)
            if head is not None:
                self.said.emit(self.tr("已冻结为 {version}").format(version=version_name(head)), True)

        self._tasks.query(self, work, done, slot="heads", failed=self._refuse)

    def _not_frozen(self, problem: Problem) -> None:
        self._panel.set_busy(False)
        self.refused.emit(problem)

    def remove(self, version_id: int) -> None:
        """Take a version out that has not been handed out."""
        versions, head = self._versions, self._head(version_id)
        if versions is None or head is None:
            return
        name = version_name(head)

        def work(job: Job) -> Changes:
            return versions.service.remove(version_id)

        def done(changes: Changes) -> None:
            self.said.emit(self.tr("已删去 {version}").format(version=name), True)
            self.refresh()

        self._tasks.command(self, work, done, failed=self._refuse)

    def note_export(self, version_id: int) -> None:
        """A version has been written to a file, or (0) the review, which may be one: it stays from now on."""
        versions = self._versions
        if versions is None:
            return

        def work(job: Job) -> Changes:
            return versions.service.mark_exported(version_id) if version_id else versions.note_export()

        self._tasks.command(self, work, failed=self._refuse)

    def _refuse(self, problem: Problem) -> None:
        self.refused.emit(problem)
