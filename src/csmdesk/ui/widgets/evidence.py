"""The evidence of a figure: beside the text as a panel, over the window as a popover, both of one layout."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from csmdesk.services.evidence import EvidenceLine, FigureView
from csmdesk.ui.theme import INSET, RADIUS_PANE, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.focus import is_enter
from csmdesk.ui.widgets.label import FigureLabel, Label
from csmdesk.ui.widgets.newest_rows import NewestRows
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.shapes import StatusShape

POPOVER_WIDTH = 382


class _Lines(QWidget):
    """The account of a figure: one line for what is counted, one for each reason, one for the target."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_lines(self, lines: tuple[EvidenceLine, ...]) -> None:
        _clear(self._column)
        for line in lines:
            self._column.addWidget(Line(self._theme))
            self._column.addWidget(self._row(line))
        if lines:
            self._column.addWidget(Line(self._theme))

    def _row(self, line: EvidenceLine) -> QWidget:
        row = QWidget()
        row.setFixedHeight(30)
        row.setAccessibleName(" ".join(part for part in (line.label, line.rows, line.amount) if part))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        if line.mark:
            layout.addWidget(StatusShape(self._theme, line.mark))
        label = Label(self._theme, line.label, elide=True)
        label.setToolTip(line.label)
        layout.addWidget(label, 1)
        layout.addWidget(Label(self._theme, line.rows, role="t3", align="right"))
        if line.amount or line.key:
            amount = FigureLabel(self._theme, align="right")
            amount.set_text(line.amount, openable=bool(line.key))
            amount.setMinimumWidth(88)
            amount.setAccessibleName(f"{line.label} {line.amount}")
            if line.key:
                amount.setProperty("key", line.key)
                amount.opened.connect(self._open)
            layout.addWidget(amount)
        return row

    def _open(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.opened.emit(str(sender.property("key")))


class EvidencePanel(QWidget):
    """Shows a figure with where it comes from; ``set_figure`` fills it.

    ``open_rows(key)`` asks for all rows behind a line or the whole figure, ``open_rivals(key)`` for the rival
    definitions, ``open_other(key)`` for what the figure is held against (``set_standing``), ``open_asked``
    (kind, id) for what one of the newest rows leads to.
    """

    open_rows = Signal(str)
    open_rivals = Signal(str)
    open_other = Signal(str)
    open_asked = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, inset: int = INSET) -> None:
        super().__init__(parent)
        self._key = ""
        self._name = Label(theme, scale="head")
        self._as_of = Label(theme, scale="small", role="t3", align="right")
        self._mark = StatusShape(theme)
        self._value = Label(theme, scale="title")
        self._exact = Label(theme, role="t3")
        self._definition = Label(theme, scale="small", role="t2", wrap=True)
        self._reason = Label(theme, scale="small", role="ambert", wrap=True)
        self._lines = _Lines(theme)
        self._notes = Label(theme, scale="small", role="t3", wrap=True)
        self.rows = NewestRows(theme)
        self._all = Button(theme, kind="link", hint="↵")
        self._rivals = Button(theme, kind="link")
        self._against = Label(theme, self.tr("对比"), scale="small", role="t3")
        self._standing = _Lines(theme)
        self._lay_out(inset)
        self.set_standing(())
        self._standing.opened.connect(self.open_other)
        self._lines.opened.connect(self.open_rows)
        self.rows.opened.connect(self.open_asked)
        self._all.clicked.connect(self._open_all)
        self._rivals.clicked.connect(self._open_rivals)

    def _lay_out(self, inset: int) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self._as_of)
        value = QHBoxLayout()
        value.setSpacing(8)
        value.addWidget(self._mark)
        value.addWidget(self._value)
        value.addWidget(self._exact, 0, Qt.AlignmentFlag.AlignBottom)
        value.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._all)
        foot.addStretch(1)
        foot.addWidget(self._rivals)
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, 12, inset, 12)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(2)
        column.addLayout(value)
        column.addSpacing(4)
        column.addWidget(self._definition)
        column.addWidget(self._reason)
        column.addSpacing(8)
        column.addWidget(self._lines)
        column.addSpacing(4)
        column.addWidget(self._notes)
        column.addWidget(self.rows)
        column.addLayout(foot)
        column.addSpacing(8)
        column.addWidget(self._against)
        column.addSpacing(4)
        column.addWidget(self._standing)
        column.addStretch(1)

    def set_standing(self, lines: tuple[EvidenceLine, ...]) -> None:
        """What the figure is held against: earlier periods, a frozen version; none hides it.

        It is worked out after the evidence, and stays until the next one comes or another figure is shown.
        """
        self._standing.set_lines(lines)
        self._against.setVisible(bool(lines))
        self._standing.setVisible(bool(lines))

    def set_figure(self, view: FigureView) -> None:
        """Show another figure."""
        if view.key != self._key:
            self.set_standing(())
        self._key = view.key
        self._name.setText(view.name)
        self._as_of.setText(view.as_of)
        self._mark.set_shape(view.mark)
        self._value.setText(view.value)
        self._exact.setText(view.exact)
        for label, text in (
            (self._definition, view.definition),
            (self._reason, view.reason),
            (self._notes, "\n".join(view.notes)),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._lines.set_lines(view.lines)
        self.rows.set_rows(view.columns, view.rows, view.places)
        self._all.setText(view.open_all)
        self._all.setVisible(bool(view.open_all))
        self._rivals.setText(view.rivals)
        self._rivals.setVisible(bool(view.rivals))
        self._all.updateGeometry()
        self._rivals.updateGeometry()
        self.setAccessibleName(
            " ".join(part for part in (view.name, view.value, view.exact, view.reason) if part)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not ``isVisible``: the link belongs to the figure even while the panel is being shown.
        if is_enter(event) and self._all.text():
            self._open_all()
        else:
            super().keyPressEvent(event)

    def _open_all(self) -> None:
        self.open_rows.emit(self._key)

    def _open_rivals(self) -> None:
        self.open_rivals.emit(self._key)


class EvidencePopover(QFrame):
    """The panel over the window: opened at a figure, closed by Esc or a click beside it."""

    open_rows = Signal(str)
    open_asked = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._theme = theme
        self.panel = EvidencePanel(theme, self, inset=16)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._column.addWidget(self.panel)

    def open_at(self, place: QRect, view: FigureView) -> None:
        """Show ``view`` below ``place`` (global), or above where there is no room."""
        # A new panel each time: the layouts of a hidden one do not hear that their parts have changed.
        _clear(self._column)
        self.panel = EvidencePanel(self._theme, self, inset=16)
        self.panel.open_rows.connect(self._pass_on)
        self.panel.open_asked.connect(self._go_to)
        self.panel.set_figure(view)
        self._column.addWidget(self.panel)
        self.resize(POPOVER_WIDTH, self.panel.heightForWidth(POPOVER_WIDTH - 2) + 2)
        corner = place.bottomLeft() + QPoint(-16, 4)
        screen = self.screen().availableGeometry()
        if corner.y() + self.height() > screen.bottom():
            corner.setY(max(screen.top(), place.top() - self.height() - 4))
        window = (self.parentWidget() or self).window()
        right = min(screen.right(), window.mapToGlobal(QPoint(window.width(), 0)).x()) - 8
        corner.setX(max(min(corner.x(), right - self.width()), screen.left() + 8))
        self.move(corner)
        self.show()
        self.panel.setFocus(Qt.FocusReason.PopupFocusReason)

    def _pass_on(self, key: str) -> None:
        self.close()
        self.open_rows.emit(key)

    def _go_to(self, kind: str, key: int) -> None:
        self.close()
        self.open_asked.emit(kind, key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, self._theme, box, RADIUS_PANE, ground="surface", border="control")
        painter.end()


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            # Now, not with the next event: a widget without a parent would stay alive between two tests.
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
