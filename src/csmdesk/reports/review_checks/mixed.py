"""Figures of one period that stand beside, or as, those of another without a word about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from csmdesk.domain.period import Period
from csmdesk.domain.review_text import Chip, Words
from csmdesk.domain.text import Text
from csmdesk.reports.review_checks.examined import Examined, Place, in_line, stretch
from csmdesk.reports.review_checks.finding import Finding
from csmdesk.reports.review_checks.lines import CHIP, tells_results
from csmdesk.reports.review_checks.names import mentions
from csmdesk.reports.review_checks.roles import TIGHT, WISHES
from csmdesk.reports.review_checks.tokens import Told
from csmdesk.reports.review_checks.typed import Typed, half_width, typed_numbers

_NEXT_PARTS = frozenset({"due_next_period", "due_next_period_amount"})
_DUE_NEXT = Chip("early_collection", "due_next_period")
_DUE_NEXT_AMOUNT = Chip("early_collection", "due_next_period_amount")
_DUE_NOW = Chip("renewal_rate_contracts", "denominator")
_SENTENCE = re.compile(r"[^。！？!?\n]+?(?:[。！？!?\n]|\.(?=\s|$)|$)")
_DUE_BEFORE = re.compile(
    r"(?:到期的?(?:合同)?(?:共|有|为|\s)*|\bof the\s*"
    r"|contracts due(?: in [^,;:]{1,16})?[:\s]*(?:are|were|is)?\s*)$",
    re.IGNORECASE,
)
_DUE_AFTER = re.compile(
    r"\s?份?\s?(?:的)?(?:到期)?合同(?!额|金额)|\s?份(?=[，。；（,;]|$)|\s?contracts\b", re.IGNORECASE
)
_SAYS_DUE = re.compile(r"到期|\bdue\b", re.IGNORECASE)
_DUE_BEHIND = re.compile(r"\s?contracts (?:are |were |that are )?(?:due|were due|come due)", re.IGNORECASE)
_CLAUSE = re.compile(r"[，；,;:：]")
_MOST_BETWEEN = 24


def mixed(e: Examined) -> Iterator[Finding]:
    """Everything that is of another period than the words around it say."""
    yield from _unsaid(e)
    yield from _said_otherwise(e)
    yield from _contracts_due(e)


def _unsaid(e: Examined) -> Iterator[Finding]:
    """Chips of another period in a sentence that does not name it; the first one of each sentence."""
    seen: set[tuple[object, ...]] = set()
    for told in e.told:
        if told.typed is not None:
            continue
        period = _period_of(e, told.chip)
        if period is None or _names(e, told, period):
            continue
        sentence = (*told.line.paragraph, told.line.start, told.sentence, period)
        if sentence in seen:
            continue
        seen.add(sentence)
        words = e.writer.words(told.chip)
        detail = e.say(
            UNSAID,
            section=told.line.section,
            words=words,
            name=e.writer.name(told.chip._replace(period="")),
            period=period.title,
        )
        yield e.finding(
            "period_mixed",
            "warn",
            detail,
            in_line(told),
            (told.line.chapter, told.chip.figure, told.chip.part, told.chip.period),
            figure=told.chip.figure,
            action="insert",
            insert=(Words(e.say(IN_BRACKETS, period=period.title)),),
        )


def _period_of(e: Examined, chip: Chip) -> Period | None:
    """The period that a chip is of, where it is not the review's own."""
    if chip.part in _NEXT_PARTS and not chip.period:
        return e.period.next
    if chip.part == "year.value":
        return e.period.year_before
    if chip.part == "last.value":
        return e.period.shifted(-1)
    if chip.period and chip.period != e.period.name:
        return e.times.named(chip.period)
    return None


def _names(e: Examined, told: Told, period: Period) -> bool:
    """True when the sentence, the heading above it or the head of its column names the period."""
    said = f"{told.sentence} {told.line.about}"
    return any(each.period == period for each in e.times.in_text(said)) or period.name in said


