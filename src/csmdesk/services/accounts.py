"""The accounts of a book: names at once, figures when they are counted, one account in full.

The window's first paint takes ``names`` only, so nothing heavy is imported before a figure is asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.text import Language, Text
from csmdesk.storage import account_list

if TYPE_CHECKING:
    from fractions import Fraction

    from csmdesk.services.account_detail import Desk
    from csmdesk.services.account_edits import AccountEdits
    from csmdesk.services.account_moves import AccountMoves
    from csmdesk.services.account_view import AccountDetail
    from csmdesk.services.account_views import AccountViews
    from csmdesk.services.erase_person import Erasing
    from csmdesk.services.evidence import FigureView
    from csmdesk.services.figures import AccountLine
    from csmdesk.storage.book import Book


class AccountName(NamedTuple):
    """What the list shows and searches before any figure is known; ``segment`` is the stated one or ''."""

    id: int
    code: str
    name: str
    pinyin: str
    initials: str
    segment: str
    stage: str = ""
    owner: str = ""
    industry: str = ""
    city: str = ""
    archived: int = 0


_COUNT_NOTHING = ("code", "name", "pinyin", "initials", "stage", "owner", "industry", "city")
"""What is stored of an account and touches no figure of it; its segment sets its cadence."""

_KEPT = "accounts"
"""The name under which the book remembers how the list was left (``window_state``)."""


def same_figures(old: AccountName, new: AccountName) -> bool:
    """True when a change of what is stored touched words only, and at least one of those the list has."""
    return old != new and old._replace(**{field: getattr(new, field) for field in _COUNT_NOTHING}) == new


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

    # --- what else can be asked of the same book ------------------------------------------------------------

    @cached_property
    def edits(self) -> AccountEdits:
        """Changes accounts; made when it is first needed, which is after the first paint."""
        from csmdesk.services.account_edits import AccountEdits

        return AccountEdits(self._book)

    @cached_property
    def views(self) -> AccountViews:
        """The saved views of the list."""
        from csmdesk.services.account_views import AccountViews

        return AccountViews(self._book)

    @cached_property
    def moves(self) -> AccountMoves:
        """Merges accounts and hands them over."""
        from csmdesk.services.account_moves import AccountMoves

        return AccountMoves(self._book)

    @cached_property
    def erasing(self) -> Erasing:
        """Erases persons from the book and its backups."""
        from csmdesk.services.erase_person import Erasing

        return Erasing(self._book)

    # --- names ----------------------------------------------------------------------------------------------

    def names(self, *, archived: bool = False) -> list[AccountName]:
        """The accounts by name; those that are archived only when asked for."""
        with self._book.reading() as connection:
            return list(map(AccountName._make, account_list.names(connection, archived=archived)))

    def names_of(self, ids: Collection[int]) -> dict[int, AccountName]:
        """Some accounts by id, archived or not."""
        with self._book.reading() as connection:
            return {row[0]: AccountName._make(row) for row in account_list.names_of(connection, ids)}

    def archived_count(self) -> int:
        """The number of archived accounts."""
        with self._book.reading() as connection:
            return account_list.archived_count(connection)

    def account_of(self, kind: str, key: int) -> int | None:
        """The account that a ``contract`` or a ``contact`` belongs to; None when there is none."""
        with self._book.reading() as connection:
            return account_list.account_of(connection, kind, key)

    @property
    def book_name(self) -> str:
        """The name of the book."""
        return self._book.name

    @property
    def read_only(self) -> Text | None:
        """Why nothing can be changed; None when everything can."""
        return self._book.read_only

    def kept(self) -> str:
        """How the list was left, as ``keep`` was given it; '' when it never was."""
        with self._book.reading() as connection:
            return account_list.window_state(connection, _KEPT)

    def keep(self, state: str) -> None:
        """Remember in the book what names customers: a filter's text, the owners that are chosen."""
        if self._book.read_only is None and state != self.kept():
            self._book.store.remember(_KEPT, state)

    # --- figures --------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Count anew at the next question: the book has changed."""
        with self._lock:
            self._version += 1
            self._desks.clear()

    def amend(self, names: Mapping[int, AccountName]) -> None:
        """Take other words of accounts into what is counted, where no figure depends on them.

        Counting 10,000 accounts anew takes over a second; another owner does not need it.
        """
        with self._lock:
            desks = list(self._desks.values())
        for desk in desks:
            rows = desk.basis.facts.accounts
            assert isinstance(rows, list)
            for place, account in enumerate(rows):
                name = names.get(account.id)
                if name is not None:
                    words = name._asdict()
                    changed = {field: words[field] for field in _COUNT_NOTHING if field in account._fields}
                    rows[place] = account._replace(**changed)
            # The rows by id are kept by the basis; without a scope they are all rows.
            known = desk.basis.over_everything.accounts
            assert isinstance(known, dict)
            known.update((account.id, account) for account in rows if account.id in names)

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
