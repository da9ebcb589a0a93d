"""Books for the tests: quick to make, always closed again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from csmdesk.storage import keys
from csmdesk.storage.book import Book
from tests.unit.storage.making import CHEAP, PASSPHRASE


@pytest.fixture(autouse=True)
def cheap_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id at its least cost, which is read from keys.json like any other."""
    monkeypatch.setattr(keys, "KDF", CHEAP)


@pytest.fixture(scope="session")
def plain_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain") / "客户书"
    Book.create(folder).book.close()
    return folder


@pytest.fixture(scope="session")
def locked_original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("locked") / "客户书"
    before, keys.KDF = keys.KDF, CHEAP
    try:
        made = Book.create(folder, passphrase=PASSPHRASE)
    finally:
        keys.KDF = before
    made.book.close()
    assert made.recovery_key is not None
    return folder, made.recovery_key


@pytest.fixture
def plain(plain_original: Path, tmp_path: Path) -> Path:
    """The folder of a closed, empty book without passphrase."""
    return Path(shutil.copytree(plain_original, tmp_path / "客户书"))


@pytest.fixture
def locked(locked_original: tuple[Path, str], tmp_path: Path) -> tuple[Path, str]:
    """The folder of a closed, empty book with ``PASSPHRASE``, and its recovery key."""
    return Path(shutil.copytree(locked_original[0], tmp_path / "密本")), locked_original[1]


@pytest.fixture
def book(plain: Path) -> Iterator[Book]:
    """An empty book without passphrase, open for writing."""
    with Book.open(plain) as opened:
        yield opened
