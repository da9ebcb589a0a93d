"""What the tests of the painted views stand on: the sample's contracts, as often as needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF

from csmdesk.domain.calendar_cells import By, matrix
from csmdesk.domain.text import Language
from csmdesk.services.contract_calendar import CalendarData, ContractCalendar
from csmdesk.storage.book import Book
from csmdesk.ui.panes.board import Board
from csmdesk.ui.panes.calendar.index import CalendarIndex, at_risk
from csmdesk.ui.panes.calendar.matrix import MatrixShown, RiskMatrix, columns_of
from csmdesk.ui.panes.calendar.month import HEAD, LEAST_WEEK, MOST_WEEK, MonthView
from csmdesk.ui.panes.calendar.path_bar import PathBar, TargetShown
from csmdesk.ui.panes.calendar.row_words import CalendarWords
from csmdesk.ui.panes.calendar.rows import FORECASTS, calendar_rows
from csmdesk.ui.panes.calendar.year import YearView
from csmdesk.ui.panes.calendar.year_shown import HALVES, HalfShown, YearFigures, year_shown
from csmdesk.ui.panes.lettering import Word
from csmdesk.ui.theme import Theme

PERIOD, YEAR = "2024H1", 2024
Fill = Callable[[CalendarWords, Theme, "Held", tuple[int, int]], Board]
Painted = Callable[..., Board]

SIZES = {"sample": 1, "thousands": 28, "fifty thousand": 234}
"""How often the 214 contracts of the sample are taken: some 6,000 are those of 2,000 accounts."""


@dataclass
class Held:
    """The contracts with everything that the views are filled from, without words."""

    data: CalendarData
    index: CalendarIndex
    figures: YearFigures
    matrices: dict[By, MatrixShown]


def hold(book: Book, times: int) -> Held:
    """The contracts of a book, each so many times under other numbers."""
    calendar = ContractCalendar(book)
    data = _repeated(calendar.data(PERIOD, None), times)
    index = CalendarIndex(data, calendar_rows(data, {}), 1)
    halves = [calendar.half(PERIOD, None, YEAR, half) for half in HALVES]
    halves = [
        half._replace(
            size=half.size * times,
            value=half.value * times,
            early=half.early * times,
            early_amount=half.early_amount * times,
        )
        for half in halves
    ]
    target = calendar.year_target(PERIOD, None, YEAR)
    target = target._replace(
        target=None if target.target is None else target.target * times, received=target.received * times
    )
    figures = YearFigures((halves[0], halves[1]), target)
    return Held(data, index, figures, {by: _laid_out(index, by) for by in ("decision", "month")})


def _repeated(data: CalendarData, times: int) -> CalendarData:
    step = max(row.id for row in data.rows) + 1
    rows = tuple(row._replace(id=row.id + step * turn) for turn in range(times) for row in data.rows)
    units = {key + step * turn: value for turn in range(times) for key, value in data.units.items()}
    return data._replace(rows=rows, units=units)


def _laid_out(index: CalendarIndex, by: By) -> MatrixShown:
    rows = at_risk(index.held(YEAR), index.closing)
    found = matrix(rows, by, index.closing)
    order = tuple(range(len(found.columns)))
    columns = order if by == "decision" else columns_of(found, order)
    values = {row.id: row.annual or Fraction(0) for row in rows if row.monthly}
    lost = frozenset(row.id for row in rows if row.outcome == "lost")
    monthly = sum((values[key] for key in found.monthly), Fraction(0))
    return MatrixShown(found, columns, monthly, lost)


def words_of(held: Held, theme: Theme, language: Language) -> CalendarWords:
    """The words for these contracts."""
    words = CalendarWords(theme, language)
    words.set_data(held.data)
    return words


def halves_of(held: Held, words: CalendarWords) -> list[HalfShown]:
    """Two years as the year view shows them."""
    return [
        half
        for year in (YEAR, YEAR + 1)
        for half in year_shown(year, held.index, words, held.figures if year == YEAR else None)
    ]


def target_of(held: Held, where: str) -> TargetShown:
    """The year's target as the bar below the list shows it."""
    july = held.index.month(YEAR, 7).rows
    hoped = dict.fromkeys(FORECASTS, Fraction(0))
    for row in july:
        if row.open:
            hoped[row.source.forecast] += row.source.annual or 0
    target = held.figures.target
    return TargetShown(YEAR, target.target, target.received, hoped, where)


