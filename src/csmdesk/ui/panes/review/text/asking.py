"""What the text asks the user for: a figure or chart from the list, or something from a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text import acts
from csmdesk.ui.panes.review.text.chip_edit import ChipEdit
from csmdesk.ui.panes.review.text.chip_menu import TextMenu
from csmdesk.ui.panes.review.text.open_form import within
from csmdesk.ui.panes.review.text.picker import Picker
from csmdesk.ui.panes.review.text.text_body import TextBody
from csmdesk.ui.panes.review.text.tools_given import Given
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.reports.chip_picker import Offer


class Asking(QObject):
    """The list and the menus of one text; ``edit`` is the field they were asked for last.

    ``acted(name)`` is what a menu wants, ``live_chosen(key)`` a chart or table from the list.
    """

    acted = Signal(str)
    live_chosen = Signal(str)

    def __init__(self, theme: Theme, given: Given, body: TextBody) -> None:
        super().__init__(body)
        self._theme = theme
        self._given = given
        self._body = body
        self.edit: ChipEdit = body
        self.picker: Picker | None = None
        self.menu: TextMenu | None = None

    def join(self, edit: ChipEdit) -> None:
        """Listen to a field."""
        edit.picker_asked.connect(self._asked)
        edit.menu_asked.connect(self._menu_asked)

    def holds(self, widget: QWidget) -> bool:
        """True for what belongs to the list or a menu."""
        return (self.picker is not None and within(widget, self.picker)) or (
            self.menu is not None and within(widget, self.menu)
        )

    # --- the list -------------------------------------------------------------------------------------------

    def ask(self, edit: ChipEdit, *, typed: str = "", live: bool = False) -> None:
        """Open the list at the cursor of ``edit``; ``live``: charts and tables only."""
        window = edit.window()
        if self.picker is None or self.picker.parentWidget() is not window:
            self.picker = Picker(self._theme, window)
            self.picker.chosen.connect(self._take)
            self.picker.given_up.connect(self._give_up)
        self.edit = edit
        box = edit.cursorRect()
        caret = QRect(edit.viewport().mapToGlobal(box.topLeft()), box.size())
        find = self._find if edit is self._body else self._find_in_line
        self.picker.open_at(caret, find, trigger=typed, live=live)

    def _asked(self, typed: str) -> None:
        sender = self.sender()
        self.ask(sender if isinstance(sender, ChipEdit) else self._body, typed=typed)

    def _find(self, typed: str, live: bool) -> list[Offer]:
        return self._given.find(typed, live=live)

    def _find_in_line(self, typed: str, live: bool) -> list[Offer]:
        """In a field there is no room for a chart."""
        return [offer for offer in self._given.find(typed) if offer.chip is not None]

    def _take(self, offer: Offer) -> None:
        if self._given.picker is not None:
            self._given.picker.used(offer)
        self.edit.setFocus()
        if offer.chip is not None:
            self.edit.prepare_typing()
            self.edit.insert_chip(offer.chip)
        else:
            self.live_chosen.emit(offer.live)

    def _give_up(self, typed: str) -> None:
        """Esc: what was typed for the list stands in the text as it would without it."""
        self.edit.setFocus()
        if typed:
            self.edit.prepare_typing()
            self.edit.insertPlainText(typed)

    # --- menus ----------------------------------------------------------------------------------------------

    def _menu_asked(self, place: QPoint) -> None:
        sender = self.sender()
        edit = self.edit = sender if isinstance(sender, ChipEdit) else self._body
        if self.menu is None:
            self.menu = TextMenu(self._theme, self._body)
            self.menu.acted.connect(self.acted)
            self.menu.changed.connect(self._change_chip)
        cursor = edit.textCursor()
        chip = acts.chip_at(cursor)
        writable = not edit.isReadOnly()
        if chip is not None:
            self.menu.fill_chip(self._given, chip, writable=writable)
        else:
            table = edit is self._body and self._body.table is not None
            self.menu.fill_words(selected=cursor.hasSelection(), writable=writable, table=table)
        self.menu.popup(place)

    def _change_chip(self, chip: text.Chip) -> None:
        if not self.edit.isReadOnly():
            self.edit.replace_chip(chip)
