"""A sheet that asks for one line of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.line_edit import Completion
from csmdesk.ui.widgets.sheet import Sheet


class LineSheet(Sheet):
    """One field; Enter and the primary button give its text to whoever asked. It stays open until closed."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, "", width=440)
        self.field = FormField(theme, "")
        self._completion = Completion(theme, self.field.edit)
        self._then: Callable[[str], object] | None = None
        self.field.entered.connect(self.accept)
        self.accepted.connect(self._give)
        self.body.addWidget(self.field)

    def offer(self, choices: Sequence[str]) -> None:
        """Complete what is typed from these."""
        self._completion.set_choices(choices)

    def ask(self, then: Callable[[str], object], text: str = "") -> None:
        """Open with ``text`` in the field; ``then`` gets what is typed."""
        self._then = then
        self.field.set_text(text)
        self.field.set_problem("")
        self.open()

    def _give(self) -> None:
        if self._then is not None:
            self._then(self.field.text)
