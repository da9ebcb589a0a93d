"""kill -9 while writing: the book opens, holds together, and lost nothing that was acknowledged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.storage.making import python, rows_of, value_of

WRITER = """
import sys
from pathlib import Path
from csmdesk.domain.changes import Op
from csmdesk.storage import driver, usage
from csmdesk.storage.book import Book
book = Book.open(Path(sys.argv[1]))

def load(n):
    batch = usage.new_batch(book.store)
    usage.stage(book.store, batch, ((f"K{n}", "m", d, 10, (n + d) % 11) for d in range(1, 400)))
    def run(connection):
        raw = driver.raw(connection)
        raw.execute("INSERT INTO modules (name) VALUES ('m') ON CONFLICT DO NOTHING")
        raw.execute("INSERT INTO accounts (code, name) VALUES (?, 'n')", (f"K{n}",))
        raw.execute("INSERT INTO import_batches (id, at) VALUES (?, '')", (batch,))
        usage.apply(connection, batch)
    book.store.run(Op.IMPORT, run)

for n in range(10_000):
    load(n)
    print(n, flush=True)
"""


def killed(folder: Path, after: int) -> int:
    """Run the writer, kill it at some moment after so many acknowledged imports; the last one seen."""
    seen = -1
    with python("-c", WRITER, str(folder)) as process:
        assert process.stdout is not None
        for line in process.stdout:
            seen = int(line)
            if seen == after:
                process.kill()
        process.wait()
    return seen


@pytest.mark.parametrize("after", [0, 1, 3, 8])
def test_a_killed_writer_leaves_all_or_nothing_of_each_import(tmp_path: Path, after: int) -> None:
    folder = tmp_path / "book"
    Book.create(folder).book.close()
    last = killed(folder, after)
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    with Book.open(folder) as book:
        assert check(book) == []
        done = value_of(book, "SELECT count(*) FROM accounts")
        # What was acknowledged is there, and at most one more that had no time to say so.
        assert last + 1 <= done <= last + 2
        counts = rows_of(book, "SELECT count(*) FROM usage GROUP BY account_id")
        assert counts == [(399,)] * done
        assert value_of(book, "SELECT count(*) FROM usage_staged") == 0
        assert value_of(book, "SELECT count(*) FROM import_batches") == done
        for _ in range(done):
            assert book.store.undo() is not None
        assert value_of(book, "SELECT count(*) FROM usage") == 0
        assert check(book) == []
    with Book.open(copy, write=False) as reader:
        assert value_of(reader, "SELECT count(*) FROM accounts") == done
