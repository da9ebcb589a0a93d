"""Where the figures of single rows come from: a contract's annual value, a module's depth of use."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.contract import whole_months
from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.services import account_contracts
from csmdesk.services import account_words as words
from csmdesk.services.evidence import EvidenceLine, FigureView
from csmdesk.services.place import Place
from csmdesk.storage import account_page

if TYPE_CHECKING:
    from csmdesk.domain.facts import Receipt
    from csmdesk.services.account_evidence import AccountEvidence

NEWEST = 12
"""So many rows are listed."""

_TERM = Text("期限", "Term")
_DAY = Text("日期", "Day")


def contract(a: AccountEvidence, number: int) -> FigureView | None:
    """The annual value of a contract: how it comes from the amount, and its receipts."""
    found = a.basis.all_contracts.get(number)
    if found is None:
        return None
    annual = a.desk.annual(found)
    months = whole_months(found.start_day, found.end_day) if found.end_day else None
    if found.annual_fen is not None:
        how = Text("来源直接给出的年化金额", "The annual value that the source states")
    elif found.end_day is None:
        how = Text("无到期日，合同金额按一年计", "Open-ended: the amount counts as a year's")
    elif months is not None:
        how = Text(f"合同金额 × 12 ÷ {months} 个月", f"Amount × 12 ÷ {months} months")
    else:
        days = (found.end_day - found.start_day).days + 1
        how = Text(f"合同金额 × 365 ÷ {days} 天", f"Amount × 365 ÷ {days} days")
    decided = words.decision_of(found)
    lines = [
        EvidenceLine(
            a.say(Text("合同金额", "Amount")), "", display.full_money(found.amount_fen, found.currency)
        ),
        EvidenceLine(a.say(_TERM), "", words.term_of(found)),
    ]
    for label, day in (
        (Text("签订日期", "Signed"), found.signed_day),
        (Text("决策日", "Decision date"), decided),
    ):
        if isinstance(day, date):
            lines.append(EvidenceLine(a.say(label), "", day.isoformat()))
    if found.auto_renewal:
        notice = (found.end_day - decided).days if found.end_day and decided else 0
        said = Text(f"通知期 {notice} 天", f"notice of {notice} days")
        lines.append(EvidenceLine(a.say(Text("自动续约", "Auto-renewal")), "", a.say(said)))
    linked = account_contracts.links(a.desk, found, a.language)
    if linked:
        lines.append(EvidenceLine(a.say(Text("续约关系", "Renewals")), "", linked))
    came, waited = account_contracts.receipts_of(a.desk, found)
    got, _ = account_contracts.received(a.desk, found, a.language)
    lines.append(EvidenceLine(a.say(Text("回款", "Receipts")), a.rows_of(len(came) + len(waited)), got))
    return a.view(
        f"contract:{number}",
        Text(f"{found.code} 年化金额", f"{found.code} annual value"),
        display.money_cell(annual, a.language),
        exact=a.exact(annual),
        definition=a.say(how),
        lines=tuple(lines),
        columns=a.heads((Text("回款", "Receipt"), False), (_DAY, False), (Text("金额", "Amount"), True))
        if came or waited
        else (),
        rows=tuple(_receipt_cells(a, r) for r in [*waited, *reversed(came)][:NEWEST]),
        places=tuple(Place("contract", number) for _ in [*waited, *came][:NEWEST]),
        total_rows=len(came) + len(waited),
    )


def _receipt_cells(a: AccountEvidence, row: Receipt) -> tuple[str, str, str]:
    """A receipt: its number, the day that it came in or is due, its amount."""
    day = "" if row.received_day is None else row.received_day.isoformat()
    if row.received_day is None or row.received_day > a.closing:
        due = row.due_day.isoformat() if row.due_day else ""
        day = a.say(Text(f"未收，应收 {due}", f"open, due {due}") if due else Text("未收", "open"))
    return row.code, day, display.full_money(row.amount_fen, row.currency)


def usage(a: AccountEvidence, module: int) -> FigureView | None:
    """The newest days of a module's use."""
    found = a.basis.modules.get(module)
    if found is None:
        return None
    with a.desk.book.reading() as connection:
        rows = account_page.module_history(connection, a.id, module, a.closing, NEWEST)
    depth = Fraction(rows[0][2], rows[0][1]) if rows and rows[0][1] else None
    return a.view(
        f"usage:{module}",
        Text(f"{found.name} 使用深度", f"{found.name} depth of use"),
        display.MISSING if depth is None else display.percent(depth),
        exact="" if depth is None else f"{rows[0][2]}/{rows[0][1]}",
        definition=a.say(
            Text(
                "近 30 天活跃账号数 ÷ 开通账号数，取最近有数据的一天",
                "Active in 30 days ÷ provisioned, newest day",
            )
        ),
        reason="" if depth is not None else a.say(Text("开通账号数未知", "provisioned is not known")),
        columns=a.heads(
            (_DAY, False),
            (Text("活跃", "Active"), True),
            (Text("开通", "Provisioned"), True),
            (Text("深度", "Depth"), True),
        ),
        rows=tuple(
            (
                day.isoformat(),
                str(active),
                display.MISSING if provisioned is None else str(provisioned),
                display.percent(Fraction(active, provisioned)) if provisioned else display.MISSING,
            )
            for day, provisioned, active in rows
        ),
        total_rows=len(rows),
    )
