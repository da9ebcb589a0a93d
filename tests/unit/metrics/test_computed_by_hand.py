"""Each computed dimension on rows of which the points are worked out on paper, in the docstrings.

Days are of 2024. Account 1 is 高价值 (cadence 14) with five licensed modules, account 2 稳定 (cadence
30) with no list of licences.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from csmdesk.domain import facts as f
from csmdesk.domain.health import HEALTH_RULES, Bands, HealthRules, Missing, Rhythm
from csmdesk.domain.health_kinds import IMPORTED, source_of, straight
from csmdesk.domain.period import parse_period
from csmdesk.domain.rules import Rules
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.computed_scores import Gauge, carry, computed_of, scores_of
from csmdesk.metrics.computed_usage import Behind
from tests.unit.metrics import computed_dice

RULES = Rules()


def d(words: str) -> date:
    """A day of 2024, or of another year where one is written."""
    return date.fromisoformat(words if len(words) > 5 else f"2024-{words}")


def at(words: str) -> datetime:
    day, time = words.split(" ")
    return datetime.fromisoformat(f"{d(day)} {time}")


def account(key: int, segment: str, modules: int) -> f.Account:
    """An account with so many licensed modules."""
    none = (None, "", None, "", None)
    return f.Account(key, f"K{key}", f"客户{key}", "", "", segment, "", "", *none, frozenset(range(modules)))


def contract(key: int, owner: int) -> f.Contract:
    """A contract of an account."""
    base = computed_dice.facts_of(Random(1), {}).contracts[0]
    return base._replace(id=key, code=f"C{key}", account_id=owner)


ACCOUNTS = [account(1, "高价值", 5), account(2, "稳定", 0)]


def book(usage: list[f.UsageDay] | None = None, **parts: Any) -> f.Facts:
    """The two accounts with these rows and nothing else."""
    made = f.Facts(accounts=ACCOUNTS, contracts=[contract(11, 1), contract(12, 2)], **parts)
    return computed_dice.with_usage(made, {(row.account_id, row.day): row for row in usage or []})


def used(owner: int, day: str, provisioned: int, active: int, modules: int = 1) -> f.UsageDay:
    """The roll-up of a day: accounts provisioned and active, modules in use."""
    return f.UsageDay(owner, d(day), provisioned, active, 6, modules, 0)


def gauge_of(facts: f.Facts, kind: str, rules: Rules = RULES, **numbers: Fraction | int) -> Gauge:
    """What computes a dimension of this kind with these numbers, the defaults for the rest."""
    source = source_of(kind, {key: Fraction(value) for key, value in numbers.items()})
    with_it = replace(facts, dimension_sources={7: source}, dimension_weights={7: Fraction(1)})
    return computed_of(with_it, rules).gauges[7]


def points(gauge: Gauge, day: str, owner: int = 1) -> Fraction | None:
    """The points of a day, which are the same whichever way they are asked for."""
    value = gauge.value(owner, d(day), alone=True)
    assert gauge.value(owner, d(day), alone=False) == value
    return value


def keys(rows: list[Behind]) -> list[object]:
    return [row.key for row in rows]


def test_a_straight_line() -> None:
    """Half way is 50 either way round; beyond its ends, and where both ends are one, it is 0 or 100."""
    assert [straight(Fraction(n), Fraction(2), Fraction(6)) for n in (1, 2, 4, 6, 7)] == [0, 0, 50, 100, 100]
    assert [straight(Fraction(n), Fraction(6), Fraction(2)) for n in (1, 2, 4, 6, 7)] == [100, 100, 50, 0, 0]
    assert [straight(Fraction(n), Fraction(3), Fraction(3)) for n in (2, 3, 4)] == [0, 100, 100]


# --- usage --------------------------------------------------------------------------------------------------

DEPTH = [used(1, "05-10", 20, 9), used(1, "06-01", 40, 27), used(2, "06-01", 0, 0)]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [("05-09", None), ("05-10", 50), ("05-31", 50), ("06-01", 75), ("06-30", 75), ("07-01", None)],
)
def test_depth(day: str, wanted: int | None) -> None:
    """9 of 20 are 45 %, half of 90 %: 50 points; 27 of 40 are 67.5 %, three quarters of 90 %: 75.

    30 days from 1 June, with that day, end on 30 June. Where nobody knows what is provisioned: no
    score.
    """
    gauge = gauge_of(book(DEPTH), "usage_depth")
    assert points(gauge, day) == wanted
    assert points(gauge, day, 2) is None


def test_depth_by_own_numbers() -> None:
    """From 25 % to 75 %: 67.5 % is 42.5 of 50, 85 points; 45 % is 20 of 50, 40. Of 5 days: to 5 June."""
    quarter = Fraction(1, 4)
    gauge = gauge_of(book(DEPTH), "usage_depth", zero=quarter, full=3 * quarter, window=5)
    assert [points(gauge, day) for day in ("05-14", "05-15", "06-05", "06-06")] == [40, None, 85, None]
    assert points(gauge_of(book(DEPTH), "usage_depth", zero=Fraction(68, 100)), "06-01") == 0
    assert points(gauge_of(book(DEPTH), "usage_depth", full=Fraction(60, 100)), "06-01") == 100
    assert keys(gauge.behind(1, d("06-05"))) == [(1, d("06-01").toordinal())]
    assert gauge.behind(1, d("06-05"))[0].words.zh == "活跃 27 / 开通 40"
    assert gauge.behind(1, d("06-06")) == []


def test_breadth() -> None:
    """3 of 5 modules are 60 %, three quarters of 80 %: 75 points. 7 of 5 count as all: 100. 0 of 5: 0.

    From 20 % to 100 %, 3 of 5 are half the way: 50. Without a list of licences: no score.
    """
    rows = [
        used(1, "05-10", 9, 9, 3),
        used(1, "05-20", 0, 0, 7),
        used(1, "06-01", 9, 0, 0),
        used(2, "06-01", 9, 9, 3),
    ]
    gauge = gauge_of(book(rows), "usage_breadth")
    assert [points(gauge, day) for day in ("05-10", "05-20", "06-01", "07-01")] == [75, 100, 0, None]
    assert points(gauge, "06-01", 2) is None
    other = gauge_of(book(rows), "usage_breadth", zero=Fraction(1, 5), full=1)
    assert points(other, "05-10") == 50
    assert gauge.behind(1, d("05-10"))[0].words.zh == "在用 3 / 可用 5 个功能"


TREND = [used(1, "03-25", 30, 20), used(1, "06-20", 30, 18)]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [("03-25", None), ("06-22", None), ("06-23", 50), ("07-19", 50), ("07-20", None)],
)
def test_trend(day: str, wanted: int | None) -> None:
    """18 against 20 are 90 %, half way from 70 % to 110 %: 50 points.

    90 days before 23 June is 25 March, the first day on which there is something to compare with. The
    30 days of 20 June end on 19 July; then the 30 days by 20 April still hold 25 March.
    """
    gauge = gauge_of(book(TREND), "usage_trend")
    assert points(gauge, day) == wanted


def test_trend_beyond_its_ends_and_without_data() -> None:
    """14 against 20: 70 %, 0 points. 22: 110 %, 100. 17: 85 %, 15 of 40, 37.5. Against 0: no score.

    A day on which nobody knows the accounts says nothing, on either side.
    """

    def of(before: f.UsageDay, now: f.UsageDay) -> Fraction | None:
        return points(gauge_of(book([before, now]), "usage_trend"), "06-23")

    assert [of(TREND[0], used(1, "06-20", 30, n)) for n in (0, 14, 17, 22, 30)] == [0, 0, 37.5, 100, 100]
    assert of(used(1, "03-25", 30, 0), TREND[1]) is None
    assert of(used(1, "03-25", 0, 0), TREND[1]) is None
    assert of(TREND[0], used(1, "06-20", 0, 0)) is None
    gauge = gauge_of(book(TREND), "usage_trend", back=87, zero=Fraction(8, 10), full=1)
    assert [points(gauge, day) for day in ("06-19", "06-20")] == [None, 50]
    assert keys(gauge.behind(1, d("06-20"))) == [(1, d(day).toordinal()) for day in ("06-20", "03-25")]


# --- tickets ------------------------------------------------------------------------------------------------


def ticket(key: int, opened: str, due: str | None, resolved: str | None, owner: int = 1) -> f.Ticket:
    """A ticket; moments are written 06-03 09:00."""
    due_at, resolved_at = (None if t is None else at(t) for t in (due, resolved))
    return f.Ticket(key, f"T{key}", owner, "", "", at(opened), due_at, resolved_at, None)


OPEN = [
    ticket(1, "01-05 09:00", "01-06 09:00", None),
    ticket(2, "06-01 09:00", "06-03 09:00", "06-10 10:00"),
    ticket(3, "06-20 09:00", None, None),
    ticket(4, "06-25 09:00", "06-30 23:59", None),
    ticket(5, "2023-12-01 09:00", "2023-12-03 09:00", "2023-12-02 09:00", 2),
]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("01-04", None),
        ("01-05", 100),
        ("01-06", 75),
        ("06-03", 50),
        ("06-09", 50),
        ("06-10", 75),
        ("06-29", 75),
        ("06-30", 50),
        ("12-31", 50),
    ],
)
def test_overdue_tickets(day: str, wanted: int | None) -> None:
    """Each open ticket past due takes 25: T1 from 6 January, T2 from 3 June until it was resolved on 10 June,
    T4 from the end of 30 June; T3 has no due time. T1 counts as long as it is open."""
    assert points(gauge_of(book(tickets=OPEN), "tickets_overdue"), day) == wanted


def test_overdue_tickets_by_own_numbers_and_at_their_ends() -> None:
    """T5, resolved, counts on the 180 days from 1 December 2023: until 28 May. Two at 40 each leave 20
    points, five at 25 leave none. Of the last 10 days T1 is none, but it is open."""
    facts = book(tickets=OPEN)
    gauge = gauge_of(facts, "tickets_overdue")
    assert [points(gauge, day, 2) for day in ("2023-12-01", "05-28", "05-29")] == [100, 100, None]
    assert points(gauge_of(facts, "tickets_overdue", each=40, window=10), "06-30") == 20
    many = book(tickets=[ticket(n, "01-05 09:00", "01-06 09:00", None) for n in range(1, 6)])
    assert points(gauge_of(many, "tickets_overdue"), "01-06") == 0
    assert [(row.table, row.key, row.words.zh) for row in gauge.behind(1, d("06-30"))] == [
        ("tickets", 1, "T1 逾期未解决"),
        ("tickets", 4, "T4 逾期未解决"),
        ("tickets", 2, "T2 没有逾期"),
        ("tickets", 3, "T3 没有逾期"),
    ]


def test_tickets_on_time() -> None:
    """By 30 June: T1 to the minute, T2 a minute late, T3 open and not due, T4 open past due, T5 without a
    due time, T6 and T7 in time: 3 of 5, 60 %, 20 points between 50 % and 100 %.

    90 days by 30 June begin on 2 April: T8, in time, of 1 April is out, T7 of 2 April in. By 1 July T7
    is out as well and T3, due at 10, missed: 2 of 5, 40 %, 0 points.
    """
    rows = [
        ticket(1, "05-01 09:00", "05-03 09:00", "05-03 09:00"),
        ticket(2, "05-02 09:00", "05-03 09:00", "05-03 09:01"),
        ticket(3, "06-20 09:00", "07-01 10:00", None),
        ticket(4, "06-21 09:00", "06-25 09:00", None),
        ticket(5, "06-22 09:00", None, "06-23 09:00"),
        ticket(6, "06-23 09:00", "06-25 09:00", "06-24 09:00"),
        ticket(7, "04-02 00:00", "04-05 09:00", "04-04 09:00"),
        ticket(8, "04-01 23:59", "04-05 09:00", "04-04 09:00"),
    ]
    gauge = gauge_of(book(tickets=rows), "tickets_on_time")
    assert [points(gauge, day) for day in ("04-01", "06-30", "07-01")] == [None, 20, 0]
    assert points(gauge, "06-30", 2) is None
    assert (
        points(gauge_of(book(tickets=rows), "tickets_on_time", zero=0, full=Fraction(8, 10)), "06-30") == 75
    )
    told = {row.key: row.words.zh for row in gauge.behind(1, d("06-30"))}
    assert told == {
        1: "T1 按时解决", 2: "T2 没有按时", 4: "T4 没有按时", 6: "T6 按时解决", 7: "T7 按时解决"
    }  # fmt: skip
    assert points(gauge_of(book(tickets=rows[2:3]), "tickets_on_time"), "06-30") is None


# --- surveys ------------------------------------------------------------------------------------------------


def answer(key: int, contact: int | None, day: str, kind: str, score: int, owner: int = 1) -> f.Survey:
    """An answer of a contact, or of nobody in particular."""
    return f.Survey(key, owner, contact, d(day), kind, score)


def test_nps() -> None:
    """Contact 1 said 3 and later 9, contact 2 said 7, two without a name 10 and 0: 2 promoters and 1
    detractor of 4 are 25; from −100 to 100 that is 125 of 200, 62.5 points. CSAT answers play no part.

    On 9 May contact 1 still stands at 3: 1 − 2 of 4 are −25, 37.5 points. 180 days from 10 May end on 5
    November; then only contact 1 is left, 9: 100 points.
    """
    rows = [
        answer(1, 1, "01-10", "NPS", 3),
        answer(9, 1, "05-10", "NPS", 9),
        answer(3, 2, "05-09", "NPS", 7),
        answer(4, None, "05-09", "NPS", 10),
        answer(5, None, "05-09", "NPS", 0),
        answer(6, 1, "05-11", "CSAT", 1),
    ]
    gauge = gauge_of(book(surveys=rows), "nps")
    assert [points(gauge, day) for day in ("01-09", "01-10", "05-09", "05-10")] == [None, 0, 37.5, 62.5]
    assert [points(gauge, day) for day in ("11-04", "11-05", "11-06")] == [62.5, 100, None]
    assert points(gauge, "05-10", 2) is None
    assert points(gauge_of(book(surveys=rows), "nps", zero=0, full=50), "05-10") == 50
    assert sorted(row.words.zh for row in gauge.behind(1, d("05-10"))) == [
        "NPS 0",
        "NPS 10",
        "NPS 7",
        "NPS 9",
    ]


def test_nps_at_the_ends_of_its_classes() -> None:
    """9 is a promoter, 8 and 7 are neither, 6 is a detractor. Of two answers of a day the later counts."""
    scores = {9: 100, 8: 50, 7: 50, 6: 0}
    for score, wanted in scores.items():
        assert points(gauge_of(book(surveys=[answer(1, 1, "05-10", "NPS", score)]), "nps"), "05-10") == wanted
    both = [answer(2, 1, "05-10", "NPS", 10), answer(1, 1, "05-10", "NPS", 0)]
    assert points(gauge_of(book(surveys=both), "nps"), "05-10") == 100


def test_csat() -> None:
    """5 and 4 are good, 3 is not: 2 of 3, 66 2/3 points; from 50 % on a third of the way: 33 1/3. A contact's
    earlier answers count as well. On 30 days from 1 May the last is 30 May."""
    rows = [answer(n, 1, "05-01", "CSAT", score) for n, score in enumerate((5, 4, 3), 1)]
    rows.append(answer(4, 1, "05-01", "NPS", 0))
    facts = book(surveys=rows)
    gauge = gauge_of(facts, "csat", window=30)
    assert [points(gauge, day) for day in ("04-30", "05-01", "05-30", "05-31")] == [
        None, Fraction(200, 3), Fraction(200, 3), None
    ]  # fmt: skip
    assert points(gauge_of(facts, "csat", zero=Fraction(1, 2)), "05-01") == Fraction(100, 3)
    assert len(gauge.behind(1, d("05-01"))) == 3


# --- receipts and touches -----------------------------------------------------------------------------------


def receipt(key: int, of: int, due: str | None, received: str | None, fen: int = 100) -> f.Receipt:
    """A receipt of a contract."""
    due_day, received_day = (None if day is None else d(day) for day in (due, received))
    return f.Receipt(key, f"R{key}", of, "renewal", due_day, received_day, fen, "CNY", 0, None)


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("03-31", None),
        ("04-01", 100),
        ("04-16", 75),
        ("04-30", Fraction(155, 3)),
        ("05-01", 100),
        ("05-31", 75),
        ("06-30", 25),
        ("07-15", 0),
        ("08-15", 0),
    ],
)
def test_overdue_receipts(day: str, wanted: Fraction | int | None) -> None:
    """R1 due 1 April, received 1 May: 15 days late on 16 April, 45 of 60 left, 75 points; 29 days on 30
    April, 31 of 60, 51 2/3. R2, due 16 May, is waited for: 15 days on 31 May, 45 on 30 June (R3 is
    younger), 60 on 15 July: 0. A refund, and one without a day, are not waited for.
    """
    rows = [
        receipt(1, 11, "04-01", "05-01"),
        receipt(3, 11, "06-20", None),
        receipt(2, 11, "05-16", None),
        receipt(4, 11, "01-01", None, -5),
        receipt(5, 11, None, None),
        receipt(6, 12, "01-02", None),
    ]
    gauge = gauge_of(book(receipts=rows), "receipts_overdue")
    assert points(gauge, day) == wanted
    assert points(gauge, "06-30", 2) == 0
    assert points(gauge_of(book(receipts=rows), "receipts_overdue", late=90), "06-30") == 50
    assert [(row.key, row.words.zh) for row in gauge.behind(1, d("06-30"))] == [
        (2, "R2 逾期 45 天"),
        (3, "R3 逾期 10 天"),
    ]
    assert keys(gauge.behind(1, d("05-01"))) == [1]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("06-01", None),
        ("06-02", 100),
        ("06-16", 100),
        ("06-23", 75),
        ("06-30", 50),
        ("07-14", 0),
        ("07-20", 0),
    ],
)
def test_touch_age(day: str, wanted: int | None) -> None:
    """Cadence 14, last touched on 2 June: 14 days are 1 × (100 points), 21 are 1.5 × (75), 28 are 2 × (50),
    42 are 3 × (0). The touch of 1 August is not known yet."""
    rows = [f.Touch(n, 1, d(day_), "电话", None) for n, day_ in ((1, "06-02"), (2, "08-01"))]
    gauge = gauge_of(book(touches=rows), "touch_age")
    assert points(gauge, day) == wanted
    assert points(gauge, day, 2) is None


def test_touch_age_by_other_cadences() -> None:
    """Cadence 30 of account 2: 45 days from 1 June to 16 July are 1.5 ×; up to 2 × that is half: 50
    points.

    A segment's own cadence of 7 in the book makes 14 days of 高价值 2 ×, 50 of 3 ×; one of the rules
    likewise.
    """
    rows = [f.Touch(1, 1, d("06-02"), "电话", None), f.Touch(2, 2, d("06-01"), "电话", None)]
    facts = book(touches=rows)
    assert points(gauge_of(facts, "touch_age", times=2), "07-16", 2) == 50
    own = replace(facts, cadence_days={"高价值": 7})
    assert points(gauge_of(own, "touch_age"), "06-16") == 50
    rules = replace(RULES, cadence_days={"高价值": 7})
    assert points(gauge_of(facts, "touch_age", rules), "06-16") == 50
    assert (
        points(gauge_of(facts, "touch_age", replace(RULES, cadence_days={}, default_cadence_days=7)), "06-16")
        == 50
    )
    told = gauge_of(facts, "touch_age").behind(1, d("06-16"))
    assert [(row.table, row.key, row.words.zh) for row in told] == [
        ("touches", 1, "电话，14 天前，节奏 14 天")
    ]


# --- together -----------------------------------------------------------------------------------------------


def mixed(rules: HealthRules = HEALTH_RULES, **weights: int) -> f.Facts:
    """Imported 80 on 15 May and 60 on 3 June (weight 6), depth of ``DEPTH`` (weight 4), NPS without data."""
    scores = [f.HealthScore(1, 1, 1, d("05-15"), 80_000), f.HealthScore(2, 1, 1, d("06-03"), 60_000)]
    scores.append(f.HealthScore(3, 1, 2, d("05-20"), 10_000))
    return replace(
        book(DEPTH),
        health_scores=f.HealthScores(scores),
        dimension_names={1: "导入", 2: "深度", 3: "口碑"},
        dimension_weights={1: Fraction(6), 2: Fraction(4), 3: Fraction(weights.get("nps", 0))},
        dimension_sources={1: IMPORTED, 2: source_of("usage_depth", {}), 3: source_of("nps", {})},
        health_rules=rules,
    )


def health(facts: f.Facts, day: str) -> Fraction | None:
    """The score of account 1 on a day, with its rows adding up to it."""
    b = Basis(facts, parse_period("2024H1", 1), d("06-30"), RULES)
    score = b.score(1, d(day))
    assert sum((i.points for i in score.inputs), Fraction(0)) == (score.score.value or 0)
    return score.score.value


def test_imported_and_computed_scores_make_one() -> None:
    """Sundays and ends of months: on 12 May only depth, 50, with 4 of 10 of the weight: unscored. From 15
    May 6 × 80 + 4 × 50 = 68. On 2 June depth is 75: 78; on 3 June 60 is imported: 66.

    What had been imported of the dimension that is computed now, 10 on 20 May, is no score, nor is
    there one of that day.
    """
    facts = mixed()
    days = ("05-09", "05-12", "05-14", "05-15", "05-20", "06-01", "06-02", "06-03", "06-30")
    assert [health(facts, day) for day in days] == [None, None, None, 68, 68, 68, 78, 66, 66]
    b = Basis(facts, parse_period("2024H1", 1), d("06-30"), RULES)
    assert [(i.table, i.key, i.points) for i in b.score(1, d("06-02")).inputs] == [
        ("health_scores", 1, Fraction(48)),
        ("computed_scores", (1, 2, d("06-02").toordinal()), Fraction(30)),
    ]
    assert d("05-20") not in b.scoring.rows_by_day(1)
    assert health(facts, "06-25") == 66
    early = Basis(facts, parse_period("2024H1", 1), d("05-31"), RULES)
    assert max(early.scoring.rows_by_day(1)) == d("05-31")


@pytest.mark.parametrize(
    ("rules", "nps", "wanted"),
    [
        (HealthRules(missing=Missing.RESCALE), 10, 66),
        (HealthRules(missing=Missing.RESCALE), 11, None),
        (HealthRules(missing=Missing.RESCALE, least=Fraction(4, 10)), 15, 66),
        (HealthRules(missing=Missing.ZERO), 10, 33),
        (HealthRules(missing=Missing.UNSCORED), 1, None),
        (HealthRules(missing=Missing.UNSCORED), 0, 66),
    ],
)
def test_a_dimension_without_data(rules: HealthRules, nps: int, wanted: int | None) -> None:
    """NPS is missing: at weight 10 half of the weight is known, enough; at 11 it is 10 of 21, too little
    unless less is asked for. Counted as 0 points: 660 of 20 are 33. Or one missing is too many, if it
    weighs at all.
    """
    assert health(mixed(rules, nps=nps), "06-30") == wanted


def test_each_rhythm_has_its_days() -> None:
    """Depth is 75 from 1 June, a Saturday: every day 78 at once, else on Sunday the 2nd, else (3 June, an
    import, brings it too) 66 on the 3rd.
    """
    days = ("05-31", "06-01", "06-02", "06-03")
    wanted = {
        Rhythm.DAILY: [68, 78, 78, 66],
        Rhythm.WEEKLY: [68, 68, 78, 66],
        Rhythm.MONTHLY: [68, 68, 68, 66],
    }
    for rhythm, scores in wanted.items():
        assert [health(mixed(HealthRules(rhythm=rhythm)), day) for day in days] == scores


def test_the_first_days_of_a_score_are_those_of_the_data() -> None:
    facts = mixed(HealthRules(Bands(), least=Fraction(0)))
    computed = computed_of(facts, RULES)
    assert computed.first_days == {1: d("05-10"), 2: d("06-01")}
    assert [health(facts, day) for day in ("05-11", "05-12")] == [None, 50]


# --- where imported and computed days meet ------------------------------------------------------------------


def meeting(imports: dict[str, int], **parts: Any) -> f.Facts:
    """Account 1 with imported scores on these days, and account 2 with NPS 9 on 1 May (100 points)."""
    rows = [f.HealthScore(n, 1, 1, d(day), 1000 * score) for n, (day, score) in enumerate(imports.items(), 1)]
    return replace(
        book(surveys=[answer(1, None, "05-01", "NPS", 9, 2)], **parts),
        health_scores=f.HealthScores(rows),
        dimension_names={1: "导入", 3: "口碑", 4: "触达"},
        dimension_weights={1: Fraction(6), 3: Fraction(4), 4: Fraction(0)},
        dimension_sources={1: IMPORTED, 3: source_of("nps", {}), 4: source_of("touch_age", {})},
        health_rules=HealthRules(least=Fraction(0)),
    )


def test_an_import_before_the_period_stands_where_nothing_is_computed() -> None:
    facts = meeting({"2023-11-01": 70})
    assert [health(facts, day) for day in ("2023-12-31", "03-01", "06-30")] == [70, 70, 70]


def test_an_import_on_a_sunday_before_the_first_data_counts() -> None:
    """5 May is a Sunday; the first touch is of 10 May."""
    facts = meeting({"05-05": 70}, touches=[f.Touch(1, 1, d("05-10"), "电话", None)])
    assert [health(facts, day) for day in ("05-04", "05-05", "05-11", "05-12")] == [None, 70, 70, 70]


def test_both_ways_know_the_same_scoring_days() -> None:
    facts = meeting({"05-05": 70, "05-15": 60}, touches=[f.Touch(1, 1, d("05-10"), "电话", None)])
    b = Basis(facts, parse_period("2024H1", 1), d("05-31"), RULES)
    days = [d(day) for day in ("05-05", "05-12", "05-15", "05-19", "05-26", "05-31")]
    assert list(b.scoring.rows_by_day(1)) == days
    assert [day for day in b.scoring.courses[1].days if day > b.opening] == days
    assert b.scoring.courses[2].days[-1] == d("05-31")


def test_the_score_that_stands_at_the_start_is_among_them() -> None:
    """From Wednesday 15 May on, the score of Sunday 12 May stands."""
    facts = meeting({})
    found = scores_of(facts, RULES).scores({1: 6, 3: 4, 4: 0}, d("05-15"), d("05-18"))
    assert [(s.account_id, s.day, s.score.value) for s in found] == [(2, d("05-12"), Fraction(100))]


def test_other_rules_for_the_cadence_make_other_scores_at_once() -> None:
    """14 days are 1 × of 14, 100 points, and 2 × of 7: 50."""
    facts = replace(
        book(touches=[f.Touch(1, 1, d("06-16"), "电话", None)]),
        dimension_weights={4: Fraction(1)},
        dimension_sources={4: source_of("touch_age", {})},
    )
    quick = replace(RULES, cadence_days={"高价值": 7})
    for rules, wanted in ((RULES, 100), (quick, 50), (RULES, 100)):
        b = Basis(facts, parse_period("2024H1", 1), d("06-30"), rules)
        assert b.health(1, d("06-30")).value == wanted


def test_after_usage_of_unknown_days_nothing_of_usage_is_kept() -> None:
    usage = {(row.account_id, row.day): row for row in DEPTH}
    facts = computed_dice.with_usage(mixed(), usage)
    assert health(facts, "06-30") == 66
    usage[1, d("06-01")] = used(1, "06-01", 40, 0)
    later = replace(facts)
    carry(facts, later, None)
    assert health(later, "06-30") == 36
