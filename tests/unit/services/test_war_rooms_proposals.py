"""What stands beside a fall: dimensions, tickets, people, touches, usage, and the cause that they suggest."""

from __future__ import annotations

from datetime import date

import pytest

from csmdesk.services.accounts import Accounts
from csmdesk.services.health_overrides import HealthOverrides
from csmdesk.services.war_room_view import Proposal
from csmdesk.services.war_rooms import WarRooms
from csmdesk.storage.book import Book
from tests.unit.services.sample import refused
from tests.unit.storage.making import value_of, write

PERIOD, MAY_31, TODAY = "2024H1", date(2024, 5, 31), date(2024, 6, 28)
LUMING = "鹿鸣餐饮"
"""It fell on 31 May, and nothing in the sample book says why."""


@pytest.fixture
def luming(sample: Book) -> int:
    return int(value_of(sample, "SELECT id FROM accounts WHERE name = ?", (LUMING,)))


def proposal(book: Book, account: int, day: date = MAY_31) -> Proposal:
    rooms = WarRooms(book, Accounts(book), lambda: TODAY)
    (found,) = (p for p in rooms.data(PERIOD, day, "zh").proposals if p.account_id == account)
    return found


def kinds(found: Proposal) -> list[str]:
    return [line.kind for line in found.lines]


def test_what_fell_comes_first_by_its_weight_in_the_score(sample: Book, luming: int) -> None:
    fell = [line.words for line in proposal(sample, luming).lines if line.kind == "dimension"]
    # 支持响应 lost more points than 业务成果, but weighs less.
    assert fell == ["活跃度 84 → 53，降 31", "业务成果 84 → 62，降 22", "支持响应 83 → 57，降 26"]


def test_an_executive_who_left_suggests_a_change_of_people(sample: Book, luming: int) -> None:
    assert proposal(sample, luming).cause == ""
    contact = value_of(
        sample, "SELECT id FROM contacts WHERE account_id = ? AND left_day IS NULL ORDER BY id", (luming,)
    )
    write(
        sample,
        (
            (
                "UPDATE contacts SET name = '林宁', title = 'CIO', executive = 1, left_day = '2024-05-20' "
                "WHERE id = ?"
            ),
            (contact,),
        ),
    )
    found = proposal(sample, luming)
    assert found.cause == "people"
    (line,) = (line for line in found.lines if line.kind == "contact")
    assert (line.words, line.table, line.id, line.day) == (
        "林宁 CIO 05-20 离任，高管",
        "contacts",
        contact,
        date(2024, 5, 20),
    )
    # Who left long before had nothing to do with it, nor who leaves later.
    for day in ("2024-02-01", "2024-06-01"):
        write(sample, ("UPDATE contacts SET left_day = ? WHERE id = ?", (day, contact)))
        assert "contact" not in kinds(proposal(sample, luming))


def test_a_late_ticket_suggests_the_product_and_stands_before_those_in_time(
    sample: Book, luming: int
) -> None:
    write(
        sample,
        (
            (
                "INSERT INTO tickets (code, account_id, title, severity, opened_at, due_at) "
                "VALUES ('T1', ?, '报表打不开', 'P1', '2024-02-01 09:00', '2024-02-02 09:00')"
            ),
            (luming,),
        ),
    )
    found = proposal(sample, luming)
    tickets = [line for line in found.lines if line.kind == "ticket"]
    assert found.cause == "product"
    assert tickets[0].words.startswith("T1 报表打不开 P1，逾期 ")
    assert all("逾期" not in line.words for line in tickets[1:])


def test_silence_suggests_a_lack_of_priority(sample: Book, luming: int) -> None:
    assert "touch" not in kinds(proposal(sample, luming))
    write(sample, ("DELETE FROM touches WHERE account_id = ? AND day > '2024-03-01'", (luming,)))
    found = proposal(sample, luming)
    assert found.cause == "priority"
    (line,) = (line for line in found.lines if line.kind == "touch")
    last = value_of(sample, "SELECT max(day) FROM touches WHERE account_id = ?", (luming,))
    assert line.day == date.fromisoformat(last)
    assert "节奏" in line.words
    write(sample, ("DELETE FROM touches WHERE account_id = ?", (luming,)))
    (never,) = (line for line in proposal(sample, luming).lines if line.kind == "touch")
    assert (never.day, never.table, never.id) == (None, "accounts", luming)
    assert never.words.startswith("从未触达")


def test_use_that_went_down_is_shown_and_use_that_did_not_is_not(sample: Book, luming: int) -> None:
    assert "usage" not in kinds(proposal(sample, luming))
    last = value_of(
        sample, "SELECT max(day) FROM usage WHERE account_id = ? AND day <= ?", (luming, MAY_31.toordinal())
    )
    write(sample, ("UPDATE usage SET active = active / 2 WHERE account_id = ? AND day = ?", (luming, last)))
    (line,) = (line for line in proposal(sample, luming).lines if line.kind == "usage")
    assert (line.table, line.id, line.day) == ("usage_days", luming, date.fromordinal(last))
    assert "使用深度" in line.words


def test_a_score_typed_by_hand_is_shown_with_its_reason(sample: Book) -> None:
    green = int(value_of(sample, "SELECT id FROM accounts WHERE code = 'KH1005'"))
    HealthOverrides(sample, lambda: TODAY).put(green, "55", "高管来电要停用", "2024-09-30", MAY_31)
    found = proposal(sample, green)
    assert found.source == "手填"
    assert found.lines[0].words == "手填 55.0，高管来电要停用"
    assert found.lines[0].table == "health_overrides"
    assert found.headline.startswith("5 月 31 日从 ")


def test_a_score_that_comes_back_below_60_when_an_override_ends_is_a_fall(sample: Book) -> None:
    red = int(value_of(sample, "SELECT account_id FROM war_rooms ORDER BY id"))
    write(sample, "DELETE FROM war_rooms")
    HealthOverrides(sample, lambda: TODAY).put(red, "70", "口头承诺", "2024-06-14", date(2024, 6, 1))
    found = proposal(sample, red, date(2024, 6, 28))
    assert (found.fell_day, found.before_words) == (date(2024, 6, 15), "70.0")
    assert kinds(found)[0] == "dimension"


def test_an_account_that_is_not_below_60_has_a_template_without_a_fall(sample: Book) -> None:
    rooms = WarRooms(sample, Accounts(sample), lambda: TODAY)
    green = int(value_of(sample, "SELECT id FROM accounts WHERE code = 'KH1005'"))
    assert rooms.draft(green, PERIOD, MAY_31, "zh").fell_day is None
    assert "不在客户书里" in refused(lambda: rooms.draft(0, PERIOD, MAY_31, "zh")).text.zh
