"""A field of a form that holds a line with figures; it grows with what is written."""

from __future__ import annotations

from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QWidget

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text import formats
from csmdesk.ui.panes.review.text.chip_edit import ChipEdit
from csmdesk.ui.panes.review.text.tools_given import Given
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.frame import FieldFrame
from csmdesk.ui.widgets.named_field import NamedField

_LEAST = 36
_PADDING = 16


class FieldEdit(ChipEdit):
    """Words and figures in a field; ``single`` has one line."""

    def __init__(self, theme: Theme, given: Given, *, single: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, given, parent)
        self._single = single
        self.line_format = formats.cell
        self.set_runs(())

    def enter(self, *, new_line: bool) -> None:
        if self._single:
            self.focusNextChild()
        else:
            super().enter(new_line=new_line)


class RunsField(NamedField):
    """A named line with figures; ``runs`` are exactly what was set until they are changed."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        given: Given,
        *,
        single: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, parent)
        self.edit = FieldEdit(theme, given, single=single)
        self._frame = FieldFrame(theme, self.edit, _LEAST, right=3)
        self._frame.row.setContentsMargins(11, 9, 3, 9)
        self.hold(self._frame, self.edit)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.edit.edited.connect(self._on_change)

    def _fit(self, size: QSizeF) -> None:
        height = max(_LEAST, round(size.height()) + _PADDING)
        if self._frame.height() != height + 2:
            self._frame.setFixedHeight(height + 2)

    @property
    def runs(self) -> text.Runs:
        """What stands in the field."""
        return self.edit.runs

    def set_runs(self, runs: text.Runs) -> None:
        """Put something into the field."""
        self.edit.set_runs(runs)

    @property
    def value(self) -> str:
        return text.plain(self.runs, self.edit.chips.words)

    def set_value(self, value: str) -> None:
        self.set_runs((text.Words(value),) if value else ())

    def show_invalid(self, invalid: bool) -> None:
        self._frame.set_invalid(invalid)
