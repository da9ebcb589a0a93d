"""The four writers over one tree: everything is there, and nothing that a user typed becomes markup."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx.oxml.ns import qn

from csmdesk.domain.text import Language
from csmdesk.reports.document import Column, Document, Heading, Paragraph, Span, Table
from csmdesk.reports.export import WRITERS
from csmdesk.reports.numbering import numbered
from tests.unit.reports.making import NASTY, every_block
from tests.unit.reports.reading import Page, docx_text, markdown_text, pdf_text, squeezed

TEXT_OF: dict[str, Callable[[bytes], str]] = {
    ".docx": docx_text,
    ".pdf": pdf_text,
    ".html": lambda content: Page(content.decode()).text,
    ".md": lambda content: markdown_text(content.decode()),
}


def written(document: Document, suffix: str) -> str:
    """The text of the document in one format, without white space."""
    return squeezed(TEXT_OF[suffix](WRITERS[suffix](document)))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("suffix", WRITERS)
def test_every_block_is_in_every_format(suffix: str, language: Language) -> None:
    text = written(every_block(language), suffix)
    for words in ("1,746万", "94.8%", "105.6%", "客户文字", "第二段", "附录", "说明"):
        assert words in text
    # In Word a chart is a picture, whose alternative text says what it shows.
    assert ("单位：万元" in text) == (suffix != ".docx")
    for number in ("表1", "图1") if language == "zh" else ("Table1", "Figure1"):
        assert number in text
    assert ("待填写" if language == "zh" else "Tobewritten") in text


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("text", NASTY)
def test_what_a_user_typed_stays_text(suffix: str, text: str) -> None:
    plain = written(every_block(text="普通"), suffix)
    held = written(every_block(text=text), suffix)
    # As often as ordinary words stand there; a PDF leaves no text out, so that nothing was run instead.
    assert held.count(squeezed(text)) >= plain.count("普通") - 2
    assert "49" not in held.replace(squeezed(text), "")


@pytest.mark.parametrize("text", NASTY)
def test_html_has_the_same_elements_whatever_the_text(text: str) -> None:
    def elements(words: str) -> Counter[str]:
        return Counter(tag for tag, _ in Page(WRITERS[".html"](every_block(text=words)).decode()).elements)

    found = elements(text)
    assert found == elements("普通")
    assert found["script"] == 0


def test_html_is_one_file() -> None:
    page = Page(WRITERS[".html"](every_block()).decode())
    for tag, attributes in page.elements:
        assert tag not in {"link", "script", "img", "iframe"}
        assert "src" not in attributes
        assert (attributes.get("href") or "#").startswith("#")
    text = WRITERS[".html"](every_block()).decode()
    assert "@import" not in text
    assert "url(" not in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_html_anchors_are_there() -> None:
    page = Page(WRITERS[".html"](every_block()).decode())
    anchors = {a["id"] for tag, a in page.elements if tag in {"h2", "h3", "h4"} and "id" in a}
    links = {(a["href"] or "")[1:] for tag, a in page.elements if tag == "a"}
    assert links == {"one", "one.first", "two"}
    assert links <= anchors


@pytest.mark.parametrize("text", NASTY)
def test_a_markdown_table_keeps_its_columns(text: str) -> None:
    table = Table(text, (Column(text), Column("数", "right")), (((Span(text),), (Span(text, bold=True),)),))
    lines = WRITERS[".md"](Document("t", "s", "zh", (), (table,))).decode().splitlines()
    rows = [line for line in lines if line.startswith("| ")]
    assert len(rows) == 3
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3}


@pytest.mark.parametrize("text", ["# no heading", "- no list", "1. no list", "+ x", "> no quote", "=== x"])
def test_a_markdown_paragraph_stays_one(text: str) -> None:
    made = WRITERS[".md"](Document("t", "s", "zh", (), (Paragraph((Span(text),)),))).decode()
    assert made.splitlines()[-1].startswith("\\") or re.match(r"1\\\.|\\1", made.splitlines()[-1])


def test_control_characters_do_not_break_word() -> None:
    text = "甲\x00\x08\x0b\x1f\ufffe\ud800乙"
    content = WRITERS[".docx"](every_block(text=text.replace("\ud800", "")))
    assert "甲乙" in docx_text(content)


def word(document: Document) -> docx.document.Document:
    """The Word file opened again."""
    return docx.Document(io.BytesIO(WRITERS[".docx"](document)))


def style_of(paragraph: Any) -> str:
    """The name of a paragraph's style in small letters."""
    return str(paragraph.style.name).lower()


def test_word_has_real_headings_and_filled_contents() -> None:
    held = word(every_block())
    headings = [
        p.text for p in held.paragraphs if p.style is not None and p.style.name.lower().startswith("heading")
    ]
    assert headings == ["1  客户文字", "1.1  客户文字", "客户文字", "附录 A  附录"]
    entries = [p for p in held.paragraphs if style_of(p).startswith("toc ")]
    texts = ["".join(t.text or "" for t in p._p.iter(qn("w:t"))) for p in entries]
    assert [re.sub(r"\d+$", "", t) for t in texts] == ["目录", "1  客户文字", "1.1  客户文字", "附录 A  附录"]
    assert all(t[-1].isdigit() for t in texts[1:])
    body = held.element.body
    codes = [(e.text or "").strip() for e in body.iter(qn("w:instrText"))]
    assert any(c.startswith('TOC \\o "1-2"') for c in codes)
    assert sum(c.startswith("PAGEREF") for c in codes) == 3
    names = {b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))}
    assert {c.split()[1] for c in codes if c.startswith("PAGEREF")} <= names


