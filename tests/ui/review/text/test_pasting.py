"""Copying and pasting: from Word, a spreadsheet, a web page, plain words, and inside the program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor

from csmdesk.domain.review_text import Block, Chip, Heading, Items, Live, Paragraph, TableBlock, Words
from csmdesk.ui.panes.review.text.clean_html import blocks_of_html
from csmdesk.ui.panes.review.text.clipboard import blocks_of_words
from tests.ui.review.text.conftest import CTRL, SHIFT, Desk

Key = Qt.Key
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<style><!-- p.MsoNormal {font-family:宋体; color:red} --></style></head><body lang=ZH-CN>
<!--StartFragment-->
<h1><span style='font-size:22pt;color:#2E74B5'>收入结果<o:p></o:p></span></h1>
<p class=MsoNormal><span lang=EN-US style='color:red'>上半年</span><b>续费</b>到账&nbsp;1,746万，
<i>高于</i>目标。<a href="http://example.com">链接</a><img src="file:///c:/x.png"><o:p></o:p></p>
<p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US style='font-family:Wingdings'><span style='mso-list:Ignore'>n<span style='font:7.0pt "Times"'>
&nbsp;</span></span></span><![endif]>第一项<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span><span
style='mso-list:Ignore'>n<span>&nbsp; </span></span></span><![endif]>第二项</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span><span
style='mso-list:Ignore'>1.<span>&nbsp; </span></span></span><![endif]>先</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>指标</b></p></td>
<td><p class=MsoNormal>结果</p></td></tr><tr><td><p>续费率</p></td><td><p>94.8%</p><p>好</p></td></tr></table>
<p class=MsoNormal>&nbsp;</p><script>alert(1)</script>
<!--EndFragment--></body></html>"""
CLEAN = (
    Heading(2, (Words("收入结果"),)),
    Paragraph(
        (
            Words("上半年"),
            Words("续费", True),
            Words("到账 1,746万， "),
            Words("高于", italic=True),
            Words("目标。链接"),
        )
    ),
    Items(((Words("第一项"),), (Words("第二项"),))),
    Items(((Words("先"),),), True),
    TableBlock((((Words("指标", True),), (Words("结果"),)), ((Words("续费率"),), (Words("94.8%\n好"),)))),
)


def test_word_comes_as_clean_text(bare: Desk) -> None:
    bare.show()
    bare.put(WORD, "收入结果")
    bare.key(Key.Key_V, CTRL)
    assert bare.blocks() == CLEAN
    bare.key(Key.Key_Z, CTRL)
    assert bare.blocks() == ()
    bare.key(Key.Key_V, CTRL | SHIFT)
    assert bare.blocks() == (Paragraph((Words("收入结果"),)),)


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", ()),
        ("<p></p><p> </p>", ()),
        ("甲<br>乙", (Paragraph((Words("甲\n乙"),)),)),
        ("<div>甲<div>乙</div>丙</div>", tuple(Paragraph((Words(w),)) for w in "甲乙丙")),
        ("<ul><li>甲<ol><li>乙</ol></ul>", (Items(((Words("甲"),),)), Items(((Words("乙"),),), True))),
        ("<span style='font-weight:700'>甲</span>乙", (Paragraph((Words("甲", True), Words("乙"))),)),
        ("<b style='font-weight:normal'>甲</b>", (Paragraph((Words("甲"),)),)),
        ("<p style='display:none'>藏</p>见", (Paragraph((Words("见"),)),)),
        ("<h4><b>小</b></h4>", (Heading(3, (Words("小"),)),)),
        ("<table><tr><td>独列<tr><td>二</table>", (Paragraph((Words("独列"),)), Paragraph((Words("二"),)))),
        (
            "<table><tr><td>甲<td>乙<tr><td>丙</table>",
            (TableBlock((((Words("甲"),), (Words("乙"),)), ((Words("丙"),), ()))),),
        ),
        ("<p>未完<b>粗", (Paragraph((Words("未完"), Words("粗", True))),)),
        ("{{7*7}} ${x} <%= 1 %>", (Paragraph((Words("{{7*7}} ${x} <%= 1 %>"),)),)),
        ("</b></p></table>甲", (Paragraph((Words("甲"),)),)),
    ],
)
def test_html_of_any_kind_says_its_words(html: str, blocks: tuple[Block, ...]) -> None:
    assert blocks_of_html(html) == blocks


