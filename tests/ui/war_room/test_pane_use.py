"""A day in the war room: what is opened, made or taken back is where the user looks next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.app.qt import translators
from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.accept_sheet import AcceptSheet
from csmdesk.ui.panes.war_room.closed_review import ClosedReview
from csmdesk.ui.panes.war_room.closing_form import ClosingForm
from csmdesk.ui.panes.war_room.head import PaneHead
from csmdesk.ui.panes.war_room.open_form import OpenForm
from csmdesk.ui.theme import Theme
from tests.ui.conftest import Start
from tests.ui.war_room.war_window import CTRL, War
from tests.unit.storage.making import write

SUPPORT = "技术支持驻场诊断"


def names(war: War) -> list[str]:
    return [room.account for room in war.pane.lanes.rooms]


def agree(war: War) -> bool:
    """True when the current card is one of the current room, and the side is about that room."""
    pane = war.pane
    card, room = pane.board.current_card, pane.lanes.current_room
    shown = pane.beside.side.standup.room
    return card is not None and room is not None and card.room_id == room.id == (shown and shown.id)


# --- opening ------------------------------------------------------------------------------------------------


@pytest.fixture
def unserved(start: Start, sample_folder: Path) -> War:
    """The sample book with its three red accounts, and no war room yet."""
    with Book.open(sample_folder) as book:
        write(book, "DELETE FROM war_rooms")
    return War(start(sample_folder))


def test_the_first_room_is_opened_where_it_is_seen(unserved: War) -> None:
    pane = unserved.pane
    assert len(pane.proposals.proposals) == 3
    pane.stops()[0].setFocus()
    assert pane.proposals.rows.hasFocus()
    unserved.run.key(Qt.Key.Key_O)
    unserved.run.wait()
    form = pane.beside.form
    assert isinstance(form, OpenForm)
    assert form.isVisible()
    unserved.run.key(Qt.Key.Key_Escape)
    unserved.run.wait()
    assert not form.isVisible()
    assert pane.proposals.rows.hasFocus()
    unserved.run.key(Qt.Key.Key_Return, CTRL)
    unserved.run.wait()
    assert names(unserved) == ["云岫茶饮"]
    assert agree(unserved)


def test_one_key_opens_a_room_from_anywhere_in_the_pane(war: War) -> None:
    war.fall("恒沐医药")
    pane = war.pane
    pane.board.focus_cards()
    war.run.key(Qt.Key.Key_O)
    war.run.wait()
    form = pane.beside.form
    assert isinstance(form, OpenForm)
    QTest.keyClick(form.save_button, Qt.Key.Key_Return)
    war.run.wait()
    assert pane.lanes.current_room is not None
    assert pane.lanes.current_room.account == "恒沐医药"
    assert agree(war)
    war.undo()
    assert agree(war)


def test_a_room_that_could_not_be_opened_at_once_says_why_in_its_form(war: War) -> None:
    pane = war.pane
    pane.beside.open_at_once(pane.lanes.rooms[0].account_id)
    war.run.wait()
    form = pane.beside.form
    assert isinstance(form, OpenForm)
    assert form.isVisible()
    assert form.problem.text() == "“岚图家居”已有一个开着的作战室。"


def test_nothing_is_wrong_when_a_room_goes_while_its_log_is_read(war: War) -> None:
    failed = war.failures()
    war.undo()
    assert names(war) == []
    assert failed == []


# --- cards --------------------------------------------------------------------------------------------------


def test_a_new_card_is_the_current_one_and_the_filter_stays(war: War) -> None:
    pane = war.pane
    pane.go_to_card(war.card("铸元钢铁", SUPPORT))
    pane.filters.field.set_text("诊断")
    pane.board.focus_cards()
    war.run.key(Qt.Key.Key_N)
    form = pane.beside.side.card.form
    assert pane.beside.side.card.new_head.text() == "新任务，进“待验收”"
    form.title.set_value("复测诊断脚本")
    QTest.keyClick(form.title.edit, Qt.Key.Key_Return, CTRL)
    war.run.wait()
    card = pane.board.current_card
    assert card is not None
    assert (card.title, card.account) == ("复测诊断脚本", "铸元钢铁")
    assert agree(war)
    assert pane.filters.field.text == "诊断"


def test_criteria_and_confirmation_are_one_step(war: War) -> None:
    card = war.card("岚图家居", SUPPORT)
    war.change("UPDATE tasks SET acceptance = '' WHERE id = ?", card)
    steps = len(war.book.store.history())
    pane = war.pane
    pane.acts.ask_acceptance(card, "done", None)
    sheet = pane.acts.sheet
    assert isinstance(sheet, AcceptSheet)
    sheet.acceptance.set_text("客户签收")
    sheet.by.set_text("林宁娟")
    QTest.keyClick(sheet.by.edit, Qt.Key.Key_Return)
    war.run.wait()
    sql = "SELECT status, acceptance, accepted_by FROM tasks WHERE id = ?"
    assert war.rows(sql, card) == [("done", "客户签收", "林宁娟")]
    assert len(war.book.store.history()) == steps + 1
    war.undo()
    assert war.rows(sql, card) == [("review", "", "")]


def test_cards_of_an_earlier_day_do_not_come_after_the_day_was_changed(war: War) -> None:
    pane = war.pane
    before = pane.reading.data
    assert before is not None
    pane.reading.read_cards()
    # What was asked for a moment ago comes when other rooms are there already.
    pane.reading.data = before._replace(closing=date(2024, 5, 31))
    board = pane.reading.board
    war.run.wait()
    assert pane.reading.board is board


# --- rooms --------------------------------------------------------------------------------------------------


def test_a_review_of_a_room_that_is_open_again_goes_away(war: War) -> None:
    pane = war.pane
    room = pane.lanes.rooms[1]
    pane.beside.close_room(room.id)
    war.run.wait()
    form = pane.beside.form
    assert isinstance(form, ClosingForm)
    form.form.set_values({"reason": "客户换了系统"})
    form.save()
    war.run.wait()
    pane.beside.show_closed(room.id)
    review = pane.beside.form
    assert isinstance(review, ClosedReview)
    war.undo()
    assert pane.beside.form is None
    war.run.key(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    war.run.wait()
    pane.beside.show_closed(room.id)
    review.reopen()
    war.run.wait()
    assert pane.lanes.current == room.id
    assert agree(war)


def test_nothing_new_is_offered_in_a_book_that_cannot_be_changed(theme: Theme, qapp: QApplication) -> None:
    head = PaneHead(theme, "作战室")
    head.set_why_not("只能查看。")
    head.show_rooms(3, 3, 0, "岚图家居")
    assert not head.new.isEnabled()
    head.deleteLater()


# --- the stand-up -------------------------------------------------------------------------------------------


def test_the_owner_of_the_first_card_of_each_room_speaks_first(war: War) -> None:
    pane = war.pane
    pane.board.focus_cards()
    war.run.key(Qt.Key.Key_M)
    war.run.wait()
    page = pane.beside.side.standup
    for _ in range(2):
        assert page.walk.card is not None
        assert page.log.speakers[page.log.member].name == page.walk.card.owner == "技术支持经理"
        war.run.key(Qt.Key.Key_Return, CTRL)
        war.run.wait()
    war.run.key(Qt.Key.Key_M)
    war.run.wait()
    assert not page.on
    assert pane.board.isAncestorOf(QApplication.focusWidget() or QWidget())


def test_two_decisions_in_a_hurry_are_both_kept(war: War) -> None:
    page = war.pane.beside.side.standup
    page.decisions.line.words.set_text("加索引")
    page.decisions.line.enter()
    page.decisions.line.words.set_text("约运营总监")
    page.decisions.line.enter()
    war.run.wait()
    assert war.rows("SELECT decisions FROM standups") == [("加索引\n约运营总监",)]
    assert page.decisions.line.words.text == ""


@pytest.fixture
def chinese_again(qapp: QApplication) -> Iterator[None]:
    """A test may speak English: the next one begins in Chinese."""
    yield
    translators(qapp, "zh")


# --- the window ---------------------------------------------------------------------------------------------


def test_words_in_the_filter_live_through_another_language_and_are_in_no_file(
    war: War, chinese_again: None
) -> None:
    war.pane.filters.field.set_text("诊断")
    state = war.pane.save_state()
    assert [key for key, value in state.items() if value == "诊断"] == ["now.words"]
    war.run.session.choose_language("en")
    war.run.wait()
    assert war.pane.filters.field.text == "诊断"
    assert len(war.pane.board.model.ids(2)) == 3
    assert war.columns()["todo"] == []


def test_in_a_low_window_proposals_and_lanes_leave_the_board_its_room(war: War) -> None:
    for account in ("恒沐医药", "启衡证券", "泊岸酒店"):
        war.fall(account)
    pane, window = war.pane, war.run.session.window
    window.resize(1440, 900)
    war.run.wait()
    lane = pane.lanes.current_lane
    assert lane is not None
    assert lane.line.isVisible()
    window.resize(960, 600)
    war.run.wait()
    assert not lane.line.isVisible()
    assert lane.blocks.geometry().bottom() < lane.height()
    assert pane.lanes.height() >= lane.height()
    assert len(pane.proposals.proposals) == 3
    assert pane.board.height() >= 130
    window.resize(1440, 900)
    war.run.wait()
    assert lane.line.isVisible()
