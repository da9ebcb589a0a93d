"""What tests of a pane share: the pane in a window, with keys for it and an ear for what it tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.ui.panes import Pane
from csmdesk.ui.tasks import Tasks

NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class PaneShown:
    """A pane in a window, and what it told."""

    pane: Pane
    tasks: Tasks
    bot: QtBot
    window: QWidget
    said: list[tuple[str, bool]] = field(default_factory=list, kw_only=True)
    asked: list[Any] = field(default_factory=list, kw_only=True)
    failed: list[str] = field(default_factory=list, kw_only=True)
    testers: list[QAbstractItemModelTester] = field(default_factory=list, kw_only=True)

    def listen(self) -> None:
        """Note what the pane says and what it asks to be opened."""
        self.pane.said.connect(self._note_said)
        self.pane.open_asked.connect(self._note_asked)
        self.tasks.failed.connect(self._note_failed)

    def watch_models(self, models: Iterable[QAbstractItemModel]) -> None:
        """Let Qt watch models."""
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        self.testers += [QAbstractItemModelTester(model, mode) for model in models]

    def _note_said(self, words: str, undo: bool) -> None:
        self.said.append((words, undo))

    def _note_asked(self, kind: str, key: int) -> None:
        self.asked.append((kind, key))

    def _note_failed(self, problem: Any) -> None:
        self.failed.append(problem.text.zh)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self.tasks.busy

    def wait(self) -> None:
        """Return when nothing is under way any more, nor what that has led to."""
        for _ in range(6):
            self.bot.waitUntil(lambda: self.idle, timeout=30_000)
            QApplication.processEvents()

    def focus_on(self, widget: QWidget) -> None:
        """Give a widget the focus, and the window the keys."""
        with self.bot.waitActive(self.window):
            self.window.activateWindow()
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """A key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.wait()
