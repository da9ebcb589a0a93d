"""Accounts that sales hand over: a checklist with owners and days, accepted item by item and as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError, one_line
from csmdesk.domain.text import Language, Text
from csmdesk.services.account_words import days
from csmdesk.services.log import forms
from csmdesk.services.log.columns import NOTHING, Clock, Column, Shown, View
from csmdesk.services.log.forms import Beside
from csmdesk.services.log.handover_items import HandoverItems
from csmdesk.services.log.handover_template import HandoverTemplate, template
from csmdesk.services.log.kind import Line, LogAct, LogField, Mark, RuleState, Section
from csmdesk.services.log.seen import Names, Seen
from csmdesk.services.log.table import TableKind
from csmdesk.services.log.words import GONE, things
from csmdesk.storage import log_rows, task_rows
from csmdesk.storage.driver import Connection, raw
from csmdesk.storage.log_rows import Record

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

ACCEPT, REOPEN = "accept", "reopen"


class Handovers(TableKind):
    """One account's handover from sales."""

    key = "handover"
    name = Text("销售交接", "Handovers")
    one = Text("交接", "handover")
    example = Text("岚图 今天 张销售", "Lantu today Zhang")
    table = "handovers"
    prefix = "JJ"
    rest = "from_owner"
    facets = ("state", "account")
    columns = (
        Column(LogField("code", Text("编号", "Id"), "text"), forms.Words(40)),
        Column(
            LogField("account", Text("客户", "Account"), "account", required=True),
            forms.Account(),
            "account_id",
        ),
        Column(LogField("from_owner", Text("交接人", "Handed over by"), "text"), forms.Words(), text=True),
        Column(
            LogField("day", Text("开始日", "Begun on"), "day", required=True), forms.Day(), default="today"
        ),
        Column(
            LogField(
                "due_day",
                Text("应完成", "Due"),
                "day",
                about=Text("不填则按清单最晚一项", "empty: the last item's day"),
            ),
            forms.Day(ahead=True),
        ),
        Column(LogField("progress", Text("清单", "Checklist"), "text", edited=False)),
        Column(LogField("state", Text("进展", "State"), "text", edited=False)),
        Column(
            LogField("accepted_day", Text("接收日", "Accepted on"), "day", edited=False), forms.Day(past=True)
        ),
        Column(
            LogField("accepted_by", Text("接收人", "Accepted by"), "text", edited=False),
            forms.Words(),
            text=True,
        ),
        Column(LogField("note", Text("备注", "Note"), "note"), forms.Note(), text=True),
    )
    acts = (
        LogAct(
            ACCEPT,
            Text("整体接收", "Accept all"),
            (
                LogField("day", Text("接收日", "Accepted on"), "day", required=True),
                LogField("by", Text("接收人", "Accepted by"), "text", required=True),
            ),
        ),
        LogAct(REOPEN, Text("退回", "Take back")),
    )

    def __init__(
        self, book: Book, clock: Clock, names: Names | None = None, language: Language = "zh"
    ) -> None:
        super().__init__(book, clock, names, language)
        self.items = HandoverItems(book, clock, names, language)
        self.template = HandoverTemplate(book)

    # --- changing -------------------------------------------------------------------------------------------

    def _insert(self, driver: Connection, kept: Record) -> int:
        """With the checklist of the template, its days counted from the first one."""
        start = date.fromisoformat(kept["day"])
        items = template(driver, self._language)
        columns = dict(kept)
        if columns.get("due_day") is None and items:
            columns["due_day"] = (start + timedelta(days=max(item.days for item in items))).isoformat()
        handover = super()._insert(driver, columns)
        for at, item in enumerate(items):
            task_rows.add(
                driver,
                HandoverItems.table,
                {
                    "handover_id": handover,
                    "position": at,
                    "name": item.name,
                    "owner": item.owner,
                    "due_day": (start + timedelta(days=item.days)).isoformat(),
                },
            )
        return handover

    def _complete(self, kept: Record, record: Record | None, seen: Seen) -> None:
        super()._complete(kept, record, seen)
        whole = {**(record or {}), **kept}
        due = whole.get("due_day")
        if due is not None and whole["day"] is not None and due < whole["day"]:
            raise FieldError("due_day", DUE_BEFORE.format(day=whole["day"]))
        if record is None:
            # Accepted it is by the act, which says it of the account too.
            kept["accepted_day"], kept["accepted_by"] = None, ""
            account = seen.accounts.by_id.get(kept.get("account_id") or 0)
            open_one = log_rows.records(
                seen.connection,
                self.table,
                ("code",),
                "account_id = ? AND accepted_day IS NULL",
                (kept.get("account_id"),),
            )
            if account is not None and open_one:
                raise FieldError("account", OPEN_ALREADY.format(account=account.name))

    def act_values(self, act: str, record_id: int) -> dict[str, str]:
        """What stands in the fields of an act to begin with: today, and who accepted items before."""
        del record_id
        if act != ACCEPT:
            return {}
        with self._book.reading() as connection:
            known = log_rows.used(connection, HandoverItems.table, "accepted_by", 1)
            known += log_rows.used(connection, self.table, "accepted_by", 1)
        return {"day": self._clock.today().isoformat(), "by": known[0] if known else ""}

    def why_not(self, act: str, ids: Sequence[int]) -> Text | None:
        """Why a handover cannot be accepted: an item is not done, or it is accepted already."""
        with self._seeing() as seen:
            records = list(self._found(seen.connection, ids).values())
            open_items = self._open_items(seen.connection, ids)
        if len(records) != 1:
            return GONE if not records else ONE_EACH
        accepted = records[0]["accepted_day"] is not None
        if act == REOPEN:
            return None if accepted else NOT_ACCEPTED
        if accepted:
            return ACCEPTED_ALREADY
        return ITEMS_OPEN.format(count=open_items) if open_items else None

    def _open_items(self, connection: Connection, ids: Sequence[int]) -> int:
        return len(
            log_rows.records(
                connection,
                HandoverItems.table,
                ("handover_id",),
                "handover_id IN (SELECT value FROM json_each(?)) AND done_day IS NULL",
                (self._json(ids),),
            )
        )

    def act(self, act: str, ids: Sequence[int], values: Mapping[str, str] = NOTHING) -> Changes:
        """Accept a handover as a whole, which makes it the account's handover day; or take that back.

        An account that has an earlier handover day keeps it: figures rest on it.
        """
        refused = self.why_not(act, ids)
        if refused is not None:
            raise UserError(refused)
        day, by = "", ""
        with self._seeing() as seen:
            record = self._found(seen.connection, ids)[ids[0]]
            whom = self._called(record, seen)
            if act == ACCEPT:
                field = self._by_key["accepted_day"]
                assert field.form is not None
                day = str(field.form.read(field.field, values.get("day", ""), seen, Beside()))
                by = one_line(values.get("by", ""))
                if not by:
                    raise FieldError("by", NO_NAME)
                if day < record["day"]:
                    raise FieldError("day", DUE_BEFORE.format(day=record["day"]))

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            if act == REOPEN:
                task_rows.put(driver, self.table, ids[0], {"accepted_day": None, "accepted_by": ""})
                # The day that the acceptance gave the account goes with it.
                driver.execute(
                    "UPDATE accounts SET handover_day = NULL, handover_from = '' "
                    "WHERE id = ? AND handover_day = ?",
                    (record["account_id"], record["accepted_day"]),
                )
                return
            task_rows.put(driver, self.table, ids[0], {"accepted_day": day, "accepted_by": by})
            driver.execute(
                "UPDATE handover_items SET accepted_day = ?, accepted_by = ? "
                "WHERE handover_id = ? AND accepted_day IS NULL",
                (day, by, ids[0]),
            )
            driver.execute(
                "UPDATE accounts SET handover_day = ?, "
                "handover_from = CASE handover_from WHEN '' THEN ? ELSE handover_from END "
                "WHERE id = ? AND handover_day IS NULL",
                (day, record["from_owner"], record["account_id"]),
            )

        label = (ACCEPT_LABEL if act == ACCEPT else REOPEN_LABEL).format(account=whom)
        return self._book.store.run(Op.EDIT_LOG, write, label).changes

    # --- lists ----------------------------------------------------------------------------------------------

    def _where(self, view: View) -> tuple[str, tuple[str, ...]]:
        """Begun in the period; what is not accepted stays in sight."""
        if view.period is None:
            return "1", ()
        where, (start, end) = super()._where(view)
        return f"({where}) OR (day < ? AND accepted_day IS NULL)", (start, end, start)

    def _count(self, records: Sequence[Record], view: View) -> None:
        items: dict[int, list[Record]] = {}
        for item in log_rows.records(
            view.seen.connection,
            HandoverItems.table,
            ("handover_id", "done_day", "due_day", "accepted_day"),
            "handover_id IN (SELECT value FROM json_each(?))",
            (self._json(record["id"] for record in records),),
        ):
            items.setdefault(item["handover_id"], []).append(item)
        today = view.day.isoformat()
        for record in records:
            mine = items.get(record["id"], [])
            done = sum(item["done_day"] is not None for item in mine)
            late = sum(item["done_day"] is None and (item["due_day"] or "9") < today for item in mine)
            record["_late"], record["_open"] = late, len(mine) - done
            words = f"{done}/{len(mine)}" if mine else ""
            record["progress"] = Shown(done if mine else None, words)
            said = self._stand(record, view.day).to(view.language)
            record["state"] = Shown(said, said)

    def _stand(self, record: Record, today: date) -> Text:
        if record["accepted_day"] is not None:
            return Text("已接收", "accepted")
        due = record["due_day"]
        if due is not None and due < today.isoformat():
            gone = (today - date.fromisoformat(due)).days
            return Text(f"逾期 {gone} 天", f"{days(gone)} overdue")
        if record["_late"]:
            return Text(f"{record['_late']} 项逾期", f"{things(record['_late'], '', 'item').en} overdue")
        if not record["_open"]:
            return Text("待接收", "to be accepted")
        return Text("交接中", "under way")

    def _judge(self, record: Record, view: View) -> tuple[Mapping[str, Mark], tuple[Text, ...]]:
        if record["accepted_day"] is not None:
            return {"state": "green"}, ()
        late = record["_late"] or (record["due_day"] or "9") < view.day.isoformat()
        return {"state": "red" if late else "amber"}, (self._stand(record, view.day),) if late else ()

    def _sums(self, records: Sequence[Record], view: View) -> tuple[str, ...]:
        accepted = sum(record["accepted_day"] is not None for record in records)
        late = sum(
            "state" in self._judge(r, view)[0] and self._judge(r, view)[0]["state"] == "red" for r in records
        )
        said = [things(len(records), "个交接", "handover")]
        if accepted:
            said.append(Text(f"已接收 {accepted}", f"{accepted} accepted"))
        if late:
            said.append(Text(f"逾期 {late}", f"{late} overdue"))
        return tuple(text.to(view.language) for text in said)

    def _about(self, record: Record, view: View) -> tuple[Section, ...]:
        found = self.items.of(record["id"], view.day, view.language)
        at = [column.field.key for column in HandoverItems.columns]
        lines = []
        for row in found.rows:
            words = dict(zip(at, row.words, strict=True))
            note = " · ".join(part for part in (words["owner"], words["state"]) if part)
            lines.append(Line(words["name"], note, row.marks.get("state", ""), ("handover_item", row.id)))
        return (Section(Text("交接清单", "Checklist").to(view.language), tuple(lines)),) if lines else ()

    def _states(self, record: Record, seen: Seen, day: date) -> tuple[RuleState, ...]:
        key = record.get("id")
        if key is None:
            return ()
        left = self._open_items(seen.connection, [key])
        words = Text(f"还有 {left} 项", f"{left} left") if left else Text("都完成了", "all done")
        return (
            RuleState(Text("清单完成后接收", "Accepted when all is done"), "open" if left else "kept", words),
        )


DUE_BEFORE = Text("不能早于开始日 {day}。", "This cannot be before it began, {day}.")
OPEN_ALREADY = Text(
    "“{account}”还有一个未接收的交接。", "“{account}” has a handover that is not accepted yet."
)
ONE_EACH = Text("一次接收一个交接。", "One handover at a time.")
NOT_ACCEPTED = Text("还没接收。", "It is not accepted yet.")
ACCEPTED_ALREADY = Text("已经接收了。", "It is accepted already.")
ITEMS_OPEN = Text("清单还有 {count} 项没完成。", "{count} items of the checklist are not done yet.")
NO_NAME = Text("请写接收人。", "Say who accepts it.")
ACCEPT_LABEL = Text("接收交接：{account}", "Accept handover: {account}")
REOPEN_LABEL = Text("退回交接：{account}", "Take back handover: {account}")
