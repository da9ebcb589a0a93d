"""The form of a target, in the place of its page: all fields of a new one, or of one to change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.panes.plan.goals.reading import Reading
from csmdesk.ui.tasks import Job
from csmdesk.ui.widgets.form import ChoiceField, FormField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.named_field import NamedField

if TYPE_CHECKING:
    from csmdesk.domain.changes import Changes
    from csmdesk.services.goals_view import Choice, Goal

_CHOSEN = ("metric", "level", "direction", "period", "owner", "parent", "segment", "industry")
_WIDE = frozenset({"name", "metric", "parent", "accounts"})


class GoalForm(FormInPlace):
    """``added(id)``: a new target is in the book."""

    added = Signal(int)

    def __init__(self, reading: Reading) -> None:
        tools = reading.tools
        super().__init__(tools.theme, tools.tasks, tools.language)
        self._reading = reading
        self._goal: Goal | None = None
        self._made = 0
        self.head = Label(self.theme, scale="title", elide=True)
        self.body.insertWidget(0, self.head)
        for key, name in self._names().items():
            field: NamedField
            if key in _CHOSEN:
                field = ChoiceField(self.theme, name, editable=True)
            else:
                field = FormField(self.theme, name)
            self.add(key, field, half=key not in _WIDE)
        hints = {
            "value": self.tr("如 3,400万、92%、55"),
            "node_share": self.tr("上半年应到的份额，如 48%"),
            "weight": self.tr("在本层里，如 40%"),
            "arr_min": self.tr("如 100万"),
            "accounts": self.tr("编号或名称，用顿号隔开"),
            "name": self.tr("留空则用指标的名称"),
        }
        for key, hint in hints.items():
            held = self.form.fields[key]
            if isinstance(held, FormField):
                held.edit.setPlaceholderText(hint)
        self.saved.connect(self._after)

    def _names(self) -> dict[str, str]:
        return {
            "metric": self.tr("指标"),
            "name": self.tr("目标名称"),
            "value": self.tr("目标值"),
            "direction": self.tr("方向"),
            "period": self.tr("周期"),
            "node_share": self.tr("节点比例"),
            "level": self.tr("层级"),
            "weight": self.tr("权重"),
            "parent": self.tr("上级目标"),
            "owner": self.tr("负责人"),
            "segment": self.tr("只算分层"),
            "industry": self.tr("只算行业"),
            "arr_min": self.tr("年化至少"),
            "accounts": self.tr("指定客户"),
        }

    # --- filling --------------------------------------------------------------------------------------------

    def begin_new(self, level: str = "") -> None:
        """Begin a new target, on a level where one is in hand."""
        self._goal = None
        self.head.setText(self.tr("新目标"))
        values = dict.fromkeys(self.form.fields, "") | {"level": level}
        values["period"] = self._reading.period[:4]
        self._offer(values, "new")

    def begin_edit(self, goal: Goal) -> None:
        """Take a target in hand."""
        self._goal = goal
        self.head.setText(goal.name)
        self._offer(dict(goal.typed), f"edit {goal.id}")

    def _offer(self, values: Mapping[str, str], about: str) -> None:
        reading, goal = self._reading, self._goal
        tools, period = reading.tools, reading.period
        own = goal.id if goal is not None else None

        def work(job: Job) -> dict[str, list[Choice]]:
            goals = tools.source.goals()
            job.check()
            return {key: goals.choices(key, period, tools.language, own) for key in _CHOSEN}

        tools.tasks.query(self, work, partial(self._take, values, about), slot="choices")

    def _take(self, values: Mapping[str, str], about: str, choices: Mapping[str, list[Choice]]) -> None:
        for key, offered in choices.items():
            field = self.form.fields[key]
            assert isinstance(field, ChoiceField)
            words = [choice.key if key == "period" else choice.words for choice in offered]
            field.set_choices([(word, word) for word in dict.fromkeys(words)])
        self.begin(about, values)
        self.enter()

    # --- state ----------------------------------------------------------------------------------------------

    def save_state(self, *, opened: bool) -> str:
        """What was typed and not saved, and whether the form is open; '' for neither."""
        kept = {}
        for about, typed in self.drafts().items():
            start = self.kept if about == self.about else {}
            # Only what was changed by hand: the rest is said in the words of the language by itself.
            kept[str(about)] = {key: words for key, words in typed.items() if words != start.get(key)}
        state = {"open": str(self.about) if opened else "", "drafts": kept}
        return json.dumps(state, ensure_ascii=False) if any(state.values()) else ""

    def restore_state(self, text: str) -> str:
        """Take up what ``save_state`` gave; what the form was open for ('new', 'edit 3', '')."""
        state = json.loads(text) if text else {}
        for about, typed in state.get("drafts", {}).items():
            self.take_draft(about, typed)
        return str(state.get("open", ""))

    # --- saving ---------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Put the target into the book; what is wrong is said beside the fields."""
        source, goal = self._reading.tools.source, self._goal
        typed = self.typed()
        if goal is None:
            filled = {key: words for key, words in typed.items() if words.strip()}
            name = filled.get("name") or filled.get("metric", "")

            def add() -> Changes:
                self._made, changes = source.goals().new({"name": "", **filled})
                return changes

            self.submit(add, self.tr("已加目标：{name}").format(name=name))
            return
        changed = {key: words for key, words in typed.items() if words != goal.typed.get(key, "")}
        if not changed:
            self.give_up()
            return
        done = self.tr("已改目标：{name}").format(name=typed["name"] or goal.name)
        self.submit(lambda: source.goals().edit(goal.id, changed), done)

    def _after(self, _sentence: str) -> None:
        if self._goal is None and self._made:
            self.added.emit(self._made)
            self._made = 0
