"""Targets in a book: read against a period, changed in place, broken down, pasted, and undone."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import sqlalchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.fields import FieldError
from csmdesk.domain.target import LEVELS
from csmdesk.metrics.figure import Unit
from csmdesk.metrics.registry import definitions
from csmdesk.reports.build import build
from csmdesk.reports.document import Inline, Table
from csmdesk.services.account_moves import AccountMoves
from csmdesk.services.accounts import Accounts
from csmdesk.services.figures import figures
from csmdesk.services.goal_words import GOAL_FIELDS
from csmdesk.services.goals import Goals
from csmdesk.services.goals_view import Breakdown, Goal, GoalsData
from csmdesk.services.paste import PastePlan
from csmdesk.services.todos import Todos
from csmdesk.storage.book import Book
from tests.unit.services.sample import expect_exact_undo, ids_of, refused, row

PERIOD, CLOSING = "2024H1", date(2024, 6, 30)
NRR, RENEWAL, UPSELL, LEADS, RATE, DEPTH, NPS, SHARING = range(1, 9)
TOP = "华东区大客户净收入留存率"
FIELDS = [field.key for field in GOAL_FIELDS]


def _said(cell: Inline) -> str:
    return "".join(span.text for span in cell)


class Held:
    """The targets of a book, counted anew after each change."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.accounts = Accounts(book)
        self.goals = Goals(book, self.accounts)

    def data(self, period: str = PERIOD, language: str = "zh") -> GoalsData:
        return self.goals.data(period, None if period != PERIOD else CLOSING, language)  # type: ignore[arg-type]

    def goal(self, key: int, period: str = PERIOD) -> Goal:
        found = self.data(period).goal(key)
        assert found is not None
        return found

    def parts(self, key: int, language: str = "zh") -> Breakdown:
        found = self.goals.breakdown(key, PERIOD, CLOSING, language)  # type: ignore[arg-type]
        assert found is not None
        return found

    def nodes(self, key: int) -> dict[str, Fraction]:
        return {part.period: part.node for part in self.parts(key).parts}

    def take(self, changes: Changes) -> Changes:
        self.accounts.forget(changes)
        return changes

    def edit(self, key: int, **typed: str) -> Changes:
        return self.take(self.goals.edit(key, typed))

    def new(self, **typed: str) -> int:
        key, changes = self.goals.new(typed)
        self.take(changes)
        return key

    def refuse(self, key: int, field: str, typed: str) -> str:
        error = refused(lambda: self.goals.edit(key, {field: typed}))
        assert isinstance(error, FieldError)
        assert error.field == field
        return error.text.zh


@pytest.fixture
def held(sample: Book) -> Held:
    return Held(sample)


# --- reading ------------------------------------------------------------------------------------------------


def test_the_sample_shows_its_eight_targets_by_level(held: Held) -> None:
    data = held.data()
    assert [(level.name, level.count, level.progress_words) for level in data.levels] == [
        ("战略", 1, "96%"),
        ("关键", 4, "100%"),
        ("过程", 2, "100%"),
        ("价值", 1, "50%"),
    ]
    shown = {goal.id: (goal.value_words, goal.node_words, goal.attained_words) for goal in data.goals}
    assert shown == {
        NRR: ("105.6%", "110%", "−4.4"),
        RENEWAL: ("1,746万", "1,632万", "107%"),
        UPSELL: ("238万", "192万", "124%"),
        LEADS: ("18 条", "14.4", "125%"),
        RATE: ("94.8%", "92%", "+2.8"),
        DEPTH: ("87.4%", "85%", "+2.4"),
        NPS: ("63", "55", "+8"),
        SHARING: ("2 场", "4", "−2"),
    }
    assert data.counts == "6 达成 2 落后"


