"""Text files: encodings, delimiters and rows, and everything stays the text that it was."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.importers import read, rows, text_files
from csmdesk.importers.options import Options
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.sheet import Sheet
from csmdesk.reports.table_file import write_table
from tests.unit.importers.making import errors, write

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
TEXT = "客户编号,名称\r\n00123,云岫茶饮\r\nNA,恒沐\r\n"


def sheets(folder: Path, **options: list[str]) -> list[Sheet]:
    """The tables of a folder."""
    reading = read.read(read.files_of(folder), Options.parse(**options))
    assert not reading.problems
    return reading.sheets


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_are_found(encoding: str) -> None:
    assert text_files.decode(TEXT.encode(encoding)).text == TEXT


def test_utf8_comes_before_gb18030() -> None:
    # The same bytes are text in both; GB18030 would read nearly anything.
    assert text_files.decode("客户".encode()).encoding == "utf-8"
    assert text_files.decode("客户编号".encode("gb18030")).encoding == "gb18030"


def test_gb18030_whose_bytes_are_also_utf16_stays_gb18030() -> None:
    text = "客户编号,评分日期,维度,得分\r\n" + "KH1021,2023-12-31,活跃度,52\r\n" * 300
    assert text_files.decode(text.encode("gb18030")) == (text, "gb18030", False)


def test_bytes_that_are_no_text_are_refused() -> None:
    for data in (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, b"a,b\n\xff\xff\xff,1\n"):
        with pytest.raises(Unreadable):
            text_files.decode(data)


def test_a_said_encoding_is_kept_to() -> None:
    assert text_files.decode("Crédito".encode("cp1252"), "cp1252").text == "Crédito"
    with pytest.raises(Unreadable):
        text_files.decode("客户".encode("gb18030"), "utf-8")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(row) for row in (["甲", "乙", "丙"], ["1", "2,5" if delimiter != "," else "2", ""])
    )
    assert text_files.delimiter_of(text) == delimiter


def test_excels_own_line_names_the_delimiter_and_counts_as_a_row(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"客户.csv": "sep=;\n客户编号;客户名称\nKH1;甲, 乙\n"})
    (sheet,) = sheets(folder)
    assert sheet.headers == ("客户编号", "客户名称")
    assert sheet.columns[1] == ["甲, 乙"]
    assert sheet.first_row == 3


def test_rows_keep_the_numbers_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    text = '客户编号,客户名称\nKH1,"两\n行"\n\n,\nKH2,乙\n'
    (sheet,) = sheets(write(tmp_path / "in", {"客户.csv": text}))
    assert sheet.columns == (["KH1", "", "", "KH2"], ["两\n行", "", "", "乙"])
    assert [sheet.row_number(place) for place in range(4)] == [2, 3, 4, 5]


def test_titles_above_the_header_are_left_out(tmp_path: Path) -> None:
    text = "2024年上半年客户名单\n\n客户编号,客户名称,行业\nKH1,甲,零售\n"
    (sheet,) = sheets(write(tmp_path / "in", {"客户.csv": text}))
    assert sheet.headers == ("客户编号", "客户名称", "行业")
    assert sheet.first_row == 4
    assert sheet.above == ("2024年上半年客户名单",)


def test_a_quote_left_open_is_refused_and_one_inside_a_cell_is_read(tmp_path: Path) -> None:
    reading = read.read(
        read.files_of(write(tmp_path / "in", {"客户.csv": '客户编号,名称\nKH1,"没有完\nKH2,乙\n'})), Options()
    )
    assert [problem.text.zh for problem in reading.problems] == ["客户.csv：引号不成对，文件可能不完整。"]
    (sheet,) = sheets(write(tmp_path / "two", {"客户.csv": '客户编号,名称\nKH1,"甲"乙"\nKH2,丙\n'}))
    assert sheet.columns[0] == ["KH1", "KH2"]


def test_what_is_no_table_is_listed(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in",
        {
            "客户.csv": TEXT,
            "expected.json": '{"a": 1}',
            "说明.md": "# 说明\n",
            "页面.html": "<!doctype html><table></table>",
            "LICENSE": "MIT",
            ".hidden": "x",
            "~$客户.xlsx": "x",
        },
    )
    (folder / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    (folder / "sub").mkdir()
    (folder / "sub" / "合同.csv").write_text("合同编号,客户编号\nHT1,KH1\n", encoding="utf-8")
    (folder / "sub" / "deep").mkdir()
    (folder / "sub" / "deep" / "x.csv").write_text("a,b\n", encoding="utf-8")
    reading = read.read(read.files_of(folder), Options())
    assert [sheet.file for sheet in reading.sheets] == ["sub/deep/x.csv", "sub/合同.csv", "客户.csv"]
    assert [each.file for each in reading.not_read] == [
        "LICENSE",
        "expected.json",
        "图.png",
        "说明.md",
        "页面.html",
    ]
    assert reading.problems == []


CELLS = st.text(st.characters(codec="gb18030", exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)


@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=20),
    st.sampled_from(ENCODINGS),
    st.sampled_from(text_files.DELIMITERS),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_table_comes_back_from_any_encoding(
    table: list[tuple[str, str, str]], encoding: str, delimiter: str, ends: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ends, quoting=csv.QUOTE_ALL)
    writer.writerow(["客户编号", "客户名称", "备注"])
    writer.writerows(table)
    decoded = text_files.decode(out.getvalue().encode(encoding))
    assert decoded.text == out.getvalue()
    grid = rows.gather(text_files.rows_of(decoded.text, text_files.delimiter_of(decoded.text)))
    headed = rows.cut(grid)
    assert headed is not None
    assert headed.headers == ("客户编号", "客户名称", "备注")
    last = max((at for at, row in enumerate(table) if any(row)), default=-1)
    assert list(zip(*headed.columns, strict=True)) == table[: last + 1]


ROWS = "客户编号,客户名称,备注\nKH1,云岫,a{middle}b\nKH2,恒沐,好\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_nul_is_told_by_its_line(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "客户.csv"
    path.write_bytes(ROWS.format(middle="\0").encode(codec))
    assert errors(path) == ["客户.csv：第 2 行有空字符（NUL），不是完整的文本，请从原系统重新导出。"]


def test_a_nul_in_a_workbook_is_told_by_its_row(tmp_path: Path) -> None:
    path = tmp_path / "客户.xlsx"
    heads, *rows = [line.split(",") for line in ROWS.format(middle="\0").splitlines()]
    write_table(path, "客户", heads, rows)
    assert errors(path) == ["客户.xlsx：工作表“客户”第 2 行有空字符（NUL），请在原文件里删掉它。"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_half_a_character_is_told_by_its_line(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "客户.csv"
    path.write_bytes(ROWS.format(middle="\ud800").encode(codec, "surrogatepass"))
    assert errors(path) == ["客户.csv：第 2 行有半个字符（落单的代理项），请从原系统重新导出。"]


def test_a_program_is_no_text_with_a_nul(tmp_path: Path) -> None:
    path = tmp_path / "客户.csv"
    path.write_bytes(b"\x7fELF" + bytes(range(256)) * 20)
    assert errors(path) == ["客户.csv：不是表格，而是程序。"]
