"""Putting off, ticking off, taking up again; whose to-dos are shown; the words of a day; key results."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from csmdesk.domain.changes import Changes
from csmdesk.domain.fields import FieldError
from csmdesk.domain.text import Language
from csmdesk.domain.todo import State
from csmdesk.domain.work_rules import RuleKey
from csmdesk.services import today_words
from csmdesk.services.account_moves import AccountMoves
from csmdesk.services.accounts import Accounts
from csmdesk.services.place import Place
from csmdesk.services.settings import Settings
from csmdesk.services.today_view import KeyResult, Todo, TodoKey
from csmdesk.services.todos import Todos
from csmdesk.storage.book import Book
from tests.unit.services.sample import expect_exact_undo, ids_of, refused, row
from tests.unit.services.todo_cases import (
    BASE,
    CASES,
    RENEWAL,
    Rows,
    change,
    d,
    make,
    room,
    salon,
    scores,
    workshop,
    write,
)

PERIOD, CLOSING = "2024H1", d(6, 30)
LATER = date(2031, 1, 1)
LANGUAGES: tuple[Language, ...] = ("zh", "en")
SECOND = {"id": 2, "code": "KH2", "name": "铸元钢铁", "segment": "稳定", "handover_day": "2023-01-01"}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("todos") / "book"
    Book.create(folder).book.close()
    return folder


@pytest.fixture
def bare(empty: Path, tmp_path: Path) -> Iterator[Book]:
    """A book without a row."""
    with Book.open(Path(shutil.copytree(empty, tmp_path / "book"))) as opened:
        yield opened


@pytest.fixture
def book(bare: Book) -> Book:
    """One account, whose contract ends on 14 July 2024."""
    write(bare, BASE)
    return bare


def todos_of(book: Book) -> Todos:
    return Todos(book, Accounts(book), lambda: LATER)


def listed(book: Book, day: date = CLOSING, period: str = "2024") -> dict[str, Todo]:
    """What is shown on a day, by rule."""
    return {each.rule: each for each in todos_of(book).data(period, day, "zh").todos}


def overdue_workshop(book: Book) -> Todo:
    return listed(book)["workshop"]


# --- putting off and ticking off ----------------------------------------------------------------------------


def test_each_step_is_named_and_undone_exactly(book: Book) -> None:
    todos = todos_of(book)
    todos.data(PERIOD, CLOSING, "zh")
    key = overdue_workshop(book).key
    with expect_exact_undo(book):
        todos.snooze(key, d(7, 3), "客户出差", on=CLOSING)
        assert book.store.undo_label == (
            "推迟：岚图家居 开价值工作坊",
            "Snooze: 岚图家居, Hold value workshop",
        )
        todos.done(key, "电话里确认", on=CLOSING)
        assert book.store.undo_label == ("完成：岚图家居 开价值工作坊", "Done: 岚图家居, Hold value workshop")
    with expect_exact_undo(book):
        todos.reopen(key)
        assert book.store.undo_label == (
            "重开：岚图家居 开价值工作坊",
            "Reopen: 岚图家居, Hold value workshop",
        )
    assert ids_of(book, "snoozes") == []


def test_a_to_do_that_is_not_known_any_more_is_named_by_its_rule(book: Book) -> None:
    key = TodoKey("workshop", "contracts", 99, d(7, 14))
    changes = todos_of(book).done(key, on=CLOSING)
    assert changes == Changes({"snoozes": frozenset({1})})
    assert book.store.undo_label == ("完成：开价值工作坊", "Done: Hold value workshop")
    with pytest.raises(ValueError, match="nonsense"):
        todos_of(book).done(key._replace(rule="nonsense"))


def test_what_the_user_said_is_one_row_a_case(book: Book) -> None:
    todos = todos_of(book)
    key = overdue_workshop(book).key
    todos.snooze(key, d(7, 3), "等排期", on=CLOSING)
    todos.done(key, " 已在\n会上 定下 ", on=CLOSING)
    (only,) = ids_of(book, "snoozes")
    kept = row(book, "snoozes", only)
    assert (kept["rule"], kept["object_table"], kept["object_id"]) == ("workshop", "contracts", 1)
    assert (kept["case_day"], kept["until_day"], kept["done_day"]) == ("2024-07-14", None, "2024-06-30")
    assert kept["note"] == "已在 会上 定下"


def test_to_put_off_a_broken_rule_asks_why_and_only_that(book: Book) -> None:
    write(book, salon(day="2024-08-20"))
    todos = todos_of(book)
    shown = {each.rule: each for each in todos.data("2024", d(7, 2), "zh").todos}
    assert (shown["workshop"].breach, shown["salon_topic"].breach) == (True, False)
    error = refused(lambda: todos.snooze(shown["workshop"].key, d(7, 9), "  ", on=d(7, 2)))
    assert isinstance(error, FieldError)
    assert error.field == "reason"
    assert not todos.snooze(shown["salon_topic"].key, d(7, 9), on=d(7, 2)).empty
    assert not todos.snooze(shown["workshop"].key, d(7, 9), "客户休假", on=d(7, 2)).empty
    after = {each.rule: each for each in todos.data("2024", d(7, 2), "zh").todos}
    workshop_row = after["workshop"]
    assert (workshop_row.group, workshop_row.until, workshop_row.note) == ("snoozed", d(7, 9), "客户休假")
    assert after["salon_topic"].group == "snoozed"


@pytest.mark.parametrize("until", [CLOSING, d(6, 1)])
def test_a_snooze_lies_ahead_of_the_day_it_is_made_on(book: Book, until: date) -> None:
    error = refused(lambda: todos_of(book).snooze(overdue_workshop(book).key, until, "晚点", on=CLOSING))
    assert isinstance(error, FieldError)
    assert error.field == "until"
    assert "2024-06-30" in error.text.zh


def test_a_note_has_an_end(book: Book) -> None:
    error = refused(lambda: todos_of(book).done(overdue_workshop(book).key, "好" * 201))
    assert isinstance(error, FieldError)
    assert error.field == "note"


def test_without_a_day_it_is_done_on_the_users_own(book: Book) -> None:
    todos = Todos(book, Accounts(book), lambda: CLOSING)
    todos.done(overdue_workshop(book).key)
    assert row(book, "snoozes", 1)["done_day"] == "2024-06-30"


def test_what_was_ticked_off_today_can_be_taken_up_again(book: Book) -> None:
    todos = todos_of(book)
    key = overdue_workshop(book).key
    todos.done(key, "不用开了", on=CLOSING)
    data = todos.data(PERIOD, CLOSING, "zh")
    assert [(each.key, each.note) for each in data.done] == [(key, "不用开了")]
    assert key not in {each.key for each in data.todos}
    assert todos.data("2024", d(7, 1), "zh").done == ()
    todos.reopen(key)
    again = todos.data(PERIOD, CLOSING, "zh")
    assert key in {each.key for each in again.todos}
    assert again.done == ()


def test_a_ticked_off_case_stays_so_whatever_the_settings_say(book: Book) -> None:
    todos_of(book).done(overdue_workshop(book).key, on=CLOSING)
    Settings(book).set_rule("workshop_days", "100")
    assert "workshop" not in listed(book)


def test_a_later_case_of_the_same_account_is_another_one(book: Book) -> None:
    write(book, {"touches": [{"account_id": 1, "day": "2024-04-01", "channel": "电话"}]})
    todos_of(book).done(listed(book)["cadence"].key, on=CLOSING)
    assert "cadence" not in listed(book)
    write(book, {"touches": [{"account_id": 1, "day": "2024-05-10", "channel": "电话"}]})
    assert listed(book)["cadence"].key.case == d(5, 10)


def test_merged_accounts_keep_what_was_said_of_both(book: Book) -> None:
    write(book, {"accounts": [SECOND]})
    todos = todos_of(book)
    for account in (1, 2):
        for case in (d(1, 1), d(2, account)):
            todos.done(TodoKey("cadence", "accounts", account, case), on=CLOSING)
    with expect_exact_undo(book):
        AccountMoves(book).merge(1, [2])
    kept = [row(book, "snoozes", each) for each in ids_of(book, "snoozes")]
    assert sorted((each["object_id"], each["case_day"]) for each in kept) == [
        (1, "2024-01-01"),
        (1, "2024-02-01"),
        (1, "2024-02-02"),
    ]


# --- what is kept -------------------------------------------------------------------------------------------


def test_what_was_found_is_kept_until_the_book_changes(book: Book) -> None:
    todos = todos_of(book)
    first = todos.data(PERIOD, CLOSING, "zh")
    assert todos.data(PERIOD, CLOSING, "zh") is first
    write(book, workshop())
    assert todos.data(PERIOD, CLOSING, "zh") is first
    todos.forget()
    assert todos.data(PERIOD, CLOSING, "zh") is not first


def test_a_change_of_what_was_said_alone_leaves_the_findings(book: Book) -> None:
    accounts = Accounts(book)
    todos = Todos(book, accounts, lambda: LATER)
    key = overdue_workshop(book).key
    other = todos_of(book)
    assert key in {each.key for each in todos.data(PERIOD, CLOSING, "zh").todos}
    changes = other.done(key, on=CLOSING)
    todos.forget(changes)
    assert key not in {each.key for each in todos.data(PERIOD, CLOSING, "zh").todos}
    undone = book.store.undo()
    assert undone is not None
    todos.forget(undone)
    assert key in {each.key for each in todos.data(PERIOD, CLOSING, "zh").todos}


def test_the_next_morning_is_another_day_without_anybody_changing_the_book(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [d(5, 2)]
    monkeypatch.setattr("csmdesk.services.figures.today", lambda: days[-1])
    todos = Todos(book, Accounts(book), lambda: days[-1])
    first = todos.data(PERIOD, None, "zh")
    assert (first.closing, todos.data(PERIOD, None, "zh") is first) == (d(5, 2), True)
    days.append(d(5, 3))
    assert todos.data(PERIOD, None, "zh").closing == d(5, 3)
    fixed = todos.data(PERIOD, d(5, 1), "zh")
    days.append(d(5, 4))
    assert todos.data(PERIOD, d(5, 1), "zh") is fixed


# --- whose --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts SET archived = 1",
        "UPDATE accounts SET handaway_day = '2024-06-30', handaway_to = '李雷'",
    ],
)
def test_accounts_that_are_archived_or_handed_away_ask_for_nothing(book: Book, statement: str) -> None:
    assert "workshop" in listed(book)
    change(book, [statement])
    assert set(listed(book)) == {"review"}
    assert todos_of(book).data(PERIOD, CLOSING, "zh").at_risk.count == 0


def test_a_contract_by_the_month_has_no_renewal_to_do(book: Book) -> None:
    change(book, ["UPDATE contracts SET billing = 'monthly', auto_renewal = 1"])
    assert not {"workshop", "talks", "decision", "settle"} & set(listed(book))
    assert not {"workshop", "settle"} & set(listed(book, d(9, 30)))


def test_a_renewed_contract_asks_for_nothing_but_its_breach_stays(book: Book) -> None:
    write(book, RENEWAL)
    shown = listed(book)
    assert not {"workshop", "talks", "settle"} & set(shown)
    assert todos_of(book).breaches("2024", CLOSING)[RuleKey.WORKSHOP] == (1,)
    # A workshop that comes too late is a breach as well.
    write(book, workshop(day="2024-06-01"))
    assert todos_of(book).breaches("2024", CLOSING)[RuleKey.WORKSHOP] == (1,)


def test_a_contract_that_ended_asks_for_a_result_and_for_nothing_else(book: Book) -> None:
    shown = listed(book, d(7, 20))
    assert not {"workshop", "talks", "decision"} & set(shown)
    settle = shown["settle"]
    assert (settle.action, settle.why) == ("续约或记未续原因", "HT1 07-14 已到期，续约没有结果")
    assert (settle.due_words, settle.breach, settle.group) == ("逾期 6 天", False, "overdue")
    assert listed(book, d(7, 10))["settle"].action == "签下续约"


# --- single rules -------------------------------------------------------------------------------------------


def test_stand_ups_are_for_working_days_and_missed_ones_stay_breaches(book: Book) -> None:
    write(book, {"war_rooms": [room()], "standups": [{"war_room_id": 1, "day": "2024-06-04"}]})
    assert listed(book, d(6, 5))["standup"].why == "15 分钟，记一条日志"
    # 8 and 9 June are a weekend, 10 June is the Dragon Boat Festival.
    for day in (d(6, 8), d(6, 9), d(6, 10)):
        assert "standup" not in listed(book, day)
    keys = [k for k in todos_of(book).states("2024", d(6, 11)) if k.rule == "standup"]
    assert [k.case for k in keys] == [d(6, 3), d(6, 4), d(6, 5), d(6, 6), d(6, 7), d(6, 11)]
    assert todos_of(book).breaches("2024", d(6, 4))[RuleKey.STANDUP] == (1,)
    Settings(book).set_rule("standup_minutes", "20")
    assert listed(book, d(6, 5))["standup"].why == "20 分钟，记一条日志"


def test_a_declined_fall_asks_for_no_war_room(book: Book) -> None:
    write(book, scores(("2024-03-31", 70), ("2024-04-30", 55)))
    assert listed(book)["war_room"].why == "04-30 跌破 60，现在 55.0"
    write(book, {"war_room_declines": [{"account_id": 1, "fell_day": "2024-04-30", "day": "2024-05-02"}]})
    assert "war_room" not in listed(book)
    assert todos_of(book).breaches("2024", CLOSING)[RuleKey.WAR_ROOM] == (1,)


def test_a_room_that_held_is_to_be_closed_and_is_no_breach(book: Book) -> None:
    write(
        book, {**scores(("2024-06-01", 50), ("2024-06-10", 72)), "war_rooms": [room(deadline="2024-06-20")]}
    )
    shown = listed(book, d(6, 25))["room_deadline"]
    assert (shown.action, shown.breach, shown.due_words) == ("关闭作战室", False, "逾期 5 天")
    assert shown.opens == Place("war_room", 1)


def test_an_escalation_runs_from_confirming_to_its_review(book: Book) -> None:
    opened = "2024-06-05T09:00+00:00"
    line = {"id": 1, "account_id": 1, "level": 1, "title": "报表打不开", "opened_at": opened}
    write(book, {"escalations": [line]})
    shown = listed(book, d(6, 5))["escalation"]
    assert (shown.why, shown.group) == ("报表打不开，待确认", "today")
    change(book, ["UPDATE escalations SET workaround_at = '2024-06-05T12:00+00:00'"])
    shown = listed(book, d(6, 20))["escalation"]
    assert (shown.why, shown.group, shown.breach) == ("报表打不开，待修复", "today", False)


def test_an_escalated_ticket_is_not_confirmed_twice(book: Book) -> None:
    write(book, {"tickets": [{"id": 1, "code": "GD1", "account_id": 1, "opened_at": "2024-06-05 09:00"}]})
    assert "incident" in listed(book, d(6, 5))
    opened = "2024-06-05T09:30+00:00"
    line = {"account_id": 1, "ticket_id": 1, "level": 1, "title": "打不开", "opened_at": opened}
    write(book, {"escalations": [line]})
    assert "incident" not in listed(book, d(6, 5))


def test_a_29_february_birthday_is_kept_on_the_28th(book: Book) -> None:
    born = {"id": 1, "code": "LX1", "account_id": 1, "name": "李敏", "title": "CIO", "birthday": "1980-02-29"}
    write(book, {"contacts": [born]})
    wish = listed(book, date(2025, 2, 27), "2025")["birthday"]
    assert (wish.due, wish.action, wish.opens) == (
        date(2025, 2, 28),
        "生日祝福 李敏 CIO",
        Place("contact", 1),
    )
    change(book, ["UPDATE contacts SET left_day = '2025-02-01'"])
    assert "birthday" not in listed(book, date(2025, 2, 27), "2025")


def test_the_checklist_says_what_a_workshop_still_needs(book: Book) -> None:
    assert overdue_workshop(book).missing == "痛点 0/5 · 量化指标 0/3 · 双方 CXO 签字 0/2"
    sheet = {
        "contract_id": 1,
        "day": "2024-07-02",
        "pains": '["慢","贵"]',
        "measures": '["2 秒"]',
        "own_signed": 1,
    }
    write(book, {"workshop_sheets": [sheet]})
    Settings(book).set_rule("workshop_pain_points", "6")
    Settings(book).set_rule("workshop_measures", "4")
    assert overdue_workshop(book).missing == "定在 07-02 · 痛点 2/6 · 量化指标 1/4 · 双方 CXO 签字 1/2"


def test_the_cadence_of_a_segment_moves_its_accounts(book: Book) -> None:
    touch = {"account_id": 1, "day": "2024-06-01", "channel": "电话"}
    write(book, {"touches": [touch]})
    change(book, ["UPDATE accounts SET segment = '稳定'"])
    assert listed(book)["cadence"].due == d(7, 1)
    change(book, ["INSERT INTO segments (name, cadence_days) VALUES ('稳定', 20)"])
    assert listed(book)["cadence"].due == d(6, 21)
    # Without a segment of its own the account is 高价值 by its revenue, unless that asks for all of it.
    change(book, ["UPDATE accounts SET segment = ''"])
    assert listed(book)["cadence"].due == d(6, 15)


def test_an_account_never_touched_is_owed_one_since_its_handover(book: Book) -> None:
    change(book, ["UPDATE accounts SET handover_day = '2024-06-30', activated_day = NULL"])
    shown = listed(book)["cadence"]
    assert (shown.due, shown.breach, shown.why) == (CLOSING, True, "其他每 30 天一次，从未触达")
    assert todos_of(book).breaches(PERIOD, CLOSING)[RuleKey.CADENCE] == (1,)


def test_talks_start_by_the_segment(book: Book) -> None:
    assert listed(book)["talks"].why == "HT1 07-14 到期，提前 60 天启动"
    change(book, ["INSERT INTO segments (name, renewal_start_days) VALUES ('其他', 10)"])
    shown = listed(book)["talks"]
    assert (shown.due, shown.breach, shown.group) == (d(7, 4), False, "week")


def test_a_book_without_salons_is_not_asked_for_one(book: Book) -> None:
    assert "salon" not in listed(book)
    data = todos_of(book).data(PERIOD, CLOSING, "zh")
    assert data.schedule_note == ""


def test_a_salon_that_is_planned_shows_what_it_will_break(book: Book) -> None:
    write(book, salon(day="2024-07-10", topic="数据治理", people=32))
    data = todos_of(book).data("2024", CLOSING, "zh")
    line = next(each for each in data.schedule if each.kind == "event")
    assert (line.words, line.note, line.opens) == ("沙龙 数据治理", "议题未票选", Place("event", 1))


# --- the order and the day ----------------------------------------------------------------------------------


def test_within_a_rule_value_goes_first_and_of_equals_the_nearer_decision(book: Book) -> None:
    more = [
        {
            **BASE["contracts"][0],
            "id": n,
            "code": f"HT{n}",
            "end_day": end,
            "amount_fen": fen,
            "auto_renewal": auto,
        }
        for n, end, fen, auto in (
            (2, "2024-07-13", 24_700_000, 0),
            (3, "2024-07-20", 90_000_000, 0),
            (4, "2024-07-30", 24_700_000, 1),
        )
    ]
    write(
        book,
        {
            "contracts": [
                {**line, "start_day": "2023-07-01", "annual_fen": line["amount_fen"]} for line in more
            ]
        },
    )
    change(book, ["UPDATE contracts SET annual_fen = amount_fen"])
    rows = [each for each in todos_of(book).data("2024", CLOSING, "zh").todos if each.rule == "workshop"]
    assert [each.key.id for each in rows] == [3, 4, 2, 1]


def test_money_in_a_currency_without_a_rate_is_not_summed(book: Book) -> None:
    change(book, ["UPDATE contracts SET currency = 'USD'"])
    Settings(book).set_rule("home_currency", "CNY")
    shown = overdue_workshop(book)
    assert (shown.amount, shown.amount_words) == (None, "")
    assert todos_of(book).data(PERIOD, CLOSING, "zh").at_risk.amount == "0.0万"


def test_a_book_without_a_row_has_only_its_day(bare: Book) -> None:
    data = todos_of(bare).data("2024H1", d(3, 6), "zh")
    assert (data.todos, data.key_results, data.schedule, data.changed, data.done) == ((), (), (), (), ())
    assert (data.at_risk.count, data.at_risk.top, data.results_words) == (0, (), "")
    assert (data.headline, data.next_day, data.next_words) == ("3月6日 周三", d(6, 30), "下一件在 6 月 30 日")
    assert todos_of(bare).due("2024H1", d(3, 6)) == 0


@pytest.mark.parametrize(
    ("day", "start", "note", "english"),
    [
        (d(6, 30), 1, "上半年最后一天", "last day of H1"),
        (d(12, 31), 1, "下半年最后一天", "last day of H2"),
        (d(7, 1), 1, "下半年第一天", "first day of H2"),
        (d(3, 31), 1, "一季度最后一天", "last day of Q1"),
        (d(10, 1), 1, "四季度第一天", "first day of Q4"),
        (d(6, 29), 1, "上半年还剩 1 天", "1 day left of H1"),
        (d(5, 31), 1, "上半年还剩 30 天", "30 days left of H1"),
        (d(5, 30), 1, "", ""),
        (d(6, 30), 4, "一季度最后一天", "last day of Q1"),
        (d(9, 30), 4, "上半年最后一天", "last day of H1"),
    ],
)
def test_what_is_special_about_a_day(day: date, start: int, note: str, english: str) -> None:
    assert today_words.day_note(day, start, "zh") == note
    assert today_words.day_note(day, start, "en") == english


def test_the_count_beside_the_pane_is_what_is_overdue_or_for_today(book: Book) -> None:
    todos = todos_of(book)
    data = todos.data(PERIOD, CLOSING, "zh")
    assert todos.due(PERIOD, CLOSING) == data.due == len(data.group("overdue")) + len(data.group("today"))
    todos.snooze(overdue_workshop(book).key, d(7, 9), "等", on=CLOSING)
    assert todos.due(PERIOD, CLOSING) == data.due - 1
    assert todos.data(PERIOD, CLOSING, "en").due == data.due - 1


def test_states_tell_what_is_done_too(book: Book) -> None:
    write(book, workshop())
    states = todos_of(book).states(PERIOD, CLOSING)
    assert states[TodoKey("workshop", "contracts", 1, d(7, 14))] is State.DONE
    assert states[TodoKey("minutes", "workshops", 1, d(4, 10))] is State.DONE


# --- key results --------------------------------------------------------------------------------------------


def target(metric: str, value: str, **more: str) -> Rows:
    return {"targets": [{"period": "2024", "name": "目标", "metric": metric, "value": value, **more}]}


def result(book: Book, day: date = CLOSING, period: str = PERIOD) -> KeyResult:
    (line,) = todos_of(book).data(period, day, "zh").key_results
    return line


def receive(book: Book, day: str, fen: int) -> None:
    line = {"code": f"HK{day}", "contract_id": 1, "kind": "renewal", "received_day": day, "amount_fen": fen}
    write(book, {"receipts": [line]})


def test_a_sum_is_held_against_its_node_its_pace_and_where_it_leads(book: Book) -> None:
    write(book, target("renewal_collected", "1000000", node_share="0.48"))
    receive(book, "2024-02-01", 12_000_000)
    line = result(book, d(3, 31))
    # 91 of the 182 days of the half year have passed.
    assert (line.value, line.target_words, line.share_words) == ("12万", "/ 48万", "25%")
    assert (line.verdict_words, line.mark) == ("落后", "yellow")
    assert (line.pace_words, line.forecast_words) == ("按进度应到 24万", "照此到期末 24万")
    assert (line.bar, line.tick) == (0.12, 0.48)
    assert line.node_words == "节点 48万 = 100万 × 48%"
    ended = result(book)
    assert (ended.pace_words, ended.forecast_words) == ("", "")


def test_a_missed_target_of_its_own_period_is_missed(book: Book) -> None:
    write(book, target("renewal_collected", "1000000", period=PERIOD))
    receive(book, "2024-02-01", 12_000_000)
    line = result(book)
    assert (line.verdict_words, line.mark, line.target_words) == ("未达", "red", "≥ 100万")
    assert line.share_words == "−88万"


def test_at_most_is_met_from_below(book: Book) -> None:
    write(book, {**target("health_red", "0", direction="<="), **scores(("2024-05-31", 80))})
    line = result(book)
    assert (line.target_words, line.verdict_words, line.share_words) == ("≤ 0", "达成", "0")
    assert (line.bar, line.tick) == (0.0, 0.0)


def test_a_target_without_data_has_no_result(book: Book) -> None:
    write(book, target("nps", "55"))
    line = result(book)
    assert (line.value, line.verdict, line.share_words, line.mark) == ("—", "unknown", "", "unscored")
    assert "无结果" in line.spoken


def test_a_target_over_a_part_of_the_book_counts_that_part(book: Book) -> None:
    write(book, {"accounts": [SECOND]})
    write(book, target("renewal_collected", "1000000", node_share="0.48", scope='{"segment": "稳定"}'))
    receive(book, "2024-02-01", 12_000_000)
    line = result(book)
    assert (line.value, line.share_words, line.goal) == ("0 元", "0%", "")


def test_a_key_result_opens_its_rows(book: Book) -> None:
    write(book, target("renewal_collected", "1000000", node_share="0.48"))
    receive(book, "2024-02-01", 12_000_000)
    todos = todos_of(book)
    shown = todos.result_evidence("renewal_collected", PERIOD, CLOSING, "zh")
    assert (shown.value, shown.total_rows) == ("12万", 1)
    amount = overdue_workshop(book).amount
    assert amount is not None
    opened = todos.evidence(1, amount.evidence, PERIOD, CLOSING, "zh")
    assert opened is not None
    assert opened.value.startswith("24.7")


def test_every_case_is_said_in_both_languages(bare: Book) -> None:
    for case in CASES:
        change(bare, ["DELETE FROM accounts", "DELETE FROM events", "DELETE FROM health_dimensions"])
        make(bare, case)
        for language in LANGUAGES:
            rows = todos_of(bare).data("2024", max(case.seen, case.due - timedelta(3)), language).todos
            shown = [each for each in rows if each.rule == case.rule.value]
            assert shown, case.rule
            for each in shown:
                assert each.action
                assert each.why
                assert each.missing
                assert each.due_words
                assert each.spoken.startswith(each.account)
