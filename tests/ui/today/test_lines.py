"""The lines of the list: groups, rules that fold, three orders, what is kept of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.ui.panes.today.lines import (
    FoldLine,
    HeadLine,
    Layout,
    Line,
    TodoLine,
    line_key,
    lines_of,
    named,
    shown_apart,
    todos_of,
)
from csmdesk.ui.panes.today.list_state import ListState
from tests.ui.today.conftest import short
from tests.ui.today.made import todo, usual_todos


def shown(layout: Layout | None = None) -> list[Line]:
    return list(lines_of(usual_todos(), (), layout or Layout(), "zh"))


def group(lines: list[Line], words: str) -> list[Line]:
    """What stands below a head."""
    begin = next(i for i, line in enumerate(lines) if isinstance(line, HeadLine) and line.words == words)
    rest = lines[begin + 1 :]
    return rest[: next((i for i, line in enumerate(rest) if isinstance(line, HeadLine)), len(rest))]


def test_groups_stand_in_their_order_and_say_how_many_and_how_much() -> None:
    heads = [line for line in shown() if isinstance(line, HeadLine)]
    assert [(head.words, head.size) for head in heads] == [
        ("逾期", 33),
        ("今天", 4),
        ("7 天内", 5),
        ("已推迟", 1),
    ]
    overdue = sum(each.amount.value for each in usual_todos() if each.group == "overdue" and each.amount)
    assert heads[0].sum_words == f"涉及 {float(overdue) / 1e4:,.1f}万"
    assert heads[1].sum_words == ""
    assert [head.late for head in heads] == [True, False, False, False]


def test_what_is_put_off_shows_its_head_only() -> None:
    assert short(shown()[-1]) == "# 已推迟 1"
    opened = shown(Layout(folded=frozenset()))
    assert [short(line) for line in opened[-2:]] == ["# 已推迟 1", "岚图家居 启动续约谈判"]


def test_more_than_two_of_a_rule_fold_and_nine_rows_are_left() -> None:
    rows = group(shown(), "逾期")
    assert [short(row) for row in rows] == [
        "岚图家居 开价值工作坊",
        "铸元钢铁 开价值工作坊",
        "> 开价值工作坊，还有 18 份",
        "恒沐医药 确认自动续约",
        "宁溪纺织 确认自动续约",
        "宁溪纺织 解决工单",
        "松果母婴 解决工单",
        "松果母婴 触达客户",
        "> 触达客户，还有 8 个",
    ]
    fold = rows[2]
    assert isinstance(fold, FoldLine)
    assert fold.names[:4] == ("沐野乳业", "恒沐医药", "宁溪纺织", "松果母婴")
    assert fold.due_words == "逾期 19–70 天"
    assert fold.amount == "614.7万"
    assert len(fold.todos) == 18


def test_a_folded_rule_opens_in_its_place() -> None:
    lines = shown(Layout(opened=frozenset({("overdue", "workshop")})))
    rows = group(lines, "逾期")
    assert short(rows[2]) == "v 开价值工作坊，还有 18 份"
    inside = [
        row for row in rows if isinstance(row, TodoLine) and row.fold == ("fold", "overdue", "workshop")
    ]
    assert rows[3:21] == inside
    assert len(rows) == 9 + 18


def test_three_of_a_rule_stand_for_themselves() -> None:
    three = [todo(n, "cadence", "触达客户", 0, table="accounts") for n in range(3)]
    four = [todo(n, "talks", "启动续约谈判", 0) for n in range(4)]
    rows = lines_of([*three, *four], (), Layout(), "zh")
    assert [short(row) for row in rows[1:]] == [
        "岚图家居 触达客户",
        "铸元钢铁 触达客户",
        "沐野乳业 触达客户",
        "岚图家居 启动续约谈判",
        "铸元钢铁 启动续约谈判",
        "> 启动续约谈判，还有 2 份",
    ]


def test_many_rules_leave_one_row_for_the_rest() -> None:
    many = [todo(n, f"rule{rule}", f"第 {rule} 条", 5) for rule in range(15) for n in range(4)]
    rows = group(list(lines_of(many, (), Layout(), "zh")), "逾期")
    assert len(rows) == 9
    assert short(rows[0]) == "岚图家居 第 0 条"
    rest = rows[-1]
    assert isinstance(rest, FoldLine)
    assert short(rest) == "> 其余 32 件"
    assert rest.names[:2] == ("第 7 条", "第 8 条")
    assert {each.rule for each in rest.todos} == {f"rule{rule}" for rule in range(7, 15)}


@given(st.lists(st.integers(1, 400), min_size=1, max_size=30), st.integers(3, 12))
def test_no_more_rows_than_there_may_be(sizes: list[int], most: int) -> None:
    apart = shown_apart(sizes, most)
    rows = sum(count + (count < size) for size, count in zip(sizes, apart, strict=False))
    rows += len(apart) < len(sizes)
    assert rows <= most
    assert apart[0] >= 1
    assert all(0 <= count <= size for size, count in zip(sizes, apart, strict=False))


@given(st.lists(st.integers(0, 8), max_size=40), st.booleans())
def test_every_to_do_is_shown_once_and_under_a_key_of_its_own(rules: list[int], opened: bool) -> None:
    todos = [todo(n, f"r{rule}", f"第 {rule} 条", n % 4 - 1) for n, rule in enumerate(rules)]
    folds = frozenset(
        (g, r) for g in ("overdue", "today", "week") for r in ("", *(f"r{n}" for n in range(9)))
    )
    for order in ("urgency", "account", "value"):
        lines = lines_of(todos, (), Layout(order, opened=folds if opened else frozenset()), "zh")
        held = [each.key for line in lines if isinstance(line, TodoLine) for each in todos_of(line)]
        if not opened:
            held += [each.key for line in lines if isinstance(line, FoldLine) for each in line.todos]
        assert sorted(held) == sorted(each.key for each in todos)
        assert len({line_key(line) for line in lines}) == len(lines)


def test_by_account_each_has_a_head_in_the_order_of_urgency() -> None:
    lines = shown(Layout("account"))
    heads = [line for line in lines if isinstance(line, HeadLine)]
    assert heads[0].words == "岚图家居"
    assert heads[0].mark == "red"
    row = lines[1]
    assert isinstance(row, TodoLine)
    assert not row.named
    assert {head.words for head in heads} >= {"3 个作战室", "自评报告", "已推迟"}


def test_by_value_the_highest_stands_first_and_what_has_none_last() -> None:
    lines = shown(Layout("value"))
    worth = group(lines, "涉及金额")
    values = [row.todo.amount.value for row in worth if isinstance(row, TodoLine) and row.todo.amount]
    assert values == sorted(values, reverse=True)
    assert len(values) == 23
    assert all(isinstance(row, TodoLine) and row.todo.amount is None for row in group(lines, "不涉及金额"))


def test_what_was_ticked_off_stands_last_and_says_so() -> None:
    ticked = [todo(3, "cadence", "触达客户", 2)]
    lines = lines_of((), ticked, Layout(folded=frozenset()), "zh")
    assert [short(line) for line in lines] == ["# 今天已完成 1", "恒沐医药 触达客户"]
    assert isinstance(lines[1], TodoLine)
    assert lines[1].ticked


def test_names_are_named_whole() -> None:
    assert named(("甲", "乙", "丙"), 2) == "甲、乙 等"
    assert named(("甲", "乙"), 2) == "甲、乙"


def test_the_layout_is_kept_but_no_account_of_it() -> None:
    state = ListState()
    state.choose_order("account")
    lines = lines_of(usual_todos(), (), state.layout, "zh")
    head = lines[0]
    assert isinstance(head, HeadLine)
    state.fold(head, opened=False)
    state.choose_order("urgency")
    fold = next(
        line for line in lines_of(usual_todos(), (), state.layout, "zh") if isinstance(line, FoldLine)
    )
    state.fold(fold, opened=True)
    kept = state.save_state()
    assert kept == {"order": "urgency", "folded": "done,snoozed", "opened": "overdue workshop"}
    again = ListState()
    again.restore_state(kept)
    assert again.layout.opened == frozenset({("overdue", "workshop")})
    state.fold(fold, opened=False)
    assert state.save_state()["opened"] == ""


@pytest.mark.parametrize("wrong", [{"order": "nonsense"}, {"folded": "x,y"}, {"opened": "a,b,c d e"}, {}])
def test_a_layout_that_is_wrong_is_passed_over(wrong: dict[str, str]) -> None:
    state = ListState()
    state.restore_state(wrong)
    assert state.layout.order == "urgency"
    assert lines_of(usual_todos(), (), state.layout, "zh")
