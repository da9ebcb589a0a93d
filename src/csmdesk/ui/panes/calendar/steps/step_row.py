"""One step of a renewal: ring or diamond on the rail, what is due and how it stands; its form opens below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from csmdesk.domain.renewal_track import State
from csmdesk.ui.theme import INSET, RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_rule
from csmdesk.ui.widgets.focus import Ringed, draw_ring_around, is_press
from csmdesk.ui.widgets.ring import SIZE as RING_SIZE
from csmdesk.ui.widgets.ring import draw_task_ring
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

if TYPE_CHECKING:
    from csmdesk.services.contract_track import TrackStep

LEFT = INSET + 28
"""Where the words of a step begin, right of the rail."""

_ABOVE, _LINE, _NOTE, _BELOW = 6, 20, 17, 9
_OUT = 8
_GAP = 12
_RINGS = {State.TODO: "todo", State.DOING: "doing", State.DONE: "done"}
_WRAP = Qt.TextFlag.TextWordWrap
_LEAD = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TRAIL = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class StepHead(Ringed, QWidget):
    """The lines of a step. ``pressed`` is a click, Enter or Space; other keys go on to the track."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._step: TrackStep | None = None
        self._title_width = 0
        self._open = False
        self._hover = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_step(self, step: TrackStep, title_width: int, *, is_open: bool) -> None:
        """Show a step; ``title_width`` is what the longest title of the track takes."""
        self._step, self._title_width, self._open = step, title_width, is_open
        state = self.tr("已展开") if is_open else self.tr("已收起")
        said = (step.title, step.right, step.due, step.note, state)
        self.setAccessibleName("  ".join(part for part in said if part))
        self.setToolTip(step.note)
        self.updateGeometry()
        self.update()

    # --- size -----------------------------------------------------------------------------------------------

    def _room(self, width: int) -> int:
        return max(80, width - LEFT - INSET)

    def _due_room(self, width: int) -> int:
        """What is left for the due words between the title and the state."""
        assert self._step is not None
        right = self._theme.metrics().horizontalAdvance(self._step.right)
        return width - INSET - right - _GAP - LEFT - self._title_width - _GAP

    def _due_below(self, width: int) -> bool:
        """True when the due words need a line of their own."""
        if self._step is None or not self._step.due:
            return False
        return self._theme.metrics().horizontalAdvance(self._step.due) > self._due_room(width)

    def _note_height(self, width: int) -> int:
        if self._step is None or not self._step.note:
            return 0
        metrics = self._theme.metrics("small")
        box = metrics.boundingRect(QRect(0, 0, self._room(width), 2000), _WRAP, self._step.note)
        return max(1, round(box.height() / metrics.height())) * _NOTE + 2

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = 2 if self._due_below(width) else 1
        return _ABOVE + lines * _LINE + self._note_height(width) + _BELOW

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, _ABOVE + _LINE + _BELOW)

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        step = self._step
        if step is None:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(LEFT - _OUT, 1, self.width() - LEFT - INSET + 2 * _OUT, self.height() - 3)
        if self._hover:
            draw_box(painter, theme, box, RADIUS_CONTROL, ground="hover")
        draw_mark(painter, theme, step.state, INSET, _ABOVE + (_LINE - RING_SIZE) / 2)
        self._draw_words(painter, step)
        if self.ring:
            draw_ring_around(painter, box, theme)
        painter.end()

    def _draw_words(self, painter: QPainter, step: TrackStep) -> None:
        theme = self._theme
        skipped = step.state is State.SKIPPED
        right = self.width() - INSET
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t3" if skipped else "t1"))
        painter.drawText(QRect(LEFT, _ABOVE, self._title_width, _LINE), _LEAD, step.title)
        late = step.late or step.state is State.LATE
        metrics = theme.metrics()
        wide = metrics.horizontalAdvance(step.right)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("redt" if late else "t3"))
        painter.drawText(QRect(right - wide, _ABOVE, wide, _LINE), _TRAIL, step.right)
        top = _ABOVE + _LINE
        if self._due_below(self.width()):
            due = QRect(LEFT, top, self._room(self.width()), _LINE)
            top += _LINE
        else:
            due = QRect(LEFT + self._title_width + _GAP, _ABOVE, self._due_room(self.width()), _LINE)
        painter.setPen(theme.colour("t3" if skipped else "t1"))
        words = metrics.elidedText(step.due, Qt.TextElideMode.ElideRight, due.width())
        painter.drawText(due, _LEAD, words)
        if step.note:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t3"))
            note = QRect(LEFT, top + 2, self._room(self.width()), self._note_height(self.width()))
            painter.drawText(note, _WRAP | Qt.AlignmentFlag.AlignTop, step.note)

    # --- pointer and keys -----------------------------------------------------------------------------------

    def enterEvent(self, event: QEvent) -> None:
        self._hover = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_press(event):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


def draw_mark(painter: QPainter, theme: Theme, state: State, x: float, y: float) -> None:
    """The state of a step in a box of 16 × 16: a ring, a diamond where it is late, dashed where left out."""
    inset = (RING_SIZE - SIZE) / 2
    if state is State.LATE:
        draw_shape(painter, theme, "red", x + inset, y + inset)
    elif state is State.SKIPPED:
        draw_shape(painter, theme, "unscored", x + inset, y + inset)
    else:
        draw_task_ring(painter, theme, _RINGS[state], x, y)


class StepRow(QWidget):
    """A step with the place for its form; the rail goes on beside the form to the next step."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, key: str, *, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._theme = theme
        self._last = last
        self.form: QWidget | None = None
        self.head = StepHead(theme, self)
        self.head.pressed.connect(self._pressed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(LEFT, 4, INSET, 16)
        self._place.setSpacing(0)
        theme.changed.connect(self.update)

    def _pressed(self) -> None:
        self.pressed.emit(self.key)

    def put_form(self, form: QWidget) -> None:
        """Take the form of the step, hidden until ``set_open``."""
        if self.form is None:
            self._column.addLayout(self._place)
        self.form = form
        form.hide()
        self._place.addWidget(form)
        self._fit()

    @property
    def is_open(self) -> bool:
        """True while the form is there to be typed into."""
        return self.form is not None and not self.form.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Show the form, or hide it."""
        if self.form is not None:
            self.form.setVisible(is_open)
            self._fit()

    def _fit(self) -> None:
        top, bottom = (4, 16) if self.is_open else (0, 0)
        self._place.setContentsMargins(LEFT, top, INSET, bottom)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._last and not self.is_open:
            return
        painter = QPainter(self)
        top = _ABOVE + (_LINE + RING_SIZE) // 2 + 2
        # The rail ends a little above the ring of the next step, which begins lower in its own row.
        length = self.height() - top + (0 if self._last else _ABOVE - 2)
        draw_rule(painter, self._theme, "line2", INSET + RING_SIZE // 2, top, length, upright=True)
        painter.end()


def words_width(theme: Theme, words: list[str]) -> int:
    """What the longest of bold titles takes."""
    return max((theme.metrics(bold=True).horizontalAdvance(word) for word in words), default=0) + 1
