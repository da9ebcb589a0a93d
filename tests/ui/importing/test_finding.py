"""Typing narrows the list of each step down, and leads to a sheet or a kind by its spelling."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csmdesk.storage.book import Book
from csmdesk.ui.panes.importing import finding
from csmdesk.ui.panes.importing.source import CHECK, COLUMNS, WRITE
from tests.ui.importing.conftest import CONTROL, ImportShown, Show, write_csv

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


@pytest.fixture
def golden(import_shown: Show, empty_book: Book, golden_folder: Path) -> ImportShown:
    one = import_shown(empty_book)
    one.read(golden_folder)
    return one


def found(shown: ImportShown, text: str) -> None:
    """Look for something by the keys."""
    shown.press(Qt.Key.Key_F, CONTROL)
    field = shown.pane.head.field
    assert QApplication.focusWidget() is field.edit
    # What an input method commits is no key.
    field.type_on(text)
    shown.wait()


def test_a_sheet_is_found_by_words_and_initials(golden: ImportShown) -> None:
    rows = golden.pane.files.rows
    found(golden, "hetong")
    assert [row.label for row in rows.shown] == ["合同.csv"]
    golden.press(Qt.Key.Key_Escape)
    assert len(rows.shown) == 19
    golden.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is golden.pane.files.view
    # A letter over the list goes into the field, ↓ back to the list.
    golden.type("gongd")
    assert [row.label for row in rows.shown] == ["工单.csv"]
    golden.press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is golden.pane.files.view
    assert golden.pane.state.sheet is not None
    assert golden.pane.state.sheet.label == "工单.csv"


def test_letters_lead_to_a_sheet_beside_the_columns(golden: ImportShown) -> None:
    golden.next()
    golden.pane.sheets.view.setFocus()
    golden.type("huik")
    assert golden.pane.state.sheet is not None
    assert golden.pane.state.sheet.label == "回款.csv"


def test_a_column_is_found_and_the_next_step_begins_anew(golden: ImportShown) -> None:
    golden.next()
    golden.choose("合同.csv")
    assert golden.step == COLUMNS
    golden.press(Qt.Key.Key_Slash)
    golden.type("xq")
    rows = golden.pane.columns.mapping.rows
    assert [row.heading for row in rows.shown] == ["续签自合同"]
    golden.next()
    assert golden.step == CHECK
    assert golden.pane.head.field.text == ""
    assert len(golden.pane.check.rows.shown) == 15
    golden.next()
    assert golden.step == WRITE
    found(golden, "云岫")
    # What is folded away under the tables is seen while it is looked for.
    effects = golden.pane.writing.effects
    assert effects.rowCount() > len(effects.head_positions) > 0
    assert all("云岫" in row.search for row in effects.shown)
    golden.press(Qt.Key.Key_Escape)
    assert effects.rowCount() == len(effects.head_positions)


def test_a_kind_is_chosen_by_its_initials(golden: ImportShown) -> None:
    golden.next()
    golden.choose("合同.csv")
    select = golden.pane.columns.bar.kind.select
    select.setFocus()
    QTest.keyClicks(select, "k")
    QTest.keyClicks(select.view(), "h")
    assert select.view().currentIndex().data() == "客户"
    QTest.keyClick(select.view(), Qt.Key.Key_Escape)
    select.hidePopup()
    assert golden.pane.state.sheet is not None
    assert golden.pane.state.sheet.kind == "contracts"


def test_many_problems_are_looked_through_beside_the_window(
    import_shown: Show, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_MANY", 10)
    rows = [(f"HT9{n:03}", "KH1001", "2024-01-01", "2024-12-31", f"约{n}") for n in range(40)]
    heads = ("合同编号", "客户编号", "开始日期", "到期日期", "合同金额(元)")
    shown = import_shown(book)
    shown.read(write_csv(tmp_path / "合同.csv", [heads, *rows]))
    shown.next()
    shown.next()
    problems = shown.pane.check.rows
    assert problems.rowCount() == 1
    found(shown, "约17")
    assert problems.searchable
    assert [row.value for row in problems.shown] == ["约17"]
    assert problems.rowCount() == 2
    shown.press(Qt.Key.Key_Escape)
    assert problems.rowCount() == 1


def test_a_row_of_the_file_is_looked_at_by_its_number(golden: ImportShown) -> None:
    golden.next()
    golden.choose("功能使用.csv")
    preview = golden.pane.columns.preview
    assert preview.rows.rows[0].id == 2
    found(golden, "3000")
    assert preview.key == 3000
    assert [row.id for row in preview.rows.rows][:4] == [2998, 2999, 3000, 3001]
    assert golden.pane.columns._head.text() == "按此读出的第 3,000 行"
    # Columns are not filtered by it.
    assert len(golden.pane.columns.mapping.rows.shown) == 6
    found(golden, "99999")
    assert golden.pane.columns._head.text().startswith("没有第")
    golden.press(Qt.Key.Key_Escape)
    assert preview.rows.rows[0].id == 2
    assert golden.pane.columns._head.text() == "按此读出的前 50 行"
