"""The list of a kind: what it shows, filter, chips, editing in place, removing, copying, export."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from csmdesk.domain.text import Text
from csmdesk.services.log.log import Log
from csmdesk.storage.book import Book
from tests.ui.log.conftest import ALT, CTRL, LogShown, Shows
from tests.ui.log.made import MadeLog

Key = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)


@pytest.fixture
def made() -> MadeLog:
    """Six leads and four events."""
    return MadeLog()


@pytest.fixture
def shown(log_shown: Shows, made: MadeLog) -> LogShown:
    """The leads in a window."""
    return log_shown(made)


def test_the_newest_record_of_the_period_comes_first_and_the_kinds_have_their_counts(shown: LogShown) -> None:
    assert shown.column("note") == ["第6条", "第5条", "第4条", "第3条", "第2条"]
    items = shown.pane.kinds.model.items
    assert [(item.key, item.records) for item in items] == [("lead", 6), ("event", 4)]
    assert shown.page.heading.text == "5"
    assert "200,000" in shown.page.sums.text


def test_all_is_one_key_away_and_back(shown: LogShown, made: MadeLog) -> None:
    shown.press(Key.Key_A, ALT)
    assert len(shown.column("note")) == 6
    assert made.lead.asked[-1:] == [None]
    assert shown.page.heading.span.key == "all"
    shown.press(Key.Key_A, ALT)
    assert made.lead.asked[-1] == "2024H1"
    assert len(shown.column("note")) == 5


@pytest.mark.parametrize("typed", ["岚图", "lantu", "ltjj"])
def test_letters_filter_by_words_pinyin_and_initials(shown: LogShown, typed: str) -> None:
    shown.press(Key.Key_Slash)
    shown.type(typed)
    assert set(shown.column("account")) == {"岚图家居"}
    assert shown.page.heading.text.startswith(f"{len(shown.column('account'))} / 5")
    shown.press(Key.Key_Escape)
    assert len(shown.column("account")) == 5


def test_a_filter_without_a_hit_says_so_and_esc_clears_it(shown: LogShown) -> None:
    shown.press(Key.Key_Slash)
    shown.type("没有这个")
    assert shown.page._no_hit.isVisible()
    shown.page._no_hit.acted.emit()
    assert shown.page.view.isVisible()
    assert len(shown.column("account")) == 5


def test_a_chip_counts_its_choices_and_narrows_the_list(shown: LogShown) -> None:
    chips = shown.page.chips
    assert chips.counts("stage") == {"新建": 3, "跟进": 2}
    chips.set_chosen({"stage": ["跟进"]})
    chips.changed.emit()
    assert shown.column("stage") == ["跟进", "跟进"]
    assert chips.counts("account") == {"岚图家居": 1, "铸元钢铁": 1}
    assert chips.counts("stage") == {"新建": 3, "跟进": 2}


def test_a_cell_is_edited_in_place_and_tab_goes_on(shown: LogShown, made: MadeLog) -> None:
    shown.go(6, "stage")
    shown.press(Key.Key_F2)
    shown.focused.selectAll()  # type: ignore[union-attr]
    shown.type("关闭")
    shown.press(Key.Key_Tab)
    assert made.lead.held[6]["stage"] == "关闭"
    editor = shown.page.view.editing.editor
    assert editor is not None
    assert editor.text == "60000"
    shown.press(Key.Key_Escape)
    assert made.lead.done == [("edit", (6,), "stage", "关闭")]


def test_a_refused_cell_opens_again_with_the_reason(shown: LogShown, made: MadeLog) -> None:
    shown.go(5, "day")
    shown.press(Key.Key_F2)
    shown.focused.selectAll()  # type: ignore[union-attr]
    shown.type("没有的日子")
    shown.press(Key.Key_Return)
    problem = shown.page.view.editing.problem
    assert problem is not None
    assert "没有的日子" in problem.accessibleName()
    assert made.lead.held[5]["day"] == "2024-06-06"


def test_what_is_counted_cannot_be_edited(shown: LogShown) -> None:
    shown.go(6, "state")
    edit = next(action for action in shown.page.acts.actions() if action.key == "log.edit")
    assert edit.why_not


def test_several_records_are_removed_with_one_offer_to_undo(shown: LogShown, made: MadeLog) -> None:
    shown.page.view.set_selected([6, 4])
    shown.wait()
    assert shown.page.bar.isVisible()
    shown.press(Key.Key_Delete)
    assert made.lead.done == [("remove", (6, 4))]
    assert shown.said == [("已删除 2 条记录。", True)]
    assert shown.column("note") == ["第5条", "第3条", "第2条"]


def test_delete_in_a_field_of_the_form_takes_no_record_out(shown: LogShown, made: MadeLog) -> None:
    shown.page.beside.form.form.fields["amount"].setFocus()
    shown.press(Key.Key_Delete)
    shown.page.beside.form.save_button.setFocus()
    shown.press(Key.Key_Delete)
    assert made.lead.done == []


def test_a_row_is_copied_with_full_values(shown: LogShown) -> None:
    shown.go(6)
    shown.press(Key.Key_C, CTRL)
    plain = QGuiApplication.clipboard().text().split("\n")
    assert plain[0].split("\t")[:2] == ["客户", "日期"]
    assert plain[1].split("\t")[:4] == ["岚图家居", "2024-06-07", "新建", "60000"]


def test_the_shown_rows_are_exported_as_they_can_be_pasted_again(shown: LogShown, tmp_path: Path) -> None:
    place = tmp_path / "线索.csv"
    shown.page.acts.export.place.ask = lambda *_: place
    shown.page.chips.set_chosen({"stage": ["跟进"]})
    shown.page.chips.changed.emit()
    shown.page.acts.export_rows()
    shown.wait()
    with place.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][0] == "客户"
    assert len(rows) == 3
    assert [row[rows[0].index("日期")] for row in rows[1:]] == ["2024-06-06", "2024-06-04"]
    assert shown.said[-1] == (f"已导出 2 条记录：{place}", False)


def test_the_shown_rows_leave_as_a_cross_table(shown: LogShown, tmp_path: Path) -> None:
    place = tmp_path / "线索 按月.xlsx"
    shown.page.acts.export.place.ask = lambda *_: place
    shown.page.chips.set_chosen({"stage": ["跟进"]})
    shown.page.chips.changed.emit()
    shown.focus()
    shown.press(Key.Key_E, ALT)
    sheets = sheets_of(place)
    assert list(sheets) == ["按阶段", "金额 CNY"]
    assert sheets["按阶段"] == [["阶段", "2024-06", "合计"], ["跟进", 2, 2], ["合计", 2, 2]]
    assert sheets["金额 CNY"][-1] == ["合计", 80_000, 80_000]
    assert shown.said[-1] == (f"已导出交叉表：{place}", False)


def test_only_what_is_selected_leaves_where_several_rows_are(shown: LogShown, tmp_path: Path) -> None:
    place = tmp_path / "线索 按月.csv"
    shown.page.acts.export.place.ask = lambda *_: place
    shown.page.view.set_selected([6, 5])
    shown.page.acts.export_months()
    shown.wait()
    with place.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[-1] == ["合计", "2", "2"]


def sheets_of(place: Path) -> dict[str, list[Any]]:
    """The cells of each sheet of a workbook."""
    book = python_calamine.CalamineWorkbook.from_path(place)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_mark_and_its_reason_are_read_out(shown: LogShown) -> None:
    page = shown.page
    row = page.model.row_of(6)
    assert row is not None
    assert "金额要复核" in page.listing._read_out(row)
    column = next(column for column in page.model.columns if column.key == "state")
    assert column.tip is not None
    assert column.tip(row) == "大单\n金额要复核"


def test_a_period_without_records_and_an_empty_book_say_what_to_do(log_shown: Shows) -> None:
    log = MadeLog(1)
    shown = log_shown(log)
    page = shown.page
    assert page._none_here.isVisible()
    page._none_here.acted.emit()
    shown.wait()
    assert shown.column("note") == ["第1条"]
    log.lead.held.clear()
    page.listing.read()
    shown.wait()
    assert page._none.isVisible()


def test_a_book_that_cannot_be_changed_says_why(log_shown: Shows, made: MadeLog) -> None:
    made.read_only = Text("这本客户书是只读的。", "This book is read-only.")
    shown = log_shown(made)
    assert not shown.page.line.edit.isEnabled()
    shown.go(6, "stage")
    shown.press(Key.Key_F2)
    assert shown.failed == ["这本客户书是只读的。"]
    shown.press(Key.Key_Delete)
    assert made.lead.done == []
    assert shown.said[-1][0] == "这本客户书是只读的。"


def test_the_menu_of_a_row_offers_the_acts_of_its_kind(shown: LogShown) -> None:
    shown.go(6)
    shown.page.acts.open_menu(shown.window.mapToGlobal(shown.window.rect().center()))
    menu = shown.page.acts.menu
    assert menu is not None
    words = [entry.text().partition("\t")[0] for entry in menu.actions() if not entry.isSeparator()]
    assert {"转为商机", "关闭", "删除", "粘贴为新记录", "打开客户"} <= set(words)
    menu.close()


def test_the_note_takes_the_width_that_is_left_and_goes_late(log_shown: Shows, made: MadeLog) -> None:
    shown = log_shown(made, size=(1448, 824))
    page = shown.page
    places = page.view.columns.places
    widths = {page.model.columns[place].key: places.width_of(place) for place in places.shown}
    assert max(widths, key=lambda key: widths[key]) == "note"
    shown.window.resize(900, 624)
    shown.pane.resize(900, 624)
    shown.wait()
    keys = [page.model.columns[place].key for place in page.view.columns.places.shown]
    assert keys[:2] == ["account", "day"]
    assert {"state", "note"} <= set(keys)
    assert "amount" not in keys


def test_a_step_in_the_list_reads_only_what_is_of_that_record(shown: LogShown, made: MadeLog) -> None:
    shown.go(6)
    made.lead.offered.clear()
    for _ in range(3):
        shown.press(Key.Key_Down)
    assert shown.page.beside.key == shown.page.view.key == 3
    # What is offered in fields is counted over the whole book: after a change of it, not at each step.
    assert made.lead.offered == []
    shown.pane.refresh(made.lead.edit([3], "note", "改过"))
    shown.wait()
    shown.press(Key.Key_Up)
    assert "stage" in made.lead.offered


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("lead", {"day", "status"}),
        ("opportunity", {"name", "amount", "stage"}),
        ("suggestion", {"day", "status"}),
        ("event", {"day", "kind", "state"}),
        ("ticket", {"title", "state", "clock"}),
    ],
)
def test_where_there_is_little_room_what_tells_a_record_stays(
    log_shown: Shows, book: Book, kind: str, wanted: set[str]
) -> None:
    shown = log_shown(Log(book, language="en"), language="en", state={"kind": kind}, size=(928, 652))
    view = shown.page.view
    keys = {view.model().columns[place].key for place in view.columns.places.shown}  # type: ignore[attr-defined]
    assert keys >= wanted
    assert "code" not in keys
