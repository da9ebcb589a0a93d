"""HTML from Word, WPS, LibreOffice, a browser or a spreadsheet as clean blocks: the words, not the looks.

Headings, paragraphs, lists, tables, bold and italic are kept; fonts, colours, pictures, links, scripts and
comments are not. Word's lists are paragraphs with a mark typed into them, which is told by their style.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from csmdesk.domain import review_text as text

_SKIPPED = {"head", "script", "style", "title", "xml", "object", "svg", "noscript", "template"}
_BREAKS = {"p", "div", "section", "article", "blockquote", "pre", "dd", "dt", "address", "figure", "hr"}
_HEADS = {"h1": 2, "h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}
_BOLD, _ITALIC = {"b", "strong"}, {"i", "em", "cite"}
_VOID = {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "source", "o:p"}
_WEIGHT = re.compile(r"font-weight:\s*(bold(?:er)?|\d+|normal)", re.IGNORECASE)
_STYLE = re.compile(r"font-style:\s*(italic|oblique|normal)", re.IGNORECASE)
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0]+")
_NUMBER = re.compile(r"^[\s(（]*(?:\d+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|[一二三四五六七八九十百]+)\s*[.)）、．]")
_HEAVY = 600


def blocks_of_html(html: str) -> tuple[text.Block, ...]:
    """The blocks that HTML says; () where it says nothing."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finish()