def test_today_the_review_and_the_pyramid_show_the_same(held: Held, sample: Book) -> None:
    held.edit(RENEWAL, value="4000万", node_share="50%")
    goals = {goal.id: goal.result for goal in held.data().goals}
    today = Todos(sample, Accounts(sample)).data(PERIOD, CLOSING, "zh").key_results
    assert {result.target_id: result for result in today} == goals
    table = next(
        block
        for block in build(figures(sample, PERIOD, CLOSING), {}, "zh", "x").blocks
        if isinstance(block, Table) and block.caption == "关键结果与达成"
    )
    written = {_said(cells[1]): [_said(cell) for cell in cells[2:7]] for cells in table.rows}
    assert written["续费收入"] == ["4,000万", "50%", "2,000万", "1,746万", "87%"]
    for goal in held.data().goals:
        assert goal.result is not None
        assert written[goal.name][3] == goal.result.value.partition(" ")[0]
        assert written[goal.name][2] == goal.node_words


def test_a_target_of_another_time_is_there_and_counts_nowhere(held: Held) -> None:
    key = held.new(metric="续费到账", value="100万", period="2025", level="关键", name="明年续费")
    goal = held.goal(key)
    assert (goal.concerns, goal.result, goal.verdict_words, goal.node_words) == (False, None, "不在本期", "—")
    assert held.data().levels[1].count == 4


def test_a_target_over_some_accounts_shows_their_value(held: Held) -> None:
    key = held.new(metric="客户高管净推荐值", value="55", period="2024", segment="高价值", name="高价值 NPS")
    goal = held.goal(key)
    assert (goal.value_words, goal.scope_words) == ("65", "高价值")
    view = held.goals.evidence(key, "", PERIOD, CLOSING, "zh")
    assert view is not None
    assert view.value == "65"
    whole = held.goals.evidence(NPS, "", PERIOD, CLOSING, "zh")
    assert whole is not None
    assert whole.value == "63"


def test_every_metric_can_be_a_target(held: Held) -> None:
    for key, definition in definitions().items():
        value = "50%" if definition.unit is Unit.RATIO else "3"
        made = held.new(metric=key, name=key, value=value, period="2024")
        goal = held.goal(made)
        assert goal.metric == key
        assert goal.concerns
        assert held.parts(made).parts[0].node == goal.target
    assert len(held.data().goals) == 8 + len(definitions())


def test_an_imported_metric_that_nobody_knows_is_shown_as_such(held: Held, sample: Book) -> None:
    def write(connection: sqlalchemy.Connection) -> None:
        connection.exec_driver_sql("UPDATE targets SET metric = '神秘指标' WHERE id = 4")

    held.take(sample.store.run(Op.EDIT_TARGET, write).changes)
    goal = held.goal(LEADS)
    assert (goal.metric_words, goal.verdict_words, goal.breaks) == ("神秘指标", "没有这个指标", False)
    assert held.goals.breakdown(LEADS, PERIOD, CLOSING, "zh") is None
    assert [
        each.target_id for each in Todos(sample, Accounts(sample)).data(PERIOD, CLOSING, "zh").key_results
    ] == [*(NRR, RENEWAL, UPSELL, RATE, DEPTH, NPS, SHARING)]


# --- changing -----------------------------------------------------------------------------------------------


def test_each_change_is_one_step_and_undone_exactly(held: Held, sample: Book) -> None:
    with expect_exact_undo(sample):
        held.edit(RENEWAL, value="3,600万")
        assert sample.store.undo_label == ("改目标值：续费收入", "Change Value: 续费收入")
        held.edit(RENEWAL, owner="王敏", weight="40")
        held.take(held.goals.move(LEADS, -1))
        held.take(held.goals.set_profile(RENEWAL, "due", PERIOD, CLOSING))
        held.take(held.goals.set_part(RENEWAL, "2024-01", "200万"))
        held.new(metric="红色客户数", value="≤3", period="2024H1")
        held.take(held.goals.remove([UPSELL, SHARING]))
    assert ids_of(sample, "targets") == [1, 2, 4, 5, 6, 7, 9]


