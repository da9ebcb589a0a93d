"""The calendar pane: year, month or list at the left, risk matrix and one contract's track at the right."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.forecast import Forecast
from csmdesk.domain.text import Language
from csmdesk.ui.actions import Action
from csmdesk.ui.panes import Pane
from csmdesk.ui.panes.calendar.left_side import LeftSide
from csmdesk.ui.panes.calendar.pane_source import CalendarSource
from csmdesk.ui.panes.calendar.path_bar import TargetShown
from csmdesk.ui.panes.calendar.places import Place, month_place, place_of, shifted_month
from csmdesk.ui.panes.calendar.priority import (
    ORDERS,
    grouping_names,
    grouping_of,
    order_names,
    order_of,
)
from csmdesk.ui.panes.calendar.reading import Reading
from csmdesk.ui.panes.calendar.right_side import WIDTH, RightSide
from csmdesk.ui.panes.calendar.rows import FORECASTS, CalendarRow
from csmdesk.ui.panes.calendar.year_shown import Piece, contracts, month_name, year_shown
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.split import Split

if TYPE_CHECKING:
    from csmdesk.domain.calendar_cells import By
    from csmdesk.services.evidence import FigureView
    from csmdesk.ui.panes.calendar.export import CalendarExport
    from csmdesk.ui.panes.calendar.path_panel import PathPanel
    from csmdesk.ui.panes.calendar.track import TrackPanel
    from csmdesk.ui.widgets.empty_state import EmptyState
    from csmdesk.ui.widgets.evidence import EvidencePopover
    from csmdesk.ui.widgets.menu import Menu

_MODES = ("year", "month", "list")
_FORECAST_KEYS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2, Qt.Key.Key_4: 3}


class CalendarPane(Pane):
    """One filter and one current contract for all views; ``Reading`` keeps what is shown true."""

    icon_name = "calendar"

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        source: CalendarSource,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._source = source
        self._language: Language = language
        self._year = self._month = 0
        self._place: Place | None = None
        self._cell: Place | None = None
        self._by: By = "decision"
        self._grouping = ""
        self._wanted = 0
        self._figure_place = QRect()
        self._popover: EvidencePopover | None = None
        self._track: TrackPanel | None = None
        self._path: PathPanel | None = None
        self._export: CalendarExport | None = None
        self.reading = Reading(theme, tasks, source, language, self)
        self.left = LeftSide(theme, self.reading, self.title)
        self.right = RightSide(theme, self.reading.words)
        self.split = Split(theme)
        self.split.addWidget(self.left)
        self.split.addWidget(self.right)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.split.setSizes([900, WIDTH])
        self._none: EmptyState | None = None
        self._whole = QStackedLayout(self)
        self._whole.addWidget(self.split)
        self.reading.model.set_sort(ORDERS["decision"])
        self._connect()
        for number, mode in enumerate(_MODES, start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.show_mode, mode))

    @property
    def title(self) -> str:
        return self.tr("合同日历")

    def _connect(self) -> None:
        reading, left, right = self.reading, self.left, self.right
        reading.counted.connect(self._counted)
        reading.replaced.connect(self._replaced)
        reading.year_counted.connect(self._fill_year)
        reading.laid_out.connect(self._show_matrix)
        left.field.filtered.connect(self._narrow)
        left.chips.changed.connect(self._narrow)
        left.year.picked.connect(self._pick)
        left.month.picked.connect(self._pick)
        left.year.marked.connect(self._choose)
        left.month.marked.connect(self._choose)
        left.head.stepped.connect(self.step)
        left.head.view_chosen.connect(self.show_mode)
        left.head.export.clicked.connect(self._export_menu)
        left.span.chosen.connect(self._choose_span)
        left.list_head.left.connect(self.leave_cell)
        left.list_head.sums.picked.connect(self._pick_forecast)
        left.target.picked.connect(self._pick_target)
        left.order.clicked.connect(self._order_menu)
        left.group.clicked.connect(self._group_menu)
        left.view.current_changed.connect(self._show_contract)
        left.view.opened.connect(self._enter_track)
        left.view.left_up.connect(left.to_board)
        left.view.figure_opened.connect(self._open_contract_figure)
        left.view.customContextMenuRequested.connect(self._row_menu)
        left.view.set_action_keys(frozenset("1234[]"))
        reading.model.shown_changed.connect(self._show_list_head)
        right.matrix.picked.connect(self._pick)
        right.head.by_asked.connect(self._switch_by)
        right.head.rule_asked.connect(self._show_rule)

    # --- the contract of a pane -----------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        self.reading.set_period(period, as_of)

    def refresh(self, changes: Changes) -> None:
        self.reading.refresh(changes)
        if self._track is not None:
            self._track.refresh()
        if self._path is not None and self._path.isVisible():
            self._path.refresh()

    def settle(self) -> None:
        if self._track is not None:
            self._track.settle()
        if self._source.read_only() is None:
            self._source.keep(self._narrowing())

    def stops(self) -> list[QWidget]:
        board = self.left.board
        places: list[QWidget | None] = [board, self.left.view, self.right.matrix, self._track]
        return [place for place in places if place is not None and place.isVisible()] or [self.left.view]

    def save_state(self) -> dict[str, str]:
        model = self.reading.model
        state = {
            "mode": self.left.head.views.key,
            "year": str(self._year or ""),
            "month": str(self._month or ""),
            "place": self._place.text if self._place is not None else "",
            "by": self._by,
            "grouping": self._grouping,
            "sort": json.dumps(model.sort_keys),
            "contract": str(self.left.view.key),
            "sizes": self.split.sizes_text,
        }
        return state | (self._track.save_state() if self._track is not None else {})

    def restore_state(self, state: Mapping[str, str]) -> None:
        self._year = _number(state.get("year", ""))
        self._month = _number(state.get("month", ""))
        self._place = place_of(state.get("place", ""))
        if self._place is not None and self._place.kind == "cell":
            self._place = None
        self._by = "month" if state.get("by") == "month" else "decision"
        self._grouping = state.get("grouping", "")
        try:
            keys = tuple((str(key), bool(down)) for key, down in json.loads(state.get("sort", "[]")))
        except (ValueError, TypeError):
            keys = ()
        if keys:
            self.reading.model.set_sort(keys)
        self._wanted = _number(state.get("contract", ""))
        self.split.set_sizes_text(state.get("sizes", ""))
        mode = state.get("mode", "")
        self.left.show_mode(mode if mode in _MODES else "year")
        self._restore_narrowing()

    def _narrowing(self) -> str:
        chips = {key: sorted(values) for key, values in self.left.chips.chosen.items()}
        return json.dumps({"filter": self.left.field.text, "chips": chips}, ensure_ascii=False)

    def _restore_narrowing(self) -> None:
        try:
            held = json.loads(self._source.kept() or "{}")
            self.left.field.set_text(str(held.get("filter", "")))
            self.left.chips.set_chosen(dict(held.get("chips", {})))
        except (ValueError, TypeError, AttributeError):
            return

    def open(self, kind: str, key: int) -> bool:
        if kind != "contract":
            return False
        self._wanted = key
        self._go_to_wanted()
        return True

    # --- what is shown --------------------------------------------------------------------------------------

    def _counted(self) -> None:
        index = self.reading.index
        assert index is not None
        self._show_whole(not index.rows)
        self.left.add_chips()
        if not self._year:
            self._year = index.year_of(index.closing)
        if not self._month:
            self._month = index.closing.month
        self._track_panel()
        index.narrow(self.left.chips.passes())
        if self._place is None:
            self._place = self._first_place()
        self._show_all()
        self._go_to_wanted()

    def _show_whole(self, empty: bool) -> None:
        """Show the calendar, or the words for a book without contracts."""
        if empty and self._none is None:
            from csmdesk.ui.widgets.empty_state import EmptyState

            words = self.tr("导入合同表以后，每一份续约都会排在这里。")
            self._none = EmptyState(self._theme, self.tr("还没有合同。"), words, self.tr("导入文件夹…"))
            self._none.acted.connect(self.import_asked)
            self._whole.addWidget(self._none)
        self._whole.setCurrentWidget(self._none if empty and self._none is not None else self.split)

    def _first_place(self) -> Place:
        """The month of the next decision that is open, else the month of the closing day."""
        index = self.reading.index
        assert index is not None
        waiting = [row for row in index.rows if row.open and row.source.end >= index.closing]
        day = min((row.source.end for row in waiting), default=index.closing)
        return month_place(day.year, day.month)

    def _show_all(self) -> None:
        self._show_time()
        self._fill_years()
        self._fill_month()
        self._fill_list()
        self.reading.lay_out(self._by, self._year if self._by == "month" else None)
        self.right.head.show_by(self.right.by_words(self._by, self._year if self._by == "month" else None))

    def _show_time(self) -> None:
        head, words = self.left.head, self.reading.words
        if head.views.key == "month":
            (before, after) = (shifted_month(self._year_of_month, self._month, by) for by in (-1, 1))
            said = [f"{year} {month_name(month, words)}" for year, month in (before, after)]
            head.show_time(f"{self._year_of_month} {month_name(self._month, words)}", *said)
        else:
            head.show_time(str(self._year), str(self._year - 1), str(self._year + 1))

    @property
    def _year_of_month(self) -> int:
        """The calendar year of the month that is shown: that of the fiscal year which holds it."""
        index = self.reading.index
        if index is None:
            return self._year
        return next((year for year, month in index.months(self._year) if month == self._month), self._year)

    def _fill_years(self) -> None:
        index, words = self.reading.index, self.reading.words
        if index is None:
            return
        years = (self._year, self._year + 1)
        halves = [
            half for year in years for half in year_shown(year, index, words, self.reading.figures(year))
        ]
        self.left.year.set_halves(halves)
        self.left.year.set_chosen(self._place)
        self.left.share_height()
        self._fill_target()

    def _fill_year(self, year: int) -> None:
        if year in (self._year, self._year + 1):
            self._fill_years()

    def _fill_month(self) -> None:
        index = self.reading.index
        if index is not None:
            year = self._year_of_month
            self.left.month.set_month(year, self._month, index.days(year, self._month))
            self.left.month.set_chosen(self._place)
            self.left.share_height()

    def _fill_target(self) -> None:
        figures, index = self.reading.figures(self._year), self.reading.index
        if figures is None or index is None:
            return
        shown = self.reading.model.shown
        hoped = {
            category: self.reading.words.total(
                sum(row.units for row in shown if row.open and row.source.forecast is category)
            )
            for category in FORECASTS
        }
        target = figures.target
        where = self._place_words(self._place)[0] if self._place is not None else ""
        self.left.target.set_target(TargetShown(self._year, target.target, target.received, hoped, where))

    # --- the list -------------------------------------------------------------------------------------------

    def _rows(self) -> Sequence[CalendarRow]:
        index = self.reading.index
        if index is None:
            return ()
        if self._cell is not None:
            cell = self.right.matrix.cell(self._cell) if self._cell.kind == "cell" else None
            if cell is not None:
                return [index.by_id[key] for key in (*cell.ids, *cell.done) if key in index.by_id]
            return index.passing(index.rows_at(self._cell))
        return index.passing(index.rows_at(self._place)) if self._place is not None else ()

    def _fill_list(self) -> None:
        model, words = self.reading.model, self.reading.words
        model.set_grouping(grouping_of(self._grouping, words.money, self._language))
        model.set_rows(list(self._rows()))
        self.left.order.setText(order_names().get(order_of(model.sort_keys), self.tr("排序")))
        self.left.group.setText(grouping_names()[self._grouping] if self._grouping else self.tr("分组"))
        self._show_list_head()
        view = self.left.view
        if model.position_of(view.key) < 0 and model.shown_count:
            view.select_first()
        elif not model.shown_count and self._track is not None:
            self._track.show_none()

    def _show_list_head(self) -> None:
        rows, words = self.reading.model.shown, self.reading.words
        place = self._cell or self._place
        if self.reading.index is None or place is None:
            return
        title, _ = self._place_words(place)
        note = words.joined([contracts(len(rows)), words.money(sum(row.units for row in rows))])
        self.left.list_head.show_place(title, note, closes=self._cell is not None)
        sums = {
            category: words.money(
                sum(row.units for row in rows if row.open and row.source.forecast is category)
            )
            for category in FORECASTS
        }
        self.left.list_head.sums.set_sums(sums, self.left.chips.chosen.get("forecast", frozenset()))
        self.left.show_hits()

    def _place_words(self, place: Place) -> tuple[str, str]:
        """What the list shows, as its title, and nothing more."""
        words, numbers = self.reading.words, place.numbers
        if place.kind == "month":
            said = f"{numbers[0]} {month_name(numbers[1], words)}"
            return self.tr("{month} 到期").format(month=said), ""
        if place.kind == "half":
            half = self.tr("上半年") if numbers[1] == 1 else self.tr("下半年")
            return self.tr("{year} {half}到期").format(year=numbers[0], half=half), ""
        if place.kind == "day":
            return self.tr("{day} 到期或决策").format(day=place.day.isoformat()), ""
        if place.kind == "cell":
            return self.right.matrix.title(place), ""
        if place.kind == "monthly":
            return self.tr("按月合同"), ""
        if place.kind == "year":
            return self.tr("{year} 年到期").format(year=numbers[0]), ""
        if place.kind == "years":
            return self.tr("{year}–{next} 年到期").format(year=numbers[0], next=numbers[0] + 1), ""
        return self.tr("全部合同"), ""

    def _replaced(self, _ids: object) -> None:
        self._fill_years()
        self._fill_month()
        self._fill_list()

    def _narrow(self, *_: object) -> None:
        index = self.reading.index
        if index is not None:
            index.narrow(self.left.chips.passes())
            self._show_all()

    # --- going about ----------------------------------------------------------------------------------------

    def show_mode(self, mode: str) -> None:
        """Show the year, the month or the list."""
        self.left.show_mode(mode)
        if mode == "list" and (self._place is None or self._place.kind not in ("year", "years", "all")):
            self._place, self._cell = Place("year", (self._year,)), None
            self.left.span.set_key("year")
        elif mode == "year" and (self._place is None or self._place.kind in ("year", "years", "all", "day")):
            self._place = self._first_place() if self.reading.index is not None else None
        elif mode == "month":
            if self._place is not None and self._place.kind == "month":
                self._year, self._month = self._place.numbers
            self._place = month_place(self._year_of_month, self._month)
        if self.reading.index is not None:
            self._show_all()

    def step(self, by: int) -> None:
        """Go to the year or month before (-1) or after (1)."""
        if self.reading.index is None:
            return
        if self.left.head.views.key == "month":
            year, self._month = shifted_month(self._year_of_month, self._month, by)
            self._year = self.reading.index.year_of(date(year, self._month, 1))
            self._place = month_place(year, self._month)
        else:
            self._year += by
            if self._place is not None and self._place.kind in ("year", "years"):
                self._place = Place(self._place.kind, (self._year,))
            elif self._place is not None and self._place.kind == "month":
                self._place = month_place(self._place.numbers[0] + by, self._place.numbers[1])
        self._show_all()

    def _pick(self, key: object) -> None:
        if isinstance(key, Piece):
            if key.metric:
                self._figure_place = self._board_place()
                self._read_metric(key.metric, key.span)
        elif isinstance(key, Place):
            if key.kind in ("cell", "monthly"):
                self._cell = None if key == self._cell else key
            else:
                self._place, self._cell = key, None
            self.left.year.set_chosen(self._place)
            self.left.month.set_chosen(self._place)
            self.right.matrix.set_chosen(self._cell)
            self._fill_list()
            self._fill_target()

    def leave_cell(self) -> None:
        """Show what was listed before a cell of the matrix was chosen."""
        self._cell = None
        self.right.matrix.set_chosen(None)
        self._fill_list()

    def _choose_span(self, kind: str) -> None:
        spans = {"year": Place("year", (self._year,)), "years": Place("years", (self._year,))}
        self._place, self._cell = spans.get(kind, Place("all")), None
        self._fill_list()

    def _choose(self, contract: int) -> None:
        self.left.view.set_key(contract)
        self._show_contract(contract)

    def _go_to_wanted(self) -> None:
        index = self.reading.index
        wanted, row = self._wanted, None
        if index is not None and wanted:
            row, self._wanted = index.by_id.get(wanted), 0
        if row is None:
            return
        if self.reading.model.position_of(wanted) < 0:
            end = row.source.end
            self._place, self._cell = month_place(end.year, end.month), None
            year = index.year_of(end) if index is not None else end.year
            if self.left.head.views.key == "list":
                self._place = Place("year", (year,))
            if year not in (self._year, self._year + 1):
                self._year = year
            self._show_all()
        self._choose(wanted)

    # --- the right side -------------------------------------------------------------------------------------

    def _track_panel(self) -> None:
        if self._track is None:
            from csmdesk.ui.panes.calendar.track import TrackPanel

            track = TrackPanel(self._theme, self._tasks, self._source.track(), self._language)
            track.said.connect(self.said)
            track.open_asked.connect(self._open_asked)
            track.figure_opened.connect(self._open_track_figure)
            self.right.set_track(track)
            self._track = track

    def _show_contract(self, contract: int) -> None:
        reading = self.reading
        if self._track is not None and contract and reading.period:
            self.close_path()
            self._track.show_contract(contract, reading.period, reading.as_of)
        self.left.year.set_contract(contract)
        self.left.month.set_contract(contract)
        self.right.matrix.set_contract(contract)

    def _enter_track(self, _contract: int) -> None:
        if self._track is not None:
            self._track.enter()

    def _open_asked(self, kind: str, key: int) -> None:
        if kind == "contract":
            self.open(kind, key)
        else:
            self.open_asked.emit(kind, key)

    def _show_matrix(self) -> None:
        if self.reading.matrix is not None:
            self.right.show_matrix(self.reading.matrix)
            self.right.matrix.set_contract(self.left.view.key)
            if self._cell is not None:
                self._fill_list()

    def _switch_by(self) -> None:
        self._by = "decision" if self._by == "month" else "month"
        self._cell = None
        self._show_all()

    def open_path(self) -> None:
        """Show the way to the year's target in the place of the contract's track."""
        self._track_panel()
        if self._path is None:
            from csmdesk.ui.panes.calendar.path_panel import PathPanel

            self._path = PathPanel(self._theme, self._tasks, self._source.track(), self._language)
            self._path.said.connect(self.said)
            self._path.open_asked.connect(self._open_asked)
            self._path.closed.connect(self.close_path)
            self.right.add(self._path)
        assert self._track is not None
        self._track.hide()
        self._path.show()
        self._path.show_path(self.reading.period, self.reading.as_of, self._year)
        self._path.enter()

    def close_path(self) -> None:
        """Show the contract's track again."""
        if self._path is not None and self._path.isVisible():
            self._path.hide()
            if self._track is not None:
                self._track.show()

    def _pick_target(self, key: object) -> None:
        if isinstance(key, Piece):
            self.open_path()
        elif isinstance(key, Forecast):
            self._pick_forecast(key)

    def _pick_forecast(self, category: object) -> None:
        if isinstance(category, Forecast):
            self.left.chips.choose_only("forecast", category.value)

    # --- evidence -------------------------------------------------------------------------------------------

    def _board_place(self) -> QRect:
        board = self.left.board or self.left.view
        return QRect(board.mapToGlobal(QPoint(24, 32)), board.mapToGlobal(QPoint(224, 52)))

    def _show_rule(self, place: QRect) -> None:
        self._figure_place = place
        self._show_evidence(self.right.rule())

    def _open_contract_figure(self, contract: int, column: str, place: QRect) -> None:
        self._read_evidence(contract, column, place)

    def _open_track_figure(self, key: str, place: QRect) -> None:
        self._read_evidence(self.left.view.key, key, place)

    def _read_evidence(self, contract: int, key: str, place: QRect) -> None:
        self._figure_place = place
        reading, source, language = self.reading, self._source, self._language
        period, as_of = reading.period, reading.as_of

        def work(_: Job) -> FigureView | None:
            return source.track().calendar.evidence(contract, key, period, as_of, language)

        self._tasks.query(self, work, self._show_evidence, slot="evidence")

    def _read_metric(self, metric: str, span: str) -> None:
        source, as_of = self._source, self.reading.as_of
        self._tasks.query(
            self, lambda _: source.figure(metric, span, as_of), self._show_evidence, slot="evidence"
        )

    def _show_evidence(self, view: FigureView | None) -> None:
        if view is None or not self.isVisible():
            return
        if self._popover is None:
            from csmdesk.ui.widgets.evidence import EvidencePopover

            self._popover = EvidencePopover(self._theme, self)
        self._popover.open_at(self._figure_place, view)

    # --- what can be done -----------------------------------------------------------------------------------

    def actions(self) -> list[Action]:  # type: ignore[override]
        found = [
            Action("view_year", self.tr("年历"), partial(self.show_mode, "year"), "Alt+1", "calendar"),
            Action("view_month", self.tr("月历"), partial(self.show_mode, "month"), "Alt+2", "calendar"),
            Action("view_list", self.tr("合同列表"), partial(self.show_mode, "list"), "Alt+3", "cols"),
            Action("earlier", self.tr("上一年或上一月"), partial(self.step, -1), "[", "left"),
            Action("later", self.tr("下一年或下一月"), partial(self.step, 1), "]", "right"),
            Action("path", self.tr("达标路径"), self.open_path, "", "plan"),
            Action("export_ics", self.tr("导出日历文件…"), self._write_calendar, "", "export"),
            Action("export_table", self.tr("导出表格…"), self._write_table, "", "export"),
        ]
        return found + (self._track.actions() if self._track is not None else [])

    def set_forecast(self, category: Forecast) -> None:
        """Say how sure the renewals of the chosen contracts are."""
        why = self._source.read_only()
        index = self.reading.index
        if why is not None:
            self.said.emit(why.to(self._language), False)
            return
        if index is None:
            return
        ids = [key for key in self.left.view.selected_keys if key in index.by_id and index.by_id[key].open]
        if not ids:
            return
        source = self._source
        self.reading.forecast(ids, category)

        def work(_: Job) -> Changes:
            return source.track().renewals.set_forecast(ids, category)

        self._tasks.command(self, work, partial(self._forecast_set, len(ids)))

    def _forecast_set(self, count: int, changes: Changes) -> None:
        if not changes.empty:
            self.said.emit(self.tr("已改 %n 份合同的预测", "", count), True)

    # --- menus ----------------------------------------------------------------------------------------------

    def _menu(self) -> Menu:
        from csmdesk.ui.widgets.menu import Menu

        menu = Menu(self._theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _order_menu(self) -> None:
        menu = self._menu()
        current = order_of(self.reading.model.sort_keys)
        for key, words in order_names().items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key == current)
            action.triggered.connect(partial(self.order_by, key))
        menu.popup(self.left.order.mapToGlobal(QPoint(0, self.left.order.height())))

    def order_by(self, key: str, _checked: bool = False) -> None:
        """Order the list by one of the named orders."""
        self.reading.model.set_sort(ORDERS[key])
        self._fill_list()

    def _group_menu(self) -> None:
        menu = self._menu()
        for key, words in grouping_names().items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key == self._grouping)
            action.triggered.connect(partial(self.group_by, key))
        menu.popup(self.left.group.mapToGlobal(QPoint(0, self.left.group.height())))

    def group_by(self, key: str, _checked: bool = False) -> None:
        """Group the list; '' is no grouping."""
        self._grouping = key
        self._fill_list()

    def _row_menu(self, place: QPoint) -> None:
        if self._track is None:
            return
        menu = self._menu()
        for each in self._track.actions():
            action = menu.addAction(each.text)
            action.setEnabled(not each.why_not)
            action.setToolTip(each.why_not)
            action.triggered.connect(each.run)
        menu.popup(self.left.view.viewport().mapToGlobal(place))

    def _export_menu(self) -> None:
        menu = self._menu()
        for words, run in (
            (self.tr("导出日历文件…"), self._write_calendar),
            (self.tr("随客户书更新的日历文件…"), self._subscribe),
            (self.tr("不再更新日历文件"), self._exporter.unsubscribe),
            (self.tr("导出表格…"), self._write_table),
        ):
            menu.addAction(words).triggered.connect(run)
        menu.popup(self.left.head.export.mapToGlobal(QPoint(0, self.left.head.export.height())))

    @property
    def _exporter(self) -> CalendarExport:
        if self._export is None:
            from csmdesk.ui.panes.calendar.export import CalendarExport

            self._export = CalendarExport(self._tasks, self._source, self._language, self)
            self._export.said.connect(self.said)
        return self._export

    def _write_calendar(self) -> None:
        self._exporter.write_calendar(self.title, self.reading.period, self.reading.as_of)

    def _subscribe(self) -> None:
        self._exporter.subscribe(self.title, self.reading.period, self.reading.as_of)

    def _write_table(self) -> None:
        columns = [column for column in self.reading.model.columns if not column.extra]
        self._exporter.write_table(self.title, columns, self.reading.model.shown)

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.text() == "/":
            self.left.to_filter()
        elif event.text() in ("[", "]"):
            self.step(-1 if event.text() == "[" else 1)
        elif key in _FORECAST_KEYS and not event.modifiers():
            self.set_forecast(FORECASTS[_FORECAST_KEYS[key]])
        elif key == Qt.Key.Key_Escape and self._path is not None and self._path.isVisible():
            self.close_path()
        elif key == Qt.Key.Key_Escape and self._cell is not None:
            self.leave_cell()
        else:
            super().keyPressEvent(event)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
