"""The line over text and pages: which of them, page, zoom, export; below it how the last export went."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.panes.review.export_menu import ExportMenu
from csmdesk.ui.panes.review.page_scroll import Zoom
from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.menu import Menu
from csmdesk.ui.widgets.segmented import Segmented
from csmdesk.ui.widgets.shapes import StatusShape

ZOOMS = (0.75, 1.0, 1.25, 1.5, 2.0)


class PageHead(QWidget):
    """``mode_chosen`` (text, pages), ``zoom_chosen(Zoom)``, ``zoom_stepped(±1)``, ``export_wanted(kind)``."""

    mode_chosen = Signal(str)
    freeze_wanted = Signal()
    zoom_chosen = Signal(object)
    zoom_stepped = Signal(int)
    export_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modes = Segmented(
            theme, [("text", self.tr("文字")), ("pages", self.tr("页面"))], self.tr("看法")
        )
        self.modes.setToolTip(self.tr("文字 Alt+1，页面 Alt+2"))
        self.modes.chosen.connect(self.mode_chosen)
        self._page = Label(theme, role="t3")
        self.smaller = Button(theme, "−", kind="flat")
        self.smaller.setToolTip(self.tr("缩小 Ctrl −"))
        self.smaller.setAccessibleName(self.tr("缩小"))
        self.zoom = Button(theme, "100%", kind="flat")
        self.larger = Button(theme, "+", kind="flat")
        self.larger.setToolTip(self.tr("放大 Ctrl +"))
        self.larger.setAccessibleName(self.tr("放大"))
        self.export = Button(theme, self.tr("导出"), icon="export")
        self.export.setToolTip(self.tr("导出 Ctrl E"))
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 0, INSET - 1, 0)
        row.setSpacing(2)
        row.addWidget(self.modes)
        row.addSpacing(12)
        row.addWidget(self._page)
        row.addSpacing(10)
        row.addWidget(self.smaller)
        row.addWidget(self.zoom)
        row.addWidget(self.larger)
        row.addStretch(1)
        self.freeze = Button(theme, self.tr("冻结"), kind="primary", icon="snow")
        self.freeze.setToolTip(self.tr("存成一个版本：文字还能改，数字不再变化"))
        self.freeze.clicked.connect(self.freeze_wanted)
        row.addWidget(self.export)
        row.addSpacing(6)
        row.addWidget(self.freeze)
        self.setFixedHeight(PANE_HEAD)
        self._make_menus(theme)
        self.smaller.clicked.connect(self._step_down)
        self.larger.clicked.connect(self._step_up)
        self.set_ready(False)

    def _make_menus(self, theme: Theme) -> None:
        zooms = Menu(theme)
        zooms.addAction(self.tr("适合页宽")).setData("page")
        zooms.addAction(self.tr("适合正文")).setData("text")
        zooms.addSeparator()
        for factor in ZOOMS:
            zooms.addAction(f"{factor:.0%}").setData(factor)
        zooms.triggered.connect(self._choose_zoom)
        self.zoom.set_menu(zooms)
        self.exports = ExportMenu(theme)
        self.exports.wanted.connect(self.export_wanted)
        self.export.set_menu(self.exports)

    def _step_down(self) -> None:
        self.zoom_stepped.emit(-1)

    def _step_up(self) -> None:
        self.zoom_stepped.emit(1)

    def _choose_zoom(self, action: QAction) -> None:
        self.zoom_chosen.emit(action.data())

    def set_ready(self, ready: bool) -> None:
        """Enable what needs pages."""
        for button in (self.smaller, self.zoom, self.larger, self.export, self.freeze):
            button.setEnabled(ready)
        self.export.setToolTip(self.tr("导出 Ctrl E") if ready else self.tr("排好版以后可以导出"))

    def set_mode(self, mode: str) -> None:
        """Show what belongs to text or to pages."""
        self.modes.set_key(mode)
        for part in (self._page, self.smaller, self.zoom, self.larger):
            part.setVisible(mode == "pages")

    def set_page(self, page: int, pages: int) -> None:
        """Which page (from 1) is read of how many."""
        words = self.tr("第 {page} / {pages} 页")
        self._page.setText(words.format(page=page, pages=pages))
        # What stands behind must not move while one scrolls from page 9 to page 10.
        widest = words.format(page=pages, pages=pages)
        self._page.setMinimumWidth(self._page.fontMetrics().horizontalAdvance(widest) + 1)

    def set_zoom(self, shown: float, chosen: Zoom) -> None:
        """What the pages are shown at, and what was chosen."""
        self.zoom.setText(f"{shown:.0%}")
        how = {"page": self.tr("适合页宽"), "text": self.tr("适合正文")}.get(str(chosen), self.tr("缩放"))
        self.zoom.setAccessibleName(f"{how} {shown:.0%}")
        self.zoom.setToolTip(self.tr("{how}，Ctrl 0 在页宽与正文之间切换").format(how=how))
        self.zoom.updateGeometry()


class ExportLine(QWidget):
    """Hidden until something is said of an export; ``folder_wanted`` is the link at its right."""

    folder_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bad = False
        self._mark = StatusShape(theme)
        self.words = Label(theme, elide=True)
        self.folder = Button(theme, self.tr("打开文件夹"), kind="link")
        self.cross = Button(theme, kind="flat", icon="x")
        self.cross.setAccessibleName(self.tr("关闭"))
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 4, INSET - 6, 4)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.folder)
        row.addWidget(self.cross)
        self.folder.clicked.connect(self.folder_wanted)
        self.cross.clicked.connect(self.hide)
        self.hide()

    @property
    def bad(self) -> bool:
        """Whether what it says is a problem."""
        return self._bad

    def say(self, words: str, *, bad: bool, folder: bool = False) -> None:
        """Show a sentence; ``bad`` marks a problem, ``folder`` offers the folder."""
        self._bad = bad
        self._mark.set_shape("red" if bad else "green")
        self.words.setText(words)
        self.words.setToolTip(words)
        self.setAccessibleName(words)
        self.folder.setVisible(folder)
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("redbg" if self._bad else "greenbg"))
        painter.end()
