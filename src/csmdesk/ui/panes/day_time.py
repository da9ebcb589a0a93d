"""Days and times of day as people type them, in the forms of the panes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from csmdesk.domain.day_time import read_time
from csmdesk.domain.natural_day import natural_day
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.form import DayField, FormField


class DayReader:
    """Reads a day as people say it, seen from ``today``; a deadline looks ``ahead``.

    A form may stay open over midnight, so the day is asked for at each reading.
    """

    def __init__(self, today: Callable[[], date], *, ahead: bool = False) -> None:
        self._today = today
        self._ahead = ahead

    def __call__(self, text: str) -> date | None:
        return natural_day(text, self._today(), ahead=self._ahead)


class TimeField(FormField):
    """A time of day: 14:30, 下午2点半, 2:30 pm."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.edit.setPlaceholderText("16:30")
        self.edit.editingFinished.connect(self.check)

    @property
    def time(self) -> time | None:
        """The time; None for nothing, or for words that are none."""
        return read_time(self.text)

    def _on_change(self) -> None:
        moment = self.time
        said = "" if moment is None or self.text.strip() == f"{moment:%H:%M}" else f"{moment:%H:%M}"
        self.set_note(said)
        super()._on_change()

    def check(self) -> None:
        """Say below when the words are no time."""
        if self.text.strip() and self.time is None:
            self.set_problem(self.tr("看不懂这个时间。可以写 16:30。"))


def moment_of(day: DayField, at: TimeField) -> datetime | None:
    """The moment that two fields say together; None when one of them says nothing."""
    return datetime.combine(day.day, at.time) if day.day is not None and at.time is not None else None
