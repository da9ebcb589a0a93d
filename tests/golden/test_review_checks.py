"""The check of the sample book's review: silent on what is right, loud on what is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.app.book import sample_book
from csmdesk.domain.review_text import (
    Block,
    Case,
    Chapter,
    Chip,
    Heading,
    Items,
    Paragraph,
    Plan,
    Prompt,
    Run,
    Runs,
    TableBlock,
    Words,
    joined,
    plain,
)
from csmdesk.domain.text import Language
from csmdesk.reports import document as doc
from csmdesk.reports.build import build
from csmdesk.reports.review_checks import Finding, agreeing, check, check_and_count, mended, plain_text
from csmdesk.reports.review_chips import ChipWriter
from csmdesk.reports.review_content import FRONT, chapters, content, told
from csmdesk.services.figures import FigureSet, figures
from csmdesk.services.review_book import ReviewKey
from csmdesk.storage.book import Book

REVIEW = ReviewKey("2024H1")
WRONG = {"number_disagrees", "period_mixed", "rounding"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    opened = sample_book(tmp_path_factory.mktemp("checks") / "book")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def held(book: Book) -> FigureSet:
    return figures(book, "2024H1")


Writers = dict[Language, ChipWriter]


@pytest.fixture(scope="module")
def writers(book: Book, held: FigureSet) -> Writers:
    """A writer of each language, which keeps the figures of other periods."""
    languages: tuple[Language, ...] = ("zh", "en")
    return {
        language: ChipWriter(
            held, language, told(build(held, {}, language, "book")), lambda period: figures(book, period)
        )
        for language in languages
    }


def own_text(held: FigureSet, writer: ChipWriter) -> list[Chapter]:
    """Every chapter of the report as the CSM's own text."""
    found = []
    for key, blocks in chapters(build(held, {}, writer.language, "book")).items():
        head = blocks[0]
        if key != FRONT:
            assert isinstance(head, doc.Heading)
            found.append(Chapter(key, head.text, content(blocks, writer.form), own=True))
    return found


Line = Callable[[Runs], Runs]


def with_lines(block: Block, line: Line) -> Block:
    """A block with its lines changed."""
    if isinstance(block, Heading | Paragraph):
        return replace(block, runs=line(block.runs))
    if isinstance(block, Items):
        return replace(block, items=tuple(line(runs) for runs in block.items))
    return block


def edited(text: Sequence[Chapter], change: Callable[[Block], Block | None]) -> list[Chapter]:
    """The chapters with each block changed, or left out (None)."""
    found = []
    for chapter in text:
        blocks = (change(block) for block in chapter.blocks)
        found.append(replace(chapter, blocks=tuple(block for block in blocks if block is not None)))
    return found


def typed_out(text: Sequence[Chapter], writer: ChipWriter) -> list[Chapter]:
    """The same words with every figure typed by hand: no number of a report may be misread."""

    def line(runs: Runs) -> Runs:
        return joined(run if isinstance(run, Words) else Words(writer.words(run)) for run in runs)

    return edited(text, lambda block: with_lines(block, line))


def said(
    text: Sequence[Chapter], writer: ChipWriter, redaction: Callable[[str], str] | None = None
) -> list[Finding]:
    """What the check says of the half year's review."""
    return check(REVIEW, text, writer, redaction=redaction)


def paragraph(*runs: Run | str, key: str = "results") -> list[Chapter]:
    """One chapter of one paragraph."""
    words = tuple(Words(run) if isinstance(run, str) else run for run in runs)
    return [Chapter(key, "结果与数据", (Paragraph(words),), own=True)]


def wrong_in(text: Sequence[Chapter], writer: ChipWriter) -> list[Finding]:
    """What is wrong in a text, apart from what it leaves out."""
    return [each for each in said(text, writer) if each.kind in WRONG]


