"""The burn-down of war rooms: what was open at the end of each day, against counting day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.services.burn_down import BurnPoint, burn_down
from csmdesk.services.war_board import CardDraft, WarBoard
from csmdesk.storage.book import Book
from csmdesk.storage.task_rows import CardRow, MoveRow
from tests.unit.services.board_walk import make_board

FIRST = date(2024, 6, 24)


class Clock:
    """The user's own clock, which a test sets."""

    def __init__(self) -> None:
        self.moment = datetime(2024, 6, 24, 10, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment."""
        return self.moment

    def today(self) -> date:
        """Its day."""
        return self.moment.date()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Two open rooms without cards."""
    make_board(tmp_path / "book", imported=0)
    with Book.open(tmp_path / "book") as opened:
        yield opened


def test_cards_are_counted_from_the_day_they_were_made_to_the_day_they_were_done(book: Book) -> None:
    clock = Clock()
    board = WarBoard(book, clock.today, clock.now)
    one = board.new(1, CardDraft("一", acceptance="好"))[0]
    board.new(1, CardDraft("二"))
    board.new(2, CardDraft("别的作战室"))
    clock.moment += timedelta(days=2)
    board.new(1, CardDraft("三"))
    board.move(one, "done", accept_by="周敏")
    clock.moment += timedelta(days=1)
    board.move(one, "doing")
    clock.moment += timedelta(days=1)
    assert board.burn_down([1], FIRST, FIRST + timedelta(days=30)) == (
        BurnPoint(date(2024, 6, 24), 2, 2),
        BurnPoint(date(2024, 6, 25), 2, 2),
        BurnPoint(date(2024, 6, 26), 2, 3),
        BurnPoint(date(2024, 6, 27), 3, 3),
        BurnPoint(date(2024, 6, 28), 3, 3),
    )
    assert board.burn_down([1, 2], FIRST, FIRST) == (BurnPoint(FIRST, 3, 3),)
    assert board.burn_down([], FIRST, FIRST) == (BurnPoint(FIRST, 0, 0),)
    assert board.burn_down([1], FIRST + timedelta(days=9), FIRST) == ()


def test_the_sample_has_nine_open_cards_all_along(sample: Book) -> None:
    points = WarBoard(sample).burn_down([1, 2, 3], date(2024, 6, 30), date(2024, 7, 13))
    assert [(point.open, point.all) for point in points] == [(9, 9)] * 14


def test_a_card_that_came_as_done_was_done_from_the_start(tmp_path: Path) -> None:
    make_board(tmp_path / "book", imported=2)
    with Book.open(tmp_path / "book") as book:
        assert WarBoard(book).burn_down([1, 2], FIRST, FIRST) == (BurnPoint(FIRST, 6, 8),)


def test_a_card_that_an_import_called_done_after_its_last_move_is_done_on_the_last_day() -> None:
    moves = [MoveRow(1, f"{_day(1)} 10:00", "todo", "doing")]
    points = burn_down([_card(1, "done", _day(0))], moves, FIRST, FIRST + timedelta(days=3))
    assert [(point.open, point.all) for point in points] == [(1, 1), (1, 1), (1, 1), (0, 1)]
    # A day before its last move is shown as it was.
    assert burn_down([_card(1, "done", _day(0))], moves, FIRST, FIRST) == (BurnPoint(FIRST, 1, 1),)


# --- against counting day by day ----------------------------------------------------------------------------

_STATUSES = st.sampled_from(["todo", "doing", "review", "done"])
_DAYS = st.integers(-5, 15)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[CardRow], list[MoveRow]]:
    """Cards with their moves; days are counted from the first one."""
    cards, moves = [], []
    for key in range(draw(st.integers(0, 5))):
        path = draw(st.lists(_STATUSES, min_size=1, max_size=5))
        days = sorted(draw(st.lists(_DAYS, min_size=len(path) - 1, max_size=len(path) - 1)))
        created = draw(st.none() | st.integers(-5, days[0] if days else 15))
        cards.append(_card(key, path[-1], None if created is None else _day(created)))
        moves += [MoveRow(key, f"{_day(day)} 10:00", path[at], path[at + 1]) for at, day in enumerate(days)]
    return cards, moves


def _day(offset: int) -> str:
    return (FIRST + timedelta(days=offset)).isoformat()


def _card(key: int, status: str, created: str | None) -> CardRow:
    return CardRow(
        key, 1, 1, "甲", "题", "", "", None, "", status, 0, "", created, None, "", 0, None, "", "", ""
    )


@given(histories(), st.integers(0, 12))
def test_each_day_counts_what_was_there_and_not_done(
    history: tuple[list[CardRow], list[MoveRow]], length: int
) -> None:
    cards, moves = history
    last = FIRST + timedelta(days=length)
    points = burn_down(cards, moves, FIRST, last)
    assert [point.day for point in points] == [FIRST + timedelta(days=at) for at in range(length + 1)]
    for point in points:
        end = f"{point.day.isoformat()} 23:59"
        there = [card for card in cards if card.created_day is None or card.created_day <= end[:10]]
        unfinished = 0
        for card in there:
            own = [move for move in moves if move.task_id == card.id]
            status = own[0].from_status if own else card.status
            for move in own:
                status = move.to_status if move.at <= end else status
            unfinished += status != "done"
        assert (point.open, point.all) == (unfinished, len(there))
