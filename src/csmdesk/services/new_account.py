"""A new account: its code where none is typed, and whether the book has one of that name already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING
from unicodedata import normalize

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.company import company_key
from csmdesk.domain.fields import ACCOUNT_FIELDS, FieldError, one_line
from csmdesk.domain.text import Text
from csmdesk.services.account_fields import CODE_TAKEN, Check, code_holder, free_code, insert_account
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

_NUMBERED = re.compile(r"(.*?)(\d+)")
_FIRST_CODE = "KH0001"


def problems(book: Book, today: date, values: Mapping[str, str]) -> dict[str, Text]:
    """What is wrong with the typed values, by field; a name or code that is taken is one of them."""
    with book.reading() as connection:
        return _checked(connection, today, values)[1]


def add(book: Book, today: Callable[[], date], values: Mapping[str, str]) -> tuple[int, Changes]:
    """Add an account with the typed ``values`` by field; its id, and what changed.

    Raises FieldError; for a name that the book has already unless ``values["force"]`` is set.
    """

    def write(connection: sqlalchemy.Connection) -> int:
        driver = raw(connection)
        checked, found = _checked(driver, today(), values)
        for field, text in found.items():
            raise FieldError(field, text)
        checked["code"] = checked["code"] or next_code(driver, checked["name"])
        return insert_account(driver, checked)

    outcome = book.store.run(Op.NEW_ACCOUNT, write, NEW.format(name=one_line(values.get("name", ""))))
    return outcome.value, outcome.changes


def next_code(connection: Connection, name: str) -> str:
    """The code after the book's highest: KH1036 after KH1035.

    Where most accounts are known by their names alone (their lists had no numbers), the name is the code, as
    an import has it.
    """
    rows = connection.execute("SELECT code, name FROM accounts").fetchall()
    if rows and 2 * sum(code == named for code, named in rows) > len(rows):
        return free_code(connection, name, "accounts", "account_aliases")
    numbered = [found for code, _ in rows if (found := _NUMBERED.fullmatch(code))]
    if not numbered:
        return free_code(connection, _FIRST_CODE, "accounts", "account_aliases")
    prefix, _ = Counter(found[1] for found in numbered).most_common(1)[0]
    number, width = max((int(found[2]), len(found[2])) for found in numbered if found[1] == prefix)
    return free_code(connection, f"{prefix}{number + 1:0{width}d}", "accounts", "account_aliases")


def _checked(
    connection: Connection, today: date, values: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, Text]]:
    """The values as the book keeps them, and what is wrong, by field."""
    check = Check(connection, today)
    checked: dict[str, str] = {}
    wrong: dict[str, Text] = {}
    for field in ACCOUNT_FIELDS:
        typed = values.get(field.key, "")
        if field.key == "code" and not typed.strip():
            checked["code"] = ""
            continue
        try:
            checked[field.key] = check.value(field.key, typed)
        except FieldError as error:
            wrong[field.key] = error.text
    if "name" in checked and not values.get("force"):
        twin = _same_name(connection, checked["name"])
        if twin is not None:
            wrong["name"] = twin
    if checked.get("code") and (holder := code_holder(connection, checked["code"])) is not None:
        wrong["code"] = CODE_TAKEN.format(code=checked["code"], name=holder)
    return checked, wrong


def _same_name(connection: Connection, name: str) -> Text | None:
    wanted = company_key(name)
    rows = connection.execute("SELECT code, name, archived FROM accounts ORDER BY id").fetchall()
    for code, other, archived in rows:
        # Most names do not even hold the first character, and looking for it is ten times quicker.
        if wanted[:1] in normalize("NFKC", other).casefold() and company_key(other) == wanted:
            return (ARCHIVED_TWIN if archived else TWIN).format(name=other, code=code)
    return None


NEW = Text("新建客户：{name}", "New account: {name}")
TWIN = Text("已有客户“{name}”（{code}）。", "There is an account “{name}” ({code}) already.")
ARCHIVED_TWIN = Text(
    "已归档的客户里有“{name}”（{code}）。", "Among the archived accounts there is “{name}” ({code}) already."
)
