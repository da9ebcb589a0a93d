"""Workbooks as other programs leave them: what they cannot say is told, and no day moves by four years."""

from __future__ import annotations

import datetime
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from csmdesk.importers import archives, markup, read, workbook
from csmdesk.importers.options import Options
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.sheet import Sheet
from tests.faults.import_mutations import ods
from tests.unit.importers.making import errors, planned, table, warnings
from tests.unit.importers.old_workbooks import Cell, binary_workbook, container, record, stream
from tests.unit.importers.test_workbooks import rewrite, save

HEADER = ["合同编号", "客户名称", "开始日期", "合同金额(元)", "备注"]
DAY = datetime.date(2024, 3, 5)
ROW: list[object] = ["HT1", "云岫茶饮", DAY, 9800, "好"]
BOOK = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"


def sheets(path: Path) -> list[Sheet]:
    """The tables of one file, which is read."""
    reading = read.read(read.files_of(path), Options())
    assert [problem.text.zh for problem in reading.problems] == []
    return reading.sheets


def starts(path: Path) -> list[str]:
    """The start days of the contracts in a file."""
    return [row["start_day"] for row in table(planned(path, account=["new"]), "contracts")]


def changed(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """A change of a part that finds what it changes."""

    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new)

    return change


@pytest.mark.parametrize("said", [b'date1904="1"', b"date1904='1'", b'date1904 = "true"'])
def test_days_without_a_format_count_from_the_year_that_the_workbook_says(
    tmp_path: Path, said: bytes
) -> None:
    number = (DAY - datetime.date(1904, 1, 1)).days
    path = save(
        tmp_path / "合同.xlsx",
        ("合同", [HEADER, ["HT1", "云岫", number, 5, ""], ["HT2", "恒沐", str(number), 5, ""]]),
    )
    rewrite(path, BOOK, changed(b"<workbookPr", b"<workbookPr " + said))
    assert starts(path) == ["2024-03-05", "2024-03-05"]


def test_the_calendar_of_1904_in_a_binary_workbook(tmp_path: Path) -> None:
    number = float((DAY - datetime.date(1904, 1, 1)).days)
    rows: list[list[Cell]] = [[str(head) for head in HEADER], ["HT1", "云岫", number, 5.0, ""]]
    path = tmp_path / "合同.xlsb"
    path.write_bytes(binary_workbook(rows, "合同"))
    begin = bytes([131, 1, 0])
    rewrite(path, "xl/workbook.bin", changed(begin, begin + bytes([153, 1, 8]) + struct.pack("<II", 1, 0)))
    assert starts(path) == ["2024-03-05"]


XML = (
    '<?xml version="1.0" encoding="{said}"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<ExcelWorkbook xmlns="urn:schemas-microsoft-com:office:excel">{calendar}</ExcelWorkbook>'
    '<Worksheet ss:Name="合同"><Table>{rows}</Table></Worksheet></Workbook>'
)


def xml_rows(*rows: list[tuple[str, str]]) -> str:
    """Rows of the XML of 2003, of cells as (type, text)."""
    return "".join(
        "<Row>"
        + "".join(f'<Cell><Data ss:Type="{kind}">{text}</Data></Cell>' for kind, text in row)
        + "</Row>"
        for row in rows
    )


@pytest.mark.parametrize("said", ["utf-8", "gb2312", "GBK", "utf-16"])
@pytest.mark.parametrize("calendar", ["", "<Date1904/>"])
def test_the_xml_of_2003_in_its_encoding_and_calendar(tmp_path: Path, said: str, calendar: str) -> None:
    epoch = datetime.date(1904, 1, 1) if calendar else datetime.date(1899, 12, 30)
    rows = xml_rows(
        [("String", head) for head in HEADER],
        [
            ("String", "HT1"),
            ("String", "云岫茶饮"),
            ("Number", str((DAY - epoch).days)),
            ("Number", "5"),
            ("Error", "#N/A"),
        ],
        [
            ("String", "HT2"),
            ("String", "恒沐"),
            ("DateTime", "2024-03-05T00:00:00.000"),
            ("Number", "5"),
            ("String", ""),
        ],
    )
    path = tmp_path / "合同.xls"
    path.write_bytes(XML.format(said=said, calendar=calendar, rows=rows).encode(said))
    assert starts(path) == ["2024-03-05", "2024-03-05"]
    assert sheets(path)[0].broken_cells == ("E2",)


def test_the_last_moment_of_a_day_is_of_that_day(tmp_path: Path) -> None:
    for at, moment in enumerate(("23:59:59.999", "23:59:59.997", "23:59:59", "15:30:00")):
        day = datetime.datetime.fromisoformat(f"2024-03-05 {moment}")
        path = save(tmp_path / f"合同{at}.xlsx", ("合同", [HEADER, ["HT1", "云岫", day, 5, ""]]))
        assert starts(path) == ["2024-03-05"]


