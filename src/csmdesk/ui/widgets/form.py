"""Forms: fields with a name above, a border that says that they are one, and what is wrong below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from csmdesk.domain.period import today
from csmdesk.domain.text import Language
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.frame import FieldFrame
from csmdesk.ui.widgets.line_edit import LineEdit
from csmdesk.ui.widgets.named_field import NamedField
from csmdesk.ui.widgets.select import Select
from csmdesk.ui.widgets.text_area import TextEdit

if TYPE_CHECKING:
    from csmdesk.ui.widgets.day_popup import DayPopup

_HEIGHT = 36
_AREA = 76
_DOTS = "QLineEdit { lineedit-password-character: 8226; border: none; background: transparent; }"
"""Small dots in place of letters."""


class FormField(NamedField):
    """One line of text with a name; ``secret`` shows dots. ``set_problem`` says what has to be mended."""

    def __init__(
        self, theme: Theme, name: str, *, secret: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, parent)
        # A secret is what it was when it was set, whatever is in it.
        self.edit = LineEdit(theme, breaks=secret)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
            self.edit.setStyleSheet(_DOTS)
        self._frame = FieldFrame(theme, self.edit, _HEIGHT)
        self.hold(self._frame, self.edit)
        self.edit.textChanged.connect(self._on_change)
        self.edit.entered.connect(self.entered)

    def add(self, widget: QWidget) -> None:
        """Put a button at the right end of the field."""
        self._frame.row.addWidget(widget)
        widget.setCursor(Qt.CursorShape.ArrowCursor)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put something into the field."""
        self.edit.setText(text)

    @property
    def value(self) -> str:
        return self.edit.text()

    def set_value(self, value: str) -> None:
        self.edit.setText(value)

    def show_invalid(self, invalid: bool) -> None:
        self._frame.set_invalid(invalid)


class ChoiceField(NamedField):
    """One of ``choices`` (key, words); an ``editable`` one takes other words too and completes them."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        choices: Sequence[tuple[str, str]] = (),
        *,
        editable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, parent)
        self.select = Select(theme, choices, editable=editable, tall=True)
        self.hold(self.select, self.select.line or self.select)
        if self.select.line is not None:
            self.select.setAccessibleName(name)
            self.select.line.entered.connect(self.entered)
        self.select.picked.connect(self._on_change)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer others."""
        self.select.set_choices(choices)

    @property
    def value(self) -> str:
        return self.select.value

    def set_value(self, value: str) -> None:
        if value != self.select.value:
            self.select.set_value(value)
            self._on_change()

    def show_invalid(self, invalid: bool) -> None:
        self.select.set_invalid(invalid)


class DayField(NamedField):
    """A day, typed (2024-06-30, 昨天, 上周三) or picked from a calendar (the button, or Alt+↓).

    ``parse`` reads what was typed, None for what it does not understand; what it understood is shown in grey
    at the right of the name, and what it did not is said below when the field is left.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        language: Language,
        *,
        parse: Callable[[str], date | None],
        today: Callable[[], date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, parent)
        self._language = language
        self._parse = parse
        self._today = today
        self.popup: DayPopup | None = None
        self.edit = LineEdit(theme)
        self._frame = FieldFrame(theme, self.edit, _HEIGHT, right=4)
        self.button = Button(theme, kind="flat", icon="calendar")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setCursor(Qt.CursorShape.ArrowCursor)
        self.button.setToolTip(self.tr("日历 Alt ↓"))
        self.button.setAccessibleName(self.tr("日历"))
        self.button.clicked.connect(self.open_calendar)
        self._frame.row.addWidget(self.button)
        self.hold(self._frame, self.edit)
        self.edit.textChanged.connect(self._on_change)
        self.edit.entered.connect(self.entered)
        self.edit.editingFinished.connect(self.check)

    def _on_change(self) -> None:
        day = self.day
        said = "" if day is None or self.edit.text().strip() == day.isoformat() else day.isoformat()
        self.set_note(said)
        super()._on_change()

    @property
    def day(self) -> date | None:
        """The day, None for an empty field or words that mean none."""
        text = self.edit.text().strip()
        return self._parse(text) if text else None

    def set_day(self, day: date | None) -> None:
        """Put a day into the field."""
        self.edit.setText(day.isoformat() if day else "")

    @property
    def value(self) -> str:
        day = self.day
        return day.isoformat() if day else self.edit.text().strip()

    def set_value(self, value: str) -> None:
        self.edit.setText(value)

    def check(self) -> bool:
        """Say below when the words mean no day; True when they do, or when there are none."""
        fine = not self.edit.text().strip() or self.day is not None
        if not fine:
            self.set_problem(self.tr("看不懂这个日期。可以写 2024-06-30、6月30日、昨天、上周三。"))
        return fine

    def show_invalid(self, invalid: bool) -> None:
        self._frame.set_invalid(invalid)

    def open_calendar(self) -> None:
        """Open the month of the day below the field."""
        from csmdesk.ui.widgets.day_popup import DayPopup

        if self.popup is None:
            self.popup = DayPopup(self.theme, self._language, self)
            self.popup.chosen.connect(self._picked)
        self.popup.open_below(self._frame, self.day or self._today())

    def _picked(self, day: date) -> None:
        self.set_day(day)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)


class TextArea(NamedField):
    """Several lines of text; Tab leaves it, Ctrl+Enter belongs to the sheet."""

    def __init__(self, theme: Theme, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.edit = TextEdit(theme)
        self._frame = FieldFrame(theme, self.edit, _AREA, right=3)
        self._frame.row.setContentsMargins(11, 9, 3, 9)
        self.hold(self._frame, self.edit)
        self.edit.textChanged.connect(self._on_change)

    @property
    def value(self) -> str:
        return self.edit.toPlainText()

    def set_value(self, value: str) -> None:
        self.edit.setPlainText(value)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Put something into the field."""
        self.edit.setPlainText(text)

    def show_invalid(self, invalid: bool) -> None:
        self._frame.set_invalid(invalid)


class Form(QWidget):
    """Fields by key, one below the other; two ``half`` ones after each other share a line."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, NamedField] = {}
        self._half = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 80)

    def add(self, key: str, field: NamedField, *, half: bool = False) -> None:
        """Put ``field`` at the end."""
        top = Qt.AlignmentFlag.AlignTop
        if half and self._half:
            self._grid.addWidget(field, self._grid.rowCount() - 1, 1, top)
            self._half = False
        else:
            self._grid.addWidget(field, self._grid.rowCount(), 0, 1, 1 if half else 2, top)
            self._half = half
        self._fields[key] = field
        field.changed.connect(self.changed)

    @property
    def fields(self) -> Mapping[str, NamedField]:
        """The fields by key, in order."""
        return self._fields

    def values(self) -> dict[str, str]:
        """What each field holds."""
        return {key: field.value for key, field in self._fields.items()}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Fill the fields that are named; the others stay."""
        for key, value in values.items():
            self._fields[key].set_value(value)

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong with each field ('' or not named: nothing) and go to the first of them."""
        first: NamedField | None = None
        for key, field in self._fields.items():
            problem = problems.get(key, "")
            field.set_problem(problem)
            if problem and first is None:
                first = field
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        for field in self._fields.values():
            field.set_problem("")
