"""The tab 版本 at the right: the frozen versions of a review, and what has changed since the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.models.item_list import ItemList, RowDelegate
from csmdesk.ui.models.review_items import ItemModel
from csmdesk.ui.panes.review.versions.words import frozen_words, state_words, told, version_name
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_icon
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.menu import Menu
from csmdesk.ui.widgets.section import Line, SectionHead
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

if TYPE_CHECKING:
    from csmdesk.reports.figure_changes import FigureChange
    from csmdesk.services.review_versions import VersionHead
    from csmdesk.ui.panes.review.versions.source import Comparison

_MOST_ROWS = 4
_SNOW = 14


class VersionDelegate(RowDelegate):
    """A version: its number and whether it was handed out, and below when it was frozen."""

    height = 52

    def draw(self, painter: QPainter, box: QRect, item: VersionHead, row: int) -> None:
        draw_icon(painter, self.theme, "snow", "t3", INSET, box.top() + 11, _SNOW)
        left = INSET + _SNOW + 8
        edge = box.right() - INSET
        state = state_words(item)
        width = self.theme.metrics("small").horizontalAdvance(state)
        self.text(painter, QRect(edge - width, box.top() + 8, width + 1, 20), state, "t2", small=True)
        shape = "green" if item.exported else "unscored"
        draw_shape(painter, self.theme, shape, edge - width - 6 - SIZE, box.top() + 13)
        name = QRect(left, box.top() + 8, edge - width - 20 - left, 20)
        self.text(painter, name, version_name(item), bold=True)
        below = QRect(left, box.top() + 28, edge - left, 16)
        self.text(painter, below, frozen_words(item), "t3", small=True)
        painter.setPen(self.theme.pen("line"))
        painter.drawLine(INSET, box.bottom(), edge, box.bottom())


class SinceDelegate(RowDelegate):
    """A figure that differs: its name, and what it was and is."""

    height = 32

    def draw(self, painter: QPainter, box: QRect, item: FigureChange, row: int) -> None:
        name, old, new = told(item)
        words = f"{old} → {new}"
        edge = box.right() - INSET
        width = min(self.theme.metrics().horizontalAdvance(words), (edge - INSET) * 3 // 5)
        self.text(painter, QRect(edge - width, box.top(), width + 1, box.height()), words, right=True)
        self.text(painter, QRect(INSET, box.top(), edge - width - 12 - INSET, box.height()), name, "t2")


class VersionPanel(QWidget):
    """What it asks for: ``freeze_wanted``, ``open_wanted(id)``, ``compare_wanted(old id, new id)`` (0 is
    now), ``remove_wanted(id)``, ``figure_wanted(key, period)`` (a figure that has changed since),
    ``version_chosen(id)`` (another one is current).
    """

    freeze_wanted = Signal()
    open_wanted = Signal(int)
    compare_wanted = Signal(int, int)
    remove_wanted = Signal(int)
    figure_wanted = Signal(str, str)
    version_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model: ItemModel[VersionHead] = ItemModel(lambda v: str(v.id), self._words)
        self.list = ItemList(theme, self.model, marks_place=True)
        self.list.setAccessibleName(self.tr("冻结的版本"))
        VersionDelegate(theme, self.list)
        self.freeze = Button(theme, self.tr("冻结"), icon="snow")
        self.freeze.setToolTip(self.tr("把现在的正文、数字和依据存成一个版本"))
        self.open = Button(theme, self.tr("打开"))
        self.with_now = Button(theme, self.tr("与现在比较"))
        self.with_other = Button(theme, self.tr("与…比较"), arrow=True)
        self.remove = Button(theme, self.tr("删去"), kind="flat")
        self._head = SectionHead(theme, self.tr("版本"), large=True)
        self._hint = Label(
            theme,
            self.tr("还没有冻结的版本。交出去之前冻结一次：以后数据再改，这一版的数字也不会动。"),
            role="t3",
            wrap=True,
        )
        self._part = QWidget()
        self._since_part = QWidget()
        self._since_head = SectionHead(theme, "", large=True)
        self.since: ItemModel[FigureChange] = ItemModel(lambda c: f"{c.key}@{c.period}", _since_words)
        self.since_list = ItemList(theme, self.since, follow_keys=False)
        self.since_list.setAccessibleName(self.tr("冻结以后变了的数字"))
        SinceDelegate(theme, self.since_list)
        self._nothing = Label(theme, role="t3", wrap=True)
        self._menu = Menu(theme)
        self._lay_out()
        self._connect()
        self.set_versions(())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(INSET, 12, INSET - 1, 8)
        top.setSpacing(12)
        top.addWidget(self._head, 1)
        top.addWidget(self.freeze)
        flow = FlowRow()
        for button in (self.open, self.with_now, self.with_other, self.remove):
            flow.add(button)
        acts = QHBoxLayout()
        acts.setContentsMargins(INSET - 1, 10, INSET - 1, 10)
        acts.addWidget(flow)
        self.with_other.set_menu(self._menu)
        part = QVBoxLayout(self._part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(0)
        part.addWidget(Line(self._theme))
        part.addWidget(self.list)
        part.addLayout(acts)
        since = QVBoxLayout(self._since_part)
        since.setContentsMargins(0, 0, 0, 0)
        since.setSpacing(0)
        since.addWidget(Line(self._theme))
        above = QHBoxLayout()
        above.setContentsMargins(INSET, 8, INSET, 0)
        above.addWidget(self._since_head)
        since.addLayout(above)
        since.addWidget(self.since_list, 1)
        self._nothing.setContentsMargins(INSET, 0, INSET, 16)
        since.addWidget(self._nothing)
        self._hint.setContentsMargins(INSET, 0, INSET, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._hint)
        column.addWidget(self._part)
        column.addWidget(self._since_part, 1)
        column.addStretch(0)
        self._since_part.hide()
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.freeze.clicked.connect(self.freeze_wanted)
        self.list.picked.connect(self._pick)
        self.list.entered_row.connect(self._open)
        self.list.doubleClicked.connect(self._open)
        self.open.clicked.connect(self._open)
        self.with_now.clicked.connect(self._with_now)
        self._menu.triggered.connect(self._with_other)
        self.remove.clicked.connect(self._remove)
        self.since_list.picked.connect(self._since_picked)

    def _words(self, head: VersionHead) -> str:
        return "，".join((version_name(head), state_words(head), frozen_words(head)))

    # --- content --------------------------------------------------------------------------------------------

    @property
    def current(self) -> VersionHead | None:
        """The version that is chosen."""
        row = self.list.currentIndex().row()
        return self.model.items[row] if 0 <= row < len(self.model.items) else None

    def set_versions(self, heads: Sequence[VersionHead]) -> None:
        """Show the versions of a review; the chosen one stays, else the newest is chosen."""
        before = self.current
        self.model.set_items(heads)
        self.list.setFixedHeight(min(len(heads), _MOST_ROWS) * VersionDelegate.height)
        self._head.set_note(self.tr("{n} 个").format(n=len(heads)) if heads else "")
        self._part.setVisible(bool(heads))
        self._hint.setVisible(not heads)
        row = -1 if before is None else self.model.row_of(str(before.id))
        self.list.set_current(max(row, 0) if heads else -1)
        if not heads:
            self._since_part.hide()
        self._arm()

    def choose(self, version_id: int) -> None:
        """Make a version the chosen one."""
        self.list.set_current(self.model.row_of(str(version_id)))
        self._arm()

    def show_since(self, comparison: Comparison | None) -> None:
        """Show what has changed since a version; None while that is being found out."""
        self._since_part.setVisible(comparison is not None)
        if comparison is None:
            return
        found = comparison.found
        self._since_head.set_title(self.tr("{version} 以后").format(version=version_name(comparison.old)))
        lines = sum(chapter.differing for chapter in found.chapters)
        note = self.tr("{n} 个数字，正文 {m} 处").format(n=len(found.figures), m=lines)
        self._since_head.set_note("" if found.empty else note)
        self.since.set_items(found.figures)
        self.since_list.setVisible(bool(found.figures))
        self._nothing.setVisible(not found.figures)
        self._nothing.setText(
            self.tr("数字、正文都没有变。") if found.empty else self.tr("数字没有变，正文有改动。")
        )

    def set_busy(self, busy: bool) -> None:
        """Whether a version is being made: the button waits for it."""
        self.freeze.set_why_not(self.tr("正在冻结…") if busy else "")

    def _arm(self) -> None:
        """Say for each button whether it can be pressed, and what the menu offers."""
        head = self.current
        self._menu.clear()
        others = [other for other in self.model.items if head is not None and other.id != head.id]
        for other in others:
            action = self._menu.addAction(f"{version_name(other)}  {frozen_words(other)}")
            action.setData(other.id)
        self.with_other.set_why_not("" if others else self.tr("只有这一个版本"))
        exported = head is not None and head.exported
        self.remove.set_why_not(self.tr("已导出的版本不能删去") if exported else "")

    # --- what is asked for ----------------------------------------------------------------------------------

    def _pick(self, row: int) -> None:
        self._arm()
        self.version_chosen.emit(self.model.items[row].id)

    def _open(self) -> None:
        head = self.current
        if head is not None:
            self.open_wanted.emit(head.id)

    def _with_now(self) -> None:
        head = self.current
        if head is not None:
            self.compare_wanted.emit(head.id, 0)

    def _with_other(self, action: QAction) -> None:
        head = self.current
        other = int(action.data())
        if head is not None:
            # The older one is what it was, the newer what it has become.
            old, new = sorted((head.id, other), key=self._number)
            self.compare_wanted.emit(old, new)

    def _number(self, version_id: int) -> int:
        return next(head.number for head in self.model.items if head.id == version_id)

    def _remove(self) -> None:
        head = self.current
        if head is not None and not head.exported:
            self.remove_wanted.emit(head.id)

    def _since_picked(self, row: int) -> None:
        change = self.since.items[row]
        self.figure_wanted.emit(change.key, change.period)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self._remove()
        else:
            super().keyPressEvent(event)


def _since_words(change: FigureChange) -> str:
    name, old, new = told(change)
    return f"{name}  {old} → {new}"
