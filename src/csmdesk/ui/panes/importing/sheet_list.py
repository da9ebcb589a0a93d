"""The sheets at the left: a mark, the file and the sheet, how many rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.models.item_list import ItemList, RowDelegate
from csmdesk.ui.models.review_items import ItemModel
from csmdesk.ui.panes.importing.words import mark_of, read_out, search_words
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.crisp import draw_icon
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import SIZE, draw_shape
from csmdesk.ui.widgets.type_find import TypeFind, typed_text

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import SourceSheet

_TEXT = INSET + 20
_RIGHT = 16
_FILE_LEAST = 56
"""What is left of a file's name beside that of its sheet."""


class SheetItem(NamedTuple):
    """A sheet in the list; ``rows`` stands at the right."""

    id: int
    file: str
    name: str
    mark: str
    rows: str
    words: str
    search: str


class _Delegate(RowDelegate):
    """A sheet: its mark, the file, the sheet in grey, a figure."""

    def draw(self, painter: QPainter, box: QRect, item: SheetItem, row: int) -> None:
        theme = self.theme
        x, middle = box.left() + INSET, box.center().y() + 0.5
        if item.mark == "check":
            draw_icon(painter, theme, "check", "green", x - 1, middle - 6, 12)
        elif item.mark:
            draw_shape(painter, theme, item.mark, x, middle - SIZE / 2)
        metrics = theme.metrics()
        counted = metrics.horizontalAdvance(item.rows)
        right = box.right() - _RIGHT
        self.text(
            painter,
            QRect(right - counted, box.top(), counted + 1, box.height()),
            item.rows,
            "t2",
            right=True,
        )
        room = right - counted - 12 - box.left() - _TEXT
        name = f" · {item.name}" if item.name else ""
        # The sheet is what tells two of one file apart: the file's name gives way.
        grey = min(metrics.horizontalAdvance(name), max(room // 2, room - _FILE_LEAST))
        left = QRect(box.left() + _TEXT, box.top(), max(0, room - grey), box.height())
        role = "t3" if item.mark in {"red", "unscored"} else "t1"
        # What tells files of one system apart stands at the end of their names.
        file = metrics.elidedText(item.file, Qt.TextElideMode.ElideMiddle, left.width())
        self.text(painter, left, file, role)
        wide = min(metrics.horizontalAdvance(item.file), left.width())
        if name:
            self.text(painter, QRect(left.left() + wide, box.top(), grey + 1, box.height()), name, "t3")


class SheetView(ItemList):
    """The list; ``dropped(row)`` is Delete, letters lead to a sheet by its name."""

    dropped = Signal(int)

    def __init__(self, theme: Theme, model: ItemModel[SheetItem]) -> None:
        super().__init__(theme, model, marks_place=True)
        self._items = model
        self._find = TypeFind()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and row >= 0:
            self.dropped.emit(row)
        elif typed_text(event) and event.text() != "/":
            found = self._find.type(typed_text(event), [item.search for item in self._items.items], row)
            if found >= 0 and found != row:
                self.setCurrentIndex(self.model().index(found, 0))
                self.picked.emit(found)
        else:
            super().keyPressEvent(event)


class SheetList(QWidget):
    """``chosen(id)`` is a sheet the user went to, ``drop_asked(id)`` one he does not want to import."""

    chosen = Signal(int)
    drop_asked = Signal(int)

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language
        self.items: ItemModel[SheetItem] = ItemModel(_key, _words)
        self.view = SheetView(theme, self.items)
        _Delegate(theme, self.view)
        self.view.setAccessibleName(self.tr("文件中的表"))
        self.head = Label(theme, scale="small", role="t3")
        self._rows = Label(theme, self.tr("行"), scale="small", role="t3", align="right")
        self._foot = Label(theme, scale="small", role="t3", wrap=True)
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 8, _RIGHT, 8)
        head.addWidget(self.head, 1)
        head.addWidget(self._rows)
        self._foot.setContentsMargins(INSET, 8, _RIGHT, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addWidget(self._foot)
        self.view.picked.connect(self._picked)
        self.view.dropped.connect(self._dropped)

    def show_sheets(self, sheets: Sequence[SourceSheet], current: int, spelt: Mapping[str, str]) -> None:
        """Show sheets, one of them as the current one; ``spelt`` is what names are found by as well."""
        language = self._language
        items = [
            SheetItem(
                sheet.id, sheet.file, sheet.name, mark_of(sheet),
                "" if sheet.refusal is not None else f"{sheet.rows:,}", read_out(sheet, language),
                search_words(sheet, language, spelt),
            )
            for sheet in sheets
        ]  # fmt: skip
        self.items.set_items(items)
        tables = [sheet for sheet in sheets if sheet.refusal is None]
        self.head.setText(self.tr("%n 张表", "", len(tables)))
        total = sum(sheet.rows for sheet in tables)
        self._foot.setText(self.tr("合计 {rows} 行，同一文件再导一次不会变").format(rows=f"{total:,}"))
        self.view.set_current(self.items.row_of(str(current)))

    def _picked(self, row: int) -> None:
        self.chosen.emit(self.items.items[row].id)

    def _dropped(self, row: int) -> None:
        self.drop_asked.emit(self.items.items[row].id)


def _key(item: SheetItem) -> str:
    return str(item.id)


def _words(item: SheetItem) -> str:
    return item.words
