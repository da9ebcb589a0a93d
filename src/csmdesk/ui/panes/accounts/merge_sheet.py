"""Merging accounts: which one stays, what it will say, and what moves to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.services.accounts import Accounts
from csmdesk.ui.panes.accounts.rows import AccountRow
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.form import ChoiceField, Form
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.section import SectionHead
from csmdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from csmdesk.services.account_moves import MergePlan

_COUNT = 72


class _Moved(RowList):
    """What moves to the account that stays: the kind of rows, how many, and how many stay out."""

    row_height = 26
    spoken = ("words", "count", "note")

    def draw(self, painter: QPainter, item: tuple[str, str, str], box: QRect) -> None:
        """Draw a kind of rows."""
        theme, middle = self.theme, Qt.AlignmentFlag.AlignVCenter
        words, count, note = item
        painter.setPen(theme.colour("t1"))
        painter.drawText(QRect(0, box.top(), 140, box.height()), middle, words)
        right = Qt.AlignmentFlag.AlignRight | middle
        painter.drawText(QRect(140, box.top(), _COUNT, box.height()), right, count)
        painter.setPen(theme.colour("t3"))
        painter.drawText(QRect(140 + _COUNT + 16, box.top(), box.width(), box.height()), middle, note)

    def read_out(self, item: tuple[str, str, str]) -> str:
        """A kind of rows as a screen reader says it."""
        return "  ".join(part for part in item if part)


class MergeSheet(Sheet):
    """Asks which account stays; ``said`` is a sentence and whether to offer to undo."""

    said = Signal(str, bool)

    def __init__(
        self, theme: Theme, tasks: Tasks, accounts: Accounts, language: Language, host: QWidget
    ) -> None:
        super().__init__(theme, host, "", width=600)
        self._look = theme
        self._tasks = tasks
        self._accounts = accounts
        self._language: Language = language
        self._rows: list[AccountRow] = []
        self._plan: MergePlan | None = None
        self._intro = Label(theme, role="t2", wrap=True)
        self.keep = ChoiceField(theme, self.tr("保留"))
        self.keep.changed.connect(self._plan_anew)
        self._differing = SectionHead(theme, self.tr("各不相同的内容"))
        self._form: Form | None = None
        self._moving = SectionHead(theme, self.tr("移到保留的客户"))
        self._moved = _Moved(theme)
        for part in (
            self._intro,
            self.keep,
            self._differing,
            self._moving,
            self._moved,
        ):
            self.body.addWidget(part)
        self.set_buttons(self.tr("合并"))
        self.accepted.connect(self._merge)

    def ask(self, rows: Sequence[AccountRow], *, more: int = 0) -> None:
        """Open for these accounts; the one with the highest annual value is offered as the one that stays."""
        self._rows = sorted(rows, key=lambda row: -row.units)
        self.set_title(self.tr("合并 %n 个客户", "", len(rows)))
        words = self.tr("合并后只剩一个客户，其余的合同、触达、工单等都归到它名下。可以撤销。")
        if more:
            words += self.tr("另外还有 %n 组看起来重复的客户。", "", more)
        self._intro.setText(words)
        self.keep.blockSignals(True)
        self.keep.set_choices([(str(row.id), f"{row.name}  {row.source.code}".strip()) for row in self._rows])
        self.keep.set_value(str(self._rows[0].id))
        self.keep.blockSignals(False)
        self._plan_anew()
        self.open()

    def _plan_anew(self) -> None:
        keep = self.keep.value
        if not keep.isdecimal():
            return
        accounts, ids = self._accounts, [row.id for row in self._rows]
        self._plan = None
        self._tasks.query(
            self, lambda _: accounts.moves.plan_merge(int(keep), ids), self._take_plan, slot="merge"
        )

    def _take_plan(self, plan: MergePlan) -> None:
        self._plan = plan
        language = self._language
        if self._form is not None:
            self.body.removeWidget(self._form)
            self._form.deleteLater()
        form = self._form = Form(self._look)
        for field in plan.fields:
            values = list(dict.fromkeys(value for value in (field.kept, *field.values) if value))
            choice = ChoiceField(
                self._look, field.name.to(language), [(value, value.replace("\n", " ")) for value in values]
            )
            choice.set_value(field.kept)
            form.add(field.key, choice, half=True)
        self.body.insertWidget(self.body.indexOf(self._moving), form)
        for part in (self._differing, form):
            part.setVisible(bool(plan.fields))
        lines = [
            (
                rows.name.to(language),
                f"{rows.moved:,}",
                self.tr("%n 行两边都有，不移", "", rows.left_out) if rows.left_out else "",
            )
            for rows in plan.rows
        ]
        self._moved.set_items(lines)
        self._moving.setVisible(bool(lines))

    @property
    def form(self) -> Form | None:
        """The fields in which the accounts differ."""
        return self._form

    def _merge(self) -> None:
        plan, form = self._plan, self._form
        if plan is None or form is None:
            return
        accounts, values = self._accounts, form.values()
        name = plan.names[0]
        self._tasks.command(
            self,
            lambda _: accounts.moves.merge(plan.keep, plan.others, values),
            partial(self._merged, name),
        )

    def _merged(self, name: str, changes: Changes) -> None:
        self.close_sheet()
        if not changes.empty:
            self.said.emit(self.tr("已合并到“{name}”。").format(name=name), True)
