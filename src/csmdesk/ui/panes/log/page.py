"""One kind of records: fast line, filter, chips and list at the left, one record beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.bulk_bar import BulkAct, BulkBar
from csmdesk.ui.panes.log.beside import FOCUS, Beside
from csmdesk.ui.panes.log.chips import RecordChips
from csmdesk.ui.panes.log.fast_line import FastLine
from csmdesk.ui.panes.log.heading import Heading
from csmdesk.ui.panes.log.listing import Listing
from csmdesk.ui.panes.log.painter import RecordPainter
from csmdesk.ui.panes.log.paste import RecordPaste
from csmdesk.ui.panes.log.record_acts import RecordActs
from csmdesk.ui.panes.log.rows import RecordRow
from csmdesk.ui.panes.log.source import LogTools
from csmdesk.ui.panes.log.sums import Sums
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.field import FilterField
from csmdesk.ui.widgets.split import Split

if TYPE_CHECKING:
    from csmdesk.services.log.kind import LogKind

_FIELD = 190
_LEAST_LEFT, _LEAST_RIGHT = 380, 320
_RIGHT, _SHARE = 440, 0.4
LETTERS = frozenset({"N"})
"""Letters that act on the list instead of going to its filter."""


class KindPage(QWidget):
    """The list and the record of one kind.

    ``span_chosen`` is another choice between the window's period and all records, ``open_asked(kind, id)``
    what another pane, or another kind, shows, ``shown(id)`` a record gone into.
    """

    said = Signal(str, bool)
    open_asked = Signal(str, int)
    span_chosen = Signal(str)
    moved = Signal()

    def __init__(self, tools: LogTools, kind: LogKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.kind = kind
        theme, language = tools.theme, tools.language
        self._sought = 0
        self._everywhere = False
        self._aside = 0
        """A record that is shown beside the list, though the list leaves it out."""
        self.listing = Listing(tools, kind, self)
        self.model = self.listing.model
        name, one = kind.name.to(language), kind.one.to(language)
        self.heading = Heading(theme, name, one)
        self.line = FastLine(tools, kind)
        self.field = FilterField(theme, self.tr("筛选：文字、拼音、首字母"), "/")
        self.view = RowView(theme, self.model, RecordPainter(theme, self.model.columns, kind.fields))
        self.view.setAccessibleName(name)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.set_action_keys(LETTERS)
        by_key = {field.key: field.name.to(language) for field in kind.fields}
        facets = [(key, self.listing.places[key], by_key[key]) for key in kind.facets]
        self.chips = RecordChips(theme, facets, self._all_rows, self._terms, self)
        self.paste = RecordPaste(tools, self.listing, self.view)
        self.acts = RecordActs(self, tools)
        self.bar = BulkBar(theme, self._bulk_acts(), self.tr("所选记录"))
        self.sums = Sums(theme)
        self.beside = Beside(tools, kind)
        self._no_hit = EmptyState(theme, self.tr("没有符合的记录。"), "", self.tr("清除筛选"), "Esc", top=24)
        self._none = EmptyState(theme, "", "", self.tr("写一行"), "N", top=24)
        self._none_here = EmptyState(theme, "", "", self.tr("看全部"), "Alt A", top=24)
        self._lay_out()
        # The list is painted first: what is read of a record does not hold up the next step in the list.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show_chosen)
        self._connect()

    # --- layout ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.field.setFixedWidth(_FIELD)
        bar = QHBoxLayout()
        bar.setContentsMargins(INSET - 1, 2, INSET - 8, 6)
        bar.setSpacing(6)
        bar.addWidget(self.field)
        bar.addWidget(self.chips.bar, 1)
        place = QWidget()
        self._pages = QStackedLayout(place)
        for part in (self.view, self._no_hit, self._none, self._none_here):
            self._pages.addWidget(part)
        left = QWidget()
        left.setMinimumWidth(_LEAST_LEFT)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.line)
        column.addLayout(bar)
        column.addWidget(place, 1)
        column.addWidget(self.sums)
        column.addWidget(self.bar)
        self.bar.hide()
        self.beside.setMinimumWidth(_LEAST_RIGHT)
        self.split = Split(self._tools.theme)
        self.split.addWidget(left)
        self.split.addWidget(self.beside)
        self.split.share(1, _SHARE, _LEAST_RIGHT, _RIGHT)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    def _connect(self) -> None:
        view = self.view
        view.current_changed.connect(self._step_on)
        view.opened.connect(self._enter_record)
        view.typed.connect(self.field.type_on)
        view.left_up.connect(self.to_filter)
        view.edit_asked.connect(self.acts.edit)
        view.edited.connect(self.acts.write)
        view.pasted.connect(self.paste.onto)
        view.customContextMenuRequested.connect(self._open_menu)
        view.head_menu_asked.connect(self.acts.open_columns)
        view.selection_changed.connect(self._show_selection)
        self.model.shown_changed.connect(self._count_shown)
        self.listing.came.connect(self._came)
        self.field.filtered.connect(self.model.filter)
        self.field.escaped.connect(self.to_list)
        self.field.entered.connect(self.to_list)
        self.chips.changed.connect(self.narrow)
        self.heading.span.chosen.connect(self.span_chosen)
        self.heading.columns.clicked.connect(self.acts.open_columns)
        self.heading.new.clicked.connect(self.new)
        self.line.added.connect(self._added_line)
        self.line.fill_asked.connect(self._fill)
        self.line.left.connect(self.to_list)
        self.line.table_pasted.connect(self.paste.as_new)
        self.bar.asked.connect(self._bulk)
        self.bar.cleared.connect(self._select_one)
        self.beside.added.connect(self.seek)
        self.beside.left.connect(self.to_list)
        self.beside.open_asked.connect(self.open_asked)
        self._no_hit.acted.connect(self.clear_filter)
        self._none.acted.connect(self.to_line)
        self._none_here.acted.connect(partial(self.span_chosen.emit, "all"))
        self.split.splitterMoved.connect(self.moved)
        for part in (self.paste, self.beside, self.acts):
            part.said.connect(self.said)

    # --- what is read ---------------------------------------------------------------------------------------

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; '' when everything can."""
        why = self._tools.source.read_only()
        return "" if why is None else why.to(self._tools.language)

    def set_period(self, period: str | None, as_of: date | None) -> None:
        """Show the records of a period, or (None) of all time."""
        self.heading.span.set_key("all" if period is None else "period")
        self.listing.set_period(period, as_of)
        why = self.read_only
        self.line.set_why_not(why)
        self.heading.new.set_why_not(why)
        self.beside.set_read_only(why)
        self.bar.set_why_not(["remove"], why)

    def refresh(self, changes: Changes) -> None:
        """Show what has changed in the book."""
        self.listing.refresh(changes)
        self.beside.refresh(changes)

    def _came(self) -> None:
        data = self.listing.data
        assert data is not None
        self.sums.show_sums(data.sums if data.rows else ())
        if self.chips.chosen:
            self.model.set_accept(self.chips.accept())
        if self._sought and self.model.row_of(self._sought) is None and self._seek_everywhere():
            return
        sought, self._sought, self._everywhere = self._sought, 0, False
        if sought and self.model.row_of(sought) is not None:
            if self.model.position_of(sought) < 0:
                self.clear_filter(focus=False)
            self.view.set_key(sought)
            self._aside = 0
        else:
            if self.model.position_of(self.view.key) < 0 and self.model.shown_count:
                self.view.select_first()
            # Of another time than the list: it is seen beside it all the same.
            self._aside = sought or self._aside
            if sought and self.listing.period is None:
                self.said.emit(self.tr("这条记录已不在客户书里。"), False)
                self._aside = 0
        self._count_shown()
        if self._aside:
            self._soon.stop()
            self.beside.show_record(self._aside, self.listing.day)
        else:
            self._show_current(self.view.key)

    def _step_on(self, _key: int) -> None:
        self._soon.start()

    def _show_chosen(self) -> None:
        self._show_current(self.view.key)

    def _show_current(self, key: int) -> None:
        self._soon.stop()
        self._aside = 0
        if self.beside.asks_new and self.beside.drafts():
            return
        row = self.model.row_of(key)
        self.beside.show_record(key if row is not None else 0, self.listing.day)

    def _count_shown(self) -> None:
        model, data = self.model, self.listing.data
        self.heading.show_count(model.shown_count, model.total, filtered=model.filtered)
        page: QWidget = self.view
        if data is not None and not model.shown_count:
            one = self.kind.one.to(self._tools.language)
            name = self.kind.name.to(self._tools.language).lower()
            example = self.kind.example.to(self._tools.language)
            if model.total:
                page = self._no_hit
            elif data.total:
                title = self.tr("这段时间没有{one}。").format(one=one, name=name)
                self._none_here.set_words(title)
                page = self._none_here
            else:
                title = self.tr("还没有{one}。").format(one=one, name=name)
                words = self.tr("按 N 写一行记{one}：{example}；也可以从 Excel 复制后按 Ctrl+Shift+V 粘贴。")
                self._none.set_words(title, words.format(one=one, example=example))
                page = self._none
        if page is not self.view and self.view.hasFocus():
            # The list goes out of sight: what can be done next is to write something down.
            self.line.setFocus(FOCUS)
        self._pages.setCurrentWidget(page)
        self._show_selection()

    # --- filter ---------------------------------------------------------------------------------------------

    def _all_rows(self) -> Sequence[RecordRow]:
        return self.model.rows

    def _terms(self) -> list[str]:
        return self.field.text.casefold().split()

    def narrow(self) -> None:
        """Show the rows that the chips leave."""
        self.model.set_accept(self.chips.accept())

    @property
    def filtered(self) -> bool:
        """True while the filter or a chip leaves records out."""
        return bool(self.field.text.strip()) or bool(self.chips.chosen)

    def clear_filter(self, _checked: bool = False, *, focus: bool = True) -> None:
        """Show all records of the period again."""
        self.field.set_text("")
        self.chips.set_chosen({})
        self.narrow()
        if focus:
            self.to_list()

    # --- focus ----------------------------------------------------------------------------------------------

    def to_filter(self) -> None:
        """Go to the filter."""
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.edit.selectAll()

    def to_list(self) -> None:
        """Go to the list; where it shows nothing, to the fast line."""
        if self.model.shown_count or self.listing.data is None:
            if self.model.shown_count and self.model.position_of(self.view.key) < 0:
                self.view.select_first()
            self.view.setFocus(FOCUS)
        else:
            self.line.setFocus(FOCUS)

    def to_line(self) -> None:
        """Go to the fast line."""
        self.line.enter()

    def _enter_record(self, key: int) -> None:
        self.beside.show_record(key, self.listing.day)
        self.beside.enter()

    def stops(self) -> list[QWidget]:
        """Where F6 puts the focus."""
        shown: list[QWidget] = [self.line, self.view if self.model.shown_count else self.field]
        first = next(iter(self.beside.form.form.fields.values()), None)
        return [*shown, first] if first is not None and first.isVisible() else shown

    # --- acts -----------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Show the form of a new record."""
        self._fill({})

    def _fill(self, values: Mapping[str, str]) -> None:
        if self.read_only:
            self.said.emit(self.read_only, False)
            return
        self.beside.new(values)

    def _added_line(self, key: int, words: str) -> None:
        self.seek(key)
        self.said.emit(self.tr("已记：{words}").format(words=words), True)

    def seek(self, key: int) -> None:
        """Make a record the current one, as soon as the list has it."""
        if self.model.position_of(key) >= 0:
            self.view.set_key(key)
            self._show_current(key)
        else:
            self._sought = key
            self.listing.read()

    def open(self, key: int) -> None:
        """Bring a record to the front, also where the period or a filter leaves it out."""
        self._everywhere = True
        if self.listing.data is None:
            # It is being read; what comes may have it or not.
            self._sought = key
        elif self.model.row_of(key) is None:
            self._sought = key
            self._seek_everywhere()
        else:
            if self.model.position_of(key) < 0:
                self.clear_filter()
            self.seek(key)

    def _seek_everywhere(self) -> bool:
        """Look for the record among those of all time; False when that is where it has been looked for."""
        if not self._everywhere or self.listing.period is None:
            return False
        self._everywhere = False
        self.span_chosen.emit("all")
        return True

    def _bulk_acts(self) -> list[BulkAct]:
        several = [act for act in self.kind.acts if act.several and not act.fields]
        return [
            *(BulkAct(f"act.{act.key}", act.name.to(self._tools.language)) for act in several),
            BulkAct("copy", self.tr("复制")),
            BulkAct("export", self.tr("导出")),
            BulkAct("remove", self.tr("删除")),
        ]

    def _bulk(self, key: str, _place: QPoint) -> None:
        action = next((a for a in self.acts.actions() if a.key == f"log.{key}"), None)
        if action is not None and not action.why_not:
            action.run()

    def _select_one(self) -> None:
        self.view.select_one()
        self.view.setFocus(FOCUS)

    def _show_selection(self) -> None:
        rows = self.acts.rows()
        if len(rows) > 1:
            self.bar.show_selection(self.tr("已选 {count}").format(count=f"{len(rows):,}"))
        self.bar.setVisible(len(rows) > 1)

    def _open_menu(self, place: QPoint) -> None:
        self.acts.open_menu(self.view.viewport().mapToGlobal(place))

    def settle(self) -> None:
        """Save what is being typed."""
        self.beside.settle()
