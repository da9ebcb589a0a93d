"""A template to begin with: places for all of a report in plain Word styles, and the list of all places."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from csmdesk.domain.text import Text
from csmdesk.reports.place import write_at
from csmdesk.reports.style import WORD_LATIN_SANS, WORD_LATIN_SERIF, WORD_SANS, WORD_SERIF
from csmdesk.reports.table_file import write_table
from csmdesk.reports.template_places import W
from csmdesk.reports.template_values import REST, TemplateValues

_FIGURES = (
    ("renewal_collected", "attainment"),
    ("upsell_collected", "attainment"),
    ("renewal_value_rate", "target"),
    ("nrr", "target"),
    ("usage_depth", "target"),
    ("nps_executive", "target"),
)
"""The figures of the example's first table, each with what stands beside it."""
_APPENDIX = "evidence"


def write_example(path: Path, values: TemplateValues) -> Path:
    """Write the example to ``path`` and the list of places beside it; gives the list's path.

    Raises UserError for a place that cannot be written.
    """
    language = values.document.language
    listed = path.with_name(f"{path.stem}-{LIST.to(language)}.csv")
    write_at(path, lambda: example(values))
    write_table(
        listed,
        LIST.to(language),
        [head.to(language) for head in LIST_HEADS],
        [
            (f"{{{{ {place.key} }}}}", place.about, (ALONE if place.block else ANYWHERE).to(language))
            for place in values.places()
        ],
    )
    return listed


def example(values: TemplateValues) -> bytes:
    """The example as a .docx: a cover, a table of figures, contents, the chapters, header and footer."""
    import docx
    from docx.enum.text import WD_BREAK
    from docx.shared import Cm

    language = values.document.language
    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin = section.bottom_margin = Cm(2.4)
    _fonts(word)
    section.header.paragraphs[0].text = f"{COMPANY.to(language)}\t\t{_place('title')}"
    section.footer.paragraphs[0].text = AS_OF.to(language).format(day=_place("as_of"))
    word.add_paragraph(COMPANY.to(language), style="Subtitle")
    word.add_paragraph(_place("title"), style="Title")
    facts = FACTS.to(language)
    word.add_paragraph(
        facts.format(
            start=_place("period.start"),
            end=_place("period.end"),
            day=_place("as_of"),
            book=_place("book"),
        )
    )
    _figure_table(word, values)
    contents = word.add_paragraph()
    _field(contents, 'TOC \\o "1-2" \\h \\z \\u', CONTENTS.to(language))
    contents.add_run().add_break(WD_BREAK.PAGE)
    for name in values.chapter_names:
        if name != _APPENDIX:
            word.add_paragraph(_place(f"chapter.{name}"))
    word.add_paragraph(_place(REST))
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _place(key: str) -> str:
    return f"{{{{ {key} }}}}"


def _fonts(word: Any) -> None:
    """Fonts of Chinese offices: in the styles that a report uses."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    sans = ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption", "Header", "Footer")
    for name in ("Normal", *sans):
        style = word.styles[name]
        latin, chinese = (WORD_LATIN_SANS, WORD_SANS) if name in sans else (WORD_LATIN_SERIF, WORD_SERIF)
        style.font.name = latin
        fonts = style.element.rPr.rFonts
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)
        fonts.set(qn("w:eastAsia"), chinese)
        if name in sans:
            style.font.color.rgb = RGBColor(0x1F, 0x2A, 0x44)
    word.styles["Normal"].font.size = Pt(10.5)
    word.styles["Normal"].paragraph_format.space_after = Pt(6)
    word.styles["Caption"].font.size = Pt(9)


def _figure_table(word: Any, values: TemplateValues) -> None:
    """Figures in a table of the company's own, with places in its cells."""
    language = values.document.language
    shown = [(key, part) for key, part in _FIGURES if values.words(f"figure.{key}") is not None]
    table = word.add_table(rows=1, cols=3, style="Light Grid Accent 1")
    for cell, head in zip(table.rows[0].cells, FIGURE_HEADS, strict=True):
        cell.text = head.to(language)
    for key, part in shown:
        cells = table.add_row().cells
        for cell, place in zip(
            cells, (f"figure.{key}.name", f"figure.{key}", f"figure.{key}.{part}"), strict=True
        ):
            cell.text = _place(place)
    word.add_paragraph()


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field of Word's, with what is shown until Word makes it anew."""
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("text", shown), ("end", "")):
        run = paragraph.add_run(text if kind == "text" else "")
        if kind == "text":
            continue
        tag = "fldChar" if kind else "instrText"
        element = run._r.makeelement(W + tag, {W + "fldCharType": kind} if kind else {})
        if not kind:
            element.text = f" {text} "
        run._r.append(element)


COMPANY = Text("某某科技有限公司", "Example Company Ltd")
AS_OF = Text("数据截至 {day}", "Data as of {day}")
FACTS = Text(
    "期间 {start} 至 {end}，统计日 {day}，客户书 {book}。",
    "Period {start} to {end}, as of {day}, book {book}.",
)
CONTENTS = Text("（目录：在 Word 里按 F9 更新）", "(contents: press F9 in Word)")
FIGURE_HEADS = (Text("指标", "Metric"), Text("结果", "Result"), Text("完成率或目标", "Attainment or target"))
LIST = Text("位置", "places")
LIST_HEADS = (
    Text("位置", "Place"),
    Text("现在的内容", "What it says now"),
    Text("放在哪里", "Where it stands"),
)
ALONE = Text("独占一段", "a paragraph of its own")
ANYWHERE = Text("文字中、表格里、页眉页脚", "in a text, a table, a header or footer")
