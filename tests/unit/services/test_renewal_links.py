"""Links between contracts: inferred ones shown as such and confirmed; made and taken out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from csmdesk.domain.fields import FieldError
from csmdesk.services.contract_calendar import ContractCalendar
from csmdesk.services.renewal_links import RenewalLinks
from csmdesk.services.renewals import Renewals
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.services.sample import TODAY, expect_exact_undo, refused, row
from tests.unit.storage.making import rows_of, value_of, write


def contract(book: Book, code: str) -> int:
    return int(value_of(book, "SELECT id FROM contracts WHERE code = ?", [code]))


def label(book: Book) -> str:
    found = book.store.undo_label
    return "" if found is None else found.zh


@pytest.fixture
def inferred(sample: Book) -> list[int]:
    """Three links that nobody stated."""
    ids = [key for (key,) in rows_of(sample, "SELECT id FROM renewal_links ORDER BY id LIMIT 3")]
    write(sample, f"UPDATE renewal_links SET inferred = 1 WHERE id IN ({', '.join(map(str, ids))})")
    return ids


def test_a_contract_shows_what_it_continues_and_what_continues_it(sample: Book) -> None:
    links = RenewalLinks(sample)
    (line,) = links.links(contract(sample, "HT00107"))
    assert (line.old, line.new, line.account, line.inferred) == ("HT00107", "HT00108", "岚图家居", False)
    assert line.words.zh.startswith("HT00107 → HT00108，2024-09-22 – 2025-09-21 ")
    assert links.links(contract(sample, "HT00108")) == (line,)
    assert links.links(contract(sample, "HT00160")) == ()


def test_inferred_links_are_marked_and_confirmed_one_by_one(sample: Book, inferred: list[int]) -> None:
    links = RenewalLinks(sample)
    first, *_ = links.inferred_all()
    assert first.words.zh.endswith("（推断）")
    assert first.words.en.endswith("(inferred)")
    assert ContractCalendar(sample).desk("2024H1", None).by_id[first.old_id].inferred
    with expect_exact_undo(sample):
        links.confirm([first.id])
    assert label(sample) == f"确认续约关联：{first.old} → {first.new} {first.account}"
    assert [line.id for line in links.inferred_all()] == [i for i in inferred if i != first.id]
    assert links.confirm([first.id]).empty
    assert not ContractCalendar(sample).desk("2024H1", None).by_id[first.old_id].inferred


def test_all_are_confirmed_in_one_step(sample: Book, inferred: list[int]) -> None:
    links = RenewalLinks(sample)
    with expect_exact_undo(sample):
        changes = links.confirm([line.id for line in links.inferred_all()])
    assert changes.ids["renewal_links"] == set(inferred)
    assert label(sample) == "确认 3 条续约关联"
    assert links.inferred_all() == ()


def test_a_link_is_taken_out_and_made_again(sample: Book) -> None:
    links, old, new = RenewalLinks(sample), contract(sample, "HT00107"), contract(sample, "HT00108")
    (line,) = links.links(old)
    with expect_exact_undo(sample):
        links.remove(line.id)
    assert label(sample) == "解除续约关联：HT00107 → HT00108 岚图家居"
    assert ContractCalendar(sample).desk("2024H1", None).by_id[old].outcome == "open"
    assert links.choices(old)[0].code == "HT00108"
    with expect_exact_undo(sample):
        links.add(old, new)
    assert label(sample) == "加续约关联：HT00107 → HT00108 岚图家居"
    assert ContractCalendar(sample).desk("2024H1", None).by_id[old].outcome == "renewed"
    assert links.add(old, new).empty
    assert "HT00108" not in [choice.code for choice in links.choices(old)]
    assert check(sample) == []


def test_stating_an_inferred_link_confirms_it(sample: Book, inferred: list[int]) -> None:
    links = RenewalLinks(sample)
    line = links.inferred_all()[0]
    links.add(line.old_id, line.new_id)
    assert row(sample, "renewal_links", line.id)["inferred"] == 0


def test_what_is_continued_was_not_lost(sample: Book) -> None:
    links, old, new = RenewalLinks(sample), contract(sample, "HT00107"), contract(sample, "HT00108")
    links.remove(links.links(old)[0].id)
    Renewals(sample, lambda: TODAY).lose(old, "竞品侵占", date(2024, 6, 1))
    with expect_exact_undo(sample):
        links.add(old, new)
    kept = row(sample, "contracts", old)
    assert (kept["loss_reason"], kept["lost_day"], kept["forecast"]) == ("", None, "")


def test_what_cannot_be_linked_is_refused(sample: Book) -> None:
    links = RenewalLinks(sample)
    old, new, other = (contract(sample, code) for code in ("HT00107", "HT00108", "HT00162"))
    for first, second in ((old, other), (new, old), (old, old)):
        with pytest.raises(FieldError) as told:
            links.add(first, second)
        assert told.value.field == "new"
    assert "已不在客户书里" in refused(lambda: links.add(old, 99_999)).text.zh
    for act in (lambda: links.confirm([99_999]), lambda: links.confirm([]), lambda: links.remove(99_999)):
        assert "续约关联已不在" in refused(act).text.zh
