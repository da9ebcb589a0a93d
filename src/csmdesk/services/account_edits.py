"""What a user changes of accounts, touches, contacts and health: each method is one operation, one undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from csmdesk.domain import period
from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.fields import ACCOUNT_FIELDS, EditField, FieldError
from csmdesk.domain.text import Text
from csmdesk.services import account_fields, account_paste, new_account
from csmdesk.services.account_fields import FIELDS, OF_ONE, Check, accounts_named, whom
from csmdesk.services.account_paste import PasteCell, PastePlan
from csmdesk.services.accounts import AccountName
from csmdesk.services.contacts import ContactDraft, Contacts
from csmdesk.services.health_overrides import HealthOverrides
from csmdesk.services.touches import TouchDraft, Touches
from csmdesk.storage import account_list
from csmdesk.storage.driver import raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

__all__ = ["AccountEdits", "ContactDraft", "EditField", "FieldError", "PasteCell", "PastePlan", "TouchDraft"]


class AccountEdits:
    """Changes one book; may be used from any thread.

    Each change returns the rows that changed (none where everything was so already: then it is no operation)
    and raises UserError, as FieldError where one field is to blame. ``today`` is asked anew each time.
    """

    fields: tuple[EditField, ...] = ACCOUNT_FIELDS

    def __init__(self, book: Book, today: Callable[[], date] = period.today) -> None:
        self._book = book
        self._today = today
        self._touches = Touches(book, today)
        self._contacts = Contacts(book, today)
        self._overrides = HealthOverrides(book, today)

    # --- fields -------------------------------------------------------------------------------------------

    def choices(self, field: str) -> list[str]:
        """The words offered for a field: the standard ones first, then those in the book by frequency."""
        with self._book.reading() as connection:
            return account_fields.choices(connection, field)

    def check(self, field: str, typed: str) -> str:
        """What the book keeps for ``typed`` (days as ISO text); raises FieldError."""
        with self._book.reading() as connection:
            return Check(connection, self._today()).value(field, typed)

    def edit(self, ids: Sequence[int], field: str, typed: str) -> Changes:
        """Put ``typed`` into one field of the accounts; '' empties it."""
        store = self._book.store
        with self._book.reading() as connection:
            accounts = accounts_named(connection, ids)
            value = Check(connection, self._today()).value(field, typed)
        if field in OF_ONE and len(accounts) > 1:
            raise FieldError(field, ONE_EACH.format(field=FIELDS[field].name))

        def write(connection: sqlalchemy.Connection) -> None:
            account_fields.put(raw(connection), [account.id for account in accounts], field, value)

        return store.run(Op.EDIT_ACCOUNT, write, account_fields.label_of(FIELDS[field], accounts)).changes

    @property
    def read_only(self) -> Text | None:
        """Why nothing can be changed; None when everything can."""
        return self._book.read_only

    # --- whole accounts -----------------------------------------------------------------------------------

    def problems(self, values: Mapping[str, str]) -> dict[str, Text]:
        """What is wrong with a new account's typed values, by field; nothing when ``new`` will take them."""
        return new_account.problems(self._book, self._today(), values)

    def new(self, values: Mapping[str, str]) -> tuple[int, Changes]:
        """Add an account; its id. A code is made where none is typed, pinyin and initials are filled in.

        A name that the book has already is refused unless ``values["force"]`` is set.
        """
        return new_account.add(self._book, self._today, values)

    def archive(self, ids: Sequence[int]) -> Changes:
        """Take accounts off the list; everything about them stays, and figures still count them."""
        return self._put_away(ids, 1, ARCHIVE)

    def unarchive(self, ids: Sequence[int]) -> Changes:
        """Put archived accounts back on the list."""
        return self._put_away(ids, 0, UNARCHIVE)

    def archived(self) -> list[AccountName]:
        """The archived accounts, by name."""
        with self._book.reading() as connection:
            rows = map(AccountName._make, account_list.names(connection, archived=True))
            return [row for row in rows if row.archived]

    def _put_away(self, ids: Sequence[int], archived: int, label: Text) -> Changes:
        store = self._book.store
        with self._book.reading() as connection:
            accounts = accounts_named(connection, ids)

        def write(connection: sqlalchemy.Connection) -> None:
            account_fields.put_away(raw(connection), [account.id for account in accounts], archived)

        return store.run(Op.ARCHIVE_ACCOUNT, write, label.format(whom=whom(accounts))).changes

    # --- paste --------------------------------------------------------------------------------------------

    def plan_paste(
        self, text: str, ids: Sequence[int], fields: Sequence[str], selected: Sequence[int] = ()
    ) -> PastePlan:
        """What pasting a block of cells would do, cell by cell (see ``account_paste.plan``).

        ``ids`` are the accounts from the current row downwards as shown, ``fields`` those of the columns from
        the current one rightwards ('' for one that cannot be edited); with several ``selected`` accounts the
        block fills these instead.
        """
        with self._book.reading() as connection:
            return account_paste.plan(connection, self._today(), text, ids, fields, selected)

    def apply_paste(self, plan: PastePlan) -> Changes:
        """Write the cells without a problem; refused when the book has changed since the plan was made."""
        return account_paste.apply(self._book, plan)

    # --- touches ------------------------------------------------------------------------------------------

    def channels(self) -> list[str]:
        """The book's channels, the one used last first, then the standard ones not used yet."""
        return self._touches.channels()

    def read_touch(self, typed: str, channel: str = "") -> TouchDraft:
        """What a typed line says (see ``Touches.read``); raises FieldError for a day to come."""
        return self._touches.read(typed, channel)

    def touch(self, touch_id: int) -> TouchDraft:
        """A touch of the book, to be changed."""
        return self._touches.draft(touch_id)

    def add_touch(self, ids: Sequence[int], touch: TouchDraft) -> Changes:
        """The same touch to each of the accounts."""
        return self._touches.add(ids, touch)

    def edit_touch(self, touch_id: int, touch: TouchDraft) -> Changes:
        """Change a touch; it stays with its account."""
        return self._touches.change(touch_id, touch)

    def remove_touch(self, touch_id: int) -> Changes:
        """Take a touch out of the book."""
        return self._touches.remove(touch_id)

    # --- contacts -----------------------------------------------------------------------------------------

    def contact(self, contact_id: int) -> ContactDraft:
        """A contact of the book, to be changed."""
        return self._contacts.draft(contact_id)

    def contact_problems(self, draft: ContactDraft) -> dict[str, Text]:
        """What is wrong with a draft, by field; nothing when it can be saved."""
        return self._contacts.check(draft)

    def save_contact(self, account_id: int, contact_id: int | None, draft: ContactDraft) -> Changes:
        """Add a contact to the account (``contact_id`` None), or change one."""
        return self._contacts.save(account_id, contact_id, draft)

    def contact_left(self, contact_id: int, day: date | None) -> Changes:
        """Say that a contact left on ``day``, or (None) that he or she is still there."""
        return self._contacts.left(contact_id, day)

    def remove_contact(self, contact_id: int) -> Changes:
        """Take a contact out of the book."""
        return self._contacts.remove(contact_id)

    # --- health -------------------------------------------------------------------------------------------

    def override_problems(
        self, score: str, reason: str, expires: str, day: date | None = None
    ) -> dict[str, Text]:
        """What is wrong with a manual score, by field (score, reason, expires)."""
        return self._overrides.check(score, reason, expires, day)

    def override(
        self, account_id: int, score: str, reason: str, expires: str, day: date | None = None
    ) -> Changes:
        """Let a manual score stand from ``day`` (today) until ``expires`` (see ``HealthOverrides.put``)."""
        return self._overrides.put(account_id, score, reason, expires, day)

    def remove_override(self, override_id: int) -> Changes:
        """Take a manual score out of the book."""
        return self._overrides.remove(override_id)


ONE_EACH = Text(
    "{field}各不相同，一次只能改一个客户。", "{field} differs by account: change one account at a time."
)
ARCHIVE = Text("归档：{whom}", "Archive: {whom}")
UNARCHIVE = Text("取消归档：{whom}", "Unarchive: {whom}")
