"""The plan of a year on the sample book: drawn, kept, done by the act, changed, pasted, budgeted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from csmdesk.domain.changes import Op
from csmdesk.domain.fields import FieldError
from csmdesk.domain.working_days import is_working_day
from csmdesk.domain.year_plan import NAMES, PlanKind, week_of
from csmdesk.services.account_edits import AccountEdits, TouchDraft
from csmdesk.services.account_moves import AccountMoves
from csmdesk.services.accounts import Accounts
from csmdesk.services.settings import Settings
from csmdesk.services.todos import Todos
from csmdesk.services.year_plan import YearPlan, read_numbers
from csmdesk.services.year_plan_view import ItemState, PlanData, PlanItem
from csmdesk.storage.book import Book
from csmdesk.storage.year_plan_rows import ItemRow
from tests.unit.services.sample import expect_exact_undo, ids_of, refused, row
from tests.unit.storage.making import rows_of

PERIOD, CLOSING, YEAR = "2024H1", date(2024, 6, 30), 2024
NEXT = date(2024, 7, 1)


class Planner:
    """The service on the sample's last day."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.plan = YearPlan(book, lambda: CLOSING)

    def data(self, period: str = PERIOD, as_of: date | None = CLOSING, year: int | None = None) -> PlanData:
        self.plan.forget()
        return self.plan.data(period, as_of, "zh", year)

    def draw(self, **more: Any) -> None:
        self.plan.forget()
        self.plan.apply(self.plan.draw(PERIOD, CLOSING, "zh", **more))

    def redrawn(self, **more: Any) -> tuple[int, int, int]:
        """How much a new drawing would add, move and take out."""
        self.plan.forget()
        drawing = self.plan.draw(PERIOD, CLOSING, "zh", **more)
        return drawing.count("new"), drawing.count("moved"), drawing.count("gone")

    def items(self, kind: PlanKind | None = None) -> list[PlanItem]:
        return [item for item in self.data().items if kind in (None, item.kind)]


@pytest.fixture
def planner(sample: Book) -> Planner:
    return Planner(sample)


@pytest.fixture
def drawn(planner: Planner) -> Planner:
    planner.draw()
    return planner


# --- drawing ------------------------------------------------------------------------------------------------


def open_contracts(book: Book) -> Iterator[tuple[int, str, date, date]]:
    """By a plain count: id, segment, start and end of every recurring contract that is open on the day."""
    renewed = {
        old
        for (old,) in rows_of(
            book,
            "SELECT old_id FROM renewal_links JOIN contracts n ON n.id = new_id "
            "WHERE coalesce(n.signed_day, n.start_day) <= '2024-06-30'",
        )
    }
    for key, segment, start, end, billing in rows_of(
        book,
        "SELECT c.id, segment, start_day, end_day, billing FROM contracts c "
        "JOIN accounts a ON a.id = account_id "
        "WHERE recurring = 1 AND end_day >= '2024-05-31' AND loss_reason = '' "
        "AND coalesce(signed_day, start_day) <= '2024-06-30' AND handaway_day IS NULL",
    ):
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        if key not in renewed and billing != "monthly" and (last - first).days > 31:
            yield key, segment, first, last


def test_every_open_contract_that_is_due_gets_its_workshop_and_its_talks(drawn: Planner) -> None:
    held = {
        key for (key,) in rows_of(drawn.book, "SELECT contract_id FROM workshops WHERE day <= '2024-06-30'")
    }
    due = {
        key
        for key, _, _, end in open_contracts(drawn.book)
        if key not in held and end >= NEXT and end - timedelta(days=90) <= date(2024, 12, 31)
    }
    found = drawn.items(PlanKind.WORKSHOP)
    assert {item.contract_id for item in found} == due
    assert len(found) == len(due)
    for item in found:
        (end,) = rows_of(drawn.book, f"SELECT end_day FROM contracts WHERE id = {item.contract_id}")[0]
        assert item.last_day == date.fromisoformat(end) - timedelta(days=90)
        assert item.late == (item.day > item.last_day)
    assert all(item.day >= NEXT for item in drawn.items(PlanKind.TALKS))


