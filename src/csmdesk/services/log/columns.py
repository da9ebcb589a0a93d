"""What a kind's table is made of: its columns, and what its list is seen with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Literal, NamedTuple

from csmdesk.domain.period import Period
from csmdesk.domain.text import Language
from csmdesk.services.log.forms import Form
from csmdesk.services.log.kind import LogField
from csmdesk.services.log.seen import Seen

NOTHING: Mapping[str, str] = {}


class Column(NamedTuple):
    """A field, how it is kept and in which column ('': under its key); without a form it is counted.

    ``default`` fills it in where nothing was typed for a new record.
    """

    field: LogField
    form: Form | None = None
    column: str = ""
    default: Literal["", "today", "now"] = ""
    text: bool = False
    """Nothing is kept as '' instead of NULL."""

    @property
    def name(self) -> str:
        """The table's column."""
        return self.column or self.field.key


class Clock(NamedTuple):
    """What day and what moment it is on the user's own clock."""

    today: Callable[[], date]
    now: Callable[[], datetime]


class Shown(NamedTuple):
    """A counted field: for sorting and export, and in words."""

    value: object
    words: str


class View(NamedTuple):
    """What a list is seen with: ``period`` None is all time; ``day`` is the as-of day."""

    seen: Seen
    period: Period | None
    day: date
    language: Language
