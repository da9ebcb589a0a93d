"""Freezing a review: one operation that undo takes back whole, until the version has been exported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from csmdesk.domain.changes import Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.review_text import Paragraph, Words
from csmdesk.domain.text import Text
from csmdesk.services.review_book import ReviewBook, ReviewKey, TemplateChapter
from csmdesk.services.review_versions import Contents, ReviewVersions
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.storage.making import digest_of, rows_of, value_of, write

KEY = ReviewKey("2024H1")
NOW = datetime(2024, 7, 1, 8, 5, tzinfo=UTC)
TEMPLATE = (TemplateChapter("role", "岗位"),)


def holding(words: str) -> Contents:
    return Contents(date(2024, 6, 30), f'{{"text":"{words}"}}', {"nrr": "1", "grr": words, "nps@2023H2": "3"})


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "book").book as made:
        yield made


@pytest.fixture
def versions(book: Book) -> ReviewVersions:
    return ReviewVersions(book, lambda: NOW)


def numbers(versions: ReviewVersions, review: ReviewKey = KEY) -> list[int]:
    return [head.number for head in versions.versions(review)]


def test_a_version_gives_back_what_was_frozen(versions: ReviewVersions) -> None:
    made, changes = versions.freeze(KEY, holding("a"))
    assert set(changes.ids) == {"reviews", "review_versions", "review_figures"}
    assert versions.contents(made) == holding("a")
    (head,) = versions.versions(KEY)
    assert (head.number, head.frozen_at, head.as_of, head.exported) == (1, NOW, date(2024, 6, 30), False)


def test_versions_are_numbered_within_their_review_and_the_newest_comes_first(
    versions: ReviewVersions,
) -> None:
    for words in ("a", "b", "c"):
        versions.freeze(KEY, holding(words))
    other = ReviewKey("2024H1", "qbr", "KH1")
    versions.freeze(other, holding("a"))
    assert numbers(versions) == [3, 2, 1]
    assert numbers(versions, other) == [1]


def test_what_is_frozen_already_is_not_frozen_again(book: Book, versions: ReviewVersions) -> None:
    versions.freeze(KEY, holding("a"))
    before = digest_of(book)
    with pytest.raises(UserError) as refused:
        versions.freeze(KEY, holding("a"))
    assert "v1" in refused.value.text.zh
    assert digest_of(book) == before
    versions.freeze(KEY, holding("b"))
    versions.freeze(KEY, holding("a"))
    assert numbers(versions) == [3, 2, 1]


def test_a_freeze_is_one_operation_that_is_undone_and_done_again(
    book: Book, versions: ReviewVersions
) -> None:
    before = digest_of(book)
    made, _ = versions.freeze(KEY, holding("a"))
    after = digest_of(book)
    assert book.store.undo_label == Text("冻结自评：2024 年上半年", "Freeze review: 2024 H1")
    book.store.undo()
    assert digest_of(book) == before
    assert numbers(versions) == []
    book.store.redo()
    assert digest_of(book) == after
    assert versions.contents(made) == holding("a")


def test_a_version_that_nobody_has_can_be_removed_and_undo_brings_it_back(
    book: Book, versions: ReviewVersions
) -> None:
    made, _ = versions.freeze(KEY, holding("a"))
    kept = digest_of(book)
    versions.remove(made)
    assert numbers(versions) == []
    assert value_of(book, "SELECT count(*) FROM review_figures") == 0
    assert book.store.undo_label == Text("删去冻结的 v1", "Remove frozen v1")
    book.store.undo()
    assert digest_of(book) == kept
    assert versions.contents(made) == holding("a")


def test_an_exported_version_stays_whatever_is_undone(book: Book, versions: ReviewVersions) -> None:
    review = ReviewBook(book)
    write(book, "INSERT INTO accounts (code, name) VALUES ('K1', '甲')")
    # The operation that makes the review's row: undone, it would take the version along.
    review.save(KEY, "role", (Paragraph((Words("一"),)),), TEMPLATE)
    review.save(KEY, "role", (Paragraph((Words("二"),)),), TEMPLATE)
    made, _ = versions.freeze(KEY, holding("a"))
    write(book, "UPDATE accounts SET name = '乙'")
    changes = versions.mark_exported(made)
    assert changes.ids == {"review_versions": frozenset({made})}
    assert book.store.undo_label == Op.EDIT_ACCOUNT.text
    with pytest.raises(UserError):
        versions.remove(made)
    undone = 0
    while book.store.undo() is not None:
        undone += 1
    assert undone == 3  # both changes of the account, and the second text
    (head,) = versions.versions(KEY)
    assert head.exported_at == NOW
    assert versions.contents(made) == holding("a")
    assert value_of(book, "SELECT count(*) FROM accounts") == 0
    assert check(book) == []
    while book.store.redo() is not None:
        pass
    assert rows_of(book, "SELECT name FROM accounts") == [("乙",)]
    assert numbers(versions) == [1]


def test_marking_an_exported_version_again_changes_nothing(book: Book, versions: ReviewVersions) -> None:
    made, _ = versions.freeze(KEY, holding("a"))
    versions.mark_exported(made)
    before, history = digest_of(book), book.store.history()
    assert versions.mark_exported(made).empty
    assert digest_of(book) == before
    assert book.store.history() == history


def test_the_history_says_what_was_done(book: Book, versions: ReviewVersions) -> None:
    made, _ = versions.freeze(KEY, holding("a"))
    versions.mark_exported(made)
    handed_out, frozen = book.store.history()
    assert (handed_out.label.zh, handed_out.state) == ("交出 v1", "kept")
    assert (frozen.label.zh, frozen.state) == ("冻结自评：2024 年上半年", "kept")


def test_a_version_that_is_gone_is_refused_in_a_sentence(versions: ReviewVersions) -> None:
    for call in (versions.contents, versions.remove, versions.mark_exported):
        with pytest.raises(UserError):
            call(7)
