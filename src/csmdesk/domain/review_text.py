"""The text of a self-review: chapters of blocks, and in their lines words and figures.

A chapter is kept as JSON (``to_json``, ``from_json``) and never as the words of one moment: a figure in it is
a ``Chip`` that says which figure it is and how it is written, so that it follows the data until the review is
frozen. ``shown`` keeps the words that were seen last, for the day on which the figure is no more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text

VERSION = 1
"""The version of the JSON that is written."""

Level = Literal[2, 3]


class Words(NamedTuple):
    """A run of words of one look."""

    text: str
    bold: bool = False
    italic: bool = False


class Chip(NamedTuple):
    """A figure in a line.

    ``figure`` is a key of the metrics registry, ``part`` the name of one of its parts ('' is its value),
    ``period`` another period than the review's (2023H2), ``form`` how it is written ('' is as everywhere;
    else unit and decimals: ``wan:0``, ``yuan:2``, ``percent:1``), ``shown`` the words that were seen last.
    """

    figure: str
    part: str = ""
    period: str = ""
    form: str = ""
    shown: str = ""
    bold: bool = False


Run = Words | Chip
Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside a chapter: of a section (2) or below it (3). ``anchor`` is its stable name."""

    level: Level
    runs: Runs
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    runs: Runs


@dataclass(frozen=True)
class Items:
    """A list; numbered when the order matters."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True)
class TableBlock:
    """A table that was typed in; its first row is a head when ``head``. All rows are equally long."""

    rows: tuple[tuple[Runs, ...], ...]
    head: bool = True


@dataclass(frozen=True)
class Live:
    """A chart or table that is made from the data: ``key`` is its name in the report."""

    key: str
    caption: str = ""


@dataclass(frozen=True)
class Case:
    """A customer case; ``account_id`` and ``war_room_id`` link it to the book."""

    account_id: int | None
    title: Runs
    situation: Runs
    action: Runs
    result: Runs
    war_room_id: int | None = None


@dataclass(frozen=True)
class Problem:
    """A problem with its root cause: ``cause`` is one of the five kinds (domain.md, section 5)."""

    cause: str
    what: Runs
    root: Runs
    evidence: Runs
    account_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Plan:
    """An item of the plan: ``deadline`` is ISO text or '', ``metric`` names next period's target."""

    goal: Runs
    deadline: str
    steps: tuple[Runs, ...]
    owner: str
    metric: str = ""
    target: str = ""


@dataclass(frozen=True)
class Prompt:
    """A place whose words are still to be written; ``words`` say what belongs there."""

    place: str
    words: str


Block = Heading | Paragraph | Items | TableBlock | Live | Case | Problem | Plan | Prompt


