"""The money of a contract: invoices, receipts, instalments, refunds, what is due, early payment offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from csmdesk.domain import period
from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.dates import EARLIEST
from csmdesk.domain.early_payment import EarlyPayment, Refusal, early_payment
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError, code_text, several_lines
from csmdesk.domain.instalments import Instalment, instalments
from csmdesk.domain.tax import Tax
from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.services.account_fields import free_code
from csmdesk.services.account_words import money as money_words
from csmdesk.services.calendar_settings import CalendarSettings
from csmdesk.services.contract_record import ContractRecord, record
from csmdesk.services.figures import rules_of
from csmdesk.services.renewals import ReceiptDraft, insert_receipt, refuse_receipt
from csmdesk.services.settings_values import decimal
from csmdesk.storage import money_rows
from csmdesk.storage.driver import Connection, raw
from csmdesk.storage.money_rows import InvoiceRow, OfferRow, ReceiptRow

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

_KINDS = {"renewal": "renewal", "upsell": "upsell", "cross_sell": "upsell", "new": "new"}
"""What a receipt is, by the kind of the contract that it pays."""

State = Literal["done", "waiting", "overdue"]


class InvoiceDraft(NamedTuple):
    """An invoice as it is typed, in fen; a credit note is negative. Without a code it gets one."""

    amount_fen: int
    day: date
    due_day: date | None = None
    code: str = ""


class OfferDraft(NamedTuple):
    """An early payment offer as it is typed: so much, paid in one sum by ``day``."""

    day: date
    amount_fen: int
    note: str = ""


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


class EarlyOffer(NamedTuple):
    """An offer that is kept, and what it comes to."""

    id: int
    contract_id: int
    day: date
    due_day: date
    amount_fen: int
    currency: str
    note: str
    payment: EarlyPayment


class RenewalMoney:
    """The money of the contracts of one book; may be used from any thread.

    Raises UserError, as FieldError where one field is to blame; the book is then as it was.
    """

    def __init__(self, book: Book, today: Callable[[], date] = period.today) -> None:
        self._book = book
        self._today = today
        self._settings = CalendarSettings(book)

    def paid_contracts(self, contract_id: int) -> tuple[int, ...]:
        """The contracts that the money of a renewal is booked on: those that continue it, else itself."""
        with self._book.reading() as connection:
            found = money_rows.renewed_by(connection, contract_id)
        return tuple(row[0] for row in found) or (contract_id,)

    def money(self, contract_id: int, as_of: date) -> Money:
        """Everything about the money of a contract as of a day."""
        tax = self._settings.tax()
        with self._book.reading() as connection:
            return money_of(connection, record(connection, contract_id), as_of, tax)

    def net_of_tax(self, fen: Fraction | int) -> Fraction:
        """An amount of the book without tax, in fen, unrounded; as it is where the book says nothing."""
        return self._settings.tax().net_of(fen)

    # --- invoices -------------------------------------------------------------------------------------------

    def add_invoice(self, contract_id: int, invoice: InvoiceDraft) -> Changes:
        """Put an invoice into the book."""
        self._refuse_invoice(invoice)
        with self._book.reading() as connection:
            contract = record(connection, contract_id)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            code = _free_invoice(driver, invoice.code, None) or free_code(
                driver, f"FP-{contract_id}", "invoices"
            )
            driver.execute(
                "INSERT INTO invoices (code, contract_id, day, due_day, amount_fen, currency) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (code, contract_id, *_invoice_days(invoice), invoice.amount_fen, contract.currency),
            )

        return self._run(write, ADD_INVOICE, contract, invoice.amount_fen)

    def change_invoice(self, invoice_id: int, invoice: InvoiceDraft) -> Changes:
        """Change an invoice; without a code it keeps the one it has."""
        self._refuse_invoice(invoice)
        _, contract = self._invoice(invoice_id)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            kept = _one(money_rows.invoices(driver, "id", invoice_id))
            code = _free_invoice(driver, invoice.code, invoice_id) or kept.code
            values = (code, *_invoice_days(invoice), invoice.amount_fen)
            driver.execute(
                "UPDATE invoices SET code = ?1, day = ?2, due_day = ?3, amount_fen = ?4 WHERE id = ?5 "
                "AND (code <> ?1 OR day <> ?2 OR due_day IS NOT ?3 OR amount_fen <> ?4)",
                (*values, invoice_id),
            )

        return self._run(write, CHANGE_INVOICE, contract, invoice.amount_fen)

    def remove_invoice(self, invoice_id: int) -> Changes:
        """Take an invoice out of the book."""
        kept, contract = self._invoice(invoice_id)

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute("DELETE FROM invoices WHERE id = ?", (invoice_id,))

        return self._run(write, REMOVE_INVOICE, contract, kept.amount_fen)

    def invoice(self, invoice_id: int) -> InvoiceDraft:
        """An invoice of the book, to be changed."""
        kept, _ = self._invoice(invoice_id)
        return InvoiceDraft(kept.amount_fen, kept.day, kept.due_day, kept.code)

    def _invoice(self, invoice_id: int) -> tuple[InvoiceRow, ContractRecord]:
        with self._book.reading() as connection:
            kept = _one(money_rows.invoices(connection, "id", invoice_id))
            return kept, record(connection, kept.contract_id)

    @staticmethod
    def _refuse_invoice(invoice: InvoiceDraft) -> None:
        if invoice.amount_fen == 0:
            raise FieldError("amount", NO_AMOUNT)
        if invoice.day.year < EARLIEST:
            raise FieldError("day", TOO_EARLY.format(day=invoice.day))
        if invoice.due_day is not None and invoice.due_day < invoice.day:
            raise FieldError("due_day", DUE_BEFORE.format(day=invoice.day))

    # --- receipts -------------------------------------------------------------------------------------------

    def add_receipts(self, contract_id: int, receipts: Sequence[ReceiptDraft]) -> Changes:
        """Put money received, refunded (negative) or expected (without a day) into the book, in one step."""
        if not receipts:
            raise FieldError("amount", NO_AMOUNT)
        for receipt in receipts:
            refuse_receipt(receipt, self._today())
        with self._book.reading() as connection:
            contract = record(connection, contract_id)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            for receipt in receipts:
                kind = _KINDS.get(contract.kind, "other")
                insert_receipt(driver, contract_id, kind, receipt, contract.currency)

        amount = sum(receipt.amount_fen for receipt in receipts)
        label = ADD_REFUND if amount < 0 else ADD_RECEIPT if len(receipts) == 1 else ADD_RECEIPTS
        return self._run(write, label.format(count=len(receipts), **_HOLES), contract, abs(amount))

    def add_receipt(self, contract_id: int, receipt: ReceiptDraft) -> Changes:
        """Put one receipt, refund or instalment into the book."""
        return self.add_receipts(contract_id, [receipt])

    def change_receipt(self, receipt_id: int, receipt: ReceiptDraft) -> Changes:
        """Change a receipt; its kind and number stay."""
        refuse_receipt(receipt, self._today())
        _, contract = self._receipt(receipt_id)

        def write(connection: sqlalchemy.Connection) -> None:
            one_sum = None if receipt.one_sum is None else int(receipt.one_sum)
            raw(connection).execute(
                "UPDATE receipts SET invoice_code = ?1, due_day = ?2, received_day = ?3, amount_fen = ?4, "
                "discount_fen = ?5, one_sum = ?6 WHERE id = ?7 AND (invoice_code <> ?1 OR due_day IS NOT ?2 "
                "OR received_day IS NOT ?3 OR amount_fen <> ?4 OR discount_fen <> ?5 OR one_sum IS NOT ?6)",
                (
                    code_text(receipt.invoice_code), _iso(receipt.due_day), _iso(receipt.received_day),
                    receipt.amount_fen, receipt.discount_fen, one_sum, receipt_id,
                ),
            )  # fmt: skip

        return self._run(write, CHANGE_RECEIPT, contract, receipt.amount_fen)

    def remove_receipt(self, receipt_id: int) -> Changes:
        """Take a receipt out of the book."""
        kept, contract = self._receipt(receipt_id)

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute("DELETE FROM receipts WHERE id = ?", (receipt_id,))

        return self._run(write, REMOVE_RECEIPT, contract, kept.amount_fen)

    def receipt(self, receipt_id: int) -> ReceiptDraft:
        """A receipt of the book, to be changed."""
        kept, _ = self._receipt(receipt_id)
        return ReceiptDraft(
            kept.amount_fen,
            kept.received_day,
            kept.due_day,
            kept.one_sum,
            kept.discount_fen,
            kept.invoice_code,
        )

    def instalments(self, contract_id: int, count: int, first: date, months: int = 3) -> list[Instalment]:
        """What is still due in ``count`` equal parts from ``first`` on, one every so many months.

        Raises FieldError for a count that makes no parts, UserError when nothing is due.
        """
        if not 1 <= count <= _MOST_PARTS:
            raise FieldError("count", PARTS.format(most=_MOST_PARTS))
        held = self.money(contract_id, self._today())
        rest = held.rest_due_fen - held.expected_fen
        if rest < count:
            raise UserError(NOTHING_DUE)
        return instalments(rest, count, first, months)

    def _receipt(self, receipt_id: int) -> tuple[ReceiptRow, ContractRecord]:
        with self._book.reading() as connection:
            kept = _one(money_rows.receipts(connection, "id", receipt_id))
            return kept, record(connection, kept.contract_id)

    # --- early payment --------------------------------------------------------------------------------------

    def offer(
        self, contract_id: int, paid: date, *, amount_fen: int | None = None, one_sum: bool = True
    ) -> EarlyPayment:
        """What paying the renewal of a contract on ``paid`` saves and costs.

        The amount is that of the contracts that continue it, else its own; it is due when the old term ends.
        """
        amount, due, _ = self._owed(contract_id)
        return early_payment(
            amount if amount_fen is None else amount_fen,
            due,
            paid,
            one_sum=one_sum,
            rules=rules_of(self._book),
            discount=self._settings.discount(),
        )

    def offer_amount(self, contract_id: int) -> int:
        """What there is to be paid early, in fen."""
        return self._owed(contract_id)[0]

    def offers(self, contract_id: int) -> list[EarlyOffer]:
        """The offers made for a contract, by the day by which they are to be paid."""
        rules = rules_of(self._book)
        with self._book.reading() as connection:
            rows = money_rows.offers(connection, "contract_id", contract_id)
        return [
            EarlyOffer(
                row.id,
                row.contract_id,
                row.day,
                row.due_day,
                row.amount_fen,
                row.currency,
                row.note,
                early_payment(
                    row.amount_fen,
                    row.due_day,
                    row.day,
                    one_sum=True,
                    rules=rules,
                    discount=Fraction(row.discount),
                ),
            )
            for row in rows
        ]

    def save_offer(self, contract_id: int, offer: OfferDraft) -> Changes:
        """Keep an offer with the contract; refused for a day that earns no discount any more."""
        if offer.amount_fen <= 0:
            raise FieldError("amount", NO_AMOUNT)
        payment = self.offer(contract_id, offer.day, amount_fen=offer.amount_fen)
        if payment.refusal is Refusal.TOO_LATE:
            raise FieldError("day", TOO_LATE.format(day=payment.pay_by))
        _, due, contract = self._owed(contract_id)
        discount = decimal(self._settings.discount())

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute(
                "INSERT INTO early_offers (contract_id, day, due_day, amount_fen, currency, discount, note) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    contract_id, offer.day.isoformat(), due.isoformat(), offer.amount_fen, contract.currency,
                    discount, several_lines(offer.note),
                ),
            )  # fmt: skip

        return self._run(write, ADD_OFFER, contract, offer.amount_fen)

    def remove_offer(self, offer_id: int) -> Changes:
        """Take an offer out of the book."""
        with self._book.reading() as connection:
            kept: OfferRow = _one(money_rows.offers(connection, "id", offer_id))
            contract = record(connection, kept.contract_id)

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute("DELETE FROM early_offers WHERE id = ?", (offer_id,))

        return self._run(write, REMOVE_OFFER, contract, kept.amount_fen)

    def _owed(self, contract_id: int) -> tuple[int, date, ContractRecord]:
        """What the renewal brings, when it is due, and the contract."""
        with self._book.reading() as connection:
            contract = record(connection, contract_id)
            continued = money_rows.renewed_by(connection, contract_id)
        if contract.end is None:
            raise UserError(OPEN_ENDED)
        same = [amount for _, amount, currency in continued if currency == contract.currency]
        return sum(same) if same else contract.amount_fen, contract.end, contract

    # --- common ---------------------------------------------------------------------------------------------

    def _run(
        self,
        write: Callable[[sqlalchemy.Connection], None],
        label: Text,
        contract: ContractRecord,
        fen: int,
    ) -> Changes:
        said = label.format(contract=contract.named, amount=money_words(fen, contract.currency))
        return self._book.store.run(Op.EDIT_MONEY, write, said).changes


_MOST_PARTS = 60
_HOLES = {"contract": "{contract}", "amount": "{amount}"}
"""Filled in later."""


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


def _free_invoice(driver: Connection, typed: str, own: int | None) -> str:
    """The typed number; '' where none was. Raises FieldError for one that another invoice has."""
    code = code_text(typed)
    if code:
        found = driver.execute("SELECT id FROM invoices WHERE code = ?", (code,)).fetchone()
        if found is not None and found[0] != own:
            raise FieldError("code", TAKEN.format(code=code))
    return code


def _one(rows: Sequence[Any]) -> Any:
    if not rows:
        raise UserError(GONE)
    return rows[0]


def _invoice_days(invoice: InvoiceDraft) -> tuple[str, str | None]:
    return invoice.day.isoformat(), _iso(invoice.due_day)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


ADD_INVOICE = Text("加开票：{contract} {amount}", "Add invoice: {contract} {amount}")
CHANGE_INVOICE = Text("改开票：{contract} {amount}", "Change invoice: {contract} {amount}")
REMOVE_INVOICE = Text("删开票：{contract} {amount}", "Remove invoice: {contract} {amount}")
ADD_RECEIPT = Text("加回款：{contract} {amount}", "Add receipt: {contract} {amount}")
ADD_RECEIPTS = Text("加 {count} 笔回款：{contract} {amount}", "Add {count} receipts: {contract} {amount}")
ADD_REFUND = Text("加退款：{contract} {amount}", "Add refund: {contract} {amount}")
CHANGE_RECEIPT = Text("改回款：{contract} {amount}", "Change receipt: {contract} {amount}")
REMOVE_RECEIPT = Text("删回款：{contract} {amount}", "Remove receipt: {contract} {amount}")
ADD_OFFER = Text("存提前付款优惠：{contract} {amount}", "Keep early payment offer: {contract} {amount}")
REMOVE_OFFER = Text("删提前付款优惠：{contract} {amount}", "Remove early payment offer: {contract} {amount}")
NO_AMOUNT = Text("请填写金额。", "Enter an amount.")
TOO_EARLY = Text("{day} 太早了，请核对年份。", "{day} is too early: check the year.")
DUE_BEFORE = Text("应收日不能早于开票日 {day}。", "It cannot be due before it was made ({day}).")
TAKEN = Text("发票号 {code} 已被使用。", "Invoice {code} exists already.")
PARTS = Text("分 1 到 {most} 期。", "1 to {most} parts.")
NOTHING_DUE = Text("没有待收的金额可以分期。", "Nothing is left to be paid in parts.")
TOO_LATE = Text(
    "最晚 {day} 付清才有提前付款优惠。", "Only what is paid by {day} earns the early payment discount."
)
OPEN_ENDED = Text(
    "没有到期日的合同没有提前付款优惠。", "A contract without an end has no early payment discount."
)
GONE = Text("这一笔已不在客户书里。", "This entry is no longer in the book.")
