"""The left side of the accounts pane: head, filter, chips, list, and the words for a filter without a hit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.services.accounts import Accounts
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.accounts.chips import AccountChips
from csmdesk.ui.panes.accounts.heading import Heading
from csmdesk.ui.panes.accounts.list_look import ListLook
from csmdesk.ui.panes.accounts.listing import Listing
from csmdesk.ui.panes.accounts.painter import AccountPainter
from csmdesk.ui.panes.accounts.rows import AccountRow
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.field import FilterField

if TYPE_CHECKING:
    from csmdesk.ui.widgets.empty_state import EmptyState

_FIELD = 250
_LEAST = 420


class ListSide(QWidget):
    """Lays out what belongs to the list, and moves the focus among it.

    ``archive_asked`` wants the archived accounts shown as well.
    """

    archive_asked = Signal()

    def __init__(self, theme: Theme, accounts: Accounts, listing: Listing, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._listing = listing
        self._no_hit: EmptyState | None = None
        self._all_away: EmptyState | None = None
        self.heading = Heading(theme, title, self._sum_words)
        self.field = FilterField(theme, self.tr("名称、拼音、首字母、编号"), "/")
        self.view = RowView(theme, listing.model, AccountPainter(theme, listing.words))
        self.view.setAccessibleName(title)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.chips = AccountChips(theme, self._all_rows, self._terms, self._archived, self)
        self.look = ListLook(accounts, listing, self.view, self.field, self.chips, self.heading)
        self._lay_out()
        self.field.escaped.connect(self.to_list)
        self.field.entered.connect(self._enter_list)
        self.view.typed.connect(self.field.type_on)
        self.view.left_up.connect(self.to_filter)
        listing.model.shown_changed.connect(self._count_shown)

    def _lay_out(self) -> None:
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(INSET - 1, 2, INSET - 8, 6)
        self._bar.setSpacing(6)
        self.field.setFixedWidth(_FIELD)
        self._bar.addWidget(self.field)
        self._bar.addStretch(1)
        place = QWidget()
        self._pages = QStackedLayout(place)
        self._pages.addWidget(self.view)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.heading)
        self._column.addLayout(self._bar)
        self._column.addWidget(place, 1)
        self.setMinimumWidth(_LEAST)

    def add_chips(self) -> None:
        """Put the chips beside the filter: after the first paint."""
        if not self.chips.is_made:
            self._bar.insertWidget(1, self.chips.bar, 1)
            self._bar.setStretch(2, 0)

    def add_bar(self, bar: QWidget) -> None:
        """Put a bar at the foot."""
        self._column.addWidget(bar)

    # --- what is shown --------------------------------------------------------------------------------------

    def _count_shown(self) -> None:
        model = self._listing.model
        self._pages.setCurrentWidget(self._page())
        self.heading.show_count(model.shown_count, model.total, filtered=model.filtered)

    def _page(self) -> QWidget:
        """The list, or the words for why it is empty."""
        model = self._listing.model
        if model.shown_count or not (model.total or self._listing.archived):
            return self.view
        if not model.total:
            if self._all_away is None:
                self._all_away = self._words(self.tr("客户都已归档。"), self.tr("显示归档"), "")
                self._all_away.acted.connect(self.archive_asked)
            return self._all_away
        if self._no_hit is None:
            self._no_hit = self._words(self.tr("没有符合的客户。"), self.tr("清除筛选"), "Esc")
            self._no_hit.acted.connect(self.clear_filter)
        return self._no_hit

    def _words(self, title: str, action: str, hint: str) -> EmptyState:
        from csmdesk.ui.widgets.empty_state import EmptyState

        words = EmptyState(self._theme, title, "", action, hint, top=24)
        self._pages.addWidget(words)
        return words

    @property
    def no_hit(self) -> EmptyState | None:
        """The words for a filter without a hit, once they have been needed."""
        return self._no_hit

    @property
    def all_away(self) -> EmptyState | None:
        """The words for a list whose accounts are all archived, once they have been needed."""
        return self._all_away

    def _sum_words(self) -> str:
        listing = self._listing
        return listing.money(listing.shown_units()) if listing.model.shown_count else ""

    def _all_rows(self) -> Sequence[AccountRow]:
        return self._listing.model.rows

    def _terms(self) -> list[str]:
        return self.field.text.casefold().split()

    def _archived(self) -> int:
        return self._listing.archived

    def clear_filter(self) -> None:
        """Show all rows again."""
        self.look.clear()
        self.to_list()

    # --- focus ----------------------------------------------------------------------------------------------

    def to_filter(self) -> None:
        """Go to the filter."""
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.edit.selectAll()

    def to_list(self) -> None:
        """Go to the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_chip(self) -> None:
        """Go to the first chip, or from one to the next."""
        self.chips.bar.next_chip()

    def _enter_list(self) -> None:
        model = self._listing.model
        if model.shown_count:
            if model.position_of(self.view.key) < 0:
                self.view.select_first()
            self.to_list()