def test_it_stands_on_working_days_and_within_the_numbers(drawn: Planner) -> None:
    items = drawn.items()
    assert all(is_working_day(item.day) for item in items)
    numbers = drawn.data().numbers
    for day, count in Counter(item.day for item in items).items():
        assert count <= numbers.most
        minutes = sum(item.minutes for item in items if item.day == day)
        assert minutes <= numbers.day_minutes or count == 1


def test_segments_get_as_many_reviews_as_the_book_says(drawn: Planner) -> None:
    reviews = Counter(item.account_id for item in drawn.items(PlanKind.QBR))
    by_segment: dict[str, set[int]] = {}
    for item in drawn.items(PlanKind.QBR):
        by_segment.setdefault(item.segment, set()).add(reviews[item.account_id])
    # Two quarters, one half year; the year's one of the others only where it was not held yet.
    assert by_segment["高价值"] == {2}
    assert by_segment["潜力"] == {1}
    drawn.plan.segments.set("潜力", "qbrs", "12")
    assert drawn.redrawn()[0] > 0
    drawn.draw()
    assert max(Counter(i.account_id for i in drawn.items(PlanKind.QBR) if i.segment == "潜力").values()) == 6


def test_a_changed_cadence_changes_the_plan(drawn: Planner) -> None:
    before = len(drawn.items(PlanKind.TOUCH))
    drawn.plan.segments.set("稳定", "cadence_days", "60")
    drawn.draw()
    assert len(drawn.items(PlanKind.TOUCH)) < before


def test_a_changed_rule_moves_the_last_days(drawn: Planner) -> None:
    Settings(drawn.book).set_rule("workshop_days", "60")
    drawn.draw()
    for item in drawn.items(PlanKind.WORKSHOP):
        (end,) = rows_of(drawn.book, f"SELECT end_day FROM contracts WHERE id = {item.contract_id}")[0]
        assert item.last_day == date.fromisoformat(end) - timedelta(days=60)


def test_drawing_again_changes_nothing_and_is_no_operation(drawn: Planner) -> None:
    assert drawn.redrawn() == (0, 0, 0)
    drawing = drawn.plan.draw(PERIOD, CLOSING, "zh")
    history = len(drawn.book.store.history())
    assert drawn.plan.apply(drawing).empty
    assert len(drawn.book.store.history()) == history


def test_a_drawing_is_one_step_to_undo(planner: Planner) -> None:
    with expect_exact_undo(planner.book):
        planner.draw()
    label = planner.book.store.undo_label
    assert label is not None
    assert label.zh == "生成 2024 年度计划"


def test_a_drawing_of_a_plan_that_has_changed_since_is_refused(drawn: Planner) -> None:
    drawn.plan.segments.set("稳定", "cadence_days", "60")
    drawn.plan.forget()
    drawing = drawn.plan.draw(PERIOD, CLOSING, "zh")
    drawn.plan.edits.edit([drawn.items()[0].id], "note", "先别动")
    assert "改动过" in refused(lambda: drawn.plan.apply(drawing)).text.zh


def test_what_was_moved_by_hand_stays_and_is_not_doubled(drawn: Planner) -> None:
    workshop, touch = drawn.items(PlanKind.WORKSHOP)[5], drawn.items(PlanKind.TOUCH)[40]
    drawn.plan.edits.move_by_weeks([workshop.id, touch.id], 1)
    drawn.draw()
    again = {item.id: item for item in drawn.items()}
    assert again[workshop.id].day == workshop.day + timedelta(days=7)
    assert again[workshop.id].own
    same = [item for item in again.values() if item.contract_id == workshop.contract_id]
    assert [item.kind for item in same].count(PlanKind.WORKSHOP) == 1
    assert drawn.redrawn() == (0, 0, 0)


