"""The board of the war rooms: cards in four columns, moved, confirmed, changed; each change one operation.

A card has one place in its column among those of all rooms. It is done only when somebody has confirmed its
acceptance; a move back takes the confirmation with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import MOST_NOTE, MOST_WORDS, FieldError, one_line, several_lines
from csmdesk.domain.period import today as own_today
from csmdesk.domain.text import Language, Text
from csmdesk.domain.war_room import STATUSES
from csmdesk.services.account_view import Mark
from csmdesk.services.board_columns import BoardColumn, columns_in, write_columns
from csmdesk.services.board_view import (
    BoardData,
    Card,
    CardDetail,
    Comment,
    Item,
    MoveLine,
    board,
    card_of,
    detail_of,
    said_of,
)
from csmdesk.services.burn_down import BurnPoint, burn_down
from csmdesk.services.card_changes import change, changeable, there, written
from csmdesk.services.card_notes import CardNotes
from csmdesk.services.machine_clock import own_now
from csmdesk.services.task_drafts import (
    LONG,
    CardDraft,
    add_card,
    checked,
    columns_of,
    named,
    refuse_closed,
)
from csmdesk.storage import task_rows
from csmdesk.storage.driver import Connection, raw
from csmdesk.storage.task_rows import CardRow

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

__all__ = [
    "BoardColumn",
    "BoardData",
    "BurnPoint",
    "Card",
    "CardDetail",
    "CardDraft",
    "Comment",
    "Item",
    "MoveLine",
    "NeedsAcceptance",
    "WarBoard",
]

DONE = STATUSES[-1]


class NeedsAcceptance(UserError):
    """A card that nobody has confirmed was to be done."""


class WarBoard:
    """The cards of one book; may be used from any thread.

    Raises UserError, as FieldError where one field is to blame; the book is then as it was. ``today`` is the
    day on which cards are made and confirmed, ``now`` the moment of moves and comments, both on the user's
    own clock.
    """

    def __init__(
        self,
        book: Book,
        today: Callable[[], date] = own_today,
        now: Callable[[], datetime] = own_now,
    ) -> None:
        self._book = book
        self._today = today
        self._now = now
        self._notes = CardNotes(book, now)

    # --- reading --------------------------------------------------------------------------------------------

    def data(self, closing: date, language: Language, marks: Mapping[int, Mark] | None = None) -> BoardData:
        """The board of the rooms that are open on ``closing``.

        ``marks`` are the accounts whose rooms are shown, by id, with their health; None shows all.
        """
        with self._book.reading() as connection:
            rows = task_rows.cards_on(connection, closing.isoformat())
            counts = task_rows.counts(connection)
            columns = columns_in(connection, language)
        if marks is not None:
            rows = [row for row in rows if row.account_id in marks]
        return board(rows, counts, columns, closing, language, marks or {})

    def columns(self, language: Language = "zh") -> tuple[BoardColumn, ...]:
        """The columns in the user's order."""
        with self._book.reading() as connection:
            return columns_in(connection, language)

    def card(self, card_id: int, closing: date, language: Language) -> CardDetail:
        """One card with its checklist, comments and moves; raises UserError when it is gone."""
        with self._book.reading() as connection:
            row = there(connection, card_id)
            counts = task_rows.counts(connection, card_id)
            return detail_of(
                row,
                card_of(row, counts, closing, language),
                task_rows.checklist(connection, card_id),
                task_rows.comments(connection, card_id),
                task_rows.moves(connection, [card_id]),
                columns_in(connection, language),
            )

    def burn_down(self, room_ids: Sequence[int], first: date, last: date) -> tuple[BurnPoint, ...]:
        """Open cards and all cards of these rooms at the end of each day; no day is told before it comes."""
        with self._book.reading() as connection:
            cards = task_rows.cards_of(connection, room_ids)
            moves = task_rows.moves(connection, [card.id for card in cards])
        return burn_down(cards, moves, first, min(last, self._today()))

    # --- changing -------------------------------------------------------------------------------------------

    def set_columns(self, columns: Sequence[BoardColumn]) -> Changes:
        """Keep order, own names and limits of the columns; ``name`` is not looked at."""
        return write_columns(self._book, columns)

    def new(
        self, room_id: int, draft: CardDraft, status: str = STATUSES[0], before: int | None = None
    ) -> tuple[int, Changes]:
        """A new card in front of another of the column, or at its end; its id."""
        _refuse_status(status)
        if status == DONE:
            raise NeedsAcceptance(NEEDS_ACCEPTANCE)
        kept = checked(draft)
        day = self._today()
        with self._book.reading() as connection:
            label = NEW.format(card=named(refuse_closed(connection, room_id), kept.title))

        def write(connection: sqlalchemy.Connection) -> int:
            driver = raw(connection)
            refuse_closed(driver, room_id)
            order = task_rows.column(driver, status)
            position = task_rows.make_place(driver, "tasks", order, _place(order, before))
            return add_card(driver, room_id, kept, status, position, day)

        outcome = self._book.store.run(Op.EDIT_TASK, write, label)
        return outcome.value, outcome.changes

    def edit(self, card_id: int, draft: CardDraft) -> Changes:
        """Change the words of a card; what was confirmed keeps the criteria that it was confirmed by.

        A title that an import wrote in two parts stays as it is in the source until one of them is changed.
        """
        kept = checked(draft)

        def write(driver: Connection, card: CardRow) -> None:
            if card.accepted_day is not None and card.acceptance != kept.acceptance:
                raise FieldError("acceptance", CONFIRMED)
            same = (kept.title, kept.detail) == said_of(card)
            task_rows.put(driver, "tasks", card_id, columns_of(kept, words=not same))

        return change(self._book, card_id, EDIT, write).changes

    def move(
        self,
        card_id: int,
        status: str,
        before: int | None = None,
        *,
        accept_by: str | None = None,
        criteria: str = "",
    ) -> Changes:
        """Put a card into a column, in front of another one there, or at its end (None).

        To be done it has to be confirmed; ``accept_by`` confirms it with that name, by the card's acceptance
        criteria or, where it has none, by those given here. Raises NeedsAcceptance without a name, FieldError
        (``acceptance``, ``by``) for what is missing. A move back takes the confirmation away.
        """
        _refuse_status(status)
        with self._book.reading() as connection:
            stays = there(connection, card_id).status == status
            names = {column.key: column.text for column in columns_in(connection, "zh")}
        label = ORDER if stays else MOVE

        def write(driver: Connection, card: CardRow) -> None:
            values = self._confirmation(card, status, accept_by, criteria)
            order = task_rows.column(driver, status)
            if not (card.status == status and task_rows.stands(order, card_id, before)):
                others = [each for each in order if each[0] != card_id]
                values["position"] = task_rows.make_place(driver, "tasks", others, _place(others, before))
            self._send(driver, card, status, values)

        return change(self._book, card_id, label, write, Op.MOVE_TASK, column=names[status]).changes

    def accept(self, card_id: int, by: str, criteria: str = "") -> Changes:
        """Confirm that a card meets its criteria, or those given here where it has none; it stays in place.

        Confirming twice changes nothing. Raises FieldError (``acceptance``, ``by``).
        """

        def write(driver: Connection, card: CardRow) -> None:
            if card.accepted_day is None:
                task_rows.put(driver, "tasks", card_id, self._accepted(card, by, criteria))

        return change(self._book, card_id, ACCEPT, write).changes

    def unaccept(self, card_id: int) -> Changes:
        """Take the confirmation back; a card that was done waits for acceptance again."""

        def write(driver: Connection, card: CardRow) -> None:
            if card.accepted_day is None:
                return
            values: dict[str, Any] = dict(_NOT_ACCEPTED)
            status = card.status
            if status == DONE:
                status = STATUSES[-2]
                order = task_rows.column(driver, status)
                values["position"] = task_rows.make_place(driver, "tasks", order, len(order))
            self._send(driver, card, status, values)

        return change(self._book, card_id, UNACCEPT, write).changes

    def remove(self, ids: Sequence[int]) -> Changes:
        """Take cards off the board, with all that hangs on them."""
        wanted = list(dict.fromkeys(ids))
        with self._book.reading() as connection:
            cards = [there(connection, each) for each in wanted]

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            for each in wanted:
                changeable(driver, each)
            task_rows.remove(driver, "tasks", wanted)

        label = (
            REMOVE.format(card=named(cards[0].account, said_of(cards[0])[0]))
            if len(cards) == 1
            else REMOVE_SEVERAL.format(count=len(cards))
        )
        return self._book.store.run(Op.EDIT_TASK, write, label).changes

    # --- what hangs on a card -------------------------------------------------------------------------------

    def add_item(self, card_id: int, words: str) -> tuple[int, Changes]:
        """A new item at the end of a card's checklist; its id."""
        return self._notes.add_item(card_id, words)

    def edit_item(self, item_id: int, words: str) -> Changes:
        """Change the words of an item."""
        return self._notes.edit_item(item_id, words)

    def tick_item(self, item_id: int, done: bool) -> Changes:
        """Say that an item is done, or that it is not."""
        return self._notes.tick_item(item_id, done)

    def move_item(self, item_id: int, before: int | None) -> Changes:
        """Put an item in front of another one of its card, or at the end (None)."""
        return self._notes.move_item(item_id, before)

    def remove_item(self, item_id: int) -> Changes:
        """Take an item off the checklist."""
        return self._notes.remove_item(item_id)

    def comment(self, card_id: int, words: str, author: str = "") -> Changes:
        """Say something about a card; without an author it is the user who says it."""
        return self._notes.comment(card_id, words, author)

    def remove_comment(self, comment_id: int) -> Changes:
        """Take a comment back."""
        return self._notes.remove_comment(comment_id)

    # --- common ---------------------------------------------------------------------------------------------

    def _confirmation(
        self, card: CardRow, status: str, accept_by: str | None, criteria: str
    ) -> dict[str, Any]:
        """The columns that say who confirmed, as a move to ``status`` leaves them."""
        if STATUSES.index(status) < STATUSES.index(card.status):
            return dict(_NOT_ACCEPTED)
        if status != DONE or card.accepted_day is not None:
            return {}
        if accept_by is not None:
            return self._accepted(card, accept_by, criteria)
        if card.status == DONE:
            # Imported as done, which nobody has to confirm here.
            return {}
        raise NeedsAcceptance(NEEDS_ACCEPTANCE)

    def _accepted(self, card: CardRow, by: str, criteria: str) -> dict[str, Any]:
        name, acceptance = one_line(by), card.acceptance or several_lines(criteria)
        if not acceptance:
            raise FieldError("acceptance", NO_CRITERIA)
        if not name:
            raise FieldError("by", WHO)
        for field, typed, most in (("acceptance", acceptance, MOST_NOTE), ("by", name, MOST_WORDS)):
            if len(typed) > most:
                raise FieldError(field, LONG.format(most=most))
        day = self._today().isoformat()
        return {"acceptance": acceptance, "accepted_day": day, "accepted_by": name}

    def _send(self, driver: Connection, card: CardRow, status: str, values: Mapping[str, Any]) -> None:
        """Write a card's new place, and that it went there when it is another column."""
        task_rows.put(driver, "tasks", card.id, {"status": status, **values})
        if status != card.status:
            moved = {"task_id": card.id, "at": written(self._now()), "from_status": card.status}
            task_rows.add(driver, "task_moves", moved | {"to_status": status})


