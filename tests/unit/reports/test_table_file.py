"""Tables for a workbook: typed, whole or not there, and nothing in a customer's name runs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.reports.table_file import Value, write_table

HEADS = ("客户", "年化", "健康度", "决策日", "备注")
ROWS: list[tuple[Value, ...]] = [
    ("岚图家居", Fraction(1130000), Fraction(597, 10), date(2024, 7, 14), None),
    ("=1+1", -5, None, None, '=HYPERLINK("http://x","y")'),
    ("+86 138", 0, Decimal("0.10"), date(1899, 1, 1), "@SUM(A1)"),
    ("-减号", 12, Fraction(1, 3), None, "\t=1"),
    ("00123", 3, 1, None, "第一行\n第二行"),
]


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_csv_is_read_back_and_no_text_is_a_formula(tmp_path: Path) -> None:
    write_table(tmp_path / "客户.csv", "客户", HEADS, ROWS)
    read = read_csv(tmp_path / "客户.csv")
    assert read[0] == list(HEADS)
    assert read[1] == ["岚图家居", "1130000", "59.7", "2024-07-14", ""]
    assert read[2] == ["'=1+1", "-5", "", "", '\'=HYPERLINK("http://x","y")']
    assert read[3] == ["'+86 138", "0", "0.10", "1899-01-01", "'@SUM(A1)"]
    assert read[4] == ["'-减号", "12", "0.333333333333333", "", "'\t=1"]
    assert read[5] == ["00123", "3", "1", "", "第一行\n第二行"]


def test_xlsx_holds_numbers_days_and_texts_and_no_formula(tmp_path: Path) -> None:
    place = tmp_path / "客户.xlsx"
    write_table(place, "客户/2024", HEADS, ROWS, ("", "#,##0.00", "0.0", "", ""))
    book = load_workbook(str(place))
    assert book.sheet_names == ["客户 2024"]
    read = book.get_sheet_by_index(0).to_python()
    assert read[1] == ["岚图家居", 1130000.0, 59.7, date(2024, 7, 14), ""]
    assert read[2][0] == "=1+1"
    assert read[2][4] == '=HYPERLINK("http://x","y")'
    assert read[5][0] == "00123"
    with ZipFile(place) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_no_sheet_name_is_refused(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    place = tmp_path_factory.mktemp("sheet") / "t.xlsx"
    write_table(place, title, ["a"], [["b"]])
    assert load_workbook(str(place)).get_sheet_by_index(0).to_python() == [["a"], ["b"]]


def test_an_empty_table_is_a_row_of_heads(tmp_path: Path) -> None:
    write_table(tmp_path / "t.xlsx", "t", HEADS, [])
    assert load_workbook(str(tmp_path / "t.xlsx")).get_sheet_by_index(0).to_python() == [list(HEADS)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("客户.pdf", "不认识“客户.pdf”的格式：请用 .xlsx 或 .csv。"),
        ("没有/客户.csv", "没有文件夹"),
    ],
)
def test_a_bad_place_is_one_sentence_and_leaves_nothing(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(UserError) as refused:
        write_table(tmp_path / name, "t", HEADS, ROWS)
    assert words in refused.value.text.zh
    assert list(tmp_path.iterdir()) == []


def test_rows_that_fail_leave_the_old_file(tmp_path: Path) -> None:
    place = tmp_path / "客户.csv"
    place.write_text("旧的", encoding="utf-8")

    def rows() -> Iterator[tuple[Value, ...]]:
        yield ROWS[0]
        raise UserError(Text("停", "stop"))

    with pytest.raises(UserError):
        write_table(place, "t", HEADS, rows())
    assert place.read_text(encoding="utf-8") == "旧的"


def test_a_text_that_no_cell_holds_is_refused_in_a_workbook_and_whole_in_a_text_file(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["short"], ["长" * 40_000]]
    with pytest.raises(UserError) as refused:
        write_table(tmp_path / "a.xlsx", "a", ["备注"], rows)
    assert refused.value.text.zh == (
        "第 2 行“备注”有 40,000 个字，工作表的一格放不下（最多 32,767 个），请存成 .csv。"
    )
    assert list(tmp_path.iterdir()) == []
    write_table(tmp_path / "a.csv", "a", ["备注"], rows)
    assert len((tmp_path / "a.csv").read_text(encoding="utf-8-sig")) > 40_000


def test_a_text_that_begins_with_an_apostrophe_and_a_sign_is_told_from_one_that_was_guarded(
    tmp_path: Path,
) -> None:
    write_table(tmp_path / "a.csv", "a", ["备注"], [["=1"], ["'=1"], ["''=1"], ["'1"], ["'"]])
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["备注", "'=1", "''=1", "'''=1", "'1", "'"]
