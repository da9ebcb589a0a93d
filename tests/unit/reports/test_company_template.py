"""The company's template: places filled in its styles, nothing run, one sentence for what is wrong."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm

from csmdesk.domain.errors import UserError
from csmdesk.reports.company_template import Filled, fill, written_places
from csmdesk.reports.document import Document, Heading, Paragraph, Span
from tests.unit.reports.making import NASTY, every_block
from tests.unit.reports.reading import docx_text
from tests.unit.reports.templates import W, split_runs, template, text_box, values


def opened(filled: Filled) -> Any:
    return docx.Document(io.BytesIO(filled.content))


def lines(filled: Filled) -> list[str]:
    return docx_text(filled.content).splitlines()


def refused(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        fill(path, values())
    assert caught.value.text.en
    return caught.value.text.zh


# --- words --------------------------------------------------------------------------------------------------


def test_words_are_put_where_their_names_stand(tmp_path: Path) -> None:
    path = template(
        tmp_path / "t.docx",
        "{{ title }} 截至 {{as_of}}，{{ 期 }}".replace("{{ 期 }}", "{{ period.start }}–{{ period.end }}"),
        "｛｛ Figure.NRR ｝｝ 目标 {{ figure.nrr.target }}，{{figure.nrr.name}} {{ figure.nrr | percent:0 }}",
        "第一章：{{ chapter.one.title }}",
    )
    assert lines(fill(path, values())) == [
        "2024 年上半年自评报告 截至 2024-06-28，2024-01-01–2024-06-30",
        "105.6% 目标 110%，净收入留存率 105.6%[percent:0]",
        "第一章：客户文字",
    ]


def test_a_name_cut_into_runs_takes_the_look_of_its_first_one(tmp_path: Path) -> None:
    path = template(tmp_path / "t.docx", change=lambda word: split_runs(word, "期间 {", "{ per", "iod }} 完"))
    (paragraph,) = opened(fill(path, values())).paragraphs
    assert paragraph.text == "期间 2024 年上半年 完"
    assert [(run.text, run.bold) for run in paragraph.runs] == [
        ("期间 2024 年上半年", True),
        ("", False),
        (" 完", True),
    ]


def test_headers_cells_and_text_boxes_are_filled(tmp_path: Path) -> None:
    def change(word: Any) -> None:
        word.sections[0].header.paragraphs[0].text = "{{ book }}"
        word.sections[0].footer.paragraphs[0].text = "{{ as_of }}"
        word.add_table(1, 1).rows[0].cells[0].text = "{{ figure.nrr }}"
        text_box(word, "{{ period }}")

    word = opened(fill(template(tmp_path / "t.docx", "{{ title }}", change=change), values()))
    assert word.sections[0].header.paragraphs[0].text == "客户文字"
    assert word.sections[0].footer.paragraphs[0].text == "2024-06-28"
    assert word.tables[0].rows[0].cells[0].text == "105.6%"
    boxes = ["".join(t.text for t in box.iter(qn("w:t"))) for box in word.element.iter(qn("w:txbxContent"))]
    assert boxes == ["2024 年上半年"] * 2


def test_what_holds_no_place_is_left_as_it_is(tmp_path: Path) -> None:
    path = template(tmp_path / "t.docx", "{{ title }}", "单花括号 {x} 与 } 无妨", "100%")
    before, after = docx.Document(str(path)), opened(fill(path, values()))
    assert [p.text for p in after.paragraphs[1:]] == [p.text for p in before.paragraphs[1:]]
    assert after.styles.element.xml == before.styles.element.xml


# --- blocks -------------------------------------------------------------------------------------------------


def styled(word: Any) -> None:
    """A company's look: a body style of its own, a table style, numbered headings, a caption."""
    body = word.styles.add_style("公司正文", WD_STYLE_TYPE.PARAGRAPH)
    body.paragraph_format.first_line_indent = Cm(0.74)
    word.add_paragraph("{{ chapters }}", style="公司正文").alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    table = word.styles.add_style("Review Table", WD_STYLE_TYPE.TABLE)
    table.base_style = word.styles["Table Grid"]


def test_blocks_come_in_the_templates_own_styles(tmp_path: Path) -> None:
    filled = fill(template(tmp_path / "t.docx", change=styled), values())
    word = opened(filled)
    names = [(p.style.name, p.text) for p in word.paragraphs]
    assert ("Heading 1", "1  客户文字") in names
    assert ("Heading 2", "1.1  客户文字") in names
    assert ("Heading 3", "客户文字") in names
    assert ("Caption", "表 1  客户文字") in names
    assert ("Caption", "图 1  客户文字") in names
    body = next(p for p in word.paragraphs if p.text == "客户文字  客户文字94.8%● 客户文字")
    assert (body.style.name, body.alignment) == ("公司正文", WD_ALIGN_PARAGRAPH.JUSTIFY)
    assert [run.bold for run in body.runs] == [True, None, True, None]
    assert word.tables[0].style.name == "Review Table"
    assert len(word.inline_shapes) == 1
    assert (filled.left_out, filled.empty) == ((), ())


