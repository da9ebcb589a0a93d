"""Tickets with their clocks: what is due when, what is late, and their escalations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes
from csmdesk.domain.clock import Reading
from csmdesk.domain.errors import UserError
from csmdesk.domain.escalation import LEVELS
from csmdesk.domain.fields import FieldError
from csmdesk.domain.text import Language, Text
from csmdesk.domain.ticket import end_of
from csmdesk.metrics import display
from csmdesk.services.account_tickets import span
from csmdesk.services.escalation_view import Escalation, EscalationDraft
from csmdesk.services.escalations import Escalations
from csmdesk.services.log import forms
from csmdesk.services.log.columns import NOTHING, Clock, Column, Shown, View
from csmdesk.services.log.forms import Term
from csmdesk.services.log.kind import Line, LogAct, LogField, Mark, Section
from csmdesk.services.log.seen import Names, Seen
from csmdesk.services.log.table import TableKind
from csmdesk.services.log.words import GONE, things
from csmdesk.services.machine_clock import read_clock
from csmdesk.storage.log_rows import Record

if TYPE_CHECKING:
    from csmdesk.storage.book import Book

_SOON = 86_400
"""A ticket that is due within so many seconds needs a look."""

RESOLVE, REOPEN, ESCALATE = "resolve", "reopen", "escalate"


class Tickets(TableKind):
    """A support case."""

    key = "ticket"
    name = Text("工单", "Tickets")
    one = Text("工单", "ticket")
    example = Text("岚图 报表加载慢 P1 明天18:00", "Lantu report loads slowly P1 tomorrow 18:00")
    table = "tickets"
    prefix = "GD"
    rest = "title"
    day = "opened_at"
    line_day = "due_at"
    facets = ("state", "severity", "level", "account")
    columns = (
        Column(LogField("code", Text("编号", "Id"), "text"), forms.Words(40)),
        Column(
            LogField("account", Text("客户", "Account"), "account", required=True),
            forms.Account(),
            "account_id",
        ),
        Column(LogField("title", Text("标题", "Title"), "text", required=True), forms.Words(), text=True),
        Column(
            LogField("severity", Text("级别", "Severity"), "choice"),
            forms.Choice(tuple(Term(word, Text(word, word)) for word in ("P1", "P2", "P3", "P4")), free=True),
            text=True,
        ),
        Column(LogField("state", Text("状态", "State"), "text", edited=False)),
        Column(LogField("clock", Text("时限", "Clock"), "text", edited=False)),
        Column(
            LogField("opened_at", Text("创建时间", "Opened"), "moment", required=True),
            forms.Moment(past=True),
            default="now",
        ),
        Column(LogField("due_at", Text("应解决", "Due"), "moment"), forms.Moment(ahead=True, end=True)),
        Column(LogField("resolved_at", Text("解决时间", "Resolved"), "moment"), forms.Moment(past=True)),
        Column(
            LogField(
                "level",
                Text("升级", "Level"),
                "number",
                about=Text("1 CSM，2 技术或产品团队", "1 CSM, 2 technical or product team"),
            ),
            forms.Whole(0, 9, ("级",)),
        ),
        Column(LogField("owner", Text("负责人", "Owner"), "text"), forms.Words(), text=True),
        Column(LogField("note", Text("备注", "Note"), "note", listed=False), forms.Note(), text=True),
    )
    acts = (
        LogAct(RESOLVE, Text("解决", "Resolve"), several=True),
        LogAct(REOPEN, Text("重开", "Reopen"), several=True),
        LogAct(
            ESCALATE,
            Text("升级", "Escalate"),
            (
                LogField(
                    "owner",
                    Text("2 级负责人", "Owner on level 2"),
                    "text",
                    about=Text("不填则由自己跟进（1 级）", "empty: it stays with the CSM (level 1)"),
                ),
            ),
        ),
    )

    def __init__(
        self,
        book: Book,
        clock: Clock,
        names: Names | None = None,
        language: Language = "zh",
        read: Callable[[], Reading] = read_clock,
    ) -> None:
        super().__init__(book, clock, names, language)
        self.escalations = Escalations(book, read)

    # --- acts -----------------------------------------------------------------------------------------------

    def why_not(self, act: str, ids: Sequence[int]) -> Text | None:
        """Why an act cannot be done with these tickets now."""
        with self._seeing() as seen:
            records = list(self._found(seen.connection, ids).values())
        if not records:
            return GONE
        done = [record["resolved_at"] is not None for record in records]
        if act == REOPEN:
            return None if any(done) else OPEN_STILL
        return ALL_DONE if all(done) else None

    def act(self, act: str, ids: Sequence[int], values: Mapping[str, str] = NOTHING) -> Changes:
        """Resolve tickets now, open them again, or escalate one."""
        refused = self.why_not(act, ids)
        if refused is not None:
            raise UserError(refused)
        if act == ESCALATE:
            return self._escalate(ids[0], values.get("owner", "").strip())
        now = self._clock.now()
        return self.edit(ids, "resolved_at", f"{now:%Y-%m-%d %H:%M}" if act == RESOLVE else "")

    def _escalate(self, ticket_id: int, owner: str) -> Changes:
        """An escalation of the ticket on level 1, or 2 with an owner; one that is open goes up."""
        with self._seeing() as seen:
            record = self._found(seen.connection, [ticket_id])[ticket_id]
        open_now = [e for e in self._escalations_of(record) if e.open]
        if open_now:
            return self.escalations.raise_level(open_now[0].id, owner)
        draft = EscalationDraft(
            title=record["title"], owner=owner, level=2 if owner else 1, ticket_id=ticket_id
        )
        return self.escalations.open(record["account_id"], draft)[1]

    def _escalations_of(self, record: Record) -> list[Escalation]:
        found = self.escalations.list(record["account_id"])
        return [each for each in found if each.draft.ticket_id == record["id"]]

    # --- rules ----------------------------------------------------------------------------------------------

    def _complete(self, kept: Record, record: Record | None, seen: Seen) -> None:
        super()._complete(kept, record, seen)
        whole = {**(record or {}), **kept}
        opened, due, done = whole["opened_at"], whole.get("due_at"), whole.get("resolved_at")
        if due is not None and due < opened and "due_at" in kept:
            raise FieldError("due_at", BEFORE_OPENING.format(opened=opened))
        if done is not None and done < opened:
            raise FieldError("resolved_at", BEFORE_OPENING.format(opened=opened))

    # --- lists ----------------------------------------------------------------------------------------------

    def _where(self, view: View) -> tuple[str, tuple[str, ...]]:
        """Opened in the period, or before it and not resolved when it began."""
        if view.period is None:
            return "1", ()
        where, (start, end) = super()._where(view)
        before = "substr(opened_at, 1, 10) < ? AND (resolved_at IS NULL OR substr(resolved_at, 1, 10) >= ?)"
        return f"({where}) OR ({before})", (start, end, start, start)

    def _moment(self, view: View) -> datetime:
        """The moment at which clocks are read: now on the day itself, else that day's end."""
        return view.seen.now if view.day == view.seen.today else end_of(view.day)

    def _count(self, records: Sequence[Record], view: View) -> None:
        now = self._moment(view)
        for record in records:
            for name in ("opened_at", "due_at", "resolved_at"):
                record[f"_{name}"] = None if record[name] is None else datetime.fromisoformat(record[name])
            mark, state, words = stand(record, now)
            record["_mark"] = mark
            said = state.to(view.language)
            record["state"] = Shown(said, said)
            record["clock"] = Shown(_urgency(record, now), words.to(view.language))

    def _judge(self, record: Record, view: View) -> tuple[Mapping[str, Mark], tuple[Text, ...]]:
        mark: Mark = record["_mark"]
        marks: dict[str, Mark] = {"state": mark} if mark else {}
        if mark and record["clock"].words:
            marks["clock"] = mark
        return marks, ()

    def _sums(self, records: Sequence[Record], view: View) -> tuple[str, ...]:
        """Those that wait, those that are late; how many of the period were on time, as the metric counts."""
        now = self._moment(view)
        waiting = [r for r in records if _is_open(r, now)]
        late = sum(r["due_at"] is not None and r["_due_at"] <= now for r in waiting)
        opened = [r for r in records if view.period is None or view.period.holds(r["_opened_at"].date())]
        said = [things(len(opened), "件工单", "ticket")]
        if waiting:
            said.append(Text(f"未解决 {len(waiting)}", f"{len(waiting)} open"))
        if late:
            said.append(Text(f"逾期 {late}", f"{late} overdue"))
        outcomes = [each for r in opened if (each := _outcome(r, end_of(view.day))) is not None]
        if outcomes:
            share = display.percent(Fraction(sum(outcomes), len(outcomes)))
            said.append(
                Text(
                    f"按时 {share}（{sum(outcomes)}/{len(outcomes)}）",
                    f"{share} in time ({sum(outcomes)} of {len(outcomes)})",
                )
            )
        return tuple(text.to(view.language) for text in said)

    def _about(self, record: Record, view: View) -> tuple[Section, ...]:
        language = view.language
        found = []
        for each in self.escalations.list(record["account_id"], language=language):
            if each.draft.ticket_id != record["id"]:
                continue
            mark: Mark = "red" if each.late else "amber" if each.open else "green"
            head = Line(each.stage_words, each.left_words, mark, ("escalation", each.id))
            steps = [
                Line(step.name, step.at_words or "—", "red" if step.late else "green" if step.at else "")
                for step in each.lines
            ]
            title = Text("升级 {level}", "Escalation, {level}").format(level=LEVELS[each.level])
            found.append(Section(title.to(language), (head, *steps)))
        return tuple(found)

    def _called(self, record: Record, seen: Seen) -> Text:
        said = " ".join(part for part in (record.get("code"), record.get("title")) if part)
        return Text(said, said) if said else super()._called(record, seen)


