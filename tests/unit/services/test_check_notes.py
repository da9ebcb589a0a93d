"""Answers to the check's findings: kept, changed, taken back, each undone by one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.services.check_notes import MOST_WORDS, CheckNotes
from csmdesk.services.review_book import ReviewBook, ReviewKey, TemplateChapter
from csmdesk.storage.book import Book

REVIEW = ReviewKey("2024H1")
KEY = "small_sample|activation_rate"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book.create(tmp_path / "book").book
    yield made
    made.close()


def test_an_answer_is_kept_changed_and_taken_back(book: Book) -> None:
    notes = CheckNotes(book)
    assert notes.notes(REVIEW) == {}
    changes = notes.note(REVIEW, KEY, "  只有三家交接入。 ", "小样本")
    assert set(changes.ids) == {"reviews", "review_notes"}
    assert notes.notes(REVIEW) == {KEY: "只有三家交接入。"}
    notes.note(REVIEW, KEY, "三家都已启用。", "小样本")
    assert notes.notes(REVIEW) == {KEY: "三家都已启用。"}
    assert notes.note(REVIEW, KEY, "三家都已启用。", "小样本").empty
    notes.note(REVIEW, KEY, " ", "小样本")
    assert notes.notes(REVIEW) == {}
    assert notes.note(REVIEW, KEY, "", "小样本").empty


def test_an_answer_is_undone_in_one_step(book: Book) -> None:
    notes = CheckNotes(book)
    notes.note(REVIEW, KEY, "只有三家。", "小样本")
    label = book.store.undo_label
    assert label is not None
    assert (label.zh, label.en) == ("加注：小样本", "Note: 小样本")
    book.store.undo()
    assert notes.notes(REVIEW) == {}
    book.store.redo()
    assert notes.notes(REVIEW) == {KEY: "只有三家。"}


def test_answers_belong_to_one_review(book: Book) -> None:
    notes = CheckNotes(book)
    notes.note(REVIEW, KEY, "上半年", "小样本")
    notes.note(ReviewKey("2024H2"), KEY, "下半年", "小样本")
    assert notes.notes(REVIEW) == {KEY: "上半年"}
    assert notes.notes(ReviewKey("2024H2")) == {KEY: "下半年"}
    assert notes.notes(ReviewKey("2024H1", "qbr", "KH1001")) == {}


def test_an_answer_before_the_first_word_leaves_the_chapters_to_the_template(book: Book) -> None:
    CheckNotes(book).note(REVIEW, KEY, "已核对。", "小样本")
    template = (TemplateChapter("role", "岗位与目标"), TemplateChapter("results", "结果与数据"))
    heads = ReviewBook(book).heads(REVIEW, template)
    assert [head.key for head in heads] == ["role", "results"]


def test_a_far_too_long_answer_is_refused(book: Book) -> None:
    with pytest.raises(UserError) as refused:
        CheckNotes(book).note(REVIEW, KEY, "长" * (MOST_WORDS + 1), "小样本")
    assert str(MOST_WORDS) in refused.value.text.zh
    assert CheckNotes(book).notes(REVIEW) == {}
