"""The accounts pane: filter, chips and list at the left, one account in full beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.services.accounts import Accounts
from csmdesk.ui.actions import Action
from csmdesk.ui.panes import Pane
from csmdesk.ui.panes.accounts.beside import Beside
from csmdesk.ui.panes.accounts.list_side import ListSide
from csmdesk.ui.panes.accounts.listing import Listing
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.split import Split

# What is not seen in the first paint is imported and made after it.
if TYPE_CHECKING:
    from csmdesk.services.account_views import ListView
    from csmdesk.ui.panes.accounts.detail import AccountView
    from csmdesk.ui.panes.accounts.list_tools import ListTools
    from csmdesk.ui.panes.accounts.views import Views
    from csmdesk.ui.widgets.empty_state import EmptyState
    from csmdesk.ui.widgets.evidence import EvidencePopover

_DETAIL: dict[Language, int] = {"zh": 543, "en": 500}
_LEAST_DETAIL, _DETAIL_SHARE = 400, 0.435
"""The width of the account beside the list, until the user moves the line; English needs more of the list."""

_KEYS = {
    "/": "filter",
    "N": "new",
    "T": "touch",
    "Ctrl+T": "touch",
    "Del": "archive",
    "Ctrl+Shift+E": "export",
    "Alt+F": "chips",
    "Alt+C": "columns",
    "Alt+V": "views",
}
"""What keys do that no list, button or field has taken, by the actions' keys."""

_LIST_ONLY = frozenset({"archive"})
"""What a key does not do while the focus is in the page of the account."""

_LETTERS = frozenset(key for key in _KEYS if len(key) == 1 and key.isalpha())
"""Letters that act on the list instead of going to its filter."""