def _is_open(record: Record, now: datetime) -> bool:
    return record["resolved_at"] is None or record["_resolved_at"] > now


def _outcome(record: Record, now: datetime) -> bool | None:
    """As ``domain.ticket.ticket_outcome`` says it."""
    if record["due_at"] is None:
        return None
    due = record["_due_at"]
    if not _is_open(record, now):
        return bool(record["_resolved_at"] <= due)
    return False if due <= now else None


def stand(record: Record, now: datetime) -> tuple[Mark, Text, Text]:
    """How a ticket stands at a moment: mark, state, and its clock in words."""
    due: datetime | None = record["_due_at"]
    if not _is_open(record, now):
        if due is None:
            return "green", RESOLVED, Text("", "")
        late = (record["_resolved_at"] - due).total_seconds()
        if late <= 0:
            return "green", IN_TIME, Text("", "")
        return "amber", LATE, Text("迟 {span}", "{span} late").format(span=span(late))
    if due is None:
        return "", OPEN, Text("无时限", "no due time")
    left = (due - now).total_seconds()
    if left <= 0:
        return "red", OVERDUE, Text("超 {span}", "{span} over").format(span=span(-left))
    soon: Mark = "amber" if left <= _SOON else ""
    return soon, OPEN, Text("还剩 {span}", "{span} left").format(span=span(left))


def _urgency(record: Record, now: datetime) -> int:
    """Sorts by what needs a look first: the least time left, then without one, then what is resolved."""
    if not _is_open(record, now):
        return 10**12
    if record["due_at"] is None:
        return 10**11
    return int((record["_due_at"] - now).total_seconds())


RESOLVED, IN_TIME = Text("已解决", "resolved"), Text("按时解决", "in time")
LATE, OPEN, OVERDUE = Text("迟解决", "late"), Text("未解决", "open"), Text("逾期", "overdue")
OPEN_STILL = Text("这些工单还没解决。", "These tickets are open still.")
ALL_DONE = Text("这些工单已解决。", "These tickets are resolved.")
BEFORE_OPENING = Text("不能早于创建时间 {opened}。", "This cannot be before the opening, {opened}.")
