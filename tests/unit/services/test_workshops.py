"""The value workshop: a draft counts nowhere, nothing incomplete is held, the metrics count what was held."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from csmdesk.domain.fields import FieldError
from csmdesk.domain.rules import Rules
from csmdesk.domain.workshop import WorkshopSheet, hours_between, minutes_promise, missing, ticket_promise
from csmdesk.metrics.compute import compute
from csmdesk.services.figures import basis_of
from csmdesk.services.settings import Settings
from csmdesk.services.workshops import Workshops
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.services.sample import expect_exact_undo, refused, row
from tests.unit.storage.making import digest_of, rows_of, value_of, write

NOW = datetime.fromisoformat("2024-06-28 18:00")
HELD = datetime.fromisoformat("2024-06-20 16:30")
RULES = Rules()

COMPLETE = WorkshopSheet(
    pains=("报表慢", "移动端掉线", "无人培训", "数据对不上", "接口不稳"),
    measures=("月活 60%→80%", "工单 12→4", "对账 3 天→1 天"),
    fishbone="人：换了 CIO\n机：服务器老",
    okr="O1 门店全部上线",
    own_signed=True,
    customer_signed=True,
    held_at=HELD,
)


def workshops(book: Book) -> Workshops:
    return Workshops(book, lambda: NOW)


def unheld(book: Book) -> int:
    """A contract that ends in the second half, 90 days and more after the workshop, and had none yet."""
    return int(
        value_of(
            book,
            "SELECT id FROM contracts c WHERE end_day BETWEEN '2024-10-01' AND '2024-12-31' AND recurring "
            "AND NOT EXISTS (SELECT 1 FROM workshops WHERE contract_id = c.id) ORDER BY id",
        )
    )


def metrics(book: Book) -> dict[str, Any]:
    """Numerator, denominator and parts of both metrics over the second half, as of its first month's end."""
    basis = basis_of(book, "2024H2", date(2024, 7, 31))
    found = compute(basis, ["workshop_on_time", "workshop_quality"])
    return {key: (f.numerator or 0, f.denominator or 0, dict(f.parts)) for key, f in found.items()}


def label(book: Book) -> str:
    found = book.store.undo_label
    return "" if found is None else found.zh


# --- what is missing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        ({"pains": COMPLETE.pains[:4]}, "痛点还差 1 个", "1 more pain point"),
        ({"pains": ()}, "痛点还差 5 个", "5 more pain points"),
        ({"measures": COMPLETE.measures[:1]}, "量化指标还差 2 项", "2 more measures"),
        ({"fishbone": ""}, "缺鱼骨图记录", "the fishbone notes"),
        ({"okr": ""}, "缺 OKR 记录", "the OKR notes"),
        ({"own_signed": False}, "我方未签字", "our own signature"),
        ({"customer_signed": False}, "客户方未签字", "the customer's signature"),
        ({"own_signed": False, "customer_signed": False}, "双方都未签字", "both signatures"),
    ],
)
def test_each_missing_thing_is_named(changes: dict[str, Any], zh: str, en: str) -> None:
    said = missing(COMPLETE._replace(**changes), RULES)
    assert said is not None
    assert said.zh == f"还不能完成工作坊：{zh}。"
    assert said.en == f"The workshop is not complete. Missing: {en}."


def test_one_sentence_names_all_that_is_missing(sample: Book) -> None:
    contract = unheld(sample)
    before = digest_of(sample)
    error = refused(lambda: workshops(sample).hold(contract, WorkshopSheet(held_at=HELD)))
    assert error.text.zh == (
        "还不能完成工作坊：痛点还差 5 个、量化指标还差 3 项、缺鱼骨图记录、缺 OKR 记录、双方都未签字。"
    )
    assert "5 more pain points, 3 more measures, the fishbone notes, the OKR notes and both" in error.text.en
    assert digest_of(sample) == before


def test_the_same_point_written_twice_is_one(sample: Book) -> None:
    twice = COMPLETE._replace(pains=(*COMPLETE.pains[:4], " 报表慢 ", "  "))
    said = workshops(sample).missing(twice)
    assert said is not None
    assert "痛点还差 1 个" in said.zh


def test_the_settings_say_how_much_is_enough(sample: Book) -> None:
    Settings(sample).set_rule("workshop_pain_points", "6")
    said = workshops(sample).missing(COMPLETE)
    assert said is not None
    assert said.zh == "还不能完成工作坊：痛点还差 1 个。"


