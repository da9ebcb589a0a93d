"""A document as a Word file: real headings, contents, captions and fields, so that it can be worked on."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm

from csmdesk.paths import resource
from csmdesk.reports import charts, figures, to_typst
from csmdesk.reports import word_xml as x
from csmdesk.reports.document import (
    Bullets,
    Chart,
    Checks,
    Document,
    Heading,
    Highlights,
    PageBreak,
    Paragraph,
    Proofs,
    Table,
    ToWrite,
)
from csmdesk.reports.numbering import (
    CONTENTS,
    SHAPES,
    TO_WRITE,
    WRITTEN,
    Numbered,
    bracketed,
    numbered,
    page_words,
)
from csmdesk.reports.style import (
    WORD_ALTERNATIVES,
    WORD_LATIN_SANS,
    WORD_LATIN_SERIF,
    WORD_SANS,
    WORD_SERIF,
)

_TONES = {"good": "green", "warn": "amber", "bad": "red", "none": "t1"}


def docx_bytes(document: Document) -> bytes:
    """The report as a .docx file."""
    word = docx.Document()
    _styles(word, document)
    _page(word, document)
    core = word.core_properties
    core.title = x.clean(f"{document.subtitle} {document.title}")
    core.author = x.clean(document.subject)
    core.language = "zh-CN" if document.language == "zh" else "en-GB"
    core.comments = ""
    core.created = core.modified = datetime.now(UTC).replace(tzinfo=None)
    pictures = iter(figures.png(document))
    parts = _Parts(word, pictures, to_typst.heading_pages(document))
    held = word.element.body
    section = held.find(qn("w:sectPr"))
    for element in list(held):
        held.remove(element)
    made = parse_xml(x.body(parts.all(document)))
    if document.language == "zh":
        x.mark_full_width(made)
    for element in list(made):
        held.append(element)
    held.append(section)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _styles(word: Any, document: Document) -> None:
    """Our own styles in place of the template's, and what makes Word open the file in its present mode."""
    text = resource("styles/word-styles.xml").read_text(encoding="utf-8")
    language = "zh-CN" if document.language == "zh" else "en-GB"
    for name, value in (
        ("SANS", WORD_SANS),
        ("SERIF", WORD_SERIF),
        ("LATINSANS", WORD_LATIN_SANS),
        ("LATIN", WORD_LATIN_SERIF),
        ("LANG", language),
    ):
        text = text.replace(f'"{name}"', f'"{value}"')
    new = parse_xml(text.encode("utf-8"))
    styles = word.styles.element
    for element in list(styles):
        styles.remove(element)
    for element in list(new):
        styles.append(element)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in WORD_ALTERNATIVES.items()
    )
    for relation in word.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = f"<w:fonts {space}>{fonts}</w:fonts>".encode()
    settings = word.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = parse_xml(
        f"<w:compat {space}><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/>"
        '<w:compatSetting w:name="compatibilityMode" w:val="15"'
        ' w:uri="http://schemas.microsoft.com/office/word"/>'
        "</w:compat>"
    )
    anchor = next(
        (e for e in settings if e.tag in {qn("w:rsids"), qn("m:mathPr"), qn("w:themeFontLang")}), None
    )
    if anchor is None:
        settings.append(compat)
    else:
        anchor.addprevious(compat)


