"""The checklist of a handover: each item with its owner and day, done and accepted by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError
from csmdesk.domain.text import Language, Text
from csmdesk.services.account_words import days
from csmdesk.services.log import forms
from csmdesk.services.log.columns import NOTHING, Column, Shown, View
from csmdesk.services.log.kind import LogAct, LogData, LogField, Mark
from csmdesk.services.log.seen import Seen
from csmdesk.services.log.table import TableKind
from csmdesk.services.log.words import GONE, things
from csmdesk.storage import log_rows, task_rows
from csmdesk.storage.driver import Connection
from csmdesk.storage.log_rows import Record

DONE, UNDONE = "done", "undone"


class HandoverItems(TableKind):
    """One line of the checklist; a new one needs ``handover`` beside its fields (``add``)."""

    key = "handover_item"
    name = Text("交接清单", "Checklist")
    one = Text("交接项", "checklist item")
    table = "handover_items"
    day = "due_day"
    rest = "name"
    facets = ("owner", "state")
    columns = (
        Column(LogField("name", Text("内容", "Item"), "text", required=True), forms.Words()),
        Column(LogField("owner", Text("负责人", "Owner"), "text"), forms.Words(), text=True),
        Column(LogField("due_day", Text("期限", "Due"), "day"), forms.Day(ahead=True)),
        Column(LogField("done_day", Text("完成日", "Done on"), "day"), forms.Day(past=True)),
        Column(LogField("accepted_by", Text("接收人", "Accepted by"), "text"), forms.Words(), text=True),
        Column(LogField("accepted_day", Text("接收日", "Accepted on"), "day"), forms.Day(past=True)),
        Column(LogField("state", Text("进展", "State"), "text", edited=False)),
        Column(LogField("note", Text("备注", "Note"), "note"), forms.Note(), text=True),
    )
    besides = ("handover_id", "position")
    acts = (
        LogAct(DONE, Text("完成", "Done"), several=True),
        LogAct(UNDONE, Text("没完成", "Not done"), several=True),
    )

    def of(self, handover_id: int, as_of: date | None, language: Language) -> LogData:
        """The checklist of one handover, in its order."""
        with self._view(None, as_of, language) as view:
            found = self._of(view.seen.connection, handover_id)
            rows = self._rows(found, view)
            return LogData(rows, self._sums(found, view), self._facets(rows), len(rows))

    def _of(self, connection: Connection, handover_id: int) -> list[Record]:
        return log_rows.records(
            connection, self.table, self._names, "handover_id = ?", (handover_id,), "position, id"
        )

    def add(self, handover_id: int, values: Mapping[str, str]) -> tuple[int, Changes]:
        """Add a line at the end of a checklist; its id."""
        with self._book.reading() as connection:
            if not log_rows.records_of(connection, "handovers", (), [handover_id]):
                raise UserError(GONE)
            places = [record["position"] for record in self._of(connection, handover_id)]
        return self._add(values, {"handover_id": handover_id, "position": max(places, default=-1) + 1})

    def move(self, item_id: int, before: int | None) -> Changes:
        """Put a line in front of another of its checklist; None: at the end."""
        with self._seeing() as seen:
            record = self._found(seen.connection, [item_id]).get(item_id)
            if record is None:
                raise UserError(GONE)
            label = MOVE.format(item=record["name"])
            order = [r["id"] for r in self._of(seen.connection, record["handover_id"]) if r["id"] != item_id]
        order.insert(order.index(before) if before in order else len(order), item_id)

        def write(driver: Connection) -> None:
            for at, key in enumerate(order):
                task_rows.put(driver, self.table, key, {"position": at})

        return self._run(write, label)

    def why_not(self, act: str, ids: Sequence[int]) -> Text | None:
        """Why lines cannot be done or undone."""
        with self._seeing() as seen:
            records = self._found(seen.connection, ids).values()
        if not records:
            return GONE
        done = [record["done_day"] is not None for record in records]
        if act == DONE:
            return ALL_DONE if all(done) else None
        return None if any(done) else NONE_DONE

    def act(self, act: str, ids: Sequence[int], values: Mapping[str, str] = NOTHING) -> Changes:
        """Say that lines are done today, or that they are not."""
        del values
        refused = self.why_not(act, ids)
        if refused is not None:
            raise UserError(refused)
        return self.edit(ids, "done_day", self._clock.today().isoformat() if act == DONE else "")

    def _complete(self, kept: Record, record: Record | None, seen: Seen) -> None:
        super()._complete(kept, record, seen)
        whole = {**(record or {}), **kept}
        if "accepted_by" in kept and kept["accepted_by"] and not whole.get("accepted_day"):
            kept["accepted_day"] = seen.today.isoformat()
        if kept.get("accepted_day") and whole.get("done_day") is None:
            raise FieldError("accepted_day", NOT_DONE)
        if "done_day" in kept and kept["done_day"] is None and record is not None:
            kept["accepted_day"], kept["accepted_by"] = None, ""

    def _count(self, records: Sequence[Record], view: View) -> None:
        for record in records:
            mark, words = stand(record, view.day)
            said = words.to(view.language)
            record["_mark"] = mark
            record["state"] = Shown(said, said)

    def _judge(self, record: Record, view: View) -> tuple[Mapping[str, Mark], tuple[Text, ...]]:
        del view
        return ({"state": record["_mark"]} if record["_mark"] else {}), ()

    def _sums(self, records: Sequence[Record], view: View) -> tuple[str, ...]:
        done = sum(record["done_day"] is not None for record in records)
        said = [things(len(records), "项", "item"), Text(f"完成 {done}", f"{done} done")]
        return tuple(text.to(view.language) for text in said)

    def _called(self, record: Record, seen: Seen) -> Text:
        del seen
        said = str(record.get("name") or "")
        return Text(said, said)


def stand(record: Record, today: date) -> tuple[Mark, Text]:
    """How a line stands on a day."""
    if record["accepted_day"] is not None:
        return "green", Text("已接收", "accepted")
    if record["done_day"] is not None:
        return "amber", Text("待接收", "to be accepted")
    due = record["due_day"]
    if due is not None and due < today.isoformat():
        gone = (today - date.fromisoformat(due)).days
        return "red", Text(f"逾期 {gone} 天", f"{days(gone)} overdue")
    return "", Text("未完成", "open")


MOVE = Text("移动交接项：{item}", "Move checklist item: {item}")
ALL_DONE = Text("这些项已完成。", "These items are done.")
NONE_DONE = Text("这些项还没完成。", "These items are not done.")
NOT_DONE = Text("完成后才能接收。", "It is accepted when it is done.")
