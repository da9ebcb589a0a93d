"""The pane 计划与指标: its tabs, and a page for each, loaded and made when it is first shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.ui.actions import Action
from csmdesk.ui.panes import NOW, Page, Pane
from csmdesk.ui.panes.plan.pages import CLASSES, load_page, make_page, page_names
from csmdesk.ui.panes.plan.source import PlanSource, PlanTools, plan_tools
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.tabs import Tab, Tabs

_OPENS = {"metric": "measures", "target": "goals", "health_model": "health", "plan_item": "year"}
"""By the kind of an object the page that shows it."""


class PlanPane(Pane):
    """Ctrl+Tab goes to the next page. A page that is not shown hears of changes when it is shown again."""

    icon_name = "plan"

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        source: PlanSource,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tools: PlanTools = plan_tools(theme, tasks, source, language)
        self._pages: dict[str, Page] = {}
        self._missed: dict[str, list[Changes]] = {}
        self._stale: set[str] = set()
        self._state: dict[str, str] = {}
        self._period: tuple[str, date | None] | None = None
        self._to_open: tuple[str, int] | None = None
        self.tabs = Tabs(theme, self.title, height=PANE_HEAD)
        self.tabs.set_tabs([Tab(key, words) for key, words in page_names().items()])
        self.tabs.setToolTip("Ctrl+Tab")
        self.tabs.changed.connect(self.show_page)
        self._places = QStackedWidget()
        self._lay_out()

    @property
    def title(self) -> str:
        return self.tr("计划与指标")

    def _lay_out(self) -> None:
        title = Label(self._theme, self.title, scale="title")
        title.setContentsMargins(0, 0, 28, 0)
        named = QVBoxLayout()
        named.setSpacing(0)
        named.addStretch(1)
        named.addWidget(title)
        named.addStretch(1)
        named.addWidget(Line(self._theme))
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 0, INSET, 0)
        head.setSpacing(0)
        head.addLayout(named)
        head.addWidget(self.tabs, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._places, 1)

    # --- pages ----------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page that is shown; None until it has been loaded."""
        return self._pages.get(self.tabs.current)

    def show_page(self, key: str) -> None:
        """Bring a page to the front; its module is loaded first, beside the window."""
        if key not in CLASSES:
            return
        self.tabs.set_current(key)
        if key in self._pages:
            self._bring_up(key)
            return

        def work(job: Job) -> None:
            load_page(key)
            job.check()

        self.tools.tasks.query(self, work, partial(self._make, key), slot=f"page.{key}")

    def _make(self, key: str, _: None) -> None:
        if key in self._pages:
            return
        page = make_page(key, self.tools)
        page.said.connect(self.said)
        page.open_asked.connect(self.open_asked)
        page.figure_asked.connect(self.figure_asked)
        page.import_asked.connect(self.import_asked)
        self._pages[key] = page
        self._places.addWidget(page)
        page.restore_state(_state_of(key, self._state))
        self._stale.add(key)
        if key == self.tabs.current:
            self._bring_up(key)

    def _bring_up(self, key: str) -> None:
        """Show a page that has been made, and tell it what it missed."""
        page = self._pages[key]
        had, focused = self._places.currentWidget(), QApplication.focusWidget()
        inside = had is not None and had is not page and focused is not None and had.isAncestorOf(focused)
        self._places.setCurrentWidget(page)
        missed = self._missed.pop(key, [])
        if self._period is not None and key in self._stale:
            self._stale.discard(key)
            page.set_period(*self._period)
        else:
            for changes in missed:
                page.refresh(changes)
        if inside and page.stops():
            page.stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        if self._to_open is not None and _OPENS[self._to_open[0]] == key:
            kind, number = self._to_open
            self._to_open = None
            page.open(kind, number)

    # --- the contract of a pane -----------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        self._period = (period, as_of)
        self._stale = set(self._pages)
        self.show_page(self.tabs.current)

    def refresh(self, changes: Changes) -> None:
        for key, page in self._pages.items():
            if key == self.tabs.current:
                page.refresh(changes)
            else:
                self._missed.setdefault(key, []).append(changes)

    def open(self, kind: str, key: int) -> bool:
        page = _OPENS.get(kind, "")
        if page not in CLASSES:
            return False
        self._to_open = (kind, key)
        self.show_page(page)
        return True

    def stops(self) -> list[QWidget]:
        return [self.tabs, *(self.page.stops() if self.page is not None else [])]

    def actions(self) -> list[Action]:  # type: ignore[override]
        go = [
            Action(f"plan.{key}", f"{self.title}：{words}", partial(self.show_page, key), icon="plan")
            for key, words in page_names().items()
        ]
        return [*(self.page.actions() if self.page is not None else []), *go]

    def settle(self) -> None:
        for page in self._pages.values():
            page.settle()

    def save_state(self) -> dict[str, str]:
        state = {**self._state, "page": self.tabs.current}
        for key, page in self._pages.items():
            state.update({_name_of(key, name): value for name, value in page.save_state().items()})
        return state

    def restore_state(self, state: Mapping[str, str]) -> None:
        self._state = dict(state)
        if state.get("page", "") in CLASSES:
            self.tabs.set_current(state["page"])

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forth = event.key() == Qt.Key.Key_Tab
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and (
            forth or event.key() == Qt.Key.Key_Backtab
        ):
            self.tabs.step(1 if forth else -1)
            return
        page, focus = self.page, QApplication.focusWidget()
        if page is not None and not (focus is not None and page.isAncestorOf(focus)):
            # A click on a tab leaves the focus there, and the keys of its page are wanted next.
            event.accept()
            page.keyPressEvent(event)
            if event.isAccepted():
                return
        super().keyPressEvent(event)


def _name_of(page: str, name: str) -> str:
    """What a page remembers, as the pane calls it; what is for this run only stays so."""
    return f"{NOW}{page}.{name.removeprefix(NOW)}" if name.startswith(NOW) else f"{page}.{name}"


def _state_of(page: str, state: Mapping[str, str]) -> dict[str, str]:
    """What the pane remembers of a page, as the page calls it."""
    found = {}
    for name, value in state.items():
        kept, bare = (NOW, name.removeprefix(NOW)) if name.startswith(NOW) else ("", name)
        if bare.startswith(f"{page}."):
            found[kept + bare.removeprefix(f"{page}.")] = value
    return found
