"""The left side: what the report consists of, and at its foot how long it is and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from csmdesk.ui.models.item_list import ItemList
from csmdesk.ui.models.review_items import ItemModel
from csmdesk.ui.models.review_outline import Chapter, Outline
from csmdesk.ui.panes.review.lists import ChapterDelegate
from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line

WIDTH = {"zh": 192, "en": 232}
"""English titles are longer."""

KEY_ACTS = {"F2": "rename", "Alt+Up": "up", "Alt+Down": "down", "Del": "hide", "Ins": "add"}
"""What keys do with the current chapter."""


class ChapterPanel(QWidget):
    """Emits ``picked(anchor)`` when the user goes to a chapter, ``write_wanted`` for the places to write.

    ``menu_asked(place)`` and the keys of ``key_acts`` are for what can be done with the current chapter.
    """

    picked = Signal(str)
    write_wanted = Signal()
    menu_asked = Signal(QPoint)
    acted = Signal(str)

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model: ItemModel[Chapter] = ItemModel(lambda c: c.anchor, self._words)
        self.list = ItemList(theme, self.model, marks_place=True)
        self.list.setAccessibleName(self.tr("章节"))
        self._delegate = ChapterDelegate(theme, self.list)
        self._note = Label(theme, scale="small", role="t3", align="right")
        self._subject = Label(theme, scale="small", role="t2", elide=True)
        self._subject.setContentsMargins(INSET, 0, 16, 6)
        self._subject.hide()
        self._pages = Label(theme, scale="small", role="t2", align="right")
        self._live = Label(theme, scale="small", role="t2", align="right")
        self._to_write = Button(theme, kind="link", small=True)
        self._all_written = Label(theme, self.tr("都已写好"), scale="small", role="t2", align="right")
        self._foot = QWidget()
        self._lay_out(title)
        self.add = Button(theme, kind="flat", icon="plus")
        self.add.setToolTip(self.tr("加一章"))
        self.add.setAccessibleName(self.tr("加一章"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._ask_menu)
        self.list.picked.connect(self._pick)
        self.add.clicked.connect(self._ask_add)
        self._head_row.addWidget(self.add)
        self._to_write.clicked.connect(self.write_wanted)

    def _lay_out(self, title: str) -> None:
        theme = self._theme
        head = QWidget()
        head.setFixedHeight(PANE_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(INSET, 0, 16, 0)
        row.addWidget(Label(theme, title, scale="head"))
        row.addStretch(1)
        row.addWidget(self._note)
        self._head_row = row
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(INSET, 12, INSET, 12)
        foot.setSpacing(4)
        for words, values in (
            (self.tr("页数"), [self._pages]),
            (self.tr("活数字"), [self._live]),
            (self.tr("待填写"), [self._to_write, self._all_written]),
        ):
            foot.addLayout(self._line(words, values))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._subject)
        column.addWidget(self.list, 1)
        column.addWidget(Line(theme))
        column.addWidget(self._foot)
        self._foot.setVisible(False)
        self.setMinimumWidth(160)

    def _line(self, words: str, values: Sequence[QWidget]) -> QLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(self._theme, words, scale="small", role="t3"))
        row.addStretch(1)
        for value in values:
            row.addWidget(value, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _words(self, chapter: Chapter) -> str:
        words = f"{chapter.number} {chapter.title}".strip()
        if chapter.hidden:
            return self.tr("{chapter}，已隐藏").format(chapter=words)
        # Not inside an f-string: the tool that collects texts for translation does not look there.
        checks = self.tr("{n} 项待看").format(n=chapter.checks)
        return f"{words}，{checks}" if chapter.checks else words

    # --- content --------------------------------------------------------------------------------------------

    def set_outline(self, outline: Outline, pages: int, hidden: Sequence[Chapter] = ()) -> None:
        """Show the chapters, those that are left out at the end, and the counts of so many pages."""
        current = self.current
        self.model.set_items((*outline.chapters, *hidden))
        self.set_current(current)
        self._pages.setText(f"{pages:,}")
        self._live.setText(self.tr("{n} 个").format(n=f"{outline.live:,}"))
        left = outline.to_write
        self._to_write.setText(self.tr("{n} 处").format(n=left))
        self._to_write.setAccessibleName(self.tr("待填写 {n} 处").format(n=left))
        self._to_write.updateGeometry()
        self._to_write.setVisible(bool(left))
        self._all_written.setVisible(not left)
        self._foot.setVisible(True)

    def set_checks(self, found: Mapping[str, int]) -> None:
        """Say how many findings are open in each chapter."""
        items = [
            item._replace(checks=found.get(item.anchor, 0) if item.level == 1 else 0)
            for item in self.model.items
        ]
        self.model.set_items(items)

    def show_subject(self, words: str) -> None:
        """Say whose review it is; '' for that of the whole book."""
        self._subject.setText(words)
        self._subject.setToolTip(words)
        self._subject.setVisible(bool(words))

    def set_note(self, words: str) -> None:
        """The grey words at the right of the title."""
        self._note.setText(words)

    @property
    def current(self) -> str:
        """The anchor of the current chapter; '' when there is none."""
        row = self.list.currentIndex().row()
        return self.model.items[row].anchor if 0 <= row < len(self.model.items) else ""

    @property
    def chapter(self) -> str:
        """The chapter that the current row belongs to; '' when there is none."""
        return self._chapter_of(self.list.currentIndex().row())

    def _chapter_of(self, row: int) -> str:
        return next((c.anchor for c in reversed(self.model.items[: row + 1]) if c.level == 1), "")

    def chapter_of(self, anchor: str) -> str:
        """The chapter that a section belongs to; its own name for a chapter."""
        return self._chapter_of(self.model.row_of(anchor))

    def set_current(self, anchor: str) -> None:
        """Mark the chapter that is read, without ``picked``."""
        row = self.model.row_of(anchor)
        self.list.set_current(row)
        top = self._chapter_of(row)
        if top != self._delegate.chapter:
            self._delegate.chapter = top
            self.list.viewport().update()

    def _pick(self, row: int) -> None:
        anchor = self.model.items[row].anchor
        self.set_current(anchor)
        self.picked.emit(anchor)

    def _ask_menu(self, place: QPoint) -> None:
        self.menu_asked.emit(self.list.viewport().mapToGlobal(place))

    def _ask_add(self) -> None:
        self.acted.emit("add")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        if pressed in KEY_ACTS and self.current:
            self.acted.emit(KEY_ACTS[pressed])
        else:
            super().keyPressEvent(event)