def _page(word: Any, document: Document) -> None:
    """A4, margins, the header (not on the first page) and ``第 x 页 / 共 y 页``."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(1.9)
    section.header_distance, section.footer_distance = Cm(1.35), Cm(1.1)
    section.different_first_page_header_footer = True
    head = x.run(f"{document.subtitle} {document.title}") + x.tab() + x.run(document.subject)
    before, between, after = page_words(document.language)
    foot = x.run(before) + x.field("PAGE", "1") + x.run(between) + x.field("NUMPAGES", "1") + x.run(after)
    for part, style, body in (
        (section.header, "Header", head),
        (section.footer, "Footer", foot),
        (section.first_page_footer, "Footer", foot),
    ):
        part.is_linked_to_previous = False
        element = part._element
        for old in list(element):
            element.remove(old)
        for new in parse_xml(x.body([x.paragraph(style, body)])):
            element.append(new)


class _Parts:
    """The body's elements in order; counts bookmarks and pictures."""

    def __init__(self, word: Any, pictures: Iterator[bytes], pages: Mapping[str, int]) -> None:
        self.word = word
        self.pictures = pictures
        self.pages = pages
        self.bookmarks = 0
        self.drawn = 0

    def all(self, document: Document) -> Iterator[str]:
        """Title block, key figures, contents, then the blocks."""
        yield x.paragraph("Subtitle", x.run(document.subject))
        yield x.paragraph("Title", x.run(f"{document.subtitle} {document.title}"))
        yield from _facts(document)
        blocks = list(numbered(document))
        lead = 0
        while lead < len(blocks) and isinstance(blocks[lead].block, Highlights):
            yield from self.block(blocks[lead], document)
            lead += 1
        if any(isinstance(n.block, Heading) for n in blocks):
            yield from self.contents(blocks, document)
        fresh = True
        for n in blocks[lead:]:
            if fresh and isinstance(n.block, Heading):
                yield self.heading(n, '<w:pageBreakBefore/><w:spacing w:before="0"/>')
            else:
                yield from self.block(n, document)
            fresh = False

    def contents(self, blocks: list[Numbered], document: Document) -> Iterator[str]:
        """The contents with the pages of the PDF, until Word is asked to update them."""
        yield x.paragraph("TOCHeading", x.run(CONTENTS.to(document.language)))
        entries = [n for n in blocks if isinstance(n.block, Heading) and n.block.level <= 2]
        for i, (block, number) in enumerate(entries):
            assert isinstance(block, Heading)
            page = str(self.pages.get(block.anchor, ""))
            yield x.contents_entry(
                block.level,
                number,
                block.text,
                _bookmark(block.anchor),
                page,
                first=i == 0,
                last=i == len(entries) - 1,
            )

    def heading(self, n: Numbered, properties: str = "") -> str:
        """A heading with the bookmark that the contents point to."""
        block = n.block
        assert isinstance(block, Heading)
        self.bookmarks += 1
        text = x.run(f"{n.number}  {block.text}" if n.number else block.text)
        body = x.bookmark(self.bookmarks, _bookmark(block.anchor), text)
        return x.paragraph(f"Heading{min(block.level, 3)}", body, properties=properties)

    def block(self, n: Numbered, document: Document) -> Iterator[str]:
        """The elements of one block."""
        block = n.block
        match block:
            case Heading():
                yield self.heading(n)
            case Paragraph():
                lead = x.run(block.lead, bold=True, sans=True, size=9.5) + x.run("  ") if block.lead else ""
                yield x.paragraph("BodyText", lead + x.inline(block.spans))
            case Bullets():
                for i, item in enumerate(block.items):
                    mark = f"{i + 1}." if block.numbered else "•"
                    style = "ListNumber" if block.numbered else "ListBullet"
                    yield x.paragraph(style, x.run(mark) + x.tab() + x.inline(item))
            case Table():
                yield x.caption("Caption", n.number, block.caption)
                yield x.table(block)
                yield x.paragraph("Note", x.run(block.note)) if block.note else x.paragraph("Gap", "")
            case Chart():
                yield from self.chart(block, n.number)
            case Highlights():
                yield from _highlights(block)
            case ToWrite():
                yield from _own(block, document)
            case Checks():
                for check in block.items:
                    shape = x.run(f"{SHAPES[check.status]} ", role=_TONES[check.status])
                    title = x.run(check.title, bold=True)
                    yield x.paragraph("Mark", shape + title + x.tab() + x.run(check.detail, role="t2"))
            case Proofs():
                yield from _proofs(block)
            case PageBreak():
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    def chart(self, block: Chart, number: str) -> Iterator[str]:
        """The picture with its alternative text, its caption below."""
        scene = charts.scene(block)
        self.drawn += 1
        relation, _ = self.word.part.get_or_add_image(io.BytesIO(next(self.pictures)))
        high = scene.height * scene.width / (scene.width + x.PICTURE_MARGIN)
        drawing = x.picture(relation, self.drawn, scene.width, high, scene.alt)
        yield x.paragraph("Chart", drawing)
        yield x.caption("ChartCaption", number, block.caption)


