"""The lines of the list of to-dos: heads of groups, to-dos, and rows that stand for many of one rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Literal, NamedTuple

from PySide6.QtCore import QCoreApplication

from csmdesk.domain.text import Language
from csmdesk.services.today_view import Group, Todo, TodoKey, concerned

Order = Literal["urgency", "account", "value"]
ORDERS: tuple[Order, ...] = ("urgency", "account", "value")

FOLDED_AT_FIRST = frozenset({"snoozed", "done"})
"""The groups that show only their head until the user opens them."""

_APART = 2
"""So many to-dos of one rule stand for themselves; when there are more, the rest is folded into one row."""
_MOST = 9
"""So many rows at most has what is overdue before it is opened, so that today begins on the first screen."""

_LIVE: tuple[Group, ...] = ("overdue", "today", "week")

translate = QCoreApplication.translate


class HeadLine(NamedTuple):
    """The head of a group; ``late`` is for the look, ``sum_words`` is what the group concerns in all."""

    key: tuple[str, str]
    words: str
    size: int
    sum_words: str
    late: bool
    folded: bool
    mark: str = ""

    @property
    def spoken(self) -> str:
        """The head for a screen reader."""
        state = translate("TodayLines", "已折叠") if self.folded else ""
        return "，".join(part for part in (self.words, str(self.size), self.sum_words, state) if part)


class FoldLine(NamedTuple):
    """Many to-dos of one rule in one row; while it is ``opened`` they follow it."""

    key: tuple[str, str, str]
    words: str
    names: tuple[str, ...]
    amount: str
    due_words: str
    late: bool
    opened: bool
    todos: tuple[Todo, ...]

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        state = translate("TodayLines", "已展开") if self.opened else translate("TodayLines", "已折叠")
        names = named(self.names, len(self.names))
        parts = (self.words, names, self.amount, self.due_words, state)
        return "，".join(part for part in parts if part)


class TodoLine(NamedTuple):
    """One to-do. ``fold`` is the key of the opened row that it belongs to, if any.

    It is ``named`` unless the head above says its account. ``ticked`` is one that was done by hand.
    """

    key: TodoKey
    todo: Todo
    fold: tuple[str, str, str] | None = None
    named: bool = True
    ticked: bool = False

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        return "，".join(part for part in (self.todo.spoken, self.todo.missing, self.todo.note) if part)


Line = HeadLine | FoldLine | TodoLine


class Layout(NamedTuple):
    """How the list is laid out: its order, the heads that are folded, the rows that are opened."""

    order: Order = "urgency"
    folded: frozenset[str] = FOLDED_AT_FIRST
    opened: frozenset[tuple[str, str]] = frozenset()


def line_key(line: Line) -> TodoKey | tuple[str, ...]:
    """What a line is known by."""
    return line.key


def spoken(line: Line) -> str:
    """A line as it is read out."""
    return line.spoken


def todos_of(line: Line | None) -> tuple[Todo, ...]:
    """The to-dos that a line stands for; none for a head."""
    if isinstance(line, TodoLine):
        return (line.todo,)
    return line.todos if isinstance(line, FoldLine) else ()


def what(todo: Todo) -> str:
    """A to-do in short: its account and what is to be done."""
    return " ".join(part for part in (todo.account, todo.action) if part)


def lines_of(
    todos: Sequence[Todo], done: Sequence[Todo], layout: Layout, language: Language
) -> tuple[Line, ...]:
    """The list of ``todos`` and of those ``done`` by hand, laid out."""
    live = [todo for todo in todos if todo.group in _LIVE]
    snoozed = [todo for todo in todos if todo.group == "snoozed"]
    arrange = {"urgency": _by_urgency, "account": _by_account, "value": _by_value}[layout.order]
    return (
        *arrange(live, layout, language),
        *_group("snoozed", translate("TodayLines", "已推迟"), snoozed, layout, language, _alone),
        *_group("done", translate("TodayLines", "今天已完成"), done, layout, language, _ticked),
    )


# --- the three orders ---------------------------------------------------------------------------------------


def _by_urgency(todos: Sequence[Todo], layout: Layout, language: Language) -> list[Line]:
    names: dict[Group, str] = {
        "overdue": translate("TodayLines", "逾期"),
        "today": translate("TodayLines", "今天"),
        "week": translate("TodayLines", "7 天内"),
    }
    found: list[Line] = []
    for group, words in names.items():
        held = [todo for todo in todos if todo.group == group]
        most = _MOST if group == "overdue" else len(held)
        fill = _Folding(group, most, layout, language)
        found += _group(group, words, held, layout, language, fill, late=group == "overdue")
    return found


def _by_account(todos: Sequence[Todo], layout: Layout, language: Language) -> list[Line]:
    held: dict[tuple[int | None, str], list[Todo]] = {}
    for todo in todos:
        held.setdefault((todo.account_id, todo.account), []).append(todo)
    found: list[Line] = []
    for (account_id, account), each in held.items():
        key = f"account {account if account_id is None else account_id}"
        words = account or translate("TodayLines", "其他")
        found += _group(key, words, each, layout, language, _unnamed, mark=each[0].mark)
    return found


def _by_value(todos: Sequence[Todo], layout: Layout, language: Language) -> list[Line]:
    worth = [todo for todo in todos if todo.amount is not None]
    worth.sort(key=_value, reverse=True)
    rest = [todo for todo in todos if todo.amount is None]
    return [
        *_group("worth", translate("TodayLines", "涉及金额"), worth, layout, language, _alone),
        *_group("rest", translate("TodayLines", "不涉及金额"), rest, layout, language, _alone),
    ]


def _value(todo: Todo) -> Fraction:
    return Fraction(0) if todo.amount is None else todo.amount.value


# --- groups -------------------------------------------------------------------------------------------------


def _group(
    key: str,
    words: str,
    todos: Sequence[Todo],
    layout: Layout,
    language: Language,
    fill: Callable[[Sequence[Todo]], Iterable[Line]],
    *,
    late: bool = False,
    mark: str = "",
) -> list[Line]:
    """A head with what stands below it; nothing where there is nothing."""
    if not todos:
        return []
    folded = key in layout.folded
    amount = _money(todos, language)
    sum_words = translate("TodayLines", "涉及 {amount}").format(amount=amount) if amount else ""
    head = HeadLine(("head", key), words, len(todos), sum_words, late, folded, mark)
    return [head] if folded else [head, *fill(todos)]


def _alone(todos: Sequence[Todo]) -> list[Line]:
    return [TodoLine(todo.key, todo) for todo in todos]


def _unnamed(todos: Sequence[Todo]) -> list[Line]:
    return [TodoLine(todo.key, todo, named=False) for todo in todos]


def _ticked(todos: Sequence[Todo]) -> list[Line]:
    return [TodoLine(todo.key, todo, ticked=True) for todo in todos]


class _Folding:
    """Rows of one group: the first ones of each rule, and a row for the rest of it."""

    def __init__(self, group: Group, most: int, layout: Layout, language: Language) -> None:
        self._group = group
        self._most = most
        self._opened = layout.opened
        self._language: Language = language

    def __call__(self, todos: Sequence[Todo]) -> list[Line]:
        held: dict[str, list[Todo]] = {}
        for todo in todos:
            held.setdefault(todo.rule, []).append(todo)
        blocks = list(held.values())
        apart = shown_apart([len(block) for block in blocks], self._most)
        found: list[Line] = []
        for block, size in zip(blocks, apart, strict=False):
            found += _alone(block[:size])
            if size < len(block):
                found += self._fold(block[size:], first=not size)
        rest = [todo for block in blocks[len(apart) :] for todo in block]
        return found + self._rest(rest) if rest else found

    def _fold(self, todos: Sequence[Todo], *, first: bool) -> list[Line]:
        count = counted(todos[0].key.table, len(todos))
        words = translate("TodayLines", "{rule}，还有 {count}")
        if first:
            words = translate("TodayLines", "{rule}，{count}")
        words = words.format(rule=todos[0].rule_words, count=count)
        return self._many(todos[0].rule, words, tuple(todo.account for todo in todos if todo.account), todos)

    def _rest(self, todos: Sequence[Todo]) -> list[Line]:
        """One row for several rules; it names them in the place of accounts."""
        words = translate("TodayLines", "其余 {n} 件").format(n=len(todos))
        return self._many("", words, tuple(todo.rule_words for todo in todos), todos)

    def _many(self, rule: str, words: str, names: tuple[str, ...], todos: Sequence[Todo]) -> list[Line]:
        key = ("fold", self._group, rule)
        opened = (self._group, rule) in self._opened
        line = FoldLine(
            key,
            words,
            tuple(dict.fromkeys(names)),
            _money(todos, self._language),
            _due_words(todos),
            any(todo.late for todo in todos),
            opened,
            tuple(todos),
        )
        return [line, *(TodoLine(todo.key, todo, fold=key) for todo in todos)] if opened else [line]


def shown_apart(sizes: Sequence[int], most: int) -> list[int]:
    """How many to-dos of each rule stand for themselves, so that no more than ``most`` rows come of them.

    Two of each rule, or three where a folded row would stand for one alone. Where that is too much, the last
    rules give up theirs first; of the first rule one is always seen. Where the rules are still too many, the
    answer has the first ones only: the last row stands for all the others.
    """
    apart = [size if size <= _APART + 1 else _APART for size in sizes]
    for least in (1, 0):
        for place in reversed(range(not least, len(sizes))):
            if sum(map(_rows, sizes, apart)) <= most:
                return apart
            # A row that stands for one to-do alone would save nothing.
            if sizes[place] > least + 1:
                apart[place] = min(apart[place], least)
    rows = list(accumulate(map(_rows, sizes, apart)))
    return apart if not rows or rows[-1] <= most else apart[: sum(row < most for row in rows)]


def _rows(size: int, apart: int) -> int:
    return apart + (apart < size)


# --- words --------------------------------------------------------------------------------------------------


def counted(table: str, count: int) -> str:
    """So many objects of a table, with the measure word of each."""
    if table == "contracts":
        words = translate("TodayLines", "{n} 份")
    elif table in {"accounts", "war_rooms"}:
        words = translate("TodayLines", "{n} 个")
    elif table == "tickets":
        words = translate("TodayLines", "{n} 张")
    elif table == "contacts":
        words = translate("TodayLines", "{n} 位")
    else:
        words = translate("TodayLines", "{n} 件")
    return words.format(n=count)


def named(names: Sequence[str], most: int) -> str:
    """The first ``most`` of some accounts, and that there are more."""
    told = translate("TodayLines", "、").join(names[:most])
    return told if most >= len(names) else translate("TodayLines", "{names} 等").format(names=told)


def _due_words(todos: Sequence[Todo]) -> str:
    """From when to when they are due."""
    days = [todo.days for todo in todos]
    if len(set(days)) == 1:
        return todos[0].due_words
    if min(days) > 0:
        return translate("TodayLines", "逾期 {least}–{most} 天").format(least=min(days), most=max(days))
    ordered = sorted(todos, key=_due)
    return f"{ordered[0].due_words} – {ordered[-1].due_words}"


def _due(todo: Todo) -> int:
    return todo.due.toordinal()


def _money(todos: Iterable[Todo], language: Language) -> str:
    # Loaded with the first data, which is after the first paint.
    from csmdesk.metrics import display

    amount = concerned(todos)
    return "" if amount is None else display.money_cell(amount, language)
