"""Hand-made figures, rows and documents for the tests of the reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from csmdesk.domain import facts as f
from csmdesk.domain.period import parse_period
from csmdesk.domain.rules import Rules
from csmdesk.domain.text import Language, Text
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.compute import compute
from csmdesk.metrics.figure import Attainment, Definition, Figure, Unit
from csmdesk.reports.document import (
    Bullets,
    Chart,
    Check,
    Checks,
    Column,
    Document,
    Heading,
    Highlight,
    Highlights,
    Paragraph,
    Proof,
    Proofs,
    Series,
    Span,
    Table,
    ToWrite,
)
from csmdesk.services.figures import FigureSet

NASTY = (
    "#sys.inputs.data",
    '#eval("1+1")',
    "{{7*7}}",
    "{% raw %}{name}",
    "<script>alert(1)</script>",
    "a|b|c",
    "**bold** _it_ `code`",
    "[link](javascript:alert(1))",
    "$x^2$ \\n \\\\ //comment",
    "&amp; & <b>",
    "=1+1",
    "'q' \"z\" @here",
    "客户 ~~删除~~ <!-- x -->",
)
"""Names that are markup somewhere; each has to stay text everywhere."""


def figure(
    value: Fraction | int | None,
    unit: Unit = Unit.RATIO,
    *,
    key: str = "renewal_rate",
    parts: Mapping[str, Any] | None = None,
    target: Fraction | None = None,
    numerator: Fraction | None = None,
    denominator: Fraction | None = None,
) -> Figure:
    """A figure with a value, and a target of its own when asked for."""
    definition = Definition(
        key, Text("指标", "Metric"), unit, True, False, Text("口径", "formula"), "renewal"
    )
    held = None if value is None else Fraction(value)
    targets: tuple[Attainment, ...] = ()
    if target is not None and held is not None:
        targets = (Attainment(1, "目标", "关键", target, Fraction(1), target, held / target, held >= target),)
    return Figure(
        definition, "2024H1", date(2024, 6, 30), held, numerator, denominator, dict(parts or {}), targets
    )


def figure_set(facts: f.Facts, period: str = "2024H1", as_of: date | None = None) -> FigureSet:
    """All figures of the rows."""
    span = parse_period(period)
    basis = Basis(facts, span, as_of or span.end, Rules())
    return FigureSet(basis, compute(basis), "book")


def account(number: int, name: str, **changes: Any) -> f.Account:
    """A customer of this CSM since long ago."""
    held = f.Account(
        number, f"A{number:03}", name, "贸易", "成都", "潜力", "", "", date(2020, 1, 1), "", None, "", None
    )
    return held._replace(**changes)


def contract(number: int, account_id: int, start: date, end: date, yuan: int, **changes: Any) -> f.Contract:
    """A signed yearly contract."""
    held = f.Contract(
        number, f"C{number:03}", account_id, "renewal", start, end, yuan * 100, "CNY", None, "", start, True,
        False, None, "", None,
    )  # fmt: skip
    return held._replace(**changes)


def other_book(names: tuple[str, str, str] = ("甲方贸易", "乙方船厂", "丙方学校")) -> f.Facts:
    """A small book of a third year that shares no name and no number with the sample book.

    The first account recovers and renews, the second is lost without a reason, the third is red.
    """
    contracts = [
        contract(1, 1, date(2020, 3, 1), date(2021, 2, 28), 70_000),
        contract(2, 1, date(2021, 3, 1), date(2022, 2, 28), 77_000, signed_day=date(2021, 2, 20)),
        contract(3, 2, date(2020, 4, 1), date(2021, 3, 31), 31_000),
        contract(4, 3, date(2020, 10, 1), date(2021, 9, 30), 45_500),
    ]
    scores = []
    for i, (account_id, day, points) in enumerate(
        [
            (1, date(2020, 12, 31), 41),
            (1, date(2021, 6, 30), 91),
            (3, date(2020, 12, 31), 73),
            (3, date(2021, 5, 31), 57),
            (3, date(2021, 6, 30), 51),
        ]
    ):
        scores.append(f.HealthScore(i + 1, account_id, 1, day, points * 1000))
    usage = [f.UsageDay(1, date(2021, 6, 10), 20, 13, 2, 2, 1)]
    return f.Facts(
        accounts=[account(i + 1, name) for i, name in enumerate(names)],
        contacts=[f.Contact(1, "P1", 1, names[0] + "经理", "厂长", True, None)],
        contracts=contracts,
        renewal_links=[f.RenewalLink(1, 1, 2, False)],
        receipts=[
            f.Receipt(1, "R1", 2, "renewal", None, date(2021, 2, 22), 7_700_000, "CNY", 0, True),
        ],
        health_scores=scores,
        surveys=[f.Survey(1, 1, 1, date(2021, 3, 3), "NPS", 9)],
        touches=[f.Touch(1, 1, date(2021, 6, 20), names[1] + "渠道", None)],
        war_rooms=[f.WarRoom(1, 3, None, "", None, None)],
        tasks=[f.Task(1, 1, names[2] + "任务", names[0] + "责任人", None, names[1] + "验收", "todo")],
        targets=[
            f.Target(1, "2021", "关键", names[0] + "目标", "renewal_collected", Fraction(200_000), "元", ">=",
                     Fraction(1, 2), "{}"),
            f.Target(2, "2021", "过程", names[1] + "目标", "no_such_metric", Fraction(5), "", ">=",
                     Fraction(1), "{}"),
        ],
        dimension_weights={1: Fraction(1)},
        dimension_names={1: names[2] + "维度"},
        usage_days=lambda start, end: [u for u in usage if start <= u.day <= end],
        last_usage_day=lambda start, end: max((u.day for u in usage if start <= u.day <= end), default=None),
    )  # fmt: skip


def every_block(language: Language = "zh", text: str = "客户文字") -> Document:
    """A document with every kind of block, ``text`` wherever a user's words can stand."""
    span = Span(text)
    blocks = (
        Highlights((Highlight(text, (Span("1,746万", True, "renewal_collected"),), (span,)),)),
        Heading(1, text, "one"),
        Heading(2, text, "one.first"),
        Paragraph((span, Span("94.8%", True, "renewal_value_rate"), Span(text, status="good")), lead=text),
        Bullets(((span,), (Span(text, bold=True),))),
        Bullets(((span,),), numbered=True),
        Table(
            text,
            (Column(text, share=2), Column("数", "right"), Column(text, "center")),
            (((span,), (Span("12"),), (Span(text, True, "nrr"),)), ((span,), (Span("—"),), (span,))),
            note=text,
        ),
        Chart(
            text,
            "bars_and_line",
            (text, "2 月"),
            (
                Series(text, (1.0, 3.5), "ink", ("1", "3.5")),
                Series("累计", (1.0, 4.5), "accent", ("1", "4.5"), mark="line"),
            ),
            unit="单位：万元",
            reference=4.0,
            reference_label=text,
            alt=text,
            figure="renewal_collected",
        ),
        Heading(3, text, "one.deep"),
        ToWrite("empty", text),
        ToWrite("full", "提示", f"{text}\n第二段 {text}"),
        Checks((Check("warn", text, text, "nrr"), Check("bad", "标题", "说明"))),
        Heading(1, "附录", "two", appendix=True),
        Proofs((Proof("nrr", text, (Span("105.6%", True, "nrr"),), text, (text,), f"{text}\n{text}"),)),
    )
    return Document("自评报告", "2024 年上半年", language, ((text, text),), blocks, text)
