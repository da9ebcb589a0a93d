"""The parts of a track: amounts and times as they are typed, prices, rows that wrap, the order of Tab."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.ui.panes.calendar.steps.amount_words import amount_words
from csmdesk.ui.panes.calendar.steps.fields import AmountField, NumberField
from csmdesk.ui.panes.calendar.steps.price_change import PriceChange, Term, annual_of
from csmdesk.ui.panes.day_time import TimeField
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.focus import tab_stops
from csmdesk.ui.widgets.form import Form, FormField


@pytest.mark.parametrize(
    ("typed", "fen", "note"),
    [
        ("12.5万", 12_500_000, "125,000"),
        ("125,000", 12_500_000, "125,000"),
        ("125000", 12_500_000, "125,000"),
        ("¥1,200.5", 120_050, "1,200.50"),
        ("12", 1_200, ""),
        ("-3千", -300_000, "−3,000"),
    ],
)
def test_amounts_are_read_as_people_write_them(
    qtbot: QtBot, theme: Theme, typed: str, fen: int, note: str
) -> None:
    field = AmountField(theme, "金额", "zh")
    qtbot.addWidget(field)
    field.set_text(typed)
    assert (field.fen, field.read("amount"), field.note) == (fen, fen, note)


def test_what_is_no_amount_is_said_when_the_field_is_left(qtbot: QtBot, theme: Theme) -> None:
    field = AmountField(theme, "金额", "zh")
    qtbot.addWidget(field)
    field.set_text("一些")
    assert (field.fen, field.problem) == (None, "")
    field.edit.editingFinished.emit()
    assert field.problem == "“一些”不是数字，可写作 24.7万 或 247,000。"
    field.set_text("3")
    assert field.problem == ""


def test_numbers_and_times(qtbot: QtBot, theme: Theme) -> None:
    number = NumberField(theme, "用量", "zh")
    qtbot.addWidget(number)
    number.set_text("1.2万")
    assert number.number == 12_000
    number.set_text("many")
    number.edit.editingFinished.emit()
    assert number.problem
    at = TimeField(theme, "时间")
    qtbot.addWidget(at)
    at.set_text("下午4点半")
    assert (f"{at.time:%H:%M}", at.note) == ("16:30", "16:30")
    at.set_text("晚点")
    at.edit.editingFinished.emit()
    assert at.problem == "看不懂这个时间。可以写 16:30。"


def test_amounts_in_words() -> None:
    assert amount_words(24_700_000) == "247,000"
    assert amount_words(120_050) == "1,200.50"
    assert amount_words(Fraction(2, 3)) == "0.01"
    assert amount_words(-5_000, "USD") == "USD −50"


def test_terms_side_by_side_add_up_and_one_after_the_other_do_not() -> None:
    first = Term(date(2024, 7, 15), date(2025, 7, 14), 1_000)
    second = Term(date(2025, 7, 15), date(2026, 7, 14), 1_200)
    assert annual_of([first, first._replace(amount_fen=500)]) == 1_500
    assert annual_of([first, second]) == 1_100
    assert annual_of([]) is None
    assert annual_of([first._replace(end=date(2024, 7, 1))]) is None


@pytest.mark.parametrize(
    ("before", "after", "words", "shape"),
    [
        (100_00, 110_00, "年化 100 元 → 110 元，+10%，提价", "green"),
        (100_00, 70_00, "年化 100 元 → 70 元，−30%，部分续约或降价", "yellow"),
        (100_00, 100_00, "年化 100 元，价格不变", ""),
        (0, 100_00, "年化 100 元", ""),
        (100_00, None, "填好起止日和金额后，这里显示价格变化", ""),
    ],
)
def test_the_change_of_price(
    qtbot: QtBot, theme: Theme, before: int, after: int | None, words: str, shape: str
) -> None:
    change = PriceChange(theme, "zh")
    qtbot.addWidget(change)
    change.show_change(Fraction(before), None if after is None else Fraction(after), "CNY")
    assert (change.words.text(), change.shape._shape) == (words, shape)


def test_buttons_go_on_in_the_next_line(qtbot: QtBot, theme: Theme) -> None:
    row = FlowRow()
    qtbot.addWidget(row)
    buttons = [Button(theme, "按钮" * n) for n in (2, 3, 4)]
    for button in buttons:
        row.add(button)
    one = row.sizeHint()
    row.resize(one.width(), one.height())
    row.show()
    assert len({button.y() for button in buttons}) == 1
    assert row.heightForWidth(one.width()) == one.height()
    row.resize(one.width() - 1, 200)
    QApplication.processEvents()
    assert buttons[2].x() == 0
    assert buttons[2].y() > buttons[1].y()
    buttons[1].hide()
    QApplication.processEvents()
    assert buttons[2].y() == buttons[0].y()
    assert row.minimumSizeHint().width() == buttons[2].sizeHint().width()


def test_tab_reads_lines_from_left_to_right(qtbot: QtBot, theme: Theme) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    root.resize(300, 200)
    form = Form(theme, root)
    names = ["三", "一", "二", "四"]
    fields = {name: FormField(theme, name) for name in names}
    for name, half in (("一", True), ("二", True), ("三", False), ("四", False)):
        form.add(name, fields[name], half=half)
    form.setGeometry(0, 0, 300, 200)
    root.show()
    QApplication.processEvents()
    assert [stop.accessibleName() for stop in tab_stops(root)] == ["一", "二", "三", "四"]
    fields["二"].edit.setEnabled(False)
    fields["四"].hide()
    assert [stop.accessibleName() for stop in tab_stops(root)] == ["一", "三"]
