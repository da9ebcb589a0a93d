"""The touches of an account: the newest first, filtered by channel, changed and removed in place."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout

from csmdesk.services.account_view import AccountDetail, TouchLine
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.accounts.tabs.entries import Entries
from csmdesk.ui.panes.accounts.tabs.entry_list import EntryList, EntryPainter
from csmdesk.ui.panes.accounts.tabs.page import ListPage, Tools, insets
from csmdesk.ui.panes.accounts.touch_form import TouchForm
from csmdesk.ui.widgets.chip import Choice, FilterChip
from csmdesk.ui.widgets.label import Label

_DAY, _CHANNEL = 68, 84
_PAD, _FIRST, _LINE = 6, 22, 18


class TouchPainter(EntryPainter):
    """Day, channel, with whom, how long; below, what."""

    def height_of(self, item: TouchLine) -> int:
        return 2 * _PAD + _FIRST + (_LINE if item.note.strip() else 0)

    def draw(self, painter: QPainter, item: TouchLine, box: QRect) -> None:
        top, high = box.top() + _PAD, _FIRST
        self.text(painter, QRect(box.left(), top, _DAY - 4, high), item.short, "t3")
        self.text(painter, QRect(box.left() + _DAY, top, _CHANNEL - 8, high), item.channel)
        right = box.right() + 1
        if item.minutes is not None:
            minutes = f"{item.minutes}′"
            first = QRect(box.left(), top, box.width(), high)
            right -= self.text(painter, first, minutes, "t3", scale="small", right=True) + 12
        left = box.left() + _DAY + _CHANNEL
        self.text(painter, QRect(left, top, right - left, high), item.contact, "t2")
        note = QRect(box.left() + _DAY, top + high, box.width() - _DAY, _LINE)
        self.text(painter, note, " ".join(item.note.split()), "t2", scale="small")


class TouchesPage(ListPage):
    """The list with its filter. T adds one, Enter or E changes the current one, Delete removes it."""

    touch_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.chip = FilterChip(tools.theme, self.tr("渠道"))
        self.chip.changed.connect(self._filter)
        self._note = Label(tools.theme, scale="small", role="t3", elide=True)
        self._counts = Label(tools.theme, scale="small", role="t2", wrap=True)
        self._counts.setContentsMargins(*insets(0, 6))
        self.form = TouchForm(tools)
        self.form.hide()
        self.form.saved.connect(self._saved)
        self.form.left.connect(self._leave_form)
        bar = QHBoxLayout()
        bar.setContentsMargins(*insets(8, 6))
        bar.setSpacing(12)
        bar.addWidget(self.chip)
        bar.addWidget(self._note, 1)
        model: Entries[TouchLine] = Entries(_key, _words)
        self.rows = EntryList(tools.theme, model, TouchPainter(tools.theme), self.tr("触达"), uniform=False)
        self.empty = self.empty_words(
            self.tr("还没有触达。"),
            self.tr("按 T 记一次，一行就够：昨天 拜访 聊续约。"),
            self.tr("记触达"),
            "T",
        )
        self.empty.acted.connect(self.touch_asked)
        self.column.addLayout(bar)
        self.column.addWidget(self._counts)
        self.column.addWidget(self.form)
        self.column.addWidget(self.rows, 1)
        self.column.addWidget(self.empty, 1)
        self.rows.opened.connect(self._edit)
        self.rows.menu_asked.connect(self.open_menu)

    def fill(self, detail: AccountDetail, *, same: bool) -> None:
        page = detail.touches
        if not same:
            self.form.leave()
        counts = Counter(line.channel for line in page.lines)
        self.chip.set_choices([Choice(name, name, n) for name, n in counts.most_common()])
        self._note.setText(page.note)
        # The words of one channel are not torn apart at the end of a line.
        by_channel = (f"{name}\N{NO-BREAK SPACE}{n}" for name, n in page.counts.items())
        self._counts.setText("   ".join(by_channel))
        self._counts.setVisible(bool(page.counts))
        self._show(same=same)

    def _filter(self) -> None:
        self._show(same=False)

    def _show(self, *, same: bool) -> None:
        if self.detail is None:
            return
        chosen = self.chip.chosen
        lines = self.detail.touches.lines
        shown = [line for line in lines if not chosen or line.channel in chosen]
        self.show_rows(shown, same=same)
        if lines and not shown:
            self.empty.set_words(self.tr("没有所选渠道的触达。"))
        else:
            self.empty.set_words(
                self.tr("还没有触达。"), self.tr("按 T 记一次，一行就够：昨天 拜访 聊续约。")
            )

    def reveal(self, touch_id: int) -> bool:
        """Make a touch current; False when the account has none with this id."""
        if self.chip.chosen:
            self.chip.clear()
        return self.rows.reveal(touch_id)

    # --- changing -------------------------------------------------------------------------------------------

    def row_actions(self) -> list[Action]:
        if self.rows.current is None:
            return []
        fixed = self.tools.read_only
        return [
            Action("edit_touch", self.tr("改触达"), self._edit_current, "E", "log", fixed),
            Action("remove_touch", self.tr("删触达"), self._remove_current, "Delete", "x", fixed),
        ]

    def _edit_current(self) -> None:
        if self.rows.current is not None:
            self._edit(self.rows.current)

    def _edit(self, line: TouchLine) -> None:
        assert self.detail is not None
        self.form.open(line, self.detail.contacts)

    def _remove_current(self) -> None:
        line = self.rows.current
        if line is not None:
            done = self.tr("已删触达：{day} {channel}").format(day=line.short, channel=line.channel)
            touch = line.id
            self.run(lambda: self.tools.edits.remove_touch(touch), done)

    def _saved(self, sentence: str) -> None:
        self.said.emit(sentence, True)
        self._leave_form()

    def _leave_form(self) -> None:
        self.rows.setFocus()


def _key(line: TouchLine) -> int:
    return line.id


def _words(line: TouchLine) -> str:
    minutes = "" if line.minutes is None else f"{line.minutes}′"
    return "  ".join(part for part in (line.day, line.channel, line.contact, minutes, line.note) if part)
