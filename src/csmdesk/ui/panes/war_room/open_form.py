"""Opening a war room from its template: goal, deadline, cause, squad and first tasks, all to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from csmdesk.domain.changes import Changes
from csmdesk.services.task_drafts import CardDraft
from csmdesk.services.war_room_view import RoomDraft
from csmdesk.ui.panes.war_room.folded_parts import FoldedParts
from csmdesk.ui.panes.war_room.room_form import RoomFields, flat
from csmdesk.ui.panes.war_room.room_parts import TaskForm, task_values
from csmdesk.ui.widgets.section import SectionHead

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.source import WarTools
    from csmdesk.ui.tasks import Problem

_MOST = 12
_TASKS = "tasks"


@dataclass(frozen=True)
class _Asked:
    """Whose war room is to be opened, as of when."""

    account_id: int
    account: str
    period: str
    as_of: date | None


class OpenForm(RoomFields):
    """``opened_room(id)`` when the book has it, before ``saved`` says so; ``refused()`` when it has it not.

    While the tasks are those of the template they follow the cause and the deadline that are chosen.
    """

    opened_room = Signal(int)
    refused = Signal()

    def __init__(self, tools: WarTools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._asked: _Asked | None = None
        self._fell: date | None = None
        self._offered: list[dict[str, str]] = []
        self.save_button.setText(self.tr("开作战室"))
        self.task_head = SectionHead(theme, self.tr("首批任务"))
        self.first_tasks = FoldedParts(
            theme, self.tr("任务 {n}"), self.tr("加任务"), partial(TaskForm, tools), most=_MOST
        )
        self.add_part(self.body.indexOf(self.problem), self.task_head, self.first_tasks)
        self.first_tasks.changed.connect(self._count)
        self.cause.select.picked.connect(self._ask_tasks)
        self.deadline.edit.editingFinished.connect(self._ask_tasks)

    # --- filling --------------------------------------------------------------------------------------------

    def show_account(
        self, account_id: int, account: str, period: str, as_of: date | None, *, at_once: bool = False
    ) -> None:
        """Offer the template of an account; what was typed for it before is there again.

        With ``at_once`` its room is opened as it is offered.
        """
        asked = self._asked = _Asked(account_id, account, period, as_of)
        self.title.setText(self.tr("开作战室：{account}").format(account=account))
        rooms, language = self.tools.source.rooms, self.language
        self.tasks.query(
            self,
            lambda _: rooms.draft(account_id, period, as_of, language),
            partial(self._take, asked, at_once),
            slot="room",
        )

    def _take(self, asked: _Asked, at_once: bool, draft: RoomDraft) -> None:
        if asked == self._asked:
            self._fell = draft.fell_day
            self._offered = [task_values(task) for task in draft.tasks]
            self.fill(asked.account_id, draft)
            if at_once and self.clear_days():
                self.save()
            elif at_once:
                self.refused.emit()

    def parts(self) -> Mapping[str, FoldedParts[Any]]:
        return {**super().parts(), _TASKS: self.first_tasks}

    def values_of(self, draft: RoomDraft) -> dict[str, str]:
        return super().values_of(draft) | flat(_TASKS, [task_values(task) for task in draft.tasks])

    # --- tasks of the template ------------------------------------------------------------------------------

    def _ask_tasks(self) -> None:
        """Offer the tasks of another cause or deadline, unless some were changed by hand."""
        if self._asked is None or self.about is None or self.first_tasks.values() != self._offered:
            return
        rooms, draft, language = self.tools.source.rooms, self.room_draft(), self.language
        done = partial(self._offer, self.about)
        self.tasks.query(self, lambda _: rooms.tasks(draft, language), done, slot="tasks")

    def _offer(self, about: object, tasks: tuple[CardDraft, ...]) -> None:
        if about == self.about and self.first_tasks.values() == self._offered:
            self._offered = [task_values(task) for task in tasks]
            self.first_tasks.set_values(self._offered)

    def _count(self) -> None:
        self.task_head.set_note(self.tr("%n 个，进“待办”", "", len(self.first_tasks.blocks)))

    # --- saving ---------------------------------------------------------------------------------------------

    def save(self) -> None:
        asked, rooms = self._asked, self.tools.source.rooms
        if asked is None or self.about != asked.account_id or not self.clear_days():
            return
        tasks = [block.form.draft() for block in self.first_tasks.blocks]
        draft = self.room_draft()._replace(
            tasks=tuple(task for task in tasks if task is not None), fell_day=self._fell
        )
        made: list[int] = []

        def open_room() -> Changes:
            room_id, changes = rooms.open(asked.account_id, draft)
            made.append(room_id)
            return changes

        def done(_: Changes) -> str:
            self.opened_room.emit(made[0])
            return self.tr("已开作战室：{account}").format(account=asked.account)

        self.submit(open_room, done)

    def refuse(self, problem: Problem) -> None:
        super().refuse(problem)
        self.refused.emit()
