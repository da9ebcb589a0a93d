"""The war room while its day, its accounts and its book change under it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from csmdesk.domain.changes import Op
from csmdesk.services.account_edits import AccountEdits
from csmdesk.services.account_moves import AccountMoves
from csmdesk.services.keeping import Keeping
from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.open_form import OpenForm
from csmdesk.ui.shell.unlock import UnlockPage
from tests.ui.conftest import Run, Start
from tests.ui.war_room.war_window import War


def names(war: War) -> list[str]:
    return [room.account for room in war.pane.lanes.rooms]


def account_of(war: War, name: str) -> int:
    ((account,),) = war.rows("SELECT id FROM accounts WHERE name = ?", name)
    return int(account)


def as_of(war: War, day: date | None) -> None:
    war.run.desk.choose_day(day)
    war.run.wait()


# --- days ---------------------------------------------------------------------------------------------------


def test_an_earlier_day_shows_what_was_then_and_nothing_fails_before_everything(war: War) -> None:
    failed = war.failures()
    war.change("UPDATE war_rooms SET opened_day = '2024-06-20' WHERE account_id = 1")
    as_of(war, date(2024, 5, 31))
    # Of two rooms nobody knows when they were opened; the third is still to come.
    assert sorted(names(war)) == ["岚图家居", "铸元钢铁"]
    assert {each.account for each in war.pane.proposals.proposals} >= {"逐光光电", "鹿鸣餐饮"}
    assert {card.account for card in war.pane.board.cards} == {"岚图家居", "铸元钢铁"}
    as_of(war, date(2001, 1, 1))
    assert war.pane.proposals.proposals == ()
    as_of(war, None)
    assert len(names(war)) == 3
    assert failed == []


def test_periods_that_change_quickly_end_with_the_last_one(war: War) -> None:
    for period in ("2023H2", "2024H2", "2023H1", "2024H1"):
        war.run.desk.choose_period(period)
    war.run.wait()
    assert war.pane.reading.data is not None
    assert war.pane.reading.data.closing == date(2024, 6, 30)
    assert [room.score_words for room in war.pane.lanes.rooms] == ["59.7", "59.8", "53.2"]


# --- accounts -----------------------------------------------------------------------------------------------


def run_beside(war: War, change: object) -> None:
    """Change the book as another pane does."""
    war.run.session.tasks.command(war.run.desk, lambda _: change())  # type: ignore[operator]
    war.run.wait()


def test_an_archived_account_takes_its_room_along_and_brings_it_back(war: War) -> None:
    failed = war.failures()
    account = account_of(war, "岚图家居")
    edits = AccountEdits(war.book)
    war.pane.go_to_room(war.pane.lanes.rooms[0].id)
    run_beside(war, lambda: edits.archive([account]))
    assert names(war) == ["铸元钢铁", "云岫茶饮"]
    assert len(war.pane.board.cards) == 6
    assert war.pane.beside.side.standup.room is not None
    assert war.pane.beside.side.standup.room.account == "铸元钢铁"
    war.undo()
    assert len(names(war)) == 3
    assert failed == []
    as_of(war, None)
    assert len(war.pane.board.cards) == 9


def test_merged_accounts_have_one_room_with_the_cards_of_both(war: War) -> None:
    failed = war.failures()
    keep, other = account_of(war, "铸元钢铁"), account_of(war, "岚图家居")
    war.pane.beside.edit_room(war.pane.lanes.rooms[0].id)
    war.run.wait()
    run_beside(war, lambda: AccountMoves(war.book).merge(keep, [other]))
    assert sorted(names(war)) == ["云岫茶饮", "铸元钢铁"]
    assert sum(card.account == "铸元钢铁" for card in war.pane.board.cards) == 6
    # Its form would be about a room that is no more.
    assert war.pane.beside.form is None
    war.undo()
    assert len(names(war)) == 3
    assert failed == []


def test_all_accounts_can_go_and_come_back(war: War) -> None:
    failed = war.failures()
    war.pane.beside.side.show_page("card")
    store = war.book.store
    run_beside(
        war,
        lambda: (
            store.run(
                Op.OPEN_WAR_ROOM, lambda connection: connection.exec_driver_sql("DELETE FROM war_rooms")
            ).changes
        ),
    )
    assert names(war) == []
    assert len(war.pane.proposals.proposals) == 3
    assert war.pane.board.cards == []
    assert war.pane.beside.side.card.detail is None
    war.undo()
    assert len(names(war)) == 3
    assert war.pane.board.current_card is not None
    assert failed == []


# --- lock and language --------------------------------------------------------------------------------------


@pytest.fixture
def secret(sample_folder: Path, start: Start) -> War:
    """The sample book with a passphrase, the war room in front."""
    with Book.open(sample_folder) as book:
        Keeping(book).change_passphrase(None, "晴天")
    run = start(sample_folder)
    unlock(run)
    return War(run)


def unlock(run: Run) -> None:
    page = run.session.window.page
    assert isinstance(page, UnlockPage)
    page.field.edit.setText("晴天")
    QTest.keyClick(page.field.edit, Qt.Key.Key_Return)
    run.wait()


def test_what_is_typed_in_every_place_is_there_after_the_lock(secret: War) -> None:
    war = secret
    war.fall("恒沐医药")
    side = war.pane.beside.side
    card = war.pane.board.cards[0]
    war.pane.board.opened.emit(card.id)
    war.run.wait()
    side.card.comments.area.set_value("半句评论")
    side.card.checklist.new.setText("半项检查")
    side.escalations.open_new()
    war.run.wait()
    side.escalations.form.title.set_value("报表打不开")
    side.standup.log.areas["today"].set_value("约运营总监")
    side.standup.decisions.line.words.set_text("加索")
    war.pane.beside.open_proposal(account_of(war, "恒沐医药"))
    war.run.wait()
    form = war.pane.beside.form
    assert isinstance(form, OpenForm)
    form.form.set_values({"goal": "先稳住新 CIO"})
    war.run.session.lock()
    war.run.wait()
    unlock(war.run)
    side = war.pane.beside.side
    # The log was saved before the lock; what is no whole thing yet waits where it was typed.
    assert war.rows("SELECT today FROM standup_notes") == [("约运营总监",)]
    assert side.standup.decisions.line.words.text == "加索"
    war.pane.board.opened.emit(card.id)
    war.run.wait()
    assert side.card.comments.area.value == "半句评论"
    assert side.card.checklist.new.text() == "半项检查"
    side.escalations.open_new()
    war.run.wait()
    assert side.escalations.form.title.value == "报表打不开"
    war.pane.beside.open_proposal(account_of(war, "恒沐医药"))
    war.run.wait()
    form = war.pane.beside.form
    assert isinstance(form, OpenForm)
    assert form.form.values()["goal"] == "先稳住新 CIO"


def test_the_theme_changes_while_something_is_typed(war: War) -> None:
    side = war.pane.beside.side
    side.standup.log.areas["today"].set_value("约运营总监")
    war.run.session.theme.set_mode("dark")
    war.run.wait()
    assert side.standup.log.areas["today"].value == "约运营总监"
    war.run.key(Qt.Key.Key_A)
    war.run.session.theme.set_mode("light")
    war.run.wait()
    assert war.pane.board.current_card is not None
