"""Text files as other programs leave them: put together, padded, quoted their own way, or no tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from csmdesk.importers import text_bytes
from tests.unit.importers.making import errors, planned, table, warnings, write

HEADER = "合同编号,客户名称,开始日期,到期日期,合同金额(元)\n"
ROWS = (
    "HT1,云岫茶饮,2023-01-01,2023-12-31,120000.50\n",
    "HT2,恒沐医药,2024-03-05,2025-03-04,9800\n",
    "00123,星澜,2024-03-06,2025-03-05,9801\n",
)
TEXT = HEADER + "".join(ROWS)
EXPECTED = [
    ("HT1", "云岫茶饮", "2023-01-01", "2023-12-31", 12_000_050),
    ("HT2", "恒沐医药", "2024-03-05", "2025-03-04", 980_000),
    ("00123", "星澜", "2024-03-06", "2025-03-05", 980_100),
]
WRITTEN = {
    "an end mark of DOS": TEXT.encode() + b"\x1a",
    "files put together": "\ufeff".encode()
    + (HEADER + ROWS[0] + "\ufeff" + HEADER + ROWS[1] + ROWS[2]).encode(),
    "rows put together": (HEADER + ROWS[0] + "\ufeff" + ROWS[1] + ROWS[2]).encode(),
    "formulas around texts": TEXT.replace("00123", '="00123"').replace("HT2", '"=""HT2"""').encode("gb18030"),
    "a formula at the end": (TEXT.rstrip("\n").replace("9801", '="9801"')).encode(),
    "line ends made twice": TEXT.replace("\n", "\r\r\n").encode(),
    "marks that nobody sees": TEXT.replace("HT2", "\u200bHT2\ufeff")
    .replace("2024-03-06", "\u200e2024-03-06")
    .replace("9801", "\u202d9801\u202c")
    .encode(),
    "separators of India": TEXT.replace("120000.50", '"1,20,000.50"').encode(),
    "commas of full width": TEXT.replace(",", "，").encode(),
    "carets": TEXT.replace(",", "^").encode(),
    "control characters": TEXT.replace(",", "\x01").encode(),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_a_text_is_read_with_its_values(tmp_path: Path, case: str) -> None:
    folder = write(tmp_path / "in", {})
    (folder / "合同.csv").write_bytes(WRITTEN[case])
    made = planned(folder, account=["new"])
    names = {row["code"]: row["name"] for row in table(made, "accounts")}
    assert [
        (row["code"], names[row["account_id"]], row["start_day"], row["end_day"], row["amount_fen"])
        for row in table(made, "contracts")
    ] == EXPECTED


def test_zero_bytes_at_the_end_are_told_and_others_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {})
    (folder / "合同.csv").write_bytes(TEXT.encode() + b"\0" * 300)
    assert any("末尾有 300 个空字节" in told for told in warnings(folder, account=["new"]))
    (folder / "合同.csv").write_bytes(TEXT.replace("恒沐", "恒\0沐").encode())
    line = TEXT[: TEXT.index("恒沐")].count("\n") + 1
    assert errors(folder) == [f"合同.csv：第 {line} 行有空字符（NUL），不是完整的文本，请从原系统重新导出。"]
    # The zeros of UTF-16 are no damage.
    (folder / "合同.csv").write_bytes(TEXT.encode("utf-16-le"))
    assert errors(folder, account=["new"]) == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"a" * (5 << 20), "没有换行"),
        (b"abc," * (2 << 20), "没有换行"),
        (b"\n" * (5 << 20), "行或单元格太多"),
        (b",".join([b"a"] * 100_000) + b"\n" + b",".join([b"b"] * 100_000) + b"\n", "超过 16,384 列"),
        (b'"' + b"abcdefghijklmnop,b\n" * 700_000, "引号不成对"),
    ],
)
def test_what_is_too_large_for_a_table_is_refused_before_it_costs_memory(
    tmp_path: Path, data: bytes, why: str
) -> None:
    folder = write(tmp_path / "in", {})
    (folder / "合同.csv").write_bytes(data)
    (told,) = errors(folder)
    assert why in told


def test_a_long_row_in_utf16_is_no_long_line(tmp_path: Path) -> None:
    path = tmp_path / "合同.csv"
    path.write_bytes(("客户,上海\n" * 300_000).encode("utf-16"))
    text_bytes.check(path)
    assert path.stat().st_size > text_bytes.MAX_LINE


def test_formula_errors_of_a_spreadsheet_saved_as_text_are_told(tmp_path: Path) -> None:
    text = TEXT.replace("2023-12-31", "#REF!").replace("2025-03-04", "\\N")
    folder = write(tmp_path / "in", {"合同.csv": text})
    assert "合同.csv“到期日期”列：有公式错误（#REF!），日期和数字按空白读取。" in [
        told.replace(" ", "") for told in warnings(folder, account=["new"])
    ]
    ends = [row["end_day"] for row in table(planned(folder, account=["new"]), "contracts")]
    assert ends == [None, None, "2025-03-05"]
