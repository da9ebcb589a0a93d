"""Taking a person out of a book: the one change that leaves no way back.

The contact's row stays without anything that says who it was, so that no figure changes: an executive who
answered still counts as one. Wherever else the person's name, phone or address stands (notes, frozen reviews,
the journal of changes) it is blotted out. Works on any copy of a book by looking at what its tables are.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from csmdesk.storage import journal
from csmdesk.storage.driver import Connection

NOBODY = "已删除的联系人"
BLOT = "［已删除］"

_LEAST_NAME, _LEAST_NUMBER = 2, 6
"""Shorter names and numbers stand for too many other things to be blotted out."""

_NESTED = 2
"""A frozen review is JSON, and stands within the JSON of the journal."""

_OF_ACCOUNT = (
    ("account_id", "", "{key}"),
    ("contract_id", "contracts", "(SELECT account_id FROM contracts WHERE id = {key})"),
    ("handover_id", "handovers", "(SELECT account_id FROM handovers WHERE id = {key})"),
    ("war_room_id", "war_rooms", "(SELECT account_id FROM war_rooms WHERE id = {key})"),
    (
        "task_id",
        "tasks",
        "(SELECT account_id FROM tasks k JOIN war_rooms r ON r.id = k.war_room_id WHERE k.id = {key})",
    ),
    (
        "standup_id",
        "standups",
        "(SELECT account_id FROM standups k JOIN war_rooms r ON r.id = k.war_room_id WHERE k.id = {key})",
    ),
)
"""A column that says whose row it is, the table that it refers to, and the account's id from there."""


class Person(NamedTuple):
    """A contact and what tells who it is: names and numbers, those of before too.

    ``namesakes`` is how many other contacts have one of the names; ``longer`` are names of other contacts in
    which one of them is contained.
    """

    contact_id: int
    account_id: int
    code: str
    name: str
    names: tuple[str, ...]
    others: tuple[str, ...]
    namesakes: int
    longer: tuple[str, ...]


class Found(NamedTuple):
    """Rows by table that name the person, and rows that may mean a namesake and are left as they are."""

    rows: Mapping[str, int]
    unsure: Mapping[str, int]


def person(connection: Connection, contact_id: int) -> Person | None:
    """Who the contact is; None when there is no such contact, or it has been erased already."""
    row = connection.execute(
        "SELECT account_id, code, name, phone, email FROM contacts WHERE id = ?", (contact_id,)
    ).fetchone()
    erased = connection.execute("SELECT 1 FROM erasures WHERE contact_id = ?", (contact_id,)).fetchone()
    if row is None or erased is not None:
        return None
    account, code, name, phone, email = row
    before = [
        each
        for image in ("before", "after")
        for each in connection.execute(
            f"SELECT DISTINCT {image} ->> 'name', {image} ->> 'phone', {image} ->> 'email' FROM change_log "
            f"WHERE table_name = 'contacts' AND row_id = ? AND {image} IS NOT NULL",
            (contact_id,),
        ).fetchall()
    ]
    said = dict.fromkeys([name, *(each[0] for each in before)])
    names = tuple(each for each in said if len(each) >= _LEAST_NAME)
    numbers = dict.fromkeys([phone, email, *(word for each in before for word in each[1:])])
    others = tuple(word for word in numbers if word and len(word) >= _LEAST_NUMBER)
    of_others = [
        each for (each,) in connection.execute("SELECT name FROM contacts WHERE id <> ?", (contact_id,))
    ]
    longer = {each for each in of_others if each not in names and any(own in each for own in names)}
    return Person(
        contact_id,
        account,
        code,
        name,
        names,
        others,
        sum(each in names for each in of_others),
        tuple(sorted(longer, key=len, reverse=True)),
    )


def find(connection: Connection, who: Person) -> Found:
    """Where the person stands in the book, without changing anything."""
    return _sweep(connection, who, change=False)


def erase(connection: Connection, who: Person, day: date) -> Found:
    """Take the person out, within a transaction outside of the journal; what was found and blotted out."""
    found = _sweep(connection, who, change=True)
    kept_code = f"erased-{who.contact_id}" if who.name in who.code else who.code
    _forget_row(connection, who.contact_id, kept_code)
    _forget_images(connection, who.contact_id, kept_code)
    salt = secrets.token_hex(16)
    connection.execute(
        "INSERT INTO erasures (contact_id, day, salt, code_hash) VALUES (?, ?, ?, ?)",
        (who.contact_id, day.isoformat(), salt, code_hash(salt, who.code)),
    )
    return found


def code_hash(salt: str, code: str) -> str:
    """What an erased contact's number is recognised by in later imports, without keeping it."""
    return hashlib.sha256(f"{salt}{code}".encode()).hexdigest()


def _forget_row(connection: Connection, contact_id: int, code: str) -> None:
    connection.execute(
        "UPDATE contacts SET code = ?, name = ?, pinyin = '', initials = '', title = '', email = '', "
        "phone = '', birthday = NULL WHERE id = ?",
        (code, NOBODY, contact_id),
    )


def _forget_images(connection: Connection, contact_id: int, code: str) -> None:
    """The contact's own row in the journal, before and after each change."""
    for image in ("before", "after"):
        connection.execute(
            f"UPDATE change_log SET {image} = json_set({image}, '$.code', ?, '$.name', ?, '$.pinyin', '', "
            "'$.initials', '', '$.title', '', '$.email', '', '$.phone', '', '$.birthday', NULL) "
            f"WHERE table_name = 'contacts' AND row_id = ? AND {image} IS NOT NULL",
            (code, NOBODY, contact_id),
        )


