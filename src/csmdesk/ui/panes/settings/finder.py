"""Finding a setting by its words, their pinyin or initials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.spelling import spelt

if TYPE_CHECKING:
    from csmdesk.ui.panes.settings.work import SettingsWork


class SettingsFinder(QObject):
    """``changed`` comes when other settings are found. How words are spelt is looked up beside the window."""

    changed = Signal()

    def __init__(self, words: Callable[[], Iterable[str]], work: SettingsWork, parent: QObject) -> None:
        """``words`` gives everything that can be found; it is asked once, when something is first typed."""
        super().__init__(parent)
        self._words = words
        self._work = work
        self._spelt: Mapping[str, str] | None = None
        self._terms: list[str] = []

    def look_for(self, text: str) -> None:
        """Find what holds every word of ``text``."""
        self._terms = text.casefold().split()
        if self._spelt is None:
            spell = partial(_spell, list(self._words()))
            self._work.read(self, spell, self._take, slot="spelling")
        else:
            self.changed.emit()

    def _take(self, spelt_words: Mapping[str, str]) -> None:
        self._spelt = spelt_words
        self.changed.emit()

    def found(self, words: str) -> bool:
        """Whether a setting with these words is found; all are while nothing is looked for."""
        text = (self._spelt or {}).get(words, words.casefold())
        return all(term in text for term in self._terms)


def _spell(words: list[str]) -> dict[str, str]:
    return {each: "\n".join([each.casefold(), *spelt(each)]) for each in words}
