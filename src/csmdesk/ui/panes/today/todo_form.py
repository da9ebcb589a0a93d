"""What is asked before a to-do goes: until when and why it is put off, or a note on what was done."""

from __future__ import annotations

from datetime import date
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from csmdesk.domain.natural_day import natural_day
from csmdesk.services.today_view import Todo
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.panes.today.lines import what
from csmdesk.ui.panes.today.source import TodayTools
from csmdesk.ui.theme import INSET, RADIUS_CARD
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.form import DayField, FormField
from csmdesk.ui.widgets.label import Label

Ask = Literal["snooze", "done"]


class TodoForm(FormInPlace):
    """A day with a reason, which only a broken rule has to have, or a note; it stands above the list."""

    def __init__(self, tools: TodayTools) -> None:
        super().__init__(tools.theme, tools.tasks, tools.language)
        self._tools = tools
        self._todo: Todo | None = None
        self._ask: Ask = "snooze"
        self._closing = date.min
        self._whom = Label(tools.theme, scale="small", role="t3", elide=True)
        self.day = DayField(
            tools.theme, self.tr("推迟到"), tools.language, parse=self._parse, today=self._from
        )
        self.reason = FormField(tools.theme, self.tr("为什么推迟"))
        self.reason.edit.setPlaceholderText(self.tr("例如：等新 CIO 到任，7 月中再约"))
        self.note = FormField(tools.theme, self.tr("备注"))
        self.note.edit.setPlaceholderText(self.tr("例如：在电话里确认了，合同下周盖章"))
        self.add("until", self.day, half=True)
        self.add("reason", self.reason, half=True)
        self.add("note", self.note)
        self.body.setContentsMargins(INSET + 4, 10, INSET + 4, 12)
        self.body.setSpacing(8)
        self.body.insertWidget(0, self._whom)
        tools.theme.changed.connect(self.update)
        self.hide()

    def _from(self) -> date:
        return self._closing

    def _parse(self, text: str) -> date | None:
        return natural_day(text, self._closing, ahead=True)

    # --- asking ---------------------------------------------------------------------------------------------

    def ask_day(self, todo: Todo, closing: date, day: date | None) -> None:
        """Ask until when a to-do is put off, and why where a rule is broken; ``day`` is known, or asked."""
        self._begin("snooze", todo, closing, "" if day is None else day.isoformat())
        self.reason.setVisible(todo.breach)
        self.reason.set_note("" if todo.breach else self.tr("选填"))
        (self.day if day is None else self.reason).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_note(self, todo: Todo, closing: date) -> None:
        """Ask for a note on what was done."""
        self._begin("done", todo, closing, "")
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _begin(self, ask: Ask, todo: Todo, closing: date, day: str) -> None:
        self.forget()
        self._ask, self._todo, self._closing = ask, todo, closing
        snooze = ask == "snooze"
        self.day.setVisible(snooze)
        self.reason.setVisible(snooze)
        self.note.setVisible(not snooze)
        self.save_button.setText(self.tr("推迟") if snooze else self.tr("完成"))
        act = self.tr("推迟：{what}") if snooze else self.tr("完成：{what}")
        self._whom.setText(act.format(what=what(todo)))
        self.show()
        self.begin((ask, todo.key), {"until": day, "reason": "", "note": ""})

    @property
    def todo(self) -> Todo | None:
        """What is asked about."""
        return self._todo

    # --- saving ---------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Put it off or tick it off, once the form says all that is needed."""
        todo, tools, closing = self._todo, self._tools, self._closing
        if todo is None:
            return
        todos, key = tools.source.todos, todo.key
        if self._ask == "done":
            note = self.note.text.strip()
            done = self.tr("已完成：{what}").format(what=what(todo))
            self.submit(lambda: todos().done(key, note, closing), done)
            return
        until, reason = self.day.day, self.reason.text.strip()
        problems = {}
        if until is None or until <= closing:
            problems["until"] = self.tr("请写一个在 {day} 之后的日期。").format(day=closing)
        if todo.breach and not reason:
            problems["reason"] = self.tr("规则已被打破，推迟要写明原因。")
        if problems or until is None:
            self.form.set_problems(problems)
            return
        done = self.tr("已推迟到 {day}：{what}").format(day=until, what=what(todo))
        self.submit(lambda: todos().snooze(key, until, reason, closing), done)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(INSET - 8, 2, -INSET + 8, -2)
        draw_box(painter, self.theme, box, RADIUS_CARD, ground="inset", border="line2")
        painter.end()
