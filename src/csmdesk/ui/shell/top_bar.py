"""The bar at the top: undo and redo, the period, the as-of day, and the menu of the window."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from csmdesk.domain.period import Period, half_year_of, parse_period, today
from csmdesk.domain.text import Language, Text
from csmdesk.ui.theme import NAVIGATION, TOP_BAR, Mode, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.mark import Mark

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QActionGroup

    from csmdesk.ui.shell.day_picker import DayPicker


class TopBar(QWidget):
    """Says what the user picks by signals; shows what the window sets."""

    undo = Signal()
    redo = Signal()
    period_chosen = Signal(str)
    day_chosen = Signal(object)  # date | None
    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    import_asked = Signal()
    backup_asked = Signal()
    open_asked = Signal()

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language: Language = language
        self._periods = QMenu(self)
        self._period_names: list[str] = []
        self._picker: DayPicker | None = None
        self._day = date.min
        self.undo_button = Button(theme, kind="flat", icon="undo")
        self.redo_button = Button(theme, kind="flat", icon="redo")
        self.period_button = Button(theme, self.tr("期间"))
        self.period_button.set_menu(self._periods)
        self.day_button = Button(theme, "—", caption=self.tr("截至"), arrow=True)
        self.more_button = Button(theme, kind="flat", icon="more")
        self.more_button.setAccessibleName(self.tr("菜单"))
        self.more_button.setToolTip(self.tr("主题、语言、导入、备份"))
        self.set_history(None, None)
        self.period_button.setEnabled(False)
        self.day_button.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(10)
        mark = Mark(theme, 16)
        mark.setFixedWidth(NAVIGATION)
        row.addWidget(mark)
        row.addStretch(1)
        row.addWidget(self.undo_button)
        row.addWidget(self.redo_button)
        row.addWidget(self.period_button)
        row.addWidget(self.day_button)
        row.addWidget(self.more_button)
        self.setFixedHeight(TOP_BAR)
        self._connect()

    def _connect(self) -> None:
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)
        self.day_button.clicked.connect(self._pick_day)
        self._periods.triggered.connect(self._picked_period)

    # --- the window's menu ----------------------------------------------------------------------------------

    def after_first_paint(self) -> None:
        """Make the keys and the menu of the window, which nobody uses before it is seen."""
        from PySide6.QtGui import QActionGroup, QKeySequence, QShortcut

        for keys, slot in (
            ("Ctrl+Z", self.undo_button.click),
            ("Ctrl+Shift+Z", self.redo_button.click),
            ("Alt+P", self.period_button.click),
            ("Alt+D", self.day_button.click),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        menu = QMenu(self)
        menu.addAction(self.tr("导入文件夹…")).triggered.connect(self.import_asked)
        menu.addAction(self.tr("备份")).triggered.connect(self.backup_asked)
        menu.addAction(self.tr("打开另一本书…")).triggered.connect(self.open_asked)
        menu.addSeparator()
        modes: list[tuple[Mode, str]] = [
            ("system", self.tr("跟随系统")),
            ("light", self.tr("浅色")),
            ("dark", self.tr("深色")),
        ]
        themes = QActionGroup(menu)
        for mode, words in modes:
            self._choice(menu, themes, mode, words, checked=mode == self._theme.mode)
        themes.triggered.connect(self._picked_theme)
        menu.addSeparator()
        languages = QActionGroup(menu)
        for code, words in (("zh", "简体中文"), ("en", "English")):
            self._choice(menu, languages, code, words, checked=code == self._language)
        languages.triggered.connect(self._picked_language)
        self.more_button.set_menu(menu)

    @staticmethod
    def _choice(menu: QMenu, group: QActionGroup, key: str, words: str, *, checked: bool) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(checked)
        action.setData(key)
        group.addAction(action)

    def _picked_theme(self, action: QAction) -> None:
        self.theme_chosen.emit(str(action.data()))

    def _picked_language(self, action: QAction) -> None:
        self.language_chosen.emit(str(action.data()))

    # --- undo -----------------------------------------------------------------------------------------------

    def set_history(self, undo: Text | None, redo: Text | None) -> None:
        """Name what undo and redo would do; None disables."""
        for button, what, words, none in (
            (self.undo_button, undo, self.tr("撤销：{what}"), self.tr("没有可撤销的操作")),
            (self.redo_button, redo, self.tr("重做：{what}"), self.tr("没有可重做的操作")),
        ):
            name = none if what is None else words.format(what=what.to(self._language))
            button.setEnabled(what is not None)
            button.setAccessibleName(name)
            button.setToolTip(name)

    # --- period and day -------------------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None, fiscal_start: int = 1) -> None:
        """Show the period and the day; ``as_of`` None is the period's last day, or today."""
        chosen = parse_period(period, fiscal_start)
        self._day = as_of or min(chosen.end, today())
        title = chosen.title.to(self._language)
        self.period_button.setText(title)
        self.period_button.setAccessibleName(f"{self.tr('期间')} {title}")
        self.day_button.setText(self._day.isoformat())
        self.day_button.setAccessibleName(f"{self.tr('截至')} {self._day.isoformat()}")
        for button in (self.period_button, self.day_button):
            button.setEnabled(True)
            button.updateGeometry()
        self._fill_periods(chosen, fiscal_start)

    def _fill_periods(self, chosen: Period, fiscal_start: int) -> None:
        self._periods.clear()
        half = (
            half_year_of(chosen.end)
            if fiscal_start == 1
            else parse_period(f"{chosen.end.year}H1", fiscal_start)
        )
        halves = [half.shifted(n) for n in range(1, -4, -1)]
        year = chosen.end.year
        groups: list[list[Period]] = [
            halves,
            [parse_period(f"{year}Q{n}", fiscal_start) for n in range(1, 5)],
            [parse_period(str(y), fiscal_start) for y in (year, year - 1)],
        ]
        for group in groups:
            for period in group:
                action = self._periods.addAction(period.title.to(self._language))
                action.setData(period.name)
                action.setCheckable(True)
                action.setChecked(period.name == chosen.name)
            self._periods.addSeparator()

    def _picked_period(self, action: QAction) -> None:
        self.period_chosen.emit(str(action.data()))

    def _pick_day(self) -> None:
        if self._picker is None:
            from csmdesk.ui.shell.day_picker import DayPicker

            self._picker = DayPicker(self._theme, self._language, self)
            self._picker.chosen.connect(self.day_chosen)
        self._picker.open_below(self.day_button, self._day)
