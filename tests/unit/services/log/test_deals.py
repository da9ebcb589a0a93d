"""Leads become opportunities, opportunities are won or lost, cases are used for them."""

from __future__ import annotations

import pytest

from csmdesk.domain.changes import Op
from csmdesk.domain.fields import FieldError
from csmdesk.services.figures import figures
from csmdesk.services.log.kind import LogKind
from csmdesk.services.log.log import Log
from csmdesk.storage.book import Book
from tests.unit.services.log.conftest import now, today
from tests.unit.services.log.records import NOW, TYPED, shown, typed, words
from tests.unit.services.sample import expect_exact_undo, ids_of, refused, row


@pytest.fixture
def leads(log: Log) -> LogKind:
    return log.kinds["lead"]


@pytest.fixture
def deals(log: Log) -> LogKind:
    return log.kinds["opportunity"]


def test_a_lead_becomes_an_opportunity_in_one_step(leads: LogKind, deals: LogKind, sample: Book) -> None:
    made, _ = leads.new(TYPED["lead"])
    offered = dict(leads.act_values("convert", made))
    assert offered == {"name": "华东分公司", "kind": "增购", "amount": "460000", "expected_day": ""}
    assert "交叉销售" in leads.choices("kind")
    before = figures(sample, "2024H1", NOW.date()).figures["referral_leads"].parts
    with expect_exact_undo(sample):
        changes = leads.act("convert", [made], {**offered, "kind": "交叉销售"})
    assert set(changes.ids) == {"leads", "opportunities"}
    deal = ids_of(sample, "opportunities")[-1]
    assert row(sample, "leads", made)["opportunity_id"] == deal
    assert words(leads, made)["status"] == "已转商机"
    assert words(deals, deal)["kind"] == "交叉销售"
    assert words(deals, deal)["stage"] == "线索确认"
    # Each leads to the other.
    assert leads.about(made, None, "zh")[0].lines[0].opens == ("opportunity", deal)
    assert deals.about(deal, None, "zh")[0].lines[0].opens == ("lead", made)
    after = figures(sample, "2024H1", NOW.date()).figures["referral_leads"].parts
    assert (after["converted"], before["converted"]) == (6, 5)
    assert "已转成" in refused(lambda: leads.act("convert", [made], offered)).text.zh


def test_a_conversion_asks_for_what_it_needs(leads: LogKind, sample: Book) -> None:
    made, _ = leads.new({**TYPED["lead"], "expected_arr": ""})
    with pytest.raises(FieldError) as told:
        leads.act("convert", [made], leads.act_values("convert", made))
    assert told.value.field == "amount"
    assert len(ids_of(sample, "opportunities")) == 8


def test_the_stage_and_its_day_go_together(deals: LogKind) -> None:
    made, _ = deals.new(TYPED["opportunity"])
    deals.edit([made], "stage", "赢单")
    assert words(deals, made)["won_day"] == "2024-06-30"
    assert shown(deals, made).problems != ()
    deals.edit([made], "stage", "输单")
    found = words(deals, made)
    assert (found["won_day"], found["lost_day"]) == ("", "2024-06-30")
    deals.edit([made], "won_day", "2024-06-01")
    found = words(deals, made)
    assert (found["stage"], found["won_day"], found["lost_day"]) == ("赢单", "2024-06-01", "")
    deals.edit([made], "stage", "报价")
    assert words(deals, made)["won_day"] == ""


def test_won_with_all_that_is_known(deals: LogKind, sample: Book) -> None:
    account = row(sample, "opportunities", 1)["account_id"]
    name = row(sample, "accounts", account)["name"]
    made, _ = deals.new({**TYPED["opportunity"], "account": name})
    contract = deals.choices("contract", {"account": name})[0]
    before = figures(sample, "2024H1", NOW.date()).figures["upsell_margin"]
    offered = dict(deals.act_values("win", made))
    assert offered["won_day"] == "2024-06-30"
    with expect_exact_undo(sample):
        deals.act("win", [made], {**offered, "margin": "50%", "contract": contract})
    assert typed(deals, shown(deals, made))["contract"] == contract
    assert figures(sample, "2024H1", NOW.date()).figures["upsell_margin"].value != before.value
    assert deals.why_not("win", [made]) is not None