@pytest.mark.parametrize(
    ("key", "field", "typed", "column", "kept"),
    [
        (RENEWAL, "value", "0.36亿", "value", "36000000"),
        (RENEWAL, "value", "３６００万元", "value", "36000000"),
        (NRR, "value", "112.5%", "value", "1.125"),
        (NRR, "value", "112.5", "value", "1.125"),
        (NRR, "value", "1.1", "value", "1.1"),
        (LEADS, "value", "32 条", "value", "32"),
        (NPS, "value", "-5", "value", "-5"),
        (RENEWAL, "node_share", "0.5", "node_share", "0.5"),
        (RENEWAL, "node_share", "45%", "node_share", "0.45"),
        (RENEWAL, "node_share", "", "node_share", "1"),
        (RENEWAL, "weight", "33.3%", "weight", "0.333"),
        (RENEWAL, "weight", "", "weight", None),
        (RENEWAL, "direction", "至多", "direction", "<="),
        (RENEWAL, "level", "Process", "level", "过程"),
        (RENEWAL, "level", "北极星", "level", "北极星"),
        (RENEWAL, "period", "2024h1", "period", "2024H1"),
        (RENEWAL, "metric", "upsell_collected", "metric", "upsell_collected"),
        (RENEWAL, "segment", "高价值、潜力", "scope", '{"segment": ["高价值", "潜力"]}'),
        (RENEWAL, "arr_min", "100万", "scope", '{"arr_min": 1000000}'),
        (RENEWAL, "accounts", "岚图家居", "scope", '{"accounts": ["KH1001"]}'),
        (UPSELL, "parent", TOP, "parent_id", 1),
        (DEPTH, "parent", "", "parent_id", None),
    ],
)
def test_fields_take_what_people_type(
    held: Held, sample: Book, key: int, field: str, typed: str, column: str, kept: object
) -> None:
    if field == "accounts":
        with sample.reading() as connection:
            (code,) = connection.execute("SELECT code FROM accounts WHERE name = ?", (typed,)).fetchone()
        kept = f'{{"accounts": ["{code}"]}}'
    held.edit(key, **{field: typed})
    assert row(sample, "targets", key)[column] == kept


