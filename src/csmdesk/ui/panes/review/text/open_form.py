"""The one form that is open in the place of its card."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text import acts, formats
from csmdesk.ui.panes.review.text.card_form import CardForm, form_of
from csmdesk.ui.panes.review.text.chip_edit import ChipEdit
from csmdesk.ui.panes.review.text.text_body import TextBody
from csmdesk.ui.panes.review.text.tools_given import Given
from csmdesk.ui.theme import Theme


class OpenForm(QObject):
    """Opens the form of a card of ``body`` over it, and writes what it says into the text when it closes.

    ``opened`` and ``changed`` are about the form, ``link_asked(kind, id)`` comes from it.
    """

    opened = Signal()
    changed = Signal()
    link_asked = Signal(str, int)

    def __init__(self, theme: Theme, given: Given, body: TextBody) -> None:
        super().__init__(body)
        self._theme = theme
        self._given = given
        self._body = body
        self.form: CardForm | None = None
        self.place = -1
        body.scrolled.connect(self._move)
        body.document().documentLayout().documentSizeChanged.connect(self._move)

    @property
    def edits(self) -> list[ChipEdit]:
        """The fields of the form in which figures can stand."""
        return [field.edit for field in self.form.fields] if self.form is not None else []

    @property
    def line(self) -> int:
        """The line of the text over which it stands; -1 while there is none."""
        return self._body.document().findBlock(self.place).blockNumber() if self.form is not None else -1

    def block(self) -> formats.Card | None:
        """The card as the form says; None while there is none."""
        return None if self.form is None else self.form.block

    def open(self, place: int) -> None:
        """Open the form of the card at ``place``."""
        self.close()
        block = acts.card_at(self._body.document().findBlock(place))
        if self._body.isReadOnly() or block is None or isinstance(block, text.Live):
            return
        form = form_of(self._theme, self._given, block, self._body.viewport())
        self.form, self.place = form, place
        form.changed.connect(self._changed)
        form.done.connect(self.finish)
        form.removed.connect(self.remove)
        form.link_asked.connect(self.link_asked)
        self.opened.emit()
        form.show()
        self._fit()
        self._body.show_box(self._body.card_box(place))
        form.focus_first()

    def close(self) -> None:
        """Close the form; what was changed in it goes into the text as one step."""
        form, place = self.form, self.place
        if form is None:
            return
        block, before = form.block, acts.card_at(self._body.document().findBlock(place))
        self.form, self.place = None, -1
        form.hide()
        form.deleteLater()
        self._body.open_card(-1, 0)
        if block != before:
            acts.change_card(self._body.textCursor(), place, block)

    def finish(self) -> None:
        """Close it and go on in the text."""
        place = self.place
        self.close()
        cursor = self._body.textCursor()
        cursor.setPosition(place)
        self._body.setTextCursor(cursor)
        self._body.setFocus()

    def remove(self) -> None:
        """Close it and remove its card."""
        self.finish()
        self._body.remove_card()

    def _changed(self) -> None:
        self.changed.emit()
        # The fields have their new height only after this turn.
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        form = self.form
        if form is None:
            return
        width = round(self._body.text_width)
        form.resize(width, form.height_for(width))
        self._body.open_card(self.place, form.height())
        self._move()

    def _move(self) -> None:
        if self.form is not None:
            width = round(self._body.text_width)
            if self.form.width() != width:
                self.form.resize(width, self.form.height())
                QTimer.singleShot(0, self, self._fit)
            self.form.move(self._body.card_box(self.place).topLeft())


def within(widget: QWidget, around: QWidget) -> bool:
    """True when a widget is in another one, also in a popup of it."""
    found: QWidget | None = widget
    while found is not None:
        if found is around:
            return True
        found = found.parentWidget()
    return False
