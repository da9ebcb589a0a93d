"""The money of a contract: invoices, receipts, instalments, refunds, what is due, early payment offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain import period
from csmdesk.domain.changes import Changes
from csmdesk.domain.dates import EARLIEST
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError, code_text
from csmdesk.domain.instalments import Instalment, instalments
from csmdesk.domain.text import Text
from csmdesk.services.account_fields import free_code
from csmdesk.services.contract_money import Money, MoneyLine, money_of
from csmdesk.services.contract_record import ContractRecord, record
from csmdesk.services.early_offers import NO_AMOUNT, EarlyOffer, EarlyOffers, OfferDraft, one_row
from csmdesk.services.receipt_draft import ReceiptDraft, insert_receipt, refuse_receipt
from csmdesk.storage import kept_columns, money_rows, task_rows
from csmdesk.storage.driver import Connection, raw
from csmdesk.storage.money_rows import InvoiceRow, ReceiptRow

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

__all__ = ["EarlyOffer", "InvoiceDraft", "Money", "MoneyLine", "OfferDraft", "ReceiptDraft", "RenewalMoney"]

_KINDS = {"renewal": "renewal", "upsell": "upsell", "cross_sell": "upsell", "new": "new"}
"""What a receipt is, by the kind of the contract that it pays."""


class InvoiceDraft(NamedTuple):
    """An invoice as it is typed, in fen; a credit note is negative. Without a code it gets one."""

    amount_fen: int
    day: date
    due_day: date | None = None
    code: str = ""


class RenewalMoney(EarlyOffers):
    """The money of the contracts of one book; may be used from any thread.

    Raises UserError, as FieldError where one field is to blame; the book is then as it was.
    """

    def __init__(self, book: Book, today: Callable[[], date] = period.today) -> None:
        super().__init__(book)
        self._today = today

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
            kept = one_row(money_rows.invoices(driver, "id", invoice_id))
            code = _free_invoice(driver, invoice.code, invoice_id) or kept.code
            values = (code, *_invoice_days(invoice), invoice.amount_fen)
            driver.execute(
                "UPDATE invoices SET code = ?1, day = ?2, due_day = ?3, amount_fen = ?4 WHERE id = ?5 "
                "AND (code <> ?1 OR day <> ?2 OR due_day IS NOT ?3 OR amount_fen <> ?4)",
                (*values, invoice_id),
            )
            if code != kept.code:
                kept_columns.move(driver, "invoices", kept.code, code)

        return self._run(write, CHANGE_INVOICE, contract, invoice.amount_fen)

    def remove_invoice(self, invoice_id: int) -> Changes:
        """Take an invoice out of the book."""
        kept, contract = self._invoice(invoice_id)

        def write(connection: sqlalchemy.Connection) -> None:
            task_rows.remove(raw(connection), "invoices", [invoice_id])

        return self._run(write, REMOVE_INVOICE, contract, kept.amount_fen)

    def invoice(self, invoice_id: int) -> InvoiceDraft:
        """An invoice of the book, to be changed."""
        kept, _ = self._invoice(invoice_id)
        return InvoiceDraft(kept.amount_fen, kept.day, kept.due_day, kept.code)

    def _invoice(self, invoice_id: int) -> tuple[InvoiceRow, ContractRecord]:
        with self._book.reading() as connection:
            kept = one_row(money_rows.invoices(connection, "id", invoice_id))
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
        return self._run(write, label, contract, abs(amount), count=len(receipts))

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
            task_rows.remove(raw(connection), "receipts", [receipt_id])

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
            kept = one_row(money_rows.receipts(connection, "id", receipt_id))
            return kept, record(connection, kept.contract_id)


_MOST_PARTS = 60


def _free_invoice(driver: Connection, typed: str, own: int | None) -> str:
    """The typed number; '' where none was. Raises FieldError for one that another invoice has."""
    code = code_text(typed)
    if code:
        found = driver.execute("SELECT id FROM invoices WHERE code = ?", (code,)).fetchone()
        if found is not None and found[0] != own:
            raise FieldError("code", TAKEN.format(code=code))
    return code


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
TOO_EARLY = Text("{day} 太早了，请核对年份。", "{day} is too early: check the year.")
DUE_BEFORE = Text("应收日不能早于开票日 {day}。", "It cannot be due before it was made ({day}).")
TAKEN = Text("发票号 {code} 已被使用。", "Invoice {code} exists already.")
PARTS = Text("分 1 到 {most} 期。", "1 to {most} parts.")
NOTHING_DUE = Text("没有待收的金额可以分期。", "Nothing is left to be paid in parts.")
