"""A sheet over the window: what wants an answer before the work goes on. No window of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from csmdesk.ui.theme import INSET, RADIUS_PANE, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.focus import tab_stops
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line

_TOP = 72
_MARGIN = 24
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Panel(QWidget):
    """The sheet itself."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, self._theme, box, RADIUS_PANE, ground="surface", border="control")
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()


class _Scroll(QScrollArea):
    """The body's room: it scrolls only when the sheet is as high as its host allows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setPalette(self._theme.palette(Window="surface"))
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)


class Sheet(QWidget):
    """A panel over a scrim that covers ``host``; fill ``body``, call ``set_buttons``, then ``open``.

    ``accepted`` is the primary button or Ctrl+Enter; the sheet stays open, so that what was entered can be
    refused beside it, until ``close_sheet``. ``rejected`` is the other button or Esc; the sheet has closed by
    then. While it is open Tab stays inside and the window's shortcuts rest; afterwards the focus is where it
    was.
    """

    accepted = Signal()
    rejected = Signal()

    def __init__(self, theme: Theme, host: QWidget, title: str, *, width: int = 560) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self._width = width
        self._before: QWidget | None = None
        self._panel = _Panel(theme, self)
        self._title = Label(theme, title, scale="head")
        self.cross = Button(theme, kind="flat", icon="x")
        self.cross.setAccessibleName(self.tr("关闭"))
        self.cross.setToolTip(self.tr("关闭 Esc"))
        self.primary = Button(theme, kind="primary", hint="Ctrl ↵")
        self.cancel = Button(theme, self.tr("取消"), hint="Esc")
        self._inner = QWidget()
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        self.body.setSpacing(12)
        self._scroll = _Scroll(theme)
        self._scroll.setWidget(self._inner)
        self._foot = QWidget()
        self._lay_out()
        self.primary.hide()
        self.primary.clicked.connect(self.accepted)
        self.cancel.clicked.connect(self.reject)
        self.cross.clicked.connect(self.reject)
        self.setAccessibleName(title)
        self.hide()
        host.installEventFilter(self)
        self._inner.installEventFilter(self)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN, 0, 12, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.cross)
        self._head = QWidget()
        self._head.setFixedHeight(52)
        self._head.setLayout(head)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        foot.setSpacing(12)
        self.foot = QHBoxLayout()
        foot.addLayout(self.foot)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.primary)
        self._foot.setFixedHeight(56)
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(Line(self._theme))
        column.addWidget(self._scroll, 1)
        column.addWidget(Line(self._theme))
        column.addWidget(self._foot)

    def set_title(self, title: str) -> None:
        """Name the sheet otherwise."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_buttons(self, primary: str, cancel: str = "", *, danger: bool = False) -> None:
        """Name the buttons: ``primary`` '' shows none, ``danger`` is for what cannot be undone."""
        self.primary.setText(primary)
        self.primary.set_kind("danger" if danger else "primary")
        self.primary.setVisible(bool(primary))
        self.cancel.setText(cancel or self.tr("取消"))

    @property
    def panel(self) -> QWidget:
        """The sheet without its scrim."""
        return self._panel

    # --- opening and closing --------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the sheet and put the focus into its first field."""
        if self.isVisible():
            return
        self._before = QApplication.focusWidget()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self._fit()
        stops = self._stops()
        fields = [w for w in stops if self._inner.isAncestorOf(w)]
        # What cannot be undone is not what Enter does at once; what cannot be pressed takes no focus, and the
        # keys would go on to whatever lies below the scrim.
        safe = self.primary in stops and self.primary.kind != "danger"
        first = fields[0] if fields else self.primary if safe else self.cancel
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_sheet(self) -> None:
        """Hide the sheet and give the focus back."""
        if not self.isVisible():
            return
        before, self._before = self._before, None
        self.hide()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Do what the primary button does, if it can be pressed."""
        if self.primary.isVisible() and self.primary.isEnabled():
            self.accepted.emit()

    def reject(self) -> None:
        """Close without doing anything."""
        self.close_sheet()
        self.rejected.emit()

    # --- focus and keys -------------------------------------------------------------------------------------

    def _stops(self) -> list[QWidget]:
        """What Tab goes through: the body, then the buttons, the cross last."""
        return sorted(tab_stops(self), key=self._rank)

    def _rank(self, widget: QWidget) -> int:
        ends = (self.cancel, self.primary, self.cross)
        if widget in ends:
            return 2 + ends.index(widget)
        return 0 if self._inner.isAncestorOf(widget) else 1

    def focusNextPrevChild(self, forward: bool) -> bool:
        if not self.isVisible():
            # It has just been hidden, and Qt looks for another place for the focus.
            return super().focusNextPrevChild(forward)
        stops = self._stops()
        if not stops:
            return True
        focus = QApplication.focusWidget()
        here = stops.index(focus) if focus in stops else -1 if forward else 0
        to = stops[(here + (1 if forward else -1)) % len(stops)]
        to.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        if self._inner.isAncestorOf(to):
            self._scroll.ensureWidgetVisible(to, 0, 24)
        return True

    def event(self, event: QEvent) -> bool:
        # What a field inside has not claimed as its own is none of the window's business either.
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        elif event.key() in _ENTER and ctrl:
            self.accept()
        elif event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            super().keyPressEvent(event)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    # --- size -----------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        elif watched is self._inner and event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        width = min(self._width, self.width() - 2 * INSET)
        inside = width - 2
        wanted = (
            self.body.totalHeightForWidth(inside)
            if self.body.hasHeightForWidth()
            else self.body.totalSizeHint().height()
        )
        height = wanted + self._head.height() + self._foot.height() + 4
        top = min(_TOP, max(INSET, (self.height() - height) // 2))
        height = min(height, self.height() - top - INSET)
        self._panel.setGeometry((self.width() - width) // 2, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._theme.fill(painter, "scrim", 0, 0, self.width(), self.height())
        painter.end()
