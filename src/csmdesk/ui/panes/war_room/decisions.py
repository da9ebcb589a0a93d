"""The decisions of a stand-up: those written down, and a line for the next, which becomes a card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.fields import one_line
from csmdesk.domain.text import Language
from csmdesk.services.task_drafts import CardDraft
from csmdesk.ui.panes.day_time import DayReader
from csmdesk.ui.panes.war_room.side_rows import PAD, SideRows
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.check import Check
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.form import ChoiceField, DayField, Form, FormField
from csmdesk.ui.widgets.ring import SIZE, draw_task_ring

_TEXT = PAD + SIZE + 6
_LINE = 20


class Decision(NamedTuple):
    """One decision; ``card`` is the card that it became, 0 for none, and ``ring`` how that stands."""

    line: int
    words: str
    card: int = 0
    ring: str = ""
    state: str = ""


class DecisionRows(SideRows):
    """What was decided. ``opened(line)`` wants its card shown, ``remove_asked(line)`` is Delete."""

    remove_asked = Signal(int)

    def row_key(self, item: Decision) -> int:
        return item.line

    def height_of(self, item: Decision) -> int:
        return max(_LINE, self.words_height(item.words, self.width() - _TEXT - PAD)) + 8

    def read_out(self, item: Decision) -> str:
        return "  ".join(part for part in (item.words, item.state) if part)

    def draw(self, painter: QPainter, item: Decision, box: QRect) -> None:
        theme = self.theme
        self.draw_ground(painter, box, hot=item is self.hot)
        if item.ring:
            draw_task_ring(painter, theme, item.ring, box.left() + PAD, box.top() + 6)
        else:
            painter.setPen(theme.colour("t3"))
            painter.drawText(
                QRect(box.left() + PAD, box.top() + 4, SIZE, _LINE), Qt.AlignmentFlag.AlignCenter, "·"
            )
        painter.setPen(theme.colour("t1"))
        words = QRect(box.left() + _TEXT, box.top() + 4, box.width() - _TEXT - PAD, box.height() - 8)
        self.draw_words(painter, words, item.words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.items:
            self.remove_asked.emit(self.items[self.current].line)
        else:
            super().keyPressEvent(event)


class DecisionLine(QWidget):
    """One line for a decision; owner and deadline of the card that it becomes open below while it is typed.

    ``entered(words, card)`` is Enter; ``card`` is a ``CardDraft``, None for a decision that is no task.
    """

    entered = Signal(str, object)

    def __init__(
        self, theme: Theme, language: Language, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.words = FormField(theme, self.tr("新决定"))
        self.words.edit.setPlaceholderText(self.tr("决定了什么，Enter 成为任务"))
        self.owner = ChoiceField(theme, self.tr("负责人"), [], editable=True)
        self.deadline = DayField(
            theme, self.tr("截止日"), language, parse=DayReader(today, ahead=True), today=today
        )
        self.is_task = Check(theme, self.tr("成为任务"))
        self.is_task.setChecked(True)
        self.button = Button(theme, self.tr("记下"), hint="↵")
        self.button.clicked.connect(self.enter)
        self.more = QWidget()
        self.form = Form(theme)
        self.form.add("owner", self.owner)
        self.form.add("deadline", self.deadline)
        foot = FlowRow()
        foot.add(self.is_task)
        foot.add(self.button)
        below = QVBoxLayout(self.more)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.form)
        below.addWidget(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.more)
        self.more.hide()
        self.words.edit.committed.connect(self._open_more)
        self.is_task.toggled.connect(self.form.setVisible)
        for field in (self.words, self.owner, self.deadline):
            field.entered.connect(self.enter)

    def _open_more(self) -> None:
        self.more.setVisible(bool(self.words.text.strip()))

    def set_owners(self, owners: Sequence[str], owner: str) -> None:
        """Offer these owners; ``owner`` is the one unless somebody else is typed."""
        self.owner.set_choices([(name, name) for name in owners])
        if not self.words.text.strip():
            self.owner.set_value(owner)

    def enter(self) -> None:
        """Hand over what is typed."""
        words = one_line(self.words.text)
        if not words:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.is_task.isChecked():
            self.entered.emit(words, None)
        elif self.deadline.check():
            card = CardDraft(words, owner=self.owner.value.strip(), deadline=self.deadline.day)
            self.entered.emit(words, card)
        else:
            self.deadline.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """It has been written down."""
        self.words.set_text("")
        self.deadline.set_day(None)
        self.is_task.setChecked(True)

    @property
    def typed(self) -> dict[str, str]:
        """What is typed and not written down; nothing while the line is empty."""
        if not self.words.text.strip():
            return {}
        kept = {"words": self.words.text, "owner": self.owner.value, "deadline": self.deadline.value}
        return kept | {"task": "1" if self.is_task.isChecked() else ""}

    def put(self, typed: dict[str, str]) -> None:
        """Show what ``typed`` gave, or an empty line."""
        self.words.set_text(typed.get("words", ""))
        self.deadline.set_value(typed.get("deadline", ""))
        self.is_task.setChecked(bool(typed.get("task", "1")))
        if typed:
            self.owner.set_value(typed.get("owner", ""))
        self._open_more()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.words.text:
            self.clear()
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
