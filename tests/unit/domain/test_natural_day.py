"""Days as people say them: what is understood, what is refused, and how one is cut out of a line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.day_forms import FORMS
from csmdesk.domain.natural_day import leading_day, natural_day, trailing_day

FRIDAY = date(2024, 6, 28)

SAID = {
    # Chinese
    "今天": "2024-06-28", "今日": "2024-06-28", "昨天": "2024-06-27", "昨日": "2024-06-27",
    "昨晚": "2024-06-27",
    "今早": "2024-06-28", "前天": "2024-06-26", "大前天": "2024-06-25", "明天": "2024-06-29",
    "后天": "2024-06-30",
    "大后天": "2024-07-01", "昨天下午": "2024-06-27",
    "周三": "2024-06-26", "周五": "2024-06-28", "周六": "2024-06-22", "星期一": "2024-06-24",
    "礼拜天": "2024-06-23",
    "周日": "2024-06-23", "上周三": "2024-06-19", "上个星期三": "2024-06-19", "上上周五": "2024-06-14",
    "上周日": "2024-06-23", "本周三": "2024-06-26", "这周日": "2024-06-30", "下周三": "2024-07-03",
    "下下周一": "2024-07-08", "周三上午": "2024-06-26",
    "3天前": "2024-06-25", "三天前": "2024-06-25", "十天之前": "2024-06-18", "两周前": "2024-06-14",
    "1个星期前": "2024-06-21", "一个月前": "2024-05-28", "半个月前": "2024-06-13", "半年前": "2023-12-28",
    "一年前": "2023-06-28", "30天后": "2024-07-28", "三个月后": "2024-09-28", "二十一天前": "2024-06-07",
    "6月20日": "2024-06-20", "6月20": "2024-06-20", "6月20号": "2024-06-20", "六月二十日": "2024-06-20",
    "7月1日": "2023-07-01", "去年6月20日": "2023-06-20", "明年1月2日": "2025-01-02", "20号": "2024-06-20",
    "29日": "2024-05-29", "上月20号": "2024-05-20", "上个月二十号": "2024-05-20", "本月1日": "2024-06-01",
    "下个月5号": "2024-07-05", "24年6月20日": "2024-06-20",
    # figures
    "2024-06-20": "2024-06-20", "2024/6/20": "2024-06-20", "2024.6.20": "2024-06-20",
    "2024年6月20日": "2024-06-20",
    "20240620": "2024-06-20", "2024年6月20日（周四）": "2024-06-20", "2024/6/20 9:30": "2024-06-20",
    "2024-06-20 00:00:00": "2024-06-20", "6-20": "2024-06-20", "06/20": "2024-06-20", "6.20": "2024-06-20",
    "12-31": "2023-12-31", "25/6/2024": "2024-06-25", "6/25/2024": "2024-06-25", "6/6/2024": "2024-06-06",
    "６月２０日": "2024-06-20", "２０２４－０６－２０": "2024-06-20", "2024-07-31": "2024-07-31",
    # English
    "today": "2024-06-28", "Yesterday": "2024-06-27", "the day before yesterday": "2024-06-26",
    "tomorrow": "2024-06-29", "last night": "2024-06-27", "this morning": "2024-06-28",
    "yesterday afternoon": "2024-06-27", "Wednesday": "2024-06-26", "wed": "2024-06-26",
    "on Friday": "2024-06-28",
    "last Wednesday": "2024-06-26", "last Friday": "2024-06-21", "this Sunday": "2024-06-30",
    "next Wednesday": "2024-07-03", "Wednesday last week": "2024-06-19", "last week Wednesday": "2024-06-19",
    "Tuesday of this week": "2024-06-25", "3 days ago": "2024-06-25", "a week ago": "2024-06-21",
    "two weeks ago": "2024-06-14", "1 month ago": "2024-05-28", "in 3 days": "2024-07-01",
    "2 weeks from now": "2024-07-12", "Jun 20": "2024-06-20", "June 20th": "2024-06-20",
    "20 June": "2024-06-20",
    "the 3rd of May": "2024-05-03", "Jun 20, 2024": "2024-06-20", "20 Jun 2023": "2023-06-20",
    "20-Jun-24": "2024-06-20", "Dec 31": "2023-12-31",
}  # fmt: skip


@pytest.mark.parametrize(("said", "day"), SAID.items())
def test_a_day_is_understood(said: str, day: str) -> None:
    assert natural_day(said, FRIDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "said",
    [
        "", "  ", "一", "0", "hello", "周", "周八", "上周", "last week", "2月30日", "6月31日", "13-45",
        "2024-13-01",
        "2023-02-29", "0天", "45347", "32号", "5/6/2024", "9999年1月1日", "1234-01-01", "今天明天", "三",
        "十",
        "周三和周四", "99999天前", "9999年前", "二十十天前", "Jun 31", "Juneteenth", "20 Foo", "yesterdays",
        "1/2/3",
        "24:00", "半前", "a", "in days", "²天前",
    ],
)  # fmt: skip
def test_what_is_no_day_is_none(said: str) -> None:
    assert natural_day(said, FRIDAY) is None


def test_a_weekday_is_the_latest_one_and_last_week_begins_on_monday() -> None:
    monday, sunday = date(2024, 6, 24), date(2024, 6, 30)
    assert natural_day("周一", monday) == monday
    assert natural_day("周日", monday) == date(2024, 6, 23)
    assert natural_day("上周日", monday) == date(2024, 6, 23)
    assert natural_day("上周一", sunday) == date(2024, 6, 17)
    assert natural_day("周一", sunday) == monday
    # In English the last Monday is the one before today.
    assert natural_day("last Monday", monday) == date(2024, 6, 17)
    assert natural_day("last Monday", sunday) == monday


def test_the_29th_of_february_is_looked_for_in_leap_years() -> None:
    assert natural_day("2月29日", FRIDAY) == date(2024, 2, 29)
    assert natural_day("2-29", date(2024, 2, 28)) == date(2020, 2, 29)
    assert natural_day("Feb 29", date(1904, 2, 28)) is None  # 1900 had none, and earlier is no year of ours
    assert natural_day("2/29", date(2103, 3, 1)) == date(2096, 2, 29)
    assert natural_day("2/29", date(2096, 3, 1), ahead=True) == date(2104, 2, 29)


def test_months_end_where_they_end() -> None:
    assert natural_day("一个月前", date(2024, 3, 31)) == date(2024, 2, 29)
    assert natural_day("in 1 month", date(2023, 1, 31)) == date(2023, 2, 28)
    assert natural_day("31号", date(2024, 6, 28)) == date(2024, 5, 31)


def test_a_deadline_looks_ahead() -> None:
    assert natural_day("周三", FRIDAY, ahead=True) == date(2024, 7, 3)
    assert natural_day("周五", FRIDAY, ahead=True) == FRIDAY
    assert natural_day("6月20日", FRIDAY, ahead=True) == date(2025, 6, 20)
    assert natural_day("20号", FRIDAY, ahead=True) == date(2024, 7, 20)
    assert natural_day("昨天", FRIDAY, ahead=True) == date(2024, 6, 27)


DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@given(
    DAYS,
    DAYS,
    st.sampled_from(
        ["{0:%Y-%m-%d}", "{0:%Y%m%d}", "{0.year}年{0.month}月{0.day}日", "{0.year}/{0.month}/{0.day}"]
    ),
)
def test_a_full_date_is_itself_from_wherever_it_is_seen(day: date, today: date, form: str) -> None:
    assert natural_day(form.format(day), today) == day


@given(
    DAYS, st.sampled_from(["{0.month}月{0.day}日", "{0:%m-%d}", "{0.month}/{0.day}", "{0:%b} {0.day}"]), DAYS
)
def test_a_date_without_its_year_is_the_latest_not_after_today(today: date, form: str, day: date) -> None:
    found = natural_day(form.format(day), today)
    assert found is not None
    assert (found.month, found.day) == (day.month, day.day)
    assert found <= today
    later = natural_day(form.format(day), today, ahead=True)
    assert later is not None
    assert later >= today
    # No such day lies between the two: the latest and the next one.
    between = ((found + timedelta(days=n)) for n in range(1, (later - found).days))
    assert not any((each.month, each.day) == (day.month, day.day) and each != today for each in between)


@given(DAYS, st.integers(0, 6))
def test_weekdays_keep_their_week(today: date, weekday: int) -> None:
    name = "一二三四五六日"[weekday]
    latest = natural_day(f"周{name}", today)
    assert latest is not None
    assert latest.weekday() == weekday
    assert 0 <= (today - latest).days < 7
    monday = today - timedelta(days=today.weekday())
    for word, weeks in (("上上周", -2), ("上周", -1), ("本周", 0), ("下周", 1)):
        assert natural_day(word + name, today) == monday + timedelta(weeks=weeks, days=weekday)


@given(DAYS, st.integers(0, 999))
def test_days_ago_and_ahead_are_counted(today: date, count: int) -> None:
    assert natural_day(f"{count}天前", today) == today - timedelta(days=count)
    assert natural_day(f"{count} days ago", today) == today - timedelta(days=count)
    assert natural_day(f"{count}天后", today) == today + timedelta(days=count)


@given(st.text(max_size=12) | st.text("0123456789年月日号周上下天前后-/. 个三dayslo", max_size=10), DAYS)
def test_whatever_is_typed_is_a_day_or_none_and_is_never_lost(text: str, today: date) -> None:
    day = natural_day(text, today)
    assert day is None or 1900 <= day.year <= 2199
    front, rest = leading_day(text, today)
    assert (front is None) == (rest == text)
    assert text.endswith(rest)
    behind, before = trailing_day(text, today)
    assert text.startswith(before)
    assert behind is not None or before == text


@given(st.sampled_from(sorted(SAID)), st.sampled_from(["拜访 聊续约", "李总", "about renewal", "(待办)"]))
def test_a_day_before_words_is_taken_out(said: str, words: str) -> None:
    assert leading_day(f"{said} {words}", FRIDAY) == (date.fromisoformat(SAID[said]), words)
    assert leading_day(f" {said}，{words}", FRIDAY)[1] == words
    assert trailing_day(f"{words} {said}", FRIDAY) == (date.fromisoformat(SAID[said]), words)


@pytest.mark.parametrize(
    ("line", "day", "rest"),
    [
        ("昨天拜访聊续约", "2024-06-27", "拜访聊续约"),
        ("昨天前往上海", "2024-06-27", "前往上海"),
        ("昨天到访客户", "2024-06-27", "到访客户"),
        ("昨天下午拜访", "2024-06-27", "拜访"),
        ("6-20拜访", "2024-06-20", "拜访"),
        ("6月20日拜访", "2024-06-20", "拜访"),
        ("2024-06-20拜访", "2024-06-20", "拜访"),
        ("周三例会", "2024-06-26", "例会"),
        ("Jun 20, 2024 call", "2024-06-20", "call"),
        ("Wed: call", "2024-06-26", "call"),
        ("20号 拜访", "2024-06-20", "拜访"),
        ("昨天", "2024-06-27", ""),
        ("１２月３日　拜访", "2023-12-03", "拜访"),
    ],
)
def test_a_day_in_front_may_stand_close_to_the_words(line: str, day: str, rest: str) -> None:
    assert leading_day(line, FRIDAY) == (date.fromisoformat(day), rest)


@pytest.mark.parametrize(
    "line",
    [
        "昨天的会议纪要", "周三前交付方案", "6月20日前交付", "6月20日起生效", "3/4 的账号已开通",
        "6-20人参加", "3号楼电梯",
        "1日游", "3.5小时", "3.20 的折扣", "周三到周五出差", "monthly review", "wednesdays",
        "last week call", "三月报告",
        "may be late", "2024-06-20123", "12-31-", "10/12个", "20240620001",
    ],
)  # fmt: skip
def test_a_line_that_only_speaks_of_a_day_stays_whole(line: str) -> None:
    assert leading_day(line, FRIDAY) == (None, line)


@pytest.mark.parametrize(
    "line", ["聊续约昨天", "约在 周三", "改到 6月20日", "due Friday", "交付截至 20号", "拜访李总"]
)
def test_a_day_at_the_end_that_was_agreed_on_stays(line: str) -> None:
    assert trailing_day(line, FRIDAY) == (None, line)


def test_every_form_is_used_by_an_example() -> None:
    used = {form.pattern.pattern for form in FORMS for said in SAID if form.pattern.match(said.lower())}
    assert {form.pattern.pattern for form in FORMS} == used
