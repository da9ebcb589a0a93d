"""Figures as they were on the day of a freeze: exact JSON of each, and the words of the rows behind them.

What is read back looks like the figures of a book (``FigureSet``), but knows nothing of the book: its rows
are told in the words of that day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.facts import Facts
from csmdesk.domain.period import Period
from csmdesk.domain.rules import Rules
from csmdesk.domain.text import Text
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.figure import (
    Attainment,
    Counted,
    Coverage,
    Definition,
    Evidence,
    Figure,
    Key,
    LeftOut,
    Part,
    Unit,
)
from csmdesk.services.figures import FigureSet
from csmdesk.services.witness import EvidenceRow, Side, Witness, own_place

SIDES: tuple[Side, ...] = ("numerator", "denominator", "excluded")


class RowWords(NamedTuple):
    """A row behind a figure in the words of its day."""

    code: str
    account: str
    day: date | None
    detail: str


KeptRows = Mapping[tuple[str, Key], RowWords]
"""The words of rows by table and key."""


class FrozenWitness(Witness):
    """Tells rows in the words that were kept of them."""

    def __init__(self, basis: Basis, kept: KeptRows) -> None:
        super().__init__(basis)
        self._kept = kept

    def rows(self, figure: Figure, side: Side) -> list[EvidenceRow]:
        if side == "excluded":
            return [self._told(row.table, row.key, None, row.reason) for row in figure.evidence.excluded]
        held = figure.evidence.numerator if side == "numerator" else figure.evidence.denominator
        return [self._told(row.table, row.key, row.amount, None) for row in held]

    def _told(self, table: str, key: Key, amount: Fraction | None, reason: Text | None) -> EvidenceRow:
        words = self._kept.get((table, key), _NO_WORDS)
        told = (words.code, words.account, words.day, words.detail)
        return EvidenceRow(table, key, *told, amount, reason, own_place(table, key))


_NO_WORDS = RowWords("", "", None, "")


@dataclass(frozen=True)
class FrozenSet(FigureSet):
    """The figures of a frozen version; its basis has no rows."""

    rows: KeptRows

    @cached_property
    def witness(self) -> Witness:
        """Tells the rows as they were."""
        return FrozenWitness(self.basis, self.rows)

    def monthly(self, key: str) -> list[tuple[Period, Figure]]:
        """Months are not kept: a frozen report has its charts already."""
        raise TypeError(f"a frozen version has no months of {key}")


def frozen_set(
    figures: dict[str, Figure], rows: KeptRows, period: Period, as_of: date, currency: str, book_name: str
) -> FrozenSet:
    """A set of figures that came out of a version."""
    basis = Basis(Facts(), period, as_of, Rules(home_currency=currency))
    return FrozenSet(basis, figures, book_name, rows)


def rows_behind(held: FigureSet, keys: Iterable[str]) -> dict[tuple[str, Key], RowWords]:
    """The words of all rows behind some figures, as they are now."""
    found: dict[tuple[str, Key], RowWords] = {}
    for key in keys:
        figure = held.figures[key]
        for side in SIDES:
            for row in held.witness.rows(figure, side):
                found[row.table, row.key] = RowWords(row.code, row.account, row.day, row.detail)
    return found


# --- rows as JSON -------------------------------------------------------------------------------------------


def rows_out(rows: KeptRows) -> dict[str, Any]:
    """The words of rows as objects that JSON can hold; an account's name is written once."""
    names = {
        name: place for place, name in enumerate(dict.fromkeys(words.account for words in rows.values()))
    }
    tables: dict[str, list[list[Any]]] = {}
    for (table, key), words in rows.items():
        day = words.day.isoformat() if words.day else None
        line = [_key_out(key), words.code, names[words.account], day, words.detail]
        tables.setdefault(table, []).append(line)
    return {"accounts": list(names), "tables": tables}


def rows_in(kept: Mapping[str, Any]) -> dict[tuple[str, Key], RowWords]:
    """The words that ``rows_out`` gave."""
    names = kept["accounts"]
    return {
        (table, _key_in(key)): RowWords(code, names[account], _day_in(day), detail)
        for table, lines in kept["tables"].items()
        for key, code, account, day, detail in lines
    }


# --- a figure as JSON ---------------------------------------------------------------------------------------


