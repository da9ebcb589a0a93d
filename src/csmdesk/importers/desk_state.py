"""What lies on the import desk: the sheets as read, what was said of them, and what the book knows."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.pace import Pace, Standing
from csmdesk.domain.period import today as this_day
from csmdesk.domain.text import Text
from csmdesk.importers import desk_sheets
from csmdesk.importers.desk_parts import Job, SourceSheet
from csmdesk.importers.desk_sheets import Held
from csmdesk.importers.known import Known, known
from csmdesk.importers.recognise import Recognised, recognise

if TYPE_CHECKING:
    from csmdesk.storage.book import Book


class OnDesk:
    """The sheets on their way into one book: what every step works on.

    Each step is a class over this one, and the desk is all of them together.
    """

    def __init__(
        self,
        book: Book,
        today: Callable[[], date] = this_day,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Work for ``book``; ``today`` dates files, ``clock`` are steady seconds."""
        self._book = book
        self._today = today
        self._clock = clock
        self._lock = threading.RLock()
        self._held: dict[int, Held] = {}
        self._next = 1
        self._version = 0
        self._accounts: dict[str, str] = {}
        self._currency = "CNY"
        self._known: Known | None = None
        self._found: dict[int, Recognised] = {}
        self._pace = Pace()
        self.standing: Standing | None = None
        """How far the step under way is, how fast it goes, how long the rest takes."""

    @property
    def sheets(self) -> list[SourceSheet]:
        """All sheets on the desk, as they now are: what is said of one may tell another."""
        with self._lock:
            return [self._shown(held) for held in self._held.values()]

    def sheet(self, sheet: SourceSheet | int) -> SourceSheet:
        """One sheet as it now is."""
        with self._lock:
            return self._shown(self._of(sheet))

    # --- within ---------------------------------------------------------------------------------------------

    def _of(self, sheet: SourceSheet | int) -> Held:
        return self._held[sheet if isinstance(sheet, int) else sheet.id]

    def _say(self, held: Held, **said: Any) -> None:
        self._changed()
        held.said = dataclasses.replace(held.said, **said)
        if held.raw is not None:
            held.cut()
            self._recognise()

    def _changed(self) -> None:
        self._version += 1

    def _options(self, held: Sequence[Held]) -> desk_sheets.DeskOptions:
        return desk_sheets.options_of(held, dict(self._accounts), self._currency)

    def _known_now(self) -> Known:
        if self._known is None:
            with self._book.reading() as connection:
                self._known = known(connection)
        return self._known

    def _again(self) -> None:
        with self._lock:
            self._known = None
            self._recognise()

    def _recognise(self) -> None:
        held = [each for each in self._held.values() if each.shaped is not None]
        sheets = [each.shaped for each in held if each.shaped is not None]
        found = recognise(sheets, self._options(held), self._known_now())
        self._found = {each.id: one for each, one in zip(held, found, strict=True)}

    def _shown(self, held: Held) -> SourceSheet:
        return desk_sheets.shown(held, self._found.get(held.id), self._known_now(), self._options([held]))

    def _tell(self, job: Job, step: str, done: int, total: int) -> None:
        self.standing = self._pace.told(step, done, total, self._clock())
        job.progress(done, total)

    def _write(self, sql: str, values: tuple[Any, ...], label: Text) -> Changes:
        return self._book.store.run(
            Op.EDIT_SETTING, lambda connection: connection.exec_driver_sql(sql, values), label
        ).changes
