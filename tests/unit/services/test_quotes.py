"""Quotes: the baseline from recorded usage, what is typed, keeping with the account, words for pasting."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from csmdesk.domain.fields import FieldError
from csmdesk.domain.quote import BundleItem
from csmdesk.services import reviews
from csmdesk.services.contract_calendar import ContractCalendar
from csmdesk.services.quotes import Bundle, QuoteDraft, Quotes, words
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.services.sample import TODAY, expect_exact_undo, ids_of, only, refused
from tests.unit.storage.making import digest_of, rows_of, value_of, write

SMS = BundleItem("短信", Fraction(10_000_00), Fraction(6_000_00))
API = BundleItem("API 调用", Fraction(30_000_00), Fraction(12_000_00))


def quotes(book: Book) -> Quotes:
    return Quotes(book, lambda: TODAY)


def account_of(book: Book, code: str = "HT00160") -> tuple[int, int]:
    """The account and the id of a contract."""
    found = rows_of(book, "SELECT account_id, id FROM contracts WHERE code = ?", [code])[0]
    return int(found[0]), int(found[1])


def draft(account: int, **changes: Any) -> QuoteDraft:
    values: dict[str, Any] = {
        "account_id": account,
        "baseline": Fraction(100),
        "units": Fraction(400),
        "list_price_fen": 100,
        "by_band": True,
        "day": TODAY,
    }
    return QuoteDraft(**(values | changes))


def label(book: Book) -> str:
    found = book.store.undo_label
    return "" if found is None else found.zh


# --- the baseline -----------------------------------------------------------------------------------------


def test_the_baseline_is_the_peak_of_ninety_days(sample: Book) -> None:
    account, _ = account_of(sample)
    module = ids_of(sample, "modules")[0]
    write(
        sample,
        "DELETE FROM usage",
        *[
            (
                "INSERT INTO usage (account_id, module_id, day, provisioned, active) VALUES (?, ?, ?, ?, ?)",
                [account, which, (TODAY - timedelta(days=back)).toordinal(), provisioned, active],
            )
            for which, back, provisioned, active in (
                (module, 90, 999, 900),
                (module, 89, 999, 300),
                (module, 10, 999, 300),
                (module + 1, 10, None, 5),
                (module, 0, 999, 200),
                (module + 1, 0, 99, 60),
            )
        ],
    )
    found = quotes(sample).baseline(account, TODAY)
    assert found is not None
    assert (found.value, found.day, found.days) == (305, TODAY - timedelta(days=10), 3)
    assert found.words.zh == "全部模块近 90 天峰值 305（2024-06-18，3 天有数据）"
    per_module = {each.module_id: (each.value, each.day) for each in quotes(sample).baselines(account, TODAY)}
    assert per_module[module] == (300, TODAY - timedelta(days=10)), "of equal days the newest"
    assert per_module[module + 1] == (60, TODAY)
    before = quotes(sample).baseline(account, TODAY - timedelta(days=1))
    assert before is not None
    assert before.value == 900


def test_without_usage_there_is_no_baseline(sample: Book) -> None:
    account, _ = account_of(sample)
    assert quotes(sample).baseline(account, date(2020, 1, 1)) is None
    assert quotes(sample).baselines(account, date(2020, 1, 1)) == ()


# --- what is typed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("units", "by_band", "whole"),
    [
        ("149.999999", "149.999999", "149.999999"),
        ("150", "150", "150"),
        ("150.000001", "150.0000012", "180.0000012"),
        ("200", "210", "240"),
        ("299.999999", "329.9999988", "359.9999988"),
        ("300", "330", "360"),
        ("300.000001", "330.0000013", "390.0000013"),
        ("400", "460", "520"),
    ],
)
def test_the_tiers_of_the_domain_at_and_around_each_bound(
    sample: Book, units: str, by_band: str, whole: str
) -> None:
    account, _ = account_of(sample)
    for way, total in (("1", by_band), ("", whole)):
        typed = {"baseline": "100", "units": units, "list_price": "1", "by_band": way}
        found = quotes(sample).read(account, typed)
        assert found.priced.total_fen == Fraction(total) * 100
        quotes(sample).save(found)
        kept = quotes(sample).list(account)[0]
        assert kept.draft.priced.total_fen == Fraction(total) * 100, "and so it is kept"


def test_amounts_are_read_as_people_write_them(sample: Book) -> None:
    account, _ = account_of(sample)
    typed = {"baseline": "1,200", "units": "１.５万", "list_price": "￥0.35", "note": "含短信"}
    found = quotes(sample).read(account, typed)
    assert found.baseline == 1200
    assert found.units == 15_000
    assert found.list_price_fen == 35
    assert (found.by_band, found.day, found.currency) == (False, TODAY, "CNY")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"baseline": "0"}, "baseline"),
        ({"baseline": ""}, "baseline"),
        ({"baseline": "0.0000001"}, "baseline"),
        ({"units": "-1"}, "units"),
        ({"units": "很多"}, "units"),
        ({"list_price": "0"}, "list_price"),
        ({"list_price": "0.001"}, "list_price"),
    ],
)
def test_what_makes_no_quote_is_refused_at_its_field(
    sample: Book, changes: dict[str, str], field: str
) -> None:
    account, _ = account_of(sample)
    with pytest.raises(FieldError) as told:
        quotes(sample).read(account, {"baseline": "100", "units": "150", "list_price": "1"} | changes)
    assert told.value.field == field


@pytest.mark.parametrize(
    ("bundle", "field"),
    [
        (Bundle((), 100), "bundle"),
        (Bundle((SMS,) * 21, 100), "bundle"),
        (Bundle((SMS._replace(name=" "),), 100), "bundle"),
        (Bundle((SMS._replace(cost_fen=Fraction(-1)),), 100), "bundle"),
        (Bundle((SMS._replace(list_fen=Fraction(0)),), 100), "bundle"),
        (Bundle((SMS,), 0), "bundle_price"),
    ],
)
def test_a_bundle_that_is_none_is_refused(sample: Book, bundle: Bundle, field: str) -> None:
    account, _ = account_of(sample)
    with pytest.raises(FieldError) as told:
        quotes(sample).save(draft(account, bundle=bundle))
    assert told.value.field == field


# --- the book ---------------------------------------------------------------------------------------------


def test_a_quote_is_kept_with_account_and_contract(sample: Book) -> None:
    account, contract = account_of(sample)
    kept = draft(account, contract_id=contract, note="含实施", bundle=Bundle((SMS, API), 36_000_00))
    with expect_exact_undo(sample):
        quotes(sample).save(kept)
    assert label(sample) == "存报价：HT00160 岚图家居"
    quotes(sample).save(draft(account, day=TODAY - timedelta(days=1)))
    first, second = quotes(sample).list(account)
    assert (first.draft, first.contract, first.account) == (kept, "HT00160", "岚图家居")
    assert second.contract == ""
    steps = {s.step: s for s in ContractCalendar(sample).desk("2024H1", None).by_id[contract].steps}
    assert steps[list(steps)[2]].done == TODAY, "the step is done by it"
    with expect_exact_undo(sample):
        quotes(sample).remove(first.id)
    assert label(sample) == "删报价：HT00160 岚图家居"
    assert check(sample) == []


def test_a_quote_for_a_strange_contract_or_a_day_to_come_is_refused(sample: Book) -> None:
    account, _ = account_of(sample)
    _, other = account_of(sample, "HT00162")
    before = digest_of(sample)
    for changes, field in (({"contract_id": other}, "contract"), ({"day": TODAY + timedelta(1)}, "day")):
        with pytest.raises(FieldError) as told:
            quotes(sample).save(draft(account, **changes))
        assert told.value.field == field
    assert "已不在" in refused(lambda: quotes(sample).save(draft(99_999))).text.zh
    assert "已不在" in refused(lambda: quotes(sample).remove(99_999)).text.zh
    assert digest_of(sample) == before


def test_it_goes_with_its_account(sample: Book) -> None:
    account, _ = account_of(sample)
    key = only(quotes(sample).save(draft(account)), "quotes")
    write(sample, ("DELETE FROM accounts WHERE id = ?", [account]))
    assert value_of(sample, "SELECT count(*) FROM quotes WHERE id = ?", [key]) == 0


# --- words ------------------------------------------------------------------------------------------------


def test_the_words_add_up_line_by_line(sample: Book) -> None:
    account, _ = account_of(sample)
    kept = draft(account, note="含实施", bundle=Bundle((SMS, API), 36_000_00))
    assert words(kept, "zh", "岚图家居").split("\n") == [
        "分层报价 岚图家居 2024-06-28",
        "用量 400，基线 100，标准单价 1.00 元，按阶梯分段计价",
        "150 × 1.00 元 = 150.00 元",
        "150 × 1.20 元 = 180.00 元",
        "100 × 1.30 元 = 130.00 元",
        "合计 460.00 元",
        "组合（短信、API 调用）36,000.00 元，毛利率 50%（−5 个百分点）",
        "含实施",
    ]
    english = quotes(sample).words(draft(account, by_band=False), "en").split("\n")
    assert english == [
        "Tiered quote 2024-06-28",
        "Volume 400, baseline 100, list price CNY 1.00, on the whole volume",
        "400 × CNY 1.30 = CNY 520.00",
        "Total CNY 520.00",
    ]


def test_a_quote_goes_into_the_review_once(sample: Book) -> None:
    account, contract = account_of(sample)
    reviews.write_text(sample, "2024H1", "work.renewals.how", "与新 CIO 谈了三次。")
    kept = draft(account, contract_id=contract)
    with expect_exact_undo(sample):
        quotes(sample).into_review(kept, "2024h1", "zh")
    assert label(sample) == "报价写入自评：HT00160 岚图家居"
    found = reviews.texts(sample, "2024H1")
    assert found == {"work.renewals.how": f"与新 CIO 谈了三次。\n\n{words(kept, 'zh', '岚图家居')}"}
    assert quotes(sample).into_review(kept, "2024H1", "zh").empty
    quotes(sample).into_review(draft(account), "2024H1", "zh")
    assert "合计 460.00 元" in reviews.texts(sample, "2024H1")["work.upsell.how"]
    assert "不认识期间" in refused(lambda: quotes(sample).into_review(kept, "上半年", "zh")).text.zh


def test_a_bundle_may_raise_the_margin(sample: Book) -> None:
    account, _ = account_of(sample)
    kept = draft(account, bundle=Bundle((SMS, API), 45_000_00))
    assert kept.margin is not None
    assert kept.margin.points == 5
    assert "毛利率 60%（+5 个百分点）" in words(kept, "zh")
