"""What a calendar outside the window is told: decisions, ends, workshops and to-dos as days with words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple
from uuid import UUID, uuid5

from csmdesk.domain.renewal_track import State, Step
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.services.account_words import BANDS
from csmdesk.services.renewals import FORECASTS

if TYPE_CHECKING:
    from csmdesk.domain.facts import Receipt
    from csmdesk.services.calendar_desk import CalendarDesk, ContractRow

EventKind = Literal["decision", "end", "workshop", "talks", "early", "receipt", "ticket", "plan"]

KINDS: Mapping[EventKind, Text] = {
    "decision": Text("决策日", "Decision dates"),
    "end": Text("到期日", "Contract ends"),
    "workshop": Text("价值工作坊", "Value workshops"),
    "talks": Text("启动续约谈判", "Renewal talks to start"),
    "early": Text("提前付款优惠截止", "Early payment until"),
    "receipt": Text("应收款", "Receipts due"),
    "ticket": Text("工作坊追踪单", "Workshop tickets"),
}
"""In the order in which they are offered."""

CATEGORIES: Mapping[EventKind, Text] = {**KINDS, "plan": Text("年度计划", "Year plan")}
"""What every kind of event is called; those of the year's plan are exported on their own."""

USUAL: frozenset[EventKind] = frozenset({"decision", "end", "workshop", "talks"})
"""Those that are exported where nobody chose."""

_ALARMS: Mapping[EventKind, tuple[int, ...]] = {
    "decision": (30, 7),
    "end": (7,),
    "workshop": (14, 3),
    "talks": (7,),
    "early": (7,),
    "receipt": (3,),
    "ticket": (3,),
}
"""So many days before."""

_TITLES: Mapping[EventKind, Text] = {
    "decision": Text("决策 {what}", "Decide {what}"),
    "end": Text("到期 {what}", "Ends: {what}"),
    "workshop": Text("价值工作坊 {what}", "Value workshop: {what}"),
    "talks": Text("启动谈判 {what}", "Start talks: {what}"),
    "early": Text("提前付款截止 {what}", "Early payment until: {what}"),
    "receipt": Text("应收 {what}", "Receipt due: {what}"),
    "ticket": Text("追踪单 {what}", "Ticket due: {what}"),
}

_SPACE = UUID("6f0a4b1e-6a52-5d0c-9f0e-2f6f5a3c9b11")
"""What the identities of events are made within: the same contract gives the same one in every export."""


class CalendarEvent(NamedTuple):
    """A day of a contract; ``uid`` is the same in every export. ``alarms``: days before it, still ahead."""

    uid: str
    kind: EventKind
    day: date
    title: str
    note: str
    alarms: tuple[int, ...]
    contract_id: int


def uid_of(kind: EventKind, code: str) -> str:
    """The identity of an event: of its kind and the number of what it is about, nothing else."""
    return f"{uuid5(_SPACE, f'{kind}:{code}')}@csmdesk"


def events(
    desk: CalendarDesk,
    language: Language,
    kinds: Collection[EventKind] = USUAL,
    ids: Collection[int] | None = None,
) -> list[CalendarEvent]:
    """The days of the open contracts, of ``ids`` alone where given, in order.

    A decision that falls on the end is told once, as the end. What has been done is left out: talks that have
    started, workshops that were held, money that came in.
    """
    chosen = frozenset(kinds)
    wanted = None if ids is None else frozenset(ids)
    found = []
    for row in desk.data.rows:
        if wanted is None or row.id in wanted:
            days = [day for day in _days(desk, row, chosen) if day.kind in chosen]
            if days:
                make = _Words(row, desk.basis.closing, language)
                found += [make.event(day) for day in days]
    return sorted(found, key=lambda event: (event.day, event.kind, event.uid))


class _Day(NamedTuple):
    """A day of a contract before it is put into words; ``code`` is the number of what it is about."""

    kind: EventKind
    day: date
    code: str
    owner: str = ""
    receipt: Receipt | None = None


def _days(desk: CalendarDesk, row: ContractRow, kinds: frozenset[EventKind]) -> Iterator[_Day]:
    planned, deadline, owner = desk.stored.planned.get(row.id, (None, None, ""))
    if row.outcome == "open":
        if row.decision != row.end or "end" not in kinds:
            yield _Day("decision", row.decision, row.code)
        yield _Day("end", row.end, row.code)
        state = {line.step: line for line in row.steps}
        talks, workshop = state[Step.TALKS], state[Step.WORKSHOP]
        if talks.due is not None and talks.state in (State.TODO, State.LATE):
            yield _Day("talks", talks.due, row.code)
        if workshop.done is None and workshop.due is not None:
            yield _Day("workshop", planned or workshop.due, row.code)
        yield _Day("early", row.end - timedelta(days=desk.basis.rules.early_days), row.code)
    if deadline is not None:
        yield _Day("ticket", deadline, row.code, owner)
    if "receipt" in kinds:
        for receipt in desk.receipts_due.get(row.id, ()):
            assert receipt.due_day is not None
            yield _Day("receipt", receipt.due_day, receipt.code, receipt=receipt)


class _Words:
    """Puts the days of one contract into words."""

    def __init__(self, row: ContractRow, closing: date, language: Language) -> None:
        self._row = row
        self._closing = closing
        self._language = language
        amount = display.money_cell(row.annual, language)
        lines = [
            Text(f"合同 {row.code}", f"Contract {row.code}"),
            Text(f"期限 {row.start} – {row.end}", f"Term {row.start} – {row.end}"),
            Text(f"年化 {amount}", f"Annual value {amount}"),
            Text(
                f"健康度 {display.health(row.health)}（{BANDS[row.band].zh}）",
                f"Health {display.health(row.health)} ({BANDS[row.band].en})",
            ),
        ]
        if row.outcome == "open":
            category = FORECASTS[row.forecast]
            lines.append(Text(f"预测 {category.zh}", f"Forecast {category.en}"))
        if row.auto_renewal:
            days = (row.end - row.decision).days
            lines.append(Text(f"自动续约，提前 {days} 天通知", f"Renews by itself, {days} days' notice"))
        self._what = f"{row.account} {row.code} {amount}"
        self._note = "\n".join(line.to(language) for line in lines)

    def event(self, day: _Day) -> CalendarEvent:
        """The day in words."""
        what = f"{self._what} {day.owner}".rstrip()
        if day.receipt is not None:
            money = display.money(Fraction(day.receipt.amount_fen, 100), self._language, day.receipt.currency)
            what = f"{self._row.account} {day.receipt.code} {money}"
        return CalendarEvent(
            uid_of(day.kind, day.code),
            day.kind,
            day.day,
            _TITLES[day.kind].format(what=what).to(self._language),
            self._note,
            # What has passed is not rung for any more.
            tuple(days for days in _ALARMS[day.kind] if day.day - timedelta(days=days) > self._closing),
            self._row.id,
        )
