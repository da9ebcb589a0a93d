"""Cells from the clipboard: as Excel, WPS and text editors write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.clipboard import cells_of


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),
        ("a\tb\rc\td\r", [["a", "b"], ["c", "d"]]),
        ("a", [["a"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ("a\t\t\n\tb\t\n", [["a", "", ""], ["", "b", ""]]),
        ("a\tb\nc\n", [["a", "b"], ["c"]]),
        ('"第一行\n第二行"\tb\r\n', [["第一行\n第二行", "b"]]),
        ('"他说""好"""\tb', [['他说"好"', "b"]]),
        ('"a\tb"\tc', [["a\tb", "c"]]),
        ('5" 屏\t7" 屏', [['5" 屏', '7" 屏']]),
        ('"重点"客户\tb', [['"重点"客户', "b"]]),
        ('"没有关上\tb\nc\td', [['"没有关上', "b"], ["c", "d"]]),
        ('""\t""', [["", ""]]),
        ("上海, 浦东", [["上海, 浦东"]]),
        ("名称,分层\n岚图,稳定\n", [["名称", "分层"], ["岚图", "稳定"]]),
        ('a,"b,c"\nd,e', [["a", "b,c"], ["d", "e"]]),
        ("先聊 A, B\n再聊 C", [["先聊 A, B"], ["再聊 C"]]),
        ("\ufeffa\tb\0", [["a", "b"]]),
        ("", []),
        ("\r\n", []),
        (" \n", []),
    ],
)
def test_a_block_is_read(text: str, cells: list[list[str]]) -> None:
    assert cells_of(text) == cells


CELL = st.text(st.characters(exclude_characters="\r\0\ufeff", exclude_categories=["Cs"]), max_size=6)


@given(
    st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"])
)
def test_what_a_spreadsheet_wrote_is_read_again(rows: list[list[str]], end: str) -> None:
    def cell(text: str) -> str:
        quoted = any(mark in text for mark in '\t\n"')
        return '"' + text.replace('"', '""') + '"' if quoted else text

    text = "".join("\t".join(map(cell, row)) + end for row in rows)
    if text.strip():
        assert cells_of(text) == rows


@given(st.text(st.sampled_from('a"\t\n,\r'), max_size=30))
def test_no_text_is_too_odd(text: str) -> None:
    rows = cells_of(text)
    assert all(rows)
    assert sum(cell.count("a") for row in rows for cell in row) == text.count("a")
