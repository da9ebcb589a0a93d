"""The contracts of one account as lines: term, state, links, what was received."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.services import account_words as words
from csmdesk.services.account_view import ContractLine

if TYPE_CHECKING:
    from csmdesk.domain.facts import Contract, Receipt
    from csmdesk.services.account_detail import Desk


def line(desk: Desk, contract: Contract, language: Language) -> ContractLine:
    """A contract as of the closing day."""
    b = desk.basis
    mark, state = words.state_of(b, contract, desk.workshops)
    decided = words.decision_of(contract)
    running = words.in_force(b, contract)
    waits = running and decided is not None and not b.renewed(contract) and contract.recurring
    if any((contract.id, new.id) in desk.inferred_links for new in b.successors.get(contract.id, ())):
        state = Text(f"{state.zh}（推断）", f"{state.en} (inferred)")
    got, share = received(desk, contract, language)
    return ContractLine(
        f"contract:{contract.id}",
        contract.code,
        words.term_of(contract),
        words.short_day(decided, b.closing),
        display.money_cell(desk.annual(contract), language),
        mark,
        state.to(language),
        running,
        id=contract.id,
        days=words.days_until(decided, b.closing).to(language) if waits and decided else "",
        late=waits and decided is not None and decided < b.closing,
        amount=_amount(contract, language),
        notice=_notice(contract).to(language),
        links=links(desk, contract, language, later=False),
        received=got,
        share=share,
    )


def _amount(contract: Contract, language: Language) -> str:
    """The amount of the whole term."""
    amount = words.money(contract.amount_fen, contract.currency)
    if contract.recurring:
        return Text("合同额 {amount}", "{amount}").format(amount=amount).to(language)
    return Text("合同额 {amount}，一次性", "{amount}, one-off").format(amount=amount).to(language)


def _notice(contract: Contract) -> Text:
    """What is agreed of an automatic renewal."""
    decided = words.decision_of(contract)
    if not contract.auto_renewal or contract.end_day is None or decided is None:
        return Text("", "")
    days = (contract.end_day - decided).days
    return Text(f"自动续约，提前 {days} 天通知", f"auto-renews, {days} days' notice")


def links(desk: Desk, contract: Contract, language: Language, *, later: bool = True) -> str:
    """What a contract renews and, if ``later``, is renewed by; a link that nobody stated is marked so."""
    b = desk.basis
    inferred = Text("（推断）", " (inferred)").to(language)

    def codes(others: tuple[Contract, ...]) -> str:
        said = []
        for other in others:
            pair = (contract.id, other.id) if other in after else (other.id, contract.id)
            said.append(other.code + (inferred if pair in desk.inferred_links else ""))
        return ("、" if language == "zh" else ", ").join(said)

    parts = []
    before, after = b.predecessors.get(contract.id, ()), b.successors.get(contract.id, ())
    if before:
        parts.append(Text("续自 {codes}", "renews {codes}").format(codes=codes(before)))
    if after and later:
        parts.append(Text("续为 {codes}", "renewed by {codes}").format(codes=codes(after)))
    return " · ".join(part.to(language) for part in parts)


def receipts_of(desk: Desk, contract: Contract) -> tuple[list[Receipt], list[Receipt]]:
    """The receipts that came in by the closing day, and those still waited for; by day."""
    rows = desk.receipts.get(contract.id, ())
    came = [r for r in rows if r.received_day is not None and r.received_day <= desk.basis.closing]
    return came, [r for r in rows if r not in came]


def received(desk: Desk, contract: Contract, language: Language) -> tuple[str, float | None]:
    """What came in and what is left of the amount, and the share (0–1); None where no receipt is known.

    A cash discount is not waited for any more. Receipts in another currency stand beside, not added.
    """
    came, waited = receipts_of(desk, contract)
    if not came and not waited:
        return Text("无回款记录", "no receipts").to(language), None
    sums: dict[str, int] = defaultdict(int)
    for row in came:
        sums[row.currency] += row.amount_fen
    own = sums.pop(contract.currency, 0)
    discount = sum(r.discount_fen for r in came if r.currency == contract.currency)
    rest = contract.amount_fen - own - discount
    said = display.money(Fraction(own, 100), language, contract.currency)
    parts = [Text(f"已收 {said}", f"received {said}")]
    for currency, fen in sorted(sums.items()):
        other = display.money(Fraction(fen, 100), language, currency)
        parts.append(Text(f"另收 {other}", f"and {other}"))
    if rest > 0:
        left = display.money(Fraction(rest, 100), language, contract.currency)
        parts.append(Text(f"未收 {left}", f"{left} to come"))
    # Some sources give the amount before the discount, some after it.
    owed = contract.amount_fen - discount
    share = max(0.0, min(1.0, own / owed)) if owed > 0 else None
    return words.joined([part.to(language) for part in parts], language), share
