"""Workbooks, read in a child process with limits of memory and time; only plain text comes back."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from csmdesk.domain.text import Text
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.rows import Gathering, Grid
from csmdesk.importers.workbook_child import AGAIN, CAREFULLY, LONG, PLAIN, columns_of

CHILD_OPTION = "--read-workbook"
"""In a packaged program, which has no python to call, the program itself is the child: with this and a path
its entry calls ``workbook_child.main``."""

_SECONDS, _SECONDS_A_MEGABYTE = 20, 3
"""The longest that reading may take, on the clock; the child's own bound, of processor time, is tighter."""

FORMS = frozenset({"xlsx", "xlsb", "ods", "xls", "html", "xml", "encrypted"})
"""What the child reads, or knows that it cannot."""


@dataclass
class WorkbookSheet:
    """One sheet: its name, whether it is hidden, and its cells from the first row on."""

    name: str
    hidden: bool
    grid: Grid = field(default_factory=lambda: Grid([]))
    carried: int = 0
    """Cells that were filled with what the merged cell over them says."""


@dataclass
class Workbook:
    """What the child read; a ``form`` that is none of ``FORMS`` is no workbook and has no sheets."""

    form: str
    date1904: bool = False
    broken: Mapping[str, list[str]] = field(default_factory=dict)
    """Sheet → its cells with errors."""
    uncounted: Mapping[str, list[str]] = field(default_factory=dict)
    """Sheet → its formulas whose results the file does not hold."""
    guessed: str = ""
    """The encoding of an old workbook's cells, where only their letters say it."""
    sheets: list[WorkbookSheet] = field(default_factory=list)


class _Told:
    """Puts the child's lines together."""

    def __init__(self) -> None:
        self.workbook: Workbook | None = None
        self.ended = False
        self._gathering = Gathering()

    @property
    def whole(self) -> bool:
        """Whether all that there is to tell was told."""
        return self.workbook is not None and self.ended

    def line(self, text: str) -> None:
        """Take one line; raises Unreadable when it is a refusal."""
        if text.startswith((PLAIN, "[")):
            columns = columns_of(text)
            if "\0" in text or "\\u0000" in text:
                _refuse_nothing(self.workbook, columns)
            self._gathering.add(columns, len(columns[0]) if columns else 0)
            return
        what = json.loads(text)
        if "refused" in what:
            raise Unreadable(REFUSALS[what["refused"]].format(detail=what["detail"]))
        if "form" in what:
            self.workbook = Workbook(
                what["form"],
                bool(what.get("date1904")),
                dict(what.get("broken", ())),
                dict(what.get("uncounted", ())),
                str(what.get("guessed", "")),
            )
            self.ended = "broken" not in what
        elif "sheet" in what:
            assert self.workbook is not None
            self._gathering = Gathering()
            self.workbook.sheets.append(
                WorkbookSheet(what["sheet"], bool(what["hidden"]), self._gathering.grid)
            )
        elif "carried" in what:
            assert self.workbook is not None
            self.workbook.sheets[-1].carried = int(what["carried"])
        elif "end" in what:
            self.ended = True


def read(path: Path, check: Callable[[], None] | None = None) -> Workbook:
    """Read the workbook at ``path``; raises Unreadable with the reason when it is refused or unreadable.

    ``check`` is called ten times a second at least and stops the reading by raising.
    """
    end = time.monotonic() + _SECONDS + _SECONDS_A_MEGABYTE * (path.stat().st_size >> 20)
    told, code = _read_by_child(path, end, check)
    if not told.whole and code in _AGAIN and path.stat().st_size >= LONG:
        # It was read while it was looked at, and what was to be found is now looked for first.
        told, _ = _read_by_child(path, end, check, carefully=True)
    if told.workbook is None or not told.ended:
        raise Unreadable(REFUSALS["died"])
    if told.workbook.form not in FORMS:
        raise Unreadable(REFUSALS["truncated"])
    return told.workbook


_AGAIN = frozenset({AGAIN, -signal.SIGABRT})
"""Exit codes of children that may have had too little room."""


