"""The contract calendar with 50,000 contracts: months, years, days, list, risk matrix, filter and chips.

What is painted is the field over the list and the list itself; everything has been read before. The floor is
a reset of the list as it is, with the repaint of both.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from tests.books import PERIOD, make_book

if TYPE_CHECKING:
    from csmdesk.ui.panes.calendar.pane import CalendarPane

ACCOUNTS = 16_667  # three contracts each, in the mean
MONTH, YEAR = 16.7, 50.0
QUERIES = ("lantu", "HT0001", "家居", "zzz", "b")

Say = Callable[[str], object]


def run(say: Say) -> None:
    """Walk through months and years, cells and filters (goal: a month 16.7 ms, a year 50 ms)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from csmdesk.app.panes import pane_specs
    from csmdesk.app.qt import application
    from csmdesk.ui.panes.calendar.pane import CalendarPane
    from csmdesk.ui.tasks import Tasks
    from csmdesk.ui.theme import Theme

    app = application()
    # As in the window: work in other threads gives way to keys after half a millisecond.
    sys.setswitchinterval(0.0005)
    theme = Theme("light")
    theme.apply()
    with tempfile.TemporaryDirectory(prefix="csmdesk-bench-") as home:
        book = make_book(Path(home) / "book", ACCOUNTS)
        tasks = Tasks()
        pane = next(spec for spec in pane_specs(theme, tasks, book, "zh") if spec.key == "calendar").make()
        assert isinstance(pane, CalendarPane)
        pane.resize(1248, 824)
        pane.show()
        begun = perf_counter()
        pane.set_period(PERIOD, None)
        bench = _Bench(pane, lambda: tasks.busy, app.processEvents)
        bench.settle()
        assert pane.reading.index is not None
        say(f"{len(pane.reading.index.rows):,} contracts read beside in {perf_counter() - begun:.1f} s")
        gc.collect()
        gc.freeze()
        for act in (
            bench.months,
            bench.years,
            bench.days,
            bench.cells,
            bench.columns,
            bench.filters,
            bench.chips,
            bench.lists,
            bench.scrolling,
        ):
            act(say)
        tasks.close()
        pane.close()
        book.close()


