"""Accounts, contacts and segments: from typed columns to rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from csmdesk.domain.text import Text
from csmdesk.importers.content import Content
from csmdesk.importers.context import Context
from csmdesk.importers.draft_parts import filled, present
from csmdesk.importers.drafts import Draft, rows_of
from csmdesk.importers.known import KnownContact
from csmdesk.importers.pieces import distinct, every
from csmdesk.importers.typed import Typed
from csmdesk.importers.words import vocabulary


def accounts(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Accounts by number, or by name where a sheet has none; licensed modules and segments beside them."""
    drafts = []
    licensed: dict[str | None, list[tuple[bool, Sequence[str]]]] = {}
    for typed in sheets:
        names = typed.column("name")
        codes = context.own_codes(typed)
        if "code" not in typed.fields:
            typed.problem_each(NO_NAME, "name", [at for at, code in enumerate(codes) if code is None])
        aliases = context.known.aliases
        gone = [at for at, code in enumerate(codes) if code in aliases] if aliases else []
        typed.problem_each(MERGED, "code" if "code" in typed.fields else "name", gone, error=False)
        columns: dict[str, list[Any]] = {"code": codes}
        fresh: dict[str, list[Any]] = {}
        shown = names if every(names) else [n or c or "" for n, c in zip(names, codes, strict=True)]
        (columns if "name" in typed.fields else fresh)["name"] = shown
        columns |= present(
            typed, "industry", "city", "segment", "stage", "owner", "handover_day", "handover_from",
            "handaway_day", "handaway_to", "activated_day", "note",
        )  # fmt: skip
        if "archived" in typed.fields:
            columns["archived"] = filled(typed, "archived", 0)
        context.accounts.add_all(*_numbered(codes, shown, aliases))
        if "modules" in typed.fields:
            for code, modules in zip(codes, typed.fields["modules"], strict=True):
                merged = aliases.get(code or "")
                if modules:
                    licensed.setdefault(merged or code, []).append((merged is None, modules))
        content.segments |= distinct(filter(None, typed.column("segment", "")))
        draft = Draft(typed, "accounts", ("code",), columns, fresh)
        # What other tables say of a merged account goes to the one that it is now.
        if gone:
            draft.keep([code not in aliases for code in codes])
        drafts.append(draft)
    for code, said in licensed.items():
        # What a merged account may use as well does not say what the account itself may use.
        if code is not None and any(own for own, _ in said):
            content.licensed[code] = tuple(dict.fromkeys(m for _, modules in said for m in modules))
    for modules in content.licensed.values():
        for module in modules:
            content.modules.setdefault(module, None)
    content.rows += rows_of(drafts)


def _numbered(
    codes: Sequence[str | None], names: Sequence[str], left_out: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """The rows with a number that is not ``left_out``: these, and the names."""
    if not left_out and None not in codes:
        return cast("list[str]", list(codes)), list(names)
    pairs = [(c, n) for c, n in zip(codes, names, strict=True) if c is not None and c not in left_out]
    return [code for code, _ in pairs], [name for _, name in pairs]


def contacts(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Contacts by number, or by account and name where a sheet has none."""
    drafts = []
    for typed in sheets:
        owners = context.account_codes(typed)
        names = typed.column("name")
        codes = typed.fields.get("code") or [
            f"{owner}/{name}" if owner and name else None for owner, name in zip(owners, names, strict=True)
        ]
        columns: dict[str, list[Any]] = {"code": codes, "account_id": owners, "name": names}
        columns |= present(typed, "title", "email", "phone", "birthday", "left_day")
        fresh: dict[str, list[Any]] = {}
        if "executive" in typed.fields:
            columns["executive"] = [flag or 0 for flag in typed.fields["executive"]]
        elif "title" in typed.fields:
            titles = vocabulary("executive")
            fresh["executive"] = [
                int(titles.meaning(title) in {"title", "yes"}) for title in typed.fields["title"]
            ]
            typed.problem(EXECUTIVE_BY_TITLE.format(count=sum(fresh["executive"])), name="title", error=False)
        for code, owner, name in zip(codes, owners, names, strict=True):
            if code is not None:
                context.add_contact(code, KnownContact(owner or "", name))
        draft = Draft(typed, "contacts", ("code",), columns, fresh)
        _leave_out_erased(typed, draft, codes, context, content)
        drafts.append(draft)
    content.rows += rows_of(drafts)


def _leave_out_erased(
    typed: Typed, draft: Draft, codes: Sequence[str | None], context: Context, content: Content
) -> None:
    """Who was erased does not come back; rows that name her number still find their contact."""
    if not context.known.erased:
        return
    erased = [None if code is None else context.known.erased_as(code) for code in codes]
    places = [at for at, each in enumerate(erased) if each is not None]
    if places:
        typed.problem(ERASED.format(count=len(places)), error=False)
        content.erased |= {
            code: e.id for code, e in zip(codes, erased, strict=True) if code and e is not None
        }
        draft.keep([each is None for each in erased])


def segments(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Segments with their cadence and resources."""
    del context
    drafts = []
    for typed in sheets:
        columns = {"name": typed.fields["name"]}
        columns |= present(typed, "cadence_days", "renewal_start_days", "resources", "qbrs", "trainings")
        drafts.append(Draft(typed, "segments", ("name",), columns))
    content.rows += rows_of(drafts)


MERGED = Text("“{value}”已并入另一个客户，这一行不读", "“{value}” was merged into another account: left out")
ERASED = Text(
    "{count} 位联系人已按要求删除个人信息，不再导入",
    "contacts erased on request, not imported again: {count}",
)
NO_NAME = Text("缺少客户名称", "the account's name is missing")
EXECUTIVE_BY_TITLE = Text(
    "没有“是否高管”列，按职务认定了 {count} 位高管",
    "no column says who is an executive: {count} taken by their titles",
)
