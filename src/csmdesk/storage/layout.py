"""What must be known of the schema without importing SQLAlchemy: opening a book takes no more than this."""

from __future__ import annotations

VERSION = 1
"""The schema's version, kept in each book as ``PRAGMA user_version``."""

UNJOURNALLED = frozenset(
    {
        *("operations", "change_log", "usage_shelf", "usage_staged", "window_state", "review_drafts"),
        *("usage", "usage_days"),
    }
)
"""Tables without a journal trigger of the general kind (usage has its own, see ``journal``)."""

NOT_IN_DIGEST = frozenset(
    {"operations", "change_log", "usage_shelf", "usage_staged", "window_state", "review_drafts"}
)
"""Tables that are not the book's content."""

DATABASE = "book.db"
BACKUPS = "backups"
MANIFEST = "backup.json"
"""The names of the database and of the folder of backups in a book's folder, and what marks a backup."""

OPENER = "open.csmdesk"
"""A file in a book's folder for the desktop alone: a double click on it opens the book."""
