"""The war room in the real window: the sample's three rooms, moves by mouse and key, a fall, a closing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.domain.changes import Op
from csmdesk.ui.panes.form_in_place import FormInPlace
from tests.ui.war_room.war_window import War

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


REPORT, SUPPORT, TABLES = "新CIO价值汇报会", "技术支持驻场诊断", "聚合表与索引优化"


def test_the_sample_has_three_war_rooms_with_nine_tasks(war: War) -> None:
    assert [room.account for room in war.pane.lanes.rooms] == ["岚图家居", "铸元钢铁", "云岫茶饮"]
    assert {key: len(cards) for key, cards in war.columns().items()} == {
        "todo": 3,
        "doing": 3,
        "review": 3,
        "done": 0,
    }
    assert war.pane.lanes.current == war.pane.lanes.rooms[0].id
    card = war.pane.board.current_card
    assert card is not None
    assert card.account == "岚图家居"


def test_the_navigation_counts_rooms_and_proposals(war: War) -> None:
    desk = war.run.desk
    place = desk.index_of("war_room")
    war.run.bot.waitUntil(lambda: desk.navigation.due(place) == 3, timeout=10_000)


def grab(war: War, card: int) -> tuple[QWidget, QPoint]:
    """The view of a card's column and the middle of the card in it."""
    board = war.pane.board
    place = board.model.place_of(card)
    assert place is not None
    view = board.columns[place[0]].view
    box: QRect = view.visualRect(board.model.index(place[1], 0, board.model.column_index(place[0])))
    return view.viewport(), box.center()


def test_a_card_is_dragged_to_another_column_and_back_by_undo(war: War) -> None:
    card = war.card("岚图家居", REPORT)
    viewport, begin = grab(war, card)
    target = war.pane.board.columns[2].view.viewport()
    end = viewport.mapFromGlobal(target.mapToGlobal(QPoint(60, 20)))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, NONE, begin)
    for step in range(1, 11):
        QTest.mouseMove(viewport, begin + (end - begin) * (step / 10))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, NONE, end)
    war.run.wait()
    assert f"岚图家居 {REPORT}" in war.columns()["review"]
    assert war.kept(card) == ("review",)
    war.undo()
    assert f"岚图家居 {REPORT}" in war.columns()["doing"]
    assert war.kept(card) == ("doing",)


def test_a_card_is_moved_and_ordered_by_keys_and_both_are_undone(war: War) -> None:
    pane = war.pane
    card = war.card("铸元钢铁", TABLES)
    pane.go_to_card(card)
    pane.board.focus_cards()
    before = war.columns()
    war.run.key(Qt.Key.Key_Up, SHIFT)
    war.run.wait()
    assert war.columns()["todo"] != before["todo"]
    war.run.key(Qt.Key.Key_Right, SHIFT)
    war.run.wait()
    assert war.kept(card) == ("doing",)
    war.undo()
    war.undo()
    assert war.columns() == before


def test_done_asks_for_the_acceptance_and_one_undo_takes_both_back(war: War) -> None:
    pane = war.pane
    card = war.card("岚图家居", SUPPORT)
    pane.go_to_card(card)
    pane.board.focus_cards()
    war.run.key(Qt.Key.Key_Right, SHIFT)
    war.run.wait()
    sheet = pane.acts.sheet
    assert sheet is not None
    assert sheet.isVisible()
    assert war.kept(card) == ("review",)
    sheet.by.set_text("林宁娟")
    QTest.keyClick(sheet.by.edit, Qt.Key.Key_Return, CTRL)
    war.run.wait()
    assert not sheet.isVisible()
    assert war.kept(card) == ("done",)
    assert pane.war.source.board.card(card, date(2024, 6, 30), "zh").accepted_by == "林宁娟"
    war.undo()
    assert war.kept(card) == ("review",)


def test_only_the_current_room_or_all(war: War) -> None:
    war.pane.board.focus_cards()
    war.run.key(Qt.Key.Key_A)
    assert {card.split()[0] for cards in war.columns().values() for card in cards} == {"岚图家居"}
    war.run.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert {card.split()[0] for cards in war.columns().values() for card in cards} == {"铸元钢铁"}
    war.run.key(Qt.Key.Key_A)
    assert sum(len(cards) for cards in war.columns().values()) == 9


