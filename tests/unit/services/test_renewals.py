"""Renewing, losing, forecasting: links stay, figures follow, one undo takes all of it back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError
from csmdesk.domain.forecast import Forecast
from csmdesk.domain.renewal_track import State, Step
from csmdesk.paths import resource
from csmdesk.services.contract_calendar import ContractCalendar, ContractRow
from csmdesk.services.renewals import NewTerm, ReceiptDraft, RenewalDraft, Renewals
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.importers.making import digest_of, import_into

TODAY = date(2024, 6, 30)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "book"
    with Book.create(folder).book as book:
        import_into(book, resource("demo/2024H1"))
    return folder


@pytest.fixture
def book(original: Path, tmp_path: Path) -> Iterator[Book]:
    shutil.copytree(original, tmp_path / "book")
    with Book.open(tmp_path / "book") as opened:
        yield opened


def renewals(book: Book) -> Renewals:
    return Renewals(book, lambda: TODAY)


def id_of(book: Book, code: str) -> int:
    with book.reading() as connection:
        return int(connection.execute("SELECT id FROM contracts WHERE code = ?", (code,)).fetchone()[0])


def row(book: Book, contract: int) -> ContractRow:
    rows = ContractCalendar(book).data("2024H1", None).rows
    return next(each for each in rows if each.id == contract)


def state(book: Book, contract: int, step: Step) -> State:
    return next(line.state for line in row(book, contract).steps if line.step is step)


def stored(book: Book, sql: str, *values: Any) -> list[Any]:
    with book.reading() as connection:
        return connection.execute(sql, values).fetchall()


def label(book: Book) -> str:
    found = book.store.undo_label
    return "" if found is None else found.zh


def test_a_renewal_with_its_receipts_is_one_step(book: Book) -> None:
    contract = id_of(book, "HT00160")
    before = digest_of(book)
    draft = renewals(book).suggest([contract])
    assert draft.terms == (NewTerm(date(2024, 7, 15), date(2025, 7, 14), draft.terms[0].amount_fen, ""),)
    receipts = (
        ReceiptDraft(10_000_000, date(2024, 6, 20), one_sum=False),
        ReceiptDraft(draft.terms[0].amount_fen - 10_000_000, due_day=date(2024, 9, 30)),
    )
    (new,), changes = renewals(book).renew(replace(draft, receipts=receipts))
    assert label(book) == "续约：HT00160 岚图家居"
    assert {"contracts", "renewal_links", "receipts"} <= set(changes.ids)
    found = row(book, contract)
    assert found.outcome == "renewed"
    assert not found.inferred
    assert state(book, contract, Step.RECEIPT) is State.DOING
    assert stored(book, "SELECT kind, currency, recurring FROM contracts WHERE id = ?", new) == [
        ("renewal", "CNY", 1)
    ]
    assert check(book) == []
    book.store.undo()
    assert digest_of(book) == before
    book.store.redo()
    assert row(book, contract).outcome == "renewed"


@pytest.mark.parametrize(
    ("way", "more", "end", "factor"),
    [
        ("one_year", {}, date(2025, 7, 14), 1),
        ("multi_year", {"years": 3}, date(2027, 7, 14), 3),
        ("co_term", {"until": date(2025, 1, 14)}, date(2025, 1, 14), 0.5),
    ],
)
def test_what_is_suggested(book: Book, way: Any, more: dict[str, Any], end: date, factor: float) -> None:
    contract = id_of(book, "HT00160")
    amount = stored(book, "SELECT amount_fen FROM contracts WHERE id = ?", contract)[0][0]
    (term,) = renewals(book).suggest([contract], way, **more).terms
    assert term.end == end
    assert term.amount_fen == amount * factor


def test_merged_and_split_contracts_keep_all_their_links(book: Book) -> None:
    first, second = id_of(book, "HT00160"), id_of(book, "HT00192")
    merged = renewals(book).suggest([first, second])
    (new,), _ = renewals(book).renew(merged)
    assert {row(book, each).outcome for each in (first, second)} == {"renewed"}
    assert merged.terms[0].start == date(2024, 11, 24)
    assert len(stored(book, "SELECT 1 FROM renewal_links WHERE new_id = ?", new)) == 2
    book.store.undo()
    half = merged.terms[0].amount_fen // 2
    terms = (
        NewTerm(date(2024, 7, 15), date(2025, 7, 14), half, "订单中心"),
        NewTerm(date(2024, 7, 15), date(2025, 1, 14), half, "BI报表", "HT-NEW"),
    )
    made, _ = renewals(book).renew(RenewalDraft((first,), terms, TODAY))
    assert len(made) == 2
    assert row(book, first).successors[1] == "HT-NEW"
    assert stored(book, "SELECT product FROM contracts WHERE id = ?", made[0]) == [("订单中心",)]


def test_an_early_and_a_late_renewal_count_where_they_were_due(book: Book) -> None:
    contract = id_of(book, "HT00192")
    early = NewTerm(date(2024, 7, 1), date(2025, 6, 30), 32_700_000)
    renewals(book).renew(RenewalDraft((contract,), (early,), TODAY))
    found = row(book, contract)
    assert (found.outcome, found.end) == ("renewed", date(2024, 11, 23))
    late = renewals(book).suggest([id_of(book, "HT00160")])
    moved = late.terms[0]._replace(start=date(2024, 8, 20), end=date(2025, 8, 19))
    renewals(book).renew(replace(late, terms=(moved,)))
    assert row(book, id_of(book, "HT00160")).outcome == "renewed"


def _draft(book: Book, **changes: Any) -> Callable[[], Any]:
    def act() -> Any:
        return renewals(book).renew(replace(renewals(book).suggest([id_of(book, "HT00160")]), **changes))

    return act


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"terms": ()}, "end"),
        ({"terms": (NewTerm(date(2024, 8, 1), date(2024, 7, 31), 1),)}, "end"),
        ({"terms": (NewTerm(date(2020, 8, 1), date(2025, 7, 31), 1),)}, "start"),
        ({"terms": (NewTerm(date(2024, 8, 1), date(2025, 7, 31), -1),)}, "amount"),
        ({"terms": (NewTerm(date(2024, 8, 1), date(2025, 7, 31), 1, "", "HT00192"),)}, "code"),
        ({"signed_day": date(2024, 7, 1)}, "signed_day"),
        ({"receipts": (ReceiptDraft(0),)}, "amount"),
        ({"receipts": (ReceiptDraft(1, date(2024, 7, 1)),)}, "received_day"),
    ],
)
def test_a_renewal_that_cannot_be_is_refused_and_nothing_is_kept(
    book: Book, changes: dict[str, Any], field: str
) -> None:
    before = digest_of(book)
    with pytest.raises(FieldError) as refused:
        _draft(book, **changes)()
    assert refused.value.field == field
    assert digest_of(book) == before


def test_contracts_of_two_accounts_cannot_be_merged(book: Book) -> None:
    draft = renewals(book).suggest([id_of(book, "HT00160"), id_of(book, "HT00162")])
    with pytest.raises(UserError, match="one account"):
        renewals(book).renew(draft)


def test_losing_needs_a_reason_and_can_be_taken_back(book: Book) -> None:
    contract = id_of(book, "HT00160")
    before = digest_of(book)
    with pytest.raises(FieldError):
        renewals(book).lose(contract, "  ")
    with pytest.raises(UserError, match="renewed by"):
        renewals(book).lose(id_of(book, "HT00107"), "竞品侵占")
    assert digest_of(book) == before
    renewals(book).lose(contract, "总部统一采购", date(2024, 6, 28))
    assert row(book, contract).outcome == "lost"
    assert renewals(book).loss_reasons()[:4] == ["竞品侵占", "价值未体现", "客户自然死亡", "其他"]
    assert "总部统一采购" in renewals(book).loss_reasons()
    renewals(book).reopen(contract)
    assert row(book, contract).outcome == "open"
    book.store.undo()
    book.store.undo()
    assert digest_of(book) == before


def test_the_track_remembers_what_was_done(book: Book) -> None:
    contract = id_of(book, "HT00160")
    assert row(book, contract).forecast is Forecast.RISK
    assert not row(book, contract).forecast_stated
    renewals(book).start_talks(contract, date(2024, 5, 20), "与 CIO 谈")
    renewals(book).send_quote(contract, date(2024, 6, 10))
    renewals(book).set_forecast([contract], Forecast.LIKELY, "新 CIO 认可")
    assert state(book, contract, Step.TALKS) is State.DONE
    assert state(book, contract, Step.QUOTE) is State.DONE
    assert state(book, contract, Step.FORECAST) is State.DONE
    assert row(book, contract).step_words.zh == "待签署"
    assert label(book) == "改预测：HT00160 岚图家居 可能"
    assert renewals(book).set_forecast([contract], Forecast.LIKELY, "新 CIO 认可").empty
    with pytest.raises(FieldError):
        renewals(book).start_talks(contract, date(2024, 7, 1))
    renewals(book).set_forecast([contract], None)
    assert not row(book, contract).forecast_stated


def test_a_contract_that_is_gone_is_said(book: Book) -> None:
    with pytest.raises(UserError, match="no longer"):
        renewals(book).start_talks(99_999, TODAY)
