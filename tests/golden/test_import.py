"""The sample book from its files as they stand, and from the same rows in other words and encodings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from csmdesk.domain.changes import Op
from csmdesk.importers import read
from csmdesk.importers.options import Options
from csmdesk.importers.plan import Plan, plan
from csmdesk.importers.sheet import Sheet
from csmdesk.paths import resource
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.importers.making import digest_of, import_into, planned, rows_of

SAMPLE = resource("demo/2024H1")
SHARED = Path(__file__).parents[3] / "shared" / "data"

TABLE_OF = {"health": "health_scores"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The sample book, imported once; the tests that use it leave it as it is."""
    book = Book.create(tmp_path_factory.mktemp("sample") / "book").book
    import_into(book, SAMPLE)
    yield book
    book.close()


def test_every_row_is_in_the_book(sample: Book) -> None:
    expected = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))["rows"]
    assert planned(SAMPLE).rows() == expected
    found = {
        kind: rows_of(sample, f"SELECT count(*) FROM {TABLE_OF.get(kind, kind)}")[0][0] for kind in expected
    }
    assert found == expected
    assert check(sample) == []


def test_what_is_no_table_is_listed_and_every_column_is_recognised() -> None:
    made = planned(SAMPLE)
    assert [each.file for each in made.not_read] == ["expected.json"]
    assert [sheet.unknown_headers for sheet in made.sheets] == [()] * 18
    forms = {(sheet.form, sheet.encoding) for sheet in made.sheets}
    assert forms == {
        ("xlsx", "xlsx"),
        ("csv", "utf-8"),
        ("csv", "utf-8-sig"),
        ("csv", "gb18030"),
        ("csv", "utf-16"),
    }


def test_equal_touches_stay_apart(sample: Book) -> None:
    twice = rows_of(
        sample, "SELECT count(*) FROM touches GROUP BY account_id, day, channel, note HAVING count(*) > 1"
    )
    assert twice == [(2,)] * 3


def test_links_are_those_of_the_files_and_none_is_inferred(sample: Book) -> None:
    assert rows_of(sample, "SELECT count(*), sum(inferred) FROM renewal_links") == [(73, 0)]


def test_cells_are_what_the_files_say(sample: Book) -> None:
    assert rows_of(
        sample,
        "SELECT a.code, c.kind, start_day, end_day, amount_fen, currency, signed_day, auto_renewal, "
        "notice_days, loss_reason FROM contracts c JOIN accounts a ON a.id = account_id "
        "WHERE c.code = 'HT00001'",
    ) == [
        (
            "KH1001",
            "renewal",
            "2023-02-26",
            "2024-02-25",
            12_000_000,
            "CNY",
            "2023-02-17",
            0,
            None,
            "价值未体现",
        )
    ]
    assert rows_of(sample, "SELECT margin, stage, kind FROM opportunities WHERE code = 'SJ001'") == [
        ("0.63", "won", "cross_sell")
    ]
    assert rows_of(sample, "SELECT name, pinyin, initials FROM accounts WHERE code = 'KH1001'") == [
        ("云岫茶饮", "yunxiuchayin", "yxcy")
    ]
    assert rows_of(
        sample, "SELECT opened_at, due_at, resolved_at, level FROM tickets WHERE code = 'GD0001'"
    ) == [("2024-05-27 09:00", "2024-05-28 09:00", "2024-05-29 04:00", 2)]
    assert rows_of(
        sample, "SELECT metric, value, node_share FROM targets WHERE metric = 'renewal_collected'"
    ) == [("renewal_collected", "34000000", "0.48")]
    assert rows_of(sample, "SELECT count(*) FROM war_rooms WHERE closed_day IS NULL") == [(3,)]
    assert rows_of(sample, "SELECT name, core FROM modules ORDER BY name")[:3] == [
        ("BI报表", 1),
        ("会员营销", 1),
        ("开放API", 0),
    ]


