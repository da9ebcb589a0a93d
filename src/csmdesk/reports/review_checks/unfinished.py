"""What is still to be written: prompts, fields that a block needs, words that stand for others to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from csmdesk.domain.review_text import Block, Case, Plan, Problem, Prompt
from csmdesk.domain.text import Text
from csmdesk.reports.review_checks.examined import Examined, Place
from csmdesk.reports.review_checks.finding import Finding
from csmdesk.reports.review_checks.lines import lines_of, numbered, sections_of

_STAND_IN = re.compile(
    r"待补充?|待填写?|待定|待确认|[×ＸxX]{2,}(?![A-Za-z])|…{2,}|[（(](?:略|空)[）)]"
    r"|\bT\.?B\.?[DC]\b|\blorem ipsum\b",
    re.IGNORECASE,
)


def unwritten(e: Examined) -> Iterator[Finding]:
    """Text that is left to write, in the order of the chapters."""
    for chapter, number in numbered(e.chapters):
        sections = sections_of(chapter, number)
        for place, block in enumerate(chapter.blocks):
            section = sections[place]
            missing = _missing(block)
            if isinstance(block, Prompt):
                detail = e.say(PROMPT, section=section, words=block.words)
                found = e.finding(
                    "to_write",
                    "warn",
                    detail,
                    None,
                    (chapter.key, block.place),
                    action="",
                    chapter=chapter.key,
                )
                yield found._replace(block=place)
            elif missing:
                names = e.say(Text("、", ", ")).join(name.to(e.language) for name in missing)
                detail = e.say(FIELDS, section=section, block=_name(block), names=names)
                what = (chapter.key, type(block).__name__.casefold(), section)
                found = e.finding("to_write", "warn", detail, None, what, action="", chapter=chapter.key)
                yield found._replace(block=place)
    for line in lines_of(e.chapters):
        for stand_in in _STAND_IN.finditer(line.text):
            detail = e.say(STAND_IN, section=line.section, words=stand_in.group())
            place_of = Place(line, stand_in.start(), len(stand_in.group()))
            identity = (line.chapter, stand_in.group())
            yield e.finding("to_write", "warn", detail, place_of, identity, action="")


def _missing(block: Block) -> list[Text]:
    """The fields that a block of the CSM's own needs and does not have."""
    if isinstance(block, Case):
        held = (
            (block.title, TITLE),
            (block.situation, SITUATION),
            (block.action, DONE),
            (block.result, RESULT),
        )
        return [name for runs, name in held if not runs]
    if isinstance(block, Problem):
        fields = ((block.what, PROBLEM), (block.root, ROOT), (block.evidence, EVIDENCE))
        return [name for runs, name in fields if not runs]
    if isinstance(block, Plan):
        plan = ((block.goal, GOAL), (block.deadline, DEADLINE), (block.steps, STEPS), (block.owner, OWNER))
        return [name for held_in, name in plan if not held_in]
    return []


def _name(block: Block) -> Text:
    if isinstance(block, Case):
        return CASE
    return PROBLEM if isinstance(block, Problem) else PLAN


PROMPT = Text("{section} {words}", "{section} {words}")
FIELDS = Text("{section} {block}缺{names}", "{section} {block} without {names}")
STAND_IN = Text("{section} 还有“{words}”", "{section} still says '{words}'")
CASE = Text("客户案例", "customer case")
PLAN = Text("计划项", "plan item")
TITLE = Text("标题", "title")
SITUATION = Text("背景", "situation")
DONE = Text("做法", "what was done")
RESULT = Text("结果", "result")
PROBLEM = Text("问题", "problem")
ROOT = Text("根因", "root cause")
EVIDENCE = Text("依据", "evidence")
GOAL = Text("目标", "goal")
DEADLINE = Text("期限", "deadline")
STEPS = Text("步骤", "steps")
OWNER = Text("责任人", "owner")
