"""The to-dos of a book: what the rules of the work ask for, putting one off, ticking one off."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.fields import MOST_WORDS, FieldError, one_line
from csmdesk.domain.period import today as today_of_user
from csmdesk.domain.text import Language, Text
from csmdesk.domain.ticket import end_of
from csmdesk.domain.todo import WEEK_DAYS, Finding, Put, State, state
from csmdesk.domain.work_rules import RULE_DEFS, RuleKey
from csmdesk.services import key_results, today_changes, today_schedule, today_words
from csmdesk.services.calendar_desk import CalendarDesk
from csmdesk.services.figure_view import view
from csmdesk.services.figures import FigureSet
from csmdesk.services.machine_clock import own_now
from csmdesk.services.today_risk import at_risk
from csmdesk.services.today_view import Group, TodayData, Todo, TodoKey
from csmdesk.services.todo_rules.engine import broken, findings
from csmdesk.services.todo_rules.ground import Ground
from csmdesk.storage import escalation_rows, todo_rows, war_rows
from csmdesk.storage.driver import raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.services.accounts import Accounts
    from csmdesk.services.evidence import FigureView
    from csmdesk.storage.book import Book

__all__ = ["TodayData", "Todo", "TodoKey", "Todos"]

_SAID = "snoozes"

_GROUPS: tuple[Group, ...] = ("overdue", "today", "week", "snoozed")


@dataclass
class _Made:
    """What the rules found for a period and an as-of day, and what was said of it by language.

    ``asked`` is the user's day on which it was found: without an as-of day the next one gives another answer.
    """

    period: str
    as_of: date | None
    asked: date
    ground: Ground
    found: list[Finding]
    data: dict[Language, TodayData] = field(default_factory=dict)


class Todos:
    """The to-dos of one book; may be used from any thread.

    What was found is kept until ``forget``. ``accounts`` hears of changes on its own: what is put off or
    ticked off leaves its figures as they are. Raises UserError, as FieldError where one field is to blame;
    the book is then as it was.
    """

    def __init__(self, book: Book, accounts: Accounts, today: Callable[[], date] = today_of_user) -> None:
        self._book = book
        self._accounts = accounts
        self._today = today
        self._lock = threading.Lock()
        self._made: _Made | None = None
        self._said_anew = False
        self._version = 0

    # --- reading --------------------------------------------------------------------------------------------

    def forget(self, changes: Changes | None = None) -> None:
        """Look anew at the next question: the book has changed, in the tables of ``changes`` or anywhere.

        Where only what was said of to-dos has changed, what the rules found stays.
        """
        said_alone = changes is not None and not changes.whole and changes.ids.keys() == {_SAID}
        with self._lock:
            self._version += 1
            self._said_anew = self._made is not None and (self._said_anew or said_alone)
            if not said_alone:
                self._made = None

    def data(self, period: str, as_of: date | None, language: Language) -> TodayData:
        """Today as of a day; raises UserError for an unknown period."""
        made = self._look(period, as_of)
        found = made.data.get(language)
        if found is None:
            found = made.data[language] = _data(made.ground, made.found, language)
        return found

    def due(self, period: str, as_of: date | None) -> int:
        """How many to-dos are overdue or due on the closing day: the number in the navigation."""
        made = self._look(period, as_of)
        return sum(
            which in (State.DUE, State.BREACHED) and each.due <= made.ground.closing
            for each, which, _ in _standing(made.ground, made.found)
        )

    def breaches(self, period: str, as_of: date | None) -> Mapping[RuleKey, tuple[int, ...]]:
        """By rule: the ids of the objects that broke it in the period, by the closing day."""
        made = self._look(period, as_of)
        return broken(made.ground, made.found)

    def states(self, period: str, as_of: date | None) -> Mapping[TodoKey, State]:
        """How everything that the rules found stands, what is done included."""
        made = self._look(period, as_of)
        return {today_words.key_of(each): which for each, which, _ in _standing(made.ground, made.found)}

    def evidence(
        self, account_id: int, key: str, period: str, as_of: date | None, language: Language
    ) -> FigureView | None:
        """The rows behind the amount of a to-do; ``key`` is its ``Amount.evidence``."""
        return self._accounts.evidence(account_id, key, period, as_of, language)

    def result_evidence(self, metric: str, period: str, as_of: date | None, language: Language) -> FigureView:
        """The rows behind a key result; raises KeyError for an unknown metric."""
        basis = self._accounts.desk(period, as_of).basis
        return view(
            FigureSet(basis, key_results.figures(basis, [metric]), self._book.folder.name), metric, language
        )

    def _look(self, period: str, as_of: date | None) -> _Made:
        today = self._today()
        with self._lock:
            made, version, said_anew = self._made, self._version, self._said_anew
        if made is not None and as_of is None and made.asked != today:
            self._accounts.forget()
            made = None
        if made is not None and (made.period, made.as_of) == (period, as_of):
            if not said_anew:
                return made
            made = self._said(made)
        else:
            ground = self._ground(period, as_of)
            made = _Made(period, as_of, today, ground, findings(ground))
        with self._lock:
            if version == self._version:
                self._made, self._said_anew = made, False
        return made

    def _said(self, made: _Made) -> _Made:
        """The same findings with what the user has said of them since."""
        with self._book.reading() as connection:
            puts = todo_rows.puts(connection)
        return replace(made, ground=made.ground.saying(puts), data={})

    def _ground(self, period: str, as_of: date | None) -> Ground:
        desk = self._accounts.desk(period, as_of)
        closing = desk.basis.closing
        calendar = CalendarDesk(self._book, period, as_of, desk.basis)
        with self._book.reading() as connection:
            rows = todo_rows.todo_rows(connection, closing, closing - timedelta(days=WEEK_DAYS))
            rooms = war_rows.war_rows(connection)
            escalated = escalation_rows.escalation_rows(connection, None)
        # Hours run to this moment on the user's own day, to the end of the day on any other.
        now = own_now() if closing == self._today() else end_of(closing).astimezone()
        return Ground(desk, calendar, rows, rooms, escalated, now)

    # --- changing -------------------------------------------------------------------------------------------

    def snooze(self, key: TodoKey, until: date, reason: str = "", on: date | None = None) -> Changes:
        """Put a to-do off: it comes back on ``until``. ``on`` is the closing day on which it was seen.

        Raises FieldError (until, reason) for a day that is not ahead, and for a breach without a reason.
        """
        seen = on or self._today()
        if until <= seen:
            raise FieldError("until", NOT_AHEAD.format(day=seen))
        why = _words("reason", reason)
        known = self._known(key)
        if not why and known is not None and _breached(known, seen):
            raise FieldError("reason", NO_REASON)
        return self._put(key, Put(until=until, note=why), SNOOZE, until=until)

    def done(self, key: TodoKey, note: str = "", on: date | None = None) -> Changes:
        """Tick a to-do off by hand: this case of it never comes back. ``on`` is the closing day, as above."""
        return self._put(key, Put(done=on or self._today(), note=_words("note", note)), DONE)

    def reopen(self, key: TodoKey) -> Changes:
        """Take up again what was put off or ticked off by hand."""
        return self._put(key, None, REOPEN)

    def _put(self, key: TodoKey, said: Put | None, label: Text, **more: object) -> Changes:
        RuleKey(key.rule)

        def write(connection: sqlalchemy.Connection) -> None:
            todo_rows.put(raw(connection), (key.rule, key.table, key.id, key.case), said)

        named = label.format(what=self._name(key), **more)
        changes = self._book.store.run(Op.PUT_TODO, write, named).changes
        self.forget(changes)
        return changes

    def _known(self, key: TodoKey) -> Finding | None:
        with self._lock:
            made = self._made
        if made is None:
            return None
        return next((each for each in made.found if today_words.key_of(each) == key), None)

    def _name(self, key: TodoKey) -> Text:
        """What the undo menu calls a to-do: its account and what is to be done."""
        known = self._known(key)
        with self._lock:
            made = self._made
        if known is None or made is None:
            return RULE_DEFS[RuleKey(key.rule)].action
        who, what = today_words.subject_of(made.ground, known), today_words.action_of(known)
        return Text(f"{who.zh} {what.zh}".strip(), f"{who.en}, {what.en}".removeprefix(", "))


# --- what is shown ------------------------------------------------------------------------------------------


def _standing(ground: Ground, found: Iterable[Finding]) -> Iterable[tuple[Finding, State, Put | None]]:
    """What concerns this CSM's own accounts now, archived ones aside, with how it stands."""
    b = ground.basis
    mine = {account.id for account in b.owned_accounts(ground.closing)} - ground.rows.archived
    for each in found:
        if each.account_id is None or each.account_id in mine:
            put = ground.rows.puts.get((each.rule.value, each.table, each.id, each.case))
            yield each, state(each, ground.closing, put), put


