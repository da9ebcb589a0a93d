"""One edit, saved durably, against the floor: one fdatasync of 4 KiB on the same disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 400
ACCOUNTS = 2_000


def run(say: Callable[[str], object]) -> None:
    """Alternate both sides and say the ratio of their medians (goal: at most 3)."""
    from sqlalchemy import insert, update

    from csmdesk.domain.changes import Op
    from csmdesk.storage.book import Book
    from csmdesk.storage.schema import customers

    with (
        tempfile.TemporaryDirectory(prefix="csmdesk-bench-") as home,
        Book.create(Path(home) / "book").book as book,
    ):
        rows = [{"code": f"K{n}", "name": f"客户{n}"} for n in range(ACCOUNTS)]
        book.store.run(Op.IMPORT, lambda c: c.execute(insert(customers.accounts), rows))
        handle = os.open(Path(home) / "floor", os.O_WRONLY | os.O_CREAT)
        page = os.urandom(4096)
        edits, syncs = [], []
        for number in range(ROUNDS):
            changed = (
                update(customers.accounts)
                .where(customers.accounts.c.code == f"K{number * 7 % ACCOUNTS}")
                .values(note=f"第 {number} 次修改")
            )
            start = perf_counter()
            book.store.run(Op.EDIT_ACCOUNT, lambda c, changed=changed: c.execute(changed))  # type: ignore[misc]
            middle = perf_counter()
            os.write(handle, page)
            os.fdatasync(handle)
            end = perf_counter()
            edits.append(middle - start)
            syncs.append(end - middle)
        os.close(handle)
    edit, sync = median(edits), median(syncs)
    say(f"one edit, saved durably: {edit * 1e3:.2f} ms; one fdatasync of 4 KiB: {sync * 1e3:.2f} ms")
    say(f"ratio: {edit / sync:.2f} (goal: at most 3)")


if __name__ == "__main__":
    run(print)
