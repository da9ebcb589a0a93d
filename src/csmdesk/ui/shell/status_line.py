"""The line at the bottom: the book, how it is kept, its last backup, what runs, and what can be undone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from csmdesk.domain.text import Language, Text
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import BAR, STATUS_LINE, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label


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
        pixmap = self._theme.pixmap(self._icon, "t3", 14, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(0, (self.height() - 14) // 2), pixmap)
        painter.end()


class _Progress(QWidget):
    """A bar 120 wide; without a known end it is a third full."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = -1.0
        self.setFixedSize(120, STATUS_LINE)

    def set_share(self, share: float) -> None:
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, (self.height() - BAR) / 2, self.width(), BAR)
        painter.setBrush(theme.colour("track"))
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        filled = QRectF(bar)
        filled.setWidth(bar.width() * (1 / 3 if self._share < 0 else max(0.03, min(1.0, self._share))))
        painter.setBrush(theme.colour("accfill"))
        painter.drawRoundedRect(filled, BAR / 2, BAR / 2)
        painter.end()


class StatusLine(QWidget):
    """Shows the running job of ``tasks`` with progress and a way to stop it."""

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
        self._bar = _Progress(theme)
        self.cancel = Button(theme, self.tr("停止"), kind="link", small=True)
        self.undo = Label(theme, scale="small", role="t3", align="right")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(18)
        for widget in (self.book, self.keys, self.backup):
            row.addWidget(widget)
        row.addStretch(1)
        self._running = QWidget()
        self._running.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        running = QHBoxLayout(self._running)
        running.setContentsMargins(0, 0, 0, 0)
        running.setSpacing(8)
        for part in (self.work, self._bar, self.cancel):
            running.addWidget(part)
        self._running.hide()
        row.addWidget(self._running)
        row.addWidget(self.undo)
        self.setFixedHeight(STATUS_LINE)
        self.cancel.clicked.connect(self._stop)
        tasks.running_changed.connect(self._show_work)
        tasks.progressed.connect(self._show_progress)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.pen("line"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()

    def set_undo(self, what: Text | None) -> None:
        """Name the step that Ctrl+Z would take back."""
        if what is None:
            self.undo.setText("")
        else:
            words = self.tr("撤销：{what}").format(what=what.to(self._language))
            self.undo.setText(f"{words}  Ctrl+Z")

    def _show_work(self) -> None:
        running = self._tasks.running
        self._job = running[0] if running else None
        self._running.setVisible(self._job is not None)
        if self._job is not None:
            self.work.setText(self._job.name)
            self._running.setAccessibleName(self._job.name)
            self._show_progress()

    def _show_progress(self) -> None:
        job = self._job
        if job is not None:
            self._bar.set_share(job.done / job.total if job.total else -1.0)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._show_work()
