"""The columns of a list as data: what a cell says, what it sorts by, and how the user has laid them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Protocol, TypeVar

LEAST_WIDTH = 36
"""No column becomes narrower than this, in pixels."""


class Row(Protocol):
    """What a row needs to have: its key and the case-folded text that a filter looks into."""

    @property
    def id(self) -> int: ...
    @property
    def search(self) -> str: ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, eq=False)
class Column(Generic[R]):
    """A column of a list.

    ``words`` is the cell as text. ``order`` is what the column sorts by; rows for which it is None come last
    in either direction. ``width`` is the least width; ``rank`` tells which column goes first when the list is
    too narrow (the highest; 0 never goes); ``indent`` moves the head in, to where the content begins. A
    ``figure`` opens its evidence. ``tip`` is the cell's tooltip. ``edit`` is the field that the cell edits,
    "" where it edits none. ``copy`` is the cell's exact value for the clipboard and for a table (str, int,
    Fraction, date or None), where its words are not that. A column with ``group`` may group the rows; an
    ``extra`` one is shown only when the user chooses it. The one with ``stretch`` takes the width that is
    left, as long as it is shown; else the first one does.
    """

    key: str
    head: str
    width: int
    words: Callable[[R], str]
    order: Callable[[R], Any]
    right: bool = False
    figure: bool = False
    rank: int = 0
    indent: int = 0
    tip: Callable[[R], str] | None = None
    edit: str = ""
    copy: Callable[[R], object] | None = None
    group: bool = False
    extra: bool = False
    stretch: bool = False

    def value(self, row: R) -> object:
        """The cell's value for the clipboard and for a table."""
        return self.words(row) if self.copy is None else self.copy(row)


@dataclass(frozen=True)
class ColumnLayout:
    """How the columns stand, by their keys.

    ``order`` has all columns from left to right, the hidden ones too; the first ``pinned`` of it stay in
    place while the rest scrolls sideways. ``widths`` are those that the user has chosen, in pixels.
    """

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    widths: Mapping[str, int] = field(default_factory=dict)
    pinned: int = 1

    def made_fit(self, columns: Sequence[Column[Any]]) -> ColumnLayout:
        """The same for these columns: unknown keys are dropped, new columns come last, the first stays."""
        known = [column.key for column in columns]
        if not known:
            return ColumnLayout(pinned=0)
        chosen = [key for key in dict.fromkeys(self.order) if key in known]
        new = [column for column in columns if column.key not in chosen]
        # A column that the layout has never heard of is shown, unless it is shown on demand only.
        hidden = {key for key in self.hidden if key in chosen} | {c.key for c in new if c.extra}
        order = [key for key in [*chosen, *(column.key for column in new)] if key != known[0]]
        widths = {key: max(LEAST_WIDTH, width) for key, width in self.widths.items() if key in known}
        pinned = min(max(1, self.pinned), len(known))
        return ColumnLayout((known[0], *order), frozenset(hidden - {known[0]}), widths, pinned)

    def is_pinned(self, key: str) -> bool:
        """True for a column that stays in place."""
        return key in self.order[: self.pinned]

    def moved(self, key: str, before: str) -> ColumnLayout:
        """With a column before another one, or last (``before`` ""); the first column stays.

        A column that is put between pinned ones is pinned, one that is put behind the others is not.
        """
        if key == before or key not in self.order[1:] or before == self.order[0]:
            return self
        rest = [held for held in self.order if held != key]
        place = rest.index(before) if before in rest else len(rest)
        others = self.pinned - self.is_pinned(key)
        stays = place < others or (place == others and self.is_pinned(key))
        order = (*rest[:place], key, *rest[place:])
        return replace(self, order=order, pinned=others + stays)

    def sized(self, key: str, width: int) -> ColumnLayout:
        """With another width of one column, in pixels."""
        return replace(self, widths={**self.widths, key: max(LEAST_WIDTH, width)})

    def pin(self, key: str, on: bool) -> ColumnLayout:
        """With a column behind those that are pinned already, pinned or not; the first one always is."""
        if key not in self.order[1:] or on == self.is_pinned(key):
            return self
        rest = [held for held in self.order if held != key]
        others = self.pinned - (not on)
        return replace(self, order=(*rest[:others], key, *rest[others:]), pinned=others + on)

    def hide(self, key: str, on: bool) -> ColumnLayout:
        """With a column hidden, or shown again; the first one is never hidden."""
        if key == self.order[0]:
            return self
        return replace(self, hidden=self.hidden | {key} if on else self.hidden - {key})
