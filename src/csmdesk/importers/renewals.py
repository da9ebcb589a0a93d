"""Renewal links: as the files name them, checked for cycles, and inferred where a renewal names nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from csmdesk.domain.text import Text
from csmdesk.importers.content import Content, Link
from csmdesk.importers.context import Context
from csmdesk.importers.drafts import Draft
from csmdesk.importers.known import NO_DAY, KnownContract
from csmdesk.importers.mapping import Header, Why
from csmdesk.importers.words import headers, vocabulary

WITHIN_DAYS = 31
"""How far from the day before its start the old contract of an inferred link may end, either way."""


def link(drafts: Sequence[Draft], context: Context, content: Content) -> None:
    """Collect the links of the drafts, refuse unknown contracts and cycles, infer what is missing."""
    said: dict[tuple[str, str], tuple[Draft, int, str]] = {}
    for draft in drafts:
        for name in ("renews", "renewed_by"):
            backwards = name == "renews"
            if _may_be_either(draft, name) and _points_ahead(draft, name, context) == backwards:
                # 续约合同编号 heads the old contract's number as often as the new one's; the dates say which.
                backwards = not backwards
                draft.typed.problem(TURNED[name], name=name, error=False)
            others = draft.typed.column(name, ())
            for own, place in zip(draft.columns["code"], draft.places, strict=True):
                for other in others[place]:
                    if _checked(draft, place, name, other, own, context):
                        said.setdefault((other, own) if backwards else (own, other), (draft, place, name))
    linked = frozenset(new for _, new in said)
    # A link that was inferred gives way to what a file says; other links of the book stay.
    stored = {
        pair for pair in context.known.links if not (pair in context.known.inferred and pair[1] in linked)
    }
    for pair in _in_cycles({*said, *stored}):
        if pair in said:
            draft, place, name = said[pair]
            value = pair[0] if pair[0] != draft.columns["code"][draft.places.index(place)] else pair[1]
            draft.typed.problem(CYCLE.format(value=value), name=name, at=place, value=value)
            break
    content.links += [Link(old, new, inferred=False) for old, new in said]
    content.linked = linked
    new_codes = [code for draft in drafts for code in draft.columns["code"] if code in context.contracts]
    inferred = infer(dict.fromkeys(new_codes), context.contracts, {*said, *stored})
    content.links += [Link(old, new, inferred=True) for old, new in inferred]
    if inferred:
        shown = "、".join(f"{new}←{old}" for old, new in inferred[:5])
        drafts[0].typed.problem(INFERRED.format(count=len(inferred), shown=shown), error=False)


def _may_be_either(draft: Draft, name: str) -> bool:
    """Whether the header leaves it open if the column names the earlier contract or the later one."""
    column = draft.typed.fit.fields.get(name)
    if column is None or column.why is Why.SAID:
        return False
    known = any(key in headers("contracts") for key, _ in Header.of(column.header).keys)
    return not known or vocabulary("either_contract").meaning(column.header) is not None


def _points_ahead(draft: Draft, name: str, context: Context) -> bool:
    """Whether most of the contracts that a column names start later than the row's own."""
    votes = 0
    others = draft.typed.column(name, ())
    for own, place in zip(draft.columns["code"], draft.places, strict=True):
        for other in others[place]:
            if own in context.contracts and other in context.contracts and own != other:
                here, there = context.contracts[own].start, context.contracts[other].start
                if NO_DAY in {here, there}:
                    continue
                votes += (there > here) - (there < here)
    return votes > 0 if votes else name == "renewed_by"


def _checked(draft: Draft, place: int, name: str, other: str, own: str | None, context: Context) -> bool:
    if own is None:
        return False
    if own == other:
        draft.typed.problem(ITSELF.format(value=other), name=name, at=place, value=other)
        return False
    if other not in context.contracts:
        draft.typed.problem(UNKNOWN.format(value=other), name=name, at=place, value=other)
        return False
    if own in context.contracts and context.contracts[other].account != context.contracts[own].account:
        draft.typed.problem(OTHER_ACCOUNT.format(value=other), name=name, at=place, value=other, error=False)
    return True


def infer(
    new_codes: Iterable[str], contracts: dict[str, KnownContract], links: set[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Pairs (old, new) for renewals that no link names, one to one.

    The old contract is a recurring one of the same account and currency without a successor whose end is at
    most 31 days from the day before the renewal's start; the nearest end wins, then the nearest amount, then
    the codes.
    """
    followed = {old for old, _ in links}
    following = {new for _, new in links}
    by_account: dict[str, list[str]] = {}
    for code, contract in contracts.items():
        if contract.recurring and contract.end is not None and code not in followed:
            by_account.setdefault(contract.account, []).append(code)
    found: list[tuple[int, int, str, str]] = []
    for new in new_codes:
        contract = contracts[new]
        if contract.kind != "renewal" or new in following:
            continue
        for old in by_account.get(contract.account, ()):
            other = contracts[old]
            assert other.end is not None
            gap = abs((other.end - (contract.start - timedelta(days=1))).days)
            if (
                old != new
                and gap <= WITHIN_DAYS
                and other.start < contract.start
                and other.currency == contract.currency
            ):
                found.append((gap, abs(other.amount - contract.amount), old, new))
    pairs: list[tuple[str, str]] = []
    used_old: set[str] = set()
    used_new: set[str] = set()
    for _, _, old, new in sorted(found):
        if old not in used_old and new not in used_new:
            used_old.add(old)
            used_new.add(new)
            pairs.append((old, new))
    circular = set(_in_cycles({*links, *pairs}))
    return [pair for pair in pairs if pair not in circular]


def _in_cycles(links: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """The links on a cycle, in order: what is left when contracts at an end are taken away, over and over."""
    left = set(links)
    while True:
        olds, news = {old for old, _ in left}, {new for _, new in left}
        on_both_sides = {(old, new) for old, new in left if old in news and new in olds}
        if len(on_both_sides) == len(left):
            return sorted(left)
        left = on_both_sides


TURNED = {
    "renews": Text("按日期看，这一列写的是后一份合同", "by the dates, this column names the later contract"),
    "renewed_by": Text(
        "按日期看，这一列写的是前一份合同", "by the dates, this column names the earlier contract"
    ),
}
CYCLE = Text("续签自“{value}”使合同首尾相接成环", "renewing “{value}” makes the contracts a circle")
ITSELF = Text("“{value}”续签自它自己", "“{value}” renews itself")
UNKNOWN = Text("没有“{value}”这份合同", "there is no contract “{value}”")
OTHER_ACCOUNT = Text("“{value}”是另一个客户的合同", "“{value}” is a contract of another account")
INFERRED = Text(
    "有 {count} 份续约合同没有写明续自哪份，按日期推断（{shown}）",
    "{count} renewals name no old contract: inferred by date ({shown})",
)
