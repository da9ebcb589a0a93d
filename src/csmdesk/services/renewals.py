"""What a user does for the renewal of a contract: each method is one operation, one undo."""

from __future__ import annotations

import calendar
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from csmdesk.domain import period
from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.contract import whole_months
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError, one_line, several_lines
from csmdesk.domain.forecast import Forecast
from csmdesk.domain.text import Text
from csmdesk.services.account_fields import free_code
from csmdesk.services.contract_record import ContractRecord, records, whom
from csmdesk.services.receipt_draft import NEGATIVE, ReceiptDraft, insert_receipt, refuse_receipt
from csmdesk.storage import read
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

__all__ = [
    "FORECASTS",
    "LOSS_REASONS",
    "NewTerm",
    "ReceiptDraft",
    "RenewalDraft",
    "Renewals",
    "Way",
]

LOSS_REASONS = ("竞品侵占", "价值未体现", "客户自然死亡", "其他")
"""Why contracts are lost (domain.md, section 3, non_renewal_reasons); the user adds more."""

_REASONS = "loss_reasons"
"""The key in the book's settings of the reasons that the user added."""

Way = Literal["one_year", "multi_year", "co_term"]


class NewTerm(NamedTuple):
    """A contract that continues others; both days are included, the amount is for the whole term, in fen."""

    start: date
    end: date
    amount_fen: int
    product: str = ""
    code: str = ""


@dataclass(frozen=True)
class RenewalDraft:
    """A renewal as it is typed: the contracts that it continues and those that take their place.

    Several old ones are merged, several terms split; ``receipts`` are for the first term.
    """

    old_ids: tuple[int, ...]
    terms: tuple[NewTerm, ...]
    signed_day: date
    currency: str = "CNY"
    auto_renewal: bool = False
    notice_days: int | None = None
    receipts: tuple[ReceiptDraft, ...] = ()


