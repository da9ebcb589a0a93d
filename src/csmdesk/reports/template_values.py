"""What the named places of a company's template stand for: words, or blocks of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from csmdesk.domain.review_text import Chip
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.figure import Unit
from csmdesk.reports.document import Block, Chart, Document, Heading, Highlights, Table
from csmdesk.reports.numbering import Numbered, numbered
from csmdesk.reports.redaction import Redaction
from csmdesk.reports.review_chips import PARTS, ChipWriter, part_name
from csmdesk.reports.review_content import FRONT, live_keys
from csmdesk.reports.template_places import key_of

CHAPTERS, REST, SUMMARY = "chapters", "chapters.rest", "summary"
_KINDS = frozenset({"table", "chart", "checks", "proofs", "section", "chapter"})
_TEXT, _TITLE = ".text", ".title"


class PlaceName(NamedTuple):
    """A place that a template may have: its name, what it says, and whether it has a paragraph to itself."""

    key: str
    about: str
    block: bool


class Blocks(NamedTuple):
    """What comes into a place of its own: blocks with their numbers, and the chapters that they are of."""

    blocks: tuple[Numbered, ...]
    chapters: tuple[str, ...] = ()


@dataclass(frozen=True)
class TemplateValues:
    """A report as a template asks for it.

    ``document`` is the report as it goes out; ``generated`` what the data make, whose tables and charts can
    be placed even where the text has none; ``figure`` says a figure's words, None where there is no such.
    """

    document: Document
    generated: Document
    start: date
    end: date
    as_of: date
    figure: Callable[[Chip], str | None]
    figures: Sequence[PlaceName] = ()

    # --- words ----------------------------------------------------------------------------------------------

    def words(self, key: str) -> str | None:
        """The words of a place; None where there is no such place, or blocks stand there."""
        if key in self._words:
            return self._words[key]
        if key.startswith("figure."):
            name, _, form = key.removeprefix("figure.").partition("|")
            figure, _, part = name.partition(".")
            return self.figure(Chip(figure, part, form=form))
        return None

    @cached_property
    def _words(self) -> Mapping[str, str]:
        document = self.document
        joint = "" if document.language == "zh" else " "
        found = {
            "title": joint.join(word for word in (document.subtitle, document.title) if word),
            "kind": document.title,
            "period": document.subtitle,
            "period.start": display.day(self.start),
            "period.end": display.day(self.end),
            "as_of": display.day(self.as_of),
            "book": document.subject,
        }
        for key, held in self._chapters.items():
            head = held[0].block
            if isinstance(head, Heading):
                found[f"chapter.{key}{_TITLE}"] = head.text
        return {key_of(key): words for key, words in found.items()}

    # --- blocks ---------------------------------------------------------------------------------------------

    def blocks(self, key: str, others: Sequence[str] = ()) -> Blocks | None:
        """The blocks of a place; ``others`` are the names of the template's other places.

        None where there is no such place, or words stand there.
        """
        if key == CHAPTERS:
            return Blocks(tuple(self._of(self._chapters)), tuple(self._chapters))
        if key == REST:
            placed = {chapter for other in others if other != REST for chapter in self._placed(other)}
            rest = [name for name in self._chapters if name not in placed]
            return Blocks(tuple(self._of(rest)), tuple(rest))
        found = self._blocks.get(key)
        if found is None and self._may_be(key):
            return Blocks(())
        return found

    def _may_be(self, key: str) -> bool:
        """True for a place in a chapter that this report knows, which has nothing there in this period."""
        kind, _, rest = key.partition(".")
        return kind in _KINDS and rest.split(".")[0] in self._known_chapters

    @cached_property
    def _known_chapters(self) -> frozenset[str]:
        heads = [b for b in self.generated.blocks if isinstance(b, Heading) and b.level == 1]
        return frozenset(key_of(name) for name in (*self._chapters, *(head.anchor for head in heads)))

    def _placed(self, key: str) -> tuple[str, ...]:
        found = self.blocks(key)
        return () if found is None else found.chapters

    def _of(self, names: Sequence[str] | Mapping[str, object]) -> Iterator[Numbered]:
        for name in names:
            yield from self._chapters[name]

    @cached_property
    def _chapters(self) -> Mapping[str, tuple[Numbered, ...]]:
        """The chapters by name, each with its heading first."""
        found: dict[str, list[Numbered]] = {}
        here: list[Numbered] | None = None
        for each in numbered(self.document):
            if isinstance(each.block, Heading) and each.block.level == 1:
                here = found.setdefault(each.block.anchor, [])
            if here is not None:
                here.append(each)
        return {name: tuple(held) for name, held in found.items()}

    @cached_property
    def _blocks(self) -> Mapping[str, Blocks]:
        found: dict[str, Blocks] = {}
        for name, block in live_keys(self.generated.blocks):
            if not isinstance(block, Highlights):
                found[live_place(name)] = Blocks((Numbered(block, ""),))
        front = [b for b in self.document.blocks if isinstance(b, Highlights)]
        found[SUMMARY] = Blocks(tuple(Numbered(block, "") for block in front))
        for name, held in self._chapters.items():
            found[f"chapter.{name}"] = Blocks(held, (name,))
            found[f"chapter.{name}{_TEXT}"] = Blocks(held[1:], (name,))
            for anchor, section in _sections(held):
                found[f"section.{anchor}"] = Blocks(section, (name,))
        return {key_of(key): blocks for key, blocks in found.items()}

    # --- what there is --------------------------------------------------------------------------------------

    def places(self) -> Iterator[PlaceName]:
        """Every place that a template of this report may have, with what it says now."""
        language = self.document.language
        yield from (
            PlaceName(key, words, False) for key, words in self._words.items() if "chapter." not in key
        )
        yield PlaceName(SUMMARY, SUMMARY_ABOUT.to(language), True)
        yield PlaceName(CHAPTERS, CHAPTERS_ABOUT.to(language), True)
        yield PlaceName(REST, REST_ABOUT.to(language), True)
        for key, held in self._blocks.items():
            if key != SUMMARY:
                yield PlaceName(key, _about(held, key, language), True)
        yield from self.figures

    def title_of(self, chapter: str) -> str:
        """A chapter's title."""
        head = self._chapters[chapter][0].block
        assert isinstance(head, Heading)
        return head.text

    @property
    def chapter_names(self) -> tuple[str, ...]:
        """The names of the chapters in their order."""
        return tuple(self._chapters)