@pytest.mark.parametrize(
    ("key", "field", "typed", "said"),
    [
        (RENEWAL, "value", "很多", "不是数字"),
        (RENEWAL, "value", "92%", "不是比例"),
        (RENEWAL, "value", "-1", "不能小于 0"),
        (RENEWAL, "value", "1e5", "不是数字"),
        (RENEWAL, "value", "0.001", "小数位太多"),
        (RENEWAL, "metric", "净收入留存率", "单位不同"),
        (RENEWAL, "metric", "率", "没有叫"),
        (RENEWAL, "metric", "", "不能为空"),
        (RENEWAL, "node_share", "0", "节点比例"),
        (RENEWAL, "node_share", "120%", "节点比例"),
        (RENEWAL, "weight", "101%", "权重"),
        (RENEWAL, "period", "明年", "不认识期间"),
        (RENEWAL, "direction", "大概", "≥ 或 ≤"),
        (RENEWAL, "parent", "没有它", "没有叫"),
        (RENEWAL, "parent", "续费率", "更高一层"),
        (NRR, "parent", "续费率", "更高一层"),
        (RENEWAL, "accounts", "不存在的客户", "没有叫"),
        (RENEWAL, "name", "x" * 201, "太长"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(
    held: Held, sample: Book, key: int, field: str, typed: str, said: str
) -> None:
    before = row(sample, "targets", key)
    assert said in held.refuse(key, field, typed)
    assert row(sample, "targets", key) == before


def test_two_targets_of_one_name_are_refused(held: Held) -> None:
    error = refused(
        lambda: held.goals.new({"metric": "续费到账", "value": "1", "period": "2024", "name": "续费收入"})
    )
    assert isinstance(error, FieldError)
    assert error.field == "name"


def test_a_level_cannot_pass_its_own_family(held: Held) -> None:
    held.edit(UPSELL, parent=TOP)
    held.edit(DEPTH, parent="追加销售收入")
    assert "下级" in held.refuse(UPSELL, "level", "价值")
    assert "更高一层" in held.refuse(UPSELL, "level", "战略")
    held.edit(UPSELL, level="关键")


def test_a_removed_parent_leaves_its_parts_without_one(held: Held, sample: Book) -> None:
    held.edit(UPSELL, parent=TOP)
    with expect_exact_undo(sample):
        held.take(held.goals.remove([NRR]))
        assert row(sample, "targets", UPSELL)["parent_id"] is None
    assert refused(lambda: held.goals.remove([NRR])).text.zh == "目标已不在客户书里。"
    assert refused(lambda: held.goals.edit(NRR, {"owner": "x"})).text.zh == "目标已不在客户书里。"


def test_what_is_under_a_target_rolls_up_by_weight(held: Held) -> None:
    held.edit(DEPTH, parent="续费率", weight="80%")
    held.edit(NPS, parent="续费率", weight="20%", value="126")
    goal = held.goal(RATE)
    assert (goal.rolled, goal.rolled_words, goal.rolled_note) == (
        Fraction("0.8") + Fraction("0.2") * held.goal(NPS).progress,  # type: ignore[operator]
        "90%",
        "下级 2 项",
    )
    assert held.data().levels[2].progress == goal.rolled


def test_weights_that_do_not_make_up_the_whole_are_said(held: Held) -> None:
    held.edit(DEPTH, weight="60%")
    assert held.data().levels[2].weights_words == "权重合计 60%，1 项没有权重"
    held.edit(NPS, weight="30%")
    level = held.data().levels[2]
    assert (level.weights_words, level.balanced) == ("权重合计 90%，应为 100%", False)
    assert held.data(language="en").levels[2].weights_words == "weights 90%, not 100%"
    held.edit(NPS, weight="40%")
    assert held.data().levels[2].balanced


def test_the_order_of_a_level_is_that_of_today(held: Held, sample: Book) -> None:
    held.take(held.goals.move(LEADS, -1))
    held.take(held.goals.move(LEADS, -1))
    assert held.take(held.goals.move(LEADS, -1)).empty
    assert [goal.id for goal in held.data().goals][:5] == [NRR, LEADS, RENEWAL, UPSELL, RATE]
    today = Todos(sample, Accounts(sample)).data(PERIOD, CLOSING, "zh").key_results
    assert [result.target_id for result in today][:3] == [NRR, LEADS, RENEWAL]


def test_a_merged_account_stays_in_the_targets_over_it(held: Held, sample: Book) -> None:
    with sample.reading() as connection:
        rows = connection.execute("SELECT id, code FROM accounts ORDER BY id LIMIT 2").fetchall()
    (keep, kept), (other, gone) = rows
    held.edit(RENEWAL, accounts=gone)
    held.edit(UPSELL, accounts=f"{kept}、{gone}")
    with expect_exact_undo(sample):
        held.take(AccountMoves(sample).merge(keep, [other]))
        assert held.goal(RENEWAL).typed["accounts"] == held.goal(UPSELL).typed["accounts"] == kept


# --- the breakdown ------------------------------------------------------------------------------------------


def test_a_year_in_halves_quarters_and_months(held: Held) -> None:
    breakdown = held.parts(RENEWAL)
    assert [part.period for part in breakdown.parts][:6] == [
        *("2024", "2024H1", "2024Q1", "2024-01", "2024-02", "2024-03")
    ]
    assert len(breakdown.parts) == 1 + 2 + 4 + 12
    first = breakdown.parts[1]
    assert (first.words, first.node_words, first.share_words, first.current) == (
        "上半年",
        "1,632万",
        "107%",
        True,
    )
    assert first.result == held.goal(RENEWAL).result
    to_come = breakdown.parts[-1]
    assert (to_come.result, to_come.value, to_come.share_words) == (None, None, "")
    assert breakdown.sum_words == "各月合计 3,400万，等于目标：上半年 1,632万，下半年 1,768万。"


def test_a_part_stands_as_that_period_does(held: Held) -> None:
    for part in held.parts(RENEWAL).parts[1:7]:
        alone = held.goals.data(part.period, None, "zh").goal(RENEWAL)
        assert alone is not None
        assert (alone.result, alone.node, alone.value) == (part.result, part.node, part.value)
        view = held.goals.evidence(RENEWAL, part.period, PERIOD, CLOSING, "zh")
        assert view is not None
        assert view.value == (part.result.value if part.result else "")


def test_a_typed_month_leaves_the_rest_to_the_last_of_its_half(held: Held) -> None:
    held.take(held.goals.set_part(RENEWAL, "2024-01", "100万"))
    nodes = held.nodes(RENEWAL)
    assert [int(nodes[part]) for part in ("2024-01", "2024-02", "2024-06")] == [
        1_000_000,
        2_720_000,
        4_440_000,
    ]
    assert [int(nodes[part] / 10_000) for part in ("2024H1", "2024H2", "2024Q1")] == [1632, 1768, 644]
    assert held.goals.data("2024-01", None, "zh").goal(RENEWAL).node_words == "100万"  # type: ignore[union-attr]
    assert held.parts(RENEWAL).profile == "typed"


def test_a_typed_quarter_scales_its_months_and_the_next_takes_the_rest(held: Held) -> None:
    held.take(held.goals.set_part(RENEWAL, "2024Q1", "432万"))
    nodes = held.nodes(RENEWAL)
    assert [int(nodes[part]) for part in ("2024-01", "2024Q2", "2024-04")] == [
        1_440_000,
        12_000_000,
        4_000_000,
    ]


def test_a_typed_half_is_the_node_share(held: Held, sample: Book) -> None:
    held.take(held.goals.set_part(RENEWAL, "2024H1", "1700万"))
    assert row(sample, "targets", RENEWAL)["node_share"] == "0.5"
    held.take(held.goals.set_part(LEADS, "2024H1", "10"))
    assert row(sample, "targets", LEADS)["node_share"] == "1/3"
    assert held.goal(LEADS).node == 10


def test_parts_follow_a_changed_value(held: Held) -> None:
    held.take(held.goals.set_part(RENEWAL, "2024-01", "544万"))
    held.edit(RENEWAL, value="6800万")
    assert held.nodes(RENEWAL)["2024-01"] == 10_880_000


@pytest.mark.parametrize(
    ("key", "part", "typed", "said"),
    [
        (RENEWAL, "2024", "1", "改目标值"),
        (RENEWAL, "2024-06", "1", "取余数"),
        (RENEWAL, "2024Q2", "1", "取余数"),
        (RENEWAL, "2024H2", "1", "取余数"),
        (RENEWAL, "2024-12", "1", "取余数"),
        (RENEWAL, "2024-01", "2000万", "超过"),
        (RENEWAL, "2024H1", "3500万", "不能超过"),
        (RENEWAL, "2024-01", "-1", "不能小于"),
        (RENEWAL, "2023-01", "1", "改目标值"),
        (NRR, "2024-12", "100%", "期末"),
    ],
)
def test_parts_that_cannot_be_typed_say_why(held: Held, key: int, part: str, typed: str, said: str) -> None:
    error = refused(lambda: held.goals.set_part(key, part, typed))
    assert isinstance(error, FieldError)
    assert (error.field, said in error.text.zh) == ("part", True)


def test_a_rate_ramps_by_typed_levels(held: Held) -> None:
    held.take(held.goals.set_part(NRR, "2024Q1", "102%"))
    nodes = held.nodes(NRR)
    assert (nodes["2024-03"], nodes["2024Q1"], nodes["2024H1"], nodes["2024"]) == (
        *(Fraction("1.02"), Fraction("1.02"), Fraction("1.1"), Fraction("1.1")),
    )
    held.take(held.goals.set_part(NRR, "2024H1", "105%"))
    assert held.goal(NRR).verdict_words == "达成"
    assert held.nodes(NRR)["2024-07"] == Fraction("1.1")


def test_contracts_that_fall_due_and_last_year_spread_a_target(held: Held) -> None:
    held.take(held.goals.set_profile(RENEWAL, "due", PERIOD, CLOSING))
    breakdown = held.parts(RENEWAL)
    due = {part.period: part.node for part in breakdown.parts}
    assert due["2024-01"] == 0
    assert due["2024H1"] == 16_320_000
    assert due["2024-03"] > due["2024-02"]
    assert (breakdown.drawn_words, breakdown.share_typed) == ("2024-06-30 按数据排的", "29%")
    held.edit(RENEWAL, node_share=breakdown.share_typed)
    assert held.parts(RENEWAL).share_hint == ""
    held.take(held.goals.set_profile(RENEWAL, "last_year", PERIOD, CLOSING))
    months = {part.period: part.node for part in held.parts(RENEWAL).parts if part.depth == 3}
    assert sum(months.values()) == 34_000_000
    held.take(held.goals.set_profile(RENEWAL, "even", PERIOD, CLOSING))
    even = [part.node for part in held.parts(RENEWAL).parts if part.depth == 3][:6]
    assert max(even) - min(even) <= Fraction("0.01")


def test_what_does_not_add_up_is_not_spread(held: Held) -> None:
    assert "不按月相加" in refused(lambda: held.goals.set_profile(NRR, "due", PERIOD, CLOSING)).text.zh
    offered = {choice.key: choice.why_not for choice in held.parts(NRR).choices}
    assert (bool(offered["due"]), offered["typed"]) == (True, "")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from([f"2024-{m:02d}" for m in range(1, 13)]), st.integers(0, 400)), max_size=6
    )
)
def test_whatever_is_typed_the_months_make_the_target(held: Held, typed: list[tuple[str, int]]) -> None:
    held.take(held.goals.set_profile(RENEWAL, "even", PERIOD, CLOSING))
    for part, amount in typed:
        try:
            held.take(held.goals.set_part(RENEWAL, part, f"{amount}万"))
        except FieldError:
            continue
        assert held.nodes(RENEWAL)[part] == amount * 10_000
    nodes = held.nodes(RENEWAL)
    assert sum(node for name, node in nodes.items() if "-" in name) == 34_000_000
    assert nodes["2024Q1"] + nodes["2024Q2"] == nodes["2024H1"] == 16_320_000
    assert min(nodes.values()) >= 0


