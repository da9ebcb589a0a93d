"""Everything that the pane does with the import desk, and what comes of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Text
from csmdesk.ui.panes.importing.mending import Mending
from csmdesk.ui.panes.importing.offers import Offers
from csmdesk.ui.panes.importing.problem_list import ProblemKeys, ProblemList, problem_list
from csmdesk.ui.panes.importing.profile_work import ProfileWork
from csmdesk.ui.panes.importing.queue import DeskQueue
from csmdesk.ui.panes.importing.source import CHECK, FILES, ImportTools, Written
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.importers.desk import ImportDesk
    from csmdesk.importers.desk_parts import Checked, Choices, Effect, Preview, SourceSheet

Said = Callable[["ImportDesk", Job], object]
"""Something said to the desk; where it changes the book, it gives what changed."""

REREAD = Text("表的读法", "How a table is read")
MAPPED = Text("列的对应", "The mapping of columns")
DROPPED = Text("不导入的表", "Tables that are skipped")
"""What can be taken back, by name."""
PREVIEW = 50
"""Rows that are read for the preview."""
_AROUND = 2
"""Rows that are shown before and after the one with a problem."""
_SOON = 400
"""Milliseconds after the last correction before everything is checked anew."""


class ImportWork(QObject):
    """Asks the desk beside the window and keeps what it says in ``tools.state``.

    ``sheets_changed``: other sheets, or said otherwise. ``preview_changed``, ``checked_changed`` and
    ``effect_changed``: what is shown of them is new. ``read(count)`` comes when files have been read,
    ``written`` when an import is in the book, ``nothing_written`` when it held nothing new.
    """

    sheets_changed = Signal()
    preview_changed = Signal()
    checked_changed = Signal()
    effect_changed = Signal()
    read = Signal(int)
    written = Signal()
    nothing_written = Signal()

    def __init__(self, tools: ImportTools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self.state = tools.state
        self.queue = DeskQueue(tools.tasks, self)
        self.later = QTimer(self)
        self.later.setSingleShot(True)
        self.later.setInterval(_SOON)
        self.later.timeout.connect(self.check)
        self._began = 0.0
        self._keys = ProblemKeys()
        self.mending = Mending(tools, self)
        self.profile_work = ProfileWork(tools, self)
        self._desk: ImportDesk | None = None
        self.offers = Offers(tools.language)

    # --- files ----------------------------------------------------------------------------------------------

    def read_files(self, source: Sequence[Path] | str) -> None:
        """Put files, folders or a pasted text on the desk."""
        if self.state.written is not None:
            self.clear()
        known = {sheet.id for sheet in self.state.sheets}

        def done(sheets: tuple[SourceSheet, ...]) -> None:
            new = [sheet for sheet in sheets if sheet.id not in known]
            self.state.first |= {sheet.id: sheet for sheet in new}
            self.take_sheets(sheets)
            self.read.emit(len(new))

        def work(desk: ImportDesk, job: Job) -> None:
            desk.read(source, job)

        self.say(work, done, name=self.tr("读取文件"), key="read")

    def drop(self, sheets: Iterable[int]) -> None:
        """Take sheets off the desk."""
        wanted = tuple(sheets)

        def work(desk: ImportDesk, job: Job) -> None:
            for sheet in wanted:
                job.check()
                desk.drop(sheet)

        self.say(work, what=DROPPED)

    def clear(self) -> None:
        """Take everything off the desk; the book is not touched."""
        state = self.state
        self.queue.stop()
        self.later.stop()
        state.sheets, state.first = (), {}
        state.step, state.current = FILES, 0
        state.preview, state.preview_of = None, 0
        state.checked = state.effect = state.choices = state.written = state.problems = None
        state.fresh = False

        def work(desk: ImportDesk, _: Job) -> None:
            desk.clear()

        self.say(work)
        self.sheets_changed.emit()
        self.checked_changed.emit()

    # --- how sheets are read and mapped ---------------------------------------------------------------------

    def reread(self, sheet: int, **said: Any) -> None:
        """Read a sheet otherwise (see ``ImportDesk.reread``)."""

        def work(desk: ImportDesk, _: Job) -> None:
            desk.reread(sheet, **said)

        self.say(work, what=REREAD)

    def map(self, sheet: int, column: int, field: str | None) -> None:
        """Say which field a column is; None leaves it out."""

        def work(desk: ImportDesk, _: Job) -> None:
            desk.map(sheet, column, field)

        self.say(work, what=MAPPED)

    def keep_unknown(self, sheet: int) -> None:
        """Keep the columns of a sheet that are not known under their own names."""

        def work(desk: ImportDesk, _: Job) -> None:
            desk.keep_unknown(sheet)

        self.say(work, what=MAPPED)

    def confirm(self, sheets: Iterable[int], then: Callable[[], None] | None = None) -> None:
        """Take every suggestion of these sheets."""
        wanted = tuple(sheets)

        def work(desk: ImportDesk, job: Job) -> None:
            for sheet in wanted:
                job.check()
                desk.confirm(sheet)

        def done(shown: tuple[SourceSheet, ...]) -> None:
            self.take_sheets(shown)
            if then is not None:
                then()

        self.say(work, done, what=MAPPED)

    def forget(self, sheet: int) -> None:
        """Forget what is remembered of sheets with these headers."""

        def work(desk: ImportDesk, _: Job) -> Changes:
            return desk.forget(sheet)

        self.say(work)

    def step(self, *, back: bool, then: Callable[[Text | None], None]) -> None:
        """Take back what was said last, or say it again; ``then`` gets what it was."""
        names: list[Text | None] = []

        def work(desk: ImportDesk, _: Job) -> None:
            names.append(desk.take_back_said() if back else desk.say_again())

        def done(sheets: tuple[SourceSheet, ...]) -> None:
            self.take_sheets(sheets)
            if self.state.checked is not None and self.state.readable:
                self.later.start()
            then(names[0])

        self.say(work, done)

    def say(
        self,
        work: Said,
        done: Callable[[tuple[SourceSheet, ...]], None] | None = None,
        *,
        name: str = "",
        key: str = "say",
        what: Text | None = None,
    ) -> None:
        """Say something to the desk; what was checked no longer holds. ``done`` gets the sheets.

        ``what`` names what can be taken back.
        """
        self.state.fresh = False
        desk, then = self._tools.source.desk, done or self.take_sheets

        def beside(job: Job) -> tuple[tuple[SourceSheet, ...], object]:
            found = desk()
            self._desk = found
            if what is not None:
                found.mark(what)
            made = work(found, job)
            if what is not None:
                found.unmark_same()
            shown = tuple(found.sheets)
            self.offers.learn(found, shown)
            return shown, made

        def arrived(result: tuple[tuple[SourceSheet, ...], object]) -> None:
            shown, made = result
            if isinstance(made, Changes) and not made.empty:
                self._tools.tasks.changed.emit(made)
            then(shown)

        self.queue.ask(beside, arrived, key=key, name=name)

    def take_sheets(self, sheets: tuple[SourceSheet, ...]) -> None:
        """Show the sheets as they now are."""
        state = self.state
        state.sheets = _in_order(sheets)
        if state.sheet is None:
            readable = state.readable or sheets
            state.current = readable[0].id if readable else 0
        self.sheets_changed.emit()
        self.look()

    def take_up(self) -> None:
        """Show what is on the desk: reading was stopped half way, or the pane has been made anew."""

        def beside(_: Job) -> tuple[SourceSheet, ...]:
            desk = self._desk = self._tools.source.desk()
            sheets = tuple(desk.sheets)
            self.offers.learn(desk, sheets)
            return sheets

        def done(sheets: tuple[SourceSheet, ...]) -> None:
            for sheet in sheets:
                self.state.first.setdefault(sheet.id, sheet)
            self.take_sheets(sheets)
            if self.state.step >= CHECK and self.state.checked is None and self.state.written is None:
                self.check()

        self.queue.ask(beside, done, key="=look")

    # --- looking --------------------------------------------------------------------------------------------

    def choose(self, sheet: int) -> None:
        """Look at another sheet."""
        if sheet != self.state.current:
            self.state.current = sheet
            self.sheets_changed.emit()
            self.look()

    def look(self, row: int | None = None) -> None:
        """Read the preview of the current sheet: its first rows, or those from ``row`` of the file on."""
        sheet = self.state.sheet
        self.state.preview_from = row
        if sheet is None or sheet.refusal is not None or sheet.kind is None:
            self._take_preview((0 if sheet is None else sheet.id, None))
            return
        self.look_at(sheet.id, row, PREVIEW)

    def look_at(self, sheet: int, row: int | None, count: int = 2 * _AROUND + 1) -> None:
        """Read ``count`` rows of a sheet: the first, or those around ``row`` of the file."""
        held = next((each for each in self.state.sheets if each.id == sheet), None)
        if held is None:
            return
        start = 0 if row is None else max(0, row - held.header[1] - 1 - _AROUND)
        desk = self._tools.source.desk

        def beside(_: Job) -> tuple[int, Preview | None]:
            try:
                return sheet, desk().preview(sheet, count, start)
            except KeyError:  # it has been taken off the desk meanwhile
                return sheet, None

        self.queue.ask(beside, self._take_preview, key="=preview")

    def _take_preview(self, found: tuple[int, Preview | None]) -> None:
        self.state.preview_of, self.state.preview = found
        self.preview_changed.emit()

    # --- problems -------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Check everything that is on the desk against each other and the book."""
        self.later.stop()
        state = self.state
        if not state.readable:
            return
        desk = self._tools.source.desk

        def beside(job: Job) -> tuple[Checked, tuple[SourceSheet, ...], ProblemList]:
            found = desk()
            self._desk = found
            checked, sheets = found.check(job=job), _in_order(found.sheets)
            if checked.asked:
                self.offers.learn_accounts(found)
            return checked, sheets, problem_list(checked, sheets, self._keys, self._tools.language)

        def done(found: tuple[Checked, tuple[SourceSheet, ...], ProblemList]) -> None:
            state.checked, state.sheets, state.problems = found
            state.fresh = not self.later.isActive()
            state.effect = None
            self.sheets_changed.emit()
            self.checked_changed.emit()

        self.queue.ask(beside, done, key="=check", name=self.tr("检查"))

    # --- the effect and the writing -------------------------------------------------------------------------

    def count_effect(self) -> None:
        """Find out what would be written."""
        checked, choices, desk = self.state.checked, self.state.choices, self._tools.source.desk
        if checked is None:
            return

        def beside(_: Job) -> Effect:
            return desk().effect(checked, choices)

        self.queue.ask(beside, self._take_effect, key="=effect", name=self.tr("比较"))

    def _take_effect(self, effect: Effect) -> None:
        self.state.effect = effect
        self.effect_changed.emit()

    def choose_winner(self, change: Callable[[Choices], Choices]) -> None:
        """Say which side stays where a hand and a file differ."""
        from csmdesk.importers.desk_parts import Choices

        self.state.choices = change(self.state.choices or Choices())
        self.count_effect()

    def write(self) -> None:
        """Write everything into the book: all of it or nothing."""
        checked, choices, effect = self.state.checked, self.state.choices, self.state.effect
        if checked is None or effect is None or not effect.ready:
            return
        desk = self._tools.source.desk
        self._began = time.monotonic()

        def beside(job: Job) -> Changes:
            found = desk()
            self._desk = found
            return found.apply(checked, choices, job)

        self.queue.ask(beside, self._finish, key="write", name=self.tr("导入"))

    @property
    def writing(self) -> bool:
        """True while an import is being written."""
        return self.queue.key == "write"

    def _finish(self, changes: Changes) -> None:
        from csmdesk.importers.desk_writing import label_of

        state, effect, checked = self.state, self.state.effect, self.state.checked
        if effect is None or checked is None or changes.empty:
            self.nothing_written.emit()
            return
        state.written = Written(
            label=label_of(checked),
            new=sum(table.new for table in effect.tables),
            changed=sum(table.changed for table in effect.tables),
            same=sum(table.same for table in effect.tables),
            tables=tuple((t.text, t.new, t.changed) for t in effect.tables if t.new or t.changed),
            seconds=time.monotonic() - self._began,
        )
        self.written.emit()

    def note_stopped_too_late(self) -> None:
        """The import was in the book already when the user stopped it."""
        self._finish(Changes(whole=frozenset({"import_batches"})))

    def taken_back(self) -> None:
        """The import has been undone: the files are on the desk as before."""
        if self.state.written is not None:
            self.state.written = None
            self.state.effect = None
            self.check()

    @property
    def desk(self) -> ImportDesk | None:
        """The desk, once it has been asked for anything; only what needs no lock may be read here."""
        return self._desk


def _in_order(sheets: Iterable[SourceSheet]) -> tuple[SourceSheet, ...]:
    """Sheets as they are listed: what is no table at all comes last."""
    return tuple(sorted(sheets, key=lambda sheet: sheet.ignored))
