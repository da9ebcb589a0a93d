"""What only records of some kinds have beside their fields."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance

from csmdesk.ui.panes.log.source import LogTools

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from csmdesk.services.log.kind import LogKind


class RecordPart(Protocol):
    """A part of the page of one record, shown below its form."""

    said: SignalInstance
    open_asked: SignalInstance

    @property
    def widget(self) -> QWidget:
        """The part itself."""

    def show_record(self, key: int, as_of: date | None) -> None:
        """Show what belongs to a record as of a day, read anew."""

    def set_read_only(self, reason: str) -> None:
        """Say why nothing can be changed; '' when it can."""


def part_of(tools: LogTools, kind: LogKind) -> RecordPart | None:
    """The part of a kind; it shows all that is told beside a record itself. None for most kinds."""
    from csmdesk.services.log.events import Events
    from csmdesk.services.log.handovers import Handovers

    # A kind is any object that can do what kinds do; these two have more to show.
    held: object = kind
    if isinstance(held, Events):
        from csmdesk.ui.panes.log.guests import Guests

        return Guests(tools, held)
    if isinstance(held, Handovers):
        from csmdesk.ui.panes.log.checklist import Checklist

        return Checklist(tools, held)
    return None