# --- many at once -------------------------------------------------------------------------------------------

SHEET = "\n".join(
    [
        "周期\t层级\t目标\t指标\t目标值\t方向\t节点比例\t负责人\t权重\t上级目标\t备注",
        "2024\t战略\t华东区大客户净收入留存率\tnrr\t112%\t≥\t100%\t王敏\t100%\t\t随便",
        "2024\t关键\t新签推荐\t推荐线索\t12\t\t50%\t王敏\t20%\t华东区大客户净收入留存率\t",
        "2024\t过程\t新签跟进\t高管触达\t40\t\t48%\t\t\t新签推荐\t",
        "2024\t过程\t坏行\t没有的指标\t40\t\t\t\t\t\t",
    ]
)


def plan(held: Held, text: str, key: int = 0, fields: list[str] | None = None) -> PastePlan:
    ids = [goal.id for goal in held.data().goals]
    below = ids[ids.index(key) :] if key else []
    return held.goals.plan_paste(text, below, fields or FIELDS, (), "zh")


def test_a_pasted_table_changes_known_targets_and_adds_new_ones(held: Held, sample: Book) -> None:
    made = plan(held, SHEET)
    assert [note.zh for note in made.notes] == [
        "1 列的表头不认识，已略过。",
        "2 行是新目标。",
        "1 个新目标有问题，整行不写入。",
    ]
    assert {(cell.name, cell.field) for cell in made.cells if cell.problem} == {("坏行", "metric")}
    with expect_exact_undo(sample):
        held.take(held.goals.apply_paste(made, "zh"))
        goals = {goal.name: goal for goal in held.data().goals}
        assert goals["新签跟进"].parent_words == "新签推荐"
        assert goals["新签推荐"].parent_id == NRR
        assert goals[TOP].target_words == "≥ 112%"
        assert (goals[TOP].owner, "坏行" in goals) == ("王敏", False)