def _bookmark(anchor: str) -> str:
    """A bookmark's name: letters, digits and underscores, at most 40."""
    return ("_Toc_" + re.sub(r"\W", "_", anchor))[:40]


def _facts(document: Document) -> Iterator[str]:
    facts = list(document.facts)
    line = '<w:{} w:val="single" w:sz="4" w:space="4" w:color="' + x.color("line2") + '"/>'
    rows = [facts[i : i + 2] for i in range(0, len(facts), 2)]
    for i, row in enumerate(rows):
        body = x.tab().join(x.run(label, role="t3") + x.tab() + x.run(value) for label, value in row)
        border = (line.format("top") if i == 0 else "") + (
            line.format("bottom") if i == len(rows) - 1 else ""
        )
        yield x.paragraph("Facts", body, properties=f"<w:pBdr>{border}</w:pBdr>" if border else "")


def _highlights(block: Highlights) -> Iterator[str]:
    """Rows of key figures set with tabulators: their names, their values, what they are held against."""
    count = len(block.items)
    columns = 3 if count % 3 == 0 else min(4, count)
    step = x.TEXT_WIDTH // columns
    tabs = "".join(f'<w:tab w:val="left" w:pos="{step * i}"/>' for i in range(1, columns))
    rule = f'<w:pBdr><w:top w:val="single" w:sz="8" w:space="5" w:color="{x.color("t1")}"/></w:pBdr>'

    def line(cells: list[str], height: int, before: int, border: str = "") -> str:
        spacing = f'<w:spacing w:before="{before}" w:line="{height}" w:lineRule="exact"/>'
        return x.paragraph(
            "Small", x.tab().join(cells), properties=f"<w:keepNext/>{border}<w:tabs>{tabs}</w:tabs>{spacing}"
        )

    for first in range(0, count, columns):
        row = block.items[first : first + columns]
        yield line([x.run(i.label, role="t3") for i in row], 240, 220, rule)
        yield line(["".join(x.run(s.text, bold=True, size=15) for s in i.value) for i in row], 420, 0)
        yield line([x.inline(i.note) for i in row], 240, 0)


def _own(block: ToWrite, document: Document) -> Iterator[str]:
    if not block.body.strip():
        tag = x.run(bracketed(TO_WRITE, document.language), bold=True, role="t2")
        yield x.paragraph("ToWrite", tag + x.run(" " + block.prompt))
        return
    tag = x.run(bracketed(WRITTEN, document.language), role="accent", sans=True, size=8)
    yield x.paragraph("Written", tag, properties="<w:keepNext/>")
    for line in block.body.splitlines():
        if line.strip():
            yield x.paragraph("Written", x.run(line.strip()))


def _proofs(block: Proofs) -> Iterator[str]:
    for item in block.items:
        yield x.paragraph("Proof", x.run(item.name + "  ", bold=True) + x.inline(item.value))
        lines = [(item.definition, "t1"), *((c, "t2") for c in item.counts)]
        lines += [(row, "t3") for row in item.rows.split("\n") if row]
        for i, (text, role) in enumerate(lines):
            keep = "<w:keepNext/>" if i < len(lines) - 1 else ""
            yield x.paragraph("Small", x.run(text, role=role), properties=keep)
