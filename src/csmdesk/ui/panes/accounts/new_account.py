"""A new account: a form in the place of the account beside the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csmdesk.domain.company import company_key
from csmdesk.domain.text import Language
from csmdesk.services.accounts import AccountName
from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import ChoiceField, DayField, Form, FormField, TextArea
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape

if TYPE_CHECKING:
    from csmdesk.services.account_edits import AccountEdits
    from csmdesk.ui.widgets.named_field import NamedField

_CHOICES = ("segment", "stage", "owner", "industry", "city")
_LEAST = 2
"""From so many letters on a name is looked up among those that are there."""


class _Twin(NamedTuple):
    """An account that may be the same one."""

    id: int
    words: str


class NewAccount(QScrollArea):
    """Emits ``asked(values)`` on Enter or the button, ``closed`` on Esc, ``open_asked(id)`` for a namesake.

    While a name is typed the accounts with the same name are shown below it: a company's legal form and its
    width do not make it another one.
    """

    asked = Signal(object)
    closed = Signal()
    open_asked = Signal(int)

    def __init__(
        self,
        theme: Theme,
        edits: AccountEdits,
        language: Language,
        parse_day: Callable[[str], date | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: dict[str, list[AccountName]] = {}
        self._twin: _Twin | None = None
        self._force = False
        self.form = Form(theme)
        words = {field.key: field.name.to(language) for field in edits.fields}
        for key, name in words.items():
            made: NamedField
            if key in _CHOICES:
                made = ChoiceField(theme, name, editable=True)
            elif key.endswith("_day"):
                made = DayField(theme, name, language, parse=parse_day)
            elif key == "note":
                made = TextArea(theme, name)
            else:
                made = FormField(theme, name)
            made.entered.connect(self.save)
            self.form.add(key, made, half=key not in {"name", "note"})
        self.name = self.form.fields["name"]
        code = self.form.fields["code"]
        if isinstance(code, FormField):
            code.edit.setPlaceholderText(self.tr("留空则自动编号"))
        self.name.changed.connect(self._look_up)
        self.save_button = Button(theme, self.tr("保存"), kind="primary", hint="↵")
        self.close_button = Button(theme, self.tr("取消"), hint="Esc")
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.closed)
        self._shape = StatusShape(theme)
        self._warned = Label(theme, role="ambert", scale="small", wrap=True)
        self._open_twin = Button(theme, self.tr("打开它"), kind="link", small=True)
        self._open_twin.clicked.connect(self._ask_open)
        self._twin_row = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        twin = QHBoxLayout(self._twin_row)
        twin.setContentsMargins(0, 0, 0, 0)
        twin.setSpacing(6)
        twin.addWidget(self._shape)
        twin.addWidget(self._warned, 1)
        twin.addWidget(self._open_twin)
        self._twin_row.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(self._theme, self.tr("新客户"), scale="title"), 1)
        head.addWidget(self.close_button)
        head.addWidget(self.save_button)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(INSET, (PANE_HEAD - 30) // 2, INSET, INSET)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._twin_row)
        column.addWidget(self.form)
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.name)
        self._restyle()
        self._theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setPalette(self._theme.palette(Window="surface"))
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    # --- opening --------------------------------------------------------------------------------------------

    def begin(
        self,
        names: Sequence[AccountName],
        choices: Mapping[str, Sequence[str]],
        values: Mapping[str, str],
    ) -> None:
        """Start with an empty form; ``values`` are already filled in."""
        self._names = {}
        for name in names:
            self._names.setdefault(company_key(name.name), []).append(name)
        for key, words in choices.items():
            field = self.form.fields.get(key)
            if isinstance(field, ChoiceField):
                field.set_choices([(word, word) for word in words])
        self.form.set_values({key: values.get(key, "") for key in self.form.fields})
        self.form.clear_problems()
        self._look_up()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def begun(self) -> bool:
        """True when something has been typed that closing would lose."""
        return bool(self.name.value.strip())

    # --- the same name --------------------------------------------------------------------------------------

    def _look_up(self) -> None:
        typed = self.name.value.strip()
        found = self._names.get(company_key(typed), []) if len(typed) >= _LEAST else []
        self._force = False
        self._twin = None
        if found:
            known = found[0]
            told = f"{known.name}（{known.code}）" if known.code else known.name
            self._twin = _Twin(known.id, told)
            self._warned.setText(self.tr("已有“{name}”。还是新客户的话，再按一次保存。").format(name=told))
        self._shape.set_shape("yellow" if found else "")
        self._twin_row.setVisible(bool(found))

    @property
    def warning(self) -> str:
        """What is said of an account with the same name; '' when there is none."""
        return self._warned.text() if self._twin is not None else ""

    def _ask_open(self) -> None:
        if self._twin is not None:
            self.open_asked.emit(self._twin.id)

    # --- saving ---------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask for the account to be made; a name that is there already has to be asked for twice."""
        if self._twin is not None and not self._force:
            self._force = True
            self._twin_row.show()
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        values = {key: value for key, value in self.form.values().items() if value.strip()}
        if self._force:
            values["force"] = "1"
        self.form.clear_problems()
        self.asked.emit(values)

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong, by field; what belongs to no field of the form stands at the name."""
        fields = self.form.fields
        self.form.set_problems({key if key in fields else "name": told for key, told in problems.items()})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # Ctrl+Enter, from a field that keeps Enter for itself.
            self.save()
        else:
            super().keyPressEvent(event)