class _Frame:
    """An element that is open: how it was written before it, to be so again after it."""

    __slots__ = ("bold", "italic", "skipped", "tag")

    def __init__(self, tag: str, bold: bool, italic: bool, skipped: bool) -> None:
        self.tag = tag
        self.bold = bold
        self.italic = italic
        self.skipped = skipped


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[_Frame] = []
        self._bold = self._italic = self._skipped = False
        self._blocks: list[text.Block] = []
        self._runs: list[text.Run] = []
        self._head = 0
        self._mark: str | None = None
        """The mark of an item of Word, while it is read."""
        self._item: bool | None = None
        """Whether the paragraph is an item: of a numbered list (True), of another (False)."""
        self._lists: list[bool] = []
        self._rows: list[list[text.Runs]] | None = None
        self._depth = 0
        self._cell = False

    # --- elements -------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        style = values.get("style", "")
        if tag == "br":
            self._say("\n")
            return
        if tag in _BREAKS or tag in _HEADS or tag == "li":
            self._flush()
        if tag in _VOID:
            return
        self._open.append(_Frame(tag, self._bold, self._italic, self._skipped))
        self._skipped = self._skipped or tag in _SKIPPED or _HIDDEN.search(style) is not None
        self._read_look(tag, style)
        if self._skipped:
            return
        if tag in _HEADS:
            self._head = _HEADS[tag]
        elif tag in {"ul", "ol"}:
            self._flush()
            self._lists.append(tag == "ol")
        elif tag == "li":
            self._item = self._lists[-1] if self._lists else False
        elif tag == "table":
            self._begin_table()
        elif self._rows is not None and self._depth == 1:
            self._read_table(tag)
        if tag == "p" and ("mso-list:" in style or "msolistparagraph" in values.get("class", "").casefold()):
            self._item = False
        elif "mso-list:ignore" in style.casefold().replace(" ", ""):
            self._mark = ""

    def _read_look(self, tag: str, style: str) -> None:
        weight = _WEIGHT.search(style)
        if weight is not None:
            said = weight[1].casefold()
            self._bold = int(said) >= _HEAVY if said.isdecimal() else said.startswith("bold")
        elif tag in _BOLD:
            self._bold = True
        slant = _STYLE.search(style)
        if slant is not None:
            self._italic = slant[1].casefold() != "normal"
        elif tag in _ITALIC:
            self._italic = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not any(frame.tag == tag for frame in self._open):
            return
        if not self._skipped:
            self._end(tag)
        while self._open:
            frame = self._open.pop()
            self._bold, self._italic, self._skipped = frame.bold, frame.italic, frame.skipped
            if frame.tag == tag:
                break
        if self._mark is not None and tag == "span":
            self._end_mark()

    def _end(self, tag: str) -> None:
        if tag in _BREAKS or tag in _HEADS or tag == "li":
            self._flush()
        elif tag in {"ul", "ol"}:
            self._flush()
            if self._lists:
                self._lists.pop()
        elif tag == "table" and self._rows is not None:
            self._end_table()
        elif tag in {"td", "th"} and self._rows is not None and self._depth == 1:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        if self._mark is not None:
            self._mark += data
            return
        self._say(_BLANKS.sub(" ", data))

    def handle_comment(self, data: str) -> None:
        self._conditional(data)

    def unknown_decl(self, data: str) -> None:
        self._conditional(data)

    def _conditional(self, data: str) -> None:
        """Word puts the mark of an item between conditional comments."""
        said = data.strip().strip("[]").casefold()
        if said.startswith("if !supportlists"):
            self._mark = ""
        elif said.startswith("endif") and self._mark is not None:
            self._end_mark()

    def _end_mark(self) -> None:
        self._item = _NUMBER.match(self._mark or "") is not None
        self._mark = None

    # --- words ----------------------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        if self._skipped:
            return
        last = self._runs[-1].text if self._runs and isinstance(self._runs[-1], text.Words) else ""
        if not last or last[-1] in " \n":
            words = words.lstrip(" ")
        if words:
            self._runs.append(text.Words(words, self._bold and not self._head, self._italic))

    def _take(self) -> text.Runs:
        runs, self._runs = self._runs, []
        while runs and isinstance(runs[-1], text.Words):
            last = runs[-1]
            kept = last.text.rstrip(" \n")
            if kept:
                runs[-1] = last._replace(text=kept)
                break
            runs.pop()
        return text.joined(runs)

    def _flush(self) -> None:
        """The paragraph has ended."""
        if self._rows is not None:
            # Inside of a cell it is a new line.
            last = self._runs[-1] if self._runs else None
            if isinstance(last, text.Words) and not last.text.endswith("\n"):
                self._say("\n")
            return
        runs, head, item = self._take(), self._head, self._item
        self._head, self._item = 0, None
        if not runs:
            return
        above = self._blocks[-1] if self._blocks else None
        if head:
            self._blocks.append(text.Heading(2 if head == 2 else 3, runs))
        elif item is None:
            self._blocks.append(text.Paragraph(runs))
        elif isinstance(above, text.Items) and above.ordered == item:
            self._blocks[-1] = text.Items((*above.items, runs), item)
        else:
            self._blocks.append(text.Items((runs,), item))

    # --- tables ---------------------------------------------------------------------------------------------

    def _begin_table(self) -> None:
        self._depth += 1
        if self._depth == 1:
            self._flush()
            self._rows = []

    def _read_table(self, tag: str) -> None:
        assert self._rows is not None
        if tag in {"tr", "td", "th"} and self._cell:
            # The end of a cell need not be written.
            self._end_cell()
        if tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._take()
            self._cell = True

    def _end_cell(self) -> None:
        assert self._rows is not None
        self._cell = False
        if not self._rows:
            self._rows.append([])
        self._rows[-1].append(self._take())

    def _end_table(self) -> None:
        if self._cell and self._depth == 1 and self._rows is not None:
            self._end_cell()
        self._depth -= 1
        if self._depth or self._rows is None:
            return
        rows, self._rows = [row for row in self._rows if any(row)], None
        self._runs = []
        width = max((len(row) for row in rows), default=0)
        if width == 1:
            # A table of one column is how web pages and mails lay out their text.
            self._blocks += [text.Paragraph(row[0]) for row in rows]
        elif rows:
            even = tuple((*row, *((),) * (width - len(row))) for row in rows)
            self._blocks.append(text.TableBlock(even, head=True))

    def finish(self) -> tuple[text.Block, ...]:
        """What has been read, when all of it has been."""
        while self._depth:
            self._end_table()
        self._flush()
        return tuple(self._blocks)
