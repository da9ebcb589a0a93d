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
    words("owner"),
    words("note"),
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
    words("place"),
    Column("ended_at", Text, comment="moment at which it ended"),
    Column("paper_at", Text, comment="moment at which the white paper went out"),
    words("note"),
)

attendance = Table(
    "attendance",
    metadata,
    row_id(),
    reference("events"),
    reference("contacts"),
    Index("attendance_pair", "event_id", "contact_id", unique=True),
)

invitations = Table(
    "invitations",
    metadata,
    row_id(),
    reference("events"),
    reference("contacts"),
    Column(
        "answer", Text, nullable=False, server_default=text("''"), comment="yes, no or '' (not answered yet)"
    ),
    Index("invitations_pair", "event_id", "contact_id", unique=True),
    comment="who was asked to an event; who came is attendance",
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
    day("opened_day"),
    Column("expected_day", Text, comment="day on which it is expected to be won"),
    day("lost_day"),
    words("loss_reason"),
    words("note"),
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
    Column("referred", Text, nullable=False, server_default=text("''"), comment="company or department"),
    words("note"),
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
    Column("reach", Integer, comment="accounts that it concerns"),
    Column("value", Integer, comment="1–5"),
    Column("urgency", Integer, comment="1–5"),
    Column("effort", Integer, comment="person-days"),
    Column("answered_day", Text, comment="day on which the customer was told what becomes of it"),
    words("note"),
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
    day("day"),
    Column("until_day", Text, comment="last day of need; NULL: the needed day alone"),
    words("consultant"),
    Column("closed_day", Text, comment="day on which it was done with or taken back"),
    comment="requests for a solution consultant",
)

cases = Table(
    "cases",
    metadata,
    row_id(),
    code(),
    reference("accounts"),
    day("day", required=True),
    words("title"),
    Column("given_to", Text, nullable=False, server_default=text("''"), comment="colleague of pre-sales"),
    reference("opportunities", null=True, name="opportunity_id"),
    Column(
        "permission",
        Text,
        nullable=False,
        server_default=text("''"),
        comment="named, anonymous, refused or '' (not asked)",
    ),
    day("permission_day"),
    words("note"),
    comment="customers' cases given to pre-sales",
)

handovers = Table(
    "handovers",
    metadata,
    row_id(),
    code(),
    reference("accounts"),
    words("from_owner"),
    day("day", required=True),
    day("due_day"),
    Column("accepted_day", Text, comment="day on which all of it was accepted"),
    words("accepted_by"),
    words("note"),
    comment="accounts that sales hand over",
)

handover_items = Table(
    "handover_items",
    metadata,
    row_id(),
    reference("handovers"),
    Column("position", Integer, nullable=False, comment="order within the handover; equals by id"),
    words("name", required=True),
    words("owner"),
    day("due_day"),
    day("done_day"),
    day("accepted_day"),
    words("accepted_by"),
    words("note"),
    comment="the checklist of a handover",
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
    Column("account_id", ForeignKey("accounts.id", ondelete="SET NULL"), index=True),
    words("from_place"),
    words("to_place"),
)
