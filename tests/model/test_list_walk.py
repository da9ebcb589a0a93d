"""Random walks: whatever is done to the fast list, it shows what a plain list of rows would show."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from csmdesk.ui.models.grouping import GroupHead
from csmdesk.ui.models.table import KEY
from csmdesk.ui.models.view import RowView
from csmdesk.ui.theme import Theme
from tests.model.lists import KINDS, PlainPainter, Thing, by_kind, make, things

_KEYS = st.lists(
    st.tuples(st.sampled_from(["name", "kind", "value", "day"]), st.booleans()), min_size=1, max_size=3
)
_ROWS = 20
_LIMITS = st.sampled_from([None, 0, 100, 300])
_Flag = QItemSelectionModel.SelectionFlag


class Walk(RuleBasedStateMachine):
    """Does the same to the model in its view and to a plain list; compares after every step."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = things(_ROWS)
        self.words: list[str] = []
        self.limit: int | None = None
        self.keys: list[tuple[str, bool]] = [("name", False)]
        self.grouped = False
        self.folded: set[str] = set()
        self.chosen: set[int] = set()
        self.model = make(self.rows)
        self.orders = {column.key: column.order for column in self.model.columns}
        self.theme = Theme("light")
        self.view = RowView(self.theme, self.model, PlainPainter(self.model))
        self.view.resize(500, 300)
        self.tester = QAbstractItemModelTester(
            self.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        self.resets = 0
        self.model.modelReset.connect(self.count_reset)

    def count_reset(self) -> None:
        self.resets += 1

    def teardown(self) -> None:
        self.tester.deleteLater()
        self.view.deleteLater()
        QApplication.processEvents()

    # --- what a plain list would show -----------------------------------------------------------------------

    def passing(self) -> list[Thing]:
        found = list(self.rows)
        for key, descending in reversed(self.keys):
            order = self.orders[key]
            known = [row for row in found if order(row) is not None]
            known.sort(key=order, reverse=descending)
            found = known + [row for row in found if order(row) is None]
        found = [row for row in found if all(word in row.search for word in self.words)]
        return [row for row in found if self.limit is None or (row.value or 0) >= self.limit]

    def lines(self) -> list[str | int]:
        found = self.passing()
        if not self.grouped:
            return [row.id for row in found]
        lines: list[str | int] = []
        for kind in KINDS:
            own = [row.id for row in found if row.kind == kind]
            if own:
                lines.append(kind)
                lines += [] if kind in self.folded else own
        return lines

    # --- what can be done -----------------------------------------------------------------------------------

    @rule(text=st.sampled_from(["", "lan", "lan t", "l", "家", "家居", "kh0000", "yi he", "zzz"]))
    def type(self, text: str) -> None:
        self.words = text.split()
        self.model.filter(text)

    @rule(limit=_LIMITS)
    def narrow(self, limit: int | None) -> None:
        self.limit = limit
        accept = None if limit is None else _Least(limit)
        self.model.set_accept(accept)

    @rule(keys=_KEYS)
    def sort(self, keys: list[tuple[str, bool]]) -> None:
        kept: dict[str, bool] = {}
        for key, descending in keys:
            kept.setdefault(key, descending)
        self.keys = list(kept.items())
        places = {
            row: QPersistentModelIndex(self.model.index(row, 1)) for row in range(self.model.rowCount())
        }
        before = {row: index.data(KEY) for row, index in places.items()}
        resets = self.resets
        self.model.set_sort(keys)
        assert self.resets == resets, "a sort moves the lines, it does not show the list anew"
        assert all(index.data(KEY) == before[row] for row, index in places.items())

    @rule(on=st.booleans())
    def group(self, on: bool) -> None:
        self.model.set_grouping(by_kind() if on else None)
        if not on:
            self.folded.clear()
        self.grouped = on

    @precondition(lambda self: self.grouped)
    @rule(kind=st.sampled_from(KINDS))
    def fold(self, kind: str) -> None:
        heads = [self.model.row_at(position) for position in self.model.head_positions]
        head = next((h for h in heads if isinstance(h, GroupHead) and h.value == kind), None)
        if head is not None:
            self.folded ^= {kind}
            self.model.toggle_group(head.id)

    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        """Other values of the same rows; some move to another group or out of the filter."""
        place = data.draw(st.integers(0, max(0, len(self.rows) - 1)))
        if self.rows:
            kind, value = data.draw(st.sampled_from(KINDS)), data.draw(st.integers(0, 500))
            self.rows[place] = self.rows[place]._replace(kind=kind, value=Fraction(value))
            self.model.set_rows(self.rows)

    @rule(key=st.integers(100, 140))
    def add(self, key: int) -> None:
        if all(row.id != key for row in self.rows):
            self.rows.append(things(1, key)[0]._replace(id=key))
            self.model.set_rows(self.rows)

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        if self.rows:
            # What is gone stays chosen: an undo brings it back.
            self.rows.pop(data.draw(st.integers(0, len(self.rows) - 1)))
            self.model.set_rows(self.rows)

    @rule(seed=st.integers(0, 3))
    def replace(self, seed: int) -> None:
        """Rows of another book."""
        self.rows = things(_ROWS - 4, seed)
        self.model.set_rows(self.rows)

    @rule(keys=st.sets(st.integers(1, _ROWS + 2), max_size=12))
    def choose(self, keys: set[int]) -> None:
        self.view.set_selected(keys)
        self.chosen = set(keys)

    @rule(data=st.data())
    def add_to_chosen(self, data: st.DataObject) -> None:
        """What Ctrl+click does."""
        shown = [line for line in self.lines() if isinstance(line, int)]
        if shown and len(self.chosen) > 1:
            key = data.draw(st.sampled_from(shown))
            index = self.model.index(self.model.position_of(key), 0)
            self.view.selectionModel().select(index, _Flag.Toggle | _Flag.Rows)
            self.chosen ^= {key}

    @rule()
    def choose_all(self) -> None:
        self.view.selectAll()
        lines = self.lines()
        # Without lines there is nothing to select; what a filter hides stays chosen.
        self.chosen |= {line for line in lines if isinstance(line, int)}

    # --- what has to hold -----------------------------------------------------------------------------------

    @invariant()
    def shows_the_same_lines(self) -> None:
        found: list[str | int] = []
        for position in range(self.model.rowCount()):
            line = self.model.row_at(position)
            found.append(line.value if isinstance(line, GroupHead) else line.id)
        assert found == self.lines()
        heads = [position for position, line in enumerate(found) if isinstance(line, str)]
        assert list(self.model.head_positions) == heads

    @invariant()
    def counts_the_same_rows(self) -> None:
        passing = self.passing()
        assert self.model.shown_count == len(passing)
        assert sorted(row.id for row in self.model.shown) == sorted(row.id for row in passing)
        assert self.model.total == len(self.rows)
        places = [row.id for row in self.model.rows]
        assert self.model.total_of(places) == sum(row.id for row in passing)

    @invariant()
    def stands_where_the_header_says(self) -> None:
        header = self.view.verticalHeader()
        assert header.count() == self.model.rowCount()
        for position in range(self.model.rowCount()):
            assert self.view.tops.top(position) == header.sectionPosition(position)
            assert self.view.tops.height(position) == header.sectionSize(position)
            assert self.view.tops.at(header.sectionPosition(position)) == position

    @invariant()
    def keeps_what_is_chosen(self) -> None:
        if len(self.chosen) > 1:
            shown = [line for line in self.lines() if line in self.chosen]
            selected = self.view.selectionModel().selectedRows()
            rows = sorted(index.data(KEY) for index in selected if index.data(KEY) > 0)
            if shown:
                assert rows == sorted(shown)
                assert self.view.selected_keys == shown
            else:
                assert len(rows) <= 1


class _Least:
    """Accepts rows whose value is at least so much."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def __call__(self, row: Thing) -> bool:
        return (row.value or 0) >= self._limit


def test_a_random_walk_ends_where_a_plain_list_would(qapp: QApplication) -> None:
    assert qapp is not None
    run_state_machine_as_test(Walk, settings=settings(max_examples=15, stateful_step_count=30, deadline=None))