def test_importing_again_changes_nothing(sample: Book) -> None:
    before, history = digest_of(sample), sample.store.history()
    applied = import_into(sample, SAMPLE)
    assert not applied.changed
    assert applied.changes.empty
    assert digest_of(sample) == before
    assert sample.store.history() == history
    assert rows_of(sample, "SELECT count(*) FROM usage_staged") == [(0,)]


def test_undo_and_redo_also_after_a_restart_and_with_edits_between_two_imports(tmp_path: Path) -> None:
    book = Book.create(tmp_path / "book").book
    digests = [digest_of(book)]
    import_into(book, SAMPLE)
    digests.append(digest_of(book))
    rename = "UPDATE accounts SET name = '改过的名字', owner = '本人' WHERE code = 'KH1001'"
    book.store.run(Op.EDIT_ACCOUNT, lambda connection: connection.exec_driver_sql(rename))
    digests.append(digest_of(book))
    # The files say the name and not the owner: one column goes back, the other stays.
    assert import_into(book, SAMPLE).counts["accounts"].changed == 1
    assert rows_of(book, "SELECT name, owner, pinyin FROM accounts WHERE code = 'KH1001'") == [
        ("云岫茶饮", "本人", "yunxiuchayin")
    ]
    digests.append(digest_of(book))
    for expected in reversed(digests[:-1]):
        assert book.store.undo() is not None
        assert digest_of(book) == expected
    book.close()
    with Book.open(tmp_path / "book") as again:
        assert digest_of(again) == digests[0]
        for expected in digests[1:]:
            assert again.store.redo() is not None
            assert digest_of(again) == expected
        assert check(again) == []


# --- the same rows in other words ---------------------------------------------------------------------------

WORDS = json.loads(
    (Path(__file__).parents[1] / "unit/importers/data/other_words.json").read_text(encoding="utf-8")
)
"""Other headers for the sample's sheets ("unheard" ones are in no table of words), other words for cells."""


@cache
def of_sample() -> list[tuple[str, Sheet]]:
    """The sample's sheets, each with the name that tells it from the others."""
    sheets = read.read(read.files_of(SAMPLE), Options()).sheets
    return [(sheet.name or sheet.path.stem, sheet) for sheet in sheets]


Cells = Callable[[str, str, list[str]], list[str]]


def rewritten(
    folder: Path, headers: dict[str, list[str]], cells: Cells, form: str, *, named: bool = True
) -> Path:
    """The sample's rows under other headers, in another form; ``cells`` rewrites one column."""
    folder.mkdir()
    for at, (name, sheet) in enumerate(of_sample()):
        columns = [cells(name, h, list(c)) for h, c in zip(sheet.headers, sheet.columns, strict=True)]
        rows = [headers[name], *zip(*columns, strict=True)]
        path = folder / (name if named else f"导出{at:02d}")
        if form == "xlsx":
            book = openpyxl.Workbook()
            for row in rows:
                book.active.append([cell or None for cell in row])
            book.save(path.with_suffix(".xlsx"))
        else:
            encoding, _, delimiter = form.partition(" ")
            out = io.StringIO(newline="")
            csv.writer(out, delimiter={"tab": "\t"}.get(delimiter, ",")).writerows(rows)
            path.with_suffix(".csv").write_bytes(out.getvalue().encode(encoding))
    return folder


def as_they_are(_name: str, _header: str, cells: list[str]) -> list[str]:
    return cells


def in_other_words(name: str, header: str, cells: list[str]) -> list[str]:
    """Other words for the same, yes and no as signs, days before months, amounts in 万, accounts by name."""
    if header == "客户编号" and name != "客户":
        codes = dict(of_sample())["客户"].columns
        names = dict(zip(*codes[:2], strict=True))
        return [names[cell] for cell in cells]
    if header.endswith("日期") and name not in {"时间记录", "客户"}:
        return ["/".join(reversed(_parts(cell))) if cell else "—" for cell in cells]
    if header in {"合同金额(元)", "金额(元)"}:
        return [f"{Decimal(cell.replace(',', '')) / 10_000}万" for cell in cells]
    if header in {"是否高管", "核心功能", "自动续约", "双方CXO签字"}:
        return [{"是": "√", "否": "×"}[cell] for cell in cells]
    if header == "一次性付款":
        return [{"是": "一次性付清", "否": "分期"}[cell] for cell in cells]
    if header == "毛利率":
        return [cell.removesuffix("%") for cell in cells]
    return [WORDS["cells"].get(cell, cell) for cell in cells]


