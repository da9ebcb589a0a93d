"""A keystroke in a chapter of twenty pages → painted, against the same key in a plain text field as long."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from csmdesk.domain import review_text as text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextEdit

PAGES = 20
FRAME = 16.7
_ON_A_PAGE = 20
"""Paragraphs, each of two to three lines with four figures."""
_KEYS = 300
_LETTERS = "续费率高于目标，"

Say = Callable[[str], object]


def chapter(pages: int) -> tuple[text.Block, ...]:
    """A chapter as long as so many printed pages: paragraphs with figures, headings, lists, tables."""
    words = (
        text.Words("上半年续费到账 "),
        text.Chip("renewal_collected", shown="1,746万"),
        text.Words("，完成节点目标 "),
        text.Chip("renewal_collected", "node", shown="1,632万"),
        text.Words(" 的 "),
        text.Chip("renewal_collected", "attainment", shown="107%"),
        text.Words("；增购到账 "),
        text.Chip("upsell_collected", shown="238万"),
        text.Words("，缺口主要靠下半年的交叉销售补上，重点客户逐家排出了计划。"),
    )
    page: tuple[text.Block, ...] = (
        text.Heading(2, (text.Words("收入结果"),)),
        *(text.Paragraph(words) for _ in range(_ON_A_PAGE - 4)),
        text.Items((words, words)),
        text.TableBlock(((words[:1], words[1:2]), (words[2:3], words[3:4]))),
        text.Problem("product", words, words, ()),
    )
    return page * pages


def run(say: Say) -> None:
    """Type in the middle; the window reads what is written as often as it does while one writes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QTextEdit

    from csmdesk.app.qt import application
    from csmdesk.ui.panes.review.text.editor import ChapterEditor
    from csmdesk.ui.theme import Theme

    app = application()
    theme = Theme("light")
    theme.apply()
    editor = ChapterEditor(theme, "zh")
    editor.resize(720, 820)
    read: list[float] = []

    def take() -> None:
        start = perf_counter()
        assert editor.blocks
        read.append((perf_counter() - start) * 1000)

    editor.changed.connect(take)
    blocks = chapter(PAGES)
    start = perf_counter()
    editor.show_blocks(blocks, "结果与数据", "2")
    editor.show()
    app.processEvents()
    shown = (perf_counter() - start) * 1000
    plain = QTextEdit()
    plain.resize(720, 760)
    plain.setFont(theme.font())
    plain.setPlainText(editor.body.toPlainText())
    plain.show()
    app.processEvents()
    gc.collect()
    gc.freeze()
    ours, floor = _typed(editor.body), _typed(plain)
    count = sum(len(text.plain(runs)) for block in blocks for runs in text.runs_of(block))
    figures = sum(1 for _ in text.chips_of(blocks))
    say(f"{PAGES} pages: {len(blocks)} blocks, {count:,} letters, {figures:,} figures")
    say(f"shown in {shown:.0f} ms")
    for name, times in (("chapter", ours), ("plain text field", floor)):
        passed, worked = [each[0] for each in times], [each[1] for each in times]
        say(
            f"{name}: median {median(passed):.2f} ms, p99 {quantiles(passed, n=100)[98]:.2f} ms, most"
            f" {max(passed):.2f} ms; work alone: p99 {quantiles(worked, n=100)[98]:.2f} ms"
        )
    ratio = median(each[1] for each in ours) / median(each[1] for each in floor)
    say(f"work × {ratio:.1f} of the floor; goal: p99 at most {FRAME} ms")
    say(f"reading what is written: {len(read)} times, most {max(read, default=0.0):.1f} ms")
    editor.close()
    plain.close()
    theme.deleteLater()


def _typed(edit: QTextEdit) -> list[tuple[float, float]]:
    """Milliseconds from each key to its paint, in the middle of the text: passed, and of work."""
    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtGui import QInputMethodEvent, QTextCursor
    from PySide6.QtTest import QTest

    document = edit.document()
    block = document.findBlockByNumber(document.blockCount() // 2)
    while block.length() < 20:
        block = block.next()
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    edit.setTextCursor(cursor)
    edit.ensureCursorVisible()
    edit.setFocus()
    times = []
    for at in range(_KEYS):
        start, worked = perf_counter(), thread_time()
        if at % 10 == 9:
            QTest.keyClick(edit, Qt.Key.Key_Backspace)
        else:
            event = QInputMethodEvent()
            event.setCommitString(_LETTERS[at % len(_LETTERS)])
            QCoreApplication.sendEvent(edit, event)
        QCoreApplication.processEvents()
        times.append(((perf_counter() - start) * 1000, (thread_time() - worked) * 1000))
    return times
