"""Whether something that was owed within so many hours was kept: a shape and a sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.domain.workshop import Promise
from csmdesk.metrics import display
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape, text_role


class PromiseLine(QWidget):
    """``show_promise`` of what is ``name``d (纪要, 追踪单), owed within so many hours of the workshop."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.shape = StatusShape(theme)
        self.words = Label(theme, scale="small", role="t2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.shape)
        row.addWidget(self.words, 1)

    def show_promise(self, promise: Promise | None, hours: int) -> None:
        """Show it as it stands; None before the workshop."""
        mark, words = self._said(promise, hours)
        self.shape.set_shape(mark)
        self.words.set_role(text_role(mark, "t2"))
        self.words.setText(words)
        self.words.setAccessibleName(words)

    def _said(self, promise: Promise | None, hours: int) -> tuple[str, str]:
        name = self._name
        if promise is None:
            return "", self.tr("{name}：工作坊后 {hours} 小时内").format(name=name, hours=hours)
        due = f"{promise.due:%m-%d %H:%M}"
        if promise.hours is not None:
            took = display.decimals(promise.hours, 1)
            if promise.kept:
                words = self.tr("{name}按时：会后 {took} 小时，要求 {hours} 小时内")
                return "green", words.format(name=name, took=took, hours=hours)
            words = self.tr("{name}超时：会后 {took} 小时，要求 {hours} 小时内")
            return "red", words.format(name=name, took=took, hours=hours)
        if promise.kept is False:
            return "red", self.tr("{name}逾期：应在 {due} 前").format(name=name, due=due)
        return "yellow", self.tr("{name}待办：{due} 前").format(name=name, due=due)
