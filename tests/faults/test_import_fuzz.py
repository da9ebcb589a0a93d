"""Thousands of broken files: each is read, or refused with a reason, quickly and in little memory; nothing
else."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from pathlib import Path

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.importers.plan import plan
from tests.faults.import_mutations import mutated, seeds

FEW, MANY = 250, 20_000
SECONDS, BYTES = 5.0, 500 << 20
"""The longest that one file may take, and the most memory that reading it may need."""
_PIECE = 500


def one(number: int, files: dict[str, bytes], folder: Path) -> tuple[str, float]:
    """Plan the ``number``-th broken file; what came of it and how many seconds of its own work it took."""
    name, data = mutated(number, files)
    path = folder / name
    path.write_bytes(data)
    begun = time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    try:
        made = plan(path)
        outcome = "; ".join(problem.text.zh for problem in made.errors) or "read"
        assert all(problem.text.zh.endswith("。") and problem.why.en for problem in made.problems)
        try:
            made.refuse()
        except UserError as refused:
            outcome = refused.text.zh
    finally:
        path.unlink()
    ended = time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    return outcome, ended - begun


def many(numbers: range, folder: Path) -> tuple[int, int, list[str], int, int]:
    """Plan all of them: read, refused, what went wrong, and the most bytes of this process and of a child."""
    files = seeds()
    read = refused = 0
    wrong: list[str] = []
    for number in numbers:
        try:
            outcome, seconds = one(number, files, folder)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the test is looking for
            wrong.append(f"{number}: {type(error).__name__}: {error}")
            continue
        if seconds > SECONDS:
            wrong.append(f"{number}: {seconds:.1f} s")
        read, refused = read + (outcome == "read"), refused + (outcome != "read")
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _UNIT
    return read, refused, wrong, _own_peak(), child


_UNIT = 1 if sys.platform == "darwin" else 1024


def _own_peak() -> int:
    """The most bytes that this process has held."""
    status = Path("/proc/self/status")
    if status.is_file():
        # What the system counts as used holds the process as well that started this one, however large.
        return next(
            int(line.split()[1]) * 1024
            for line in status.read_text(encoding="ascii").splitlines()
            if line.startswith("VmHWM")
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def _piece(numbers: range, folder: str, answers: multiprocessing.queues.SimpleQueue) -> None:  # type: ignore[type-arg]
    answers.put(many(numbers, Path(folder)))


def check_pieces(count: int, tmp_path: Path) -> tuple[int, int]:
    """Plan ``count`` files in processes of their own, so that each piece's memory is its own."""
    context = multiprocessing.get_context("spawn")
    read = refused = 0
    for begin in range(0, count, _PIECE):
        answers = context.SimpleQueue()
        numbers = range(begin, min(count, begin + _PIECE))
        process = context.Process(target=_piece, args=(numbers, str(tmp_path), answers))
        process.start()
        some_read, some_refused, wrong, own, child = answers.get()
        process.join()
        assert process.exitcode == 0
        assert wrong == []
        assert own < BYTES
        assert child < BYTES
        read, refused = read + some_read, refused + some_refused
    assert read + refused == count
    return read, refused


def test_broken_files_are_read_or_refused_with_a_reason(tmp_path: Path) -> None:
    read, refused = check_pieces(FEW, tmp_path)
    # Of each kind there have to be some, or the files are not broken in ways that matter.
    assert read > FEW // 20
    assert refused > FEW // 5


@pytest.mark.long
def test_thousands_of_broken_files_are_read_or_refused_with_a_reason(tmp_path: Path) -> None:
    read, refused = check_pieces(MANY, tmp_path)
    assert read > MANY // 20
    assert refused > MANY // 5


def test_a_reader_that_hangs_or_dies_takes_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from csmdesk.importers import workbook
    from csmdesk.importers.problems import Unreadable

    path = tmp_path / "客户.xlsx"
    path.write_bytes(seeds()["客户.xlsx"])
    assert workbook.read(path).sheets
    monkeypatch.setattr(workbook, "_SECONDS", 0)
    for code, why in {
        "import time; time.sleep(60)": "用时过长",  # the child's, not the test's
        "import os; os.abort()": "中途退出",
        'print(\'{"form": "xlsx", "broken": []}\', flush=True); import os; os._exit(3)': "中途退出",
    }.items():
        seconds = 1 if "sleep" in code else 20
        monkeypatch.setattr(workbook, "_SECONDS", seconds)
        monkeypatch.setattr(workbook, "child_command", lambda _, code=code: [sys.executable, "-c", code])
        begun = time.monotonic()
        with pytest.raises(Unreadable) as refused:
            workbook.read(path)
        assert why in refused.value.why.zh
        assert time.monotonic() - begun < SECONDS


def test_reading_a_workbook_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from csmdesk.importers import workbook

    class Stopped(Exception):
        pass

    def stop() -> None:
        raise Stopped

    path = tmp_path / "客户.xlsx"
    path.write_bytes(seeds()["客户.xlsx"])
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(workbook, "child_command", lambda _: command)
    begun = time.monotonic()
    with pytest.raises(Stopped):
        workbook.read(path, stop)
    assert time.monotonic() - begun < SECONDS
