"""The tiered quote calculator with real keys: the table of the rules, bundle, keeping, clipboard, sending."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from csmdesk.domain.renewal_track import State, Step
from csmdesk.storage.book import Book
from tests.ui.calendar.track_window import LANTU, Make, Shown, focused

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


def opened(book: Book, tracked: Make) -> tuple[Shown, Any]:
    shown = tracked(book)
    shown.show()
    return shown, shown.open(Step.QUOTE)


def price(shown: Shown, form: Any, units: str, baseline: str = "100", each: str = "1") -> tuple[str, str]:
    """Type a quote; its sums by band and on the whole."""
    shown.type(baseline, form.baseline.edit)
    shown.type(each, form.price.edit)
    shown.type(units, form.units.edit)
    table = form.table
    return table.total("band"), table.total("whole")


def test_the_table_of_the_rules_both_ways(book: Book, tracked: Make) -> None:
    shown, place = opened(book, tracked)
    found = [price(shown, place.form, units) for units in ("150", "200", "300", "400")]
    assert [band for band, _ in found] == ["150", "210", "330", "460"]
    assert [whole for _, whole in found] == ["150", "240", "360", "520"]


@pytest.mark.parametrize(
    ("units", "band", "whole"),
    [("0", "—", "—"), ("149", "149", "149"), ("151", "151.20", "181.20"), ("301", "331.30", "391.30")],
)
def test_around_the_bounds(book: Book, tracked: Make, units: str, band: str, whole: str) -> None:
    shown, place = opened(book, tracked)
    assert price(shown, place.form, units) == (band, whole)


def test_the_lines_of_each_tier_are_shown(book: Book, tracked: Make) -> None:
    shown, place = opened(book, tracked)
    price(shown, place.form, "400")
    by_band, whole = place.form.table.sides
    assert by_band.lines == (("150 × 100%", "150"), ("150 × 120%", "180"), ("100 × 130%", "130"))
    assert whole.lines == (("400 × 130%", "520"),)
    assert by_band.mean == "均价 1.15"
    assert "分段计价  460  已选  150 × 100% = 150" in place.form.table.accessibleName()


def test_the_recorded_peak_is_the_baseline_unless_typed(book: Book, tracked: Make) -> None:
    shown, place = opened(book, tracked)
    form = place.form
    baseline = shown.source.quotes.baseline(shown.panel.track.account_id, shown.panel.track.closing)
    assert baseline is not None
    assert form.baseline.value == str(baseline.value) == "538"
    assert form.source.select.currentText() == "全部模块 538（2024-06-21）"
    assert form.source.note == "90 天里 13 天有数据"
    shown.type("1.2万", form.units.edit)
    shown.type("10", form.price.edit)
    assert form.table.total("whole") == "156,000"
    form.source.set_value("1")
    assert form.baseline.value == str(
        shown.source.quotes.baselines(shown.panel.track.account_id, shown.panel.track.closing)[1].value
    )


def test_a_bundle_says_the_change_of_margin_in_points(book: Book, tracked: Make) -> None:
    shown, place = opened(book, tracked)
    form = place.form
    assert not form.margin.isVisible()
    shown.click(form.parts.add_button)
    for key, typed in (("name", "短信"), ("list", "12万"), ("cost", "5万")):
        held = form.parts.blocks[0].form.fields[key]
        shown.type(typed, held.select.line if key == "name" else held.edit)
    assert form.margin.text() == "填好各项和组合价后，这里显示毛利率变化"
    shown.type("10万", form.bundle_price.edit)
    assert form.margin.text() == "毛利率 58.3% → 50%，−8.3 个百分点"


def test_a_quote_is_kept_taken_up_again_and_removed(book: Book, tracked: Make) -> None:
    shown, place = opened(book, tracked)
    form = place.form
    price(shown, form, "400")
    form.table.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Right)
    assert form.table.key == "whole"
    form.units.edit.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Return)
    assert shown.said == [("已存报价：HT00160 520", True)]
    assert form.units.value == "400", "the calculator keeps what was typed"
    assert shown.rows("SELECT baseline, units, list_price_fen, by_band, contract_id FROM quotes") == [
        ("100", "400", 100, 0, shown.id_of(LANTU))
    ]
    assert shown.step(Step.QUOTE).state is State.DONE
    shown.type("5", form.units.edit)
    place.kept.setFocus(Qt.FocusReason.TabFocusReason)
    assert "06-30" in place.kept.accessibleName()
    shown.press(Qt.Key.Key_Return)
    assert (form.units.value, form.table.key) == ("400", "whole")
    place.kept.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Delete)
    assert shown.rows("SELECT count(*) FROM quotes") == [(0,)]
    assert not place.kept.isVisible()
    shown.undo()
    assert len(place.kept.items) == 1


def test_the_words_go_onto_the_clipboard(book: Book, tracked: Make) -> None:
    shown, place = opened(book, tracked)
    price(shown, place.form, "400")
    shown.click(place.form.copy_button)
    words = QGuiApplication.clipboard().text()
    assert words.startswith("分层报价 岚图家居 2024-06-30")
    assert "合计 460.00 元" in words
    assert shown.said == [("已复制报价", False)]


@pytest.mark.parametrize(("field", "typed"), [("units", ""), ("units", "很多"), ("list_price", "0")])
def test_what_makes_no_quote_is_said_at_its_field(book: Book, tracked: Make, field: str, typed: str) -> None:
    shown, place = opened(book, tracked)
    price(shown, place.form, "400")
    held = place.form.form.fields[field]
    shown.type(typed, held.edit)
    shown.press(Qt.Key.Key_Return)
    assert held.problem
    assert focused() is held.edit
    assert shown.rows("SELECT count(*) FROM quotes") == [(0,)]


def test_the_day_on_which_it_went_out(book: Book, tracked: Make) -> None:
    shown, place = opened(book, tracked)
    shown.type("张总，当面", place.sent.note.edit)
    shown.type("昨天", place.sent.day.edit)
    shown.press(Qt.Key.Key_Return)
    assert shown.said == [("已发出报价：HT00160 06-29", True)]
    assert shown.step(Step.QUOTE).due == "06-29 发出"
    place = shown.open(Step.QUOTE)
    shown.click(place.sent.undo_button)
    assert shown.step(Step.QUOTE).state is State.TODO


def test_a_quote_goes_into_the_review_of_the_period_once(book: Book, tracked: Make) -> None:
    shown, place = opened(book, tracked)
    form = place.form
    form.review_button.click()
    shown.wait()
    assert form.units.problem
    assert not shown.said
    price(shown, form, "400")
    form.review_button.click()
    shown.wait()
    assert shown.said == [("已写进自评 2024H1 的续约一节。", True)]
    text = "SELECT body FROM review_texts WHERE place = 'work.renewals.how'"
    assert "460.00" in shown.rows(text)[0][0]
    form.review_button.click()
    shown.wait()
    assert shown.said[1:] == [("自评 2024H1 里已有这份报价。", False)]
    shown.undo()
    assert "460.00" not in "".join(row[0] for row in shown.rows(text))
