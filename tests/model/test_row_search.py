"""Filtering and ordering as lists of places, against the plainest way to do the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.ui.models.row_order import SPARSE, Order, Passing, passing
from csmdesk.ui.models.row_search import RowSearch
from tests.model.lists import things

_WORDS = st.lists(st.text("abk0 ", max_size=4), max_size=10)


@given(_WORDS, st.integers(0, 5))
def test_any_sequence_of_words_finds_what_holds_them_all(typed: list[str], seed: int) -> None:
    dice = random.Random(seed)
    texts = ["".join(dice.choices("abk0\n", k=dice.randint(0, 8))) for _ in range(150)]
    search = RowSearch(texts)
    for text in typed:
        terms = tuple(text.split())
        if not terms:
            continue
        found = search.find(terms)
        expected = [all(term in held for term in terms) for held in texts]
        assert found.count == sum(expected)
        assert [bool(flag) for flag in found.mask(len(texts))] == expected
        assert list(found.places) == [place for place, held in enumerate(expected) if held]


def test_rare_words_and_texts_with_odd_signs_are_found() -> None:
    texts = [f"row {number:05}\nlan tu" for number in range(3_000)]
    texts[7] += "\x1e岚图"
    search = RowSearch(texts)
    assert list(search.find(("00007",)).places) == [7]
    assert list(search.find(("岚图",)).places) == [7]
    assert search.find(("lan",)).count == 3_000
    assert search.find(("lan", "tu")).count == 3_000
    assert search.find(("nothing",)).count == 0
    assert all(search.find(("row",)).mask(3_000))


def test_a_search_may_be_made_beforehand() -> None:
    rows = things(50)
    search = RowSearch.of(rows)
    assert [rows[place].id for place in search.find(("kh00007",)).places] == [7]


@given(st.integers(0, 4), st.integers(1, 100), st.lists(st.integers(0, 2999), max_size=8))
def test_a_page_at_a_time_gives_the_rows_in_their_order(seed: int, share: int, asked: list[int]) -> None:
    dice = random.Random(seed)
    places = list(range(3_000))
    dice.shuffle(places)
    order = Order(places)
    mask = [dice.randrange(100) < share for _ in places]
    expected = [place for place in places if mask[place]]
    found = passing(order, mask, len(expected), None)
    assert isinstance(found, Passing) == (len(expected) * SPARSE > len(places))
    assert len(found) == len(expected)
    for position in asked:
        if position < len(expected):
            assert found[position] == expected[position]
            assert found.index(expected[position]) == position
    for place in (0, 1, 2, 2_999):
        assert (place in found) == mask[place]
        if not mask[place]:
            with pytest.raises(ValueError):
                found.index(place)
    assert found[:3] == expected[:3]
    assert list(found) == expected


def test_only_a_page_is_looked_for_until_more_is_asked() -> None:
    order = Order(list(range(10_000)))
    found = Passing(order, [True] * 10_000, 10_000)
    assert found[39] == 39
    assert len(found._found) < 1_000
    assert found.whole() == order.places
    assert [order.rank[place] for place in (0, 17, 9_999)] == [0, 17, 9_999]
