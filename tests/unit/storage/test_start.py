"""What opening a book must not cost: structure that keeps the start quick, in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from csmdesk.domain.changes import Op
from csmdesk.storage.book import Book
from tests.unit.storage.making import PASSPHRASE, fill, python

OPEN = """
import json, sys
from pathlib import Path
from csmdesk.storage.book import Book
from csmdesk.storage import backup, check, digest, driver, usage
opened = Book.open(Path(sys.argv[1]), passphrase=sys.argv[2] or None, write=sys.argv[3] == "write")
with opened as book:
    with book.reading() as connection:
        rows = connection.execute("SELECT count(*) FROM accounts").fetchone()[0]
    if book.writable:
        book.store.undo()
        book.store.redo()
        book.store.history()
        book.store.remember("a", "b")
    loaded = sorted({name.partition(".")[0] for name in sys.modules})
print(json.dumps([rows, loaded, sorted(n for n in sys.modules if n.startswith("csmdesk.storage"))]))
"""


@pytest.mark.parametrize("mode", ["write", "read"])
@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_opening_and_reading_import_neither_sqlalchemy_nor_alembic(
    plain: Path, locked: tuple[Path, str], passphrase: str, mode: str
) -> None:
    folder = locked[0] if passphrase else plain
    with Book.open(folder, passphrase=passphrase or None) as book:
        fill(book)
    with python("-c", OPEN, str(folder), passphrase, mode) as process:
        output, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")
    rows, loaded, own = json.loads(output)
    assert rows == 3
    heavy = {"sqlalchemy", "alembic", "mako", "pandas", "numpy", "PySide6", "platformdirs"}
    assert not heavy & set(loaded)
    assert "csmdesk.storage.schema" not in own
    assert "csmdesk.storage.migrations" not in own
    # The slow hash is loaded for books that need it.
    assert ("nacl" in loaded) == bool(passphrase)


def test_the_store_loads_sqlalchemy_with_its_first_write(plain: Path) -> None:
    script = """
import sys
from pathlib import Path
from csmdesk.domain.changes import Op
from csmdesk.storage.book import Book
with Book.open(Path(sys.argv[1])) as book:
    before = "sqlalchemy" in sys.modules
    value = book.store.run(Op(sys.argv[2]), lambda connection: type(connection).__module__).value
    print(before, value.partition(".")[0])
"""
    with python("-c", script, str(plain), Op.IMPORT.value) as process:
        output, errors = process.communicate()
    assert (output, errors) == ("False sqlalchemy\n", "")
