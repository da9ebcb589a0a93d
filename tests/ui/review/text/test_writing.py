"""Writing: letters, new lines, headings, lists, tables, prompts, what is undone, and an input method."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock, QTextCursor

from csmdesk.domain.review_text import (
    Chip,
    Heading,
    Items,
    Live,
    Paragraph,
    Prompt,
    TableBlock,
    Words,
)
from csmdesk.ui.panes.review.text import reading
from tests.ui.review.text.conftest import ALT, CTRL, SHIFT, Desk

Key = Qt.Key
RATE = Chip("renewal_rate", shown="95.5%")


def line(words: str) -> Paragraph:
    return Paragraph((Words(words),))


def test_what_is_written_is_told_after_a_pause_and_can_be_taken_back(bare: Desk) -> None:
    bare.show(line("续费"))
    with bare.bot.waitSignal(bare.editor.changed, timeout=2_000):
        bare.type("ok")
    assert bare.editor.dirty
    assert bare.blocks() == (line("续费ok"),)
    bare.key(Key.Key_Z, CTRL)
    assert bare.blocks() == (line("续费"),)
    assert bare.editor.blocks is bare.shown
    bare.key(Key.Key_Z, CTRL | SHIFT)
    assert bare.words() == ["续费ok"]


def test_an_input_method_is_left_alone_until_it_has_composed(bare: Desk) -> None:
    bare.show(line("上半年"))
    told: list[int] = []
    bare.editor.changed.connect(lambda: told.append(1))
    bare.compose("xu")
    bare.compose("xu fei")
    assert bare.editor.composing
    for key in (Key.Key_Return, Key.Key_Escape, Key.Key_Tab):
        bare.key(key)
    assert bare.blocks() == (line("上半年"),)
    bare.editor.body.edited.emit()
    bare.bot.wait(500)
    assert not told
    bare.compose("", "续费")
    bare.bot.waitUntil(lambda: bool(told), timeout=2_000)
    assert bare.words() == ["上半年续费"]
    bare.compose("dao")
    bare.editor.settle()
    assert not bare.words()[0].endswith("dao")


def test_enter_parts_a_paragraph_and_leaves_a_heading(bare: Desk) -> None:
    bare.show(Heading(2, (Words("收入"),), "results.money"), line("甲乙"))
    bare.key(Key.Key_Left)
    bare.key(Key.Key_Return)
    assert bare.blocks()[1:] == (line("甲"), line("乙"))
    bare.start()
    bare.key(Key.Key_End)
    bare.key(Key.Key_Return)
    bare.commit("新")
    assert bare.blocks()[:2] == (Heading(2, (Words("收入"),), "results.money"), line("新"))
    bare.start()
    bare.key(Key.Key_Return)
    assert bare.blocks()[:2] == (Paragraph(()), Heading(2, (Words("收入"),), "results.money"))
    bare.key(Key.Key_Z, CTRL, times=2)
    bare.end()
    bare.key(Key.Key_Return, SHIFT)
    bare.commit("下")
    assert bare.words()[-1] == "乙\n下"


def test_a_list_grows_ends_and_changes_its_kind(bare: Desk) -> None:
    bare.show(Paragraph(()))
    bare.type("- ")
    bare.commit("一")
    bare.key(Key.Key_Return)
    bare.commit("二")
    assert bare.blocks() == (Items(((Words("一"),), (Words("二"),))),)
    bare.editor.act("numbers")
    assert (
        bare.blocks() == (Items(((Words("一"),), (Words("二"),)), True),)
        or bare.editor.body.kind == "numbers"
    )
    bare.key(Key.Key_Return, times=2)
    bare.commit("后")
    assert bare.blocks()[-1] == line("后")
    bare.key(Key.Key_Home)
    bare.type("1.")
    bare.key(Key.Key_Space)
    assert bare.editor.body.kind == "numbers"
    bare.key(Key.Key_Home)
    bare.key(Key.Key_Backspace)
    assert bare.blocks()[-1] == line("后")


def test_two_lists_side_by_side_stay_two(bare: Desk) -> None:
    lists = (Items(((Words("甲"),),)), Items(((Words("乙"),),)), Items(((Words("丙"),),), True))
    bare.show(*lists)
    bare.commit("丁")
    bare.key(Key.Key_Z, CTRL)
    assert bare.editor.body.reading.blocks() == lists


@pytest.mark.parametrize(("name", "level"), [("heading2", 2), ("heading3", 3)])
def test_headings_come_and_go(bare: Desk, name: str, level: int) -> None:
    bare.show(line("甲"), line("乙"))
    bare.editor.body.selectAll()
    bare.editor.act(name)
    assert [block.level for block in bare.blocks() if isinstance(block, Heading)] == [level, level]
    assert bare.editor.body.kind == name
    bare.editor.act("paragraph")
    assert bare.blocks() == (line("甲"), line("乙"))
    bare.key(Key.Key_2, CTRL | ALT)
    assert bare.editor.body.kind == "heading2"
    bare.key(Key.Key_0, CTRL | ALT)
    assert bare.blocks()[1] == line("乙")


def test_bold_and_italic_of_a_selection_and_of_what_comes_next(bare: Desk) -> None:
    bare.show(Paragraph((Words("甲乙"), RATE)))
    bare.select(1, 3)
    bare.key(Key.Key_B, CTRL)
    assert bare.blocks() == (Paragraph((Words("甲"), Words("乙", True), RATE._replace(bold=True))),)
    bare.key(Key.Key_B, CTRL)
    assert bare.blocks() == (Paragraph((Words("甲乙"), RATE)),)
    bare.end()
    bare.key(Key.Key_I, CTRL)
    bare.commit("斜")
    assert bare.blocks() == (Paragraph((Words("甲乙"), RATE, Words("斜", italic=True))),)
    bare.key(Key.Key_Z, CTRL)
    assert bare.editor.body.reading.blocks() == (Paragraph((Words("甲乙"), RATE)),)


def test_a_prompt_gives_way_to_the_first_word_and_comes_back(bare: Desk) -> None:
    prompt = Prompt("plan.goals", "下期目标、期限、步骤与责任人，由本人撰写。" * 3)
    bare.show(line("前"), prompt, line("后"))
    assert bare.blocks()[1] == prompt
    bare.start()
    bare.key(Key.Key_Down)
    bare.commit("写")
    assert bare.blocks() == (line("前"), line("写"), line("后"))
    bare.key(Key.Key_Return)
    assert bare.blocks() == (line("前"), line("写"), Paragraph(()), line("后"))
    bare.key(Key.Key_Z, CTRL, times=2)
    assert bare.blocks()[1] == prompt
    bare.key(Key.Key_Backspace)
    assert bare.blocks()[1] == Paragraph(())


def test_tab_walks_through_a_table_and_adds_a_row(bare: Desk) -> None:
    bare.show(TableBlock((((Words("指标"),), (Words("结果"),)), ((), ())), True))
    bare.start()
    bare.key(Key.Key_Down)
    bare.key(Key.Key_Tab, times=2)
    bare.commit("续费")
    bare.key(Key.Key_Tab)
    bare.commit("107%")
    bare.key(Key.Key_Return)
    bare.commit("好")
    bare.key(Key.Key_Tab)
    bare.commit("增购")
    (table,) = bare.blocks()
    assert isinstance(table, TableBlock)
    assert table.rows[1:] == (
        ((Words("续费"),), (Words("107%\n好"),)),
        ((Words("增购"),), ()),
    )
    bare.key(Key.Key_Backtab, SHIFT)
    bare.editor.act("no_row")
    bare.editor.act("column")
    bare.editor.act("head")
    (table,) = bare.blocks()
    assert isinstance(table, TableBlock)
    assert not table.head
    assert [len(row) for row in table.rows] == [3, 3]
    bare.editor.act("remove_table")
    assert bare.blocks() == ()


def test_a_new_table_is_written_into_at_once(bare: Desk) -> None:
    bare.show(line("前"))
    bare.editor.act("new_table")
    bare.commit("格")
    first, table = bare.blocks()
    assert first == line("前")
    assert isinstance(table, TableBlock)
    assert table.rows[0][0] == (Words("格"),)
    assert len(table.rows) == len(table.rows[0]) == 3


def test_lines_move_up_and_down_whatever_they_are(bare: Desk) -> None:
    live = Live("results.money/table")
    bare.show(line("甲"), live, Items(((Words("乙"),), (Words("丙"),))))
    bare.start()
    bare.key(Key.Key_Down, ALT | SHIFT)
    assert bare.blocks()[:2] == (live, line("甲"))
    bare.key(Key.Key_Up, ALT | SHIFT)
    bare.end()
    bare.key(Key.Key_Up, ALT | SHIFT)
    assert bare.blocks() == (line("甲"), live, Items(((Words("丙"),), (Words("乙"),))))
    bare.key(Key.Key_Z, CTRL)
    assert bare.blocks()[2] == Items(((Words("乙"),), (Words("丙"),)))


def test_a_frozen_text_can_be_read_but_not_changed(bare: Desk) -> None:
    bare.show(Paragraph((Words("甲"), RATE)))
    before = bare.blocks()
    bare.editor.set_read_only(True, frozen=True)
    bare.type("abc#")
    bare.commit("字")
    for key in (Key.Key_Return, Key.Key_Backspace, Key.Key_Delete):
        bare.key(key)
    bare.key(Key.Key_B, CTRL)
    for name in ("heading2", "case", "new_table", "cut", "paste", "figure"):
        bare.editor.act(name)
    assert bare.blocks() == before
    assert bare.editor.body.chips.frozen
    assert not bare.editor.tools.bold.isEnabled()
    bare.select(1, 2)
    bare.key(Key.Key_Return)
    assert bare.picked == [RATE]


def test_sections_are_numbered_as_in_the_report(bare: Desk) -> None:
    bare.show(Heading(2, (Words("收入"),)), line("甲"), Heading(2, (Words("回款"),)))
    body = bare.editor.body
    assert list(body.numbers().values()) == ["2.1", "2.2"]
    bare.end()
    bare.key(Key.Key_Return)
    bare.commit("新")
    bare.editor.act("heading2")
    assert list(body.numbers().values()) == ["2.1", "2.2", "2.3"]
    bare.start()
    bare.editor.act("heading2")
    assert body.numbers() == {2: "2.1", 3: "2.2"}
    bare.key(Key.Key_Z, CTRL)
    assert list(body.numbers().values()) == ["2.1", "2.2", "2.3"]


def test_the_focus_going_elsewhere_in_the_window_is_told(bare: Desk) -> None:
    from PySide6.QtWidgets import QLineEdit

    other = QLineEdit(bare.window)
    other.show()
    bare.show(line("甲"))
    other.setFocus()
    assert bare.left == 1
    bare.editor.body.setFocus()
    bare.editor.tools.bold.setFocus()
    assert bare.left == 1


def test_a_key_reads_only_the_line_it_changed(bare: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bare.show(*(line(f"第 {at} 段") for at in range(200)))
    cursor = QTextCursor(bare.editor.body.document().findBlockByNumber(100))
    bare.editor.body.setTextCursor(cursor)
    bare.commit("字")
    assert len(bare.blocks()) == 200
    read: list[int] = []
    before = reading.line_of

    def counted(block: QTextBlock) -> reading.Line:
        read.append(block.blockNumber())
        return before(block)

    monkeypatch.setattr(reading, "line_of", counted)
    bare.commit("又")
    assert bare.blocks()[100] == line("字又第 100 段")
    assert 100 in read
    assert len(read) <= 2


def test_in_a_narrow_window_the_buttons_that_have_other_ways_go_first(bare: Desk) -> None:
    tools = bare.editor.tools
    shown = [button for button in tools.buttons if not button.isHidden()]
    assert tools.list in shown
    bare.editor.resize(320, 600)
    assert tools.list.isHidden()
    assert not tools.bold.isHidden()
    assert not tools.more.isHidden()
    assert tools.row.minimumSize().width() <= 320
    bare.editor.resize(760, 600)
    assert [button for button in tools.buttons if not button.isHidden()] == shown
