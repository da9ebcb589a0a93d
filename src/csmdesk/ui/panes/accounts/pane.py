"""The accounts pane: filter, list, and one account in full."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.services.accounts import AccountName, Accounts, Lines
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes import Pane
from csmdesk.ui.panes.accounts.heading import Heading
from csmdesk.ui.panes.accounts.painter import AccountPainter
from csmdesk.ui.panes.accounts.rows import AccountRow, AccountWords, account_columns, account_rows
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.field import FilterField
from csmdesk.ui.widgets.split import Split

# The page of one account and the evidence are imported when they are first needed, which is after the first
# paint: loading them before it would cost a tenth of the start.
if TYPE_CHECKING:
    from csmdesk.services.account_view import AccountDetail
    from csmdesk.services.evidence import FigureView
    from csmdesk.ui.panes.accounts.detail import AccountView
    from csmdesk.ui.widgets.empty_state import EmptyState
    from csmdesk.ui.widgets.evidence import EvidencePopover

_DETAIL: dict[Language, int] = {"zh": 543, "en": 500}
_LEAST_DETAIL, _DETAIL_SHARE = 400, 0.435
"""The width of the account beside the list, until the user moves the line; English needs more of the list."""

_FIRST_PAGE = 80
"""So many rows are written beside the window's thread, so that the page that is seen paints at once."""

_DECISION = 5
"""The column that orders the list at first: what has to be decided next stands at the top."""

_NOT_SHOWN = frozenset(
    {"reviews", "review_texts", "review_versions", "review_figures", "mappings", "targets"}
)
"""Tables whose changes leave this pane as it is."""


