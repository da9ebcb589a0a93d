"""The sample book, to be changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from csmdesk.services.account_edits import AccountEdits
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into
from tests.unit.services.sample import FILES, TODAY


@pytest.fixture(scope="session")
def sample_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the closed sample book."""
    folder = tmp_path_factory.mktemp("sample") / "book"
    with Book.create(folder).book as book:
        import_into(book, FILES)
    return folder


@pytest.fixture
def sample(sample_original: Path, tmp_path: Path) -> Iterator[Book]:
    """The sample book, open for writing."""
    with Book.open(Path(shutil.copytree(sample_original, tmp_path / "sample"))) as book:
        yield book


@pytest.fixture
def edits(sample: Book) -> AccountEdits:
    """The services under test, on 28 June 2024, a Friday."""
    return AccountEdits(sample, lambda: TODAY)
