"""The report's check of itself: what a reader should know before trusting a figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from csmdesk.metrics import display
from csmdesk.metrics.figure import Figure, Unit
from csmdesk.reports.chapters import breaches
from csmdesk.reports.chapters.role import lines_of_targets
from csmdesk.reports.document import Block, Check, Checks, Paragraph
from csmdesk.reports.words import Writer

SMALL = 30
STALE_DAYS = 45


def section(w: Writer) -> list[Block]:
    """The list of marks."""
    items = tuple(found(w))
    if not items:
        return [Paragraph(w.say("没有需要提示的项。", "Nothing to mark."))]
    text = w.say(
        "以下 {n} 项由数据自动检出，供阅读和提交前核对。",
        "{n} {n|mark|marks}, found in the data, to look at before handing in.",
        n=len(items),
    )
    return [Paragraph(text), Checks(items)]


def found(w: Writer) -> Iterator[Check]:
    """All marks, the gravest kinds first."""
    yield from _targets(w)
    yield from _without_evidence(w)
    yield from _time(w)
    yield from _coverage(w)
    yield from _small_samples(w)
    yield from _breaches(w)
    yield from _inferred(w)
    yield from _notes(w)


def _targets(w: Writer) -> Iterator[Check]:
    for target, figure, attained in lines_of_targets(w):
        if figure is None:
            text = w.t(
                f"{target.name}：目标用的指标“{target.metric}”不是本软件的指标，没有结果。",
                f"{target.name}: no metric is called '{target.metric}'.",
            )
            yield Check("bad", w.t("目标无结果", "Target without result"), text)
        elif attained is None or figure.value is None:
            reason = w.to(figure.reason) or w.t("没有数据", "no data")
            yield Check(
                "bad",
                w.t("目标无结果", "Target without result"),
                w.t(f"{target.name}：{reason}。", f"{target.name}: {reason}."),
                figure.key,
            )


def _without_evidence(w: Writer) -> Iterator[Check]:
    for key, figure in w.figure_set.figures.items():
        if figure.value and not figure.evidence.numerator and not figure.evidence.denominator:
            yield Check(
                "bad",
                w.t("没有依据", "Figure without evidence"),
                w.t(f"{w.name(key)} 有数值而没有计入的行。", f"{w.name(key)} has a value and no rows."),
                key,
            )


def _time(w: Writer) -> Iterator[Check]:
    b = w.basis
    if b.as_of < b.period.end:
        yield Check(
            "warn",
            w.t("期间未结束", "Period not over"),
            w.t(
                f"统计到 {display.day(b.as_of)}，期末是 {display.day(b.period.end)}；节点目标按整个期间计。",
                f"Counted to {display.day(b.as_of)}; the period ends {display.day(b.period.end)}."
                " Node targets are for the whole period.",
            ),
        )


def _coverage(w: Writer) -> Iterator[Check]:
    for key in ("health_mean", "usage_depth"):
        held = w.figure(key).coverage
        if held is None or w.figure(key).value is None:
            continue
        stale = held.oldest is not None and (w.basis.closing - held.oldest).days > STALE_DAYS
        if held.known < held.of or stale:
            oldest = display.day(held.oldest)
            yield Check(
                "warn",
                w.t("覆盖不全", "Coverage"),
                w.t(
                    f"{w.name(key)}：名下 {held.of} 家中 {held.known} 家有数据，最旧的输入在 {oldest}。",
                    f"{w.name(key)}: {held.known} of {held.of} accounts have data, the oldest of {oldest}.",
                ),
                key,
            )


def _small_samples(w: Writer) -> Iterator[Check]:
    for key, figure in w.figure_set.figures.items():
        interval = small_sample(w, figure)
        if interval is None:
            continue
        n = display.count(figure.denominator or 0)
        value = display.figure_value(figure, w.language, w.currency)
        yield Check(
            "warn",
            w.t("小样本", "Small sample"),
            w.t(
                f"{w.name(key)} {value}，n = {n}，95% 区间 {interval}。",
                f"{w.name(key)} {value}, n = {n}, 95 % interval {interval}.",
            ),
            key,
        )


def small_sample(w: Writer, figure: Figure) -> str | None:
    """The 95 % interval of a share or NPS of fewer than 30 counted rows, in words; None for all others."""
    n = figure.denominator
    rows = figure.evidence.denominator
    counted = bool(rows) and all(r.amount == 1 for r in rows)
    if figure.value is None or n is None or not counted or not 0 < n < SMALL:
        return None
    if figure.definition.unit is Unit.RATIO and figure.value <= 1 and figure.numerator is not None:
        low, high = wilson(figure.numerator / n, n, w.basis.rules.nps_interval_z)
        return w.t("{} 至 {}", "{} to {}").format(display.percent(low), display.percent(high))
    if "interval_low" in figure.parts:
        low, high = w.number(figure.key, "interval_low"), w.number(figure.key, "interval_high")
        return w.t("{} 至 {}", "{} to {}").format(display.decimals(low, 0), display.decimals(high, 0))
    return None


def wilson(share: Fraction, n: Fraction, z: Fraction) -> tuple[Fraction, Fraction]:
    """Wilson's score interval of a share (0–1) of ``n`` rows (Wilson 1927), which stays inside 0–1."""
    middle = share + z * z / (2 * n)
    under = share * (1 - share) / n + z * z / (4 * n * n)
    root = Fraction((Decimal(under.numerator) / Decimal(under.denominator)).sqrt())
    whole = 1 + z * z / n
    return max((middle - z * root) / whole, Fraction(0)), min((middle + z * root) / whole, Fraction(1))


def _breaches(w: Writer) -> Iterator[Check]:
    held = [x for x in breaches.found(w) if x.objects]
    if held:
        count = sum(len(x.objects) for x in held)
        yield Check(
            "warn",
            w.t("规则未做到", "Rules broken"),
            w.t(
                f"{len(held)} 条规则共 {count} 处未做到，见“规则执行”一节。",
                f"{len(held)} rules with {count} breaches, see 'Rules broken'.",
            ),
        )


def _inferred(w: Writer) -> Iterator[Check]:
    b = w.basis
    count = sum(link.inferred for link in b.facts.renewal_links)
    if count:
        yield Check(
            "warn",
            w.t("推断的续约关系", "Inferred renewals"),
            w.t(
                f"{count} 条续约关系没有来源记录，由系统推断，请核对。",
                f"{count} renewal links are not in the source and were inferred.",
            ),
            "renewal_rate",
        )


def _notes(w: Writer) -> Iterator[Check]:
    for key, figure in w.figure_set.figures.items():
        for note in dict.fromkeys(figure.notes):
            yield Check(
                "warn",
                w.t("计数说明", "Note"),
                w.t(f"{w.name(key)}：{w.to(note)}。", f"{w.name(key)}: {w.to(note)}."),
                key,
            )
        currencies = w.table(key, "by_currency")
        if currencies:
            held = w.listed(
                display.money(Fraction(str(v)), "en", code) for code, v in currencies.items() if v is not None
            )
            yield Check(
                "warn",
                w.t("多币种", "Currencies"),
                w.t(f"{w.name(key)} 分币种：{held}。", f"{w.name(key)} by currency: {held}."),
                key,
            )
