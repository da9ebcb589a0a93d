"""Records by month: exact sums, every month of the span, nothing added that does not belong together."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.errors import UserError
from csmdesk.services.log.cross_table import CrossTable, Entry, cross_table
from csmdesk.services.log.log import Log
from csmdesk.storage.book import Book
from tests.unit.services.log.conftest import now, today
from tests.unit.services.log.records import KINDS, TYPED
from tests.unit.storage.making import operate, rows_of

WORDS = st.sampled_from(["电话", "拜访", "合计", "=1+1", ""])
DAYS = st.none() | st.dates(date(2023, 11, 1), date(2024, 3, 31))
VALUES = st.integers(0, 10**15) | st.fractions(0, 1000, max_denominator=100)
ENTRIES = st.lists(st.builds(Entry, WORDS, DAYS, VALUES), min_size=1, max_size=40)


def body(table: CrossTable) -> list[tuple[object, ...]]:
    """The rows without the last one, which holds the sums."""
    return list(table.rows[:-1])


@given(entries=ENTRIES)
def test_every_sum_is_that_of_a_plain_loop(entries: list[Entry]) -> None:
    table = cross_table("t", "渠道", entries, "zh")
    months = table.heads[1:-1]
    counted: dict[tuple[str, str], Fraction] = {}
    for each in entries:
        month = "无日期" if each.day is None else each.day.isoformat()[:7]
        place = (each.word or "（空）", month)
        counted[place] = counted.get(place, Fraction(0)) + each.value
    found = {
        (row[0], month): value for row in body(table) for month, value in zip(months, row[1:-1], strict=True)
    }
    assert {place: value for place, value in found.items() if value or place in counted} == counted
    for row in table.rows:
        assert sum(row[1:-1]) == row[-1]  # type: ignore[arg-type]
    assert table.rows[-1][0] == "合计"
    for column in range(1, len(table.heads)):
        assert sum(row[column] for row in body(table)) == table.rows[-1][column]  # type: ignore[misc]
    assert not any(isinstance(cell, float) for row in table.rows for cell in row)


def test_months_without_anything_stand_between_the_others() -> None:
    entries = [Entry("电话", date(2023, 11, 3), 1), Entry("电话", date(2024, 2, 1), 2)]
    table = cross_table("t", "Channel", entries, "en")
    assert table.heads == ("Channel", "2023-11", "2023-12", "2024-01", "2024-02", "Total")
    assert table.rows == (("电话", 1, 0, 0, 2, 3), ("Total", 1, 0, 0, 2, 3))


def test_touches_by_channel_are_those_of_the_book(log: Log, sample: Book) -> None:
    kind = log.kinds["touch"]
    ids = [row.id for row in kind.rows("2024H1", None, "zh").rows]
    by_channel, by_account = kind.by_month(ids, None, "zh")
    counted = Counter(
        (channel, day[:7])
        for channel, day in rows_of(sample, "SELECT channel, day FROM touches WHERE day LIKE '2024-0%'")
        if day <= "2024-06-30"
    )
    months = by_channel.heads[1:-1]
    assert months == tuple(f"2024-0{n}" for n in range(1, 7))
    assert {
        (row[0], month): n
        for row in body(by_channel)
        for month, n in zip(months, row[1:-1], strict=True)
        if n
    } == counted
    assert (by_channel.title, by_channel.rows[-1][-1]) == ("按渠道", len(ids))
    assert (by_account.title, len(body(by_account))) == ("按客户", 32)


def test_lengths_and_amounts_are_added_up_too(log: Log) -> None:
    touches, deals = log.kinds["touch"], log.kinds["opportunity"]
    made = [touches.new({**TYPED["touch"], "minutes": typed})[0] for typed in ("30", "1.5小时", "")]
    *_, minutes = touches.by_month(made, None, "zh")
    assert (minutes.title, minutes.rows) == ("时长 分钟", (("拜访", 120, 120), ("合计", 120, 120)))
    ids = [row.id for row in deals.rows("2024H1", None, "zh").rows]
    *_, amounts = deals.by_month(ids, None, "zh")
    assert (amounts.title, amounts.number) == ("金额 CNY", "#,##0.00")
    assert amounts.rows[-1][-1] == 2_380_000


def test_amounts_of_two_currencies_stand_in_tables_of_their_own(log: Log, sample: Book) -> None:
    deals = log.kinds["opportunity"]
    made = [deals.new(TYPED["opportunity"])[0] for _ in range(2)]
    operate(
        sample,
        lambda run: run.execute(f"UPDATE opportunities SET currency = 'USD' WHERE id = {made[1]}"),
    )
    tables = deals.by_month(made, None, "zh")
    assert [table.title for table in tables][-2:] == ["金额 CNY", "金额 USD"]
    assert [table.rows[-1][-1] for table in tables[-2:]] == [220_000, 220_000]


@pytest.mark.parametrize("key", KINDS)
def test_every_kind_has_its_tables_in_both_languages(sample: Book, key: str) -> None:
    for language in ("zh", "en"):
        log = Log(sample, None, today, now, language)
        kind = log.kinds[key]
        made, _ = kind.new({**TYPED[key], **({"account": "恒沐医药"} if key == "handover" else {})})
        tables = kind.by_month([made], None, language)
        assert {len(table.rows) for table in tables} == {2}
        assert {table.rows[-1][0] for table in tables} == {"合计" if language == "zh" else "Total"}
        assert len({table.title for table in tables}) == len(tables)
        kind.remove([made])


def test_nothing_at_all_is_said_to_be_so(log: Log) -> None:
    with pytest.raises(UserError, match="no records to export"):
        log.kinds["touch"].by_month([987_654], None, "zh")


def test_pandas_is_loaded_with_the_first_table_only() -> None:
    code = "import sys; import csmdesk.services.log.log; assert 'pandas' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
