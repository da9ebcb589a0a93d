"""A server that imports in forked children and kills them: what is heavy is loaded once, a child is cheap.

Reads one JSON request a line: the book's folder, the segment to kill in (None: let it finish) and how many
seconds after that segment's start. Answers with the segments that the child entered and when, counted in
seconds from its first sign of life, and whether it finished.
"""

from __future__ import annotations

import datetime
import json
import os
import select
import signal
import struct
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from csmdesk.domain.spelling import spelt
from csmdesk.importers import read
from csmdesk.importers.apply import apply
from csmdesk.importers.options import Options
from csmdesk.importers.plan import Plan, Progress, plan
from csmdesk.storage import coming_facts
from csmdesk.storage.book import Book
from csmdesk.storage.facts import Facts

SEGMENTS = ("read", "stage", "roll-up", "apply", "commit", "checkpoint")
"""The phases of an import; the last step of ``apply``, which ends in the commit, stands apart."""

NOW = datetime.datetime(2024, 7, 1, tzinfo=datetime.UTC)
DONE = len(SEGMENTS)


def main(source: Path) -> None:
    """Serve requests until standard input ends."""
    # As a file of a million rows is read and written, in pieces that fit this small one.
    read.LONG, coming_facts.PIECE = 0, 400
    prepared = plan(source, Options(), None)
    assert isinstance(prepared.content.usage, Facts)
    # What a child would load and compute for the first time is loaded and computed here.
    for rows in prepared.content.rows:
        if rows.table in {"accounts", "contacts"}:
            at = (*rows.columns, *rows.fresh).index("name")
            for row in rows.data:
                spelt(row[at], person=rows.table == "contacts")
    import sqlalchemy.dialects.sqlite  # noqa: F401 (loaded before the first fork)

    answer("ready")
    for line in sys.stdin:
        answer(trial(json.loads(line), source, prepared))


def answer(what: object) -> None:
    """Write one JSON line."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def trial(request: dict[str, Any], source: Path, prepared: Plan) -> dict[str, Any]:
    """Fork one import, kill it at its moment, say what it had entered by then."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        import_once(Path(request["book"]), source, None if request["read"] else prepared, writer)
    os.close(writer)
    entered: list[tuple[int, float]] = []
    segment, after = request["segment"], request["after"]
    while True:
        signs = os.read(reader, 65536)
        entered += struct.iter_unpack("=Bd", signs)
        if not signs:
            break
        if segment is not None and any(sign >= segment for sign, _ in entered):
            moment = time.perf_counter() + after
            while time.perf_counter() < moment:
                # Waiting for less than a millisecond is too fine for anything that sleeps.
                if select.select([reader], [], [], 0)[0] and after > 0.002:
                    entered += struct.iter_unpack("=Bd", os.read(reader, 65536))
            os.kill(child, signal.SIGKILL)
            segment = None
    os.close(reader)
    status = os.waitpid(child, 0)[1]
    return {
        "entered": entered,
        "finished": os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0,
        "killed": os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL,
    }


def import_once(book: Path, source: Path, prepared: Plan | None, signs: int) -> None:
    """The child: import, telling each segment as it starts; never returns."""
    last = -1

    def enter(segment: int) -> None:
        nonlocal last
        if segment > last:
            last = segment
            os.write(signs, struct.pack("=Bd", segment, time.perf_counter()))

    def tell(progress: Progress) -> None:
        segment = SEGMENTS.index(progress.phase)
        enter(
            SEGMENTS.index("commit")
            if progress.phase == "apply" and progress.done == progress.total - 1
            else segment
        )

    finished = False
    try:
        enter(0)
        planned = plan(source, Options(), None, tell) if prepared is None else prepared
        apply(Book.open(book), planned, tell, now=NOW)
        enter(DONE)
        finished = True
    finally:
        # A forked child must never return into the server.
        if not finished:
            traceback.print_exc()
        os._exit(0 if finished else 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
