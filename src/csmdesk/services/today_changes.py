"""What changed since yesterday: scores, tickets, people, money, contracts, by the day on which it happened.

Yesterday is the last working day before the closing day: on Monday morning the weekend counts too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.health import Band, Bands, band
from csmdesk.domain.text import Language, Text
from csmdesk.domain.working_days import is_working_day
from csmdesk.metrics import display
from csmdesk.services.account_view import Mark
from csmdesk.services.account_words import RECEIPTS, SIGNED, money, short_day
from csmdesk.services.place import Place
from csmdesk.services.today_view import ChangeKind, ChangeLine
from csmdesk.services.today_words import weekday

if TYPE_CHECKING:
    from csmdesk.services.todo_rules.ground import Ground

_DAY = timedelta(days=1)


def since(closing: date) -> date:
    """The first day whose changes are shown: the last working day before the closing day."""
    day = closing - _DAY
    while not is_working_day(day):
        day -= _DAY
    return day


def note(closing: date, language: Language) -> str:
    """Since when."""
    day = since(closing)
    said = f"{short_day(day, closing)} {weekday(day, language)}"
    return Text(f"{said}以来", f"since {said}").to(language)


def lines(ground: Ground, language: Language) -> tuple[ChangeLine, ...]:
    """Scores that changed first, the steepest falls in front; then tickets, people, money, contracts."""
    first = since(ground.closing)
    return (
        *_scores(ground, first, language),
        *_tickets(ground, first, language),
        *_people(ground, first, language),
        *_receipts(ground, first, language),
        *_contracts(ground, first, language),
    )


def _line(
    g: Ground,
    kind: ChangeKind,
    account_id: int | None,
    words: Text,
    table: str,
    row_id: int,
    opens: Place,
    language: Language,
    mark: Mark = "",
) -> ChangeLine:
    account = g.basis.over_everything.accounts.get(account_id or 0)
    name = "" if account is None else f"{account.name} "
    return ChangeLine(kind, mark, f"{name}{words.to(language)}", table, row_id, account_id, opens)


def _scores(g: Ground, first: date, language: Language) -> Iterator[ChangeLine]:
    b = g.basis
    found = []
    for account in b.owned_accounts(g.closing):
        before = b.health(account.id, first - _DAY).value
        now = g.desk.lines[account.id].health
        if now == before:
            continue
        found.append((*_weight(before, now, b.bands), account.id, _score_words(before, now, b.bands)))
    for _, _, account_id, words in sorted(found):
        mark: Mark = g.desk.lines[account_id].band.value
        place = Place("account", account_id)
        yield _line(g, "score", account_id, words, "accounts", account_id, place, language, mark)


def _weight(before: Fraction | None, now: Fraction | None, bands: Bands) -> tuple[int, Fraction]:
    """In which order changes are read: newly red, into a worse band, out of red, the rest; falls first."""
    old, new = band(before, bands), band(now, bands)
    change = Fraction(0) if now is None or before is None else now - before
    if new is Band.RED and old is not Band.RED:
        return 0, change
    if (old, new) in ((Band.GREEN, Band.YELLOW), (Band.GREEN, Band.UNSCORED), (Band.YELLOW, Band.UNSCORED)):
        return 1, change
    return (2 if old is Band.RED and new is not Band.RED else 3), change


def _score_words(before: Fraction | None, now: Fraction | None, bands: Bands) -> Text:
    was, score = display.health(before, bands), display.health(now, bands)
    if before is None:
        return Text(f"首次评分 {score}", f"first score {score}")
    if now is None:
        return Text(f"健康度 {was}，现在没有评分", f"health {was}, not scored now")
    words = Text(f"健康度 {was} → {score}", f"health {was} → {score}")
    old, new = band(before, bands), band(now, bands)
    if new is Band.RED and old is not Band.RED:
        return Text(f"{words.zh}，转红", f"{words.en}, now red")
    if old is Band.RED and new is not Band.RED:
        return Text(f"{words.zh}，脱红", f"{words.en}, no longer red")
    return words


def _tickets(g: Ground, first: date, language: Language) -> Iterator[ChangeLine]:
    for t in g.basis.facts.tickets:
        if not g.basis.owned(t.account_id, g.closing):
            continue
        named = " ".join(part for part in (t.code, t.title, t.severity) if part)
        resolved = t.resolved_at.date() if t.resolved_at is not None else None
        if resolved is not None and first <= resolved <= g.closing:
            words = Text(f"解决工单 {named}", f"ticket {named} resolved")
        elif first <= t.opened_at.date() <= g.closing:
            words = Text(f"新工单 {named}", f"new ticket {named}")
        else:
            continue
        yield _line(g, "ticket", t.account_id, words, "tickets", t.id, Place("ticket", t.id), language)


def _people(g: Ground, first: date, language: Language) -> Iterator[ChangeLine]:
    for contact in g.basis.facts.contacts:
        left = contact.left_day
        if left is None or not first <= left <= g.closing or not g.basis.owned(contact.account_id, g.closing):
            continue
        who = f"{contact.name} {contact.title}".strip()
        words = Text(f"{who} 离任", f"{who} left")
        mark: Mark = "red" if contact.executive else ""
        place = Place("contact", contact.id)
        yield _line(g, "contact", contact.account_id, words, "contacts", contact.id, place, language, mark)


def _receipts(g: Ground, first: date, language: Language) -> Iterator[ChangeLine]:
    for row in g.basis.facts.receipts:
        if row.received_day is None or not first <= row.received_day <= g.closing:
            continue
        account = g.basis.account_of(row.contract_id)
        if not g.basis.owned(account, g.closing):
            continue
        kind, amount = RECEIPTS.get(row.kind, RECEIPTS["other"]), money(abs(row.amount_fen), row.currency)
        words = Text(f"{kind.zh}到账 {amount.zh}", f"{kind.en} received: {amount.en}")
        if row.amount_fen < 0:
            words = Text(f"退款 {amount.zh}", f"refund: {amount.en}")
        place = Place("contract", row.contract_id)
        yield _line(g, "receipt", account, words, "receipts", row.id, place, language)


def _contracts(g: Ground, first: date, language: Language) -> Iterator[ChangeLine]:
    for c in g.basis.contracts.values():
        if c.signed_day is None or not first <= c.signed_day <= g.closing:
            continue
        if not g.basis.owned(c.account_id, g.closing):
            continue
        words = SIGNED.get(c.kind, SIGNED["other"]).format(code=c.code)
        words = Text(words.zh, words.en[:1].lower() + words.en[1:])
        yield _line(g, "contract", c.account_id, words, "contracts", c.id, Place("contract", c.id), language)
