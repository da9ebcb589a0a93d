"""The command palette: a field over the window, and what it finds.

A widget of the window over a scrim and no window of its own, so it is there at once. It knows nothing of
accounts or actions: it asks by ``asked(text)``, shows the lines it is given, and says which was ``chosen``.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from csmdesk.ui.models.palette import HEAD, ROW, PaletteDelegate, PaletteLine, PaletteModel
from csmdesk.ui.theme import INSET, RADIUS_PANE, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon
from csmdesk.ui.widgets.key_hint import KeyHint
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.line_edit import LineEdit
from csmdesk.ui.widgets.section import Line

WIDTH = 640
TOP = 88
ROWS = 12
"""So many lines are seen at once; further ones are scrolled to."""

_LOOK_AGAIN = 250
"""Milliseconds after which a change below the scrim is shown."""

_FIELD = 52
_FOOT = 40
_PADDING = 6


class _Box(QWidget):
    """The palette without its scrim."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, self._theme, box, RADIUS_PANE, ground="surface", border="control")
        draw_icon(painter, self._theme, "search", "t2", 17, 1 + (_FIELD - 16) / 2)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()


class _List(QListView):
    """The lines; the focus stays in the field."""

    clicked_row = Signal(int, bool)

    def __init__(self, theme: Theme, model: PaletteModel) -> None:
        super().__init__()
        self._theme = theme
        self.setModel(model)
        self.setItemDelegate(PaletteDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(ROW)
        self.restyle()

    def restyle(self) -> None:
        """Take up the colours of the theme."""
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            beside = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.clicked_row.emit(index.row(), beside)


class Palette(QWidget):
    """Opened over ``host``; ``asked`` is a change of the text, ``chosen`` a line that was entered.

    ``beside`` is Ctrl+Enter, or a click with Ctrl. ``recalled`` is ↑ in the empty field. After ``chosen`` the
    palette stays open until ``close_palette``, which gives the focus back to where it was.
    """

    asked = Signal(str)
    chosen = Signal(str, bool)
    recalled = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self._before: list[QWidget] = []
        self._below = QPixmap()
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_LOOK_AGAIN)
        self._look.timeout.connect(self._look_below)
        self._box = _Box(theme, self)
        self.field = LineEdit(theme)
        self.field.setFont(theme.font("head", bold=False))
        self.field.setPlaceholderText(self.tr("搜索客户、合同、联系人，或执行命令"))
        self.field.setAccessibleName(self.tr("搜索客户、合同、联系人，或执行命令"))
        self.count = Label(theme, scale="small", role="t3", align="right")
        self.model = PaletteModel(self)
        self.list = _List(theme, self.model)
        self.list.setAccessibleName(self.tr("找到的"))
        self.words = Label(theme, role="t2")
        self._foot = QWidget()
        self._lay_out()
        self.field.committed.connect(self.asked)
        self.field.entered.connect(self._enter)
        self.field.escaped.connect(self.close_palette)
        self.list.clicked_row.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(self._announce)
        self.setAccessibleName(self.tr("搜索和命令"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()
        host.installEventFilter(self)
        theme.changed.connect(self.list.restyle)
        theme.changed.connect(self._look_below)

    def _lay_out(self) -> None:
        field = QHBoxLayout()
        field.setContentsMargins(43, 0, 16, 0)
        field.setSpacing(10)
        field.addWidget(self.field, 1)
        field.addWidget(self.count)
        field.addWidget(KeyHint(self._theme, "Esc"))
        top = QWidget()
        top.setFixedHeight(_FIELD)
        top.setLayout(field)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 0, 16, 0)
        foot.setSpacing(6)
        for keys, words in (
            (("↑", "↓"), self.tr("选择")),
            (("↵",), self.tr("打开")),
            (("Ctrl ↵",), self.tr("在旁边打开")),
            ((), ""),
            ((">",), self.tr("只看操作")),
            (("?",), self.tr("只看指标")),
        ):
            if not words:
                foot.addStretch(1)
                continue
            for key in keys:
                foot.addWidget(KeyHint(self._theme, key))
            foot.addWidget(Label(self._theme, words, scale="small", role="t2"))
            foot.addSpacing(10)
        foot.takeAt(foot.count() - 1)
        self._foot.setFixedHeight(_FOOT)
        self.words.setContentsMargins(44, 0, 16, 0)
        self.words.setFixedHeight(ROW)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(Line(self._theme))
        column.addSpacing(_PADDING // 2)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addSpacing(_PADDING)
        column.addWidget(Line(self._theme))
        column.addWidget(self._foot)

    # --- opening and closing --------------------------------------------------------------------------------

    def open_with(self, text: str = "") -> None:
        """Show the palette with ``text`` in its field and ask what there is to it."""
        if not self.isVisible():
            self._before = _line_of(QApplication.focusWidget())
        changed = self.field.text() != text
        self.field.setText(text)
        self.setGeometry(self._host.rect())
        self._look_below()
        if not changed:
            self.asked.emit(text)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_palette(self) -> None:
        """Hide the palette and give the focus back."""
        if not self.isVisible():
            return
        before, self._before = self._before, []
        self._look.stop()
        self._below = QPixmap()
        self.hide()
        # A cell's editor has gone when the palette opened: then it is the list that it belonged to.
        for widget in before:
            if isValid(widget) and widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                break
        self.closed.emit()

    # --- lines ----------------------------------------------------------------------------------------------

    def show_lines(self, lines: Sequence[PaletteLine], count: str, none: str, *, keep: bool = False) -> None:
        """Show other lines; ``none`` says that there are none. ``keep`` stays at the current line."""
        current = self.current.key if keep and self.current else ""
        self.model.set_items(lines)
        self.count.setText(count)
        self.words.setText(none)
        self.words.setVisible(not lines)
        self.list.setVisible(bool(lines))
        row = self.model.row_of(current) if current else -1
        self._go(row if row >= 0 else self.model.step(-1, 1))
        if row < 0:
            self.list.scrollToTop()
        self._fit()

    @property
    def current(self) -> PaletteLine | None:
        """The line that Enter chooses."""
        index = self.list.currentIndex()
        return self.model.items[index.row()] if index.isValid() else None

    @property
    def place(self) -> QRect:
        """Where the palette stands on the screen."""
        return QRect(self._box.mapToGlobal(self._box.rect().topLeft()), self._box.size())

    def _go(self, row: int) -> None:
        index = self.model.index(row) if row >= 0 else QModelIndex()
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, flag)
        if row == self.model.step(-1, 1):
            self.list.scrollToTop()
        elif index.isValid():
            self.list.scrollTo(index)

    def _announce(self) -> None:
        line = self.current
        if line is not None and self.isVisible():
            # The focus stays in the field, so the line has to be said aloud.
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, line.words))

    def _enter(self) -> None:
        self._choose(self.list.currentIndex().row(), False)

    def _choose(self, row: int, beside: bool) -> None:
        # A line that cannot be chosen now says why not; the palette stays.
        if row >= 0 and not self.model.items[row].why_not:
            self.chosen.emit(self.model.items[row].key, beside)

    # --- keys and pointer -----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # The window's own keys rest while the palette is open.
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.list.currentIndex().row()
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Up and not self.field.text() and row <= self.model.step(-1, 1):
            self.recalled.emit()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._go(self.model.step(row, 1 if key == Qt.Key.Key_Down else -1))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self._go(self.model.step_group(row, 1 if key == Qt.Key.Key_PageDown else -1))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and control:
            self._choose(row, True)
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_K and control):
            self.close_palette()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        self._go(self.model.step_group(self.list.currentIndex().row(), 1 if forward else -1))
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_palette()

    # --- size and look --------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        if self.isVisible():
            self._look_below()
        super().resizeEvent(event)

    def look_again(self) -> None:
        """What lies below has changed: show it so in a moment."""
        if self.isVisible():
            self._look.start()

    def _look_below(self) -> None:
        """Take a picture of the window below the scrim.

        The scrim lets everything through, so that each letter would paint the whole window anew.
        """
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._theme.colour("window"))
        painter = QPainter(picture)
        below = [child for child in self._host.children() if isinstance(child, QWidget) and child is not self]
        for child in below:
            if child.isVisible() and not child.isWindow():
                child.render(painter, child.pos(), renderFlags=QWidget.RenderFlag.DrawChildren)
        self._theme.fill(painter, "scrim", 0, 0, self.width(), self.height())
        painter.end()
        self._below = picture
        self.update()

    def _fit(self) -> None:
        heads = sum(1 for line in self.model.items if not line.key)
        lines = len(self.model.items) - heads
        content = heads * HEAD + min(lines, ROWS) * ROW if lines else ROW
        height = _FIELD + _FOOT + _PADDING + _PADDING // 2 + 4 + content
        top = max(INSET, min(TOP, self.height() - height - INSET))
        width = min(WIDTH, self.width() - 2 * INSET)
        height = min(height, self.height() - top - INSET)
        self._box.setGeometry((self.width() - width) // 2, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(QPoint(0, 0), self._below)
        painter.end()


def _line_of(widget: QWidget | None) -> list[QWidget]:
    """A widget and what it stands in, from the inside out."""
    line = []
    while widget is not None:
        line.append(widget)
        widget = widget.parentWidget()
    return line
