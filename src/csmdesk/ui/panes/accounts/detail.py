"""One account in full, beside the list: head, touch line, and a page a tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from csmdesk.domain.period import today
from csmdesk.domain.text import Language
from csmdesk.services.account_edits import AccountEdits
from csmdesk.services.account_view import AccountDetail
from csmdesk.services.account_words import short_day
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.accounts.detail_head import DetailHead
from csmdesk.ui.panes.accounts.detail_pages import ICONS, TABS, DetailPages
from csmdesk.ui.panes.accounts.tabs.page import TabPage, Tools
from csmdesk.ui.panes.accounts.touch_line import Saved, TouchLine
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.ui.panes.accounts.fields_form import FieldsForm

MISSING = "—"

_STALE = 80
"""After so many milliseconds without its data, an account is not shown with the rows of the one before."""


class AccountView(QWidget):
    """Shows an ``AccountDetail``.

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
        self._came_from: QWidget | None = None
        self._fields: FieldsForm | None = None
        self.head = DetailHead(theme)
        self.touch_line = TouchLine(self._tools)
        self.pages = DetailPages(self._tools, self)
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.setInterval(_STALE)
        self._stale.timeout.connect(self.pages.stack.hide)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self.touch_line)
        self._column.addWidget(self.pages, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._body)
        self.setMinimumWidth(360)
        self._body.hide()
        self._connect()

    def _connect(self) -> None:
        self.head.figure_opened.connect(self.figure_opened)
        self.head.touch_asked.connect(self.open_touch)
        self.head.edit_asked.connect(self.edit_fields)
        self.head.set_more_actions(())
        for button in (self.head.touch_button, self.head.edit_link):
            button.set_why_not(self._tools.read_only)
        self.touch_line.saved.connect(self._touch_saved)
        self.touch_line.closed.connect(self._go_back)
        self.pages.figure_opened.connect(self.figure_opened)
        self.pages.said.connect(self.said)
        self.pages.touch_asked.connect(self.open_touch)
        self.pages.erase_asked.connect(self.erase_asked)

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
        self._stale.stop()
        self._body.hide()

    def announce(self, name: str, code: str, labels: tuple[str, str, str, str]) -> None:
        """Show the name of the account at once, dashes where figures will be."""
        if self._detail is not None and self._detail.code == code:
            return
        self._detail = None
        self.head.announce(name, code, labels, MISSING)
        self.pages.forget()
        self._stale.start()
        self._body.show()

    def show_detail(self, detail: AccountDetail) -> None:
        """Show an account, or newer data of the one that is shown."""
        self._detail = detail
        self._stale.stop()
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
        self._body.show()
        self.pages.show_detail(detail)

    # --- pages ----------------------------------------------------------------------------------------------

    @property
    def tab(self) -> str:
        """The tab that is shown."""
        return self.pages.current

    def page(self, key: str) -> TabPage:
        """The page of a tab."""
        return self.pages.page(key)

    def show_tab(self, key: str) -> None:
        """Show a page; an unknown one is passed over."""
        self.pages.show_tab(key)

    def reveal_contract(self, contract_id: int) -> None:
        """Show a contract of the account, now or as soon as it has been read."""
        self.pages.ask_for("contract", contract_id)

    def reveal_contact(self, contact_id: int) -> None:
        """Show a contact of the account, now or as soon as it has been read."""
        self.pages.ask_for("contact", contact_id)

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
        day = short_day(saved.draft.day, today(), full=True)
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
        from csmdesk.services.account_head import after_touch

        newer = after_touch(detail, saved.draft.day, self._tools.language)
        if newer is not detail:
            self._detail = newer
            self.head.show_detail(newer)

    # --- fields ---------------------------------------------------------------------------------------------

    def edit_fields(self) -> None:
        """Open the fields of the account in the place of its figures and pages."""
        if self._detail is None or self._tools.refused():
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
        for part in (self.head.strip, self.head.edit_link, self.pages):
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
        pages, fixed = self.pages, self._tools.read_only
        found = [
            Action("touch", self.tr("记触达"), self.open_touch, "T", "touch", fixed),
            Action("edit_fields", self.tr("编辑"), self.edit_fields, "F2", "log", fixed),
            Action("override", self.tr("改写健康度"), pages.open_override, "", "health", fixed),
            Action("add_contact", self.tr("新建联系人"), pages.add_contact, "", "person", fixed),
            *(
                Action(f"tab_{key}", pages.words[key], partial(self._enter_tab, key), "", ICONS[key])
                for key in TABS
            ),
        ]
        about = self.tr("{what}：{name}")
        found = [replace(a, text=about.format(what=a.text, name=detail.name)) for a in found]
        known = {action.key for action in found}
        rows = pages.page(pages.current).row_actions()
        found += [action for action in rows if action.key not in known]
        return [replace(action, about=detail.name) for action in found]

    def _enter_tab(self, key: str) -> None:
        self.show_tab(key)
        self.enter()

    def enter(self) -> None:
        """Take the focus into the page that is shown."""
        if self._fields is not None and self._fields.is_open:
            self._fields.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.pages.enter()

    def save_state(self) -> dict[str, str]:
        """What to remember over restarts."""
        return {"tab": self.pages.current}

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
