"""Doing what a finding proposes: replacing what was typed by the figure, or adding what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from csmdesk.domain.review_text import (
    Block,
    Case,
    Chip,
    Heading,
    Items,
    Paragraph,
    Plan,
    Problem,
    Run,
    Runs,
    TableBlock,
    Words,
    joined,
)
from csmdesk.reports.review_checks.finding import Finding
from csmdesk.reports.review_checks.lines import plain_line


def mended(blocks: Sequence[Block], finding: Finding) -> tuple[Block, ...]:
    """The blocks of the finding's chapter with its correction or insertion done; else as they are.

    What has no place in the text becomes a paragraph at the end.
    """
    held = list(blocks)
    new: Runs = (finding.replacement,) if finding.replacement is not None else finding.insert
    if finding.action not in {"correct", "insert"} or not new:
        return tuple(held)
    if not 0 <= finding.block < len(held):
        return (*held, Paragraph(new))
    start, end = finding.start, finding.start + finding.length
    if finding.action == "insert":
        start = end
    held[finding.block] = _in_block(held[finding.block], lambda runs, at: _spliced(runs, start, end, at, new))
    return tuple(held)


_Change = Callable[[Runs, int], Runs]


def _in_block(block: Block, change: _Change) -> Block:
    """The block with ``change(line, where it begins)`` done to each of its lines."""
    at = 0

    def line(runs: Runs) -> Runs:
        nonlocal at
        begins = at
        at += len(plain_line(runs)) + 1
        return change(runs, begins)

    if isinstance(block, Heading | Paragraph):
        return replace(block, runs=line(block.runs))
    if isinstance(block, Items):
        return replace(block, items=tuple(line(runs) for runs in block.items))
    if isinstance(block, TableBlock):
        return replace(block, rows=tuple(tuple(line(cell) for cell in row) for row in block.rows))
    if isinstance(block, Case):
        title, situation = line(block.title), line(block.situation)
        action, result = line(block.action), line(block.result)
        return replace(block, title=title, situation=situation, action=action, result=result)
    if isinstance(block, Problem):
        what, root = line(block.what), line(block.root)
        return replace(block, what=what, root=root, evidence=line(block.evidence))
    if isinstance(block, Plan):
        goal = line(block.goal)
        return replace(block, goal=goal, steps=tuple(line(runs) for runs in block.steps))
    return block


def _spliced(runs: Runs, start: int, end: int, at: int, new: Runs) -> Runs:
    """A line that begins at ``at`` with what is between ``start`` and ``end`` replaced by ``new``."""
    if not at <= start <= at + len(plain_line(runs)):
        return runs
    before, after = cut(runs, 0, start - at), cut(runs, end - at, len(plain_line(runs)))
    bold = any(run.bold for run in cut(runs, start - at, end - at))
    put: list[Run] = [run._replace(bold=True) if bold and isinstance(run, Chip) else run for run in new]
    return joined((*before, *put, *after))


def cut(runs: Runs, start: int, end: int) -> Runs:
    """The part of a line between two places."""
    found: list[Run] = []
    at = 0
    for run in runs:
        length = len(run.text) if isinstance(run, Words) else 1
        low, high = max(start - at, 0), min(end - at, length)
        if low < high:
            found.append(run._replace(text=run.text[low:high]) if isinstance(run, Words) else run)
        at += length
    return tuple(found)
