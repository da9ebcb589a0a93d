"""Contracts, receipts and invoices: from typed columns to rows."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from csmdesk.domain.contract import whole_months
from csmdesk.domain.text import Text
from csmdesk.importers import renewals
from csmdesk.importers.content import Content, iso
from csmdesk.importers.context import Codes, Context
from csmdesk.importers.draft_parts import present
from csmdesk.importers.drafts import Draft, number, settle
from csmdesk.importers.known import NO_DAY, KnownContract
from csmdesk.importers.options import Options
from csmdesk.importers.typed import Typed
from csmdesk.importers.values import Money


def contracts(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Contracts with their terms, amounts and renewal links."""
    drafts = [_contracts_of(typed, context) for typed in sheets]
    number(drafts)
    for draft in drafts:
        _learn(draft, context)
        _name_links(draft, context)
    # Links are checked while each row is still where it stood in its file.
    renewals.link(drafts, context, content)
    content.rows += settle(drafts)


def _name_links(draft: Draft, context: Context) -> None:
    """Put the numbers of contracts in place of their names, where a file links them by name."""
    for name in ("renews", "renewed_by"):
        if name in draft.typed.fields:
            draft.typed.fields[name] = [
                tuple(
                    code if code in context.contracts else context.contract_names.find(code) or code
                    for code in codes
                )
                for codes in draft.typed.fields[name]
            ]


def _contracts_of(typed: Typed, context: Context) -> Draft:
    owners = context.account_codes(typed)
    starts, ends, wanted = _terms(typed, typed.end_exclusive)
    columns: dict[str, list[Any]] = {}
    fresh: dict[str, list[Any]] = {}
    if "code" in typed.fields:
        columns["code"] = typed.fields["code"]
    columns |= {"account_id": owners, "start_day": iso(starts)}
    if {"end_day", "term", "months"} & typed.fields.keys():
        columns["end_day"] = iso(ends)
    else:
        fresh["end_day"] = iso(ends)
    linked = typed.column("renews", ())
    said = typed.column("kind", "")
    kinds = [kind or ("renewal" if old else "new") for kind, old in zip(said, linked, strict=True)]
    (columns if "kind" in typed.fields else fresh)["kind"] = kinds
    _amounts(typed, starts, ends, columns)
    _currency(typed, "amount", context.options, columns, fresh, others=("mrr", "arr"))
    columns |= present(
        typed,
        "product",
        "billing",
        "signed_day",
        "notice_days",
        "loss_reason",
        "lost_day",
        "forecast",
        "note",
    )
    for name, empty in (("recurring", 1), ("auto_renewal", 0)):
        if name in typed.fields:
            columns[name] = [empty if flag is None else flag for flag in typed.fields[name]]
    if "lost" in typed.fields:
        # A loss without a day of its own is known at the end of the term.
        days = columns.get("lost_day", [None] * typed.count)
        lost = zip(days, typed.fields["lost"], iso(ends), strict=True)
        columns["lost_day"] = [day or (end if flag else None) for day, flag, end in lost]
    for code, name in zip(columns.get("code", ()), typed.column("name", ""), strict=False):
        if code is not None and name:
            # Other tables may name the contract so; the book itself keeps no names of contracts.
            context.contract_names.add(code, name)
    draft = Draft(typed, "contracts", ("code",), columns, fresh)
    if not all(wanted):
        for code, owner, keep in zip(columns.get("code", ()), owners, wanted, strict=False):
            if not keep and code is not None and owner is not None:
                context.empty_contracts[code] = owner
        draft.keep(wanted)
    return draft


def _terms(typed: Typed, exclusive: bool) -> tuple[list[date | None], list[date | None], list[bool]]:
    """Start and last day of each row, and whether the row has any day at all."""
    starts: list[date | None] = []
    ends: list[date | None] = []
    wanted: list[bool] = []
    spans, months = typed.column("term"), typed.column("months")
    unreadable = {problem.row for problem in typed.problems if problem.error}
    day_column = "start_day" if "start_day" in typed.fields else "term"
    end_column = "end_day" if "end_day" in typed.fields else "term"
    empty: list[int] = []
    for at, (start, end, span, length) in enumerate(
        zip(typed.column("start_day"), typed.column("end_day"), spans, months, strict=True)
    ):
        start = start or (span[0] if span else None)
        last = end or (span[1] if span else None)
        if exclusive and last is not None and last == start:
            empty.append(at)
        elif last is not None:
            last -= timedelta(days=1 if exclusive else 0)
        elif start is not None and length is not None:
            last = _after_months(start, length)
        if start is None and typed.rows[at] not in unreadable:
            typed.problem(NO_START, name=day_column, at=at)
        if start is not None and last is not None and last < start:
            shown = typed.cell(end_column, at)
            typed.problem(
                END_BEFORE_START.format(value=shown, start=start.isoformat()), name=end_column, at=at
            )
            last = start
        starts.append(start)
        ends.append(last)
        wanted.append(True)
    for at in empty:
        wanted[at] = False
    typed.problem_each(EMPTY_TERM, end_column, empty, error=False)
    return starts, ends, wanted


