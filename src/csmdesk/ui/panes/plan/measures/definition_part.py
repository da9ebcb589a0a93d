"""What a metric means: its formula in either language, and the rival definitions side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csmdesk.ui.panes.plan.measures.reading import Reading
from csmdesk.ui.theme import CONTROL, INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import FigureLabel, Label
from csmdesk.ui.widgets.section import Line, SectionHead
from csmdesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from csmdesk.services.measure_view import Measure, Rival

_CARD = 168
"""A definition beside others is at least so wide."""


class RivalCard(QWidget):
    """One definition: its name, its own value, its formula.

    ``opened(key, place)`` asks for the evidence, ``chosen(key)`` for the metric itself.
    """

    opened = Signal(str, QRect)
    chosen = Signal(str)

    def __init__(self, theme: Theme, rival: Rival, language: str) -> None:
        super().__init__()
        self._theme = theme
        self.rival = rival
        self.figure = FigureLabel(theme, rival.value, scale="title", bold=True)
        self.figure.setAccessibleName(f"{rival.name} {rival.value}")
        self.figure.opened.connect(self._open)
        formula = Label(theme, rival.formula, scale="small", role="t2", wrap=True)
        self.setMinimumWidth(_CARD - 20)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 16, 12)
        column.setSpacing(2)
        name: QWidget
        if rival.own:
            name = Label(theme, rival.name, bold=True, elide=True)
            name.setFixedHeight(CONTROL)
        else:
            name = Button(theme, rival.name, kind="link")
            name.clicked.connect(partial(self.chosen.emit, rival.key))
        self.name = name
        column.addWidget(name)
        column.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignLeft)
        if rival.reason:
            column.addWidget(Label(theme, rival.reason, scale="small", role="ambert", wrap=True))
        column.addWidget(formula)
        column.addStretch(1)

    def _open(self) -> None:
        box = self.figure.rect()
        self.opened.emit(self.rival.key, QRect(self.figure.mapToGlobal(QPoint(0, 0)), box.size()))


class _Body(QWidget):
    """As wide as its scroll area."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class DefinitionPart(QScrollArea):
    """``opened(key, place)`` asks for the evidence of a definition, ``chosen(key)`` for its metric."""

    opened = Signal(str, QRect)
    chosen = Signal(str)

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._theme = theme = reading.tools.theme
        self.languages = Segmented(theme, [("zh", "中文"), ("en", "English")], self.tr("口径的语言"))
        self.languages.set_key(reading.tools.language)
        self._formula = Label(theme, wrap=True)
        self._facts = Label(theme, scale="small", role="t3", wrap=True)
        self._notes = Label(theme, scale="small", role="t2", wrap=True)
        self._rivals_head = SectionHead(theme, self.tr("其他口径"), self.tr("并列比较，各有依据"))
        self._rivals_line = Line(theme)
        self._parts_head = SectionHead(theme, self.tr("组成"))
        self._parts = QGridLayout()
        self._part_labels: list[Label] = []
        self.cards: list[RivalCard] = []
        self._grid = QGridLayout()
        self._body = _Body()
        self._lay_out()
        self._restyle()
        self.languages.chosen.connect(self._show_formula)
        reading.measured.connect(self._show)
        theme.changed.connect(self._restyle)
        self.setFocusProxy(self.languages)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(SectionHead(self._theme, self.tr("口径")), 1)
        head.addWidget(self.languages)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._parts.setHorizontalSpacing(16)
        self._parts.setVerticalSpacing(4)
        self._parts.setColumnStretch(0, 1)
        self._parts.setColumnStretch(1, 2)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(INSET, 10, INSET, INSET)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._formula)
        column.addWidget(self._facts)
        column.addWidget(self._notes)
        column.addSpacing(10)
        column.addWidget(self._rivals_line)
        column.addWidget(self._rivals_head)
        column.addLayout(self._grid)
        column.addSpacing(10)
        column.addWidget(self._parts_head)
        column.addLayout(self._parts)
        column.addStretch(1)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _restyle(self) -> None:
        for widget in (self, self._body):
            widget.setPalette(self._theme.palette(Window="surface"))
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    # --- content --------------------------------------------------------------------------------------------

    def _show(self) -> None:
        measure = self._reading.measure
        if measure is None:
            return
        self._show_formula(self.languages.key)
        facts = (
            self.tr("单位：{unit}").format(unit=measure.unit_words),
            measure.direction,
            self.tr("键：{key}").format(key=measure.line.key),
        )
        self._facts.setText("  ·  ".join(facts))
        notes = [measure.line.reason, *measure.view.notes]
        if measure.line.unscoped:
            notes.append(self.tr("这是本人的工作，不按客户范围筛选。"))
        self._notes.setText("\n".join(filter(None, notes)))
        self._notes.setVisible(any(notes))
        self._show_rivals(measure)
        self._show_parts()

    def _show_parts(self) -> None:
        """Names at the left, values at the right, one part below the other."""
        for label in self._part_labels:
            self._parts.removeWidget(label)
            label.hide()
            label.setParent(None)
            label.deleteLater()
        self._part_labels = []
        for row, (name, value) in enumerate(self._reading.parts):
            named = Label(self._theme, name, scale="small", role="t2", elide=True)
            told = Label(self._theme, value, align="right", elide=True)
            told.setToolTip(value)
            self._parts.addWidget(named, row, 0)
            self._parts.addWidget(told, row, 1)
            self._part_labels += [named, told]
        self._parts_head.setVisible(bool(self._part_labels))

    @property
    def parts(self) -> list[str]:
        """What the value is made of, as it is shown."""
        words = [label.text() for label in self._part_labels]
        return [" ".join(pair) for pair in zip(words[::2], words[1::2], strict=True)]

    def _show_formula(self, language: str) -> None:
        measure = self._reading.measure
        if measure is not None:
            self._formula.setText(measure.formulas.zh if language == "zh" else measure.formulas.en)

    @property
    def formula(self) -> str:
        """The definition as it is shown."""
        return self._formula.text()

    def _show_rivals(self, measure: Measure) -> None:
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.setParent(None)
            card.deleteLater()
        self.cards = [RivalCard(self._theme, r, self._reading.tools.language) for r in measure.rivals]
        for card in self.cards:
            card.opened.connect(self.opened)
            card.chosen.connect(self.chosen)
        self._rivals_head.setVisible(bool(self.cards))
        self._rivals_line.setVisible(bool(self.cards))
        self._place_cards()

    def _place_cards(self) -> None:
        """As many beside each other as there is room for."""
        room = max(1, self.viewport().width() - 2 * INSET)
        columns = max(1, min(len(self.cards) or 1, room // _CARD))
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place_cards()
