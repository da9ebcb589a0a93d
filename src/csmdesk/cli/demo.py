"""The sample book from end to end."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language, Text
from csmdesk.services.figures import FigureSet, figures
from csmdesk.storage.book import Book

PERIOD = "2024H1"
SUFFIXES = (".docx", ".pdf", ".html", ".md")


def sample_book(folder: Path) -> Book:
    """Make the sample book at ``folder``, without a passphrase, from the files that csmdesk ships."""
    from csmdesk import paths
    from csmdesk.importers.apply import apply
    from csmdesk.importers.options import Options
    from csmdesk.importers.plan import plan

    book = Book.create(folder).book
    apply(book, plan(paths.resource(f"demo/{PERIOD}"), Options(), None))
    return book


def has_screen() -> bool:
    """True when a window can be shown to a person."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def write_reviews(held: FigureSet, book: Book, folder: Path, language: Language) -> list[Path]:
    """The review of the figures' period in all four formats."""
    from csmdesk.reports.export import export
    from csmdesk.reports.review_draft import review_draft
    from csmdesk.services.review_book import review_key

    document = review_draft(book, review_key(book, held.period.name), held.as_of, language).document
    files = [folder / f"review-{held.period.name}{suffix}" for suffix in SUFFIXES]
    for file in files:
        export(document, file)
    return files


def demo(options: argparse.Namespace) -> int:
    """Sample book, reviews, key figures; then the window, or without a screen a picture of each pane."""
    from csmdesk import app
    from csmdesk.cli import tables

    folder: Path = options.output
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            Text("不能写到文件夹“{folder}”。", "The folder “{folder}” cannot be written.").format(
                folder=folder
            )
        ) from error
    if not has_screen():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    home = Path(tempfile.mkdtemp(prefix="csmdesk-demo-"))
    try:
        place = home / Text("示例客户书", "Sample book").to(options.lang)
        with sample_book(place) as book:
            held = figures(book, PERIOD)
            files = write_reviews(held, book, folder, options.lang)
            print(tables.overview(held, options.lang))
            if not has_screen():
                files += app.pictures(book, folder)
        print(Text("\n写出的文件：", "\nFiles written:").to(options.lang))
        for file in files:
            print(f"  {file}")
        if has_screen():
            return app.run(place, language=options.lang, remember=False)
        return 0
    finally:
        shutil.rmtree(home, ignore_errors=True)
