"""Holds the program's figures against the recount and against their own evidence."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from csmdesk.metrics.figure import Counted, Figure
from csmdesk.storage.book import Book
from tests.recount.counting import Count
from tests.recount.rows import TABLES

SIDES = ("numerator", "denominator")


def plain(part: Any) -> Any:
    """A part with tuples as lists and mappings as dicts, so that two of them can be compared."""
    if isinstance(part, Mapping):
        return {name: plain(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [plain(value) for value in part]
    return part


def part_of(figure: Figure, name: str) -> Any:
    """A part by the name that it has in a book's expected answers; the text "missing" if there is none."""
    if name in {"value", *SIDES}:
        return getattr(figure, name)
    if name == "of_node_target":
        return figure.target.share if figure.target else "missing"
    return plain(figure.parts.get(name, "missing"))


def side(figure: Figure, name: str) -> tuple[Counted, ...]:
    """The evidence of the numerator or of the denominator."""
    return figure.evidence.numerator if name == "numerator" else figure.evidence.denominator


def differences(figures: Mapping[str, Figure], counts: Mapping[str, Count]) -> list[str]:
    """Where figures and recount disagree: value, numerator, denominator, parts, evidence rows."""
    faults = [f"{key}: counted by one of the two only" for key in figures.keys() ^ counts.keys()]
    for key in sorted(figures.keys() & counts.keys()):
        figure, count = figures[key], counts[key]
        asked: dict[str, Any] = {"value": count["value"], **count["parts"]}
        if count["value"] is not None:
            asked |= {name: count[name] for name in SIDES if count[name] is not None}
        for name, expected in asked.items():
            if part_of(figure, name) != expected:
                faults.append(f"{key}.{name}: figure {part_of(figure, name)}, recount {expected}")
        for name in SIDES:
            counted = {(row.table, row.key) for row in side(figure, name)}
            expected_rows = count["evidence_rows"][name]
            if counted != expected_rows:
                faults.append(
                    f"{key}.evidence.{name}: only in the figure {sorted(counted - expected_rows)}, "
                    f"only in the recount {sorted(expected_rows - counted)}"
                )
    return faults


def keys_in(book: Book) -> set[tuple[str, Any]]:
    """Every row of the book that evidence may name."""
    found: set[tuple[str, Any]] = set()
    with book.reading() as connection:
        for table in TABLES:
            if table == "usage":
                sql = "SELECT account_id, module_id, day FROM usage"
                found |= {(table, (row[0], row[1], row[2])) for row in connection.execute(sql)}
            else:
                found |= {(table, row[0]) for row in connection.execute(f"SELECT id FROM {table}")}
        for row in connection.execute("SELECT account_id, day FROM usage_days"):
            found.add(("usage_days", (row[0], row[1])))
    return found


def evidence_faults(figures: Mapping[str, Figure], known: set[tuple[str, Any]]) -> list[str]:
    """Where evidence does not add up to its figure, names rows that are not there, or contradicts itself."""
    faults = []
    for key, figure in figures.items():
        if figure.value is None and figure.reason is None:
            faults.append(f"{key}: no value and no reason")
        if figure.value is not None and figure.numerator is None and figure.denominator is not None:
            faults.append(f"{key}: a denominator without a numerator")
        both = figure.numerator is not None and figure.denominator is not None
        if both and figure.value is not None:
            assert figure.numerator is not None
            assert figure.denominator is not None
            if figure.denominator == 0 or figure.value != figure.numerator / figure.denominator:
                faults.append(f"{key}: {figure.value} ≠ {figure.numerator} / {figure.denominator}")
        a_sum = figure.numerator is not None and figure.denominator is None
        if a_sum and figure.value not in {None, figure.numerator}:
            faults.append(f"{key}: value {figure.value} ≠ its sum {figure.numerator}")
        counted = set()
        for name in SIDES:
            rows = side(figure, name)
            total = getattr(figure, name)
            if total is not None and sum((row.amount for row in rows), Fraction(0)) != total:
                faults.append(f"{key}.{name}: the evidence does not add up to {total}")
            keys = [(row.table, row.key) for row in rows]
            if len(set(keys)) != len(keys):
                faults.append(f"{key}.{name}: a row counted twice")
            counted |= set(keys)
        left_out = {(row.table, row.key) for row in figure.evidence.excluded}
        if counted & left_out:
            faults.append(f"{key}: counted and left out: {sorted(counted & left_out)}")
        if (counted | left_out) - known:
            faults.append(f"{key}: not in the book: {sorted((counted | left_out) - known)}")
        if any(not row.reason.zh or not row.reason.en for row in figure.evidence.excluded):
            faults.append(f"{key}: a row left out without a reason")
    return faults
