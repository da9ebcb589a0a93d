"""The health of the book: mean and red accounts."""

from __future__ import annotations

from datetime import date

from csmdesk.domain.health import Band, band
from csmdesk.domain.text import Text
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.exact import total
from csmdesk.metrics.figure import Counted, Coverage, Definition, Figure, Part, Unit
from csmdesk.metrics.registry import metric
from csmdesk.metrics.scoring import AccountScore
from csmdesk.metrics.shape import BEFORE_START, amount, counted, left_out, not_available, ratio

UNSCORED = Text("未评分", "unscored")


def scored(b: Basis, day: date) -> dict[int, AccountScore]:
    """The accounts owned on ``day`` that have a score, with it."""
    return {a: s for a, s in b.scores(day).items() if s.score.value is not None}


def reds(b: Basis, day: date) -> list[int]:
    """The accounts owned on ``day`` with a score below where red ends."""
    return [a for a, s in b.healths(day).items() if band(s.value, b.bands) is Band.RED]


def _coverage(b: Basis) -> Coverage:
    rows = scored(b, b.closing)
    oldest = min((i.day for s in rows.values() for i in s.inputs), default=None)
    return Coverage(len(rows), len(b.scores(b.closing)), oldest)


@metric(
    "health_mean",
    Text("平均健康度", "Mean health"),
    Unit.POINTS,
    Text(
        "名下客户最新健康度的平均；从未评分的另列，不按 0 计",
        "mean of the latest scores; accounts never scored are apart, not 0",
    ),
)
def health_mean(b: Basis, d: Definition) -> Figure:
    """0–100; evidence: the dimension scores, each with the points it makes of its account's score."""
    rows = scored(b, b.closing)
    opening = [s.value for s in b.healths(b.opening).values() if s.value is not None]
    unscored = [a for a in b.scores(b.closing) if a not in rows]
    opening_mean = total(opening) / len(opening) if opening else None
    by_band = {name.value: 0 for name in Band}
    for score in b.healths(b.closing).values():
        by_band[band(score.value, b.bands).value] += 1
    return ratio(
        b,
        d,
        tuple(Counted(i.table, i.key, i.points) for s in rows.values() for i in s.inputs),
        counted("accounts", rows),
        Text("没有已评分的客户", "no account is scored"),
        excluded=left_out("accounts", unscored, UNSCORED),
        parts={
            "opening": opening_mean,
            "scored": len(rows),
            "unscored": len(unscored),
            "by_band": dict(by_band),
        },
        coverage=_coverage(b),
    )


@metric(
    "health_red",
    Text("红色客户数", "Red accounts"),
    Unit.COUNT,
    Text(
        "健康度低于红线（默认 60）的客户数；期初 ＋ 新变红 － 恢复 ＝ 期末",
        "accounts below where red ends (60 by default); opening + newly red − recovered = closing",
    ),
    higher_is_better=False,
)
def health_red(b: Basis, d: Definition) -> Figure:
    """``by_day`` holds the number of red accounts on each day of scoring from opening to closing."""
    if b.as_of < b.period.start:
        return not_available(b, d, BEFORE_START)
    if not scored(b, b.closing):
        return not_available(b, d, Text("没有已评分的客户", "no account is scored"))
    before, after = set(reds(b, b.opening)), set(reds(b, b.closing))

    def codes(ids: set[int]) -> tuple[str, ...]:
        return tuple(sorted(b.accounts[a].code for a in ids))

    came = {a for a in after - before if not b.owned(a, b.opening)}
    went = {a for a in before - after if not b.owned(a, b.closing)}
    faded = before - after - went - set(scored(b, b.closing))
    by_day: dict[str, Part] = {day.isoformat(): len(reds(b, day)) for day in b.scoring_days_shown}
    parts: dict[str, Part] = {
        "opening": len(before),
        "newly_red": len(after - before - came),
        "recovered": len(before - after - went - faded),
        "handed_over_red": len(came),
        "handed_away_red": len(went),
        "no_longer_scored_red": len(faded),
        "by_day": by_day,
        "accounts": codes(after),
        "newly_red_accounts": codes(after - before - came),
        "recovered_accounts": codes(before - after - went - faded),
    }
    unscored = [a for a, s in b.scores(b.closing).items() if s.score.value is None]
    return amount(
        b,
        d,
        counted("accounts", sorted(after)),
        excluded=left_out("accounts", unscored, UNSCORED)
        + left_out(
            "accounts",
            sorted(set(scored(b, b.closing)) - after),
            Text(f"健康度 {b.bands.red_words} 及以上", f"{b.bands.red_words} and above"),
        ),
        parts=parts,
        coverage=_coverage(b),
    )
