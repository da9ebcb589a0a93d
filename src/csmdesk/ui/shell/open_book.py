"""What the window needs to know of a book and of its panes before they are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language, Text
from csmdesk.ui.panes import Pane
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView
    from csmdesk.services.keeping import Standing
    from csmdesk.services.search import Search


class Calendar(NamedTuple):
    """The period to begin with, and the first month of the fiscal year (1–12)."""

    period: str
    fiscal_start: int


class OpenBook(Protocol):
    """What the window can do with the book as a whole; made in ``app``."""

    @property
    def undo_label(self) -> Text | None: ...
    @property
    def redo_label(self) -> Text | None: ...
    @property
    def writable(self) -> bool: ...
    def undo(self) -> Changes | None: ...
    def redo(self) -> Changes | None: ...
    def name(self) -> str: ...
    def standing(self) -> Standing: ...
    def calendar(self) -> Calendar: ...
    def make_backup(self) -> Path: ...
    def figure(self, key: str, period: str, as_of: date | None, language: Language) -> FigureView:
        """A metric of the whole book with its evidence; raises UserError for an unknown period."""
        ...

    def figure_values(self, period: str, as_of: date | None, language: Language) -> dict[str, str]:
        """The values of all metrics in words, by key; raises UserError for an unknown period."""
        ...


Due = Callable[[Job, str, date | None], int]
"""Counts what is due in a pane in a period as of a day; it runs in the background."""


class Adds(NamedTuple):
    """A kind of records that a pane adds (``Pane.add``), and what the palette calls that: 记触达."""

    kind: str
    words: str


class PaneSpec(NamedTuple):
    """A pane before it is made: its key in the settings, its icon and name, and how to make it.

    ``due`` counts what its entry in the navigation shows. ``opens`` are the kinds that ``Pane.open`` takes
    (account, contract, contact), and ``search`` makes what finds them for the command palette.
    ``show_figure`` shows all rows behind a metric in the pane, ``take_files`` brings files into it. What it
    ``adds`` can be asked for in every pane.
    """

    key: str
    icon: str
    title: str
    make: Callable[[], Pane]
    due: Due | None = None
    opens: frozenset[str] = frozenset()
    search: Callable[[], Search] | None = None
    show_figure: Callable[[Pane, str], None] | None = None
    adds: tuple[Adds, ...] = ()
    take_files: Callable[[Pane, Sequence[Path]], None] | None = None
