"""SQL for the money of one contract: invoices, receipts and early payment offers as plain rows."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from csmdesk.storage.driver import Connection


class InvoiceRow(NamedTuple):
    """An invoice; a credit note is negative. In fen."""

    id: int
    contract_id: int
    code: str
    day: date
    due_day: date | None
    amount_fen: int
    currency: str


class ReceiptRow(NamedTuple):
    """Money received, refunded (negative) or, without a received day, expected. In fen."""

    id: int
    contract_id: int
    code: str
    kind: str
    invoice_code: str
    invoice_day: date | None
    due_day: date | None
    received_day: date | None
    amount_fen: int
    currency: str
    discount_fen: int
    one_sum: bool | None


class OfferRow(NamedTuple):
    """A discount offered for paying ``amount_fen`` by ``day`` instead of ``due_day``; a decimal fraction."""

    id: int
    contract_id: int
    day: date
    due_day: date
    amount_fen: int
    currency: str
    discount: str
    note: str


def invoices(connection: Connection, where: str, value: int) -> list[InvoiceRow]:
    """The invoices whose column ``where`` is ``value``, by day."""
    rows = connection.execute(
        "SELECT id, contract_id, code, day, due_day, amount_fen, currency FROM invoices "
        f"WHERE {where} = ? ORDER BY day, id",
        (value,),
    ).fetchall()
    return [InvoiceRow._make((*row[:3], date.fromisoformat(row[3]), _day(row[4]), *row[5:])) for row in rows]


def receipts(connection: Connection, where: str, value: int) -> list[ReceiptRow]:
    """The receipts whose column ``where`` is ``value``, by the day that they came in or are due."""
    rows = connection.execute(
        "SELECT id, contract_id, code, kind, invoice_code, invoice_day, due_day, received_day, amount_fen, "
        f"currency, discount_fen, one_sum FROM receipts WHERE {where} = ? "
        "ORDER BY coalesce(received_day, due_day, '9999'), id",
        (value,),
    ).fetchall()
    return [
        ReceiptRow._make(
            (*row[:5], *map(_day, row[5:8]), *row[8:11], None if row[11] is None else bool(row[11]))
        )
        for row in rows
    ]


def offers(connection: Connection, where: str, value: int) -> list[OfferRow]:
    """The early payment offers whose column ``where`` is ``value``, by day."""
    rows = connection.execute(
        "SELECT id, contract_id, day, due_day, amount_fen, currency, discount, note FROM early_offers "
        f"WHERE {where} = ? ORDER BY day, id",
        (value,),
    ).fetchall()
    return [
        OfferRow(row[0], row[1], date.fromisoformat(row[2]), date.fromisoformat(row[3]), *row[4:])
        for row in rows
    ]


def renewed_by(connection: Connection, contract_id: int) -> list[tuple[int, int, str]]:
    """Id, amount in fen and currency of the contracts that continue a contract."""
    rows = connection.execute(
        "SELECT c.id, c.amount_fen, c.currency FROM renewal_links l JOIN contracts c ON c.id = l.new_id "
        "WHERE l.old_id = ? ORDER BY c.start_day, c.id",
        (contract_id,),
    ).fetchall()
    return [(row[0], row[1], row[2]) for row in rows]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
