"""The accounts of a book: names at once, figures when they are counted, one account in full.

The window's first paint takes ``names`` only, so nothing heavy is imported before a figure is asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.health import BANDS, Bands
from csmdesk.domain.text import Language, Text
from csmdesk.storage import account_list

if TYPE_CHECKING:
    from fractions import Fraction

    from csmdesk.domain.changes import Changes
    from csmdesk.domain.facts import Facts
    from csmdesk.services.account_detail import Desk
    from csmdesk.services.account_edits import AccountEdits
    from csmdesk.services.account_moves import AccountMoves
    from csmdesk.services.account_view import AccountDetail
    from csmdesk.services.account_views import AccountViews
    from csmdesk.services.erase_person import Erasing
    from csmdesk.services.evidence import FigureView
    from csmdesk.services.figures import AccountLine
    from csmdesk.services.log.of_account import Matter
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


Matters = Mapping[int, "tuple[Matter, ...]"]
"""What the log holds of accounts, by account id."""

_MAY_BE_WORDS = frozenset({"accounts", "account_aliases", "segments"})
"""Tables whose changes may leave the figures of all other accounts as they are."""

_KEPT = "accounts"
"""The name under which the book remembers how the list was left (``window_state``)."""


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
    bands: Bands = BANDS

    def total(self, units: int) -> Fraction:
        """A sum of ``units`` in units of the currency."""
        from fractions import Fraction

        return Fraction(units, self.per_fen * 100)


class _Kept(NamedTuple):
    """What was counted for a period and an as-of day."""

    period: str
    as_of: date | None
    desk: Desk


class Accounts:
    """Reads the accounts of one book; may be used from any thread.

    What was counted for a period and an as-of day is kept until ``forget``, so that moving through the list
    reads only the one account's own rows. The rows that were counted are kept longer: until their table
    changes.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._lock = threading.Lock()
        self._made: _Kept | None = None
        self._before: _Kept | None = None
        """The last one, until another is made of what ``_changed`` has left as it was."""
        self._facts: Facts | None = None
        self._changed: set[str] = set()
        self._usage_days: set[date] | None = set()
        """The days on which usage has changed, None where nobody knows."""
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

    def matters(self, ids: Collection[int], as_of: date | None, language: Language) -> Matters:
        """What the log holds of accounts beside touches and tickets, for who takes them over."""
        from csmdesk.services.log.log import Log
        from csmdesk.services.log.of_account import matters

        return matters(Log(self._book, language=language).kinds.values(), ids, as_of, language)

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

    def forget(self, changes: Changes | None = None) -> None:
        """Count anew at the next question: the book has changed, in the tables of ``changes`` or anywhere."""
        with self._lock:
            self._version += 1
            self._before, self._made = self._made or self._before, None
            if changes is None:
                self._before = self._facts = None
                self._changed.clear()
                self._usage_days = set()
            else:
                tables = {*changes.ids, *changes.whole}
                self._changed |= tables
                if changes.usage_days is not None and self._usage_days is not None:
                    self._usage_days |= changes.usage_days
                elif "usage_days" in tables:
                    self._usage_days = None

    def amend(self, changes: Changes) -> bool:
        """Take a change into what is counted, where it touches figures of the accounts that it names at most.

        Counting 10,000 accounts anew takes a while; another owner or segment does not need it. False where it
        has to be, at the next question.
        """
        amended = not changes.whole and changes.ids.keys() <= _MAY_BE_WORDS and self._amend(changes)
        if not amended:
            self.forget(changes)
        return amended

    def _amend(self, changes: Changes) -> bool:
        from csmdesk.storage.read import accounts_of, cadence_days

        with self._lock:
            # Whatever is being counted this moment may not know of it.
            self._version += 1
            kept = self._made
        if kept is None:
            return False
        ids = changes.ids.get("accounts", frozenset())
        with self._book.reading() as connection:
            rows, cadence = accounts_of(connection, ids), cadence_days(connection)
        same = len(rows) == len(ids) and cadence == kept.desk.basis.facts.cadence_days
        return same and kept.desk.amend(rows)

    def lines(self, period: str, as_of: date | None) -> Lines:
        """The figures beside each name; raises UserError for an unknown period."""
        from csmdesk.metrics.exact import whole_numbers

        desk = self.desk(period, as_of)
        units, per_fen = whole_numbers({account: line.arr_fen for account, line in desk.lines.items()})
        b = desk.basis
        return Lines(desk.lines, b.closing, b.home, units, per_fen, b.bands)

    def detail(
        self, account_id: int, period: str, as_of: date | None, language: Language
    ) -> AccountDetail | None:
        """One account in full; None when it is not in the book."""
        return self.desk(period, as_of).detail(account_id, language)

    def evidence(
        self, account_id: int, key: str, period: str, as_of: date | None, language: Language
    ) -> FigureView | None:
        """The rows behind a figure; ``key`` is what the figure carries (``health``, ``contract:12``)."""
        from csmdesk.services.account_evidence import evidence

        return evidence(self.desk(period, as_of), account_id, key, language)

    def desk(self, period: str, as_of: date | None) -> Desk:
        """The rows over a period as of a day, by account; raises UserError for an unknown period."""
        from csmdesk.services.account_detail import Desk
        from csmdesk.storage.kept_facts import facts_as_needed, reread

        with self._lock:
            kept, before, facts = self._made, self._before, self._facts
            version, changed = self._version, frozenset(self._changed)
            days = None if self._usage_days is None else frozenset(self._usage_days)
        if kept is not None and (kept.period, kept.as_of) == (period, as_of):
            return kept.desk
        reading = self._book.reading
        facts = facts_as_needed(reading) if facts is None else reread(facts, reading, changed, days)
        made = Desk(self._book, period, as_of, facts, before.desk if before else None, changed)
        with self._lock:
            if version == self._version:
                self._made, self._before = _Kept(period, as_of, made), None
                self._facts = facts
                self._changed.clear()
                self._usage_days = set()
        return made
