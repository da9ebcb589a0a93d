"""The list of what the check found: each row with its one action as a button, answered ones folded below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QWidget

from csmdesk.ui.models.item_list import ItemList, RowDelegate
from csmdesk.ui.models.review_items import ITEM, ItemModel
from csmdesk.ui.theme import CONTROL, INSET, RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon, draw_rule
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

if TYPE_CHECKING:
    from csmdesk.reports.review_checks.finding import Finding

Act = Literal["do", "note", "take_back", "fold"]
"""What a button of a row does: the finding's own action, an answer, taking it back, folding the answered."""

HEIGHT, FOLD_HEIGHT, NOTE_HEIGHT = 60, 36, 44
_PADDING = 10
_GAP = 6


class CheckRow(NamedTuple):
    """A row: a finding (``note`` is its answer), or the head of those that are answered.

    ``writing`` leaves room for the field in which the answer is written.
    """

    finding: Finding | None
    note: str = ""
    answered: int = 0
    folded: bool = True
    writing: bool = False

    @property
    def key(self) -> str:
        """What tells rows apart."""
        return self.finding.key if self.finding else "answered"

    @property
    def height(self) -> int:
        """How high the row is."""
        if self.finding is None:
            return FOLD_HEIGHT
        return HEIGHT + (NOTE_HEIGHT if self.writing else 0)


def rows_of(
    findings: Sequence[Finding], notes: Mapping[str, str], *, folded: bool, writing: str
) -> list[CheckRow]:
    """The rows: what is open in its order, then what is answered, behind its head."""
    rows = [CheckRow(f, writing=f.key == writing) for f in findings if f.key not in notes]
    answered = [f for f in findings if f.key in notes]
    if answered:
        rows.append(CheckRow(None, answered=len(answered), folded=folded))
        if not folded:
            rows += [CheckRow(f, notes[f.key], writing=f.key == writing) for f in answered]
    return rows


class CheckModel(ItemModel[CheckRow]):
    """The rows as a Qt model."""

    def __init__(self) -> None:
        super().__init__(_key, words_of)


def _key(row: CheckRow) -> str:
    return row.key


def words_of(row: CheckRow) -> str:
    """What a row says on hover and is read out."""
    finding = row.finding
    translate = QCoreApplication.translate
    if finding is None:
        return translate("CheckList", "已答 {n} 项").format(n=row.answered)
    if row.note:
        answer = translate("CheckList", "注：{words}").format(words=row.note)
        return f"{finding.title}\n{finding.detail}\n{answer}"
    said = (
        translate("CheckList", "要改：{title}")
        if finding.status == "bad"
        else translate("CheckList", "要看：{title}")
    )
    return f"{said.format(title=finding.title)}\n{finding.detail}"


def act_words(finding: Finding) -> str:
    """What the button of a finding says."""
    translate = QCoreApplication.translate
    words = {
        "correct": translate("CheckList", "改正"),
        "insert": translate("CheckList", "插入"),
        "note": translate("CheckList", "加注"),
    }
    return words.get(finding.action, translate("CheckList", "去写"))