def test_errors_are_told_in_every_sheet_and_all_of_them(tmp_path: Path) -> None:
    rows = [[f"HT{n}", "云岫", DAY, 5, "#N/A" if n < 6 else "好"] for n in range(1, 9)]
    path = save(
        tmp_path / "a.xlsx", ("合同", [HEADER, *rows]), ("合同二", [HEADER, ["HT9", "恒沐", DAY, 5, "#REF!"]])
    )
    assert [sheet.broken_cells for sheet in sheets(path)] == [("E2", "E3", "E4", "E5", "E6"), ("E2",)]
    told = warnings(path, account=["new"])
    assert "a.xlsx（合同）：单元格 E4 是公式错误，按空白读取。" in told
    assert "a.xlsx（合同）：另有 2 个单元格是公式错误，按空白读取。" in told
    assert "a.xlsx（合同二）：单元格 E2 是公式错误，按空白读取。" in told


def test_formulas_that_nobody_counted_are_told(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ("合同", [HEADER, ROW, ["HT2", "恒沐", DAY, 5, "=A1&B1"]]))
    (told,) = (each for each in warnings(path, account=["new"]) if "公式" in each)
    assert "1 个单元格是公式，文件里没有算好的结果（E3）" in told
    # Other programs write a nought in its place, and that the workbook is to be counted when it is opened.
    later = tmp_path / "later.xlsx"
    later.write_bytes(path.read_bytes())
    rewrite(later, SHEET, lambda data: re.sub(rb"(</f>)<v ?/>|(</f>)<v></v>", rb"</f><v>0</v>", data))
    assert any("1 个单元格是公式" in each for each in warnings(later, account=["new"]))
    rewrite(later, BOOK, changed(b'fullCalcOnLoad="1"', b""))
    assert not any("公式" in each for each in warnings(later, account=["new"]))
    # A formula whose result is an empty text has been counted.
    rewrite(path, SHEET, lambda data: re.sub(rb'<c r="E3"[^>]*>', b'<c r="E3" t="str">', data))
    assert not any("公式" in each for each in warnings(path, account=["new"]))


def test_errors_of_old_workbooks_are_told(tmp_path: Path) -> None:
    def text(row: int, column: int, words: str) -> bytes:
        data = words.encode("gb18030")
        return record(0x204, struct.pack("<HHHH", row, column, 0, len(data)) + data)

    head = record(0x809, struct.pack("<HHHH", 0x500, 0x5, 0, 0)) + record(0x42, struct.pack("<H", 936))
    name = "客户".encode("gb18030")
    begins = len(head) + 4 + 7 + len(name) + 4
    body = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
    body += b"".join(text(0, at, word) for at, word in enumerate(("客户编号", "客户名称", "行业", "备注")))
    body += text(1, 0, "KH1") + text(1, 1, "云岫") + record(0x205, struct.pack("<HHHBB", 1, 2, 0, 0x2A, 1))
    body += record(0x06, struct.pack("<HHH", 1, 3, 0) + b"\x02\0\x17\0\0\0\xff\xff" + b"\0" * 8) + record(
        0x0A
    )
    book = head + record(0x85, struct.pack("<IHB", begins, 0, len(name)) + name) + record(0x0A) + body
    (tmp_path / "客户.xls").write_bytes(container(book))
    (sheet,) = sheets(tmp_path / "客户.xls")
    assert sheet.columns[1] == ["云岫"]
    assert sheet.broken_cells == ("C2", "D2")


def test_errors_of_binary_workbooks_are_told(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["客户编号", "客户名称", "行业", "备注"], ["KH1", "云岫", "#N/A", "好"]]
    path = tmp_path / "客户.xlsb"
    path.write_bytes(binary_workbook([*rows, ["KH2", "恒沐", "零售", "=1/0"], ["KH3", "启衡", "金融", 3.0]]))
    (sheet,) = sheets(path)
    assert sheet.columns[2:] == (["", "零售", "金融"], ["好", "", "3"])
    assert sheet.broken_cells == ("C2", "D3")
    path.write_bytes(binary_workbook([*rows[:1], ["KH2", "恒沐", "零售", 2.5]]))
    assert sheets(path)[0].broken_cells == ()


def test_errors_of_opendocument_are_told(tmp_path: Path) -> None:
    path = tmp_path / "客户.ods"
    path.write_bytes(ods([["客户编号", "客户名称", "行业"], ["KH1", "云岫", "错"]]))

    def change(data: bytes) -> bytes:
        (cell,) = re.findall("<table:table-cell[^>]*>(?=<text:p>错)".encode(), data)
        assert data.count(cell + "<text:p>错".encode()) == 1
        names = b' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
        wrong = cell[:-1] + names + b' calcext:value-type="error">'
        return data.replace(cell + "<text:p>错".encode(), wrong + "<text:p>错".encode())

    rewrite(path, "content.xml", change)
    assert sheets(path)[0].broken_cells == ("C2",)


