"""Every command that changes a book, with arguments drawn at random: what a walk of random commands does.

This is the one list: a command that is written with ``@command`` here takes part in all walks. It returns the
Changes that the service returned, or None where the book has nothing to do it to. What the user would be
refused is drawn as well; a UserError then has to leave the book as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from csmdesk.domain.changes import Changes
from csmdesk.domain.fields import ACCOUNT_FIELDS
from csmdesk.services.account_edits import AccountEdits, ContactDraft, TouchDraft
from csmdesk.services.account_moves import AccountMoves
from csmdesk.services.account_views import AccountViews, ListView
from csmdesk.services.settings import Settings
from csmdesk.services.settings_rules import RULES, Unit
from csmdesk.storage.book import Book
from tests.unit.services.sample import TODAY, ids_of
from tests.unit.storage.making import rows_of


class Desk:
    """The services over one book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.edits = AccountEdits(book, lambda: TODAY)
        self.moves = AccountMoves(book)
        self.views = AccountViews(book)
        self.settings = Settings(book)

    def some(self, dice: Random, table: str) -> int:
        """The id of some row of a table; one that is not there where the table is empty."""
        ids = ids_of(self.book, table)
        return dice.choice(ids) if ids else -1

    def several(self, dice: Random, most: int = 6) -> list[int]:
        """Some accounts."""
        ids = ids_of(self.book, "accounts")
        return dice.sample(ids, min(len(ids), dice.randint(1, most)))


Do = Callable[[Desk, Random], Changes | None]


class Command(NamedTuple):
    """A command, how often it is drawn, and whether it may touch the big tables."""

    do: Do
    weight: int
    wide: bool


COMMANDS: dict[str, Command] = {}


def command(weight: int = 4, *, wide: bool = False) -> Callable[[Do], Do]:
    """Put a function into the list under its name."""

    def keep(do: Do) -> Do:
        COMMANDS[do.__name__] = Command(do, weight, wide)
        return do

    return keep


# --- what is typed ----------------------------------------------------------------------------------------

_WORDS = (
    "高价值",
    "stable",
    "at risk",
    "战略",
    "王敏",
    "杭州",
    "重庆银行",
    "Ａcme",
    "岚图家居（中国）",
    "",
    "  ",
    "a\tb\x00",
    "“引号”",
)
_DAYS = ("昨天", "上周三", "2024-06-20", "6月1日", "2月30日", "明天", "", "in 30 days", "60天后", "181天后")
_CODES = ("KH1001", "KH1002", "X-1", "Ｘ－２", "", "KH9999")
_SCORES = ("0", "45.5", "59.999", "100", "101", "很好", "")
_LINES = (
    "昨天 拜访 聊续约",
    "打电话 问工单",
    "call yesterday about renewal",
    "",
    "明天 拜访",
    "微信聊合同",
    "下周三再聊",
)


def word(dice: Random) -> str:
    """A word, now and then none or an odd one."""
    return dice.choice(_WORDS) if dice.random() < 0.8 else f"{dice.choice(_WORDS)}{dice.randint(0, 40)}"


def typed(dice: Random, field: str) -> str:
    """What somebody may type into a field."""
    if field.endswith("_day"):
        return dice.choice(_DAYS)
    if field == "code":
        return dice.choice(_CODES) if dice.random() < 0.5 else f"N{dice.randint(0, 99)}"
    return word(dice)


def day(dice: Random) -> date:
    """A day, mostly past."""
    return TODAY - timedelta(days=dice.randint(-1, 200))


# --- accounts ---------------------------------------------------------------------------------------------


@command(12)
def edit(desk: Desk, dice: Random) -> Changes:
    field = dice.choice(ACCOUNT_FIELDS).key
    return desk.edits.edit([desk.some(dice, "accounts")], field, typed(dice, field))


@command(6)
def edit_several(desk: Desk, dice: Random) -> Changes:
    field = dice.choice(ACCOUNT_FIELDS).key
    return desk.edits.edit(desk.several(dice), field, typed(dice, field))


