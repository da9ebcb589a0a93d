"""The team's numbers, typed in or imported, by metric and period."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.period import parse_period
from csmdesk.domain.target import exact
from csmdesk.domain.text import Text
from csmdesk.metrics.registry import definitions
from csmdesk.services.typed_amount import amount

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

TEAM = "team"
"""The peer that stands for the whole team."""

_SET = Text("记团队数：{name} {period}", "Team's number: {name} {period}")
_REMOVE = Text("删团队数：{name} {period}", "Remove the team's number: {name} {period}")
_SET_EACH = Text("记 {n} 个团队数", "Set {n} of the team's numbers")

_WRITE = (
    "INSERT INTO peer_figures (period, metric, peer, value) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (period, metric, peer) DO UPDATE SET value = excluded.value "
    "WHERE value <> excluded.value"
)
_DROP = "DELETE FROM peer_figures WHERE period = ? AND metric = ? AND peer = ?"


class TeamFigures:
    """Sets and removes them; may be used from any thread."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def read(self, metric: str, typed: str) -> Fraction | None:
        """What was typed, None for nothing; raises UserError for what is no value of the metric."""
        definition = definitions()[metric]
        return amount(typed, definition.unit, definition.name) if typed.strip() else None

    def set(self, metric: str, period: str, typed: str) -> Changes:
        """Keep what was typed for a metric and a period; nothing typed takes the number out.

        Raises UserError for what is no value of the metric, and for an unknown period.
        """
        value = self.read(metric, typed)
        words = _REMOVE if value is None else _SET
        label = words.format(name=definitions()[metric].name, period=parse_period(period).title)
        return self._write([(metric, period, value)], label)

    def set_each(self, rows: Sequence[tuple[str, str, str]]) -> Changes:
        """Keep several as one operation: metric, period, what was typed; raises as ``set``, keeps none."""
        read = [(metric, period, self.read(metric, typed)) for metric, period, typed in rows]
        return self._write(read, _SET_EACH.format(n=len(read)))

    def _write(self, rows: Sequence[tuple[str, str, Fraction | None]], label: Text) -> Changes:
        named = [(parse_period(period).name, metric, TEAM, value) for metric, period, value in rows]

        def write(connection: sqlalchemy.Connection) -> None:
            for *key, value in named:
                if value is None:
                    connection.exec_driver_sql(_DROP, tuple(key))
                else:
                    connection.exec_driver_sql(_WRITE, (*key, exact(value)))

        return self._book.store.run(Op.EDIT_TARGET, write, label).changes