def test_an_empty_cell_in_the_last_row_is_no_absurd_range(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ("合同", [HEADER, ROW]))
    last = b'<row r="1048576"><c r="A1048576" s="1"/><c r="B1048576" s="1"></c></row></sheetData>'
    rewrite(
        path,
        SHEET,
        lambda data: data.replace(b'ref="A1:E2"', b'ref="A1:E1048576"').replace(b"</sheetData>", last),
    )
    (sheet,) = sheets(path)
    assert sheet.count == 1


def test_tables_under_one_another_are_read_apart(tmp_path: Path) -> None:
    people = [["联系人"], ["客户编号", "姓名", "职务"], ["KH1", "吴娜", "CEO"], ["KH1", "周霞", "采购"]]
    path = save(
        tmp_path / "a.xlsx",
        ("表", [["客户编号", "客户名称", "行业"], ["KH1", "云岫", "零售"], [], [], *people]),
    )
    made = planned(path)
    assert made.rows() == {"accounts": 1, "contacts": 2}
    assert [row["name"] for row in table(made, "contacts")] == ["吴娜", "周霞"]
    assert [(sheet.sheet, sheet.rows) for sheet in made.sheets] == [("表", 1), ("表·第5行起", 2)]
    # Blank rows, and the same header again, are one table.
    path = save(
        tmp_path / "b.xlsx",
        ("客户", [["客户编号", "客户名称"], ["KH1", "甲"], [], ["客户编号", "客户名称"], ["KH2", "乙"]]),
    )
    assert planned(path).rows() == {"accounts": 2}


def test_tables_that_only_lay_out_a_page_are_left_aside(tmp_path: Path) -> None:
    page = (
        "<meta charset=utf-8><table><tr><td>操作员</td><td>张三</td></tr></table>"
        "<table><tr><td>客户编号</td><td>客户名称</td><td>行业</td></tr><tr><td>KH1</td><td>云岫</td><td>零售</td></tr></table>"
    )
    (tmp_path / "客户.xls").write_text(page, encoding="utf-8")
    assert planned(tmp_path / "客户.xls").rows() == {"accounts": 1}


@pytest.mark.parametrize(
    "text",
    [
        "<table>" + "<" * 100_000,
        "<table><tr><td>" * 1_000,
        "<table>" + "<tr><td>a</td><td>b</td></tr>" * (markup._MOST_ROWS + 1) + "</table>",
    ],
    ids=["signs", "depth", "rows"],
)
def test_a_page_that_would_take_minutes_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "客户.xls").write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable):
        workbook.read(tmp_path / "客户.xls")


def test_an_encrypted_package_of_opendocument_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "客户.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("encrypted-package", b"\x07" * 500)
    (told,) = errors(tmp_path / "客户.ods")
    assert "密码保护" in told


def _zipped(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.xlsx", b"%PDF-1.7\n", "PDF"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0", "图片"),
        ("a.xlsx", b"Rar!\x1a\x07\0", "压缩包，请先解压"),
        ("a.csv", b"\x1f\x8b\x08\0", "压缩包"),
        ("a.csv", b"SQLite format 3\0" + b"\0" * 100, "SQLite 数据库，请另存为"),
        ("a.csv", b'{"code": 401}', "JSON"),
        ("a.csv", "<html><body>请登录</body></html>".encode(), "没有登录"),
        ("a.xls", b"MIME-Version: 1.0\r\n", "mht"),
        ("客户.xlsx", ("客户.csv",), "压缩包，请先解压"),
        ("客户.xlsx", ("[Content_Types].xml", "word/document.xml"), "Word 文档"),
        ("客户.xlsx", ("[Content_Types].xml", "excel/workbook.xml"), "已损坏"),
    ],
)
def test_what_is_no_table_says_what_it_is(
    tmp_path: Path, name: str, data: bytes | tuple[str, ...], why: str
) -> None:
    if isinstance(data, bytes):
        (tmp_path / name).write_bytes(data)
    else:
        _zipped(tmp_path / name, *data)
    (told,) = errors(tmp_path / name)
    assert why in told


def test_a_text_that_begins_like_another_form_is_a_text(tmp_path: Path) -> None:
    for at, header in enumerate(("ID;Product;Name", "MZ编号;客户名称;行业", "BZh;客户名称;行业")):
        (tmp_path / f"{at}.csv").write_text(f"{header}\n1;2;3\n", encoding="utf-8")
        (sheet,) = sheets(tmp_path / f"{at}.csv")
        assert sheet.headers == tuple(header.split(";"))


