"""Random blocks of text, and some that show every kind."""

from __future__ import annotations

from hypothesis import strategies as st

from csmdesk.domain import review_text as text

_LETTERS = '续费率到账，。（）%　 aB7.-–−\n\t"&<é😀𠮷'
"""Letters of the scripts that are written here, some of them wider than a ``QChar``."""
_PHRASES = st.text(st.sampled_from(_LETTERS), min_size=1, max_size=8)
WORDS = st.builds(text.Words, _PHRASES, st.booleans(), st.booleans())
CHIPS = st.builds(
    text.Chip,
    st.sampled_from(("renewal_collected", "renewal_rate", "health_mean")),
    st.sampled_from(("", "attainment", "last.growth")),
    st.sampled_from(("", "2023H2")),
    st.sampled_from(("", "wan:0", "percent:1")),
    st.text(max_size=4),
    st.booleans(),
)
RUNS = st.lists(WORDS | CHIPS, max_size=5).map(text.joined)
_KEYS = st.integers(1, 99)
_NO_KEY = st.none() | _KEYS
_SOME_KEYS = st.lists(_KEYS, max_size=2).map(tuple)
_LINES = st.lists(RUNS, max_size=2).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> text.TableBlock:
    """A table whose rows are equally long."""
    columns = draw(st.integers(1, 3))
    row = st.tuples(*[RUNS] * columns)
    return text.TableBlock(tuple(draw(st.lists(row, min_size=1, max_size=3))), draw(st.booleans()))


BLOCKS = st.one_of(
    st.builds(text.Heading, st.sampled_from((2, 3)), RUNS, st.sampled_from(("", "results.money"))),
    st.builds(text.Paragraph, RUNS),
    st.builds(text.Items, st.lists(RUNS, min_size=1, max_size=3).map(tuple), st.booleans()),
    tables(),
    st.builds(text.Live, st.sampled_from(("results.money/table", "gone")), st.text(max_size=5)),
    st.builds(text.Case, _NO_KEY, RUNS, RUNS, RUNS, RUNS, _NO_KEY),
    st.builds(
        text.Problem,
        st.sampled_from(("people", "")),
        RUNS,
        RUNS,
        RUNS,
        st.lists(_KEYS, max_size=2).map(tuple),
    ),
    st.builds(
        text.Plan, RUNS, st.sampled_from(("", "2024-09-30")), st.lists(RUNS, max_size=2).map(tuple), _PHRASES
    ),
    st.builds(text.Prompt, st.just("plan.goals"), _PHRASES),
)
CHAPTERS = st.lists(BLOCKS, max_size=6).map(tuple)