# --- what is right ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("typed", [False, True])
def test_nothing_is_wrong_in_the_report_that_the_data_make(
    held: FigureSet, writers: Writers, language: Language, typed: bool
) -> None:
    writer = writers[language]
    text = own_text(held, writer)
    if typed:
        text = typed_out(text, writer)
    found = said(text, writer)
    assert [each.detail for each in found if each.kind in WRONG] == []
    assert {each.kind for each in found} == {"to_write", "coverage"}
    assert agreeing(text, writer) > 95
    assert check_and_count(REVIEW, text, writer) == (found, agreeing(text, writer))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("period", ["2023H2", "2024H2", "2024Q1", "2024Q2", "2024-05", "2024"])
@pytest.mark.parametrize("typed", [False, True])
def test_nothing_is_wrong_in_the_reports_of_other_periods(
    book: Book, period: str, language: Language, typed: bool
) -> None:
    held = figures(book, period)
    told_words = told(build(held, {}, language, "book"))
    writer = ChipWriter(held, language, told_words, lambda other: figures(book, other))
    text = own_text(held, writer)
    if typed:
        text = typed_out(text, writer)
    found = check(ReviewKey(held.period.name), text, writer)
    assert [each.detail for each in found if each.kind in WRONG] == []


RIGHT: dict[Language, tuple[str, ...]] = {
    "zh": (
        "上半年续费到账 1,746 万元，超额完成目标。",
        "续费回款 17,460,000 元，完成 107%。",
        "今年上半年，我负责的客户续费收入达到 0.1746 亿元。",
        "续费到账1746万，节点目标1632万，完成率107%。",
        "续费到账 1746.0 万，比节点目标高出 114万。",
        "全年续费目标 3,400万，已完成 51.4%。",
        "续费率达 94.77%，高于目标 92%；续约率 95.5%。",
        "高管 NPS 63，目标 55，n=68。",
        "我们对全部联系人做了调研，NPS 为 49。",
        "红色客户从年初的 11 家降到 3 家，减少了 8 家。",
        "红色客户 3 家，其中 2 家已在恢复。",
        "星栈零售续费到账 120万，是上半年最大的一单。",
        "高价值客户续约率 100%，潜力客户 90%。",
        "6 月续费到账 320万；一季度续费到账 800万，二季度 946万。",
        "争取下半年续费到账 1,800万，续费率提升到 96%。",
        "下半年到期合同 86 份，已有 41 份提前回款。",
        "上半年到期合同 34 份，续约 32 份。",
        "推荐线索 18 条，转化 5 条，预计年化 186万。",
        "出差 72 天，同比增长 28%，比去年多 15.75 天。",
        "团队分享 2 场，部门均值 4 场。",
        "平均健康度 77 分，较年初提升 9 分；低于 60 的由 11 家降到 3 家。",
        "高管触达 112 人次，同比 +40%。",
        "产品深度使用率 87.4%，比目标高 2.4 个百分点。",
        "问题解决及时率 89.8%，逾期 14 件，最长的一件拖了 23 天。",
        "续费到账 1,746万中，华东占 60%，其余 40% 来自华南。",
        "每季度至少一场沙龙，人数不超过 30 人，高管占比不低于 50%。",
        "续费率 94.8%，同行约 90%。",
        "增购到账 238万，毛利率 60%，回款周期 21.6 天。",
        "续费到账 1,746万，平均每笔 23.6万。",
        "我在 5 月 14 日拜访了 3 家红色客户，花了 12 小时。",
        "续费到账约 1,750万。",
        "工作坊按时率只有 52.9%，18 场按时、16 场逾期。",
        "NPS 调研共发出 120 份问卷，回收 80 份。",
        "沙龙 4 场、圆桌 15 场，沙龙平均满意度 4.8 分（满分 5 分）。",
        "全年 NRR 目标 110%，目前 105.6%，还差 4.4 个百分点。",
    ),
    "en": (
        "Renewal receipts reached CNY 17.46M, 107% of the node target.",
        "Renewal receipts came to 17.46 million, ahead of the target of 16.32 million.",
        "The renewal value rate is 94.8% against a target of 92%; the renewal rate is 95.5% (21/22).",
        "Executive NPS is 63 (n = 68), above the target of 55. NPS over all contacts is 49.",
        "Red accounts fell from 11 to 3. Mean health rose from 68 to 77.",
        "Of the 86 contracts due in 2024 H2, 41 have been paid early.",
        "34 contracts were due in the period, 32 of them renewed.",
        "18 referral leads, 5 converted.",
        "112 attendances of executives, up 40% on the year before.",
        "72 travel days, 28% more than a year before.",
        "We aim for renewal receipts of CNY 19M in the next half.",
        "2 red accounts have a war room; 9 tasks are open.",
        "At least one salon a quarter, at most 30 people.",
        "Renewal receipts of 星栈零售 were CNY 1.2M.",
        "Usage depth was 87.4% in June 2024, 2.4 percentage points above target.",
    ),
}


