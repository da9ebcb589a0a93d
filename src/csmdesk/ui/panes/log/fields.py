"""The fields of a record as fields of a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from csmdesk.domain.period import today
from csmdesk.domain.text import Language
from csmdesk.ui.panes.day_time import DayReader
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.form import ChoiceField, DayField, FormField, TextArea
from csmdesk.ui.widgets.named_field import NamedField

if TYPE_CHECKING:
    from csmdesk.services.log.kind import LogField

CHOOSING = frozenset({"account", "contact", "choice", "flag"})
"""Kinds of fields that offer words."""

_WHOLE = frozenset({"note"})
"""Kinds of fields that take a line of the form for themselves."""


def form_field(theme: Theme, field: LogField, language: Language) -> NamedField:
    """What asks for ``field``; what it is and in which unit stands in its tooltip."""
    name = field.name.to(language)
    made: NamedField
    if field.kind in CHOOSING:
        made = ChoiceField(theme, name, editable=True)
    elif field.kind == "day":
        made = DayField(theme, name, language, parse=DayReader(today, ahead=field.ahead))
    elif field.kind == "note":
        made = TextArea(theme, name)
    else:
        made = FormField(theme, name)
    about = field.about.to(language)
    if about:
        made.setToolTip(about)
        if isinstance(made, FormField):
            made.edit.setPlaceholderText(about)
    return made


def form_order(fields: Iterable[LogField]) -> list[LogField]:
    """The fields that are typed, those that take a whole line last."""
    return sorted((field for field in fields if field.edited), key=lambda field: not is_half(field))


def is_half(field: LogField) -> bool:
    """Whether two such fields share a line of the form."""
    return field.kind not in _WHOLE


def offer(fields: Mapping[str, NamedField], choices: Mapping[str, Iterable[str]]) -> None:
    """Offer words in the fields that take one of a list."""
    for key, words in choices.items():
        field = fields.get(key)
        if isinstance(field, ChoiceField):
            field.set_choices([(word, word) for word in words])
