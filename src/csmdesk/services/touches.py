"""Touches: reading what is typed in one line, adding to one account or many, changing, removing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.channels import CHANNELS
from csmdesk.domain.dates import EARLIEST
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import MOST_NOTE, FieldError, one_line, several_lines
from csmdesk.domain.text import Text
from csmdesk.domain.touch_line import read_touch_line
from csmdesk.services.account_fields import accounts_named, whom
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

_MOST_MINUTES = 24 * 60
_MOST_CHANNEL = 40


class TouchDraft(NamedTuple):
    """A touch as it is typed; ``minutes`` None: not known."""

    day: date
    channel: str
    note: str = ""
    contact_id: int | None = None
    minutes: int | None = None


class _Row(NamedTuple):
    """A touch of the book and the name of its account."""

    account_id: int
    account: str
    day: str
    channel: str
    note: str
    contact_id: int | None
    minutes: int | None


class Touches:
    """The touches of one book; may be used from any thread."""

    def __init__(self, book: Book, today: Callable[[], date]) -> None:
        self._book = book
        self._today = today

    def channels(self) -> list[str]:
        """The book's channels, the one used last first, then the standard ones not used yet."""
        with self._book.reading() as connection:
            return list(dict.fromkeys([*_used(connection, "touches"), *CHANNELS]))

    def read(self, typed: str, channel: str = "") -> TouchDraft:
        """What a typed line says: day and channel in front or at the end are taken out, the rest is the note.

        Without a day it is today; without a channel it is ``channel``, else the one used last. Raises
        FieldError for a day to come: a touch has happened.
        """
        with self._book.reading() as connection:
            used = _used(connection, _LATEST)
        today = self._today()
        line = read_touch_line(typed, used, today)
        day = line.day or today
        self._refuse_future(day)
        return TouchDraft(day, line.channel or channel or (*used, *CHANNELS)[0], line.note)

    def draft(self, touch_id: int) -> TouchDraft:
        """A touch of the book, to be changed; raises UserError when it is gone."""
        with self._book.reading() as connection:
            row = _row(connection, touch_id)
        return TouchDraft(date.fromisoformat(row.day), row.channel, row.note, row.contact_id, row.minutes)

    def add(self, ids: Sequence[int], touch: TouchDraft) -> Changes:
        """The same touch to each of the accounts, as one operation."""
        store = self._book.store
        kept = self._checked(touch)
        with self._book.reading() as connection:
            accounts = accounts_named(connection, ids)
        if kept.contact_id is not None and len(accounts) > 1:
            raise FieldError("contact", ONE_ACCOUNT)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            for account in accounts:
                _refuse_stranger(driver, account.id, kept.contact_id)
            driver.executemany(
                "INSERT INTO touches (account_id, contact_id, day, channel, minutes, note) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                [(account.id, *_columns(kept)) for account in accounts],
            )

        return store.run(Op.ADD_TOUCH, write, ADD.format(whom=whom(accounts))).changes

    def change(self, touch_id: int, touch: TouchDraft) -> Changes:
        """Change a touch; it stays with its account, and an imported one stays known to the import."""
        store = self._book.store
        kept = self._checked(touch)
        with self._book.reading() as connection:
            account = _row(connection, touch_id).account

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            row = _row(driver, touch_id)
            _refuse_stranger(driver, row.account_id, kept.contact_id)
            values = _columns(kept)
            if values == (row.contact_id, row.day, row.channel, row.minutes, row.note):
                return
            driver.execute(
                "UPDATE touches SET contact_id = ?, day = ?, channel = ?, minutes = ?, note = ? WHERE id = ?",
                (*values, touch_id),
            )

        return store.run(Op.EDIT_TOUCH, write, CHANGE.format(account=account)).changes

    def remove(self, touch_id: int) -> Changes:
        """Take a touch out of the book."""
        store = self._book.store
        with self._book.reading() as connection:
            account = _row(connection, touch_id).account

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute("DELETE FROM touches WHERE id = ?", (touch_id,))

        return store.run(Op.EDIT_TOUCH, write, REMOVE.format(account=account)).changes

    def _checked(self, touch: TouchDraft) -> TouchDraft:
        self._refuse_future(touch.day)
        channel = one_line(touch.channel)
        if not channel:
            raise FieldError("channel", NO_CHANNEL)
        if len(channel) > _MOST_CHANNEL:
            raise FieldError("channel", LONG_CHANNEL.format(most=_MOST_CHANNEL))
        note = several_lines(touch.note)
        if len(note) > MOST_NOTE:
            raise FieldError("note", LONG_NOTE.format(most=MOST_NOTE))
        if touch.minutes is not None and not 0 <= touch.minutes <= _MOST_MINUTES:
            raise FieldError("minutes", BAD_MINUTES.format(most=_MOST_MINUTES))
        return touch._replace(channel=channel, note=note)

    def _refuse_future(self, day: date) -> None:
        if day > self._today():
            raise FieldError("day", FUTURE.format(day=day))
        if day.year < EARLIEST:
            raise FieldError("day", TOO_EARLY.format(day=day))


