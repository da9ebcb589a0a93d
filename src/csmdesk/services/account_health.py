"""The health of one account: dimensions, coverage, the line of the half year, scores typed by hand.

All of it from ``Basis.score``, so that the page never disagrees with the figures of the whole book.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.health import MILLI, Band, Missing, band, score_of
from csmdesk.domain.health_kinds import IMPORTED
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.services import account_words as words
from csmdesk.services.account_view import CurvePoint, DimensionLine, OverrideLine

if TYPE_CHECKING:
    from csmdesk.domain.facts import HealthOverride, HealthScore
    from csmdesk.services.account_detail import Desk

_HISTORY = timedelta(days=183)
"""The curve goes back half a year, or to the day before the period where that is earlier."""


class Turn(NamedTuple):
    """A day on which the score may be another than the day before, and the score from then on."""

    day: date
    value: Fraction | None
    override: bool


def scoring_day(desk: Desk, account_id: int) -> date | None:
    """The account's newest day of scoring, whose dimensions make its score."""
    return desk.basis.scoring.scoring_day(account_id, desk.basis.closing)


def counted_scores(desk: Desk, account_id: int) -> dict[int, HealthScore]:
    """By dimension: the scores of the newest day of scoring, which are the ones that count."""
    rows = desk.basis.scoring.rows_behind(account_id, desk.basis.closing)
    return {r.dimension_id: r for r in rows}


def rescaled_weights(desk: Desk, account_id: int) -> dict[int, Fraction]:
    """By dimension: its share of the score, the missing ones left out (the shares add up to 1)."""
    weights = desk.basis.facts.dimension_weights
    held = {d: weights.get(d, Fraction(0)) for d in counted_scores(desk, account_id)}
    whole = sum(held.values(), Fraction(0))
    return {d: weight / whole for d, weight in held.items()} if whole else {}


def override_in_force(desk: Desk, account_id: int) -> HealthOverride | None:
    """The score typed by hand that counts on the closing day."""
    day = desk.basis.closing
    rows = [o for o in desk.overrides.get(account_id, ()) if o.day <= day <= o.expires_day]
    return max(rows, key=lambda o: (o.day, o.id), default=None)


def dimensions(desk: Desk, account_id: int, language: Language) -> tuple[DimensionLine, ...]:
    """The dimensions of the book, the heaviest first, with what each scored on the newest day of scoring."""
    b = desk.basis
    counted = counted_scores(desk, account_id)
    newest = desk.newest_scores(account_id)
    rescaled = rescaled_weights(desk, account_id)
    weights = b.facts.dimension_weights
    whole = sum(weights.values(), Fraction(0))
    rescaling = b.facts.health_rules.missing is not Missing.ZERO
    missing = rescaling and len(counted) < len(b.facts.dimension_names)
    lines = []
    for dimension, name in sorted(
        b.facts.dimension_names.items(), key=lambda d: (-weights.get(d[0], 0), d[0])
    ):
        row = counted.get(dimension)
        value = None if row is None else Fraction(row.score_milli, MILLI)
        weight = weights.get(dimension, Fraction(0))
        note = ""
        if row is None:
            old = newest.get(dimension)
            computed = b.facts.dimension_sources.get(dimension, IMPORTED).computed
            note = (_NO_DATA if computed else _why_missing(old, b.closing)).to(language)
        elif missing and whole:
            weight = rescaled.get(dimension, Fraction(0)) * whole
        lines.append(
            DimensionLine(
                f"dimension:{dimension}",
                name,
                display.decimals(weight, 2),
                display.MISSING if value is None else display.points(value, against=(b.bands.red_below,)),
                None if value is None else float(value) / 100,
                value is not None and value < b.bands.red_below,
                note,
                float(b.bands.red_below) / 100,
            )
        )
    return tuple(lines)


_NO_DATA = Text("没有可算的数据", "no data to compute it from")


def _why_missing(old: HealthScore | None, today: date) -> Text:
    if old is None:
        return Text("从未评分", "never scored")
    points = display.points(Fraction(old.score_milli, MILLI))
    day = words.short_day(old.day, today)
    return Text(f"{day} 的 {points}，未计入", f"{points} on {day}, not counted")


