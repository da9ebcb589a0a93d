"""The window of one open book: navigation, bar, panes and status line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language, Text
from csmdesk.ui.panes import Pane
from csmdesk.ui.shell.navigation import Navigation
from csmdesk.ui.shell.status_line import StatusLine
from csmdesk.ui.shell.top_bar import TopBar
from csmdesk.ui.tasks import Job, Problem, Tasks
from csmdesk.ui.theme import RADIUS_PANE, Theme

if TYPE_CHECKING:
    from csmdesk.ui.shell.notice import Notice

_WIDE = 1120
"""Below this width the navigation shows icons only."""


class Standing(NamedTuple):
    """What the status line says of a book."""

    name: str
    keys: Text
    locked: bool
    backup: Text


class Calendar(NamedTuple):
    """The period to begin with, and the first month of the fiscal year (1–12)."""

    period: str
    fiscal_start: int


class OpenBook(Protocol):
    """What the window can do with the book as a whole; made in ``app``."""

    @property
    def undo_label(self) -> Text | None: ...
    @property
    def redo_label(self) -> Text | None: ...
    @property
    def writable(self) -> bool: ...
    def undo(self) -> Changes | None: ...
    def redo(self) -> Changes | None: ...
    def name(self) -> str: ...
    def standing(self) -> Standing: ...
    def calendar(self) -> Calendar: ...
    def import_folder(self, job: Job, folder: Path) -> tuple[Changes, Text]: ...
    def make_backup(self) -> Path: ...


class PaneSpec(NamedTuple):
    """A pane before it is made: its key in the settings, its icon and name, and how to make it."""

    key: str
    icon: str
    title: str
    make: Callable[[], Pane]


class PaneArea(QWidget):
    """The surface that the panes stand on: a line around, the top left corner round."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.pages = QStackedWidget()
        # A stacked layout has no margins of its own.
        place = QVBoxLayout(self)
        place.setContentsMargins(1, 1, 0, 0)
        place.addWidget(self.pages)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = RADIUS_PANE + 0.5
        path = QPainterPath(QPointF(0.5, self.height() + 1))
        path.lineTo(0.5, corner)
        path.quadTo(0.5, 0.5, corner, 0.5)
        path.lineTo(self.width() + 1, 0.5)
        path.lineTo(self.width() + 1, self.height() + 1)
        painter.setPen(theme.pen("line2"))
        painter.setBrush(theme.colour("surface"))
        painter.drawPath(path)
        painter.end()


