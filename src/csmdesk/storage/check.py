"""Whether a book holds together: its pages, its tables, its roll-up, its journal and its keys."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage import driver, journal, keys, layout, usage
from csmdesk.storage.book import Book
from csmdesk.storage.driver import Connection

_MOST = 20
"""Findings of one kind that are listed; the rest is counted by nobody."""


def check(book: Book) -> list[Text]:
    """What is wrong with ``book``, one sentence each; an empty list means that all is well."""
    found: list[Text] = []
    if book.writable:
        # What is still in the -wal goes into the file, so that the pages checked are the newest.
        book.store.checkpoint()
        found += _triggers(book)
    connection = book.connect()
    try:
        for part in (pages, tables, _roll_up, _journal):
            try:
                found += list(part(connection))[:_MOST]
            except driver.DatabaseError as error:
                found.append(Text("读取时出错：{error}", "Reading failed: {error}").format(error=error))
            if found and part is tables:
                # Counting in a broken file says nothing more.
                break
    finally:
        connection.close()
    return found + list(_keys(book))


def pages(connection: Connection) -> Iterator[Text]:
    """Each page whose authentication code does not match its content."""
    found = _bad_pages(connection)
    # Another process may have been writing a page while it was read: bad is what is bad twice.
    for what in found and sorted(set(found) & set(_bad_pages(connection))):
        yield Text("页面校验失败：{what}", "A page fails its check: {what}").format(what=what)


def _bad_pages(connection: Connection) -> list[str]:
    return [str(what) for (what,) in connection.execute("PRAGMA cipher_integrity_check").fetchall()]


def tables(connection: Connection) -> Iterator[Text]:
    """What SQLite finds wrong with the tables, and references to rows that are not there."""
    for (what,) in connection.execute(f"PRAGMA quick_check({_MOST})").fetchall():
        if what != "ok":
            yield Text("数据表检查：{what}", "Table check: {what}").format(what=what)
    # A batch on its way in may name accounts and modules that come into the book together with it.
    coming = {"usage", "usage_days"} if _is_pending(connection) else set()
    broken = (each for each in connection.execute("PRAGMA foreign_key_check") if each[0] not in coming)
    for table, row, target, _ in itertools.islice(broken, _MOST):
        yield Text(
            "表 {table} 的第 {row} 行指向 {target} 中不存在的行。",
            "Row {row} of {table} refers to a row of {target} that is not there.",
        ).format(table=table, row="?" if row is None else row, target=target)


def _is_pending(connection: Connection) -> bool:
    return driver.has_pending(connection) and connection.execute(layout.PENDING).fetchone() != (0,)


def _triggers(book: Book) -> Iterator[Text]:
    if not book.store.journalling:
        yield Text("变更日志的触发器不全。", "The journal's triggers are not all there.")


def _roll_up(connection: Connection) -> Iterator[Text]:
    differing = connection.execute(
        f"WITH facts AS ({usage.ROLL_UP}), kept AS (SELECT {usage.ROLL_UP_COLUMNS} FROM usage_days) "
        "SELECT count(*) FROM (SELECT * FROM (SELECT * FROM facts EXCEPT SELECT * FROM kept)"
        " UNION ALL SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM facts))"
    ).fetchone()[0]
    if differing:
        yield Text(
            "用量汇总与明细不符（{n} 处）。", "The usage roll-up differs from the facts in {n} places."
        ).format(n=differing)


def _journal(connection: Connection) -> Iterator[Text]:
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    states = {"done", "undone", "lost", "kept"}
    for operation, label, state in connection.execute("SELECT id, label, state FROM operations").fetchall():
        try:
            words = json.loads(label)
            readable = state in states and {"zh", "en"} <= set(words)
        except (ValueError, TypeError):
            readable = False
        if not readable:
            yield _unreadable(operation)
    lines = connection.execute("SELECT operation_id, table_name, before, after FROM change_log")
    for operation, table, before, after in lines:
        if table == journal.BATCH:
            continue
        try:
            images = [json.loads(image) for image in (before, after) if image is not None]
            readable = bool(images) and all(isinstance(i, dict) for i in images)
            of = images[0].get("table") if readable and table == journal.MADE else table
            readable = readable and of in names
        except ValueError:
            readable = False
        if not readable:
            yield _unreadable(operation)


def _unreadable(operation: int) -> Text:
    return Text("变更日志中第 {n} 项操作无法读取。", "Operation {n} of the journal cannot be read.").format(
        n=operation
    )


def _keys(book: Book) -> Iterator[Text]:
    try:
        document = keys.load(book.folder)
    except UserError as error:
        yield error.text
        return
    if not book.has_key(document["key_id"]) or keys.encrypted_by(document) != book.encrypted_by:
        yield Text("keys.json 与客户书的密钥不符。", "keys.json does not belong to the book's key.")