@pytest.mark.parametrize(
    ("language", "sentence"), [(language, each) for language, held in RIGHT.items() for each in held]
)
def test_what_is_right_or_about_something_else_is_left_alone(
    writers: Writers, language: Language, sentence: str
) -> None:
    assert [each.detail for each in wrong_in(paragraph(sentence), writers[language])] == []


# --- what is wrong ------------------------------------------------------------------------------------------


MISTAKES: tuple[tuple[Language, str, str, str], ...] = (
    ("zh", "上半年续费到账 1,756万。", "1,756万", "1,746万"),
    ("zh", "续费到账 1,746万，完成节点目标的 117%。", "117%", "107%"),
    ("zh", "续费到账 1746万元，节点目标 1,723万。", "1,723万", "1,632万"),
    ("zh", "全年续费目标 3,500万。", "3,500万", "3,400万"),
    ("zh", "高管 NPS 64，高于目标 55。", "64", "63"),
    ("zh", "NPS 64。", "64", "63"),
    ("zh", "高管NPS 49。", "49", "63"),
    ("zh", "续费率 95.8%，续约率 95.5%。", "95.8%", "94.8%"),
    ("zh", "续约率 94.8%。", "94.8%", "95.5%"),
    ("zh", "续约率按客户 95.5%（21/22），按合同 95.1%（32/34）。", "95.1%", "94.1%"),
    ("zh", "平均健康度 78 分。", "78", "77"),
    ("zh", "红色客户由期初 12 家降到 3 家。", "12", "11"),
    ("zh", "推荐线索 19 条。", "19 条", "18 条"),
    ("zh", "推荐线索 18 条，转化 6 条，预计年化 186万。", "6", "5"),
    ("zh", "高管触达 112 人次，同比增长 45%。", "45%", "+40%"),
    ("zh", "出差 72 天，上年同期 65 天。", "65 天", "56.25 天"),
    ("zh", "净收入留存率 105.6%，目标 120%。", "120%", "110%"),
    ("zh", "高管 NPS 63（n = 86）。", "86", "68"),
    ("zh", "下半年到期合同 85 份。", "85", "86"),
    ("zh", "续费到账共１４７６万元。", "１４７６万元", "1,746万"),
    ("en", "Renewal receipts reached CNY 17.64M.", "CNY 17.64M", "CNY 17.46M"),
    ("en", "Renewal receipts came to CNY 17.46M, 117% of the node target.", "117%", "107%"),
    ("en", "Executive NPS is 64.", "64", "63"),
    ("en", "Red accounts fell from 11 to 4.", "4", "3"),
    ("en", "122 attendances of executives.", "122", "112"),
    ("en", "Usage depth was 84.7%.", "84.7%", "87.4%"),
    ("en", "77 travel days.", "77", "72 days"),
)


