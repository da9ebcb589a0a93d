"""The frozen versions of a review: each one operation of the book, which can be undone until it is exported.

What a version holds is text to this module: the report with its chapters as JSON, and each figure as JSON
with its evidence. ``csmdesk.reports.frozen`` writes and reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.period import parse_period
from csmdesk.domain.text import Text
from csmdesk.services.review_book import ReviewKey
from csmdesk.storage.driver import Connection, Row, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book


class VersionHead(NamedTuple):
    """A version as a list shows it; moments are UTC, ``exported_at`` None while nobody has it."""

    id: int
    number: int
    frozen_at: datetime
    as_of: date
    exported_at: datetime | None

    @property
    def exported(self) -> bool:
        """True when it has been handed out: from then on it stays."""
        return self.exported_at is not None


class Contents(NamedTuple):
    """What a version holds: the report as JSON, and each figure as JSON by its name.

    A figure's name is its key, and ``key@period`` for one of another period than the review's.
    """

    as_of: date
    document: str
    figures: Mapping[str, str]


class ReviewVersions:
    """The versions of the reviews of one book; may be used from any thread.

    What is refused raises UserError.
    """

    def __init__(self, book: Book, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._book = book
        self._now = now

    # --- reading --------------------------------------------------------------------------------------------

    def versions(self, review: ReviewKey) -> list[VersionHead]:
        """The versions of a review, the newest first."""
        with self._book.reading() as connection:
            return [_head(row) for row in connection.execute(_HEADS, review).fetchall()]

    def contents(self, version_id: int) -> Contents:
        """What a version holds."""
        with self._book.reading() as connection:
            return _contents(connection, version_id)

    # --- changes --------------------------------------------------------------------------------------------

    def freeze(self, review: ReviewKey, contents: Contents) -> tuple[int, Changes]:
        """Keep a review as it is now as its next version; its id and the changes.

        One that holds what the newest version holds is refused.
        """
        version_id = 0

        def write(connection: sqlalchemy.Connection) -> None:
            nonlocal version_id
            driver = raw(connection)
            driver.execute(
                "INSERT INTO reviews (period, kind, subject) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", review
            )
            (review_id,) = driver.execute(_REVIEW, review).fetchone()
            newest = driver.execute(_NEWEST, (review_id,)).fetchone()
            if newest is not None and _contents(driver, newest[0]) == contents:
                raise UserError(SAME.format(number=newest[1]))
            number = 1 + (newest[1] if newest else 0)
            at = self._now().isoformat(timespec="seconds")
            made = driver.execute(
                _ADD, (review_id, number, at, contents.as_of.isoformat(), contents.document)
            )
            assert made.lastrowid is not None
            version_id = made.lastrowid
            for name, figure in contents.figures.items():
                driver.execute(_ADD_FIGURE, (version_id, name, figure))

        label = FREEZE.format(period=parse_period(review.period).title)
        changes = self._book.store.run(Op.FREEZE_REVIEW, write, label).changes
        return version_id, changes

    def remove(self, version_id: int) -> Changes:
        """Take a version out that has not been exported; undo brings it back."""
        head = self._one(version_id)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            (exported,) = driver.execute(_EXPORTED, (version_id,)).fetchone() or (None,)
            if exported is not None:
                raise UserError(STAYS.format(number=head.number))
            # Its figures go with it, and come back with it.
            driver.execute("DELETE FROM review_versions WHERE id = ?", (version_id,))

        label = REMOVE.format(number=head.number)
        return self._book.store.run(Op.FREEZE_REVIEW, write, label).changes

    def mark_exported(self, version_id: int) -> Changes:
        """Note that a version has been handed out: it can be removed no more, nor its freeze be undone."""
        head = self._one(version_id)
        if head.exported:
            return Changes()

        def write(driver: Connection) -> list[int]:
            at = self._now().isoformat(timespec="seconds")
            driver.execute("UPDATE review_versions SET exported_at = ? WHERE id = ?", (at, version_id))
            return [row[0] for row in driver.execute(_MADE_BY, (version_id, version_id)).fetchall()]

        return self._book.store.run_for_good(Op.FREEZE_REVIEW, write, HANDED_OUT.format(number=head.number))

    def _one(self, version_id: int) -> VersionHead:
        with self._book.reading() as connection:
            found = connection.execute(_HEAD, (version_id,)).fetchone()
        if found is None:
            raise UserError(GONE)
        return _head(found)


def _head(row: Row) -> VersionHead:
    version_id, number, frozen_at, as_of, exported_at = row
    exported = None if exported_at is None else datetime.fromisoformat(exported_at)
    at, day = datetime.fromisoformat(frozen_at), date.fromisoformat(as_of)
    return VersionHead(version_id, number, at, day, exported)


def _contents(connection: Connection, version_id: int) -> Contents:
    found = connection.execute(_DOCUMENT, (version_id,)).fetchone()
    if found is None:
        raise UserError(GONE)
    figures = connection.execute(_FIGURES, (version_id,)).fetchall()
    return Contents(date.fromisoformat(found[0]), found[1], dict(figures))


_REVIEW = "SELECT id FROM reviews WHERE period = ? AND kind = ? AND subject = ?"
_NEWEST = "SELECT id, number FROM review_versions WHERE review_id = ? ORDER BY number DESC LIMIT 1"
_SHOWN = "review_versions.id, number, frozen_at, as_of, exported_at"
_HEAD = f"SELECT {_SHOWN} FROM review_versions WHERE id = ?"
_HEADS = (
    f"SELECT {_SHOWN} FROM review_versions JOIN reviews ON reviews.id = review_id "
    "WHERE period = ? AND kind = ? AND subject = ? ORDER BY number DESC"
)
_EXPORTED = "SELECT exported_at FROM review_versions WHERE id = ?"
_DOCUMENT = "SELECT as_of, document FROM review_versions WHERE id = ?"
_FIGURES = "SELECT metric, figure FROM review_figures WHERE version_id = ? ORDER BY id"
_ADD = "INSERT INTO review_versions (review_id, number, frozen_at, as_of, document) VALUES (?, ?, ?, ?, ?)"
_ADD_FIGURE = "INSERT INTO review_figures (version_id, metric, figure) VALUES (?, ?, ?)"
_MADE_BY = (
    "SELECT DISTINCT operation_id FROM change_log WHERE before IS NULL AND ("
    "table_name = 'review_versions' AND row_id = ? OR table_name = 'reviews' "
    "AND row_id = (SELECT review_id FROM review_versions WHERE id = ?))"
)
"""The operations that made a version, and the review that it hangs on."""

FREEZE = Text("冻结自评：{period}", "Freeze review: {period}")
REMOVE = Text("删去冻结的 v{number}", "Remove frozen v{number}")
HANDED_OUT = Text("交出 v{number}", "Hand out v{number}")
SAME = Text(
    "与 v{number} 没有差别，不用再冻结。", "Nothing has changed since v{number}: no need to freeze again."
)
STAYS = Text("v{number} 已导出，不能删去。", "v{number} has been exported and stays.")
GONE = Text("这个版本已不在客户书里。", "This version is no longer in the book.")
