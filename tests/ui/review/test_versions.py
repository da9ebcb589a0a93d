"""Frozen versions in the window: the list, what differs with its rows, and the texts side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.changes import Op
from csmdesk.domain.review_text import Block, Paragraph, Words
from csmdesk.reports.frozen import Snapshot
from csmdesk.services.review_book import ReviewKey
from csmdesk.services.review_versions import ReviewVersions
from csmdesk.storage.book import Book
from csmdesk.ui.panes.review.versions.desk import VersionDesk
from csmdesk.ui.panes.review.versions.differences_view import FIGURES, TEXTS, DifferencesView
from csmdesk.ui.panes.review.versions.lines import Lines, figure_lines, place_lines, row_lines
from csmdesk.ui.panes.review.versions.panel import VersionPanel
from csmdesk.ui.panes.review.versions.source import Opened, Versions
from csmdesk.ui.tasks import Problem, Tasks
from csmdesk.ui.theme import Theme
from tests.unit.reports.frozen_reviews import PERIOD, live

KEY = ReviewKey(PERIOD)


@dataclass
class Bench:
    """The panel and the view beside each other on a book; ``wait`` returns when nothing is under way."""

    book: Book
    tasks: Tasks
    theme: Theme
    panel: VersionPanel
    view: DifferencesView
    desk: VersionDesk
    bot: QtBot
    window: QWidget
    own: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    opened: list[Opened] = field(default_factory=list)
    said: list[tuple[str, bool]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def service(self) -> ReviewVersions:
        return ReviewVersions(self.book)

    def show(self) -> None:
        def now() -> Snapshot:
            return live(self.book, own=self.own)

        self.desk.show_review(Versions(self.service, KEY, now, now, "zh"))
        self.wait()

    def wait(self) -> None:
        self.bot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)
        # What has arrived may have asked for more.
        self.bot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)

    def freeze(self) -> None:
        QTest.mouseClick(self.panel.freeze, Qt.MouseButton.LeftButton)
        self.wait()

    def change(
        self, sql: str = "UPDATE contracts SET amount_fen = amount_fen + 12345600 WHERE id = 53"
    ) -> None:
        self.book.store.run(Op.EDIT_ACCOUNT, lambda c: c.exec_driver_sql(sql))
        self.desk.refresh()
        self.wait()

    def note(self, problem: Problem) -> None:
        self.refused.append(problem.text.zh)

    def said_so(self, words: str, undo: bool) -> None:
        self.said.append((words, undo))


@pytest.fixture
def bench(qtbot: QtBot, book: Book) -> Iterator[Bench]:
    theme, tasks = Theme("light"), Tasks()
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1248, 824)
    # A window of its own would pass its least size on to the screen, which the tests' screen warns of.
    place = QWidget(window)
    place.resize(1248, 824)
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    view, panel = DifferencesView(theme), VersionPanel(theme)
    panel.setFixedWidth(382)
    row.addWidget(view, 1)
    row.addWidget(panel)
    desk = VersionDesk(tasks, panel, view, window)
    made = Bench(book, tasks, theme, panel, view, desk, qtbot, window)
    desk.opened.connect(made.opened.append)
    desk.said.connect(made.said_so)
    desk.refused.connect(made.note)
    tasks.failed.connect(made.note)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.show()
    yield made
    tasks.close()


def heads(bench: Bench) -> list[str]:
    return [f"v{head.number}" for head in bench.panel.model.items]


def shown(model: Lines) -> list[tuple[str, ...]]:
    return [tuple(column.words(row) for column in model.columns) for row in model.shown]


# --- the panel ----------------------------------------------------------------------------------------------


def test_freezing_adds_a_version_says_so_and_offers_to_undo(bench: Bench) -> None:
    assert not bench.panel.list.isVisible()
    bench.freeze()
    assert heads(bench) == ["v1"]
    assert bench.panel.list.isVisible()
    assert bench.said == [("已冻结为 v1", True)]
    assert bench.panel.freeze.isEnabled()
    current = bench.panel.current
    assert current is not None
    assert current.number == 1
    bench.book.store.undo()
    bench.desk.refresh()
    bench.wait()
    assert heads(bench) == []
    assert not bench.panel.list.isVisible()


def test_freezing_what_is_frozen_is_refused_in_a_sentence(bench: Bench) -> None:
    bench.freeze()
    bench.freeze()
    assert bench.refused == ["与 v1 没有差别，不用再冻结。"]
    assert heads(bench) == ["v1"]
    assert bench.panel.freeze.isEnabled()


def test_the_panel_says_what_has_changed_since_the_chosen_version(bench: Bench) -> None:
    bench.freeze()
    assert not bench.panel.since_list.isVisible()
    bench.change()
    assert [f"{c.name} {c.old} → {c.new}" for c in bench.panel.since.items] == [
        "净收入留存率 105.6% → 105.2%",
        "总收入留存率 99.8% → 99.4%",
        "续费率 94.8% → 93.5%",
    ]
    bench.freeze()
    assert heads(bench) == ["v2", "v1"]
    assert bench.panel.since.items == ()


def test_an_exported_version_says_so_and_cannot_be_removed(bench: Bench) -> None:
    bench.freeze()
    bench.service.mark_exported(1)
    bench.desk.refresh()
    bench.wait()
    assert not bench.panel.remove.isEnabled()
    assert bench.panel.remove.toolTip() == "已导出的版本不能删去"
    assert "已导出" in bench.panel.model.index(0).data()


def test_a_version_is_removed_by_key_and_undo_brings_it_back(bench: Bench) -> None:
    bench.freeze()
    bench.panel.list.setFocus()
    QTest.keyClick(bench.panel.list, Qt.Key.Key_Delete)
    bench.wait()
    assert heads(bench) == []
    assert bench.said[-1] == ("已删去 v1", True)
    bench.book.store.undo()
    bench.desk.refresh()
    bench.wait()
    assert heads(bench) == ["v1"]


def test_enter_opens_a_version_as_it_was(bench: Bench) -> None:
    bench.freeze()
    before = live(bench.book).document
    bench.change()
    bench.panel.list.setFocus()
    QTest.keyClick(bench.panel.list, Qt.Key.Key_Return)
    bench.wait()
    assert bench.opened[0].snapshot.document == before
    assert bench.opened[0].head.number == 1


# --- the figures --------------------------------------------------------------------------------------------


def test_a_comparison_shows_each_figure_with_then_now_and_why(bench: Bench) -> None:
    bench.freeze()
    bench.change()
    QTest.mouseClick(bench.panel.with_now, Qt.MouseButton.LeftButton)
    bench.wait()
    assert shown(bench.view.figures.model) == [
        ("净收入留存率", "105.6%", "105.2%", "改 1 行：HT00053 禾芯半导体"),
        ("总收入留存率", "99.8%", "99.4%", "改 1 行：KH1006 禾芯半导体"),
        ("续费率", "94.8%", "93.5%", "改 1 行：HT00053 禾芯半导体"),
    ]
    assert [column.head for column in bench.view.figures.model.columns] == ["数字", "v1", "现在", "原因"]


def test_the_rows_places_and_parts_of_the_chosen_figure_are_below(bench: Bench) -> None:
    bench.freeze()
    bench.change()
    bench.panel.figure_wanted.emit("renewal_value_rate", "")
    bench.wait()
    page = bench.view.figures
    assert page.current is not None
    assert page.current.key == "renewal_value_rate"
    assert shown(page.details["rows"]) == [
        ("HT00053", "禾芯半导体", "2024-02-09", "分母 335,000", "分母 458,456")
    ]
    assert ("续费率", "94.8%", "93.5%", "结果与数据") in shown(page.details["places"])
    assert page.tables["rows"].isVisible()
    page.kinds.setFocus()
    QTest.keyClick(page.kinds, Qt.Key.Key_Right)
    assert page.tables["places"].isVisible()
    with bench.bot.waitSignal(bench.view.place_wanted) as asked:
        page.tables["places"].setCurrentIndex(page.details["places"].index(0, 0))
        QTest.keyClick(page.tables["places"], Qt.Key.Key_Return)
    assert asked.args is not None
    assert asked.args[0] == "results"


def test_the_evidence_of_both_sides_can_be_asked_for(bench: Bench) -> None:
    bench.freeze()
    bench.change()
    bench.desk.compare(1, 0)
    bench.wait()
    page = bench.view.figures
    with bench.bot.waitSignal(bench.view.evidence_wanted) as now:
        page.list.setFocus()
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    with bench.bot.waitSignal(bench.view.evidence_wanted) as then:
        QTest.mouseClick(page.then, Qt.MouseButton.LeftButton)
    assert now.args == ["nrr", "", False]
    assert then.args == ["nrr", "", True]


def test_two_versions_are_compared_the_older_first(bench: Bench) -> None:
    bench.freeze()
    bench.change()
    bench.freeze()
    bench.change("DELETE FROM receipts")
    bench.panel.choose(2)
    (action,) = bench.panel._menu.actions()
    action.trigger()
    bench.wait()
    shown_now = bench.view.comparison
    assert shown_now is not None
    assert shown_now.new is not None
    assert (shown_now.old.number, shown_now.new.number) == (1, 2)
    assert len(bench.view.figures.model.shown) == 3
    assert bench.view.figures.now.text() == "v2 的依据"


def test_a_shown_comparison_follows_the_book(bench: Bench) -> None:
    bench.freeze()
    bench.desk.compare(1, 0)
    bench.wait()
    assert bench.view.nothing.isVisible()
    bench.change()
    assert bench.view.figures.isVisible()
    assert len(bench.view.figures.model.shown) == 3
    bench.book.store.undo()
    bench.desk.refresh()
    bench.wait()
    assert bench.view.nothing.isVisible()


def test_escape_closes_the_comparison(bench: Bench) -> None:
    bench.freeze()
    bench.change()
    bench.desk.compare(1, 0)
    bench.wait()
    bench.view.figures.list.setFocus()
    with bench.bot.waitSignal(bench.view.closed):
        QTest.keyClick(bench.view.figures.list, Qt.Key.Key_Escape)
    assert bench.view.comparison is not None


# --- the texts ----------------------------------------------------------------------------------------------


def looks(bench: Bench, words: str) -> list[QTextCharFormat]:
    """The looks of all places where the words stand."""
    document = bench.view.texts.text.document()
    found: list[QTextCharFormat] = []
    cursor = QTextCursor(document)
    while True:
        cursor = document.find(words, cursor)
        if cursor.isNull():
            return found
        found.append(cursor.charFormat())


def test_the_texts_stand_side_by_side_with_the_changes_marked(bench: Bench) -> None:
    role = next(chapter for chapter in live(bench.book).chapters if chapter.key == "role")
    bench.own["role"] = (*role.blocks, Paragraph((Words("旧的一句话。"),)))
    bench.freeze()
    bench.own["role"] = (*role.blocks, Paragraph((Words("新写一句话。"),)))
    bench.change()
    bench.desk.compare(1, 0)
    bench.wait()
    bench.view.tabs.setFocus()
    QTest.keyClick(bench.view.tabs, Qt.Key.Key_Right)
    texts = bench.view.texts
    assert texts.isVisible()
    assert bench.view.tabs.current == TEXTS
    (went,), (came,) = looks(bench, "旧的"), looks(bench, "新写")
    assert went.fontStrikeOut()
    assert came.fontWeight() == QFont.Weight.Bold
    assert not came.fontStrikeOut()
    old_rate, new_rate = looks(bench, "94.8%"), looks(bench, "93.5%")
    amber = bench.theme.name("amberbg")
    assert {look.background().color().name() for look in (*old_rate, *new_rate)} == {amber}
    assert len(old_rate) == len(new_rate) == 2
    passed_over = len(looks(bench, "行相同"))
    assert passed_over > 0
    texts.extent.setFocus()
    QTest.keyClick(texts.extent, Qt.Key.Key_Right)
    assert looks(bench, "行相同") == []


def test_the_changes_of_the_text_are_gone_through_by_key(bench: Bench) -> None:
    bench.freeze()
    bench.change()
    bench.desk.compare(1, 0)
    bench.wait()
    bench.view.show_tab(TEXTS)
    texts = bench.view.texts
    count = texts.changes
    assert count == 3
    texts.text.setFocus()
    seen = []
    for _ in range(count):
        QTest.keyClick(texts.text, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        seen.append(texts.text.textCursor().selectedText())
    assert [("94.8%" in words, "105.6%" in words) for words in seen] == [
        (True, False),
        (False, True),
        (True, False),
    ]
    QTest.keyClick(texts.text, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert texts.at == count - 2


def test_the_marks_follow_the_theme(bench: Bench) -> None:
    bench.freeze()
    bench.change()
    bench.desk.compare(1, 0)
    bench.wait()
    bench.view.show_tab(TEXTS)
    bench.theme.set_mode("dark")
    grounds = {look.background().color().name() for look in looks(bench, "93.5%")}
    assert grounds == {bench.theme.name("amberbg")}
    bench.view.show_tab(FIGURES)
    assert bench.view.figures.isVisible()


# --- the tables as models -----------------------------------------------------------------------------------


def test_the_tables_answer_qt_through_other_lines_and_orders(bench: Bench) -> None:
    bench.freeze()
    bench.change("UPDATE contracts SET amount_fen = amount_fen + 777700 WHERE id IN (20, 28, 53)")
    bench.desk.compare(1, 0)
    bench.wait()
    comparison = bench.view.comparison
    assert comparison is not None
    changes = comparison.found.figures
    rate = next(change for change in changes if change.key == "renewal_value_rate")
    for kind, lines in (
        ("figures", figure_lines(changes)),
        ("rows", row_lines(rate)),
        ("places", place_lines(rate)),
    ):
        model = Lines(kind)
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
        model.show_lines(lines, "v1", "现在")
        model.sort(0, Qt.SortOrder.DescendingOrder)
        assert [row.id for row in model.shown] == list(
            reversed([line.id for line in lines])
        ) or kind == "rows"
        model.set_accept(lambda line: line.id == 1)
        assert len(model.shown) == 1
        model.set_accept(None)
        model.show_lines(lines[:1], "v1", "v2")
        assert len(model.shown) == 1
        model.show_lines([], "v1", "v2")
        assert model.rowCount() == 0
        tester.deleteLater()
        model.deleteLater()


def test_rows_are_sorted_by_their_heads_and_copied_as_a_table(bench: Bench) -> None:
    bench.freeze()
    bench.change("UPDATE contracts SET amount_fen = amount_fen + 777700 WHERE id IN (20, 28, 53)")
    bench.panel.figure_wanted.emit("renewal_value_rate", "")
    bench.wait()
    table = bench.view.figures.tables["rows"]
    table.sort_by(1, descending=False)
    codes = [row.name for row in bench.view.figures.details["rows"].shown]
    assert sorted(codes) == ["HT00020", "HT00028", "HT00053"]
    table.selectAll()
    plain, _ = table.copy_text()
    lines = plain.split("\n")
    assert lines[0] == "行\t客户\t日期\tv1\t现在"
    assert [line.split("\t")[0] for line in lines[1:]] == codes


def test_everything_has_a_name_for_a_screen_reader(bench: Bench) -> None:
    bench.freeze()
    bench.change()
    bench.desk.compare(1, 0)
    bench.wait()
    assert bench.panel.list.accessibleName() == "冻结的版本"
    assert bench.view.figures.list.accessibleName() == "不同的数字"
    assert bench.view.accessibleName() == "v1 → 现在"
    assert bench.view.cross.accessibleName() == "关闭"
    assert bench.view.texts.text.accessibleName() == "两个版本的正文"
    assert bench.view.figures.list.viewport().childAt(QPoint(0, 0)) is None
