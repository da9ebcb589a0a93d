"""The sample book's review to Word and PDF, against LibreOffice converting that Word file; the preview.

Both sides are new processes that begin with nothing loaded. Ours starts Python, loads the writers, and lays
the report out for the PDF and for the Word file's contents; LibreOffice starts and converts.
"""

from __future__ import annotations

import dataclasses
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 5
SAMPLE = Path(__file__).parents[2] / "resources/demo/2024H1"
PERIOD = "2024H1"

_WRITE = """
import pickle, sys
from pathlib import Path
from csmdesk.reports.export import export
document = pickle.loads(Path(sys.argv[1]).read_bytes())
for suffix in (".docx", ".pdf"):
    export(document, Path(sys.argv[2]) / f"review{suffix}")
"""


def run(say: Callable[[str], object]) -> None:
    """Alternate both sides and say the ratio of their medians (goal: at most 0.5)."""
    from csmdesk.importers.apply import apply
    from csmdesk.importers.options import Options
    from csmdesk.importers.plan import plan
    from csmdesk.reports.build import build
    from csmdesk.reports.document import Chart, Document
    from csmdesk.services.figures import figures
    from csmdesk.storage.book import Book

    with tempfile.TemporaryDirectory(prefix="csmdesk-bench-") as home:
        place = Path(home)
        with Book.create(place / "book").book as book:
            apply(book, plan(SAMPLE, Options(), None))
            held = figures(book, PERIOD)
            start = perf_counter()
            document = build(held, {}, "zh", "book")
            building = perf_counter() - start
        _preview(say, document, building)
        (place / "document").write_bytes(pickle.dumps(document))
        charts = sum(isinstance(b, Chart) for b in document.blocks)
        _against_office(say, place, charts)
        assert isinstance(document, Document)


def _preview(say: Callable[[str], object], document: object, building: float) -> None:
    """The preview again after a word was written, as the window draws it while one types."""
    from csmdesk.reports import preview
    from csmdesk.reports.document import Document, ToWrite

    assert isinstance(document, Document)
    times = []
    for number in range(ROUNDS + 1):
        blocks = [
            dataclasses.replace(b, body=f"第 {number} 次写的话。") if isinstance(b, ToWrite) else b
            for b in document.blocks
        ]
        start = perf_counter()
        pages = preview.pages(dataclasses.replace(document, blocks=tuple(blocks)), 96)
        times.append(perf_counter() - start)
    say(
        f"preview of {len(pages.pictures)} pages: first {times[0] * 1e3:.0f} ms, after a change"
        f" {median(times[1:]) * 1e3:.0f} ms; building the document: {building * 1e3:.0f} ms"
    )


def _against_office(say: Callable[[str], object], place: Path, charts: int) -> None:
    office = shutil.which("soffice")
    ours, theirs = [], []
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    # One round more than counts: the first makes LibreOffice's profile and warms the disk's cache.
    for number in range(ROUNDS + 1):
        start = perf_counter()
        command = [sys.executable, "-c", _WRITE, str(place / "document"), str(place)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": _source()})
        middle = perf_counter()
        if office is not None:
            convert = [
                office,
                profile,
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(place / "office"),
            ]
            subprocess.run([*convert, str(place / "review.docx")], check=True, capture_output=True)
        end = perf_counter()
        if number:
            ours.append(middle - start)
            theirs.append(end - middle)
    mine = median(ours)
    if office is None:
        say(f"review with {charts} charts to Word and PDF: {mine:.2f} s; LibreOffice is not installed")
        return
    other = median(theirs)
    say(f"review with {charts} charts to Word and PDF: {mine:.2f} s; LibreOffice docx → pdf: {other:.2f} s")
    say(f"ratio: {mine / other:.2f} (goal: at most 0.5)")


def _source() -> str:
    """Where the program is found by a new process, as it is by this one."""
    import csmdesk

    return str(Path(csmdesk.__file__).parents[1])
