"""What must be known of the schema without importing SQLAlchemy: opening a book takes no more than this."""

from __future__ import annotations

VERSION = 1
"""The schema's version, kept in each book as ``PRAGMA user_version``."""

UNJOURNALLED = frozenset(
    {
        *("operations", "change_log", "usage_shelf", "usage_staged", "usage_pending"),
        *("window_state", "review_drafts", "usage", "usage_days"),
    }
)
"""Tables without a journal trigger of the general kind (usage has its own, see ``journal``)."""

NOT_IN_DIGEST = frozenset(
    {
        *("operations", "change_log", "usage_shelf", "usage_staged", "usage_pending"),
        *("window_state", "review_drafts"),
    }
)
"""Tables that are not the book's content."""

COLUMNS_NOT_IN_DIGEST = frozenset({("usage_days", "batch_id")})
"""Columns that are not: with what batch a row of the roll-up came, not what it says."""

PENDING = "SELECT coalesce(max(batch_id), 0) FROM main.usage_pending"
"""The usage batch on its way in as SQL, 0 where there is none; within a statement it is asked once."""

UNPENDING_VIEWS = "".join(
    f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE batch_id IS NOT ({PENDING});"
    for table in ("usage", "usage_days")
)
"""What readers see under the tables' own names: everything but the batch that is on its way in."""

DATABASE = "book.db"
BACKUPS = "backups"
MANIFEST = "backup.json"
"""The names of the database and of the folder of backups in a book's folder, and what marks a backup."""

OPENER = "open.csmdesk"
"""A file in a book's folder for the desktop alone: a double click on it opens the book."""
