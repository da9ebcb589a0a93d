"""The second step: how a sheet is read, which field each column is, what comes of it, by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.storage.book import Book
from csmdesk.ui.panes.importing.column_rows import ColumnRow
from csmdesk.ui.panes.importing.reading_bar import ReadingBar
from csmdesk.ui.panes.importing.source import CHECK, COLUMNS
from tests.ui.importing.conftest import ImportShown, Show, write_csv

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


@pytest.fixture
def shown(import_shown: Show, book: Book, contracts: Path) -> ImportShown:
    """Contracts of which several things are open, at their columns."""
    one = import_shown(book)
    one.read(contracts)
    one.next()
    assert one.step == COLUMNS
    return one


def columns(shown: ImportShown) -> dict[str, ColumnRow]:
    return {row.heading: row for row in shown.pane.columns.mapping.rows.rows}


def pick(bar: ReadingBar, part: str, value: str) -> None:
    select = getattr(bar, part).select
    select.set_value(value)
    select.picked.emit()


def test_columns_say_what_they_are_and_why(shown: ImportShown) -> None:
    rows = columns(shown)
    assert rows["合同号"].field == "编号"
    assert (rows["合同号"].why, rows["合同号"].mark) == ("同义词", "check")
    assert (rows["终止"].field, rows["终止"].mark) == ("到期日期", "yellow")
    assert rows["合同总额(万元)"].first == "125,000.00 元"
    assert rows["合同号"].values == "HT9001、HT9002、HT9003"
    # What is open is where the keys are.
    current = shown.pane.columns.mapping.current
    assert current is not None
    assert current.heading == "开始日期"
    assert current.problem
    assert current.problem in current.spoken


def test_the_preview_marks_the_column_and_what_cannot_be_read(shown: ImportShown) -> None:
    page = shown.pane.columns
    assert page.preview.marked == "开始日期"
    cells = {
        row.id: dict(zip(page.preview._field_keys, row.cells, strict=True)) for row in page.preview.rows.rows
    }
    assert cells[3]["amount"].problem is not None
    assert cells[2]["amount"].text == "125,000.00"
    place = page.preview.rows.place_of_column("amount")
    tip = page.preview.rows.columns[place].tip
    assert tip is not None
    assert tip(page.preview.rows.rows[1]) == "“abc”不是数字"
    page.mapping.go_to(1)
    assert page.preview.marked == "编号"


def test_an_open_order_of_days_has_to_be_said(shown: ImportShown) -> None:
    # The keys are where something has to be said.
    assert QApplication.focusWidget() is shown.pane.columns.bar.dates.select
    assert shown.pane.columns.bar.dates.select.invalid
    assert "日期的年月日顺序待选" in shown.pane.foot.words
    assert not shown.pane.foot.next.isEnabled()
    pick(shown.pane.columns.bar, "dates", "dmy")
    shown.wait()
    assert shown.sheet("合同.csv").date_order == "dmy"
    assert columns(shown)["开始日期"].first == "2024-04-03"
    assert shown.pane.foot.next.isEnabled()
    assert shown.pane.foot.next.text() == "确认 1 列并检查"


def test_ctrl_enter_confirms_what_is_open_and_checks(shown: ImportShown) -> None:
    pick(shown.pane.columns.bar, "dates", "dmy")
    shown.wait()
    shown.next()
    assert shown.step == CHECK
    assert shown.sheet("合同.csv").to_confirm == ()


def test_enter_confirms_one_column(shown: ImportShown) -> None:
    shown.pane.columns.mapping.setFocus()
    # From what cannot be read it goes on to what waits to be confirmed.
    shown.press(Qt.Key.Key_Return)
    assert shown.pane.columns.mapping.current == columns(shown)["终止"]
    shown.press(Qt.Key.Key_Return)
    assert columns(shown)["终止"].why == "手动"
    # Nothing is open any more: Enter opens the list of fields.
    shown.press(Qt.Key.Key_Return)
    editor = shown.pane.columns.mapping.editing.editor
    assert editor is not None
    assert editor.choices is not None
    assert editor.choices.isVisible()
    shown.press(Qt.Key.Key_Escape)


def test_a_field_is_found_by_initials(shown: ImportShown) -> None:
    mapping = shown.pane.columns.mapping
    mapping.go_to(1)
    mapping.setFocus()
    shown.type("q")
    shown.type("srq")
    editor = mapping.editing.editor
    assert editor is not None
    assert editor.choices is not None
    model = editor.choices.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["签署日期"]
    shown.press(Qt.Key.Key_Return)
    assert columns(shown)["合同号"].field == "签署日期"


def test_words_that_are_no_field_are_refused_in_the_cell(shown: ImportShown) -> None:
    mapping = shown.pane.columns.mapping
    mapping.go_to(1)
    mapping.setFocus()
    shown.type("z")
    shown.type("zz")
    shown.press(Qt.Key.Key_Return)
    assert mapping.editing.problem is not None
    assert "没有“zzz”这个字段" in mapping.editing.problem.accessibleName()
    shown.press(Qt.Key.Key_Escape)
    assert columns(shown)["合同号"].field == "编号"


def test_delete_leaves_a_column_out_and_an_own_column_keeps_it(shown: ImportShown) -> None:
    mapping = shown.pane.columns.mapping
    mapping.go_to(5)
    mapping.setFocus()
    shown.press(Qt.Key.Key_Delete)
    row = columns(shown)["合同总额(万元)"]
    assert (row.field, row.known) == ("不导入", False)
    # The kind cannot do without it.
    assert "缺：合同金额" in shown.pane.foot.words
    mapping.mapped.emit(4, "custom:合同总额(万元)")
    shown.wait()
    assert columns(shown)["合同总额(万元)"].field == "自定义列：合同总额(万元)"


def test_another_kind_encoding_and_header_are_read_at_once(
    import_shown: Show, book: Book, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path / "表.csv",
        [("华东大客户 2024", "", ""), ("客户编号", "客户名称", "行业"), ("A1", "甲", "家居")],
        "gb18030",
    )
    shown = import_shown(book)
    shown.read(path)
    shown.next()
    bar = shown.pane.columns.bar
    assert bar.encoding.select.currentText() == "GB18030"
    assert bar.header.select.currentText() == "第 2 行"
    assert bar.kind.select.accessibleName() == "内容 客户"
    pick(bar, "header", "1-1")
    shown.wait()
    assert next(iter(columns(shown))) == "华东大客户 2024"
    pick(bar, "header", "2-2")
    shown.wait()
    assert list(columns(shown)) == ["客户编号", "客户名称", "行业"]
    pick(bar, "encoding", "utf-16")
    shown.wait()
    # It cannot be read so; the way back stays.
    assert [sheet.standing for sheet in shown.pane.state.sheets] == ["refused"]
    assert bar.isVisible()
    pick(bar, "encoding", "gb18030")
    shown.wait()
    assert [sheet.refusal for sheet in shown.pane.state.sheets] == [None]
    pick(bar, "kind", "contacts")
    shown.wait()
    assert shown.pane.state.sheets[0].kind == "contacts"


def test_a_mapping_is_remembered_by_its_headers(shown: ImportShown, contracts: Path, book: Book) -> None:
    rows = [
        ("合同号", "客户", "开始日期", "终止", "合同总额(万元)"),
        ("HT9001", "岚图家居", "03/04/2024", "02/03/2025", "12.5"),
    ]
    shown.pane.work.clear()
    shown.wait()
    write_csv(contracts, rows)
    shown.read(contracts)
    shown.next()
    pick(shown.pane.columns.bar, "dates", "dmy")
    shown.wait()
    for _ in range(3):
        shown.next()
    assert shown.pane.state.written is not None
    shown.read(contracts)
    sheet = shown.sheet("合同.csv")
    assert sheet.remembered
    assert sheet.standing == "clear"
    shown.next()
    assert columns(shown)["终止"].why == "已记住"


def test_own_profiles_are_saved_shared_loaded_and_dropped(
    shown: ImportShown, tmp_path: Path, contracts: Path
) -> None:
    profiles = shown.pane.columns.profiles
    profiles.ask_name()
    assert profiles._name is not None
    profiles._save()
    assert profiles._name.problem
    profiles._name.set_text("华东导出")
    profiles._save()
    shown.wait()
    assert shown.said[-1] == ("已存为导入模板：华东导出", True)
    assert [each.key for each in shown.pane.work.offers.profiles if each.own] == ["华东导出"]

    def place(_: QWidget, __: str, ___: str, ____: object) -> Path:
        return tmp_path / "华东导出.json"

    shown.pane.tools.place.ask = place
    profiles._share("华东导出")
    shown.wait()
    assert (tmp_path / "华东导出.json").exists()
    profiles._drop("华东导出")
    shown.wait()
    assert not [each for each in shown.pane.work.offers.profiles if each.own]
    profiles.ask = lambda _host, _title: str(tmp_path / "华东导出.json")
    profiles.load()
    shown.wait()
    assert shown.said[-1][0] == "已载入导入模板：华东导出"
    assert shown.sheet("合同.csv").profile is not None
    assert "华东导出" in profiles.button.accessibleName()
    # One that is none is refused with the reason.
    (tmp_path / "不是.json").write_text("{}")
    profiles.ask = lambda _host, _title: str(tmp_path / "不是.json")
    profiles.load()
    shown.wait()
    assert shown.failed == ["这不是 csmdesk 的导入模板文件。"]
    assert len(shown.pane.state.sheets) == 1


def test_tab_order_reaches_everything(shown: ImportShown) -> None:
    names = {stop.accessibleName() for stop in shown.pane.stops()}
    assert "列的对应" in names
    assert "文件中的表" in names


def test_end_day_and_currency_are_said_beside_the_columns(shown: ImportShown) -> None:
    bar = shown.pane.columns.bar
    pick(bar, "dates", "dmy")
    shown.wait()
    assert bar.ends.isVisible()
    assert (bar.ends.select.value, bar.currency.select.value) == ("in", "CNY")
    pick(bar, "ends", "out")
    shown.wait()
    pick(bar, "currency", "USD")
    shown.wait()
    sheet = shown.sheet("合同.csv")
    assert (sheet.end_exclusive, sheet.currency) == (True, "USD")
    first = {column.field: column for column in sheet.columns}["amount"]
    row = next(row for row in shown.pane.columns.mapping.rows.shown if row.place == first.index)
    assert row.first == "125,000.00 USD"


def test_a_sheet_without_amounts_and_terms_is_not_asked_for_them(
    import_shown: Show, book: Book, tmp_path: Path
) -> None:
    shown = import_shown(book)
    shown.read(write_csv(tmp_path / "客户.csv", [("客户编号", "客户名称"), ("K1", "一号")]))
    shown.next()
    bar = shown.pane.columns.bar
    assert not bar.ends.isVisible()
    assert not bar.currency.isVisible()


def test_a_reason_is_told_in_the_language_of_the_window(
    import_shown: Show, book: Book, contracts: Path
) -> None:
    shown = import_shown(book, language="en")
    shown.read(contracts)
    shown.pane.work.reread(shown.sheet("合同.csv").id, date_order="dmy")
    shown.next()
    rows = shown.pane.columns.preview.rows
    tip = rows.columns[rows.place_of_column("amount")].tip
    assert tip is not None
    assert tip(rows.rows[1]) == "“abc” is not a number"


def test_all_columns_that_are_not_known_are_kept_at_once(
    import_shown: Show, book: Book, tmp_path: Path
) -> None:
    heads = ("客户编号", "客户名称", "内部代号甲", "旧系统备用", "空着的")
    shown = import_shown(book)
    shown.read(
        write_csv(
            tmp_path / "客户.csv", [heads, ("K1", "一号", "甲1", "x", ""), ("K2", "二号", "甲2", "", "")]
        )
    )
    shown.next()
    keep = shown.pane.columns.unknown
    assert keep.isVisible()
    assert keep.text() == "不认识的 2 列都保留"
    keep.click()
    shown.wait()
    rows = columns(shown)
    assert rows["内部代号甲"].field == "自定义列：内部代号甲"
    assert rows["空着的"].field == "不导入"
    assert not keep.isVisible()
    for _ in range(3):
        shown.next()
    with shown.book.reading() as connection:
        found = connection.execute("SELECT name, value FROM custom_values ORDER BY name, value").fetchall()
    assert [tuple(row) for row in found] == [
        ("内部代号甲", "甲1"),
        ("内部代号甲", "甲2"),
        ("旧系统备用", "x"),
    ]


def test_a_kind_that_keeps_no_further_columns_does_not_offer_it(
    import_shown: Show, book: Book, tmp_path: Path
) -> None:
    heads = ("联系人编号", "客户编号", "姓名", "旧系统备用")
    shown = import_shown(book)
    shown.read(write_csv(tmp_path / "联系人.csv", [heads, ("L1", "KH1001", "吴娜", "x")]))
    shown.next()
    assert not shown.pane.columns.unknown.isVisible()
    mapping = shown.pane.columns.mapping
    assert not any(
        choice.key.startswith("custom:") for choice in mapping._choices(columns(shown)["旧系统备用"])
    )
