"""The calendar that opens below the as-of button."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.day_popup import DayPopup


class DayPicker(DayPopup):
    """Emits ``chosen(date)``, or ``chosen(None)`` for the period's own last day."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        end = QCoreApplication.translate("DayPicker", "期末或今天")
        super().__init__(theme, language, parent, link=end)
