"""A golden book made once, and the command line run in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from csmdesk.cli import run
from csmdesk.cli.demo import sample_book


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def csmdesk(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command and returns its exit code and what it printed."""

    def ran(*arguments: str | Path) -> Ran:
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return ran


@pytest.fixture(scope="session")
def golden_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with the sample half year; tests only read it."""
    folder = tmp_path_factory.mktemp("golden") / "book"
    sample_book(folder).close()
    return folder
