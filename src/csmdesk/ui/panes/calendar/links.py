"""What a contract renews and what renews it; links that were only inferred can be confirmed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.services.contract_track import Track
from csmdesk.services.renewal_links import LinkChoice, LinkLine
from csmdesk.ui.panes.calendar.source import TrackTools
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.badge import Badge
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line, SectionHead
from csmdesk.ui.widgets.select import Select


class LinkRow(QWidget):
    """One link: which way, the other contract, its term; 推断 with 确认, and a cross that takes it out."""

    opened = Signal(int)
    confirmed = Signal(int)
    removed = Signal(int)

    def __init__(self, tools: TrackTools, line: LinkLine, contract_id: int) -> None:
        super().__init__()
        theme = tools.theme
        self.line = line
        later = line.old_id == contract_id
        other, code = (line.new_id, line.new) if later else (line.old_id, line.old)
        way = self.tr("续为") if later else self.tr("续自")
        self.way = Label(theme, way, scale="small", role="t3")
        self.code = Button(theme, code, kind="link")
        self.code.setAccessibleName(f"{way} {code}")
        self.code.clicked.connect(partial(self.opened.emit, other))
        self.remove = Button(theme, kind="flat", icon="x")
        self.remove.setToolTip(self.tr("解除关联"))
        self.remove.setAccessibleName(self.tr("解除关联：{old} → {new}").format(old=line.old, new=line.new))
        self.remove.clicked.connect(partial(self.removed.emit, line.id))
        self.confirm: Button | None = None
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.way)
        first.addWidget(self.code)
        if line.inferred:
            first.addWidget(Badge(theme, self.tr("推断"), "amber", "yellow"))
            self.confirm = Button(theme, self.tr("确认"), kind="link")
            self.confirm.setAccessibleName(
                self.tr("确认关联：{old} → {new}").format(old=line.old, new=line.new)
            )
            self.confirm.clicked.connect(partial(self.confirmed.emit, line.id))
            first.addWidget(self.confirm)
        first.addStretch(1)
        first.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addLayout(first)
        if later:
            term = line.term.to(tools.language)
            column.addWidget(Label(theme, term, scale="small", role="t3", elide=True))


class LinksPart(QWidget):
    """The links of the contract that is shown, and how many in the book wait to be confirmed."""

    said = Signal(str, bool)
    open_asked = Signal(str, int)

    def __init__(self, tools: TrackTools) -> None:
        super().__init__()
        self._tools = tools
        theme = tools.theme
        self._track: Track | None = None
        self._inferred: tuple[LinkLine, ...] = ()
        self.links: list[LinkRow] = []
        self.head = SectionHead(theme, self.tr("续约关联"))
        self.add_button = Button(theme, self.tr("关联"), icon="plus", small=True)
        self.add_button.setAccessibleName(self.tr("加续约关联"))
        self.add_button.clicked.connect(self.open_choices)
        self.head.add(self.add_button)
        self.none = Label(theme, self.tr("没有关联的合同"), scale="small", role="t3")
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self.choices = Select(theme)
        self.take_button = Button(theme, self.tr("关联为续约"))
        self.take_button.clicked.connect(self.add_link)
        self._adding = QWidget()
        adding = QHBoxLayout(self._adding)
        adding.setContentsMargins(0, 0, 0, 0)
        adding.setSpacing(8)
        adding.addWidget(self.choices, 1)
        adding.addWidget(self.take_button)
        self._adding.hide()
        self.all_button = Button(theme, kind="link")
        self.all_button.clicked.connect(self.confirm_all)
        self.all_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 4, INSET, 0)
        column.setSpacing(4)
        column.addWidget(Line(theme))
        column.addSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.none)
        column.addLayout(self._rows)
        column.addWidget(self._adding)
        column.addWidget(self.all_button)

    # --- content --------------------------------------------------------------------------------------------

    def show_track(self, track: Track) -> None:
        """Show the links of a contract."""
        other = self._track is None or self._track.id != track.id
        self._track = track
        if other:
            self._adding.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read the links again."""
        if self._track is None:
            return
        links, contract_id = self._tools.source.links, self._track.id
        self._tools.tasks.query(
            self,
            lambda _: (contract_id, links.links(contract_id), links.inferred_all()),
            self._show,
            slot="links",
        )

    def _show(self, found: tuple[int, tuple[LinkLine, ...], tuple[LinkLine, ...]]) -> None:
        contract_id, lines, self._inferred = found
        if self._track is None or contract_id != self._track.id:
            return
        if [row.line for row in self.links] != list(lines):
            self._replace(lines, contract_id)
        self.none.setVisible(not lines)
        waiting = len(self._inferred)
        self.all_button.setVisible(waiting > 0)
        self.all_button.setText(self.tr("确认全部推断（%n 条）", "", waiting))

    def _replace(self, lines: tuple[LinkLine, ...], contract_id: int) -> None:
        for row in self.links:
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self.links = [LinkRow(self._tools, line, contract_id) for line in lines]
        for row in self.links:
            self._rows.addWidget(row)
            row.opened.connect(self._open)
            row.confirmed.connect(self.confirm)
            row.removed.connect(self.remove)

    def _open(self, contract_id: int) -> None:
        self.open_asked.emit("contract", contract_id)

    # --- changing -------------------------------------------------------------------------------------------

    def _run(self, change: Callable[[], Changes], done: str) -> None:
        self._tools.change(self, change, done, self.said.emit)

    def _named(self, link_id: int) -> str:
        return next((f"{r.line.old} → {r.line.new}" for r in self.links if r.line.id == link_id), "")

    def confirm(self, link_id: int) -> None:
        """Say that an inferred link is right."""
        links = self._tools.source.links
        done = self.tr("已确认续约关联：{link}").format(link=self._named(link_id))
        self._run(lambda: links.confirm([link_id]), done)

    def confirm_all(self) -> None:
        """Say that every inferred link of the book is right."""
        ids = [line.id for line in self._inferred]
        links = self._tools.source.links
        if ids:
            done = self.tr("已确认 %n 条续约关联", "", len(ids))
            self._run(lambda: links.confirm(ids), done)

    def remove(self, link_id: int) -> None:
        """Say that the one contract does not continue the other."""
        links = self._tools.source.links
        done = self.tr("已解除续约关联：{link}").format(link=self._named(link_id))
        self._run(lambda: links.remove(link_id), done)

    def open_choices(self) -> None:
        """Offer the contracts that may continue the one that is shown."""
        if self._track is None:
            return
        links, contract_id = self._tools.source.links, self._track.id
        self._tools.tasks.query(self, lambda _: links.choices(contract_id), self._offer, slot="choices")

    def _offer(self, choices: list[LinkChoice]) -> None:
        if not choices:
            self.said.emit(self.tr("这个客户没有更晚开始的合同可以关联。"), False)
            return
        language = self._tools.language
        self.choices.set_choices([(str(c.id), f"{c.code}  {c.words.to(language)}") for c in choices])
        self.choices.setAccessibleName(self.tr("由哪份合同续约"))
        self._adding.show()
        self.choices.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add_link(self) -> None:
        """Say that the chosen contract continues the one that is shown."""
        if self._track is None or not self.choices.value:
            return
        links, old, new = self._tools.source.links, self._track.id, int(self.choices.value)
        code = self.choices.currentText().partition("  ")[0]
        done = self.tr("已加续约关联：{old} → {new}").format(old=self._track.code, new=code)
        self._adding.hide()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._run(lambda: links.add(old, new), done)
