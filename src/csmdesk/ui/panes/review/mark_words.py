"""What can be opened on a page, in words."""

from __future__ import annotations

from PySide6.QtCore import QObject

from csmdesk.domain.text import Language
from csmdesk.ui.panes.review.renderer import Renderer
from csmdesk.ui.panes.review.sheets import Mark


class MarkWords(QObject):
    """Says what a mark of the report that is shown is, for its tooltip and for screen readers."""

    def __init__(self, renderer: Renderer, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._language: Language = language

    def of(self, mark: Mark) -> str:
        """A figure's name, value and day, or what is to be written at a place."""
        draft = self._renderer.draft
        if draft is None:
            return ""
        if mark.place:
            passage = draft.outline.passage(mark.place)
            state = self.tr("本人撰写") if mark.written else self.tr("待填写")
            return f"{state}：{passage.prompt}" if passage else state
        from csmdesk.metrics import display

        version = self._renderer.version
        held = draft.figures if version is None else version.figures
        figure = held.figures.get(mark.figure)
        if figure is None:
            return ""
        value = display.figure_value(figure, self._language, held.currency, measured=True)
        name = figure.definition.name.to(self._language)
        day = self.tr("截至 {day}").format(day=held.as_of)
        return f"{name} {value}\n{day}"