def test_a_green_account_that_falls_is_proposed_opened_from_the_template_and_undone(war: War) -> None:
    pane, book = war.pane, war.book
    with book.reading() as connection:
        account, name = connection.execute(
            "SELECT id, name FROM accounts WHERE id NOT IN (SELECT account_id FROM war_rooms) "
            "AND id IN (SELECT account_id FROM health_scores) ORDER BY id LIMIT 1"
        ).fetchone()

    def fall(_: object) -> object:
        return book.store.run(
            Op.OVERRIDE_HEALTH,
            lambda connection: connection.exec_driver_sql(
                "INSERT INTO health_overrides (account_id, day, score_milli, reason, expires_day) "
                "VALUES (?, '2024-06-29', 55000, 'CIO', '2024-07-29')",
                (account,),
            ),
        ).changes

    war.run.session.tasks.command(pane, fall)
    war.run.wait()
    assert [each.account for each in pane.proposals.proposals] == [name]
    assert pane.proposals.isVisible()
    pane.proposals.rows.setFocus()
    war.run.key(Qt.Key.Key_O)
    war.run.wait()
    form = pane.beside.form
    assert isinstance(form, FormInPlace)
    QTest.keyClick(form.save_button, Qt.Key.Key_Return)
    war.run.wait()
    assert not pane.proposals.isVisible()
    room = next(room for room in pane.lanes.rooms if room.account == name)
    assert pane.lanes.current == room.id
    assert (room.deadline - room.start).days == 13
    assert len(room.squad) == 3
    assert sum(room.cards.values()) > 0
    war.undo()
    assert [each.account for each in pane.proposals.proposals] == [name]


def test_a_room_is_closed_with_its_review_and_opened_again(war: War) -> None:
    pane = war.pane
    room = pane.lanes.rooms[0]
    pane.beside.close_room(room.id)
    war.run.wait()
    form = pane.beside.form
    assert isinstance(form, FormInPlace)
    form.form.set_values(
        {"cause": "product", "reason": "客户换了系统", "worked": "驻场诊断", "changes": "每季压测"}
    )
    form.save()
    war.run.wait()
    assert [each.account for each in pane.lanes.rooms] == ["铸元钢铁", "云岫茶饮"]
    assert len(pane.board.cards) == 6
    closed = pane.reading.data
    assert closed is not None
    war.undo()
    assert len(pane.lanes.rooms) == 3
    assert len(pane.board.cards) == 9


def test_the_state_of_a_room_goes_to_the_clipboard_and_to_files(war: War, tmp_path: Path) -> None:
    pane = war.pane
    pane.tools.export.copy()
    war.run.wait()
    text = QGuiApplication.clipboard().text()
    assert "岚图家居" in text
    assert "59.7" in text
    for suffix in (".docx", ".pdf", ".md"):
        target = tmp_path / f"状态{suffix}"
        pane.tools.export.place.ask = lambda *_, target=target: target
        pane.tools.export.status(suffix)
        war.run.wait()
        assert target.stat().st_size > 300
    target = tmp_path / "任务.csv"
    pane.tools.export.place.ask = lambda *_: target
    pane.tools.export.cards(".csv")
    war.run.wait()
    assert len(target.read_text("utf-8-sig").splitlines()) == 10


def test_every_key_of_the_pane_has_an_action(war: War) -> None:
    keys = {action.key for action in war.pane.tools.actions()}
    from csmdesk.ui.panes.war_room.pane import _KEYS

    assert {f"war.{key}" for key in _KEYS.values()} <= keys
    # Space marks a card on the board, and elsewhere starts the clock.
    shortcuts = [action.shortcut for action in war.pane.actions() if action.shortcut not in {"", "空格"}]
    assert len(shortcuts) == len(set(shortcuts)) > 10


def test_room_card_and_filter_are_there_again_after_leaving(war: War) -> None:
    pane = war.pane
    pane.go_to_card(war.card("云岫茶饮", SUPPORT))
    pane.choose_whose("one")
    state = pane.save_state()
    assert state["whose"] == "one"
    war.run.desk.show_pane(0)
    war.run.wait()
    war.run.desk.show_pane(war.run.desk.index_of("war_room"))
    war.run.wait()
    assert QApplication.focusWidget() is not None
    assert pane.lanes.current_room is not None
    assert pane.lanes.current_room.account == "云岫茶饮"
