"""The value workshop of a contract: its checklist as a draft, and held, with minutes and tracking ticket.

A draft counts nowhere. Holding a workshop writes the row that the metrics count, in the same operation as the
checklist; whatever is changed afterwards changes that row with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import MOST_NOTE, MOST_WORDS, FieldError, one_line, several_lines
from csmdesk.domain.text import Text
from csmdesk.domain.workshop import WorkshopSheet, hours_between, missing
from csmdesk.metrics.display import half_up
from csmdesk.services.contract_record import ContractRecord, record
from csmdesk.services.figures import rules_of
from csmdesk.services.settings_values import decimal
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

_MOST_ITEMS = 50
_HOUR_PLACES = 4
"""Decimals of an hour that the book keeps: a minute more or less stays on its side of every limit."""


class HeldWorkshop(NamedTuple):
    """A workshop that the book counts; None where its source does not say."""

    id: int
    day: date
    pain_points: int | None
    measures: int | None
    both_signed: bool | None
    minutes_hours: str | None
    ticket_hours: str | None


def _now() -> datetime:
    """The moment on the user's own clock, to the minute."""
    return datetime.now().astimezone().replace(second=0, microsecond=0, tzinfo=None)


class Workshops:
    """The workshops of one book; may be used from any thread.

    Raises UserError, as FieldError where one field is to blame; the book is then as it was. Moments are on
    the user's own clock, without a time zone.
    """

    def __init__(self, book: Book, now: Callable[[], datetime] = _now) -> None:
        self._book = book
        self._now = now

    @property
    def now(self) -> datetime:
        """The moment that forms offer."""
        return self._now()

    def sheet(self, contract_id: int) -> WorkshopSheet:
        """The checklist of a contract, an empty one where nothing has been written yet."""
        with self._book.reading() as connection:
            record(connection, contract_id)
            return sheet_of(connection, contract_id)

    def imported(self, contract_id: int) -> list[HeldWorkshop]:
        """Workshops of the contract that no checklist belongs to, oldest first."""
        with self._book.reading() as connection:
            rows = connection.execute(
                "SELECT id, day, pain_points, measures, both_signed, minutes_hours, ticket_hours "
                "FROM workshops w WHERE contract_id = ? "
                "AND NOT EXISTS (SELECT 1 FROM workshop_sheets WHERE workshop_id = w.id) ORDER BY day, id",
                (contract_id,),
            ).fetchall()
        return [
            HeldWorkshop(
                row[0],
                date.fromisoformat(row[1]),
                row[2],
                row[3],
                None if row[4] is None else bool(row[4]),
                row[5],
                row[6],
            )
            for row in rows
        ]

    def missing(self, sheet: WorkshopSheet) -> Text | None:
        """All that a workshop still needs to be completed, in one sentence; None when nothing."""
        return missing(_tidy(sheet), rules_of(self._book))

    # --- changing -------------------------------------------------------------------------------------------

    def save(self, contract_id: int, sheet: WorkshopSheet) -> Changes:
        """Keep the checklist. A draft may be as incomplete as it is; a workshop that was held may not."""
        return self._keep(contract_id, sheet, SAVE)

    def hold(self, contract_id: int, sheet: WorkshopSheet) -> Changes:
        """Complete the workshop: from now on the metrics count it.

        Raises UserError naming everything that is missing, FieldError for the moment at which it was held.
        """
        lacking = self.missing(sheet)
        if lacking is not None:
            raise UserError(lacking)
        if sheet.held_at is None:
            raise FieldError("held_at", WHEN)
        return self._keep(contract_id, sheet, HOLD, hold=True)

    def send_minutes(self, contract_id: int, at: datetime | None) -> Changes:
        """Say when the minutes went out; None takes that back."""
        sheet = self._held_sheet(contract_id)
        return self._keep(contract_id, sheet._replace(minutes_at=at), MINUTES)

    def open_ticket(
        self, contract_id: int, owner: str, deadline: date | None, acceptance: str, at: datetime | None
    ) -> Changes:
        """Say that the tracking ticket was made, whose it is, until when, and what has to be true then."""
        sheet = self._held_sheet(contract_id)._replace(
            ticket_owner=owner, ticket_deadline=deadline, ticket_acceptance=acceptance, ticket_at=at
        )
        if at is None:
            raise FieldError("ticket_at", WHEN)
        return self._keep(contract_id, sheet, TICKET)

    def reopen(self, contract_id: int) -> Changes:
        """Make a draft of it again: the metrics no longer count it, what was written down stays.

        A workshop that came with an import is only let go: it stays in the book as it was imported.
        """
        self._held_sheet(contract_id)
        with self._book.reading() as connection:
            contract = record(connection, contract_id)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            held = sheet_of(driver, contract_id).workshop_id
            driver.execute(
                "UPDATE workshop_sheets SET workshop_id = NULL WHERE contract_id = ?", (contract_id,)
            )
            driver.execute("DELETE FROM workshops WHERE id = ? AND code IS NULL AND row_key IS NULL", (held,))

        return self._run(write, REOPEN, contract)

    # --- common ---------------------------------------------------------------------------------------------

    def _held_sheet(self, contract_id: int) -> WorkshopSheet:
        sheet = self.sheet(contract_id)
        if not sheet.held:
            raise UserError(NOT_HELD)
        return sheet

    def _keep(self, contract_id: int, typed: WorkshopSheet, label: Text, *, hold: bool = False) -> Changes:
        """Write the sheet and, where it is held, its workshop."""
        sheet = _tidy(typed)
        with self._book.reading() as connection:
            contract = record(connection, contract_id)
            held = hold or sheet_of(connection, contract_id).held
        self._refuse(sheet, held)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            workshop = sheet_of(driver, contract_id).workshop_id
            if hold or workshop is not None:
                workshop = _put_workshop(driver, contract_id, workshop, sheet)
            _put_sheet(driver, contract_id, sheet._replace(workshop_id=workshop))

        return self._run(write, label, contract)

    def _refuse(self, sheet: WorkshopSheet, held: bool) -> None:
        now = self._now()
        for field, words in (("fishbone", sheet.fishbone), ("okr", sheet.okr)):
            if len(words) > MOST_NOTE:
                raise FieldError(field, LONG.format(most=MOST_NOTE))
        for field, items in (("pains", sheet.pains), ("measures", sheet.measures)):
            if len(items) > _MOST_ITEMS:
                raise FieldError(field, MANY.format(most=_MOST_ITEMS))
            if any(len(item) > MOST_WORDS for item in items):
                raise FieldError(field, LONG.format(most=MOST_WORDS))
        if sheet.held_at is not None and sheet.held_at > now:
            raise FieldError("held_at", AHEAD.format(moment=_said(sheet.held_at)))
        for field, moment in (("minutes_at", sheet.minutes_at), ("ticket_at", sheet.ticket_at)):
            if moment is None:
                continue
            if moment > now:
                raise FieldError(field, AHEAD.format(moment=_said(moment)))
            if sheet.held_at is None:
                raise FieldError("held_at", WHEN)
            if moment < sheet.held_at:
                raise FieldError(field, BEFORE.format(moment=_said(sheet.held_at)))
        if sheet.ticket_at is not None:
            self._refuse_ticket(sheet)
        if held:
            lacking = missing(sheet, rules_of(self._book))
            if lacking is not None:
                raise UserError(lacking)
            if sheet.held_at is None:
                raise FieldError("held_at", WHEN)

    @staticmethod
    def _refuse_ticket(sheet: WorkshopSheet) -> None:
        """A ticket has an owner, a deadline and acceptance criteria; else it is none."""
        if not sheet.ticket_owner:
            raise FieldError("ticket_owner", OWNER)
        if sheet.ticket_deadline is None:
            raise FieldError("ticket_deadline", DEADLINE)
        if not sheet.ticket_acceptance:
            raise FieldError("ticket_acceptance", ACCEPTANCE)
        assert sheet.held_at is not None
        if sheet.ticket_deadline < sheet.held_at.date():
            raise FieldError("ticket_deadline", BEFORE.format(moment=sheet.held_at.date()))

    def _run(
        self, write: Callable[[sqlalchemy.Connection], None], label: Text, contract: ContractRecord
    ) -> Changes:
        return self._book.store.run(Op.EDIT_WORKSHOP, write, label.format(contract=contract.named)).changes


