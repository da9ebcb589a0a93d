"""Changing accounts in the list: a cell, many at once, from the clipboard, new ones, old ones away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.storage.book import Book
from csmdesk.ui.models.cell_editor import CellEditor
from csmdesk.ui.panes.accounts.rows import ANNUAL, NAME, SEGMENT, TOUCH, AccountRow
from csmdesk.ui.widgets.form import FormField
from tests.ui.conftest import Shown

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
Show = Callable[..., Shown]

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)


class Said:
    """What the pane said, with whether it offered to undo it."""

    def __init__(self, one: Shown) -> None:
        self.all: list[tuple[str, bool]] = []
        one.pane.said.connect(self.take)

    def take(self, words: str, undo: bool) -> None:
        self.all.append((words, undo))

    @property
    def last(self) -> tuple[str, bool]:
        return self.all[-1]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(widget: QWidget, text: str) -> None:
    """Commit a text as an input method does: no key of a keyboard is Chinese."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def to_cell(one: Shown, name: str, column: int) -> None:
    view = one.pane.view
    view.setFocus()
    view.setCurrentIndex(one.pane.model.index(one.names.index(name), column))
    one.wait()


def row_of(one: Shown, name: str) -> AccountRow:
    return next(row for row in one.pane.model.rows if row.name == name)


def select(one: Shown, *names: str) -> None:
    view = one.pane.view
    view.setFocus()
    first, *rest = [one.names.index(name) for name in names]
    for position, held in [(first, NONE), *((p, CTRL) for p in rest)]:
        place = view.visualRect(one.pane.model.index(position, NAME)).center()
        QTest.mouseClick(view.viewport(), LEFT, held, place)
    one.wait()


def undo(one: Shown) -> None:
    one.tasks.command(one.pane, lambda _: one.book.store.undo())
    one.wait()


def stored(book: Book, name: str, field: str) -> str:
    with book.reading() as connection:
        found = connection.execute(f"SELECT {field} FROM accounts WHERE name = ?", (name,)).fetchone()
    return str(found[0])


# --- a cell -------------------------------------------------------------------------------------------------


def test_a_letter_in_a_cell_edits_it_and_enter_saves(book: Book, shown: Show) -> None:
    one = shown(book)
    to_cell(one, "岚图家居", SEGMENT)
    QTest.keyClicks(one.pane.view, "x")
    assert one.pane.view.editing.edit is not None
    QTest.keyClick(focused(), Qt.Key.Key_A, CTRL)
    QTest.keyClicks(focused(), "at risk")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    one.wait()
    assert row_of(one, "岚图家居").segment == "流失风险"
    assert stored(book, "岚图家居", "segment") == "流失风险"
    label = book.store.undo_label
    assert label is not None
    assert label.zh == "改分层：岚图家居"
    undo(one)
    assert row_of(one, "岚图家居").segment == "稳定"


def test_esc_leaves_the_cell_as_it_was(book: Book, shown: Show) -> None:
    one = shown(book)
    to_cell(one, "岚图家居", SEGMENT)
    QTest.keyClick(one.pane.view, Qt.Key.Key_F2)
    write(focused(), "别的")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    one.wait()
    assert row_of(one, "岚图家居").segment == "稳定"
    assert one.pane.view.hasFocus()


def test_what_cannot_be_kept_is_said_in_the_cell(book: Book, shown: Show) -> None:
    one = shown(book)
    to_cell(one, "岚图家居", NAME)
    QTest.keyClick(one.pane.view, Qt.Key.Key_F2)
    QTest.keyClick(focused(), Qt.Key.Key_A, CTRL)
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    one.wait()
    editing = one.pane.view.editing
    assert editing.edit is not None
    assert editing.problem is not None
    assert editing.problem.accessibleName() == "名称不能为空。"
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert stored(book, "岚图家居", "count(*)") == "1"


