"""The first step: the files, and every sheet in them with what it is taken for and why it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import Column
from csmdesk.ui.panes.importing.plain_table import MARK, CellPainter, PlainRows, PlainView, by_place
from csmdesk.ui.panes.importing.words import form_words, mark_of, note_words, read_out, search_words
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import SourceSheet

translate = QCoreApplication.translate

NAME, KIND, ROWS, FORM, NOTE = range(5)


class SheetRow(NamedTuple):
    """A sheet in words."""

    id: int
    search: str
    mark: str
    label: str
    kind: str
    rows: str
    form: str
    note: str
    spoken: str


def sheet_rows(sheets: Sequence[SourceSheet], language: Language, spelt: Mapping[str, str]) -> list[SheetRow]:
    """The sheets in words; ``spelt`` is what their names are found by as well."""
    return [
        SheetRow(
            sheet.id,
            search_words(sheet, language, spelt),
            mark_of(sheet),
            sheet.label,
            "" if sheet.refusal is not None else sheet.kind_text.to(language),
            "" if sheet.refusal is not None else f"{sheet.rows:,}",
            form_words(sheet),
            note_words(sheet, language),
            read_out(sheet, language),
        )
        for sheet in sheets
    ]


class SheetRows(PlainRows[SheetRow]):
    """The sheets as a table."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("name", self.tr("文件"), 240, _label, by_place, tip=_label),
                Column("kind", self.tr("内容"), 112, _kind, by_place),
                Column("rows", self.tr("行"), 72, _rows, by_place, right=True),
                Column("form", self.tr("格式"), 128, _form, by_place, rank=1),
                Column("note", self.tr("说明"), 360, _note, by_place, tip=_note),
            ),
            _spoken,
        )


class _Painter(CellPainter):
    def draw(self, painter: QPainter, row: SheetRow, y: int, cell: Cell, lit: bool) -> None:
        column, x, width = cell
        dead = row.mark in {"red", "unscored"}
        if column == NAME:
            self.mark(painter, row.mark, y, x)
            self.text(
                painter, row.label, y, x + MARK, width - MARK - 8, "t3" if dead else "t1", bold=not dead
            )
        elif column == ROWS:
            self.text(painter, row.rows, y, x, width, right=True)
        elif column == NOTE:
            role = {"red": "redt", "yellow": "ambert"}.get(row.mark, "t3")
            self.text(painter, row.note, y, x, width - 4, role)
        else:
            self.text(painter, row.kind if column == KIND else row.form, y, x, width - 8, "t2")


class SheetTable(PlainView):
    """``dropped`` is Delete."""

    dropped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not event.modifiers():
            self.dropped.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            # More files, and nothing for a cell.
            event.ignore()
        else:
            super().keyPressEvent(event)


