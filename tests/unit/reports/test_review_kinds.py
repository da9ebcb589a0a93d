"""A review with one customer is made of the same figures, for another reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from csmdesk.app.book import sample_book
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language
from csmdesk.reports.document import Heading, ToWrite
from csmdesk.reports.review_draft import ReviewDraft, review_draft
from csmdesk.reports.to_markdown import markdown
from csmdesk.services.review_book import ReviewBook, ReviewKey, review_key
from csmdesk.storage.book import Book


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    opened = sample_book(tmp_path_factory.mktemp("kinds") / "book")
    yield opened
    opened.close()


def draft(book: Book, period: str, subject: str = "", language: Language = "zh") -> ReviewDraft:
    return review_draft(book, review_key(book, period, subject), None, language)


@pytest.mark.parametrize(("period", "kind"), [("2024H1", "half"), ("2024Q2", "quarter"), ("2024", "year")])
def test_the_kind_follows_from_the_period(book: Book, period: str, kind: str) -> None:
    assert review_key(book, period) == ReviewKey(period, kind)
    assert [head.key for head in draft(book, period).heads] == [
        "role",
        "results",
        "work",
        "problems",
        "plan",
        "evidence",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_customers_review_names_no_other_customer_and_no_target(book: Book, language: Language) -> None:
    made = draft(book, "2024Q2", "KH1003", language)
    told = markdown(made.document)
    with book.reading() as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM accounts").fetchall()}
    assert [name for name in sorted(names) if name in told] == ["澜川物流"]
    assert "3,400" not in told, "the year's target of the whole book"
    heads = [block.text for block in made.document.blocks if isinstance(block, Heading) and block.level == 1]
    assert heads[0] == {"zh": "合作概况", "en": "Our work together"}[language]
    assert len(heads) == 5


def test_a_customers_review_asks_for_words_for_that_reader(book: Book) -> None:
    asked = [b.place for b in draft(book, "2024Q2", "KH1003").document.blocks if isinstance(b, ToWrite)]
    assert asked == ["role.duty", "work.renewals.how", "work.upsell.how", "plan.goals"]


def test_a_customer_who_is_not_there_is_refused(book: Book) -> None:
    with pytest.raises(UserError, match="KH9999"):
        draft(book, "2024Q2", "KH9999")


def test_each_review_has_a_text_of_its_own(book: Book) -> None:
    whole, one = draft(book, "2024Q2"), draft(book, "2024Q2", "KH1003")
    reviews = ReviewBook(book)
    reviews.save(one.key, "plan", one.blocks("plan"), one.template)
    assert reviews.body(one.key, "plan") is not None
    assert reviews.body(whole.key, "plan") is None