@command(5)
def new(desk: Desk, dice: Random) -> Changes:
    fields = dice.sample([field.key for field in ACCOUNT_FIELDS], 4)
    values = {field: typed(dice, field) for field in fields} | {"name": f"新客户{dice.randint(0, 60)}"}
    if dice.random() < 0.3:
        values["force"] = "1"
    return desk.edits.new(values)[1]


@command(3)
def archive(desk: Desk, dice: Random) -> Changes:
    return desk.edits.archive(desk.several(dice, 3))


@command(3)
def unarchive(desk: Desk, dice: Random) -> Changes:
    return desk.edits.unarchive(desk.several(dice, 12))


@command(5)
def paste(desk: Desk, dice: Random) -> Changes:
    fields = [field.key for field in dice.sample(ACCOUNT_FIELDS, dice.randint(1, 4))]
    rows = [
        "\t".join(typed(dice, field).replace("\t", " ") for field in fields)
        for _ in range(dice.randint(1, 5))
    ]
    columns = [field if dice.random() < 0.9 else "" for field in fields]
    ids = desk.several(dice, 8)
    return desk.edits.apply_paste(
        desk.edits.plan_paste("\r\n".join(rows), ids, columns, ids[: dice.randint(0, 4)])
    )


# --- touches ----------------------------------------------------------------------------------------------


def _touch(desk: Desk, dice: Random) -> TouchDraft:
    contact = desk.some(dice, "contacts") if dice.random() < 0.3 else None
    minutes = dice.choice([None, 0, 30, -1]) if dice.random() < 0.5 else None
    return TouchDraft(day(dice), dice.choice(["电话", "拜访", "飞书", ""]), word(dice), contact, minutes)


@command(6)
def type_touch(desk: Desk, dice: Random) -> Changes:
    return desk.edits.add_touch(desk.several(dice, 3), desk.edits.read_touch(dice.choice(_LINES)))


@command(4)
def add_touch(desk: Desk, dice: Random) -> Changes:
    return desk.edits.add_touch([desk.some(dice, "accounts")], _touch(desk, dice))


@command(4)
def edit_touch(desk: Desk, dice: Random) -> Changes:
    return desk.edits.edit_touch(desk.some(dice, "touches"), _touch(desk, dice))


@command(3)
def remove_touch(desk: Desk, dice: Random) -> Changes:
    return desk.edits.remove_touch(desk.some(dice, "touches"))


# --- contacts ---------------------------------------------------------------------------------------------


def _contact(dice: Random) -> ContactDraft:
    return ContactDraft(
        dice.choice(["林宁娟", "单晓燕", "Ann Lee", " "]),
        dice.choice(["CIO", "CEO", "采购经理", ""]),
        dice.random() < 0.5,
        dice.choice(["a@example.com", "", "不是邮箱"]),
        dice.choice(["139-0000-0001", ""]),
        dice.choice(["1978-02-23", "02-29", "", "昨天"]),
        day(dice) if dice.random() < 0.3 else None,
    )


@command(4)
def new_contact(desk: Desk, dice: Random) -> Changes:
    return desk.edits.save_contact(desk.some(dice, "accounts"), None, _contact(dice))


@command(4)
def edit_contact(desk: Desk, dice: Random) -> Changes:
    contact = desk.some(dice, "contacts")
    found = rows_of(desk.book, "SELECT account_id FROM contacts WHERE id = ?", [contact])
    account = found[0][0] if found and dice.random() < 0.9 else desk.some(dice, "accounts")
    return desk.edits.save_contact(account, contact, _contact(dice))


@command(3)
def contact_left(desk: Desk, dice: Random) -> Changes:
    return desk.edits.contact_left(desk.some(dice, "contacts"), day(dice) if dice.random() < 0.7 else None)


@command(2)
def remove_contact(desk: Desk, dice: Random) -> Changes:
    return desk.edits.remove_contact(desk.some(dice, "contacts"))


# --- health -----------------------------------------------------------------------------------------------


