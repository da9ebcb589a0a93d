"""A report in the company's own Word template: named places filled, everything else left as it is.

A template is a .docx with places such as ``{{ title }}``, ``{{ figure.nrr }}`` or ``{{ chapter.results }}``.
There is no template language behind them. A language that can repeat and compute would need a process of its
own with limits of time and memory (two loops of a sandboxed Jinja template run for hours, one expression of
it takes all memory), and none of it is needed to say where something stands. What a place is filled with is
never searched for places again, so that nothing that somebody typed can become one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.reports import figures, template_file, template_places
from csmdesk.reports import word_xml as x
from csmdesk.reports.document import Chart
from csmdesk.reports.template_blocks import Room, TemplateBlocks
from csmdesk.reports.template_places import Line, W
from csmdesk.reports.template_styles import TemplateStyles
from csmdesk.reports.template_values import Blocks, TemplateValues

_TEXT_PARTS = ("/header", "/footer", "/footnotes", "/endnotes")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_MOST_UNKNOWN = 3
_A4_ROOM = x.TEXT_WIDTH
_CELL_SIDES = 216


class Filled(NamedTuple):
    """A filled template: the file, the chapters that no place showed, the places that stayed empty."""

    content: bytes
    left_out: tuple[str, ...]
    empty: tuple[str, ...]


class _Part(NamedTuple):
    """A part of the file with text; ``save`` puts it back where it is not kept up to date by itself."""

    root: Any
    body: bool
    save: Callable[[], None]


def fill(template: Path, values: TemplateValues, progress: Callable[[], None] | None = None) -> Filled:
    """The template at ``template`` with its places filled; ``progress`` may raise to stop.

    Raises UserError for a file that is no template, places that there are not, and statements.
    """
    word = template_file.opened(template_file.read(template), template.name)
    step = progress or _silent
    parts = list(_parts(word, template.name))
    found = [(part, line) for part in parts for line in template_places.lines(part.root)]
    keys = [place.key for _, line in found for place in line.places]
    if not found:
        raise UserError(NO_PLACES.format(name=template.name))
    _refuse_unknown(found, values)
    step()
    filling = _Filling(word, values, keys)
    for part, line in found:
        filling.line(line, part.body)
        step()
    for part in parts:
        part.save()
    _mark_contents(word)
    core = word.core_properties
    core.title = x.clean(values.words("title") or "")
    content = template_file.saved(word, template.name)
    left = [values.title_of(name) for name in values.chapter_names if name not in filling.chapters]
    return Filled(content, tuple(left), tuple(dict.fromkeys(filling.empty)))


def written_places(template: Path) -> tuple[str, ...]:
    """The names of a template's places, as they are written there, each once. Raises UserError."""
    word = template_file.opened(template_file.read(template), template.name)
    places = [
        p
        for part in _parts(word, template.name)
        for line in template_places.lines(part.root)
        for p in line.places
    ]
    return tuple(dict.fromkeys(place.key for place in places))


def _silent() -> None:
    """Tell nobody."""


def _parts(word: Any, name: str) -> Iterator[_Part]:
    """The body, then headers, footers and notes, each once."""
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml

    yield _Part(word.element.body, True, _silent)
    for part in word.part.package.iter_parts():
        partname = str(part.partname)
        if not any(each in partname for each in _TEXT_PARTS) or not partname.endswith(".xml"):
            continue
        if hasattr(part, "_element"):
            yield _Part(part.element, False, _silent)
            continue
        try:
            root = parse_xml(part.blob)
        except (SyntaxError, ValueError) as error:
            raise UserError(template_file.BROKEN.format(name=name)) from error

        def save(part: Any = part, root: Any = root) -> None:
            part._blob = serialize_part_xml(root)

        yield _Part(root, False, save)