def test_an_edit_that_touches_no_figure_counts_none(book: Book, shown: Show) -> None:
    one = shown(book)
    lines = one.pane.listing.lines
    key = row_of(one, "岚图家居").id
    one.tasks.command(one.pane, lambda _: one.pane._accounts.edits.edit([key], "owner", "王芳"))
    one.wait()
    assert row_of(one, "岚图家居").source.owner == "王芳"
    # The very same figures: nothing has been counted anew.
    assert one.pane.listing.lines is lines
    one.pane.view.set_key(key)
    one.pane.beside.read(key)
    one.wait()
    assert one.pane.detail.detail is not None
    assert one.pane.detail.detail.values["owner"] == "王芳"


def test_an_edit_that_may_touch_figures_counts_them(book: Book, shown: Show) -> None:
    one = shown(book)
    row = row_of(one, "北辰汽车")
    assert row.line is not None
    assert row.line.cadence_days == 30
    one.tasks.command(one.pane, lambda _: one.pane._accounts.edits.edit([row.id], "segment", "流失风险"))
    one.wait()
    after = row_of(one, "北辰汽车").line
    assert after is not None
    assert after.cadence_days == 7


def test_composing_in_a_cell_is_left_to_the_input_method(book: Book, shown: Show) -> None:
    one = shown(book)
    to_cell(one, "岚图家居", SEGMENT)
    QTest.keyClick(one.pane.view, Qt.Key.Key_F2)
    editor = one.pane.view.editing.editor
    assert isinstance(editor, CellEditor)
    line = editor.line
    line.selectAll()
    for preedit in ("q", "qi", "qian", "qian'li"):
        QApplication.sendEvent(line, QInputMethodEvent(preedit, []))
        assert not any(w.isVisible() for w in QApplication.topLevelWidgets() if w is not one.window)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert one.pane.view.editing.edit is not None
    commit = QInputMethodEvent()
    commit.setCommitString("潜力")
    QApplication.sendEvent(line, commit)
    assert line.text() == "潜力"
    QTest.keyClick(line, Qt.Key.Key_Escape)  # closes what completion offers, if it does
    if one.pane.view.editing.edit is not None:
        QTest.keyClick(line, Qt.Key.Key_Escape)
    one.wait()
    assert row_of(one, "岚图家居").segment == "稳定"


# --- several ------------------------------------------------------------------------------------------------


