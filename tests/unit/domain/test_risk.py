"""Executives who leave, and birthdays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.birthday import UNKNOWN_YEAR, birthday_text, next_birthday, read_birthday
from csmdesk.domain.facts import Contact
from csmdesk.domain.risk import EXECUTIVE_LEFT_DAYS, executive_risks

DAY = date(2024, 6, 30)
JUNE_12 = date(2024, 6, 12)


def person(
    id_: int, title: str = "CIO", left: date | None = None, *, account: int = 1, executive: bool = True
) -> Contact:
    return Contact(id_, f"LX{id_}", account, "林宁娟", title, executive, left)


def test_a_leaving_cio_is_a_risk() -> None:
    (risk,) = executive_risks([person(1, left=JUNE_12), person(2, "CEO")], DAY)[1]
    assert risk.text.zh == "CIO 林宁娟 06-12 离任，暂无接任者"
    assert risk.text.en == "CIO 林宁娟 left on 06-12, no successor yet"
    assert (risk.contact_id, risk.left_day, risk.nobody_left) == (1, JUNE_12, False)


def test_it_is_said_when_nobody_of_that_rank_is_left() -> None:
    people = [person(1, left=JUNE_12), person(2, "经理", executive=False), person(3, "CEO", account=2)]
    (risk,) = executive_risks(people, DAY)[1]
    assert risk.nobody_left
    assert "已无在任高管" in risk.text.zh


def test_a_successor_of_the_same_title_ends_the_risk() -> None:
    assert executive_risks([person(1, left=JUNE_12), person(2, " cio ")], DAY) == {}
    # Somebody who has left as well succeeds nobody.
    gone = executive_risks([person(1, left=JUNE_12), person(2, left=date(2024, 6, 20))], DAY)[1]
    assert [risk.contact_id for risk in gone] == [2, 1]


def test_without_a_title_any_executive_will_do() -> None:
    assert executive_risks([person(1, "", JUNE_12), person(2, "CEO")], DAY) == {}


@pytest.mark.parametrize(
    ("left", "risk"),
    [
        (DAY, True),
        (DAY + timedelta(days=1), False),
        (DAY - timedelta(days=EXECUTIVE_LEFT_DAYS), True),
        (DAY - timedelta(days=EXECUTIVE_LEFT_DAYS + 1), False),
        (None, False),
    ],
)
def test_the_risk_lasts_half_a_year_from_the_day(left: date | None, risk: bool) -> None:
    assert bool(executive_risks([person(1, left=left)], DAY)) is risk


def test_others_may_leave_without_a_risk() -> None:
    assert executive_risks([person(1, left=JUNE_12, executive=False)], DAY) == {}


def test_the_year_is_said_when_it_is_another() -> None:
    (risk,) = executive_risks([person(1, left=date(2023, 12, 30))], date(2024, 1, 5))[1]
    assert "2023-12-30" in risk.text.zh


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1978-02-23", date(1978, 2, 23)),
        ("1978年2月23日", date(1978, 2, 23)),
        ("23 Feb 1978", date(1978, 2, 23)),
        ("19780223", date(1978, 2, 23)),
        ("02-23", date(UNKNOWN_YEAR, 2, 23)),
        ("2月23日", date(UNKNOWN_YEAR, 2, 23)),
        ("Feb 23", date(UNKNOWN_YEAR, 2, 23)),
        ("2-29", date(UNKNOWN_YEAR, 2, 29)),
        ("12/31", date(UNKNOWN_YEAR, 12, 31)),
        ("昨天", None),
        ("周三", None),
        ("20号", None),
        ("3天前", None),
        ("2月30日", None),
        ("2030-01-01", None),
        ("", None),
    ],
)
def test_a_birthday_is_read_with_its_year_or_without(typed: str, day: date | None) -> None:
    assert read_birthday(typed, DAY) == day
    assert day is None or read_birthday(birthday_text(day), DAY) == day


@given(st.dates(date(1900, 1, 1), DAY) | st.dates(date(UNKNOWN_YEAR, 1, 1), date(UNKNOWN_YEAR, 12, 31)))
def test_a_birthday_comes_back_as_it_is_shown(day: date) -> None:
    assert read_birthday(birthday_text(day), DAY) == day


@given(st.dates(date(1900, 1, 1), date(2024, 1, 1)), st.dates(date(1950, 1, 1), date(2190, 1, 1)))
def test_the_next_birthday_is_within_a_year(born: date, today: date) -> None:
    coming = next_birthday(born, today)
    assert 0 <= (coming - today).days <= 366
    assert (coming.month, coming.day) in {(born.month, born.day), (2, 28)}
