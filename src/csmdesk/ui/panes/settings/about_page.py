"""关于: the version, and the way to everything else about csmdesk."""

from __future__ import annotations

from PySide6.QtCore import Signal

from csmdesk import __version__
from csmdesk.ui.panes.settings.page import SettingsPage
from csmdesk.ui.panes.settings.rows import SettingRow
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button


class AboutPage(SettingsPage):
    """``about_asked`` opens the window's own sheet: versions, folders, licences."""

    about_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.add_group(self.tr("关于"))
        self.more = Button(theme, self.tr("版本、文件夹与许可…"))
        offline = self.tr("断网可用，不向外发送任何数据。")
        self.add_row(SettingRow(theme, f"csmdesk {__version__}", offline, self.more))
        self.more.clicked.connect(self.about_asked)
