"""No words on the painted views meet, leave their cell or lose a figure: of few contracts and of many."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.forecast import Forecast
from csmdesk.domain.text import Language
from csmdesk.ui.panes.calendar.heads import ForecastSums, ListHead, PaneHead
from csmdesk.ui.panes.calendar.matrix import RiskMatrix
from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.steps.fields import AmountField
from csmdesk.ui.panes.calendar.year import YearView
from csmdesk.ui.theme import Theme
from tests.ui.calendar.boards import (
    SIZES,
    YEAR,
    Fill,
    Painted,
    by_decision,
    by_month,
    cut_numbers,
    every_month,
    high_month,
    low_month,
    month,
    outside,
    overlapping,
    target,
    too_wide,
    with_monthly,
    year,
)

WIDTHS = {"960": (550, 360), "1440": (816, 430), "least": (440, 340)}
"""Left and right side at 960 × 600 (1440 × 900 at 150 %), at 1440 × 900, and as narrow as can be."""

# Of the offscreen platform, which shows windows nowhere.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|propagateSizeHints)", extend=True)

VIEWS: list[Fill] = [
    year,
    month,
    low_month,
    high_month,
    by_decision,
    by_month,
    every_month,
    with_monthly,
    target,
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("fill", VIEWS)
def test_words_have_their_own_room(painted: Painted, theme: Theme, fill: Fill, size: str, width: str) -> None:
    board = painted(fill, size, WIDTHS[width])
    assert len(board.words) > 5
    assert overlapping(board.words) == []
    cells = [spot.box for spot in board.spots if isinstance(spot.key, Place) and spot.key.kind != "half"]
    assert outside(board, cells) == []
    assert list(cut_numbers(board)) == []
    assert too_wide(board, theme, 1.5) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("fill", [by_decision, by_month, every_month])
def test_the_dots_of_the_matrix_touch_no_words(painted: Painted, fill: Fill, size: str) -> None:
    for width in WIDTHS.values():
        board = painted(fill, size, width)
        assert isinstance(board, RiskMatrix)
        assert board.words
        cells = [(spot, spot.key) for spot in board.spots if isinstance(spot.key, Place)]
        dots = [(spot, board.dot(key)) for spot, key in cells if key.kind == "cell"]
        shown = [(spot, dot) for spot, dot in dots if dot is not None]
        assert shown
        for spot, dot in shown:
            assert QRectF(spot.box).contains(dot)
            assert [word.text for word in board.words if dot.intersects(_ink(word.box))] == []


def _ink(box: QRect) -> QRectF:
    """Digits are lower than their line."""
    return QRectF(box).adjusted(0, 4, 0, -4)


def test_the_marks_of_a_month_and_its_numbers_add_up(painted: Painted) -> None:
    for size in SIZES:
        board = painted(year, size)
        assert isinstance(board, YearView)
        for shown in (each for half in board.halves for each in half.months):
            assert sum(map(sum, shown.tally)) == shown.batch.size
            assert [sum(counts) for counts in shown.tally] == [
                shown.batch.open,
                shown.batch.renewed,
                shown.batch.lost,
            ]


def test_a_crowded_month_says_how_many_there_are_of_each_mark(
    painted: Painted,
) -> None:
    board = painted(year, "thousands")
    december = next(spot for spot in board.spots if spot.key == Place("month", (YEAR, 12)))
    said = [word.text for word in board.words if december.box.contains(word.box)]
    # Of the sample's 21 contracts of December 1, 2 and 6 are open, 12 have been renewed; 28 times.
    assert {"28", "56", "168", "336"} <= set(said)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("fill", VIEWS)
def test_every_view_is_painted_at_150_per_cent(painted: Painted, theme: Theme, fill: Fill, mode: str) -> None:
    theme.set_mode("dark" if mode == "dark" else "light")
    board = painted(fill, "sample", WIDTHS["960"])
    pixels = QSize(round(board.width() * 1.5), round(board.height() * 1.5))
    picture = QImage(pixels, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(1.5)
    picture.fill(theme.colour("surface"))
    board.render(picture, QPoint())
    word = board.words[0]
    drawn = {
        picture.pixelColor(x, y).name()
        for x in range(round(word.box.left() * 1.5), round(word.box.right() * 1.5))
        for y in range(round(word.box.top() * 1.5), round(word.box.bottom() * 1.5))
    }
    assert len(drawn) > 3


# --- heads ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["year", "month"])
@pytest.mark.parametrize("width", [440, 570, 816, 1100])
def test_the_head_cuts_off_no_button(
    qtbot: QtBot, theme: Theme, language: Language, width: int, mode: str
) -> None:
    theme.set_language(language)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(width, 200)
    head = PaneHead(theme, "合同日历" if language == "zh" else "Contract calendar", window)
    month = "2024 年 12 月" if language == "zh" else "Dec 2024"
    head.show_time("2024" if mode == "year" else month, "", "")
    head.resize(width, head.height())
    window.show()
    QApplication.processEvents()
    parts = [head.back, head.time, head.forward, head.views, head.export]
    if not head.legend.isHidden():
        parts.append(head.legend)
    for part in parts:
        assert part.width() >= part.sizeHint().width()
        assert head.rect().contains(part.geometry())
    if not head._title.isHidden():
        parts.append(head._title)
    ordered = sorted((part.geometry() for part in parts), key=lambda box: box.left())
    assert all(one.right() < other.left() for one, other in pairwise(ordered))
    assert head.legend.isHidden() == (width < 800)
    assert head._title.isHidden() <= (width < 500)


@pytest.mark.parametrize("width", [330, 420, 570, 816])
def test_the_sums_over_the_list_leave_its_note_whole(
    qtbot: QtBot, theme: Theme, language: Language, width: int
) -> None:
    theme.set_language(language)
    head = ListHead(theme)
    qtbot.addWidget(head)
    head.resize(width, head.height())
    head.show()
    sums = dict.fromkeys(Forecast, "320,961.8万") | {Forecast.LOST: "0"}
    head.show_place("2024 年到期", "5,988 份，120,345.6万", closes=False)
    head.sums.set_sums(sums, frozenset())
    QApplication.processEvents()
    note = head._note
    assert note.fontMetrics().horizontalAdvance(note.text()) <= note.width()
    if not head.sums.isHidden():
        assert head.rect().contains(head.sums.geometry())
        assert not head.sums.geometry().intersects(note.geometry())
    assert head.sums.isHidden() == (width < 500)


def test_the_sums_become_shorter_before_they_go(qtbot: QtBot, theme: Theme) -> None:
    sums = ForecastSums(theme, "预测")
    qtbot.addWidget(sums)
    sums.set_sums(dict.fromkeys(Forecast, "100.0万") | {Forecast.LOST: "0"}, frozenset())
    texts = []
    for room in (600, 330, 230):
        sums.fit(room)
        assert sums.width() <= room
        texts.append([word.text for word in sums.words])
        assert next(spot.words for spot in sums.spots) == "承诺 100.0万"
    assert texts[0] == ["承诺", "100.0万", "可能", "100.0万", "风险", "100.0万", "已失", "0"]
    assert texts[1] == ["承诺", "100.0万", "可能", "100.0万", "风险", "100.0万"]
    assert texts[2] == ["100.0万"] * 3
    sums.fit(60)
    assert sums.isHidden()


def test_what_was_understood_of_an_amount_gives_way_to_its_name(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = AmountField(theme, "金额（整期）", "zh")
    field.setParent(window)
    field.set_text("24.7万")
    window.show()
    for width, shown in ((220, True), (100, False), (220, True)):
        field.resize(width, field.sizeHint().height())
        QApplication.processEvents()
        assert field._note.isVisible() == shown
        assert field._name.width() >= field._name.sizeHint().width()
    assert field.note == "247,000"
