"""The CSM's own words: the places that wait for them, and a plain editor for one place at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from csmdesk.ui.models.item_list import ItemList
from csmdesk.ui.models.review_items import ItemModel
from csmdesk.ui.models.review_outline import Passage
from csmdesk.ui.panes.review.lists import PassageDelegate
from csmdesk.ui.theme import INSET, RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line

_MOST_ROWS = 5


class WordsEdit(QPlainTextEdit):
    """``done`` is Ctrl+Enter, ``left`` the focus going elsewhere, ``escaped`` Esc.

    ``composing`` is True while an input method holds letters that are not yet words: the text is not read or
    replaced then.
    """

    done = Signal()
    left = Signal()
    escaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.composing = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme.font())
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(8)
        self.viewport().setAutoFillBackground(False)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setPalette(self._theme.palette(Highlight="accline"))
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not self.composing:
                self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._update_frame()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # Qt has made the input method give up its letters by now; they are in the text.
        self.composing = False
        super().focusOutEvent(event)
        self._update_frame()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _update_frame(self) -> None:
        around = self.parentWidget()
        if around is not None:
            around.update()


class _Field(QWidget):
    """The border around the editor; thick while it has the focus."""

    def __init__(self, theme: Theme, edit: WordsEdit) -> None:
        super().__init__()
        self._theme = theme
        self._edit = edit
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(edit)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self._edit.hasFocus()
        painter.setPen(self._theme.pen("accent", 2) if focused else self._theme.pen("control"))
        painter.setBrush(self._theme.colour("surface"))
        inside = 1.0 if focused else 1.5
        box = QRectF(self.rect()).adjusted(inside, inside, -inside, -inside)
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.end()


class WritingPanel(QWidget):
    """Lists the places and edits one. ``write_wanted(place, body)`` asks to keep words, once per change.

    ``picked(place)`` says that the user turned to a place in the list, ``escaped`` that he is done here.
    """

    write_wanted = Signal(str, str)
    picked = Signal(str)
    escaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = ""
        self._kept = ""
        self._unkept: dict[str, str] = {}
        """Words that could not be kept, by place."""
        self.model: ItemModel[Passage] = ItemModel(lambda p: p.place, self._words)
        self.list = ItemList(theme, self.model, marks_place=True)
        self.list.setAccessibleName(self.tr("要写的地方"))
        PassageDelegate(theme, self.list)
        self.edit = WordsEdit(theme)
        self._prompt = Label(theme, role="t1", wrap=True)
        self._chapter = Label(theme, scale="small", role="t3", elide=True)
        self._state = Label(theme, scale="small", role="t3", wrap=True)
        self.save = Button(theme, self.tr("保存"), hint="Ctrl ↵")
        self._lay_out()
        self.list.picked.connect(self._pick)
        self.list.entered_row.connect(self._to_edit)
        self.edit.done.connect(self.flush)
        self.edit.left.connect(self.flush)
        self.edit.escaped.connect(self.escaped)
        self.edit.textChanged.connect(self._changed)
        self.save.clicked.connect(self.flush)

    def _lay_out(self) -> None:
        below = QVBoxLayout()
        below.setContentsMargins(INSET, 14, INSET, 16)
        below.setSpacing(4)
        below.addWidget(self._chapter)
        below.addWidget(self._prompt)
        below.addSpacing(6)
        field = _Field(self._theme, self.edit)
        below.addWidget(field, 1)
        below.addSpacing(6)
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        foot.addWidget(self.save)
        below.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(Line(self._theme))
        column.addLayout(below, 1)

    def _words(self, passage: Passage) -> str:
        state = self.tr("已写") if passage.body.strip() else self.tr("待填写")
        return f"{passage.chapter}，{passage.prompt}，{state}"

    # --- content --------------------------------------------------------------------------------------------

    @property
    def place(self) -> str:
        """The place being edited; '' before there is one."""
        return self._place

    @property
    def first_to_write(self) -> str:
        """The first place without words, else the first; '' when there is none."""
        passages = self.model.items
        found = next((p for p in passages if not p.body.strip()), passages[0] if passages else None)
        return found.place if found else ""

    @property
    def changed(self) -> bool:
        """True while there are words that nobody has been asked to keep."""
        return bool(self._place) and self.edit.toPlainText() != self._kept

    def set_passages(self, passages: Sequence[Passage], *, current: bool) -> None:
        """Take the places of a report; ``current`` is False while words asked to be kept may be missing."""
        self.model.set_items(passages)
        rows = min(len(passages), _MOST_ROWS)
        self.list.setFixedHeight(rows * PassageDelegate.height)
        row = self.model.row_of(self._place)
        if row < 0:
            self._show(self.first_to_write)
        elif current and not self.changed and not self.edit.composing:
            self._take_body(passages[row].body)
        self.list.set_current(self.model.row_of(self._place))

    def open(self, place: str, *, focus: bool = True) -> None:
        """Edit the words of a place."""
        if place != self._place:
            self.flush()
            self._show(place)
        self.list.set_current(self.model.row_of(place))
        if focus:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, place: str) -> None:
        row = self.model.row_of(place)
        passage = self.model.items[row] if row >= 0 else Passage("", "", "", "")
        self._place = passage.place
        self._chapter.setText(passage.chapter)
        self._prompt.setText(passage.prompt)
        self.edit.setAccessibleName(passage.prompt)
        self.edit.setEnabled(bool(passage.place))
        self._take_body(passage.body)
        unkept = self._unkept.get(place)
        if unkept is not None:
            self.edit.setPlainText(unkept)
        self._say("")

    def _take_body(self, body: str) -> None:
        self._kept = body
        # Setting the text moves the cursor and forgets what can be undone, so only when it differs.
        if self.edit.toPlainText() != body:
            self.edit.setPlainText(body)
        self._changed()

    def _changed(self) -> None:
        self.save.setEnabled(self.changed)
        self.save.setToolTip("" if self.changed else self.tr("没有改动"))
        if self.changed:
            self._say("")

    def _say(self, words: str, role: str = "t3") -> None:
        self._state.setText(words)
        self._state.set_role(role)

    def _pick(self, row: int) -> None:
        place = self.model.items[row].place
        self.open(place, focus=False)
        self.picked.emit(place)

    def _to_edit(self, row: int) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- keeping --------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Ask to keep what was written, unless nothing was or an input method is at work."""
        if not self.changed or self.edit.composing:
            return
        self._kept = self.edit.toPlainText()
        # Blanks alone are no words: the place is to be written again.
        body = self._kept if self._kept.strip() else ""
        self._unkept.pop(self._place, None)
        self._changed()
        self._say(self.tr("正在保存…"))
        self.write_wanted.emit(self._place, body)

    def written(self, place: str) -> None:
        """The words of a place have been kept."""
        if place == self._place and not self.changed:
            self._say(self.tr("已保存"))

    def not_written(self, place: str, body: str, why: str, before: str) -> None:
        """They could not be kept; they stay in the editor and are asked for again."""
        self._unkept[place] = body
        if place == self._place:
            self._kept = before
            self._changed()
            self._say(why, "redt")
