"""The page of one card: how it stands, its words, acceptance, checklist, comments, and where it has been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.services.account_words import short_day
from csmdesk.ui.panes.war_room.accept_line import AcceptLine
from csmdesk.ui.panes.war_room.card_form import CardForm
from csmdesk.ui.panes.war_room.checklist import Checklist
from csmdesk.ui.panes.war_room.comments import Comments
from csmdesk.ui.panes.war_room.side_scroll import SideScroll
from csmdesk.ui.panes.war_room.squad import owners_of
from csmdesk.ui.panes.war_room.states import ring_of
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.focus import step_focus
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.ring import TaskRing
from csmdesk.ui.widgets.section import SectionHead
from csmdesk.ui.widgets.select import Select

if TYPE_CHECKING:
    from csmdesk.services.board_view import BoardData, CardDetail
    from csmdesk.services.war_room_view import Room, WarData
    from csmdesk.ui.panes.war_room.source import WarTools
    from csmdesk.ui.tasks import Problem

_MOVES = 6
"""So many of the last moves are told."""


class CardPage(QWidget):
    """Shows the card that is chosen on the board; everything is changed in its place and kept at once.

    ``accept_asked(card, status, before)``: the card was to be done and nobody has confirmed it yet.
    ``made(card)``: a new one is there. ``account_asked(account)`` wants its account shown, ``left()`` is Esc.
    """

    said = Signal(str, bool)
    accept_asked = Signal(int, str, object)
    account_asked = Signal(int)
    made = Signal(int)
    left = Signal()

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.detail: CardDetail | None = None
        self._card: int | None = None
        self._rooms: tuple[Room, ...] = ()
        self._board: BoardData | None = None
        self._closing: date | None = None
        self._enter_then = False
        theme = tools.theme
        self.empty = EmptyState(
            theme,
            self.tr("没有选中的任务"),
            self.tr("在看板上选一张卡片，这里显示它的说明、检查项和评论。"),
            top=24,
        )
        self.account = Button(theme, kind="link")
        self.due = Label(theme, align="right")
        self.ring = TaskRing(theme)
        self.status = Select(theme)
        self.status.setAccessibleName(self.tr("列"))
        self.age = Label(theme, scale="small", role="t3", elide=True)
        self.remove_button = Button(theme, kind="flat", icon="x")
        self.remove_button.setToolTip(self.tr("删除任务"))
        self.remove_button.setAccessibleName(self.tr("删除任务"))
        self.form = CardForm(tools)
        self.accept = AcceptLine(tools)
        self.checklist = Checklist(tools)
        self.comments = Comments(tools)
        self.moves_head = SectionHead(theme, self.tr("动向"))
        self.moves = Label(theme, scale="small", role="t2", wrap=True)
        self.new_head = Label(theme, scale="head", elide=True)
        self._lay_out()
        self._connect()
        self._show_parts()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.account)
        head.addStretch(1)
        head.addWidget(self.due)
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(self.ring)
        state.addWidget(self.status)
        state.addWidget(self.age, 1)
        state.addWidget(self.remove_button)
        top = QVBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(4)
        top.addLayout(head)
        top.addLayout(state)
        self._head = QWidget()
        self._head.setLayout(top)
        self.view = SideScroll(self._tools.theme)
        self._below = (self.accept, self.checklist, self.comments, self.moves_head, self.moves)
        for part in (self.new_head, self._head, self.form, *self._below):
            self.view.add(part, above=6, below=8)
        self.view.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.empty)
        whole.addWidget(self.view, 1)

    def _connect(self) -> None:
        for part in (self.accept, self.checklist, self.comments):
            part.said.connect(self.said)
        self.form.saved.connect(self._has_saved)
        self.form.left.connect(self._left_form)
        self.form.made.connect(self.made)
        self.status.picked.connect(self._pick_status)
        self.remove_button.clicked.connect(self.remove)
        self.account.clicked.connect(self._ask_account)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    # --- content --------------------------------------------------------------------------------------------

    def set_data(self, data: WarData, board: BoardData) -> None:
        """Take what the war room shows; the card is read again."""
        self._rooms, self._board, self._closing = data.rooms, board, data.closing
        self.status.set_choices([(column.key, column.name) for column in board.columns])
        if self.detail is not None:
            self.status.set_value(self.detail.card.status)
        if self._card is not None:
            self._read()

    def show_card(self, card_id: int | None) -> None:
        """Show a card; a new one that is being typed is kept for later."""
        if card_id == self._card and (card_id is None or self.detail is not None) and not self.form.is_new:
            return
        if self.form.is_new and self.form.isAncestorOf(QApplication.focusWidget() or self):
            # The board has another current card; what is typed here is not taken away for that.
            self._card, self.detail = card_id, None
            return
        self.settle()
        self._enter_then = False
        self._card = card_id
        if card_id is None:
            self.detail = None
            self.form.leave()
            self._show_parts()
        else:
            self._read()

    def _read(self) -> None:
        card, closing, board = self._card, self._closing, self._tools.source.board
        if card is None or closing is None:
            return
        language = self._tools.language
        self._tools.tasks.query(
            self, lambda _: board.card(card, closing, language), self._take, failed=self._gone, slot="card"
        )

    def _take(self, detail: CardDetail) -> None:
        if detail.card.id != self._card or self.form.is_new:
            return
        card = detail.card
        other = self.detail is None or self.detail.card.id != card.id
        self.detail = detail
        self.account.setText(card.account)
        self.account.setAccessibleName(self.tr("打开客户：{name}").format(name=card.account))
        self.due.setText(card.left_words)
        self.due.set_role("redt" if card.late else "t2")
        self.ring.set_state(ring_of(card.status))
        self.status.set_value(card.status)
        self.age.setText(card.age_words)
        self.age.setToolTip(card.age_words)
        owners = owners_of(self._room(card.room_id), self._board)
        self.form.set_owners(owners)
        self.accept.set_names(owners)
        self.form.show_card(detail)
        self.accept.show_card(detail)
        self.checklist.show_card(detail)
        self.comments.show_card(detail)
        today = self._tools.source.today()
        self.moves.setText(
            "\n".join(
                f"{short_day(move.at.date(), today)} {move.at:%H:%M}  {move.words}"
                for move in detail.moves[-_MOVES:]
            )
        )
        self._show_parts()
        if other:
            self.view.verticalScrollBar().setValue(0)
        if self._enter_then:
            self._enter_then = False
            self.enter()

    def _gone(self, _problem: Problem) -> None:
        """The card was removed, or its making undone."""
        self._card = self.detail = None
        self.form.forget()
        self._show_parts()

    @property
    def _column_names(self) -> dict[str, str]:
        return {} if self._board is None else {column.key: column.name for column in self._board.columns}

    def _room(self, room_id: int) -> Room | None:
        return next((room for room in self._rooms if room.id == room_id), None)

    def _show_parts(self) -> None:
        new = self.form.is_new
        shown = self.detail is not None or new
        self.empty.setVisible(not shown)
        self.view.setVisible(shown)
        self.new_head.setVisible(new)
        self._head.setVisible(not new)
        for part in self._below:
            part.setVisible(not new)
        moved = not new and bool(self.moves.text())
        self.moves_head.setVisible(moved)
        self.moves.setVisible(moved)

    def set_why_not(self, why: str) -> None:
        """Say why nothing can be changed; '' when everything can."""
        for part in (self.form, self.accept, self.checklist, self.comments, self.status):
            part.setDisabled(bool(why))
        self.remove_button.set_why_not(why)

    # --- a new card -----------------------------------------------------------------------------------------

    def new_card(self, room_id: int, status: str = "todo") -> None:
        """Begin a card of a room in a column; it is made when it is saved."""
        self.settle()
        self.form.set_owners(owners_of(self._room(room_id), self._board))
        self.form.show_new(self._rooms, room_id, status)
        words = self.tr("新任务，进“{column}”").format(column=self._column_names.get(status, status))
        self.new_head.setText(words)
        self._show_parts()
        self.view.verticalScrollBar().setValue(0)
        self.form.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _left_form(self) -> None:
        """The form was left with Esc, or a new card was made or given up."""
        if self._card is not None and self.detail is not None:
            self.form.show_card(self.detail)
        elif self._card is not None:
            self._read()
        self._show_parts()
        self.left.emit()

    def _has_saved(self, sentence: str) -> None:
        self.said.emit(sentence, True)

    # --- acts -----------------------------------------------------------------------------------------------

    def _pick_status(self) -> None:
        detail, status = self.detail, self.status.value
        if detail is None or status == detail.card.status:
            return
        self.move_to(status)

    def move_to(self, status: str) -> None:
        """Put the card at the end of another column; to be done it has to be confirmed."""
        detail, board = self.detail, self._tools.source.board
        if detail is None:
            return
        card = detail.card
        if status == "done" and not card.accepted:
            self.status.set_value(card.status)
            self.accept_asked.emit(card.id, status, None)
            return
        column = self._column_names.get(status, status)
        done = self.tr("已移到{column}：{title}").format(column=column, title=card.title)
        self._tools.change(
            self, partial(board.move, card.id, status), done, self.said.emit, failed=self._refuse_move
        )

    def _refuse_move(self, problem: Problem) -> None:
        if self.detail is not None:
            self.status.set_value(self.detail.card.status)
        self._tools.tasks.failed.emit(problem)

    def remove(self) -> None:
        """Take the card off the board."""
        detail, board = self.detail, self._tools.source.board
        if detail is not None:
            done = self.tr("已删任务：{title}").format(title=detail.card.title)
            self._tools.change(self, partial(board.remove, [detail.card.id]), done, self.said.emit)
            self.left.emit()

    def _ask_account(self) -> None:
        if self.detail is not None:
            self.account_asked.emit(self.detail.card.account_id)

    # --- what is remembered ---------------------------------------------------------------------------------

    def settle(self) -> None:
        """Keep what is being typed into a card that is there."""
        self.form.settle()
        self.checklist.settle()

    def drafts(self) -> dict[str, Any]:
        """What is typed and not kept: of the form, the checklist and the comments."""
        return {
            "form": [[about, values] for about, values in self.form.drafts().items()],
            "items": [[card, words] for card, words in self.checklist.lines.items()],
            "comments": [[card, words] for card, words in self.comments.lines.items()],
        }

    def take_drafts(self, drafts: Mapping[str, Sequence[Any]]) -> None:
        """Have what ``drafts`` gave ready for when its card is shown."""
        for about, values in drafts.get("form", ()):
            self.form.take_draft(about, values)
        self.checklist.take_lines({int(card): str(words) for card, words in drafts.get("items", ())})
        self.comments.take_lines({int(card): str(words) for card, words in drafts.get("comments", ())})

    # --- focus and keys -------------------------------------------------------------------------------------

    def enter_card(self, card_id: int) -> None:
        """Show a card and go into it once it has been read."""
        if card_id == self._card and self.detail is not None and not self.form.is_new:
            self.enter()
            return
        self.show_card(card_id)
        self._enter_then = True

    def enter(self) -> None:
        """Take the focus: the title of the card."""
        if self.detail is not None or self.form.is_new:
            self.form.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.view.inside.isAncestorOf(now):
            # What has the focus may be given its place only in this turn.
            QTimer.singleShot(0, self, partial(self._bring, now))

    def _bring(self, widget: QWidget) -> None:
        if QApplication.focusWidget() is widget:
            self.view.ensureWidgetVisible(widget, 0, INSET)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
