"""Rates: what one unit of another currency is worth in the book's own, period by period."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.period import parse_period
from csmdesk.domain.text import Text
from csmdesk.services.settings_values import currency, decimal, number

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book
    from csmdesk.storage.driver import Connection

LEAST, MOST = Fraction(1, 1_000_000), 1_000_000
"""The limits of a rate."""


class RateLine(NamedTuple):
    """One rate: units of the book's currency for one of ``currency``, in the period called ``period``."""

    id: int
    period: str
    currency: str
    rate: Fraction

    @property
    def typed(self) -> str:
        """The rate as it is typed."""
        return decimal(self.rate)


def rate_lines(connection: Connection) -> tuple[RateLine, ...]:
    """All rates, newest period first."""
    rows = connection.execute("SELECT id, period, currency, rate FROM rates ORDER BY period DESC, currency")
    return tuple(RateLine(id_, period, code, Fraction(rate)) for id_, period, code, rate in rows.fetchall())


class Rates:
    """Sets and removes the rates of a book; raises UserError for what cannot be taken."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def add(self, period: str, code: str, typed: str) -> Changes:
        """Add a rate; one that is there already for this period and currency is refused."""
        name, code = parse_period(period).name, currency(code)
        rate = _rate(typed)
        with self._book.reading() as connection:
            there = any((line.period, line.currency) == (name, code) for line in rate_lines(connection))
        if there:
            raise UserError(
                Text(
                    "{period} 的 {code} 汇率已经有了，请直接改那一行。",
                    "There is a rate of {code} for {period} already: change that one.",
                ).format(period=name, code=code)
            )
        return self._write(name, code, rate, Text("加汇率", "Add rate"))

    def set(self, period: str, code: str, typed: str) -> Changes:
        """Change the rate of a period and currency."""
        return self._write(period, code, _rate(typed), Text("改汇率", "Change rate"))

    def remove(self, period: str, code: str) -> Changes:
        """Take a rate out; amounts in that currency are then left out of that period's sums."""

        def write(connection: sqlalchemy.Connection) -> None:
            connection.exec_driver_sql("DELETE FROM rates WHERE period = ? AND currency = ?", (period, code))

        label = Text("删汇率：{period} {code}", "Remove rate: {period} {code}").format(
            period=period, code=code
        )
        return self._book.store.run(Op.EDIT_SETTING, write, label).changes

    def _write(self, period: str, code: str, rate: Fraction, what: Text) -> Changes:
        def write(connection: sqlalchemy.Connection) -> None:
            connection.exec_driver_sql(_WRITE, (period, code, decimal(rate)))

        label = Text("{what}：{period} {code} {rate}", "{what}: {period} {code} {rate}").format(
            what=what, period=period, code=code, rate=decimal(rate)
        )
        return self._book.store.run(Op.EDIT_SETTING, write, label).changes


def _rate(typed: str) -> Fraction:
    return number(typed, Text("汇率", "Rate"), LEAST, MOST, Text("", ""), whole=False)


_WRITE = (
    "INSERT INTO rates (period, currency, rate) VALUES (?, ?, ?) "
    "ON CONFLICT (period, currency) DO UPDATE SET rate = excluded.rate WHERE rate <> excluded.rate"
)
