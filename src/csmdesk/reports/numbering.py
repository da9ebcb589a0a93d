"""The numbers of headings, tables and charts, and the fixed words of a report: the same in every format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from csmdesk.domain.text import Language, Text
from csmdesk.reports.document import Block, Chart, Document, Heading, Status, Table

SHAPES: dict[Status, str] = {"good": "●", "warn": "▲", "bad": "◆", "none": ""}
"""Status is a shape beside a word, never colour alone."""

TO_WRITE = Text("待填写", "To be written")
WRITTEN = Text("本人撰写", "Own words")
CONTENTS = Text("目录", "Contents")
_PAGE_OF = Text("第 {page} 页 / 共 {pages} 页", "Page {page} of {pages}")
TABLE = Text("表", "Table")
CHART = Text("图", "Figure")
_APPENDIX = Text("附录", "Appendix")


class Numbered(NamedTuple):
    """A block with its number as printed (``2.1``, ``表 3``; empty where it has none)."""

    block: Block
    number: str


def numbered(document: Document) -> Iterator[Numbered]:
    """The blocks in order with their numbers. Chapters 1, 2, …; sections 1.1; appendices 附录 A, …"""
    chapter = section = appendix = tables = charts = 0
    top = ""
    for block in document.blocks:
        number = ""
        if isinstance(block, Heading):
            if block.level == 1:
                section = 0
                if block.appendix:
                    appendix += 1
                    top = chr(ord("A") + appendix - 1)
                    number = f"{_APPENDIX.to(document.language)} {top}"
                else:
                    chapter += 1
                    number = top = str(chapter)
            elif block.level == 2:
                section += 1
                number = f"{top}.{section}"
        elif isinstance(block, Table):
            tables += 1
            number = f"{TABLE.to(document.language)} {tables}"
        elif isinstance(block, Chart):
            charts += 1
            number = f"{CHART.to(document.language)} {charts}"
        yield Numbered(block, number)


def page_words(language: Language) -> tuple[str, str, str]:
    """What stands before, between and after the page number and the number of pages."""
    before, rest = _PAGE_OF.to(language).split("{page}")
    between, after = rest.split("{pages}")
    return before, between, after


def bracketed(mark: Text, language: Language) -> str:
    """A mark in the brackets of its language, where a writer has no box to put it in."""
    return f"【{mark.zh}】" if language == "zh" else f"[{mark.en}]"
