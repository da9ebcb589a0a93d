"""Invoices, receipts, instalments and refunds of a contract; what is due; the early payment offer; tax."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from csmdesk.domain.early_payment import Refusal
from csmdesk.domain.fields import FieldError
from csmdesk.domain.instalments import Instalment, instalments
from csmdesk.domain.tax import Tax
from csmdesk.metrics.compute import compute
from csmdesk.services.calendar_settings import CalendarSettings
from csmdesk.services.figures import basis_of
from csmdesk.services.receipt_draft import ReceiptDraft
from csmdesk.services.renewal_money import InvoiceDraft, Money, OfferDraft, RenewalMoney
from csmdesk.services.renewals import Renewals
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.services.sample import TODAY, expect_exact_undo, ids_of, only, refused
from tests.unit.storage.making import digest_of, rows_of, value_of, write

YUAN = 100
OPEN = "HT00160"
"""The contract of 岚图家居 over 247,000 that ends on 14 July 2024, without any receipt."""


def money(book: Book) -> RenewalMoney:
    return RenewalMoney(book, lambda: TODAY)


def contract(book: Book, code: str = OPEN) -> int:
    return int(value_of(book, "SELECT id FROM contracts WHERE code = ?", [code]))


@pytest.fixture
def bare(sample: Book) -> int:
    """A contract over 247,000 without invoices and receipts."""
    found = contract(sample)
    write(sample, ("DELETE FROM receipts WHERE contract_id = ?", [found]))
    return found


def seen(book: Book, which: int, as_of: date = TODAY) -> Money:
    return money(book).money(which, as_of)


def label(book: Book) -> str:
    found = book.store.undo_label
    return "" if found is None else found.zh


# --- sums -------------------------------------------------------------------------------------------------


def test_what_came_what_went_back_and_what_is_due(sample: Book, bare: int) -> None:
    service = money(sample)
    service.add_receipts(
        bare,
        [
            ReceiptDraft(100_000 * YUAN, date(2024, 5, 10)),
            ReceiptDraft(50_000 * YUAN, date(2024, 6, 1), discount_fen=500 * YUAN),
            ReceiptDraft(-20_000 * YUAN, date(2024, 6, 20)),
            ReceiptDraft(40_000 * YUAN, due_day=date(2024, 6, 10)),
            ReceiptDraft(30_000 * YUAN, due_day=date(2024, 8, 1)),
        ],
    )
    found = seen(sample, bare)
    assert (found.received_fen, found.refunded_fen, found.discount_fen) == (15_000_000, 2_000_000, 50_000)
    assert found.kept_fen == 13_000_000
    assert found.rest_due_fen == 24_700_000 - 50_000 - 13_000_000
    assert found.expected_fen == 7_000_000
    assert found.overdue_fen == 4_000_000
    assert found.share == Fraction(13_000_000, 24_650_000)
    words = {line.amount_fen: (line.state, line.words.zh) for line in found.lines}
    assert words[4_000_000] == ("overdue", "逾期 18 天")
    assert words[3_000_000] == ("waiting", "应收 2024-08-01")
    assert words[-2_000_000] == ("done", "退款")
    assert words[5_000_000] == ("done", "到账，优惠 500.00 CNY")


def test_another_day_knows_only_what_had_come(sample: Book, bare: int) -> None:
    money(sample).add_receipt(bare, ReceiptDraft(100_000 * YUAN, date(2024, 6, 20)))
    assert seen(sample, bare, date(2024, 6, 19)).received_fen == 0
    assert seen(sample, bare, date(2024, 6, 20)).received_fen == 10_000_000


def test_invoices_that_are_due_and_not_covered_are_overdue(sample: Book, bare: int) -> None:
    service = money(sample)
    service.add_invoice(bare, InvoiceDraft(100_000 * YUAN, date(2024, 4, 1), date(2024, 5, 1)))
    service.add_invoice(bare, InvoiceDraft(147_000 * YUAN, date(2024, 6, 1), date(2024, 6, 28)))
    service.add_receipt(bare, ReceiptDraft(80_000 * YUAN, date(2024, 5, 20)))
    found = seen(sample, bare)
    assert found.invoiced_fen == 24_700_000
    assert found.overdue_fen == 2_000_000, "what is due today is not overdue yet"
    assert seen(sample, bare, date(2024, 6, 29)).overdue_fen == 16_700_000
    service.add_receipt(bare, ReceiptDraft(167_000 * YUAN, TODAY))
    assert (seen(sample, bare).overdue_fen, seen(sample, bare).rest_due_fen) == (0, 0)


def test_a_credit_note_takes_its_invoice_back(sample: Book, bare: int) -> None:
    service = money(sample)
    service.add_invoice(bare, InvoiceDraft(100_000 * YUAN, date(2024, 4, 1), date(2024, 5, 1)))
    service.add_invoice(bare, InvoiceDraft(-100_000 * YUAN, date(2024, 5, 2), date(2024, 5, 2)))
    found = seen(sample, bare)
    assert (found.invoiced_fen, found.overdue_fen) == (0, 0)
    assert [line.words.zh[:4] for line in found.lines] == ["开票，应", "红字发票"]


def test_an_invoice_named_by_its_receipt_counts_once(sample: Book, bare: int) -> None:
    service = money(sample)
    service.add_invoice(bare, InvoiceDraft(100_000 * YUAN, date(2024, 4, 1), code="FP-9"))
    service.add_receipt(bare, ReceiptDraft(100_000 * YUAN, date(2024, 5, 1), invoice_code="FP-9"))
    assert seen(sample, bare).invoiced_fen == 10_000_000
    service.add_receipt(bare, ReceiptDraft(10_000 * YUAN, date(2024, 5, 2), invoice_code="ＦＰ－10"))
    assert seen(sample, bare).invoiced_fen == 11_000_000


def test_other_currencies_are_shown_and_never_added(sample: Book, bare: int) -> None:
    money(sample).add_receipt(bare, ReceiptDraft(100_000 * YUAN, date(2024, 5, 1)))
    write(sample, "UPDATE receipts SET currency = 'USD' WHERE id = (SELECT max(id) FROM receipts)")
    found = seen(sample, bare)
    assert found.received_fen == 0
    assert [line.currency for line in found.lines] == ["USD"]


# --- commands ---------------------------------------------------------------------------------------------


def test_each_change_is_one_step_that_names_its_contract(sample: Book, bare: int) -> None:
    service = money(sample)
    with expect_exact_undo(sample):
        receipt = only(service.add_receipt(bare, ReceiptDraft(100_000 * YUAN, TODAY)), "receipts")
        assert label(sample) == "加回款：HT00160 岚图家居 10万"
        assert service.receipt(receipt) == ReceiptDraft(10_000_000, TODAY)
        service.change_receipt(receipt, ReceiptDraft(9_000_000, TODAY, one_sum=True))
        assert label(sample) == "改回款：HT00160 岚图家居 9万"
        assert service.change_receipt(receipt, ReceiptDraft(9_000_000, TODAY, one_sum=True)).empty
        service.add_receipt(bare, ReceiptDraft(-1_000_000, TODAY))
        assert label(sample) == "加退款：HT00160 岚图家居 1万"
        service.remove_receipt(receipt)
        assert label(sample) == "删回款：HT00160 岚图家居 9万"
        bill = only(service.add_invoice(bare, InvoiceDraft(500 * YUAN, TODAY)), "invoices")
        assert service.invoice(bill).code == f"FP-{bare}"
        changed = InvoiceDraft(600 * YUAN, TODAY, TODAY + timedelta(30), "FP-A")
        service.change_invoice(bill, changed)
        assert service.invoice(bill) == changed
        assert service.change_invoice(bill, changed._replace(code="")).empty
        service.remove_invoice(bill)
        assert label(sample) == "删开票：HT00160 岚图家居 600 元"
    assert check(sample) == []


def test_a_receipt_of_a_renewal_is_renewal_money(sample: Book) -> None:
    service = money(sample)
    renewals = Renewals(sample, lambda: TODAY)
    (new,), _ = renewals.renew(renewals.suggest([contract(sample)]))
    assert service.paid_contracts(contract(sample)) == (new,)
    assert service.paid_contracts(new) == (new,)

    def collected() -> Fraction | None:
        return compute(basis_of(sample, "2024H1"), ["renewal_collected"])["renewal_collected"].value

    before = collected()
    assert before is not None
    service.add_receipt(new, ReceiptDraft(100_000 * YUAN, TODAY))
    assert collected() == before + 100_000


def test_instalments_share_what_is_due(sample: Book, bare: int) -> None:
    service = money(sample)
    service.add_receipt(bare, ReceiptDraft(47_000 * YUAN, TODAY))
    parts = service.instalments(bare, 3, date(2024, 8, 31), months=1)
    assert [part.due_day for part in parts] == [date(2024, 8, 31), date(2024, 9, 30), date(2024, 10, 31)]
    assert [part.amount_fen for part in parts] == [6_666_667, 6_666_667, 6_666_666]
    with expect_exact_undo(sample):
        service.add_receipts(bare, [ReceiptDraft(p.amount_fen, due_day=p.due_day) for p in parts])
    assert label(sample) == "加 3 笔回款：HT00160 岚图家居 20万"
    assert seen(sample, bare).expected_fen == 20_000_000
    assert "没有待收" in refused(lambda: service.instalments(bare, 2, TODAY)).text.zh


def test_leap_days_and_short_months_keep_their_day() -> None:
    found = instalments(100, 3, date(2024, 2, 29), 12)
    assert found == [
        Instalment(34, date(2024, 2, 29)),
        Instalment(33, date(2025, 2, 28)),
        Instalment(33, date(2026, 2, 28)),
    ]


def _add(**changes: Any) -> Callable[[RenewalMoney, int], Any]:
    values: dict[str, Any] = {"amount_fen": 1, "received_day": TODAY} | changes
    return lambda service, which: service.add_receipt(which, ReceiptDraft(**values))


def _bill(**changes: Any) -> Callable[[RenewalMoney, int], Any]:
    values: dict[str, Any] = {"amount_fen": 1, "day": TODAY} | changes
    return lambda service, which: service.add_invoice(which, InvoiceDraft(**values))


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (_add(amount_fen=0), "amount"),
        (_add(discount_fen=-1), "discount"),
        (_add(received_day=TODAY + timedelta(1)), "received_day"),
        (lambda service, which: service.add_receipts(which, []), "amount"),
        (_bill(amount_fen=0), "amount"),
        (_bill(day=date(1024, 1, 1)), "day"),
        (_bill(due_day=TODAY - timedelta(1)), "due_day"),
        (lambda service, which: service.instalments(which, 0, TODAY), "count"),
        (lambda service, which: service.save_offer(which, OfferDraft(TODAY, 0)), "amount"),
        (lambda service, which: service.save_offer(which, OfferDraft(TODAY, 100)), "day"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    sample: Book, bare: int, act: Callable[[RenewalMoney, int], Any], field: str
) -> None:
    before = digest_of(sample)
    with pytest.raises(FieldError) as told:
        act(money(sample), bare)
    assert told.value.field == field
    assert digest_of(sample) == before


def test_an_invoice_number_is_used_once(sample: Book, bare: int) -> None:
    service = money(sample)
    bill = only(service.add_invoice(bare, InvoiceDraft(100, TODAY, code="FP-1")), "invoices")
    service.add_invoice(bare, InvoiceDraft(100, TODAY, code="FP-2"))
    with pytest.raises(FieldError, match="FP-2"):
        service.change_invoice(bill, InvoiceDraft(100, TODAY, code="ＦＰ－2"))


@pytest.mark.parametrize("act", ["remove_invoice", "remove_receipt", "remove_offer", "receipt", "invoice"])
def test_an_entry_that_is_gone_is_said(sample: Book, act: str) -> None:
    assert "已不在客户书里" in refused(lambda: getattr(money(sample), act)(99_999)).text.zh


# --- early payment ----------------------------------------------------------------------------------------


def test_the_offer_says_what_it_saves_and_costs(sample: Book) -> None:
    which = contract(sample, "HT00192")
    amount, end = rows_of(sample, "SELECT amount_fen, end_day FROM contracts WHERE id = ?", [which])[0]
    last = date.fromisoformat(end) - timedelta(days=30)
    found = money(sample).offer(which, last)
    assert (found.refusal, found.days, found.pay_by) == (None, 30, last)
    assert found.discount_fen == Fraction(amount, 100)
    assert found.to_pay_fen == amount - Fraction(amount, 100)
    assert found.financing_saved_fen == Fraction(amount * 2, 100)
    assert found.net_fen == Fraction(amount, 100)
    late = money(sample).offer(which, last + timedelta(1))
    assert late.refusal is Refusal.TOO_LATE
    assert late.discount_fen == late.financing_saved_fen == 0
    parts = money(sample).offer(which, last, one_sum=False)
    assert (parts.refusal, parts.to_pay_fen) == (Refusal.NOT_ONE_SUM, amount)


def test_a_kept_offer_keeps_its_discount(sample: Book) -> None:
    service, which = money(sample), contract(sample, "HT00192")
    with expect_exact_undo(sample):
        changes = service.save_offer(which, OfferDraft(date(2024, 9, 1), 30_000_000, "一次付清"))
    CalendarSettings(sample).set_discount("2")
    (kept,) = service.offers(which)
    assert (kept.amount_fen, kept.due_day, kept.note) == (30_000_000, date(2024, 11, 23), "一次付清")
    assert kept.payment.discount_fen == 300_000
    assert service.offer(which, date(2024, 9, 1)).discount_fen == Fraction(32_700_000 * 2, 100)
    service.remove_offer(only(changes, "early_offers"))
    assert service.offers(which) == []


def test_the_offer_of_a_renewal_is_about_its_amount(sample: Book) -> None:
    service, which = money(sample), contract(sample, "HT00192")
    renewals = Renewals(sample, lambda: TODAY)
    draft = renewals.suggest([which], "multi_year", years=3)
    renewals.renew(draft)
    assert service.offer_amount(which) == draft.terms[0].amount_fen
    write(sample, ("UPDATE contracts SET end_day = NULL WHERE id = ?", [which]))
    assert "没有到期日" in refused(lambda: service.offer(which, TODAY)).text.zh


def test_the_discount_can_be_changed_and_reset(sample: Book) -> None:
    settings = CalendarSettings(sample)
    assert settings.discount() == Fraction(1, 100)
    with expect_exact_undo(sample):
        settings.set_discount("1.5%")
    assert label(sample) == "改提前付款优惠：1.5%"
    assert settings.discount() == Fraction(15, 1000)
    settings.set_discount("")
    assert settings.discount() == Fraction(1, 100)
    with pytest.raises(FieldError) as told:
        settings.set_discount("21")
    assert told.value.field == "discount"


# --- tax --------------------------------------------------------------------------------------------------


def test_amounts_are_as_the_book_says_and_shown_without_tax(sample: Book, bare: int) -> None:
    service, settings = money(sample), CalendarSettings(sample)
    assert service.net_of_tax(10_600) == 10_600
    assert seen(sample, bare).tax.words.zh == "未说明是否含税"
    with expect_exact_undo(sample):
        settings.set_tax(True, "6")
    assert label(sample) == "改含税说明：含税 6%"
    assert service.net_of_tax(10_600) == 10_000
    assert seen(sample, bare).net_fen == Fraction(24_700_000 * 100, 106)
    assert seen(sample, bare).amount_fen == 24_700_000
    settings.set_tax(False, "6.5%")
    assert settings.tax() == Tax(False, Fraction(65, 1000))
    assert settings.tax().words.zh == "不含税，税率 6.5%"
    assert settings.tax().gross_of(10_000) == 10_650
    assert service.net_of_tax(10_000) == 10_000
    settings.set_tax(None, "")
    assert settings.tax() == Tax()
    assert ids_of(sample, "settings") == []


@pytest.mark.parametrize("typed", ["", "很多", "-1", "51"])
def test_a_rate_that_is_none_is_refused(sample: Book, typed: str) -> None:
    with pytest.raises(FieldError) as told:
        CalendarSettings(sample).set_tax(True, typed)
    assert told.value.field == "rate"
