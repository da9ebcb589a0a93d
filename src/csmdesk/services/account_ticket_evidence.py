"""The rows behind the tickets of one account: one case in full, or those that a number counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csmdesk.domain.text import Text
from csmdesk.domain.ticket import end_of
from csmdesk.services.account_tickets import is_open, span, state_of
from csmdesk.services.evidence import EvidenceLine, FigureView, Mark
from csmdesk.services.place import Place

if TYPE_CHECKING:
    from csmdesk.domain.facts import Ticket
    from csmdesk.services.account_evidence import AccountEvidence

_NEWEST = 12

_COUNTS = {
    "open": (
        Text("未解决工单", "Open tickets"),
        Text("截至当日已创建、尚未解决的工单", "Opened by that day and not yet resolved"),
    ),
    "period": (Text("期内新开工单", "Tickets opened"), Text("期内创建的工单", "Opened in the period")),
    "all": (Text("全部工单", "All tickets"), Text("截至当日创建的工单", "Opened by that day")),
}


def evidence(a: AccountEvidence, kind: str, which: str) -> FigureView | None:
    """``ticket:12`` is one case, ``tickets:open`` a number of them; None for one that is not there."""
    rows = a.desk.tickets.get(a.id, [])
    if kind == "ticket":
        found = next((t for t in rows if t.id == int(which)), None)
        return None if found is None else _one(a, found)
    if which not in _COUNTS:
        return None
    now = end_of(a.basis.as_of)
    if which == "open":
        rows = [t for t in rows if is_open(t, now)]
    elif which == "period":
        rows = [t for t in rows if a.basis.in_flow(t.opened_at.date())]
    label, definition = _COUNTS[which]
    newest = sorted(rows, key=lambda t: (t.opened_at, t.id), reverse=True)[:_NEWEST]
    return a.view(
        f"tickets:{which}",
        label,
        str(len(rows)),
        definition=a.say(definition),
        columns=a.heads(
            (Text("工单", "Ticket"), False),
            (Text("标题", "Title"), False),
            (Text("状态", "State"), True),
            (Text("创建", "Opened"), True),
        ),
        rows=tuple(
            (t.code, t.title, a.say(state_of(t, a.basis.as_of)[1]), t.opened_at.date().isoformat())
            for t in newest
        ),
        places=tuple(Place("ticket", t.id) for t in newest),
        total_rows=len(rows),
    )


def _one(a: AccountEvidence, ticket: Ticket) -> FigureView:
    now = end_of(a.basis.as_of)
    mark, state = state_of(ticket, a.basis.as_of)
    shape: Mark = "green" if mark == "renewed" else "unscored" if mark == "lost" else mark
    resolved = ticket.resolved_at if not is_open(ticket, now) else None
    facts = [(Text("创建", "Opened"), f"{ticket.opened_at:%Y-%m-%d %H:%M}")]
    if ticket.due_at is not None:
        facts.append((Text("应解决", "Due"), f"{ticket.due_at:%Y-%m-%d %H:%M}"))
    if resolved is not None:
        facts.append((Text("解决", "Resolved"), f"{resolved:%Y-%m-%d %H:%M}"))
        took = span((resolved - ticket.opened_at).total_seconds())
        facts.append((Text("用时", "Took"), a.say(took)))
    if ticket.severity:
        facts.append((Text("级别", "Severity"), ticket.severity))
    if ticket.level is not None:
        facts.append((Text("升级", "Escalation level"), str(ticket.level)))
    return a.view(
        f"ticket:{ticket.id}",
        Text(ticket.code, ticket.code),
        a.say(state),
        mark=shape,
        definition=ticket.title,
        lines=tuple(EvidenceLine(a.say(label), "", said) for label, said in facts),
        columns=a.heads((Text("工单", "Ticket"), False), (Text("标题", "Title"), False)),
        rows=((ticket.code, ticket.title),),
        places=(Place("ticket", ticket.id),),
        total_rows=1,
    )
