"""The words that figures said last, kept with them for the day on which they are no more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from csmdesk.domain import review_text as text
from csmdesk.metrics.display import MISSING

Say = Callable[[text.Chip], str]


def with_words(blocks: Sequence[text.Block], say: Say) -> tuple[text.Block, ...]:
    """The blocks with what their figures say now; where one says nothing its last words stay."""

    def fresh(chip: text.Chip) -> text.Chip:
        words = say(chip)
        return chip if words in {"", MISSING, chip.shown} else chip._replace(shown=words)

    return tuple(_block(block, fresh) for block in blocks)


def without_words(blocks: Sequence[text.Block]) -> tuple[text.Block, ...]:
    """The blocks without what their figures said, to tell whether the same is written."""
    return tuple(_block(block, _silent) for block in blocks)


def _silent(chip: text.Chip) -> text.Chip:
    return chip._replace(shown="") if chip.shown else chip


Change = Callable[[text.Chip], text.Chip]


def _block(block: text.Block, change: Change) -> text.Block:
    if all(change(chip) is chip for chip in text.chips_of((block,))):
        return block
    changed: dict[str, Any]
    if isinstance(block, text.Heading | text.Paragraph):
        changed = {"runs": _runs(block.runs, change)}
    elif isinstance(block, text.Items):
        changed = {"items": tuple(_runs(runs, change) for runs in block.items)}
    elif isinstance(block, text.TableBlock):
        changed = {"rows": tuple(tuple(_runs(cell, change) for cell in row) for row in block.rows)}
    elif isinstance(block, text.Plan):
        steps = tuple(_runs(step, change) for step in block.steps)
        changed = {"goal": _runs(block.goal, change), "steps": steps}
    else:
        changed = {name: _runs(getattr(block, name), change) for name in _LINES[type(block)]}
    return replace(block, **changed)


_LINES: dict[type, tuple[str, ...]] = {
    text.Case: ("title", "situation", "action", "result"),
    text.Problem: ("what", "root", "evidence"),
}


def _runs(runs: text.Runs, change: Change) -> text.Runs:
    return tuple(change(run) if isinstance(run, text.Chip) else run for run in runs)
