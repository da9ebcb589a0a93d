"""Figures and their rows as text for the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display, plain
from csmdesk.services.figures import FigureSet
from csmdesk.services.witness import TABLES, EvidenceRow, Side

_SIDES: tuple[tuple[Side, Text], ...] = (
    ("numerator", Text("计入分子", "counted in the numerator")),
    ("denominator", Text("计入分母", "counted in the denominator")),
    ("excluded", Text("未计入", "left out")),
)


def width(text: str) -> int:
    """Columns that ``text`` takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def aligned(rows: Sequence[tuple[str, ...]], right: frozenset[int] = frozenset()) -> str:
    """Rows as columns, those in ``right`` aligned right."""
    if not rows:
        return ""
    widths = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]

    def cell(text: str, i: int) -> str:
        space = " " * (widths[i] - width(text))
        return space + text if i in right else text + space

    return "\n".join("  ".join(cell(t, i) for i, t in enumerate(row)).rstrip() for row in rows)


def overview(held: FigureSet, language: Language) -> str:
    """All figures, a line each: name, value, numerator and denominator, target, key."""
    head = Text("{title}，截至 {day}（{currency}）", "{title}, as of {day} ({currency})")
    rows = []
    for figure in held.figures.values():
        above, below = display.sums(figure, language, held.currency)
        sums = f"{above} / {below}" if figure.denominator is not None else ""
        aim = ""
        if figure.target:
            node = display.target_value(figure, figure.target.node, language, held.currency)
            aim = f"{Text('目标', 'target').to(language)} {node} ({display.attainment(figure.target)})"
        value = display.figure_value(figure, language, held.currency)
        reason = figure.reason.to(language) if figure.reason else ""
        rows.append((figure.definition.name.to(language), value, sums, aim or reason, figure.key))
    title = head.format(title=held.period.title, day=held.as_of, currency=held.currency).to(language)
    return f"{title}\n{aligned(rows, frozenset({1, 2}))}"


def explanation(held: FigureSet, key: str, language: Language) -> str:
    """One figure with its definition and every row behind it."""
    figure = held.figures[key]
    name = figure.definition.name.to(language)
    lines = [
        f"{name} ({key})  {display.figure_value(figure, language, held.currency)}",
        figure.definition.formula.to(language),
    ]
    if figure.reason:
        lines.append(figure.reason.to(language))
    for side, title in _SIDES:
        rows = held.witness.rows(figure, side)
        if not rows:
            continue
        lines.append(f"\n{title.to(language)}: {len(rows)}")
        lines.append(aligned([_row(row, language) for row in rows], frozenset({4})))
    return "\n".join(lines)


def _row(row: EvidenceRow, language: Language) -> tuple[str, ...]:
    last = row.reason.to(language) if row.reason else ""
    if row.amount is not None:
        last = display.decimals(row.amount, 4)
    day = row.day.isoformat() if row.day else ""
    return (TABLES[row.table].to(language), row.code, row.account, day, last, row.detail)


def rows_as_json(held: FigureSet, key: str, language: Language) -> dict[str, Any]:
    """The rows behind a figure, by side, as JSON."""
    return {
        side: [
            {
                "table": row.table,
                "code": row.code,
                "account": row.account,
                "day": row.day.isoformat() if row.day else None,
                "detail": row.detail,
                "amount": plain.number(row.amount),
                "reason": row.reason.to(language) if row.reason else None,
            }
            for row in held.witness.rows(held.figures[key], side)
        ]
        for side, _ in _SIDES
    }
