"""Known words are found whatever their width, case and spaces, and never inside another word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.reports.known_words import KnownWords, too_short

WORDS = KnownWords(
    [
        ("岚图家居", "a"),
        ("岚图家居集团", "b"),
        ("KH1001", "c"),
        ("Li Lei", "d"),
        ("王", "short"),
        ("1001", "short"),
        ("20240012", "e"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("拜访岚图家居。", [("岚图家居", "a")]),
        ("拜访岚图家居集团。", [("岚图家居集团", "b")]),
        ("岚图 家居与岚\u200b图家\n居", [("岚图 家居", "a"), ("岚\u200b图家\n居", "a")]),
        ("ＫＨ１００１，kh1001", [("ＫＨ１００１", "c"), ("kh1001", "c")]),
        ("KH10012 与 XKH1001", []),
        ("客户KH1001的", [("KH1001", "c")]),
        ("met LI LEI today", [("LI LEI", "d")]),
        ("belileif", []),
        ("王先生 1001", []),
        ("编号 20240012", [("20240012", "e")]),
        ("1202400129", []),
    ],
)
def test_words_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[hit.start : hit.end], hit.of) for hit in WORDS.find(text)] == found


def test_what_is_too_short_is_known_as_such() -> None:
    assert [too_short(word) for word in ("王", "1001", "A", "王芳", "20240012", "K1")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


@given(st.text(alphabet="岚图家居 KH10x\u200b"))
def test_hits_never_overlap_and_stand_in_the_text(text: str) -> None:
    end = 0
    for hit in WORDS.find(text):
        assert hit.start >= end
        assert hit.end <= len(text)
        end = hit.end
