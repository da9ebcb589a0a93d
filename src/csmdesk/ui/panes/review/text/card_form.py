"""The forms of cases, problems and plan items, which open in the place of their card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain import review_text as text
from csmdesk.domain.text import Language
from csmdesk.ui.panes.review.text.runs_field import RunsField
from csmdesk.ui.panes.review.text.tools_given import Given
from csmdesk.ui.theme import RADIUS_CARD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.chip import Choice, FilterChip
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.form import ChoiceField, DayField, Form, FormField
from csmdesk.ui.widgets.label import Label

Editable = text.Case | text.Problem | text.Plan

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_NEW_LINE = text.Words("\n")


class CardForm(QWidget):
    """The fields of a card; ``block`` is the card as they say. ``changed`` is every change of it.

    ``done`` is Esc, Ctrl+Enter or the button: what was typed stays, Ctrl+Z in the text takes it back.
    ``removed`` wants the card gone, ``link_asked(kind, id)`` opens what it is linked to.
    """

    changed = Signal()
    done = Signal()
    removed = Signal()
    link_asked = Signal(str, int)

    def __init__(self, theme: Theme, given: Given, block: Editable, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.given = given
        self.language: Language = given.language
        self._block = block
        self._filling = True
        self.fields: list[RunsField] = []
        self._links: dict[Button, tuple[str, ChoiceField]] = {}
        self.form = Form(theme)
        self._lay_out()
        self.build()
        self._start = self._values()
        self._filling = False
        self.form.changed.connect(self._on_change)

    def _lay_out(self) -> None:
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(Label(self.theme, self.name(), scale="small", bold=True, role="accent"))
        self.head.addStretch(1)
        self.remove_button = Button(self.theme, self.tr("删除"), kind="flat", small=True)
        self.done_button = Button(self.theme, self.tr("完成"), hint="Esc")
        self.remove_button.clicked.connect(self.removed)
        self.done_button.clicked.connect(self.done)
        foot = QHBoxLayout()
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addWidget(self.form)
        column.addLayout(foot)

    # --- for the kinds --------------------------------------------------------------------------------------

    def name(self) -> str:
        """What the card is."""
        raise NotImplementedError

    def build(self) -> None:
        """Make the fields and fill them."""
        raise NotImplementedError

    def read(self) -> Editable:
        """The card with what has been changed in the fields."""
        raise NotImplementedError

    def add_runs(self, key: str, name: str, runs: text.Runs, *, single: bool = False) -> RunsField:
        """Add a field of words and figures."""
        field = RunsField(self.theme, name, self.given, single=single)
        field.set_runs(runs)
        self.form.add(key, field)
        self.fields.append(field)
        return field

    def runs(self, field: RunsField, before: text.Runs) -> text.Runs:
        """What a field says; exactly what it was filled with where it has not been changed."""
        said = field.runs
        return before if said == text.joined(before) else said

    def add_link(self, words: str, kind: str, field: ChoiceField) -> None:
        """A button that opens what is chosen in a field."""
        button = Button(self.theme, words, kind="link", small=True)
        button.clicked.connect(self._open_link)
        self.head.addWidget(button)
        self._links[button] = (kind, field)

    @property
    def link_buttons(self) -> list[Button]:
        """The buttons that open what is chosen."""
        return list(self._links)

    def _open_link(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            kind, field = self._links[sender]
            if field.value.isdecimal():
                self.link_asked.emit(kind, int(field.value))

    # --- value ----------------------------------------------------------------------------------------------

    @property
    def block(self) -> Editable:
        """The card as the fields say."""
        return self._block if self._values() == self._start else self.read()

    def _values(self) -> tuple[object, ...]:
        return (
            *self.form.values().items(),
            *(field.runs for field in self.fields),
            self.more(),
        )

    def more(self) -> object:
        """What else can be chosen beside the fields."""
        return None

    def _on_change(self) -> None:
        if not self._filling:
            self.changed.emit()

    def height_for(self, width: int) -> int:
        """How high the form is when it is ``width`` wide."""
        layout = self.layout()
        assert layout is not None
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else self.sizeHint().height()

    def focus_first(self) -> None:
        """Go to the first field of words that is empty, else to the first."""
        empty = (field for field in self.fields if not field.runs)
        next(empty, self.fields[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape or (event.key() in _ENTER and ctrl):
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, self.theme, box, RADIUS_CARD, ground="surface", border="accent")
        painter.end()


class CaseForm(CardForm):
    """A customer case: whose, what was, what was done, what came of it."""

    def __init__(self, theme: Theme, given: Given, block: text.Case, parent: QWidget) -> None:
        self.card = block
        super().__init__(theme, given, block, parent)

    def name(self) -> str:
        return self.tr("客户案例")

    def build(self) -> None:
        block = self.card
        links = self.given.links
        self.account = ChoiceField(
            self.theme, self.tr("客户"), _keyed(links.accounts, self.tr("不关联")), editable=True
        )
        self.account.set_value(_key(block.account_id))
        self._account = self.account.value
        self.room = ChoiceField(self.theme, self.tr("作战室"))
        self._offer_rooms(block.account_id, block.war_room_id)
        self._room = self.room.value
        self.form.add("account", self.account, half=True)
        self.form.add("room", self.room, half=True)
        self.title_field = self.add_runs("title", self.tr("标题"), block.title, single=True)
        self.situation = self.add_runs("situation", self.tr("背景"), block.situation)
        self.action = self.add_runs("action", self.tr("做法"), block.action)
        self.result = self.add_runs("result", self.tr("结果"), block.result)
        self.account.changed.connect(self._account_changed)
        self.add_link(self.tr("打开客户"), "account", self.account)
        self.add_link(self.tr("打开作战室"), "war_room", self.room)

    def _account_changed(self) -> None:
        self._offer_rooms(_id(self.account.value), _id(self.room.value))

    def _offer_rooms(self, account: int | None, chosen: int | None) -> None:
        rooms = self.given.links.war_rooms(account) if account is not None else ()
        self.room.set_choices(_keyed(rooms, self.tr("不关联")))
        self.room.set_value(_key(chosen) if any(key == chosen for key, _ in rooms) else "")

    def read(self) -> text.Case:
        block = self.card
        account, room = self.account.value, self.room.value
        # What is not among the choices (any more) stays until something else is chosen.
        same = account == self._account
        return text.Case(
            block.account_id if same else _id(account),
            self.runs(self.title_field, block.title),
            self.runs(self.situation, block.situation),
            self.runs(self.action, block.action),
            self.runs(self.result, block.result),
            block.war_room_id if same and room == self._room else _id(room),
        )


class ProblemForm(CardForm):
    """A problem: what, its root cause of five kinds, and what shows it."""

    def __init__(self, theme: Theme, given: Given, block: text.Problem, parent: QWidget) -> None:
        self.card = block
        super().__init__(theme, given, block, parent)

    def name(self) -> str:
        return self.tr("问题")

    def build(self) -> None:
        block = self.card
        causes = [(key, name.to(self.language)) for key, name in self.given.links.causes.items()]
        self.cause = ChoiceField(self.theme, self.tr("根因类别"), [("", self.tr("未定")), *causes])
        self.cause.set_value(block.cause)
        self.form.add("cause", self.cause, half=True)
        self.accounts = FilterChip(self.theme, self.tr("涉及客户"))
        self.accounts.set_choices([Choice(str(key), name) for key, name in self.given.links.accounts])
        self.accounts.set_chosen([str(key) for key in block.account_ids])
        self.accounts.changed.connect(self._on_change)
        self.head.insertWidget(1, self.accounts)
        self.what = self.add_runs("what", self.tr("问题"), block.what)
        self.root = self.add_runs("root", self.tr("根因"), block.root)
        self.evidence = self.add_runs("evidence", self.tr("依据"), block.evidence)

    def more(self) -> object:
        return self.accounts.chosen

    def read(self) -> text.Problem:
        block = self.card
        chosen = {int(key) for key in self.accounts.chosen}
        offered = {key for key, _ in self.given.links.accounts}
        kept = tuple(key for key in block.account_ids if key in chosen or key not in offered)
        added = tuple(key for key, _ in self.given.links.accounts if key in chosen - set(kept))
        return text.Problem(
            self.cause.value,
            self.runs(self.what, block.what),
            self.runs(self.root, block.root),
            self.runs(self.evidence, block.evidence),
            kept + added,
        )


class PlanForm(CardForm):
    """An item of the plan: goal, until when, how, who, and next period's target that it serves."""

    def __init__(self, theme: Theme, given: Given, block: text.Plan, parent: QWidget) -> None:
        self.card = block
        super().__init__(theme, given, block, parent)

    def name(self) -> str:
        return self.tr("计划")

    def build(self) -> None:
        block = self.card
        links = self.given.links
        self.goal = self.add_runs("goal", self.tr("目标"), block.goal, single=True)
        self.deadline = DayField(self.theme, self.tr("期限"), self.language, parse=links.read_day)
        self.deadline.set_value(block.deadline)
        self.owner = ChoiceField(
            self.theme, self.tr("责任人"), [(name, name) for name in links.owners], editable=True
        )
        self.owner.set_value(block.owner)
        self.form.add("deadline", self.deadline, half=True)
        self.form.add("owner", self.owner, half=True)
        targets = list(links.targets)
        if block.metric and block.metric not in dict(targets):
            targets.append((block.metric, block.metric))
        self.measure = ChoiceField(self.theme, self.tr("下期指标"), [("", self.tr("不关联")), *targets])
        self.measure.set_value(block.metric)
        self.target = FormField(self.theme, self.tr("目标值"))
        self.target.set_text(block.target)
        self.form.add("metric", self.measure, half=True)
        self.form.add("target", self.target, half=True)
        self.steps = self.add_runs("steps", self.tr("步骤（每行一步）"), joined_steps(block.steps))

    def read(self) -> text.Plan:
        block = self.card
        before = joined_steps(block.steps)
        steps = self.runs(self.steps, before)
        return text.Plan(
            self.runs(self.goal, block.goal),
            self.deadline.value,
            block.steps if steps == before else split_steps(steps),
            self.owner.value,
            self.measure.value,
            self.target.text,
        )