def test_what_was_struck_out_does_not_come_back(drawn: Planner) -> None:
    workshop = drawn.items(PlanKind.WORKSHOP)[0]
    drawn.plan.edits.drop([workshop.id])
    drawn.draw()
    (same,) = [i for i in drawn.items(PlanKind.WORKSHOP) if i.contract_id == workshop.contract_id]
    assert (same.id, same.state) == (workshop.id, ItemState.DROPPED)
    drawn.plan.edits.reopen([workshop.id])
    assert row(drawn.book, "plan_items", workshop.id)["dropped"] == 0


def test_what_is_left_to_the_drawing_again_goes_back_to_its_day(drawn: Planner) -> None:
    touch = drawn.items(PlanKind.TOUCH)[12]
    drawn.plan.edits.move_by_weeks([touch.id], 2)
    drawn.plan.edits.release([touch.id])
    drawn.draw()
    (same,) = [item for item in drawn.items() if item.id == touch.id]
    assert (same.day, same.own) == (touch.day, False)


def test_what_was_typed_stays(drawn: Planner) -> None:
    values = {"day": "2024-09-12", "title": "行业大会", "minutes": "300", "cost": "1.2万"}
    with expect_exact_undo(drawn.book):
        (key,), _ = drawn.plan.edits.new(YEAR, drawn.plan.edits.period_of(YEAR), "CNY", [values])
    drawn.draw()
    (item,) = [item for item in drawn.items() if item.id == key]
    assert (item.kind, item.words, item.minutes, item.cost_fen) == (
        PlanKind.OTHER,
        "行业大会",
        300,
        1_200_000,
    )
    assert item.typed
    drawn.plan.edits.drop([key])
    assert key not in ids_of(drawn.book, "plan_items")


def test_the_whole_year_is_held_against_what_was_done(planner: Planner) -> None:
    planner.draw(whole=True)
    data = planner.data()
    whole = data.whole
    assert whole.done > 0
    assert whole.missed > 0
    # Every touch of the half year either did an item or was not planned.
    touches = rows_of(
        planner.book, "SELECT count(*) FROM touches WHERE day BETWEEN '2024-01-01' AND '2024-06-30'"
    )[0][0]
    by_touch = (PlanKind.TOUCH, PlanKind.QBR, PlanKind.TRAINING)
    done = sum(item.state is ItemState.DONE and item.kind in by_touch for item in data.items)
    extra = sum(month.tallies[k].extra for month in data.months for k in by_touch if k in month.tallies)
    assert done + extra == touches
    held = [i for i in data.items if i.kind is PlanKind.SALON and i.state is ItemState.DONE]
    assert len(held) == 2
    assert sum(m.tallies[PlanKind.SALON].extra for m in data.months if PlanKind.SALON in m.tallies) == 2


def test_another_year_can_be_planned_and_says_that_its_holidays_are_a_guess(planner: Planner) -> None:
    planner.plan.apply(planner.plan.draw(PERIOD, CLOSING, "zh", year=2028))
    data = planner.data(year=2028)
    assert data.estimated == (2028,)
    assert {item.day.year for item in data.items} == {2028}
    assert planner.data().estimated == ()
    assert len([i for i in data.items if i.kind is PlanKind.SALON]) == 4


def test_a_fiscal_year_that_begins_in_april_is_planned_from_april(planner: Planner) -> None:
    Settings(planner.book).set_rule("fiscal_start_month", "4")
    planner.plan.apply(planner.plan.draw("2025H1", CLOSING, "zh", whole=True))
    data = planner.data("2025H1")
    assert (data.first, data.last) == (date(2025, 4, 1), date(2026, 3, 31))
    assert data.months[0].name == "2025-04"
    assert all(data.first <= item.day <= data.last for item in data.items)


def test_a_year_that_is_over_cannot_be_drawn_from_tomorrow(planner: Planner) -> None:
    assert "过完" in refused(lambda: planner.plan.draw(PERIOD, CLOSING, "zh", year=2023)).text.zh


