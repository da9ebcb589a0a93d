"""Death at every step of what moves whole files: making, saving, restoring a book, changing its passphrase.

A process is killed at its first look at a file, then at its second, and so on until it gets through; after
each death the folder must be as before, as after, or refused with words that lead on, and trying again works.
"""

from __future__ import annotations

import json

import pytest

from tests.unit.storage.making import python

RUNNER = """
import itertools, json, os, shutil, sys, tempfile
from pathlib import Path
from csmdesk.domain.errors import UserError
from csmdesk.storage import backup, check, keys, schema
from csmdesk.storage.book import Book
from csmdesk.storage.digest import digest
from csmdesk.storage.problems import Missing
from tests.unit.storage.making import CHEAP, digest_of, fill
import tests.unit.storage.making
import nacl.pwhash, nacl.bindings, sqlalchemy.dialects.sqlite

keys.KDF = CHEAP
WATCHED = ("open", "os.", "shutil.", "tempfile.")
home = Path(tempfile.mkdtemp(prefix="csmdesk-steps-"))

def dies_at(step, work):
    # True when a child that does the work was killed before it got through.
    child = os.fork()
    if child == 0:
        left = step
        def hook(event, arguments):
            nonlocal left
            if event.startswith(WATCHED) and str(home) in str(arguments):
                if left == 0:
                    os.kill(os.getpid(), 9)
                left -= 1
        sys.addaudithook(hook)
        work()
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0

def opened(folder, **secret):
    # The digest of the book there, or the kind of refusal.
    try:
        with Book.open(folder, **secret) as book:
            wrong = check.check(book)
            assert not wrong, wrong
            return digest_of(book)
    except UserError as error:
        return type(error).__name__

def create(folder, good, empty):
    yield lambda: Book.create(folder).book.close()
    assert opened(folder) in ("Missing", empty), opened(folder)
    if opened(folder) == "Missing":
        assert not folder.exists() or not any(folder.iterdir())
        Book.create(folder).book.close()
        assert opened(folder) == empty

def save(folder, good, empty):
    with Book.open(shutil.copytree(good, folder)) as book:
        before = digest_of(book)
    def work():
        with Book.open(folder) as book:
            backup.backup(book)
    yield work
    assert opened(folder) == before
    for number, found in enumerate(backup.backups(folder)):
        backup.restore(found.path, folder.with_name(f"{folder.name}-{number}"))
        assert opened(folder.with_name(f"{folder.name}-{number}")) == before
    work()
    names = [path.name for path in (folder / "backups").iterdir()]
    assert len(names) == len(backup.backups(folder)), names

def restore(folder, good, empty):
    with Book.open(shutil.copytree(good, folder)) as book:
        before = digest_of(book)
        source = backup.backup(book)
    spoiled = bytearray((folder / "book.db").read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    (folder / "book.db").write_bytes(spoiled)
    (folder / "book.db-wal").write_bytes(b"")
    yield lambda: backup.restore(source, folder)
    contents = [p.read_bytes() for p in folder.rglob("book.db")]
    assert bytes(spoiled) in contents, "the damaged file is gone"
    try:
        state = opened(folder)
    except AssertionError:
        state = "still damaged"
    assert state in ("Missing", "Damaged", "still damaged", before), state
    if state != before:
        backup.restore(source, folder)
        assert opened(folder) == before
    assert any(p.read_bytes() == bytes(spoiled) for p in folder.rglob("book.db"))

def restore_new(folder, good, empty):
    with Book.open(good) as book:
        before = digest_of(book)
        if not (home / "source").exists():
            backup.backup(book, home / "source")
    yield lambda: backup.restore(home / "source", folder)
    assert opened(folder) in ("Missing", before)
    if opened(folder) != before:
        backup.restore(home / "source", folder)
        assert opened(folder) == before

def passphrase(folder, good, empty):
    with Book.create(folder, passphrase="old").book as book:
        fill(book)
        before = digest_of(book)
    def work():
        with Book.open(folder, passphrase="old") as book:
            book.change_passphrase("new", passphrase="old")
    yield work
    old, new = opened(folder, passphrase="old"), opened(folder, passphrase="new")
    assert (old, new) in ((before, "WrongPassphrase"), ("WrongPassphrase", before)), (old, new)

good = home / "good"
with Book.create(good).book as book:
    empty = digest_of(book)
    fill(book)
deaths = 0
for step in itertools.count(0, int(sys.argv[2])):
    place = home / f"{sys.argv[1]}-{step}"
    phases = globals()[sys.argv[1]](place, good, empty)
    died = dies_at(step, next(phases))
    for _ in phases:
        pass
    if not died:
        break
    deaths += 1
shutil.rmtree(home)
print(json.dumps(deaths))
"""


WORKS = {"create": 8, "save": 15, "restore": 15, "restore_new": 8, "passphrase": 5}


def deaths(work: str, every: int) -> int:
    with python("-c", RUNNER, work, str(every)) as process:
        output, errors = process.communicate()
    assert process.returncode == 0, errors
    return int(json.loads(output))


@pytest.mark.parametrize("work", WORKS)
def test_death_at_every_fifth_step_leaves_before_or_after(work: str) -> None:
    assert deaths(work, 5) >= WORKS[work] // 5


@pytest.mark.long
@pytest.mark.parametrize("work", WORKS)
def test_death_at_any_step_leaves_before_or_after(work: str) -> None:
    assert deaths(work, 1) >= WORKS[work]
