"""Figures in the text: found, inserted, chosen, opened, written otherwise, removed, following the data."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester, QTest

from csmdesk.domain.review_text import Chip, Live, Paragraph, TableBlock, Words, chips_of
from csmdesk.metrics.display import MISSING
from csmdesk.reports.review_chips import ChipWriter
from csmdesk.ui.panes.review.text import acts
from csmdesk.ui.panes.review.text.chip_menu import TextMenu
from csmdesk.ui.widgets.menu import Menu
from tests.ui.review.text.conftest import ALT, CTRL, Desk, Material

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)

Key = Qt.Key
MONEY = Chip("renewal_collected", shown="1,746万")
LINE = Paragraph((Words("到账 "), MONEY, Words("。")))


@pytest.mark.parametrize("trigger", ["#", "/"])
def test_a_letter_opens_the_list_and_enter_puts_the_figure_in(desk: Desk, trigger: str) -> None:
    desk.show(Paragraph((Words("续费到账 "),)))
    desk.type(trigger)
    assert desk.picker.isVisible()
    desk.type("xfdz")
    assert desk.picker.model.items[0].name == "续费到账"
    desk.key(Key.Key_Return)
    assert desk.blocks() == (Paragraph((Words("续费到账 "), MONEY)),)
    desk.commit("，好")
    assert desk.blocks() == (Paragraph((Words("续费到账 "), MONEY, Words("，好"))),)
    desk.key(Key.Key_Z, CTRL, times=2)
    assert desk.words() == ["续费到账 "]


def test_a_chinese_input_method_opens_it_too(desk: Desk) -> None:
    desk.show(Paragraph((Words("到账"),)))
    desk.commit("#")
    assert desk.picker.isVisible()
    desk.commit("高管")
    desk.key(Key.Key_Down)
    second = desk.picker.model.items[1]
    desk.key(Key.Key_Tab)
    assert next(iter(chips_of(desk.blocks())))._replace(shown="") == second.chip


def test_a_stroke_between_words_is_a_stroke(desk: Desk) -> None:
    desk.show(Paragraph((Words("续费"),)))
    desk.type("/")
    assert desk.words() == ["续费/"]
    desk.key(Key.Key_Return)
    desk.type("/")
    desk.type(" ")
    assert desk.words() == ["续费/", "/ "]


def test_esc_leaves_what_was_typed_in_the_text(desk: Desk) -> None:
    desk.show(Paragraph((Words("见"),)))
    desk.type("#")
    desk.type("3")
    desk.key(Key.Key_Escape)
    assert desk.words() == ["见#3"]
    assert desk.editor.body.hasFocus()
    desk.key(Key.Key_J, CTRL)
    assert desk.picker.isVisible()
    desk.key(Key.Key_Escape)
    assert desk.words() == ["见#3"]


def test_the_list_of_charts_puts_a_chart_below(desk: Desk) -> None:
    desk.show(Paragraph((Words("见图"),)))
    desk.editor.act("chart")
    assert all(offer.kind == "live" for offer in desk.picker.model.items)
    assert len(desk.picker.model.items) > 10
    desk.commit("各月续费")
    desk.key(Key.Key_Return)
    assert desk.blocks()[:2] == (Paragraph((Words("见图"),)), Live("results.money/chart:renewal_collected"))


def test_the_list_is_a_sound_model_and_says_when_there_is_nothing(desk: Desk) -> None:
    desk.show(LINE)
    desk.editor.ask()
    tester = QAbstractItemModelTester(
        desk.picker.model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    assert tester.model() is desk.picker.model
    desk.commit("没有这样的")
    assert desk.picker.model.items == ()
    desk.key(Key.Key_Return)
    assert not desk.picker.isVisible()
    assert desk.blocks() == (LINE,)


def test_what_was_used_is_offered_first(desk: Desk) -> None:
    desk.show(LINE)
    desk.type("#")
    desk.commit("nps_executive")
    desk.key(Key.Key_Return)
    desk.type("#")
    first = desk.picker.model.items[0].chip
    assert first is not None
    assert first.figure == "nps_executive"


def test_arrows_choose_a_figure_and_enter_opens_its_evidence(desk: Desk) -> None:
    desk.show(LINE)
    body = desk.editor.body
    desk.key(Key.Key_Left, times=2)
    assert acts.chip_at(body.textCursor()) == MONEY
    assert body.chips.current == 3
    assert "1,746万" in body.accessibleDescription()
    assert "续费到账" in body.accessibleDescription()
    desk.key(Key.Key_Return)
    assert desk.picked == [MONEY]
    desk.commit("万")
    assert desk.blocks() == (Paragraph((Words("到账 "), MONEY, Words("万。"))),)
    desk.key(Key.Key_Left, times=3)
    assert body.textCursor().position() == 3
    desk.key(Key.Key_Right)
    desk.key(Key.Key_Backspace)
    assert desk.words() == ["到账 万。"]


def test_backspace_removes_a_figure_whole(desk: Desk) -> None:
    desk.show(LINE)
    desk.key(Key.Key_Left)
    desk.key(Key.Key_Backspace)
    assert desk.words() == ["到账 。"]
    desk.key(Key.Key_Z, CTRL)
    assert desk.blocks() == (LINE,)


def test_a_click_opens_the_evidence_and_a_double_click_the_menu(desk: Desk) -> None:
    desk.show(LINE)
    body = desk.editor.body
    spot = body.box_of(3).center()
    assert body.chip_under(spot.toPointF()) == 3
    QTest.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert desk.picked == [MONEY]
    QTest.mouseDClick(body.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    menu = desk.editor.asking.menu
    assert menu is not None
    assert menu.isVisible()
    menu.close()


def test_a_figure_that_begins_a_line_is_found_where_it_is(desk: Desk) -> None:
    desk.show(Paragraph((Words("字" * 44), MONEY, Words("。"))))
    body = desk.editor.body
    box = body.box_of(44)
    assert 40 < box.width() < 90
    assert body.chip_under(box.center().toPointF()) == 44
    assert body.chip_under(box.center().toPointF() - box.center().toPointF()) == -1


def entries(menu: TextMenu) -> dict[str, QAction]:
    """The entries of a menu and of the menus below it, by their words."""
    found = [*menu.actions(), *(each for below in menu.findChildren(Menu) for each in below.actions())]
    return {action.text().partition("\t")[0]: action for action in found}


def test_the_menu_writes_a_figure_otherwise(desk: Desk) -> None:
    desk.show(LINE)
    desk.key(Key.Key_Left, times=2)
    desk.key(Key.Key_Down, ALT)
    menu = desk.editor.asking.menu
    assert menu is not None
    found = entries(menu)
    assert {"看依据", "17,460,000.00 元", "完成率", "2023H2", "删除"} <= found.keys()
    menu.close()
    menu.triggered.emit(found["17,460,000.00 元"])
    assert next(iter(chips_of(desk.blocks()))) == Chip(
        "renewal_collected", form="yuan:2", shown="17,460,000.00 元"
    )
    menu.triggered.emit(found["完成率"])
    assert next(iter(chips_of(desk.blocks()))) == Chip("renewal_collected", "attainment", shown="107%")
    desk.key(Key.Key_Z, CTRL, times=2)
    assert desk.blocks() == (LINE,)
    desk.key(Key.Key_Left)


def test_other_data_say_other_words_and_nothing_else_changes(desk: Desk, material: Material) -> None:
    desk.show(LINE, Paragraph((Words("第二段"),)))
    desk.commit("写")
    body = desk.editor.body
    place = body.textCursor().position()
    wide = body.box_of(3).width()

    class Later(ChipWriter):
        def words(self, chip: Chip) -> str:
            return "12,345,678万" if chip.figure == "renewal_collected" else super().words(chip)

    later = Later(material.writer.figures, "zh", {})
    desk.editor.set_tools(later, None)
    assert body.box_of(3).width() > wide + 20
    assert body.textCursor().position() == place
    assert next(iter(chips_of(desk.blocks()))).shown == "12,345,678万"
    desk.key(Key.Key_Z, CTRL)
    assert not desk.editor.dirty
    assert desk.words()[1] == "第二段"


def test_a_figure_that_is_no_more_says_what_it_said_last(desk: Desk) -> None:
    gone = Chip("no_such_figure", shown="42")
    desk.show(Paragraph((gone, Chip("no_such_figure"))))
    assert desk.editor.body.chips.words(gone) == "42"
    assert desk.editor.body.chips.words(Chip("no_such_figure")) == MISSING
    desk.commit("。")
    assert next(iter(chips_of(desk.blocks()))) == gone


def test_a_chapter_made_anew_from_the_data_stays_where_it_is(desk: Desk, material: Material) -> None:
    chapter = material.chapters["results"]
    desk.show(*chapter)
    body = desk.editor.body
    place, scrolled = body.textCursor().position(), body.verticalScrollBar().value()
    assert scrolled > 0
    later = tuple(
        Paragraph(tuple(run._replace(shown="1") if isinstance(run, Chip) else run for run in block.runs))
        if isinstance(block, Paragraph)
        else block
        for block in chapter
    )
    desk.editor.show_blocks(later, "结果与数据", "2")
    assert desk.blocks() == later
    assert (body.textCursor().position(), body.verticalScrollBar().value()) == (place, scrolled)
    other = (*later, Paragraph((Words("又一段"),)))
    desk.editor.show_blocks(other, "结果与数据", "2")
    assert desk.blocks() == other
    assert body.textCursor().position() == place
    assert not body.document().isUndoAvailable()
    desk.editor.show_blocks(other, "改进计划", "5")
    assert body.verticalScrollBar().value() == 0


def test_a_chosen_figure_is_drawn_in_its_place_also_in_a_table(desk: Desk) -> None:
    desk.show(Paragraph((Words("前"),)), TableBlock((((Words("到账"),), (MONEY,)),), head=False))
    body = desk.editor.body
    place = next(at for at in range(99) if acts.chip_of_place(body.textCursor(), at) is not None)
    body.choose(place)
    box = body.box_of(place)
    shot = body.viewport().grab().toImage()
    colour = desk.theme.colour("accent")
    edge = [
        QPoint(x, y)
        for y in range(shot.height())
        for x in range(shot.width())
        if shot.pixelColor(x, y) == colour
    ]
    assert edge
    assert all(box.adjusted(-6, -6, 6, 6).contains(point) for point in edge)
