"""The program tries itself: a book made, migrated, filled and counted, all reports and all panes.

It says what works, one line a step, so that a built program tells on its own what it lacks.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

from csmdesk import __version__, paths
from csmdesk.cli import late_parts, released
from csmdesk.cli.demo import PERIOD, SUFFIXES, sample_book, write_reviews
from csmdesk.domain.text import Language, Text
from csmdesk.services.figures import FigureSet, figures
from csmdesk.storage.book import Book

_CLOSE = 1e-6
_OLDEST = 0
"""The version before the first: a database without a table, which every step of migration then passes."""


class _Warnings(logging.Handler):
    """Hears what is logged as a warning or worse: nobody would see it, and it is a fault of the program."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record's words, and its error's."""
        error = record.exc_info[1] if record.exc_info else None
        self.found.append(f"{record.name}: {record.getMessage()}" + (f" ({error!r})" if error else ""))


class _Steps:
    """Does one step after the other, says each when it is done, and keeps what failed."""

    def __init__(self, language: Language, warnings: _Warnings) -> None:
        self._language: Language = language
        self._warnings = warnings
        self.failures: list[str] = []

    def go(self, what: Text, step: Callable[[], Iterable[str]], **values: object) -> None:
        """Do a step, which returns what failed in it, and say so; the next is done whatever comes of it."""
        try:
            found = list(step())
        except Exception as error:  # noqa: BLE001  whatever breaks a step is what is looked for
            found = ["".join(traceback.format_exception(error))]
        found += self._warnings.found
        self._warnings.found.clear()
        self.failures += found
        mark = "✗" if found else "✓"
        print(f"{mark} {what.format(**values).to(self._language)}", flush=True)
        for failure in found:
            print(f"  {failure}", file=sys.stderr)


def self_test(options: argparse.Namespace) -> int:
    """Go through the main job in a temporary folder; 1 when anything failed."""
    if options.gallery is not None:
        return _gallery(options.gallery, options.scale, options.lang)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    home = Path(tempfile.mkdtemp(prefix="csmdesk-self-test-"))
    output = options.output or home
    warnings = _Warnings()
    steps = _Steps(options.lang, warnings)
    print(versions())
    logging.getLogger().addHandler(warnings)
    try:
        output.mkdir(parents=True, exist_ok=True)
        _old_books(steps, home, output, options.lang)
        with sample_book(home / "book") as book:
            _sample(steps, book, output, options.lang)
    finally:
        logging.getLogger().removeHandler(warnings)
        shutil.rmtree(home, ignore_errors=True)
    if not steps.failures:
        print(Text("自检通过。", "Self-test passed.").to(options.lang))
    return 1 if steps.failures else 0


def _old_books(steps: _Steps, home: Path, output: Path, language: Language) -> None:
    """Bring older books up to date; the oldest, which is empty, is then filled through the window."""
    from csmdesk import app

    for place in released.books():
        steps.go(
            Text(
                "打开了 {version} 版留下的客户书，内容与指标不变",
                "Opened the book that {version} left: same rows, same figures",
            ),
            lambda place=place: released.brought_up(place, home / place.name),  # type: ignore[misc]
            version=place.name,
        )
    old = home / Text("旧 客户书", "an old book").to(language)
    steps.go(Text("迁移了最早版本的客户书", "Migrated a book of the oldest version"), lambda: migrated(old))

    def by_window() -> list[str]:
        with Book.open(old) as book:
            files = app.import_pictures(book, paths.resource(f"demo/{PERIOD}"), output, language)
            return empty(files) + _wrong(figures(book, PERIOD))

    steps.go(
        Text(
            "在窗口里导入了示例文件夹，指标与已知答案一致",
            "Imported the sample's folder in the window: figures as known",
        ),
        by_window,
    )


def _sample(steps: _Steps, book: Book, output: Path, language: Language) -> None:
    from csmdesk import app
    from csmdesk.storage.check import check

    held = figures(book, PERIOD)
    steps.go(
        Text("建了示例客户书并导入", "Made the sample book and imported into it"),
        lambda: [problem.to(language) for problem in check(book)],
    )
    steps.go(
        Text("{count} 个指标与已知答案一致", "{count} figures equal the known answers"),
        lambda: _wrong(held),
        count=len(_expected()),
    )
    steps.go(
        Text("写出自评报告：{kinds}", "Wrote the self-review: {kinds}"),
        lambda: empty(write_reviews(held, book, output, language)),
        kinds=" ".join(SUFFIXES),
    )
    steps.go(
        Text("写出 Word 模板与套用模板的报告", "Wrote a Word template and the review in it"),
        lambda: late_parts.company_template(book, output, language),
    )
    steps.go(
        Text("写出指标表并读回", "Wrote the metrics to a workbook and read it back"),
        lambda: late_parts.metric_tables(book, output, language),
    )
    steps.go(
        Text("写出日历文件", "Wrote a calendar file"),
        lambda: late_parts.calendar_file(book, output, language),
    )
    steps.go(Text("认得节假日与调休", "Knows holidays and worked weekends"), late_parts.working_days)
    steps.go(
        Text("读入 csv、xlsx、xls 并撤销", "Imported csv, xlsx and xls and took it back"),
        lambda: late_parts.kinds_of_files(book, book.folder.parent),
    )
    steps.go(
        Text("打开了所有页面，两种语言、两种主题", "Opened every pane in both languages and themes"),
        lambda: empty(app.pictures(book, output)),
    )


def _expected() -> dict[str, dict[str, Any]]:
    answers = json.loads(paths.resource(f"demo/{PERIOD}/expected.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, Any]] = answers["figures"]
    return found


def _wrong(held: FigureSet) -> list[str]:
    return differences(held, _expected())


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
    own = " · ".join([f"{name} {version}" for name, version in parts.items()] + [platform.platform()])
    return own + "\n" + " · ".join(f"{part.name} {part.version}".strip() for part in found.libraries)


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
