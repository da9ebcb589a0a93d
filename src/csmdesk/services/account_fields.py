"""The fields of accounts in one book: what may be put into each, and putting it into one account or many."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import (
    ACCOUNT_FIELDS,
    MOST_NOTE,
    MOST_WORDS,
    SEGMENTS,
    STAGES,
    EditField,
    FieldError,
    code_text,
    one_line,
    segment_of,
    several_lines,
    word_key,
)
from csmdesk.domain.natural_day import natural_day
from csmdesk.domain.spelling import spelt
from csmdesk.domain.text import Text
from csmdesk.storage import kept_columns
from csmdesk.storage.driver import Connection

FIELDS = {field.key: field for field in ACCOUNT_FIELDS}
_STANDARD = {"segment": SEGMENTS, "stage": STAGES}
OF_ONE = frozenset({"name", "code"})
"""Fields that tell accounts apart: never the same for several."""


class Named(NamedTuple):
    """An account's id and name."""

    id: int
    name: str


def choices(connection: Connection, key: str) -> list[str]:
    """The words offered for a field: the standard ones, then those in the book by frequency."""
    field = FIELDS[key]
    offered = list(_STANDARD.get(key, ()))
    if field.kind in {"choice", "text"} and key not in OF_ONE:
        rows = connection.execute(
            f'SELECT "{key}" FROM accounts WHERE "{key}" <> \'\' GROUP BY 1 ORDER BY count(*) DESC, 1'
        ).fetchall()
        offered += [word for (word,) in rows]
    if key == "segment":
        offered += [
            name for (name,) in connection.execute("SELECT name FROM segments ORDER BY id").fetchall()
        ]
    return list(dict.fromkeys(offered))


class Check:
    """Turns what is typed into what the book keeps, seen from one day and one state of the book."""

    def __init__(self, connection: Connection, today: date) -> None:
        """Check against what ``connection`` reads, which has to stay open."""
        self._connection = connection
        self._today = today
        self._known: dict[tuple[str, str], str] = {}

    def value(self, key: str, typed: str) -> str:
        """What is kept for ``typed``: days as ISO text, '' for nothing. Raises FieldError."""
        # A pasted column says the same few words ten thousand times.
        found = self._known.get((key, typed))
        if found is None:
            found = self._known[key, typed] = self._value(FIELDS[key], typed)
        return found

    def _value(self, field: EditField, typed: str) -> str:
        if field.kind == "note":
            return _short_enough(field, several_lines(typed), MOST_NOTE)
        words = code_text(typed) if field.key == "code" else one_line(typed)
        if not words:
            if field.required:
                raise FieldError(field.key, EMPTY.format(field=field.name))
            return ""
        if field.kind == "day":
            return self._day(field, words)
        if field.key == "segment":
            words = self._segment(words)
        return _short_enough(field, words, MOST_WORDS)

    def _segment(self, words: str) -> str:
        """The book's own spelling, or the standard word that is meant; another word stays as it is."""
        key = word_key(words)
        named = self._connection.execute("SELECT name FROM segments").fetchall()
        own = next((name for (name,) in named if word_key(name) == key), None)
        return own or segment_of(words) or words

    def _day(self, field: EditField, typed: str) -> str:
        day = natural_day(typed, self._today)
        if day is None:
            raise FieldError(field.key, NO_DAY.format(typed=typed))
        if field.key == "activated_day" and day > self._today:
            raise FieldError(field.key, NOT_YET.format(field=field.name, day=day))
        return day.isoformat()


def _short_enough(field: EditField, words: str, most: int) -> str:
    if len(words) > most:
        raise FieldError(field.key, TOO_LONG.format(field=field.name, most=most))
    return words


# --- writing ----------------------------------------------------------------------------------------------


def accounts_named(connection: Connection, ids: Sequence[int]) -> list[Named]:
    """The accounts of ``ids`` that are in the book, in that order, each once; raises UserError for none."""
    wanted = list(dict.fromkeys(ids))
    rows = connection.execute(
        "SELECT id, name FROM accounts WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),)
    ).fetchall()
    names: dict[int, str] = dict(rows)
    found = [Named(account, names[account]) for account in wanted if account in names]
    if not found:
        raise UserError(GONE)
    return found


def whom(accounts: Sequence[Named]) -> Text:
    """Whom an operation is about, for its label: one account's name, or how many there are."""
    if len(accounts) == 1:
        return Text(accounts[0].name, accounts[0].name)
    return Text(f"{len(accounts)} 个客户", f"{len(accounts)} accounts")


def label_of(field: EditField, accounts: Sequence[Named]) -> Text:
    """改分层：岚图家居."""
    name = Text(field.name.zh, field.name.en[0].lower() + field.name.en[1:])
    return EDIT_LABEL.format(field=name, whom=whom(accounts))


def put(connection: Connection, ids: Sequence[int], key: str, value: str) -> None:
    """Write a checked value into a field of accounts, within an operation; what is equal stays as it is."""
    if key == "code":
        for account in ids:
            _change_code(connection, account, value)
        return
    sets, values = _sets(key, value)
    connection.execute(
        f'UPDATE accounts SET {sets} WHERE id IN (SELECT value FROM json_each(?)) AND "{key}" IS NOT ?',
        [*values, json.dumps(list(ids)), values[0]],
    )
    if key == "segment":
        _know_segments(connection, [value])