class NoFiles(QWidget):
    """Before there are files: what to do, three ways to do it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = Label(theme, self.tr("还没有文件。"), scale="head")
        words = Label(
            theme,
            self.tr(
                "把客户、合同、回款、使用数据的表拖到窗口里，一个文件夹也行。csv、xlsx、xls、ods 都能读。"
            ),
            role="t2",
            wrap=True,
        )
        words.setMaximumWidth(640)
        self.files = Button(theme, self.tr("选文件…"), kind="primary", hint="Ctrl O")
        self.folder = Button(theme, self.tr("选文件夹…"), hint="Ctrl ⇧ O")
        self.paste = Button(theme, self.tr("从剪贴板粘贴"), hint="Ctrl V")
        self.blank = Button(theme, self.tr("空白表…"), kind="flat", arrow=True)
        self.blank.setToolTip(self.tr("带表头和一行示例的空表，填好再拖回来"))
        later = Label(
            theme,
            self.tr("先看、先改、再写：第 4 步之前不会写入任何东西，写入以后可以一步撤销。"),
            scale="small",
            role="t3",
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.files, self.folder, self.paste, self.blank):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 40, INSET, INSET)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(6)
        column.addLayout(buttons)
        column.addSpacing(6)
        column.addWidget(later)
        column.addStretch(1)


class FilesPage(QWidget):
    """``opened(id)`` goes on to the columns of a sheet, ``drop_asked(ids)`` takes sheets off the desk."""

    opened = Signal(int)
    chosen = Signal(int)
    drop_asked = Signal(object)

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language
        self._unknown: tuple[int, ...] = ()
        self.none = NoFiles(theme)
        self.rows = SheetRows()
        self.view = SheetTable(theme, self.rows, _Painter(theme))
        self.rows.setParent(self.view)
        self.view.setAccessibleName(self.tr("读到的表"))
        self.files = Button(theme, self.tr("加文件…"), icon="plus", hint="Ctrl O")
        self.folder = Button(theme, self.tr("加文件夹…"), hint="Ctrl ⇧ O")
        self.paste = Button(theme, self.tr("粘贴"), hint="Ctrl V")
        self.drop = Button(theme, self.tr("不导入这张表"), hint="Del")
        self.unknown = Button(theme, "", kind="flat")
        self._counts = Label(theme, role="t2", elide=True)
        bar = QHBoxLayout()
        bar.setContentsMargins(INSET, 10, INSET, 6)
        bar.setSpacing(10)
        for button in (self.files, self.folder, self.paste, self.drop, self.unknown):
            bar.addWidget(button)
        bar.addSpacing(8)
        bar.addWidget(self._counts, 1)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.none)
        self._pages.addWidget(listed)
        self._listed = listed
        self.view.opened.connect(self.opened)
        self.view.current_changed.connect(self.chosen)
        self.view.dropped.connect(self._drop)
        self.drop.clicked.connect(self._drop)
        self.unknown.clicked.connect(self._drop_unknown)

    def show_sheets(self, sheets: Sequence[SourceSheet], current: int, spelt: Mapping[str, str]) -> None:
        """Show the sheets, or the words for none; ``spelt`` is what names are found by as well."""
        self.rows.set_rows(sheet_rows(sheets, self._language, spelt))
        self.view.columns.fit_new()
        self._pages.setCurrentWidget(self._listed if sheets else self.none)
        if sheets:
            self.view.set_key(current)
            self._counts.setText(self._count_words(sheets))
        self._unknown = tuple(sheet.id for sheet in sheets if sheet.kind is None)
        useless = len(self._unknown)
        self.unknown.setText(self.tr("认不出的 %n 个都不导入", "", useless))
        self.unknown.setVisible(useless > 1)
        self.unknown.updateGeometry()

    def _count_words(self, sheets: Sequence[SourceSheet]) -> str:
        tables = [sheet for sheet in sheets if sheet.refusal is None]
        parts = [
            self.tr("%n 个文件", "", len({sheet.file for sheet in sheets})),
            self.tr("%n 张表", "", len(tables)),
            self.tr("{rows} 行").format(rows=f"{sum(sheet.rows for sheet in tables):,}"),
        ]
        refused = sum(sheet.refusal is not None and not sheet.ignored for sheet in sheets)
        if refused:
            parts.append(self.tr("%n 个读不了", "", refused))
        return self.tr("，").join(parts)

    def _drop_unknown(self) -> None:
        self.drop_asked.emit(self._unknown)

    @property
    def focus_place(self) -> QWidget:
        """Where the keys go."""
        return self.view if self.rows.total else self.none.files

    def _drop(self) -> None:
        keys = self.view.selected_keys
        if keys:
            self.drop_asked.emit(tuple(keys))


def _label(row: SheetRow) -> str:
    return row.label


def _kind(row: SheetRow) -> str:
    return row.kind


def _rows(row: SheetRow) -> str:
    return row.rows


def _form(row: SheetRow) -> str:
    return row.form


def _note(row: SheetRow) -> str:
    return row.note


def _spoken(row: SheetRow) -> str:
    return row.spoken
