"""The sample book's review as text: every figure of the report is there, live, and says the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from csmdesk.app.book import sample_book
from csmdesk.domain.review_text import Chip, Live, Words, chips_of, from_json, to_json
from csmdesk.domain.text import Language
from csmdesk.metrics import display
from csmdesk.reports import document as doc
from csmdesk.reports.build import build
from csmdesk.reports.chip_picker import ChipPicker
from csmdesk.reports.review_chips import ChipWriter
from csmdesk.reports.review_content import FRONT, chapters, content, lines, live_blocks, live_keys, told
from csmdesk.reports.review_document import Shown, review_document
from csmdesk.services.figures import FigureSet, figures
from csmdesk.storage.book import Book


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    opened = sample_book(tmp_path_factory.mktemp("review") / "book")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def held(book: Book) -> FigureSet:
    return figures(book, "2024H1")


def told_words(document: doc.Document) -> list[str]:
    """Every line of a report as plain words."""
    found = []
    for block in document.blocks:
        lead = f"{block.lead}　" if isinstance(block, doc.Paragraph) and block.lead else ""
        found += [lead + "".join(span.text for span in spans) for spans in lines(block)]
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_review_of_own_chapters_says_what_the_generated_one_says(
    held: FigureSet, language: Language
) -> None:
    generated = build(held, {}, language, "book")
    writer = ChipWriter(held, language, told(generated))
    shown = []
    for key, blocks in chapters(generated).items():
        if key != FRONT:
            head = blocks[0]
            assert isinstance(head, doc.Heading)
            own = from_json(to_json(content(blocks, writer.form)))
            shown.append(Shown(key, head.text, own))
    made = review_document(generated, shown, writer.words, {})
    assert told_words(made) == told_words(generated)
    assert [b for b in made.blocks if isinstance(b, doc.Table | doc.Chart)] == [
        b for b in generated.blocks if isinstance(b, doc.Table | doc.Chart)
    ]
    heads = [(b.level, b.text, b.anchor) for b in generated.blocks if isinstance(b, doc.Heading)]
    assert [(b.level, b.text, b.anchor) for b in made.blocks if isinstance(b, doc.Heading)] == heads


def test_what_is_made_from_the_data_has_a_name_of_its_own(held: FigureSet) -> None:
    generated = build(held, {}, "zh", "book")
    names = [name for name, _ in live_keys(generated.blocks)]
    assert len(names) == len(set(names)) == len(live_blocks(generated)) > 25
    assert "results.money/chart:renewal_collected" in names
    text = [
        block
        for blocks in chapters(generated).values()
        for block in content(blocks, ChipWriter(held, "zh", told(generated)).form)
    ]
    assert [block.key for block in text if isinstance(block, Live)] == names


def test_every_part_that_can_be_chosen_says_something_and_is_called_something(held: FigureSet) -> None:
    generated = build(held, {}, "zh", "book")
    writer = ChipWriter(held, "zh", told(generated))
    assert len(writer.keys) > 35
    for key in writer.keys:
        for part in writer.parts(key):
            assert part.words != display.MISSING
            assert not part.name.isascii() or part.part == "", (key, part)


@pytest.mark.parametrize(
    ("chip", "words"),
    [
        (Chip("renewal_collected"), "1,746万"),
        (Chip("renewal_collected", form="yuan:2"), "17,460,000.00 元"),
        (Chip("renewal_collected", form="yi:2"), "0.17亿"),
        (Chip("renewal_collected", "attainment"), "107%"),
        (Chip("renewal_collected", "node"), "1,632万"),
        (Chip("renewal_value_rate", form="percent:2"), "94.77%"),
        (Chip("renewal_rate", "numerator"), "21"),
        (Chip("health_mean"), "77"),
        (Chip("health_mean", form="count:2"), "77.00"),
        (Chip("early_collection", "amount"), "912万"),
        (Chip("executive_reach", "growth"), "+40%"),
        (Chip("no_such_figure"), display.MISSING),
        (Chip("renewal_collected", period="2023H2"), display.MISSING),
    ],
)
def test_a_figure_is_written_as_it_is_wished(held: FigureSet, chip: Chip, words: str) -> None:
    assert ChipWriter(held, "zh", {}).words(chip) == words


def test_a_figure_of_another_period_and_the_change_against_it(book: Book, held: FigureSet) -> None:
    writer = ChipWriter(held, "zh", {}, lambda period: figures(book, period))
    then = writer.value(Chip("renewal_collected", period="2023H2"))
    now = writer.value(Chip("renewal_collected"))
    assert then is not None
    assert now is not None
    assert writer.value(Chip("renewal_collected", "last.value")) == then
    assert writer.value(Chip("renewal_collected", "last.change")) == now - then
    assert writer.words(Chip("executive_reach", "year.growth")) == writer.words(
        Chip("executive_reach", "growth")
    )


def test_chips_keep_their_words_for_the_day_on_which_the_figure_is_no_more(held: FigureSet) -> None:
    generated = build(held, {}, "zh", "book")
    for blocks in chapters(generated).values():
        for chip in chips_of(content(blocks, ChipWriter(held, "zh", told(generated)).form)):
            assert chip.shown
            assert isinstance(chip, Chip)
    assert Words("x") == Words("x", False, False)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("续费", "续费率"),
        ("xfdz", "续费到账"),
        ("gaoguan", "高管触达"),
        ("nps_executive", "客户高管净推荐值"),
        ("续费率 目标", "续费率 目标"),
        ("receipts renewal", "续费到账"),
        ("各月续费", "各月续费到账与节点目标"),
    ],
)
def test_a_figure_is_found_by_name_pinyin_initials_and_key(held: FigureSet, typed: str, first: str) -> None:
    generated = build(held, {}, "zh", "book")
    picker = ChipPicker(ChipWriter(held, "zh", told(generated)), generated)
    assert picker.find(typed)[0].name == first


def test_what_was_used_last_is_offered_first(held: FigureSet) -> None:
    generated = build(held, {}, "zh", "book")
    picker = ChipPicker(ChipWriter(held, "zh", told(generated)), generated)
    wanted = picker.find("nps_executive")[0]
    assert picker.find("")[0] != wanted
    picker.used(wanted)
    assert picker.find("")[0] == wanted
    assert len(picker.find("", limit=12)) == 12
    assert picker.find("没有这样的数字") == []
