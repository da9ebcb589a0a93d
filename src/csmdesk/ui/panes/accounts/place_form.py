"""A form that opens in its place in a page: over the list, not over the window."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.fields import FieldError
from csmdesk.domain.natural_day import natural_day
from csmdesk.domain.period import today
from csmdesk.ui.panes.accounts.tabs.page import Tools
from csmdesk.ui.tasks import Problem
from csmdesk.ui.theme import INSET, RADIUS_CARD
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.form import Form
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.named_field import NamedField

_PAD = 16


def typed_day(text: str) -> date | None:
    """The day that a field's text means, seen from today."""
    return natural_day(text, today())


class PlaceForm(QWidget):
    """Title, fields, 保存 and 取消. Enter in a field saves, Esc gives up; a subclass gives ``save``.

    ``saved(sentence)`` when the book has taken it, ``left()`` when the user gave up. What was typed stays
    while the page behind is shown anew.
    """

    saved = Signal(str)
    left = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = tools
        theme = tools.theme
        self._start: dict[str, str] = {}
        self._about: Hashable = None
        self._drafts: dict[Hashable, dict[str, str]] = {}
        self._busy = False
        self.form = Form(theme)
        self.title = Label(theme, bold=True)
        self.problem = Label(theme, scale="small", role="redt", wrap=True)
        self.problem.hide()
        self.save_button = Button(theme, self.tr("保存"), kind="primary")
        self.cancel_button = Button(theme, self.tr("取消"), hint="Esc")
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.give_up)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addWidget(self.save_button)
        self.foot.addWidget(self.cancel_button)
        self.foot.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(INSET + _PAD - 8, 12, INSET + _PAD - 8, 14)
        self.body.setSpacing(8)
        self.body.addWidget(self.title)
        self.body.addWidget(self.form)
        self.body.addWidget(self.problem)
        self.body.addLayout(self.foot)
        theme.changed.connect(self.update)

    # --- for subclasses -------------------------------------------------------------------------------------

    def save(self) -> None:
        """Read the fields and ``submit`` what they say."""
        raise NotImplementedError

    def add(self, key: str, field: NamedField, *, half: bool = False) -> None:
        """Put a field at the end; Enter in it saves."""
        self.form.add(key, field, half=half)
        field.entered.connect(self.save)

    def begin(self, title: str, values: Mapping[str, str], about: Hashable) -> None:
        """Open with these values, the focus in the first field; ``about`` is what they are the values of.

        What was typed for it before another account was shown is there again.
        """
        if self.tools.refused():
            return
        self.leave()
        self._about = about
        self.title.setText(title)
        self.form.set_values(values)
        self._start = self.form.values()
        self.form.set_values(self._drafts.pop(about, {}))
        self.form.clear_problems()
        self._say("")
        self.show()
        first, *_, last = self.form.fields.values()
        # The buttons were there before the fields. Qt orders only what stands in its window already.
        self.setTabOrder(last.focusProxy() or last, self.save_button)
        self.setTabOrder(self.save_button, self.cancel_button)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self, change: Callable[[], Changes], done: str) -> None:
        """Change the book; a refusal stays in the form, beside the field that is to blame."""
        if self._busy:
            return
        self._busy = True
        self._say("")

        def finish(_changes: Changes) -> None:
            self._busy = False
            self.hide()
            self.saved.emit(done)

        self.tools.tasks.command(self, lambda _: change(), finish, failed=self._refuse)

    # --- state ----------------------------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        """True while something stands in the form that is not in the book."""
        return not self.isHidden() and self.form.values() != self._start

    def give_up(self) -> None:
        """Close without saving."""
        self._busy = False
        self.hide()
        self.left.emit()

    def leave(self) -> None:
        """Close without a word, as another account is shown; what was typed is kept for later."""
        if self.dirty:
            self._drafts[self._about] = self.form.values()
        self._busy = False
        self.hide()

    def _refuse(self, problem: Problem) -> None:
        self._busy = False
        if self.isHidden():
            # Another account is shown by now.
            self.tools.tasks.failed.emit(problem)
            return
        sentence = problem.text.to(self.tools.language)
        field = problem.error.field if isinstance(problem.error, FieldError) else ""
        if field in self.form.fields:
            self.form.set_problems({field: sentence})
        else:
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save()
        elif event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # A letter typed at a button of the form is no command of the page behind.
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(INSET - 8, 4, -INSET + 8, -4)
        draw_box(painter, self.tools.theme, box, RADIUS_CARD, ground="inset", border="line2")
        painter.end()
