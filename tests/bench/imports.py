"""Imports against their floors: usage against the sqlite3 shell, accounts against csv and LibreOffice, an
edit while a million rows come in.

Both sides of a ratio are run one after the other on the same files, in the same run; medians of ``ROUNDS``.
"""

from __future__ import annotations

import csv
import datetime
import os
import random
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csmdesk.storage.book import Book

ROUNDS = 3
ACCOUNTS, MODULES, DAYS = 500, 10, 200
"""Their product is a million usage rows."""
MANY_ACCOUNTS = 100_000
_SHELL = (
    "CREATE TABLE usage (account TEXT, module TEXT, day TEXT, provisioned INT, active INT, "
    "PRIMARY KEY (account, module, day)) WITHOUT ROWID;\n.mode csv\n.import --skip 1 '{file}' usage\n"
)


def run(say: Callable[[str], object]) -> None:
    """Say each row of the table of speeds."""
    with tempfile.TemporaryDirectory(prefix="csmdesk-bench-") as home:
        place = Path(home)
        _usage(place, say)
        _accounts(place, say)
        _edits(place, say)


def usage_files(folder: Path) -> Path:
    """A folder with the accounts and a million rows of usage; returns the usage file."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(1)
    codes = [f"K{n:05d}" for n in range(ACCOUNTS)]
    with (folder / "客户.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["客户编号", "客户名称", "行业"])
        writer.writerows([code, f"客户{code}", "零售"] for code in codes)
    path = folder / "功能使用.csv"
    first = datetime.date(2024, 1, 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["客户编号", "功能模块", "统计日期", "开通账号数", "30天活跃账号数"])
        for code in codes:
            for module in range(MODULES):
                most = chance.randint(10, 200)
                for day in range(DAYS):
                    when = (first + datetime.timedelta(day)).isoformat()
                    writer.writerow([code, f"模块{module}", when, most, chance.randint(0, most)])
    return path


def _usage(place: Path, say: Callable[[str], object]) -> None:
    from csmdesk.importers.apply import apply
    from csmdesk.importers.known import known
    from csmdesk.importers.plan import Progress, plan
    from csmdesk.storage.book import Book

    file = usage_files(place / "usage")
    shell = shutil.which("sqlite3")
    ours, theirs = [], []
    phases: dict[str, float] = {}
    for round_ in range(ROUNDS):
        with Book.create(place / f"book{round_}").book as book:
            with book.reading() as connection:
                held = known(connection)
            marks: list[tuple[str, float]] = []

            def tell(step: Progress, marks: list[tuple[str, float]] = marks) -> None:
                if not marks or marks[-1][0] != step.phase:
                    marks.append((step.phase, perf_counter()))

            begun = perf_counter()
            apply(book, plan(place / "usage", known=held, progress=tell), tell)
            ended = perf_counter()
            ours.append(ended - begun)
            ends = [*(at for _, at in marks[1:]), ended]
            for (phase, at), end in zip(marks, ends, strict=True):
                phases[phase] = phases.get(phase, 0.0) + (end - at) / ROUNDS
        if shell is not None:
            begun = perf_counter()
            script = _SHELL.format(file=file)
            subprocess.run([shell, str(place / f"floor{round_}.db")], input=script, text=True, check=True)
            theirs.append(perf_counter() - begun)
    rows = ACCOUNTS * MODULES * DAYS
    say(f"import of {rows:,} usage rows: {median(ours):.2f} s")
    say("  " + ", ".join(f"{phase} {seconds:.2f} s" for phase, seconds in phases.items()))
    if theirs:
        say(f"sqlite3 shell .import: {median(theirs):.2f} s")
        say(f"ratio: {median(ours) / median(theirs):.2f} (goal: at most 1.6)")


def _accounts(place: Path, say: Callable[[str], object]) -> None:
    import xlsxwriter

    from csmdesk.importers.apply import apply
    from csmdesk.importers.plan import plan
    from csmdesk.storage.book import Book

    heads = ["客户编号", "客户名称", "行业", "城市", "客户分层", "客户成功经理", "交接日期", "备注"]
    rows = [
        [
            f"KH{n:06d}", f"客户{n}", ("零售", "医药", "物流")[n % 3], "杭州",
            ("高价值", "潜力", "稳定")[n % 3], "本人", f"2022-{n % 12 + 1:02d}-{n % 28 + 1:02d}", "",
        ]
        for n in range(MANY_ACCOUNTS)
    ]  # fmt: skip
    text, workbook = place / "客户.csv", place / "客户.xlsx"
    with text.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
    book = xlsxwriter.Workbook(str(workbook), {"constant_memory": True})
    sheet = book.add_worksheet("客户")
    for at, row in enumerate([heads, *rows]):
        sheet.write_row(at, 0, row)
    book.close()
    office = shutil.which("soffice")
    read_csv, read_xlsx, floor_csv, floor_xlsx, whole = [], [], [], [], []
    for round_ in range(ROUNDS):
        begun = perf_counter()
        with text.open(encoding="utf-8", newline="") as file:
            list(csv.reader(file))
        floor_csv.append(perf_counter() - begun)
        begun = perf_counter()
        made = plan(text)
        read_csv.append(perf_counter() - begun)
        begun = perf_counter()
        plan(workbook)
        read_xlsx.append(perf_counter() - begun)
        with Book.create(place / f"accounts{round_}").book as target:
            begun = perf_counter()
            apply(target, made)
            whole.append(perf_counter() - begun)
        if office is not None:
            begun = perf_counter()
            command = [office, "--headless", "--convert-to", "csv"]
            command += ["--outdir", str(place / "out"), str(workbook)]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
            floor_xlsx.append(perf_counter() - begun)
    say(f"{MANY_ACCOUNTS:,} accounts from csv, read and checked: {median(read_csv):.2f} s")
    say(f"csv module reading: {median(floor_csv):.3f} s; ratio: {median(read_csv) / median(floor_csv):.2f}")
    say(f"  with writing them: {median(read_csv) + median(whole):.2f} s, ratio "
        f"{(median(read_csv) + median(whole)) / median(floor_csv):.2f} (goal: at most 4)")  # fmt: skip
    say(f"{MANY_ACCOUNTS:,} accounts from xlsx, read and checked: {median(read_xlsx):.2f} s")
    if floor_xlsx:
        ratio = (median(read_xlsx) + median(whole)) / median(floor_xlsx)
        say(f"LibreOffice converting: {median(floor_xlsx):.2f} s")
        say(f"ratio with writing: {ratio:.2f} (goal: at most 0.6)")


def _edits(place: Path, say: Callable[[str], object]) -> None:
    """Edits in the main thread while another imports: how long until the list of accounts is painted with
    them, all rows that are seen, and until they are saved."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import pandas  # noqa: F401 - its pane loads it when it is first seen

    from csmdesk.storage.book import Book
    from tests.bench.filter import Shown

    shown = Shown(place / "shown", ACCOUNTS)
    view, model = shown.pane.view, shown.pane.model
    painted: dict[str, list[float]] = {}
    saved: dict[str, list[float]] = {}

    def paint(number: int, phase: str) -> None:
        begun = perf_counter()
        texts = model.shown[number % 20].texts
        if texts is not None:
            texts[3] = f"改 {number}"
        view.viewport().repaint()
        shown.app.processEvents()
        painted.setdefault(phase, []).append(perf_counter() - begun)

    for number in range(200):
        paint(number, "nothing else goes on")
    idle = painted.pop("nothing else goes on")
    for round_ in range(ROUNDS):
        with Book.create(place / f"edited{round_}").book as book:
            _edits_of_one(place, book, paint, saved)
    shown.close()
    every = [took for times in painted.values() for took in times]
    say(f"one edit while 1,000,000 rows come in, {len(every)} edits")
    say(f"  painted with nothing else going on: {_painted(idle)}")
    say(f"  painted meanwhile: {_painted(every)} (goal: 16.7)")
    for name, times in painted.items():
        say(f"    during {name}: {_painted(times)}")
    for name, times in saved.items():
        usual, worst = median(times) * 1e3, max(times) * 1e3
        say(f"  saved while {name}: p50 {usual:.1f} ms, most {worst:.0f} ms (goal: 100)")