class Renewals:
    """Changes the renewals of one book; may be used from any thread.

    Raises UserError, as FieldError where one field is to blame; the book is then as it was.
    """

    def __init__(self, book: Book, today: Callable[[], date] = period.today) -> None:
        self._book = book
        self._today = today

    # --- the track ------------------------------------------------------------------------------------------

    def start_talks(self, contract_id: int, day: date | None, note: str = "") -> Changes:
        """Say when renewal talks started; None takes that back."""
        self._refuse_future("day", day)
        return self._track(
            contract_id,
            {"talks_day": _iso(day), "talks_note": several_lines(note)},
            Text("启动续约谈判：{contract}", "Start renewal talks: {contract}"),
        )

    def send_quote(self, contract_id: int, day: date | None, note: str = "") -> Changes:
        """Say when the quote went out; None takes that back."""
        self._refuse_future("day", day)
        return self._track(
            contract_id,
            {"quote_day": _iso(day), "quote_note": several_lines(note)},
            Text("发出报价：{contract}", "Send a quote: {contract}"),
        )

    def set_forecast(self, ids: Sequence[int], category: Forecast | None, reason: str = "") -> Changes:
        """How sure the renewals are; None leaves it to the accounts' health again."""
        rows = self._contracts(ids)
        why = several_lines(reason)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            for old in rows:
                driver.execute(
                    "UPDATE contracts SET forecast = ? WHERE id = ?",
                    ("" if category is None else category.value, old.id),
                )
                _upsert_track(driver, old.id, {"forecast_reason": why})

        words = FORECASTS[category] if category is not None else Text("按健康度", "by health")
        label = Text("改预测：{contract} {words}", "Change forecast: {contract} {words}")
        return self._book.store.run(
            Op.EDIT_FORECAST, write, label.format(contract=whom(rows), words=words)
        ).changes

    def _track(self, contract_id: int, values: dict[str, Any], label: Text) -> Changes:
        (old,) = self._contracts([contract_id])

        def write(connection: sqlalchemy.Connection) -> None:
            _upsert_track(raw(connection), contract_id, values)

        return self._book.store.run(Op.EDIT_TRACK, write, label.format(contract=old.named)).changes

    # --- renewing -------------------------------------------------------------------------------------------

    def suggest(
        self, ids: Sequence[int], way: Way = "one_year", *, years: int = 1, until: date | None = None
    ) -> RenewalDraft:
        """The draft to begin with: from the day after the last end, at the price of before.

        ``multi_year`` runs for ``years``; ``co_term`` ends on ``until``, as another contract does. The amount
        is the annual value of before for the new length. Raises UserError for an open-ended contract.
        """
        rows = self._contracts(ids)
        ends = [old.end for old in rows if old.end is not None]
        if len(ends) != len(rows):
            raise UserError(Text("没有到期日的合同不用续约。", "A contract without an end needs no renewal."))
        start = max(ends) + timedelta(days=1)
        if way == "co_term":
            if until is None or until < start:
                raise FieldError(
                    "end",
                    Text("同到期日要晚于 {start}。", "The common end must be after {start}.").format(
                        start=start
                    ),
                )
            end = until
        else:
            end = _years_after(start, years if way == "multi_year" else 1)
        amount = sum(_for_term(old, start, end) for old in rows)
        first = rows[0]
        return RenewalDraft(
            tuple(old.id for old in rows),
            (NewTerm(start, end, amount, first.product),),
            min(self._today(), start),
            first.currency,
            first.auto_renewal,
            first.notice_days,
        )

    def renew(self, draft: RenewalDraft) -> tuple[tuple[int, ...], Changes]:
        """Make the contracts of the draft, linked to the old ones, with their receipts; the new ids.

        Raises FieldError for days or amounts that cannot be.
        """
        rows = self._contracts(draft.old_ids)
        self._refuse_draft(draft, rows)
        made: list[int] = []

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            for term in draft.terms:
                new_id = _insert_contract(driver, draft, term, rows[0])
                made.append(new_id)
                driver.executemany(
                    "INSERT INTO renewal_links (old_id, new_id, inferred) VALUES (?, ?, 0)",
                    [(old.id, new_id) for old in rows],
                )
            for receipt in draft.receipts:
                insert_receipt(driver, made[0], "renewal", receipt, draft.currency)
            # What is renewed was not lost.
            driver.executemany(
                "UPDATE contracts SET loss_reason = '', lost_day = NULL, forecast = '' WHERE id = ?",
                [(old.id,) for old in rows],
            )

        label = Text("续约：{contract}", "Renew: {contract}").format(contract=whom(rows))
        changes = self._book.store.run(Op.RENEW_CONTRACT, write, label).changes
        return tuple(made), changes

    def _refuse_draft(self, draft: RenewalDraft, rows: Sequence[ContractRecord]) -> None:
        if len({old.account_id for old in rows}) > 1:
            raise UserError(
                Text(
                    "一次续约里的合同要属于同一个客户。",
                    "The contracts of one renewal belong to one account.",
                )
            )
        if not draft.terms:
            raise FieldError("end", Text("请写明新的合同期。", "Say the term of the new contract."))
        self._refuse_future("signed_day", draft.signed_day)
        first = min(old.start for old in rows)
        for term in draft.terms:
            if term.end < term.start:
                raise FieldError(
                    "end",
                    Text(
                        "到期日 {end} 早于开始日 {start}。", "The end {end} is before the start {start}."
                    ).format(end=term.end, start=term.start),
                )
            if term.start <= first:
                raise FieldError(
                    "start",
                    Text(
                        "续约要在原合同开始（{first}）之后。",
                        "A renewal starts after the contract that it continues ({first}).",
                    ).format(first=first),
                )
            if term.amount_fen < 0:
                raise FieldError("amount", NEGATIVE)
        for receipt in draft.receipts:
            refuse_receipt(receipt, self._today())

    # --- losing ---------------------------------------------------------------------------------------------

    def lose(self, contract_id: int, reason: str, day: date | None = None) -> Changes:
        """Record that a contract is not renewed, why, and since when that is known (None: its end)."""
        (old,) = self._contracts([contract_id])
        why = one_line(reason)
        if not why:
            raise FieldError("reason", Text("请写明未续约的原因。", "Say why it is not renewed."))
        self._refuse_future("day", day)
        with self._book.reading() as connection:
            renewed = connection.execute(
                "SELECT c.code FROM renewal_links l JOIN contracts c ON c.id = l.new_id WHERE l.old_id = ?",
                (contract_id,),
            ).fetchone()
        if renewed is not None:
            raise UserError(
                Text(
                    "{code} 已由 {new} 续约，不能记为未续。", "{code} is renewed by {new}: it is not lost."
                ).format(code=old.code, new=renewed[0])
            )

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute(
                "UPDATE contracts SET loss_reason = ?, lost_day = ?, forecast = 'lost' WHERE id = ?",
                (why, _iso(day), contract_id),
            )
            self._learn_reason(raw(connection), why)

        label = Text("记未续约：{contract}", "Not renewed: {contract}").format(contract=old.named)
        return self._book.store.run(Op.LOSE_CONTRACT, write, label).changes

    def reopen(self, contract_id: int) -> Changes:
        """Take back that a contract was lost."""
        (old,) = self._contracts([contract_id])

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute(
                "UPDATE contracts SET loss_reason = '', lost_day = NULL, forecast = '' WHERE id = ?",
                (contract_id,),
            )

        label = Text("重新争取：{contract}", "Reopen: {contract}").format(contract=old.named)
        return self._book.store.run(Op.LOSE_CONTRACT, write, label).changes

    def loss_reasons(self) -> list[str]:
        """The standard reasons, those the user added, and those that contracts in the book have."""
        with self._book.reading() as connection:
            used = connection.execute(
                "SELECT loss_reason FROM contracts WHERE loss_reason <> '' "
                "GROUP BY 1 ORDER BY count(*) DESC, 1"
            ).fetchall()
            added = _added_reasons(connection)
        return list(dict.fromkeys([*LOSS_REASONS, *added, *(reason for (reason,) in used)]))

    @staticmethod
    def _learn_reason(driver: Connection, reason: str) -> None:
        added = _added_reasons(driver)
        if reason not in LOSS_REASONS and reason not in added:
            driver.execute(
                "INSERT INTO settings (key, value) VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (_REASONS, json.dumps([*added, reason], ensure_ascii=False)),
            )

    # --- common ---------------------------------------------------------------------------------------------

    def _contracts(self, ids: Sequence[int]) -> list[ContractRecord]:
        """The contracts in that order, each once. Raises UserError when one is gone, or none is given."""
        with self._book.reading() as connection:
            return records(connection, ids)

    def _refuse_future(self, field: str, day: date | None) -> None:
        if day is not None and day > self._today():
            raise FieldError(
                field, Text("{day} 还没到。", "{day} is still to come.").format(day=day.isoformat())
            )


