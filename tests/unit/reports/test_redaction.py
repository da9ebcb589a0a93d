"""A report for outsiders: one alias for one account everywhere, bands for amounts, and nothing left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from csmdesk.domain.text import Language
from csmdesk.reports.document import (
    Bullets,
    Chart,
    Column,
    Document,
    Heading,
    Highlights,
    Paragraph,
    Series,
    Span,
    Table,
    ToWrite,
)
from csmdesk.reports.document_texts import texts
from csmdesk.reports.redaction import Redaction
from csmdesk.services.identities import Identities, Identity, is_person
from tests.unit.reports.making import every_block

HELD = Identities(
    (
        Identity("account", "岚图家居", ("岚图家居", "KH1001")),
        Identity("account", "云岫茶饮", ("云岫茶饮", "KH1002")),
        Identity("contact", "吴娜", ("吴娜", "LX0001")),
        Identity("email", "wu.na@lantu.cn", ("wu.na@lantu.cn",)),
        Identity("phone", "6688 1234 转 5", ("6688 1234 转 5",)),
        Identity("colleague", "李雷", ("李雷",)),
        Identity("contracts", "HT00012", ("HT00012",)),
        Identity("contracts", "HT00013", ("HT00013",)),
    ),
    frozenset({17_800_000}),
)


def redaction(language: Language = "zh", keep: frozenset[str] = frozenset()) -> Redaction:
    return Redaction(HELD, language, "华东大客户", keep)


def document(*lines: str | tuple[Span, ...]) -> Document:
    blocks = tuple(Paragraph(line if isinstance(line, tuple) else (Span(line),)) for line in lines)
    return Document("自评报告", "2024 年上半年", "zh", (), blocks, "华东大客户")


def said(made: Document) -> list[str]:
    """The lines of the paragraphs."""
    return ["".join(s.text for s in b.spans) for b in made.blocks if isinstance(b, Paragraph)]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("岚图家居（KH1001）续约 HT00012 与 HT00013。", "客户A（客户A）续约 合同1 与 合同2。"),
        ("拜访吴娜，抄送 wu.na@lantu.cn", "拜访联系人A，抄送 ［邮箱］"),
        ("电话 6688 1234 转 5 或 139 0000 0001", "电话 ［电话］ 或 ［电话］"),
        ("吴总认可，李雷跟进", "某联系人认可，同事A跟进"),
        ("年费 178000，共 1,746万", "年费 10万–30万，共 1,000万–3,000万"),
        ("见 https://lantu.cn/x?a=1 。", "见 ［网址］ 。"),
        ("身份证 11010519900307123X", "身份证 ［号码］"),
        ("上半年总结，客户 35 家，94.8%，2024-06-30", "上半年总结，客户 35 家，94.8%，2024-06-30"),
    ],
)
def test_a_line(line: str, shown: str) -> None:
    assert said(redaction().document(document(line)).document) == [shown]


def test_the_same_account_is_the_same_alias_wherever_it_stands() -> None:
    made = redaction().document(document("云岫茶饮先来。", "岚图家居其次。", "KH1002 再来。")).document
    assert said(made) == ["客户A先来。", "客户B其次。", "客户A 再来。"]


def test_a_name_cut_by_bold_is_found() -> None:
    line = (Span("拜访岚"), Span("图家", bold=True, figure="nrr"), Span("居 1,7"), Span("46万。", bold=True))
    (block,) = redaction().document(document(line)).document.blocks
    assert isinstance(block, Paragraph)
    assert [span.text for span in block.spans] == ["拜访客户A", "", " 1,000万–3,000万", "。"]
    assert block.spans[1].figure == "nrr"


def test_an_alias_that_the_text_has_already_is_not_given() -> None:
    made = redaction().document(document("客户A 是从前的写法，岚图家居是新的。")).document
    assert said(made) == ["客户A 是从前的写法，客户B是新的。"]


def test_words_that_are_to_stay_stay() -> None:
    made = redaction(keep=frozenset({"岚图家居"})).document(document("岚图家居 KH1001"))
    assert said(made.document) == ["岚图家居 客户A"]
    assert redaction(keep=frozenset({"岚图家居"})).leaks(["岚图家居"]) == ()


def test_every_text_of_every_kind_of_block_is_replaced() -> None:
    made = redaction().document(every_block(text="岚图家居付 1,746万 给 HT00012")).document
    left = [t for t in texts(made) if "岚图" in t or "1,746" in t or "HT0" in t]
    assert left == []
    assert redaction().leaks(texts(every_block(text="岚图家居"))) == ("岚图家居", "1,746万")


def test_english_aliases_and_bands() -> None:
    made = redaction("en").document(document("岚图家居 paid CNY 17.46M to 吴娜"))
    assert said(made.document) == ["Account A paid CNY 10M–30M to Contact A"]


def test_bare_numbers_under_a_head_of_money() -> None:
    table = Table(
        "",
        (Column("项目"), Column("金额（万元）", "right"), Column("数量", "right")),
        (((Span("一期"),), (Span("178.5", bold=True),), (Span("178.5"),)),),
    )
    made = redaction().document(Document("t", "s", "zh", (), (table,), "")).document
    (block,) = made.blocks
    assert isinstance(block, Table)
    assert [cell[0].text for cell in block.rows[0]] == ["一期", "100万–300万", "178.5"]
    assert block.rows[0][1][0].bold
    assert block.columns[1].share > block.columns[2].share


def money_chart(months: int) -> Chart:
    values = tuple(float(33 + 100 * i) for i in range(months))
    labels = tuple(f"{v:g}" for v in values)
    return Chart(
        "各月到账",
        "bars_and_line",
        tuple(f"{i + 1} 月" for i in range(months)),
        (Series("当月", values, labels=labels), Series("进度", values, mark="line", dashed=True)),
        unit="单位：万元",
        reference=1632.0,
        reference_label="节点目标 1,632",
        alt="各月：1 月 33；2 月 133",
        figure="renewal_collected",
    )


def test_a_chart_of_money_shows_bands_only() -> None:
    made = redaction().document(Document("t", "s", "zh", (), (money_chart(6),), "")).document
    (chart,) = made.blocks
    assert isinstance(chart, Chart)
    (series,) = chart.series
    assert series.labels[:3] == ("30万–100万", "100万–300万", "100万–300万")
    assert series.values[:3] == (65.0, 200.0, 200.0)
    assert (chart.reference, chart.reference_label) == (2000.0, "节点目标 1,000万–3,000万")
    assert (chart.unit, chart.alt) == ("按金额区间", "各月到账")


def test_a_chart_with_no_room_for_bands_becomes_a_table() -> None:
    made = redaction().document(Document("t", "s", "zh", (), (money_chart(12),), "")).document
    (table,) = made.blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 12
    assert [cell[0].text for cell in table.rows[0]] == ["1 月", "30万–100万"]


def test_a_chart_of_counts_stays() -> None:
    chart = Chart("客户数", "bars", ("1 月",), (Series("红", (11.0,)),), unit="单位：家")
    made = redaction().document(Document("t", "s", "zh", (), (chart,), "")).document
    assert made.blocks == (chart,)


def leaky() -> Iterator[str]:
    yield from ("岚 图 家居", "kh1001", "ＨＴ０００１２", "a@b.cn", "13900000001", "1,746万", "吴娜")


@pytest.mark.parametrize("text", list(leaky()))
def test_what_is_left_is_found(text: str) -> None:
    held = redaction()
    held.document(document("岚图家居"))
    assert len(held.leaks([f"前 {text} 后"])) == 1


def test_aliases_and_bands_are_no_leaks_and_a_template_may_say_amounts_of_its_own() -> None:
    held = redaction()
    held.document(document("岚图家居，吴娜，华东大客户"))
    assert held.leaks(["客户A 联系人A （客户书） 100万–300万 ［邮箱］"]) == ()
    assert held.leaks(["注册资本 5,000万"], ["注册资本 5,000万"]) == ()
    assert held.leaks(["注册资本 5,000万 到账 1,746万"], ["注册资本 5,000万"]) == ("1,746万",)


def test_what_was_replaced_is_told_with_how_often() -> None:
    held = redaction()
    rows = held.document(document("岚图家居与岚图家居，1,746万，吴娜")).replaced
    assert [(row.kind, row.old, row.new, row.times) for row in rows] == [
        ("account", "岚图家居", "客户A", 2),
        ("contact", "吴娜", "联系人A", 1),
        ("book", "华东大客户", "（客户书）", 1),
        ("amount", "1,746万", "1,000万–3,000万", 1),
    ]
    assert held.key_rows == (("客户A", "客户", "岚图家居"), ("联系人A", "联系人", "吴娜"))


def test_spans_that_touch_are_looked_at_one_by_one_too() -> None:
    line = (Span("HT00012"), Span("1,746万", bold=True), Span("KH1001"))
    (block,) = redaction().document(document(line)).document.blocks
    assert isinstance(block, Paragraph)
    assert [span.text for span in block.spans] == ["合同1", "1,000万–3,000万", "客户A"]


def test_short_words_are_said_to_be_left() -> None:
    short = Identities((Identity("contact", "王", ("王",)), Identity("account", "甲", ("甲", "12"))))
    assert Redaction(short, "zh").short == ("12", "王", "甲")


def test_what_is_no_word_for_readers_keeps_its_value() -> None:
    held = Identities((Identity("account", "nrr", ("nrr", "bars_and_line")),))
    made = Redaction(held, "zh").document(every_block()).document
    assert [b.kind for b in made.blocks if isinstance(b, Chart)] == ["bars_and_line"]
    assert any(
        span.figure == "nrr"
        for b in made.blocks
        if isinstance(b, Table)
        for row in b.rows
        for c in row
        for span in c
    )


def test_all_blocks_are_kept() -> None:
    before = every_block()
    after = redaction().document(before).document
    assert [type(block) for block in after.blocks] == [type(block) for block in before.blocks]
    kinds = {Bullets, Heading, Highlights, ToWrite}
    assert kinds <= {type(block) for block in after.blocks}


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("王芳", True),
        ("欧阳锋", True),
        ("Li Lei", True),
        ("产品研发经理", False),
        ("客户成功经理", False),
        ("高级顾问", False),
        ("华东团队", False),
        ("Support Team", False),
        ("team", False),
    ],
)
def test_people_are_told_from_roles(words: str, person: bool) -> None:
    assert is_person(words) is person
