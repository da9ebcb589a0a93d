"""kill -9 in the middle of a freeze: the version is there whole, or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from csmdesk.app.book import sample_book
from csmdesk.reports.frozen import contents, read
from csmdesk.services.review_book import ReviewKey
from csmdesk.services.review_versions import ReviewVersions
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.reports.frozen_reviews import PERIOD, live
from tests.unit.storage.making import digest_of, python

FREEZER = """
import os, sys
from pathlib import Path
from csmdesk.reports.frozen import contents
from csmdesk.services.review_book import ReviewKey
from csmdesk.services.review_versions import ReviewVersions
from csmdesk.storage.book import Book
from tests.unit.reports.frozen_reviews import PERIOD, live

class Deadly(dict):
    # Figures at one of which the process that writes them dies.
    def items(self):
        for place, item in enumerate(super().items()):
            if place == int(sys.argv[2]):
                os.kill(os.getpid(), 9)
            yield item

book = Book.open(Path(sys.argv[1]))
held = contents(live(book))
ReviewVersions(book).freeze(ReviewKey(PERIOD), held._replace(figures=Deadly(held.figures)))
print("frozen", flush=True)
os.kill(os.getpid(), 9)
"""
BEYOND = 1_000


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kill") / "book"
    sample_book(folder).close()
    return folder


@pytest.mark.parametrize("at", [0, 1, 20, 39, BEYOND])
def test_a_killed_freeze_leaves_all_or_nothing(original: Path, tmp_path: Path, at: int) -> None:
    folder = Path(shutil.copytree(original, tmp_path / "book"))
    with Book.open(folder) as book:
        before, held = digest_of(book), contents(live(book))
    with python("-c", FREEZER, str(folder), str(at)) as process:
        said, problems = process.communicate()
    assert process.returncode == -9, problems
    with Book.open(folder) as book:
        assert check(book) == []
        versions = ReviewVersions(book)
        heads = versions.versions(ReviewKey(PERIOD))
        if at == BEYOND:
            assert said == "frozen\n"
            assert [head.number for head in heads] == [1]
            assert versions.contents(heads[0].id) == held
            assert read(held).document == live(book).document
            book.store.undo()
        else:
            assert said == ""
            assert heads == []
        assert digest_of(book) == before
