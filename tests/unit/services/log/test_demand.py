"""Suggestions by score; consultants without clashes, which the review's root causes count the same."""

from __future__ import annotations

from datetime import date

import pytest

from csmdesk.reports.chapters import causes
from csmdesk.reports.document import Table
from csmdesk.reports.words import Writer
from csmdesk.services.figures import figures
from csmdesk.services.log.kind import LogKind
from csmdesk.services.log.log import Log
from csmdesk.storage.book import Book
from tests.unit.services.log.records import NOW, TYPED, shown, words

AT = date(2024, 7, 31)


@pytest.fixture
def suggestions(log: Log) -> LogKind:
    return log.kinds["suggestion"]


@pytest.fixture
def requests(log: Log) -> LogKind:
    return log.kinds["request"]


def suggest(kind: LogKind, **values: str) -> int:
    return kind.new({**TYPED["suggestion"], **values})[0]


def test_the_score_is_reach_by_value_by_urgency_over_effort(suggestions: LogKind) -> None:
    made = suggest(suggestions, reach="12", value="4", urgency="3", effort="8")
    assert words(suggestions, made)["score"] == "18"
    (state,) = suggestions.check({"effort": "5"}, made)
    assert state.words.zh == "12 × 4 × 3 ÷ 5 = 28.8"
    (state,) = suggestions.check({"effort": "", "reach": ""}, made)
    assert (state.state, state.words.zh) == ("open", "还差影响面、工作量")


def test_generic_comes_before_custom_whoever_shouts(suggestions: LogKind) -> None:
    loud = suggest(suggestions, nature="个性", reach="100", value="5", urgency="5", effort="1")
    low = suggest(suggestions, reach="1", value="1", urgency="1", effort="5")
    high = suggest(suggestions, reach="9", value="5", urgency="5", effort="5")
    equal = suggest(suggestions, reach="9", value="5", urgency="5", effort="5")
    shipped = suggest(suggestions, reach="99", status="已上线")
    places = {key: words(suggestions, key)["rank"] for key in (high, equal, low, loud, shipped)}
    assert places == {high: "1", equal: "2", low: "3", loud: "4", shipped: ""}
    unscored = suggest(suggestions, reach="")
    assert words(suggestions, unscored)["rank"] == ""


def test_values_off_the_scale_are_refused(suggestions: LogKind) -> None:
    wrong = {"value": "6", "urgency": "0", "effort": "0", "reach": "-1"}
    assert suggestions.problems({**TYPED["suggestion"], **wrong}).keys() == wrong.keys()


def test_a_shipped_one_is_in_the_figure_at_once(suggestions: LogKind, sample: Book) -> None:
    before = figures(sample, "2024H1", NOW.date()).figures["feedback_conversion"]
    made = suggest(suggestions, day="2024-06-20")
    suggestions.edit([made], "status", "上线")
    after = figures(sample, "2024H1", NOW.date()).figures["feedback_conversion"]
    assert (after.numerator, after.denominator) == (
        (before.numerator or 0) + 1,
        (before.denominator or 0) + 1,
    )
    assert shown(suggestions, made).marks["answered_day"] == "amber"
    suggestions.edit([made], "answered_day", "今天")
    assert "answered_day" not in shown(suggestions, made).marks


def ask(kind: LogKind, **values: str) -> int:
    return kind.new({**TYPED["request"], **values})[0]


def clashes_of(kind: LogKind, record_id: int) -> list[int]:
    return [
        line.opens[1]
        for section in kind.about(record_id, AT, "zh")
        for line in section.lines
        if section.title == "撞期" and line.opens is not None
    ]


