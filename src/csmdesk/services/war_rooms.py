"""The war rooms of a book: what is open, what is proposed, and opening, changing, closing one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import MOST_WORDS, FieldError, several_lines
from csmdesk.domain.period import half_year_of
from csmdesk.domain.period import today as today_of_user
from csmdesk.domain.text import Language, Text
from csmdesk.domain.war_room import ROLES, Standing, fall, standing
from csmdesk.metrics.health import reds
from csmdesk.services import war_room_template as template
from csmdesk.services.account_detail import Desk
from csmdesk.services.account_fields import accounts_named
from csmdesk.services.task_drafts import CardDraft, put_cards
from csmdesk.services.war_proposals import evidence, proposals
from csmdesk.services.war_room_drafts import BEFORE_OPENING, checked, checked_review, refuse_long
from csmdesk.services.war_room_lines import course, open_on, room_line, room_term
from csmdesk.services.war_room_view import ClosingDraft, MemberDraft, Room, RoomDraft, WarData
from csmdesk.storage import war_rows
from csmdesk.storage.driver import Connection, raw
from csmdesk.storage.war_rows import MemberRow, RoomRow

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.services.accounts import Accounts
    from csmdesk.services.evidence import FigureView
    from csmdesk.storage.book import Book

__all__ = ["Room", "WarData", "WarRooms"]

_Question = tuple[str, date | None, Language]


class WarRooms:
    """The war rooms of one book; may be used from any thread.

    Raises UserError, as FieldError where one field is to blame; the book is then as it was. What was read is
    kept until ``forget``.
    """

    def __init__(self, book: Book, accounts: Accounts, today: Callable[[], date] = today_of_user) -> None:
        self._book = book
        self._accounts = accounts
        self._today = today
        self._lock = threading.Lock()
        self._made: tuple[_Question, WarData] | None = None
        self._version = 0

    # --- reading --------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Read anew at the next question: the book has changed."""
        with self._lock:
            self._version += 1
            self._made = None

    def data(self, period: str, as_of: date | None, language: Language) -> WarData:
        """The war rooms as of a day, open ones in the order of their deadlines, then of the next decisions.

        Raises UserError for an unknown period.
        """
        question = (period, as_of, language)
        with self._lock:
            made, version = self._made, self._version
        if made is not None and made[0] == question:
            return made[1]
        found = self._read(*question)
        with self._lock:
            if version == self._version:
                self._made = (question, found)
        return found

    def _read(self, period: str, as_of: date | None, language: Language) -> WarData:
        desk = self._accounts.desk(period, as_of)
        b = desk.basis
        with self._book.reading() as connection:
            rows = war_rows.war_rows(connection)
            proposed = proposals(desk, rows, connection, language)
        # Accounts that came after the desk was made are on the next one; archived ones are out of sight.
        seen = desk.lines.keys() - rows.archived
        known = [room for room in rows.rooms if room.account_id in seen]
        shown = [room_line(desk, room, rows, language) for room in known if open_on(room, b.closing)]
        decisions = {account: line.decision_day or date.max for account, line in desk.lines.items()}
        shown.sort(key=lambda room: (room.deadline, decisions[room.account_id], room.id))
        closed = [room for room in known if room.closed is not None and room.closed <= b.closing]
        closed.sort(key=lambda room: (room.closed or date.min, room.id), reverse=True)
        return WarData(
            b.closing,
            tuple(shown),
            proposed,
            tuple(room_line(desk, room, rows, language) for room in closed),
            len(reds(b, b.closing)),
            b.bands,
        )

    def evidence(
        self, account_id: int, key: str, period: str, as_of: date | None, language: Language
    ) -> FigureView | None:
        """Where a figure of a room comes from: ``annual``, ``health`` and ``decision`` are its account's."""
        return self._accounts.evidence(account_id, key, period, as_of, language)

    def draft(self, account_id: int, period: str, as_of: date | None, language: Language) -> RoomDraft:
        """What a new war room of the account begins with, opened on the closing day; nothing is written.

        Raises UserError when the account is not in the book, or an unknown period is asked for.
        """
        desk = self._accounts.desk(period, as_of)
        account = desk.basis.over_everything.accounts.get(account_id)
        if account is None:
            raise UserError(NO_ACCOUNT)
        closing, days = desk.basis.closing, desk.basis.rules.war_room_days
        fell = fall(course(desk, account_id).scores)
        start = min(closing, self._today())
        deadline = start + timedelta(days=days - 1)
        with self._book.reading() as connection:
            cause = evidence(desk, account_id, fell, connection, language).cause
            members = template.squad(account.owner, war_rows.last_squad(connection))
        return RoomDraft(
            template.goal(desk.lines[account_id].health, deadline, closing, desk.basis.bands, language),
            deadline,
            cause,
            members,
            template.tasks(cause, start, days, members, language),
            start,
            None if fell is None else fell.start.day,
        )

    def tasks(self, draft: RoomDraft, language: Language) -> tuple[CardDraft, ...]:
        """The tasks of the template for the cause, days and squad that a draft has now."""
        start = draft.opened_day or self._today()
        deadline = draft.deadline or start
        return template.tasks(draft.cause, start, max(1, (deadline - start).days + 1), draft.squad, language)

    def room(self, room_id: int) -> RoomDraft:
        """A war room as its form shows it; without a squad of its own, the three roles. Without the tasks."""
        with self._book.reading() as connection:
            row = _room(connection, room_id)
            members = war_rows.members_of(connection, room_id)
            last_task = war_rows.last_task(connection, room_id)
        squad = tuple(MemberDraft(m.role, m.name, m.contact, m.goal, m.deadline, m.id) for m in members)
        return RoomDraft(
            row.goal,
            row.deadline or last_task,
            row.cause,
            squad or tuple(map(MemberDraft, ROLES)),
            (),
            row.opened,
            row.fell,
        )

    def review(self, room_id: int, day: date) -> ClosingDraft:
        """The closing review as its form shows it, to be closed on ``day``.

        Of a room that was reopened it is what was written before.
        """
        with self._book.reading() as connection:
            row = _room(connection, room_id)
        return ClosingDraft(
            row.closed or day,
            row.closing_cause or row.cause,
            row.closing_worked,
            row.closing_changes,
            row.review,
        )

    # --- changing -------------------------------------------------------------------------------------------

    def open(self, account_id: int, draft: RoomDraft) -> tuple[int, Changes]:
        """Open a war room with its squad and tasks, as one operation; its id.

        Raises UserError when the account has an open one, FieldError (goal, deadline, cause, squad, tasks).
        """
        opened = draft.opened_day or self._today()
        kept = checked(draft._replace(opened_day=opened))
        self._refuse_ahead("opened_day", opened)
        with self._book.reading() as connection:
            (account,) = accounts_named(connection, [account_id])
        made: list[int] = []

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            accounts_named(driver, [account_id])
            if war_rows.open_rooms(driver, account_id):
                raise UserError(OPEN_ALREADY.format(account=account.name))
            room_id = war_rows.insert_room(
                driver, account_id, opened, kept.fell_day, kept.goal, kept.deadline, kept.cause
            )
            war_rows.put_members(driver, room_id, _members(room_id, kept.squad))
            put_cards(driver, room_id, kept.tasks, opened)
            made[:] = [room_id]

        changes = self._book.store.run(Op.OPEN_WAR_ROOM, write, OPEN.format(account=account.name)).changes
        return made[0], changes

    def edit(self, room_id: int, draft: RoomDraft) -> Changes:
        """Change goal, deadline, cause, day of opening and squad; tasks are left as they are."""
        with self._book.reading() as connection:
            account = _account(connection, _room(connection, room_id))
            last_task = war_rows.last_task(connection, room_id)
        kept = checked(draft)
        self._refuse_ahead("opened_day", kept.opened_day)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            row = _room(driver, room_id)
            # A deadline that only repeats that of the tasks goes on following them.
            derived = row.deadline is None and kept.deadline == last_task
            deadline = None if derived else kept.deadline
            war_rows.update_room(driver, room_id, kept.goal, deadline, kept.cause, kept.opened_day, row.fell)
            offered = tuple(map(MemberDraft, ROLES))
            named = [m for m in kept.squad if m not in offered]
            members = kept.squad if named or war_rows.members_of(driver, room_id) else ()
            war_rows.put_members(driver, room_id, _members(room_id, members))

        return self._run(Op.EDIT_WAR_ROOM, write, EDIT, account)

    def decline(self, account_id: int, fell_day: date, reason: str) -> Changes:
        """Say that a fall gets no war room, and why; it is not proposed again until there is a new fall."""
        why = several_lines(reason)
        if not why:
            raise FieldError("reason", NO_REASON)
        refuse_long("reason", why, MOST_WORDS)
        with self._book.reading() as connection:
            (account,) = accounts_named(connection, [account_id])

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            accounts_named(driver, [account_id])
            war_rows.put_decline(driver, account_id, fell_day, self._today(), why)

        return self._run(Op.EDIT_WAR_ROOM, write, DECLINE, account.name)

    def close(self, room_id: int, review: ClosingDraft) -> Changes:
        """Close a war room with its review.

        One that is not held (``Standing.HELD``) on that day needs a reason; one that is has none. Raises
        UserError when it is closed already, FieldError (day, cause, worked, changes, reason).
        """
        with self._book.reading() as connection:
            row = _room(connection, room_id)
            account = _account(connection, row)
            cards = war_rows.cards_of(connection, room_id)
        self._refuse_day(review.day, row.opened)
        desk = Desk(self._book, half_year_of(review.day).name, review.day)
        term = room_term(row, cards, desk.basis.rules.war_room_days, review.day)
        scores = course(desk, row.account_id).scores
        held = standing(scores, term.deadline, review.day) is Standing.HELD
        kept = checked_review(review, desk.basis.bands, held=held)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            if _room(driver, room_id).closed is not None:
                raise UserError(CLOSED)
            war_rows.close_room(driver, room_id, kept.day, kept.cause, kept.worked, kept.changes, kept.reason)

        return self._run(Op.CLOSE_WAR_ROOM, write, CLOSE, account)

    def reopen(self, room_id: int) -> Changes:
        """Open a closed war room again; what its review says stays for the next one.

        Raises UserError when it is open, or the account has another open one.
        """
        with self._book.reading() as connection:
            account = _account(connection, _room(connection, room_id))

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            row = _room(driver, room_id)
            if row.closed is None:
                raise UserError(NOT_CLOSED)
            if war_rows.open_rooms(driver, row.account_id):
                raise UserError(OPEN_ALREADY.format(account=account))
            war_rows.close_room(
                driver,
                room_id,
                None,
                row.closing_cause,
                row.closing_worked,
                row.closing_changes,
                row.review,
            )

        return self._run(Op.CLOSE_WAR_ROOM, write, REOPEN, account)

    def _refuse_ahead(self, field: str, day: date | None) -> None:
        """A room that is to begin only later would be neither proposed nor shown until then."""
        if day is not None and day > self._today():
            raise FieldError(field, AHEAD.format(day=day))

    def _refuse_day(self, day: date, opened: date | None) -> None:
        self._refuse_ahead("day", day)
        if opened is not None and day < opened:
            raise FieldError("day", BEFORE_OPENING.format(day=opened))

    def _run(
        self, op: Op, write: Callable[[sqlalchemy.Connection], None], label: Text, account: str
    ) -> Changes:
        return self._book.store.run(op, write, label.format(account=account)).changes


