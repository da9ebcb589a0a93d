"""What is replaced in a redacted report, by what, and what is replaced wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from csmdesk.domain.text import Text


class Kind(NamedTuple):
    """A kind of what is replaced: its name, and what stands there; with a letter or a number of its own."""

    name: Text
    alias: Text
    numbered: bool = False
    letters: bool = False


KINDS: Mapping[str, Kind] = {
    "account": Kind(Text("客户", "Account"), Text("客户", "Account "), True, True),
    "contact": Kind(Text("联系人", "Contact"), Text("联系人", "Contact "), True, True),
    "colleague": Kind(Text("同事", "Colleague"), Text("同事", "Colleague "), True, True),
    "address": Kind(Text("称呼", "Form of address"), Text("某联系人", "a contact")),
    "contracts": Kind(Text("合同", "Contract"), Text("合同", "Contract "), True),
    "receipts": Kind(Text("回款", "Receipt"), Text("回款", "Receipt "), True),
    "invoices": Kind(Text("发票", "Invoice"), Text("发票", "Invoice "), True),
    "tickets": Kind(Text("工单", "Ticket"), Text("工单", "Ticket "), True),
    "events": Kind(Text("活动", "Event"), Text("活动", "Event "), True),
    "opportunities": Kind(Text("商机", "Opportunity"), Text("商机", "Deal "), True),
    "leads": Kind(Text("线索", "Lead"), Text("线索", "Lead "), True),
    "suggestions": Kind(Text("建议", "Suggestion"), Text("建议", "Suggestion "), True),
    "requests": Kind(Text("需求", "Request"), Text("需求", "Request "), True),
    "cases": Kind(Text("案例", "Case"), Text("案例", "Case "), True),
    "handovers": Kind(Text("交接", "Handover"), Text("交接", "Handover "), True),
    "book": Kind(Text("客户书", "Book"), Text("（客户书）", "(book)")),
    "email": Kind(Text("邮箱", "E-mail"), Text("［邮箱］", "[e-mail]")),
    "phone": Kind(Text("电话", "Phone"), Text("［电话］", "[phone]")),
    "url": Kind(Text("网址", "Web address"), Text("［网址］", "[web address]")),
    "number": Kind(Text("证件或账号", "Identity or account number"), Text("［号码］", "[number]")),
    "amount": Kind(Text("金额", "Amount"), Text("", "")),
}
"""What is replaced by what, in the order in which it is listed."""

PATTERNS: Mapping[str, re.Pattern[str]] = {
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII),
    "url": re.compile(r"(?:https?://|www\.)[^\s，。；、（）<>\"'”]+", re.IGNORECASE),
    "number": re.compile(r"(?<![\w.,])\d{15,18}[\dXx](?![\w.,])"),
    "phone": re.compile(
        r"(?<![\w.,])(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
        r"|[（(]?0\d{2,3}[)）]?[- ]?[2-9]\d{2,3}-?\d{4}"
        r"(?:\s?(?:转|-|ext\.?)\s?\d{1,5})?|400[- ]?\d{3}[- ]?\d{4})(?![\w])"
    ),
}
"""What is replaced wherever it stands, in the book or not."""

_TITLES = (
    "总经理|董事长|总(?![结价计额部数体共量线表监裁])|总监|总裁|董(?!事会)|经理|主任|主管|先生|女士|老师|"
    "工(?![作单程具厂资业时序])|行长|院长|校长|处长|部长|局长|科长|厂长"
)


def form_of_address(surnames: Iterable[str]) -> re.Pattern[str] | None:
    """How people are addressed whose surname is a contact's: 李总, 王主任."""
    first = "".join(sorted(surnames))
    return re.compile(f"[{first}](?:{_TITLES})") if first else None


def letters(number: int) -> str:
    """A, B, … Z, AA, AB, …"""
    words = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        words = chr(65 + rest) + words
    return words
