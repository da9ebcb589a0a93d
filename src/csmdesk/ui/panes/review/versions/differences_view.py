"""What differs between a version and another one, or now: the figures with their rows, and the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.ui.panes.review.versions.figures_page import FiguresPage
from csmdesk.ui.panes.review.versions.texts_page import TextsPage
from csmdesk.ui.panes.review.versions.words import version_name
from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.tabs import Tab, Tabs

if TYPE_CHECKING:
    from csmdesk.reports.differences import Differences
    from csmdesk.ui.panes.review.versions.source import Comparison

FIGURES, TEXTS = "figures", "texts"


class DifferencesView(QWidget):
    """Takes the room of the pages. ``evidence_wanted(key, period, old)`` and ``place_wanted(chapter, block)``
    as in ``FiguresPage``; ``closed`` is Esc or the cross.
    """

    evidence_wanted = Signal(str, str, bool)
    place_wanted = Signal(str, int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._comparison: Comparison | None = None
        self._title = Label(theme, scale="head")
        self._note = Label(theme, scale="small", role="t3", elide=True)
        self.cross = Button(theme, kind="flat", icon="x")
        self.cross.setToolTip(self.tr("关闭 Esc"))
        self.cross.setAccessibleName(self.tr("关闭"))
        self.tabs = Tabs(theme, self.tr("比较"), inset=INSET)
        self.figures = FiguresPage(theme)
        self.texts = TextsPage(theme)
        self.nothing = EmptyState(theme, self.tr("没有差别。"), "", top=48)
        self._lives = Label(theme, scale="small", role="t3", elide=True)
        self._pages = QStackedLayout()
        self._lay_out()
        self.tabs.changed.connect(self.show_tab)
        self.cross.clicked.connect(self.closed)
        self.figures.evidence_wanted.connect(self.evidence_wanted)
        self.figures.place_wanted.connect(self.place_wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 0, INSET - 6, 0)
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addWidget(self.cross)
        bar = QWidget()
        bar.setFixedHeight(PANE_HEAD)
        bar.setLayout(head)
        place = QWidget()
        place.setLayout(self._pages)
        for page in (self.figures, self.texts, self.nothing):
            self._pages.addWidget(page)
        foot = QHBoxLayout()
        foot.setContentsMargins(INSET, 0, INSET, 0)
        foot.addWidget(self._lives)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.tabs)
        column.addWidget(Line(self._theme))
        column.addWidget(place, 1)
        column.addLayout(foot)
        self.setMinimumWidth(320)
        self.setFocusProxy(self.tabs)

    # --- content --------------------------------------------------------------------------------------------

    @property
    def comparison(self) -> Comparison | None:
        """What is shown."""
        return self._comparison

    def show_comparison(self, comparison: Comparison) -> None:
        """Show what differs; the tab stays, unless there is nothing under it."""
        self._comparison = comparison
        found = comparison.found
        then, now = version_name(comparison.old), version_name(comparison.new)
        self._title.setText(f"{then} → {now}")
        days = self.tr("数据截至 {old} → {new}").format(old=found.old_as_of, new=found.new_as_of)
        self._note.setText(days)
        self.tabs.set_tabs(
            [
                Tab(FIGURES, self.tr("数字"), len(found.figures)),
                Tab(TEXTS, self.tr("正文"), sum(chapter.differing for chapter in found.chapters)),
            ]
        )
        self.figures.show_changes(found.figures, comparison.old, comparison.new)
        self.texts.show_texts(found.chapters, then, now)
        self._say_lives(found)
        self.setAccessibleName(f"{then} → {now}")
        self.show_tab(self.tabs.current)

    def _say_lives(self, found: Differences) -> None:
        """Say which tables and charts show something else now: they follow the figures."""
        captions = self.tr("、").join(dict.fromkeys(live.caption for live in found.lives))
        words = self.tr("随之改变的图表 {n}：{captions}").format(n=len(found.lives), captions=captions)
        self._lives.setText(words)
        self._lives.setToolTip(words)
        self._lives.setVisible(bool(found.lives))
        self._lives.setFixedHeight(28)

    def show_tab(self, key: str) -> None:
        """Bring the figures or the texts to the front."""
        self.tabs.set_current(key)
        page: QWidget = self.texts if key == TEXTS else self.figures
        found = self._comparison.found if self._comparison else None
        if found is not None and (found.empty or (key == FIGURES and not found.figures)):
            empty = found.empty
            self.nothing.set_words(
                self.tr("没有差别。") if empty else self.tr("数字没有变。"),
                "" if empty else self.tr("正文有改动，见“正文”。"),
            )
            page = self.nothing
        self._pages.setCurrentWidget(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
