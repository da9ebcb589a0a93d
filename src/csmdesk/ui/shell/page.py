"""A page of its own in the window, before a book is open: what it shows scrolls, its foot stays."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.theme import STATUS_LINE, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_icon, draw_rule
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape, text_role
from csmdesk.ui.widgets.toast import Toast

FORM = 480
"""How wide the column of fields is."""

_LANGUAGES = (("zh", "简体中文"), ("en", "English"))


class PageFoot(QWidget):
    """The line at the bottom: what is open, and the languages by their own names."""

    language_chosen = Signal(str)

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = Label(theme, scale="small", role="t3")
        self.setFixedHeight(STATUS_LINE)
        row = QHBoxLayout(self)
        row.setContentsMargins(36, 0, 16, 0)
        row.setSpacing(16)
        row.addWidget(self._words)
        row.addStretch(1)
        self.languages: dict[str, Button] = {}
        for key, name in _LANGUAGES:
            button = Button(theme, name, kind="flat", small=True)
            button.setCheckable(True)
            button.setChecked(key == language)
            button.setAccessibleName(self.tr("语言：{name}").format(name=name))
            button.setProperty("language", key)
            button.clicked.connect(self._choose)
            self.languages[key] = button
            row.addWidget(button)

    def say(self, words: str) -> None:
        """What stands at the left."""
        self._words.setText(words)

    def _choose(self) -> None:
        sender = self.sender()
        if sender is not None:
            key = str(sender.property("language"))
            # Which one is spoken is seen from the whole page, and that is made anew.
            for other, button in self.languages.items():
                button.setChecked(other == key)
            self.language_chosen.emit(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._theme.fill(painter, "window", 0, 0, self.width(), self.height())
        draw_rule(painter, self._theme, "line", 0, 0, self.width())
        draw_icon(painter, self._theme, "lock", "t3", 16, (self.height() - 14) / 2, 14)
        painter.end()


class Remark(QWidget):
    """A sentence with a shape before it, for what is wrong or wants care; hidden while there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = StatusShape(theme)
        self._words = Label(theme, scale="small", wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self._mark.setContentsMargins(0, 3, 0, 0)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, '' while it is hidden."""
        return self._words.text()

    def say(self, text: str, shape: str = "red") -> None:
        """Say something; '' says nothing more."""
        self._words.setText(text)
        self._words.set_role(text_role(shape))
        self._mark.set_shape(shape if text else "")
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class Page(QWidget):
    """Stands on the surface; ``body`` is laid out by who makes it and scrolls where the window is low."""

    language_chosen = Signal(str)

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.language: Language = language
        self._toast: Toast | None = None
        self.body = QWidget()
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot = PageFoot(theme, language)
        self.foot.language_chosen.connect(self.language_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.foot)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._scroll.setPalette(self.theme.palette(Window="surface"))
        self._scroll.verticalScrollBar().setStyleSheet(self.theme.scroll_bar_style)

    def stand(self, form: QWidget, top: int) -> None:
        """Put the column of fields into the middle, ``top`` below the edge."""
        # Between stretches, as a paragraph then asks for its height at the width that it really has.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(form, 0, Qt.AlignmentFlag.AlignTop)
        middle.addStretch(1)
        place = QVBoxLayout(self.body)
        place.setContentsMargins(24, top, 24, 24)
        place.addLayout(middle)
        place.addStretch(1)

    def say(self, text: str, *, bad: bool = False) -> None:
        """Say one sentence over the foot."""
        if self._toast is None:
            self._toast = Toast(self.theme, self._scroll)
        self._toast.say(text, bad=bad)

    @property
    def said(self) -> str:
        """What is being said over the foot, '' for nothing."""
        return "" if self._toast is None else self._toast.text

    def reveal(self, widget: QWidget) -> None:
        """Scroll so that ``widget`` is seen."""
        self._scroll.ensureWidgetVisible(widget, 0, 24)

    def keep(self) -> dict[str, object]:
        """What has been entered, for the page that takes this one's place in another language."""
        return {}

    def take(self, entered: dict[str, object]) -> None:
        """Take up what ``keep`` gave."""
