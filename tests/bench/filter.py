"""A keystroke in the filter → painted, a sort, a grouping, a copy, against an empty reset with its paint."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from tests.books import PERIOD, make_book

if TYPE_CHECKING:
    from csmdesk.services.accounts import AccountName
    from csmdesk.services.figures import AccountLine
    from csmdesk.ui.panes.accounts.pane import AccountsPane
    from csmdesk.ui.panes.accounts.rows import AccountRow

QUERIES = ("lantu", "qh", "家居", "KH00012", "wanghaiyuye", "恒", "zzz", "b", "jia ju", "白露化妆品")
FRAME = 16.7
ACCOUNTS = 10_000

Say = Callable[[str], object]


def run(say: Say) -> None:
    """Type and delete each query, a key at a time; sort, group and copy (goal: p99 at most 16.7 ms)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="csmdesk-bench-") as home:
        shown = Shown(Path(home) / "book", ACCOUNTS)
        bench = _Bench(shown.pane)
        bench.type(say, f"{ACCOUNTS:,} accounts with figures")
        bench.sort(say, "10,000 accounts")
        bench.group(say)
        bench.copy(say)
        multiply(shown.pane, 10)
        gc.collect()
        gc.freeze()
        bench.type(say, f"{10 * ACCOUNTS:,} accounts with figures")
        bench.sort(say, f"{10 * ACCOUNTS:,} accounts")
        shown.close()


class Shown:
    """The accounts pane on a book of so many accounts, with their figures."""

    def __init__(self, place: Path, accounts: int) -> None:
        from csmdesk.app.qt import application
        from csmdesk.services.accounts import Accounts
        from csmdesk.ui.panes.accounts.pane import AccountsPane
        from csmdesk.ui.tasks import Tasks
        from csmdesk.ui.theme import Theme

        self.app = application()
        self._theme = Theme("light")
        self._theme.apply()
        self._book = make_book(place, accounts)
        self._tasks = Tasks()
        self.pane = AccountsPane(self._theme, self._tasks, Accounts(self._book), "zh")
        self.pane.resize(1248, 824)
        self.pane.first_look()
        self.pane.set_period(PERIOD, None)
        self.pane.show()
        self.settle()
        gc.collect()
        gc.freeze()

    def settle(self) -> None:
        """Wait until nothing is read any more."""
        for _ in range(4):
            while self._tasks.busy:
                self.app.processEvents()
            self.app.processEvents()

    def close(self) -> None:
        """Close window and book."""
        self._tasks.close()
        self.pane.close()
        self._book.close()


def multiply(pane: AccountsPane, times: int) -> None:
    """Show every account so many times, each with a name and a number of its own."""
    from csmdesk.ui.panes.accounts.rows import account_rows

    listing = pane.listing
    lines = listing.lines
    assert lines is not None
    sources = [row.source for row in listing.model.rows]
    names: list[AccountName] = []
    by_id: dict[int, AccountLine] = {}
    units: dict[int, int] = {}
    for _ in range(times):
        for source in sources:
            key = len(names) + 1
            names.append(source._replace(id=key, code=f"KH{key:06}"))
            by_id[key] = lines.by_id[source.id]
            units[key] = lines.units[source.id]
    listing.lines = lines._replace(by_id=by_id, units=units)
    listing.model.set_rows(account_rows(names, listing.lines))