@pytest.mark.parametrize(("language", "sentence", "typed", "right"), MISTAKES)
def test_a_number_that_disagrees_is_found_with_what_the_data_say(
    writers: Writers, language: Language, sentence: str, typed: str, right: str
) -> None:
    writer = writers[language]
    text = paragraph(sentence)
    (found,) = wrong_in(text, writer)
    assert (found.kind, found.status, found.action) == ("number_disagrees", "bad", "correct")
    assert sentence[found.start : found.start + found.length] == typed
    assert found.replacement is not None
    assert writer.words(found.replacement) == right
    assert right in found.detail
    corrected = [replace(text[0], blocks=mended(text[0].blocks, found))]
    assert wrong_in(corrected, writer) == []


def test_a_typed_table_is_read_by_its_rows_and_heads(writers: Writers) -> None:
    def cell(words: str) -> Runs:
        return (Words(words),)

    rows = (("指标", "实际", "目标", "完成率"), ("续费到账", "1,746万", "1,632万", "117%"))
    table = TableBlock(tuple(tuple(map(cell, row)) for row in rows))
    (found,) = wrong_in([Chapter("results", "结果", (table,))], writers["zh"])
    assert found.replacement is not None
    assert found.replacement.part == "attainment"
    text = plain_text(table)
    assert text[found.start : found.start + found.length] == "117%"
    (changed,) = mended((table,), found)
    assert isinstance(changed, TableBlock)
    assert plain(changed.rows[1][3], writers["zh"].words) == "107%"


@pytest.mark.parametrize(
    "runs",
    [
        ("推荐线索 ", Chip("referral_leads"), "（3 条已签）。"),
        ("高管触达 ", Chip("executive_reach"), " 23 人首次参加。"),
        ("续费到账 ", Chip("renewal_collected"), "，其中 120万 提前。"),
        ("", Chip("health_red"), "（2 家在恢复）。"),
    ],
)
def test_a_number_behind_a_figure_is_not_taken_for_it(writers: Writers, runs: tuple[Run | str, ...]) -> None:
    assert wrong_in(paragraph(*runs), writers["zh"]) == []


def test_an_attainment_behind_figures_is_read(writers: Writers) -> None:
    node, target = Chip("renewal_collected", "node"), Chip("renewal_collected", "target")
    text = paragraph("完成节点目标 ", node, "（", target, " × 48%）的 117%。")
    (found,) = wrong_in(text, writers["zh"])
    assert found.replacement is not None
    assert found.replacement.part == "attainment"


def test_a_case_and_a_plan_tell_of_other_things(writers: Writers) -> None:
    line = (Words("续费到账 120万，NPS 80。"),)
    case = Case(1, line, line, line, line)
    item = Plan(line, "2024-12-31", (line,), "我")
    assert wrong_in([Chapter("work", "重点工作", (case, item))], writers["zh"]) == []


# --- periods ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runs", "said_of"),
    [
        (("到期合同 86 份，续费到账 1,746万。",), "2024 年下半年"),
        (("上半年到期合同 86 份，已提前回款 41 份。",), "2024 年下半年"),
        (("下半年到期合同 34 份。",), "2024 年上半年"),
        (("到期的 ", Chip("early_collection", "due_next_period"), " 份合同已提前回款。"), "2024 年下半年"),
        (("续费到账 ", Chip("renewal_collected", period="2023H2"), "。"), "2023 年下半年"),
        (("续费到账由 ", Chip("renewal_collected", "year.value"), " 增长。"), "2023 年上半年"),
        (("2023 年下半年续费到账 ", Chip("renewal_collected"), "。"), "2024 年上半年"),
        (("2023 年上半年续费到账 1,746万。",), "2024 年上半年"),
    ],
)
def test_figures_of_another_period_have_to_say_so(
    writers: Writers, runs: tuple[Run | str, ...], said_of: str
) -> None:
    (found,) = wrong_in(paragraph(*runs), writers["zh"])
    assert found.kind == "period_mixed"
    assert said_of in found.detail