def test_lost_needs_a_reason(deals: LogKind) -> None:
    made, _ = deals.new(TYPED["opportunity"])
    with pytest.raises(FieldError) as told:
        deals.act("lose", [made], {})
    assert told.value.field == "loss_reason"
    deals.act("lose", [made], {"loss_reason": "预算取消"})
    assert words(deals, made)["stage"] == "输单"


def test_a_contract_of_another_account_is_refused(deals: LogKind, sample: Book) -> None:
    contract = row(sample, "contracts", 1)
    other = next(
        r
        for r in (row(sample, "accounts", key) for key in ids_of(sample, "accounts"))
        if r["id"] != contract["account_id"]
    )
    problems = deals.problems(
        {**TYPED["opportunity"], "account": other["name"], "contract": contract["code"]}
    )
    assert problems.keys() == {"contract"}


def test_amounts_of_currencies_are_not_added(deals: LogKind, sample: Book) -> None:
    deals.new({**TYPED["opportunity"], "amount": "22万"})
    made, _ = deals.new({**TYPED["opportunity"], "amount": "10万"})
    sample.store.run(
        Op.EDIT_LOG,
        lambda c: c.exec_driver_sql("UPDATE opportunities SET currency = 'USD' WHERE id = ?", (made,)),
    )
    (open_ones, *_) = deals.rows("2024H1", None, "zh").sums
    assert open_ones == "进行中 2，22万 + USD 10万"


def test_a_case_says_what_the_customer_allows(log: Log, sample: Book) -> None:
    cases = log.kinds["case"]
    made, _ = cases.new({**TYPED["case"], "permission": ""})
    assert shown(cases, made).marks["permission"] == "amber"
    cases.edit([made], "permission", "不同意")
    assert shown(cases, made).marks["permission"] == "red"
    assert words(cases, made)["permission_day"] == "2024-06-30"
    deal = row(sample, "opportunities", 3)
    cases.edit([made], "opportunity", deal["code"])
    assert cases.about(made, None, "zh")[0].lines[0].opens == ("opportunity", 3)
    titles = [section.title for section in log.kinds["opportunity"].about(3, None, "zh")]
    assert "用到的案例" in titles


def test_the_english_window_offers_english_words(sample: Book) -> None:
    log = Log(sample, None, today, now, "en")
    leads, deals = log.kinds["lead"], log.kinds["opportunity"]
    made, _ = leads.new({**TYPED["lead"], "status": "in progress"})
    offered = leads.act_values("convert", made)
    assert offered["kind"] == "Upsell"
    assert leads.choices("kind")[:2] == ["Upsell", "Cross-sell"]
    assert words(leads, made)["status"] == "跟进中"
    leads.act("convert", [made], offered)
    deal = ids_of(sample, "opportunities")[-1]
    assert row(sample, "opportunities", deal)["kind"] == "upsell"
    assert words(deals, deal, "en")["kind"] == "Upsell"
    assert words(deals, deal)["kind"] == "增购"


def test_no_standard_word_of_the_english_window_is_chinese(sample: Book) -> None:
    log = Log(sample, None, today, now, "en")
    standard = {
        ("event", "kind"): "salon",
        ("lead", "status"): "converted",
        ("opportunity", "stage"): "won",
        ("suggestion", "status"): "shipped",
        ("case", "permission"): "named",
        ("own_time", "category"): "travel",
    }
    for (kind, field), word in standard.items():
        assert word in [each.casefold() for each in log.kinds[kind].choices(field)], (kind, field)