def figure_to_json(figure: Figure) -> str:
    """A figure with its evidence as JSON text."""
    d = figure.definition
    kept = {
        "metric": d.key,
        "name": d.name,
        "unit": d.unit.value,
        "higher_is_better": d.higher_is_better,
        "adds_up": d.adds_up,
        "formula": d.formula,
        "family": d.family,
        "rivals": d.rivals,
        "period": figure.period,
        "as_of": figure.as_of.isoformat(),
        "value": _number_out(figure.value),
        "numerator": _number_out(figure.numerator),
        "denominator": _number_out(figure.denominator),
        "parts": {name: _part_out(part) for name, part in figure.parts.items()},
        "targets": [_target_out(target) for target in figure.targets],
        "reason": figure.reason,
        "notes": figure.notes,
        "evidence": {
            "numerator": _counted_out(figure.evidence.numerator),
            "denominator": _counted_out(figure.evidence.denominator),
            "excluded": [[row.table, _key_out(row.key), *row.reason] for row in figure.evidence.excluded],
        },
        "coverage": _coverage_out(figure.coverage),
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def figure_from_json(text: str) -> Figure:
    """The figure of a JSON text; raises UserError for what this version cannot read."""
    try:
        return _figure_in(json.loads(text))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError) as error:
        raise UserError(UNREADABLE) from error


def _figure_in(kept: Mapping[str, Any]) -> Figure:
    definition = Definition(
        kept["metric"],
        Text(*kept["name"]),
        Unit(kept["unit"]),
        kept["higher_is_better"],
        kept["adds_up"],
        Text(*kept["formula"]),
        kept["family"],
        tuple(kept["rivals"]),
    )
    evidence = kept["evidence"]
    return Figure(
        definition,
        kept["period"],
        date.fromisoformat(kept["as_of"]),
        _number_in(kept["value"]),
        _number_in(kept["numerator"]),
        _number_in(kept["denominator"]),
        {name: _part_in(part) for name, part in kept["parts"].items()},
        tuple(_target_in(target) for target in kept["targets"]),
        None if kept["reason"] is None else Text(*kept["reason"]),
        tuple(Text(*note) for note in kept["notes"]),
        Evidence(
            _counted_in(evidence["numerator"]),
            _counted_in(evidence["denominator"]),
            tuple(LeftOut(table, _key_in(key), Text(zh, en)) for table, key, zh, en in evidence["excluded"]),
        ),
        _coverage_in(kept["coverage"]),
    )


def _number_out(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _number_in(kept: str | None) -> Fraction | None:
    return None if kept is None else Fraction(kept)


def _key_out(key: Key) -> int | list[int]:
    return list(key) if isinstance(key, tuple) else key


def _key_in(kept: int | list[int]) -> Key:
    return tuple(kept) if isinstance(kept, list) else kept


def _day_in(kept: str | None) -> date | None:
    return None if kept is None else date.fromisoformat(kept)


def _counted_out(rows: Iterable[Counted]) -> list[list[Any]]:
    """Runs of rows of one table: its name, then key and amount of each."""
    return [
        [table, *([_key_out(row.key), str(row.amount)] for row in run)]
        for table, run in groupby(rows, key=lambda row: row.table)
    ]


def _counted_in(kept: Iterable[list[Any]]) -> tuple[Counted, ...]:
    return tuple(
        Counted(table, _key_in(key), Fraction(amount)) for table, *run in kept for key, amount in run
    )


def _target_out(target: Attainment) -> list[Any]:
    exact = (target.target, target.node_share, target.node, target.share)
    return [target.target_id, target.name, target.level, *map(_number_out, exact), target.met]


def _target_in(kept: list[Any]) -> Attainment:
    target_id, name, level, target, node_share, node, share, met = kept
    exact = (Fraction(target), Fraction(node_share), Fraction(node), _number_in(share))
    return Attainment(target_id, name, level, *exact, met)


def _coverage_out(coverage: Coverage | None) -> list[Any] | None:
    if coverage is None:
        return None
    return [coverage.known, coverage.of, coverage.oldest.isoformat() if coverage.oldest else None]


def _coverage_in(kept: list[Any] | None) -> Coverage | None:
    return None if kept is None else Coverage(kept[0], kept[1], _day_in(kept[2]))


def _part_out(part: Part) -> Any:
    """A fraction as an object, so that a whole one does not come back as an int."""
    if isinstance(part, Fraction):
        return {"exact": str(part)}
    if isinstance(part, tuple):
        return [_part_out(each) for each in part]
    if isinstance(part, Mapping):
        return {"parts": {name: _part_out(each) for name, each in part.items()}}
    return part


def _part_in(kept: Any) -> Part:
    if isinstance(kept, list):
        return tuple(_part_in(each) for each in kept)
    if isinstance(kept, dict):
        if "exact" in kept:
            return Fraction(kept["exact"])
        return {name: _part_in(each) for name, each in kept["parts"].items()}
    assert kept is None or isinstance(kept, int | str)
    return kept


UNREADABLE = Text("冻结的数字读不出来。", "A frozen figure cannot be read.")
