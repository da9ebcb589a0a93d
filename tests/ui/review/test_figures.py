"""A figure on the page opens its evidence, and the evidence all of its rows."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from csmdesk.metrics import display
from csmdesk.services.witness import Side
from csmdesk.storage.book import Book
from csmdesk.ui.models.evidence_rows import ACCOUNT, ADDS, EvidenceLineRow
from csmdesk.ui.panes.review import side
from csmdesk.ui.widgets.label import FigureLabel
from tests.ui.review.conftest import NARROW, Desk, Opened

LEFT = Qt.MouseButton.LeftButton


def mark_of(desk: Desk, key: str) -> int:
    """The first mark in the text that tells the value of a figure."""
    sheets = desk.pane.view.sheets
    assert sheets is not None
    return next(i for i, m in enumerate(sheets.marks) if m.figure == key and m.page > 0 and not m.part)


def click(desk: Desk, position: int) -> None:
    """Scroll to a mark and click on it."""
    view = desk.pane.view
    view.select(position)
    view.select(-1)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.mark_rect(position).center())
    desk.wait()


def open_rows(desk: Desk) -> None:
    """Open all rows of the figure that is shown."""
    desk.pane.side.evidence.open_rows.emit(desk.pane.side.evidence._key)
    desk.wait()


@pytest.mark.parametrize("key", ["renewal_collected", "renewal_value_rate", "health_red", "early_collection"])
def test_a_click_on_a_figure_shows_its_value_and_counts(desk: Desk, key: str) -> None:
    position = mark_of(desk, key)
    click(desk, position)
    assert desk.pane.view.selected == position
    shown = desk.pane.side.shown
    assert shown is not None
    held = desk.figures()
    figure = held.figures[key]
    assert shown.view.key == key
    assert shown.view.value == display.figure_value(figure, "zh", held.currency, measured=True)
    lines = {line.key: line.rows for line in shown.view.lines}
    assert lines["numerator"] == f"{len(figure.evidence.numerator)} 行"
    assert shown.view.total_rows == len(figure.evidence.numerator)


def test_the_first_figure_is_shown_to_begin_with(desk: Desk) -> None:
    assert desk.pane.side.shown is not None
    assert desk.pane.view.selected == 0
    assert desk.pane.view.verticalScrollBar().value() == 0


def test_a_click_beside_figures_changes_nothing(desk: Desk) -> None:
    before = desk.pane.view.selected
    QTest.mouseClick(desk.pane.view.viewport(), LEFT, pos=QPoint(30, 30))
    desk.wait()
    assert desk.pane.view.selected == before


def test_the_pointer_says_what_can_be_opened(desk: Desk) -> None:
    view = desk.pane.view
    position = mark_of(desk, "renewal_value_rate")
    view.select(position)
    QTest.mouseMove(view.viewport(), view.mark_rect(position).center())
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view.viewport(), QPoint(2, 2))
    assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor
    assert view.sheets is not None
    assert desk.pane.marks.of(view.sheets.marks[position]) == "续费率 94.8%\n截至 2024-06-30"


@pytest.mark.parametrize(
    ("key", "of"),
    [
        ("renewal_collected", "numerator"),
        ("renewal_collected", "excluded"),
        ("renewal_value_rate", "denominator"),
        ("usage_depth", "numerator"),
    ],
)
def test_all_rows_are_those_of_the_evidence(desk: Desk, key: str, of: Side) -> None:
    pane = desk.pane
    click(desk, mark_of(desk, key))
    open_rows(desk)
    if of != "numerator":
        sides = pane.middle.rows.sides
        assert sides is not None
        sides.chosen.emit(of)
        desk.wait()
    held = desk.figures()
    figure = held.figures[key]
    rows = held.witness.rows(figure, of)
    model = pane.middle.rows.model
    assert pane.middle.rows.isVisible()
    assert model.rowCount() == len(rows)
    assert sorted((r.code, r.account, r.day) for r in model.rows) == sorted(
        (r.code or r.detail, r.account, r.day) for r in rows
    )
    if of == "excluded":
        assert {r.adds for r in model.rows} == {r.reason.zh for r in rows if r.reason}
    else:
        total = figure.numerator if of == "numerator" else figure.denominator
        assert sum((r.number or 0 for r in model.rows), Fraction(0)) == total
    assert desk.figures().figures[key].value == figure.value


def test_the_newest_rows_come_first_as_in_the_panel(desk: Desk) -> None:
    click(desk, mark_of(desk, "renewal_collected"))
    open_rows(desk)
    shown = desk.pane.side.shown
    assert shown is not None
    model = desk.pane.middle.rows.model
    assert [row.code for row in model.shown[:5]] == [row[0] for row in shown.view.rows]


def test_rows_are_sorted_by_any_column_and_names_by_pinyin(desk: Desk) -> None:
    click(desk, mark_of(desk, "renewal_collected"))
    open_rows(desk)
    table, model = desk.pane.middle.rows.table, desk.pane.middle.rows.model
    table.horizontalHeader().sectionClicked.emit(ADDS)
    amounts = [row.number for row in model.shown]
    assert amounts == sorted(amounts, key=lambda n: n or 0, reverse=True)
    table.horizontalHeader().sectionClicked.emit(ACCOUNT)
    names = list(dict.fromkeys(row.account for row in model.shown))
    # cheng, lan, yun: in the order of code points 云 would come first.
    assert names.index("橙舟快运") < names.index("岚图家居") < names.index("云岫茶饮")


def test_copying_gives_a_table(desk: Desk) -> None:
    click(desk, mark_of(desk, "renewal_value_rate"))
    open_rows(desk)
    table, model = desk.pane.middle.rows.table, desk.pane.middle.rows.model
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    held = QGuiApplication.clipboard().mimeData()
    lines = held.text().split("\n")
    assert len(lines) == 1 + model.rowCount()
    assert lines[0].split("\t")[:2] == ["合同", "客户"]
    first = model.row_at(0)
    assert isinstance(first, EvidenceLineRow)
    assert lines[1].split("\t")[0] == first.code
    assert held.html().count("<tr>") == len(lines)
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_Home)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    table.copy()
    assert len(QGuiApplication.clipboard().text().split("\n")) == 3


def test_enter_opens_the_evidence_then_the_rows_and_escape_goes_back(desk: Desk) -> None:
    pane, view = desk.pane, desk.pane.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selected == -1
    assert pane.side.shown is None
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    desk.wait()
    assert view.sheets is not None
    mark = view.sheets.marks[view.selected]
    shown = desk.pane.side.shown
    assert shown is not None
    assert shown.view.key == mark.figure
    assert not pane.middle.rows.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Return)
    desk.wait()
    table = pane.middle.rows.table
    assert table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert not pane.middle.rows.isVisible()
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Backtab)
    assert view.hasFocus()
    assert view.accessibleDescription()


def test_tab_leaves_the_pages_after_the_last_figure(desk: Desk) -> None:
    view = desk.pane.view
    assert view.sheets is not None
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.select(len(view.sheets.marks) - 1)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert not view.hasFocus()


def test_the_parts_can_be_reached_one_after_the_other(desk: Desk) -> None:
    pane = desk.pane
    assert pane.stops() == [pane.chapters.list, pane.view, pane.side]
    open_rows(desk)
    assert pane.stops() == [pane.chapters.list, pane.view, pane.middle.rows.table, pane.side]
    for stop in pane.stops():
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        assert stop.hasFocus() or stop.isAncestorOf(pane.focusWidget())
        assert (stop.focusProxy() or stop).accessibleName()


def test_another_definition_opens_its_own_evidence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    pane = desk.pane
    # The tests' screen cannot hold a popup above the rest.
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    click(desk, mark_of(desk, "renewal_value_rate"))
    shown = pane.side.shown
    assert shown is not None
    assert shown.view.rivals == f"其他口径 {len(shown.rivals)}"
    rival = shown.rivals[0][0]
    pane.side.evidence.open_rivals.emit("renewal_value_rate")
    menu = pane.side._menu
    assert menu is not None
    menu.actions()[0].trigger()
    desk.wait()
    assert pane.side.shown is not None
    assert pane.side.shown.view.key == rival


def test_a_finding_leads_to_its_figure_and_its_place(desk: Desk) -> None:
    pane = desk.pane
    findings = pane.side.checks.findings
    finding = next(f for f in findings if f.figure and f.chapter)
    pane.side.checks.picked.emit(finding)
    desk.wait()
    assert pane.side.shown is not None
    assert pane.side.shown.view.key == finding.figure
    assert pane.text.chapter == finding.chapter
    assert pane.middle.mode == "text"
    assert sum(c.checks for c in pane.chapters.model.items if c.level == 1) == len(findings)


def test_findings_are_walked_with_a_key(desk: Desk) -> None:
    pane = desk.pane
    rows = pane.side.checks.list
    pane.view.setFocus()
    for _ in range(2):
        QTest.keyClick(pane.view, Qt.Key.Key_F8)
    assert rows.currentIndex().row() == 1
    QTest.keyClick(pane.view, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert rows.currentIndex().row() == 0
    desk.wait()


def test_a_narrow_window_gives_the_evidence_the_room_of_the_chapters(opened: Opened, book: Book) -> None:
    desk = opened(book, size=NARROW)
    pane = desk.pane
    assert pane.chapters.isVisible()
    assert not pane.side.isVisible()
    click(desk, mark_of(desk, "renewal_value_rate"))
    assert pane.side.isVisible()
    assert not pane.chapters.isVisible()
    assert pane.side.cross.isVisible()
    assert pane.middle.width() > 500
    QTest.keyClick(pane.view, Qt.Key.Key_Escape)
    assert pane.chapters.isVisible()
    assert not pane.side.isVisible()
    pane.resize(1300, 700)
    desk.bot.waitUntil(pane.side.isVisible)
    assert pane.chapters.isVisible()
    assert pane.side.tabs.index == side.EVIDENCE
    desk.wait()


def test_what_a_figure_is_held_against_opens_its_own_evidence(desk: Desk) -> None:
    pane = desk.pane
    pane.proving.show("renewal_collected")
    desk.wait()

    def before() -> list[FigureLabel]:
        lines = pane.side.evidence.findChildren(FigureLabel)
        return [line for line in lines if line.property("key") == "period 2023H1" and line.isVisibleTo(pane)]

    # The layout shows what was added to it with the next event.
    desk.bot.waitUntil(lambda: len(before()) == 1)
    before()[0].opened.emit()
    desk.wait()
    shown = pane.side.shown
    assert shown is not None
    assert (shown.view.key, shown.view.as_of) == ("renewal_collected", "截至 2023-06-30")
    assert shown.view.value == "225.1万"
