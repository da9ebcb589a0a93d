"""The settings pane with real keys: what is typed is kept at once, seen elsewhere, and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.changes import Changes
from csmdesk.services.accounts import Accounts
from csmdesk.services.figures import rules_of
from csmdesk.services.keeping import Keeping
from csmdesk.services.settings import Settings
from csmdesk.storage.book import Book
from csmdesk.storage.problems import WrongPassphrase
from csmdesk.ui.panes.settings.backups_page import BackupsPage
from csmdesk.ui.panes.settings.book_page import BookPage
from csmdesk.ui.panes.settings.health_page import HealthPage
from csmdesk.ui.panes.settings.look_page import LookPage
from csmdesk.ui.panes.settings.money_page import MoneyPage
from csmdesk.ui.panes.settings.pane import SettingsPane, SettingsSource
from csmdesk.ui.panes.settings.passphrase_sheet import PassphraseSheet
from csmdesk.ui.panes.settings.rules_page import RulesPage
from csmdesk.ui.panes.settings.segment_sheets import RemoveSheet, RenameSheet
from csmdesk.ui.panes.settings.segments_page import SegmentsPage
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.value_field import ValueField
from tests.ui.conftest import PERIOD, Shown

KEY = Qt.Key
PASSPHRASE = "云岫 2024 夏至"


def write(text: str) -> None:
    """Type into what has the focus; what is no ASCII comes as an input method commits it."""
    target = QApplication.focusWidget()
    assert target is not None
    if text.isascii():
        QTest.keyClicks(target, text)
        return
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(target, event)


def press(key: KEY, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in what has the focus."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


@dataclass
class Open:
    """The settings pane of a book in a window."""

    pane: SettingsPane
    tasks: Tasks
    bot: QtBot
    window: QWidget
    book: Book

    def wait(self) -> None:
        """Return when nothing is under way any more."""
        for _ in range(4):
            self.bot.waitUntil(lambda: not self.tasks.busy, timeout=30_000)
            QApplication.processEvents()

    def go(self, key: str) -> None:
        """Choose a section by its place in the list."""
        self.pane.list.setFocus()
        row = self.pane.sections.row_of(key)
        QTest.keyClick(self.pane.list, KEY.Key_Home)
        for _ in range(row):
            QTest.keyClick(self.pane.list, KEY.Key_Down)
        self.wait()
        assert self.pane.section == key

    def type(self, field: ValueField, text: str, key: KEY = KEY.Key_Return) -> None:
        """Type over what stands in a field, and leave or enter it."""
        field.edit.setFocus()
        field.edit.selectAll()
        QTest.keyClick(field.edit, KEY.Key_Delete)
        write(text)
        QTest.keyClick(field.edit, key)
        self.wait()

    def undo(self) -> None:
        """Take back the last step as the window does."""
        self.tasks.command(self.pane, lambda _: self.book.store.undo())
        self.wait()

    @property
    def rules(self) -> RulesPage:
        page = self.pane.page("rules")
        assert isinstance(page, RulesPage)
        return page

    @property
    def segments(self) -> SegmentsPage:
        page = self.pane.page("segments")
        assert isinstance(page, SegmentsPage)
        return page

    @property
    def keys(self) -> BookPage:
        page = self.pane.page("book")
        assert isinstance(page, BookPage)
        return page


@pytest.fixture
def opened(qtbot: QtBot, tasks: Tasks, theme: Theme) -> Iterator[Callable[[Book], Open]]:
    """Shows the settings pane of a book."""

    def show(book: Book) -> Open:
        window = QWidget()
        window.resize(1248, 824)
        qtbot.addWidget(window)
        source = SettingsSource(Settings(book), Keeping(book), book.folder)
        pane = SettingsPane(theme, tasks, source, "zh", window)
        pane.resize(1248, 824)
        tasks.changed.connect(pane.refresh)
        pane.restore_state({})
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        pane.set_period(PERIOD, None)
        one = Open(pane, tasks, qtbot, window, book)
        one.wait()
        return one

    yield show
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[Book]:
    """A new book with a passphrase and two backups."""
    book = Book.create(tmp_path / "加密的书", passphrase=PASSPHRASE).book
    Keeping(book).make_backup()
    Keeping(book).make_backup()
    yield book
    book.close()


# --- rules --------------------------------------------------------------------------------------------------


def test_a_number_is_kept_on_enter_and_undo_brings_the_old_one_back(
    book: Book, opened: Callable[[Book], Open]
) -> None:
    one = opened(book)
    one.go("rules")
    row = one.rules.rows["early_days"]
    assert (row.field.text, row.reset.isVisible()) == ("30", False)
    one.type(row.field, "45")
    assert rules_of(book).early_days == 45
    assert row.reset.isVisible()
    assert book.store.undo_label is not None
    assert book.store.undo_label.zh == "改规则：提前天数 45 天"
    one.undo()
    assert rules_of(book).early_days == 30
    assert (row.field.text, row.reset.isVisible()) == ("30", False)


def test_leaving_a_field_keeps_it_and_esc_does_not(book: Book, opened: Callable[[Book], Open]) -> None:
    one = opened(book)
    one.go("rules")
    row = one.rules.rows["workshop_days"]
    one.type(row.field, "120", KEY.Key_Escape)
    assert (row.field.text, rules_of(book).workshop_days) == ("90", 90)
    one.type(row.field, "120", KEY.Key_Tab)
    assert rules_of(book).workshop_days == 120
    assert row.reset.hasFocus() or not row.field.edit.hasFocus()


def test_a_wrong_number_is_said_below_the_field_and_not_kept(
    book: Book, opened: Callable[[Book], Open]
) -> None:
    one = opened(book)
    one.go("rules")
    row = one.rules.rows["salon_executive_share"]
    one.type(row.field, "150")
    assert row.problem.isVisible()
    assert row.problem.text == "“高管占比”要在 0–100% 之间，现在是 150。"
    assert row.field.edit.accessibleDescription() == row.problem.text
    assert row.field.text == "150"
    assert book.store.undo_label is not None
    assert "高管占比" not in book.store.undo_label.zh
    QTest.keyClicks(row.field.edit, "x")
    assert row.problem.text == ""
    QTest.keyClick(row.field.edit, KEY.Key_Escape)
    assert row.field.text == "50"


def test_ctrl_z_in_a_field_that_was_kept_is_the_windows(book: Book, opened: Callable[[Book], Open]) -> None:
    from PySide6.QtGui import QKeySequence, QShortcut

    one = opened(book)
    one.go("rules")
    row = one.rules.rows["early_days"]
    heard: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), one.window)
    shortcut.activated.connect(lambda: heard.append("undo"))
    one.type(row.field, "45")
    QTest.keyClick(row.field.edit, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["undo"]
    QTest.keyClicks(row.field.edit, "1")
    QTest.keyClick(row.field.edit, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["undo"]
    assert row.field.text == "45"


def test_composing_keeps_nothing_until_it_is_done(book: Book, opened: Callable[[Book], Open]) -> None:
    one = opened(book)
    one.go("segments")
    field = one.segments.rows["潜力"].resources
    field.edit.setFocus()
    QApplication.sendEvent(field.edit, QInputMethodEvent("mei'ji", []))
    QTest.keyClick(field.edit, KEY.Key_Return)
    one.wait()
    assert book.store.undo_label is None or "潜力" not in book.store.undo_label.zh
    write("每季")
    QTest.keyClick(field.edit, KEY.Key_Return)
    one.wait()
    line = next(s for s in Settings(book).state().segments if s.name == "潜力")
    assert line.resources == "每季"


def test_defaults_come_back_one_by_one_and_by_area(book: Book, opened: Callable[[Book], Open]) -> None:
    one = opened(book)
    one.go("rules")
    rows = one.rules.rows
    for key in ("workshop_days", "workshop_measures", "early_days"):
        one.type(rows[key].field, "7")
    QTest.keyClick(rows["early_days"].reset, KEY.Key_Space)
    one.wait()
    assert rules_of(book).early_days == 30
    from csmdesk.services.settings_rules import Area

    button = one.rules._resets[Area.WORKSHOP]
    assert button.isVisible()
    QTest.keyClick(button, KEY.Key_Return)
    one.wait()
    assert Settings(book).state().own == frozenset()
    assert not button.isVisible()
    one.undo()
    assert Settings(book).state().own == {"workshop_days", "workshop_measures"}


# --- segments -----------------------------------------------------------------------------------------------


def test_a_cadence_changes_the_account_list_at_once(
    book: Book, opened: Callable[[Book], Open], shown: Callable[..., Shown]
) -> None:
    accounts = shown(book)
    one = opened(book)

    def late() -> set[int]:
        return {row.id for row in accounts.pane.model.shown if row.line and row.line.cadence_broken}

    before = late()
    one.go("segments")
    one.type(one.segments.rows["稳定"].cadence, "365")
    accounts.wait()
    names = {row.id: row.source.segment for row in accounts.pane.model.shown}
    stable = {a for a, segment in names.items() if segment == "稳定"}
    assert late() < before
    assert late() == {
        a for a, line in Accounts(book).lines(PERIOD, None).by_id.items() if line.cadence_broken
    }
    assert before - late() <= stable
    one.undo()
    accounts.wait()
    assert late() == before
    assert one.segments.rows["稳定"].cadence.text == ""
    assert one.segments.rows["稳定"].cadence.edit.placeholderText() == "30"


def test_segments_are_added_renamed_and_removed(book: Book, opened: Callable[[Book], Open]) -> None:
    one = opened(book)
    one.go("segments")
    page = one.segments
    one.type(page.new, "战略")
    assert list(page.rows) == ["高价值", "潜力", "稳定", "战略"]
    assert page.new.text == ""
    one.type(page.new, "战略")
    assert page.problem.text == "已经有分层“战略”。"

    page.rows["战略"].rename_asked.emit("战略")
    sheet = page.sheet
    assert isinstance(sheet, RenameSheet)
    field = sheet.field
    write("稳定")
    press(KEY.Key_Return)
    one.wait()
    assert field.problem == "已经有分层“稳定”。"
    field.set_value("伙伴")
    press(KEY.Key_Return)
    one.wait()
    assert "伙伴" in page.rows

    page.rows["伙伴"].remove_asked.emit("伙伴")
    one.wait()
    assert "伙伴" not in page.rows
    page.rows["潜力"].remove_asked.emit("潜力")
    sheet = page.sheet
    assert isinstance(sheet, RemoveSheet)
    sheet.field.set_value("稳定")
    press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    one.wait()
    assert list(page.rows) == ["高价值", "稳定"]
    one.undo()
    assert list(page.rows) == ["高价值", "潜力", "稳定"]


def test_what_the_revenue_says_is_shown_for_the_period(book: Book, opened: Callable[[Book], Open]) -> None:
    one = opened(book)
    one.go("segments")
    assert one.segments._high.text().startswith("截至 2024-06-30，最大的 14 个客户带来年化金额的 51.5%")
    one.type(one.segments.rules["high_value_share"].field, "80")
    assert "最大的 25 个客户带来年化金额的 81.2%" in one.segments._high.text()


# --- health and rates ---------------------------------------------------------------------------------------


def test_a_weight_is_previewed_while_it_is_typed_and_kept_on_enter(
    book: Book, opened: Callable[[Book], Open]
) -> None:
    one = opened(book)
    one.go("health")
    page = one.pane.page("health")
    assert isinstance(page, HealthPage)
    assert page._sum.text().startswith("合计 100%")
    row = page.rows[1]
    row.field.edit.setFocus()
    QTest.keyClicks(row.field.edit, "400")
    one.wait()
    assert page._preview.isVisible()
    assert "个客户换档" in page._preview.text()
    promised = page._preview.text()
    before = {a: line.band for a, line in Accounts(book).lines(PERIOD, None).by_id.items()}
    QTest.keyClick(row.field.edit, KEY.Key_Return)
    one.wait()
    after = {a: line.band for a, line in Accounts(book).lines(PERIOD, None).by_id.items()}
    assert f"{sum(before[a] is not after[a] for a in before)} 个客户换档" in promised
    assert not page._preview.isVisible()
    assert page._sum.text().startswith("合计 460%，按比例折算")
    one.undo()
    assert page._sum.text().startswith("合计 100%")
    one.type(row.field, "-1")
    assert row.problem.text == "“活跃度”要在 0–1000% 之间，现在是 -1。"


def test_rates_are_added_changed_and_removed(book: Book, opened: Callable[[Book], Open]) -> None:
    one = opened(book)
    one.go("money")
    page = one.pane.page("money")
    assert isinstance(page, MoneyPage)
    assert page.period.edit.placeholderText() == PERIOD
    page.code.edit.setFocus()
    QTest.keyClicks(page.code.edit, "usd")
    one.type(page.rate, "7.12")
    assert list(page.rows) == [(PERIOD, "USD")]
    assert (page.code.text, page.rate.text) == ("", "")
    row = page.rows[PERIOD, "USD"]
    one.type(row.field, "0")
    assert row.problem.text == "“汇率”要在 0.000001–1000000 之间，现在是 0。"
    one.type(row.field, "7.2")
    assert Settings(book).state().rates[0].typed == "7.2"
    QTest.keyClick(row.cross, KEY.Key_Space)
    one.wait()
    assert page.rows == {}
    one.undo()
    assert page.rows[PERIOD, "USD"].field.text == "7.2"


# --- keys and backups ---------------------------------------------------------------------------------------


def test_a_changed_passphrase_takes_the_backups_along(
    encrypted: Book, opened: Callable[[Book], Open]
) -> None:
    one = opened(encrypted)
    one.go("book")
    page = one.keys
    with one.bot.waitSignal(page.keys_changed, timeout=30_000):
        QTest.keyClick(page.change, KEY.Key_Space)
        sheet = page.sheet
        assert sheet is not None
        assert not sheet.primary.isEnabled()
        for text in ("falsch", "新的 口令 2025", "新的 口令 2025"):
            write(text)
            press(KEY.Key_Return)
        one.wait()
        assert sheet.old.field.problem
        assert not page.outcome.isVisible()
        sheet.old.field.set_text(PASSPHRASE)
        press(KEY.Key_Return)
    one.wait()
    assert not any(open_.isVisible() for open_ in one.window.findChildren(PassphraseSheet))
    assert page.outcome.isVisible()
    assert "2 份备份的密钥已随之更新" in page.outcome.text
    assert page.outcome.left == ""
    for backup in Keeping(encrypted).backups():
        Book.open(backup.path, passphrase="新的 口令 2025", write=False).close()
        with pytest.raises(WrongPassphrase):
            Book.open(backup.path, passphrase=PASSPHRASE, write=False)


def test_backups_that_stay_behind_are_listed_and_can_be_tried_again(
    encrypted: Book, opened: Callable[[Book], Open], monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = Keeping(encrypted).backups()[0].path
    one = opened(encrypted)
    one.go("book")
    page = one.keys
    refusing = True
    real = __import__("csmdesk.storage.rewrap", fromlist=["rewrap"]).rewrap

    def rewrap(path: Path, document: object) -> bool:
        return False if refusing and path == behind else bool(real(path, document))

    monkeypatch.setattr("csmdesk.storage.rewrap.rewrap", rewrap)
    QTest.keyClick(page.change, KEY.Key_Space)
    for text in (PASSPHRASE, "另一句 口令", "另一句 口令"):
        write(text)
        press(KEY.Key_Return)
    one.wait()
    assert page.outcome.left == str(behind)
    assert page.outcome.again.isVisible()
    refusing = False
    QTest.keyClick(page.outcome.again, KEY.Key_Space)
    one.wait()
    assert page.outcome.left == ""
    assert all(backup.opens_with_current_keys for backup in Keeping(encrypted).backups())


def test_a_passphrase_is_set_with_its_recovery_key_and_taken_away(
    book: Book, opened: Callable[[Book], Open]
) -> None:
    one = opened(book)
    one.go("book")
    page = one.keys
    assert not page.recovery.isEnabled()
    assert not page.idle.isEnabled()
    assert not page.remove.isVisible()
    QTest.keyClick(page.change, KEY.Key_Space)
    sheet = page.sheet
    assert sheet is not None
    write(PASSPHRASE)
    press(KEY.Key_Return)
    write("anders")
    assert sheet.again.problem == "两次输入的口令不一样"
    assert not sheet.primary.isEnabled()
    sheet.again.set_text(PASSPHRASE)
    press(KEY.Key_Return)
    one.wait()
    key = sheet.recovery_key
    assert len(key) >= 32
    QTest.keyClick(sheet, KEY.Key_Escape)
    assert sheet.isVisible()
    assert not sheet.primary.isEnabled()
    sheet.stored.click()
    QTest.keyClick(sheet.primary, KEY.Key_Space)
    one.wait()
    assert not any(open_.isVisible() for open_ in one.window.findChildren(PassphraseSheet))
    assert page.recovery.isEnabled()
    assert page.idle.isEnabled()
    folder = book.folder
    book.close()
    with Book.open(folder, recovery_key=key) as again:
        other = opened(again)
        other.go("book")
        QTest.keyClick(other.keys.remove, KEY.Key_Space)
        write(PASSPHRASE)
        press(KEY.Key_Return)
        other.wait()
        assert again.encrypted_by == "plain"
        assert "明文" in other.keys.outcome.text


def test_backups_are_made_listed_and_checked(encrypted: Book, opened: Callable[[Book], Open]) -> None:
    one = opened(encrypted)
    one.go("backups")
    page = one.pane.page("backups")
    assert isinstance(page, BackupsPage)
    assert page.model.rowCount() == 2
    QTest.keyClick(page.now, KEY.Key_Space)
    one.wait()
    assert page.model.rowCount() == 3
    assert page.told.text().startswith("已备份并校验：")
    page.list.setFocus()
    QTest.keyClick(page.list, KEY.Key_End)
    line = page.current
    assert line is not None
    QTest.keyClick(page.check, KEY.Key_Space)
    one.wait()
    assert page.told.text() == "备份完好：0 个客户，用现在的口令或恢复密钥打开。"
    (line.path / "book.db").write_bytes(b"x" * 5000)
    QTest.keyClick(page.check, KEY.Key_Space)
    one.wait()
    assert "备份完好" not in page.told.text()
    assert line.path.name in page.told.text()
    Keeping(encrypted).make_backup()
    one.pane.hide()
    one.pane.show()
    one.wait()
    assert [line.whole for line in page.model.items] == [True, True, True, False]
    assert page.current == page.model.items[3]
    with one.bot.waitSignal(one.pane.restore_asked, timeout=5_000) as asked:
        QTest.keyClick(page.restore, KEY.Key_Space)
    assert asked.args == [line.path]


# --- the window ---------------------------------------------------------------------------------------------


def test_what_belongs_to_the_window_is_asked_for(encrypted: Book, opened: Callable[[Book], Open]) -> None:
    one = opened(encrypted)
    heard: list[object] = []
    one.pane.theme_chosen.connect(heard.append)
    one.pane.language_chosen.connect(heard.append)
    one.pane.idle_lock_chosen.connect(heard.append)
    one.pane.set_idle_minutes(15)
    one.go("look")
    look = one.pane.page("look")
    assert isinstance(look, LookPage)
    assert (look.mode.key, look.language.key) == ("light", "zh")
    look.mode.setFocus()
    QTest.keyClick(look.mode, KEY.Key_Right)
    look.language.setFocus()
    QTest.keyClick(look.language, KEY.Key_Right)
    one.go("book")
    assert one.keys.idle.key == "15"
    QTest.keyClick(one.keys.idle, KEY.Key_Right)
    assert heard == ["dark", "en", 30]
    assert encrypted.store.undo_label is None


def test_tab_and_f6_reach_everything_and_the_section_is_remembered(
    book: Book, opened: Callable[[Book], Open]
) -> None:
    one = opened(book)
    one.go("rules")
    assert one.pane.save_state() == {"section": "rules"}
    stops = one.pane.stops()
    stops[1].setFocus()
    assert one.rules.rows["pending_days"].field.edit.hasFocus()
    reached = set()
    for _ in range(len(one.rules.rows)):
        reached.add(QApplication.focusWidget())
        press(KEY.Key_Tab)
    assert {row.field.edit for row in one.rules.rows.values()} == reached
    QTest.keyClick(one.rules.rows["pending_days"].field.edit, KEY.Key_Escape)
    one.pane.list.setFocus()
    QTest.keyClick(one.pane.list, KEY.Key_Return)
    assert one.rules.rows["pending_days"].field.edit.hasFocus()
    one.pane.restore_state({"section": "segments"})
    assert one.pane.section == "segments"
    one.pane.restore_state({"section": "nothing"})
    assert one.pane.section == "segments"
    go = next(action for action in one.pane.actions() if action.key == "settings.health")
    go.run()
    assert one.pane.section == "health"


def test_what_is_being_typed_is_kept_when_the_window_closes(
    book: Book, opened: Callable[[Book], Open]
) -> None:
    one = opened(book)
    one.go("rules")
    field = one.rules.rows["early_days"].field
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClicks(field.edit, "61")
    one.pane.settle()
    one.wait()
    assert rules_of(book).early_days == 61


def test_a_change_elsewhere_leaves_what_is_being_typed(book: Book, opened: Callable[[Book], Open]) -> None:
    one = opened(book)
    one.go("rules")
    field = one.rules.rows["early_days"].field
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClicks(field.edit, "6")
    one.tasks.command(one.pane, lambda _: Settings(book).set_rule("salon_people", "40"))
    one.wait()
    assert one.rules.rows["salon_people"].field.text == "40"
    assert field.text == "6"
    QTest.keyClick(field.edit, KEY.Key_Escape)
    assert field.text == "30"


def test_a_book_that_cannot_be_written_only_shows(
    sample_folder: Path, opened: Callable[[Book], Open]
) -> None:
    with Book.open(sample_folder, write=False) as book:
        one = opened(book)
        one.go("rules")
        field = one.rules.rows["early_days"].field
        assert field.edit.isReadOnly()
        one.go("segments")
        assert not one.segments.add.isEnabled()
        one.go("book")
        assert not one.keys.change.isEnabled()
        assert one.keys.change.toolTip() == "客户书以只读方式打开"


@pytest.mark.parametrize("typed", ["融资", "rzll", "rongzi"])
def test_a_setting_is_found_by_its_words_and_how_they_are_spelt(
    book: Book, opened: Callable[[Book], Open], typed: str
) -> None:
    one = opened(book)
    QTest.keyClick(one.pane.list, KEY.Key_Slash)
    assert one.pane.field.edit.hasFocus()
    write(typed)
    one.wait()
    assert [line.key for line in one.pane.sections.items] == ["rules"]
    assert one.pane.section == "rules"
    shown = {key for key, row in one.rules.rows.items() if row.isVisible()}
    assert shown == {"financing_rate"}
    press(KEY.Key_Return)
    press(KEY.Key_Return)
    assert one.rules.rows["financing_rate"].field.edit.hasFocus()
    press(KEY.Key_Slash)
    one.pane.field.edit.setFocus()
    press(KEY.Key_Escape)
    assert len(one.pane.sections.items) == 8
    assert one.rules.rows["early_days"].isVisible()


def test_a_rule_changes_the_account_list_at_once(
    book: Book, opened: Callable[[Book], Open], shown: Callable[..., Shown]
) -> None:
    accounts = shown(book)
    one = opened(book)

    def late() -> set[int]:
        return {row.id for row in accounts.pane.model.shown if row.line and row.line.cadence_broken}

    for segment in ("潜力", "稳定"):
        one.pane.refresh(Settings(book).segments.remove(segment, ""))
        accounts.pane.refresh(Changes({"accounts": frozenset(range(1, 36)), "segments": frozenset({1})}))
    accounts.wait()
    before = late()
    one.go("segments")
    one.type(one.segments.rules["default_cadence_days"].field, "365")
    accounts.wait()
    assert late() < before
    one.undo()
    accounts.wait()
    assert late() == before
