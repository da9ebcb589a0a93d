"""Books with many accounts, made up, for the window's tests and the benchmarks: same seed, same book."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from csmdesk.storage import driver
from csmdesk.storage.book import DATABASE, Book

CLOSING = date(2024, 6, 30)
PERIOD = "2024H1"

_PLACES = {
    "望海": "wanghai",
    "弘毅": "hongyi",
    "岚图": "lantu",
    "启衡": "qiheng",
    "沐野": "muye",
    "恒沐": "hengmu",
    "金穗": "jinsui",
    "拓岩": "tuoyan",
    "松果": "songguo",
    "宁溪": "ningxi",
    "蓝桥": "lanqiao",
    "泊岸": "boan",
    "铸元": "zhuyuan",
    "微澜": "weilan",
    "北辰": "beichen",
    "翠微": "cuiwei",
    "千帆": "qianfan",
    "白露": "bailu",
}
_TRADES = {
    "渔业": "yuye",
    "律所": "lvsuo",
    "家居": "jiaju",
    "证券": "zhengquan",
    "乳业": "ruye",
    "医药": "yiyao",
    "农业": "nongye",
    "建工": "jiangong",
    "母婴": "muying",
    "纺织": "fangzhi",
    "教育": "jiaoyu",
    "酒店": "jiudian",
    "钢铁": "gangtie",
    "汽车": "qiche",
    "眼科": "yanke",
    "物流": "wuliu",
    "化妆品": "huazhuangpin",
}
_SEGMENTS = ("高价值", "潜力", "稳定", "流失风险")
_DIMENSIONS = ("活跃度", "业务成果", "支持响应", "培训完成度")
_MODULES = ("移动审批", "智能订货", "会员营销", "BI报表", "开放API", "短信包")
_CHANNELS = ("拜访", "电话", "邮件", "培训", "QBR", "在线会议")


def scoring_days(closing: date = CLOSING) -> list[date]:
    """The day before the half year and the last day of each of its months."""
    ends = [date(closing.year, month + 1, 1) - timedelta(days=1) for month in range(1, 6)]
    return [date(closing.year - 1, 12, 31), *ends, closing]


def make_book(folder: Path, accounts: int, *, seed: int = 7, passphrase: str | None = None) -> Book:
    """A new book with so many accounts, each with contracts, scores, touches, usage and a ticket."""
    book = Book.create(folder, passphrase=passphrase).book
    fill(book, accounts, seed=seed)
    return book


def fill(book: Book, accounts: int, *, seed: int = 7) -> None:
    """Write the rows in one transaction past the journal: a test tool, so nothing has to be undone."""
    connection = driver.connect(book.folder / DATABASE, book._key)
    try:
        connection.execute("BEGIN IMMEDIATE")
        for table, columns, rows in _tables(accounts, random.Random(seed)):
            marks = ", ".join("?" * len(columns.split()))
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns.split())}) VALUES ({marks})", rows
            )
        connection.execute("COMMIT")
    finally:
        connection.close()


def _tables(accounts: int, dice: random.Random) -> Iterator[tuple[str, str, Iterable[tuple[Any, ...]]]]:
    ids = range(1, accounts + 1)
    yield "modules", "id name core", [(i, name, int(i < 4)) for i, name in enumerate(_MODULES, 1)]
    yield "health_dimensions", "id name", list(enumerate(_DIMENSIONS, 1))
    columns = "id code name pinyin initials industry city segment owner handover_day activated_day"
    yield "accounts", columns, [_account(i, dice) for i in ids]
    yield "account_modules", "account_id module_id", [(i, m) for i in ids for m in range(1, 7)]
    columns = "id code account_id kind start_day end_day amount_fen signed_day auto_renewal notice_days"
    yield "contracts", columns, list(_contracts(ids, dice))
    yield "health_scores", "account_id dimension_id day score_milli", list(_scores(ids, dice))
    yield "touches", "account_id day channel row_key", list(_touches(ids, dice))
    columns = "code account_id title severity opened_at due_at resolved_at"
    yield "tickets", columns, [_ticket(i, dice) for i in ids]
    usage = [_usage(i, m, dice) for i in ids for m in range(1, 7)]
    yield "usage", "account_id module_id day provisioned active", usage
    sums = [(usage[6 * (i - 1)][2], i, usage[6 * (i - 1) : 6 * i]) for i in ids]
    yield (
        "usage_days",
        "day account_id provisioned active modules used core_used",
        [(day, i, sum(r[3] for r in rows), sum(r[4] for r in rows), 6, 6, 3) for day, i, rows in sums],
    )


def _account(i: int, dice: random.Random) -> tuple[Any, ...]:
    place, trade = dice.choice(list(_PLACES)), dice.choice(list(_TRADES))
    number = "" if i <= 40 else str(i)
    pinyin = _PLACES[place] + _TRADES[trade] + number
    initials = _PLACES[place][0] + _TRADES[trade][0]
    segment = dice.choices(_SEGMENTS, (2, 3, 6, 1))[0]
    return (
        i,
        f"KH{i:05d}",
        place + trade + number,
        pinyin,
        initials,
        trade,
        dice.choice(("宁波", "杭州", "上海", "南京")),
        segment,
        "本人",
        "2022-02-26",
        "2022-03-11",
    )


def _contracts(ids: range, dice: random.Random) -> Iterator[tuple[Any, ...]]:
    number = 0
    for i in ids:
        for _ in range(dice.randint(2, 4)):
            number += 1
            start = CLOSING - timedelta(days=dice.randint(0, 380))
            end = start.replace(year=start.year + 1, day=min(start.day, 28)) - timedelta(days=1)
            auto = dice.random() < 0.2
            amount = dice.randint(4, 40) * 1_000_000
            signed = (start - timedelta(days=8)).isoformat()
            yield (
                number,
                f"HT{number:06d}",
                i,
                "renewal",
                start.isoformat(),
                end.isoformat(),
                amount,
                signed,
                int(auto),
                30 if auto else None,
            )


def _scores(ids: range, dice: random.Random) -> Iterator[tuple[int, int, str, int]]:
    for i in ids:
        level = dice.gauss(74, 12)
        for day in scoring_days():
            level += dice.gauss(0.5, 5)
            for dimension in range(1, 5):
                score = min(100.0, max(5.0, level + dice.gauss(0, 6)))
                yield i, dimension, day.isoformat(), round(score) * 1000


def _touches(ids: range, dice: random.Random) -> Iterator[tuple[int, str, str, str]]:
    for i in ids:
        for n in range(dice.randint(0, 8)):
            day = CLOSING - timedelta(days=dice.randint(0, 180))
            yield i, day.isoformat(), dice.choice(_CHANNELS), f"{i}-{n}"


def _ticket(i: int, dice: random.Random) -> tuple[Any, ...]:
    day = CLOSING - timedelta(days=dice.randint(5, 180))
    resolved = (day + timedelta(days=dice.randint(0, 4))).isoformat()
    return (f"GD{i:05d}", i, "短信发送失败", "P1", f"{day} 09:00", f"{day} 18:00", f"{resolved} 10:00")


def _usage(i: int, module: int, dice: random.Random) -> tuple[int, int, int, int, int]:
    provisioned = dice.randint(20, 160)
    active = round(provisioned * dice.uniform(0.5, 1))
    return i, module, date(2024, 6, 28).toordinal(), provisioned, active
