"""Which contract continues which: shown, confirmed where inferred, made and taken out by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError
from csmdesk.domain.text import Text
from csmdesk.services.account_words import money as money_words
from csmdesk.services.contract_record import ContractRecord, record
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book


class LinkLine(NamedTuple):
    """Contract ``new`` continues ``old``; ``inferred`` when nobody said so. ``words`` say it in short.

    ``term`` is that of the new one, with its amount.
    """

    id: int
    old_id: int
    old: str
    new_id: int
    new: str
    account: str
    inferred: bool
    words: Text
    term: Text


class LinkChoice(NamedTuple):
    """A contract that may continue another: number, term and amount."""

    id: int
    code: str
    words: Text


class RenewalLinks:
    """The renewal links of one book; may be used from any thread.

    Raises UserError, as FieldError where one field is to blame; the book is then as it was.
    """

    def __init__(self, book: Book) -> None:
        self._book = book

    def links(self, contract_id: int) -> tuple[LinkLine, ...]:
        """What a contract continues and what it is continued by, the earlier ones first."""
        with self._book.reading() as connection:
            return _lines(connection, "l.old_id = ?1 OR l.new_id = ?1", contract_id)

    def inferred_all(self) -> tuple[LinkLine, ...]:
        """Every link of the book that nobody stated."""
        with self._book.reading() as connection:
            return _lines(connection, "l.inferred = ?1", 1)

    def choices(self, contract_id: int) -> list[LinkChoice]:
        """The contracts of the same account that may continue this one, those nearest to its end first."""
        with self._book.reading() as connection:
            old = record(connection, contract_id)
            rows = connection.execute(
                "SELECT id, code, start_day, end_day, amount_fen, currency FROM contracts c "
                "WHERE account_id = ?1 AND start_day > ?2 AND NOT EXISTS "
                "(SELECT 1 FROM renewal_links WHERE old_id = ?3 AND new_id = c.id) "
                "ORDER BY abs(julianday(start_day) - julianday(coalesce(?4, start_day))), id",
                (old.account_id, old.start.isoformat(), old.id, old.end and old.end.isoformat()),
            ).fetchall()
        return [LinkChoice(row[0], row[1], _term(*row[2:])) for row in rows]

    def confirm(self, ids: Sequence[int]) -> Changes:
        """Say that inferred links are right; they then count as stated."""
        found = self._found(ids)

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute(
                "UPDATE renewal_links SET inferred = 0 "
                "WHERE inferred = 1 AND id IN (SELECT value FROM json_each(?))",
                (json.dumps([line.id for line in found]),),
            )

        return self._run(write, CONFIRM if len(found) == 1 else CONFIRM_ALL, found)

    def remove(self, link_id: int) -> Changes:
        """Say that the one contract does not continue the other."""
        found = self._found([link_id])

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute("DELETE FROM renewal_links WHERE id = ?", (link_id,))

        return self._run(write, REMOVE, found)

    def add(self, old_id: int, new_id: int) -> Changes:
        """Say that contract ``new_id`` continues ``old_id``; an inferred link of both is confirmed by it."""
        with self._book.reading() as connection:
            old, new = record(connection, old_id), record(connection, new_id)
        _refuse(old, new)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            driver.execute(
                "INSERT INTO renewal_links (old_id, new_id, inferred) VALUES (?, ?, 0) "
                "ON CONFLICT (old_id, new_id) DO UPDATE SET inferred = 0 WHERE inferred = 1",
                (old_id, new_id),
            )
            # What is continued was not lost.
            driver.execute(
                "UPDATE contracts SET loss_reason = '', lost_day = NULL, forecast = '' "
                "WHERE id = ? AND (loss_reason <> '' OR lost_day IS NOT NULL OR forecast <> '')",
                (old_id,),
            )

        label = ADD.format(old=old.code, new=new.code, account=old.account)
        return self._book.store.run(Op.EDIT_LINK, write, label).changes

    def _found(self, ids: Sequence[int]) -> tuple[LinkLine, ...]:
        wanted = list(dict.fromkeys(ids))
        with self._book.reading() as connection:
            found = _lines(connection, "l.id IN (SELECT value FROM json_each(?1))", json.dumps(wanted))
        if not wanted or len(found) != len(wanted):
            raise UserError(GONE)
        return found

    def _run(
        self, write: Callable[[sqlalchemy.Connection], None], label: Text, found: Sequence[LinkLine]
    ) -> Changes:
        first = found[0]
        said = label.format(old=first.old, new=first.new, account=first.account, count=len(found))
        return self._book.store.run(Op.EDIT_LINK, write, said).changes


def _lines(connection: Connection, where: str, value: int | str) -> tuple[LinkLine, ...]:
    rows = connection.execute(
        "SELECT l.id, l.old_id, o.code, l.new_id, n.code, a.name, l.inferred, n.start_day, n.end_day, "
        "n.amount_fen, n.currency FROM renewal_links l JOIN contracts o ON o.id = l.old_id "
        "JOIN contracts n ON n.id = l.new_id JOIN accounts a ON a.id = o.account_id "
        f"WHERE {where} ORDER BY o.start_day, n.start_day, l.id",
        (value,),
    ).fetchall()
    lines = []
    for row in rows:
        said = _term(*row[7:])
        inferred = bool(row[6])
        words = Text(
            f"{row[2]} → {row[4]}，{said.zh}{'（推断）' if inferred else ''}",
            f"{row[2]} → {row[4]}, {said.en}{' (inferred)' if inferred else ''}",
        )
        lines.append(LinkLine._make((*row[:6], inferred, words, said)))
    return tuple(lines)


def _term(start: str, end: str | None, amount_fen: int, currency: str) -> Text:
    amount = money_words(amount_fen, currency)
    return Text(f"{start} – {end or ''} {amount.zh}", f"{start} – {end or ''} {amount.en}")


def _refuse(old: ContractRecord, new: ContractRecord) -> None:
    if old.account_id != new.account_id:
        raise FieldError("new", OTHER_ACCOUNT.format(new=new.code, account=new.account))
    if new.start <= old.start:
        raise FieldError("new", NOT_LATER.format(new=new.code, old=old.code))


CONFIRM = Text("确认续约关联：{old} → {new} {account}", "Confirm renewal link: {old} → {new} {account}")
CONFIRM_ALL = Text("确认 {count} 条续约关联", "Confirm {count} renewal links")
REMOVE = Text("解除续约关联：{old} → {new} {account}", "Remove renewal link: {old} → {new} {account}")
ADD = Text("加续约关联：{old} → {new} {account}", "Add renewal link: {old} → {new} {account}")
GONE = Text("这条续约关联已不在客户书里。", "The renewal link is no longer in the book.")
OTHER_ACCOUNT = Text("{new} 属于{account}，不是同一个客户。", "{new} belongs to {account}, another account.")
NOT_LATER = Text(
    "{new} 不晚于 {old} 开始，不能是它的续约。", "{new} starts no later than {old}: it cannot renew it."
)
