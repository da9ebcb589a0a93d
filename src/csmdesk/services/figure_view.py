"""A figure with its evidence in words, as the panel and the popover show it."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.figure import Figure, Unit
from csmdesk.services.evidence import EvidenceColumn, EvidenceLine, FigureView, Mark
from csmdesk.services.figures import FigureSet
from csmdesk.services.witness import TABLES, EvidenceRow

NEWEST = 5


def view(held: FigureSet, key: str, language: Language, newest: int = NEWEST) -> FigureView:
    """The figure ``key`` of the set, ready to be laid out; ``newest`` rows of its numerator are listed.

    The keys of the lines name a side of the evidence: ``numerator``, ``denominator`` or ``excluded``.
    """
    figure = held.figures[key]
    rows = held.witness.rows(figure, "numerator")
    rows.sort(key=lambda r: (r.day is not None, r.day, r.code), reverse=True)
    table = TABLES[rows[0].table].to(language).capitalize() if rows else ""
    return FigureView(
        key=key,
        name=figure.definition.name.to(language),
        value=display.figure_value(figure, language, held.currency, measured=True),
        as_of=Text("截至 {day}", "as of {day}").format(day=held.as_of).to(language),
        exact=_exact(figure, held.currency),
        definition=figure.definition.formula.to(language),
        reason=figure.reason.to(language) if figure.reason else "",
        mark=_mark(figure),
        lines=tuple(_lines(held, figure, language)),
        columns=(
            EvidenceColumn(table),
            EvidenceColumn(Text("客户", "Account").to(language)),
            EvidenceColumn(Text("日期", "Day").to(language), right=True, sorted="↓"),
            EvidenceColumn(_amount_head(figure, language), right=True),
        ),
        rows=tuple(row_cells(figure, row, language) for row in rows[:newest]),
        places=tuple(row.place for row in rows[:newest]),
        total_rows=len(rows),
        open_all=Text("打开全部 {n} 行", "Open all {n} rows").format(n=len(rows)).to(language)
        if rows
        else "",
        notes=tuple(note.to(language) for note in figure.notes),
    )


def row_cells(figure: Figure, row: EvidenceRow, language: Language) -> tuple[str, str, str, str]:
    """A row's number (or detail), account, day and amount, or the reason it was left out."""
    last = row.reason.to(language) if row.reason else ""
    if row.amount is not None:
        last = _row_amount(figure, row.amount)
    return (row.code or row.detail, row.account, row.day.isoformat() if row.day else "", last)


def _lines(held: FigureSet, figure: Figure, language: Language) -> list[EvidenceLine]:
    rows_of = Text("{n} 行", "{n} rows")

    def rows(n: int) -> str:
        return rows_of.format(n=n).to(language)

    evidence = figure.evidence
    above, below = display.sums(figure, language, held.currency)
    ratio = figure.denominator is not None
    counted = Text("分子", "Numerator") if ratio else Text("计入", "Counted")
    lines = []
    if evidence.numerator or figure.value is not None:
        lines.append(EvidenceLine(counted.to(language), rows(len(evidence.numerator)), above, "numerator"))
    if ratio:
        name = Text("分母", "Denominator").to(language)
        lines.append(EvidenceLine(name, rows(len(evidence.denominator)), below, "denominator"))
    left = Counter(out.reason for out in evidence.excluded)
    for reason, n in left.most_common():
        label = Text("未计入：{reason}", "Left out: {reason}").format(reason=reason).to(language)
        lines.append(EvidenceLine(label, rows(n), key="excluded"))
    for aim in figure.targets:
        words = Text("目标 {name}", "Target {name}").format(name=aim.name).to(language)
        node = display.target_value(figure, aim.node, language, held.currency)
        mark: Mark = "" if aim.met is None else "green" if aim.met else "yellow"
        lines.append(EvidenceLine(words, display.attainment(aim), node, mark=mark))
    if figure.coverage:
        known = f"{figure.coverage.known}/{figure.coverage.of}"
        oldest = figure.coverage.oldest
        label = Text("覆盖", "Coverage").to(language)
        if oldest:
            label += Text("，最旧 {day}", ", oldest {day}").format(day=oldest).to(language)
        lines.append(EvidenceLine(label, known))
    return lines + _rivals(held, figure, language)


def _exact(figure: Figure, currency: str) -> str:
    if figure.value is None or figure.definition.unit not in (Unit.MONEY, Unit.RATIO):
        return ""
    if figure.definition.unit is Unit.MONEY:
        return f"{display.decimals(figure.value, 2, fixed=True)} {currency}"
    return display.decimals(figure.value, 6)


def _mark(figure: Figure) -> Mark:
    if figure.target is None or figure.target.met is None:
        return ""
    return "green" if figure.target.met else "yellow"


def _row_amount(figure: Figure, amount: Fraction) -> str:
    places = 2 if figure.definition.unit is Unit.MONEY else 4
    return display.decimals(amount, places)


def _amount_head(figure: Figure, language: Language) -> str:
    if figure.definition.unit is Unit.MONEY:
        return Text("金额", "Amount").to(language)
    return Text("计入", "Adds").to(language)


def _rivals(held: FigureSet, figure: Figure, language: Language) -> list[EvidenceLine]:
    """The other definitions of the same idea, each with its value."""
    label = Text("其他口径：{name}", "Other definition: {name}")
    return [
        EvidenceLine(
            label.format(name=rival.definition.name).to(language),
            amount=display.figure_value(rival, language, held.currency),
        )
        for key in figure.definition.rivals
        if (rival := held.figures.get(key)) is not None
    ]
