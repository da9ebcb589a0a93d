"""Rows under the heads of their groups: the head is a line of its own that folds its rows away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple

from PySide6.QtCore import QCoreApplication

from csmdesk.ui.models.columns import R


@dataclass(frozen=True, eq=False)
class Grouping(Generic[R]):
    """What groups the rows. ``value`` tells the group of a row, ``words`` is what its head says.

    ``order`` sorts the groups by their values, ``sums`` says what the rows of a group come to. Without
    ``counted`` the head does not say how many rows there are.
    """

    key: str
    value: Callable[[R], Any]
    words: Callable[[Any], str]
    order: Callable[[Any], Any]
    sums: Callable[[list[R]], str] | None = None
    counted: bool = True


class GroupHead(Generic[R]):
    """The head of a group; ``id`` is negative and stays the same for as long as the grouping is set."""

    __slots__ = ("_grouping", "_sums", "folded", "id", "rows", "value", "words")

    def __init__(self, grouping: Grouping[R], key: int, value: Any, rows: list[R], *, folded: bool) -> None:
        self._grouping = grouping
        self._sums: str | None = None
        self.id = key
        self.value = value
        self.words = grouping.words(value)
        self.rows = rows
        self.folded = folded

    @property
    def count(self) -> str:
        """How many rows there are; '' where the head does not say."""
        return str(len(self.rows)) if self._grouping.counted else ""

    @property
    def sums(self) -> str:
        """What the rows come to, in words."""
        if self._sums is None:
            self._sums = self._grouping.sums(self.rows) if self._grouping.sums else ""
        return self._sums

    @property
    def read_out(self) -> str:
        """The head as a screen reader says it."""
        translate = QCoreApplication.translate
        count = translate("GroupHead", "{n} 行").format(n=self.count) if self.count else ""
        state = translate("GroupHead", "已折叠") if self.folded else translate("GroupHead", "已展开")
        comma = translate("GroupHead", "，")
        return comma.join(part for part in (self.words, count, self.sums, state) if part)


class Arranged(NamedTuple):
    """Rows as they stand in their groups."""

    lines: list[int]
    """The key of each head, then the places of its rows in their order."""
    heads: dict[int, GroupHead[Any]]
    """The heads by their keys, from the first to the last."""
    places: dict[int, list[int]]
    """The places of the rows under each head, folded or not."""
    positions: list[int]
    """The lines on which the heads stand, upwards."""


NOTHING = Arranged([], {}, {}, [])


class Groups(Generic[R]):
    """The groups of some rows; which of them are folded is kept by their value.

    ``arranged`` is what is shown now; ``arrange`` makes another one, which is shown when it is assigned.
    """

    def __init__(self, grouping: Grouping[R], rows: Sequence[R], folded: Collection[Any]) -> None:
        self.grouping = grouping
        self.folded = set(folded)
        self.arranged = NOTHING
        self._ids: dict[Any, int] = {}
        self._rows = rows
        self._values: list[Any] = []
        self.take(rows)

    def take(self, rows: Sequence[R]) -> None:
        """Group other rows from now on."""
        self._rows = rows
        self._values = list(map(self.grouping.value, rows))

    def arrange(self, places: Sequence[int]) -> Arranged:
        """Put these rows into their groups; their order stays within each."""
        held: dict[Any, list[int]] = {}
        values = self._values
        for place in places:
            value = values[place]
            if value in held:
                held[value].append(place)
            else:
                held[value] = [place]
        made = Arranged([], {}, {}, [])
        row_at, ids = self._rows.__getitem__, self._ids
        for value in sorted(held, key=self.grouping.order):
            key = ids.setdefault(value, -1 - len(ids))
            own, folded = held[value], value in self.folded
            made.heads[key] = GroupHead(self.grouping, key, value, list(map(row_at, own)), folded=folded)
            made.places[key] = own
            made.positions.append(len(made.lines))
            made.lines.append(key)
            if not folded:
                made.lines.extend(own)
        return made

    def head(self, key: int) -> GroupHead[R]:
        """The head with this key."""
        return self.arranged.heads[key]

    def head_of(self, place: int) -> int:
        """The key of the head that a row stands under."""
        return self._ids[self._values[place]]

    def toggle(self, key: int) -> None:
        """Fold the group of a head that is shown, or unfold it."""
        head, own = self.head(key), self.arranged.places[key]
        lines, positions = self.arranged.lines, self.arranged.positions
        at = lines.index(key)
        head.folded = not head.folded
        if head.folded:
            self.folded.add(head.value)
            del lines[at + 1 : at + 1 + len(own)]
        else:
            self.folded.discard(head.value)
            lines[at + 1 : at + 1] = own
        moved = -len(own) if head.folded else len(own)
        positions[:] = [place + moved if place > at else place for place in positions]
