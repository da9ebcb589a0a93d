"""Narrowing, ordering, grouping and laying out the list of accounts; views; what is remembered of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.services.account_views import BUILT_IN, ListView
from csmdesk.services.settings import Settings
from csmdesk.storage.book import Book
from csmdesk.ui.models.grouping import GroupHead
from csmdesk.ui.panes.accounts.counted_chip import CountedChip
from csmdesk.ui.panes.accounts.rows import ANNUAL, HEALTH, SEGMENT, AccountRow
from tests.books import make_book
from tests.ui.conftest import PERIOD, Shown

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
Show = Callable[..., Shown]

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)


def choose(one: Shown, key: str, *words: str) -> None:
    """Open a chip and check choices by their words, as the keyboard does."""
    chip = one.pane.chips.chip(key)
    chip.open_choices()
    popup = chip.popup
    assert popup is not None
    texts = [popup.rows.item(i).text() for i in range(popup.rows.count())]
    for word in words:
        popup.rows.setCurrentRow(texts.index(word))
        QTest.keyClick(popup.rows, Qt.Key.Key_Space)
    popup.close()
    one.focus()
    one.wait()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def shown_columns(one: Shown) -> list[str]:
    return [one.pane.model.columns[place].key for place in one.pane.view.columns.places.shown]


def undo(one: Shown) -> None:
    one.tasks.command(one.pane, lambda _: one.book.store.undo())
    one.wait()


# --- chips --------------------------------------------------------------------------------------------------


def test_chips_narrow_the_list_together(book: Book, shown: Show) -> None:
    one = shown(book)
    choose(one, "health", "红", "黄")
    bands = {row.line.band.value for row in one.pane.model.shown if row.line}
    assert bands == {"red", "yellow"}
    choose(one, "segment", "稳定")
    assert {row.segment for row in one.pane.model.shown} == {"稳定"}
    assert one.pane.heading.text.startswith("10 / 35")
    QTest.keyClick(one.pane.chips.chip("segment"), Qt.Key.Key_Delete)
    assert {row.segment for row in one.pane.model.shown} > {"稳定"}


def test_a_choice_says_how_many_it_would_leave(book: Book, shown: Show) -> None:
    one = shown(book)
    rows = list(one.pane.model.rows)
    choose(one, "segment", "高价值")
    counts = one.pane.chips.counts("health")
    for band in ("red", "yellow", "green", "unscored"):
        expected = [r for r in rows if r.segment == "高价值" and r.line and r.line.band.value == band]
        assert counts.get(band, 0) == len(expected)
    # A chip is counted without itself: what else could be chosen is seen.
    assert one.pane.chips.counts("segment")["稳定"] == len([r for r in rows if r.segment == "稳定"])


@pytest.mark.parametrize(
    ("word", "least", "most"),
    [
        ("已过", -999, -1),
        ("30 天内", 0, 30),
        ("31–90 天", 31, 90),
        ("91–180 天", 91, 180),
        ("180 天以后", 181, 9999),
    ],
)
def test_decisions_by_how_far_they_are(book: Book, shown: Show, word: str, least: int, most: int) -> None:
    one = shown(book)
    closing = one.pane.listing.words.closing

    def fits(row: AccountRow) -> bool:
        day = row.line.decision_day if row.line else None
        return day is not None and least <= (day - closing).days <= most

    expected = {row.name for row in one.pane.model.rows if fits(row)}
    choose(one, "decision", word)
    assert set(one.names) == expected
    assert expected


def test_untouched_for_so_long_holds_those_never_touched(book: Book, shown: Show) -> None:
    one = shown(book)
    choose(one, "touch", "60 天以上")
    never = [row.name for row in one.pane.model.rows if row.line and row.line.last_touch is None]
    assert never
    assert set(never) < set(one.names)
    assert "北辰汽车" in one.names
    choose(one, "touch", "从未")
    assert set(one.names) == set(never)
    choose(one, "touch", "超节奏")
    assert all(row.line and row.line.cadence_broken for row in one.pane.model.shown)


def test_alt_f_goes_through_the_chips(book: Book, shown: Show) -> None:
    one = shown(book)
    QTest.keyClick(one.pane.view, Qt.Key.Key_F, ALT)
    first = focused()
    assert isinstance(first, CountedChip)
    assert first.title == "分层"
    QTest.keyClick(first, Qt.Key.Key_F, ALT)
    second = focused()
    assert isinstance(second, CountedChip)
    assert second.title == "健康"


def test_esc_clears_filter_and_chips(book: Book, shown: Show) -> None:
    one = shown(book)
    choose(one, "health", "红")
    one.pane.field.set_text("zzz")
    assert one.names == []
    assert one.pane.side.no_hit is not None
    assert one.pane.side.no_hit.isVisible()
    QTest.keyClick(one.pane, Qt.Key.Key_Escape)
    assert len(one.names) == 35
    assert one.pane.view.hasFocus()
    assert not one.pane.chips.chosen


def test_filter_and_chips_with_two_thousand_accounts(tmp_path: Path, shown: Show) -> None:
    with make_book(tmp_path / "gross", 2_000) as big:
        one = shown(big)
        choose(one, "segment", "高价值")
        choose(one, "health", "红")
        expected = [
            row
            for row in one.pane.model.rows
            if row.segment == "高价值" and row.line and row.line.band.value == "red" and "lantu" in row.search
        ]
        one.pane.field.edit.setFocus()
        QTest.keyClicks(one.pane.field.edit, "lantu")
        assert {row.id for row in one.pane.model.shown} == {row.id for row in expected}
        assert expected
        total = sum(row.line.arr_fen for row in expected if row.line)
        lines = one.pane.listing.lines
        assert lines is not None
        assert lines.total(one.pane.listing.shown_units()) == Fraction(total, 100)


# --- order, groups, columns ---------------------------------------------------------------------------------


def test_shift_click_adds_a_second_key(book: Book, shown: Show) -> None:
    one = shown(book)
    head = one.pane.view.horizontalHeader()
    for column, held in ((SEGMENT, NONE), (ANNUAL, SHIFT)):
        x, width = one.pane.view.columns.places.section(column, 0)
        QTest.mouseClick(head.viewport(), LEFT, held, QPoint(x + width // 2, 12))
    assert one.pane.model.sort_keys == (("segment", False), ("annual", False))
    rows = [(row.segment, row.annual) for row in one.pane.model.shown]
    for segment in ("高价值", "潜力", "稳定"):
        values = [annual or 0 for name, annual in rows if name == segment]
        assert values == sorted(values)
    assert rows[0][0] == "高价值"


def test_groups_have_their_count_and_sum(book: Book, shown: Show) -> None:
    one = shown(book)
    one.pane.look.set_grouping("segment")
    heads = [one.pane.model.row_at(place) for place in one.pane.model.head_positions]
    assert [head.words for head in heads if isinstance(head, GroupHead)] == ["高价值", "潜力", "稳定"]
    total = Fraction(0)
    for head in heads:
        assert isinstance(head, GroupHead)
        value = sum((row.line.arr_fen for row in head.rows if row.line), Fraction(0))
        total += value
        lines = one.pane.listing.lines
        assert lines is not None
        assert lines.total(sum(row.units for row in head.rows)) == value / 100
        assert head.sums.startswith("年化 ")
    assert total == sum((row.line.arr_fen for row in one.pane.model.rows if row.line), Fraction(0))
    assert one.pane.heading.group.text() == "分层"
    one.pane.look.set_grouping("health")
    heads = [one.pane.model.row_at(place) for place in one.pane.model.head_positions]
    assert [head.words for head in heads if isinstance(head, GroupHead)] == ["红", "黄", "绿", "未评"]
    one.pane.look.set_grouping("")
    assert not one.pane.model.head_positions


def test_columns_are_chosen_by_keyboard(book: Book, shown: Show) -> None:
    one = shown(book)
    assert shown_columns(one) == [
        "name",
        "segment",
        "annual",
        "health",
        "trend",
        "decision",
        "days",
        "touch",
    ]
    QTest.keyClick(one.pane.view, Qt.Key.Key_C, ALT)
    menu = one.pane.tools.columns
    assert menu is not None
    assert menu.isVisible()
    words = [menu.rows.item(i).text() for i in range(menu.rows.count())]
    menu.rows.setCurrentRow(words.index("负责人"))
    QTest.keyClick(menu.rows, Qt.Key.Key_Space)
    assert "owner" in shown_columns(one)
    QTest.keyClick(menu.rows, Qt.Key.Key_Up, ALT)
    QTest.keyClick(menu.rows, Qt.Key.Key_Up, ALT)
    assert shown_columns(one)[:3] == ["name", "owner", "segment"]
    QTest.keyClick(menu.rows, Qt.Key.Key_P)
    assert one.pane.view.layout.is_pinned("owner")
    menu.default.click()
    assert one.pane.view.chosen_layout is None
    assert "owner" not in shown_columns(one)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


def test_all_columns_say_what_the_book_and_the_metrics_say(book: Book, shown: Show) -> None:
    one = shown(book)
    row = next(row for row in one.pane.model.rows if row.name == "岚图家居")
    columns = {column.key: column for column in one.pane.model.columns}
    told = {key: column.words(row) for key, column in columns.items()}
    assert told == {
        "name": "岚图家居",
        "code": "KH1021",
        "segment": "稳定",
        "stage": "",
        "owner": told["owner"],
        "industry": "酒店",
        "city": "宁波",
        "annual": "113.0万",
        "health": "59.7",
        "coverage": "100%",
        "trend": "",
        "decision": "07-14",
        "days": "14 天",
        "touch": "10 天前",
        "cadence": "30",
        "contracts": "4",
        "depth": "89%",
    }
    assert row.line is not None
    assert columns["annual"].value(row) == row.line.arr_fen / 100
    assert columns["decision"].value(row) == row.line.decision_day
    assert columns["days"].value(row) == 14


def test_a_segment_that_nobody_stated_is_computed_and_said_so(book: Book, shown: Show) -> None:
    one = shown(book)
    best = max(one.pane.model.rows, key=lambda row: row.units)
    one.tasks.command(one.pane, lambda _: one.pane._accounts.edits.edit([best.id], "segment", ""))
    one.wait()
    row = one.pane.model.row_of(best.id)
    assert row is not None
    assert row.source.segment == ""
    assert row.segment == "高价值"
    assert one.pane.listing.words.segment_tip(row) == "未填分层；按收入算作高价值。"
    least = min(one.pane.model.rows, key=lambda row: row.units)
    one.tasks.command(one.pane, lambda _: one.pane._accounts.edits.edit([least.id], "segment", "高价值"))
    one.wait()
    changed = one.pane.model.row_of(least.id)
    assert changed is not None
    assert one.pane.listing.words.segment_tip(changed) == "填的是高价值；按收入算不是。"


# --- views --------------------------------------------------------------------------------------------------


def test_built_in_views_show_what_they_are_called(book: Book, shown: Show) -> None:
    one = shown(book)
    assert [view.name.zh for view in one.pane.views.saved] == [view.name.zh for view in BUILT_IN]
    one.pane.views.choose("red")
    assert one.names
    assert all(row.line and row.line.band.value == "red" for row in one.pane.model.shown)
    assert one.pane.views.button.text() == "红色客户"
    one.pane.views.choose("late")
    gone = [row.touch for row in one.pane.model.shown if row.touch is not None]
    assert gone == sorted(gone, reverse=True)
    assert all(row.line and row.line.cadence_broken for row in one.pane.model.shown)
    one.pane.views.choose("all")
    assert len(one.names) == 35


def test_a_view_is_saved_changed_renamed_deleted_and_each_can_be_undone(book: Book, shown: Show) -> None:
    one = shown(book)
    said: list[tuple[str, bool]] = []
    one.pane.said.connect(lambda words, offered: said.append((words, offered)))
    choose(one, "segment", "稳定")
    one.pane.look.set_grouping("health")
    views = one.pane.views
    assert views.button.text() == "全部 · 已改"
    views.save_as()
    sheet = views.sheet
    assert sheet is not None
    sheet.field.set_text("全部")
    sheet.accept()
    one.wait()
    assert sheet.field.problem == "已有名为“全部”的视图。"
    sheet.field.set_text("我的稳定客户")
    sheet.accept()
    one.wait()
    assert not sheet.isVisible()
    assert said[-1] == ("已保存视图“我的稳定客户”。", True)
    assert views.button.text() == "我的稳定客户"
    one.pane.field.set_text("lantu")
    assert views.button.text() == "我的稳定客户 · 已改"
    views.update()
    one.wait()
    assert views.button.text() == "我的稳定客户"
    views.choose("all")
    assert len(one.names) == 35
    views.choose("v1")
    assert one.names == ["岚图家居"]
    assert one.pane.look.grouping == "health"
    lines = one.pane.listing.lines
    undo(one)
    assert views.changed
    # A view is no number of the rules: nothing has been counted anew.
    assert one.pane.listing.lines is lines
    views.delete()
    one.wait()
    assert [view.key for view in views.saved] == [view.key for view in BUILT_IN]
    undo(one)
    assert [view.name.zh for view in views.saved][-1] == "我的稳定客户"


def test_a_rule_that_takes_the_place_of_an_undone_view_counts_anew(book: Book, shown: Show) -> None:
    one = shown(book)
    one.tasks.command(one.pane, lambda _: one.pane._accounts.views.add("壹", ListView())[1])
    one.wait()
    undo(one)
    lines = one.pane.listing.lines
    # SQLite gives the id of the row that is gone to the next one.
    one.tasks.command(one.pane, lambda _: Settings(book).set_rule("default_cadence_days", "365"))
    one.wait()
    assert one.pane.listing.lines is not lines


def test_the_menu_of_views_marks_the_chosen_one(book: Book, shown: Show) -> None:
    one = shown(book)
    QTest.keyClick(one.pane.view, Qt.Key.Key_V, ALT)
    menu = one.pane.views.menu
    assert menu is not None
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == ["全部", "红色客户", "90 天内决策", "超节奏未触达", "另存为新视图…"]
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["全部"]
    menu.actions()[1].trigger()
    assert one.pane.views.key == "red"
    menu.close()


# --- export -------------------------------------------------------------------------------------------------


def test_the_shown_rows_and_columns_are_exported(book: Book, shown: Show, tmp_path: Path) -> None:
    one = shown(book)
    said: list[tuple[str, bool]] = []
    one.pane.said.connect(lambda words, offered: said.append((words, offered)))
    target = tmp_path / "客户.csv"
    one.pane.tools.export.place.ask = lambda *_: target
    one.pane.field.set_text("lantu")
    QTest.keyClick(one.pane.view, Qt.Key.Key_E, CTRL | SHIFT)
    one.wait()
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "客户,分层,年化,健康度,半年走势,决策日,距今,触达"
    cells = lines[1].split(",")
    assert (cells[0], cells[1], cells[5], cells[6]) == ("岚图家居", "稳定", "2024-07-14", "14")
    row = one.pane.model.shown[0]
    assert row.line is not None
    assert Fraction(cells[2]) == round(row.line.arr_fen / 100, 15)
    assert len(lines) == 2
    assert said[-1] == (f"已导出 1 个客户：{target}", False)
    assert one.pane.save_state()["folder"] == str(tmp_path)


def test_only_the_selected_rows_are_exported_when_there_are_several(
    book: Book, shown: Show, tmp_path: Path
) -> None:
    one = shown(book)
    target = tmp_path / "zwei.xlsx"
    one.pane.tools.export.place.ask = lambda *_: target
    one.pane.view.set_selected([row.id for row in one.pane.model.shown[:2]])
    one.pane.tools.export_rows()
    one.wait()
    import openpyxl

    sheet = openpyxl.load_workbook(target).active
    assert [row[0].value for row in sheet.iter_rows()] == ["客户", *one.names[:2]]


def test_nothing_is_written_when_no_place_is_given(book: Book, shown: Show, tmp_path: Path) -> None:
    one = shown(book)
    one.pane.tools.export.place.ask = lambda *_: None
    one.pane.tools.export_rows()
    one.wait()
    assert not list(tmp_path.glob("*.xlsx"))
    assert one.pane.tools.export.place.folder == ""


# --- state --------------------------------------------------------------------------------------------------


def test_the_list_comes_back_as_it_was_left(book: Book, shown: Show) -> None:
    one = shown(book)
    choose(one, "segment", "稳定")
    choose(one, "archived", "显示归档")
    one.pane.field.set_text("ju")
    one.pane.look.set_grouping("health")
    one.pane.model.set_sort([("segment", False), ("annual", True)])
    one.pane.tools.open_columns()
    menu = one.pane.tools.columns
    assert menu is not None
    menu.changed.emit(one.pane.view.layout.hide("owner", False).pin("segment", True))
    menu.close()
    one.pane.views.key = "red"
    names, columns, state = one.names, shown_columns(one), one.pane.save_state()
    # The window's own memory lies beside the book, and names no customer.
    assert "ju" not in json.dumps(state, ensure_ascii=False).replace("juli", "")
    assert "稳定" not in json.dumps(state, ensure_ascii=False)
    two = shown(book, state=state)
    assert two.names == names
    assert shown_columns(two) == columns
    assert two.pane.view.layout.is_pinned("segment")
    assert two.pane.field.text == "ju"
    assert dict(two.pane.chips.chosen) == {
        "segment": frozenset({"稳定"}),
        "archived": frozenset({"with"}),
    }
    assert two.pane.look.grouping == "health"
    assert two.pane.model.sort_keys == (("segment", False), ("annual", True))
    assert two.pane.views.key == "red"


def test_folded_groups_come_back(book: Book, shown: Show) -> None:
    one = shown(book)
    one.pane.look.set_grouping("segment")
    one.pane.view.setFocus()
    QTest.keyClick(one.pane.view, Qt.Key.Key_Home)
    QTest.keyClick(one.pane.view, Qt.Key.Key_Left)
    assert one.pane.model.folded == {"高价值"}
    state = one.pane.save_state()
    assert "高价值" not in json.dumps(state, ensure_ascii=False)
    two = shown(book, state=state)
    assert two.pane.model.folded == {"高价值"}
    two.pane.look.set_grouping("health")
    assert two.pane.model.folded == frozenset()
    assert shown(book, state=two.pane.save_state()).pane.model.folded == frozenset()


def test_scrolling_comes_back(tmp_path: Path, shown: Show) -> None:
    with make_book(tmp_path / "b", 200) as some:
        one = shown(some)
        bar = one.pane.view.verticalScrollBar()
        one.pane.view.set_key(one.pane.model.shown[120].id)
        bar.setValue(120 * 32 - 200)
        state = one.pane.save_state()
        two = shown(some, state=state)
        assert two.pane.view.verticalScrollBar().value() == 120 * 32 - 200
        assert two.pane.view.key == one.pane.view.key


def test_the_palette_finds_what_can_be_done(book: Book, shown: Show) -> None:
    one = shown(book)
    actions = {action.key: action for action in one.pane.actions()}
    assert len(actions) == len(one.pane.actions())
    assert actions["accounts.touch"].text == "记触达：望海渔业"
    assert actions["accounts.touch"].about == "望海渔业"
    assert actions["accounts.clear"].why_not == "没有筛选。"
    actions["accounts.view.red"].run()
    assert one.pane.views.key == "red"
    assert one.pane.open("account", one.pane.model.rows[0].id)
    one.wait()
    assert one.pane.view.key == one.pane.model.rows[0].id
    assert not one.pane.open("account", 999_999)


def test_a_contract_opens_its_account(book: Book, shown: Show) -> None:
    one = shown(book)
    with book.reading() as connection:
        contract, account = connection.execute(
            "SELECT c.id, a.name FROM contracts c JOIN accounts a ON a.id = c.account_id "
            "WHERE c.code = 'HT00160'"
        ).fetchone()
    assert one.pane.open("contract", contract)
    one.wait()
    assert one.pane.detail.detail is not None
    assert one.pane.detail.detail.name == account
    assert account == "岚图家居"


def test_another_period_keeps_chips_and_groups(book: Book, shown: Show) -> None:
    one = shown(book)
    choose(one, "health", "红")
    one.pane.look.set_grouping("segment")
    one.pane.set_period("2023H2", None)
    one.wait()
    assert one.names
    assert all(row.line and row.line.band.value == "red" for row in one.pane.model.shown)
    one.pane.set_period(PERIOD, None)
    one.wait()
    assert one.pane.model.head_positions
    assert one.pane.view.columns.places.shown[0] == 0
    assert HEALTH in one.pane.view.columns.places.shown


def test_the_model_stays_sound_through_everything_that_is_done_to_it(book: Book, shown: Show) -> None:
    one = shown(book)
    tester = QAbstractItemModelTester(
        one.pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal, one.pane
    )
    edits = one.pane._accounts.edits
    ids = [row.id for row in one.pane.model.shown[:3]]
    one.pane.look.set_grouping("segment")
    for work in (
        lambda _: edits.edit(ids, "owner", "王芳"),
        lambda _: edits.edit(ids[:1], "name", "安安"),
        lambda _: edits.edit(ids, "segment", "潜力"),
        lambda _: edits.archive(ids),
        lambda _: edits.new({"name": "新来的"})[1],
        lambda _: edits.unarchive(ids[:1]),
    ):
        one.tasks.command(one.pane, work)
        one.wait()
    assert "新来的" in one.names
    assert "安安" in one.names
    choose(one, "segment", "潜力")
    one.pane.field.set_text("an")
    one.pane.toggle_archived()
    one.wait()
    one.pane.side.clear_filter()
    for _ in range(6):
        undo(one)
    assert len(one.names) == 35
    assert {row.id for row in one.pane.model.shown} >= set(ids)
    assert tester.model() is one.pane.model
