"""What the text leaves out: results of targets, evidence, the size of small samples, what is not covered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from csmdesk.domain.facts import Target
from csmdesk.domain.review_text import Chapter, Chip, Heading, Runs, Words
from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.metrics.figure import Attainment, Figure
from csmdesk.reports.chapters.checks import STALE_DAYS, small_sample
from csmdesk.reports.chapters.role import lines_of_targets
from csmdesk.reports.proposals import Proposals
from csmdesk.reports.review_checks.examined import Examined, Place, by_block, in_line
from csmdesk.reports.review_checks.finding import Finding
from csmdesk.reports.review_checks.lines import APPENDIX, holds_sentences, plain_text
from csmdesk.reports.review_checks.tokens import Told
from csmdesk.reports.review_checks.typed import typed_numbers

_RESULT_PARTS = frozenset({"", "attainment", "difference", "numerator", "of_year", "gap"})
_N_PARTS = frozenset({"denominator", "answers"})
_OVER_DAYS = frozenset({"usage_depth", "time_depth"})
"""Figures that are means over days: of one account they are no share of few rows."""
_HOMES: Mapping[str, tuple[str, ...]] = {
    "revenue": ("results.money",),
    "renewal": ("results.money",),
    "usage": ("results.use",),
    "health": ("results.use",),
    "service": ("results.use",),
    "survey": ("work.nps", "results.use"),
    "engagement": ("results.reach",),
    "own_time": ("plan.time", "results.reach"),
}
"""By family of a metric: the sections in which its result is looked for first."""


def targets(e: Examined) -> Iterator[Finding]:
    """Key results that have no result, and those whose result the text does not tell."""
    if e.review.kind == "qbr":
        return
    told = {each.chip.figure for each in e.told if _tells_result(e, each)}
    for target, figure, attained in lines_of_targets(e.words):
        if figure is None:
            yield _no_result(e, target, NO_METRIC, metric=target.metric)
        elif attained is None or figure.value is None:
            reason = figure.reason or NO_DATA
            yield _no_result(e, target, NO_RESULT, reason=reason)
        elif figure.key not in told:
            yield _left_out(e, target, figure, attained)


def _tells_result(e: Examined, told: Told) -> bool:
    own = told.chip.period in {"", e.period.name}
    return own and told.chip.part in _RESULT_PARTS and told.line.chapter not in APPENDIX


def _no_result(e: Examined, target: Target, text: Text, **words: object) -> Finding:
    detail = e.say(text, target=target.name, **words)
    return e.finding("target_without_result", "bad", detail, None, (str(target.id),), figure=target.metric)


def _left_out(e: Examined, target: Target, figure: Figure, attained: Attainment) -> Finding:
    words = e.writer.words(Chip(figure.key))
    node = e.words.target_span(figure.key, attained.node, "node").text
    own = figure.target is not None and figure.target.target_id == target.id
    name = e.writer.name(Chip(figure.key)) if own else target.name
    detail = e.say(LEFT_OUT, name=name, words=words, node=node)
    place, home = home_of(e, figure)
    sentence = Proposals(e.writer).result(figure.key)
    gap: Runs = (Words(" "),) if place is not None and place.start and e.language == "en" else ()
    return e.finding(
        "target_without_result",
        "warn",
        detail,
        place,
        (str(target.id),),
        figure=figure.key,
        action="insert" if sentence else "note",
        insert=(*gap, *sentence) if sentence else (),
        chapter=home,
    )


def home_of(e: Examined, figure: Figure) -> tuple[Place | None, str]:
    """Where a sentence on a figure belongs: the end of its section's last paragraph, and the chapter."""
    shown = [c for c in e.chapters if not c.hidden and c.key not in APPENDIX]
    for anchor in (*_HOMES.get(figure.definition.family, ()), "results"):
        for chapter in shown:
            block = _last_paragraph(chapter, anchor)
            if block is not None:
                return _end_of(e, chapter, block), chapter.key
    for chapter in shown:
        if chapter.key == "results":
            return None, chapter.key
    return None, shown[0].key if shown else ""


def _last_paragraph(chapter: Chapter, anchor: str) -> int | None:
    """The last paragraph of a section (or, by its key, of the chapter's first one)."""
    inside = chapter.key == anchor
    found = None
    for place, block in enumerate(chapter.blocks):
        if isinstance(block, Heading):
            if found is not None and inside and block.anchor != anchor:
                break
            inside = anchor in {block.anchor, chapter.key}
        elif inside and holds_sentences(block):
            found = place
    return found


def _end_of(e: Examined, chapter: Chapter, block: int) -> Place:
    line = next(line for line in e.lines if line.paragraph == (chapter.key, block))
    return Place(line, len(plain_text(chapter.blocks[block])), 0)


# --- evidence -----------------------------------------------------------------------------------------------


