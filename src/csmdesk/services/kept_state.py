"""How a pane was left, kept in the book itself: a filter's text and chosen names are customers' data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csmdesk.storage import account_list

if TYPE_CHECKING:
    from csmdesk.storage.book import Book


class KeptState:
    """The state kept under one name; may be used from any thread."""

    def __init__(self, book: Book, name: str) -> None:
        self._book = book
        self._name = name

    def kept(self) -> str:
        """What ``keep`` was given last; '' when it never was."""
        with self._book.reading() as connection:
            return account_list.window_state(connection, self._name)

    def keep(self, state: str) -> None:
        """Remember ``state``, in a book that can be changed."""
        if self._book.read_only is None and state != self.kept():
            self._book.store.remember(self._name, state)
