"""The page of an account with real keys and clicks: head, tabs, touch line, fields, health."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from csmdesk.domain.changes import Op
from csmdesk.domain.text import Language
from csmdesk.services.account_evidence import evidence
from csmdesk.services.account_view import CurvePoint
from csmdesk.storage.book import Book
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.accounts.health_line import HealthLine
from csmdesk.ui.panes.accounts.tabs.entry_list import EntryList
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.label import FigureLabel
from csmdesk.ui.widgets.rows import RowList
from tests.ui.account_view import CLOSING, LANTU, Open, Page, open_page

NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton
TABS = ["overview", "contracts", "usage", "tickets", "contacts", "touches", "timeline"]

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


@pytest.fixture
def opened(qtbot: QtBot, tasks: Tasks) -> Iterator[Open]:
    """Opens the page of an account."""

    def begin(book: Book, **options: object) -> Page:
        return open_page(qtbot, tasks, book, **options)  # type: ignore[arg-type]

    yield begin
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)


# --- tabs ---------------------------------------------------------------------------------------------------


def test_a_page_is_made_when_its_tab_is_first_shown(book: Book, opened: Open) -> None:
    page = opened(book)
    assert list(page.view.pages.made) == ["overview"]
    assert [(tab.words, tab.count) for tab in page.view.pages.tabs.tabs] == [
        ("概览", None),
        ("合同", 6),
        ("使用", 6),
        ("工单", 3),
        ("联系人", 3),
        ("触达", 13),
        ("时间线", None),
    ]
    box = page.view.pages.tabs.tab_box("tickets")
    QTest.mouseClick(page.view.pages.tabs, LEFT, NONE, box.center())
    assert list(page.view.pages.made) == ["overview", "tickets"]
    assert page.view.pages.stack.currentWidget() is page.view.page("tickets")


def test_ctrl_tab_goes_round_with_the_focus_inside(book: Book, opened: Open) -> None:
    page = opened(book)
    page.view.enter()
    seen = []
    for _ in range(len(TABS)):
        page.press(Qt.Key.Key_Tab, CTRL)
        seen.append(page.view.tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert page.view.page(page.view.tab).isAncestorOf(focused)
    assert seen == [*TABS[1:], "overview"]
    page.press(Qt.Key.Key_Backtab, CTRL | SHIFT)
    assert page.view.tab == "timeline"


def test_another_account_fills_only_the_page_that_is_shown(book: Book, opened: Open) -> None:
    page = opened(book)
    contracts, tickets = page.tab("contracts"), page.tab("tickets")
    page.show("启衡证券")
    assert tickets.detail.name == "启衡证券"
    assert contracts.detail.name == LANTU
    page.tab("contracts")
    assert contracts.detail.name == "启衡证券"
    assert [line.code for line in contracts.rows.entries.items] == [
        line.code
        for line in page.view.detail.contracts  # type: ignore[union-attr]
    ]


def test_the_tab_comes_back_over_restarts(book: Book, opened: Open) -> None:
    page = opened(book)
    page.tab("contacts")
    state = page.view.save_state()
    two = opened(book)
    two.view.restore_state(state)
    assert two.view.tab == "contacts"
    two.view.restore_state({"tab": "nonsense"})
    two.view.restore_state({})
    assert two.view.tab == "contacts"


def test_newer_data_keeps_scroll_and_current_row(book: Book, opened: Open) -> None:
    page = opened(book, size=(543, 420))
    rows: EntryList = page.tab("timeline").rows
    rows.setCurrentIndex(rows.entries.index(20))
    rows.verticalScrollBar().setValue(240)
    item = rows.current
    page.edits.add_touch([page.view.detail.id], page.edits.read_touch("昨天 拜访"))  # type: ignore[union-attr]
    page.refresh()
    assert rows.current == item
    assert rows.currentIndex().row() == 21
    assert rows.verticalScrollBar().value() == 240
    page.show("启衡证券")
    assert rows.verticalScrollBar().value() == 0


# --- head ---------------------------------------------------------------------------------------------------


def test_the_figures_of_the_head_open_their_evidence(book: Book, opened: Open) -> None:
    page = opened(book)
    for label in page.view.head.findChildren(FigureLabel):
        QTest.mouseClick(label, LEFT, NONE, label.rect().center())
    assert [key for key, _ in page.opened] == ["annual", "health", "decision", "touch"]
    assert all(place.isValid() for _, place in page.opened)


def test_the_name_is_there_before_the_rest(book: Book, opened: Open) -> None:
    page = opened(book)
    page.view.announce("望海渔业", "KH1009", ("年化金额", "健康度", "下个决策日", "最近触达"))
    assert page.view.shown_name == "望海渔业"
    assert page.view.detail is None
    assert {card.figure.text for card in page.view.head.strip.cards} == {"—"}
    page.view.clear()
    assert not page.view.head.isVisible()


def test_rows_of_one_account_never_stay_under_the_name_of_another(book: Book, opened: Open) -> None:
    page = opened(book)
    stack = page.view.pages.stack
    page.view.announce("望海渔业", "KH1009", ("年化金额", "健康度", "下个决策日", "最近触达"))
    assert stack.isVisible()  # the data comes in a moment, as a rule: nothing flickers
    page.bot.waitUntil(stack.isHidden, timeout=2_000)
    page.show("望海渔业")
    assert stack.isVisible()
    page.view.announce("启衡证券", "KH1004", ("年化金额", "健康度", "下个决策日", "最近触达"))
    page.show("启衡证券")
    assert not page.view._stale.isActive()


def test_a_screen_reader_hears_name_state_and_figures(book: Book, opened: Open) -> None:
    page = opened(book)
    assert page.view.head.title.accessibleName() == "岚图家居 KH1021 红，自去年 12 月"
    names = [label.accessibleName() for label in page.view.head.findChildren(FigureLabel)]
    assert names[3] == "最近触达 06-20 10 天前，节奏 30 天"


def test_a_leaving_executive_is_said_under_the_name(book: Book, opened: Open) -> None:
    page = opened(book)
    assert page.view.detail is not None
    first = page.view.detail.contacts[0]
    page.edits.contact_left(first.id, date(2024, 6, 12))
    page.refresh()
    (risk,) = page.view.detail.risks
    assert risk.words in [label.text() for label in page.view.head.findChildren(type(page.view.head.facts))]
    page.book.store.undo()
    page.refresh()
    assert not page.view.detail.risks
    assert page.view.head.risks.count() == 0


def test_the_menu_offers_what_the_pane_gives(book: Book, opened: Open) -> None:
    page = opened(book)
    done: list[str] = []
    assert not page.view.head.more_button.isVisible()

    def archive() -> None:
        done.append("archive")

    page.view.set_more_actions(
        [
            Action("archive", "归档", archive, "Delete"),
            Action("merge", "合并…", archive, why_not="只选了一个。"),
        ]
    )
    QTest.mouseClick(page.view.head.more_button, LEFT)
    menu = page.view.head.menu
    assert menu is not None
    assert [(a.text(), a.isEnabled()) for a in menu.actions()] == [("归档\tDelete", True), ("合并…", False)]
    menu.actions()[0].trigger()
    menu.close()
    assert done == ["archive"]


def test_actions_name_the_account_and_their_keys(book: Book, opened: Open) -> None:
    page = opened(book)
    found = {action.key: action for action in page.view.actions()}
    assert found["touch"].text == "记触达：岚图家居"
    assert (found["touch"].shortcut, found["edit_fields"].shortcut) == ("T", "F2")
    assert all(action.about == LANTU for action in found.values())
    found["tab_tickets"].run()
    assert page.view.tab == "tickets"
    page.tab("contacts").rows.setCurrentIndex(page.tab("contacts").rows.entries.index(0))
    assert {"edit_contact", "contact_left", "erase_person"} <= {a.key for a in page.view.actions()}


# --- touch line ---------------------------------------------------------------------------------------------


def test_two_keys_make_a_touch_of_today_by_the_last_channel(book: Book, opened: Open) -> None:
    page = opened(book)
    page.view.enter()
    last = page.edits.channels()[0]
    page.press(Qt.Key.Key_T, CTRL)
    page.press(Qt.Key.Key_Return)
    assert page.rows("SELECT day, channel, note FROM touches ORDER BY id DESC LIMIT 1") == [
        ("2024-06-30", last, "")
    ]
    assert page.said == [(f"已记触达：岚图家居 2024-06-30 {last}", True)]
    assert page.view.head.strip.cards[3].figure.text == "06-30"


def test_what_is_typed_is_read_as_it_is_typed(book: Book, opened: Open) -> None:
    page = opened(book)
    page.listed.setFocus()
    page.view.open_touch()
    assert page.view.touch_line.edit.hasFocus()
    page.type("昨天 拜访 聊续约")
    assert page.view.touch_line.preview.text().endswith("06-29 · 拜访 · 聊续约")
    assert page.view.touch_line.channels.current == "拜访"
    page.press(Qt.Key.Key_Return)
    assert not page.view.touch_line.isVisible()
    assert page.listed.hasFocus()
    assert page.rows("SELECT day, channel, note FROM touches ORDER BY id DESC LIMIT 1") == [
        ("2024-06-29", "拜访", "聊续约")
    ]
    assert page.view.head.strip.cards[3].figure.text == "06-29"
    book.store.undo()
    page.refresh()
    assert page.view.head.strip.cards[3].figure.text == "06-20"


def test_alt_and_a_number_pick_the_channel(book: Book, opened: Open) -> None:
    page = opened(book)
    page.view.open_touch()
    page.wait()
    wanted = page.view.touch_line.channels.names[2]
    page.press(Qt.Key.Key_3, ALT)
    assert page.view.touch_line.channels.current == wanted
    page.type("问进度")
    page.press(Qt.Key.Key_Return)
    assert page.rows("SELECT channel, note FROM touches ORDER BY id DESC LIMIT 1") == [(wanted, "问进度")]


def test_a_day_to_come_is_refused_beside_the_text(book: Book, opened: Open) -> None:
    page = opened(book)
    page.view.open_touch()
    page.type("2024-07-05 拜访")
    page.press(Qt.Key.Key_Return)
    assert page.view.touch_line.isVisible()
    assert "还没到" in page.view.touch_line.preview.text()
    assert page.view.touch_line.edit.text() == "2024-07-05 拜访"
    page.press(Qt.Key.Key_Escape)
    assert not page.view.touch_line.isVisible()
    assert page.listed.hasFocus()
    assert not page.said


def test_enter_and_esc_belong_to_the_input_method_while_it_composes(book: Book, opened: Open) -> None:
    page = opened(book)
    before = page.rows("SELECT count(*) FROM touches")
    page.view.open_touch()
    page.compose("liao'xu'yue")
    page.press(Qt.Key.Key_Return)
    page.press(Qt.Key.Key_Escape)
    assert page.view.touch_line.isVisible()
    assert page.rows("SELECT count(*) FROM touches") == before
    page.compose("", "聊续约")
    assert page.view.touch_line.preview.text().endswith("聊续约")
    page.press(Qt.Key.Key_Return)
    assert page.rows("SELECT note FROM touches ORDER BY id DESC LIMIT 1") == [("聊续约",)]


def test_one_line_makes_a_touch_of_several_accounts(book: Book, opened: Open) -> None:
    page = opened(book)
    ids = [row.id for row in page.accounts.names()[:3]]
    page.view.open_touch(ids)
    page.type("今天 邮件 通知涨价")
    page.press(Qt.Key.Key_Return)
    found = page.rows("SELECT account_id FROM touches WHERE note = '通知涨价' ORDER BY account_id")
    assert [row[0] for row in found] == sorted(ids)
    assert page.said[-1][1]


def test_a_line_with_words_in_it_stays_for_its_account(book: Book, opened: Open) -> None:
    page = opened(book)
    page.view.open_touch()
    page.type("聊到一半")
    page.show("启衡证券")
    assert page.view.touch_line.isVisible()
    assert page.view.touch_line.edit.text() == "聊到一半"
    page.press(Qt.Key.Key_Return)
    assert page.rows("SELECT account_id FROM touches WHERE note = '聊到一半'") == [(page.id_of(LANTU),)]
    page.view.open_touch()
    page.show(LANTU)
    assert not page.view.touch_line.isVisible()


def test_a_touch_after_the_as_of_day_says_that_it_is_not_counted_here(book: Book, opened: Open) -> None:
    page = opened(book)
    page.show(as_of=date(2024, 5, 31))
    page.view.open_touch()
    page.press(Qt.Key.Key_Return)
    assert page.said[-1][0].endswith("晚于截至日 2024-05-31，本页不计")


# --- fields -------------------------------------------------------------------------------------------------


def test_f2_opens_the_fields_and_each_is_saved_when_left(book: Book, opened: Open) -> None:
    page = opened(book)
    page.view.enter()
    page.press(Qt.Key.Key_F2)
    form = page.view.fields
    assert form is not None
    assert form.isVisible()
    assert form.form.values()["city"] == "宁波"
    assert not page.view.pages.stack.isVisible()
    form.form.fields["handover_from"].setFocus()
    page.type("王五")
    page.press(Qt.Key.Key_Tab)
    assert page.rows("SELECT handover_from FROM accounts WHERE id = ?", page.id_of(LANTU)) == [("王五",)]
    assert page.said == [("已改交接人：岚图家居", True)]
    page.press(Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert page.view.pages.stack.isVisible()


def test_a_refused_field_keeps_what_was_typed_and_says_why(book: Book, opened: Open) -> None:
    page = opened(book)
    page.view.edit_fields()
    form = page.view.fields
    assert form is not None
    form.form.fields["name"].set_value("")
    form.save("name")
    page.wait()
    assert form.form.fields["name"].problem == "名称不能为空。"
    form.close_form()
    page.wait()
    assert form.isVisible()
    form.form.fields["name"].set_value("岚图家居集团")
    form.close_form()
    page.wait()
    assert not form.isVisible()
    assert page.rows("SELECT name FROM accounts WHERE code = 'KH1021'") == [("岚图家居集团",)]


def test_a_second_esc_gives_up_what_was_refused(book: Book, opened: Open) -> None:
    page = opened(book)
    page.view.edit_fields()
    form = page.view.fields
    assert form is not None
    form.form.fields["code"].set_value("KH1001")
    page.press(Qt.Key.Key_Escape)
    assert form.isVisible()
    assert "KH1001" in form.form.fields["code"].problem
    page.press(Qt.Key.Key_Escape)
    assert form.isHidden()
    assert page.rows("SELECT count(*) FROM accounts WHERE code = 'KH1021'") == [(1,)]


def test_newer_data_leaves_the_field_that_is_being_typed(book: Book, opened: Open) -> None:
    page = opened(book)
    page.view.edit_fields()
    form = page.view.fields
    assert form is not None
    form.form.fields["city"].set_value("宁")
    page.edits.edit([page.id_of(LANTU)], "industry", "民宿")
    page.refresh()
    assert form.isVisible()
    assert form.form.fields["city"].value == "宁"
    assert form.form.fields["industry"].value == "民宿"


# --- health -------------------------------------------------------------------------------------------------


def test_a_score_is_typed_by_hand_shown_and_taken_back(book: Book, opened: Open) -> None:
    page = opened(book)
    overview = page.view.pages.overview
    QTest.mouseClick(overview.override.change, LEFT)
    form = overview.form
    assert form.isVisible()
    assert form.form.values()["expires"] == "2024-07-30"
    page.type("75")
    page.press(Qt.Key.Key_Return)
    assert "原因" in form.reason.problem
    assert form.reason.edit.hasFocus()
    page.type("CIO 承诺续约")
    page.press(Qt.Key.Key_Return)
    assert form.isHidden()
    assert page.said == [("已改写健康度：岚图家居 75", True)]
    assert page.view.head.strip.cards[1].figure.text == "75.0"
    assert overview.override.words.text().startswith("人工 75.0：CIO 承诺续约（本人 06-30 填写")
    assert overview.curve._points[-1].override
    QTest.mouseClick(overview.override.remove, LEFT)
    page.wait()
    assert page.view.head.strip.cards[1].figure.text == "59.7"
    assert overview.override.line is None
    assert book.store.undo_label is not None
    assert LANTU in book.store.undo_label.zh


def test_a_form_keeps_what_is_typed_while_newer_data_comes(book: Book, opened: Open) -> None:
    page = opened(book)
    page.view.pages.overview.open_override()
    form = page.view.pages.overview.form
    form.score.set_value("70")
    form.reason.set_value("等客户回信")
    page.refresh()
    assert form.isVisible()
    assert form.form.values()["reason"] == "等客户回信"
    page.show("启衡证券")
    assert form.isHidden()
    page.show(LANTU)
    page.view.pages.overview.open_override()
    assert form.form.values()["reason"] == "等客户回信"
    page.press(Qt.Key.Key_Escape)
    page.view.pages.overview.open_override()
    assert form.form.values()["reason"] == ""


def test_pointer_and_keys_say_day_and_score(book: Book, opened: Open) -> None:
    page = opened(book)
    curve = page.view.pages.overview.curve
    middle = QPoint(round(curve.x_of(2)), 60)
    QTest.mouseMove(curve, middle)
    page.bot.waitUntil(lambda: curve.hot == "02-29 58.8 红", timeout=2_000)
    curve.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(curve, Qt.Key.Key_End)
    assert curve.hot == "06-30 59.7 红"
    assert curve.accessibleName() == "半年走势 06-30 59.7 红"
    QTest.keyClick(curve, Qt.Key.Key_Left)
    assert curve.hot == "05-31 40.3 红"


@pytest.mark.parametrize("count", [1, 2, 400])
def test_a_curve_of_any_length_and_with_gaps_is_painted(theme: Theme, qtbot: QtBot, count: int) -> None:
    curve = HealthLine(theme, "半年走势")
    qtbot.addWidget(curve)
    curve.resize(220, curve.height())
    first = CLOSING.toordinal() - count
    points = [
        CurvePoint(
            date.fromordinal(first + i),
            "6" if i % 30 == 0 else "",
            None if i % 7 == 3 else 40.0 + i % 50,
            "x",
            i > 5,
        )
        for i in range(count)
    ]
    curve.set_points(tuple(points))
    assert not curve.grab().isNull()
    curve.set_points((CurvePoint(CLOSING, "6", None, "06-30 未评"),))
    assert not curve.grab().isNull()
    curve.set_points(())
    assert not curve.grab().isNull()


# --- going to a row -----------------------------------------------------------------------------------------


def test_a_contract_and_a_contact_are_shown_where_they_lie(book: Book, opened: Open) -> None:
    page = opened(book)
    assert page.view.detail is not None
    contract, contact = page.view.detail.contracts[3], page.view.detail.contacts[2]
    page.view.reveal_contract(contract.id)
    assert page.view.tab == "contracts"
    assert page.tab("contracts").rows.current.code == contract.code
    page.view.reveal_contact(contact.id)
    assert page.tab("contacts").rows.current.name == contact.name


def test_what_belongs_to_the_next_account_is_shown_when_it_comes(book: Book, opened: Open) -> None:
    page = opened(book, name="启衡证券")
    wanted = page.rows("SELECT id FROM contracts WHERE code = 'HT00192'")[0][0]
    page.view.reveal_contract(wanted)
    page.show(LANTU)
    assert page.tab("contracts").rows.current.code == "HT00192"


def test_links_of_the_overview_lead_to_the_pages(book: Book, opened: Open) -> None:
    page = opened(book)
    QTest.mouseClick(page.view.pages.overview.contract_link, LEFT)
    assert page.view.tab == "contracts"
    page.tab("overview")
    QTest.mouseClick(page.view.pages.overview.event_link, LEFT)
    assert page.view.tab == "timeline"
    page.tab("overview")
    events = page.view.pages.overview.timeline.body
    QTest.mouseClick(events, LEFT, NONE, events.row_box(0).center())
    assert page.view.tab == "touches"
    assert page.tab("touches").rows.current.short == "06-20"


# --- every figure, every width ------------------------------------------------------------------------------


def test_every_figure_on_every_page_opens(book: Book, opened: Open) -> None:
    page = opened(book)
    desk = page.accounts.desk("2024H1", None)
    for key in TABS:
        shown = page.tab(key)
        for label in shown.findChildren(FigureLabel):
            if label.isVisible():
                QTest.mouseClick(label, LEFT, NONE, label.rect().center())
        for rows in shown.findChildren(RowList):
            for index in range(len(rows.items)):
                if not rows.figure_box(index).isEmpty():
                    QTest.mouseClick(rows, LEFT, NONE, rows.figure_box(index).center())
        for rows in shown.findChildren(EntryList):
            for row in range(rows.entries.rowCount()):
                rows.scrollTo(rows.entries.index(row))
                place = rows.visualRect(rows.entries.index(row))
                item = rows.entries.items[row]
                inner = QRect(24, place.top(), rows.width() - 48, place.height())
                for name, box in rows._painter.spots(item, inner).items():
                    if name == "figure":
                        QTest.mouseClick(rows.viewport(), LEFT, NONE, box.center())
    keys = [key for key, _ in page.opened]
    assert len(keys) > 25
    assert page.view.detail is not None
    for key in set(keys):
        assert evidence(desk, page.view.detail.id, key, "zh") is not None, key


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [360, 400, 543, 760])
def test_no_page_is_wider_than_its_room(book: Book, opened: Open, width: int, language: Language) -> None:
    page = opened(book, language=language, size=(width, 700))
    for key in TABS:
        shown = page.tab(key)
        assert shown.width() == page.view.width() == width
        for area in shown.findChildren(QScrollArea):
            body = area.widget()
            if body is not None and area.isVisible():
                assert body.width() <= area.viewport().width()
    page.view.open_touch()
    page.wait()
    assert page.view.touch_line.width() == width
    page.view.edit_fields()
    assert page.view.fields is not None
    assert page.view.fields.width() == width


# --- what imports kept --------------------------------------------------------------------------------------


def test_columns_that_an_import_kept_are_seen(book: Book, opened: Open) -> None:
    page = opened(book)
    kept = page.view.pages.made["overview"].kept  # type: ignore[attr-defined]
    assert not kept.isVisible()
    sql = (
        "INSERT INTO custom_values (table_name, code, name, value) "
        "SELECT 'accounts', code, '旧系统备用', '甲1' FROM accounts WHERE name = ?"
    )
    book.store.run(Op.IMPORT, lambda connection: connection.exec_driver_sql(sql, (LANTU,)))
    page.refresh()
    assert kept.isVisible()
    assert kept.items == (("旧系统备用", "甲1"),)
