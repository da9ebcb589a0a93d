"""How a figure stands: against the period before, the year before, the newest frozen version, and whoever
held the accounts; a figure of a frozen version against what it is now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from csmdesk.domain.review_text import Chip
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.compute import compute
from csmdesk.metrics.figure import Figure, Unit
from csmdesk.reports.frozen import Snapshot, kept_name
from csmdesk.reports.review_chips import ChipWriter, earlier
from csmdesk.services.figures import FigureSet
from csmdesk.services.frozen_figures import figure_from_json
from csmdesk.services.review_book import ReviewKey
from csmdesk.services.review_versions import ReviewVersions

Other = Literal["period", "version", "now", "holder"]

_NOW = Text("现在的数据", "The data now")
_OWN = Text("本期 {period}", "{period}, this review")
_LAST = Text("上一期 {period}", "{period}, before")
_YEAR = Text("上年同期 {period}", "{period}, a year ago")
_VERSION = Text("冻结的版本 {number}", "Frozen version {number}")
_HOLDER = Text("期内移交的客户也全程计入", "Moved accounts too")


class Against(NamedTuple):
    """One thing that a figure is held against: what it was there, and by how much it differs ('' unknown).

    ``place`` is the name of the period (of ``now`` as well) or the id of the version; '' where there is
    nothing to open.
    """

    other: Other
    name: str
    value: str
    change: str
    place: str = ""


def standing(
    writer: ChipWriter,
    key: str,
    period: str,
    versions: ReviewVersions | None,
    review: ReviewKey,
    at: Snapshot | None = None,
) -> list[Against]:
    """What the figure ``key`` of ``period`` ('' is the review's own) is held against, where there is any.

    ``writer`` says what the figures are now. With ``at`` the figure is the one of that frozen version, which
    is held against now and against what the version keeps of other periods.
    """
    own = writer.figures.period.name
    period = "" if period == own else period
    shown = writer if at is None else at.writer(writer.language)
    held = shown.figures_of(period)
    if held is None or key not in held.figures:
        return []
    found = [] if at is None else list(_now(writer, key, period, held))
    against = list(_periods(shown, key, held))
    if period and all(each.place != own for each in against):
        found += _own(shown, key, held)
    found += against
    return found if at is not None else found + list(_beside(writer, key, period, held, versions, review))


def _now(writer: ChipWriter, key: str, period: str, held: FigureSet) -> Iterator[Against]:
    """What a figure of a version is as the data are now."""
    now = writer.figure(Chip(key, period=period))
    if now is not None:
        language = writer.language
        yield _one("now", _NOW.to(language), now, held.figures[key], held, language, held.period.name)


def _own(writer: ChipWriter, key: str, held: FigureSet) -> Iterator[Against]:
    """The way back from another period: what the figure is in the review's own."""
    own, language = writer.figures.period, writer.language
    figure = writer.figures.figures.get(key)
    if figure is not None:
        name = _OWN.format(period=own.title).to(language)
        yield _one("period", name, figure, held.figures[key], held, language, own.name)


def _beside(
    writer: ChipWriter,
    key: str,
    period: str,
    held: FigureSet,
    versions: ReviewVersions | None,
    review: ReviewKey,
) -> Iterator[Against]:
    """The newest frozen version, and the figure whoever held the accounts."""
    figure, language = held.figures[key], writer.language
    frozen = None if versions is None else _newest(versions, review, key, period)
    if frozen is not None:
        version, number, then = frozen
        name = _VERSION.format(number=number).to(language)
        yield _one("version", name, then, figure, held, language, str(version))
    whole = _whoever_held(held, key)
    if whole is not None:
        yield _one("holder", _HOLDER.to(language), whole, figure, held, language)


def _periods(writer: ChipWriter, key: str, held: FigureSet) -> Iterator[Against]:
    language = writer.language
    names: dict[str, Text] = {}
    for before, words in (("year", _YEAR), ("last", _LAST)):
        name = earlier(held.period, before)
        if name is not None:
            names[name] = words
    for name, words in reversed(names.items()):
        other = writer.figures_of(name)
        then = writer.figure(Chip(key, period=name))
        if other is not None and then is not None and then.value is not None:
            title = words.format(period=other.period.title).to(language)
            yield _one("period", title, then, held.figures[key], held, language, name)


def _newest(
    versions: ReviewVersions, review: ReviewKey, key: str, period: str
) -> tuple[int, int, Figure] | None:
    """The figure in the newest version of the review, with the version's id and number."""
    heads = versions.versions(review)
    if not heads:
        return None
    kept = versions.contents(heads[0].id).figures.get(kept_name(key, period))
    return None if kept is None else (heads[0].id, heads[0].number, figure_from_json(kept))


def _whoever_held(held: FigureSet, key: str) -> Figure | None:
    """The figure as if every account had always been hers; None where none moved in the period.

    A figure about handing over itself says nothing without it, and is left out.
    """
    basis = held.basis
    moved = (day for a in held.facts.accounts for day in (a.handover_day, a.handaway_day))
    if not any(basis.in_flow(day) for day in moved):
        return None
    accounts = [a._replace(handover_day=None, handaway_day=None) for a in held.facts.accounts]
    whole = replace(basis, facts=replace(held.facts, accounts=accounts))
    figure = compute(whole, [key])[key]
    return None if figure.value is None else figure


def _one(
    other: Other, name: str, then: Figure, now: Figure, held: FigureSet, language: Language, place: str = ""
) -> Against:
    value = display.figure_value(then, language, held.currency)
    return Against(other, name, value, _change(then, now, held.currency, language), place)


def _change(then: Figure, now: Figure, currency: str, language: Language) -> str:
    """From ``then`` to ``now``, with its sign; '' where either is not available."""
    if then.value is None or now.value is None:
        return ""
    change = now.value - then.value
    if change == 0:
        return Text("相同", "the same").to(language)
    sign = "+" if change > 0 else "−"
    if now.definition.unit is Unit.RATIO:
        return f"{sign}{display.percentage_points(abs(change), language)}"
    words = display.value(abs(change), now.definition.unit, language, key=now.key, currency=currency)
    return f"{sign}{words}"
