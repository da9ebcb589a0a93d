"""What the pane Import works with, and what it holds while files are on their way into the book."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language, Text
from csmdesk.ui.save_file import SavePlace
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.importers.desk import ImportDesk
    from csmdesk.importers.desk_parts import Checked, Choices, Effect, Preview, SourceSheet
    from csmdesk.ui.panes.importing.problem_list import ProblemList

FILES, COLUMNS, CHECK, WRITE = range(4)
"""The steps."""


@dataclass(frozen=True)
class Written:
    """What an import wrote: rows new, changed and the same, the tables by name, and what its step is called.

    ``seconds`` is how long it took.
    """

    label: Text
    new: int
    changed: int
    same: int
    tables: tuple[tuple[Text, int, int], ...]
    seconds: float


@dataclass
class ImportState:
    """Where the user is. It outlives the pane, which is made anew when the language changes.

    ``first`` are the sheets as they were read, by id: what was suggested before anything was said.
    ``preview_from`` is the row of the file that was looked for, None for the first ones.
    ``fresh`` says that ``checked`` is of what is on the desk now.
    """

    step: int = FILES
    sheets: tuple[SourceSheet, ...] = ()
    first: dict[int, SourceSheet] = field(default_factory=dict)
    current: int = 0
    preview: Preview | None = None
    preview_of: int = 0
    preview_from: int | None = None
    checked: Checked | None = None
    problems: ProblemList | None = None
    fresh: bool = False
    effect: Effect | None = None
    choices: Choices | None = None
    written: Written | None = None

    @property
    def sheet(self) -> SourceSheet | None:
        """The sheet that is looked at."""
        return next((sheet for sheet in self.sheets if sheet.id == self.current), None)

    @property
    def edits(self) -> int:
        """Cells that were typed anew."""
        return sum(sheet.edits for sheet in self.sheets)

    @property
    def left_out(self) -> int:
        """Rows that are left out."""
        return sum(sheet.left_out for sheet in self.sheets)

    @property
    def readable(self) -> tuple[SourceSheet, ...]:
        """The sheets that can be imported."""
        return tuple(sheet for sheet in self.sheets if sheet.refusal is None)


@dataclass(frozen=True)
class ImportSource:
    """``desk`` may be asked from any thread but the window's: the first time it loads what reads files.

    ``undo`` takes the last step back and gives what changed, ``undo_label`` is what that step is called, and
    ``redo_label`` what the one is called that was taken back last.
    """

    desk: Callable[[], ImportDesk]
    state: ImportState
    undo: Callable[[], Changes | None]
    undo_label: Callable[[], Text | None]
    redo_label: Callable[[], Text | None]
    read_only: Callable[[], Text | None]


@dataclass(frozen=True)
class ImportTools:
    """What every part of the pane works with."""

    theme: Theme
    tasks: Tasks
    source: ImportSource
    language: Language
    place: SavePlace = field(default_factory=SavePlace)

    @property
    def state(self) -> ImportState:
        """Where the user is."""
        return self.source.state

    @property
    def read_only(self) -> str:
        """Why nothing can be written; '' when it can."""
        why = self.source.read_only()
        return "" if why is None else why.to(self.language)
