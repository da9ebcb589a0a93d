"""What one can do in the war room, in one place for keys, menus and the palette."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Signal

from csmdesk.domain.changes import Changes
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.evidence_at import EvidenceAt
from csmdesk.ui.panes.war_room.export import WarExport
from csmdesk.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView
    from csmdesk.ui.panes.war_room.pane import WarRoomPane
    from csmdesk.ui.widgets.buttons import Button
    from csmdesk.ui.widgets.evidence import EvidencePopover

_EXPORT_MENU = (("export.docx", "export.pdf", "export.md", "copy"), ("export.csv", "export.xlsx"))


class PaneTools(QObject):
    """The acts of ``pane``."""

    said = Signal(str, bool)

    def __init__(self, pane: WarRoomPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._menu: Menu | None = None
        self._evidence = EvidenceAt(pane.war.theme, pane.war.tasks, pane)
        self._evidence.open_asked.connect(pane.open_asked)
        self.export = WarExport(pane)
        self.export.said.connect(self.said)

    @property
    def folder(self) -> str:
        """The folder to which something was exported last."""
        return self.export.place.folder

    @folder.setter
    def folder(self, folder: str) -> None:
        self.export.place.folder = folder

    @property
    def popover(self) -> EvidencePopover | None:
        """The evidence of a figure, once it has been opened."""
        return self._evidence.popover

    # --- what there is to do --------------------------------------------------------------------------------

    def actions(self) -> list[Action]:
        """Everything, each with its key and why it cannot be done now."""
        pane = self._pane
        room = pane.lanes.current_room
        none = "" if room is not None else self.tr("没有作战室。")
        of = "" if room is None else self.tr("：{account}").format(account=room.account)
        about = "" if room is None else room.account
        change = none or pane.read_only
        export = self.export

        def act(
            key: str, text: str, run: Callable[[], object], shortcut: str = "", icon: str = "", why: str = ""
        ) -> Action:
            return Action(f"war.{key}", text, _call(run), shortcut, icon, why, about)

        proposal = pane.proposals.rows.proposal
        asked = "" if proposal is None else self.tr("：{account}").format(account=proposal.account)
        served = pane.read_only or ("" if proposal is not None else self.tr("没有客户在等作战室。"))
        whose = self.tr("只看当前客户的任务") if pane.whose == "all" else self.tr("看所有客户的任务")
        return [
            act("new", self.tr("新任务") + of, pane.acts.new, "N", "plus", change),
            act("standup", self.tr("站会模式") + of, self.stand_up, "M", "clock", none),
            act("whose", whose, pane.toggle_whose, "A", "filter", none),
            act("open", self.tr("开作战室") + asked, pane.proposals.open_current, "O", "war", served),
            act("decline", self.tr("不开作战室") + asked, pane.proposals.decline_current, "", "x", served),
            act("room", self.tr("目标、截止日和小组") + of, self.edit_room, "G", "edit", change),
            act("close", self.tr("关闭作战室并复盘") + of, self.close_room, "", "check", change),
            act("account", self.tr("打开客户") + of, self.open_account, "", "open", none),
            act("filter", self.tr("筛选任务"), pane.filters.focus_field, "/", "search"),
            act("chips", self.tr("筛选条件"), pane.filters.bar.next_chip, "Alt+F", "filter"),
            act("columns", self.tr("看板的列"), pane.board.edit_columns, "", "cols", pane.read_only),
            act("lanes", self.tr("同一客户的任务放在一起"), pane.filters.lanes.toggle, "", "accounts"),
            act("lane_back", self.tr("上一个作战室"), partial(pane.lanes.step, -1), "Alt+Left", "left", none),
            act(
                "lane_forward",
                self.tr("下一个作战室"),
                partial(pane.lanes.step, 1),
                "Alt+Right",
                "right",
                none,
            ),
            act("export", self.tr("导出…"), self.open_export_menu, "Ctrl+E", "export", none),
            act(
                "export.docx",
                self.tr("状态一页纸（Word）") + of,
                partial(export.status, ".docx"),
                "",
                "file",
                none,
            ),
            act(
                "export.pdf",
                self.tr("状态一页纸（PDF）") + of,
                partial(export.status, ".pdf"),
                "",
                "file",
                none,
            ),
            act(
                "export.md",
                self.tr("状态一页纸（Markdown）") + of,
                partial(export.status, ".md"),
                "",
                "file",
                none,
            ),
            act("copy", self.tr("复制状态，贴到聊天里") + of, export.copy, "", "copy", none),
            act(
                "export.csv",
                self.tr("任务表（CSV，可导入工单系统）"),
                partial(export.cards, ".csv"),
                "",
                "export",
                none,
            ),
            act(
                "export.xlsx", self.tr("任务表（Excel）"), partial(export.cards, ".xlsx"), "", "export", none
            ),
        ]

    def _open(self, keys: tuple[tuple[str, ...], ...], below: Button) -> None:
        known = {action.key.removeprefix("war."): action for action in self.actions()}
        menu = self._new_menu()
        for place, group in enumerate(keys):
            if place:
                menu.addSeparator()
            for key in group:
                menu.add(known[key])
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))

    def _new_menu(self) -> Menu:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = Menu(self._pane.war.theme, self._pane)
        return self._menu

    # --- rooms ----------------------------------------------------------------------------------------------

    def stand_up(self) -> None:
        """Begin the stand-up mode with the current room, or end it."""
        self._pane.beside.toggle_standup()

    def edit_room(self) -> None:
        """Change goal, deadline and squad of the current room."""
        room = self._pane.lanes.current
        if room is not None:
            self._pane.beside.edit_room(room)

    def close_room(self) -> None:
        """Close the current room with its review."""
        room = self._pane.lanes.current
        if room is not None:
            self._pane.beside.close_room(room)

    def open_account(self) -> None:
        """Show the account of the current room."""
        room = self._pane.lanes.current_room
        if room is not None:
            self._pane.open_account(room.account_id)

    def decline(self, account_id: int, fell_day: date, reason: str) -> None:
        """Open no war room for a fall."""
        rooms = self._pane.war.source.rooms
        data = self._pane.reading.data
        names = {p.account_id: p.account for p in data.proposals} if data is not None else {}

        def done(_: Changes) -> None:
            words = self.tr("不为这次跌破开作战室：{account}")
            self.said.emit(words.format(account=names.get(account_id, "")), True)

        self._pane.war.tasks.command(self, lambda _: rooms.decline(account_id, fell_day, reason), done)

    def open_closed_menu(self) -> None:
        """List the closed rooms; a choice shows its review, and offers to open it again."""
        data = self._pane.reading.data
        if data is None:
            return
        menu = self._new_menu()
        for room in data.closed[:_MOST_CLOSED]:
            words = f"{room.account}  {room.closed_day}"
            show = _call(partial(self._pane.beside.show_closed, room.id))
            menu.add(Action(f"war.closed.{room.id}", words, show))
        button = self._pane.head.closed
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def open_export_menu(self) -> None:
        """Offer what can be exported."""
        self._open(_EXPORT_MENU, self._pane.head.export)

    # --- figures --------------------------------------------------------------------------------------------

    def open_figure(self, key: str, account_id: int, place: QRect) -> None:
        """Open the evidence of a room's figure at its place (global)."""
        pane, reading = self._pane, self._pane.reading
        rooms, language = pane.war.source.rooms, pane.war.language

        def read() -> FigureView | None:
            return rooms.evidence(account_id, key, reading.period, reading.as_of, language)

        self._evidence.ask(read, place)


_MOST_CLOSED = 30


def _call(do: Callable[[], object]) -> Callable[[], None]:
    """The same without a result."""

    def run() -> None:
        do()

    return run
