"""Every command that changes a book, with arguments drawn at random: what a walk of random commands does.

This is the one list: a command that is written with ``@command`` here takes part in all walks. It returns the
Changes that the service returned, or None where the book has nothing to do it to. What the user would be
refused is drawn as well; a UserError then has to leave the book as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from random import Random
from typing import NamedTuple

from csmdesk.domain.changes import Changes
from csmdesk.domain.clock import Reading
from csmdesk.domain.fields import ACCOUNT_FIELDS
from csmdesk.domain.forecast import Forecast
from csmdesk.domain.quote import BundleItem
from csmdesk.domain.workshop import WorkshopSheet
from csmdesk.services.account_edits import AccountEdits, ContactDraft, TouchDraft
from csmdesk.services.account_moves import AccountMoves
from csmdesk.services.account_views import AccountViews, ListView
from csmdesk.services.accounts import Accounts
from csmdesk.services.calendar_settings import CalendarSettings
from csmdesk.services.escalations import Escalations
from csmdesk.services.quotes import Bundle, QuoteDraft, Quotes
from csmdesk.services.receipt_draft import ReceiptDraft
from csmdesk.services.renewal_links import RenewalLinks
from csmdesk.services.renewal_money import InvoiceDraft, OfferDraft, RenewalMoney
from csmdesk.services.renewals import Renewals, Way
from csmdesk.services.settings import Settings
from csmdesk.services.settings_rules import RULES, Unit
from csmdesk.services.standups import Standups
from csmdesk.services.war_board import WarBoard
from csmdesk.services.war_rooms import WarRooms
from csmdesk.services.workshops import Workshops
from csmdesk.storage.book import Book
from tests.unit.services.sample import TODAY, ids_of
from tests.unit.storage.making import rows_of

NOW = datetime.combine(TODAY, datetime.min.time()) + timedelta(hours=18)


class Desk:
    """The services over one book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.edits = AccountEdits(book, lambda: TODAY)
        self.moves = AccountMoves(book)
        self.views = AccountViews(book)
        self.settings = Settings(book)
        self.renewals = Renewals(book, lambda: TODAY)
        self.workshops = Workshops(book, lambda: NOW)
        self.money = RenewalMoney(book, lambda: TODAY)
        self.links = RenewalLinks(book)
        self.quotes = Quotes(book, lambda: TODAY)
        self.calendar = CalendarSettings(book)
        self.board = WarBoard(book, lambda: TODAY, lambda: NOW)
        self.rooms = WarRooms(book, Accounts(book), lambda: TODAY)
        self.standups = Standups(book, lambda: TODAY)
        self.escalations = Escalations(book, lambda: Reading(NOW.replace(tzinfo=UTC), 0, "boot"))

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


@command(12)
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


@command(3)
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


@command(4)
def hand_over(desk: Desk, dice: Random) -> Changes:
    return desk.moves.hand_over(desk.several(dice, 2), dice.choice(["李雷", " "]), day(dice))


@command(5)
def take_back(desk: Desk, dice: Random) -> Changes:
    return desk.moves.take_back(desk.several(dice, 6))


# --- the contract calendar --------------------------------------------------------------------------------


def _contract(desk: Desk, dice: Random) -> int:
    return desk.some(dice, "contracts") if dice.random() < 0.95 else -1


def _moment(dice: Random) -> datetime | None:
    """A moment of the last days, now and then none, or one to come."""
    return NOW - timedelta(minutes=dice.randint(-60, 6000)) if dice.random() < 0.8 else None


def _fen(dice: Random) -> int:
    return 0 if dice.random() < 0.05 else dice.choice([1, 10_000_00, -5_000_00, dice.randint(1, 10**9)])


def _sheet(dice: Random) -> WorkshopSheet:
    return WorkshopSheet(
        pains=tuple(word(dice) for _ in range(dice.randint(0, 12))),
        measures=tuple(word(dice) for _ in range(dice.randint(0, 8))),
        fishbone=dice.choice(["人：换了 CIO", "", "a\r\nb"]),
        okr=dice.choice(["O1", "O1", ""]),
        own_signed=dice.random() < 0.8,
        customer_signed=dice.random() < 0.8,
        planned_day=day(dice) if dice.random() < 0.3 else None,
        held_at=_moment(dice),
        minutes_at=_moment(dice) if dice.random() < 0.3 else None,
        ticket_at=_moment(dice) if dice.random() < 0.2 else None,
        ticket_owner=dice.choice(["周敏", ""]),
        ticket_deadline=day(dice),
        ticket_acceptance=dice.choice(["月活 80%", ""]),
    )


