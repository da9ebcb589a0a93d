"""The text of a review comes back from JSON exactly as it went in; what cannot be read is refused."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.errors import UserError
from csmdesk.domain.review_text import (
    Block,
    Case,
    Chip,
    Heading,
    Items,
    Live,
    Paragraph,
    Plan,
    Problem,
    Prompt,
    TableBlock,
    Words,
    chips_of,
    from_json,
    joined,
    plain,
    runs_of,
    to_json,
)

words = st.text(max_size=12)
chips = st.builds(Chip, words, words, words, words, words, st.booleans())
lines = st.lists(st.builds(Words, words, st.booleans(), st.booleans()) | chips, max_size=4).map(tuple)
some_lines = st.lists(lines, max_size=3).map(tuple)
numbers = st.none() | st.integers(1, 99)
blocks = st.one_of(
    st.builds(Heading, st.sampled_from([2, 3]), lines, words),
    st.builds(Paragraph, lines),
    st.builds(Items, some_lines, st.booleans()),
    st.builds(TableBlock, st.lists(some_lines, max_size=3).map(tuple), st.booleans()),
    st.builds(Live, words, words),
    st.builds(Case, numbers, lines, lines, lines, lines, numbers),
    st.builds(Problem, words, lines, lines, lines, st.lists(st.integers(1, 9), max_size=3).map(tuple)),
    st.builds(Plan, lines, words, some_lines, words, words, words),
    st.builds(Prompt, words, words),
)


@given(st.lists(blocks, max_size=5).map(tuple))
def test_every_text_comes_back_as_it_was(text: tuple[Block, ...]) -> None:
    assert from_json(to_json(text)) == text


@given(lines)
def test_joining_runs_changes_no_word_and_no_figure(line: tuple[Words | Chip, ...]) -> None:
    found = joined(line)
    assert plain(found) == plain(line)
    assert [run for run in found if isinstance(run, Chip)] == [run for run in line if isinstance(run, Chip)]
    looks = [run[1:] if isinstance(run, Words) else None for run in found]
    assert all(a is None or a != b for a, b in pairwise(looks))


def test_figures_are_found_in_every_kind_of_block() -> None:
    chip = Chip("nrr")
    line = (Words("净留存 "), chip)
    text: list[Block] = [
        Heading(2, line),
        Paragraph(line),
        Items((line, line)),
        TableBlock(((line, line),)),
        Case(1, line, line, line, line),
        Problem("people", line, line, line),
        Plan(line, "", (line,), ""),
    ]
    assert [len(list(runs_of(block))) for block in text] == [1, 1, 2, 2, 4, 3, 2]
    assert list(chips_of(text)) == [chip] * 15


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"version":2,"blocks":[]}',
        '{"version":1,"blocks":[{"is":"film"}]}',
        '{"version":1,"blocks":[{"is":"paragraph"}]}',
        '{"version":1,"blocks":[{"is":"paragraph","runs":[{"sound":"x"}]}]}',
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(kept: str) -> None:
    with pytest.raises(UserError):
        from_json(kept)
