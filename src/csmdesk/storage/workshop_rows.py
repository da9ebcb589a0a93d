"""SQL for value workshops: the checklist of a contract, and the row of it that the metrics count."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from csmdesk.domain.workshop import WorkshopSheet, hours_between
from csmdesk.storage.driver import Connection

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


def unowned(connection: Connection, contract_id: int) -> list[HeldWorkshop]:
    """The workshops of a contract that no checklist belongs to, oldest first."""
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


def put_sheet(driver: Connection, contract_id: int, sheet: WorkshopSheet) -> None:
    """Write a checklist, within an operation; an empty one is taken out."""
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


def put_workshop(driver: Connection, contract_id: int, workshop_id: int | None, sheet: WorkshopSheet) -> int:
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
    """From the workshop to a moment, as decimal text."""
    if at is None:
        return None
    minutes = int(hours_between(held, at) * 60)
    text = f"{Decimal(minutes) / 60:.{_HOUR_PLACES}f}"
    return text.rstrip("0").rstrip(".")


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%d %H:%M")


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
