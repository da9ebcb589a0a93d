"""A combo box drawn from the theme: one of a list, or with ``editable`` a word of the user's own as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QSizePolicy, QWidget

from csmdesk.ui.theme import CONTROL, RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.choice_list import NOTE, RowDelegate
from csmdesk.ui.widgets.crisp import draw_box, draw_icon
from csmdesk.ui.widgets.focus import RING, Ringed, draw_ring, is_enter
from csmdesk.ui.widgets.frame import draw_frame
from csmdesk.ui.widgets.line_edit import Completion, LineEdit
from csmdesk.ui.widgets.type_find import TypeFind, typed_text

_PADDING = 10
_ARROW = 12
_ARROW_ROOM = 28
_WIDEST = 320

_STYLE = "QComboBox { combobox-popup: 0; }"
"""The list opens below the field, not over it."""


class Select(Ringed, QComboBox):
    """``set_choices([(key, words)])``, ``value`` and ``set_value``; ``picked`` is a choice by the user.

    28 high beside buttons, 36 with ``tall`` among the fields of a form; a ``snug`` one is as wide as its
    choice and not as the widest. An editable one completes what is
    typed, and its value is the key of the words that stand there, or else the words themselves.
    """

    picked = Signal()

    def __init__(
        self,
        theme: Theme,
        choices: Sequence[tuple[str, str]] = (),
        *,
        editable: bool = False,
        tall: bool = False,
        snug: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._snug = snug
        self._tall = tall
        self._invalid = False
        self._searches: list[str] = []
        self._find = TypeFind()
        self.line: LineEdit | None = None
        self.completion: Completion | None = None
        RowDelegate(theme, self.view())
        if not editable:
            # Letters typed into the open list find Chinese words by their spelling too.
            self.view().installEventFilter(self)
        # The list has our border; its window would draw another one around it.
        holder = self.view().window()
        if isinstance(holder, QFrame):
            holder.setFrameShape(QFrame.Shape.NoFrame)
        holder.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        holder.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        self.setMaxVisibleItems(10)
        self.setFont(theme.font())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding if tall else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed
        )
        if editable:
            self._make_editable()
        self.setStyleSheet(_STYLE)
        self.set_choices(choices)
        self.activated.connect(self._on_pick)

    def _make_editable(self) -> None:
        line = self.line = LineEdit(self._theme)
        self.setEditable(True)
        self.setLineEdit(line)
        # Qt would complete on keys of an input method; see ``Completion``.
        self.setCompleter(None)  # type: ignore[arg-type]
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.completion = Completion(self._theme, line)
        line.committed.connect(self._on_pick)

    def set_choices(
        self,
        choices: Sequence[tuple[str, str]],
        notes: Mapping[str, str] | None = None,
        searched: Mapping[str, str] | None = None,
    ) -> None:
        """Offer others; the value stays where it is still offered or may be typed.

        ``notes`` are grey words that stand beside some choices in the list, by their keys; ``searched`` is
        what some are found by when letters are typed, beside their words.
        """
        more = searched or {}
        self._searches = [f"{words} {more.get(key, '')}" for key, words in choices]
        value = self.value
        self.blockSignals(True)
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
            if notes and key in notes:
                self.setItemData(self.count() - 1, notes[key], NOTE)
        self.blockSignals(False)
        if self.completion is not None:
            self.completion.set_choices([words for _, words in choices])
        self.set_value(value)
        self.updateGeometry()

    @property
    def value(self) -> str:
        """The key of the choice, '' for none; of an editable one also words that are no choice."""
        if self.line is not None:
            text = self.line.text().strip()
            index = self.findText(text, Qt.MatchFlag.MatchFixedString)
            return str(self.itemData(index)) if index >= 0 and text else text
        data = self.currentData()
        return "" if data is None else str(data)

    def set_value(self, value: str) -> None:
        """Choose by key, without a signal; an unknown key is typed if possible, else passed over."""
        index = self.findData(value)
        self.blockSignals(True)
        if index >= 0:
            self.setCurrentIndex(index)
        elif self.line is not None:
            self.setCurrentIndex(-1)
        elif not value:
            self.setCurrentIndex(0 if self.count() else -1)
        if self.line is not None:
            line = self.line
            line.blockSignals(True)
            line.setText(self.itemText(index) if index >= 0 else value)
            line.setCursorPosition(0)
            line.blockSignals(False)
        self.blockSignals(False)
        self._place_line()
        if self._snug:
            self.updateGeometry()
        self.update()

    def set_invalid(self, invalid: bool) -> None:
        """Draw the border red, or no longer."""
        self._invalid = invalid
        self.update()

    @property
    def invalid(self) -> bool:
        """True while the border is red."""
        return self._invalid

    def _on_pick(self) -> None:
        self._place_line()
        self.update()
        self.picked.emit()

    # --- geometry and painting ------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        metrics = self._theme.metrics()
        words = [self.currentText()] if self._snug else map(self.itemText, range(self.count()))
        widest = max(map(metrics.horizontalAdvance, words), default=60)
        width = min(_WIDEST, widest + _PADDING + _ARROW_ROOM + 2 * RING + 4)
        return QSize(
            max(width, 160 if self.line is not None else 64), (36 if self._tall else CONTROL) + 2 * RING
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(64, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_line()

    def _place_line(self) -> None:
        # Qt lays the line out by its own style when the size or the current row changes.
        if self.line is not None:
            self.line.setGeometry(self._text_box())

    def _text_box(self) -> QRect:
        return self.rect().adjusted(RING + _PADDING - 1, RING + 1, -_ARROW_ROOM, -RING - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        on = self.isEnabled()
        hover = on and self.underMouse()
        if self.line is not None:
            draw_frame(painter, theme, self, focused=self.line.hasFocus(), invalid=self._invalid, hover=hover)
        elif self._tall or self._invalid:
            draw_frame(painter, theme, self, invalid=self._invalid, hover=hover)
        else:
            box = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
            open_ = self.view().isVisible()
            border = "line" if not on else "accline" if open_ else "control" if hover else "line2"
            draw_box(painter, theme, box, RADIUS_CONTROL, ground="sel" if open_ else "surface", border=border)
        if self.line is None:
            words = self.currentText()
            painter.setFont(theme.font())
            painter.setPen(theme.colour("t1" if on else "t4"))
            room = QRectF(self._text_box()).adjusted(1, 0, 0, 0)
            shown = theme.metrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        left = self.width() - RING - _PADDING - _ARROW
        role = "t4" if not on else "t2"
        draw_icon(painter, theme, "down", role, left, (self.height() - _ARROW) / 2, _ARROW)
        if self.line is None and self.ring:
            draw_ring(painter, self, theme)
        painter.end()

    def showPopup(self) -> None:
        super().showPopup()
        # The style would lay the list over the field.
        holder = self.view().window()
        height = CONTROL * min(self.maxVisibleItems(), max(1, self.count())) + 8
        corner = self.mapToGlobal(QPoint(RING, self.height() + 1))
        screen = self.screen().availableGeometry()
        if corner.y() + height > screen.bottom():
            corner.setY(max(screen.top(), self.mapToGlobal(QPoint(0, 0)).y() - height - 1))
        width = max(self.width() - 2 * RING, holder.width())
        if self._snug:
            width = max(width, self.view().sizeHintForColumn(0) + 24)
        holder.setGeometry(QRect(corner, QSize(width, height)))

    # --- keys -----------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and typed_text(event):
            self._go_to(typed_text(event))
            return True
        return super().eventFilter(watched, event)

    def _go_to(self, letters: str) -> None:
        """Make the choice current in the open list that letters lead to."""
        view = self.view()
        row = self._find.type(letters, self._searches, view.currentIndex().row())
        if row >= 0:
            view.setCurrentIndex(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt_down or (self.line is None and is_enter(event)):
            self.showPopup()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif self.line is None and typed_text(event):
            # Nothing is chosen before Enter: a choice may make much work.
            self.showPopup()
            self._go_to(typed_text(event))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a form must not change what it says.
        event.ignore()
