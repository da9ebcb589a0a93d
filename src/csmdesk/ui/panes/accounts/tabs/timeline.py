"""All that happened at an account: one list with the months as heads, filtered by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout

from csmdesk.services.account_view import AccountDetail, TimelineItem
from csmdesk.ui.panes.accounts.tabs.entries import Entries
from csmdesk.ui.panes.accounts.tabs.entry_list import EntryList, EntryPainter
from csmdesk.ui.panes.accounts.tabs.page import ListPage, Tools, insets
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.chip import Choice, FilterChip
from csmdesk.ui.widgets.crisp import draw_icon, draw_rule
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_DAY = 64
_ICON = 14


class Month(NamedTuple):
    """The head over the rows of a month."""

    words: str


class Entry(NamedTuple):
    """A row; ``number`` tells equal things of one day apart."""

    item: TimelineItem
    number: int


Line = Month | Entry


def lines_of(items: Sequence[TimelineItem]) -> list[Line]:
    """The rows with a head over each month."""
    made: list[Line] = []
    seen: Counter[TimelineItem] = Counter()
    month = ""
    for item in items:
        if item.month != month:
            month = item.month
            made.append(Month(month))
        made.append(Entry(item, seen[item]))
        seen[item] += 1
    return made


class MomentPainter(EntryPainter):
    """Day, an icon or a shape, what happened, and its kind in words."""

    row_height = 30
    lines = False

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.names: dict[str, str] = {}

    def draw(self, painter: QPainter, item: Line, box: QRect) -> None:
        if isinstance(item, Month):
            self.text(painter, box.adjusted(0, 2, 0, 0), item.words, bold=True)
            draw_rule(painter, self.theme, "line", box.left(), box.bottom(), box.width())
            return
        moment = item.item
        self.text(painter, QRect(box.left(), box.top(), _DAY - 4, box.height()), moment.day, "t3")
        left = box.left() + _DAY
        middle = box.top() + box.height() / 2
        if moment.mark:
            draw_shape(painter, self.theme, moment.mark, left + (_ICON - SIZE) / 2, middle - SIZE / 2)
        else:
            draw_icon(painter, self.theme, moment.icon, "t3", left, middle - _ICON / 2, _ICON)
        left += _ICON + 10
        kind = self.names.get(moment.kind, "")
        right = box.right() + 1 - self.text(painter, box, kind, "t3", scale="small", right=True) - 12
        self.text(painter, QRect(left, box.top(), right - left, box.height()), moment.words)


class TimelinePage(ListPage):
    """The timeline; Enter goes to the row of the page that an entry comes from."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._painter = MomentPainter(tools.theme)
        self.chip = FilterChip(tools.theme, self.tr("种类"))
        self.chip.changed.connect(self._filter)
        self._note = Label(tools.theme, scale="small", role="t3", elide=True)
        bar = QHBoxLayout()
        bar.setContentsMargins(*insets(8, 6))
        bar.setSpacing(12)
        bar.addWidget(self.chip)
        bar.addWidget(self._note, 1)
        model: Entries[Line] = Entries(_key, self._words, _is_entry)
        self.rows = EntryList(tools.theme, model, self._painter, self.tr("时间线"))
        self.empty = self.empty_words(
            self.tr("还没有发生什么。"), self.tr("签约、触达、工单和活动会按日期列在这里。")
        )
        self.column.addLayout(bar)
        self.column.addWidget(self.rows, 1)
        self.column.addWidget(self.empty, 1)
        self.rows.opened.connect(self._open)

    def fill(self, detail: AccountDetail, *, same: bool) -> None:
        counts = Counter(item.kind for item in detail.timeline)
        self._painter.names = dict(detail.kinds)
        self.chip.set_choices([Choice(key, words, counts[key]) for key, words in detail.kinds])
        self._show(same=same)

    def _filter(self) -> None:
        self._show(same=False)

    def _show(self, *, same: bool) -> None:
        if self.detail is None:
            return
        chosen = self.chip.chosen
        items = self.detail.timeline
        shown = [item for item in items if not chosen or item.kind in chosen]
        self._note.setText(
            self.tr("{n} / {total} 条").format(n=len(shown), total=len(items))
            if chosen
            else self.tr("%n 条", "", len(items))
        )
        self.show_rows(lines_of(shown), same=same)
        if items and not shown:
            # The kinds that are chosen do not occur here: the words for an empty account would be wrong.
            self.empty.set_words(self.tr("没有所选种类的事。"))
        else:
            self.empty.set_words(
                self.tr("还没有发生什么。"), self.tr("签约、触达、工单和活动会按日期列在这里。")
            )

    def _words(self, line: Line) -> str:
        if isinstance(line, Month):
            return line.words
        item = line.item
        return "  ".join((item.day, self._painter.names.get(item.kind, ""), item.words))

    def _open(self, line: Line) -> None:
        if isinstance(line, Entry) and line.item.id:
            self.asked.emit(line.item.kind, line.item.id)


def _key(line: Line) -> Line:
    return line


def _is_entry(line: Line) -> bool:
    return isinstance(line, Entry)
