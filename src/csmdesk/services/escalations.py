"""Escalations: a customer's incident with its level, its 24 hours and its steps, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from csmdesk.domain import escalation as incident
from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.clock import Reading
from csmdesk.domain.errors import UserError
from csmdesk.domain.escalation import LEVELS, STEPS, TOP_LEVEL, Step
from csmdesk.domain.fields import MOST_NOTE, MOST_WORDS, FieldError, one_line, several_lines
from csmdesk.domain.text import Language, Text
from csmdesk.services.account_fields import accounts_named
from csmdesk.services.escalation_clocks import EscalationClocks
from csmdesk.services.escalation_view import (
    COLUMNS,
    Escalation,
    EscalationDraft,
    StepLine,
    course_of,
    on_own_clock,
    shown,
    urgency,
)
from csmdesk.services.figures import rules_of
from csmdesk.services.machine_clock import read_clock
from csmdesk.services.task_drafts import named
from csmdesk.storage import escalation_rows, task_rows
from csmdesk.storage.driver import Connection, raw
from csmdesk.storage.escalation_rows import EscalationRow, TicketRow, written

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

__all__ = ["Escalation", "EscalationDraft", "Escalations", "StepLine", "TicketRow"]

Found: TypeAlias = list[Escalation]
Tickets: TypeAlias = list[TicketRow]
# Inside the class ``list`` is its method.


class Escalations:
    """The escalations of one book; may be used from any thread.

    Raises UserError, as FieldError where one field is to blame; the book is then as it was.
    """

    def __init__(self, book: Book, clock: Callable[[], Reading] = read_clock) -> None:
        self._book = book
        self._clock = clock
        self._clocks = EscalationClocks(book)

    @property
    def now(self) -> datetime:
        """The moment that forms offer, on the user's own clock with its zone, to the minute."""
        return _minute(self._clock().wall)

    # --- reading --------------------------------------------------------------------------------------------

    def list(self, account_id: int | None, now: datetime | None = None, language: Language = "zh") -> Found:
        """The escalations of an account, or (None) of all that are not archived: the least time left first.

        Behind those whose hours run come those that wait for repair or review, then those that are done. They
        are seen at ``now``; without one at this moment, and then no change of the time of day moves the hours
        that are left.
        """
        hours = rules_of(self._book).escalation_hours
        with self._book.reading() as connection:
            rows = escalation_rows.escalation_rows(connection, account_id)
        reading = self._clock()
        watches = self._clocks.watches() if now is None else {}
        moment = on_own_clock(reading.wall if now is None else now)
        found = []
        for row in rows:
            if now is None:
                watch = watches.get((row.id, row.opened_at))
                age = incident.watched_age(row.opened_at, watch, reading)
            else:
                age = incident.seconds_since(row.opened_at, moment)
            found.append(shown(row, hours, age, moment, language))
        return sorted(found, key=urgency)

    def tickets(self, account_id: int) -> Tickets:
        """The tickets of an account that are not resolved, to choose from; the newest first."""
        with self._book.reading() as connection:
            return escalation_rows.open_tickets(connection, account_id)

    # --- changing -------------------------------------------------------------------------------------------

    def open(self, account_id: int, draft: EscalationDraft) -> tuple[int, Changes]:
        """Write a new escalation down; its id. The 24 hours run from ``opened_at``, or from now."""
        reading = self._clock()
        with self._book.reading() as connection:
            (account,) = accounts_named(connection, [account_id])
            values = self._checked(connection, account_id, draft, None, reading)

        def write(connection: sqlalchemy.Connection) -> int:
            columns = {"account_id": account_id, **_columns(values)}
            return task_rows.add(raw(connection), "escalations", columns)

        label = OPEN.format(escalation=named(account.name, values["title"]))
        outcome = self._book.store.run(Op.EDIT_ESCALATION, write, label)
        self._watch(outcome.value, values["opened_at"], reading)
        return outcome.value, outcome.changes

    def edit(self, escalation_id: int, draft: EscalationDraft) -> Changes:
        """Change what is said of an escalation; its steps stay."""
        reading = self._clock()
        with self._book.reading() as connection:
            row = _row(connection, escalation_id)
            values = self._checked(connection, row.account_id, draft, row, reading)
        changes = self._put(row, values, EDIT)
        if values["opened_at"] != row.opened_at:
            self._watch(escalation_id, values["opened_at"], reading)
        return changes

    def step(self, escalation_id: int, step: Step, at: datetime | None = None, words: str = "") -> Changes:
        """Say that a step was reached ``at`` (None: now), or say it anew.

        Steps come in their order, but one may be left out: who repairs at once needs no workaround. A review
        says what came of it, and only what was repaired can be reviewed.
        """
        reading = self._clock()
        with self._book.reading() as connection:
            row = _row(connection, escalation_id)
        course = course_of(row)
        moment = _minute(reading.wall if at is None else at)
        kept = several_lines(words)
        if len(kept) > MOST_NOTE:
            raise FieldError("words", LONG.format(most=MOST_NOTE))
        if step == "review":
            if course.repair is None:
                raise UserError(NOT_REPAIRED)
            if not kept:
                raise FieldError("words", NO_REVIEW)
        first, last = course.bounds(step)
        if moment > reading.wall:
            raise FieldError("at", AHEAD.format(moment=_said(moment)))
        if moment < first:
            raise FieldError("at", TOO_EARLY.format(moment=_said(first)))
        if last is not None and moment > last:
            raise FieldError("at", TOO_LATE.format(moment=_said(last)))
        column, words_column = COLUMNS[step]
        values: dict[str, Any] = {column: moment}
        if words_column:
            values[words_column] = kept
        return self._put(row, values, STEPPED[step])

    def back(self, escalation_id: int) -> Changes:
        """Take the last step back, with its words; nothing when none was reached."""
        with self._book.reading() as connection:
            row = _row(connection, escalation_id)
        last = course_of(row).last
        if last is None:
            return Changes()
        column, words_column = COLUMNS[last]
        return self._put(row, {column: None, **({words_column: ""} if words_column else {})}, BACK)

    def raise_level(self, escalation_id: int, owner: str) -> Changes:
        """Hand an escalation to level 2, to ``owner`` of the technical or product team."""
        reading = self._clock()
        with self._book.reading() as connection:
            row = _row(connection, escalation_id)
        if row.level >= TOP_LEVEL:
            raise UserError(AT_TOP)
        values = {"level": row.level + 1, "owner": _owner(owner, row.level + 1)}
        return self._put(row, {**values, "raised_at": _minute(reading.wall)}, RAISE)

    def remove(self, escalation_id: int) -> Changes:
        """Take an escalation out of the book."""
        with self._book.reading() as connection:
            row = _row(connection, escalation_id)
        return self._run(
            lambda connection: task_rows.remove(raw(connection), "escalations", [escalation_id]), REMOVE, row
        )

    # --- common ---------------------------------------------------------------------------------------------

    def _checked(
        self,
        connection: Connection,
        account_id: int,
        draft: EscalationDraft,
        row: EscalationRow | None,
        reading: Reading,
    ) -> dict[str, Any]:
        """What a draft puts into the columns, moments as such; ``row`` is what they are now."""
        title = one_line(draft.title)
        if not title:
            raise FieldError("title", NO_TITLE)
        if len(title) > MOST_WORDS:
            raise FieldError("title", LONG.format(most=MOST_WORDS))
        if draft.level not in LEVELS:
            raise FieldError("level", NO_LEVEL)
        if draft.opened_at is not None:
            opened = _minute(draft.opened_at)
        else:
            opened = _minute(reading.wall) if row is None else row.opened_at
        unchanged = row is not None and opened == row.opened_at
        if opened > reading.wall and not unchanged:
            raise FieldError("opened_at", AHEAD.format(moment=_said(opened)))
        if row is not None:
            course = course_of(row)
            reached = [at for step in STEPS if (at := course.at(step)) is not None]
            if reached and opened > min(reached):
                raise FieldError("opened_at", TOO_LATE.format(moment=_said(min(reached))))
        for field, table, key in (
            ("ticket_id", "tickets", draft.ticket_id),
            ("room_id", "war_rooms", draft.room_id),
        ):
            if key is not None and escalation_rows.owner_of(connection, table, key) != account_id:
                raise FieldError(field, STRANGER)
        raised = None
        if draft.level > 1:
            kept = None if row is None else row.raised_at
            raised = kept or (opened if row is None else _minute(reading.wall))
        return {
            "title": title,
            "owner": _owner(draft.owner, draft.level),
            "opened_at": opened,
            "level": draft.level,
            "raised_at": raised,
            "ticket_id": draft.ticket_id,
            "war_room_id": draft.room_id,
        }

    def _watch(self, escalation_id: int, opened: datetime, reading: Reading) -> None:
        """Start the watch that no change of the time of day can move."""
        age = incident.seconds_since(opened, reading.wall)
        with self._book.reading() as connection:
            known = escalation_rows.open_ids(connection)
        self._clocks.start(escalation_id, opened, age, reading, known)

    def _put(self, row: EscalationRow, values: dict[str, Any], label: Text) -> Changes:
        # The same moment is not written anew by a clock in another zone: the day in front of it would change.
        kept = row._asdict()
        columns = _columns({key: value for key, value in values.items() if kept[key] != value})
        if not columns:
            return Changes()
        return self._run(
            lambda connection: task_rows.put(raw(connection), "escalations", row.id, columns), label, row
        )

    def _run(
        self, write: Callable[[sqlalchemy.Connection], None], label: Text, row: EscalationRow
    ) -> Changes:
        words = label.format(escalation=named(row.account, row.title))
        return self._book.store.run(Op.EDIT_ESCALATION, write, words).changes


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the book keeps them."""
    return {key: written(value) if isinstance(value, datetime) else value for key, value in values.items()}


def _row(connection: Connection, escalation_id: int) -> EscalationRow:
    row = escalation_rows.escalation_row(connection, escalation_id)
    if row is None:
        raise UserError(GONE)
    return row


def _owner(typed: str, level: int) -> str:
    owner = one_line(typed)
    if len(owner) > MOST_WORDS:
        raise FieldError("owner", LONG.format(most=MOST_WORDS))
    if level > 1 and not owner:
        raise FieldError("owner", NO_OWNER)
    return owner


def _minute(moment: datetime) -> datetime:
    return on_own_clock(moment.replace(second=0, microsecond=0))


def _said(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


OPEN = Text("新升级：{escalation}", "Open escalation: {escalation}")
EDIT = Text("改升级：{escalation}", "Change escalation: {escalation}")
REMOVE = Text("删升级：{escalation}", "Remove escalation: {escalation}")
RAISE = Text("升到 2 级：{escalation}", "Raise to level 2: {escalation}")
BACK = Text("升级退一步：{escalation}", "Take a step back: {escalation}")
STEPPED: dict[Step, Text] = {
    "confirm": Text("确认升级：{escalation}", "Confirm escalation: {escalation}"),
    "workaround": Text("给出绕行：{escalation}", "Workaround: {escalation}"),
    "repair": Text("修复：{escalation}", "Repair: {escalation}"),
    "review": Text("复盘升级：{escalation}", "Review escalation: {escalation}"),
}
NO_TITLE = Text("请写发生了什么。", "Say what has happened.")
NO_LEVEL = Text("级别只有 1 级和 2 级。", "There are levels 1 and 2.")
NO_OWNER = Text("2 级要写技术或产品负责人。", "Level 2 needs its owner in the technical or product team.")
NO_REVIEW = Text("请写复盘结论。", "Say what the review found.")
NOT_REPAIRED = Text("还没修复，修复后再复盘。", "It is not repaired yet: review it after the repair.")
AT_TOP = Text("已经是 2 级。", "It is on level 2 already.")
AHEAD = Text("{moment} 还没到。", "{moment} is still to come.")
TOO_EARLY = Text("不能早于 {moment}。", "This cannot be before {moment}.")
TOO_LATE = Text("不能晚于 {moment}。", "This cannot be after {moment}.")
LONG = Text("太长：最多 {most} 个字。", "Too long: {most} characters at most.")
STRANGER = Text("它不属于这个客户。", "It does not belong to this account.")
GONE = Text("这条升级已不在客户书里。", "The escalation is no longer in the book.")
