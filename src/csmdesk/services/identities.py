"""Who and what a book knows by name or number: what an outsider must not read in a redacted report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from csmdesk.domain.company import company_key

if TYPE_CHECKING:
    from csmdesk.storage.book import Book
    from csmdesk.storage.driver import Connection


class Identity(NamedTuple):
    """Somebody or something that stands in a book; ``marks`` are the words by which it is recognised.

    ``kind`` is account, contact, colleague, email, phone, or a table whose rows have numbers.
    """

    kind: str
    name: str
    marks: tuple[str, ...]


class Identities(NamedTuple):
    """Everybody and everything of a book, and its exact amounts in fen."""

    all: tuple[Identity, ...]
    amounts: frozenset[int] = frozenset()


def identities(book: Book) -> Identities:
    """All names, numbers, addresses and amounts of a book, those of archived accounts too."""
    with book.reading() as connection:
        found = [
            *_accounts(connection),
            *_contacts(connection),
            *_colleagues(connection),
            *_numbered(connection),
        ]
        amounts = {abs(row[0]) for table, column in _AMOUNTS for row in _column(connection, table, column)}
    return Identities(tuple(found), frozenset(amounts))


def _accounts(connection: Connection) -> Iterator[Identity]:
    merged: dict[int, list[str]] = {}
    for account, code in connection.execute("SELECT account_id, code FROM account_aliases").fetchall():
        merged.setdefault(account, []).append(code)
    rows = connection.execute("SELECT id, name, code, city FROM accounts ORDER BY id").fetchall()
    for key, name, code, city in rows:
        yield Identity("account", name or code, _marks(*_names(name, city), code, *merged.get(key, ())))


def _names(name: str, city: str) -> Iterator[str]:
    """A company's name as it may stand in a text: without its legal form, and without its city."""
    yield name
    short = company_key(name)
    yield short
    if city and short.startswith(city):
        yield short.removeprefix(city).removeprefix("市")


def _contacts(connection: Connection) -> Iterator[Identity]:
    rows = connection.execute("SELECT name, code, email, phone FROM contacts ORDER BY id").fetchall()
    for name, code, email, phone in rows:
        if name or code:
            yield Identity("contact", name or code, _marks(name, code))
        if email:
            yield Identity("email", email, _marks(email))
        if phone:
            yield Identity("phone", phone, _marks(phone))


def _colleagues(connection: Connection) -> Iterator[Identity]:
    met = {str(row[0]) for table, column in _COLLEAGUES for row in _column(connection, table, column)}
    return (Identity("colleague", name, (name,)) for name in sorted(met) if is_person(name))


def _numbered(connection: Connection) -> Iterator[Identity]:
    for table, column in _NUMBERED:
        for (code,) in _column(connection, table, column):
            yield Identity(table, str(code), (str(code),))


def is_person(words: str) -> bool:
    """True for what looks like a person's name: 王芳, Li Lei; False for 产品研发经理, Support team."""
    name = words.strip()
    if _CHINESE.fullmatch(name):
        return name.startswith(SURNAMES) and not _ROLE.search(name)
    return bool(_LATIN.fullmatch(name)) and not _ROLE.search(name)


def _column(connection: Connection, table: str, column: str) -> list[tuple[Any]]:
    asked = f"SELECT DISTINCT {column} FROM {table} WHERE coalesce({column}, '') NOT IN ('', 0) ORDER BY 1"
    return list(connection.execute(asked).fetchall())


def _marks(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


SURNAMES = tuple(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍"
    "涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景"
    "党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官"
)
"""The first character of nearly all Chinese names of people."""

_CHINESE = re.compile("[\u4e00-\u9fff·]{2,4}")
_LATIN = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){1,3}")
_ROLE = re.compile(
    "经理|主管|主任|总监|工程|顾问|助理|专员|代表|负责|团队|客服|部|组|处|中心|"
    r"\b(?:manager|team|support|lead|engineer|sales|department|desk|officer|group|service)\b",
    re.IGNORECASE,
)


_COLLEAGUES = (
    ("accounts", "owner"),
    ("accounts", "handover_from"),
    ("accounts", "handaway_to"),
    ("war_room_members", "name"),
    ("tasks", "owner"),
    ("escalations", "owner"),
    ("workshop_sheets", "ticket_owner"),
    ("peer_figures", "peer"),
    ("tickets", "owner"),
    ("requests", "consultant"),
    ("cases", "given_to"),
    ("handovers", "from_owner"),
    ("handovers", "accepted_by"),
    ("handover_items", "owner"),
    ("handover_items", "accepted_by"),
)
"""Where a book names the people of one's own company."""

_NUMBERED = (
    ("contracts", "code"),
    ("receipts", "code"),
    ("receipts", "invoice_code"),
    ("invoices", "code"),
    ("tickets", "code"),
    ("events", "code"),
    ("opportunities", "code"),
    ("leads", "code"),
    ("suggestions", "code"),
    ("requests", "code"),
    ("cases", "code"),
    ("handovers", "code"),
)
"""Rows that have a number in the system that they came from."""

_AMOUNTS = (
    ("contracts", "amount_fen"),
    ("receipts", "amount_fen"),
    ("invoices", "amount_fen"),
    ("opportunities", "amount_fen"),
    ("leads", "expected_arr_fen"),
)
"""Where amounts stand that an outsider could recognise."""
