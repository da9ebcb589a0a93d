"""A box to check among the fields of a form."""

from __future__ import annotations

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.check import Check
from csmdesk.ui.widgets.named_field import NamedField

_YES = "1"


class CheckField(NamedField):
    """Yes or no among the fields of a form; the value is 1 or empty."""

    def __init__(self, theme: Theme, name: str, words: str) -> None:
        super().__init__(theme, name)
        self.check = Check(theme, words)
        self.check.setFixedHeight(38)
        self.hold(self.check, self.check)
        self.check.setAccessibleName(f"{name} {words}".strip())
        self.check.toggled.connect(self._on_change)

    @property
    def value(self) -> str:
        return _YES if self.check.isChecked() else ""

    def set_value(self, value: str) -> None:
        self.check.setChecked(bool(value))

    def show_invalid(self, invalid: bool) -> None:
        """A box that is checked or not is never wrong."""
