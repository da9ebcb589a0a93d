"""Cards for the tests of the board: as many as wanted, and the three war rooms of the design."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from csmdesk.domain.text import Language
from csmdesk.services.board_columns import NAMES, BoardColumn
from csmdesk.services.board_view import BoardData, Card, left_words

CLOSING = date(2024, 6, 30)
STATUSES = ("todo", "doing", "review", "done")
ACCOUNTS = ("岚图家居", "铸元钢铁", "云岫茶饮", "恒沐医药", "启衡证券", "金穗农业", "望海物流", "白露科技")
OWNERS = ("客户成功经理", "技术支持经理", "产品研发经理", "陈楠", "Wei Zhang", "")
_TITLES = (
    "聚合表与索引优化",
    "新CIO价值汇报会",
    "技术支持驻场诊断",
    "把下半年的培训计划和新来的业务负责人逐条过一遍，定下每场的人和时间",
    "Agree the escalation path with their operations lead and put it into writing",
    "回访",
)
_DETAILS = ("", "单表8000万行报表加载15秒", "", "每周三例会\n先看上周的问题单，再看本周要交付的", "")
_CRITERIA = (
    "加载时长<3秒",
    "新CIO书面确认年度目标",
    "诊断报告签收",
    "培训签到率不低于八成，并且考试平均分不低于 80 分",
)


def columns(
    language: Language = "zh",
    *,
    limits: Mapping[str, int] | None = None,
    names: Mapping[str, str] | None = None,
    order: Sequence[str] = STATUSES,
) -> tuple[BoardColumn, ...]:
    """The four columns, some with a limit or a name of their own."""
    own = names or {}
    return tuple(
        BoardColumn(key, own.get(key) or NAMES[key].to(language), own.get(key, ""), (limits or {}).get(key))
        for key in order
    )


def card(
    key: int, status: str = "todo", *, room: int = 1, language: Language = "zh", **changed: object
) -> Card:
    """A card of room ``room``; its account is the room's."""
    deadline = changed.get("deadline", CLOSING + timedelta(7))
    left = (deadline - CLOSING).days if isinstance(deadline, date) else None
    account = ACCOUNTS[(room - 1) % len(ACCOUNTS)] + (str(room) if room > len(ACCOUNTS) else "")
    unfinished = status != "done"
    made = Card(
        id=key,
        room_id=room,
        account_id=1000 + room,
        account=account,
        mark="red",
        title=f"任务 {key}",
        detail="",
        owner=OWNERS[0],
        deadline=deadline if isinstance(deadline, date) else None,
        days_left=left,
        left_words=left_words(left).to(language) if left is not None and unfinished else "",
        late=unfinished and left is not None and left < 2,
        overdue=unfinished and left is not None and left < 0,
        acceptance="签收",
        status=status,
        position=key * 1024,
        link="",
        items_done=0,
        items=0,
        comments=0,
        accepted=status == "done",
        age=0,
        age_words="今天进入此列" if language == "zh" else "In this column since today",
        search="",
    )
    made = made._replace(**changed)  # type: ignore[arg-type]
    words = f"{made.title}\n{made.detail}\n{made.owner}\n{made.account}"
    return made._replace(search=words.casefold())


def board(cards: Sequence[Card], shown: Sequence[BoardColumn] | None = None) -> BoardData:
    """A board of these cards, which come in their order."""
    heads = tuple(shown or columns())
    ordered = tuple(one for column in heads for one in cards if one.status == column.key)
    owners = tuple(sorted({one.owner for one in cards if one.owner}))
    return BoardData(heads, ordered, owners)


def design_board(language: Language = "zh") -> BoardData:
    """The nine cards of the sample book."""
    rows = [
        ("todo", "聚合表与索引优化", "单表8000万行报表加载15秒", "加载时长<3秒", "产品研发经理", 7),
        ("doing", "新CIO价值汇报会", "", "新CIO书面确认年度目标", "客户成功经理", 10),
        ("review", "技术支持驻场诊断", "", "诊断报告签收", "技术支持经理", 13),
    ]
    cards = [
        card(
            10 * number + room,
            status,
            room=room,
            language=language,
            title=title,
            detail=detail,
            acceptance=acceptance,
            owner=owner,
            deadline=CLOSING + timedelta(left),
        )
        for number, (status, title, detail, acceptance, owner, left) in enumerate(rows, 1)
        for room in (1, 2, 3)
    ]
    return board(cards, columns(language))


def many_cards(count: int, *, rooms: int = 30, seed: int = 1, language: Language = "zh") -> list[Card]:
    """So many cards of all kinds: long and short words, late, without an owner, with a checklist."""
    dice = random.Random(seed)
    made = []
    for key in range(1, count + 1):
        left = dice.choice((-9, -2, 0, 1, 3, 7, 10, 13, 240))
        items = dice.choice((0, 0, 3, 8))
        age = dice.choice((0, 1, 4, 26))
        lacks = [dice.random() < 0.08, dice.random() < 0.08]
        criteria = "" if lacks[0] else dice.choice(_CRITERIA)
        status = dice.choice(STATUSES)
        words = f"在此列 {age} 天" if language == "zh" else f"{age} days in this column"
        made.append(
            card(
                key,
                status,
                room=1 + dice.randrange(rooms),
                language=language,
                title=dice.choice(_TITLES),
                detail=dice.choice(_DETAILS),
                owner="" if lacks[1] else dice.choice(OWNERS[:-1]),
                deadline=CLOSING + timedelta(left),
                acceptance=criteria,
                items=items,
                items_done=dice.randrange(items + 1),
                comments=dice.choice((0, 0, 2, 11)),
                link=dice.choice(("", "", "GD-1024")),
                age=age,
                age_words=words,
                missing="缺" if any(lacks) and status != "done" else "",
                accepted=status == "done" and bool(criteria),
            )
        )
    return made
