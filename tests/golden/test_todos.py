"""The rule engine against the sample book and against a recount that shares no code with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from csmdesk.domain.work_rules import RuleKey
from csmdesk.paths import resource
from csmdesk.reports.chapters import breaches as chapter
from csmdesk.reports.words import Writer
from csmdesk.services.accounts import Accounts
from csmdesk.services.figures import figures
from csmdesk.services.today_view import TodayData, concerned
from csmdesk.services.todos import Todos
from csmdesk.storage.book import Book
from tests.recount.books import SEEDS, made_of
from tests.recount.breaches import breaches, to_be_scored
from tests.recount.rows import Rows, read_rows
from tests.recount.to_book import fill
from tests.unit.importers.making import import_into

PERIOD, CLOSING = "2024H1", date(2024, 6, 30)
NOT_RECOUNTED = {
    *("war_room", "standup", "escalation", "task", "room_deadline", "squad", "task_criteria"),
    *("incident", "early_offer", "birthday", "suggestion", "override", "review"),
}
"""War rooms are in no file of the sample; the last line are rules that only remind."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden") / "book"
    with Book.create(folder).book as book:
        import_into(book, resource("demo/2024H1"))
    return folder


@pytest.fixture
def book(original: Path, tmp_path: Path) -> Iterator[Book]:
    with Book.open(Path(shutil.copytree(original, tmp_path / "book"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with Book.create(tmp_path_factory.mktemp("scratch") / "book").book as opened:
        yield opened


def todos_of(book: Book) -> Todos:
    return Todos(book, Accounts(book), lambda: date(2024, 12, 31))


def rows_of(book: Book) -> Rows:
    with book.reading() as connection:
        return read_rows(connection)


def engine(book: Book, period: str, as_of: date) -> dict[str, set[int]]:
    """What the rule engine says, but for the rules that the recount leaves out."""
    found = todos_of(book).breaches(period, as_of)
    return {key.value: set(ids) for key, ids in found.items() if key.value not in NOT_RECOUNTED}


def check_same(found: dict[str, set[int]], counted: dict[str, set[int]]) -> None:
    wrong = {rule: (found[rule], counted[rule]) for rule in counted if found[rule] != counted[rule]}
    assert wrong == {}
    assert found.keys() == counted.keys()


# --- breaches -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "as_of"),
    [
        (PERIOD, CLOSING),
        (PERIOD, date(2024, 5, 31)),
        (PERIOD, date(2024, 8, 15)),
        ("2024Q1", date(2024, 3, 31)),
        ("2024H2", date(2024, 7, 1)),
        ("2024H2", date(2024, 9, 30)),
        ("2024", date(2024, 12, 31)),
    ],
)
def test_the_breaches_of_the_sample_are_those_of_a_plain_recount(
    book: Book, period: str, as_of: date
) -> None:
    check_same(engine(book, period, as_of), dict(breaches(rows_of(book), period, as_of)))


@given(seed=SEEDS)
def test_engine_and_recount_agree_on_random_books(scratch: Book, seed: int) -> None:
    case = made_of(seed)
    fill(scratch, case.rows)
    counted = breaches(rows_of(scratch), case.period, case.as_of)
    check_same(engine(scratch, case.period, case.as_of), dict(counted))


@given(seed=SEEDS)
def test_the_suggestion_to_score_is_that_of_a_plain_recount(scratch: Book, seed: int) -> None:
    case = made_of(seed)
    fill(scratch, case.rows)
    states = todos_of(scratch).states(case.period, case.as_of)
    asked = {key.id for key in states if key.rule == RuleKey.SUGGESTION}
    assert asked == to_be_scored(rows_of(scratch), case.period, case.as_of)


def test_random_books_break_the_rules_of_what_is_asked_for(scratch: Book) -> None:
    broken: set[str] = set()
    for seed in range(40):
        case = made_of(seed)
        fill(scratch, case.rows)
        rows = rows_of(scratch)
        broken |= {rule for rule, ids in breaches(rows, case.period, case.as_of).items() if ids}
        broken |= {"to score" for _ in to_be_scored(rows, case.period, case.as_of)}
    assert broken >= {"request", "clash", "handover", "to score"}


def test_the_sample_holds_the_breaches_that_the_review_names(book: Book) -> None:
    found = todos_of(book).breaches(PERIOD, CLOSING)
    codes = {
        (table, row["id"]): row["code"]
        for table, lines in rows_of(book).items()
        for row in lines
        if "code" in row
    }
    # 18 of the 34 contracts due had their workshop in time.
    assert len(found[RuleKey.WORKSHOP]) == 34 - 18
    assert [codes["events", each] for each in found[RuleKey.SALON_PAPER]] == ["HD018"]
    assert [codes["events", each] for each in found[RuleKey.SALON_EXECUTIVES]] == ["HD019"]
    assert [codes["accounts", each] for each in found[RuleKey.ONBOARDING]] == ["KH1035"]
    assert {key.value: len(ids) for key, ids in found.items() if ids} == {
        "workshop": 16,
        "issue_due": 14,
        "ticket_72h": 9,
        "cadence": 9,
        "minutes": 8,
        "measures": 7,
        "signatures": 6,
        "pain_points": 4,
        "salon_executives": 1,
        "salon_paper": 1,
        "onboarding": 1,
    }


def test_the_review_counts_the_same_breaches(book: Book) -> None:
    held = figures(book, PERIOD, CLOSING)
    lines = chapter.found(Writer(held, {}, "zh"))
    found = todos_of(book).breaches(PERIOD, CLOSING)
    by_rule = [
        [RuleKey.WORKSHOP],
        [RuleKey.PAIN_POINTS],
        [RuleKey.MEASURES],
        [RuleKey.SIGNATURES],
        [RuleKey.MINUTES],
        [RuleKey.TICKET_72H],
        [RuleKey.SALON_PEOPLE, RuleKey.SALON_EXECUTIVES, RuleKey.SALON_TOPIC, RuleKey.SALON_PAPER],
        [RuleKey.SALON],
        [RuleKey.CADENCE],
        [RuleKey.WAR_ROOM],
        [RuleKey.TASK, RuleKey.TASK_CRITERIA],
        [RuleKey.DISCOUNT],
        [RuleKey.ONBOARDING],
    ]
    counts = [len({each for rule in rules for each in found[rule]}) for rules in by_rule]
    assert counts == [len(line.objects) for line in lines]


# --- the list -----------------------------------------------------------------------------------------------


@pytest.fixture
def data(book: Book) -> TodayData:
    return todos_of(book).data(PERIOD, CLOSING, "zh")


def words_of(data: TodayData, group: str) -> list[tuple[str, str, str, str, str]]:
    return [
        (each.account, each.action, each.why, each.amount_words, each.due_words)
        for each in data.todos
        if each.group == group
    ]


def test_the_head_of_the_sample_day(data: TodayData) -> None:
    assert (data.headline, data.day_note) == ("6月30日 周日", "上半年最后一天")
    assert (data.next_day, data.next_words) == (date(2024, 7, 10), "下一件在 7 月 10 日")
    assert data.due == todos_count(data)


def todos_count(data: TodayData) -> int:
    return len(data.group("overdue")) + len(data.group("today"))


def test_what_the_design_shows_is_on_the_list(data: TodayData) -> None:
    overdue, week = words_of(data, "overdue"), words_of(data, "week")
    hold = "开价值工作坊"
    assert ("岚图家居", hold, "HT00160 到期前 90 天应办，最晚 04-15", "24.7万", "逾期 76 天") in overdue
    assert ("铸元钢铁", hold, "HT00171 到期前 90 天应办，最晚 05-21", "32.8万", "逾期 40 天") in overdue
    renew = "确认自动续约"
    assert ("望海渔业", renew, "HT00162 通知期 30 天，决策日 06-12 已过", "20.6万", "逾期 18 天") in overdue
    assert ("弘毅律所", renew, "HT00168 通知期 30 天，决策日 06-14 已过", "26.1万", "逾期 16 天") in overdue
    assert ("逐光光电", "解决工单 GD0014", "BI报表加载慢 P1，应 03-22 解决", "", "逾期 100 天") in overdue
    assert ("朔方能源", "解决工单 GD0013", "权限配置 P3，应 02-24 解决", "", "逾期 127 天") in overdue
    assert ("北辰汽车", "触达客户", "稳定每 30 天一次，最近 04-25", "", "逾期 36 天") in overdue
    assert ("澜川物流", hold, "HT00174 到期前 90 天应办，最晚 07-06", "23.2万", "07-06") in week
    assert ("宁溪纺织", "生日祝福 张强 CFO", "07-07 生日，1974 年生", "", "07-07") in week
    today = words_of(data, "today")
    confirm = "24 小时内确认并给出绕行办法"
    assert ("星栈零售", "确认工单 GD0015", f"权限配置 P1，{confirm}", "", "明天 10:00") in today
    frozen = ("自评报告", "冻结 2024 年上半年数据", "期末日。冻结后的更正只显示为差异", "", "今天")
    assert frozen in today


def test_the_overdue_ones_are_exactly_those_of_the_recount(book: Book, data: TodayData) -> None:
    # What is overdue on the closing day is broken, in this half year or in the next.
    later = breaches(rows_of(book), "2024H2", CLOSING.replace(month=7, day=1))
    listed: dict[str, set[int]] = {}
    for each in data.group("overdue"):
        listed.setdefault(each.rule, set()).add(each.key.id)
    assert sorted(listed) == ["cadence", "decision", "issue_due", "onboarding", "talks", "workshop"]
    for rule in ("workshop", "decision"):
        first = {each.key.id for each in data.group("week") if each.rule == rule and each.days == 0}
        assert listed[rule] | first == {i for i in later[rule] if i not in settled(book)}
    now = breaches(rows_of(book), PERIOD, CLOSING)
    open_tickets = {row["id"] for row in rows_of(book)["tickets"] if row["resolved_at"] is None}
    assert listed["issue_due"] == now["issue_due"] & open_tickets
    assert listed["cadence"] == now["cadence"]
    assert listed["onboarding"] == now["onboarding"]


def settled(book: Book) -> set[int]:
    return {row["old_id"] for row in rows_of(book)["renewal_links"]}


def test_the_sum_of_a_group_counts_each_contract_once(data: TodayData) -> None:
    overdue = data.group("overdue")
    amounts = {each.key.id: each.amount.value for each in overdue if each.amount is not None}
    assert concerned(overdue) == sum(amounts.values())
    assert len(amounts) < sum(each.amount is not None for each in overdue)
    assert concerned(data.group("overdue")[-1:]) is None


def test_value_at_risk_is_what_the_design_shows(data: TodayData) -> None:
    risk = data.at_risk
    assert (risk.amount, risk.count_words, risk.words) == ("628.2万", "23 份", "90 天内决策")
    assert [(band.words, band.range_words, band.count, band.amount) for band in risk.bands] == [
        ("红", "低于 60", 2, "57.5万"),
        ("黄", "60–79", 14, "386.1万"),
        ("绿", "80 及以上", 7, "184.6万"),
    ]
    assert [line.code for line in risk.top] == ["HT00171", "HT00160", "HT00173", "HT00159", "HT00150"]
    assert len(set(risk.ids)) == 23


def test_key_results_are_those_of_the_review(data: TodayData) -> None:
    assert [
        (line.value, line.target_words, line.share_words, line.verdict_words) for line in data.key_results
    ] == [
        ("105.6%", "≥ 110%", "−4.4", "落后"),
        ("1,746万", "/ 1,632万", "107%", "达成"),
        ("238万", "/ 192万", "124%", "达成"),
        ("18 条", "/ 14.4", "125%", "达成"),
        ("94.8%", "≥ 92%", "+2.8", "达成"),
        ("87.4%", "≥ 85%", "+2.4", "达成"),
        ("63", "≥ 55", "+8", "达成"),
        ("2 场", "≥ 4", "−2", "落后"),
    ]
    assert data.results_words == "6 达成 2 落后"
    assert [line.goal for line in data.key_results if line.goal] == [
        "collected:2024H1:2",
        "value_rate:2024H1:5",
    ]


def test_the_next_fourteen_days(data: TodayData) -> None:
    said = [(line.day_words, line.weekday, line.words, line.note) for line in data.schedule]
    assert said[0] == ("07-01", "周一", "作战室站会，此后每个工作日", "")
    assert ("07-06", "周六", "澜川物流 工作坊最晚日", "") in said
    assert ("07-07", "周日", "作战任务截止 3 项", "") in said
    assert ("07-13", "周六", "3 个作战室到期", "") in said
    assert ("07-14", "周日", "岚图家居 HT00160 到期", "没开工作坊") in said
    assert all(CLOSING < line.day <= date(2024, 7, 14) for line in data.schedule)
    assert data.schedule_note == "三季度沙龙未排期"


def test_what_changed_since_friday(data: TodayData) -> None:
    assert data.changed_note == "06-28 周五以来"
    kinds = [line.kind for line in data.changed]
    assert kinds == sorted(kinds, key=["score", "ticket", "contact", "receipt", "contract"].index)
    words = [line.words for line in data.changed]
    assert "鹿鸣餐饮 健康度 57.0 → 84.4，脱红" in words
    assert "星栈零售 新工单 GD0015 权限配置 P1" in words
    assert "云岫茶饮 续费到账 23.8万" in words
    assert kinds.count("ticket") == 3
    assert kinds.count("receipt") == 2


def test_english_words_have_no_chinese_of_the_program(book: Book) -> None:
    data = todos_of(book).data(PERIOD, CLOSING, "en")
    assert (data.headline, data.day_note) == ("Sunday 30 June", "last day of H1")
    assert data.schedule_note == "no Q3 salon planned"
    assert data.changed_note == "since 06-28 Fri"
    first = data.todos[0]
    assert (first.action, first.due_words) == ("Hold value workshop", "63 days overdue")
    assert first.missing == "Pain points 0/5 · measures 0/3 · CXO signatures 0/2"
    assert first.spoken.endswith("381.0K, 63 days overdue")