def redacted(values: TemplateValues, redaction: Redaction, writer: ChipWriter) -> TemplateValues:
    """The values for outsiders: other names, and bands for amounts, however a template asks for them."""
    said = values.figure

    def figure(chip: Chip) -> str | None:
        words = said(chip)
        amount = None if words is None or chip.part == "name" else writer.amount(chip)
        if words is None or amount is None or amount.unit is not Unit.MONEY:
            return None if words is None else redaction.words(words)
        return redaction.band(amount.value)

    document = redaction.document(values.document).document
    return replace(
        values, document=document, generated=redaction.document(values.generated).document, figure=figure
    )


def live_place(name: str) -> str:
    """The place of a block that is made from the data: results.money/table is table.results.money."""
    anchor, _, rest = name.partition("/")
    kind, *more = rest.replace(":", "/").split("/")
    return ".".join([kind, *([] if anchor == FRONT else [anchor]), *more])


def _sections(chapter: Sequence[Numbered]) -> Iterator[tuple[str, tuple[Numbered, ...]]]:
    """The sections of a chapter: from a heading below it to the next one of its level or above."""
    for place, each in enumerate(chapter):
        head = each.block
        if isinstance(head, Heading) and head.level > 1:
            end = place + 1
            while end < len(chapter):
                block = chapter[end].block
                if isinstance(block, Heading) and block.level <= head.level:
                    break
                end += 1
            yield head.anchor, tuple(chapter[place:end])


def _about(held: Blocks, key: str, language: Language) -> str:
    block: Block | None = held.blocks[0].block if held.blocks else None
    if isinstance(block, Table | Chart):
        return block.caption
    if key.startswith("chapter.") and key.endswith(_TEXT):
        return TEXT_ABOUT.to(language)
    if isinstance(block, Heading):
        number = held.blocks[0].number
        return f"{number} {block.text}".strip()
    return ""


def template_values(document: Document, generated: Document, writer: ChipWriter) -> TemplateValues:
    """The values of a report with its figures as they are now; for a redacted report see ``figure``."""
    return TemplateValues(
        document,
        generated,
        writer.figures.period.start,
        writer.figures.period.end,
        writer.figures.as_of,
        figure_words(writer),
        tuple(figure_places(writer)),
    )


def figure_words(writer: ChipWriter) -> Callable[[Chip], str | None]:
    """Says the words of a figure's part; None for a figure or a part that there is not."""

    def say(chip: Chip) -> str | None:
        if chip.part == "name":
            return None if writer.figure(chip) is None else writer.name(Chip(chip.figure))
        figure = writer.figure(Chip(chip.figure))
        if figure is None or not (chip.part in figure.parts or _is_part(chip.part)):
            return None
        return writer.words(chip)

    return say


def _is_part(part: str) -> bool:
    """True for what a figure may have, whether this one has it now or not (a target, the year before)."""
    return part in PARTS or part_name(part).zh != part


def figure_places(writer: ChipWriter) -> Iterator[PlaceName]:
    """A place for each part of each figure that is available, with its words."""
    for key in writer.keys:
        name = writer.name(Chip(key))
        for part in writer.parts(key):
            place = f"figure.{key}" + (f".{part.part}" if part.part else "")
            yield PlaceName(place, f"{name} {part.name}".strip() + f": {part.words}", False)


SUMMARY_ABOUT = Text("首页的关键数字", "the key figures of the first page")
CHAPTERS_ABOUT = Text("全部章节，带标题", "all chapters with their headings")
REST_ABOUT = Text("没有另放的章节", "the chapters that have no place of their own")
TEXT_ABOUT = Text("同上，不带章标题", "the same without its heading")
