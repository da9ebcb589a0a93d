"""What a new war room begins with: goal, deadline, squad, and the first tasks by cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.fields import one_line
from csmdesk.domain.health import Bands
from csmdesk.domain.text import Language, Text
from csmdesk.domain.war_room import ROLES
from csmdesk.metrics import display
from csmdesk.services.account_words import short_day
from csmdesk.services.task_drafts import CardDraft
from csmdesk.services.war_room_view import MemberDraft

USUAL_DAYS = 14
"""The length for which the days of the tasks are meant; in a longer or shorter room they move with it."""


class _Task(NamedTuple):
    """A task of the template: whose it is, on which of the 14 days it is due, what has to be true then."""

    role: str
    day: int
    title: Text
    acceptance: Text


def goal(score: Fraction | None, deadline: date, closing: date, bands: Bands, language: Language) -> str:
    """From where to where, until when."""
    day = short_day(deadline, closing, full=True)
    red = bands.red_words
    if score is None:
        said = Text(f"健康度达到 {red}，守到 {day}", f"Health at {red} or above, held until {day}")
    else:
        now = display.health(score, bands)
        said = Text(
            f"健康度从 {now} 回到 {red} 以上，守到 {day}",
            f"Health from {now} back to {red} or above, held until {day}",
        )
    return said.to(language)


def squad(owner: str, known: Mapping[str, tuple[str, str]]) -> tuple[MemberDraft, ...]:
    """The three roles; ``owner`` is the account's CSM, ``known`` name and contact by role."""
    members = []
    for role in ROLES:
        name, contact = known.get(role, ("", ""))
        if role == "csm" and one_line(owner) and one_line(owner) != name:
            name, contact = one_line(owner), ""
        members.append(MemberDraft(role, name, contact))
    return tuple(members)


def tasks(
    cause: str, start: date, days: int, members: Sequence[MemberDraft], language: Language
) -> tuple[CardDraft, ...]:
    """The first tasks for a cause, due within ``days`` from ``start`` on, the first day included."""
    names = {member.role: member.name for member in members if member.name}
    return tuple(
        CardDraft(
            task.title.to(language),
            owner=names.get(task.role) or ROLES[task.role].to(language),
            deadline=start + timedelta(days=_scaled(task.day, days) - 1),
            acceptance=task.acceptance.to(language),
        )
        for task in _TASKS.get(cause, _ANY)
    )


def _scaled(day: int, days: int) -> int:
    """Which day of ``days`` is as far along as ``day`` is of 14."""
    return max(1, -(-day * days // USUAL_DAYS))


_ANY = (
    _Task(
        "csm",
        3,
        Text("与客户对齐问题清单和目标", "Agree on problems and goal with the customer"),
        Text("客户确认问题清单和目标分", "The customer has confirmed the list and the goal"),
    ),
    _Task(
        "support",
        8,
        Text("驻场或远程诊断", "Diagnosis on site or remote"),
        Text("诊断报告由客户签收", "The customer has accepted the report"),
    ),
    _Task(
        "research",
        11,
        Text("修复影响最大的问题", "Mend the problem that weighs most"),
        Text("客户场景复测通过", "It passes in the customer's own case"),
    ),
)
"""Where the cause is not known yet: find out, look closely, mend."""

_TASKS: Mapping[str, Sequence[_Task]] = {
    "people": (
        _Task(
            "csm",
            3,
            Text("拜访接任者，画出新的决策链", "Meet the successor, map who decides now"),
            Text(
                "接任者和决策人都已见面，角色记入联系人",
                "Met successor and decider, roles are in the contacts",
            ),
        ),
        _Task(
            "csm",
            10,
            Text("新负责人价值汇报会", "Value review with the new head"),
            Text("新负责人书面确认年度目标", "The new head has confirmed the year's goals in writing"),
        ),
        _Task(
            "support",
            13,
            Text("关键用户再培训", "Train the key users again"),
            Text("关键用户都参加，培训后一周内登录使用", "All key users came and use it within a week"),
        ),
    ),
    "product": (
        _Task(
            "support",
            3,
            Text("技术支持驻场诊断", "Technical diagnosis on site"),
            Text("诊断报告由客户签收", "The customer has accepted the report"),
        ),
        _Task(
            "research",
            8,
            Text("性能或缺陷修复上线", "Release the fix"),
            Text("客户场景复测达到约定指标", "The customer's own case meets what was agreed"),
        ),
        _Task(
            "csm",
            13,
            Text("向客户通报修复结果", "Report the result to the customer"),
            Text("客户书面确认问题已解决", "The customer has confirmed in writing that it is solved"),
        ),
    ),
    "clash": (
        _Task(
            "csm",
            2,
            Text("列出被占用的资源和需要的日期", "List the people needed and by when"),
            Text("每项资源有姓名和日期", "Each has a name and a day"),
        ),
        _Task(
            "research",
            5,
            Text("与研发排定承诺日期", "Agree on dates with R&D"),
            Text(
                "承诺日期书面确认，并已告知客户", "Dates are confirmed in writing and known to the customer"
            ),
        ),
        _Task(
            "support",
            12,
            Text("按承诺交付并验收", "Deliver as promised"),
            Text("客户签收交付", "The customer has accepted the delivery"),
        ),
    ),
    "priority": (
        _Task(
            "csm",
            2,
            Text("与客户量化前三件事的影响", "Put figures to the customer's top three"),
            Text("三件事都有业务指标和负责人", "Each of the three has a measure and an owner"),
        ),
        _Task(
            "csm",
            7,
            Text("恢复触达节奏：每周一次例会", "Back to the cadence: a meeting every week"),
            Text("两次例会都有纪要", "Two meetings are held, with minutes"),
        ),
        _Task(
            "support",
            12,
            Text("按影响大小关闭遗留工单", "Close old tickets, the weightiest first"),
            Text("影响前三的工单由客户确认关闭", "The customer has confirmed the top three as closed"),
        ),
    ),
    "own_time": (
        _Task(
            "csm",
            2,
            Text("排出固定的服务时段", "Set fixed hours for this account"),
            Text("日历上每周至少两个时段", "At least two a week are in the calendar"),
        ),
        _Task(
            "support",
            6,
            Text("日常问题转给技术支持", "Hand everyday questions to support"),
            Text(
                "客户知道找谁，支持接手全部未结工单",
                "The customer knows whom to ask, support has all open tickets",
            ),
        ),
        _Task(
            "csm",
            12,
            Text("与客户复盘服务进展", "Review progress with the customer"),
            Text("客户确认响应恢复正常", "The customer has confirmed that answers come in time"),
        ),
    ),
}
