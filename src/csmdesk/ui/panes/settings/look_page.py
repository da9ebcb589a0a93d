"""外观: how the window looks and speaks. It belongs to this computer, not to the book."""

from __future__ import annotations

from PySide6.QtCore import Signal

from csmdesk.domain.text import Language
from csmdesk.ui.panes.settings.page import SettingsPage
from csmdesk.ui.panes.settings.rows import SettingRow
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.segmented import Segmented


class LookPage(SettingsPage):
    """``theme_chosen("system" | "light" | "dark")`` and ``language_chosen("zh" | "en")``."""

    theme_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__(theme)
        self.add_group(self.tr("外观"))
        modes = (("system", self.tr("跟随系统")), ("light", self.tr("浅色")), ("dark", self.tr("深色")))
        self.mode = Segmented(theme, modes, self.tr("主题"))
        self.language = Segmented(theme, (("zh", "中文"), ("en", "English")), self.tr("语言"))
        self.language.set_key(language)
        self.add_row(
            SettingRow(theme, self.tr("主题"), self.tr("跟随系统时，系统变深色这里也变。"), self.mode)
        )
        self.add_row(
            SettingRow(
                theme, self.tr("语言"), self.tr("界面和新建报告的语言；客户书里的内容不变。"), self.language
            )
        )
        self.add_note(self.tr("外观只属于这台电脑，不在客户书里，不能撤销。"))
        self.mode.chosen.connect(self.theme_chosen)
        self.language.chosen.connect(self.language_chosen)

    def come_in(self) -> None:
        # The top bar offers the same choice.
        self.mode.set_key(self.theme.mode)
