"""What the chapters write with: figures as spans, sentences from templates in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from csmdesk.domain.facts import Account, Contract
from csmdesk.domain.period import Period, month_end
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.compute import compute, time_left
from csmdesk.metrics.figure import Attainment, Counted, Figure, Part, Unit
from csmdesk.reports.document import Inline, Span, ToWrite
from csmdesk.services.figures import FigureSet
from csmdesk.services.witness import Witness

Words = str | Span | Inline
_PLACE = re.compile(r"(\{\w+(?:\|[^|}]*\|[^}]*)?\})")
BLANK = Text("未填", "blank")


@dataclass(frozen=True)
class Writer:
    """One report in the making: its figures, its language, and what the CSM has written so far."""

    figure_set: FigureSet
    texts: Mapping[str, str]
    language: Language

    # the book ---------------------------------------------------------------------------------------

    @property
    def basis(self) -> Basis:
        """The rows over the period, with the conventions applied."""
        return self.figure_set.basis

    @property
    def period(self) -> Period:
        """The report's period."""
        return self.figure_set.period

    @property
    def witness(self) -> Witness:
        """Finds the rows behind figures."""
        return self.figure_set.witness

    @property
    def currency(self) -> str:
        """The home currency."""
        return self.basis.home

    @cached_property
    def _held(self) -> dict[str, Figure]:
        return dict(self.figure_set.figures)

    def figure(self, key: str) -> Figure:
        """The figure, computed now if the set was made without it."""
        if key not in self._held:
            self._held |= compute(self.basis, [key])
        return self._held[key]

    def known(self, key: str) -> bool:
        """True when the figure is available."""
        return self.figure(key).value is not None

    def account(self, account_id: int | None) -> Account | None:
        """The account with an id."""
        return None if account_id is None else self._accounts.get(account_id)

    @cached_property
    def _accounts(self) -> dict[int, Account]:
        return {a.id: a for a in self.basis.facts.accounts}

    def account_name(self, account_id: int | None) -> str:
        """The account's name, its number where it has none."""
        account = self.account(account_id)
        return display.MISSING if account is None else account.name or account.code

    def contract(self, contract_id: int) -> Contract:
        """The contract with an id."""
        return self.basis.all_contracts[contract_id]

    def segment(self, account_id: int | None) -> str:
        """The account's segment."""
        account = self.account(account_id)
        return (self.basis.segment(account) if account else "") or self.t("未分层", "no segment")

    @property
    def close(self) -> str:
        """What the day is called that states are told of: the period's end, or the as-of day before it."""
        over = self.basis.as_of >= self.period.end
        return self.t("期末", "the close") if over else self.t("统计日", "the as-of day")

    # words ------------------------------------------------------------------------------------------

    def t(self, zh: str, en: str) -> str:
        """The words in the report's language."""
        return zh if self.language == "zh" else en

    def to(self, text: Text | None) -> str:
        """A text in the report's language."""
        return "" if text is None else text.to(self.language)

    def say(self, zh: str, en: str, **parts: Words | int | None) -> Inline:
        """A sentence from its template; ``{name}`` is filled by a word, a span or a run of spans.

        ``{close}`` is always there: 期末, or 统计日 while the period is not over. ``{n|is|are}`` is the first
        word where ``n`` reads 1, else the second.
        """
        parts.setdefault("close", self.close)
        spans: list[Span] = []
        for i, piece in enumerate(_PLACE.split(self.t(zh, en))):
            if i % 2 == 0:
                spans += [Span(piece)] if piece else []
                continue
            name, *forms = piece[1:-1].split("|")
            held = parts[name]
            if forms:
                shown = held.text if isinstance(held, Span) else str(held)
                spans.append(Span(forms[0] if shown == "1" else forms[1]))
            elif isinstance(held, Span):
                spans.append(held)
            elif isinstance(held, tuple):
                spans += held
            else:
                spans.append(Span(str(held)))
        return tuple(spans)

    def flow(self, *sentences: Inline | None) -> Inline:
        """Sentences after each other: a space between them in English, none in Chinese."""
        held = [s for s in sentences if s]
        out: list[Span] = []
        for i, sentence in enumerate(held):
            if i and self.language == "en":
                out.append(Span(" "))
            out += sentence
        return tuple(out)

    def listed(self, items: Iterable[str], most: int = 0) -> str:
        """A list in a sentence; above ``most`` (when set) the rest is said as a number."""
        held = list(items)
        mark = self.t("、", ", ")
        if most and len(held) > most:
            shown = mark.join(held[:most])
            gap = " " if shown[-1:].isascii() else ""
            rest = self.t(f"{gap}等 {len(held)} 项", f" and {len(held) - most} more ({len(held)} in all)")
            return shown + rest
        return mark.join(held)

    def to_write(self, place: str, zh: str, en: str) -> ToWrite:
        """A place for the CSM's own words, filled with what she has written."""
        return ToWrite(place, self.t(zh, en), self.texts.get(place, ""))

    # figures as spans -------------------------------------------------------------------------------

    def name(self, key: str) -> str:
        """The metric's name."""
        return self.to(self.figure(key).definition.name)

    def value(self, key: str, *, bold: bool = True, measured: bool = True) -> Span:
        """The figure's value as a span that opens it."""
        figure = self.figure(key)
        text = display.figure_value(figure, self.language, self.currency, measured=measured)
        return Span(text, bold=bold and figure.value is not None, figure=key)

    def part(self, key: str, name: str, *, bold: bool = False) -> Span:
        """A part of a figure."""
        return Span(display.part(self.figure(key), name, self.language, self.currency), bold, key, name)

    def number(self, key: str, name: str) -> Fraction:
        """A part of a figure as a number; 0 where it has none."""
        held: Part = self.figure(key).parts.get(name)
        return Fraction(held) if isinstance(held, Fraction | int) else Fraction(0)

    def table(self, key: str, name: str) -> Mapping[str, Part]:
        """A part of a figure that is a table by name; empty where it has none."""
        held: Part = self.figure(key).parts.get(name)
        return held if isinstance(held, Mapping) else {}

    def sums(self, key: str) -> tuple[Span, Span]:
        """The numerator and the denominator."""
        above, below = display.sums(self.figure(key), self.language, self.currency)
        return Span(above, figure=key, part="numerator"), Span(below, figure=key, part="denominator")

    def over(self, key: str) -> Inline:
        """``21/22``: the counts behind a ratio."""
        above, below = self.sums(key)
        return (above, Span("/"), below)

    def money(self, amount: Fraction | int, key: str = "", part: str = "", *, bold: bool = False) -> Span:
        """An amount in yuan."""
        return Span(display.money(amount, self.language, self.currency), bold, key, part)

    def unavailable(self, key: str) -> Inline:
        """Why a figure is not there."""
        return self.say(
            "{name}：不适用（{reason}）。",
            "{name}: not available ({reason}).",
            name=self.name(key),
            reason=self.to(self.figure(key).reason) or self.t("没有数据", "no data"),
        )

    # targets ----------------------------------------------------------------------------------------

    def met(self, target: Attainment) -> Span:
        """The verdict as a shape and a word: met; behind while its time is not over; missed after."""
        if target.met is None:
            return Span(self.t("无结果", "no result"), status="none")
        if target.met:
            return Span(self.t("达成", "met"), status="good")
        if self.time_left(target):
            return Span(self.t("落后", "behind"), status="warn")
        return Span(self.t("未达", "missed"), status="bad")

    def time_left(self, target: Attainment) -> bool:
        """True when the target's own period ends after the as-of day (a year's target at the half year)."""
        return time_left(self.basis, target.target_id)

    @property
    def begins_year(self) -> bool:
        """True when the period begins with the fiscal year, so that its sums are the year's so far."""
        return self.period.start.month == self.basis.rules.fiscal_start_month

    def target_words(self, key: str) -> Inline | None:
        """``，完成节点目标 1,632万（3,400万 × 48%）的 107%`` or ``，高于目标 92%``; None without a target."""
        figure = self.figure(key)
        target = figure.target
        if target is None or figure.value is None:
            return None
        node = self.target_span(key, target.node, "node")
        if figure.definition.adds_up:
            rate = Span(display.attainment(target), True, key, "attainment")
            if target.node == target.target or not target.target:
                return self.say(
                    "，完成目标 {node} 的 {rate}", ", {rate} of the target of {node}", node=node, rate=rate
                )
            return self.say(
                "，完成节点目标 {node}（{whole} × {share}）的 {rate}",
                ", {rate} of the node target of {node} ({whole} × {share})",
                node=node,
                whole=self.target_span(key, target.target, "target"),
                share=Span(
                    display.percent(target.node / target.target, places=2), figure=key, part="node_share"
                ),
                rate=rate,
            )
        if figure.value == target.node:
            return self.say("，等于目标 {node}", ", equal to the target of {node}", node=node)
        above = figure.value > target.node
        return self.say(
            f"，{'高于' if above else '低于'}目标 {{node}}",
            f", {'above' if above else 'below'} the target of {{node}}",
            node=node,
        )

    def target_span(self, key: str, amount: Fraction, part: str) -> Span:
        """A target or node in the figure's unit."""
        text = display.target_value(self.figure(key), amount, self.language, self.currency)
        if self.figure(key).definition.unit is Unit.COUNT and self.language == "zh":
            text = f"{text} {display.measure(key, 'zh')}".rstrip()
        return Span(text, figure=key, part=part)

    def sentence(self, key: str, *more: Inline | None) -> Inline:
        """``续费率 94.8%，高于目标 92%；…``: name, value, target, then what else is said of it."""
        if not self.known(key):
            return self.unavailable(key)
        held: list[Span] = [Span(self.name(key) + " "), self.value(key)]
        for extra in (self.target_words(key), *more):
            held += extra or ()
        return (*held, Span(self.t("。", ".")))

    # time -------------------------------------------------------------------------------------------

    def period_words(self, period: Period | None = None) -> str:
        """``上半年`` inside the report's own year, ``2025 年上半年`` outside."""
        asked = period or self.period
        title = self.to(asked.title)
        if self.language == "zh" and asked.start.year == self.period.start.year:
            return re.sub(r"^\d{4} 年 ?(?=.)", "", title)
        return title

    def month_point(self, day: date) -> str:
        """``3 月末`` for a month's last day, else the day."""
        if day == month_end(day):
            month = display.month(day, self.language)
            return self.t(f"{month}末", f"end of {month}")
        return display.day_words(day, self.language)

    def month_name(self, day: date) -> str:
        """A month as a chart's category; with its year where it is another one than the period's."""
        year = day.year != self.period.end.year and self.period.start.year == self.period.end.year
        return display.month(day, self.language, year=year)


def plain(text: str) -> Inline:
    """A cell of words."""
    return (Span(text),)


def bold(span: Span) -> Span:
    """The span in bold."""
    return replace(span, bold=True)


def misses(figure: Figure) -> list[Counted]:
    """The rows of a ratio's denominator that its numerator does not count."""
    held = {(r.table, r.key) for r in figure.evidence.numerator}
    return [r for r in figure.evidence.denominator if (r.table, r.key) not in held]