class AccountsPane(Pane):
    """Names are read at once, with one statement; figures are counted beside and fill in."""

    icon_name = "accounts"

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        accounts: Accounts,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._accounts = accounts
        self._language: Language = language
        self._period = ""
        self._as_of: date | None = None
        self._names: list[AccountName] = []
        self._lines: Lines | None = None
        self._units: list[int] = []
        self._popover: EvidencePopover | None = None
        self._place = QRect()
        self._own_sizes = False
        words = self._words = AccountWords(theme, language)
        self.model: RowModel[AccountRow] = RowModel(
            account_columns(words), words.read_out, self, same=AccountRow.same
        )
        self.model.sort(_DECISION)
        self.field = FilterField(theme, self.tr("名称、拼音、首字母、编号"), "/")
        self.view = RowView(theme, self.model, AccountPainter(theme, words))
        self.view.setAccessibleName(self.tr("客户"))
        self.heading = Heading(theme, self.title, self._sum_words)
        self._detail: AccountView | None = None
        self._none: EmptyState | None = None
        self._no_hit: EmptyState | None = None
        self._lay_out()
        self._connect()

    @property
    def title(self) -> str:
        return self.tr("客户")

    # --- layout ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(INSET - 1, 2, INSET - 1, 6)
        self.field.setFixedWidth(250)
        bar.addWidget(self.field)
        bar.addStretch(1)
        self._list_place = QWidget()
        self._pages = QStackedLayout(self._list_place)
        self._pages.addWidget(self.view)
        left = QWidget()
        left.setMinimumWidth(420)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addLayout(bar)
        column.addWidget(self._list_place, 1)
        self.split = Split(self._theme)
        self.split.addWidget(left)
        self._detail_place = QWidget()
        self._detail_place.setMinimumWidth(360)
        self.split.addWidget(self._detail_place)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.split.splitterMoved.connect(self._moved)
        self._whole = QStackedLayout(self)
        self._whole.addWidget(self.split)

    @property
    def detail(self) -> AccountView:
        """The page of one account, made when it is first needed."""
        if self._detail is None:
            from csmdesk.ui.panes.accounts.detail import AccountView

            self._detail = AccountView(self._theme)
            self._detail.figure_opened.connect(self._open_figure)
            place = QVBoxLayout(self._detail_place)
            place.setContentsMargins(0, 0, 0, 0)
            place.addWidget(self._detail)
        return self._detail

    def _show_whole(self, empty: bool) -> None:
        """Show list and account, or the words for a book without accounts."""
        if empty and self._none is None:
            from csmdesk.ui.widgets.empty_state import EmptyState

            words = self.tr("导入客户表以后，客户会列在这里。")
            self._none = EmptyState(self._theme, self.tr("还没有客户。"), words, self.tr("导入文件夹…"))
            self._none.acted.connect(self.import_asked)
            self._whole.addWidget(self._none)
        self._whole.setCurrentWidget(self._none if empty and self._none else self.split)

    def _show_list(self, no_hit: bool) -> None:
        """Show the list, or the words for a filter without a hit."""
        if no_hit and self._no_hit is None:
            from csmdesk.ui.widgets.empty_state import EmptyState

            words, action = self.tr("没有符合的客户。"), self.tr("清除筛选")
            self._no_hit = EmptyState(self._theme, words, "", action, "Esc", top=24)
            self._no_hit.acted.connect(self._clear_filter)
            self._pages.addWidget(self._no_hit)
        self._pages.setCurrentWidget(self._no_hit if no_hit and self._no_hit else self.view)

    def _moved(self) -> None:
        self._own_sizes = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._own_sizes:
            width = self.width()
            most = _DETAIL[self._language]
            detail = max(_LEAST_DETAIL, min(most, round(width * _DETAIL_SHARE)))
            self.split.setSizes([width - detail, detail])

    def _connect(self) -> None:
        self.field.filtered.connect(self.model.filter)
        self.field.escaped.connect(self._to_list)
        self.field.entered.connect(self._enter_list)
        self.model.shown_changed.connect(self._count_shown)
        self.view.current_changed.connect(self._show_account)
        self.view.opened.connect(self._open_account)
        self.view.typed.connect(self.field.type_on)
        self.view.left_up.connect(self._to_filter)
        self.view.figure_opened.connect(self._open_list_figure)

    # --- the contract of a pane -----------------------------------------------------------------------------

    def first_look(self) -> None:
        # One statement and no library: the first paint has the names.
        self._take_names(self._accounts.names())

    def set_period(self, period: str, as_of: date | None) -> None:
        self._period, self._as_of = period, as_of
        self._count_figures()

    def refresh(self, changes: Changes) -> None:
        if set(changes.ids) | changes.whole <= _NOT_SHOWN:
            return
        self._accounts.forget()
        if self._period:
            self._count_figures(names=True)

    def stops(self) -> list[QWidget]:
        return [self.view, self.detail] if self._detail is not None else [self.view]

    def save_state(self) -> dict[str, str]:
        column, descending = self.model.sorted_by
        return {
            "sort": f"{self.model.columns[column].key} {'down' if descending else 'up'}",
            "sizes": self.split.sizes_text if self._own_sizes else "",
            "account": str(self.view.key),
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        key, _, way = state.get("sort", "").partition(" ")
        for column, spec in enumerate(self.model.columns):
            if spec.key == key:
                self.view.sort_by(column, way == "down")
        self._own_sizes = self.split.set_sizes_text(state.get("sizes", ""))
        account = state.get("account", "")
        if account.isdecimal():
            self.view.set_key(int(account))

    # --- reading --------------------------------------------------------------------------------------------

    def _take_names(self, names: list[AccountName]) -> None:
        self._names = names
        self.model.set_rows(account_rows(names, self._lines))
        self._show_whole(not names)
        self.view.set_key(self.view.key)

    def _count_figures(self, *, names: bool = False) -> None:
        accounts, period, as_of, known = self._accounts, self._period, self._as_of, self._names
        words, order = self._words, self.model.ordering()

        def work(job: Job) -> tuple[list[AccountName], Lines, list[AccountRow]]:
            listed = accounts.names() if names else known
            job.check()
            lines = accounts.lines(period, as_of)
            job.check()
            rows = account_rows(listed, lines)
            for row in order(rows)[:_FIRST_PAGE]:
                words.write(row, lines.closing)
            return listed, lines, rows

        self._tasks.query(self, work, self._take_figures, slot="figures")

    def _take_figures(self, found: tuple[list[AccountName], Lines, list[AccountRow]]) -> None:
        self._names, self._lines, rows = found
        self._words.set_lines(self._lines)
        self._units = [row.units for row in rows]
        self.model.set_rows(rows)
        self._show_whole(not rows)
        if self.model.position_of(self.view.key) < 0:
            if self.model.filtered:
                return
            self.view.select_first()
        else:
            self.view.set_key(self.view.key)
            self._read_detail(self.view.key)

    def _count_shown(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        self._show_list(not shown and total > 0)
        self.heading.show_count(shown, total, filtered=self.model.filtered)

    def _sum_words(self) -> str:
        lines = self._lines
        if lines is None or not self._units or not self.model.rowCount():
            return ""
        from csmdesk.metrics import display

        value = lines.total(self.model.total_of(self._units))
        return f"{self.tr('年化')} {display.money(value, self._language, lines.currency)}"

    # --- the account beside ---------------------------------------------------------------------------------

    def _announce(self, row: AccountRow) -> None:
        labels = (self.tr("年化金额"), self.tr("健康度"), self.tr("下个决策日"), self.tr("最近触达"))
        self.detail.announce(row.name, row.source.code, labels)

    def _show_account(self, key: int) -> None:
        position = self.model.position_of(key)
        if position >= 0 and self._detail is not None:
            self._announce(self.model.row_at(position))
        self._read_detail(key)

    def _read_detail(self, key: int) -> None:
        if not self._period:
            return
        accounts, period, as_of, language = self._accounts, self._period, self._as_of, self._language

        def work(job: Job) -> AccountDetail | None:
            import csmdesk.ui.panes.accounts.detail  # noqa: F401 - loaded here, not in the window's thread

            job.check()
            return accounts.detail(key, period, as_of, language)

        self._tasks.query(self, work, self._take_detail, slot="detail")

    def _take_detail(self, detail: AccountDetail | None) -> None:
        if detail is not None and self._detail is None:
            # The page is made in one turn of the event loop and filled in the next: keys come in between.
            assert self.detail is not None
            QTimer.singleShot(0, self, partial(self._take_detail, detail))
        elif detail is not None:
            self.detail.show_detail(detail)
        elif self._detail is not None:
            self._detail.clear()

    # --- evidence -------------------------------------------------------------------------------------------

    def _open_list_figure(self, account: int, column: str, place: QRect) -> None:
        self._read_evidence(account, column, place)

    def _open_figure(self, key: str, place: QRect) -> None:
        shown = self.detail.detail
        if shown is not None:
            self._read_evidence(shown.id, key, place)

    def _read_evidence(self, account: int, key: str, place: QRect) -> None:
        accounts, period, as_of, language = self._accounts, self._period, self._as_of, self._language
        self._place = place

        def work(job: Job) -> FigureView | None:
            import csmdesk.ui.widgets.evidence  # noqa: F401 - loaded here, not in the window's thread

            job.check()
            return accounts.evidence(account, key, period, as_of, language)

        self._tasks.query(self, work, self._take_evidence, slot="evidence")

    def _take_evidence(self, view: FigureView | None) -> None:
        if view is None or not self.isVisible():
            return
        if self._popover is None:
            from csmdesk.ui.widgets.evidence import EvidencePopover

            self._popover = EvidencePopover(self._theme, self)
        self._popover.open_at(self._place, view)

    @property
    def popover(self) -> EvidencePopover | None:
        """The evidence popover, once it has been opened."""
        return self._popover

    # --- moving ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A list or a button lets "/" pass to here, a field takes it as text.
        if event.text() == "/":
            self._to_filter()
        else:
            super().keyPressEvent(event)

    def _to_filter(self) -> None:
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.edit.selectAll()

    def _to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter_list(self) -> None:
        if self.model.rowCount():
            if self.model.position_of(self.view.key) < 0:
                self.view.select_first()
            self._to_list()

    def _clear_filter(self) -> None:
        self.field.set_text("")
        self._to_list()

    def _open_account(self, key: int) -> None:
        self.detail.setFocus(Qt.FocusReason.TabFocusReason)
        self.detail.focusNextPrevChild(True)
