"""The page of metrics as it is worked with: list, filter, scope, team's numbers, trend, comparison, files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from python_calamine import load_workbook

from csmdesk.metrics import display
from csmdesk.metrics.registry import definitions
from csmdesk.services.figures import figures
from csmdesk.storage.book import Book
from csmdesk.ui.panes.plan.measures.chart import TrendChart
from tests.books import make_book
from tests.ui.pane_shown import NONE
from tests.ui.plan.conftest import PERIOD, PlanShown

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)

Plan = Callable[..., PlanShown]


def ink(chart: TrendChart) -> bytes:
    """What is drawn under the curve."""
    picture = chart.grab().toImage()
    foot = picture.copy(0, picture.height() - 30, picture.width(), 26)
    return bytes(foot.constBits())


def is_zoomed(chart: TrendChart) -> bool:
    """True while some months are out of sight."""
    return chart.zoomed


def test_every_metric_is_listed_under_its_family_with_the_registry_s_value(watched: PlanShown) -> None:
    held = figures(watched.book, PERIOD)
    rows = {row.line.key: row for row in watched.measures.model.rows}
    assert set(rows) == set(definitions())
    for key, figure in held.figures.items():
        assert rows[key].line.value == figure.value
        assert rows[key].line.words == display.figure_value(figure, "zh", held.currency)
        assert rows[key].line.family == figure.definition.family
    heads = watched.measures.model.grouping
    assert heads is not None
    assert heads.words("own_time") == "个人时间"


def test_targets_before_and_trend_stand_beside_the_value(watched: PlanShown) -> None:
    assert watched.cell("renewal_collected", "target") == "/ 1,632万"
    assert watched.cell("nrr", "target") == "≥ 110%"
    assert watched.cell("executive_reach", "year") == "80"
    assert watched.cell("health_red", "last") == "11"
    row = next(row for row in watched.measures.model.rows if row.line.key == "health_mean")
    assert row.line.mark == ""
    assert row.spark[-1] == 77
    assert row.spark[0] is None  # nobody was scored in July 2023: a gap, not 0


def test_letters_filter_by_name_pinyin_and_key(watched: PlanShown) -> None:
    page = watched.measures
    watched.focus_on(page.view)
    watched.type("xfl")
    assert page.head.field.text == "xfl"
    assert [row.line.key for row in page.model.shown] == ["renewal_value_rate"]
    assert page.reading.key == "renewal_value_rate"
    watched.press(Qt.Key.Key_Escape)
    assert page.model.shown_count == len(definitions())
    page.head.field.set_text("zzz")
    assert page.model.shown_count == 0
    assert page._no_hit.isVisible()


def test_a_click_on_a_value_opens_its_evidence(watched: PlanShown) -> None:
    page = watched.measures
    watched.go("renewal_collected")
    page.view.open_figure(page.model.position_of(page.view.key), 1)
    watched.wait()
    popover = page.beside.evidence.popover
    assert popover is not None
    assert "1,746万" in popover.panel.accessibleName()
    popover.panel.open_rows.emit("numerator")
    watched.wait()
    assert page.beside.tabs.current == "rows"
    assert page.beside.rows.panel.model.total == 74


def test_the_period_before_opens_evidence_of_its_own(watched: PlanShown) -> None:
    page = watched.measures
    watched.go("health_mean")
    card = page.beside.strip.cards[1]
    assert card.figure.text == "68"
    watched.click(card.figure, QPoint(4, 10))
    popover = page.beside.evidence.popover
    assert popover is not None
    assert "68" in popover.panel.accessibleName()
    popover.close()


def test_a_scope_narrows_the_figures_and_leaves_targets_out(watched: PlanShown) -> None:
    page = watched.measures
    whole = next(r.line.value for r in page.model.rows if r.line.key == "acv")
    segment = page.head.segment.choices[0].key
    page.head.segment._toggled(segment, True)
    watched.wait()
    assert page.reading.scope == f'{{"segment": ["{segment}"]}}'
    narrowed = next(r.line.value for r in page.model.rows if r.line.key == "acv")
    assert narrowed != whole
    assert watched.cell("renewal_collected", "target") == ""
    watched.focus_on(page.view)
    watched.press(Qt.Key.Key_Escape)
    assert page.reading.scope == ""
    assert next(r.line.value for r in page.model.rows if r.line.key == "acv") == whole


def test_the_team_s_number_is_typed_in_place_and_undone(watched: PlanShown) -> None:
    page = watched.measures
    page.split.setSizes([900, 348])
    watched.go("nps_executive")
    watched.focus_on(page.view)
    watched.press(Qt.Key.Key_E)
    watched.type("58")
    watched.press(Qt.Key.Key_Return)
    assert watched.cell("nps_executive", "team") == "58"
    assert watched.said[-1] == ("已记团队数。", True)
    assert page.beside.strip.cards[3].figure.text == "58"
    assert "+5" in page.beside.strip.cards[3]._note.text()
    changes = watched.book.store.undo()
    assert changes is not None
    watched.tasks.changed.emit(changes)
    watched.wait()
    assert watched.cell("nps_executive", "team") == ""


def test_a_number_that_is_none_keeps_the_cell_open(watched: PlanShown) -> None:
    page = watched.measures
    page.split.setSizes([900, 348])
    watched.go("nrr")
    watched.focus_on(page.view)
    watched.press(Qt.Key.Key_E)
    watched.type("abc")
    watched.press(Qt.Key.Key_Return)
    assert watched.cell("nrr", "team") == ""
    assert page.view.editing.edit is not None
    watched.press(Qt.Key.Key_Escape)
    assert not watched.failed


def test_a_column_of_numbers_is_pasted_as_one_change(watched: PlanShown) -> None:
    page = watched.measures
    page.split.setSizes([900, 348])
    watched.go("nps")
    key = page.view.key
    page.view.pasted.emit("40\n55\n38", key, "team")
    watched.wait()
    keys = ("nps", "nps_executive", "nps_all_answers")
    assert [watched.cell(each, "team") for each in keys] == ["40", "55", "38"]
    assert watched.said[-1] == ("已粘贴 3 个团队数。", True)
    assert watched.book.store.undo() is not None
    # From another cell they go to the same place: there is no other one.
    page.view.pasted.emit("41", key, "value")
    watched.wait()
    assert watched.cell("nps", "team") == "41"
    page.view.pasted.emit("\n".join("1" * 60), key, "team")
    watched.wait()
    assert watched.failed


def test_the_chart_says_the_month_under_the_pointer(watched: PlanShown) -> None:
    watched.go("renewal_collected")
    part = watched.measures.beside.trend
    chart = part.chart
    assert chart is not None
    place = chart.box.mapViewToScene(QPointF(9, 0))
    chart.plot.scene().sigMouseMoved.emit(place)
    assert chart.place == 9
    assert part.told.startswith("2024 年 4 月  232.2万")
    assert "目标 272万" in part.told
    assert "上年同月 69.4万" in part.told


def test_the_chart_is_walked_and_zoomed_by_keys_and_wheel(watched: PlanShown) -> None:
    watched.go("usage_depth")
    part = watched.measures.beside.trend
    chart = part.chart
    assert chart is not None
    watched.focus_on(chart)
    watched.press(Qt.Key.Key_Left)
    assert chart.place == 11
    watched.press(Qt.Key.Key_Home)
    assert chart.place == 0
    assert "期内没有功能使用数据" in part.told
    assert not is_zoomed(chart)
    watched.press(Qt.Key.Key_Plus)
    watched.press(Qt.Key.Key_Plus)
    assert is_zoomed(chart)
    watched.press(Qt.Key.Key_0)
    assert not is_zoomed(chart)
    view = chart.plot.viewport()
    start, end = QPoint(view.width() // 2, 80), QPoint(view.width() - 30, 120)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view, QPoint((start.x() + end.x()) // 2, 100))
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    QApplication.processEvents()
    assert is_zoomed(chart)
    watched.click(part.whole)
    assert not is_zoomed(chart)


def test_another_day_writes_other_months_under_the_curve(watched: PlanShown) -> None:
    watched.go("renewal_collected")
    chart = watched.measures.beside.trend.chart
    assert chart is not None
    before = ink(chart)
    assert ink(chart) == before
    watched.pane.set_period(PERIOD, date(2024, 3, 15))
    watched.wait()
    assert [words for words, _ in chart.months.words][-1] == "3 月"
    assert ink(chart) != before


def test_a_name_of_a_curve_stands_in_sight_while_zoomed(watched: PlanShown) -> None:
    watched.go("renewal_collected")
    part = watched.measures.beside.trend
    chart = part.chart
    assert chart is not None
    assert not part.whole.isVisible()
    watched.focus_on(chart)
    for _ in range(4):
        watched.press(Qt.Key.Key_Plus)
    assert part.whole.isVisible()
    left, right = chart.box.viewRange()[0]
    names = [text.pos().x() for text, _, _ in chart._ends if text.isVisible()]
    assert names
    assert all(left <= x <= right for x in names)
    watched.click(part.whole)
    assert not part.whole.isVisible()
    assert chart.hasFocus()


def test_the_team_s_number_is_typed_beside_where_the_list_has_no_room(plan: Plan, book: Book) -> None:
    shown = plan(book, size=(928, 624), language="en")
    page = shown.measures
    shown.go("nrr")
    shown.focus_on(page.view)
    QTest.keyClick(page.view, Qt.Key.Key_E)
    shown.wait()
    assert page.beside.tabs.current == "compare"
    shown.type("105%")
    shown.press(Qt.Key.Key_Return)
    assert page.beside.compare.rows[0].team == Fraction(105, 100)
    assert page.head.field.text == ""


def test_nothing_of_a_bar_is_cut_off(watched: PlanShown) -> None:
    page = watched.measures
    watched.go("renewal_collected")
    page.beside.show_part("compare")
    watched.wait()
    bars = page.beside.compare.bars
    values, titles = bars.labels()
    assert values == ["1,746万", "0 元", "225.1万"]
    assert titles[0] == "2024 年上半年"
    compare = page.beside.compare
    compare.set_periods(
        [PERIOD, *(f"2024-{month:02d}" for month in range(1, 7)), "2024Q1", "2024Q2", "2023H2"]
    )
    watched.wait()
    values, titles = bars.labels()
    assert set(values) == {""}
    assert titles[:2] == ["2024H1", "2024-01"]


def test_a_part_that_is_seen_again_is_not_read_again(watched: PlanShown) -> None:
    beside = watched.measures.beside
    for part in ("compare", "rows", "trend"):
        beside.show_part(part)
        watched.wait()
    for part in ("compare", "rows", "trend"):
        beside.show_part(part)
        assert not watched.tasks.busy


def test_periods_are_added_as_people_say_them(watched: PlanShown) -> None:
    page = watched.measures
    page.beside.show_part("compare")
    watched.wait()
    compare = page.beside.compare
    compare.field.setText("去年、上季度，5月")
    compare.field.entered.emit()
    watched.wait()
    assert [row.period for row in compare.rows][3:] == ["2023", "2024Q1", "2024-05"]
    compare.field.setText("明明")
    compare.field.entered.emit()
    assert "明明" in compare._problem.text()


def test_the_trend_goes_over_up_to_three_years_with_gaps(watched: PlanShown) -> None:
    watched.go("health_mean")
    part = watched.measures.beside.trend
    part.span._pick(2)
    watched.wait()
    trend = part.trend
    assert trend is not None
    assert len(trend.points) == 36
    assert trend.bands == (Fraction(60), Fraction(80))
    assert [p.value for p in trend.points[:3]] == [None, None, None]
    assert "没有已评分的客户" in trend.gaps
    assert not part.before.isEnabled()


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_a_chart_is_written_as_a_picture(watched: PlanShown, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"chart{suffix}"
    watched.measures.export.place.ask = lambda *_: path
    watched.measures.beside.trend.write_chart()
    watched.wait()
    assert watched.said[-1] == (f"已导出：{path}", False)
    if suffix == ".png":
        picture = QImage(str(path))
        assert picture.width() > 400
        assert len({picture.pixel(x, y) for x in range(0, 400, 7) for y in range(0, 400, 7)}) > 3
    else:
        text = path.read_text()
        assert "<svg" in text
        assert "目标" in text


def test_values_of_a_trend_and_the_list_are_written_as_tables(watched: PlanShown, tmp_path: Path) -> None:
    watched.go("renewal_value_rate")
    page = watched.measures
    path = tmp_path / "values.csv"
    page.export.place.ask = lambda *_: path
    page.beside.trend.write_values()
    watched.wait()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:2] == ["月份", "续费率"]
    assert rows[1][0] == "2023-07"
    assert rows[1][1] == ""
    assert "没有到期合同" in rows[1][-1]
    assert Fraction(rows[-1][1]) == 1


def test_metrics_are_written_by_row_and_by_period(watched: PlanShown, tmp_path: Path) -> None:
    page = watched.measures
    path = tmp_path / "list.xlsx"
    page.export.place.ask = lambda *_: path
    page.beside.compare.set_periods([PERIOD, "2023H2", "2024-05"])
    page.head.field.set_text("nps")
    page.write_list()
    watched.wait()
    assert watched.said[-1] == (f"已导出：{path}", False)
    book = load_workbook(str(path))
    assert book.sheet_names == ["指标明细", "按期间"]
    long, wide = (book.get_sheet_by_index(at).to_python() for at in (0, 1))
    assert long[0][4:9] == ["期间", "截至", "数值", "分子", "分母"]
    listed = [row.line.key for row in page.model.shown]
    assert [row[1] for row in wide[1:]] == listed
    assert wide[0][4:] == [PERIOD, "2023H2", "2024-05"]
    executive = next(row for row in wide if row[1] == "nps_executive")
    assert executive[4] == pytest.approx(
        float(figures(watched.book, PERIOD).figures["nps_executive"].value or 0)
    )
    assert len(long) == 1 + 3 * len(listed)
    # The comparison writes its own metric alone.
    watched.go("nps")
    page.beside.show_part("compare")
    watched.wait()
    page.beside.compare.write_table()
    watched.wait()
    rows = load_workbook(str(path)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == ["nps"] * 3


def test_a_row_behind_a_metric_opens_its_contract_or_account(watched: PlanShown) -> None:
    asked: list[tuple[str, int]] = []
    watched.pane.open_asked.connect(lambda kind, key: asked.append((kind, key)))
    page = watched.measures
    watched.go("renewal_collected")
    page.beside.show_part("rows")
    watched.wait()
    table = page.beside.rows.panel.table
    watched.focus_on(table)
    watched.press(Qt.Key.Key_Return)
    first = page.beside.rows.panel.model.shown[0]
    facts = figures(watched.book, PERIOD).basis.facts
    contract = next(c for c in facts.contracts if c.code == first.detail)
    assert asked == [("contract", contract.id)]
    watched.go("usage_depth")
    box = table.visualRect(page.beside.rows.panel.model.index(1, 1))
    watched.click(table.viewport(), box.center())
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, NONE, box.center())
    assert asked[-1][0] == "account"
    watched.focus_on(table)
    watched.press(Qt.Key.Key_Escape)
    assert page.view.hasFocus()


def test_a_metric_is_opened_before_the_list_has_come(plan: Plan, book: Book) -> None:
    shown = plan(book, state={"page": "goals"})
    number = list(definitions()).index("nrr") + 1
    assert shown.pane.open("metric", number)
    shown.wait()
    assert shown.pane.tabs.current == "measures"
    assert shown.measures.reading.key == "nrr"
    assert not shown.measures.open("metric", 999)


def test_periods_are_compared_and_each_opens_its_evidence(watched: PlanShown) -> None:
    page = watched.measures
    watched.go("renewal_collected")
    page.beside.show_part("compare")
    watched.wait()
    compare = page.beside.compare
    assert [row.period for row in compare.rows] == ["2024H1", "2023H2", "2023H1"]
    compare.field.setText("2024q1、2024-05")
    compare.field.entered.emit()
    watched.wait()
    assert [row.period for row in compare.rows][-2:] == ["2024Q1", "2024-05"]
    assert compare.rows[-1].words == "628.5万"
    assert compare.rows[-1].change == "−64%"
    compare.field.setText("2024H3")
    compare.field.entered.emit()
    watched.wait()
    assert "2024H3" in compare._problem.text()
    assert len(compare.rows) == 5
    compare.view.figure_opened.emit(4, "value", compare.view.rect())
    watched.wait()
    popover = page.beside.evidence.popover
    assert popover is not None
    assert "628.5万" in popover.panel.accessibleName()
    popover.close()
    watched.focus_on(compare.view)
    compare.view.set_key(1)
    watched.press(Qt.Key.Key_Delete)
    assert [row.period for row in compare.rows] == ["2024H1", "2023H1", "2024Q1", "2024-05"]


def test_the_team_s_number_of_another_period_is_typed_in_the_comparison(watched: PlanShown) -> None:
    page = watched.measures
    watched.go("travel_days")
    page.beside.show_part("compare")
    watched.wait()
    compare = page.beside.compare
    compare.view.set_key(2)
    assert compare.team.edit(2)
    watched.type("50")
    watched.press(Qt.Key.Key_Return)
    assert compare.rows[2].team == 50
    assert compare.rows[2].period == "2023H1"


def test_a_definition_is_read_in_either_language_beside_its_rivals(watched: PlanShown) -> None:
    page = watched.measures
    watched.go("nps")
    page.beside.show_part("definition")
    watched.wait()
    part = page.beside.definition
    assert "推荐" in part.formula
    part.languages._pick(1)
    assert "promoters" in part.formula
    assert [card.rival.key for card in part.cards] == ["nps", "nps_executive", "nps_all_answers"]
    assert [card.figure.text for card in part.cards] == ["49", "63", "38"]
    assert "推荐者 47" in part.parts
    assert any(line.startswith("95% 区间下限 ") for line in part.parts)
    watched.click(part.cards[1].name)
    watched.wait()
    assert page.reading.key == "nps_executive"


def test_sides_of_the_evidence_are_listed(watched: PlanShown) -> None:
    watched.go("issue_on_time")
    page = watched.measures
    watched.focus_on(page.view)
    watched.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    panel = page.beside.rows.panel
    measure = page.reading.measure
    assert measure is not None
    assert panel.model.total == measure.counts["numerator"]
    panel.side_chosen.emit("denominator")
    watched.wait()
    assert panel.model.total == measure.counts["denominator"]


def test_changes_of_the_book_reach_the_page(watched: PlanShown) -> None:
    from csmdesk.services.account_edits import AccountEdits
    from csmdesk.services.touches import TouchDraft

    before = next(r.line.value for r in watched.measures.model.rows if r.line.key == "activity_counts")
    edits = AccountEdits(watched.book, lambda: date(2024, 6, 30))
    changes = edits.add_touch([1], TouchDraft(date(2024, 6, 28), "电话", "问候"))
    watched.tasks.changed.emit(changes)
    watched.wait()
    after = next(r.line.value for r in watched.measures.model.rows if r.line.key == "activity_counts")
    assert before is not None
    assert after == before + 1


def test_a_new_book_says_what_to_do(plan: Plan, tmp_path: Path) -> None:
    with make_book(tmp_path / "new", 0) as empty:
        shown = plan(empty)
        assert shown.measures.empty.isVisible()
        asked: list[bool] = []
        shown.pane.import_asked.connect(lambda: asked.append(True))
        shown.measures.empty.acted.emit()
        assert asked == [True]
        shown.wait()


def test_the_page_is_found_again_as_it_was_left(plan: Plan, book: Book) -> None:
    first = plan(book)
    first.go("nrr")
    page = first.measures
    page.beside.show_part("compare")
    page.beside.compare.set_periods(["2024H1", "2024Q1"])
    page.beside.trend.span._pick(1)
    page.head.arr.set_chosen({"500000"})
    first.wait()
    state = first.pane.save_state()
    assert state["page"] == "measures"
    again = plan(book, state=state)
    page = again.measures
    assert page.reading.key == "nrr"
    assert page.beside.tabs.current == "compare"
    assert page.beside.compare.periods == ("2024H1", "2024Q1")
    assert page.beside.trend.span.key == "24"
    assert page.reading.scope == '{"arr_min": 500000}'


def test_actions_name_the_metric_and_do_what_they_say(watched: PlanShown) -> None:
    watched.go("csat")
    actions = {action.key: action for action in watched.pane.actions()}
    assert actions["plan.part.compare"].text == "期间对比：客户满意度"
    actions["plan.part.compare"].run()
    watched.wait()
    assert watched.measures.beside.tabs.current == "compare"
    assert {"plan.team", "plan.chart", "plan.values", "plan.list", "plan.measures"} <= set(actions)


def test_it_looks_right_in_every_language_and_theme(plan: Plan, book: Book) -> None:
    for mode, language in (("light", "zh"), ("dark", "en")):
        shown = plan(book, mode=mode, language=language, size=(928, 624))
        for part in shown.measures.beside.parts:
            shown.measures.beside.show_part(part)
            shown.wait()
        picture = shown.pane.grab().toImage()
        colours = {picture.pixel(x, y) for x in range(0, 928, 13) for y in range(0, 624, 13)}
        assert len(colours) > 5
