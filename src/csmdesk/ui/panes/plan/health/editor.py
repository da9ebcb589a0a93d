"""The left side: dimensions, bands, missing data, scoring days, as they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csmdesk.domain.health import Missing, Rhythm
from csmdesk.domain.health_kinds import IMPORTED, KINDS
from csmdesk.domain.health_model import MISSING, RHYTHMS, HealthModel
from csmdesk.domain.text import Language
from csmdesk.services.health_model_draft import DimensionDraft, ModelDraft
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.plan.health.dimension_row import (
    GAP,
    NAME,
    REMOVE,
    SHARE,
    SIGN,
    SOURCE,
    WEIGHT,
    DimensionRow,
    percent,
    put,
)
from csmdesk.ui.panes.plan.health.escapes import Escapes
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.menu import Menu
from csmdesk.ui.widgets.plain_table import Problem, heads
from csmdesk.ui.widgets.section import Line, SectionHead
from csmdesk.ui.widgets.select import Select
from csmdesk.ui.widgets.shapes import StatusShape
from csmdesk.ui.widgets.value_field import ValueField

_BOUND = 64
_BAND = 40


class ModelEditor(QScrollArea):
    """``changed`` comes with each change; ``draft`` is what stands here. It reads nothing of the book.

    ``escapes`` tells of Esc in a field that had nothing to put back.
    """

    changed = Signal()

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme = theme
        self._language: Language = language
        self._draft: ModelDraft | None = None
        self._fixed = False
        self._showing = False
        self.rows: list[DimensionRow] = []
        self.escapes = Escapes(self)
        self.red = ValueField(theme, self.tr("红线：低于"), width=_BOUND)
        self.green = ValueField(theme, self.tr("绿线：及以上"), width=_BOUND)
        self.missing = Select(theme, [(key.value, words.to(language)) for key, words in MISSING.items()])
        self.missing.setAccessibleName(self.tr("缺数据时"))
        self.least = ValueField(theme, self.tr("最低覆盖，%"), width=_BOUND)
        self._bounds = (self.red, self.green, self.least)
        self.rhythm = Select(theme, [(key.value, words.to(language)) for key, words in RHYTHMS.items()])
        self.rhythm.setAccessibleName(self.tr("计算日"))
        self.add = Button(theme, self.tr("添加维度"), icon="plus", small=True, arrow=True)
        self._menu = Menu(theme, self)
        self._lay_out()
        for field in self._bounds:
            field.typing.connect(self._on_type)
            self.escapes.watch(field)
        self.missing.picked.connect(self._on_type)
        self.rhythm.picked.connect(self._on_type)
        self._restyle()
        theme.changed.connect(self._restyle)

    # --- building -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(INSET, 8, INSET, INSET)
        self._column.setSpacing(0)
        self._head = SectionHead(self._theme, self.tr("维度"), large=True)
        self._head.add(self.add)
        self._column.addWidget(self._head)
        for kind in KINDS.values():
            key = kind.key
            words = f"{kind.name.to(self._language)}（{kind.about.to(self._language)}）"
            self._menu.add(Action(f"add.{key}", words, partial(self.add_dimension, key)))
        self.add.set_menu(self._menu)
        self._column.addWidget(
            heads(
                self._theme,
                (
                    (self.tr("名称"), NAME, "left"),
                    (self.tr("来源"), SOURCE, "left"),
                    (self.tr("权重"), WEIGHT, "right"),
                    ("", SIGN, "left"),
                    ("", 0, "left"),
                    (self.tr("折算后"), SHARE, "right"),
                ),
                GAP,
                REMOVE + GAP,
            )
        )
        self._column.addWidget(Line(self._theme, "line2"))
        place = QWidget()
        self._list = QVBoxLayout(place)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._column.addWidget(place)
        self._none = self._note(
            self.tr(
                "还没有维度。导入健康度以后会列在这里；也可以添加由使用、工单、问卷、回款、触达计算的维度。"
            )
        )
        self._sum = self._note("")
        self._problem = Problem(self._theme)
        self._column.addWidget(self._problem)
        self._lay_out_bands()
        self._lay_out_missing()
        self._column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _note(self, text: str) -> Label:
        note = Label(self._theme, text, scale="small", role="t3", wrap=True)
        note.setContentsMargins(0, 6, 0, 4)
        self._column.addWidget(note)
        return note

    def _lay_out_bands(self) -> None:
        self._column.addSpacing(16)
        self._column.addWidget(SectionHead(self._theme, self.tr("分档"), large=True))
        self._between = Label(self._theme, role="t2")
        lines = (
            ("red", self.tr("红"), (self._words(self.tr("低于")), self.red)),
            ("yellow", self.tr("黄"), (self._between,)),
            ("green", self.tr("绿"), (self.green, self._words(self.tr("及以上")))),
        )
        for shape, word, parts in lines:
            mark = StatusShape(self._theme)
            name = Label(self._theme, word)
            name.setFixedWidth(_BAND)
            row = QHBoxLayout()
            row.setContentsMargins(0, 4, 0, 4)
            row.setSpacing(8)
            row.addWidget(mark)
            row.addWidget(name)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
            self._column.addLayout(row)
            mark.set_shape(shape)
        self._bands_problem = Problem(self._theme)
        self._column.addWidget(self._bands_problem)

    def _words(self, text: str) -> Label:
        return Label(self._theme, text, role="t2")

    def _lay_out_missing(self) -> None:
        self._column.addSpacing(16)
        self._column.addWidget(SectionHead(self._theme, self.tr("缺数据时"), large=True))
        self._least_words = (self._words(self.tr("覆盖不到权重的")), self._words(self.tr("% 时不评")))
        first, last = self._least_words
        self._column.addLayout(self._row(self.missing, first, self.least, last))
        self._least_problem = Problem(self._theme)
        self._column.addWidget(self._least_problem)
        self._column.addSpacing(16)
        self._column.addWidget(SectionHead(self._theme, self.tr("计算日"), large=True))
        self._column.addLayout(self._row(self.rhythm))
        self._note(
            self.tr(
                "由数据计算的维度在这些日子评分，改了模型后以前的也按现在的模型重算；导入的维度按导入的日子，"
                "中间沿用最近一次导入。已冻结的自评不变。"
            )
        )

    def _row(self, *parts: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _restyle(self) -> None:
        self.setPalette(self._theme.palette(Window="surface"))
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    # --- what it shows --------------------------------------------------------------------------------------

    @property
    def draft(self) -> ModelDraft | None:
        """What stands in the fields; None until something has been shown."""
        if self._draft is None:
            return None
        return replace(
            self._draft,
            red_below=self.red.text,
            green_from=self.green.text,
            missing=Missing(self.missing.value),
            least=self.least.text,
            rhythm=Rhythm(self.rhythm.value),
            dimensions=tuple(row.draft for row in self.rows),
        )

    def show_draft(self, draft: ModelDraft, *, fixed: bool) -> None:
        """Show a draft in the place of what stands here; ``fixed``: nothing can be changed."""
        self._draft, self._fixed = draft, fixed
        # A field tells of each change of its text, whoever makes it.
        self._showing = True
        self._show_fields(draft)
        self._showing = False
        for field in self._bounds:
            field.edit.setReadOnly(fixed)
        for select in (self.missing, self.rhythm):
            select.setEnabled(not fixed)
        self.add.setVisible(not fixed)
        for row in self.rows:
            row.set_read_only(fixed)

    def _show_fields(self, draft: ModelDraft) -> None:
        put(self.red, draft.red_below)
        put(self.green, draft.green_from)
        self.missing.set_value(draft.missing.value)
        put(self.least, draft.least)
        self.rhythm.set_value(draft.rhythm.value)
        self._show_rows(draft)

    def _show_rows(self, draft: ModelDraft) -> None:
        """A row for each dimension; rows that are there are used again, as making one takes its time."""
        keys = {d.key for d in draft.dimensions}
        known = {row.key: row for row in self.rows if row.key in keys}
        spare = [row for row in self.rows if row.key not in keys]
        # What has just been saved has another key in the book, and stays in its row.
        new = sum(d.key not in known for d in draft.dimensions)
        spare, gone = spare[:new], spare[new:]
        rows = []
        for d in draft.dimensions:
            row = known.get(d.key) or (spare.pop(0) if spare else None)
            if row is None:
                row = self._new_row(d)
            else:
                row.show_draft(d)
            rows.append(row)
        for row in gone:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, row in enumerate(rows):
            if self._list.indexOf(row) != place:
                self._list.removeWidget(row)
                self._list.insertWidget(place, row)
        self.rows = rows

    def _new_row(self, draft: DimensionDraft) -> DimensionRow:
        sources = [("", self.tr("导入"))]
        sources += [(kind.key, kind.name.to(self._language)) for kind in KINDS.values()]
        row = DimensionRow(self._theme, draft, sources, self._language, self.escapes)
        row.typed.connect(self._on_type)
        row.removed.connect(self._on_remove)
        return row

    def forget_typing(self) -> None:
        """What is typed is in the book: taking it back is the book's, no longer the field's."""
        self._showing = True
        for field in (*self._bounds, *(field for row in self.rows for field in row.fields)):
            if field.edit.isUndoAvailable() and not field.edit.composing:
                place = field.edit.cursorPosition()
                field.edit.setText(field.text)
                field.edit.setCursorPosition(place)
        self._showing = False

    def show_first_problem(self) -> None:
        """Put the focus where the first thing stands that cannot be taken."""
        fields = (*(field for row in self.rows for field in row.fields), *self._bounds)
        first = next((field for field in fields if field.invalid), None)
        if first is not None:
            first.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            first.edit.selectAll()
            self.ensureWidgetVisible(first)

    def show_read(self, model: HealthModel | None, problems: Mapping[str, str]) -> None:
        """Say what of the typed model cannot be taken, and where; the shares where all can."""
        for row in self.rows:
            own = f"{row.key}."
            row.show_problems(
                {place.removeprefix(own): why for place, why in problems.items() if place.startswith(own)}
            )
        for field, place in ((self.red, "red_below"), (self.green, "green_from"), (self.least, "least")):
            field.set_invalid(place in problems)
        self._bands_problem.say(problems.get("red_below") or problems.get("green_from", ""))
        self._least_problem.say(problems.get("least", ""))
        self._problem.say(problems.get("dimensions", ""))
        if model is None:
            # Of what cannot be taken there is no sum.
            self._sum.hide()
        else:
            self._show_shares(model)
            bands = model.rules.bands
            self._between.setText(
                self.tr("{red} 到不满 {green}").format(red=bands.red_words, green=bands.green_words)
            )
        self._none.setVisible(not self.rows)
        rescaled = self.missing.value == Missing.RESCALE.value
        for part in (self.least, *self._least_words):
            part.setVisible(rescaled)

    def _show_shares(self, model: HealthModel) -> None:
        weights = model.weights()
        whole = sum(weights.values(), Fraction(0))
        sources = {d.name: d.source for d in model.dimensions}
        for row, d in zip(self.rows, model.dimensions, strict=True):
            share = weights[d.name] / whole if whole else Fraction(0)
            row.show_formula(sources.get(d.name, IMPORTED), share)
        own = any(d.weight is not None for d in model.dimensions) or not whole or whole != len(weights)
        if not weights:
            self._sum.hide()
            return
        self._sum.show()
        if whole == 1:
            self._sum.setText(self.tr("合计 100%。空着的用默认权重。"))
        elif own:
            words = self.tr("合计 {sum}，按比例折算到 100%。空着的用默认权重。")
            self._sum.setText(words.format(sum=percent(whole)))
        else:
            self._sum.setText(self.tr("都没有权重时，各维度一样重。"))

    # --- typing ---------------------------------------------------------------------------------------------

    def _on_type(self) -> None:
        if not self._showing:
            self.changed.emit()

    def add_dimension(self, kind: str) -> None:
        """Add a computed dimension, and begin to type its name."""
        draft = self.draft
        if draft is None or self._fixed:
            return
        self.show_draft(draft.add(kind, KINDS[kind].name.to(self._language)), fixed=False)
        self.changed.emit()
        self.rows[-1].take_focus()
        self.ensureWidgetVisible(self.rows[-1])

    def _on_remove(self) -> None:
        row = next(row for row in self.rows if row is self.sender())
        draft = self.draft
        assert draft is not None
        self.show_draft(draft.remove(row.key), fixed=self._fixed)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
