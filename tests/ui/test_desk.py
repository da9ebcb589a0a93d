"""The frame of the window: counts, what is said and taken back, keys, periods, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Text
from csmdesk.services.evidence import FigureView
from csmdesk.services.keeping import Standing
from csmdesk.ui.actions import Action
from csmdesk.ui.panes import Pane
from csmdesk.ui.panes.review.pane import ReviewPane
from csmdesk.ui.shell.desk import Desk
from csmdesk.ui.shell.main_window import MainWindow
from csmdesk.ui.shell.open_book import Calendar, PaneSpec
from csmdesk.ui.shell.status_line import StatusLine
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.key_hint import KeyHint
from csmdesk.ui.widgets.label import Label
from tests.ui.conftest import Run, Start

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


# --- a desk without a book on disk --------------------------------------------------------------------------


class ThePane(Pane):
    """Notes what it is told."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.button = QAbstractButtonStub(self)
        self.periods: list[tuple[str, date | None]] = []
        self.changes: list[Changes] = []
        self.state: dict[str, str] = {}
        self.open_calls: list[tuple[str, int]] = []
        self.done: list[str] = []
        self.settled = 0

    @property
    def title(self) -> str:
        return self.name

    def set_period(self, period: str, as_of: date | None) -> None:
        self.periods.append((period, as_of))

    def refresh(self, changes: Changes) -> None:
        self.changes.append(changes)

    def stops(self) -> list[QWidget]:
        return [self.button]

    def actions(self) -> list[Action]:  # type: ignore[override]
        return [
            Action("touch", "记触达：岚图家居", self.touch, "T", "touch", about="岚图家居"),
            Action("new", "新建", self.touch, "N", "plus"),
        ]

    def touch(self) -> None:
        self.done.append("touch")

    def open(self, kind: str, key: int) -> bool:
        self.open_calls.append((kind, key))
        return key > 0

    def settle(self) -> None:
        self.settled += 1

    def save_state(self) -> dict[str, str]:
        return {"scroll": "40", "now.filter": "岚图"}

    def restore_state(self, state: dict[str, str]) -> None:  # type: ignore[override]
        self.state = dict(state)


