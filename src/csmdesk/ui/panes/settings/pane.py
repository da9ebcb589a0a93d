"""The settings pane: sections at the left, what is set in the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.services.settings import TABLES, Settings, SettingsState
from csmdesk.ui.actions import Action
from csmdesk.ui.models.item_list import ItemList, RowDelegate
from csmdesk.ui.models.review_items import ItemModel
from csmdesk.ui.panes import Pane
from csmdesk.ui.panes.settings.finder import SettingsFinder
from csmdesk.ui.panes.settings.page import SettingsPage
from csmdesk.ui.panes.settings.work import SettingsWork
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.field import FilterField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line

if TYPE_CHECKING:
    from csmdesk.services.keeping import Keeping

_LIST, _FIELD = 192, 250


class SectionLine(NamedTuple):
    """A section in the list at the left."""

    key: str
    title: str


class SectionDelegate(RowDelegate):
    """The name of a section."""

    def draw(self, painter: QPainter, box: QRect, item: SectionLine, row: int) -> None:
        current = row == self.view.currentIndex().row()
        self.text(painter, box.adjusted(INSET, 0, -8, 0), item.title, bold=current)


@dataclass(frozen=True)
class SettingsSource:
    """What the pane works on: the settings of a book, how it is kept, and where it lies."""

    settings: Settings
    keeping: Keeping
    folder: Path


class SettingsPane(Pane):
    """Each change is kept at once and can be undone; what belongs to the window is asked for by signals.

    ``theme_chosen``, ``language_chosen`` and ``idle_lock_chosen(minutes)`` are the computer's and not the
    book's; ``restore_asked(folder)`` names a backup, ``about_asked`` wants the page about csmdesk, and
    ``keys_changed`` follows whatever the status line says of passphrase and backups.
    """

    icon_name = "settings"

    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    idle_lock_chosen = Signal(int)
    restore_asked = Signal(object)
    about_asked = Signal()
    keys_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        source: SettingsSource,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._source = source
        self._language: Language = language
        self._period: tuple[str, date | None] | None = None
        self._state: SettingsState | None = None
        self._idle_minutes = 0
        self._pages: dict[str, SettingsPage] = {}
        self._work = SettingsWork(tasks, language, self)
        self._work.settled.connect(self._read)
        self._work.said.connect(self.said)
        self.sections: ItemModel[SectionLine] = ItemModel(_key_of, _title_of)
        self.list = ItemList(theme, self.sections, marks_place=True)
        self.list.setAccessibleName(self.title)
        self._delegate = SectionDelegate(theme, self.list)
        self.field = FilterField(theme, self.tr("名称、拼音、首字母"), "/")
        self._finder = SettingsFinder(self._words, self._work, self)
        self._places = QStackedWidget()
        self._makers = self._sections()
        self._lay_out()
        self.sections.set_items(self._lines())
        self.field.filtered.connect(self._finder.look_for)
        self.field.entered.connect(self._to_list)
        self.field.escaped.connect(self._to_list)
        self._finder.changed.connect(self._show_found)
        self.list.picked.connect(self._pick)
        self.list.entered_row.connect(self._enter_page)
        self.show_section("book")

    @property
    def title(self) -> str:
        return self.tr("设置")

    def _sections(self) -> dict[str, tuple[str, Callable[[], SettingsPage]]]:
        """The sections in order: the name of each, and how it is made when it is first shown."""
        return {
            "book": (self.tr("书与安全"), self._make_book),
            "backups": (self.tr("备份与恢复"), self._make_backups),
            "health": (self.tr("健康度"), self._make_health),
            "rules": (self.tr("规则"), self._make_rules),
            "segments": (self.tr("分层"), self._make_segments),
            "money": (self.tr("币种与汇率"), self._make_money),
            "look": (self.tr("外观"), self._make_look),
            "about": (self.tr("关于"), self._make_about),
        }

    def _lay_out(self) -> None:
        head = QWidget()
        head.setFixedHeight(PANE_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(INSET, 0, INSET, 0)
        row.addWidget(Label(self._theme, self.title, scale="title"))
        row.addStretch(1)
        self.field.setFixedWidth(_FIELD)
        row.addWidget(self.field)
        self.list.setFixedWidth(_LIST)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(0, 8, 0, 8)
        left.addWidget(self.list)
        middle.addLayout(left)
        middle.addWidget(self._places, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(Line(self._theme))
        column.addLayout(middle, 1)

    # --- the sections ---------------------------------------------------------------------------------------

    def _make_book(self) -> SettingsPage:
        from csmdesk.ui.panes.settings.book_page import BookPage

        page = BookPage(self._theme, self._source.folder, self._source.keeping, self._work)
        page.set_idle_minutes(self._idle_minutes)
        page.idle_lock_chosen.connect(self._choose_minutes)
        page.keys_changed.connect(self.keys_changed)
        return page

    def _make_backups(self) -> SettingsPage:
        from csmdesk.ui.panes.settings.backups_page import BackupsPage

        page = BackupsPage(self._theme, self._source.folder, self._source.keeping, self._work)
        page.restore_asked.connect(self.restore_asked)
        page.backed_up.connect(self.keys_changed)
        return page

    def _make_health(self) -> SettingsPage:
        from csmdesk.ui.panes.settings.health_page import HealthPage

        return HealthPage(self._theme, self._source.settings.health, self._work, self._language)

    def _make_rules(self) -> SettingsPage:
        from csmdesk.ui.panes.settings.rules_page import RulesPage

        return RulesPage(self._theme, self._source.settings, self._work)

    def _make_segments(self) -> SettingsPage:
        from csmdesk.ui.panes.settings.segments_page import SegmentsPage

        return SegmentsPage(self._theme, self._source.settings, self._work)

    def _make_money(self) -> SettingsPage:
        from csmdesk.ui.panes.settings.money_page import MoneyPage

        return MoneyPage(self._theme, self._source.settings, self._work)

    def _make_look(self) -> SettingsPage:
        from csmdesk.ui.panes.settings.look_page import LookPage

        page = LookPage(self._theme, self._language)
        page.theme_chosen.connect(self.theme_chosen)
        page.language_chosen.connect(self.language_chosen)
        return page

    def _make_about(self) -> SettingsPage:
        from csmdesk.ui.panes.settings.about_page import AboutPage

        page = AboutPage(self._theme)
        page.about_asked.connect(self.about_asked)
        return page

    def page(self, key: str) -> SettingsPage:
        """The section called ``key``, made when it is first asked for."""
        found = self._pages.get(key)
        if found is None:
            found = self._pages[key] = self._makers[key][1]()
            self._places.addWidget(found)
            if self._period is not None:
                found.set_period(*self._period)
            if self._state is not None:
                found.show_state(self._state)
        return found

    @property
    def section(self) -> str:
        """The key of the section that is shown."""
        return next(key for key, page in self._pages.items() if page is self._places.currentWidget())

    def show_section(self, key: str) -> None:
        """Bring a section to the front; an unknown name is passed over."""
        if key in self._makers:
            page = self.page(key)
            self._places.setCurrentWidget(page)
            self.list.set_current(self.sections.row_of(key))
            if self._period is not None:
                page.come_in()

    def _pick(self, row: int) -> None:
        self.show_section(self.sections.items[row].key)

    def _enter_page(self) -> None:
        self.page(self.section).setFocus(Qt.FocusReason.TabFocusReason)

    # --- finding --------------------------------------------------------------------------------------------

    def _lines(self) -> list[SectionLine]:
        return [SectionLine(key, title) for key, (title, _) in self._makers.items()]

    def _words(self) -> list[str]:
        """Everything that can be found."""
        found = [title for title, _ in self._makers.values()]
        for key in self._makers:
            found += self.page(key).search_words()
        return found

    def _show_found(self) -> None:
        """List the sections where something is found, and go to the first when this one has nothing."""
        lines = []
        for line in self._lines():
            whole = self._finder.found(line.title)
            inside = self.page(line.key).show_found(_all if whole else self._finder.found)
            if whole or inside:
                lines.append(line)
        self.sections.set_items(lines)
        if lines and self.section not in {line.key for line in lines}:
            self.show_section(lines[0].key)
        else:
            self.list.set_current(self.sections.row_of(self.section))

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- the contract of a pane -----------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        first = self._period is None
        self._period = (period, as_of)
        for page in self._pages.values():
            page.set_period(period, as_of)
        if first:
            self._read()
            self.page(self.section).come_in()

    def refresh(self, changes: Changes) -> None:
        if self._period is not None and (set(changes.ids) | changes.whole) & TABLES:
            self._read()

    def settle(self) -> None:
        focused = self.focusWidget()
        if isinstance(focused, QLineEdit):
            # Leaving the field keeps what was typed.
            focused.clearFocus()

    def stops(self) -> list[QWidget]:
        return [self.list, self.page(self.section)]

    def actions(self) -> list[Action]:  # type: ignore[override]
        return [
            Action(f"settings.{key}", f"{self.title}：{title}", _Go(self, key), icon=self.icon_name)
            for key, (title, _) in self._makers.items()
        ]

    def save_state(self) -> dict[str, str]:
        return {"section": self.section}

    def restore_state(self, state: Mapping[str, str]) -> None:
        self.show_section(state.get("section", ""))

    # --- reading --------------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._work.read(self, self._source.settings.state, self._show, slot="state")

    def _show(self, state: SettingsState) -> None:
        self._state = state
        for page in self._pages.values():
            page.show_state(state)

    # --- the window -----------------------------------------------------------------------------------------

    def set_idle_minutes(self, minutes: int) -> None:
        """Say after how many minutes the window locks itself; 0 is never."""
        from csmdesk.ui.panes.settings.book_page import BookPage

        self._idle_minutes = minutes
        page = self._pages.get("book")
        if isinstance(page, BookPage):
            page.set_idle_minutes(minutes)

    def _choose_minutes(self, minutes: int) -> None:
        self._idle_minutes = minutes
        self.idle_lock_chosen.emit(minutes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._period is not None:
            # What lies outside of the book may have changed meanwhile: backups, keys, the theme.
            self.page(self.section).come_in()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._to_list()
        elif event.text() == "/":
            self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.edit.selectAll()
        elif event.key() == Qt.Key.Key_Right and self.list.hasFocus():
            self._enter_page()
        else:
            super().keyPressEvent(event)


class _Go:
    """Shows a section; made for the palette, which calls it without arguments."""

    def __init__(self, pane: SettingsPane, key: str) -> None:
        self._pane = pane
        self._key = key

    def __call__(self) -> None:
        self._pane.show_section(self._key)


def _all(_: str) -> bool:
    return True


def _key_of(line: SectionLine) -> str:
    return line.key


def _title_of(line: SectionLine) -> str:
    return line.title