class Desk(QWidget):
    """One book on the desk; what reaches beyond it is asked for by signals."""

    open_asked = Signal()
    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    import_asked = Signal()

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
        self._book = book
        self._specs = list(specs)
        self._language: Language = language
        self._state = dict(state)
        self._panes: dict[int, Pane] = {}
        self._stale: set[int] = set()
        self._missed: dict[int, list[Changes]] = {}
        self._current = -1
        self._notice: Notice | None = None
        self._period = ""
        self._fiscal_start = 1
        self._as_of: date | None = None
        self.bar = TopBar(theme, language)
        self.navigation = Navigation(theme, [(spec.icon, spec.title) for spec in specs])
        self.area = PaneArea(theme)
        self.status = StatusLine(theme, tasks, language)
        self._lay_out()
        self._connect()
        self.status.book.say(book.name())
        self._show_history()
        keys = [spec.key for spec in specs]
        wanted = self._state.get("pane", "")
        self.show_pane(keys.index(wanted) if wanted in keys else 0)
        self._begin_period()

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.area, 1)
        self._above_status = right
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(middle, 1)
        column.addWidget(self.status)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.show_pane)
        self.bar.undo.connect(self._undo)
        self.bar.redo.connect(self._redo)
        self.bar.period_chosen.connect(self._choose_period)
        self.bar.day_chosen.connect(self._choose_day)
        self.bar.theme_chosen.connect(self.theme_chosen)
        self.bar.language_chosen.connect(self.language_chosen)
        self.bar.import_asked.connect(self.import_asked)
        self.bar.backup_asked.connect(self._back_up)
        self.bar.open_asked.connect(self.open_asked)
        self._tasks.changed.connect(self._changed)
        self._tasks.failed.connect(self.show_problem)

    # --- panes ----------------------------------------------------------------------------------------------

    @property
    def pane(self) -> Pane:
        """The pane that is shown."""
        return self._panes[self._current]

    def pane_of(self, key: str) -> Pane:
        """The pane called ``key``, made when it has not been."""
        return self._made([spec.key for spec in self._specs].index(key))

    def _made(self, index: int) -> Pane:
        pane = self._panes.get(index)
        if pane is None:
            spec = self._specs[index]
            pane = self._panes[index] = spec.make()
            pane.import_asked.connect(self.import_asked)
            self.area.pages.addWidget(pane)
            prefix = f"{spec.key}/"
            pane.restore_state(
                {
                    key.removeprefix(prefix): value
                    for key, value in self._state.items()
                    if key.startswith(prefix)
                }
            )
            pane.first_look()
            self._stale.add(index)
        return pane

    def show_pane(self, index: int) -> None:
        """Bring a pane to the front; it is made when it is shown for the first time."""
        pane = self._made(index)
        self._current = index
        self.area.pages.setCurrentWidget(pane)
        self.navigation.set_current(index)
        self._bring_up_to_date(index)

    def _pane_by_key(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.show_pane(int(sender.property("pane")))
            # A pane that has nothing to show yet takes no focus, and a window without one hears no keys.
            stops = [stop for stop in self.pane.stops() if stop.isVisible()] or [self.navigation.stop]
            stops[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _bring_up_to_date(self, index: int) -> None:
        """Tell a pane what it missed while it was not shown."""
        pane = self._panes[index]
        missed = self._missed.pop(index, [])
        if index in self._stale and self._period:
            self._stale.discard(index)
            for changes in missed:
                pane.refresh(changes)
            pane.set_period(self._period, self._as_of)
        else:
            for changes in missed:
                pane.refresh(changes)

    def _changed(self, changes: Changes) -> None:
        for index, pane in self._panes.items():
            if index == self._current:
                pane.refresh(changes)
            else:
                self._missed.setdefault(index, []).append(changes)
        self._show_history()

    # --- period ---------------------------------------------------------------------------------------------

    def _begin_period(self) -> None:
        """Go on with the last period, else find the one that the book's newest data lie in."""
        period, _, day = self._state.get("period", "").partition(" ")
        try:
            if period:
                self._show_period(period, date.fromisoformat(day) if day else None)
        except (UserError, ValueError):
            self._period = ""
        self._read_calendar()

    def _read_calendar(self) -> None:
        book = self._book
        self._tasks.query(self, lambda _: book.calendar(), self._take_calendar, slot="calendar")

    def _take_calendar(self, calendar: Calendar) -> None:
        self._fiscal_start = calendar.fiscal_start
        if self._period:
            self.bar.set_period(self._period, self._as_of, self._fiscal_start)
        else:
            self._choose_period(calendar.period)

    def _show_period(self, period: str, as_of: date | None) -> None:
        self.bar.set_period(period, as_of, self._fiscal_start)
        self._period, self._as_of = period, as_of
        self._stale = set(self._panes)
        self._bring_up_to_date(self._current)

    def _choose_period(self, period: str) -> None:
        self._show_period(period, None)

    def _choose_day(self, day: date | None) -> None:
        self._show_period(self._period, day)

    # --- the book -------------------------------------------------------------------------------------------

    def after_first_paint(self) -> None:
        """What can wait until the window is seen: keys, the menu, and the backup in the status line."""
        from PySide6.QtGui import QKeySequence, QShortcut

        for index in range(len(self._specs)):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{index + 1}"), self)
            shortcut.setProperty("pane", index)
            shortcut.activated.connect(self._pane_by_key)
        QShortcut(QKeySequence("F6"), self).activated.connect(self._next_stop)
        QShortcut(QKeySequence("Shift+F6"), self).activated.connect(self._stop_before)
        self.bar.after_first_paint()
        self.read_standing()

    def read_standing(self) -> None:
        """Say how the book is kept and when it was last backed up."""
        book = self._book
        self._tasks.query(self, lambda _: book.standing(), self._show_standing, slot="standing")

    def _show_standing(self, standing: Standing) -> None:
        self.status.book.say(standing.name)
        self.status.keys.set_icon("lock" if standing.locked else "key")
        self.status.keys.say(standing.keys.to(self._language))
        self.status.backup.say(standing.backup.to(self._language))

    def _back_up(self) -> None:
        book = self._book
        self._tasks.query(
            self, lambda _: book.make_backup(), self._backed_up, slot="backup", name=self.tr("备份")
        )

    def _backed_up(self, place: Path) -> None:
        self.notice.say(self.tr("已备份并校验：{place}").format(place=place), bad=False)
        self.read_standing()

    def import_folder(self, folder: Path) -> None:
        """Import every table of a folder: all or nothing, one step to undo."""
        book = self._book

        def work(job: Job) -> tuple[Changes, Text]:
            return book.import_folder(job, folder)

        self._tasks.command(self, work, self._imported, slot="import", name=self.tr("导入"))

    def _imported(self, outcome: tuple[Changes, Text]) -> None:
        changes, words = outcome
        self.notice.say(words.to(self._language), bad=False)
        if not changes.empty:
            self._changed(changes)

    # --- undo -----------------------------------------------------------------------------------------------

    def _undo(self) -> None:
        book = self._book
        self._tasks.command(self, lambda _: book.undo(), name=self.tr("撤销"))

    def _redo(self) -> None:
        book = self._book
        self._tasks.command(self, lambda _: book.redo(), name=self.tr("重做"))

    def _show_history(self) -> None:
        self.bar.set_history(self._book.undo_label, self._book.redo_label)
        self.status.set_undo(self._book.undo_label)

    @property
    def notice(self) -> Notice:
        """The sentence over the status line, made when something is first said."""
        if self._notice is None:
            from csmdesk.ui.shell.notice import Notice

            self._notice = Notice(self._theme)
            self._above_status.addWidget(self._notice)
        return self._notice

    # --- errors, focus, state -------------------------------------------------------------------------------

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong, in one sentence."""
        self.notice.say(problem.text.to(self._language), bad=True)

    def _stops(self) -> list[QWidget]:
        return [self.navigation.stop, *self.pane.stops()]

    def _next_stop(self) -> None:
        self._to_stop(1)

    def _stop_before(self) -> None:
        self._to_stop(-1)

    def _to_stop(self, step: int) -> None:
        stops = self._stops()
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
        state = dict(self._state)
        if self._period:
            state["period"] = f"{self._period} {self._as_of.isoformat() if self._as_of else ''}".strip()
        state["pane"] = self._specs[self._current].key
        for index, pane in self._panes.items():
            for key, value in pane.save_state().items():
                state[f"{self._specs[index].key}/{key}"] = value
        return state

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.navigation.set_narrow(self.width() < _WIDE)
        super().resizeEvent(event)