def without_evidence(e: Examined) -> Iterator[Finding]:
    """Figures in the text that are no more, or that have a value and no rows behind it."""
    seen: set[Chip] = set()
    for line in e.lines:
        for at, chip in sorted(line.chips.items()):
            plain = chip._replace(form="", shown="", bold=False)
            if plain in seen:
                continue
            seen.add(plain)
            text = _unproven(e, chip)
            if text is not None:
                words = {"section": line.section, "name": e.writer.name(chip), "shown": chip.shown or "—"}
                detail = e.say(text, **words)
                identity = (line.chapter, chip.figure, chip.part, chip.period)
                yield e.finding(
                    "without_evidence", "bad", detail, Place(line, at, 1), identity, figure=chip.figure
                )


def _unproven(e: Examined, chip: Chip) -> Text | None:
    if e.writer.words(chip) == display.MISSING:
        return NO_MORE
    figure = e.writer.figure(chip)
    if figure is None or not figure.value:
        return None
    held = figure.evidence
    return None if held.numerator or held.denominator else NO_ROWS


# --- samples and coverage -----------------------------------------------------------------------------------


def small_samples(e: Examined) -> Iterator[Finding]:
    """Shares and NPS of few rows whose number the text does not say."""
    for key, places in _values(e).items():
        figure = None if key in _OVER_DAYS else e.figure(key)
        interval = small_sample(e.words, figure) if figure is not None else None
        if figure is None or interval is None or figure.denominator is None:
            continue
        if _says_count(e, key, figure.denominator, places):
            continue
        first = places[0]
        n = display.count(figure.denominator)
        name, words = e.writer.name(Chip(key)), e.writer.words(Chip(key))
        detail = e.say(SMALL, section=first.line.section, name=name, words=words, n=n, interval=interval)
        sample = e.shown(Chip(key, "denominator"))
        opening, closing = ("（n = ", "）") if e.language == "zh" else (" (n = ", ")")
        yield e.finding(
            "small_sample",
            "warn",
            detail,
            in_line(first),
            (key,),
            figure=key,
            action="insert" if sample else "note",
            insert=(Words(opening), sample, Words(closing)) if sample else (),
        )


def coverage(e: Examined) -> Iterator[Finding]:
    """Figures that do not cover all accounts, or rest on old data, where the text does not say so."""
    for key, places in _values(e).items():
        figure = e.figure(key)
        if figure is None or figure.coverage is None or figure.value is None:
            continue
        held = figure.coverage
        old = held.oldest is not None and (e.words.basis.closing - held.oldest).days > STALE_DAYS
        partly = held.known < held.of and not any(
            _says_count(e, key, Fraction(count), places) for count in (held.known, held.of - held.known)
        )
        if not old and not partly:
            continue
        words = {"name": e.writer.name(Chip(key)), "known": held.known, "of": held.of}
        text = OLD if old else COVERAGE
        detail = e.say(text, section=places[0].line.section, oldest=display.day(held.oldest), **words)
        yield e.finding("coverage", "warn", detail, in_line(places[0]), (key,), figure=key)


def _values(e: Examined) -> Mapping[str, list[Told]]:
    """Where the text tells the value of each figure."""
    found: dict[str, list[Told]] = defaultdict(list)
    for told in e.told:
        if not told.chip.part and told.chip.period in {"", e.period.name} and told.agrees:
            found[told.chip.figure].append(told)
    return found


def _says_count(e: Examined, key: str, count: Fraction, places: Sequence[Told]) -> bool:
    """True when a paragraph that tells the figure tells of how many, too."""
    blocks = {told.line.paragraph for told in places}
    in_blocks = by_block(e.told)
    for block in blocks:
        if any(t.chip.figure == key and t.chip.part in _N_PARTS for t in in_blocks[block]):
            return True
    for line in e.lines:
        if line.paragraph not in blocks:
            continue
        if any(n.value == count and n.written in {"count", "bare"} for n in typed_numbers(line.text)):
            return True
        if any(chip.part and e.writer.value(chip) == count for chip in line.chips.values()):
            return True
    return False


NO_DATA = Text("没有数据", "no data")
NO_METRIC = Text(
    "{target}：目标用的指标“{metric}”不是本软件的指标", "{target}: no metric is called '{metric}'"
)
NO_RESULT = Text("{target}：{reason}", "{target}: {reason}")
LEFT_OUT = Text("{name} {words}，目标 {node}，正文未提", "{name} {words}, target {node}, not in the text")
NO_MORE = Text(
    "{section} 的{name}现在没有数，原写 {shown}", "{section}: {name} is not available now; it said {shown}"
)
NO_ROWS = Text("{section} 的{name}有数而没有计入的行", "{section}: {name} has a value and no rows behind it")
SMALL = Text(
    "{section} {name} {words}，未写 n = {n}，95% 区间 {interval}",
    "{section}: {name} {words}, n = {n} not said, 95 % interval {interval}",
)
COVERAGE = Text(
    "{section} {name}：{of} 家中 {known} 家有数据，未说明",
    "{section}: {name} rests on {known} of {of} accounts; not said",
)
OLD = Text(
    "{section} {name}：{of} 家中 {known} 家有数据，最旧的输入在 {oldest}",
    "{section}: {name} rests on {known} of {of} accounts, the oldest data of {oldest}",
)
