"""The accounts pane with real keys and clicks on the sample book."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csmdesk.domain.changes import Op
from csmdesk.services.accounts import Accounts
from csmdesk.services.figures import account_figures, figures
from csmdesk.storage.book import Book
from csmdesk.ui.models.table import ACCESSIBLE
from csmdesk.ui.panes.accounts.parts import ContractRows
from csmdesk.ui.panes.accounts.rows import ANNUAL, DECISION, HEALTH
from csmdesk.ui.widgets.label import FigureLabel
from csmdesk.ui.widgets.rows import RowList
from tests.ui.conftest import PERIOD, Shown

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
Show = Callable[..., Shown]

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


def click_head(one: Shown, column: int) -> None:
    head = one.pane.view.horizontalHeader()
    place = QPoint(head.sectionViewportPosition(column) + head.sectionSize(column) // 2, 12)
    QTest.mouseClick(head.viewport(), LEFT, NONE, place)


def to_column(one: Shown, column: int) -> None:
    """Go to a column by →, over those that are shown."""
    view = one.pane.view
    for _ in range(view.columns.places.shown.index(column)):
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.currentIndex().column() == column


def figure_place(one: Shown, position: int, column: int) -> QPoint:
    view = one.pane.view
    cell = next(c for c in view.cells() if c.column == column)
    box = view._painter.figure(one.pane.model.row_at(position), cell)
    assert box is not None
    return box.translated(0, position * 32 - view.verticalOffset()).center()


# --- the list -----------------------------------------------------------------------------------------------


def test_names_are_there_before_any_figure(book: Book, shown: Show) -> None:
    one = shown(book, figures=False)
    assert len(one.names) == 35
    assert one.pane.model.index(0, ANNUAL).data() == "—"
    assert one.pane.heading.text == "35"


def test_the_first_paint_asks_the_book_once(book: Book, shown: Show) -> None:
    asked: list[str] = []
    with book.reading() as connection:
        connection.set_trace_callback(asked.append)  # type: ignore[attr-defined]
    one = shown(book, figures=False)
    assert len(one.names) == 35
    assert len([sql for sql in asked if sql.startswith("SELECT")]) == 1
    with book.reading() as connection:
        connection.set_trace_callback(None)  # type: ignore[attr-defined]


def test_the_first_figures_are_painted_before_anything_else_is_read(book: Book, shown: Show) -> None:
    one = shown(book, figures=False)
    one.wait()
    painted: list[bool] = []

    class Paints(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and one.pane.model.shown[0].line is not None:
                painted.append(one.tasks.busy)
            return False

    paints = Paints()
    one.pane.view.viewport().installEventFilter(paints)
    one.pane.set_period(PERIOD, None)
    one.bot.waitUntil(lambda: bool(painted))
    one.wait()
    assert painted[0] is False
    assert one.pane.detail.detail is not None


def test_a_new_page_is_filled_with_what_came_last(book: Book, shown: Show) -> None:
    one = shown(book)
    beside = one.pane.beside
    old, new = (Accounts(book).detail(key, PERIOD, None, "zh") for key in (1, 2))
    assert old is not None
    assert new is not None
    for last in (new, replace(old, name="新名")):
        # Before its page is filled, another account comes, or newer data of the same.
        beside._view = None
        beside._take(old)
        beside._take(last)
        for _ in range(4):
            QApplication.processEvents()
        assert beside.view.detail is last
    beside._view = None
    beside._take(old)
    beside.read(2)
    one.wait()
    assert beside.view.detail == new


def test_an_account_that_is_gone_before_its_new_page_is_filled_leaves_nothing(
    book: Book, shown: Show
) -> None:
    one = shown(book)
    beside = one.pane.beside
    beside._view = None
    beside._take(Accounts(book).detail(1, PERIOD, None, "zh"))
    beside._show_head()
    assert not beside.view._body.isHidden()
    beside._take(None)
    for _ in range(4):
        QApplication.processEvents()
    assert beside.view.detail is None
    assert beside.view._body.isHidden()


def test_figures_fill_in_and_equal_those_of_everywhere(book: Book, shown: Show) -> None:
    one = shown(book)
    lines = account_figures(book, PERIOD)
    for row in one.pane.model.shown:
        assert row.line == lines[row.id]
    arr = figures(book, PERIOD, keys=["acv"]).figures["acv"].numerator
    assert sum((line.arr_fen for line in lines.values()), Fraction(0)) == (arr or 0) * 100
    assert one.pane.heading.text == "35  年化 3,750.3万"


def test_what_has_to_be_decided_next_stands_at_the_top(book: Book, shown: Show) -> None:
    one = shown(book)
    days = [row.line.decision_day for row in one.pane.model.shown if row.line and row.line.decision_day]
    assert days == sorted(days)
    assert one.names[:3] == ["望海渔业", "弘毅律所", "岚图家居"]
    assert one.pane.detail.detail is not None
    assert one.pane.detail.detail.name == "望海渔业"


@pytest.mark.parametrize("typed", ["lantujiaju", "LTJJ", "kh1021", "lantu"])
def test_every_key_filters_at_once(book: Book, shown: Show, typed: str) -> None:
    one = shown(book)
    QTest.keyClick(one.pane.view, Qt.Key.Key_Slash)
    assert one.pane.field.edit.hasFocus()
    counts = []
    for letter in typed:
        QTest.keyClicks(one.pane.field.edit, letter)
        counts.append(len(one.names))
    assert one.names == ["岚图家居"]
    assert counts == sorted(counts, reverse=True)
    QApplication.processEvents()
    assert one.pane.heading.text == "1 / 35  年化 113万"
    QTest.keyClick(one.pane.field.edit, Qt.Key.Key_Escape)
    assert len(one.names) == 35
    assert one.pane.field.edit.hasFocus()
    QTest.keyClick(one.pane.field.edit, Qt.Key.Key_Escape)
    assert one.pane.view.hasFocus()


def test_composing_chinese_filters_by_what_is_committed_only(book: Book, shown: Show) -> None:
    one = shown(book)
    one.pane.field.edit.setFocus()
    for preedit in ("l", "la", "lan", "lan'tu"):
        one.compose(preedit)
        assert len(one.names) == 35
    one.compose("", "岚图")
    assert one.names == ["岚图家居"]
    one.compose("jia")
    assert one.names == ["岚图家居"]
    one.compose("", "家")
    assert one.pane.field.edit.text() == "岚图家"


def test_typing_in_the_list_goes_to_the_filter(book: Book, shown: Show) -> None:
    one = shown(book)
    one.pane.view.setFocus()
    QTest.keyClicks(one.pane.view, "q")
    assert one.pane.field.edit.hasFocus()
    QTest.keyClicks(one.pane.field.edit, "h")
    assert "启衡证券" in one.names
    QTest.keyClick(one.pane.field.edit, Qt.Key.Key_Down)
    assert one.pane.view.hasFocus()
    QTest.keyClick(one.pane.view, Qt.Key.Key_Up)
    assert not one.pane.view.hasFocus() or len(one.names) > 1


def test_no_hit_says_so_and_offers_the_way_back(book: Book, shown: Show) -> None:
    one = shown(book)
    one.pane.field.set_text("没有这家")
    assert one.pane.side.no_hit is not None
    assert one.pane.side.no_hit.isVisible()
    one.pane.side.no_hit.acted.emit()
    assert len(one.names) == 35
    assert one.pane.view.isVisible()


def test_the_current_account_stays_while_the_list_is_filtered(book: Book, shown: Show) -> None:
    one = shown(book)
    QTest.keyClick(one.pane.view, Qt.Key.Key_Down)
    one.wait()
    key = one.pane.view.key
    one.pane.field.set_text("zzz")
    one.pane.field.set_text("")
    assert one.pane.view.key == key
    assert one.pane.view.currentIndex().row() == one.pane.model.position_of(key)


def test_a_click_on_a_head_sorts_and_a_second_turns_it_round(book: Book, shown: Show) -> None:
    one = shown(book)
    click_head(one, ANNUAL)
    values = [row.annual for row in one.pane.model.shown]
    assert values == sorted(values, key=lambda v: (v is None, v))
    click_head(one, ANNUAL)
    assert one.pane.model.sorted_by == (ANNUAL, True)
    assert one.names[0] == max(one.pane.model.rows, key=lambda r: r.annual or -math.inf).name


def test_alt_and_arrows_sort_by_the_current_column(book: Book, shown: Show) -> None:
    one = shown(book)
    view = one.pane.view
    to_column(one, HEALTH)
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert one.pane.model.sorted_by == (HEALTH, False)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert one.pane.model.sorted_by == (HEALTH, True)


def test_a_screen_reader_hears_the_row_with_its_values(book: Book, shown: Show) -> None:
    one = shown(book)
    row = one.names.index("岚图家居")
    words = one.pane.model.index(row, 0).data(ACCESSIBLE)
    assert words == "岚图家居，稳定，年化 113.0万，健康度 59.7，红，决策日 7 月 14 日，14 天，触达 10 天前"


def test_narrow_lists_hide_the_least_important_columns(book: Book, shown: Show) -> None:
    one = shown(book, size=(928, 624))
    head = one.pane.view.horizontalHeader()
    visible = {c.key for i, c in enumerate(one.pane.model.columns) if not head.isSectionHidden(i)}
    assert {"name", "annual", "health", "decision"} <= visible
    assert "trend" not in visible
    assert head.length() == one.pane.view.viewport().width()


def test_an_empty_book_says_what_to_do(tmp_path: object, shown: Show, qtbot: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    with Book.create(tmp_path / "空").book as empty:
        one = shown(empty)
        asked: list[bool] = []
        one.pane.import_asked.connect(lambda: asked.append(True))
        assert one.pane._none is not None
        assert one.pane._none.isVisible()
        one.pane._none.acted.emit()
        assert asked
        one.wait()


# --- evidence -----------------------------------------------------------------------------------------------


def evidence(one: Shown) -> str:
    one.wait()
    popover = one.pane.popover
    assert popover is not None
    assert popover.isVisible()
    return popover.panel.accessibleName()


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (ANNUAL, "岚图家居 年化金额 113.0万"),
        (HEALTH, "岚图家居 健康度 59.7"),
        (DECISION, "岚图家居 下个决策日 07-14"),
    ],
)
def test_a_click_on_a_figure_opens_its_evidence(book: Book, shown: Show, column: int, words: str) -> None:
    one = shown(book)
    place = figure_place(one, one.names.index("岚图家居"), column)
    QTest.mouseClick(one.pane.view.viewport(), LEFT, NONE, place)
    assert evidence(one).startswith(words)


def test_enter_on_a_figure_opens_it_and_esc_closes_it(book: Book, shown: Show) -> None:
    one = shown(book)
    to_column(one, ANNUAL)
    QTest.keyClick(one.pane.view, Qt.Key.Key_Return)
    assert evidence(one).startswith("望海渔业 年化金额 91.2万")
    popover = one.pane.popover
    assert popover is not None
    QTest.keyClick(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()


def test_the_rows_of_the_annual_value_add_up_to_it(book: Book, shown: Show) -> None:
    one = shown(book)
    for row in one.pane.model.shown[:6]:
        view = one.pane._accounts.evidence(row.id, "annual", PERIOD, None, "zh")
        assert view is not None
        total = sum(Fraction(cells[-1].replace(",", "")) for cells in view.rows)
        assert abs(total * 100 - row.line.arr_fen) < 1  # type: ignore[union-attr]


def test_every_figure_of_the_page_opens(book: Book, shown: Show) -> None:
    one = shown(book)
    detail = one.pane.detail
    opened = []
    for label in (label for label in detail.findChildren(FigureLabel) if label.isVisible()):
        QTest.mouseClick(label, LEFT, NONE, label.rect().center())
        opened.append(evidence(one))
        assert one.pane.popover is not None
        one.pane.popover.close()
    for rows in (rows for rows in detail.findChildren(RowList) if rows.isVisible()):
        for index in range(len(rows.items)):
            box = rows.figure_box(index)
            if not box.isEmpty():
                QTest.mouseClick(rows, LEFT, NONE, box.center())
                opened.append(evidence(one))
                assert one.pane.popover is not None
                one.pane.popover.close()
    assert len(opened) > 15
    assert len(set(opened)) == len(opened)


def test_keys_open_figures_of_the_page(book: Book, shown: Show) -> None:
    one = shown(book)
    rows = one.pane.detail.findChild(ContractRows)
    assert isinstance(rows, ContractRows)
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert rows.items[1].code in evidence(one)


# --- the account beside -------------------------------------------------------------------------------------


def test_the_page_shows_the_account_of_the_design(book: Book, shown: Show) -> None:
    one = shown(book)
    one.pane.view.setCurrentIndex(one.pane.model.index(one.names.index("岚图家居"), 0))
    one.wait()
    detail = one.pane.detail.detail
    assert detail is not None
    assert (detail.code, detail.mark) == ("KH1021", "red")
    assert detail.facts == "酒店 · 宁波 · 稳定 · 2021-02-26 交接 · 2021-03-11 启用"
    assert [f.value for f in detail.figures] == ["113.0万", "59.7", "07-14", "06-20"]
    assert [f.note for f in detail.figures] == [
        "4 份生效合同",
        "红，自去年 12 月",
        "14 天，24.7万",
        "10 天前，节奏 30 天",
    ]
    assert [(d.name, d.score, d.low) for d in detail.dimensions] == [
        ("活跃度", "62", False),
        ("业务成果", "58", True),
        ("支持响应", "64", False),
        ("培训完成度", "47", True),
    ]
    assert detail.health_note == "覆盖 4/4，最旧 06-30"
    open_ones = [(c.code, c.mark, c.state) for c in detail.contracts if c.open]
    assert open_ones[:2] == [("HT00160", "red", "工作坊逾期"), ("HT00107", "renewed", "已续 HT00108")]
    assert detail.usage_note == "06-28  深度 89.0%  广度 6/6"
    main = [item.words for item in detail.timeline if item.main]
    assert "续签 HT00108，提前 113 天" in main[:4]


def test_arrows_move_through_the_accounts(book: Book, shown: Show) -> None:
    one = shown(book)
    for name in one.names[1:5]:
        QTest.keyClick(one.pane.view, Qt.Key.Key_Down)
        # The name is there at once, the rest when it has been read.
        assert one.pane.detail.shown_name == name
        one.wait()
        assert one.pane.detail.detail is not None
        assert one.pane.detail.detail.name == name


def test_enter_on_a_name_goes_into_the_page(book: Book, shown: Show) -> None:
    one = shown(book)
    QTest.keyClick(one.pane.view, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert one.pane.detail.isAncestorOf(focused)


# --- changes and state --------------------------------------------------------------------------------------


def test_a_change_of_the_book_is_shown(book: Book, shown: Show) -> None:
    one = shown(book)
    key = one.pane.view.key

    def rename(connection: object) -> None:
        connection.exec_driver_sql("UPDATE accounts SET name = '望海远洋' WHERE id = ?", (key,))  # type: ignore[attr-defined]

    one.tasks.command(one.pane, lambda _: book.store.run(Op.EDIT_ACCOUNT, rename).changes)
    one.wait()
    assert one.names[0] == "望海远洋"
    assert one.pane.detail.detail is not None
    assert one.pane.detail.detail.name == "望海远洋"
    assert one.pane.view.key == key


def test_another_period_counts_anew(book: Book, shown: Show) -> None:
    one = shown(book)
    one.pane.set_period("2023H2", None)
    one.wait()
    lines = account_figures(book, "2023H2")
    assert all(row.line == lines[row.id] for row in one.pane.model.rows)


def test_state_comes_back(book: Book, shown: Show) -> None:
    one = shown(book)
    click_head(one, HEALTH)
    click_head(one, HEALTH)
    one.pane.view.setCurrentIndex(one.pane.model.index(4, 0))
    one.wait()
    state = one.pane.save_state()
    two = shown(book, state=state)
    assert two.pane.model.sorted_by == (HEALTH, True)
    assert two.pane.view.key == one.pane.view.key
    assert two.pane.detail.detail is not None
    assert two.pane.detail.detail.id == one.pane.view.key


@pytest.mark.parametrize(
    "state", [{"sort": "nothing up"}, {"sizes": "a,b"}, {"account": "999999"}, {"account": "x"}]
)
def test_state_that_makes_no_sense_is_passed_over(book: Book, shown: Show, state: dict[str, str]) -> None:
    one = shown(book, state=state)
    assert one.pane.view.key == one.pane.model.row_at(0).id
