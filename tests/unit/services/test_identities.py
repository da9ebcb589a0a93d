"""Everybody and everything that a book knows by name or number is found, and nothing is counted twice."""

from __future__ import annotations

from collections import Counter

from csmdesk.domain.changes import Op
from csmdesk.services.identities import identities
from csmdesk.storage.book import Book


def test_names_numbers_and_addresses_of_the_sample_book(sample: Book) -> None:
    held = identities(sample)
    kinds = Counter(identity.kind for identity in held.all)
    assert kinds["account"] == 35
    assert kinds["contact"] == kinds["email"] == kinds["phone"] == 103
    marks = {mark for identity in held.all for mark in identity.marks}
    for known in (
        "云岫茶饮",
        "KH1001",
        "吴娜",
        "LX0001",
        "13900000001",
        "HT00001",
        "HK00001",
        "GD0001",
        "SJ001",
    ):
        assert known in marks
    assert 17_800_000 in held.amounts


def test_other_ways_to_write_a_company_and_people_of_the_own_one(sample: Book) -> None:
    def change(connection: object) -> None:
        connection.exec_driver_sql(  # type: ignore[attr-defined]
            "UPDATE accounts SET name = '杭州岚图家居有限公司', city = '杭州', owner = '王芳', "
            "handover_from = '销售部', archived = 1 WHERE code = 'KH1021'"
        )
        connection.exec_driver_sql(  # type: ignore[attr-defined]
            "INSERT INTO account_aliases (code, account_id) "
            "SELECT 'OLD77', id FROM accounts WHERE code = 'KH1021'"
        )

    sample.store.run(Op.EDIT_ACCOUNT, change)
    held = {identity.name: identity for identity in identities(sample).all}
    account = held["杭州岚图家居有限公司"]
    assert account.marks == ("杭州岚图家居有限公司", "杭州岚图家居", "岚图家居", "KH1021", "OLD77")
    assert held["王芳"].kind == "colleague"
    assert "销售部" not in held
