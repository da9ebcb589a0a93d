"""A document as one HTML file: no script, nothing loaded, light and dark, fit to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from csmdesk.paths import resource
from csmdesk.reports import figures
from csmdesk.reports.document import Block, Chart, Document, Heading, Highlights
from csmdesk.reports.numbering import CONTENTS, TO_WRITE, WRITTEN, numbered
from csmdesk.reports.style import SANS, SERIF, palette


class _Shown(NamedTuple):
    """A block as the template reads it; ``svg`` is a chart's picture, safe as it stands."""

    kind: str
    number: str
    block: Block
    svg: str = ""


def html(document: Document) -> str:
    """The page. Every text is escaped by the template's engine."""
    import jinja2
    from markupsafe import Markup

    shown: list[_Shown] = []
    for i, (block, number) in enumerate(numbered(document)):
        picture = Markup(figures.svg(block, i)) if isinstance(block, Chart) else ""
        shown.append(_Shown(type(block).__name__.lower(), number, block, picture))
    folder = resource("styles/review.html.j2").parent
    engine = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return engine.get_template("review.html.j2").render(
        document=document,
        blocks=shown,
        lead=next((i for i, n in enumerate(shown) if not isinstance(n.block, Highlights)), 0),
        chapters=_chapters(shown),
        contents=CONTENTS.to(document.language),
        to_write=TO_WRITE.to(document.language),
        written=WRITTEN.to(document.language),
        light=Markup(_variables("light")),
        dark=Markup(_variables("dark")),
        sans=Markup(_families(SANS, "sans-serif")),
        serif=Markup(_families(SERIF[:-1], "serif")),
        css=Markup(resource("styles/review.css").read_text(encoding="utf-8") + figures.classes()),
    )


def _chapters(shown: Sequence[_Shown]) -> list[tuple[_Shown, list[_Shown]]]:
    """The chapters, each with its sections."""
    chapters: list[tuple[_Shown, list[_Shown]]] = []
    for n in shown:
        if isinstance(n.block, Heading):
            if n.block.level == 1:
                chapters.append((n, []))
            elif n.block.level == 2 and chapters:
                chapters[-1][1].append(n)
    return chapters


def _variables(theme: str) -> str:
    return "; ".join(f"--{role.replace('_', '-')}: {value}" for role, value in palette(theme).items())


def _families(names: Sequence[str], generic: str) -> str:
    return ", ".join([*(f'"{name}"' for name in names), generic])
