"""War rooms as rules: stretches below 60, the countdown, how a room stands, which fall asks for one."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.war_room import (
    CAUSES,
    ROLES,
    Kept,
    Scored,
    Standing,
    Term,
    fall,
    standing,
    stretches,
    term,
    wanted,
)

JUNE_30 = date(2024, 6, 30)


def scored(*values: float | None, first: date = date(2024, 1, 1)) -> list[Scored]:
    """A score a day from ``first`` on."""
    return [
        Scored(first + timedelta(days=n), None if value is None else Fraction(str(value)))
        for n, value in enumerate(values)
    ]


def on(day: int) -> date:
    """A day of January 2024."""
    return date(2024, 1, day)


# --- falls --------------------------------------------------------------------------------------------------


def test_a_fall_is_the_first_day_of_the_present_stretch_below_60() -> None:
    fell = fall(scored(70, 59.9, 80, 55, 40, 59.999))
    assert fell is not None
    assert fell.start == Scored(on(4), Fraction(55))
    assert fell.before == Scored(on(3), Fraction(80))


def test_60_is_not_below_60_and_the_least_below_is() -> None:
    assert fall(scored(80, 60)) is None
    assert fall([Scored(on(1), Fraction(60) - Fraction(1, 10**9))]) is not None
    # 0.4, 0.3, 0.2 and 0.1 of 60 are 59.99999… in floating point.
    exact = sum((Fraction(60) * Fraction(weight, 10) for weight in (4, 3, 2, 1)), Fraction(0))
    assert fall([Scored(on(1), exact)]) is None


def test_an_account_that_is_red_from_its_first_score_has_nothing_before() -> None:
    fell = fall(scored(55, 50))
    assert fell is not None
    assert (fell.start.day, fell.before) == (on(1), None)


def test_days_without_a_score_neither_end_nor_begin_a_stretch() -> None:
    gap = fall(scored(70, 55, None, 50))
    assert gap is not None
    assert gap.start.day == on(2)
    late = fall(scored(70, None, 55))
    assert late is not None
    assert (late.start.day, late.before) == (on(3), Scored(on(1), Fraction(70)))
    assert fall(scored(70, 55, None)) is None
    assert fall([]) is None


def test_stretches_alternate_and_say_when_they_end() -> None:
    found = stretches(scored(70, 55, None, 50, 65, 40))
    assert [(s.start.day, s.start.red, s.end) for s in found] == [
        (on(1), False, on(2)),
        (on(2), True, on(5)),
        (on(5), False, on(6)),
        (on(6), True, None),
    ]


values = st.lists(st.one_of(st.none(), st.integers(0, 100)), max_size=30)


@given(values)
def test_the_stretches_cover_every_score(points: list[int | None]) -> None:
    scores = scored(*points)
    found = stretches(scores)
    for one, two in pairwise(found):
        assert (one.start.red, one.end) == (not two.start.red, two.start.day)
    for score in scores:
        if score.value is not None:
            holding = [s for s in found if s.start.day <= score.day and (s.end is None or score.day < s.end)]
            assert [s.start.red for s in holding] == [score.red]


# --- days ---------------------------------------------------------------------------------------------------


def test_without_any_day_of_its_own_an_imported_room_ends_with_its_last_task() -> None:
    known = term(None, None, date(2024, 7, 13), 14, JUNE_30)
    assert known == Term(JUNE_30, date(2024, 7, 13))
    assert (known.days, known.day(JUNE_30), known.left(JUNE_30)) == (14, 1, 13)


@pytest.mark.parametrize(
    ("opened", "deadline", "last_task", "expected"),
    [
        (date(2024, 6, 1), None, None, (date(2024, 6, 1), date(2024, 6, 14))),
        (date(2024, 6, 1), None, date(2024, 6, 20), (date(2024, 6, 1), date(2024, 6, 20))),
        (date(2024, 6, 1), date(2024, 6, 10), date(2024, 6, 20), (date(2024, 6, 1), date(2024, 6, 10))),
        (None, date(2024, 6, 20), date(2024, 7, 20), (date(2024, 6, 7), date(2024, 6, 20))),
        (None, None, None, (JUNE_30, date(2024, 7, 13))),
        # Tasks that were due before the room was opened.
        (date(2024, 6, 1), None, date(2024, 5, 20), (date(2024, 6, 1), date(2024, 6, 1))),
    ],
)
def test_what_is_said_goes_before_what_is_usual(
    opened: date | None, deadline: date | None, last_task: date | None, expected: tuple[date, date]
) -> None:
    assert term(opened, deadline, last_task, 14, JUNE_30) == expected


def test_the_countdown_goes_below_nothing_after_the_deadline() -> None:
    known = Term(date(2024, 6, 1), date(2024, 6, 14))
    assert (known.day(date(2024, 6, 14)), known.left(date(2024, 6, 14))) == (14, 0)
    assert (known.day(date(2024, 6, 16)), known.left(date(2024, 6, 16))) == (16, -2)
    assert known.day(date(2024, 5, 31)) == 0


# --- standing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "deadline", "day", "expected"),
    [
        ([50], 5, 3, Standing.RED),
        ([None], 5, 3, Standing.RED),
        ([50, 60], 5, 3, Standing.RECOVERING),
        ([50, 65], 5, 5, Standing.HELD),
        ([50, 65], 5, 9, Standing.HELD),
        # On the deadline itself 60 counts; a day later it is too late.
        ([50, 50, 50, 50, 60], 5, 5, Standing.HELD),
        ([50, 50, 50, 50, 50, 60], 5, 6, Standing.OVERDUE),
        ([50, 65, 65, 59.9], 5, 5, Standing.RED),
        ([50, 65, 65, 65, 65, 59.9], 5, 6, Standing.OVERDUE),
        # Fallen after the deadline and well again: it was not held.
        ([50, 65, 65, 65, 65, 59.9, 70], 5, 7, Standing.OVERDUE),
        # A day without a score breaks nothing, but one who is not scored now is not well.
        ([50, 65, 65, None, 65], 4, 5, Standing.HELD),
        ([50, 65, 65, None], 3, 4, Standing.OVERDUE),
    ],
)
def test_a_room_is_held_when_60_lasted_through_the_deadline(
    points: list[float | None], deadline: int, day: int, expected: Standing
) -> None:
    assert standing(scored(*points), on(deadline), on(day)) is expected


# --- proposals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rooms", "expected"),
    [
        ([], True),
        ([Kept(None, None)], False),
        ([Kept(on(1), None)], False),
        # Opened for this fall and closed again, however soon.
        ([Kept(on(10), on(12))], False),
        ([Kept(on(5), on(11), early=True)], False),
        ([Kept(None, on(11))], False),
        # Over before this fall.
        ([Kept(on(1), on(9))], True),
        ([Kept(None, on(9))], True),
        # Closed on the day of the fall: held until then, or given up knowing of it.
        ([Kept(on(1), on(10))], True),
        ([Kept(on(1), on(10), early=True)], False),
    ],
)
def test_a_fall_asks_for_a_room_once(rooms: list[Kept], expected: bool) -> None:
    assert wanted(on(10), rooms, []) is expected


def test_a_fall_that_was_declined_is_not_proposed_again_and_the_next_one_is() -> None:
    assert not wanted(on(10), [], [on(10)])
    assert wanted(on(10), [], [on(3)])
    # Older scores that come later put the fall earlier; it is the same one.
    assert not wanted(on(8), [], [on(10)])


@given(st.lists(st.integers(0, 100), min_size=1, max_size=40))
def test_each_fall_of_a_course_is_proposed_once_and_only_after_60(points: list[int]) -> None:
    declined: list[date] = []
    for end in range(1, len(points) + 1):
        fell = fall(scored(*points[:end]))
        if fell is not None and wanted(fell.start.day, [], declined):
            declined.append(fell.start.day)
    falls = [s.start.day for s in stretches(scored(*points)) if s.start.red]
    assert declined == falls


def test_causes_and_roles_are_those_of_the_domain_in_both_languages() -> None:
    assert [cause.zh for cause in CAUSES.values()] == [
        "客户人员变动",
        "产品性能",
        "资源冲突",
        "优先级不量化",
        "个人时间",
    ]
    assert [role.zh for role in ROLES.values()] == ["客户成功经理", "技术支持经理", "产品研发经理"]
    assert all(text.en and text.en != text.zh for text in (*CAUSES.values(), *ROLES.values()))
