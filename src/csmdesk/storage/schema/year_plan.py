"""The plan of a year: what is to be done on which day, and the money for it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text

from csmdesk.storage.schema.columns import currency, day, fen, flag, metadata, row_id, words

plan_items = Table(
    "plan_items",
    metadata,
    row_id(),
    Column("year", Integer, nullable=False, comment="fiscal year, called by the year that it begins in"),
    Column("slot", Text, comment="what the drawing put it in for; NULL: typed"),
    Column("kind", Text, nullable=False, comment="touch, qbr, training, talks, workshop, salon, …"),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), index=True),
    Column("contract_id", ForeignKey("contracts.id", ondelete="CASCADE"), index=True),
    words("title"),
    day("day", required=True),
    day("last_day"),
    Column("since", Text, comment="first day of the drawing: an act before it does not make the item done"),
    Column("minutes", Integer, nullable=False, server_default=text("0")),
    Column("cost_fen", Integer, nullable=False, server_default=text("0"), comment="planned"),
    fen("spent_fen"),
    currency(),
    words("note"),
    flag("own", default=0),
    day("done_day"),
    flag("dropped", default=0),
    CheckConstraint("minutes BETWEEN 0 AND 1440", name="minutes_of_a_day"),
    Index("plan_items_slot", "year", "slot", unique=True),
    Index("plan_items_day", "day"),
    comment="what is planned for the days of a year; own: changed or typed by hand, a new drawing keeps it",
)

budget_lines = Table(
    "budget_lines",
    metadata,
    row_id(),
    Column("year", Integer, nullable=False, comment="fiscal year"),
    Column("month", Text, nullable=False, comment="YYYY-MM"),
    words("name", required=True),
    words("kind"),
    Column("quantity", Text, nullable=False, server_default=text("'1'"), comment="decimal"),
    Column("unit_fen", Integer, nullable=False, server_default=text("0"), comment="price of one"),
    fen("spent_fen"),
    currency(),
    words("note"),
    Index("budget_lines_month", "year", "month"),
    comment="money planned for a year beside the costs of plan_items",
)

plan_years = Table(
    "plan_years",
    metadata,
    row_id(),
    Column("year", Integer, nullable=False, unique=True, comment="fiscal year"),
    fen("limit_fen"),
    currency(),
    comment="the most that may be spent in a year",
)
