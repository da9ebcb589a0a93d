"""How an account's days, contracts and marks are said, in both languages."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
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

SIGNED = {
    "renewal": Text("续签 {code}", "Renewal {code} signed"),
    "new": Text("新签 {code}", "New contract {code} signed"),
    "upsell": Text("增购 {code}", "Upsell {code} signed"),
    "cross_sell": Text("交叉销售 {code}", "Cross-sell {code} signed"),
    "other": Text("签约 {code}", "Contract {code} signed"),
}

RECEIPTS = {
    "renewal": Text("续费", "renewal"),
    "upsell": Text("增购", "upsell"),
    "new": Text("新签", "new"),
    "other": Text("其他", "other"),
}

EVENTS = {
    "salon": Text("沙龙", "Salon"),
    "roundtable": Text("圆桌", "Roundtable"),
    "other": Text("活动", "Event"),
}

PROMOTER = Text("推荐者", "promoter")
PASSIVE = Text("被动者", "passive")
DETRACTOR = Text("贬损者", "detractor")
SHIPPED = Text("已上线", "shipped")


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
        return Text(f"已过 {-left} 天", f"{days(-left)} past")
    return Text("今天", "today") if left == 0 else Text(f"{left} 天", days(left))


def days_ago(day: date, today: date) -> Text:
    """How long ago a touch was."""
    gone = (today - day).days
    return Text("今天", "today") if gone == 0 else Text(f"{gone} 天前", f"{days(gone)} ago")


def days(count: int) -> str:
    """A number of days in English."""
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
        return "lost", lost_words(contract)
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
        return "lost", lost_words(contract)
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


def money(fen: int, currency: str) -> Text:
    """An amount with the display unit that fits it."""
    amount = Fraction(fen, 100)
    return Text(display.money(amount, "zh", currency), display.money(amount, "en", currency))


def lost_words(contract: Contract) -> Text:
    """That a contract was not renewed, and why."""
    reason = contract.loss_reason
    if reason:
        return Text(f"未续，{reason}", f"Not renewed: {reason}")
    return Text("未续，未填原因", "Not renewed, no reason given")


def both(*parts: Text | str) -> Text:
    """The same parts as a sentence of each language; a plain part is a user's own words."""
    texts = [Text(*[" ".join(part.split())] * 2) if isinstance(part, str) else part for part in parts]
    return Text(joined([t.zh for t in texts], "zh"), joined([t.en for t in texts], "en"))


def joined(texts: list[str], language: Language) -> str:
    """Parts of a sentence, with the language's comma between."""
    return ("，" if language == "zh" else ", ").join(text for text in texts if text)
