"""The review is made from the rows alone: other books, empty books, other periods, both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from csmdesk.domain import facts as f
from csmdesk.domain.text import Language
from csmdesk.reports.build import build
from csmdesk.reports.chapters import breaches, case, checks, pictures, red
from csmdesk.reports.document import (
    Block,
    Bullets,
    Chart,
    Checks,
    Document,
    Heading,
    Highlights,
    Inline,
    Paragraph,
    Proofs,
    Span,
    Table,
    ToWrite,
)
from csmdesk.reports.export import WRITERS
from csmdesk.reports.words import Writer
from tests.unit.reports.making import NASTY, account, contract, figure_set, other_book
from tests.unit.reports.reading import Page, squeezed

CJK = re.compile("[\u4e00-\u9fff]")


def spans_of(block: Block) -> Iterator[Span]:
    """Every span of a block."""
    runs: list[Inline] = []
    match block:
        case Paragraph():
            runs = [block.spans]
        case Bullets():
            runs = list(block.items)
        case Table():
            runs = [cell for row in block.rows for cell in row]
        case Highlights():
            runs = [run for i in block.items for run in (i.value, i.note)]
        case Proofs():
            runs = [p.value for p in block.items]
    for run in runs:
        yield from run


def words_of(document: Document) -> str:
    """Everything that the document says, a line a paragraph or cell."""
    out = [document.title, document.subtitle, document.subject]
    out += [f"{label} {value}" for label, value in document.facts]
    for block in document.blocks:
        match block:
            case Heading():
                out.append(block.text)
            case Paragraph():
                out.append(block.lead + "".join(s.text for s in block.spans))
            case Table():
                out += [block.caption, block.note, *(c.head for c in block.columns)]
                out += ["".join(s.text for s in cell) for row in block.rows for cell in row]
            case Chart():
                out += [block.caption, block.alt, block.unit, block.reference_label, *block.categories]
                out += [s.name for s in block.series]
            case Highlights():
                out += [i.label + "".join(s.text for s in (*i.value, *i.note)) for i in block.items]
            case ToWrite():
                out += [block.prompt, block.body]
            case Checks():
                out += [f"{c.title} {c.detail}" for c in block.items]
            case Proofs():
                out += [f"{p.name} {p.definition} {' '.join(p.counts)} {p.rows}" for p in block.items]
    return "\n".join(out)


def review(
    facts: f.Facts,
    language: Language = "zh",
    period: str = "2021H1",
    as_of: date | None = None,
    texts: Mapping[str, str] | None = None,
) -> Document:
    """The review of the rows."""
    return build(figure_set(facts, period, as_of), texts or {}, language, "甲的客户书")


def section(document: Document, anchor: str) -> str:
    """The words of one section."""
    held: list[Block] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading):
            inside = block.anchor == anchor
        elif inside:
            held.append(block)
    return words_of(Document("", "", document.language, (), tuple(held)))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("period", ["2021H1", "2021H2", "2021Q1", "2021-03", "2021", "2019H1"])
def test_an_empty_book_gives_a_valid_review(language: Language, period: str) -> None:
    document = review(f.Facts(), language, period)
    text = words_of(document)
    assert "None" not in text
    assert "Fraction" not in text
    assert "{" not in text
    anchors = [b.anchor for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert anchors == ["role", "results", "work", "problems", "plan", "evidence"]
    assert ("不适用" if language == "zh" else "not available") in text
    for suffix, write in WRITERS.items():
        assert write(document), suffix


def test_an_empty_book_says_why_and_draws_nothing() -> None:
    document = review(f.Facts())
    assert not any(isinstance(b, Chart) for b in document.blocks)
    assert "续约率" in words_of(document)
    assert "期内没有到期合同" in words_of(document)
    assert "书中没有本期适用的目标" in section(document, "role.targets")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "period", ["2021H1", "2021H2", "2021Q1", "2021Q2", "2021-02", "2021-06", "2021", "2022H1"]
)
def test_every_period_gives_a_review_in_every_format(language: Language, period: str) -> None:
    document = review(other_book(), language, period)
    text = words_of(document)
    assert "None" not in text
    assert "{" not in text
    for suffix, write in WRITERS.items():
        assert write(document), suffix


def test_another_book_is_told_in_its_own_names_and_numbers() -> None:
    text = words_of(review(other_book()))
    for words in (
        "上半年续费到账 7.7万",
        "完成节点目标 10万（20万 × 50%）的 77%",
        "由期初 1 家到期末 1 家",
        "甲方贸易（潜力、贸易、成都）：健康度由期初 41.0 升到期末 91.0（+50）",
        "乙方船厂",
        "丙方学校",
    ):
        assert words in text
    assert "未填 1 份" in section(review(other_book()), "problems.lost")


def test_a_metric_that_nobody_knows_is_a_target_without_result() -> None:
    document = review(other_book())
    marks = [c for b in document.blocks if isinstance(b, Checks) for c in b.items]
    assert any(c.title == "目标无结果" and "no_such_metric" in c.detail for c in marks)
    assert "无结果 1 项（乙方船厂目标）" in section(document, "role.targets")


def test_english_is_complete_apart_from_the_data() -> None:
    names = ("Alpha Trading", "Beta Yard", "Gamma School")
    facts = other_book(names)
    facts = replace(
        facts,
        accounts=[a._replace(industry="trade", city="York", segment="top") for a in facts.accounts],
        contacts=[c._replace(title="head") for c in facts.contacts],
        tasks=[t._replace(title="task", owner="owner", acceptance="done") for t in facts.tasks],
        targets=[t._replace(level="key", name="target", unit="") for t in facts.targets],
        touches=[t._replace(channel="call") for t in facts.touches],
        dimension_names={1: "activity"},
    )
    document = build(figure_set(facts, "2021H1"), {}, "en", "book")
    left = [line for line in words_of(document).splitlines() if CJK.search(line)]
    assert left == []


def test_own_words_fill_their_places_and_stand_apart() -> None:
    document = review(other_book(), texts={"work.case.story": "第一段\n第二段", "nowhere": "x"})
    places = {b.place: b for b in document.blocks if isinstance(b, ToWrite)}
    assert places["work.case.story"].body == "第一段\n第二段"
    assert places["role.duty"].body == ""
    facts_told = "\n".join(s.text for b in document.blocks for s in spans_of(b))
    assert "第一段" not in facts_told
    assert len(places) >= 6


def test_spans_with_a_value_name_a_figure_of_the_set() -> None:
    held = figure_set(other_book(), "2021H1")
    document = build(held, {}, "zh", "b")
    used = {s.figure for b in document.blocks for s in spans_of(b) if s.figure}
    assert used <= set(held.figures)
    assert {"renewal_collected", "health_red", "nps_executive", "early_collection"} <= used


def test_every_figure_is_in_the_appendix_with_its_counts() -> None:
    held = figure_set(other_book(), "2021H1")
    document = build(held, {}, "zh", "b")
    proofs = {p.figure: p for b in document.blocks if isinstance(b, Proofs) for p in b.items}
    assert set(proofs) == set(held.figures)
    assert "R1" in proofs["renewal_collected"].rows
    assert proofs["renewal_value_rate"].counts[0].startswith("分子 7.7万")
    assert all(p.definition for p in proofs.values())


def test_a_long_list_of_rows_is_capped_and_says_so() -> None:
    touches = [f.Touch(i, 1, date(2021, 2, 1), "电话", None) for i in range(1, 41)]
    document = review(f.Facts(accounts=[account(1, "甲")], touches=touches))
    proof = next(
        p for b in document.blocks if isinstance(b, Proofs) for p in b.items if p.figure == "activity_counts"
    )
    assert "共 40 行，列前 6 行" in proof.rows
    assert proof.rows.count("电话") == 6


@pytest.mark.parametrize("text", NASTY)
def test_names_that_are_markup_stay_names(text: str) -> None:
    document = review(other_book((text, f"乙{text}", f"丙{text}")), texts={"role.duty": text})
    page = Page(WRITERS[".html"](document).decode())
    assert page.count("script") == 0
    assert squeezed(text) in squeezed(page.text)
    for suffix, write in WRITERS.items():
        assert write(document), suffix


# what the chapters find ----------------------------------------------------------------------------------


def writer(facts: f.Facts, period: str = "2021H1", **changes: Any) -> Writer:
    """A writer over the rows."""
    return Writer(figure_set(facts, period, **changes), {}, "zh")


def scored(*points: tuple[date, int]) -> f.Facts:
    """One account with these scores."""
    scores = [f.HealthScore(i + 1, 1, 1, day, p * 1000) for i, (day, p) in enumerate(points)]
    return f.Facts(
        accounts=[account(1, "甲")],
        health_scores=scores,
        dimension_weights={1: Fraction(1)},
        dimension_names={1: "活跃度"},
    )


@pytest.mark.parametrize(
    ("points", "since"),
    [
        (((date(2021, 1, 31), 50), (date(2021, 2, 28), 55)), (date(2021, 1, 31), True)),
        (((date(2021, 1, 31), 60), (date(2021, 2, 28), 59)), (date(2021, 2, 28), False)),
        (
            (
                (date(2021, 1, 31), 50),
                (date(2021, 2, 28), 61),
                (date(2021, 3, 31), 40),
                (date(2021, 4, 30), 41),
            ),
            (date(2021, 3, 31), False),
        ),
        (((date(2021, 1, 31), 50), (date(2021, 2, 28), 60)), None),
        (((date(2021, 1, 31), 50), (date(2021, 8, 31), 90)), (date(2021, 1, 31), True)),
    ],
)
def test_red_since(points: tuple[tuple[date, int], ...], since: tuple[date, bool] | None) -> None:
    found = red.red_since(writer(scored(*points)), 1)
    assert (found and tuple(found)) == since


@pytest.mark.parametrize(
    ("counts", "turns"),
    [
        ([11, 9, 6, 2, 2, 5, 3], [2, 5]),
        ([1, 2, 3], []),
        ([3, 3, 3], []),
        ([], []),
        ([5], []),
        ([4, 6, 6, 4], [6]),
        ([2, 1, 2, 1], [1, 2]),
    ],
)
def test_turning_points(counts: list[int], turns: list[int]) -> None:
    days = [(date(2021, 1 + i, 28), n) for i, n in enumerate(counts)]
    assert [n for _, n in pictures.turning_points(days)] == turns


def test_the_case_is_the_account_that_recovered_most_among_those_that_bought() -> None:
    chosen = case.choose(writer(other_book()))
    assert chosen is not None
    assert chosen.account.id == 1
    assert (chosen.opening, chosen.closing) == (Fraction(41), Fraction(91))
    assert case.choose(writer(f.Facts())) is None


def test_the_case_falls_back_to_the_most_valuable_renewal() -> None:
    facts = other_book()
    facts = replace(facts, health_scores=[])
    chosen = case.choose(writer(facts))
    assert chosen is not None
    assert chosen.opening is None
    assert "没有评分" in section(review(facts), "work.case")


def test_wilson_interval_agrees_with_a_published_example() -> None:
    """Newcombe 1998, table I: 15 of 148 gives 0.0624 to 0.1605, 0 of 20 gives 0 to 0.1611."""
    z = Fraction("1.959964")
    low, high = checks.wilson(Fraction(15, 148), Fraction(148), z)
    assert (round(float(low), 4), round(float(high), 4)) == (0.0624, 0.1605)
    low, high = checks.wilson(Fraction(0), Fraction(20), z)
    assert (float(low), round(float(high), 4)) == (0.0, 0.1611)


def test_small_samples_are_marked_with_their_interval() -> None:
    marks = list(checks.found(writer(other_book())))
    small = [c for c in marks if c.title == "小样本"]
    renewal = next(c for c in small if c.figure == "renewal_rate")
    assert "n = 2" in renewal.detail
    assert "95% 区间" in renewal.detail


def test_a_period_that_is_not_over_says_so() -> None:
    marks = list(checks.found(writer(other_book(), as_of=date(2021, 5, 31))))
    assert any(c.title == "期间未结束" and "2021-05-31" in c.detail for c in marks)
    text = words_of(review(other_book(), as_of=date(2021, 5, 31)))
    assert "统计日（2021-05-31）名下客户" in text
    assert "由期初 41.0 升到期末" not in text


def test_breaches_name_their_objects() -> None:
    found = {b.figure: b for b in breaches.found(writer(other_book())) if b.objects}
    assert found["workshop_on_time"].objects == ("C001 甲方贸易", "C003 乙方船厂")
    assert found["workshop_on_time"].of == 2
    assert "乙方船厂" in found["cadence_kept"].objects


def test_a_discount_without_right_is_a_breach() -> None:
    contracts = [
        contract(1, 1, date(2020, 3, 1), date(2021, 2, 28), 70_000),
        contract(2, 1, date(2021, 3, 1), date(2022, 2, 28), 77_000, signed_day=date(2021, 2, 20)),
    ]
    receipt = f.Receipt(1, "R1", 2, "renewal", None, date(2021, 2, 22), 7_700_000, "CNY", 77_000, True)
    facts = f.Facts(
        accounts=[account(1, "甲")],
        contracts=contracts,
        renewal_links=[f.RenewalLink(1, 1, 2, False)],
        receipts=[receipt],
    )
    late = [b for b in breaches.found(writer(facts)) if b.figure == "early_collection"]
    assert late[0].objects == ("R1 甲",)
    early = replace(facts, receipts=[receipt._replace(received_day=date(2021, 1, 15))])
    assert [b.objects for b in breaches.found(writer(early)) if b.figure == "early_collection"] == [()]


def test_causes_are_never_made_up() -> None:
    text = section(review(f.Facts(accounts=[account(1, "甲")])), "problems.causes")
    assert text.count("数据中没有记录") >= 3
    left = f.Contact(1, "P1", 1, "张", "总监", True, date(2021, 2, 2))
    told = section(review(f.Facts(accounts=[account(1, "甲")], contacts=[left])), "problems.causes")
    assert "期内离任联系人 1 人（高管 1 人）：甲" in told


def test_a_quarter_does_not_claim_the_year_so_far() -> None:
    facts = other_book()
    year_so_far = section(review(facts, period="2021Q1"), "results.money")
    assert "已走完" in year_so_far
    later = section(review(facts, period="2021Q2"), "results.money")
    assert "已走完" not in later
    assert "占全年目标" in later


def test_amounts_of_another_currency_name_it() -> None:
    facts = other_book()
    dollars = replace(
        facts,
        contracts=[c._replace(currency="USD") for c in facts.contracts],
        receipts=[r._replace(currency="USD") for r in facts.receipts],
    )
    text = words_of(review(dollars))
    assert "上半年续费到账 USD 7.7万" in text
    assert "人民币" not in text


def test_a_mean_of_the_team_is_told_where_the_book_holds_it() -> None:
    facts = f.Facts(
        own_time=[f.OwnTime(1, date(2021, 2, 2), "sharing", 60, "")],
        peer_figures=[f.PeerFigure(1, "2021H1", "sharing_sessions", "team", Fraction(4))],
    )
    assert "团队分享 1 场，团队均值 4 场。" in section(review(facts), "plan.time")
