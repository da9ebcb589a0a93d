"""The customer case: the account that recovered most, told by days in the data; the story is the CSM's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.facts import Account
from csmdesk.domain.health import Band, band
from csmdesk.domain.ticket import ticket_outcome
from csmdesk.metrics import display
from csmdesk.metrics.engagement import flow_touches
from csmdesk.reports.document import Block, Column, Heading, Inline, Paragraph, Span, Table
from csmdesk.reports.words import Writer, plain

MOST_DAYS = 10


class Case(NamedTuple):
    """The account of the case, its scores at opening and close, and the value that was renewed or bought."""

    account: Account
    opening: Fraction | None
    closing: Fraction | None
    value: Fraction


class Moment(NamedTuple):
    """One dated fact; of many, those of higher weight are kept."""

    day: date
    words: str
    weight: int


def choose(w: Writer) -> Case | None:
    """The account whose health rose most among those with a renewal or upsell in the period.

    Where no score rose it is the one with the largest renewed value; None where nothing was renewed.
    """
    b = w.basis
    won: dict[int, Fraction] = {}
    for row in w.figure("renewal_value_rate").evidence.numerator:
        if isinstance(row.key, int):
            account = w.contract(row.key).account_id
            won[account] = won.get(account, Fraction(0)) + row.amount
    for row in w.figure("upsell_collected").evidence.numerator:
        receipt = next((r for r in b.facts.receipts if r.id == row.key), None)
        account_id = None if receipt is None else b.account_of(receipt.contract_id)
        if account_id is not None:
            won[account_id] = won.get(account_id, Fraction(0)) + row.amount
    before, after = b.scores(b.opening), b.scores(b.closing)
    cases = []
    for account_id, value in won.items():
        held = w.account(account_id)
        if held is None or not b.owned(account_id, b.closing):
            continue
        first = before[account_id].score.value if account_id in before else None
        last = after[account_id].score.value if account_id in after else None
        cases.append(Case(held, first, last, value))

    def rise(case: Case) -> Fraction:
        if case.opening is None or case.closing is None:
            return Fraction(0)
        return max(case.closing - case.opening, Fraction(0))

    return max(cases, key=lambda c: (rise(c), c.value, -c.account.id), default=None)


def section(w: Writer) -> list[Block]:
    """The case with its timeline, and the place for the story."""
    head = Heading(2, w.t("客户案例", "Customer case"), "work.case")
    story = w.to_write(
        "work.case.story",
        "客户背景、关键动作、客户原话与可复制的做法，由本人撰写。",
        "The customer's background, what was done, the customer's own words, and what can be repeated.",
    )
    case = choose(w)
    if case is None:
        nothing = w.say(
            "期内没有续约或增购的客户，数据中没有可作案例的对象。",
            "No account renewed or bought in the period, so the data holds no case.",
        )
        return [head, Paragraph(nothing), story]
    return [head, Paragraph(_summary(w, case)), _timeline(w, case), story]


def _summary(w: Writer, case: Case) -> Inline:
    a, b = case.account, w.basis
    about = w.listed([x for x in (b.segment(a), a.industry, a.city) if x])
    name: list[Span] = [Span(w.account_name(a.id), bold=True)]
    if about:
        name.append(Span(w.t(f"（{about}）", f" ({about})")))
    if case.opening is not None and case.closing is not None:
        up = case.closing > case.opening
        first = w.say(
            "{name}：健康度由期初 {opening} " + ("升到" if up else "到") + "{close} {closing}{change}。",
            "{name}: health went from {opening} to {closing}{change}.",
            name=tuple(name),
            opening=display.health(case.opening, w.basis.bands),
            closing=Span(display.health(case.closing, w.basis.bands), bold=True),
            change=f"（{display.points(case.closing - case.opening, signed=True)}）"
            if w.language == "zh"
            else f" ({display.points(case.closing - case.opening, signed=True)})",
        )
    else:
        first = w.say(
            "{name}：期初或{close}没有评分。",
            "{name}: not scored at the opening or the close.",
            name=tuple(name),
        )
    touches = sum(t.account_id == a.id for t in flow_touches(b))
    tickets = [t for t in b.facts.tickets if t.account_id == a.id and b.in_flow(t.opened_at.date())]
    late = sum(ticket_outcome(t, b.as_of) is False for t in tickets)
    second = w.say(
        "期内续约与增购合计 {value}，触达 {touches} 次，工单 {tickets} 件（未及时 {late} 件）。",
        "Renewed and bought in the period: {value}; {touches} {touches|touch|touches}, {tickets}"
        " {tickets|ticket|tickets} ({late} late).",
        value=w.money(case.value),
        touches=touches,
        tickets=len(tickets),
        late=late,
    )
    opening, closing = b.arr(b.opening).get(a.id), b.arr(b.closing).get(a.id)
    third = None
    if opening is not None and closing is not None:
        third = w.say(
            "年化金额由 {opening} 到 {closing}。",
            "Its annual value went from {opening} to {closing}.",
            opening=w.money(opening),
            closing=w.money(closing),
        )
    return w.flow(first, second, third)


def _timeline(w: Writer, case: Case) -> Table:
    found = sorted(set(_moments(w, case.account.id)), key=lambda m: (m.day, -m.weight, m.words))
    kept = sorted(found, key=lambda m: -m.weight)[:MOST_DAYS]
    shown = [m for m in found if m in kept]
    note = w.t("日期与数字均取自书中数据。", "Days and numbers are from the book.")
    if len(shown) < len(found):
        note += w.t(
            f"按重要性列出 {len(shown)} 条，共 {len(found)} 条。",
            f" The {len(shown)} weightiest of {len(found)}.",
        )
    return Table(
        w.t("案例时间线", "Timeline of the case"),
        (Column(w.t("日期", "Day"), share=1), Column(w.t("数据中的事实", "What the data holds"), share=5)),
        tuple((plain(display.day(m.day)), plain(m.words)) for m in shown),
        note=note,
    )


def _moments(w: Writer, account_id: int) -> Iterator[Moment]:
    b = w.basis
    yield from _scores(w, account_id)
    due = {c.id: c for c in b.due_now if c.account_id == account_id}
    for c in due.values():
        assert c.end_day is not None
        yield Moment(c.end_day, w.t(f"合同 {c.code} 到期", f"contract {c.code} ends"), 3)
    for held in b.facts.workshops:
        if held.contract_id in due and held.day <= b.as_of:
            code = due[held.contract_id].code
            yield Moment(held.day, w.t(f"为合同 {code} 召开价值校准工作坊", f"value workshop for {code}"), 6)
    for c in b.contracts.values():
        signed = c.signed_day or c.start_day
        if c.account_id == account_id and b.in_flow(signed):
            value = display.money(b.annual[c.id] or Fraction(0), w.language, w.currency)
            old = w.listed(p.code for p in b.predecessors.get(c.id, ()))
            zh = f"签署 {c.code}，续签自 {old}" if old else f"签署 {c.code}"
            en = f"{c.code} signed, renewing {old}" if old else f"{c.code} signed"
            yield Moment(signed, w.t(f"{zh}，年化 {value}", f"{en}: annual value {value}"), 8 if old else 7)
    for r in b.facts.receipts:
        if b.account_of(r.contract_id) == account_id and r.received_day and b.in_flow(r.received_day):
            value = display.money(b.in_home(r.amount_fen, r.currency) or Fraction(0), w.language, w.currency)
            kind = {"renewal": w.t("续费", "renewal"), "upsell": w.t("增购", "upsell")}.get(r.kind, "")
            yield Moment(
                r.received_day, w.t(f"{kind}回款 {value} 到账", f"{kind} receipt of {value}").strip(), 4
            )
    for o in b.facts.opportunities:
        if o.account_id == account_id and o.stage == "won" and o.won_day and b.in_flow(o.won_day):
            yield Moment(o.won_day, w.t(f"商机“{o.name}”赢单", f"deal “{o.name}” won"), 7)
    for lead in b.facts.leads:
        if lead.account_id == account_id and b.in_flow(lead.day):
            yield Moment(lead.day, w.t(f"客户推荐线索 {lead.code}", f"referral {lead.code}"), 5)
    yield from _answers(w, account_id)
    events = {e.id: e for e in b.facts.events if b.in_flow(e.day)}
    for row in b.facts.attendance:
        contact = b.contacts.get(row.contact_id)
        if contact is not None and contact.account_id == account_id and row.event_id in events:
            e = events[row.event_id]
            who = contact.title or contact.name
            yield Moment(e.day, w.t(f"{who} 参加“{e.topic or e.code}”", f"{who} at “{e.topic or e.code}”"), 2)


def _answers(w: Writer, account_id: int) -> Iterator[Moment]:
    b = w.basis
    for s in b.facts.surveys:
        if s.account_id == account_id and s.kind == "NPS" and b.in_flow(s.day):
            contact = b.contacts.get(s.contact_id) if s.contact_id is not None else None
            who = (contact.title or contact.name) if contact else w.t("客户", "customer")
            yield Moment(s.day, w.t(f"{who} 的 NPS 评分 {s.score}", f"NPS of {s.score} from the {who}"), 5)


def _scores(w: Writer, account_id: int) -> Iterator[Moment]:
    """The opening and closing scores, and the days on which the band changed."""
    b = w.basis
    words = {
        Band.RED: w.t("红", "red"),
        Band.YELLOW: w.t("黄", "yellow"),
        Band.GREEN: w.t("绿", "green"),
        Band.UNSCORED: w.t("未评", "unscored"),
    }
    days = [d for d in b.account_scoring_days(account_id) if b.opening <= d <= b.closing]
    last: Band | None = None
    for i, day in enumerate(days):
        value = b.score(account_id, day).score.value
        now = band(value, b.bands)
        if i in {0, len(days) - 1} or now is not last:
            text = w.t(
                f"健康度 {display.health(value, b.bands)}，{words[now]}",
                f"health {display.health(value, b.bands)}, {words[now]}",
            )
            yield Moment(day, text, 9)
        last = now