def _read_by_child(
    path: Path, end: float, check: Callable[[], None] | None, *, carefully: bool = False
) -> tuple[_Told, int]:
    """What one child told, and its exit code."""
    told = _Told()
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    with subprocess.Popen(
        child_command(path), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=os.environ | ({CAREFULLY: "1"} if carefully else {}),
    ) as child:  # fmt: skip
        assert child.stdout is not None
        source = child.stdout
        taking = threading.Thread(target=_take, args=(source, lines), name="workbook", daemon=True)
        taking.start()
        try:
            _follow(lines, told, end, check)
            if not told.whole:
                # It has closed its output, and says at once why.
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(_LAST_WORD)
        finally:
            # What it still writes is of no use to anybody, and it must not outlive this call.
            child.kill()
            taking.join()
    return told, child.returncode


_LAST_WORD = 2.0


def _take(source: IO[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    for line in source:
        lines.put(line)
    lines.put(b"")


def _follow(
    lines: queue.SimpleQueue[bytes], told: _Told, end: float, check: Callable[[], None] | None
) -> None:
    """Take lines until the child has told all or ended; raises Unreadable when it is too late."""
    while not told.whole:
        if check is not None:
            check()
        if time.monotonic() > end:
            raise Unreadable(REFUSALS["slow"])
        try:
            line = lines.get(timeout=0.1)
        except queue.Empty:
            continue
        if not line:
            return
        # A line may be cut short, where the child died or refused the file while it wrote.
        if line.startswith((b"{", b"[", PLAIN.encode())) and line.endswith(b"\n"):
            with contextlib.suppress(json.JSONDecodeError, UnicodeDecodeError):
                told.line(line.decode("utf-8", "surrogatepass").removesuffix("\n"))


def child_command(path: Path) -> list[str]:
    """The command of the child that reads ``path``."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_OPTION, str(path)]
    root = str(Path(__file__).resolve().parents[2])
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); "
        "from csmdesk.importers.workbook_child import main; main(sys.argv[2])"
    )
    return [sys.executable, "-I", "-c", code, root, str(path)]


def _refuse_nothing(book: Workbook | None, columns: list[list[str]]) -> None:
    """Raise Unreadable for a cell with a character that no text has."""
    assert book is not None
    sheet = book.sheets[-1]
    for column in columns:
        for at, cell in enumerate(column):
            if "\0" in cell:
                raise Unreadable(NUL.format(sheet=sheet.name, row=sheet.grid.count + at + 1))


NUL = Text(
    "工作表“{sheet}”第 {row} 行有空字符（NUL），请在原文件里删掉它",
    "row {row} of the sheet “{sheet}” holds a NUL character, which no text has: take it out",
)
REFUSALS = {
    "encrypted": Text(
        "工作簿有密码保护，请先去掉密码再导入",
        "the workbook is password-protected: remove the password first",
    ),
    "truncated": Text(
        "工作簿不完整或已损坏，请重新导出或下载",
        "the workbook is cut short or damaged: export or download it again",
    ),
    "bomb": Text(
        "工作簿解压后大得不合理，拒绝打开", "the workbook unpacks to an absurd size and is not opened"
    ),
    "entities": Text(
        "工作簿里有外部实体定义，拒绝打开", "the workbook defines XML entities and is not opened"
    ),
    "area": Text(
        "工作簿声称数据一直到 {detail} 单元格，范围大得不合理，拒绝打开；请删去多余的空行空列再存",
        "the workbook claims cells up to {detail}, an absurd range, and is not opened: "
        "delete the empty rows and columns and save it again",
    ),
    "large": Text("文件太大，读不下；请分成几个文件", "the file is too large to read: split it into several"),
    "unreadable": Text("文件无法读取（{detail}）", "the file cannot be read ({detail})"),
    "slow": Text(
        "读取用时过长，已停止；请另存为 xlsx 或分成几个文件",
        "reading took too long and was stopped: save it as xlsx, or split it",
    ),
    "died": Text(
        "工作簿已损坏，读取程序中途退出；请重新导出或下载",
        "the workbook is damaged, its reader broke off: export or download it again",
    ),
}
