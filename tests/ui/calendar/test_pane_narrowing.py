"""Months, narrowing and counting in the index of the calendar, against counting one by one."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from csmdesk.domain.forecast import Forecast
from csmdesk.services.contract_calendar import ContractCalendar
from csmdesk.storage.book import Book
from csmdesk.ui.panes.calendar.batches import Batch, Batches
from csmdesk.ui.panes.calendar.index import CalendarIndex
from csmdesk.ui.panes.calendar.narrowing import Narrowing
from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.rows import BANDS, CHIPS, FORECASTS, OUTCOMES, CalendarRow, calendar_rows
from tests.ui.conftest import PERIOD

EVERYTHING = Narrowing({}, ())


def index_of(book: Book, fiscal_start: int = 1) -> CalendarIndex:
    desk = ContractCalendar(book).desk(PERIOD, None)
    accounts = desk.basis.over_everything.accounts.values()
    segments = {account.id: desk.basis.segment(account) for account in accounts}
    return CalendarIndex(desk.data, calendar_rows(desk.data, segments), fiscal_start)


@pytest.fixture
def index(book: Book) -> CalendarIndex:
    return index_of(book)


def passes(row: CalendarRow, narrowing: Narrowing) -> bool:
    chosen = narrowing.chosen.items()
    return all(row.facets[CHIPS.index(chip)] & values for chip, values in chosen) and all(
        term in row.search for term in narrowing.terms
    )


def some(index: CalendarIndex, dice: Random) -> Narrowing:
    """Any chips with any of their values, and any letters of names."""
    chosen = {}
    for place, chip in enumerate(CHIPS):
        values = sorted({value for row in index.rows for value in row.facets[place]})
        if values and dice.random() < 0.3:
            chosen[chip] = frozenset(dice.sample(values, dice.randint(1, len(values))))
    terms = [
        dice.choice(index.rows).source.account[: dice.randint(1, 2)] for _ in range(dice.choice((0, 0, 1, 2)))
    ]
    return Narrowing(chosen, tuple(term.casefold() for term in terms))


def check_batch(batch: Batch, rows: list[CalendarRow]) -> None:
    assert list(batch.rows) == rows
    assert (batch.size, batch.units) == (len(rows), sum(row.units for row in rows))
    states = Counter(row.state for row in rows)
    assert (batch.open, batch.renewed, batch.lost) == (states[0], states[1], states[2])
    bands = Counter((row.state, row.source.band) for row in rows)
    assert batch.tally == tuple(tuple(bands[s, band] for band in BANDS) for s in range(len(OUTCOMES)))
    together = Batches([batch])
    assert together.unknown == sum(row.annual is None for row in rows)
    open_ = [row for row in rows if row.open]
    assert together.hoped == [
        sum(row.units for row in open_ if row.source.forecast is category) for category in FORECASTS
    ]


def test_narrowing_leaves_what_passes_one_by_one(index: CalendarIndex) -> None:
    dice = Random(7)
    ends = sorted({(row.source.end.year, row.source.end.month) for row in index.rows})
    whole = {key: list(index.month(*key).rows) for key in ends}
    sizes = set()
    for _ in range(150):
        narrowing = some(index, dice)
        index.narrow(narrowing)
        for key in ends:
            check_batch(index.month(*key), [row for row in whole[key] if passes(row, narrowing)])
        left = [row for row in index.rows if passes(row, narrowing)]
        assert {row.id for row in index.shown} == {row.id for row in left}
        assert list(index.passing(index.rows)) == left
        sizes.add(len(left))
    assert len(sizes) > 30
    index.narrow(None)
    assert index.shown is index.rows


def test_choices_are_counted_under_all_other_chips(index: CalendarIndex) -> None:
    dice = Random(11)
    for _ in range(60):
        narrowing = some(index, dice)
        for place, chip in enumerate(CHIPS):
            others = narrowing.without(chip)
            left = [row for row in index.rows if passes(row, others)]
            assert index.counts(chip, narrowing) == Counter(v for row in left for v in row.facets[place])


def test_a_stated_forecast_counts_at_once(index: CalendarIndex) -> None:
    wanted = Narrowing({"forecast": frozenset({"committed"})}, ())
    row = next(row for row in index.rows if row.open and row.source.forecast is Forecast.RISK)
    index.narrow(wanted)
    before, place = len(index.shown), (row.source.end.year, row.source.end.month)
    units = Batches([index.month(*place)]).hoped[0]
    index.replace({row.id: row.forecast_as(Forecast.COMMITTED)})
    assert len(index.shown) == before + 1
    assert Batches([index.month(*place)]).hoped[0] == units + row.units
    assert index.counts("forecast", EVERYTHING)["committed"] == before + 1
    index.replace({row.id: row})
    assert len(index.shown) == before


def test_a_place_holds_the_months_that_it_is_made_of(index: CalendarIndex) -> None:
    first, second = (index.batches_at(Place("half", (2024, half))) for half in (1, 2))
    assert (first.size, second.size) == (34, 86)
    year = index.batches_at(Place("year", (2024,)))
    assert (year.size, year.units) == (120, first.units + second.units)
    assert year.open == first.open + second.open
    assert index.batches_at(Place("years", (2023,))).size == year.size + sum(
        index.month(2023, month).size for month in range(1, 13)
    )
    everything = index.batches_at(Place("all"))
    assert {row.id for row in everything.rows} == {row.id for row in index.rows}
    monthly = index.batches_at(Place("monthly"))
    assert all(row.open and row.source.monthly for row in monthly.rows)


def test_a_fiscal_year_begins_with_its_own_month(book: Book) -> None:
    index = index_of(book, fiscal_start=4)
    assert index.months(2024)[0] == (2024, 4)
    assert index.months(2024, 2) == tuple(index.months(2024))[6:]
    assert index.months(2024, 2)[-1] == (2025, 3)


def test_the_nearest_months_come_first(index: CalendarIndex) -> None:
    ends = [batch.rows[0].source.end for batch in index.nearest()]
    away = [abs((end.year - 2024) * 12 + end.month - index.closing.month) for end in ends]
    assert away == sorted(away)
    assert sum(batch.size for batch in index.nearest()) == len(index.rows)
