"""What a figure is held against: earlier periods, the newest frozen version, and accounts that moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from csmdesk.app.book import sample_book
from csmdesk.domain.changes import Op
from csmdesk.reports.frozen import contents, read, snapshot
from csmdesk.reports.review_draft import ReviewDraft, review_draft
from csmdesk.reports.standing import Against, standing
from csmdesk.services.figures import figures
from csmdesk.services.review_book import ReviewKey
from csmdesk.services.review_versions import ReviewVersions
from csmdesk.storage.book import Book

REVIEW = ReviewKey("2024H1")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with sample_book(tmp_path / "book") as made:
        yield made


def drafted(book: Book) -> ReviewDraft:
    return review_draft(book, REVIEW, None, "zh")


def against(book: Book, key: str, period: str = "") -> dict[str, Against]:
    found = standing(drafted(book).writer, key, period, ReviewVersions(book), REVIEW)
    return {f"{one.other} {one.place}".strip(): one for one in found}


def test_the_period_and_the_year_before_are_counted_as_their_own_reviews_count_them(book: Book) -> None:
    found = against(book, "renewal_collected")
    for period in ("2023H2", "2023H1"):
        value = figures(book, period, keys=["renewal_collected"]).figures["renewal_collected"].value
        now = figures(book, "2024H1", keys=["renewal_collected"]).figures["renewal_collected"].value
        assert value is not None
        assert now is not None
        wan = round(float(now - value) / 10_000, 1)
        assert found[f"period {period}"].change == f"+{wan:,g}万"


def test_a_frozen_version_stands_beside_what_the_data_say_now(book: Book) -> None:
    versions = ReviewVersions(book)
    assert not [name for name in against(book, "renewal_collected") if name.startswith("version")]
    made, _ = versions.freeze(REVIEW, contents(snapshot(drafted(book))))
    same = against(book, "renewal_collected")[f"version {made}"]
    assert (same.name, same.value, same.change) == ("冻结的版本 1", "1,746万", "相同")
    book.store.run(
        Op.IMPORT,
        lambda connection: connection.exec_driver_sql(
            "UPDATE receipts SET amount_fen = amount_fen + 10000000 WHERE code = 'HK00066'"
        ),
    )
    later = against(book, "renewal_collected")[f"version {made}"]
    assert (later.value, later.change) == ("1,746万", "+10万")


def test_a_figure_of_a_version_stands_beside_what_it_is_now(book: Book) -> None:
    versions = ReviewVersions(book)
    made, _ = versions.freeze(REVIEW, contents(snapshot(drafted(book))))
    book.store.run(
        Op.IMPORT,
        lambda connection: connection.exec_driver_sql(
            "UPDATE receipts SET amount_fen = amount_fen + 10000000 WHERE code = 'HK00066'"
        ),
    )
    version = read(versions.contents(made))
    found = standing(drafted(book).writer, "renewal_collected", "", versions, REVIEW, version)
    # What was frozen is no other thing than the figure itself, and where accounts moved is not kept.
    assert {one.other for one in found} <= {"now", "period"}
    assert found[0] == Against("now", "现在的数据", "1,756万", "−10万", "2024H1")
    kept = {one.place for one in found if one.other == "period"}
    assert kept <= set(version.periods)


def test_another_period_leads_back_to_the_review_s_own(book: Book) -> None:
    back = against(book, "renewal_collected", "2023H1")["period 2024H1"]
    assert (back.name, back.value, back.change) == ("本期 2024 年上半年", "1,746万", "−1,520.9万")
    assert "period 2024H1" not in against(book, "renewal_collected")
    # The review's own period by its name is the same thing.
    assert against(book, "renewal_collected", "2024H1") == against(book, "renewal_collected")


def test_accounts_that_moved_in_the_period_can_be_counted_throughout(book: Book) -> None:
    draft = drafted(book)
    moved = [a for a in draft.figures.facts.accounts if a.handover_day and a.handover_day >= date(2024, 1, 1)]
    assert moved
    whole = against(book, "health_red")["holder"]
    assert whole.value
    # Without anything that moved both views are one, and nothing is said.
    assert "holder" not in against(book, "renewal_collected", "2012H1")
    # What is about handing over says nothing without it.
    assert "holder" not in against(book, "activation_rate")


def test_a_figure_that_is_not_there_is_held_against_nothing(book: Book) -> None:
    assert against(book, "no_such_figure") == {}
