"""The repeated parts of a war room's form: one of the squad, one of the first tasks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from csmdesk.domain.war_room import ROLES
from csmdesk.services.task_drafts import CardDraft
from csmdesk.services.war_room_view import MemberDraft
from csmdesk.ui.panes.day_time import DayReader
from csmdesk.ui.panes.war_room.folded_parts import SummedForm
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.form import ChoiceField, DayField, FormField
from csmdesk.ui.widgets.named_field import NamedField

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.source import WarTools


def day_field(tools: WarTools, name: str, *, ahead: bool = True) -> DayField:
    """A day; one that lies ``ahead`` takes 周五 for the next Friday, any other for the last."""
    today = tools.source.today
    reader = DayReader(today, ahead=ahead)
    return DayField(tools.theme, name, tools.language, parse=reader, today=today)


def days_clear(*fields: DayField) -> bool:
    """True when all of them mean a day or stand empty; else the first that does not gets the focus."""
    for field in fields:
        if not field.check():
            field.setFocus()
            return False
    return True


class _Number(NamedField):
    """The number of a row of the book among the fields, which nobody sees; '' for a new one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")
        self._value = ""
        self.hide()

    @property
    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        self._value = value

    def show_invalid(self, invalid: bool) -> None:
        """Nobody types it, so it is never wrong."""


class MemberForm(SummedForm):
    """One of the squad: a role, one of the three or in other words; who, how to reach them, for what."""

    def __init__(self, tools: WarTools) -> None:
        super().__init__(tools.theme)
        theme = tools.theme
        roles = [(key, words.to(tools.language)) for key, words in ROLES.items()]
        self.deadline = day_field(tools, self.tr("截止日"))
        self.add("role", ChoiceField(theme, self.tr("角色"), roles, editable=True))
        self.add("name", FormField(theme, self.tr("姓名")))
        self.add("contact", FormField(theme, self.tr("联系方式")))
        self.add("deadline", self.deadline)
        self.add("goal", FormField(theme, self.tr("目标")))
        self.add("id", _Number(theme))
        self._roles = dict(roles)

    def sum_up(self) -> tuple[str, str]:
        said = self.values()
        role = self._roles.get(said["role"], said["role"])
        rest = (said["name"], said["contact"], _short(self.deadline.day), said["goal"])
        return role, self.tr("，").join(word for word in rest if word)

    def draft(self) -> MemberDraft | None:
        """What is typed; None for one of whom nothing is said."""
        said = {key: value.strip() for key, value in self.values().items()}
        number = int(said["id"]) if said["id"] else None
        draft = MemberDraft(
            said["role"], said["name"], said["contact"], said["goal"], self.deadline.day, number
        )
        return draft if draft != MemberDraft("") else None


def member_values(member: MemberDraft) -> dict[str, str]:
    """One of the squad as the fields of its form."""
    return {
        "role": member.role,
        "name": member.name,
        "contact": member.contact,
        "deadline": _iso(member.deadline),
        "goal": member.goal,
        "id": "" if member.id is None else str(member.id),
    }


class TaskForm(SummedForm):
    """One of the first tasks: what, who, until when, and what has to be true then."""

    def __init__(self, tools: WarTools) -> None:
        super().__init__(tools.theme)
        theme = tools.theme
        self.deadline = day_field(tools, self.tr("截止日"))
        self.add("title", FormField(theme, self.tr("任务")))
        self.add("owner", FormField(theme, self.tr("负责人")))
        self.add("deadline", self.deadline)
        self.add("acceptance", FormField(theme, self.tr("验收标准")))

    def sum_up(self) -> tuple[str, str]:
        said = self.values()
        rest = (_short(self.deadline.day), said["owner"], said["acceptance"])
        return said["title"], self.tr("，").join(word for word in rest if word)

    def draft(self) -> CardDraft | None:
        """What is typed; None for an empty one."""
        said = self.values()
        draft = CardDraft(
            said["title"],
            owner=said["owner"],
            deadline=self.deadline.day,
            acceptance=said["acceptance"],
        )
        return draft if any(word.strip() for word in said.values()) else None


def task_values(task: CardDraft) -> dict[str, str]:
    """A task as the fields of its form."""
    return {
        "title": task.title,
        "owner": task.owner,
        "deadline": _iso(task.deadline),
        "acceptance": task.acceptance,
    }


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _short(day: date | None) -> str:
    return "" if day is None else f"{day:%m-%d}"