def test_word_fields_are_balanced_and_captions_numbered() -> None:
    body = word(every_block()).element.body
    kinds = Counter(e.get(qn("w:fldCharType")) for e in body.iter(qn("w:fldChar")))
    assert kinds["begin"] == kinds["separate"] == kinds["end"]
    codes = [(e.text or "").strip() for e in body.iter(qn("w:instrText"))]
    assert "SEQ 表 \\* ARABIC" in codes
    assert "SEQ 图 \\* ARABIC" in codes


def test_word_tables_repeat_their_head_and_pictures_have_alternative_text() -> None:
    held = word(every_block(text="替代"))
    assert len(held.tables) == 1
    first = held.tables[0]._tbl.tr_lst[0]
    assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(
        row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in held.tables[0]._tbl.tr_lst
    )
    assert len(held.inline_shapes) == 1
    assert held.inline_shapes[0]._inline.docPr.get("descr") == "替代"


def test_word_pages_are_numbered_and_fonts_set() -> None:
    held = word(every_block())
    section = held.sections[0]
    footer = "".join(t.text or "" for t in section.footer._element.iter(qn("w:t")))
    assert footer == "第 1 页 / 共 1 页"
    codes = [(e.text or "").strip() for e in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    styles = held.styles.element.xml
    assert 'w:eastAsia="SimSun"' in styles
    assert 'w:eastAsia="Microsoft YaHei"' in styles
    assert "SANS" not in re.sub(r"LATINSANS", "SANS", styles).replace("sans", "")
    assert 'w:name="compatibilityMode"' in held.settings.element.xml


def test_word_parts_are_well_formed() -> None:
    with zipfile.ZipFile(io.BytesIO(WRITERS[".docx"](every_block(text=NASTY[4])))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                assert ElementTree.fromstring(archive.read(name)).tag, name


def test_pdf_has_bookmarks_title_and_real_code_points() -> None:
    content = WRITERS[".pdf"](every_block(text="客户续费率"))
    pdf = pypdfium2.PdfDocument(content)
    try:
        titles = [squeezed(mark.get_title() or "") for mark in pdf.get_toc()]
        assert titles == [
            "1客户续费率",
            "1.1客户续费率",
            "客户续费率",
            "附录A附录",
        ]
        assert pdf.get_metadata_dict()["Title"] == "自评报告 2024 年上半年"
    finally:
        pdf.close()
    text = pdf_text(content)
    assert "客户续费率" in text
    assert "1,746万" in text
    # CJK and Kangxi radicals look the same and are found by no search.
    assert not re.search("[\u2e80-\u2fdf]", text)


def test_numbers_follow_the_blocks() -> None:
    blocks = (
        Heading(1, "a", "a"),
        Heading(2, "b", "b"),
        Heading(2, "c", "c"),
        Heading(3, "d", "d"),
        Heading(1, "e", "e"),
        Heading(2, "f", "f"),
        Heading(1, "g", "g", appendix=True),
        Heading(2, "h", "h"),
        Heading(1, "i", "i", appendix=True),
    )
    held = [n.number for n in numbered(Document("t", "s", "zh", (), blocks))]
    assert held == ["1", "1.1", "1.2", "", "2", "2.1", "附录 A", "A.1", "附录 B"]


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_document_is_valid(suffix: str, language: Language) -> None:
    assert "自评" in written(Document("自评", "期", language), suffix)


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_table_without_rows_is_valid(suffix: str) -> None:
    table = Table("空表", (Column("甲"), Column("乙")), (), note="没有数据。")
    assert "没有数据" in written(Document("t", "s", "zh", (), (table,)), suffix)


def test_a_long_table_repeats_its_head_on_every_page() -> None:
    rows = tuple(((Span(f"行 {i}"),), (Span(str(i)),)) for i in range(150))
    document = Document(
        "t", "s", "zh", (), (Table("长表", (Column("表头甲"), Column("表头乙", "right")), rows),)
    )
    content = WRITERS[".pdf"](document)
    pdf = pypdfium2.PdfDocument(content)
    pages = len(pdf)
    pdf.close()
    assert pages >= 3
    assert pdf_text(content).count("表头甲") >= pages - 1


ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore widowControl pBdr tabs autoSpaceDE autoSpaceDN snapToGrid"
        " spacing ind jc outlineLvl"
    ),
    "rPr": "rFonts b color kern sz szCs lang",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "tblPr": "tblW tblInd tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW tcBorders vAlign",
    "pBdr": "top left bottom right",
}
"""The order in which Word wants the elements inside others (ECMA-376, part 1, annex A)."""


def test_word_elements_are_in_the_order_that_word_wants() -> None:
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(WRITERS[".docx"](every_block()))) as archive:
        trees = [ElementTree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "styles")]
    seen = 0
    for tree in trees:
        for name, order in ORDER.items():
            for element in tree.iter(space + name):
                held = [child.tag.removeprefix(space) for child in element]
                assert held == sorted(held, key=order.split().index), (name, held)
                seen += 1
    assert seen > 100
