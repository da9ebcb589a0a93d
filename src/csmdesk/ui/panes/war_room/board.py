"""The board of the war room: columns of cards that are read, carried, ordered and filtered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from csmdesk.ui.panes.war_room.board_keys import BoardKeys
from csmdesk.ui.panes.war_room.board_model import BoardModel
from csmdesk.ui.panes.war_room.board_moves import BoardMoves
from csmdesk.ui.panes.war_room.board_steps import BoardSteps
from csmdesk.ui.panes.war_room.card_filter import CardFilter
from csmdesk.ui.panes.war_room.card_marks import CardMarks
from csmdesk.ui.panes.war_room.card_painter import CardPainter
from csmdesk.ui.panes.war_room.card_words import CardWords, copied_cards
from csmdesk.ui.panes.war_room.column import Column
from csmdesk.ui.panes.war_room.column_strip import ColumnStrip
from csmdesk.ui.panes.war_room.drag import CardDrag

if TYPE_CHECKING:
    from csmdesk.services.board_view import BoardData, Card
    from csmdesk.ui.actions import Action
    from csmdesk.ui.panes.war_room.source import WarTools

_ONE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class Board(QWidget):
    """Shows ``BoardData``; the pane runs the commands that its signals ask for.

    ``current_changed(id)``: the user went to another card (None: there is none). ``opened(id)`` is Enter or a
    double click. ``moved(id, status, before)``: the card stands there on the board already and has to be put
    there in the book, in front of the card ``before`` or at the end (None); when that fails, ``put_back`` and
    ``set_data``. ``accept_asked`` is the same for a card that nobody has accepted yet: it stays where it was.
    ``remove_asked(ids)``, ``new_asked(status)``. ``typed(text)`` is a letter that begins a filter, ``said``
    what was done by the board itself.
    """

    current_changed = Signal(object)
    opened = Signal(int)
    moved = Signal(int, str, object)
    accept_asked = Signal(int, str, object)
    remove_asked = Signal(list)
    new_asked = Signal(str)
    typed = Signal(str)
    said = Signal(str, bool)
    arranged = Signal()

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = tools.theme
        self._tools = tools
        self._painter = CardPainter(theme)
        self._words = CardWords(tools.language)
        self.model = BoardModel(self._read_out, self._words.tip, self)
        self.action_keys: frozenset[str] = frozenset()
        self.filter = CardFilter()
        self._current: int | None = None
        self._place = (0, 0)
        """Where the current card stood last: when it goes, its neighbour is the next current one."""
        self.marks = CardMarks(self)
        self._keys = BoardKeys(self)
        self.steps = BoardSteps(self)
        self.moves = BoardMoves(self.model, self)
        self.strip = ColumnStrip(theme)
        self.selection = QItemSelectionModel(self.model, self)
        self.drag = CardDrag(theme, self, self.strip, self.model, self._painter)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.strip)
        self.model.arranged.connect(self._after_change)
        self.moves.moved.connect(self.moved)
        self.moves.accept_asked.connect(self.accept_asked)
        self.moves.due.connect(self._take)
        self.drag.dropped.connect(self.put)
        self.setAccessibleName(self.tr("看板"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # --- content --------------------------------------------------------------------------------------------

    def set_data(self, data: BoardData) -> None:
        """Show newer cards; what was read before a move was written is not shown any more."""
        if not self.moves.holds(data):
            self._take(data)

    def _take(self, data: BoardData) -> None:
        if len(data.columns) != len(self.columns):
            self.strip.set_columns([self._make_column(place) for place in range(len(data.columns))])
        self.model.set_data(data)

    def put_back(self) -> None:
        """A move has failed: what ``set_data`` gives next is shown, whatever was moved."""
        self.moves.forget()

    @property
    def columns(self) -> Sequence[Column]:
        """The columns from left to right."""
        return self.strip.columns

    def _make_column(self, place: int) -> Column:
        column = Column(self._tools.theme, self.model, self._painter, place)
        view, title = column.view, column.title
        view.setSelectionModel(self.selection)
        view.key_pressed.connect(self._keys.take)
        view.clicked_card.connect(self._click)
        view.clicked_beside.connect(self._click_beside)
        view.opened_card.connect(self.opened)
        view.menu_asked.connect(self._open_menu)
        view.grabbed.connect(self.drag.begin)
        view.carried.connect(self.drag.move)
        view.released.connect(self.drag.drop_at)
        view.wheeled.connect(self.drag.wheel)
        view.lost.connect(self.drag.cancel)
        title.new_asked.connect(self.ask_new_in)
        title.menu_asked.connect(self._open_column_menu)
        title.more.down.connect(self.focus_cards)
        title.more.sideways.connect(self.steps.title_aside)
        return column

    def _after_change(self) -> None:
        """The model has other cards, or shows them otherwise."""
        seen = self._is_seen()
        filtered = self.filter.narrows
        for column in self.columns:
            column.renew(filtered=filtered)
        self.marks.drop_gone()
        self._keep_current(seen)
        self.drag.renew()
        self.arranged.emit()

    def set_rooms(self, rooms: frozenset[int] | None) -> None:
        """Show the cards of these war rooms only; None shows those of all."""
        self._filter(self.filter._replace(rooms=rooms))

    def set_filter(self, text: str = "", owners: frozenset[str] = frozenset(), overdue: bool = False) -> None:
        """Show the cards that have every word of ``text``, one of ``owners``, and are ``overdue``.

        No owners are all; '' among them are cards without one.
        """
        terms = tuple(text.casefold().split())
        self._filter(self.filter._replace(terms=terms, owners=owners, overdue=overdue))

    def _filter(self, wanted: CardFilter) -> None:
        if wanted != self.filter:
            self.filter = wanted
            self.model.set_accept(wanted.accepts if wanted.narrows else None)

    def set_lanes(self, on: bool, accounts: Sequence[int] = ()) -> None:
        """Put the cards of an account together under its name; ``accounts`` come first, in their order."""
        self._painter.lanes = on
        self.model.set_lanes(on, accounts)

    @property
    def lanes(self) -> bool:
        """True while the cards of an account stand together."""
        return self.model.lanes

    def set_action_keys(self, keys: frozenset[str]) -> None:
        """Letters that the pane acts on: they are not typed into the filter but left to the pane."""
        self.action_keys = frozenset(key.casefold() for key in keys)

    # --- the current card -----------------------------------------------------------------------------------

    @property
    def current(self) -> int | None:
        """The card that the user is on."""
        return self._current

    @property
    def current_card(self) -> Card | None:
        """The same as a card."""
        return None if self._current is None else self.model.card(self._current)

    @property
    def cards(self) -> list[Card]:
        """All cards, shown or not."""
        return self.model.cards

    @property
    def place(self) -> tuple[int, int]:
        """Column and row of the current card, or where it was."""
        return self._place

    def set_current(self, key: int | None, *, reveal: bool = True) -> bool:
        """Go to a card without a signal, scroll to it with ``reveal``; False when it is not shown."""
        place = None if key is None else self.model.place_of(key)
        if key is None or place is None:
            return False
        focused = self._has_focus()
        self._current, self._place = key, place
        self._show_current(reveal)
        if focused:
            self.focus_cards()
        return True

    def go_to(self, column: int, row: int) -> None:
        """Go to a card as the user does."""
        ids = self.model.ids(column)
        if not 0 <= row < len(ids):
            return
        before = self._current
        self.set_current(ids[row])
        if before != self._current:
            self.current_changed.emit(self._current)

    def _show_current(self, reveal: bool) -> None:
        """Make the current card Qt's own current one."""
        column, row = self._place
        index = self.model.index(row, 0, self.model.column_index(column))
        if index != self.selection.currentIndex():
            self.selection.setCurrentIndex(index, _ONE)
        view = self.columns[column].view
        if reveal:
            view.scrollTo(index)
            self.strip.bring(column)
        for one in self.columns:
            policy = Qt.FocusPolicy.StrongFocus if one.view is view else Qt.FocusPolicy.ClickFocus
            one.view.setFocusPolicy(policy)
            tab = Qt.FocusPolicy.TabFocus if one.view is view else Qt.FocusPolicy.NoFocus
            one.title.more.setFocusPolicy(tab)
        self.setFocusProxy(view)

    def _is_seen(self) -> bool:
        """True while the current card is in sight; whoever has scrolled away from it is left there."""
        column, row = self._place
        if self._current is None or column >= len(self.columns):
            return True
        view = self.columns[column].view
        return view.viewport().rect().intersects(view.card_box(row))

    def _keep_current(self, seen: bool) -> None:
        """Stay on the current card; where it is not shown any more, go to what stands in its place."""
        if not self.columns:
            return
        before = self._current
        if before is None or not self.set_current(before, reveal=seen):
            self._current = None
            column = min(self._place[0], len(self.columns) - 1)
            for place in (column, *range(len(self.columns))):
                ids = self.model.ids(place)
                if ids:
                    self.set_current(ids[min(self._place[1] if place == column else 0, len(ids) - 1)])
                    break
            else:
                self.setFocusProxy(self.columns[column].view)
                self.columns[column].view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if self._current != before:
            self.current_changed.emit(self._current)

    def _has_focus(self) -> bool:
        return any(column.view.hasFocus() for column in self.columns)

    def focus_cards(self) -> None:
        """Put the focus on the current card, or on the first column while there is none."""
        proxy = self.focusProxy()
        if proxy is not None and not proxy.hasFocus():
            proxy.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_title(self) -> None:
        """Put the focus on the head of the current column."""
        more = self.columns[self._place[0]].title.more
        more.setFocus(Qt.FocusReason.TabFocusReason)

    def _read_out(self, card: Card, column: str) -> str:
        return self._words.read_out(card, column, marked=card.id in self.marks.keys)

    # --- marks ----------------------------------------------------------------------------------------------

    @property
    def selected(self) -> list[int]:
        """The marked cards that are shown, in their order; the current one alone where none is marked."""
        return self.marks.selected

    def mark_current(self) -> None:
        """Mark the current card, or take its mark away, and go on to the next."""
        if self._current is not None:
            self.marks.toggle(self._current)
            self.steps.step(1)

    def mark_column(self) -> None:
        """Mark all cards that the current column shows."""
        self.marks.add(self.model.ids(self._place[0]))

    # --- pointer --------------------------------------------------------------------------------------------

    def _click(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        place = self.model.place_of(key)
        if place is None:
            return
        column, row = place
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.marks.toggle(key)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier and self._place[0] == column:
            first, last = sorted((self._place[1], row))
            self.marks.add(self.model.ids(column)[first : last + 1])
        elif key not in self.marks.keys:
            self.marks.clear()
        self.go_to(column, row)
        self.focus_cards()

    def _click_beside(self, column: int, y: int) -> None:
        """A click between cards, or below them, goes to the nearest; an empty column gives the focus back."""
        row = self.columns[column].view.placed().nearest(y)
        if row >= 0:
            self.go_to(column, row)
        self.focus_cards()

    def put(self, key: int, column: int, row: int) -> None:
        """Put a card into a row of a column, as the user does, and go there with it."""
        self.moves.put(key, column, row)
        place = self.model.place_of(key)
        if place is not None:
            self.go_to(*place)

    # --- what keys and menus ask for ------------------------------------------------------------------------

    def open_current(self) -> None:
        """Open the current card."""
        if self._current is not None:
            self.opened.emit(self._current)

    def ask_remove(self) -> None:
        """Ask to remove what is marked, or the current card."""
        if self.selected:
            self.remove_asked.emit(self.selected)

    def ask_new(self) -> None:
        """Ask for a new card in the current column."""
        self.ask_new_in(self._place[0])

    def ask_new_in(self, column: int) -> None:
        """Ask for a new card in a column; what is done was never new, that one begins at the left."""
        if not self.columns:
            return
        key = self.columns[column].key
        self.new_asked.emit(key if key != "done" else "todo")

    def copy(self) -> bool:
        """Put the marked cards, or the current one, on the clipboard as a table."""
        cards = [card for card in map(self.model.card, self.selected) if card is not None]
        copied_cards(cards, {column.key: column.name for column in self.model.columns})
        return bool(cards)

    def actions(self) -> list[Action]:  # type: ignore[override] # Qt's own list of actions is not used
        """What can be done with the current card, its column and the board."""
        from csmdesk.ui.panes.war_room.board_actions import board_actions

        return board_actions(self)

    def _open_menu(self, key: int, place: QPoint) -> None:
        from csmdesk.ui.panes.war_room.board_actions import open_card_menu

        self.set_current(key)
        open_card_menu(self._tools.theme, self, place)

    def _open_column_menu(self, column: int, place: QPoint) -> None:
        from csmdesk.ui.panes.war_room.board_actions import open_column_menu

        open_column_menu(self._tools.theme, self, column, place)

    def edit_columns(self) -> None:
        """Open the sheet with the columns' names, order and limits."""
        from csmdesk.ui.panes.war_room.columns_form import ColumnsForm

        sheet = ColumnsForm(self._tools, self.window(), self.model.columns)
        sheet.said.connect(self.said)
        sheet.open()
