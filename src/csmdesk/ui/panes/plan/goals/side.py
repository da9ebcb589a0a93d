"""One target beside the list: what it is, where it stands, and its breakdown; or the form that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csmdesk.ui.panes.plan.goals.goal_form import GoalForm
from csmdesk.ui.panes.plan.goals.parts import GoalParts
from csmdesk.ui.panes.plan.goals.reading import Reading
from csmdesk.ui.panes.scroll_room import ScrollRoom
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import FigureLabel, Label
from csmdesk.ui.widgets.select import Select
from csmdesk.ui.widgets.shapes import StatusShape

if TYPE_CHECKING:
    from csmdesk.domain.changes import Changes
    from csmdesk.domain.target import Kind
    from csmdesk.services.goals_view import Goal

_TOP = 14


class GoalSide(QWidget):
    """``figure_opened(result, part, place)`` asks for the evidence of a value ('' : of the period).

    ``edit_asked`` and ``remove_asked`` are about the target that is shown.
    """

    figure_opened = Signal(object, str, QRect)
    edit_asked = Signal()
    remove_asked = Signal()
    said = Signal(str, bool)

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading
        self._tools = tools = reading.tools
        theme = tools.theme
        self._name = Label(theme, scale="head", elide=True)
        self.edit_button = Button(theme, self.tr("编辑"), kind="flat", hint="E")
        self.remove_button = Button(theme, self.tr("删除"), kind="flat", hint="Del")
        self._facts = Label(theme, scale="small", role="t3", wrap=True)
        self.value = FigureLabel(theme, scale="title", bold=True)
        self._against = Label(theme, role="t3")
        self._share = Label(theme, bold=True)
        self._shape = StatusShape(theme)
        self._verdict = Label(theme)
        self._pace = Label(theme, scale="small", role="t3", wrap=True)
        self.profile = Select(theme, [])
        self.profile.setAccessibleName(self.tr("分解方式"))
        self._drawn = Label(theme, scale="small", role="t3", elide=True)
        self.redraw = Button(theme, self.tr("重排"), kind="link", small=True)
        self.parts = GoalParts(reading)
        self._sum = Label(theme, scale="small", role="t3", wrap=True)
        self.take_share = Button(theme, kind="link", small=True)
        self._share_typed = ""
        self.form = GoalForm(reading)
        self._pages = QStackedWidget()
        self._lay_out()
        self.edit_button.clicked.connect(self.edit_asked)
        self.remove_button.clicked.connect(self.remove_asked)
        self.value.opened.connect(self._open_value)
        self.profile.picked.connect(self._choose_profile)
        self.redraw.clicked.connect(self._choose_profile)
        self.take_share.clicked.connect(self._take_share)
        self.parts.figure_opened.connect(self.figure_opened)
        self.parts.said.connect(self.said)
        self.form.left.connect(self.close_form)
        reading.chosen.connect(self.show_goal)
        reading.broken_down.connect(self._show_parts)

    def _lay_out(self) -> None:
        page = QWidget()
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._name, 1)
        head.addWidget(self.edit_button)
        head.addWidget(self.remove_button)
        figures = QHBoxLayout()
        figures.setSpacing(8)
        figures.addWidget(self.value)
        figures.addWidget(self._against)
        figures.addStretch(1)
        figures.addWidget(self._share)
        figures.addWidget(self._shape)
        figures.addWidget(self._verdict)
        spread = QHBoxLayout()
        spread.setSpacing(8)
        spread.addWidget(Label(self._tools.theme, self.tr("分解"), bold=True))
        spread.addWidget(self.profile)
        spread.addWidget(self._drawn, 1)
        spread.addWidget(self.redraw)
        top = QVBoxLayout()
        top.setContentsMargins(INSET, _TOP, INSET, 0)
        top.setSpacing(8)
        top.addLayout(head)
        top.addWidget(self._facts)
        top.addLayout(figures)
        top.addWidget(self._pace)
        top.addSpacing(4)
        top.addLayout(spread)
        foot = QVBoxLayout()
        foot.setContentsMargins(INSET, 4, INSET, _TOP)
        foot.setSpacing(4)
        foot.addWidget(self._sum)
        foot.addWidget(self.take_share, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.parts, 1)
        column.addLayout(foot)
        scroll = ScrollRoom(self._tools.theme)
        holder = QVBoxLayout()
        holder.setContentsMargins(INSET, _TOP, INSET, _TOP)
        holder.addWidget(self.form)
        scroll.column.addLayout(holder)
        scroll.column.addStretch(1)
        self._blank = QWidget()
        for each in (page, scroll, self._blank):
            self._pages.addWidget(each)
        self._pages.setCurrentWidget(self._blank)
        self._page, self._form_page = page, scroll
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    # --- the target -----------------------------------------------------------------------------------------

    @property
    def form_open(self) -> bool:
        """True while the form is shown."""
        return self._pages.currentWidget() is self._form_page

    def show_goal(self) -> None:
        """Show the current target; the form stays while it is open."""
        goal = self._reading.goal
        if not self.form_open:
            self._pages.setCurrentWidget(self._blank if goal is None else self._page)
        if goal is None:
            return
        self._name.setText(goal.name)
        self._name.setToolTip(goal.name)
        self._facts.setText(" · ".join(filter(None, self._facts_of(goal))))
        result = goal.result
        self.value.set_text(goal.value_words, openable=result is not None)
        self.value.setAccessibleName(f"{goal.name} {goal.value_words}")
        self._against.setText(result.target_words if result is not None else goal.target_words)
        self._share.setText(goal.attained_words)
        self._shape.set_shape(goal.mark)
        self._verdict.setText(goal.verdict_words)
        # Of a rate the node is the target, which stands beside the value already.
        node = result.node_words if result is not None and "=" in result.node_words else ""
        said = (node, result.pace_words, result.forecast_words) if result is not None else ()
        parts = [*said, f"{goal.rolled_note} {goal.rolled_words}" if goal.rolled is not None else ""]
        self._pace.setText(" · ".join(filter(None, parts)))
        why = self._tools.read_only
        for button in (self.edit_button, self.remove_button):
            button.set_why_not(why)

    def _facts_of(self, goal: Goal) -> list[str]:
        owner = self.tr("负责人 {name}").format(name=goal.owner) if goal.owner else ""
        weight = self.tr("权重 {weight}").format(weight=goal.weight_words) if goal.weight_words else ""
        parent = self.tr("上级 {name}").format(name=goal.parent_words) if goal.parent_words else ""
        metric = goal.metric_words if goal.metric_words != goal.name else ""
        # A sign and its number stay in one line.
        target = self.tr("目标 {value}").format(value=goal.target_words).replace(" ", "\N{NO-BREAK SPACE}")
        return [goal.level_words, metric, goal.period_words, target, goal.scope_words, weight, owner, parent]

    def _show_parts(self) -> None:
        breakdown = self._reading.breakdown
        for widget in (self.profile, self._drawn, self.parts, self._sum):
            widget.setVisible(breakdown is not None)
        drawn = breakdown is not None and bool(breakdown.drawn_words)
        self.redraw.setVisible(drawn and not self._tools.read_only)
        self._share_typed = breakdown.share_typed if breakdown is not None else ""
        self.take_share.setVisible(bool(self._share_typed) and not self._tools.read_only)
        if breakdown is None:
            return
        can = [choice for choice in breakdown.choices if not choice.why_not]
        self.profile.set_choices([(choice.key, choice.words) for choice in can])
        self.profile.set_value(breakdown.profile)
        self.profile.setToolTip("\n".join(f"{choice.words}：{choice.about}" for choice in can))
        self.profile.setEnabled(not self._tools.read_only)
        self._drawn.setText(breakdown.drawn_words)
        self._drawn.setToolTip(breakdown.drawn_words)
        self._sum.setText(breakdown.sum_words)
        self.take_share.setText(self.tr("{hint}，改节点比例").format(hint=breakdown.share_hint))

    def _open_value(self) -> None:
        goal = self._reading.goal
        if goal is not None and goal.result is not None:
            place = QRect(self.value.mapToGlobal(self.value.rect().topLeft()), self.value.size())
            self.figure_opened.emit(goal.result, "", place)

    # --- the breakdown --------------------------------------------------------------------------------------

    def _choose_profile(self) -> None:
        goal, reading = self._reading.goal, self._reading
        kind = self.profile.value
        if goal is None:
            return
        done = self.tr("已重新分解：{name}").format(name=goal.name)
        source, period, as_of = self._tools.source, reading.period, reading.as_of

        def change() -> Changes:
            wanted: Kind = kind  # type: ignore[assignment] # one of the choices that were offered
            return source.goals().set_profile(goal.id, wanted, period, as_of)

        self._tools.change(self, change, done, self.said.emit, failed=self._refused)

    def _refused(self, problem: object) -> None:
        self._show_parts()
        self._tools.tasks.failed.emit(problem)

    def _take_share(self) -> None:
        goal, typed = self._reading.goal, self._share_typed
        if goal is None or not typed:
            return
        done = self.tr("节点比例改为 {share}").format(share=typed)
        source = self._tools.source
        self._tools.change(
            self, lambda: source.goals().edit(goal.id, {"node_share": typed}), done, self.said.emit
        )

    # --- the form -------------------------------------------------------------------------------------------

    def open_new(self, level: str) -> None:
        """Show the form of a new target."""
        self._pages.setCurrentWidget(self._form_page)
        self.form.begin_new(level)

    def open_edit(self) -> None:
        """Show the form of the current target."""
        goal = self._reading.goal
        if goal is not None:
            self._pages.setCurrentWidget(self._form_page)
            self.form.begin_edit(goal)

    def close_form(self) -> None:
        """Show the target again."""
        if self.form_open:
            self._pages.setCurrentWidget(self._blank)
            self.show_goal()
            self._show_parts()
