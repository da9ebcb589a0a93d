"""What is done with profiles: saved, loaded, shared, dropped, beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csmdesk.domain.changes import Changes
from csmdesk.ui.panes.importing.source import ImportTools
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.importers.desk import ImportDesk
    from csmdesk.importers.desk_parts import SourceSheet
    from csmdesk.ui.panes.importing.work import ImportWork, Said


class ProfileWork(QObject):
    """Asks the desk; ``then`` comes when it has been done."""

    def __init__(self, tools: ImportTools, work: ImportWork) -> None:
        super().__init__(work)
        self._tools = tools
        self._work = work

    def save(self, name: str, then: Callable[[], None]) -> None:
        """Keep how the sheets are mapped now under a name."""

        def work(desk: ImportDesk, _: Job) -> Changes:
            return desk.save_profile(name, [sheet.id for sheet in desk.sheets if sheet.kind is not None])

        self._kept(work, then)

    def load(self, path: Path, then: Callable[[str], None]) -> None:
        """Take a profile from a file."""
        language = self._tools.language
        names: list[str] = []

        def work(desk: ImportDesk, _: Job) -> None:
            names.append(desk.load_profile(path).name.to(language))

        def done() -> None:
            then(names[0])

        self._kept(work, done)

    def share(self, name: str, path: Path, then: Callable[[], None]) -> None:
        """Write a profile to a file."""

        def work(desk: ImportDesk, _: Job) -> None:
            desk.share_profile(name, path)

        self._kept(work, then)

    def drop(self, name: str, then: Callable[[], None]) -> None:
        """Take one of the user's own profiles out of the book."""

        def work(desk: ImportDesk, _: Job) -> Changes:
            return desk.drop_profile(name)

        self._kept(work, then)

    def _kept(self, work: Said, then: Callable[[], None]) -> None:
        def done(sheets: tuple[SourceSheet, ...]) -> None:
            self._work.take_sheets(sheets)
            then()

        self._work.say(work, done)
