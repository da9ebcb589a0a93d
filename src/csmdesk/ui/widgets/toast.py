"""One sentence over the foot of the page: what was done, with the way back, or what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from csmdesk.ui.theme import INSET, RADIUS_PANE, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape

STAYS = 8_000
"""How long good news stays, in milliseconds."""
_WIDEST = 640
_FOOT = 16


class Toast(QWidget):
    """Lies over the foot of its parent and moves nothing there; hidden until something is said.

    A problem stays until it is closed. Good news leaves by itself after ``STAYS``; the time stands still
    while the pointer is over it or the focus in it. ``acted`` is its button.
    """

    acted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bad = False
        self._left = 0
        self._mark = StatusShape(theme)
        self._words = Label(theme, wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.button = Button(theme)
        self.button.clicked.connect(self._act)
        self.cross = Button(theme, kind="flat", icon="x")
        self.cross.setAccessibleName(self.tr("关闭"))
        self.cross.setToolTip(self.tr("关闭 Esc"))
        self.cross.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 6, 6)
        row.setSpacing(10)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        row.addWidget(self.cross)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._leave)
        self.hide()
        parent.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def say(self, text: str, *, bad: bool = False, action: str = "", hint: str = "") -> None:
        """Show a sentence; ``action`` is a button (撤销) and ``hint`` its key.

        Green marks what was done and can be taken back. Words alone have no mark: they may as well say why
        nothing happens.
        """
        self._bad = bad
        self._mark.set_shape("red" if bad else "green" if action else "")
        self._words.setText(text)
        self.button.setText(action)
        self.button.set_hint(hint)
        self.button.setVisible(bool(action))
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self.update()
        self._announce(text)
        self._left = STAYS
        self.timer.stop()
        if not bad:
            self._go_on()

    @property
    def words(self) -> str:
        """What was said last."""
        return self._words.text()

    @property
    def text(self) -> str:
        """What is being said, '' while it is hidden."""
        return self.words if self.isVisible() else ""

    @property
    def mark(self) -> str:
        """The shape before the words, '' for none."""
        return self._mark.shape

    @property
    def bad(self) -> bool:
        """True while it says a problem."""
        return self._bad

    def _announce(self, text: str) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        event = QAccessibleAnnouncementEvent(self, text)
        if self._bad:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _act(self) -> None:
        self.hide()
        self.acted.emit()

    # --- time -----------------------------------------------------------------------------------------------

    @property
    def held(self) -> bool:
        """True while the pointer is over it or the focus in it: the time stands still."""
        focus = QApplication.focusWidget()
        return self.underMouse() or (focus is not None and self.isAncestorOf(focus))

    def _hold(self) -> None:
        if self.timer.isActive():
            self._left = self.timer.remainingTime()
            self.timer.stop()

    def _go_on(self) -> None:
        if self.isVisible() and not self._bad and not self.held and not self.timer.isActive():
            self.timer.start(self._left)

    def _leave(self) -> None:
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hold()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._go_on()

    def _focus_moved(self, _old: QWidget | None, _new: QWidget | None) -> None:
        if self.held:
            self._hold()
        else:
            self._go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        self.timer.stop()
        super().hideEvent(event)

    # --- place ----------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        room = parent.width() - 2 * INSET
        taken = 16 + 6 + 10 + 10 + 10 + self.cross.sizeHint().width()
        if self.button.text():
            taken += 10 + self.button.sizeHint().width()
        wanted = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 2 + taken
        width = max(min(wanted, room, _WIDEST), min(240, room))
        height = max(40, self._words.heightForWidth(width - taken) + 16)
        self.setGeometry(INSET, parent.height() - height - _FOOT, width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        border = "red" if self._bad else "control"
        draw_box(painter, self._theme, box, RADIUS_PANE, ground="surface", border=border)
        painter.end()
