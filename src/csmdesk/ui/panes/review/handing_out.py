"""Exports of what the review pane shows: the report as it is now, or the frozen version."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from csmdesk.ui.panes.review.export_menu import EXAMPLE
from csmdesk.ui.panes.review.exporting import Exporter, Make, file_name
from csmdesk.ui.panes.review.old_pages import going

if TYPE_CHECKING:
    from csmdesk.ui.panes.review.pane import ReviewPane


class HandingOut(QObject):
    """Joins the export menu with the exporter, and says how an export went."""

    def __init__(self, pane: ReviewPane, exporter: Exporter) -> None:
        super().__init__(pane)
        self._pane = pane
        self._exporter = exporter
        self._written: Path | None = None
        head, line = pane.middle.head, pane.middle.line
        head.export_wanted.connect(self.export)
        head.exports.redacted_changed.connect(exporter.set_redacted)
        line.folder_wanted.connect(self._open_folder)
        exporter.done.connect(self._say_written)
        exporter.handed_out.connect(pane.versions.note_export)
        exporter.failed.connect(pane.say_problem)
        exporter.changed.connect(self._show)

    def export(self, kind: str) -> None:
        """Ask for a file of one kind and write the report, or the version, that is shown."""
        pane, exporter = self._pane, self._exporter
        draft, opened = pane.draft, pane.old_pages.opened
        if draft is None or draft.empty:
            return
        pane.text.leave()
        if opened is None or kind == EXAMPLE:
            exporter.ask(kind, file_name(draft.document), self.newest)
        elif exporter.redacted:
            # Which names no outsider may read is known of now only.
            words = self.tr("冻结的版本不能脱敏导出：请回到现在，或在导出菜单里取消脱敏。")
            pane.middle.line.say(words, bad=True)
        else:
            name = f"{file_name(opened.snapshot.document)} {pane.old_pages.name}"
            make = Make(partial(going, opened.snapshot), opened.head.id)
            exporter.ask(kind, name, lambda: make)

    def export_again(self) -> None:
        """Export the kind that was written last."""
        self.export(self._exporter.kind)

    def newest(self) -> Make:
        """The review as it is now, or how to make it when the pages are about to change."""
        pane, renderer = self._pane, self._pane.renderer
        draft, report, language = pane.draft, pane.source, pane.language
        period, as_of, subject = renderer.period, renderer.as_of, renderer.subject
        if draft is not None and not renderer.waiting and pane.keeper.settled:
            review = draft.review
            return Make(lambda: review.going)
        return Make(lambda: report.draft(period, as_of, language, subject).review.going)

    def _show(self) -> None:
        menu, exporter = self._pane.middle.head.exports, self._exporter
        menu.redacted.setChecked(exporter.redacted)
        menu.set_template(exporter.template)
        menu.set_last(exporter.kind)

    def _say_written(self, path: Path, note: str) -> None:
        self._written = path
        words = self.tr("已导出 {name}").format(name=path.name)
        line = self._pane.middle.line
        line.say(self.tr("；").join(filter(None, (words, note))), bad=False, folder=True)

    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))
