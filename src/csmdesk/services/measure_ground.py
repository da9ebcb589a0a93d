"""What the page of metrics is counted from: the book's rows, and every figure once it has been counted."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import cached_property

from csmdesk.domain.changes import Changes
from csmdesk.domain.facts import Facts
from csmdesk.domain.period import Period, parse_period, today
from csmdesk.domain.rules import Rules
from csmdesk.domain.scope import Scope, parse_scope
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.compute import compute
from csmdesk.metrics.figure import Figure
from csmdesk.metrics.registry import definitions
from csmdesk.services.figures import FigureSet, rules_of
from csmdesk.services.measure_view import NOT_COUNTED
from csmdesk.services.team_figures import TEAM
from csmdesk.storage.book import Book
from csmdesk.storage.kept_facts import facts_as_needed, reread

_MOST = 120
"""So many periods are kept counted; three years of months and the year before each are 48."""


class Held:
    """The figures of one period as of one day over one scope, each counted when it is first asked for."""

    def __init__(self, basis: Basis, book: str) -> None:
        self.basis = basis
        self._book = book
        self._figures: dict[str, Figure] = {}

    @property
    def period(self) -> Period:
        """The period."""
        return self.basis.period

    def figure(self, key: str) -> Figure:
        """One figure, with its targets."""
        found = self._figures.get(key)
        if found is None:
            found = self._figures[key] = compute(self.basis, [key])[key]
        return found

    def figures(self, keys: Iterable[str]) -> FigureSet:
        """Some figures as a set, as evidence and exports take them."""
        return FigureSet(self.basis, {key: self.figure(key) for key in keys}, self._book)

    def with_rivals(self, key: str) -> FigureSet:
        """A figure with the other definitions of its idea."""
        return self.figures([key, *definitions()[key].rivals])

    @cached_property
    def team(self) -> dict[str, Fraction]:
        """The team's number by metric."""
        rows = self.basis.facts.peer_figures
        return {r.metric: r.value for r in rows if r.peer == TEAM and r.period == self.period.name}


class Ground:
    """Keeps the rows of a book and what was counted from them until they change; for any thread."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._lock = threading.Lock()
        self._facts: Facts | None = None
        self._rules: Rules | None = None
        self._held: dict[tuple[str, date, str], Held] = {}
        self._changed: set[str] = set()
        self._version = 0

    def forget(self, changes: Changes) -> None:
        """Count again what rests on what has changed."""
        tables = {*changes.ids, *changes.whole}
        if tables <= NOT_COUNTED:
            return
        with self._lock:
            self._version += 1
            self._changed |= tables
            self._held.clear()
            if "settings" in tables:
                self._rules = None

    @property
    def rules(self) -> Rules:
        """The numbers of the rules."""
        with self._lock:
            rules, version = self._rules, self._version
        if rules is None:
            rules = rules_of(self._book)
            with self._lock:
                if version == self._version:
                    self._rules = rules
        return rules

    def facts(self) -> Facts:
        """The book's rows as they are now."""
        with self._lock:
            facts, changed, version = self._facts, frozenset(self._changed), self._version
        if facts is not None and not changed:
            return facts
        reading = self._book.reading
        found = facts_as_needed(reading) if facts is None else reread(facts, reading, changed)
        with self._lock:
            if version == self._version:
                self._facts = found
                self._changed.clear()
        return found

    def period(self, name: str) -> Period:
        """The period called so; raises UserError for an unknown one."""
        return parse_period(name, self.rules.fiscal_start_month)

    def of(self, name: str, as_of: date | None, scope: str = "") -> Held:
        """The figures of a period as of a day: by default its last, or today when that is earlier."""
        period = self.period(name)
        day = as_of if as_of is not None else min(period.end, today())
        return self.at(period, day, scope)

    def at(self, period: Period, day: date, scope: str = "") -> Held:
        """The figures of a period as of ``day``."""
        asked = (period.name, day, scope)
        with self._lock:
            held, version = self._held.get(asked), self._version
        if held is not None:
            return held
        basis = Basis(self.facts(), period, day, self.rules, parse_scope(scope) if scope else Scope())
        made = Held(basis, self._book.name)
        with self._lock:
            if version == self._version:
                while len(self._held) >= _MOST:
                    del self._held[next(iter(self._held))]
                self._held[asked] = made
        return made

    def other(self, period: Period, own: date, scope: str = "") -> Held:
        """The figures of another period, as the review tells them: of its last day, of ``own`` if earlier."""
        return self.at(period, min(period.end, own), scope)