def test_templates_and_sheets_of_wps_are_no_surprise(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["客户编号", "客户名称"], ["KH1", "云岫"]):
        book.worksheets[0].append(row)
    for suffix in ("et", "xltx", "xlsm", "ett"):
        book.save(tmp_path / f"客户.{suffix}")
        (sheet,) = sheets(tmp_path / f"客户.{suffix}")
        assert sheet.notes == ()


def test_records_of_1997_without_a_container_are_refused_and_older_ones_read(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["id", "name", "city"], ["1", "Pébéo", "Nîmes"], ["2", "Müller", "Köln"]]
    (tmp_path / "old.xls").write_bytes(stream(rows, code_page=1252, encoding="cp1252", name="a"))
    assert sheets(tmp_path / "old.xls")[0].columns[1] == ["Pébéo", "Müller"]
    today = record(0x809, struct.pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 0)) + record(0x0A)
    (tmp_path / "new.xls").write_bytes(today + stream(rows, code_page=1252, encoding="cp1252", name="a"))
    (told,) = errors(tmp_path / "new.xls")
    assert "已损坏" in told


def test_merged_cells_are_those_of_the_sheet_wherever_its_table_begins(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    rows = "合同编号 客户名称 备注", "HT1 云岫 甲", "HT2", "HT3 恒沐 乙"
    for down, row in enumerate(rows):
        for right, cell in enumerate(row.split()):
            sheet.cell(3 + down, 2 + right, cell)
    sheet.merge_cells("C4:C5")
    path = tmp_path / "合同.xlsx"
    book.save(path)
    (read_sheet,) = sheets(path)
    assert read_sheet.columns == (["HT1", "HT2", "HT3"], ["云岫", "云岫", "恒沐"], ["甲", "", "乙"])


def test_errors_of_a_sheet_with_an_apostrophe_in_its_name_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Kid's"
    for row in (["客户编号", "客户名称"], ["KH1", "#N/A"]):
        sheet.append(row)
    sheet["B2"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    assert workbook.read(tmp_path / "a.xlsx").broken == {"Kid's": ["B2"]}


def test_a_cell_is_not_cut_in_two_however_its_tag_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for row in range(3_000):
        book.worksheets[0].append([f"={row + 1}*2", f"=B{row + 2}"])
    book.save(path)
    for space in (b" ", b"\n  ", b"\t"):
        rewrite(path, "xl/worksheets/sheet1.xml", lambda data, to=space: re.sub(rb"<c\s+", b"<c" + to, data))
        assert len(archives.look(path, "xlsx").uncounted["Sheet"]) == 6_000


def test_what_a_cell_merged_downwards_says_holds_for_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "合同.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["合同编号", "客户名称", "开始日期", "合同金额(元)"],
        ["HT1", "云岫", DAY, 100],
        ["HT2", None, None, None],
        ["HT3", "恒沐", DAY, 300],
    ):
        sheet.append(row)
    for merged_range in ("B2:B3", "C2:C3", "D2:D3"):
        sheet.merge_cells(merged_range)
    book.save(path)
    (read_sheet,) = sheets(path)
    # The amount is one for both rows, and is not counted twice.
    assert read_sheet.columns[1:] == (
        ["云岫", "云岫", "恒沐"],
        ["2024-03-05", "2024-03-05", "2024-03-05"],
        ["100", "", "300"],
    )
    assert any("（2 格）" in note.zh for note in read_sheet.notes)
    page = (
        "<table><tr><td>合同编号<td>客户名称<td>合同金额<tr><td>HT1<td rowspan=2>云岫<td rowspan=2>1,000.00"
        "<tr><td>HT2<tr><td>HT3<td>恒沐<td>300</table>"
    )
    (tmp_path / "合同.xls").write_text(page, encoding="utf-8")
    (read_sheet,) = sheets(tmp_path / "合同.xls")
    assert read_sheet.columns[1:] == (["云岫", "云岫", "恒沐"], ["1,000.00", "", "300"])


def test_an_old_workbook_whose_encoding_only_shows_says_so(tmp_path: Path) -> None:
    for name, told in (("Завод имени Кирова", "cp1251"), ("云岫茶饮有限公司", "")):
        rows: list[list[Cell]] = [["id", "name"], ["1", name], ["2", name]]
        encoding = told or "gb18030"
        (tmp_path / "a.xls").write_bytes(container(stream(rows, code_page=None, encoding=encoding, name="a")))
        (sheet,) = sheets(tmp_path / "a.xls")
        assert sheet.columns[1] == [name, name]
        assert [f"按文字看是 {told}；" in note.zh for note in sheet.notes] == ([True] if told else [])
