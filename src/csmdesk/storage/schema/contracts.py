"""Contracts with their renewals and money, and what is done about a renewal."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text, text

from csmdesk.storage.schema.columns import (
    code,
    currency,
    day,
    fen,
    flag,
    metadata,
    reference,
    row_id,
    row_key,
    words,
)

contracts = Table(
    "contracts",
    metadata,
    row_id(),
    code(),
    reference("accounts"),
    Column("kind", Text, nullable=False, comment="new, renewal, upsell, cross_sell, other"),
    words("product"),
    day("start_day", required=True),
    Column("end_day", Text, comment="last day of the term; NULL: open-ended"),
    fen("amount_fen", required=True),
    currency(),
    Column("annual_fen", Integer, comment="annual value as the source states it (MRR × 12); NULL: computed"),
    Column("billing", Text, nullable=False, server_default=text("''"), comment="monthly, annual or ''"),
    day("signed_day"),
    flag("recurring", default=1),
    flag("auto_renewal", default=0),
    Column("notice_days", Integer),
    Column("loss_reason", Text, nullable=False, server_default=text("''")),
    Column("lost_day", Text, comment="day on which the loss was known; NULL: the end"),
    Column(
        "forecast", Text, nullable=False, server_default=text("''"), comment="committed, likely, risk, lost"
    ),
    words("note"),
    CheckConstraint("end_day IS NULL OR end_day >= start_day", name="end_after_start"),
    Index("contracts_end", "end_day"),
)

renewal_links = Table(
    "renewal_links",
    metadata,
    row_id(),
    reference("contracts", name="old_id"),
    reference("contracts", name="new_id"),
    flag("inferred", default=0),
    Index("renewal_links_pair", "old_id", "new_id", unique=True),
    CheckConstraint("old_id <> new_id", name="not_itself"),
)

invoices = Table(
    "invoices",
    metadata,
    row_id(),
    code(),
    reference("contracts"),
    day("day", required=True),
    day("due_day"),
    fen("amount_fen", required=True),
    currency(),
)

receipts = Table(
    "receipts",
    metadata,
    row_id(),
    code(),
    reference("contracts"),
    Column("kind", Text, nullable=False, comment="renewal, upsell, new, other"),
    words("invoice_code"),
    day("invoice_day"),
    day("due_day"),
    Column("received_day", Text, comment="NULL: not received yet"),
    Column("amount_fen", Integer, nullable=False, comment="a refund is negative"),
    currency(),
    Column("discount_fen", Integer, nullable=False, server_default=text("0")),
    Column(
        "one_sum",
        Integer,
        CheckConstraint("one_sum IN (0, 1)", name="one_sum_flag"),
        comment="paid in one sum",
    ),
    Index("receipts_received", "received_day"),
)

workshops = Table(
    "workshops",
    metadata,
    row_id(),
    Column("code", Text, unique=True),
    row_key(),
    reference("contracts"),
    day("day", required=True),
    Column("pain_points", Integer),
    Column("measures", Integer),
    flag("both_signed"),
    Column("minutes_hours", Text, comment="hours until the minutes went out, decimal"),
    Column("ticket_hours", Text, comment="hours until the tracking ticket was made, decimal"),
)

workshop_sheets = Table(
    "workshop_sheets",
    metadata,
    row_id(),
    reference("contracts", index=False),
    reference("workshops", null=True),
    day("day"),
    Column("pains", Text, nullable=False, server_default=text("'[]'"), comment="JSON: pain points in words"),
    Column(
        "measures", Text, nullable=False, server_default=text("'[]'"), comment="JSON: quantified measures"
    ),
    words("fishbone"),
    words("okr"),
    flag("own_signed", default=0),
    flag("customer_signed", default=0),
    Column("held_at", Text, comment="moment at which the workshop ended"),
    Column("minutes_at", Text, comment="moment at which the minutes went out"),
    Column("ticket_at", Text, comment="moment at which the tracking ticket was made"),
    words("ticket_owner"),
    day("ticket_deadline"),
    words("ticket_acceptance"),
    Index("workshop_sheets_contract", "contract_id", unique=True),
    comment="the checklist of a value workshop; it becomes a workshop when it is held",
)

renewal_tracks = Table(
    "renewal_tracks",
    metadata,
    row_id(),
    reference("contracts", index=False),
    Column("talks_day", Text, comment="day on which renewal talks started"),
    words("talks_note"),
    Column("quote_day", Text, comment="day on which the quote went out"),
    words("quote_note"),
    words("forecast_reason"),
    words("note"),
    Index("renewal_tracks_contract", "contract_id", unique=True),
    comment="what was done for the renewal of a contract",
)

early_offers = Table(
    "early_offers",
    metadata,
    row_id(),
    reference("contracts"),
    day("day", required=True),
    day("due_day", required=True),
    fen("amount_fen", required=True),
    currency(),
    Column("discount", Text, nullable=False, comment="decimal fraction"),
    words("note"),
    comment="cash discounts offered for early payment",
)

quotes = Table(
    "quotes",
    metadata,
    row_id(),
    reference("accounts"),
    day("day", required=True),
    Column("baseline", Text, nullable=False),
    Column("units", Text, nullable=False),
    Column("list_price_fen", Integer, nullable=False),
    Column("by_band", Integer, CheckConstraint("by_band IN (0, 1)", name="by_band_flag"), nullable=False),
    currency(),
    reference("contracts", null=True),
    Column("bundle", Text, nullable=False, server_default=text("''"), comment="JSON: parts and price"),
    words("note"),
)