def test_headings_that_number_themselves_are_not_numbered_twice(tmp_path: Path) -> None:
    def change(word: Any) -> None:
        styled(word)
        properties = word.styles["Heading 1"].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr xmlns:w="{W}"><w:numId w:val="1"/></w:numPr>'))

    word = opened(fill(template(tmp_path / "t.docx", change=change), values()))
    heads = [p.text for p in word.paragraphs if p.style.name in {"Heading 1", "Heading 2"}]
    assert heads[:2] == ["客户文字", "1.1  客户文字"]


def test_a_template_without_headings_gets_plain_ones(tmp_path: Path) -> None:
    def change(word: Any) -> None:
        for name in ("Heading 1", "Heading 2", "Heading 3", "Caption", "Table Grid"):
            element = word.styles[name].element
            element.getparent().remove(element)

    word = opened(fill(template(tmp_path / "t.docx", "{{ chapters }}", change=change), values()))
    heads = [p for p in word.paragraphs if p.style.name == "Heading 1"]
    assert [p.text for p in heads] == ["1  客户文字", "附录 A  附录"]
    assert heads[0].style.element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) == "0"
    assert word.tables[0]._tbl.find(f".//{qn('w:tblBorders')}") is not None


def test_places_of_chapters_sections_tables_and_charts(tmp_path: Path) -> None:
    path = template(
        tmp_path / "t.docx",
        "{{ chapter.two }}",
        "{{ section.one.first }}",
        "{{ chart.one.first.renewal_collected }}",
        "{{ table.one.first }}",
        "{{ summary }}",
    )
    filled = fill(path, values())
    word = opened(filled)
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == ["附录 A  附录"]
    assert len(word.inline_shapes) == 2
    captions = [p.text for p in word.paragraphs if p.style.name == "Caption"]
    assert captions == ["表 1  客户文字", "图 1  客户文字", "图 2  客户文字", "表 2  客户文字"]
    assert (filled.left_out, filled.empty) == ((), ())


def test_the_rest_are_the_chapters_without_a_place(tmp_path: Path) -> None:
    path = template(tmp_path / "t.docx", "{{ chapter.two.text }}", "{{ chapters.rest }}")
    heads = [p.text for p in opened(fill(path, values())).paragraphs if p.style.name == "Heading 1"]
    assert heads == ["1  客户文字"]


def test_chapters_without_a_place_and_places_without_content_are_told(tmp_path: Path) -> None:
    filled = fill(
        template(tmp_path / "t.docx", "{{ chapter.two }}", "{{ table.one.nothing }}", "后"), values()
    )
    assert filled.left_out == ("客户文字",)
    assert filled.empty == ("{{ table.one.nothing }}",)
    assert "{{" not in docx_text(filled.content)


def test_a_section_that_ends_in_a_place_keeps_its_page(tmp_path: Path) -> None:
    def change(word: Any) -> None:
        paragraph = word.add_paragraph("{{ chapter.two }}")
        section = parse_xml(
            f'<w:sectPr xmlns:w="{W}"><w:pgSz w:w="8000" w:h="9000"/>'
            '<w:pgMar w:left="1000" w:right="1000"/></w:sectPr>'
        )
        paragraph._p.get_or_add_pPr().append(section)
        word.add_paragraph("后")

    word = opened(fill(template(tmp_path / "t.docx", change=change), values()))
    assert next(s.page_width.twips for s in word.sections) == 8000


def test_pictures_and_tables_are_as_wide_as_their_place(tmp_path: Path) -> None:
    def change(word: Any) -> None:
        section = word.sections[0]
        section.page_width, section.left_margin, section.right_margin = Cm(14), Cm(2), Cm(2)
        cell = word.add_table(1, 2).rows[0].cells[0]
        cell.text = "{{ chart.one.first.renewal_collected }}"

    path = template(tmp_path / "t.docx", "{{ table.one.first }}", "{{ section.one.first }}", change=change)
    word = opened(fill(path, values()))
    wide = Cm(10)
    assert abs(int(word.tables[0]._tbl.find(f".//{qn('w:tblW')}").get(qn("w:w"))) - wide.twips) <= 1
    sizes = [shape.width for shape in word.inline_shapes]
    assert len(sizes) == 2
    assert all(0 < size <= wide for size in sizes)
    assert min(sizes) <= Cm(5)
    cell = word.tables[-1].rows[0].cells[0]
    assert cell._tc[-1].tag == qn("w:p")


