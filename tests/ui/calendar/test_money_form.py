"""Invoices, receipts, refunds, instalments and the early payment offer with real keys."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from csmdesk.domain.renewal_track import State, Step
from csmdesk.services.calendar_settings import CalendarSettings
from csmdesk.services.renewal_money import InvoiceDraft
from csmdesk.storage.book import Book
from tests.ui.calendar.track_window import LANTU, Make, Shown, focused

CTRL = Qt.KeyboardModifier.ControlModifier
LATER = "HT00177"
"""禾芯半导体, ends on 2024-09-24: early payment is still possible."""

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


def opened(book: Book, tracked: Make, code: str = LANTU) -> tuple[Shown, Any]:
    shown = tracked(book)
    shown.show(code)
    return shown, shown.open(Step.RECEIPT)


def sums(place: Any, number: int = 0) -> dict[str, str]:
    cells = place.parts[number]._cells
    return {name.text(): value.text() for name, value in cells if not name.isHidden()}


def test_an_invoice_is_added_changed_and_removed(book: Book, tracked: Make) -> None:
    shown, place = opened(book, tracked)
    part, form = place.parts[0], place.money_forms.invoice
    assert sums(place) == {"合同额": "247,000", "已开票": "0", "已收": "0", "待收": "247,000"}
    assert part.none.isVisible()
    part.buttons["invoice"].setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Return)
    assert focused() is form.amount.edit
    assert form.amount.value == "247000", "what has not been invoiced is offered"
    shown.type("12.5万")
    shown.type("6-1", form.day.edit)
    shown.type("2024-06-20", form.due.edit)
    shown.press(Qt.Key.Key_Return)
    assert shown.said == [("已加开票", True)]
    assert sums(place) == {
        "合同额": "247,000",
        "已开票": "125,000",
        "已收": "0",
        "待收": "247,000",
        "逾期未收": "125,000",
    }
    assert focused() is part.buttons["invoice"]
    part.table.setFocus(Qt.FocusReason.TabFocusReason)
    assert "125,000" in part.table.accessibleName()
    shown.press(Qt.Key.Key_Return)
    assert form.title.text().startswith("改开票：")
    shown.type("125,000.50", form.amount.edit)
    shown.press(Qt.Key.Key_Return)
    assert sums(place)["已开票"] == "125,000.50"
    shown.press(Qt.Key.Key_Delete)
    assert shown.said[-1][0].startswith("已移除开票：")
    assert sums(place)["已开票"] == "0"
    shown.undo()
    assert sums(place)["已开票"] == "125,000.50"


def test_a_wrong_amount_is_said_at_its_field(book: Book, tracked: Make) -> None:
    shown, place = opened(book, tracked)
    shown.click(place.parts[0].buttons["receipt"])
    form = place.money_forms.receipt
    shown.type("十二万")
    shown.press(Qt.Key.Key_Return)
    assert form.amount.problem == "“十二万”不是数字，可写作 24.7万 或 247,000。"
    assert focused() is form.amount.edit
    shown.type("0")
    shown.press(Qt.Key.Key_Return)
    assert form.amount.problem == "金额不能为 0。"
    shown.type("1万")
    shown.type("2024-07-05", form.received.edit)
    shown.press(Qt.Key.Key_Return)
    assert form.received.problem == "2024-07-05 还没到，先填应收日。"
    assert shown.said == []
    shown.press(Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert shown.open_step() is Step.RECEIPT


def test_receipts_refunds_and_instalments_leave_what_is_due(book: Book, tracked: Make) -> None:
    shown, place = opened(book, tracked)
    part, forms = place.parts[0], place.money_forms
    shown.click(part.buttons["receipt"])
    shown.type("147,000")
    shown.press(Qt.Key.Key_Return)
    assert sums(place)["待收"] == "100,000"
    shown.click(part.buttons["refund"])
    assert not forms.receipt.discount.isVisible()
    shown.type("2万")
    shown.press(Qt.Key.Key_Return)
    assert shown.said[-1] == ("已加退款", True)
    assert (sums(place)["已退"], sums(place)["待收"]) == ("20,000", "120,000")
    shown.click(part.buttons["plan"])
    shown.type("3", forms.plan.count.edit)
    shown.type("2024-07-31", forms.plan.first.edit)
    shown.type("1", forms.plan.months.edit)
    shown.press(Qt.Key.Key_Return)
    assert shown.said[-1] == ("已分 3 期", True)
    contract = shown.id_of(LANTU)
    assert shown.rows(
        "SELECT due_day, amount_fen FROM receipts WHERE contract_id = ? AND received_day IS NULL", contract
    ) == [("2024-07-31", 4_000_000), ("2024-08-31", 4_000_000), ("2024-09-30", 4_000_000)]
    shown.undo()
    assert shown.rows("SELECT count(*) FROM receipts WHERE contract_id = ?", contract) == [(2,)]


def test_money_of_a_renewal_is_that_of_the_new_contract(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    old, new = shown.rows(
        "SELECT o.code, n.code FROM renewal_links l JOIN contracts o ON o.id = l.old_id "
        "JOIN contracts n ON n.id = l.new_id JOIN receipts r ON r.contract_id = n.id "
        "WHERE o.end_day BETWEEN '2024-07-01' AND '2024-12-31' ORDER BY o.id"
    )[0]
    shown.show(old)
    place = shown.open(Step.RECEIPT)
    assert place.parts[0].title.text() == f"{new} 的开票与回款"
    assert not place.note.isVisible()
    assert shown.step(Step.RECEIPT).state is State.DONE
    assert not place.early.isVisible(), "what is paid is not paid early"


def test_amounts_are_with_or_without_tax_as_the_book_says(book: Book, tracked: Make) -> None:
    CalendarSettings(book).set_tax(True, "6")
    _, place = opened(book, tracked)
    assert place.parts[0].tax.text() == "金额含税 6%，不含税 233,018.87"


def test_the_early_payment_says_what_it_saves_and_costs(book: Book, tracked: Make) -> None:
    shown, place = opened(book, tracked, LATER)
    form = place.early.form
    figures = {key: label.text() for key, label in form.figures.items()}
    assert form.paid.value == "2024-08-25", "the last day with a discount"
    assert figures == {"discount": "1,890", "to_pay": "187,110", "saved": "3,780", "net": "1,890"}
    assert form.verdict.text() == "有优惠：提前 30 天，最晚 2024-08-25"
    shown.type("2024-08-26", form.paid.edit)
    assert form.verdict.text() == "没有优惠：要在 2024-08-25 前付清"
    assert not form.save_button.isEnabled()
    shown.type("2024-08-20", form.paid.edit)
    form.one_sum.check.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Space)
    assert form.verdict.text() == "没有优惠：要一次付清"
    assert form.figures["discount"].text() == "0"
    shown.press(Qt.Key.Key_Space)
    shown.type("10万", form.amount.edit)
    shown.press(Qt.Key.Key_Return)
    assert shown.said == [("已存提前付款优惠：HT00177 2024-08-20", True)]
    assert shown.rows("SELECT day, due_day, amount_fen, discount FROM early_offers") == [
        ("2024-08-20", "2024-09-24", 10_000_000, "0.01")
    ]
    assert len(place.early.offers) == 1
    assert form.amount.value == "10万", "what was typed stays"


def test_an_offer_is_no_longer_made_too_late(book: Book, tracked: Make) -> None:
    _, place = opened(book, tracked)
    form = place.early.form
    assert form.verdict.text() == "没有优惠：要在 2024-06-14 前付清"
    assert form.save_button.toolTip() == "没有优惠：要在 2024-06-14 前付清"


def test_a_half_typed_entry_survives_newer_data(book: Book, tracked: Make) -> None:
    shown, place = opened(book, tracked)
    shown.click(place.parts[0].buttons["invoice"])
    shown.type("3万")
    shown.source.money.add_invoice(shown.id_of(LANTU), InvoiceDraft(100, date(2024, 6, 1)))
    shown.source.calendar.forget()
    shown.panel.refresh()
    shown.wait()
    assert place.money_forms.invoice.amount.value == "3万"
    assert sums(place)["已开票"] == "1"
