"""Usage, time in the system and health scores: from typed columns to rows."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from csmdesk.domain.text import Text
from csmdesk.importers.coded import Coded, is_coded, paired, places_where
from csmdesk.importers.content import Content, UsageRow
from csmdesk.importers.context import Codes, Context
from csmdesk.importers.draft_parts import present
from csmdesk.importers.drafts import Draft, rows_of
from csmdesk.importers.pieces import distinct, gathered
from csmdesk.importers.typed import MORE, Typed

if TYPE_CHECKING:
    from csmdesk.importers.usage_columns import Counted

ONLY_DIMENSION = "健康度"
"""The dimension of a sheet of scores that names none."""


def usage(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Usage facts by account, module and day, and which modules are core.

    A sheet that only counts uses says nothing of the accounts provisioned: a row is then one fact of "used"
    or "not used", and several rows of one key are one fact, used when any of them is. Of a key with
    provisioned or active accounts, two contents are a problem.
    """
    waiting: list[_Sheet] = []
    for typed in sheets:
        modules, days = typed.fields["module"], _ordinals(typed.fields["day"])
        one = _sheet(typed, (_accounts(typed, context), modules, days))
        _core(typed, content)
        _repeated(typed, context)
        _after_the_end(one, context)
        if "active" in typed.fields:
            _tell_counts(one)
        else:
            typed.problem(ONLY_USES, error=False)
        waiting.append(one)
        for module in distinct(modules):
            if module:
                content.modules.setdefault(module, None)
    found = _all_at_once(waiting)
    content.usage = _one_by_one(waiting) if found is None else found


def _ordinals(days: Sequence[date | None]) -> Sequence[int | None]:
    if isinstance(days, Coded):
        return days.map(lambda day: None if day is None else day.toordinal())
    ordinals = {day: day.toordinal() for day in distinct(days) if day is not None}
    return [ordinals.get(day) if day is not None else None for day in days]


def _repeated(typed: Typed, context: Context) -> None:
    """Rows with a number that an earlier row has: the same row again, or, with other contents, a problem.

    Where the user keeps them, they are rows of their own; a row's number is not kept anyway.
    """
    if "record" not in typed.fields or context.options.keeps_repeated(typed.sheet.file, typed.sheet.name):
        return
    if _each_once(typed.fields["record"]):
        return
    names = [name for name in typed.fields if name != "record"]
    first: dict[str, int] = {}
    twice = []
    for at, record in enumerate(typed.fields["record"]):
        if record is None:
            continue
        there = first.setdefault(record, at)
        if there != at and any(typed.fields[n][at] != typed.fields[n][there] for n in names):
            twice.append((at, there))
    for at, there in twice[: typed.several]:
        why = REPEATED.format(value=typed.cell("record", at), row=typed.rows[there])
        typed.problem(why, name="record", at=at, about="repeated")
    if len(twice) > typed.several:
        typed.problem(MORE.format(count=len(twice) - typed.several), name="record", about="repeated")


def _each_once(numbers: Sequence[str | None]) -> bool:
    """Whether no two rows of a coded column have the same number; False too for any other column."""
    return isinstance(numbers, Coded) and len(set(numbers.values)) == len(numbers)


def _after_the_end(sheet: _Sheet, context: Context) -> None:
    """Usage after the last contract of its account has ended: told, and read all the same."""
    typed, (accounts, _, days) = sheet.typed, sheet.columns
    last: dict[str, int] = {}
    for contract in context.contracts.values():
        end = _NEVER if contract.end is None else contract.end.toordinal()
        last[contract.account] = max(last.get(contract.account, 0), end)
    ended = {account: end for account, end in last.items() if end < _NEVER}
    if not ended:
        return
    if sheet.counted is not None:
        from csmdesk.importers.usage_columns import after

        late = after(sheet.counted, ended)
    else:
        late = [
            at
            for at, (account, day) in enumerate(zip(accounts, days, strict=True))
            if day is not None and account in ended and day > ended[account]
        ]
    if not late:
        return
    by_account: dict[str, list[int]] = {}
    for at in late:
        by_account.setdefault(str(accounts[at]), []).append(at)
    for account, places in itertools.islice(by_account.items(), typed.several):
        end_day = date.fromordinal(ended[account]).isoformat()
        typed.problem(
            AFTER_END.format(value=typed.cell("day", places[0]), end=end_day, count=len(places)),
            name="day", at=places[0], error=False,
        )  # fmt: skip
    if len(by_account) > typed.several:
        typed.problem(MORE.format(count=len(by_account) - typed.several), name="day", error=False)


_NEVER = date.max.toordinal()

