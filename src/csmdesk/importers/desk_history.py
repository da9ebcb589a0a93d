"""Steps back on the desk: what was said of sheets, columns, cells and names, one thing after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.period import today as this_day
from csmdesk.domain.text import Text
from csmdesk.importers.desk_files import FilesStep
from csmdesk.importers.desk_parts import Job, Said, SourceSheet
from csmdesk.importers.desk_sheets import Held
from csmdesk.importers.plan import without_collecting

if TYPE_CHECKING:
    from csmdesk.storage.book import Book


class _Said(NamedTuple):
    """Everything that was said at one moment, and what was said then."""

    what: Text
    held: tuple[tuple[Held, Said], ...]
    accounts: Mapping[str, str]
    currency: str


class HistoryStep(FilesStep):
    """Takes back what was said, and says it again. Other files begin anew."""

    def __init__(
        self,
        book: Book,
        today: Callable[[], date] = this_day,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing has been said yet."""
        super().__init__(book, today, clock)
        self._before: list[_Said] = []
        self._after: list[_Said] = []

    def read(self, source: Sequence[Path] | str, job: Job | None = None) -> list[SourceSheet]:
        """Put files or a pasted text on the desk; what was said before stays as it is."""
        with self._lock:
            self._forget_history()
            return super().read(source, job)

    def clear(self) -> None:
        """Take everything off the desk."""
        with self._lock:
            self._forget_history()
            super().clear()

    def _forget_history(self) -> None:
        self._before.clear()
        self._after.clear()

    def mark(self, what: Text) -> None:
        """What is said next can be taken back; ``what`` names it."""
        with self._lock:
            self._before.append(self._now_said(what))
            self._after.clear()

    def unmark_same(self) -> None:
        """Forget the last mark where nothing was said after it."""
        with self._lock:
            if self._before and self._before[-1] == self._now_said(self._before[-1].what):
                self._before.pop()

    @property
    def said_last(self) -> Text | None:
        """What would be taken back."""
        return self._before[-1].what if self._before else None

    @property
    def taken_back_last(self) -> Text | None:
        """What would be said again."""
        return self._after[-1].what if self._after else None

    def take_back_said(self) -> Text | None:
        """Take back what was said last; its name, None where there is nothing."""
        return self._step(self._before, self._after)

    def say_again(self) -> Text | None:
        """Say again what was taken back last; its name, None where there is nothing."""
        return self._step(self._after, self._before)

    def _step(self, source: list[_Said], other: list[_Said]) -> Text | None:
        with self._lock, without_collecting():
            if not source:
                return None
            then = source.pop()
            other.append(self._now_said(then.what))
            self._changed()
            self._accounts, self._currency = dict(then.accounts), then.currency
            self._held = {held.id: held for held, _ in then.held}
            for held, said in then.held:
                if held.said != said:
                    anew, held.said = said.reading != held.said.reading, said
                    if anew:
                        self._read_anew(held)
                    elif held.raw is not None:
                        held.cut()
            self._recognise()
            return then.what

    def _now_said(self, what: Text) -> _Said:
        held = tuple((each, each.said) for each in self._held.values())
        return _Said(what, held, dict(self._accounts), self._currency)