def test_a_new_book_has_an_empty_plan(tmp_path: Path) -> None:
    with Book.create(tmp_path / "new").book as book:
        plan = YearPlan(book, lambda: CLOSING)
        data = plan.data(PERIOD, None, "zh")
        assert (data.items, data.drawn, len(data.months)) == ((), False, 12)
        drawing = plan.draw(PERIOD, CLOSING, "en")
        assert set(drawing.by_kind) == {PlanKind.SALON, PlanKind.TOPIC, PlanKind.PAPER}


def test_too_little_room_is_told_and_never_overfilled(planner: Planner) -> None:
    before = planner.data().numbers
    numbers = read_numbers({"most": "1", "day_minutes": "60"}, before)
    drawing = planner.plan.draw(PERIOD, CLOSING, "zh", numbers=numbers)
    assert drawing.no_room
    planner.plan.apply(drawing)
    assert max(Counter(item.day for item in planner.items()).values()) == 1
    assert planner.data().numbers == numbers


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"most": "0"}, "most"), ({"minutes.qbr": "9999"}, "minutes.qbr"), ({"cost.salon": "-1"}, "cost.salon")],
)
def test_numbers_that_cannot_be_are_refused(planner: Planner, typed: dict[str, str], field: str) -> None:
    with pytest.raises(FieldError) as told:
        read_numbers(typed, planner.data().numbers)
    assert told.value.field == field


# --- done ---------------------------------------------------------------------------------------------------


def test_the_act_itself_makes_an_item_done(drawn: Planner) -> None:
    edits = AccountEdits(drawn.book, lambda: date(2024, 7, 20))
    touch = drawn.items(PlanKind.TOUCH)[0]
    review = drawn.items(PlanKind.QBR)[0]
    for item, channel in ((touch, "电话"), (review, "QBR")):
        assert item.account_id is not None
        edits.add_touch([item.account_id], TouchDraft(date(2024, 7, 3), channel))
    later = drawn.data("2024H2", date(2024, 7, 20))
    states = {item.id: item for item in later.items}
    assert states[touch.id].state is ItemState.DONE
    assert states[review.id].state is ItemState.DONE
    assert (states[touch.id].done_day, states[touch.id].by_hand) == (date(2024, 7, 3), False)
    drawn.book.store.undo()
    again = {item.id: item for item in drawn.data("2024H2", date(2024, 7, 20)).items}
    assert again[review.id].state is not ItemState.DONE


def test_on_its_day_an_item_is_planned_and_on_the_next_it_was_not_done(drawn: Planner) -> None:
    item = drawn.items(PlanKind.WORKSHOP)[0]
    on = {i.id: i.state for i in drawn.data("2024H2", item.day).items}
    after = {i.id: i.state for i in drawn.data("2024H2", item.day + timedelta(days=1)).items}
    assert (on[item.id], after[item.id]) == (ItemState.PLANNED, ItemState.MISSED)


def test_by_hand_it_is_done_from_that_day_on(drawn: Planner) -> None:
    item = drawn.items(PlanKind.WORKSHOP)[0]
    with expect_exact_undo(drawn.book):
        drawn.plan.edits.done([item.id], CLOSING)
    found = {i.id: i for i in drawn.data().items}[item.id]
    assert (found.state, found.by_hand, found.done_day) == (ItemState.DONE, True, CLOSING)
    earlier = {i.id: i for i in drawn.data(as_of=CLOSING - timedelta(days=1)).items}[item.id]
    assert earlier.state is ItemState.PLANNED
    drawn.draw()
    assert {i.id: i.state for i in drawn.data().items}[item.id] is ItemState.DONE


def test_a_settled_contract_needs_nothing_any_more(drawn: Planner) -> None:
    item = drawn.items(PlanKind.WORKSHOP)[0]
    drawn.book.store.run(
        Op.LOSE_CONTRACT,
        lambda c: c.exec_driver_sql(
            "UPDATE contracts SET loss_reason = '其他', lost_day = '2024-06-29' WHERE id = ?",
            (item.contract_id,),
        ),
    )
    states = {i.id: i.state for i in drawn.data().items}
    assert states[item.id] is ItemState.VOID
    drawn.draw()
    assert item.id not in {i.id for i in drawn.data().items}


