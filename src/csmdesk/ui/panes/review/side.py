"""The right side: the evidence of a figure with the check of the text below it, and the versions."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.ui.panes.review.check_panel import CheckPanel
from csmdesk.ui.panes.review.source import Shown
from csmdesk.ui.panes.review.tabs import Tabs
from csmdesk.ui.panes.review.versions.panel import VersionPanel
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.evidence import EvidencePanel
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.menu import Menu

WIDTH = 382
EVIDENCE, VERSIONS = 0, 1


class _Column(QWidget):
    """A body that is as wide as its scroll area: what is in it is elided, never scrolled sideways."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class SidePanel(QWidget):
    """``rows_wanted(key)`` asks for all rows of a figure or one of its sides, ``figure_wanted(key)`` for
    another figure's evidence, ``other_wanted(place)`` for what it is held against, ``open_asked(kind, id)``
    for what one of its rows leads to, ``closed`` for closing.
    ``checks`` and ``versions`` have signals of their own.
    """

    rows_wanted = Signal(str)
    figure_wanted = Signal(str)
    other_wanted = Signal(str)
    open_asked = Signal(str, int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: Shown | None = None
        self._menu: Menu | None = None
        self.tabs = Tabs(theme, [self.tr("依据"), self.tr("版本")], self.tr("右栏"))
        self.cross = Button(theme, kind="flat", icon="x")
        self.cross.setToolTip(self.tr("关闭 Esc"))
        self.cross.setAccessibleName(self.tr("关闭"))
        self.evidence = EvidencePanel(theme)
        self.checks = CheckPanel(theme)
        self.versions = VersionPanel(theme)
        self._hint = Label(
            theme, self.tr("点击正文里带点线的数字，这里会显示它的依据。"), role="t3", wrap=True
        )
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
        self.evidence.open_other.connect(self.other_wanted)
        self.evidence.open_asked.connect(self.open_asked)
        theme.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        self.tabs.add(self.cross)
        self._hint.setContentsMargins(INSET, 16, INSET, 16)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addWidget(self._hint)
        column.addWidget(self.evidence)
        column.addWidget(self.checks)
        column.addStretch(1)
        self.evidence.hide()
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
        self._pages.addWidget(self.versions)
        self.setMinimumWidth(300)

    def _restyle(self) -> None:
        self._scroll.setPalette(self._theme.palette(Window="surface"))
        self._body.setPalette(self._theme.palette(Window="surface"))
        self._scroll.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    # --- content --------------------------------------------------------------------------------------------

    def bring_check(self) -> None:
        """Scroll to the finding that is current."""
        box = self.checks.current_box().translated(self.checks.mapTo(self._body, QPoint()))
        self._scroll.ensureVisible(box.center().x(), box.center().y(), 0, box.height())

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
