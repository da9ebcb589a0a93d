"""Amounts as people type them: exact, or refused with a sentence at their field."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.amounts import MOST_FEN, read_fen, read_number, typed_fen
from csmdesk.domain.fields import FieldError


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("247000", 24_700_000),
        ("247,000.50", 24_700_050),
        ("24.7万", 24_700_000),
        ("２４．７ 万元", 24_700_000),
        ("1.2亿", 12_000_000_000),
        ("3百万", 300_000_000),
        ("￥1,234.5", 123_450),
        ("CNY 12", 1_200),
        ("12 USD", 1_200),
        ("247k", 24_700_000),
        ("1.5M", 150_000_000),
        ("-5000", -500_000),
        ("−5000", -500_000),
        ("¥-50", -5_000),
        (".5", 50),
        ("5.", 500),
        ("0", 0),
    ],
)
def test_amounts_are_read_exactly(typed: str, fen: int) -> None:
    assert read_fen("amount", typed) == fen


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请填写"),
        ("  ", "请填写"),
        ("很多", "不是数字"),
        ("12万3", "不是数字"),
        ("1,23", "不是数字"),
        ("1.2.3", "不是数字"),
        ("万", "不是数字"),
        ("1e5", "不是数字"),
        ("0.001", "精确到分"),
        ("0.00001万", None),
        ("99999999亿", "太大"),
    ],
)
def test_what_is_no_amount_is_said(typed: str, said: str | None) -> None:
    if said is None:
        assert read_fen("amount", typed) == 10
        return
    with pytest.raises(FieldError) as told:
        read_fen("amount", typed)
    assert told.value.field == "amount"
    assert said in told.value.text.zh


def test_numbers_may_have_any_decimals() -> None:
    assert read_number("units", "1.25万") == 12_500
    assert read_number("units", "0.0001") == Fraction(1, 10_000)


@given(st.integers(-MOST_FEN, MOST_FEN))
def test_what_a_field_shows_is_read_back(fen: int) -> None:
    assert read_fen("amount", typed_fen(fen)) == fen
