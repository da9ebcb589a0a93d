"""Taking a war room out: its state on a page, to a file or the clipboard; the cards as a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from csmdesk.ui.save_file import SavePlace
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.reports.war_room_status import RoomState
    from csmdesk.ui.panes.war_room.pane import WarRoomPane


class WarExport(QObject):
    """Asks where to, and writes. ``said`` is a sentence and no offer to undo."""

    said = Signal(str, bool)

    def __init__(self, pane: WarRoomPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.place = SavePlace()

    # --- the state of a room --------------------------------------------------------------------------------

    def _state(self) -> Callable[[], RoomState] | None:
        """Reads what the page of the current room is made of; for a thread beside the window."""
        pane = self._pane
        room, data, board = pane.lanes.current_room, pane.reading.data, pane.reading.board
        if room is None or data is None or board is None:
            return None
        source, language, closing = pane.war.source, pane.war.language, data.closing

        def read() -> RoomState:
            from csmdesk.reports.war_room_status import RoomState

            days = [day for day in source.standups.days(room.id) if day <= closing]
            log = source.standups.log(room.id, max(days)) if days else None
            escalations = source.escalations.list(room.account_id, language=language)
            return RoomState(room, board.columns, board.cards, log, escalations, closing)

        return read

    def status(self, suffix: str) -> None:
        """Ask for a place and write the page of the current room."""
        read, room = self._state(), self._pane.lanes.current_room
        if read is None or room is None:
            return
        name = self.tr("作战室状态 {account}").format(account=room.account)
        path = self.place.choose(self._pane, self.tr("导出作战室状态"), name, [suffix])
        if path is None:
            return
        language, book = self._pane.war.language, self._pane.book_name

        def work(job: Job) -> Path:
            from csmdesk.reports.export import export
            from csmdesk.reports.war_room_status import status_document

            export(status_document(read(), language, book), path, job.progress)
            return path

        self._pane.war.tasks.query(self, work, self._written, name=self.tr("导出"))

    def copy(self) -> None:
        """Put the state of the current room on the clipboard, to be pasted into a chat."""
        read = self._state()
        if read is None:
            return
        language = self._pane.war.language

        def work(_: Job) -> str:
            from csmdesk.reports.war_room_status import status_markdown

            return status_markdown(read(), language)

        self._pane.war.tasks.query(self, work, self._copied, slot="copy")

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.emit(self.tr("已复制作战室状态。"), False)

    # --- the cards ------------------------------------------------------------------------------------------

    def cards(self, suffix: str) -> None:
        """Ask for a place and write the cards that the board shows."""
        pane = self._pane
        board = pane.reading.board
        if board is None:
            return
        shown = [card for card in board.cards if pane.board.filter.accepts(card)]
        title = self.tr("导出 %n 个任务", "", len(shown))
        path = self.place.choose(pane, title, self.tr("作战室任务"), [suffix])
        if path is None:
            return
        language = pane.war.language
        names = {column.key: column.name for column in board.columns}

        def work(_: Job) -> Path:
            from csmdesk.reports.task_table import write_tasks

            write_tasks(path, shown, names, language)
            return path

        pane.war.tasks.query(self, work, self._written, name=self.tr("导出"))

    def _written(self, path: Path) -> None:
        self.said.emit(self.tr("已导出：{path}").format(path=path), False)
