"""One account in full, from the same rows and rules as the figures of the whole book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from csmdesk.domain.scope import Scope
from csmdesk.domain.text import Language
from csmdesk.metrics.compute import compute
from csmdesk.services import account_contracts as contract_lines
from csmdesk.services import account_head, account_people, account_tickets, account_timeline, account_usage
from csmdesk.services import account_health as health
from csmdesk.services import account_words as words
from csmdesk.services.account_view import AccountDetail
from csmdesk.services.figures import AccountLine, FigureSet, account_lines, basis_of, line_of, lines_after
from csmdesk.storage import account_page
from csmdesk.storage.account_page import Person, RecoveryDay, Touched
from csmdesk.storage.kept_columns import kept_columns

if TYPE_CHECKING:
    from csmdesk.domain.facts import (
        Account,
        Contact,
        Contract,
        Facts,
        HealthOverride,
        HealthScore,
        Lead,
        Opportunity,
        Receipt,
        Suggestion,
        Survey,
        Ticket,
        Touch,
        UsageDay,
        UsageRow,
        UsageTime,
    )
    from csmdesk.metrics.basis import Basis
    from csmdesk.metrics.figure import Figure
    from csmdesk.storage.book import Book

R = TypeVar("R")
K = TypeVar("K", bound=Hashable)


class PageRows(NamedTuple):
    """What the page of an account reads of the book beside the rows that figures are counted from."""

    touches: list[Touched]
    people: list[Person]
    typed: list[tuple[date, int]]
    recovery: list[RecoveryDay]


_ALONE = ("code", "name", "industry", "city", "segment", "stage", "owner")
"""What may be changed of an account without a figure of another one."""


class RowsOf(Generic[R]):
    """Rows by account where all together are many: each account's are read when they are first asked for."""

    def __init__(self, read: Callable[[int], list[R]]) -> None:
        self._read = read
        self._known: dict[int, list[R]] = {}

    def get(self, account_id: int, default: Sequence[R] = ()) -> Sequence[R]:
        """The account's rows; ``default`` where it has none."""
        if account_id not in self._known:
            self._known[account_id] = self._read(account_id)
        return self._known[account_id] or default