@pytest.mark.parametrize(
    "runs",
    [
        ("下半年到期的 ", Chip("early_collection", "due_next_period"), " 份合同中，41 份已提前回款。"),
        ("下期到期的 ", Chip("early_collection", "due_next_period"), " 份合同。"),
        ("2023 年下半年续费到账 ", Chip("renewal_collected", period="2023H2"), "。"),
        ("续费到账由上年同期的 ", Chip("renewal_collected", "year.value"), " 增长。"),
        ("6 月产品深度使用率 ", Chip("usage_depth"), "。"),
        ("全年续费目标 ", Chip("renewal_collected", "target"), "。"),
    ],
)
def test_figures_of_another_period_that_say_so_are_left_alone(
    writers: Writers, runs: tuple[Run | str, ...]
) -> None:
    assert wrong_in(paragraph(*runs), writers["zh"]) == []


def test_a_number_of_an_earlier_period_is_called_so(writers: Writers) -> None:
    writer = writers["zh"]
    before = writer.words(Chip("renewal_collected", "year.value"))
    (found,) = wrong_in(paragraph(f"续费到账 {before}。"), writer)
    assert (found.kind, found.action) == ("period_mixed", "correct")
    assert "2023 年上半年" in found.detail


def test_what_is_missing_in_a_period_is_put_behind_the_figure(writers: Writers) -> None:
    text = paragraph("到期的 ", Chip("early_collection", "due_next_period"), " 份合同已提前回款。")
    (found,) = wrong_in(text, writers["zh"])
    assert found.action == "insert"
    corrected = [replace(text[0], blocks=mended(text[0].blocks, found))]
    assert wrong_in(corrected, writers["zh"]) == []


# --- rounding, evidence, samples, targets -------------------------------------------------------------------


def test_rounding_that_changes_a_verdict_is_found(writers: Writers, held: FigureSet) -> None:
    figure = held.figures["nrr"]
    assert figure.value is not None
    target = figure.targets[0]
    # A hair short of the target: in whole per cent it would read as met.
    short = replace(figure, value=target.node - figure.value / 10**4, targets=(target._replace(met=False),))
    near = replace(held, figures={**held.figures, "nrr": short})
    writer = ChipWriter(near, "zh", {})
    assert wrong_in(paragraph("净收入留存率 ", Chip("nrr"), "。"), writer) == []
    for run in (Chip("nrr", form="percent:0"), "110%"):
        (found,) = wrong_in(paragraph("净收入留存率 ", run, "。"), writer)
        assert found.kind == "rounding"
        assert found.replacement is not None
        assert writer.words(found.replacement) == "109.99%"


def test_a_figure_without_rows_or_without_a_value_is_found(writers: Writers, held: FigureSet) -> None:
    bare = replace(held.figures["csat"], evidence=type(held.figures["csat"].evidence)())
    writer = ChipWriter(replace(held, figures={**held.figures, "csat": bare}), "zh", {})
    text = paragraph("满意度 ", Chip("csat"), "，时长深度 ", Chip("time_depth", shown="80%"), "。")
    found = [each for each in said(text, writer) if each.kind == "without_evidence"]
    assert [(each.figure, each.status) for each in found] == [("csat", "bad"), ("time_depth", "bad")]
    assert "80%" in found[1].detail


def test_a_small_sample_is_found_until_its_size_is_said(writers: Writers) -> None:
    writer = writers["zh"]
    text = paragraph("客户启用率 ", Chip("activation_rate"), "。")
    (found,) = [each for each in said(text, writer) if each.kind == "small_sample"]
    assert "n = 3" in found.detail
    assert "20.8% 至 93.9%" in found.detail
    better = [replace(text[0], blocks=mended(text[0].blocks, found))]
    runs = better[0].blocks[0]
    assert isinstance(runs, Paragraph)
    assert plain(runs.runs, writer.words) == "客户启用率 66.7%（n = 3）。"
    assert [each for each in said(better, writer) if each.kind == "small_sample"] == []


