"""The book as one question of the log sees it: the day, the rules' numbers, whose name is meant."""

from __future__ import annotations

import threading
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from csmdesk.domain.fields import FieldError, code_text, word_key
from csmdesk.domain.rules import Rules
from csmdesk.domain.text import Language, Text
from csmdesk.storage import log_rows
from csmdesk.storage.driver import Connection


class Names:
    """The names of accounts and contacts, kept until the book changes; may be used from any thread.

    A line of fast entry is read at each key, and the names of a large book take longer than that.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: tuple[int, ...] | None = None
        self._accounts: Accounts | None = None
        self._contacts: Contacts | None = None

    def accounts(self, connection: Connection) -> Accounts:
        """The accounts of the state that ``connection`` reads."""
        with self._lock:
            self._look(connection)
            if self._accounts is None:
                self._accounts = Accounts(Named._make(row) for row in log_rows.account_names(connection))
            return self._accounts

    def contacts(self, connection: Connection) -> Contacts:
        """The contacts of that state."""
        with self._lock:
            self._look(connection)
            if self._contacts is None:
                self._contacts = Contacts(Person._make(row) for row in log_rows.contact_names(connection))
            return self._contacts

    def _look(self, connection: Connection) -> None:
        state = log_rows.state(connection)
        if state != self._state:
            self._state, self._accounts, self._contacts = state, None, None


class Seen:
    """One state of the book at one moment; for one thread, while its connection is open.

    ``names`` None: within an operation, whose changes no other reader sees yet.
    """

    def __init__(
        self,
        connection: Connection,
        rules: Rules,
        now: datetime,
        language: Language = "zh",
        names: Names | None = None,
    ) -> None:
        self._names = names or Names()
        self.connection = connection
        self.rules = rules
        self.now = now
        self.today: date = now.date()
        self.language: Language = language
        self._codes: dict[str, Codes] = {}

    def codes(self, table: str) -> Codes:
        """The rows of a table by their numbers; read when first asked for."""
        if table not in self._codes:
            self._codes[table] = Codes(log_rows.coded(self.connection, table))
        return self._codes[table]

    @cached_property
    def accounts(self) -> Accounts:
        """The accounts by name; read when first asked for."""
        return self._names.accounts(self.connection)

    @cached_property
    def contacts(self) -> Contacts:
        """The contacts by name; read when first asked for."""
        return self._names.contacts(self.connection)

    @cached_property
    def currency(self) -> str:
        """The book's own currency: what the settings say, else that of most contracts."""
        return self.rules.home_currency or log_rows.usual_currency(self.connection)


class Codes:
    """Rows with a number and an account each."""

    def __init__(self, rows: Iterable[tuple[int, str, int]]) -> None:
        self.accounts: dict[int, int] = {}
        self.by_id: dict[int, str] = {}
        for key, code, account in rows:
            self.by_id[key], self.accounts[key] = code, account
        self._ids = {code_text(code).casefold(): key for key, code in self.by_id.items()}

    def of(self, word: str) -> int | None:
        """The row that has this number."""
        return self._ids.get(code_text(word).casefold())


class Named(NamedTuple):
    """An account by the words that may mean it."""

    id: int
    code: str
    name: str
    pinyin: str
    initials: str
    archived: int


_LEAST_LETTERS = 2
"""A single letter begins too many names."""


def _key(name: str) -> str:
    """As ``word_key``, ten times faster for what most names are."""
    if name.isalnum() and unicodedata.is_normalized("NFKC", name):
        return name.casefold()
    return word_key(name)


class Person(NamedTuple):
    """A contact by the words that may mean him or her."""

    id: int
    account_id: int
    code: str
    name: str
    title: str
    executive: int | None
    left_day: str | None