# --- the words of others ------------------------------------------------------------------------------------


def _sweep(connection: Connection, who: Person, *, change: bool) -> Found:
    rows: Counter[str] = Counter()
    unsure: Counter[str] = Counter()
    name = _pattern(who)
    for table, columns in _text_columns(connection):
        for row_id, account, values in _holding(connection, table, columns, who):
            if table == "contacts" and row_id == who.contact_id:
                continue
            may_be_another = bool(who.namesakes) and account != who.account_id
            said = {c: _blotted(v, name, who, names=not may_be_another) for c, v in values.items()}
            if any(new != values[column] for column, new in said.items()):
                rows[table] += 1
                if change:
                    sets = ", ".join(f'"{column}" = ?' for column in said)
                    connection.execute(
                        f'UPDATE "{table}" SET {sets} WHERE rowid = ?', (*said.values(), row_id)
                    )
            if may_be_another and table != "contacts" and any(_names(v, name) for v in said.values()):
                unsure[table] += 1
    return Found(rows, unsure)


def _pattern(who: Person) -> re.Pattern[str] | None:
    """What the name looks like in a text: the longer names of others are met first, and passed over."""
    if not who.names:
        return None
    parts = [re.escape(form) for each in who.longer for form in _forms(each)]
    own = []
    for each in sorted(who.names, key=len, reverse=True):
        form = "|".join(map(re.escape, _forms(each)))
        own.append(rf"(?<![A-Za-z])(?:{form})(?![A-Za-z])" if each.isascii() else form)
    return re.compile("|".join([*parts, f"({'|'.join(own)})"]), re.IGNORECASE)


def _forms(word: str) -> list[str]:
    """The word as it is, as JSON writes it, and as the journal's JSON writes a JSON text."""
    forms = [word]
    for _ in range(_NESTED):
        forms += [
            json.dumps(form, ensure_ascii=ascii_only)[1:-1] for form in forms for ascii_only in (False, True)
        ]
    return list(dict.fromkeys(forms))


def _blotted(text: str, name: re.Pattern[str] | None, who: Person, *, names: bool) -> str:
    if name is not None and names:
        text = name.sub(lambda m: BLOT if m.group(1) else m.group(), text)
    for word in who.others:
        text = re.sub("|".join(map(re.escape, _forms(word))), BLOT, text, flags=re.IGNORECASE)
    return text


def _names(text: str, name: re.Pattern[str] | None) -> bool:
    return name is not None and any(match.group(1) for match in name.finditer(text))


def _text_columns(connection: Connection) -> Iterator[tuple[str, list[str]]]:
    """Every table with the columns that hold text."""
    tables = connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "AND sql NOT LIKE '%WITHOUT ROWID%' ORDER BY name"
    ).fetchall()
    for (table,) in tables:
        info = connection.execute(f'PRAGMA main.table_info("{table}")').fetchall()
        columns = [row[1] for row in info if row[2].upper() == "TEXT"]
        if columns and table != "erasures":
            yield table, columns


def _holding(
    connection: Connection, table: str, columns: list[str], who: Person
) -> Iterator[tuple[int, int | None, dict[str, str]]]:
    """Rows that hold one of the person's words: rowid, whose row it is, and the texts by column."""
    words = [*(form for each in who.names for form in _forms(each)), *who.others]
    if not words:
        return
    # A contact's own lines in the journal are forgotten as a whole; those of others name themselves. A line
    # that only counts rows holds nobody's words.
    own = f"t.table_name NOT IN ('contacts', '{journal.MADE}') AND "
    where = own if table == "change_log" else ""
    # lower() folds ASCII only, which is all that two ways of writing an address differ in.
    test = " OR ".join(f'instr(lower("{column}"), lower(?))' for column in columns for _ in words)
    arguments = [word for _ in columns for word in words]
    listed = ", ".join(f'"{column}"' for column in columns)
    rows = connection.execute(
        f'SELECT t.rowid, {_owner(connection, table)}, {listed} FROM "{table}" t WHERE {where}({test})',
        arguments,
    ).fetchall()
    for row in rows:
        texts = {column: value for column, value in zip(columns, row[2:], strict=True) if value is not None}
        yield row[0], row[1], {column: value for column, value in texts.items() if isinstance(value, str)}


def _owner(connection: Connection, table: str) -> str:
    """SQL for the account that a row of ``t`` is of; NULL where nothing says."""
    if table == "accounts":
        return "t.id"
    if table == "change_log":
        image = "coalesce(t.after, t.before)"
        tables = {name for name, _ in _text_columns(connection)}
        parts = [
            sql.format(key=f"{image} ->> '{column}'")
            for column, parent, sql in _OF_ACCOUNT
            if not parent or parent in tables
        ]
        return f"coalesce({', '.join(parts)}, CASE t.table_name WHEN 'accounts' THEN t.row_id END)"
    present: set[Any] = {
        row[1] for row in connection.execute(f'PRAGMA main.table_info("{table}")').fetchall()
    }
    found = (sql.format(key=f"t.{column}") for column, _, sql in _OF_ACCOUNT if column in present)
    return next(found, "NULL")