def _data(ground: Ground, found: list[Finding], language: Language) -> TodayData:
    groups: dict[Group, list[tuple[Finding, Put | None]]] = {group: [] for group in _GROUPS}
    ticked: list[tuple[Finding, Put | None]] = []
    ahead: list[date] = []
    live: list[Finding] = []
    for each, which, put in _standing(ground, found):
        if which is not State.DONE:
            live.append(each)
        if which is State.NOT_YET:
            ahead.append(each.due)
        elif which is State.DONE:
            if put is not None and put.done == ground.closing and not each.done:
                ticked.append((each, put))
        else:
            groups[_group(each, which, ground.closing)].append((each, put))
    orders = {"week": _by_day, "snoozed": _by_return}
    todos = []
    for group, rows in groups.items():
        rows.sort(key=lambda pair: (*orders.get(group, _at_once)(*pair), *_urgency(ground, pair[0])))
        todos += [today_words.todo(ground, each, group, put, language) for each, put in rows]
    results = key_results.key_results(ground.basis, language)
    next_day = min(ahead, default=None)
    closing = ground.closing
    return TodayData(
        closing=closing,
        headline=today_words.headline(closing, language),
        day_note=today_words.day_note(closing, ground.rules.fiscal_start_month, language),
        todos=tuple(todos),
        done=tuple(
            today_words.todo(ground, each, _group(each, State.DUE, closing), put, language)
            for each, put in sorted(ticked, key=lambda pair: _urgency(ground, pair[0]))
        ),
        key_results=results,
        results_note=key_results.note(ground.basis, language),
        results_words=key_results.counts(results, language),
        at_risk=at_risk(ground, ground.rows.archived, language),
        schedule=today_schedule.lines(ground, live, language),
        schedule_note=today_schedule.note(ground, language),
        changed=today_changes.lines(ground, language),
        changed_note=today_changes.note(closing, language),
        next_day=next_day,
        next_words=today_words.next_words(next_day, closing, language),
        currency=ground.basis.home,
    )