def put_each(connection: Connection, values: Mapping[int, Mapping[str, str]]) -> None:
    """Write checked values by account and field, within an operation; each account's row once."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for account, kept in values.items():
        if "code" in kept:
            _change_code(connection, account, kept["code"])
        alike[tuple(key for key in kept if key != "code")].append(account)
    for keys, accounts in alike.items():
        if not keys:
            continue
        sets = ", ".join(_sets(key, "")[0] for key in keys)
        connection.executemany(
            f"UPDATE accounts SET {sets} WHERE id = ?",
            [
                (*(value for key in keys for value in _sets(key, values[account][key])[1]), account)
                for account in accounts
            ],
        )
    segments = [kept["segment"] for kept in values.values() if "segment" in kept]
    _know_segments(connection, list(dict.fromkeys(segments)))


def insert_account(connection: Connection, values: Mapping[str, str]) -> int:
    """Add an account with checked values by field, within an operation; its id."""
    columns: dict[str, str | None] = {
        key: _sets(key, value)[1][0] for key, value in values.items() if key in FIELDS
    }
    columns["pinyin"], columns["initials"] = spelt(values["name"])
    _take_code(connection, values["code"])
    made = connection.execute(
        f"INSERT INTO accounts ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        list(columns.values()),
    )
    _know_segments(connection, [values.get("segment", "")])
    assert made.lastrowid is not None
    return made.lastrowid


def put_away(connection: Connection, ids: Sequence[int], archived: int) -> None:
    """Set whether accounts are archived, within an operation; what is so already stays untouched."""
    connection.execute(
        "UPDATE accounts SET archived = ? WHERE id IN (SELECT value FROM json_each(?)) AND archived IS NOT ?",
        (archived, json.dumps(list(ids)), archived),
    )


def _sets(key: str, value: str) -> tuple[str, list[str | None]]:
    """The columns that a field's value goes into, as SQL, and what goes in; the field's own first."""
    if key == "name":
        return "name = ?, pinyin = ?, initials = ?", [value, *spelt(value)]
    return f'"{key}" = ?', [value or None if FIELDS[key].kind == "day" else value]


def _know_segments(connection: Connection, names: Sequence[str]) -> None:
    """Put segments among the book's segments, as an import does, so that they can have their own cadence."""
    connection.executemany(
        "INSERT INTO segments (name) VALUES (?) ON CONFLICT (name) DO NOTHING",
        [(name,) for name in names if name],
    )


def free_code(connection: Connection, wanted: str, *tables: str) -> str:
    """``wanted``, or with the smallest number after it that no row of ``tables`` has as its code yet."""
    taken = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE code = ?1" for table in tables)
    code, number = wanted, 1
    while connection.execute(taken, (code,)).fetchone():
        number += 1
        code = f"{wanted}/{number}"
    return code


def code_holder(connection: Connection, code: str, beside: int | None = None) -> str | None:
    """The name of the account that has ``code``, unless it is the account ``beside``."""
    row = connection.execute(
        "SELECT name FROM accounts WHERE code = ? AND id IS NOT ?", (code, beside)
    ).fetchone()
    return None if row is None else str(row[0])


def _take_code(connection: Connection, code: str) -> None:
    """A number that is given to an account is no longer the former number of another."""
    connection.execute("DELETE FROM account_aliases WHERE code = ?", (code,))


def _change_code(connection: Connection, account: int, code: str) -> None:
    (before,) = connection.execute("SELECT code FROM accounts WHERE id = ?", (account,)).fetchone()
    if before == code:
        return
    holder = code_holder(connection, code, account)
    if holder is not None:
        raise FieldError("code", CODE_TAKEN.format(code=code, name=holder))
    _take_code(connection, code)
    connection.execute("UPDATE accounts SET code = ? WHERE id = ?", (code, account))
    # Files made before the change name the account by its old number, and still mean this one.
    connection.execute(
        "INSERT INTO account_aliases (code, account_id) VALUES (?, ?) "
        "ON CONFLICT (code) DO UPDATE SET account_id = excluded.account_id",
        (before, account),
    )
    name_in_targets(connection, before, code)
    kept_columns.move(connection, "accounts", before, code)


def name_in_targets(connection: Connection, before: str, code: str) -> None:
    """Name an account by another code in the targets that are over it, within an operation."""
    for target, scope in connection.execute(
        "SELECT id, scope FROM targets WHERE instr(scope, ?)", (json.dumps(before, ensure_ascii=False)[1:-1],)
    ).fetchall():
        said = json.loads(scope)
        listed = said.get("accounts")
        if not isinstance(listed, list) or before not in listed:
            continue
        said["accounts"] = list(dict.fromkeys(code if each == before else each for each in listed))
        connection.execute(
            "UPDATE targets SET scope = ? WHERE id = ?", (json.dumps(said, ensure_ascii=False), target)
        )


EMPTY = Text("{field}不能为空。", "{field} must not be empty.")
NO_DAY = Text(
    "“{typed}”不是日期：可写 2024-06-20、6月20日、昨天、上周三。",
    "“{typed}” is not a date: write 2024-06-20, Jun 20, yesterday or last Wednesday.",
)
NOT_YET = Text("{field} {day} 还没到。", "{field} {day} has not come yet.")
TOO_LONG = Text("{field}太长：最多 {most} 个字。", "{field} is too long: {most} characters at most.")
CODE_TAKEN = Text("编号 {code} 已属于“{name}”，请换一个。", "Id {code} belongs to “{name}”: choose another.")
GONE = Text("客户已不在客户书里。", "The account is no longer in the book.")
EDIT_LABEL = Text("改{field}：{whom}", "Change {field}: {whom}")
