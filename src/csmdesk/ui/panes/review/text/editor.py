"""The editor of a chapter: its text, the buttons above it, the list of figures, the forms of its cards.

It knows no services: what figures say, what there is to choose from and what cards can be linked to is given
to it (``set_tools``), and what it holds is taken from it (``blocks``) whenever it says ``changed``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain import review_text as text
from csmdesk.domain.text import Language
from csmdesk.ui.panes.review.text import acts, formats, marks, table_acts
from csmdesk.ui.panes.review.text.asking import Asking
from csmdesk.ui.panes.review.text.chip_edit import ChipEdit
from csmdesk.ui.panes.review.text.filling import insert_runs
from csmdesk.ui.panes.review.text.fresh import with_words, without_words
from csmdesk.ui.panes.review.text.links import Links
from csmdesk.ui.panes.review.text.marks import Marks, TextMark
from csmdesk.ui.panes.review.text.open_form import OpenForm, within
from csmdesk.ui.panes.review.text.steps import one_step
from csmdesk.ui.panes.review.text.text_body import TextBody
from csmdesk.ui.panes.review.text.tools import TextTools
from csmdesk.ui.panes.review.text.tools_given import Given
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.section import Line

if TYPE_CHECKING:
    from csmdesk.reports.chip_picker import ChipPicker
    from csmdesk.reports.review_chips import ChipWriter

_PAUSE = 400
"""Milliseconds from a change to ``changed``; while one goes on writing it comes this often."""
_KEEP = QTextCursor.MoveMode.KeepAnchor
_NEW: Mapping[str, formats.Card] = {
    "case": text.Case(None, (), (), (), ()),
    "problem": text.Problem("", (), (), ()),
    "plan": text.Plan((), "", (), ""),
}
_TABLE = {"row", "column", "no_row", "no_column", "head"}


class ChapterEditor(QWidget):
    """Shows a chapter and lets it be written.

    ``changed`` comes shortly after a change, never while an input method composes. ``chip_picked(chip,
    place)`` wants the evidence of a figure (``place`` is global), ``link_asked(kind, id)`` what a card is
    linked to (``account``, ``war_room``). ``left`` is the focus going elsewhere in the window.
    """

    changed = Signal()
    chip_picked = Signal(object, QRect)
    left = Signal()
    link_asked = Signal(str, int)

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._given = Given(language)
        self._shown: tuple[text.Block, ...] = ()
        self._raw: tuple[text.Block, ...] = ()
        """What the document said when ``_shown`` was shown or kept."""
        self._touched = False
        self._filling = False
        self.tools = TextTools(theme)
        self.body = TextBody(theme, self._given)
        self.marks = Marks(theme, self.body)
        self.forms = OpenForm(theme, self._given, self.body)
        self.asking = Asking(theme, self._given, self.body)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(Line(theme))
        column.addWidget(self.body, 1)
        self.setFocusProxy(self.body)
        self._connect()

    def _connect(self) -> None:
        self.tools.asked.connect(self.act)
        self.body.edited.connect(self._edited)
        self.body.look_changed.connect(self._show_state)
        self.body.card_opened.connect(self.forms.open)
        self.forms.opened.connect(self._form_opened)
        self.forms.changed.connect(self._edited)
        self.forms.link_asked.connect(self.link_asked)
        self.asking.acted.connect(self.act)
        self.asking.live_chosen.connect(self.insert_live)
        self.body.document().contentsChanged.connect(self.marks.follow)
        self._theme.changed.connect(self.marks.draw)
        self._join(self.body)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)

    def _join(self, edit: ChipEdit) -> None:
        """Listen to a field with figures."""
        edit.chip_picked.connect(self.chip_picked)
        self.asking.join(edit)

    @property
    def head(self) -> QHBoxLayout:
        """The line of buttons; the pane puts its own at the end."""
        return self.tools.row

    # --- content --------------------------------------------------------------------------------------------

    def set_tools(
        self,
        writer: ChipWriter | None,
        picker: ChipPicker | None,
        live_caption: Callable[[str], str] | None = None,
        links: Links | None = None,
    ) -> None:
        """Take other data: who writes figures, what there is to choose from, what cards are linked to.

        What is shown says its new words at once; cursor and what can be undone stay.
        """
        given = self._given
        given.writer, given.picker = writer, picker
        given.links = links or given.links
        if live_caption is not None:
            self.body.cards.caption = live_caption
        self.refresh_values()

    def refresh_values(self) -> None:
        """The data have changed: figures, charts and tables show what they are now."""
        self.body.refresh()
        for edit in self.forms.edits:
            edit.refresh()

    def show_blocks(
        self, blocks: Sequence[text.Block], title: str = "", number: str = "", note: str = ""
    ) -> None:
        """Show a chapter; ``note`` stands below its title.

        What is shown already keeps its cursor and what can be undone, whatever its figures say now. The same
        chapter with other words stays where it was scrolled to; another one is shown from its top.
        """
        new = tuple(blocks)
        overlay = self.body.overlay
        here = (title, number) == (overlay.title, overlay.number)
        same = here and without_words(new) == without_words(self.blocks)
        self.body.set_title(title, number, note)
        if not same:
            self.forms.close()
            self._filling = True
            self.marks.show(())
            self.body.show_blocks(new, stay=here)
            self._filling = False
            self._touched = False
        self._shown, self._raw = new, new if not same else self._written()
        self._timer.stop()
        self._show_state()

    @property
    def blocks(self) -> tuple[text.Block, ...]:
        """What the chapter says, with what is being written in the form of a card."""
        written = self._written()
        return self._shown if written == self._raw else with_words(written, self._given.words)

    def _written(self) -> tuple[text.Block, ...]:
        """What the document and the open form say, figures with the words of when they were written."""
        if not self._touched:
            return self._raw
        line, form = self.forms.line, self.forms.block()
        return tuple(
            form if form is not None and number == line and isinstance(block, formats.CARDS) else block
            for number, block in self.body.reading.placed()
        )

    @property
    def dirty(self) -> bool:
        """True while the text differs from what was shown or kept last."""
        return self._written() != self._raw

    def kept(self) -> None:
        """What stands in the text now has been kept."""
        self._shown, self._raw = self.blocks, self._written()
        self._touched = self.forms.form is not None

    @property
    def composing(self) -> bool:
        """True while an input method composes, in the text or in a form."""
        return any(edit.composing for edit in (self.body, *self.forms.edits))

    @property
    def read_only(self) -> bool:
        """True while the text cannot be changed (a frozen version)."""
        return self.body.isReadOnly()

    def set_read_only(self, read_only: bool, *, frozen: bool = False) -> None:
        """Let the text be read only; ``frozen`` figures do not follow the data."""
        self.forms.close()
        self.body.setReadOnly(read_only)
        self.body.chips.frozen = self.body.overlay.frozen = frozen
        self.tools.set_writable(not read_only)
        self.body.viewport().update()

    def settle(self) -> None:
        """Take what is being written: end a composition, close a form, say ``changed`` if it is due."""
        method = QApplication.inputMethod()
        if self.composing:
            method.commit()
        self.forms.close()
        if self._timer.isActive():
            self._timer.stop()
            self.changed.emit()

    def undo(self) -> None:
        """Take back the last change of the text."""
        self.forms.close()
        self.body.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.body.redo()

    def _edited(self) -> None:
        if not self._filling:
            self._touched = True
            if not self._timer.isActive():
                self._timer.start()

    def _tell(self) -> None:
        if self.composing:
            self._timer.start()
        else:
            self.changed.emit()

    # --- what buttons and keys do ---------------------------------------------------------------------------

    def act(self, name: str) -> None:
        """Do what a button or a menu asks for, by its name."""
        edit = self._edit()
        if name in {"evidence", "copy", "all"}:
            {"evidence": edit.pick_chip, "copy": edit.copy, "all": edit.selectAll}[name]()
        elif self.read_only:
            return
        elif name == "bold":
            edit.toggle_bold()
        elif name in {"cut", "paste"}:
            {"cut": edit.cut, "paste": edit.paste_clipboard}[name]()
        elif name == "paste_words":
            edit.paste_clipboard(plain=True)
        elif name == "remove":
            edit.textCursor().removeSelectedText()
        elif name in {"figure", "chart"}:
            self.ask(edit, live=name == "chart")
            return
        elif name in _NEW:
            self.insert_card(_NEW[name])
            return
        elif name == "new_table":
            self.body.insert((table_acts.empty_table(),))
            self._into_table()
        elif name in _TABLE or name == "remove_table":
            self.body.change_table("remove" if name == "remove_table" else name)
        else:
            self.body.set_kind(name)
        if not edit.hasFocus():
            edit.setFocus()
        self._show_state()

    def _edit(self) -> ChipEdit:
        """The field that keys go to: one of the open form, else the text."""
        if self.body.hasFocus():
            return self.body
        return next((e for e in self.forms.edits if e.hasFocus() or e is self.asking.edit), self.body)

    def _into_table(self) -> None:
        """Put the cursor into the first cell of the table above it."""
        cursor = self.body.textCursor()
        block = cursor.block().previous()
        table = formats.table_of(QTextCursor(block)) if block.isValid() else None
        if table is not None:
            self.body.setTextCursor(table.cellAt(0, 0).firstCursorPosition())

    def _show_state(self) -> None:
        table = self.body.table
        head = table is not None and formats.has_head(table.format())
        self.tools.show_state(self.body.kind, bold=self.body.bold, head=head)

    # --- inserting ------------------------------------------------------------------------------------------

    def insert_chip(self, chip: text.Chip) -> None:
        """Put a figure at the cursor."""
        if not self.read_only:
            edit = self._edit()
            edit.prepare_typing()
            edit.insert_chip(chip)

    def insert_live(self, key: str) -> None:
        """Put a chart or table that is made from the data below the cursor's line."""
        self.insert_blocks((text.Live(key),))

    def insert_card(self, block: formats.Card) -> None:
        """Put a card below the cursor's line and open its form."""
        self.insert_blocks((block,))
        place = self.body.card_place()
        if place < 0:
            before = self.body.textCursor().block().previous()
            place = before.position() if acts.card_at(before) is not None else -1
        if place >= 0:
            self.forms.open(place)

    def insert_blocks(self, blocks: Sequence[text.Block]) -> None:
        """Put blocks (a proposed sentence, a table) at the cursor."""
        if not self.read_only:
            self.forms.close()
            self.body.insert(blocks)

    def put(self, block: int, start: int, length: int, runs: text.Runs) -> bool:
        """Let ``runs`` stand in the place of some words (a wrong number); False where there are none."""
        found = marks.span(self.body, block, start, length)
        if found is None or self.read_only:
            return False
        cursor = QTextCursor(self.body.document())
        cursor.setPosition(found[0])
        cursor.setPosition(found[1], _KEEP)
        with one_step(cursor):
            cursor.removeSelectedText()
            insert_runs(cursor, runs)
        self.body.setTextCursor(cursor)
        return True

    def ask(self, edit: ChipEdit | None = None, *, live: bool = False) -> None:
        """Open the list of figures and charts at the cursor; ``live``: of charts and tables only."""
        self.asking.ask(edit or self._edit(), live=live)

    def _form_opened(self) -> None:
        for edit in self.forms.edits:
            self._join(edit)

    # --- marks and places -----------------------------------------------------------------------------------

    def mark(self, found: Sequence[TextMark]) -> None:
        """Mark what the check has found."""
        self.marks.show(found)

    def reveal(self, block: int, start: int = 0, length: int = 0) -> None:
        """Go to a place of the text and select it; the whole block without a length."""
        found = marks.span(self.body, block, start, length)
        if found is None:
            return
        self.forms.close()
        cursor = self.body.textCursor()
        cursor.setPosition(found[0])
        if length:
            cursor.setPosition(found[1], _KEEP)
        self.body.setTextCursor(cursor)
        self.body.show_middle()

    # --- focus ----------------------------------------------------------------------------------------------

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is None or before is None or not self._holds(before):
            return
        form = self.forms.form
        if form is not None and not within(now, form) and not self.asking.holds(now):
            self.forms.close()
        if not self._holds(now):
            self.left.emit()

    def _holds(self, widget: QWidget) -> bool:
        return within(widget, self) or self.asking.holds(widget)
