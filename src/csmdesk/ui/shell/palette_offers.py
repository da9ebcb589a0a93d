"""What the palette offers for a text: objects of the book, actions, metrics; in groups, the best first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from csmdesk.services.search_index import EXACT, rank
from csmdesk.services.search_marks import marked
from csmdesk.services.search_words import Hit
from csmdesk.ui.actions import Action
from csmdesk.ui.models.palette import PaletteLine

Run = Callable[[bool], None]
"""Does what a line stands for; True: beside what is shown."""

Spell = Callable[[str], tuple[str, str]]
"""The pinyin and the initials of words; both empty while the dictionary is not there yet."""

ICONS = {"account": "accounts", "contract": "contract", "contact": "person"}

_AT_FIRST = {"account": 5, "action": 4, "contract": 3, "contact": 3, "metric": 3, "recent": 6}
"""So many lines of a kind, as long as there are others that want to be seen too."""


class Metric(NamedTuple):
    """A metric by its key, with its name and formula in the user's language."""

    key: str
    name: str
    formula: str


class Offer(NamedTuple):
    """A line, what it does, and how well it matches (see ``search_index``)."""

    line: PaletteLine
    run: Run
    rank: int = EXACT


class Group(NamedTuple):
    """Offers of one kind, best first."""

    kind: str
    offers: list[Offer]


def head_of(kind: str) -> str:
    """What stands over a group."""
    return {
        "account": QCoreApplication.translate("Palette", "客户"),
        "action": QCoreApplication.translate("Palette", "操作"),
        "contract": QCoreApplication.translate("Palette", "合同"),
        "contact": QCoreApplication.translate("Palette", "联系人"),
        "metric": QCoreApplication.translate("Palette", "指标"),
        "recent": QCoreApplication.translate("Palette", "最近打开"),
    }[kind]


def hit_offer(hit: Hit, run: Run) -> Offer:
    """An object of the book as a line."""
    line = PaletteLine(
        hit.title,
        f"{hit.kind}:{hit.id}",
        hit.detail,
        hit.right,
        "" if hit.mark else ICONS[hit.kind],
        hit.mark,
        title_marks=hit.title_marks,
        detail_marks=hit.detail_marks,
    )
    return Offer(line, run, hit.rank)


def action_offer(
    action: Action, run: Callable[[], None], terms: Sequence[str], spell: Spell, *, about: str = ""
) -> Offer | None:
    """An action whose words hold every term; None when they do not. ``about`` is told beside the words."""
    found = _match(action.text, terms, spell, (about,))
    if found is None:
        return None
    line = PaletteLine(
        action.text,
        f"action:{action.key}",
        about,
        icon=action.icon or "arrow",
        keys=action.shortcut,
        title_marks=marked(action.text, terms, *spell(action.text)),
        why_not=action.why_not,
    )
    return Offer(line, partial(_alone, run), found)


def _alone(run: Callable[[], None], _beside: bool) -> None:
    run()


def fits(words: str, terms: Sequence[str], spell: Spell) -> bool:
    """True when words hold every term."""
    return _match(words, terms, spell, ()) is not None


def metric_offer(
    metric: Metric, run: Run, terms: Sequence[str], spell: Spell, value: str = ""
) -> Offer | None:
    """A metric whose name or key holds every term, with its value; None when they do not."""
    found = _match(metric.name, terms, spell, (metric.key,))
    if found is None:
        return None
    line = PaletteLine(
        metric.name,
        f"metric:{metric.key}",
        metric.formula,
        value,
        "plan",
        title_marks=marked(metric.name, terms, *spell(metric.name)),
    )
    return Offer(line, run, found)


def _match(words: str, terms: Sequence[str], spell: Spell, beside: Iterable[str]) -> int | None:
    """How well every term matches the words or what stands beside them: as well as the worst of them."""
    if not terms:
        return EXACT
    pinyin, initials = ("", "") if words.isascii() else spell(words)
    worst = EXACT
    for term in terms:
        ranks = [rank(term, words, pinyin, initials), *(rank(term, other) for other in beside if other)]
        known = [found for found in ranks if found is not None]
        if not known:
            return None
        worst = max(worst, min(known))
    return worst


def grouped(groups: Iterable[Group], limit: int) -> list[Group]:
    """Groups in the order of their best offer, cut so that no more than ``limit`` lines stand in all.

    Each kind has a few lines first; what is left over goes to the groups in their order.
    """
    full = [group for group in groups if group.offers]
    full.sort(key=lambda group: min(offer.rank for offer in group.offers))
    counts = [min(len(group.offers), _AT_FIRST[group.kind]) for group in full]
    while sum(counts) > limit:
        longest = max(range(len(counts)), key=lambda at: (counts[at], at))
        counts[longest] -= 1
    for at, group in enumerate(full):
        counts[at] += min(len(group.offers) - counts[at], limit - sum(counts))
    return [Group(group.kind, group.offers[:count]) for group, count in zip(full, counts, strict=True)]
