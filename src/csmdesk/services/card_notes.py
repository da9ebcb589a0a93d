"""What hangs on a card of the board: its checklist and its comments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import MOST_NOTE, MOST_WORDS, FieldError, one_line, several_lines
from csmdesk.domain.text import Text
from csmdesk.services.card_changes import change, written
from csmdesk.services.task_drafts import LONG
from csmdesk.storage import task_rows
from csmdesk.storage.driver import Connection
from csmdesk.storage.task_rows import CardRow, ItemRow

if TYPE_CHECKING:
    from csmdesk.storage.book import Book

_MOST_ITEMS = 100


class CardNotes:
    """Checklists and comments of one book; may be used from any thread.

    Raises UserError, as FieldError (``item``, ``comment``, ``author``) where the words are to blame. ``now``
    is the moment of a comment.
    """

    def __init__(self, book: Book, now: Callable[[], datetime]) -> None:
        self._book = book
        self._now = now

    # --- the checklist --------------------------------------------------------------------------------------

    def add_item(self, card_id: int, words: str) -> tuple[int, Changes]:
        """A new item at the end of the checklist; its id."""
        content = _item_words(words)

        def write(driver: Connection, _card: CardRow) -> int:
            order = task_rows.item_order(driver, card_id)
            if len(order) >= _MOST_ITEMS:
                raise FieldError("item", MANY.format(most=_MOST_ITEMS))
            position = task_rows.make_place(driver, "task_items", order, len(order))
            values = {"task_id": card_id, "content": content, "position": position}
            return task_rows.add(driver, "task_items", values)

        outcome = change(self._book, card_id, ADD_ITEM, write)
        return outcome.value, outcome.changes

    def edit_item(self, item_id: int, words: str) -> Changes:
        """Change the words of an item."""
        content = _item_words(words)
        return self._on_item(
            item_id,
            EDIT_ITEM,
            lambda driver: task_rows.put(driver, "task_items", item_id, {"content": content}),
        )

    def tick_item(self, item_id: int, done: bool) -> Changes:
        """Say that an item is done, or that it is not."""
        return self._on_item(
            item_id,
            TICK if done else UNTICK,
            lambda driver: task_rows.put(driver, "task_items", item_id, {"done": int(done)}),
        )

    def move_item(self, item_id: int, before: int | None) -> Changes:
        """Put an item in front of another one of its card, or at the end (None)."""

        def write(driver: Connection) -> None:
            order = task_rows.item_order(driver, self._item(driver, item_id).task_id)
            if task_rows.stands(order, item_id, before):
                return
            others = [each for each in order if each[0] != item_id]
            at = task_rows.place_of(others, before)
            if at is None:
                raise UserError(NOT_HERE)
            position = task_rows.make_place(driver, "task_items", others, at)
            task_rows.put(driver, "task_items", item_id, {"position": position})

        return self._on_item(item_id, MOVE_ITEM, write)

    def remove_item(self, item_id: int) -> Changes:
        """Take an item off the checklist."""
        return self._on_item(
            item_id, REMOVE_ITEM, lambda driver: task_rows.remove(driver, "task_items", [item_id])
        )

    # --- comments -------------------------------------------------------------------------------------------

    def comment(self, card_id: int, words: str, author: str = "") -> Changes:
        """Say something about a card; without an author it is the user who says it."""
        content, name = several_lines(words), one_line(author)
        if not content:
            raise FieldError("comment", NO_COMMENT)
        for field, typed, most in (("comment", content, MOST_NOTE), ("author", name, MOST_WORDS)):
            if len(typed) > most:
                raise FieldError(field, LONG.format(most=most))

        def write(driver: Connection, _card: CardRow) -> int:
            values = {"task_id": card_id, "at": written(self._now()), "author": name, "content": content}
            return task_rows.add(driver, "task_comments", values)

        return change(self._book, card_id, COMMENT, write).changes

    def remove_comment(self, comment_id: int) -> Changes:
        """Take a comment back."""
        with self._book.reading() as connection:
            found = task_rows.comment(connection, comment_id)
        if found is None:
            raise UserError(COMMENT_GONE)

        def write(driver: Connection, _card: CardRow) -> None:
            task_rows.remove(driver, "task_comments", [comment_id])

        return change(self._book, found.task_id, REMOVE_COMMENT, write).changes

    # --- common ---------------------------------------------------------------------------------------------

    def _on_item(self, item_id: int, label: Text, write: Callable[[Connection], None]) -> Changes:
        with self._book.reading() as connection:
            found = self._item(connection, item_id)

        def run(driver: Connection, _card: CardRow) -> None:
            self._item(driver, item_id)
            write(driver)

        return change(self._book, found.task_id, label, run).changes

    @staticmethod
    def _item(connection: Connection, item_id: int) -> ItemRow:
        found = task_rows.item(connection, item_id)
        if found is None:
            raise UserError(ITEM_GONE)
        return found


def _item_words(typed: str) -> str:
    words = one_line(typed)
    if not words:
        raise FieldError("item", NO_ITEM)
    if len(words) > MOST_WORDS:
        raise FieldError("item", LONG.format(most=MOST_WORDS))
    return words


ADD_ITEM = Text("加检查项：{card}", "Add checklist item: {card}")
EDIT_ITEM = Text("改检查项：{card}", "Change checklist item: {card}")
TICK = Text("勾检查项：{card}", "Tick checklist item: {card}")
UNTICK = Text("取消勾选：{card}", "Untick checklist item: {card}")
MOVE_ITEM = Text("排检查项：{card}", "Order checklist: {card}")
REMOVE_ITEM = Text("删检查项：{card}", "Remove checklist item: {card}")
COMMENT = Text("评论：{card}", "Comment: {card}")
REMOVE_COMMENT = Text("删评论：{card}", "Remove comment: {card}")
NO_ITEM = Text("请写检查项。", "Say what is to be checked.")
NO_COMMENT = Text("请写评论。", "Write the comment first.")
MANY = Text("检查项最多 {most} 条。", "A checklist has {most} items at most.")
ITEM_GONE = Text("这条检查项已不在客户书里。", "The checklist item is no longer in the book.")
COMMENT_GONE = Text("这条评论已不在客户书里。", "The comment is no longer in the book.")
NOT_HERE = Text("检查项只能在同一张卡片里排序。", "A checklist item stays on its card.")
