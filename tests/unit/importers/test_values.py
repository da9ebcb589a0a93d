"""Cells to values: what is read, what is refused, and nothing lost on the way."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.importers import units, values
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.units import Unit

MANY = st.integers(min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("120,000.00", 12_000_000),
        ("120000", 12_000_000),
        ("12万", 12_000_000),
        ("12 万元", 12_000_000),
        ("1.2亿", 12_000_000_000),
        ("１２万", 12_000_000),
        ("１，２００．５", 120_050),
        ("¥1,200.5", 120_050),
        ("￥ 1,200", 120_000),
        ("1200元", 120_000),
        ("1000元整", 100_000),
        ("(1,000)", -100_000),
        ("（1,000）", -100_000),
        ("-5", -500),
        ("−5", -500),
        ("¥-5", -500),
        ("1.230", 123),
        ("1.2E+06", 120_000_000),
        ("1.234,56", 123_456),
        ("1,20,000.50", 12_000_050),
        ("12,34,567", 123_456_700),
        ("\u200e9801", 980_100),
        ("1 200.00", 120_000),
        ("0", 0),
        (".5", 50),
    ],
)
def test_money_is_read(cell: str, fen: int) -> None:
    assert values.money(cell).fen == fen


@pytest.mark.parametrize(
    "cell",
    [
        "12万3",
        "abc",
        "",
        "-",
        "1,2",
        "12,34",
        "12万万",
        "12人",
        "63%",
        "1.234",
        "0.001元",
        "5-",
        "1e+20",
        "(5",
        "--5",
    ],
)
def test_what_is_no_amount_is_refused_with_its_value(cell: str) -> None:
    with pytest.raises(Unreadable) as refused:
        values.money(cell)
    assert cell in refused.value.why.zh
    assert cell in refused.value.why.en


def test_currencies_of_cells_and_headers() -> None:
    assert values.money("$1,200").currency == "USD"
    assert values.money("1200 USD").currency == "USD"
    assert values.money("人民币12万元") == (12_000_000, "CNY")
    # 元 says whole units: a column of dollars has it in its header as well.
    assert values.money("1200元").currency == ""
    assert units.unit_of("万美元") == Unit(power=4, currency="USD")
    assert units.unit_of("元") == Unit()


def test_the_header_scales_a_plain_number_and_never_one_with_its_own_unit() -> None:
    assert values.money("12", Unit(power=4)).fen == 12_000_000
    assert values.money("12万", Unit(power=4)).fen == 12_000_000
    assert values.money("1200元", Unit(power=4)).fen == 120_000
    assert values.money("¥1200", Unit(power=4)).fen == 1_200_000_000
    assert values.ratio("63", Unit(percent=True)) == "0.63"
    assert values.ratio("63%", Unit(percent=True)) == "0.63"


@given(MANY, st.sampled_from(["plain", "thousands", "brackets", "wan", "yuan", "wide"]))
def test_money_round_trip(fen: int, style: str) -> None:
    yuan = Decimal(fen) / 100
    text = {
        "plain": f"{yuan:.2f}",
        "thousands": f"{yuan:,.2f}",
        "brackets": f"({-yuan:,.2f})" if fen < 0 else f"{yuan:,.2f}",
        "wan": f"{yuan / 10_000:f}万",
        "yuan": f"¥{yuan:.2f}",
        "wide": f"{yuan:.2f}".translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－")),
    }[style]
    assert values.money(text).fen == fen


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6))
def test_decimal_text_is_exact_and_plain(number: Decimal) -> None:
    text = values.decimal(format(number, "f"))
    assert Decimal(text) == number
    assert "E" not in text.upper()
    assert text == "0" or not text.endswith((".", "-0"))


@pytest.mark.parametrize(
    ("cell", "count"),
    [("40", 40), ("40.0", 40), ("1,200", 1200), ("40人", 40), ("1.2万", 12_000), ("-3", -3)],
)
def test_counts(cell: str, count: int) -> None:
    assert values.count(cell) == count


@pytest.mark.parametrize("cell", ["1.5", "4 0", "五", "40%", "$4"])
def test_what_is_no_count_is_refused(cell: str) -> None:
    with pytest.raises(Unreadable):
        values.count(cell)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("4.5", 270),
        ("8", 480),
        ("4:30", 270),
        ("4小时30分", 270),
        ("4h30m", 270),
        ("270分钟", 270),
        ("1天", 480),
        ("4.33", 260),
    ],
)
def test_working_time_in_minutes(cell: str, minutes: int) -> None:
    assert values.whole_minutes(cell) == minutes


def test_elapsed_hours_have_days_of_24_hours() -> None:
    assert values.hours("12") == "12"
    assert values.hours("2天") == "48"
    assert values.hours("90分钟") == "1.5"
    assert values.hours("2", Unit(time="days")) == "48"


def test_scores_are_exact_thousandths() -> None:
    assert values.score("77") == 77_000
    assert values.score("77.125") == 77_125
    assert values.score("59.999分") == 59_999
    with pytest.raises(Unreadable):
        values.score("77.1234")


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("2024", "2024"),
        ("2024年度", "2024"),
        ("FY2024", "2024"),
        ("2024.0", "2024"),
        ("2024H1", "2024H1"),
        ("2024年上半年", "2024H1"),
        ("2024 下半年", "2024H2"),
        ("H1 2024", "2024H1"),
        ("2024Q3", "2024Q3"),
        ("2024年第三季度", "2024Q3"),
        ("2024-05", "2024-05"),
        ("2024年5月", "2024-05"),
        ("202405", "2024-05"),
    ],
)
def test_periods(cell: str, name: str) -> None:
    assert values.period(cell) == name


@pytest.mark.parametrize("cell", ["2024-13", "上半年", "2024H3", "24"])
def test_what_is_no_period_is_refused(cell: str) -> None:
    with pytest.raises(Unreadable):
        values.period(cell)


@pytest.mark.parametrize(
    ("cell", "level"), [("2", 2), ("L2", 2), ("二级", 2), ("2级", 2), ("二线支持", 2), ("2.0", 2)]
)
def test_levels(cell: str, level: int) -> None:
    assert values.level(cell) == level


@pytest.mark.parametrize("word", ["是", "Y", "yes", "√", "TRUE", "1", "有", "ＹＥＳ"])
def test_yes(word: str) -> None:
    assert values.flag(word, "flag") == 1


@pytest.mark.parametrize("word", ["否", "N", "no", "×", "FALSE", "0", "无", "没有"])
def test_no(word: str) -> None:
    assert values.flag(word, "flag") == 0


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(Unreadable):
        values.flag("也许", "flag")


def test_numbers_of_objects_stay_text() -> None:
    assert values.code_of(" 00123 ") == "00123"
    assert values.code_of("ＫＨ１００１") == "KH1001"
    assert values.code_of("NA") == "NA"
    assert values.code_of("\u200bKH1\ufeff ") == "KH1"
    assert values.codes("HT1、HT2;HT3 HT1") == ("HT1", "HT2", "HT3")
    assert values.names("订单中心、BI报表|短信包") == ("订单中心", "BI报表", "短信包")


@pytest.mark.parametrize("cell", ["", " ", "-", "—", "——", "N/A", "n/a", "无", "NULL", "None", "暂无", "　"])
def test_words_for_nothing(cell: str) -> None:
    assert values.is_blank(cell)


def test_words_for_nothing_are_not_values() -> None:
    assert not values.is_blank("0")
    assert not values.is_blank("未启用")
    assert values.is_blank("未启用", "day")
    assert values.is_blank("长期有效", "end")
