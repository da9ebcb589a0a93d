"""A document as typst reads it: data for a fixed template, so that no text can become markup."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from csmdesk.paths import BROUGHT, brought_fonts, resource
from csmdesk.reports import charts
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
from csmdesk.reports.numbering import CONTENTS, TO_WRITE, WRITTEN, Numbered, numbered, page_words
from csmdesk.reports.style import SANS, SERIF, palette

if TYPE_CHECKING:
    import typst

Json = Any


@cache
def _fonts() -> typst.Fonts:
    import typst

    brought = brought_fonts()
    return typst.Fonts(font_paths=[] if brought is None else [str(brought)])


@cache
def installed(families: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``families`` that this machine has (all when it has none, so that typst says which).

    A built program brings its own font, and then that one comes first: a report looks the same everywhere.
    """
    held = set(_fonts().families())
    wanted = families if brought_fonts() is None else tuple(dict.fromkeys((BROUGHT, *families)))
    return tuple(f for f in wanted if f in held) or families


def compiler(template: str, data: Mapping[str, Json]) -> typst.Compiler:
    """A typst compiler of one template of resources/styles over ``data``."""
    import typst

    path = resource(f"styles/{template}")
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    return typst.Compiler(input=path, root=path.parent, font_paths=_fonts(), sys_inputs=inputs)


def pdf(document: Document) -> bytes:
    """The report as PDF, tagged, with bookmarks."""
    made = compiler("review.typ", document_data(document)).compile(format="pdf")
    assert isinstance(made, bytes)
    return made


def heading_pages(document: Document) -> dict[str, int]:
    """The page of each heading of the PDF by anchor."""
    made = compiler("review.typ", document_data(document))
    asked = "query(<head>).map(m => (m.value.at(0), m.location().page()))"
    return dict(json.loads(made.eval(asked, format="json")))


def pictures(document: Document, scale: float) -> list[bytes]:
    """Each chart of the document as PNG, ``scale`` times 72 pixels an inch."""
    held = [charts.scene(block) for block in document.blocks if isinstance(block, Chart)]
    if not held:
        return []
    data = {
        "scenes": [_scene(s) for s in held],
        "palette": palette(),
        "sans": installed(SANS),
        "lang": document.language,
    }
    made = compiler("chart.typ", data).compile(format="png", ppi=72 * scale)
    return [made] if isinstance(made, bytes) else list(made or ())


def document_data(document: Document) -> dict[str, Json]:
    """What the template reads: blocks with their numbers, words, palette and fonts."""
    blocks = [_block(n) for n in numbered(document)]
    first = next((i for i, b in enumerate(blocks) if b["kind"] != "highlights"), len(blocks))
    language = document.language
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "subject": document.subject,
        "lang": language,
        "facts": [list(f) for f in document.facts],
        "lead": blocks[:first],
        "blocks": blocks[first:],
        "words": {
            "page": page_words(language),
            "contents": CONTENTS.to(language),
            "to_write": TO_WRITE.to(language),
            "written": WRITTEN.to(language),
        },
        "palette": palette(),
        "sans": installed(SANS),
        "serif": installed(SERIF),
    }


def _inline(spans: Inline) -> list[Json]:
    return [
        {"text": s.text, "bold": s.bold, "figure": s.figure, "part": s.part, "status": s.status}
        for s in spans
    ]


def _scene(scene: charts.Scene) -> Json:
    shapes = [{"k": type(s).__name__.lower(), **s._asdict()} for s in scene.shapes]
    return {"width": scene.width, "height": scene.height, "shapes": shapes, "alt": scene.alt}


def _block(numbered_block: Numbered) -> dict[str, Json]:
    block, number = numbered_block
    held: dict[str, Json] = {"kind": type(block).__name__.lower(), "number": number}
    match block:
        case Heading():
            held |= {"level": block.level, "text": block.text, "anchor": block.anchor}
        case Paragraph():
            held |= {"spans": _inline(block.spans), "lead": block.lead}
        case Bullets():
            held |= {"items": [_inline(i) for i in block.items], "numbered": block.numbered}
        case Table():
            held |= _table(block)
        case Chart():
            held |= {"caption": block.caption, "scene": _scene(charts.scene(block)), "figure": block.figure}
        case Highlights():
            held["items"] = [
                {"label": i.label, "value": _inline(i.value), "note": _inline(i.note)} for i in block.items
            ]
        case ToWrite():
            held |= {"place": block.place, "prompt": block.prompt, "body": block.body}
        case Checks():
            held["items"] = [
                {"status": c.status, "title": c.title, "detail": c.detail, "figure": c.figure}
                for c in block.items
            ]
        case Proofs():
            held["items"] = [
                {
                    "figure": p.figure,
                    "name": p.name,
                    "value": _inline(p.value),
                    "definition": p.definition,
                    "counts": p.counts,
                    "rows": p.rows,
                }
                for p in block.items
            ]
        case PageBreak():
            pass
    return held


def _table(block: Table) -> dict[str, Json]:
    columns: Sequence[Json] = [{"head": c.head, "align": c.align, "share": c.share} for c in block.columns]
    return {
        "caption": block.caption,
        "columns": columns,
        "rows": [[_inline(cell) for cell in row] for row in block.rows],
        "note": block.note,
        "small": block.small,
    }
