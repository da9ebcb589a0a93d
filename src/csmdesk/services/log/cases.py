"""Customers' cases given to pre-sales: whose, what, to whom, for which deal, and what the customer allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from csmdesk.domain.text import Text
from csmdesk.services.log import forms
from csmdesk.services.log.columns import Column, View
from csmdesk.services.log.forms import Term
from csmdesk.services.log.kind import Line, LogField, Mark, RuleState, Section
from csmdesk.services.log.opportunities import Opportunities
from csmdesk.services.log.seen import Seen
from csmdesk.services.log.table import TableKind
from csmdesk.services.log.words import things
from csmdesk.storage.log_rows import Record

NAMED, ANONYMOUS, REFUSED = "named", "anonymous", "refused"
PERMISSIONS = (
    Term(NAMED, Text("可具名", "named"), ("同意", "已同意", "具名", "yes")),
    Term(ANONYMOUS, Text("仅匿名", "anonymous"), ("匿名", "不具名")),
    Term(REFUSED, Text("不同意", "refused"), ("拒绝", "no")),
)


class Cases(TableKind):
    """A customer's case that pre-sales uses."""

    key = "case"
    name = Text("客户案例", "Cases")
    one = Text("案例", "case")
    example = Text("岚图 订单履约提速案例 给 李工 可具名", "Lantu order speed-up case to Li named")
    table = "cases"
    prefix = "AL"
    rest = "title"
    facets = ("permission", "given_to", "account")
    columns = (
        Column(LogField("code", Text("编号", "Id"), "text"), forms.Words(40)),
        Column(
            LogField("day", Text("提供日", "Given on"), "day", required=True),
            forms.Day(past=True),
            default="today",
        ),
        Column(
            LogField("account", Text("客户", "Account"), "account", required=True),
            forms.Account(),
            "account_id",
        ),
        Column(LogField("title", Text("案例", "Case"), "text", required=True), forms.Words(), text=True),
        Column(
            LogField(
                "given_to",
                Text("提供给", "Given to"),
                "text",
                about=Text("售前同事", "colleague of pre-sales"),
            ),
            forms.Words(),
            text=True,
        ),
        Column(
            LogField(
                "opportunity",
                Text("用于商机", "Used for"),
                "text",
                about=Text("商机编号，可以是别的客户的", "number of the opportunity, of any account"),
            ),
            forms.Coded("opportunities", any_account=True),
            "opportunity_id",
        ),
        Column(
            LogField("permission", Text("客户授权", "Permission"), "choice"),
            forms.Choice(PERMISSIONS),
            text=True,
        ),
        Column(LogField("permission_day", Text("授权日", "Permitted on"), "day"), forms.Day(past=True)),
        Column(LogField("note", Text("备注", "Note"), "note"), forms.Note(), text=True),
    )

    def _complete(self, kept: Record, record: Record | None, seen: Seen) -> None:
        super()._complete(kept, record, seen)
        whole = {**(record or {}), **kept}
        if kept.get("permission") and not whole.get("permission_day"):
            kept["permission_day"] = seen.today.isoformat()

    def _read(self, typed: str, seen: Seen) -> dict[str, str]:
        found = super()._read(typed, seen)
        found.setdefault("day", seen.today.isoformat())
        words = found.get("title", "").split()
        for at, word in enumerate(words[:-1]):
            if word in {"给", "to"}:
                found["given_to"] = words[at + 1]
                found["title"] = " ".join([*words[:at], *words[at + 2 :]])
                break
        return {key: word for key, word in found.items() if word}

    def _states(self, record: Record, seen: Seen, day: date) -> tuple[RuleState, ...]:
        del seen, day
        rule = Text("客户授权", "Permission of the customer")
        permission = record.get("permission") or ""
        if not permission:
            return (RuleState(rule, "open", NOT_ASKED),)
        name = next(
            (term.name for term in PERMISSIONS if term.key == permission), Text(permission, permission)
        )
        return (RuleState(rule, "broken" if permission == REFUSED else "kept", name),)

    def _judge(self, record: Record, view: View) -> tuple[Mapping[str, Mark], tuple[Text, ...]]:
        del view
        permission = record["permission"]
        if permission == REFUSED:
            return {"permission": "red"}, (GIVEN_ANYWAY,)
        if not permission:
            return {"permission": "amber"}, (NOT_ASKED,)
        return {"permission": "green"}, ()

    def _sums(self, records: Sequence[Record], view: View) -> tuple[str, ...]:
        used = sum(record["opportunity_id"] is not None for record in records)
        given = Counter(record["permission"] for record in records)
        said = [things(len(records), "个案例", "case")]
        if used:
            said.append(Text(f"用于商机 {used}", f"{used} used for a deal"))
        said += [
            Text(f"{term.name.zh} {given[term.key]}", f"{given[term.key]} {term.name.en}")
            for term in PERMISSIONS
            if given[term.key]
        ]
        if given[""]:
            said.append(Text(f"未问授权 {given['']}", f"{given['']} without permission asked"))
        return tuple(text.to(view.language) for text in said)

    def _about(self, record: Record, view: View) -> tuple[Section, ...]:
        key = record["opportunity_id"]
        found = (
            None
            if key is None
            else Opportunities(self._book, self._clock, self._known, self._language).row(
                key, view.day, view.language
            )
        )
        if found is None:
            return ()
        words = dict(zip((c.field.key for c in Opportunities.columns), found.words, strict=True))
        line = Line(
            f"{words['code']} {words['name']}",
            f"{words['account']} · {words['amount']} · {words['stage']}",
            "",
            ("opportunity", found.id),
        )
        return (Section(Text("用于商机", "Used for").to(view.language), (line,)),)

    def _called(self, record: Record, seen: Seen) -> Text:
        del seen
        said = str(record.get("title") or record.get("code") or "")
        return Text(said, said)


NOT_ASKED = Text("还没问客户是否同意。", "The customer has not been asked yet.")
GIVEN_ANYWAY = Text("客户不同意对外使用。", "The customer does not want it to be used.")
