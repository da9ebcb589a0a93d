"""Fields for what the steps ask: amounts, numbers, items one a line."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent

from csmdesk.domain.amounts import read_fen, read_number
from csmdesk.domain.fields import FieldError
from csmdesk.domain.text import Language
from csmdesk.ui.panes.calendar.steps.amount_words import amount_words
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.form import FormField, TextArea

_PLAIN = "0123456789"
_BESIDE = 8
"""Between a field's name and its note."""


class AmountField(FormField):
    """An amount as people type it (12.5万, 125,000); what was understood stands in grey beside the name.

    Where there is no room for both, the name stands alone, so that two fields in a line stay alike.
    """

    def __init__(self, theme: Theme, name: str, language: Language) -> None:
        super().__init__(theme, name)
        self._language: Language = language
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.editingFinished.connect(self.check)

    def _on_change(self) -> None:
        fen = self.fen
        plain = all(letter in _PLAIN for letter in self.text.strip()) and len(self.text.strip()) < 4
        self.set_note("" if fen is None or plain else amount_words(fen))
        super()._on_change()

    def set_note(self, note: str) -> None:
        super().set_note(note)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        needed = self._name.sizeHint().width() + _BESIDE + self._note.sizeHint().width()
        self._note.setVisible(bool(self.note) and needed <= self.width())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._name.sizeHint().width(), super().minimumSizeHint().height())

    @property
    def fen(self) -> int | None:
        """The amount in fen; None for nothing, or for words that are no amount."""
        try:
            return read_fen("", self.text) if self.text.strip() else None
        except FieldError:
            return None

    def read(self, key: str) -> int:
        """The amount in fen; raises FieldError for ``key`` when there is none."""
        return read_fen(key, self.text)

    def check(self) -> None:
        """Say below when the words are no amount."""
        if self.text.strip():
            try:
                read_fen("", self.text)
            except FieldError as error:
                self.set_problem(error.text.to(self._language))


class NumberField(FormField):
    """A number of things, which may be typed as 1.2万."""

    def __init__(self, theme: Theme, name: str, language: Language) -> None:
        super().__init__(theme, name)
        self._language: Language = language
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.editingFinished.connect(self.check)

    @property
    def number(self) -> Fraction | None:
        """The number; None for nothing, or for words that are none."""
        try:
            return read_number("", self.text) if self.text.strip() else None
        except FieldError:
            return None

    def check(self) -> None:
        """Say below when the words are no number."""
        if self.text.strip():
            try:
                read_number("", self.text)
            except FieldError as error:
                self.set_problem(error.text.to(self._language))


class ItemsField(TextArea):
    """Items, one a line; how many there are of how many stands beside the name."""

    def __init__(self, theme: Theme, name: str, of: int) -> None:
        self._of = of
        super().__init__(theme, name)
        self._on_change()

    @property
    def items(self) -> tuple[str, ...]:
        """The lines that say something, each once."""
        lines = (line.strip() for line in self.text.splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def set_of(self, of: int) -> None:
        """So many are asked for."""
        self._of = of
        self._on_change()

    def _on_change(self) -> None:
        self.set_note(f"{len(self.items)}/{self._of}")
        super()._on_change()
