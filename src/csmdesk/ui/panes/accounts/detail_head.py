"""The head of an account: shape, name, id, facts, what is at risk, key figures, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csmdesk.services.account_view import AccountDetail, RiskLine, StripFigure
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.accounts.figure_strip import FigureStrip
from csmdesk.ui.panes.accounts.tabs.page import add_actions
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.focus import RING
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.menu import Menu
from csmdesk.ui.widgets.shapes import SIZE, StatusShape, draw_shape

_GAP = 12
_CODE_GAP = 10


class Title(QWidget):
    """Shape, name and id on one line; the name is elided, the id stays as long as there is room for it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.mark = ""
        self.name = ""
        self.code = ""
        self.setFixedHeight(theme.line_height("title"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_title(self, name: str, code: str, mark: str, spoken: str) -> None:
        """Show another account; ``spoken`` is the mark in words."""
        self.name, self.code, self.mark = name, code, mark
        self.setAccessibleName(" ".join(part for part in (name, code, spoken) if part))
        self.setToolTip(f"{name} {code}")
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0
        if self.mark:
            draw_shape(painter, theme, self.mark, 0, (self.height() - SIZE) / 2)
            left = SIZE + _GAP
        big, small = theme.metrics("title"), theme.metrics("small")
        code = small.horizontalAdvance(self.code) + _CODE_GAP if self.code else 0
        room = self.width() - left
        if room < 3 * code:
            code = 0
        name = big.elidedText(self.name, Qt.TextElideMode.ElideRight, room - code)
        base = (self.height() - big.height()) / 2 + big.ascent()
        painter.setFont(theme.font("title"))
        painter.setPen(theme.colour("t1"))
        painter.drawText(QPointF(left, base), name)
        if code:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t3"))
            painter.drawText(QPointF(left + big.horizontalAdvance(name) + _CODE_GAP, base), self.code)
        painter.end()


class _Risk(QWidget):
    """One thing at risk: shape and words on their ground."""

    def __init__(self, theme: Theme, line: RiskLine) -> None:
        super().__init__()
        self._theme = theme
        self._ground = "redbg" if line.mark == "red" else "amberbg"
        role = "redt" if line.mark == "red" else "ambert"
        words = Label(theme, line.words, scale="small", role=role, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(StatusShape(theme, line.mark))
        row.addWidget(words, 1)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(self._ground))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        painter.end()


class DetailHead(QWidget):
    """``figure_opened`` asks for evidence; ``touch_asked`` and ``edit_asked`` are the buttons."""

    figure_opened = Signal(str, QRect)
    touch_asked = Signal()
    edit_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._more: list[Action] = []
        self._menu: Menu | None = None
        self.title = Title(theme)
        self.touch_button = Button(theme, self.tr("记触达"), icon="touch", hint="T")
        self.more_button = Button(theme, kind="flat", icon="more")
        self.more_button.setAccessibleName(self.tr("更多操作"))
        self.more_button.setToolTip(self.tr("更多操作"))
        self.facts = Label(theme, scale="small", role="t3", wrap=True)
        self.edit_link = Button(theme, self.tr("编辑"), kind="link", small=True, hint="F2")
        self.risks = QVBoxLayout()
        self.strip = FigureStrip(theme)
        self._lay_out()
        self.touch_button.clicked.connect(self.touch_asked)
        self.edit_link.clicked.connect(self.edit_asked)
        self.more_button.clicked.connect(self.open_more)
        self.strip.opened.connect(self.figure_opened)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        # The last icon stands on the edge of the text below, its button a little beyond.
        first.setContentsMargins(0, 0, -RING, 0)
        first.addWidget(self.title, 1)
        first.addWidget(self.touch_button)
        first.addWidget(self.more_button)
        second.setSpacing(8)
        second.addWidget(self.facts, 1)
        second.addWidget(self.edit_link, 0, Qt.AlignmentFlag.AlignTop)
        self.risks.setSpacing(4)
        self.risks.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 12, INSET, 0)
        column.setSpacing(0)
        column.addLayout(first)
        column.addSpacing(2)
        column.addLayout(second)
        column.addLayout(self.risks)
        column.addSpacing(8)
        column.addWidget(self.strip)
        column.addSpacing(8)

    # --- content --------------------------------------------------------------------------------------------

    def announce(self, name: str, code: str, labels: Sequence[str], missing: str) -> None:
        """Show a name at once, dashes where figures will be."""
        self.title.set_title(name, code, "", "")
        self.facts.setText("")
        self.edit_link.hide()
        self._show_risks(())
        self.strip.set_figures([StripFigure("", label, missing, "") for label in labels], known=False)

    def show_detail(self, detail: AccountDetail) -> None:
        """Show an account."""
        spoken = next((f.note for f in detail.figures if f.key == "health"), "")
        self.title.set_title(detail.name, detail.code, detail.mark, spoken)
        self.facts.setText(detail.facts)
        self.edit_link.show()
        self._show_risks(detail.risks)
        self.strip.set_figures(detail.figures)

    def _show_risks(self, lines: Sequence[RiskLine]) -> None:
        while (item := self.risks.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.risks.setContentsMargins(0, 6 if lines else 0, 0, 0)
        for line in lines:
            self.risks.addWidget(_Risk(self._theme, line))

    # --- more -----------------------------------------------------------------------------------------------

    def set_more_actions(self, actions: Sequence[Action]) -> None:
        """What the menu of the last button offers."""
        self._more = list(actions)
        self.more_button.setVisible(bool(self._more))

    @property
    def more_actions(self) -> list[Action]:
        """What the menu offers."""
        return list(self._more)

    def open_more(self) -> None:
        """Open the menu of what else can be done."""
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = Menu(self._theme, self)
        add_actions(self._menu, self._more)
        corner = self.more_button.mapToGlobal(self.more_button.rect().bottomRight())
        corner.setX(corner.x() - self._menu.sizeHint().width())
        self._menu.popup(corner)

    @property
    def menu(self) -> Menu | None:
        """The menu, once it has been opened."""
        return self._menu
