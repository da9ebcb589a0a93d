"""The board by keyboard, what it shows under filters and in lanes, its heads, its columns, and its voice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csmdesk.domain.text import Language
from csmdesk.services.board_view import BoardData
from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.columns_form import ColumnsForm
from csmdesk.ui.panes.war_room.source import WarSource, WarTools
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.menu import Menu
from tests.ui.war_room.board_window import LEFT, PLAIN, SHIFT, Shown, show_board
from tests.ui.war_room.cards import CLOSING, STATUSES, board, card, columns, design_board, many_cards

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)

TODO, DOING, REVIEW, DONE = range(4)
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def nine() -> BoardData:
    """Cards 1–3 to do, 4–6 in progress, 7–9 to accept, none done; rooms 1, 2, 3 in each."""
    return board([card(key, STATUSES[(key - 1) // 3], room=(key - 1) % 3 + 1) for key in range(1, 10)])


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme, tasks: Tasks) -> Callable[..., Shown]:
    """Shows a board."""

    def show(data: BoardData | None = None, **options: object) -> Shown:
        return show_board(qtbot, theme, tasks, data or nine(), **options)  # type: ignore[arg-type]

    return show


# --- going from card to card --------------------------------------------------------------------------------


def test_arrows_go_through_columns_and_cards(shown: Callable[..., Shown]) -> None:
    one = shown()
    assert one.board.current == 1
    one.press(Key.Key_Down)
    one.press(Key.Key_Right)
    one.press(Key.Key_Right)
    # The empty column is passed over, and behind the last there is nothing.
    one.press(Key.Key_Right)
    assert one.went == [2, 5, 8]
    assert one.view(REVIEW).hasFocus()
    one.press(Key.Key_End)
    one.press(Key.Key_Left)
    one.press(Key.Key_Home)
    assert one.went[3:] == [9, 6, 4]
    one.press(Key.Key_End, CTRL)
    one.press(Key.Key_Home, CTRL)
    assert one.went[6:] == [9, 1]
    one.press(Key.Key_PageDown)
    assert one.board.current == 3
    one.press(Key.Key_PageUp)
    assert one.board.current == 1


def test_the_current_card_is_brought_into_sight(shown: Callable[..., Shown]) -> None:
    one = shown(board(many_cards(300)), width=520)
    one.press(Key.Key_End)
    view = one.view(TODO)
    assert view.verticalScrollBar().value() > 1_000
    box = view.card_box(one.board.place[1])
    assert view.viewport().rect().contains(box)
    one.press(Key.Key_End, CTRL)
    strip = one.board.strip
    left = one.board.columns[DONE].mapTo(strip.viewport(), QPoint(0, 0)).x()
    assert 0 <= left <= strip.viewport().width() - one.view(DONE).card_width


def test_whoever_scrolled_away_is_left_there(shown: Callable[..., Shown]) -> None:
    data = board(many_cards(300))
    one = shown(data)
    bar = one.view(TODO).verticalScrollBar()
    bar.setValue(2_000)
    one.board.set_data(board([c._replace(comments=9) for c in data.cards]))
    assert bar.value() == 2_000
    one.press(Key.Key_Down)
    assert bar.value() < 200


def test_the_wheel_with_shift_goes_sideways(shown: Callable[..., Shown]) -> None:
    one = shown(width=520)
    port = one.board.strip.viewport()
    at = QPointF(port.rect().center())
    for held, expected in ((PLAIN, 0), (SHIFT, 120)):
        turned = QWheelEvent(
            at,
            port.mapToGlobal(at),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            held,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(port, turned)
        assert one.board.strip.horizontalScrollBar().value() == expected


def test_up_from_the_first_card_leads_to_the_heads(shown: Callable[..., Shown]) -> None:
    one = shown()
    one.press(Key.Key_Up)
    more = one.board.columns[TODO].title.more
    assert one.focused is more
    one.press(Key.Key_Right)
    assert one.focused is one.board.columns[DOING].title.more
    one.press(Key.Key_Down)
    assert one.view(TODO).hasFocus()
    assert one.board.current == 1


def test_keys_open_mark_remove_and_ask_for_new(shown: Callable[..., Shown]) -> None:
    one = shown()
    one.press(Key.Key_Return)
    assert one.opened == [1]
    one.press(Key.Key_Delete)
    assert one.removed == [[1]]
    # Space marks and goes on; what is marked is removed together.
    one.press(Key.Key_Space)
    one.press(Key.Key_Space)
    assert one.board.current == 3
    assert one.board.marks.keys == {1, 2}
    one.press(Key.Key_Delete)
    assert one.removed[1:] == [[1, 2]]
    assert "已标记" in str(one.board.model.index_of(1).data(Qt.ItemDataRole.AccessibleTextRole))
    one.press(Key.Key_Escape)
    assert one.board.selected == [3]
    one.press(Key.Key_A, CTRL)
    assert one.board.selected == [1, 2, 3]
    one.press(Key.Key_Right)
    one.press(Key.Key_N)
    assert one.new == ["doing"]


def test_what_is_new_is_never_done_already(shown: Callable[..., Shown]) -> None:
    one = shown(board([card(1, "done")]))
    one.press(Key.Key_N)
    QTest.mouseClick(one.board.columns[TODO].title.plus, LEFT)
    assert one.new == ["todo", "todo"]


def test_shift_and_arrows_take_the_card_along(shown: Callable[..., Shown]) -> None:
    one = shown()
    one.press(Key.Key_Down)
    one.press(Key.Key_Right, SHIFT)
    assert one.cards[:2] == [[1, 3], [4, 2, 5, 6]]
    assert one.view(DOING).hasFocus()
    assert one.board.current == 2
    # The way back is the same.
    one.press(Key.Key_Left, SHIFT)
    assert one.cards[:2] == [[1, 2, 3], [4, 5, 6]]
    one.press(Key.Key_Up, SHIFT)
    assert one.cards[TODO] == [2, 1, 3]
    one.press(Key.Key_End, SHIFT)
    assert one.cards[TODO] == [1, 3, 2]
    one.press(Key.Key_Down, SHIFT)
    one.press(Key.Key_Left, SHIFT)
    assert one.moved == [(2, "doing", 5), (2, "todo", 3), (2, "todo", 1), (2, "todo", None)]
    assert one.board.current == 2


def test_a_card_is_done_by_key_only_when_it_is_accepted(shown: Callable[..., Shown]) -> None:
    one = shown()
    assert one.board.set_current(8)
    one.board.focus_cards()
    one.press(Key.Key_Right, SHIFT)
    assert one.asked == [(8, "done", None)]
    assert one.cards[REVIEW] == [7, 8, 9]
    assert one.moved == []


def test_letters_lead_to_the_filter_except_those_of_the_pane(shown: Callable[..., Shown]) -> None:
    one = shown()
    one.board.set_action_keys(frozenset({"m"}))
    one.press(Key.Key_M)
    assert one.filters.field.text == ""
    one.press(Key.Key_X)
    assert one.filters.field.text == "x"
    assert one.filters.field.edit.hasFocus()
    one.press(Key.Key_Escape)
    assert one.filters.field.text == ""
    one.press(Key.Key_Down)
    assert one.view(TODO).hasFocus()


def test_the_cards_are_copied_as_a_table(shown: Callable[..., Shown]) -> None:
    one = shown(design_board())
    one.press(Key.Key_C, CTRL)
    head, row = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t")[:4] == ["客户", "任务", "说明", "列"]
    assert row.split("\t")[:2] == ["岚图家居", "聚合表与索引优化"]
    assert "2024-07-07" in row


# --- pointer ------------------------------------------------------------------------------------------------


def test_clicks_choose_mark_and_open(shown: Callable[..., Shown]) -> None:
    one = shown()

    def click(key: int, held: Qt.KeyboardModifier = PLAIN) -> None:
        place = one.board.model.place_of(key)
        assert place is not None
        port = one.view(place[0]).viewport()
        QTest.mouseClick(port, LEFT, held, one.view(place[0]).card_box(place[1]).center())

    click(5)
    assert one.went == [5]
    assert one.view(DOING).hasFocus()
    click(8, CTRL)
    click(5, CTRL)
    assert one.board.selected == [5, 8]
    click(4, SHIFT)
    assert one.board.selected == [4, 5, 8]
    click(7)
    assert one.board.selected == [7]
    port = one.view(DOING).viewport()
    QTest.mouseDClick(port, LEFT, PLAIN, one.view(DOING).card_box(2).center())
    assert one.opened == [6]
    # Below the cards the nearest one is meant; an empty column has none.
    QTest.mouseClick(one.view(TODO).viewport(), LEFT, PLAIN, QPoint(50, 560))
    assert one.board.current == 3
    QTest.mouseClick(one.view(DONE).viewport(), LEFT, PLAIN, QPoint(50, 60))
    assert one.board.current == 3
    assert one.view(TODO).hasFocus()


def test_the_menu_of_a_card_does_what_the_keys_do(shown: Callable[..., Shown]) -> None:
    one = shown()
    view = one.view(TODO)
    at = view.card_box(1).center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), asked)
    menu = one.board.findChild(Menu)
    assert menu is not None
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts[:3] == ["打开任务\t↵", "移到“进行中”\tShift+→", "移到“待验收”"]
    assert one.board.current == 2
    menu.actions()[2].trigger()
    menu.close()
    assert one.moved == [(2, "doing", 5)]


def test_the_actions_name_the_card_and_say_what_cannot_be_done(shown: Callable[..., Shown]) -> None:
    one = shown(design_board())
    found = {action.key: action for action in one.board.actions()}
    assert found["card.open"].text == "打开任务：聚合表与索引优化"
    assert found["card.open"].about == "岚图家居"
    assert found["card.order.up"].why_not == "已经在最上面"
    assert found["card.order.down"].why_not == ""
    assert found["card.move.doing"].shortcut == "Shift+→"
    found["card.move.review"].run()
    assert one.moved == [(11, "review", 31)]
    one.board.set_data(board([]))
    assert [action.key for action in one.board.actions()] == ["column.new", "columns.edit"]


# --- what is shown ------------------------------------------------------------------------------------------


def test_the_current_card_stays_through_newer_cards(shown: Callable[..., Shown]) -> None:
    one = shown()
    one.board.set_current(5)
    assert one.view(DOING).hasFocus()
    changed = [c._replace(title="改了", status="todo") if c.id == 5 else c for c in nine().cards]
    one.board.set_data(board(changed))
    assert one.board.current == 5
    assert one.view(TODO).hasFocus()
    assert one.went == []
    # Where it has gone, what stands in its place is the next.
    one.board.set_current(2)
    one.board.set_data(board([c for c in changed if c.id != 2]))
    assert one.board.current == 3
    assert one.went == [3]
    one.board.set_data(board([]))
    assert one.went[1:] == [None]
    assert one.board.selected == []
    one.press(Key.Key_N)
    assert one.new == ["todo"]


def test_filters_leave_cards_out_and_say_how_many(shown: Callable[..., Shown]) -> None:
    cards = [
        card(1, title="培训计划", owner="陈楠"),
        card(2, title="索引", deadline=CLOSING - timedelta(2)),
        card(3, "doing", title="培训回访", owner=""),
    ]
    one = shown(board(cards))
    one.board.set_filter("培训 陈")
    assert one.cards == [[1], [], [], []]
    one.board.set_filter("", frozenset({"陈楠", ""}))
    assert one.cards == [[1], [3], [], []]
    one.board.set_filter(overdue=True)
    assert one.cards == [[2], [], [], []]
    assert one.board.columns[TODO].title.figures == "1 / 2"
    assert one.view(DOING).accessibleName() == "进行中，0 张，共 1 张"
    one.board.set_filter()
    one.filters.owners.opening.emit()
    offered = {choice.key: choice.count for choice in one.filters.owners.choices}
    assert offered == {"": 1, "客户成功经理": 1, "陈楠": 1}
    QTest.mouseClick(one.filters.overdue, LEFT)
    assert one.cards[TODO] == [2]
    assert one.filters.overdue.on
    kept = one.filters.state()
    one.filters.clear()
    assert one.cards == [[1, 2], [3], [], []]
    one.filters.restore(kept)
    assert one.cards[TODO] == [2]
    one.filters.restore("[]")
    one.filters.restore("no state")
    assert one.filters.narrows


def test_lanes_have_heads_and_cards_do_not_repeat_the_account(shown: Callable[..., Shown]) -> None:
    one = shown(many := board(many_cards(90, rooms=3)))
    high = one.view(TODO).card_box(0).height()
    one.filters.set_accounts([1003, 1001, 1002])
    QTest.mouseClick(one.filters.lanes, LEFT)
    for column in range(4):
        accounts = [c.account_id for c in one.board.model.cards_of(column)]
        assert list(dict.fromkeys(accounts)) == [1003, 1001, 1002]
        assert len(one.view(column).placed().lanes) == 3
    assert one.board.lanes
    QTest.mouseClick(one.filters.lanes, LEFT)
    assert one.view(TODO).card_box(0).height() == high
    assert one.cards[TODO] == [c.id for c in many.cards if c.status == "todo"]


def test_cards_are_as_wide_as_there_is_room_for(shown: Callable[..., Shown]) -> None:
    one = shown(width=960)
    assert one.view(TODO).card_width == 216
    one.window.resize(1440, 700)
    assert one.view(TODO).card_width == 336
    one.window.resize(700, 700)
    assert one.view(TODO).card_width == 216
    assert one.board.strip.horizontalScrollBar().maximum() > 0


def test_only_cards_that_are_seen_are_painted(shown: Callable[..., Shown]) -> None:
    one = shown(board(many_cards(2_000)), height=700)
    rows = one.view(TODO).placed().rows_within(0, one.view(TODO).viewport().height())
    assert len(rows) < 10
    places = one.view(TODO).placed()
    assert places.height > 30_000
    for y in (0, 1_000, 17_000):
        seen = places.rows_within(y, y + 600)
        assert places.ends[seen.start] > y >= (places.ends[seen.start - 1] if seen.start else -1)
        assert places.tops[seen.stop - 1] <= y + 600


def test_limits_are_shown_and_said(shown: Callable[..., Shown]) -> None:
    one = shown(board(list(nine().cards), columns(limits={"doing": 2, "review": 3})))
    assert one.board.columns[DOING].title.words == "进行中，3 张卡片，上限 2，超出上限"
    assert one.board.columns[REVIEW].title.words == "待验收，3 张卡片，上限 3"
    assert one.board.columns[DOING].title.more.accessibleDescription() == "进行中，3 张卡片，上限 2，超出上限"


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_card_is_painted(
    shown: Callable[..., Shown], theme: Theme, mode: str, language: Language
) -> None:
    theme.set_mode("dark" if mode == "dark" else "light")
    one = shown(board(many_cards(60, language=language), columns(language)), language=language)
    one.press(Key.Key_Space)
    picture = one.board.grab().toImage()
    one.filters.lanes.setChecked(True)
    other = one.board.grab().toImage()
    assert picture != other
    ground = theme.colour("surface")
    assert picture.pixelColor(picture.width() - 2, picture.height() // 2) == ground


# --- voice --------------------------------------------------------------------------------------------------


def test_a_screen_reader_finds_columns_and_cards(shown: Callable[..., Shown]) -> None:
    one = shown(design_board())
    assert one.board.accessibleName() == "看板"
    view = one.view(DOING)
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    assert found.text(QAccessible.Text.Name) == "进行中，3 张卡片"
    assert found.childCount() == 3
    said = found.child(1).text(QAccessible.Text.Name)
    assert said.startswith("铸元钢铁，新CIO价值汇报会，进行中，还剩 10 天，负责人 客户成功经理")
    assert found.child(2).rect().height() == view.card_box(2).height()
    empty = QAccessible.queryAccessibleInterface(one.view(DONE))
    assert empty.childCount() == 0
    assert empty.text(QAccessible.Text.Description) == "验收后拖到这里"


def test_the_focus_is_seen(shown: Callable[..., Shown], theme: Theme) -> None:
    one = shown(board(list(nine().cards), columns(order=("done", "todo", "doing", "review"))))

    def ring(column: int, row: int) -> bool:
        view = one.view(column)
        box = view.card_box(row)
        picture = view.viewport().grab().toImage()
        return picture.pixelColor(box.center().x(), box.top() + 1) == theme.colour("accent")

    assert one.board.current == 1
    assert ring(1, 0)
    assert not ring(1, 1)
    one.filters.focus_field()
    assert not ring(1, 0)
    # An empty board has its focus in the first column.
    one.board.set_data(board([]))
    one.board.focus_cards()
    picture = one.view(0).viewport().grab().toImage() if one.view(0).hasFocus() else None
    picture = picture or one.view(1).viewport().grab().toImage()
    assert picture.pixelColor(100, 3) == theme.colour("accent")


def test_newer_words_of_another_theme_repaint(shown: Callable[..., Shown], theme: Theme) -> None:
    one = shown()
    before = one.board.grab().toImage().pixelColor(4, 300)
    theme.set_mode("dark")
    assert one.board.grab().toImage().pixelColor(4, 300) != before
    QApplication.sendEvent(one.view(TODO).viewport(), QEvent(QEvent.Type.Leave))


# --- columns ------------------------------------------------------------------------------------------------


def test_names_order_and_limits_of_the_columns_are_kept(
    qtbot: QtBot, war_tools: Callable[[Language], WarTools], war_source: WarSource, tasks: Tasks
) -> None:
    one = show_board(qtbot, (tools := war_tools("zh")).theme, tasks, design_board(), source=war_source)
    said: list[str] = []
    one.board.said.connect(lambda words, _undo: said.append(words))
    one.press(Key.Key_Up)
    one.press(Key.Key_Space)
    menu = one.board.findChild(Menu)
    assert menu is not None
    menu.actions()[-1].trigger()
    menu.close()
    with qtbot.waitActive(one.window):
        one.window.activateWindow()
    sheet = one.window.findChild(ColumnsForm)
    assert sheet is not None
    names = [row.name for row in sheet.rows]
    assert names[0].edit.hasFocus()
    assert [name.edit.placeholderText() for name in names] == ["待办", "进行中", "待验收", "完成"]
    names[1].set_text("在做")
    sheet.rows[1].limit.set_text("x")
    sheet.accept()
    assert sheet.rows[1].limit.problem == "写一个数"
    sheet.rows[1].limit.set_text("0")
    sheet.accept()
    qtbot.waitUntil(lambda: bool(sheet.rows[1].limit.problem) and not tasks.busy)
    assert "1–999" in sheet.rows[1].limit.problem
    sheet.rows[1].limit.set_text("3")
    names[2].edit.setFocus()
    one.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row.column.key for row in sheet.rows] == ["todo", "doing", "done", "review"]
    assert names[2].edit.hasFocus()
    sheet.accept()
    qtbot.waitUntil(lambda: bool(said) and not tasks.busy)
    assert said == ["看板的列已保存"]
    qtbot.waitUntil(lambda: one.window.findChild(ColumnsForm) is None)
    kept = tools.source.board.columns()
    assert [(c.key, c.own_name, c.limit) for c in kept] == [
        ("todo", "", None),
        ("doing", "在做", 3),
        ("done", "", None),
        ("review", "", None),
    ]
    one.board.set_data(board(list(nine().cards), kept))
    assert one.cards == [[1, 2, 3], [4, 5, 6], [], [7, 8, 9]]
    assert one.board.columns[1].title.words == "在做，3 张卡片，上限 3"


def test_the_sheet_of_columns_is_left_without_a_change(
    qtbot: QtBot, war_tools: Callable[[Language], WarTools], war_source: WarSource, tasks: Tasks
) -> None:
    one = show_board(qtbot, war_tools("zh").theme, tasks, design_board(), source=war_source)
    one.board.edit_columns()
    sheet = one.window.findChild(ColumnsForm)
    assert sheet is not None
    assert not sheet.rows[0].back.isEnabled()
    QTest.mouseClick(sheet.rows[0].on, LEFT)
    assert [row.column.key for row in sheet.rows][:2] == ["doing", "todo"]
    one.press(Key.Key_Escape)
    assert one.view(TODO).hasFocus()
    assert [c.key for c in war_source.board.columns()] == list(STATUSES)


def test_moves_by_mouse_and_by_key_go_into_the_book_and_are_undone(
    qtbot: QtBot, war_tools: Callable[[Language], WarTools], war_source: WarSource, tasks: Tasks, book: Book
) -> None:
    data = war_source.board.data(CLOSING, "zh")
    one = show_board(qtbot, war_tools("zh").theme, tasks, data, source=war_source)
    before = one.cards
    assert sum(map(len, before)) == 9
    assert {c.account for c in one.board.cards} == {"岚图家居", "铸元钢铁", "云岫茶饮"}

    def write(key: int, status: str, in_front_of: object) -> None:
        war_source.board.move(key, status, in_front_of if isinstance(in_front_of, int) else None)

    def read_again() -> list[list[int]]:
        one.board.set_data(war_source.board.data(CLOSING, "zh"))
        return one.cards

    one.board.moved.connect(write)
    first, second = before[TODO][:2]
    one.drag(first, one.middle_of(before[DOING][1]) - QPoint(0, 20))
    by_mouse = one.cards
    assert by_mouse[DOING][1] == first
    assert read_again() == by_mouse
    assert one.board.set_current(second)
    one.board.focus_cards()
    one.press(Key.Key_Right, SHIFT)
    one.press(Key.Key_Down, SHIFT)
    by_key = one.cards
    assert by_key[DOING][1] == second
    assert read_again() == by_key
    book.store.undo()
    book.store.undo()
    assert read_again() == by_mouse
    book.store.undo()
    assert read_again() == before
    book.store.redo()
    assert read_again() == by_mouse
