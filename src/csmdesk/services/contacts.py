"""Contacts: new, changed, left, removed; executives who left, and birthdays to come."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.birthday import UNKNOWN_YEAR, birthday_text, next_birthday, read_birthday
from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.dates import day_of
from csmdesk.domain.errors import UserError
from csmdesk.domain.facts import Contact
from csmdesk.domain.fields import MOST_WORDS, FieldError, one_line
from csmdesk.domain.risk import ExecutiveRisk
from csmdesk.domain.risk import executive_risks as risks_of
from csmdesk.domain.spelling import spelt
from csmdesk.domain.text import Text
from csmdesk.services.account_fields import accounts_named, free_code
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE = re.compile(r"[\d\s()+\-./#*,;转分机ext]+", re.IGNORECASE)
_COLUMNS = ("name", "title", "executive", "email", "phone", "birthday", "left_day")
_Values = dict[str, str | int | None]


class ContactDraft(NamedTuple):
    """A contact as a form holds it.

    ``birthday`` is text, with its year or without (1978-02-23, 02-23); ``left_day`` None: still there.
    """

    name: str
    title: str = ""
    executive: bool = False
    email: str = ""
    phone: str = ""
    birthday: str = ""
    left_day: date | None = None


class Birthday(NamedTuple):
    """A birthday to come; ``age`` None: the year is not known."""

    contact_id: int
    account_id: int
    name: str
    account: str
    day: date
    age: int | None


class _Row(NamedTuple):
    """A contact of the book and the name of its account."""

    account_id: int
    account: str
    name: str
    title: str
    executive: int
    email: str
    phone: str
    birthday: str | None
    left_day: str | None


class Contacts:
    """The contacts of one book; may be used from any thread."""

    def __init__(self, book: Book, today: Callable[[], date]) -> None:
        self._book = book
        self._today = today

    def draft(self, contact_id: int) -> ContactDraft:
        """A contact of the book, to be changed; raises UserError when it is gone."""
        with self._book.reading() as connection:
            row = _row(connection, contact_id)
        return ContactDraft(
            name=row.name,
            title=row.title,
            executive=bool(row.executive),
            email=row.email,
            phone=row.phone,
            birthday=birthday_text(_day(row.birthday)),
            left_day=_day(row.left_day),
        )

    def check(self, draft: ContactDraft) -> dict[str, Text]:
        """What is wrong with a draft, by field; nothing when it can be saved."""
        problems: dict[str, Text] = {}
        for field in _COLUMNS:
            try:
                self._value(field, draft)
            except FieldError as error:
                problems[field] = error.text
        return problems

    def save(self, account_id: int, contact_id: int | None, draft: ContactDraft) -> Changes:
        """Add a contact to the account (``contact_id`` None) or change one; raises FieldError."""
        store = self._book.store
        values: _Values = {field: self._value(field, draft) for field in _COLUMNS}
        with self._book.reading() as connection:
            (account,) = accounts_named(connection, [account_id])
            if contact_id is not None and _row(connection, contact_id).account_id != account_id:
                raise UserError(GONE)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            if contact_id is None:
                _insert(driver, account_id, values)
            else:
                _update(driver, contact_id, values)

        label = (NEW if contact_id is None else CHANGE).format(account=account.name)
        return store.run(Op.EDIT_CONTACT, write, label).changes

    def left(self, contact_id: int, day: date | None) -> Changes:
        """Say that a contact left on ``day``, or (None) that he or she is still there."""
        store = self._book.store
        with self._book.reading() as connection:
            row = _row(connection, contact_id)
        kept = _left_text(day)

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute(
                "UPDATE contacts SET left_day = ? WHERE id = ? AND left_day IS NOT ?",
                (kept, contact_id, kept),
            )

        label = (BACK if day is None else LEFT).format(account=row.account)
        return store.run(Op.EDIT_CONTACT, write, label).changes

    def remove(self, contact_id: int) -> Changes:
        """Take a contact out of the book, and from the events; touches, answers and leads stay, unnamed."""
        store = self._book.store
        with self._book.reading() as connection:
            row = _row(connection, contact_id)

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute("DELETE FROM contacts WHERE id = ?", (contact_id,))

        label = REMOVE.format(account=row.account)
        return store.run(Op.EDIT_CONTACT, write, label).changes

    def _value(self, field: str, draft: ContactDraft) -> str | int | None:
        if field == "executive":
            return int(draft.executive)
        if field == "left_day":
            return _left_text(draft.left_day)
        typed = one_line(getattr(draft, field))
        if len(typed) > MOST_WORDS:
            raise FieldError(field, TOO_LONG.format(most=MOST_WORDS))
        if field == "birthday":
            if not typed:
                return None
            day = read_birthday(typed, self._today())
            if day is None:
                raise FieldError(field, NO_BIRTHDAY.format(typed=typed))
            return day.isoformat()
        if field == "name" and not typed:
            raise FieldError(field, NO_NAME)
        if field == "email" and typed and not _EMAIL.fullmatch(typed):
            raise FieldError(field, NO_EMAIL.format(typed=typed))
        if field == "phone" and typed and not _PHONE.fullmatch(typed):
            raise FieldError(field, NO_PHONE.format(typed=typed))
        return typed


def executive_risks(book: Book, day: date) -> dict[int, tuple[ExecutiveRisk, ...]]:
    """By account: executives who left by ``day`` without a successor (``domain.risk``)."""
    with book.reading() as connection:
        rows = connection.execute(
            f"SELECT {', '.join(Contact._fields)} FROM contacts WHERE executive = 1 ORDER BY id"
        ).fetchall()
    contacts = (Contact._make(row)._replace(executive=True, left_day=_day(row[-1])) for row in rows)
    return risks_of(contacts, day)


def birthdays(book: Book, day: date, within: int) -> list[Birthday]:
    """Birthdays from ``day`` to ``within`` days later of contacts still there, the nearest first.

    Archived accounts are left out.
    """
    with book.reading() as connection:
        rows = connection.execute(
            "SELECT c.id, account_id, c.name, a.name, birthday FROM contacts c "
            "JOIN accounts a ON a.id = account_id "
            "WHERE birthday IS NOT NULL AND archived = 0 AND (left_day IS NULL OR left_day > ?)",
            (day.isoformat(),),
        ).fetchall()
    found = []
    for contact, account, name, account_name, text in rows:
        born = date.fromisoformat(text)
        coming = next_birthday(born, day)
        if (coming - day).days <= within:
            age = None if born.year == UNKNOWN_YEAR else coming.year - born.year
            found.append(Birthday(contact, account, name, account_name, coming, age))
    return sorted(found, key=lambda b: (b.day, b.contact_id))


def _left_text(day: date | None) -> str | None:
    if day is None:
        return None
    if day_of(day.year, day.month, day.day) is None:
        raise FieldError("left_day", NO_DAY.format(day=day))
    return day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _row(connection: Connection, contact_id: int) -> _Row:
    row = connection.execute(
        "SELECT account_id, a.name, c.name, title, executive, email, phone, birthday, left_day "
        "FROM contacts c JOIN accounts a ON a.id = account_id WHERE c.id = ?",
        (contact_id,),
    ).fetchone()
    if row is None:
        raise UserError(GONE)
    return _Row._make(row)


def _insert(connection: Connection, account_id: int, values: _Values) -> None:
    name = str(values["name"])
    (account_code,) = connection.execute("SELECT code FROM accounts WHERE id = ?", (account_id,)).fetchone()
    # As an import names a contact whose sheet has no numbers, so that the sheet finds this one again.
    code = free_code(connection, f"{account_code}/{name}", "contacts")
    columns = {"code": code, "account_id": account_id, **values, **_spelling(name)}
    connection.execute(
        f"INSERT INTO contacts ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        list(columns.values()),
    )


def _update(connection: Connection, contact_id: int, values: _Values) -> None:
    columns = {**values, **_spelling(str(values["name"]))}
    sets = ", ".join(f"{column} = ?" for column in columns)
    differs = " OR ".join(f"{column} IS NOT ?" for column in values)
    connection.execute(
        f"UPDATE contacts SET {sets} WHERE id = ? AND ({differs})",
        [*columns.values(), contact_id, *values.values()],
    )


def _spelling(name: str) -> dict[str, str]:
    pinyin, initials = spelt(name, person=True)
    return {"pinyin": pinyin, "initials": initials}


# Labels stay in the journal, so they name the account and not the person.
NEW = Text("新建联系人：{account}", "New contact: {account}")
CHANGE = Text("改联系人：{account}", "Change contact: {account}")
LEFT = Text("标记离任：{account}", "Contact left: {account}")
BACK = Text("取消离任：{account}", "Contact still there: {account}")
REMOVE = Text("删联系人：{account}", "Remove contact: {account}")
GONE = Text("这位联系人已不在客户书里。", "The contact is no longer in the book.")
NO_DAY = Text("{day} 不对，请核对年份。", "{day} cannot be: check the year.")
NO_NAME = Text("请填联系人的姓名。", "Give the contact's name.")
NO_EMAIL = Text("“{typed}”不是邮箱地址。", "“{typed}” is not an e-mail address.")
NO_PHONE = Text("“{typed}”不是电话号码。", "“{typed}” is not a telephone number.")
NO_BIRTHDAY = Text(
    "“{typed}”不是生日：可写 1978-02-23，或不带年份的 02-23。",
    "“{typed}” is not a birthday: write 1978-02-23, or 02-23 without the year.",
)
TOO_LONG = Text("太长：最多 {most} 个字。", "Too long: {most} characters at most.")
