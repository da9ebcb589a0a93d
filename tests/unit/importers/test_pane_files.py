"""What the window's lists write to files can be imported: the log's kinds, tasks, targets, the budget."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from csmdesk.domain.text import Language
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.known import known
from csmdesk.importers.templates import templates
from csmdesk.paths import resource
from csmdesk.reports.table_file import Sheet, write_sheets, write_table
from csmdesk.reports.task_table import HEADS
from csmdesk.services.log.log import KINDS as LOG_KINDS
from csmdesk.services.log.log import Log
from csmdesk.storage.book import Book
from tests.unit.importers.making import errors, import_into, planned

NOW = datetime(2024, 6, 30, 18, 0)  # noqa: DTZ001 (the user's own clock)

KIND_OF = {
    "touch": "touches", "event": "events", "survey": "surveys", "ticket": "tickets", "lead": "leads",
    "opportunity": "opportunities", "suggestion": "suggestions", "request": "requests", "case": "cases",
    "handover": "handovers", "own_time": "own_time",
}  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The sample, and a record of each kind that it has none of."""
    home = tmp_path_factory.mktemp("panes")
    with Book.create(home / "book").book as made:
        import_into(made, resource("demo/2024H1"))
        some = templates("zh", ("requests", "cases", "handovers"))
        rows = [Sheet(t.title, t.heads, [tuple(_own(c) for c in r) for r in t.rows]) for t in some]
        write_sheets(home / "more.xlsx", rows)
        import_into(made, home / "more.xlsx")

        yield made


def _own(cell: Any) -> Any:
    return None if cell == "SJ1001" else cell


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", [kind.key for kind in LOG_KINDS])
def test_a_list_of_the_log_changes_nothing_when_it_is_imported(
    book: Book, tmp_path: Path, key: str, language: Language
) -> None:
    kind = Log(book, None, lambda: date(2024, 6, 30), lambda: NOW, language).kinds[key]
    listed = [at for at, field in enumerate(kind.fields) if field.listed]
    rows = [[row.values[at] for at in listed] for row in kind.rows(None, None, language).rows]
    assert rows
    name = kind.name.to(language)
    heads = [kind.fields[at].name.to(language) for at in listed]
    write_table(tmp_path / f"{name}.xlsx", name, heads, rows)  # type: ignore[arg-type]
    with book.reading() as connection:
        (sheet,) = planned(tmp_path, known(connection)).sheets
        assert sheet.kind == KIND_OF[key]
        before = connection.execute(f"SELECT * FROM {KIND_OF[key]} ORDER BY id").fetchall()
    applied = import_into(book, tmp_path / f"{name}.xlsx")
    assert {table: c for table, c in applied.counts.items() if c.new or c.changed} == {}
    with book.reading() as connection:
        assert connection.execute(f"SELECT * FROM {KIND_OF[key]} ORDER BY id").fetchall() == before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_list_of_tasks_is_known_by_every_column(tmp_path: Path, language: Language) -> None:
    row = ["云岫", "优化", "先看聚合表", "李工", "2024-07-07", "少于 3 秒", "进行中", "GD1"]
    write_table(tmp_path / "作战室任务.csv", "任务", [head.to(language) for head in HEADS], [row])
    (tmp_path / "客户.csv").write_text("客户编号,客户名称,行业\nKH1,云岫,零售\n", encoding="utf-8")
    sheet = next(sheet for sheet in planned(tmp_path).sheets if sheet.kind == "tasks")
    assert [column.field for column in sheet.columns] == [
        "account_name", "title", "detail", "owner", "deadline", "acceptance", "status", "link"
    ]  # fmt: skip


def test_a_list_of_targets_is_known_with_what_it_stands_under_and_is_over(tmp_path: Path) -> None:
    (tmp_path / "目标.csv").write_text(
        "周期,层级,目标,指标,目标值,方向,节点比例,权重,负责人,上级目标,分层,行业,年化至少,指定客户,节点,实际,进度,判定\n"
        "2024,战略,留存,净收入留存率,1.1,≥,100%,60%,王敏,,,,,,1.1,1.05,95%,未达\n"
        "2024,关键,续约,续约率,0.92,≥,48%,40%,李雷,留存,高价值、潜力,零售,100000,KH1,0.9,0.95,103%,达标\n",
        encoding="utf-8",
    )
    (tmp_path / "客户.csv").write_text("客户编号,客户名称,行业\nKH1,云岫,零售\n", encoding="utf-8")
    with Book.create(tmp_path / "book").book as book:
        import_into(book, [tmp_path / "目标.csv", tmp_path / "客户.csv"])  # type: ignore[arg-type]
        with book.reading() as connection:
            found = connection.execute(
                "SELECT t.name, t.level, t.weight, t.owner, t.scope, u.name FROM targets t "
                "LEFT JOIN targets u ON u.id = t.parent_id ORDER BY t.id"
            ).fetchall()
    scope = '{"segment": ["高价值", "潜力"], "industry": ["零售"], "arr_min": 100000, "accounts": ["KH1"]}'
    assert [tuple(row) for row in found] == [
        ("留存", "战略", "0.6", "王敏", "{}", None),
        ("续约", "关键", "0.4", "李雷", scope, "留存"),
    ]


def test_targets_under_what_is_not_there_or_under_themselves_are_told(tmp_path: Path) -> None:
    (tmp_path / "目标.csv").write_text(
        "周期,层级,目标,指标,目标值,上级目标\n"
        "2024,关键,一,续约率,0.9,二\n"
        "2024,关键,二,净收入留存率,0.9,一\n"
        "2024,关键,三,团队分享,4,没有这个\n",
        encoding="utf-8",
    )
    told = errors(tmp_path)
    assert any("首尾相接成环" in each for each in told)
    assert any("没有“没有这个”这个上级目标" in each for each in told)


def test_lines_of_the_budget_are_known_by_the_window_s_heads(tmp_path: Path) -> None:
    (tmp_path / "年度预算 2024.csv").write_text(
        "名称,月份,类别,数量,单价,计划,已花,备注\n差旅,2024-07,交通,3,1200,3600,,\n", encoding="utf-8"
    )
    (sheet,) = planned(tmp_path).sheets
    assert sheet.kind == "budget_lines"
    fields = {column.header: column.field for column in sheet.columns}
    assert fields == {
        "名称": "name", "月份": "month", "类别": "kind", "数量": "quantity", "单价": "unit", "计划": None,
        "已花": "spent", "备注": "note",
    }  # fmt: skip
    assert set(fields.values()) - {None} <= set(KINDS["budget_lines"].fields)
