"""Tabs, segments, painted lists and buttons by keyboard, and the ring that shows where one is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.check import Check
from csmdesk.ui.widgets.figure_card import FigureCard
from csmdesk.ui.widgets.focus_frame import FocusFrame
from csmdesk.ui.widgets.label import FigureLabel
from csmdesk.ui.widgets.segmented import Segmented
from csmdesk.ui.widgets.split import Split
from csmdesk.ui.widgets.tabs import Tab, Tabs
from csmdesk.ui.widgets.timeline import Moment, Timeline

# Of the offscreen platform, which shows windows nowhere.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)

Show = Callable[..., QWidget]
TABS = [
    Tab("overview", "概览"),
    Tab("contracts", "合同", 6),
    Tab("usage", "使用", 0),
    Tab("touches", "触达", 13),
]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Shows widgets below each other in a window with room around them, the last one without the focus."""
    windows: list[QWidget] = []

    def shown(*widgets: QWidget, width: int = 500) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(width, 200)
        column = QVBoxLayout(window)
        column.setContentsMargins(24, 24, 24, 24)
        for widget in widgets:
            column.addWidget(widget)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        # A window that is opened gives the focus to its first widget, without a ring.
        window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        window.setFocus()
        return window

    return shown


def tab_in(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.TabFocusReason)


def test_arrows_home_and_end_move_between_tabs(theme: Theme, show: Show) -> None:
    tabs = Tabs(theme, "客户")
    tabs.set_tabs(TABS)
    show(tabs)
    tab_in(tabs)
    told: list[str] = []
    tabs.changed.connect(told.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home):
        QTest.keyClick(tabs, key)
    assert told == ["contracts", "touches", "overview"], "the ends are ends, and no change tells nothing"
    tabs.step(-1)
    assert tabs.current == "touches", "Ctrl+Tab goes round"
    assert tabs.accessibleName() == "客户 触达 13"


def test_tabs_keep_the_current_one_when_their_counts_change(theme: Theme, show: Show) -> None:
    tabs = Tabs(theme)
    tabs.set_tabs(TABS)
    show(tabs)
    told: list[str] = []
    tabs.changed.connect(told.append)
    tabs.set_current("usage")
    tabs.set_tabs([Tab("usage", "使用", 9), *TABS[:2]])
    assert tabs.current == "usage"
    tabs.set_tabs(TABS[:2])
    assert tabs.current == "overview"
    tabs.set_current("nothing")
    assert tabs.current == "overview"
    assert told == []


def test_tabs_that_do_not_fit_scroll_to_the_current_one(theme: Theme, show: Show) -> None:
    tabs = Tabs(theme)
    tabs.set_tabs([Tab(str(n), f"标签 {n}", n) for n in range(12)])
    tabs.setFixedWidth(300)
    show(tabs)
    tab_in(tabs)
    for n in (0, 5, 11, 3):
        tabs.set_current(str(n))
        box = tabs.tab_box(str(n))
        assert box.left() >= 0
        assert box.right() < 300
    tabs.set_current("0")
    right = QPoint(295, 18)
    for _ in range(3):
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=right)
    assert int(tabs.current) > 3, "the arrow at the edge leads to the next one beyond it"


def test_a_click_picks_a_tab(theme: Theme, show: Show) -> None:
    tabs = Tabs(theme)
    tabs.set_tabs(TABS)
    show(tabs)
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tab_box("usage").center())
    assert tabs.current == "usage"


def test_segments_move_by_arrows_and_say_their_choice(theme: Theme, show: Show) -> None:
    parts = Segmented(theme, [("y", "年"), ("m", "月"), ("l", "列表")], "视图")
    show(parts)
    tab_in(parts)
    told: list[str] = []
    parts.chosen.connect(told.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(parts, key)
    assert told == ["m", "l", "m", "y"]
    assert parts.accessibleName() == "视图：年"


def timeline(theme: Theme) -> Timeline:
    made = Timeline(theme)
    made.set_items(
        [
            Moment("06-30", "war", "开作战室", month="2024年6月", key=7),
            Moment("06-20", "touch", "拜访", "CIO 换人", key="touch-3"),
            Moment("05-01", "ticket", "工单关闭", month="2024年5月"),
        ]
    )
    return made


def test_the_timeline_is_as_high_as_its_rows_and_heads(theme: Theme) -> None:
    made = timeline(theme)
    plain = Timeline(theme)
    plain.set_items([Moment("06-30", "war", "开作战室")] * 3)
    assert plain.height() == 3 * Timeline.row_height
    assert made.height() > plain.height()
    assert [made.index_at(made.row_box(i).center().y()) for i in range(3)] == [0, 1, 2]
    assert made.index_at(made.height() + 5) == -1


def test_rows_of_the_timeline_open_by_key_and_by_click(theme: Theme, show: Show) -> None:
    made = timeline(theme)
    made.setAccessibleName("时间线")
    show(made)
    tab_in(made)
    opened: list[object] = []
    made.opened.connect(opened.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_End, Qt.Key.Key_Return):
        QTest.keyClick(made, key)
    assert opened == [7, "touch-3"], "a row without a key opens nothing"
    assert made.accessibleName() == "时间线  2024年5月  05-01  工单关闭"
    head, row = made.row_box(0).topLeft() + QPoint(40, 6), made.row_box(0).bottomLeft() + QPoint(40, -6)
    for place in (head, row):
        QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=place)
    assert opened[2:] == [7], "the head of a month is no row"


