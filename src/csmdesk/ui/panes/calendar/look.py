"""How the calendar is looked at: filter, chips, order, grouping and columns, and what is remembered of it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from csmdesk.ui.models.columns import ColumnLayout
from csmdesk.ui.panes.calendar.left_side import LeftSide
from csmdesk.ui.panes.calendar.pane_source import CalendarSource
from csmdesk.ui.panes.calendar.priority import (
    ORDERS,
    SortKeys,
    grouping_names,
    grouping_of,
    order_names,
    order_of,
)
from csmdesk.ui.panes.calendar.reading import Reading


class CalendarLook(QObject):
    """``narrowed``: other contracts pass filter and chips; ``changed``: another order, grouping or columns.

    What is typed into the filter may name a customer: filter and chips are remembered in the book, not in the
    window's own memory beside it.
    """

    narrowed = Signal()
    changed = Signal()

    def __init__(self, source: CalendarSource, reading: Reading, left: LeftSide) -> None:
        super().__init__(left)
        self._source = source
        self._reading = reading
        self._left = left
        self.grouping = ""
        """The key of what groups the list; '' for nothing."""
        self._kept: bool | None = None
        self._recalling = False
        reading.model.set_sort(ORDERS["decision"])
        left.field.filtered.connect(self._narrow)
        left.chips.changed.connect(self._narrow)
        reading.model.layoutChanged.connect(self._show_names)
        reading.model.modelReset.connect(self._show_names)
        self._show_names()

    # --- filter ---------------------------------------------------------------------------------------------

    def _narrow(self, *_: object) -> None:
        if not self._recalling:
            self.apply()
            self.narrowed.emit()

    def apply(self) -> None:
        """Leave out what filter and chips leave out, everywhere."""
        if self._reading.index is not None:
            self._reading.index.narrow(self._left.chips.narrowing)

    @property
    def filtered(self) -> bool:
        """True while contracts are left out."""
        return self._left.filtered

    def clear(self) -> None:
        """Show all contracts: no filter, no chips."""
        self._recalling = True
        self._left.chips.set_chosen({})
        self._left.field.set_text("")
        self._recalling = False
        self._narrow()

    # --- order, groups, columns -----------------------------------------------------------------------------

    @property
    def order(self) -> str:
        """The name of the order; '' for one that the user made himself."""
        return order_of(self._reading.model.sort_keys)

    def set_order(self, key: str) -> None:
        """Order the list by one of the named orders."""
        if key in ORDERS:
            self._reading.model.set_sort(ORDERS[key])
            self._left.view.horizontalHeader().viewport().update()
            self.changed.emit()

    def set_grouping(self, key: str) -> None:
        """Group the list by something else; '' by nothing."""
        self.grouping = key if key in grouping_names() else ""
        words = self._reading.words
        self._reading.model.set_grouping(grouping_of(self.grouping, words.money, words.language))
        self._show_names()
        self.changed.emit()

    def set_columns(self, layout: ColumnLayout | None) -> None:
        """Lay the columns out as the user chose; None leaves it to the width of the list."""
        self._left.view.set_layout(layout)
        self.changed.emit()

    def _show_names(self) -> None:
        names, left = order_names(), self._left
        order = names.get(self.order, self.tr("自选"))
        if left.order.text() != order:
            left.order.setText(order)
            left.order.setAccessibleName(self.tr("排序：{name}").format(name=order))
            left.order.updateGeometry()
        group = grouping_names()[self.grouping]
        left.group.setText(group if self.grouping else self.tr("分组"))
        left.group.setAccessibleName(self.tr("分组：{name}").format(name=group))
        left.group.updateGeometry()

    # --- over restarts --------------------------------------------------------------------------------------

    def save_state(self) -> dict[str, str]:
        """What to remember in the window's own memory; what may name customers goes into the book."""
        filled = self.filtered
        if filled or self._kept:
            self._source.keep(self._private() if filled else "")
            self._kept = filled
        layout = self._left.view.chosen_layout
        keys = self._reading.model.sort_keys
        return {
            "sort": ",".join(f"{key} {'down' if down else 'up'}" for key, down in keys),
            "grouping": self.grouping,
            "columns": "" if layout is None else _columns_text(layout),
            "narrowed": "yes" if filled else "",
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave; names that are missing or wrong are passed over."""
        parts = [part.partition(" ") for part in state.get("sort", "").split(",")]
        keys: SortKeys = tuple((key, way == "down") for key, _, way in parts)
        self._reading.model.set_sort(keys)
        if state.get("grouping"):
            self.set_grouping(state["grouping"])
        layout = _columns(state.get("columns", ""))
        if layout is not None:
            self._left.view.set_layout(layout)
        self._kept = bool(state.get("narrowed"))

    def recall(self) -> None:
        """Narrow the calendar as it was left; reads from the book what ``restore_state`` said is there."""
        if not self._kept:
            return
        held = _parsed(self._source.kept())
        chips = held.get("chips", {})
        self._recalling = True
        if isinstance(chips, dict):
            self._left.chips.set_chosen({key: map(str, values) for key, values in chips.items() if values})
        self._left.field.set_text(str(held.get("filter", "")))
        self._recalling = False

    def _private(self) -> str:
        chips = {key: sorted(values) for key, values in self._left.chips.chosen.items()}
        return json.dumps({"filter": self._left.field.text.strip(), "chips": chips}, ensure_ascii=False)


def _parsed(text: str) -> dict[str, object]:
    try:
        held = json.loads(text)
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}


def _columns_text(layout: ColumnLayout) -> str:
    return json.dumps(
        {
            "order": list(layout.order),
            "hidden": sorted(layout.hidden),
            "widths": dict(layout.widths),
            "pinned": layout.pinned,
        }
    )


def _columns(text: str) -> ColumnLayout | None:
    held = _parsed(text)
    order, hidden = held.get("order"), held.get("hidden")
    widths, pinned = held.get("widths"), held.get("pinned")
    if not (isinstance(order, list) and isinstance(hidden, list) and isinstance(widths, dict)):
        return None
    sizes = {str(key): width for key, width in widths.items() if isinstance(width, int)}
    return ColumnLayout(
        tuple(map(str, order)), frozenset(map(str, hidden)), sizes, pinned if isinstance(pinned, int) else 1
    )
