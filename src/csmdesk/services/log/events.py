"""Events for customers' executives: salons with their rules while they are planned, roundtables, others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain import salon
from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError
from csmdesk.domain.period import quarter_of
from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.services.log import forms, guests
from csmdesk.services.log.columns import Column, Shown, View
from csmdesk.services.log.forms import Term
from csmdesk.services.log.guests import Guest, Heads
from csmdesk.services.log.kind import Line, LogField, Mark, RuleState, Section
from csmdesk.services.log.seen import Person, Seen
from csmdesk.services.log.table import TableKind
from csmdesk.services.log.words import GONE, things
from csmdesk.storage import log_rows
from csmdesk.storage.driver import raw
from csmdesk.storage.log_rows import Record

if TYPE_CHECKING:
    import sqlalchemy

SALON = "salon"
KINDS = (
    Term(SALON, Text("沙龙", "Salon"), ("线下沙龙", "线下", "高管沙龙", "私享会", "闭门会", "offline salon")),
    Term(
        "roundtable",
        Text("圆桌", "Roundtable"),
        ("线上圆桌", "圆桌会", "线上", "共识圈", "CXO共识圈", "online"),
    ),
    Term("other", Text("活动", "Event"), ("其他", "大会", "路演", "webinar", "conference")),
)


class Events(TableKind):
    """A salon, a roundtable or another event."""

    key = "event"
    name = Text("活动", "Events")
    one = Text("活动", "event")
    example = Text("沙龙 9月20日 数据治理闭门会 25人", "salon Sep 20 data governance 25 people")
    table = "events"
    prefix = "HD"
    rest = "topic"
    facets = ("kind", "state")
    added_up = ("people", "executives")
    columns = (
        Column(LogField("code", Text("编号", "Id"), "text"), forms.Words(40)),
        Column(
            LogField("day", Text("日期", "Day"), "day", required=True),
            forms.Day(ahead=True),
        ),
        Column(LogField("kind", Text("类型", "Kind"), "choice", required=True), forms.Choice(KINDS)),
        Column(LogField("topic", Text("主题", "Topic"), "text", required=True), forms.Words(), text=True),
        Column(
            LogField(
                "people", Text("人数", "People"), "number", about=Text("计划或到场人数", "planned, or there")
            ),
            forms.Whole(0, 10_000, ("人", "people")),
        ),
        Column(
            LogField(
                "executives",
                Text("高管", "Executives"),
                "number",
                edited=False,
                about=Text(
                    "到场的高管；办之前是应邀未拒的", "executives who came; before it, who are expected"
                ),
            )
        ),
        Column(LogField("state", Text("规则", "Rules"), "text", edited=False)),
        Column(
            LogField("topic_vote_day", Text("议题票选日", "Topic voted on"), "day"),
            forms.Day(),
            "topic_vote_day",
        ),
        Column(
            LogField("ended_at", Text("结束时间", "Ended at"), "moment", listed=False),
            forms.Moment(past=True),
        ),
        Column(
            LogField("paper_at", Text("白皮书发出", "White paper sent"), "moment", listed=False),
            forms.Moment(past=True),
        ),
        Column(
            LogField(
                "paper_hours",
                Text("白皮书用时", "Paper out after"),
                "number",
                about=Text("小时，从结束算起", "hours from the end"),
            ),
            forms.Decimal(0, 10_000, 4, ("小时", "h", "hours")),
        ),
        Column(
            LogField("rating", Text("评分", "Rating"), "number", about=Text("满分 5", "of 5")),
            forms.Decimal(0, 5, 2, ("分",)),
        ),
        Column(LogField("place", Text("地点", "Place"), "text"), forms.Words(), text=True),
        Column(LogField("note", Text("备注", "Note"), "note", listed=False), forms.Note(), text=True),
    )

    # --- guests ---------------------------------------------------------------------------------------------

    def guests(self, event_id: int) -> list[Guest]:
        """Who is asked and who came: executives first."""
        with self._book.reading() as connection:
            return guests.guests(connection, [event_id]).get(event_id, [])

    def candidates(self, event_id: int, typed: str = "", most: int = 60) -> list[Guest]:
        """Contacts who are not on the list yet and are still there, to choose from: executives first.

        ``typed`` is looked for in names, titles and accounts.
        """
        wanted = typed.strip().casefold()
        with self._seeing() as seen:
            there = {guest.contact_id for guest in self._guests(seen, [event_id]).get(event_id, ())}
            found = []
            for person in seen.contacts.by_id.values():
                account = seen.accounts.by_id.get(person.account_id)
                if person.id in there or person.left_day is not None or account is None or account.archived:
                    continue
                said = (person.name, person.title, account.name, account.pinyin, account.initials)
                if all(any(word in each.casefold() for each in said) for word in wanted.split()):
                    found.append(_guest(person, account.name))
        found.sort(key=lambda guest: (not guest.executive, guest.account, guest.contact_id))
        return found[:most]

    def set_guests(self, event_id: int, states: Mapping[int, str | None]) -> Changes:
        """Say how contacts stand to an event: invited, yes, no, came; None takes one off the list."""
        with self._seeing() as seen:
            record = self._found(seen.connection, [event_id]).get(event_id)
            if record is None:
                raise UserError(GONE)
            if (
                any(state == guests.CAME for state in states.values())
                and record["day"] > seen.today.isoformat()
            ):
                raise UserError(NOT_HELD.format(day=record["day"]))
            label = GUESTS.format(event=self._called(record, seen))

        def write(connection: sqlalchemy.Connection) -> None:
            guests.put(raw(connection), event_id, states)

        return self._book.store.run(Op.EDIT_LOG, write, label).changes

    def _guests(self, seen: Seen, events: Collection[int]) -> dict[int, list[Guest]]:
        return guests.guests(seen.connection, events)

    # --- rules ----------------------------------------------------------------------------------------------

    def _complete(self, kept: Record, record: Record | None, seen: Seen) -> None:
        super()._complete(kept, record, seen)
        whole = {**(record or {}), **kept}
        ended, sent = whole.get("ended_at"), whole.get("paper_at")
        vote, day = whole.get("topic_vote_day"), whole.get("day")
        if vote is not None and day is not None and vote > day:
            raise FieldError("topic_vote_day", VOTED_LATE.format(day=day))
        if ended is not None and day is not None and not 0 <= _days_between(day, ended) <= 1:
            raise FieldError("ended_at", ENDED_ELSEWHERE.format(day=day))
        if ended is None or sent is None:
            return
        if sent < ended:
            raise FieldError("paper_at", SENT_EARLY.format(ended=ended))
        if "ended_at" in kept or "paper_at" in kept:
            hours = salon.paper_hours(datetime.fromisoformat(ended), datetime.fromisoformat(sent))
            # In decimals that are never fewer hours than it took: 48 h and a minute stay above 48.
            up = Fraction(-(-hours.numerator * 100 // hours.denominator), 100)
            kept["paper_hours"] = forms.decimal_text(up, 2)

    def _states(self, record: Record, seen: Seen, day: date) -> tuple[RuleState, ...]:
        key = record.get("id")
        people = () if key is None else self._guests(seen, [key]).get(key, ())
        return self._rules(record, guests.heads(people), seen, day)

    def _rules(self, record: Record, heads: Heads, seen: Seen, today: date) -> tuple[RuleState, ...]:
        """A salon against each rule; an event of another kind has none."""
        if record.get("kind") != SALON or not record.get("day"):
            return ()
        day = date.fromisoformat(record["day"])
        held = day <= today
        people = record.get("people")
        if people is None and not held and heads.expected:
            people = heads.expected
        executives = heads.executives(held)
        return (
            _people(people, held, seen),
            _executives(executives, people, held, seen),
            _topic(record.get("topic_vote_day"), day, today, seen),
            _paper(record, day, today, seen),
            self._quarter(record, day, seen),
        )

    def _quarter(self, record: Record, day: date, seen: Seen) -> RuleState:
        quarter = quarter_of(day, seen.rules.fiscal_start_month)
        others = [
            date.fromisoformat(each["day"])
            for each in log_rows.records(
                seen.connection,
                self.table,
                ("day",),
                "kind = ? AND id IS NOT ? AND day BETWEEN ? AND ?",
                (SALON, record.get("id"), quarter.start.isoformat(), quarter.end.isoformat()),
            )
        ]
        count = salon.salons_of_quarter([*others, day], quarter.start, quarter.end)
        name = quarter.title
        return RuleState(
            Text("每季度至少一场", "One a quarter at least"),
            "kept",
            Text(f"{name.zh}共 {count} 场", f"{count} in {name.en}"),
        )

    # --- lists ----------------------------------------------------------------------------------------------

    def _count(self, records: Sequence[Record], view: View) -> None:
        people = self._guests(view.seen, [record["id"] for record in records])
        for record in records:
            heads = guests.heads(people.get(record["id"], ()))
            held = record["day"] <= view.day.isoformat()
            count = heads.executives(held)
            shown = str(count) if count or heads.expected or heads.came else ""
            record["executives"] = Shown(count if shown else None, shown)
            states = self._rules(record, heads, view.seen, view.day)
            record["_states"] = states
            words = _stand(states, held).to(view.language)
            record["state"] = Shown(words or None, words)

    def _judge(self, record: Record, view: View) -> tuple[Mapping[str, Mark], tuple[Text, ...]]:
        states: tuple[RuleState, ...] = record["_states"]
        broken = [state for state in states if state.state == "broken"]
        marks: dict[str, Mark] = {}
        if states:
            waits = any(state.state == "open" for state in states)
            marks["state"] = "red" if broken else "amber" if waits else "green"
        problems = tuple(
            Text(f"{state.rule.zh}：{state.words.zh}", f"{state.rule.en}: {state.words.en}")
            for state in broken
        )
        return marks, problems

    def _sums(self, records: Sequence[Record], view: View) -> tuple[str, ...]:
        """As the metrics count them: executives who came, salons, their mean rating."""
        kinds = Counter(record["kind"] for record in records if record["day"] <= view.day.isoformat())
        planned = sum(record["day"] > view.day.isoformat() for record in records)
        form = forms.Choice(KINDS)
        said = [
            things(kinds[term.key], f"场{term.name.zh}", form.name(term.key, "en").lower())
            for term in KINDS
            if kinds[term.key]
        ]
        if planned:
            said.append(Text(f"计划中 {planned} 场", f"{planned} planned"))
        there = sum(
            record["executives"].value or 0 for record in records if record["day"] <= view.day.isoformat()
        )
        if there:
            said.append(Text(f"高管 {there} 人次", f"{there} executives came"))
        ratings = [Fraction(r["rating"]) for r in records if r["kind"] == SALON and r["rating"] is not None]
        if ratings:
            mean = display.decimals(sum(ratings, Fraction(0)) / len(ratings), 2)
            said.append(Text(f"沙龙评分 {mean}", f"rating of salons {mean}"))
        return tuple(text.to(view.language) for text in said)

    def _about(self, record: Record, view: View) -> tuple[Section, ...]:
        people = self._guests(view.seen, [record["id"]]).get(record["id"], [])
        states = self._rules(record, guests.heads(people), view.seen, view.day)
        language = view.language
        found = []
        if states:
            marks: Mapping[str, Mark] = {"kept": "green", "open": "amber", "broken": "red"}
            found.append(
                Section(
                    Text("沙龙规则", "Rules of salons").to(language),
                    tuple(Line(s.rule.to(language), s.words.to(language), marks[s.state]) for s in states),
                )
            )
        if people:
            found.append(
                Section(
                    Text("来宾 {count}", "Guests {count}").format(count=len(people)).to(language),
                    tuple(
                        Line(
                            " ".join(part for part in (guest.name, guest.title) if part),
                            " · ".join((guest.account, GUEST_STATES[guest.state].to(language))),
                            "green" if guest.state == guests.CAME else "",
                            ("contact", guest.contact_id),
                        )
                        for guest in people
                    ),
                )
            )
        return tuple(found)

    def _called(self, record: Record, seen: Seen) -> Text:
        said = f"{record.get('topic') or ''}".strip() or str(record.get("day") or "")
        return Text(said, said)


def _guest(person: Person, account: str) -> Guest:
    return Guest(
        person.id, person.name, person.title, bool(person.executive), person.account_id, account, "invited"
    )


def _days_between(day: str, moment: str) -> int:
    return (date.fromisoformat(moment[:10]) - date.fromisoformat(day)).days


def _people(people: int | None, held: bool, seen: Seen) -> RuleState:
    most = seen.rules.salon_people
    rule = Text(f"最多 {most} 人", f"{most} people at most")
    if people is None:
        return RuleState(rule, "broken" if held else "open", Text("人数未填", "number not known"))
    words = things(people, "人", "guest")
    return RuleState(rule, "kept" if salon.few_people(people, seen.rules) else "broken", words)


def _executives(executives: int, people: int | None, held: bool, seen: Seen) -> RuleState:
    share = display.percent(seen.rules.salon_executive_share)
    rule = Text(f"高管至少 {share}", f"{share} executives at least")
    words = Text(f"高管 {executives} / {people or '—'} 人", f"{executives} executives of {people or '—'}")
    if salon.enough_executives(executives, people, seen.rules):
        return RuleState(rule, "kept", words)
    if held:
        return RuleState(rule, "broken", words)
    if people:
        more = salon.executives_needed(people, seen.rules) - executives
        words = Text(f"{words.zh}，还要请 {more} 位", f"{words.en}: {more} more to invite")
    return RuleState(rule, "open", words)


def _topic(vote: str | None, day: date, today: date, seen: Seen) -> RuleState:
    ahead = seen.rules.salon_topic_days
    rule = Text(f"议题提前 {ahead} 天票选", f"topic voted {ahead} days ahead")
    last = salon.last_vote_day(day, seen.rules)
    voted = None if vote is None else date.fromisoformat(vote)
    if voted is not None:
        gap = (day - voted).days
        kept = salon.voted_in_time(voted, day, seen.rules)
        return RuleState(
            rule,
            ("open" if voted > today else "kept") if kept else "broken",
            Text(f"{vote} 票选，提前 {gap} 天", f"voted on {vote}, {gap} days ahead"),
        )
    if today <= last:
        return RuleState(rule, "open", Text(f"最晚 {last} 票选", f"to be voted by {last}"))
    return RuleState(rule, "broken", Text(f"应在 {last} 前票选", f"was to be voted by {last}"))


def _paper(record: Record, day: date, today: date, seen: Seen) -> RuleState:
    most = seen.rules.salon_paper_hours
    rule = Text(f"白皮书 {most} 小时内发出", f"white paper within {most} h")
    if record.get("paper_hours") is not None:
        hours = Fraction(record["paper_hours"])
        shown = display.decimals(hours, 2)
        kept = salon.paper_in_time(hours, seen.rules)
        return RuleState(
            rule, "kept" if kept else "broken", Text(f"{shown} 小时发出", f"sent after {shown} h")
        )
    if day > today:
        return RuleState(rule, "open", Text("活动后发", "after the event"))
    ended = record.get("ended_at")
    if ended is not None:
        until = datetime.fromisoformat(ended) + timedelta(hours=most)
        left = until >= seen.now if today == seen.today else until.date() > today
        said = Text(f"最晚 {until:%m-%d %H:%M} 发", f"to be sent by {until:%m-%d %H:%M}")
    else:
        last = day + timedelta(days=-(-most // 24))
        left = today <= last
        said = Text(f"最晚 {last:%m-%d} 发", f"to be sent by {last:%m-%d}")
    return RuleState(rule, "open" if left else "broken", said if left else Text("未发出", "not sent"))


def _stand(states: Sequence[RuleState], held: bool) -> Text:
    """How a salon stands in a few words."""
    if not states:
        return Text("", "")
    broken = sum(state.state == "broken" for state in states)
    waits = sum(state.state == "open" for state in states)
    if broken:
        return Text(f"{broken} 项不合规", f"{broken} broken")
    if waits:
        return Text(f"还差 {waits} 项", f"{waits} to do")
    return Text("合规", "all kept") if held else Text("就绪", "ready")


GUEST_STATES: Mapping[str, Text] = {
    guests.INVITED: Text("已邀请", "invited"),
    guests.COMING: Text("会来", "coming"),
    guests.NOT_COMING: Text("不来", "not coming"),
    guests.CAME: Text("到场", "came"),
}
"""How a guest stands, in words; in the order in which it comes about."""

GUESTS = Text("改来宾：{event}", "Change guests: {event}")
NOT_HELD = Text("活动在 {day}，还没办，先记邀请。", "The event is on {day}: guests can be invited so far.")
VOTED_LATE = Text("票选日应在活动日 {day} 之前。", "The topic is voted before the event, {day}.")
ENDED_ELSEWHERE = Text(
    "结束时间应在活动日 {day} 当天或次日。", "It ended on the day of the event, {day}, or the next."
)
SENT_EARLY = Text("白皮书发出不能早于结束 {ended}。", "The white paper went out after the end, {ended}.")
