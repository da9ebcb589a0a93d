"""Sentences that the data can say, for the CSM to take over and to change.

Nothing is in them that the book does not hold: each number is a figure that follows the data, and a sentence
of which one figure is not available is not offered. What follows from the figures (above, below, rose, fell)
is chosen from their exact amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.review_text import Chip, Run, Runs, Words, joined
from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.metrics.figure import Figure, Unit
from csmdesk.reports.chapters.checks import SMALL
from csmdesk.reports.proposal_sentences import KINDS, SECTIONS, Maker
from csmdesk.reports.review_chips import ChipWriter

_PLACE = re.compile(r"\{([\w.:]*)\}")


class Proposal(NamedTuple):
    """A sentence that is offered: a stable key, what it is about, and the sentence."""

    key: str
    name: str
    content: Runs


class Proposals:
    """What the data can say in the review's language; may be asked beside the window."""

    def __init__(self, writer: ChipWriter) -> None:
        self._writer = writer

    def of(self, place: str) -> list[Proposal]:
        """The sentences for a section (``results.money``), a place to write, or a chapter by its key.

        Without any of its own a place has those of its section, then those of its chapter. Each sentence is
        offered once.
        """
        found: dict[str, Proposal] = {}
        for key, make in _makers(place):
            content = make(self)
            if content and key not in found:
                found[key] = Proposal(key, self._name(key), content)
        return list(found.values())

    def result(self, key: str) -> Runs | None:
        """The sentence that tells a figure's value and what it is held against; None without a value."""
        figure = self._figure(key)
        if figure is None:
            return None
        return self._join(self._value(figure), self._against(figure), self._end)

    # --- sentences for any figure ---------------------------------------------------------------------------

    def _value(self, figure: Figure) -> Runs | None:
        name = figure.definition.name.to(self._writer.language)
        return self.say(Text("{name} {value}", "{name}: {value}"), name=name, value=Chip(figure.key))

    def _against(self, figure: Figure) -> Runs | None:
        """The target behind a value: of what adds up how much is reached, of a rate on which side it is."""
        target, key = figure.target, figure.key
        if target is None or figure.value is None:
            return None
        if figure.definition.adds_up:
            text = REACHED_WHOLE if target.node == target.target else REACHED_NODE
            return self.say(
                text, rate=Chip(key, "attainment"), node=Chip(key, "node"), whole=Chip(key, "target")
            )
        side = (figure.value > target.node) - (figure.value < target.node)
        return self.say(_SIDES[side], node=Chip(key, "node"))

    def over(self, key: str) -> Runs | None:
        """A rate with the counts behind it, and its target: 续约率 95.5%（21/22）。"""
        figure = self._figure(key)
        if figure is None:
            return None
        counts = self.say(OVER, above=Chip(key, "numerator"), below=Chip(key, "denominator"))
        return self._join(self._value(figure), counts, self._against(figure), self._end)

    def against_earlier(self, key: str, before: str = "year") -> Runs | None:
        """A figure against the same period a year before, or the one before this.

        None where the other period's is not available, rests on few rows, or reads the same.
        """
        figure = self._figure(key)
        change = self._writer.amount(Chip(key, f"{before}.change"))
        if figure is None or change is None or self._rests_on_few(key, before):
            return None
        if not self.holds(key, f"{before}.value") and figure.definition.adds_up:
            # Nothing then is more often a book that does not go back so far.
            return None
        old, new = Chip(key, f"{before}.value"), Chip(key)
        if self._writer.words(old) == self._writer.words(new):
            return None
        then = YEAR_BEFORE if before == "year" else PERIOD_BEFORE
        said = self.say(
            ROSE if change.value > 0 else FELL,
            name=figure.definition.name.to(self._writer.language),
            then=then.to(self._writer.language),
            old=old,
            new=new,
        )
        by = self.say(BY, growth=Chip(key, f"{before}.growth")) if self._grows(figure) else None
        return self._join(said, by, self._end)

    def _rests_on_few(self, key: str, before: str) -> bool:
        """True when the rate or NPS of the other period has too few rows to be held against this one's."""
        period = self._writer.figures.period
        other = period.year_before if before == "year" else period.shifted(-1)
        figure = self._writer.figure(Chip(key, period=other.name))
        if figure is None or self._grows(figure):
            return False
        return len(figure.evidence.denominator) < SMALL

    def gap(self, key: str) -> Runs | None:
        """What a figure lacks of its target; None where it is reached or there is none."""
        figure = self._figure(key)
        if figure is None or figure.target is None or figure.target.met is not False:
            return None
        return self.say(
            SHORT_OF,
            name=figure.definition.name.to(self._writer.language),
            value=Chip(key),
            node=Chip(key, "node"),
            difference=Chip(key, "difference"),
        )

    def sample(self, key: str) -> Runs | None:
        """An NPS with its sample and the 95 % interval."""
        figure = self._figure(key)
        if figure is None:
            return None
        counts = self.say(
            COMPOSED,
            n=Chip(key, "answers"),
            promoters=Chip(key, "promoters"),
            detractors=Chip(key, "detractors"),
        )
        return self._join(self._value(figure), counts, self._against(figure), self._end)

    # --- sentences of their own -----------------------------------------------------------------------------

    def say(self, text: Text, **parts: Run | str) -> Runs | None:
        """A sentence from its template; ``{figure:part}`` is a figure, ``{name}`` one of ``parts``.

        None when one of its figures is not available.
        """
        runs: list[Run] = []
        for place, piece in enumerate(_PLACE.split(text.to(self._writer.language))):
            if place % 2 == 0:
                runs.append(Words(piece))
                continue
            held = parts.get(piece)
            run: Run | str = Chip(*piece.split(":")) if held is None else held
            if isinstance(run, str):
                run = Words(run)
            if isinstance(run, Chip):
                words = self._writer.words(run)
                if words == display.MISSING:
                    return None
                run = run._replace(shown=words)
            runs.append(run)
        return joined(runs)

    def holds(self, key: str, part: str = "") -> Fraction:
        """What a part comes to; 0 where it is not available."""
        return self._writer.value(Chip(key, part)) or Fraction(0)

    # --- small ----------------------------------------------------------------------------------------------

    @property
    def _end(self) -> Runs:
        return (Words("。" if self._writer.language == "zh" else "."),)

    def _figure(self, key: str) -> Figure | None:
        """The figure when it is available; not a sum of nothing."""
        figure = self._writer.figure(Chip(key))
        if figure is None or figure.value is None:
            return None
        held = figure.evidence
        return figure if figure.value or held.numerator or held.denominator else None

    def _name(self, key: str) -> str:
        figure = self._writer.figure(Chip(key.partition("/")[0]))
        kind = key.partition("/")[2]
        name = figure.definition.name.to(self._writer.language) if figure else key
        return f"{name} · {KINDS[kind].to(self._writer.language)}" if kind in KINDS else name

    @staticmethod
    def _grows(figure: Figure) -> bool:
        return figure.definition.unit in {Unit.MONEY, Unit.COUNT, Unit.DAYS}

    @staticmethod
    def _join(*parts: Runs | None) -> Runs | None:
        """The parts that there are; None without the first."""
        if not parts or not parts[0]:
            return None
        return joined(run for part in parts if part for run in part)


