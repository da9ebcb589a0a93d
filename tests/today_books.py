"""Books in which many rules have something to look at, made up: same seed, same book."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from csmdesk.storage import driver
from csmdesk.storage.book import DATABASE, Book
from tests.books import CLOSING, make_book

_CHANNELS = ("拜访", "电话", "邮件", "培训", "QBR", "在线会议")
_NAMES = ("张强", "李敏", "王磊", "赵静", "陈伟", "刘洋", "杨帆", "黄丽")
_TITLES = ("CEO", "CIO", "CFO", "运营主管", "采购经理")
_TASKS = ("聚合表与索引优化", "价值汇报会", "驻场诊断")
_TARGETS = (
    ("续费收入", "renewal_collected", "34000000", "0.48"),
    ("续费率", "renewal_value_rate", "0.92", "1"),
)
_TOUCHES, _TICKETS, _CONTACTS, _ROOM_EVERY = 40, 6, 3, 40


def make_today_book(folder: Path, accounts: int, *, seed: int = 7) -> Book:
    """A book as ``make_book`` makes it, with workshops, receipts, people, salons, war rooms and targets."""
    book = make_book(folder, accounts, seed=seed)
    connection = driver.connect(book.folder / DATABASE, book._key)
    try:
        ids = [row[0] for row in connection.execute("SELECT id FROM accounts ORDER BY id").fetchall()]
        terms = connection.execute("SELECT id, end_day, amount_fen FROM contracts ORDER BY id").fetchall()
        connection.execute("BEGIN IMMEDIATE")
        for table, columns, rows in _tables(ids, terms, random.Random(seed)):
            marks = ", ".join("?" * len(columns.split()))
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns.split())}) VALUES ({marks})", rows
            )
        connection.execute("COMMIT")
    finally:
        connection.close()
    return book


def records(book: Book) -> int:
    """The rows of the book in all."""
    with book.reading() as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return sum(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for (name,) in tables)


def _ago(dice: random.Random, days: int) -> date:
    return CLOSING - timedelta(days=dice.randint(0, days))


def _tables(
    ids: list[int], terms: list[tuple[int, str, int]], dice: random.Random
) -> Iterator[tuple[str, str, Iterable[tuple[Any, ...]]]]:
    contacts = [
        (f"LX{i:05d}{n}", i, dice.choice(_NAMES), dice.choice(_TITLES), int(n == 0), _birthday(dice))
        for i in ids
        for n in range(_CONTACTS)
    ]
    yield "contacts", "code account_id name title executive birthday", contacts
    yield (
        "touches",
        "account_id day channel row_key",
        [
            (i, str(_ago(dice, 400)), dice.choice(_CHANNELS), f"t{i}-{n}")
            for i in ids
            for n in range(_TOUCHES)
        ],
    )
    yield (
        "tickets",
        "code account_id title severity opened_at due_at resolved_at",
        [_ticket(f"GT{i:05d}{n}", i, dice) for i in ids for n in range(_TICKETS)],
    )
    yield (
        "workshops",
        "row_key contract_id day pain_points measures both_signed minutes_hours ticket_hours",
        [_workshop(key, date.fromisoformat(end), dice) for key, end, _ in terms if dice.random() < 0.5],
    )
    yield (
        "receipts",
        "code contract_id kind due_day received_day amount_fen one_sum",
        [_receipt(key, amount, dice) for key, _, amount in terms],
    )
    yield (
        "events",
        "code kind topic day people topic_vote_day paper_hours",
        [_salon(n, dice) for n in range(8)],
    )
    rooms = ids[::_ROOM_EVERY]
    opened = CLOSING - timedelta(days=9)
    yield (
        "war_rooms",
        "id account_id opened_day deadline",
        [(n, i, str(opened), str(opened + timedelta(days=13))) for n, i in enumerate(rooms, 1)],
    )
    yield (
        "tasks",
        "row_key war_room_id title owner deadline acceptance",
        [
            (
                f"k{n}-{t}",
                n,
                _TASKS[t],
                "研发经理",
                str(CLOSING + timedelta(days=dice.randint(-4, 9))),
                "客户确认",
            )
            for n in range(1, len(rooms) + 1)
            for t in range(len(_TASKS))
        ],
    )
    yield (
        "standups",
        "war_room_id day today",
        [(n, str(CLOSING - timedelta(days=d)), "压测") for n in range(1, len(rooms) + 1) for d in (2, 3, 5)],
    )
    yield (
        "targets",
        "period level name metric value node_share",
        [("2024", "关键", name, metric, value, share) for name, metric, value, share in _TARGETS],
    )


def _birthday(dice: random.Random) -> str:
    return str(date(1975, 1, 1) + timedelta(days=dice.randint(0, 7300)))


def _ticket(code: str, account: int, dice: random.Random) -> tuple[Any, ...]:
    opened = datetime.combine(_ago(dice, 300), datetime.min.time()) + timedelta(hours=9)
    due = opened + timedelta(days=dice.choice((1, 3, 7)))
    resolved = due + timedelta(hours=dice.randint(-20, 10)) if dice.random() < 0.97 else None
    written = [None if at is None else f"{at:%Y-%m-%d %H:%M}" for at in (opened, due, resolved)]
    return (code, account, "权限配置", dice.choice(("P1", "P2", "P3")), *written)


def _workshop(contract: int, end: date, dice: random.Random) -> tuple[Any, ...]:
    day = end - timedelta(days=dice.randint(60, 130))
    hours = (str(dice.randint(8, 30)), str(dice.randint(24, 90)))
    return (
        f"w{contract}",
        contract,
        str(day),
        dice.randint(4, 7),
        dice.randint(2, 5),
        dice.randint(0, 1),
        *hours,
    )


def _receipt(contract: int, amount: int, dice: random.Random) -> tuple[Any, ...]:
    due = CLOSING + timedelta(days=dice.randint(-180, 60))
    came = due + timedelta(days=dice.randint(-20, 20))
    late = dice.random() < 0.05
    received = None if late or came > CLOSING else str(came)
    return (f"HK{contract:06d}", contract, "renewal", str(due), received, amount, 1)


def _salon(number: int, dice: random.Random) -> tuple[Any, ...]:
    day = date(2024, 1, 20) + timedelta(days=40 * number)
    held = day <= CLOSING
    vote = str(day - timedelta(days=dice.randint(40, 60)))
    hours = str(dice.randint(30, 55)) if held else None
    return (f"HD{number:03d}", "salon", f"沙龙第{number + 1}期", str(day), dice.randint(18, 32), vote, hours)
