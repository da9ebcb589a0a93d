"""The sample book's war rooms, and what the war room's parts work with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from csmdesk.domain.text import Language
from csmdesk.services.accounts import Accounts
from csmdesk.services.escalations import Escalations
from csmdesk.services.kept_state import KeptState
from csmdesk.services.standups import Standups
from csmdesk.services.war_board import WarBoard
from csmdesk.services.war_rooms import WarRooms
from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.source import WarSource, WarTools
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme
from tests.ui.conftest import Start
from tests.ui.war_room.war_window import War


def source_of(book: Book) -> WarSource:
    """The services of an open book."""
    return WarSource(
        rooms=WarRooms(book, Accounts(book)),
        board=WarBoard(book),
        standups=Standups(book),
        escalations=Escalations(book),
        clock=KeptState(book, "standup_clock"),
    )


@pytest.fixture
def war_source(book: Book) -> WarSource:
    """The services of the sample book: three red accounts with nine tasks."""
    return source_of(book)


@pytest.fixture
def war_tools(theme: Theme, tasks: Tasks, war_source: WarSource) -> Callable[[Language], WarTools]:
    """What the parts work with, in a language."""

    def make(language: Language = "zh") -> WarTools:
        return WarTools(theme, tasks, war_source, language)

    return make


@pytest.fixture
def war(start: Start, sample_folder: Path) -> War:
    """The sample book in the window, the war room in front."""
    return War(start(sample_folder))
