"""Which objects broke which rule of the work, found by plain loops, without the rule engine.

Written from domain.md, section 4, and docs/definitions.md, a rule a function. What belongs to a period does
so by its own day (a contract by its end, a salon by its day); the rest stands on the closing day.
"""

# Plain loops with one condition a line are the point of this file.
# ruff: noqa: SIM102

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from tests.recount.activity import cadence_kept
from tests.recount.counting import PENDING_DAYS, WORKSHOP_DAYS, Counting, span
from tests.recount.money import early_collection
from tests.recount.rows import Row, Rows

TALKS_DAYS = 60
ACTIVATION_DAYS = 30
MINUTES_HOURS, TICKET_HOURS = 24, 72
SALON_TOPIC_DAYS, SALON_PAPER_HOURS, SALON_PEOPLE = 45, 48, 30
NOTICE_DAYS = 30

Ids = set[int]


def breaches(rows: Rows, period: str, as_of: date) -> Mapping[str, Ids]:
    """By rule: the ids of what broke it."""
    counting = Counting(rows, period, as_of)
    return {name: count(counting) for name, count in _RULES.items()}


# --- contracts ----------------------------------------------------------------------------------------------


def _settled(c: Counting, contract: Row) -> bool:
    """Renewed, said to be lost, or ended longer ago than a renewal may be pending."""
    if c.successors(contract) or c.lost_by(contract, c.closing):
        return True
    return bool((c.closing - contract["end_day"]).days > PENDING_DAYS)


def _monthly(contract: Row) -> bool:
    if contract["billing"] == "monthly":
        return True
    after = contract["end_day"] + timedelta(1)
    start = contract["start_day"]
    months = (after.year - start.year) * 12 + after.month - start.month
    last_of_month = (after + timedelta(1)).month != after.month
    return months == 1 and bool(after.day == start.day or (after.day < start.day and last_of_month))


def _running(c: Counting, contract: Row) -> bool:
    """Something can still be done: open, not ended, and no contract by the month."""
    if contract["end_day"] < c.closing:
        return False
    return not _settled(c, contract) and not _monthly(contract)


def workshop(c: Counting) -> Ids:
    """No workshop 90 days before the end, and that day is over."""
    found = set()
    for contract in c.due():
        last = contract["end_day"] - timedelta(WORKSHOP_DAYS)
        in_time = False
        for row in c.rows["workshops"]:
            if row["contract_id"] == contract["id"] and row["day"] <= min(last, c.closing):
                in_time = True
        if not in_time and c.closing > last:
            found.add(contract["id"])
    return found


def decision(c: Counting) -> Ids:
    """An auto-renewal whose notice has begun without a decision."""
    found = set()
    for contract in c.due():
        if contract["auto_renewal"] and _running(c, contract):
            notice = contract["notice_days"]
            days = NOTICE_DAYS if notice is None else notice
            if contract["end_day"] - timedelta(days) < c.closing:
                found.add(contract["id"])
    return found


def talks(c: Counting) -> Ids:
    """Less than 60 days to the end, and no touch in them."""
    found = set()
    for contract in c.due():
        first = contract["end_day"] - timedelta(TALKS_DAYS)
        if not _running(c, contract) or c.closing <= first:
            continue
        touched = False
        for touch in c.rows["touches"]:
            if touch["account_id"] == contract["account_id"] and first <= touch["day"] <= c.closing:
                if c.owned(contract["account_id"], touch["day"]):
                    touched = True
        if not touched:
            found.add(contract["id"])
    return found


def settle(c: Counting) -> Ids:
    """Ended more than 30 days ago, neither renewed nor said to be lost."""
    found = set()
    for contract in c.due():
        if _monthly(contract) or c.successors(contract) or c.lost_by(contract, c.closing):
            continue
        if (c.closing - contract["end_day"]).days > PENDING_DAYS:
            found.add(contract["id"])
    return found


# --- workshops that were held -------------------------------------------------------------------------------


def _held(c: Counting) -> list[Row]:
    due = {contract["id"] for contract in c.due()}
    return [row for row in c.rows["workshops"] if row["contract_id"] in due and row["day"] <= c.closing]


def pain_points(c: Counting) -> Ids:
    """Fewer than 5, from the day after it."""
    return {row["id"] for row in _held(c) if (row["pain_points"] or 0) < 5 and row["day"] < c.closing}


def measures(c: Counting) -> Ids:
    """Fewer than 3."""
    return {row["id"] for row in _held(c) if (row["measures"] or 0) < 3 and row["day"] < c.closing}


def signatures(c: Counting) -> Ids:
    """Not signed by both."""
    return {row["id"] for row in _held(c) if not row["both_signed"] and row["day"] < c.closing}


