"""What the palette offers for a text: objects of the book, actions, metrics; in groups, the best first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from csmdesk.services.search_index import EXACT, rank
from csmdesk.services.search_marks import Spans, marked
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
    """What makes its line, when it is shown, what it does, and how well it matches (see ``search_index``)."""

    line: Callable[[], PaletteLine]
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


def hit_line(hit: Hit) -> PaletteLine:
    """An object of the book as a line."""
    return PaletteLine(
        hit.title,
        f"{hit.kind}:{hit.id}",
        hit.detail,
        hit.right,
        "" if hit.mark else ICONS[hit.kind],
        hit.mark,
        title_marks=hit.title_marks,
        detail_marks=hit.detail_marks,
    )


def action_line(action: Action, marks: Spans) -> PaletteLine:
    """An action as a line; the account it is about is told beside the words where they do not name it."""
    return PaletteLine(
        action.text,
        f"action:{action.key}",
        "" if action.about in action.text else action.about,
        icon=action.icon or "arrow",
        keys=action.shortcut,
        title_marks=marks,
        why_not=action.why_not,
    )


def action_offer(action: Action, terms: Sequence[str], spell: Spell) -> Offer | None:
    """An action that holds every term; None when it does not."""
    found = match(action.text, terms, spell, action.about)
    return (
        None
        if found is None
        else Offer(partial(_marked_action, action, terms, spell), alone(action.run), found)
    )


def _marked_action(action: Action, terms: Sequence[str], spell: Spell) -> PaletteLine:
    return action_line(action, marked(action.text, terms, *spell(action.text)))


def alone(run: Callable[[], None]) -> Run:
    """What is done in the same way beside what is shown and in its place."""
    return partial(_alone, run)


def _alone(run: Callable[[], None], _beside: bool) -> None:
    run()


def metric_offer(metric: Metric, run: Run, terms: Sequence[str], spell: Spell, value: str) -> Offer | None:
    """A metric whose name or key holds every term, with its value; None when they do not."""
    found = match(metric.name, terms, spell, metric.key)
    return None if found is None else Offer(partial(_metric_line, metric, terms, spell, value), run, found)


def _metric_line(metric: Metric, terms: Sequence[str], spell: Spell, value: str) -> PaletteLine:
    marks = marked(metric.name, terms, *spell(metric.name))
    return PaletteLine(metric.name, f"metric:{metric.key}", metric.formula, value, "plan", title_marks=marks)


def match(words: str, terms: Sequence[str], spell: Spell, beside: str = "") -> int | None:
    """How well every term matches the words or what stands beside them: as well as the worst of them."""
    if not terms:
        return EXACT
    pinyin, initials = ("", "") if words.isascii() else spell(words)
    worst = EXACT
    for term in terms:
        found = rank(term, words, pinyin, initials)
        other = rank(term, beside) if beside else None
        if found is None and other is None:
            return None
        worst = max(worst, min(known for known in (found, other) if known is not None))
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
