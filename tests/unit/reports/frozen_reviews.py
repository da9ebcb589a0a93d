"""Reviews of a book as they are now, for the tests of versions and differences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from csmdesk.domain import review_text as text
from csmdesk.domain.text import Language
from csmdesk.reports import document as doc
from csmdesk.reports.build import build
from csmdesk.reports.frozen import Snapshot, snapshot
from csmdesk.reports.review_content import FRONT, chapters
from csmdesk.reports.review_document import Shown
from csmdesk.services.figures import figures
from csmdesk.storage.book import Book

PERIOD = "2024H1"


def live(
    book: Book,
    language: Language = "zh",
    own: Mapping[str, tuple[text.Block, ...]] | None = None,
    as_of: date | None = None,
    hidden: frozenset[str] = frozenset(),
) -> Snapshot:
    """The half year's review as it is now; ``own`` are the chapters with the CSM's own text."""
    held = figures(book, PERIOD, as_of)
    generated = build(held, {}, language, "book")
    shown = []
    for key, blocks in chapters(generated).items():
        if key != FRONT:
            head = blocks[0]
            assert isinstance(head, doc.Heading)
            shown.append(Shown(key, head.text, (own or {}).get(key), key in hidden))
    known = {chapter.key for chapter in shown}
    shown += [Shown(key, key, blocks) for key, blocks in (own or {}).items() if key not in known]
    return snapshot(generated, shown, held, lambda period: figures(book, period), {})
