"""The public files: each reads, whole and unchanged, or is refused with the reason."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from csmdesk.importers import profiles, read, rows, text_files
from csmdesk.importers.desk import ImportDesk
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.options import Options
from csmdesk.importers.plan import Plan, plan
from csmdesk.importers.sheet import Sheet
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.importers.making import import_into, planned, rows_of, table, write
from tests.unit.importers.shared import SHARED, beside

pytestmark = beside

SPECTRUM = ("comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf",
            "quotes_and_newlines", "simple", "simple_crlf", "utf8")  # fmt: skip


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum_reads_as_its_json_says(name: str) -> None:
    path = SHARED / "csv_spectrum" / "csvs" / f"{name}.csv"
    text = text_files.decode(path.read_bytes()).text
    headed = rows.cut(rows.gather(text_files.rows_of(text, text_files.delimiter_of(text))))
    assert headed is not None
    found = [dict(zip(headed.headers, row, strict=True)) for row in zip(*headed.columns, strict=True)]
    expected: list[dict[str, str]] = json.loads(
        (SHARED / "csv_spectrum" / "json" / f"{name}.json").read_text(encoding="utf-8")
    )
    if name.startswith("empty"):
        # The source's own rows have three cells each; its JSON has them under the wrong names.
        assert found[0] == expected[0]
        return
    if name == "newlines_crlf" and b"\r\n" not in path.read_bytes():
        # The copy lost its line ends on the way; what stands in it is read as it stands.
        expected = [{k: v.replace("\r\n", "\n") for k, v in row.items()} for row in expected]
    assert found == expected


def test_every_public_file_reads_or_says_why() -> None:
    unread = {
        "frictionless_subset/empty.csv": "文件是空的",
    }
    for folder in sorted(path for path in SHARED.iterdir() if path.is_dir()):
        files = read.files_of(folder)
        reading = read.read(files, Options())
        named = {sheet.file for sheet in reading.sheets} | {each.file for each in reading.not_read}
        named |= {problem.file for problem in reading.problems}
        assert named == {name for name, _ in files}, folder.name
        for problem in reading.problems:
            assert unread[f"{folder.name}/{problem.file}"] in problem.text.zh


SHAPES: dict[str, tuple[tuple[str, ...], int, str]] = {
    "accent.csv": ((), 2, "utf-8"),
    "ascii-notvalid.csv": (("A", "B", "C"), 1, "utf-8"),
    "bom.csv": (("id", "name"), 2, "utf-8-sig"),
    "delimiter.csv": (("id", "name"), 2, "utf-8"),
    "duplicate-rows.csv": (("id", "name", "age"), 3, "utf-8"),
    "encoding-issue-274.csv": ((), 507, "utf-8"),
    "latin1.csv": (("id", "name"), 2, "windows-1252"),
    "leading-zeros.csv": (("value",), 3, "utf-8"),
    "matrix-with-comment.csv": (("f1", "f2", "f3", "f4"), 4, "utf-8"),
    "skip-rows-before-headers.csv": (("id", "name"), 2, "utf-8"),
    "skip-rows.xlsx": (("A", "B"), 2, "xlsx"),
    "table-10x10k.csv": ((), 9_999, "utf-8"),
    "table-infer-iso-8859-7.csv": (("id", "age", "name"), 4, "windows-1253"),
    "table-unicode-headers.csv": (("id", "国人"), 2, "utf-8"),
    "table-with-accents.csv": ((), 638, "windows-1252"),
    "table-with-booleans.xls": (("id", "boolean"), 2, "xls"),
    "table-with-ints-floats-dates.xls": (("Int", "Float", "Date"), 3, "xls"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_frictionless_files_have_their_headers_rows_and_encoding(name: str) -> None:
    headers, count, encoding = SHAPES[name]
    (sheet,) = read.read(read.files_of(SHARED / "frictionless_subset" / name), Options()).sheets
    assert (sheet.count, sheet.encoding) == (count, encoding)
    assert not headers or sheet.headers == headers
    if name == "leading-zeros.csv":
        assert sheet.columns[0] == ["01", "002", "00003"]
    if name == "table-with-accents.csv":
        assert "Année" in sheet.headers


def test_repeated_usage_numbers_lose_no_row(tmp_path: Path) -> None:
    folder = SHARED / "ravenstack_dmy_bom"
    skip = ["ravenstack_churn_events", "ravenstack_support_tickets"]
    said: dict[str, Any] = {
        "skip": skip, "currency": ["USD"], "end_exclusive": ["ravenstack_subscriptions"],
        "map": ["ravenstack_accounts:plan_tier=-"],
    }  # fmt: skip
    refused = plan(folder, Options.parse(**said))
    assert len(refused.errors) == 21
    assert all(p.file == "ravenstack_feature_usage.csv" and p.about == "repeated" for p in refused.errors)
    kept = planned(folder, **said, repeated=["ravenstack_feature_usage"])
    assert kept.rows()["usage"] == 25_000
    with (folder / "ravenstack_feature_usage.csv").open(encoding="utf-8-sig") as file:
        uses = list(csv.DictReader(file))
    with (folder / "ravenstack_subscriptions.csv").open(encoding="utf-8-sig") as file:
        owner = {row["subscription_id"]: row["account_id"] for row in csv.DictReader(file)}
    facts = {
        (owner[row["subscription_id"]], row["feature_name"], row["usage_date"])
        for row in uses
    }  # fmt: skip
    # Every row is in a fact of its account, module and day: those of 21 numbers that are there twice as well.
    assert len(kept.content.usage) == len(facts) == 24_981
    assert any(problem.why.zh.startswith("19 行与别的行是同一客户") for problem in kept.warnings)
    with Book.create(tmp_path / "book").book as book:
        import_into(book, folder, **said, repeated=["ravenstack_feature_usage"])
        assert rows_of(book, "SELECT count(*) FROM usage") == [(24_981,)]
        assert rows_of(book, "SELECT count(*), count(resolved_at) FROM tickets") == [(0, 0)]
        assert check(book) == []


def test_the_desk_offers_to_keep_both_repeated_rows(tmp_path: Path) -> None:
    with Book.create(tmp_path / "book").book as book:
        desk = ImportDesk(book)
        names = ("ravenstack_accounts", "ravenstack_subscriptions", "ravenstack_feature_usage")
        sheets = desk.read([SHARED / "ravenstack_dmy_bom" / f"{name}.csv" for name in names])
        desk.reread(sheets[1], end_exclusive=True, currency="USD")
        checked = desk.check()
        assert len(checked.errors) == 21
        assert {"keep_both", "leave_out", "fix"} == set(checked.errors[0].fixes)
        desk.take(checked.errors[0], "keep_both")
        checked = desk.check()
        assert checked.errors == ()
        (usage,) = (t for t in desk.effect(checked).tables if t.table == "usage")
        assert usage.new == 24_981


def test_telco_has_all_its_rows_and_its_blanks(tmp_path: Path) -> None:
    path = SHARED / "ibm_telco" / "Telco-Customer-Churn.csv"
    with Book.create(tmp_path / "book").book as book:
        made = planned(
            path,
            map=["Telco-Customer-Churn:TotalCharges=custom:", "Telco-Customer-Churn:Contract=custom:合约"],
        )
        (sheet,) = made.sheets
        assert (sheet.kind, sheet.rows) == ("accounts", 7_043)
        import_into(book, path, map=["Telco-Customer-Churn:TotalCharges=custom:"])
        assert rows_of(book, "SELECT count(*), count(DISTINCT code) FROM accounts") == [(7_043, 7_043)]
        # Eleven customers of no month have no total: a blank is no value, and no 0 either.
        assert rows_of(book, "SELECT count(*), sum(value = '0') FROM custom_values") == [(7_043 - 11, 0)]
        assert rows_of(book, "SELECT value FROM custom_values WHERE code = '7590-VHVEG'") == [("29.85",)]


def test_salesforce_samples_link_and_keep_their_accents(tmp_path: Path) -> None:
    folder = SHARED / "salesforce_dataloader_samples"
    with Book.create(tmp_path / "book").book as book:
        import_into(book, folder)
        assert rows_of(book, "SELECT count(*) FROM accounts") == [(423,)]
        assert rows_of(
            book,
            "SELECT count(*), sum(o.stage = 'won'), sum(won_day IS NOT NULL) FROM opportunities o "
            "JOIN accounts a ON a.id = o.account_id",
        ) == [(38, 8, 8)]
        words = " ".join(name for (name,) in rows_of(book, "SELECT name || note || city FROM accounts"))
        assert "Crédito" in words
        assert "Pébéo" in words
        assert not import_into(book, folder).changed
        assert check(book) == []


def test_contractvision_keeps_its_currencies_apart(tmp_path: Path) -> None:
    with Book.create(tmp_path / "book").book as book:
        desk = ImportDesk(book)
        (sheet,) = desk.read([SHARED / "cn_contractvision" / "合同导入模板.xlsx"])
        assert (sheet.kind, sheet.rows) == ("contracts", 10)
        checked = desk.check()
        assert len(checked.errors) == 10
        assert len(checked.asked) == 10
        desk.match_all(checked)
        checked = desk.check()
        assert checked.errors == ()
        desk.apply(checked)
        assert dict(rows_of(book, "SELECT currency, count(*) FROM contracts GROUP BY 1")) == {
            "CNY": 9,
            "USD": 1,
        }
        amounts = dict(rows_of(book, "SELECT currency, sum(amount_fen) FROM contracts GROUP BY 1"))
        (read_,) = read.read(read.files_of(SHARED / "cn_contractvision"), Options()).sheets
        cells = dict(zip(read_.headers, read_.columns, strict=True))
        for currency, fen in amounts.items():
            own = [a for a, c in zip(cells["amount"], cells["currency"], strict=True) if c == currency]
            assert fen == sum(round(float(a) * 100) for a in own)


def naughty() -> list[str]:
    """The strings of the list that a text can hold at all."""
    found: list[str] = json.loads((SHARED / "blns" / "blns.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("form", ["utf-8", "utf-16", "gb18030", "xlsx"])
def test_naughty_strings_survive_every_text_field(tmp_path: Path, form: str) -> None:
    strings = [text for text in naughty() if text.strip()]
    heads = ["客户编号", "客户名称", "备注"]
    body = [[f"KH{n:04d}", f"客户{n}", text] for n, text in enumerate(strings)]
    folder = tmp_path / "in"
    folder.mkdir()
    if form == "xlsx":
        import xlsxwriter

        book_ = xlsxwriter.Workbook(
            str(folder / "客户.xlsx"), {"strings_to_formulas": False, "strings_to_urls": False}
        )
        sheet = book_.add_worksheet("客户")
        for at, row in enumerate([heads, *body]):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
        book_.close()
    else:
        out = io.StringIO(newline="")
        csv.writer(out).writerows([heads, *body])
        (folder / "客户.csv").write_bytes(out.getvalue().encode(form))
    with Book.create(tmp_path / "book").book as book:
        import_into(book, folder)
        kept = dict(rows_of(book, "SELECT code, note FROM accounts"))
    assert len(kept) == len(strings)
    for code, _, text in body:
        assert kept[code] == text.strip(), repr(text)


def test_naughty_strings_are_names_titles_and_channels(tmp_path: Path) -> None:
    strings = [text.strip() for text in naughty() if text.strip()]
    many = list(enumerate(strings))
    texts: dict[str, list[list[str]]] = {
        "客户": [["客户编号", "客户名称", "行业", "城市"], *([f"K{n}", t, t, t] for n, t in many)],
        "联系人": [["联系人编号", "客户编号", "姓名", "职务"], *([f"L{n}", f"K{n}", t, t] for n, t in many)],
        "工单": [
            ["工单编号", "客户编号", "标题", "创建时间"],
            *([f"G{n}", f"K{n}", t, "2024-06-01"] for n, t in many),
        ],
    }
    files = {}
    for name, body in texts.items():
        text = io.StringIO(newline="")
        csv.writer(text).writerows(body)
        files[f"{name}.csv"] = text.getvalue()
    with Book.create(tmp_path / "book").book as book:
        import_into(book, write(tmp_path / "in", files))
        names = dict(rows_of(book, "SELECT code, name FROM accounts"))
        assert names == {f"K{n}": text for n, text in enumerate(strings)}
        assert dict(rows_of(book, "SELECT code, name FROM contacts")) == {
            f"L{n}": t for n, t in enumerate(strings)
        }
        assert dict(rows_of(book, "SELECT code, title FROM tickets")) == {
            f"G{n}": t for n, t in enumerate(strings)
        }
        assert check(book) == []


def header_lists() -> list[tuple[str, str, list[str]]]:
    """Each table of the two Chinese systems: system, table, headers."""
    if not SHARED.exists():
        return []
    known = json.loads((SHARED / "cn_crm_headers" / "cn_crm_headers.json").read_text(encoding="utf-8"))
    found = []
    for system, tables in known.items():
        for name, fields in tables.items():
            heads = []
            for field in fields:
                values = list(field.values())
                heads.append(next(v for v in values if isinstance(v, str) and not v.isascii()))
            found.append((system, name, heads))
    return found


KIND_OF = {
    "客户": "accounts",
    "customer": "accounts",
    "联系人": "contacts",
    "contact": "contacts",
    "商机": "opportunities",
    "opportunity": "opportunities",
    "合同": "contracts",
    "contract": "contracts",
    "order": "contracts",
    "回款": "receipts",
    "回款计划": "receipts",
    "contractPaymentPlan": "receipts",
    "contractPaymentRecord": "receipts",
    "发票": "invoices",
    "回访": "touches",
    "record": "touches",
}


@pytest.mark.parametrize(("system", "name", "heads"), header_lists())
def test_headers_of_chinese_systems_are_known(system: str, name: str, heads: list[str]) -> None:
    found = profiles.match(heads)
    if name not in KIND_OF:
        assert found is None or name in {"线索", "clue", "plan"}, (system, name)
        return
    assert found is not None, (system, name, heads)
    assert found.profile.key == system.partition("_")[0]
    assert found.table.kind == KIND_OF[name]
    fields = {found.table.columns.get(head) for head in heads}
    needed = [group for group in KINDS[found.table.kind].needs if not fields & set(group)]
    # Systems leave out what only some companies keep: an order has no term of its own.
    few = name in {"order", "发票", "opportunity", "商机"}
    assert len(needed) <= few, (heads, needed)


def test_a_sheet_of_a_known_system_says_so(tmp_path: Path) -> None:
    text = "姓名,客户名称,手机,邮箱,职务,是否关键决策人\n吴娜,云岫,13800000000,a@b.cn,CEO,是\n"
    folder = write(
        tmp_path / "in", {"导出.csv": text, "客户.csv": "客户名称,客户来源,客户级别\n云岫,转介,高价值\n"}
    )
    made: Plan = planned(folder)
    assert {sheet.kind for sheet in made.sheets} == {"contacts", "accounts"}
    assert table(made, "contacts")[0]["executive"] == 1
    assert table(made, "accounts")[0]["segment"] == "高价值"


def test_a_sheet_is_a_sheet() -> None:
    (sheet,) = read.read(read.files_of(SHARED / "blns" / "blns.txt"), Options()).sheets
    assert isinstance(sheet, Sheet)
    assert sheet.encoding == "utf-8"
