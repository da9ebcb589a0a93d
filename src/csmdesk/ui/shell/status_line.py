"""The line at the bottom: the book, how it is kept, its last backup, what runs, and what can be undone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from csmdesk.domain.text import Language, Text
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import STATUS_LINE, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_icon, draw_rule
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.progress import ProgressLine

_BAR_WIDTH = 120


class _Item(QWidget):
    """A small icon and words."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.words = Label(theme, scale="small", role="t3")
        row = QHBoxLayout(self)
        row.setContentsMargins(19, 0, 0, 0)
        row.addWidget(self.words)
        self.hide()

    def say(self, text: str) -> None:
        """Show words; '' hides the item."""
        self.words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def set_icon(self, icon: str) -> None:
        """Another icon."""
        self._icon = icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_icon(painter, self._theme, self._icon, "t3", 0, (self.height() - 14) // 2, 14)
        painter.end()


class StatusLine(QWidget):
    """Shows the running job of ``tasks`` with progress and a way to stop it.

    ``keys_asked`` is a click on the words at the right, which tell how to see the keys.
    """

    keys_asked = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._language: Language = language
        self._job: Job | None = None
        self.book = _Item(theme, "book")
        self.keys = _Item(theme, "lock")
        self.backup = _Item(theme, "check")
        self.work = Label(theme, scale="small", role="t2")
        self._bar = ProgressLine(theme)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self.cancel = Button(theme, self.tr("停止"), kind="link", small=True)
        self.undo = Label(theme, scale="small", role="t3", align="right", elide=True)
        # As a caption, in grey: it is a reminder and not what the line is about.
        self.keys_button = Button(theme, kind="flat", small=True, caption=self.tr("快捷键"), hint="?")
        self.keys_button.setAccessibleName(self.tr("快捷键"))
        self.keys_button.setToolTip(self.tr("快捷键  ? 或 F1"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(18)
        for widget in (self.book, self.keys, self.backup):
            row.addWidget(widget)
        self._running = QWidget()
        self._running.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        running = QHBoxLayout(self._running)
        running.setContentsMargins(0, 0, 0, 0)
        running.setSpacing(8)
        for part in (self.work, self._bar, self.cancel):
            running.addWidget(part)
        self._running.hide()
        row.addWidget(self._running)
        row.addWidget(self.undo, 1)
        row.addWidget(self.keys_button)
        self.setFixedHeight(STATUS_LINE)
        self.cancel.clicked.connect(self._stop)
        self.keys_button.clicked.connect(self.keys_asked)
        tasks.running_changed.connect(self._show_work)
        tasks.progressed.connect(self._show_progress)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_rule(painter, self._theme, "line", 0, 0, self.width())
        painter.end()

    def set_undo(self, what: Text | None) -> None:
        """Name the step that Ctrl+Z would take back."""
        if what is None:
            self.undo.setText("")
        else:
            words = self.tr("撤销：{what}").format(what=what.to(self._language))
            self.undo.setText(f"{words}  Ctrl Z")
        self.undo.setToolTip(self.undo.text())

    def _show_work(self) -> None:
        running = self._tasks.running
        self._job = running[0] if running else None
        self._running.setVisible(self._job is not None)
        if self._job is not None:
            more = len(running) - 1
            name = (
                self.tr("{name}，另有 {n} 项").format(name=self._job.name, n=more) if more else self._job.name
            )
            self.work.setText(name)
            self._running.setAccessibleName(name)
            self._show_progress()

    def _show_progress(self) -> None:
        job = self._job
        if job is not None:
            self._bar.set_progress(job.done, job.total)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._show_work()
