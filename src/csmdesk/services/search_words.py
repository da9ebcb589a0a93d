"""What the command palette says of an account, a contract and a contact that it found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from csmdesk.domain.contract import annual_value
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.services.account_view import Mark
from csmdesk.services.account_words import joined, short_day
from csmdesk.services.search_marks import Spans, marked

if TYPE_CHECKING:
    from csmdesk.services.figures import AccountLine
    from csmdesk.storage.search_rows import AccountRow, ContactRow, ContractRow

Kind = Literal["account", "contract", "contact"]

_BIRTHDAY_DAYS = 30
"""A birthday is told so many days ahead."""

KINDS = {
    "new": Text("新签", "new"),
    "renewal": Text("续约", "renewal"),
    "upsell": Text("增购", "upsell"),
    "cross_sell": Text("交叉销售", "cross-sell"),
}


@dataclass(frozen=True)
class Hit:
    """Something that was found, in words.

    ``title_marks`` and ``detail_marks`` are the characters that matched; ``rank`` is how well, 0 best (see
    ``search_index``). ``mark`` is an account's health. ``account`` is the name of the account it belongs to.
    """

    kind: Kind
    id: int
    account_id: int
    account: str
    title: str
    detail: str = ""
    right: str = ""
    mark: Mark = ""
    title_marks: Spans = ()
    detail_marks: Spans = ()
    rank: int = 0


def account_hit(
    row: AccountRow,
    line: AccountLine | None,
    terms: Sequence[str],
    language: Language,
    rank: int,
) -> Hit:
    """An account: its pinyin, number and segment; annual value and health once they are counted."""
    detail = joined([row.pinyin, row.code, row.segment], language)
    right = ""
    if line is not None:
        score = Text("健康 {score}", "health {score}").format(score=display.health(line.health))
        right = f"{display.money_cell(line.arr_fen / 100, language)}   {score.to(language)}"
    title_marks = marked(row.name, terms, row.pinyin, row.initials)
    codes = [term for term in terms if term in row.code.casefold() and term not in row.pinyin]
    return Hit(
        "account",
        row.id,
        row.id,
        row.name,
        row.name,
        detail,
        right,
        line.band.value if line is not None else "",
        title_marks,
        marked(detail, codes),
        rank,
    )


def contract_hit(
    row: ContractRow,
    account: AccountRow,
    terms: Sequence[str],
    language: Language,
    on: date,
    home: str,
    rank: int,
) -> Hit:
    """A contract: its account, what it is and when it ends as of ``on``; its annual value.

    The product is told when it is what was looked for; a currency when it is not ``home``.
    """
    kind = KINDS.get(row.kind)
    product = row.product if any(term in row.product.casefold() for term in terms) else ""
    parts = [account.name, product, kind.to(language) if kind else "", *_ending(row, on, language)]
    detail = joined(parts, language)
    annual = _annual(row)
    right = (
        display.money_cell(annual / 100, language)
        if row.currency == home
        else display.money(annual / 100, language, row.currency)
    )
    return Hit(
        "contract",
        row.id,
        account.id,
        account.name,
        row.code,
        detail,
        right,
        "",
        marked(row.code, terms),
        _in_detail(detail, account, terms),
        rank,
    )


def contact_hit(
    row: ContactRow,
    account: AccountRow,
    terms: Sequence[str],
    language: Language,
    on: date,
    rank: int,
) -> Hit:
    """A contact: title and account; whether they left, have a birthday soon, or are an executive."""
    detail = joined([row.title, account.name], language)
    return Hit(
        "contact",
        row.id,
        account.id,
        account.name,
        row.name,
        detail,
        _of_person(row, on).to(language),
        "",
        marked(row.name, terms, row.pinyin, row.initials),
        _in_detail(detail, account, terms),
        rank,
    )


def _in_detail(detail: str, account: AccountRow, terms: Sequence[str]) -> Spans:
    """The matched characters of a detail that holds the account's name among other words."""
    begin = detail.find(account.name)
    own = marked(account.name, terms, account.pinyin, account.initials)
    places = [(begin + at, begin + to) for at, to in own]
    if not places:
        return marked(detail, terms)
    return tuple(places)


def _ending(row: ContractRow, on: date, language: Language) -> list[str]:
    if row.end_day is None:
        return [Text("无到期日", "no end").to(language)]
    end = date.fromisoformat(row.end_day)
    ends = Text("{day} 到期", "ends {day}") if end >= on else Text("{day} 已到期", "ended {day}")
    words = [ends.format(day=short_day(end, on)).to(language)]
    if row.renewed:
        words.append(Text("已续", "renewed").to(language))
    elif row.lost_day or row.loss_reason:
        words.append(Text("未续", "not renewed").to(language))
    elif row.auto_renewal and end >= on:
        words.append(Text("自动续约", "renews by itself").to(language))
    return words


def _annual(row: ContractRow) -> Fraction:
    if row.annual_fen is not None:
        return Fraction(row.annual_fen)
    if row.end_day is None:
        return Fraction(row.amount_fen)
    return annual_value(row.amount_fen, date.fromisoformat(row.start_day), date.fromisoformat(row.end_day))


def _of_person(row: ContactRow, on: date) -> Text:
    if row.left_day is not None:
        left = date.fromisoformat(row.left_day)
        if left <= on:
            day = short_day(left, on)
            return Text(f"{day} 离职", f"left {day}")
    if row.birthday is not None and _comes_soon(row.birthday[-5:], on):
        return Text(f"生日 {row.birthday[-5:]}", f"birthday {row.birthday[-5:]}")
    return Text("高管", "executive") if row.executive else Text("", "")


def _comes_soon(birthday: str, on: date) -> bool:
    """True when a day of the year (``07-17``) is near; the days ahead may reach into the next year."""
    first, last = f"{on:%m-%d}", f"{on + timedelta(days=_BIRTHDAY_DAYS):%m-%d}"
    if first <= last:
        return first <= birthday <= last
    return birthday >= first or birthday <= last