# --- a draft ----------------------------------------------------------------------------------------------


def test_a_draft_is_kept_and_counts_nowhere(sample: Book) -> None:
    contract, service, before = unheld(sample), workshops(sample), metrics(sample)
    draft = WorkshopSheet(pains=("报表慢", " "), fishbone=" 人 \r\n", planned_day=date(2024, 7, 4))
    with expect_exact_undo(sample):
        assert set(service.save(contract, draft).ids) == {"workshop_sheets"}
    assert label(sample).startswith("存工作坊清单：HT")
    kept = service.sheet(contract)
    assert (kept.pains, kept.fishbone, kept.held) == (("报表慢",), "人", False)
    assert metrics(sample) == before
    assert service.save(contract, draft).empty
    service.save(contract, WorkshopSheet())
    assert rows_of(sample, "SELECT 1 FROM workshop_sheets") == []


# --- holding ----------------------------------------------------------------------------------------------


def test_holding_makes_the_row_that_the_metrics_count(sample: Book) -> None:
    contract, service, before = unheld(sample), workshops(sample), metrics(sample)
    with expect_exact_undo(sample):
        changes = service.hold(contract, COMPLETE)
    assert set(changes.ids) == {"workshops", "workshop_sheets"}
    assert label(sample).startswith("完成价值工作坊：HT")
    held = service.sheet(contract).workshop_id
    assert held is not None
    assert row(sample, "workshops", held) | {"id": 0} == {
        "id": 0,
        "code": None,
        "row_key": None,
        "contract_id": contract,
        "day": "2024-06-20",
        "pain_points": 5,
        "measures": 3,
        "both_signed": 1,
        "minutes_hours": None,
        "ticket_hours": None,
    }
    after = metrics(sample)
    assert after["workshop_on_time"][0] == before["workshop_on_time"][0] + 1
    assert after["workshop_quality"][1] == before["workshop_quality"][1] + 1
    assert after["workshop_quality"][0] == before["workshop_quality"][0], "minutes and ticket are open"
    assert check(sample) == []


def test_minutes_and_ticket_in_time_make_it_a_good_one(sample: Book) -> None:
    contract, service = unheld(sample), workshops(sample)
    service.hold(contract, COMPLETE)
    before = metrics(sample)["workshop_quality"]
    service.send_minutes(contract, HELD + timedelta(hours=24))
    assert metrics(sample)["workshop_quality"][0] == before[0]
    service.open_ticket(contract, "周敏", date(2024, 7, 31), "月活到 80%", HELD + timedelta(hours=72))
    after = metrics(sample)["workshop_quality"]
    assert after[0] == before[0] + 1
    assert after[2]["minutes_24h"] == before[2]["minutes_24h"] + 1
    assert after[2]["ticket_72h"] == before[2]["ticket_72h"] + 1
    stored = row(sample, "workshops", service.sheet(contract).workshop_id or 0)
    assert (stored["minutes_hours"], stored["ticket_hours"]) == ("24", "72")


@pytest.mark.parametrize(
    ("minutes", "kept"), [(0, True), (24 * 60 - 1, True), (24 * 60, True), (24 * 60 + 1, False)]
)
def test_a_minute_more_than_24_hours_is_too_late(sample: Book, minutes: int, kept: bool) -> None:
    contract, service = unheld(sample), workshops(sample)
    service.hold(contract, COMPLETE)
    before = metrics(sample)["workshop_quality"][2]["minutes_24h"]
    service.send_minutes(contract, HELD + timedelta(minutes=minutes))
    assert metrics(sample)["workshop_quality"][2]["minutes_24h"] == before + kept
    promise = minutes_promise(service.sheet(contract), RULES, NOW)
    assert promise is not None
    assert (promise.kept, promise.hours) == (kept, Fraction(minutes, 60))


@pytest.mark.parametrize(
    ("now", "kept"),
    [(HELD, None), (HELD + timedelta(hours=72), None), (HELD + timedelta(hours=72, minutes=1), False)],
)
def test_a_ticket_that_is_still_open_is_late_after_72_hours(now: datetime, kept: bool | None) -> None:
    promise = ticket_promise(COMPLETE, RULES, now)
    assert promise is not None
    assert (promise.due, promise.done, promise.kept) == (HELD + timedelta(hours=72), None, kept)
    assert ticket_promise(WorkshopSheet(), RULES, now) is None


