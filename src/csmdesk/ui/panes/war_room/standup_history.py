"""The days of a room's stand-ups, those that were missed too, and a search through what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.services.account_words import short_day
from csmdesk.services.search_marks import Spans
from csmdesk.services.standups import PARTS
from csmdesk.ui.panes.war_room.side_rows import LEAD, PAD, SideRows
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.field import FilterField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import SectionHead
from csmdesk.ui.widgets.shapes import draw_shape

if TYPE_CHECKING:
    from csmdesk.services.standups import LogLine
    from csmdesk.services.war_room_view import Room
    from csmdesk.ui.panes.war_room.source import WarTools

MOST = 60
"""So many hits of a search are shown; more words find the right one."""
_FEW = 7
"""So many days are shown until all are asked for."""
_RIGHT = Qt.TextElideMode.ElideRight
_DAY = 54
_LINE = 20
_AROUND = 14
"""Letters that are shown before the first match of a long line."""


class HistoryRow(NamedTuple):
    """A day, or a hit of the search; ``spans`` are the matched places in ``words``."""

    room_id: int
    day: date
    day_words: str
    head: str
    words: str = ""
    spans: Spans = ()
    missed: bool = False
    current: bool = False


class HistoryRows(SideRows):
    """Days with a mark on those that were missed, or hits with the matched letters in the accent."""

    def row_key(self, item: HistoryRow) -> str:
        return f"{item.room_id} {item.day.isoformat()}"

    def height_of(self, item: HistoryRow) -> int:
        return _LINE + 8 + (18 if item.words else 0)

    def read_out(self, item: HistoryRow) -> str:
        return "  ".join(part for part in (item.day_words, item.head, item.words) if part)

    def draw(self, painter: QPainter, item: HistoryRow, box: QRect) -> None:
        theme = self.theme
        self.draw_ground(painter, box, hot=item is self.hot, chosen=item.current)
        day = QRect(box.left() + PAD, box.top() + 4, _DAY, _LINE)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t2"))
        painter.drawText(day, LEAD, item.day_words)
        line = QRect(day.right() + 1, day.top(), box.right() - PAD - day.right(), _LINE)
        if item.missed:
            draw_shape(painter, theme, "yellow", line.left(), line.center().y() - 4)
            line.setLeft(line.left() + 16)
        painter.setPen(theme.colour("ambert" if item.missed else "t2" if item.words else "t1"))
        head = theme.metrics().elidedText(item.head, _RIGHT, line.width())
        painter.drawText(line, LEAD, head)
        if item.words:
            self._draw_hit(painter, item, QPoint(day.right() + 1, line.bottom() - 1), box.right() - PAD)

    def _draw_hit(self, painter: QPainter, item: HistoryRow, place: QPoint, right: int) -> None:
        """The words with their matches in bold, from a little before the first of them."""
        theme = self.theme
        first = item.spans[0][0] if item.spans else 0
        start = max(0, first - _AROUND) if first > _AROUND else 0
        x = place.x()
        parts = [("…", False)] if start else []
        at = start
        for begin, end in item.spans:
            if begin < at:
                continue
            parts += [(item.words[at:begin], False), (item.words[begin:end], True)]
            at = end
        parts.append((item.words[at:], False))
        for words, matched in parts:
            metrics = theme.metrics(bold=matched)
            painter.setFont(theme.font(bold=matched))
            painter.setPen(theme.colour("accent" if matched else "t1"))
            flat = " ".join(words.split("\n"))
            shown = metrics.elidedText(flat, _RIGHT, max(0, right - x))
            painter.drawText(QRect(x, place.y(), max(0, right - x), _LINE), LEAD, shown)
            x += metrics.horizontalAdvance(shown)
            if shown != flat or x >= right:
                break
        painter.setFont(theme.font())


class StandupHistory(QWidget):
    """Below the log: its days, and a field to search all logs. ``day_asked(room, day)`` wants a log shown."""

    day_asked = Signal(int, object)

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        theme = tools.theme
        self._room: Room | None = None
        self._day: date | None = None
        self._days: tuple[date, ...] = ()
        self._all = False
        self.head = SectionHead(theme, self.tr("记录"))
        self.field = FilterField(theme, self.tr("搜索所有站会记录"))
        self.rows = HistoryRows(theme)
        self.rows.setAccessibleName(self.tr("站会记录"))
        self.none = Label(theme, scale="small", role="t3", wrap=True)
        self.more = Button(theme, self.tr("全部"), kind="link", small=True)
        self.more.clicked.connect(self._show_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.head, self.field, self.none, self.rows, self.more):
            inset = 0 if part is self.rows else PAD
            holder = QVBoxLayout()
            holder.setContentsMargins(inset, 0, inset, 0)
            holder.addWidget(part)
            column.addLayout(holder)
        self.field.filtered.connect(self._read)
        self.field.entered.connect(self._to_rows)
        self.rows.opened.connect(self._open)

    # --- content --------------------------------------------------------------------------------------------

    def show_room(self, room: Room, day: date) -> None:
        """Show the days of a room; ``day`` is the one whose log stands above."""
        if self._room is None or room.id != self._room.id:
            self._all = False
        self._room, self._day = room, day
        self._read()

    @property
    def searched(self) -> str:
        """What is searched for; '' shows the days."""
        return self.field.text.strip()

    def _read(self) -> None:
        room, text, standups = self._room, self.searched, self._tools.source.standups
        language = self._tools.language
        if text:
            self._tools.tasks.query(
                self,
                lambda _: standups.search(text, None, MOST, language),
                self._show_hits,
                slot="history",
            )
        elif room is not None:
            room_id = room.id
            self._tools.tasks.query(self, lambda _: standups.days(room_id), self._show_days, slot="history")

    def _show_days(self, days: Sequence[date]) -> None:
        room = self._room
        if room is None:
            return
        missed = frozenset(room.missed) - frozenset(days)
        found = sorted({*days, *missed}, reverse=True)
        shown = found if self._all else found[:_FEW]
        held, not_held = self.tr("已记"), self.tr("缺站会记录")
        self.rows.set_items(
            [
                HistoryRow(
                    room.id,
                    day,
                    self._day_words(day),
                    not_held if day in missed else held,
                    missed=day in missed,
                    current=day == self._day,
                )
                for day in shown
            ]
        )
        note = self.tr("缺 %n 天", "", len(missed)) if missed else ""
        self.head.set_note(note)
        self._say("" if found else self.tr("还没有站会记录。写下昨天、今天、阻塞，就是第一天。"))
        self.more.setVisible(len(found) > len(shown))
        self.more.setText(self.tr("全部 {count} 天").format(count=len(found)))

    def _show_hits(self, hits: Sequence[LogLine]) -> None:
        language = self._tools.language
        rows = []
        for hit in hits:
            parts = (hit.account, hit.member, PARTS[hit.part].to(language))
            head = " · ".join(part for part in parts if part)
            rows.append(
                HistoryRow(hit.room_id, hit.day, self._day_words(hit.day), head, hit.words, hit.matched)
            )
        self.rows.set_items(rows)
        found = self.tr("找到 %n 处", "", len(hits))
        self.head.set_note(self.tr("前 {count} 处").format(count=MOST) if len(hits) == MOST else found)
        self._say("" if hits else self.tr("没有找到“{text}”。Esc 清除").format(text=self.searched))
        self.more.hide()

    def _day_words(self, day: date) -> str:
        return short_day(day, self._day or day)

    def _say(self, sentence: str) -> None:
        self.none.setText(sentence)
        self.none.setVisible(bool(sentence))

    # --- acts -----------------------------------------------------------------------------------------------

    def _show_all(self) -> None:
        self._all = True
        self._read()

    def _to_rows(self) -> None:
        if self.rows.items:
            self.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open(self, key: str) -> None:
        for row in self.rows.items:
            if self.rows.row_key(row) == key:
                self.day_asked.emit(row.room_id, row.day)
                return
