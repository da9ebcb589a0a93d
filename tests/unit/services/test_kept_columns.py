"""Columns that imports kept beside the book's fields: shown with their row, and going where it goes."""

from __future__ import annotations

import pytest

from csmdesk.services.contract_calendar import ContractCalendar
from csmdesk.services.log.log import Log
from csmdesk.services.renewal_money import InvoiceDraft, RenewalMoney
from csmdesk.storage.book import Book
from csmdesk.storage.kept_columns import TABLES
from tests.unit.storage.making import rows_of, value_of, write

HELD = "SELECT table_name, code, name, value FROM custom_values ORDER BY id"


def keep(book: Book, table: str, code: str, *items: tuple[str, str]) -> None:
    sql = "INSERT INTO custom_values (table_name, code, name, value) VALUES (?, ?, ?, ?)"
    write(book, *((sql, [table, code, *item]) for item in items))


def first(book: Book, table: str) -> tuple[int, str]:
    number, code = rows_of(book, f"SELECT id, code FROM {table} ORDER BY id LIMIT 1")[0]
    return int(number), str(code)


@pytest.mark.parametrize("kind", ["ticket", "event", "opportunity", "suggestion"])
def test_a_record_of_the_log_shows_and_keeps_them(sample: Book, kind: str) -> None:
    log = Log(sample).kinds[kind]
    table = {"opportunity": "opportunities"}.get(kind, f"{kind}s")
    key, code = first(sample, table)
    assert log.kept(key) == ()
    keep(sample, table, code, ("旧系统", "甲"), ("空", ""), ("来源", "乙"))
    keep(sample, table, "X9", ("旧系统", "丙"))
    assert log.kept(key) == (("旧系统", "甲"), ("来源", "乙"))
    log.put(key, {"code": "X9"})
    # What the number has already stays.
    assert log.kept(key) == (("来源", "乙"), ("旧系统", "丙"))
    sample.store.undo()
    assert log.kept(key) == (("旧系统", "甲"), ("来源", "乙"))
    held = rows_of(sample, HELD)
    log.remove([key])
    assert rows_of(sample, HELD) == [(table, "X9", "旧系统", "丙")]
    sample.store.undo()
    assert rows_of(sample, HELD) == held


def test_kinds_without_numbers_have_none(sample: Book) -> None:
    log = Log(sample)
    for kind, table in (("touch", "touches"), ("own_time", "own_time"), ("survey", "surveys")):
        key = int(value_of(sample, f"SELECT min(id) FROM {table}"))
        assert log.kinds[kind].kept(key) == ()
    for table in TABLES:
        assert "code" in {row[1] for row in rows_of(sample, f"PRAGMA main.table_info({table})")}


def test_a_contract_shows_its_own_and_those_of_its_payments(sample: Book) -> None:
    contract, code, receipt = rows_of(
        sample, "SELECT c.id, c.code, r.code FROM contracts c JOIN receipts r ON r.contract_id = c.id LIMIT 1"
    )[0]
    keep(sample, "receipts", receipt, ("到账行", "工行"))
    keep(sample, "contracts", code, ("签约主体", "上海"))
    keep(sample, "contracts", "HT99999", ("签约主体", "别的"))
    track = ContractCalendar(sample).track(contract, "2024H1", None, "zh")
    assert track is not None
    assert track.kept == (("签约主体", "上海"), (f"到账行 {receipt}", "工行"))


def test_an_invoice_keeps_them_under_another_number(sample: Book) -> None:
    money = RenewalMoney(sample)
    contract = int(value_of(sample, "SELECT id FROM contracts WHERE code = 'HT00160'"))
    sql = (
        "INSERT INTO invoices (code, contract_id, day, amount_fen, currency) VALUES ('FP1', ?, ?, 100, 'CNY')"
    )
    write(sample, (sql, [contract, "2024-06-01"]))
    keep(sample, "invoices", "FP1", ("税号", "91"))
    invoice = int(value_of(sample, "SELECT id FROM invoices WHERE code = 'FP1'"))
    held = money.invoice(invoice)
    money.change_invoice(invoice, InvoiceDraft(held.amount_fen, held.day, held.due_day, "FP2"))
    assert rows_of(sample, HELD) == [("invoices", "FP2", "税号", "91")]
    money.remove_invoice(invoice)
    assert rows_of(sample, HELD) == []
    sample.store.undo()
    assert rows_of(sample, HELD) == [("invoices", "FP2", "税号", "91")]
