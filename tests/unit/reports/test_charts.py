"""Charts as shapes, and as SVG and PNG."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from csmdesk.reports import charts, figures
from csmdesk.reports.charts import Dot, Label, Line, Rect, Scene
from csmdesk.reports.document import Chart, ChartKind, Document, Series
from tests.unit.reports.making import NASTY, every_block

MONTHS = tuple(f"{m} 月" for m in range(1, 13))


def chart(
    kind: ChartKind, *series: Series, categories: tuple[str, ...] = MONTHS[:6], **changes: object
) -> Chart:
    """A chart of six months."""
    return Chart("图", kind, categories, series, **changes)  # type: ignore[arg-type]


def labels(scene: Scene) -> list[Label]:
    """The texts of a scene."""
    return [s for s in scene.shapes if isinstance(s, Label)]


def box(label: Label) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a text, a little narrower than its upper estimate."""
    width = charts.text_width(label.text, label.size) * 0.85
    left = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor]
    return left, label.y - label.size * 0.75, left + width, label.y


def overlaps(scene: Scene) -> list[tuple[str, str]]:
    """Pairs of texts that run over each other."""
    held = [(label.text, box(label)) for label in labels(scene) if label.text]
    found = []
    for i, (name, a) in enumerate(held):
        for other, b in held[i + 1 :]:
            if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5:
                found.append((name, other))
    return found


BANDS = (
    Series("红", (11.0, 9.0, 6.0, 2.0, 2.0, 5.0), "red"),
    Series("黄", (10.0, 15.0, 16.0, 21.0, 17.0, 12.0), "amber"),
    Series("绿", (11.0, 8.0, 10.0, 9.0, 13.0, 15.0), "green"),
    Series("未评", (0.0, 0.0, 0.0, 2.0, 3.0, 1.0), "none"),
)
RECEIPTS = (
    Series("当月", (33.5, 129.0, 113.0, 232.0, 629.0, 610.0), "ink",
           ("33.5", "129", "113", "232", "629", "610")),
    Series("累计", (33.5, 163.0, 276.0, 508.0, 1136.0, 1746.0), "accent",
           ("33.5", "163", "276", "508", "1,136", "1,746"), mark="line"),
    Series("均摊", (272.0, 544.0, 816.0, 1088.0, 1360.0, 1632.0), "control", mark="line", dashed=True),
)  # fmt: skip
SAMPLES = {
    "bands": chart("stacked_bars", *BANDS, unit="单位：家"),
    "receipts": chart(
        "bars_and_line", *RECEIPTS, unit="单位：万元", reference=1632.0, reference_label="节点 1,632"
    ),
    "reds": chart("bars", Series("红", (11.0, 9.0, 6.0, 2.0, 2.0, 5.0))),
    "depth": chart(
        "line",
        Series(
            "深度",
            (79.5, 80.8, None, 83.9, 85.4, 87.4),
            "accent",
            ("79.5%", "80.8%", "", "83.9%", "85.4%", "87.4%"),
        ),
        reference=85.0,
        reference_label="目标 85%",
        floor=75.0,
    ),
    "year": chart(
        "stacked_bars", *(Series(f"组 {i}", (3.0,) * 12, "green") for i in range(6)), categories=MONTHS
    ),
    "nothing": chart("bars", Series("空", (0.0,) * 6)),
    "refund": chart("bars", Series("退款", (5.0, -3.0, 0.0, 2.0, -1.0, 4.0))),
    "one": chart("line", Series("深度", (85.0,), "accent", ("85%",)), categories=("1 月",), floor=80.0),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_stays_inside_the_picture(name: str) -> None:
    scene = charts.scene(SAMPLES[name])
    for shape in scene.shapes:
        match shape:
            case Rect(x, y, w, h):
                assert x >= -0.1
                assert y >= 0
                assert x + w <= scene.width + 0.1
                assert y + h <= scene.height + 0.1
                assert w >= 0
                assert h >= 0
            case Line(x1, y1, x2, y2):
                assert min(x1, x2) >= 0
                assert max(x1, x2) <= scene.width
                assert min(y1, y2) >= 0
                assert max(y1, y2) <= scene.height
            case Dot(x, y, r):
                assert r <= x <= scene.width - r
                assert r <= y <= scene.height - r
            case Label():
                left, top, right, bottom = box(shape)
                assert left >= -1
                assert right <= scene.width + 1
                assert top >= -1
                assert bottom <= scene.height


@pytest.mark.parametrize("name", ["bands", "receipts", "reds", "depth"])
def test_no_two_labels_overlap(name: str) -> None:
    assert overlaps(charts.scene(SAMPLES[name])) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_each_category_and_series_is_named(name: str) -> None:
    sample = SAMPLES[name]
    texts = {label.text for label in labels(charts.scene(sample))}
    assert set(sample.categories) <= texts
    if len(sample.series) > 1:
        assert {s.name for s in sample.series} <= texts


def test_bars_stand_on_zero_and_keep_their_proportions() -> None:
    bars = [s for s in charts.scene(SAMPLES["reds"]).shapes if isinstance(s, Rect)]
    heights = [b.h for b in bars]
    assert heights[0] / heights[3] == pytest.approx(11 / 2)
    assert len({round(b.y + b.h, 3) for b in bars}) == 1
    assert bars[-1].fill == "accent"
    assert bars[0].fill == "ink"


def test_a_gap_breaks_the_line() -> None:
    scene = charts.scene(SAMPLES["depth"])
    parts = [s for s in scene.shapes if isinstance(s, Line) and s.width == 1.5]
    assert len(parts) == 3
    assert sum(isinstance(s, Dot) for s in scene.shapes) == 5


def test_segments_add_up_to_the_bar() -> None:
    scene = charts.scene(SAMPLES["bands"])
    first = [s for s in scene.shapes if isinstance(s, Rect) and s.w > 7.5][:3]
    assert [s.fill for s in first] == ["red", "amber", "green"]
    assert "32" in {label.text for label in labels(scene)}


@pytest.mark.parametrize("text", NASTY)
def test_svg_is_well_formed_and_holds_the_text_as_text(text: str) -> None:
    made = figures.svg(chart("bars", Series(text, (1.0, 2.0)), categories=(text, "客户"), alt=text))
    tree = ElementTree.fromstring(made)
    words = [e.text for e in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert text in words
    assert "客户" in words
    assert tree[0].text == text
    assert not list(tree.iter("{http://www.w3.org/2000/svg}script"))


def test_every_colour_of_an_svg_is_a_role_of_the_palette() -> None:
    for sample in SAMPLES.values():
        tree = ElementTree.fromstring(figures.svg(sample))
        for element in tree.iter():
            for attribute in ("fill", "stroke"):
                assert element.get(attribute, "#FFFFFF").startswith("#")


def test_png_is_three_times_the_scene() -> None:
    document = every_block()
    (picture,) = figures.png(document)
    assert picture.startswith(b"\x89PNG")
    width = int.from_bytes(picture[16:20], "big")
    assert width == pytest.approx((charts.WIDTH + 4) * figures.PNG_SCALE, abs=2)


def test_a_document_without_charts_has_no_pictures() -> None:
    assert figures.png(Document("t", "s", "zh")) == []


def test_the_pictures_of_chinese_text_are_no_boxes() -> None:
    """A missing glyph draws the same box for every character; two different words give two pictures."""

    def drawn(word: str) -> bytes:
        sample = chart("bars", Series("x", (1.0,)), categories=(word,))
        return figures.png(Document("t", "s", "zh", (), (sample,)))[0]

    assert drawn("客户续约") != drawn("健康红黄")
