"""The commands, each a function of its parsed options that returns an exit code."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage.book import Book

if TYPE_CHECKING:
    from csmdesk.importers.own_tables import OwnTable


def open_book(options: argparse.Namespace, *, write: bool) -> Book:
    """The book that the options name; asks for the passphrase on the terminal where one is needed."""
    from csmdesk.storage.problems import PassphraseNeeded

    given = passphrase_of(options)
    try:
        return Book.open(options.book, passphrase=given, write=write)
    except PassphraseNeeded:
        if given is not None or not sys.stdin.isatty():
            raise
    asked = getpass.getpass(Text("口令：", "Passphrase: ").to(options.lang))
    return Book.open(options.book, passphrase=asked, write=write)


def passphrase_of(options: argparse.Namespace) -> str | None:
    """The first line of ``--passphrase-file``, None where the option was not given."""
    file: Path | None = options.passphrase_file
    if file is None:
        return None
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            Text("读不了口令文件“{file}”。", "The passphrase file “{file}” cannot be read.").format(file=file)
        ) from error
    return lines[0] if lines else ""


def gui(options: argparse.Namespace) -> int:
    """Open the window, in the language of the last time unless one is asked for."""
    from csmdesk import app

    return app.run(options.book, language=options.said_language, theme=options.theme)


def demo(options: argparse.Namespace) -> int:
    """Build the sample book, write its review, open the window."""
    # Not above: it counts figures, which the window does not need before it is seen.
    from csmdesk.cli.demo import demo

    return demo(options)


def self_test(options: argparse.Namespace) -> int:
    """Go through the main job in a temporary folder."""
    from csmdesk.cli.self_test import self_test

    return self_test(options)


def import_(options: argparse.Namespace) -> int:
    """Plan an import, show the plan, apply it all or nothing."""
    from csmdesk.importers import profiles, rejected
    from csmdesk.importers.apply import apply
    from csmdesk.importers.hand_edits import Decisions
    from csmdesk.importers.known import Known, known
    from csmdesk.importers.options import Options
    from csmdesk.importers.plan import plan

    chosen = Options.parse(
        kind=options.kind,
        map=options.map,
        skip=options.skip,
        encoding=options.encoding,
        dates=options.dates,
        end_exclusive=options.end_exclusive,
        currency=options.currency,
        repeated=options.keep_repeated,
        account=options.account,
    )
    own = tuple(profiles.read_file(path) for path in options.profile)
    source = options.source[0] if len(options.source) == 1 else options.source
    made = not options.book.exists()
    # A book that is to be made is made only for a plan without errors: bad input leaves nothing behind.
    book = None if made else open_book(options, write=not options.dry_run)
    try:
        held = Known()
        if book is not None:
            with book.reading() as connection:
                held = known(connection)
        held = replace(held, profiles=(*own, *held.profiles))
        planned = plan(source, chosen, held)
        print(planned.text(options.lang))
        if options.rejected is not None and planned.errors:
            print(rejected.write_problems(options.rejected, planned.errors))
        planned.refuse()
        if options.dry_run:
            return 0
        if book is None:
            book = Book.create(options.book).book
            print(
                Text(
                    "新建了没有口令的客户书“{book}”：密钥明文存放在 keys.json。",
                    "Made a book without a passphrase at “{book}”: its key is stored in plain text"
                    " in keys.json.",
                )
                .format(book=options.book)
                .to(options.lang)
            )
        ways = {"file": None, "book": Decisions("book"), "ask": Decisions()}
        applied = apply(book, planned, decisions=ways[options.hand_edits])
        print(applied.text.to(options.lang))
    finally:
        if book is not None:
            book.close()
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the book's tables to files that can be imported again."""
    from csmdesk.importers.own_tables import own_tables

    kinds = _kinds_said(options)
    with open_book(options, write=False) as book, book.reading() as connection:
        made = own_tables(connection, options.lang, *kinds)
    if not made:
        raise UserError(Text("客户书里没有这些表。", "The book holds none of these tables."))
    return _write_tables(options.output, made)


def import_template(options: argparse.Namespace) -> int:
    """Write empty tables to fill in, each with a row of an example."""
    from csmdesk.importers.templates import templates

    return _write_tables(options.output, templates(options.lang, *_kinds_said(options)))


def _kinds_said(options: argparse.Namespace) -> list[tuple[str, ...]]:
    """The kinds of tables that were asked for, as an argument; none for all. Raises UserError."""
    from csmdesk.importers.templates import TEMPLATES

    unknown = [kind for kind in options.kind if kind not in TEMPLATES]
    if unknown:
        raise UserError(
            Text(
                "没有“{kind}”这种表，可用的是 {known}。", "There is no kind “{kind}”; there are {known}."
            ).format(kind=unknown[0], known=", ".join(TEMPLATES))
        )
    return [tuple(kind for kind in TEMPLATES if kind in options.kind)] if options.kind else []


