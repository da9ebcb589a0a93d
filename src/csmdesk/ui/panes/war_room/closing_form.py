"""Closing a war room: the cause, what worked, what changes from now on; why, where 60 was not held."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from csmdesk.domain.war_room import CAUSES, STATUSES, Standing
from csmdesk.services.war_room_view import ClosingDraft, Room
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.panes.war_room.room_parts import day_field, days_clear
from csmdesk.ui.widgets.badge import Badge, Tone
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.form import ChoiceField, TextArea
from csmdesk.ui.widgets.label import Label

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.source import WarTools

_TONES: dict[Standing, tuple[Tone, str]] = {
    Standing.RED: ("red", "red"),
    Standing.RECOVERING: ("amber", "yellow"),
    Standing.HELD: ("green", "green"),
    Standing.OVERDUE: ("red", "red"),
}


class ClosingForm(FormInPlace):
    """The review feeds problems and plan of the self-review. A reason is asked for where 60 was not held."""

    def __init__(self, tools: WarTools) -> None:
        super().__init__(tools.theme, tools.tasks, tools.language)
        theme = tools.theme
        self.tools = tools
        self._room: Room | None = None
        self.title = Label(theme, scale="head", elide=True)
        self.standing = Badge(theme, "")
        self.cards = Label(theme, scale="small", role="t2", wrap=True)
        head = FlowRow()
        head.add(self.standing)
        self.day = day_field(tools, self.tr("关闭日"), ahead=False)
        causes = [("", self.tr("选一个"))]
        causes += [(key, words.to(tools.language)) for key, words in CAUSES.items()]
        self.reason = TextArea(theme, self.tr("没有稳住，为什么关闭"))
        self.add("day", self.day)
        self.add("cause", ChoiceField(theme, self.tr("根因"), causes))
        self.add("reason", self.reason)
        self.add("worked", TextArea(theme, self.tr("什么起了作用")))
        self.add("changes", TextArea(theme, self.tr("以后怎么改")))
        note = Label(theme, scale="small", role="t3", wrap=True)
        note.setText(self.tr("复盘会进入自评报告的“问题与根因”和“改进计划”。"))
        self.save_button.setText(self.tr("关闭作战室"))
        for place, part in enumerate((self.title, head, self.cards)):
            self.body.insertWidget(place, part)
        self.body.insertWidget(self.body.indexOf(self.form) + 1, note)

    @property
    def room_id(self) -> int:
        """The room in hand; 0 for none."""
        return 0 if self._room is None else self._room.id

    def show_room(self, room: Room, closing: date) -> None:
        """Take a room in hand, to be closed on ``closing`` or today, whichever comes first."""
        self._room = room
        self.title.setText(self.tr("关闭作战室：{account}").format(account=room.account))
        tone, shape = _TONES[room.standing]
        self.standing.set_text(room.standing_words, tone, shape)
        left = sum(room.cards.get(status, 0) for status in STATUSES[:-1])
        self.cards.setText(self.tr("还有 %n 个任务没有完成，会随作战室离开看板。", "", left))
        self.cards.setVisible(left > 0)
        self.reason.setVisible(room.standing is not Standing.HELD)
        rooms, day = self.tools.source.rooms, min(closing, self.tools.source.today())
        self.tasks.query(
            self, lambda _: rooms.review(room.id, day), partial(self._take, room.id), slot="room"
        )

    def _take(self, room_id: int, review: ClosingDraft) -> None:
        if self._room is None or self._room.id != room_id:
            return
        self.begin(
            room_id,
            {
                "day": review.day.isoformat(),
                "cause": review.cause,
                "reason": review.reason,
                "worked": review.worked,
                "changes": review.changes,
            },
        )

    def refuse_field(self, field: str, sentence: str) -> None:
        if field == "reason":
            # On the day that was typed it was not held, whatever it is now.
            self.reason.show()
        super().refuse_field(field, sentence)

    def save(self) -> None:
        room, rooms = self._room, self.tools.source.rooms
        if room is None or self.about != room.id or not days_clear(self.day):
            return
        if self.day.day is None:
            self.refuse_field("day", self.tr("请填关闭日。"))
            return
        values = self.form.values()
        review = ClosingDraft(
            self.day.day, values["cause"], values["worked"], values["changes"], values["reason"]
        )
        done = self.tr("已关闭作战室：{account}").format(account=room.account)
        self.submit(lambda: rooms.close(room.id, review), done)
