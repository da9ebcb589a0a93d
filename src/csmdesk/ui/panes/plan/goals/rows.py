"""The targets as rows of a list and as cards of the pyramid, and the columns of the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.grouping import Grouping

if TYPE_CHECKING:
    from csmdesk.services.goals_view import Goal, GoalsData, Level

translate = QCoreApplication.translate

NUMBER_FORMATS: Mapping[str, str] = {"progress": "0%", "node": "#,##0.00", "actual": "#,##0.00"}
"""How a workbook shows the numbers of a column."""


class GoalRow(NamedTuple):
    """A target; ``place`` is where it stands among all of them."""

    goal: Goal
    place: int

    @property
    def id(self) -> int:
        """The target's id."""
        return self.goal.id

    @property
    def search(self) -> str:
        """What a filter looks into."""
        return self.goal.search


def goal_rows(data: GoalsData) -> list[GoalRow]:
    """The rows in the order of the targets."""
    return [GoalRow(goal, place) for place, goal in enumerate(data.goals)]


def read_out(row: GoalRow) -> str:
    """A row as a screen reader says it."""
    return row.goal.spoken


def goal_columns(wide: bool) -> list[Column[GoalRow]]:
    """The columns of the list; ``wide`` for English words."""

    def words(name: str) -> Callable[[GoalRow], str]:
        return attrgetter(f"goal.{name}")

    def column(key: str, head: str, width: int, name: str, rank: int, *, field: str = "") -> Column[GoalRow]:
        value = words(name)
        copy = partial(_typed, field)
        return Column(key, head, width, value, partial(_word, value), rank=rank, edit=field, copy=copy)

    def stored(key: str, head: str, width: int, rank: int) -> Column[GoalRow]:
        value = partial(_typed, key)
        return Column(key, head, width, value, partial(_word, value), rank=rank, edit=key, extra=True)

    return [
        Column(
            "name",
            translate("GoalsPage", "目标"),
            140,
            words("name"),
            attrgetter("place"),
            edit="name",
            tip=_name_tip,
        ),
        column("level", translate("GoalsPage", "层级"), 76 if wide else 52, "level_words", 13, field="level"),
        column("metric", translate("GoalsPage", "指标"), 112, "metric_words", 11, field="metric"),
        Column(
            "value",
            translate("GoalsPage", "目标值"),
            96 if wide else 80,
            words("target_words"),
            attrgetter("goal.target"),
            right=True,
            edit="value",
            copy=partial(_typed, "value"),
        ),
        Column(
            "node_share",
            translate("GoalsPage", "节点比例"),
            84 if wide else 68,
            partial(_typed, "node_share"),
            partial(_typed, "node_share"),
            right=True,
            rank=9,
            edit="node_share",
            extra=True,
        ),
        Column(
            "node",
            translate("GoalsPage", "本期应到"),
            104 if wide else 84,
            words("node_words"),
            attrgetter("goal.node"),
            right=True,
            rank=4,
            copy=attrgetter("goal.node"),
        ),
        Column(
            "actual",
            translate("GoalsPage", "实际"),
            112 if wide else 84,
            words("value_words"),
            attrgetter("goal.value"),
            right=True,
            figure=True,
            copy=attrgetter("goal.value"),
        ),
        Column(
            "attained",
            translate("GoalsPage", "达成"),
            64,
            words("attained_words"),
            attrgetter("goal.progress"),
            right=True,
        ),
        Column(
            "verdict",
            translate("GoalsPage", "结论"),
            92 if wide else 68,
            words("verdict_words"),
            attrgetter("goal.mark"),
            rank=3,
        ),
        Column(
            "progress",
            translate("GoalsPage", "进度"),
            72 if wide else 52,
            words("progress_words"),
            attrgetter("goal.progress"),
            right=True,
            rank=14,
            copy=attrgetter("goal.progress"),
            tip=_progress_tip,
            extra=True,
        ),
        Column(
            "weight",
            translate("GoalsPage", "权重"),
            60,
            words("weight_words"),
            attrgetter("goal.weight"),
            right=True,
            rank=5,
            edit="weight",
            copy=partial(_typed, "weight"),
        ),
        column("owner", translate("GoalsPage", "负责人"), 80 if wide else 64, "owner", 6, field="owner"),
        column("parent", translate("GoalsPage", "上级目标"), 112, "parent_words", 8, field="parent"),
        column("period", translate("GoalsPage", "周期"), 84, "period_words", 7, field="period"),
        stored("direction", translate("GoalsPage", "方向"), 72 if wide else 52, 15),
        stored("segment", translate("GoalsPage", "分层"), 72, 10),
        stored("industry", translate("GoalsPage", "行业"), 72, 16),
        stored("arr_min", translate("GoalsPage", "年化至少"), 76, 17),
        stored("accounts", translate("GoalsPage", "指定客户"), 96, 18),
    ]


FIELDS_COPIED = (
    *("period", "level", "name", "metric", "value", "direction", "node_share", "weight", "owner"),
    *("parent", "segment", "industry", "arr_min", "accounts"),
)
"""The columns of a file or a copied table that can be pasted again, in the order of a usual sheet."""


def level_grouping(levels: Mapping[str, Level], words: Callable[[Level], str]) -> Grouping[GoalRow]:
    """Groups the rows by level, from the top; ``words`` is what a head says of its level."""
    order = list(levels)
    return Grouping(
        "level",
        attrgetter("goal.level"),
        partial(_head, levels, words),
        lambda level: order.index(level) if level in levels else len(order),
    )


def _head(levels: Mapping[str, Level], words: Callable[[Level], str], level: str) -> str:
    return words(levels[level]) if level in levels else level


def _typed(field: str, row: GoalRow) -> str:
    return row.goal.typed[field]


def _word(value: Callable[[GoalRow], str], row: GoalRow) -> Any:
    return value(row) or None


def _name_tip(row: GoalRow) -> str:
    goal = row.goal
    return "  ".join(filter(None, (goal.name, goal.scope_words, goal.rolled_note)))


def _progress_tip(row: GoalRow) -> str:
    return row.goal.rolled_note
