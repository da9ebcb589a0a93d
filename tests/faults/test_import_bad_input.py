"""Files that must not be imported: a sentence names file, row, column and value; the book stays as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msoffcrypto
import openpyxl
import pytest

from csmdesk.domain.errors import UserError
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.importers.making import BASE, base, digest_of, import_into, rows_of, write


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book that holds the base files; every test has to leave it as it is."""
    with Book.create(tmp_path_factory.mktemp("bad") / "book").book as made:
        import_into(made, base(tmp_path_factory.mktemp("base") / "in"))
        yield made


def refused(book: Book, source: Path, **options: list[str]) -> UserError:
    """Import as the program does; it has to refuse and to leave no trace."""
    from csmdesk.importers.apply import apply
    from csmdesk.importers.known import known
    from csmdesk.importers.options import Options
    from csmdesk.importers.plan import plan

    before, history = digest_of(book), book.store.history()
    with book.reading() as connection:
        held = known(connection)
    with pytest.raises(UserError) as error:
        apply(book, plan(source, Options.parse(**options), held))
    assert digest_of(book) == before
    assert book.store.history() == history
    assert rows_of(book, "SELECT count(*) FROM usage_staged") == [(0,)]
    return error.value


class Bad(NamedTuple):
    """One file of the base replaced; the sentence has to say these."""

    name: str
    text: str
    row: int
    column: str
    value: str
    why: str


def changed(name: str, old: str, new: str) -> str:
    """A base file's text with one thing changed."""
    text = BASE[f"{name}.csv"]
    assert old in text
    return text.replace(old, new, 1)


def added(name: str, line: str) -> str:
    """A base file's text with a row more."""
    return BASE[f"{name}.csv"] + line + "\n"


