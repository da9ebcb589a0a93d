"""The preview's places lie where the words stand on the pages of the PDF."""

from __future__ import annotations

import pypdfium2  # type: ignore[import-untyped]
import pytest

from csmdesk.reports import preview
from csmdesk.reports.document import Document, Heading, Paragraph, Span
from csmdesk.reports.export import WRITERS
from tests.unit.reports.making import every_block
from tests.unit.reports.reading import squeezed


def words_at(document: Document, place: preview.Place) -> str:
    """The text of the PDF inside a place, without white space."""
    pdf = pypdfium2.PdfDocument(WRITERS[".pdf"](document))
    page = pdf[place.page]
    height = page.get_height()
    text = page.get_textpage()
    try:
        return squeezed(
            text.get_text_bounded(
                place.x + 0.5, height - place.y - place.height, place.x + place.width - 0.5, height - place.y
            )
        )
    finally:
        text.close()
        page.close()
        pdf.close()


def test_pages_are_pictures_of_the_asked_size() -> None:
    held = preview.pages(every_block(), 96)
    assert len(held.pictures) == len(held.sizes) >= 2
    assert all(p.startswith(b"\x89PNG") for p in held.pictures)
    assert held.sizes[0] == pytest.approx((595.28, 841.89), abs=1)


def test_each_figure_is_where_its_text_stands() -> None:
    document = every_block()
    held = preview.pages(document, 72)
    shown = {
        "renewal_value_rate": "94.8%",
        "renewal_collected": "1,746万",
    }
    for key, text in shown.items():
        places = [p for p in held.places if p.figure == key and p.height < 40]
        assert places
        assert {words_at(document, p) for p in places} == {text}


def test_a_chart_and_a_check_open_their_figure() -> None:
    held = preview.pages(every_block(), 72)
    chart = [p for p in held.places if p.figure == "renewal_collected" and p.height > 100]
    assert len(chart) == 1
    assert chart[0].width == pytest.approx(453.5, abs=1)
    assert any(p.figure == "nrr" for p in held.places)


def test_places_to_write_are_boxes_over_the_whole_width() -> None:
    document = every_block(text="提示")
    held = preview.pages(document, 72)
    empty = next(p for p in held.places if p.own == "empty")
    full = next(p for p in held.places if p.own == "full")
    assert not empty.written
    assert full.written
    assert words_at(document, empty) == "待填写提示"
    assert words_at(document, full) == "本人撰写提示第二段提示"


def test_own_words_over_two_pages_have_two_places() -> None:
    from csmdesk.reports.document import ToWrite

    document = Document("t", "s", "zh", (), (ToWrite("long", "x", "很长的一段话。\n" * 120),))
    held = preview.pages(document, 72)
    assert len(held.pictures) > 1
    assert [p.page for p in held.places if p.own == "long"] == list(range(len(held.pictures)))


def test_headings_know_their_page_and_height() -> None:
    document = every_block()
    held = preview.pages(document, 72)
    assert [(h.anchor, h.number, h.level) for h in held.heads] == [
        ("one", "1", 1),
        ("one.first", "1.1", 2),
        ("one.deep", "", 3),
        ("two", "附录 A", 1),
    ]
    first = held.heads[0]
    assert (first.page, first.title) == (1, "客户文字")
    at = preview.Place(first.page, preview.LEFT, first.y - 4, 300, 26)
    assert words_at(document, at).startswith("1客户文字")


def test_a_long_run_has_a_place_on_each_line() -> None:
    sentence = Span("很长的数字说明" * 20, figure="nrr")
    document = Document("t", "s", "zh", (), (Heading(1, "a", "a"), Paragraph((Span("先说"), sentence))))
    held = preview.pages(document, 72)
    lines = [p for p in held.places if p.figure == "nrr"]
    assert len(lines) >= 3
    assert "".join(words_at(document, p) for p in lines) == sentence.text


def test_nothing_is_on_an_empty_page() -> None:
    held = preview.pages(Document("t", "s", "zh"), 72)
    assert len(held.pictures) == 1
    assert held.places == ()
    assert held.heads == ()
