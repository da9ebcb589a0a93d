"""One war room as a lane: the score against 60, since when, what is at stake, and the days that are left."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Language
from csmdesk.domain.war_room import STATUSES, Standing
from csmdesk.services.war_room_view import Room
from csmdesk.ui.panes.war_room.day_blocks import HEIGHT as BLOCKS
from csmdesk.ui.panes.war_room.day_blocks import DayBlocks
from csmdesk.ui.panes.war_room.lane_line import HEIGHT as LINE
from csmdesk.ui.panes.war_room.lane_line import LaneLine
from csmdesk.ui.panes.war_room.lane_menu import LaneMenu
from csmdesk.ui.panes.war_room.lane_notice import HEIGHT as NOTICE
from csmdesk.ui.panes.war_room.lane_notice import LaneNotice, has_notice
from csmdesk.ui.panes.war_room.lane_squad import LaneSquad
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.label import FigureLabel, Label
from csmdesk.ui.widgets.shapes import SIZE, draw_shape, text_role

HEIGHT, SHORT = 208, 148
"""With all of it, and without the line and what is at stake, where the window is low."""
NARROWEST = 340
"""A lane with less room than this would cut its words off."""

_WIDE = 820
"""From this width on goal and squad stand at the right."""
_WIDE_LEFT = 416
_HEAD, _NAME = 14, INSET + SIZE + 9
_SCORE, _SINCE, _STAKE = 44, 76, 97
_LINE_TOP, _LEFT_PART = 42, 184
_COUNT, _BLOCKS, _LIFT = 130, 156, 54
_GAP = 8
_BAR = 2
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_SOON = 2
"""With fewer days left than this they are written in red."""


class Lane(QWidget):
    """Shows one ``Room``. ``picked(id)``: somebody clicked in it; ``asked(what, id)`` is an act of its menu.

    ``figure_opened(key, id, place)`` asks for the evidence of ``annual``, ``health`` or ``decision``. What
    can be focused in it is reached by Tab only while it is the current one.
    """

    picked = Signal(int)
    asked = Signal(str, int)
    figure_opened = Signal(str, int, QRect)

    def __init__(self, theme: Theme, language: Language, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._room = room
        self._chosen = False
        self._hover = False
        self._head_room = 0
        self._lift = 0
        """How much higher the days stand in a short lane."""
        self._read_only = False
        self.menu: LaneMenu | None = None
        self._facts_left = 0
        self.name = Label(theme, scale="head", elide=True, parent=self)
        self.annual = FigureLabel(theme, scale="small", role="t3", parent=self)
        self.score = FigureLabel(theme, scale="title", parent=self)
        self.stake = FigureLabel(theme, scale="small", role="t2", parent=self)
        self.line = LaneLine(theme, self)
        self.blocks = DayBlocks(theme, language, self)
        self.squad = LaneSquad(theme, self)
        self.notice = LaneNotice(theme, self)
        self.more = Button(theme, kind="flat", icon="more", parent=self)
        self.more.setAccessibleName(self.tr("作战室的操作"))
        self.more.clicked.connect(self.open_menu)
        self.notice.asked.connect(self._ask)
        self.figures = {"annual": self.annual, "health": self.score, "decision": self.stake}
        for key, figure in self.figures.items():
            figure.opened.connect(partial(self._open, key))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_room(room)
        self.set_chosen(False)

    def sizeHint(self) -> QSize:
        return QSize(_WIDE_LEFT, HEIGHT + self._head_room)

    # --- content --------------------------------------------------------------------------------------------

    @property
    def room(self) -> Room:
        """The room as shown."""
        return self._room

    def set_room(self, room: Room) -> None:
        """Show newer data of the room."""
        self._room = room
        self.name.setText(room.account)
        self.name.setToolTip(room.account)
        self.score.set_text(room.score_words, openable=room.score is not None)
        self.line.set_room(room)
        self.blocks.set_room(room)
        self.squad.set_room(room)
        self.notice.set_room(room)
        health = self.tr("健康度 {score}").format(score=room.score_words)
        self.score.setAccessibleName(health)
        self.score.setToolTip(room.standing_words)
        self.setAccessibleName(self.words)
        self.setToolTip(room.goal)
        self._show_figures()
        self._lay_out()
        self.update()

    def _show_figures(self) -> None:
        """Annual value and decision are underlined where somebody looks: everywhere they would be noise."""
        room = self._room
        seen = self._chosen or self._hover
        self.annual.set_text(room.annual, role="t3", openable=seen and bool(room.annual))
        self.stake.set_text(room.stake, role="t2", openable=seen and bool(room.stake))
        self.annual.setAccessibleName(room.annual)
        self.stake.setAccessibleName(room.stake)
        self._set_stops()

    @property
    def words(self) -> str:
        """The whole lane as a screen reader says it."""
        room = self._room
        late = self.tr("逾期任务 {count}").format(count=room.late_cards) if room.late_cards else ""
        missed = self.tr("漏开站会 {count} 天").format(count=len(room.missed)) if room.missed else ""
        open_ = sum(room.cards.get(status, 0) for status in STATUSES[:-1])
        parts = (
            room.account,
            room.segment,
            room.annual,
            self.tr("健康度 {score}").format(score=room.score_words),
            room.since,
            room.standing_words,
            room.stake,
            room.left_words,
            room.day_words,
            self.tr("未完成任务 {count}").format(count=open_),
            late,
            missed,
        )
        return self.tr("，").join(dict.fromkeys(part for part in parts if part))

    # --- state ----------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> bool:
        """True for the current lane."""
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:
        """Make it the current lane, or no longer."""
        self._chosen = chosen
        self.line.set_ground("sel" if chosen else "surface")
        self.blocks.set_chosen(chosen)
        self._show_figures()
        self._show_more()
        self._lay_out()
        self.update()

    def set_read_only(self, read_only: bool) -> None:
        """Nothing can be changed: the menu offers to look only."""
        self._read_only = read_only
        self.notice.set_read_only(read_only)

    def set_head_room(self, room: int) -> None:
        """So much is left free over the lane, for the line that offers to close it."""
        self._head_room = room
        self._lay_out()
        self.update()

    def _set_stops(self) -> None:
        stop = Qt.FocusPolicy.TabFocus if self._chosen else Qt.FocusPolicy.NoFocus
        for part in (self.line, self.blocks, self.more, *self.notice.buttons):
            part.setFocusPolicy(stop)
        room = self._room
        opens = {"annual": bool(room.annual), "health": room.score is not None, "decision": bool(room.stake)}
        for key, figure in self.figures.items():
            figure.setFocusPolicy(stop if opens[key] else Qt.FocusPolicy.NoFocus)

    def _show_more(self) -> None:
        self.more.setVisible(self._chosen or self._hover)

    # --- places ---------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        top, width = self._head_room, self.width()
        self._lift = _LIFT if self.height() - top < HEIGHT else 0
        inside = (_WIDE_LEFT if width >= _WIDE else width) - 2 * INSET
        head = inside - (_NAME - INSET) - self.more.sizeHint().width()
        if width >= _WIDE:
            head += self.more.sizeHint().width()
        name = self._theme.metrics("head").horizontalAdvance(self._room.account) + 2
        self._facts_left = _NAME + min(name, head) + _GAP
        self.name.setGeometry(_NAME, top + _HEAD, min(name, head), 24)
        self._place(self.annual, self._facts_left + self._segment_width(), top + _HEAD + 5)
        self.annual.setVisible(self.annual.geometry().right() <= _NAME + head)
        self._place(self.score, INSET, top + _SCORE)
        self._place(self.stake, INSET, top + _STAKE)
        self.stake.setFixedWidth(min(self.stake.sizeHint().width(), _LEFT_PART))
        for part in (self.stake, self.line):
            part.setVisible(not self._lift)
        left = INSET + _LEFT_PART + 4
        self.line.setGeometry(left, top + _LINE_TOP, INSET + inside - left, LINE)
        self.blocks.setGeometry(INSET, top + _BLOCKS - self._lift, inside, BLOCKS)
        more = self.more.sizeHint()
        self.more.setGeometry(width - INSET + 6 - more.width(), top + _HEAD - 3, more.width(), more.height())
        self.notice.setVisible(has_notice(self._room) and self._head_room > 0)
        bar = _BAR if self._chosen else 0
        self.notice.setGeometry(0, bar, width - 1, NOTICE - bar)
        self.squad.setVisible(width >= _WIDE)
        self.squad.setGeometry(
            _WIDE_LEFT + INSET,
            top + _HEAD,
            width - _WIDE_LEFT - 2 * INSET - more.width(),
            self.height() - top - _HEAD - 14,
        )

    @staticmethod
    def _place(part: FigureLabel, left: int, top: int) -> None:
        part.setGeometry(left, top, part.sizeHint().width(), part.height())

    def _segment_width(self) -> int:
        return self._theme.metrics("small").horizontalAdvance(self._segment_words())

    def _segment_words(self) -> str:
        segment = self._room.segment
        return self.tr("{segment}，").format(segment=segment) if segment and self._room.annual else segment

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, room, top = self._theme, self._room, self._head_room
        painter = QPainter(self)
        width, height = self.width(), self.height()
        inside = (_WIDE_LEFT if width >= _WIDE else width) - 2 * INSET
        ground = "sel" if self._chosen else "hover" if self._hover else "surface"
        theme.fill(painter, ground, 0, 0, width - 1, height)
        draw_rule(painter, theme, "line", width - 1, 0, height, upright=True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if room.mark:
            draw_shape(painter, theme, room.mark, INSET, top + _HEAD + 12 - SIZE / 2)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        if self.annual.isVisibleTo(self) or not room.annual:
            facts = QRectF(self._facts_left, top + _HEAD + 2, self._segment_width() + 2, 22)
            painter.drawText(facts, _LEFT, self._segment_words())
        beside = INSET + self.score.width() + _GAP
        if self._lift:
            self._draw_since(painter, QPoint(beside, top + _SCORE + 7), INSET + inside)
        else:
            goal = QRectF(beside, top + _SCORE + 6, _LEFT_PART - self.score.width(), 22)
            painter.drawText(goal, _LEFT, self.tr("目标 ≥ {limit}").format(limit=room.bands.red_words))
            self._draw_since(painter, QPoint(INSET, top + _SINCE), INSET + _LEFT_PART)
        self._draw_countdown(painter, top)
        if width >= _WIDE:
            high = height - top - 2 * _HEAD
            draw_rule(painter, theme, "line", _WIDE_LEFT, top + _HEAD, high, upright=True)
        if self._chosen:
            # Over the line of the head above, as in a tab.
            theme.fill(painter, "accent", 0, 0, width - 1, _BAR)
        painter.end()

    def _draw_since(self, painter: QPainter, place: QPoint, right: int) -> None:
        """Since when the account is red, and for how many days, from ``place`` up to ``right``."""
        theme, room = self._theme, self._room
        painter.setFont(theme.font())
        painter.setPen(theme.colour(text_role(room.mark, "t2")))
        words = theme.metrics().elidedText(room.since, Qt.TextElideMode.ElideRight, right - place.x())
        painter.drawText(QRectF(place.x(), place.y(), right - place.x() + 4, 20), _LEFT, words)
        x = place.x() + theme.metrics().horizontalAdvance(words) + _GAP
        days = self.tr("%n 天", "", room.days_red) if room.days_red else ""
        if x + theme.metrics("small").horizontalAdvance(days) <= right:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t3"))
            painter.drawText(QRectF(x, place.y(), right - x, 20), _LEFT, days)

    def _draw_countdown(self, painter: QPainter, top: int) -> None:
        """What is left in bold, what went wrong beside it, the number of the day at the right."""
        theme, room = self._theme, self._room
        right = self.blocks.geometry().right() + 1
        x, y = INSET, top + _COUNT - self._lift
        late = room.days_left < _SOON and room.closed_day is None and room.standing is not Standing.HELD
        pieces = [(room.left_words, "redt" if late else "t1", True)]
        if room.late_cards:
            pieces.append((self.tr("逾期任务 {count}").format(count=room.late_cards), "redt", False))
        if room.missed:
            pieces.append((self.tr("漏开站会 {count} 天").format(count=len(room.missed)), "ambert", False))
        for words, role, bold in pieces:
            metrics = theme.metrics(bold=True) if bold else theme.metrics("small")
            wide = metrics.horizontalAdvance(words)
            if x + wide > right:
                break
            painter.setFont(theme.font(bold=True) if bold else theme.font("small"))
            painter.setPen(theme.colour(role))
            painter.drawText(QRectF(x, y, wide + 2, 20), _LEFT, words)
            x += wide + _GAP + 4
        if x + theme.metrics().horizontalAdvance(room.day_words) <= right:
            painter.setFont(theme.font())
            painter.setPen(theme.colour("t2"))
            painter.drawText(QRectF(x, y, right - x, 20), _RIGHT, room.day_words)

    # --- pointer --------------------------------------------------------------------------------------------

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered(True)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered(False)

    def _hovered(self, hover: bool) -> None:
        self._hover = hover
        self._show_figures()
        self._show_more()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.picked.emit(self._room.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._read_only:
            self._ask("edit")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.picked.emit(self._room.id)
        self._pop_up(event.globalPos())

    # --- acts -----------------------------------------------------------------------------------------------

    def open_menu(self) -> None:
        """Open the menu below its button."""
        self.picked.emit(self._room.id)
        self._pop_up(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _pop_up(self, place: QPoint) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = LaneMenu(self._theme, self._room, self._read_only, self)
        self.menu.asked.connect(self._ask)
        self.menu.popup(place)

    def _ask(self, what: str) -> None:
        self.picked.emit(self._room.id)
        self.asked.emit(what, self._room.id)

    def _open(self, key: str) -> None:
        figure = self.figures[key]
        self.picked.emit(self._room.id)
        self.figure_opened.emit(key, self._room.id, QRect(figure.mapToGlobal(QPoint(0, 0)), figure.size()))
