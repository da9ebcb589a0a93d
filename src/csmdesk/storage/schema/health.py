"""Usage and the scores of health."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text

from csmdesk.storage.schema.columns import day, metadata, reference, row_id, words

usage = Table(
    "usage",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("module_id", ForeignKey("modules.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Integer, primary_key=True, comment="date.toordinal"),
    Column("provisioned", Integer, comment="NULL: not known (the source only says that it was used)"),
    Column("active", Integer, nullable=False, comment="accounts active in the last 30 days"),
    Column("batch_id", Integer, comment="the import that wrote the row"),
    CheckConstraint("active >= 0 AND (provisioned IS NULL OR active <= provisioned)", name="active_range"),
    sqlite_with_rowid=False,
)

usage_days = Table(
    "usage_days",
    metadata,
    Column("day", Integer, primary_key=True, comment="date.toordinal"),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("provisioned", Integer, nullable=False, comment="sum over the modules where it is known"),
    Column("active", Integer, nullable=False, comment="sum over the modules where provisioned is known"),
    Column("modules", Integer, nullable=False, comment="modules with a row that day"),
    Column("used", Integer, nullable=False, comment="modules with at least one active account"),
    Column("core_used", Integer, nullable=False, comment="of these, core modules"),
    Column("batch_id", Integer, comment="the batch that the row came with, unseen until the batch is"),
    sqlite_with_rowid=False,
    comment="roll-up of usage, kept by the import",
)

usage_times = Table(
    "usage_times",
    metadata,
    row_id(),
    reference("accounts"),
    day("day", required=True),
    Column("used_minutes", Integer, nullable=False),
    Column("business_minutes", Integer, nullable=False),
    Index("usage_times_pair", "account_id", "day", unique=True),
)

health_dimensions = Table(
    "health_dimensions",
    metadata,
    row_id(),
    Column("name", Text, nullable=False, unique=True),
    Column("weight", Text, comment="decimal; NULL: the default of the name"),
    Column(
        "source",
        Text,
        nullable=False,
        server_default=text("''"),
        comment="'' imported, else a key of domain.health_kinds",
    ),
    Column(
        "numbers",
        Text,
        nullable=False,
        server_default=text("'{}'"),
        comment="JSON: the formula's own numbers, decimals as text",
    ),
)

health_models = Table(
    "health_models",
    metadata,
    row_id(),
    Column("number", Integer, nullable=False, unique=True),
    day("day", required=True),
    words("note"),
    Column("body", Text, nullable=False, comment="JSON: bands, rule for missing data, rhythm, dimensions"),
    comment="the versions of the health model",
)

health_scores = Table(
    "health_scores",
    metadata,
    row_id(),
    reference("accounts", index=False),
    reference("health_dimensions", name="dimension_id"),
    day("day", required=True),
    Column(
        "score_milli",
        Integer,
        CheckConstraint("score_milli BETWEEN 0 AND 100000", name="score_range"),
        nullable=False,
        comment="0–100 in thousandths",
    ),
    Index("health_scores_key", "account_id", "dimension_id", "day", unique=True),
)

health_overrides = Table(
    "health_overrides",
    metadata,
    row_id(),
    reference("accounts"),
    day("day", required=True),
    Column(
        "score_milli",
        Integer,
        CheckConstraint("score_milli BETWEEN 0 AND 100000", name="score_range"),
        nullable=False,
    ),
    words("reason", required=True),
    day("expires_day", required=True),
)
