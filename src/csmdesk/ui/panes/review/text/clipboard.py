"""What is copied and pasted: figures as figures inside csmdesk, clean words everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from html import escape

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QTextCursor, QTextDocument

from csmdesk.domain import review_text as text
from csmdesk.domain.errors import UserError
from csmdesk.ui.panes.review.text import acts, formats
from csmdesk.ui.panes.review.text.clean_html import blocks_of_html
from csmdesk.ui.panes.review.text.reading import Reading

MIME = "application/x-csmdesk-review-text"
_MOST = 4_000_000
"""Characters of what another program gives; more is cut off."""

Say = Callable[[text.Chip], str]
Tell = Callable[[formats.Card], str]


def selected_blocks(cursor: QTextCursor) -> tuple[text.Block, ...]:
    """What is selected, as blocks; a piece of one line is a paragraph."""
    if not cursor.hasSelection():
        return ()
    lines = acts.lines_of(cursor)
    if len(lines) == 1 and acts.card_at(lines[0]) is None:
        return (text.Paragraph(acts.runs_in(cursor)),)
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    QTextCursor(document).insertFragment(cursor.selection())
    return Reading(document).blocks()


def to_mime(blocks: Sequence[text.Block], say: Say, tell: Tell) -> QMimeData:
    """For the clipboard: our own blocks, HTML for word processors, and words."""
    made = QMimeData()
    made.setData(MIME, QByteArray(text.to_json(blocks).encode()))
    made.setHtml("".join(_html(block, say, tell) for block in blocks))
    made.setText("\n".join(_plain(block, say, tell) for block in blocks))
    return made


def from_mime(source: QMimeData, *, plain: bool = False) -> tuple[text.Block, ...]:
    """What can be pasted of the clipboard's content; ``plain`` leaves everything but the words away."""
    if source.hasFormat(MIME) and not plain:
        try:
            return tuple(
                _without_name(block) for block in text.from_json(bytes(source.data(MIME).data()).decode())
            )
        except UserError:
            pass
    if source.hasHtml() and not plain:
        found = blocks_of_html(source.html()[:_MOST])
        if found:
            return found
    return blocks_of_words(source.text()[:_MOST])


def can_paste(source: QMimeData) -> bool:
    """True when there are words in it."""
    return source.hasFormat(MIME) or source.hasHtml() or source.hasText()


def blocks_of_words(words: str) -> tuple[text.Block, ...]:
    """Plain words as paragraphs; a block of cells (from a spreadsheet) as a table."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    cells = [line.split("\t") for line in lines]
    if len(lines) > 1 and all(len(row) == len(cells[0]) > 1 for row in cells):
        return (text.TableBlock(tuple(tuple(_runs(cell) for cell in row) for row in cells)),)
    if len(lines) == 1:
        return (text.Paragraph(_runs(lines[0])),) if lines[0] else ()
    return tuple(text.Paragraph(_runs(line)) for line in lines if line.strip())


def _runs(words: str) -> text.Runs:
    return (text.Words(words),) if words else ()


def _without_name(block: text.Block) -> text.Block:
    """A heading that comes twice must not have the same name twice."""
    return replace(block, anchor="") if isinstance(block, text.Heading) else block


# --- for other programs -------------------------------------------------------------------------------------


def _plain(block: text.Block, say: Say, tell: Tell) -> str:
    if isinstance(block, formats.CARDS):
        return tell(block)
    if isinstance(block, text.Items):
        marks = (f"{at}. " if block.ordered else "• " for at in range(1, len(block.items) + 1))
        return "\n".join(mark + text.plain(runs, say) for mark, runs in zip(marks, block.items, strict=True))
    if isinstance(block, text.TableBlock):
        return "\n".join("\t".join(text.plain(cell, say) for cell in row) for row in block.rows)
    if isinstance(block, text.Prompt):
        return ""
    return "".join(text.plain(runs, say) for runs in text.runs_of(block))


def _html(block: text.Block, say: Say, tell: Tell) -> str:
    if isinstance(block, formats.CARDS):
        return f"<p>{_lines(tell(block))}</p>"
    if isinstance(block, text.Heading):
        return f"<h{block.level}>{_inline(block.runs, say)}</h{block.level}>"
    if isinstance(block, text.Items):
        tag = "ol" if block.ordered else "ul"
        return f"<{tag}>{_each('li', block.items, say)}</{tag}>"
    if isinstance(block, text.TableBlock):
        rows = [
            f"<tr>{_each('th' if block.head and not at else 'td', row, say)}</tr>"
            for at, row in enumerate(block.rows)
        ]
        return f"<table border='1'>{''.join(rows)}</table>"
    if isinstance(block, text.Prompt):
        return ""
    return "".join(f"<p>{_inline(runs, say)}</p>" for runs in text.runs_of(block))


def _each(tag: str, lines: Iterable[text.Runs], say: Say) -> str:
    return "".join(f"<{tag}>{_inline(runs, say)}</{tag}>" for runs in lines)


def _inline(runs: text.Runs, say: Say) -> str:
    found = []
    for run in runs:
        words = _lines(text.plain((run,), say))
        if run.bold:
            words = f"<b>{words}</b>"
        if isinstance(run, text.Words) and run.italic:
            words = f"<i>{words}</i>"
        found.append(words)
    return "".join(found)


def _lines(words: str) -> str:
    return escape(words).replace("\n", "<br>")
