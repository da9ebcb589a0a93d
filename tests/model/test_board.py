"""The board's model under Qt's own tester: moves are moves, whatever filter and lanes show."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import chain

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from csmdesk.services.board_view import BoardData, Card
from csmdesk.ui.models.lines import ACCESSIBLE, DISPLAY, KEY, TOOL_TIP
from csmdesk.ui.panes.war_room.board_model import CARD, BoardModel
from csmdesk.ui.panes.war_room.card_words import CardWords
from csmdesk.ui.panes.war_room.rearranging import MOST_STEPS
from tests.ui.war_room.cards import STATUSES, board, card, columns, design_board, many_cards

TODO, DOING, REVIEW, DONE = range(4)


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[BoardModel]:
    """A model that Qt watches; what it does wrong fails the test."""
    words = CardWords("zh")
    made = BoardModel(words.read_out, words.tip)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()
    made.deleteLater()


class Told:
    """What the model has told its views."""

    def __init__(self, model: BoardModel) -> None:
        self.said: list[str] = []
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.rowsMoved.connect(self._moved)
        model.modelReset.connect(self._reset)
        model.dataChanged.connect(self._changed)

    def _inserted(self, _: QModelIndex, first: int, last: int) -> None:
        self.said.append(f"+{last - first + 1}")

    def _removed(self, _: QModelIndex, first: int, last: int) -> None:
        self.said.append(f"-{last - first + 1}")

    def _moved(self, source: QModelIndex, first: int, last: int, target: QModelIndex, row: int) -> None:
        self.said.append(f"{source.row()}.{first}>{target.row()}.{row}")

    def _reset(self) -> None:
        self.said.append("reset")

    def _changed(self, first: QModelIndex, _last: QModelIndex, _roles: Sequence[int]) -> None:
        self.said.append(f"={first.data(KEY) or first.data(DISPLAY)}")

    def take(self) -> list[str]:
        """What was told since last asked."""
        said, self.said = self.said, []
        return said


def shown(model: BoardModel) -> list[list[int]]:
    """The cards by column, as a view would read them."""
    found = []
    for column in range(model.rowCount()):
        parent = model.index(column, 0)
        found.append([model.index(row, 0, parent).data(KEY) for row in range(model.rowCount(parent))])
    return found


def three_each() -> list[Card]:
    """Cards 1–3 to do, 4–6 in progress, 7–9 to accept, none done."""
    return [card(key, STATUSES[(key - 1) // 3], room=(key - 1) % 3 + 1) for key in range(1, 10)]


def test_every_role_is_answered(model: BoardModel) -> None:
    model.set_data(design_board())
    todo = model.index(TODO, 0)
    assert (todo.data(DISPLAY), todo.data(ACCESSIBLE), todo.data(KEY)) == ("待办", "待办", None)
    first = model.index(0, 0, todo)
    assert first.data(DISPLAY) == "聚合表与索引优化"
    assert first.data(CARD).account == "岚图家居"
    said = first.data(ACCESSIBLE)
    assert said.startswith(
        "岚图家居，聚合表与索引优化，待办，还剩 7 天，负责人 产品研发经理，截止 2024-07-07"
    )
    assert "单表8000万行" in first.data(TOOL_TIP)
    assert first.parent() == todo
    assert not todo.parent().isValid()
    assert model.rowCount(first) == 0
    assert not model.index(0, 1, todo).isValid()
    assert not model.index(99, 0, todo).isValid()
    assert not model.index(0, 0, first).isValid()
    assert not todo.flags() & Qt.ItemFlag.ItemIsSelectable
    assert first.flags() & Qt.ItemFlag.ItemIsSelectable
    assert [model.count(place).all for place in range(4)] == [3, 3, 3, 0]


def test_a_move_between_columns_is_one_move(model: BoardModel) -> None:
    model.set_data(board(three_each()))
    told = Told(model)
    held = QPersistentModelIndex(model.index_of(2))
    assert model.move(2, "doing", 5)
    assert shown(model) == [[1, 3], [4, 2, 5, 6], [7, 8, 9], []]
    assert told.take() == ["0.1>1.1", "=2"]
    assert (held.row(), held.parent().row(), held.data(KEY)) == (1, DOING, 2)
    assert held.data(CARD).status == "doing"
    assert model.move(2, "done", None)
    assert shown(model) == [[1, 3], [4, 5, 6], [7, 8, 9], [2]]
    assert (held.row(), held.parent().row()) == (0, DONE)


@pytest.mark.parametrize(
    ("key", "before", "order"),
    [(1, None, [2, 3, 1]), (1, 3, [2, 1, 3]), (3, 1, [3, 1, 2]), (2, None, [1, 3, 2]), (3, 2, [1, 3, 2])],
)
def test_a_move_within_a_column_is_one_move(
    model: BoardModel, key: int, before: int | None, order: list[int]
) -> None:
    model.set_data(board(three_each()))
    told = Told(model)
    assert model.move(key, "todo", before)
    assert shown(model)[TODO] == order
    assert len(told.take()) == 1


def test_a_card_put_where_it_stands_is_no_move(model: BoardModel) -> None:
    model.set_data(board(three_each()))
    told = Told(model)
    assert not model.move(2, "todo", 3)
    assert not model.move(3, "todo", None)
    assert told.take() == []


def test_newer_cards_are_taken_up_in_few_steps(model: BoardModel) -> None:
    cards = three_each()
    model.set_data(board(cards))
    told = Told(model)
    # The same board again says nothing; the book's answer to a move is that.
    model.set_data(board(three_each()))
    assert told.take() == []
    # One more, one gone, one changed, one in another column, one from the top to the end.
    changed = [one for one in cards if one.id not in {2, 4, 8}]
    changed.insert(1, card(99, "todo"))
    changed.append(cards[7]._replace(status="done"))
    changed.append(cards[3])
    changed[0] = changed[0]._replace(title="改了")
    model.set_data(board(changed))
    assert shown(model) == [[1, 99, 3], [5, 6, 4], [7, 9], [8]]
    assert sorted(told.take()) == ["+1", "-1", "1.0>1.3", "2.1>3.0", "=1", "=8"]


def test_an_undone_move_goes_back_as_a_move(model: BoardModel) -> None:
    cards = many_cards(400)
    data = board(cards)
    model.set_data(data)
    before = shown(model)
    first = before[TODO][0]
    told = Told(model)
    model.move(first, "todo", None)
    model.set_data(data)
    assert shown(model) == before
    assert len(told.take()) == 2
    model.move(first, "done", before[DONE][5])
    model.set_data(data)
    assert shown(model) == before
    assert "reset" not in told.take()


def test_many_changes_come_in_one_go(model: BoardModel) -> None:
    model.set_data(board(many_cards(600, seed=1)))
    told = Told(model)
    model.set_data(board([one._replace(id=one.id + 10_000) for one in many_cards(600, seed=2)]))
    assert len(told.take()) <= MOST_STEPS
    held = shown(model)
    dice = random.Random(3)
    cards = model.cards
    dice.shuffle(cards)
    model.set_data(board(cards))
    assert told.take()[-1] == "reset"
    assert shown(model) != held
    assert sorted(chain(*shown(model))) == sorted(chain(*held))


def test_columns_in_another_order_and_with_other_names(model: BoardModel) -> None:
    cards = three_each()
    model.set_data(board(cards))
    told = Told(model)
    model.set_data(board(cards, columns(names={"doing": "在做"}, limits={"doing": 2})))
    assert told.take() == ["=在做"]
    assert model.count(DOING).over
    model.set_data(board(cards, columns(order=("done", "review", "doing", "todo"))))
    assert told.take() == ["reset"]
    assert shown(model) == [[], [7, 8, 9], [4, 5, 6], [1, 2, 3]]
    assert model.column_of("todo") == 3
    assert model.column_of("nothing") == -1


def test_a_filter_hides_cards_and_keeps_their_places(model: BoardModel) -> None:
    model.set_data(board(three_each()))
    held = QPersistentModelIndex(model.index_of(6))
    model.set_accept(lambda one: one.id % 2 == 0)
    assert shown(model) == [[2], [4, 6], [8], []]
    assert held.row() == 1
    assert (model.shown, model.total) == (4, 9)
    assert (model.count(TODO).shown, model.count(TODO).all) == (1, 3)
    assert model.place_of(1) is None
    assert model.card(1) is not None
    # In front of a card that is shown; behind the last that is shown, whatever is hidden behind it.
    assert model.before_at(DOING, 1, 2) == 6
    assert model.before_at(TODO, 1, 4) == 3
    assert model.before_at(REVIEW, 1, 4) == 9
    model.move(4, "todo", model.before_at(TODO, 1, 4))
    model.set_accept(None)
    assert shown(model)[TODO] == [1, 2, 4, 3]


def test_lanes_keep_accounts_together_in_one_order(model: BoardModel) -> None:
    cards = [card(key, "todo" if key < 7 else "doing", room=(key - 1) % 3 + 1) for key in range(1, 13)]
    model.set_data(board(cards))
    model.set_lanes(True, [1003, 1001, 1002])
    assert shown(model)[:2] == [[3, 6, 1, 4, 2, 5], [9, 12, 7, 10, 8, 11]]
    assert model.lane(TODO, 1001) == range(2, 4)
    assert list(model.lane(DONE, 1001)) == []
    # The end of a lane is behind its last card, not at the end of the column.
    assert model.before_at(TODO, 4, 7) == 5
    model.move(7, "todo", model.before_at(TODO, 4, 7))
    assert shown(model)[TODO] == [3, 6, 1, 4, 7, 2, 5]
    assert list(model.order_of(TODO)) == [1, 2, 3, 4, 7, 5, 6]
    model.set_lanes(False)
    assert shown(model)[TODO] == [1, 2, 3, 4, 7, 5, 6]


def test_an_account_whose_lane_is_not_named_comes_after_those_that_are(model: BoardModel) -> None:
    model.set_data(board([card(1, room=1), card(2, room=2), card(3, room=3)]))
    model.set_lanes(True, [1003])
    assert shown(model)[TODO][0] == 3
    assert model.lanes


def test_a_long_walk_ends_where_plain_lists_do(model: BoardModel) -> None:
    """2,000 moves, filters, lanes and newer boards: order and counts are those of plain lists."""
    dice = random.Random(7)
    plain: list[list[Card]] = [[] for _ in STATUSES]
    for one in many_cards(24, rooms=5):
        plain[STATUSES.index(one.status)].append(one)

    def data() -> BoardData:
        return board([one for column in plain for one in column])

    model.set_data(data())
    accept, lanes, number = None, False, 1000
    held: dict[int, QPersistentModelIndex] = {}
    for step in range(2_000):
        act = dice.random()
        filled = [column for column in plain if column]
        if act < 0.6 and filled:
            source = dice.choice(filled)
            moving = source.pop(dice.randrange(len(source)))
            to = dice.randrange(4)
            place = dice.randint(0, len(plain[to]))
            before = plain[to][place].id if place < len(plain[to]) else None
            plain[to].insert(place, moving._replace(status=STATUSES[to]))
            model.move(moving.id, STATUSES[to], before)
        elif act < 0.69:
            number += 1
            to = dice.randrange(4)
            made = card(number, STATUSES[to], room=dice.randint(1, 6))
            plain[to].insert(dice.randint(0, len(plain[to])), made)
            model.set_data(data())
        elif act < 0.78 and filled:
            column = dice.choice(filled)
            gone = column.pop(dice.randrange(len(column)))
            held.pop(gone.id, None)
            model.set_data(data())
        elif act < 0.86:
            rest = dice.randrange(3)
            accept = None if rest == 0 else (lambda one, rest=rest: one.id % 3 != rest)
            model.set_accept(accept)
            held.clear()
        elif act < 0.92:
            lanes = not lanes
            model.set_lanes(lanes, [1002, 1004])
            held.clear()
        else:
            model.set_data(data())
        wanted = [[one.id for one in column if accept is None or accept(one)] for column in plain]
        if lanes:
            rooms = {one.id: one.account_id for column in plain for one in column}
            for seen, keys in zip(shown(model), wanted, strict=True):
                assert sorted(seen) == sorted(keys)
                accounts = [rooms[key] for key in seen]
                assert len(list(dict.fromkeys(accounts))) == sum(
                    a != b for a, b in zip([None, *accounts], accounts, strict=False)
                )
        else:
            assert shown(model) == wanted, step
        assert [model.count(place).all for place in range(4)] == [len(column) for column in plain]
        for key, index in held.items():
            if model.place_of(key) is not None and index.isValid():
                assert index.data(KEY) == key
        if model.shown and step % 5 == 0:
            key = dice.choice([key for keys in shown(model) for key in keys])
            held[key] = QPersistentModelIndex(model.index_of(key))