def test_cells_are_pasted_from_the_current_one_on(held: Held) -> None:
    made = plan(held, "3600万\n500万\nabc", RENEWAL, ["value", "weight"])
    assert (made.changed, made.problems) == (2, 1)
    held.take(held.goals.apply_paste(made, "zh"))
    assert [held.goal(key).typed["value"] for key in (RENEWAL, UPSELL, LEADS)] == ["3600万", "500万", "30"]


def test_a_paste_over_a_changed_book_is_refused(held: Held) -> None:
    made = plan(held, "3600万", RENEWAL, ["value"])
    held.edit(RENEWAL, value="3700万")
    assert "重新粘贴" in refused(lambda: held.goals.apply_paste(made, "zh")).text.zh
    assert held.goal(RENEWAL).typed["value"] == "3700万"


def test_two_rows_of_one_new_target_are_refused(held: Held) -> None:
    line = "2024\t关键\t新签\t推荐线索\t12"
    made = plan(held, f"周期\t层级\t目标\t指标\t目标值\n{line}\n{line}")
    assert [cell.problem.zh for cell in made.cells if cell.problem] == ["这次粘贴里有两行是同一个目标。"]
    held.take(held.goals.apply_paste(made, "zh"))
    assert sum(goal.name == "新签" for goal in held.data().goals) == 1


