"""The place beside the list: one account in full, the form of a new one, and the evidence of a figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language, Text
from csmdesk.services.accounts import Accounts
from csmdesk.ui.panes.accounts.listing import Listing
from csmdesk.ui.panes.accounts.rows import AccountRow
from csmdesk.ui.tasks import Job, Problem, Tasks
from csmdesk.ui.theme import Theme

# The page of one account and the evidence are imported when they are first needed, which is after the first
# paint: loading them before it would cost a tenth of the start.
if TYPE_CHECKING:
    from csmdesk.services.account_view import AccountDetail
    from csmdesk.services.evidence import FigureView
    from csmdesk.ui.panes.accounts.detail import AccountView
    from csmdesk.ui.panes.accounts.erase_sheet import EraseSheet
    from csmdesk.ui.panes.accounts.new_account import NewAccount
    from csmdesk.ui.panes.evidence_at import EvidenceAt
    from csmdesk.ui.widgets.evidence import EvidencePopover


class Beside(QWidget):
    """Shows the account that is current in the list.

    ``page_made`` says that there is a page of an account now. ``made(id)`` is a new account,
    ``open_asked(id)`` one that the form found under the same name, ``row_asked(kind, id)`` what a row of a
    figure's evidence leads to, ``left`` asks for the focus to go back to the list; ``stepped(step)`` asks for
    the next account (1) or the one before (-1).
    """

    page_made = Signal()
    made = Signal(int)
    open_asked = Signal(int)
    row_asked = Signal(str, int)
    left = Signal()
    stepped = Signal(int)
    said = Signal(str, bool)

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        accounts: Accounts,
        language: Language,
        listing: Listing,
        choices: Callable[[str], Sequence[str]],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._tasks = tasks
        self._accounts = accounts
        self._language: Language = language
        self._listing = listing
        self._choices = choices
        self._view: AccountView | None = None
        self._form: NewAccount | None = None
        self._erase: EraseSheet | None = None
        self._evidence: EvidenceAt | None = None
        self._sought: tuple[int, str, int] | None = None
        self._first: AccountDetail | None = None
        """What the new page is to be filled with."""
        self._state: dict[str, str] = {}
        self._blank = QWidget()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._blank)

    # --- one account ----------------------------------------------------------------------------------------

    @property
    def view(self) -> AccountView:
        """The page of one account, made when it is first needed."""
        if self._view is None:
            from csmdesk.ui.panes.accounts.detail import AccountView

            self._view = AccountView(self._theme, self._tasks, self._accounts.edits, self._language)
            self._view.figure_opened.connect(self._open_figure)
            self._view.said.connect(self.said)
            self._view.step_asked.connect(self.stepped)
            self._view.left.connect(self.left)
            self._view.erase_asked.connect(self._ask_erase)
            self._view.restore_state(self._state)
            self._pages.addWidget(self._view)
            if not self.asks_new:
                self._pages.setCurrentWidget(self._view)
            from csmdesk.ui.turns import next_turn

            # In a turn of its own: keys come in between.
            next_turn(self, self.page_made.emit)
        return self._view

    @property
    def is_made(self) -> bool:
        """True once there is a page of an account."""
        return self._view is not None

    def show_account(self, key: int) -> None:
        """Show another account: what the list knows of it at once, the rest when it has been read."""
        row = self._listing.model.row_of(key)
        if row is not None and self._view is not None:
            self._announce(self._view, row)
        self.close_form()
        self.read(key)

    def _announce(self, view: AccountView, row: AccountRow) -> None:
        labels = (self.tr("年化金额"), self.tr("健康度"), self.tr("下个决策日"), self.tr("最近触达"))
        view.announce(row.name, row.source.code, labels)

    def read(self, key: int) -> None:
        """Read an account beside the window and show it."""
        listing = self._listing
        if not listing.period:
            return
        if self._first is not None and self._first.id != key:
            self._first = None
        accounts, period, as_of, language = self._accounts, listing.period, listing.as_of, self._language

        def work(job: Job) -> AccountDetail | None:
            import csmdesk.ui.panes.accounts.detail  # noqa: F401 - loaded here, not in the window's thread

            job.check()
            return accounts.detail(key, period, as_of, language)

        self._tasks.query(self, work, self._take, slot="detail")

    def _take(self, detail: AccountDetail | None) -> None:
        if detail is not None and self._view is None:
            # The page is made in one turn of the event loop, its head is shown in the next and the rest in
            # the one after that: keys come in between.
            from csmdesk.ui.turns import next_turn

            assert self.view is not None
            self._first = detail
            next_turn(self, self._show_head)
        elif detail is not None and self._first is not None:
            self._first = detail
        else:
            self._first = None
            self._show(detail)

    def _show_head(self) -> None:
        from csmdesk.ui.turns import next_turn

        row = None if self._first is None else self._listing.model.row_of(self._first.id)
        if row is not None:
            self._announce(self.view, row)
        next_turn(self, self._fill)

    def _fill(self) -> None:
        # Nothing where another account has been asked for by now.
        if self._first is not None:
            detail, self._first = self._first, None
            self._show(detail)

    def _show(self, detail: AccountDetail | None) -> None:
        if detail is not None:
            self.view.show_detail(detail)
            self._show_sought(detail.id)
        elif self._view is not None:
            self._view.clear()

    def reveal(self, account: int, kind: str, key: int) -> None:
        """Show a ``contract`` or a ``contact`` of an account as soon as the account is shown."""
        shown = self._view.detail if self._view is not None else None
        self._sought = (account, kind, key)
        if shown is not None and shown.id == account:
            self._show_sought(account)

    def _show_sought(self, account: int) -> None:
        if self._sought is None or self._sought[0] != account:
            return
        _, kind, key = self._sought
        self._sought = None
        if kind == "contract":
            self.view.reveal_contract(key)
        else:
            self.view.reveal_contact(key)

    # --- a person -------------------------------------------------------------------------------------------

    def _ask_erase(self, contact: int) -> None:
        """Show where a person stands, and ask whether to take them out of the book for good."""
        from csmdesk.ui.panes.accounts.erase_sheet import EraseSheet

        if self._erase is None:
            self._erase = EraseSheet(
                self._theme, self._tasks, self._accounts.erasing, self.window(), self._language
            )
        self._erase.ask(contact)

    @property
    def erase_sheet(self) -> EraseSheet | None:
        """The sheet for erasing a person, once it has been opened."""
        return self._erase

    # --- a new one ------------------------------------------------------------------------------------------

    @property
    def form(self) -> NewAccount:
        """The form of a new account, made when it is first needed."""
        if self._form is None:
            from csmdesk.ui.panes.accounts.new_account import NewAccount

            self._form = NewAccount(self._theme, self._accounts.edits, self._language, _day)
            self._form.asked.connect(self._make)
            self._form.closed.connect(self._leave_form)
            self._form.open_asked.connect(self.open_asked)
            self._pages.addWidget(self._form)
        return self._form

    @property
    def asks_new(self) -> bool:
        """True while the form of a new account is shown."""
        return self._form is not None and self._pages.currentWidget() is self._form

    def new(self) -> None:
        """Show the form; what was typed into it and not saved is still there."""
        form = self.form
        if not form.begun:
            names = [row.source for row in self._listing.model.rows]
            choices = {key: self._choices(key) for key in ("segment", "stage", "owner", "industry", "city")}
            form.begin(names, choices, {})
        self._pages.setCurrentWidget(form)
        form.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_form(self) -> None:
        """Show the account again."""
        if self.asks_new:
            self._pages.setCurrentWidget(self._view or self._blank)

    def _leave_form(self) -> None:
        self.close_form()
        self.left.emit()

    def _make(self, values: Mapping[str, str]) -> None:
        accounts = self._accounts
        self._tasks.query(
            self, lambda _: accounts.edits.problems(values), partial(self._checked, values), slot="new"
        )

    def _checked(self, values: Mapping[str, str], problems: Mapping[str, Text]) -> None:
        if problems:
            self.form.refuse({field: text.to(self._language) for field, text in problems.items()})
            return
        accounts = self._accounts
        made: list[int] = []

        def work(_: Job) -> Changes:
            new, changes = accounts.edits.new(values)
            made.append(new)
            return changes

        self._tasks.command(self, work, partial(self._made, values, made), failed=self._refuse)

    def _made(self, values: Mapping[str, str], made: list[int], _: Changes) -> None:
        self.form.begin((), {}, {})
        self.close_form()
        self.said.emit(self.tr("已新建客户“{name}”。").format(name=values.get("name", "").strip()), True)
        self.made.emit(made[0])

    def _refuse(self, problem: Problem) -> None:
        if problem.bug:
            self._tasks.failed.emit(problem)
        else:
            field = getattr(problem.error, "field", "name")
            self.form.refuse({field: problem.text.to(self._language)})

    # --- evidence -------------------------------------------------------------------------------------------

    def _open_figure(self, key: str, place: QRect) -> None:
        shown = self.view.detail
        if shown is not None:
            self.read_evidence(shown.id, key, place)

    def read_evidence(self, account: int, key: str, place: QRect) -> None:
        """Read what a figure of an account rests on, and open it at ``place`` (global)."""
        listing = self._listing
        accounts, period, as_of, language = self._accounts, listing.period, listing.as_of, self._language

        def read() -> FigureView | None:
            return accounts.evidence(account, key, period, as_of, language)

        if self._evidence is None:
            from csmdesk.ui.panes.evidence_at import EvidenceAt

            self._evidence = EvidenceAt(self._theme, self._tasks, self)
            self._evidence.open_asked.connect(self.row_asked)
        self._evidence.ask(read, place)

    @property
    def popover(self) -> EvidencePopover | None:
        """The evidence popover, once it has been opened."""
        return None if self._evidence is None else self._evidence.popover

    # --- state ----------------------------------------------------------------------------------------------

    def save_state(self) -> dict[str, str]:
        """What to remember of the page over restarts."""
        return self._view.save_state() if self._view is not None else self._state

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave, now or when the page is made."""
        self._state = dict(state)
        if self._view is not None:
            self._view.restore_state(self._state)


def _day(typed: str) -> date | None:
    from csmdesk.domain.natural_day import natural_day
    from csmdesk.domain.period import today

    return natural_day(typed, today())
