"""Whether a card's acceptance is confirmed: by whom and when, or the button that confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.fields import FieldError
from csmdesk.services.account_words import short_day
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import ChoiceField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape

if TYPE_CHECKING:
    from csmdesk.services.board_view import CardDetail
    from csmdesk.ui.panes.war_room.source import WarTools
    from csmdesk.ui.tasks import Problem


class AcceptLine(QWidget):
    """Confirming needs criteria and a name; it does not move the card. 撤回 takes it back."""

    said = Signal(str, bool)

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._detail: CardDetail | None = None
        theme = tools.theme
        self.mark = StatusShape(theme)
        self.words = Label(theme, wrap=True)
        self.back = Button(theme, self.tr("撤回"), kind="link", small=True)
        self.by = ChoiceField(theme, self.tr("由谁验收"), [], editable=True)
        self.button = Button(theme, self.tr("确认验收"), icon="check")
        self.by.entered.connect(self.confirm)
        self.button.clicked.connect(self.confirm)
        self.back.clicked.connect(self.take_back)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.mark)
        line.addWidget(self.words, 1)
        line.addWidget(self.back)
        ask = QHBoxLayout()
        ask.setSpacing(8)
        ask.addWidget(self.by, 1)
        ask.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addLayout(ask)

    def set_names(self, names: Sequence[str]) -> None:
        """Offer these names; others can be typed."""
        self.by.set_choices([(name, name) for name in names])

    def show_card(self, detail: CardDetail) -> None:
        """Show how the acceptance of a card stands."""
        before, self._detail = self._detail, detail
        if before is None or before.card.id != detail.card.id:
            self.by.set_value("")
            self.by.set_problem("")
        accepted = detail.accepted_day is not None
        can = not accepted and bool(detail.card.acceptance)
        self.by.setVisible(can)
        self.button.setVisible(can)
        self.back.setVisible(accepted)
        self.mark.set_shape("green" if accepted else "")
        words = ""
        if detail.accepted_day is not None:
            day = short_day(detail.accepted_day, self._tools.source.today())
            words = self.tr("{day} 由 {name} 验收").format(day=day, name=detail.accepted_by)
        elif not detail.card.acceptance:
            words = self.tr("写了验收标准才能确认验收，确认了才能完成。")
        self.words.setText(words)
        self.words.set_role("greent" if accepted else "t3")
        self.words.setVisible(bool(words))

    def confirm(self) -> None:
        """Confirm that the card meets its criteria."""
        detail, by, board = self._detail, self.by.value, self._tools.source.board
        if detail is None:
            return
        done = self.tr("已确认验收：{title}").format(title=detail.card.title)
        self._tools.change(
            self, partial(board.accept, detail.card.id, by), done, self.said.emit, failed=self._refuse
        )

    def take_back(self) -> None:
        """Say that it was not confirmed."""
        detail, board = self._detail, self._tools.source.board
        if detail is not None:
            done = self.tr("已撤回验收：{title}").format(title=detail.card.title)
            self._tools.change(self, partial(board.unaccept, detail.card.id), done, self.said.emit)

    def _refuse(self, problem: Problem) -> None:
        self.by.set_problem(problem.text.to(self._tools.language))
        if isinstance(problem.error, FieldError) and problem.error.field == "by":
            self.by.setFocus(Qt.FocusReason.OtherFocusReason)
