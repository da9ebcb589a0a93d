"""The clock of a stand-up: what is left of its minutes, started and stopped, with a quiet sign at the end."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from csmdesk.domain.clock import StandupClock
from csmdesk.metrics.display import MINUS
from csmdesk.services.machine_clock import read_clock
from csmdesk.ui.theme import CONTROL, RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box, draw_icon

if TYPE_CHECKING:
    from csmdesk.domain.clock import Reading

SOON = 120
"""Seconds before the end from which the clock is amber."""
_TICK = 200
"""Milliseconds between two looks at the clock; it is painted anew only when its figures change."""
_BEAT, _BEATS = 350, 6
"""The pulse at the end: the ground comes and goes three times."""
PAD = 6
"""How far the ground of the face reaches beyond its clock; the bar stands that much further out."""
_ICON, _GAP = 16, 6


def clock_words(seconds: float) -> str:
    """14:59 for what is left of the minutes, −0:31 once they are over."""
    whole = math.ceil(seconds)
    minutes, rest = divmod(abs(whole), 60)
    return f"{minutes}:{rest:02}" if whole >= 0 else f"{MINUS}{minutes}:{rest:02}"


class ClockFace(QWidget):
    """The minutes and seconds that are left: plain, amber in the last two minutes, red once they are over."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._seconds = 0.0
        self._running = False
        self._beats = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self._beat)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_seconds(0, running=False)

    def show_seconds(self, seconds: float, *, running: bool) -> None:
        """Show what is left; negative when it has taken longer."""
        before = self.words
        self._seconds, self._running = seconds, running
        if not self.accessibleName() or before != self.words:
            self.setAccessibleName(self._told())
            self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """What the clock says."""
        return clock_words(self._seconds)

    @property
    def role(self) -> str:
        """The colour role of its figures."""
        if self._seconds <= 0:
            return "redt"
        return "ambert" if self._seconds <= SOON else "t1"

    def _told(self) -> str:
        if self._seconds <= 0:
            return self.tr("站会已超时 {time}").format(time=clock_words(-self._seconds))
        return self.tr("站会还剩 {time}").format(time=self.words)

    # --- the sign at the end --------------------------------------------------------------------------------

    def pulse(self) -> None:
        """Let the ground come and go: the minutes are over, and nobody is interrupted."""
        self._beats = _BEATS
        self._timer.start()
        self.update()

    @property
    def pulsing(self) -> bool:
        """True while the ground comes and goes."""
        return self._beats > 0

    def _beat(self) -> None:
        self._beats -= 1
        if self._beats <= 0:
            self._timer.stop()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        self._beats = 0
        self._timer.stop()
        super().hideEvent(event)

    # --- look -----------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        figures = self._theme.metrics("head").horizontalAdvance(self.words)
        return QSize(PAD + _ICON + _GAP + figures + PAD, CONTROL)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        if self._beats % 2 == 0 and self._beats:
            draw_box(painter, theme, QRectF(self.rect()), RADIUS_CONTROL, ground="amberbg")
        role = self.role
        icon = role if role != "t1" else "t1" if self._running else "t3"
        draw_icon(painter, theme, "clock", icon, PAD, (self.height() - _ICON) / 2)
        painter.setFont(theme.font("head"))
        painter.setPen(theme.colour(role))
        left = PAD + _ICON + _GAP
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.words)
        painter.end()


class ClockBar(QWidget):
    """The clock with its button. ``ended`` when the minutes are up, ``moved`` when it was started or stopped.

    What it counts does not rest on this window's timer: the time that passes in sleep, while another pane is
    shown or the program is closed counts as well.
    """

    ended = Signal()
    moved = Signal()

    def __init__(
        self,
        theme: Theme,
        read: Callable[[], Reading] = read_clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._clock = StandupClock(15)
        self._told = False
        self.face = ClockFace(theme)
        self.button = Button(theme, hint=self.tr("空格"))
        self.button.clicked.connect(self.toggle)
        self.again = Button(theme, kind="flat", icon="restore")
        self.again.setToolTip(self.tr("从头计时"))
        self.again.setAccessibleName(self.tr("从头计时"))
        self.again.clicked.connect(self.reset)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.tick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.face)
        row.addStretch(1)
        row.addWidget(self.again)
        row.addWidget(self.button)
        self._show()

    # --- the clock ------------------------------------------------------------------------------------------

    def set_clock(self, clock: StandupClock) -> None:
        """Count with another clock: the one that was kept, or that of another stand-up."""
        self._clock = clock
        # One that has run out while nobody looked rings for nobody.
        self._told = clock.over(self._read())
        self._show()

    @property
    def clock(self) -> StandupClock:
        """The clock that is shown."""
        return self._clock

    @property
    def running(self) -> bool:
        """True while it counts."""
        return self._clock.running

    @property
    def taken(self) -> int | None:
        """Seconds that the stand-up has taken; None when it was never started."""
        return self._clock.taken(self._read())

    def kept(self) -> str:
        """The clock as text, for the next time the program runs."""
        return self._clock.to_json(self._read())

    def toggle(self) -> None:
        """Start or stop."""
        if self._clock.running:
            self._clock.stop(self._read())
        else:
            self._clock.start(self._read())
        self._show()
        self.moved.emit()

    def start(self) -> None:
        """Let it count."""
        if not self._clock.running:
            self.toggle()

    def stop(self) -> None:
        """Let it stand."""
        if self._clock.running:
            self.toggle()

    def reset(self) -> None:
        """All minutes ahead again; one that counts goes on counting from there."""
        running = self._clock.running
        self._clock.reset()
        if running:
            self._clock.start(self._read())
        self._told = False
        self._show()
        self.moved.emit()

    def tick(self) -> None:
        """Look at the clock: show what is left, and say once that the minutes are up."""
        now = self._read()
        left = self._clock.remaining(now)
        if clock_words(left) != self.face.words:
            self._show()
        if self._clock.running and left <= 0 and not self._told:
            self._told = True
            self.face.pulse()
            self.ended.emit()

    # --- look -----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        clock, now = self._clock, self._read()
        self.face.show_seconds(clock.remaining(now), running=clock.running)
        begun = clock.begun is not None
        words = self.tr("停") if clock.running else self.tr("继续") if begun else self.tr("开始")
        if words != self.button.text():
            self.button.setText(words)
            self.button.updateGeometry()
            self.button.setAccessibleName(self.tr("站会计时：{what}").format(what=words))
        self.again.setVisible(begun)
        # A clock that nobody sees still has to say that it is over.
        if clock.running and not self._timer.isActive():
            self._timer.start()
        elif not clock.running:
            self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()