@command(3)
def start_talks(desk: Desk, dice: Random) -> Changes:
    return desk.renewals.start_talks(_contract(desk, dice), dice.choice([day(dice), None]), word(dice))


@command(2)
def send_quote(desk: Desk, dice: Random) -> Changes:
    return desk.renewals.send_quote(_contract(desk, dice), dice.choice([day(dice), None]), word(dice))


@command(3)
def set_forecast(desk: Desk, dice: Random) -> Changes:
    ids = [_contract(desk, dice) for _ in range(dice.randint(1, 3))]
    return desk.renewals.set_forecast(ids, dice.choice([*Forecast, None]), word(dice))


def _receipt(dice: Random) -> ReceiptDraft:
    return ReceiptDraft(
        _fen(dice),
        dice.choice([day(dice), None]),
        dice.choice([day(dice), None]),
        dice.choice([True, False, None]),
        -1 if dice.random() < 0.05 else dice.choice([0, 100]),
        dice.choice(["", "FP-1", "ＦＰ－２"]),
    )


@command(5)
def renew(desk: Desk, dice: Random) -> Changes:
    """One contract or two, for one term or several, with or without receipts."""
    ids = [_contract(desk, dice) for _ in range(dice.choice([1, 1, 2]))]
    ways: list[Way] = ["one_year", "multi_year", "co_term"]
    way = dice.choice(ways)
    until = TODAY + timedelta(days=dice.randint(-100, 900))
    draft = desk.renewals.suggest(ids, way, years=dice.randint(1, 3), until=until)
    first = draft.terms[0]
    terms = [first] + [
        first._replace(amount_fen=_fen(dice), code=dice.choice(["", "HT-N", "HT00001"]), product=word(dice))
        for _ in range(dice.choice([0, 0, 1]))
    ]
    receipts = tuple(_receipt(dice) for _ in range(dice.choice([0, 0, 1, 2])))
    return desk.renewals.renew(replace(draft, terms=tuple(terms), receipts=receipts))[1]


@command(3)
def lose(desk: Desk, dice: Random) -> Changes:
    reason = dice.choice(["竞品侵占", "总部统一采购", " "])
    return desk.renewals.lose(_contract(desk, dice), reason, dice.choice([day(dice), None]))


@command(2)
def reopen(desk: Desk, dice: Random) -> Changes:
    # Mostly one that was lost: there are few.
    lost = rows_of(desk.book, "SELECT id FROM contracts WHERE loss_reason <> '' ORDER BY id")
    return desk.renewals.reopen(dice.choice(lost)[0] if lost else _contract(desk, dice))


@command(4)
def save_workshop(desk: Desk, dice: Random) -> Changes:
    return desk.workshops.save(_contract(desk, dice), _sheet(dice))


@command(5)
def hold_workshop(desk: Desk, dice: Random) -> Changes:
    """One that is complete more often than not."""
    sheet = _sheet(dice)
    if dice.random() < 0.7:
        points = tuple(f"痛点{n}" for n in range(dice.randint(5, 8)))
        held = NOW - timedelta(hours=dice.randint(1, 200))
        sheet = WorkshopSheet(points, points[:3], "人", "O1", True, True, held_at=held)
    return desk.workshops.hold(_contract(desk, dice), sheet)


def _on_sheet(desk: Desk, dice: Random) -> int:
    """A contract with a checklist."""
    found = rows_of(desk.book, "SELECT contract_id FROM workshop_sheets ORDER BY id")
    return int(dice.choice(found)[0]) if found else -1


@command(3)
def after_workshop(desk: Desk, dice: Random) -> Changes:
    contract, at = _on_sheet(desk, dice), _moment(dice)
    if dice.random() < 0.4:
        return desk.workshops.send_minutes(contract, at)
    return desk.workshops.open_ticket(contract, dice.choice(["周敏", ""]), day(dice), word(dice), at)


@command(2)
def reopen_workshop(desk: Desk, dice: Random) -> Changes:
    return desk.workshops.reopen(_on_sheet(desk, dice))


