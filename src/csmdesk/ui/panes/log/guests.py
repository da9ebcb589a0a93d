"""The guests of an event: typed to be found and invited, each with how they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.ui.panes.log.source import LogTools
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.frame import FieldFrame
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.line_edit import LineEdit
from csmdesk.ui.widgets.menu import Menu
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.section import SectionHead
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

if TYPE_CHECKING:
    from csmdesk.services.log.events import Events
    from csmdesk.services.log.guests import Guest

_MOST = 6
"""So many contacts are offered to be invited at once."""

_SHAPES = {"invited": "unscored", "yes": "yellow", "no": "lost", "came": "green"}
_KEYS = ("invited", "yes", "no", "came")
"""How a guest may stand; the keys 1–4 set it."""

INVITED = "invited"
_STATE = 72
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class GuestLine(NamedTuple):
    """A contact: who, of which account, an executive or not, and how they stand ('' for one to invite)."""

    id: int
    name: str
    about: str
    executive: str
    state: str
    said: str


class GuestLines(RowList):
    """One contact a line. ``state_asked(id, state)`` is a key 1–4 on a guest, '' for Delete."""

    row_height = 28
    separators = True
    rows_open = True
    spoken = ("name", "about", "executive", "said")

    state_asked = Signal(int, str)

    def row_key(self, item: GuestLine) -> int | str | None:
        return item.id

    def draw(self, painter: QPainter, item: GuestLine, box: QRect) -> None:
        theme = self.theme
        middle = Qt.AlignmentFlag.AlignVCenter
        if item is self.hot or (self.hasFocus() and item is self.items[self.current]):
            painter.fillRect(box, theme.colour("hover"))
        x, right = box.left() + 4, box.right() - 4
        if item.said:
            shape = _SHAPES[item.state]
            left = right - _STATE
            draw_shape(painter, theme, shape, left, box.center().y() - SIZE / 2 + 1)
            painter.setPen(theme.colour("t2"))
            place = QRect(left + SIZE + 6, box.top(), _STATE - SIZE - 6, box.height())
            painter.drawText(place, middle, item.said)
            right = left - 8
        name = theme.metrics().elidedText(item.name, Qt.TextElideMode.ElideRight, (right - x) // 2)
        painter.setPen(theme.colour("t3" if item.state == "no" else "t1"))
        painter.drawText(QRect(x, box.top(), right - x, box.height()), middle, name)
        x += theme.metrics().horizontalAdvance(name) + 8
        if item.executive:
            small = theme.metrics("small")
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("accent"))
            painter.drawText(QRect(x, box.top(), right - x, box.height()), middle, item.executive)
            painter.setFont(theme.font())
            x += small.horizontalAdvance(item.executive) + 8
        painter.setPen(theme.colour("t3"))
        about = theme.metrics().elidedText(item.about, Qt.TextElideMode.ElideRight, max(0, right - x))
        painter.drawText(QRect(x, box.top(), max(0, right - x), box.height()), middle, about)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.items[self.current] if self.items else None
        text = event.text()
        if current is not None and text.isdecimal() and 1 <= int(text) <= len(_KEYS):
            self.state_asked.emit(current.id, _KEYS[int(text) - 1])
        elif current is not None and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.state_asked.emit(current.id, "")
        else:
            super().keyPressEvent(event)


class _Find(LineEdit):
    """What is typed to find a contact; ↓ and ↑ go through those offered."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps and not event.modifiers():
            self.stepped.emit(steps[key])
        else:
            super().keyPressEvent(event)


