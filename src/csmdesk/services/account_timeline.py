"""Everything that happened at one account, as one list: the newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.health import MILLI, band
from csmdesk.domain.text import Language, Text
from csmdesk.domain.ticket import end_of
from csmdesk.metrics import display
from csmdesk.services import account_health as health
from csmdesk.services import account_words as words
from csmdesk.services.account_people import has_left
from csmdesk.services.account_tickets import is_open
from csmdesk.services.account_view import Mark, TimelineItem

if TYPE_CHECKING:
    from csmdesk.domain.facts import Account, Contract
    from csmdesk.services.account_detail import Desk, PageRows

KINDS = {
    "touch": Text("触达", "Touch"),
    "contract": Text("合同", "Contract"),
    "receipt": Text("回款", "Receipt"),
    "ticket": Text("工单", "Ticket"),
    "health": Text("健康度", "Health"),
    "war_room": Text("作战室", "War room"),
    "escalation": Text("升级", "Escalation"),
    "workshop": Text("工作坊", "Workshop"),
    "survey": Text("问卷", "Survey"),
    "event": Text("活动", "Event"),
    "deal": Text("线索与商机", "Deal"),
    "suggestion": Text("建议", "Suggestion"),
    "contact": Text("联系人", "Contact"),
    "account": Text("交接与启用", "Handover"),
}
"""The kinds of what happens, in the order in which the filter offers them."""

_ICONS = {
    "touch": "touch",
    "contract": "contract",
    "receipt": "receipt",
    "ticket": "ticket",
    "health": "health",
    "war_room": "war",
    "escalation": "ticket",
    "workshop": "review",
    "survey": "survey",
    "event": "calendar",
    "deal": "open",
    "suggestion": "log",
    "contact": "person",
    "account": "arrow",
}
_MAIN = frozenset({"touch", "contract", "ticket", "war_room", "health"})
"""What the overview's short timeline shows."""


_RECOVERY = {
    "opened": ("war_room", Text("开作战室", "War room opened")),
    "closed": ("war_room", Text("关闭作战室", "War room closed")),
    "declined": ("war_room", Text("不开作战室", "War room declined")),
    "escalated": ("escalation", Text("开始升级", "Escalated")),
    "raised": ("escalation", Text("升到 2 级", "Raised to level 2")),
    "reviewed": ("escalation", Text("升级已复盘", "Escalation reviewed")),
}
"""What was done to bring an account back: its kind, and how it is said."""


class Happening(NamedTuple):
    """One thing on a day; ``id`` is its row where one can go to it (0: nowhere)."""

    day: date
    kind: str
    words: Text
    mark: Mark = ""
    id: int = 0
    icon: str = ""


def kinds(items: Sequence[TimelineItem], language: Language) -> tuple[tuple[str, str], ...]:
    """The kinds that occur, by key and name."""
    found = {item.kind for item in items}
    return tuple((key, name.to(language)) for key, name in KINDS.items() if key in found)


def timeline(desk: Desk, account: Account, rows: PageRows, language: Language) -> tuple[TimelineItem, ...]:
    """All that happened up to the closing day."""
    closing = desk.basis.closing
    order = list(KINDS)
    found = [h for source in _SOURCES for h in source(desk, account, rows) if h.day <= closing]
    found.sort(key=lambda h: (h.day, -order.index(h.kind), h.id), reverse=True)
    return tuple(
        TimelineItem(
            words.short_day(h.day, closing),
            h.icon or _ICONS[h.kind],
            h.words.to(language),
            h.kind,
            display.month(h.day, language, year=True),
            h.mark,
            h.kind in _MAIN,
            h.id,
        )
        for h in found
    )


# --- sources ------------------------------------------------------------------------------------------------


def _touches(desk: Desk, account: Account, rows: PageRows) -> Iterator[Happening]:
    for touch in rows.touches:
        with_whom = Text(f"与 {touch.contact}", f"with {touch.contact}") if touch.contact else Text("", "")
        said = words.both(touch.channel, with_whom, touch.note)
        yield Happening(touch.day, "touch", said, id=touch.id)


def _tickets(desk: Desk, account: Account, rows: PageRows) -> Iterator[Happening]:
    now = end_of(desk.basis.as_of)
    for ticket in desk.tickets.get(account.id, ()):
        said = " ".join(part for part in (ticket.title, ticket.severity) if part)
        opened, closed = Text("工单 {t}", "Ticket: {t}"), Text("工单关闭 {t}", "Ticket closed: {t}")
        yield Happening(ticket.opened_at.date(), "ticket", opened.format(t=said), id=ticket.id)
        if ticket.resolved_at is not None and not is_open(ticket, now):
            day = ticket.resolved_at.date()
            yield Happening(day, "ticket", closed.format(t=said), id=ticket.id, icon="check")


