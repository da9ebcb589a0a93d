"""Customers: segments, accounts, modules, contacts."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text

from csmdesk.storage.schema.columns import code, day, flag, metadata, reference, row_id, words

segments = Table(
    "segments",
    metadata,
    row_id(),
    Column("name", Text, nullable=False, unique=True),
    Column("cadence_days", Integer, comment="longest gap between touches; NULL: the default of the name"),
    Column("renewal_start_days", Integer, comment="renewal talks start this many days before the end"),
    words("resources"),
    Column("qbrs", Integer, comment="business reviews planned a year; NULL: the default of the name"),
    Column("trainings", Integer, comment="trainings planned a year; NULL: the default of the name"),
)

accounts = Table(
    "accounts",
    metadata,
    row_id(),
    code(),
    words("name", required=True),
    words("pinyin"),
    words("initials"),
    words("industry"),
    words("city"),
    words("segment"),
    words("stage"),
    words("owner"),
    day("handover_day"),
    words("handover_from"),
    day("handaway_day"),
    words("handaway_to"),
    day("activated_day"),
    flag("archived", default=0),
    words("note"),
)

account_aliases = Table(
    "account_aliases",
    metadata,
    row_id(),
    code(),
    reference("accounts"),
    comment="numbers of accounts that were merged into another, so that imports find it",
)

modules = Table(
    "modules",
    metadata,
    row_id(),
    Column("name", Text, nullable=False, unique=True),
    flag("core", default=0),
)

account_modules = Table(
    "account_modules",
    metadata,
    row_id(),
    reference("accounts"),
    reference("modules"),
    Index("account_modules_pair", "account_id", "module_id", unique=True),
)

contacts = Table(
    "contacts",
    metadata,
    row_id(),
    code(),
    reference("accounts"),
    words("name", required=True),
    words("pinyin"),
    words("initials"),
    words("title"),
    flag("executive", default=0),
    words("email"),
    words("phone"),
    day("birthday"),
    day("left_day"),
)

erasures = Table(
    "erasures",
    metadata,
    row_id(),
    Column("contact_id", Integer, nullable=False, unique=True, comment="the contact without a name"),
    day("day", required=True),
    Column("salt", Text, nullable=False),
    Column("code_hash", Text, nullable=False, comment="SHA-256 of salt and the contact's number before"),
    comment="people taken out of the book, so that no import brings them back",
)
