"""Pieces of WordprocessingML as text: runs, paragraphs, fields, tables. Everything shown is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from csmdesk.reports.document import Inline, Span, Table
from csmdesk.reports.numbering import SHAPES
from csmdesk.reports.style import WORD_LATIN_SANS, WORD_SANS, palette

TEXT_WIDTH = 9071
"""Twentieths of a point between the margins of an A4 page with 2.5 cm on each side."""

PICTURE_MARGIN = 4
"""Points that a chart's picture has around the chart."""

_LONG_TABLE = 12
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EITHER = re.compile("[“”‘’…—·●▲◆○×÷→≥≤＝]")
"""Characters that a Latin and a Chinese font both have, at different widths."""
_TONES = {"good": "green", "warn": "amber", "bad": "red", "none": "t1"}


def clean(text: str) -> str:
    """``text`` without the characters that no XML file can hold."""
    return _NOT_XML.sub("", text)


def color(role: str) -> str:
    """A colour role as Word writes it."""
    return palette()[role].lstrip("#")


def run(text: str, *, bold: bool = False, role: str = "", sans: bool = False, size: float = 0) -> str:
    """A run of text; ``size`` in points, ``role`` a colour role."""
    props = ""
    if sans:
        props += (
            f'<w:rFonts w:ascii="{WORD_LATIN_SANS}" w:hAnsi="{WORD_LATIN_SANS}" w:eastAsia="{WORD_SANS}"/>'
        )
    if bold:
        props += "<w:b/>"
    if role:
        props += f'<w:color w:val="{color(role)}"/>'
    if size:
        props += f'<w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/>'
    return run_of(text, props)


def run_of(text: str, look: str) -> str:
    """A run of text whose properties are ``look``, elements of its ``rPr`` in Word's order."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    pieces = clean(text).replace("\r\n", "\n").split("\n")
    body = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(p)}</w:t>' for p in pieces)
    return f"<w:r>{properties}{body}</w:r>"


def span(s: Span) -> str:
    """A span with its status's shape before it."""
    shape = SHAPES[s.status]
    before = run(f"{shape} ", role=_TONES[s.status], sans=True) if shape else ""
    return before + run(s.text, bold=s.bold)


def inline(spans: Inline) -> str:
    """Spans after each other."""
    return "".join(span(s) for s in spans)


def tab() -> str:
    """A tabulator."""
    return "<w:r><w:tab/></w:r>"


def paragraph(style: str, body: str, *, properties: str = "") -> str:
    """A paragraph of a style; ``properties`` are further elements of its ``pPr`` in Word's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{body}</w:p>'


def field(instruction: str, cached: str, *, bold: bool = False) -> str:
    """A field with the text that is shown until the field is updated."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(cached, bold=bold)}"
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(number: int, name: str, body: str) -> str:
    """``body`` inside a bookmark, which the contents point to."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{body}<w:bookmarkEnd w:id="{number}"/>'
    )


def caption(style: str, number: str, text: str) -> str:
    """``表 3  …`` with its number as a field that Word can renumber."""
    word, _, digits = number.rpartition(" ")
    body = run(f"{word} ", bold=True) + field(f"SEQ {word} \\* ARABIC", digits, bold=True) + run(f"  {text}")
    return paragraph(style, body)


def contents_entry(
    level: int, number: str, text: str, name: str, page: str, *, first: bool, last: bool
) -> str:
    """A line of the contents: a link to the heading's bookmark with its page; the whole list is one field."""
    opening = (
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        if first
        else ""
    )
    closing = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if last else ""
    title = f"{number}  {text}" if number else text
    line = run(title) + tab() + field(f"PAGEREF {name} \\h", page)
    link = f'<w:hyperlink w:anchor={quoteattr(name)} w:history="1">{line}</w:hyperlink>'
    return paragraph(f"TOC{level}", opening + link + closing)


def table(block: Table) -> str:
    """A three-line table: the head repeats on each page, a row never splits, a short table stays whole."""
    columns = widths([c.share for c in block.columns])
    off = [
        i > 0 and c.align == "left" and block.columns[i - 1].align == "right"
        for i, c in enumerate(block.columns)
    ]
    head = "".join(
        _cell(width, run(c.head), "CellHead", c.align, gap, "top", "bottom", size=8 if block.small else 0)
        for c, width, gap in zip(block.columns, columns, off, strict=True)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    whole = len(block.rows) <= _LONG_TABLE
    for i, row in enumerate(block.rows):
        last = i == len(block.rows) - 1
        lines = ("foot",) if last else ("hair",)
        cells = "".join(
            _cell(
                width,
                inline(spans),
                "Cell",
                c.align,
                gap,
                *lines,
                keep=(whole and not last) or (last and bool(block.note)),
            )
            for spans, c, width, gap in zip(row, block.columns, columns, off, strict=True)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in columns)
    description = f"<w:tblCaption w:val={quoteattr(clean(block.caption))}/>"
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/>{description}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def widths(shares: Sequence[float], room: int = TEXT_WIDTH) -> list[int]:
    """The widths of columns by their shares, which together are as wide as ``room``."""
    whole = sum(shares) or 1.0
    found = [int(room * share / whole) for share in shares]
    found[-1] += room - sum(found)
    return found


_LINES = {
    "top": ("top", 8, "t1"),
    "bottom": ("bottom", 5, "t1"),
    "hair": ("bottom", 4, "line"),
    "foot": ("bottom", 8, "t1"),
}


def _cell(
    width: int, body: str, style: str, align: str, off: bool, *lines: str, keep: bool = False, size: float = 0
) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="{color(role)}"/>'
        for side, weight, role in (_LINES[line] for line in lines)
    )
    # The order of the elements is Word's: keepNext, ind, jc.
    properties = "<w:keepNext/>" if keep else ""
    if off:
        properties += '<w:ind w:left="180"/>'
    if align != "left":
        properties += f'<w:jc w:val="{align}"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>{borders}</w:tcBorders>'
        f'<w:vAlign w:val="center"/></w:tcPr>{paragraph(style, body, properties=properties)}</w:tc>'
    )


def picture(relation: str, number: int, width: float, height: float, alt: str) -> str:
    """An inline picture; sizes in points."""
    wide, high = int(width * 12700), int(height * 12700)
    name = f"Chart {number}"
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name={quoteattr(name)} descr={quoteattr(clean(alt))}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={quoteattr(name)}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def mark_full_width(element: Any) -> None:
    """Let Word draw quotes, dashes and shapes of Chinese text with the Chinese font."""
    for held in element.iter(_W + "r"):
        if not any(_EITHER.search(t.text or "") for t in held.iter(_W + "t")):
            continue
        properties = held.find(_W + "rPr")
        if properties is None:
            properties = held.makeelement(_W + "rPr", {})
            held.insert(0, properties)
        fonts = properties.find(_W + "rFonts")
        if fonts is None:
            fonts = properties.makeelement(_W + "rFonts", {})
            properties.insert(0, fonts)
        fonts.set(_W + "hint", "eastAsia")


def body(parts: Iterable[str]) -> str:
    """The parts under one element that declares every prefix."""
    spaces = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    }
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    return f"<w:body {declared}>{''.join(parts)}</w:body>"
