"""The value workshop: what has to be prepared, noted and signed, and what is owed after it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.rules import Rules
from csmdesk.domain.workshop import Need, WorkshopSheet, minutes_promise, needs, ticket_promise
from csmdesk.services.account_words import joined
from csmdesk.services.contract_track import Track
from csmdesk.services.workshops import HeldWorkshop
from csmdesk.ui.panes.calendar.source import TrackTools
from csmdesk.ui.panes.calendar.steps.checklist import Checklist, Needed
from csmdesk.ui.panes.calendar.steps.fields import ItemsField
from csmdesk.ui.panes.calendar.steps.promise_line import PromiseLine
from csmdesk.ui.panes.calendar.steps.step_place import StepPlace
from csmdesk.ui.panes.day_time import TimeField, moment_of
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.check_field import CheckField
from csmdesk.ui.widgets.form import Form, FormField, TextArea
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import SectionHead

_YES = "1"
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class WorkshopForm(FormInPlace):
    """The checklist; 存草稿 keeps it as incomplete as it is, 完成工作坊 wants all of it.

    Once the workshop has been held, minutes and tracking ticket stand above the checklist and 保存 keeps
    everything.
    """

    def __init__(self, place: WorkshopPlace) -> None:
        tools = place.tools
        super().__init__(tools.theme, tools.tasks, tools.language)
        self.save_button.setText(self.tr("完成工作坊"))
        theme = tools.theme
        self._place = place
        self._held = False
        self._rules = Rules()
        self.checklist = Checklist(theme)
        self.planned = place.day_field(self.tr("计划日"), ahead=True)
        self.pains = ItemsField(theme, self.tr("痛点，每行一个"), self._rules.workshop_pain_points)
        self.measures = ItemsField(theme, self.tr("量化指标，每行一项"), self._rules.workshop_measures)
        self.fishbone = TextArea(theme, self.tr("鱼骨图记录"))
        self.okr = TextArea(theme, self.tr("OKR 记录"))
        self.own = CheckField(theme, self.tr("价值计划，我方 CXO"), self.tr("已签"))
        self.customer = CheckField(theme, self.tr("价值计划，客户 CXO"), self.tr("已签"))
        self.held_day = place.day_field(self.tr("开完的日期"))
        self.held_time = TimeField(theme, self.tr("时间"))
        for key, field, half in (
            ("planned", self.planned, True),
            ("pains", self.pains, False),
            ("measures", self.measures, False),
            ("fishbone", self.fishbone, False),
            ("okr", self.okr, False),
            ("own", self.own, True),
            ("customer", self.customer, True),
            ("held_at", self.held_day, True),
            ("held_time", self.held_time, True),
        ):
            self.form.add(key, field, half=half)
            field.entered.connect(self.keep)
        self._make_after()
        self.body.insertWidget(0, self.checklist)
        self.body.insertWidget(1, self._after_part)
        self.draft_button = Button(theme, self.tr("存草稿"), hint="↵")
        self.draft_button.clicked.connect(self.keep)
        self.foot.insert(1, self.draft_button)
        self.reopen_button = Button(theme, self.tr("改回草稿"), kind="link")
        self.reopen_button.clicked.connect(self.reopen)
        self.foot.add(self.reopen_button)
        self.form.changed.connect(self.recount)
        self.after.changed.connect(self.recount)

    def _make_after(self) -> None:
        place, theme = self._place, self.theme
        self.after = Form(theme)
        self.minutes_line = PromiseLine(theme, self.tr("纪要"))
        self.ticket_line = PromiseLine(theme, self.tr("追踪单"))
        self.minutes_day = place.day_field(self.tr("纪要发出日"))
        self.minutes_time = TimeField(theme, self.tr("时间"))
        self.ticket_owner = FormField(theme, self.tr("追踪单负责人"))
        self.ticket_deadline = place.day_field(self.tr("截止日"), ahead=True)
        self.ticket_acceptance = TextArea(theme, self.tr("验收标准"))
        self.ticket_day = place.day_field(self.tr("追踪单建立日"))
        self.ticket_time = TimeField(theme, self.tr("时间"))
        for key, field, half in (
            ("minutes_at", self.minutes_day, True),
            ("minutes_time", self.minutes_time, True),
            ("ticket_owner", self.ticket_owner, True),
            ("ticket_deadline", self.ticket_deadline, True),
            ("ticket_acceptance", self.ticket_acceptance, False),
            ("ticket_at", self.ticket_day, True),
            ("ticket_time", self.ticket_time, True),
        ):
            self.after.add(key, field, half=half)
            field.entered.connect(self.keep)
        for at in (self.minutes_time, self.ticket_time):
            button = Button(theme, self.tr("现在"), kind="link", small=True)
            button.setAccessibleName(self.tr("填现在的时间"))
            at.add(button)
        self.minutes_now, self.ticket_now = (
            at.findChildren(Button)[0] for at in (self.minutes_time, self.ticket_time)
        )
        self.minutes_now.clicked.connect(self._minutes_now)
        self.ticket_now.clicked.connect(self._ticket_now)
        self._after_part = QWidget()
        column = QVBoxLayout(self._after_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHead(theme, self.tr("会后")))
        column.addWidget(self.minutes_line)
        column.addWidget(self.ticket_line)
        column.addWidget(self.after)
        column.addWidget(SectionHead(theme, self.tr("清单")))
        self._after_part.hide()

    # --- content --------------------------------------------------------------------------------------------

    def show_track(self, track: Track) -> None:
        """Take the checklist of a contract in hand."""
        sheet, rules = track.values.sheet, track.rules
        self._rules = rules
        self._held = sheet.held
        self.pains.set_of(rules.workshop_pain_points)
        self.measures.set_of(rules.workshop_measures)
        self.save_button.setText(self.tr("保存") if sheet.held else self.tr("完成工作坊"))
        self.draft_button.setVisible(not sheet.held)
        self.reopen_button.setVisible(sheet.held)
        self._after_part.setVisible(sheet.held)
        self.begin(track.id, _values(sheet))
        self.recount()

    def typed(self) -> dict[str, str]:
        return self.form.values() | self.after.values()

    def put(self, values: dict[str, str]) -> None:  # type: ignore[override]
        self.form.set_values({key: word for key, word in values.items() if key in self.form.fields})
        self.after.set_values({key: word for key, word in values.items() if key in self.after.fields})

    def sheet(self) -> WorkshopSheet:
        """What is typed, as a checklist."""
        return WorkshopSheet(
            pains=self.pains.items,
            measures=self.measures.items,
            fishbone=self.fishbone.value.strip(),
            okr=self.okr.value.strip(),
            own_signed=bool(self.own.value),
            customer_signed=bool(self.customer.value),
            planned_day=self.planned.day,
            held_at=moment_of(self.held_day, self.held_time),
            minutes_at=moment_of(self.minutes_day, self.minutes_time),
            ticket_at=moment_of(self.ticket_day, self.ticket_time),
            ticket_owner=self.ticket_owner.value.strip(),
            ticket_deadline=self.ticket_deadline.day,
            ticket_acceptance=self.ticket_acceptance.value.strip(),
        )

    def recount(self) -> None:
        """Show what is there and what is still missing, while it is typed."""
        sheet = self.sheet()
        words = {
            "pains": self.tr("痛点"),
            "measures": self.tr("指标"),
            "fishbone": self.tr("鱼骨图"),
            "okr": self.tr("OKR"),
            "signatures": self.tr("双签"),
        }
        self.checklist.show_items([_needed(words[need.item], need) for need in needs(sheet, self._rules)])
        now = self._place.tools.source.workshops.now
        self.minutes_line.show_promise(minutes_promise(sheet, self._rules, now), self._rules.minutes_hours)
        self.ticket_line.show_promise(ticket_promise(sheet, self._rules, now), self._rules.ticket_hours)

    def _minutes_now(self) -> None:
        now = self._place.tools.source.workshops.now
        self.minutes_day.set_day(now.date())
        self.minutes_time.set_text(f"{now:%H:%M}")

    def _ticket_now(self) -> None:
        now = self._place.tools.source.workshops.now
        self.ticket_day.set_day(now.date())
        self.ticket_time.set_text(f"{now:%H:%M}")

    # --- saving ---------------------------------------------------------------------------------------------

    def refuse_field(self, field: str, sentence: str) -> None:
        if field in self.after.fields:
            self.after.set_problems({field: sentence})
        else:
            super().refuse_field(field, sentence)

    def _half_moment(self) -> bool:
        """Refuse a day without a time, or a time without a day; words that are neither are refused too."""
        for key, day, at in (
            ("held", self.held_day, self.held_time),
            ("minutes", self.minutes_day, self.minutes_time),
            ("ticket", self.ticket_day, self.ticket_time),
        ):
            if not day.check():
                day.setFocus()
                return True
            if day.day is not None and at.time is None:
                self.refuse_field(f"{key}_time", self.tr("请填时间，如 16:30。"))
                return True
            if at.time is not None and day.day is None:
                self.refuse_field(f"{key}_at", self.tr("请填日期。"))
                return True
        return not all(day.check() for day in (self.planned, self.ticket_deadline))

    def keep(self) -> None:
        """Keep what is typed: a draft, or a workshop that was held."""
        self._submit(hold=False)

    def save(self) -> None:
        """Complete the workshop; one that was held is only kept."""
        self._submit(hold=not self._held)

    def _submit(self, *, hold: bool) -> None:
        track = self._place.track
        if track is None or self._half_moment():
            return
        sheet, workshops = self.sheet(), self._place.tools.source.workshops
        if hold:
            done = self.tr("已完成价值工作坊：{code}").format(code=track.code)
            self.submit(lambda: workshops.hold(track.id, sheet), done, close=False)
        else:
            done = self.tr("已存工作坊清单：{code}").format(code=track.code)
            self.submit(lambda: workshops.save(track.id, sheet), done, close=False)

    def reopen(self) -> None:
        """Make a draft of it again."""
        track = self._place.track
        if track is not None:
            workshops = self._place.tools.source.workshops
            done = self.tr("工作坊已改回草稿：{code}").format(code=track.code)
            self.submit(lambda: workshops.reopen(track.id), done, close=False)

    def settle(self) -> None:
        """Keep a draft as it is typed; a workshop that was held waits for 保存."""
        if self.dirty and not self._held:
            self.keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in _ENTER and not ctrl:
            self.keep()
        else:
            super().keyPressEvent(event)


class WorkshopPlace(StepPlace):
    """The checklist, and workshops that came with an import."""

    def __init__(self, tools: TrackTools) -> None:
        super().__init__(tools)
        self.imported = Label(tools.theme, scale="small", role="t2", wrap=True)
        self.imported.hide()
        self.column.addWidget(self.imported)
        self.form = WorkshopForm(self)
        self.hold(self.form)

    def fill(self, track: Track, *, same: bool) -> None:
        source = self.tools.source
        self.form.show_track(track)
        contract = track.id
        self.tools.tasks.query(
            self,
            lambda _: (contract, source.workshops.imported(contract)),
            self._show_imported,
            slot="imported",
        )

    def _show_imported(self, found: tuple[int, list[HeldWorkshop]]) -> None:
        contract, held = found
        if self.track is None or self.track.id != contract:
            return
        days = joined([f"{workshop.day}" for workshop in held], self.tools.language)
        self.imported.setText(
            self.tr("导入的工作坊：{days}。在这里完成同一天的清单，会并入它。").format(days=days)
        )
        self.imported.setVisible(bool(held))

    def focus_target(self) -> QWidget:
        return self.form.minutes_day if self.form._held else self.form.pains

    def settle(self) -> None:
        self.form.settle()


def _needed(words: str, need: Need) -> Needed:
    count = f" {need.have}/{need.of}" if need.of > 1 else ""
    return Needed(f"{words}{count}", need.done)


def _values(sheet: WorkshopSheet) -> dict[str, str]:
    """A checklist as it stands in the fields."""
    return {
        "planned": "" if sheet.planned_day is None else sheet.planned_day.isoformat(),
        "pains": "\n".join(sheet.pains),
        "measures": "\n".join(sheet.measures),
        "fishbone": sheet.fishbone,
        "okr": sheet.okr,
        "own": _YES if sheet.own_signed else "",
        "customer": _YES if sheet.customer_signed else "",
        **_moment("held", sheet.held_at),
        **_moment("minutes", sheet.minutes_at),
        **_moment("ticket", sheet.ticket_at),
        "ticket_owner": sheet.ticket_owner,
        "ticket_deadline": "" if sheet.ticket_deadline is None else sheet.ticket_deadline.isoformat(),
        "ticket_acceptance": sheet.ticket_acceptance,
    }


def _moment(key: str, at: datetime | None) -> dict[str, str]:
    if at is None:
        return {f"{key}_at": "", f"{key}_time": ""}
    return {f"{key}_at": at.date().isoformat(), f"{key}_time": f"{at:%H:%M}"}
