"""The program tries itself: a book made, migrated, filled and counted, all reports and all panes.

It says what works, one line a step, so that a built program tells on its own what it lacks.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

from csmdesk import __version__, paths
from csmdesk.cli.demo import PERIOD, sample_book, write_reviews
from csmdesk.domain.text import Language, Text
from csmdesk.services.figures import FigureSet, figures
from csmdesk.storage.book import Book

_CLOSE = 1e-6
_OLDEST = 0
"""The version before the first: a database without a table, which every step of migration then passes."""


class _Steps:
    """Says each step when it is done, and keeps what failed."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self.failures: list[str] = []

    def done(self, what: Text, failures: Iterable[str] = (), **values: object) -> None:
        """Say that a step was gone through, and what failed in it."""
        found = list(failures)
        self.failures += found
        mark = "✗" if found else "✓"
        print(f"{mark} {what.format(**values).to(self._language)}")
        for failure in found:
            print(f"  {failure}", file=sys.stderr)


def self_test(options: argparse.Namespace) -> int:
    """Go through the main job in a temporary folder; 1 when anything failed."""
    if options.gallery is not None:
        return _gallery(options.gallery, options.scale, options.lang)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    home = Path(tempfile.mkdtemp(prefix="csmdesk-self-test-"))
    output = options.output or home
    steps = _Steps(options.lang)
    print(versions())
    try:
        output.mkdir(parents=True, exist_ok=True)
        steps.done(Text("迁移了一本旧版客户书", "Migrated a book of an old version"), migrated(home / "old"))
        with sample_book(home / "book") as book:
            _sample(steps, book, output, options.lang)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    if not steps.failures:
        print(Text("自检通过。", "Self-test passed.").to(options.lang))
    return 1 if steps.failures else 0


def _sample(steps: _Steps, book: Book, output: Path, language: Language) -> None:
    from csmdesk import app
    from csmdesk.storage.check import check

    steps.done(
        Text("建了示例客户书并导入", "Made the sample book and imported into it"),
        [problem.to(language) for problem in check(book)],
    )
    held = figures(book, PERIOD)
    expected = json.loads(paths.resource(f"demo/{PERIOD}/expected.json").read_text(encoding="utf-8"))
    steps.done(
        Text("{count} 个指标与已知答案一致", "{count} figures equal the known answers"),
        differences(held, expected["figures"]),
        count=len(expected["figures"]),
    )
    files = write_reviews(held, book, output, language)
    steps.done(
        Text("写出 {names}", "Wrote {names}"), empty(files), names=" ".join(file.name for file in files)
    )
    files = app.pictures(book, output)
    steps.done(
        Text(
            "打开了所有页面，两种语言、两种主题：{count} 张图片",
            "Opened every pane in both languages and themes: {count} pictures",
        ),
        empty(files),
        count=len(files),
    )


def versions() -> str:
    """What the program is made of."""
    from csmdesk.app.qt import qt_version
    from csmdesk.services.about import facts

    found = facts()
    parts = {
        "csmdesk": __version__,
        "Python": platform.python_version(),
        "Qt": qt_version(),
        "SQLite": found.sqlite,
        "SQLCipher": found.cipher,
    }
    return " · ".join([f"{name} {version}" for name, version in parts.items()] + [platform.platform()])


def migrated(folder: Path) -> list[str]:
    """Bring a book of the oldest version up to date at ``folder``; what is wrong with it then."""
    from csmdesk.storage import driver, keys, migrations
    from csmdesk.storage.check import check
    from csmdesk.storage.layout import DATABASE

    folder.mkdir()
    key = keys.new_key()
    keys.save(folder, keys.wrap(key, None)[0])
    connection = driver.connect(folder / DATABASE, key, create=True)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE made (id INTEGER PRIMARY KEY)")
    connection.execute("DROP TABLE made")
    connection.close()
    migrations.migrate(folder, key, _OLDEST)
    with Book.open(folder) as book:
        return [problem.to("en") for problem in check(book)]


def empty(files: Iterable[Path]) -> list[str]:
    """Those of ``files`` that hold nothing."""
    return [f"{file}: empty" for file in files if not file.stat().st_size]


def _gallery(folder: Path, scale: int | None, language: Language) -> int:
    """Save every widget in every state and say how many pictures that made."""
    from csmdesk.app.gallery import save

    count = save(folder, scale)
    said = Text("写出 {count} 张图片到“{folder}”。", "Wrote {count} pictures to “{folder}”.")
    print(said.format(count=count, folder=folder).to(language))
    return 0


def differences(held: FigureSet, expected: dict[str, dict[str, Any]]) -> list[str]:
    """Where the figures differ from known answers by more than 1e-6 (relative above 1)."""
    from csmdesk.metrics import plain

    found = []
    for key, answers in expected.items():
        figure = plain.figure(held.figures[key], "en")
        for name, answer in answers.items():
            got = figure.get(name)
            if isinstance(answer, int | float) and isinstance(got, int | float | Fraction):
                same = abs(float(got) - answer) <= _CLOSE * max(1.0, abs(answer))
            else:
                same = got == answer
            if not same:
                found.append(f"{key}.{name}: {got} instead of {answer}")
    return found
