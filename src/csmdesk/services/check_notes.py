"""Answers to what the check of a review found: kept by what was found, not by where it stands in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.services.review_book import ReviewKey
from csmdesk.storage.driver import raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

MOST_WORDS = 2_000
"""Characters of an answer."""


class CheckNotes:
    """The answers of one book's reviews; may be used from any thread."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def notes(self, review: ReviewKey) -> dict[str, str]:
        """The answers of a review by the key of what was found."""
        with self._book.reading() as connection:
            rows = connection.execute(_NOTES, review).fetchall()
        return {str(finding): str(words) for finding, words in rows}

    def note(self, review: ReviewKey, finding: str, words: str, title: str) -> Changes:
        """Answer one finding, called ``title`` in the list of changes; empty words take the answer back.

        Raises UserError for an answer that is too long.
        """
        answer = words.strip()
        if len(answer) > MOST_WORDS:
            raise UserError(TOO_LONG.format(most=MOST_WORDS))

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            if not answer:
                driver.execute(_TAKE_BACK, (finding, *review))
                return
            driver.execute(_PUT_REVIEW, review)
            driver.execute(_PUT, (finding, answer, *review))

        label = (ANSWER if answer else UNANSWER).format(title=title)
        return self._book.store.run(Op.EDIT_REVIEW, write, label).changes


_WHICH = "period = ? AND kind = ? AND subject = ?"
_NOTES = f"SELECT finding, words FROM review_notes JOIN reviews ON reviews.id = review_id WHERE {_WHICH}"
_PUT_REVIEW = "INSERT INTO reviews (period, kind, subject) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_PUT = (
    f"INSERT INTO review_notes (finding, words, review_id) SELECT ?, ?, id FROM reviews WHERE {_WHICH} "
    "ON CONFLICT (review_id, finding) DO UPDATE SET words = excluded.words WHERE words <> excluded.words"
)
_TAKE_BACK = (
    f"DELETE FROM review_notes WHERE finding = ? AND review_id = (SELECT id FROM reviews WHERE {_WHICH})"
)

ANSWER = Text("加注：{title}", "Note: {title}")
UNANSWER = Text("撤回加注：{title}", "Take back note: {title}")
TOO_LONG = Text("注不能超过 {most} 字。", "A note has at most {most} characters.")
