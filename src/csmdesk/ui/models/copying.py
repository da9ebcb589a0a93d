"""Rows as a table for the clipboard: text with tabs for a workbook, HTML for a letter."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from csmdesk.ui.models.columns import Column, R

_PLACES = 28
_QUOTED = ("\t", "\n", "\r")
_TAKEN_FOR_SOMETHING = frozenset("0123456789=+-@.")
"""What a workbook takes for a number, a date or a formula, when a text begins with it."""

_TEXT = "<td style=\"mso-number-format:'\\@'\">"


def copied_table(columns: Sequence[Column[R]], rows: Sequence[R]) -> tuple[str, str]:
    """The cells of ``rows`` with their heads: as text with tabs, and as an HTML table.

    Values are written in full: a money amount is not 113.0万 but 1130000, a day is ISO.
    """
    heads = [column.head for column in columns]
    plain = ["\t".join(map(_field, heads))]
    rich = ["<tr>" + "".join(f"<th>{html.escape(head)}</th>" for head in heads) + "</tr>"]
    values: list[Callable[[R], object]] = [column.copy or column.words for column in columns]
    for row in rows:
        fields, cells = [], []
        for value_of in values:
            value = value_of(row)
            if isinstance(value, str):
                fields.append(_field(value))
                cells.append(_text_cell(value))
            else:
                written = written_value(value)
                fields.append(written)
                cells.append(f"<td>{written}</td>")
        plain.append("\t".join(fields))
        rich.append("<tr>" + "".join(cells) + "</tr>")
    return "\n".join(plain), f'<meta charset="utf-8"><table>{"".join(rich)}</table>'


def written_value(value: object) -> str:
    """A typed value in full, as a workbook reads it; "" for None."""
    if value is None:
        return ""
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return str(value.numerator)
        with localcontext() as context:
            context.prec = _PLACES
            number = Decimal(value.numerator) / Decimal(value.denominator)
        return format(number.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _field(text: str) -> str:
    if text.startswith('"') or any(mark in text for mark in _QUOTED):
        return '"' + text.replace('"', '""') + '"'
    return text


def _text_cell(text: str) -> str:
    # Without the format an id such as 00123 would lose its noughts, and a name like "=1+1" would be counted.
    start = _TEXT if text[:1] in _TAKEN_FOR_SOMETHING else "<td>"
    return f"{start}{html.escape(text)}</td>"