@command(6)
def override(desk: Desk, dice: Random) -> Changes:
    return desk.edits.override(
        desk.some(dice, "accounts"),
        dice.choice(_SCORES),
        word(dice),
        dice.choice(_DAYS),
        day(dice) if dice.random() < 0.5 else None,
    )


@command(2)
def remove_override(desk: Desk, dice: Random) -> Changes:
    return desk.edits.remove_override(desk.some(dice, "health_overrides"))


# --- settings and views -----------------------------------------------------------------------------------


_RULES = [key for key, rule in RULES.items() if rule.unit is not Unit.BY_SEGMENT]


@command(3)
def set_rule(desk: Desk, dice: Random) -> Changes:
    return desk.settings.set_rule(dice.choice(_RULES), dice.choice(["1", "30", "0.5", "CNY", "", "很多"]))


@command(2)
def reset_rules(desk: Desk, dice: Random) -> Changes:
    return desk.settings.reset_rules(frozenset(dice.sample(_RULES, 5)))


@command(2)
def set_weight(desk: Desk, dice: Random) -> Changes | None:
    dimension = desk.some(dice, "health_dimensions")
    return (
        desk.settings.health.set(dimension, dice.choice(["40", "0", "12.5", "", "x"]))
        if dimension > 0
        else None
    )


def _segment(desk: Desk, dice: Random) -> str:
    known: list[str] = [name for (name,) in rows_of(desk.book, "SELECT name FROM segments ORDER BY id")]
    return dice.choice(["高价值", "流失风险", "不存在", *known])


@command(2)
def add_segment(desk: Desk, dice: Random) -> Changes:
    return desk.settings.segments.add(f"分层{dice.randint(0, 5)}")


@command(2)
def set_segment(desk: Desk, dice: Random) -> Changes:
    return desk.settings.segments.set(_segment(desk, dice), "cadence_days", dice.choice(["7", "30", "", "x"]))


@command(2)
def rename_segment(desk: Desk, dice: Random) -> Changes:
    return desk.settings.segments.rename(_segment(desk, dice), f"分层{dice.randint(0, 9)}")


@command(2)
def remove_segment(desk: Desk, dice: Random) -> Changes:
    into = _segment(desk, dice) if dice.random() < 0.5 else None
    return desk.settings.segments.remove(_segment(desk, dice), into)


@command(2)
def set_rate(desk: Desk, dice: Random) -> Changes:
    act = dice.choice([desk.settings.rates.add, desk.settings.rates.set])
    return act("2024H1", dice.choice(["USD", "EUR"]), dice.choice(["7.1", "0", "x"]))


@command(1)
def remove_rate(desk: Desk, dice: Random) -> Changes:
    return desk.settings.rates.remove("2024H1", dice.choice(["USD", "EUR"]))


@command(3)
def save_view(desk: Desk, dice: Random) -> Changes:
    view = ListView(filter=word(dice), sort=(("name", dice.random() < 0.5),))
    return desk.views.add(f"视图{dice.randint(0, 9)}", view)[1]


@command(2)
def change_view(desk: Desk, dice: Random) -> Changes | None:
    own = [saved.key for saved in desk.views.saved()[0] if not saved.built_in]
    if not own:
        return None
    key = dice.choice(own)
    act = dice.randint(0, 2)
    if act == 0:
        return desk.views.rename(key, f"视图{dice.randint(0, 9)}")
    return desk.views.delete(key) if act == 1 else desk.views.update(key, ListView(filter=word(dice)))


# --- merging and handing over -----------------------------------------------------------------------------


@command(1, wide=True)
def merge(desk: Desk, dice: Random) -> Changes:
    keep, *others = desk.several(dice, 3)
    return desk.moves.merge(keep, others)


@command(2)
def hand_over(desk: Desk, dice: Random) -> Changes:
    return desk.moves.hand_over(desk.several(dice, 2), dice.choice(["李雷", " "]), day(dice))


@command(2)
def take_back(desk: Desk, dice: Random) -> Changes:
    return desk.moves.take_back(desk.several(dice, 6))