def test_plain_words_are_paragraphs_and_cells_a_table() -> None:
    assert blocks_of_words("甲\r\n\r\n乙\n") == (Paragraph((Words("甲"),)), Paragraph((Words("乙"),)))
    assert blocks_of_words("甲") == (Paragraph((Words("甲"),)),)
    assert blocks_of_words("") == ()
    assert blocks_of_words("a\tb\n1\t\n") == (
        TableBlock((((Words("a"),), (Words("b"),)), ((Words("1"),), ()))),
    )


CHIP = Chip("renewal_collected", "attainment", shown="107%")
LINE = Paragraph((Words("完成 "), CHIP, Words("。")))


def test_a_figure_is_copied_as_words_for_others_and_as_itself_for_us(desk: Desk) -> None:
    desk.show(LINE)
    desk.select(1, 5)
    desk.key(Key.Key_C, CTRL)
    held = QGuiApplication.clipboard().mimeData()
    assert held.text() == "成 107%。"
    assert "107%" in held.html()
    desk.end()
    desk.key(Key.Key_V, CTRL)
    assert desk.blocks() == (Paragraph((Words("完成 "), CHIP, Words("。成 "), CHIP, Words("。"))),)


def test_all_kinds_of_blocks_are_copied_and_pasted(desk: Desk) -> None:
    chapter = (
        Heading(2, (Words("收入"),), "results.money"),
        LINE,
        Items(((Words("甲"), CHIP), (Words("乙"),)), True),
        TableBlock((((Words("头"),), ()), ((CHIP,), (Words("格"),)))),
        Live("results.money/chart:renewal_collected"),
        Paragraph((Words("尾"),)),
    )
    desk.show(*chapter)
    desk.editor.body.selectAll()
    desk.key(Key.Key_C, CTRL)
    held = QGuiApplication.clipboard().mimeData()
    assert held.text().split("\n")[:3] == ["收入", "完成 107%。", "1. 甲107%"]
    assert "各月续费到账与节点目标" in held.text()
    assert "<ol><li>甲107%</li>" in held.html().replace("\n", "")
    desk.show()
    desk.key(Key.Key_V, CTRL)
    # A name of the report is not there twice.
    assert desk.blocks() == (Heading(2, (Words("收入"),)), *chapter[1:])


def test_pasting_into_the_middle_parts_the_line(desk: Desk) -> None:
    desk.show(Paragraph((Words("前后"),)))
    desk.key(Key.Key_Left)
    desk.put(words="甲\n乙")
    desk.key(Key.Key_V, CTRL)
    assert desk.words() == ["前甲", "乙", "后"]
    desk.key(Key.Key_Z, CTRL)
    assert desk.words() == ["前后"]


def test_a_cell_takes_the_words_of_what_is_pasted(desk: Desk) -> None:
    desk.show(TableBlock((((), ()),)))
    desk.start()
    desk.key(Key.Key_Down)
    desk.put(WORD)
    desk.key(Key.Key_V, CTRL)
    (table,) = desk.blocks()
    assert isinstance(table, TableBlock)
    assert len(table.rows) == 1
    assert table.rows[0][0][0] == Words("收入结果\n上半年")


def test_hostile_words_stay_words(desk: Desk) -> None:
    desk.show()
    desk.put(words="\ufffc\u2029{{ chip }}\x00")
    desk.key(Key.Key_V, CTRL)
    assert "".join(desk.words()).strip() == "{{ chip }}"
    assert not any(isinstance(run, Chip) for block in desk.blocks() for run in getattr(block, "runs", ()))
    desk.editor.body.moveCursor(QTextCursor.MoveOperation.Start)
