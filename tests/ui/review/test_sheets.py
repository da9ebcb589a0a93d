"""Where pages and marks stand, and what a report's tree says about itself: no window needed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from csmdesk.reports.document import (
    Bullets,
    Document,
    Heading,
    Paragraph,
    Span,
    Table,
    ToWrite,
)
from csmdesk.reports.document import Column as TableColumn
from csmdesk.ui.models.review_outline import outline
from csmdesk.ui.panes.review.sheets import Box, Layout, Mark, Sheets

A4 = (595.28, 841.89)

layouts = st.builds(
    Layout,
    st.lists(st.sampled_from([A4, (841.89, 595.28), (595.28, 1200.0)]), min_size=1, max_size=12),
    st.floats(0.4, 4),
    st.floats(200, 3000),
    st.sampled_from([1.0, 1.25, 1.5, 2.0]),
)


@given(layouts)
def test_pages_stand_below_each_other_on_whole_pixels(layout: Layout) -> None:
    bottom = 0.0
    for page, (width, height) in zip(layout.pages, layout.sizes, strict=True):
        assert page.y >= bottom + (layout.gap if bottom else layout.margin)
        assert page.x >= layout.margin
        assert abs(page.width - width * layout.scale) <= 1
        assert abs(page.height - height * layout.scale) <= 1
        for edge in (page.width, page.height):
            assert abs(edge * layout.ratio - round(edge * layout.ratio)) < 1e-6
        bottom = page.y + page.height
    assert layout.total[1] >= bottom


@given(layouts, st.floats(0, 20_000))
def test_a_height_and_its_place_say_the_same(layout: Layout, y: float) -> None:
    page, point = layout.place_of(y)
    last = layout.pages[-1]
    if y < last.y + last.height + layout.gap:
        assert abs(layout.y_of(page, point) - y) < 1e-6
    else:
        assert page == len(layout.pages) - 1


@given(layouts, st.floats(0, 20_000), st.floats(1, 2000))
def test_the_pages_in_view_are_those_that_touch_it(layout: Layout, top: float, height: float) -> None:
    seen = layout.between(top, top + height)
    for i, page in enumerate(layout.pages):
        touches = page.y + page.height > top and page.y < top + height
        assert (i in seen) == touches


def mark(page: int, y: float, figure: str = "", part: str = "", place: str = "") -> Mark:
    return Mark(page, Box(100, y, 40, 12), figure, part, place)


def sheets(*marks: Mark, pages: int = 3) -> Sheets:
    return Sheets([b""] * pages, [A4] * pages, 72, marks)


def test_a_point_finds_its_page_and_box() -> None:
    layout = Layout([A4, A4], 1.0, 800)
    page = layout.pages[1]
    assert layout.page_at(page.x + 10, page.y + 20) == (1, 10, 20)
    assert layout.page_at(1, 1) is None
    box = layout.box(1, Box(100, 200, 40, 12))
    assert (box.x, box.y) == (page.x + 100, page.y + 200)


def test_marks_are_found_by_page() -> None:
    held = sheets(mark(0, 1, "a"), mark(2, 1, "b"), mark(2, 9, "c"))
    assert [list(held.on_page(p)) for p in range(3)] == [[0], [], [1, 2]]


def test_a_mark_is_found_again_in_other_pages() -> None:
    before = sheets(mark(0, 1, "nrr"), mark(1, 1, "nrr", "node"), mark(1, 5, "nrr"))
    after = sheets(mark(0, 3, "grr"), mark(0, 4, "nrr"), mark(2, 5, "nrr"))
    assert after.find(before.marks[2], before.occurrence(2)) == 2
    assert after.find(before.marks[1], before.occurrence(1)) == -1
    # Where there are fewer now, the last one.
    assert sheets(mark(0, 1, "nrr")).find(before.marks[2], before.occurrence(2)) == 0
    # Words that have been written since are still the same place.
    unwritten = Mark(0, Box(0, 0, 1, 1), place="case", written=False)
    assert sheets(unwritten._replace(written=True)).find(unwritten, 0) == 0


def test_a_figure_is_looked_for_where_its_value_is_told() -> None:
    chart = Mark(0, Box(70, 100, 450, 200), "nrr")
    held = sheets(chart, mark(1, 1, "nrr", "node"), mark(1, 20, "nrr"))
    assert chart.area
    assert held.first_of("nrr") == 2
    assert sheets(chart).first_of("nrr") == 0
    assert held.first_of("grr") == -1


def document(*blocks: object) -> Document:
    return Document("自评报告", "2024 年上半年", "zh", blocks=blocks)  # type: ignore[arg-type]


def test_a_report_as_lists() -> None:
    made = outline(
        document(
            Paragraph((Span("1", figure="nrr"),)),
            Heading(1, "结果", "results"),
            Heading(2, "收入", "money"),
            Heading(3, "细", "fine"),
            Paragraph((Span("x"), Span("1", figure="nrr"))),
            Table("表", (TableColumn("a"),), (((Span("2", figure="grr"),),),)),
            ToWrite("case", "写案例", " "),
            Heading(1, "计划", "plan"),
            Bullets(((Span("3", figure="acv"),),)),
            ToWrite("next", "写计划", "已写"),
            Heading(1, "依据", "proof", appendix=True),
            Paragraph((Span("1", figure="unknown"),)),
        )
    )
    assert [(c.number, c.title, c.level) for c in made.chapters] == [
        ("1", "结果", 1),
        ("1.1", "收入", 2),
        ("2", "计划", 1),
        ("附录 A", "依据", 1),
    ]
    assert made.live == 5
    assert made.to_write == 1
    assert [(p.place, p.chapter) for p in made.passages] == [("case", "收入"), ("next", "计划")]
    assert made.passage("next") == made.passages[1]
    assert made.passage("gone") is None