class _Bench:
    """Sends keys and clicks and takes the time until the list has been painted."""

    def __init__(self, pane: AccountsPane) -> None:
        self.pane = pane
        self.painted = 0.0
        self.processor: list[float] = []
        """Processor time of each act: what it would take on a machine that does nothing else."""
        paint = pane.view.paintEvent

        def paint_event(event: object) -> None:
            paint(event)  # type: ignore[arg-type]
            self.painted = perf_counter()

        pane.view.paintEvent = paint_event  # type: ignore[method-assign]

    def until_painted(self, act: Callable[[], object]) -> float:
        """Milliseconds until the list is painted; where it shows no row, until the words for that are."""
        from PySide6.QtWidgets import QApplication

        self.painted = 0.0
        begun, worked = perf_counter(), thread_time()
        act()
        QApplication.processEvents()
        self.processor.append((thread_time() - worked) * 1e3)
        return ((self.painted or perf_counter()) - begun) * 1e3

    def type(self, say: Say, what: str) -> None:
        """Type each query and take it back."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QInputMethodEvent
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        def press(letter: str) -> None:
            if letter.isascii():
                QTest.keyClicks(edit, letter)
            else:  # Chinese comes from the input method
                commit = QInputMethodEvent()
                commit.setCommitString(letter)
                QApplication.sendEvent(edit, commit)

        edit = self.pane.field.edit
        model = self.pane.model
        keys, resets = [], []

        def reset() -> None:
            model.beginResetModel()
            model.endResetModel()

        self.processor.clear()
        for _ in range(4):
            for query in QUERIES:
                keys += [self.until_painted(partial(press, letter)) for letter in query]
                back = partial(QTest.keyClick, edit, Qt.Key.Key_Backspace)
                keys += [self.until_painted(back) for _ in query]
                resets.append(self.until_painted(reset))
        p99 = quantiles(keys, n=100)[98]
        processor = quantiles(self.processor, n=100)
        say(
            f"{what}: a keystroke painted in {median(keys):.1f} ms, p99 {p99:.1f} ms (goal: {FRAME}), "
            f"max {max(keys):.1f} ms, n = {len(keys)}; an empty reset {median(resets):.1f} ms"
        )
        say(f"ratio: {median(keys) / median(resets):.2f}; processor time p99 {processor[98]:.1f} ms")

    def sort(self, say: Say, what: str) -> None:
        """Sort by every column, both ways, as for the first time; then again; then with a second key."""
        model, view = self.pane.model, self.pane.view
        first, again, second = [], [], []
        slowest = ""
        for _ in range(3):
            # The same rows as new ones: no order has been made of them.
            model.set_rows(list(model.rows))
            for column, spec in enumerate(model.columns):
                for descending in (False, True):
                    first.append(self.until_painted(partial(view.sort_by, column, descending)))
                    slowest = spec.head if first[-1] == max(first) else slowest
                again.append(self.until_painted(partial(view.sort_by, column, False)))
                other = (column + 1) % len(model.columns)
                second.append(self.until_painted(partial(view.sort_by, other, True, add=True)))
        say(
            f"{what}: a sort by any of {len(model.columns)} columns painted in {median(first):.1f} ms, max "
            f"{max(first):.1f} ms ({slowest}; goal: {FRAME}); again in {median(again):.1f} ms, max "
            f"{max(again):.1f} ms; with a second key in {median(second):.1f} ms, max {max(second):.1f} ms"
        )

    def group(self, say: Say) -> None:
        """Group by segment, sort and type while grouped, fold and unfold."""
        from csmdesk.ui.models.grouping import Grouping

        model, view = self.pane.model, self.pane.view
        by: Grouping[AccountRow] = Grouping(
            "segment",
            attrgetter("segment"),
            str,
            str,
            lambda rows: f"{sum(row.units for row in rows):,}",
        )
        grouped, sorted_, folded, typed = [], [], [], []
        for turn in range(9):
            grouped.append(self.until_painted(partial(model.set_grouping, by)))
            sorted_.append(self.until_painted(partial(view.sort_by, turn % 8, turn % 2 == 0)))
            key = model.row_at(0).id
            folded += [self.until_painted(partial(model.toggle_group, key)) for _ in range(2)]
            typed += [self.until_painted(partial(model.filter, text)) for text in ("j", "ji", "jia", "")]
            model.set_grouping(None)
        say(
            f"grouped in {median(grouped):.1f} ms, max {max(grouped):.1f} ms (goal: 30); "
            f"sorted while grouped {median(sorted_):.1f} ms, filtered {median(typed):.1f} ms (max "
            f"{max(typed):.1f}), folded {median(folded):.1f} ms"
        )

    def copy(self, say: Say) -> None:
        """Select everything, copy it, and type with everything selected."""
        model, view = self.pane.model, self.pane.view
        selected = [self.until_painted(view.selectAll) for _ in range(5)]
        copied = [self.until_painted(view.copy_text) for _ in range(5)]
        typed = [self.until_painted(partial(model.filter, text)) for text in ("j", "ji", "jia", "j", "")]
        view.select_one()
        say(
            f"all selected in {median(selected):.1f} ms, copied in {copied[0]:.0f} ms at first, "
            f"{min(copied):.0f} ms again (goal: 200); a filter with all selected {median(typed):.1f} ms"
        )


if __name__ == "__main__":
    run(print)