# --- the rows -----------------------------------------------------------------------------------------------

_COLUMNS = (
    "day, pains, measures, fishbone, okr, own_signed, customer_signed, held_at, minutes_at, ticket_at, "
    "ticket_owner, ticket_deadline, ticket_acceptance, workshop_id"
)


def sheet_of(connection: Connection, contract_id: int) -> WorkshopSheet:
    """The checklist of a contract as it is kept; an empty one where there is none."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM workshop_sheets WHERE contract_id = ?", (contract_id,)
    ).fetchone()
    if row is None:
        return WorkshopSheet()
    return WorkshopSheet(
        planned_day=_day(row[0]),
        pains=tuple(json.loads(row[1])),
        measures=tuple(json.loads(row[2])),
        fishbone=row[3],
        okr=row[4],
        own_signed=bool(row[5]),
        customer_signed=bool(row[6]),
        held_at=_moment(row[7]),
        minutes_at=_moment(row[8]),
        ticket_at=_moment(row[9]),
        ticket_owner=row[10],
        ticket_deadline=_day(row[11]),
        ticket_acceptance=row[12],
        workshop_id=row[13],
    )


def _put_sheet(driver: Connection, contract_id: int, sheet: WorkshopSheet) -> None:
    if not sheet.begun:
        driver.execute("DELETE FROM workshop_sheets WHERE contract_id = ?", (contract_id,))
        return
    values: dict[str, Any] = {
        "day": _iso(sheet.planned_day),
        "pains": json.dumps(sheet.pains, ensure_ascii=False),
        "measures": json.dumps(sheet.measures, ensure_ascii=False),
        "fishbone": sheet.fishbone,
        "okr": sheet.okr,
        "own_signed": int(sheet.own_signed),
        "customer_signed": int(sheet.customer_signed),
        "held_at": _written(sheet.held_at),
        "minutes_at": _written(sheet.minutes_at),
        "ticket_at": _written(sheet.ticket_at),
        "ticket_owner": sheet.ticket_owner,
        "ticket_deadline": _iso(sheet.ticket_deadline),
        "ticket_acceptance": sheet.ticket_acceptance,
        "workshop_id": sheet.workshop_id,
    }
    sets = ", ".join(f"{name} = excluded.{name}" for name in values)
    differs = " OR ".join(f"workshop_sheets.{name} IS NOT excluded.{name}" for name in values)
    driver.execute(
        f"INSERT INTO workshop_sheets (contract_id, {', '.join(values)}) "
        f"VALUES (?, {', '.join('?' * len(values))}) "
        f"ON CONFLICT (contract_id) DO UPDATE SET {sets} WHERE {differs}",
        (contract_id, *values.values()),
    )


def _put_workshop(driver: Connection, contract_id: int, workshop_id: int | None, sheet: WorkshopSheet) -> int:
    """Write the row that the metrics count; its id.

    A workshop of that day that an import brought is the same one: it is written over, not counted twice.
    """
    held = sheet.held_at
    assert held is not None
    values: dict[str, Any] = {
        "day": held.date().isoformat(),
        "pain_points": len(sheet.pains),
        "measures": len(sheet.measures),
        "both_signed": int(sheet.own_signed and sheet.customer_signed),
        "minutes_hours": _hours(held, sheet.minutes_at),
        "ticket_hours": _hours(held, sheet.ticket_at),
    }
    if workshop_id is None:
        found = driver.execute(
            "SELECT id FROM workshops WHERE contract_id = ? AND day = ? ORDER BY id",
            (contract_id, values["day"]),
        ).fetchone()
        workshop_id = None if found is None else found[0]
    if workshop_id is None:
        made = driver.execute(
            f"INSERT INTO workshops (contract_id, {', '.join(values)}) "
            f"VALUES (?, {', '.join('?' * len(values))})",
            (contract_id, *values.values()),
        )
        assert made.lastrowid is not None
        return made.lastrowid
    sets = ", ".join(f"{name} = ?" for name in values)
    differs = " OR ".join(f"{name} IS NOT ?" for name in values)
    driver.execute(
        f"UPDATE workshops SET {sets} WHERE id = ? AND ({differs})",
        (*values.values(), workshop_id, *values.values()),
    )
    return workshop_id


def _hours(held: datetime, at: datetime | None) -> str | None:
    return None if at is None else decimal(half_up(hours_between(held, at), _HOUR_PLACES))


def _tidy(sheet: WorkshopSheet) -> WorkshopSheet:
    """As the book keeps it: no blank items, none twice, moments to the minute."""
    return sheet._replace(
        pains=_items(sheet.pains),
        measures=_items(sheet.measures),
        fishbone=several_lines(sheet.fishbone),
        okr=several_lines(sheet.okr),
        held_at=_whole(sheet.held_at),
        minutes_at=_whole(sheet.minutes_at),
        ticket_at=_whole(sheet.ticket_at),
        ticket_owner=one_line(sheet.ticket_owner),
        ticket_acceptance=several_lines(sheet.ticket_acceptance),
    )


def _items(typed: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for item in typed if (words := one_line(item))))


def _whole(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(second=0, microsecond=0)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else _said(moment)


def _said(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


SAVE = Text("存工作坊清单：{contract}", "Keep workshop checklist: {contract}")
HOLD = Text("完成价值工作坊：{contract}", "Complete value workshop: {contract}")
MINUTES = Text("工作坊纪要：{contract}", "Workshop minutes: {contract}")
TICKET = Text("工作坊追踪单：{contract}", "Workshop tracking ticket: {contract}")
REOPEN = Text("重开价值工作坊：{contract}", "Reopen value workshop: {contract}")
WHEN = Text("请写明工作坊结束的时间。", "Say when the workshop ended.")
AHEAD = Text("{moment} 还没到。", "{moment} is still to come.")
BEFORE = Text("不能早于工作坊（{moment}）。", "This cannot be before the workshop ({moment}).")
NOT_HELD = Text("工作坊还没完成，先完成清单。", "The workshop is not complete: finish its checklist first.")
OWNER = Text("追踪单要有负责人。", "A tracking ticket has an owner.")
DEADLINE = Text("追踪单要有截止日。", "A tracking ticket has a deadline.")
ACCEPTANCE = Text("追踪单要有验收标准。", "A tracking ticket has acceptance criteria.")
LONG = Text("太长：最多 {most} 个字。", "Too long: {most} characters at most.")
MANY = Text("最多 {most} 条。", "{most} at most.")
