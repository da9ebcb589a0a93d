"""War rooms as they are typed: what is refused, and what is kept of a draft, a squad, a closing review."""

from __future__ import annotations

from datetime import date

from csmdesk.domain.dates import EARLIEST, LATEST
from csmdesk.domain.fields import MOST_NOTE, MOST_WORDS, FieldError, one_line, several_lines
from csmdesk.domain.health import Bands
from csmdesk.domain.text import Text
from csmdesk.domain.war_room import CAUSES
from csmdesk.services.war_room_view import ClosingDraft, MemberDraft, RoomDraft

_MOST_MEMBERS = 20


def checked(draft: RoomDraft) -> RoomDraft:
    """The draft as the book keeps it; raises FieldError."""
    goal = several_lines(draft.goal)
    if not goal:
        raise FieldError("goal", NO_GOAL)
    refuse_long("goal", goal, MOST_NOTE)
    _refuse_odd("opened_day", draft.opened_day)
    _refuse_odd("deadline", draft.deadline)
    if draft.deadline is not None and draft.opened_day is not None and draft.deadline < draft.opened_day:
        raise FieldError("deadline", BEFORE_OPENING.format(day=draft.opened_day))
    if draft.cause and draft.cause not in CAUSES:
        raise FieldError("cause", NO_CAUSE)
    if len(draft.squad) > _MOST_MEMBERS:
        raise FieldError("squad", MANY.format(most=_MOST_MEMBERS))
    return draft._replace(goal=goal, squad=tuple(map(_checked_member, draft.squad)))


def _checked_member(member: MemberDraft) -> MemberDraft:
    kept = member._replace(
        role=one_line(member.role),
        name=one_line(member.name),
        contact=one_line(member.contact),
        goal=several_lines(member.goal),
    )
    if not (kept.role or kept.name):
        raise FieldError("squad", NOBODY)
    for words in (kept.role, kept.name, kept.contact, kept.goal):
        refuse_long("squad", words, MOST_WORDS)
    _refuse_odd("squad", kept.deadline)
    return kept


def checked_review(review: ClosingDraft, bands: Bands, *, held: bool) -> ClosingDraft:
    """A room that was held has a whole review and no reason; one that was not needs the reason alone."""
    kept = review._replace(
        worked=several_lines(review.worked),
        changes=several_lines(review.changes),
        reason="" if held else several_lines(review.reason),
    )
    if kept.cause and kept.cause not in CAUSES:
        raise FieldError("cause", NO_CAUSE)
    if held:
        for field, words, problem in (
            ("cause", kept.cause, NO_CAUSE),
            ("worked", kept.worked, NO_WORKED),
            ("changes", kept.changes, NO_CHANGES),
        ):
            if not words:
                raise FieldError(field, problem)
    elif not kept.reason:
        raise FieldError("reason", NOT_HELD.format(red=bands.red_words))
    for field in ("worked", "changes", "reason"):
        refuse_long(field, getattr(kept, field), MOST_NOTE)
    return kept


def refuse_long(field: str, words: str, most: int) -> None:
    if len(words) > most:
        raise FieldError(field, LONG.format(most=most))


def _refuse_odd(field: str, day: date | None) -> None:
    if day is not None and not EARLIEST <= day.year <= LATEST:
        raise FieldError(field, ODD_DAY.format(day=day))


NO_GOAL = Text("请写明目标。", "Say what the goal is.")
NO_CAUSE = Text("请选一个根因。", "Choose the root cause.")
NOT_HELD = Text(
    "健康度还没稳住 {red} 到截止日；现在关闭请写明原因。",
    "{red} has not been held until the deadline: to close it now, say why.",
)
NO_WORKED = Text("请写明什么起了作用。", "Say what worked.")
NO_CHANGES = Text("请写明以后怎么改。", "Say what changes from now on.")
NOBODY = Text("小组成员要有角色或姓名。", "A member of the squad has a role or a name.")
MANY = Text("小组最多 {most} 人。", "{most} in the squad at most.")
LONG = Text("太长：最多 {most} 个字。", "Too long: {most} characters at most.")
ODD_DAY = Text("{day} 不像是对的日期，请核对年份。", "{day} is no likely day: check the year.")
BEFORE_OPENING = Text("不能早于开作战室的日子（{day}）。", "This cannot be before it was opened ({day}).")
