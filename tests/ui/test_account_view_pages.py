"""The pages of an account with real keys and clicks: contracts, tickets, contacts, touches, timeline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from csmdesk.domain.changes import Op
from csmdesk.services.account_view import TimelineItem
from csmdesk.storage.book import Book
from csmdesk.ui.models.table import ACCESSIBLE
from csmdesk.ui.panes.accounts.tabs.entry_list import EntryList
from csmdesk.ui.panes.accounts.tabs.timeline import Entry, Month, lines_of
from csmdesk.ui.tasks import Tasks
from tests.ui.account_view import LANTU, Open, Page, open_page

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


@pytest.fixture
def opened(qtbot: QtBot, tasks: Tasks) -> Iterator[Open]:
    """Opens the page of an account."""

    def begin(book: Book, **options: object) -> Page:
        return open_page(qtbot, tasks, book, **options)  # type: ignore[arg-type]

    yield begin
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)


def choose(rows: EntryList, row: int) -> None:
    """Go to a row by the keyboard."""
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    rows.setCurrentIndex(rows.entries.index(row))


def spot(rows: EntryList, row: int, name: str) -> QPoint:
    """The middle of a part of a row that can be clicked."""
    place = rows.visualRect(rows.entries.index(row))
    inner = QRect(24, place.top(), rows.width() - 48, place.height())
    return rows._painter.spots(rows.entries.items[row], inner)[name].center()


# --- lists in general ---------------------------------------------------------------------------------------


def test_arrows_move_and_letters_go_on_to_the_page(book: Book, opened: Open) -> None:
    page = opened(book)
    rows: EntryList = page.tab("contracts").rows
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    assert rows.current is rows.entries.items[0]
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Down)
    assert rows.current is rows.entries.items[2]
    page.press(Qt.Key.Key_End)
    assert rows.current is rows.entries.items[-1]
    page.press(Qt.Key.Key_T)
    assert page.view.touch_line.isVisible()


def test_enter_and_a_click_on_the_value_open_the_evidence_of_a_contract(book: Book, opened: Open) -> None:
    page = opened(book)
    rows: EntryList = page.tab("contracts").rows
    choose(rows, 1)
    page.press(Qt.Key.Key_Return)
    QTest.mouseClick(rows.viewport(), LEFT, NONE, spot(rows, 2, "figure"))
    assert [key for key, _ in page.opened] == [rows.entries.items[1].key, rows.entries.items[2].key]
    assert page.opened[0][1].size() == page.opened[1][1].size()


def test_a_screen_reader_hears_a_whole_row(book: Book, opened: Open) -> None:
    page = opened(book)
    contract = page.tab("contracts").rows.entries
    assert contract.index(1).data(ACCESSIBLE) == (
        "HT00160  工作坊逾期  23-07-15 – 24-07-14  07-14  14 天  24.7万  合同额 24.7万  无回款记录"
    )
    person = page.tab("contacts").rows.entries
    assert person.index(0).data(ACCESSIBLE) == (
        "李丽  CMO  高管  13900000053  exec53@example.com  生日 03-06"
    )
    assert (
        page.tab("usage").rows.entries.index(0).data(ACCESSIBLE).startswith("BI报表  93%  52/56  1 月 83.5%")
    )


def test_an_account_without_anything_says_what_to_do(book: Book, opened: Open) -> None:
    page = opened(book)
    page.edits.new({"name": "空空如也"})
    page.show("空空如也")
    for key in ("contracts", "usage", "tickets", "contacts", "touches", "timeline"):
        shown = page.tab(key)
        assert shown.empty.isVisible()
        assert shown.rows.isHidden()
    page.tab("touches").empty.acted.emit()
    assert page.view.touch_line.isVisible()


# --- contacts -----------------------------------------------------------------------------------------------


def test_a_contact_is_added_in_place(book: Book, opened: Open) -> None:
    page = opened(book)
    contacts = page.tab("contacts")
    choose(contacts.rows, 0)
    page.press(Qt.Key.Key_A)
    assert contacts.form.isVisible()
    assert contacts.form.form.fields["name"].focusProxy().hasFocus()
    page.press(Qt.Key.Key_Return)
    assert contacts.form.form.fields["name"].problem == "请填联系人的姓名。"
    page.type("欧阳娜")
    contacts.form.form.fields["email"].set_value("不是邮箱")
    page.press(Qt.Key.Key_Return)
    assert "邮箱" in contacts.form.form.fields["email"].problem
    contacts.form.form.fields["email"].set_value("na@example.com")
    contacts.form.form.fields["executive"].check.click()
    page.press(Qt.Key.Key_Return)
    assert contacts.form.isHidden()
    assert [line.name for line in contacts.rows.entries.items if line.executive] == [
        "李丽",
        "林宁娟",
        "欧阳娜",
    ]
    assert page.said == [("已新建联系人：欧阳娜", True)]
    assert contacts.rows.hasFocus()
    book.store.undo()
    page.refresh()
    assert len(contacts.rows.entries.items) == 3


def test_a_contact_is_changed_and_newer_data_does_not_take_the_typing_away(book: Book, opened: Open) -> None:
    page = opened(book)
    contacts = page.tab("contacts")
    choose(contacts.rows, 2)
    page.press(Qt.Key.Key_Return)
    assert contacts.form.title.text() == "改联系人：高平霞"
    contacts.form.form.fields["title"].set_value("信息部总")
    page.refresh()
    assert contacts.form.form.fields["title"].value == "信息部总"
    page.show("启衡证券")
    assert contacts.form.isHidden()
    page.show(LANTU)
    choose(contacts.rows, 2)
    page.press(Qt.Key.Key_E)
    assert contacts.form.form.fields["title"].value == "信息部总"
    page.press(Qt.Key.Key_Return)
    assert contacts.rows.entries.items[2].title == "信息部总"


def test_enter_and_esc_of_a_form_wait_for_the_input_method(book: Book, opened: Open) -> None:
    page = opened(book)
    contacts = page.tab("contacts")
    contacts.add_contact()
    page.compose("ou'yang")
    page.press(Qt.Key.Key_Return)
    page.press(Qt.Key.Key_Escape)
    assert contacts.form.isVisible()
    assert contacts.form.form.fields["name"].problem == ""
    page.compose("", "欧阳")
    page.press(Qt.Key.Key_Return)
    assert contacts.form.isHidden()
    assert "欧阳" in [line.name for line in contacts.rows.entries.items]


def test_a_contact_who_left_is_grey_and_can_come_back(book: Book, opened: Open) -> None:
    page = opened(book)
    contacts = page.tab("contacts")
    choose(contacts.rows, 0)
    page.press(Qt.Key.Key_L)
    assert contacts.rows.entries.items[-1].left == "06-30 离任"
    assert contacts.rows.current.name == "李丽"
    assert page.view.head.risks.count() == 1
    assert page.said == [("已标为离任：李丽", True)]
    page.press(Qt.Key.Key_L)
    assert not contacts.rows.entries.items[0].left
    assert page.view.head.risks.count() == 0


def test_a_contact_is_removed_and_brought_back_by_undo(book: Book, opened: Open) -> None:
    page = opened(book)
    contacts = page.tab("contacts")
    choose(contacts.rows, 1)
    page.press(Qt.Key.Key_Delete)
    assert [line.name for line in contacts.rows.entries.items] == ["李丽", "高平霞"]
    assert book.store.undo_label is not None
    assert LANTU in book.store.undo_label.zh
    book.store.undo()
    page.refresh()
    assert len(contacts.rows.entries.items) == 3


def test_telephone_and_mail_are_copied_by_click_and_key(book: Book, opened: Open) -> None:
    page = opened(book)
    contacts = page.tab("contacts")
    QTest.mouseClick(contacts.rows.viewport(), LEFT, NONE, spot(contacts.rows, 0, "phone"))
    assert QGuiApplication.clipboard().text() == "13900000053"
    QTest.mouseClick(contacts.rows.viewport(), LEFT, NONE, spot(contacts.rows, 1, "email"))
    assert QGuiApplication.clipboard().text() == "exec21@example.com"
    choose(contacts.rows, 2)
    page.press(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "13900000089"
    page.press(Qt.Key.Key_M)
    assert QGuiApplication.clipboard().text() == "staff89@example.com"
    assert page.said[-1] == ("已复制：staff89@example.com", False)


def test_erasing_a_person_is_asked_of_the_pane(book: Book, opened: Open) -> None:
    page = opened(book)
    asked: list[int] = []
    page.view.erase_asked.connect(asked.append)
    contacts = page.tab("contacts")
    choose(contacts.rows, 1)
    next(action for action in page.view.actions() if action.key == "erase_person").run()
    assert asked == [contacts.rows.entries.items[1].id]


def test_the_menu_key_offers_what_can_be_done_with_the_row(book: Book, opened: Open) -> None:
    page = opened(book)
    contacts = page.tab("contacts")
    choose(contacts.rows, 0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(contacts.rows.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions()]
    assert words[0] == "改联系人\tE"
    assert "标为离任\tL" in words
    menu.close()


# --- touches ------------------------------------------------------------------------------------------------


def test_touches_are_filtered_by_channel(book: Book, opened: Open) -> None:
    page = opened(book)
    touches = page.tab("touches")
    assert [(choice.key, choice.count) for choice in touches.chip.choices][:2] == [("培训", 4), ("拜访", 3)]
    touches.chip.set_chosen({"拜访"})
    touches.chip.changed.emit()
    assert [line.channel for line in touches.rows.entries.items] == ["拜访"] * 3
    page.show("启衡证券")
    assert {line.channel for line in touches.rows.entries.items} <= {"拜访"}


def test_tab_goes_through_a_form_and_then_to_its_buttons(book: Book, opened: Open) -> None:
    page = opened(book)
    contacts = page.tab("contacts")
    contacts.rows.setFocus()
    page.press(Qt.Key.Key_A)
    for _ in contacts.form.form.fields:
        page.press(Qt.Key.Key_Tab)
    assert contacts.form.save_button.hasFocus()
    page.press(Qt.Key.Key_Tab)
    assert contacts.form.cancel_button.hasFocus()


def test_a_touch_is_changed_in_place(book: Book, opened: Open) -> None:
    page = opened(book)
    touches = page.tab("touches")
    choose(touches.rows, 0)
    page.press(Qt.Key.Key_E)
    form = touches.form
    assert form.form.values() == {
        "day": "2024-06-20",
        "channel": "拜访",
        "contact": "",
        "minutes": "",
        "note": "",
    }
    form.minutes.set_value("半小时")
    form.save()
    assert form.minutes.problem == "请填整数分钟，如 45。"
    form.minutes.set_value("45")
    form.day.set_value("2024-06-18")
    form.channel.set_value("电话")
    form.contact.set_value("53")
    form.note.set_value("聊续约\n三年")
    form.save()
    page.wait()
    line = touches.rows.entries.items[0]
    assert (line.day, line.channel, line.contact, line.minutes, line.note) == (
        "2024-06-18",
        "电话",
        "李丽",
        45,
        "聊续约\n三年",
    )
    assert page.view.head.strip.cards[3].figure.text == "06-18"
    assert page.said == [("已改触达：2024-06-18 电话", True)]


def test_a_touch_is_removed_with_the_way_back(book: Book, opened: Open) -> None:
    page = opened(book)
    touches = page.tab("touches")
    choose(touches.rows, 0)
    page.press(Qt.Key.Key_Delete)
    assert len(touches.rows.entries.items) == 12
    assert page.said == [("已删触达：06-20 拜访", True)]
    assert page.view.head.strip.cards[3].figure.text == "06-03"
    book.store.undo()
    page.refresh()
    assert len(touches.rows.entries.items) == 13


# --- timeline -----------------------------------------------------------------------------------------------


def test_months_stand_over_their_rows_and_cannot_be_current(book: Book, opened: Open) -> None:
    page = opened(book)
    rows: EntryList = page.tab("timeline").rows
    assert isinstance(rows.entries.items[0], Month)
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _ in range(12):
        assert isinstance(rows.current, Entry)
        seen.append(rows.current)
        page.press(Qt.Key.Key_Down)
    assert len(set(seen)) == 12
    assert {entry.item.month for entry in seen} == {"2024 年 6 月", "2024 年 5 月", "2024 年 4 月"}


def test_kinds_are_filtered_and_counted(book: Book, opened: Open) -> None:
    page = opened(book)
    timeline = page.tab("timeline")
    counts = {choice.words: choice.count for choice in timeline.chip.choices}
    assert counts["触达"] == 13
    assert sum(count or 0 for count in counts.values()) == len(page.view.detail.timeline)  # type: ignore[union-attr]
    timeline.chip.set_chosen({"health", "survey"})
    timeline.chip.changed.emit()
    kinds = {line.item.kind for line in timeline.rows.entries.items if isinstance(line, Entry)}
    assert kinds == {"health", "survey"}
    timeline.chip.set_chosen({"war_room"})
    timeline.chip.changed.emit()
    assert timeline.empty.isVisible()


def test_enter_goes_to_the_row_that_an_entry_comes_from(book: Book, opened: Open) -> None:
    page = opened(book)
    rows: EntryList = page.tab("timeline").rows
    wanted = next(
        row
        for row, line in enumerate(rows.entries.items)
        if isinstance(line, Entry) and line.item.kind == "ticket"
    )
    choose(rows, wanted)
    page.press(Qt.Key.Key_Return)
    assert page.view.tab == "tickets"
    assert page.tab("tickets").rows.current.id == rows.entries.items[wanted].item.id
    assert page.tab("tickets").rows.hasFocus()


def test_two_thousand_entries_paint_only_what_is_seen(
    book: Book, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(book)
    account = page.view.detail.id  # type: ignore[union-attr]

    def write(connection: object) -> None:
        rows = [
            (
                account,
                date.fromordinal(date(2024, 6, 30).toordinal() - i // 3).isoformat(),
                "拜访",
                f"第 {i} 次",
            )
            for i in range(2000)
        ]
        connection.exec_driver_sql(  # type: ignore[attr-defined]
            "INSERT INTO touches (account_id, day, channel, note) VALUES (?, ?, ?, ?)", rows
        )

    book.store.run(Op.ADD_TOUCH, write)
    page.refresh()
    rows: EntryList = page.tab("timeline").rows
    assert rows.entries.rowCount() > 2000
    painter = rows._painter
    painted: list[object] = []
    draw = painter.draw

    def count(*arguments: object) -> None:
        painted.append(arguments[1])
        draw(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(painter, "draw", count)
    rows.viewport().repaint()
    seen = rows.viewport().height() // painter.row_height + 2
    assert 0 < len(painted) <= seen
    painted.clear()
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum())
    rows.viewport().repaint()
    assert rows.entries.items[-1] in painted
    assert len(painted) <= 2 * seen


def test_equal_things_of_one_day_are_told_apart() -> None:
    same = TimelineItem("06-20", "touch", "拜访", "touch", "2024 年 6 月")
    lines = lines_of([same, same, same._replace(month="2024 年 5 月")])
    assert lines == [
        Month("2024 年 6 月"),
        Entry(same, 0),
        Entry(same, 1),
        Month("2024 年 5 月"),
        Entry(same._replace(month="2024 年 5 月"), 0),
    ]
    assert len(set(lines)) == 5


# --- tickets and usage --------------------------------------------------------------------------------------


def test_enter_opens_a_ticket_in_full(book: Book, opened: Open) -> None:
    page = opened(book)
    rows: EntryList = page.tab("tickets").rows
    choose(rows, 1)
    page.press(Qt.Key.Key_Return)
    assert [key for key, _ in page.opened] == [rows.entries.items[1].key]
    assert page.opened[0][1].isValid()


def test_a_module_that_is_licensed_and_not_used_is_there(book: Book, opened: Open) -> None:
    page = opened(book)
    account = page.view.detail.id  # type: ignore[union-attr]

    def write(connection: object) -> None:
        run = connection.exec_driver_sql  # type: ignore[attr-defined]
        run("INSERT INTO modules (id, name, core) VALUES (99, '外勤管理', 0)")
        run(f"INSERT INTO account_modules (account_id, module_id) VALUES ({account}, 99)")

    book.store.run(Op.IMPORT, write)
    page.refresh()
    usage = page.tab("usage")
    line = usage.rows.entries.items[-1]
    assert (line.module, line.depth, line.note) == ("外勤管理", "—", "未使用")
    breadth = next(card.figure.text for card in usage.strip.cards if card.key == "metric:feature_breadth")
    assert breadth == "85.7%"
    rows: EntryList = usage.rows
    rows.selectionModel().setCurrentIndex(
        rows.entries.index(0), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    rows.setFocus()
    page.press(Qt.Key.Key_Return)
    assert page.opened[-1][0] == rows.entries.items[0].key
