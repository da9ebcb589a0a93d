"""Damage to a book's file is always found: bit flips, zeroed pages, truncation."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from csmdesk.storage.layout import DATABASE
from tests.unit.storage.making import DAY, fill, import_usage

PAGE = 4096


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good") / "book"
    with Book.create(folder).book as book:
        fill(book, accounts=50)
        import_usage(book, [(f"K{n % 50}", "看板", DAY + n // 50, 10, n % 10) for n in range(3_000)])
    assert (folder / DATABASE).stat().st_size > 100 * PAGE
    return folder


def found(folder: Path) -> bool:
    """Whether opening the book, or else ``check``, says that it is damaged."""
    before = (folder / DATABASE).read_bytes()
    try:
        with Book.open(folder) as book:
            return bool(check(book))
    except UserError:
        # A refusal touches nothing.
        return (folder / DATABASE).read_bytes() == before


def damage(good: Path, folder: Path, places: Iterator[bytes]) -> list[int]:
    """Write each damaged content in turn; the numbers of those that nobody noticed."""
    shutil.copytree(good, folder)
    missed = []
    for number, content in enumerate(places):
        for path in folder.glob(f"{DATABASE}*"):
            path.unlink()
        (folder / DATABASE).write_bytes(content)
        if not found(folder):
            missed.append(number)
    return missed


def flips(good: bytes, count: int) -> Iterator[bytes]:
    dice = random.Random(20_240_630)
    for _ in range(count):
        content = bytearray(good)
        bit = dice.randrange(len(content) * 8)
        content[bit // 8] ^= 1 << bit % 8
        yield bytes(content)


def cuts(good: bytes, count: int) -> Iterator[bytes]:
    dice = random.Random(20_240_701)
    yield b""
    yield good[:-1]
    for n in range(count):
        # Half of them at the end of a page, where nothing looks torn.
        length = dice.randrange(len(good)) // PAGE * PAGE if n % 2 else dice.randrange(len(good))
        yield good[:length]


def blanks(good: bytes) -> Iterator[bytes]:
    for start in range(0, len(good), 3 * PAGE):
        yield good[:start] + bytes(PAGE) + good[start + PAGE :]


def swaps(good: bytes) -> Iterator[bytes]:
    pages = [good[start : start + PAGE] for start in range(0, len(good), PAGE)]
    for n in range(1, len(pages) - 1, 3):
        yield b"".join([*pages[:n], pages[n + 1], pages[n], *pages[n + 2 :]])


def test_a_good_book_is_found_good(good: Path, tmp_path: Path) -> None:
    content = (good / DATABASE).read_bytes()
    assert damage(good, tmp_path / "book", iter([content])) == [0]


def test_two_hundred_flipped_bits_are_all_found(good: Path, tmp_path: Path) -> None:
    assert damage(good, tmp_path / "book", flips((good / DATABASE).read_bytes(), 200)) == []


def test_every_third_page_zeroed_is_found(good: Path, tmp_path: Path) -> None:
    assert damage(good, tmp_path / "book", blanks((good / DATABASE).read_bytes())) == []


def test_every_third_pair_of_pages_swapped_is_found(good: Path, tmp_path: Path) -> None:
    # Each page is authentic by itself, only not in its place.
    assert damage(good, tmp_path / "book", swaps((good / DATABASE).read_bytes())) == []


def test_cut_files_are_found(good: Path, tmp_path: Path) -> None:
    assert damage(good, tmp_path / "book", cuts((good / DATABASE).read_bytes(), 60)) == []


@pytest.mark.long
def test_ten_thousand_flipped_bits_are_all_found(good: Path, tmp_path: Path) -> None:
    assert damage(good, tmp_path / "book", flips((good / DATABASE).read_bytes(), 10_000)) == []


@pytest.mark.long
def test_a_thousand_cut_files_are_found(good: Path, tmp_path: Path) -> None:
    assert damage(good, tmp_path / "book", cuts((good / DATABASE).read_bytes(), 1_000)) == []
