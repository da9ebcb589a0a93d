"""Fast entry: a line that is read as it is typed, with what was understood below; Enter writes it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Text
from csmdesk.ui.panes.log.source import LogTools
from csmdesk.ui.tasks import Job, Problem
from csmdesk.ui.theme import INSET, RADIUS_SMALL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon
from csmdesk.ui.widgets.focus import RING
from csmdesk.ui.widgets.frame import FieldFrame
from csmdesk.ui.widgets.key_hint import draw_hint
from csmdesk.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from csmdesk.services.log.kind import LogKind

_HEIGHT = 34
_PAD, _GAP, _HIGH = 7, 6, 22
_LONGEST = 260
"""A box is cut off rather than put into a line of its own from this width on, in pixels."""


class Part(NamedTuple):
    """One thing understood: the field's name, what was read into it; ``missing``: nothing was."""

    name: str
    value: str
    missing: bool = False


class Understood(QWidget):
    """What a line was read as: a box a field, those that are still missing in yellow; or what is wrong."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._parts: tuple[Part, ...] = ()
        self._note = ""
        self._bad = False
        self.setFixedHeight(_HIGH + 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is shown."""
        return self._parts

    @property
    def note(self) -> str:
        """The sentence that is shown instead."""
        return self._note

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show what was understood."""
        self._parts, self._note, self._bad = tuple(parts), "", False
        self._tell()

    def show_note(self, note: str, *, bad: bool = False) -> None:
        """Show a sentence: how to write a line, or (``bad``) why it was not taken."""
        self._parts, self._note, self._bad = (), note, bad
        self._tell()

    def _tell(self) -> None:
        words = self._note or "  ".join(f"{part.name} {part.value}" for part in self._parts)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self._fit()
        self.update()

    def _places(self) -> list[tuple[Part, QRectF, str]]:
        """Each part with its box and the value as it fits; what does not fit goes on in the next line."""
        metrics = self._theme.metrics("small")
        found, x, y = [], 0.0, 1.0
        for part in self._parts:
            name = metrics.horizontalAdvance(part.name)
            wanted = name + (_GAP + metrics.horizontalAdvance(part.value) if part.value else 0) + 2 * _PAD
            if x and x + min(wanted, _LONGEST) > self.width():
                x, y = 0.0, y + _HIGH + 4
            width = min(wanted, self.width() - x)
            room = int(max(0.0, width - name - _GAP - 2 * _PAD))
            value = metrics.elidedText(part.value, Qt.TextElideMode.ElideRight, room + 1)
            found.append((part, QRectF(x, y, width, _HIGH), value))
            x += width + _GAP
        return found

    def _fit(self) -> None:
        places = self._places()
        self.setFixedHeight(int(places[-1][1].bottom()) + 1 if places else _HIGH + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        middle = Qt.AlignmentFlag.AlignVCenter
        metrics = theme.metrics("small")
        painter.setFont(theme.font("small"))
        if self._note:
            painter.setPen(theme.colour("redt" if self._bad else "t3"))
            words = metrics.elidedText(self._note, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), middle, words)
        for part, box, value in self._places():
            ground, border = ("amberbg", "") if part.missing else ("inset", "line2")
            draw_box(painter, theme, box, RADIUS_SMALL, ground=ground, border=border)
            painter.setPen(theme.colour("ambert" if part.missing else "t3"))
            painter.drawText(box.adjusted(_PAD, 0, 0, 0), middle, part.name)
            painter.setPen(theme.colour("t1"))
            start = _PAD + metrics.horizontalAdvance(part.name) + _GAP
            painter.drawText(box.adjusted(start, 0, 0, 0), middle, value)
        painter.end()


class _Edit(LineEdit):
    """The text itself; what has several lines or cells is pasted as records, ↓ leads to the list."""

    table_pasted = Signal(str)
    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            if "\t" in text or "\n" in text.strip():
                self.table_pasted.emit(text)
                return
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.down.emit()
        else:
            super().keyPressEvent(event)


class _Frame(FieldFrame):
    """The border, with a plus before the text and the key that leads here behind it."""

    def __init__(self, theme: Theme, edit: LineEdit) -> None:
        super().__init__(theme, edit, _HEIGHT, left=32, right=34)
        self._edit = edit

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() / 2
        draw_icon(painter, self._theme, "plus", "t3" if self.isEnabled() else "t4", 10, middle - 8)
        key = "↵" if self._edit.text() else "" if self._edit.hasFocus() else "N"
        if key:
            draw_hint(painter, self._theme, key, self.width() - RING - 8, middle)
        painter.end()


class FastLine(QWidget):
    """``added(id, words)`` when a line has been written down; it stays open, empty, for the next.

    ``fill_asked(values)`` wants the form with what was understood (Ctrl+Enter), ``table_pasted(text)`` the
    clipboard as new records, ``left`` the list.
    """

    added = Signal(int, str)
    fill_asked = Signal(object)
    table_pasted = Signal(str)
    left = Signal()

    def __init__(self, tools: LogTools, kind: LogKind) -> None:
        super().__init__()
        self._tools = tools
        self._kind = kind
        language = tools.language
        self._names = {field.key: field.name.to(language) for field in kind.fields}
        self._required = [field.key for field in kind.fields if field.required]
        self._busy = False
        self.edit = _Edit(tools.theme)
        one = kind.one.to(language)
        example = kind.example.to(language)
        self.edit.setPlaceholderText(self.tr("{one}：{example}").format(one=one, example=example))
        self.edit.setAccessibleName(self.tr("快速录入：{one}").format(one=one))
        self.understood = Understood(tools.theme)
        self._frame = _Frame(tools.theme, self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET - 1, 0, INSET - 8, 4)
        column.setSpacing(3)
        column.addWidget(self._frame)
        column.addWidget(self.understood)
        self.setFocusProxy(self.edit)
        self.understood.hide()
        self.edit.committed.connect(self._read)
        self.edit.entered.connect(self.save)
        self.edit.escaped.connect(self._escape)
        self.edit.down.connect(self.left)
        self.edit.table_pasted.connect(self.table_pasted)

    def set_why_not(self, reason: str) -> None:
        """Close the line and say why; with '' it can be typed into."""
        self.edit.setEnabled(not reason)
        self._frame.setEnabled(not reason)
        self.edit.setToolTip(reason)

    def enter(self) -> None:
        """Put the focus into the line."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- reading --------------------------------------------------------------------------------------------

    def _read(self) -> None:
        typed, kind = self.edit.text(), self._kind
        self._frame.set_invalid(False)
        if not typed.strip():
            self.understood.hide()
            return

        def work(_: Job) -> tuple[Mapping[str, str], Mapping[str, Text]]:
            values = kind.read(typed)
            return values, kind.problems(values)

        self._tools.tasks.query(self, work, self._show, failed=self._refuse, slot="read")

    def _show(self, found: tuple[Mapping[str, str], Mapping[str, Text]]) -> None:
        if not self.edit.text().strip():
            return
        values, problems = found
        parts = [Part(self._names.get(key, key), " ".join(v.split())) for key, v in values.items() if v]
        parts += [
            Part(self.tr("缺{field}").format(field=self._names.get(key, key)), "", missing=True)
            for key in problems
            if key in self._required and not values.get(key)
        ]
        self.understood.show_parts(parts)
        self.understood.show()

    # --- saving ---------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the line down: it is read once more, so that nothing typed last is missed."""
        typed, kind = self.edit.text(), self._kind
        if self._busy or not typed.strip():
            return
        self._busy = True
        made: list[tuple[int, str]] = []
        names, language, comma = self._names, self._tools.language, self.tr("；")

        def work(_: Job) -> Changes | str:
            values = kind.read(typed)
            problems = kind.problems(values)
            if problems:
                return comma.join(
                    problem.to(language).rstrip("。.") if len(problems) > 1 else problem.to(language)
                    for problem in problems.values()
                )
            key, changes = kind.new(values)
            shown = [word for field, word in values.items() if field in names and word]
            made.append((key, " ".join(" ".join(shown).split())))
            return changes

        def finish(result: Changes | str) -> None:
            self._busy = False
            if isinstance(result, str):
                self._say(result)
                return
            # What has been typed on meanwhile stays for the next.
            rest = self.edit.text()
            self.edit.setText(rest.removeprefix(typed) if rest.startswith(typed) else rest)
            self.added.emit(*made[0])

        self._tools.tasks.command(self, work, finish, failed=self._refuse)

    def fill(self) -> None:
        """Ask for the form with what has been understood so far."""
        typed, kind = self.edit.text(), self._kind

        def take(values: Mapping[str, str]) -> None:
            self.edit.clear()
            self.fill_asked.emit(dict(values))

        self._tools.tasks.query(self, lambda _: kind.read(typed) if typed.strip() else {}, take, slot="fill")

    def _refuse(self, problem: Problem) -> None:
        self._busy = False
        self._say(problem.text.to(self._tools.language))

    def _say(self, sentence: str) -> None:
        self._frame.set_invalid(True)
        self.understood.show_note(sentence, bad=True)
        self.understood.show()

    def _escape(self) -> None:
        if self.edit.text():
            self.edit.clear()
        else:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # Enter alone belongs to the line; with Ctrl or Shift it opens the form.
            self.fill()
        elif event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # A letter beside the text is no command of the page.
            event.accept()
        else:
            super().keyPressEvent(event)
