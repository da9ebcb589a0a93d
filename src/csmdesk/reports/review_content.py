"""The generated report as text that can be worked on: each of its chapters as blocks with live figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from csmdesk.domain import review_text as text
from csmdesk.reports import document as doc

FRONT = "front"
"""The name of what stands before the first chapter: the key figures of the first page."""

LIVE = (doc.Table, doc.Chart, doc.Highlights, doc.Checks, doc.Proofs)
"""The blocks that are always made from the data."""


def chapters(document: doc.Document) -> dict[str, tuple[doc.Block, ...]]:
    """The blocks of each chapter by the name of its heading (level 1), which is the first of them."""
    found: dict[str, list[doc.Block]] = {FRONT: []}
    here = found[FRONT]
    for block in document.blocks:
        if isinstance(block, doc.Heading) and block.level == 1:
            here = found.setdefault(block.anchor, [])
        here.append(block)
    return {key: tuple(blocks) for key, blocks in found.items() if blocks}


def live_keys(blocks: Sequence[doc.Block]) -> Iterator[tuple[str, doc.Block]]:
    """Each block that is made from the data, with a name that stays when others come or go.

    A chart is named by its section and its figure, anything else by its section and kind.
    """
    anchor = FRONT
    met: Counter[str] = Counter()
    for block in blocks:
        if isinstance(block, doc.Heading):
            anchor = block.anchor
        elif isinstance(block, LIVE):
            kind = type(block).__name__.lower()
            name = f"{anchor}/{kind}"
            if isinstance(block, doc.Chart) and block.figure:
                name += f":{block.figure}"
            met[name] += 1
            yield (name if met[name] == 1 else f"{name}/{met[name]}"), block


def live_blocks(document: doc.Document) -> Mapping[str, doc.Block]:
    """Everything of a report that is made from the data, by name."""
    return dict(live_keys(document.blocks))


Form = Callable[[text.Chip], str]
"""How a figure has to be written so that it says what ``shown`` says ('' as everywhere)."""


def content(blocks: Sequence[doc.Block], form: Form) -> tuple[text.Block, ...]:
    """The blocks of a chapter as text; its own heading is left out, it is the chapter's title."""
    names = {id(block): name for name, block in live_keys(blocks)}
    return tuple(made for block in blocks for made in _block(block, names, form))


def _block(block: doc.Block, names: Mapping[int, str], form: Form) -> Iterator[text.Block]:
    if isinstance(block, doc.Heading):
        if block.level > 1:
            yield text.Heading(2 if block.level == 2 else 3, (text.Words(block.text),), block.anchor)
    elif isinstance(block, doc.Paragraph):
        lead = (text.Words(block.lead, bold=True), text.Words("　")) if block.lead else ()
        yield text.Paragraph(text.joined((*lead, *runs(block.spans, form))))
    elif isinstance(block, doc.Bullets):
        yield text.Items(tuple(runs(item, form) for item in block.items), block.numbered)
    elif isinstance(block, LIVE):
        caption = block.caption if isinstance(block, doc.Table | doc.Chart) else ""
        yield text.Live(names[id(block)], caption)
    elif isinstance(block, doc.ToWrite):
        if block.body.strip():
            yield from (
                text.Paragraph((text.Words(line),)) for line in block.body.split("\n") if line.strip()
            )
        else:
            yield text.Prompt(block.place, block.prompt)


def runs(spans: Iterable[doc.Span], form: Form) -> text.Runs:
    """A line of the report as a line of text: what shows a figure becomes one that follows the data."""
    found: list[text.Run] = []
    for span in spans:
        if span.figure:
            chip = text.Chip(span.figure, span.part, shown=span.text, bold=span.bold)
            found.append(chip._replace(form=form(chip)))
        else:
            found.append(text.Words(span.text, span.bold))
    return text.joined(found)


def told(document: doc.Document) -> Mapping[tuple[str, str], str]:
    """The words in which the report first tells each part of a figure, by figure and part."""
    found: dict[tuple[str, str], str] = {}
    for block in document.blocks:
        for spans in lines(block):
            for span in spans:
                if span.figure:
                    found.setdefault((span.figure, span.part), span.text)
    return found


def lines(block: doc.Block) -> Iterator[doc.Inline]:
    """The lines of a block of the report."""
    if isinstance(block, doc.Paragraph):
        yield block.spans
    elif isinstance(block, doc.Bullets):
        yield from block.items
    elif isinstance(block, doc.Table):
        for row in block.rows:
            yield from row
    elif isinstance(block, doc.Highlights):
        for item in block.items:
            yield from (item.value, item.note)
    elif isinstance(block, doc.Proofs):
        for proof in block.items:
            yield proof.value