def _makers(place: str) -> Iterator[Maker]:
    """The sentences for a place: its own, else those of its section, else of all sections of its chapter."""
    name = place
    while name:
        if name in SECTIONS:
            yield from SECTIONS[name]
            return
        inside = [section for section in SECTIONS if section.startswith(f"{name}.")]
        if inside:
            for section in inside:
                yield from SECTIONS[section]
            return
        name = name.rpartition(".")[0]


REACHED_WHOLE = Text("，完成目标 {node} 的 {rate}", ", {rate} of the target of {node}")
REACHED_NODE = Text(
    "，完成节点目标 {node} 的 {rate}（全年目标 {whole}）",
    ", {rate} of the node target of {node} (target of the year: {whole})",
)
_SIDES: Mapping[int, Text] = {
    1: Text("，高于目标 {node}", ", above the target of {node}"),
    0: Text("，等于目标 {node}", ", equal to the target of {node}"),
    -1: Text("，低于目标 {node}", ", below the target of {node}"),
}
OVER = Text("（{above}/{below}）", " ({above}/{below})")
COMPOSED = Text(
    "（n = {n}，推荐者 {promoters}，贬损者 {detractors}）",
    " (n = {n}, {promoters} promoters, {detractors} detractors)",
)
YEAR_BEFORE = Text("上年同期", "a year before")
PERIOD_BEFORE = Text("上期", "in the period before")
ROSE = Text("{name}由{then}的 {old} 升到 {new}", "{name} rose from {old} {then} to {new}")
FELL = Text("{name}由{then}的 {old} 降到 {new}", "{name} fell from {old} {then} to {new}")
BY = Text("（{growth}）", " ({growth})")
SHORT_OF = Text(
    "{name} {value}，与目标 {node} 相差 {difference}。",
    "{name}: {value}, {difference} from the target of {node}.",
)
