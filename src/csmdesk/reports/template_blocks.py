"""Blocks of a report as WordprocessingML in the styles of a company's own template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from csmdesk.domain.text import Language, Text
from csmdesk.reports import charts
from csmdesk.reports import word_xml as x
from csmdesk.reports.document import (
    Bullets,
    Chart,
    Checks,
    Heading,
    Highlights,
    Inline,
    PageBreak,
    Paragraph,
    Proofs,
    Span,
    Table,
    ToWrite,
)
from csmdesk.reports.numbering import CHART, SHAPES, TABLE, TO_WRITE, Numbered, bracketed
from csmdesk.reports.template_styles import BODY, BULLET, CELLS, NUMBER, TemplateStyles

_TWIPS = 20
"""Twentieths of a point in a point."""
_LONG_TABLE = 12
"""A table of more rows may be cut by the end of a page."""
_CELL_SIZE = 8.5
"""Points of the text of a table whose template has no style for it."""


@dataclass(frozen=True)
class Room:
    """Where blocks come: the properties of the paragraphs there, of their runs, and the width in twips.

    ``style`` is the id of the style of the place's own paragraph.
    """

    paragraph: str
    run: str
    style: str
    width: int


class TemplateBlocks:
    """Writes blocks for one template; counts its tables and charts, which are numbered as they come."""

    def __init__(
        self,
        styles: TemplateStyles,
        language: Language,
        picture: Callable[[Chart], str],
        table_style: str,
        first_drawing: int,
    ) -> None:
        """``picture`` gives the relation of a chart's picture; ``table_style`` is the id for tables."""
        self._styles = styles
        self._language: Language = language
        self._picture = picture
        self._table_style = table_style
        self._cells = styles.paragraph(*CELLS)
        self._tables = self._charts = 0
        self._drawn = first_drawing

    def all(self, blocks: Iterable[Numbered], room: Room) -> Iterator[str]:
        """The elements of some blocks."""
        for each in blocks:
            yield from self._block(each, room)

    def _block(self, each: Numbered, room: Room) -> Iterator[str]:
        block = each.block
        match block:
            case Heading():
                yield self._heading(block, each.number)
            case Paragraph():
                lead = self._run(block.lead + "  ", room, bold=True) if block.lead else ""
                yield self._body(lead + self._inline(block.spans, room), room)
            case Bullets():
                yield from self._items(block, room)
            case Table():
                yield from self._table(block, room)
            case Chart():
                yield from self._chart(block, room)
            case Highlights():
                rows = tuple((_words(i.label), i.value, i.note) for i in block.items)
                yield self._grid(None, rows, ("left", "right", "left"), (2.2, 1.2, 3.0), room)
                yield self._gap()
            case ToWrite():
                yield from self._own(block, room)
            case Checks():
                for check in block.items:
                    shape = f"{SHAPES[check.status]} " if SHAPES[check.status] else ""
                    body = self._run(shape + check.title + "  ", room, bold=True)
                    yield self._body(body + self._run(check.detail, room), room)
            case Proofs():
                for proof in block.items:
                    body = self._run(proof.name + "  ", room, bold=True) + self._inline(proof.value, room)
                    lines = [proof.definition, *proof.counts, *proof.rows.split("\n")]
                    yield self._body(body, room, "<w:keepNext/>")
                    for line in filter(None, lines):
                        yield self._body(self._run(line, room), room)
            case PageBreak():
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    # --- paragraphs -----------------------------------------------------------------------------------------

    def _heading(self, block: Heading, number: str) -> str:
        style = self._styles.heading(block.level)
        shown = number if number and not self._styles.numbers_itself(style) else ""
        return x.paragraph(style, x.run(f"{shown}  {block.text}" if shown else block.text))

    def _body(self, body: str, room: Room, extra: str = "") -> str:
        """A paragraph that looks as the place's own."""
        if self._styles.is_heading(room.style):
            style = self._styles.paragraph(BODY, "normal")
            return x.paragraph(style, body, properties=extra) if style else f"<w:p>{body}</w:p>"
        properties = room.paragraph
        if extra and extra not in properties:
            # Word wants what keeps paragraphs together right after the style.
            at = properties.find("/>") + 2 if properties.startswith("<w:pStyle") else 0
            properties = properties[:at] + extra + properties[at:]
        return f"<w:p><w:pPr>{properties}</w:pPr>{body}</w:p>"

    def _run(self, text: str, room: Room, *, bold: bool = False) -> str:
        """A run of the place's look."""
        look = "" if self._styles.is_heading(room.style) else room.run
        return x.run_of(text, _bold(look) if bold else look)

    def _inline(self, spans: Inline, room: Room) -> str:
        return "".join(self._run(_said(span), room, bold=span.bold) for span in spans)

    def _items(self, block: Bullets, room: Room) -> Iterator[str]:
        style = self._styles.paragraph(NUMBER if block.numbered else BULLET)
        # A numbered style of Word's goes on counting from list to list, so that numbers are written out.
        marked = bool(style) and not block.numbered and self._styles.numbers_itself(style)
        for place, item in enumerate(block.items, start=1):
            mark = "" if marked else f"{place}. " if block.numbered else "• "
            body = (self._run(mark, room) if mark else "") + self._inline(item, room)
            if marked:
                yield x.paragraph(style, body)
            else:
                yield self._body(body, room)

    def _own(self, block: ToWrite, room: Room) -> Iterator[str]:
        if not block.body.strip():
            tag = bracketed(TO_WRITE, self._language)
            yield self._body(self._run(f"{tag} {block.prompt}", room), room)
            return
        for line in block.body.splitlines():
            if line.strip():
                yield self._body(self._run(line.strip(), room), room)

    def _caption(self, word: Text, number: int, words: str, keep: bool) -> str:
        name = word.to(self._language)
        body = x.run(f"{name} ") + x.field(f"SEQ {name} \\* ARABIC", str(number)) + x.run(f"  {words}")
        return x.paragraph(self._styles.caption(), body, properties="<w:keepNext/>" if keep else "")

    # --- tables and pictures --------------------------------------------------------------------------------

    def _table(self, block: Table, room: Room) -> Iterator[str]:
        if block.caption:
            self._tables += 1
            yield self._caption(TABLE, self._tables, block.caption, True)
        heads = tuple(column.head for column in block.columns)
        aligns = tuple(column.align for column in block.columns)
        shares = tuple(column.share for column in block.columns)
        yield self._grid(heads if any(heads) else None, block.rows, aligns, shares, room, block.caption)
        yield self._gap()
        if block.note:
            yield self._body(self._run(block.note, room), room)

    def _grid(
        self,
        heads: tuple[str, ...] | None,
        rows: tuple[tuple[Inline, ...], ...],
        aligns: tuple[str, ...],
        shares: tuple[float, ...],
        room: Room,
        caption: str = "",
    ) -> str:
        widths = x.widths(shares, room.width)
        lines = []
        if heads is not None:
            cells = "".join(
                self._cell(width, self._cell_text(_words(head), bold=True), align, keep=True)
                for head, width, align in zip(heads, widths, aligns, strict=True)
            )
            lines.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>")
        whole = len(rows) <= _LONG_TABLE
        for place, row in enumerate(rows):
            cells = "".join(
                self._cell(width, self._cell_text(spans), align, keep=whole and place < len(rows) - 1)
                for spans, width, align in zip(row, widths, aligns, strict=True)
            )
            lines.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        look = f'<w:tblLook w:val="0420" w:firstRow="{int(heads is not None)}" w:noVBand="1"/>'
        style = f'<w:tblStyle w:val="{self._table_style}"/>' if self._table_style else ""
        borders = "" if self._table_style else _BORDERS
        described = f"<w:tblCaption w:val={quoteattr(x.clean(caption))}/>" if caption else ""
        return (
            f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{room.width}" w:type="dxa"/>{borders}'
            f'<w:tblLayout w:type="fixed"/>{_MARGINS}{look}{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{''.join(lines)}</w:tbl>"
        )

    def _cell(self, width: int, body: str, align: str, *, keep: bool = False) -> str:
        style = self._cells
        properties = "<w:keepNext/>" if keep else ""
        if not style:
            # The body's first line may be indented and its lines far apart: not so in a table.
            properties += (
                '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
                '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>'
            )
        properties += f'<w:jc w:val="{align}"/>'
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"<w:p><w:pPr>{named}{properties}</w:pPr>{body}</w:p></w:tc>"
        )

    def _cell_text(self, spans: Inline, *, bold: bool = False) -> str:
        size = 0 if self._cells else _CELL_SIZE
        return "".join(x.run(_said(span), bold=bold or span.bold, size=size) for span in spans)

    def _chart(self, block: Chart, room: Room) -> Iterator[str]:
        scene = charts.scene(block)
        self._charts += 1
        self._drawn += 1
        whole = scene.width + x.PICTURE_MARGIN
        width = min(scene.width, room.width / _TWIPS)
        drawing = x.picture(self._picture(block), self._drawn, width, scene.height * width / whole, scene.alt)
        # Lines of a fixed height would cut the picture off.
        properties = (
            '<w:pPr><w:keepNext/><w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/>'
            '<w:ind w:left="0" w:firstLineChars="0" w:firstLine="0"/></w:pPr>'
        )
        yield f"<w:p>{properties}{drawing}</w:p>"
        yield self._caption(CHART, self._charts, block.caption, False)

    @staticmethod
    def _gap() -> str:
        """A thin line between a table and what follows: two tables would grow together."""
        return (
            '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/></w:pPr></w:p>'
        )


def _said(span: Span) -> str:
    """A span's words with the shape of its status before them."""
    return f"{SHAPES[span.status]} {span.text}" if SHAPES[span.status] else span.text


def _words(text: str) -> Inline:
    return (Span(text),)


def _bold(look: str) -> str:
    """A run's properties with bold in its place: after the style and the fonts."""
    if "<w:b/>" in look:
        return look
    for name in ("<w:rFonts", "<w:rStyle"):
        at = look.find(name)
        if at >= 0:
            end = look.find("/>", at) + 2
            return f"{look[:end]}<w:b/>{look[end:]}"
    return f"<w:b/>{look}"


_MARGINS = '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
_BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)
