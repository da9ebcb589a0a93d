"""Targets, the team's figures and what was said of to-dos."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, text

from csmdesk.storage.schema.columns import metadata, row_id, words

targets = Table(
    "targets",
    metadata,
    row_id(),
    Column("period", Text, nullable=False, comment="2024, 2024H1, …"),
    words("level"),
    words("name"),
    Column("metric", Text, nullable=False, comment="a key of the metrics module"),
    Column("value", Text, nullable=False, comment="decimal, in the metric's unit (yuan, fraction, …)"),
    words("unit"),
    Column("direction", Text, nullable=False, server_default=text("'>='")),
    Column(
        "node_share", Text, nullable=False, server_default=text("'1'"), comment="share owed by the half year"
    ),
    Column(
        "scope",
        Text,
        nullable=False,
        server_default=text("'{}'"),
        comment="JSON: segment, industry, arr_min, accounts",
    ),
    words("owner"),
    Column("weight", Text, comment="share of its level, decimal; NULL: none was given"),
    Column("parent_id", ForeignKey("targets.id", ondelete="SET NULL"), index=True),
    Column("position", Integer, nullable=False, server_default=text("0"), comment="order; equals by id"),
    Column(
        "profile",
        Text,
        nullable=False,
        server_default=text("'{}'"),
        comment="JSON: how it is broken down: kind, drawn (day), months (2024-01: decimal)",
    ),
    Index("targets_key", "period", "metric", "name", unique=True),
)

peer_figures = Table(
    "peer_figures",
    metadata,
    row_id(),
    Column("period", Text, nullable=False),
    Column("metric", Text, nullable=False),
    Column("peer", Text, nullable=False, server_default=text("'team'"), comment="team, or a colleague"),
    Column("value", Text, nullable=False, comment="decimal, in the metric's unit"),
    Index("peer_figures_key", "period", "metric", "peer", unique=True),
    comment="the team's numbers, typed in or imported",
)

snoozes = Table(
    "snoozes",
    metadata,
    row_id(),
    Column("rule", Text, nullable=False),
    Column("object_table", Text, nullable=False),
    Column("object_id", Integer, nullable=False),
    Column("case_day", Text, nullable=False, comment="day of the book from which the rule counts"),
    Column("until_day", Text, comment="put off until this day"),
    Column("done_day", Text, comment="day on which it was ticked off by hand"),
    words("note"),
    Index("snoozes_key", "rule", "object_table", "object_id", "case_day", unique=True),
    comment="what the user said of a to-do",
)
