"""A touch in one line: what is typed is read as it is typed, Enter saves, Esc closes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.period import today
from csmdesk.services.account_edits import TouchDraft
from csmdesk.services.account_words import short_day
from csmdesk.ui.panes.accounts.tabs.page import Tools
from csmdesk.ui.tasks import Problem
from csmdesk.ui.theme import INSET, RADIUS_CARD, RADIUS_SMALL, Theme
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.frame import FieldFrame
from csmdesk.ui.widgets.key_hint import KeyHint
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.line_edit import LineEdit

CHANNELS = 6
"""So many channels have a key (Alt+1 … Alt+6)."""


class Saved(NamedTuple):
    """What was saved: the touch and for which accounts."""

    ids: tuple[int, ...]
    draft: TouchDraft


class ChannelKeys(QWidget):
    """The first channels, each with its number, the one that counts marked. ``picked(name)`` is a click."""

    picked = Signal(str)

    _HEIGHT = 24
    _PAD, _SPACE = 8, 4

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._current = ""
        self.setFixedHeight(self._HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def names(self) -> tuple[str, ...]:
        """The channels in the order of their keys."""
        return self._names

    @property
    def current(self) -> str:
        """The channel that is marked."""
        return self._current

    def set_channels(self, names: Sequence[str]) -> None:
        """Offer these channels."""
        self._names = tuple(names[:CHANNELS])
        self.update()

    def set_current(self, name: str) -> None:
        """Mark a channel, one of these or another."""
        self._current = name
        self.setAccessibleName(name)
        self.update()

    def _boxes(self) -> list[QRect]:
        metrics = self._theme.metrics("small")
        boxes, x = [], 0
        for number, name in enumerate(self._names, 1):
            width = metrics.horizontalAdvance(f"{number} {name}") + 2 * self._PAD
            if x + width > self.width():
                break
            boxes.append(QRect(x, 1, width, self._HEIGHT - 2))
            x += width + self._SPACE
        return boxes

    def sizeHint(self) -> QSize:
        return QSize(240, self._HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        metrics = theme.metrics("small")
        for number, (name, box) in enumerate(zip(self._names, self._boxes(), strict=False), 1):
            chosen = name == self._current
            if chosen:
                draw_box(painter, theme, QRectF(box), RADIUS_SMALL, ground="sel", border="accline")
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t3"))
            inner = box.adjusted(self._PAD, 0, 0, 0)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, str(number))
            painter.setPen(theme.colour("t1" if chosen else "t2"))
            inner.setLeft(inner.left() + metrics.horizontalAdvance(f"{number} "))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for name, box in zip(self._names, self._boxes(), strict=False):
            if box.contains(event.position().toPoint()):
                self.picked.emit(name)


class TouchLine(QWidget):
    """``open`` it on one account or several. ``closed()`` when it goes, ``saved(Saved)`` when it was saved.

    A day or a channel that is typed counts before the one picked. The line stays open, with what was typed,
    while other accounts are shown: it says for whom it is.
    """

    saved = Signal(object)
    closed = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        theme = tools.theme
        self._ids: tuple[int, ...] = ()
        self._picked = ""
        self._busy = False
        self._whom = Label(theme, scale="small", role="t3", elide=True)
        self.edit = LineEdit(theme)
        self.edit.setPlaceholderText(self.tr("做了什么，可带日期和渠道：昨天 拜访 聊续约"))
        self.edit.setAccessibleName(self.tr("记触达"))
        self.channels = ChannelKeys(theme)
        self.preview = Label(theme, scale="small", role="t2", elide=True)
        self._frame = FieldFrame(theme, self.edit, 32)
        self._lay_out(theme)
        self.edit.committed.connect(self._read)
        self.edit.entered.connect(self.save)
        self.edit.escaped.connect(self.close_line)
        self.channels.picked.connect(self.pick)
        for number in range(CHANNELS):
            # A shortcut, since the text itself would take the figure.
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._pick_number, number))
        theme.changed.connect(self.update)
        self.hide()

    def _lay_out(self, theme: Theme) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.preview, 1)
        for key, words in (("↵", self.tr("保存")), ("Esc", self.tr("关闭"))):
            foot.addWidget(KeyHint(theme, key))
            foot.addWidget(Label(theme, words, scale="small", role="t3"))
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET + 4, 10, INSET + 4, 10)
        column.setSpacing(6)
        column.addWidget(self._whom)
        column.addWidget(self._frame)
        column.addWidget(self.channels)
        column.addLayout(foot)

    # --- opening and closing --------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """True while the line is there to be typed into."""
        return not self.isHidden()

    @property
    def ids(self) -> tuple[int, ...]:
        """The accounts that it is for."""
        return self._ids

    def open(self, ids: Sequence[int], whom: str) -> None:
        """Begin a touch of these accounts; what was typed for the same ones is still there."""
        if self._tools.refused():
            return
        if tuple(ids) != self._ids or not self.is_open:
            self._ids = tuple(ids)
            self._picked = ""
            self.edit.clear()
            self.preview.setText("")
        self._whom.setText(self.tr("记触达：{whom}").format(whom=whom))
        self.show()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        edits = self._tools.edits
        self._tools.tasks.query(self, lambda _: edits.channels(), self._offer, slot="channels")

    def close_line(self) -> None:
        """Close without saving."""
        self._busy = False
        self.edit.clear()
        self.hide()
        self.closed.emit()

    def follow(self, account_id: int) -> None:
        """Another account is shown: an empty line goes, one with words in it stays."""
        if self.is_open and not self.edit.text().strip() and account_id not in self._ids:
            self.close_line()

    def _offer(self, names: list[str]) -> None:
        self.channels.set_channels(names)
        self._read()

    # --- reading and saving ---------------------------------------------------------------------------------

    def _pick_number(self, number: int) -> None:
        if number < len(self.channels.names):
            self.pick(self.channels.names[number])

    def pick(self, channel: str) -> None:
        """Count this channel unless the text names another."""
        self._picked = channel
        self._read()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        typed, channel, edits = self.edit.text(), self._picked, self._tools.edits
        self._tools.tasks.query(
            self, lambda _: edits.read_touch(typed, channel), self._show, failed=self._refuse, slot="read"
        )

    def _show(self, draft: TouchDraft) -> None:
        self.channels.set_current(draft.channel)
        day = short_day(draft.day, today(), full=True)
        note = " ".join(draft.note.split())
        self._say(" · ".join(part for part in (day, draft.channel, note) if part), "t2")

    def save(self) -> None:
        """Put it into the book: what is typed is read once more, so that nothing later is missed."""
        if self._busy or not self._ids:
            return
        self._busy = True
        typed, channel, edits, ids = self.edit.text(), self._picked, self._tools.edits, self._ids
        drafts: list[TouchDraft] = []

        def work(_job: object) -> Changes:
            drafts.append(edits.read_touch(typed, channel))
            return edits.add_touch(ids, drafts[0])

        def finish(_changes: Changes) -> None:
            self.close_line()
            self.saved.emit(Saved(ids, drafts[0]))

        self._tools.tasks.command(self, work, finish, failed=self._refuse)

    def _refuse(self, problem: Problem) -> None:
        self._busy = False
        self._say(problem.text.to(self._tools.language), "redt")

    def _say(self, words: str, role: str) -> None:
        self.preview.setText(words)
        self.preview.setToolTip(words)
        self.preview.set_role(role)
        self._frame.set_invalid(role == "redt")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
        elif event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # A letter beside the text is no command of the page behind.
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(INSET - 8, 2, -INSET + 8, -2)
        draw_box(painter, self._tools.theme, box, RADIUS_CARD, ground="inset", border="line2")
        painter.end()
