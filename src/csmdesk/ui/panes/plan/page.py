"""A page of the pane 计划与指标: what ``Pane`` is to the window, without a title."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csmdesk.domain.changes import Changes
from csmdesk.ui.actions import Action


class PlanPage(QWidget):
    """Its constructor takes ``PlanTools`` and builds widgets; what it shows comes with ``set_period``.

    A page that is not shown hears of changes and of another period when it is shown again. The pane passes
    its signals on to the window; the contract is that of ``csmdesk.ui.panes``.
    """

    said = Signal(str, bool)
    open_asked = Signal(str, int)
    figure_asked = Signal(str)
    import_asked = Signal()

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
        """Show an object of this page; False when it is not shown here."""
        return False

    def settle(self) -> None:
        """Save what is being typed; called before the book is closed or locked."""

    def save_state(self) -> dict[str, str]:
        """What to remember of the page over restarts."""
        return {}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave; names that are missing or wrong are passed over."""
