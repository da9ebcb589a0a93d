"""What is done to a whole column at once comes to what is done cell by cell."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.importers import columnar, evidence, rows, typed, values, words, workbook_child
from csmdesk.importers.context import Index
from csmdesk.importers.drafts import Draft, settle
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.mapping import Column, Fit, Why
from csmdesk.importers.sheet import Sheet

CELLS = st.lists(
    st.one_of(
        st.text(alphabet="Aa1 _-客户（）\u3000\u00a0ＡＢ１'=\t\n\x1f\x85無无", max_size=6),
        st.sampled_from(["", " ", "KH1", "ＫＨ１", " KH1 ", "\ufeffKH1", "'=1", "-", "无", "ﬁ", "İ", "ß"]),
    ),
    max_size=40,
)


def sheet_of(*columns: list[str]) -> Sheet:
    names = ("客户编号", "客户名称", "备注")[: len(columns)]
    return Sheet("a.csv", Path("a.csv"), "", "csv", "utf-8", ",", names, columns, 2)


def read_as(cells: list[str], field: str) -> list[object]:
    kind = KINDS["accounts"]
    fit = Fit(
        kind, (Column(0, "客户编号", "note", Why.WORD), Column(1, "客户名称", field, Why.WORD)), 1.0, ()
    )
    return typed.typed(sheet_of(["x"] * len(cells), cells), fit).fields[field]


@given(CELLS)
def test_numbers_and_texts_are_read_as_each_of_them_is(cells: list[str]) -> None:
    assert read_as(cells, "code") == [
        values.code_of(cell) or None if cell.strip() else None for cell in cells
    ]
    assert read_as(cells, "name") == [cell.strip() for cell in cells]


@given(CELLS)
def test_spellings_of_many_are_those_of_each(cells: list[str]) -> None:
    filled = [cell for cell in cells if cell.strip()]
    assert words.value_keys(cells) == {words.value_key(cell) for cell in filled}
    assert values.codes_of(cells) == {values.code_of(cell) for cell in filled}


@given(st.lists(CELLS, max_size=12), st.integers(1, 5))
def test_rows_become_columns_whatever_the_pieces(data: list[list[str]], times: int) -> None:
    given_rows = data * times * 40
    grid = rows.gather(given_rows)
    width = max(map(len, given_rows), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in given_rows]
    bare = [
        [c[1:] if c[:1] == "'" and c[1:2] and c[1:2] in "=+-@\t\r\n" else c for c in row] for row in padded
    ]
    assert grid.count == len(given_rows)
    assert [list(row) for row in zip(*grid.columns, strict=True)] == (bare if width else [])


def test_equal_cells_of_long_columns_are_one_text() -> None:
    source = [["".join(["高", "价值"]), f"客户{n}", str(n % 7)] for n in range(10_000)]
    columns = rows.gather(source).columns
    assert [len({id(cell) for cell in column}) for column in columns] == [1, 10_000, 7]


@given(CELLS)
def test_a_column_that_holds_each_cell_once_is_told(cells: list[str]) -> None:
    filled = [cell for cell in cells if cell.strip()]
    expected = len(filled) if len(filled) == len(set(filled)) else -1
    assert evidence._filled_once(sheet_of(cells), 0) == expected


@given(CELLS, CELLS)
def test_rows_that_hold_anything_are_counted(first: list[str], second: list[str]) -> None:
    size = min(len(first), len(second))
    sheet = sheet_of(first[:size], second[:size])
    assert evidence._rows(sheet) == sum(any(row) for row in zip(*sheet.columns, strict=True))


def test_names_are_put_together_when_somebody_looks() -> None:
    asked = []

    def spelling(texts: object) -> set[str]:
        asked.append(texts)
        return words.value_keys(list(texts))  # type: ignore[call-overload]

    names = evidence.Names()
    assert not names
    memory: dict[object, object] = {}
    names.add("a", ["", " "], spelling, memory)
    assert not names
    names.add("b", ["云岫 茶饮"], spelling, memory)
    assert names
    assert asked == []
    assert "云岫茶饮" in names
    assert "云岫 茶饮" not in names
    assert len(asked) == 2
    assert names.sources == {"a", "b"}


def test_objects_known_together_are_found_as_those_known_one_by_one() -> None:
    pairs = [("A", "云岫"), ("B", "云 岫"), ("C", "恒沐"), ("C", "恒沐医药"), ("D", "")]
    together, apart = Index(), Index()
    together.add_all([code for code, _ in pairs], [name for _, name in pairs])
    for code, name in pairs:
        apart.add(code, name)
    for each in (together, apart):
        assert [each.find(text) for text in ("A", "云岫", "恒沐", "恒沐医药", "", "E")] == [
            "A", None, "C", "C", None, None,
        ]  # fmt: skip
        each.add("E", "恒沐")
        assert each.find("恒沐") is None
        assert each.names == {"A": "云岫", "B": "云 岫", "C": "恒沐医药", "D": "", "E": "恒沐"}


def test_a_number_that_is_there_twice_or_missing_is_still_noticed() -> None:
    kind = KINDS["accounts"]
    fit = Fit(
        kind,
        (Column(0, "客户编号", "code", Why.WORD), Column(1, "客户名称", "name", Why.WORD)),
        1.0,
        (),
    )
    for codes, names, kept, told in (
        (["A", "B"], ["a", "b"], 2, 0),
        (["A", "A"], ["a", "a"], 1, 0),
        (["A", "A"], ["a", "b"], 1, 1),
        (["A", ""], ["a", "b"], 1, 0),
    ):
        table = typed.typed(sheet_of(codes, names), fit)
        before = len(table.problems)
        found = settle([Draft(table, "accounts", ("code",), dict(table.fields))])
        assert sum(len(each.data) for each in found) == kept
        assert len(table.problems) - before == told


@given(CELLS.filter(bool), CELLS.filter(bool))
def test_cells_that_a_workbooks_reader_hands_over_come_as_they_are(one: list[str], two: list[str]) -> None:
    pieces = list(map(list, zip(one, two, strict=False)))
    lines = list(workbook_child._lines(pieces))
    assert not any("\n" in line for line in lines)
    assert [workbook_child.columns_of(line) for line in lines] == [list(map(list, zip(*pieces, strict=True)))]


@pytest.mark.parametrize("mark", ["\x1d", "\x1e", "\x1f"])
def test_marks_between_cells_may_stand_in_cells(mark: str) -> None:
    pieces = [["a", f"b{mark}c\nd"], [mark, ""]]
    (line,) = workbook_child._lines(pieces)
    assert workbook_child.columns_of(line) == [["a", mark], [f"b{mark}c\nd", ""]]


def test_cells_of_other_kinds_are_handed_over_as_they_are_shown() -> None:
    moment = datetime.datetime.fromisoformat("2024-02-29 08:59:59.999999")
    cells = ["a_xFFFE_b", 1.0, 0.1 + 0.2, True, moment, moment.date(), datetime.timedelta(hours=30), None]
    shown = ["a\ufffeb", "1", "0.3", "TRUE", "2024-02-29 09:00:00", "2024-02-29", "30:00:00", ""]
    for more, as_shown in (("_xFFFF_", "\uffff"), ("\x1f", "\x1f")):
        (line,) = workbook_child._lines([[cell, more] for cell in cells])
        assert workbook_child.columns_of(line) == [shown, [as_shown] * len(cells)]


def test_pieces_of_different_width_become_one_grid() -> None:
    gathering = rows.Gathering()
    gathering.add([["a", "b"]], 2)
    gathering.add([["c"], ["d"]], 1)
    gathering.add([], 1)
    assert (gathering.grid.columns, gathering.grid.count) == ([["a", "b", "c", ""], ["", "", "d", ""]], 4)


def test_a_list_of_objects_is_for_the_csv_module_and_one_of_facts_is_not() -> None:
    objects = "".join(f"KH{n},客户{n},零售\n" for n in range(40_000)).encode()
    facts = "".join(f"U{n},KH{n // 900},2024-06-{n % 28 + 1:02d},{n % 97}\n" for n in range(40_000)).encode()
    assert columnar.gather(objects, ",") is None
    table = columnar.gather(facts, ",")
    assert table is not None
    assert table.count == 40_000
