"""A figure and the words of its rows come back from JSON exactly; what cannot be read is refused."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.errors import UserError
from csmdesk.domain.period import parse_period
from csmdesk.domain.text import Text
from csmdesk.metrics.figure import (
    Attainment,
    Counted,
    Coverage,
    Definition,
    Evidence,
    Figure,
    Key,
    LeftOut,
    Unit,
)
from csmdesk.services.frozen_figures import (
    RowWords,
    figure_from_json,
    figure_to_json,
    frozen_set,
    rows_in,
    rows_out,
)

words = st.text(max_size=8)
texts = st.builds(Text, words, words)
exact = st.fractions()
maybe = st.none() | exact
keys = st.integers(1, 10**9) | st.lists(st.integers(1, 10**6), min_size=2, max_size=3).map(tuple)
tables = st.sampled_from(["accounts", "contracts", "usage"])
days = st.dates()
parts = st.recursive(
    exact | st.integers() | words | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
counted = st.lists(st.builds(Counted, tables, keys, exact), max_size=4).map(tuple)
left_out = st.lists(st.builds(LeftOut, tables, keys, texts), max_size=3).map(tuple)
definitions = st.builds(
    Definition,
    words,
    texts,
    st.sampled_from(list(Unit)),
    st.booleans(),
    st.booleans(),
    texts,
    words,
    st.lists(words, max_size=2).map(tuple),
)
targets = st.builds(
    Attainment, st.integers(1, 9), words, words, exact, exact, exact, maybe, st.none() | st.booleans()
)
figures = st.builds(
    Figure,
    definitions,
    words,
    days,
    maybe,
    maybe,
    maybe,
    st.dictionaries(words, parts, max_size=4),
    st.lists(targets, max_size=2).map(tuple),
    st.none() | texts,
    st.lists(texts, max_size=2).map(tuple),
    st.builds(Evidence, counted, counted, left_out),
    st.none() | st.builds(Coverage, st.integers(0, 9), st.integers(0, 9), st.none() | days),
)
rows = st.dictionaries(
    st.tuples(tables, keys), st.builds(RowWords, words, words, st.none() | days, words), max_size=5
)


@given(figures)
def test_every_figure_comes_back_as_it_was(figure: Figure) -> None:
    found = figure_from_json(figure_to_json(figure))
    assert found == figure
    # 3 equals Fraction(3): the types have to come back too.
    assert repr(found) == repr(figure)


@given(rows)
def test_the_words_of_every_row_come_back_as_they_were(kept: dict[tuple[str, Key], RowWords]) -> None:
    assert rows_in(json.loads(json.dumps(rows_out(kept)))) == kept


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"metric":"nrr"}', "7"])
def test_what_cannot_be_read_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UserError):
        figure_from_json(text)


def test_a_frozen_set_tells_its_rows_without_a_book() -> None:
    definition = Definition("nrr", Text("净", "net"), Unit.RATIO, True, False, Text("", ""), "revenue")
    out = LeftOut("contracts", 3, Text("期外", "outside"))
    evidence = Evidence((Counted("contracts", 2, Fraction(1)),), (), (out,))
    figure = Figure(definition, "2024H1", date(2024, 6, 30), None, evidence=evidence)
    kept: dict[tuple[str, Key], RowWords] = {
        ("contracts", 2): RowWords("HT2", "甲", date(2024, 1, 1), "说明")
    }
    held = frozen_set({"nrr": figure}, kept, parse_period("2024H1"), date(2024, 6, 30), "CNY", "书")
    (counted_row,) = held.witness.rows(figure, "numerator")
    assert (counted_row.code, counted_row.account, counted_row.amount) == ("HT2", "甲", Fraction(1))
    (left,) = held.witness.rows(figure, "excluded")
    assert (left.code, left.reason) == ("", Text("期外", "outside"))
    assert (held.currency, held.period.name, held.as_of) == ("CNY", "2024H1", date(2024, 6, 30))
    with pytest.raises(TypeError):
        held.monthly("nrr")
