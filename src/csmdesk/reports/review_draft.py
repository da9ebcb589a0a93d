"""A review as it stands in the book: its chapters, the CSM's own or made from the data, as one report.

The window, the command line and every export take the review from here, so that all of them say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from csmdesk.domain.errors import UserError
from csmdesk.domain.review_text import Block
from csmdesk.domain.scope import Scope
from csmdesk.domain.text import Language, Text
from csmdesk.domain.war_room import CAUSES
from csmdesk.reports.build import build
from csmdesk.reports.chip_picker import ChipPicker
from csmdesk.reports.document import Document, Heading
from csmdesk.reports.output import Going
from csmdesk.reports.review_chips import ChipWriter
from csmdesk.reports.review_content import chapters, content, told
from csmdesk.reports.review_document import Shown, review_document
from csmdesk.reports.review_kinds import of_kind
from csmdesk.services.figures import FigureSet, figures
from csmdesk.services.review_book import ChapterHead, ReviewBook, ReviewKey, TemplateChapter
from csmdesk.services.reviews import texts

if TYPE_CHECKING:
    from csmdesk.storage.book import Book


@dataclass(frozen=True)
class ReviewDraft:
    """A review with the figures of its period.

    ``generated`` is the report that the data make, ``document`` the one with the CSM's own chapters in it.
    ``own`` is her text by chapter; ``typing`` are the chapters whose newest words are not in the book yet.
    """

    key: ReviewKey
    figures: FigureSet
    generated: Document
    writer: ChipWriter
    template: tuple[TemplateChapter, ...]
    heads: tuple[ChapterHead, ...]
    own: Mapping[str, tuple[Block, ...]]
    typing: frozenset[str]

    @cached_property
    def document(self) -> Document:
        """The report, as every format shows it."""
        shown = [Shown(head.key, head.title, self.own.get(head.key), head.hidden) for head in self.heads]
        return review_document(self.generated, shown, self.writer.words, CAUSES)

    @property
    def going(self) -> Going:
        """The review as exports take it."""
        return Going(self.document, self.generated, self.writer)

    def blocks(self, chapter: str) -> tuple[Block, ...]:
        """The text of a chapter: the CSM's own, else as the data make it; nothing for one that is gone."""
        if chapter in self.own:
            return self.own[chapter]
        made = chapters(self.generated).get(chapter, ())
        return content(made, self.writer.form)

    @cached_property
    def picker(self) -> ChipPicker:
        """What can be put into the text; takes a moment to make."""
        return ChipPicker(self.writer, self.generated)

    def head(self, chapter: str) -> ChapterHead | None:
        """A chapter's head; None when it is gone."""
        return next((head for head in self.heads if head.key == chapter), None)


def review_draft(book: Book, key: ReviewKey, as_of: date | None, language: Language) -> ReviewDraft:
    """The review as it is in the book now; raises UserError for an unknown period or account."""
    scope = Scope(accounts=frozenset({key.subject})) if key.subject else Scope()
    held = figures(book, key.period, as_of, scope)
    if key.subject and not held.basis.accounts:
        raise UserError(NO_ACCOUNT.format(code=key.subject))
    words = {} if key.subject else texts(book, key.period)
    name = next((account.name for account in held.basis.accounts.values()), "") if key.subject else ""
    generated = of_kind(build(held, words, language, book.name), key.kind, name)
    template = tuple(
        TemplateChapter(block.anchor, block.text)
        for block in generated.blocks
        if isinstance(block, Heading) and block.level == 1
    )
    writer = ChipWriter(held, language, told(generated), partial(_other, book, as_of, scope))
    reviews = ReviewBook(book)
    typing = frozenset(reviews.drafts(key))
    heads = reviews.heads(key, template)
    own: dict[str, tuple[Block, ...]] = {}
    for head in heads:
        blocks = reviews.draft(key, head.key) if head.key in typing else None
        if blocks is None and head.own:
            blocks = reviews.body(key, head.key)
        if blocks is not None:
            own[head.key] = blocks
    return ReviewDraft(key, held, generated, writer, template, heads, own, typing)


def _other(book: Book, as_of: date | None, scope: Scope, period: str) -> FigureSet:
    """The figures of another period, as known on the same day."""
    found = figures(book, period, None, scope)
    if as_of is None or found.period.end <= as_of:
        return found
    return figures(book, period, as_of, scope)


NO_ACCOUNT = Text("没有编号为 {code} 的客户。", "No account has the number {code}.")