def _room(connection: Connection, room_id: int) -> RoomRow:
    row = war_rows.room_row(connection, room_id)
    if row is None:
        raise UserError(GONE)
    return row


def _account(connection: Connection, row: RoomRow) -> str:
    return accounts_named(connection, [row.account_id])[0].name


def _members(room_id: int, squad: Sequence[MemberDraft]) -> list[MemberRow]:
    return [MemberRow(m.id or 0, room_id, m.role, m.name, m.contact, m.goal, m.deadline) for m in squad]


OPEN = Text("开作战室：{account}", "Open war room: {account}")
EDIT = Text("修改作战室：{account}", "Edit war room: {account}")
DECLINE = Text("不开作战室：{account}", "No war room: {account}")
CLOSE = Text("关闭作战室：{account}", "Close war room: {account}")
REOPEN = Text("重开作战室：{account}", "Reopen war room: {account}")
NO_ACCOUNT = Text("这个客户已不在客户书里。", "The account is no longer in the book.")
GONE = Text("这个作战室已不在客户书里。", "The war room is no longer in the book.")
OPEN_ALREADY = Text("“{account}”已有一个开着的作战室。", "“{account}” has an open war room already.")
CLOSED = Text("这个作战室已经关闭。", "The war room is closed already.")
NOT_CLOSED = Text("这个作战室还开着。", "The war room is still open.")
NO_REASON = Text("请写明为什么不开。", "Say why there is to be none.")
AHEAD = Text("{day} 还没到。", "{day} is still to come.")
