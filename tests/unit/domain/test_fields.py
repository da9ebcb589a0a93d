"""What typed words look like before they are kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.fields import (
    ACCOUNT_FIELDS,
    SEGMENTS,
    code_text,
    one_line,
    segment_of,
    several_lines,
    word_key,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  岚图 \t 家居\r\n", "岚图 家居"),
        ("岚图家居（中国）有限公司", "岚图家居（中国）有限公司"),
        ("ＡＢＣ１２３", "ABC123"),
        ("Acme　Corp", "Acme Corp"),
        ("\u200b岚\ufeff图\u202e", "岚图"),
        ("cafe\u0301", "café"),
        ("a\x00b\x07c", "abc"),
        ("\ud83dx", "x"),
        ("👩\u200d💻 团队", "👩\u200d💻 团队"),
        ("\u200d", ""),
        ("①级", "①级"),
    ],
)
def test_a_name_is_kept_as_typed_without_what_cannot_be_seen(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


def test_a_note_keeps_its_lines() -> None:
    assert several_lines("\r\n 第一行  \r\n\r\n\t第二行\u2028第三行\x00 \n") == "第一行\n\n\t第二行\n第三行"


def test_a_number_is_half_width_and_keeps_its_zeros() -> None:
    assert code_text(" ＫＨ－００１ ") == "KH-001"


@pytest.mark.parametrize(
    ("typed", "segment"),
    [
        ("high value", "高价值"),
        ("High-Value", "高价值"),
        ("高 价 值", "高价值"),
        ("Potential", "潜力"),
        ("GROWTH", "潜力"),
        ("stable", "稳定"),
        ("at risk", "流失风险"),
        ("at-risk", "流失风险"),
        ("Churn Risk", "流失风险"),
        ("战略", None),
        ("risky", None),
        ("", None),
    ],
)
def test_segments_are_known_in_both_languages(typed: str, segment: str | None) -> None:
    assert segment_of(typed) == segment


@given(st.text())
def test_what_is_kept_is_kept_again(typed: str) -> None:
    for keep in (one_line, several_lines, code_text):
        kept = keep(typed)
        assert keep(kept) == kept
        assert kept == kept.strip()
        # It can be written into a book and to a file, and holds no control character but the line's own.
        assert kept.encode("utf-8").decode("utf-8") == kept
        assert {c for c in kept if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}
    assert "\n" not in one_line(typed)
    assert "  " not in one_line(typed)


@given(st.text(max_size=8))
def test_a_word_and_its_wide_spelling_are_the_same_word(word: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word)
    assert word_key(wide) == word_key(word)


def test_fields_are_told_apart() -> None:
    assert len({field.key for field in ACCOUNT_FIELDS}) == len(ACCOUNT_FIELDS)
    assert len({field.name for field in ACCOUNT_FIELDS}) == len(ACCOUNT_FIELDS)
    assert [field.key for field in ACCOUNT_FIELDS if field.required] == ["name", "code"]
    assert all(segment_of(segment) == segment for segment in SEGMENTS)
