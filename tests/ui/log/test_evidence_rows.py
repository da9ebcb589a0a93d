"""The rows behind figures lead to their records in the log, from every pane that shows figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csmdesk.services.evidence import EvidenceColumn
from csmdesk.services.figure_view import view
from csmdesk.services.figures import figures
from csmdesk.services.place import Place
from csmdesk.storage.book import Book
from csmdesk.ui.panes.log.page import KindPage
from csmdesk.ui.panes.log.pane import LogPane
from csmdesk.ui.panes.plan.measures.page import MeasuresPage
from csmdesk.ui.panes.plan.pane import PlanPane
from csmdesk.ui.panes.review.pane import ReviewPane
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.evidence import EvidencePopover
from csmdesk.ui.widgets.newest_rows import NewestRows
from tests.ui.conftest import Run, Start

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)

KINDS = {
    "referral_leads": "lead",
    "nps": "survey",
    "issue_on_time": "ticket",
    "executive_reach": "event",
    "salon_compliance": "event",
    "feedback_conversion": "suggestion",
    "upsell_margin": "opportunity",
    "travel_days": "own_time",
    "activity_counts": "touch",
    "renewal_collected": "contract",
}
"""What the rows of some figures lead to."""


@pytest.fixture
def run(start: Start, sample_folder: Path) -> Run:
    """The sample book in the window."""
    return start(sample_folder)


def shown(run: Run) -> KindPage:
    """The page of the log that is in front."""
    pane = run.desk.pane
    assert isinstance(pane, LogPane)
    assert pane.page is not None
    return pane.page


@pytest.fixture
def rows(qtbot: QtBot, theme: Theme) -> NewestRows:
    made = NewestRows(theme)
    made.resize(380, 200)
    qtbot.addWidget(made)
    made.set_rows(
        (EvidenceColumn("工单"), EvidenceColumn("计入", right=True)),
        (("GD1", "1"), ("GD2", "1"), ("合计", "2")),
        (Place("ticket", 11), Place("ticket", 12), None),
    )
    made.show()
    return made


def test_a_click_on_a_row_leads_to_it(rows: NewestRows) -> None:
    asked: list[tuple[str, int]] = []
    rows.opened.connect(lambda kind, key: asked.append((kind, key)))
    for row in range(3):
        QTest.mouseClick(rows.lines, LEFT, pos=rows.lines.row_box(row).center())
    assert asked == [("ticket", 11), ("ticket", 12)]


def test_so_does_enter_on_the_row_of_the_keyboard(rows: NewestRows) -> None:
    asked: list[tuple[str, int]] = []
    rows.opened.connect(lambda kind, key: asked.append((kind, key)))
    rows.lines.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Key.Key_Down, Key.Key_Return, Key.Key_Down, Key.Key_Return):
        QTest.keyClick(rows.lines, key)
    assert asked == [("ticket", 12)]
    assert "GD2" in rows.lines.accessibleName() or "合计" in rows.lines.accessibleName()


def test_rows_that_lead_nowhere_take_no_focus(rows: NewestRows) -> None:
    rows.set_rows((EvidenceColumn("维度"),), (("活跃度",),))
    assert rows.lines.focusPolicy() == Qt.FocusPolicy.NoFocus
    rows.set_rows((), ())
    assert not rows.isVisible()


def test_rows_lead_to_what_the_window_opens(book: Book) -> None:
    held = figures(book, "2024H1")
    found = {key: {place.kind for place in view(held, key, "zh").places if place} for key in KINDS}
    assert found == {key: {kind} for key, kind in KINDS.items()}


def test_a_touch_of_an_account_is_opened_from_the_evidence_of_its_figure(run: Run) -> None:
    run.go_to("accounts")
    pane = run.accounts
    detail = pane.view.key
    pane.beside.read_evidence(detail, "touch", QRect(400, 300, 10, 10))
    run.wait()
    popover = pane.popover
    assert isinstance(popover, EvidencePopover)
    lines = popover.panel.rows.lines
    QTest.mouseClick(lines, LEFT, pos=QPoint(10, lines.row_box(0).center().y()))
    run.wait()
    assert not popover.isVisible()
    page = shown(run)
    assert page.kind.key == "touch"
    row = page.model.row_of(page.view.key)
    assert row is not None
    assert row.source.account_id == detail


def test_the_palette_s_metric_leads_there_too(run: Run) -> None:
    run.desk.open_palette()
    run.wait()
    finder = run.desk.finder
    assert finder is not None
    assert finder.palette is not None
    finder.palette.field.setText("?推荐线索")
    run.wait()
    QTest.keyClick(finder.palette.field, Key.Key_Return)
    run.wait()
    popover = finder.popover
    assert popover is not None
    popover.panel.rows.lines.setFocus()
    QTest.keyClick(popover.panel.rows.lines, Key.Key_Return)
    run.wait()
    page = shown(run)
    assert (page.kind.key, page.beside.key) == ("lead", page.view.key)


def test_the_review_leads_there_from_its_panel_and_its_table(run: Run) -> None:
    run.go_to("review")
    pane = run.desk.pane
    assert isinstance(pane, ReviewPane)
    pane.proving.show_figure("referral_leads")
    run.wait()
    lines = pane.side.evidence.rows.lines
    QTest.mouseClick(lines, LEFT, pos=lines.row_box(1).center())
    run.wait()
    assert shown(run).kind.key == "lead"
    run.go_to("review")
    pane.side.evidence.open_rows.emit("numerator")
    run.wait()
    table = pane.middle.rows.table
    QTest.keyClick(table, Key.Key_End)
    QTest.keyClick(table, Key.Key_Return)
    run.wait()
    assert shown(run).kind.key == "lead"


def test_a_metric_s_page_leads_there(run: Run) -> None:
    run.go_to("plan")
    pane = run.desk.pane
    assert isinstance(pane, PlanPane)
    run.wait()
    page = pane.page
    assert isinstance(page, MeasuresPage)
    page.beside.evidence.open("issue_on_time", QRect(400, 300, 10, 10))
    run.wait()
    popover = page.beside.evidence.popover
    assert popover is not None
    lines = popover.panel.rows.lines
    QTest.mouseClick(lines, LEFT, pos=lines.row_box(0).center())
    run.wait()
    assert shown(run).kind.key == "ticket"


def test_a_record_that_is_gone_is_said_to_be(run: Run) -> None:
    assert run.desk.open_object("touch", 987_654)
    run.wait()
    assert "已不在客户书里" in run.desk.notice.text
