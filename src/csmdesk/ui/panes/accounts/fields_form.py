"""The fields of an account, in the place of its facts: each is saved when it is left, or by Enter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.fields import EditField
from csmdesk.services.account_view import AccountDetail
from csmdesk.ui.panes.accounts.place_form import typed_day
from csmdesk.ui.panes.accounts.tabs.page import Tools
from csmdesk.ui.tasks import Problem
from csmdesk.ui.theme import INSET, RADIUS_CARD
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.form import ChoiceField, DayField, Form, FormField, TextArea
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.named_field import NamedField

_WITHIN = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""The focus goes to the field's own list or calendar, or to another window: the field has not been left."""


class FieldsForm(QWidget):
    """``open`` it on an account. ``saved(sentence)`` after each field, ``closed`` when the user is done."""

    saved = Signal(str)
    closed = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._account = 0
        self._name = ""
        self._kept: dict[str, str] = {}
        self._leaving = False
        theme = tools.theme
        self._title = Label(theme, bold=True, elide=True)
        self._hint = Label(theme, self.tr("离开一项即保存"), scale="small", role="t3")
        self.done_button = Button(theme, self.tr("完成"), hint="Esc")
        self.done_button.clicked.connect(self.close_form)
        self.form = Form(theme)
        self._inputs: dict[QObject, str] = {}
        self._names: dict[str, str] = {}
        for spec in tools.edits.fields:
            self._add(spec)
        self.setFocusProxy(next(iter(self.form.fields.values())))
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def _add(self, spec: EditField) -> None:
        tools = self._tools
        name = self._names[spec.key] = spec.name.to(tools.language)
        field: NamedField
        if spec.kind == "choice":
            field = ChoiceField(tools.theme, name, editable=True)
            assert field.select.line is not None
            watched: QObject = field.select.line
        elif spec.kind == "day":
            field = DayField(tools.theme, name, tools.language, parse=typed_day)
            watched = field.edit
        elif spec.kind == "note":
            field = TextArea(tools.theme, name)
            watched = field.edit
        else:
            field = FormField(tools.theme, name)
            watched = field.edit
        self._inputs[watched] = spec.key
        watched.installEventFilter(self)
        field.entered.connect(partial(self.save, spec.key))
        self.form.add(spec.key, field, half=spec.kind != "note")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        head.addWidget(self._hint)
        head.addWidget(self.done_button)
        held = QWidget()
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, 10, 0)
        inside.addWidget(self.form)
        inside.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(held)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        held.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET + 8, 12, INSET - 2, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._scroll)

    def _restyle(self) -> None:
        self._scroll.verticalScrollBar().setStyleSheet(self._tools.theme.scroll_bar_style)
        self.update()

    # --- opening and closing --------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """True while the fields are there to be typed into."""
        return not self.isHidden()

    @property
    def account_id(self) -> int:
        """The account in hand."""
        return self._account

    def open(self, detail: AccountDetail) -> None:
        """Take an account in hand."""
        self._account, self._name = detail.id, detail.name
        self._title.setText(self.tr("编辑：{name}").format(name=detail.name))
        self._kept = dict(detail.values)
        self.form.set_values(self._kept)
        self.form.clear_problems()
        self.show()
        edits = self._tools.edits
        keys = [spec.key for spec in edits.fields if spec.kind == "choice"]
        self._tools.tasks.query(
            self, lambda _: {key: edits.choices(key) for key in keys}, self._offer, slot="choices"
        )
        next(iter(self.form.fields.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _offer(self, choices: Mapping[str, list[str]]) -> None:
        for key, words in choices.items():
            field = self.form.fields[key]
            if isinstance(field, ChoiceField):
                field.set_choices([(word, word) for word in words])

    def refresh(self, detail: AccountDetail) -> None:
        """Newer data of the account: fields that nobody has changed here follow, the others stay as typed."""
        if not self.is_open or detail.id != self._account:
            return
        for key, value in detail.values.items():
            field = self.form.fields.get(key)
            if field is not None and value != self._kept.get(key) and field.value == self._kept.get(key):
                field.set_value(value)
            self._kept[key] = value

    def close_form(self) -> None:
        """Save what is in hand and close; a field that is refused keeps the form open."""
        for key in self.form.fields:
            self.save(key)
        edits = self._tools.edits  # after the saves before it, which run one after the other
        self._leaving = True
        self._tools.tasks.command(self, lambda _: edits.fields, self._close_if_saved)

    def _close_if_saved(self, _fields: object) -> None:
        if self._leaving and not any(field.problem for field in self.form.fields.values()):
            self.give_up()
        self._leaving = False

    def give_up(self) -> None:
        """Close; what is typed and not saved is given up."""
        self.hide()
        self.closed.emit()

    # --- saving ---------------------------------------------------------------------------------------------

    def save(self, key: str) -> None:
        """Put one field into the book if it has been changed."""
        field = self.form.fields[key]
        typed = field.value
        if not self.is_open or typed == self._kept.get(key, "") or field.problem:
            return
        account, edits, before = self._account, self._tools.edits, self._kept.get(key, "")
        self._kept[key] = typed
        done = self.tr("已改{field}：{name}").format(field=self._names[key], name=self._name)

        def finish(changes: Changes) -> None:
            if not changes.empty:
                self.saved.emit(done)

        def refuse(problem: Problem) -> None:
            self._leaving = False
            if not self.is_open or account != self._account:
                self._tools.tasks.failed.emit(problem)
            else:
                self._kept[key] = before
                field.set_problem(problem.text.to(self._tools.language))
                field.setFocus(Qt.FocusReason.OtherFocusReason)

        self._tools.tasks.command(self, lambda _: edits.edit([account], key, typed), finish, failed=refuse)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        key = self._inputs.get(watched)
        if key is not None and isinstance(event, QFocusEvent):
            if event.type() == QEvent.Type.FocusOut and event.reason() not in _WITHIN:
                self.save(key)
            elif event.type() == QEvent.Type.FocusIn:
                self._scroll.ensureWidgetVisible(self.form.fields[key], 0, 24)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            # The first Esc saves what is in hand; after a refusal the next one gives it up.
            refused = any(field.problem for field in self.form.fields.values())
            (self.give_up if refused else self.close_form)()
        elif event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(INSET - 8, 2, -INSET + 8, -2)
        draw_box(painter, self._tools.theme, box, RADIUS_CARD, ground="inset", border="line2")
        painter.end()