def _insert_contract(driver: Connection, draft: RenewalDraft, term: NewTerm, first: ContractRecord) -> int:
    code = one_line(term.code)
    if code and driver.execute("SELECT 1 FROM contracts WHERE code = ?", (code,)).fetchone():
        raise FieldError(
            "code", Text("合同编号 {code} 已被使用。", "Contract {code} exists already.").format(code=code)
        )
    made = driver.execute(
        "INSERT INTO contracts (code, account_id, kind, product, start_day, end_day, amount_fen, currency, "
        "signed_day, auto_renewal, notice_days) VALUES (?, ?, 'renewal', ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            code or free_code(driver, f"{first.code}-R", "contracts"), first.account_id,
            one_line(term.product), term.start.isoformat(), term.end.isoformat(), term.amount_fen,
            draft.currency, draft.signed_day.isoformat(), int(draft.auto_renewal), draft.notice_days,
        ),
    )  # fmt: skip
    assert made.lastrowid is not None
    return made.lastrowid


def _upsert_track(driver: Connection, contract_id: int, values: dict[str, Any]) -> None:
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    sets = ", ".join(f"{name} = excluded.{name}" for name in values)
    differs = " OR ".join(f"renewal_tracks.{name} IS NOT excluded.{name}" for name in values)
    driver.execute(
        f"INSERT INTO renewal_tracks (contract_id, {names}) VALUES (?, {marks}) "
        f"ON CONFLICT (contract_id) DO UPDATE SET {sets} WHERE {differs}",
        (contract_id, *values.values()),
    )


def _added_reasons(connection: Connection) -> list[str]:
    found = read.settings(connection).get(_REASONS, [])
    return [str(reason) for reason in found] if isinstance(found, list) else []


def _years_after(start: date, years: int) -> date:
    """The last day of a term of whole years from ``start``."""
    year = start.year + years
    day = min(start.day, calendar.monthrange(year, start.month)[1])
    return date(year, start.month, day) - timedelta(days=1)


def _for_term(old: ContractRecord, start: date, end: date) -> int:
    """What the old price comes to for another term, in fen: by months where both are whole, else by days."""
    assert old.end is not None
    before, after = whole_months(old.start, old.end), whole_months(start, end)
    if before is not None and after is not None:
        return _rounded(old.amount_fen * after, before)
    return _rounded(old.amount_fen * ((end - start).days + 1), (old.end - old.start).days + 1)


def _rounded(numerator: int, denominator: int) -> int:
    """Half up, to a whole fen."""
    return (2 * numerator + denominator) // (2 * denominator)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


FORECASTS = {
    Forecast.COMMITTED: Text("承诺", "committed"),
    Forecast.LIKELY: Text("可能", "likely"),
    Forecast.RISK: Text("风险", "at risk"),
    Forecast.LOST: Text("已失", "lost"),
}
