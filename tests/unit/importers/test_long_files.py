"""Long files are read by columns: what comes of them is what reading row after row makes of them."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.importers import build_usage, columnar, read, rows, text_files
from csmdesk.importers.coded import Coded, paired, taken, with_cells
from csmdesk.importers.desk import ImportDesk
from csmdesk.importers.options import Options
from csmdesk.importers.plan import Plan, plan
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from csmdesk.storage.facts import Facts
from tests.unit.importers.making import BASE, base, write

CELLS = st.sampled_from(
    ["", " ", "NA", "null", "None", "nan", "007", "7", "7.0", "客户", "𠀀", "'=1", "'", "a b", "K1", "1,2",
     "1;2", "八个字节长吗", "exactly8", "exactly8exactly8", "长" * 30, "x" * 65, "1\t2", "é\u2028é",
     "2024-06-01"]
)  # fmt: skip
ODD = st.sampled_from(
    ['"a"', '"a\nb"', '"a""b"', '"a,b"', 'a"b', '"a"b', '"open', "a\rb", "\x00", "\x0b", "\ufeff"]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """A delimited text, mostly even, and its delimiter."""
    delimiter = draw(st.sampled_from([",", "\t", ";", "|"]))
    width, usual = draw(st.integers(1, 4)), draw(st.sampled_from(["\n", "\r\n"]))
    around = draw(st.sampled_from(["", "", '"']))
    lines = []
    for _ in range(draw(st.integers(1, 12))):
        count = draw(st.sampled_from([width] * 12 + [0, 1, width + 1]))
        odd = draw(st.integers(0, 15)) == 0
        usable = CELLS.filter(lambda cell: delimiter not in cell)
        cells = [draw(ODD) if odd else f"{around}{draw(usable)}{around}" for _ in range(count)]
        end = draw(ENDS) if draw(st.integers(0, 15)) == 0 else usual
        lines.append(delimiter.join(cells) + end)
    text = "".join(lines)
    return (text.rstrip("\r\n") if draw(st.booleans()) else text), delimiter


@given(texts(), st.integers(1, 60))
def test_a_text_has_the_same_cells_by_columns_and_row_by_row(made: tuple[str, str], piece: int) -> None:
    text, delimiter = made
    if text_files.names_delimiter(text):
        return
    try:
        expected = rows.gather(text_files.rows_of(text, delimiter))
    except csv.Error:
        expected = None
    with patch.object(columnar, "_PIECE", piece):
        try:
            found = columnar.gather(text.encode(), delimiter)
        except csv.Error:
            assert expected is None
            return
    if found is None:
        assert "\0" in text
        return
    assert expected is not None
    assert found.count == expected.count
    assert [list(column) for column in found.columns] == expected.columns
    for column in found.columns:
        assert isinstance(column, Coded)
        assert list(column.values) == list(dict.fromkeys(column))


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=30), st.data())
def test_a_coded_column_reads_like_the_list_of_its_cells(cells: list[str], data: st.DataObject) -> None:
    found = columnar.gather("".join(f"{cell}\n" for cell in cells).encode(), ",")
    assert found is not None
    column = found.columns[0]
    start, stop = data.draw(st.integers(0, len(cells))), data.draw(st.integers(0, len(cells)))
    places = data.draw(st.lists(st.integers(0, len(cells) - 1)))
    at = data.draw(st.integers(0, len(cells) - 1))
    assert isinstance(column, Coded)
    for part, expected in (
        (column[start:], cells[start:]),
        (column[start:stop], cells[start:stop]),
        (column[::-1], cells[::-1]),
        (taken(column, places), [cells[place] for place in places]),
        (with_cells(column, {at: "new"}), [*cells[:at], "new", *cells[at + 1 :]]),
        (column.map(str.upper), [cell.upper() for cell in cells]),
    ):
        assert isinstance(part, Coded)
        assert list(part) == expected
        assert list(part.values) == list(dict.fromkeys(expected))
    assert column[at] == cells[at]
    assert column.places_where("a".__eq__) == [place for place, cell in enumerate(cells) if cell == "a"]
    pairs = paired([column, column[::-1]])
    assert pairs is not None
    assert list(pairs) == list(zip(cells, cells[::-1], strict=True))


# --- plans ------------------------------------------------------------------------------------------------


@contextmanager
def by_columns(on: bool) -> Iterator[None]:
    """Files read by columns whatever their length, or none."""
    with patch.object(read, "LONG", 0 if on else 1 << 60), patch.object(columnar, "_PIECE", 300):
        yield


HEADS = ["客户编号", "功能模块", "统计日期", "开通账号数", "30天活跃账号数"]
GOOD = {
    "客户编号": ["KH1", "KH2", " KH1 ", "ＫＨ２", "云岫茶饮", "kh1"],
    "客户名称": ["云岫茶饮", "恒沐医药", "", "云岫茶饮有限公司"],
    "合同编号": ["HT1", "HT2", "HT3", ""],
    "功能模块": ["订单中心", "BI报表", " 订单中心", "看板"],
    "统计日期": ["2024-06-01", "2024/6/2", "20240603", "45446", "2024年6月5日", "2024-06-28"],
    "开通账号数": ["40", "50", "0050", "1e2", "60.0", "0.01万", "1,000", "", "NA", "－"],
    "30天活跃账号数": ["0", "7", "07", "3.0", "12", "2,0"],
    "核心功能": ["是", "否", "", "1"],
    "使用记录编号": [f"R{n}" for n in range(400)],
    "备注": ["", "随便", "null"],
}
CALM = {
    "客户编号": ["KH1", "KH2", " KH1 ", "云岫茶饮"],
    "开通账号数": ["40", "50", "0050", "60.0", "0.01万", "", "NA"],
    "30天活跃账号数": ["0", "7", "07", "3.0", "12"],
}
BAD = {
    "客户编号": ["KH9", "", "None", "云岫"],
    "功能模块": [""],
    "统计日期": ["", "2024-13-01", "昨天", "NA"],
    "开通账号数": ["-1", "1.5", "很多"],
    "30天活跃账号数": ["", "N/A", "99", "-3", "3.2"],
    "核心功能": ["也许"],
    "使用记录编号": ["R1", "R2", ""],
}
LINES = [
    "", ",,,,", "合计,,,100,50", "Total,,,3,3", "注：系统导出", "{head}", "KH1,订单中心",
    '"KH1","订单中心","2024-06-20","1","1"', '"KH\n1",订单中心,2024-06-22,5,5',
    "KH1,订单中心,2024-06-21,5,5,多一格",
]  # fmt: skip


def _file(chance: random.Random) -> str:
    """A usage file: mostly rows as a system writes them, and now and then what people leave in files."""
    calm = chance.random() < 0.6
    heads = [head for head in HEADS if calm or chance.random() > 0.03]
    heads += [head for head in GOOD if head not in HEADS and chance.random() < (0.05 if calm else 0.15)]
    if chance.random() < 0.05 and HEADS[-1] in heads:
        heads[heads.index(HEADS[-1])] = "使用次数"
    chance.shuffle(heads)
    lines = []
    if chance.random() < 0.1:
        lines.append("功能使用明细（2024年）")
    lines.append(",".join(heads))
    fault = chance.choice([0.0, 0.0, 0.0, 0.01, 0.2])
    odd = chance.choice([0.0, 0.0, 0.02, 0.1])
    plain = calm or chance.random() < 0.5
    for row in range(chance.randint(1, 60)):
        if chance.random() < odd:
            lines.append(chance.choice(LINES).format(head=",".join(heads)))
            continue
        cells = []
        for head in heads:
            good = (CALM if calm else GOOD).get(head) or GOOD.get(head, GOOD["30天活跃账号数"])
            bad = BAD.get(head, [""])
            if plain and head == "统计日期":
                cells.append(f"2024-{row // 28 + 1:02d}-{row % 28 + 1:02d}")
            elif head == "使用记录编号" and plain:
                cells.append(f"R{row}")
            else:
                cells.append(chance.choice(bad if chance.random() < fault else good))
        lines.append(",".join(f'"{cell}"' if "," in cell else cell for cell in cells))
    if chance.random() < 0.15:
        lines.append(chance.choice(["合计,,,100,50", "", "共 60 行", "注：以上为系统导出"]))
    return "\n".join(lines) + ("\n" if chance.random() < 0.8 else "")


def _said(made: Plan) -> tuple[object, ...]:
    content = replace(made.content, usage=list(made.content.usage))
    return content, made.problems, made.sheets, made.not_read


@pytest.mark.parametrize("seed", range(40))
def test_a_plan_is_the_same_by_columns_and_row_by_row(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    files = {"功能使用.csv": _file(chance)}
    if chance.random() < 0.25:
        files["功能使用 二.csv"] = _file(chance)
    folder = write(base(tmp_path / "in", 功能使用=None), files)
    options = Options.parse(repeated=["功能使用.csv"]) if chance.random() < 0.1 else Options()
    made = []
    for on in (False, True):
        with by_columns(on):
            made.append(plan(folder, options))
    # As the sheets of a workbook are, which are read row by row.
    with by_columns(False), patch.object(build_usage, "LONG", 0):
        made.append(plan(folder, options))
    assert _said(made[1]) == _said(made[0])
    assert _said(made[2]) == _said(made[0])


class Stopped(Exception):
    """What stops a reading."""


def test_reading_a_long_file_can_be_stopped(tmp_path: Path) -> None:
    path = base(tmp_path / "in") / "功能使用.csv"

    def stop() -> None:
        raise Stopped

    with by_columns(True), pytest.raises(Stopped):
        read.tables_of(path.name, path, check=stop)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_long_file_says_the_encoding_that_it_is_in(encoding: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"功能使用.csv": BASE["功能使用.csv"]}, encoding)
    tables = []
    for on in (False, True):
        with by_columns(on):
            (raw,) = read.tables_of("功能使用.csv", folder / "功能使用.csv")
            tables.append((raw.encoding, raw.delimiter, raw.notes, [list(each) for each in raw.grid.columns]))
            assert isinstance(raw.grid.columns[0], Coded) is on
    assert tables[0] == tables[1]


def test_plain_usage_goes_by_columns_to_the_end(tmp_path: Path) -> None:
    with by_columns(True):
        made = plan(base(tmp_path / "in"))
    assert isinstance(made.content.usage, Facts)
    assert len(made.content.usage) == 3
    assert made.content.usage[0] == next(iter(made.content.usage))
    with by_columns(False), patch.object(build_usage, "LONG", 3):
        assert isinstance(plan(tmp_path / "in").content.usage, Facts)
    with by_columns(False):
        assert isinstance(plan(tmp_path / "in").content.usage, list)


# --- on the desk ------------------------------------------------------------------------------------------


def _long(chance: random.Random, rows: int) -> str:
    lines = [",".join(HEADS)]
    keys = [(code, module, day) for code in ("KH1", "KH2") for module in "甲乙丙" for day in range(28)]
    for code, module, day in chance.sample(keys, rows):
        most = chance.choice(["", "5", "9"])
        lines.append(f"{code},{module},2024-05-{day + 1:02d},{most},{chance.randint(0, 5)}")
    return "\n".join(lines) + "\n"


def _usage(book: Book) -> list[list[tuple[object, ...]]]:
    with book.reading() as connection:
        return [
            connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3").fetchall()
            for columns, table in (
                ("account_id, module_id, day, provisioned, active", "usage"),
                ("day, account_id, provisioned, active, modules, used, core_used", "usage_days"),
            )
        ]


@pytest.mark.parametrize("seed", range(6))
def test_files_later_and_later_come_to_the_same_book(seed: int, tmp_path: Path) -> None:
    states = []
    for on in (False, True):
        chance = random.Random(seed)
        with Book.create(tmp_path / str(on)).book as book, by_columns(on):
            desk = ImportDesk(book)
            base(tmp_path / f"in{on}", 功能使用=None)
            desk.read([tmp_path / f"in{on}"])
            desk.apply(desk.check())
            desk.clear()
            seen: list[object] = []
            for turn in range(3):
                text = _long(chance, chance.choice([1, 40, 120]))
                folder = write(tmp_path / f"{on}{turn}", {"功能使用.csv": text})
                (sheet,) = desk.read([folder / "功能使用.csv"])
                desk.edit(sheet, 2, 4, "1")
                checked = desk.check()
                assert isinstance(checked.plan.content.usage, Facts) is on
                (effect,) = [each for each in desk.effect(checked).tables if each.table == "usage"]
                desk.apply(checked)
                desk.clear()
                seen.append(((effect.new, effect.changed, effect.same), *_usage(book)))
            assert check(book) == []
            book.store.undo()
            seen.append(_usage(book))
            states.append(seen)
    assert states[0] == states[1]
