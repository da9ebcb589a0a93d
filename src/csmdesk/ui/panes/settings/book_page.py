"""书与安全: where the book lies, how its key is kept, and when the window locks itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.panes.settings.page import SettingsPage
from csmdesk.ui.panes.settings.passphrase_sheet import PassphraseSheet, Wish
from csmdesk.ui.panes.settings.place_row import PlaceRow
from csmdesk.ui.panes.settings.rows import SettingRow
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.segmented import Segmented
from csmdesk.ui.widgets.shapes import StatusShape

if TYPE_CHECKING:
    from csmdesk.services.keeping import Keeping, PassphraseChange, Standing
    from csmdesk.services.settings import SettingsState
    from csmdesk.ui.panes.settings.work import SettingsWork

IDLE_MINUTES = (0, 5, 15, 30, 60)
"""What the idle lock offers; 0 is never."""


class Outcome(QWidget):
    """What a change of keys did to the backups: a sentence, those left as they were, and trying again."""

    again_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shape = StatusShape(theme)
        self._words = Label(theme, wrap=True)
        self._left = Label(theme, scale="small", role="t2", wrap=True)
        self._left.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.again = Button(theme, self.tr("再试一次"))
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._shape)
        said.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        column.addLayout(said)
        column.addWidget(self._left)
        column.addWidget(self.again)
        self.again.clicked.connect(self.again_asked)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    @property
    def left(self) -> str:
        """The backups that were left as they were, one a line."""
        return self._left.text()

    def say(self, text: str, left: tuple[Path, ...]) -> None:
        """Say how it went, and list what was left."""
        self._shape.set_shape("yellow" if left else "green")
        self._words.setText(text)
        self._left.setText("\n".join(str(path) for path in left))
        self._left.setVisible(bool(left))
        self.again.setVisible(bool(left))
        self.show()


class BookPage(SettingsPage):
    """``idle_lock_chosen(minutes)`` (0: never) belongs to the computer; ``keys_changed`` follows new keys."""

    idle_lock_chosen = Signal(int)
    keys_changed = Signal()

    def __init__(self, theme: Theme, folder: Path, keeping: Keeping, work: SettingsWork) -> None:
        super().__init__(theme)
        self._folder = folder
        self._keeping = keeping
        self._work = work
        self._locked: bool | None = None
        self._writable = True
        self._sheet: PassphraseSheet | None = None
        self.add_group(self.tr("客户书"))
        name = Label(theme, folder.name, bold=True)
        self.add_row(SettingRow(theme, self.tr("名称"), self.tr("就是文件夹的名字。"), name))
        self.add_row(PlaceRow(theme, self.tr("文件夹"), folder))
        self.add_group(self.tr("口令与恢复密钥"))
        self.change = Button(theme, self.tr("设口令…"))
        self.remove = Button(theme, self.tr("去掉口令…"))
        self._kept = SettingRow(theme, self.tr("口令"), " ", self.change, self.remove)
        self.add_row(self._kept)
        self.recovery = Button(theme, self.tr("换新的…"))
        about = self.tr("忘了口令时唯一的办法。换了新的，旧的就打不开这本书了。")
        self.add_row(SettingRow(theme, self.tr("恢复密钥"), about, self.recovery))
        minutes = [(str(m), str(m) if m else self.tr("从不")) for m in IDLE_MINUTES]
        self.idle = Segmented(theme, minutes, self.tr("空闲锁定，分钟"))
        self._idle_about = SettingRow(theme, self.tr("空闲锁定，分钟"), " ", self.idle)
        self.add_row(self._idle_about)
        self.outcome = Outcome(theme)
        self.column.addWidget(self.outcome)
        self._connect()

    def _connect(self) -> None:
        self.change.clicked.connect(self._ask_change)
        self.remove.clicked.connect(self._ask_removal)
        self.recovery.clicked.connect(self._ask_recovery)
        self.idle.chosen.connect(self._choose_minutes)
        self.outcome.again_asked.connect(self._try_again)

    # --- what it shows --------------------------------------------------------------------------------------

    def show_state(self, state: SettingsState) -> None:
        self._writable = state.writable
        self.come_in()

    def come_in(self) -> None:
        self._work.read(self, self._keeping.standing, self._show_standing, slot="standing")

    def _show_standing(self, standing: Standing) -> None:
        locked = self._locked = standing.locked
        self.change.setText(self.tr("更换…") if locked else self.tr("设口令…"))
        self.change.updateGeometry()
        self.remove.setVisible(locked)
        if locked:
            self._kept.set_about(self.tr("已设口令：没有口令或恢复密钥，谁也打不开这本书和它的备份。"))
        else:
            self._kept.set_about(
                self.tr(
                    "没有口令：密钥明文存放在文件夹里，拿到文件夹的人就能打开。数据仍是加密的，以后可以补设。"
                )
            )
        read_only = "" if self._writable else self.tr("客户书以只读方式打开")
        no_passphrase = "" if locked else self.tr("先设口令")
        self.change.set_why_not(read_only)
        self.remove.set_why_not(read_only)
        self.recovery.set_why_not(read_only or no_passphrase)
        self.idle.setEnabled(locked)
        self._idle_about.set_about(
            self.tr("离开这么久没动键盘鼠标，就要再输口令。只属于这台电脑。")
            if locked
            else self.tr("没有口令，锁了也没有用；先设口令。")
        )

    def set_idle_minutes(self, minutes: int) -> None:
        """Show after how many minutes the window locks itself; 0 is never."""
        self.idle.set_key(str(minutes))

    def _choose_minutes(self, key: str) -> None:
        self.idle_lock_chosen.emit(int(key))

    # --- keys -----------------------------------------------------------------------------------------------

    @property
    def sheet(self) -> PassphraseSheet | None:
        """The sheet that was opened last."""
        return self._sheet

    def _ask_change(self) -> None:
        self._ask(Wish.CHANGE if self._locked else Wish.SET)

    def _ask_removal(self) -> None:
        self._ask(Wish.REMOVE)

    def _ask_recovery(self) -> None:
        self._ask(Wish.RECOVERY)

    def _ask(self, wish: Wish) -> None:
        sheet = self._sheet = PassphraseSheet(
            self.theme, self.window(), wish, self._folder, self._keeping, self._work
        )
        sheet.changed.connect(self._show_change)
        sheet.open()

    def _try_again(self) -> None:
        self._work.keep(
            self, self._keeping.rewrap_backups, self._show_change, self.tr("更新备份的密钥"), self._say
        )

    def _show_change(self, change: PassphraseChange) -> None:
        self.outcome.say(change.text.to(self._work.language), change.left)
        QTimer.singleShot(0, self, self._show_outcome)
        self.come_in()
        self.keys_changed.emit()

    def _show_outcome(self) -> None:
        """In a low window it stands below the edge; it has its height one turn after it was said."""
        self.ensureWidgetVisible(self.outcome, 0, 24)

    def _say(self, sentence: str) -> None:
        self._work.said.emit(sentence, False)
