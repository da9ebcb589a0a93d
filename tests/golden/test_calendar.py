"""The calendar of the sample book: the numbers of the domain's section 6, and the metrics' own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from csmdesk.domain.calendar_cells import matrix, months
from csmdesk.metrics.compute import compute
from csmdesk.paths import resource
from csmdesk.services.contract_calendar import ContractCalendar
from csmdesk.services.figures import basis_of
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with Book.create(tmp_path_factory.mktemp("calendar") / "book").book as made:
        import_into(made, resource("demo/2024H1"))
        yield made


def test_34_are_due_in_the_first_half_and_86_in_the_second(book: Book) -> None:
    data = ContractCalendar(book).data("2024H1", None)
    year = months(data.rows, 2024)
    assert [sum(cell.size for cell in half) for half in (year[:6], year[6:])] == [34, 86]
    assert sum(cell.lost for cell in year[:6]) == 2
    assert sum(cell.renewed for cell in year[6:]) == 41


def test_the_halves_say_what_the_metrics_say(book: Book) -> None:
    calendar = ContractCalendar(book)
    first, second = (calendar.half("2024H1", None, 2024, half) for half in (1, 2))
    assert (first.size, first.renewed, first.lost) == (34, 32, 2)
    assert first.value == 8_800_000
    found = compute(basis_of(book, "2024H1"), ["renewal_value_rate"])["renewal_value_rate"]
    assert first.value_rate.value == found.value
    assert (second.size, second.early) == (86, 41)
    assert second.early_amount == 9_120_000
    assert second.value == 21_520_000


def test_matrix_cells_add_up_to_86_and_to_the_amount(book: Book) -> None:
    data = ContractCalendar(book).data("2024H1", None)
    second = [row for row in data.rows if date(2024, 7, 1) <= row.end <= date(2024, 12, 31)]
    for by in ("decision", "month"):
        found = matrix(second, by, data.closing)
        assert (found.size, found.open) == (86, 45)
        assert sum(c.value + c.done_value for row in found.cells for c in row) == 21_520_000
        assert found.value == 12_400_000


def test_the_target_of_the_year(book: Book) -> None:
    target = ContractCalendar(book).year_target("2024H1", None, 2024)
    assert target.target == 34_000_000
    assert target.received == 17_460_000
    assert sum(target.received_by_month) == target.received
    assert sum(target.due_by_month) == 8_800_000 + 21_520_000


def test_values_add_up_exactly(book: Book) -> None:
    data = ContractCalendar(book).data("2024H1", None)
    whole = sum((row.annual or 0 for row in data.rows), Fraction(0))
    assert data.total(sum(data.units.values())) == whole


def test_another_as_of_day_knows_only_what_had_happened(book: Book) -> None:
    calendar = ContractCalendar(book)
    before = calendar.data("2024H1", date(2024, 3, 31))
    second = [row for row in before.rows if date(2024, 7, 1) <= row.end <= date(2024, 12, 31)]
    assert sum(row.outcome == "renewed" for row in second) < 41
    assert before.closing == date(2024, 3, 31)
