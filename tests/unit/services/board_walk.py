"""A board beside plain lists: every command is done to both, and after each they have to say the same.

What the lists hold is all that a board knows: cards by column in order, who is confirmed, checklists and
comments. Undo and redo go back and forth over copies of the lists.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.domain.war_room import STATUSES
from csmdesk.services.war_board import CardDraft, WarBoard
from csmdesk.storage.book import Book
from csmdesk.storage.driver import Connection
from tests.unit.services.sample import Dump, differing, dump
from tests.unit.storage.making import digest_of, operate

TODAY = date(2024, 6, 28)
TABLES = ("tasks", "task_items", "task_comments", "task_moves", "war_rooms", "settings")
CLOSED_CARDS = 3
"""Cards of a closed room, which stand among the others and are never seen."""


class Card(NamedTuple):
    """A card as the lists know it; ``items`` are id, words and done."""

    draft: CardDraft
    accepted: bool = False
    items: tuple[tuple[int, str, bool], ...] = ()
    comments: tuple[str, ...] = ()
    moves: int = 0


@dataclass
class Lists:
    """The open cards: ids by column in order, and what each holds."""

    columns: dict[str, list[int]] = field(default_factory=lambda: {status: [] for status in STATUSES})
    cards: dict[int, Card] = field(default_factory=dict)

    def where(self, card_id: int) -> str:
        """The column of a card."""
        return next(status for status, ids in self.columns.items() if card_id in ids)

    def copy(self) -> Lists:
        """Lists of their own with the same cards."""
        return Lists({status: list(ids) for status, ids in self.columns.items()}, dict(self.cards))

    def change(self, card_id: int, **what: Any) -> None:
        """Something of a card becomes otherwise."""
        self.cards[card_id] = self.cards[card_id]._replace(**what)


class Step(NamedTuple):
    """The lists before and after one operation."""

    before: Lists
    after: Lists


def make_board(folder: Path, *, imported: int = 3) -> None:
    """A book with two open war rooms and a closed one; ``imported`` cards a column share one position."""

    def fill(connection: Connection) -> None:
        connection.execute("INSERT INTO accounts (code, name) VALUES ('K1', '岚图家居'), ('K2', '铸元钢铁')")
        connection.execute("INSERT INTO war_rooms (account_id) VALUES (1), (2)")
        connection.execute("INSERT INTO war_rooms (account_id, closed_day) VALUES (1, '2024-05-01')")
        rows = [
            (1 + number % 2, f"导入{status}{number}", status, f"{status}{number}", "标准")
            for status in STATUSES
            for number in range(imported)
        ]
        rows += [
            (3, f"已关{number}", STATUSES[number], f"closed{number}", "") for number in range(CLOSED_CARDS)
        ]
        connection.executemany(
            "INSERT INTO tasks (war_room_id, title, status, row_key, acceptance) VALUES (?, ?, ?, ?, ?)", rows
        )

    with Book.create(folder).book as book:
        operate(book, fill)


class BoardWalk:
    """Does what a user does to a board, and to the lists; ``expect_same`` after each holds them together."""

    def __init__(self, folder: Path) -> None:
        self.moment = datetime(2024, 6, 28, 9, tzinfo=UTC)
        self.book = Book.open(folder)
        self.board = self._board()
        self.lists = self._as_found()
        self.first = digest_of(self.book)
        self.rows: Dump = dump(self.book, TABLES)
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.counts = {"done": 0, "in vain": 0, "refused": 0}

    def _board(self) -> WarBoard:
        return WarBoard(self.book, lambda: TODAY, lambda: self.moment)

    def _as_found(self) -> Lists:
        lists = Lists()
        for card in self.board.data(TODAY, "zh").cards:
            lists.columns[card.status].append(card.id)
            lists.cards[card.id] = Card(self.board.card(card.id, TODAY, "zh").draft, card.accepted)
        return lists

    # --- commands -------------------------------------------------------------------------------------------

    def new(self, room: int, draft: CardDraft, status: str, before: int | None) -> None:
        """A new card."""
        made: list[int] = []

        def act() -> Changes:
            key, changes = self.board.new(room, draft, status, before)
            made.append(key)
            return changes

        def mirror(lists: Lists) -> None:
            self._put(lists, made[0], status, before)
            lists.cards[made[0]] = Card(draft)

        allowed = room in {1, 2} and status != "done" and before != -1 and bool(draft.title)
        self._do(act, mirror, allowed and (before is None or before in self.lists.columns[status]))

    def move(self, card_id: int, status: str, before: int | None, accept_by: str | None) -> None:
        """A drop."""
        was = self.lists.where(card_id)
        card = self.lists.cards[card_id]
        back = STATUSES.index(status) < STATUSES.index(was)
        confirms = status == "done" and not card.accepted and (was != "done" or accept_by is not None)
        allowed = before is None or before in self.lists.columns[status]
        if confirms:
            allowed = allowed and bool(accept_by) and bool(card.draft.acceptance)

        def mirror(lists: Lists) -> None:
            if before != card_id:
                lists.columns[was].remove(card_id)
                self._put(lists, card_id, status, before)
            kept = card.accepted and not back
            lists.change(card_id, accepted=confirms or kept, moves=card.moves + (status != was))

        self._do(lambda: self.board.move(card_id, status, before, accept_by=accept_by), mirror, allowed)

    def accept(self, card_id: int, by: str) -> None:
        """Confirm a card, in whatever column."""
        card = self.lists.cards[card_id]
        allowed = card.accepted or (bool(by) and bool(card.draft.acceptance))

        def mirror(lists: Lists) -> None:
            lists.change(card_id, accepted=True)

        self._do(lambda: self.board.accept(card_id, by), mirror, allowed)

    def unaccept(self, card_id: int) -> None:
        """Take it back."""

        def mirror(lists: Lists) -> None:
            card = lists.cards[card_id]
            if card.accepted and lists.where(card_id) == "done":
                lists.columns["done"].remove(card_id)
                lists.columns["review"].append(card_id)
                lists.change(card_id, moves=card.moves + 1)
            lists.change(card_id, accepted=False)

        self._do(lambda: self.board.unaccept(card_id), mirror, True)

    def edit(self, card_id: int, draft: CardDraft) -> None:
        """Other words."""
        card = self.lists.cards[card_id]
        allowed = bool(draft.title) and not (card.accepted and card.draft.acceptance != draft.acceptance)

        def mirror(lists: Lists) -> None:
            lists.change(card_id, draft=draft)

        self._do(lambda: self.board.edit(card_id, draft), mirror, allowed)

    def remove(self, ids: list[int]) -> None:
        """Cards leave the board."""

        def mirror(lists: Lists) -> None:
            for each in set(ids):
                lists.columns[lists.where(each)].remove(each)
                del lists.cards[each]

        self._do(lambda: self.board.remove(ids), mirror, True)

    def add_item(self, card_id: int, words: str) -> None:
        """A line more on the checklist."""
        made: list[int] = []

        def act() -> Changes:
            key, changes = self.board.add_item(card_id, words)
            made.append(key)
            return changes

        def mirror(lists: Lists) -> None:
            lists.change(card_id, items=(*lists.cards[card_id].items, (made[0], words, False)))

        self._do(act, mirror, bool(words))

    def change_item(self, card_id: int, at: int, how: str, before: int | None) -> None:
        """Tick, untick, reword, move or remove a line of the checklist; ``before`` is a place in it."""
        items = self.lists.cards[card_id].items
        key, words, done = items[at]
        other = None if before is None else items[before][0]
        acts: dict[str, Callable[[], Changes]] = {
            "tick": lambda: self.board.tick_item(key, not done),
            "edit": lambda: self.board.edit_item(key, f"{words}改"),
            "move": lambda: self.board.move_item(key, other),
            "remove": lambda: self.board.remove_item(key),
        }

        def mirror(lists: Lists) -> None:
            mine = list(items)
            if how == "tick":
                mine[at] = (key, words, not done)
            elif how == "edit":
                mine[at] = (key, f"{words}改", done)
            elif how == "remove":
                del mine[at]
            elif other != key:
                del mine[at]
                place = next((n for n, each in enumerate(mine) if each[0] == other), len(mine))
                mine.insert(place, (key, words, done))
            lists.change(card_id, items=tuple(mine))

        self._do(acts[how], mirror, True)

    def comment(self, card_id: int, words: str) -> None:
        """Something is said."""

        def mirror(lists: Lists) -> None:
            lists.change(card_id, comments=(*lists.cards[card_id].comments, words))

        self._do(lambda: self.board.comment(card_id, words), mirror, bool(words))

    def uncomment(self, card_id: int, at: int) -> None:
        """And taken back."""
        key = self.board.card(card_id, TODAY, "zh").comments[at].id

        def mirror(lists: Lists) -> None:
            said = lists.cards[card_id].comments
            lists.change(card_id, comments=said[:at] + said[at + 1 :])

        self._do(lambda: self.board.remove_comment(key), mirror, True)

    # --- undo, redo, restart --------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take one operation back."""
        step = self.done.pop()
        assert self.book.store.undo() is not None
        self.lists = step.before.copy()
        self.undone.append(step)
        self._look()

    def redo(self) -> None:
        """Put one back."""
        step = self.undone.pop()
        assert self.book.store.redo() is not None
        self.lists = step.after.copy()
        self.done.append(step)
        self._look()

    def restart(self) -> None:
        """Close the book and open it again."""
        folder = self.book.folder
        self.book.close()
        self.book = Book.open(folder)
        self.board = self._board()
        self.expect_same()

    def end(self) -> None:
        """Undo all is the first digest, redo all the last."""
        last = digest_of(self.book)
        count = len(self.done)
        while self.done:
            assert self.book.store.undo() is not None
            self.undone.append(self.done.pop())
        assert digest_of(self.book) == self.first
        for _ in range(count):
            assert self.book.store.redo() is not None
        assert digest_of(self.book) == last
        self.expect_same()

    # --- common ---------------------------------------------------------------------------------------------

    @staticmethod
    def _put(lists: Lists, card_id: int, status: str, before: int | None) -> None:
        ids = lists.columns[status]
        ids.insert(len(ids) if before is None else ids.index(before), card_id)

    def _do(self, act: Callable[[], Changes], mirror: Callable[[Lists], None], allowed: bool) -> None:
        self.moment += timedelta(minutes=1)
        newest = self.book.store.history(1)[0].id
        changes, refusal = _tried(act)
        if changes is None:
            assert not allowed, refusal
            assert refusal.zh
            assert refusal.en
            self.counts["refused"] += 1
            assert self._changed() == {}
            return
        assert allowed
        before = self.lists.copy()
        mirror(self.lists)
        changed = self._changed()
        assert {table: keys for table, keys in changes.ids.items() if keys} == changed
        if changes.empty:
            self.counts["in vain"] += 1
            assert self.lists == before
            assert self.book.store.history(1)[0].id == newest
        else:
            self.counts["done"] += 1
            self.done.append(Step(before, self.lists.copy()))
            self.undone.clear()
        self.expect_same()

    def _changed(self) -> dict[str, frozenset[int]]:
        rows = dump(self.book, TABLES)
        changed = differing(self.rows, rows)
        self.rows = rows
        return changed

    def _look(self) -> None:
        self._changed()
        self.expect_same()

    def expect_same(self) -> None:
        """The board and the lists say the same: order, counts, confirmations, and what hangs on cards."""
        data = self.board.data(TODAY, "zh")
        shown: dict[str, list[int]] = {status: [] for status in STATUSES}
        for card in data.cards:
            shown[card.status].append(card.id)
        assert shown == self.lists.columns
        for card in data.cards:
            mine = self.lists.cards[card.id]
            assert card.accepted == mine.accepted
            assert (card.items, card.comments) == (len(mine.items), len(mine.comments))
            assert card.items_done == sum(done for _, _, done in mine.items)
            assert (card.owner, card.acceptance) == (mine.draft.owner, mine.draft.acceptance)
        closed = [row for row in self.rows["tasks"].values() if row[3] == 3]
        assert len(closed) == CLOSED_CARDS
        assert len(self.rows["task_moves"]) == sum(card.moves for card in self.lists.cards.values())

    def expect_same_card(self, card_id: int) -> None:
        """The card beside the board says the same as the lists."""
        detail = self.board.card(card_id, TODAY, "zh")
        mine = self.lists.cards[card_id]
        assert detail.draft == mine.draft
        assert tuple(map(tuple, detail.items)) == mine.items
        assert tuple(comment.words for comment in detail.comments) == mine.comments
        assert len(detail.moves) == mine.moves
        assert (detail.accepted_day is not None) == mine.accepted == bool(detail.accepted_by)


def _tried(act: Callable[[], Changes]) -> tuple[Changes | None, Text]:
    try:
        return act(), Text("", "")
    except UserError as error:
        return None, error.text
