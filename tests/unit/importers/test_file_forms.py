"""Files as systems really write them: their form is found in the bytes, and their text survives."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from csmdesk.importers import encodings, read, text_files
from csmdesk.importers.options import Options
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.sheet import Sheet
from tests.faults.import_mutations import ods
from tests.unit.importers.making import planned, table
from tests.unit.importers.old_workbooks import Cell, bare_stream, binary_workbook, container, stream

ROWS: list[list[Cell]] = [
    ["客户编号", "客户名称", "行业", "交接日期"],
    ["KH1", "云岫茶饮", "零售", 44808.0],
    ["KH2", "恒沐医药", "医药", 44845.0],
]
DAYS = frozenset({(1, 3), (2, 3)})
HTML = (
    "<html><head><meta charset='{charset}'></head><body>"
    "<table border=1><tr><th colspan=2>客户</th><th>行业</th></tr></table>"
    "<table><tr><th>客户编号</th><th>客户名称</th><th>行业</th></tr>"
    "<tr><td>KH1</td><td>云岫&nbsp;茶饮<br>总部</td><td>零售</td></tr>"
    "<tr><td>KH2<td>恒沐<td>医药</table></body>"
)
XML = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="客户"><Table>
 <Row><Cell><Data ss:Type="String">客户编号</Data></Cell><Cell><Data ss:Type="String">客户名称</Data></Cell>
 <Cell ss:Index="4"><Data ss:Type="String">交接日期</Data></Cell></Row>
 <Row ss:Index="3"><Cell><Data ss:Type="String">KH1</Data></Cell>
 <Cell><Data ss:Type="String">云岫</Data></Cell>
 <Cell ss:Index="4"><Data ss:Type="DateTime">2022-09-04T00:00:00.000</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def sheets(path: Path) -> list[Sheet]:
    """The tables of one file."""
    reading = read.read(read.files_of(path), Options())
    assert [problem.text.zh for problem in reading.problems] == []
    return reading.sheets


def refusal(path: Path) -> str:
    """Why a file is not read."""
    reading = read.read(read.files_of(path), Options())
    assert reading.sheets == []
    (problem,) = reading.problems
    return problem.text.zh


def test_code_page_936_of_1995_keeps_its_characters(tmp_path: Path) -> None:
    path = tmp_path / "客户.xls"
    path.write_bytes(container(stream(ROWS, days=DAYS)))
    (sheet,) = sheets(path)
    assert (sheet.name, sheet.form, sheet.headers) == (
        "客户",
        "xls",
        ("客户编号", "客户名称", "行业", "交接日期"),
    )
    assert sheet.columns[1] == ["云岫茶饮", "恒沐医药"]
    assert [row["handover_day"] for row in table(planned(path), "accounts")] == ["2022-09-04", "2022-10-11"]


def test_the_calendar_of_1904_moves_old_and_new_workbooks(tmp_path: Path) -> None:
    old = tmp_path / "客户.xls"
    old.write_bytes(container(stream(ROWS, days=DAYS, date1904=True)))
    assert [row["handover_day"] for row in table(planned(old), "accounts")] == ["2026-09-05", "2026-10-12"]
    plain = tmp_path / "b" / "客户.xls"
    plain.parent.mkdir()
    plain.write_bytes(container(stream(ROWS, date1904=True)))
    # The same numbers without a date's format are days all the same where their column is one.
    assert [row["handover_day"] for row in table(planned(plain), "accounts")] == ["2026-09-05", "2026-10-12"]
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append(["客户编号", "客户名称", "交接日期"])
    sheet.append(["KH1", "云岫", datetime.date(2022, 9, 4)])
    book.save(tmp_path / "c.xlsx")
    assert table(planned(tmp_path / "c.xlsx"), "accounts")[0]["handover_day"] == "2022-09-04"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_records_without_a_container_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "客户.xls"
    path.write_bytes(bare_stream(ROWS, encoding))
    (sheet,) = sheets(path)
    assert sheet.columns[1] == ["云岫茶饮", "恒沐医药"]


def test_an_old_workbook_that_is_cut_or_locked_is_refused(tmp_path: Path) -> None:
    whole = container(stream(ROWS))
    for name, data in {"cut.xls": whole[:1500], "short.xls": bare_stream(ROWS)[:60]}.items():
        (tmp_path / name).write_bytes(data)
        assert "损坏" in refusal(tmp_path / name)
    locked = stream(ROWS).replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", 1)
    (tmp_path / "locked.xls").write_bytes(container(locked))
    assert "密码" in refusal(tmp_path / "locked.xls")


@pytest.mark.parametrize(("charset", "codec"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("", "gb18030")])
def test_a_web_page_called_xls_is_read(tmp_path: Path, charset: str, codec: str) -> None:
    path = tmp_path / "客户.xls"
    path.write_bytes(HTML.format(charset=charset).encode(codec))
    small, large = sheets(path) if len(sheets(path)) == 2 else (None, sheets(path)[-1])
    assert large.form == "html"
    assert large.headers == ("客户编号", "客户名称", "行业")
    assert large.columns[1] == ["云岫 茶饮\n总部", "恒沐"]
    assert small is None or small.count == 0
    assert any("html" in note.zh for note in large.notes)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("\r\n  云岫 \r\n\t茶饮 ", "云岫 茶饮"),
        ("云岫&nbsp;&amp;<b>茶</b>饮<br> 总部", "云岫 &茶饮\n总部"),
        ("<!-- 旧名 --><p>云岫<p>茶饮", "云岫\n茶饮"),
        ("<style>td{}</style>云岫<script>if(a<b){}</script>", "云岫"),
        ("<textarea>1 <td> 2</textarea>", "1 <td> 2"),
    ],
)
def test_what_a_browser_shows_of_a_cell_is_read(tmp_path: Path, cell: str, text: str) -> None:
    path = tmp_path / "客户.xls"
    rows = f"<tr><td>客户编号<td>客户名称<tr><td>KH1<td>{cell}<tr><td>KH2<td>恒沐"
    # The table's end is left out, as a page may, and the page's is not.
    path.write_text(f"<html><meta charset=utf-8><body><table>{rows}</body></html>", encoding="utf-8")
    (sheet,) = sheets(path)
    assert sheet.columns == (["KH1", "KH2"], [text, "恒沐"])


def test_a_web_page_that_breaks_off_or_has_no_table_is_refused(tmp_path: Path) -> None:
    text = HTML.format(charset="utf-8")
    (tmp_path / "cut.xls").write_text(text[: text.index("KH2")], encoding="utf-8")
    assert "不完整" in refusal(tmp_path / "cut.xls")
    (tmp_path / "none.xls").write_text("<html><p>请先登录</p></html>", encoding="utf-8")
    assert "网页" in refusal(tmp_path / "none.xls")
    (tmp_path / "mail.xls").write_text(
        "MIME-Version: 1.0\nContent-Type: multipart/related\n", encoding="utf-8"
    )
    assert "mht" in refusal(tmp_path / "mail.xls")


def test_the_xml_of_2003_is_read_and_its_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "客户.xls"
    path.write_text(XML, encoding="utf-8")
    (sheet,) = sheets(path)
    assert (sheet.name, sheet.headers) == ("客户", ("客户编号", "客户名称", "交接日期"))
    assert sheet.columns == (["", "KH1"], ["", "云岫"], ["", "2022-09-04"])
    path.write_text(XML.replace("<Workbook", "<!DOCTYPE a [<!ENTITY b 'c'>]><Workbook", 1), encoding="utf-8")
    assert "实体" in refusal(path)


def test_names_do_not_decide_what_a_file_is(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["客户编号", "客户名称"])
    sheet.append(["KH1", "云岫"])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "b.xls").write_bytes((tmp_path / "a.xlsx").read_bytes())
    (tmp_path / "c.xlsx").write_bytes(container(stream(ROWS)))
    (tmp_path / "d.xls").write_text("客户编号\t客户名称\nKH1\t云岫\n", encoding="utf-16")
    (tmp_path / "e.csv").write_bytes((tmp_path / "a.xlsx").read_bytes())
    forms = {name: sheets(tmp_path / name)[0].form for name in ("b.xls", "c.xlsx", "d.xls", "e.csv")}
    assert forms == {"b.xls": "xlsx", "c.xlsx": "xls", "d.xls": "csv", "e.csv": "xlsx"}
    assert all("后缀不符" in sheets(tmp_path / name)[0].notes[-1].zh for name in ("b.xls", "c.xlsx", "d.xls"))


WORDS = {
    "gb18030": "客户编号,客户名称\nKH1,云岫茶饮有限公司\n",
    "big5": "客戶編號,客戶名稱\nKH1,雲岫茶飲有限公司\n",
    "windows-1252": "id,name,city\n1,Crédito Español,Málaga\n2,Pébéo,Nîmes\n3,Müller Straße,Köln\n",
    "windows-1251": "Код,Название,Город\n1,ООО Ромашка,Москва\n2,Завод имени Кирова,Омск\n",
    "koi8-r": "Код,Название,Город\n1,ООО Ромашка,Москва\n2,Завод имени Кирова,Омск\n",
    "cp866": "Код,Название,Город\n1,ООО Ромашка,Москва\n2,Завод имени Кирова,Омск\n",
    "iso8859-5": "Код,Название,Город\n1,ООО Ромашка,Москва\n2,Завод имени Кирова,Омск\n",
    "windows-1253": "id,όνομα\n1,Λεωνίδας\n2,Αλέξανδρος\n",
    "windows-1250": "id,nazwa\n1,Łódź\n2,Żółć gęślą\n3,Příliš žluťoučký kůň\n",
    "shift_jis": "番号,会社名\n1,トヨタ自動車\n2,ソニーグループ\n",
    "euc-jp": "番号,会社名\n1,トヨタ自動車\n2,ソニーグループ\n",
    "euc-kr": "id,name\n1,삼성전자\n2,현대자동차\n3,갱신 예정\n",
    "iso8859-2": "id,nazwa\n1,Łódź\n2,Źdźbło trawy\n3,Příliš žluťoučký kůň\n",
    "mac-roman": "id,name,city\n1,Crédito Español,Málaga\n2,Pébéo,Nîmes\n3,Müller Straße,Köln\n",
    "mac-cyrillic": "Код,Название,Город\n1,ООО Ромашка,Москва\n2,Завод имени Кирова,Омск\n",
}


@pytest.mark.parametrize("encoding", WORDS)
def test_an_encoding_without_a_mark_is_found_by_its_letters(encoding: str) -> None:
    text = WORDS[encoding]
    found = text_files.decode(text.encode(encodings.python_codec(encoding)))
    assert (found.text, found.encoding) == (text, encoding)
    assert found.guessed == (encoding != "gb18030")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_wide_characters_are_found_with_and_without_a_mark(codec: str, text: str) -> None:
    if codec == "utf-32":
        # Without a mark nobody writes it.
        assert text_files.decode(text.encode(codec)).text == text
        return
    assert text_files.decode(text.encode(codec)).text == text


def test_text_that_breaks_off_or_is_damaged_says_where() -> None:
    long = "客户编号,客户名称,云岫茶饮\n" * 20
    for data, why in (
        (("客户编号,客户名称\n" * 20).encode() + "客".encode()[:2], "最后一个字只有一半（utf-8）"),
        (long.encode("gb18030")[:-2], "最后一个字只有一半（gb18030）"),
        (long.encode("utf-16")[:-1], "最后一个字只有一半（utf-16）"),
        (long.encode()[:39] + b"\xff" + long.encode()[39:], "第 39 字节起不是 utf-8"),
    ):
        with pytest.raises(Unreadable) as refused:
            text_files.decode(data)
        assert why in refused.value.why.zh


def test_a_last_row_that_breaks_off_is_told(tmp_path: Path) -> None:
    whole = "客户编号,客户名称,行业\n" + "".join(f"KH{n},客户{n},零售\n" for n in range(5))
    (tmp_path / "客户.csv").write_text(whole + "KH6,客", encoding="utf-8")
    assert any("可能被截断" in note.zh for note in sheets(tmp_path / "客户.csv")[0].notes)
    (tmp_path / "客户.csv").write_text(whole, encoding="utf-8")
    assert sheets(tmp_path / "客户.csv")[0].notes == ()


HEADS = {
    "a title and a unit above": (
        "2024年合同台账,,,\n单位：万元,,,\n合同编号,客户编号,开始日期,合同金额\nHT1,KH1,2024-01-01,12\n",
        ("合同编号", "客户编号", "开始日期", "合同金额"),
        3,
    ),
    "groups over columns": (
        "客户信息,,合同信息,\n客户编号,客户名称,开始日期,合同金额\nKH1,云岫,2024-01-01,12\n",
        ("客户编号", "客户名称", "开始日期", "合同金额"),
        2,
    ),
    "groups that the columns need": (
        "客户编号,上半年,,下半年,\n,目标,实际,目标,实际\nKH1,1,2,3,4\nKH2,5,6,7,8\n",
        ("客户编号", "上半年 目标", "上半年 实际", "下半年 目标", "下半年 实际"),
        2,
    ),
    "headings merged downwards": (
        "客户编号,客户名称,金额,\n,,含税,不含税\nKH1,云岫,113,100\nKH2,恒沐,226,200\n",
        ("客户编号", "客户名称", "含税", "不含税"),
        2,
    ),
    "groups without which a word says too little": (
        "客户,,合同,,\n编号,名称,编号,金额（万元）,开始日期\nKH1,云岫,HT1,12.5,2024-01-01\nKH2,恒沐,HT2,8,2024-02-01\n",
        ("客户 编号", "客户 名称", "合同 编号", "合同 金额（万元）", "开始日期"),
        2,
    ),
    "a comment": ("# 导出时间 2024-06-30\n客户编号,客户名称\nKH1,云岫\n", ("客户编号", "客户名称"), 2),
    "required marks": (
        "*客户编号,客户名称（必填）,※行业\nKH1,云岫,零售\n",
        ("*客户编号", "客户名称（必填）", "※行业"),
        1,
    ),
    "no title": ("a,b\n1,2\n", ("a", "b"), 1),
    "gaps in the first row of data": ("a,b,c\n1,,3\nx,y,z\n", ("a", "b", "c"), 1),
}


@pytest.mark.parametrize("case", HEADS)
def test_the_header_is_found_wherever_it_stands(tmp_path: Path, case: str) -> None:
    text, headers, row = HEADS[case]
    (tmp_path / "表.csv").write_text(text, encoding="utf-8")
    (sheet,) = sheets(tmp_path / "表.csv")
    assert sheet.headers == headers
    assert sheet.first_row == row + 1


def test_sums_in_any_column_and_rows_that_only_explain_are_left_out(tmp_path: Path) -> None:
    text = (
        "序号,客户编号,客户名称,行业,城市,备注\n(必填),（必填）,必填,选填,,\n示例：1,KH000,某某公司,零售,上海,\n"
        "1,KH1,甲,零售,上海,\n2,KH2,示例公司,医药,北京,\n,,,,小计,2\n"
    )
    (tmp_path / "客户.csv").write_text(text, encoding="utf-8")
    made = planned(tmp_path / "客户.csv")
    assert [row["code"] for row in table(made, "accounts")] == ["KH1", "KH2"]
    told = " ".join(problem.why.zh for problem in made.warnings)
    assert "第 6 行是合计" in told
    assert "第 2、3 行是填写说明或示例" in told


def test_a_unit_above_the_table_scales_amounts_without_one(tmp_path: Path) -> None:
    text = HEADS["a title and a unit above"][0]
    (tmp_path / "合同.csv").write_text(text, encoding="utf-8")
    (tmp_path / "客户.csv").write_text("客户编号,客户名称\nKH1,云岫\n", encoding="utf-8")
    assert table(planned(tmp_path), "contracts")[0]["amount_fen"] == 12_000_000


def test_footers_sums_and_repeated_headers_are_left_out(tmp_path: Path) -> None:
    text = (
        "客户编号,客户名称,行业\nKH1,甲,零售\n小计,,1\n客户编号,客户名称,行业\nKH2,乙,医药\n合计,,2\n\n"
        "制表人：张三,,\n数据来源：CRM,,\n"
    )
    (tmp_path / "客户.csv").write_text(text, encoding="utf-8")
    made = planned(tmp_path / "客户.csv")
    assert [row["code"] for row in table(made, "accounts")] == ["KH1", "KH2"]
    told = " ".join(problem.why.zh for problem in made.warnings)
    assert "第 3、6 行是合计" in told
    assert "第 4 行又是表头" in told
    assert "第 8、9 行是表下的说明" in told


@pytest.mark.parametrize(
    ("cells", "fen"),
    [
        (["1.234,56", "12,50", "1.000"], [123_456, 1_250, 100_000]),
        (["1 234,5", "0,99 €", "7"], [123_450, 99, 700]),
        (["1,234.56", "12.50", "1,000"], [123_456, 1_250, 100_000]),
        (["1,234", "5,678", "9"], [123_400, 567_800, 900]),
        (["1.234", "1.500", "9"], [123_400, 150_000, 900]),
        (["12.34", "1.500", "9"], [1_234, 150, 900]),
    ],
)
def test_the_decimal_comma_is_found_in_the_whole_column(
    tmp_path: Path, cells: list[str], fen: list[int]
) -> None:
    (tmp_path / "客户.csv").write_text("客户编号,客户名称\nKH1,云岫\n", encoding="utf-8")
    rows = "".join(f"HT{n};KH1;2024-01-0{n + 1};{cell}\n" for n, cell in enumerate(cells))
    (tmp_path / "合同.csv").write_text("合同编号;客户编号;开始日期;合同金额\n" + rows, encoding="utf-8")
    assert [row["amount_fen"] for row in table(planned(tmp_path), "contracts")] == fen


def test_an_xlsx_bomb_in_an_old_container_or_part_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (64 << 20))
    (tmp_path / "bomb.xlsx").write_bytes(content.getvalue())
    assert "大得不合理" in refusal(tmp_path / "bomb.xlsx")
    cells = "".join(f"<Cell ss:Index='{16_000}'><Data>x</Data></Cell>" for _ in range(1))
    rows = "".join(f"<Row ss:Index='{n * 1000 + 1}'>{cells}</Row>" for n in range(1_000))
    text = XML[: XML.index("<Table>")] + f"<Table>{rows}</Table></Worksheet></Workbook>"
    (tmp_path / "wide.xls").write_text(text, encoding="utf-8")
    assert "大得不合理" in refusal(tmp_path / "wide.xls")


def test_xlsb_and_ods_are_read_by_their_bytes(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["客户编号", "客户名称", "备注"], ["KH1", "云岫", 12.5], ["KH2", "恒沐", "二"]]
    (tmp_path / "客户.xlsb").write_bytes(binary_workbook(rows))
    (tmp_path / "客户.ods").write_bytes(ods([[str(cell) for cell in row] for row in rows]))
    for name, form in {"客户.xlsb": "xlsb", "客户.ods": "ods"}.items():
        (sheet,) = sheets(tmp_path / name)
        assert (sheet.form, sheet.name) == (form, "客户")
        assert sheet.columns == (["KH1", "KH2"], ["云岫", "恒沐"], ["12.5", "二"])
    (tmp_path / "假.xls").write_bytes(binary_workbook(rows))
    assert sheets(tmp_path / "假.xls")[0].form == "xlsb"
