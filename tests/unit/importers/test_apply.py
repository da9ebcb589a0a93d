"""Writing a plan: one operation, only what differs, and nothing when it fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csmdesk.domain.changes import Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.spelling import spelt
from csmdesk.importers.apply import PHASES, apply
from csmdesk.importers.known import known
from csmdesk.importers.options import Options
from csmdesk.importers.plan import Progress, plan
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.importers.making import BASE, base, digest_of, import_into, planned, rows_of, write


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """An empty book."""
    with Book.create(tmp_path / "book").book as made:
        yield made


def edit(book: Book, sql: str) -> None:
    """A change by hand."""
    book.store.run(Op.EDIT_ACCOUNT, lambda connection: connection.exec_driver_sql(sql))


def test_an_import_is_one_operation_named_after_its_source(book: Book, tmp_path: Path) -> None:
    applied = import_into(book, base(tmp_path / "半年导出"))
    assert [(entry.op, entry.label.zh) for entry in book.store.history()] == [("import", "导入“半年导出”")]
    assert applied.operation_id == book.store.history()[0].id
    assert {name for name, rows in applied.changes.ids.items() if rows} >= {
        "accounts",
        "contracts",
        "war_rooms",
    }
    assert "usage" in applied.changes.whole
    assert (applied.counts["touches"].new, applied.counts["usage"].new) == (3, 3)
    assert "新增" in applied.text.zh
    assert check(book) == []


def test_importing_again_writes_nothing(book: Book, tmp_path: Path) -> None:
    folder = base(tmp_path / "in")
    import_into(book, folder)
    before = digest_of(book)
    again = import_into(book, folder)
    assert again.operation_id is None
    assert all(count.new == count.changed == 0 for count in again.counts.values())
    assert digest_of(book) == before
    assert rows_of(book, "SELECT count(*) FROM import_batches") == [(1,)]


def test_only_what_differs_is_written_and_ids_stay(book: Book, tmp_path: Path) -> None:
    import_into(book, base(tmp_path / "a"))
    ids = rows_of(book, "SELECT code, id FROM accounts")
    edit(book, "UPDATE accounts SET note = '手记', owner = '本人' WHERE code = 'KH1'")
    changed = base(
        tmp_path / "b",
        客户=BASE["客户.csv"].replace("云岫茶饮", "云岫茶业").replace(",潜力,", ",高价值,")
        + "KH3,新客,,,,\n",
        功能使用=BASE["功能使用.csv"].replace(",40,33", ",40,34"),
    )
    applied = import_into(book, changed)
    assert (
        applied.counts["accounts"].new,
        applied.counts["accounts"].changed,
        applied.counts["accounts"].same,
    ) == (1, 2, 0)
    assert (applied.counts["usage"].new, applied.counts["usage"].changed, applied.counts["usage"].same) == (
        0,
        1,
        2,
    )
    assert rows_of(book, "SELECT code, id FROM accounts")[:2] == ids
    # What the files do not say stays as it was set by hand; the pinyin follows the name.
    assert rows_of(book, "SELECT name, pinyin, note, owner FROM accounts WHERE code = 'KH1'") == [
        ("云岫茶业", "yunxiuchaye", "手记", "本人")
    ]
    assert applied.changes.ids["accounts"] == {1, 2, 3}
    assert check(book) == []


def test_licences_are_those_of_the_files(book: Book, tmp_path: Path) -> None:
    import_into(book, base(tmp_path / "a"))
    sql = (
        "SELECT a.code, m.name FROM account_modules "
        "JOIN accounts a ON a.id = account_id JOIN modules m ON m.id = module_id"
    )
    assert set(rows_of(book, sql)) == {("KH1", "订单中心"), ("KH1", "BI报表"), ("KH2", "订单中心")}
    text = (
        BASE["客户.csv"]
        .replace("订单中心、BI报表", "短信包、BI报表")
        .replace("2022-10-11,订单中心", "2022-10-11,")
    )
    import_into(book, base(tmp_path / "b", 客户=text))
    # An empty cell says nothing of the licences.
    assert set(rows_of(book, sql)) == {("KH1", "短信包"), ("KH1", "BI报表"), ("KH2", "订单中心")}


def test_a_link_that_a_file_names_takes_the_place_of_an_inferred_one(book: Book, tmp_path: Path) -> None:
    head = "合同编号,客户编号,合同类型,开始日期,到期日期,金额,续签自合同\n"
    rows = (
        "A,KH1,新签,2022-01-01,2022-12-31,1,\n"
        "B,KH1,新签,2022-01-01,2022-12-20,1,\n"
        "C,KH1,续约,2023-01-01,2023-12-31,1,"
    )
    sql = (
        "SELECT o.code, n.code, inferred FROM renewal_links l "
        "JOIN contracts o ON o.id = old_id JOIN contracts n ON n.id = new_id"
    )
    import_into(book, base(tmp_path / "a", 合同=head + rows + "\n", 回款=None))
    assert rows_of(book, sql) == [("A", "C", 1)]
    assert not import_into(book, base(tmp_path / "a2", 合同=head + rows + "\n", 回款=None)).changed
    import_into(book, base(tmp_path / "b", 合同=head + rows + "B\n", 回款=None))
    assert rows_of(book, sql) == [("B", "C", 0)]
    # Naming the inferred one makes it a named one, and an empty cell takes no link away.
    import_into(book, base(tmp_path / "c", 合同=head + rows + "\n", 回款=None))
    assert rows_of(book, sql) == [("B", "C", 0)]


def test_tasks_go_to_the_open_war_room_and_follow_their_status(book: Book, tmp_path: Path) -> None:
    import_into(book, base(tmp_path / "a"))
    assert rows_of(book, "SELECT account_id, opened_day FROM war_rooms") == [(1, None)]
    done = BASE["作战任务.csv"].replace("待办", "已完成") + "KH1,高层拜访,本人,2024-07-20,确认,待办\n"
    applied = import_into(book, base(tmp_path / "b", 作战任务=done))
    assert (applied.counts["tasks"].new, applied.counts["tasks"].changed) == (1, 1)
    assert rows_of(book, "SELECT title, status, war_room_id FROM tasks") == [
        ("聚合表优化", "done", 1), ("高层拜访", "todo", 1),
    ]  # fmt: skip
    # The same files after the room was closed make no new one.
    edit(book, "UPDATE war_rooms SET closed_day = '2024-08-01'")
    assert not import_into(book, base(tmp_path / "c", 作战任务=done)).changed
    import_into(book, base(tmp_path / "d", 作战任务=done + "KH1,新的一轮,本人,2024-09-20,确认,待办\n"))
    assert rows_of(book, "SELECT count(*), sum(closed_day IS NULL) FROM war_rooms") == [(2, 1)]


def test_a_mapping_is_remembered_by_the_headers(book: Book, tmp_path: Path) -> None:
    text = "代号甲,代号乙,何时,到何时,钱\nA,KH1,2024-01-01,2025-01-01,1\n"
    options = {
        "kind": ["x=contracts"],
        "map": ["x:代号甲=code", "x:代号乙=account", "x:何时=start_day", "x:到何时=end_day", "x:钱=amount"],
        "end_exclusive": ["x"],
    }
    import_into(book, write(tmp_path / "a", {"客户.csv": BASE["客户.csv"]}))
    import_into(book, write(tmp_path / "b", {"x.csv": text}), **options)
    assert rows_of(book, "SELECT code, end_day FROM contracts") == [("A", "2024-12-31")]
    with book.reading() as connection:
        held = known(connection)
    made = plan(write(tmp_path / "c", {"别的名字.csv": text.replace("A,KH1", "B,KH2")}), Options(), held)
    assert made.errors == ()
    assert made.sheets[0].end_exclusive
    apply(book, made)
    assert rows_of(book, "SELECT code, end_day FROM contracts") == [("A", "2024-12-31"), ("B", "2024-12-31")]


def test_the_log_of_imports_names_files_and_their_hashes(book: Book, tmp_path: Path) -> None:
    made = planned(base(tmp_path / "in"))
    apply(book, made, now=datetime(2024, 7, 1, 9, 30, tzinfo=UTC))
    ((at, source, files),) = rows_of(book, "SELECT at, source, files FROM import_batches")
    assert (at, source) == ("2024-07-01 09:30:00", "in")
    listed = json.loads(files)
    assert {each["name"] for each in listed} == set(BASE)
    assert all(len(each["sha256"]) == 64 for each in listed)
    assert rows_of(book, "SELECT DISTINCT batch_id FROM usage") == rows_of(
        book, "SELECT id FROM import_batches"
    )


def test_the_phases_come_in_order(book: Book, tmp_path: Path) -> None:
    seen: list[Progress] = []
    apply(book, plan(base(tmp_path / "in"), progress=seen.append), seen.append)
    phases = list(dict.fromkeys(progress.phase for progress in seen))
    assert phases == list(PHASES)
    assert all(0 <= progress.done <= progress.total for progress in seen)


def test_a_plan_with_errors_is_not_applied(book: Book, tmp_path: Path) -> None:
    before = digest_of(book)
    made = plan(
        base(tmp_path / "in", 健康度="客户编号,评分日期,得分\nKH1,2024-06-30,101\nKH9,2024-06-30,5\n")
    )
    with pytest.raises(UserError) as refused:
        apply(book, made)
    assert refused.value.text.zh == "健康度.csv 第 2 行“得分”列：“101”不在 0–100 之间。（另有 1 处错误）"
    assert digest_of(book) == before
    assert book.store.history() == []


@pytest.mark.parametrize("phase", ["stage", "apply", "roll-up"])
def test_stopping_in_any_phase_leaves_nothing(book: Book, tmp_path: Path, phase: str) -> None:
    class Stopped(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.phase == phase and progress.done:
            raise Stopped

    monthly = BASE["功能使用.csv"] + "".join(
        f"KH1,订单中心,是,{2010 + n // 336}-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d},40,33\n"
        for n in range(5_100)
    )
    made = planned(base(tmp_path / "in", 功能使用=monthly))
    before = digest_of(book)
    with pytest.raises(Stopped):
        apply(book, made, stop)
    assert digest_of(book) == before
    assert rows_of(book, "SELECT count(*) FROM usage_staged") == [(0,)]
    assert apply(book, made).changed


def test_an_account_made_by_hand_meanwhile_does_not_stop_an_import(book: Book, tmp_path: Path) -> None:
    made = planned(base(tmp_path / "in"))

    def meanwhile(progress: Progress) -> None:
        if progress.phase == "roll-up" and not rows_of(book, "SELECT 1 FROM accounts"):
            edit(book, "INSERT INTO accounts (code, name) VALUES ('H1', '手工')")

    applied = apply(book, made, meanwhile)
    assert applied.counts["usage"].new == 3
    assert rows_of(book, "SELECT id FROM accounts WHERE code = 'H1'") == [(1,)]
    assert rows_of(book, "SELECT count(*) FROM usage WHERE account_id > 1") == [(3,)]
    assert check(book) == []
    book.store.undo()
    assert rows_of(book, "SELECT code FROM accounts") == [("H1",)]


def test_an_import_that_is_disturbed_again_and_again_gives_up(book: Book, tmp_path: Path) -> None:
    made = planned(base(tmp_path / "in"))
    count = 0

    def meanwhile(progress: Progress) -> None:
        nonlocal count
        if progress.phase == "roll-up" and not progress.done:
            count += 1
            edit(book, f"INSERT INTO accounts (code, name) VALUES ('H{count}', '手工')")

    with pytest.raises(UserError, match="changed after"):
        apply(book, made, meanwhile)
    assert rows_of(book, "SELECT count(*) FROM main.usage") == [(0,)]
    assert rows_of(book, "SELECT count(*) FROM accounts") == [(count,)]
    assert check(book) == []


def test_a_book_that_changed_after_the_check_refuses(book: Book, tmp_path: Path) -> None:
    import_into(book, write(tmp_path / "a", {"客户.csv": BASE["客户.csv"]}))
    with book.reading() as connection:
        held = known(connection)
    for name in ("触达记录.csv", "功能使用.csv"):
        made = planned(write(tmp_path / name, {name: BASE[name]}), held)
        edit(book, "DELETE FROM accounts WHERE code = 'KH2'")
        with pytest.raises(UserError, match="import again"):
            apply(book, made)
        book.store.undo()
    assert rows_of(book, "SELECT count(*) FROM touches") == [(0,)]


@pytest.mark.parametrize(
    ("name", "person", "expected"),
    [
        ("云岫茶饮", False, ("yunxiuchayin", "yxcy")),
        ("重庆长安", False, ("chongqingchangan", "cqca")),
        ("单磊", True, ("shanlei", "sl")),
        ("曾国藩", True, ("zengguofan", "zgf")),
        ("尉迟恭", True, ("yuchigong", "ycg")),
        ("BI报表", False, ("bibaobiao", "bibb")),
        ("Acme Corp", False, ("acmecorp", "a")),
        ("", False, ("", "")),
    ],
)
def test_names_are_spelt(name: str, person: bool, expected: tuple[str, str]) -> None:
    assert spelt(name, person=person) == expected


def test_a_column_of_successors_is_turned_round_the_second_time_as_well(book: Book, tmp_path: Path) -> None:
    text = (
        "合同编号,客户编号,合同类型,开始日期,到期日期,金额,续约合同编号\n"
        "A,KH1,新签,2022-01-01,2022-12-31,1,B\nB,KH1,续约,2023-01-01,2023-12-31,1,\n"
    )
    folder = base(tmp_path / "in", 合同=text, 回款=None)
    import_into(book, folder)
    assert not import_into(book, folder).changed
    sql = "SELECT o.code, n.code FROM renewal_links JOIN contracts o ON o.id = old_id "
    assert rows_of(book, sql + "JOIN contracts n ON n.id = new_id") == [("A", "B")]