class CheckDelegate(RowDelegate):
    """Draws a finding: shape, title, what was found, and its buttons at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(ITEM)
        return QSize(100, row.height if row is not None else HEIGHT)

    def buttons(self, box: QRect, row: CheckRow, *, active: bool) -> Iterator[tuple[Act, QRect]]:
        """The buttons of a row in ``box`` from right to left; the second one while the row is ``active``."""
        edge = box.right() - INSET + 1
        if row.finding is None:
            yield "fold", box
            return
        middle = box.top() + HEIGHT // 2
        if row.note:
            if active:
                yield "take_back", QRect(edge - CONTROL, middle - CONTROL // 2, CONTROL, CONTROL)
                yield "note", QRect(edge - 2 * CONTROL - _GAP, middle - CONTROL // 2, CONTROL, CONTROL)
            return
        width = self.theme.metrics().horizontalAdvance(act_words(row.finding)) + 2 * _PADDING
        act: Act = "note" if row.finding.action == "note" else "do"
        yield act, QRect(edge - width, middle - CONTROL // 2, width, CONTROL)
        if active and act == "do":
            yield "note", QRect(edge - width - _GAP - CONTROL, middle - CONTROL // 2, CONTROL, CONTROL)

    def draw(self, painter: QPainter, box: QRect, item: CheckRow, row: int) -> None:
        view = self.view
        assert isinstance(view, CheckList)
        if item.finding is None:
            self._draw_head(painter, box, item)
            return
        active = view.is_active(row)
        shape = "renewed" if item.note else "red" if item.finding.status == "bad" else "yellow"
        left = box.left() + INSET + SIZE + 8
        held = list(self.buttons(box, item, active=active))
        edge = min([rect.left() - 8 for _, rect in held], default=box.right() - INSET)
        draw_shape(painter, self.theme, shape, box.left() + INSET, box.top() + 15)
        title = QRect(left, box.top() + 10, edge - left, 20)
        self.text(painter, title, item.finding.title, "t2" if item.note else "t1", bold=not item.note)
        detail = item.note or item.finding.detail
        self.text(painter, QRect(left, box.top() + 31, edge - left, 18), detail, "t2", small=True)
        for act, rect in held:
            self._draw_button(painter, rect, item, act, hot=view.is_hot(row, act))
        draw_rule(painter, self.theme, "line", box.left() + INSET, box.bottom(), box.width() - 2 * INSET)

    def _draw_head(self, painter: QPainter, box: QRect, item: CheckRow) -> None:
        icon = "right" if item.folded else "down"
        draw_icon(painter, self.theme, icon, "t3", box.left() + INSET - 3, box.center().y() - 7, 14)
        words = QRect(box.left() + INSET + SIZE + 8, box.top(), box.width() - 2 * INSET, box.height())
        self.text(painter, words, words_of(item), "t3")

    def _draw_button(self, painter: QPainter, rect: QRect, row: CheckRow, act: Act, *, hot: bool) -> None:
        assert row.finding is not None
        icons = {"note": "log", "take_back": "undo"}
        if rect.width() == CONTROL and act in icons:
            if hot:
                draw_box(
                    painter, self.theme, QRectF(rect), RADIUS_CONTROL, ground="surface", border="control"
                )
            draw_icon(painter, self.theme, icons[act], "t2", rect.center().x() - 7, rect.center().y() - 7)
            return
        border = "control" if hot else "line2"
        draw_box(painter, self.theme, QRectF(rect), RADIUS_CONTROL, ground="surface", border=border)
        painter.setFont(self.theme.font())
        painter.setPen(self.theme.colour("t1"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, act_words(row.finding))


class CheckList(ItemList):
    """The rows; ``acted(row, act)`` is a button pressed or its key: Space, N, Delete, ← and →."""

    acted = Signal(int, str)

    def __init__(self, theme: Theme, model: CheckModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, follow_keys=False, parent=parent)
        self._hover = -1
        self._hot: tuple[int, str] = (-1, "")
        self._pressed: tuple[int, str] = (-1, "")
        self.setUniformItemSizes(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.delegate = CheckDelegate(theme, self)

    def is_active(self, row: int) -> bool:
        """True for the row under the pointer, and for the current one while the list has the focus."""
        return row == self._hover or (self.hasFocus() and row == self.currentIndex().row())

    def is_hot(self, row: int, act: str) -> bool:
        """True for the button under the pointer."""
        return (row, act) == self._hot

    def _row(self, row: int) -> CheckRow | None:
        found = self.model().index(row, 0).data(ITEM) if row >= 0 else None
        return found if isinstance(found, CheckRow) else None

    def _button_at(self, place: QPoint) -> tuple[int, str]:
        index = self.indexAt(place)
        row = self._row(index.row())
        if row is None:
            return -1, ""
        for act, rect in self.delegate.buttons(self.visualRect(index), row, active=True):
            if rect.contains(place):
                return index.row(), act
        return -1, ""

    # --- pointer --------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        hover, hot = self.indexAt(place).row(), self._button_at(place)
        if (hover, hot) != (self._hover, self._hot):
            self._hover, self._hot = hover, hot
            on_button = hot[1] not in {"", "fold"}
            self.setCursor(Qt.CursorShape.PointingHandCursor if on_button else Qt.CursorShape.ArrowCursor)
            self.viewport().update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover, self._hot = -1, (-1, "")
        self.viewport().update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._button_at(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row, act = self._button_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0 and (row, act) == self._pressed:
            # Not a pick of the row: that would leave for its place in the text.
            self.acted.emit(row, act)
            return
        super().mouseReleaseEvent(event)

    # --- keys -----------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Qt makes the first row current without selecting it, and then it is not seen.
        self.setCurrentIndex(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.currentIndex().row()
        row = self._row(place)
        act = self._act_of(event, row) if row is not None else ""
        if act:
            self.ring = True
            self.acted.emit(place, act)
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _act_of(event: QKeyEvent, row: CheckRow) -> str:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return ""
        if row.finding is None:
            wanted = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}.get(Qt.Key(key), row.folded)
            opens = key in {
                Qt.Key.Key_Space,
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
                Qt.Key.Key_Right,
                Qt.Key.Key_Left,
            }
            return "fold" if opens and wanted == row.folded else ""
        if key == Qt.Key.Key_N:
            return "note"
        if row.note:
            return "take_back" if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} else ""
        if key == Qt.Key.Key_Space:
            return "note" if row.finding.action == "note" else "do"
        return ""
