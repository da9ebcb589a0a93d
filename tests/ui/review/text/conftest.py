"""A text editor in a window, with the figures of the sample book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pytest
from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.app.book import sample_book
from csmdesk.domain import review_text as text
from csmdesk.reports import document as doc
from csmdesk.reports.build import build
from csmdesk.reports.chip_picker import ChipPicker
from csmdesk.reports.review_chips import ChipWriter
from csmdesk.reports.review_content import chapters, content, live_blocks, told
from csmdesk.services.figures import figures
from csmdesk.ui.panes.review.text.editor import ChapterEditor
from csmdesk.ui.panes.review.text.links import Links
from csmdesk.ui.panes.review.text.picker import Picker
from csmdesk.ui.theme import Theme

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Material(NamedTuple):
    """The generated report of the sample book: its chapters as text, its live blocks, who writes figures."""

    writer: ChipWriter
    generated: doc.Document
    live: Mapping[str, doc.Block]
    chapters: Mapping[str, tuple[text.Block, ...]]


@pytest.fixture(scope="session")
def material(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Material]:
    book = sample_book(tmp_path_factory.mktemp("text") / "book")
    held = figures(book, "2024H1")
    generated = build(held, {}, "zh", "book")
    writer = ChipWriter(held, "zh", told(generated))
    made = {key: content(blocks, writer.form) for key, blocks in chapters(generated).items()}
    yield Material(writer, generated, live_blocks(generated), made)
    book.close()


@dataclass
class Desk:
    """An editor in a window; what it has said is kept."""

    editor: ChapterEditor
    window: QWidget
    bot: QtBot
    theme: Theme
    picked: list[text.Chip] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    left: int = 0
    shown: tuple[text.Block, ...] = ()

    def hear(self) -> None:
        self.editor.chip_picked.connect(self._picked)
        self.editor.link_asked.connect(self._linked)
        self.editor.left.connect(self._left)

    def _picked(self, chip: text.Chip, place: QRect) -> None:
        assert place.width() > 10
        self.picked.append(chip)

    def _linked(self, kind: str, key: int) -> None:
        self.links.append((kind, key))

    def _left(self) -> None:
        self.left += 1

    def show(self, *blocks: text.Block) -> None:
        """Show blocks and put the cursor at their end."""
        self.shown = blocks
        self.editor.show_blocks(blocks, "结果与数据", "2")
        self.editor.body.setFocus()
        self.end()

    def end(self) -> None:
        self.editor.body.moveCursor(QTextCursor.MoveOperation.End)

    def start(self) -> None:
        self.editor.body.moveCursor(QTextCursor.MoveOperation.Start)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.editor.body, key, modifiers)

    def type(self, words: str) -> None:
        """Letters of a keyboard."""
        QTest.keyClicks(QApplication.focusWidget() or self.editor.body, words)

    def commit(self, words: str) -> None:
        """Words that an input method gives."""
        self.compose("", words)

    def compose(self, preedit: str, commit: str = "") -> None:
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(QApplication.focusWidget() or self.editor.body, event)

    def select(self, start: int, end: int) -> None:
        cursor = self.editor.body.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.editor.body.setTextCursor(cursor)

    def put(self, html: str = "", words: str = "") -> None:
        """Put something on the clipboard, as another program does."""
        data = QMimeData()
        if html:
            data.setHtml(html)
        if words:
            data.setText(words)
        QGuiApplication.clipboard().setMimeData(data)

    def blocks(self) -> tuple[text.Block, ...]:
        return self.editor.blocks

    def words(self) -> list[str]:
        """The lines of all blocks as words."""
        return [text.plain(runs) for block in self.blocks() for runs in text.runs_of(block)]

    @property
    def picker(self) -> Picker:
        assert self.editor.asking.picker is not None
        return self.editor.asking.picker


Open = Callable[..., Desk]


@pytest.fixture
def bare(qtbot: QtBot, theme: Theme) -> Iterator[Desk]:
    """An editor without figures."""
    desk = _desk(qtbot, theme)
    yield desk
    desk.editor.settle()


@pytest.fixture
def desk(bare: Desk, material: Material) -> Desk:
    """An editor with the figures of the sample book."""
    links = Links(
        accounts=((1, "云岫茶饮"), (2, "砺石机械")),
        war_rooms=_rooms,
        targets=(("renewal_rate", "续费率"),),
        owners=("林晓",),
        live=material.live.get,
    )
    picker = ChipPicker(material.writer, material.generated)
    bare.editor.set_tools(material.writer, picker, _caption(material), links)
    return bare


def _rooms(account: int | None) -> tuple[tuple[int, str], ...]:
    return ((7, "健康度修复"),) if account in {None, 1} else ()


def _caption(material: Material) -> Callable[[str], str]:
    def caption(key: str) -> str:
        block = material.live.get(key)
        return block.caption if isinstance(block, doc.Chart | doc.Table) else ""

    return caption


def _desk(bot: QtBot, theme: Theme) -> Desk:
    window = QWidget()
    window.resize(760, 820)
    bot.addWidget(window)
    editor = ChapterEditor(theme, "zh", window)
    editor.resize(760, 820)
    desk = Desk(editor, window, bot, theme)
    desk.hear()
    window.show()
    with bot.waitActive(window):
        window.activateWindow()
    editor.body.setFocus()
    return desk
