"""Handing accounts over: to whom, from which day on, and a dossier of each for the next CSM."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.period import today
from csmdesk.domain.text import Language
from csmdesk.services.accounts import Accounts
from csmdesk.ui.panes.accounts.rows import AccountRow
from csmdesk.ui.save_file import file_name
from csmdesk.ui.tasks import Job, Problem, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.check import Check
from csmdesk.ui.widgets.form import DayField, Form, FormField, TextArea
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from csmdesk.services.account_view import AccountDetail
    from csmdesk.services.log.of_account import Matter

    Page = tuple[AccountDetail, tuple[Matter, ...]]

AskFolder = Callable[[QWidget, str, str], Path | None]
"""Asks for a folder: the widget in front, the sentence in the title, the folder to begin with."""


class HandoverSheet(Sheet):
    """Asks who takes the accounts over; ``said`` is a sentence and whether to offer to undo."""

    said = Signal(str, bool)

    def __init__(
        self, theme: Theme, tasks: Tasks, accounts: Accounts, language: Language, host: QWidget
    ) -> None:
        super().__init__(theme, host, "", width=520)
        self._tasks = tasks
        self._accounts = accounts
        self._language: Language = language
        self._rows: list[AccountRow] = []
        self._period = ""
        self._as_of: date | None = None
        self._folder: Path | None = None
        self.ask_folder: AskFolder = ask_folder
        self._intro = Label(theme, role="t2", wrap=True)
        self.form = Form(theme)
        self.to = FormField(theme, self.tr("移交给"))
        self.day = DayField(theme, self.tr("移交日"), language, parse=_day)
        self.note = TextArea(theme, self.tr("给接手人的话（写进交接档案）"))
        self.form.add("to", self.to, half=True)
        self.form.add("day", self.day, half=True)
        self.form.add("note", self.note)
        self.dossier = Check(theme, self.tr("为每个客户写一份交接档案（Word）"))
        self.body.addWidget(self._intro)
        self.body.addWidget(self.form)
        self.body.addWidget(self.dossier)
        self.set_buttons(self.tr("移交"))
        self.to.entered.connect(self.accept)
        self.accepted.connect(self._begin)

    def ask(self, rows: Sequence[AccountRow], period: str, as_of: date | None) -> None:
        """Open for these accounts; their figures in the dossier are those of ``period`` as of a day."""
        self._rows = list(rows)
        self._period, self._as_of = period, as_of
        one = rows[0].name if len(rows) == 1 else self.tr("%n 个客户", "", len(rows))
        self.set_title(self.tr("移交：{whom}").format(whom=one))
        self._intro.setText(
            self.tr("从移交日起，这些客户不再计入你的指标：移出既不是增长也不是流失。可以撤销。")
        )
        self.form.set_values({"to": "", "day": today().isoformat(), "note": ""})
        self.form.clear_problems()
        self.dossier.setChecked(True)
        self.open()

    def _begin(self) -> None:
        day = self.day.day
        if not self.to.text.strip() or day is None:
            self.form.set_problems(
                {
                    "to": "" if self.to.text.strip() else self.tr("请写明移交给谁。"),
                    "day": "" if day else self.tr("请写移交日，例如 2024-06-30 或 今天。"),
                }
            )
            return
        self._folder = None
        if self.dossier.isChecked():
            start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            self._folder = self.ask_folder(self, self.tr("交接档案放在哪个文件夹"), start)
            if self._folder is None:
                return
        accounts, to, folder = self._accounts, self.to.text.strip(), self._folder
        rows, period, as_of, language = self._rows, self._period, self._as_of, self._language
        pages: list[Page] = []

        def work(_: Job) -> Changes:
            if folder is not None:
                # As they stand while they are still counted here.
                found = (accounts.detail(row.id, period, as_of, language) for row in rows)
                matters = accounts.matters([row.id for row in rows], as_of, language)
                pages.extend((page, matters[page.id]) for page in found if page is not None)
            return accounts.moves.hand_over([row.id for row in rows], to, day)

        self._tasks.command(self, work, partial(self._handed, to, pages), failed=self._refuse)

    def _refuse(self, problem: Problem) -> None:
        if problem.bug:
            self._tasks.failed.emit(problem)
        else:
            self.form.set_problems({"day": problem.text.to(self._language)})

    def _handed(self, to: str, pages: Sequence[Page], changes: Changes) -> None:
        self.close_sheet()
        if not changes.empty:
            self.said.emit(self.tr("已移交 %n 个客户给{to}。", "", len(self._rows)).format(to=to), True)
        if self._folder is not None:
            self._write_dossiers(to, pages, self._folder)

    def _write_dossiers(self, to: str, pages: Sequence[Page], folder: Path) -> None:
        language, note, book = self._language, self.note.text.strip(), self._accounts.book_name

        def work(job: Job) -> int:
            from csmdesk.reports.dossier import dossier
            from csmdesk.reports.export import export

            for place, (page, matters) in enumerate(pages):
                job.progress(place, len(pages))
                name = file_name(f"{page.name} {page.code}".strip())
                made = dossier(page, language, book=book, to=to, note=note, matters=matters)
                export(made, folder / f"{name}.docx")
            return len(pages)

        self._tasks.query(
            self, work, partial(self._written, folder), slot="dossiers", name=self.tr("写交接档案")
        )

    def _written(self, folder: Path, count: int) -> None:
        self.said.emit(self.tr("已写好 %n 份交接档案：{folder}", "", count).format(folder=folder), False)


def ask_folder(host: QWidget, title: str, start: str) -> Path | None:
    """Ask for a folder by the system's own dialog."""
    from PySide6.QtWidgets import QFileDialog

    found = QFileDialog.getExistingDirectory(host, title, start)
    return Path(found) if found else None


def _day(typed: str) -> date | None:
    from csmdesk.domain.natural_day import natural_day

    return natural_day(typed, today())