class _Bench:
    """Does what the user does and takes the time until field and list have been painted."""

    def __init__(self, pane: CalendarPane, busy: Callable[[], bool], process: Callable[[], object]) -> None:
        self.pane = pane
        self._busy = busy
        self._process = process
        self.painted = 0.0
        self.laid_out = 0.0
        """When the risk matrix was painted last, which comes after all else."""
        self.processor: list[float] = []
        """Processor time of each act: what it would take on a machine that does nothing else."""
        for widget in (pane.left.view, pane.left.year, pane.left.month):
            self._watch(widget, "painted")
        self._watch(pane.right.matrix, "laid_out")

    def _watch(self, widget: object, when: str) -> None:
        paint = widget.paintEvent  # type: ignore[attr-defined]

        def paint_event(event: object) -> None:
            paint(event)
            setattr(self, when, perf_counter())

        widget.paintEvent = paint_event  # type: ignore[attr-defined]

    def settle(self) -> None:
        """Wait until nothing is read any more."""
        for _ in range(4):
            while self._busy():
                self._process()
            self._process()

    def until_painted(self, act: Callable[[], object]) -> float:
        """Milliseconds until everything that has to be painted anew is."""
        self.painted = 0.0
        begun, worked = perf_counter(), thread_time()
        act()
        self._process()
        self.processor.append((thread_time() - worked) * 1e3)
        taken = ((self.painted or perf_counter()) - begun) * 1e3
        self.settle()
        return taken

    def until_laid_out(self, act: Callable[[], object]) -> float:
        """Milliseconds until the risk matrix that was asked for, and is laid out beside, is painted."""
        reading, matrix = self.pane.reading, self.pane.reading.matrix
        begun, worked = perf_counter(), thread_time()
        act()
        while reading.matrix is matrix:
            self._process()
        self._process()
        self.processor.append((thread_time() - worked) * 1e3)
        taken = (self.laid_out - begun) * 1e3
        self.settle()
        return taken

    def floor(self) -> float:
        """The list reset as it is, with the repaint of list and field."""
        pane = self.pane

        def reset() -> None:
            pane.reading.model.beginResetModel()
            pane.reading.model.endResetModel()
            if pane.left.board is not None:
                pane.left.board.update()

        return median(self.until_painted(reset) for _ in range(9))

    def say(self, say: Say, what: str, taken: list[float], goal: float | None) -> None:
        """One line: the median, the slowest hundredth, the largest, and the ratio to the floor."""
        own = median(self.processor)
        self.processor.clear()
        floor = self.floor()
        self.processor.clear()
        aim = f" (goal: {goal})" if goal else ""
        say(
            f"{what}: painted in {median(taken):.1f} ms, p99 {quantiles(taken, n=100)[98]:.1f} ms{aim}, max "
            f"{max(taken):.1f} ms, n = {len(taken)}; processor {own:.1f} ms; floor {floor:.1f} ms, ratio "
            f"{median(taken) / floor:.2f}"
        )

    def _key(self, widget: object, key: object, *held: object) -> Callable[[], object]:
        from PySide6.QtTest import QTest

        return partial(QTest.keyClick, widget, key, *held)

    def months(self, say: Say) -> None:
        """Arrow keys through the months of the year view: the list below follows."""
        from PySide6.QtCore import Qt

        year = self.pane.left.year
        ways = [Qt.Key.Key_Right] * 5 + [Qt.Key.Key_Left] * 5
        self.until_painted(self._key(year, Qt.Key.Key_Right))
        self.processor.clear()
        taken = [self.until_painted(self._key(year, key)) for _ in range(6) for key in ways]
        self.say(say, "another month of the year view", taken, MONTH)

    def years(self, say: Say) -> None:
        """The keys [ and ] in the year view."""
        from PySide6.QtCore import Qt

        year = self.pane.left.year
        ways = [Qt.Key.Key_BracketRight, Qt.Key.Key_BracketLeft]
        taken = [self.until_painted(self._key(year, key)) for _ in range(15) for key in ways]
        self.say(say, "another year", taken, YEAR)

    def days(self, say: Say) -> None:
        """The keys [ and ] in the month view, and arrow keys through its days."""
        from PySide6.QtCore import Qt

        self.pane.showing.show_mode("month")
        self.settle()
        month = self.pane.left.month
        ways = [Qt.Key.Key_BracketRight] * 3 + [Qt.Key.Key_BracketLeft] * 3
        self.processor.clear()
        taken = [self.until_painted(self._key(month, key)) for _ in range(6) for key in ways]
        self.say(say, "another month of the month view", taken, MONTH)
        taken = [self.until_painted(self._key(month, Qt.Key.Key_Right)) for _ in range(20)]
        self.say(say, "another day", taken, MONTH)
        self.pane.showing.show_mode("year")
        self.settle()

    def cells(self, say: Say) -> None:
        """Cells of the risk matrix by arrow keys and Enter, each with thousands of contracts."""
        from PySide6.QtCore import Qt

        matrix = self.pane.right.matrix
        ways = [Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down]
        self.processor.clear()
        taken = []
        for key in ways * 4:
            self._key(matrix, key)()
            self.settle()
            taken.append(self.until_painted(self._key(matrix, Qt.Key.Key_Return)))
            self.settle()
        self.say(say, "a cell of the risk matrix listed, or left", taken, None)
        self.pane.showing.leave_cell()
        self.settle()

    def columns(self, say: Say) -> None:
        """The matrix by month of end, and by distance to the decision."""
        ways = [partial(self.pane.showing.set_by, by) for by in ("month", "decision")]
        self.processor.clear()
        taken = [self.until_laid_out(way) for _ in range(8) for way in ways]
        self.say(say, "other columns of the risk matrix, laid out beside the window", taken, None)

    def filters(self, say: Say) -> None:
        """Each query typed and taken back, a key at a time, over the year and its month."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QInputMethodEvent
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        edit = self.pane.left.field.edit

        def press(letter: str) -> None:
            if letter.isascii():
                QTest.keyClicks(edit, letter)
            else:  # Chinese comes from the input method
                commit = QInputMethodEvent()
                commit.setCommitString(letter)
                QApplication.sendEvent(edit, commit)

        taken: list[float] = []
        self.processor.clear()
        for query in QUERIES:
            taken += [self.until_painted(partial(press, letter)) for letter in query]
            taken += [self.until_painted(self._key(edit, Qt.Key.Key_Backspace)) for _ in query]
        self.say(say, "a key in the filter", taken, None)

    def chips(self, say: Say) -> None:
        """A choice of a chip set and taken back, over the year and its month."""
        chips = self.pane.left.chips
        chosen = (("health", "red"), ("state", "open"), ("forecast", "likely"), ("auto", "yes"))
        acts = [partial(chips.choose_only, *one) for one in chosen for _ in range(2)]
        self.processor.clear()
        taken = [self.until_painted(act) for _ in range(3) for act in acts]
        self.say(say, "a chip set or cleared", taken, None)

    def lists(self, say: Say) -> None:
        """The list alone: of a year, of two, of everything."""
        self.pane.showing.show_mode("list")
        self.settle()
        acts = [partial(self.pane.showing.choose_span, span) for span in ("all", "year")]
        self.processor.clear()
        taken = [self.until_painted(act) for _ in range(8) for act in acts]
        self.say(say, "the list of everything, and of a year again", taken, YEAR)

    def scrolling(self, say: Say) -> None:
        """Pages of the list of everything, whose rows have never been shown."""
        from PySide6.QtCore import Qt

        self.pane.showing.choose_span("all")
        self.settle()
        view = self.pane.left.view
        self.processor.clear()
        taken = [self.until_painted(self._key(view, Qt.Key.Key_PageDown)) for _ in range(40)]
        self.say(say, "a page of the list of everything", taken, MONTH)
