"""Writing the report to a file: where to, in the background, and how it went."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from csmdesk.ui.panes.review.head import KINDS
from csmdesk.ui.panes.review.source import ReviewSource
from csmdesk.ui.tasks import Job, Problem, Tasks

if TYPE_CHECKING:
    from csmdesk.reports.document import Document

_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What a file's name may not hold on Windows."""


Make = Callable[[], "Document"]
"""Gives the report to be written; runs in the background."""


class Exporter(QObject):
    """Asks for a file and writes the report to it; ``done(path)``, ``failed(problem)``.

    ``suffix`` is the kind that was written last, ``folder`` where: both are remembered by the pane.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, source: ReviewSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._tasks = tasks
        self._source = source
        self.suffix = KINDS[0][0]
        self.folder = ""

    def ask(self, suffix: str, title: str, prepare: Callable[[], Make]) -> None:
        """Let the user choose the file, beginning with the last folder and the report's own title.

        Once the file is known ``prepare`` is asked for how to get the report, in the background.
        """
        kind = dict(KINDS)[suffix]
        dialog = QFileDialog(self._window, self.tr("导出 {kind}").format(kind=kind))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(f"{kind} (*{suffix})")
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.setDirectory(self._first_folder())
        dialog.selectFile(title + suffix)
        dialog.fileSelected.connect(lambda path: self.write(prepare(), Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _first_folder(self) -> str:
        if self.folder and Path(self.folder).is_dir():
            return self.folder
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def write(self, make: Make, path: Path) -> None:
        """Write the report in the background; the kind follows from the suffix."""
        self.folder = str(path.parent)
        if path.suffix.lower() in dict(KINDS):
            self.suffix = path.suffix.lower()
        source = self._source

        def work(job: Job) -> Path:
            document = make()
            job.check()
            return source.export(document, path, job.progress)

        self._tasks.query(
            self,
            work,
            self._written,
            failed=self._not_written,
            name=self.tr("导出 {name}").format(name=path.name),
        )

    def _written(self, path: Path) -> None:
        self.done.emit(path)

    def _not_written(self, problem: Problem) -> None:
        self.failed.emit(problem)


def file_name(document: Document) -> str:
    """The report's title as the name of a file, without what some systems do not allow."""
    joint = "" if document.language == "zh" else " "
    name = joint.join(part for part in (document.subtitle, document.title) if part)
    return _NO_NAME.sub(" ", name.replace(" ", "") if document.language == "zh" else name).strip()
