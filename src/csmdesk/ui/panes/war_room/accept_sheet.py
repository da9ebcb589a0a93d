"""A sheet that confirms the acceptance of a card: by which criteria it is done, and who says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.fields import FieldError
from csmdesk.ui.tasks import Job, Problem
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from csmdesk.services.war_board import Card
    from csmdesk.ui.panes.war_room.source import WarTools


class AcceptSheet(Sheet):
    """Shows the card's criteria; a card without any gets them here first. It stays open until it is kept."""

    def __init__(self, tools: WarTools, host: QWidget, say: Callable[[str, bool], None]) -> None:
        super().__init__(tools.theme, host, self.tr("确认验收"), width=480)
        self._tools = tools
        self._say = say
        self._card: Card | None = None
        self._status = ""
        self._in_front_of: int | None = None
        self._by = ""
        self._named = Label(tools.theme, bold=True, wrap=True)
        self._criteria = Label(tools.theme, role="t2", wrap=True)
        self.acceptance = FormField(tools.theme, self.tr("验收标准"))
        self.by = FormField(tools.theme, self.tr("由谁验收"))
        for part in (self._named, self._criteria, self.acceptance, self.by):
            self.body.addWidget(part)
        self.set_buttons(self.tr("已验收，完成"))
        self.by.entered.connect(self._keep)
        self.acceptance.entered.connect(self._keep)
        self.accepted.connect(self._keep)

    def ask(self, card: Card, status: str, before: int | None) -> None:
        """Ask whether ``card`` may go to the column ``status``, in front of another card or at the end."""
        self._card, self._status, self._in_front_of = card, status, before
        self._named.setText(f"{card.account}  {card.title}")
        self._criteria.setText(self.tr("验收标准：{criteria}").format(criteria=card.acceptance))
        self._criteria.setVisible(bool(card.acceptance))
        self.acceptance.setVisible(not card.acceptance)
        self.acceptance.set_text("")
        self.acceptance.set_problem("")
        # Whoever confirmed the last card as a rule confirms the next one too.
        self.by.set_text(self._by)
        self.by.set_problem("")
        self.open()

    def _keep(self) -> None:
        card = self._card
        if card is None:
            return
        board, by, typed = self._tools.source.board, self.by.text, self.acceptance.text.strip()
        status, before = self._status, self._in_front_of

        def work(_: Job) -> Changes:
            return board.move(card.id, status, before, accept_by=by, criteria=typed)

        self._tools.tasks.command(self, work, self._kept, failed=self._refused)

    def _kept(self, changes: Changes) -> None:
        self._by = self.by.text.strip()
        self.close_sheet()
        if not changes.empty and self._card is not None:
            self._say(self.tr("已验收：{card}").format(card=self._card.title), True)

    def _refused(self, problem: Problem) -> None:
        field = problem.error.field if isinstance(problem.error, FieldError) else ""
        at = self.acceptance if field == "acceptance" and not self.acceptance.isHidden() else self.by
        at.set_problem(problem.text.to(self._tools.language))
