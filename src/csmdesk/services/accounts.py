"""The accounts of a book: names at once, figures when they are counted, one account in full.

The window's first paint takes ``names`` only, so nothing heavy is imported before a figure is asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import date
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.text import Language
from csmdesk.storage import account_list

if TYPE_CHECKING:
    from fractions import Fraction

    from csmdesk.services.account_detail import Desk
    from csmdesk.services.account_view import AccountDetail
    from csmdesk.services.evidence import FigureView
    from csmdesk.services.figures import AccountLine
    from csmdesk.storage.book import Book


class AccountName(NamedTuple):
    """What the list shows and searches before any figure is known."""

    id: int
    code: str
    name: str
    pinyin: str
    initials: str
    segment: str


class Lines(NamedTuple):
    """The figures of all accounts as of ``closing``, by account id; money in the currency ``currency``.

    ``units`` are the annual values as whole numbers, ``per_fen`` of which make a fen: whole numbers add up
    exactly, and at each keystroke of a filter, ten times faster than fractions.
    """

    by_id: Mapping[int, AccountLine]
    closing: date
    currency: str
    units: Mapping[int, int]
    per_fen: int

    def total(self, units: int) -> Fraction:
        """A sum of ``units`` in units of the currency."""
        from fractions import Fraction

        return Fraction(units, self.per_fen * 100)


class Accounts:
    """Reads the accounts of one book; may be used from any thread.

    What was counted for a period and an as-of day is kept until ``forget``, so that moving through the list
    reads only the one account's own rows.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._lock = threading.Lock()
        self._desks: dict[tuple[str, date | None], Desk] = {}
        self._version = 0

    def names(self) -> list[AccountName]:
        """The accounts that are not archived, by name."""
        with self._book.reading() as connection:
            return list(map(AccountName._make, account_list.names(connection)))

    def forget(self) -> None:
        """Count anew at the next question: the book has changed."""
        with self._lock:
            self._version += 1
            self._desks.clear()

    def lines(self, period: str, as_of: date | None) -> Lines:
        """The figures beside each name; raises UserError for an unknown period."""
        desk = self._desk(period, as_of)
        values = {account: line.arr_fen for account, line in desk.lines.items()}
        per_fen = lcm(*{value.denominator for value in values.values()})
        units = {
            account: value.numerator * (per_fen // value.denominator) for account, value in values.items()
        }
        return Lines(desk.lines, desk.basis.closing, desk.basis.home, units, per_fen)

    def detail(
        self, account_id: int, period: str, as_of: date | None, language: Language
    ) -> AccountDetail | None:
        """One account in full; None when it is not in the book."""
        return self._desk(period, as_of).detail(account_id, language)

    def evidence(
        self, account_id: int, key: str, period: str, as_of: date | None, language: Language
    ) -> FigureView | None:
        """The rows behind a figure; ``key`` is what the figure carries (``health``, ``contract:12``)."""
        from csmdesk.services.account_evidence import evidence

        return evidence(self._desk(period, as_of), account_id, key, language)

    def _desk(self, period: str, as_of: date | None) -> Desk:
        from csmdesk.services.account_detail import Desk

        key = (period, as_of)
        with self._lock:
            found = self._desks.get(key)
            version = self._version
        if found is None:
            found = Desk(self._book, period, as_of)
            with self._lock:
                if version == self._version:
                    self._desks.clear()
                    self._desks[key] = found
        return found
