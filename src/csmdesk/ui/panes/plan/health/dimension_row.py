"""One dimension of the model: name, where its scores come from, weight, and the numbers of its formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.health_kinds import IMPORTED, KINDS, DimensionSource, KindNumber
from csmdesk.domain.health_model import formula_words
from csmdesk.domain.rules import DEFAULT_WEIGHTS
from csmdesk.domain.text import Language
from csmdesk.metrics.display import half_up
from csmdesk.services.health_model_draft import DimensionDraft, typed_number
from csmdesk.services.settings_values import decimal
from csmdesk.ui.panes.plan.health.escapes import Escapes
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.plain_table import Problem, cell
from csmdesk.ui.widgets.progress import ShareBar
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.select import Select
from csmdesk.ui.widgets.value_field import ValueField

NAME, SOURCE, WEIGHT, SIGN, SHARE, REMOVE = 136, 144, 60, 14, 52, 28
"""The widths of the columns; the bar takes the rest."""

GAP = 10
_NUMBER = 60


def percent(share: Fraction) -> str:
    """A share in percent, with one decimal at most."""
    return f"{decimal(half_up(share * 100, 1))}%"


def put(field: ValueField, text: str) -> None:
    """Show a text in the place of what stands in a field, also of what has just been typed there."""
    field.show_value(text)
    if field.text != text and not field.edit.composing:
        field.edit.setText(text)


class _NumberField(QWidget):
    """A number of a formula: what it is called, the field, its unit."""

    def __init__(self, theme: Theme, spec: KindNumber, language: Language) -> None:
        super().__init__()
        self.words = label = spec.name.to(language)
        self.field = ValueField(theme, label, width=_NUMBER)
        self.field.set_hint(typed_number(spec, spec.default))
        unit = {
            "days": self.tr("天"),
            "percent": "%",
            "points": self.tr("分"),
            "times": self.tr("倍"),
        }.get(spec.unit, "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Label(theme, label, scale="small", role="t3"))
        row.addWidget(self.field)
        row.addWidget(Label(theme, unit, scale="small", role="t3"))
        self.setFixedSize(self.sizeHint())


class DimensionRow(QWidget):
    """``typed`` comes with each change, ``removed`` when it is to go; ``draft`` is what stands here."""

    typed = Signal()
    removed = Signal()

    def __init__(
        self,
        theme: Theme,
        draft: DimensionDraft,
        sources: Sequence[tuple[str, str]],
        language: Language,
        escapes: Escapes,
    ) -> None:
        super().__init__()
        self._escapes = escapes
        self._theme = theme
        self._language: Language = language
        self._draft = draft
        self._numbers: dict[str, _NumberField] = {}
        self.name = ValueField(theme, self.tr("维度名称"), width=NAME, right=False)
        self.source = Select(theme, sources)
        self.source.setFixedWidth(SOURCE)
        self.weight = ValueField(theme, "", width=WEIGHT)
        self._bar = ShareBar(theme)
        self._share = cell(theme, "", SHARE, align="right")
        self.remove = Button(theme, icon="x", kind="flat")
        self.remove.setFixedWidth(REMOVE)
        self._about = Label(theme, scale="small", role="t3", wrap=True)
        self._flow = FlowRow(18)
        self.problem = Problem(theme)
        self._lay_out()
        self.show_draft(draft)
        for field in (self.name, self.weight):
            field.typing.connect(self._on_type)
            escapes.watch(field)
        self.name.edit.editingFinished.connect(self._show_start)
        self.source.picked.connect(self._on_pick)
        self.remove.clicked.connect(self.removed)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(GAP)
        row.addWidget(self.name)
        row.addWidget(self.source)
        row.addWidget(self.weight)
        row.addWidget(cell(self._theme, "%", SIGN, role="t3"))
        row.addWidget(self._bar, 1)
        row.addWidget(self._share)
        row.addWidget(self.remove)
        below = self._below = QVBoxLayout()
        below.setContentsMargins(2, 0, REMOVE, 8)
        below.setSpacing(6)
        below.addWidget(self._about)
        below.addWidget(self._flow)
        below.addWidget(self.problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(below)
        column.addWidget(Line(self._theme))

    # --- what it shows --------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """The dimension's key in the draft."""
        return self._draft.key

    @property
    def draft(self) -> DimensionDraft:
        """What stands in the fields."""
        numbers = {key: part.field.text for key, part in self._numbers.items() if part.field.text.strip()}
        return replace(
            self._draft,
            name=self.name.text,
            weight=self.weight.text,
            kind=self.source.value,
            numbers=numbers,
        )

    def show_draft(self, draft: DimensionDraft) -> None:
        """Show what is kept."""
        self._draft = draft
        put(self.name, draft.name)
        self.source.set_value(draft.kind)
        put(self.weight, draft.weight)
        self._show_start()
        self.remove.set_why_not(
            self.tr("有导入的评分：把权重改为 0 就不再计入") if draft.scores and not draft.kind else ""
        )
        self._show_numbers(draft.kind, draft.numbers)
        self._name_parts()

    def _name_parts(self) -> None:
        """Call the parts by the name that stands there."""
        name = self.name.text.strip()
        default = DEFAULT_WEIGHTS.get(name, Fraction(0))
        self.weight.set_hint(decimal(default * 100))
        self.weight.edit.setAccessibleName(self.tr("{name} 权重，%").format(name=name))
        self.source.setAccessibleName(self.tr("{name} 来源").format(name=name))
        self.remove.setAccessibleName(self.tr("移除维度 {name}").format(name=name))
        for part in self._numbers.values():
            part.field.edit.setAccessibleName(f"{name} {part.words}")

    def _show_start(self) -> None:
        """A name that is too long for its field begins at its beginning, and is told in full."""
        edit = self.name.edit
        if not edit.hasFocus():
            edit.setCursorPosition(0)
        room = edit.width() - 8
        long = self._theme.metrics().horizontalAdvance(self.name.text) > room
        self.name.setToolTip(self.name.text if long else "")

    def _show_numbers(self, kind: str, typed: Mapping[str, str]) -> None:
        found = KINDS.get(kind)
        wanted = [] if found is None else [spec.key for spec in found.numbers]
        if found is None or list(self._numbers) != wanted or self._flow.property("kind") != kind:
            self._make_numbers(kind)
        for key, part in self._numbers.items():
            put(part.field, typed.get(key, ""))

    def _make_numbers(self, kind: str) -> None:
        old, self._flow = self._flow, FlowRow(18)
        self._flow.setProperty("kind", kind)
        self._below.replaceWidget(old, self._flow)
        old.hide()
        old.deleteLater()
        self._numbers = {}
        found = KINDS.get(kind)
        for spec in () if found is None else found.numbers:
            part = _NumberField(self._theme, spec, self._language)
            part.field.typing.connect(self._on_type)
            self._escapes.watch(part.field)
            self._numbers[spec.key] = part
            self._flow.add(part)
        self._flow.setVisible(found is not None)

    def show_formula(self, source: DimensionSource, share: Fraction) -> None:
        """Say how its scores come about, and show its share (0–1) of all weights."""
        words = formula_words(source).to(self._language)
        if source == IMPORTED:
            words = self.tr("导入，%n 个评分", "", self._draft.scores)
        self._about.setText(words[:1].upper() + words[1:])
        self._bar.set_share(float(share))
        self._share.setText(percent(share))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Mark the fields that cannot be taken (by the part of the place behind the key), and say why."""
        fields = {"name": self.name, "weight": self.weight}
        fields.update({key: part.field for key, part in self._numbers.items()})
        for part, field in fields.items():
            field.set_invalid(part in problems)
        self.problem.say(next(iter(problems.values()), ""))

    def set_read_only(self, fixed: bool) -> None:
        """Let nothing be typed, or all again."""
        for field in self.fields:
            field.edit.setReadOnly(fixed)
        self.source.setEnabled(not fixed)
        self.remove.setVisible(not fixed)

    # --- typing ---------------------------------------------------------------------------------------------

    @property
    def fields(self) -> tuple[ValueField, ...]:
        """All fields that can be typed into."""
        return (self.name, self.weight, *(part.field for part in self._numbers.values()))

    def _on_type(self) -> None:
        self._name_parts()
        self.typed.emit()

    def _on_pick(self) -> None:
        self._show_numbers(self.source.value, {})
        self._name_parts()
        self.typed.emit()

    def take_focus(self) -> None:
        """Begin to type the name."""
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.edit.selectAll()