CELLS = {
    "a score of 11": Bad(
        "问卷", changed("问卷", "NPS,10", "NPS,11"), 2, "评分", "11", "不在 0–10 之间（NPS）"
    ),
    "a CSAT of 6": Bad("问卷", changed("问卷", "CSAT,4", "CSAT,6"), 3, "评分", "6", "不在 1–5 之间（CSAT）"),
    "a health score of 101": Bad(
        "健康度", changed("健康度", "77.5", "101"), 2, "得分", "101", "不在 0–100 之间"
    ),
    "a health score below 0": Bad(
        "健康度", changed("健康度", "77.5", "-1"), 2, "得分", "-1", "不在 0–100 之间"
    ),
    "a score with four decimals": Bad(
        "健康度", changed("健康度", "77.5", "77.1234"), 2, "得分", "77.1234", "最多三位小数"
    ),
    "more active than provisioned": Bad(
        "功能使用", changed("功能使用", "40,33", "40,41"), 2, "30天活跃账号数", "41", "多于开通“40”"
    ),
    "a negative count": Bad(
        "功能使用", changed("功能使用", "40,33", "40,-3"), 2, "30天活跃账号数", "-3", "是负数"
    ),
    "half an account": Bad(
        "功能使用", changed("功能使用", "40,33", "40,3.5"), 2, "30天活跃账号数", "3.5", "不是整数"
    ),
    "30 February": Bad(
        "合同", changed("合同", "2023-12-31", "2024-02-30"), 2, "到期日期", "2024-02-30", "这一天不存在"
    ),
    "29 February of a common year": Bad(
        "健康度", changed("健康度", "2024-06-30", "2023/2/29"), 2, "评分日期", "2023/2/29", "这一天不存在"
    ),
    "no date": Bad("触达记录", changed("触达记录", "2024-06-16", "六月"), 2, "日期", "六月", "不是日期"),
    "an end before its start": Bad(
        "合同",
        changed("合同", "2023-12-31", "2022-12-31"),
        2,
        "到期日期",
        "2022-12-31",
        "早于开始日期 2023-01-01",
    ),
    "a contract of an unknown account": Bad(
        "合同", changed("合同", "HT3,KH2", "HT3,KH9"), 4, "客户编号", "KH9", "没有"
    ),
    "a receipt of an unknown contract": Bad(
        "回款", changed("回款", "HK2,HT3", "HK2,HT9"), 3, "合同编号", "HT9", "没有"
    ),
    "an answer of an unknown contact": Bad(
        "问卷", changed("问卷", "LX2", "LX9"), 3, "联系人编号", "LX9", "没有"
    ),
    "a renewal of an unknown contract": Bad(
        "合同", changed("合同", '"130,000.00",HT1', '"130,000.00",HT8'), 3, "续签自合同", "HT8", "没有"
    ),
    "a renewal of itself": Bad(
        "合同",
        changed("合同", '"130,000.00",HT1', '"130,000.00",HT2'),
        3,
        "续签自合同",
        "HT2",
        "续签自它自己",
    ),
    "a renewal cycle": Bad(
        "合同", changed("合同", '"120,000.00",', '"120,000.00",HT2'), 3, "续签自合同", "HT1", "成环"
    ),
    "one number with two contents": Bad(
        "客户",
        added("客户", "KH1,云岫茶饮,餐饮,高价值,2022-09-04,订单中心、BI报表"),
        4,
        "客户编号",
        "KH1",
        "内容不同（第 2 行，“行业”不一致）",
    ),
    "one contract number with two contents": Bad(
        "合同",
        added("合同", 'HT3,KH2,新签,2023-03-01,2024-02-29,"90,001.00",'),
        5,
        "合同编号",
        "HT3",
        "内容不同（第 4 行",
    ),
    "one score with two values": Bad(
        "健康度",
        added("健康度", "KH2,2024-06-30,活跃度,99"),
        5,
        "客户编号",
        "KH2、活跃度、2024-06-30",
        "内容不同",
    ),
    "an amount of 12万3": Bad(
        "合同", changed("合同", '"120,000.00"', "12万3"), 2, "合同金额(元)", "12万3", "不是数字"
    ),
    "a part of a fen": Bad(
        "回款", changed("回款", '"130,000.00"', "130000.005"), 2, "到账金额(元)", "130000.005", "零头"
    ),
    "a negative amount of a contract": Bad(
        "合同", changed("合同", '"120,000.00"', "-5"), 2, "合同金额(元)", "-5", "是负数"
    ),
    "a missing amount": Bad("合同", changed("合同", '"120,000.00"', ""), 2, "合同金额(元)", "", "缺少金额"),
    "a missing number": Bad("联系人", changed("联系人", "LX2,", ","), 3, "联系人编号", "", "缺少编号"),
    "a missing account": Bad("触达记录", changed("触达记录", "KH2,", ","), 4, "客户编号", "", "缺少客户"),
    "neither yes nor no": Bad(
        "联系人", changed("联系人", "CEO,是", "CEO,也许"), 2, "是否高管", "也许", "看不出"
    ),
    "two equal headers": Bad(
        "客户", changed("客户", "行业,客户分层", "行业,行业"), 1, "行业", "行业", "出现了两次"
    ),
    "an empty header": Bad(
        "客户", changed("客户", "行业,客户分层", ",客户分层"), 1, "", "零售", "第 3 列没有表头"
    ),
    "more cells than headers": Bad(
        "健康度", changed("健康度", "77.5", "77.5,多余"), 1, "", "多余", "第 5 列没有表头"
    ),
    "headers with no rows": Bad(
        "健康度", BASE["健康度.csv"].splitlines()[0] + "\n", 1, "", "", "表头下面没有数据"
    ),
    "a needed column missing": Bad(
        "合同",
        "合同编号,客户编号,合同类型,到期日期,合同金额(元)\nHT1,KH1,新签,2023-12-31,5\n",
        1,
        "",
        "",
        "缺少“开始日期”或“有效期”列",
    ),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_bad_cell_is_named_and_nothing_is_imported(book: Book, tmp_path: Path, case: str) -> None:
    bad = CELLS[case]
    error = refused(book, base(tmp_path / "in", **{bad.name: bad.text}))
    sentence = error.text.zh
    place = f"{bad.name}.csv 第 {bad.row} 行"
    assert sentence.startswith(f"{place}“{bad.column}”列：" if bad.column else f"{place}："), sentence
    assert bad.why in sentence
    if bad.value:
        assert f"“{bad.value}”" in sentence
    english = error.text.en
    assert english.startswith(f"{bad.name}.csv, row {bad.row}")
    assert bad.column in english
    assert bad.value in english


def test_rows_are_counted_as_a_spreadsheet_shows_them(book: Book, tmp_path: Path) -> None:
    text = '客户编号,日期,渠道,说明\nKH1,2024-06-16,拜访,"两\n行"\n\nKH2,2024-06-31,电话,\n'
    error = refused(book, base(tmp_path / "in", 触达记录=text))
    assert error.text.zh == "触达记录.csv 第 4 行“日期”列：“2024-06-31”这一天不存在。"


def test_the_first_of_several_is_told_and_the_others_are_counted(book: Book, tmp_path: Path) -> None:
    folder = base(tmp_path / "in", 问卷=BASE["问卷.csv"].replace("10", "11").replace("CSAT,4", "CSAT,9"))
    assert refused(book, folder).text.zh == (
        "问卷.csv 第 2 行“评分”列：“11”不在 0–10 之间（NPS）。（另有 1 处错误）"
    )


def test_one_problem_is_told_once(book: Book, tmp_path: Path) -> None:
    # The contract with the bad day is still known, so its receipt is not a second problem.
    folder = base(tmp_path / "in", 合同=changed("合同", "2024-01-01", "2024-02-30"))
    assert "另有" not in refused(book, folder).text.zh


def test_a_missing_file_and_an_empty_folder(book: Book, tmp_path: Path) -> None:
    missing = tmp_path / "没有.csv"
    assert refused(book, missing).text.zh == f"找不到“{missing}”。"
    (tmp_path / "empty").mkdir()
    assert "没有文件" in refused(book, tmp_path / "empty").text.zh


def test_an_empty_file(book: Book, tmp_path: Path) -> None:
    assert refused(book, base(tmp_path / "in", 合同="")).text.zh.startswith("合同.csv：文件是空的。")


def test_text_of_no_known_encoding(book: Book, tmp_path: Path) -> None:
    folder = base(tmp_path / "in")
    (folder / "客户.csv").write_bytes(b"account id,account name\nKH1,Cr\xe9dito\xff\xff\n")
    assert refused(book, folder).text.zh.startswith("客户.csv：文字编码既不是 UTF-8 也不是 GB18030")


def test_a_table_that_nobody_knows_stops_everything(book: Book, tmp_path: Path) -> None:
    folder = base(tmp_path / "in")
    write(folder, {"菜谱.csv": "菜名,做法\n鱼香肉丝,炒\n"})
    assert "菜谱.csv：看不出这是什么表" in refused(book, folder).text.zh


def test_the_same_content_twice_counts_once(tmp_path: Path) -> None:
    double = {
        name: text + text.splitlines()[1] + "\n" for name, text in BASE.items() if name not in _WITHOUT_NUMBER
    }
    with Book.create(tmp_path / "one").book as one, Book.create(tmp_path / "two").book as two:
        import_into(one, base(tmp_path / "a"))
        import_into(two, write(base(tmp_path / "b"), double))
        for table in ("accounts", "contacts", "contracts", "receipts", "usage", "health_scores"):
            assert rows_of(one, f"SELECT * FROM {table}") == rows_of(two, f"SELECT * FROM {table}")


_WITHOUT_NUMBER = {"触达记录.csv", "问卷.csv", "作战任务.csv"}


def test_amounts_and_days_that_look_odd_are_read(tmp_path: Path) -> None:
    text = """合同编号,客户编号,合同类型,开始日期,到期日期,合同金额(元),续签自合同
HT1,KH1,新签,２０２３－０１－０１,45291,12万,
HT2,KH1,续约,45292,2024年12月31日,1.2亿,HT1
HT3,KH2,新签,2023.3.1,20240229,"９０,０００．００",
"""
    with Book.create(tmp_path / "book").book as book:
        import_into(book, base(tmp_path / "in", 合同=text))
        assert rows_of(book, "SELECT code, start_day, end_day, amount_fen FROM contracts") == [
            ("HT1", "2023-01-01", "2023-12-31", 12_000_000),
            ("HT2", "2024-01-01", "2024-12-31", 12_000_000_000),
            ("HT3", "2023-03-01", "2024-02-29", 9_000_000),
        ]
        assert check(book) == []


# --- workbooks ----------------------------------------------------------------------------------------------


def workbook(path: Path) -> Path:
    """A workbook of the base accounts."""
    made = openpyxl.Workbook()
    for line in BASE["客户.csv"].splitlines():
        made.active.append(line.split(","))
    made.save(path)
    return path


def locked(path: Path) -> None:
    """Put a password on the workbook."""
    plain = io.BytesIO(path.read_bytes())
    with path.open("wb") as out:
        msoffcrypto.OfficeFile(plain).encrypt("secret", out)


def truncated(path: Path) -> None:
    """Cut the workbook short."""
    path.write_bytes(path.read_bytes()[:-500])


def sheet_changed(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Change the bytes of the workbook's sheet."""

    def apply(path: Path) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                data = old.read(name)
                new.writestr(name, change(data) if name == "xl/worksheets/sheet1.xml" else data)
        path.write_bytes(out.getvalue())

    return apply


def renamed_text(path: Path) -> None:
    """Text that only calls itself a workbook."""
    path.write_text("<html><table><tr><td>x</td></tr></table></html>", encoding="utf-8")


WORKBOOKS: dict[str, tuple[Callable[[Path], None], str]] = {
    "password-protected": (locked, "工作簿有密码保护"),
    "truncated": (truncated, "工作簿不完整或已损坏"),
    "A1:XFD1048576": (
        sheet_changed(lambda data: data.replace(b'ref="A1:F3"', b'ref="A1:XFD1048576"')),
        "XFD1048576",
    ),
    "a zip bomb": (sheet_changed(lambda data: data + b" " * (20 << 20)), "解压后大得不合理"),
    "entities": (sheet_changed(lambda data: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + data), "外部实体"),
    "a damaged sheet": (sheet_changed(lambda data: data[: len(data) // 2]), "工作簿"),
    "a web page": (renamed_text, "其实是网页"),
}


@pytest.mark.parametrize("case", WORKBOOKS)
def test_a_bad_workbook_is_named_and_nothing_is_imported(book: Book, tmp_path: Path, case: str) -> None:
    spoil, why = WORKBOOKS[case]
    folder = base(tmp_path / "in", 客户=None)
    spoil(workbook(folder / "客户.xlsx"))
    sentence = refused(book, folder).text.zh
    assert sentence.startswith("客户.xlsx：")
    assert why in sentence


def test_the_workbook_is_good_before_it_is_spoilt(tmp_path: Path) -> None:
    folder = base(tmp_path / "in", 客户=None)
    workbook(folder / "客户.xlsx")
    with Book.create(tmp_path / "book").book as made:
        assert import_into(made, folder).counts["accounts"].new == 2
