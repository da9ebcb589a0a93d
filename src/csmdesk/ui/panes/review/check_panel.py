"""The check of the text beside it: what is open, what was answered, and a field for the answer in its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.panes.review.check_list import (
    HEIGHT,
    CheckList,
    CheckModel,
    CheckRow,
    act_words,
    rows_of,
)
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.frame import FieldFrame
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.line_edit import LineEdit
from csmdesk.ui.widgets.menu import Menu
from csmdesk.ui.widgets.section import Line, SectionHead
from csmdesk.ui.widgets.shapes import SIZE

if TYPE_CHECKING:
    from csmdesk.reports.review_checks.finding import Finding

_FIELD = 32


class CheckPanel(QWidget):
    """What the check found.

    ``picked(finding)`` asks for its place in the text, ``acted(finding)`` for its correction or insertion,
    ``noted(key, words, title)`` for keeping an answer ('' takes it back). What is being written stays while
    other findings come.
    """

    picked = Signal(object)
    acted = Signal(object)
    noted = Signal(str, str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._findings: tuple[Finding, ...] = ()
        self._notes: dict[str, str] = {}
        self._folded = True
        self._writing = ""
        self._read_only = ""
        self._menu: Menu | None = None
        self._head = SectionHead(theme, self.tr("检查"), large=True)
        self._none = Label(theme, self.tr("没有要看的。"), role="t3")
        self.model = CheckModel()
        self.list = CheckList(theme, self.model)
        self.list.setAccessibleName(self.tr("检查"))
        self.field = LineEdit(theme)
        self.field.setPlaceholderText(self.tr("写一句说明，Enter 保存"))
        self.field.setAccessibleName(self.tr("注"))
        self._frame = FieldFrame(theme, self.field, _FIELD)
        self._frame.setParent(self.list.viewport())
        self._frame.hide()
        self._lay_out()
        self.setFocusProxy(self.list)
        self.list.picked.connect(self._pick)
        self.list.acted.connect(self._act)
        self.field.entered.connect(self._keep)
        self.field.escaped.connect(self._give_up)
        self._show()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(INSET, 4, INSET, 0)
        above.addWidget(self._head)
        below = QHBoxLayout()
        below.setContentsMargins(INSET, 4, INSET, 8)
        below.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Line(self._theme))
        column.addLayout(above)
        column.addLayout(below)
        column.addWidget(self.list)

    # --- content --------------------------------------------------------------------------------------------

    def set_findings(
        self, findings: Sequence[Finding], notes: Mapping[str, str], agreeing: int, *, read_only: str = ""
    ) -> None:
        """Show what was found; ``notes`` are the answers by key, ``agreeing`` how many figures agree.

        ``read_only`` says why nothing can be changed.
        """
        self._findings = tuple(findings)
        self._notes = dict(notes)
        self._read_only = read_only
        open_ones = self.open_count
        if open_ones:
            note = self.tr("{n} 项待看，{m} 个数字与数据一致").format(n=open_ones, m=agreeing)
        else:
            note = self.tr("{m} 个数字与数据一致").format(m=agreeing)
        self._head.set_note(note)
        if self._writing and all(f.key != self._writing for f in findings):
            self._writing = ""
        self._show()

    @property
    def open_count(self) -> int:
        """How many findings have no answer."""
        return sum(f.key not in self._notes for f in self._findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, answered or not."""
        return self._findings

    def _show(self) -> None:
        current = self._current()
        rows = rows_of(self._findings, self._notes, folded=self._folded, writing=self._writing)
        self.model.set_items(rows)
        self.list.doItemsLayout()
        height = sum(row.height for row in rows)
        self.list.setFixedHeight(height)
        self.list.setVisible(bool(rows))
        self._none.setVisible(not self.open_count)
        if current is not None:
            self.list.set_current(self.model.row_of(current.key))
        self._place_field()

    def _place_field(self) -> None:
        row = self.model.row_of(self._writing) if self._writing else -1
        if row < 0:
            if self.field.hasFocus():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._frame.hide()
            return
        box = self.list.visualRect(self.model.index(row))
        left = INSET + SIZE + 8
        height = self._frame.sizeHint().height()
        self._frame.setGeometry(QRect(left, box.top() + HEIGHT - 6, self.list.width() - left - INSET, height))
        self._frame.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.doItemsLayout()
        self._place_field()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    # --- going through them ---------------------------------------------------------------------------------

    def step(self, count: int) -> bool:
        """Go ``count`` open findings on from the current one, around the end; False when there is none."""
        rows = [place for place, row in enumerate(self.model.items) if row.finding and not row.note]
        if not rows:
            return False
        here = self.list.currentIndex().row()
        if here in rows:
            place = rows[(rows.index(here) + count) % len(rows)]
        elif count > 0:
            place = next((row for row in rows if row > here), rows[0])
        else:
            place = next((row for row in reversed(rows) if row < here), rows[-1])
        self.list.set_current(place)
        self._pick(place)
        return True

    def select(self, key: str) -> None:
        """Make a finding the current one, without going to its place."""
        self.list.set_current(self.model.row_of(key))

    def current_box(self) -> QRect:
        """Where the current row is in this widget, to scroll to it."""
        box = self.list.visualRect(self.list.currentIndex())
        return QRect(self.list.mapTo(self, box.topLeft()), box.size())

    def _current(self) -> CheckRow | None:
        return self._row(self.list.currentIndex().row())

    def _row(self, place: int) -> CheckRow | None:
        items = self.model.items
        return items[place] if 0 <= place < len(items) else None

    def _pick(self, place: int) -> None:
        row = self._row(place)
        if row is not None and row.finding is not None:
            self.picked.emit(row.finding)

    # --- acting ---------------------------------------------------------------------------------------------

    def _act(self, place: int, act: str) -> None:
        row = self._row(place)
        if row is None:
            return
        if act == "fold":
            self._folded = not self._folded
            self._show()
            return
        assert row.finding is not None
        self.list.set_current(place)
        if act == "do" and not row.finding.action:
            self.picked.emit(row.finding)
        elif self._read_only:
            self._head.set_note(self._read_only)
        elif act == "do":
            self.acted.emit(row.finding)
        elif act == "note":
            self.write_note(row.finding.key)
        elif act == "take_back":
            self.noted.emit(row.finding.key, "", row.finding.title)

    def write_note(self, key: str) -> None:
        """Open the field for the answer to a finding, with the answer that it has."""
        if self.model.row_of(key) < 0 and key in self._notes:
            self._folded = False
        self._writing = key
        self.field.setText(self._notes.get(key, ""))
        self._show()
        self.select(key)
        if self._frame.isVisibleTo(self):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.selectAll()

    def _keep(self) -> None:
        key, words = self._writing, self.field.text().strip()
        finding = next((f for f in self._findings if f.key == key), None)
        changed = words != self._notes.get(key, "")
        self._give_up()
        if finding is not None and changed:
            self.noted.emit(key, words, finding.title)

    def _give_up(self) -> None:
        self._writing = ""
        self._show()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self._current()
        if row is None or row.finding is None:
            return
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = Menu(self._theme, self)
        self._offer(menu, "pick", self.tr("到正文"), "Enter")
        if row.note:
            self._offer(menu, "note", self.tr("改注"), "N")
            self._offer(menu, "take_back", self.tr("撤回加注"), "Del")
        else:
            if row.finding.action in {"correct", "insert"}:
                self._offer(menu, "do", act_words(row.finding), self.tr("空格"))
            self._offer(menu, "note", self.tr("加注"), "N")
        menu.triggered.connect(self._chosen)
        menu.popup(event.globalPos())

    def _offer(self, menu: Menu, act: str, words: str, key: str) -> None:
        action = menu.addAction(f"{words}\t{key}")
        action.setData(act)
        action.setEnabled(act == "pick" or not self._read_only)
        action.setToolTip(self._read_only)

    def _chosen(self, action: QAction) -> None:
        place = self.list.currentIndex().row()
        if action.data() == "pick":
            self._pick(place)
        else:
            self._act(place, str(action.data()))
