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

profiles = Table(
    "profiles",
    metadata,
    row_id(),
    Column("name", Text, nullable=False, unique=True),
    Column(
        "content", Text, nullable=False, comment="JSON: the tables of a system and what their columns are"
    ),
    comment="the user's own header tables for imports",
)

custom_values = Table(
    "custom_values",
    metadata,
    row_id(),
    Column("table_name", Text, nullable=False),
    Column("code", Text, nullable=False, comment="the number of the row that it belongs to"),
    Column("name", Text, nullable=False, comment="the column's name in the files"),
    words("value"),
    Index("custom_values_key", "table_name", "code", "name", unique=True),
    comment="columns of imported files that the book has no field for, kept as they stand",
)

refused_values = Table(
    "refused_values",
    metadata,
    row_id(),
    Column("table_name", Text, nullable=False),
    Column("row", Integer, nullable=False, comment="the row's id"),
    Column("column_name", Text, nullable=False),
    Column(
        "value", Text, nullable=False, comment="JSON: what a file said when the book's own value was kept"
    ),
    Index("refused_values_key", "table_name", "row", "column_name", unique=True),
    comment="what imports must not ask about again",
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
