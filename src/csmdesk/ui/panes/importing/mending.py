"""What is done about problems: cells typed anew, suggestions taken, names answered, rows left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csmdesk.domain.text import Text
from csmdesk.ui.panes.importing.source import ImportTools
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.importers.desk import ImportDesk
    from csmdesk.importers.desk_parts import Found
    from csmdesk.ui.panes.importing.work import ImportWork, Said

MENDED = Text("改过的值", "Values that were mended")
LEFT_OUT = Text("略过的行", "Rows that were left out")
PUT_BACK = Text("恢复原样", "Put back as it was")
"""What can be taken back, by name."""


class Mending(QObject):
    """Says it to the desk at once; everything is checked anew soon after the last correction."""

    def __init__(self, tools: ImportTools, work: ImportWork) -> None:
        super().__init__(work)
        self._tools = tools
        self._work = work
        self._state = tools.state

    def _mend(self, work: Said, what: Text) -> None:
        self._work.say(work, what=what)
        self._work.later.start()

    def fix(self, found: Iterable[Found], value: str) -> None:
        """Type ``value`` into the cells of these problems."""

        def work(desk: ImportDesk, job: Job) -> None:
            _type(desk, job, ((one, value) for one in found))

        self._mend(work, MENDED)

    def take(self, answers: Iterable[tuple[Found, str]]) -> None:
        """Take a suggestion for each of these problems; they are gone through beside the window."""

        def work(desk: ImportDesk, job: Job) -> None:
            cells: list[tuple[Found, str]] = []
            others: dict[tuple[str, int], tuple[Found, str]] = {}
            for one, value in answers:
                if "take" in one.fixes:
                    cells.append((one, value))
                else:
                    # A name is answered once, a sheet's repeated rows as well.
                    others[one.value if "account" in one.fixes else "", one.sheet] = (one, value)
            _type(desk, job, cells)
            for one, value in others.values():
                job.check()
                desk.take(one, value)

        self._mend(work, MENDED)

    def confirm_names(self) -> None:
        """Take every name for the account of like name; the others become new accounts."""
        checked = self._state.checked
        if checked is None:
            return

        def work(desk: ImportDesk, _: Job) -> None:
            desk.match_all(checked)

        self._mend(work, MENDED)

    def leave_out(self, found: Iterable[Found]) -> None:
        """Leave out the rows of these problems."""

        def work(desk: ImportDesk, job: Job) -> None:
            by_sheet: dict[int, set[int]] = {}
            for one in found:
                if one.row is not None:
                    by_sheet.setdefault(one.sheet, set()).add(one.row)
            for sheet, rows in by_sheet.items():
                job.check()
                desk.leave_out(sheet, rows)

        self._mend(work, LEFT_OUT)

    def put_back(self) -> None:
        """Take back every correction and every row that was left out."""

        def work(desk: ImportDesk, job: Job) -> None:
            for sheet in desk.sheets:
                job.check()
                if sheet.edits or sheet.left_out:
                    desk.take_back(sheet)

        self._mend(work, PUT_BACK)

    def export_rejected(self, path: Path, then: Callable[[Path], None]) -> None:
        """Write the rows with errors, each with its reasons, to a file."""
        checked, desk = self._state.checked, self._tools.source.desk
        if checked is None:
            return

        def beside(_: Job) -> Path:
            return desk().export_rejected(checked, path)

        self._work.queue.ask(beside, then, key="export", name=self.tr("导出"))


def _type(desk: ImportDesk, job: Job, values: Iterable[tuple[Found, str]]) -> None:
    """Type values into the cells of problems, sheet by sheet."""
    by_sheet: dict[int, dict[tuple[int, int], str]] = {}
    for one, value in values:
        if one.row is not None and one.column is not None:
            by_sheet.setdefault(one.sheet, {})[one.row, one.column] = value
    for sheet, edits in by_sheet.items():
        job.check()
        desk.edit_cells(sheet, edits)
