"""The charts of the report, each from the figures of the months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from csmdesk.domain.facts import Contract
from csmdesk.domain.health import Band, band
from csmdesk.domain.period import Period
from csmdesk.metrics import display
from csmdesk.metrics.service import executives_at
from csmdesk.reports.document import Block, Chart, Series
from csmdesk.reports.words import Writer

_MONEY_SIZE = {"zh": 10**4, "en": 10**3}
_BANDS = (
    (Band.RED, "red", ("红", "red")),
    (Band.YELLOW, "amber", ("黄", "yellow")),
    (Band.GREEN, "green", ("绿", "green")),
    (Band.UNSCORED, "none", ("未评", "unscored")),
)


def _in_units(w: Writer, amount: Fraction) -> float:
    return float(amount / _MONEY_SIZE[w.language])


def _unit_label(w: Writer, amount: Fraction) -> str:
    """A chart's number in 万 (K): a decimal below a hundred."""
    shown = amount / _MONEY_SIZE[w.language]
    return display.decimals(shown, 0 if abs(shown) >= 100 else 1)


def _money_unit(w: Writer) -> str:
    if w.language == "zh":
        return "单位：万元" if w.currency == "CNY" else f"单位：万 {w.currency}"
    return f"{w.currency} K"


def receipts(w: Writer) -> list[Block]:
    """Receipts of each month, their sum so far, and the even pace to the node."""
    key = "renewal_collected"
    months = w.figure_set.monthly(key)
    if not w.known(key) or not w.figure(key).evidence.numerator:
        return []
    values = [figure.value or Fraction(0) for _, figure in months]
    sums = [sum(values[: i + 1], Fraction(0)) for i in range(len(values))]
    series = [
        Series(
            w.t("当月到账", "month"),
            tuple(_in_units(w, v) for v in values),
            "ink",
            tuple(_unit_label(w, v) for v in values),
        ),
        Series(
            w.t("累计到账", "so far"),
            tuple(_in_units(w, v) for v in sums),
            "accent",
            tuple(_unit_label(w, v) for v in sums),
            mark="line",
        ),
    ]
    target = w.figure(key).target
    if target is not None:
        pace = [target.node * (i + 1) / w.period.months for i in range(len(values))]
        series.append(
            Series(
                w.t("节点均摊进度", "even pace to the node"),
                tuple(_in_units(w, v) for v in pace),
                "control",
                mark="line",
                dashed=True,
            )
        )
    words = "；".join(
        f"{w.month_name(m.start)} {_unit_label(w, v)}" for (m, _), v in zip(months, values, strict=True)
    )
    return [
        Chart(
            w.t("各月续费到账", "Renewal receipts by month")
            if target is None
            else w.t("各月续费到账与节点目标", "Renewal receipts by month against the node target"),
            "bars_and_line",
            tuple(w.month_name(m.start) for m, _ in months),
            tuple(series),
            unit=_money_unit(w),
            reference=None if target is None else _in_units(w, target.node),
            reference_label=""
            if target is None
            else w.t("节点目标 ", "node target ") + _unit_label(w, target.node),
            alt=w.t(f"各月续费到账（万元）：{words}", f"Renewal receipts by month: {words}"),
            figure=key,
        )
    ]


def due_series(w: Writer, contracts: Sequence[Contract], months: Sequence[Period]) -> list[Series]:
    """Contracts by month of end: renewed and open ones, each by the band of their account at the close."""
    scores = w.basis.scores(w.basis.closing)
    counts: dict[tuple[str, bool, str], int] = defaultdict(int)
    for c in contracts:
        month = next((m for m in months if m.holds(c.end_day)), None)
        if month is None:
            continue
        held = scores.get(c.account_id)
        state = band(held.score.value if held else None, w.basis.bands)
        counts[month.name, w.basis.renewed(c), state.value] += 1
    series = []
    for renewed in (True, False):
        for name, role, (zh, en) in _BANDS:
            values = [counts[m.name, renewed, name.value] for m in months]
            if any(values):
                label = w.t(
                    f"{'已续' if renewed else '未续'}·{zh}", f"{'renewed' if renewed else 'open'}, {en}"
                )
                series.append(Series(label, tuple(float(v) for v in values), role, pale=renewed))
    return series


