"""A receipt as it is typed: what it may be, and putting it into the book within an operation."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from csmdesk.domain.fields import FieldError, code_text
from csmdesk.domain.text import Text
from csmdesk.services.account_fields import free_code
from csmdesk.storage.driver import Connection


class ReceiptDraft(NamedTuple):
    """Money received or expected for a renewal, in fen; without a day it has not come yet."""

    amount_fen: int
    received_day: date | None = None
    due_day: date | None = None
    one_sum: bool | None = None
    discount_fen: int = 0
    invoice_code: str = ""


def insert_receipt(
    driver: Connection, contract_id: int, kind: str, receipt: ReceiptDraft, currency: str
) -> int:
    """Add a receipt, within an operation; its id."""
    code = free_code(driver, f"HK-{contract_id}", "receipts")
    made = driver.execute(
        "INSERT INTO receipts (code, contract_id, kind, invoice_code, due_day, received_day, amount_fen, "
        "currency, discount_fen, one_sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            code, contract_id, kind, code_text(receipt.invoice_code), _iso(receipt.due_day),
            _iso(receipt.received_day), receipt.amount_fen, currency, receipt.discount_fen,
            None if receipt.one_sum is None else int(receipt.one_sum),
        ),
    )  # fmt: skip
    assert made.lastrowid is not None
    return made.lastrowid


def refuse_receipt(receipt: ReceiptDraft, today: date) -> None:
    """Raise FieldError for a receipt that cannot be: of nothing, in days to come, a discount below 0."""
    if receipt.amount_fen == 0:
        raise FieldError("amount", Text("金额不能为 0。", "The amount cannot be 0."))
    if receipt.discount_fen < 0:
        raise FieldError("discount", NEGATIVE)
    if receipt.received_day is not None and receipt.received_day > today:
        raise FieldError(
            "received_day",
            Text("{day} 还没到，先填应收日。", "{day} is still to come: give the due day.").format(
                day=receipt.received_day.isoformat()
            ),
        )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


NEGATIVE = Text("金额不能小于 0。", "The amount cannot be below 0.")