_NOT_ACCEPTED = {"accepted_day": None, "accepted_by": ""}


def _refuse_status(status: str) -> None:
    if status not in STATUSES:
        raise ValueError(f"no column of the board: {status}")


def _place(order: Sequence[tuple[int, int]], before: int | None) -> int:
    found = task_rows.place_of(order, before)
    if found is None:
        raise UserError(ELSEWHERE)
    return found


NEEDS_ACCEPTANCE = Text("先确认验收，卡片才能完成。", "A card is done only when its acceptance is confirmed.")
NO_CRITERIA = Text(
    "没有验收标准，无法确认；先写明怎样算完成。",
    "Without acceptance criteria there is nothing to confirm: say first what has to be true.",
)
CONFIRMED = Text(
    "已按原来的标准确认；要改标准，先撤回确认。",
    "It was confirmed by these criteria: take the confirmation back to change them.",
)
WHO = Text("请写明由谁确认。", "Say who confirms it.")
ELSEWHERE = Text(
    "要放到它前面的那张卡片已不在这一列。", "The card to put it in front of is no longer in that column."
)
NEW = Text("新任务：{card}", "New task: {card}")
EDIT = Text("改任务：{card}", "Change task: {card}")
ORDER = Text("排任务：{card}", "Order task: {card}")
MOVE = Text("移任务：{card} → {column}", "Move task: {card} → {column}")
ACCEPT = Text("确认验收：{card}", "Confirm acceptance: {card}")
UNACCEPT = Text("撤回验收：{card}", "Take back acceptance: {card}")
REMOVE = Text("删任务：{card}", "Remove task: {card}")
REMOVE_SEVERAL = Text("删 {count} 个任务", "Remove {count} tasks")