@dataclass(frozen=True)
class Chapter:
    """A chapter; ``own`` is False while it is made from the data and not kept in the book."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    hidden: bool = False
    own: bool = False


# --- what is in a chapter -----------------------------------------------------------------------------------


def runs_of(block: Block) -> Iterable[Runs]:
    """The lines of a block, in the order in which they are read."""
    if isinstance(block, Heading | Paragraph):
        yield block.runs
    elif isinstance(block, Items):
        yield from block.items
    elif isinstance(block, TableBlock):
        for row in block.rows:
            yield from row
    elif isinstance(block, Case):
        yield from (block.title, block.situation, block.action, block.result)
    elif isinstance(block, Problem):
        yield from (block.what, block.root, block.evidence)
    elif isinstance(block, Plan):
        yield block.goal
        yield from block.steps


def chips_of(blocks: Iterable[Block]) -> Iterable[Chip]:
    """All figures of some blocks, in the order in which they are read."""
    for block in blocks:
        for runs in runs_of(block):
            yield from (run for run in runs if isinstance(run, Chip))


def plain(runs: Runs, say: Callable[[Chip], str] | None = None) -> str:
    """The words of a line; a figure as ``say`` tells it, else as it was seen last."""
    return "".join(run.text if isinstance(run, Words) else (say(run) if say else run.shown) for run in runs)


def joined(runs: Iterable[Run]) -> Runs:
    """A line with neighbouring words of one look as one run, and no empty ones."""
    found: list[Run] = []
    for run in runs:
        if isinstance(run, Words):
            if not run.text:
                continue
            last = found[-1] if found else None
            if isinstance(last, Words) and last[1:] == run[1:]:
                found[-1] = last._replace(text=last.text + run.text)
                continue
        found.append(run)
    return tuple(found)


# --- JSON ---------------------------------------------------------------------------------------------------


def to_json(blocks: Iterable[Block]) -> str:
    """The blocks as JSON text."""
    kept = {"version": VERSION, "blocks": [_block_out(block) for block in blocks]}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> tuple[Block, ...]:
    """The blocks of a JSON text; raises UserError for what this version cannot read."""
    try:
        kept = json.loads(text)
        if kept["version"] > VERSION:
            raise UserError(NEWER)
        return tuple(_block_in(block) for block in kept["blocks"])
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise UserError(UNREADABLE) from error


def _run_out(run: Run) -> dict[str, Any]:
    fields = run._asdict()
    default = _EMPTY_WORDS if isinstance(run, Words) else _EMPTY_CHIP
    kept = {key: value for key, value in fields.items() if value != default.get(key)}
    return kept if isinstance(run, Chip) else {"text": run.text, **kept}


_EMPTY_WORDS: Mapping[str, Any] = {"bold": False, "italic": False}
_EMPTY_CHIP: Mapping[str, Any] = {"part": "", "period": "", "form": "", "shown": "", "bold": False}


def _runs_out(runs: Runs) -> list[dict[str, Any]]:
    return [_run_out(run) for run in runs]


def _block_out(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"is": "heading", "level": block.level, "runs": _runs_out(block.runs), "anchor": block.anchor}
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "runs": _runs_out(block.runs)}
    if isinstance(block, Items):
        return {"is": "items", "ordered": block.ordered, "items": [_runs_out(runs) for runs in block.items]}
    if isinstance(block, TableBlock):
        rows = [[_runs_out(cell) for cell in row] for row in block.rows]
        return {"is": "table", "head": block.head, "rows": rows}
    if isinstance(block, Live):
        return {"is": "live", "key": block.key, "caption": block.caption}
    if isinstance(block, Case):
        lines = {name: _runs_out(getattr(block, name)) for name in ("title", "situation", "action", "result")}
        return {"is": "case", "account": block.account_id, "war_room": block.war_room_id, **lines}
    if isinstance(block, Problem):
        lines = {name: _runs_out(getattr(block, name)) for name in ("what", "root", "evidence")}
        return {"is": "problem", "cause": block.cause, "accounts": list(block.account_ids), **lines}
    if isinstance(block, Plan):
        kept = {name: getattr(block, name) for name in ("deadline", "owner", "metric", "target")}
        steps = [_runs_out(runs) for runs in block.steps]
        return {"is": "plan", "goal": _runs_out(block.goal), "steps": steps, **kept}
    return {"is": "prompt", "place": block.place, "words": block.words}


def _run_in(kept: Mapping[str, Any]) -> Run:
    if "figure" in kept:
        return Chip(**kept)
    return Words(**kept)


def _runs_in(kept: Iterable[Mapping[str, Any]]) -> Runs:
    return tuple(_run_in(run) for run in kept)


def _block_in(kept: Mapping[str, Any]) -> Block:
    return _READERS[kept["is"]](kept)


def _case_in(kept: Mapping[str, Any]) -> Case:
    title, situation, action, result = (
        _runs_in(kept[name]) for name in ("title", "situation", "action", "result")
    )
    return Case(kept["account"], title, situation, action, result, kept.get("war_room"))


def _problem_in(kept: Mapping[str, Any]) -> Problem:
    what, root, evidence = (_runs_in(kept[name]) for name in ("what", "root", "evidence"))
    return Problem(kept["cause"], what, root, evidence, tuple(kept["accounts"]))


def _plan_in(kept: Mapping[str, Any]) -> Plan:
    steps = tuple(_runs_in(runs) for runs in kept["steps"])
    more = (kept.get("metric", ""), kept.get("target", ""))
    return Plan(_runs_in(kept["goal"]), kept["deadline"], steps, kept["owner"], *more)


def _table_in(kept: Mapping[str, Any]) -> TableBlock:
    return TableBlock(tuple(tuple(_runs_in(cell) for cell in row) for row in kept["rows"]), kept["head"])


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Block]] = {
    "heading": lambda k: Heading(k["level"], _runs_in(k["runs"]), k.get("anchor", "")),
    "paragraph": lambda k: Paragraph(_runs_in(k["runs"])),
    "items": lambda k: Items(tuple(_runs_in(runs) for runs in k["items"]), k["ordered"]),
    "table": _table_in,
    "live": lambda k: Live(k["key"], k.get("caption", "")),
    "case": _case_in,
    "problem": _problem_in,
    "plan": _plan_in,
    "prompt": lambda k: Prompt(k["place"], k["words"]),
}

NEWER = Text("这一章由更新的版本写成，请先升级。", "A newer csmdesk wrote this chapter: upgrade first.")
UNREADABLE = Text("这一章的内容读不出来。", "The text of this chapter cannot be read.")