@pytest.mark.parametrize(
    ("needed", "until", "consultant", "product", "clash"),
    [
        ("2024-07-05", "", "王工", "BI报表", True),
        ("2024-07-06", "", "王工", "BI报表", False),
        ("2024-07-01", "2024-07-03", " 王 工", "BI报表", True),
        ("2024-07-01", "2024-07-02", "王工", "BI报表", False),
        ("2024-07-04", "", "李工", "数据仓库", False),
        ("2024-07-04", "", "", "数据仓库", True),
        ("2024-07-04", "", "", "BI报表", False),
    ],
)
def test_clashes(
    requests: LogKind, needed: str, until: str, consultant: str, product: str, clash: bool
) -> None:
    first = ask(requests)
    values = {"needed_day": needed, "until_day": until, "consultant": consultant, "product": product}
    said = requests.check({**TYPED["request"], **values})
    assert [rule.state for rule in said][1] == ("broken" if clash else "kept")
    other = ask(requests, **values)
    assert clashes_of(requests, first) == ([other] if clash else [])
    assert clashes_of(requests, other) == ([first] if clash else [])
    assert ("撞期" in words(requests, other)["state"]) == clash


def test_one_that_was_taken_back_clashes_no_more(requests: LogKind, sample: Book) -> None:
    first, other = ask(requests), ask(requests)
    assert clashes_of(requests, first) == [other]
    requests.edit([other], "closed_day", "2024-06-30")
    assert clashes_of(requests, first) == []


@pytest.mark.parametrize(
    ("needed", "confirmed", "state", "mark"),
    [
        ("2024-06-30", "", "待确认", "amber"),
        ("2024-06-29", "", "未确认，已过 1 天", "red"),
        ("2024-06-29", "2024-06-29", "已确认", "green"),
        ("2024-06-28", "2024-06-30", "迟 2 天确认", "red"),
    ],
)
def test_delays(requests: LogKind, needed: str, confirmed: str, state: str, mark: str) -> None:
    made = ask(requests, needed_day=needed, until_day="", confirmed_day=confirmed)
    assert words(requests, made)["state"] == state
    assert shown(requests, made).marks["state"] == mark


def trace(book: Book, period: str, as_of: date) -> str:
    """What the review says of the root cause "resource clash"."""
    (table,) = [
        b for b in causes.blocks(Writer(figures(book, period, as_of), {}, "zh")) if isinstance(b, Table)
    ]
    rows = {
        "".join(span.text for span in name): "".join(span.text for span in said) for name, said in table.rows
    }
    return next(said for name, said in rows.items() if "资源" in name)


def test_the_root_cause_counts_what_the_log_shows(requests: LogKind, sample: Book) -> None:
    without = trace(sample, "2024H2", AT)
    assert "方案顾问" not in without
    ask(requests)
    ask(requests, needed_day="2024-07-04", until_day="")
    ask(requests, product="BI报表", consultant="李工", confirmed_day="2024-06-30")
    said = trace(sample, "2024H2", AT)
    assert "方案顾问撞期 1 处，延误 2 次" in said
    assert "新能源 数据仓库 2" in said or "新能源 数据仓库" in said
    sums = requests.rows("2024H2", AT, "zh").sums
    assert {"撞期 1 处", "延误 2"} <= set(sums)
    assert "方案顾问" not in trace(sample, "2024H1", NOW.date())
    assert {"撞期 1 处", "延误 2"}.isdisjoint(requests.rows("2024H1", None, "zh").sums)


@pytest.mark.parametrize(
    ("day", "state", "words"),
    [
        (date(2024, 6, 27), "open", "待确认"),
        (date(2024, 6, 29), "broken", "未确认，已过 1 天"),
        (None, "broken", "未确认，已过 2 天"),
    ],
)
def test_what_is_typed_is_judged_by_the_day_of_the_window(
    requests: LogKind, day: date | None, state: str, words: str
) -> None:
    first = requests.check({**TYPED["request"], "needed_day": "2024-06-28", "until_day": ""}, None, day)[0]
    assert (first.state, first.words.zh) == (state, words)


def test_a_confirmation_counts_from_its_day(requests: LogKind) -> None:
    values = {**TYPED["request"], "confirmed_day": "2024-06-25"}
    assert requests.check(values, None, date(2024, 6, 24))[0].state == "open"
    assert requests.check(values, None, date(2024, 6, 25))[0].state == "kept"
