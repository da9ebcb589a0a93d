"""The columns of the board: their names, order and limits are the user's, what they mean is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csmdesk.domain.fields import FieldError
from csmdesk.domain.text import Text
from csmdesk.services.war_board import BoardColumn, WarBoard
from csmdesk.storage.book import Book
from tests.unit.services.board_walk import TODAY, make_board
from tests.unit.services.sample import expect_exact_undo, refused
from tests.unit.storage.making import digest_of, value_of, write

USUAL = (
    BoardColumn("todo", "待办"),
    BoardColumn("doing", "进行中"),
    BoardColumn("review", "待验收"),
    BoardColumn("done", "完成"),
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A book with a board."""
    make_board(tmp_path / "book")
    with Book.open(tmp_path / "book") as opened:
        yield opened


@pytest.fixture
def board(book: Book) -> WarBoard:
    """The service under test."""
    return WarBoard(book, lambda: TODAY)


def test_a_new_book_has_the_four_usual_columns_in_both_languages(board: WarBoard) -> None:
    assert board.columns("zh") == USUAL
    assert [column.name for column in board.columns("en")] == ["To do", "In progress", "To accept", "Done"]


def test_names_order_and_limits_are_kept_and_undone(book: Book, board: WarBoard) -> None:
    changed = (
        BoardColumn("doing", "", " 在做 ", 5),
        BoardColumn("todo", "", "", 20),
        BoardColumn("review", ""),
        BoardColumn("done", "", "Shipped"),
    )
    with expect_exact_undo(book):
        assert set(board.set_columns(changed).ids) == {"settings"}
        assert book.store.undo_label == Text("改看板列", "Change board columns")
    kept = board.columns("en")
    assert kept == (
        BoardColumn("doing", "在做", "在做", 5),
        BoardColumn("todo", "To do", "", 20),
        BoardColumn("review", "To accept"),
        BoardColumn("done", "Shipped", "Shipped"),
    )
    assert board.set_columns(kept).empty
    assert [card.status for card in board.data(TODAY, "zh").cards][:4] == ["doing"] * 3 + ["todo"]


def test_the_usual_columns_leave_nothing_in_the_book(book: Book, board: WarBoard) -> None:
    before = digest_of(book)
    assert board.set_columns(board.columns("en")).empty
    board.set_columns([USUAL[0]._replace(limit=3), *USUAL[1:]])
    assert digest_of(book) != before
    board.set_columns(USUAL)
    assert value_of(book, "SELECT count(*) FROM settings") == 0
    assert digest_of(book) == before


def test_the_usual_word_typed_stays_the_usual_word(board: WarBoard) -> None:
    board.set_columns([USUAL[0]._replace(own_name="To do", limit=1), *USUAL[1:]])
    assert board.columns("zh")[0] == BoardColumn("todo", "待办", "", 1)


@pytest.mark.parametrize(
    ("at", "change", "field"),
    [
        (0, {"limit": 0}, "limit_todo"),
        (1, {"limit": 1_000}, "limit_doing"),
        (2, {"own_name": "很" * 21}, "name_review"),
        (2, {"own_name": "完成"}, "name_review"),
        (3, {"own_name": "IN PROGRESS"}, "name_done"),
    ],
)
def test_what_cannot_be_kept_names_its_field(
    book: Book, board: WarBoard, at: int, change: dict[str, object], field: str
) -> None:
    before = digest_of(book)
    columns = list(USUAL)
    columns[at] = columns[at]._replace(**change)  # type: ignore[arg-type]
    error = refused(lambda: board.set_columns(columns))
    assert isinstance(error, FieldError)
    assert error.field == field
    assert digest_of(book) == before


def test_two_columns_may_swap_their_names(board: WarBoard) -> None:
    board.set_columns([USUAL[0]._replace(own_name="完成"), *USUAL[1:3], USUAL[3]._replace(own_name="待办")])
    assert [column.name for column in board.columns("zh")] == ["完成", "进行中", "待验收", "待办"]


def test_no_column_can_be_left_out_or_come_twice(board: WarBoard) -> None:
    for columns in (USUAL[:3], (*USUAL[:3], USUAL[0]), (*USUAL, USUAL[0])):
        with pytest.raises(ValueError, match="not the board's columns"):
            board.set_columns(columns)


@pytest.mark.parametrize(
    "kept",
    [
        "1",
        "null",
        '{"key": "todo"}',
        "[1, null, []]",
        '[{"key": "later", "name": "以后"}]',
        '[{"key": "todo", "name": 5, "limit": "viele"}, {"key": "todo", "name": "又", "limit": -2}]',
    ],
)
def test_a_setting_that_is_none_gives_the_usual_columns(book: Book, board: WarBoard, kept: str) -> None:
    write(book, ("INSERT INTO settings (key, value) VALUES ('board_columns', ?)", [kept]))
    assert board.columns("zh") == USUAL


def test_columns_that_the_setting_does_not_name_come_after_those_that_it_does(
    book: Book, board: WarBoard
) -> None:
    write(book, "INSERT INTO settings (key, value) VALUES ('board_columns', '[{\"key\": \"done\"}]')")
    assert [column.key for column in board.columns("zh")] == ["done", "todo", "doing", "review"]