class QAbstractButtonStub(QAbstractButton):
    """Something that takes the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(80, 30)

    def paintEvent(self, event: object) -> None:
        pass


class TheBook:
    """A book with a row of steps."""

    def __init__(self) -> None:
        self.steps = [Text("改分层：岚图家居", "Change segment: 岚图家居")]
        self.taken: list[Text] = []
        self.writable = True
        self.begins = Calendar("2024H1", 1)

    @property
    def undo_label(self) -> Text | None:
        return self.steps[-1] if self.steps else None

    @property
    def redo_label(self) -> Text | None:
        return self.taken[-1] if self.taken else None

    def undo(self) -> Changes | None:
        if not self.steps:
            return None
        self.taken.append(self.steps.pop())
        return Changes({"accounts": frozenset({1})})

    def redo(self) -> Changes | None:
        if not self.taken:
            return None
        self.steps.append(self.taken.pop())
        return Changes({"accounts": frozenset({1})})

    def name(self) -> str:
        return "华东大客户"

    def standing(self) -> Standing:
        return Standing(
            self.name(), Text("已加密", "Encrypted"), True, Text("备份 06-30 08:12 已校验", "Backup")
        )

    def calendar(self) -> Calendar:
        return self.begins

    def make_backup(self) -> Path:
        return Path("备份/1")

    def figure(self, *_: object) -> FigureView:
        raise AssertionError

    def figure_values(self, *_: object) -> dict[str, str]:
        return {}


class Shown:
    """A desk with two panes, in a window."""

    def __init__(self, bot: QtBot, tasks: Tasks, theme: Theme, state: dict[str, str]) -> None:
        self.bot, self.tasks = bot, tasks
        self.book = TheBook()
        self.due = {"today": 7, "log": 0}
        self.counted: list[tuple[str, date | None]] = []
        self.panes: dict[str, ThePane] = {}
        self.window = MainWindow()
        bot.addWidget(self.window)
        specs = [self.spec("today", "今日"), self.spec("log", "记录", frozenset({"account"}))]
        self.desk = Desk(theme, tasks, self.book, specs, "zh", state)
        self.window.show_page(self.desk)
        self.window.resize(1440, 900)
        self.window.show()
        self.desk.after_first_paint()
        with bot.waitActive(self.window):
            self.window.activateWindow()
        self.wait()

    def spec(self, key: str, title: str, opens: frozenset[str] = frozenset()) -> PaneSpec:
        def make() -> Pane:
            self.panes[key] = ThePane(title)
            return self.panes[key]

        def due(_: Job, period: str, as_of: date | None) -> int:
            self.counted.append((period, as_of))
            return self.due[key]

        return PaneSpec(key, key, title, make, due, opens)

    def wait(self) -> None:
        for _ in range(4):
            self.bot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)
            QApplication.processEvents()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.wait()


Show = Callable[..., Shown]


def holds_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


@pytest.fixture
def show(qtbot: QtBot, tasks: Tasks, theme: Theme) -> Iterator[Show]:
    def make(**state: str) -> Shown:
        return Shown(qtbot, tasks, theme, state)

    yield make
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)


def count(shown: Shown) -> None:
    """Count what is due now, without the pause."""
    assert shown.desk._due is not None
    shown.desk._due.count()
    shown.wait()


# --- counts -------------------------------------------------------------------------------------------------


def test_the_navigation_says_what_is_due_and_nothing_where_nothing_is(show: Show) -> None:
    shown = show()
    count(shown)
    entries = shown.desk.navigation.findChildren(QAbstractButton)
    assert [shown.desk.navigation.due(index) for index in (0, 1)] == [7, 0]
    assert [entry.accessibleName() for entry in entries] == ["今日，待办 7 项", "记录"]
    assert entries[0].toolTip() == "今日，待办 7 项  Ctrl+1"
    assert shown.counted[0] == ("2024H1", None)


def test_it_is_counted_anew_after_changes_and_for_another_day(show: Show) -> None:
    shown = show()
    due = shown.desk._due
    assert due is not None
    count(shown)
    assert not due._timer.isActive()
    shown.due["today"] = 3
    shown.tasks.changed.emit(Changes({"touches": frozenset({1})}))
    assert due._timer.isActive()
    count(shown)
    assert shown.desk.navigation.due(0) == 3
    shown.desk.choose_day(date(2024, 5, 31))
    assert due._timer.isActive()
    count(shown)
    assert shown.counted[-1] == ("2024H1", date(2024, 5, 31))


def test_open_checks_of_the_review_are_counted(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    due = run.desk._due
    assert due is not None
    due.count()
    run.wait()
    open_checks = run.desk.navigation.due(run.desk.index_of("review"))
    run.desk.show_pane(run.desk.index_of("review"))
    run.wait()
    assert open_checks == len(run.desk.pane.side.checks.findings) > 0  # type: ignore[attr-defined]


# --- what is said and taken back ----------------------------------------------------------------------------


def test_a_pane_s_sentence_offers_to_undo_what_it_did(show: Show) -> None:
    shown = show()
    shown.panes["today"].said.emit("已改分层：岚图家居", True)
    toast = shown.desk.notice
    assert toast.text == "已改分层：岚图家居"
    assert toast.button.text() == "撤销"
    QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    shown.wait()
    assert shown.book.steps == []
    # And then the way back.
    assert toast.text == "已撤销：改分层：岚图家居"
    assert toast.button.text() == "重做"
    QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    shown.wait()
    assert [step.zh for step in shown.book.steps] == ["改分层：岚图家居"]
    assert toast.text == "已重做：改分层：岚图家居"
    shown.panes["today"].said.emit("没有变化。", False)
    assert not toast.button.isVisible()


def test_undo_and_redo_by_key_say_what_they_did(show: Show) -> None:
    shown = show()
    shown.key(Qt.Key.Key_Z, CONTROL)
    assert shown.desk.notice.text == "已撤销：改分层：岚图家居"
    assert shown.panes["today"].changes == [Changes({"accounts": frozenset({1})})]
    assert not shown.desk.bar.undo_button.isEnabled()
    assert shown.desk.bar.redo_button.toolTip() == "重做：改分层：岚图家居  Ctrl+Shift+Z"
    shown.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert shown.desk.notice.text == "已重做：改分层：岚图家居"
    assert shown.desk.status.undo.text() == "撤销：改分层：岚图家居  Ctrl Z"
    # Nothing to redo is no step, and is said.
    shown.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert shown.desk.notice.text == "没有可重做的操作"
    assert [step.zh for step in shown.book.steps] == ["改分层：岚图家居"]


def test_an_offer_to_undo_goes_with_the_next_change(show: Show) -> None:
    shown = show()
    shown.panes["today"].said.emit("已改分层：岚图家居", True)
    assert shown.desk.notice.button.isVisible()
    # Its button would take this one back.
    shown.tasks.changed.emit(Changes({"accounts": frozenset({2})}))
    assert shown.desk.notice.text == ""
    # What offers nothing stays.
    shown.desk.say("已备份")
    shown.tasks.changed.emit(Changes({"accounts": frozenset({3})}))
    assert shown.desk.notice.text == "已备份"


def test_a_change_that_was_stopped_too_late_is_seen(show: Show) -> None:
    shown = show()

    def work(job: Job) -> Changes:
        # Stopped too late: it has been written.
        job.cancel()
        return Changes({"accounts": frozenset({1, 2})})

    shown.tasks.command(shown.desk, work)
    shown.wait()
    assert shown.panes["today"].changes == [Changes({"accounts": frozenset({1, 2})})]


def test_a_backup_is_said_without_a_way_back(show: Show) -> None:
    shown = show()
    shown.desk.back_up()
    shown.wait()
    assert shown.desk.notice.text.startswith("已备份并校验")
    assert not shown.desk.notice.button.isVisible()


# --- keys ---------------------------------------------------------------------------------------------------


def words(shown: Desk) -> list[str]:
    sheet = shown._keys
    assert sheet is not None
    return [label.text() for label in sheet.findChildren(Label) if label.text()]


@pytest.mark.parametrize("key", [Qt.Key.Key_Question, Qt.Key.Key_F1])
def test_a_key_shows_all_keys_and_escape_leads_back(show: Show, key: Qt.Key) -> None:
    shown = show()
    button = shown.panes["today"].button
    button.setFocus()
    shown.key(key)
    sheet = shown.desk._keys
    assert sheet is not None
    assert sheet.isVisible()
    found = words(shown.desk)
    # The pane's own, without the account they would be done with now; the window's; those of every list.
    assert {"今日", "记触达", "新建", "整个窗口", "撤销", "搜索和命令", "每个列表"} <= set(found)
    hints = {hint.accessibleName() for hint in sheet.findChildren(KeyHint)}
    assert {"T", "N", "Ctrl Z", "Ctrl K", "F6", "?"} <= hints
    shown.key(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert button.hasFocus()


@pytest.mark.parametrize("pane", [0, 1, 2])
def test_every_pane_lets_the_key_through_and_a_field_takes_it_as_text(
    sample_folder: Path, start: Start, pane: int
) -> None:
    run = start(sample_folder)
    run.desk.enter_pane(pane)
    run.wait()
    run.activate()
    run.key(Qt.Key.Key_Question)
    sheet = run.desk._keys
    assert sheet is not None
    assert sheet.isVisible()
    run.key(Qt.Key.Key_Escape)
    run.desk.enter_pane(0)
    run.accounts.field.edit.setFocus()
    run.key(Qt.Key.Key_Question, SHIFT)
    assert run.accounts.field.text == "?"
    assert run.desk._keys is sheet


def test_the_words_in_the_status_line_show_them_too(show: Show) -> None:
    shown = show()
    QTest.mouseClick(shown.desk.status.keys_button, Qt.MouseButton.LeftButton)
    assert shown.desk._keys is not None
    assert shown.desk._keys.isVisible()


def test_keys_of_the_window_ask_for_what_lies_beyond_it(show: Show, qtbot: QtBot) -> None:
    shown = show()
    with qtbot.waitSignal(shown.desk.lock_asked):
        shown.key(Qt.Key.Key_L, CONTROL)
    with qtbot.waitSignal(shown.desk.settings_asked):
        shown.key(Qt.Key.Key_Comma, CONTROL)


def test_a_book_without_a_passphrase_is_not_locked(show: Show) -> None:
    shown = show()
    asked: list[int] = []
    shown.desk.lock_asked.connect(lambda: asked.append(1))
    shown.desk.passphrase = False
    shown.key(Qt.Key.Key_L, CONTROL)
    assert asked == []
    assert shown.desk.notice.text == "没有口令的客户书不能锁定"


def test_the_menu_is_as_things_stand_when_it_is_opened(show: Show, theme: Theme) -> None:
    shown = show()
    menu = shown.desk.bar.more_button._menu
    assert isinstance(menu, QMenu)
    entries = {str(entry.data()): entry for entry in menu.actions()}
    for locked, mode in ((True, "light"), (False, "dark"), (True, "system")):
        shown.desk.passphrase = locked
        theme.set_mode(mode)  # type: ignore[arg-type]
        menu.aboutToShow.emit()
        assert entries["lock"].isEnabled() is locked
        assert [key for key, entry in entries.items() if entry.isChecked()] == [
            f"theme:{mode}",
            "language:zh",
        ]


def test_the_menu_has_what_concerns_the_book(show: Show, qtbot: QtBot) -> None:
    shown = show()
    menu = shown.desk.bar.more_button._menu
    assert isinstance(menu, QMenu)
    entries = {entry.text().partition("\t")[0]: entry for entry in menu.actions() if entry.text()}
    assert list(entries) == [
        *("导入…", "备份", "从备份恢复…", "打开另一本客户书…", "设置", "锁定"),
        *("跟随系统", "浅色", "深色", "简体中文", "English", "快捷键", "关于 csmdesk"),
    ]
    for text, signal in (
        ("从备份恢复…", shown.desk.restore_asked),
        ("打开另一本客户书…", shown.desk.open_asked),
        ("关于 csmdesk", shown.desk.about_asked),
    ):
        with qtbot.waitSignal(signal):
            entries[text].trigger()
    with qtbot.waitSignal(shown.desk.language_chosen) as chosen:
        entries["English"].trigger()
    assert chosen.args == ["en"]


def test_every_action_has_words_and_no_two_share_a_key(show: Show) -> None:
    shown = show()
    actions = shown.desk.window_actions()
    assert all(action.text and action.icon for action in actions)
    assert len({action.key for action in actions}) == len(actions)
    keys = [key for action in actions for key in action.shortcut.split(" / ") if key]
    assert len(set(keys)) == len(keys)


# --- panes --------------------------------------------------------------------------------------------------


def test_an_object_is_opened_in_the_pane_that_opens_it(show: Show) -> None:
    shown = show()
    assert shown.desk.open_object("account", 12)
    assert shown.desk.pane is shown.panes["log"]
    assert shown.panes["log"].open_calls == [("account", 12)]
    assert shown.panes["log"].button.hasFocus()
    assert not shown.desk.open_object("account", -1)
    assert not shown.desk.open_object("planet", 1)


def test_beside_leaves_the_focus_where_it_is(show: Show) -> None:
    shown = show()
    shown.desk.navigation.stop.setFocus()
    assert shown.desk.open_object("account", 12, beside=True)
    assert shown.desk.pane is shown.panes["log"]
    assert holds_focus(shown.desk.navigation)


def test_the_focus_goes_along_from_pane_to_pane(show: Show) -> None:
    shown = show()
    shown.desk.enter_pane(0)
    shown.desk.navigation.chosen.emit(1)
    log = shown.panes["log"]
    assert log.button.hasFocus()
    shown.desk.navigation.chosen.emit(0)
    assert not log.button.hasFocus()
    # Not to whatever Qt comes upon next, where there is nothing to go to.
    log.button.hide()
    shown.desk.navigation.chosen.emit(1)
    assert holds_focus(shown.desk.navigation)


def test_a_hidden_pane_hears_of_changes_and_periods_when_it_is_shown(show: Show) -> None:
    shown = show()
    shown.desk.show_pane(1)
    shown.desk.show_pane(0)
    log = shown.panes["log"]
    told = len(log.periods)
    shown.tasks.changed.emit(Changes({"touches": frozenset({1})}))
    shown.desk.choose_period("2023H2")
    assert (len(log.periods), log.changes) == (told, [])
    shown.desk.show_pane(1)
    assert log.periods[-1] == ("2023H2", None)
    assert log.changes == [Changes({"touches": frozenset({1})})]


def test_what_is_being_typed_is_saved_in_every_pane(show: Show) -> None:
    shown = show()
    shown.desk.show_pane(1)
    shown.desk.settle()
    assert [pane.settled for pane in shown.panes.values()] == [1, 1]


def test_a_desk_made_anew_is_as_the_old_one_was(show: Show) -> None:
    shown = show()
    shown.desk.choose_period("2024Q1")
    shown.desk.choose_day(date(2024, 2, 29))
    shown.desk.show_pane(1)
    state = shown.desk.save_state()
    again = show(**state)
    assert again.desk.pane.title == "记录"
    assert (again.desk.period, again.desk.as_of) == ("2024Q1", date(2024, 2, 29))
    assert again.panes["log"].state == {"scroll": "40", "now.filter": "岚图"}
    assert again.panes["log"].periods == [("2024Q1", date(2024, 2, 29))]
    # A pane that was not shown this time keeps what it remembered.
    assert again.desk.save_state()["today/scroll"] == "40"


@pytest.mark.parametrize("state", [{"period": "20H1"}, {"period": "2024H1 x"}, {"pane": "planets"}])
def test_what_makes_no_sense_is_passed_over(show: Show, state: dict[str, str]) -> None:
    shown = show(**state)
    assert shown.desk.pane.title == "今日"
    assert shown.desk.period == "2024H1"


# --- periods ------------------------------------------------------------------------------------------------


def entries(menu: QMenu) -> dict[str, QMenu | None]:
    return {a.text(): a.menu() for a in menu.actions() if a.text()}  # type: ignore[misc]


def test_the_menu_offers_halves_quarters_years_months_and_any_other(show: Show) -> None:
    shown = show()
    shown.key(Qt.Key.Key_P, ALT)
    menu = shown.desk.bar._periods
    assert menu is not None
    assert menu.isVisible()
    found = entries(menu)
    assert {"2024 年上半年", "2024 年第二季度", "2024 年", "2023 年", "2024 年各月", "其他期间…"} <= set(
        found
    )
    months = found["2024 年各月"]
    assert months is not None
    assert [a.text() for a in months.actions()][4] == "2024 年 5 月"
    months.actions()[4].trigger()
    menu.close()
    shown.wait()
    assert shown.desk.period == "2024-05"
    assert shown.desk.bar.day_button.text() == "2024-05-31"
    assert shown.panes["today"].periods[-1] == ("2024-05", None)


def test_the_menu_counts_by_the_fiscal_year_that_the_period_lies_in(show: Show) -> None:
    shown = show()
    shown.book.begins = Calendar("2024H1", 4)
    shown.tasks.changed.emit(Changes({"settings": frozenset({1})}))
    shown.wait()
    # October 2024 to March 2025: it ends in another year than its own.
    shown.desk.choose_period("2024H2")
    shown.desk.bar._fill_periods()
    menu = shown.desk.bar.period_button._menu
    assert isinstance(menu, QMenu)
    names = [str(entry.data()) for entry in menu.actions() if entry.data()]
    assert names[:10] == [
        *("2025H1", "2024H2", "2024H1", "2023H2", "2023H1"),
        *("2024Q1", "2024Q2", "2024Q3", "2024Q4", "2024"),
    ]
    assert [entry.data() for entry in menu.actions() if entry.isChecked()] == ["2024H2"]


def test_any_period_can_be_typed_and_what_is_none_is_said(show: Show) -> None:
    shown = show()
    shown.desk.bar.ask_period()
    entry = shown.desk.bar._entry
    assert entry is not None
    assert entry.isVisible()
    QTest.keyClicks(entry.field.edit, "Q9")
    QTest.keyClick(entry.field.edit, Qt.Key.Key_Return)
    assert entry.isVisible()
    assert "2024Q3" in entry.field.problem
    entry.field.set_text("三季度")
    QTest.keyClick(entry.field.edit, Qt.Key.Key_Return)
    shown.wait()
    assert not entry.isVisible()
    # Without a year it is that of what is shown.
    assert shown.desk.period == "2024Q3"


def test_the_period_follows_the_data_until_one_is_chosen(show: Show, tmp_path: Path) -> None:
    shown = show()
    assert shown.desk.period == "2024H1"
    assert "period" not in shown.desk.save_state()
    shown.book.begins = Calendar("2025H1", 4)
    shown.tasks.changed.emit(Changes({"accounts": frozenset({1})}))
    shown.wait()
    assert shown.desk.period == "2024H1"
    shown.tasks.changed.emit(Changes({"settings": frozenset({1})}))
    shown.wait()
    assert shown.panes["today"].periods[-1] == ("2025H1", None)
    assert shown.desk.fiscal_start == 4
    assert shown.desk.bar.period_button.toolTip().startswith("2025-04-01 – 2025-09-30")
    shown.desk.choose_period("2023H2")
    shown.book.begins = Calendar("2025H1", 1)
    shown.tasks.changed.emit(Changes({"settings": frozenset({1})}))
    shown.wait()
    assert shown.desk.period == "2023H2"
    assert shown.desk.bar.period_button.toolTip().startswith("2023-07-01 – 2023-12-31")


def test_both_panes_obey_period_and_day(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    run.desk.choose_period("2023H2")
    run.wait()
    assert run.accounts.listing.period == "2023H2"
    run.desk.show_pane(run.desk.index_of("review"))
    run.wait()
    assert isinstance(run.desk.pane, ReviewPane)
    assert run.desk.pane.renderer.period == "2023H2"
    run.desk.choose_day(date(2023, 9, 30))
    run.wait()
    assert run.desk.pane.renderer.as_of == date(2023, 9, 30)
    run.go_to("accounts")
    assert run.accounts.listing.as_of == date(2023, 9, 30)


# --- status line and a narrow window ------------------------------------------------------------------------


def test_the_status_line_shows_how_far_the_work_is_and_can_stop_it(
    qtbot: QtBot, tasks: Tasks, theme: Theme
) -> None:
    line = StatusLine(theme, tasks, "zh")
    qtbot.addWidget(line)
    line.show()
    begun: list[str] = []
    stopped: list[bool] = []

    def work(job: Job) -> None:
        job.progress(3, 4)
        begun.append(job.name)
        job._stop.wait(10)
        stopped.append(job.cancelled)
        job.check()

    tasks.query(line, work, name="备份")
    tasks.query(line, work, name="导出")
    qtbot.waitUntil(lambda: line._bar.share == 0.75 and len(begun) == 2)
    assert line.work.text() == "备份，另有 1 项"
    QTest.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: line.work.text() == "导出")
    QTest.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(stopped) == 2 and not tasks.busy)
    assert stopped == [True, True]
    assert not line.cancel.isVisible()


def test_a_narrow_window_keeps_everything_inside(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    wide = run.desk.bar.search.width()
    run.session.window.resize(960, 600)
    QApplication.processEvents()
    bar = run.desk.bar
    assert wide == 440
    assert 160 <= bar.search.width() < 440
    for widget in (bar.search, bar.undo_button, bar.period_button, bar.day_button, bar.more_button):
        assert bar.rect().contains(widget.geometry())
    assert bar.search.geometry().right() < bar.undo_button.geometry().left()
    assert run.desk.navigation.width() == 48
    assert run.session.window.width() == 960
    line = run.desk.status
    assert line.rect().contains(line.keys_button.geometry())


def test_keys_go_to_the_pane_and_to_the_next_place(sample_folder: Path, start: Start) -> None:
    run: Run = start(sample_folder)
    run.key(Qt.Key.Key_F6)
    assert holds_focus(run.accounts.detail)
    run.key(Qt.Key.Key_F6)
    assert holds_focus(run.desk.navigation)
    run.key(Qt.Key.Key_5, CONTROL)
    run.wait()
    assert run.desk.pane.title == "自评报告"
