"""A case for every rule: the rows that bring it about, its days, the act that ends it, a setting.

All cases stand on one small book: account 1 is handed over, activated and touched, its contract 1 ends on
14 July 2024.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy

from csmdesk.domain.changes import Op
from csmdesk.domain.todo import State
from csmdesk.domain.work_rules import RuleKey
from csmdesk.storage.book import Book
from csmdesk.storage.schema import metadata

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

END = "2024-07-14"
ZONE = ":00+08:00"


def d(month: int, day: int) -> date:
    """A day of 2024."""
    return date(2024, month, day)


BASE: Rows = {
    "accounts": [
        {
            "id": 1,
            "code": "KH1",
            "name": "岚图家居",
            "segment": "其他",
            "handover_day": "2023-01-01",
            "activated_day": "2023-01-10",
        }
    ],
    "contracts": [
        {
            "id": 1,
            "code": "HT1",
            "account_id": 1,
            "kind": "renewal",
            "start_day": "2023-07-15",
            "end_day": END,
            "amount_fen": 24_700_000,
            "signed_day": "2023-07-10",
        }
    ],
}

RENEWAL: Rows = {
    "contracts": [
        {
            "id": 2,
            "code": "HT2",
            "account_id": 1,
            "kind": "renewal",
            "start_day": "2024-07-15",
            "end_day": "2025-07-14",
            "amount_fen": 30_000_000,
            "signed_day": "2024-06-01",
        }
    ],
    "renewal_links": [{"old_id": 1, "new_id": 2}],
}


def room(**more: Any) -> Mapping[str, Any]:
    """A war room of account 1, opened on Monday 3 June 2024."""
    return {"id": 1, "account_id": 1, "opened_day": "2024-06-03", "deadline": "2024-06-28", **more}


def scores(*days: tuple[str, int]) -> Rows:
    """Scores of account 1 on single days."""
    return {
        "health_dimensions": [{"id": 1, "name": "活跃度"}],
        "health_scores": [
            {"account_id": 1, "dimension_id": 1, "day": day, "score_milli": points * 1000}
            for day, points in days
        ],
    }


def salon(**more: Any) -> Rows:
    """A salon on 20 June 2024."""
    return {"events": [{"id": 1, "code": "HD1", "kind": "salon", "day": "2024-06-20", **more}]}


def people(count: int) -> Rows:
    """So many executives of account 1."""
    rows = [
        {"id": n, "code": f"LX{n}", "account_id": 1, "name": f"人{n}", "executive": 1}
        for n in range(1, count + 1)
    ]
    return {"contacts": rows, "attendance": [{"event_id": 1, "contact_id": row["id"]} for row in rows]}


def workshop(**more: Any) -> Rows:
    """A workshop of contract 1 on 10 April 2024, with all it needs but what ``more`` says."""
    whole = {"pain_points": 5, "measures": 3, "both_signed": 1, "minutes_hours": "20", "ticket_hours": "60"}
    return {"workshops": [{"id": 1, "contract_id": 1, "day": "2024-04-10", **whole, **more}]}


def task(**more: Any) -> Rows:
    """A war room with a task."""
    whole = {
        "title": "压测",
        "owner": "王芳",
        "deadline": "2024-06-20",
        "acceptance": "<3 秒",
        "status": "doing",
    }
    made = {"id": 1, "war_room_id": 1, "created_day": "2024-06-03", **whole, **more}
    return {"war_rooms": [room()], "tasks": [made]}


def member(role: str) -> str:
    """The statement that names one of the squad."""
    return f"INSERT INTO war_room_members (war_room_id, role, name) VALUES (1, '{role}', '王芳')"


@dataclass(frozen=True)
class Case:
    """One case of a rule.

    It shows from ``seen`` on (the day before there is nothing to do yet), is due on ``due``, broken from
    ``breach`` on (None: it only reminds). ``over``: from ``breach`` on it is too late to do anything.
    ``act`` are statements, after which it is done on ``acted``. ``setting`` is a number of the rules and what
    is typed for it; on ``moved`` that changes the state to ``becomes``.
    """

    rule: RuleKey
    table: str
    seen: date
    due: date
    breach: date | None
    act: Sequence[str]
    acted: date
    rows: Rows = field(default_factory=dict)
    id: int = 1
    over: bool = False
    setting: tuple[str, str] | None = None
    moved: date = date.min
    becomes: State | None = None

    @property
    def name(self) -> str:
        """For the list of tests."""
        return self.rule.value


K, S = RuleKey, State

_RECEIPT = "(code, contract_id, kind, received_day, amount_fen)"
_SCORE = "(account_id, day, score_milli, reason, expires_day)"
_VERSION = "(review_id, number, frozen_at, as_of, document)"

CASES = (
    Case(
        K.WORKSHOP, "contracts", d(4, 8), d(4, 15), d(4, 16),
        ["INSERT INTO workshops (contract_id, day) VALUES (1, '2024-04-15')"], d(4, 16),
        setting=("workshop_days", "80"), moved=d(4, 16), becomes=S.NOT_YET,
    ),
    Case(
        K.DECISION, "contracts", d(6, 7), d(6, 14), d(6, 15),
        ["UPDATE contracts SET lost_day = '2024-06-10'"], d(6, 14),
        rows={"contracts": [{**BASE["contracts"][0], "auto_renewal": 1, "notice_days": 30}]},
    ),
    Case(
        K.TALKS, "contracts", d(5, 8), d(5, 15), d(5, 16),
        ["INSERT INTO touches (account_id, day, channel) VALUES (1, '2024-05-15', '电话')"], d(5, 16),
    ),
    Case(
        K.SETTLE, "contracts", d(7, 7), d(7, 14), d(8, 14),
        ["UPDATE contracts SET loss_reason = '竞品侵占', lost_day = '2024-07-20'"], d(8, 14),
        setting=("pending_days", "10"), moved=d(7, 25), becomes=S.BREACHED,
    ),
    Case(
        K.WAR_ROOM, "accounts", d(4, 30), d(4, 30), d(5, 1),
        ["INSERT INTO war_rooms (account_id, opened_day) VALUES (1, '2024-04-30')"], d(5, 1),
        rows=scores(("2024-03-31", 70), ("2024-04-30", 55)),
    ),
    Case(
        K.STANDUP, "war_rooms", d(6, 5), d(6, 5), d(6, 6),
        ["INSERT INTO standups (war_room_id, day) VALUES (1, '2024-06-05')"], d(6, 5),
        rows={"war_rooms": [room(opened_day="2024-06-05")]}, over=True,
    ),
    Case(
        K.ESCALATION, "escalations", d(6, 5), d(6, 5), d(6, 6),
        [f"UPDATE escalations SET confirmed_at = '2024-06-05T15{ZONE}', reviewed_at = '2024-06-06T15{ZONE}'",
         f"UPDATE escalations SET workaround_at = '2024-06-05T16{ZONE}'"],
        d(6, 6),
        rows={
            "escalations": [
                {"id": 1, "account_id": 1, "level": 1, "title": "报表", "opened_at": f"2024-06-05T13{ZONE}"}
            ]
        },
        setting=("escalation_hours", "72"), moved=d(6, 6), becomes=S.DUE,
    ),
    Case(
        K.INCIDENT, "tickets", d(6, 5), d(6, 6), None,
        ["UPDATE tickets SET resolved_at = '2024-06-05 15:00'"], d(6, 5),
        rows={"tickets": [{"id": 1, "code": "GD1", "account_id": 1, "opened_at": "2024-06-05 09:00"}]},
        setting=("escalation_hours", "480"), moved=d(6, 5), becomes=S.NOT_YET,
    ),
    Case(
        K.ISSUE_DUE, "tickets", d(6, 5), d(6, 12), d(6, 13),
        ["UPDATE tickets SET resolved_at = '2024-06-12 17:00'"], d(6, 13),
        rows={
            "tickets": [
                {
                    "id": 1, "code": "GD1", "account_id": 1,
                    "opened_at": "2024-05-28 09:00", "due_at": "2024-06-12 18:00",
                }
            ]
        },
    ),
    Case(
        K.TASK, "tasks", d(6, 13), d(6, 20), d(6, 21),
        ["UPDATE tasks SET status = 'done'"], d(6, 21), rows=task(),
    ),
    Case(
        K.ROOM_DEADLINE, "war_rooms", d(6, 9), d(6, 16), d(6, 17),
        ["UPDATE war_rooms SET closed_day = '2024-06-16'"], d(6, 17),
        rows={**scores(("2024-06-01", 50)), "war_rooms": [room(deadline=None)]},
        setting=("war_room_days", "21"), moved=d(6, 17), becomes=S.DUE,
    ),
    Case(
        K.SQUAD, "war_rooms", d(6, 3), d(6, 3), d(6, 4),
        [member("csm"), member("support"), member("research")], d(6, 4),
        rows={"war_rooms": [room()]},
    ),
    Case(
        K.TASK_CRITERIA, "tasks", d(6, 3), d(6, 3), d(6, 4), ["UPDATE tasks SET owner = '王芳'"], d(6, 4),
        rows=task(owner=""),
    ),
    Case(
        K.MINUTES, "workshops", d(4, 10), d(4, 11), d(4, 12),
        ["UPDATE workshops SET minutes_hours = '23.5'"], d(4, 12),
        rows=workshop(minutes_hours=None),
        setting=("minutes_hours", "48"), moved=d(4, 12), becomes=S.DUE,
    ),
    Case(
        K.TICKET_72H, "workshops", d(4, 10), d(4, 13), d(4, 14),
        ["UPDATE workshops SET ticket_hours = '72'"], d(4, 14),
        rows=workshop(ticket_hours=None),
        setting=("ticket_hours", "24"), moved=d(4, 12), becomes=S.BREACHED,
    ),
    Case(
        K.SIGNATURES, "workshops", d(4, 10), d(4, 10), d(4, 11),
        ["UPDATE workshops SET both_signed = 1"], d(4, 11), rows=workshop(both_signed=0),
    ),
    Case(
        K.PAIN_POINTS, "workshops", d(4, 10), d(4, 10), d(4, 11),
        ["UPDATE workshops SET pain_points = 5"], d(4, 11), rows=workshop(pain_points=4),
        setting=("workshop_pain_points", "4"), moved=d(4, 11), becomes=S.DONE,
    ),
    Case(
        K.MEASURES, "workshops", d(4, 10), d(4, 10), d(4, 11),
        ["UPDATE workshops SET measures = 3"], d(4, 11), rows=workshop(measures=None),
        setting=("workshop_measures", "0"), moved=d(4, 11), becomes=S.DONE,
    ),
    Case(
        K.OVERDUE_RECEIPT, "receipts", d(6, 13), d(6, 20), d(6, 21),
        ["UPDATE receipts SET received_day = '2024-06-21'"], d(6, 21),
        rows={
            "receipts": [
                {
                    "id": 1, "code": "HK1", "contract_id": 1, "kind": "renewal",
                    "due_day": "2024-06-20", "amount_fen": 24_700_000,
                }
            ]
        },
    ),
    Case(
        K.EARLY_OFFER, "early_offers", d(6, 7), d(6, 14), None,
        [f"INSERT INTO receipts {_RECEIPT} VALUES ('HK1', 1, 'renewal', '2024-06-10', 100)"], d(6, 10),
        rows={
            "early_offers": [
                {
                    "id": 1, "contract_id": 1, "day": "2024-05-01", "due_day": END,
                    "amount_fen": 24_700_000, "discount": "0.01",
                }
            ]
        },
        setting=("early_days", "10"), moved=d(6, 14), becomes=S.NOT_YET,
    ),
    Case(
        K.DISCOUNT, "receipts", d(6, 20), d(6, 20), d(6, 20),
        ["UPDATE receipts SET discount_fen = 0"], d(6, 21),
        rows={
            **RENEWAL,
            "receipts": [
                {
                    "id": 1, "code": "HK1", "contract_id": 2, "kind": "renewal", "received_day": "2024-06-20",
                    "amount_fen": 29_700_000, "discount_fen": 300_000, "one_sum": 1,
                }
            ],
        },
        setting=("early_days", "24"), moved=d(6, 20), becomes=S.DONE,
    ),
    Case(
        K.CADENCE, "accounts", d(5, 24), d(5, 31), d(6, 1),
        ["INSERT INTO touches (account_id, day, channel) VALUES (1, '2024-05-31', '电话')"], d(6, 1),
        rows={"touches": [{"id": 1, "account_id": 1, "day": "2024-05-01", "channel": "电话"}]},
        setting=("default_cadence_days", "45"), moved=d(6, 1), becomes=S.NOT_YET,
    ),
    Case(
        K.BIRTHDAY, "contacts", d(6, 30), d(7, 7), None,
        ["INSERT INTO touches (account_id, contact_id, day, channel) VALUES (1, 1, '2024-07-05', '微信')"],
        d(7, 5),
        rows={
            "contacts": [
                {"id": 1, "code": "LX1", "account_id": 1, "name": "张强", "birthday": "1974-07-07"}
            ]
        },
    ),
    Case(
        K.ONBOARDING, "accounts", d(4, 11), d(4, 18), d(4, 19),
        ["UPDATE accounts SET activated_day = '2024-04-18'"], d(4, 19),
        rows={"accounts": [{**BASE["accounts"][0], "handover_day": "2024-03-19", "activated_day": None}]},
        setting=("activation_days", "60"), moved=d(4, 19), becomes=S.NOT_YET,
    ),
    Case(
        K.SALON, "quarters", d(5, 9), d(5, 16), d(6, 30),
        ["INSERT INTO events (code, kind, day) VALUES ('HD2', 'salon', '2024-06-20')"], d(6, 30),
        rows=salon(day="2024-01-12"), id=202404,
        setting=("salon_topic_days", "30"), moved=d(5, 16), becomes=S.NOT_YET,
    ),
    Case(
        K.SALON_TOPIC, "events", d(4, 29), d(5, 6), d(5, 7),
        ["UPDATE events SET topic_vote_day = '2024-05-06'"], d(5, 7), rows=salon(),
        setting=("salon_topic_days", "30"), moved=d(5, 7), becomes=S.NOT_YET,
    ),
    Case(
        K.SALON_PEOPLE, "events", d(6, 13), d(6, 20), d(6, 20), ["UPDATE events SET people = 30"], d(6, 20),
        rows=salon(people=31), over=True,
        setting=("salon_people", "31"), moved=d(6, 19), becomes=S.DONE,
    ),
    Case(
        K.SALON_EXECUTIVES, "events", d(6, 13), d(6, 20), d(6, 20),
        ["UPDATE events SET people = 6"], d(6, 20),
        rows={**salon(people=7), **people(3)}, over=True,
        setting=("salon_executive_share", "40"), moved=d(6, 19), becomes=S.DONE,
    ),
    Case(
        K.SALON_PAPER, "events", d(6, 20), d(6, 22), d(6, 23),
        ["UPDATE events SET paper_hours = '48'"], d(6, 23),
        rows=salon(), setting=("salon_paper_hours", "24"), moved=d(6, 22), becomes=S.BREACHED,
    ),
    Case(
        K.REQUEST, "requests", d(6, 13), d(6, 20), d(6, 21),
        ["UPDATE requests SET confirmed_day = '2024-06-20'"], d(6, 21),
        rows={"requests": [{"id": 1, "code": "XQ1", "account_id": 1, "needed_day": "2024-06-20"}]},
    ),
    Case(
        K.CLASH, "requests", d(6, 12), d(6, 19), d(6, 20),
        ["UPDATE requests SET until_day = '2024-06-19' WHERE id = 2"], d(6, 20),
        rows={
            "requests": [
                {
                    "id": 1, "code": "GW1", "account_id": 1, "needed_day": "2024-06-20", "consultant": "王工",
                    "confirmed_day": "2024-06-01",
                },
                {
                    "id": 2, "code": "GW2", "account_id": 1, "needed_day": "2024-06-18",
                    "until_day": "2024-06-21", "consultant": "王 工", "confirmed_day": "2024-06-01",
                },
            ]
        },
        id=2, over=True,
    ),
    Case(
        K.SUGGESTION, "suggestions", d(6, 17), d(6, 24), None,
        ["UPDATE suggestions SET reach = 3, value = 4, urgency = 2, effort = 5"], d(6, 24),
        rows={"suggestions": [{"id": 1, "code": "XQ1", "account_id": 1, "day": "2024-06-10"}]},
        setting=("suggestion_days", "30"), moved=d(6, 24), becomes=S.NOT_YET,
    ),
    Case(
        K.HANDOVER, "handovers", d(6, 13), d(6, 20), d(6, 21),
        ["UPDATE handovers SET accepted_day = '2024-06-20', accepted_by = '王敏'"], d(6, 21),
        rows={
            "handovers": [
                {"id": 1, "code": "JJ1", "account_id": 1, "day": "2024-06-06", "due_day": "2024-06-20"}
            ]
        },
    ),
    Case(
        K.OVERRIDE, "health_overrides", d(6, 13), d(6, 20), None,
        [f"INSERT INTO health_overrides {_SCORE} VALUES (1, '2024-06-15', 66000, '又看过', '2024-09-30')"],
        d(6, 15),
        rows={
            "health_overrides": [
                {
                    "id": 1, "account_id": 1, "day": "2024-05-01", "score_milli": 70_000,
                    "reason": "在修", "expires_day": "2024-06-20",
                }
            ]
        },
    ),
    Case(
        K.REVIEW, "reviews", d(6, 23), d(6, 30), None,
        [
            "INSERT INTO reviews (id, period) VALUES (1, '2024H1')",
            f"INSERT INTO review_versions {_VERSION} VALUES (1, 1, '2024-06-30T18:00', '2024-06-30', '')",
        ],
        d(6, 30),
        id=202401,
        setting=("fiscal_start_month", "3"), moved=d(6, 30), becomes=None,
    ),
)  # fmt: skip


def write(book: Book, rows: Rows) -> None:
    """Put rows into the book's tables, in one operation; a row with a known id takes the other's place."""

    def fill(connection: sqlalchemy.Connection) -> None:
        for table, lines in rows.items():
            for line in lines:
                if "id" in line:
                    connection.exec_driver_sql(f"DELETE FROM {table} WHERE id = ?", (line["id"],))
                connection.execute(metadata.tables[table].insert(), dict(line))

    book.store.run(Op.IMPORT, fill)


def change(book: Book, statements: Sequence[str]) -> None:
    """Do the act: plain statements in one operation."""

    def act(connection: sqlalchemy.Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    book.store.run(Op.IMPORT, act)


def make(book: Book, case: Case) -> None:
    """The small book with what the case adds to it."""
    merged: dict[str, list[Mapping[str, Any]]] = {table: list(lines) for table, lines in BASE.items()}
    for table, lines in case.rows.items():
        known = {line.get("id") for line in lines}
        kept = [line for line in merged.get(table, []) if line.get("id") not in known]
        merged[table] = [*kept, *lines]
    order: Callable[[str], int] = [table.name for table in metadata.sorted_tables].index
    write(book, {table: merged[table] for table in sorted(merged, key=order)})