def _said_otherwise(e: Examined) -> Iterator[Finding]:
    """Values right behind the name of a period that they are not of: 下半年续费到账 1,746万."""
    for told in e.told:
        named = told.period
        if named is None or told.chip.part or not told.agrees:
            continue
        of = told.chip.period or e.period.name
        if named.period.name == of or not _right_behind(told, named.end) or WISHES.search(told.sentence):
            continue
        chip = Chip(told.chip.figure, period=named.period.name)
        amount = e.writer.amount(chip)
        shown = e.shown(chip)
        if amount is None:
            figure = e.figure(chip.figure)
            if figure is None or not figure.definition.adds_up:
                continue
        elif _reads_the_same(e, told, chip):
            continue
        written = told.typed.words if told.typed else e.writer.words(told.chip)
        own = e.times.named(of) or e.period
        detail = e.say(
            SAID_OTHERWISE,
            section=told.line.section,
            said=named.period.title,
            written=written,
            name=e.writer.name(Chip(told.chip.figure)),
            period=own.title,
            words=shown.shown if shown else MISSING.to(e.language),
        )
        yield e.finding(
            "period_mixed",
            "bad",
            detail,
            stretch(told, shown.shown if shown else ""),
            (told.line.chapter, told.chip.figure, "", written, named.period.name),
            figure=told.chip.figure,
            action="correct",
            replacement=shown,
        )


def _reads_the_same(e: Examined, told: Told, other: Chip) -> bool:
    """True when the other period's figure would be written just so."""
    if told.typed is None:
        return e.writer.words(other._replace(form=told.chip.form)) == e.writer.words(told.chip)
    amount = e.writer.amount(other)
    return amount is not None and told.typed.says(amount.value, amount.unit)


def _right_behind(told: Told, end: int) -> bool:
    """True when the figure's name, and nothing else, stands between the period's and the value."""
    between = told.before[end:]
    named = mentions(between, {})
    if len(between) > _MOST_BETWEEN or CHIP in between or len(named) != 1:
        return False
    if told.chip.figure not in named[0].figures:
        return False
    return TIGHT.fullmatch(between[: named[0].start] + between[named[0].end :]) is not None


# --- contracts due ------------------------------------------------------------------------------------------


class _Count(NamedTuple):
    """A number or chip that counts contracts due: where, and whether it was typed."""

    place: Place
    chip: Chip | None
    typed: Typed | None
    time: Period | None


def _contracts_due(e: Examined) -> Iterator[Finding]:
    """Numbers of contracts due that are of another period than they are said to be."""
    now, then = e.writer.value(_DUE_NOW), e.writer.value(_DUE_NEXT)
    if now is None or then is None or now == then:
        return
    for count in _counts(e):
        typed = count.typed
        if typed is not None:
            is_now, is_then = typed.value == now, typed.value == then
        else:
            is_now, is_then = count.chip == _DUE_NOW, False
        says_next = count.time == e.period.next
        says_now = count.time == e.period
        if is_then and not says_next:
            yield _due(e, count, e.period.next, _DUE_NOW if says_now else None)
        elif is_now and says_next:
            yield _due(e, count, e.period, _DUE_NEXT)
        elif typed is not None and not is_now and not is_then and (says_next or says_now):
            yield _due(e, count, None, _DUE_NEXT if says_next else _DUE_NOW)