def _used(connection: Connection, touches: str) -> list[str]:
    """The channels of ``touches``, a table or a query in brackets, the one used last first."""
    rows = connection.execute(
        f"SELECT channel FROM {touches} WHERE channel <> '' GROUP BY channel ORDER BY max(id) DESC"
    ).fetchall()
    return [channel for (channel,) in rows]


_LATEST = "(SELECT id, channel FROM touches ORDER BY id DESC LIMIT 1000)"
"""Enough to know a book's channels by, at each key of a line that is being typed."""


def _row(connection: Connection, touch_id: int) -> _Row:
    row = connection.execute(
        "SELECT account_id, a.name, day, channel, t.note, contact_id, minutes "
        "FROM touches t JOIN accounts a ON a.id = account_id WHERE t.id = ?",
        (touch_id,),
    ).fetchone()
    if row is None:
        raise UserError(GONE)
    return _Row._make(row)


def _columns(touch: TouchDraft) -> tuple[int | None, str, str, int | None, str]:
    return touch.contact_id, touch.day.isoformat(), touch.channel, touch.minutes, touch.note


def _refuse_stranger(connection: Connection, account_id: int, contact_id: int | None) -> None:
    if contact_id is None:
        return
    row = connection.execute("SELECT account_id FROM contacts WHERE id = ?", (contact_id,)).fetchone()
    if row is None or row[0] != account_id:
        raise FieldError("contact", STRANGER)


FUTURE = Text(
    "{day} 还没到：触达记的是已经发生的事。", "{day} has not come yet: a touch is what has happened."
)
TOO_EARLY = Text("{day} 太早了，请核对年份。", "{day} is too early: check the year.")
NO_CHANNEL = Text("请选触达渠道。", "Choose the channel of the touch.")
LONG_CHANNEL = Text("渠道太长：最多 {most} 个字。", "The channel is too long: {most} characters at most.")
LONG_NOTE = Text("内容太长：最多 {most} 个字。", "The note is too long: {most} characters at most.")
BAD_MINUTES = Text("时长应在 0 到 {most} 分钟之间。", "A touch takes 0 to {most} minutes.")
ONE_ACCOUNT = Text(
    "联系人只属于一个客户，不能记到多个客户。", "A contact belongs to one account: choose one account."
)
STRANGER = Text("这位联系人不属于该客户。", "The contact does not belong to this account.")
GONE = Text("这条触达已不在客户书里。", "The touch is no longer in the book.")
ADD = Text("记触达：{whom}", "Add touch: {whom}")
CHANGE = Text("改触达：{account}", "Change touch: {account}")
REMOVE = Text("删触达：{account}", "Remove touch: {account}")
