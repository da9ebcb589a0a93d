"""The value workshop of a contract: its checklist as a draft, and held, with minutes and tracking ticket.

A draft counts nowhere. Holding a workshop writes the row that the metrics count, in the same operation as the
checklist; whatever is changed afterwards changes that row with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import MOST_NOTE, MOST_WORDS, FieldError, one_line, several_lines
from csmdesk.domain.text import Text
from csmdesk.domain.workshop import WorkshopSheet, missing
from csmdesk.services.contract_record import ContractRecord, record
from csmdesk.services.figures import rules_of
from csmdesk.storage import workshop_rows
from csmdesk.storage.driver import raw
from csmdesk.storage.workshop_rows import HeldWorkshop, put_sheet, put_workshop, sheet_of

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

__all__ = ["HeldWorkshop", "WorkshopSheet", "Workshops"]

_MOST_ITEMS = 50


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
            return workshop_rows.unowned(connection, contract_id)

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
                workshop = put_workshop(driver, contract_id, workshop, sheet)
            put_sheet(driver, contract_id, sheet._replace(workshop_id=workshop))

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


def _said(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


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