def _group(finding: Finding, which: State, closing: date) -> Group:
    if which is State.SNOOZED:
        return "snoozed"
    if finding.due < closing:
        return "overdue"
    return "today" if finding.due == closing else "week"


def _at_once(_finding: Finding, _put: Put | None) -> tuple[date, ...]:
    return ()


def _by_day(finding: Finding, _put: Put | None) -> tuple[date, ...]:
    return (finding.due,)


def _by_return(_finding: Finding, put: Put | None) -> tuple[date, ...]:
    return () if put is None or put.until is None else (put.until,)


_PLACES = {key: place for place, key in enumerate(RULE_DEFS)}


def _urgency(ground: Ground, finding: Finding) -> tuple[object, ...]:
    """Rule by rule; in one, what is worth most first, and of equals what is decided (or due) first."""
    value = today_words.value_of(ground, finding) or 0
    decided = ground.decisions.get(finding.contract_id or 0, finding.due)
    return _PLACES[finding.rule], -value, decided, finding.due, finding.table, finding.id


def _breached(finding: Finding, on: date) -> bool:
    return finding.breach is not None and finding.breach <= on


def _words(field_name: str, typed: str) -> str:
    said = one_line(typed)
    if len(said) > MOST_WORDS:
        raise FieldError(field_name, TOO_LONG.format(most=MOST_WORDS))
    return said


SNOOZE = Text("推迟：{what}", "Snooze: {what}")
DONE = Text("完成：{what}", "Done: {what}")
REOPEN = Text("重开：{what}", "Reopen: {what}")
NOT_AHEAD = Text("推迟要到 {day} 之后的一天。", "Snooze to a day after {day}.")
NO_REASON = Text("违反规则的事推迟要写原因。", "To put off a broken rule, say why.")
TOO_LONG = Text("最多 {most} 个字。", "At most {most} characters.")
