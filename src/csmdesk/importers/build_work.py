"""Tickets, surveys, events, leads, opportunities and the CSM's own records: from typed columns to rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from csmdesk.domain.text import Text
from csmdesk.importers.build_contracts import check_account, money_and_currency
from csmdesk.importers.content import Content
from csmdesk.importers.context import Codes, Context
from csmdesk.importers.dates import Stamp
from csmdesk.importers.draft_parts import (
    END_OF_DAY,
    account_if_named,
    by_code_or_content,
    coded,
    moment,
    moments,
    present,
    unsaid_at,
)
from csmdesk.importers.drafts import Draft, rows_of
from csmdesk.importers.typed import Typed
from csmdesk.importers.words import plain, vocabulary


def tickets(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Support cases. A due time that is only a day means that day's end."""
    drafts = []
    for typed in sheets:
        opened, resolved = typed.fields["opened_at"], typed.column("resolved_at")
        columns = coded(typed) | {"account_id": context.account_codes(typed)}
        columns |= present(typed, "title", "severity", "level", "owner", "note")
        columns["opened_at"] = moments(opened)
        if "due_at" in typed.fields:
            columns["due_at"] = moments(typed.fields["due_at"], END_OF_DAY)
        if "resolved_at" in typed.fields:
            columns["resolved_at"] = [_resolved(a, b) for a, b in zip(opened, resolved, strict=True)]
            early = [at for at, (a, b) in enumerate(zip(opened, resolved, strict=True)) if _before(b, a)]
            for at in early:
                value = typed.cell("resolved_at", at)
                typed.problem(
                    RESOLVED_EARLY.format(value=value, opened=typed.cell("opened_at", at)),
                    name="resolved_at",
                    at=at,
                )
        drafts.append(Draft(typed, "tickets", ("code",), columns))
    content.rows += rows_of(drafts)


def _resolved(opened: Stamp | None, resolved: Stamp | None) -> str | None:
    """A day alone is its start, or the moment of opening on the same day: never before the opening."""
    if resolved is not None and resolved.minute is None and opened is not None and opened.day == resolved.day:
        return moment(opened)
    return moment(resolved)


def _before(later: Stamp | None, earlier: Stamp | None) -> bool:
    if later is None or earlier is None:
        return False
    if later.minute is None or earlier.minute is None:
        return later.day < earlier.day
    return (later.day, later.minute) < (earlier.day, earlier.minute)


_RANGES = {"NPS": (0, 10), "CSAT": (1, 5)}