def _contracts(desk: Desk, account: Account, rows: PageRows) -> Iterator[Happening]:
    b = desk.basis
    for contract in desk.contracts.get(account.id, ()):
        day = contract.signed_day or contract.start_day
        signed = words.SIGNED.get(contract.kind, words.SIGNED["other"]).format(code=contract.code)
        yield Happening(day, "contract", words.both(signed, _early(desk, contract, day)), id=contract.id)
        if b.renewed(contract):
            continue
        ended, end = Text(f"{contract.code} 到期", f"{contract.code} ended"), contract.end_day
        if b.lost(contract, b.closing):
            day = contract.lost_day or end or b.closing
            said = words.both(contract.code, words.lost_words(contract))
        elif end is None or end >= b.closing:
            continue
        elif not contract.recurring:
            day, said = end, ended
        elif (b.closing - end).days <= b.rules.pending_days:
            day, said = end, words.both(ended, Text("待续", "renewal open"))
        else:
            day, said = end, words.both(ended, words.lost_words(contract))
        yield Happening(day, "contract", said, id=contract.id, icon="x")


def _early(desk: Desk, contract: Contract, signed: date) -> Text:
    """How long before the end of what it renews a contract was signed."""
    ends = [old.end_day for old in desk.basis.predecessors.get(contract.id, ()) if old.end_day]
    if not ends:
        return Text("", "")
    gap = (min(ends) - signed).days
    if gap > 0:
        return Text(f"提前 {gap} 天", f"{words.days(gap)} early")
    return Text(f"晚 {-gap} 天", f"{words.days(-gap)} late") if gap < 0 else Text("", "")


def _receipts(desk: Desk, account: Account, rows: PageRows) -> Iterator[Happening]:
    for contract in desk.contracts.get(account.id, ()):
        for row in desk.receipts.get(contract.id, ()):
            if row.received_day is None:
                continue
            kind = words.RECEIPTS.get(row.kind, words.RECEIPTS["other"])
            money = words.money(abs(row.amount_fen), row.currency)
            name = Text("退款", "Refund") if row.amount_fen < 0 else Text("到账", "Received")
            said = words.both(Text("{name} {money}", "{name} {money}").format(name=name, money=money), kind)
            said = Text(f"{said.zh} {contract.code}", f"{said.en} {contract.code}")
            yield Happening(row.received_day, "receipt", said, id=contract.id)


def _workshops(desk: Desk, account: Account, rows: PageRows) -> Iterator[Happening]:
    own = {c.id: c for c in desk.contracts.get(account.id, ())}
    for row in desk.basis.facts.workshops:
        if row.contract_id in own:
            code = own[row.contract_id].code
            said = Text(f"价值工作坊 {code}", f"Value workshop for {code}")
            yield Happening(row.day, "workshop", said, id=row.contract_id)


def _health(desk: Desk, account: Account, rows: PageRows) -> Iterator[Happening]:
    for now, before in health.band_changes(desk, account.id):
        state = words.BANDS[band(now.value, desk.basis.bands)]
        points = "" if now.value is None else f" {display.health(now.value, desk.basis.bands)}"
        said = Text(f"健康度转{state.zh}{points}", f"Health turned {state.en}{points}")
        if before is None:
            said = Text(f"首次评分{points}，{state.zh}", f"First score{points}, {state.en}")
        elif before.value is not None:
            was = display.health(before.value, desk.basis.bands)
            said = words.both(said, Text(f"之前 {was}", f"{was} before"))
        yield Happening(now.day, "health", said, mark=band(now.value, desk.basis.bands).value)
    for row in desk.overrides.get(account.id, ()):
        points = display.health(Fraction(row.score_milli, MILLI))
        until = words.short_day(row.expires_day, desk.basis.closing)
        said = Text(f"人工改健康度为 {points}，到 {until}", f"Health set to {points} by hand until {until}")
        yield Happening(row.day, "health", words.both(said, row.reason))


def _recovery(desk: Desk, account: Account, rows: PageRows) -> Iterator[Happening]:
    for each in rows.recovery:
        kind, said = _RECOVERY[each.step]
        yield Happening(each.day, kind, words.both(said, each.words))


