"""A review as a report: the CSM's own chapters with live figures, the others as the data make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from csmdesk.domain import review_text as text
from csmdesk.domain.text import Language, Text
from csmdesk.reports import document as doc
from csmdesk.reports.review_content import FRONT, chapters, live_blocks
from csmdesk.reports.words import BLANK

Say = Callable[[text.Chip], str]
"""The words of a figure as they are now."""


@dataclass(frozen=True)
class Shown:
    """A chapter as it goes into the report: ``blocks`` None: as the data make it."""

    key: str
    title: str
    blocks: tuple[text.Block, ...] | None
    hidden: bool = False


def review_document(
    generated: doc.Document, shown: Sequence[Shown], say: Say, causes: Mapping[str, Text]
) -> doc.Document:
    """The report of a review; ``generated`` is what the data make, ``causes`` name the five root causes.

    The key figures of the first page stand before the first chapter. A live block that the data do not make
    any more is left out.
    """
    made = chapters(generated)
    fill = _Filling(generated.language, live_blocks(generated), say, causes)
    blocks: list[doc.Block] = list(made.get(FRONT, ()))
    for chapter in shown:
        if chapter.hidden:
            continue
        own = made.get(chapter.key, ())
        head = own[0] if own and isinstance(own[0], doc.Heading) else doc.Heading(1, "", chapter.key)
        blocks.append(replace(head, text=chapter.title))
        blocks += own[1:] if chapter.blocks is None else fill.blocks(chapter.blocks)
    return replace(generated, blocks=tuple(blocks))


class _Filling:
    """Turns text into blocks of a report."""

    def __init__(
        self, language: Language, live: Mapping[str, doc.Block], say: Say, causes: Mapping[str, Text]
    ) -> None:
        self._language = language
        self._live = live
        self._say = say
        self._causes = causes

    def blocks(self, blocks: Iterable[text.Block]) -> Iterator[doc.Block]:
        """The blocks of a chapter; items of a plan that follow each other become one table."""
        plans: list[text.Plan] = []
        number = 0
        for block in blocks:
            if isinstance(block, text.Plan):
                plans.append(block)
                continue
            if plans:
                yield self._plans(plans)
                plans = []
            number += 1
            yield from self._block(block, number)
        if plans:
            yield self._plans(plans)

    def _block(self, block: text.Block, number: int) -> Iterator[doc.Block]:
        if isinstance(block, text.Heading):
            anchor = block.anchor or f"heading.{number}"
            yield doc.Heading(block.level, text.plain(block.runs, self._say), anchor)
        elif isinstance(block, text.Paragraph):
            if block.runs:
                yield doc.Paragraph(self.line(block.runs))
        elif isinstance(block, text.Items):
            yield doc.Bullets(tuple(self.line(runs) for runs in block.items), block.ordered)
        elif isinstance(block, text.TableBlock):
            yield from self._table(block)
        elif isinstance(block, text.Live):
            live = self._live.get(block.key)
            if live is not None:
                if block.caption and isinstance(live, doc.Table | doc.Chart):
                    live = replace(live, caption=block.caption)
                yield live
        elif isinstance(block, text.Case):
            yield from self._case(block, number)
        elif isinstance(block, text.Problem):
            yield from self._problem(block)
        elif isinstance(block, text.Prompt):
            yield doc.ToWrite(block.place, block.words)

    def line(self, runs: text.Runs) -> doc.Inline:
        """A line with its figures as they are now."""
        return tuple(
            doc.Span(run.text, run.bold)
            if isinstance(run, text.Words)
            else doc.Span(self._say(run), run.bold, run.figure, run.part)
            for run in runs
        )

    def _led(self, lead: Text, runs: text.Runs) -> Iterator[doc.Block]:
        if runs:
            yield doc.Paragraph(self.line(runs), lead.to(self._language))

    def _case(self, case: text.Case, number: int) -> Iterator[doc.Block]:
        title = text.plain(case.title, self._say) or CASE.to(self._language)
        yield doc.Heading(3, title, f"case.{number}")
        yield from self._led(SITUATION, case.situation)
        yield from self._led(ACTION, case.action)
        yield from self._led(RESULT, case.result)

    def _problem(self, problem: text.Problem) -> Iterator[doc.Block]:
        yield from self._led(self._causes.get(problem.cause, PROBLEM), problem.what)
        yield from self._led(ROOT, problem.root)
        yield from self._led(EVIDENCE, problem.evidence)

    def _table(self, table: text.TableBlock) -> Iterator[doc.Block]:
        if not table.rows or not table.rows[0]:
            return
        width = len(table.rows[0])
        heads = [text.plain(cell, self._say) for cell in table.rows[0]] if table.head else [""] * width
        rows = table.rows[1:] if table.head else table.rows
        cells = tuple(tuple(self.line(cell) for cell in row) for row in rows)
        yield doc.Table("", tuple(doc.Column(head) for head in heads), cells)

    def _plans(self, plans: Sequence[text.Plan]) -> doc.Block:
        to = self._language
        columns = tuple(
            doc.Column(head.to(to), share=share)
            for head, share in ((GOAL, 2.4), (DEADLINE, 1.1), (STEPS, 3.2), (OWNER, 1.1))
        )
        rows = tuple(
            (
                self.line(plan.goal),
                (doc.Span(plan.deadline or BLANK.to(to)),),
                self._steps(plan.steps),
                (doc.Span(plan.owner or BLANK.to(to)),),
            )
            for plan in plans
        )
        return doc.Table(PLANS.to(to), columns, rows)

    def _steps(self, steps: Sequence[text.Runs]) -> doc.Inline:
        found: list[doc.Span] = []
        for place, step in enumerate(steps, start=1):
            gap = "" if place == 1 else "；" if self._language == "zh" else "; "
            number = f"{gap}{place}. " if len(steps) > 1 else gap
            found += (doc.Span(number), *self.line(step)) if number else self.line(step)
        return tuple(found)


CASE = Text("客户案例", "Customer case")
SITUATION = Text("背景", "Situation")
ACTION = Text("做法", "What was done")
RESULT = Text("结果", "Result")
PROBLEM = Text("问题", "Problem")
ROOT = Text("根因", "Root cause")
EVIDENCE = Text("依据", "Evidence")
PLANS = Text("改进计划", "Improvement plan")
GOAL = Text("目标", "Goal")
DEADLINE = Text("期限", "Deadline")
STEPS = Text("步骤", "Steps")
OWNER = Text("责任人", "Owner")
