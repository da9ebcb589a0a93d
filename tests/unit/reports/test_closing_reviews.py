"""What was written when war rooms were closed comes back in the problems and the plan of the self-review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from csmdesk.app.book import sample_book
from csmdesk.domain.text import Language
from csmdesk.reports.build import build
from csmdesk.reports.to_markdown import markdown
from csmdesk.services.accounts import Accounts
from csmdesk.services.figures import figures
from csmdesk.services.war_room_view import ClosingDraft
from csmdesk.services.war_rooms import WarRooms
from csmdesk.storage.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    opened = sample_book(tmp_path / "book")
    yield opened
    opened.close()


def review(book: Book, language: Language) -> str:
    return markdown(build(figures(book, "2024H1"), {}, language, "book"))


def close(book: Book, day: date) -> str:
    rooms = WarRooms(book, Accounts(book))
    room = rooms.data("2024H1", None, "zh").rooms[0]
    rooms.close(room.id, ClosingDraft(day, "product", "驻场三周", "每季度做一次压测", "客户换了系统"))
    return room.account


def test_without_a_closed_room_nothing_is_said(book: Book) -> None:
    assert "作战室复盘" not in review(book, "zh")


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ("作战室复盘", "产品性能")), ("en", ("Closing reviews of war rooms", "Product performance"))],
)
def test_cause_method_reason_and_change_are_told(
    book: Book, language: Language, words: tuple[str, str]
) -> None:
    account = close(book, date(2024, 6, 30))
    told = review(book, language)
    problems, _, plan = told.partition("## 5 ")
    for piece in (*words, account, "驻场三周", "客户换了系统"):
        assert piece in problems
    assert f"**{account}** 每季度做一次压测" in plan
    assert "每季度做一次压测" not in problems


def test_a_room_closed_in_another_period_is_not_told(book: Book) -> None:
    close(book, date(2024, 6, 30))
    later = markdown(build(figures(book, "2024H2", date(2024, 12, 31)), {}, "zh", "book"))
    assert "驻场三周" not in later
