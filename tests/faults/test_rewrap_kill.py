"""Death at every step of a change of passphrase: each backup is whole and opens by the old or the new one.

A process is killed at its first look at a file of the book, then at its second, and so on until it gets
through. Trying again from whatever it left brings every backup to the book's own secret.
"""

from __future__ import annotations

import json

import pytest

from tests.unit.storage.making import python

RUNNER = """
import itertools, json, os, shutil, sys, tempfile
from pathlib import Path
from csmdesk.domain.errors import UserError
from csmdesk.services.keeping import Keeping
from csmdesk.storage import backup, check, keys
from csmdesk.storage.book import Book
from tests.unit.storage.making import CHEAP, digest_of, fill
import tests.unit.storage.making
import nacl.pwhash, nacl.bindings, sqlalchemy.dialects.sqlite

keys.KDF = CHEAP
home = Path(tempfile.mkdtemp(prefix="csmdesk-rewrap-"))
OLD, NEW = sys.argv[1] or None, sys.argv[2] or None

def dies_at(step, folder):
    # True when a child that changes the passphrase was killed before it got through.
    child = os.fork()
    if child == 0:
        left = step
        with Book.open(folder, passphrase=OLD) as book:
            def hook(event, arguments):
                nonlocal left
                if event.startswith(("open", "os.")) and str(home) in str(arguments):
                    if left == 0:
                        os.kill(os.getpid(), 9)
                    left -= 1
            sys.addaudithook(hook)
            Keeping(book).change_passphrase(OLD, NEW)
            os._exit(0)
    return os.waitpid(child, 0)[1] != 0

def opened(folder, secret):
    # The digest of the book there, None when the secret does not open it.
    try:
        with Book.open(folder, passphrase=secret) as book:
            assert check.check(book) == []
            return digest_of(book)
    except UserError:
        return None

def by(folder, before):
    # Which of the two open a book; one without passphrase opens by any.
    return {name for name, secret in (("old", OLD), ("new", NEW)) if opened(folder, secret) == before}

made = home / "made"
with Book.create(made, passphrase=OLD).book as book:
    fill(book)
    before = digest_of(book)
    for n in range(2):
        backup.backup(book)
seen = set()
for step in itertools.count(0, int(sys.argv[3])):
    folder = Path(shutil.copytree(made, home / str(step)))
    died = dies_at(step, folder)
    state = by(folder, before)
    assert state, "the book does not open"
    found = backup.backups(folder)
    assert len(found) == 2, found
    for number, one in enumerate(found):
        copy = folder.with_name(f"{folder.name}-{number}")
        backup.restore(one.path, copy)
        opens = by(copy, before)
        assert opens, "a backup does not open"
        seen.add((tuple(sorted(state)), tuple(sorted(opens))))
        shutil.rmtree(copy)
    with Book.open(folder, passphrase=NEW if "new" in state else OLD) as book:
        again = Keeping(book).rewrap_backups()
        assert (again.rewrapped, again.left) == (2, ()), again
    for number, one in enumerate(backup.backups(folder)):
        copy = folder.with_name(f"{folder.name}-{number}")
        backup.restore(one.path, copy)
        assert by(copy, before) == state
        shutil.rmtree(copy)
    left = [p.name for p in folder.rglob(".*")]
    assert not left, left
    shutil.rmtree(folder)
    if not died:
        break
shutil.rmtree(home)
print(json.dumps([step, sorted(map(repr, seen))]))
"""

CHANGES = {"changed": ("old", "new"), "set": ("", "new"), "removed": ("old", "")}


def run(change: str, every: int) -> tuple[int, list[str]]:
    with python("-c", RUNNER, *CHANGES[change], str(every)) as process:
        output, errors = process.communicate()
    assert process.returncode == 0, errors
    deaths, seen = json.loads(output)
    return int(deaths), list(seen)


@pytest.mark.parametrize("change", CHANGES)
def test_death_at_every_seventh_step_leaves_backups_that_open(change: str) -> None:
    deaths, _ = run(change, 7)
    assert deaths >= 14


@pytest.mark.long
@pytest.mark.parametrize("change", CHANGES)
def test_death_at_any_step_leaves_backups_that_open(change: str) -> None:
    deaths, seen = run(change, 1)
    assert deaths >= 14
    if change == "changed":
        # Both secrets were met on the way, and a backup that was behind the book.
        assert {"(('old',), ('old',))", "(('new',), ('old',))", "(('new',), ('new',))"} <= set(seen)
