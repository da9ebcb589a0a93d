"""The appendix: what stands behind each figure — its definition, its counts, its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.metrics.figure import Counted, Evidence, Figure
from csmdesk.reports.document import Block, Heading, Paragraph, Proof, Proofs
from csmdesk.reports.words import Writer
from csmdesk.services.witness import TABLES, EvidenceRow

MOST_ROWS = 6
_MOST_REASONS = 4
_DETAILED = frozenset({"usage", "health_scores", "computed_scores", "surveys", "touches", "attendance"})
"""The tables whose rows are told by more than number and day."""

FAMILIES = {
    "renewal": Text("续约", "Renewals"),
    "revenue": Text("收入与留存", "Revenue and retention"),
    "usage": Text("产品使用", "Use"),
    "health": Text("健康度", "Health"),
    "survey": Text("客户评价", "Surveys"),
    "service": Text("服务与活动", "Service and events"),
    "engagement": Text("触达与推荐", "Engagement"),
    "own_time": Text("个人时间", "Own time"),
}


def chapter(w: Writer) -> list[Block]:
    """Every figure, by family."""
    blocks: list[Block] = [
        Heading(1, w.t("数据依据", "Evidence"), "evidence", appendix=True),
        Paragraph(
            w.say(
                "每个指标列出口径、计入与剔除的行数和行；行多于 {most} 时列前 {most} 行并说明总数，"
                "全部行可在软件中打开。"
                "“未做到”指分母中没有进入分子的行。",
                "Each figure with its definition, the number of rows counted and left out, and the rows;"
                " of more than {most}"
                " rows the first {most} are listed with the total, all can be opened in the program."
                " 'Missed' are rows of"
                " the denominator that the numerator does not count.",
                most=MOST_ROWS,
            )
        ),
    ]
    keys = list(w.figure_set.figures)
    for family, held in groupby(keys, key=lambda k: w.figure(k).definition.family):
        name = FAMILIES.get(family, Text(family, family))
        blocks.append(Heading(3, w.to(name), f"evidence.{family}"))
        blocks.append(Proofs(tuple(proof(w, w.figure(key)) for key in held)))
    return blocks


def proof(w: Writer, figure: Figure) -> Proof:
    """The entry of one figure."""
    return Proof(
        figure.key,
        w.name(figure.key),
        (w.value(figure.key),),
        w.t("口径：", "Definition: ") + w.to(figure.definition.formula),
        tuple(_counts(w, figure)),
        "\n".join(_rows(w, figure)),
    )


def _counts(w: Writer, figure: Figure) -> list[str]:
    held: Evidence = figure.evidence
    out: list[str] = []
    if figure.value is None:
        reason = w.to(figure.reason) or w.t("没有数据", "no data")
        out.append(w.t(f"不适用：{reason}。", f"Not available: {reason}."))
    above, below = display.sums(figure, w.language, w.currency)
    if figure.denominator is None:
        if held.numerator:
            out.append(
                w.t(
                    f"计入 {_of_table(w, held.numerator)}，合计 {above}。",
                    f"Counted {_of_table(w, held.numerator)}: {above}.",
                )
            )
    elif held.numerator or held.denominator:
        out.append(
            w.t(
                f"分子 {above}（{_of_table(w, held.numerator)}）；分母"
                f" {below}（{_of_table(w, held.denominator)}）。",
                f"Numerator {above} ({_of_table(w, held.numerator)}); denominator {below}"
                f" ({_of_table(w, held.denominator)}).",
            )
        )
    if held.excluded:
        reasons = Counter(
            (w.to(r.reason), w.to(TABLES.get(r.table, Text(r.table, r.table)))) for r in held.excluded
        )
        words = [
            w.t(f"{reason} {n} 行（{table}）", f"{reason}: {n} ({table})")
            for (reason, table), n in reasons.most_common(_MOST_REASONS)
        ]
        rest = len(reasons) - len(words)
        if rest:
            words.append(w.t(f"其他原因 {rest} 种", f"{rest} more reasons"))
        out.append(w.t("未计入：", "Left out: ") + w.t("；", "; ").join(words) + w.t("。", "."))
    if figure.coverage is not None:
        oldest = display.day(figure.coverage.oldest)
        out.append(
            w.t(
                f"覆盖 {figure.coverage.known}/{figure.coverage.of}，最旧的输入在 {oldest}。",
                f"Coverage {figure.coverage.known}/{figure.coverage.of}, oldest input {oldest}.",
            )
        )
    return out


def _of_table(w: Writer, rows: Sequence[Counted]) -> str:
    """``74 行回款``: how many rows of which table."""
    counts = Counter(r.table for r in rows)
    words = (
        w.t(f"{n} 行{w.to(TABLES.get(t, Text(t, t)))}", f"{n} rows of {w.to(TABLES.get(t, Text(t, t)))}")
        for t, n in counts.items()
    )
    return w.listed(words) or w.t("0 行", "0 rows")


def _rows(w: Writer, figure: Figure) -> list[str]:
    """The rows of the numerator, and for a ratio of counted rows those that it misses."""
    out = []
    shown = figure.evidence.numerator[:MOST_ROWS]
    if shown:
        out.append(w.t("行：", "Rows: ") + _named(w, figure, shown, len(figure.evidence.numerator)))
    missed = _missed(figure)
    if missed:
        out.append(w.t("未做到：", "Missed: ") + _named(w, figure, missed[:MOST_ROWS], len(missed)))
    return out


def _missed(figure: Figure) -> tuple[Counted, ...]:
    """Rows of the denominator without one in the numerator, where the numerator is a part of it."""
    held = {(r.table, r.key) for r in figure.evidence.numerator}
    below = {(r.table, r.key) for r in figure.evidence.denominator}
    if not figure.definition.higher_is_better or not held < below:
        return ()
    return tuple(r for r in figure.evidence.denominator if (r.table, r.key) not in held)


def _named(w: Writer, figure: Figure, rows: Sequence[Counted], total: int) -> str:
    part = Figure(
        figure.definition, figure.period, figure.as_of, figure.value, evidence=Evidence(numerator=tuple(rows))
    )
    words = [_row(w, figure, row) for row in w.witness.rows(part, "numerator")]
    text = w.t("；", "; ").join(words)
    if total > len(rows):
        return text + w.t(
            f"；共 {total} 行，列前 {len(rows)} 行。", f"; the first {len(rows)} of {total} rows."
        )
    return text + w.t("。", ".")


def _row(w: Writer, figure: Figure, row: EvidenceRow) -> str:
    """``HK00001 2024-03-23 17.8万``: number, account, day, and what the row adds where it is not 1."""
    words = [row.code, row.account]
    if row.day is not None and row.table != "accounts":
        words.append(display.day(row.day))
    if row.detail and row.table in _DETAILED:
        words.append(row.detail)
    if row.amount is not None and row.amount != 1 and row.table != "surveys":
        words.append(_amount(w, figure, row))
    return " ".join(x for x in words if x)


def _amount(w: Writer, figure: Figure, row: EvidenceRow) -> str:
    assert row.amount is not None
    if display.counts_money(figure):
        return display.money(row.amount, w.language, w.currency)
    if row.table == "usage_days":
        return display.percent(row.amount, places=2)
    return display.count(row.amount)
