"""A report's tree comes back from JSON exactly as it went in; what cannot be read is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.errors import UserError
from csmdesk.reports import document as doc
from csmdesk.reports.document_json import document_in, document_out, from_json, to_json
from tests.unit.reports.making import every_block

words = st.text(max_size=10)
numbers = st.integers(-5, 5) | st.floats(allow_nan=False, allow_infinity=False)
statuses = st.sampled_from(["good", "warn", "bad", "none"])
spans = st.builds(doc.Span, words, st.booleans(), words, words, statuses)
lines = st.lists(spans, max_size=3).map(tuple)
some_lines = st.lists(lines, max_size=3).map(tuple)
some_words = st.lists(words, max_size=3).map(tuple)
series = st.builds(
    doc.Series,
    words,
    st.lists(st.none() | numbers, max_size=4).map(tuple),
    words,
    some_words,
    st.sampled_from(["bar", "line"]),
    st.booleans(),
    st.booleans(),
)
columns = st.builds(doc.Column, words, st.sampled_from(["left", "right", "center"]), numbers)
charts = st.builds(
    doc.Chart,
    words,
    st.sampled_from(["bars", "stacked_bars", "line", "bars_and_line"]),
    some_words,
    st.lists(series, max_size=3).map(tuple),
    words,
    st.none() | numbers,
    words,
    words,
    words,
    numbers,
    st.integers(0, 4),
)
blocks = st.one_of(
    st.builds(doc.Heading, st.integers(1, 3), words, words, st.booleans()),
    st.builds(doc.Paragraph, lines, words),
    st.builds(doc.Bullets, some_lines, st.booleans()),
    st.builds(
        doc.Table,
        words,
        st.lists(columns, max_size=3).map(tuple),
        st.lists(some_lines, max_size=3).map(tuple),
        words,
        st.booleans(),
    ),
    charts,
    st.builds(doc.Highlights, st.lists(st.builds(doc.Highlight, words, lines, lines), max_size=3).map(tuple)),
    st.builds(doc.ToWrite, words, words, words),
    st.builds(
        doc.Checks, st.lists(st.builds(doc.Check, statuses, words, words, words), max_size=3).map(tuple)
    ),
    st.builds(
        doc.Proofs,
        st.lists(st.builds(doc.Proof, words, words, lines, words, some_words, words), max_size=3).map(tuple),
    ),
    st.builds(doc.PageBreak),
)
documents = st.builds(
    doc.Document,
    words,
    words,
    st.sampled_from(["zh", "en"]),
    st.lists(st.tuples(words, words), max_size=3).map(tuple),
    st.lists(blocks, max_size=5).map(tuple),
    words,
)


@given(documents)
def test_every_report_comes_back_as_it_was(document: doc.Document) -> None:
    found = from_json(to_json(document))
    assert found == document
    # 1 equals 1.0 and True: the types have to come back too.
    assert repr(found) == repr(document)


def test_every_kind_of_block_has_a_name() -> None:
    document = every_block()
    assert from_json(to_json(document)) == document
    named = {block["is"] for block in document_out(document)["blocks"]}
    assert named == {type(block).__name__.lower() for block in document.blocks}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "7",
        '{"is":"film"}',
        '{"is":"heading","level":1,"text":"x","anchor":"y"}',
        '{"is":"document","title":"x"}',
        '{"is":"document","title":"x","subtitle":"","language":"zh","sound":1}',
        '{"is":"document","title":"x","subtitle":"","language":"zh","blocks":[{"level":1}]}',
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UserError):
        from_json(text)


def test_only_a_whole_report_is_read_as_one() -> None:
    with pytest.raises(UserError):
        document_in({"is": "pagebreak"})
