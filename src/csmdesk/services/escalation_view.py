"""What is said of an escalation: its steps, the time that is left, its place among others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from csmdesk.domain.escalation import (
    LEVELS,
    STAGES,
    STEPS,
    Course,
    Promise,
    Stage,
    Step,
    promise,
    span_words,
)
from csmdesk.domain.text import Language, Text
from csmdesk.services.account_words import short_day
from csmdesk.storage.escalation_rows import EscalationRow

COLUMNS: dict[Step, tuple[str, str]] = {
    "confirm": ("confirmed_at", ""),
    "workaround": ("workaround_at", "workaround"),
    "repair": ("repaired_at", "repair"),
    "review": ("reviewed_at", "review"),
}
"""Where the book keeps a step's moment and its words; a confirmation has none."""


class EscalationDraft(NamedTuple):
    """An escalation as it is typed; a moment without a zone is one of the user's own clock."""

    title: str
    owner: str = ""
    opened_at: datetime | None = None
    level: int = 1
    ticket_id: int | None = None
    room_id: int | None = None


class StepLine(NamedTuple):
    """One step in words; ``at`` None: not reached. ``late``: it came after the hours were up."""

    step: Step
    name: str
    at: datetime | None
    at_words: str
    words: str
    late: bool


@dataclass(frozen=True)
class Escalation:
    """An escalation in words; moments are on the user's own clock, with its zone.

    ``left_words`` are the hours that are left (还剩 5 小时 12 分) or over (超时 2 小时), and of an incident
    that is relieved how long that took; ``left`` are the seconds. ``late``: it was not, or is not, relieved
    in time. ``since_words`` says since when it is on level 2.
    """

    id: int
    account_id: int
    account: str
    room_id: int | None
    ticket: str
    level: int
    level_words: str
    since_words: str
    title: str
    owner: str
    stage: Stage
    stage_words: str
    opened_at: datetime
    opened_words: str
    due_at: datetime
    due_words: str
    left_words: str
    left: int
    late: bool
    lines: tuple[StepLine, ...]
    draft: EscalationDraft

    @property
    def open(self) -> bool:
        """True until it has been reviewed."""
        return self.stage != "done"

    @property
    def waiting(self) -> bool:
        """True while the 24 hours are what counts."""
        return self.stage in {"confirm", "workaround"}


def shown(row: EscalationRow, hours: int, age: float, now: datetime, language: Language) -> Escalation:
    """An escalation that is ``age`` seconds old and has ``hours`` to be relieved, seen at ``now``."""
    course = course_of(row)
    held = promise(course, hours, age)
    due = on_own_clock(row.opened_at + timedelta(hours=hours))
    stage = course.stage
    ticket = " ".join(part for part in (row.ticket, row.ticket_title) if part)
    since = ""
    if row.level > 1 and row.raised_at is not None:
        since = Text("{moment} 升级", "raised {moment}").format(moment=_when(row.raised_at, now)).to(language)
    return Escalation(
        id=row.id,
        account_id=row.account_id,
        account=row.account,
        room_id=row.war_room_id,
        ticket=ticket,
        level=row.level,
        level_words=LEVELS[row.level].to(language),
        since_words=since,
        title=row.title,
        owner=row.owner,
        stage=stage,
        stage_words=STAGES[stage].to(language),
        opened_at=row.opened_at,
        opened_words=_when(row.opened_at, now),
        due_at=due,
        due_words=_when(due, now),
        left_words=_left(course, held).to(language),
        left=held.left,
        late=held.kept is False,
        lines=tuple(_line(step, course, row, due, now, language) for step in STEPS),
        draft=EscalationDraft(row.title, row.owner, row.opened_at, row.level, row.ticket_id, row.war_room_id),
    )


def _left(course: Course, held: Promise) -> Text:
    if course.relieved is None:
        words = LEFT if held.kept is None else OVER
        return words.format(span=span_words(abs(held.left)))
    words = RELIEVED if held.kept else RELIEVED_LATE
    return words.format(taken=span_words(held.taken), span=span_words(abs(held.left)))


def _line(
    step: Step, course: Course, row: EscalationRow, due: datetime, now: datetime, language: Language
) -> StepLine:
    at = course.at(step)
    words = COLUMNS[step][1]
    return StepLine(
        step,
        STEPS[step].to(language),
        at,
        "" if at is None else _when(at, now),
        getattr(row, words) if words else "",
        at is not None and at > due and (step == "confirm" or at == course.relieved),
    )


def urgency(escalation: Escalation) -> tuple[int, float]:
    """The order of a list: running hours, then what waits for repair or review, then what is done."""
    if not escalation.open:
        return len(STEPS), -escalation.opened_at.timestamp()
    if escalation.waiting:
        return 0, escalation.left
    return list(STAGES).index(escalation.stage), escalation.opened_at.timestamp()


def course_of(row: EscalationRow) -> Course:
    return Course(row.opened_at, row.confirmed_at, row.workaround_at, row.repaired_at, row.reviewed_at)


def on_own_clock(moment: datetime) -> datetime:
    """With the zone that the user's own clock has then; a moment without a zone is that clock's."""
    return moment.astimezone()


def _when(moment: datetime, now: datetime) -> str:
    return f"{short_day(moment.date(), now.date())} {moment:%H:%M}"


LEFT = Text("还剩 {span}", "{span} left")
OVER = Text("超时 {span}", "{span} over")
RELIEVED = Text("用时 {taken}", "took {taken}")
RELIEVED_LATE = Text("用时 {taken}，超时 {span}", "took {taken}, {span} over")
