"""The tickets of one account: what waits, what was on time, by the metric's own rule."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from csmdesk.domain.text import Language, Text
from csmdesk.domain.ticket import end_of, ticket_outcome
from csmdesk.metrics import display
from csmdesk.services import account_words as words
from csmdesk.services.account_view import Mark, StripFigure, TicketLine, TicketPage

if TYPE_CHECKING:
    from csmdesk.domain.facts import Account, Ticket
    from csmdesk.services.account_detail import Desk

_HOUR, _DAY = 3600, 86_400
_SOON = _DAY
"""A ticket that is due within so many seconds needs a look."""


def page(desk: Desk, account: Account, language: Language) -> TicketPage:
    """The tickets opened by the closing day: those that wait first, by when they are due."""
    rows = desk.tickets.get(account.id, ())
    if not rows:
        return TicketPage()
    now = end_of(desk.basis.as_of)
    waiting = sorted((t for t in rows if is_open(t, now)), key=lambda t: (t.due_at is None, t.due_at, t.id))
    done = sorted((t for t in rows if not is_open(t, now)), key=lambda t: (t.opened_at, t.id), reverse=True)
    lines = tuple(_line(desk, t, language) for t in [*waiting, *done])
    return TicketPage(_figures(desk, account, rows, waiting, language), lines)


def is_open(ticket: Ticket, now: datetime) -> bool:
    """True while it is not resolved."""
    return ticket.resolved_at is None or ticket.resolved_at > now


def _figures(
    desk: Desk, account: Account, rows: list[Ticket], waiting: list[Ticket], language: Language
) -> tuple[StripFigure, ...]:
    b = desk.basis
    now = end_of(b.as_of)
    late = sum(t.due_at is not None and t.due_at <= now for t in waiting)
    opened = [t for t in rows if b.in_flow(t.opened_at.date())]
    rate = desk.metrics(account, ("issue_on_time",))["issue_on_time"]
    if rate.value is None:
        rate_note = (rate.reason or Text("", "")).to(language)
    else:
        above, below = display.sums(rate, language)
        rate_note = Text(f"{above}/{below} 按时", f"{above} of {below} in time").to(language)
    overdue = Text(f"其中逾期 {late}", f"{late} overdue") if late else Text("没有逾期", "none overdue")
    period = b.period.title
    return (
        StripFigure(
            "tickets:open",
            Text("未解决", "Open").to(language),
            str(len(waiting)),
            overdue.to(language),
            "red" if late else "",
            late=bool(late),
        ),
        StripFigure(
            "metric:issue_on_time",
            rate.definition.name.to(language),
            display.figure_value(rate, language),
            rate_note,
        ),
        StripFigure(
            "tickets:period",
            Text("期内新开", "Opened in period").to(language),
            str(len(opened)),
            period.to(language),
        ),
        StripFigure("tickets:all", Text("全部", "All").to(language), str(len(rows)), ""),
    )


def _line(desk: Desk, ticket: Ticket, language: Language) -> TicketLine:
    b = desk.basis
    now = end_of(b.as_of)
    mark, state = state_of(ticket, desk.basis.as_of)
    level = ticket.level
    raised = Text(f"升级 {level} 级", f"level {level}") if level is not None and level > 1 else Text("", "")
    facts = [ticket.code, ticket.severity, raised.to(language)]
    days = [Text("开 {day}", "open {day}").format(day=_day(ticket.opened_at, b.closing))]
    if ticket.due_at is not None:
        days.append(Text("限 {day}", "due {day}").format(day=_day(ticket.due_at, b.closing)))
    if not is_open(ticket, now) and ticket.resolved_at is not None:
        days.append(Text("解决 {day}", "done {day}").format(day=_day(ticket.resolved_at, b.closing)))
    return TicketLine(
        ticket.id,
        f"ticket:{ticket.id}",
        ticket.code,
        ticket.title,
        " · ".join(fact for fact in facts if fact),
        " · ".join(day.to(language) for day in days),
        mark,
        state.to(language),
        is_open(ticket, now),
    )


def state_of(ticket: Ticket, as_of: date) -> tuple[Mark, Text]:
    """How a ticket stands at the end of ``as_of``: on time, late, overdue, not due yet."""
    now = end_of(as_of)
    outcome = ticket_outcome(ticket, as_of)
    due = ticket.due_at
    if not is_open(ticket, now):
        if due is None or ticket.resolved_at is None:
            return "renewed", Text("已解决，无时限", "resolved, no due time")
        if outcome:
            return "green", Text("按时", "in time")
        gone = span((ticket.resolved_at - due).total_seconds())
        return "yellow", Text("迟 {span}", "{span} late").format(span=gone)
    if due is None:
        return "unscored", Text("未解决，无时限", "open, no due time")
    left = (due - now).total_seconds()
    if left <= 0:
        return "red", Text("逾期 {span}", "overdue by {span}").format(span=span(-left))
    mark: Mark = "yellow" if left <= _SOON else "unscored"
    return mark, Text("还剩 {span}", "{span} left").format(span=span(left))


def span(seconds: float) -> Text:
    """A length of time in whole minutes, from an hour on in hours, from two days on in days."""
    if seconds < _HOUR:
        size, zh, en = 60, "分钟", "min"
    elif seconds < 2 * _DAY:
        size, zh, en = _HOUR, "小时", "h"
    else:
        size, zh, en = _DAY, "天", "d"
    count = max(1, int(seconds // size))
    return Text(f"{count} {zh}", f"{count} {en}")


def _day(moment: datetime, closing: date) -> str:
    return words.short_day(moment.date(), closing)