def _parts(day: str) -> list[str]:
    plain = day.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-")
    year, month, last = plain.split("-")
    return [year, f"{int(month):02d}", f"{int(last):02d}"]


@pytest.mark.parametrize(
    ("words", "cells", "form", "named"),
    [
        pytest.param("english", as_they_are, "utf-8", True, id="english"),
        pytest.param("english", as_they_are, "utf-16 tab", False, id="english, utf-16, tabs, unnamed"),
        pytest.param("familiar", as_they_are, "gb18030", True, id="familiar, gb18030"),
        pytest.param("familiar", as_they_are, "xlsx", False, id="familiar, xlsx, unnamed"),
        pytest.param("familiar", in_other_words, "utf-8-sig", True, id="familiar, other words in cells"),
        pytest.param("unheard", as_they_are, "utf-8", True, id="unheard"),
        pytest.param("unheard", as_they_are, "gb18030", False, id="unheard, unnamed"),
        pytest.param("unheard", in_other_words, "utf-8", False, id="unheard, other words in cells, unnamed"),
    ],
)
def test_the_same_rows_in_other_words_make_the_same_book(
    tmp_path: Path, words: str, cells: Cells, form: str, named: bool
) -> None:
    ours = written_by(planned(SAMPLE))
    theirs = written_by(planned(rewritten(tmp_path / "in", WORDS[words], cells, form, named=named)))
    assert ours.keys() == theirs.keys()
    for table, rows in ours.items():
        assert theirs[table] == rows, table


def written_by(made: Plan) -> dict[str, list[Any]]:
    """All that a plan would write, by table, without keys that are made of the rows' own words."""
    content = made.content
    found: dict[str, list[Any]] = {
        rows.table: sorted(
            (sorted(zip((*rows.columns, *rows.fresh), row, strict=True)) for row in rows.data), key=repr
        )
        for rows in content.rows
    }
    for rows in found.values():
        rows[:] = sorted(([(n, v) for n, v in row if n != "row_key"] for row in rows), key=repr)
    found["usage"] = sorted(content.usage)
    found["links"] = sorted(map(repr, content.links))
    found["modules"] = sorted(content.modules.items())
    found["licensed"] = sorted(content.licensed.items())
    found["segments"] = sorted(content.segments)
    found["dimensions"] = sorted(content.dimensions)
    return found


# --- a real export ------------------------------------------------------------------------------------------