def _owed(c: Counting, field: str, hours: int) -> Ids:
    found = set()
    for row in _held(c):
        last = row["day"] + timedelta(hours // 24)
        if row[field] is None:
            if c.closing > last:
                found.add(row["id"])
        elif row[field] > hours and c.closing >= last:
            found.add(row["id"])
    return found


def minutes(c: Counting) -> Ids:
    """The minutes took more than 24 hours, or are still not out."""
    return _owed(c, "minutes_hours", MINUTES_HOURS)


def ticket_72h(c: Counting) -> Ids:
    """The tracking ticket took more than 72 hours, or is still not there."""
    return _owed(c, "ticket_hours", TICKET_HOURS)


# --- salons -------------------------------------------------------------------------------------------------


def _salons(c: Counting) -> list[Row]:
    return [row for row in c.rows["events"] if row["kind"] == "salon" and c.in_flow(row["day"])]


def salon(c: Counting) -> Ids:
    """A quarter of the period that is over and had no salon, in a book that has any."""
    days = [row["day"] for row in c.rows["events"] if row["kind"] == "salon"]
    found = set()
    for number in (1, 2, 3, 4):
        first, last, _ = span(f"{c.start.year}Q{number}")
        over = c.start <= last <= c.closing
        if days and over and not any(first <= day <= last for day in days):
            found.add(first.year * 100 + first.month)
    return found


def salon_topic(c: Counting) -> Ids:
    """Voted less than 45 days ahead or never; a salon that is planned has until then."""
    found = set()
    for row in c.rows["events"]:
        if row["kind"] != "salon" or not c.start <= row["day"] <= c.end:
            continue
        last = row["day"] - timedelta(SALON_TOPIC_DAYS)
        vote = row["topic_vote_day"]
        if row["day"] > c.closing and vote is not None and vote > c.closing:
            vote = None
        if vote is None:
            if c.closing > last:
                found.add(row["id"])
        elif vote > last:
            found.add(row["id"])
    return found


def salon_people(c: Counting) -> Ids:
    """More than 30, or nobody knows how many."""
    return {row["id"] for row in _salons(c) if row["people"] is None or row["people"] > SALON_PEOPLE}


def salon_executives(c: Counting) -> Ids:
    """Fewer than half of the people."""
    found = set()
    for row in _salons(c):
        there = 0
        for seat in c.rows["attendance"]:
            if seat["event_id"] == row["id"] and c.contacts[seat["contact_id"]]["executive"]:
                there += 1
        if not row["people"] or Fraction(there, row["people"]) < Fraction(1, 2):
            found.add(row["id"])
    return found


def salon_paper(c: Counting) -> Ids:
    """Out after 48 hours, or still not out after two days."""
    found = set()
    for row in _salons(c):
        last = row["day"] + timedelta(2)
        if row["paper_hours"] is None:
            if c.closing > last:
                found.add(row["id"])
        elif row["paper_hours"] > SALON_PAPER_HOURS and c.closing >= last:
            found.add(row["id"])
    return found


# --- accounts, tickets, money -------------------------------------------------------------------------------


def cadence(c: Counting) -> Ids:
    """The last touch is longer ago than the segment allows."""
    rows = cadence_kept(c)["evidence_rows"]
    return {key for _, key in rows["denominator"] - rows["numerator"]}


def onboarding(c: Counting) -> Ids:
    """Handed over in the period, 30 days are over, and not activated."""
    found = set()
    for account in c.accounts.values():
        handed, activated = account["handover_day"], account["activated_day"]
        if not c.in_flow(handed) or not c.owned(account["id"], c.closing):
            continue
        if activated is not None and activated <= c.closing:
            continue
        if (c.closing - handed).days > ACTIVATION_DAYS:
            found.add(account["id"])
    return found


def issue_due(c: Counting) -> Ids:
    """Opened in the period; resolved after its due time, or open on a later day than the due one."""
    found = set()
    end = datetime.combine(c.closing, time.max)
    for ticket in c.rows["tickets"]:
        opened, due, resolved = ticket["opened_at"], ticket["due_at"], ticket["resolved_at"]
        if due is None or not c.in_flow(opened.date()) or not c.owned(ticket["account_id"], opened.date()):
            continue
        if resolved is not None and resolved <= end:
            if resolved > due and due.date() < c.closing:
                found.add(ticket["id"])
        elif due.date() < c.closing:
            found.add(ticket["id"])
    return found


def overdue_receipt(c: Counting) -> Ids:
    """Due before the closing day and not there."""
    found = set()
    for receipt in c.rows["receipts"]:
        contract = c.contracts[receipt["contract_id"]]
        due, came = receipt["due_day"], receipt["received_day"]
        if not c.exists(contract) or not c.owned(contract["account_id"], c.closing):
            continue
        if came is not None and came <= c.closing:
            continue
        if due is not None and due < c.closing and receipt["amount_fen"] > 0:
            found.add(receipt["id"])
    return found


def discount(c: Counting) -> Ids:
    """Given on a receipt of the period that was not early in one sum."""
    early = {key for _, key in early_collection(c)["evidence_rows"]["numerator"]}
    found = set()
    for receipt in c.rows["receipts"]:
        if receipt["discount_fen"] > 0 and c.in_flow(receipt["received_day"]):
            old = {row["id"] for row in c.predecessors(c.contracts[receipt["contract_id"]])}
            paid_in_parts = receipt["one_sum"] is not None and not receipt["one_sum"]
            if paid_in_parts or not old & early:
                found.add(receipt["id"])
    return found


# --- what is asked for, and what sales hand over ------------------------------------------------------------


def request(c: Counting) -> Ids:
    """Needed in the period, and a day later not confirmed; what was closed by then asks for nothing."""
    found = set()
    for row in c.rows["requests"]:
        needed, confirmed, closed = row["needed_day"], row["confirmed_day"], row["closed_day"]
        if needed is None or not c.start <= needed <= c.end or needed >= c.closing:
            continue
        if closed is not None and closed <= needed:
            continue
        if confirmed is None or confirmed > needed:
            found.add(row["id"])
    return found


def _word(text: str) -> str:
    return text.replace(" ", "").casefold()


def _both_need(one: Row, other: Row) -> bool:
    """The same consultant; or the same industry and product, unless both name a consultant."""
    first, second = _word(one["consultant"]), _word(other["consultant"])
    if first and second:
        return first == second
    for name in ("industry", "product"):
        if not _word(one[name]) or _word(one[name]) != _word(other[name]):
            return False
    return True


def _taken_back(c: Counting, row: Row) -> bool:
    closed = row["closed_day"]
    return closed is not None and bool(closed <= c.closing) and bool(closed < row["needed_day"])


def _days_of(row: Row) -> set[date]:
    first = row["needed_day"]
    last = max(first, row["until_day"] or first)
    return {first + timedelta(n) for n in range((last - first).days + 1)}


def clash(c: Counting) -> Ids:
    """The later entered of two that need the same on the same day, once that day has come."""
    found = set()
    rows = [row for row in c.rows["requests"] if row["needed_day"] is not None and not _taken_back(c, row)]
    for one in rows:
        for other in rows:
            if one["id"] < other["id"] and _both_need(one, other):
                both = _days_of(one) & _days_of(other)
                if both and c.in_flow(min(both)):
                    found.add(other["id"])
    return found


def handover(c: Counting) -> Ids:
    """Due in the period, and the day after not accepted as a whole."""
    found = set()
    for row in c.rows["handovers"]:
        due, accepted = row["due_day"], row["accepted_day"]
        if due is None or not c.start <= due <= c.end or due >= c.closing or row["day"] > c.closing:
            continue
        if accepted is None or accepted > due:
            found.add(row["id"])
    return found


def to_be_scored(rows: Rows, period: str, as_of: date) -> Ids:
    """The suggestion that the list asks to score: the oldest of her accounts' that lacks a number."""
    c = Counting(rows, period, as_of)
    closing = c.closing
    waiting = []
    for row in rows["suggestions"]:
        if row["day"] > closing or row["status"] in {"shipped", "不采纳"}:
            continue
        if not c.owned(row["account_id"], closing):
            continue
        scored = row["reach"] is not None and row["value"] is not None and row["urgency"] is not None
        if not scored or not row["effort"]:
            waiting.append((row["day"], row["id"]))
    return {min(waiting)[1]} if waiting else set()


_RULES: Mapping[str, Callable[[Counting], Ids]] = {
    "workshop": workshop,
    "decision": decision,
    "talks": talks,
    "settle": settle,
    "pain_points": pain_points,
    "measures": measures,
    "signatures": signatures,
    "minutes": minutes,
    "ticket_72h": ticket_72h,
    "salon": salon,
    "salon_topic": salon_topic,
    "salon_people": salon_people,
    "salon_executives": salon_executives,
    "salon_paper": salon_paper,
    "cadence": cadence,
    "onboarding": onboarding,
    "issue_due": issue_due,
    "overdue_receipt": overdue_receipt,
    "discount": discount,
    "request": request,
    "clash": clash,
    "handover": handover,
}
