"""The third step: what is wrong, by sheet, row and column, each to be mended in place or left out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.ui.models.grouping import GroupHead
from csmdesk.ui.panes.importing.preview_table import PreviewTable
from csmdesk.ui.panes.importing.problem_list import NO_PROBLEMS, ProblemList, ProblemRow, answer_of
from csmdesk.ui.panes.importing.problem_rows import ProblemPainter, ProblemRows, ProblemView
from csmdesk.ui.panes.importing.source import CHECK, ImportTools
from csmdesk.ui.panes.importing.words import grouped
from csmdesk.ui.panes.importing.work import ImportWork
from csmdesk.ui.theme import INSET, ROW, SCROLL_BAR, TABLE_HEAD
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.menu import Menu
from csmdesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import Found

_LOW = 640
"""Below this height fewer rows are seen around a problem."""


class CheckPage(QWidget):
    """Shows what the work has checked."""

    said = Signal(str, bool)

    def __init__(self, tools: ImportTools, work: ImportWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = tools.theme
        self._tools = tools
        self._work = work
        self._same: tuple[list[Found], str] | None = None
        self.rows = ProblemRows()
        self.view = ProblemView(theme, self.rows, ProblemPainter(theme))
        self.rows.setParent(self.view)
        self.view.setAccessibleName(self.tr("检查出的问题"))
        self.view.set_action_keys(frozenset({"t"}))
        self.level = Segmented(
            theme,
            [("all", self.tr("全部")), ("error", self.tr("错误")), ("warning", self.tr("警告"))],
            self.tr("显示"),
        )
        self.edit = Button(theme, self.tr("改这一格"), hint="F2")
        self.take = Button(theme, self.tr("用建议"), hint="T")
        self.drop = Button(theme, self.tr("略过这一行"), hint="Del")
        self.alike = Button(theme, self.tr("同类"), arrow=True)
        self._menu = Menu(theme)
        self.alike.set_menu(self._menu)
        self.names = Button(theme, self.tr("名称都按建议"))
        self.back = Button(theme, self.tr("恢复原样"), kind="flat")
        self.export = Button(theme, self.tr("导出有错的行…"), kind="flat", icon="export")
        self.offer = Button(theme, "", kind="link")
        self.offer.hide()
        self._preview_name = Label(theme, bold=True)
        self._preview_note = Label(theme, scale="small", role="t3", elide=True)
        self.preview = PreviewTable(theme, tools.language)
        self.clean = EmptyState(theme, self.tr("没有问题。"), self.tr("可以去看写入以后会怎样。"), top=40)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme = self._tools.theme
        bar = FlowRow(8)
        for part in (
            self.level, self.edit, self.take, self.drop, self.alike, self.names, self.back, self.export,
        ):  # fmt: skip
            bar.add(part)
        top = QVBoxLayout()
        top.setContentsMargins(INSET, 12, INSET, 8)
        top.setSpacing(6)
        top.addWidget(bar)
        top.addWidget(self.offer)
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 10, INSET, 4)
        head.setSpacing(8)
        head.addWidget(self._preview_name)
        head.addWidget(self._preview_note, 1)
        self._more = Label(theme, scale="small", role="t3")
        self._more.setContentsMargins(INSET, 6, INSET, 0)
        self._more.setFixedHeight(24)
        self._around = QWidget()
        around = QVBoxLayout(self._around)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addLayout(head)
        around.addWidget(self.preview)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._more)
        column.addWidget(self._around)
        below = QWidget()
        self._pages = QStackedLayout(below)
        self._pages.addWidget(listed)
        self._pages.addWidget(self.clean)
        self._listed = listed
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(below, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        rows = 3 if self.height() < _LOW else 5
        self.preview.setFixedHeight(TABLE_HEAD + rows * ROW + SCROLL_BAR)

    def _connect(self) -> None:
        view = self.view
        view.edit_asked.connect(self._ask_edit)
        view.edited.connect(self._take_edit)
        view.opened.connect(self._act)
        view.dropped.connect(self.drop_rows)
        view.moved.connect(self._follow)
        view.selection_changed.connect(self._show_buttons)
        self.level.chosen.connect(self._filter)
        self.edit.clicked.connect(self.edit_current)
        self.take.clicked.connect(self.take_suggestions)
        self.drop.clicked.connect(self.drop_rows)
        self.names.clicked.connect(self._work.mending.confirm_names)
        self.back.clicked.connect(self._work.mending.put_back)
        self.export.clicked.connect(self.export_rejected)
        self.offer.clicked.connect(self._take_offer)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._work.preview_changed.connect(self._show_preview)

    # --- showing --------------------------------------------------------------------------------------------

    def show_checked(self) -> None:
        """Show what was found last."""
        state = self._work.state
        checked = state.checked
        if checked is None:
            return
        at = self.view.currentIndex().row()
        errors, warnings = len(checked.errors), len(checked.warnings)
        counts = {"all": errors + warnings, "error": errors, "warning": warnings}
        names = {"all": self.tr("全部"), "error": self.tr("错误"), "warning": self.tr("警告")}
        self.level.set_words({key: f"{names[key]} {counts[key]:,}" for key in names})
        self._filter(self.level.key)
        if not self.view.key and self.view.group_head is None:
            self._go_to_first()
        elif not self.view.currentIndex().isValid():
            # What was mended has gone: the next one is where it stood.
            self._go_near(at)
        hidden = self.problems.hidden
        self._more.setText(self.tr("还有 {n} 个没有列出，“同类”也会一起处理它们。").format(n=f"{hidden:,}"))
        self._more.setVisible(bool(hidden))
        self._pages.setCurrentWidget(self._listed if self.problems.rows else self.clean)
        self._show_buttons()
        self._follow()

    @property
    def problems(self) -> ProblemList:
        """What was found last."""
        return self._work.state.problems or NO_PROBLEMS

    def _filter(self, level: str) -> None:
        found = self.problems
        rows = {"error": found.errors, "warning": found.warnings}.get(level, found.rows)
        self.rows.take(rows, found.heads)
        self._show_buttons()

    def _go_to_first(self) -> None:
        """Begin with the first error, or the first warning where there is none."""
        lines = range(self.rows.rowCount())
        first = next((line for line in lines if self._is_open(line, errors=True)), -1)
        if first < 0:
            first = next((line for line in lines if self._is_open(line)), -1)
        self.view.go_to_line(first)

    def _is_open(self, line: int, *, errors: bool = False) -> bool:
        """Whether a line is a problem, or stands for those that are folded away under it."""
        at = self.rows.row_at(line)
        if isinstance(at, GroupHead):
            return at.folded and (not errors or at.rows[0].found.error)
        return not errors or at.found.error

    def _go_near(self, line: int) -> None:
        last = self.rows.rowCount() - 1
        around = (*range(max(0, line), last + 1), *range(min(line, last), -1, -1))
        self.view.go_to_line(next((at for at in around if self._is_open(at)), -1))

    def _show_buttons(self) -> None:
        rows = self.selected
        state = self._work.state
        one = rows[0] if rows else None
        several = len(rows) > 1
        none = self.tr("没有选中问题。") if one is None else ""
        fixable = one is not None and "fix" in one.found.fixes
        self.edit.set_why_not(none or ("" if fixable else self.tr("这个问题不在某一格里。")))
        answers = any(row.answer for row in rows)
        self.take.set_why_not(none or ("" if answers else self.tr("这个问题没有唯一的建议。")))
        count = len(rows)
        take = self.tr("%n 处用建议", "", count) if several and answers else self.tr("用建议")
        self.take.setText(grouped(take, count))
        self.take.updateGeometry()
        drop = self.tr("略过 %n 处的行", "", count) if several else self.tr("略过这一行")
        self.drop.setText(grouped(drop, count))
        self.drop.updateGeometry()
        rowed = any(row.found.row is not None for row in rows)
        self.drop.set_why_not(none or ("" if rowed else self.tr("这个问题不在某一行里。")))
        same = len(self.problems.alike(one.found)) if one is not None else 0
        self.alike.setText(self.tr("同类 {n} 处").format(n=f"{same:,}") if same > 1 else self.tr("同类"))
        self.alike.set_why_not("" if same > 1 else self.tr("没有同类的问题。"))
        self.alike.updateGeometry()
        asked = () if state.checked is None else [each for each in state.checked.asked if not each.settled]
        self.names.setVisible(bool(asked))
        self.names.setText(grouped(self.tr("%n 个名称都按建议", "", len(asked)), len(asked)))
        self.names.updateGeometry()
        self.back.setVisible(bool(state.edits or state.left_out))
        self.export.setVisible(bool(state.checked is not None and state.checked.errors))

    @property
    def selected(self) -> list[ProblemRow]:
        """The selected problems, or the current one; on the head of a group all that stand under it."""
        head = self.view.group_head
        if head is not None:
            return head.rows
        found = (self.rows.row_of(key) for key in self.view.selected_keys)
        return [row for row in found if row is not None]

    @property
    def current(self) -> ProblemRow | None:
        """The current problem; on the head of a group the first under it."""
        head = self.view.group_head
        if head is not None:
            return head.rows[0]
        return self.rows.row_of(self.view.key) if self.view.key else None

    def _follow(self) -> None:
        """Show the rows around the current problem."""
        row = self.current
        if self._work.state.step != CHECK or row is None:
            return
        place = row.found.row is not None
        self._around.setVisible(place)
        if place:
            self._work.look_at(row.found.sheet, row.found.row)

    def _show_preview(self) -> None:
        row, state = self.current, self._work.state
        if state.step != CHECK or row is None or state.preview_of != row.found.sheet:
            return
        self._preview_name.setText(self.tr("文件里的这一行"))
        self._preview_note.setText(row.sheet)
        self.preview.show_preview(state.preview, row.found.row)
        sheet = next((each for each in state.sheets if each.id == row.found.sheet), None)
        if sheet is not None and row.found.column is not None and row.found.column < len(sheet.columns):
            self.preview.show_field(sheet.columns[row.found.column].field or "")

    # --- mending --------------------------------------------------------------------------------------------

    def edit_current(self) -> None:
        """Type another value for the current problem."""
        row = self.current
        if row is None or "fix" not in row.found.fixes:
            return
        head = self.view.group_head
        if head is not None and head.folded:
            self.rows.toggle_group(head.id)
        self._ask_edit(row.id, "value", "")

    def _ask_edit(self, key: int, column: str, typed: str) -> None:
        row = self.rows.row_of(key)
        if row is None:
            return
        if "fix" not in row.found.fixes:
            self.said.emit(self.tr("这个问题不在某一格里。"), False)
            return
        choices: Sequence[str] = row.found.suggestions
        searched: list[str] = []
        if "account" in row.found.fixes:
            choices = [choice.words for choice in self._work.offers.accounts]
            searched = [choice.search for choice in self._work.offers.accounts]
        self.view.edit_cell(key, column, text=typed or row.value, choices=choices, searched=searched)
        if choices and not typed and self.view.editing.editor is not None:
            self.view.editing.editor.offer()

    def _take_edit(self, key: int, _: str, text: str) -> None:
        row = self.rows.row_of(key)
        if row is None:
            return
        account = self._account(text) if "account" in row.found.fixes else ""
        if account:
            # A name is answered once, for every row that has it.
            self.offer.hide()
            self._work.mending.take([(row.found, account)])
            return
        same = self.problems.with_value(row.found)
        self._work.mending.fix([row.found], text)
        self._same = (same, text) if same else None
        words = grouped(self.tr("另有 %n 格也是“{old}”，都改成“{new}”", "", len(same)), len(same))
        self.offer.setText(words.format(old=row.value, new=text))
        self.offer.setVisible(bool(same))

    def _account(self, text: str) -> str:
        """The number of the account that was chosen, or that alone has what was typed; '' for none."""
        wanted, accounts = text.strip().casefold(), self._work.offers.accounts
        exact = (c.key for c in accounts if wanted in {c.words.casefold(), c.key.casefold()})
        near = [c.key for c in accounts if wanted and wanted in c.search.casefold()]
        return next(exact, near[0] if len(near) == 1 else "")

    def _take_offer(self) -> None:
        if self._same is not None:
            found, text = self._same
            self._work.mending.fix(found, text)
        self._same = None
        self.offer.hide()
        self.view.setFocus()

    def _act(self, _: int) -> None:
        """Enter: take the suggestion, or type another value."""
        row = self.current
        if row is not None and row.answer:
            self.take_suggestions()
        else:
            self.edit_current()

    def take_suggestions(self) -> None:
        """Take what is suggested for the selected problems."""
        self._take([row.found for row in self.selected])

    def _take(self, found: Sequence[Found]) -> None:
        answers = [(one, answer) for one in found if (answer := answer_of(one))]
        if answers:
            self.offer.hide()
            self._work.mending.take(answers)

    def drop_rows(self) -> None:
        """Leave out the rows of the selected problems."""
        self._leave_out([row.found for row in self.selected])

    def _leave_out(self, found: Sequence[Found]) -> None:
        self.offer.hide()
        self._work.mending.leave_out(found)

    def _fill_menu(self) -> None:
        self._menu.clear()
        row = self.current
        if row is None:
            return
        found = self.problems.alike(row.found)
        answers = [one for one in found if answer_of(one)]
        rows = {one.row for one in found if one.row is not None}
        if answers:
            words = grouped(self.tr("%n 处都用建议", "", len(answers)), len(answers))
            entry = self._menu.addAction(words)
            entry.triggered.connect(partial(self._take, answers))
        if "account" in row.found.fixes:
            entry = self._menu.addAction(self.tr("都作为新客户"))
            entry.triggered.connect(partial(self._work.mending.take, [(one, "new") for one in found]))
        if rows:
            entry = self._menu.addAction(grouped(self.tr("%n 行都略过", "", len(rows)), len(rows)))
            entry.triggered.connect(partial(self._leave_out, found))

    # --- the rejected rows ----------------------------------------------------------------------------------

    def export_rejected(self) -> None:
        """Write the rows with errors, with the reasons, to a file to mend them in."""
        title = self.tr("导出有错的行")
        path = self._tools.place.choose(self, title, self.tr("有错的行"), [".xlsx", ".csv"])
        if path is not None:
            self._work.mending.export_rejected(path, self._exported)

    def _exported(self, path: Path) -> None:
        self.said.emit(self.tr("已导出有错的行：{path}").format(path=path), False)

    @property
    def focus_place(self) -> QWidget:
        """Where the keys go."""
        return self.level if self.clean.isVisible() else self.view
