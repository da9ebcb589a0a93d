"""A chart as a file's picture: SVG for HTML, whose colours follow the page's theme, and PNG for Word.

The text of an SVG stays text. Both are drawn from the shapes of ``charts.scene``, as the PDF's charts are.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from csmdesk.reports import charts
from csmdesk.reports.document import Chart, Document
from csmdesk.reports.style import SANS, palette

PNG_SCALE = 3.0


def png(document: Document) -> list[bytes]:
    """Each chart of the document as PNG, three times as fine as a point."""
    from csmdesk.reports import to_typst

    return to_typst.pictures(document, PNG_SCALE)


def svg(chart: Chart, number: int = 0) -> str:
    """The chart as an ``svg`` element; ``number`` tells the charts of a page apart.

    Each shape has its colour of the light palette and a class (``f-accent``, ``s-accent`` for lines) by which
    a page gives it another one.
    """
    scene = charts.scene(chart)
    fonts = ", ".join(f"'{name}'" for name in SANS)
    title = f"chart-{number}"
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{title}"'
        f' viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" font-family={quoteattr(fonts)}>'
    )
    shapes = "".join(_shape(shape) for shape in scene.shapes)
    return f'{opening}<title id="{title}">{escape(scene.alt)}</title>{shapes}</svg>'


def _shape(shape: charts.Shape) -> str:
    match shape:
        case charts.Rect(x, y, w, h, fill):
            return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}" {_fill(fill)}/>'
        case charts.Line(x1, y1, x2, y2, stroke, width, dashed):
            dash = ' stroke-dasharray="3 3"' if dashed else ' stroke-linecap="round"'
            ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
            return f'<line {ends} stroke-width="{_n(width)}"{dash} {_stroke(stroke)}/>'
        case charts.Dot(x, y, r, stroke):
            return (
                f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}" stroke-width="1.3" class="f-paper s-{stroke}"'
                f' fill="{palette()["paper"]}" stroke="{palette()[stroke]}"/>'
            )
        case charts.Label(x, y, text, size, fill, anchor):
            return (
                f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" text-anchor="{anchor}"'
                f" {_fill(fill)}>{escape(text)}</text>"
            )


def _fill(role: str) -> str:
    return f'class="f-{role}" fill="{palette()[role]}"'


def _stroke(role: str) -> str:
    return f'class="s-{role}" stroke="{palette()[role]}"'


def classes() -> str:
    """The CSS by which the charts of a page take its colours."""
    return "\n".join(
        f".f-{role} {{ fill: var(--{role.replace('_', '-')}) }} .s-{role}"
        f" {{ stroke: var(--{role.replace('_', '-')}) }}"
        for role in palette()
    )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
