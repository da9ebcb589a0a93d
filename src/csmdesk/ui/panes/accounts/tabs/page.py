"""What the pages of an account have in common: one account shown, commands run, words for nothing to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language
from csmdesk.services.account_edits import AccountEdits
from csmdesk.services.account_view import AccountDetail
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.accounts.tabs.entry_list import EntryList
from csmdesk.ui.tasks import Problem, Tasks
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.menu import Menu


@dataclass(frozen=True)
class Tools:
    """What every page works with."""

    theme: Theme
    tasks: Tasks
    edits: AccountEdits
    language: Language

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; '' when everything can."""
        why = self.edits.read_only
        return "" if why is None else why.to(self.language)

    def refused(self) -> bool:
        """Whether nothing can be changed; then the user is told why."""
        why = self.edits.read_only
        if why is not None:
            self.tasks.failed.emit(Problem(UserError(why)))
        return why is not None


class TabPage(QWidget):
    """One page of an account. ``show_detail`` fills it; a form that is open in it stays as it was typed.

    ``figure_opened(key, place)`` asks for evidence, ``said(sentence, undo)`` is for the toast, ``asked(kind,
    id)`` wants a row of another page shown.
    """

    figure_opened = Signal(str, QRect)
    said = Signal(str, bool)
    asked = Signal(str, int)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = tools
        self.theme = tools.theme
        self.detail: AccountDetail | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    # --- for subclasses -------------------------------------------------------------------------------------

    def fill(self, detail: AccountDetail, *, same: bool) -> None:
        """Show ``detail``; ``same`` is newer data of the account that was shown before."""
        raise NotImplementedError

    def row_actions(self) -> list[Action]:
        """What can be done with the current row."""
        return []

    def focus_target(self) -> QWidget:
        """Where the focus goes when the page is entered by key."""
        return self

    # --- showing --------------------------------------------------------------------------------------------

    def show_detail(self, detail: AccountDetail) -> None:
        """Show an account, or newer data of the same one."""
        same = self.detail is not None and self.detail.id == detail.id
        if self.detail is detail:
            return
        self.detail = detail
        self.fill(detail, same=same)

    @property
    def account_id(self) -> int:
        """The account that is shown, 0 before the first."""
        return 0 if self.detail is None else self.detail.id

    def empty_words(self, title: str, sentence: str, action: str = "", hint: str = "") -> EmptyState:
        """The words for a page without rows, hidden until they are needed."""
        words = EmptyState(self.theme, title, sentence, action, hint, top=20)
        words.hide()
        return words

    # --- doing ----------------------------------------------------------------------------------------------

    def run(
        self,
        change: Callable[[], Changes],
        done: str,
        *,
        then: Callable[[], None] | None = None,
        failed: Callable[[Problem], None] | None = None,
    ) -> None:
        """Change the book beside the window, say ``done`` with the offer to undo, and go on with ``then``."""

        def finish(changes: Changes) -> None:
            if then is not None:
                then()
            if not changes.empty:
                self.said.emit(done, True)

        self.tools.tasks.command(self, lambda _: change(), finish, failed=failed)

    def open_menu(self, _item: Any, place: QPoint) -> None:
        """Offer what can be done with the current row at a place of the screen."""
        actions = self.row_actions()
        if not actions:
            return
        menu = Menu(self.theme, self)
        add_actions(menu, actions)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A list passes on what does not move through it: the row's own keys.
        for action in self.row_actions():
            if action.shortcut and key_name(event) == action.shortcut:
                if action.why_not:
                    self.said.emit(action.why_not, False)
                else:
                    action.run()
                return
        super().keyPressEvent(event)


class ListPage(TabPage):
    """A page that is mostly one list, with words in its place while it is empty."""

    rows: EntryList
    empty: EmptyState

    def show_rows(self, items: Sequence[Any], *, same: bool) -> None:
        """Show rows, or the words for none."""
        self.rows.show_items(items, same=same)
        self.rows.setVisible(bool(items))
        self.empty.setVisible(not items)

    def focus_target(self) -> QWidget:
        return self.rows if not self.rows.isHidden() else self


def add_actions(menu: Menu, actions: Sequence[Action]) -> None:
    """Put actions into a menu; the key stands at the right, what cannot be done says why."""
    for action in actions:
        entry = QAction(action.text, menu)
        if action.shortcut:
            entry.setText(f"{action.text}\t{action.shortcut}")
        entry.setEnabled(not action.why_not)
        entry.setToolTip(action.why_not)
        entry.triggered.connect(action.run)
        menu.addAction(entry)


_NAMES = {Qt.Key.Key_Delete: "Delete", Qt.Key.Key_F2: "F2", Qt.Key.Key_Insert: "Insert"}


def key_name(event: QKeyEvent) -> str:
    """A key as ``Action.shortcut`` writes it; '' with Ctrl or Alt."""
    if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
        return ""
    named = _NAMES.get(Qt.Key(event.key()))
    if named is not None:
        return named
    return event.text().upper() if event.text().isalpha() else ""


HEAD = 40
"""The height of the line over a list: what it shows, chips, buttons."""


def insets(top: int = 0, bottom: int = 0) -> tuple[int, int, int, int]:
    """The margins of what stands between the insets of the page."""
    return INSET, top, INSET, bottom