def _after_months(start: date, months: int) -> date:
    """The last day of a term of whole months."""
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1])) - timedelta(days=1)


def _amounts(
    typed: Typed, starts: Sequence[date | None], ends: Sequence[date | None], columns: dict[str, list[Any]]
) -> None:
    """The amount of the whole term, and the annual value where the source states it (ARR, or MRR × 12).

    Where only the annual value is stated, the amount is that value over the term: by whole months, else by
    days of a year of 365, to the nearest fen. An open-ended term has no amount of its own: 0.
    """
    amounts, monthly, yearly = typed.column("amount"), typed.column("mrr"), typed.column("arr")
    if {"mrr", "arr"} & typed.fields.keys():
        columns["annual_fen"] = [_annual(m, y) for m, y in zip(monthly, yearly, strict=True)]
    annual = columns.get("annual_fen", [None] * typed.count)
    result: list[int] = []
    missing: list[int] = []
    unreadable = {problem.row for problem in typed.problems if problem.error}
    for at, (amount, value, start, end) in enumerate(zip(amounts, annual, starts, ends, strict=True)):
        if amount is not None:
            result.append(amount.fen)
        else:
            if value is None and typed.rows[at] not in unreadable:
                missing.append(at)
            result.append(amount_over_term(value or 0, start, end))
    columns["amount_fen"] = result
    name = next((each for each in ("amount", "arr", "mrr") if each in typed.fields), "amount")
    typed.problem_each(NO_AMOUNT, name, missing)
    differing = [
        at for at, (m, y) in enumerate(zip(monthly, yearly, strict=True)) if m and y and m.fen * 12 != y.fen
    ]  # fmt: skip
    typed.problem_each(MRR_AND_ARR, "arr", differing, error=False)


def _annual(monthly: Money | None, yearly: Money | None) -> int | None:
    if yearly is not None:
        return yearly.fen
    return None if monthly is None else monthly.fen * 12


def amount_over_term(annual: int, start: date | None, end: date | None) -> int:
    """The amount in fen of a term at an annual value: by whole months, else by days of a year of 365; 0 where
    the term has no end."""
    if start is None or end is None:
        return 0
    months = whole_months(start, end)
    if months is not None:
        exact = Fraction(annual * months, 12)
    else:
        exact = Fraction(annual * ((end - start).days + 1), 365)
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def _currency(
    typed: Typed, amount: str, options: Options, columns: dict[str, list[Any]], fresh: dict[str, list[Any]],
    *, others: Sequence[str] = (), usual: Sequence[str | None] = (),
) -> None:  # fmt: skip
    """Each row's currency: of its column, else of the amount's own sign, else ``usual``, else the default."""
    default = typed.sheet.currency or options.usual_currency
    said = typed.column("currency", "")
    signs: list[str] = [""] * typed.count
    for name in (amount, *others):
        for at, money in enumerate(typed.column(name)):
            if money is not None and money.currency:
                signs[at] = signs[at] or money.currency
    disagreeing = [at for at, (a, b) in enumerate(zip(said, signs, strict=True)) if a and b and a != b]
    typed.problem_each(TWO_CURRENCIES, amount, disagreeing)
    fallback = [each or default for each in usual] or [default] * typed.count
    result = [a or b or c for a, b, c in zip(said, signs, fallback, strict=True)]
    explicit = "currency" in typed.fields or any(signs) or default != options.usual_currency
    (columns if explicit else fresh)["currency"] = result


def _learn(draft: Draft, context: Context) -> None:
    cells = draft.columns | draft.fresh
    recurring = cells.get("recurring", [1] * draft.count)
    for code, owner, kind, start, end, amount, currency, lasts in zip(
        cells["code"], cells["account_id"], cells["kind"], cells["start_day"], cells["end_day"],
        cells["amount_fen"], cells["currency"], recurring, strict=True,
    ):  # fmt: skip
        if code is not None:
            # A contract with a problem is known all the same, so that its problem is told once.
            context.contracts[code] = KnownContract(
                owner or "", kind, NO_DAY if start is None else date.fromisoformat(start),
                None if end is None else date.fromisoformat(end), amount, currency, bool(lasts),
            )  # fmt: skip


