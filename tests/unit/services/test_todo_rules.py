"""Every rule on the boundaries of its days: not yet, due, broken, done, snoozed, and with another number."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from operator import attrgetter
from pathlib import Path

import pytest

from csmdesk.domain.period import half_year_of
from csmdesk.domain.todo import State
from csmdesk.domain.work_rules import RULE_DEFS, RuleKey
from csmdesk.services.accounts import Accounts
from csmdesk.services.settings import Settings
from csmdesk.services.todos import TodoKey, Todos
from csmdesk.storage.book import Book
from tests.unit.services.todo_cases import CASES, Case, change, make

DAY = timedelta(days=1)
LATER = date(2031, 1, 1)
OPEN = {State.DUE, State.BREACHED}

each_case = pytest.mark.parametrize("case", CASES, ids=attrgetter("name"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules") / "book"
    Book.create(folder).book.close()
    return folder


@pytest.fixture
def book(empty: Path, tmp_path: Path) -> Iterator[Book]:
    with Book.open(Path(shutil.copytree(empty, tmp_path / "book"))) as opened:
        yield opened


def todos_of(book: Book) -> Todos:
    return Todos(book, Accounts(book), lambda: LATER)


def found(
    book: Book, case: Case, day: date, known: TodoKey | None = None
) -> tuple[TodoKey | None, State | None]:
    """The to-do of the case and its state; ``known`` is the one that was there before."""
    states = todos_of(book).states(half_year_of(day).name, day)
    keys = [k for k in states if (k.rule, k.table, k.id) == (case.rule.value, case.table, case.id)]
    if case.rule is RuleKey.STANDUP:
        keys = [k for k in keys if k.case == case.due]
    if known is not None:
        keys = [k for k in keys if k == known]
    return (keys[-1], states[keys[-1]]) if keys else (None, None)


def state_of(book: Book, case: Case, day: date) -> State | None:
    return found(book, case, day)[1]


def open_key(book: Book, case: Case) -> TodoKey:
    key, which = found(book, case, case.seen)
    assert which in OPEN
    assert key is not None
    return key


def test_there_is_a_case_for_every_rule() -> None:
    assert [case.rule for case in CASES] == list(RuleKey)
    binding = {case.rule for case in CASES if case.breach is not None}
    assert binding == {key for key, rule in RULE_DEFS.items() if rule.binding}


@each_case
def test_there_is_nothing_to_do_yet_the_day_before_it_shows(book: Book, case: Case) -> None:
    make(book, case)
    assert state_of(book, case, case.seen - DAY) in {None, State.NOT_YET}
    assert state_of(book, case, case.seen) in OPEN


@each_case
def test_it_is_due_until_its_day_and_broken_from_the_next(book: Book, case: Case) -> None:
    make(book, case)
    first = case.breach or case.due + DAY
    for day in {case.seen, case.due, first - DAY}:
        if case.seen <= day < first:
            assert state_of(book, case, day) is State.DUE, day
    if case.breach is None:
        assert state_of(book, case, case.due + DAY) in {None, State.DUE}
        return
    assert state_of(book, case, case.breach) is (State.DONE if case.over else State.BREACHED)
    broken = [todos_of(book).breaches("2024", day)[case.rule] for day in (case.breach - DAY, case.breach)]
    assert case.id not in broken[0]
    assert case.id in broken[1]


@each_case
def test_the_act_itself_ends_it(book: Book, case: Case) -> None:
    make(book, case)
    key = open_key(book, case)
    change(book, case.act)
    assert found(book, case, case.acted, key)[1] in {None, State.DONE}
    if case.breach is not None:
        assert case.id not in todos_of(book).breaches("2024", case.acted)[case.rule]


@each_case
def test_snoozed_it_comes_back_on_the_day(book: Book, case: Case) -> None:
    make(book, case)
    todos = todos_of(book)
    key = open_key(book, case)
    until = case.seen + 2 * DAY
    before = [found(book, case, case.seen + n * DAY, key)[1] for n in range(3)]
    todos.snooze(key, until, "等客户回话", on=case.seen)
    after = [found(book, case, case.seen + n * DAY, key)[1] for n in range(3)]
    assert after[0] is State.SNOOZED
    assert after[1] is (State.SNOOZED if before[1] in OPEN else before[1])
    assert after[2] is before[2]


@each_case
def test_ticked_off_by_hand_it_never_comes_back(book: Book, case: Case) -> None:
    make(book, case)
    key = open_key(book, case)
    todos_of(book).done(key, on=case.seen)
    for day in (case.seen, case.due, (case.breach or case.due) + DAY, (case.breach or case.due) + 20 * DAY):
        assert found(book, case, day, key)[1] in {None, State.DONE}
    assert book.store.undo() is not None
    assert found(book, case, case.seen, key)[1] in OPEN


@pytest.mark.parametrize("case", [case for case in CASES if case.setting], ids=attrgetter("name"))
def test_another_number_changes_the_list_at_once(book: Book, case: Case) -> None:
    assert case.setting is not None
    make(book, case)
    accounts = Accounts(book)
    todos = Todos(book, accounts, lambda: LATER)
    period = half_year_of(case.moved).name
    key, before = found(book, case, case.moved)
    assert key is not None
    assert todos.states(period, case.moved)[key] is before
    changes = Settings(book).set_rule(*case.setting)
    accounts.forget(changes)
    todos.forget(changes)
    assert before in OPEN
    assert todos.states(period, case.moved).get(key) is case.becomes is not before


def test_every_number_that_a_rule_names_moves_it() -> None:
    # Two numbers change words or other rules' part of a rule: they have tests of their own.
    moved = {(case.rule, case.setting[0]) for case in CASES if case.setting}
    named = {(key, number) for key, rule in RULE_DEFS.items() for number in rule.numbers}
    assert named - moved == {
        (RuleKey.WORKSHOP, "workshop_pain_points"),
        (RuleKey.WORKSHOP, "workshop_measures"),
        (RuleKey.STANDUP, "standup_minutes"),
        (RuleKey.CADENCE, "cadence_days"),
        (RuleKey.CADENCE, "high_value_share"),
    }
