"""Forms of an escalation: what happened and whose it is, a step that was reached, the way to level 2."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from csmdesk.domain.escalation import LEVELS, STEPS, TOP_LEVEL, Step
from csmdesk.services.escalations import EscalationDraft
from csmdesk.ui.panes.day_time import DayReader, TimeField, moment_of
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.panes.war_room.note_area import NoteArea
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import ChoiceField, DayField
from csmdesk.ui.widgets.label import Label

if TYPE_CHECKING:
    from csmdesk.domain.changes import Changes
    from csmdesk.services.escalations import Escalation, TicketRow
    from csmdesk.services.war_room_view import Room
    from csmdesk.ui.panes.war_room.source import WarTools

_LINE = 38


class MomentForm(FormInPlace):
    """The base of these forms: a title, fields, and a moment by day and time where one is asked for."""

    def __init__(self, tools: WarTools) -> None:
        super().__init__(tools.theme, tools.tasks, tools.language)
        self.tools = tools
        self.head = Label(tools.theme, bold=True, wrap=True)
        self.body.insertWidget(0, self.head)

    def add_moment(self, key: str, day: str) -> None:
        """Two fields: a day, and the time on it with a button for now."""
        theme, tools = self.theme, self.tools
        self.day = DayField(theme, day, tools.language, parse=DayReader(self._today), today=self._today)
        self.time = TimeField(theme, self.tr("时间"))
        self.now_button = Button(theme, self.tr("现在"), kind="link", small=True)
        self.now_button.setAccessibleName(self.tr("填现在的时间"))
        self.now_button.clicked.connect(self.put_now)
        self.time.add(self.now_button)
        self.add(key, self.day)
        self.add(f"{key}_time", self.time)

    def _today(self) -> date:
        return self.tools.source.escalations.now.date()

    def put_now(self) -> None:
        """Fill in this moment."""
        now = self.tools.source.escalations.now
        self.day.set_day(now.date())
        self.time.set_text(f"{now:%H:%M}")

    @staticmethod
    def moment_values(key: str, moment: datetime) -> dict[str, str]:
        """The two fields with a moment in them."""
        return {key: moment.date().isoformat(), f"{key}_time": f"{moment:%H:%M}"}

    def read_moment(self, key: str) -> datetime | None:
        """The moment that is typed; None, and said, when it is none."""
        moment = moment_of(self.day, self.time)
        if moment is None:
            missing = f"{key}_time" if self.day.day is not None else key
            self.refuse_field(missing, self.tr("请写日期和时间，如 06-28 和 16:30。"))
        return moment


class EscalationForm(MomentForm):
    """A new escalation of an account, or one to change. ``opened(id)``: a new one is there."""

    opened = Signal(int)

    def __init__(self, tools: WarTools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._account = 0
        self._room: int | None = None
        self._id: int | None = None
        self._new = 0
        self.title = NoteArea(theme, self.tr("发生了什么"), least=_LINE, one_line=True)
        self.ticket = ChoiceField(theme, self.tr("工单"), [])
        levels = [(str(level), words.to(tools.language)) for level, words in LEVELS.items()]
        self.level = ChoiceField(theme, self.tr("级别"), levels)
        self.owner = ChoiceField(theme, self.tr("负责人"), [], editable=True)
        self.add("title", self.title)
        self.add_moment("opened_at", self.tr("发生日"))
        self.add("ticket_id", self.ticket)
        self.add("level", self.level)
        self.add("owner", self.owner)
        self.saved.connect(self._has_saved)

    def begin_new(self, room: Room, owners: Sequence[str], then: Callable[[], None]) -> None:
        """Begin an escalation at the account of a room; ``then`` when the form is ready."""
        self._account, self._room, self._id = room.account_id, room.id, None
        self.head.setText(self.tr("新升级：{account}").format(account=room.account))
        now = self.tools.source.escalations.now
        values = {"title": "", "ticket_id": "", "level": "1", "owner": owners[0] if owners else ""}
        self._offer(owners, None)
        self._fill(f"new {room.account_id}", values | self.moment_values("opened_at", now), then)

    def begin_edit(self, escalation: Escalation, owners: Sequence[str], then: Callable[[], None]) -> None:
        """Take an escalation in hand."""
        draft = escalation.draft
        self._account, self._room, self._id = escalation.account_id, escalation.room_id, escalation.id
        self.head.setText(self.tr("改升级：{account}").format(account=escalation.account))
        ticket = "" if draft.ticket_id is None else str(draft.ticket_id)
        values = {"title": draft.title, "ticket_id": ticket, "level": str(draft.level), "owner": draft.owner}
        self._offer(owners, escalation)
        moment = self.moment_values("opened_at", escalation.opened_at)
        self._fill(f"edit {escalation.id}", values | moment, then)

    def _offer(self, owners: Sequence[str], escalation: Escalation | None) -> None:
        self.owner.set_choices([(name, name) for name in owners])
        none = ("", self.tr("没有工单"))
        own = []
        if escalation is not None and escalation.draft.ticket_id is not None:
            own = [(str(escalation.draft.ticket_id), escalation.ticket)]
        self.ticket.set_choices([none, *own])

    def _fill(self, about: str, values: dict[str, str], then: Callable[[], None]) -> None:
        escalations, account = self.tools.source.escalations, self._account

        def offer(tickets: list[TicketRow]) -> None:
            known = [
                (self.ticket.select.itemData(i), self.ticket.select.itemText(i))
                for i in range(self.ticket.select.count())
            ]
            keys = {key for key, _ in known}
            found = [(str(t.id), f"{t.code} {t.title}".strip()) for t in tickets if str(t.id) not in keys]
            self.ticket.set_choices([*known, *found])
            self.begin(about, values)
            then()

        self.tools.tasks.query(self, lambda _: escalations.tickets(account), offer, slot="tickets")

    def save(self) -> None:
        moment = self.read_moment("opened_at")
        if moment is None:
            return
        values = self.form.values()
        draft = EscalationDraft(
            " ".join(values["title"].split()),
            values["owner"],
            moment,
            int(values["level"]),
            int(values["ticket_id"]) if values["ticket_id"] else None,
            self._room,
        )
        escalations, key, account = self.tools.source.escalations, self._id, self._account
        if key is not None:
            self.submit(
                partial(escalations.edit, key, draft), self.tr("已改升级：{what}").format(what=draft.title)
            )
            return
        found: list[int] = []

        def open_it() -> Changes:
            new, changes = escalations.open(account, draft)
            found.append(new)
            return changes

        def done(_changes: Changes) -> str:
            self._new = found[0]
            return self.tr("已开升级：{what}").format(what=draft.title)

        self.submit(open_it, done)

    def _has_saved(self) -> None:
        new, self._new = self._new, 0
        if new:
            self.opened.emit(new)


class StepForm(MomentForm):
    """A step that was reached: when, and what was done. Said anew it takes the place of what was said."""

    def __init__(self, tools: WarTools) -> None:
        super().__init__(tools)
        self._id = 0
        self._step: Step = "confirm"
        self._title = ""
        self.add_moment("at", self.tr("日期"))
        self.words = NoteArea(tools.theme, self.tr("怎么做的"))
        self.add("words", self.words)

    def begin_step(self, escalation: Escalation, step: Step) -> None:
        """Take a step of an escalation in hand."""
        self._id, self._step, self._title = escalation.id, step, escalation.title
        names = {
            "confirm": self.tr("确认：客户的问题已经复现"),
            "workaround": self.tr("绕行：客户先怎么继续工作"),
            "repair": self.tr("修复：原因已经解决"),
            "review": self.tr("复盘：为什么会发生，以后怎么防"),
        }
        hints = {
            "confirm": "",
            "workaround": self.tr("绕行方案"),
            "repair": self.tr("修了什么，哪个版本"),
            "review": self.tr("根因、怎么防"),
        }
        self.head.setText(names[step])
        self.words.set_name(hints[step] or self.words.name)
        self.words.setVisible(step != "confirm")
        line = next(each for each in escalation.lines if each.step == step)
        moment = line.at or self.tools.source.escalations.now
        self.begin(f"{escalation.id} {step}", self.moment_values("at", moment) | {"words": line.words})

    def save(self) -> None:
        moment = self.read_moment("at")
        if moment is None:
            return
        escalations, step = self.tools.source.escalations, self._step
        words = self.words.value if step != "confirm" else ""
        done = self.tr("{step}：{what}").format(step=STEPS[step].to(self.language), what=self._title)
        self.submit(partial(escalations.step, self._id, step, moment, words), done)


class RaiseForm(MomentForm):
    """Hands an escalation to level 2: to whom of the technical or product team."""

    def __init__(self, tools: WarTools) -> None:
        super().__init__(tools)
        self._id = 0
        self._title = ""
        self.owner = ChoiceField(tools.theme, self.tr("技术或产品负责人"), [], editable=True)
        self.add("owner", self.owner)
        self.head.setText(LEVELS[TOP_LEVEL].to(tools.language))
        self.save_button.setText(self.tr("升到 2 级"))

    def begin_raise(self, escalation: Escalation, owners: Sequence[str]) -> None:
        """Take an escalation in hand."""
        self._id, self._title = escalation.id, escalation.title
        self.owner.set_choices([(name, name) for name in owners])
        self.begin(f"raise {escalation.id}", {"owner": ""})

    def save(self) -> None:
        escalations = self.tools.source.escalations
        done = self.tr("已升到 2 级：{what}").format(what=self._title)
        self.submit(partial(escalations.raise_level, self._id, self.owner.value), done)
