"""A contract's track in words, as the right side of the calendar shows it; where its figures come from."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from csmdesk.domain.forecast import Forecast
from csmdesk.domain.renewal_track import State, Step
from csmdesk.domain.text import Language
from csmdesk.services.calendar_settings import CalendarSettings
from csmdesk.services.contract_calendar import EVIDENCE, ContractCalendar
from csmdesk.services.contract_track import Track, TrackStep
from csmdesk.services.quotes import QuoteDraft, Quotes
from csmdesk.services.receipt_draft import ReceiptDraft
from csmdesk.services.renewal_money import RenewalMoney
from csmdesk.services.renewals import Renewals
from csmdesk.services.workshops import Workshops, WorkshopSheet
from csmdesk.storage.book import Book
from tests.unit.storage.making import rows_of, value_of, write

LAST = date(2024, 6, 30)
IMPORTED = (
    "INSERT INTO workshops (row_key, contract_id, day, pain_points, both_signed, minutes_hours) "
    "VALUES ('k', ?, '2024-04-15', 6, 0, '20')"
)
NOW = datetime.fromisoformat("2024-06-30 18:00")


def contract(book: Book, code: str = "HT00160") -> int:
    return int(value_of(book, "SELECT id FROM contracts WHERE code = ?", [code]))


def track(book: Book, code: str = "HT00160", language: Language = "zh") -> Track:
    found = ContractCalendar(book).track(contract(book, code), "2024H1", None, language)
    assert found is not None
    return found


def step(book: Book, which: Step, code: str = "HT00160", language: Language = "zh") -> TrackStep:
    return next(each for each in track(book, code, language).steps if each.step is which)


def shown(each: TrackStep) -> tuple[str, str, str]:
    return each.due, each.note, each.right


def test_the_track_of_the_picture(sample: Book) -> None:
    found = track(sample)
    assert (found.account, found.code, found.mark, found.head) == (
        "岚图家居",
        "HT00160",
        "red",
        "24.7万  到期 07-14",
    )
    assert [(each.title, *shown(each), each.late) for each in found.steps] == [
        ("续约谈判", "应 05-15 前启动", "最近 06-20 拜访", "进行中", False),
        (
            "价值工作坊",
            "应 04-15 前",
            "痛点 0/5 · 指标 0/3 · 笔记 0/2 · 双签 0/2 · 纪要 · 追踪单",
            "逾期 76 天",
            True,
        ),
        ("分层报价", "基线 538（近 90 天峰值）", "1.5 倍内标准价，3 倍内 +20%，以上 +30%", "未开始", False),
        ("预测", "风险 24.7万", "健康度 59.7，按健康度推断", "风险", False),
        ("签署", "最晚 07-14", "", "14 天", False),
        ("到账", "提前 30 天优惠已过（06-14）", "", "未开始", False),
    ]


def test_the_same_in_english(sample: Book) -> None:
    found = track(sample, language="en")
    assert found.head == "247.0K  ends 07-14"
    assert [each.title for each in found.steps] == [
        "Talks",
        "Workshop",
        "Tiered quote",
        "Forecast",
        "Signing",
        "Receipt",
    ]
    assert not any("\u4e00" <= c <= "\u9fff" for each in found.steps[1:] for c in each.note + each.due)


def test_what_was_done_is_said(sample: Book) -> None:
    renewals, which = Renewals(sample, lambda: LAST), contract(sample)
    renewals.start_talks(which, date(2024, 5, 20), "与新 CIO 谈\n第二行")
    renewals.send_quote(which, date(2024, 6, 10), "含短信包")
    renewals.set_forecast([which], Forecast.LIKELY, "CIO 认可")
    assert shown(step(sample, Step.TALKS)) == ("05-20 启动", "与新 CIO 谈", "已完成")
    assert shown(step(sample, Step.QUOTE)) == ("06-10 发出", "含短信包", "已完成")
    assert shown(step(sample, Step.FORECAST)) == ("可能 24.7万", "健康度 59.7，CIO 认可", "可能")
    values = track(sample).values
    assert (values.talks_day, values.quote_note, values.forecast) == (
        date(2024, 5, 20),
        "含短信包",
        Forecast.LIKELY,
    )


def test_a_kept_quote_is_named_with_its_sum(sample: Book) -> None:
    which = contract(sample)
    account = value_of(sample, "SELECT account_id FROM contracts WHERE id = ?", [which])
    draft = QuoteDraft(account, Fraction(100), Fraction(400), 100_000, True, LAST, which)
    Quotes(sample, lambda: LAST).save(draft)
    assert shown(step(sample, Step.QUOTE)) == ("06-30 发出", "06-30 报价 46万", "已完成")


def test_a_checklist_fills_up_and_its_promises_are_kept_or_broken(sample: Book) -> None:
    service, which = Workshops(sample, lambda: NOW), contract(sample)
    service.save(which, WorkshopSheet(pains=("一", "二"), fishbone="人", own_signed=True))
    due, note, right = shown(step(sample, Step.WORKSHOP))
    assert note.startswith("痛点 2/5 · 指标 0/3 · 笔记 1/2 · 双签 1/2")
    held = NOW - timedelta(days=5)
    sheet = WorkshopSheet(tuple("一二三四五"), tuple("一二三"), "人", "O1", True, True, held_at=held)
    service.hold(which, sheet._replace(minutes_at=held + timedelta(hours=20)))
    due, note, right = shown(step(sample, Step.WORKSHOP))
    assert (due, right) == ("06-25 已开", "晚 71 天")
    assert note == "痛点 5 · 指标 3 · 纪要 20 小时 · 追踪单 逾期（06-28 18:00）"
    service.send_minutes(which, held + timedelta(hours=25, minutes=30))
    assert "纪要 25.5 小时，超时" in step(sample, Step.WORKSHOP).note


def test_an_imported_workshop_says_what_its_source_says(sample: Book) -> None:
    write(
        sample,
        (IMPORTED, [contract(sample)]),
    )
    found = step(sample, Step.WORKSHOP)
    assert shown(found) == ("04-15 已开", "痛点 6 · 指标 — · 未双签 · 纪要 20 小时", "按时")


def test_auto_renewal_says_until_when_notice_can_be_given(sample: Book) -> None:
    found = step(sample, Step.SIGNING, "HT00162")
    assert shown(found) == ("最晚 06-12", "到期 07-12，此后自动续约", "已过 18 天")
    assert found.late
    assert "自动续约，提前 30 天" in track(sample, "HT00162").facts


def test_a_renewed_contract_shows_what_came(sample: Book) -> None:
    found = track(sample, "HT00107")
    assert found.mark == "renewed"
    assert shown(found.steps[4]) == ("05-31 签署", "→ HT00108", "已完成")
    assert shown(found.steps[5]) == ("已全部到账", "已收 29.8万", "已完成")
    assert [money.code for money in found.paid] == ["HT00108"]


def test_a_renewal_that_is_paid_in_parts_says_what_is_open(sample: Book) -> None:
    renewals = Renewals(sample, lambda: LAST)
    (new,), _ = renewals.renew(renewals.suggest([contract(sample)]))
    money = RenewalMoney(sample, lambda: LAST)
    money.add_receipts(
        new, [ReceiptDraft(10_000_000, LAST), ReceiptDraft(5_000_000, due_day=date(2024, 6, 20))]
    )
    found = step(sample, Step.RECEIPT)
    assert (found.state, found.note) == (State.DOING, "已收 10万，未收 14.7万，逾期 5万")


def test_a_lost_contract_says_why(sample: Book) -> None:
    Renewals(sample, lambda: LAST).lose(contract(sample), "竞品侵占", date(2024, 6, 28))
    found = track(sample)
    assert found.mark == "lost"
    assert step(sample, Step.FORECAST).due == "未续，竞品侵占"
    assert (found.values.loss_reason, found.values.lost_day) == ("竞品侵占", date(2024, 6, 28))
    assert step(sample, Step.RECEIPT).due == ""


def test_tax_is_said_beside_the_amount(sample: Book) -> None:
    CalendarSettings(sample).set_tax(True, "6")
    assert "24.7万（含税 6%）" in track(sample).facts
    assert "(tax of 6% included)" in track(sample, language="en").facts


def test_a_contract_that_is_not_in_the_calendar_has_no_track(sample: Book) -> None:
    calendar = ContractCalendar(sample)
    assert calendar.track(99_999, "2024H1", None, "zh") is None
    assert calendar.evidence(99_999, "annual", "2024H1", None, "zh") is None


@pytest.mark.parametrize("key", EVIDENCE)
def test_each_figure_opens_its_evidence(sample: Book, key: str) -> None:
    found = ContractCalendar(sample).evidence(contract(sample), key, "2024H1", None, "zh")
    assert found is not None
    assert found.definition
    assert found.as_of == "截至 2024-06-30"
    if key == "annual":
        assert (found.value, found.exact) == ("24.7万", "247,000.00 CNY")


def test_a_metric_over_another_span_opens_its_rows(sample: Book) -> None:
    found = ContractCalendar(sample).metric("renewal_value_rate", "2024H1", None, "2024H1", "zh")
    assert (found.name, found.value) == ("2024 年上半年 续费率", "94.8%")
    assert found.total_rows == 32


def test_every_contract_of_the_book_has_a_track_in_both_languages(sample: Book) -> None:
    calendar = ContractCalendar(sample)
    rows = calendar.data("2024H1", None).rows
    assert len(rows) == len(rows_of(sample, "SELECT 1 FROM contracts WHERE recurring AND end_day NOT NULL"))
    for row in rows:
        for language in ("zh", "en"):
            found = calendar.track(row.id, "2024H1", None, language)
            assert found is not None
            assert len(found.steps) == 6
            assert all(each.title and (each.due or row.outcome == "lost") for each in found.steps)
