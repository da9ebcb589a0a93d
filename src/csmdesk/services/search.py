"""Search over the book: accounts, contracts and contacts by name, pinyin, initials and number, from memory.

All words are read once, in the background, and kept; a change reads the rows that it touched. ``find`` looks
into memory only and is quick enough for every keystroke.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from csmdesk.domain.changes import Changes
from csmdesk.domain.period import today
from csmdesk.domain.text import Language
from csmdesk.services.search_index import (
    ACCOUNT_STEPS,
    CONTACT_STEPS,
    CONTRACT_STEPS,
    EXACT,
    Found,
    Table,
)
from csmdesk.services.search_words import KINDS, Hit, Kind, account_hit, contact_hit, contract_hit
from csmdesk.storage import account_list, search_rows
from csmdesk.storage.search_rows import AccountRow, ContactRow, ContractRow

if TYPE_CHECKING:
    from csmdesk.services.accounts import Accounts, Lines
    from csmdesk.storage.book import Book
    from csmdesk.storage.driver import Connection

LIMIT = 12
"""So many of each kind at most are found."""

_REMEMBERED = 30
_STATE = "palette"
"""The name under which the book remembers what was opened; these are ids, and the words looked for last."""


class Match(NamedTuple):
    """Something that was found: what it is and how well it matches (see ``search_index``)."""

    kind: Kind
    id: int
    rank: int


class _Rows(NamedTuple):
    """The rows of the three kinds by id."""

    accounts: dict[int, AccountRow]
    contracts: dict[int, ContractRow]
    contacts: dict[int, ContactRow]


class _Index(NamedTuple):
    """Rows and where their words are found, of one state of the book; never changed, only replaced."""

    rows: _Rows
    accounts: Table
    contracts: Table
    contacts: Table


class Search:
    """Finds accounts, contracts and contacts of one book.

    ``load``, ``refresh``, ``read_figures`` and ``keep`` read or write the book and belong in the background;
    everything else looks into memory and may be called from the window at any time, before ``load`` too.
    """

    def __init__(self, book: Book, accounts: Accounts) -> None:
        """``accounts`` counts what stands beside an account's name."""
        self._book = book
        self._accounts = accounts
        self._lock = threading.Lock()
        self._index: _Index | None = None
        self._lines: Lines | None = None
        self._on = today()
        self._opened: list[tuple[Kind, int]] = []
        self._query = ""

    # --- reading --------------------------------------------------------------------------------------------

    @property
    def loaded(self) -> bool:
        """True once there is something to look into."""
        return self._index is not None

    def load(self) -> None:
        """Read every word, and what was opened lately. Does nothing the second time."""
        with self._lock:
            if self._index is not None:
                return
            with self._book.reading() as connection:
                rows = _Rows(
                    {row.id: row for row in search_rows.accounts(connection)},
                    {row.id: row for row in search_rows.contracts(connection)},
                    {row.id: row for row in search_rows.contacts(connection)},
                )
                kept = account_list.window_state(connection, _STATE)
            self._remember(kept)
            self._index = _Index(
                rows, _account_table(rows), _contract_table(rows, self._on), _contact_table(rows)
            )

    def refresh(self, changes: Changes) -> None:
        """Read the rows that ``changes`` touched; nothing before ``load``."""
        with self._lock:
            held = self._index
            touched = set(changes.ids) | changes.whole
            # Which contract or account a link or number that is gone belonged to, nobody knows.
            whole = changes.whole | {table for link, table in _LINKS.items() if link in touched}
            wanted = sorted((touched | whole).intersection(_Rows._fields))
            if held is None or not wanted:
                return
            rows = held.rows
            with self._book.reading() as connection:
                for kind in wanted:
                    ids = None if kind in whole else changes.ids[kind]
                    rows = rows._replace(**{kind: _merged(connection, kind, getattr(rows, kind), ids)})
            if rows.accounts.keys() != held.rows.accounts.keys():
                # With an account comes or goes what belongs to it.
                wanted = list(_Rows._fields)
            self._index = self._rebuilt(held._replace(rows=rows), wanted)

    def read_figures(self, period: str, as_of: date | None) -> None:
        """Count what stands beside an account's name, and take its day as today. Raises UserError."""
        lines = self._accounts.lines(period, as_of)
        with self._lock:
            self._lines = lines
            before, self._on = self._on, lines.closing
            if self._index is not None and before != self._on:
                self._index = self._rebuilt(self._index, ["contracts"])

    def _rebuilt(self, held: _Index, wanted: Sequence[str]) -> _Index:
        """The index over the rows of ``held``, with the tables ``wanted`` made anew."""
        rows = held.rows
        return _Index(
            rows,
            _account_table(rows) if "accounts" in wanted else held.accounts,
            _contract_table(rows, self._on) if "contracts" in wanted else held.contracts,
            _contact_table(rows) if "contacts" in wanted else held.contacts,
        )

    # --- finding --------------------------------------------------------------------------------------------

    def find(self, text: str, language: Language, limit: int = LIMIT) -> list[Hit]:
        """What holds every word of ``text``, in words: see ``matches``."""
        return [self.hit(match, text, language) for match in self.matches(text, limit)]

    def matches(self, text: str, limit: int = LIMIT) -> list[Match]:
        """What holds every word of ``text``: kinds in the order of their best match, each best first.

        At most ``limit`` of a kind. Among equally good ones those opened lately come first.
        """
        index, terms = self._index, text.casefold().split()
        if index is None or not terms:
            return []
        lately = self._lately()
        kinds: list[tuple[Kind, list[Found]]] = [
            ("account", index.accounts.find(terms, limit, lately["account"])),
            ("contract", index.contracts.find(terms, limit, lately["contract"], index.accounts)),
            ("contact", index.contacts.find(terms, limit, lately["contact"], index.accounts)),
        ]
        kinds.sort(key=lambda found: found[1][0].rank if found[1] else EXACT)
        return [Match(kind, one.id, one.rank) for kind, found in kinds for one in found]

    def recent(self, limit: int = LIMIT) -> list[Match]:
        """What was opened lately, newest first, as far as it is still in the book."""
        index = self._index
        if index is None:
            return []
        held = [(kind, key) for kind, key in self._opened if self._holds(index, kind, key)]
        return [Match(kind, key, EXACT) for kind, key in held[:limit]]

    def hit(self, match: Match, text: str, language: Language) -> Hit:
        """What ``matches`` or ``recent`` has just found, in words, with the characters that matched."""
        index, lines, terms = self._index, self._lines, text.casefold().split()
        assert index is not None
        rows, (kind, key, rank) = index.rows, match
        if kind == "account":
            line = lines.by_id.get(key) if lines else None
            return account_hit(rows.accounts[key], line, terms, language, rank)
        if kind == "contract":
            contract = rows.contracts[key]
            home = lines.currency if lines else "CNY"
            account = rows.accounts[contract.account_id]
            return contract_hit(contract, account, terms, language, self._on, home, rank)
        contact = rows.contacts[key]
        return contact_hit(contact, rows.accounts[contact.account_id], terms, language, self._on, rank)

    def account(self, key: int) -> AccountRow | None:
        """An account by its id; None when it is not in the book or archived."""
        return None if self._index is None else self._index.rows.accounts.get(key)

    def _holds(self, index: _Index, kind: Kind, key: int) -> bool:
        rows = index.rows
        if kind == "account":
            return key in rows.accounts
        row = rows.contracts.get(key) if kind == "contract" else rows.contacts.get(key)
        return row is not None and row.account_id in rows.accounts

    # --- what was opened ------------------------------------------------------------------------------------

    def _lately(self) -> dict[Kind, list[int]]:
        lately: dict[Kind, list[int]] = {"account": [], "contract": [], "contact": []}
        for kind, key in self._opened:
            lately[kind].append(key)
        return lately

    @property
    def last_query(self) -> str:
        """The words looked for last."""
        return self._query

    def note_query(self, text: str) -> None:
        """Remember the words that something was found by."""
        self._query = text.strip() or self._query

    def note_opened(self, kind: Kind, key: int) -> None:
        """Remember that something was opened: it comes first from now on."""
        self._opened = [(kind, key), *(one for one in self._opened if one != (kind, key))][:_REMEMBERED]

    def keep(self) -> None:
        """Write what was opened lately into the book, where nobody without its key can read it."""
        if self._book.writable:
            self._book.store.remember(_STATE, json.dumps({"opened": self._opened, "query": self._query}))

    def _remember(self, kept: str) -> None:
        try:
            held = json.loads(kept) if kept else {}
            opened = [(kind, int(key)) for kind, key in held.get("opened", ()) if kind in _KINDS]
            query = str(held.get("query", ""))
        except (ValueError, TypeError, AttributeError):
            return
        # What was opened while this was read is newer.
        older = [cast("tuple[Kind, int]", one) for one in opened if one not in self._opened]
        self._opened = [*self._opened, *older][:_REMEMBERED]
        self._query = self._query or query


