"""What the account list shows and how it stays true: names at once, figures beside, changed rows first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.services.accounts import AccountName, Accounts, Lines
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.panes.accounts.list_columns import account_columns
from csmdesk.ui.panes.accounts.row_words import AccountWords
from csmdesk.ui.panes.accounts.rows import AccountRow, Before, account_rows
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme

_FIRST_PAGE = 80
"""So many rows are written beside the window's thread, so that the page that is seen paints at once."""

_NOT_SHOWN = frozenset(
    {"reviews", "review_texts", "review_versions", "review_figures", "mappings", "targets"}
)
"""Tables whose changes leave this pane as it is."""


class _Counted(NamedTuple):
    names: list[AccountName]
    lines: Lines
    rows: list[AccountRow]
    archived: int


class _Changed(NamedTuple):
    ids: Collection[int]
    known: Mapping[int, AccountName]
    found: Mapping[int, AccountName]
    archived: int
    amended: bool


class Listing(QObject):
    """Reads the accounts into ``model``.

    ``named`` says that names have been read (first without figures), ``counted`` that figures have come,
    ``amended(ids)`` that rows were given other words, or another segment, while the figures of all others
    stay. ``settings_changed(ids)`` is left to whoever knows which setting is what.
    """

    named = Signal()
    counted = Signal()
    amended = Signal(object)
    settings_changed = Signal(object)

    def __init__(
        self, theme: Theme, tasks: Tasks, accounts: Accounts, language: Language, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._accounts = accounts
        self.period = ""
        self.as_of: date | None = None
        self.lines: Lines | None = None
        self.archived = 0
        """The number of archived accounts in the book."""
        self._with_archived = False
        self._names: list[AccountName] = []
        self._counting: Job | None = None
        self._units: tuple[object, list[int]] = (None, [])
        self.words = AccountWords(theme, language)
        self.model: RowModel[AccountRow] = RowModel(
            account_columns(self.words), self.words.read_out, self, same=AccountRow.same
        )

    # --- reading --------------------------------------------------------------------------------------------

    def first_look(self) -> None:
        """Read the names, in this thread: one statement and no library, so the first paint has them."""
        self._names = self._accounts.names(archived=self._with_archived)
        self.model.set_rows(account_rows(self._names))
        self.named.emit()

    def set_period(self, period: str, as_of: date | None) -> None:
        """Count the figures of another period."""
        self.period, self.as_of = period, as_of
        self.count()

    @property
    def with_archived(self) -> bool:
        """True while archived accounts are among the rows."""
        return self._with_archived

    def set_with_archived(self, shown: bool, *, read: bool = True) -> None:
        """Take the archived accounts in or leave them out; without ``read`` from the next reading on."""
        if shown != self._with_archived:
            self._with_archived = shown
            if read:
                self._read_names()

    def count(self, *, names: bool = False) -> None:
        """Count the figures beside the window; ``names`` reads these anew too."""
        if not self.period:
            return
        # A job that is dropped for this one may have been about to read the names anew.
        names = names or self._counting is not None
        accounts, period, as_of, known = self._accounts, self.period, self.as_of, self._names
        words, order, archived = self.words, self.model.ordering(), self._with_archived
        before = Before(self.model.rows, self.lines)

        def work(job: Job) -> _Counted:
            listed = accounts.names(archived=archived) if names else known
            hidden = accounts.archived_count()
            job.check()
            lines = accounts.lines(period, as_of)
            job.check()
            rows = account_rows(listed, lines, before)
            for row in order(rows)[:_FIRST_PAGE]:
                words.write(row, lines.closing)
            return _Counted(listed, lines, rows, hidden)

        self._counting = self._tasks.query(self, work, self._take, failed=self._fail, slot="figures")

    def _fail(self, problem: object) -> None:
        self._counting = None
        self._tasks.failed.emit(problem)

    def _take(self, found: _Counted) -> None:
        self._counting = None
        self._names, self.lines, self.archived = found.names, found.lines, found.archived
        self.words.set_lines(found.lines)
        self.model.set_rows(found.rows)
        self.counted.emit()

    def _read_names(self) -> None:
        """Read the names anew and give them the figures that are known."""
        if self.lines is None or self._counting is not None:
            self.count(names=True)
            return
        accounts, lines, archived = self._accounts, self.lines, self._with_archived

        def work(job: Job) -> _Counted:
            listed = accounts.names(archived=archived)
            job.check()
            return _Counted(listed, lines, account_rows(listed, lines), accounts.archived_count())

        self._tasks.query(self, work, self._take, slot="figures")

    # --- changes --------------------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Show what has changed: the rows whose words changed first, then the figures."""
        tables = set(changes.ids) | changes.whole
        if tables <= _NOT_SHOWN:
            return
        if tables == {"settings"} and not changes.whole:
            self.settings_changed.emit(changes.ids["settings"])
            return
        ids = changes.ids.get("accounts", frozenset())
        if not ids or changes.whole:
            self._accounts.forget(changes)
            self.count(names=True)
            return
        accounts = self._accounts
        rows = {key: row for key in ids if (row := self.model.row_of(key)) is not None}
        known = {key: row.source for key, row in rows.items()}

        def work(_: Job) -> _Changed:
            found = accounts.names_of(ids)
            amended = accounts.amend(changes)
            return _Changed(ids, known, found, accounts.archived_count(), amended)

        self._tasks.query(self, work, self._take_changed)

    def recount(self) -> None:
        """Count anew: what figures rest on has changed."""
        self._accounts.forget()
        self.count(names=True)

    def _take_changed(self, changed: _Changed) -> None:
        """Put the changed rows in place, then count what they may have changed."""
        ids, known, found, self.archived, amended = changed
        shown = {i: name for i, name in found.items() if self._with_archived or not name.archived}
        if not set(shown) <= set(known):
            # Somebody comes in: where, only the book's own order tells.
            self._read_names()
        else:
            self._replace(known, shown)
        if not amended:
            self.count(names=True)
            return
        if self._counting is not None or any(_moved(known.get(i), shown.get(i)) for i in ids):
            self._read_names()
        self.amended.emit(frozenset(ids))

    def _replace(self, known: Collection[int], shown: Mapping[int, AccountName]) -> None:
        """Give the known rows their new words; those that are not shown any more go."""
        rows, names, closing = list(self.model.rows), list(self._names), self.words.closing
        gone = [key for key in known if key not in shown]
        for key, name in shown.items():
            row = self.model.row_of(key)
            # A row knows its place among the names, as long as none has been taken out.
            if row is not None:
                place = row.place if row.place < len(rows) and rows[row.place] is row else rows.index(row)
                line = self.lines.by_id.get(key) if self.lines is not None else None
                rows[place], names[place] = row.renamed(name, line, closing), name
        if gone:
            rows = [row for row in rows if row.id not in gone]
            names = [row.source for row in rows]
        self._names = names
        self.model.set_rows(rows)
        self.named.emit()

    # --- sums -----------------------------------------------------------------------------------------------

    def money(self, units: int) -> str:
        """A sum of the rows' units in words: 年化 412.3万; '' while nothing is counted."""
        lines = self.lines
        if lines is None:
            return ""
        from csmdesk.metrics import display

        value = display.money(lines.total(units), self.words.language, lines.currency)
        # Words within an f-string are not found by lupdate.
        annual = self.tr("年化")
        return f"{annual} {value}"

    def shown_units(self) -> int:
        """The annual value of the rows that are shown, in units of ``Lines.units``."""
        rows = self.model.rows
        if self._units[0] is not rows:
            self._units = (rows, [row.units for row in rows])
        return self.model.total_of(self._units[1])


def _moved(old: AccountName | None, new: AccountName | None) -> bool:
    """True when an account stands elsewhere in the order of names."""
    return old is not None and new is not None and (old.pinyin, old.name) != (new.pinyin, new.name)
