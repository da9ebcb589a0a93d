"""Any table of ours, written to csv or xlsx in any encoding and imported again, gives the same book.

The tables are written by hand here, under our own headers, as ``reports.table_file`` writes: days in ISO,
money
in units, and an apostrophe before what a workbook would run.
"""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csmdesk.paths import resource
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into, rows_of, write

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "xlsx")

HEADS = {
    "客户": "客户编号,客户名称,行业,城市,客户分层,生命周期阶段,客户成功经理,交接日期,交接人,启用日期,备注",
    "联系人": "联系人编号,客户编号,姓名,职务,是否高管,邮箱,手机,生日,离职日期",
    "合同": "合同编号,客户编号,合同类型,产品,开始日期,到期日期,合同金额,币种,签署日期,自动续约,未续约原因",
    "回款": "回款编号,合同编号,款项类型,到账日期,到账金额,现金折扣,一次性付款,币种",
    "工单": "工单编号,客户编号,标题,级别,创建时间,应解决时间,解决时间,升级层级",
    "商机": "商机编号,客户编号,商机名称,商机类型,金额,毛利率,阶段,成交日期",
    "触达记录": "触达编号,客户编号,日期,渠道,时长(分钟),说明",
    "健康度": "客户编号,评分日期,维度,得分",
    "功能使用": "客户编号,功能模块,核心功能,统计日期,开通账号数,30天活跃账号数",
}
"""Table → our headers."""

_ACCOUNT = "JOIN accounts a ON a.id = account_id"
QUERIES = {
    "客户": """SELECT code, name, industry, city, segment, stage, owner, handover_day, handover_from,
        activated_day, note FROM accounts ORDER BY code""",
    "联系人": f"""SELECT c.code, a.code, c.name, title, executive, email, phone, birthday, left_day
        FROM contacts c {_ACCOUNT} ORDER BY 1""",
    "合同": f"""SELECT c.code, a.code, kind, product, start_day, end_day,
        printf('%.2f', amount_fen / 100.0),
        currency, signed_day, auto_renewal, loss_reason FROM contracts c {_ACCOUNT} ORDER BY 1""",
    "回款": """SELECT r.code, c.code, r.kind, received_day, printf('%.2f', r.amount_fen / 100.0),
        printf('%.2f', discount_fen / 100.0), one_sum, r.currency
        FROM receipts r JOIN contracts c ON c.id = contract_id ORDER BY 1""",
    "工单": f"""SELECT t.code, a.code, title, severity, opened_at, due_at, resolved_at, level
        FROM tickets t {_ACCOUNT} ORDER BY 1""",
    "商机": f"""SELECT o.code, a.code, o.name, kind, printf('%.2f', amount_fen / 100.0), margin,
        o.stage, won_day
        FROM opportunities o {_ACCOUNT} ORDER BY 1""",
    "触达记录": f"""SELECT coalesce(t.code, ''), a.code, day, channel, minutes, t.note
        FROM touches t {_ACCOUNT} ORDER BY 2, 3, 4, 6""",
    "健康度": f"""SELECT a.code, day, d.name, score_milli / 1000.0 FROM health_scores s {_ACCOUNT}
        JOIN health_dimensions d ON d.id = dimension_id ORDER BY 1, 2, 3""",
    "功能使用": f"""SELECT a.code, m.name, core, day, provisioned, active FROM usage u {_ACCOUNT}
        JOIN modules m ON m.id = module_id ORDER BY 1, 2, 4""",
}
"""Table → the query that reads it out of a book."""


def tables(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    """Every table of the book, as it is written out."""
    found = {name: rows_of(book, sql) for name, sql in QUERIES.items()}
    found["功能使用"] = [(*r[:3], date.fromordinal(r[3]).isoformat(), *r[4:]) for r in found["功能使用"]]
    return found


def cell(value: Any, *, guard: bool) -> str:
    """A value as an export writes it."""
    text = "" if value is None else str(value)
    return f"'{text}" if guard and text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def exported(book: Book, folder: Path, encoding: str) -> Path:
    """Every table of the book as a file."""
    folder.mkdir(parents=True)
    for name, rows in tables(book).items():
        if not rows or (name == "触达记录" and not any(row[0] for row in rows)):
            continue
        heads = HEADS[name].split(",")
        if encoding == "xlsx":
            import xlsxwriter

            made = xlsxwriter.Workbook(
                str(folder / f"{name}.xlsx"), {"strings_to_formulas": False, "strings_to_urls": False}
            )
            sheet = made.add_worksheet(name)
            for at, row in enumerate([tuple(heads), *rows]):
                for column, value in enumerate(row):
                    sheet.write_string(at, column, cell(value, guard=False))
            made.close()
            continue
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(heads)
        writer.writerows([cell(value, guard=True) for value in row] for row in rows)
        (folder / f"{name}.csv").write_bytes(out.getvalue().encode(encoding))
    return folder


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_sample_book_comes_back_from_its_own_export(tmp_path: Path, encoding: str) -> None:
    with Book.create(tmp_path / "one").book as first:
        import_into(first, resource("demo/2024H1"))
        folder = exported(first, tmp_path / "out", encoding)
        before = tables(first)
        with Book.create(tmp_path / "two").book as second:
            import_into(second, folder)
            after = tables(second)
            for name in before:
                if (folder / f"{name}.csv").exists() or (folder / f"{name}.xlsx").exists():
                    assert after[name] == before[name], name
            assert not import_into(second, folder).changed
        # In the book that it came from it changes nothing either.
        assert all(
            count.new == 0 == count.changed or table == "touches"
            for table, count in import_into(first, folder).counts.items()
        )


WORD = st.text(
    st.characters(codec="gb18030", exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp")),
    min_size=1,
    max_size=20,
).map(str.strip)
WORD = WORD.filter(lambda text: not text.startswith("'"))
NAME = WORD.filter(lambda text: any(c.isalnum() for c in text))


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=25
)
@given(
    st.lists(
        st.tuples(NAME, WORD, st.dates(date(1990, 1, 1), date(2099, 12, 31))),
        min_size=2,
        max_size=8,
    ),
    st.sampled_from(ENCODINGS),
)
def test_any_words_come_back_from_any_encoding(rows: list[tuple[str, str, Any]], encoding: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        place = Path(home)
        lines = io.StringIO(newline="")
        writer = csv.writer(lines)
        writer.writerow(["客户编号", "客户名称", "交接日期", "备注"])
        writer.writerows(
            [f"KH{n}", cell(name, guard=True), day.isoformat(), cell(note, guard=True)]
            for n, (name, note, day) in enumerate(rows)
        )
        with Book.create(place / "one").book as first, Book.create(place / "two").book as second:
            import_into(first, write(place / "in", {"客户.csv": lines.getvalue()}))
            kept = rows_of(first, "SELECT code, name, note, handover_day FROM accounts ORDER BY id")
            assert kept == [
                (f"KH{n}", name, note, day.isoformat()) for n, (name, note, day) in enumerate(rows)
            ]
            import_into(second, exported(first, place / "out", encoding))
            assert tables(second) == tables(first)