def _surveys(desk: Desk, account: Account, rows: PageRows) -> Iterator[Happening]:
    names = {c.id: c.name for c in desk.people.get(account.id, ())}
    for row in desk.surveys.get(account.id, ()):
        said = f"{row.kind} {row.score}"
        if row.kind == "NPS":
            role = words.PROMOTER if row.score >= 9 else words.PASSIVE if row.score >= 7 else words.DETRACTOR
            text = Text(f"{said} {role.zh}", f"{said}, {role.en}")
        else:
            text = Text(f"{said} 分", f"{said} of 5")
        who = names.get(row.contact_id, "") if row.contact_id is not None else ""
        yield Happening(row.day, "survey", words.both(text, who))


def _events(desk: Desk, account: Account, rows: PageRows) -> Iterator[Happening]:
    people = {c.id: c for c in desk.people.get(account.id, ())}
    attended: dict[int, list[str]] = defaultdict(list)
    for contact in people.values():
        for held in desk.attended.get(contact.id, ()):
            attended[held].append(f"{contact.name} {contact.title}".strip())
    for event in desk.basis.facts.events:
        if event.id in attended:
            kind = words.EVENTS.get(event.kind, words.EVENTS["other"])
            said = Text(f"{kind.zh} {event.topic}", f"{kind.en} {event.topic}")
            who = Text("、".join(attended[event.id]), ", ".join(attended[event.id]))
            yield Happening(event.day, "event", words.both(said, who))


def _deals(desk: Desk, account: Account, rows: PageRows) -> Iterator[Happening]:
    b = desk.basis
    names = {c.id: c.name for c in desk.people.get(account.id, ())}
    for lead in desk.leads.get(account.id, ()):
        who = names.get(lead.contact_id, "") if lead.contact_id is not None else ""
        said = words.both(Text(f"推荐线索 {lead.code}", f"Referral lead {lead.code}"), who)
        if lead.status == "converted":
            arr = lead.expected_arr_fen or 0
            money = words.money(arr, lead.currency)
            won = Text("已转商机，预计 {money}", "converted, {money} expected").format(money=money)
            said = words.both(said, won if arr else Text("已转商机", "converted"))
        else:
            said = words.both(said, lead.status)
        yield Happening(lead.day, "deal", said)
    for deal in desk.opportunities.get(account.id, ()):
        if deal.stage == "won" and deal.won_day is not None and deal.won_day <= b.as_of:
            money = words.money(deal.amount_fen, deal.currency)
            said = words.both(Text("赢单 {name}", "Won {name}").format(name=deal.name or deal.code), money)
            yield Happening(deal.won_day, "deal", said, icon="check")


def _suggestions(desk: Desk, account: Account, rows: PageRows) -> Iterator[Happening]:
    for row in desk.suggestions.get(account.id, ()):
        status = words.SHIPPED if row.status == "shipped" else Text(row.status, row.status)
        said = Text("建议 {what}", "Suggestion: {what}").format(what=row.content or row.code)
        yield Happening(row.day, "suggestion", words.both(said, status))


def _contacts(desk: Desk, account: Account, rows: PageRows) -> Iterator[Happening]:
    closing = desk.basis.closing
    names = {p.id: f"{p.name} {p.title}".strip() for p in rows.people}
    for day, contact in rows.typed:
        if contact in names:
            said = Text(f"新增联系人 {names[contact]}", f"Contact {names[contact]} added")
            yield Happening(day, "contact", said, id=contact, icon="plus")
    for person in rows.people:
        if person.left_day is not None and has_left(person, closing):
            role = Text("高管", "executive") if person.executive else Text("", "")
            said = words.both(Text(f"{names[person.id]} 离任", f"{names[person.id]} left"), role)
            mark: Mark = "yellow" if person.executive else ""
            yield Happening(person.left_day, "contact", said, mark=mark, id=person.id)


def _account(desk: Desk, account: Account, rows: PageRows) -> Iterator[Happening]:
    if account.handover_day is not None:
        source = account.handover_from
        said = (
            Text(f"从 {source} 交接", f"Handed over from {source}") if source else Text("交接", "Handed over")
        )
        yield Happening(account.handover_day, "account", said)
    if account.activated_day is not None:
        yield Happening(account.activated_day, "account", Text("启用", "Activated"), icon="check")
    if account.handaway_day is not None:
        to = account.handaway_to
        said = Text(f"移交给 {to}", f"Handed away to {to}") if to else Text("移交", "Handed away")
        yield Happening(account.handaway_day, "account", said)


_SOURCES = (
    _touches,
    _tickets,
    _contracts,
    _receipts,
    _workshops,
    _health,
    _recovery,
    _surveys,
    _events,
    _deals,
    _suggestions,
    _contacts,
    _account,
)
