"""Reads a book's tables through a plain database connection into dicts, one per row.

Days become ``date`` and moments ``datetime``; decimal text becomes ``Fraction``; usage days stay ordinals.
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

Row = dict[str, Any]
Rows = dict[str, list[Row]]

TABLES = (
    "segments",
    "accounts",
    "modules",
    "account_modules",
    "contacts",
    "contracts",
    "renewal_links",
    "receipts",
    "usage",
    "usage_times",
    "health_dimensions",
    "health_scores",
    "health_overrides",
    "tickets",
    "surveys",
    "events",
    "attendance",
    "opportunities",
    "leads",
    "touches",
    "workshops",
    "suggestions",
    "requests",
    "handovers",
    "own_time",
    "targets",
    "rates",
)
"""The tables that a figure or a rule of the work reads."""

DECIMALS = {
    ("health_dimensions", "weight"),
    ("events", "paper_hours"),
    ("events", "rating"),
    ("opportunities", "margin"),
    ("workshops", "minutes_hours"),
    ("workshops", "ticket_hours"),
    ("targets", "value"),
    ("targets", "node_share"),
    ("rates", "rate"),
}


def read_rows(connection: Any) -> Rows:
    """All rows of those tables, in the order of their keys."""
    rows: Rows = {}
    for table in TABLES:
        order = "account_id, module_id, day" if table == "usage" else "id"
        cursor = connection.execute(f"SELECT * FROM {table} ORDER BY {order}")
        names = [column[0] for column in cursor.description]
        rows[table] = []
        for line in cursor:
            row = {}
            for name, cell in zip(names, line, strict=True):
                row[name] = _cell(table, name, cell)
            rows[table].append(row)
    return rows


def _cell(table: str, name: str, cell: Any) -> Any:
    if cell is None:
        return None
    if (table, name) in DECIMALS:
        return Fraction(str(cell))
    if name == "day" or name.endswith("_day"):
        return cell if isinstance(cell, int) else date.fromisoformat(cell)
    if name.endswith("_at"):
        return datetime.fromisoformat(cell)
    return cell