class Accounts:
    """Finds accounts by what people call them."""

    def __init__(self, rows: Iterable[Named]) -> None:
        self.by_id = {row.id: row for row in rows}
        self._exact: dict[str, list[Named]] = defaultdict(list)
        self._keys = {row.id: _key(row.name) for row in self.by_id.values()}
        for row in self.by_id.values():
            self._exact[self._keys[row.id]].append(row)
        self._codes = {code_text(row.code).casefold(): row for row in self.by_id.values()}

    def name(self, account_id: int) -> str:
        """What an account is called; '' for one that is gone."""
        row = self.by_id.get(account_id)
        return "" if row is None else row.name

    def typed(self, account_id: int) -> str:
        """Words that mean this account and no other."""
        row = self.by_id.get(account_id)
        if row is None:
            return ""
        return row.name if len(self._exact[self._keys[account_id]]) == 1 and row.name else row.code

    def matches(self, word: str) -> list[Named]:
        """The accounts that ``word`` may mean: by number, whole name, part of it, pinyin or initials."""
        key = word_key(word)
        if not key:
            return []
        coded = self._codes.get(code_text(word).casefold())
        if coded is not None:
            return [coded]
        if key in self._exact:
            return self._exact[key]
        here = [row for row in self.by_id.values() if not row.archived]
        named = [row for row in here if key in self._keys[row.id]]
        if named or not key.isascii() or len(key) < _LEAST_LETTERS:
            return named
        spelt = [(row, (row.pinyin.replace(" ", ""), row.initials)) for row in here]
        whole = [row for row, forms in spelt if key in forms]
        return whole or [row for row, forms in spelt if any(form.startswith(key) for form in forms)]

    def read(self, field: str, typed: str) -> int:
        """The one account that ``typed`` means; raises FieldError for none and for several."""
        found = self.matches(typed)
        if len(found) == 1:
            return found[0].id
        if not found:
            raise FieldError(field, NO_ACCOUNT.format(typed=typed.strip()))
        names = Text("、".join(row.name for row in found[:4]), ", ".join(row.name for row in found[:4]))
        raise FieldError(field, MANY_ACCOUNTS.format(typed=typed.strip(), count=len(found), names=names))


class Contacts:
    """Finds contacts by what people call them."""

    def __init__(self, rows: Iterable[Person]) -> None:
        self.by_id = {row.id: row for row in rows}
        self._of: dict[int, list[Person]] = defaultdict(list)
        self._keyed: dict[str, list[Person]] = defaultdict(list)
        for row in self.by_id.values():
            self._of[row.account_id].append(row)
            self._keyed[_key(row.name)].append(row)
        self._codes = {code_text(row.code).casefold(): row for row in self.by_id.values()}

    def of(self, account_id: int) -> list[Person]:
        """The contacts of an account: those still there first, executives before others."""
        return sorted(
            self._of.get(account_id, ()), key=lambda p: (p.left_day is not None, not p.executive, p.id)
        )

    def name(self, contact_id: int) -> str:
        """What a contact is called; '' for one that is gone."""
        row = self.by_id.get(contact_id)
        return "" if row is None else row.name

    def typed(self, contact_id: int, *, any_account: bool = False) -> str:
        """Words that mean this contact and no other: of its account, or of ``any_account``."""
        row = self.by_id.get(contact_id)
        if row is None:
            return ""
        namesakes = self._keyed[_key(row.name)]
        alike = [p for p in namesakes if any_account or p.account_id == row.account_id]
        return row.name if len(alike) == 1 and row.name else row.code

    def coded(self, word: str) -> Person | None:
        """The contact with this number."""
        return self._codes.get(code_text(word).casefold())

    def named(self, word: str, account_id: int | None) -> list[Person]:
        """The contacts that ``word`` may mean, of one account or (None) of all."""
        coded = self.coded(word)
        if coded is not None:
            return [coded]
        key = word_key(word)
        exact = [p for p in self._keyed.get(key, ()) if account_id is None or p.account_id == account_id]
        if exact or account_id is None or not key:
            return exact
        return [p for p in self._of.get(account_id, ()) if key in _key(p.name)]

    def read(self, field: str, typed: str, account_id: int | None, *, any_account: bool = False) -> int:
        """The one contact that ``typed`` means; raises FieldError for none, several, or another account's.

        With ``any_account`` a number may be that of a contact of another account.
        """
        found = self.named(typed, account_id)
        if len(found) == 1:
            if account_id is not None and found[0].account_id != account_id and not any_account:
                raise FieldError(field, STRANGER.format(typed=typed.strip()))
            return found[0].id
        if found:
            raise FieldError(field, MANY_CONTACTS.format(typed=typed.strip(), count=len(found)))
        raise FieldError(field, NO_CONTACT.format(typed=typed.strip()))


NO_ACCOUNT = Text("客户书里没有“{typed}”。", "There is no account “{typed}” in the book.")
MANY_ACCOUNTS = Text(
    "“{typed}”对得上 {count} 个客户：{names}。请写全称或编号。",
    "“{typed}” may be {count} accounts: {names}. Write the whole name or the id.",
)
NO_CONTACT = Text("这个客户没有联系人“{typed}”。", "The account has no contact “{typed}”.")
MANY_CONTACTS = Text(
    "“{typed}”对得上 {count} 位联系人，请写编号。", "“{typed}” may be {count} contacts: write the id."
)
STRANGER = Text("“{typed}”不是这个客户的联系人。", "“{typed}” is not a contact of this account.")