def note(desk: Desk, account_id: int, language: Language) -> str:
    """What stands beside the dimensions: coverage, how weights were rescaled, the oldest input."""
    b = desk.basis
    if not b.facts.dimension_names:
        return ""
    counted = counted_scores(desk, account_id)
    of = f"{len(counted)}/{len(b.facts.dimension_names)}"
    parts = [Text(f"覆盖 {of}", f"Coverage {of}")]
    weights = b.facts.dimension_weights
    whole = sum(weights.values(), Fraction(0))
    held = sum((weights.get(d, Fraction(0)) for d in counted), Fraction(0))
    if counted and 0 < held < whole:
        share = display.percent(held / whole, places=0)
        rules = b.facts.health_rules
        if score_of(0, held, whole, rules).value is None:
            parts.append(Text(f"权重只有 {share}，未评", f"only {share} of the weight: unscored"))
        elif rules.missing is Missing.ZERO:
            parts.append(Text(f"权重有 {share}，其余按 0 分", f"{share} of the weight, the rest counts as 0"))
        else:
            parts.append(Text(f"权重按 {share} 换算", f"weights rescaled from {share}"))
    day = min((r.day for r in counted.values()), default=scoring_day(desk, account_id))
    if day is not None:
        short = words.short_day(day, b.closing)
        parts.append(Text(f"最旧 {short}", f"oldest {short}"))
    return words.joined([part.to(language) for part in parts], language)


# --- history ------------------------------------------------------------------------------------------------


def turning_days(desk: Desk, account_id: int) -> list[date]:
    """The days up to the closing day on which the account's score may have changed, in order."""
    days = set(desk.basis.account_scoring_days(account_id))
    for row in desk.overrides.get(account_id, ()):
        days |= {row.day, row.expires_day + timedelta(days=1)}
    return sorted(day for day in days if day <= desk.basis.closing)


def turns(desk: Desk, account_id: int) -> list[Turn]:
    """The account's score on each of these days."""
    b = desk.basis
    found = []
    for day in turning_days(desk, account_id):
        score = b.score(account_id, day)
        by_hand = any(i.table == "health_overrides" for i in score.inputs)
        found.append(Turn(day, score.score.value, by_hand))
    return found


def band_since(desk: Desk, account_id: int) -> date | None:
    """The day since when the account has been in its band; None while it is unscored."""
    since = None
    now: Band | None = None
    for turn in reversed(turns(desk, account_id)):
        here = band(turn.value, desk.basis.bands)
        now = here if now is None else now
        if now is Band.UNSCORED or here is not now:
            break
        since = turn.day
    return since


def band_changes(desk: Desk, account_id: int) -> list[tuple[Turn, Turn | None]]:
    """Each turn into another band, with the turn before it; the first score comes with None."""
    found: list[tuple[Turn, Turn | None]] = []
    before: Turn | None = None
    for turn in turns(desk, account_id):
        bands = desk.basis.bands
        was = Band.UNSCORED if before is None else band(before.value, bands)
        if band(turn.value, bands) is not was:
            found.append((turn, before))
        before = turn
    return found


def curve_start(desk: Desk) -> date:
    """The first day of which a curve shows the score."""
    return min(desk.basis.opening, desk.basis.closing - _HISTORY)


def curve(desk: Desk, account_id: int, language: Language) -> tuple[CurvePoint, ...]:
    """The score on the days of scoring of the last half year or the period, whichever is longer."""
    b = desk.basis
    first = curve_start(desk)
    points: list[CurvePoint] = []
    month = (0, 0)
    for turn in turns(desk, account_id):
        if turn.day < first:
            continue
        label = "" if (turn.day.year, turn.day.month) == month else str(turn.day.month)
        month = (turn.day.year, turn.day.month)
        score = Text("未评", "unscored").to(language)
        if turn.value is not None:
            score = display.health(turn.value, b.bands)
        parts = [words.short_day(turn.day, b.closing), score]
        if turn.value is not None:
            parts.append(words.BANDS[band(turn.value, b.bands)].to(language))
        if turn.override:
            parts.append(Text("人工", "by hand").to(language))
        value = None if turn.value is None else float(turn.value)
        points.append(CurvePoint(turn.day, label, value, " ".join(parts), turn.override))
    last = max((place for place, point in enumerate(points) if point.label), default=-1)
    if last >= 0 and language == "zh":
        points[last] = points[last]._replace(label=points[last].label + "月")
    return tuple(points)


def overrides(desk: Desk, account_id: int, language: Language) -> tuple[OverrideLine, ...]:
    """The scores typed by hand up to the closing day, newest first."""
    in_force = override_in_force(desk, account_id)
    today = desk.basis.closing
    lines = []
    for row in sorted(desk.overrides.get(account_id, ()), key=lambda o: (o.day, o.id), reverse=True):
        if row.day > today:
            continue
        typed, until = words.short_day(row.day, today), words.short_day(row.expires_day, today)
        text = Text(
            f"{row.reason}（本人 {typed} 填写，有效到 {until}）",
            f"{row.reason} (by you on {typed}, until {until})",
        )
        current = in_force is not None and row.id == in_force.id
        score = display.health(Fraction(row.score_milli, MILLI))
        lines.append(OverrideLine(row.id, score, text.to(language), current))
    return tuple(lines)
