"""The import desk: what is read can be corrected, checked, mended and seen before anything is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from csmdesk.domain.changes import Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.pace import Pace
from csmdesk.importers.desk import ImportDesk
from csmdesk.importers.desk_parts import Choices, SourceSheet
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.importers.making import BASE, base, digest_of, import_into, rows_of, write


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """An empty book."""
    with Book.create(tmp_path / "book").book as made:
        yield made


@pytest.fixture
def desk(book: Book) -> ImportDesk:
    """A desk for it."""
    return ImportDesk(book)


def of_kind(desk: ImportDesk, kind: str) -> SourceSheet:
    """The one sheet of a kind."""
    (sheet,) = (sheet for sheet in desk.sheets if sheet.kind == kind)
    return sheet


class Stopping:
    """A job that stops the work at its ``at``-th look."""

    class Stopped(Exception):
        """The work was stopped."""

    def __init__(self, at: int) -> None:
        self.left = at

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise self.Stopped

    def progress(self, done: int, total: int) -> None:
        assert 0 <= done <= total
        self.check()


def test_files_become_sheets_with_their_kind_columns_and_reasons(desk: ImportDesk, tmp_path: Path) -> None:
    folder = base(tmp_path / "in")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 no archive")
    (folder / "说明.md").write_text("# 说明", encoding="utf-8")
    sheets = desk.read([folder])
    assert {sheet.kind for sheet in sheets if sheet.kind} >= {"accounts", "contracts", "usage", "touches"}
    (broken,) = (sheet for sheet in sheets if sheet.file == "坏.xlsx")
    assert broken.refusal is not None
    assert (broken.standing, broken.ignored, broken.columns) == ("refused", False, ())
    (prose,) = (sheet for sheet in sheets if sheet.file == "说明.md")
    assert prose.ignored
    contracts = of_kind(desk, "contracts")
    assert contracts.standing == "clear"
    assert contracts.kind_confidence > 90
    amount = next(column for column in contracts.columns if column.field == "amount")
    assert (amount.heading, amount.samples[0], amount.first) == ("合同金额(元)", "120,000.00", "120,000.00")
    assert (amount.why_text.zh, amount.confidence, amount.required) == ("同义词", 100, True)


def test_a_preview_shows_rows_as_they_will_be_kept(desk: ImportDesk, tmp_path: Path) -> None:
    text = BASE["合同.csv"].replace("2024-12-31", "2024-13-31")
    desk.read([base(tmp_path / "in", 合同=text)])
    shown = desk.preview(of_kind(desk, "contracts"), 3)
    names = [name for name, _ in shown.fields]
    rows = {number: dict(zip(names, cells, strict=True)) for number, cells in shown.rows}
    assert rows[2]["account"].text == "云岫茶饮"
    assert (rows[2]["kind"].text, rows[3]["kind"].text) == ("新签", "续约")
    assert rows[2]["amount"].text == "120,000.00"
    assert rows[3]["end_day"].text == "2024-13-31"
    assert rows[3]["end_day"].problem is not None


def test_a_column_is_mapped_by_hand_left_out_and_remembered(
    desk: ImportDesk, book: Book, tmp_path: Path
) -> None:
    text = "代号,名头,属于\nKH1,云岫,零售\n"
    (sheet,) = desk.read([write(tmp_path / "a", {"x.csv": text}) / "x.csv"])
    assert (sheet.kind, sheet.standing) == (None, "confirm")
    sheet = desk.reread(sheet, kind="accounts")
    for column, field in ((0, "code"), (1, "name"), (2, "industry")):
        sheet = desk.map(sheet, column, field)
    assert [column.field for column in sheet.columns] == ["code", "name", "industry"]
    assert {column.why_text.zh for column in sheet.columns} == {"手动"}
    # A field goes to one column: who had it gives it up.
    moved = desk.map(sheet, 0, "industry")
    assert [column.field for column in moved.columns] == ["industry", "name", None]
    desk.map(desk.map(moved, 0, "code"), 2, "industry")
    desk.remember(sheet)
    again = ImportDesk(book)
    (same,) = again.read([write(tmp_path / "b", {"y.csv": text}) / "y.csv"])
    assert (same.kind, same.remembered) == ("accounts", True)
    assert [column.field for column in same.columns] == ["code", "name", "industry"]
    assert same.columns[0].why_text.zh == "已记住"
    again.forget(same)
    assert again.sheet(same).kind is None
    with pytest.raises(KeyError):
        desk.map(sheet, 0, "no such field")


def test_encoding_delimiter_header_order_and_unit_can_be_said(desk: ImportDesk, tmp_path: Path) -> None:
    text = "说明;;;\n合同编号;客户编号;开始日期;合同金额\nHT1;KH1;03/04/2024;12\nHT2;KH1;05/06/2024;13\n"
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "合同.csv").write_bytes(text.encode("gb18030"))
    (folder / "客户.csv").write_text(BASE["客户.csv"], encoding="utf-8")
    desk.read([folder])
    sheet = of_kind(desk, "contracts")
    assert (sheet.encoding, sheet.delimiter, sheet.header) == ("gb18030", ";", (2, 2))
    assert (sheet.date_order, sheet.order_open, sheet.standing) == ("", True, "confirm")
    assert desk.check().errors
    sheet = desk.reread(sheet, date_order="dmy", money_unit="万元")
    assert (sheet.date_order, sheet.order_open, sheet.money_power) == ("dmy", False, 4)
    first = {column.field: column.first for column in sheet.columns}
    assert (first["start_day"], first["amount"]) == ("2024-04-03", "120,000.00")
    wrong = desk.reread(sheet, encoding="utf-8")
    assert wrong.refusal is not None
    right = desk.reread(wrong, encoding="gb18030")
    assert (right.refusal, right.kind) == (None, "contracts")
    assert desk.reread(right, header=1).header == (1, 1)
    assert desk.reread(right, header=2).kind == "contracts"
    assert desk.check().errors == ()


def test_what_is_pasted_is_a_table_as_well(desk: ImportDesk, book: Book) -> None:
    (sheet,) = desk.read('客户编号\t客户名称\t备注\nKH1\t云岫\t"两\n行"\n')
    assert (sheet.file, sheet.kind, sheet.rows) == ("剪贴板", "accounts", 1)
    desk.apply(desk.check())
    assert rows_of(book, "SELECT code, name, note FROM accounts") == [("KH1", "云岫", "两\n行")]


def test_problems_are_mended_row_by_row(desk: ImportDesk, book: Book, tmp_path: Path) -> None:
    text = (
        "客户编号,评分日期,维度,得分\nKH1,2024-06-30,活跃度,77\nKH1,2024-06-31,业务成果,60\n"
        "KH2,2024-06-30,活跃度,140\nKH9,2024-06-30,活跃度,50\n"
    )
    desk.read([base(tmp_path / "in", 健康度=text)])
    checked = desk.check()
    sheet = of_kind(desk, "health")
    found = {problem.row: problem for problem in checked.of(sheet.id) if problem.error}
    assert set(found) == {3, 4, 5}
    assert (found[3].heading, found[3].value, found[3].column) == ("评分日期", "2024-06-31", 1)
    before = digest_of(book)
    with pytest.raises(UserError):
        desk.apply(checked)
    assert digest_of(book) == before
    desk.fix(found[3], "2024-06-30")
    desk.leave_out(sheet, 4)
    desk.match("KH9", "KH2")
    checked = desk.check()
    assert checked.errors == ()
    desk.apply(checked)
    sql = "SELECT a.code, d.name, day, score_milli FROM health_scores JOIN accounts a ON a.id = account_id "
    sql += "JOIN health_dimensions d ON d.id = dimension_id ORDER BY 1, 2"
    assert rows_of(book, sql) == [
        ("KH1", "业务成果", "2024-06-30", 60_000),
        ("KH1", "活跃度", "2024-06-30", 77_000),
        ("KH2", "活跃度", "2024-06-30", 50_000),
    ]
    desk.take_back(sheet)
    assert len(desk.check().errors) >= 2


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_rejected_rows_come_out_with_their_reasons(desk: ImportDesk, tmp_path: Path, suffix: str) -> None:
    text = "客户编号,评分日期,得分\nKH1,2024-06-31,60\nKH1,2024-06-30,=1+1\nKH2,2024-06-30,50\n"
    desk.read([base(tmp_path / "in", 健康度=text)])
    checked = desk.check()
    path = desk.export_rejected(checked, tmp_path / f"退回{suffix}")
    if suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert rows[0] == ["文件", "行", "原因", "客户编号", "评分日期", "得分"]
        assert rows[1][:2] == ["健康度.csv", "2"]
        assert "这一天不存在" in rows[1][2]
        assert rows[2][5] == "'=1+1"
        assert len(rows) == 3
    else:
        (sheet,) = (sheet for sheet in ImportDesk(desk._book).read([path]) if sheet.columns)
        assert sheet.rows == 2
    with pytest.raises(UserError):
        desk.export_rejected(checked, tmp_path / "退回.pdf")
    assert ImportDesk(desk._book, lambda: date(2024, 6, 30)).rejected_name() == "退回 2024-06-30.xlsx"


def test_the_effect_counts_and_shows_old_and_new(desk: ImportDesk, book: Book, tmp_path: Path) -> None:
    import_into(book, base(tmp_path / "a"))
    changed = BASE["客户.csv"].replace("云岫茶饮", "云岫茶业") + "KH3,新客,,,,\n"
    usage = BASE["功能使用.csv"].replace(",40,33", ",40,34") + "KH2,订单中心,是,2024-06-29,10,9\n"
    desk.read([base(tmp_path / "b", 客户=changed, 功能使用=usage)])
    checked = desk.check()
    found = {table.table: table for table in desk.effect(checked).tables}
    assert (found["accounts"].new, found["accounts"].changed, found["accounts"].same) == (1, 1, 1)
    assert (found["usage"].new, found["usage"].changed, found["usage"].same) == (1, 1, 2)
    (renamed,) = (row for row in found["accounts"].rows if row.row is not None)
    assert [(cell.text.zh, cell.old, cell.new) for cell in renamed.cells] == [
        ("客户名称", "云岫茶饮", "云岫茶业")
    ]
    before = digest_of(book)
    desk.apply(checked)
    assert book.store.undo_label is not None
    assert book.store.undo_label.zh == "导入“b”"
    assert desk.effect(desk.check()).empty
    book.store.undo()
    assert digest_of(book) == before


def edited(book: Book, tmp_path: Path) -> Path:
    """Import, change two cells by hand; returns a folder in which the file changed one of the two as well."""
    import_into(book, base(tmp_path / "a"))
    for sql in (
        "UPDATE accounts SET name = '手改' WHERE code = 'KH1'",
        "UPDATE accounts SET industry = '手改行业', note = '手记' WHERE code = 'KH2'",
    ):
        book.store.run(Op.EDIT_ACCOUNT, lambda connection, sql=sql: connection.exec_driver_sql(sql))  # type: ignore[misc]
    return base(tmp_path / "b", 客户=BASE["客户.csv"].replace(",医药,", ",生物医药,"))


def test_what_was_changed_by_hand_is_asked_about_once(desk: ImportDesk, book: Book, tmp_path: Path) -> None:
    desk.read([edited(book, tmp_path)])
    checked = desk.check()
    effect = desk.effect(checked)
    found = {(c.label.split()[0], c.text.zh): c for c in effect.conflicts}
    same = found["KH1", "客户名称"]
    assert (same.base, same.book, same.file, same.stale, same.winner) == (
        "云岫茶饮",
        "手改",
        "云岫茶饮",
        True,
        "book",
    )
    both = found["KH2", "行业"]
    assert (both.base, both.book, both.file, both.stale, both.winner) == (
        "医药",
        "手改行业",
        "生物医药",
        False,
        None,
    )
    assert not effect.ready
    with pytest.raises(UserError, match="choose which one stays"):
        desk.apply(checked)
    kept = Choices().all("book")
    assert desk.effect(checked, kept).ready
    desk.apply(checked, kept)
    names = "SELECT name, industry, note FROM accounts ORDER BY code"
    assert (
        rows_of(book, names) == [("手改", "零售", ""), ("手改行业", "", "")]
        or rows_of(book, names)[1][1] == "手改行业"
    )
    # The same file again asks nothing.
    assert desk.effect(desk.check()).ready


@pytest.mark.parametrize("way", ["all", "column", "row", "cell"])
def test_the_file_wins_for_all_a_column_a_row_or_a_cell(
    desk: ImportDesk, book: Book, tmp_path: Path, way: str
) -> None:
    desk.read([edited(book, tmp_path)])
    checked = desk.check()
    (both,) = desk.effect(checked).undecided
    choices = {
        "all": Choices().all("file"),
        "column": Choices().column(both.table, both.column, "file"),
        "row": Choices().row(both.table, both.row, "file"),
        "cell": Choices().cell(both.table, both.row, both.column, "file"),
    }[way]
    desk.apply(checked, choices)
    name = "云岫茶饮" if way == "all" else "手改"
    assert rows_of(book, "SELECT name, industry, note FROM accounts ORDER BY code") == [
        (name, "零售", ""),
        ("恒沐医药", "生物医药", "手记"),
    ]
    assert check(book) == []


def test_a_row_made_by_hand_keeps_its_words_and_takes_what_was_empty(
    desk: ImportDesk, book: Book, tmp_path: Path
) -> None:
    sql = "INSERT INTO accounts (code, name) VALUES ('KH1', '自己建的')"
    book.store.run(Op.NEW_ACCOUNT, lambda connection: connection.exec_driver_sql(sql))
    desk.read([base(tmp_path / "in")])
    checked = desk.check()
    (name,) = desk.effect(checked).undecided
    assert (name.column, name.base, name.book, name.file) == ("name", "", "自己建的", "云岫茶饮")
    desk.apply(checked, Choices().all("book"))
    assert rows_of(book, "SELECT name, industry FROM accounts WHERE code = 'KH1'") == [("自己建的", "零售")]


def test_accounts_are_matched_by_name_and_asked_about(desk: ImportDesk, book: Book, tmp_path: Path) -> None:
    import_into(
        book, write(tmp_path / "a", {"客户.csv": "客户编号,客户名称\nKH1,云岫茶饮有限公司\nKH2,恒沐\n"})
    )
    text = (
        "合同编号,客户名称,开始日期,到期日期,合同金额\nHT1,云岫茶饮有限公司,2024-01-01,2024-12-31,1\n"
        "HT2,云岫 茶饮（股份有限公司）,2024-01-01,2024-12-31,2\nHT3,ＨＥＮＧ新客,2024-01-01,2024-12-31,3\n"
    )
    desk.read([write(tmp_path / "b", {"合同.csv": text}) / "合同.csv"])
    checked = desk.check()
    asked = {each.name: each for each in checked.asked}
    assert set(asked) == {"云岫 茶饮（股份有限公司）", "ＨＥＮＧ新客"}
    assert (asked["云岫 茶饮（股份有限公司）"].code, asked["云岫 茶饮（股份有限公司）"].rows) == ("KH1", 1)
    assert asked["ＨＥＮＧ新客"].code == ""
    assert len(checked.errors) == 2
    desk.match_all(checked)
    checked = desk.check()
    assert checked.errors == ()
    desk.apply(checked)
    sql = "SELECT c.code, a.name FROM contracts c JOIN accounts a ON a.id = account_id ORDER BY 1"
    assert [code for code, _ in rows_of(book, sql)] == ["HT1", "HT2", "HT3"]
    assert [name for _, name in rows_of(book, sql)] == [
        "云岫茶饮有限公司",
        "云岫茶饮有限公司",
        "ＨＥＮＧ新客",
    ]


def test_accounts_without_numbers_find_themselves_again(desk: ImportDesk, book: Book, tmp_path: Path) -> None:
    import_into(book, write(tmp_path / "a", {"客户.csv": "客户编号,客户名称\nKH1,云岫茶饮\n"}))
    desk.read([write(tmp_path / "b", {"客户.csv": "客户名称,行业\n云岫茶饮,零售\n云岫茶饮（集团）,零售\n"})])
    checked = desk.check()
    assert [problem.error for problem in checked.problems if problem.row == 3] == [False]
    desk.match("云岫茶饮（集团）", "KH1")
    desk.leave_out(desk.sheets[0], 2)
    desk.apply(desk.check(), Choices().all("book"))
    assert rows_of(book, "SELECT code, name, industry FROM accounts")[0][::2] == ("KH1", "零售")
    assert len(rows_of(book, "SELECT id FROM accounts")) == 1


def test_unknown_columns_can_be_kept(desk: ImportDesk, book: Book, tmp_path: Path) -> None:
    (sheet,) = desk.read(
        [write(tmp_path / "a", {"客户.csv": "客户编号,客户名称,星座\nKH1,云岫,处女\n"}) / "客户.csv"]
    )
    desk.map(sheet, 2, "custom:星座")
    desk.apply(desk.check())
    assert rows_of(book, "SELECT table_name, code, name, value FROM custom_values") == [
        ("accounts", "KH1", "星座", "处女")
    ]
    assert desk.effect(desk.check()).empty


def test_a_profile_is_saved_shared_and_found(desk: ImportDesk, book: Book, tmp_path: Path) -> None:
    text = "甲方代号,甲方抬头,签约起,签约金\nKH1,云岫,03/04/2024,5\n"
    (sheet,) = desk.read([write(tmp_path / "a", {"导出.csv": text}) / "导出.csv"])
    sheet = desk.reread(sheet, kind="contracts", date_order="dmy")
    for column, field in enumerate(("account", "account_name", "start_day", "amount")):
        sheet = desk.map(sheet, column, field)
    desk.save_profile("我们的系统", [sheet])
    shared = desk.share_profile("我们的系统", tmp_path / "我们的系统.json")
    assert shared.stat().st_size < 2_000
    with Book.create(tmp_path / "other").book as other:
        theirs = ImportDesk(other)
        theirs.load_profile(shared)
        (found,) = theirs.read([tmp_path / "a" / "导出.csv"])
        assert found.profile is not None
        assert (found.kind, found.date_order) == ("contracts", "dmy")
        assert [column.field for column in found.columns] == [
            "account",
            "account_name",
            "start_day",
            "amount",
        ]
        assert found.columns[0].why_text.zh == "我们的系统 的表头"
        theirs.drop_profile("我们的系统")
        assert theirs.sheet(found).profile is None


_HEAD = '{"csmdesk_profile": 1, "key": "x", "name": "x", "tables": '
_TABLE = '{{"title": "t", "kind": "{kind}", "signatures": {signatures}, "columns": {columns}}}'
NO_PROFILES = {
    "nothing": "",
    "a list": "[]",
    "an empty object": "{}",
    "a later form": '{"csmdesk_profile": 2}',
    "no tables": _HEAD + "5}",
    "a kind that is none": _HEAD + f"[{_TABLE.format(kind='no', signatures='[]', columns='{}')}]}}",
    "a field that is none": (
        _HEAD + "[" + _TABLE.format(kind="accounts", signatures='[["a"]]', columns='{"a": "no field"}') + "]}"
    ),
    "an empty signature": _HEAD
    + "["
    + _TABLE.format(kind="accounts", signatures="[[]]", columns="{}")
    + "]}",
    "a deep one": "[" * 100_000,
}


@pytest.mark.parametrize("text", NO_PROFILES.values(), ids=NO_PROFILES)
def test_a_profile_that_is_none_is_refused(desk: ImportDesk, book: Book, tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    before = digest_of(book)
    with pytest.raises(UserError):
        desk.load_profile(path)
    assert digest_of(book) == before


def test_the_work_can_be_stopped_at_any_look(desk: ImportDesk, book: Book, tmp_path: Path) -> None:
    desk.read([base(tmp_path / "in")])
    checked = desk.check()
    before = digest_of(book)
    stopped = 0
    for at in range(60):
        try:
            desk.apply(checked, job=Stopping(at))
        except Stopping.Stopped:
            stopped += 1
            assert digest_of(book) == before
            assert rows_of(book, "SELECT count(*) FROM usage_staged") == [(0,)]
            continue
        break
    assert stopped > 10
    assert digest_of(book) != before
    for at in range(3):
        with pytest.raises(Stopping.Stopped):
            ImportDesk(book).read([tmp_path / "in"], Stopping(at))


def test_a_check_that_is_out_of_date_is_not_written(desk: ImportDesk, book: Book, tmp_path: Path) -> None:
    desk.read([base(tmp_path / "in")])
    checked = desk.check()
    desk.edit(of_kind(desk, "accounts"), 2, 1, "另一个名字")
    with pytest.raises(UserError, match="check again"):
        desk.apply(checked)
    assert rows_of(book, "SELECT count(*) FROM accounts") == [(0,)]
    with pytest.raises(UserError, match="no table"):
        ImportDesk(book).check()


def test_columns_without_a_heading_or_with_the_same_are_told_apart(desk: ImportDesk, tmp_path: Path) -> None:
    text = "客户编号,客户名称,,客户名称\nKH1,云岫,多余,别名\n"
    (sheet,) = desk.read([write(tmp_path / "in", {"客户.csv": text}) / "客户.csv"])
    assert [column.heading for column in sheet.columns] == ["客户编号", "客户名称", "第 3 列", "客户名称 (2)"]
    assert [column.field for column in sheet.columns] == ["code", "name", None, None]
    assert desk.check().errors == ()


def test_columns_of_a_sheet_in_another_shape_are_mapped_and_mended(
    desk: ImportDesk, book: Book, tmp_path: Path
) -> None:
    text = "客户,日子,活跃度,业务成果,总分\nKH1,2024-06-30,77,60,68\nKH2,2024-06-30,140,50,80\n"
    desk.read([base(tmp_path / "in", 健康度=text)])
    sheet = of_kind(desk, "health")
    names = [column.heading for column in sheet.columns]
    assert names == ["客户", "日子", "维度", "得分"]
    sheet = desk.map(sheet, names.index("日子"), "day")
    assert [column.field for column in sheet.columns] == ["account_name", "day", "dimension", "score"]
    (bad,) = desk.check().errors
    assert (bad.row, bad.heading, bad.column) == (3, "活跃度", 2)
    desk.fix(bad, "40")
    checked = desk.check()
    assert checked.errors == ()
    desk.apply(checked)
    assert rows_of(book, "SELECT sum(score_milli) FROM health_scores") == [(227_000,)]


def test_the_window_is_told_nothing_of_the_command_line(desk: ImportDesk, tmp_path: Path) -> None:
    folder = base(tmp_path / "in", 触达记录=BASE["触达记录.csv"].replace("KH1", "云岫茶饮有限公司"))
    (folder / "菜谱.csv").write_text("菜名,做法\n鱼香肉丝,炒\n", encoding="utf-8")
    (folder / "坏.csv").write_bytes(b"a,b\n\xff\xff\xff,1\n")
    text = BASE["合同.csv"].replace("2023-01-01", "03/04/2023").replace("2023-12-31", "05/06/2024")
    (folder / "合同.csv").write_text(text, encoding="utf-8")
    desk.read([folder])
    words = [problem.text for problem in desk.check().problems]
    words += [sheet.refusal for sheet in desk.sheets if sheet.refusal is not None]
    assert words
    assert not [each for each in words if "--" in each.zh or "--" in each.en]
    told = " ".join(each.zh for each in words)
    assert "看不出这是什么表" in told
    assert "整列都看不出" in told
    assert "文字编码既不是 UTF-8 也不是 GB18030" in told


def test_renewals_are_linked_by_the_contracts_names(desk: ImportDesk, book: Book, tmp_path: Path) -> None:
    text = (
        "合同编号,合同名称,客户编号,合同类型,开始日期,到期日期,合同金额,续签自合同\n"
        "A,云岫首年,KH1,新签,2023-01-01,2023-12-31,5,\nB,云岫次年,KH1,续约,2024-01-01,2024-12-31,6,云岫首年\n"
    )
    desk.read([base(tmp_path / "in", 合同=text, 回款=None)])
    desk.apply(desk.check())
    sql = "SELECT o.code, n.code, inferred FROM renewal_links l JOIN contracts o ON o.id = old_id "
    assert rows_of(book, sql + "JOIN contracts n ON n.id = new_id") == [("A", "B", 0)]


def test_pace_tells_rate_and_rest() -> None:
    pace = Pace()
    assert pace.told("stage", 0, 1_000, 0.0).rest is None
    standing = pace.told("stage", 500, 1_000, 2.0)
    assert (standing.rate, standing.rest) == (250.0, 2.0)
    assert pace.told("apply", 0, 10, 3.0).rest is None
