"""Writing metrics to files: the list and the values of a trend as tables, a chart as a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QBuffer, QIODevice, QObject, QPoint, QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from csmdesk.ui.save_file import SavePlace
from csmdesk.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    import pandas
    from PySide6.QtWidgets import QWidget

    from csmdesk.domain.text import Language
    from csmdesk.reports.table_file import Sheet, Value
    from csmdesk.services.measure_view import Asked
    from csmdesk.ui.panes.plan.source import PlanTools
    from csmdesk.ui.theme import Theme

_SHARP = 2
"""A picture has so many pixels for each of the screen's."""


class MeasureExport(QObject):
    """Asks where to, and writes. ``said`` is a sentence and no offer to undo."""

    said = Signal(str, bool)

    def __init__(self, tasks: Tasks, host: QWidget) -> None:
        super().__init__(host)
        self._tasks = tasks
        self._host = host
        self.place = SavePlace()

    def write_table(
        self,
        name: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[object]],
        numbers: Sequence[str] = (),
    ) -> None:
        """Ask for a place and write a table there; nothing happens when none is given."""
        path = self.place.choose(self._host, self.tr("导出表格"), name, [".xlsx", ".csv"])
        if path is None:
            return

        def work(_: Job) -> None:
            from csmdesk.reports.table_file import write_table

            table = [[cast("Value", cell) for cell in row] for row in rows]
            write_table(path, name, heads, table, numbers)

        self._write(path, work)

    def write_measures(
        self, name: str, tools: PlanTools, asked: Asked, periods: Sequence[str], keys: Sequence[str] = ()
    ) -> None:
        """Ask for a place and write metrics over periods there: ``keys``, or every one where it is empty.

        A workbook has a row for each metric and period in its first sheet and a column for each period in its
        second; .csv has the first alone. Without periods those that are usually compared are written.
        """
        path = self.place.choose(self._host, self.tr("导出表格"), name, [".xlsx", ".csv"])
        if path is None:
            return
        titles = self.tr("指标明细"), self.tr("按期间")

        def work(job: Job) -> None:
            from csmdesk.reports.table_file import write_sheets
            from csmdesk.services.measure_tables import long_table

            measures = tools.source.measures()
            table = long_table(measures, asked, periods or measures.periods(asked), keys, job.check)
            write_sheets(path, sheets_of(table, titles, asked.language))

        self._write(path, work)

    def write_chart(self, name: str, chart: QWidget, theme: Theme) -> None:
        """Ask for a place and draw ``chart`` there, as it is seen now: .png or .svg."""
        path = self.place.choose(self._host, self.tr("导出图表"), name, [".png", ".svg"])
        if path is None:
            return
        # Widgets are drawn in the window's thread, the file is written beside it.
        made = svg_of(chart, name) if path.suffix.lower() == ".svg" else png_of(chart, theme)

        def work(_: Job) -> None:
            from csmdesk.reports.place import write_at

            write_at(path, lambda: made)

        self._write(path, work)

    def _write(self, path: Path, work: Callable[[Job], None]) -> None:
        self._tasks.query(self, work, partial(self._written, path), name=self.tr("导出"))

    def _written(self, path: Path, _: None) -> None:
        self.said.emit(self.tr("已导出：{path}").format(path=path), False)


def sheets_of(table: pandas.DataFrame, titles: tuple[str, str], language: Language) -> list[Sheet]:
    """A long table of metrics, and the same with a column a period, as sheets."""
    from csmdesk.reports.table_file import EACH_ROW, Sheet
    from csmdesk.services.measure_tables import MEASURED, NAMED, cells, formats, heads, wide_table

    made = []
    for title, one in zip(titles, (table, wide_table(table)), strict=True):
        numbers = [
            EACH_ROW if column in MEASURED or column in set(table["period"]) else "" for column in one.columns
        ]
        rows = cast("list[list[Value]]", cells(one))
        made.append(Sheet(title, heads(one, language), rows, numbers, formats(one), len(NAMED)))
    return made


def png_of(chart: QWidget, theme: Theme) -> bytes:
    """A widget as a PNG, twice as sharp as on a plain screen."""
    image = QImage(chart.size() * _SHARP, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(_SHARP)
    image.fill(theme.colour("surface"))
    chart.render(image)
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")  # type: ignore[call-overload]
    return bytes(held.data().data())


def svg_of(chart: QWidget, title: str) -> bytes:
    """A widget as an SVG: lines stay lines, words stay words."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    size = chart.size()
    generator = QSvgGenerator()
    generator.setOutputDevice(held)
    generator.setTitle(title)
    generator.setSize(QSize(size))
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    painter = QPainter(generator)
    chart.render(painter, QPoint())
    painter.end()
    return bytes(held.data().data())
