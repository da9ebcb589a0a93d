"""Goal, deadline, cause and squad of a war room, changed in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from csmdesk.domain.war_room import CAUSES
from csmdesk.services.war_room_view import MemberDraft, Room, RoomDraft
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.panes.repeated import Repeated
from csmdesk.ui.panes.war_room.folded_parts import FoldedParts
from csmdesk.ui.panes.war_room.room_parts import (
    MemberForm,
    day_field,
    days_clear,
    member_values,
)
from csmdesk.ui.widgets.form import ChoiceField, TextArea
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import SectionHead

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.source import WarTools

_MOST = 20
_SQUAD = "squad"


class RoomFields(FormInPlace):
    """What opening and editing share: goal, deadline, cause, day of opening, squad."""

    def __init__(self, tools: WarTools) -> None:
        super().__init__(tools.theme, tools.tasks, tools.language)
        theme = tools.theme
        self.tools = tools
        self.title = Label(theme, scale="head", elide=True)
        self.deadline = day_field(tools, self.tr("截止日"))
        self.opened = day_field(tools, self.tr("开始日"), ahead=False)
        causes = [("", self.tr("还不清楚"))]
        causes += [(key, words.to(tools.language)) for key, words in CAUSES.items()]
        self.cause = ChoiceField(theme, self.tr("根因"), causes)
        goal = TextArea(theme, self.tr("目标"))
        goal.edit.setPlaceholderText(self.tr("健康度回到红线以上，守到截止日"))
        self.add("goal", goal)
        self.add("opened_day", self.opened)
        self.add("deadline", self.deadline)
        self.add("cause", self.cause)
        self.squad_head = SectionHead(theme, self.tr("小组"))
        self.squad = FoldedParts(
            theme, self.tr("小组成员 {n}"), self.tr("加成员"), partial(MemberForm, tools), most=_MOST
        )
        self.body.insertWidget(0, self.title)
        self.add_part(self.body.indexOf(self.form) + 1, self.squad_head, self.squad)

    def add_part(self, place: int, head: SectionHead, part: FoldedParts[Any]) -> None:
        """Put a repeated part with its head at a place; Enter in a field of it saves."""
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(part)
        self.body.insertLayout(place, column)
        part.entered.connect(self.save)

    # --- what is typed --------------------------------------------------------------------------------------

    def parts(self) -> Mapping[str, FoldedParts[Any]]:
        """The repeated parts by name."""
        return {_SQUAD: self.squad}

    def typed(self) -> dict[str, str]:
        found = self.form.values()
        for name, part in self.parts().items():
            found |= flat(name, part.values())
        return found

    def put(self, values: Mapping[str, str]) -> None:
        self.form.set_values({key: word for key, word in values.items() if key in self.form.fields})
        for name, part in self.parts().items():
            rows = Repeated.rows_of(name, values)
            if rows:
                part.set_values(rows)

    def values_of(self, draft: RoomDraft) -> dict[str, str]:
        """A draft as the fields of the form."""
        found = {
            "goal": draft.goal,
            "opened_day": "" if draft.opened_day is None else draft.opened_day.isoformat(),
            "deadline": "" if draft.deadline is None else draft.deadline.isoformat(),
            "cause": draft.cause,
        }
        return found | flat(_SQUAD, [member_values(member) for member in draft.squad])

    def fill(self, about: int, draft: RoomDraft) -> None:
        """Show a draft; what was typed for it before is kept."""
        if about != self.about:
            for part in self.parts().values():
                part.set_values([])
        self.begin(about, self.values_of(draft))

    def clear_days(self) -> bool:
        """True when every day that is typed can be read."""
        for part in self.parts().values():
            for block in part.blocks:
                if not block.form.deadline.check():
                    part.unfold(block)
                    block.form.deadline.setFocus()
                    return False
        return days_clear(self.opened, self.deadline)

    def room_draft(self) -> RoomDraft:
        """What is typed, without tasks."""
        values = self.form.values()
        return RoomDraft(
            values["goal"],
            self.deadline.day,
            values["cause"],
            self._members(),
            opened_day=self.opened.day,
        )

    def _members(self) -> tuple[MemberDraft, ...]:
        drafts = [block.form.draft() for block in self.squad.blocks]
        return tuple(draft for draft in drafts if draft is not None)

    def refuse_field(self, field: str, sentence: str) -> None:
        if field in self.form.fields:
            super().refuse_field(field, sentence)
        elif not any(part.set_problem(field, sentence) for part in self.parts().values()):
            self.say(sentence)


class RoomForm(RoomFields):
    """Changes an open war room; its cards are the board's."""

    def __init__(self, tools: WarTools) -> None:
        super().__init__(tools)
        self._room: Room | None = None

    @property
    def room_id(self) -> int:
        """The room in hand; 0 for none."""
        return 0 if self._room is None else self._room.id

    def show_room(self, room: Room) -> None:
        """Take a room in hand: what the book says of it is read, and what was typed before is there again."""
        self._room = room
        rooms = self.tools.source.rooms
        self.title.setText(self.tr("作战室：{account}").format(account=room.account))
        self.tasks.query(self, lambda _: rooms.room(room.id), partial(self._take, room.id), slot="room")

    def _take(self, room_id: int, draft: RoomDraft) -> None:
        if self._room is not None and self._room.id == room_id:
            self.fill(room_id, draft)

    def save(self) -> None:
        room, rooms = self._room, self.tools.source.rooms
        if room is None or self.about != room.id or not self.clear_days():
            return
        draft = self.room_draft()
        done = self.tr("已改作战室：{account}").format(account=room.account)
        self.submit(lambda: rooms.edit(room.id, draft), done)


def flat(name: str, rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Repeated values under one name each: squad.0.role, squad.0.name, squad.1.role …"""
    return {f"{name}.{index}.{key}": word for index, row in enumerate(rows) for key, word in row.items()}