def _due(e: Examined, count: _Count, really: Period | None, right: Chip | None) -> Finding:
    """The number belongs to ``really`` (None: to none); ``right`` is what belongs there, or the period."""
    line, typed = count.place.line, count.typed
    written = line.text[count.place.start :][: count.place.length] if typed else e.writer.words(_DUE_NOW)
    chip = e.shown(right) if right is not None else None
    title = (count.time or e.period).title
    if really is None:
        assert chip is not None
        text = e.say(DUE_DISAGREES, section=line.section, typed=written, period=title, words=chip.shown)
    elif chip is not None:
        text = e.say(
            DUE_OTHERWISE,
            section=line.section,
            typed=written,
            really=really.title,
            said=title,
            words=chip.shown,
        )
    else:
        text = e.say(DUE_UNSAID, section=line.section, typed=written, really=really.title)
    insert = (Words(e.say(IN_BRACKETS, period=e.period.next.title)),) if chip is None else ()
    return e.finding(
        "number_disagrees" if really is None else "period_mixed",
        "bad",
        text,
        count.place,
        (line.chapter, "due", written),
        figure=_DUE_NEXT.figure,
        action="correct" if chip is not None else "insert",
        replacement=chip,
        insert=insert,
    )


def _counts(e: Examined) -> Iterator[_Count]:
    for line in e.lines:
        if not tells_results(line.of):
            continue
        for found in _SENTENCE.finditer(line.text):
            sentence, offset = half_width(found.group()), found.start()
            if not _SAYS_DUE.search(sentence):
                continue
            for typed in typed_numbers(found.group()):
                measured = typed.written == "bare" or typed.measure.strip() in {"份", "个"}
                digits = typed.end - len(typed.measure)
                if measured and not typed.part_of and _counts_contracts(sentence, typed.start, digits):
                    place = Place(line, offset + typed.start, digits - typed.start)
                    if not e.reader.tokens.is_elsewhere(sentence[: typed.start]):
                        yield _Count(place, None, typed, _time_before(e, sentence, typed.start, line.about))
            for at, chip in line.chips.items():
                inside = at - offset
                if not 0 <= inside < len(sentence) or (chip.figure, chip.part, chip.period) != _DUE_NOW[:3]:
                    continue
                if _counts_contracts(sentence, inside, inside + 1):
                    time = _time_before(e, sentence, inside, line.about)
                    yield _Count(Place(line, at, 1), _DUE_NOW, None, time)


def _counts_contracts(sentence: str, start: int, end: int) -> bool:
    """True for 到期合同 34 份, 到期的 86 份合同, 34 contracts were due."""
    before, after = sentence[:start], sentence[end:]
    if _DUE_BEHIND.match(after):
        return True
    return bool(_DUE_BEFORE.search(before)) and bool(_DUE_AFTER.match(after))


def _time_before(e: Examined, sentence: str, at: int, about: str) -> Period | None:
    """The period that is named for a number: the last one before it, or one right behind it, or above."""
    found = e.times.in_text(sentence)
    before = [each for each in found if each.end <= at]
    if before:
        return before[-1].period
    # English names the time behind: 86 contracts are due in 2024 H2.
    behind = [each for each in found if each.start > at and not _CLAUSE.search(sentence[at : each.start])]
    if behind:
        return behind[0].period
    above = e.times.in_text(about)
    return above[-1].period if above else None


MISSING = Text("没有", "not there")
UNSAID = Text(
    "{section} {name} {words} 属 {period}，未说明",
    "{section}: {name} {words} is of {period}; not said",
)
SAID_OTHERWISE = Text(
    "{section} {name} {written} 属 {period}，{said}为 {words}",
    "{section}: {name} {written} is of {period}; {said}: {words}",
)
DUE_UNSAID = Text(
    "{section} 到期合同 {typed} 份属 {really}，未说明",
    "{section}: {typed} contracts are due in {really}; not said",
)
DUE_OTHERWISE = Text(
    "{section} 到期合同 {typed} 份属 {really}，{said}为 {words} 份",
    "{section}: {typed} contracts are due in {really}, in {said} {words}",
)
DUE_DISAGREES = Text(
    "{section} 写到期合同 {typed} 份，{period}为 {words} 份",
    "{section}: {typed} contracts due, in {period} {words}",
)
IN_BRACKETS = Text("（{period}）", " ({period})")