# --- the views --------------------------------------------------------------------------------------------


def year(words: CalendarWords, theme: Theme, held: Held, width: tuple[int, int]) -> Board:
    """The year and the next."""
    made = YearView(theme, words, "年历")
    made.resize(width[0], 100)
    made.set_halves(halves_of(held, words))
    made.resize(width[0], made.height())
    return made


def month(words: CalendarWords, theme: Theme, held: Held, width: tuple[int, int], week: int = 72) -> Board:
    """July, weeks of the usual height."""
    made = MonthView(theme, words, "月历")
    made.set_month(YEAR, 7, held.index.days(YEAR, 7))
    made.resize(width[0], HEAD + made.weeks * week)
    return made


def low_month(words: CalendarWords, theme: Theme, held: Held, width: tuple[int, int]) -> Board:
    """July, weeks as low as can be."""
    return month(words, theme, held, width, LEAST_WEEK)


def high_month(words: CalendarWords, theme: Theme, held: Held, width: tuple[int, int]) -> Board:
    """July, weeks as high as can be."""
    return month(words, theme, held, width, MOST_WEEK)


def by_decision(words: CalendarWords, theme: Theme, held: Held, width: tuple[int, int]) -> Board:
    """The risk matrix by decision."""
    made = RiskMatrix(theme, words, "风险矩阵")
    made.set_matrix(held.matrices["decision"])
    made.resize(width[1], made.height())
    return made


def by_month(words: CalendarWords, theme: Theme, held: Held, width: tuple[int, int]) -> Board:
    """The risk matrix by month of end."""
    made = RiskMatrix(theme, words, "风险矩阵")
    made.set_matrix(held.matrices["month"])
    made.resize(width[1], made.height())
    return made


def every_month(words: CalendarWords, theme: Theme, held: Held, width: tuple[int, int]) -> Board:
    """All twelve months, as in January."""
    made = RiskMatrix(theme, words, "风险矩阵")
    made.set_matrix(held.matrices["month"]._replace(columns=tuple(range(12))))
    made.resize(width[1], made.height())
    return made


def with_monthly(words: CalendarWords, theme: Theme, held: Held, width: tuple[int, int]) -> Board:
    """The risk matrix over a line of monthly contracts."""
    shown = held.matrices["decision"]
    ids = shown.matrix.cells[1][1].ids
    monthly = shown._replace(
        matrix=shown.matrix._replace(monthly=ids), monthly_value=Fraction(123456789, 100)
    )
    made = RiskMatrix(theme, words, "风险矩阵")
    made.set_matrix(monthly)
    made.resize(width[1], made.height())
    return made


def target(words: CalendarWords, theme: Theme, held: Held, width: tuple[int, int]) -> Board:
    """The bar of the year's target."""
    made = PathBar(theme, words, "全年续费目标")
    made.set_target(target_of(held, "7 月" if words.language == "zh" else "Jul"))
    made.resize(width[0], made.height())
    return made


# --- what is asked of every painted view ------------------------------------------------------------------


def overlapping(words: Sequence[Word]) -> list[tuple[str, str]]:
    """The pairs of words that lie over each other."""
    return [
        (one.text, other.text)
        for place, one in enumerate(words)
        for other in words[place + 1 :]
        if one.box.intersects(other.box)
    ]


def outside(board: Board, within: Sequence[QRect] = ()) -> list[str]:
    """The words that stand out of the board, or of the box of ``within`` in which they begin."""
    found = []
    for word in board.words:
        boxes = [box for box in within if box.contains(word.box.topLeft())] or [board.rect()]
        if not all(box.contains(word.box) for box in boxes):
            found.append(word.text)
    return found


def too_wide(board: Board, theme: Theme, ratio: float) -> list[str]:
    """The words that are wider than their boxes on a screen of that ratio, where fonts are larger."""
    return [word.text for word in board.words if _widths(word, theme, ratio) > word.box.width() + 1]


def _widths(word: Word, theme: Theme, ratio: float) -> float:
    font = theme.font(word.scale, bold=word.bold)
    larger = type(font)(font)
    larger.setPixelSize(round(font.pixelSize() * ratio))
    return QFontMetricsF(larger).horizontalAdvance(word.text) * font.pixelSize() / larger.pixelSize()


def cut_numbers(board: Board) -> Iterator[str]:
    """The words with a figure that were cut off."""
    for word in board.words:
        if "…" in word.text and any(sign.isdigit() for sign in word.text):
            yield word.text
