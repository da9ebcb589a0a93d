"""The sample book's review to Word and PDF, against LibreOffice converting that Word file; the preview.

It is measured whole, and cut to about ten pages with six charts; then in the company's template, and for
outsiders.

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
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csmdesk.reports.document import Document
    from csmdesk.services.figures import FigureSet

ROUNDS = 5
_LEFT_OUT = "plan"
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
        for shown in (document, _ten_pages(document)):
            _against_office(say, place, shown)
        _other_ways(say, place, document, held)


def _ten_pages(document: Document) -> Document:
    """The report up to its plan: about ten pages, six charts."""
    from csmdesk.reports.document import Heading

    blocks = document.blocks
    end = next(i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.anchor == _LEFT_OUT)
    return dataclasses.replace(document, blocks=tuple(blocks[:end]))


def _other_ways(say: Callable[[str], object], place: Path, document: Document, held: FigureSet) -> None:
    """The company's template, and each format for outsiders, in this process."""
    from csmdesk.reports.output import Going, Output, write
    from csmdesk.reports.redaction import Redaction
    from csmdesk.reports.review_chips import ChipWriter
    from csmdesk.reports.review_content import told
    from csmdesk.reports.template_example import write_example
    from csmdesk.reports.template_values import template_values
    from csmdesk.services.identities import identities
    from csmdesk.storage.book import Book

    going = Going(document, document, ChipWriter(held, "zh", told(document)))
    form = place / "form.docx"
    write_example(form, template_values(*going))
    with Book.open(place / "book", write=False) as book:
        known = identities(book)

    def hidden_in(path: Path, template: Path | None) -> Output:
        return Output(path, template, Redaction(known, "zh", "book"))

    def took(output: Callable[[], Output]) -> float:
        times = []
        for _ in range(ROUNDS):
            start = perf_counter()
            write(going, output())
            times.append(perf_counter() - start)
        return median(times) * 1e3

    for name, template in (
        ("a.docx", None),
        ("a.docx", form),
        ("a.pdf", None),
        ("a.html", None),
        ("a.md", None),
    ):
        path = place / name
        plain = took(partial(Output, path, template))
        hidden = took(partial(hidden_in, path, template))
        what = "company template" if template else path.suffix
        say(f"{what}: {plain:.0f} ms; redacted and searched: {hidden:.0f} ms")


def _preview(say: Callable[[str], object], document: Document, building: float) -> None:
    """The preview again after a word was written, as the window draws it while one types."""
    from csmdesk.reports import preview
    from csmdesk.reports.document import ToWrite

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


def _against_office(say: Callable[[str], object], place: Path, document: Document) -> None:
    from csmdesk.reports import preview
    from csmdesk.reports.document import Chart

    (place / "document").write_bytes(pickle.dumps(document))
    charts = sum(isinstance(b, Chart) for b in document.blocks)
    what = f"review of {len(preview.pages(document, 24).pictures)} pages with {charts} charts to Word and PDF"
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
        say(f"{what}: {mine:.2f} s; LibreOffice is not installed")
        return
    other = median(theirs)
    say(f"{what}: {mine:.2f} s; LibreOffice docx → pdf: {other:.2f} s")
    say(f"ratio: {mine / other:.2f} (goal: at most 0.5)")


def _source() -> str:
    """Where the program is found by a new process, as it is by this one."""
    import csmdesk

    return str(Path(csmdesk.__file__).parents[1])
