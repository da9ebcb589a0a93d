"""One account in full, beside the list: head, touch line, and a page a tab."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from csmdesk.domain.text import Language
from csmdesk.services.account_edits import AccountEdits
from csmdesk.services.account_view import AccountDetail
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.accounts.detail_head import DetailHead
from csmdesk.ui.panes.accounts.tabs.overview import OverviewPage
from csmdesk.ui.panes.accounts.tabs.page import TabPage, Tools
from csmdesk.ui.panes.accounts.touch_line import Saved, TouchLine
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.tabs import Tab, Tabs

if TYPE_CHECKING:
    from csmdesk.ui.panes.accounts.fields_form import FieldsForm

MISSING = "—"
OVERVIEW = "overview"
_TABS = (OVERVIEW, "contracts", "usage", "tickets", "contacts", "touches", "timeline")

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


_ICONS = {
    OVERVIEW: "accounts",
    "contracts": "contract",
    "usage": "plan",
    "tickets": "ticket",
    "contacts": "person",
    "touches": "touch",
    "timeline": "clock",
}


@runtime_checkable
class _Reveals(Protocol):
    """A page whose rows can be gone to."""

    def reveal(self, key: int, /) -> bool: ...


@runtime_checkable
class _Adds(Protocol):
    """A page to which a contact can be added."""

    def add_contact(self) -> None: ...


class AccountView(QWidget):
    """Shows an ``AccountDetail``. A page is made when its tab is first shown, and only it is filled.

    ``figure_opened(key, place)`` asks for evidence, ``said(sentence, undo)`` goes to the toast.
    ``step_asked(by)`` wants the account before or after (Ctrl+PgUp, Ctrl+PgDown), ``left()`` the list (Esc),
    ``erase_asked(contact)`` a person taken out of the book. What is typed in a form stays while newer data of
    the account comes in.
    """

    figure_opened = Signal(str, QRect)
    said = Signal(str, bool)
    step_asked = Signal(int)
    erase_asked = Signal(int)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        edits: AccountEdits,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tools = Tools(theme, tasks, edits, language)
        self._detail: AccountDetail | None = None
        self._name = ""
        self._came_from: QWidget | None = None
        self._fields: FieldsForm | None = None
        self._reveal: tuple[str, int, int] | None = None
        self._words = {
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
        self.head = DetailHead(theme)
        self.touch_line = TouchLine(self._tools)
        self.tabs = Tabs(theme, self.tr("客户"), inset=INSET)
        self._set_tabs({})
        self.stack = QStackedWidget()
        self._pages: dict[str, TabPage] = {}
        self.overview = OverviewPage(self._tools)
        self._add_page(OVERVIEW, self.overview)
        self._body = QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.touch_line)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self._column = column
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._body)
        self.setMinimumWidth(360)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.hide()

    def _connect(self) -> None:
        self.head.figure_opened.connect(self.figure_opened)
        self.head.touch_asked.connect(self.open_touch)
        self.head.edit_asked.connect(self.edit_fields)
        self.head.set_more_actions(())
        self.touch_line.saved.connect(self._touch_saved)
        self.touch_line.closed.connect(self._go_back)
        self.tabs.changed.connect(self._show_current)
        for keys, slot in (("Ctrl+Tab", self._next_tab), ("Ctrl+Shift+Tab", self._previous_tab)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- pages ----------------------------------------------------------------------------------------------

    def _add_page(self, key: str, page: TabPage) -> None:
        self._pages[key] = page
        page.figure_opened.connect(self.figure_opened)
        page.said.connect(self.said)
        page.asked.connect(self._go_to)
        self.stack.addWidget(page)

    def page(self, key: str) -> TabPage:
        """The page of a tab, made when it is first needed."""
        if key not in self._pages:
            self._add_page(key, self._makers[key]())
        return self._pages[key]

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
        page.touch_asked.connect(self.open_touch)
        return page

    def _make_timeline(self) -> TabPage:
        from csmdesk.ui.panes.accounts.tabs.timeline import TimelinePage

        return TimelinePage(self._tools)

    def _set_tabs(self, counts: dict[str, int]) -> None:
        self.tabs.set_tabs([Tab(key, self._words[key], counts.get(key)) for key in _TABS])

    def show_tab(self, key: str) -> None:
        """Show a page; an unknown one is passed over."""
        if key in _TABS:
            self.tabs.set_current(key)
            self._show_current(key)

    @property
    def tab(self) -> str:
        """The tab that is shown."""
        return self.tabs.current

    def _show_current(self, key: str) -> None:
        page = self.page(key)
        if self._detail is not None:
            page.show_detail(self._detail)
        had = self.stack.currentWidget()
        focused = QApplication.focusWidget()
        inside = had is not None and focused is not None and had.isAncestorOf(focused)
        self.stack.setCurrentWidget(page)
        if inside:
            page.focus_target().setFocus(Qt.FocusReason.TabFocusReason)

    def _next_tab(self) -> None:
        self.tabs.step(1)

    def _previous_tab(self) -> None:
        self.tabs.step(-1)

    # --- content --------------------------------------------------------------------------------------------

    @property
    def detail(self) -> AccountDetail | None:
        """What is shown; None while it is being read."""
        return self._detail

    @property
    def shown_name(self) -> str:
        """The name in the head, which may stand there before the rest has been read."""
        return self.head.title.name

    def clear(self) -> None:
        """Show nothing."""
        self._detail = None
        self._body.hide()

    def announce(self, name: str, code: str, labels: tuple[str, str, str, str]) -> None:
        """Show the name of the account at once, dashes where figures will be."""
        if self._detail is not None and self._detail.code == code:
            return
        self._detail = None
        self.head.announce(name, code, labels, MISSING)
        self._set_tabs({})
        self._body.show()

    def show_detail(self, detail: AccountDetail) -> None:
        """Show an account, or newer data of the one that is shown."""
        self._detail = detail
        self.head.show_detail(detail)
        self.touch_line.follow(detail.id)
        if self._fields is not None and self._fields.is_open:
            if self._fields.account_id == detail.id:
                self._fields.refresh(detail)
                self.head.edit_link.hide()
            else:
                self._came_from = None
                self._fields.hide()
                self._show_pages(True)
        self._set_tabs(dict(detail.counts))
        self._body.show()
        self._show_current(self.tabs.current)
        self._reveal_asked()

    # --- going to a row -------------------------------------------------------------------------------------

    def reveal_contract(self, contract_id: int) -> None:
        """Show a contract of the account, now or as soon as it has been read."""
        self._ask_for("contract", contract_id)

    def reveal_contact(self, contact_id: int) -> None:
        """Show a contact of the account, now or as soon as it has been read."""
        self._ask_for("contact", contact_id)

    def _ask_for(self, kind: str, key: int) -> None:
        self.show_tab(_PLACES[kind])
        self._reveal = (kind, key, 2)
        self._reveal_asked()

    def _reveal_asked(self) -> None:
        """What is asked for may belong to an account whose data comes next: ask twice, then give up."""
        if self._reveal is None or self._detail is None:
            return
        kind, key, tries = self._reveal
        found = self._reveal_in(self.page(_PLACES[kind]), key)
        self._reveal = None if found or tries <= 1 else (kind, key, tries - 1)

    @staticmethod
    def _reveal_in(page: TabPage, key: int) -> bool:
        return not isinstance(page, _Reveals) or page.reveal(key)

    def _go_to(self, kind: str, key: int) -> None:
        place = _PLACES.get(kind)
        if place is not None:
            self.show_tab(place)
            page = self.page(place)
            if key:
                self._reveal_in(page, key)
            page.focus_target().setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- touches --------------------------------------------------------------------------------------------

    def open_touch(self, ids: Sequence[int] | None = None) -> None:
        """Open the line for a touch of the account that is shown, or of several."""
        if ids is None:
            ids = () if self._detail is None else (self._detail.id,)
        if not ids:
            return
        alone = self._detail is not None and tuple(ids) == (self._detail.id,)
        whom = self._detail.name if alone and self._detail is not None else self.tr("%n 个客户", "", len(ids))
        focused = QApplication.focusWidget()
        if focused is not None and not self.touch_line.isAncestorOf(focused):
            self._came_from = focused
        self._body.show()
        self.touch_line.open(ids, whom)

    def _go_back(self) -> None:
        came, self._came_from = self._came_from, None
        if came is not None and isValid(came) and came.isVisible():
            came.setFocus(Qt.FocusReason.OtherFocusReason)

    def _touch_saved(self, saved: Saved) -> None:
        detail = self._detail
        day = f"{saved.draft.day:%m-%d}"
        if detail is not None and saved.ids == (detail.id,):
            done = self.tr("已记触达：{name} {day} {channel}").format(
                name=detail.name, day=day, channel=saved.draft.channel
            )
            if saved.draft.day > detail.closing:
                done = self.tr("{done}。晚于截至日 {day}，本页不计").format(done=done, day=detail.closing)
            self._show_touch_at_once(detail, saved)
        else:
            done = self.tr("已给 %n 个客户记触达", "", len(saved.ids))
        self.said.emit(done, True)

    def _show_touch_at_once(self, detail: AccountDetail, saved: Saved) -> None:
        from csmdesk.services.account_detail import after_touch

        newer = after_touch(detail, saved.draft.day, self._tools.language)
        if newer is not detail:
            self._detail = newer
            self.head.show_detail(newer)

    # --- fields ---------------------------------------------------------------------------------------------

    def edit_fields(self) -> None:
        """Open the fields of the account in the place of its figures and pages."""
        if self._detail is None:
            return
        if self._fields is None:
            from csmdesk.ui.panes.accounts.fields_form import FieldsForm

            self._fields = FieldsForm(self._tools)
            self._fields.saved.connect(self._field_saved)
            self._fields.closed.connect(self._close_fields)
            self._column.addWidget(self._fields, 1)
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._came_from = focused
        self._show_pages(False)
        self._fields.open(self._detail)

    def _field_saved(self, sentence: str) -> None:
        self.said.emit(sentence, True)

    def _close_fields(self) -> None:
        self._show_pages(True)
        if self._came_from is None:
            self.enter()
        else:
            self._go_back()

    def _show_pages(self, shown: bool) -> None:
        for part in (self.head.strip, self.head.edit_link, self.tabs, self.stack):
            part.setVisible(shown)

    @property
    def fields(self) -> FieldsForm | None:
        """The form of the account's fields, once it has been opened."""
        return self._fields

    # --- what the pane asks ---------------------------------------------------------------------------------

    def set_more_actions(self, actions: Sequence[Action]) -> None:
        """What the menu at the right of the head offers."""
        self.head.set_more_actions(actions)

    def actions(self) -> list[Action]:  # type: ignore[override]
        """What can be done with the account that is shown, and with the current row of its page."""
        detail = self._detail
        if detail is None:
            return []
        name = detail.name
        found = [
            Action("touch", self._about(self.tr("记触达")), self.open_touch, "T", "touch", about=name),
            Action("edit_fields", self._about(self.tr("编辑")), self.edit_fields, "F2", "log", about=name),
            Action("override", self._about(self.tr("改写健康度")), self._override, "", "health", about=name),
            Action(
                "add_contact", self._about(self.tr("新建联系人")), self._add_contact, "", "person", about=name
            ),
        ]
        known = {action.key for action in found}
        rows = self.page(self.tabs.current).row_actions()
        found += [replace(action, about=name) for action in rows if action.key not in known]
        for key in _TABS:
            show = partial(self._enter_tab, key)
            found.append(
                Action(f"tab_{key}", self._about(self._words[key]), show, "", _ICONS[key], about=name)
            )
        return found

    def _about(self, words: str) -> str:
        return self.tr("{what}：{name}").format(
            what=words, name="" if self._detail is None else self._detail.name
        )

    def _override(self) -> None:
        self.show_tab(OVERVIEW)
        self.overview.open_override()

    def _add_contact(self) -> None:
        self.show_tab("contacts")
        page = self.page("contacts")
        if isinstance(page, _Adds):
            page.add_contact()

    def _enter_tab(self, key: str) -> None:
        self.show_tab(key)
        self.enter()

    def enter(self) -> None:
        """Take the focus into the page that is shown."""
        target: QWidget = self.page(self.tabs.current).focus_target()
        if self._fields is not None and self._fields.is_open:
            target = self._fields
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def save_state(self) -> dict[str, str]:
        """What to remember over restarts."""
        return {"tab": self.tabs.current}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave; a tab that there is not is passed over."""
        self.show_tab(state.get("tab", ""))

    # --- focus and keys -------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._body.isVisible():
            self.enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        if pressed in {"T", "Ctrl+T"}:
            self.open_touch()
        elif pressed == "F2":
            self.edit_fields()
        elif pressed in {"Ctrl+PgDown", "Ctrl+PgUp"}:
            self.step_asked.emit(1 if pressed == "Ctrl+PgDown" else -1)
        elif pressed == "Esc":
            self.left.emit()
        else:
            super().keyPressEvent(event)