_KINDS = ("account", "contract", "contact")
_LINKS = {"renewal_links": "contracts", "account_aliases": "accounts"}
"""Tables whose rows are told with those of another."""


def _merged(
    connection: Connection, kind: str, held: Mapping[int, Any], ids: frozenset[int] | None
) -> dict[int, Any]:
    """The rows of a kind with those of ``ids`` read anew (None: all); what is gone is left out."""
    read: dict[str, Callable[[Connection, frozenset[int] | None], Sequence[Any]]] = {
        "accounts": search_rows.accounts,
        "contracts": search_rows.contracts,
        "contacts": search_rows.contacts,
    }
    kept = {} if ids is None else {key: row for key, row in held.items() if key not in ids}
    return kept | {row.id: row for row in read[kind](connection, ids)}


def _account_table(rows: _Rows) -> Table:
    """Accounts by name, pinyin first."""
    ordered = sorted(
        rows.accounts.values(), key=lambda row: (row.pinyin == "", row.pinyin, row.name, row.code)
    )
    return Table(
        [row.id for row in ordered],
        {
            "name": [row.name for row in ordered],
            "initials": [row.initials for row in ordered],
            "pinyin": [row.pinyin for row in ordered],
            "code": [row.code for row in ordered],
            "merged": [row.merged for row in ordered],
        },
        ACCOUNT_STEPS,
    )


