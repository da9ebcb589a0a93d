"""A form that opens in its place in a page: fields, what is wrong, 保存 and 取消; what is typed stays."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.fields import FieldError
from csmdesk.domain.text import Language
from csmdesk.ui.tasks import Problem, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.form import Form
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.named_field import NamedField

T = TypeVar("T")

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class FormInPlace(QWidget):
    """Fields, 保存 and 取消. Enter in a field saves, Esc gives up; a subclass gives ``save``.

    ``saved(sentence)`` when the book has taken it, ``left()`` when the user gave up. ``begin`` fills the
    fields with what the book says of ``about``; asked again for the same, fields changed by hand stay.
    """

    saved = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.tasks = tasks
        self.language: Language = language
        self.about: Hashable = None
        self._start: dict[str, str] = {}
        self._drafts: dict[Hashable, dict[str, str]] = {}
        self._busy = False
        self.form = Form(theme)
        self.problem = Label(theme, scale="small", role="redt", wrap=True)
        self.problem.hide()
        self.save_button = Button(theme, self.tr("保存"), kind="primary", hint="Ctrl ↵")
        self.cancel_button = Button(theme, self.tr("取消"), hint="Esc")
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.give_up)
        self.foot = FlowRow()
        self.foot.add(self.save_button)
        self.foot.add(self.cancel_button)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self.body.addWidget(self.form)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.foot)

    # --- for subclasses -------------------------------------------------------------------------------------

    def save(self) -> None:
        """Read the fields and ``submit`` what they say."""
        raise NotImplementedError

    def typed(self) -> dict[str, str]:
        """All that can be typed, by name; a form with parts of its own adds them."""
        return self.form.values()

    def put(self, values: Mapping[str, str]) -> None:
        """Fill in what ``typed`` gave, or a part of it."""
        self.form.set_values(values)

    def add(self, key: str, field: NamedField, *, half: bool = False) -> None:
        """Put a field at the end; Enter in it saves."""
        self.form.add(key, field, half=half)
        field.entered.connect(self.save)

    # --- filling --------------------------------------------------------------------------------------------

    def begin(self, about: Hashable, values: Mapping[str, str]) -> None:
        """Show ``values`` of ``about``.

        Newer values of the same keep what was changed by hand; something else begins anew, and what was typed
        for it before it was left is there again.
        """
        if about == self.about:
            now = self.typed()
            by_hand = {key for key, word in now.items() if word != self._start.get(key, "")}
            self.put({k: word for k, word in values.items() if k not in by_hand and word != now.get(k)})
            now = self.typed()
            self._start = {
                key: values.get(key, self._start.get(key, "")) if key in by_hand else word
                for key, word in now.items()
            }
            return
        self.leave()
        self.about = about
        self.put(values)
        self._start = self.typed()
        self.put(self._drafts.pop(about, {}))
        self.form.clear_problems()
        self.say("")

    def leave(self) -> None:
        """Something else is shown; what was typed is kept for when this is shown again."""
        if self.dirty:
            self._drafts[self.about] = self.typed()
        self._busy = False
        self.about = None

    def forget(self) -> None:
        """Give up what was typed."""
        self._busy = False
        self._drafts.pop(self.about, None)
        self.about = None
        self.say("")

    @property
    def dirty(self) -> bool:
        """True while something stands in the form that is not in the book."""
        return self.about is not None and self.typed() != self._start

    @property
    def kept(self) -> Mapping[str, str]:
        """What the fields were filled with."""
        return self._start

    def has_draft(self, about: Hashable) -> bool:
        """True when something was typed for it and not saved."""
        return about in self._drafts or (about == self.about and self.dirty)

    def drafts(self) -> dict[Hashable, dict[str, str]]:
        """All that was typed and not saved, by what it is about."""
        found = dict(self._drafts)
        if self.dirty:
            found[self.about] = self.typed()
        return found

    def take_draft(self, about: Hashable, values: Mapping[str, str]) -> None:
        """Have ``values`` ready for when ``about`` is shown."""
        self._drafts[about] = dict(values)

    # --- saving ---------------------------------------------------------------------------------------------

    def submit(self, change: Callable[[], T], done: str | Callable[[T], str], *, close: bool = True) -> None:
        """Change the book; a refusal stays in the form, beside the field that is to blame.

        ``done`` is what to say, or gives it from what came back. With ``close`` the form is left afterwards.
        """
        if self._busy:
            return
        self._busy = True
        self.form.clear_problems()
        self.say("")
        about, sent = self.about, self.typed()

        def finish(result: T) -> None:
            sentence = done if isinstance(done, str) else done(result)
            nothing = isinstance(result, Changes) and result.empty
            if self.about == about:
                self._busy = False
                # What has been typed while it was being saved is not in the book.
                self._start = sent
                if close:
                    self.forget()
                    self.left.emit()
            if sentence and not nothing:
                self.saved.emit(sentence)

        def refuse(problem: Problem) -> None:
            if self.about == about:
                self._busy = False
                self.refuse(problem)

        self.tasks.command(self, lambda _: change(), finish, failed=refuse)

    def refuse(self, problem: Problem) -> None:
        """Say what is wrong beside the field that is to blame, or below all fields."""
        field = problem.error.field if isinstance(problem.error, FieldError) else ""
        self.refuse_field(field, problem.text.to(self.language))

    def refuse_field(self, field: str, sentence: str) -> None:
        """The same for a sentence of our own."""
        if field in self.form.fields:
            self.form.set_problems({field: sentence})
        else:
            self.say(sentence)

    def say(self, sentence: str) -> None:
        """Show a problem below all fields; '' takes it away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def give_up(self) -> None:
        """Leave without saving."""
        self.forget()
        self.left.emit()

    def enter(self) -> None:
        """Put the focus into the first field."""
        first = next(iter(self.form.fields.values()), None)
        (first or self.save_button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif event.key() in _ENTER:
            self.save()
        elif event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # A letter typed at a button of the form is no command of the page behind.
            event.accept()
        else:
            super().keyPressEvent(event)
