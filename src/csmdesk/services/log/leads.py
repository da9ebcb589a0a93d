"""Referral leads: who gave them, what became of them; a lead becomes an opportunity in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.services.log import forms
from csmdesk.services.log.columns import NOTHING, Column, View
from csmdesk.services.log.forms import Term
from csmdesk.services.log.kind import Line, LogAct, LogField, Mark, Section
from csmdesk.services.log.opportunities import FIRST_STAGE, KIND, Opportunities
from csmdesk.services.log.seen import Seen
from csmdesk.services.log.table import TableKind
from csmdesk.services.log.words import GONE, things
from csmdesk.storage import log_rows, task_rows
from csmdesk.storage.driver import raw
from csmdesk.storage.log_rows import Record

if TYPE_CHECKING:
    import sqlalchemy

CONVERTED = "converted"
STATUSES = (
    Term("待跟进", Text("待跟进", "to follow up"), ("新建", "new", "open")),
    Term("跟进中", Text("跟进中", "in progress"), ("接洽中", "working")),
    Term(CONVERTED, Text("已转商机", "converted"), ("转商机", "已转化", "已转")),
    Term("无效", Text("无效", "dropped"), ("已关闭", "无意向", "invalid", "lost")),
)
CLOSED = frozenset({CONVERTED, "无效"})
CONVERT = "convert"
_VERBS = frozenset({"推荐", "介绍", "推荐了", "介绍了", "refers", "referred", "recommends"})


class Leads(TableKind):
    """A referral that a customer gave."""

    key = "lead"
    name = Text("推荐线索", "Leads")
    one = Text("线索", "lead")
    example = Text("岚图 张敏 推荐 华东分公司 46万", "Lantu Zhang Min refers East China branch 460k")
    table = "leads"
    prefix = "XS"
    rest = "referred"
    facets = ("status", "account")
    added_up = ("expected_arr",)
    columns = (
        Column(LogField("code", Text("编号", "Id"), "text"), forms.Words(40)),
        Column(
            LogField("day", Text("推荐日", "Referred on"), "day", required=True),
            forms.Day(past=True),
            default="today",
        ),
        Column(
            LogField(
                "account",
                Text("客户", "Account"),
                "account",
                required=True,
                about=Text("推荐人所在客户", "the account whose contact refers"),
            ),
            forms.Account(),
            "account_id",
        ),
        Column(
            LogField("contact", Text("推荐人", "Referred by"), "contact"),
            forms.Contact(any_account=True),
            "contact_id",
        ),
        Column(
            LogField(
                "referred",
                Text("推荐给", "Referred"),
                "text",
                about=Text("公司或部门", "company or unit"),
            ),
            forms.Words(),
            text=True,
        ),
        Column(
            LogField("status", Text("状态", "Status"), "choice"), forms.Choice(STATUSES, free=True), text=True
        ),
        Column(
            LogField(
                "expected_arr",
                Text("预计 ARR", "Expected ARR"),
                "money",
                about=Text("每年", "a year"),
            ),
            forms.Money(),
            "expected_arr_fen",
        ),
        Column(
            LogField("opportunity", Text("商机", "Opportunity"), "text"),
            forms.Coded("opportunities"),
            "opportunity_id",
        ),
        Column(LogField("note", Text("备注", "Note"), "note", listed=False), forms.Note(), text=True),
    )
    besides = ("currency",)
    acts = (
        LogAct(
            CONVERT,
            Text("转商机", "Convert"),
            (
                LogField("name", Text("商机名称", "Name"), "text", required=True),
                LogField("kind", Text("类型", "Kind"), "choice", required=True),
                LogField("amount", Text("金额", "Amount"), "money", required=True),
                LogField("expected_day", Text("预计成交日", "Expected on"), "day"),
            ),
        ),
    )

    def act_values(self, act: str, record_id: int) -> dict[str, str]:
        """What stands in the fields of an act to begin with."""
        del act
        with self._seeing() as seen:
            record = self._found(seen.connection, [record_id])[record_id]
            name = record["referred"] or seen.accounts.name(record["account_id"])
            arr = record["expected_arr_fen"]
            return {
                "name": name,
                "kind": KIND.name("upsell", seen.language),
                "amount": forms.Money().typed(arr, seen),
                "expected_day": "",
            }

    def why_not(self, act: str, ids: Sequence[int]) -> Text | None:
        """Why a lead cannot be converted."""
        del act
        with self._seeing() as seen:
            records = list(self._found(seen.connection, ids).values())
        if len(records) != 1:
            return GONE if not records else ONE_EACH
        return CONVERTED_ALREADY if records[0]["opportunity_id"] is not None else None

    def act(self, act: str, ids: Sequence[int], values: Mapping[str, str] = NOTHING) -> Changes:
        """Make an opportunity of a lead: both know each other, and it is one operation."""
        refused = self.why_not(act, ids)
        if refused is not None:
            raise UserError(refused)
        opportunities = Opportunities(self._book, self._clock, self._known, self._language)
        with self._seeing() as seen:
            record = self._found(seen.connection, ids)[ids[0]]
            account = seen.accounts.typed(record["account_id"])
            said = {key: values.get(key, "") for key in ("name", "kind", "amount", "expected_day")}
            made = opportunities.sound({**said, "account": account, "stage": FIRST_STAGE}, seen)
            made["currency"] = record["currency"]
            label = CONVERT_LABEL.format(lead=self._called(record, seen))

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            made["code"] = log_rows.next_code(driver, opportunities.table, opportunities.prefix)
            opportunity = task_rows.add(driver, opportunities.table, made)
            task_rows.put(driver, self.table, ids[0], {"status": CONVERTED, "opportunity_id": opportunity})

        return self._book.store.run(Op.EDIT_LOG, write, label).changes

    def _read(self, typed: str, seen: Seen) -> dict[str, str]:
        found = super()._read(typed, seen)
        found.setdefault("day", seen.today.isoformat())
        words = [word for word in found.pop("referred", "").split() if word.casefold() not in _VERBS]
        if words:
            found["referred"] = " ".join(words)
        return found

    def _act_choices(self, field: str, seen: Seen) -> list[str]:
        return [term.name.to(seen.language) for term in KIND.terms] if field == "kind" else []

    def _where(self, view: View) -> tuple[str, tuple[str, ...]]:
        """Given in the period; those given before that nobody has settled stay in sight."""
        if view.period is None:
            return "1", ()
        where, (start, end) = super()._where(view)
        closed = ", ".join(f"'{status}'" for status in sorted(CLOSED))
        return f"({where}) OR (day < ? AND status NOT IN ({closed}))", (start, end, start)

    def _judge(self, record: Record, view: View) -> tuple[Mapping[str, Mark], tuple[Text, ...]]:
        if record["status"] == CONVERTED:
            if record["opportunity_id"] is None:
                return {"status": "amber"}, (NO_OPPORTUNITY,)
            return {"status": "green"}, ()
        return {}, ()

    def _sums(self, records: Sequence[Record], view: View) -> tuple[str, ...]:
        """As the metric counts them: of the period, converted, the expected ARR of the converted ones."""
        mine = [r for r in records if view.period is None or r["day"] >= view.period.start.isoformat()]
        converted = [r for r in mine if r["status"] == CONVERTED]
        said = [things(len(mine), "条线索", "lead")]
        if len(mine) < len(records):
            said.append(
                Text(f"之前未结 {len(records) - len(mine)}", f"{len(records) - len(mine)} open from before")
            )
        if converted:
            by_currency: dict[str, int] = {}
            for r in converted:
                by_currency[r["currency"]] = by_currency.get(r["currency"], 0) + (r["expected_arr_fen"] or 0)
            sums = [
                Text(*(display.money(Fraction(fen, 100), to, currency) for to in ("zh", "en")))
                for currency, fen in sorted(by_currency.items())
            ]
            total = Text(" + ".join(s.zh for s in sums), " + ".join(s.en for s in sums))
            said.append(
                Text("已转商机 {n}，预计 ARR {sum}", "{n} converted, expected ARR {sum}").format(
                    n=len(converted), sum=total
                )
            )
        return tuple(text.to(view.language) for text in said)

    def _about(self, record: Record, view: View) -> tuple[Section, ...]:
        key = record["opportunity_id"]
        if key is None:
            return ()
        opportunity = Opportunities(self._book, self._clock, self._known, self._language).row(
            key, view.day, view.language
        )
        if opportunity is None:
            return ()
        words = dict(zip((c.field.key for c in Opportunities.columns), opportunity.words, strict=True))
        line = Line(
            words["name"], f"{words['code']} · {words['amount']} · {words['stage']}", "", ("opportunity", key)
        )
        return (Section(Text("商机", "Opportunity").to(view.language), (line,)),)

    def _called(self, record: Record, seen: Seen) -> Text:
        account = super()._called(record, seen)
        code = str(record.get("code") or "")
        return Text(f"{code} {account.zh}".strip(), f"{code} {account.en}".strip())


ONE_EACH = Text("一次转一条线索。", "One lead at a time.")
CONVERTED_ALREADY = Text("这条线索已转成商机。", "The lead has become an opportunity already.")
NO_OPPORTUNITY = Text("已转商机，但没有关联商机。", "Converted, but no opportunity is linked.")
CONVERT_LABEL = Text("线索转商机：{lead}", "Convert lead: {lead}")
