"""Dates: many forms, the order decided by the whole column, nothing guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.importers import dates
from csmdesk.importers.dates import Decision, Order
from csmdesk.importers.problems import Unreadable

DAY = date(2024, 2, 25)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-02-25", "2024/2/25", "2024.2.25", "2024年2月25日", "2024年02月25号", "20240225", "45347",
        "25-02-2024", "02/25/2024", "25.2.2024", "25-Feb-2024", "25 February 2024", "Feb 25, 2024",
        "２０２４－０２－２５",
        "2024-02-25 00:00:00", "2024-02-25T03:23:15.000Z", "2024年2月25日（周日）", "2024/2/25 9:05",
        "45347.5",
        "2024.02.25.", "'2024-02-25", "\u200e2024/2/25", "2024\u200e年\u200e2月25日", "Sun, 25 Feb 2024",
        "Sunday, February 25, 2024", "Sun Feb 25 09:30:00 CST 2024", "星期日 2024年2月25日",
        "民国113年2月25日",
        "中華民國113年02月25日", "二〇二四年二月二十五日", "二零二四年二月廿五日", "2024-02-24T16:00:00.000Z",
        "2024-02-25T15:59:59Z", "2024-02-25T00:00:00+08:00", "45347.999988", "45347.9999999884",
    ],
)  # fmt: skip
def test_a_day_is_read(cell: str) -> None:
    order = dates.decide([cell]).order
    assert dates.read(cell, order).day == DAY


@pytest.mark.parametrize(
    "cell",
    ["2024-02-30", "2023-02-29", "2024-13-01", "2024年6月31日", "31-02-2024", "0024-01-01", "2300-01-01"],
)
def test_a_day_that_does_not_exist_is_refused(cell: str) -> None:
    with pytest.raises(Unreadable) as refused:
        dates.read(cell, Order.DMY)
    assert cell in refused.value.why.zh


@pytest.mark.parametrize(
    "cell",
    [
        "12万",
        "abc",
        "2024",
        "2024-02",
        "1234567",
        "25/2",
        "9:30",
        "2024-02-25 25:00",
        "2月25日",
        "2024年2月",
        "Feb-24",
        "Sunday",
        "113/02/25",
        "二〇二四年十三月五日",
        "二〇二四年二月二二五日",
        "民国113年",
    ],
)
def test_what_is_no_date_is_refused(cell: str) -> None:
    with pytest.raises(Unreadable):
        dates.read(cell)


def test_the_time_of_day() -> None:
    assert dates.read("2024-05-27 09:05:59").minute == 9 * 60 + 5
    assert dates.read("2024年5月2日 下午3:05").minute == 15 * 60 + 5
    assert dates.read("2024/5/2 12:30 AM").minute == 30
    assert dates.read("45347.375").minute == 9 * 60
    assert dates.read("2024-05-27").minute is None


def test_serial_days_of_both_calendars() -> None:
    assert dates.read("45347").day == DAY
    assert dates.read("43885", date1904=True).day == DAY
    # The end of a day, as systems write it, is of that day; what only Excel's fraction is short of is not.
    assert dates.read("45347.99999") == dates.Stamp(DAY, 23 * 60 + 59)
    assert dates.read("45347.999999999") == dates.Stamp(date(2024, 2, 26), 0)
    assert dates.read("45347.3749999999") == dates.Stamp(DAY, 9 * 60)


def test_the_whole_column_decides_the_order() -> None:
    assert dates.decide(["03/04/2024", "13/04/2024"]) == Decision(Order.DMY)
    assert dates.decide(["03/04/2024", "04/13/2024"]) == Decision(Order.MDY)
    assert dates.decide(["24/2/25", "32/3/1"]) == Decision(Order.YMD)
    assert dates.decide(["2024-02-25", "abc"]) == Decision(None)


def test_what_the_column_leaves_open_is_said_and_not_guessed() -> None:
    assert dates.decide(["03/04/2024", "05/06/2024"]) == Decision(None, open=True)
    with pytest.raises(dates.Open):
        dates.read("03/04/2024")
    # The same day either way is not open.
    assert not dates.decide(["03/03/2024", "05/05/2024"]).open
    # The sheet's other dates may settle it.
    assert dates.decide(["03/04/2024"], Order.DMY) == Decision(Order.DMY)


def test_a_cell_against_its_columns_order_is_refused() -> None:
    order = dates.decide(["13/04/2024", "14/04/2024", "04/15/2024"]).order
    assert order is Order.DMY
    with pytest.raises(Unreadable):
        dates.read("04/15/2024", order)


FORMS = {
    "iso": "{y:04d}-{m:02d}-{d:02d}",
    "slash": "{y}/{m}/{d}",
    "dot": "{y}.{m}.{d}",
    "chinese": "{y}年{m}月{d}日",
    "compact": "{y:04d}{m:02d}{d:02d}",
    "dmy": "{d:02d}-{m:02d}-{y:04d}",
    "mdy": "{m}/{d}/{y}",
    "time": "{y}-{m:02d}-{d:02d} 23:59:59",
}


@given(
    st.lists(st.dates(date(1950, 1, 1), date(2150, 12, 31)), min_size=1, max_size=20),
    st.sampled_from(sorted(FORMS)),
)
def test_dates_round_trip_as_columns(days: list[date], form: str) -> None:
    cells = [FORMS[form].format(y=day.year, m=day.month, d=day.day) for day in days]
    decision = dates.decide(cells)
    if decision.open:
        assert form in {"dmy", "mdy"}
        decision = Decision(Order(form))
    assert [dates.read(cell, decision.order).day for cell in cells] == days


@given(st.dates(date(1930, 1, 1), date(2170, 1, 1)))
def test_serial_days_round_trip(day: date) -> None:
    assert dates.read(str((day - date(1899, 12, 30)).days)).day == day
    assert dates.read(str((day - date(1904, 1, 1)).days + 0).zfill(5), date1904=True).day == day
