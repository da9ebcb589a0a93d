"""The right side: the evidence of a figure with the open checks below it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.ui.models.item_list import ItemList
from csmdesk.ui.models.review_items import ItemModel
from csmdesk.ui.models.review_outline import OpenCheck, Outline
from csmdesk.ui.panes.review.lists import CheckDelegate
from csmdesk.ui.panes.review.source import Shown
from csmdesk.ui.panes.review.tabs import Tabs
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.evidence import EvidencePanel
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.menu import Menu
from csmdesk.ui.widgets.section import Line, SectionHead

WIDTH = 382
EVIDENCE = 0


class _Column(QWidget):
    """A body that is as wide as its scroll area: what is in it is elided, never scrolled sideways."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class SidePanel(QWidget):
    """``rows_wanted(key)`` asks for all rows of a figure or one of its sides, ``figure_wanted(key)`` for
    another figure's evidence, ``check_picked(row)`` for the place of a check, ``closed`` for closing.
    """

    rows_wanted = Signal(str)
    figure_wanted = Signal(str)
    check_picked = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: Shown | None = None
        self._menu: Menu | None = None
        self.tabs = Tabs(theme, [self.tr("依据")], self.tr("右栏"))
        self.cross = Button(theme, kind="flat", icon="x")
        self.cross.setToolTip(self.tr("关闭 Esc"))
        self.cross.setAccessibleName(self.tr("关闭"))
        self.evidence = EvidencePanel(theme)
        self.checks: ItemModel[OpenCheck] = ItemModel(lambda c: f"{c.title} {c.detail}", self._check_words)
        self.check_list = ItemList(theme, self.checks, follow_keys=False)
        self.check_list.setAccessibleName(self.tr("检查"))
        CheckDelegate(theme, self.check_list)
        self._hint = Label(
            theme, self.tr("点击正文里带点线的数字，这里会显示它的依据。"), role="t3", wrap=True
        )
        self._check_head = SectionHead(theme, self.tr("检查"), large=True)
        self._check_part = QWidget()
        self._body = _Column()
        self._scroll = QScrollArea()
        self._pages = QStackedLayout()
        self._lay_out()
        self._restyle()
        self.setFocusProxy(self.tabs)
        self.tabs.chosen.connect(self.show_tab)
        self.cross.clicked.connect(self.closed)
        self.evidence.open_rows.connect(self.rows_wanted)
        self.evidence.open_rivals.connect(self._offer_rivals)
        self.check_list.picked.connect(self.check_picked)
        theme.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        theme = self._theme
        self.tabs.add(self.cross)
        self._hint.setContentsMargins(INSET, 16, INSET, 16)
        checks = QVBoxLayout(self._check_part)
        checks.setContentsMargins(0, 0, 0, 0)
        checks.setSpacing(0)
        checks.addWidget(Line(theme))
        above = QHBoxLayout()
        above.setContentsMargins(INSET, 4, INSET, 0)
        above.addWidget(self._check_head)
        checks.addLayout(above)
        checks.addWidget(self.check_list)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addWidget(self._hint)
        column.addWidget(self.evidence)
        column.addWidget(self._check_part)
        column.addStretch(1)
        self.evidence.hide()
        self._check_part.hide()
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.tabs)
        # Before its pages: a stacked layout without a widget would show the first one as a window of its own.
        whole.addLayout(self._pages, 1)
        self._pages.addWidget(self._scroll)
        self.setMinimumWidth(300)

    def _restyle(self) -> None:
        self._scroll.setPalette(self._theme.palette(Window="surface"))
        self._body.setPalette(self._theme.palette(Window="surface"))
        self._scroll.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    def _check_words(self, check: OpenCheck) -> str:
        level = self.tr("要改") if check.mark == "red" else self.tr("要看")
        return f"{level}：{check.title}\n{check.detail}"

    # --- content --------------------------------------------------------------------------------------------

    def set_outline(self, outline: Outline) -> None:
        """Show the checks of a report."""
        self.checks.set_items(outline.checks)
        count = len(outline.checks)
        self.check_list.setFixedHeight(count * CheckDelegate.height)
        self._check_head.set_note(self.tr("{n} 项待看").format(n=count))
        self._check_part.setVisible(bool(count))

    def show_evidence(self, shown: Shown) -> None:
        """Show a figure's evidence."""
        other = self._shown is None or self._shown.view.key != shown.view.key
        self._shown = shown
        self.evidence.set_figure(shown.view)
        self.evidence.show()
        self._hint.hide()
        if other:
            self._scroll.verticalScrollBar().setValue(0)

    def clear_evidence(self) -> None:
        """Show no figure."""
        self._shown = None
        self.evidence.hide()
        self._hint.show()

    @property
    def shown(self) -> Shown | None:
        """The evidence that is shown."""
        return self._shown

    def show_tab(self, index: int) -> None:
        """Bring a tab to the front."""
        self.tabs.set_index(index)
        self._pages.setCurrentIndex(index)

    def set_closable(self, closable: bool) -> None:
        """Offer the cross, where the panel takes the chapters' room."""
        self.cross.setVisible(closable)

    def _offer_rivals(self) -> None:
        """The other definitions with their values, each opening its own evidence."""
        if self._shown is None:
            return
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = Menu(self._theme, self)
        for key, words in self._shown.rivals:
            action = self._menu.addAction(words)
            action.setData(key)
        self._menu.triggered.connect(self._rival_chosen)
        self._menu.popup(self.evidence.mapToGlobal(self.evidence.rect().bottomLeft()))

    def _rival_chosen(self, action: QAction) -> None:
        self.figure_wanted.emit(str(action.data()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
