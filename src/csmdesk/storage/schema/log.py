"""What happened with customers, and her own time."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text

from csmdesk.storage.schema.columns import (
    code,
    currency,
    day,
    fen,
    metadata,
    reference,
    row_id,
    row_key,
    words,
)

tickets = Table(
    "tickets",
    metadata,
    row_id(),
    code(),
    reference("accounts"),
    words("title"),
    words("severity"),
    day("opened_at", required=True),
    day("due_at"),
    day("resolved_at"),
    Column("level", Integer, comment="escalation level"),
)

surveys = Table(
    "surveys",
    metadata,
    row_id(),
    Column("code", Text, unique=True),
    row_key(),
    reference("accounts"),
    reference("contacts", null=True),
    day("day", required=True),
    Column("kind", Text, nullable=False, comment="NPS or CSAT"),
    Column("score", Integer, nullable=False, comment="NPS 0–10, CSAT 1–5"),
    words("comment"),
    CheckConstraint("score BETWEEN 0 AND 10", name="score_range"),
)

events = Table(
    "events",
    metadata,
    row_id(),
    code(),
    Column("kind", Text, nullable=False, comment="salon, roundtable, other"),
    words("topic"),
    day("day", required=True),
    Column("people", Integer, comment="people attending"),
    day("topic_vote_day"),
    Column("paper_hours", Text, comment="hours until the white paper went out, decimal"),
    Column("rating", Text, comment="mean rating of 5, decimal"),
)

attendance = Table(
    "attendance",
    metadata,
    row_id(),
    reference("events"),
    reference("contacts"),
    Index("attendance_pair", "event_id", "contact_id", unique=True),
)

opportunities = Table(
    "opportunities",
    metadata,
    row_id(),
    code(),
    reference("accounts"),
    words("name"),
    Column(
        "kind", Text, nullable=False, server_default=text("'other'"), comment="upsell, cross_sell, new, other"
    ),
    fen("amount_fen", required=True),
    currency(),
    Column("margin", Text, comment="gross margin as a fraction, decimal"),
    Column(
        "stage",
        Text,
        nullable=False,
        server_default=text("''"),
        comment="won, lost, or the words of the source",
    ),
    day("won_day"),
    reference("contracts", null=True),
)

leads = Table(
    "leads",
    metadata,
    row_id(),
    code(),
    reference("accounts"),
    reference("contacts", null=True),
    day("day", required=True),
    Column(
        "status",
        Text,
        nullable=False,
        server_default=text("''"),
        comment="converted, or the words of the source",
    ),
    fen("expected_arr_fen"),
    currency(),
    reference("opportunities", null=True, name="opportunity_id"),
)

touches = Table(
    "touches",
    metadata,
    row_id(),
    Column("code", Text, unique=True),
    row_key(),
    reference("accounts"),
    reference("contacts", null=True),
    day("day", required=True),
    words("channel", required=True),
    Column("minutes", Integer),
    words("note"),
    Index("touches_day", "account_id", "day"),
)

suggestions = Table(
    "suggestions",
    metadata,
    row_id(),
    code(),
    Column("account_id", ForeignKey("accounts.id", ondelete="SET NULL"), index=True),
    day("day", required=True),
    words("content"),
    Column("nature", Text, nullable=False, server_default=text("''"), comment="generic, custom or ''"),
    Column(
        "status",
        Text,
        nullable=False,
        server_default=text("''"),
        comment="shipped, or the words of the source",
    ),
    Column("reach", Integer),
    Column("value", Integer),
    Column("urgency", Integer),
    Column("effort", Integer),
)

requests = Table(
    "requests",
    metadata,
    row_id(),
    code(),
    Column("account_id", ForeignKey("accounts.id", ondelete="SET NULL"), index=True),
    words("industry"),
    words("product"),
    day("needed_day"),
    day("confirmed_day"),
    words("note"),
    comment="requests for a solution consultant",
)

own_time = Table(
    "own_time",
    metadata,
    row_id(),
    row_key(),
    day("day", required=True),
    Column("category", Text, nullable=False, comment="travel, sharing, or the words of the source"),
    Column("minutes", Integer, nullable=False),
    words("note"),
)
