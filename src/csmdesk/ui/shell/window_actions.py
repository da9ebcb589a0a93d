"""What can be done with the window as a whole: one list for keys, menu, palette and the sheet of keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from csmdesk.domain.text import Language
from csmdesk.ui.actions import Action
from csmdesk.ui.theme import Mode, Theme
from csmdesk.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from csmdesk.ui.shell.desk import Desk

translate = QCoreApplication.translate

_MODES: tuple[Mode, ...] = ("system", "light", "dark")
_LANGUAGES: tuple[tuple[Language, str], ...] = (("zh", "简体中文"), ("en", "English"))
_IN_MENU = (
    ("import", "backup", "restore", "open_book"),
    ("settings", "lock"),
    ("keys", "about"),
)


class WindowActions:
    """The actions of one desk; made after the first paint, as nobody uses them before."""

    def __init__(self, desk: Desk, theme: Theme, language: Language) -> None:
        self._desk = desk
        self._theme = theme
        self._language = language
        self._menu = Menu(theme, desk)

    def actions(self) -> list[Action]:
        """All of them, as they stand now."""
        return [*self._of_history(), *self._of_book(), *self._of_window(), *self._of_looks()]

    def _of_history(self) -> list[Action]:
        desk, to = self._desk, self._language
        found = []
        for key, label, words, none, keys, run in (
            (
                "undo",
                desk.book.undo_label,
                translate("WindowActions", "撤销：{what}"),
                translate("WindowActions", "没有可撤销的操作"),
                "Ctrl+Z",
                desk.steps.undo,
            ),
            (
                "redo",
                desk.book.redo_label,
                translate("WindowActions", "重做：{what}"),
                translate("WindowActions", "没有可重做的操作"),
                "Ctrl+Shift+Z",
                desk.steps.redo,
            ),
        ):
            bare = words.partition("：")[0].partition(":")[0]
            text = bare if label is None else words.format(what=label.to(to))
            found.append(Action(key, text, run, keys, key, none if label is None else ""))
        return found

    def _of_book(self) -> list[Action]:
        desk = self._desk
        read_only = "" if desk.book.writable else translate("WindowActions", "这本客户书是只读的")
        return [
            Action(
                "import",
                translate("WindowActions", "导入…"),
                desk.show_import,
                icon="import",
                why_not=read_only,
            ),
            Action("backup", translate("WindowActions", "备份"), desk.back_up, icon="file"),
            Action(
                "restore",
                translate("WindowActions", "从备份恢复…"),
                desk.restore_asked.emit,
                icon="restore",
            ),
            Action(
                "open_book",
                translate("WindowActions", "打开另一本客户书…"),
                desk.open_asked.emit,
                icon="book",
            ),
            Action("settings", translate("WindowActions", "设置"), desk.show_settings, "Ctrl+,", "settings"),
            Action(
                "lock",
                translate("WindowActions", "锁定"),
                desk.lock_asked.emit,
                "Ctrl+L",
                "lock",
                "" if desk.passphrase else translate("WindowActions", "没有口令的客户书不能锁定"),
            ),
        ]

    def _of_window(self) -> list[Action]:
        desk = self._desk
        panes = [
            Action(
                f"pane:{spec.key}",
                translate("WindowActions", "转到{pane}").format(pane=spec.title),
                desk.opener(index),
                f"Ctrl+{index + 1}",
                spec.icon,
            )
            for index, spec in enumerate(desk.specs)
        ]
        bar = desk.bar
        return [
            *panes,
            Action(
                "search",
                translate("WindowActions", "搜索和命令"),
                desk.open_palette,
                "Ctrl+K",
                "search",
            ),
            Action("period", translate("WindowActions", "选期间"), bar.open_periods, "Alt+P", "calendar"),
            Action("any_period", translate("WindowActions", "其他期间…"), bar.ask_period, icon="calendar"),
            Action("day", translate("WindowActions", "选截至日期"), bar.pick_day, "Alt+D", "clock"),
            Action("next_stop", translate("WindowActions", "到下一处"), desk.next_stop, "F6", "right"),
            Action(
                "stop_before", translate("WindowActions", "到上一处"), desk.stop_before, "Shift+F6", "left"
            ),
            Action("keys", translate("WindowActions", "快捷键"), desk.show_keys, "? / F1", "key"),
            Action("about", translate("WindowActions", "关于 csmdesk"), desk.about_asked.emit, icon="book"),
        ]

    def _of_looks(self) -> list[Action]:
        now = translate("WindowActions", "正在用")
        found = [
            Action(
                f"theme:{mode}",
                words,
                self._chooser(self._desk.theme_chosen.emit, mode),
                icon="eye",
                why_not=now if mode == self._theme.mode else "",
            )
            for mode, words in zip(_MODES, self._mode_words(), strict=True)
        ]
        found += [
            Action(
                f"language:{code}",
                translate("WindowActions", "语言：{name}").format(name=words),
                self._chooser(self._desk.language_chosen.emit, code),
                icon="eye",
                why_not=now if code == self._language else "",
            )
            for code, words in _LANGUAGES
        ]
        return found

    @staticmethod
    def _mode_words() -> tuple[str, str, str]:
        return (
            translate("WindowActions", "主题：跟随系统"),
            translate("WindowActions", "主题：浅色"),
            translate("WindowActions", "主题：深色"),
        )

    @staticmethod
    def _chooser(choose: Callable[[str], None], key: str) -> Callable[[], None]:
        def run() -> None:
            choose(key)

        return run

    # --- keys and menu --------------------------------------------------------------------------------------

    def bind(self) -> None:
        """Make the keys of the window; an action is looked up anew each time, as it may have changed."""
        for action in self.actions():
            # A single "?" is text where there is a field to type it into, and a key elsewhere.
            for keys in filter(None, action.shortcut.split(" / ")):
                shortcut = QShortcut(QKeySequence(keys), self._desk)
                shortcut.setProperty("action", action.key)
                shortcut.activated.connect(self._desk.run_by_key)

    def menu(self) -> QMenu:
        """The menu of the window: what concerns the book, then theme and language."""
        menu = self._menu
        menu.aboutToShow.connect(self._look_again)
        actions = {action.key: action for action in self.actions()}
        for group in _IN_MENU[:-1]:
            self._add(menu, group, actions)
        modes = (
            translate("WindowActions", "跟随系统"),
            translate("WindowActions", "浅色"),
            translate("WindowActions", "深色"),
        )
        self._choices(menu, "theme", list(zip(_MODES, modes, strict=True)))
        menu.addSeparator()
        self._choices(menu, "language", list(_LANGUAGES))
        menu.addSeparator()
        self._add(menu, _IN_MENU[-1], actions)
        return menu

    def _add(self, menu: QMenu, keys: tuple[str, ...], actions: dict[str, Action]) -> None:
        for key in keys:
            action = actions[key]
            entry = menu.addAction(action.text)
            entry.setData(key)
            entry.setProperty("icon_name", action.icon)
            if action.shortcut:
                # Only shown: the key itself is bound once, by ``bind``.
                entry.setText(f"{action.text}\t{action.shortcut}")
            entry.triggered.connect(self._desk.run_by_entry)
        menu.addSeparator()

    def _look_again(self) -> None:
        """What can be done and what is chosen, as it stands when the menu is opened."""
        actions = {action.key: action for action in self.actions()}
        for entry in self._menu.actions():
            action = actions.get(str(entry.data()))
            if action is not None and entry.isCheckable():
                entry.setChecked(bool(action.why_not))
            elif action is not None:
                entry.setEnabled(not action.why_not)
                entry.setToolTip(action.why_not)

    def _choices(self, menu: QMenu, kind: str, choices: list[tuple[str, str]]) -> None:
        group = QActionGroup(menu)
        for key, words in choices:
            entry = menu.addAction(words)
            entry.setCheckable(True)
            entry.setData(f"{kind}:{key}")
            group.addAction(entry)
            entry.triggered.connect(self._desk.run_by_entry)
