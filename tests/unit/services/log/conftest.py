"""The log of the sample book, on 30 June 2024 at six in the evening."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from csmdesk.services.log.log import Log
from csmdesk.storage.book import Book
from tests.unit.services.log.records import NOW


@pytest.fixture
def log(sample: Book) -> Log:
    """The service under test."""
    return Log(sample, None, today, now)


def today() -> date:
    return NOW.date()


def now() -> datetime:
    return NOW