_Key = tuple[str | None, str, int | None]


def _accounts(typed: Typed, context: Context) -> Codes:
    """The account of each row, or the account of its contract."""
    if not {"account", "account_name"} & typed.fields.keys():
        return context.accounts_of_contracts(typed)
    if "contract" not in typed.fields:
        return context.account_codes(typed)
    both = context.account_codes(typed, optional=True), context.accounts_of_contracts(typed)
    pairs = paired(both)
    if pairs is not None:
        return cast("Codes", pairs.map(lambda pair: pair[0] or pair[1]))
    return [a or b for a, b in zip(*both, strict=True)]


LONG = 100_000
"""Rows from which on a sheet of a workbook is looked at by columns as well."""

_Columns = tuple[Sequence[str | None], Sequence[str], Sequence[int | None]]


@dataclass(frozen=True, eq=False)
class _Sheet:
    """A sheet with the columns of its rows' keys; ``counted`` where they can be looked at all at once."""

    typed: Typed
    columns: _Columns
    counted: Counted | None = None


def _sheet(typed: Typed, columns: _Columns) -> _Sheet:
    if "active" not in typed.fields or not (is_coded(typed.fields["active"]) or typed.count >= LONG):
        return _Sheet(typed, columns)
    from csmdesk.importers.usage_columns import counted

    return _Sheet(typed, columns, counted(*columns, typed.fields.get("provisioned"), typed.fields["active"]))


def _tell_counts(sheet: _Sheet) -> None:
    """Rows without active accounts, and with more of them than there are."""
    typed = sheet.typed
    active = typed.fields["active"]
    empty = places_where(active, lambda count: count is None)
    if empty:
        told = {problem.row for problem in typed.problems if problem.error}
        typed.problem_each(NO_ACTIVE, "active", [at for at in empty if typed.rows[at] not in told])
    if sheet.counted is not None:
        from csmdesk.importers.usage_columns import more_active

        more = more_active(sheet.counted)
    else:
        more = [
            at for at, (most, count) in enumerate(zip(typed.column("provisioned"), active, strict=True))
            if most is not None and count is not None and count > most
        ]  # fmt: skip
    for at in more[: typed.several]:
        why = MORE_ACTIVE.format(value=typed.cell("active", at), most=typed.cell("provisioned", at))
        typed.problem(why, name="active", at=at)
    _tell_rest(typed, len(more))


def _all_at_once(sheets: Sequence[_Sheet]) -> Sequence[UsageRow] | None:
    """The rows of sheets that are coded; None for others."""
    counted = [sheet.counted for sheet in sheets if sheet.counted is not None]
    if len(counted) < len(sheets):
        return None
    from csmdesk.importers.usage_columns import facts

    found, twice = facts(counted)
    for sheet, places in zip(sheets, twice, strict=True):
        _tell_twice(sheet, places)
    return found or []


def _tell_twice(sheet: _Sheet, places: Sequence[int]) -> None:
    """Rows that say something else than an earlier one of the same key."""
    typed, (accounts, modules, _) = sheet.typed, sheet.columns
    for at in places[: typed.several]:
        why = TWICE.format(account=accounts[at], module=modules[at], day=typed.fields["day"][at])
        typed.problem(why, name="active", at=at)
    _tell_rest(typed, len(places))


def _one_by_one(sheets: Sequence[_Sheet]) -> list[UsageRow]:
    if len(sheets) == 1 and "active" in sheets[0].typed.fields:
        typed, columns = sheets[0].typed, sheets[0].columns
        if not typed.problems and _once_each(columns):
            # The usual case, without a look at each row: a million rows wait for this.
            provisioned, active = typed.column("provisioned"), typed.fields["active"]
            return cast("list[UsageRow]", gathered(zip(*columns, provisioned, active, strict=True)))
    seen: dict[_Key, tuple[int | None, int]] = {}
    for sheet in sheets:
        (_see_counts if "active" in sheet.typed.fields else _see_uses)(sheet, seen)
    return [
        (account, module, day, most, count)
        for (account, module, day), (most, count) in seen.items()
        if account is not None and module and day is not None
    ]


def _see_uses(sheet: _Sheet, seen: dict[_Key, tuple[int | None, int]]) -> None:
    for key, uses in zip(zip(*sheet.columns, strict=True), sheet.typed.fields["uses"], strict=True):
        before = seen.get(key)
        if before is None or (before[0] is None and before[1] == 0):
            seen[key] = (None, int(bool(uses)))


