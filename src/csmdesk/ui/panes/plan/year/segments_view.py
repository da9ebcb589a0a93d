"""The view 分层: the cadence, the renewal start, the QBRs and trainings that a plan is drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.renewal_track import RENEWAL_START_DAYS
from csmdesk.services.settings_segments import Part, SegmentLine
from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.panes.plan.year.cells import CellPainter, Look
from csmdesk.ui.panes.plan.year.edited_list import EditedList, Editing
from csmdesk.ui.panes.plan.year.reading import Reading
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.label import Label

translate = QCoreApplication.translate

_PARTS: dict[str, Part] = {
    "cadence": "cadence_days",
    "start": "renewal_start_days",
    "qbrs": "qbrs",
    "trainings": "trainings",
    "resources": "resources",
}


class SegmentRow(NamedTuple):
    """A segment in the list."""

    id: int
    line: SegmentLine
    search: str


def segment_columns() -> list[Column[SegmentRow]]:
    """The columns from left to right; a number that the book does not say is the default, in grey."""

    def number(key: str, head: str, width: int, own: str, default: str | int) -> Column[SegmentRow]:
        def value(row: SegmentRow) -> int:
            said = getattr(row.line, own)
            if said is not None:
                return int(said)
            return default if isinstance(default, int) else int(getattr(row.line, default))

        return Column(
            key, head, width, lambda row: str(value(row)), value, right=True, edit=_PARTS[key], copy=value
        )

    return [
        Column("name", translate("YearSegments", "分层"), 120, lambda row: row.line.name, lambda row: row.id),
        Column(
            "accounts",
            translate("YearSegments", "客户"),
            64,
            lambda row: f"{row.line.accounts:,}",
            lambda row: row.line.accounts,
            right=True,
            copy=lambda row: row.line.accounts,
        ),
        number("cadence", translate("YearSegments", "触达间隔 天"), 112, "cadence_days", "default_cadence"),
        number(
            "start",
            translate("YearSegments", "续约启动 天"),
            112,
            "renewal_start_days",
            RENEWAL_START_DAYS,
        ),
        number("qbrs", translate("YearSegments", "每年 QBR"), 104, "qbrs", "default_qbrs"),
        number("trainings", translate("YearSegments", "每年培训"), 112, "trainings", "default_trainings"),
        Column(
            "resources",
            translate("YearSegments", "投入的资源"),
            200,
            lambda row: row.line.resources,
            lambda row: row.line.resources or None,
            edit="resources",
            stretch=True,
        ),
    ]


def _look(row: Any, column: str) -> Look:
    if column == "name":
        return Look("t1", bold=True)
    own = {
        "cadence": "cadence_days",
        "start": "renewal_start_days",
        "qbrs": "qbrs",
        "trainings": "trainings",
    }.get(column)
    return Look("t1" if own is not None and getattr(row.line, own) is not None else "t3" if own else "t2")


class SegmentsView(QWidget):
    """Each cell is kept at once; an emptied number is the default again."""

    said = Signal(str, bool)

    def __init__(self, tools: PlanTools, reading: Reading) -> None:
        super().__init__()
        self._tools = tools
        self._reading = reading
        columns = segment_columns()
        self.model: RowModel[SegmentRow] = RowModel(columns, self._spoken, self)
        self.view = RowView(tools.theme, self.model, CellPainter(tools.theme, columns, _look))
        self.view.setAccessibleName(self.tr("分层"))
        self.list = EditedList(
            tools, self.view, self.model, Editing(_typed, self._write, lambda _: (), lambda _r, _f: None)
        )
        note = Label(
            tools.theme,
            self.tr("灰色是默认值。改动马上用于今日的规则和下一次生成；新建、改名、删除分层在设置里。"),
            role="t3",
            scale="small",
        )
        above = QVBoxLayout()
        above.setContentsMargins(INSET, 4, INSET, 8)
        above.addWidget(note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.view, 1)
        reading.counted.connect(self.fill)

    def fill(self) -> None:
        """Show what has been read."""
        self.model.set_rows(
            [SegmentRow(n, line, line.name.casefold()) for n, line in enumerate(self._reading.segments, 1)]
        )

    def _spoken(self, row: SegmentRow) -> str:
        return self.tr("，").join(f"{column.head} {column.words(row)}" for column in self.model.columns)

    def stops(self) -> list[QWidget]:
        """Where F6 puts the focus."""
        return [self.view]

    def _write(self, ids: Sequence[int], field: str, text: str) -> Changes:
        segments, found = self._tools.source.year().segments, Changes()
        for key in ids:
            row = self.model.row_of(key)
            if row is not None:
                part = next(part for part in _PARTS.values() if part == field)
                found = segments.set(row.line.name, part, text)
        return found


def _typed(row: Any, field: str) -> str:
    value = getattr(row.line, field)
    return "" if value is None else str(value)