class AccountsPane(Pane):
    """Names are read at once, with one statement; figures are counted beside and fill in."""

    icon_name = "accounts"

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        accounts: Accounts,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._accounts = accounts
        self._language: Language = language
        self._first = True
        self._scroll = 0
        self._state: dict[str, str] = {}
        self._tools: ListTools | None = None
        self._views: Views | None = None
        self._none: EmptyState | None = None
        self.listing = Listing(theme, tasks, accounts, language, self)
        self.model = self.listing.model
        self.side = ListSide(theme, accounts, self.listing, self.title)
        self.heading, self.field, self.chips = self.side.heading, self.side.field, self.side.chips
        self.view, self.look = self.side.view, self.side.look
        self.view.set_action_keys(_LETTERS)
        self.beside = Beside(theme, tasks, accounts, language, self.listing, self._choices)
        self._lay_out()
        self._connect()
        self.heading.new.set_why_not(self.read_only)

    @property
    def title(self) -> str:
        return self.tr("客户")

    # --- layout ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.split = Split(self._theme)
        self.split.addWidget(self.side)
        self.beside.setMinimumWidth(360)
        self.split.addWidget(self.beside)
        self.split.share(1, _DETAIL_SHARE, _LEAST_DETAIL, _DETAIL[self._language])
        self._whole = QStackedLayout(self)
        self._whole.addWidget(self.split)

    def _connect(self) -> None:
        self.view.current_changed.connect(self.beside.show_account)
        self.view.opened.connect(self.open_current)
        self.view.figure_opened.connect(self.beside.read_evidence)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.head_menu_asked.connect(self._open_columns)
        self.heading.new_asked.connect(self.new_account)
        self.heading.columns_asked.connect(self._open_columns)
        self.heading.group_asked.connect(self._open_groupings)
        self.heading.views_asked.connect(self._open_views)
        self.listing.named.connect(self._names_came)
        self.listing.counted.connect(self._figures_came)
        self.listing.amended.connect(self._amended)
        self.side.archive_asked.connect(self.toggle_archived)
        self.beside.page_made.connect(self._page_made)
        self.beside.made.connect(self._show_new)
        self.beside.open_asked.connect(partial(self.open, "account"))
        self.beside.row_asked.connect(self.open_asked)
        self.beside.left.connect(self._leave_form)
        self.beside.stepped.connect(self._step)
        self.beside.said.connect(self.said)

    @property
    def tools(self) -> ListTools:
        """What can be done with the list; made when it is first needed, which is after the first paint."""
        if self._tools is None:
            from csmdesk.ui.panes.accounts.list_tools import ListTools

            self._tools = ListTools(self, self._theme, self._tasks, self._accounts, self._language)
            self._tools.export.place.folder = self._state.get("folder", "")
            self.side.add_bar(self._tools.bar)
        return self._tools

    @property
    def views(self) -> Views:
        """The saved views; made when they are first needed, which is after the first paint."""
        if self._views is None:
            from csmdesk.ui.panes.accounts.views import Views

            views = self._views = Views(
                self._theme,
                self._tasks,
                self._accounts,
                self._language,
                self.look.look,
                self.heading.views,
                self,
            )
            views.key = self._state.get("view") or views.key
            views.chosen.connect(self._look_so)
            views.others_changed.connect(self.listing.recount)
            views.said.connect(self.said)
            self.look.changed.connect(views.show_state)
            self.listing.settings_changed.connect(views.settings_changed)
            views.read()
        return self._views

    @property
    def detail(self) -> AccountView:
        """The page of one account, made when it is first needed."""
        return self.beside.view

    @property
    def popover(self) -> EvidencePopover | None:
        """The evidence popover, once it has been opened."""
        return self.beside.popover

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; '' when everything can."""
        why = self._accounts.read_only
        return "" if why is None else why.to(self._language)

    # --- the contract of a pane -----------------------------------------------------------------------------

    def first_look(self) -> None:
        self.look.recall()
        self.listing.first_look()

    def set_period(self, period: str, as_of: date | None) -> None:
        self.listing.set_period(period, as_of)

    def refresh(self, changes: Changes) -> None:
        self.listing.refresh(changes)
        if self._tools is not None and "accounts" in set(changes.ids) | changes.whole:
            self._tools.edit.read_choices()

    def stops(self) -> list[QWidget]:
        return [self.view, self.detail] if self.beside.is_made else [self.view]

    def actions(self) -> list[Action]:  # type: ignore[override]
        found = self.tools.actions()
        if self.beside.is_made and not self.beside.asks_new:
            # The list's own touch is for the rows that are chosen there.
            found += [action for action in self.detail.actions() if action.key != "touch"]
        return found

    def open(self, kind: str, key: int) -> bool:
        account = key if kind == "account" else self._accounts.account_of(kind, key)
        if account is None:
            return False
        row = self.model.row_of(account)
        if row is None:
            if account not in self._accounts.names_of([account]):
                return False
            # It is archived, or has just come: the list is read with all of them.
            self.chips.set_chosen({**self.chips.chosen, "archived": ("with",)})
            self.chips.changed.emit()
        elif self.model.position_of(account) < 0:
            self.look.clear()
        self.view.set_key(account)
        self.beside.show_account(account)
        if kind in {"contract", "contact"}:
            self.beside.reveal(account, kind, key)
        return True

    def save_state(self) -> dict[str, str]:
        folder = self._tools.export.place.folder if self._tools is not None else self._state.get("folder", "")
        return {
            **self.look.save_state(),
            **{f"page/{key}": value for key, value in self.beside.save_state().items()},
            "view": self._views.key if self._views is not None else self._state.get("view", ""),
            "sizes": self.split.sizes_text,
            "account": str(self.view.key),
            "scroll": str(self.view.verticalScrollBar().value()),
            "folder": folder,
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        self._state = dict(state)
        self.look.restore_state(state)
        page = {key[5:]: value for key, value in state.items() if key.startswith("page/")}
        self.beside.restore_state(page)
        self.split.set_sizes_text(state.get("sizes", ""))
        account, scroll = state.get("account", ""), state.get("scroll", "")
        if account.isdecimal():
            self.view.set_key(int(account))
        self._scroll = int(scroll) if scroll.isdecimal() else 0

    # --- what has been read ---------------------------------------------------------------------------------

    def _names_came(self) -> None:
        self._show_whole()
        self.view.set_key(self.view.key)

    def _figures_came(self) -> None:
        self.look.narrow_again()
        self._show_whole()
        if self._first:
            from csmdesk.ui.turns import next_turn

            self._first = False
            # After the paint, which comes between two turns: with threads beside it, the list's first figures
            # take twice as long.
            next_turn(self, partial(next_turn, self, self._go_on))
        else:
            self._show_current()

    def _go_on(self) -> None:
        # The rest is loaded beside the window and made in turns of its own: keys come between.
        self._tasks.query(self, _load, self._make_chips)
        self._show_current()
        if self._scroll:
            self.view.verticalScrollBar().setValue(self._scroll)

    def _show_current(self) -> None:
        if self.model.position_of(self.view.key) < 0:
            if not (self.model.filtered and self.beside.is_made):
                self.view.select_first()
        else:
            self.view.set_key(self.view.key)
            self.beside.read(self.view.key)

    def _make_chips(self, _: object) -> None:
        from csmdesk.ui.turns import next_turn

        self.side.add_chips()
        next_turn(self, self._make_tools)

    def _make_tools(self) -> None:
        assert self.views is not None
        assert self.tools is not None

    def _page_made(self) -> None:
        self.detail.set_more_actions(self.tools.page_actions())

    def _amended(self, ids: frozenset[int]) -> None:
        if self.view.key in ids:
            self.beside.read(self.view.key)

    def _show_whole(self) -> None:
        """Show list and account, or the words for a book without accounts."""
        empty = not self.model.total and not self.listing.archived and not self.beside.asks_new
        if empty and self._none is None:
            from csmdesk.ui.widgets.empty_state import EmptyState

            words = self.tr("拖入客户表，或按 N 新建一个。")
            self._none = EmptyState(self._theme, self.tr("还没有客户。"), words, self.tr("导入文件夹…"))
            self._none.acted.connect(self.import_asked)
            self._whole.addWidget(self._none)
        self._whole.setCurrentWidget(self._none if empty and self._none else self.split)

    def _choices(self, field: str) -> list[str]:
        return self.tools.edit.choices(field)

    def _look_so(self, look: ListView) -> None:
        self.look.show(look)
        if self.model.shown_count and self.model.position_of(self.view.key) < 0:
            self.view.select_first()

    # --- acts -----------------------------------------------------------------------------------------------

    def new_account(self) -> None:
        """Show the form of a new account beside the list."""
        self.beside.new()
        self._show_whole()

    def _leave_form(self) -> None:
        self._show_whole()
        self.side.to_list()

    def _show_new(self, key: int) -> None:
        """Make a new account the current one, as soon as the list has it."""
        if self.look.filtered:
            self.look.clear()
        self.view.set_key(key)
        self.view.setFocus()

    def open_current(self) -> None:
        """Go into the page of the current account."""
        self.beside.close_form()
        self.detail.enter()

    def toggle_archived(self) -> None:
        """Take the archived accounts into the list, or leave them out again."""
        chosen = dict(self.chips.chosen)
        if not chosen.pop("archived", None):
            chosen["archived"] = frozenset({"with"})
        self.chips.set_chosen(chosen)
        self.chips.changed.emit()

    def _open_menu(self, place: QPoint) -> None:
        self.tools.open_menu(self.view.viewport().mapToGlobal(place))

    def _open_columns(self) -> None:
        self.tools.open_columns()

    def _open_views(self) -> None:
        self.views.open_menu()

    def _open_groupings(self) -> None:
        self.tools.open_groupings()

    # --- moving ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A list or a button lets these pass to here, a field takes them as text.
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        key = _KEYS.get(pressed, "")
        if pressed == "Esc" and self.look.filtered:
            self.side.clear_filter()
        elif key and not (key in _LIST_ONLY and self._in_page):
            action = next(a for a in self.tools.actions() if a.key == f"accounts.{key}")
            if action.why_not:
                self.said.emit(action.why_not, False)
            else:
                action.run()
        else:
            super().keyPressEvent(event)

    @property
    def _in_page(self) -> bool:
        """True while the focus is in what stands beside the list."""
        focus = QApplication.focusWidget()
        return focus is not None and self.beside.isAncestorOf(focus)

    def _step(self, step: int) -> None:
        """Make the account before or after the current one current."""
        rows = self.model.shown
        here = next((place for place, row in enumerate(rows) if row.id == self.view.key), -1)
        if 0 <= here + step < len(rows):
            key = rows[here + step].id
            self.view.set_key(key)
            self.beside.show_account(key)


def _load(_: Job) -> None:
    """Load what the tools of the list need here, not in the window's thread."""
    for name in ("counted_chip", "list_tools", "views"):
        import_module(f"csmdesk.ui.panes.accounts.{name}")
