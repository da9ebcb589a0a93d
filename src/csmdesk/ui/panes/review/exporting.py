"""Writing the report to a file: which kind and where to, in the background, and how it went."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.panes.review.export_menu import EXAMPLE, KINDS, OTHER_TEMPLATE, TEMPLATE
from csmdesk.ui.panes.review.redaction_sheet import Hiding, RedactionSheet
from csmdesk.ui.panes.review.source import ReviewSource
from csmdesk.ui.tasks import Job, Problem, Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.reports.document import Document
    from csmdesk.reports.output import Going, Wrote
    from csmdesk.reports.redaction import Redaction

_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What a file's name may not hold on Windows."""
_WORD = ".docx"

Then = Callable[[Path], object]


class Make(NamedTuple):
    """What is to go out: ``going`` gives it, and runs in the background.

    ``version`` is the id of the frozen version that it is; 0 is the review as it is now.
    """

    going: Callable[[], Going]
    version: int = 0


class Exporter(QObject):
    """Asks for a file and writes the report to it; ``done(path, note)``, ``failed(problem)``.

    ``handed_out(version)`` says that somebody may have the report now, of a frozen version or (0) as it is.

    ``kind`` is what was written last, ``folder`` where, ``template`` the company's Word file, ``redacted``
    whether names go out: all are remembered. ``changed`` when one of them is another.
    """

    done = Signal(object, str)
    handed_out = Signal(int)
    failed = Signal(object)
    changed = Signal()

    def __init__(
        self, theme: Theme, tasks: Tasks, source: ReviewSource, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._tasks = tasks
        self._source = source
        self._language: Language = language
        self.sheet = RedactionSheet(theme, tasks, parent, language)
        self.kind = KINDS[0][0]
        self.folder = ""
        self.template = ""
        self.redacted = False

    # --- what is remembered ---------------------------------------------------------------------------------

    def save_state(self) -> dict[str, str]:
        """What to remember over restarts."""
        return {
            "export": self.kind,
            "folder": self.folder,
            "template": self.template,
            "redacted": "1" if self.redacted else "",
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave; what is missing or wrong is passed over."""
        self.folder = state.get("folder", "")
        self.template = state.get("template", "")
        self.redacted = state.get("redacted", "") == "1"
        if state.get("export", "") in {*dict(KINDS), TEMPLATE}:
            self.kind = state["export"]
        self.changed.emit()

    def set_redacted(self, redacted: bool) -> None:
        """Whether what goes out next has other names and bands."""
        if redacted != self.redacted:
            self.redacted = redacted
            self.changed.emit()

    # --- asking ---------------------------------------------------------------------------------------------

    def ask(self, kind: str, title: str, prepare: Callable[[], Make]) -> None:
        """Let the user choose what it takes to write one kind, beginning with what was chosen last.

        Once all is known ``prepare`` is asked for how to get the review, in the background.
        """
        if kind == EXAMPLE:
            name = self.tr("报告模板示例")
            self._ask_file(self.tr("存一份模板示例"), _WORD, name, partial(self._write_example, prepare))
        elif kind == OTHER_TEMPLATE or (kind == TEMPLATE and not Path(self.template or " ").is_file()):
            self._ask_template(partial(self.ask, TEMPLATE, title, prepare))
        elif self.redacted:
            self.sheet.ask(
                partial(self._looked_through, prepare()), partial(self._ask_place, kind, title, prepare)
            )
        else:
            self._ask_place(kind, title, prepare, None)

    def _ask_template(self, then: Callable[[], object]) -> None:
        dialog = QFileDialog(self._window, self.tr("选择公司的 Word 模板"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("Word (*.docx *.dotx)")
        dialog.setDirectory(str(Path(self.template).parent) if self.template else self._first_folder())

        def chosen(path: str) -> None:
            self.template = path
            self.changed.emit()
            then()

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_place(self, kind: str, title: str, prepare: Callable[[], Make], hiding: Hiding | None) -> None:
        template = Path(self.template) if kind == TEMPLATE else None
        suffix = _WORD if template is not None else kind
        if hiding is not None:
            title = self.tr("{title}（脱敏）").format(title=title)
        words = self.tr("导出 {kind}").format(kind=dict(KINDS)[suffix])
        self._ask_file(words, suffix, title, partial(self._write_at, prepare, template, hiding))

    def _write_at(
        self, prepare: Callable[[], Make], template: Path | None, hiding: Hiding | None, path: Path
    ) -> None:
        self.write(prepare(), path, template, hiding)

    def _ask_file(self, words: str, suffix: str, title: str, then: Then) -> None:
        dialog = QFileDialog(self._window, words)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(f"{dict(KINDS)[suffix]} (*{suffix})")
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.setDirectory(self._first_folder())
        dialog.selectFile(title + suffix)
        dialog.fileSelected.connect(lambda path: then(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _first_folder(self) -> str:
        if self.folder and Path(self.folder).is_dir():
            return self.folder
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def _looked_through(self, make: Make) -> Redaction:
        return self._source.redaction(make.going())

    # --- writing --------------------------------------------------------------------------------------------

    def write(
        self, make: Make, path: Path, template: Path | None = None, hiding: Hiding | None = None
    ) -> None:
        """Write the review in the background: into the template, else as the suffix says."""
        self.folder = str(path.parent)
        if template is not None:
            self.kind = TEMPLATE
        elif path.suffix.lower() in dict(KINDS):
            self.kind = path.suffix.lower()
        self.changed.emit()
        source = self._source

        def work(job: Job) -> Wrote:
            going = make.going()
            job.check()
            return source.export(going, path, template, hiding, job.progress)

        name = self.tr("导出 {name}").format(name=path.name)
        done = partial(self._written, make.version)
        self._tasks.query(self, work, done, failed=self._not_written, name=name)

    def _write_example(self, prepare: Callable[[], Make], path: Path) -> None:
        make, source = prepare(), self._source
        self.folder = str(path.parent)
        name = self.tr("导出 {name}").format(name=path.name)
        self._tasks.query(
            self,
            lambda _: source.template_example(make.going(), path),
            partial(self._example_written, path),
            failed=self._not_written,
            name=name,
        )

    def _example_written(self, path: Path, listed: Path) -> None:
        self.done.emit(path, self.tr("全部位置列在 {name}").format(name=listed.name))

    def _written(self, version: int, wrote: Wrote) -> None:
        self.handed_out.emit(version)
        notes = []
        if wrote.key is not None:
            notes.append(self.tr("对照表 {name}").format(name=wrote.key.name))
        notes += [words.to(self._language) for words in wrote.told()]
        self.done.emit(wrote.path, self.tr("；").join(notes))

    def _not_written(self, problem: Problem) -> None:
        self.failed.emit(problem)


def file_name(document: Document) -> str:
    """The report's title as the name of a file, without what some systems do not allow."""
    joint = "" if document.language == "zh" else " "
    name = joint.join(part for part in (document.subtitle, document.title) if part)
    return _NO_NAME.sub(" ", name.replace(" ", "") if document.language == "zh" else name).strip()
