"""The self-review's own words, and its frozen versions."""

from __future__ import annotations

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.text import Text
from csmdesk.storage import read
from csmdesk.storage.book import Book


def texts(book: Book, period: str) -> dict[str, str]:
    """What the CSM has written for the period's review, by the name of its place."""
    with book.reading() as connection:
        return read.review_texts(connection, period)


def write_text(book: Book, period: str, place: str, body: str, label: Text | None = None) -> Changes:
    """Keep the words of one place of the period's review; an empty body takes them out.

    ``label`` is what undo calls it; None: a change of the review.
    """
    from sqlalchemy import Connection

    def write(connection: Connection) -> None:
        connection.exec_driver_sql(
            "INSERT INTO reviews (period) VALUES (?) ON CONFLICT DO NOTHING", (period,)
        )
        if body:
            connection.exec_driver_sql(_WRITE, (period, place, body))
        else:
            connection.exec_driver_sql(_TAKE_OUT, (period, place))

    return book.store.run(Op.EDIT_REVIEW, write, label).changes


_WRITE = (
    "INSERT INTO review_texts (review_id, place, body) "
    "VALUES ((SELECT id FROM reviews WHERE period = ?), ?, ?) "
    "ON CONFLICT (review_id, place) DO UPDATE SET body = excluded.body WHERE body <> excluded.body"
)
_TAKE_OUT = (
    "DELETE FROM review_texts WHERE review_id = (SELECT id FROM reviews WHERE period = ?) AND place = ?"
)
