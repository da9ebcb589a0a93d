"""The settings of a book: read as one state, changed one at a time, each change one step to undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.health import HEALTH_RULES, HealthRules
from csmdesk.domain.rules import Rules
from csmdesk.domain.text import Text
from csmdesk.services.figures import basis_of, rules_of
from csmdesk.services.settings_health import DimensionLine, HealthWeights, dimension_lines
from csmdesk.services.settings_rates import RateLine, Rates, rate_lines
from csmdesk.services.settings_rules import RULES, rule
from csmdesk.services.settings_segments import SegmentLine, Segments, segment_lines
from csmdesk.services.settings_values import Value, kept
from csmdesk.storage import read

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

TABLES = frozenset({"settings", "segments", "health_dimensions", "rates", "accounts", "contracts"})
"""The tables that the settings show something of."""


@dataclass(frozen=True)
class SettingsState:
    """All that the settings show of a book; ``own`` names the rules that differ from their default."""

    rules: Rules
    own: frozenset[str]
    segments: tuple[SegmentLine, ...]
    dimensions: tuple[DimensionLine, ...]
    rates: tuple[RateLine, ...]
    currencies: Mapping[str, int]
    """How many contracts each currency has."""
    writable: bool
    health: HealthRules = HEALTH_RULES

    def value(self, key: str) -> Value:
        """The value of the rule called ``key``."""
        found: Value = getattr(self.rules, key)
        return found


class Settings:
    """Reads and changes the settings of one book; may be used from any thread.

    What changes the book raises UserError, with the book as it was, when what was typed cannot be taken.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self.segments = Segments(book)
        self.health = HealthWeights(book)
        self.rates = Rates(book)

    @property
    def writable(self) -> bool:
        """Whether the book can be changed."""
        return self._book.writable

    def state(self) -> SettingsState:
        """All settings as they are now."""
        rules = rules_of(self._book)
        with self._book.reading() as connection:
            own = frozenset(read.settings(connection)) & frozenset(RULES)
            contracts = connection.execute("SELECT currency FROM contracts").fetchall()
            return SettingsState(
                rules,
                own,
                segment_lines(connection, rules),
                dimension_lines(connection),
                rate_lines(connection),
                dict(Counter(code for (code,) in contracts)),
                self._book.writable,
                read.health_rules(connection),
            )

    def home(self, period: str, as_of: date | None) -> str:
        """The currency that sums of the period are in; raises UserError for an unknown period."""
        return basis_of(self._book, period, as_of).home

    def set_rule(self, key: str, typed: str) -> Changes:
        """Give a rule another number; its default takes the row out of the book.

        Raises UserError for what cannot be taken, ValueError for a name that is no rule.
        """
        spec = rule(key)
        return self._write_rule(key, spec.read(typed))

    def reset_rule(self, key: str) -> Changes:
        """Give a rule its default again; raises ValueError for a name that is no rule."""
        return self._write_rule(key, rule(key).default)

    def reset_rules(self, keys: frozenset[str]) -> Changes:
        """Give several rules their defaults again, in one step."""
        known = sorted(rule(key).key for key in keys)

        def write(connection: sqlalchemy.Connection) -> None:
            for key in known:
                connection.exec_driver_sql(_TAKE_OUT, (key,))

        label = Text("恢复默认规则", "Restore the default rules")
        return self._book.store.run(Op.EDIT_SETTING, write, label).changes

    def _write_rule(self, key: str, value: Any) -> Changes:
        spec = rule(key)

        def write(connection: sqlalchemy.Connection) -> None:
            if value == spec.default:
                connection.exec_driver_sql(_TAKE_OUT, (key,))
            else:
                connection.exec_driver_sql(_WRITE, (key, kept(value)))

        label = Text("改规则：{name} {value}", "Change rule: {name} {value}")
        words = label.format(name=spec.name, value=spec.words(value))
        return self._book.store.run(Op.EDIT_SETTING, write, words).changes


_WRITE = (
    "INSERT INTO settings (key, value) VALUES (?, ?) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value"
)
_TAKE_OUT = "DELETE FROM settings WHERE key = ?"