def joined_steps(steps: tuple[text.Runs, ...]) -> text.Runs:
    """Steps as lines of one field."""
    found: list[text.Run] = []
    for at, step in enumerate(steps):
        found += (_NEW_LINE, *step) if at else step
    return text.joined(found)


def split_steps(runs: text.Runs) -> tuple[text.Runs, ...]:
    """The lines of a field as steps; empty lines are none."""
    found: list[list[text.Run]] = [[]]
    for run in runs:
        if isinstance(run, text.Words):
            first, *others = run.text.split("\n")
            found[-1].append(run._replace(text=first))
            found += [[run._replace(text=line)] for line in others]
        else:
            found[-1].append(run)
    return tuple(step for step in map(text.joined, found) if step)


def form_of(theme: Theme, given: Given, block: Editable, parent: QWidget) -> CardForm:
    """The form of a card."""
    if isinstance(block, text.Case):
        return CaseForm(theme, given, block, parent)
    if isinstance(block, text.Problem):
        return ProblemForm(theme, given, block, parent)
    return PlanForm(theme, given, block, parent)


def _keyed(rows: Sequence[tuple[int, str]], nothing: str) -> list[tuple[str, str]]:
    return [("", nothing), *((str(key), name) for key, name in rows)]


def _key(value: int | None) -> str:
    return "" if value is None else str(value)


def _id(value: str) -> int | None:
    return int(value) if value.isdecimal() else None
