"""A pane: one page of the window, registered in ``csmdesk.app.PANES``.

The contract, for whoever writes one:

- ``class XPane(Pane)`` lives in ``ui/panes/x/pane.py``. Its constructor takes what it needs and nothing else,
  as a rule ``(theme: Theme, tasks: Tasks, source, language: Language)``, where ``source`` is an object of a
  service that already holds the book. A pane never sees the book itself, SQL or another pane.
- The window makes a pane when it is first shown. The constructor builds widgets and reads nothing: what it
  shows comes with the first ``set_period``, which the window calls soon after ``restore_state``.
  ``first_look`` comes between the two, and only the pane that the window starts with needs it.
- A pane that is not shown hears of changes and of another period when it is shown again.
- ``title`` and ``icon_name`` are what the navigation shows.
- ``set_period(period, as_of)`` is called at the start and when the user picks another period or day
  (``as_of`` None: the period's last day, or today when that is earlier).
- ``refresh(changes)`` is called after every change to the book, undo and redo included, in the GUI thread.
- ``save_state()`` and ``restore_state(state)`` keep sizes, order and selection over restarts, as strings by
  name. A name that begins with ``now.`` (``NOW``) is kept in memory only, while the book is locked or the
  language changes: what is typed into a filter may be a customer's name, and is written to no file.
- ``settle()`` saves what is being typed; the window calls it before the book is closed or locked.
- ``stops()`` are the places that F6 goes through, from left to right.
- ``actions()`` is what can be done here and now: the command palette, the sheet of keys and menus show them.
- ``open(kind, id)`` brings an account, a contract or a contact to the front; the palette asks for it.
- ``opened`` says that the user has gone into an object; the palette offers it again.
- ``said`` puts a sentence over the status line, with the offer to undo after a change.
- Reading goes through ``tasks.query(self, …, slot=…)``, changing through ``tasks.command(self, …)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csmdesk.domain.changes import Changes
from csmdesk.ui.actions import Action

NOW = "now."
"""How the names begin of what ``save_state`` gives for this run of the window only."""


class Page(QWidget):
    """What a pane and a page within one share; see the module's text for the contract."""

    import_asked = Signal()
    """The user wants to import files (a pane's empty state offers it)."""

    open_asked = Signal(str, int)
    """The user wants to see an ``account``, a ``contract`` or a ``contact`` that another pane shows."""

    figure_asked = Signal(str)
    """The user wants all rows behind a metric, which another pane shows."""

    said = Signal(str, bool)
    """What was done or found, and whether to offer to undo it."""

    def set_period(self, period: str, as_of: date | None) -> None:
        """Show the figures of ``period`` as of ``as_of`` (None: the period's last day, or today)."""
        raise NotImplementedError

    def refresh(self, changes: Changes) -> None:
        """Bring what is shown up to date after ``changes``."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """Where F6 puts the focus, from left to right."""
        return []

    def actions(self) -> list[Action]:  # type: ignore[override] # Qt's own list of actions is not used
        """What can be done in this page with what is chosen in it now."""
        return []

    def open(self, kind: str, key: int) -> bool:
        """Show the ``account``, ``contract`` or ``contact`` with this id; False when it is not shown here."""
        return False

    def settle(self) -> None:
        """Save what is being typed; called before the book is closed or locked."""

    def save_state(self) -> dict[str, str]:
        """What to remember of the page over restarts, and with ``NOW`` for this run only."""
        return {}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave; names that are missing or wrong are passed over."""


class Pane(Page):
    """The base of all panes: a page of the window, with a title."""

    icon_name = ""

    pane_asked = Signal(str)
    """The user wants to see the pane with this key."""

    opened = Signal(str, int)
    """The user has gone into an ``account``, ``contract`` or ``contact``; the palette offers it again."""

    @property
    def title(self) -> str:
        """The pane's name in the user's language."""
        raise NotImplementedError

    def first_look(self) -> None:
        """Read what one quick statement gives, so that the window's first paint already shows it."""

    def add(self, kind: str) -> None:
        """Begin a new record of a ``kind`` that the pane has said it adds."""