def renewals(w: Writer) -> list[Block]:
    """The contracts due in the period by month of end, band and status."""
    due = w.basis.due_now
    months = w.period.month_list()
    if not due:
        return []
    renewed = sum(w.basis.renewed(c) for c in due)
    return [
        Chart(
            w.t(
                f"到期合同按到期月、{w.close}健康度与续约状态",
                "Contracts due by month of end, health band at the close and status",
            ),
            "stacked_bars",
            tuple(w.month_name(m.start) for m in months),
            tuple(due_series(w, due, months)),
            unit=w.t("单位：份", "contracts"),
            alt=w.t(
                f"期内到期合同 {len(due)} 份，已续 {renewed} 份，按到期月和{w.close}健康度分档",
                f"{len(due)} contracts due in the period, {renewed} renewed, by month and band",
            ),
            figure="renewal_rate_contracts",
        )
    ]


def upcoming(w: Writer, contracts: Sequence[Contract]) -> list[Block]:
    """The contracts due in the next period by month of end, band and status."""
    if not contracts:
        return []
    months = w.period.next.month_list()
    return [
        Chart(
            w.t(
                f"{w.period_words(w.period.next)}到期合同按到期月、{w.close}健康度与续约状态",
                f"Contracts due in {w.period_words(w.period.next)} by month of end, health band and status",
            ),
            "stacked_bars",
            tuple(w.month_name(m.start) for m in months),
            tuple(due_series(w, contracts, months)),
            unit=w.t("单位：份", "contracts"),
            alt=w.t(
                f"下期到期合同 {len(contracts)} 份", f"{len(contracts)} contracts due in the next period"
            ),
            figure="early_collection",
        )
    ]


def usage(w: Writer) -> list[Block]:
    """Usage depth of each month with data."""
    months = [(m, f) for m, f in w.figure_set.monthly("usage_depth")]
    values = [f.value for _, f in months]
    held = [v for v in values if v is not None]
    if not held:
        return []
    target = w.figure("usage_depth").target
    bounds = [*held, target.node] if target else held
    floor = int(min(bounds) * 20) * 5
    if floor / 100 == min(bounds):
        floor = max(floor - 5, 0)
    words = "；".join(
        f"{w.month_name(m.start)} {display.MISSING if v is None else display.percent(v)}"
        for (m, _), v in zip(months, values, strict=True)
    )
    return [
        Chart(
            w.t("各月产品深度使用率", "Usage depth by month"),
            "line",
            tuple(w.month_name(m.start) for m, _ in months),
            (
                Series(
                    w.name("usage_depth"),
                    tuple(None if v is None else float(v * 100) for v in values),
                    "accent",
                    tuple("" if v is None else display.percent(v) for v in values),
                ),
            ),
            unit=w.t(f"%，纵轴自 {floor} 起", f"%, axis from {floor}"),
            reference=None if target is None else float(target.node * 100),
            reference_label=""
            if target is None
            else w.t("目标 ", "target ") + display.percent(target.node, places=2),
            alt=w.t(f"各月产品深度使用率：{words}", f"Usage depth by month: {words}"),
            figure="usage_depth",
            floor=float(floor),
        )
    ]


def scoring_points(w: Writer) -> list[date]:
    """The opening day if anything is scored by then, and the last scoring day of each month of the period."""
    b = w.basis
    if b.as_of < b.period.start:
        return []
    points: list[date] = []
    if any(s.score.value is not None for s in b.scores(b.opening).values()):
        points.append(b.opening)
    for month in w.period.month_list():
        days = [d for d in b.scoring_days_shown if month.holds(d)]
        if days:
            points.append(max(days))
    return points


