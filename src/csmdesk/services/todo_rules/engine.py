"""The rule engine: every rule with the function that looks, and what all of them find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from csmdesk.domain.todo import Finding
from csmdesk.domain.work_rules import RuleKey
from csmdesk.services.todo_rules import (
    accounts,
    contracts,
    demand,
    handovers,
    money,
    own,
    salons,
    tickets,
    war_rooms,
    workshops,
)
from csmdesk.services.todo_rules.ground import Ground

Look = Callable[[Ground], Iterable[Finding]]

LOOKS: Mapping[RuleKey, Look] = {
    RuleKey.WORKSHOP: contracts.workshop,
    RuleKey.DECISION: contracts.decision,
    RuleKey.TALKS: contracts.talks,
    RuleKey.SETTLE: contracts.settle,
    RuleKey.WAR_ROOM: war_rooms.war_room,
    RuleKey.STANDUP: war_rooms.standup,
    RuleKey.ESCALATION: tickets.escalation,
    RuleKey.INCIDENT: tickets.incident,
    RuleKey.ISSUE_DUE: tickets.issue_due,
    RuleKey.TASK: war_rooms.tasks,
    RuleKey.ROOM_DEADLINE: war_rooms.deadline,
    RuleKey.SQUAD: war_rooms.squad,
    RuleKey.TASK_CRITERIA: war_rooms.task_criteria,
    RuleKey.MINUTES: workshops.minutes,
    RuleKey.TICKET_72H: workshops.ticket,
    RuleKey.SIGNATURES: workshops.signatures,
    RuleKey.PAIN_POINTS: workshops.pain_points,
    RuleKey.MEASURES: workshops.measures,
    RuleKey.OVERDUE_RECEIPT: money.overdue_receipts,
    RuleKey.EARLY_OFFER: money.early_offers,
    RuleKey.DISCOUNT: money.discounts,
    RuleKey.CADENCE: accounts.cadence,
    RuleKey.BIRTHDAY: accounts.birthdays,
    RuleKey.ONBOARDING: accounts.onboarding,
    RuleKey.SALON: salons.each_quarter,
    RuleKey.SALON_TOPIC: salons.topic,
    RuleKey.SALON_PEOPLE: salons.people,
    RuleKey.SALON_EXECUTIVES: salons.executives,
    RuleKey.SALON_PAPER: salons.paper,
    RuleKey.REQUEST: demand.requests,
    RuleKey.CLASH: demand.clash,
    RuleKey.SUGGESTION: demand.suggestion,
    RuleKey.HANDOVER: handovers.handover,
    RuleKey.OVERRIDE: accounts.overrides,
    RuleKey.REVIEW: own.reviews,
}
"""In the order of ``RULE_DEFS``."""


def findings(ground: Ground) -> list[Finding]:
    """What every rule finds, rule by rule in their order."""
    return [finding for look in LOOKS.values() for finding in look(ground)]


def broken(ground: Ground, found: Iterable[Finding]) -> dict[RuleKey, tuple[int, ...]]:
    """By rule: the ids of the objects that broke it in the period, by the closing day, in order.

    An object belongs to the period by its own day (a contract by its end, a salon by its day); what has none
    stands on the closing day, with the accounts that this CSM has then. What the user put off or ticked off
    is broken all the same.
    """
    mine = {None, *(account.id for account in ground.basis.owned_accounts(ground.closing))}
    ids: dict[RuleKey, set[int]] = {key: set() for key in LOOKS}
    for each in found:
        inside = each.account_id in mine if each.counts_on is None else ground.period.holds(each.counts_on)
        if inside and each.breach is not None and each.breach <= ground.closing:
            ids[each.rule].add(each.id)
    return {key: tuple(sorted(rows)) for key, rows in ids.items()}
