"""Repeated parts of a form, a line each, which unfolds to its fields: a squad and its tasks stay in view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from csmdesk.ui.panes.repeated import Block, Repeated
from csmdesk.ui.theme import RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon
from csmdesk.ui.widgets.focus import Ringed, draw_ring, is_enter
from csmdesk.ui.widgets.form import Form

_HEIGHT, _ARROW, _TEXT = 30, 12, 20
_VALIGN = Qt.AlignmentFlag.AlignVCenter


class FoldHead(Ringed, QAbstractButton):
    """The line of a part; pressed, it shows or hides its fields."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rest = ""
        self.setCheckable(True)
        self.setFixedHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_words(self, what: str, rest: str) -> None:
        """Say something else."""
        self.setText(what)
        self._rest = rest
        self.setToolTip(rest)
        self.setAccessibleName(f"{what} {rest}".strip())
        self.update()

    @property
    def words(self) -> tuple[str, str]:
        """What is said in bold, and in grey."""
        return self.text(), self._rest

    def sizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        if self.underMouse():
            draw_box(painter, theme, QRectF(self.rect()), RADIUS_CONTROL, ground="hover")
        icon = "down" if self.isChecked() else "right"
        draw_icon(painter, theme, icon, "t3", 2, (self.height() - _ARROW) / 2, _ARROW)
        right = self.width() - 6
        metrics, small = theme.metrics(), theme.metrics("small")
        what = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, right - _TEXT)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1"))
        painter.drawText(QRectF(_TEXT, 0, right - _TEXT, self.height()), _VALIGN, what)
        left = _TEXT + metrics.horizontalAdvance(what) + 8
        if right - left > 24 and not self.isChecked():
            rest = small.elidedText(self._rest, Qt.TextElideMode.ElideRight, right - left)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t3"))
            painter.drawText(QRectF(left, 0, right - left, self.height()), _VALIGN, rest)
        if self.ring:
            draw_ring(painter, self, theme)
        painter.end()


class SummedForm(Form):
    """The base of the fields of a part."""

    def sum_up(self) -> tuple[str, str]:
        """What in bold, and the rest of it in grey."""
        raise NotImplementedError


F = TypeVar("F", bound=SummedForm)


class FoldedParts(Repeated[F]):
    """``Repeated`` with the fields of each hidden below its line until it is pressed."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        add: str,
        make: Callable[[], F],
        *,
        most: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        self.heads: list[FoldHead] = []
        super().__init__(theme, name, add, make, most=most, parent=parent)
        self._rows.setSpacing(0)

    def _append(self) -> Block[F]:
        block = super()._append()
        head = FoldHead(self._theme)
        block.title.hide()
        row = block.head.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(0, head, 1)
        self.heads.append(head)
        head.toggled.connect(partial(self._unfolded, block))
        block.form.changed.connect(partial(self._sum_up, block))
        block.form.setContentsMargins(_TEXT, 0, 0, 12)
        block.form.hide()
        return block

    def _drop(self, block: Block[F]) -> None:
        self.heads.pop(self.blocks.index(block))
        super()._drop(block)

    def _number(self) -> None:
        super()._number()
        for block in self.blocks:
            self._sum_up(block)

    def _sum_up(self, block: Block[F]) -> None:
        if block in self.blocks:
            what, rest = block.form.sum_up()
            self.heads[self.blocks.index(block)].set_words(what or block.title.text(), rest)

    def _unfolded(self, block: Block[F], unfolded: bool) -> None:
        block.form.setVisible(unfolded)

    def unfold(self, block: Block[F]) -> None:
        """Show the fields of a part."""
        self.heads[self.blocks.index(block)].setChecked(True)

    def add_one(self) -> None:
        super().add_one()
        if self.blocks:
            self.unfold(self.blocks[-1])
            next(iter(self.blocks[-1].form.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_problem(self, key: str, sentence: str) -> bool:
        if not super().set_problem(key, sentence):
            return False
        for block in self.blocks:
            if any(field.problem for field in block.form.fields.values()):
                self.unfold(block)
                block.form.fields[key].setFocus(Qt.FocusReason.OtherFocusReason)
        return True
