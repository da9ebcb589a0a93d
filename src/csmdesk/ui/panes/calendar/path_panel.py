"""Path to target: what was signed up for, what is expected, the fewest open contracts that close the gap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.forecast import Forecast
from csmdesk.domain.text import Language
from csmdesk.metrics import display
from csmdesk.services.path_to_target import Goal, GoalPath, PathLine
from csmdesk.services.renewals import FORECASTS
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.calendar.gap_bar import PARTS, GapBar, Legend
from csmdesk.ui.panes.calendar.path_rows import PathHead, PathRows
from csmdesk.ui.panes.calendar.source import TrackSource, TrackTools
from csmdesk.ui.panes.calendar.steps.fields import NumberField
from csmdesk.ui.panes.scroll_room import ScrollRoom
from csmdesk.ui.tasks import Problem, Tasks
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.focus import step_focus
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.select import Select
from csmdesk.ui.widgets.shapes import StatusShape, text_role

_CHANGEABLE = (Forecast.COMMITTED, Forecast.LIKELY, Forecast.RISK)


class _Found(NamedTuple):
    """What was read."""

    goals: tuple[Goal, ...]
    path: GoalPath | None
    likelihoods: Mapping[Forecast, Fraction]
    currency: str


class PathPanel(QWidget):
    """``show_path`` reads the way to a year's target and shows it in the place of a contract's track.

    Ticking a contract takes it for won and counts anew at once; likelihoods are changed in place.
    ``closed()`` is the cross or Esc, ``open_asked(kind, id)`` wants a contract shown, ``said(sentence,
    undo)`` is for the toast.
    """

    said = Signal(str, bool)
    open_asked = Signal(str, int)
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        source: TrackSource,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tools = TrackTools(theme, tasks, source, language)
        self.path: GoalPath | None = None
        self.won: set[int] = set()
        self._asked: tuple[str, date | None, int] | None = None
        self._goal = ""
        self._currency = "CNY"
        self.title = Label(theme, scale="head", elide=True)
        self.cross = Button(theme, kind="flat", icon="x")
        self.cross.setAccessibleName(self.tr("回到合同"))
        self.cross.setToolTip(self.tr("回到合同 Esc"))
        self.cross.clicked.connect(self.closed)
        self.goals = Select(theme)
        self.goals.setAccessibleName(self.tr("目标"))
        self.goals.picked.connect(self._pick_goal)
        self.bar = GapBar(theme)
        self.figures: dict[str, Label] = {}
        self.shape = StatusShape(theme)
        self.verdict = Label(theme, role="t1", wrap=True)
        self.clear_button = Button(theme, self.tr("清除假定"), kind="link", small=True)
        self.clear_button.clicked.connect(self.clear_won)
        self.likelihoods: dict[Forecast, NumberField] = {}
        self.rows = PathRows(theme, language)
        self.rows.setAccessibleName(self.tr("未续合同"))
        self.rows.ticked.connect(self.tick)
        self.rows.opened.connect(self._open)
        self.empty = EmptyState(
            theme,
            self.tr("没有续费目标"),
            self.tr("为这一年导入或设定续费目标后，这里算出达标路径。"),
            top=24,
        )
        self.empty.hide()
        self._lay_out()
        self.setMinimumWidth(340)

    def _lay_out(self) -> None:
        theme = self.tools.theme
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.cross)
        top = QVBoxLayout()
        top.setContentsMargins(INSET, 12, INSET, 12)
        top.setSpacing(10)
        top.addLayout(head)
        top.addWidget(self.goals)
        top.addWidget(self.bar)
        self._figures = QWidget()
        self._figures.setLayout(self._figure_grid())
        top.addWidget(self._figures)
        said = QHBoxLayout()
        said.setSpacing(6)
        said.addWidget(self.shape)
        said.addWidget(self.verdict, 1)
        said.addWidget(self.clear_button)
        top.addLayout(said)
        self._about = QWidget()
        about = QVBoxLayout(self._about)
        about.setContentsMargins(0, 0, 0, 0)
        about.setSpacing(0)
        about.addLayout(self._likelihood_row())
        about.addWidget(Line(theme))
        about.addWidget(self.rows)
        self.room = ScrollRoom(theme)
        self.room.column.addLayout(top)
        self.room.column.addWidget(self._about)
        self.room.column.addWidget(self.empty)
        self.room.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.room)

    def _figure_grid(self) -> QGridLayout:
        theme = self.tools.theme
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (key, words) in enumerate(
            (
                ("target", self.tr("目标")),
                ("received", self.tr("已到账")),
                ("signed", self.tr("已签待收")),
                ("hoped", self.tr("未续合同预期")),
                ("gap", self.tr("缺口")),
            )
        ):
            value = self.figures[key] = Label(theme, align="right", bold=key == "gap")
            if key in PARTS:
                grid.addWidget(Legend(theme, PARTS[key]), row, 0)
            grid.addWidget(Label(theme, words, role="t2"), row, 1)
            grid.addWidget(value, row, 2)
        return grid

    def _likelihood_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(INSET, 0, INSET, 12)
        row.setSpacing(12)
        for category in _CHANGEABLE:
            words = FORECASTS[category].to(self.tools.language).capitalize()
            field = NumberField(
                self.tools.theme, self.tr("{category} %").format(category=words), self.tools.language
            )
            field.edit.setAccessibleName(self.tr("{category}的可能性，%").format(category=words))
            field.entered.connect(partial(self.set_likelihood, category))
            field.edit.editingFinished.connect(partial(self.set_likelihood, category))
            self.likelihoods[category] = field
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        return row

    # --- content --------------------------------------------------------------------------------------------

    def show_path(self, period: str, as_of: date | None, year: int) -> None:
        """Read the way to the targets of ``year`` as of a day; what is taken for won stays within a year."""
        if self._asked is not None and self._asked[2] != year:
            self.won.clear()
            self._goal = ""
        self._asked = (period, as_of, year)
        self.title.setText(self.tr("{year} 年达标路径").format(year=year))
        self._read()

    def refresh(self) -> None:
        """Count again, after a change of the book."""
        if self._asked is not None:
            self._read()

    def _read(self) -> None:
        if self._asked is None:
            return
        source, (period, as_of, year) = self.tools.source, self._asked
        won, goal = frozenset(self.won), self._goal

        def read(_: object) -> _Found:
            return _Found(
                source.paths.goals(period, as_of, year),
                source.paths.path(period, as_of, year, won, goal),
                source.paths.likelihoods(),
                source.calendar.data(period, as_of).currency,
            )

        self.tools.tasks.query(self, read, self._show, slot="path")

    def _show(self, found: _Found) -> None:
        self.path, self._currency = found.path, found.currency
        has = found.path is not None
        if not has and self.rows.hasFocus():
            # The list goes: the focus stays in the panel.
            self.cross.setFocus(Qt.FocusReason.OtherFocusReason)
        parts = (self.bar, self._figures, self._about, self.clear_button, self.shape, self.verdict)
        for part in parts:
            part.setVisible(has)
        self.empty.setVisible(not has)
        self.goals.setVisible(len(found.goals) > 1)
        if found.path is None:
            return
        path = found.path
        language = self.tools.language
        self.goals.set_choices([(goal.key, goal.words.to(language)) for goal in found.goals])
        self.goals.set_value(path.goal.key)
        for category, field in self.likelihoods.items():
            shown = display.decimals(found.likelihoods[category] * 100, 2)
            if not field.edit.hasFocus() or not field.edit.isModified():
                field.set_text(shown)
                field.edit.setModified(False)
        self.won &= {line.row.id for line in path.lines}
        self._show_figures(path)
        self._show_verdict(path)
        self.rows.show_rows(self._lines(path))

    def money(self, fen: Fraction) -> str:
        """An amount as the panel shows it."""
        return display.money(fen / 100, self.tools.language, self._currency)

    def _show_figures(self, path: GoalPath) -> None:
        hoped = path.expected_fen - path.received_fen - path.signed_fen
        values = {
            "target": path.goal.target_fen,
            "received": path.received_fen,
            "signed": path.signed_fen,
            "hoped": hoped,
            "gap": path.gap_fen,
        }
        for key, fen in values.items():
            self.figures[key].setText(self.money(fen))
        self.figures["gap"].set_role("redt" if path.gap_fen > 0 else "greent")
        words = self.tr("已到账 {received}，已签待收 {signed}，未续预期 {hoped}，缺口 {gap}").format(
            **{key: self.money(fen) for key, fen in values.items()}
        )
        self.bar.show_path(path, words)

    def _show_verdict(self, path: GoalPath) -> None:
        count = len(path.needed)
        if path.gap_fen <= 0:
            mark, said = "green", self.tr("按现在的预期可以达标")
        elif path.reached:
            mark, said = "yellow", self.tr("再拿下 %n 份合同即可达标", "", count)
        else:
            rest = path.gap_fen - sum((line.gain_fen for line in path.needed), Fraction(0))
            mark, said = "red", self.tr("全部拿下仍差 {rest}").format(rest=self.money(rest))
        if self.won:
            assumed = self.tr("假定拿下 %n 份", "", len(self.won))
            said = self.tr("{assumed}：{said}").format(assumed=assumed, said=said)
        self.shape.set_shape(mark)
        self.verdict.set_role(text_role(mark))
        self.verdict.setText(said)
        self.clear_button.setVisible(bool(self.won))

    def _lines(self, path: GoalPath) -> list[PathHead | PathLine]:
        """The contracts with a head over each kind: taken for won, needed, the others."""
        found: list[PathHead | PathLine] = []
        groups = (
            (self.tr("假定已拿下"), [line for line in path.lines if line.won]),
            (
                self.tr("最短路径") if path.reached else self.tr("全部未续"),
                [line for line in path.lines if line.needed and not line.won],
            ),
            (self.tr("其余未续"), [line for line in path.lines if not line.needed and not line.won]),
        )
        for words, lines in groups:
            if lines:
                gain = self.money(sum((line.gain_fen for line in lines), Fraction(0)))
                count = self.tr("%n 份", "", len(lines))
                note = self.tr("{count}，可补 {gain}").format(count=count, gain=gain)
                found += [PathHead(words, note), *lines]
        return found

    # --- doing ----------------------------------------------------------------------------------------------

    def tick(self, contract_id: int) -> None:
        """Take a contract for won, or no longer."""
        self.won ^= {contract_id}
        self._read()

    def clear_won(self) -> None:
        """Take nothing for won."""
        self.won.clear()
        self._read()
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick_goal(self) -> None:
        self._goal = self.goals.value
        self._read()

    def set_likelihood(self, category: Forecast) -> None:
        """Keep a likelihood as it is typed; empty gives the default again."""
        field = self.likelihoods[category]
        if not field.edit.isModified():
            return
        field.edit.setModified(False)
        paths, typed, language = self.tools.source.paths, field.text, self.tools.language
        name = FORECASTS[category].to(language)

        def refuse(problem: Problem) -> None:
            field.set_problem(problem.text.to(language))
            field.edit.setModified(True)

        done = self.tr("已改可能性：{category} {value}%").format(category=name, value=typed.strip() or "—")
        change = partial(paths.set_likelihood, category, typed)
        self.tools.change(self, change, done, self.said.emit, failed=refuse)

    def _open(self, contract_id: int) -> None:
        self.open_asked.emit("contract", contract_id)

    def actions(self) -> list[Action]:  # type: ignore[override]
        """What can be done here."""
        nothing = "" if self.won else self.tr("没有假定拿下的合同。")
        return [
            Action("path_close", self.tr("离开达标路径"), self.closed.emit, "Esc", "x"),
            Action("path_clear", self.tr("清除假定"), self.clear_won, "", "undo", nothing),
        ]

    # --- focus and keys -------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Take the focus into the list of contracts; where there is none, to what leads back."""
        place = self.cross if self._about.isHidden() else self.rows
        place.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.enter()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
