"""Two texts side by side: what is the same, what only says another figure, and what was changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.review_text import (
    Block,
    Chapter,
    Chip,
    Heading,
    Items,
    Live,
    Paragraph,
    Plan,
    Prompt,
    Runs,
    Words,
)
from csmdesk.reports.text_compare import ChapterPair, LinePair, compare


def line(*parts: str | Chip) -> Runs:
    return tuple(Words(part) if isinstance(part, str) else part for part in parts)


def chapter(*blocks: Block, key: str = "one", title: str = "一", hidden: bool = False) -> Chapter:
    return Chapter(key, title, tuple(blocks), hidden)


def pairs(old: Chapter, new: Chapter) -> tuple[LinePair, ...]:
    (found,) = compare([old], [new], "zh")
    return found.lines


def sides(found: tuple[LinePair, ...]) -> list[tuple[str | None, str | None]]:
    return [(p.old.text if p.old else None, p.new.text if p.new else None) for p in found]


def test_a_figure_that_says_something_else_is_no_change_of_the_text() -> None:
    old = chapter(Paragraph(line("续费率 ", Chip("rate", shown="94.8%"), "。")))
    new = chapter(Paragraph(line("续费率 ", Chip("rate", shown="93.5%"), "。")))
    (pair,) = pairs(old, new)
    assert (pair.changed, pair.differs) == (False, True)
    assert pair.old is not None
    assert [(p.kind, p.text) for p in pair.old.pieces] == [
        ("same", "续费率 "),
        ("figure", "94.8%"),
        ("same", "。"),
    ]


def test_only_the_words_that_were_changed_are_marked() -> None:
    (pair,) = pairs(chapter(Paragraph(line("客户都续约了"))), chapter(Paragraph(line("客户大多续约了"))))
    assert pair.changed
    assert pair.old is not None
    assert pair.new is not None
    assert [p.text for p in pair.old.pieces if p.kind == "changed"] == ["都"]
    assert [p.text for p in pair.new.pieces if p.kind == "changed"] == ["大多"]


def test_a_number_is_changed_as_a_whole() -> None:
    (pair,) = pairs(
        chapter(Paragraph(line("还差 1,654.4 万。"))), chapter(Paragraph(line("还差 1,654.9 万。")))
    )
    assert pair.old is not None
    assert [p.text for p in pair.old.pieces if p.kind == "changed"] == ["1,654.4"]


def test_a_line_that_was_put_in_stands_alone_and_the_others_stay_beside_each_other() -> None:
    first, last = Paragraph(line("第一段")), Paragraph(line("最后一段写的是别的事"))
    found = pairs(chapter(first, last), chapter(first, Paragraph(line("中间 abc")), last))
    assert sides(found) == [
        ("第一段", "第一段"),
        (None, "中间 abc"),
        ("最后一段写的是别的事", "最后一段写的是别的事"),
    ]
    assert [pair.changed for pair in found] == [False, True, False]


def test_a_figure_in_place_of_typed_words_is_a_change() -> None:
    (pair,) = pairs(
        chapter(Paragraph(line("净留存 105.6%"))),
        chapter(Paragraph(line("净留存 ", Chip("nrr", shown="105.6%")))),
    )
    assert pair.changed


def test_every_kind_of_block_is_read_line_by_line() -> None:
    blocks: list[Block] = [
        Heading(2, line("小标题")),
        Items((line("甲"), line("乙"))),
        Live("results.money/table", "收入"),
        Prompt("place", "写一写"),
        Plan(line("目标"), "2024-12-31", (line("步骤"),), "王"),
    ]
    found = pairs(chapter(*blocks), chapter(*blocks))
    kinds = [pair.old.kind for pair in found if pair.old]
    assert kinds == ["heading", "item", "item", "live", "prompt", "item", "item", "item", "item"]
    assert sides(found)[-2:] == [("期限：2024-12-31",) * 2, ("责任人：王",) * 2]
    assert not any(pair.differs for pair in found)


def test_chapters_that_went_stand_where_they_were_and_hidden_ones_are_not_there() -> None:
    old = [chapter(key=k, title=k) for k in ("a", "b", "c")]
    new = [chapter(key="a", title="A"), chapter(key="c", title="c"), chapter(key="d", title="d", hidden=True)]
    found = compare(old, new, "zh")
    assert [(c.key, c.old_title, c.new_title, c.changed) for c in found] == [
        ("a", "a", "A", 1),
        ("b", "b", None, 1),
        ("c", "c", "c", 0),
    ]


words = st.text("甲乙丙ab ", max_size=6)
runs = st.lists(st.builds(Words, words) | st.builds(Chip, words, shown=words), max_size=4).map(tuple)
texts = st.lists(st.builds(Paragraph, runs) | st.builds(Heading, st.just(2), runs), max_size=6).map(tuple)


def read(found: ChapterPair, side: str) -> list[str]:
    lines = [getattr(pair, side) for pair in found.lines]
    return [each.text for each in lines if each is not None]


@given(texts, texts)
def test_both_texts_are_there_whole_and_in_order(old: tuple[Block, ...], new: tuple[Block, ...]) -> None:
    (found,) = compare([chapter(*old)], [chapter(*new)], "zh")
    for side, blocks in (("old", old), ("new", new)):
        said = [
            "".join(r.text if isinstance(r, Words) else r.shown for r in block.runs)
            for block in blocks
            if isinstance(block, Heading) or (isinstance(block, Paragraph) and block.runs)
        ]
        assert read(found, side) == said


@given(texts)
def test_a_text_does_not_differ_from_itself(text: tuple[Block, ...]) -> None:
    (found,) = compare([chapter(*text)], [chapter(*text)], "en")
    assert found.changed == 0
    assert not any(pair.differs for pair in found.lines)
