"""The text of a written report, read back from each format."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import docx
import pypdfium2  # type: ignore[import-untyped]
from docx.oxml.ns import qn


def pdf_text(content: bytes) -> str:
    """The text of all pages."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        pages = []
        for page in pdf:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
        return "\n".join(pages)
    finally:
        pdf.close()


def docx_text(content: bytes) -> str:
    """The text of every paragraph, in tables too."""
    body = docx.Document(io.BytesIO(content)).element.body
    return "\n".join(
        "".join("\n" if e.tag == qn("w:br") else e.text or "" for e in p.iter(qn("w:t"), qn("w:br")))
        for p in body.iter(qn("w:p"))
    )


class Page(HTMLParser):
    """A parsed page: its elements in order, its text, and the attributes of each element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._silent += tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    def count(self, *tags: str) -> int:
        """How many elements there are."""
        return sum(tag in tags for tag, _ in self.elements)

    @property
    def text(self) -> str:
        """The text without the style sheet."""
        return "".join(self.words)


def markdown_text(text: str) -> str:
    """Markdown without its marks."""
    plain = text.replace("**", "")
    return re.sub(r"\\(.)", r"\1", plain).replace("&amp;", "&")


def squeezed(text: str) -> str:
    """``text`` without white space and invisible characters, which line breaks may put anywhere."""
    return re.sub(r"[\s\u200b\ufeff\ufffe\x02]", "", text)
