"""Reviews of a book as they are now, for the tests of versions and differences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from csmdesk.domain.review_text import Block
from csmdesk.domain.text import Language
from csmdesk.reports.frozen import Snapshot, snapshot
from csmdesk.reports.review_draft import review_draft
from csmdesk.services.review_book import ChapterHead, ReviewKey
from csmdesk.storage.book import Book

PERIOD = "2024H1"


def live(
    book: Book,
    language: Language = "zh",
    own: Mapping[str, tuple[Block, ...]] | None = None,
    as_of: date | None = None,
    hidden: frozenset[str] = frozenset(),
) -> Snapshot:
    """The half year's review as it is now; ``own`` are the chapters with the CSM's own text."""
    draft = review_draft(book, ReviewKey(PERIOD), as_of, language)
    heads = [head._replace(hidden=head.key in hidden) for head in draft.heads]
    known = {head.key for head in heads}
    heads += [ChapterHead(key, key, own=True, added=True) for key in own or {} if key not in known]
    return snapshot(replace(draft, heads=tuple(heads), own=dict(own or {})))
