"""The right side of the war room: stand-up, the chosen card, escalations, progress, a page each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from csmdesk.services.machine_clock import read_clock
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.war_room.card_page import CardPage
from csmdesk.ui.panes.war_room.escalation_page import EscalationPage
from csmdesk.ui.panes.war_room.progress_page import ProgressPage
from csmdesk.ui.panes.war_room.standup import StandupPage
from csmdesk.ui.panes.war_room.standup_log import Place, Said
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.tabs import Tab, Tabs

if TYPE_CHECKING:
    from csmdesk.domain.clock import Reading
    from csmdesk.services.board_view import BoardData
    from csmdesk.services.war_room_view import Room, WarData
    from csmdesk.ui.panes.war_room.source import WarTools

LEAST = 276
DRAFTS = "now.side"
"""The name under which ``drafts`` gives what is typed and not saved."""
_TAB = "side"


class Side(QWidget):
    """What stands beside the board; ``set_data`` gives it what the war room shows, at every reading.

    ``show_room`` and ``show_card`` follow lanes and board. ``room_asked(room)`` and ``card_asked(card)`` ask
    for another room or card to be made current; ``accept_asked(card, status, before)`` as the board's;
    ``account_asked(account)`` wants an account shown; ``asked()``: one of its pages is wanted, whatever lies
    over it; ``standup_changed(on)``: the stand-up mode begins or ends; ``left()``: the focus goes back to the
    board.
    """

    said = Signal(str, bool)
    room_asked = Signal(int)
    card_asked = Signal(int)
    account_asked = Signal(int)
    accept_asked = Signal(int, str, object)
    asked = Signal()
    standup_changed = Signal(bool)
    left = Signal()

    def __init__(
        self, tools: WarTools, read: Callable[[], Reading] = read_clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self._open = 0
        self.tabs = Tabs(tools.theme, self.tr("右侧"), inset=INSET)
        self.standup = StandupPage(tools, read)
        self.card = CardPage(tools)
        self.escalations = EscalationPage(tools)
        self.progress = ProgressPage(tools)
        self._pages: dict[str, StandupPage | CardPage | EscalationPage | ProgressPage] = {
            "standup": self.standup,
            "card": self.card,
            "escalations": self.escalations,
            "progress": self.progress,
        }
        # Without a place of its own the first page would be a window for a moment.
        place = QWidget()
        self._stack = QStackedLayout(place)
        for page in self._pages.values():
            self._stack.addWidget(page)
            page.said.connect(self.said)
            page.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(Line(tools.theme))
        column.addWidget(place, 1)
        self.setMinimumWidth(LEAST)
        self._name_tabs()
        self._connect()

    def _connect(self) -> None:
        self.tabs.changed.connect(self._turn)
        self.standup.room_asked.connect(self.room_asked)
        self.standup.card_asked.connect(self.card_asked)
        self.standup.card_opened.connect(self._open_from_standup)
        self.standup.mode_changed.connect(self.standup_changed)
        self.card.accept_asked.connect(self.accept_asked)
        self.card.account_asked.connect(self.account_asked)
        self.card.made.connect(self.card_asked)
        self.escalations.counted.connect(self._count)
        self.progress.card_asked.connect(self.card_asked)

    def _name_tabs(self) -> None:
        count = self._open or None
        self.tabs.set_tabs(
            [
                Tab("standup", self.tr("站会")),
                Tab("card", self.tr("卡片")),
                Tab("escalations", self.tr("升级"), count),
                Tab("progress", self.tr("进度")),
            ]
        )

    def _count(self, open_: int) -> None:
        self._open = open_
        self._name_tabs()

    # --- content --------------------------------------------------------------------------------------------

    def set_data(self, data: WarData, board: BoardData) -> None:
        """Show newer rooms and cards; what is being typed stays."""
        for page in self._pages.values():
            page.set_data(data, board)

    def show_room(self, room: Room | None) -> None:
        """Show the stand-up and the escalations of a room."""
        if room is None or self.standup.room is None or room.id != self.standup.room.id:
            self.standup.show_room(room)
        self.escalations.show_room(room)
        self.progress.show_room(room)

    def show_card(self, card_id: int | None) -> None:
        """Have a card on the card's page, and in the stand-up mode talk about it."""
        self.card.show_card(card_id)
        self.standup.card_chosen(card_id)

    def open_card(self, card_id: int) -> None:
        """Show a card and go into it."""
        self.show_page("card")
        self.card.enter_card(card_id)

    def new_card(self, room_id: int, status: str = "todo") -> None:
        """Begin a new card of a room in a column."""
        self.show_page("card")
        self.card.new_card(room_id, status)

    def _open_from_standup(self, card_id: int) -> None:
        self.card_asked.emit(card_id)
        self.open_card(card_id)

    # --- the stand-up ---------------------------------------------------------------------------------------

    def show_standup(self, rooms: Sequence[Room] = (), current: int | None = None) -> None:
        """Begin the stand-up mode with the room ``current``, or the one that is shown."""
        self.show_page("standup")
        self.standup.begin(next((room for room in rooms if room.id == current), None))

    def end_standup(self) -> None:
        """End the stand-up mode; what was said is saved."""
        self.standup.end()

    @property
    def in_standup(self) -> bool:
        """True in the stand-up mode."""
        return self.standup.on

    def toggle_clock(self) -> None:
        """Start or stop the stand-up's clock: Space where it means nothing else."""
        self.standup.toggle_clock()

    # --- pages ----------------------------------------------------------------------------------------------

    @property
    def page(self) -> str:
        """The page that is shown: standup, card, escalations or progress."""
        return self.tabs.current

    def show_page(self, key: str) -> None:
        """Turn to a page."""
        if key in self._pages:
            self.asked.emit()
            self.tabs.set_current(key)
            self._turn(key)

    def _turn(self, key: str) -> None:
        self._stack.setCurrentWidget(self._pages[key])

    def enter(self) -> None:
        """Take the focus into the page that is shown."""
        self._pages[self.page].enter()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl and event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.tabs.step(-1 if event.key() == Qt.Key.Key_Backtab else 1)
            self.enter()
        else:
            super().keyPressEvent(event)

    def set_why_not(self, why: str) -> None:
        """Say why nothing can be changed; '' when everything can."""
        for page in (self.standup, self.card, self.escalations):
            page.set_why_not(why)

    # --- what can be done -----------------------------------------------------------------------------------

    def actions(self) -> list[Action]:  # type: ignore[override] # Qt's own list of actions is not used
        """What can be done here now."""
        room = self.standup.room
        none = "" if room is not None else self.tr("没有作战室")
        name = "" if room is None else room.account
        clock = self.tr("停下站会计时") if self.standup.clock.running else self.tr("开始站会计时")
        return [
            Action("war.clock", clock, self.toggle_clock, self.tr("空格"), "clock", none, name),
            Action(
                "war.log", self.tr("记站会：{name}").format(name=name), self._to_log, "", "log", none, name
            ),
            Action("war.search", self.tr("搜索站会记录"), self._to_search, "", "search", none),
            Action(
                "war.escalate",
                self.tr("新升级：{name}").format(name=name),
                self._to_escalation,
                "",
                "ticket",
                none,
                name,
            ),
        ]

    def _to_log(self) -> None:
        self.show_page("standup")
        self.standup.log.enter()

    def _to_search(self) -> None:
        self.show_page("standup")
        self.standup.history.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_escalation(self) -> None:
        self.show_page("escalations")
        self.escalations.open_new()

    # --- what is remembered ---------------------------------------------------------------------------------

    def settle(self) -> None:
        """Save what is being typed and may be saved as it is."""
        self.standup.settle()
        self.card.settle()

    def drafts(self) -> dict[str, str]:
        """What is typed and not in the book, for as long as the program runs, and the page that is shown."""
        held: dict[str, Any] = {
            "log": [
                [place.room_id, place.day.isoformat(), [[*key, words] for key, words in said.items()]]
                for place, said in self.standup.log.drafts().items()
            ],
            "decisions": [[room, typed] for room, typed in self.standup.decisions.lines.items()],
            "card": self.card.drafts(),
            "escalations": self.escalations.drafts(),
        }
        return {_TAB: self.page, DRAFTS: json.dumps(held, ensure_ascii=False)}

    def take_drafts(self, state: Mapping[str, str]) -> None:
        """Take up what ``drafts`` gave."""
        self.show_page(state.get(_TAB, ""))
        try:
            held = json.loads(state.get(DRAFTS, "{}"))
        except json.JSONDecodeError:
            return
        self.standup.log.take_drafts(
            {
                Place(room, date.fromisoformat(day)): {Said(who, part): words for who, part, words in said}
                for room, day, said in held.get("log", ())
            }
        )
        self.standup.decisions.take_lines({int(room): typed for room, typed in held.get("decisions", ())})
        self.card.take_drafts(held.get("card", {}))
        self.escalations.take_drafts(held.get("escalations", {}))
