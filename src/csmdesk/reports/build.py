"""The half-year self-review (or a quarter's, a month's, a year's) as a document: figures in, blocks out."""

from __future__ import annotations

from collections.abc import Mapping

from csmdesk.domain.text import Language
from csmdesk.reports.chapters import evidence, front, plan, problems, results, role, work
from csmdesk.reports.document import Block, Document
from csmdesk.reports.words import Writer
from csmdesk.services.figures import FigureSet


def build(figure_set: FigureSet, texts: Mapping[str, str], language: Language, book_name: str) -> Document:
    """The self-review of ``figure_set``.

    Every sentence is made from the figures and rows of the book; ``texts`` are the CSM's own words by the
    name of their place. A figure that is not available gives a sentence with its reason.
    """
    w = Writer(figure_set, texts, language)
    blocks: list[Block] = [
        *front.highlights(w),
        *role.chapter(w),
        *results.chapter(w),
        *work.chapter(w),
        *problems.chapter(w),
        *plan.chapter(w),
        *evidence.chapter(w),
    ]
    return Document(
        title=w.t("自评报告", "Self-review"),
        subtitle=w.to(figure_set.period.title),
        language=language,
        facts=tuple(front.facts(w, book_name)),
        blocks=tuple(blocks),
        subject=book_name,
    )
