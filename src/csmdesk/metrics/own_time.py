"""The CSM's own time, against last year and the team."""

from __future__ import annotations

from fractions import Fraction

from csmdesk.domain.period import Period
from csmdesk.domain.text import Text
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.exact import total
from csmdesk.metrics.figure import Counted, Definition, Figure, Part, Unit
from csmdesk.metrics.registry import metric
from csmdesk.metrics.service import year_before
from csmdesk.metrics.shape import NOT_IN_PERIOD, amount, counted, left_out

MINUTES_PER_HOUR = 60


def _team(b: Basis, key: str) -> Fraction | None:
    return next(
        (
            p.value
            for p in b.facts.peer_figures
            if p.metric == key and p.period == b.period.name and p.peer == "team"
        ),
        None,
    )


def _spans(b: Basis, category: str) -> tuple[list[Counted], list[Counted], list[int]]:
    """Rows of the category in the flow, in the same days a year before, and elsewhere; amounts in minutes."""
    then = Period("", year_before(b.period.start), year_before(b.closing))
    now: list[Counted] = []
    before: list[Counted] = []
    other: list[int] = []
    for row in b.facts.own_time:
        if row.category != category:
            continue
        if b.in_flow(row.day):
            now.append(Counted("own_time", row.id, Fraction(row.minutes)))
        else:
            other.append(row.id)
            if then.holds(row.day):
                before.append(Counted("own_time", row.id, Fraction(row.minutes)))
    return now, before, other


@metric(
    "travel_days",
    Text("出差天数", "Travel days"),
    Unit.DAYS,
    Text("出差小时 ÷ 8；与上年同期、团队比", "travel hours ÷ 8; with the year before and the team's mean"),
    higher_is_better=False,
    adds_up=True,
)
def travel_days(b: Basis, d: Definition) -> Figure:
    """Days of eight hours."""
    now, before, other = _spans(b, "travel")
    day = b.rules.travel_day_hours * MINUTES_PER_HOUR
    value, earlier = total(r.amount for r in now) / day, total(r.amount for r in before) / day
    parts: dict[str, Part] = {
        "year_before": earlier,
        "growth": (value - earlier) / earlier if earlier else None,
        "team": _team(b, d.key),
    }
    return amount(
        b,
        d,
        [row._replace(amount=row.amount / day) for row in now],
        excluded=left_out("own_time", other, NOT_IN_PERIOD),
        parts=parts,
    )


@metric(
    "sharing_sessions",
    Text("团队分享", "Sharing sessions"),
    Unit.COUNT,
    Text(
        "期内团队分享场次；与上年同期、团队比",
        "sharing sessions in the period; with the year before and the team's mean",
    ),
    adds_up=True,
)
def sharing_sessions(b: Basis, d: Definition) -> Figure:
    """Each row of the category is a session."""
    now, before, other = _spans(b, "sharing")
    return amount(
        b,
        d,
        counted("own_time", [row.key for row in now]),
        excluded=left_out("own_time", other, NOT_IN_PERIOD),
        parts={"year_before": len(before), "team": _team(b, d.key)},
    )