def surveys(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Answers, each NPS (0–10) or CSAT (1–5); a sheet with a column for each gives up to two a row."""
    drafts = []
    for typed in sheets:
        accounts = context.account_codes(
            typed, optional="contact" in typed.fields or "contact_name" in typed.fields
        )
        unsaid: list[int] = []
        contacts = context.contact_codes(typed, accounts, unsaid=unsaid)
        accounts = [
            a or (context.contacts[c].account if c else None) for a, c in zip(accounts, contacts, strict=True)
        ]
        typed.problem_each(NO_ONE, _first(typed, "contact", "account"), _nobody(typed, accounts))
        for name, kinds in _answers(typed):
            scores = typed.fields[name]
            columns = coded(typed) | {"account_id": accounts, "contact_id": unsaid_at(contacts, unsaid)}
            columns |= present(typed, "day") | {"kind": kinds, "score": scores} | present(typed, "comment")
            if "code" in columns and name != "score":
                # One answer sheet with two questions is two rows here.
                columns["code"] = [
                    code and f"{code}/{kind}" for code, kind in zip(columns["code"], kinds, strict=True)
                ]
            _check_scores(typed, name, kinds, scores)
            for draft in by_code_or_content(typed, "surveys", columns):
                if None in draft.columns["score"]:
                    draft.keep([score is not None for score in draft.columns["score"]])
                drafts.append(draft)
    content.rows += rows_of(drafts)


def _answers(typed: Typed) -> list[tuple[str, list[str]]]:
    own = typed.column("kind", "")
    several = {"nps_score", "csat_score"} <= typed.fields.keys()
    # A row that says what it asks is believed over a header such as NPS分.
    found = [
        (name, [kind if several else said or kind for said in own])
        for name, kind in (("nps_score", "NPS"), ("csat_score", "CSAT"))
        if name in typed.fields
    ]
    if "score" in typed.fields:
        usual = _survey_kind(typed)
        found.append(("score", [kind or usual for kind in typed.column("kind", "")]))
    return found


def _survey_kind(typed: Typed) -> str:
    """What a sheet without a survey type asks: as its names say, else by its scores."""
    for words in (typed.header("score"), typed.sheet.name, typed.sheet.file):
        meaning = vocabulary("survey_kind").meaning(words)
        if meaning is not None:
            return meaning
    scores = [score for score in typed.fields["score"] if score is not None]
    kind = "NPS" if any(score > 5 or score == 0 for score in scores) else "CSAT"
    if "kind" not in typed.fields:
        typed.problem(KIND_BY_SCORES.format(kind=kind), name="score", error=False)
    return kind


def _check_scores(typed: Typed, name: str, kinds: Sequence[str], scores: Sequence[int | None]) -> None:
    for at, (kind, score) in enumerate(zip(kinds, scores, strict=True)):
        low, high = _RANGES.get(kind, (0, 10))
        if score is not None and not low <= score <= high:
            typed.problem(
                BAD_SCORE.format(value=typed.cell(name, at), kind=kind, low=low, high=high), name=name, at=at
            )


def _nobody(typed: Typed, accounts: Codes) -> list[int]:
    told = {problem.row for problem in typed.problems if problem.error}
    return [at for at, account in enumerate(accounts) if account is None and typed.rows[at] not in told]


def events(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Salons, roundtables and other events."""
    drafts = []
    for typed in sheets:
        columns = coded(typed)
        fresh: dict[str, list[Any]] = {}
        by_topic = [vocabulary("event_kind").meaning(topic) or "other" for topic in typed.column("topic", "")]
        if "kind" in typed.fields:
            columns["kind"] = [kind or own for kind, own in zip(typed.fields["kind"], by_topic, strict=True)]
        else:
            fresh["kind"] = by_topic
        columns |= present(
            typed, "topic", "day", "people", "topic_vote_day", "paper_hours", "rating", "place", "ended_at",
            "paper_at", "note",
        )  # fmt: skip
        drafts.append(Draft(typed, "events", ("code",), columns, fresh))
    rows = rows_of(drafts)
    for each in rows:
        names = (*each.columns, *each.fresh)
        for row in each.data:
            cells = dict(zip(names, row, strict=True))
            context.events.add(cells["code"], cells.get("topic") or "")
    content.rows += rows


def attendance(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Who was at which event."""
    drafts = []
    for typed in sheets:
        # A contact's number says whose contact it is; the company beside it may be written in any way.
        numbered = "contact" in typed.fields
        nobody: list[str | None] = [None] * typed.count
        accounts = nobody if numbered else context.account_codes(typed, optional=True)
        contacts = context.contact_codes(typed, accounts, needed=True)
        columns = {"event_id": context.event_codes(typed), "contact_id": contacts}
        drafts.append(Draft(typed, "attendance", ("event_id", "contact_id"), columns))
    content.rows += rows_of(drafts)


def opportunities(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Upsells and cross-sells in progress."""
    drafts = []
    for typed in sheets:
        columns = coded(typed) | {"account_id": context.account_codes(typed)}
        fresh: dict[str, list[Any]] = {}
        columns |= present(
            typed, "name", "margin", "stage", "won_day", "opened_day", "expected_day", "lost_day",
            "loss_reason", "note",
        )  # fmt: skip
        if "kind" in typed.fields:
            columns["kind"] = [kind or "other" for kind in typed.fields["kind"]]
        money_and_currency(typed, "amount", "amount_fen", context, columns, fresh)
        empty = [at for at, fen in enumerate(columns["amount_fen"]) if fen is None]
        told = {problem.row for problem in typed.problems if problem.error}
        typed.problem_each(
            NO_AMOUNT_YET, "amount", [at for at in empty if typed.rows[at] not in told], error=False
        )
        columns["amount_fen"] = [fen or 0 for fen in columns["amount_fen"]]
        if {"stage", "won_day"} <= columns.keys():
            # A deal that is not won has no day on which it was: systems write the day it is hoped for.
            stages = columns["stage"]
            open_ = [at for at, s in enumerate(stages) if s not in {"won", ""} and columns["won_day"][at]]
            if open_:
                typed.problem(NOT_WON.format(count=len(open_)), name="won_day", error=False)
                won = zip(columns["won_day"], stages, strict=True)
                columns["won_day"] = [day if stage in {"won", ""} else None for day, stage in won]
        if "contract" in typed.fields:
            columns["contract_id"] = context.contract_codes(typed)
        drafts.append(Draft(typed, "opportunities", ("code",), columns, fresh))
    rows = rows_of(drafts)
    for each in rows:
        names = (*each.columns, *each.fresh)
        for row in each.data:
            cells = dict(zip(names, row, strict=True))
            context.opportunities.add(cells["code"], cells.get("name") or "")
    content.rows += rows


def leads(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Referral leads; the account is the referrer's where the row does not say."""
    drafts = []
    for typed in sheets:
        accounts = context.account_codes(
            typed, optional="contact" in typed.fields or "contact_name" in typed.fields
        )
        unsaid: list[int] = []
        contacts = context.contact_codes(typed, accounts, unsaid=unsaid)
        accounts = [
            a or (context.contacts[c].account if c else None) for a, c in zip(accounts, contacts, strict=True)
        ]
        typed.problem_each(NO_ONE, _first(typed, "account", "contact"), _nobody(typed, accounts))
        columns = coded(typed) | {"account_id": accounts}
        fresh: dict[str, list[Any]] = {}
        if {"contact", "contact_name"} & typed.fields.keys():
            columns["contact_id"] = unsaid_at(contacts, unsaid)
        columns |= present(typed, "day", "status", "referred", "note")
        money_and_currency(typed, "expected_arr", "expected_arr_fen", context, columns, fresh)
        if "opportunity" in typed.fields:
            columns["opportunity_id"] = context.opportunity_codes(typed)
        drafts.append(Draft(typed, "leads", ("code",), columns, fresh))
    content.rows += rows_of(drafts)


def own_time(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """The CSM's own hours."""
    drafts = []
    for typed in sheets:
        columns = present(typed, "day", "category", "minutes", "note", "from_place", "to_place")
        columns |= account_if_named(typed, context)
        drafts.append(Draft(typed, "own_time", ("row_key",), columns))
    content.rows += rows_of(drafts)


def suggestions(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """What customers ask of the product."""
    drafts = []
    for typed in sheets:
        columns = coded(typed) | account_if_named(typed, context)
        columns |= present(
            typed, "day", "content", "nature", "status", "reach", "value", "urgency", "effort",
            "answered_day", "note",
        )  # fmt: skip
        drafts.append(Draft(typed, "suggestions", ("code",), columns))
    content.rows += rows_of(drafts)


def workshops(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Value workshops held for contracts."""
    drafts = []
    for typed in sheets:
        of = context.contract_codes(typed)
        check_account(typed, of, context)
        columns = coded(typed) | {"contract_id": of}
        columns |= present(
            typed, "day", "pain_points", "measures", "both_signed", "minutes_hours", "ticket_hours"
        )  # fmt: skip
        drafts += by_code_or_content(typed, "workshops", columns)
    content.rows += rows_of(drafts)


def touches(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Contacts with customers."""
    drafts = []
    for typed in sheets:
        accounts = context.account_codes(typed)
        columns = coded(typed) | {"account_id": accounts}
        if {"contact", "contact_name"} & typed.fields.keys():
            unsaid: list[int] = []
            contacts = context.contact_codes(typed, accounts, unsaid=unsaid)
            columns["contact_id"] = unsaid_at(contacts, unsaid)
        columns |= present(typed, "day", "channel", "minutes", "note")
        drafts += by_code_or_content(typed, "touches", columns)
    content.rows += rows_of(drafts)


def _first(typed: Typed, *names: str) -> str:
    every = [each for name in names for each in (name, f"{name}_name")]
    return next((name for name in every if name in typed.fields), plain(every[0]))


NO_AMOUNT_YET = Text("商机没有金额，按 0 读取", "an opportunity without an amount is read as 0")
NOT_WON = Text(
    "有 {count} 个商机还没有赢单，成交日期是预计的，没有导入",
    "{count} opportunities are not won: their close dates are only expected, and left out",
)
RESOLVED_EARLY = Text("“{value}”早于创建时间 {opened}", "“{value}” is before the opening, {opened}")
KIND_BY_SCORES = Text(
    "没有问卷类型列，按分数认定为 {kind}", "no column says which survey it is: by its scores, {kind}"
)
BAD_SCORE = Text(
    "“{value}”不在 {low}–{high} 之间（{kind}）", "“{value}” is not between {low} and {high} ({kind})"
)
NO_ONE = Text("缺少客户，联系人也对不上客户", "neither the account nor a known contact is named")
