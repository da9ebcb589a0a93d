"""From step to step: what each shows, what has to be done before the next, and what the foot says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.ui.panes.importing.foot_words import FootWords
from csmdesk.ui.panes.importing.source import CHECK, COLUMNS, FILES, WRITE, Written
from csmdesk.ui.panes.importing.words import is_blocking

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import SourceSheet
    from csmdesk.ui.panes.importing.pane import ImportPane


class Stepping(QObject):
    """Goes through the steps of one pane."""

    def __init__(self, pane: ImportPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._work = pane.work
        self._state = pane.state
        self._was_writing = False
        self._words = FootWords(pane, self)
        work = self._work
        work.sheets_changed.connect(self._sheets_changed)
        work.checked_changed.connect(self._checked_changed)
        work.effect_changed.connect(self._effect_changed)
        work.read.connect(self._after_reading)
        work.written.connect(self._after_writing)
        work.nothing_written.connect(self._effect_changed)
        work.queue.busy_changed.connect(self._busy_changed)
        work.queue.progressed.connect(self._show_progress)
        work.queue.stopped.connect(self._after_stop)
        work.queue.failed.connect(self._after_failure)

    # --- going ----------------------------------------------------------------------------------------------

    def why_not(self, step: int) -> str:
        """Why a step cannot be gone to; '' when it can."""
        state = self._state
        if step == FILES:
            return self.tr("正在写入。") if self._work.writing else ""
        if state.written is not None:
            return "" if step == WRITE else self.tr("已经写入。")
        if self._work.writing and step != WRITE:
            return self.tr("正在写入。")
        if not state.sheets:
            return self.tr("先选文件。")
        if not state.readable:
            return self.tr("没有读得了的表。")
        if step >= CHECK and self.blocking:
            return self.tr("有 %n 张表还要说明，见“对应列”。", "", len(self.blocking))
        if step == WRITE:
            if state.checked is None or not state.fresh:
                return self.tr("先检查。")
            if state.checked.errors:
                return self.tr("还有 %n 个错误要改好或略过。", "", len(state.checked.errors))
        return ""

    def go_to(self, step: int) -> None:
        """Go to a step; one that cannot be gone to yet says why."""
        why = self.why_not(step)
        if why:
            self._pane.said.emit(why, False)
            return
        if step == FILES and self._state.written is not None:
            self._work.clear()
        self._state.step = step
        self.show()
        if step == COLUMNS:
            self._work.look()
        elif step == CHECK and not self._state.fresh:
            self._work.check()
        elif step == WRITE and self._state.effect is None and self._state.written is None:
            self._work.count_effect()
        self.focus_soon()

    def back(self) -> None:
        """Go one step back."""
        if self._state.step > FILES:
            self.go_to(self._state.step - 1)

    def forward(self) -> None:
        """Do what the primary button says."""
        state, pane = self._state, self._pane
        if not pane.foot.next.isEnabled():
            why = pane.foot.next.toolTip()
            if why:
                pane.said.emit(why, False)
            return
        if state.step == FILES:
            if state.sheets:
                self._look_at_open()
                self.go_to(COLUMNS)
            else:
                pane.choose_files()
        elif state.step == COLUMNS:
            self._confirm()
        elif state.step == CHECK:
            self.go_to(WRITE)
        elif state.written is not None:
            pane.open_accounts()
        elif state.effect is not None and state.effect.empty and not state.effect.undecided:
            self._work.clear()
            self.focus_soon()
        else:
            self._work.write()

    def _look_at_open(self) -> None:
        """Begin with a sheet of which something has to be said."""
        state = self._state
        if state.sheet is None or state.sheet.standing == "confirm":
            return
        open_ = self.blocking or [sheet for sheet in state.readable if sheet.standing != "clear"]
        first = (open_ or list(state.readable) or list(state.sheets))[0]
        if open_ or state.sheet.refusal is not None:
            self._work.choose(first.id)

    def _confirm(self) -> None:
        """Confirm what is open and check; where something has to be said first, go there."""
        if self.blocking:
            ids = [sheet.id for sheet in self.blocking]
            here = ids.index(self._state.current) if self._state.current in ids else -1
            self._work.choose(ids[(here + 1) % len(ids)])
            self.focus_soon()
            return
        open_ = [sheet.id for sheet in self._state.readable if sheet.to_confirm]
        if open_:
            self._work.confirm(open_, self._go_on_to_check)
        else:
            self._go_on_to_check()

    def _go_on_to_check(self) -> None:
        if not self.blocking:
            self.go_to(CHECK)

    @property
    def blocking(self) -> list[SourceSheet]:
        """The sheets of which something has to be said that nothing suggests."""
        return [sheet for sheet in self._state.sheets if is_blocking(sheet)]

    # --- showing --------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the step with everything that is known of it."""
        pane, step = self._pane, self._state.step
        inside = self._inside()
        pane.pages.setCurrentIndex(step)
        self._sheets_changed()
        if step == CHECK:
            pane.check.show_checked()
        elif step == WRITE:
            pane.writing.show_effect()
        self._keep_inside(inside)

    def _inside(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self._pane.isAncestorOf(focus)

    def _keep_inside(self, inside: bool) -> None:
        """Where what had the keys has been hidden, Qt gives them to somebody outside of the pane."""
        if inside and not self._inside():
            self.focus_place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sheets_changed(self) -> None:
        pane, state = self._pane, self._state
        inside = self._inside()
        spelt = self._work.offers.spelt
        pane.files.show_sheets(state.sheets, state.current, spelt)
        pane.sheets.show_sheets(state.sheets, state.current, spelt)
        if state.step == COLUMNS:
            pane.columns.show_sheet(state.sheet)
        if not state.sheets:
            state.step = FILES
        pane.pages.setCurrentIndex(state.step)
        self._show_frame()
        self._keep_inside(inside)

    def _checked_changed(self) -> None:
        inside = self._inside()
        if self._state.step == CHECK:
            self._pane.check.show_checked()
        elif self._state.step == WRITE and self._state.written is None and not self._work.writing:
            if self._state.checked is not None and not self._state.checked.errors:
                self._work.count_effect()
            elif self._state.checked is not None:
                self.go_to(CHECK)
        self._show_frame()
        self._keep_inside(inside)

    def _effect_changed(self) -> None:
        inside = self._inside()
        if self._state.step == WRITE:
            self._pane.writing.show_effect()
        self._show_frame()
        self._keep_inside(inside)

    def _after_reading(self, count: int) -> None:
        if not count:
            self._pane.said.emit(self.tr("没有找到能读的文件。"), False)
        self.focus_soon()

    def _after_writing(self) -> None:
        state = self._state
        inside = self._inside()
        state.step = WRITE
        self._pane.pages.setCurrentIndex(WRITE)
        self._pane.writing.show_effect()
        self._show_frame()
        if state.written is not None and not self._pane.isVisible():
            # Whoever sees the page needs no other word of it.
            words = self.tr("{label}：新增 {new} 行，改动 {changed} 行").format(
                label=state.written.label.to(self._pane.tools.language),
                new=f"{state.written.new:,}",
                changed=f"{state.written.changed:,}",
            )
            self._pane.said.emit(words, True)
        self._keep_inside(inside)
        self.focus_soon()

    def _after_stop(self, key: str) -> None:
        words = {
            "read": self.tr("已停止读取。"),
            "write": self.tr("已停止，什么都没有写入。"),
            "=check": self.tr("已停止检查。"),
        }.get(key)
        if words and self._state.written is None:
            self._pane.said.emit(words, False)
        if key in {"read", "say"}:
            self._work.take_up()
        elif key == "=check" and self._state.step == CHECK and self._state.checked is None:
            self.go_to(COLUMNS)
        self._show_frame()

    def _after_failure(self, key: str) -> None:
        if key == "write":
            # The book is not as it was when the files were checked.
            self._state.fresh = False
            self._work.check()
        elif key in {"read", "say"}:
            self._work.take_up()
        self._show_frame()

    def note_changes(self, changes: Changes) -> None:
        """The book has changed: what was checked against it is checked again."""
        state = self._state
        if "import_batches" in changes.whole | set(changes.ids):
            if self._work.writing and self._work.queue.job is not None and self._work.queue.job.cancelled:
                self._work.note_stopped_too_late()
            elif state.written is not None and not self._work.writing:
                self._follow_history(state.written)
        elif state.written is not None:
            self._pane.writing.done.follow_history()
        if state.checked is not None and state.written is None and not self._work.writing:
            state.fresh = False
            self._work.check()

    def _follow_history(self, written: Written) -> None:
        """What was written may have been taken back, from wherever: then its files are as before."""
        source = self._pane.tools.source
        if source.redo_label() == written.label and source.undo_label() != written.label:
            self._work.taken_back()
        else:
            self._pane.writing.done.follow_history()

    # --- the frame ------------------------------------------------------------------------------------------

    def _show_frame(self) -> None:
        pane, state = self._pane, self._state
        files = {sheet.file for sheet in state.sheets}
        pane.head.show_files(self.tr("%n 个文件", "", len(files)) if files else "")
        busy = self._work.queue.key in {"read", "write"}
        pane.head.cancel.setVisible((bool(state.sheets) or busy) and state.written is None)
        done = frozenset(range(state.step)) if state.written is None else frozenset(range(4))
        pane.head.steps.set_steps(state.step, done, [self.why_not(step) for step in range(4)])
        pane.foot.back.setVisible(state.step > FILES and state.written is None and not self._work.writing)
        pane.foot.setVisible(bool(state.sheets))
        pane.finding.show_step(state.step)
        self._words.say()
        self._show_progress()

    def _busy_changed(self) -> None:
        if self._work.writing != self._was_writing:
            self._was_writing = self._work.writing
            self._show_frame()
        else:
            self._show_progress()

    def _show_progress(self) -> None:
        queue, desk = self._work.queue, self._work.desk
        job = queue.job
        if job is None or queue.key not in {"read", "write", "=check"}:
            self._pane.progress.show_work("", 0, 0, None)
        else:
            standing = None if desk is None else desk.standing
            self._pane.progress.show_work(queue.name, job.done, job.total, standing)

    # --- the focus ------------------------------------------------------------------------------------------

    @property
    def focus_place(self) -> QWidget:
        """Where the keys go in this step."""
        pane = self._pane
        pages = (pane.files, pane.columns, pane.check, pane.writing)
        return pages[self._state.step].focus_place

    def focus_soon(self) -> None:
        """Put the keys into the step, unless they are in another pane by then."""
        QTimer.singleShot(0, self, self._focus)

    def _focus(self) -> None:
        pane, focus = self._pane, QApplication.focusWidget()
        place = self.focus_place
        if pane.isVisible() and place.isVisible() and (focus is None or pane.isAncestorOf(focus)):
            place.setFocus(Qt.FocusReason.OtherFocusReason)
