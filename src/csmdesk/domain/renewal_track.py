"""A contract's way to its renewal: six steps, each with the day by which it is due and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal, NamedTuple

from csmdesk.domain.forecast import Forecast
from csmdesk.domain.rules import Rules

RENEWAL_START_DAYS = 60
"""Talks start so many days before the end where the segment says nothing (domain.md, section 4)."""

Outcome = Literal["open", "renewed", "lost"]


class Step(StrEnum):
    """The steps in their order."""

    TALKS = "talks"
    WORKSHOP = "workshop"
    QUOTE = "quote"
    FORECAST = "forecast"
    SIGNING = "signing"
    RECEIPT = "receipt"


class State(StrEnum):
    """How a step stands. ``SKIPPED``: the contract was settled without it; ``LATE``: due and not done."""

    TODO = "todo"
    DOING = "doing"
    LATE = "late"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a contract's renewal on a day.

    ``touched`` is the newest touch since talks were due, ``workshop_begun`` that its checklist has been
    started, ``received`` the share of the renewal's amount that came in (None: nothing is known of it).
    """

    end: date
    decision: date
    start_days: int
    outcome: Outcome
    talks_day: date | None = None
    touched: date | None = None
    workshop_day: date | None = None
    workshop_begun: bool = False
    quote_day: date | None = None
    forecast: Forecast | None = None
    signed_day: date | None = None
    received: float | None = None


class StepLine(NamedTuple):
    """One step: the day by which it is due (None: no day is set), the day on which it was done."""

    step: Step
    state: State
    due: date | None
    done: date | None


def steps(course: Course, day: date, rules: Rules) -> tuple[StepLine, ...]:
    """The six steps as they stand on ``day``; workshops are due ``workshop_days`` before the end."""
    talks_due = course.end - timedelta(days=course.start_days)
    workshop_due = course.end - timedelta(days=rules.workshop_days)
    settled = course.outcome != "open"

    def state(done: date | None, due: date | None, begun: bool) -> State:
        if done is not None:
            return State.DONE
        if settled:
            return State.SKIPPED
        if begun:
            return State.DOING
        return State.LATE if due is not None and due < day else State.TODO

    talks = state(course.talks_day, talks_due, course.touched is not None)
    # A workshop that was begun is late all the same: what counts is that it was held in time.
    late = course.workshop_day is None and not settled and workshop_due < day
    workshop = State.LATE if late else state(course.workshop_day, workshop_due, course.workshop_begun)
    quote = state(course.quote_day, None, begun=False)
    if settled:
        forecast = State.DONE
    elif course.forecast is None:
        forecast = State.TODO
    else:
        forecast = State.LATE if course.forecast in (Forecast.RISK, Forecast.LOST) else State.DONE
    return (
        StepLine(Step.TALKS, talks, talks_due, course.talks_day),
        StepLine(Step.WORKSHOP, workshop, workshop_due, course.workshop_day),
        StepLine(Step.QUOTE, quote, None, course.quote_day),
        StepLine(Step.FORECAST, forecast, None, None),
        _signing(course, day),
        _receipt(course, day),
    )


def _signing(course: Course, day: date) -> StepLine:
    if course.outcome == "renewed":
        return StepLine(Step.SIGNING, State.DONE, course.decision, course.signed_day)
    if course.outcome == "lost":
        return StepLine(Step.SIGNING, State.SKIPPED, course.decision, None)
    return StepLine(Step.SIGNING, State.LATE if course.decision < day else State.TODO, course.decision, None)


def _receipt(course: Course, day: date) -> StepLine:
    if course.outcome != "renewed":
        state = State.SKIPPED if course.outcome == "lost" else State.TODO
        return StepLine(Step.RECEIPT, state, course.end, None)
    if course.received is not None and course.received >= 1:
        return StepLine(Step.RECEIPT, State.DONE, course.end, None)
    if course.received:
        return StepLine(Step.RECEIPT, State.DOING, course.end, None)
    return StepLine(Step.RECEIPT, State.LATE if course.end < day else State.TODO, course.end, None)
