"""How the account list is looked at: filter, chips, order, grouping and columns, as one value."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.services.accounts import Accounts
from csmdesk.ui.models.columns import ColumnLayout
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.accounts.chips import AccountChips
from csmdesk.ui.panes.accounts.heading import Heading
from csmdesk.ui.panes.accounts.listing import Listing
from csmdesk.ui.widgets.field import FilterField

if TYPE_CHECKING:
    from csmdesk.services.account_views import ListView, ViewColumns

_BY_DECISION = (("decision", False),)
"""What orders the list at first: what has to be decided next stands at the top."""


class ListLook(QObject):
    """Takes the parts of a look together; ``changed`` is a change of any of them.

    The filter's text, the chosen owners and the folded groups name people and customers: they are remembered
    in the book, not in the window's own memory beside it.
    """

    changed = Signal()

    def __init__(
        self,
        accounts: Accounts,
        listing: Listing,
        view: RowView,
        field: FilterField,
        chips: AccountChips,
        heading: Heading,
    ) -> None:
        super().__init__(view)
        self._accounts = accounts
        self._listing = listing
        self._view = view
        self._field = field
        self._chips = chips
        self._heading = heading
        self.grouping = ""
        """The key of what groups the list; '' for nothing."""
        self._kept: bool | None = None
        listing.model.set_sort(_BY_DECISION)
        field.filtered.connect(self._filter)
        chips.changed.connect(self._narrow)
        view.layout_changed.connect(self.changed)
        listing.model.layoutChanged.connect(self.changed)

    # --- the parts ------------------------------------------------------------------------------------------

    def _filter(self, text: str) -> None:
        self._listing.model.filter(text)
        self.changed.emit()

    def _narrow(self) -> None:
        self._listing.set_with_archived("archived" in self._chips.chosen)
        self._listing.model.set_accept(self._chips.accept())
        self.changed.emit()

    def narrow_again(self) -> None:
        """Let the chips look at the rows anew: their figures have come."""
        if self._chips.chosen:
            self._listing.model.set_accept(self._chips.accept())

    def set_grouping(self, key: str, folded: Collection[str] | None = None) -> None:
        """Group the list by something else; '' by nothing. ``folded`` are the groups to fold."""
        from csmdesk.ui.panes.accounts.groupings import grouping_names, grouping_of

        names = grouping_names()
        self.grouping = key if key in names else ""
        self._heading.show_grouping(names[self.grouping] if self.grouping else "")
        self._listing.model.set_grouping(grouping_of(self.grouping, self._listing.money), folded)
        self.changed.emit()

    @property
    def filtered(self) -> bool:
        """True while the filter or a chip leaves rows out."""
        return bool(self._field.text) or bool(self._chips.chosen)

    def clear(self) -> None:
        """Show all rows: no filter, no chips."""
        self._chips.set_chosen({})
        self._narrow()
        self._field.set_text("")

    # --- as one value ---------------------------------------------------------------------------------------

    def look(self) -> ListView:
        """How the list is looked at now; without columns while its width decides which are shown."""
        from csmdesk.services.account_views import ListView

        layout = self._view.chosen_layout
        return ListView(
            filter=self._field.text.strip(),
            chips=dict(self._chips.chosen),
            sort=self._listing.model.sort_keys,
            grouping=self.grouping,
            columns=None if layout is None else _columns(layout),
        )

    def show(self, look: ListView) -> None:
        """Look at the list so; what is so already is left alone, as each part shows the list anew."""
        if dict(self._chips.chosen) != dict(look.chips):
            self._chips.set_chosen(look.chips)
            self._narrow()
        self._field.set_text(look.filter)
        sort = look.sort or _BY_DECISION
        if sort != self._listing.model.sort_keys:
            self._listing.model.set_sort(sort)
        if look.grouping != self.grouping:
            self.set_grouping(look.grouping)
        if look.columns is not None:
            self._view.set_layout(_layout(look.columns))
        self._view.horizontalHeader().viewport().update()
        self.changed.emit()

    # --- over restarts --------------------------------------------------------------------------------------

    def save_state(self) -> dict[str, str]:
        """What to remember in the window's own memory; what names customers goes into the book."""
        from csmdesk.services.account_views import ListView, view_json

        look = self.look()
        folded = sorted(self._listing.model.folded)
        private = {**view_json(ListView(filter=look.filter, chips=look.chips)), "folded": folded}
        filled = bool(look.filter or look.chips or folded)
        if filled or self._kept:
            self._accounts.keep(json.dumps(private, ensure_ascii=False) if filled else "")
            self._kept = filled
        columns = view_json(ListView(columns=look.columns)).get("columns")
        return {
            "sort": ",".join(f"{key} {'down' if down else 'up'}" for key, down in look.sort),
            "grouping": self.grouping,
            "columns": json.dumps(columns) if columns else "",
            "narrowed": "yes" if filled else "",
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave; names that are missing or wrong are passed over."""
        keys = [part.partition(" ") for part in state.get("sort", "").split(",")]
        self._listing.model.set_sort([(key, way == "down") for key, _, way in keys])
        if state.get("grouping"):
            self.set_grouping(state["grouping"])
        self._kept = bool(state.get("narrowed"))
        if state.get("columns"):
            from csmdesk.services.account_views import view_from

            columns = view_from({"columns": _parsed(state["columns"])}).columns
            if columns is not None:
                self._view.set_layout(_layout(columns))

    def recall(self) -> None:
        """Narrow and fold the list as it was left, by what ``restore_state`` said the book remembers."""
        if not self._kept:
            return
        from csmdesk.services.account_views import view_from, words_in

        plain = _parsed(self._accounts.kept())
        kept, folded = view_from(plain), words_in(plain, "folded")
        self._chips.set_chosen(kept.chips)
        self._listing.set_with_archived("archived" in self._chips.chosen, read=False)
        self._field.set_text(kept.filter)
        if self.grouping and folded:
            self.set_grouping(self.grouping, folded)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _columns(layout: ColumnLayout) -> ViewColumns:
    from csmdesk.services.account_views import ViewColumns

    return ViewColumns(layout.order, layout.hidden, dict(layout.widths), layout.pinned)


def _layout(columns: ViewColumns) -> ColumnLayout:
    return ColumnLayout(columns.order, columns.hidden, dict(columns.widths), columns.pinned)