def _painted(times: list[float]) -> str:
    ordered = sorted(times)
    late = ordered[int(len(ordered) * 0.99)]
    return f"p50 {median(ordered) * 1e3:.1f} ms, p99 {late * 1e3:.1f} ms, most {ordered[-1] * 1e3:.1f} ms"


def _edits_of_one(
    place: Path, book: Book, paint: Callable[[int, str], None], saved: dict[str, list[float]]
) -> None:
    """Paint and save edits until a million rows are in ``book``."""
    from csmdesk.domain.changes import Op
    from csmdesk.importers.apply import apply
    from csmdesk.importers.known import known
    from csmdesk.importers.plan import Progress, plan

    apply(book, plan(place / "usage" / "客户.csv"))
    phase = ["read"]
    done = threading.Event()

    def tell(step: Progress) -> None:
        phase[0] = step.phase

    def work() -> None:
        try:
            with book.reading() as connection:
                held = known(connection)
            made = plan(place / "usage" / "功能使用.csv", known=held, progress=tell)
            apply(book, made, tell)
        finally:
            done.set()

    thread = threading.Thread(target=work)
    thread.start()
    number = 0
    while not done.is_set():
        number += 1
        now = phase[0]
        paint(number, now)
        begun = perf_counter()
        sql = f"UPDATE accounts SET note = '第 {number} 次' WHERE code = 'K{number % ACCOUNTS:05d}'"
        book.store.run(Op.EDIT_ACCOUNT, lambda connection, sql=sql: connection.exec_driver_sql(sql))  # type: ignore[misc]
        saved.setdefault(now, []).append(perf_counter() - begun)
        done.wait(0.01)
    thread.join()


if __name__ == "__main__":
    run(print)