def _contract_table(rows: _Rows, on: date) -> Table:
    """Contracts by how soon they are to be decided: open ones by their end, then renewed and past ones."""
    owned = [row for row in rows.contracts.values() if row.account_id in rows.accounts]
    day = on.isoformat()

    def order(row: ContractRow) -> tuple[bool, bool, str]:
        over = row.end_day is not None and row.end_day < day
        settled = bool(row.renewed or row.lost_day or row.loss_reason)
        return over, settled, row.end_day or "9"

    ordered = sorted(owned, key=order)
    words = {kind: f"{text.zh} {text.en}" for kind, text in KINDS.items()}
    return Table(
        [row.id for row in ordered],
        {
            "code": [row.code for row in ordered],
            "product": [f"{row.product} {words.get(row.kind, '')}" for row in ordered],
        },
        CONTRACT_STEPS,
        [row.account_id for row in ordered],
    )


def _contact_table(rows: _Rows) -> Table:
    """Contacts by weight: executives first, those who left last."""
    owned = [row for row in rows.contacts.values() if row.account_id in rows.accounts]
    ordered = sorted(owned, key=lambda row: (row.left_day is not None, not row.executive, row.pinyin, row.id))
    return Table(
        [row.id for row in ordered],
        {
            "name": [row.name for row in ordered],
            "initials": [row.initials for row in ordered],
            "pinyin": [row.pinyin for row in ordered],
            "title": [row.title for row in ordered],
        },
        CONTACT_STEPS,
        [row.account_id for row in ordered],
    )
