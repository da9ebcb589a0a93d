"""The check of a review's text against the data: what a reader could hold against it, found beforehand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from csmdesk.domain.review_text import Chapter
from csmdesk.reports.review_checks.examined import Examined
from csmdesk.reports.review_checks.finding import KINDS, TITLES, Action, Finding, Kind
from csmdesk.reports.review_checks.lines import CHIP, plain_text
from csmdesk.reports.review_checks.mending import mended
from csmdesk.reports.review_checks.mixed import mixed
from csmdesk.reports.review_checks.numbers import disagreeing, rounded_over
from csmdesk.reports.review_checks.results import coverage, small_samples, targets, without_evidence
from csmdesk.reports.review_checks.unfinished import unwritten
from csmdesk.reports.review_checks.unredacted import Redaction, unredacted
from csmdesk.reports.review_chips import ChipWriter
from csmdesk.services.review_book import ReviewKey

__all__ = [
    "CHIP",
    "KINDS",
    "TITLES",
    "Action",
    "Finding",
    "Kind",
    "Redaction",
    "agreeing",
    "check",
    "check_and_count",
    "mended",
    "plain_text",
]


def check(
    review: ReviewKey,
    chapters: Sequence[Chapter],
    writer: ChipWriter,
    *,
    redaction: Redaction | None = None,
) -> list[Finding]:
    """What there is to look at in a review, the gravest kinds first, each in the order of the text.

    ``chapters`` are all of the review, those that the data make as well; hidden ones are not looked at.
    ``redaction`` is what a redacted export makes of a line, where one is asked for: then also what it leaves
    that must not be read. A figure of another period is asked for where the text names one, so this belongs
    beside the window.
    """
    return _found(Examined(review, chapters, writer), redaction)


def check_and_count(
    review: ReviewKey, chapters: Sequence[Chapter], writer: ChipWriter
) -> tuple[list[Finding], int]:
    """What ``check`` finds, and what ``agreeing`` counts, for the reading of one."""
    e = Examined(review, chapters, writer)
    return _found(e, None), sum(told.agrees for told in e.told)


def _found(e: Examined, redaction: Redaction | None) -> list[Finding]:
    found = [
        *disagreeing(e),
        *mixed(e),
        *rounded_over(e),
        *targets(e),
        *without_evidence(e),
        *small_samples(e),
        *coverage(e),
        *unwritten(e),
    ]
    if redaction is not None:
        found += unredacted(e, redaction)
    order = {chapter.key: place for place, chapter in enumerate(e.chapters)}
    found.sort(key=lambda f: (KINDS.index(f.kind), order.get(f.chapter, len(order)), f.block, f.start))
    return list(_told_apart(found))


def agreeing(chapters: Sequence[Chapter], writer: ChipWriter) -> int:
    """How many figures and typed numbers of the text say what the data say."""
    e = Examined(ReviewKey(writer.figures.period.name), chapters, writer)
    return sum(told.agrees for told in e.told)


def _told_apart(found: Iterable[Finding]) -> Iterable[Finding]:
    """The findings with keys of their own: one that is there twice is numbered."""
    met: Counter[str] = Counter()
    places: set[tuple[str, str, int, int]] = set()
    for each in found:
        place = (each.kind, each.chapter, each.block, each.start)
        if each.block >= 0 and each.length and place in places:
            continue
        places.add(place)
        met[each.key] += 1
        yield each if met[each.key] == 1 else each._replace(key=f"{each.key}#{met[each.key]}")