def test_contents_are_marked_to_be_made_anew(tmp_path: Path) -> None:
    def change(word: Any) -> None:
        paragraph = word.add_paragraph()
        for kind, text in (("begin", None), (None, ' TOC \\o "1-3" '), ("end", None)):
            run = paragraph.add_run()._r
            tag = "fldChar" if kind else "instrText"
            element = run.makeelement(qn(f"w:{tag}"), {qn("w:fldCharType"): kind} if kind else {})
            element.text = text
            run.append(element)

    word = opened(fill(template(tmp_path / "t.docx", "{{ chapters }}", change=change), values()))
    begin = next(word.element.iter(qn("w:fldChar")))
    marked = [e.get(qn("w:dirty")) for e in word.element.iter(qn("w:fldChar")) if e.get(qn("w:dirty"))]
    assert begin is not None
    assert marked == ["true"]


# --- nothing that is typed is run ---------------------------------------------------------------------------

INJECTIONS = (
    *NASTY,
    "{{ title }}",
    "{{ chapters }}",
    "{{ cycler.__init__.__globals__.os.system('id') }}",
    "{% for a in range(99999999) %}x{% endfor %}",
    "{{ 'a' * 10**10 }}",
    "</w:t></w:r><w:r><w:br/></w:r>",
    "]]>&xxe;",
    'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"',
    "\x00\x08坏字符\ufffe",
)


@pytest.mark.parametrize("text", INJECTIONS)
def test_what_is_typed_in_any_field_stays_text(tmp_path: Path, text: str) -> None:
    lead = ("{{ title }} {{ book }}", "{{ chapters }}", "{{ summary }}")
    path = template(tmp_path / "t.docx", *lead)
    plain = docx_text(fill(path, values(every_block(text="普通"))).content)
    filled = fill(path, values(every_block(text=text)))
    word = opened(filled)
    shown = "".join(c for c in text if c >= " " and c != "\ufffe")
    assert docx_text(filled.content).count(shown) == plain.count("普通")
    fields = [i.text.split()[0] for i in word.element.iter(qn("w:instrText"))]
    assert set(fields) == {"SEQ"}
    assert len(word.inline_shapes) == 1


def test_a_title_with_a_place_in_it_is_not_filled_again(tmp_path: Path) -> None:
    document = Document(
        "{{ book }}", "{{ as_of }}", "zh", (), (Heading(1, "{{ title }}", "a"), Paragraph((Span("x"),))), "书"
    )
    path = template(tmp_path / "t.docx", "{{ title }}", "{{ chapters }}")
    assert lines(fill(path, values(document)))[:2] == ["{{ as_of }}{{ book }}", "1  {{ title }}"]


# --- what is wrong is one sentence --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{{ titel }}", ("{{ titel }}", "{{ title }}")),
        ("{{ figure.no_such }}", ("{{ figure.no_such }}",)),
        ("{{ figure.nrr.no_part }}", ("figure.nrr.no_part",)),
        ("{{ chapter.nine }}", ("chapter.nine",)),
        ("{{ }}", ("{{ }}",)),
        ("{% for x in y %}{{ title }}", ("{% for x in y %}", "不运行语句")),
        ("{# 注 #}{{ title }}", ("{# 注 #}",)),
        ("{{ title }} {{ book", ("不成对",)),
        ("title }} 后", ("不成对",)),
        ("前 {{ chapters }} 后", ("独占一段",)),
        ("{{ ''.__class__.__mro__ }}", ("不认识",)),
        ("没有位置", ("没有 {{ 名字 }}",)),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, line: str, words: tuple[str, ...]) -> None:
    sentence = refused(template(tmp_path / "模板.docx", line))
    for word in words:
        assert word in sentence
    assert sentence.count("。") == 1


def test_many_unknown_places_are_counted(tmp_path: Path) -> None:
    sentence = refused(template(tmp_path / "t.docx", *(f"{{{{ x{i} }}}}" for i in range(9))))
    assert "等 9 处" in sentence
    assert "x3" not in sentence


def test_chapters_in_a_header_or_a_text_box_are_refused(tmp_path: Path) -> None:
    def header(word: Any) -> None:
        word.sections[0].header.paragraphs[0].text = "{{ chapters }}"

    assert "只能放在正文里" in refused(template(tmp_path / "a.docx", change=header))
    boxed = template(tmp_path / "b.docx", change=lambda word: text_box(word, "{{ chapters }}"))
    assert "只能放在正文里" in refused(boxed)


def test_the_places_of_a_template_are_listed(tmp_path: Path) -> None:
    path = template(tmp_path / "t.docx", "{{ title }}{{ Title }}", "{{ chapters }}")
    assert written_places(path) == ("title", "chapters")
