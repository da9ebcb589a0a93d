"""The pane 计划与指标: its tabs, and pages that are made when they are first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Qt

from csmdesk.domain.changes import Changes
from csmdesk.storage.book import Book
from csmdesk.ui.panes.plan.goals.page import GoalsPage
from csmdesk.ui.panes.plan.pages import CLASSES, page_names
from csmdesk.ui.panes.plan.year.page import YearPage
from tests.ui.plan.conftest import PlanShown

Plan = Callable[..., PlanShown]


def test_the_first_page_is_there_and_the_others_are_not_made(watched: PlanShown) -> None:
    pane = watched.pane
    assert [tab.key for tab in pane.tabs.tabs] == list(page_names()) == list(CLASSES)
    assert pane.page is watched.measures
    assert list(pane._pages) == ["measures"]


def test_ctrl_tab_goes_round_the_pages_and_keeps_them(watched: PlanShown) -> None:
    pane = watched.pane
    watched.focus_on(watched.measures.view)
    keys = list(CLASSES)
    seen = []
    for _ in keys:
        pane.tabs.step(1)
        watched.wait()
        seen.append(pane.tabs.current)
        assert pane.page is pane._pages[pane.tabs.current]
        assert pane.page.isVisible()
    assert seen == [*keys[1:], keys[0]]
    made = dict(pane._pages)
    watched.focus_on(watched.measures.view)
    watched.press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert pane._pages == made


def test_a_page_that_is_not_shown_hears_of_period_and_changes_later(watched: PlanShown) -> None:
    pane, page = watched.pane, watched.measures
    other = next((key for key in CLASSES if key != "measures"), "measures")
    pane.show_page(other)
    watched.wait()
    pane.set_period("2024Q1", None)
    pane.refresh(Changes({"touches": frozenset({1})}))
    watched.wait()
    if other != "measures":
        assert page.reading.period == "2024H1"
    pane.show_page("measures")
    watched.wait()
    assert page.reading.period == "2024Q1"


def test_a_metric_is_opened_from_elsewhere(plan: Plan, book: Book) -> None:
    shown = plan(book)
    assert shown.pane.open("metric", 3)
    shown.wait()
    assert shown.measures.reading.key == "nrr"
    assert not shown.pane.open("account", 1)


def test_every_stop_is_a_place_that_is_seen(watched: PlanShown) -> None:
    stops = watched.pane.stops()
    assert stops[0] is watched.pane.tabs
    assert all(stop.isVisible() for stop in stops)


def test_keys_of_a_page_work_from_its_tab(watched: PlanShown) -> None:
    pane = watched.pane
    watched.focus_on(pane.tabs)
    watched.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert watched.measures.beside.tabs.current == "compare"
    pane.show_page("goals")
    watched.wait()
    watched.focus_on(pane.tabs)
    watched.press(Qt.Key.Key_N)
    assert cast("GoalsPage", pane.page).side.form_open
    pane.show_page("year")
    watched.wait()
    watched.focus_on(pane.tabs)
    watched.press(Qt.Key.Key_N)
    sheet = cast("YearPage", pane.page).sheets.item
    assert sheet is not None
    assert sheet.isVisible()
    watched.press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert pane.tabs.hasFocus()
    watched.press(Qt.Key.Key_F12)
    assert pane.tabs.current == "year"