def receipts(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Money received, or refunded, against contracts."""
    drafts = []
    for typed in sheets:
        of = context.contract_codes(typed)
        check_account(typed, of, context)
        columns: dict[str, list[Any]] = {}
        fresh: dict[str, list[Any]] = {}
        if "code" in typed.fields:
            columns["code"] = typed.fields["code"]
        columns["contract_id"] = of
        by_contract = [_receipt_kind(context, code) for code in of]
        if "kind" in typed.fields:
            columns["kind"] = [
                said or own for said, own in zip(typed.fields["kind"], by_contract, strict=True)
            ]
        else:
            fresh["kind"] = by_contract
            typed.problem(KIND_BY_CONTRACT, error=False)
        columns |= present(typed, "invoice_code", "invoice_day", "due_day", "received_day", "one_sum")
        columns["amount_fen"] = _fen(typed, "amount")
        if "discount" in typed.fields:
            columns["discount_fen"] = [fen or 0 for fen in _fen(typed, "discount")]
        _currency(typed, "amount", context.options, columns, fresh, usual=_currencies(context, of))
        drafts.append(Draft(typed, "receipts", ("code",), columns, fresh))
    number(drafts)
    _above_the_contract(drafts, context)
    content.rows += settle(drafts)


def _above_the_contract(drafts: Sequence[Draft], context: Context) -> None:
    """Contracts for which more came in than their amount: told at the last row, and read all the same."""
    received = dict(context.known.received)
    last: dict[str, tuple[Draft, int]] = {}
    for draft in drafts:
        days = draft.columns.get("received_day", ["-"] * draft.count)
        cells = zip(
            draft.columns["code"],
            draft.columns["contract_id"],
            draft.columns["amount_fen"],
            days,
            strict=True,
        )
        for place, (code, contract, fen, day) in zip(draft.places, cells, strict=True):
            if contract is not None and fen is not None and day is not None:
                received[code] = contract, fen
                last[contract] = draft, place
    sums: dict[str, int] = {}
    for contract, fen in received.values():
        sums[contract] = sums.get(contract, 0) + fen
    for contract, (draft, place) in last.items():
        whole = context.contracts[contract].amount if contract in context.contracts else 0
        # A hundredth above is tax or rounding of the source; an open-ended contract has no amount.
        if whole and sums[contract] * 100 > whole * 101:
            draft.typed.problem(
                ABOVE_CONTRACT.format(contract=contract, sum=_yuan(sums[contract]), amount=_yuan(whole)),
                name="amount", at=place, error=False,
            )  # fmt: skip


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


def invoices(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Invoices of contracts."""
    drafts = []
    for typed in sheets:
        of = context.contract_codes(typed)
        check_account(typed, of, context)
        columns: dict[str, list[Any]] = {}
        fresh: dict[str, list[Any]] = {}
        if "code" in typed.fields:
            columns["code"] = typed.fields["code"]
        columns["contract_id"] = of
        columns |= present(typed, "day", "due_day")
        columns["amount_fen"] = _fen(typed, "amount")
        _currency(typed, "amount", context.options, columns, fresh, usual=_currencies(context, of))
        drafts.append(Draft(typed, "invoices", ("code",), columns, fresh))
    number(drafts)
    content.rows += settle(drafts)


def _fen(typed: Typed, name: str) -> list[int | None]:
    return [None if money is None else money.fen for money in typed.column(name)]


def _receipt_kind(context: Context, code: str | None) -> str:
    kind = context.contracts[code].kind if code in context.contracts else "other"
    return {"renewal": "renewal", "new": "new", "upsell": "upsell", "cross_sell": "upsell"}.get(kind, "other")


def _currencies(context: Context, codes: Codes) -> list[str | None]:
    return [context.contracts[code].currency if code in context.contracts else None for code in codes]


def check_account(typed: Typed, contracts_: Codes, context: Context) -> None:
    """A sheet that names the contract and the account as well should name the contract's account."""
    if not {"account", "account_name"} & typed.fields.keys():
        return
    owners = context.account_codes(typed, optional=True)
    wrong = [
        at
        for at, (owner, code) in enumerate(zip(owners, contracts_, strict=True))
        if owner is not None and code is not None and context.contracts[code].account != owner
    ]
    name = "account" if "account" in typed.fields else "account_name"
    typed.problem_each(OTHER_ACCOUNT, name, wrong, error=False)


def money_and_currency(
    typed: Typed,
    amount: str,
    column: str,
    context: Context,
    columns: dict[str, list[Any]],
    fresh: dict[str, list[Any]],
) -> None:
    """Put an amount and its currency into a draft's columns."""
    if amount in typed.fields:
        columns[column] = _fen(typed, amount)
    _currency(typed, amount, context.options, columns, fresh)


ABOVE_CONTRACT = Text(
    "合同 {contract} 累计回款 {sum}，超过合同金额 {amount}",
    "{sum} received for contract {contract} is above its amount, {amount}",
)
NO_START = Text("缺少开始日期", "the start date is missing")
END_BEFORE_START = Text("“{value}”早于开始日期 {start}", "“{value}” is before the start, {start}")
EMPTY_TERM = Text(
    "“{value}”与开始是同一天，期限为零天，没有导入",
    "“{value}” is the start as well: a term of no day is left out",
)
NO_AMOUNT = Text("缺少金额", "the amount is missing")
MRR_AND_ARR = Text("“{value}”不等于 MRR × 12，以此列为准", "“{value}” is not MRR × 12; this column counts")
TWO_CURRENCIES = Text("“{value}”与币种列不一致", "“{value}” and the currency column disagree")
KIND_BY_CONTRACT = Text(
    "没有款项类型列，按合同类型认定", "no column says what the money is for: taken from the contracts"
)
OTHER_ACCOUNT = Text("“{value}”不是该合同的客户", "“{value}” is not the contract's account")
