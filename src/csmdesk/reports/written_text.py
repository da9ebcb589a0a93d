"""The texts of a written report, read back from the file as somebody else could, what is not shown too."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from csmdesk.reports.document import Document
from csmdesk.reports.template_places import W

_IN_LINE = {"a", "b", "em", "i", "mark", "small", "span", "strong", "tspan", "wbr"}
_UNSEEN = {"style", "script"}
_ESCAPED = re.compile(r"\\([^\w\s])")
_SAID = ("descr", "title", "name")


def texts_of(suffix: str, content: bytes) -> Iterator[str]:
    """The texts of a .docx, .html or .md file, a paragraph or cell at a time."""
    return _READERS[suffix](content)


def pdf_texts(document: Document) -> Iterator[str]:
    """The texts that a PDF is made of: what its maker is given, and nothing else of which comes into it."""
    from csmdesk.reports.to_typst import document_data

    return _strings(document_data(document))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        if "text" in value and "bold" in value:
            yield str(value["text"])
        else:
            for key, each in value.items():
                if key not in {"palette", "sans", "serif", "figure", "kind", "part", "anchor", "place"}:
                    yield from _strings(each)
    elif isinstance(value, list | tuple):
        if value and all(isinstance(each, Mapping) and "bold" in each for each in value):
            pieces = [str(each["text"]) for each in value]
            yield "".join(pieces)
            yield from pieces if len(pieces) > 1 else ()
        else:
            for each in value:
                yield from _strings(each)


def _docx(content: bytes) -> Iterator[str]:
    from docx.oxml import parse_xml

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.endswith(".xml") or name.startswith(("word/theme", "[Content", "word/fontTable")):
                continue
            root = parse_xml(archive.read(name))
            if name.startswith(("docProps/", "customXml/")):
                yield from (text for text in root.itertext() if text.strip())
            elif name in {
                "word/styles.xml",
                "word/settings.xml",
                "word/numbering.xml",
                "word/webSettings.xml",
            }:
                continue
            else:
                yield from _paragraphs(root)


def _paragraphs(root: Any) -> Iterator[str]:
    for paragraph in root.iter(W + "p"):
        pieces = [
            element.text or "" if element.tag != W + "tab" else "\t"
            for element in paragraph.iter(W + "t", W + "tab", W + "br", W + "delText")
        ]
        yield "".join(pieces)
        yield from pieces if len(pieces) > 1 else ()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in {W + "tblCaption", W + "tblDescription", W + "instrText"}:
            yield element.get(W + "val") or element.text or ""
        for name in _SAID:
            if held := element.get(name):
                yield str(held)


class _Page(HTMLParser):
    """The texts of a page, and those of its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = [""]
        self.pieces: list[str] = []
        self._unseen = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag not in _IN_LINE:
            self.texts.append("")
        self.texts[:0] = [
            value
            for name, value in attrs
            if value and name in {"alt", "title", "content", "aria-label", "id", "href"}
        ]

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        if tag not in _IN_LINE:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.texts[-1] += data
            self.pieces.append(data)


def _html(content: bytes) -> Iterator[str]:
    page = _Page(content.decode("utf-8"))
    return (text for text in (*page.texts, *page.pieces) if text.strip())


def _markdown(content: bytes) -> Iterator[str]:
    for line in content.decode("utf-8").splitlines():
        plain = _ESCAPED.sub(r"\1", line.replace("**", "")).replace("&amp;", "&")
        yield from (cell for cell in plain.split(" | ") if cell.strip())


_READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = {".docx": _docx, ".html": _html, ".md": _markdown}