def _refuse_unknown(found: Sequence[tuple[_Part, Line]], values: TemplateValues) -> None:
    """Raise UserError for places that there are not, and for blocks that do not stand alone in the body."""
    keys = [place.key for _, line in found for place in line.places]
    unknown: dict[str, str] = {}
    for part, line in found:
        for place in line.places:
            if values.words(place.key) is not None:
                continue
            if values.blocks(place.key, keys) is None:
                unknown.setdefault(place.key, place.written)
            elif not part.body or _in_frame(line.element):
                raise UserError(ONLY_IN_BODY.format(place=place.written))
            elif not line.alone:
                raise UserError(NOT_ALONE.format(place=place.written))
    if unknown:
        known = [place.key for place in values.places()]
        shown = list(unknown.items())[:_MOST_UNKNOWN]
        near = get_close_matches(shown[0][0], known, n=1)
        names = [written for _, written in shown]
        more = len(unknown) - len(shown)
        raise UserError(_unknown(names, more, near[0] if near else ""))


def _unknown(names: Sequence[str], more: int, near: str) -> Text:
    return UNKNOWN.format(
        names=Text("、".join(names), ", ".join(names)),
        more=Text(f"等 {len(names) + more} 处", f" and {more} more") if more else Text("", ""),
        near=Text(f"（是 {{{{ {near} }}}} 吗？）", f" (is it {{{{ {near} }}}}?)") if near else Text("", ""),
    )


def _in_frame(element: Any) -> bool:
    """True inside a text box, where Word keeps every paragraph twice."""
    return next(element.iterancestors(W + "txbxContent"), None) is not None


class _Filling:
    """Fills the places of one template; remembers the chapters shown and the places left empty."""

    def __init__(self, word: Any, values: TemplateValues, keys: Sequence[str]) -> None:
        self._word = word
        self._values = values
        self._keys = keys
        self.chapters: set[str] = set()
        self.empty: list[str] = []
        styles = TemplateStyles(word.styles.element)
        first = next((s.get(W + "val", "") for s in word.element.body.iter(W + "tblStyle")), "")
        drawn = [int(d.get("id", "0")) for d in word.element.iter(_DRAWING) if d.get("id", "").isdecimal()]
        self._pictures = self._drawn_charts()
        self._blocks = TemplateBlocks(
            styles, values.document.language, self._relation, styles.table(first), max(drawn, default=0)
        )

    def line(self, line: Line, body: bool) -> None:
        """Fill the places of one paragraph."""
        blocks = self._values.blocks(line.places[0].key, self._keys) if body and line.alone else None
        if blocks is None or self._values.words(line.places[0].key) is not None:
            template_places.write(line, [self._values.words(place.key) or "" for place in line.places])
            return
        self.chapters.update(blocks.chapters)
        if not blocks.blocks:
            self.empty.append(line.places[0].written)
        self._insert(line, blocks)

    def _insert(self, line: Line, blocks: Blocks) -> None:
        from docx.oxml import parse_xml

        element = line.element
        paragraph, run = template_places.look(line)
        made = parse_xml(x.body(self._blocks.all(blocks.blocks, self._room(element, paragraph, run))))
        if self._values.document.language == "zh":
            x.mark_full_width(made)
        for each in list(made):
            element.addprevious(each)
        # A paragraph that ends a section, or the last one of a cell, has to stay.
        ends_section = paragraph is not None and paragraph.find(W + "sectPr") is not None
        parent = element.getparent()
        before = element.getprevious()
        last_in_cell = parent.tag == W + "tc" and element.getnext() is None
        if ends_section or (last_in_cell and (before is None or before.tag != W + "p")):
            template_places.empty(line)
        else:
            parent.remove(element)

    # --- where a place stands -------------------------------------------------------------------------------

    def _room(self, element: Any, paragraph: Any, run: Any) -> Room:
        style = None if paragraph is None else paragraph.find(W + "pStyle")
        return Room(
            _as_text(paragraph, _NOT_IN_BODY),
            _as_text(run, _NOT_IN_RUN),
            "" if style is None else style.get(W + "val", ""),
            self._width(element),
        )

    def _width(self, element: Any) -> int:
        """The width of the text at a paragraph, in twentieths of a point."""
        cell = next(element.iterancestors(W + "tc"), None)
        if cell is not None:
            held = cell.find(f"{W}tcPr/{W}tcW")
            if held is not None and held.get(W + "type") == "dxa":
                return max(_number(held.get(W + "w"), _A4_ROOM) - _CELL_SIDES, _CELL_SIDES)
        section = self._section(element)
        size, sides, columns = (section.find(W + name) for name in ("pgSz", "pgMar", "cols"))
        if size is None or sides is None:
            return _A4_ROOM
        whole = _number(size.get(W + "w"), 0)
        room = whole - sum(_number(sides.get(W + side), 0) for side in ("left", "right", "gutter"))
        count = 1 if columns is None else max(1, _number(columns.get(W + "num"), 1))
        gaps = 0 if columns is None else _number(columns.get(W + "space"), 0) * (count - 1)
        width = (room - gaps) // count
        return width if width > _CELL_SIDES else _A4_ROOM

    def _section(self, element: Any) -> Any:
        """The section that a paragraph is in: they are written where they end."""
        body = self._word.element.body
        top = element
        while top.getparent() is not body:
            top = top.getparent()
        while top is not None:
            held = top if top.tag == W + "sectPr" else top.find(f"{W}pPr/{W}sectPr")
            if held is not None:
                return held
            top = top.getnext()
        return body

    # --- pictures -------------------------------------------------------------------------------------------

    def _drawn_charts(self) -> dict[int, bytes]:
        """The pictures of all charts that the template asks for, drawn together."""
        asked = [
            each.block
            for key in self._keys
            for held in (self._values.blocks(key, self._keys),)
            if held is not None
            for each in held.blocks
            if isinstance(each.block, Chart)
        ]
        unique = list({id(chart): chart for chart in asked}.values())
        drawn = figures.png(replace(self._values.document, blocks=tuple(unique))) if unique else []
        return {id(chart): picture for chart, picture in zip(unique, drawn, strict=True)}

    def _relation(self, chart: Chart) -> str:
        relation, _ = self._word.part.get_or_add_image(io.BytesIO(self._pictures[id(chart)]))
        return str(relation)