class Desk:
    """The book's rows over a period as of a day, indexed by account."""

    def __init__(
        self,
        book: Book,
        period: str,
        as_of: date | None,
        facts: Facts | None = None,
        before: Desk | None = None,
        changed: Collection[str] = (),
    ) -> None:
        """``facts`` are the rows, where they are known already.

        ``before`` is a desk that was made before the tables ``changed`` did: what they leave as it was is not
        counted anew.
        """
        self.book = book
        self.basis = b = basis_of(book, period, as_of, facts=facts)
        self.lines: dict[int, AccountLine]
        if before is not None and before.question == self.question:
            b.take_over(before.basis)
            self.lines = lines_after(b, before.lines, changed)
        else:
            self.lines = account_lines(b)

    @property
    def question(self) -> tuple[object, ...]:
        """What was asked of the rows."""
        b = self.basis
        return b.period, b.as_of, b.rules, b.facts.health_rules

    def amend(self, accounts: Collection[Account]) -> bool:
        """Take the newer rows of some accounts, where they differ in words and segments alone.

        False, and nothing is taken, where more has changed: then figures may be others.
        """
        if any(source.kind == "touch_age" for source in self.basis.facts.dimension_sources.values()):
            # Another segment is another cadence, and so another score.
            return False
        known = self.basis.accounts
        rows = self.basis.facts.accounts
        assert isinstance(known, dict)
        assert isinstance(rows, list)
        for new in accounts:
            old = known.get(new.id)
            if old is None or old._replace(**{field: getattr(new, field) for field in _ALONE}) != new:
                return False
        newer = {account.id: account for account in accounts}
        rows[:] = [newer.get(account.id, account) for account in rows]
        known.update(newer)
        for account in accounts:
            self.lines[account.id] = line_of(self.basis, account, self.lines[account.id])
        return True

    # --- indexes --------------------------------------------------------------------------------------------

    @cached_property
    def contracts(self) -> Mapping[int, list[Contract]]:
        """Contracts that exist at the as-of day, by account, in the order of their decision days."""
        found = _by(self.basis.contracts.values(), lambda c: c.account_id)
        for rows in found.values():
            rows.sort(key=lambda c: (words.decision_of(c) or date.max, c.id))
        return found

    @cached_property
    def receipts(self) -> Mapping[int, list[Receipt]]:
        """All receipts by contract, in the order of their days; those still waited for last."""
        rows = self.basis.facts.receipts
        ordered = sorted(rows, key=lambda r: (r.received_day or r.due_day or date.max, r.id))
        return _by(ordered, lambda r: r.contract_id)

    @cached_property
    def inferred_links(self) -> frozenset[tuple[int, int]]:
        """The renewals (old, new) that were inferred, not stated."""
        return frozenset((n.old_id, n.new_id) for n in self.basis.facts.renewal_links if n.inferred)

    @cached_property
    def scores(self) -> RowsOf[HealthScore]:
        """Dimension scores up to the closing day, by account, newest first."""
        return RowsOf(self._scores_of)

    def _scores_of(self, account_id: int) -> list[HealthScore]:
        days = self.basis.scoring.rows_by_day(account_id).items()
        rows = (r for day, of_day in days if day <= self.basis.closing for r in of_day if r.day == day)
        return sorted(rows, key=lambda r: (r.day, r.id), reverse=True)

    @cached_property
    def overrides(self) -> Mapping[int, list[HealthOverride]]:
        """Scores typed by hand by the closing day, by account."""
        rows = (o for o in self.basis.facts.health_overrides if o.day <= self.basis.closing)
        return _by(rows, lambda o: o.account_id)

    @cached_property
    def touches(self) -> RowsOf[Touch]:
        """Touches up to the closing day, by account, newest first."""
        return RowsOf(self._touches_of)

    def _touches_of(self, account_id: int) -> list[Touch]:
        rows = self.basis.touches.of(account_id)
        return sorted(
            (t for t in rows if t.day <= self.basis.closing), key=lambda t: (t.day, t.id), reverse=True
        )

    @cached_property
    def usage_times(self) -> Mapping[int, list[UsageTime]]:
        """Hours in the system by account."""
        return _by(self.basis.facts.usage_times, lambda u: u.account_id)

    @cached_property
    def tickets(self) -> Mapping[int, list[Ticket]]:
        """Tickets opened by the closing day, by account."""
        rows = (t for t in self.basis.facts.tickets if t.opened_at.date() <= self.basis.closing)
        return _by(rows, lambda t: t.account_id)

    @cached_property
    def people(self) -> Mapping[int, list[Contact]]:
        """Contacts by account."""
        return _by(self.basis.facts.contacts, lambda c: c.account_id)

    @cached_property
    def attended(self) -> Mapping[int, list[int]]:
        """The events that a contact attended, by contact."""
        found: dict[int, list[int]] = defaultdict(list)
        for row in self.basis.facts.attendance:
            found[row.contact_id].append(row.event_id)
        return found

    @cached_property
    def surveys(self) -> Mapping[int, list[Survey]]:
        """Answers by account."""
        return _by(self.basis.facts.surveys, lambda s: s.account_id)

    @cached_property
    def leads(self) -> Mapping[int, list[Lead]]:
        """Leads by account."""
        return _by(self.basis.facts.leads, lambda n: n.account_id)

    @cached_property
    def opportunities(self) -> Mapping[int, list[Opportunity]]:
        """Opportunities by account."""
        return _by(self.basis.facts.opportunities, lambda o: o.account_id)

    @cached_property
    def suggestions(self) -> Mapping[int | None, list[Suggestion]]:
        """Suggestions by account."""
        return _by(self.basis.facts.suggestions, lambda s: s.account_id)

    @cached_property
    def workshops(self) -> dict[int, date]:
        """The day of the last workshop held by the closing day, by contract."""
        held = sorted((w.day, w.contract_id) for w in self.basis.facts.workshops)
        return {contract: day for day, contract in held if day <= self.basis.closing}

    def newest_scores(self, account_id: int) -> dict[int, HealthScore]:
        """The newest score of each dimension, whether it still counts or not."""
        found: dict[int, HealthScore] = {}
        for row in self.scores.get(account_id, ()):
            found.setdefault(row.dimension_id, row)
        return found

    def annual(self, contract: Contract) -> Fraction:
        """The annual value in units of the home currency (of its own where no rate is known)."""
        converted = self.basis.annual.get(contract.id)
        return self.basis.annual_fen(contract) / 100 if converted is None else converted

    # --- the metrics of one account -------------------------------------------------------------------------

    def basis_of(self, account: Account) -> Basis:
        """The book narrowed to one account: what its scope gives, without reading the others' usage."""
        b = self.basis.over_everything
        reading = self.book.reading

        def days(start: date, end: date) -> list[UsageDay]:
            with reading() as connection:
                return account_page.usage_days(connection, account.id, start, end)

        def on(day: date) -> list[UsageRow]:
            with reading() as connection:
                return account_page.usage_between(connection, account.id, day, day)

        def last(start: date, end: date) -> date | None:
            with reading() as connection:
                return account_page.last_usage_day(connection, account.id, start, end)

        facts = replace(
            b.facts,
            tickets=self.tickets.get(account.id, ()),
            touches=self.touches.get(account.id, ()),
            usage_times=self.usage_times.get(account.id, ()),
            usage_on=on,
            usage_days=days,
            last_usage_day=last,
        )
        return replace(b, facts=facts, scope=Scope(accounts=frozenset({account.code})))

    def metrics(self, account: Account, keys: Iterable[str]) -> dict[str, Figure]:
        """Figures of the metrics module over this account alone."""
        return compute(self.basis_of(account), keys)

    def figure_set(self, account: Account, key: str) -> FigureSet:
        """One of these figures with what its rows are put into words by."""
        basis = self.basis_of(account)
        return FigureSet(basis, compute(basis, [key]), self.book.folder.name)

    # --- the account ----------------------------------------------------------------------------------------

    def detail(self, account_id: int, language: Language) -> AccountDetail | None:
        """The account as words and marks; None when it is not in the book."""
        b = self.basis
        account = b.over_everything.accounts.get(account_id)
        line = self.lines.get(account_id)
        if account is None or line is None:
            return None
        with self.book.reading() as connection:
            rows = PageRows(
                account_page.touches(connection, account_id, b.closing),
                account_page.people(connection, account_id),
                account_page.contacts_typed(connection, account_id, b.closing),
                account_page.recovery(connection, account_id, b.closing),
            )
            values = account_page.values(connection, account_id)
            kept = kept_columns(connection, "accounts", account_id)
            last_usage = account_page.last_usage(connection, account_id, b.closing)
            use = account_usage.page(self, connection, account, last_usage, language)
        usage, usage_note = account_usage.lines(last_usage, b.closing, account, language)
        contracts = tuple(contract_lines.line(self, c, language) for c in self.contracts.get(account_id, ()))
        tickets = account_tickets.page(self, account, language)
        contacts = account_people.contacts(rows.people, rows.touches, b.closing, language)
        timeline = account_timeline.timeline(self, account, rows, language)
        return AccountDetail(
            id=account_id,
            name=account.name,
            code=account.code,
            facts=account_head.facts(account, line, language),
            mark=line.band.value,
            figures=account_head.figures(self, account_id, language),
            dimensions=health.dimensions(self, account_id, language),
            health_note=health.note(self, account_id, language),
            curve=health.curve(self, account_id, language),
            contracts=contracts,
            usage=usage,
            usage_note=usage_note,
            timeline=timeline,
            closing=b.closing,
            cadence_days=line.cadence_days,
            last_touch=line.last_touch,
            values=values,
            kept=kept,
            risks=account_head.risks(self, account_id, language),
            overrides=health.overrides(self, account_id, language),
            use=use,
            tickets=tickets,
            contacts=contacts,
            touches=account_people.touch_page(self, account, rows.touches, language),
            kinds=account_timeline.kinds(timeline, language),
            counts={
                "contracts": len(contracts),
                "usage": len(use.lines),
                "tickets": len(tickets.lines),
                "contacts": sum(not c.left for c in contacts),
                "touches": len(rows.touches),
            },
            bands=b.bands,
        )


def _by(rows: Iterable[R], key: Callable[[R], K]) -> dict[K, list[R]]:
    found: dict[K, list[R]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found
