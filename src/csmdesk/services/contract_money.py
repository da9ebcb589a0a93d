"""The money of one contract: what was invoiced, what came in and went back, what is due and overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from csmdesk.domain.tax import Tax
from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.services.contract_record import ContractRecord
from csmdesk.storage import money_rows
from csmdesk.storage.driver import Connection
from csmdesk.storage.money_rows import InvoiceRow, ReceiptRow

State = Literal["done", "waiting", "overdue"]


class MoneyLine(NamedTuple):
    """An invoice or a receipt of a contract; ``day`` is when it was made or came in (None: not yet).

    ``words`` say how it stands on the as-of day; an invoice's state is that of its receipts.
    """

    table: Literal["invoices", "receipts"]
    id: int
    code: str
    day: date | None
    due_day: date | None
    amount_fen: int
    currency: str
    state: State
    words: Text


@dataclass(frozen=True)
class Money:
    """The money of one contract as of a day, in fen of its currency.

    ``received_fen`` is what came in, ``refunded_fen`` (above 0) what went back. What is due is the amount
    less the discounts given and what came in and was kept. ``expected_fen`` are the instalments that are
    written down and have not come. Rows in another currency are lines but in no sum.
    """

    contract_id: int
    code: str
    currency: str
    amount_fen: int
    invoiced_fen: int
    received_fen: int
    refunded_fen: int
    discount_fen: int
    expected_fen: int
    overdue_fen: int
    lines: tuple[MoneyLine, ...]
    tax: Tax

    @property
    def kept_fen(self) -> int:
        """What came in and was not paid back."""
        return self.received_fen - self.refunded_fen

    @property
    def rest_due_fen(self) -> int:
        """What is still to come; below 0 where more came than was due."""
        return self.amount_fen - self.discount_fen - self.kept_fen

    @property
    def share(self) -> Fraction | None:
        """How much of what is due has come, 0–1; None where nothing is due."""
        owed = self.amount_fen - self.discount_fen
        return max(Fraction(0), min(Fraction(1), Fraction(self.kept_fen, owed))) if owed > 0 else None

    @property
    def net_fen(self) -> Fraction:
        """The contract's amount without tax, as the book says it."""
        return self.tax.net_of(self.amount_fen)


def money_of(connection: Connection, contract: ContractRecord, as_of: date, tax: Tax) -> Money:
    """Everything about the money of a contract as of a day."""
    bills = money_rows.invoices(connection, "contract_id", contract.id)
    rows = money_rows.receipts(connection, "contract_id", contract.id)
    mine = [row for row in rows if row.currency == contract.currency]
    own_bills = [bill for bill in bills if bill.currency == contract.currency]
    came = [row for row in mine if row.received_day is not None and row.received_day <= as_of]
    waited = [row for row in mine if row not in came]
    received = sum(row.amount_fen for row in came if row.amount_fen > 0)
    refunded = -sum(row.amount_fen for row in came if row.amount_fen < 0)
    discount = sum(row.discount_fen for row in came)
    codes = {bill.code for bill in own_bills}
    billed = sum(bill.amount_fen for bill in own_bills if bill.day <= as_of)
    # Some sources give the invoice with the receipt only.
    billed += sum(
        row.amount_fen
        for row in mine
        if row.amount_fen > 0
        and row.invoice_code not in codes
        and (row.invoice_code or row.invoice_day is not None)
        and (row.invoice_day is None or row.invoice_day <= as_of)
    )
    due_bills = sum(
        bill.amount_fen for bill in own_bills if bill.due_day is not None and bill.due_day < as_of
    )
    late_parts = sum(row.amount_fen for row in waited if row.due_day is not None and row.due_day < as_of)
    kept = received - refunded
    rest = contract.amount_fen - discount - kept
    overdue = max(0, min(rest, max(late_parts, due_bills - discount - kept)))
    lines = [_bill_line(bill, as_of, unpaid=overdue > 0) for bill in bills]
    lines += [_receipt_line(row, as_of) for row in rows]
    return Money(
        contract_id=contract.id,
        code=contract.code,
        currency=contract.currency,
        amount_fen=contract.amount_fen,
        invoiced_fen=billed,
        received_fen=received,
        refunded_fen=refunded,
        discount_fen=discount,
        expected_fen=sum(row.amount_fen for row in waited if row.received_day is None),
        overdue_fen=overdue,
        lines=tuple(lines),
        tax=tax,
    )


def _bill_line(bill: InvoiceRow, as_of: date, *, unpaid: bool) -> MoneyLine:
    late = unpaid and bill.due_day is not None and bill.due_day < as_of
    name = Text("红字发票", "credit note") if bill.amount_fen < 0 else Text("开票", "invoice")
    if bill.due_day is None:
        words = name
    else:
        words = Text(f"{name.zh}，应收 {bill.due_day}", f"{name.en}, due {bill.due_day}")
    state: State = "overdue" if late else "done"
    return MoneyLine(
        "invoices", bill.id, bill.code, bill.day, bill.due_day, bill.amount_fen, bill.currency, state, words
    )


def _receipt_line(row: ReceiptRow, as_of: date) -> MoneyLine:
    came = row.received_day is not None and row.received_day <= as_of
    state: State = "done"
    if came:
        words = Text("退款", "refunded") if row.amount_fen < 0 else Text("到账", "received")
        if row.discount_fen:
            given = display.full_money(row.discount_fen, row.currency)
            words = Text(f"{words.zh}，优惠 {given}", f"{words.en}, discount {given}")
    elif row.due_day is not None and row.due_day < as_of:
        state = "overdue"
        days = (as_of - row.due_day).days
        words = Text(f"逾期 {days} 天", f"{days} day{'' if days == 1 else 's'} overdue")
    else:
        state = "waiting"
        words = Text(f"应收 {row.due_day}", f"due {row.due_day}") if row.due_day else Text("待收", "to come")
    return MoneyLine(
        "receipts",
        row.id,
        row.code,
        row.received_day,
        row.due_day,
        row.amount_fen,
        row.currency,
        state,
        words,
    )
