"""Movements of MRR, and its level month by month, become contracts that say the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from csmdesk.importers.build_movements import Span, spans_of
from csmdesk.importers.plan import Plan
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.importers.making import import_into, planned, rows_of, table, write

ACCOUNTS = "客户编号,客户名称\nKH1,云岫\nKH2,恒沐\n"


def contracts(made: Plan) -> list[tuple[Any, ...]]:
    """The contracts of a plan: account, start, end, annual value, kind, loss."""
    names = ("account_id", "start_day", "end_day", "annual_fen", "kind", "lost_day")
    return sorted(tuple(row[name] for name in names) for row in table(made, "contracts"))


def test_movements_become_spans_that_renew_each_other(tmp_path: Path) -> None:
    text = (
        "客户编号,生效日期,变动类型,MRR变动额\nKH1,2024-01-01,新签,1000\nKH1,2024-04-01,增购,500\n"
        "KH1,2024-07-01,缩减,200\nKH1,2024-10-01,流失,1300\nKH2,2024-02-01,new,300\n"
    )
    folder = write(tmp_path / "in", {"客户.csv": ACCOUNTS, "MRR变动.csv": text})
    made = planned(folder)
    assert contracts(made) == [
        ("KH1", "2024-01-01", "2024-03-31", 1_200_000, "new", None),
        ("KH1", "2024-04-01", "2024-06-30", 1_800_000, "renewal", None),
        ("KH1", "2024-07-01", "2024-09-30", 1_560_000, "renewal", "2024-09-30"),
        ("KH2", "2024-02-01", None, 360_000, "new", None),
    ]
    assert len(made.content.links) == 2
    with Book.create(tmp_path / "book").book as book:
        import_into(book, folder)
        assert not import_into(book, folder).changed
        on = "start_day <= '{0}' AND (end_day IS NULL OR end_day >= '{0}')"
        for day, mrr in (("2024-03-31", 1_300), ("2024-06-30", 1_800), ("2024-12-31", 300)):
            assert rows_of(book, f"SELECT sum(annual_fen) / 1200 FROM contracts WHERE {on.format(day)}") == [
                (mrr,)
            ]
        later = text + "KH2,2024-12-01,expansion,100\n"
        import_into(book, write(tmp_path / "later", {"MRR变动.csv": later}))
        assert rows_of(book, "SELECT end_day FROM contracts WHERE start_day = '2024-02-01'") == [
            ("2024-11-30",)
        ]
        assert check(book) == []


def test_a_level_each_month_ends_where_the_account_is_missing(tmp_path: Path) -> None:
    text = (
        "客户编号,月份,MRR\nKH1,2024-01,1000\nKH1,2024-02,1000\nKH1,2024-03,1500\n"
        "KH2,2024-01,300\nKH2,2024-02,300\n"
    )
    made = planned(write(tmp_path / "in", {"客户.csv": ACCOUNTS, "mrr.csv": text}))
    assert contracts(made) == [
        ("KH1", "2024-01-01", "2024-02-29", 1_200_000, "new", None),
        ("KH1", "2024-03-01", None, 1_800_000, "renewal", None),
        ("KH2", "2024-01-01", "2024-02-29", 360_000, "new", "2024-02-29"),
    ]


def test_a_column_for_each_month_is_the_same(tmp_path: Path) -> None:
    text = "客户编号,2024-01,2024-02,2024-03\nKH1,1000,1000,1500\nKH2,300,300,\n"
    made = planned(write(tmp_path / "in", {"客户.csv": ACCOUNTS, "MRR.csv": text}))
    assert contracts(made) == [
        ("KH1", "2024-01-01", "2024-02-29", 1_200_000, "new", None),
        ("KH1", "2024-03-01", None, 1_800_000, "renewal", None),
        ("KH2", "2024-01-01", "2024-02-29", 360_000, "new", "2024-02-29"),
    ]


def test_spans_join_and_a_gap_parts_them() -> None:
    steps = [(date(2024, 1, 1), 5), (date(2024, 2, 1), 5), (date(2024, 3, 1), 0), (date(2024, 5, 1), 7)]
    assert spans_of(steps) == [
        Span(date(2024, 1, 1), date(2024, 2, 29), 5),
        Span(date(2024, 5, 1), None, 7),
    ]
