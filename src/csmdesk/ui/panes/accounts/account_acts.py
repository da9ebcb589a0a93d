"""What can be done with the accounts that are chosen in the list: one or many, each act one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.services.accounts import Accounts
from csmdesk.ui.panes.accounts.rows import AccountRow
from csmdesk.ui.tasks import Job, Problem, Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from csmdesk.ui.panes.accounts.handover_sheet import HandoverSheet
    from csmdesk.ui.panes.accounts.line_sheet import LineSheet
    from csmdesk.ui.panes.accounts.merge_sheet import MergeSheet
    from csmdesk.ui.widgets.choice_list import ChoicePopup

_OTHER = "\n"
"""No word of the book: the choice that asks for another one."""


class AccountActs(QObject):
    """Runs the acts and says what was done; ``said`` is a sentence and whether to offer to undo.

    ``choices`` gives the words that a field offers.
    """

    said = Signal(str, bool)

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        accounts: Accounts,
        language: Language,
        choices: Callable[[str], Sequence[str]],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._theme = theme
        self._tasks = tasks
        self._accounts = accounts
        self._language: Language = language
        self._choices = choices
        self._host = host
        self._field = ""
        self._rows: list[AccountRow] = []
        self._popup: ChoicePopup | None = None
        self._line: LineSheet | None = None
        self._merge: MergeSheet | None = None
        self._handover: HandoverSheet | None = None

    # --- running --------------------------------------------------------------------------------------------

    def _run(
        self,
        work: Callable[[Job], Changes],
        said: str,
        failed: Callable[[Problem], None] | None = None,
    ) -> None:
        self._tasks.command(self, work, partial(self._done, said), failed=failed)

    def _done(self, said: str, changes: Changes) -> None:
        if self._line is not None:
            self._line.close_sheet()
        if changes.empty:
            self.said.emit(self.tr("没有变化。"), False)
        else:
            self.said.emit(said, True)

    def whom(self, rows: Sequence[AccountRow]) -> str:
        """The account's name, or how many they are."""
        return rows[0].name if len(rows) == 1 else self.tr("%n 个客户", "", len(rows))

    # --- fields ---------------------------------------------------------------------------------------------

    def field_words(self) -> dict[str, str]:
        """The fields that can be given to several accounts at once."""
        return {"segment": self.tr("改分层"), "owner": self.tr("改负责人"), "stage": self.tr("改阶段")}

    def choose(self, field: str, rows: Sequence[AccountRow], place: QPoint) -> None:
        """Offer the words of a field at ``place`` (global); the one that all have is checked."""
        from csmdesk.ui.widgets.chip import Choice
        from csmdesk.ui.widgets.choice_list import ChoicePopup

        if self._popup is None:
            self._popup = ChoicePopup(self._theme, self._host, multi=False)
            self._popup.toggled.connect(self._chosen)
        self._field, self._rows = field, list(rows)
        values = {str(getattr(row.source, field)) for row in rows}
        offered = [Choice(word, word) for word in self._choices(field)]
        offered += [Choice("", self.tr("清空")), Choice(_OTHER, self.tr("其他…"))]
        chosen = frozenset(values) if len(values) == 1 else frozenset()
        self._popup.open_at(place, self.field_words()[field], offered, chosen)

    @property
    def popup(self) -> ChoicePopup | None:
        """The words of a field, once they have been offered."""
        return self._popup

    def _chosen(self, word: str, on: bool) -> None:
        if word == _OTHER:
            if on:
                self._ask_word()
        elif on:
            self.edit(self._rows, self._field, word)

    def edit(self, rows: Sequence[AccountRow], field: str, typed: str) -> None:
        """Give accounts the same word for a field."""
        accounts, ids = self._accounts, [row.id for row in rows]
        said = self.tr("{whom}：{what}“{word}”。").format(
            whom=self.whom(rows), what=self._past(field), word=typed or self.tr("空")
        )
        self._run(lambda _: accounts.edits.edit(ids, field, typed), said, self._refused)

    def _past(self, field: str) -> str:
        words = {
            "segment": self.tr("分层改为"),
            "owner": self.tr("负责人改为"),
            "stage": self.tr("阶段改为"),
        }
        return words[field]

    # --- one line asked for ---------------------------------------------------------------------------------

    def _ask_word(self) -> None:
        words = self.field_words()[self._field]
        title = self.tr("{what}：{whom}").format(what=words, whom=self.whom(self._rows))
        line = self._ask(title, self.tr("改为"))
        line.offer(self._choices(self._field))
        line.ask(self._take_word)

    def _take_word(self, typed: str) -> None:
        self.edit(self._rows, self._field, typed)

    def _ask(self, title: str, name: str) -> LineSheet:
        from csmdesk.ui.panes.accounts.line_sheet import LineSheet

        if self._line is None:
            self._line = LineSheet(self._theme, self._host.window())
            self._line.set_buttons(self.tr("保存"))
        self._line.set_title(title)
        self._line.field.set_name(name)
        return self._line

    @property
    def line(self) -> LineSheet | None:
        """The sheet that asks for one line, once it has."""
        return self._line

    def _refused(self, problem: Problem) -> None:
        if self._line is not None and self._line.isVisible() and not problem.bug:
            self._line.field.set_problem(problem.text.to(self._language))
        else:
            self._tasks.failed.emit(problem)

    # --- in and out -----------------------------------------------------------------------------------------

    def archive(self, rows: Sequence[AccountRow]) -> None:
        """Take accounts out of the list; nothing of them is lost."""
        accounts, ids = self._accounts, [row.id for row in rows]
        said = self.tr("已归档：{whom}。").format(whom=self.whom(rows))
        self._run(lambda _: accounts.edits.archive(ids), said)

    def unarchive(self, rows: Sequence[AccountRow]) -> None:
        """Bring archived accounts back into the list."""
        accounts, ids = self._accounts, [row.id for row in rows]
        said = self.tr("已取消归档：{whom}。").format(whom=self.whom(rows))
        self._run(lambda _: accounts.edits.unarchive(ids), said)

    # --- merging and handing over ---------------------------------------------------------------------------

    def merge(self, rows: Sequence[AccountRow], *, more: int = 0) -> None:
        """Ask which of the accounts stays, and make the others one with it; ``more`` such groups are left."""
        from csmdesk.ui.panes.accounts.merge_sheet import MergeSheet

        if self._merge is None:
            self._merge = MergeSheet(
                self._theme, self._tasks, self._accounts, self._language, self._host.window()
            )
            self._merge.said.connect(self.said)
        self._merge.ask(rows, more=more)

    def find_duplicates(self, row_of: Callable[[int], AccountRow | None]) -> None:
        """Look for accounts that may be one, and ask about the first of them."""
        accounts = self._accounts
        self._tasks.query(
            self,
            lambda _: accounts.moves.duplicates(),
            partial(self._take_duplicates, row_of),
            slot="duplicates",
        )

    def _take_duplicates(
        self, row_of: Callable[[int], AccountRow | None], found: Sequence[tuple[int, ...]]
    ) -> None:
        groups = [[row for row in map(row_of, ids) if row is not None] for ids in found]
        groups = [rows for rows in groups if len(rows) > 1]
        if groups:
            self.merge(groups[0], more=len(groups) - 1)
        else:
            self.said.emit(self.tr("没有看起来重复的客户。"), False)

    @property
    def merge_sheet(self) -> MergeSheet | None:
        """The sheet for merging, once it has been opened."""
        return self._merge

    def hand_over(self, rows: Sequence[AccountRow], period: str, as_of: date | None) -> None:
        """Ask who takes the accounts over, and write a dossier of each."""
        from csmdesk.ui.panes.accounts.handover_sheet import HandoverSheet

        if self._handover is None:
            self._handover = HandoverSheet(
                self._theme, self._tasks, self._accounts, self._language, self._host.window()
            )
            self._handover.said.connect(self.said)
        self._handover.ask(rows, period, as_of)

    @property
    def handover_sheet(self) -> HandoverSheet | None:
        """The sheet for handing over, once it has been opened."""
        return self._handover