def test_results_of_targets_that_the_text_leaves_out_are_offered_as_sentences(writers: Writers) -> None:
    writer = writers["zh"]
    text = paragraph("上半年续费到账 ", Chip("renewal_collected"), "。")
    found = [each for each in said(text, writer) if each.kind == "target_without_result"]
    assert len(found) == 7
    assert all(each.action == "insert" for each in found)
    for each in found:
        text = [replace(text[0], blocks=mended(text[0].blocks, each))]
    assert [each for each in said(text, writer) if each.kind == "target_without_result"] == []
    assert [each for each in said(text, writer) if each.kind in WRONG] == []


def test_a_hidden_chapter_is_not_in_the_report(writers: Writers) -> None:
    text = [replace(chapter, hidden=True) for chapter in paragraph("NPS 64，待补充。")]
    assert {each.kind for each in said(text, writers["zh"])} == {"target_without_result"}


def test_a_customer_review_owes_no_targets(writers: Writers) -> None:
    text = paragraph("续费到账 ", Chip("renewal_collected"), "。")
    assert check(ReviewKey("2024H1", "qbr", "KH1001"), text, writers["zh"]) == []


def test_what_is_left_to_write_is_found(writers: Writers) -> None:
    blocks = (
        Prompt("work.upsell.how", "增购的打法。"),
        Case(1, (Words("案例"),), (Words("背景"),), (), ()),
        Plan((), "", (), "我"),
        Paragraph((Words("客户反馈：待补充。"),)),
    )
    found = [
        each for each in said([Chapter("work", "重点工作", blocks)], writers["zh"]) if each.kind == "to_write"
    ]
    assert [each.block for each in found] == [0, 1, 2, 3]
    assert "做法、结果" in found[1].detail
    assert "目标、期限、步骤" in found[2].detail


# --- six planted errors -------------------------------------------------------------------------------------


def as_export(line: str) -> str:
    """What a redacted export makes of a line here: the case's customer by another name, amounts in bands."""
    amount = re.compile(r"(?:CNY )?\d[\d,.]*\s?(?:万|亿|K|M)")
    return amount.sub("（区间）", line.replace("星栈零售", "客户A"))


def clean_text(held: FigureSet, writer: ChipWriter) -> list[Chapter]:
    """The report with everything written that a CSM has to write."""
    zh = writer.language == "zh"

    def finished(block: Block) -> Block:
        if isinstance(block, Prompt):
            return Paragraph((Words("由本人写成的一段。" if zh else "A passage of my own."),))
        if isinstance(block, Paragraph) and Chip("usage_depth") in [plain_chip(run) for run in block.runs]:
            more = "35 家中 34 家有数据。" if zh else " 34 of 35 accounts have data."
            return Paragraph((*block.runs, Words(more)))
        return block

    return edited(own_text(held, writer), finished)


def plain_chip(run: Run) -> Run:
    """A figure without its looks."""
    return run._replace(form="", shown="", bold=False) if isinstance(run, Chip) else run


def without_counts(runs: Runs) -> Runs:
    """A line without the counts behind the renewal rate: （21/22）."""
    counts = {Chip("renewal_rate", "numerator"), Chip("renewal_rate", "denominator")}
    kept = joined(run for run in runs if plain_chip(run) not in counts)
    return tuple(
        run._replace(text=run.text.replace("（/）", "").replace(" (/)", ""))
        if isinstance(run, Words)
        else run
        for run in kept
    )