def _see_counts(sheet: _Sheet, seen: dict[_Key, tuple[int | None, int]]) -> None:
    typed = sheet.typed
    keys = gathered(zip(*sheet.columns, strict=True))
    twice: list[int] = []
    counts = zip(keys, typed.column("provisioned"), typed.fields["active"], strict=True)
    for at, (key, most, count) in enumerate(counts):
        if count is not None and seen.setdefault(key, (most, count)) != (most, count) and None not in key:
            twice.append(at)
    _tell_twice(sheet, twice)


def _once_each(columns: _Columns) -> bool:
    """Whether no account has a module's day twice."""
    by_pair: dict[tuple[str | None, str], set[int | None]] = {}
    last: tuple[str | None, str] = None, ""
    days: set[int | None] = set()
    for account, module, day in zip(*columns, strict=True):
        if (account, module) != last:
            last = account, module
            days = by_pair.setdefault(last, set())
        if day in days:
            return False
        days.add(day)
    return True


def _tell_rest(typed: Typed, count: int) -> None:
    if count > typed.several:
        typed.problem(MORE.format(count=count - typed.several), name="active")


def _core(typed: Typed, content: Content) -> None:
    """A module is core when any row says so; rows that disagree are told."""
    if "core" not in typed.fields:
        return
    said: dict[str, set[int]] = {}
    columns = typed.fields["module"], typed.fields["core"]
    pairs = paired(columns)
    for module, flag in distinct(zip(*columns, strict=True) if pairs is None else pairs):
        if module and flag is not None:
            said.setdefault(module, set()).add(flag)
    for module in sorted(said):
        if len(said[module]) > 1:
            typed.problem(CORE_UNSURE.format(value=module), name="core", value=module, error=False)
        content.modules[module] = max(*said[module], content.modules.get(module) or 0)


def usage_times(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Minutes in the system and business minutes by account and day."""
    drafts = []
    for typed in sheets:
        columns = {"account_id": context.account_codes(typed)} | present(typed, "day")
        columns |= {"used_minutes": typed.fields["used"], "business_minutes": typed.fields["business"]}
        drafts.append(Draft(typed, "usage_times", ("account_id", "day"), columns))
    content.rows += rows_of(drafts)


def health(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Scores by account, dimension and day; rows without a score say nothing and are left out."""
    drafts = []
    for typed in sheets:
        dimensions = [word or ONLY_DIMENSION for word in typed.column("dimension", "")]
        scores = typed.fields["score"]
        columns = {"account_id": context.account_codes(typed), "dimension_id": dimensions}
        columns |= present(typed, "day") | {"score_milli": scores}
        for dimension, weight in dict.fromkeys(zip(dimensions, typed.column("weight"), strict=True)):
            before = content.dimensions.setdefault(dimension, weight)
            if weight is not None and before is not None and before != weight:
                typed.problem(TWO_WEIGHTS.format(value=dimension), name="weight", value=dimension)
            content.dimensions[dimension] = before or weight
        draft = Draft(typed, "health_scores", ("account_id", "dimension_id", "day"), columns)
        if None in scores:
            draft.keep([score is not None for score in scores])
        drafts.append(draft)
    content.rows += rows_of(drafts)


def dimensions(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """The dimensions of health with their weights."""
    del context
    for typed in sheets:
        for name, weight in zip(typed.fields["name"], typed.column("weight"), strict=True):
            if name:
                content.dimensions[name] = weight or content.dimensions.get(name)


ONLY_USES = Text(
    "只有使用次数，没有开通账号数：算不出使用深度",
    "only uses are counted, no accounts provisioned: the depth of use cannot be told",
)
MORE_ACTIVE = Text("活跃“{value}”多于开通“{most}”", "“{value}” active is more than “{most}” provisioned")
NO_ACTIVE = Text("缺少活跃账号数", "the active accounts are missing")
REPEATED = Text(
    "记录编号“{value}”在第 {row} 行已有，内容不同：请改正，或选择两行都保留",
    "the record “{value}” is there in row {row} already, with other contents: correct it, or keep both",
)
AFTER_END = Text(
    "“{value}”在该客户最后一份合同到期（{end}）之后，这样的行有 {count} 行",
    "“{value}” is after the end of the account's last contract ({end}); rows like that: {count}",
)
TWICE = Text(
    "“{account}”“{module}”在 {day} 有两行而内容不同",
    "“{account}”, “{module}” has two rows on {day} with different contents",
)
CORE_UNSURE = Text(
    "“{value}”有的行是核心功能、有的行不是，按核心算",
    "“{value}” is core in some rows and not in others: taken as core",
)
TWO_WEIGHTS = Text("“{value}”有两个不同的权重", "“{value}” has two different weights")
