"""A new item: a sheet with its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csmdesk.domain.fields import FieldError
from csmdesk.domain.natural_day import natural_day
from csmdesk.domain.text import Language
from csmdesk.domain.year_plan import NAMES, PlanKind
from csmdesk.services.year_plan_fields import ITEM_FIELDS
from csmdesk.ui.tasks import Problem
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.form import ChoiceField, DayField, Form, FormField, TextArea
from csmdesk.ui.widgets.named_field import NamedField
from csmdesk.ui.widgets.sheet import Sheet

_HALF = frozenset({"day", "kind", "minutes", "cost"})


class ItemSheet(Sheet):
    """``asked(values)`` wants the item to be made; ``refuse`` says what is wrong about it."""

    asked = Signal(object)

    def __init__(self, theme: Theme, host: QWidget, language: Language, today: date) -> None:
        super().__init__(theme, host, self.tr("新安排"), width=520)
        self._language: Language = language
        self.form = Form(theme)
        for field in ITEM_FIELDS:
            name = field.name.to(language)
            made: NamedField
            if field.key == "day":
                made = DayField(theme, name, language, parse=partial(_day, today))
            elif field.key == "kind":
                made = ChoiceField(theme, name, [(kind.value, NAMES[kind].to(language)) for kind in PlanKind])
            elif field.key == "account":
                made = ChoiceField(theme, name, editable=True)
            elif field.key == "note":
                made = TextArea(theme, name)
            elif field.key == "spent":
                continue
            else:
                made = FormField(theme, name)
            made.entered.connect(self.accept)
            self.form.add(field.key, made, half=field.key in _HALF)
        self.body.addWidget(self.form)
        self.set_buttons(self.tr("添加"))
        self.accepted.connect(self._ask)

    def begin(self, accounts: Sequence[str], day: date, kind: PlanKind = PlanKind.OTHER) -> None:
        """Start with empty fields on a day."""
        field = self.form.fields["account"]
        assert isinstance(field, ChoiceField)
        field.set_choices([(name, name) for name in accounts])
        blank = dict.fromkeys(self.form.fields, "")
        self.form.set_values({**blank, "day": day.isoformat(), "kind": kind.value})
        self.form.clear_problems()
        self.open()

    def _ask(self) -> None:
        self.form.clear_problems()
        self.asked.emit(self.form.values())

    def refuse(self, problem: Problem) -> None:
        """Say what is wrong, at its field."""
        error = problem.error
        field = error.field if isinstance(error, FieldError) else "title"
        known: Mapping[str, NamedField] = self.form.fields
        self.form.set_problems({field if field in known else "title": problem.text.to(self._language)})


def _day(today: date, typed: str) -> date | None:
    return natural_day(typed, today)
