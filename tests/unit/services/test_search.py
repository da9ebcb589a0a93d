"""Search in memory: who comes first, which characters matched, what is recent, and following changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.spelling import spelt
from csmdesk.domain.text import Text
from csmdesk.services.accounts import Accounts
from csmdesk.services.search import LIMIT, Search
from csmdesk.services.search_index import CODE_BEGINS, EXACT, INITIALS_BEGIN, INSIDE, NAME_BEGINS, rank
from csmdesk.services.search_marks import marked, read
from csmdesk.services.search_words import Hit
from csmdesk.storage.book import Book

ACCOUNTS = (
    (1, "KH1021", "岚图家居", "稳定"),
    (2, "KH1022", "蓝天涂料", "高价值"),
    (3, "KH1023", "新岚图汽车", "潜力"),
    (4, "KH1024", "西安银行", "稳定"),
    (5, "LT", "鹿鸣餐饮", "稳定"),
    (6, "KH1026", "BI报表科技", "稳定"),
    (7, "KH1027", "Acme Group", ""),
)
CONTRACTS = (
    (1, "HT00160", 1, "renewal", "2023-07-15", "2024-07-14", 24_700_00, "营销云"),
    (2, "HT00192", 1, "new", "2023-11-24", "2024-11-23", 32_700_00, ""),
    (3, "HT00017", 1, "renewal", "2022-07-15", "2023-07-14", 20_000_00, ""),
    (4, "HT00300", 4, "upsell", "2024-01-01", "2025-12-31", 100_000_00, "短信包"),
)
CONTACTS = (
    (1, "LX1", 1, "林宁娟", "CIO", 1, "1980-03-02", None),
    (2, "LX2", 1, "高平霞", "信息部经理", 0, "1985-07-17", None),
    (3, "LX3", 1, "单雄信", "采购总监", 0, None, "2024-05-31"),
    (4, "LX4", 4, "岚秀英", "CEO", 1, None, None),
)


def fill(book: Book) -> None:
    """Three tables with a few rows each, through the store as the program does it."""
    from sqlalchemy import Connection

    def write(connection: Connection) -> None:
        for key, code, name, segment in ACCOUNTS:
            connection.exec_driver_sql(
                "INSERT INTO accounts (id, code, name, pinyin, initials, segment) VALUES (?, ?, ?, ?, ?, ?)",
                (key, code, name, *spelt(name), segment),
            )
        connection.exec_driver_sql(
            "INSERT INTO contracts (id, code, account_id, kind, start_day, end_day, amount_fen, product) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            list(CONTRACTS),
        )
        for key, code, account, name, *rest in CONTACTS:
            connection.exec_driver_sql(
                "INSERT INTO contacts (id, code, account_id, name, pinyin, initials, title, executive, "
                "birthday, left_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (key, code, account, name, *spelt(str(name), person=True), *rest),
            )
        connection.exec_driver_sql("INSERT INTO renewal_links (old_id, new_id) VALUES (3, 1)")

    book.store.run(Op.IMPORT, write)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "客户书").book as made:
        fill(made)
        yield made


@pytest.fixture
def search(book: Book) -> Search:
    made = Search(book, Accounts(book))
    made.load()
    made.read_figures("2024H1", date(2024, 6, 30))
    return made


def change(book: Book, sql: str, *parameters: object) -> Changes:
    return book.store.run(
        Op.EDIT_ACCOUNT, lambda c: c.exec_driver_sql(sql, parameters), Text("改", "Edit")
    ).changes


def titles(hits: list[Hit], kind: str = "account") -> list[str]:
    return [hit.title for hit in hits if hit.kind == kind]


def one(search: Search, text: str, kind: str = "account") -> Hit:
    (hit, *_) = [hit for hit in search.find(text, "zh") if hit.kind == kind]
    return hit


def recent(search: Search) -> list[str]:
    """What was opened lately."""
    return [search.hit(match, "", "zh").title for match in search.recent()]


def shown(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    """The matched characters."""
    return [text[begin:end] for begin, end in spans]


# --- ranking ------------------------------------------------------------------------------------------------


def test_name_before_initials_before_pinyin_before_inside(search: Search) -> None:
    assert titles(search.find("岚图", "zh")) == ["岚图家居", "新岚图汽车"]
    # lt is the number of one, the initials of two more begin with it, one has it inside.
    assert titles(search.find("lt", "zh")) == ["鹿鸣餐饮", "蓝天涂料", "岚图家居", "新岚图汽车"]
    assert titles(search.find("lantu", "zh")) == ["岚图家居", "新岚图汽车"]
    assert titles(search.find("ltjj", "zh")) == ["岚图家居"]


@pytest.mark.parametrize("text", ["KH1021", "kh1021", "岚图家居", " 岚图家居 ", "lantujiaju"])
def test_an_account_is_found_by_number_name_and_pinyin(search: Search, text: str) -> None:
    assert titles(search.find(text, "zh"))[0] == "岚图家居"


def test_letters_of_a_name_are_found_as_they_are_typed(search: Search) -> None:
    assert titles(search.find("acme gr", "zh")) == ["Acme Group"]
    assert titles(search.find("bi报", "zh")) == ["BI报表科技"]
    assert titles(search.find("bibb", "zh")) == ["BI报表科技"]


def test_every_word_has_to_be_there(search: Search) -> None:
    assert titles(search.find("岚图 1023", "zh")) == ["新岚图汽车"]
    assert search.find("岚图 银行", "zh") == []
    assert titles(search.find("岚图 ht0016", "zh"), "contract") == ["HT00160"]
    assert titles(search.find("lin lantu", "zh"), "contact") == ["林宁娟"]


def test_contracts_and_contacts_come_with_their_account_the_pressing_ones_first(search: Search) -> None:
    hits = search.find("lantujiaju", "zh")
    assert [hit.kind for hit in hits] == ["account", *["contract"] * 3, *["contact"] * 3]
    # Open ones by their end, then what has ended.
    assert titles(hits, "contract") == ["HT00160", "HT00192", "HT00017"]
    # Executives first, who has left last.
    assert titles(hits, "contact") == ["林宁娟", "高平霞", "单雄信"]


def test_the_kind_with_the_best_hit_comes_first(search: Search) -> None:
    assert search.find("HT00160", "zh")[0].kind == "contract"
    # A person whose name begins so is better than an account that has it inside.
    assert search.find("linning", "zh")[0].title == "林宁娟"
    assert search.find("岚秀", "zh")[0].title == "岚秀英"


def test_products_kinds_and_titles_are_found(search: Search) -> None:
    assert titles(search.find("短信包", "zh"), "contract") == ["HT00300"]
    assert titles(search.find("岚图 续约", "zh"), "contract") == ["HT00160", "HT00017"]
    assert titles(search.find("upsell", "zh"), "contract") == ["HT00300"]
    assert titles(search.find("cio", "zh"), "contact") == ["林宁娟"]


def test_a_surname_is_found_as_it_is_said(search: Search) -> None:
    assert titles(search.find("shanxiong", "zh"), "contact") == ["单雄信"]


@pytest.mark.parametrize("text", ["", "   ", "没有这个", "\n", "%", "_", "'", "岚\n图x"])
def test_what_is_not_there_is_not_found(search: Search, text: str) -> None:
    assert search.find(text, "zh") == []


def test_no_more_than_the_limit_of_a_kind_is_given(book: Book) -> None:
    for number in range(LIMIT + 5):
        change(book, "INSERT INTO accounts (code, name) VALUES (?, ?)", f"X{number}", f"同名{number:02}")
    search = Search(book, Accounts(book))
    search.load()
    assert titles(search.find("同名", "zh")) == [f"同名{number:02}" for number in range(LIMIT)]
    assert len(titles(search.find("同名", "zh", 3))) == 3


# --- words and marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("lantu", ["岚图"]),
        ("ltj", ["岚图家"]),
        ("岚", ["岚"]),
        ("ltjj", ["岚图家居"]),
        ("lantuj", ["岚图家"]),
        ("jiaju", ["家居"]),
        ("antuj", ["岚图家"]),
        ("lan 居", ["岚", "居"]),
        ("kh1021", []),
    ],
)
def test_the_characters_that_matched_are_marked(search: Search, text: str, characters: list[str]) -> None:
    hit = one(search, text)
    assert shown(hit.title, hit.title_marks) == characters


def test_a_number_and_an_account_s_name_are_marked_where_they_stand(search: Search) -> None:
    account = one(search, "kh1021")
    assert shown(account.detail, account.detail_marks) == ["KH1021"]
    contract = one(search, "lantuj", "contract")
    assert contract.detail == "岚图家居，续约，07-14 到期"
    assert shown(contract.detail, contract.detail_marks) == ["岚图家"]
    person = one(search, "ltjj", "contact")
    assert person.detail == "CIO，岚图家居"
    assert shown(person.detail, person.detail_marks) == ["岚图家居"]


def test_what_stands_at_the_right(search: Search) -> None:
    found = {hit.title: hit for hit in search.find("lantujiaju", "zh")}
    assert found["HT00160"].right == "2.5万"
    assert found["HT00017"].detail == "岚图家居，续约，23-07-14 已到期，已续"
    assert found["林宁娟"].right == "高管"
    assert found["高平霞"].right == "生日 07-17"
    assert found["单雄信"].right == "05-31 离职"
    assert found["岚图家居"].right == "5.7万   健康 —"
    assert found["岚图家居"].mark == "unscored"


def test_the_product_is_told_when_it_was_looked_for(search: Search) -> None:
    assert one(search, "营销云", "contract").detail == "岚图家居，营销云，续约，07-14 到期"


def test_words_are_english_in_the_english_window(search: Search) -> None:
    found = {hit.title: hit for hit in search.find("lantujiaju", "en")}
    assert found["HT00160"].detail == "岚图家居, renewal, ends 07-14"
    assert found["单雄信"].right == "left 05-31"


def test_names_are_found_before_figures_are_counted(book: Book) -> None:
    search = Search(book, Accounts(book))
    assert search.find("岚图", "zh") == []
    search.load()
    assert search.loaded
    hit = one(search, "岚图")
    assert (hit.right, hit.mark) == ("", "")


NAMES = st.lists(
    st.sampled_from(
        ["岚", "图", "家", "居", "西", "安", "南", "宁", "饿", "儿", "女", "重庆", "A&B", "3M", "（"]
    ),
    min_size=1,
    max_size=8,
).map("".join)


@given(NAMES)
def test_a_name_s_pieces_read_together_as_its_pinyin(name: str) -> None:
    pinyin, initials = spelt(name)
    pieces = read(name, pinyin, initials)
    assert pieces
    assert "".join(name[piece.begin : piece.end] for piece in pieces) == name
    assert "".join(pinyin[piece.at : piece.to] for piece in pieces) == pinyin
    assert "".join(initials[piece.first : piece.last] for piece in pieces) == initials


def test_pinyin_that_does_not_fit_the_name_marks_nothing() -> None:
    assert read("岚图", "lantxx", "lt") == ()
    assert marked("岚图", ["lan"], "wrong", "w") == ()


def test_words_that_are_no_row_are_ranked_alike() -> None:
    assert rank("记触达", "记触达", "jichuda", "jcd") == EXACT
    assert rank("记", "记触达", "jichuda", "jcd") == NAME_BEGINS
    assert rank("jcd", "记触达", "jichuda", "jcd") == INITIALS_BEGIN
    assert rank("touch", "Add touch") == CODE_BEGINS
    assert rank("chuda", "记触达", "jichuda", "jcd") == INSIDE
    # One letter is in nearly every word.
    assert rank("c", "记触达", "jichuda", "jcd") is None
    assert rank("x", "Add touch") is None


# --- what is recent -----------------------------------------------------------------------------------------


def test_what_was_opened_comes_first_among_equals_and_without_a_text(search: Search) -> None:
    assert titles(search.find("岚", "zh")) == ["岚图家居", "新岚图汽车"]
    assert recent(search) == []
    search.note_opened("account", 1)
    search.note_opened("contract", 4)
    search.note_opened("account", 3)
    search.note_opened("account", 1)
    assert recent(search) == ["岚图家居", "新岚图汽车", "HT00300"]
    # Among equals the one opened last; a better match stays before it.
    assert titles(search.find("lt", "zh"))[:3] == ["鹿鸣餐饮", "岚图家居", "蓝天涂料"]


def test_what_was_opened_and_looked_for_is_kept_in_the_book(search: Search, book: Book) -> None:
    search.note_opened("contact", 1)
    search.note_opened("account", 3)
    search.note_query("  lantu ")
    search.note_query("")
    history = len(book.store.history())
    search.keep()
    again = Search(book, Accounts(book))
    again.note_opened("account", 4)
    again.load()
    assert recent(again) == ["西安银行", "新岚图汽车", "林宁娟"]
    assert again.last_query == "lantu"
    # It is no step to undo.
    assert len(book.store.history()) == history


def test_what_is_gone_is_not_recent(search: Search, book: Book) -> None:
    search.note_opened("account", 1)
    search.note_opened("contact", 2)
    search.refresh(change(book, "UPDATE accounts SET archived = 1 WHERE id = 1"))
    assert recent(search) == []


def test_broken_memory_is_passed_over(book: Book) -> None:
    book.store.remember("palette", '{"opened": [["account", "x"], 7], "query": 3')
    search = Search(book, Accounts(book))
    search.load()
    assert recent(search) == []
    book.store.remember("palette", '{"opened": [["planet", 1], ["account", 1]], "query": "q"}')
    again = Search(book, Accounts(book))
    again.load()
    assert recent(again) == ["岚图家居"]


# --- changes ------------------------------------------------------------------------------------------------


def test_a_changed_row_is_found_by_its_new_words_and_no_more_by_the_old(search: Search, book: Book) -> None:
    search.refresh(
        change(
            book,
            "UPDATE accounts SET name = ?, pinyin = ?, initials = ? WHERE id = 1",
            "望海渔业",
            *spelt("望海渔业"),
        )
    )
    assert titles(search.find("lantujiaju", "zh")) == []
    assert titles(search.find("whyy", "zh")) == ["望海渔业"]
    # What belongs to it goes along.
    assert titles(search.find("whyy", "zh"), "contract") == ["HT00160", "HT00192", "HT00017"]
    assert one(search, "林宁娟", "contact").detail == "CIO，望海渔业"


def test_only_rows_that_changed_are_read(search: Search, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    from csmdesk.storage import search_rows

    read_ids: list[object] = []
    original = search_rows.contacts

    def contacts(connection: object, ids: object = None) -> object:
        read_ids.append(ids)
        return original(connection, ids)  # type: ignore[arg-type]

    monkeypatch.setattr(search_rows, "contacts", contacts)
    search.refresh(change(book, "UPDATE contacts SET title = 'COO' WHERE id = 1"))
    assert titles(search.find("coo", "zh"), "contact") == ["林宁娟"]
    search.refresh(
        change(book, "INSERT INTO touches (account_id, day, channel) VALUES (1, '2024-06-01', '电话')")
    )
    assert read_ids == [frozenset({1})]


def test_new_and_removed_rows_come_and_go_with_undo(search: Search, book: Book) -> None:
    search.refresh(
        change(
            book, "INSERT INTO accounts (code, name, pinyin, initials) VALUES ('Z9', '启衡', 'qiheng', 'qh')"
        )
    )
    assert titles(search.find("qh", "zh")) == ["启衡"]
    undone = book.store.undo()
    assert undone is not None
    search.refresh(undone)
    assert titles(search.find("qh", "zh")) == []
    search.refresh(change(book, "DELETE FROM accounts WHERE id = 4"))
    assert search.find("HT00300", "zh") == []
    back = book.store.undo()
    assert back is not None
    search.refresh(back)
    assert titles(search.find("HT00300", "zh"), "contract") == ["HT00300"]


def test_archived_accounts_are_not_found_nor_what_belongs_to_them(search: Search, book: Book) -> None:
    search.refresh(change(book, "UPDATE accounts SET archived = 1 WHERE id = 1"))
    assert search.find("lantujiaju", "zh") == []
    assert search.find("HT00160", "zh") == []
    search.refresh(change(book, "UPDATE accounts SET archived = 0 WHERE id = 1"))
    assert titles(search.find("HT00160", "zh"), "contract") == ["HT00160"]


def test_a_renewal_shows_at_its_contract(search: Search, book: Book) -> None:
    assert "已续" not in one(search, "HT00192", "contract").detail
    search.refresh(change(book, "INSERT INTO renewal_links (old_id, new_id) VALUES (2, 1)"))
    assert one(search, "HT00192", "contract").detail.endswith("已续")


def test_an_account_is_found_by_the_number_of_one_merged_into_it(search: Search, book: Book) -> None:
    assert search.find("OLD7", "zh") == []
    search.refresh(change(book, "INSERT INTO account_aliases (code, account_id) VALUES ('OLD7', 1)"))
    assert titles(search.find("old7", "zh")) == ["岚图家居"]


def test_a_change_before_loading_is_no_trouble(book: Book) -> None:
    search = Search(book, Accounts(book))
    search.refresh(Changes({"accounts": frozenset({1})}))
    assert not search.loaded
    search.load()
    assert search.account(1) is not None


# --- periods ------------------------------------------------------------------------------------------------


def test_contracts_are_ordered_as_of_the_day_that_is_shown(search: Search) -> None:
    assert titles(search.find("lantujiaju", "zh"), "contract") == ["HT00160", "HT00192", "HT00017"]
    search.read_figures("2024H2", date(2024, 9, 30))
    assert titles(search.find("lantujiaju", "zh"), "contract")[0] == "HT00192"
    assert "已到期" in one(search, "HT00160", "contract").detail
