"""The view 预算: what the year costs, by quarter and against the limit, and the list of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.amounts import typed_fen
from csmdesk.domain.budget import BudgetSum
from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Text
from csmdesk.services.year_plan_view import BudgetItem, PlanData
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.panes.plan.year.budget_columns import budget_columns, look_of
from csmdesk.ui.panes.plan.year.cells import CellPainter
from csmdesk.ui.panes.plan.year.edited_list import EditedList, Editing, stay_near
from csmdesk.ui.panes.plan.year.reading import Reading
from csmdesk.ui.tasks import Problem
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.figure_card import FigureCard
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line

if TYPE_CHECKING:
    from csmdesk.services.paste import PastePlan

PLAN_FIXED = Text(
    "这一行来自计划安排：在安排里改费用，它会跟着变。",
    "This line comes from the plan: change the cost of its items and it follows.",
)


class BudgetView(QWidget):
    """``items_asked(row)`` wants the items behind a line that comes from the plan."""

    said = Signal(str, bool)
    items_asked = Signal(object)

    def __init__(self, tools: PlanTools, reading: Reading) -> None:
        super().__init__()
        self._tools = tools
        self._reading = reading
        theme, words = tools.theme, reading.words
        self.cards = [FigureCard(theme) for _ in range(7)]
        self.limit = FormField(theme, self.tr("全年上限"))
        self.limit.setFixedWidth(148)
        self._chosen = ""
        self._to_edit = 0
        self.foreign = Label(theme, role="ambert", scale="small")
        self.sums = Label(theme, role="t3", scale="small")
        columns = budget_columns(words)
        self.model: RowModel[BudgetItem] = RowModel(columns, self._spoken, self)
        self.model.set_sort([("month", False)])
        self.view = RowView(theme, self.model, CellPainter(theme, columns, look_of))
        self.view.setAccessibleName(self.tr("预算"))
        self.view.set_action_keys(frozenset("n"))
        self.list = EditedList(
            tools,
            self.view,
            self.model,
            Editing(
                self._typed, self._write, self._choices, self._fixed, self._plan_paste, self._apply_paste
            ),
        )
        self._lay_out()
        reading.counted.connect(self.fill)
        self.limit.edit.committed.connect(self._limit_typed)
        self.limit.entered.connect(self._set_limit)
        self.limit.edit.editingFinished.connect(self._set_limit)
        for card in self.cards:
            card.opened.connect(self.choose)
        self.model.shown_changed.connect(self._count)
        self.view.figure_opened.connect(self._open_items)
        self.view.opened.connect(self._opened)
        self.list.said.connect(self.said)

    def _lay_out(self) -> None:
        strip = QHBoxLayout()
        strip.setContentsMargins(INSET, 10, INSET, 10)
        strip.setSpacing(16)
        for card in self.cards:
            strip.addWidget(card, 1)
        strip.addWidget(self.limit)
        bar = QHBoxLayout()
        bar.setContentsMargins(INSET, 8, INSET - 8, 6)
        bar.setSpacing(12)
        hint = self.tr("安排里有费用的会自动列在这里；其余的自己加，或从 Excel 粘贴。")
        bar.addWidget(Label(self._tools.theme, hint, role="t3", scale="small"))
        bar.addWidget(self.foreign)
        bar.addStretch(1)
        bar.addWidget(self.sums)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(strip)
        column.addWidget(Line(self._tools.theme))
        column.addLayout(bar)
        column.addWidget(self.view, 1)

    # --- what is shown --------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Show what has been read."""
        data = self._reading.data
        if data is None:
            return
        self._show_sums(data)
        budget = data.budget
        stay_near(self.view, self.model, partial(self.model.set_rows, budget.rows))
        self._count()
        if self._to_edit and self.model.position_of(self._to_edit) >= 0:
            key, self._to_edit = self._to_edit, 0
            self.view.set_key(key)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            row = self.model.row_of(key)
            self.view.edit_cell(key, "name", text="" if row is None else row.name)
        if not self.limit.edit.hasFocus():
            self.limit.set_text("" if budget.limit_fen is None else typed_fen(budget.limit_fen))
            self.limit.set_problem("")
        self.limit.edit.setReadOnly(bool(self._tools.read_only))
        self.foreign.setText(
            self.tr("另有 %n 行是别的币种，没有加进来。", "", budget.other_currencies)
            if budget.other_currencies
            else ""
        )

    def _show_sums(self, data: PlanData) -> None:
        money, budget = self._reading.words.money, data.budget
        parts: list[tuple[str, BudgetSum]] = [*budget.quarters, (self.tr("全年"), budget.whole)]
        for number, (name, each) in enumerate(parts):
            spent = self.tr("已花 {n}").format(n=money(each.spent_fen))
            self.cards[number].set_figure(f"sum.{number}", name, money(each.planned_fen), spent)
        share = ""
        if budget.whole.planned_fen:
            percent = budget.whole.spent_fen * 100 // budget.whole.planned_fen
            share = self.tr("占计划 {n}%").format(n=percent)
        self.cards[5].set_figure("spent", self.tr("已花"), money(budget.whole.spent_fen), share)
        left = budget.left_fen
        over = left is not None and left < 0
        words = (
            self.tr("超出上限")
            if over
            else self.tr("上限减计划")
            if left is not None
            else self.tr("没有设上限")
        )
        self.cards[6].set_figure(
            "left", self.tr("还可安排"), money(left), words, "red" if over else "", late=over
        )

    # --- the rows behind a sum ------------------------------------------------------------------------------

    def choose(self, key: str, _place: object = None) -> None:
        """Show the lines behind a sum: a quarter's, or those with money spent; again, or '', all of them."""
        self._chosen = "" if key in (self._chosen, "sum.4", "left") else key
        data, chosen = self._reading.data, self._chosen
        if data is None or not chosen:
            self.model.set_accept(None)
        elif chosen == "spent":
            self.model.set_accept(lambda row: row.spent_fen is not None)
        else:
            number = int(chosen.rpartition(".")[2])
            months = {month.name for month in data.months[3 * number : 3 * number + 3]}
            self.model.set_accept(lambda row: row.month in months)
        self._count()

    @property
    def chosen(self) -> str:
        """The sum whose lines are shown; '' for all."""
        return self._chosen

    def _count(self) -> None:
        rows, money = self.model.shown, self._reading.words.money
        words = self.tr("{n} 行 · 计划 {planned} · 已花 {spent}").format(
            n=len(rows),
            planned=money(sum(row.planned_fen for row in rows)),
            spent=money(sum(row.spent_fen or 0 for row in rows)),
        )
        self.sums.setText(words)

    def _spoken(self, row: BudgetItem) -> str:
        words = self.tr("{name}，{month}，计划 {planned}，已花 {spent}")
        money = self._reading.words.money
        return words.format(
            name=row.name, month=row.month_words, planned=money(row.planned_fen), spent=money(row.spent_fen)
        )

    def stops(self) -> list[QWidget]:
        """Where F6 puts the focus."""
        return [self.view, self.limit.edit]

    # --- editing --------------------------------------------------------------------------------------------

    def _typed(self, row: Any, field: str) -> str:
        from csmdesk.services.year_plan_budget import typed_budget

        return typed_budget(row, field)

    def _fixed(self, row: Any, _field: str) -> Text | None:
        return PLAN_FIXED if row.from_plan else None

    def _choices(self, field: str) -> Sequence[str]:
        data = self._reading.data
        if data is None:
            return ()
        if field == "month":
            return [month.words for month in data.months]
        if field == "kind":
            from csmdesk.services.year_plan_budget import BUDGET_KINDS

            used = [row.kind for row in data.budget.rows if row.kind and not row.from_plan]
            return list(dict.fromkeys([*used, *BUDGET_KINDS]))
        return ()

    def _write(self, ids: Sequence[int], field: str, text: str) -> Changes:
        plan = self._tools.source.year()
        kept = {key: {field: text} for key in ids if key > 0}
        return plan.budget.edit(plan.edits.period_of(self._year), kept)

    @property
    def _year(self) -> int:
        data = self._reading.data
        assert data is not None
        return data.year

    def add_line(self) -> None:
        """Add a line in the month of the closing day, and begin with its name."""
        data = self._reading.data
        if data is None or self._tools.read_only:
            return
        plan, year, currency = self._tools.source.year(), data.year, data.budget.currency
        day = min(max(data.closing, data.first), data.last)
        values = {"month": f"{day:%Y-%m}", "name": self.tr("新预算")}

        made: list[int] = []

        def work(_: object) -> Changes:
            key, changes = plan.budget.new(year, plan.edits.period_of(year), currency, values)
            made.append(key)
            return changes

        def finish(_: Changes) -> None:
            # It is edited as soon as it has been read.
            self._to_edit = made[0]
            self.choose("")
            self.said.emit(self.tr("已加一行预算。"), True)

        self._tools.tasks.command(self, work, finish)

    def remove(self) -> None:
        """Take the selected typed lines out."""
        ids = [key for key in self.view.selected_keys if key > 0]
        if ids and not self._tools.read_only:
            budget = self._tools.source.year().budget
            done = self.tr("已删 %n 行预算。", "", len(ids))
            self._tools.change(self, partial(budget.remove, ids), done, self.said.emit)

    def _plan_paste(
        self, text: str, ids: Sequence[int] | None, fields: Sequence[str], selected: Sequence[int]
    ) -> PastePlan:
        return self._tools.source.year().plan_budget_paste(self._year, text, ids, fields, selected)

    def _apply_paste(self, plan: PastePlan) -> Changes:
        data = self._reading.data
        assert data is not None
        return self._tools.source.year().apply_budget_paste(data.year, data.budget.currency, plan)

    # --- the limit ------------------------------------------------------------------------------------------

    def _limit_typed(self) -> None:
        self.limit.set_problem("")

    def _set_limit(self) -> None:
        data, typed = self._reading.data, self.limit.text
        if data is None or self._tools.read_only:
            return
        kept = "" if data.budget.limit_fen is None else typed_fen(data.budget.limit_fen)
        if typed.strip() == kept:
            return
        plan, year, currency = self._tools.source.year(), data.year, data.budget.currency
        self._tools.change(
            self,
            lambda: plan.budget.set_limit(year, currency, typed),
            self.tr("已改预算上限。"),
            self.said.emit,
            failed=self._refuse_limit,
        )

    def _refuse_limit(self, problem: Problem) -> None:
        self.limit.set_problem(problem.text.to(self._tools.language))

    # --- rows from the plan ---------------------------------------------------------------------------------

    def _open_items(self, key: int, _column: str, _place: object) -> None:
        self._opened(key)

    def _opened(self, key: int) -> None:
        row = self.model.row_of(key)
        if row is not None and row.from_plan:
            self.items_asked.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._chosen:
            self.choose("")
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_N:
            self.add_line()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        else:
            super().keyPressEvent(event)
