"""Tables made from the data, in the text: a number is never cut, words give way."""

from __future__ import annotations

import pytest

from csmdesk.domain.text import Language
from csmdesk.reports.document import Table
from csmdesk.reports.review_content import live_blocks
from csmdesk.reports.review_draft import review_draft
from csmdesk.services.review_book import ReviewKey
from csmdesk.storage.book import Book
from csmdesk.ui.panes.review.text.live_paint import column_widths
from csmdesk.ui.theme import Theme


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [540, 620, 900])
def test_numbers_are_whole_in_every_table_of_the_review(book: Book, language: Language, width: int) -> None:
    review = review_draft(book, ReviewKey("2024H1"), None, language)
    tables = [b for b in live_blocks(review.generated).values() if isinstance(b, Table)]
    assert len(tables) > 5
    theme = Theme("light")
    for table in tables:
        wide = column_widths(theme, table, width)
        assert sum(wide) == pytest.approx(width, abs=1), table.columns
        for at, column in enumerate(table.columns):
            if column.align == "left":
                continue
            for row in table.rows[:6]:
                words = "".join(span.text for span in row[at])
                assert theme.metrics().horizontalAdvance(words) <= wide[at], (column.head, words)
