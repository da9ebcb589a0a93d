"""The second step: how a sheet is read, which field each column is, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.ui.panes.importing.column_rows import column_rows
from csmdesk.ui.panes.importing.field_choices import FieldChoice
from csmdesk.ui.panes.importing.mapping_view import MappingView
from csmdesk.ui.panes.importing.preview_table import PreviewTable
from csmdesk.ui.panes.importing.profiles_menu import ProfilesMenu
from csmdesk.ui.panes.importing.reading_bar import ReadingBar
from csmdesk.ui.panes.importing.source import ImportTools
from csmdesk.ui.panes.importing.work import ImportWork
from csmdesk.ui.theme import INSET, ROW, SCROLL_BAR, TABLE_HEAD
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.label import Label

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import SourceSheet

_PREVIEW_LEAST = TABLE_HEAD + 3 * ROW + SCROLL_BAR


class ColumnsPage(QWidget):
    """Shows the current sheet of the work; ``drop_asked`` is for a sheet that cannot be read."""

    drop_asked = Signal()
    said = Signal(str, bool)

    def __init__(self, tools: ImportTools, work: ImportWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = tools.theme
        self._tools = tools
        self._work = work
        self._shown = 0
        self.bar = ReadingBar(theme, tools.language)
        self.unknown = Button(theme, "", kind="flat")
        self.unknown.hide()
        self.bar.add(self.unknown)
        self.profiles = ProfilesMenu(tools, work, self)
        self.mapping = MappingView(theme)
        self.preview = PreviewTable(theme, tools.language)
        self.preview.setMinimumHeight(_PREVIEW_LEAST)
        self._head = Label(theme, bold=True)
        self._range = Label(theme, scale="small", role="t3", elide=True)
        self.refusal = EmptyState(theme, "", "", self.tr("不导入这张表"), "Del", top=40)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(INSET, 12, INSET, 10)
        top.setSpacing(12)
        top.addWidget(self.bar, 1)
        top.addWidget(self.profiles.button, 0, Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 14, INSET, 4)
        head.setSpacing(8)
        head.addWidget(self._head)
        head.addWidget(self._range, 1)
        self._tables = QWidget()
        tables = QVBoxLayout(self._tables)
        tables.setContentsMargins(0, 0, 0, 0)
        tables.setSpacing(0)
        tables.addWidget(self.mapping, 5)
        tables.addLayout(head)
        tables.addWidget(self.preview, 2)
        self._read = QWidget()
        read = QVBoxLayout(self._read)
        read.setContentsMargins(0, 0, 0, 0)
        read.setSpacing(0)
        read.addLayout(top)
        read.addWidget(self._tables, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._read)
        self._pages.addWidget(self.refusal)

    def _connect(self) -> None:
        self.bar.said.connect(self._reread)
        self.unknown.clicked.connect(self.keep_unknown)
        self.mapping.mapped.connect(self._map)
        self.mapping.confirmed.connect(self._confirm)
        self.mapping.column_changed.connect(self._mark_column)
        self.refusal.acted.connect(self.drop_asked)
        self.profiles.said.connect(self.said)
        self._work.preview_changed.connect(self._show_preview)

    # --- showing --------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: SourceSheet | None) -> None:
        """Show a sheet as it is read now."""
        if sheet is None:
            return
        language = self._tools.language
        self.profiles.show_sheet(sheet)
        first = self._work.state.first.get(sheet.id, sheet)
        if sheet.refusal is not None and not first.columns:
            self._pages.setCurrentWidget(self.refusal)
            self.refusal.set_words(sheet.label, sheet.refusal.to(language))
            self._shown = sheet.id
            return
        # One that could be read otherwise keeps the way back.
        self._pages.setCurrentWidget(self._read)
        self.bar.show_sheet(sheet, first, self._work.offers.kinds, self._work.offers.currencies)
        anew = self._shown != sheet.id
        self._shown = sheet.id
        rows = column_rows(sheet, language, self._work.offers.spelt)
        self.mapping.show_columns(rows, self._fields(sheet), anew=anew, custom=sheet.keeps_custom)
        count = len(sheet.unknown) if sheet.keeps_custom else 0
        self.unknown.setText(self.tr("不认识的 %n 列都保留", "", count))
        self.unknown.setToolTip(self.tr("按原来的列名存为自定义列"))
        self.unknown.setVisible(bool(count))
        self.unknown.updateGeometry()
        self._mark_column()

    def _fields(self, sheet: SourceSheet) -> Sequence[FieldChoice]:
        return self._work.offers.fields.get(sheet.kind or "", ())

    def _show_preview(self) -> None:
        state = self._work.state
        sheet = state.sheet
        if sheet is None or state.preview_of != sheet.id:
            return
        preview = state.preview
        self.preview.show_preview(preview, state.preview_from)
        count = 0 if preview is None else len(preview.rows)
        self.preview.setVisible(bool(count))
        head = self.tr("按此读出的前 %n 行", "", count) if count else self.tr("没有可预览的行")
        if state.preview_from is not None:
            found = preview is not None and any(row == state.preview_from for row, _ in preview.rows)
            words = self.tr("按此读出的第 {row} 行") if found else self.tr("没有第 {row} 行，或者它是空的")
            head = words.format(row=f"{state.preview_from:,}")
        self._head.setText(head)
        words = ""
        if preview is not None and preview.rows:
            words = self.tr("第 {first}–{last} 行，共 {rows} 行").format(
                first=preview.rows[0][0], last=preview.rows[-1][0], rows=f"{sheet.rows:,}"
            )
        elif sheet.refusal is not None:
            words = sheet.refusal.to(self._tools.language)
        elif sheet.kind is None:
            words = self.tr("先在“内容”里选这是什么表；不要的话，在左边按 Delete。")
        self._range.setText(words)
        self._mark_column()

    def _mark_column(self) -> None:
        row = self.mapping.current
        self.preview.show_field(row.key if row is not None else "")

    # --- saying ---------------------------------------------------------------------------------------------

    def _reread(self, how: dict[str, object]) -> None:
        self._work.reread(self._work.state.current, **how)

    def _map(self, column: int, field: str) -> None:
        self._work.map(self._work.state.current, column, None if field == "-" else field)

    def keep_unknown(self) -> None:
        """Keep the columns that are not known under their own names."""
        self._work.keep_unknown(self._work.state.current)
        self.mapping.setFocus()

    def _confirm(self, key: int) -> None:
        row = self.mapping.rows.row_of(key)
        if row is None:
            return
        onward = self.mapping.next_open(key)
        if row.mark == "yellow" and row.key:
            self._work.map(self._work.state.current, row.place, row.key)
        if onward:
            self.mapping.go_to(onward)
        elif row.mark != "yellow":
            # Nothing is open here: Enter opens the list of fields.
            self.mapping.ask_edit(self.mapping.currentIndex())

    @property
    def focus_place(self) -> QWidget:
        """Where the keys go: where something has to be said first, there."""
        return self.bar.asked or self.mapping
