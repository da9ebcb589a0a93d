"""Requests for a solution consultant: industry and product, by when, confirmed; clashes and delays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from csmdesk.domain import demand
from csmdesk.domain.facts import Request
from csmdesk.domain.fields import FieldError
from csmdesk.domain.text import Text
from csmdesk.services.account_words import days
from csmdesk.services.log import forms
from csmdesk.services.log.columns import Column, Shown, View
from csmdesk.services.log.kind import Line, LogField, Mark, RuleState, Section
from csmdesk.services.log.seen import Seen
from csmdesk.services.log.table import TableKind
from csmdesk.services.log.words import things
from csmdesk.storage import log_rows, read
from csmdesk.storage.log_rows import Record

_COLUMNS = Request._fields


class Requests(TableKind):
    """A request for a solution consultant."""

    key = "request"
    name = Text("方案顾问", "Requests")
    one = Text("顾问需求", "consultant request")
    example = Text("岚图 7月3日 新能源×数据仓库 王工", "Lantu Jul 3 automotive×warehouse Wang")
    table = "requests"
    prefix = "GW"
    day = "needed_day"
    line_day = "needed_day"
    facets = ("state", "consultant", "industry", "product")
    columns = (
        Column(LogField("code", Text("编号", "Id"), "text"), forms.Words(40)),
        Column(LogField("account", Text("客户", "Account"), "account"), forms.Account(), "account_id"),
        Column(
            LogField("industry", Text("行业", "Industry"), "text", required=True), forms.Words(), text=True
        ),
        Column(LogField("product", Text("产品", "Product"), "text", required=True), forms.Words(), text=True),
        Column(
            LogField("day", Text("提出日", "Asked on"), "day", listed=False),
            forms.Day(past=True),
            default="today",
        ),
        Column(
            LogField("needed_day", Text("需到位", "Needed by"), "day", required=True), forms.Day(ahead=True)
        ),
        Column(
            LogField(
                "until_day",
                Text("用到", "Until"),
                "day",
                about=Text("不填则只占需到位那天", "empty: the needed day alone"),
            ),
            forms.Day(ahead=True),
        ),
        Column(LogField("consultant", Text("顾问", "Consultant"), "text"), forms.Words(), text=True),
        Column(LogField("confirmed_day", Text("确认日", "Confirmed on"), "day"), forms.Day(past=True)),
        Column(
            LogField(
                "state",
                Text("进展", "State"),
                "text",
                edited=False,
            )
        ),
        Column(
            LogField("closed_day", Text("了结日", "Closed on"), "day", listed=False), forms.Day(past=True)
        ),
        Column(LogField("note", Text("备注", "Note"), "note"), forms.Note(), text=True),
    )

    def _complete(self, kept: Record, record: Record | None, seen: Seen) -> None:
        super()._complete(kept, record, seen)
        whole = {**(record or {}), **kept}
        needed, until = whole.get("needed_day"), whole.get("until_day")
        if needed is not None and until is not None and until < needed:
            raise FieldError("until_day", UNTIL_BEFORE.format(day=needed))

    def _read(self, typed: str, seen: Seen) -> dict[str, str]:
        """A day is when one is needed; 行业×产品 are told apart; a name that is left is the consultant's."""
        found = super()._read(typed, seen)
        known = set(log_rows.used(seen.connection, self.table, "consultant"))
        rest = []
        for word in found.pop("note", "").split():
            industry, mark, product = word.replace("*", "×").partition("×")
            if mark and industry and product:
                found |= {"industry": industry, "product": product}
            elif word in known and "consultant" not in found:
                found["consultant"] = word
            else:
                rest.append(word)
        if len(rest) == 1 and "consultant" not in found:
            found["consultant"] = rest.pop()
        if rest:
            found["note"] = " ".join(rest)
        return found

    # --- clashes --------------------------------------------------------------------------------------------

    def _all(self, seen: Seen) -> list[Request]:
        source = read.SOURCES["requests"]
        return read.typed(seen.connection.execute(f"{read.select(source)} ORDER BY id"), source)

    def _states(self, record: Record, seen: Seen, day: date) -> tuple[RuleState, ...]:
        mine = _request(record)
        if mine.needed_day is None:
            return ()
        late = demand.delayed_days(mine, day)
        confirmed = mine.confirmed_day is not None and mine.confirmed_day <= day
        found = [
            RuleState(
                Text("按时确认", "Confirmed in time"),
                "broken" if late else "kept" if confirmed else "open",
                _delay(late, confirmed),
            )
        ]
        others = [each for each in self._all(seen) if each.id != mine.id]
        pairs = [p for p in demand.clashes([*others, mine]) if mine.id in (p.first.id, p.second.id)]
        words = [
            self._clash_words(pair.second if pair.first.id == mine.id else pair.first, seen) for pair in pairs
        ]
        found.append(
            RuleState(
                Text("不撞期", "No clash"),
                "broken" if pairs else "kept",
                Text("；".join(w.zh for w in words), "; ".join(w.en for w in words))
                if words
                else Text("没有撞期", "none"),
            )
        )
        return tuple(found)

    def _clash_words(self, other: Request, seen: Seen) -> Text:
        account = "" if other.account_id is None else seen.accounts.name(other.account_id)
        said = " ".join(part for part in (other.code, account, other.consultant) if part)
        until = "" if other.until_day in (None, other.needed_day) else f" – {other.until_day}"
        return Text(f"{said} {other.needed_day}{until}", f"{said} {other.needed_day}{until}")

    # --- lists ----------------------------------------------------------------------------------------------

    def _where(self, view: View) -> tuple[str, tuple[str, ...]]:
        """Needed in the period; what is neither confirmed nor closed stays in sight."""
        if view.period is None:
            return "1", ()
        where, (start, end) = super()._where(view)
        waits = "confirmed_day IS NULL AND closed_day IS NULL AND (needed_day IS NULL OR needed_day < ?)"
        return f"({where}) OR ({waits})", (start, end, start)

    def _count(self, records: Sequence[Record], view: View) -> None:
        clashing = demand.clashing(demand.clashes(self._all(view.seen)))
        for record in records:
            request = _request(record)
            late = demand.delayed_days(request, view.day)
            against = clashing.get(request.id, [])
            record["_late"], record["_against"] = late, against
            confirmed = request.confirmed_day is not None and request.confirmed_day <= view.day
            words = _delay(late, confirmed)
            if against:
                words = Text(f"撞期 · {words.zh}", f"clash · {words.en}")
            said = words.to(view.language)
            record["state"] = Shown(said, said)

    def _judge(self, record: Record, view: View) -> tuple[Mapping[str, Mark], tuple[Text, ...]]:
        against: list[Request] = record["_against"]
        problems = [CLASH.format(other=self._clash_words(other, view.seen)) for other in against]
        if record["_late"]:
            problems.append(_delay(record["_late"], record["confirmed_day"] is not None))
        waits = record["confirmed_day"] is None and record["closed_day"] is None
        mark: Mark = "red" if problems else "amber" if waits else "green"
        return {"state": mark}, tuple(problems)

    def _sums(self, records: Sequence[Record], view: View) -> tuple[str, ...]:
        """Clashes and delays as the root causes of the review count them."""
        period = view.period
        start = date.min if period is None else period.start
        end = date.max if period is None else min(period.end, view.day)
        found = demand.trouble(self._all(view.seen), start, end)
        late, pairs = len(found.late), found.clashes
        said = [things(len(records), "条顾问需求", "consultant request")]
        waits = sum(r["confirmed_day"] is None and r["closed_day"] is None for r in records)
        if waits:
            said.append(Text(f"未确认 {waits}", f"{waits} not confirmed"))
        if late:
            said.append(Text(f"延误 {late}", f"{late} late"))
        if pairs:
            said.append(Text(f"撞期 {len(pairs)} 处", things(len(pairs), "", "clash").en))
        return tuple(text.to(view.language) for text in said)

    def _about(self, record: Record, view: View) -> tuple[Section, ...]:
        language = view.language
        self._count([record], view)
        against: list[Request] = record["_against"]
        lines = tuple(
            Line(
                self._clash_words(other, view.seen).to(language), other.product, "red", ("request", other.id)
            )
            for other in against
        )
        return (Section(Text("撞期", "Clashes").to(language), lines),) if lines else ()

    def _called(self, record: Record, seen: Seen) -> Text:
        del seen
        said = " × ".join(part for part in (record.get("industry"), record.get("product")) if part)
        return Text(said or str(record.get("code") or ""), said or str(record.get("code") or ""))


def _request(record: Mapping[str, Any]) -> Request:
    source = read.SOURCES["requests"]
    cells = [record.get(name) if name != "id" else record.get("id") or 0 for name in _COLUMNS]
    cells = [
        "" if cell is None and name in _WORDS else cell for cell, name in zip(cells, _COLUMNS, strict=True)
    ]
    (made,) = read.typed([cells], source)
    assert isinstance(made, Request)
    return made


_WORDS = frozenset({"code", "industry", "product", "consultant"})


def _delay(late: int, confirmed: bool) -> Text:
    if late:
        if confirmed:
            return Text(f"迟 {late} 天确认", f"confirmed {days(late)} late")
        return Text(f"未确认，已过 {late} 天", f"not confirmed, {days(late)} past")
    return Text("已确认", "confirmed") if confirmed else Text("待确认", "to be confirmed")


CLASH = Text("与 {other} 撞期", "clashes with {other}")
UNTIL_BEFORE = Text("“用到”不能早于需到位的 {day}。", "This cannot be before the needed day, {day}.")