@pytest.mark.skipif(not SHARED.exists(), reason="the public data sets are not beside the repository")
def test_subscriptions_with_monthly_revenue_import_with_options(tmp_path: Path) -> None:
    """RavenStack: DD-MM-YYYY, BOM, MRR columns, ends exclusive, usage by subscription, uses only.

    On the command line: ``--kind ravenstack_accounts=accounts --kind ravenstack_subscriptions=contracts
    --kind ravenstack_feature_usage=usage --map ravenstack_accounts:plan_tier=-
    --end-exclusive ravenstack_subscriptions --currency USD --skip ravenstack_churn_events
    --skip ravenstack_support_tickets --keep-repeated ravenstack_feature_usage``.
    """
    folder = SHARED / "ravenstack_dmy_bom"
    options: dict[str, Any] = {
        "kind": [
            "ravenstack_accounts=accounts",
            "ravenstack_subscriptions=contracts",
            "ravenstack_feature_usage=usage",
        ],
        "map": ["ravenstack_accounts:plan_tier=-"],
        "end_exclusive": ["ravenstack_subscriptions"],
        "currency": ["USD"],
        "skip": ["ravenstack_churn_events", "ravenstack_support_tickets"],
        "repeated": ["ravenstack_feature_usage"],
    }  # fmt: skip
    book = Book.create(tmp_path / "book").book
    made = planned(folder, **options)
    assert made.rows() == {"accounts": 500, "contracts": 5000, "usage": 25_000}
    import_into(book, folder, **options)
    text = (folder / "ravenstack_subscriptions.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    lasting = [row for row in rows if row["start_date"] != row["end_date"]]
    assert len(rows) - len(lasting) == 13
    assert sum("期限为零天" in problem.why.zh for problem in made.warnings) == 13
    assert rows_of(book, "SELECT count(*), sum(annual_fen), min(currency) FROM contracts") == [
        (len(lasting), sum(int(row["mrr_amount"]) * 1200 for row in lasting), "USD")
    ]
    # 23-12-2023 to 12-04-2024, the end not included; the annual value is the source's.
    assert rows_of(
        book,
        "SELECT start_day, end_day, annual_fen, amount_fen, billing FROM contracts WHERE code = 'S-8cec59'",
    ) == [("2023-12-23", "2024-04-11", 3_343_200, round(3_343_200 * 111 / 365), "monthly")]
    assert rows_of(book, "SELECT end_day, amount_fen FROM contracts WHERE code = 'S-0f6f44'") == [(None, 0)]
    on = "start_day <= '2023-12-31' AND (end_day IS NULL OR end_day >= '2023-12-31')"
    active = [row for row in rows if _was_active(row, "20231231")]
    assert rows_of(book, f"SELECT sum(annual_fen) FROM contracts WHERE {on}") == [
        (sum(int(row["mrr_amount"]) for row in active) * 1200,)
    ]
    # Rows with one key are one fact; the repeated usage ids of the source lose nothing.
    assert rows_of(book, "SELECT count(*), max(provisioned), max(active) FROM usage") == [(24_981, None, 1)]
    before = digest_of(book)
    # The mapping is remembered by the headers: only what to leave out and to keep is said again.
    again = {name: options[name] for name in ("skip", "repeated")}
    assert not import_into(book, folder, **again).changed
    assert digest_of(book) == before
    assert check(book) == []
    book.close()


def _was_active(row: dict[str, str], day: str) -> bool:
    def key(text: str) -> str:
        return "".join(reversed(text.split("-")))

    return key(row["start_date"]) <= day and (not row["end_date"] or day < key(row["end_date"]))


@pytest.mark.skipif(not SHARED.exists(), reason="the public data sets are not beside the repository")
def test_public_tables_are_read_or_refused_with_the_reason() -> None:
    for folder in (
        SHARED / name for name in ("blns", "csv_spectrum", "ibm_telco", "salesforce_dataloader_samples")
    ):
        made = plan(folder)
        named = {sheet.file for sheet in made.sheets} | {each.file for each in made.not_read}
        named |= {problem.file for problem in made.problems}
        assert named == {name for name, _ in read.files_of(folder)}
        for problem in made.errors:
            assert problem.text.zh.startswith(problem.file)


def test_contracts_in_two_currencies_are_kept_apart(tmp_path: Path) -> None:
    workbook = SHARED / "cn_contractvision"
    if not workbook.exists():
        pytest.skip("the public data sets are not beside the repository")
    accounts = "客户名称\n" + "\n".join(
        row[2] for row in zip(*read.read(read.files_of(workbook), Options()).sheets[0].columns, strict=True)
    )
    (tmp_path / "客户.csv").write_text(accounts + "\n", encoding="utf-8")
    book = Book.create(tmp_path / "book").book
    with book.reading() as connection:
        from csmdesk.importers.known import known

        held = known(connection)
    made = plan([tmp_path / "客户.csv", workbook], Options(), held)
    assert made.errors == ()
    from csmdesk.importers.apply import apply

    apply(book, made)
    assert dict(rows_of(book, "SELECT currency, count(*) FROM contracts GROUP BY 1")) == {"CNY": 9, "USD": 1}
    book.close()