# --- by hand ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "column", "kept"),
    [
        ("day", "2024-08-15", "day", "2024-08-15"),
        ("day", "8月15日", "day", "2024-08-15"),
        ("kind", "培训", "kind", "training"),
        ("kind", "Salon", "kind", "salon"),
        ("minutes", "90 分钟", "minutes", 90),
        ("cost", "1.5万", "cost_fen", 1_500_000),
        ("spent", "", "spent_fen", None),
        ("note", "带新产品经理", "note", "带新产品经理"),
    ],
)
def test_each_field_is_edited_in_place_and_makes_the_item_hers(
    drawn: Planner, field: str, typed: str, column: str, kept: object
) -> None:
    item = drawn.items(PlanKind.QBR)[0]
    before = row(drawn.book, "plan_items", item.id)
    with expect_exact_undo(drawn.book):
        changes = drawn.plan.edits.edit([item.id], field, typed)
    after = row(drawn.book, "plan_items", item.id)
    assert after[column] == kept
    assert after["own"] == int(before[column] != kept)
    assert changes.empty == (before[column] == kept)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("day", "某天"),
        ("day", "2025-01-01"),
        ("kind", "跳舞"),
        ("minutes", "1441"),
        ("cost", "-3"),
        ("cost", "x"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_the_item(drawn: Planner, field: str, typed: str) -> None:
    item = drawn.items()[0]
    before = row(drawn.book, "plan_items", item.id)
    with pytest.raises(FieldError) as told:
        drawn.plan.edits.edit([item.id], field, typed)
    assert told.value.field == field
    assert row(drawn.book, "plan_items", item.id) == before


def test_into_a_week_with_a_holiday_it_goes_to_the_nearest_worked_day(drawn: Planner) -> None:
    item = drawn.items(PlanKind.TALKS)[0]
    drawn.plan.edits.edit([item.id], "day", "2024-09-24")  # a Tuesday
    # In the week of the Mid-Autumn Festival Monday and Tuesday are off.
    drawn.plan.edits.move_to_week([item.id], date(2024, 9, 16))
    assert row(drawn.book, "plan_items", item.id)["day"] == "2024-09-18"


def test_a_move_out_of_the_year_is_refused(drawn: Planner) -> None:
    item = drawn.items()[-1]
    error = refused(lambda: drawn.plan.edits.move_by_weeks([item.id], 9))
    assert "不在这一年" in error.text.zh


def test_several_are_changed_as_one_step(drawn: Planner) -> None:
    ids = [item.id for item in drawn.items(PlanKind.TOUCH)[:5]]
    with expect_exact_undo(drawn.book):
        drawn.plan.edits.edit(ids, "minutes", "45")
    assert {row(drawn.book, "plan_items", key)["minutes"] for key in ids} == {45}


# --- pasting ------------------------------------------------------------------------------------------------

TABLE = (
    "日期\t类型\t客户\t内容\t时长\t费用\n"
    "2024-09-03\t培训\t岚图家居\t新人培训\t90\t800\n"
    "2024-09-31\t培训\t岚图家居\t没有这天\t90\t\n"
    "2024-10-10\t其他\t\t述职\t60\t\n"
)


def test_a_table_is_pasted_as_new_items_without_the_rows_that_are_wrong(planner: Planner) -> None:
    plan = planner.plan.edits.plan_paste(YEAR, TABLE, None, [])
    assert (plan.rows, plan.refused, plan.adds) == (3, 1, True)
    with expect_exact_undo(planner.book):
        planner.plan.edits.apply_paste(YEAR, "CNY", plan)
    found = [(i.day, i.kind, i.account, i.words, i.minutes, i.cost_fen) for i in planner.items()]
    assert found == [
        (date(2024, 9, 3), PlanKind.TRAINING, "岚图家居", "新人培训", 90, 80_000),
        (date(2024, 10, 10), PlanKind.OTHER, "", "述职", 60, 0),
    ]


def test_what_is_copied_out_and_pasted_in_again_is_the_same(drawn: Planner) -> None:
    before = drawn.items()
    text = "日期\t类型\t客户\t内容\t分钟\t费用\n" + "\n".join(
        f"{i.day}\t{NAMES[i.kind].zh}\t{i.account}\t{i.title}\t{i.minutes}\t{i.cost_fen / 100}"
        for i in before
    )
    drawn.plan.clear(YEAR)
    plan = drawn.plan.edits.plan_paste(YEAR, text, None, [])
    assert plan.refused == 0
    drawn.plan.edits.apply_paste(YEAR, "CNY", plan)

    def plain(items: list[PlanItem]) -> list[tuple[object, ...]]:
        return sorted((i.day, i.kind.value, i.account, i.minutes, i.cost_fen) for i in items)

    assert plain(drawn.items()) == plain(before)


def test_a_column_is_pasted_onto_the_items_below(drawn: Planner) -> None:
    ids = [item.id for item in drawn.items()[:3]]
    plan = drawn.plan.edits.plan_paste(YEAR, "15\n20\n跳舞", ids, ["minutes", "cost"])
    assert (plan.changed, plan.problems) == (2, 1)
    with expect_exact_undo(drawn.book):
        drawn.plan.edits.apply_paste(YEAR, "CNY", plan)
    assert [row(drawn.book, "plan_items", key)["minutes"] for key in ids[:2]] == [15, 20]
    error = refused(lambda: drawn.plan.edits.apply_paste(YEAR, "CNY", plan))
    assert "改动过" in error.text.zh


# --- budget -------------------------------------------------------------------------------------------------


def test_what_the_items_cost_is_in_the_budget_to_the_fen(planner: Planner) -> None:
    numbers = read_numbers({"cost.salon": "3万", "cost.workshop": "1200.55"}, planner.data().numbers)
    planner.draw(numbers=numbers)
    data = planner.data()
    count = Counter(item.kind for item in data.items)
    expected = count[PlanKind.SALON] * 3_000_000 + count[PlanKind.WORKSHOP] * 120_055
    assert data.budget.whole.planned_fen == expected
    assert sum(each.planned_fen for _, each in data.budget.quarters) == expected
    assert sum(each.planned_fen for each in data.budget.months.values()) == expected
    assert all(line.from_plan for line in data.budget.rows)
    item = next(item for item in data.items if item.kind is PlanKind.SALON)
    planner.plan.edits.edit([item.id], "spent", "28,888.88")
    assert planner.data().budget.whole.spent_fen == 2_888_888


def test_lines_beside_the_plan_and_the_limit(planner: Planner) -> None:
    budget, period = planner.plan.budget, planner.plan.edits.period_of(YEAR)
    with expect_exact_undo(planner.book):
        key, _ = budget.new(
            YEAR,
            period,
            "CNY",
            {"month": "3月", "name": "客户礼品", "kind": "礼品", "quantity": "2.5", "unit": "333.33"},
        )
        budget.set_limit(YEAR, "CNY", "1000")
    data = planner.data()
    (line,) = data.budget.rows
    assert (line.id, line.month, line.planned_fen) == (key, "2024-03", 83_333)
    assert data.budget.left_fen == 100_000 - 83_333
    budget.edit(period, {key: {"spent": "90000"}})
    assert planner.data().budget.quarters[0][1].spent_fen == 9_000_000
    budget.set_limit(YEAR, "CNY", "")
    assert planner.data().budget.left_fen is None
    budget.remove([key])
    assert planner.data().budget.rows == ()


@pytest.mark.parametrize(
    ("field", "typed"),
    [("month", "13月"), ("month", "2025-01"), ("quantity", "-1"), ("quantity", "1.00001"), ("unit", "-5")],
)
def test_a_line_that_cannot_be_is_refused(planner: Planner, field: str, typed: str) -> None:
    period = planner.plan.edits.period_of(YEAR)
    values = {"month": "2024-05", "name": "差旅", field: typed}
    assert field in planner.plan.budget.check(period, values)
    with pytest.raises(FieldError):
        planner.plan.budget.new(YEAR, period, "CNY", values)


def test_another_currency_is_never_added(planner: Planner) -> None:
    period = planner.plan.edits.period_of(YEAR)
    planner.plan.budget.new(YEAR, period, "USD", {"month": "5月", "name": "峰会", "unit": "100"})
    budget = planner.data().budget
    assert (budget.whole.planned_fen, budget.other_currencies) == (0, 1)


def test_a_budget_is_pasted_from_a_table(planner: Planner) -> None:
    text = "月份\t名称\t数量\t单价\n7月\t差旅\t3\t1,500\n八月后\t坏行\t1\t1\n12\t年会\t1\t2万\n"
    plan = planner.plan.plan_budget_paste(YEAR, text, None, [])
    assert (plan.rows, plan.refused) == (3, 1)
    with expect_exact_undo(planner.book):
        planner.plan.apply_budget_paste(YEAR, "CNY", plan)
    rows = [(line.month, line.name, line.planned_fen) for line in planner.data().budget.rows]
    assert rows == [("2024-07", "差旅", 450_000), ("2024-12", "年会", 2_000_000)]


# --- elsewhere ----------------------------------------------------------------------------------------------


def test_today_shows_what_is_planned_for_its_fourteen_days(drawn: Planner) -> None:
    todos = Todos(drawn.book, Accounts(drawn.book), lambda: CLOSING)
    lines = [line for line in todos.data(PERIOD, CLOSING, "zh").schedule if line.kind == "plan"]
    days = {item.day for item in drawn.items() if item.day <= CLOSING + timedelta(days=14)}
    assert {line.day for line in lines} == days
    ids = set(ids_of(drawn.book, "plan_items"))
    assert all(line.opens.kind == "plan_item" and line.opens.id in ids for line in lines)


def test_a_merge_takes_the_items_along(drawn: Planner) -> None:
    first, second = (i.account_id for i in (drawn.items()[0], drawn.items()[1]))
    assert first is not None
    assert second is not None
    before = len([i for i in drawn.items() if i.account_id in (first, second)])
    with expect_exact_undo(drawn.book):
        AccountMoves(drawn.book).merge(first, [second])
    assert len([i for i in drawn.items() if i.account_id == first]) == before


def test_open_items_are_told_to_calendars_with_the_same_identity_each_time(drawn: Planner) -> None:
    from icalendar import Calendar

    from csmdesk.reports.ics import calendar_bytes

    data = drawn.data()
    events = drawn.plan.events(data, "zh")
    assert len(events) == len(data.items)
    assert [e.uid for e in drawn.plan.events(data, "en")] == [e.uid for e in events]
    read = Calendar.from_ical(calendar_bytes(events, "zh", name="年度计划"))
    days = sorted(component.decoded("DTSTART") for component in read.walk("VEVENT"))
    assert days == sorted(item.day for item in data.items)
    some = [data.items[0].id, data.items[3].id]
    assert len(drawn.plan.events(data, "zh", some)) == 2


def test_the_weeks_hold_every_item_once(planner: Planner) -> None:
    planner.draw(whole=True)
    data = planner.data()
    assert sum(week.load.items for week in data.weeks) == data.whole.planned
    firsts = [week.first for week in data.weeks]
    assert firsts == sorted(set(firsts))
    assert {week_of(item.day) for item in data.items} <= set(firsts)
    assert [month.name for month in data.months] == [f"2024-{month:02d}" for month in range(1, 13)]
    assert sum(month.whole.planned for month in data.months) == data.whole.planned


def test_rows_are_read_as_the_table_has_them(drawn: Planner) -> None:
    names = [name for _, name, *_ in rows_of(drawn.book, "PRAGMA table_info(plan_items)")]
    assert set(ItemRow._fields) == set(names)