NAMES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
TARGETS = st.fixed_dictionaries(
    {
        "metric": st.sampled_from(["renewal_collected", "nrr", "referral_leads", "nps", "travel_days"]),
        "period": st.sampled_from(["2024", "2024H1", "2024Q3", "2025"]),
        "level": st.sampled_from([*LEVELS, ""]),
        "owner": st.sampled_from(["", "王敏", "李雷"]),
        "weight": st.sampled_from(["", "20%", "33.33%"]),
        "node_share": st.sampled_from(["100%", "48%", "12.5%"]),
        "direction": st.sampled_from(["≥", "≤"]),
        "segment": st.sampled_from(["", "高价值", "高价值、潜力"]),
        "arr_min": st.sampled_from(["", "100万", "250000.5"]),
    }
)
VALUES = {"nrr": "104.25%", "nps": "-12.5", "renewal_collected": "3,412.55万"}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(NAMES, TARGETS, min_size=1, max_size=4), st.sampled_from(["zh", "en"]))
def test_what_is_copied_can_be_pasted_and_is_the_same(
    held: Held, made: dict[str, dict[str, str]], language: str
) -> None:
    held.take(held.goals.remove([goal.id for goal in held.data().goals]) if held.data().goals else Changes())
    for name, typed in made.items():
        held.new(**typed, name=name, value=VALUES.get(typed["metric"], "7"))
    before = held.data(language=language).goals
    lines = ["\t".join(field.name.to(language) for field in GOAL_FIELDS)]  # type: ignore[arg-type]
    lines += ["\t".join(goal.typed[key] for key in FIELDS) for goal in before]
    text = "\n".join(lines)
    same = held.goals.plan_paste(text, (), FIELDS, (), language)  # type: ignore[arg-type]
    assert (same.problems, same.changed) == (0, 0)
    held.take(held.goals.remove([goal.id for goal in before]))
    again = held.goals.plan_paste(text, (), FIELDS, (), language)  # type: ignore[arg-type]
    assert again.problems == 0
    held.take(held.goals.apply_paste(again, language))  # type: ignore[arg-type]
    after = {goal.name: goal.typed for goal in held.data(language=language).goals}
    assert after == {goal.name: goal.typed for goal in before}


# --- a new book ---------------------------------------------------------------------------------------------


def test_a_first_set_is_put_in_at_once(held: Held, sample: Book) -> None:
    held.take(held.goals.remove(ids_of(sample, "targets")))
    assert held.goals.starters_words(PERIOD, CLOSING, "zh").startswith("净收入留存率 110%、续费到账 2789万")
    with expect_exact_undo(sample):
        held.take(held.goals.start(PERIOD, CLOSING, "zh"))
        data = held.data()
        assert [level.weights_words for level in data.levels] == ["权重合计 100%"] * 4
        assert {goal.parent_words for goal in data.goals} == {
            "",
            "净收入留存率",
            "续费率",
            "客户高管净推荐值",
        }
        assert all(goal.result is not None for goal in data.goals)


def test_a_book_without_contracts_is_offered_what_needs_none(tmp_path: Path) -> None:
    with Book.create(tmp_path / "book").book as book:
        held = Held(book)
        data = held.data()
        assert (data.goals, [level.count for level in data.levels]) == ((), [0] * 4)
        held.take(held.goals.start(PERIOD, CLOSING, "zh"))
        assert "续费到账" not in {goal.name for goal in held.data().goals}
        assert {goal.verdict_words for goal in held.data().goals} <= {"无结果", "落后", "达成"}
