"""A window that is being typed into, without the window: keeps longer and longer drafts until it is killed.

Arguments: the book's folder, and a chapter. Writes the number of each draft to standard output once it has
been kept; every seventh becomes an operation, as when the chapter is left.
"""

from __future__ import annotations

import sys
from pathlib import Path

from csmdesk.domain.review_text import Block, Paragraph, Words
from csmdesk.services.review_book import ReviewBook, ReviewKey, TemplateChapter
from csmdesk.storage.book import Book

REVIEW = ReviewKey("2024H1")
TEMPLATE = (TemplateChapter("role", "岗位与目标"), TemplateChapter("plan", "改进计划"))
LEAVE_EVERY = 7


def text(number: int) -> tuple[Block, ...]:
    """What stands in the chapter after so many pauses."""
    return (Paragraph((Words("字" * number),)),)


def main() -> None:
    """Type until killed."""
    book = Book.open(Path(sys.argv[1]))
    reviews, chapter = ReviewBook(book), sys.argv[2]
    for number in range(1, 100_000):
        if number % LEAVE_EVERY:
            reviews.keep_draft(REVIEW, chapter, text(number))
        else:
            reviews.save(REVIEW, chapter, text(number), TEMPLATE)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