def with_six_errors(text: Sequence[Chapter], language: Language) -> list[Chapter]:
    zh = language == "zh"
    typed = {Chip("renewal_collected", "attainment"): "117%", Chip("nps_executive"): "64"}

    def line(runs: Runs) -> Runs:
        planted = [Words(typed[key]) if (key := plain_chip(run)) in typed else run for run in runs]
        runs = joined(planted)
        chips = {plain_chip(run) for run in runs if isinstance(run, Chip)}
        if Chip("early_collection", "amount") in chips:
            runs = tuple(
                run._replace(text=run.text.replace("下半年到期的", "到期的").replace("due in 2024 H2", "due"))
                if isinstance(run, Words)
                else run
                for run in runs
            )
        if Chip("renewal_rate", "denominator") in chips:
            runs = without_counts(runs)
        return runs

    def planted(block: Block) -> Block | None:
        if isinstance(block, Paragraph):
            chips = {plain_chip(run) for run in block.runs if isinstance(run, Chip)}
            if Chip("sharing_sessions") in chips:
                return None
            if block.runs == (Words("由本人写成的一段。" if zh else "A passage of my own."),):
                return block
        return with_lines(block, line) if isinstance(block, Paragraph) else block

    found = edited(text, planted)
    name = Paragraph((Words("星栈的续约最难。" if zh else "星栈 was the hardest renewal."),))
    return [
        replace(chapter, blocks=(*chapter.blocks, name)) if chapter.key == "problems" else chapter
        for chapter in found
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_clean_review_has_nothing_to_look_at(held: FigureSet, writers: Writers, language: Language) -> None:
    text = clean_text(held, writers[language])
    assert [each.detail for each in said(text, writers[language], redaction=as_export)] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_six_planted_errors_are_all_found_and_nothing_else(
    held: FigureSet, writers: Writers, language: Language
) -> None:
    writer = writers[language]
    text = with_six_errors(clean_text(held, writer), language)
    found = said(text, writer, redaction=as_export)
    assert [each.kind for each in found] == [
        "number_disagrees",
        "number_disagrees",
        "period_mixed",
        "redact",
        "target_without_result",
        "small_sample",
    ]
    shown = {each.figure: each.detail for each in found}
    details = " ".join(each.detail for each in found)
    assert "117%" in details
    assert "107%" in details
    assert "64" in shown["nps_executive"]
    assert "63" in shown["nps_executive"]
    assert "renewal_rate" in shown
    assert "sharing_sessions" in shown
    assert "星栈" in details
    assert len({each.key for each in found}) == len(found)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_doing_what_is_proposed_leaves_only_the_name(
    held: FigureSet, writers: Writers, language: Language
) -> None:
    writer = writers[language]
    text = with_six_errors(clean_text(held, writer), language)
    for _ in range(12):
        todo = [f for f in said(text, writer, redaction=as_export) if f.action in {"correct", "insert"}]
        if not todo:
            break
        text = [
            replace(chapter, blocks=mended(chapter.blocks, todo[0]))
            if chapter.key == todo[0].chapter
            else chapter
            for chapter in text
        ]
    assert [each.kind for each in said(text, writer, redaction=as_export)] == ["redact"]


def test_a_finding_keeps_its_key_when_text_is_written_around_it(writers: Writers) -> None:
    writer = writers["zh"]
    before = wrong_in(paragraph("NPS 64。"), writer)
    after = wrong_in(paragraph("上半年工作很顺利。另外，NPS 64。"), writer)
    assert [each.key for each in before] == [each.key for each in after]
    assert before[0].start != after[0].start


PIECES = (
    *(
        "续费到账",
        "高管 NPS",
        "续约率",
        "红色客户",
        "推荐线索",
        "目标",
        "完成",
        "同比",
        "上半年",
        "下半年",
        "到期合同",
    ),
    *(
        "1,746万",
        "64",
        "94.8%",
        "21/22",
        "（",
        "）",
        "，",
        "。",
        " ",
        "n = ",
        "由",
        "升到",
        "2024-06-30",
        "份",
        "的",
    ),
    *("renewal rate", " of ", "target", "CNY 2M", ". ", "星栈零售", "其中", "约", "−", "+", "/", "×", "\n"),
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=14))
def test_any_text_can_be_checked_and_what_is_found_stands_in_it(writers: Writers, pieces: list[str]) -> None:
    text = paragraph("".join(pieces) or "。")
    length = len(plain_text(text[0].blocks[0]))
    for found in said(text, writers["zh"], redaction=str):
        assert 0 <= found.start <= found.start + found.length <= length
        if found.action in {"correct", "insert"}:
            assert mended(text[0].blocks, found) != text[0].blocks
