"""Renewing and losing with real keys: suggestion, price change, split, merge, receipts, one undo."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from csmdesk.domain.renewal_track import State, Step
from csmdesk.storage.book import Book
from tests.ui.calendar.track_window import LANTU, Make, Shown, focused
from tests.unit.importers.making import digest_of

CTRL = Qt.KeyboardModifier.ControlModifier

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


def opened(book: Book, tracked: Make) -> tuple[Shown, Any]:
    shown = tracked(book)
    shown.show()
    return shown, shown.open(Step.SIGNING).renew


def fields(form: Any, number: int = 0) -> dict[str, str]:
    found: dict[str, str] = form.terms.blocks[number].form.values()
    return found


def field(form: Any, key: str, number: int = 0, part: str = "terms") -> Any:
    return getattr(form, part).blocks[number].form.fields[key]


def test_one_year_at_the_price_of_before_is_suggested(book: Book, tracked: Make) -> None:
    _, form = opened(book, tracked)
    assert fields(form) == {
        "start": "2024-07-15",
        "end": "2025-07-14",
        "amount": "247000",
        "code": "",
        "product": "",
    }
    assert form.signed.value == "2024-06-30"
    assert form.change.words.text() == "年化 24.7万，价格不变"


def test_a_renewal_with_receipts_is_one_step_and_one_undo(book: Book, tracked: Make) -> None:
    shown, form = opened(book, tracked)
    before = digest_of(book)
    shown.type("27.17万", field(form, "amount").edit)
    assert field(form, "amount").note == "271,700"
    assert form.change.words.text() == "年化 24.7万 → 27.17万，+10%，提价"
    shown.type("HT00160-2", field(form, "code").edit)
    shown.click(form.receipts.add_button)
    assert focused() is field(form, "amount", part="receipts").edit
    shown.type("100,000")
    shown.type("6-28", field(form, "received_day", part="receipts").edit)
    shown.press(Qt.Key.Key_Return, CTRL)
    assert shown.said == [("已续约：HT00160 岚图家居", True)]
    assert shown.open_step() is None
    assert shown.panel.track.row.outcome == "renewed"
    assert shown.step(Step.SIGNING).note == "→ HT00160-2"
    assert shown.step(Step.RECEIPT).state is State.DOING
    new = shown.id_of("HT00160-2")
    assert shown.rows("SELECT amount_fen, signed_day FROM contracts WHERE id = ?", new) == [
        (27_170_000, "2024-06-30")
    ]
    assert shown.rows("SELECT amount_fen, received_day FROM receipts WHERE contract_id = ?", new) == [
        (10_000_000, "2024-06-28")
    ]
    settled = shown.open(Step.SIGNING).settled
    assert settled.words.text() == "已续约。改动请打开新合同，或撤销续约。"
    shown.press(Qt.Key.Key_Return)
    assert shown.asked == [("contract", new)]
    shown.undo()
    assert digest_of(book) == before
    assert shown.panel.track.row.outcome == "open"


def test_several_years_and_a_common_end(book: Book, tracked: Make) -> None:
    shown, form = opened(book, tracked)
    form.way.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Right)
    assert (fields(form)["end"], fields(form)["amount"]) == ("2026-07-14", "494000")
    shown.type("3", form.years.edit)
    assert (fields(form)["end"], fields(form)["amount"]) == ("2027-07-14", "741000")
    form.way.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Right)
    shown.type("2025-01-14", form.until.select.line)
    assert (fields(form)["end"], fields(form)["amount"]) == ("2025-01-14", "123500")
    assert form.change.words.text() == "年化 24.7万，价格不变"
    shown.type("2024-07-01", form.until.select.line)
    assert form.until.problem == "同到期日要晚于 2024-07-15。"


def test_a_part_is_renewed_in_two_contracts(book: Book, tracked: Make) -> None:
    shown, form = opened(book, tracked)
    shown.click(form.terms.add_button)
    assert [block.title.text() for block in form.terms.blocks] == ["合同 1", "合同 2"]
    for number, amount in ((0, "12万"), (1, "8万")):
        shown.type("2024-07-15", field(form, "start", number).edit)
        shown.type("2025-07-14", field(form, "end", number).edit)
        shown.type(amount, field(form, "amount", number).edit)
    assert form.change.words.text() == "年化 24.7万 → 20万，−19%，部分续约或降价"
    shown.press(Qt.Key.Key_Return)
    assert len(shown.panel.track.row.successors) == 2
    assert shown.rows(
        "SELECT count(*) FROM renewal_links WHERE old_id = ? AND inferred = 0", shown.id_of(LANTU)
    ) == [(2,)]


def test_two_contracts_of_the_account_are_merged(book: Book, tracked: Make) -> None:
    shown, form = opened(book, tracked)
    other = shown.id_of("HT00192")
    check = form.merges[other]
    assert check.text() == "HT00192，2024-11-23 到期"
    check.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Space)
    assert fields(form)["start"] == "2024-11-24"
    shown.press(Qt.Key.Key_Return, CTRL)
    assert shown.said == [("已续约：HT00160，HT00192 岚图家居", True)]
    links = shown.rows("SELECT old_id FROM renewal_links WHERE old_id IN (?, ?)", shown.id_of(LANTU), other)
    assert len(links) == 2


def test_a_wrong_end_is_said_at_the_term_that_has_it(book: Book, tracked: Make) -> None:
    shown, form = opened(book, tracked)
    shown.click(form.terms.add_button)
    shown.type("2025-07-15", field(form, "start", 1).edit)
    shown.type("2024-01-01", field(form, "end", 1).edit)
    shown.type("1万", field(form, "amount", 1).edit)
    shown.press(Qt.Key.Key_Return)
    assert field(form, "end", 1).problem == "到期日 2024-01-01 早于开始日 2025-07-15。"
    assert field(form, "end", 0).problem == ""
    shown.type("", field(form, "amount", 1).edit)
    shown.press(Qt.Key.Key_Return)
    assert field(form, "amount", 1).problem == "请填写。"
    shown.click(form.terms.blocks[1].remove)
    assert len(form.terms.blocks) == 1
    shown.type("HT00192", field(form, "code").edit)
    shown.press(Qt.Key.Key_Return)
    assert field(form, "code").problem == "合同编号 HT00192 已被使用。"
    assert shown.said == []


def test_what_is_typed_survives_newer_data_and_other_contracts(book: Book, tracked: Make) -> None:
    shown, form = opened(book, tracked)
    shown.type("30万", field(form, "amount").edit)
    shown.source.renewals.start_talks(shown.id_of(LANTU), None, "新的")
    shown.source.calendar.forget()
    shown.panel.refresh()
    shown.wait()
    assert fields(form)["amount"] == "30万"
    shown.show("HT00175")
    shown.open(Step.SIGNING)
    assert fields(form)["amount"] != "30万"
    shown.show()
    assert shown.open_step() is Step.SIGNING
    assert fields(form)["amount"] == "30万"
    field(form, "amount").edit.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Return)
    assert shown.rows("SELECT amount_fen FROM contracts ORDER BY id DESC LIMIT 1") == [(30_000_000,)]


def test_a_loss_has_a_reason_that_is_learnt_and_can_be_reopened(book: Book, tracked: Make) -> None:
    shown, _ = opened(book, tracked)
    place = shown.panel.place(Step.SIGNING)
    place.choice.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Right)
    assert place.lose.isVisible()
    assert not place.renew.isVisible()
    shown.press(Qt.Key.Key_Return, CTRL)
    assert place.lose.reason.problem == "请写明未续约的原因。"
    shown.type("预算取消", place.lose.reason.select.line)
    shown.press(Qt.Key.Key_Return)
    assert shown.said == [("已记未续约：HT00160 预算取消", True)]
    assert shown.panel.track.row.outcome == "lost"
    assert "预算取消" in shown.source.renewals.loss_reasons()
    shown.open(Step.SIGNING)
    assert place.settled.words.text() == "未续：预算取消，2024-06-30 得知"
    shown.press(Qt.Key.Key_Return)
    assert shown.said[-1] == ("重新争取：HT00160", True)
    assert shown.panel.track.row.outcome == "open"
