"""Books of the versions that were released: brought up to date, they hold the same rows and the same figures.

Each lies in ``resources/released`` as its version wrote it, with what it held then.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from csmdesk import paths
from csmdesk.cli.demo import PERIOD
from csmdesk.domain.errors import UserError
from csmdesk.storage.book import Book
from csmdesk.storage.driver import Connection
from csmdesk.storage.layout import UNJOURNALLED

ANSWERS = "answers.json"
"""The file beside each book: its passphrase, its schema, and the rows and figures that it held."""


def books() -> list[Path]:
    """The folders of the released books, the oldest first."""
    found = [place for place in paths.resource("released").iterdir() if (place / ANSWERS).exists()]
    return sorted(found, key=lambda place: [int(number) for number in place.name.split(".")])


def held_by(place: Path) -> dict[str, Any]:
    """What the released book at ``place`` held, as its version wrote it down."""
    answers: dict[str, Any] = json.loads((place / ANSWERS).read_text(encoding="utf-8"))
    return answers


def answers(book: Book, passphrase: str) -> dict[str, Any]:
    """What a book holds, to be written down beside it."""
    from csmdesk.metrics import plain
    from csmdesk.services.figures import figures

    held = figures(book, PERIOD)
    with book.reading() as connection:
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        rows = _rows(connection)
    told = {key: plain.figure(figure, "en") for key, figure in held.figures.items()}
    numbers = {
        key: {name: value for name, value in figure.items() if isinstance(value, int | float)}
        for key, figure in told.items()
    }
    return {"passphrase": passphrase, "schema": schema, "rows": rows, "figures": numbers}


def brought_up(place: Path, into: Path) -> list[str]:
    """Copy the released book at ``place`` to the new folder ``into`` and open it as its user would.

    Returns what is then not as it was.
    """
    from csmdesk.cli.self_test import differences
    from csmdesk.services.figures import figures
    from csmdesk.storage.check import check

    before = held_by(place)
    into.mkdir()
    for file in place.iterdir():
        if file.name != ANSWERS:
            # The content alone: what the program brings may be read-only.
            shutil.copyfile(file, into / file.name)
    try:
        with Book.open(into, passphrase=before["passphrase"]) as book:
            found = [problem.to("en") for problem in check(book)]
            with book.reading() as connection:
                rows = _rows(connection)
            found += [
                f"{table}: {rows[table]} rows instead of {count}"
                for table, count in before["rows"].items()
                if rows.get(table, count) != count
            ]
            found += differences(figures(book, PERIOD), before["figures"])
    except UserError as refused:
        found = [refused.text.to("en")]
    return [f"{place.name}: {each}" for each in found]


def _rows(connection: Connection) -> dict[str, int]:
    """The number of rows of each table that a user's work is in."""
    names = connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "ORDER BY name"
    ).fetchall()
    kept = [name for (name,) in names if name not in UNJOURNALLED or name.startswith("usage")]
    return {name: connection.execute(f'SELECT count(*) FROM main."{name}"').fetchone()[0] for name in kept}