def test_a_figure_card_opens_its_evidence_beside_the_figure(theme: Theme, show: Show, qtbot: QtBot) -> None:
    card = FigureCard(theme)
    show(card)
    card.set_figure("health", "健康度", "59.7", "红 自去年 12 月", "red")
    card.setFocus()
    with qtbot.waitSignal(card.opened, timeout=0) as told:
        QTest.keyClick(card.figure, Qt.Key.Key_Return)
    assert told.args is not None
    key, place = told.args
    assert key == "health"
    assert place.topLeft() == card.figure.mapToGlobal(QPoint(0, 0))
    assert card.figure.accessibleName() == "健康度 59.7 红 自去年 12 月"
    card.set_figure("health", "健康度", "—", "未评", openable=False)
    with qtbot.assertNotEmitted(card.opened):
        QTest.keyClick(card.figure, Qt.Key.Key_Return)


def test_a_button_that_cannot_be_pressed_says_why(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "冻结")
    qtbot.addWidget(button)
    button.setToolTip("冻结这一版 F")
    for reason in ("还有 4 项待看", "还有 3 项待看"):
        button.set_why_not(reason)
        assert (button.isEnabled(), button.toolTip(), button.accessibleDescription()) == (
            False,
            reason,
            reason,
        )
    button.set_why_not("")
    assert (button.isEnabled(), button.toolTip(), button.accessibleDescription()) == (
        True,
        "冻结这一版 F",
        "",
    )


@pytest.mark.parametrize(
    ("reason", "seen"),
    [
        (Qt.FocusReason.TabFocusReason, True),
        (Qt.FocusReason.ShortcutFocusReason, True),
        (Qt.FocusReason.OtherFocusReason, True),
        (Qt.FocusReason.MouseFocusReason, False),
    ],
)
def test_the_ring_is_for_the_keyboard(theme: Theme, show: Show, reason: Qt.FocusReason, seen: bool) -> None:
    button, other = Button(theme, "打开"), Button(theme, "关闭")
    show(other, button)
    button.setFocus(reason)
    assert button.ring is seen
    other.setFocus(Qt.FocusReason.TabFocusReason)
    assert not button.ring


def test_the_ring_is_as_it_was_when_a_menu_closes(theme: Theme, show: Show) -> None:
    button, check = Button(theme, "打开"), Check(theme, "记住")
    show(button, check)
    for widget, reason, seen in (
        (button, Qt.FocusReason.TabFocusReason, True),
        (check, Qt.FocusReason.MouseFocusReason, False),
    ):
        widget.setFocus(reason)
        for back in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            QApplication.sendEvent(widget, QFocusEvent(QEvent.Type.FocusOut, back))
            QApplication.sendEvent(widget, QFocusEvent(QEvent.Type.FocusIn, back))
            assert widget.ring is seen


def frame_of(window: QWidget) -> FocusFrame | None:
    return next((frame for frame in window.findChildren(FocusFrame) if frame.isVisible()), None)


def test_a_ring_outside_lies_around_the_words_and_goes_with_the_focus(theme: Theme, show: Show) -> None:
    figure, other = FigureLabel(theme, "113.0万"), Button(theme, "打开")
    window = show(figure, other)
    assert frame_of(window) is None
    tab_in(figure)
    frame = frame_of(window)
    assert frame is not None
    assert frame.parentWidget() is window, "the nearest ancestor with room for it"
    words = figure.geometry()
    assert frame.geometry().left() < words.left()
    assert frame.geometry().right() < words.right(), "around the words, not the whole label"
    window.resize(700, 300)
    QApplication.processEvents()
    assert frame.geometry().center().y() == pytest.approx(figure.geometry().center().y(), abs=3)
    tab_in(other)
    assert frame_of(window) is None


def test_a_ring_outside_stays_inside_a_scrolled_page(theme: Theme, qtbot: QtBot, show: Show) -> None:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    figure = FigureLabel(theme, "59.7")
    row.addWidget(figure)
    scroll = QScrollArea()
    scroll.setWidget(page)
    window = show(scroll)
    tab_in(figure)
    frame = frame_of(window)
    assert frame is not None
    assert frame.parentWidget() is page


def test_a_ring_outside_does_not_become_a_side_of_a_splitter(theme: Theme, show: Show) -> None:
    side = QWidget()
    row = QHBoxLayout(side)
    row.setContentsMargins(0, 0, 0, 0)
    figure = FigureLabel(theme, "59.7")
    row.addWidget(figure)
    split = Split(theme)
    split.addWidget(side)
    split.addWidget(Button(theme, "打开"))
    window = show(split)
    tab_in(figure)
    frame = frame_of(window)
    assert frame is not None
    assert frame.parentWidget() is side
    assert split.count() == 2


def test_a_ring_outside_ends_with_what_it_is_around(theme: Theme, show: Show) -> None:
    figure, other = FigureLabel(theme, "59.7"), Button(theme, "打开")
    window = show(figure, other)
    tab_in(figure)
    assert frame_of(window) is not None
    figure.hide()
    assert frame_of(window) is None
    figure.show()
    tab_in(figure)
    figure.setParent(None)
    figure.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not window.findChildren(FocusFrame)


def test_a_ring_outside_lets_the_pointer_through(theme: Theme, show: Show, qtbot: QtBot) -> None:
    figure = FigureLabel(theme, "59.7")
    window = show(figure)
    tab_in(figure)
    place = QPointF(figure.mapTo(window, QPoint(5, 10)))
    there = QPointF(window.mapToGlobal(place.toPoint()))
    handle = window.windowHandle()
    with qtbot.waitSignal(figure.opened, timeout=0):
        for kind, held in (
            (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
            (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
        ):
            event = QMouseEvent(
                kind, place, there, Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier.NoModifier
            )
            QApplication.sendEvent(handle, event)