class _Offered(GuestLines):
    """The contacts that are offered; the one that Enter takes is marked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.taken = 0

    def draw(self, painter: QPainter, item: GuestLine, box: QRect) -> None:
        if self.items.index(item) == self.taken:
            painter.fillRect(box, self.theme.colour("sel"))
        super().draw(painter, item, box)


class Guests(QWidget):
    """Who is asked to the event that is shown, and who came. ``said`` is a sentence and the offer to undo."""

    said = Signal(str, bool)
    open_asked = Signal(str, int)

    def __init__(self, tools: LogTools, kind: Events) -> None:
        super().__init__()
        self._tools = tools
        self._kind = kind
        self._event = 0
        self._menu: Menu | None = None
        self._read_only = ""
        theme = tools.theme
        self.head = SectionHead(theme, self.tr("来宾"))
        self.seek = _Find(theme)
        self.seek.setPlaceholderText(self.tr("请谁：姓名、职位、客户、拼音"))
        self.seek.setAccessibleName(self.tr("邀请来宾"))
        self._frame = FieldFrame(theme, self.seek, 30)
        self.offered = _Offered(theme)
        self.offered.setAccessibleName(self.tr("可以邀请的联系人"))
        self.offered.hide()
        self.lines = GuestLines(theme)
        self.lines.setAccessibleName(self.tr("来宾"))
        self._hint = Label(theme, scale="small", role="t3", wrap=True)
        self._hint.setText(self.tr("1 已邀请 · 2 会来 · 3 不来 · 4 到场 · Delete 移除；点一行可选。"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(4)
        for part in (self.head, self._frame, self.offered, self.lines, self._hint):
            column.addWidget(part)
        self.seek.committed.connect(self._search)
        self.seek.entered.connect(self._invite_marked)
        self.seek.escaped.connect(self._clear)
        self.seek.stepped.connect(self._step)
        self.offered.opened.connect(self._invite)
        self.lines.opened.connect(self._open_states)
        self.lines.state_asked.connect(self.set_state)

    @property
    def widget(self) -> QWidget:
        """The part itself."""
        return self

    def set_read_only(self, reason: str) -> None:
        """Say why nobody can be invited; '' when they can."""
        self._read_only = reason
        self.seek.setEnabled(not reason)
        self._frame.setToolTip(reason)

    # --- reading --------------------------------------------------------------------------------------------

    def show_record(self, key: int, as_of: date | None) -> None:
        """Show the guests of an event; who came is the same on every day."""
        del as_of
        if key != self._event:
            self._event = key
            self._clear()
        kind = self._kind
        self._tools.tasks.query(self, lambda _: (key, kind.guests(key)), self._take, slot="guests")

    def _take(self, found: tuple[int, Sequence[Guest]]) -> None:
        key, guests = found
        if key != self._event:
            return
        self.lines.set_items([self._line(guest, self._words()[guest.state]) for guest in guests])
        executives = sum(guest.executive and guest.state != "no" for guest in guests)
        note = self.tr("{count} 人，高管 {executives}").format(count=len(guests), executives=executives)
        self.head.set_note(note if guests else "")
        self._hint.setVisible(bool(guests))

    def _words(self) -> Mapping[str, str]:
        from csmdesk.services.log.events import GUEST_STATES

        return {state: words.to(self._tools.language) for state, words in GUEST_STATES.items()}

    def _line(self, guest: Guest, said: str) -> GuestLine:
        about = " · ".join(part for part in (guest.title, guest.account) if part)
        executive = self.tr("高管") if guest.executive else ""
        return GuestLine(guest.contact_id, guest.name, about, executive, guest.state, said)

    # --- inviting -------------------------------------------------------------------------------------------

    def _search(self, typed: str) -> None:
        if not typed.strip():
            self.offered.hide()
            return
        kind, event = self._kind, self._event
        self._tools.tasks.query(
            self, lambda _: kind.candidates(event, typed, _MOST), self._offer, slot="candidates"
        )

    def _offer(self, found: Sequence[Guest]) -> None:
        self.offered.taken = 0
        self.offered.set_items([self._line(guest, "") for guest in found])
        self.offered.setVisible(bool(found) and bool(self.seek.text().strip()))

    def _step(self, by: int) -> None:
        count = len(self.offered.items)
        if count:
            self.offered.taken = (self.offered.taken + by) % count
            self.offered.update()

    def _invite_marked(self) -> None:
        if not self.offered.isHidden() and self.offered.items:
            self._invite(self.offered.items[self.offered.taken].id)

    def _invite(self, contact: int) -> None:
        """Put a contact on the list; the field stays for the next."""
        self.set_state(contact, INVITED)
        self._clear()
        self.seek.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self.seek.clear()
        self.offered.hide()

    # --- states ---------------------------------------------------------------------------------------------

    def set_state(self, contact: int, state: str) -> None:
        """Say how a contact stands; '' takes one off the list."""
        if self._read_only:
            return
        kind, event = self._kind, self._event
        guest = next((line for line in self.lines.items if line.id == contact), None)
        if guest is not None and guest.state == state:
            return
        words = self._words().get(state, self.tr("移除"))
        names = {line.id: line.name for line in (*self.offered.items, *self.lines.items)}
        done = self.tr("{name}：{state}").format(name=names.get(contact, ""), state=words)
        states: Mapping[int, str | None] = {contact: state or None}
        self._tools.change(self, lambda: kind.set_guests(event, states), done, self.said.emit)

    def _open_states(self, contact: int) -> None:
        """Offer how a guest may stand, at the guest's line."""
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = Menu(self._tools.theme, self)
        place = next(i for i, line in enumerate(self.lines.items) if line.id == contact)
        for number, (state, words) in enumerate(self._words().items(), start=1):
            entry = menu.addAction(f"{words}\t{number}")
            entry.setCheckable(True)
            entry.setChecked(self.lines.items[place].state == state)
            entry.setEnabled(not self._read_only)
            entry.triggered.connect(partial(self._choose, contact, state))
        menu.addSeparator()
        remove = menu.addAction(self.tr("从名单移除") + "\tDelete")
        remove.setEnabled(not self._read_only)
        remove.triggered.connect(partial(self._choose, contact, ""))
        menu.addAction(self.tr("打开联系人")).triggered.connect(partial(self._open_contact, contact))
        box = self.lines.row_box(place)
        menu.popup(self.lines.mapToGlobal(QPoint(max(0, box.right() - 120), box.bottom())))

    def _choose(self, contact: int, state: str, _checked: bool = False) -> None:
        self.set_state(contact, state)

    def _open_contact(self, contact: int, _checked: bool = False) -> None:
        self.open_asked.emit("contact", contact)

    @property
    def menu(self) -> Menu | None:
        """The menu of states, once it has been opened."""
        return self._menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER or (event.text() and not event.modifiers()):
            # What is typed beside the field is no command of the page behind.
            event.accept()
        else:
            super().keyPressEvent(event)
