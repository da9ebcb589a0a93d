"""The head of a column: its ring, its name, how many cards there are, and its menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.panes.war_room.states import ring_of
from csmdesk.ui.theme import RADIUS_SMALL, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.ring import SIZE, draw_task_ring

if TYPE_CHECKING:
    from csmdesk.services.board_columns import BoardColumn
    from csmdesk.ui.panes.war_room.board_model import Count

HEIGHT = 40
_GAP = 8
_BUTTON = 30
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CHIP = 18
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TitleButton(Button):
    """A button in the heads: ↓ leads to the cards below, ← and → to the next column's."""

    down = Signal()
    sideways = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif plain and event.key() in _ARROWS:
            self.sideways.emit(_ARROWS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class ColumnTitle(QWidget):
    """``menu_asked(column, corner)`` is a press on its button ``more``, ``new_asked(column)`` on ``plus``."""

    menu_asked = Signal(int, QPoint)
    new_asked = Signal(int)

    def __init__(self, theme: Theme, place: int) -> None:
        super().__init__()
        self._place = place
        self._theme = theme
        self._column: BoardColumn | None = None
        self._count: Count | None = None
        self._target = False
        self.plus = Button(theme, kind="flat", icon="plus")
        self.plus.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plus.setFixedWidth(_BUTTON)
        self.more = TitleButton(theme, kind="flat", icon="more")
        self.more.setFixedWidth(_BUTTON)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addStretch(1)
        row.addWidget(self.plus)
        row.addWidget(self.more)
        self.setFixedHeight(HEIGHT)
        self.plus.clicked.connect(self._ask_new)
        self.more.clicked.connect(self._ask_menu)
        theme.changed.connect(self.update)

    def _ask_new(self) -> None:
        self.new_asked.emit(self._place)

    def _ask_menu(self) -> None:
        self.menu_asked.emit(self._place, self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def show_column(self, column: BoardColumn, count: Count) -> None:
        """Show a column and its counts."""
        if (column, count) == (self._column, self._count):
            return
        self._column, self._count = column, count
        # Work begins here; the other columns have it in their menu.
        self.plus.setVisible(column.key == "todo")
        self.more.setAccessibleName(self.tr("{name}列").format(name=column.name))
        self.more.setAccessibleDescription(self.words)
        self.more.setToolTip(self.tr("列名、顺序和上限"))
        self.plus.setAccessibleName(self.tr("在{name}里新建任务").format(name=column.name))
        self.plus.setToolTip(self.tr("新建任务 N"))
        self.setToolTip(self.words)
        self.update()

    @property
    def words(self) -> str:
        """The column in words: name, number of cards, limit."""
        column, count = self._column, self._count
        if column is None or count is None:
            return ""
        if count.shown == count.all:
            cards = self.tr("%n 张卡片", "", count.all)
        else:
            cards = self.tr("{shown} 张，共 {all} 张").format(shown=count.shown, all=count.all)
        parts = [column.name, cards]
        if count.limit is not None:
            parts.append(self.tr("上限 {limit}").format(limit=count.limit))
        if count.over:
            parts.append(self.tr("超出上限"))
        return self.tr("，").join(parts)

    def set_target(self, target: bool) -> None:
        """Show that the card which is carried would go into this column."""
        if target != self._target:
            self._target = target
            self.update()

    @property
    def figures(self) -> str:
        """The count as it is shown: cards, of all where some are hidden."""
        count = self._count
        if count is None:
            return ""
        return f"{count.all:,}" if count.shown == count.all else f"{count.shown:,} / {count.all:,}"

    def paintEvent(self, event: QPaintEvent) -> None:
        column, count = self._column, self._count
        if column is None or count is None:
            return
        theme = self._theme
        painter = QPainter(self)
        middle = HEIGHT / 2
        draw_task_ring(painter, theme, ring_of(column.key), 0, middle - SIZE / 2)
        figures, limit = self.figures, ""
        if count.limit is not None:
            limit = self.tr("上限 {limit}").format(limit=count.limit)
        small, body, bold = theme.metrics("small"), theme.metrics(), theme.metrics(bold=True)
        chip = small.horizontalAdvance(limit) + 10 if limit else 0
        rest = body.horizontalAdvance(figures) + (chip + _GAP if chip else 0) + _GAP
        x = SIZE + _GAP
        right = self.more.x() - (_BUTTON if self.plus.isVisible() else 0)
        room = max(24, right - x - rest)
        name = bold.elidedText(column.name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("accent" if self._target else "t1"))
        painter.drawText(QRect(x, 0, room, HEIGHT), _LEFT, name)
        x += bold.horizontalAdvance(name) + _GAP
        painter.setFont(theme.font(bold=count.over))
        painter.setPen(theme.colour("ambert" if count.over else "t3"))
        painter.drawText(QRect(x, 0, right - x, HEIGHT), _LEFT, figures)
        x += body.horizontalAdvance(figures) + _GAP
        if chip and x + chip <= right + _BUTTON:
            box = QRectF(x, middle - _CHIP / 2, chip, _CHIP)
            draw_box(painter, theme, box, RADIUS_SMALL, ground="amberbg" if count.over else "hover")
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("ambert" if count.over else "t3"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, limit)
        painter.end()
