"""Order by numbers with room between them: any order can be made, and hardly anything is written for it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.spread import START, STEP, slot


def insert(order: list[tuple[str, int]], name: str, at: int) -> int:
    """Put ``name`` into a list of names with positions as a book would; how many others were written."""
    found = slot([position for _, position in order], at)
    written = 0
    if found.others is not None:
        written = sum(position != old for (_, old), position in zip(order, found.others, strict=True))
        order[:] = [(each, position) for (each, _), position in zip(order, found.others, strict=True)]
    order.append((name, found.position))
    order.sort(key=lambda each: each[1])
    return written


@given(
    st.lists(st.integers(0, 5000), max_size=12).map(sorted),
    st.lists(st.integers(0, 100), min_size=1, max_size=40),
)
def test_whatever_the_positions_a_new_one_stands_where_it_was_put(old: list[int], places: list[int]) -> None:
    order = [(f"old{at}", position) for at, position in enumerate(old)]
    names = [name for name, _ in order]
    for number, place in enumerate(places):
        at = place % (len(names) + 1)
        names.insert(at, f"new{number}")
        insert(order, f"new{number}", at)
        assert [name for name, _ in order] == names
        assert all(position > 0 for name, position in order if name.startswith("new"))


def test_a_thousand_go_to_the_front_before_anything_is_written_anew() -> None:
    order: list[tuple[str, int]] = []
    written = [insert(order, f"card{number}", 0) for number in range(1_000)]
    assert written == [0] * 1_000
    assert [name for name, _ in order] == [f"card{number}" for number in reversed(range(1_000))]


def test_what_goes_to_the_end_writes_nothing_else() -> None:
    order: list[tuple[str, int]] = []
    written = [insert(order, f"card{number}", number) for number in range(50)]
    assert written == [0] * 50
    assert [position for _, position in order] == [START + STEP * number for number in range(50)]


def test_ten_fit_between_two_neighbours() -> None:
    order = [("first", START), ("last", START + STEP)]
    written = [insert(order, f"card{number}", 1) for number in range(11)]
    assert written[:10] == [0] * 10
    assert written[10] > 0


def test_rows_that_share_a_position_are_spread_when_one_goes_between_them() -> None:
    order = [("one", 0), ("two", 0), ("three", 0)]
    assert insert(order, "new", 1) == 3
    assert [name for name, _ in order] == ["one", "new", "two", "three"]