def test_hours_are_exact_to_the_minute() -> None:
    assert hours_between(HELD, HELD + timedelta(hours=1, minutes=20)) == Fraction(4, 3)


def test_what_is_changed_afterwards_changes_the_row(sample: Book) -> None:
    contract, service = unheld(sample), workshops(sample)
    service.hold(contract, COMPLETE)
    more = service.sheet(contract)._replace(pains=(*COMPLETE.pains, "培训材料旧"))
    with expect_exact_undo(sample):
        service.save(contract, more)
    assert row(sample, "workshops", service.sheet(contract).workshop_id or 0)["pain_points"] == 6
    error = refused(lambda: service.save(contract, more._replace(okr="")))
    assert error.text.zh == "还不能完成工作坊：缺 OKR 记录。"


def test_reopened_it_is_a_draft_again(sample: Book) -> None:
    contract, service, before = unheld(sample), workshops(sample), metrics(sample)
    service.hold(contract, COMPLETE)
    with expect_exact_undo(sample):
        service.reopen(contract)
    assert metrics(sample) == before
    kept = service.sheet(contract)
    assert not kept.held
    assert kept.pains == COMPLETE.pains
    assert "还没完成" in refused(lambda: service.reopen(contract)).text.zh
    assert "还没完成" in refused(lambda: service.send_minutes(contract, NOW)).text.zh


def test_an_imported_workshop_of_that_day_is_the_same_one(sample: Book) -> None:
    contract, service = unheld(sample), workshops(sample)
    write(
        sample,
        (
            "INSERT INTO workshops (row_key, contract_id, day, pain_points) VALUES ('k', ?, '2024-06-20', 4)",
            [contract],
        ),
    )
    assert [held.pain_points for held in service.imported(contract)] == [4]
    before = metrics(sample)["workshop_quality"]
    service.hold(contract, COMPLETE)
    assert metrics(sample)["workshop_quality"][1] == before[1]
    assert service.imported(contract) == []
    service.reopen(contract)
    assert len(service.imported(contract)) == 1, "what was imported is not thrown away"


# --- what cannot be ---------------------------------------------------------------------------------------


def _ticket(**changes: Any) -> Callable[[Workshops, int], Any]:
    values: dict[str, Any] = {
        "owner": "周敏",
        "deadline": date(2024, 7, 31),
        "acceptance": "月活到 80%",
        "at": NOW,
    } | changes

    def act(service: Workshops, contract: int) -> Any:
        service.hold(contract, COMPLETE)
        return service.open_ticket(contract, **values)

    return act


def _minutes(at: datetime) -> Callable[[Workshops, int], Any]:
    def act(service: Workshops, contract: int) -> Any:
        service.hold(contract, COMPLETE)
        return service.send_minutes(contract, at)

    return act


def _hold(**changes: Any) -> Callable[[Workshops, int], Any]:
    return lambda service, contract: service.hold(contract, COMPLETE._replace(**changes))


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (_hold(held_at=None), "held_at"),
        (_hold(held_at=NOW + timedelta(minutes=1)), "held_at"),
        (_hold(fishbone="长" * 20_001), "fishbone"),
        (_hold(pains=tuple(map(str, range(51)))), "pains"),
        (_hold(measures=("长" * 201, "二", "三")), "measures"),
        (_minutes(HELD - timedelta(minutes=1)), "minutes_at"),
        (_minutes(NOW + timedelta(minutes=1)), "minutes_at"),
        (_ticket(owner=" "), "ticket_owner"),
        (_ticket(deadline=None), "ticket_deadline"),
        (_ticket(deadline=date(2024, 6, 19)), "ticket_deadline"),
        (_ticket(acceptance=""), "ticket_acceptance"),
        (_ticket(at=None), "ticket_at"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    sample: Book, act: Callable[[Workshops, int], Any], field: str
) -> None:
    with pytest.raises(FieldError) as told:
        act(workshops(sample), unheld(sample))
    assert told.value.field == field


def test_a_contract_that_is_gone_is_said(sample: Book) -> None:
    assert "已不在客户书里" in refused(lambda: workshops(sample).sheet(99_999)).text.zh
    assert "已不在客户书里" in refused(lambda: workshops(sample).save(99_999, COMPLETE)).text.zh
