"""The pages of an account behind their tabs: made when they are first shown, filled only while they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from csmdesk.services.account_view import AccountDetail
from csmdesk.ui.panes.accounts.tabs.overview import OverviewPage
from csmdesk.ui.panes.accounts.tabs.page import TabPage, Tools
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.tabs import Tab, Tabs

OVERVIEW = "overview"
TABS = (OVERVIEW, "contracts", "usage", "tickets", "contacts", "touches", "timeline")

ICONS = {
    OVERVIEW: "accounts",
    "contracts": "contract",
    "usage": "plan",
    "tickets": "ticket",
    "contacts": "person",
    "touches": "touch",
    "timeline": "clock",
}

_PLACES = {
    "contract": "contracts",
    "receipt": "contracts",
    "workshop": "contracts",
    "ticket": "tickets",
    "touch": "touches",
    "contact": "contacts",
    "timeline": "timeline",
}
"""The tab in which a row of each kind lies."""


@runtime_checkable
class _Reveals(Protocol):
    """A page whose rows can be gone to."""

    def reveal(self, key: int, /) -> bool: ...


@runtime_checkable
class _Adds(Protocol):
    """A page to which a contact can be added."""

    def add_contact(self) -> None: ...


class DetailPages(QWidget):
    """Tabs over a page each; Ctrl+Tab and Ctrl+Shift+Tab go round as long as the focus is in ``host``.

    The signals are those of the pages; ``touch_asked`` and ``erase_asked`` are what they offer.
    """

    figure_opened = Signal(str, QRect)
    said = Signal(str, bool)
    touch_asked = Signal()
    erase_asked = Signal(int)

    def __init__(self, tools: Tools, host: QWidget) -> None:
        super().__init__()
        self._tools = tools
        self._detail: AccountDetail | None = None
        self._reveal: tuple[str, int, int] | None = None
        self.words = {
            OVERVIEW: self.tr("概览"),
            "contracts": self.tr("合同"),
            "usage": self.tr("使用"),
            "tickets": self.tr("工单"),
            "contacts": self.tr("联系人"),
            "touches": self.tr("触达"),
            "timeline": self.tr("时间线"),
        }
        self._makers: dict[str, Callable[[], TabPage]] = {
            "contracts": self._make_contracts,
            "usage": self._make_usage,
            "tickets": self._make_tickets,
            "contacts": self._make_contacts,
            "touches": self._make_touches,
            "timeline": self._make_timeline,
        }
        self.tabs = Tabs(tools.theme, self.tr("客户"), inset=INSET)
        self.stack = QStackedWidget()
        self.made: dict[str, TabPage] = {}
        self.overview = OverviewPage(tools)
        self._add(OVERVIEW, self.overview)
        self.set_counts({})
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.tabs.changed.connect(self._show)
        for keys, slot in (("Ctrl+Tab", self._next), ("Ctrl+Shift+Tab", self._previous)):
            shortcut = QShortcut(QKeySequence(keys), host)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- pages ----------------------------------------------------------------------------------------------

    def _add(self, key: str, page: TabPage) -> None:
        self.made[key] = page
        page.figure_opened.connect(self.figure_opened)
        page.said.connect(self.said)
        page.asked.connect(self.go_to)
        self.stack.addWidget(page)

    def page(self, key: str) -> TabPage:
        """The page of a tab, made when it is first needed."""
        if key not in self.made:
            self._add(key, self._makers[key]())
        return self.made[key]

    def _make_contracts(self) -> TabPage:
        from csmdesk.ui.panes.accounts.tabs.contracts import ContractsPage

        return ContractsPage(self._tools)

    def _make_usage(self) -> TabPage:
        from csmdesk.ui.panes.accounts.tabs.usage import UsagePage

        return UsagePage(self._tools)

    def _make_tickets(self) -> TabPage:
        from csmdesk.ui.panes.accounts.tabs.tickets import TicketsPage

        return TicketsPage(self._tools)

    def _make_contacts(self) -> TabPage:
        from csmdesk.ui.panes.accounts.tabs.contacts import ContactsPage

        page = ContactsPage(self._tools)
        page.erase_asked.connect(self.erase_asked)
        return page

    def _make_touches(self) -> TabPage:
        from csmdesk.ui.panes.accounts.tabs.touches import TouchesPage

        page = TouchesPage(self._tools)
        page.touch_asked.connect(self.touch_asked)
        return page

    def _make_timeline(self) -> TabPage:
        from csmdesk.ui.panes.accounts.tabs.timeline import TimelinePage

        return TimelinePage(self._tools)

    # --- which one ------------------------------------------------------------------------------------------

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """The numbers beside the tabs; none for one that is not named."""
        self.tabs.set_tabs([Tab(key, self.words[key], counts.get(key)) for key in TABS])

    @property
    def current(self) -> str:
        """The tab that is shown."""
        return self.tabs.current

    def show_tab(self, key: str) -> None:
        """Show a page; an unknown one is passed over."""
        if key in TABS:
            self.tabs.set_current(key)
            self._show(key)

    def _show(self, key: str) -> None:
        page = self.page(key)
        if self._detail is not None:
            page.show_detail(self._detail)
        had = self.stack.currentWidget()
        focused = QApplication.focusWidget()
        inside = had is not None and focused is not None and had.isAncestorOf(focused)
        self.stack.setCurrentWidget(page)
        if inside and had is not page:
            page.focus_target().setFocus(Qt.FocusReason.TabFocusReason)

    def _next(self) -> None:
        self.tabs.step(1)

    def _previous(self) -> None:
        self.tabs.step(-1)

    def enter(self) -> None:
        """Take the focus into the page that is shown."""
        self.page(self.current).focus_target().setFocus(Qt.FocusReason.TabFocusReason)

    # --- content --------------------------------------------------------------------------------------------

    def show_detail(self, detail: AccountDetail) -> None:
        """Fill the page that is shown; the others when they are."""
        self._detail = detail
        self.set_counts(detail.counts)
        self.stack.show()
        self._show(self.current)
        self._look()

    def forget(self) -> None:
        """Another account is being read: the numbers are not its own."""
        self._detail = None
        self.set_counts({})

    # --- going to a row -------------------------------------------------------------------------------------

    def ask_for(self, kind: str, key: int) -> None:
        """Show a row, now or as soon as its account has been read."""
        self.show_tab(_PLACES[kind])
        self._reveal = (kind, key, 2)
        self._look()

    def _look(self) -> None:
        """What is asked for may belong to an account whose data comes next: look twice, then give up."""
        if self._reveal is None or self._detail is None:
            return
        kind, key, tries = self._reveal
        found = _bring(self.page(_PLACES[kind]), key)
        self._reveal = None if found or tries <= 1 else (kind, key, tries - 1)

    def go_to(self, kind: str, key: int) -> None:
        """Go to the page where rows of a kind lie, and to one of them unless ``key`` is 0."""
        place = _PLACES.get(kind)
        if place is not None:
            self.show_tab(place)
            if key:
                _bring(self.page(place), key)
            self.page(place).focus_target().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add_contact(self) -> None:
        """Open the form of a new contact."""
        self.show_tab("contacts")
        page = self.page("contacts")
        if isinstance(page, _Adds):
            page.add_contact()

    def open_override(self) -> None:
        """Open the form of a score typed by hand."""
        self.show_tab(OVERVIEW)
        self.overview.open_override()


def _bring(page: TabPage, key: int) -> bool:
    return not isinstance(page, _Reveals) or page.reveal(key)
