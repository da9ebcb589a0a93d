"""The tables of the differences: figures that differ, and of one of them rows, parts and places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QRect, Qt
from PySide6.QtGui import QPainter

from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.page import LinePainter
from csmdesk.ui.models.table import Column, RowModel
from csmdesk.ui.panes.review.versions.words import told, why
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.label import underline

if TYPE_CHECKING:
    from csmdesk.reports.figure_changes import FigureChange

translate = QCoreApplication.translate


class DifferenceLine(NamedTuple):
    """A line of one of the tables; ``id`` is its place (from 1), ``size`` how much it explains."""

    id: int
    search: str
    name: str
    account: str
    day: str
    old: str
    new: str
    note: str
    size: Fraction


def figure_lines(changes: Sequence[FigureChange]) -> list[DifferenceLine]:
    """A line for each figure that differs."""
    found = []
    for place, change in enumerate(changes, start=1):
        name, old, new = told(change)
        size = Fraction(len(change.rows))
        found.append(DifferenceLine(place, _search(name), name, "", "", old, new, why(change), size))
    return found


def row_lines(change: FigureChange) -> list[DifferenceLine]:
    """A line for each row behind a figure that was added, removed or changed."""
    return [
        DifferenceLine(
            place,
            _search(row.code, row.account),
            row.code or row.detail or row.kind,
            row.account,
            row.day.isoformat() if row.day else "",
            row.old_words,
            row.new_words,
            row.kind,
            _size(row.old, row.new),
        )
        for place, row in enumerate(change.rows, start=1)
    ]


def place_lines(change: FigureChange) -> list[DifferenceLine]:
    """A line for each place of the old text that says something else now."""
    told_at = [(chip, place) for chip in change.chips for place in chip.places]
    return [
        DifferenceLine(
            number, _search(chip.name), chip.name, "", "", chip.old, chip.new, place.title, Fraction(0)
        )
        for number, (chip, place) in enumerate(told_at, start=1)
    ]


def part_lines(change: FigureChange) -> list[DifferenceLine]:
    """A line for each part of a figure that is another number now."""
    return [
        DifferenceLine(place, _search(p.name), p.name, "", "", p.old, p.new, "", Fraction(0))
        for place, p in enumerate(change.parts, start=1)
    ]


def _search(*words: str) -> str:
    return " ".join(words).casefold()


def _size(old: Any, new: Any) -> Fraction:
    """How much a row adds now more than then: what the largest change is found by."""

    def held(standing: Any) -> Fraction:
        return (
            Fraction(0) if standing is None else (standing.numerator or standing.denominator or Fraction(0))
        )

    return abs(held(new) - held(old))


class Lines(RowModel[DifferenceLine]):
    """Lines under columns of a kind: ``figures``, ``rows``, ``places`` or ``parts``."""

    def __init__(self, kind: str, parent: QObject | None = None) -> None:
        # As they come: in the order of the registry, of the evidence, of the text.
        super().__init__(_columns(kind, "", ""), _read_out, parent)
        self._kind = kind

    def show_lines(self, lines: Sequence[DifferenceLine], then: str, now: str) -> None:
        """Take other lines; ``then`` and ``now`` head the two sides."""
        self._reset(rows=lines, columns=_columns(self._kind, then, now))


def _columns(kind: str, then: str, now: str) -> tuple[Column[DifferenceLine], ...]:
    old = _column("old", then, 92, lambda r: r.old, right=True)
    new = _column("new", now, 92, lambda r: r.new, right=True)
    if kind == "figures":
        return (
            _column("name", translate("Versions", "数字"), 168, lambda r: r.name, order=lambda r: r.id),
            old,
            _column("new", now, 92, lambda r: r.new, right=True, figure=True),
            _column(
                "why", translate("Versions", "原因"), 260, lambda r: r.note, order=lambda r: -r.size, rank=1
            ),
        )
    if kind == "rows":
        return (
            _column("name", translate("Versions", "行"), 108, lambda r: r.name, order=lambda r: r.id),
            _column("account", translate("Versions", "客户"), 108, lambda r: r.account, rank=1),
            _column("day", translate("Versions", "日期"), 88, lambda r: r.day, right=True, rank=2),
            _column("old", then, 150, lambda r: r.old, right=True),
            _column("new", now, 150, lambda r: r.new, right=True),
        )
    if kind == "places":
        return (
            _column(
                "name", translate("Versions", "正文里的数字"), 168, lambda r: r.name, order=lambda r: r.id
            ),
            old,
            new,
            _column("chapter", translate("Versions", "所在章"), 168, lambda r: r.note, rank=1),
        )
    return (
        _column("name", translate("Versions", "分项"), 168, lambda r: r.name, order=lambda r: r.id),
        old,
        new,
    )


def _column(
    key: str,
    head: str,
    width: int,
    words: Callable[[DifferenceLine], str],
    *,
    order: Callable[[DifferenceLine], Any] | None = None,
    right: bool = False,
    figure: bool = False,
    rank: int = 0,
) -> Column[DifferenceLine]:
    return Column(key, head, width, words, order or words, right=right, figure=figure, rank=rank, tip=words)


def _read_out(row: DifferenceLine) -> str:
    parts = (row.name, row.account, row.day, f"{row.old} → {row.new}", row.note)
    return "  ".join(part for part in parts if part)


class DifferencePainter(LinePainter):
    """A ``RowPainter``: the name in bold, what it was in grey, what it is now as the figure that opens."""

    def __init__(self, theme: Theme, model: Lines) -> None:
        super().__init__(theme)
        self._model = model

    def paint(
        self, painter: QPainter, row: DifferenceLine, y: int, cells: list[Cell], lit: bool, hot: int
    ) -> None:
        """Draw one row."""
        theme, base = self._theme, y + self._base
        for column, x, width in cells:
            spec = self._model.columns[column]
            bold = spec.key == "name"
            metrics = theme.metrics(bold=bold)
            text = metrics.elidedText(spec.words(row), _ELIDE, width - (0 if spec.right else 4))
            painter.setFont(theme.font(bold=bold))
            painter.setPen(theme.colour(_ROLES.get(spec.key, "t2")))
            left = x + width - metrics.horizontalAdvance(text) if spec.right else x
            painter.drawText(left, base, text)
            if spec.figure and lit:
                underline(painter, theme, left, base + 3, x + width - left, solid=column == hot)

    def figure(self, row: DifferenceLine, cell: Cell) -> QRect | None:
        """Where the value of now stands, which opens its evidence."""
        spec = self._model.columns[cell.column]
        if not spec.figure:
            return None
        metrics = self._theme.metrics()
        width = min(metrics.horizontalAdvance(spec.words(row)), cell.width)
        return QRect(cell.x + cell.width - width, self._top, width, metrics.height())


_ELIDE = Qt.TextElideMode.ElideRight
_ROLES = {"name": "t1", "account": "t1", "new": "t1"}
