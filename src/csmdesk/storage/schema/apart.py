"""Not part of the book's content: the journal, the usage rows that an undo took out, rows on their way in,
and the window's state. They are left out of the digest and of the journal."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text, text

from csmdesk.storage.schema.columns import metadata, reference, row_id

operations = Table(
    "operations",
    metadata,
    row_id(),
    Column("at", Text, nullable=False, comment="UTC moment"),
    Column("op", Text, nullable=False),
    Column("label", Text, nullable=False, comment="JSON: zh, en"),
    Column(
        "state",
        Text,
        nullable=False,
        server_default=text("'done'"),
        comment="done, undone, lost (undone, then overtaken) or kept (done before a migration)",
    ),
    Column("batch_id", Integer, comment="usage batch written by this operation"),
)

change_log = Table(
    "change_log",
    metadata,
    row_id(),
    reference("operations"),
    Column("table_name", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("before", Text, comment="JSON of the row; NULL: inserted"),
    Column("after", Text, comment="JSON of the row; NULL: deleted"),
)

usage_shelf = Table(
    "usage_shelf",
    metadata,
    Column("batch_id", Integer, primary_key=True),
    Column(
        "image", Text, primary_key=True, comment="before: replaced by the batch; after: taken out by undo"
    ),
    Column("account_id", Integer, primary_key=True),
    Column("module_id", Integer, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("provisioned", Integer),
    Column("active", Integer, nullable=False),
    Column("row_batch_id", Integer),
    sqlite_with_rowid=False,
)

usage_staged = Table(
    "usage_staged",
    metadata,
    Column("batch_id", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("account", Text, nullable=False),
    Column("module", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("provisioned", Integer),
    Column("active", Integer, nullable=False),
    sqlite_with_rowid=False,
    comment="rows on their way in, seen by no reader, dropped when the book is opened",
)

usage_pending = Table(
    "usage_pending",
    metadata,
    Column("batch_id", Integer, primary_key=True),
    Column("rows", Integer, nullable=False, server_default=text("0"), comment="rows of it in usage"),
    Column(
        "disturbed",
        Integer,
        nullable=False,
        server_default=text("0"),
        comment="1: accounts, modules or usage were changed since it began",
    ),
    comment="the batch whose rows in usage and usage_days no reader sees yet, at most one",
)

window_state = Table(
    "window_state",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
