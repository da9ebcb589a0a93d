"""The words of a card, changed in their place: title, detail, owner, deadline, acceptance, ticket."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.services.task_drafts import CardDraft, web_address
from csmdesk.ui.panes.day_time import DayReader
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.panes.war_room.note_area import NoteArea
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import ChoiceField, DayField, FormField

if TYPE_CHECKING:
    from csmdesk.domain.changes import Changes
    from csmdesk.services.board_view import CardDetail
    from csmdesk.services.war_room_view import Room
    from csmdesk.ui.panes.war_room.source import WarTools

_LINE = 38


class CardForm(FormInPlace):
    """A card, or a new one. What was typed into one that is there is kept on Enter and when the form is left.

    保存 and 取消 stand below while something is not in the book yet. ``made(card)``: a new one is there.
    """

    made = Signal(int)

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(tools.theme, tools.tasks, tools.language, parent)
        self._tools = tools
        self._status = "todo"
        self._sent: dict[str, str] = {}
        theme = tools.theme
        today = tools.source.today
        self.room = ChoiceField(theme, self.tr("客户"), [])
        self.title = NoteArea(theme, self.tr("任务"), least=_LINE, one_line=True)
        self.detail = NoteArea(theme, self.tr("说明"), hint=self.tr("怎么回事，要做到什么"), least=_LINE)
        self.owner = ChoiceField(theme, self.tr("负责人"), [], editable=True)
        self.deadline = DayField(
            theme, self.tr("截止日"), tools.language, parse=DayReader(today, ahead=True), today=today
        )
        self.acceptance = NoteArea(
            theme, self.tr("验收标准"), hint=self.tr("怎样算完成，最好能量"), least=_LINE
        )
        self.link = FormField(theme, self.tr("工单"))
        self.open_link = Button(theme, kind="flat", icon="open")
        self.open_link.setToolTip(self.tr("在浏览器里打开"))
        self.open_link.setAccessibleName(self.tr("打开工单"))
        self.open_link.clicked.connect(self._open_link)
        self.link.add(self.open_link)
        for key, field in (
            ("room", self.room),
            ("title", self.title),
            ("detail", self.detail),
            ("owner", self.owner),
            ("deadline", self.deadline),
            ("acceptance", self.acceptance),
            ("link", self.link),
        ):
            self.add(key, field)
        self.form.changed.connect(self._changed)
        self.saved.connect(self._has_saved)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    # --- content --------------------------------------------------------------------------------------------

    @property
    def card_id(self) -> int | None:
        """The card in the form; None for a new one, or none."""
        return self.about if isinstance(self.about, int) else None

    @property
    def is_new(self) -> bool:
        """True while a card is made."""
        return self.about is not None and self.card_id is None

    def set_owners(self, owners: Sequence[str]) -> None:
        """Offer these owners."""
        self.owner.set_choices([(name, name) for name in owners])

    def show_card(self, detail: CardDetail) -> None:
        """Take a card in hand, or newer data of the one that is."""
        self.room.hide()
        draft = detail.draft
        self.begin(
            detail.card.id,
            {
                "title": draft.title,
                "detail": draft.detail,
                "owner": draft.owner,
                "deadline": "" if draft.deadline is None else draft.deadline.isoformat(),
                "acceptance": draft.acceptance,
                "link": draft.link,
            },
        )
        self._changed()

    def show_new(self, rooms: Sequence[Room], room_id: int, status: str) -> None:
        """Begin a card of a room; one that was begun before goes on."""
        self._status = status
        self.room.set_choices([(str(room.id), room.account) for room in rooms])
        self.room.setVisible(len(rooms) > 1)
        empty = dict.fromkeys(("title", "detail", "owner", "deadline", "acceptance", "link"), "")
        self.begin("new", empty | {"room": str(room_id)})
        self._changed()

    def typed(self) -> dict[str, str]:
        values = self.form.values()
        if self.card_id is not None:
            # The room of a card does not change.
            values.pop("room")
        return values

    def _changed(self) -> None:
        self.foot.setVisible(self.is_new or self.dirty)
        self.open_link.setVisible(bool(web_address(self.link.text.strip())))

    def _open_link(self) -> None:
        QDesktopServices.openUrl(QUrl(web_address(self.link.text.strip())))

    # --- saving ---------------------------------------------------------------------------------------------

    @property
    def composing(self) -> bool:
        """True while an input method has letters in a field that are not text yet."""
        areas = (self.title, self.detail, self.acceptance)
        lines = (self.owner.select.line, self.deadline.edit, self.link.edit)
        return any(area.composing for area in areas) or any(line and line.composing for line in lines)

    def draft(self) -> CardDraft:
        """What is typed."""
        values = self.form.values()
        # A title is one line, however it was pasted.
        title = " ".join(values["title"].split())
        return CardDraft(
            title,
            values["detail"],
            values["owner"],
            self.deadline.day,
            values["acceptance"],
            values["link"],
        )

    def save(self) -> None:
        """Keep what is typed; a new card is made."""
        if self.about is None or self.composing or not (self.is_new or self.dirty):
            return
        if not self.deadline.check():
            return
        draft, board = self.draft(), self._tools.source.board
        self._sent = self.typed()
        if self.card_id is not None:
            card = self.card_id
            self.submit(
                lambda: board.edit(card, draft),
                self.tr("已改任务：{title}").format(title=draft.title),
                close=False,
            )
            return
        room, status = int(self.room.value or 0), self._status
        found: list[int] = []

        def make() -> Changes:
            card_id, changes = board.new(room, draft, status)
            found.append(card_id)
            return changes

        def done(_changes: Changes) -> str:
            self._made = found[0]
            return self.tr("已建任务：{title}").format(title=draft.title)

        self.submit(make, done)

    _made = 0

    def _has_saved(self) -> None:
        made, self._made = self._made, 0
        if made:
            self.made.emit(made)
            return
        # What was typed since it was sent is not in the book.
        self._start = self._sent
        self._changed()

    def settle(self) -> None:
        """Keep what was typed into a card that is there; a new one stays as a draft."""
        if self.card_id is not None and self.dirty:
            self.save()

    def give_up(self) -> None:
        """Give up what was typed; a card that is there stays in the form as the book has it."""
        if self.card_id is not None and self.dirty:
            self.put(self._start)
            self.form.clear_problems()
            self.say("")
            self._changed()
        elif self.card_id is not None:
            self.left.emit()
        else:
            super().give_up()

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        left = before is not None and self.isAncestorOf(before)
        if left and (now is None or not self.isAncestorOf(now)):
            self.settle()