def _write_tables(path: Path, made: Sequence[OwnTable]) -> int:
    """The tables as sheets of a workbook, one table as a text file, or as text files of a folder."""
    from csmdesk.reports.table_file import Sheet, write_sheets

    sheets = [Sheet(each.title, each.heads, each.rows) for each in made]
    if path.suffix.lower() == ".xlsx" or (path.suffix and len(sheets) == 1):
        write_sheets(path, sheets)
        print(path)
        return 0
    if path.suffix:
        raise UserError(
            Text(
                "“{path}”放不下 {count} 张表：请用 .xlsx，或给一个文件夹。",
                "“{path}” cannot hold {count} tables: use .xlsx, or name a folder.",
            ).format(path=path, count=len(sheets))
        )
    path.mkdir(parents=True, exist_ok=True)
    for sheet in sheets:
        file = path / f"{sheet.title}.csv"
        write_sheets(file, [sheet])
        print(file)
    return 0


def metrics(options: argparse.Namespace) -> int:
    """Print the figures of a period, as a table, as JSON, or the rows behind one of them."""
    from csmdesk.cli import tables
    from csmdesk.metrics import plain
    from csmdesk.metrics.registry import definitions
    from csmdesk.services.figures import figures

    if options.explain and options.explain not in definitions():
        raise UserError(
            Text(
                "没有叫“{key}”的指标；可用：{keys}。", "No metric is called “{key}”; there are: {keys}."
            ).format(key=options.explain, keys=", ".join(definitions()))
        )
    with open_book(options, write=False) as book:
        keys = [options.explain] if options.explain else None
        held = figures(book, options.period, options.as_of, keys=keys)
        if options.json:
            document = {
                "period": held.period.name,
                "as_of": held.as_of.isoformat(),
                "currency": held.currency,
                "figures": {key: plain.figure(f, options.lang) for key, f in held.figures.items()},
            }
            if options.explain:
                document["rows"] = tables.rows_as_json(held, options.explain, options.lang)
            print(json.dumps(document, ensure_ascii=False, indent=1))
        elif options.explain:
            print(tables.explanation(held, options.explain, options.lang))
        else:
            print(tables.overview(held, options.lang))
    return 0


def report(options: argparse.Namespace) -> int:
    """Write the self-review of a period to one or more files, for outsiders when asked for."""
    from csmdesk.reports.export import writer_for
    from csmdesk.reports.output import Output, key_path, write
    from csmdesk.reports.redaction import Redaction
    from csmdesk.reports.review_draft import review_draft
    from csmdesk.services.identities import identities
    from csmdesk.services.review_book import review_key

    language = options.lang
    for path in options.output:
        writer_for(path)
    with open_book(options, write=False) as book:
        review = review_draft(book, review_key(book, options.period), options.as_of, language)
        hiding = options.redact or options.key
        redaction = Redaction(identities(book), language, review.document.subject) if hiding else None
        for path in options.output:
            key = key_path(path, language) if options.key else None
            wrote = write(review.going, Output(path, options.template, redaction, key))
            print(wrote.path)
            if wrote.key is not None:
                print(wrote.key)
            for words in wrote.told():
                print(words.to(language), file=sys.stderr)
    return 0


def template(options: argparse.Namespace) -> int:
    """Write a Word template to begin with, and the list of its places."""
    from csmdesk.reports.review_draft import review_draft
    from csmdesk.reports.template_example import write_example
    from csmdesk.reports.template_values import template_values
    from csmdesk.services.review_book import review_key

    with open_book(options, write=False) as book:
        review = review_draft(book, review_key(book, options.period), options.as_of, options.lang)
        print(options.output)
        print(write_example(options.output, template_values(*review.going)))
    return 0


def backup(options: argparse.Namespace) -> int:
    """Make a verified backup and say where it is."""
    from csmdesk.storage.backup import backup as make

    with open_book(options, write=False) as book:
        print(make(book, options.to))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put a backup into a folder; nothing is overwritten."""
    from csmdesk.storage.backup import restore as put_back

    put_back(options.backup, options.book)
    print(Text("已恢复到“{book}”。", "Restored into “{book}”.").format(book=options.book).to(options.lang))
    return 0


def check(options: argparse.Namespace) -> int:
    """Check the book; 1 when anything is wrong."""
    from csmdesk.storage.check import check as look

    with open_book(options, write=False) as book:
        found = look(book)
    for problem in found:
        print(problem.to(options.lang), file=sys.stderr)
    if not found:
        print(Text("客户书完好。", "The book is sound.").to(options.lang))
    return 1 if found else 0
