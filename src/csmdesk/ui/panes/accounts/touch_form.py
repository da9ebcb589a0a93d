"""A touch to change in place: day, channel, with whom, how long, what."""

from __future__ import annotations

from collections.abc import Sequence

from csmdesk.domain.period import today
from csmdesk.services.account_edits import TouchDraft
from csmdesk.services.account_view import ContactLine, TouchLine
from csmdesk.services.account_words import short_day
from csmdesk.ui.panes.accounts.place_form import PlaceForm, typed_day
from csmdesk.ui.panes.accounts.tabs.page import Tools
from csmdesk.ui.widgets.form import ChoiceField, DayField, FormField, TextArea


class TouchForm(PlaceForm):
    """Opened on a touch of the list; ``saved(sentence)`` when it has been changed."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._touch = 0
        self.day = DayField(theme, self.tr("日期"), tools.language, parse=typed_day)
        self.channel = ChoiceField(theme, self.tr("渠道"), [], editable=True)
        self.contact = ChoiceField(theme, self.tr("联系人"), [])
        self.minutes = FormField(theme, self.tr("分钟"))
        self.note = TextArea(theme, self.tr("内容"))
        self.add("day", self.day, half=True)
        self.add("channel", self.channel, half=True)
        self.add("contact", self.contact, half=True)
        self.add("minutes", self.minutes, half=True)
        self.add("note", self.note)

    def open(self, line: TouchLine, contacts: Sequence[ContactLine]) -> None:
        """Take a touch in hand; what stands in the form for another one is given up."""
        self._touch = line.id
        edits = self.tools.edits
        self.tools.tasks.query(self, lambda _: edits.channels(), self._offer, slot="channels")
        people = [(str(c.id), f"{c.name} {c.title}".strip()) for c in contacts]
        self.contact.set_choices([("", self.tr("未指定")), *people])
        self.begin(
            self.tr("改触达"),
            {
                "day": line.day,
                "channel": line.channel,
                "contact": "" if line.contact_id is None else str(line.contact_id),
                "minutes": "" if line.minutes is None else str(line.minutes),
                "note": line.note,
            },
            line.id,
        )

    def _offer(self, channels: list[str]) -> None:
        self.channel.set_choices([(name, name) for name in channels])

    def save(self) -> None:
        values = self.form.values()
        minutes = values["minutes"].strip()
        if minutes and not minutes.isdecimal():
            self.form.set_problems({"minutes": self.tr("请填整数分钟，如 45。")})
            return
        day = self.day.day
        if day is None:
            self.form.set_problems({"day": self.tr("看不懂这个日期。可以写 2024-06-30、昨天、上周三。")})
            return
        draft = TouchDraft(
            day,
            values["channel"],
            values["note"],
            int(values["contact"]) if values["contact"] else None,
            int(minutes) if minutes else None,
        )
        touch, edits = self._touch, self.tools.edits
        done = self.tr("已改触达：{day} {channel}").format(
            day=short_day(day, today(), full=True), channel=draft.channel
        )
        self.submit(lambda: edits.edit_touch(touch, draft), done)
