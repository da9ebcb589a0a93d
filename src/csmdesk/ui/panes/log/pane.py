"""The pane Log: the kinds of records at the left, fast entry, list and record of one of them beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.ui.actions import Action
from csmdesk.ui.panes import NOW, Pane
from csmdesk.ui.panes.log.kind_list import WIDTH, KindList, shortcut_of
from csmdesk.ui.panes.log.source import LogSource, LogTools
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.services.log.log import Log
    from csmdesk.ui.panes.log.page import KindPage

_KEYS = {
    "/": "filter",
    "N": "new",
    "Shift+N": "form",
    "Del": "remove",
    "Ctrl+O": "account",
    "Ctrl+Shift+E": "export",
    "Alt+E": "months",
    "Alt+F": "chips",
    "Alt+C": "columns",
}
"""What keys do that no list, button or field has taken, by the actions' keys."""

_LIST_ONLY = frozenset({"remove"})
"""What a key does not do while the focus is in the record beside the list."""


class LogPane(Pane):
    """The kinds are loaded, and the records of one read, when the pane is first shown."""

    icon_name = "log"

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        source: LogSource,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tools: LogTools = LogTools(theme, tasks, source, language)
        self._log: Log | None = None
        self._period = ""
        self._as_of: date | None = None
        self._span = "period"
        self._sizes = ""
        self._key = ""
        self._state: dict[str, str] = {}
        self._sought: tuple[str, int] | None = None
        self._asked = ""
        self._adding = ""
        self._made: dict[str, KindPage] = {}
        self.kinds = KindList(theme, self.title, WIDTH[language])
        self.kinds.picked.connect(self.show_kind)
        place = QWidget()
        self._pages = QStackedLayout(place)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.kinds)
        row.addWidget(place, 1)
        self._bind()

    def _bind(self) -> None:
        # Shortcuts, since a field would take these keys as its own.
        keys: dict[str, Callable[[], None]] = {
            shortcut_of(place): partial(self._show_place, place) for place in range(10)
        }
        keys |= {
            "Ctrl+Tab": partial(self.step, 1),
            "Ctrl+Shift+Tab": partial(self.step, -1),
            "Ctrl+Shift+V": self._paste_new,
            "Alt+A": self.toggle_span,
        }
        for text, run in keys.items():
            shortcut = QShortcut(QKeySequence(text), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    @property
    def title(self) -> str:
        return self.tr("记录")

    # --- kinds ----------------------------------------------------------------------------------------------

    @property
    def page(self) -> KindPage | None:
        """The page that is shown; None until the kinds have been loaded."""
        return self._made.get(self._key)

    def page_of(self, key: str) -> KindPage:
        """The page of a kind, made when it is first needed."""
        page = self._made.get(key)
        if page is None:
            from csmdesk.ui.panes.log.page import KindPage
            from csmdesk.ui.panes.log.page_state import restore_page

            assert self._log is not None
            page = self._made[key] = KindPage(self.tools, self._log.kinds[key])
            page.said.connect(self.said)
            page.open_asked.connect(self._open_asked)
            page.span_chosen.connect(self.set_span)
            page.moved.connect(self._sized)
            prefix = f"{key}/"
            own = {
                name.replace(prefix, "", 1): value
                for name, value in self._state.items()
                if name.removeprefix(NOW).startswith(prefix)
            }
            restore_page(page, own)
            self._pages.addWidget(page)
        return page

    def show_kind(self, key: str) -> None:
        """Bring the records of a kind to the front."""
        if self._log is None or key not in self._log.kinds:
            self._asked = key
            return
        focus = QApplication.focusWidget()
        focused = self.page is not None and focus is not None and self.page.isAncestorOf(focus)
        fresh = key not in self._made
        page = self.page_of(key)
        self._key = key
        self.kinds.set_current(key)
        self._pages.setCurrentWidget(page)
        if self._sizes:
            page.split.set_sizes_text(self._sizes)
        if fresh or page.property("stale"):
            self._bring_up_to_date(page)
        if focused:
            page.to_list()

    def _bring_up_to_date(self, page: KindPage) -> None:
        page.setProperty("stale", False)
        page.set_period(self._period if self._span == "period" else None, self._as_of)

    def _show_place(self, place: int) -> None:
        names = list(self._log.kinds) if self._log is not None else []
        if place < len(names):
            self.show_kind(names[place])

    def step(self, by: int) -> None:
        """Go to the next kind, from the last to the first."""
        names = list(self._log.kinds) if self._log is not None else []
        if self._key in names:
            self.show_kind(names[(names.index(self._key) + by) % len(names)])

    def set_span(self, span: str) -> None:
        """Show the records of the window's ``period``, or ``all``."""
        if span != self._span:
            self._span = span
            self._read_all()

    def toggle_span(self) -> None:
        """Switch between the window's period and all records."""
        self.set_span("all" if self._span == "period" else "period")

    def _read_all(self) -> None:
        for page in self._made.values():
            if page is not self.page:
                page.setProperty("stale", True)
        if self.page is not None:
            self._bring_up_to_date(self.page)

    def _sized(self) -> None:
        if self.page is not None:
            self._sizes = self.page.split.sizes_text

    def _paste_new(self) -> None:
        if self.page is not None:
            self.page.acts.paste_new()

    # --- the contract of a pane -----------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        self._period, self._as_of = period, as_of
        if self._log is None:
            source = self.tools.source

            def work(_: Job) -> Log:
                import csmdesk.ui.panes.log.page  # noqa: F401 - loaded here, not in the window's thread

                return source.log()

            self.tools.tasks.query(self, work, self._take_log, slot="log")
        else:
            self._read_all()

    def _take_log(self, log: Log) -> None:
        if self._log is not None:
            self._read_all()
            return
        self._log = log
        language = self.tools.language
        self.kinds.set_kinds([(key, kind.name.to(language)) for key, kind in log.kinds.items()])
        wanted = self._asked or self._key or next(iter(log.kinds))
        self._key = ""
        self.show_kind(wanted if wanted in log.kinds else next(iter(log.kinds)))
        self._count()
        if self._sought is not None:
            sought, self._sought = self._sought, None
            self.open(*sought)
        if self._adding:
            adding, self._adding = self._adding, ""
            self.add(adding)

    def _count(self) -> None:
        log = self._log
        if log is not None:
            self.tools.tasks.query(self, lambda _: log.counts(), self.kinds.set_counts, slot="counts")

    def refresh(self, changes: Changes) -> None:
        if changes.empty:
            return
        for page in self._made.values():
            if page is not self.page:
                page.setProperty("stale", True)
        if self.page is not None:
            self.page.refresh(changes)
        self._count()

    def stops(self) -> list[QWidget]:
        return [self.kinds.list, *(self.page.stops() if self.page is not None else [])]

    def actions(self) -> list[Action]:  # type: ignore[override]
        found = [] if self.page is None else self.page.acts.actions()
        if self._log is None:
            return found
        language = self.tools.language
        whole = self.tr("看全部记录") if self._span == "period" else self.tr("只看本期记录")
        found.append(Action("log.span", whole, self.toggle_span, "Alt+A", "calendar"))
        for place, (key, kind) in enumerate(self._log.kinds.items()):
            name, one = kind.name.to(language), kind.one.to(language)
            show, add = self.tr("看{name}").format(name=name), self.tr("记{one}").format(one=one)
            run = partial(self.show_kind, key)
            found.append(Action(f"log.show.{key}", show, run, shortcut_of(place), "log"))
            run = partial(self.add, key)
            found.append(Action(f"log.add.{key}", add, run, "", "plus", self._read_only))
        return found

    @property
    def _read_only(self) -> str:
        why = self.tools.source.read_only()
        return "" if why is None else why.to(self.tools.language)

    def add(self, kind: str) -> None:
        if self._log is None:
            self._adding = kind
            return
        self.show_kind(kind)
        if self.page is not None:
            self.page.to_line()

    def open(self, kind: str, key: int) -> bool:
        if self._log is None:
            # Which kinds there are is known as soon as they have been loaded.
            self._sought = (kind, key)
            return True
        if kind not in self._log.kinds:
            return False
        self.show_kind(kind)
        self.page_of(kind).open(key)
        self.opened.emit(kind, key)
        return True

    def _open_asked(self, kind: str, key: int) -> None:
        if self._log is not None and kind in self._log.kinds:
            self.open(kind, key)
        else:
            self.open_asked.emit(kind, key)

    def settle(self) -> None:
        for page in self._made.values():
            page.settle()

    def save_state(self) -> dict[str, str]:
        from csmdesk.ui.panes.log.page_state import page_state

        state = {**self._state, "kind": self._key, "span": self._span, "sizes": self._sizes}
        for key, page in self._made.items():
            for name, value in page_state(page).items():
                now = NOW if name.startswith(NOW) else ""
                state[f"{now}{key}/{name.removeprefix(NOW)}"] = value
        return state

    def restore_state(self, state: Mapping[str, str]) -> None:
        self._state = dict(state)
        self._key = state.get("kind", "")
        self._span = "all" if state.get("span") == "all" else "period"
        self._sizes = state.get("sizes", "")

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A list or a button lets these pass to here, a field takes them as text.
        page = self.page
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        key = _KEYS.get(pressed, "")
        if page is None:
            super().keyPressEvent(event)
        elif pressed == "Esc" and page.filtered:
            page.clear_filter()
        elif key and not (key in _LIST_ONLY and page.beside.has_focus):
            action = next(a for a in page.acts.actions() if a.key == f"log.{key}")
            if action.why_not:
                self.said.emit(action.why_not, False)
            else:
                action.run()
        else:
            super().keyPressEvent(event)
