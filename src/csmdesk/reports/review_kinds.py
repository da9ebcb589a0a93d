"""The kinds of reviews: a half year's, a quarter's, a year's are of the whole book, a QBR is of one customer.

All are made of the same sections. A QBR is read by the customer: it leaves out what is about the CSM's own
work and the other customers, and its chapters have names for that reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from csmdesk.domain.text import Language, Text
from csmdesk.reports.document import Block, Checks, Document, Heading, Highlights, ToWrite
from csmdesk.reports.review_content import FRONT, chapters

QBR = "qbr"

_TITLES: Mapping[str, Text] = {
    "role": Text("合作概况", "Our work together"),
    "results": Text("使用与成果", "Use and results"),
    "work": Text("本期做了什么", "What was done"),
    "problems": Text("问题与对策", "Problems and answers"),
    "plan": Text("下期计划", "What comes next"),
}
_APPENDIX = "evidence"
_LEFT_OUT = frozenset(
    {
        *("role.targets", "results.money", "results.reach", "work.early", "work.upsell", "work.workshops"),
        *("work.events", "work.case", "problems.lost", "problems.rules", "problems.causes", "problems.rooms"),
        *("plan.red", "plan.rooms", "plan.gaps", "plan.time", "plan.checks"),
    }
)
"""Sections that no customer should read."""
_PROMPTS: Mapping[str, Text] = {
    "role.duty": Text("双方的目标、负责人和本期重点。", "Goals, people in charge and focus of the period."),
    "work.renewals.how": Text("续约的进展与下一步。", "Where the renewal stands, and what is next."),
    "work.upsell.how": Text(
        "客户得到的价值，最好有客户自己的数字。", "The value gained, best in the customer's numbers."
    ),
    "plan.goals": Text(
        "下期双方约定的目标、期限与责任人。", "Goals agreed for the next period, with deadline and owner."
    ),
}


def of_kind(document: Document, kind: str, subject: str) -> Document:
    """The generated report as a review of ``kind``; ``subject`` is the customer's name of a QBR."""
    if kind != QBR:
        return document
    language = document.language
    blocks = [
        block
        for key, held in chapters(document).items()
        if key not in {FRONT, _APPENDIX}
        for block in _chapter(key, held, language)
    ]
    return replace(
        document,
        title=Text("客户回顾", "Business review").to(language),
        subtitle=f"{subject} {document.subtitle}",
        blocks=tuple(blocks),
    )


def _chapter(key: str, blocks: Sequence[Block], language: Language) -> Iterator[Block]:
    left_out = False
    for block in blocks:
        if isinstance(block, Heading):
            if block.level == 1 and key in _TITLES:
                block = replace(block, text=_TITLES[key].to(language))
            if block.level <= 2:
                left_out = block.anchor in _LEFT_OUT
        elif isinstance(block, ToWrite) and block.place in _PROMPTS:
            # What is asked for belongs to the reader, wherever its section went.
            yield replace(block, prompt=_PROMPTS[block.place].to(language))
            continue
        if not left_out and not isinstance(block, Highlights | Checks):
            yield block
