"""Sentences that are proposed for a review: from the data alone, every number in them alive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from csmdesk.app.book import sample_book
from csmdesk.domain.review_text import Chapter, Chip, Paragraph, Words, plain
from csmdesk.domain.text import Language
from csmdesk.metrics import display
from csmdesk.reports.proposal_sentences import SECTIONS
from csmdesk.reports.proposals import Proposals
from csmdesk.reports.review_checks import check
from csmdesk.reports.review_chips import ChipWriter
from csmdesk.services.figures import FigureSet, figures
from csmdesk.services.review_book import ReviewKey
from csmdesk.storage.book import Book

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    opened = sample_book(tmp_path_factory.mktemp("proposals") / "book")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def writers(book: Book) -> dict[Language, ChipWriter]:
    sets: dict[str, FigureSet] = {}

    def other(period: str) -> FigureSet:
        if period not in sets:
            sets[period] = figures(book, period)
        return sets[period]

    return {language: ChipWriter(other("2024H1"), language, {}, other) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_is_offered_sentences_whose_numbers_are_all_alive(
    writers: dict[Language, ChipWriter], language: Language, section: str
) -> None:
    writer = writers[language]
    offered = Proposals(writer).of(section)
    if section != "problems.lost":
        assert offered
    assert len({each.key for each in offered}) == len(offered)
    for each in offered:
        assert each.name
        words = [run.text for run in each.content if isinstance(run, Words)]
        assert not re.search(r"\d", "".join(words))
        chips = [run for run in each.content if isinstance(run, Chip)]
        assert chips
        assert all(writer.words(chip) == chip.shown != display.MISSING for chip in chips)
        text = plain(each.content, writer.words)
        assert text.endswith("。" if language == "zh" else ".")
        assert language == "en" or not re.search(r"[A-Za-z]{4,}", text.replace("CNY", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_proposed_stands_the_check(writers: dict[Language, ChipWriter], language: Language) -> None:
    writer = writers[language]
    proposals = Proposals(writer)
    for section in SECTIONS:
        blocks = tuple(Paragraph(each.content) for each in proposals.of(section))
        found = check(ReviewKey("2024H1"), [Chapter("results", "结果", blocks)], writer)
        wrong = {"number_disagrees", "period_mixed", "rounding", "without_evidence", "small_sample"}
        assert [each.detail for each in found if each.kind in wrong] == []


@pytest.mark.parametrize(
    ("section", "key", "words"),
    [
        (
            "results.money",
            "renewal_collected/result",
            "续费到账 1,746万，完成节点目标 1,632万 的 107%（全年目标 3,400万）。",
        ),
        ("results.money", "renewal_rate/result", "续约率 95.5%（21/22）。"),
        ("results.money", "nrr/result", "净收入留存率 105.6%，低于目标 110%。"),
        ("results.reach", "executive_reach/year", "高管触达由上年同期的 80 升到 112 人次（+40%）。"),
        (
            "work.nps",
            "nps_executive/result",
            "客户高管净推荐值 63（n = 68，推荐者 46，贬损者 3），高于目标 55。",
        ),
        (
            "plan.gaps",
            "nrr/gap",
            "净收入留存率 105.6%，与目标 110% 相差 −4.4 个百分点。",
        ),
    ],
)
def test_sentences_say_what_the_data_say(
    writers: dict[Language, ChipWriter], section: str, key: str, words: str
) -> None:
    offered = {each.key: each for each in Proposals(writers["zh"]).of(section)}
    assert plain(offered[key].content, writers["zh"].words) == words


def test_a_place_to_write_has_the_sentences_of_its_section(writers: dict[Language, ChipWriter]) -> None:
    proposals = Proposals(writers["zh"])
    assert proposals.of("work.renewals.how") == proposals.of("work.renewals")
    assert {each.key for each in proposals.of("results.use")} <= {
        each.key for each in proposals.of("results")
    }
    assert proposals.of("no.such.place") == []


def test_only_what_is_missed_is_called_a_gap(writers: dict[Language, ChipWriter]) -> None:
    gaps = [each.key for each in Proposals(writers["zh"]).of("plan.goals")]
    assert gaps == ["nrr/gap", "sharing_sessions/gap"]


def test_a_change_against_few_rows_is_not_offered(writers: dict[Language, ChipWriter]) -> None:
    writer = writers["zh"]
    assert writer.value(Chip("nps_executive", "last.value")) is not None
    assert Proposals(writer).against_earlier("nps_executive", "last") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_without_data_has_nothing_to_say(tmp_path: Path, language: Language) -> None:
    made = Book.create(tmp_path / "empty").book
    try:
        writer = ChipWriter(figures(made, "2024H1"), language, {}, lambda period: figures(made, period))
        proposals = Proposals(writer)
        assert [each.key for section in SECTIONS for each in proposals.of(section)] == []
    finally:
        made.close()