@command(4)
def add_receipts(desk: Desk, dice: Random) -> Changes:
    receipts = [_receipt(dice) for _ in range(dice.randint(0, 3))]
    return desk.money.add_receipts(_contract(desk, dice), receipts)


@command(3)
def change_receipt(desk: Desk, dice: Random) -> Changes:
    return desk.money.change_receipt(desk.some(dice, "receipts"), _receipt(dice))


@command(2)
def remove_receipt(desk: Desk, dice: Random) -> Changes:
    return desk.money.remove_receipt(desk.some(dice, "receipts"))


def _invoice(dice: Random) -> InvoiceDraft:
    due = dice.choice([day(dice), None])
    return InvoiceDraft(_fen(dice), day(dice), due, dice.choice(["", "FP-1", "FP-2"]))


@command(3)
def add_invoice(desk: Desk, dice: Random) -> Changes:
    return desk.money.add_invoice(_contract(desk, dice), _invoice(dice))


@command(2)
def change_invoice(desk: Desk, dice: Random) -> Changes:
    key = desk.some(dice, "invoices")
    return (
        desk.money.remove_invoice(key)
        if dice.random() < 0.3
        else desk.money.change_invoice(key, _invoice(dice))
    )


@command(3)
def save_offer(desk: Desk, dice: Random) -> Changes:
    offer = OfferDraft(TODAY + timedelta(days=dice.randint(-30, 120)), _fen(dice), word(dice))
    return desk.money.save_offer(_contract(desk, dice), offer)


@command(1)
def remove_offer(desk: Desk, dice: Random) -> Changes:
    return desk.money.remove_offer(desk.some(dice, "early_offers"))


@command(2)
def add_link(desk: Desk, dice: Random) -> Changes:
    old = _contract(desk, dice)
    found = desk.links.choices(old)
    new = dice.choice(found).id if found and dice.random() < 0.8 else _contract(desk, dice)
    return desk.links.add(old, new)


@command(2)
def change_link(desk: Desk, dice: Random) -> Changes:
    keys = [desk.some(dice, "renewal_links") for _ in range(dice.randint(1, 3))]
    return desk.links.confirm(keys) if dice.random() < 0.5 else desk.links.remove(keys[0])


@command(3)
def save_a_quote(desk: Desk, dice: Random) -> Changes:
    items = tuple(
        BundleItem(word(dice), Fraction(dice.randint(0, 10**6)), Fraction(dice.randint(0, 10**6)))
        for _ in range(dice.randint(0, 3))
    )
    bundle = Bundle(items, dice.randint(0, 10**7)) if dice.random() < 0.4 else None
    contract = _contract(desk, dice) if dice.random() < 0.3 else None
    found = rows_of(desk.book, "SELECT account_id FROM contracts WHERE id = ?", [contract or -1])
    return desk.quotes.save(
        QuoteDraft(
            int(found[0][0]) if found else desk.some(dice, "accounts"),
            Fraction(dice.randint(0, 4000), 8),
            Fraction(dice.randint(-1, 9000), 8),
            dice.choice([0, 1, 99, 12_000]),
            dice.random() < 0.5,
            day(dice),
            contract,
            note=word(dice),
            bundle=bundle,
        )
    )


@command(2)
def quote_into_review(desk: Desk, dice: Random) -> Changes | None:
    accounts = rows_of(desk.book, "SELECT account_id FROM quotes ORDER BY id")
    found = desk.quotes.list(int(dice.choice(accounts)[0])) if accounts else ()
    return desk.quotes.into_review(found[0].draft, dice.choice(["2024H1", "?"]), "zh") if found else None


@command(1)
def remove_quote(desk: Desk, dice: Random) -> Changes:
    return desk.quotes.remove(desk.some(dice, "quotes"))


@command(2)
def calendar_setting(desk: Desk, dice: Random) -> Changes:
    typed = dice.choice(["6", "62.5%", "", "101", "很多"])
    act = dice.randint(0, 2)
    if act == 0:
        return desk.calendar.set_likelihood(dice.choice(list(Forecast)), typed)
    if act == 1:
        return desk.calendar.set_tax(dice.choice([True, False, None]), typed)
    return desk.calendar.set_discount(typed)
