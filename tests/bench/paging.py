"""A page jump in the account list with and without sparklines, against Qt's own table of the same words."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Any

from tests.bench.filter import ACCOUNTS, Shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

LINES = 40
PLAIN = (
    "name",
    "segment",
    "annual",
    "health",
    "decision",
    "days",
    "touch",
    "owner",
    "industry",
    "city",
    "code",
)
WITH, WITHOUT = (*PLAIN, "code", "trend"), (*PLAIN, "code", "stage")
"""Twelve columns each; the twelfth is the sparkline, or words in its place."""

ROUNDS, JUMPS = 8, 12

Say = Callable[[str], object]


def run(say: Say) -> None:
    """Jump by pages of 40 rows × 12 columns (goal: with sparklines at most 1.6 × without)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="csmdesk-bench-") as home:
        shown = Shown(Path(home) / "book", ACCOUNTS)
        view = shown.pane.view
        view.setParent(None)
        view.resize(1280, 32 + 32 * LINES)
        view.show()
        peer = _peer(shown)
        jumps: dict[str, _Jumps] = {"with": _Jumps(), "without": _Jumps(), "peer": _Jumps()}
        part = 0
        for turn in range(ROUNDS + 1):
            for name, columns in (("with", WITH), ("without", WITHOUT)):
                _lay_out(view, columns)
                # Rows that nobody has seen: what is drawn of them has to be made first.
                jumps[name].go(view, part * JUMPS * LINES, counted=bool(turn))
                part += 1
            jumps["peer"].go(peer, turn * JUMPS * LINES, counted=bool(turn))
        again: dict[str, _Jumps] = {"with": _Jumps(), "without": _Jumps()}
        for turn in range(ROUNDS):
            for name, columns in (("with", WITH), ("without", WITHOUT)):
                _lay_out(view, columns)
                again[name].go(view, (turn + 1) * JUMPS * LINES, counted=True)
        for what, found in (("seen for the first time", jumps), ("seen again", again)):
            lines, plain = found["with"], found["without"]
            say(
                f"a page jump, {LINES} rows x 12 columns, rows {what}: {median(lines.wall):.2f} ms with "
                f"sparklines (processor {min(lines.processor):.2f}), {median(plain.wall):.2f} ms without "
                f"({min(plain.processor):.2f})"
            )
            say(
                f"ratio: {median(lines.wall) / median(plain.wall):.2f}, of the best "
                f"{min(lines.wall) / min(plain.wall):.2f} (goal: at most 1.6)"
            )
        table = jumps["peer"]
        ours = median(again["without"].wall)
        say(
            f"Qt's own table of the same words: {median(table.wall):.2f} ms (processor "
            f"{min(table.processor):.2f}); ours without sparklines / Qt's: {ours / median(table.wall):.2f}"
        )
        peer.close()
        view.close()
        shown.close()


class _Jumps:
    """Page jumps, in milliseconds until painted."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.processor: list[float] = []

    def go(self, view: QTableView, first: int, *, counted: bool) -> None:
        """Jump by pages from a line on."""
        from PySide6.QtWidgets import QApplication

        model, bar = view.model(), view.verticalScrollBar()
        per_line = view.verticalHeader().defaultSectionSize()
        bar.setValue((first % (model.rowCount() - JUMPS * LINES)) * per_line)
        QApplication.processEvents()
        for _ in range(JUMPS):
            begun, worked = perf_counter(), thread_time()
            bar.setValue(bar.value() + LINES * per_line)
            QApplication.processEvents()
            if counted:
                self.processor.append((thread_time() - worked) * 1e3)
                self.wall.append((perf_counter() - begun) * 1e3)


def _lay_out(view: Any, columns: tuple[str, ...]) -> None:
    from PySide6.QtWidgets import QApplication

    from csmdesk.ui.models.columns import ColumnLayout

    known = tuple(column.key for column in view.model().columns)
    missing = set(columns) - set(known)
    if missing:
        raise RuntimeError(f"the list has no columns called {', '.join(sorted(missing))}")
    order = (*columns, *(key for key in known if key not in columns))
    view.set_layout(ColumnLayout(order, frozenset(known) - frozenset(columns)))
    QApplication.processEvents()


def _peer(shown: Shown) -> QTableView:
    """A C++ table with the words of the same rows, without grid, of the same size."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QHeaderView, QTableView

    model = shown.pane.model
    columns = [model.columns[model.place_of_column(key)] for key in WITHOUT]
    words = QStandardItemModel()
    words.setColumnCount(len(columns))
    for row in model.shown:
        words.appendRow([QStandardItem(column.words(row)) for column in columns])
    table = QTableView()
    table.setModel(words)
    table.setShowGrid(False)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(32)
    table.verticalHeader().hide()
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    for column, spec in enumerate(columns):
        table.setColumnWidth(column, spec.width)
    table.resize(1280, 32 + 32 * LINES)
    table.show()
    return table


if __name__ == "__main__":
    run(print)
