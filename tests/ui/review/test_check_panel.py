"""The panel of the check: what is open with its action, answers in place, what was answered folded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.review_text import Chip, Words
from csmdesk.reports.review_checks.finding import Finding
from csmdesk.ui.models.table import ACCESSIBLE
from csmdesk.ui.panes.review.check_list import CheckModel, rows_of
from csmdesk.ui.panes.review.check_panel import CheckPanel
from csmdesk.ui.theme import Theme

WRONG = Finding(
    "number_disagrees",
    "bad",
    "数字不符",
    "2.1 写 117%，完成率为 107%",
    "results",
    1,
    9,
    4,
    "number_disagrees|results|renewal_collected|attainment|117%",
    "renewal_collected",
    "correct",
    Chip("renewal_collected", "attainment"),
)
LEFT_OUT = Finding(
    "target_without_result",
    "warn",
    "目标无结果",
    "团队分享 2 场，目标 4 场，正文未提",
    "results",
    3,
    20,
    0,
    "target_without_result|8",
    "sharing_sessions",
    "insert",
    None,
    (Words("团队分享 "), Chip("sharing_sessions")),
)
COVERAGE = Finding(
    "coverage", "warn", "覆盖不全", "健康度 32/35", "results", 4, 0, 2, "coverage|health_mean", "health_mean"
)
TO_WRITE = Finding(
    "to_write", "warn", "待填写", "4 根因判断", "problems", 5, 0, 0, "to_write|causes", action=""
)
ALL = (WRONG, LEFT_OUT, COVERAGE, TO_WRITE)


class Asked:
    """What the panel asked for."""

    def __init__(self, panel: CheckPanel) -> None:
        self.picked: list[Finding] = []
        self.acted: list[Finding] = []
        self.noted: list[tuple[str, str, str]] = []
        panel.picked.connect(self.picked.append)
        panel.acted.connect(self.acted.append)
        panel.noted.connect(self._note)

    def _note(self, key: str, words: str, title: str) -> None:
        self.noted.append((key, words, title))


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[CheckPanel]:
    theme = Theme("light")
    # As in the pane: what does not fit is scrolled.
    host = QScrollArea()
    host.setWidgetResizable(True)
    body = QWidget()
    made = CheckPanel(theme)
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(made)
    column.addStretch(1)
    host.setWidget(body)
    tester = QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    host.resize(382, 700)
    made.set_findings(ALL, {}, 37)
    with qtbot.waitExposed(host):
        host.show()
    with qtbot.waitActive(host):
        host.activateWindow()
    yield made
    tester.deleteLater()
    host.close()
    host.deleteLater()


def click(panel: CheckPanel, row: int, right: int) -> None:
    """Click in a row, so far from its right edge."""
    box = panel.list.visualRect(panel.model.index(row))
    place = QPoint(box.right() - right, box.top() + 30)
    QTest.mouseMove(panel.list.viewport(), place)
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_the_model_comes_changes_and_goes_under_the_tester() -> None:
    model = CheckModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_items(rows_of(ALL, {}, folded=True, writing=""))
    assert model.rowCount() == 4
    model.set_items(rows_of(ALL, {}, folded=True, writing=LEFT_OUT.key))
    assert [row.writing for row in model.items] == [False, True, False, False]
    model.set_items(rows_of(ALL, {WRONG.key: "按合同额计"}, folded=True, writing=""))
    assert [row.key for row in model.items] == [LEFT_OUT.key, COVERAGE.key, TO_WRITE.key, "answered"]
    model.set_items(rows_of(ALL, {WRONG.key: "按合同额计"}, folded=False, writing=""))
    assert (model.items[-1].finding, model.items[-1].note) == (WRONG, "按合同额计")
    model.set_items(())
    assert model.rowCount() == 0
    tester.deleteLater()


def test_rows_are_read_out_with_what_they_say(panel: CheckPanel) -> None:
    assert panel.model.index(0).data(ACCESSIBLE) == "要改：数字不符\n2.1 写 117%，完成率为 107%"
    assert panel.model.index(2).data(ACCESSIBLE).startswith("要看：覆盖不全")
    assert panel.list.accessibleName() == "检查"


def test_a_click_on_a_row_goes_to_its_place_and_on_its_button_does_it(panel: CheckPanel) -> None:
    asked = Asked(panel)
    click(panel, 0, 300)
    assert (asked.picked, asked.acted) == ([WRONG], [])
    click(panel, 0, 40)
    assert (asked.picked, asked.acted) == ([WRONG], [WRONG])
    click(panel, 1, 40)
    assert asked.acted == [WRONG, LEFT_OUT]
    # What is to be written is written in its place.
    click(panel, 3, 40)
    assert asked.picked == [WRONG, TO_WRITE]
    assert len(asked.acted) == 2


def test_everything_goes_by_keys(panel: CheckPanel) -> None:
    asked = Asked(panel)
    panel.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert panel.list.selectionModel().isSelected(panel.model.index(0))
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert (asked.acted, asked.picked) == ([WRONG], [LEFT_OUT])
    QTest.keyClick(panel.list, Qt.Key.Key_N)
    assert panel.field.hasFocus()
    QTest.keyClicks(panel.field, "note")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert asked.noted == [(LEFT_OUT.key, "note", "目标无结果")]
    assert panel.list.hasFocus()


def test_stepping_goes_round_the_open_ones(panel: CheckPanel) -> None:
    asked = Asked(panel)
    panel.set_findings(ALL, {COVERAGE.key: "已核对"}, 37)
    panel.list.set_current(-1)
    for _ in range(4):
        assert panel.step(1)
    assert asked.picked == [WRONG, LEFT_OUT, TO_WRITE, WRONG]
    panel.step(-1)
    assert asked.picked[-1] == TO_WRITE
    panel.set_findings((), {}, 37)
    assert not panel.step(1)


def test_the_answer_is_written_in_the_row(panel: CheckPanel) -> None:
    asked = Asked(panel)
    click(panel, 2, 40)
    row = panel.list.visualRect(panel.model.index(2))
    field = panel.field.parentWidget()
    assert field is not None
    assert row.contains(field.geometry())
    assert panel.field.hasFocus()
    # Other findings come while it is being written: the words and the field stay.
    panel.field.setText("三家新交接，尚未评分")
    panel.set_findings(ALL[1:], {}, 38)
    assert panel.field.text() == "三家新交接，尚未评分"
    assert panel.list.visualRect(panel.model.index(1)).contains(field.geometry())
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert asked.noted == []
    assert panel.list.hasFocus()


def test_a_finding_that_is_gone_takes_its_field_along(panel: CheckPanel) -> None:
    panel.write_note(COVERAGE.key)
    field = panel.field.parentWidget()
    assert field is not None
    assert field.isVisible()
    panel.set_findings((WRONG,), {}, 37)
    assert not field.isVisible()
    assert panel.open_count == 1


def test_what_was_answered_is_folded_and_can_be_changed_and_taken_back(panel: CheckPanel) -> None:
    asked = Asked(panel)
    panel.set_findings(ALL, {WRONG.key: "按合同额计"}, 37)
    assert panel.open_count == 3
    assert panel.model.rowCount() == 4
    assert panel.model.index(3).data(ACCESSIBLE) == "已答 1 项"
    panel.list.setFocus()
    panel.list.set_current(3)
    QTest.keyClick(panel.list, Qt.Key.Key_Right)
    assert panel.model.rowCount() == 5
    assert "按合同额计" in panel.model.index(4).data(ACCESSIBLE)
    panel.list.set_current(4)
    QTest.keyClick(panel.list, Qt.Key.Key_N)
    assert panel.field.text() == "按合同额计"
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert asked.noted == []  # the same words are no change
    panel.list.set_current(4)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert asked.noted == [(WRONG.key, "", "数字不符")]
    click(panel, 3, 200)
    assert panel.model.rowCount() == 4


def test_the_current_finding_stays_current_when_others_come(panel: CheckPanel) -> None:
    panel.select(COVERAGE.key)
    panel.set_findings(ALL[1:], {}, 38)
    assert panel.model.items[panel.list.currentIndex().row()].finding == COVERAGE
    box = panel.current_box()
    assert panel.rect().contains(box)


def test_a_book_that_cannot_be_changed_says_why(panel: CheckPanel) -> None:
    asked = Asked(panel)
    panel.set_findings(ALL, {}, 37, read_only="这本客户书是只读的。")
    click(panel, 0, 40)
    click(panel, 2, 40)
    assert (asked.acted, asked.noted) == ([], [])
    assert not panel.field.isVisible()


def test_the_panel_is_as_high_as_its_rows(panel: CheckPanel) -> None:
    assert panel.list.height() == 4 * 60
    panel.write_note(WRONG.key)
    assert panel.list.height() > 4 * 60
    panel.set_findings((), {}, 37)
    assert not panel.list.isVisible()