def _point_names(w: Writer, points: Sequence[date]) -> tuple[str, ...]:
    return tuple(
        w.t(f"{w.month_point(p)}（期初）", f"{display.month(p, 'en')} (opening)")
        if p == w.basis.opening
        else w.t(w.month_point(p), display.month(p, "en"))
        for p in points
    )


def bands(w: Writer) -> list[Block]:
    """How many accounts are in each band at the end of each month."""
    points = scoring_points(w)
    if not points:
        return []
    counts = [[band(s.score.value, w.basis.bands) for s in w.basis.scores(p).values()] for p in points]
    series = tuple(
        Series(w.t(zh, en), tuple(float(c.count(name)) for c in counts), role)
        for name, role, (zh, en) in _BANDS
        if any(c.count(name) for c in counts)
    )
    words = "；".join(
        f"{name} " + " ".join(f"{s.name} {s.values[i]:.0f}" for s in series)
        for i, name in enumerate(_point_names(w, points))
    )
    return [
        Chart(
            w.t("各月末健康度分档", "Health bands by month"),
            "stacked_bars",
            _point_names(w, points),
            series,
            unit=w.t("单位：家", "accounts"),
            alt=w.t(f"各月末健康度分档的客户数：{words}", f"Accounts by health band: {words}"),
            figure="health_mean",
        )
    ]


def red_days(w: Writer) -> list[tuple[date, int]]:
    """The number of red accounts at the opening and on the last scoring day of each month."""
    held = w.table("health_red", "by_day")
    return [(p, int(str(held[p.isoformat()]))) for p in scoring_points(w) if p.isoformat() in held]


def turning_points(points: Sequence[tuple[date, int]]) -> list[tuple[date, int]]:
    """The points between the first and the last at which the count turns; of equal ones the first."""
    steps: list[tuple[date, int]] = []
    for day, n in points:
        if not steps or steps[-1][1] != n:
            steps.append((day, n))
    return [
        steps[i]
        for i in range(1, len(steps) - 1)
        if (steps[i][1] - steps[i - 1][1]) * (steps[i + 1][1] - steps[i][1]) < 0
    ]


def reds(w: Writer) -> list[Block]:
    """Red accounts by month."""
    points = red_days(w)
    if not w.known("health_red") or not points:
        return []
    names = _point_names(w, [p for p, _ in points])
    red = w.basis.bands.red_words
    words = "；".join(f"{name} {n}" for name, (_, n) in zip(names, points, strict=True))
    return [
        Chart(
            w.t(f"各月末红色客户数（健康度低于 {red}）", f"Red accounts (below {red}) by month"),
            "bars",
            names,
            (Series(w.name("health_red"), tuple(float(n) for _, n in points)),),
            unit=w.t("单位：家", "accounts"),
            alt=w.t(f"各月末红色客户数：{words}", f"Red accounts by month: {words}"),
            figure="health_red",
        )
    ]


def reach(w: Writer) -> list[Block]:
    """Attendances of executives by month and kind of event."""
    b = w.basis
    events = [e for e in b.facts.events if b.in_flow(e.day)]
    months = [m for m in w.period.month_list() if m.start <= b.closing]
    names = {
        "roundtable": ("线上圆桌", "roundtables"),
        "salon": ("线下沙龙", "salons"),
        "other": ("其他", "other"),
    }
    roles = {"roundtable": "ink", "salon": "accent", "other": "none"}
    series = []
    for kind, (zh, en) in names.items():
        values = tuple(
            float(sum(len(executives_at(b, e)) for e in events if e.kind == kind and m.holds(e.day)))
            for m in months
        )
        if any(values):
            series.append(Series(w.t(zh, en), values, roles[kind]))
    if not series:
        return []
    return [
        Chart(
            w.t("各月高管参会人次", "Attendances of executives by month"),
            "stacked_bars",
            tuple(w.month_name(m.start) for m in months),
            tuple(series),
            unit=w.t("单位：人次", "attendances"),
            alt=w.t("各月高管参会人次，按活动类型", "Attendances of executives by month and kind of event"),
            figure="executive_reach",
        )
    ]