def test_several_selected_show_the_bar_with_their_sum(book: Book, shown: Show) -> None:
    one = shown(book)
    bar = one.pane.tools.bar
    assert not bar.isVisible()
    select(one, "岚图家居", "启衡证券", "沐野乳业", "恒沐医药")
    assert bar.isVisible()
    assert bar.text == "已选 4 · 年化 534.9万"
    assert len(one.pane.tools.rows()) == 4
    QTest.keyClick(one.pane.view, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_all_selected_get_the_same_segment_and_one_undo(book: Book, shown: Show) -> None:
    one = shown(book)
    said = Said(one)
    select(one, "岚图家居", "启衡证券")
    QTest.mouseClick(one.pane.tools.bar.buttons["segment"], LEFT)
    popup = one.pane.tools.acts.popup
    assert popup is not None
    words = [popup.rows.item(i).text() for i in range(popup.rows.count())]
    assert words[:4] == ["高价值", "潜力", "稳定", "流失风险"]
    popup.rows.setCurrentRow(1)
    QTest.keyClick(popup.rows, Qt.Key.Key_Return)
    one.wait()
    assert [row_of(one, name).segment for name in ("岚图家居", "启衡证券")] == ["潜力", "潜力"]
    assert said.last == ("2 个客户：分层改为“潜力”。", True)
    undo(one)
    assert [row_of(one, name).segment for name in ("岚图家居", "启衡证券")] == ["稳定", "高价值"]


def test_another_word_is_asked_for(book: Book, shown: Show) -> None:
    one = shown(book)
    select(one, "岚图家居", "启衡证券")
    one.pane.tools.choose_field("owner")
    popup = one.pane.tools.acts.popup
    assert popup is not None
    popup.rows.setCurrentRow(popup.rows.count() - 1)
    QTest.keyClick(popup.rows, Qt.Key.Key_Return)
    line = one.pane.tools.acts.line
    assert line is not None
    assert line.isVisible()
    write(line.field.edit, "李强")
    QTest.keyClick(line.field.edit, Qt.Key.Key_Return)
    one.wait()
    assert not line.isVisible()
    assert row_of(one, "岚图家居").source.owner == "李强"
    assert row_of(one, "启衡证券").source.owner == "李强"


def test_one_line_is_a_touch_for_all_selected(book: Book, shown: Show) -> None:
    one = shown(book)
    said = Said(one)
    select(one, "岚图家居", "启衡证券", "沐野乳业")
    QTest.keyClick(one.pane.view, Qt.Key.Key_T)
    assert one.pane.detail.touch_line.isAncestorOf(focused())
    write(focused(), "2024-06-30 电话 通知涨价")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    one.wait()
    assert said.last == ("已给 3 个客户记触达", True)
    assert [one.pane.listing.words.text(row, TOUCH) for row in one.pane.tools.rows()] == ["今天"] * 3
    undo(one)
    assert "今天" not in [one.pane.listing.words.text(row, TOUCH) for row in one.pane.tools.rows()]


def test_the_bar_folds_what_does_not_fit(book: Book, shown: Show) -> None:
    one = shown(book, size=(928, 624))
    select(one, "岚图家居", "启衡证券")
    bar = one.pane.tools.bar
    shown_buttons = [button for button in bar.buttons.values() if button.isVisible()]
    assert all(button.geometry().right() < bar.more.x() for button in shown_buttons)
    assert bar.more.isVisible()
    assert {act.key for act in bar.folded} >= {"merge", "hand_over"}
    QTest.mouseClick(bar.more, LEFT)
    assert bar.menu is not None
    assert [action.text() for action in bar.menu.actions()] == [act.words for act in bar.folded]
    bar.menu.close()


# --- archive ------------------------------------------------------------------------------------------------


def test_delete_archives_and_the_archive_can_be_shown(book: Book, shown: Show) -> None:
    one = shown(book)
    said = Said(one)
    to_cell(one, "岚图家居", NAME)
    lines = one.pane.listing.lines
    QTest.keyClick(one.pane.view, Qt.Key.Key_Delete)
    one.wait()
    assert "岚图家居" not in one.names
    assert said.last == ("已归档：岚图家居。", True)
    assert one.pane.listing.lines is lines
    one.pane.toggle_archived()
    one.wait()
    assert "岚图家居" in one.names
    assert row_of(one, "岚图家居").line is not None
    one.pane.view.set_key(row_of(one, "岚图家居").id)
    action = next(a for a in one.pane.actions() if a.key == "accounts.archive")
    assert action.text == "取消归档：岚图家居"
    action.run()
    one.wait()
    one.pane.toggle_archived()
    one.wait()
    assert "岚图家居" in one.names
    undo(one)
    assert "岚图家居" not in one.names
    undo(one)
    assert "岚图家居" in one.names


def test_a_book_whose_accounts_are_all_archived_says_so_and_shows_them(book: Book, shown: Show) -> None:
    one = shown(book)
    one.pane.view.setFocus()
    QTest.keyClick(one.pane.view, Qt.Key.Key_A, CTRL)
    QTest.keyClick(one.pane.view, Qt.Key.Key_Delete)
    one.wait()
    assert one.names == []
    assert one.pane.listing.archived == 35
    words = one.pane.side.all_away
    assert words is not None
    assert words.isVisible()
    words.acted.emit()
    one.wait()
    assert len(one.names) == 35
    assert one.pane.view.isVisible()


# --- paste --------------------------------------------------------------------------------------------------


def paste(one: Shown, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(one.pane.view, Qt.Key.Key_V, CTRL)
    # Ctrl would stay down for the tests that follow: a cell that is gone to is then added to the others.
    QTest.keyRelease(one.pane.view, Qt.Key.Key_Control)
    one.wait()


def test_one_cell_is_pasted_at_once(book: Book, shown: Show) -> None:
    one = shown(book)
    said = Said(one)
    to_cell(one, "岚图家居", SEGMENT)
    paste(one, "潜力\r\n")
    assert row_of(one, "岚图家居").segment == "潜力"
    assert said.last == ("已粘贴，改了 1 格。", True)
    assert one.pane.tools.edit.pasting.sheet is None


def test_one_cell_that_cannot_be_written_is_shown_with_its_reason(book: Book, shown: Show) -> None:
    one = shown(book)
    to_cell(one, "岚图家居", SEGMENT)
    before = row_of(one, "岚图家居").segment
    paste(one, "长" * 201)
    sheet = one.pane.tools.edit.pasting.sheet
    assert sheet is not None
    assert sheet.isVisible()
    assert [line.problem != "" for line in sheet.lines] == [True]
    assert row_of(one, "岚图家居").segment == before


def test_a_block_is_shown_before_it_is_pasted(book: Book, shown: Show) -> None:
    one = shown(book)
    to_cell(one, "岚图家居", SEGMENT)
    names = one.names[one.names.index("岚图家居") :][:3]
    before = [row_of(one, name).segment for name in names]
    paste(one, f"潜力\n{'长' * 201}\n流失风险\n")
    sheet = one.pane.tools.edit.pasting.sheet
    assert sheet is not None
    assert sheet.isVisible()
    assert [(line.whose, line.problem != "") for line in sheet.lines] == [
        (names[1], True),
        (names[0], False),
        (names[2], False),
    ]
    assert sheet.primary.text() == "只写入没问题的 2 格"
    assert [row_of(one, name).segment for name in names] == before
    QTest.keyClick(sheet, Qt.Key.Key_Return, CTRL)
    one.wait()
    assert not sheet.isVisible()
    assert [row_of(one, name).segment for name in names] == ["潜力", before[1], "流失风险"]
    undo(one)
    assert [row_of(one, name).segment for name in names] == before


def test_one_value_fills_all_selected_rows(book: Book, shown: Show) -> None:
    one = shown(book)
    select(one, "岚图家居", "启衡证券")
    one.pane.view._column = SEGMENT
    view = one.pane.view
    view.selectionModel().setCurrentIndex(
        one.pane.model.index(one.names.index("启衡证券"), SEGMENT),
        view.selectionModel().SelectionFlag.NoUpdate,
    )
    paste(one, "流失风险")
    sheet = one.pane.tools.edit.pasting.sheet
    assert sheet is not None
    sheet.accept()
    one.wait()
    assert [row_of(one, name).segment for name in ("岚图家居", "启衡证券")] == ["流失风险"] * 2


def test_pasting_where_nothing_can_be_edited_is_said(book: Book, shown: Show) -> None:
    one = shown(book)
    problems: list[object] = []
    one.tasks.failed.connect(problems.append)
    to_cell(one, "岚图家居", ANNUAL)
    paste(one, "5")
    assert len(problems) == 1


# --- a new one ----------------------------------------------------------------------------------------------


def test_n_makes_a_new_account(book: Book, shown: Show) -> None:
    one = shown(book)
    said = Said(one)
    QTest.keyClick(one.pane.view, Qt.Key.Key_N)
    form = one.pane.beside.form
    assert one.pane.beside.asks_new
    assert form.name.isAncestorOf(focused())
    write(focused(), "新晨科技")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    one.wait()
    assert said.last == ("已新建客户“新晨科技”。", True)
    assert "新晨科技" in one.names
    row = row_of(one, "新晨科技")
    assert row.source.pinyin.startswith("xinchen")
    assert row.source.code.startswith("KH")
    assert one.pane.view.key == row.id
    assert one.pane.view.hasFocus()
    assert one.pane.detail.detail is not None
    assert one.pane.detail.detail.name == "新晨科技"
    undo(one)
    assert "新晨科技" not in one.names


def test_a_namesake_is_shown_while_typing_and_needs_a_second_save(book: Book, shown: Show) -> None:
    one = shown(book)
    one.pane.new_account()
    form = one.pane.beside.form
    write(focused(), "岚图家居有限公司")
    assert "岚图家居（KH1021）" in form.warning
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    one.wait()
    assert one.pane.model.total == 35
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    one.wait()
    assert one.pane.model.total == 36


def test_what_is_wrong_stands_at_its_field(book: Book, shown: Show) -> None:
    one = shown(book)
    one.pane.new_account()
    form = one.pane.beside.form
    form.form.set_values({"name": "新晨科技", "code": "KH1021", "handover_day": "胡说"})
    form.save()
    one.wait()
    assert "KH1021" in form.form.fields["code"].problem
    assert "胡说" in form.form.fields["handover_day"].problem
    assert one.pane.model.total == 35


def test_esc_leaves_the_form_and_keeps_what_was_typed(book: Book, shown: Show) -> None:
    one = shown(book)
    one.pane.new_account()
    write(focused(), "新晨")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert not one.pane.beside.asks_new
    assert one.pane.view.hasFocus()
    one.pane.new_account()
    name = one.pane.beside.form.name
    assert isinstance(name, FormField)
    assert name.text == "新晨"


def test_an_empty_book_takes_its_first_account(tmp_path: Path, shown: Show) -> None:
    with Book.create(tmp_path / "空").book as empty:
        one = shown(empty)
        QTest.keyClick(one.pane, Qt.Key.Key_N)
        assert one.pane.beside.form.isVisible()
        write(focused(), "第一家")
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        one.wait()
        assert one.names == ["第一家"]
        assert one.pane.view.isVisible()


# --- merging and handing over -------------------------------------------------------------------------------


def test_merging_leaves_one_and_can_be_undone(book: Book, shown: Show) -> None:
    one = shown(book)
    said = Said(one)
    select(one, "弘毅律所", "岚图家居")
    action = next(a for a in one.pane.actions() if a.key == "accounts.merge")
    assert not action.why_not
    action.run()
    one.wait()
    sheet = one.pane.tools.acts.merge_sheet
    assert sheet is not None
    assert sheet.isVisible()
    # The one that brings more is offered as the one that stays.
    assert sheet.keep.value == str(row_of(one, "岚图家居").id)
    sheet.accept()
    one.wait()
    assert "弘毅律所" not in one.names
    assert said.last == ("已合并到“岚图家居”。", True)
    undo(one)
    assert {"弘毅律所", "岚图家居"} <= set(one.names)


def test_one_account_cannot_be_merged(book: Book, shown: Show) -> None:
    one = shown(book)
    action = next(a for a in one.pane.actions() if a.key == "accounts.merge")
    assert action.why_not == "先选中两个或更多客户。"


def test_handing_over_writes_a_dossier_of_each(book: Book, shown: Show, tmp_path: Path) -> None:
    one = shown(book)
    said = Said(one)
    select(one, "弘毅律所", "岚图家居")
    one.pane.tools.hand_over()
    sheet = one.pane.tools.acts.handover_sheet
    assert sheet is not None
    sheet.ask_folder = lambda *_: tmp_path
    sheet.accept()
    assert sheet.to.problem == "请写明移交给谁。"
    sheet.to.set_text("王芳")
    sheet.day.set_value("2024-06-15")
    sheet.accept()
    one.wait()
    assert ("已移交 2 个客户给王芳。", True) in said.all
    assert stored(book, "岚图家居", "handaway_to") == "王芳"
    assert {file.name for file in tmp_path.glob("*.docx")} == {"弘毅律所 KH1029.docx", "岚图家居 KH1021.docx"}
    undo(one)
    assert stored(book, "岚图家居", "handaway_to") == ""


# --- the menu -----------------------------------------------------------------------------------------------


def test_the_menu_of_a_row_offers_what_can_be_done(book: Book, shown: Show) -> None:
    one = shown(book)
    to_cell(one, "岚图家居", SEGMENT)
    place = one.pane.view.visualRect(one.pane.view.currentIndex()).center()
    one.pane.view.customContextMenuRequested.emit(QPoint(place))
    menu = one.pane.tools.menu
    assert menu is not None
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words[:3] == ["打开\t↵", "记触达\tT", "编辑单元格\tF2"]
    assert "归档\tDelete" in words
    menu.close()


def test_esc_in_an_empty_book_shows_its_words_again(tmp_path: Path, shown: Show) -> None:
    with Book.create(tmp_path / "空").book as empty:
        one = shown(empty)
        QTest.keyClick(one.pane, Qt.Key.Key_N)
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        assert one.pane._none is not None
        assert one.pane._none.isVisible()


# --- a person -----------------------------------------------------------------------------------------------


def test_a_person_is_erased_after_one_question(book: Book, shown: Show) -> None:
    one = shown(book)
    to_cell(one, "岚图家居", NAME)
    with book.reading() as connection:
        contact, name = connection.execute(
            "SELECT c.id, c.name FROM contacts c JOIN accounts a ON a.id = c.account_id "
            "WHERE a.name = '岚图家居' ORDER BY c.id LIMIT 1"
        ).fetchone()
    one.pane.detail.erase_asked.emit(contact)
    one.wait()
    sheet = one.pane.beside.erase_sheet
    assert sheet is not None
    assert sheet.isVisible()
    assert name in sheet.accessibleName()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert one.pane.detail.detail is not None
    assert name in [line.name for line in one.pane.detail.detail.contacts]


# --- a book that can only be read ---------------------------------------------------------------------------


def test_a_book_that_can_only_be_read_says_so_at_every_way_to_change_it(
    sample_folder: Path, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csmdesk.storage.book.is_read_only", lambda folder: True)
    with Book.open(sample_folder) as book:
        one = shown(book)
        pane, why = one.pane, book.read_only
        assert why is not None
        said: list[str] = []
        pane.said.connect(lambda words, _: said.append(words))
        one.tasks.failed.connect(lambda problem: said.append(problem.text.zh))
        bar = pane.tools.bar.buttons
        disabled = [
            pane.heading.new,
            pane.detail.head.touch_button,
            pane.detail.head.edit_link,
            pane.detail.pages.overview.override.change,
            *(bar[key] for key in ("segment", "touch", "archive", "merge", "hand_over")),
        ]
        assert [button.toolTip() for button in disabled] == [why.zh] * len(disabled)
        assert not any(button.isEnabled() for button in disabled)
        assert bar["export"].isEnabled()
        keys = [Qt.Key.Key_N, Qt.Key.Key_T, Qt.Key.Key_Delete]
        for key in keys:
            QTest.keyClick(pane.view, key)
        to_cell(one, "岚图家居", SEGMENT)
        QTest.keyClick(pane.view, Qt.Key.Key_F2)
        assert pane.view.editing.edit is None
        pane.detail.show_tab("contacts")
        pane.detail.enter()
        for key in (Qt.Key.Key_A, Qt.Key.Key_T, Qt.Key.Key_F2):
            QTest.keyClick(focused(), key)
        one.wait()
        assert said == [why.zh] * 7
        assert not pane.detail.touch_line.is_open
        assert pane.detail.fields is None
