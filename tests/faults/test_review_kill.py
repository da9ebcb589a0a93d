"""kill -9 while typing in a review: what was kept last is there, or what was about to be; nothing less."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from csmdesk.domain.review_text import Paragraph, plain
from csmdesk.services.review_book import ReviewBook
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.faults.review_kill_driver import REVIEW
from tests.unit.storage.making import python

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")


def length(folder: Path, chapter: str) -> int:
    """How many characters the chapter has after the kill, as the pane would show it."""
    with Book.open(folder) as book:
        assert check(book) == []
        reviews = ReviewBook(book)
        blocks = reviews.draft(REVIEW, chapter) or reviews.body(REVIEW, chapter) or ()
        words = "".join(plain(block.runs) for block in blocks if isinstance(block, Paragraph))
        assert set(words) <= {"字"}
        return len(words)


def check_a_kill(template: Path, folder: Path, seed: int) -> None:
    draw = random.Random(seed)
    target = Path(shutil.copytree(template, folder / "typed"))
    last = 0
    with python("-m", "tests.faults.review_kill_driver", str(target), "role") as typing:
        assert isinstance(typing, subprocess.Popen)
        stop = draw.randint(1, 40)
        assert typing.stdout is not None
        for line in typing.stdout:
            last = int(line)
            if last >= stop:
                break
        typing.kill()
        last = max([last, *(int(line) for line in typing.stdout if line.endswith("\n"))])
    assert length(target, "role") in {last, last + 1}
    shutil.rmtree(target)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    Book.create(folder).book.close()
    return folder


def test_what_was_typed_last_is_there_after_a_kill(template: Path, tmp_path: Path) -> None:
    for seed in range(8):
        check_a_kill(template, tmp_path, seed)


@pytest.mark.long
def test_what_was_typed_last_is_there_after_many_kills(template: Path, tmp_path: Path) -> None:
    for seed in range(1_000):
        check_a_kill(template, tmp_path, 100 + seed)
