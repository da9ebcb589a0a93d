"""A document as Markdown (CommonMark with tables); a chart is the table of its values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from csmdesk.metrics.display import MISSING
from csmdesk.reports.document import (
    Bullets,
    Chart,
    Checks,
    Document,
    Heading,
    Highlights,
    Inline,
    PageBreak,
    Paragraph,
    Proofs,
    Table,
    ToWrite,
)
from csmdesk.reports.numbering import SHAPES, TO_WRITE, WRITTEN, Numbered, bracketed, numbered

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_AT_START = re.compile(r"^(\s*)([#+>=-]|\d+(?=[.)]\s))")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_ALIGN = {"left": ":--", "right": "--:", "center": ":-:"}


def markdown(document: Document) -> str:
    """The report as text that also reads well as it stands."""
    parts = [f"# {_text(f'{document.subtitle} {document.title}')}"]
    if document.subject:
        parts.append(f"**{_text(document.subject)}**")
    colon = "：" if document.language == "zh" else ": "
    parts += ["\n".join(f"- {_text(label)}{colon}{_text(value)}" for label, value in document.facts)]
    for n in numbered(document):
        parts += _block(n, document)
    return "\n\n".join(p for p in parts if p) + "\n"


def _text(text: str, *, at_start: bool = False) -> str:
    """``text`` on one line, with nothing left that Markdown reads as a mark."""
    one_line = " ".join(text.split("\n")).replace("\r", " ")
    escaped = _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", one_line))
    return _AT_START.sub(r"\1\\\2", escaped) if at_start else escaped


def _inline(spans: Inline, *, at_start: bool = False) -> str:
    out: list[str] = []
    for i, s in enumerate(spans):
        shape = SHAPES[s.status] + " " if SHAPES[s.status] else ""
        text = _text(s.text, at_start=at_start and i == 0 and not s.bold and not shape)
        # Bold marks must touch their words.
        held = text.strip()
        if s.bold and held:
            text = text.replace(held, f"**{held}**", 1)
            following = spans[i + 1].text[:1] if i + 1 < len(spans) else ""
            if text.endswith("**") and not held[-1].isalnum() and following.isalnum():
                # After a mark like % the closing stars count only before a space.
                text += " "
        out.append(shape + text)
    return "".join(out)


def _rows(heads: Sequence[str], aligns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, [_ALIGN[a] for a in aligns], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _block(n: Numbered, document: Document) -> Iterator[str]:
    block, number = n
    match block:
        case Heading():
            title = f"{number} {block.text}" if number else block.text
            yield f"{'#' * (block.level + 1)} {_text(title)}"
        case Paragraph():
            lead = f"**{_text(block.lead)}** " if block.lead else ""
            yield lead + _inline(block.spans, at_start=not lead)
        case Bullets():
            yield "\n".join(
                f"{f'{i + 1}.' if block.numbered else '-'} {_inline(item, at_start=True)}"
                for i, item in enumerate(block.items)
            )
        case Table():
            yield f"**{number}** {_text(block.caption)}"
            yield _rows(
                [_text(c.head) for c in block.columns],
                [c.align for c in block.columns],
                [[_inline(cell) for cell in row] for row in block.rows],
            )
            if block.note:
                yield f"*{_text(block.note)}*"
        case Chart():
            unit = f"（{_text(block.unit)}）" if document.language == "zh" else f" ({_text(block.unit)})"
            yield f"**{number}** {_text(block.caption)}" + (unit if block.unit else "")
            yield _values(block, document)
        case Highlights():
            yield "\n".join(
                f"- {_text(i.label)} {_inline(i.value)}"
                + (f"{'：' if document.language == 'zh' else ': '}{_inline(i.note)}" if i.note else "")
                for i in block.items
            )
        case ToWrite():
            yield _own(block, document)
        case Checks():
            yield "\n".join(
                f"- {SHAPES[c.status]} **{_text(c.title)}** {_text(c.detail)}".replace("-  ", "- ")
                for c in block.items
            )
        case Proofs():
            for p in block.items:
                yield f"**{_text(p.name)}** {_inline(p.value)}"
                lines = [p.definition, *p.counts, *p.rows.split("\n")]
                yield "\n".join(f"- {_text(line)}" for line in lines if line)
        case PageBreak():
            yield "---"


def _values(block: Chart, document: Document) -> str:
    """The chart's values as a table; a reference is a column of its own."""
    heads = [" ", *(_text(s.name) for s in block.series)]
    rows = []
    for i, name in enumerate(block.categories):
        cells = [s.labels[i] if s.labels else _number(s.values[i]) for s in block.series]
        rows.append([_text(name), *(_text(c) for c in cells)])
    table = _rows(heads, ["left", *("right" for _ in block.series)], rows)
    return table + (f"\n\n*{_text(block.reference_label)}*" if block.reference_label else "")


def _number(value: float | None) -> str:
    return MISSING if value is None else f"{value:,.0f}"


def _own(block: ToWrite, document: Document) -> str:
    language = document.language
    if not block.body.strip():
        return f"> **{bracketed(TO_WRITE, language)}** {_text(block.prompt)}"
    lines = [line for line in block.body.splitlines() if line.strip()]
    quoted = "\n>\n".join(f"> {_text(line, at_start=True)}" for line in lines)
    return f"> **{bracketed(WRITTEN, language)}**\n>\n{quoted}"
