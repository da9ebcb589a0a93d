"""Imports, rates and settings."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, text

from csmdesk.storage.schema.columns import metadata, row_id, words

import_batches = Table(
    "import_batches",
    metadata,
    row_id(),
    Column("at", Text, nullable=False),
    words("source"),
    Column(
        "files", Text, nullable=False, server_default=text("'[]'"), comment="JSON: name, sha256, kind, rows"
    ),
)

mappings = Table(
    "mappings",
    metadata,
    row_id(),
    Column("signature", Text, nullable=False, unique=True, comment="hash of a sheet's headers"),
    Column("kind", Text, nullable=False),
    Column("columns", Text, nullable=False, comment="JSON: header → field"),
    Column("options", Text, nullable=False, server_default=text("'{}'")),
)

rates = Table(
    "rates",
    metadata,
    row_id(),
    Column("period", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("rate", Text, nullable=False, comment="units of the book's currency for one of this, decimal"),
    Index("rates_key", "period", "currency", unique=True),
)

settings = Table(
    "settings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("value", Text, nullable=False, comment="JSON"),
)
