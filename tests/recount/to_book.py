"""Puts row dicts into a book's tables, as a test needs them, without any file or importer."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import sqlalchemy

from csmdesk.domain.changes import Op
from csmdesk.storage.book import Book
from csmdesk.storage.schema import metadata
from tests.recount.rows import DECIMALS, TABLES, Row, Rows

NAMED = {"accounts", "contacts"}


def fill(book: Book, rows: Rows) -> None:
    """Make these the book's rows, in one operation; whatever it held before is gone."""

    def write(connection: sqlalchemy.Connection) -> None:
        for table in reversed(TABLES):
            connection.execute(metadata.tables[table].delete())
        for table in TABLES:
            insert = metadata.tables[table].insert()
            for row in rows.get(table, []):
                connection.execute(insert, _values(table, row))

    book.store.run(Op.IMPORT, write)


def _values(table: str, row: Row) -> dict[str, Any]:
    """The row as the table holds it: text days, integer fen, decimal text; unknown columns left out."""
    values = {}
    columns = metadata.tables[table].columns
    for name, value in row.items():
        if name not in columns or (name == "code" and not value):
            continue
        if (table, name) in DECIMALS and value is not None:
            value = str(decimal(Fraction(value)))
        elif isinstance(value, datetime):
            value = value.strftime("%Y-%m-%d %H:%M")
        elif isinstance(value, date):
            value = value.isoformat()
        values[name] = value
    if table in NAMED:
        values.setdefault("name", row["code"])
    if table == "targets":
        values.setdefault("name", row["metric"])
    return values


def decimal(number: Fraction) -> Decimal:
    """The number as a decimal; it must be one."""
    result = Decimal(number.numerator) / Decimal(number.denominator)
    assert Fraction(result) == number, f"{number} is no decimal number"
    return result
