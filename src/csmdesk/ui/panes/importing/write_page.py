"""The fourth step: what would be written, what a hand has changed meanwhile, and then the writing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.ui.panes.importing.conflict_rows import ConflictPainter, ConflictRow, ConflictRows, conflict_rows
from csmdesk.ui.panes.importing.effect_rows import EffectPainter, EffectRows
from csmdesk.ui.panes.importing.plain_table import PlainView
from csmdesk.ui.panes.importing.source import ImportTools
from csmdesk.ui.panes.importing.work import ImportWork
from csmdesk.ui.panes.importing.written_page import WrittenPage
from csmdesk.ui.theme import INSET, ROW, TABLE_HEAD
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.label import Label

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import Checked, Choices, Effect

_MOST_CONFLICTS = 7
"""So many lines of conflicts are seen at once."""


class WritePage(QWidget):
    """Shows the effect of the work, and afterwards what has been written."""

    said = Signal(str, bool)

    def __init__(self, tools: ImportTools, work: ImportWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = tools.theme
        self._tools = tools
        self._work = work
        self._shown: Checked | None = None
        self.conflicts = ConflictRows()
        self.conflict_view = PlainView(theme, self.conflicts, ConflictPainter(theme))
        self.conflicts.setParent(self.conflict_view)
        self.conflict_view.setAccessibleName(self.tr("手工改过的值"))
        self.conflict_view.set_action_keys(frozenset({"b", "f"}))
        self.book_wins = Button(theme, self.tr("留手工的"), hint="B")
        self.file_wins = Button(theme, self.tr("用文件的"), hint="F")
        self.column_book = Button(theme, self.tr("这一列都留手工的"), kind="flat")
        self.column_file = Button(theme, self.tr("这一列都用文件的"), kind="flat")
        self.all_book = Button(theme, self.tr("全部留手工的"), kind="flat")
        self.all_file = Button(theme, self.tr("全部用文件的"), kind="flat")
        self._conflict_name = Label(theme, bold=True)
        self.effects = EffectRows()
        self.view = PlainView(theme, self.effects, EffectPainter(theme))
        self.effects.setParent(self.view)
        self.view.setAccessibleName(self.tr("写入以后的变化"))
        self._effect_name = Label(theme, bold=True)
        self._effect_note = Label(theme, scale="small", role="t3", elide=True)
        self.same = EmptyState(theme, "", "", top=40)
        self.done = WrittenPage(tools, work)
        # Where there is nothing to go through, the page itself takes the keys.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._part = QWidget()
        part = QVBoxLayout(self._part)
        part.setContentsMargins(0, 12, 0, 8)
        part.setSpacing(6)
        bar = FlowRow(8)
        for button in (
            self.book_wins, self.file_wins, self.column_book, self.column_file, self.all_book, self.all_file,
        ):  # fmt: skip
            bar.add(button)
        inset = QVBoxLayout()
        inset.setContentsMargins(INSET, 0, INSET, 0)
        inset.setSpacing(6)
        inset.addWidget(self._conflict_name)
        inset.addWidget(bar)
        part.addLayout(inset)
        part.addWidget(self.conflict_view)
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 12, INSET, 4)
        head.setSpacing(8)
        head.addWidget(self._effect_name)
        head.addWidget(self._effect_note, 1)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._part)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self._pages = QStackedLayout(self)
        for page in (listed, self.same, self.done):
            self._pages.addWidget(page)
        self._listed = listed

    def _connect(self) -> None:
        for button, who, how in (
            (self.book_wins, "row", "book"),
            (self.file_wins, "row", "file"),
            (self.column_book, "column", "book"),
            (self.column_file, "column", "file"),
            (self.all_book, "all", "book"),
            (self.all_file, "all", "file"),
        ):
            button.clicked.connect(partial(self.choose, who, how))
        self.done.said.connect(self.said)

    # --- showing --------------------------------------------------------------------------------------------

    def show_effect(self) -> None:
        """Show what would be written, or what has been."""
        state, language = self._work.state, self._tools.language
        if state.written is not None:
            self.done.show_written(state.written)
            self._pages.setCurrentWidget(self.done)
            return
        effect = state.effect
        if effect is None:
            return
        if effect.empty and not effect.undecided:
            self._show_same(effect)
            return
        self._pages.setCurrentWidget(self._listed)
        rows = conflict_rows(effect, language)
        key = self.conflict_view.key
        self.conflicts.set_rows(rows)
        self._part.setVisible(bool(rows))
        lines = min(_MOST_CONFLICTS, len(rows))
        self.conflict_view.setFixedHeight(TABLE_HEAD + ROW * lines + 2)
        if rows and self.conflicts.position_of(key) < 0:
            self.conflict_view.select_first()
        open_ = len(effect.undecided)
        words = self.tr("%n 处手工改过，文件里也不同", "", len(rows))
        if open_:
            words = self.tr("{words}，{open}").format(words=words, open=self.tr("%n 处待选", "", open_))
        self._conflict_name.setText(words)
        self.effects.take(effect, language, anew=state.checked is not self._shown)
        self._shown = state.checked
        if not self.view.currentIndex().isValid() and self.effects.rowCount():
            self.view.go_to_line(0)
        new, changed = sum(t.new for t in effect.tables), sum(t.changed for t in effect.tables)
        same = sum(t.same for t in effect.tables)
        self._effect_name.setText(self.tr("写入以后"))
        self._effect_note.setText(
            self.tr("新增 {new} 行，改动 {changed} 行，不变 {same} 行。→ 展开一张表，← 折叠").format(
                new=f"{new:,}", changed=f"{changed:,}", same=f"{same:,}"
            )
        )

    def _show_same(self, effect: Effect) -> None:
        same = sum(table.same for table in effect.tables)
        title = self.tr("和客户书里一样，没有要写的。")
        words = self.tr("{rows} 行都已经在客户书里，值也一样；再导入一次不会改变任何东西。")
        words = words.format(rows=f"{same:,}")
        self.same.set_words(title, words)
        # It has the keys while there is nothing to go through.
        self.setAccessibleName(f"{title} {words}")
        self._pages.setCurrentWidget(self.same)

    # --- conflicts ------------------------------------------------------------------------------------------

    @property
    def selected(self) -> list[ConflictRow]:
        """The selected values."""
        found = (self.conflicts.row_of(key) for key in self.conflict_view.selected_keys)
        return [row for row in found if row is not None]

    def choose(self, who: str, winner: str, _: bool = False) -> None:
        """Say which side stays: for the selected values, for their columns or for all."""
        if self._work.writing:
            return
        conflicts = [row.conflict for row in self.selected]

        def change(choices: Choices) -> Choices:
            if who == "all":
                from csmdesk.importers.desk_parts import Choices as Fresh

                return Fresh().all(winner)
            for one in conflicts:
                if who == "column":
                    choices = _for_column(choices, one.table, one.column, winner)
                else:
                    choices = choices.cell(one.table, one.row, one.column, winner)
            return choices

        self._work.choose_winner(change)

    @property
    def focus_place(self) -> QWidget:
        """Where the keys go."""
        page = self._pages.currentWidget()
        if page is self.done:
            return self.done.accounts
        if page is self.same:
            return self
        return self.conflict_view if self.conflicts.total else self.view


def _for_column(choices: Choices, table: str, column: str, winner: str) -> Choices:
    """One winner for a column, also for the cells of it that were chosen one by one."""
    from dataclasses import replace

    cells = {key: who for key, who in choices.decisions.cells.items() if key[::2] != (table, column)}
    return replace(choices, decisions=replace(choices.decisions, cells=cells)).column(table, column, winner)
