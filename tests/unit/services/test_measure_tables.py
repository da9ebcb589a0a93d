"""Metrics as tables: exact, equal to what the page says, a row for each period or a column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.metrics.registry import definitions
from csmdesk.services.figures import figures
from csmdesk.services.measure_tables import HEADS, cells, formats, heads, long_table, wide_table
from csmdesk.services.measure_view import Asked
from csmdesk.services.measures import Measures
from csmdesk.storage.book import Book
from tests.books import PERIOD

OWN = Asked(PERIOD, None, "zh")
PERIODS = (PERIOD, "2023H2", "2024-05")


def stop_after(calls: int) -> Callable[[], None]:
    """A check that ends the work at so many calls."""
    left = [calls]

    def check() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise InterruptedError

    return check


def test_the_long_table_holds_what_the_page_says_of_every_metric(sample: Book) -> None:
    measures = Measures(sample)
    table = long_table(measures, OWN, PERIODS)
    assert list(table.columns) == list(HEADS)
    assert list(table["key"].unique()) == list(definitions())
    lines = {line.key: line for line in measures.lines(OWN).lines}
    for key in definitions():
        rows = table[table["key"] == key]
        compared = measures.compare(key, OWN, PERIODS)
        assert list(rows["period"]) == [one.period for one in compared]
        for row, one in zip(cells(rows), compared, strict=True):
            told = dict(zip(table.columns, row, strict=True))
            assert (told["value"], told["team"], told["as_of"]) == (one.value, one.team, one.as_of)
            assert told["reason"] == one.reason
        assert cells(rows)[0][list(table.columns).index("value")] == lines[key].value


def test_values_numerators_and_targets_are_the_registry_s_exactly(sample: Book) -> None:
    held = figures(sample, PERIOD)
    for row in cells(long_table(Measures(sample), OWN, [PERIOD])):
        told = dict(zip(HEADS, row, strict=True))
        figure = held.figures[str(told["key"])]
        assert told["value"] == figure.value
        assert (told["above"], told["below"]) == (
            (figure.numerator, figure.denominator) if figure.value is not None else (None, None)
        )
        assert told["node"] == (None if figure.target is None else figure.target.node)
        assert not any(isinstance(cell, float) for cell in row)
        assert told["as_of"] == date(2024, 6, 30)


def test_the_wide_table_has_a_column_for_each_period(sample: Book) -> None:
    table = long_table(Measures(sample), OWN, PERIODS)
    wide = wide_table(table)
    assert list(wide.columns) == ["family", "key", "name", "unit", *PERIODS]
    assert list(wide["key"]) == list(definitions())
    for row in cells(wide):
        told = dict(zip(wide.columns, row, strict=True))
        long = cells(table[table["key"] == told["key"]])
        assert [told[name] for name in PERIODS] == [one[list(HEADS).index("value")] for one in long]
    receipts = dict(zip(wide.columns, cells(wide)[0], strict=True))
    assert receipts[PERIOD] == Fraction(17_460_000)
    assert heads(wide, "en") == ["Family", "Key", "Metric", "Unit", *PERIODS]


def test_a_scope_leaves_targets_out_and_the_unit_gives_the_format(sample: Book) -> None:
    scoped = OWN._replace(scope='{"segment": ["高价值"]}')
    table = long_table(Measures(sample), scoped, [PERIOD], ["renewal_collected", "nrr", "acv"])
    assert formats(table) == ["#,##0.00", "0.0%", "#,##0.00"]
    assert [row[list(HEADS).index("node")] for row in cells(table)] == [None, None, None]


def test_the_team_s_number_stands_beside_the_own(sample: Book) -> None:
    measures = Measures(sample)
    measures.forget(measures.team.set("nps", "2023H2", "41"))
    table = long_table(measures, OWN, PERIODS, ["nps"])
    assert [row[list(HEADS).index("team")] for row in cells(table)] == [None, 41, None]


def test_an_unknown_period_and_a_change_of_mind_end_it(sample: Book) -> None:
    measures = Measures(sample)
    with pytest.raises(UserError):
        long_table(measures, OWN, ["2024H7"])
    with pytest.raises(InterruptedError):
        long_table(measures, OWN, PERIODS, check=stop_after(5))
