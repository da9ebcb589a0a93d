"""How an account's days, contracts and marks are said, in both languages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from csmdesk.domain.contract import decision_day
from csmdesk.domain.health import Band
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.services.account_view import Mark

if TYPE_CHECKING:
    from csmdesk.domain.facts import Contract
    from csmdesk.metrics.basis import Basis

BANDS = {
    Band.RED: Text("红", "red"),
    Band.YELLOW: Text("黄", "yellow"),
    Band.GREEN: Text("绿", "green"),
    Band.UNSCORED: Text("未评", "unscored"),
}

LABELS = {
    "annual": Text("年化金额", "Annual value"),
    "health": Text("健康度", "Health"),
    "decision": Text("下个决策日", "Next decision"),
    "touch": Text("最近触达", "Last touch"),
}

HAPPENINGS = {
    "ticket_opened": Text("工单 {words}", "Ticket: {words}"),
    "ticket_closed": Text("工单关闭 {words}", "Ticket closed: {words}"),
    "war_room": Text("开作战室 {words}", "War room opened {words}"),
}

ICONS = {"touch": "touch", "ticket_opened": "ticket", "ticket_closed": "check", "war_room": "war"}

SIGNED = {
    "renewal": Text("续签 {code}", "Renewal {code} signed"),
    "new": Text("新签 {code}", "New contract {code} signed"),
    "upsell": Text("增购 {code}", "Upsell {code} signed"),
    "cross_sell": Text("交叉销售 {code}", "Cross-sell {code} signed"),
    "other": Text("签约 {code}", "Contract {code} signed"),
}


def short_day(day: date | None, around: date, *, full: bool = False) -> str:
    """A day as lists write it: 07-14 in the year of ``around``, else 25-03-06 (2025-03-06 when ``full``)."""
    if day is None:
        return display.MISSING
    if day.year == around.year:
        return f"{day:%m-%d}"
    return day.isoformat() if full else f"{day:%y-%m-%d}"


def days_until(day: date, today: date) -> Text:
    """How far a decision day is ahead, or how long past."""
    left = (day - today).days
    if left < 0:
        return Text(f"已过 {-left} 天", f"{_days(-left)} past")
    return Text("今天", "today") if left == 0 else Text(f"{left} 天", _days(left))


def days_ago(day: date, today: date) -> Text:
    """How long ago a touch was."""
    gone = (today - day).days
    return Text("今天", "today") if gone == 0 else Text(f"{gone} 天前", f"{_days(gone)} ago")


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def since(day: date, today: date) -> Text:
    """The month since when something is so."""
    month = display.month(day, "zh")
    if day.year == today.year:
        return Text(f"自 {month}", f"since {display.month(day, 'en')}")
    before = "去年 " if day.year == today.year - 1 else f"{day.year} 年 "
    return Text(f"自{before}{month}", f"since {display.month(day, 'en', year=True)}")


def decision_of(contract: Contract) -> date | None:
    """The day that counts for a contract; None for an open-ended one."""
    if contract.end_day is None:
        return None
    return decision_day(contract.end_day, contract.auto_renewal, contract.notice_days)


def term_of(contract: Contract) -> str:
    """The term of a contract; an open end is left open."""
    end = f"{contract.end_day:%y-%m-%d}" if contract.end_day else ""
    return f"{contract.start_day:%y-%m-%d} – {end}".rstrip()


def in_force(b: Basis, contract: Contract) -> bool:
    """True while a contract runs or its renewal is still open, on the closing day."""
    if contract.start_day > b.closing:
        return True
    return b.counts_in_arr(contract, b.closing) or (
        not contract.recurring and (contract.end_day is None or contract.end_day >= b.closing)
    )


def state_of(b: Basis, contract: Contract, workshops: dict[int, date]) -> tuple[Mark, Text]:
    """A contract's mark and state on the closing day; ``workshops`` are the days of workshops by contract."""
    today = b.closing
    successors = b.successors.get(contract.id, ())
    if successors:
        codes = "、".join(c.code for c in successors)
        return "renewed", Text(f"已续 {codes}", f"→ {codes.replace('、', ', ')}")
    if b.lost(contract, today):
        return "lost", Text(f"未续，{contract.loss_reason}", f"Not renewed: {contract.loss_reason}")
    if contract.start_day > today:
        start = short_day(contract.start_day, today)
        return "unscored", Text(f"{start} 起", f"From {start}")
    end = contract.end_day
    if end is None:
        return "green", Text("生效中，无到期日", "In force, no end")
    if end < today:
        if not contract.recurring:
            return "unscored", Text("已结束", "Ended")
        gone = (today - end).days
        if gone <= b.rules.pending_days:
            return "red", Text(f"已到期 {gone} 天，待续", f"Open, ended {gone} d")
        return "lost", Text("未续，未填原因", "Not renewed, no reason given")
    if not contract.recurring or b.monthly(contract):
        return "green", Text("生效中", "In force")
    decided = decision_of(contract)
    if decided is not None and decided < today:
        return "red", Text("决策日已过", "Date passed")
    if end - timedelta(days=b.rules.workshop_days) >= today:
        return "green", Text("生效中", "In force")
    if contract.id not in workshops:
        return "red", Text("工作坊逾期", "Workshop overdue")
    return "yellow", Text("待续约", "To renew")


def joined(texts: list[str], language: Language) -> str:
    """Parts of a sentence, with the language's comma between."""
    return ("，" if language == "zh" else ", ").join(text for text in texts if text)
