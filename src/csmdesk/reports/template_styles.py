"""The styles of a company's template by their names, and plain ones where it has none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from csmdesk.reports.template_places import W

HEADINGS = ("heading 1", "heading 2", "heading 3")
CAPTION, BULLET, NUMBER, BODY = "caption", "list bullet", "list number", "body text"
TABLES = ("review table", "自评表格")
CELLS = ("table text", "表格文字")
_GRID = "table grid"


class TemplateStyles:
    """The styles of one template; ``root`` is its ``w:styles``."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._styles: dict[tuple[str, str], Any] = {}
        self._by_id: dict[str, Any] = {}
        for style in root.iter(W + "style"):
            name, identity = style.find(W + "name"), style.get(W + "styleId")
            if name is not None and identity:
                kind = style.get(W + "type", "paragraph")
                self._styles.setdefault((kind, str(name.get(W + "val", "")).casefold()), style)
                self._by_id[identity] = style

    def paragraph(self, *names: str) -> str:
        """The id of the first paragraph style with one of these names; '' for none."""
        return self._id("paragraph", *names)

    def table(self, first: str = "") -> str:
        """The id of the table style that tables take: a named one, ``first``, the grid; '' for none."""
        own = self._id("table", *TABLES)
        return own or (first if first in self._by_id else "") or self._id("table", _GRID)

    def heading(self, level: int) -> str:
        """The id of a heading's style; a plain one is made where the template has none."""
        name = HEADINGS[min(level, len(HEADINGS)) - 1]
        return self.paragraph(name) or self._add(
            name, _HEADING.format(size=_SIZES[level - 1], level=level - 1)
        )

    def caption(self) -> str:
        """The id of the style of captions; a plain one is made where the template has none."""
        return self.paragraph(CAPTION) or self._add(CAPTION, _CAPTION)

    def is_heading(self, identity: str) -> bool:
        """True for the id of a style of headings."""
        style = self._by_id.get(identity)
        name = None if style is None else style.find(W + "name")
        return name is not None and str(name.get(W + "val", "")).casefold() in (*HEADINGS, "title")

    def numbers_itself(self, identity: str) -> bool:
        """True when Word numbers the paragraphs of a style by itself."""
        for style in self._chain(identity):
            number = style.find(f"{W}pPr/{W}numPr/{W}numId")
            if number is not None:
                return bool(number.get(W + "val") != "0")
        return False

    def _chain(self, identity: str) -> Iterator[Any]:
        """A style and those that it is based on; a ring of them ends."""
        met: set[str] = set()
        while identity in self._by_id and identity not in met:
            met.add(identity)
            style = self._by_id[identity]
            yield style
            parent = style.find(W + "basedOn")
            identity = "" if parent is None else parent.get(W + "val", "")

    def _id(self, kind: str, *names: str) -> str:
        for name in names:
            style = self._styles.get((kind, name))
            if style is not None:
                return str(style.get(W + "styleId"))
        return ""

    def _add(self, name: str, properties: str) -> str:
        from docx.oxml import parse_xml

        identity = "csmdesk" + name.title().replace(" ", "")
        based = self.paragraph("normal")
        parent = f'<w:basedOn w:val="{based}"/>' if based else ""
        style = parse_xml(
            f'<w:style xmlns:w="{W[1:-1]}" w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>'
            f"{parent}<w:qFormat/>{properties}</w:style>"
        )
        self._root.append(style)
        self._styles["paragraph", name] = self._by_id[identity] = style
        return identity


_SIZES = (32, 28, 24)
"""Half points of the plain headings."""
_HEADING = (
    '<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="120"/>'
    '<w:outlineLvl w:val="{level}"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
)
_CAPTION = (
    '<w:pPr><w:spacing w:before="80" w:after="80"/></w:pPr>'
    '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
)
