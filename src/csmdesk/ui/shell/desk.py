"""The window of one open book: navigation, bar, panes and status line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language
from csmdesk.ui.panes import Pane
from csmdesk.ui.shell.navigation import Navigation
from csmdesk.ui.shell.open_book import Calendar, OpenBook, PaneSpec
from csmdesk.ui.shell.pane_area import PaneArea
from csmdesk.ui.shell.status_line import StatusLine
from csmdesk.ui.shell.steps import Steps
from csmdesk.ui.shell.top_bar import TopBar
from csmdesk.ui.tasks import Job, Problem, Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.services.keeping import Standing
    from csmdesk.ui.actions import Action
    from csmdesk.ui.shell.drop_frame import DropFrame
    from csmdesk.ui.shell.due import DueCounts
    from csmdesk.ui.shell.finder import Finder
    from csmdesk.ui.shell.keys_sheet import KeysSheet
    from csmdesk.ui.shell.window_actions import WindowActions
    from csmdesk.ui.widgets.toast import Toast

_WIDE = 1120
"""Below this width the navigation shows icons only."""


class Desk(QWidget):
    """One book on the desk; what reaches beyond it is asked for by signals."""

    open_asked = Signal()
    restore_asked = Signal()
    lock_asked = Signal()
    settings_asked = Signal()
    about_asked = Signal()
    theme_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        book: OpenBook,
        specs: Sequence[PaneSpec],
        language: Language,
        state: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """``state`` is what ``save_state`` gave at the end of the last time."""
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self.book = book
        self.specs = tuple(specs)
        self._language: Language = language
        self._actions: WindowActions | None = None
        self._finder: Finder | None = None
        self._due: DueCounts | None = None
        self._keys: KeysSheet | None = None
        self._dropping: DropFrame | None = None
        self.passphrase = False
        self.period = ""
        self.as_of: date | None = None
        self._fiscal_start = 1
        self._period_chosen = False
        self.bar = TopBar(theme, language)
        self.navigation = Navigation(theme, [(spec.icon, spec.title) for spec in specs])
        self.area = PaneArea(theme, specs, state)
        self.steps = Steps(theme, tasks, book, language, self.area)
        self.status = StatusLine(theme, tasks, language)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self.status.book.say(book.name())
        self._show_history()
        self.show_pane(max(0, self.index_of(state.get("pane", ""))))
        self._begin_period(state.get("period", ""))

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self.area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(middle, 1)
        column.addWidget(self.status)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.show_pane)
        self.bar.search_asked.connect(self.open_palette)
        self.bar.undo.connect(self.steps.undo)
        self.bar.redo.connect(self.steps.redo)
        self.area.import_asked.connect(self.show_import)
        self.area.pane_asked.connect(self.enter_pane_of)
        self.area.said.connect(self.steps.say_done)
        self.area.opened.connect(self._note_opened)
        self.area.open_asked.connect(self.open_object)
        self.area.figure_asked.connect(self.open_figure)
        self.bar.period_chosen.connect(self.choose_period)
        self.bar.day_chosen.connect(self.choose_day)
        self.status.keys_asked.connect(self.show_keys)
        self._tasks.changed.connect(self._changed)
        self._tasks.failed.connect(self.show_problem)

    # --- panes ----------------------------------------------------------------------------------------------

    @property
    def pane(self) -> Pane:
        """The pane that is shown."""
        return self.area.pane(self.area.current)

    def index_of(self, key: str) -> int:
        """The place of the pane called ``key``; -1 when there is none."""
        return next((index for index, spec in enumerate(self.specs) if spec.key == key), -1)

    def pane_of(self, key: str) -> Pane:
        """The pane called ``key``, made when it has not been."""
        return self.area.pane([spec.key for spec in self.specs].index(key))

    def pane_that_opens(self, kind: str) -> Pane | None:
        """The pane that shows objects of a kind, if it has been made."""
        for index, spec in enumerate(self.specs):
            if kind in spec.opens:
                return self.area.made(index)
        return None

    def show_pane(self, index: int) -> None:
        """Bring a pane to the front; it is made when it is shown for the first time.

        The focus goes along when it is in the pane that is left: else Qt gives it to whatever comes next.
        """
        left, focused = self.area.made(self.area.current), QApplication.focusWidget()
        along = left is not None and focused is not None and left.isAncestorOf(focused)
        self.area.show_pane(index)
        self.navigation.set_current(index)
        if along and self.pane is not left:
            self._take_focus()

    def enter_pane_of(self, key: str) -> None:
        """Bring the pane called ``key`` to the front, with the focus in it."""
        if (index := self.index_of(key)) >= 0:
            self.enter_pane(index)

    def enter_pane(self, index: int) -> None:
        """Bring a pane to the front and put the focus into it."""
        self.show_pane(index)
        self._take_focus()

    def _take_focus(self) -> None:
        # A pane that has nothing to show yet takes no focus, and a window without one hears no keys.
        stops = [*self._stops(), self.navigation.stop]
        stops[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _stops(self) -> list[QWidget]:
        """The places in the pane that can be gone to now; where it has none of those that it names, as in an
        empty book, whatever takes keys first: from there they reach the pane.
        """
        named = [stop for stop in self.pane.stops() if stop.isVisible()]
        return named or [widget for widget in self.pane.findChildren(QWidget) if _takes_keys(widget)][:1]

    def open_object(self, kind: str, key: int, *, beside: bool = False) -> bool:
        """Show an account, a contract or a contact in the pane that opens it; False when none does.

        ``beside`` leaves the focus where it is.
        """
        for index, spec in enumerate(self.specs):
            if kind in spec.opens:
                if not beside:
                    self.enter_pane(index)
                elif index != self.area.current:
                    self.show_pane(index)
                return self.pane.open(kind, key)
        return False

    def add_record(self, index: int, kind: str) -> None:
        """Begin a new record of a kind in the pane that adds it."""
        self.enter_pane(index)
        self.pane.add(kind)

    def adds(self) -> list[Action]:
        """What can be added in the panes that are not shown."""
        from csmdesk.ui.actions import Action

        why_not = "" if self.book.writable else self.tr("这本客户书是只读的。")
        return [
            Action(
                f"add.{each.kind}",
                each.words,
                partial(self.add_record, index, each.kind),
                "",
                "plus",
                why_not,
            )
            for index, spec in enumerate(self.specs)
            if index != self.area.current
            for each in spec.adds
        ]

    def open_figure(self, key: str) -> None:
        """Show all rows behind a metric, in the pane that does."""
        for index, spec in enumerate(self.specs):
            if spec.show_figure is not None:
                self.enter_pane(index)
                spec.show_figure(self.pane, key)
                return

    def _note_opened(self, kind: str, key: int) -> None:
        if self._finder is not None:
            self._finder.note_opened(kind, key)

    def _changed(self, changes: Changes) -> None:
        # Its button would now take back this change, and not the one that the sentence is about.
        self.steps.withdraw_offer()
        self.area.refresh(changes)
        self._show_history()
        if "settings" in changes.ids or "import_batches" in changes.ids:
            # Until somebody chooses a period, it is that of the newest data.
            self._read_calendar()
        if self._finder is not None:
            self._finder.refresh(changes)
        if self._due is not None:
            self._due.count_soon()

    # --- period ---------------------------------------------------------------------------------------------

    def _begin_period(self, last: str) -> None:
        """Go on with the last period, else find the one that the book's newest data lie in."""
        period, _, day = last.partition(" ")
        try:
            if period:
                self._show_period(period, date.fromisoformat(day) if day else None)
                self._period_chosen = True
        except (UserError, ValueError):
            self.period = ""
        self._read_calendar()

    def _read_calendar(self) -> None:
        book = self.book
        self._tasks.query(self, lambda _: book.calendar(), self._take_calendar, slot="calendar")

    def _take_calendar(self, calendar: Calendar) -> None:
        self._fiscal_start = calendar.fiscal_start
        if self.period and (self._period_chosen or self.period == calendar.period):
            self.bar.set_period(self.period, self.as_of, self._fiscal_start)
        else:
            self._show_period(calendar.period, None)

    def _show_period(self, period: str, as_of: date | None) -> None:
        self.bar.set_period(period, as_of, self._fiscal_start)
        self.period, self.as_of = period, as_of
        self.area.set_period(period, as_of)
        if self._finder is not None:
            self._finder.forget_figures()
        if self._due is not None:
            self._due.count_soon()

    def choose_period(self, period: str) -> None:
        """Show another period in every pane, as of its last day."""
        self._period_chosen = True
        self._show_period(period, None)

    def choose_day(self, day: date | None) -> None:
        """Show every pane as of another day; None: the period's last day, or today."""
        self._period_chosen = True
        self._show_period(self.period, day)

    @property
    def fiscal_start(self) -> int:
        """The first month of the fiscal year (1–12)."""
        return self._fiscal_start

    # --- what can wait until the window is seen -------------------------------------------------------------

    def after_first_paint(self) -> None:
        """Make keys and menu, read how the book is kept, and what the palette looks for."""
        from csmdesk.ui.shell.due import DueCounts
        from csmdesk.ui.shell.window_actions import WindowActions

        self._actions = WindowActions(self, self._theme, self._language)
        self._actions.bind()
        self.bar.after_first_paint(self._actions.menu())
        self.read_standing()
        self._due = DueCounts(self._tasks, self)
        self._tasks.query(self, _load_finder, self._make_finder)

    def _make_finder(self, _: None = None) -> None:
        if self._finder is None:
            from csmdesk.ui.shell.finder import Finder

            self._finder = Finder(self._theme, self._tasks, self, self._language)

    def window_actions(self) -> list[Action]:
        """What can be done with the window as a whole, once it has been seen."""
        return [] if self._actions is None else self._actions.actions()

    def run_action(self, key: str) -> None:
        """Do one of the window's actions; one that cannot be done now says why."""
        action = next((action for action in self.window_actions() if action.key == key), None)
        if action is not None and action.why_not:
            self.say(action.why_not)
        elif action is not None:
            action.run()

    def run_by_key(self) -> None:
        """Do what the key stands for that was pressed."""
        sender = self.sender()
        if sender is not None:
            self.run_action(str(sender.property("action")))

    def run_by_entry(self) -> None:
        """Do what an entry of the menu stands for."""
        sender = self.sender()
        if isinstance(sender, QAction):
            self.run_action(str(sender.data()))

    def opener(self, index: int) -> Callable[[], None]:
        """What brings a pane to the front."""
        return partial(self.enter_pane, index)

    def open_palette(self) -> None:
        """Open the command palette."""
        self._make_finder()
        assert self._finder is not None
        self._finder.open()

    @property
    def finder(self) -> Finder | None:
        """What the command palette finds; None until it has been loaded."""
        return self._finder

    def show_keys(self) -> None:
        """Show the keys of the pane and of the window."""
        from csmdesk.ui.shell.keys_sheet import KeysSheet

        if self._keys is not None:
            self._keys.deleteLater()
        self._keys = KeysSheet(self._theme, self, self.pane.title, self.pane.actions(), self.window_actions())
        self._keys.open()

    def show_settings(self) -> None:
        """Show the pane of the settings."""
        index = self.index_of("settings")
        if index >= 0:
            self.enter_pane(index)
        self.settings_asked.emit()

    def read_standing(self) -> None:
        """Say how the book is kept and when it was last backed up."""
        book = self.book
        self._tasks.query(self, lambda _: book.standing(), self._show_standing, slot="standing")

    def _show_standing(self, standing: Standing) -> None:
        self.passphrase = standing.locked
        self.status.book.say(standing.name)
        self.status.keys.set_icon("lock" if standing.locked else "key")
        self.status.keys.say(standing.keys.to(self._language))
        self.status.backup.say(standing.backup.to(self._language))

    def back_up(self) -> None:
        """Make a verified backup."""
        book = self.book
        self._tasks.query(
            self, lambda _: book.make_backup(), self._backed_up, slot="backup", name=self.tr("备份")
        )

    def _backed_up(self, place: Path) -> None:
        self.say(self.tr("已备份并校验：{place}").format(place=place))
        self.read_standing()

    # --- files ----------------------------------------------------------------------------------------------

    def show_import(self) -> None:
        """Show the pane that imports."""
        self.import_files(())

    def import_files(self, files: Sequence[Path]) -> None:
        """Bring files and folders to the pane that imports; without any it is shown as it is."""
        for index, spec in enumerate(self.specs):
            if spec.take_files is not None:
                self.enter_pane(index)
                if files:
                    spec.take_files(self.pane, files)
                return

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files_of(event.mimeData()) and self.book.writable:
            event.acceptProposedAction()
            self._drop_frame().open()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_frame().hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_frame().hide()
        files = _files_of(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.import_files(files)

    def _drop_frame(self) -> DropFrame:
        if self._dropping is None:
            from csmdesk.ui.shell.drop_frame import DropFrame

            self._dropping = DropFrame(self._theme, self)
        return self._dropping

    def _show_history(self) -> None:
        self.bar.set_history(self.book.undo_label, self.book.redo_label)
        self.status.set_undo(self.book.undo_label)

    # --- what is said ---------------------------------------------------------------------------------------

    @property
    def notice(self) -> Toast:
        """The sentence over the foot of the pane."""
        return self.steps.toast

    def say(self, text: str) -> None:
        """Say what was done or found, in one sentence."""
        self.steps.say(text)

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong, in one sentence."""
        self.notice.say(problem.text.to(self._language), bad=True)

    # --- focus, keys, state ---------------------------------------------------------------------------------

    def next_stop(self) -> None:
        """Move the focus to the next place: navigation, list, detail."""
        self._to_stop(1)

    def stop_before(self) -> None:
        """Move the focus to the place before."""
        self._to_stop(-1)

    def _to_stop(self, step: int) -> None:
        stops = [self.navigation.stop, *self._stops()]
        focused = QApplication.focusWidget()
        here = next(
            (
                i
                for i, stop in enumerate(stops)
                if focused and (stop is focused or stop.isAncestorOf(focused))
            ),
            -1 if step > 0 else 0,
        )
        stops[(here + step) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)

    def save_state(self) -> dict[str, str]:
        """What to remember of the window over restarts, as strings by name."""
        state = self.area.save_state()
        if self._period_chosen:
            state["period"] = f"{self.period} {self.as_of.isoformat() if self.as_of else ''}".strip()
        state["pane"] = self.specs[self.area.current].key
        return state

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.navigation.set_narrow(self.width() < _WIDE)
        super().resizeEvent(event)

    def settle(self) -> None:
        """Save what is being typed in any pane; called before the book is closed or locked."""
        self.area.settle()


def _files_of(data: QMimeData) -> list[Path]:
    """The files and folders that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _load_finder(_: Job) -> None:
    """Load what the palette needs beside the window's thread."""
    import csmdesk.ui.shell.finder  # noqa: F401


def _takes_keys(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
