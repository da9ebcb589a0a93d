"""kill -9 during an import, at moments drawn over the measured length of each phase: all of it or nothing."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from csmdesk.importers.apply import apply
from csmdesk.paths import resource
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.faults.import_kill_driver import NOW, SEGMENTS
from tests.unit.importers.making import base, digest_of, import_into, planned, rows_of

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")

REPOSITORY = Path(__file__).parents[2]
SAMPLE = resource("demo/2024H1")
COMMITTED = SEGMENTS.index("checkpoint")
TRIES = 6
"""Attempts to fall into one segment before giving up: lengths differ from run to run."""


class Server:
    """The process that forks and kills imports."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert self._answer() == "ready"

    def run(
        self, book: Path, segment: int | None, after: float = 0.0, *, read: bool = True
    ) -> dict[str, Any]:
        """One import into ``book``, killed ``after`` seconds into a segment."""
        request = {"book": str(book), "segment": segment, "after": after, "read": read}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = self._answer()
        assert answer["finished"] or answer["killed"], "the import failed by itself"
        return answer

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the driver ended"
        return json.loads(line)


@contextmanager
def serving() -> Iterator[Server]:
    """A server that imports the sample."""
    command = [sys.executable, "-m", "tests.faults.import_kill_driver", str(SAMPLE)]
    paths = {"PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}"}
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env=os.environ | paths,
    ) as process:
        try:
            yield Server(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(60)


def lengths(server: Server, template: Path, folder: Path) -> list[float]:
    """The length of each segment in seconds: the median of three imports that nobody kills."""
    measured = []
    for at in range(3):
        book = Path(shutil.copytree(template, folder / f"measured{at}"))
        times = [moment for _, moment in server.run(book, None)["entered"]]
        assert len(times) == len(SEGMENTS) + 1
        measured.append([end - start for start, end in itertools.pairwise(times)])
        shutil.rmtree(book)
    return [statistics.median(each) for each in zip(*measured, strict=True)]


def kill(template: Path, folder: Path, moments: int, seed: int) -> Counter[str]:
    """Kill ``moments`` imports, as many in each segment; how many fell in each."""
    before, after = digests(template, folder)
    assert before != after
    draw = random.Random(seed)
    fell: Counter[str] = Counter()
    share = -(-moments // len(SEGMENTS))
    with serving() as server:
        long = lengths(server, template, folder)
        for segment in range(len(SEGMENTS)):
            for at in range(share):
                for attempt in range(TRIES):
                    book = Path(shutil.copytree(template, folder / "killed"))
                    # Spread evenly over the segment, each anywhere in its own part of it; nearer the start
                    # when the import was through before.
                    part = (at + draw.random()) / share / (1 + attempt)
                    answer = server.run(book, segment, part * long[segment], read=segment == 0)
                    last = answer["entered"][-1][0]
                    hit = answer["killed"] and last < len(SEGMENTS)
                    if hit:
                        fell[SEGMENTS[last]] += 1
                    found = state_of(book)
                    assert found in {before, after}, f"killed in {SEGMENTS[last]}: neither before nor after"
                    if hit and last != SEGMENTS.index("commit"):
                        assert found == (after if last >= COMMITTED else before)
                    shutil.rmtree(book)
                    if hit and last == segment:
                        break
    shown = {name: round(1000 * each, 1) for name, each in zip(SEGMENTS, long, strict=True)}
    sys.stdout.write(f"\nkills in each phase: {dict(fell)}, {fell.total()} in all; lengths in ms: {shown}\n")
    return fell


def state_of(folder: Path) -> str:
    """Open the book that a killed import left, check it, and take its digest."""
    with Book.open(folder) as book:
        assert check(book) == []
        assert rows_of(book, "SELECT count(*) FROM usage_staged") == [(0,)]
        return digest_of(book)


def digests(template: Path, folder: Path) -> tuple[str, str]:
    """The digests before the import and after it."""
    with Book.open(Path(shutil.copytree(template, folder / "whole"))) as book:
        before = digest_of(book)
        apply(book, planned(SAMPLE), now=NOW)
        return before, digest_of(book)


@pytest.fixture(params=["empty book", "book with other rows"])
def template(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A book to import into: an empty one, and one in which the import changes rows as well."""
    folder = tmp_path / "template"
    with Book.create(folder).book as book:
        if request.param != "empty book":
            import_into(book, base(tmp_path / "base"))
            import_into(book, earlier(tmp_path / "earlier"))
    return folder


def earlier(folder: Path) -> Path:
    """The sample as it might have been exported before: some words and numbers were others."""
    folder.mkdir()
    for path in SAMPLE.iterdir():
        data = path.read_bytes()
        if path.name == "功能使用.csv":
            data = data.replace(b",33\r\n", b",32\r\n").replace(b",33\n", b",32\n")
        elif path.name == "商机.csv":
            data = data.replace("赢单".encode(), "谈判".encode())
        (folder / path.name).write_bytes(data)
    return folder


def test_a_killed_import_is_all_or_nothing(template: Path, tmp_path: Path) -> None:
    fell = kill(template, tmp_path, 102, seed=11)
    assert fell.total() >= 100
    assert set(fell) == set(SEGMENTS)
    assert min(fell.values()) > 0


@pytest.mark.long
def test_ten_thousand_killed_imports(template: Path, tmp_path: Path) -> None:
    fell = kill(template, tmp_path, 5_004, seed=12)
    assert fell.total() >= 5_000
    assert set(fell) == set(SEGMENTS)
