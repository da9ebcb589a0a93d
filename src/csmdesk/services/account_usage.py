"""The usage of one account: the metrics of the period, and each module over a year of months."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.period import month_end, month_start
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.services import account_words as words
from csmdesk.services.account_view import StripFigure, TrendLine, UsageLine, UsePage
from csmdesk.storage import account_page
from csmdesk.storage.account_page import ModuleUse

if TYPE_CHECKING:
    from csmdesk.domain.facts import Account, UsageRow
    from csmdesk.metrics.figure import Figure
    from csmdesk.services.account_detail import Desk
    from csmdesk.storage.driver import Connection

MONTHS = 12
"""The months of a trend, the closing day's included."""

METRICS = ("usage_depth", "feature_breadth", "core_feature_depth", "time_depth")

LastDay = tuple[date, list[ModuleUse]] | None


def lines(
    found: LastDay, closing: date, account: Account, language: Language
) -> tuple[tuple[UsageLine, ...], str]:
    """The modules on the last day with data, and what that day says in sum."""
    if found is None:
        return (), ""
    day, rows = found
    made = tuple(
        UsageLine(f"usage:{r.module_id}", r.name, _share(r), _depth(r.provisioned, r.active), _counts(r))
        for r in rows
    )
    known = [row for row in rows if row.provisioned]
    parts = [words.short_day(day, closing)]
    if known:
        depth = Fraction(sum(r.active for r in known), sum(r.provisioned or 0 for r in known))
        percent = display.percent(depth, fixed=True)
        parts.append(Text(f"深度 {percent}", percent).to(language))
    if account.modules:
        used = sum(1 for row in rows if row.active and row.module_id in account.modules)
        of = f"{used}/{len(account.modules)}"
        parts.append(Text(f"广度 {of}", f"{of} used").to(language))
    return made, "  ".join(parts)


def page(desk: Desk, connection: Connection, account: Account, found: LastDay, language: Language) -> UsePage:
    """The period's metrics of the account and its modules over the months."""
    b = desk.basis
    first = month_start(b.closing, 1 - MONTHS)
    history = account_page.usage_between(connection, account.id, first, b.closing)
    rows = [r for r in history if b.owned(account.id, r.day)]
    if not rows and found is None and not account.modules:
        return UsePage()
    figures = tuple(_figure(figure, language) for figure in desk.metrics(account, METRICS).values())
    return UsePage(
        tuple(f for f in figures if f.key != "metric:time_depth" or f.value != display.MISSING),
        _months(first, b.closing, language),
        _trends(desk, account, found, rows, language),
    )


def _months(first: date, last: date, language: Language) -> str:
    return Text(f"{first:%y-%m} – {last:%y-%m} 各月深度", f"By month, {first:%y-%m} – {last:%y-%m}").to(
        language
    )


def _trends(
    desk: Desk, account: Account, found: LastDay, rows: Sequence[UsageRow], language: Language
) -> tuple[TrendLine, ...]:
    b = desk.basis
    by_module: dict[int, list[UsageRow]] = defaultdict(list)
    for row in rows:
        by_module[row.module_id].append(row)
    today = {} if found is None else {r.module_id: r for r in found[1]}
    names = {m: b.modules[m].name for m in {*account.modules, *by_module, *today} if m in b.modules}
    made = []
    for module in sorted(names):
        use = today.get(module)
        own = by_module.get(module, [])
        trend = _by_month(own, b.closing)
        made.append(
            TrendLine(
                f"usage:{module}",
                names[module],
                None if use is None else _share(use),
                display.MISSING if use is None else _depth(use.provisioned, use.active),
                "" if use is None else _counts(use),
                tuple(None if value is None else float(value) for value in trend),
                _trend_words(trend, b.closing, language),
                _note(account, module, use, own, b.closing).to(language),
            )
        )
    return tuple(made)


def _by_month(rows: Sequence[UsageRow], closing: date) -> list[Fraction | None]:
    """The depth of each month: the mean over its days with data, as the metric counts."""
    months: dict[tuple[int, int], list[UsageRow]] = defaultdict(list)
    for row in rows:
        if row.provisioned:
            months[row.day.year, row.day.month].append(row)
    values: list[Fraction | None] = []
    for back in range(MONTHS - 1, -1, -1):
        month = month_start(closing, -back)
        days = months.get((month.year, month.month), [])
        # Days with the same number of accounts are added up as whole numbers: fractions are slow.
        active: Counter[int] = Counter()
        for row in days:
            active[row.provisioned or 1] += row.active
        total = sum((Fraction(count, of) for of, count in active.items()), Fraction(0))
        values.append(total / len(days) if days else None)
    return values


def _trend_words(trend: Sequence[Fraction | None], closing: date, language: Language) -> str:
    """The trend as words: the first and the last month with data, and the change between."""
    known = [(place, value) for place, value in enumerate(trend) if value is not None]
    if not known:
        return ""

    def month(place: int) -> str:
        return display.month(month_start(closing, place + 1 - MONTHS), language)

    (first, before), (last, now) = known[0], known[-1]
    said = f"{month(last)} {display.percent(now)}"
    if first == last:
        return said
    change = display.percentage_points(now - before, language)
    sign = "+" if now > before else ""
    return words.joined([f"{month(first)} {display.percent(before)}", said, f"{sign}{change}"], language)


def _note(
    account: Account, module: int, use: ModuleUse | None, rows: Sequence[UsageRow], closing: date
) -> Text:
    if account.modules and module not in account.modules:
        return Text("不在可用模块内", "not licensed")
    if use is None:
        if not rows:
            return Text("未使用", "not used")
        day = words.short_day(rows[-1].day, closing)
        return Text(f"最近 {day}", f"last {day}")
    return Text("", "") if use.active else Text("无人使用", "nobody active")


def _figure(figure: Figure, language: Language) -> StripFigure:
    note = "" if figure.reason is None else figure.reason.to(language)
    parts = figure.parts
    if figure.value is not None and figure.key == "usage_depth":
        year, month = map(int, str(parts["month"]).split("-"))
        name = display.month(month_end(date(year, month, 1)), language)
        days = parts["days"]
        note = Text(f"{name}，{days} 天平均", f"{name}, mean of {days} days").to(language)
    elif figure.value is not None and figure.numerator is not None and figure.denominator is not None:
        above, below = display.sums(figure, language)
        note = Text(f"{above}/{below} 个模块", f"{above}/{below} modules").to(language)
        if figure.key == "time_depth":
            hours = [display.decimals(value / 60, 1) for value in (figure.numerator, figure.denominator)]
            note = Text(f"{hours[0]}/{hours[1]} 小时", f"{hours[0]}/{hours[1]} hours").to(language)
    return StripFigure(
        f"metric:{figure.key}",
        figure.definition.name.to(language),
        display.figure_value(figure, language),
        note,
    )


def _share(row: ModuleUse) -> float | None:
    return row.active / row.provisioned if row.provisioned else None


def _depth(provisioned: int | None, active: int) -> str:
    return display.percent(Fraction(active, provisioned), places=0) if provisioned else display.MISSING


def _counts(row: ModuleUse) -> str:
    return f"{row.active}/{display.MISSING if row.provisioned is None else row.provisioned}"