def _number(text: str | None, default: int) -> int:
    try:
        return int(float(text or ""))
    except ValueError:
        return default


def _as_text(element: Any, without: frozenset[str]) -> str:
    """The children of a properties element as text with our prefix; what other makers added is left out."""
    return "" if element is None else "".join(_element(child) for child in element if _kept(child, without))


def _kept(child: Any, without: frozenset[str]) -> bool:
    return isinstance(child.tag, str) and child.tag.startswith(W) and child.tag not in without


def _element(element: Any) -> str:
    from xml.sax.saxutils import quoteattr

    name = element.tag.removeprefix(W)
    attributes = "".join(
        f" w:{key.removeprefix(W)}={quoteattr(value)}"
        for key, value in element.attrib.items()
        if key.startswith(W)
    )
    inner = "".join(_element(child) for child in element if _kept(child, frozenset()))
    return f"<w:{name}{attributes}>{inner}</w:{name}>" if inner else f"<w:{name}{attributes}/>"


def _mark_contents(word: Any) -> None:
    """Let Word make the contents anew when the file is opened: the headings are others now."""
    for field in word.element.body.iter(W + "instrText"):
        if (field.text or "").split()[:1] == ["TOC"]:
            run = field.getparent().getprevious()
            begin = None if run is None else run.find(W + "fldChar")
            if begin is not None:
                begin.set(W + "dirty", "true")


_NOT_IN_BODY = frozenset(W + name for name in ("sectPr", "rPr", "numPr", "pPrChange", "outlineLvl"))
_NOT_IN_RUN = frozenset(W + name for name in ("rPrChange", "highlight"))

NO_PLACES = Text(
    "模板“{name}”里没有 {{{{ 名字 }}}} 这样的位置，报告没有地方放。",
    "The template “{name}” has no {{{{ places }}}}: there is nowhere to put the report.",
)
UNKNOWN = Text(
    "模板里的位置 {names}{more}不认识{near}。",
    "The template has places that there are not: {names}{more}{near}.",
)
ONLY_IN_BODY = Text(
    "{place} 只能放在正文里，不能放在页眉、页脚、脚注或文本框里。",
    "{place} can stand in the body only, not in a header, footer, note or text box.",
)
NOT_ALONE = Text("{place} 要独占一段，前后不能有别的文字。", "{place} has to be a paragraph of its own.")
